//! What stands on the sheet of hours: which days, whose, and how long each of them was on duty.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    StaffId,
    duty::{DutyCorrection, Overstay, Served, overstay, served},
    fair::FairPlan,
    report::{Quarter, quarters},
    staff::{Role, Staff},
};
use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    app::App,
    engine::Published,
    web::{
        problem::{Fault, Problem},
        submit,
    },
};

/// Minutes on duty and on a break.
pub(super) type Minutes = (u64, u64);

/// Nobody is on duty so much longer than the desk is open, in minutes: they forgot to go off.
const BESIDE: u64 = 120;
/// From more days than these on, those on which nobody was on duty are left out: a desk that stands would have dozens of empty columns.
const MANY: usize = 20;

/// Of which quarter somebody asks for the sheet; the present months where nothing is said. A fair has one sheet of all its days.
///
/// # Errors
/// When the desk has no such quarter.
pub(super) fn asked(at: &Published, today: Date, period: &str) -> Result<Option<Quarter>, Problem> {
    if period.is_empty() {
        return Ok(None);
    }
    let known = period.parse::<Quarter>().ok().filter(|quarter| offered(at, today).contains(quarter));
    known.map(Some).ok_or_else(|| Problem::of(Fault::NotFound).worded("hours-period"))
}

/// The quarters of which a desk that stands has a sheet, newest first.
pub(super) fn offered(at: &Published, today: Date) -> Vec<Quarter> {
    let Some(fair) = at.desk.fair().filter(|fair| fair.plan.venue.is_standing()) else { return Vec::new() };
    // Somebody may have been on duty before anything else happened.
    let on_duty = at.desk.duty_changes().map(|change| Quarter::of(fair.plan.day_of(change.at)));
    let all: BTreeSet<_> = quarters(&at.desk, today).into_iter().chain(on_duty).collect();
    all.into_iter().rev().collect()
}

/// Of which quarter the sheet tells a day, where the one of the present months does not.
pub(super) fn telling(plan: &FairPlan, today: Date, day: Date) -> Option<Quarter> {
    (plan.venue.is_standing() && day < month_before(today)).then(|| Quarter::of(day))
}

/// A day of the sheet.
#[derive(Clone, Copy)]
pub(super) struct Day {
    pub(super) date: Date,
    /// The minutes for which the desk is open.
    pub(super) open: u64,
    /// The minutes of its hours, which a closed day has as well: longer than that nobody is on duty on it either.
    usual: u64,
}

impl Day {
    fn of(plan: &FairPlan, date: Date) -> Self {
        let hours = plan.hours_of(date);
        let usual = u64::try_from(hours.opens.duration_until(hours.closes).as_mins()).unwrap_or_default();
        Self { date, open: if plan.opens_on(date) { usual } else { 0 }, usual }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.open == 0
    }
}

/// What everybody of one body did by day, on the days that have begun: those on which the desk opens, and those besides on which
/// somebody was on duty, for allowances are paid for them as well. Of many days those alone on which anybody was.
pub(super) struct Sheet {
    /// The first and the last day of what it is of.
    pub(super) span: (Date, Date),
    pub(super) days: Vec<Day>,
    /// How many of them are left out, as nobody was on duty.
    pub(super) left_out: usize,
    pub(super) people: Vec<(StaffId, String)>,
    /// Who of them most likely forgot to go off duty, and since when they are on.
    pub(super) still_on: BTreeMap<StaffId, Timestamp>,
    served: BTreeMap<(StaffId, Date), Served>,
}

impl Sheet {
    pub(super) fn of(app: &App, at: &Published, head: &Staff, period: &str) -> Result<Self, Problem> {
        let now = app.clock.now();
        let plan = &at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?.plan;
        let today = plan.day_of(now);
        let asked = asked(at, today, period)?.map(Quarter::bounds);
        // A desk that stands for years shows this month and the one before, as hours are accounted for, unless a quarter is asked for.
        let begun = at.desk.duty_changes().map(|change| plan.day_of(change.at)).min();
        let first = begun.map_or(plan.first_day, |begun| begun.min(plan.first_day));
        let recent = if plan.venue.is_standing() { month_before(today) } else { first };
        let from = first.max(asked.map_or(recent, |(from, _)| from));
        let until = asked.and_then(|(_, next)| next.yesterday().ok()).map_or(today, |last| last.min(today));
        let all = std::iter::successors(Some(from), |day| day.tomorrow().ok());
        let listed: Vec<_> = all.take_while(|day| *day <= until).collect();
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
        // Each by the hours that were in force on it.
        let day_of = |date| Day::of(at.desk.plan_on(date).as_deref().unwrap_or(plan), date);
        let mut days: Vec<_> = listed.into_iter().map(day_of).collect();
        days.retain(|day| !day.is_closed() || tells(day.date));
        let count = days.len();
        if count > MANY {
            days.retain(|day| people.iter().any(|(who, _)| served.contains_key(&(*who, day.date))));
        }
        let left_out = count - days.len();
        Ok(Self { span: (from, until.max(from)), days, left_out, people, still_on, served })
    }

    /// What somebody did on a day, where they did anything.
    pub(super) fn on(&self, who: StaffId, day: Date) -> Option<&Served> {
        self.served.get(&(who, day))
    }

    /// What was said of the days that it shows, of each day by itself.
    pub(super) fn corrections(&self) -> impl Iterator<Item = &DutyCorrection> {
        let shown = self.people.iter().flat_map(move |(who, _)| {
            let who = *who;
            self.days.iter().filter_map(move |day| self.on(who, day.date))
        });
        shown.flat_map(|served| &served.corrected)
    }

    pub(super) fn sum(&self, who: StaffId) -> Minutes {
        let all = self.days.iter().filter_map(|day| self.on(who, day.date)).map(minutes);
        all.fold((0, 0), |(on, paused), (more, longer)| (on + more, paused + longer))
    }
}

/// The first day of the month before that of a day.
fn month_before(day: Date) -> Date {
    day.first_of_month().checked_sub(1.month()).unwrap_or(day)
}

pub(super) fn minutes(served: &Served) -> Minutes {
    (served.on_min(), served.break_min())
}

/// Whether somebody was on duty on this day, or went on it as was said afterwards. A day that a correction emptied is none.
fn is_of_day(plan: &FairPlan, served: &Served, day: Date) -> bool {
    minutes(served) != (0, 0) || served.corrected.iter().any(|said| plan.day_of(said.left_at) == day)
}

/// Whether somebody was on duty for so long that they must have forgotten to go off, or to come on anew.
pub(super) fn is_overlong(served: &Served, day: Day) -> bool {
    let (on, paused) = minutes(served);
    on + paused > day.usual + BESIDE
}

/// Who of this head's people most likely forgot to go off duty: the one rule for the counter and for the sheet.
pub(super) fn overstaying<'a>(
    at: &'a Published,
    plan: &'a FairPlan,
    head: &'a Staff,
    now: Timestamp,
) -> impl Iterator<Item = (&'a Staff, Overstay)> {
    let own = at.desk.staff().filter(move |staff| !head.serves_other(staff.profile.body));
    own.filter_map(move |staff| Some((&**staff, overstay(plan, staff, now)?)))
}
