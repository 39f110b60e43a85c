//! The period of a report. A fair has one report of all its days; a desk that stands for years has one for each quarter and each year,
//! for everything since its first day would say less every year.
//!
//! - A case counts in the period in which it was **filed**, and with it its right, place, origin, class of product, urgency and
//!   respondents. How it **ended**, a wait, a talk, a step of the organiser's track count on the day on which they happened, as in
//!   the logs.
//! - **Accepted**, **talked about**, **agreed**: in the period in which it got its number, its first talk began, its agreement came
//!   into effect. A **referral** counts in that in which it went, with what is known by now to have come of it.
//! - **Carried over** are cases filed before the period and still open at its first moment; **open** are those open at its end. So
//!   carried over and filed make up concluded and open.
//! - **Repeats** are of complaints about cases filed in the period. **What parties say** stands in no period: answers have no date.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Chapter, FairReport, Figure, Quarter, Sees, quarters};
use crate::{desk::Desk, figures::gives_away, ids::NotAnId};

/// What part of its years the report of a standing desk is of: `2026-Q1`, `2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum ReportPeriod {
    /// A quarter.
    Quarter(Quarter),
    /// A whole year.
    Year(i16),
}

impl ReportPeriod {
    /// Its first day, and the first one after it.
    pub fn bounds(self) -> (Date, Date) {
        let first = |year| Date::new(year, 1, 1).unwrap_or(Date::MIN);
        match self {
            Self::Quarter(quarter) => quarter.bounds(),
            Self::Year(year) => (first(year), first(year.saturating_add(1))),
        }
    }

    /// The quarters of a year; a quarter has none.
    pub(super) fn quarters(self) -> Vec<Quarter> {
        match self {
            Self::Quarter(_) => Vec::new(),
            Self::Year(year) => (1..=4).map(|number| Quarter { year, number }).collect(),
        }
    }
}

impl fmt::Display for ReportPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quarter(quarter) => quarter.fmt(f),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for ReportPeriod {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if let Ok(quarter) = text.parse() {
            return Ok(Self::Quarter(quarter));
        }
        match text.parse() {
            Ok(year @ 1..=9000) => Ok(Self::Year(year)),
            Ok(_) | Err(_) => Err(NotAnId("period")),
        }
    }
}

impl From<ReportPeriod> for String {
    fn from(period: ReportPeriod) -> Self {
        period.to_string()
    }
}

impl TryFrom<String> for ReportPeriod {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

/// The periods of which there is a report, newest first, each year before its quarters: from the first day on which anything happened
/// up to `today`.
pub fn periods(desk: &Desk, today: Date) -> Vec<ReportPeriod> {
    let known = quarters(desk, today);
    let (Some(&last), Some(&first)) = (known.first(), known.last()) else { return Vec::new() };
    let of = |year| {
        let quarters = ReportPeriod::Year(year).quarters().into_iter().rev();
        let begun = quarters.filter(move |quarter| (first..=last).contains(quarter));
        std::iter::once(ReportPeriod::Year(year)).chain(begun.map(ReportPeriod::Quarter))
    };
    (first.year..=last.year).rev().flat_map(of).collect()
}

/// Figures of a year that would tell one of a quarter, beside those of the others: who may read the year may read each quarter, too.
pub(super) fn told_by_quarters(year: &FairReport, sees: Sees) -> BTreeSet<(Chapter, String)> {
    let mut hidden: BTreeMap<(Chapter, String), Vec<u32>> = BTreeMap::new();
    for quarter in &year.quarters {
        let shown = quarter.shown_to(sees);
        let is_shown = |exact: &Figure| {
            let same = |figure: &&Figure| figure.chapter == exact.chapter && figure.key == exact.key;
            shown.iter().find(same).is_some_and(|figure| figure.value.is_some())
        };
        let all = Sees { small: true, places: true, repeats: true, reasons: true };
        // A reason that is not told of the quarter is not told of the year either; a right is hidden of either by itself.
        let (rights, others) =
            (quarter.shown_to(all), quarter.shown_to(Sees { reasons: sees.reasons, ..all }));
        let rights = rights.into_iter().filter(|figure| figure.chapter == Chapter::Right);
        let others = others.into_iter().filter(|figure| figure.chapter != Chapter::Right);
        for exact in rights.chain(others).filter(is_added_up) {
            let count = exact.value.and_then(|value| u32::try_from(value).ok()).unwrap_or(0);
            if count > 0 && !is_shown(&exact) {
                hidden.entry((exact.chapter, exact.key)).or_default().push(count);
            }
        }
    }
    hidden.into_iter().filter(|(_, counts)| gives_away(counts)).map(|(of, _)| of).collect()
}

/// Whether a figure of a year is the sum of its quarters'. What stands for one day alone is not, nor what is measured, nor what stands
/// as it was at the end.
fn is_added_up(figure: &Figure) -> bool {
    let key = figure.key.as_str();
    match figure.chapter {
        Chapter::Filed | Chapter::Concluded | Chapter::Repeat | Chapter::Survey => false,
        Chapter::Whole => !["open", "carried-over"].contains(&key),
        Chapter::Track => key != "in-force",
        Chapter::Wait | Chapter::Talk => key == "count",
        Chapter::Kind
        | Chapter::Ask
        | Chapter::Right
        | Chapter::Hall
        | Chapter::Product
        | Chapter::Origin
        | Chapter::Hour
        | Chapter::Outcome
        | Chapter::Reason
        | Chapter::Ordered
        | Chapter::Referral
        | Chapter::Result => true,
    }
}
