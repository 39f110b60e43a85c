//! What the organiser's report leaves out of the day that runs. Which ticket was talked about, accepted or agreed on is the mediation
//! body's to know (procedure E.2), and whoever reads a report before and after a ticket changed would read it from a count that grew by
//! one. So what only mediation has is told when the day is over; that it was sealed before ends no day, for its cases go on. The log of
//! the day, sealed or not, tells as much as this ([`DayFigures::while_it_runs`]).
//!
//! [`DayFigures::while_it_runs`]: crate::figures::DayFigures::while_it_runs

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};

use super::{Chapter, FairReport, Figure, Sees, scope::Within};
use crate::{case::Case, desk::Desk, fair::FairPlan, figures::Spread, ids::CaseId};

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

/// What the day that runs brought, of some cases.
#[derive(Debug, Default)]
pub(crate) struct Brought {
    pub(super) held: HeldBack,
    /// The days to which something was added.
    pub(super) days: BTreeSet<Date>,
}

impl Brought {
    /// Counts the steps of a day that a report has: whatever only mediation does is done to cases that were open on it. What was
    /// written down on the day that runs about an earlier one is held back with it, for the count would grow by it at that moment, too.
    pub(super) fn of(desk: &Desk, ids: &[CaseId], plan: &FairPlan, within: &Within, day: Date) -> Self {
        let (begins, ends) = plan.bounds_of(day);
        let happened = |at: Timestamp| begins <= at && at < ends;
        let begun = desk.before_today();
        let mut sums = Self::default();
        for case in ids.iter().filter_map(|id| desk.case(*id)).filter(|case| within.owns(case)) {
            let then = begun.and_then(|begun| begun.case(case.id)).map_or([None; 3], |then| steps(then));
            let is_new = |(at, then): (Option<Timestamp>, Option<Timestamp>)| {
                let late = |at: Timestamp| begun.is_some() && then.is_none() && within.moments.contains(&at);
                at.is_some_and(|at| happened(at) || late(at))
            };
            let [accepted, talked, agreed] = steps(case);
            sums.held.add([(accepted, then[0]), (talked, then[1]), (agreed, then[2])].map(is_new));
            let since = begun.map_or(u64::MAX, Desk::seq);
            let added = case.steps.iter().rev().take_while(|step| step.seq > since);
            sums.days.extend(added.map(|step| plan.day_of(step.at)));
        }
        sums
    }

    /// Adds what was counted of other cases.
    pub(crate) fn add(&mut self, other: &Self) {
        let HeldBack { accepted, talked, agreements, missed: _, talks_before: _ } = other.held;
        self.held.accepted += accepted;
        self.held.talked += talked;
        self.held.agreements += agreements;
        self.days.extend(&other.days);
    }
}

impl HeldBack {
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
