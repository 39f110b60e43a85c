//! Reports: what goes to others after a day, a quarter, a fair. Who sees how much of a report is said in `domain::report`; every page
//! and file here is made from what its reader may see.

use std::sync::Arc;

use domain::{report::Sees, staff::Role};

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
    sees: Sees,
}

impl Counted {
    /// The fair as it is now.
    ///
    /// # Errors
    /// `not-allowed` for who sees no statistics.
    fn of(app: &App, person: &Signed) -> Result<Self, Problem> {
        let published = app.now();
        let sees = Sees::of(&person.staff).ok_or_else(|| Problem::of(Fault::NotAllowed))?;
        Ok(Self { published, sees })
    }

    /// What this person sees of it.
    ///
    /// # Errors
    /// `not-found` before there is a fair.
    fn shown(&self) -> Result<Report<'_>, Problem> {
        let fair = self.published.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
        let counted = self.published.report(report::counted).ok_or_else(|| Problem::of(Fault::NotFound))?;
        Ok(Report::of(counted, &fair.plan, self.published.desk.body_names(), self.sees))
    }
}

#[cfg(test)]
mod tests;
