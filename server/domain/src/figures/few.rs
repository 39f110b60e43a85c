//! Small numbers point at persons, so statistics that leave the desk do not show them (procedure E.2).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DayFigures, MeasureFigures, Spread};
use crate::{
    case::{Ask, CaseKind, Outcome, RightKind},
    ids::HallId,
    measure::MeasureKind,
};

/// The smallest number that is shown, apart from none at all.
pub const FEWEST: u32 = 5;

/// A number as others than those responsible may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// So many.
    Exact(u32),
    /// Some, but so few that it is not said how many; or hidden so that a hidden one cannot be worked out from the sum.
    Few,
}

impl Shown {
    /// One number on its own.
    pub fn of(count: u32) -> Self {
        if (1..FEWEST).contains(&count) { Self::Few } else { Self::Exact(count) }
    }

    /// Hides that there is none, where what there is of others is hidden.
    pub(crate) fn hide_none(&mut self) {
        if *self == Self::Exact(0) {
            *self = Self::Few;
        }
    }
}

/// Whether hidden numbers can be told from their sum, or their sum is itself a small number, which is told no more than one of them.
pub fn gives_away(hidden: &[u32]) -> bool {
    let sum = hidden.iter().fold(0_u32, |sum, one| sum.saturating_add(*one));
    !hidden.is_empty() && (sum < FEWEST || tells_each(hidden))
}

/// Whether hidden numbers follow from their sum: there is one alone, each is the least it can be, or each the most.
fn tells_each(hidden: &[u32]) -> bool {
    let all = |count: u32| hidden.iter().all(|one| *one == count);
    !hidden.is_empty() && (hidden.len() == 1 || all(1) || all(FEWEST - 1))
}

/// A table whose sum may be known: small numbers are hidden, and with them as many of the next smallest as it takes until the sum
/// tells none of them, and is no small number itself.
pub fn suppressed<K: Ord + Clone>(counts: &BTreeMap<K, u32>) -> BTreeMap<K, Shown> {
    hidden_among(counts, &BTreeSet::new())
}

/// The same, with lines that are hidden in any case.
pub fn hidden_among<K: Ord + Clone>(counts: &BTreeMap<K, u32>, also: &BTreeSet<K>) -> BTreeMap<K, Shown> {
    let shown = |(key, count): (&K, &u32)| {
        let shown = if also.contains(key) && *count > 0 { Shown::Few } else { Shown::of(*count) };
        (key.clone(), shown)
    };
    let mut shown: BTreeMap<K, Shown> = counts.iter().map(shown).collect();
    loop {
        let few = |key: &K| shown.get(key) == Some(&Shown::Few);
        let hidden: Vec<_> = counts.iter().filter(|(key, _)| few(key)).map(|(_, count)| *count).collect();
        let next =
            counts.iter().filter(|(key, count)| **count > 0 && !few(key)).min_by_key(|(_, count)| **count);
        match next {
            Some((key, _)) if gives_away(&hidden) => shown.insert(key.clone(), Shown::Few),
            Some(_) | None => return shown,
        };
    }
}

/// The same for a table that leaves part of the `total` out, as cases filed at the desk are in no hall: that rest is a
/// line of its own, unseen, and must not be what the sum gives away. Where nothing is left to hide the small ones behind, no line is
/// shown at all.
pub fn suppressed_within<K: Ord + Clone>(total: u32, counts: &BTreeMap<K, u32>) -> BTreeMap<K, Shown> {
    let mut lines: BTreeMap<Option<K>, u32> =
        counts.iter().map(|(key, count)| (Some(key.clone()), *count)).collect();
    let rest = counts.values().fold(total, |rest, count| rest.saturating_sub(*count));
    lines.insert(None, rest);
    let shown = suppressed(&lines);
    let few = |key: &Option<K>| shown.get(key) == Some(&Shown::Few);
    let hidden: Vec<_> = lines.iter().filter(|(key, _)| few(key)).map(|(_, count)| *count).collect();
    if total >= FEWEST && gives_away(&hidden) {
        return BTreeMap::new();
    }
    shown.into_iter().filter_map(|(key, shown)| Some((key?, shown))).collect()
}

