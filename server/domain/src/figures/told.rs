//! What anybody may read of the desk in numbers: counts of days that are over, without small ones. Of the day that runs nothing is
//! told, for whoever watched a number grow by one would know what came out of the case that just ended. Nor is a sum told that would tell,
//! beside the figures of the other days, what those of one day hide. By how much the sums of two days differ,
//! whoever noted both can tell all the same.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    DayFigures,
    few::{Shown, gives_away, hidden_among, suppressed_under},
};
use crate::case::Outcome;

/// Counts for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldFigures {
    /// Cases filed before this day, in the fair's calendar.
    pub filed: Shown,
    /// Cases that ended before it, by outcome.
    pub by_outcome: BTreeMap<Outcome, Shown>,
}

/// The counts of all days before `today`.
pub fn told_figures(days: &[DayFigures], today: Date) -> ToldFigures {
    let mut filed = (0, Vec::new());
    let mut ended: BTreeMap<Outcome, (u32, Vec<u32>)> = BTreeMap::new();
    for day in days.iter().filter(|day| day.day < today) {
        let flow = day.flow();
        filed.0 += day.filed;
        filed.1.extend((flow.filed == Shown::Few).then_some(day.filed));
        let counts = day.by_outcome();
        let shown = suppressed_under(flow.concluded, day.concluded, &counts);
        for (outcome, count) in counts {
            let (sum, hidden) = ended.entry(outcome).or_default();
            *sum += count;
            // A table that is left out hides all of its lines.
            let is_hidden = shown.get(&outcome).is_none_or(|shown| *shown == Shown::Few);
            hidden.extend(is_hidden.then_some(count));
        }
    }
    let (sum, hidden) = filed;
    let also: BTreeSet<_> =
        ended.iter().filter(|(_, (_, hidden))| gives_away(hidden)).map(|(outcome, _)| *outcome).collect();
    let sums = ended.into_iter().map(|(outcome, (sum, _))| (outcome, sum)).collect();
    ToldFigures {
        filed: if gives_away(&hidden) { Shown::Few } else { Shown::of(sum) },
        by_outcome: hidden_among(&sums, &also),
    }
}
