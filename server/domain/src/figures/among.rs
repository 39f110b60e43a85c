//! What everybody reads of several mediation bodies together. The head of one knows its own figures to the last case, and takes them
//! from what is told of all: what is left is of the others, and no more than anybody else is a head told a small number of it. So a
//! number is hidden beside the own one of any body, with the others of its table, which would tell it from the sum.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    DayFigures, PublicFigures, ToldFigures,
    blocks::Blocks,
    count::Count,
    few::{Shown, even, suppressed_under},
    sums::add_all,
};
use crate::{case::Outcome, desk::Desk, ids::HallId};

/// The figures of a day by mediation body, without lists; none where one body works alone.
pub fn by_body(desk: &Desk, day: Date) -> Vec<DayFigures> {
    if !desk.has_several_bodies() {
        return Vec::new();
    }
    let ids = desk.ids_of(day);
    let of = |body| {
        let count = Count::of_body(desk, day, Some(body));
        count.whole(Blocks::of(desk, &ids, &|ids| count.summed(ids)).iter())
    };
    desk.bodies().map(|body| of(body.id)).collect()
}

/// Whether a number of all, less that of one body, is a small one.
fn tells<T>(all: &T, bodies: &[T], of: impl Fn(&T) -> u32) -> bool {
    bodies.iter().any(|own| Shown::of(of(all).saturating_sub(of(own))) == Shown::Few)
}

/// The same of any line of a table.
fn table_tells<T, K: Ord>(all: &T, bodies: &[T], of: impl Fn(&T) -> BTreeMap<K, u32>) -> bool {
    let of_bodies: Vec<_> = bodies.iter().map(&of).collect();
    let left = |key: &K, count: u32| {
        let own = of_bodies.iter().map(|own| own.get(key).copied().unwrap_or(0));
        own.map(|own| count.saturating_sub(own)).any(|left| Shown::of(left) == Shown::Few)
    };
    of(all).iter().any(|(key, count)| left(key, *count))
}

fn hide(shown: &mut Shown) {
    if *shown != Shown::Exact(0) {
        *shown = Shown::Few;
    }
}

fn hide_all<K>(table: &mut BTreeMap<K, Shown>) {
    table.values_mut().for_each(hide);
}

impl DayFigures {
    /// The figures without small numbers, and without those that tell a small one of a body beside the own ones of another; what is
    /// hidden is told by no table for being listed in it, nor by that of the `halls` of the desk.
    pub fn public_among(&self, bodies: &[Self], halls: &[HallId]) -> PublicFigures {
        let mut shown = self.public();
        // How many of the others ended tells nothing of how many came: what is hidden of them, and beside what, is as of any day.
        for others in bodies.iter().map(|own| self.less(own).flow()) {
            let hidden = |one: Shown| one == Shown::Few;
            for (of_all, of_others) in [
                (&mut shown.filed, others.filed),
                (&mut shown.concluded, others.concluded),
                (&mut shown.open_at_close, others.open_at_close),
            ] {
                if hidden(of_others) {
                    hide(of_all);
                }
            }
        }
        // A table that adds up to a number that is hidden is hidden with it.
        let (filed, concluded) = (shown.filed == Shown::Few, shown.concluded == Shown::Few);
        if filed || table_tells(self, bodies, |day| day.by_kind.clone()) {
            hide_all(&mut shown.by_kind);
        }
        if filed || table_tells(self, bodies, |day| day.by_right.clone()) {
            hide_all(&mut shown.by_right);
        }
        if filed || table_tells(self, bodies, |day| day.by_hall.clone()) {
            hide_all(&mut shown.by_hall);
        }
        if filed || table_tells(self, bodies, |day| day.by_ask.clone()) {
            hide_all(&mut shown.by_ask);
        }
        if concluded || table_tells(self, bodies, Self::by_outcome) {
            hide_all(&mut shown.by_outcome);
        }
        if tells(self, bodies, |day| day.advice.count) {
            hide(&mut shown.advice);
        }
        self.track_among(bodies, &mut shown);
        shown.evened(halls)
    }

    /// What was filed, concluded and left open without that of one body.
    fn less(&self, own: &Self) -> Self {
        Self {
            filed: self.filed.saturating_sub(own.filed),
            carried_in: self.carried_in.saturating_sub(own.carried_in),
            concluded: self.concluded.saturating_sub(own.concluded),
            open_at_close: self.open_at_close.saturating_sub(own.open_at_close),
            ..Self::default()
        }
    }

    fn track_among(&self, bodies: &[Self], shown: &mut PublicFigures) {
        let track = &mut shown.measures;
        if tells(self, bodies, |day| day.measures.served) {
            hide(&mut track.served);
        }
        if tells(self, bodies, |day| day.measures.cleared) {
            hide(&mut track.cleared);
        }
        if tells(self, bodies, |day| day.measures.applied) {
            hide(&mut track.applied);
        }
        // What was ordered and not lifted is in force: one of them tells another.
        let tied = tells(self, bodies, |day| day.measures.lifted)
            || tells(self, bodies, |day| day.measures.in_force)
            || table_tells(self, bodies, |day| day.measures.ordered.clone());
        if tied {
            hide_all(&mut track.ordered);
            hide(&mut track.lifted);
            hide(&mut track.in_force);
        }
    }
}

