//! The shift plan: who is to be where on which day, and which opening hours of which hall, and of reception, nobody is planned for. Who
//! mediates or receives reads it; the head plans.

use std::{collections::BTreeSet, sync::Arc};

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command, HallId, ShiftId, StaffId,
    fair::FairPlan,
    shift::{Shift, ShiftTime, gaps},
    staff::{Role, Staff},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    app::App,
    engine::{Published, SubmitError},
    locale::Texts,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame, Tone},
        guard::{Signed, Who},
        halls,
        office::{people::credentials::ended_before, today},
        problem::{Fault, Problem},
        route::{Access, HEADS, RECEPTIONS, Route},
        signed, submit,
        visit::Visit,
    },
};

use super::{Done, happened::moment_of};

mod days;

use days::{Day, Week};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/counter/shifts", Access::Staff(RECEPTIONS), page),
        Route::post("/counter/shifts", Access::Staff(HEADS), plan),
        Route::post("/counter/shifts/cancel", Access::Staff(HEADS), cancel),
    ]
}

/// What was done, in the address, when shifts were planned for which the desk is not open all the time: one, or one each day.
const OUTSIDE: [(&str, &str); 2] =
    [("shift-outside", "shifts-done-outside"), ("shifts-outside", "shifts-done-all-outside")];

struct Line {
    id: ShiftId,
    name: String,
    /// In which hall, where that is not said above it.
    hall: Option<String>,
    time: String,
    own: bool,
    /// The desk is closed for some of it.
    outside: bool,
    /// What of their papers ends before that day, for themselves and their head.
    ended: Vec<String>,
    /// Whether the reader, as its head, takes it out of the plan.
    cancels: bool,
}

/// A planned shift, or a part of the opening hours without one.
enum Row {
    Planned(Line),
    Open(String),
}

/// One hall, or the desk for all of them; or reception.
struct Place {
    name: String,
    /// In the order of time.
    rows: Vec<Row>,
    /// Nobody is planned for some of the opening hours.
    lacks: bool,
    /// Who of those planned for all halls is there while nobody is planned for it alone.
    covers: String,
}

/// Those who mediate, or those who receive.
struct Group {
    role: &'static str,
    people: Vec<(StaffId, String)>,
}

