//! What a day's count adds up, case by case, and how blocks of it come together.

use std::collections::BTreeMap;

use super::DayFigures;
use crate::case::{Outcome, Reason};

/// What is added up, case by case.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) figures: DayFigures,
    pub(super) outcomes: BTreeMap<(Outcome, Option<Reason>), u32>,
    /// The reasons that are not told there.
    pub(super) withheld: BTreeMap<(Outcome, Reason), u32>,
    /// Waits that ended that day and that its log tells, in seconds.
    pub(super) waits: Vec<u64>,
    /// Those of tickets that stood in line again at the end of the day, and stand there no more.
    pub(super) told_later: Vec<u64>,
    /// Talks that ended that day, in seconds.
    pub(super) talks: Vec<u64>,
}

impl Sums {
    /// Adds what was counted of other cases of the same day.
    pub(super) fn add(&mut self, other: &Self) {
        let Self { figures, outcomes, withheld, waits, told_later, talks } = other;
        self.waits.extend_from_slice(waits);
        self.told_later.extend_from_slice(told_later);
        self.talks.extend_from_slice(talks);
        add_all(&mut self.outcomes, outcomes);
        add_all(&mut self.withheld, withheld);
        let sums = &mut self.figures;
        sums.filed += figures.filed;
        sums.carried_in += figures.carried_in;
        sums.without_hall += figures.without_hall;
        sums.urgent += figures.urgent;
        sums.open_at_close += figures.open_at_close;
        sums.concluded += figures.concluded;
        sums.no_shows += figures.no_shows;
        sums.late_in_mediation += figures.late_in_mediation;
        add_all(&mut sums.by_kind, &figures.by_kind);
        add_all(&mut sums.by_right, &figures.by_right);
        add_all(&mut sums.complained_by_right, &figures.complained_by_right);
        add_all(&mut sums.by_hall, &figures.by_hall);
        add_all(&mut sums.by_ask, &figures.by_ask);
        add_all(&mut sums.tickets, &figures.tickets);
        let (sums, measures) = (&mut sums.measures, &figures.measures);
        sums.served += measures.served;
        sums.answered += measures.answered;
        sums.windows_ended += measures.windows_ended;
        sums.cleared += measures.cleared;
        sums.clauses += measures.clauses;
        sums.applied += measures.applied;
        sums.lifted += measures.lifted;
        add_all(&mut sums.ordered, &measures.ordered);
    }
}

pub(crate) fn add_all<K: Ord + Clone>(counts: &mut BTreeMap<K, u32>, more: &BTreeMap<K, u32>) {
    for (key, count) in more {
        match counts.get_mut(key) {
            Some(sum) => *sum += count,
            None => drop(counts.insert(key.clone(), *count)),
        }
    }
}

pub(super) fn one_more<K: Ord>(counts: &mut BTreeMap<K, u32>, key: K) {
    *counts.entry(key).or_default() += 1;
}
