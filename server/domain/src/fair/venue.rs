//! What kind of place the desk is at. A fair ends; a desk at a market, a park or a rights-protection centre stands: it has no last
//! day and one line of tickets, and is closed on some days of each week.

use jiff::{Timestamp, civil::Date};

use super::FairPlan;
use crate::case::codes;

codes!(
    /// The place the desk is at. It decides on words, and on what there is at all.
    Venue {
        /// A trade fair: days, halls, booths.
        Fair = "fair",
        /// A wholesale or retail market: merchants with stalls.
        Market = "market",
        /// An industrial park: companies on its premises.
        Park = "park",
        /// A rights-protection centre: parties come to it.
        Centre = "centre",
    }
);

codes!(
    /// A day of the week.
    Weekday {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
);

impl Default for Venue {
    /// Plans from before there was a choice are those of fairs.
    fn default() -> Self {
        Self::Fair
    }
}

impl Venue {
    /// Whether a desk there has no last day.
    pub fn is_standing(self) -> bool {
        self != Self::Fair
    }

    /// Whether somebody runs the place who can order measures there. A rights-protection centre has nobody's stalls to close.
    pub fn orders_measures(self) -> bool {
        self != Self::Centre
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a field over by reference")]
    pub(super) fn is_fair(&self) -> bool {
        *self == Self::Fair
    }
}

impl Weekday {
    /// The day of the week of a date.
    pub fn of(day: Date) -> Self {
        let place = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        Self::ALL[place % Self::ALL.len()]
    }
}

impl FairPlan {
    /// Whether the day lies between the first and the last one, closed days of the week among them.
    pub fn spans(&self, day: Date) -> bool {
        self.first_day <= day && !self.is_over(day)
    }

    /// Whether the desk opens on that day.
    pub fn opens_on(&self, day: Date) -> bool {
        self.spans(day) && !self.closed.contains(&Weekday::of(day))
    }

    /// Whether the last day was before this one. A standing desk is never over.
    pub fn is_over(&self, day: Date) -> bool {
        self.last_day.is_some_and(|last| last < day)
    }

    /// The last day; at a standing desk the one on which it is asked, for it goes on.
    pub fn last_day_or(&self, today: Date) -> Date {
        self.last_day.unwrap_or_else(|| today.max(self.first_day))
    }

    /// The last day, or today while that has not come.
    pub fn last_day_until(&self, today: Date) -> Date {
        self.last_day_or(today).min(today)
    }

    /// The days on which the desk opens, from one on.
    pub fn opening_days(&self, from: Date) -> impl Iterator<Item = Date> {
        let days = std::iter::successors(Some(from.max(self.first_day)), |day| day.tomorrow().ok());
        days.take_while(|day| self.spans(*day)).filter(|day| self.opens_on(*day))
    }

    /// When the desk opens after a day. After the last one it does not.
    pub fn opens_after(&self, day: Date) -> Option<Timestamp> {
        let next = self.opening_days(day.tomorrow().ok()?).next()?;
        self.moment(next, self.hours_of(next).opens)
    }

    /// The days that have begun on which the desk opened.
    pub fn days_until(&self, today: Date) -> impl Iterator<Item = Date> {
        self.opening_days(self.first_day).take_while(move |day| *day <= today)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;
    use crate::testing::{market, plan};

    #[test]
    fn a_standing_desk_goes_on_and_is_closed_on_its_days() {
        let market = market();
        assert!(market.opens_on(date(2026, 3, 10)) && market.opens_on(date(2031, 3, 10)));
        assert!(!market.opens_on(date(2026, 3, 15)), "a Sunday");
        assert!(market.spans(date(2026, 3, 15)) && !market.spans(date(2026, 3, 9)));
        assert!(!market.is_over(date(2099, 1, 1)));
        let days: Vec<_> = market.opening_days(date(2026, 3, 14)).take(3).collect();
        assert_eq!(days, [date(2026, 3, 14), date(2026, 3, 16), date(2026, 3, 17)]);
        assert_eq!(market.days_until(date(2026, 3, 16)).count(), 6);
        assert_eq!(market.last_day_or(date(2026, 5, 1)), date(2026, 5, 1));
        assert_eq!(market.last_day_or(date(2026, 1, 1)), date(2026, 3, 10), "before it begins");
        let monday = market.moment(date(2026, 3, 16), market.opens);
        assert!(monday.is_some() && market.opens_after(date(2026, 3, 14)) == monday);
    }

    #[test]
    fn a_fair_has_its_days_and_no_other() {
        let fair = plan();
        assert_eq!(fair.days_until(date(2026, 4, 1)).count(), 3);
        assert_eq!(fair.days_until(date(2026, 3, 9)).count(), 0);
        assert!(fair.is_over(date(2026, 3, 13)));
        assert_eq!(fair.last_day_or(date(2026, 5, 1)), date(2026, 3, 12));
        assert_eq!(fair.last_day_until(date(2026, 3, 11)), date(2026, 3, 11));
        assert_eq!(fair.opens_after(date(2026, 3, 11)), fair.moment(date(2026, 3, 12), fair.opens));
        assert_eq!(fair.opens_after(date(2026, 3, 12)), None);
    }

    #[test]
    fn what_is_longer_than_a_day_is_open_reached_over_a_night() {
        let eight_hours = 8 * 60 * 60;
        assert!(!plan().is_over_a_night(eight_hours) && plan().is_over_a_night(eight_hours + 1));
    }

    #[test]
    fn every_day_of_the_week_is_known() {
        let week: BTreeSet<_> = (2..9).map(|day| Weekday::of(date(2026, 3, day))).collect();
        assert_eq!(week.len(), 7);
        assert_eq!(Weekday::of(date(2026, 3, 2)), Weekday::Monday);
    }
}
