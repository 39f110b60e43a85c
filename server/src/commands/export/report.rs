//! The report of the fair as a file, as much of it as its reader may see.

use anyhow::Context;
use domain::{desk::Fair, report::Sees, staff::Role};

use super::Asked;
use crate::{
    cli::{self, ExportFormat},
    desk::Replayed,
    documents,
    journal::Reader,
    locale::Texts,
    report::{self, Document, Report},
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
    let counted = report::counted(desk, names).context("the fair is not set up yet")?;
    let report = Report::of(&counted, &fair.plan, desk.body_names(), sees);
    Ok(match asked.format {
        ExportFormat::Csv => report::csv(&report, texts)?,
        ExportFormat::Json => {
            serde_json::to_vec_pretty(&Document::signed(report, journal.head().seq, journal.fair_key()))?
        }
        ExportFormat::Xlsx => report::workbook(&report, texts)?,
        ExportFormat::Pdf => papers::typeset(&report.paper(texts), documents::fonts()?)?.pdf,
    })
}
