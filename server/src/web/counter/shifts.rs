//! The shift plan: who is to be where on which day, and which opening hours of which hall nobody is planned for. Every mediator reads
//! it; the head plans.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command, HallId, ShiftId, StaffId,
    fair::FairPlan,
    shift::{Shift, gaps},
    staff::Role,
};
use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    app::App,
    engine::{Published, SubmitError},
    locale::Texts,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame, Tone},
        guard::{Signed, Who},
        halls,
        office::today,
        problem::{Fault, Problem},
        route::{Access, HEADS, MEDIATORS, Route},
        signed, submit,
        visit::Visit,
    },
};

use super::{Done, happened::moment_of};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/counter/shifts", Access::Staff(MEDIATORS), page),
        Route::post("/counter/shifts", Access::Staff(HEADS), plan),
        Route::post("/counter/shifts/cancel", Access::Staff(HEADS), cancel),
    ]
}

/// What was done, in the address, when a shift was planned for which the desk is not open all the time.
const OUTSIDE: &str = "shift-outside";

struct Line {
    id: ShiftId,
    name: String,
    time: String,
    own: bool,
    /// The desk is closed for some of it.
    outside: bool,
    /// Whether the reader, as its head, takes it out of the plan.
    cancels: bool,
}

/// One hall, or the desk for all of them.
struct Place {
    name: String,
    lines: Vec<Line>,
    gaps: Vec<String>,
}

struct Day {
    date: Date,
    text: String,
    here: bool,
    gaps: usize,
}

#[derive(Template)]
#[template(path = "counter_shifts.html")]
struct Page {
    frame: Frame,
    t: Texts,
    errors: Errors,
    key: String,
    day: Date,
    days: Vec<Day>,
    places: Vec<Place>,
    heads: bool,
    mediators: Vec<(StaffId, String)>,
    halls: Vec<HallId>,
    sent: Entries,
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    day: String,
}

/// What is drawn of the plan.
struct Drawn<'a> {
    at: &'a Published,
    t: &'a Texts,
    plan: &'a FairPlan,
    person: &'a Signed,
}

/// From when until when the desk is open on a day.
fn opening(plan: &FairPlan, day: Date) -> Option<(Timestamp, Timestamp)> {
    plan.opens_on(day).then_some(())?;
    let at = |time| day.to_datetime(time).to_zoned(plan.time_zone()).ok().map(|at| at.timestamp());
    let hours = plan.hours_of(day);
    Some((at(hours.opens)?, at(hours.closes)?))
}

/// Whether the desk is closed for some of this time. Somebody may have to come early or stay on: it is told and not refused.
fn is_outside(plan: &FairPlan, from: Timestamp, until: Timestamp) -> bool {
    opening(plan, plan.day_of(from)).is_none_or(|(opens, closes)| from < opens || closes < until)
}

impl Drawn<'_> {
    fn on(&self, day: Date) -> Vec<&Shift> {
        let shifts = self.at.desk.shifts().map(AsRef::as_ref);
        let mut shifts: Vec<_> = shifts.filter(|shift| self.plan.day_of(shift.from) == day).collect();
        shifts.sort_by_key(|shift| (shift.from, shift.until, shift.id));
        shifts
    }

    /// Whoever no longer works here is nobody's.
    fn is_of_own(&self, staff: StaffId) -> bool {
        let known = self.at.desk.staff_member(staff);
        known.is_none_or(|staff| staff.dismissed || !self.person.staff.serves_other(staff.profile.body))
    }

    fn time(&self, (from, until): (Timestamp, Timestamp)) -> String {
        self.t.t2("shifts-time", "from", self.t.clock(from), "until", self.t.clock(until))
    }

    /// The halls with their shifts and what is left open; the desk for all halls last, which covers every hall.
    fn places(&self, day: Date, halls: &[HallId]) -> Vec<Place> {
        let shifts = self.on(day);
        let open = opening(self.plan, day);
        let anywhere = || shifts.iter().filter(|shift| shift.hall.is_none());
        let line = |shift: &&&Shift| Line {
            id: shift.id,
            name: submit::name_of(shift.staff, self.at),
            time: self.time((shift.from, shift.until)),
            own: shift.staff == self.person.staff.id,
            outside: is_outside(self.plan, shift.from, shift.until),
            cancels: self.person.is(Role::Head) && self.is_of_own(shift.staff),
        };
        let place = |hall: &HallId| {
            let here = || shifts.iter().filter(|shift| shift.hall.as_ref() == Some(hall));
            let covered = here().chain(anywhere()).map(|shift| (shift.from, shift.until));
            let left = open.map(|open| gaps(open, covered)).unwrap_or_default();
            Place {
                name: self.t.t1("code-hall", "hall", hall.as_str()),
                lines: here().map(|shift| line(&shift)).collect(),
                gaps: left.into_iter().map(|gap| self.time(gap)).collect(),
            }
        };
        let mut places: Vec<_> = halls.iter().map(place).collect();
        places.push(Place {
            name: self.t.t("shifts-anywhere").into_owned(),
            lines: anywhere().map(|shift| line(&shift)).collect(),
            gaps: Vec::new(),
        });
        places
    }
}