/// The same for a table whose `total` is shown so: what adds up to a number that is hidden, is hidden with it.
pub fn suppressed_under<K: Ord + Clone>(
    shown: Shown,
    total: u32,
    counts: &BTreeMap<K, u32>,
) -> BTreeMap<K, Shown> {
    match shown {
        Shown::Exact(_) => suppressed_within(total, counts),
        Shown::Few => {
            let hidden = |count: u32| if count == 0 { Shown::Exact(0) } else { Shown::Few };
            counts.iter().map(|(key, count)| (key.clone(), hidden(*count))).collect()
        }
    }
}

/// The same for a table whose lines overlap, as a case may ask for both: of a known `total` each line tells how many it leaves out, and
/// all of them how many stand in more than one. Where the total is hidden, or one of these is a small number, every line is hidden.
pub fn suppressed_beside<K: Ord + Clone>(
    shown: Shown,
    total: u32,
    counts: &BTreeMap<K, u32>,
) -> BTreeMap<K, Shown> {
    let left_out = counts.values().map(|count| total.saturating_sub(*count));
    let twice = counts.values().fold(0_u32, |sum, count| sum.saturating_add(*count)).saturating_sub(total);
    let tells = left_out.chain([twice]).any(|count| Shown::of(count) == Shown::Few);
    if tells || shown == Shown::Few {
        suppressed_under(Shown::Few, total, counts)
    } else {
        suppressed(counts)
    }
}

/// The numbers of a day that are tied to each other: what was carried into it and what was filed make up what was concluded and what
/// is open at the end. What was carried in stands as open on the day before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// Cases filed.
    pub filed: Shown,
    /// Cases concluded.
    pub concluded: Shown,
    /// Cases open at the end.
    pub open_at_close: Shown,
}

impl Flow {
    /// Whether the others tell the hidden ones. What goes out is counted from the other end, so that all of them are of one sum.
    fn gives_away(&self, day: &DayFigures) -> bool {
        let of = |shown: Shown, count: u32| (shown == Shown::Few).then_some(count);
        let out = |count: u32| FEWEST.saturating_sub(count);
        let hidden = [
            of(self.filed, day.filed),
            of(Shown::of(day.carried_in), day.carried_in),
            of(self.concluded, out(day.concluded)),
            of(self.open_at_close, out(day.open_at_close)),
        ];
        // Small sums need no look: what goes in and what goes out are both shown or both too many.
        tells_each(&hidden.into_iter().flatten().collect::<Vec<_>>())
    }
}

/// What a supervisor or the public may see of a day: numbers, never rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFigures {
    /// The day, in the fair's calendar.
    pub day: Date,
    /// Cases filed.
    pub filed: Shown,
    /// Cases concluded.
    pub concluded: Shown,
    /// Cases open at the end.
    pub open_at_close: Shown,
    /// Filed, by kind.
    pub by_kind: BTreeMap<CaseKind, Shown>,
    /// Filed, by right.
    pub by_right: BTreeMap<RightKind, Shown>,
    /// Filed, by hall.
    pub by_hall: BTreeMap<HallId, Shown>,
    /// Filed, by what was asked for.
    pub by_ask: BTreeMap<Ask, Shown>,
    /// Concluded, by outcome.
    pub by_outcome: BTreeMap<Outcome, Shown>,
    /// Advice without a ticket.
    pub advice: Shown,
    /// The organiser's track.
    pub measures: PublicMeasures,
    /// Waits, when there were enough of them.
    pub wait: Option<PublicSpread>,
    /// Talks, when there were enough of them.
    pub session: Option<PublicSpread>,
}

/// What a supervisor may see of the organiser's track. Of the notices that were answered and those whose time ended neither is
/// told: one would give the other away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicMeasures {
    /// Notices served.
    pub served: Shown,
    /// Closed without a measure.
    pub cleared: Shown,
    /// Measures ordered, by kind.
    pub ordered: BTreeMap<MeasureKind, Shown>,
    /// Measures applied.
    pub applied: Shown,
    /// Measures lifted.
    pub lifted: Shown,
    /// Measures in force at the end.
    pub in_force: Shown,
}

