//! The sheet of hours on which allowances are paid, from the facts of duty of those who mediate or receive, and what each mediator did.
//! Listed by name: no figure here ranks anybody, and there is no rate of settlement, which would press mediators to press parties.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    StaffId,
    case::Outcome,
    figures::duty,
    staff::{Role, Staff},
    workload::{Workload, workloads},
};
use jiff::{ToSpan, civil::Date};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    table,
    web::{
        frame::{self, Frame},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, HEADS, Route},
        signed, submit,
        visit::Visit,
    },
};

pub(super) fn routes() -> Vec<Route> {
    let head = Access::Staff(HEADS);
    vec![Route::get("/counter/hours", head, page), Route::get("/counter/hours.csv", head, csv)]
}

/// Minutes on duty and on a break.
type Minutes = (u64, u64);

/// Nobody is on duty so much longer than the desk is open, in minutes: they forgot to go off.
const BESIDE: u64 = 120;

/// The minutes of everybody of one body by day, and the days that have begun, each with the minutes for which the desk is open.
struct Sheet {
    days: Vec<(Date, u64)>,
    rows: Vec<(StaffId, String, BTreeMap<Date, Minutes>)>,
}

impl Sheet {
    fn of(app: &App, at: &Published, head: &Staff) -> Result<Self, Problem> {
        let now = app.clock.now();
        let plan = &at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?.plan;
        let today = plan.day_of(now);
        // A desk that stands for years shows this month and the one before, as hours are accounted for.
        let from = if plan.venue.is_standing() { month_before(today) } else { plan.first_day };
        let open = |day: Date| {
            let hours = plan.hours_of(day);
            u64::try_from(hours.opens.duration_until(hours.closes).as_mins()).unwrap_or_default()
        };
        let days = plan.opening_days(from).take_while(|day| *day <= today);
        let days: Vec<_> = days.map(|day| (day, open(day))).collect();
        // Also of those who left since.
        let goes =
            |staff: &Staff| [Role::Mediator, Role::Reception].iter().any(|role| staff.roles.contains(role));
        let own = |staff: &Staff| goes(staff) && !head.serves_other(staff.profile.body);
        let people = at.desk.staff().filter(|staff| own(staff));
        let mut rows: Vec<_> =
            people.map(|staff| (staff.id, submit::name_of(staff.id, at), BTreeMap::new())).collect();
        for (day, _) in &days {
            for duty in duty(&at.desk, *day, now) {
                if let Some((.., minutes)) = rows.iter_mut().find(|(id, ..)| *id == duty.staff) {
                    minutes.insert(*day, (duty.on_min, duty.break_min));
                }
            }
        }
        rows.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(Self { days, rows })
    }
}

/// The first day of the month before that of a day.
fn month_before(day: Date) -> Date {
    day.first_of_month().checked_sub(1.month()).unwrap_or(day)
}

fn sum(minutes: &BTreeMap<Date, Minutes>) -> Minutes {
    minutes.values().fold((0, 0), |(on, paused), (more, longer)| (on + more, paused + longer))
}

/// Whether somebody was on duty for so long that they must have forgotten to go off, or to come on anew.
fn is_overlong((on, paused): Minutes, open: u64) -> bool {
    on + paused > open + BESIDE
}

struct HoursRow {
    name: String,
    /// What is told of each day, and whether it is too long to be true.
    days: Vec<(String, bool)>,
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
    days: Vec<String>,
    hours: Vec<HoursRow>,
    /// Something of it is too long to be true.
    overlong: bool,
    loads: Vec<LoadRow>,
}

/// On duty, and the breaks beside it.
fn told(t: &Texts, (on, paused): Minutes) -> String {
    match (on, paused) {
        (0, 0) => "–".to_owned(),
        (on, 0) => t.duration(on * 60),
        (on, paused) => t.t2("hours-with-break", "on", t.duration(on * 60), "break", t.duration(paused * 60)),
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

async fn page(State(app): State<App>, visit: Visit, who: Who, person: Signed) -> Result<Response, Problem> {
    let at = app.now();
    let sheet = Sheet::of(&app, &at, &person.staff)?;
    let frame = signed::frame(&app, &visit, &who, "hours-title").office();
    let t = frame.t();
    let work = workloads(&at.desk);
    let loads = sheet.rows.iter().filter_map(|(id, name, _)| Some(load(&t, name.clone(), work.get(id)?)));
    let hours = sheet.rows.iter().map(|(_, name, minutes)| {
        let of_day = |(day, open): &(Date, u64)| {
            let minutes = minutes.get(day).copied().unwrap_or_default();
            (told(&t, minutes), is_overlong(minutes, *open))
        };
        let days = sheet.days.iter().map(of_day).collect();
        HoursRow { name: name.clone(), days, sum: told(&t, sum(minutes)) }
    });
    let hours: Vec<_> = hours.collect();
    Ok(frame::show(&Page {
        days: sheet.days.iter().map(|(day, _)| t.short_date(*day)).collect(),
        overlong: hours.iter().any(|row| row.days.iter().any(|(_, overlong)| *overlong)),
        hours,
        loads: loads.collect(),
        t,
        frame,
    }))
}

/// One line a person and day, in minutes, for whoever works the allowances out.
async fn csv(State(app): State<App>, visit: Visit, person: Signed) -> Result<Response, Problem> {
    let at = app.now();
    let (sheet, t) = (Sheet::of(&app, &at, &person.staff)?, &visit.texts);
    let heads = ["hours-name", "hours-day", "hours-on-min", "hours-break-min", "hours-open-min"];
    let heads = heads.map(|key| t.t(key).into_owned());
    let mut lines = vec![heads.to_vec()];
    for (_, name, minutes) in &sheet.rows {
        for (day, open) in &sheet.days {
            let Some((on, paused)) = minutes.get(day) else { continue };
            let counts = [on, paused, open].map(ToString::to_string);
            lines.push([name.clone(), day.to_string()].into_iter().chain(counts).collect());
        }
    }
    let bytes = table::of_texts(lines).map_err(|error| Problem::internal(&error))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"fairdesk-hours.csv\""),
    ];
    Ok((headers, bytes).into_response())
}