fn drawn(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    wanted: &str,
    (sent, errors): (Entries, Errors),
) -> Result<Page, Problem> {
    let at = app.now();
    let plan = &at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?.plan;
    let frame = signed::frame(app, visit, who, "shifts-title").counter();
    let (t, halls) = (frame.t(), halls::in_order(&at));
    let day = wanted.parse().ok().unwrap_or_else(|| today(app));
    let day = day.max(plan.first_day).min(plan.last_day.unwrap_or(Date::MAX));
    let view = Drawn { at: &at, t: &t, plan, person };
    // A desk that stands for years shows the days around the one that is looked at.
    let from = if plan.venue.is_standing() { day.saturating_sub(7.days()) } else { plan.first_day };
    let days = plan.opening_days(from).take(60).map(|date| Day {
        date,
        text: t.short_date(date),
        here: date == day,
        gaps: view.places(date, &halls).iter().map(|place| place.gaps.len()).sum(),
    });
    let mut mediators: Vec<_> = at
        .desk
        .staff()
        // Whoever plans is the head, of the own body's people alone.
        .filter(|staff| staff.is(Role::Mediator) && !person.staff.serves_other(staff.profile.body))
        .map(|staff| (staff.id, submit::name_of(staff.id, &at)))
        .collect();
    mediators.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(Page {
        errors,
        key: fresh_key(),
        day,
        days: days.collect(),
        places: view.places(day, &halls),
        heads: person.is(Role::Head),
        mediators,
        sent,
        halls,
        t: frame.t(),
        frame,
    })
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(Wanted { day }): Query<Wanted>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let mut page = drawn(&app, &visit, &who, &person, &day, (Entries::default(), Errors::default()))?;
    page.frame = if done.done == OUTSIDE {
        let told = page.t.t("shifts-done-outside").into_owned();
        page.frame.notice(Tone::Warn, told)
    } else {
        done.tell(page.frame)
    };
    Ok(frame::show(&page))
}

async fn plan(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    form: Entries,
) -> Result<Response, Problem> {
    let (at, t, mut errors) = (app.now(), &visit.texts, Errors::default());
    let staff: Option<StaffId> = form.text("staff").parse().ok();
    if staff.is_none() {
        errors.add("staff", t.t("shifts-staff-missing"));
    }
    let day = form.text("day");
    let mut moment = |field: &str| {
        let read = moment_of(&at.desk, day, form.text(field)).ok().flatten();
        if read.is_none() {
            errors.add(field, t.t("shifts-time-wrong"));
        }
        read
    };
    let (from, until) = (moment("from"), moment("until"));
    let (Some(staff), Some(from), Some(until)) = (staff, from, until) else {
        return again(&app, &visit, &who, &person, form, errors);
    };
    let hall = Some(form.text("hall")).filter(|hall| !hall.is_empty()).map(|hall| HallId(hall.to_owned()));
    let once = form.once(&app, &who, "counter/shift");
    let command = Command::PlanShift { shift: ShiftId(app.fresh_id()), staff, hall, from, until };
    let words = match app.submit(who.from(), once, command).await {
        Ok(_) => {
            let plan = at.desk.fair().map(|fair| &fair.plan);
            let outside = plan.is_some_and(|plan| is_outside(plan, from, until));
            let done = if outside { OUTSIDE } else { "shift" };
            return Ok(visit.sent(&format!("/counter/shifts?day={day}&done={done}")));
        }
        Err(SubmitError::Refused(domain::Refusal::DatesReversed)) => t.t("entry-ends-before").into_owned(),
        Err(SubmitError::Refused(domain::Refusal::DoubleBooked { from, until })) => {
            t.t2("shifts-overlap", "from", t.clock(from), "until", t.clock(until))
        }
        Err(error) => return Err(submit::problem(&error, &at)),
    };
    errors.add("until", words);
    again(&app, &visit, &who, &person, form, errors)
}

fn again(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    form: Entries,
    errors: Errors,
) -> Result<Response, Problem> {
    let day = form.text("day").to_owned();
    let page = drawn(app, visit, who, person, &day, (form, errors))?;
    Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn cancel(State(app): State<App>, visit: Visit, who: Who, form: Entries) -> Result<Response, Problem> {
    let at = app.now();
    let shift = form.text("shift").parse().ok().and_then(|id| at.desk.shift(id));
    let shift = shift.ok_or_else(|| Problem::of(Fault::NotFound))?;
    let day = at.desk.fair().map(|fair| fair.plan.day_of(shift.from).to_string()).unwrap_or_default();
    let command = Command::CancelShift { shift: shift.id };
    app.ask(who.from(), form.once(&app, &who, "counter/shift-cancel"), command).await?;
    Ok(visit.sent(&format!("/counter/shifts?day={day}&done=shift-cancelled")))
}
