//! The organiser's day: today at a glance, the daily logs and their seals, complaints, and the figures for a supervisor. Whoever has
//! the day in hand for the organiser reads it and writes into it, and seals nothing.
//!
//! What stands here was said to the organiser or is a bare fact. No page reads an application for mediation, a remark or a photo
//! meant for the mediation body, and a test with a marked text holds that (procedure 0.1 no. 1, E.2).

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use domain::{
    figures::{DayFigures, DayRow},
    staff::Role,
    ticket::TicketState,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    app::App,
    daylog::{self, Change, Choice, Only, choice::Asked},
    engine::Published,
};

use super::{
    problem::{Fault, Problem},
    route::{self, Access, ORGANISERS, Route},
    ticket::view::Hours,
};

pub(super) mod bulletin;
pub(super) mod check;
mod day;
mod days;
pub(super) mod download;
mod filters;
mod measures;
mod numbers;
pub(super) mod remarks;
mod sealing;
mod today;

/// Who may read a day's log, and write into it.
pub(super) const ON_DUTY: Access = Access::Staff(route::ON_DUTY);
/// Who seals it.
pub(super) const ORGANISER: Access = Access::Staff(ORGANISERS);
/// Who may see figures.
const FIGURES: Access = Access::Staff(&[Role::Organiser, Role::Head, Role::Supervisor, Role::DutyManager]);

