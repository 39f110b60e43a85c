//! The same on the party's own phone: whoever holds the ticket asks, the desk records it, and it is open for an hour.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{Actor, Case, Command, reading::access_lately};

use crate::{
    app::App,
    documents::held::Section,
    locale::Texts,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Frame},
        guard::Who,
        problem::{Fault, Problem},
        route::{Access, Route},
        ticket::{Found, evidence::Holder, framed},
        visit::Visit,
    },
};

use super::{Form, contents::Before, gather};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/t/{key}/held", Access::KeyHolder, page),
        Route::post("/t/{key}/held", Access::KeyHolder, ask),
        Route::get("/t/{key}/held/{form}", Access::KeyHolder, file),
    ]
}

#[derive(Template)]
#[template(path = "held_party.html")]
struct HeldPage {
    frame: Frame,
    t: Texts,
    key: String,
    path: String,
    /// What is held, while it is open.
    sections: Option<Vec<Section>>,
    erased: bool,
}

fn case_of(found: &Found) -> Result<std::sync::Arc<Case>, Problem> {
    let case = found.published.desk.case(found.ticket.case);
    case.map(std::sync::Arc::clone).ok_or_else(|| Problem::of(Fault::NotFound))
}

fn is_open(app: &App, found: &Found, case: &Case) -> bool {
    case.erased_at.is_none() && access_lately(case, found.ticket.party, None, app.clock.now())
}

async fn page(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    Holder(found): Holder,
) -> Result<Response, Problem> {
    let case = case_of(&found)?;
    let mut frame = framed(&who, &visit, &found);
    let t = frame.t();
    frame.title = t.t("held-title").into_owned();
    frame.path = format!("{}/held", found.path());
    let sections = if is_open(&app, &found, &case) {
        Some(gather(&app, &case, found.ticket.party, Before::Party, &t).await?.sections)
    } else {
        None
    };
    let erased = case.erased_at.is_some();
    Ok(frame::show(&HeldPage { key: fresh_key(), path: found.path(), sections, erased, frame, t }))
}

async fn ask(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    let (case, party) = (found.ticket.case, found.ticket.party);
    let command = Command::GiveAccess { case, party, body: None };
    let once = form.once(&app, &who, &format!("held/{}", found.ticket.number));
    app.ask(who.acting(Actor::Party(found.ticket.number)), once, command).await?;
    Ok(visit.sent(&format!("{}/held", found.path())))
}

async fn file(
    State(app): State<App>,
    visit: Visit,
    Holder(found): Holder,
    Path((_, form)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let form = Form::of(&form).ok_or_else(|| Problem::of(Fault::NotFound))?;
    let case = case_of(&found)?;
    if !is_open(&app, &found, &case) {
        return Err(Problem::of(Fault::NotFound));
    }
    let held = gather(&app, &case, found.ticket.party, Before::Party, &visit.texts).await?;
    form.answer(&app, &[held], &visit.texts).await
}
