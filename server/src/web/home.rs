//! The short page at `/`: what this is, how it works, the rights of the parties; and who sees what, in plain words.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    bodies::HostedBody,
    fair::{DayHours, FairPlan},
};
use jiff::Timestamp;

use crate::{app::App, locale::Texts};

use super::{
    bodies,
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
    /// The mediation bodies that take cases, each with its kind in words; empty before the fair is set up.
    bodies: Vec<(String, String)>,
    /// Opening hours.
    hours: String,
    /// What can be done still, once the desk has closed for the last time.
    over: Option<String>,
    /// How somebody finds their ticket again.
    lost: String,
    /// The tickets of this browser.
    mine: Vec<Mine>,
    /// The organiser's message to everybody who waits: its language and words.
    bulletin: Option<(&'static str, String)>,
    /// A body may take a fee.
    charges: bool,
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

/// The hours of days that have their own, and are not over.
fn other_hours(plan: &FairPlan, now: Timestamp, t: &Texts) -> Vec<String> {
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    let said = |day: String, hours: &DayHours| {
        let said = t.say("home-hours-other").with("day", day).with("opens", clock(hours.opens));
        said.with("closes", clock(hours.closes)).to_string()
    };
    let today = plan.day_of(now);
    let dates = plan.other_hours.dates.range(today..).map(|(day, hours)| said(t.date(*day), hours));
    let weekdays = plan.other_hours.weekdays.iter();
    let weekdays = weekdays.map(|(day, hours)| said(t.code("weekday", day.code()).into_owned(), hours));
    dates.chain(weekdays).collect()
}

async fn home(State(app): State<App>, visit: Visit, who: Who) -> Result<Response, Problem> {
    let frame = signed::frame(&app, &visit, &who, "home-title");
    let t = frame.t();
    let published = app.now();
    let hours = published.desk.fair().map(|fair| {
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
        let usual = hours.with("opens", opens).with("closes", closes).to_string();
        std::iter::once(usual).chain(other_hours(plan, app.clock.now(), &t)).collect::<Vec<_>>()
    });
    let open = published.desk.bodies().filter(|body| !body.terms.closed);
    let named =
        |body: &HostedBody| (body.terms.name.clone(), t.code("body", body.terms.kind.code()).into_owned());
    let mine = mine::read(&app, &who, &t)?;
    let now = app.clock.now();
    let lost = bodies::after_close(&published, &t, "home-ticket-over", now);
    Ok(frame::show(&HomePage {
        bulletin: bulletin::shown(&published, &t),
        charges: published.desk.has_charging_body(),
        examples: typical_cases::any(&published),
        bodies: open.map(named).collect(),
        hours: hours.unwrap_or_default().join(" · "),
        over: bodies::after_close(&published, &t, "home-over", now),
        lost: lost.unwrap_or_else(|| t.t("home-ticket").into_owned()),
        mine,
        frame,
        t,
    }))
}

async fn privacy(State(app): State<App>, visit: Visit, who: Who) -> Response {
    let frame = signed::frame(&app, &visit, &who, "privacy-title");
    let t = frame.t();
    let named = bodies::receiving(&app.now());
    let body = if named.is_empty() { t.t("privacy-some-body").into_owned() } else { named };
    frame::show(&PrivacyPage { frame, t, body, version: CONSENT_VERSION })
}