/// The routes of the organiser's day.
pub(super) fn routes() -> Vec<Route> {
    [
        today::routes(),
        bulletin::routes(),
        days::routes(),
        day::routes(),
        download::routes(),
        remarks::routes(),
        sealing::routes(),
        numbers::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The figures of one day, of a sealed one as they were sealed, and the state they were counted in.
pub(super) struct Counted {
    pub(super) published: Arc<Published>,
    pub(super) figures: Arc<DayFigures>,
    /// By how much the figures of a sealed day are others now.
    pub(super) since: Vec<Change>,
    /// When it was asked for: by it what became of a deadline is told.
    pub(super) now: Timestamp,
    /// The desk has closed for the last time: nobody stands in a line any more.
    over: bool,
}

impl Counted {
    /// What an address chose of the list. As it stands now it is listed where it was sealed while the day runs, but for what came late,
    /// which the sealed list alone has.
    fn choice(&self, asked: &Asked, now: &str) -> Choice {
        let choice = Choice::from(asked);
        let goes_on = self.figures.runs && self.figures.sealed && choice.only != Some(Only::Late);
        Choice { present: goes_on && now == "1", ..choice }
    }

    /// The list from which a choice is made. As it stands now it is that of a day that runs and is not sealed: which of it came late would
    /// tell by what is not marked what only mediation did since.
    fn list(&self, choice: &Choice) -> Cow<'_, [DayRow]> {
        let Self { published, figures, .. } = self;
        if !choice.present {
            return Cow::Borrowed(figures.rows.as_slice());
        }
        let mut rows = published.told(figures.day, figures.day).rows.clone();
        for row in &mut rows {
            row.late = false;
        }
        Cow::Owned(rows)
    }

    /// How long somebody who stands in line has waited until now, in seconds: from the time by which they stand there, whichever line it is
    /// and whether they were received before or not, as the page of today counts it. Who was called or missed the call waits for nobody,
    /// and the log of a day that is over or sealed stands still.
    fn waits(&self, row: &DayRow, choice: &Choice) -> Option<u64> {
        let ticket = self.published.desk.ticket(row.ticket)?;
        let stands = row.state == TicketState::Waiting && !is_carried_over(&self.published, row);
        (self.goes_on(choice) && !self.over && stands).then(|| seconds(ticket.turn.at, self.now))
    }

    /// Whether nobody in the hall is to call a ticket any more that waits in its row, for the desk has closed for the last time.
    fn is_left(&self, row: &DayRow, choice: &Choice) -> bool {
        self.goes_on(choice) && self.over && row.state == TicketState::Waiting
    }

    /// Whether the list tells how it is now.
    fn goes_on(&self, choice: &Choice) -> bool {
        self.figures.runs && (!self.figures.sealed || choice.present)
    }

    /// Whether a row is to be listed. Of who waits today it lists whoever stands in line, as the page of today counts them: what goes on
    /// after the end stands in none. After the last close nobody does, and all of them are told together.
    fn lists(&self, row: &DayRow, choice: &Choice) -> bool {
        let waiting = self.figures.runs && !self.over && choice.rows.state == Some(TicketState::Waiting);
        choice.keeps(row) && !(waiting && is_carried_over(&self.published, row))
    }
}

/// Whether a row's case was carried over the fair's end: its ticket waits, and stands in no line.
fn is_carried_over(published: &Published, row: &DayRow) -> bool {
    let case = published.desk.case(row.case);
    case.is_some_and(|case| case.procedure.carried_over.is_some())
}

/// How long it is from one moment to another, in seconds.
fn seconds(from: Timestamp, now: Timestamp) -> u64 {
    u64::try_from(now.duration_since(from).as_secs()).unwrap_or_default()
}

/// The days that have a log.
pub(super) fn days(app: &App, published: &Published) -> BTreeSet<Date> {
    let Some(fair) = published.desk.fair() else { return BTreeSet::new() };
    daylog::days(&published.desk, fair.plan.day_of(app.clock.now()))
}

/// Today, in the fair's calendar.
pub(super) fn today_of(app: &App, published: &Published) -> Result<Date, Problem> {
    let fair = published.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
    Ok(fair.plan.day_of(app.clock.now()))
}

/// The figures of the day in an address.
///
/// # Errors
/// `not-found` for a day without a log.
pub(super) fn counted(app: &App, day: &str) -> Result<Counted, Problem> {
    let published = app.now();
    let day: Date = day.parse().map_err(|_| Problem::of(Fault::NotFound))?;
    if !days(app, &published).contains(&day) {
        return Err(Problem::of(Fault::NotFound));
    }
    let today = today_of(app, &published)?;
    let (figures, since) = daylog::told(published.sealed(day, today), published.told(day, today));
    let now = app.clock.now();
    let over = Hours::are_over(&published.desk, now);
    Ok(Counted { published, figures, since, now, over })
}

/// The page of a day's log.
fn page_of(day: Date) -> String {
    format!("/office/logs/{day}")
}

/// The list of a day to which a number leads.
#[derive(Debug, Clone, Copy)]
struct List {
    day: Date,
    /// As it stands now, though the log has it as it was sealed.
    present: bool,
}

impl List {
    /// As the log of the day tells it.
    fn told(day: Date) -> Self {
        Self { day, present: false }
    }

    /// As the page of today counts it, which goes on when the day was sealed.
    fn today(published: &Published, day: Date) -> Self {
        Self { day, present: published.desk.day_seal(day).is_some() }
    }

    /// With one choice made.
    fn of(self, name: &str, value: &str) -> String {
        format!("{}?{name}={}{}#list", page_of(self.day), encoded(value), self.end())
    }

    /// The same where the number counts only what was filed on the day.
    fn filed(self, name: &str, value: &str) -> String {
        let only = Only::Filed.code();
        format!("{}?{name}={}&only={only}{}#list", page_of(self.day), encoded(value), self.end())
    }

    /// The same for what is no code.
    fn only(self, only: Only) -> String {
        self.of("only", only.code())
    }

    fn end(self) -> &'static str {
        if self.present { "&now=1" } else { "" }
    }
}

/// The one case with this ticket, as the log of the day on which it was filed has it.
pub(super) fn list_one(day: Date, ticket: &str) -> String {
    List::told(day).of("ticket", ticket)
}

/// Another page of the list with the same choice.
fn list_at(day: Date, choice: &Choice, page: usize) -> String {
    let chosen = query(choice);
    let joint = if chosen.is_empty() { '?' } else { '&' };
    format!("{}{chosen}{joint}page={page}#list", page_of(day))
}

/// A text as the value of a query.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A choice and a page of the list it makes as the end of an address; empty for the first of every row.
fn kept(choice: &Choice, page: usize) -> String {
    let chosen = query(choice);
    let joint = if chosen.is_empty() { '?' } else { '&' };
    if page > 1 { format!("{chosen}{joint}page={page}") } else { chosen }
}

/// A choice as the end of an address; empty when every row is wanted.
fn query(choice: &Choice) -> String {
    let parts: Vec<_> =
        choice.parts().into_iter().map(|(name, value)| format!("{name}={}", encoded(&value))).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

#[cfg(test)]
mod tests;
