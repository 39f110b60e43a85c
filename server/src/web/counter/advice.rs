//! Advice given without a ticket, counted in two taps.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{Command, HallId, case::RightKind};

use crate::{
    app::App,
    locale::Texts,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Frame},
        guard::{Signed, Who},
        halls,
        problem::Problem,
        route::{Access, RECEPTIONS, Route},
        signed,
        visit::Visit,
    },
};

use super::actions::unknown;

pub(super) fn routes() -> Vec<Route> {
    let receptions = Access::Staff(RECEPTIONS);
    vec![Route::get("/counter/advice", receptions, page), Route::post("/counter/advice", receptions, give)]
}

#[derive(Template)]
#[template(path = "counter_advice.html")]
struct AdvicePage {
    frame: Frame,
    t: Texts,
    key: String,
    halls: Vec<String>,
    rights: Vec<&'static str>,
    today: usize,
}

async fn page(State(app): State<App>, visit: Visit, who: Who, person: Signed) -> Response {
    let at = app.now();
    let frame = signed::frame(&app, &visit, &who, "advice-title").counter();
    let day = |at: jiff::Timestamp| at.to_zoned(frame.t().zone().clone()).date();
    let now = day(app.clock.now());
    let own = at.desk.advice().filter(|advice| advice.staff == person.staff.id && day(advice.at) == now);
    let today = own.count();
    frame::show(&AdvicePage {
        t: frame.t(),
        key: fresh_key(),
        halls: halls::in_order(&at).into_iter().map(|hall| hall.0).collect(),
        rights: RightKind::ALL.iter().map(|right| right.code()).collect(),
        today,
        frame,
    })
}

/// One tap on the right gives the advice; the hall may be chosen before.
async fn give(State(app): State<App>, visit: Visit, who: Who, form: Entries) -> Result<Response, Problem> {
    let right = match form.text("right") {
        "" | "none" => None,
        code => Some(RightKind::from_code(code).ok_or_else(|| unknown("right"))?),
    };
    let hall = Some(form.text("hall")).filter(|hall| !hall.is_empty()).map(|hall| HallId(hall.to_owned()));
    let command = Command::GiveAdvice { hall, right };
    app.ask(who.from(), form.once(&app, &who, "counter/advice"), command).await?;
    Ok(visit.sent("/counter?done=advice"))
}
