//! What anybody may read of the desk in numbers: counts of days that are over, without small ones. Of the day that runs nothing is
//! told, for whoever watched a number grow by one would know what came out of the case that just ended. Nor is a sum told that would tell,
//! beside the figures of the other days, what those of one day hide, or beside the reports of the other quarters or years what that of
//! one hides: a desk that stands tells a supervisor each of them. By how much the sums of two days differ, whoever noted both can tell
//! all the same.

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
    let over: Vec<Day> = days.iter().filter(|day| day.day < today).map(Day::of).collect();
    let over: Vec<&Day> = over.iter().collect();
    let quarters = grouped(&over, |day| (day.year(), (day.month() - 1) / 3));
    let quarters: BTreeMap<_, Part> =
        quarters.into_iter().map(|(quarter, days)| (quarter, Part::of(&days, &[]))).collect();
    let year = |(year, days): (i16, Vec<&Day>)| {
        let own = quarters.iter().filter(|(quarter, _)| quarter.0 == year).map(|(_, part)| part);
        Part::of(&days, &[own.collect()])
    };
    let years: Vec<Part> = grouped(&over, Date::year).into_iter().map(year).collect();
    Part::of(&over, &[quarters.values().collect(), years.iter().collect()]).told
}

/// A day, and what its own figures tell of it: a quarter, a year and the whole have it.
struct Day {
    date: Date,
    filed: (u32, Shown),
    ended: Vec<(Outcome, u32, Shown)>,
}

impl Day {
    fn of(day: &DayFigures) -> Self {
        let (flow, counts) = (day.flow(), day.by_outcome());
        let shown = suppressed_under(flow.concluded, day.concluded, &counts);
        // A table that is left out hides all of its lines.
        let of = |outcome: &Outcome| shown.get(outcome).copied().unwrap_or(Shown::Few);
        let ended = counts.iter().map(|(outcome, count)| (*outcome, *count, of(outcome))).collect();
        Self { date: day.day, filed: (day.filed, flow.filed), ended }
    }
}

fn grouped<'d, K: Ord>(days: &[&'d Day], of: impl Fn(Date) -> K) -> BTreeMap<K, Vec<&'d Day>> {
    let mut groups: BTreeMap<K, Vec<&'d Day>> = BTreeMap::new();
    for day in days {
        groups.entry(of(day.date)).or_default().push(*day);
    }
    groups
}

/// A number added up over days.
#[derive(Default)]
struct Sum {
    count: u32,
    /// What of it the figures of single days hide.
    hidden: Vec<u32>,
}

impl Sum {
    fn add(&mut self, (count, shown): (u32, Shown)) {
        self.count += count;
        self.hidden.extend((shown == Shown::Few).then_some(count));
    }
}

/// Days put together, and what of them is told.
struct Part {
    filed: u32,
    by_outcome: BTreeMap<Outcome, u32>,
    told: ToldFigures,
}

impl Part {
    /// Of days that are told one by one, and also put together in each of these ways.
    fn of(days: &[&Day], divisions: &[Vec<&Self>]) -> Self {
        let mut filed = Sum::default();
        let mut ended: BTreeMap<Outcome, Sum> = BTreeMap::new();
        for day in days {
            filed.add(day.filed);
            for (outcome, count, shown) in &day.ended {
                ended.entry(*outcome).or_default().add((*count, *shown));
            }
        }
        let tells_filed = gives_away(&filed.hidden) || tells(divisions, Self::hidden_filed);
        let tells_end = |outcome: Outcome, sum: &Sum| {
            gives_away(&sum.hidden) || tells(divisions, |part| part.hidden_end(outcome))
        };
        let also: BTreeSet<_> = ended
            .iter()
            .filter(|(outcome, sum)| tells_end(**outcome, sum))
            .map(|(outcome, _)| *outcome)
            .collect();
        let by_outcome: BTreeMap<_, _> =
            ended.into_iter().map(|(outcome, sum)| (outcome, sum.count)).collect();
        let told = ToldFigures {
            filed: if tells_filed { Shown::Few } else { Shown::of(filed.count) },
            by_outcome: hidden_among(&by_outcome, &also),
        };
        Self { filed: filed.count, by_outcome, told }
    }

    fn hidden_filed(&self) -> Option<u32> {
        (self.told.filed == Shown::Few).then_some(self.filed)
    }

    fn hidden_end(&self, outcome: Outcome) -> Option<u32> {
        let is_hidden = self.told.by_outcome.get(&outcome) == Some(&Shown::Few);
        self.by_outcome.get(&outcome).copied().filter(|_| is_hidden)
    }
}

/// Whether the sum of the parts, less those that are shown, tells what is hidden of one.
fn tells(divisions: &[Vec<&Part>], hidden: impl Fn(&Part) -> Option<u32>) -> bool {
    let hidden = |parts: &Vec<&Part>| parts.iter().filter_map(|part| hidden(part)).collect::<Vec<_>>();
    divisions.iter().any(|parts| gives_away(&hidden(parts)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{DayFigures, Outcome, Shown, ToldFigures, told_figures};
    use crate::figures::OutcomeCount;

    /// A day on which so many were filed, and as many withdrawn.
    fn day(day: Date, count: u32) -> DayFigures {
        let outcomes = vec![OutcomeCount { outcome: Outcome::Withdrawn, reason: None, count }];
        DayFigures {
            day,
            filed: count,
            concluded: count,
            open_at_close: 20,
            outcomes,
            ..DayFigures::default()
        }
    }

    fn of(told: &ToldFigures) -> (Shown, Option<Shown>) {
        (told.filed, told.by_outcome.get(&Outcome::Withdrawn).copied())
    }

    #[test]
    fn the_whole_less_the_quarters_before_tells_nothing_of_the_one_that_has_begun() {
        // The first quarter is told as 17: the small numbers of two days may be any.
        let mut days = vec![day(date(2026, 1, 5), 3), day(date(2026, 1, 6), 4), day(date(2026, 1, 7), 10)];
        let told = told_figures(&days, date(2026, 4, 1));
        assert_eq!(of(&told), (Shown::Exact(17), Some(Shown::Exact(17))));
        days.push(day(date(2026, 4, 1), 3));
        let told = told_figures(&days, date(2026, 4, 2));
        assert_eq!(of(&told), (Shown::Few, Some(Shown::Few)), "20 less 17 is 3");
        days.push(day(date(2026, 4, 2), 4));
        let told = told_figures(&days, date(2026, 4, 3));
        assert_eq!(of(&told), (Shown::Exact(24), Some(Shown::Exact(24))), "the quarter is told as 7");
    }

    #[test]
    fn the_whole_less_the_years_before_tells_nothing_of_the_one_that_has_begun() {
        // Of two quarters neither is told, and of their year the sum.
        let mut days = vec![day(date(2025, 2, 5), 3), day(date(2025, 5, 6), 4), day(date(2025, 8, 7), 10)];
        let told = told_figures(&days, date(2026, 1, 1));
        assert_eq!(of(&told), (Shown::Exact(17), Some(Shown::Exact(17))));
        days.push(day(date(2026, 1, 2), 3));
        let told = told_figures(&days, date(2026, 1, 3));
        assert_eq!(of(&told), (Shown::Few, Some(Shown::Few)), "20 less 17 is 3");
    }
}
