//! The report of the fair, or of a period of a desk that stands, as a file: as much of it as its reader may see.

use anyhow::Context;
use domain::{
    BodyId, Desk,
    desk::Fair,
    figures::Tallies,
    report::{ReportScope, Sees},
    staff::Role,
};

use super::Asked;
use crate::{
    cli::{self, ExportFormat},
    clock::{Clock as _, SystemClock},
    desk::Replayed,
    documents,
    journal::Reader,
    locale::Texts,
    report::{self, Document, NoReport, Report},
};

pub(super) fn written(
    Replayed { desk, names }: &Replayed,
    fair: &Fair,
    journal: &dyn Reader,
    asked: Asked<'_>,
    texts: &Texts,
) -> anyhow::Result<Vec<u8>> {
    let role = match asked.reader {
        cli::Reader::Organiser => Role::Organiser,
        cli::Reader::Head => Role::Head,
        cli::Reader::Supervisor => Role::Supervisor,
    };
    let sees = Sees::of_roles(|one| one == role).context("this role sees no report")?;
    let body = whose(desk, asked)?;
    let today = fair.plan.day_of(desk.recorded_at());
    let period = match report::period(desk, today, asked.period) {
        Ok(period) => period,
        Err(NoReport::Whole) => {
            anyhow::bail!("this desk has one report of all its days; leave --period out")
        }
        Err(NoReport::Unknown) => anyhow::bail!("nothing is recorded of that period"),
    };
    // A desk that is read long after its last entry has no day that runs.
    let running = today.max(fair.plan.day_of(SystemClock::start().now()));
    let scope = ReportScope { body, period, before: sees.before(running) };
    let counted =
        report::counted(&mut Tallies::default(), desk, names, scope).context("the fair is not set up yet")?;
    let report = Report::of(&counted, &fair.plan, desk, (sees, running));
    Ok(match asked.format {
        ExportFormat::Csv => report::csv(&report, texts)?,
        ExportFormat::Json => {
            let upto = report::sealed_upto(desk);
            serde_json::to_vec_pretty(&Document::signed(report, upto, journal.fair_key()))?
        }
        ExportFormat::Xlsx => report::workbook(&report, texts)?,
        ExportFormat::Pdf => documents::typeset(&report.paper(texts))?.pdf,
    })
}

/// Whose cases alone are counted: for a head those of one body, where there are several.
fn whose(desk: &Desk, asked: Asked<'_>) -> anyhow::Result<Option<BodyId>> {
    let several = desk.has_several_bodies();
    let Some(called) = asked.body else {
        anyhow::ensure!(
            asked.reader != cli::Reader::Head || !several,
            "several mediation bodies work here and a head reads the report of one: say which with --body, {}",
            choices(desk)
        );
        return Ok(None);
    };
    let body = desk
        .body_called(called)
        .with_context(|| format!("no mediation body is called “{called}”; --body takes {}", choices(desk)))?;
    Ok(several.then_some(body.id))
}

/// Every mediation body as `--body` takes it.
fn choices(desk: &Desk) -> String {
    let named = desk.bodies().map(|body| format!("{} ({})", body.id.mark(), body.terms.name));
    named.collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests;
