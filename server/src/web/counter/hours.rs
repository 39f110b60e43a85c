//! The sheet of hours on which allowances are paid, from the facts of duty of those who mediate or receive, and what each mediator did.
//! Where somebody forgot to go off duty, the head of their body says when they truly went, and the sheet says that it was said.
//! Listed by name: no figure here ranks anybody, and there is no rate of settlement, which would press mediators to press parties.

use std::collections::{BTreeMap, btree_map::Entry};

use askama::Template;
use axum::{
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    StaffId,
    body::Content,
    case::Outcome,
    duty::{DutyCorrection, Overstay, Served},
    report::{Quarter, ReportPeriod},
    staff::Staff,
    workload::{Workload, workloads, workloads_between},
};
use jiff::Timestamp;

use crate::{
    app::App,
    engine::{Published, ReadError},
    locale::Texts,
    report, table,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        problem::Problem,
        route::{Access, HEADS, Route},
        signed, submit,
        visit::Visit,
    },
};

use super::Done;

mod correct;
mod sheet;

use sheet::{Day, Minutes, Sheet, is_overlong, minutes, overstaying};

pub(super) fn routes() -> Vec<Route> {
    let head = Access::Staff(HEADS);
    vec![
        Route::get("/counter/hours", head, page),
        Route::get("/counter/hours.csv", head, csv),
        Route::post("/counter/hours", head, correct::correct),
    ]
}

/// That it is too long to be true, that the desk was closed and what was corrected, in words for a table; empty where there is nothing to say.
fn mark(t: &Texts, served: &Served, day: Day) -> String {
    let closed = day.is_closed().then(|| t.t("hours-closed"));
    let corrected = (!served.corrected.is_empty()).then(|| t.t("hours-mark-corrected"));
    let asked = is_overlong(served, day).then(|| t.t("hours-overlong"));
    closed.into_iter().chain(corrected).chain(asked).collect::<Vec<_>>().join("; ")
}

/// A correction in words: who said what, when and why.
fn noted(app: &App, at: &Published, t: &Texts, said: &DutyCorrection) -> Result<String, ReadError> {
    let reason = match app.engine.entry(said.seq)?.and_then(|entry| entry.body.content()) {
        Some(Content::Remark { text }) => text,
        Some(_) | None => String::new(),
    };
    let who = said.by.map(|by| submit::name_of(by, at)).unwrap_or_default();
    let told = t.say("hours-corrected").with("who", who).with("on", t.date_of(said.at));
    Ok(told.with("left", t.moment(said.left_at)).with("reason", reason).to_string())
}

/// Each correction in words, by its entry: one that touches many days is read once.
fn all_noted<'s>(
    corrections: impl Iterator<Item = &'s DutyCorrection>,
    mut noted: impl FnMut(&DutyCorrection) -> Result<String, ReadError>,
) -> Result<BTreeMap<u64, String>, ReadError> {
    let mut all = BTreeMap::new();
    for said in corrections {
        if let Entry::Vacant(place) = all.entry(said.seq) {
            place.insert(noted(said)?);
        }
    }
    Ok(all)
}

/// That people of this head are on duty though the desk is closed, or has closed since they came; nothing where nobody is.
pub(super) fn past_close(at: &Published, t: &Texts, head: &Staff, now: Timestamp) -> Vec<String> {
    let Some(fair) = at.desk.fair() else { return Vec::new() };
    let found: Vec<_> = overstaying(at, &fair.plan, head, now).map(|(_, why)| why).collect();
    let closed = found.iter().filter(|why| **why == Overstay::ClosedDay).count();
    let told = [("hours-closed-day", closed), ("hours-past-close", found.len() - closed)];
    let told = told.into_iter().filter(|(_, count)| *count > 0);
    told.map(|(key, count)| t.t1(key, "count", count)).collect()
}

/// One day of somebody.
struct Cell {
    told: String,
    /// Where it is corrected, if it is too long to be true.
    overlong: Option<String>,
    /// What was said of it afterwards.
    notes: Vec<String>,
}

/// A day above its column.
struct Column {
    text: String,
    closed: bool,
}

