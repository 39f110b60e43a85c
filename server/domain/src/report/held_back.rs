//! What the organiser's report leaves out of the day that runs. Which ticket was talked about, accepted or agreed on is the mediation
//! body's to know (procedure E.2), and whoever reads a report before and after a ticket changed would read it from a count that grew by
//! one. So what only mediation has is told when the day is over; that it was sealed before ends no day, for its cases go on. The log of
//! the day, sealed or not, tells as much as this ([`DayFigures::while_it_runs`]).
//!
//! [`DayFigures::while_it_runs`]: crate::figures::DayFigures::while_it_runs

use jiff::{Timestamp, civil::Date};

use super::{FairReport, Sees, scope::Within};
use crate::{desk::Desk, fair::FairPlan, figures::Spread};

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
    /// Counts the steps of a day that a report has: whatever only mediation does is done to cases that were open on it.
    pub(super) fn of(desk: &Desk, plan: &FairPlan, within: &Within, day: Date) -> Self {
        let (begins, ends) = plan.bounds_of(day);
        let happened = |at: Option<Timestamp>| u32::from(at.is_some_and(|at| begins <= at && at < ends));
        let ids = desk.ids_of(day);
        let cases = ids.iter().filter_map(|id| desk.case(*id)).filter(|case| within.owns(case));
        cases.fold(Self::default(), |sums, case| Self {
            accepted: sums.accepted + happened(case.procedure.accepted_at),
            talked: sums.talked + happened(case.talks.first().map(|talk| talk.from)),
            agreements: sums.agreements + happened(case.procedure.in_effect()),
            ..sums
        })
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
