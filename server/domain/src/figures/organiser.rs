//! What the organiser's log tells of a day by hall, by reason and by right. The list beside these tables names neither the reason of a case
//! without a complaint nor what was said in it, so no small number of a table may tell either (procedure E.2): small numbers by hall are
//! hidden, and a reason of few cases is counted with those that are not told. A right is of what was said, and whoever looks before and
//! after somebody filed would read it from a count that grew by one: the log counts those of complaints alone.

use std::collections::BTreeMap;

use super::{DayFigures, FEWEST, OutcomeCount, Shown, gives_away, suppressed};
use crate::{
    case::{Ask, Outcome, Reason, RightKind},
    ids::HallId,
};

impl DayFigures {
    /// Filed, by hall, without small numbers and those that would tell them; `None` is the line of what was filed in no hall. Where nothing
    /// is left to hide the small ones behind, no line is told at all.
    pub fn halls_told(&self) -> BTreeMap<Option<HallId>, Shown> {
        let nowhere = (self.without_hall > 0).then_some((None, self.without_hall));
        let halls = self.by_hall.iter().map(|(hall, count)| (Some(hall.clone()), *count));
        let lines: BTreeMap<Option<HallId>, u32> = halls.chain(nowhere).collect();
        let shown = suppressed(&lines);
        let few = |hall: &Option<HallId>| shown.get(hall) == Some(&Shown::Few);
        let hidden: Vec<u32> = lines.iter().filter(|(hall, _)| few(hall)).map(|(_, count)| *count).collect();
        // Whoever reads the log knows how many were filed in all.
        if self.filed >= FEWEST && gives_away(&hidden) { BTreeMap::new() } else { shown }
    }

    /// Complaints to the organiser of which no kind of right is said: with these the table of their rights adds up to all of them.
    pub fn complained_without_right(&self) -> u32 {
        self.complained().saturating_sub(self.complained_by_right.values().sum())
    }

    /// Cases filed with a complaint to the organiser.
    fn complained(&self) -> u32 {
        self.by_ask.get(&Ask::Measure).copied().unwrap_or(0)
    }

    /// Cases filed without one, and about which rights they were.
    pub(crate) fn others(&self) -> (u32, BTreeMap<RightKind, u32>) {
        let own = |right: &RightKind| self.complained_by_right.get(right).copied().unwrap_or(0);
        let others = self.by_right.iter().map(|(right, count)| (*right, count.saturating_sub(own(right))));
        (self.filed.saturating_sub(self.complained()), others.filter(|(_, count)| *count > 0).collect())
    }

    /// Concluded, by outcome and as many of their reasons as are told.
    pub fn outcomes_told(&self) -> Vec<OutcomeCount> {
        reasons_told(self.outcomes.iter().copied())
    }
}

/// The same counts, put together; a reason of few cases is counted by outcome alone, among those that are not told.
pub fn reasons_told(counts: impl IntoIterator<Item = OutcomeCount>) -> Vec<OutcomeCount> {
    let mut whole: BTreeMap<(Outcome, Option<Reason>), u32> = BTreeMap::new();
    for OutcomeCount { outcome, reason, count } in counts {
        *whole.entry((outcome, reason)).or_default() += count;
    }
    let mut told: BTreeMap<(Outcome, Option<Reason>), u32> = BTreeMap::new();
    for ((outcome, reason), count) in whole {
        *told.entry((outcome, reason.filter(|_| count >= FEWEST))).or_default() += count;
    }
    told.into_iter().map(|((outcome, reason), count)| OutcomeCount { outcome, reason, count }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_in_a_hall_are_hidden_and_with_them_what_would_tell_them() {
        let told = |filed, halls: &[(&str, u32)]| {
            let by_hall: BTreeMap<_, _> =
                halls.iter().map(|(hall, count)| (HallId((*hall).to_owned()), *count)).collect();
            let without_hall = filed - by_hall.values().sum::<u32>();
            let told = DayFigures { filed, by_hall, without_hall, ..DayFigures::default() }.halls_told();
            told.into_iter().map(|(hall, shown)| (hall.map(|hall| hall.0), shown)).collect::<Vec<_>>()
        };
        let hall = |hall: &str| Some(hall.to_owned());
        let (few, exact) = (Shown::Few, Shown::Exact);
        assert_eq!(told(20, &[("1", 12), ("2", 8)]), [(hall("1"), exact(12)), (hall("2"), exact(8))]);
        assert_eq!(
            told(20, &[("1", 12), ("2", 6)]),
            [(None, few), (hall("1"), exact(12)), (hall("2"), few)],
            "the two that were filed in no hall would follow from the sum"
        );
        assert_eq!(told(2, &[("1", 2)]), [(hall("1"), few)]);
        let each = [("1", 1), ("2", 1), ("3", 1), ("4", 1), ("5", 1)];
        assert!(told(5, &each).is_empty(), "five in five halls are one in each");
    }

    #[test]
    fn a_reason_of_few_cases_is_counted_with_those_that_are_not_told() {
        let one = |reason, count| OutcomeCount { outcome: Outcome::NotAccepted, reason, count };
        let (often, seldom) = (Some(Reason::PapersMissing), Some(Reason::RightContested));
        assert_eq!(
            reasons_told([one(often, 3), one(seldom, 4), one(None, 1), one(often, 2)]),
            [one(None, 5), one(often, 5)],
            "days are put together first"
        );
        assert!(reasons_told([]).is_empty());
    }
}