/// A spread without the longest value, which is one case's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicSpread {
    /// Of how many values.
    pub count: u32,
    /// Nearest-rank median, in seconds.
    pub median_s: u64,
    /// Nearest-rank 90th percentile, in seconds; `None` where that is the longest.
    pub p90_s: Option<u64>,
}

impl PublicFigures {
    /// The same told evenly: where a table hides a line, those with nothing in them are listed and hidden, too. Were only those listed
    /// that there are, each of a day with few cases would tell what all of them were about.
    #[must_use]
    pub(super) fn evened(mut self, halls: &[HallId]) -> Self {
        even(&mut self.by_kind, CaseKind::ALL);
        even(&mut self.by_right, RightKind::ALL);
        even(&mut self.by_hall, halls);
        even(&mut self.by_ask, Ask::ALL);
        even(&mut self.by_outcome, Outcome::ALL);
        let track = &mut self.measures;
        even(&mut track.ordered, MeasureKind::ALL);
        let steps = [
            &mut track.served,
            &mut track.cleared,
            &mut track.applied,
            &mut track.lifted,
            &mut track.in_force,
        ];
        if steps.iter().any(|step| **step == Shown::Few) {
            for step in steps {
                step.hide_none();
            }
        }
        self
    }
}

/// Lists and hides what has nothing in it, too, where a table hides a line.
pub fn even<K: Ord + Clone>(table: &mut BTreeMap<K, Shown>, all: &[K]) {
    if table.values().all(|shown| *shown != Shown::Few) {
        return;
    }
    for key in all {
        table.entry(key.clone()).or_insert(Shown::Few);
    }
    table.values_mut().for_each(Shown::hide_none);
}

impl DayFigures {
    /// What was filed, concluded and left open, with one more of them hidden where the others would tell a small one.
    pub fn flow(&self) -> Flow {
        let mut flow = Flow {
            filed: Shown::of(self.filed),
            concluded: Shown::of(self.concluded),
            open_at_close: Shown::of(self.open_at_close),
        };
        if flow.gives_away(self) {
            let hides = |shown: Shown, count: u32| shown == Shown::Exact(count) && count > 0;
            if hides(flow.open_at_close, self.open_at_close) {
                flow.open_at_close = Shown::Few;
            } else if hides(flow.concluded, self.concluded) {
                flow.concluded = Shown::Few;
            } else {
                flow.filed = Shown::Few;
            }
        }
        flow
    }

    /// What was asked for, as it is shown beside all that was filed and beside the disputes, of which alone anything is asked: by how much
    /// one of them is more than the other, so many asked for one thing alone, or for both.
    pub fn asked(&self, filed: Shown, disputes: Shown) -> BTreeMap<Ask, Shown> {
        let mut asked = suppressed_beside(filed, self.filed, &self.by_ask);
        if let Shown::Exact(count) = disputes {
            let beside = suppressed_beside(disputes, count, &self.by_ask);
            asked.extend(beside.into_iter().filter(|(_, shown)| *shown == Shown::Few));
        }
        asked
    }

    /// The figures without small numbers, for supervisors and the public.
    pub fn public(&self) -> PublicFigures {
        let spread = |spread: Option<Spread>| {
            let spread = spread.filter(|spread| spread.count >= FEWEST)?;
            let Spread { count, median_s, .. } = spread;
            Some(PublicSpread { count, median_s, p90_s: spread.p90_apart() })
        };
        let Flow { filed, concluded, open_at_close } = self.flow();
        let by_kind = suppressed_under(filed, self.filed, &self.by_kind);
        let disputes = by_kind.get(&CaseKind::Dispute).copied().unwrap_or(Shown::Few);
        PublicFigures {
            day: self.day,
            filed,
            concluded,
            open_at_close,
            by_kind,
            by_right: suppressed_under(filed, self.filed, &self.by_right),
            by_hall: suppressed_under(filed, self.filed, &self.by_hall),
            by_ask: self.asked(filed, disputes),
            by_outcome: suppressed_under(concluded, self.concluded, &self.by_outcome()),
            advice: Shown::of(self.advice.count),
            measures: self.measures.public(),
            wait: spread(self.wait),
            session: spread(self.session),
        }
    }
}

