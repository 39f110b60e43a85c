//! What the organiser's report leaves out of the day that runs. Which ticket was talked about, accepted or agreed on is the mediation
//! body's to know (procedure E.2), and whoever reads a report before and after a ticket changed would read it from a count that grew by
//! one. So what only mediation has is told when the day is over; that it was sealed before ends no day, for its cases go on. The log of
//! the day, sealed or not, tells as much as this ([`DayFigures::while_it_runs`]).
//!
//! [`DayFigures::while_it_runs`]: crate::figures::DayFigures::while_it_runs

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};

use super::{Chapter, FairReport, Figure, Sees, scope::Within};
use crate::{case::Case, desk::Desk, fair::FairPlan, figures::Spread};

/// What only mediation has of the day that runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldBack {
    /// Cases that were accepted on it.
    pub accepted: u32,
    /// Cases in which the first talk began on it.
    pub talked: u32,
    /// Agreements that came into effect on it.
    pub agreements: u32,
    /// Calls that were missed on it: some of them to talks.
    pub missed: u32,
    /// Talks that ended on the days before.
    pub talks_before: Option<Spread>,
}

impl HeldBack {
    /// Counts the steps of a day that a report has: whatever only mediation does is done to cases that were open on it. What was
    /// written down on the day that runs about an earlier one is held back with it, for the count would grow by it at that moment, too.
    pub(super) fn of(desk: &Desk, plan: &FairPlan, within: &Within, day: Date) -> Self {
        let (begins, ends) = plan.bounds_of(day);
        let happened = |at: Option<Timestamp>| at.is_some_and(|at| begins <= at && at < ends);
        let (own, mut sums) = (|case: &Case| within.owns(case), Self::default());
        let today = desk.ids_of(day);
        for case in today.iter().filter_map(|id| desk.case(*id)).filter(|case| own(case)) {
            sums.add(steps(case).map(happened));
        }
        for (case, before) in desk.changed_today().filter(|(case, _)| own(case)) {
            let known = before.map_or([None; 3], |before| steps(before));
            let late = |(at, then): (Option<Timestamp>, Option<Timestamp>)| {
                then.is_none() && !happened(at) && at.is_some_and(|at| within.moments.contains(&at))
            };
            let [accepted, talked, agreed] = steps(case);
            sums.add([(accepted, known[0]), (talked, known[1]), (agreed, known[2])].map(late));
        }
        sums
    }

    fn add(&mut self, steps: [bool; 3]) {
        let [accepted, talked, agreed] = steps.map(u32::from);
        self.accepted += accepted;
        self.talked += talked;
        self.agreements += agreed;
    }
}

/// When a case was accepted, when its first talk began, and when what was agreed took effect.
fn steps(case: &Case) -> [Option<Timestamp>; 3] {
    [case.procedure.accepted_at, case.talks.first().map(|talk| talk.from), case.procedure.in_effect()]
}

/// Days before `running` to which something was added on that day.
pub(super) fn added_to(desk: &Desk, plan: &FairPlan, running: Date) -> BTreeSet<Date> {
    let since = desk.before_today().map_or(u64::MAX, Desk::seq);
    let added = |case: &'_ Case| {
        let steps = case.steps.iter().rev().take_while(|step| step.seq > since);
        steps.map(|step| plan.day_of(step.at)).collect::<Vec<_>>()
    };
    desk.changed_today().flat_map(|(case, _)| added(case)).filter(|day| *day < running).collect()
}

impl Figure {
    /// Whether it counts what only mediation has: of the day that runs it is told when that is over.
    pub fn is_told_later(&self) -> bool {
        let of_whole = ["accepted", "talked", "agreements", "missed-calls"];
        self.chapter == Chapter::Talk
            || (self.chapter == Chapter::Whole && of_whole.contains(&self.key.as_str()))
    }
}

impl FairReport {
    /// What of the day that runs is kept from a reader today: from the organiser, who is not told every reason either, while that day is
    /// not over. A supervisor reads nothing of it at all ([`Sees::before`]).
    pub fn kept_from(&self, sees: Sees, today: Date) -> Option<HeldBack> {
        let keeps = sees.small && !sees.reasons && today <= self.running;
        self.held_back.filter(|_| keeps)
    }
}
