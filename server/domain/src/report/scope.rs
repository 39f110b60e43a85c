//! What a report is of: everything, one mediation body's cases, a period, or one body's of a period; of all its days, or of those that are
//! over. Here is told what of the record that is; `period.rs` says what counts in a period.

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
    /// Nothing of this day and of those after it is counted, and nothing that was recorded on them; none where the day that runs is
    /// counted, too.
    pub before: Option<Date>,
}

impl ReportScope {
    /// All days and all bodies.
    pub const WHOLE: Self = Self { body: None, period: None, before: None };

    /// Whether neither a body's cases nor a period are left out.
    pub fn is_whole(self) -> bool {
        self.body.is_none() && self.period.is_none()
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
        let (first, next) = scope.period.map_or((Date::MIN, Date::MAX), ReportPeriod::bounds);
        let next = scope.before.map_or(next, |day| day.min(next)).max(first);
        let begins = |day: Date, unbounded: Date| (day != unbounded).then(|| plan.bounds_of(day).0);
        let from = begins(first, Date::MIN).unwrap_or(Timestamp::MIN);
        let until = begins(next, Date::MAX).unwrap_or(Timestamp::MAX);
        Self { body, days: first..next, moments: from..until }
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

    /// Cases still open, or open at the end of the last day that is counted.
    pub(super) fn open(&self, desk: &Desk, plan: &FairPlan) -> u32 {
        if self.days.end < Date::MAX {
            return self.open_before(desk, plan, self.days.end);
        }
        number(desk.open_cases().filter(|case| self.owns(case)).count())
    }

    /// Cases filed before a day and still open at its first moment.
    pub(super) fn open_before(&self, desk: &Desk, plan: &FairPlan, day: Date) -> u32 {
        let begins = plan.bounds_of(day).0;
        let was_open = |case: &Case| case.concluded_at.is_none_or(|ended_at| ended_at >= begins);
        number(desk.carried_into(day).filter(|case| self.owns(case) && was_open(case)).count())
    }
}
