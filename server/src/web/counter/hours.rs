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
    duty::{DutyCorrection, Overstay, Served, overstay, served},
    fair::FairPlan,
    staff::{Role, Staff},
    workload::{Workload, workloads},
};
use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    app::App,
    engine::{Published, ReadError},
    locale::Texts,
    table,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, HEADS, Route},
        signed, submit,
        visit::Visit,
    },
};

use super::Done;

mod correct;

pub(super) fn routes() -> Vec<Route> {
    let head = Access::Staff(HEADS);
    vec![
        Route::get("/counter/hours", head, page),
        Route::get("/counter/hours.csv", head, csv),
        Route::post("/counter/hours", head, correct::correct),
    ]
}

/// Minutes on duty and on a break.
type Minutes = (u64, u64);

/// Nobody is on duty so much longer than the desk is open, in minutes: they forgot to go off.
const BESIDE: u64 = 120;

/// A day of the sheet.
#[derive(Clone, Copy)]
struct Day {
    date: Date,
    /// The minutes for which the desk is open.
    open: u64,
    /// The minutes of its hours, which a closed day has as well: longer than that nobody is on duty on it either.
    usual: u64,
}

impl Day {
    fn of(plan: &FairPlan, date: Date) -> Self {
        let hours = plan.hours_of(date);
        let usual = u64::try_from(hours.opens.duration_until(hours.closes).as_mins()).unwrap_or_default();
        Self { date, open: if plan.opens_on(date) { usual } else { 0 }, usual }
    }

    fn is_closed(&self) -> bool {
        self.open == 0
    }
}

/// What everybody of one body did by day, on the days that have begun: those on which the desk opens, and those besides on which
/// somebody was on duty, for allowances are paid for them as well.
struct Sheet {
    days: Vec<Day>,
    people: Vec<(StaffId, String)>,
    /// Who of them most likely forgot to go off duty, and since when they are on.
    still_on: BTreeMap<StaffId, Timestamp>,
    served: BTreeMap<(StaffId, Date), Served>,
}

impl Sheet {
    fn of(app: &App, at: &Published, head: &Staff) -> Result<Self, Problem> {
        let now = app.clock.now();
        let plan = &at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?.plan;
        let today = plan.day_of(now);
        // A desk that stands for years shows this month and the one before, as hours are accounted for.
        let begun = at.desk.duty_changes().map(|change| plan.day_of(change.at)).min();
        let first = begun.map_or(plan.first_day, |begun| begun.min(plan.first_day));
        let from = if plan.venue.is_standing() { first.max(month_before(today)) } else { first };
        let all = std::iter::successors(Some(from), |day| day.tomorrow().ok());
        let mut listed: Vec<_> = all.take_while(|day| *day <= today).collect();
        // Also of those who left since.
        let goes =
            |staff: &Staff| [Role::Mediator, Role::Reception].iter().any(|role| staff.roles.contains(role));
        let own = |staff: &Staff| goes(staff) && !head.serves_other(staff.profile.body);
        let still_on = overstaying(at, plan, head, now).map(|(staff, _)| (staff.id, staff.duty_since));
        let still_on = still_on.collect();
        let people = at.desk.staff().filter(|staff| own(staff));
        let mut people: Vec<_> = people.map(|staff| (staff.id, submit::name_of(staff.id, at))).collect();
        people.sort_by(|a, b| a.1.cmp(&b.1));
        let served = served(&at.desk, &listed, now);
        let tells = |day: Date| {
            let mut own = people.iter().filter_map(|(who, _)| served.get(&(*who, day)));
            own.any(|served| is_of_day(plan, served, day))
        };
        listed.retain(|day| plan.opens_on(*day) || tells(*day));
        let days = listed.into_iter().map(|day| Day::of(plan, day)).collect();
        Ok(Self { days, people, still_on, served })
    }

    /// What somebody did on a day, where they did anything.
    fn on(&self, who: StaffId, day: Date) -> Option<&Served> {
        self.served.get(&(who, day))
    }

    /// What was said of the days that it shows, of each day by itself.
    fn corrections(&self) -> impl Iterator<Item = &DutyCorrection> {
        let shown = self.people.iter().flat_map(move |(who, _)| {
            let who = *who;
            self.days.iter().filter_map(move |day| self.on(who, day.date))
        });
        shown.flat_map(|served| &served.corrected)
    }

