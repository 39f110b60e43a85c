//! When the desk is open: one pair of times for every day, and the days whose times are others. A fair names them by date, as its last
//! day that ends early; a standing desk by day of the week.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    SignedDuration,
    civil::{Date, Time},
};
use serde::{Deserialize, Serialize};

use super::{FairPlan, Weekday};

/// Days among which the longest is looked for: no fair has more, and at a standing desk every day of the week is among them.
const A_YEAR: usize = 366;

/// The opening hours of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayHours {
    /// The desk opens.
    pub opens: Time,
    /// The desk closes.
    pub closes: Time,
}

/// Days whose hours are not the usual ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherHours {
    /// Of a fair, by date.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dates: BTreeMap<Date, DayHours>,
    /// Of a standing desk, by day of the week.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weekdays: BTreeMap<Weekday, DayHours>,
}

/// What a plan says of every week, which is said for what is to come. What it says of a date is said of that very day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Week {
    closed: BTreeSet<Weekday>,
    usual: DayHours,
    others: BTreeMap<Weekday, DayHours>,
}

impl Week {
    pub(crate) fn of(plan: &FairPlan) -> Self {
        Self {
            closed: plan.closed.clone(),
            usual: DayHours { opens: plan.opens, closes: plan.closes },
            others: plan.other_hours.weekdays.clone(),
        }
    }

    /// Whether a day of this week is one on which the desk opens.
    pub(crate) fn opens_on(&self, day: Date) -> bool {
        !self.closed.contains(&Weekday::of(day))
    }
}

impl OtherHours {
    /// Whether every day has the usual hours.
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty() && self.weekdays.is_empty()
    }
}

impl FairPlan {
    /// The hours of a day, should the desk open on it.
    pub fn hours_of(&self, day: Date) -> DayHours {
        let by_date = self.other_hours.dates.get(&day);
        let own = by_date.or_else(|| self.other_hours.weekdays.get(&Weekday::of(day)));
        own.copied().unwrap_or(DayHours { opens: self.opens, closes: self.closes })
    }

    /// This plan with another week.
    pub(crate) fn in_week(&self, week: &Week) -> Self {
        let dates = self.other_hours.dates.clone();
        Self {
            closed: week.closed.clone(),
            opens: week.usual.opens,
            closes: week.usual.closes,
            other_hours: OtherHours { dates, weekdays: week.others.clone() },
            ..self.clone()
        }
    }

    /// The longest time for which the desk is open on one of its days.
    pub(super) fn longest_opening(&self) -> SignedDuration {
        let days = self.opening_days(self.first_day).take(A_YEAR).map(|day| self.hours_of(day));
        days.map(|DayHours { opens, closes }| opens.duration_until(closes)).max().unwrap_or_default()
    }

    /// Whether each day that has hours of its own is one on which the desk may open, and opens before it closes.
    pub(crate) fn has_its_hours(&self) -> bool {
        let OtherHours { dates, weekdays } = &self.other_hours;
        let standing = self.venue.is_standing();
        let of_its_kind = if standing { dates.is_empty() } else { weekdays.is_empty() };
        let within = dates.keys().all(|day| self.spans(*day));
        of_its_kind && within && dates.values().chain(weekdays.values()).all(|day| day.opens < day.closes)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date, civil::time};

    use super::*;
    use crate::testing::{LAST_DAY, market, plan};

    const EARLY: DayHours = DayHours { opens: time(9, 0, 0, 0), closes: time(14, 0, 0, 0) };
    const LONG: DayHours = DayHours { opens: time(9, 0, 0, 0), closes: time(20, 0, 0, 0) };

    fn early() -> FairPlan {
        FairPlan {
            other_hours: OtherHours { dates: [(LAST_DAY, EARLY)].into(), ..OtherHours::default() },
            ..plan()
        }
    }

    fn at(text: &str) -> Timestamp {
        format!("{text}:00+08:00").parse().unwrap()
    }

    #[test]
    fn a_day_that_ends_early_is_over_then_and_so_is_the_fair() {
        let plan = early();
        assert!(plan.has_its_hours());
        assert!(plan.is_open(at("2026-03-12T13:59")) && !plan.is_open(at("2026-03-12T14:00")));
        assert!(plan.is_open(at("2026-03-11T16:59")), "the others are as usual");
        assert_eq!(plan.ends_at(), Some(at("2026-03-12T14:00")));
    }

    #[test]
    fn a_time_limit_counts_the_hours_of_each_day() {
        let rule = crate::fair::WindowRule {
            id: "test".to_owned(),
            minutes: 6 * 60,
            hours: crate::fair::Hours::Open,
        };
        let window = early().open_window(&rule, at("2026-03-11T16:00"));
        assert_eq!(window.deadline, at("2026-03-12T14:00"), "one hour on that day, five on the last");
        let shorter = crate::fair::WindowRule { minutes: 7 * 60, ..rule };
        let window = early().open_window(&shorter, at("2026-03-11T16:00"));
        assert_eq!((window.deadline, window.last_useful), (at("2026-03-12T15:00"), at("2026-03-12T14:00")));
    }

    #[test]
    fn a_standing_desk_has_its_hours_by_the_day_of_the_week() {
        let weekdays = [(Weekday::Saturday, EARLY)].into();
        let market = FairPlan { other_hours: OtherHours { weekdays, ..OtherHours::default() }, ..market() };
        assert!(market.has_its_hours());
        assert_eq!(market.hours_of(date(2026, 3, 14)), EARLY);
        assert_eq!(market.hours_of(date(2026, 3, 13)).closes, market.closes);
    }

    #[test]
    fn what_fits_into_the_longest_day_reached_over_no_night() {
        let hours = |count: u64| count * 60 * 60;
        let dates = [(date(2026, 3, 11), LONG), (LAST_DAY, EARLY)].into();
        let long = FairPlan { other_hours: OtherHours { dates, ..OtherHours::default() }, ..plan() };
        assert!(!long.is_over_a_night(hours(11)) && long.is_over_a_night(hours(11) + 1));
        assert!(!early().is_over_a_night(hours(8)), "the days before are as long as ever");
        let weekdays = [(Weekday::Saturday, LONG)].into();
        let market = FairPlan { other_hours: OtherHours { weekdays, ..OtherHours::default() }, ..market() };
        assert!(!market.is_over_a_night(hours(11)) && market.is_over_a_night(hours(11) + 1));
        let closed = FairPlan { closed: [Weekday::Saturday].into(), ..market };
        assert!(closed.is_over_a_night(hours(8) + 1), "a day on which it is closed is not long");
    }

    #[test]
    fn hours_of_no_day_and_hours_that_end_before_they_begin_are_none() {
        let with = |dates: BTreeMap<Date, DayHours>| FairPlan {
            other_hours: OtherHours { dates, ..OtherHours::default() },
            ..plan()
        };
        assert!(!with([(date(2026, 3, 13), EARLY)].into()).has_its_hours(), "after the fair");
        let never = DayHours { closes: EARLY.opens, ..EARLY };
        assert!(!with([(LAST_DAY, never)].into()).has_its_hours());
        let weekdays = [(Weekday::Saturday, EARLY)].into();
        let fair = FairPlan { other_hours: OtherHours { weekdays, ..OtherHours::default() }, ..plan() };
        assert!(!fair.has_its_hours(), "a fair goes by dates");
    }
}