/// What was filed and how it ended, added up over days.
#[derive(Default)]
struct Whole {
    filed: u32,
    by_outcome: BTreeMap<Outcome, u32>,
}

impl Whole {
    fn of(days: &[DayFigures], today: Date) -> Self {
        let over = days.iter().filter(|day| day.day < today);
        over.fold(Self::default(), |mut sum, day| {
            sum.filed += day.filed;
            add_all(&mut sum.by_outcome, &day.by_outcome());
            sum
        })
    }
}

impl ToldFigures {
    /// The same without what would tell a small number of a body beside the own ones of another: `days` are of all, `bodies` of each. Every
    /// outcome is listed: a line that is new would tell of the first case that ended so.
    #[must_use]
    pub fn among(mut self, days: &[DayFigures], bodies: &[&[DayFigures]], today: Date) -> Self {
        let all = Whole::of(days, today);
        let bodies: Vec<_> = bodies.iter().map(|own| Whole::of(own, today)).collect();
        if tells(&all, &bodies, |sum| sum.filed) {
            hide(&mut self.filed);
        }
        if table_tells(&all, &bodies, |sum| sum.by_outcome.clone()) {
            let total = all.by_outcome.values().sum();
            self.by_outcome = suppressed_under(Shown::Few, total, &all.by_outcome);
        }
        even(&mut self.by_outcome, Outcome::ALL);
        for outcome in Outcome::ALL {
            self.by_outcome.entry(*outcome).or_insert(Shown::Exact(0));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;
    use crate::figures::{OutcomeCount, told_figures};

    const DAY: Date = date(2026, 3, 10);

    fn day(filed: u32, withdrawn: u32) -> DayFigures {
        let outcomes = vec![OutcomeCount { outcome: Outcome::Withdrawn, reason: None, count: withdrawn }];
        let open_at_close = filed - withdrawn;
        DayFigures { day: DAY, filed, concluded: withdrawn, open_at_close, outcomes, ..DayFigures::default() }
    }

    #[test]
    fn all_less_the_own_tells_no_head_a_small_number_of_another_body() {
        let shown = |bodies: &[DayFigures]| day(30, 12).public_among(bodies, &[]);
        let ends = |shown: &PublicFigures| shown.by_outcome.get(&Outcome::Withdrawn).copied();
        let open = shown(&[day(17, 6), day(13, 6)]);
        assert_eq!((open.filed, ends(&open)), (Shown::Exact(30), Some(Shown::Exact(12))));
        let hidden = shown(&[day(26, 10), day(4, 2)]);
        assert_eq!((hidden.filed, ends(&hidden)), (Shown::Few, Some(Shown::Few)), "30 less 26 is 4");
        let ended = shown(&[day(17, 10), day(13, 2)]);
        assert_eq!((ended.filed, ended.concluded), (Shown::Exact(30), Shown::Few), "12 less 10 is 2");
        assert_eq!((ended.open_at_close, ends(&ended)), (Shown::Few, Some(Shown::Few)), "30 less 18 is 12");
        let alone = shown(&[day(30, 12), day(0, 0)]);
        assert_eq!(alone.filed, Shown::Exact(30), "the other had nobody");
        assert_eq!(shown(&[]).filed, Shown::Exact(30), "one body works alone");
    }

    #[test]
    fn what_everybody_reads_tells_no_head_a_small_number_of_another_body() {
        let (all, next) = ([day(30, 12)], date(2026, 3, 11));
        let told = |one: DayFigures, other: DayFigures| {
            let told = told_figures(&all, next).among(&all, &[&[one], &[other]], next);
            (told.filed, told.by_outcome.get(&Outcome::Withdrawn).copied())
        };
        assert_eq!(told(day(17, 6), day(13, 6)), (Shown::Exact(30), Some(Shown::Exact(12))));
        assert_eq!(told(day(27, 6), day(3, 0)), (Shown::Few, Some(Shown::Exact(12))), "30 less 27 is 3");
        assert_eq!(told(day(17, 10), day(13, 2)), (Shown::Exact(30), Some(Shown::Few)), "12 less 10 is 2");
    }

    #[test]
    fn every_outcome_is_listed_for_everybody_and_the_first_case_that_ended_so_adds_no_line() {
        let next = date(2026, 3, 11);
        let told = |withdrawn| {
            let all = [day(30, withdrawn)];
            told_figures(&all, next).among(&all, &[], next).by_outcome
        };
        for (withdrawn, shown) in [(0, Shown::Exact(0)), (1, Shown::Few)] {
            let told = told(withdrawn);
            assert!(Outcome::ALL.iter().all(|outcome| told.get(outcome) == Some(&shown)), "{told:?}");
        }
        let many = told(12);
        assert_eq!(many[&Outcome::Withdrawn], Shown::Exact(12));
        assert_eq!(many.len(), Outcome::ALL.len());
    }
}
