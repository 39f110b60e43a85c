//! Reports: what goes to others after a day, a quarter, a fair. Who sees how much of a report is said in `domain::report`; every page
//! and file here is made from what its reader may see.

use std::sync::Arc;

use domain::{
    report::{FairReport, Sees},
    staff::Role,
};

use crate::{
    app::App,
    engine::Published,
    report::{self, Report},
};

use super::{
    guard::Signed,
    problem::{Fault, Problem},
    route::{Access, Route},
};

mod download;
mod earlier;
mod fair;
mod handover;
mod quarter;

/// Whoever sees statistics.
const READERS: Access = Access::Staff(&[Role::Organiser, Role::Head, Role::Supervisor]);

/// The routes of reports.
pub(super) fn routes() -> Vec<Route> {
    [fair::routes(), download::routes(), earlier::routes(), quarter::routes(), handover::routes()]
        .into_iter()
        .flatten()
        .collect()
}

/// The fair's report as one person may see it, and the state it was counted in.
struct Counted {
    published: Arc<Published>,
    report: FairReport,
    sees: Sees,
}

impl Counted {
    /// Counts the whole fair.
    ///
    /// # Errors
    /// `not-found` before there is a fair; `not-allowed` for who sees no statistics.
    fn of(app: &App, person: &Signed) -> Result<Self, Problem> {
        let published = app.now();
        let sees = Sees::of(&person.staff).ok_or_else(|| Problem::of(Fault::NotAllowed))?;
        let counted = report::counted(&published.desk, &published.names);
        let report = counted.ok_or_else(|| Problem::of(Fault::NotFound))?;
        Ok(Self { published, report, sees })
    }

    /// What this person sees of it.
    ///
    /// # Errors
    /// `not-found` before there is a fair.
    fn shown(&self) -> Result<Report<'_>, Problem> {
        let fair = self.published.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
        Ok(Report::of(&self.report, &fair.plan, self.sees))
    }
}

#[cfg(test)]
mod tests;