#[derive(Template)]
#[template(path = "counter_shifts.html")]
struct Page {
    frame: Frame,
    t: Texts,
    errors: Errors,
    key: String,
    day: Date,
    /// Those to choose from, where the days are too many to stand in a row.
    weeks: Vec<Week>,
    days: Vec<Day>,
    /// The other days from today on, as forms name and people read them, and whether the same shift is wanted there.
    others: Vec<(String, String, bool)>,
    places: Vec<Place>,
    heads: bool,
    /// Whom to plan.
    groups: Vec<Group>,
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
    today: Date,
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
        known.is_none_or(|staff| staff.is_dismissed() || !self.person.staff.serves_other(staff.profile.body))
    }

    fn time(&self, (from, until): (Timestamp, Timestamp)) -> String {
        self.t.t2("shifts-time", "from", self.t.clock(from), "until", self.t.clock(until))
    }

    fn line(&self, shift: &Shift) -> Line {
        let own = shift.staff == self.person.staff.id;
        let cancels = self.person.is(Role::Head) && self.is_of_own(shift.staff);
        let told = self.at.desk.staff_member(shift.staff).filter(|_| own || cancels);
        let day = self.plan.day_of(shift.from);
        Line {
            id: shift.id,
            name: submit::name_of(shift.staff, self.at),
            hall: None,
            time: self.time((shift.from, shift.until)),
            own,
            outside: is_outside(self.plan, shift.from, shift.until),
            ended: told.map(|staff| ended_before(self.t, staff, day, self.today)).unwrap_or_default(),
            cancels,
        }
    }

    fn hall(&self, hall: &HallId) -> String {
        self.t.t1("code-hall", "hall", hall.as_str())
    }

    /// What of the opening hours of a day these shifts leave open.
    fn gaps<'s>(&self, day: Date, shifts: impl Iterator<Item = &'s Shift>) -> Vec<(Timestamp, Timestamp)> {
        let covered = shifts.map(|shift| (shift.from, shift.until));
        opening(self.plan, day).map(|open| gaps(open, covered)).unwrap_or_default()
    }

    /// A place with its shifts, each with when it begins, and what they leave open.
    fn place(
        &self,
        name: String,
        lines: impl Iterator<Item = (Timestamp, Line)>,
        gaps: Vec<(Timestamp, Timestamp)>,
    ) -> Place {
        let lacks = !gaps.is_empty();
        let open = gaps.into_iter().map(|gap| (gap.0, Row::Open(self.time(gap))));
        let mut rows: Vec<_> = lines.map(|(from, line)| (from, Row::Planned(line))).chain(open).collect();
        rows.sort_by_key(|(from, _)| *from);
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        Place { name, rows, lacks, covers: String::new() }
    }

    /// Who of these is there in one of these times.
    fn names<'s>(&self, shifts: impl Iterator<Item = &'s Shift>, times: &[(Timestamp, Timestamp)]) -> String {
        let within =
            |shift: &&Shift| times.iter().any(|(from, until)| shift.from < *until && *from < shift.until);
        let names: BTreeSet<String> =
            shifts.filter(within).map(|shift| submit::name_of(shift.staff, self.at)).collect();
        names.into_iter().collect::<Vec<_>>().join(&*self.t.t("list-comma"))
    }

    /// The desk for all halls, which covers every hall; the halls with their mediators' shifts and what is left open; then reception,
    /// where there is one. A hall that was taken out since has its shifts, and lacks none.
    fn places(&self, day: Date, halls: &[HallId]) -> Vec<Place> {
        let (received, shifts): (Vec<_>, Vec<_>) =
            self.on(day).into_iter().partition(|shift| shift.is_of_reception(&self.at.desk));
        let anywhere = || shifts.iter().copied().filter(|shift| shift.hall.is_none());
        let line = |shift: &Shift| (shift.from, self.line(shift));
        let place = |hall: &HallId| {
            let here = || shifts.iter().copied().filter(|shift| shift.hall.as_ref() == Some(hall));
            let (alone, open) = if halls.contains(hall) {
                (self.gaps(day, here()), self.gaps(day, here().chain(anywhere())))
            } else {
                (Vec::new(), Vec::new())
            };
            let covers = self.names(anywhere(), &alone);
            Place { covers, ..self.place(self.hall(hall), here().map(line), open) }
        };
        let planned: BTreeSet<&HallId> = shifts.iter().filter_map(|shift| shift.hall.as_ref()).collect();
        let gone = planned.into_iter().filter(|hall| !halls.contains(hall));
        let everywhere = self.t.t("shifts-anywhere").into_owned();
        let mut places = vec![self.place(everywhere, anywhere().map(line), Vec::new())];
        places.extend(halls.iter().chain(gone).map(place));
        places.extend(self.reception(day, &received));
        places
    }

    /// Reception, in whichever hall it is: no place of its own where mediators receive by themselves.
    fn reception(&self, day: Date, received: &[&Shift]) -> Option<Place> {
        let mut staff = self.at.desk.staff();
        let known = staff.any(|staff| staff.is(Role::Reception) && !staff.is(Role::Mediator));
        let hall = |shift: &Shift| shift.hall.as_ref().map(|hall| self.hall(hall));
        let line = |shift: &&Shift| (shift.from, Line { hall: hall(shift), ..self.line(shift) });
        (known || !received.is_empty()).then(|| {
            let name = self.t.code("role", signed::code(Role::Reception)).into_owned();
            self.place(name, received.iter().map(line), self.gaps(day, received.iter().copied()))
        })
    }

    /// Whom the reader, as their head, may plan: those of the own body alone.
    fn groups(&self) -> Vec<Group> {
        let own = |staff: &Staff| staff.takes_any() && !self.person.staff.serves_other(staff.profile.body);
        let all = self.at.desk.staff().filter(|staff| own(staff));
        let (mediate, receive): (Vec<_>, Vec<_>) = all.partition(|staff| staff.is(Role::Mediator));
        let group = |role: Role, staff: Vec<&Arc<Staff>>| {
            let named = |staff: &Arc<Staff>| (staff.id, submit::name_of(staff.id, self.at));
            let mut people: Vec<_> = staff.into_iter().map(named).collect();
            people.sort_by(|a, b| a.1.cmp(&b.1));
            Group { role: signed::code(role), people }
        };
        let groups = [group(Role::Mediator, mediate), group(Role::Reception, receive)];
        groups.into_iter().filter(|group| !group.people.is_empty()).collect()
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
    // On a closed day there is nothing to plan: the next one on which the desk opens is looked at.
    let next = || plan.opening_days(today(app)).next().unwrap_or_else(|| today(app));
    let day = wanted.parse().ok().unwrap_or_else(next);
    let day = day.max(plan.first_day).min(plan.last_day.unwrap_or(Date::MAX));
    let view = Drawn { at: &at, t: &t, plan, person, today: today(app) };
    let lacking = |date| view.places(date, &halls).iter().filter(|place| place.lacks).count();
    let (weeks, days) = days::around(plan, day, &t, lacking);
    let other = |one: &Day| {
        let date = one.date.to_string();
        let wanted = sent.all("also").any(|also| also == date);
        (date, one.text.clone(), wanted)
    };
    let others = days.iter().filter(|one| !one.here && one.date >= view.today).map(other).collect();
    Ok(Page {
        others,
        errors,
        key: fresh_key(),
        day,
        weeks,
        days,
        places: view.places(day, &halls),
        heads: person.is(Role::Head),
        groups: view.groups(),
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
    page.frame = if let Some((_, key)) = OUTSIDE.iter().find(|(known, _)| done.done == *known) {
        let told = page.t.t(key).into_owned();
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
    let days: Vec<&str> = std::iter::once(day).chain(form.all("also").filter(|also| *also != day)).collect();
    let moment = |day: &str, field: &str| moment_of(&at.desk, day, form.text(field)).ok().flatten();
    for field in ["from", "until"] {
        if days.iter().any(|day| moment(day, field).is_none()) {
            errors.add(field, t.t("shifts-time-wrong"));
        }
    }
    let time = |day: &&str| {
        let (from, until) = (moment(day, "from")?, moment(day, "until")?);
        Some(ShiftTime { shift: ShiftId(app.fresh_id()), from, until })
    };
    let times: Option<Vec<ShiftTime>> = days.iter().map(time).collect();
    let (Some(staff), Some(times)) = (staff, times) else {
        return again(&app, &visit, &who, &person, form, errors);
    };
    let hall = Some(form.text("hall")).filter(|hall| !hall.is_empty()).map(|hall| HallId(hall.to_owned()));
    let once = form.once(&app, &who, "counter/shift");
    let command = Command::PlanShifts { staff, hall, times: times.clone() };
    let words = match app.submit(who.from(), once, command).await {
        Ok(_) => {
            let done = done_by(&at, &times);
            return Ok(visit.sent(&format!("/counter/shifts?day={day}&done={done}")));
        }
        Err(SubmitError::Refused(domain::Refusal::DatesReversed)) => t.t("shifts-reversed").into_owned(),
        Err(SubmitError::Refused(domain::Refusal::DoubleBooked { from, until })) => {
            // Of several days it has to be said which.
            let begins = if times.len() > 1 { t.moment(from) } else { t.clock(from) };
            t.t2("shifts-overlap", "from", begins, "until", t.clock(until))
        }
        Err(error) => submit::mendable(submit::problem(&error, &at), t)?,
    };
    errors.add("until", words);
    again(&app, &visit, &who, &person, form, errors)
}

/// What was done, as the address of the page says it.
fn done_by(at: &Published, times: &[ShiftTime]) -> &'static str {
    let plan = at.desk.fair().map(|fair| &fair.plan);
    let beyond = |time: &ShiftTime| plan.is_some_and(|plan| is_outside(plan, time.from, time.until));
    let [(one, _), (several, _)] = OUTSIDE;
    match (times.len() > 1, times.iter().any(beyond)) {
        (false, false) => "shift",
        (false, true) => one,
        (true, false) => "shifts",
        (true, true) => several,
    }
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
