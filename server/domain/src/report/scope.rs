//! What a report is of: everything, one mediation body's cases, a period, or one body's of a period. Here is told what of the record
//! that is; `period.rs` says what counts in a period.

use std::ops::Range;

use jiff::{Timestamp, civil::Date};

use super::{ReportPeriod, count::number};
use crate::{case::Case, desk::Desk, fair::FairPlan, ids::BodyId};

/// What a report is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportScope {
    /// The mediation body whose cases and advice alone are counted; none where all are.
    pub body: Option<BodyId>,
    /// The period of a desk that stands; none where all days are counted.
    pub period: Option<ReportPeriod>,
}

impl ReportScope {
    /// All days and all bodies.
    pub const WHOLE: Self = Self { body: None, period: None };

    /// Whether nothing is left out.
    pub fn is_whole(self) -> bool {
        self == Self::WHOLE
    }
}

/// What of the record is counted: whose cases, and what happened on which days.
pub(super) struct Within {
    body: Option<BodyId>,
    pub(super) days: Range<Date>,
    pub(super) moments: Range<Timestamp>,
}

impl Within {
    pub(super) fn of(plan: &FairPlan, scope: ReportScope) -> Self {
        let body = scope.body;
        let Some((first, next)) = scope.period.map(ReportPeriod::bounds) else {
            return Self { body, days: Date::MIN..Date::MAX, moments: Timestamp::MIN..Timestamp::MAX };
        };
        Self { body, days: first..next, moments: plan.bounds_of(first).0..plan.bounds_of(next).0 }
    }

    /// Whether one body's cases alone are counted.
    pub(super) fn is_of_one_body(&self) -> bool {
        self.body.is_some()
    }

    /// Whether a case is one of those that are counted, whatever its day.
    pub(super) fn owns(&self, case: &Case) -> bool {
        self.body.is_none_or(|body| case.body == body)
    }

    /// The same of those filed on the days that are counted.
    pub(super) fn filed(&self, case: &Case) -> bool {
        self.owns(case) && self.days.contains(&case.day)
    }

    /// The first and the last day of the desk that lie in it, as far as the record reaches.
    pub(super) fn span(&self, plan: &FairPlan, today: Date) -> (Date, Date) {
        let last = self.days.end.yesterday().unwrap_or(self.days.end);
        let last = plan.last_day_or(today).min(last).max(self.days.start);
        (plan.first_day.max(self.days.start).min(last), last)
    }

    /// Cases still open.
    pub(super) fn open(&self, desk: &Desk) -> u32 {
        number(desk.open_cases().filter(|case| self.owns(case)).count())
    }

    /// Cases filed before a day and still open at its first moment.
    pub(super) fn open_before(&self, desk: &Desk, plan: &FairPlan, day: Date) -> u32 {
        let begins = plan.bounds_of(day).0;
        let was_open = |case: &Case| case.concluded_at.is_none_or(|ended_at| ended_at >= begins);
        number(desk.carried_into(day).filter(|case| self.owns(case) && was_open(case)).count())
    }
}
