//! Reports: what goes to others after a day, a quarter, a fair. Who sees how much of a report is said in `domain::report`; every page
//! and file here is made from what its reader may see.

use std::sync::Arc;

use domain::{
    figures::Tallies,
    report::{ReportPeriod, ReportScope, Sees},
    staff::Role,
};
use jiff::civil::Date;

use crate::{
    app::App,
    engine::Published,
    report::{self, NoReport, Report},
};

use super::{
    guard::Signed,
    problem::{Fault, Problem},
    route::{Access, Route},
};

mod download;
mod earlier;
mod fair;
pub(super) mod handover;
mod over_time;
mod quarter;

/// Whoever sees statistics.
pub(super) const READING: &[Role] = &[Role::Organiser, Role::Head, Role::Supervisor];
const READERS: Access = Access::Staff(READING);

/// The routes of reports.
pub(super) fn routes() -> Vec<Route> {
    [fair::routes(), download::routes(), earlier::routes(), quarter::routes(), handover::routes()]
        .into_iter()
        .flatten()
        .collect()
}

/// Of which period; where it is not said the present quarter, at a desk that stands. A fair has none.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Wanted {
    period: String,
}

impl Wanted {
    /// # Errors
    /// When the desk gives no report of it.
    fn of(&self, app: &App, at: &Published) -> Result<Option<ReportPeriod>, Problem> {
        let fair = at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
        let problem = |no: NoReport| {
            Problem::of(Fault::NotFound).worded(match no {
                NoReport::Whole => "report-without-period",
                NoReport::Unknown => "report-period",
            })
        };
        // What is no period at all is as wrong as one that has not begun; a fair has neither.
        let wrong = if fair.plan.venue.is_standing() { NoReport::Unknown } else { NoReport::Whole };
        let asked: Option<ReportPeriod> = match self.period.as_str() {
            "" => None,
            text => Some(text.parse().map_err(|_| problem(wrong))?),
        };
        report::period(&at.desk, fair.plan.day_of(app.clock.now()), asked).map_err(problem)
    }
}

/// Counts what the first who looks at today's log and at the report would wait for: of very many cases, and of nothing that was counted
/// before, that takes long. Whoever looks later waits for what changed.
pub fn count_ahead(app: &App) {
    let published = app.now();
    let Some(fair) = published.desk.fair() else { return };
    let today = fair.plan.day_of(app.clock.now());
    // As many as are kept: those that somebody is likely to look at.
    for day in published.desk.days_with_steps().rev().filter(|day| *day < today).take(Tallies::LISTS - 1) {
        published.day(day);
    }
    published.day(today);
    // The list of days reads this one, whatever period somebody else looks at.
    published.report(ReportScope::WHOLE, report::counted);
    published.everybody(today);
    // The page of today draws them.
    published.usual_waits(today);
    let Ok(period) = report::period(&published.desk, today, None) else { return };
    let year = period.map(|_| ReportPeriod::Year(today.year()));
    for period in [period, year] {
        // With the day that runs, and without it for whoever reads of days that are over.
        for before in [None, Some(today)] {
            published.report(ReportScope { body: None, period, before }, report::counted);
        }
    }
    if published.desk.has_several_bodies() {
        for body in published.desk.bodies() {
            let scope = ReportScope { body: Some(body.id), period, before: None };
            published.report(scope, report::counted);
        }
    }
}

/// The fair's report as one person may see it, and the state it was counted in.
struct Counted {
    published: Arc<Published>,
    sees: Sees,
    scope: ReportScope,
    today: Date,
}

impl Counted {
    /// The fair as it is now, or a period of a desk that stands; for a head, where there are several mediation bodies, of the own.
    ///
    /// # Errors
    /// `not-allowed` for who sees no statistics, `not-found` for a period of which there is no report.
    fn of(app: &App, person: &Signed, wanted: &Wanted) -> Result<Self, Problem> {
        let published = app.now();
        let reader = published.desk.report_for(&person.staff);
        let (sees, body) = reader.ok_or_else(|| Problem::of(Fault::NotAllowed))?;
        let period = wanted.of(app, &published)?;
        let fair = published.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
        let today = fair.plan.day_of(app.clock.now());
        let scope = ReportScope { body, period, before: sees.before(today) };
        Ok(Self { published, sees, scope, today })
    }

    /// What this person sees of it.
    ///
    /// # Errors
    /// `not-found` before there is a fair.
    fn shown(&self) -> Result<Report<'_>, Problem> {
        let (at, none) = (&self.published, || Problem::of(Fault::NotFound));
        let plan = &at.desk.fair().ok_or_else(none)?.plan;
        let counted = at.report(self.scope, report::counted).ok_or_else(none)?;
        Ok(Report::of(&counted, plan, &at.desk, (self.sees, self.today)))
    }
}

#[cfg(test)]
mod tests;
