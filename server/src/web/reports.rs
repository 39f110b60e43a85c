//! Reports: what goes to others after a day, a quarter, a fair. Who sees how much of a report is said in `domain::report`; every page
//! and file here is made from what its reader may see.

use std::sync::Arc;

use domain::{ids::BodyId, report::Sees, staff::Role};

use crate::{
    app::App,
    engine::Published,
    report::{self, Report},
};

use super::{
    bodies,
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
    /// Of this mediation body's cases alone.
    body: Option<BodyId>,
}

impl Counted {
    /// The fair as it is now.
    ///
    /// # Errors
    /// `not-allowed` for who sees no statistics.
    fn of(app: &App, person: &Signed) -> Result<Self, Problem> {
        let published = app.now();
        let seen = published.desk.report_for(&person.staff);
        let (sees, body) = seen.ok_or_else(|| Problem::of(Fault::NotAllowed))?;
        Ok(Self { published, sees, body })
    }

    /// What this person sees of it.
    ///
    /// # Errors
    /// `not-found` before there is a fair.
    fn shown(&self) -> Result<Report<'_>, Problem> {
        let (at, none) = (&self.published, || Problem::of(Fault::NotFound));
        let plan = &at.desk.fair().ok_or_else(none)?.plan;
        if let Some(body) = self.body {
            let counted = at.body_report(body, |desk, names| report::counted_of(desk, names, body));
            let (counted, name) = (counted.ok_or_else(none)?, bodies::named(at, body));
            return Ok(Report::of_body(&counted, plan, name, self.sees));
        }
        let counted = at.report(report::counted).ok_or_else(none)?;
        Ok(Report::of(counted, plan, at.desk.body_names(), self.sees))
    }
}

#[cfg(test)]
mod tests;
