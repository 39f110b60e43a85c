//! When people were on duty: as they switched it, and as the head of their body corrected it since. Allowances are paid by it.
//!
//! A correction takes nothing back. What was switched stays in the journal, and in the log of a day that was sealed before; beside it
//! stands when somebody truly went off duty, by whom that was said, and why.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::{
    desk::{Desk, DutyChange},
    fair::FairPlan,
    ids::StaffId,
    staff::{DutyState, Staff},
};

/// What was said of a stretch of duty afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyCorrection {
    /// When they truly went off duty.
    pub left_at: Timestamp,
    /// Who says so.
    pub by: Option<StaffId>,
    /// When it was said.
    pub at: Timestamp,
    /// Journal entry with the reason.
    pub seq: u64,
}

/// On duty or on a break, from one switch of somebody to their next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The journal entry that began it.
    pub entry: u64,
    /// Whose.
    pub staff: StaffId,
    /// On duty, or on a break.
    pub state: DutyState,
    /// From when.
    pub from: Timestamp,
    /// When they switched again, and to what; none while it goes on.
    pub next: Option<(Timestamp, DutyState)>,
    /// What was said of it afterwards, the last time.
    pub corrected: Option<DutyCorrection>,
}

impl Stretch {
    fn of(desk: &Desk, begun: &DutyChange, next: Option<(Timestamp, DutyState)>) -> Option<Self> {
        let stretch = Self {
            entry: begun.seq,
            staff: begun.staff,
            state: begun.state,
            from: begun.at,
            next,
            corrected: desk.duty_correction(begun.seq).copied(),
        };
        (begun.state != DutyState::Off).then_some(stretch)
    }

    /// Until when it went on as it was switched, as far as is known at `now`.
    fn switched_until(&self, now: Timestamp) -> Timestamp {
        self.next.map_or(now, |(at, _)| at)
    }

    /// When they switched to something else than going off, later on the day of `at`: whoever does so is there.
    pub fn seen_after(&self, plan: &FairPlan, at: Timestamp) -> Option<Timestamp> {
        let (next, state) = self.next?;
        (state != DutyState::Off && plan.day_of(next) == plan.day_of(at)).then_some(next)
    }

    /// When they last took a step in a case, later on the day of `at` and before this stretch ended: whoever does so is there. What was
    /// written down from paper was taken when it was recorded.
    pub fn worked_after(
        &self,
        desk: &Desk,
        plan: &FairPlan,
        at: Timestamp,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let (day, until) = (plan.day_of(at), self.switched_until(now));
        // When somebody went is told in minutes.
        let is_later = |seen: Timestamp| seen.duration_since(at) >= SignedDuration::from_mins(1);
        let steps = desk.cases_on(day).flat_map(|case| case.steps.iter());
        let own = steps.filter(|step| step.by == Some(self.staff)).map(|step| step.recorded_at);
        own.filter(|seen| is_later(*seen) && *seen <= until && plan.day_of(*seen) == day).max()
    }
}

/// All of them; those of one person in order.
fn stretches(desk: &Desk) -> Vec<Stretch> {
    let mut begun: BTreeMap<StaffId, &DutyChange> = BTreeMap::new();
    let mut found = Vec::new();
    for change in desk.duty_changes() {
        let before = begun.insert(change.staff, change);
        found.extend(before.and_then(|before| Stretch::of(desk, before, Some((change.at, change.state)))));
    }
    found.extend(begun.into_values().filter_map(|before| Stretch::of(desk, before, None)));
    found
}

/// The stretch of somebody in which a moment lies, as it was switched: the later one where one ends as another begins.
pub fn stretch_at(desk: &Desk, staff: StaffId, at: Timestamp, now: Timestamp) -> Option<Stretch> {
    let holds = |one: &Stretch| one.staff == staff && one.from <= at && at <= one.switched_until(now);
    stretches(desk).into_iter().rev().find(holds)
}

/// What somebody did on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Served {
    on_s: u64,
    break_s: u64,
    /// The corrections by which the day lost something, and those that say when it ended.
    pub corrected: Vec<DutyCorrection>,
}

impl Served {
    /// Minutes on duty, a begun one counted as one, as in the log of the day.
    pub fn on_min(&self) -> u64 {
        self.on_s.div_ceil(60)
    }

    /// Minutes on a break, counted alike.
    pub fn break_min(&self) -> u64 {
        self.break_s.div_ceil(60)
    }
}

/// What everybody did on each of these days, as it was corrected.
pub fn served(desk: &Desk, days: &[Date], now: Timestamp) -> BTreeMap<(StaffId, Date), Served> {
    let mut all: BTreeMap<(StaffId, Date), Served> = BTreeMap::new();
    let Some(fair) = desk.fair() else { return all };
    let bounds: Vec<_> = days.iter().map(|day| (*day, fair.plan.bounds_of(*day))).collect();
    for stretch in stretches(desk) {
        let switched = stretch.switched_until(now);
        let until = stretch.corrected.map_or(switched, |said| said.left_at);
        for (day, (begins, ends)) in &bounds {
            let told = stretch.corrected.filter(|said| said.left_at < *ends && *begins < switched);
            let length = seconds(stretch.from.max(*begins), until.min(*ends));
            if length == 0 && told.is_none() {
                continue;
            }
            let served = all.entry((stretch.staff, *day)).or_default();
            match stretch.state {
                DutyState::On => served.on_s += length,
                DutyState::Break => served.break_s += length,
                DutyState::Off => {}
            }
            served.corrected.extend(told);
        }
    }
    all
}

/// The days on which anybody was on duty or on a break, as it was corrected.
pub(crate) fn days_served(desk: &Desk, now: Timestamp) -> BTreeSet<Date> {
    let Some(fair) = desk.fair() else { return BTreeSet::new() };
    let days_of = |stretch: Stretch| {
        let until = stretch.corrected.map_or_else(|| stretch.switched_until(now), |said| said.left_at);
        let last = fair.plan.day_of(until);
        let days = std::iter::successors(Some(fair.plan.day_of(stretch.from)), |day| day.tomorrow().ok());
        days.take_while(move |day| *day <= last)
    };
    stretches(desk).into_iter().flat_map(days_of).collect()
}

/// None where a clock was set back in between, or the end lies before the beginning.
fn seconds(from: Timestamp, until: Timestamp) -> u64 {
    u64::try_from(until.duration_since(from).as_secs()).unwrap_or(0)
}

/// Why somebody who counts as on duty most likely forgot to go off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overstay {
    /// They came on an earlier day.
    EarlierDay,
    /// The desk does not open today: nobody is waited for, so it is worth a look at once.
    ClosedDay,
    /// The desk has closed since they came.
    PastClose,
}

/// Whether somebody who is on duty or on a break most likely forgot to go off, and by what one can tell.
pub fn overstay(plan: &FairPlan, person: &Staff, now: Timestamp) -> Option<Overstay> {
    if !person.takes_any() || person.duty == DutyState::Off {
        return None;
    }
    let (today, began) = (plan.day_of(now), plan.day_of(person.duty_since));
    if began < today {
        return Some(Overstay::EarlierDay);
    }
    if !plan.opens_on(today) {
        return Some(Overstay::ClosedDay);
    }
    let clock = |at: Timestamp| at.to_zoned(plan.time_zone()).time();
    let closes = plan.hours_of(today).closes;
    (clock(person.duty_since) < closes && closes <= clock(now)).then_some(Overstay::PastClose)
}