    fn sum(&self, who: StaffId) -> Minutes {
        let all = self.days.iter().filter_map(|day| self.on(who, day.date)).map(minutes);
        all.fold((0, 0), |(on, paused), (more, longer)| (on + more, paused + longer))
    }
}

/// The first day of the month before that of a day.
fn month_before(day: Date) -> Date {
    day.first_of_month().checked_sub(1.month()).unwrap_or(day)
}

fn minutes(served: &Served) -> Minutes {
    (served.on_min(), served.break_min())
}

/// Whether somebody was on duty on this day, or went on it as was said afterwards. A day that a correction emptied is none.
fn is_of_day(plan: &FairPlan, served: &Served, day: Date) -> bool {
    minutes(served) != (0, 0) || served.corrected.iter().any(|said| plan.day_of(said.left_at) == day)
}

/// Whether somebody was on duty for so long that they must have forgotten to go off, or to come on anew.
fn is_overlong(served: &Served, day: Day) -> bool {
    let (on, paused) = minutes(served);
    on + paused > day.usual + BESIDE
}

/// The same, that the desk was closed and what was corrected, in words for a table; empty where there is nothing to say.
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

/// Who of this head's people most likely forgot to go off duty: the one rule for the counter and for the sheet.
fn overstaying<'a>(
    at: &'a Published,
    plan: &'a FairPlan,
    head: &'a Staff,
    now: Timestamp,
) -> impl Iterator<Item = (&'a Staff, Overstay)> {
    let own = at.desk.staff().filter(move |staff| !head.serves_other(staff.profile.body));
    own.filter_map(move |staff| Some((&**staff, overstay(plan, staff, now)?)))
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
    days: Vec<Column>,
    hours: Vec<HoursRow>,
    /// Something of it is too long to be true.
    overlong: bool,
    loads: Vec<LoadRow>,
    /// Whose hours may be corrected.
    people: Vec<(StaffId, String)>,
    /// What was typed of a correction, or comes with the address.
    sent: Entries,
}

/// For whom and for which day a correction is begun.
#[derive(serde::Deserialize, Default)]
struct Wanted {
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
    (who, day): (StaffId, Day),
    served: Option<&Served>,
    notes: &BTreeMap<u64, String>,
) -> Cell {
    let Some(served) = served else {
        return Cell { told: told(t, (0, 0)), overlong: None, notes: Vec::new() };
    };
    let mended = || format!("/counter/hours?staff={who}&day={}#correct", day.date);
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
    let sheet = Sheet::of(app, &at, &person.staff)?;
    let frame = signed::frame(app, visit, who, "hours-title").office();
    let t = frame.t();
    let work = workloads(&at.desk);
    let loads = sheet.people.iter().filter_map(|(id, name)| Some(load(&t, name.clone(), work.get(id)?)));
    let notes = all_noted(sheet.corrections(), |said| noted(app, &at, &t, said))?;
    let hours = sheet.people.iter().map(|(id, name)| {
        let of_day = |day: &Day| cell(&t, (*id, *day), sheet.on(*id, day.date), &notes);
        let days = sheet.days.iter().map(of_day).collect();
        let still_on = sheet.still_on.get(id).map(|since| t.t1("hours-still-on", "moment", t.moment(*since)));
        HoursRow { name: name.clone(), still_on, days, sum: told(&t, sheet.sum(*id)) }
    });
    let hours: Vec<_> = hours.collect();
    let column = |day: &Day| Column { text: t.short_date(day.date), closed: day.is_closed() };
    Ok(Page {
        errors,
        key: fresh_key(),
        days: sheet.days.iter().map(column).collect(),
        overlong: hours.iter().any(|row| row.days.iter().any(|day| day.overlong.is_some())),
        hours,
        loads: loads.collect(),
        people: sheet.people.clone(),
        sent,
        t,
        frame,
    })
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(Wanted { staff, day }): Query<Wanted>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let sent = Entries::from_fields(vec![("staff".to_owned(), staff), ("day".to_owned(), day)]);
    let page = drawn(&app, &visit, &who, &person, (sent, Errors::default()))?;
    Ok(frame::show(&Page { frame: done.tell(page.frame), ..page }))
}

/// One line a person and day, in minutes, for whoever works the allowances out.
async fn csv(State(app): State<App>, visit: Visit, person: Signed) -> Result<Response, Problem> {
    let at = app.now();
    let (sheet, t) = (Sheet::of(&app, &at, &person.staff)?, &visit.texts);
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
