//! The organiser's office: the fair, the address for printed codes, exhibitors and their import, codes and sheets, people.
//!
//! Every page is for the organiser alone, except those of people and mediation bodies, which their heads share, and exhibitors and
//! rights, which whoever has the day in hand reads. None of them shows a word of what was said in mediation.

use domain::{
    HallId,
    text::{natural, sort_key},
};
use jiff::civil::Date;

use crate::{app::App, locale::Texts};

use super::{
    frame::Frame,
    guard::Who,
    halls,
    problem::Problem,
    route::{self, Access, ORGANISERS, Route},
    signed,
    visit::Visit,
};

mod acts;
mod address;
mod bodies;
mod codes;
pub(super) mod devices;
mod exhibitors;
mod fair;
mod import;
pub(super) mod people;
mod products;
mod rights;
mod sheets;
mod tariff;

/// The organiser alone.
const ORGANISER: Access = Access::Staff(ORGANISERS);
/// Those who look up who exhibits and what they registered.
const ON_DUTY: Access = Access::Staff(route::ON_DUTY);

/// Every page of the office that is not a log.
pub(super) fn routes() -> Vec<Route> {
    [
        acts::routes(),
        address::routes(),
        bodies::routes(),
        codes::routes(),
        devices::routes(),
        exhibitors::routes(),
        fair::routes(),
        import::routes(),
        people::routes(),
        products::routes(),
        rights::routes(),
        sheets::routes(),
        tariff::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The frame of an office page.
fn frame(app: &App, visit: &Visit, who: &Who, title: &str) -> Frame {
    signed::frame(app, visit, who, title).office()
}

/// The person signed in, as the sender of a command.
fn sender(who: &Who) -> Result<crate::app::From, Problem> {
    Ok(who.acting(who.signed()?.actor()))
}

/// The fair's halls in the order people count them.
fn halls(app: &App) -> Vec<HallId> {
    halls::in_order(&app.now())
}

/// Today, by the fair's calendar.
pub(super) fn today(app: &App) -> Date {
    let now = app.clock.now();
    let fair = app.now().desk.fair().map(|fair| fair.plan.day_of(now));
    fair.unwrap_or_else(|| now.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// A text as a part of an address.
fn encoded(text: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.bytes()
        .map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A list as one line of text.
fn joined(t: &Texts, items: &[String]) -> String {
    items.join(&t.t("list-comma"))
}

#[cfg(test)]
mod tests;
