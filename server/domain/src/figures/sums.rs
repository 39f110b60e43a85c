//! What a day's count adds up, case by case, and how blocks of it come together.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{DayFigures, OutcomeCount};
use crate::case::{Outcome, Reason};

/// What is added up, case by case.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) figures: DayFigures,
    pub(super) outcomes: BTreeMap<(Outcome, Option<Reason>), u32>,
    /// The reasons that are not told there.
    pub(super) withheld: BTreeMap<(Outcome, Reason), u32>,
    /// Waits that ended that day and that its log tells: the hour in which each ended, from 0 to 23 in the fair's time zone, and its seconds.
    pub(super) waits: Vec<(u8, u64)>,
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
        add_all(&mut self.withheld, withheld);
        self.add_flow(figures, outcomes);
        let sums = &mut self.figures;
        sums.without_hall += figures.without_hall;
        sums.urgent += figures.urgent;
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

    /// Adds what came, ended and stayed open of other cases, and how it ended.
    fn add_flow(&mut self, figures: &DayFigures, outcomes: &BTreeMap<(Outcome, Option<Reason>), u32>) {
        add_all(&mut self.outcomes, outcomes);
        let sums = &mut self.figures;
        sums.filed += figures.filed;
        sums.carried_in += figures.carried_in;
        sums.concluded += figures.concluded;
        sums.open_at_close += figures.open_at_close;
    }

    /// What came to a day, ended on it and stayed open, and how it ended, put together from blocks of its cases, and nothing else of them:
    /// everybody's figures are made of it, of very many days.
    pub(super) fn flow<'s>(day: Date, blocks: impl Iterator<Item = &'s Self>) -> DayFigures {
        let mut sums = Self::default();
        blocks.for_each(|block| sums.add_flow(&block.figures, &block.outcomes));
        let Self { figures, outcomes, .. } = sums;
        DayFigures { day, outcomes: by_reason(outcomes), ..figures }
    }
}

/// As the figures of a day have them.
pub(super) fn by_reason(outcomes: BTreeMap<(Outcome, Option<Reason>), u32>) -> Vec<OutcomeCount> {
    let told = |((outcome, reason), count)| OutcomeCount { outcome, reason, count };
    outcomes.into_iter().map(told).collect()
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
