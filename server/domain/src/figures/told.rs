//! What anybody may read of the desk in numbers: counts of days that are over, without small ones. Of the day that runs nothing is
//! told, for whoever watched a number grow by one would know what came out of the case that just ended.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::few::{Shown, suppressed};
use crate::{case::Outcome, desk::Desk};

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
    let filed = today.yesterday().map_or(0, |before| desk.filed_count(Date::MIN, before));
    let mut by_outcome = BTreeMap::new();
    for (_, outcome, count) in desk.ended_by_day().filter(|(day, ..)| *day < today) {
        *by_outcome.entry(outcome).or_default() += count;
    }
    ToldFigures { filed: Shown::of(filed), by_outcome: suppressed(&by_outcome) }
}