impl MeasureFigures {
    /// The same without small numbers. What was ordered and not lifted is in force: beside the day before, that number would tell a hidden
    /// one of the others.
    fn public(&self) -> PublicMeasures {
        let ordered = suppressed(&self.ordered);
        let lifted = Shown::of(self.lifted);
        let tells = ordered.values().chain([&lifted]).any(|one| *one == Shown::Few);
        let in_force = if tells && self.in_force > 0 { Shown::Few } else { Shown::of(self.in_force) };
        PublicMeasures {
            served: Shown::of(self.served),
            cleared: Shown::of(self.cleared),
            applied: Shown::of(self.applied),
            ordered,
            lifted,
            in_force,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{
        Ask, CaseKind, DayFigures, Flow, MeasureFigures, MeasureKind, Shown, Spread, suppressed,
        suppressed_beside, suppressed_under, suppressed_within,
    };

    /// What is shown of a day as filed, concluded and open.
    fn flow(carried_in: u32, filed: u32, concluded: u32) -> [Shown; 3] {
        let open_at_close = carried_in + filed - concluded;
        let day = DayFigures { filed, carried_in, open_at_close, concluded, ..DayFigures::default() };
        let Flow { filed, concluded, open_at_close } = day.flow();
        [filed, concluded, open_at_close]
    }

    #[test]
    fn what_is_hidden_beside_nothing_does_not_tell_that_it_is_all_there_is() {
        let by_kind = BTreeMap::from([(CaseKind::Dispute, 3)]);
        let few = DayFigures { filed: 3, open_at_close: 3, by_kind, ..DayFigures::default() };
        let told = few.public_among(&[], &[]);
        assert_eq!(told.by_kind.len(), CaseKind::ALL.len());
        assert!(told.by_kind.values().all(|shown| *shown == Shown::Few), "{told:?}");
        let by_kind = BTreeMap::from([(CaseKind::Dispute, 30)]);
        let many = DayFigures { filed: 30, open_at_close: 30, by_kind, ..DayFigures::default() };
        assert_eq!(
            many.public_among(&[], &[]).by_kind,
            BTreeMap::from([(CaseKind::Dispute, Shown::Exact(30))])
        );
    }

    #[test]
    fn of_disputes_that_asked_for_a_complaint_alone_no_few_are_told() {
        let asked = |mediation: u32| {
            let by_kind = BTreeMap::from([(CaseKind::Dispute, 15), (CaseKind::Enquiry, 8)]);
            let by_ask = BTreeMap::from([(Ask::Mediation, mediation), (Ask::Measure, 15)]);
            let day = DayFigures { filed: 23, open_at_close: 23, by_kind, by_ask, ..DayFigures::default() };
            day.public().by_ask.get(&Ask::Mediation).copied()
        };
        assert_eq!(asked(14), Some(Shown::Few), "15 less 14 is 1");
        assert_eq!(asked(8), Some(Shown::Exact(8)), "7 of 15 are not few");
    }

    #[test]
    fn what_is_open_cannot_be_worked_out_from_what_was_filed_and_concluded() {
        use Shown::{Exact, Few};
        assert_eq!(flow(0, 23, 19), [Exact(23), Few, Few], "23 less 19 is 4");
        assert_eq!(flow(0, 8, 2), [Exact(8), Few, Few], "8 less 6 is 2");
        assert_eq!(flow(7, 2, 0), [Few, Exact(0), Few], "9 less 7 is 2");
        assert_eq!(flow(3, 9, 6), [Exact(9), Exact(6), Few], "3 stood as open on the day before");
        assert_eq!(flow(0, 8, 4), [Few, Few, Few], "8 in two numbers below 5 is 4 in each");
        assert_eq!(flow(0, 23, 10), [Exact(23), Exact(10), Exact(13)]);
        assert_eq!(flow(0, 7, 3), [Exact(7), Few, Few], "3 and 4, or 4 and 3");
    }

    #[test]
    fn small_numbers_that_make_up_a_small_one_are_not_hidden_alone() {
        use Shown::{Exact, Few};
        let rights = BTreeMap::from([(1, 2), (2, 1), (3, 1), (4, 6), (5, 20)]);
        let shown: Vec<_> = suppressed(&rights).into_values().collect();
        assert_eq!(shown, [Few, Few, Few, Few, Exact(20)], "30 less 26 is 4 who named a right");
        let shown = suppressed_within(30, &BTreeMap::from([(1, 9), (2, 18), (3, 2)]));
        assert_eq!(shown.into_values().collect::<Vec<_>>(), [Few, Exact(18), Few], "one is in no hall");
    }

    #[test]
    fn what_adds_up_to_a_hidden_number_is_hidden_with_it() {
        let ends = BTreeMap::from([(1, 9), (2, 10), (3, 0)]);
        let shown = suppressed_under(Shown::Few, 19, &ends);
        assert_eq!([shown[&1], shown[&2], shown[&3]], [Shown::Few, Shown::Few, Shown::Exact(0)]);
        assert_eq!(suppressed_under(Shown::Exact(19), 19, &ends)[&1], Shown::Exact(9));
    }

    #[test]
    fn what_a_table_leaves_out_cannot_be_worked_out_from_the_sum() {
        let halls = BTreeMap::from([(1, 9), (2, 7), (3, 9)]);
        let shown = suppressed_within(26, &halls);
        assert_eq!(shown[&2], Shown::Few, "one case was filed in no hall");
        assert_eq!(shown[&1], Shown::Exact(9));
        assert!(
            suppressed_within(25, &halls).values().all(|shown| *shown != Shown::Few),
            "nothing is left out"
        );
    }

    #[test]
    fn a_sum_tells_no_hidden_number_that_is_the_least_or_the_most_it_can_be() {
        let halls = BTreeMap::from([(1, 1), (2, 1), (3, 9)]);
        assert!(suppressed(&halls).values().all(|shown| *shown == Shown::Few), "2 in two halls is 1 in each");
        let halls = BTreeMap::from([(1, 4), (2, 4), (3, 9), (4, 20)]);
        assert_eq!((suppressed(&halls)[&3], suppressed(&halls)[&4]), (Shown::Few, Shown::Exact(20)));
        let ones = (1..=6).map(|hall| (hall, 1)).collect();
        assert!(suppressed_within(6, &ones).is_empty(), "6 in six halls is 1 in each");
        assert_eq!(suppressed_within(3, &BTreeMap::from([(1, 3)]))[&1], Shown::Few, "3 is not told either");
    }

    #[test]
    fn a_case_that_asks_for_both_tells_no_small_number_beside_all_that_came() {
        use Shown::{Exact, Few};
        let asks = |shown, total, counts: [u32; 2]| {
            let [mediation, measure] = counts;
            let counts = BTreeMap::from([(1, mediation), (2, measure)]);
            suppressed_beside(shown, total, &counts).into_values().collect::<Vec<_>>()
        };
        assert_eq!(asks(Exact(30), 30, [20, 10]), [Exact(20), Exact(10)]);
        assert_eq!(asks(Exact(23), 23, [23, 20]), [Few, Few], "three did not complain");
        assert_eq!(asks(Exact(30), 30, [20, 13]), [Few, Few], "three asked for both");
        assert_eq!(asks(Few, 8, [8, 0]), [Few, Exact(0)], "eight asked, and eight came");
    }

    #[test]
    fn what_is_in_force_tells_no_small_number_of_liftings() {
        let of = |lifted: u32| {
            let ordered = BTreeMap::from([(MeasureKind::Cover, 20)]);
            let measures =
                MeasureFigures { ordered, lifted, in_force: 20 - lifted, ..MeasureFigures::default() };
            let public = measures.public();
            (public.lifted, public.in_force)
        };
        assert_eq!(of(2), (Shown::Few, Shown::Few), "20 less 18 is 2");
        assert_eq!(of(0), (Shown::Exact(0), Shown::Exact(20)));
        assert_eq!(of(7), (Shown::Exact(7), Shown::Exact(13)));
    }

    #[test]
    fn of_few_waits_the_rank_is_not_told_that_only_the_longest_has() {
        let day =
            |count: u64| DayFigures { wait: Spread::of((1..=count).collect()), ..DayFigures::default() };
        let p90 = |count| day(count).public().wait.map(|wait| wait.p90_s);
        assert_eq!([4, 9, 10].map(p90), [None, Some(None), Some(Some(9))]);
    }
}
