//! The days of the shift plan to choose from. Those of a fair stand in a row; of a desk that stands there are very many, so of these a
//! row of weeks is chosen from first, and then a day of the week.

use domain::fair::FairPlan;
use jiff::{ToSpan, civil::Date};

use crate::locale::Texts;

/// Most opening days that are looked over.
const AHEAD: usize = 60;
/// More opening days than these are told week by week.
const IN_A_ROW: usize = 14;

/// A day on which the desk opens.
pub(super) struct Day {
    pub(super) date: Date,
    pub(super) text: String,
    /// It is the one that is looked at.
    pub(super) here: bool,
    /// In how many places nobody is planned for some of the opening hours.
    pub(super) gaps: usize,
}

/// A week with a day on which the desk opens.
pub(super) struct Week {
    /// The first of these days.
    pub(super) first: Date,
    pub(super) text: String,
    /// The day that is looked at is one of it.
    pub(super) here: bool,
    /// On how many days somebody is missing.
    pub(super) gaps: usize,
}

/// The weeks to choose from, none where the days are few, and the days of the one that is looked at.
pub(super) fn around(
    plan: &FairPlan,
    day: Date,
    t: &Texts,
    gaps: impl Fn(Date) -> usize,
) -> (Vec<Week>, Vec<Day>) {
    // A desk that stands for years shows the weeks around the day that is looked at.
    let before = i64::from(day.weekday().to_monday_zero_offset()) + 7;
    let from = if plan.venue.is_standing() { day.saturating_sub(before.days()) } else { plan.first_day };
    let one = |date: Date| Day { date, text: t.short_date(date), here: date == day, gaps: gaps(date) };
    let mut days: Vec<_> = plan.opening_days(from).take(AHEAD).map(one).collect();
    if days.len() <= IN_A_ROW {
        return (Vec::new(), days);
    }
    let week_of = |date: Date| (date.iso_week_date().year(), date.iso_week_date().week());
    let here = week_of(day);
    let week = |days: &[Day]| {
        let first = days.first()?.date;
        Some(Week {
            first,
            text: t.t1("shifts-week", "day", t.short_date(first)),
            here: week_of(first) == here,
            gaps: days.iter().filter(|day| day.gaps > 0).count(),
        })
    };
    let together = days.chunk_by(|one, next| week_of(one.date) == week_of(next.date));
    let weeks = together.filter_map(week).collect();
    days.retain(|day| week_of(day.date) == here);
    (weeks, days)
}