struct HoursRow {
    name: String,
    /// That they are still on duty, though the desk has closed since they came.
    still_on: Option<String>,
    days: Vec<Cell>,
    sum: String,
}

struct LoadRow {
    name: String,
    taken: u32,
    open: u32,
    given_back: u32,
    preparation: String,
    talks: u32,
    talk: String,
    advice: u32,
    ended: Vec<String>,
}

#[derive(Template)]
#[template(path = "counter_hours.html")]
struct Page {
    frame: Frame,
    t: Texts,
    errors: Errors,
    key: String,
    /// The quarter that was asked for, as its file is; empty for the present months.
    period: String,
    /// Those to choose from at a desk that stands: code, words, chosen.
    periods: Vec<(String, String, bool)>,
    /// The first and the last day of what the sheet is of, in words.
    span: String,
    days: Vec<Column>,
    /// That some are left out.
    left_out: Option<String>,
    hours: Vec<HoursRow>,
    /// Something of it is too long to be true.
    overlong: bool,
    loads: Vec<LoadRow>,
    /// Whose hours may be corrected.
    people: Vec<(StaffId, String)>,
    /// What was typed of a correction, or comes with the address.
    sent: Entries,
    /// The ticket that is in the way of the correction, and where it is put out of hand.
    holds: Option<(String, String)>,
}

impl Page {
    /// The address of its file.
    fn file(&self) -> String {
        let file = "/counter/hours.csv";
        if self.period.is_empty() { file.to_owned() } else { format!("{file}?period={}", self.period) }
    }
}

/// Of which quarter the sheet is, and for whom and for which day a correction is begun.
#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    period: String,
    #[serde(default)]
    staff: String,
    #[serde(default)]
    day: String,
}

/// On duty, and the breaks beside it.
fn told(t: &Texts, (on, paused): Minutes) -> String {
    match (on, paused) {
        (0, 0) => "–".to_owned(),
        (on, 0) => t.worked(on),
        (on, paused) => t.t2("hours-with-break", "on", t.worked(on), "break", t.worked(paused)),
    }
}

fn load(t: &Texts, name: String, load: &Workload) -> LoadRow {
    let median = |spread: Option<domain::figures::Spread>| {
        spread.map_or_else(|| "–".to_owned(), |spread| t.duration(spread.median_s))
    };
    let ended =
        |(outcome, count): (&Outcome, &u32)| format!("{} {}", t.code("outcome", outcome.code()), count);
    LoadRow {
        name,
        taken: load.taken,
        open: load.open,
        given_back: load.given_back,
        preparation: median(load.preparation),
        talks: load.talks,
        talk: median(load.talk),
        advice: load.advice,
        ended: load.ended.iter().map(ended).collect(),
    }
}

fn cell(
    t: &Texts,
    (who, day, period): (StaffId, Day, &str),
    served: Option<&Served>,
    notes: &BTreeMap<u64, String>,
) -> Cell {
    let Some(served) = served else {
        return Cell { told: told(t, (0, 0)), overlong: None, notes: Vec::new() };
    };
    let mended = || format!("/counter/hours?staff={who}&day={}&period={period}#correct", day.date);
    Cell {
        told: told(t, minutes(served)),
        overlong: is_overlong(served, day).then(mended),
        notes: served.corrected.iter().filter_map(|said| notes.get(&said.seq).cloned()).collect(),
    }
}

