//! What a day's count adds up, case by case, and how two halves of it come together.

use std::collections::BTreeMap;

use super::DayFigures;
use crate::case::{Outcome, Reason};

/// What is added up, case by case: of a hundred thousand cases, fetching each is what takes long.
#[derive(Default)]
pub(super) struct Sums {
    pub(super) figures: DayFigures,
    pub(super) outcomes: BTreeMap<(Outcome, Reason), u32>,
    pub(super) waits: Vec<u64>,
    pub(super) talks: Vec<u64>,
}

impl Sums {
    /// Adds what was counted of other cases of the same day.
    pub(super) fn add(&mut self, other: Self) {
        let Self { figures, outcomes, waits, talks } = other;
        self.waits.extend(waits);
        self.talks.extend(talks);
        add_all(&mut self.outcomes, outcomes);
        let sums = &mut self.figures;
        sums.filed += figures.filed;
        sums.without_hall += figures.without_hall;
        sums.urgent += figures.urgent;
        sums.open_at_close += figures.open_at_close;
        sums.concluded += figures.concluded;
        sums.no_shows += figures.no_shows;
        add_all(&mut sums.by_kind, figures.by_kind);
        add_all(&mut sums.by_right, figures.by_right);
        add_all(&mut sums.by_hall, figures.by_hall);
        add_all(&mut sums.by_ask, figures.by_ask);
        add_all(&mut sums.tickets, figures.tickets);
        let (sums, measures) = (&mut sums.measures, figures.measures);
        sums.served += measures.served;
        sums.answered += measures.answered;
        sums.windows_ended += measures.windows_ended;
        sums.cleared += measures.cleared;
        sums.clauses += measures.clauses;
        sums.applied += measures.applied;
        sums.lifted += measures.lifted;
        add_all(&mut sums.ordered, measures.ordered);
    }
}

fn add_all<K: Ord>(counts: &mut BTreeMap<K, u32>, more: BTreeMap<K, u32>) {
    for (key, count) in more {
        *counts.entry(key).or_default() += count;
    }
}

pub(super) fn one_more<K: Ord>(counts: &mut BTreeMap<K, u32>, key: K) {
    *counts.entry(key).or_default() += 1;
}
