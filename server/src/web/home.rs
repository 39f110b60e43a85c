//! The short page at `/`: what this is, how it works, the rights of the parties; and who sees what, in plain words.

use askama::Template;
use axum::{extract::State, response::Response};

use domain::fair::FairPlan;

use crate::{app::App, locale::Texts};

use super::{
    filing::draft::CONSENT_VERSION,
    frame::{self, Frame},
    guard::Who,
    log::bulletin,
    problem::Problem,
    route::{Access, Route},
    signed,
    ticket::mine::{self, Mine},
    typical_cases,
    visit::Visit,
};

#[cfg(test)]
mod tests;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/", Access::Everyone, home), Route::get("/privacy", Access::Everyone, privacy)]
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    t: Texts,
    /// The mediation body and its kind in words; empty before the fair is set up.
    body: String,
    kind: String,
    /// Opening hours.
    hours: String,
    /// The tickets of this browser.
    mine: Vec<Mine>,
    /// The organiser's message to everybody who waits: its language and words.
    bulletin: Option<(&'static str, String)>,
    /// Cases are told as examples.
    examples: bool,
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage {
    frame: Frame,
    t: Texts,
    body: String,
    version: &'static str,
}

/// The days of the week on which the desk is closed, in words.
fn closed_days(plan: &FairPlan, t: &Texts) -> String {
    let days: Vec<_> = plan.closed.iter().map(|day| t.code("weekday", day.code())).collect();
    days.join(&t.t("list-comma"))
}

async fn home(State(app): State<App>, visit: Visit, who: Who) -> Result<Response, Problem> {
    let frame = signed::frame(&app, &visit, &who, "home-title");
    let t = frame.t();
    let published = app.now();
    let (body, kind, hours) = published.desk.fair().map_or_else(Default::default, |fair| {
        let plan = &fair.plan;
        let clock = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
        let (opens, closes) = (clock(plan.opens), clock(plan.closes));
        let hours = match plan.last_day {
            Some(last) => {
                t.say("home-hours").with("first", t.date(plan.first_day)).with("last", t.date(last))
            }
            None if plan.closed.is_empty() => t.say("home-hours-daily"),
            None => t.say("home-hours-closed").with("days", closed_days(plan, &t)),
        };
        let hours = hours.with("opens", opens).with("closes", closes).to_string();
        (plan.body.name.clone(), t.code("body", body_code(plan.body.kind)).into_owned(), hours)
    });
    let mine = mine::read(&app, &who, &t)?;
    Ok(frame::show(&HomePage {
        bulletin: bulletin::shown(&published, &t),
        examples: typical_cases::any(&published),
        frame,
        t,
        body,
        kind,
        hours,
        mine,
    }))
}

fn body_code(kind: domain::fair::BodyKind) -> &'static str {
    use domain::fair::BodyKind;
    match kind {
        BodyKind::People => "people",
        BodyKind::Commercial => "commercial",
        BodyKind::Administrative => "administrative",
        BodyKind::Industry => "industry",
    }
}

async fn privacy(State(app): State<App>, visit: Visit, who: Who) -> Response {
    let frame = signed::frame(&app, &visit, &who, "privacy-title");
    let t = frame.t();
    let named = app.now().desk.fair().map(|fair| fair.plan.body.name.clone());
    let body = named.unwrap_or_else(|| t.t("privacy-some-body").into_owned());
    frame::show(&PrivacyPage { frame, t, body, version: CONSENT_VERSION })
}
