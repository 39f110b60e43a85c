//! The report of the fair, or of a period of a desk that stands, as a file: as much of it as its reader may see.

use anyhow::Context;
use domain::{
    desk::Fair,
    figures::Tallies,
    report::{ReportScope, Sees},
    staff::Role,
};

use super::Asked;
use crate::{
    cli::{self, ExportFormat},
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
    asked: Asked,
    texts: &Texts,
) -> anyhow::Result<Vec<u8>> {
    let role = match asked.reader {
        cli::Reader::Organiser => Role::Organiser,
        cli::Reader::Head => Role::Head,
        cli::Reader::Supervisor => Role::Supervisor,
    };
    let sees = Sees::of_roles(|one| one == role).context("this role sees no report")?;
    anyhow::ensure!(
        role != Role::Head || !desk.has_several_bodies(),
        "the fair hosts several mediation bodies and a head reads the report of one: the head takes it from the report's page"
    );
    let today = fair.plan.day_of(desk.recorded_at());
    let period = match report::period(desk, today, asked.period) {
        Ok(period) => period,
        Err(NoReport::Whole) => {
            anyhow::bail!("this desk has one report of all its days; leave --period out")
        }
        Err(NoReport::Unknown) => anyhow::bail!("nothing is recorded of that period"),
    };
    let scope = ReportScope { period, ..ReportScope::WHOLE };
    let counted =
        report::counted(&mut Tallies::default(), desk, names, scope).context("the fair is not set up yet")?;
    let report = Report::of(&counted, &fair.plan, desk, sees);
    Ok(match asked.format {
        ExportFormat::Csv => report::csv(&report, texts)?,
        ExportFormat::Json => {
            serde_json::to_vec_pretty(&Document::signed(report, journal.head().seq, journal.fair_key()))?
        }
        ExportFormat::Xlsx => report::workbook(&report, texts)?,
        ExportFormat::Pdf => papers::typeset(&report.paper(texts), documents::fonts()?)?.pdf,
    })
}