fn drawn(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    (sent, errors): (Entries, Errors),
) -> Result<Page, Problem> {
    let at = app.now();
    let period = sent.text("period").to_owned();
    let sheet = Sheet::of(app, &at, &person.staff, &period)?;
    let frame = signed::frame(app, visit, who, "hours-title").office();
    let t = frame.t();
    let (first, last) = sheet.span;
    let is_standing = at.desk.fair().is_some_and(|fair| fair.plan.venue.is_standing());
    let work = if is_standing { workloads_between(&at.desk, first, last) } else { workloads(&at.desk) };
    let loads = sheet.people.iter().filter_map(|(id, name)| Some(load(&t, name.clone(), work.get(id)?)));
    let notes = all_noted(sheet.corrections(), |said| noted(app, &at, &t, said))?;
    let hours = sheet.people.iter().map(|(id, name)| {
        let of_day = |day: &Day| cell(&t, (*id, *day, period.as_str()), sheet.on(*id, day.date), &notes);
        let days = sheet.days.iter().map(of_day).collect();
        let still_on = sheet.still_on.get(id).map(|since| t.t1("hours-still-on", "moment", t.moment(*since)));
        HoursRow { name: name.clone(), still_on, days, sum: told(&t, sheet.sum(*id)) }
    });
    let hours: Vec<_> = hours.collect();
    let column = |day: &Day| Column { text: t.short_date(day.date), closed: day.is_closed() };
    Ok(Page {
        errors,
        key: fresh_key(),
        periods: periods(app, &at, &t, &period),
        span: t.t2("report-days-value", "first", t.plain_date(first), "last", t.plain_date(last)),
        period,
        days: sheet.days.iter().map(column).collect(),
        left_out: (sheet.left_out > 0).then(|| t.t1("hours-left-out", "count", sheet.left_out)),
        overlong: hours.iter().any(|row| row.days.iter().any(|day| day.overlong.is_some())),
        hours,
        loads: loads.collect(),
        people: sheet.people.clone(),
        sent,
        holds: None,
        t,
        frame,
    })
}

/// The quarters to choose from, with what they are called.
fn periods(app: &App, at: &Published, t: &Texts, chosen: &str) -> Vec<(String, String, bool)> {
    let Some(fair) = at.desk.fair() else { return Vec::new() };
    let one = |quarter: Quarter| {
        let code = quarter.to_string();
        (code.clone(), report::named(ReportPeriod::Quarter(quarter), t), code == chosen)
    };
    sheet::offered(at, fair.plan.day_of(app.clock.now())).into_iter().map(one).collect()
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(Wanted { period, staff, day }): Query<Wanted>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let fields = [("period", period), ("staff", staff), ("day", day)];
    let sent = Entries::from_fields(fields.map(|(name, value)| (name.to_owned(), value)).to_vec());
    let page = drawn(&app, &visit, &who, &person, (sent, Errors::default()))?;
    Ok(frame::show(&Page { frame: done.tell(page.frame), ..page }))
}

/// One line a person and day, in minutes, for whoever works the allowances out.
async fn csv(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Query(Wanted { period, .. }): Query<Wanted>,
) -> Result<Response, Problem> {
    let at = app.now();
    let (sheet, t) = (Sheet::of(&app, &at, &person.staff, &period)?, &visit.texts);
    let heads =
        ["hours-name", "hours-day", "hours-on-min", "hours-break-min", "hours-open-min", "hours-mark"];
    let heads = heads.map(|key| t.t(key).into_owned());
    let mut lines = vec![heads.to_vec()];
    for (id, name) in &sheet.people {
        for day in &sheet.days {
            let Some(served) = sheet.on(*id, day.date) else { continue };
            let (on, paused) = minutes(served);
            let counts = [on, paused, day.open].map(|count| count.to_string());
            let line = [name.clone(), day.date.to_string()].into_iter().chain(counts);
            lines.push(line.chain([mark(t, served, *day)]).collect());
        }
    }
    let bytes = table::of_texts(lines).map_err(|error| Problem::internal(&error))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"fairdesk-hours.csv\""),
    ];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_of_many_days_is_read_once() {
        let at = Timestamp::UNIX_EPOCH;
        let said = |seq| DutyCorrection { left_at: at, by: None, at, seq };
        let (forgotten, other) = (said(7), said(9));
        let of_days = [&forgotten, &forgotten, &other, &forgotten];
        let mut read = Vec::new();
        let notes = all_noted(of_days.into_iter(), |said| {
            read.push(said.seq);
            Ok(said.seq.to_string())
        });
        let notes = notes.unwrap().into_iter().collect::<Vec<_>>();
        assert_eq!(notes, [(7, "7".to_owned()), (9, "9".to_owned())]);
        assert_eq!(read, [7, 9]);
    }
}
