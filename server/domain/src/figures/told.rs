//! What anybody may read of the desk in numbers: counts of days that are over, without small ones. Of the day that runs nothing is
//! told, for whoever watched a number grow by one would know what came out of the case that just ended.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::few::{Shown, suppressed};
use crate::{case::CaseState, case::Outcome, desk::Desk};

/// Counts for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldFigures {
    /// Cases filed before this day, in the fair's calendar.
    pub filed: Shown,
    /// Cases that ended before it, by outcome.
    pub by_outcome: BTreeMap<Outcome, Shown>,
}

/// The counts of all days before `today`.
pub fn told_figures(desk: &Desk, today: Date) -> ToldFigures {
    let day_of = |at| desk.fair().map_or(Date::MAX, |fair| fair.plan.day_of(at));
    let mut filed = 0;
    let mut by_outcome = BTreeMap::new();
    for case in desk.cases() {
        filed += u32::from(case.day < today);
        let ended = case.concluded_at.is_some_and(|at| day_of(at) < today);
        if let (CaseState::Concluded { outcome, .. }, true) = (case.state, ended) {
            *by_outcome.entry(outcome).or_default() += 1;
        }
    }
    ToldFigures { filed: Shown::of(filed), by_outcome: suppressed(&by_outcome) }
}
