//! `fairdesk export`: the daily log of a day, or the report of the fair, into a file: the same as their pages give, also years later from a
//! backup that was brought back.

use std::{fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt, path::Path, sync::Arc};

use anyhow::Context;
use domain::{
    Desk, StaffId,
    desk::Fair,
    fair::FairPlan,
    figures::{as_sealed, figures},
    report::ReportPeriod,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    addresses::PublicUrl,
    cli::{self, ExportFormat, Subject},
    clock::{Clock as _, SystemClock},
    config::Settings,
    console,
    daylog::{self, Checkpoint, DayLog, kept::Kept, listed, paper::Print, proof::Proof, remarks},
    desk::Replayed,
    documents,
    journal::Reader,
    locale::{Language, Texts},
    serve,
    table::Words,
};

use super::AtRest;

mod report;

/// What shall be written.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The log of a day, or the report.
    pub of: Subject,
    /// In this form.
    pub format: ExportFormat,
    /// In this language, where people read it.
    pub language: Option<Language>,
    /// As much of the report as this reader sees.
    pub reader: cli::Reader,
    /// Of this period, where the desk has no last day.
    pub period: Option<ReportPeriod>,
    /// Of this mediation body, as it is called, where a head reads it and there are several.
    pub body: Option<&'a str>,
}

/// Writes what was asked for into a new file, or to standard output.
///
/// # Errors
/// Why it was not written.
pub fn run(settings: &Settings, asked: Asked<'_>, out: Option<&Path>) -> anyhow::Result<()> {
    // The copy must stay until its journal is closed.
    let (journal, replayed, _copy) = match AtRest::find(settings)? {
        AtRest::Own { journal, replayed } => (journal, replayed, None),
        AtRest::Copy(copy) => {
            let place = Settings { data: copy.folder.clone(), ..settings.clone() };
            let (journal, replayed) = serve::open(&place)?;
            (journal, Box::new(replayed), Some(copy))
        }
    };
    let bytes = written(&replayed, &journal.reader(), asked, SystemClock::start().now());
    journal.close().context("the journal could not be closed in order")?;
    put(out, &bytes?)
}

fn written(
    replayed: &Replayed,
    journal: &Arc<dyn Reader>,
    asked: Asked<'_>,
    now: Timestamp,
) -> anyhow::Result<Vec<u8>> {
    let fair = replayed.desk.fair().context("the fair is not set up yet")?;
    let language = asked.language.or(fair.plan.languages.first().copied()).unwrap_or_default();
    let texts = Texts::of(Some(&fair.plan), language);
    match asked.of {
        Subject::Day(day) => log(replayed, fair, journal, day, (asked.format, &texts), now),
        Subject::Report => report::written(replayed, fair, &**journal, asked, &texts),
    }
}

fn log(
    Replayed { desk, names }: &Replayed,
    fair: &Fair,
    reader: &Arc<dyn Reader>,
    day: Date,
    (format, texts): (ExportFormat, &Texts),
    now: Timestamp,
) -> anyhow::Result<Vec<u8>> {
    let journal = &**reader;
    let today = fair.plan.day_of(now);
    let has_log = daylog::days(desk, today).contains(&day);
    anyhow::ensure!(has_log, "there is no log of {day}: {}", why_none(&fair.plan, day, today));
    let present = Arc::new(figures(desk, day, None));
    let runs = day >= today;
    let present = if runs { Arc::new(present.while_it_runs()) } else { present };
    let sealed = as_sealed(desk, &present).map(Arc::new);
    let (figures, since) = daylog::told(sealed, present);
    let seal = desk.day_seal(day).map(AsRef::as_ref);
    let named = |staff: StaffId| names.called(staff).map(str::to_owned);
    let rows = figures.rows.iter().collect();
    let remarks = remarks::remarks(journal, desk, day)?;
    let (plan, bodies) = (&fair.plan, desk.body_names());
    let deadlines = daylog::due::of_day(desk, day, now);
    let log = DayLog {
        plan,
        bodies,
        figures: &figures,
        since: since.as_slice(),
        rows,
        chosen: None,
        deadlines: &deadlines,
        remarks: &remarks,
        seal,
        named: &named,
    };
    Ok(match format {
        ExportFormat::Csv => daylog::csv(&figures.rows, Words::Codes, &fair.plan.time_zone(), named)?,
        ExportFormat::Json => {
            let (proof, entries) = Proof::of(journal, desk, day)?;
            let due = (&deadlines, daylog::listed::late_facts(journal, desk, day)?);
            let halls: Vec<_> = desk.halls().map(|hall| hall.id.clone()).collect();
            let here = (fair.plan.zone.as_str(), halls.as_slice());
            let document = daylog::document((&*figures, &since), here, seal, &remarks, due, named);
            let (figures, reader) = (Arc::clone(&figures), Arc::clone(reader));
            let (kept, _) = Kept::signed(&document, figures, reader, (&proof, entries))?;
            kept.parts().collect::<Result<Vec<_>, _>>()?.concat()
        }
        ExportFormat::Xlsx => daylog::workbook(&log, texts)?,
        ExportFormat::Pdf => on_paper(&log, desk, journal, texts)?,
    })
}

/// Why a day has no log.
fn why_none(plan: &FairPlan, day: Date, today: Date) -> &'static str {
    if plan.spans(day) {
        if today < day { "it has not begun yet" } else { "the desk was closed, and nothing was filed" }
    } else if plan.last_day.is_some() {
        "it is no day of the fair, and nothing was filed"
    } else {
        "the desk did not stand yet"
    }
}

/// The log on paper. Its code is an address where one was chosen for printing.
fn on_paper(log: &DayLog<'_>, desk: &Desk, journal: &dyn Reader, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let (key, day) = (journal.fair_key(), log.figures.day);
    let checkpoint = match log.seal {
        Some(seal) => Checkpoint::of_seal(key, day, seal).context("the seal of the day is damaged")?,
        None => Checkpoint::of_draft(key, day, journal.head()),
    };
    let confirmed = desk.fair().filter(|fair| fair.address_confirmed);
    let address = confirmed.and_then(|fair| fair.address.as_ref()?.parse::<PublicUrl>().ok());
    let line = checkpoint.line();
    let code = address.map_or_else(|| line.clone(), |address| address.join(&format!("/v/{line}")));
    let late = listed::late(journal, desk, day, texts)?;
    let public_key = key.public_key();
    let print = Print { log, late: &late, checkpoint: &checkpoint, public_key, code };
    Ok(documents::typeset(&print.paper(texts))?.pdf)
}

/// The file must be new, so that no log is lost to a slip of the fingers.
fn put(out: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    let Some(path) = out else { return Ok(console::out().write_all(bytes)?) };
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file = file.with_context(|| format!("{} cannot be made", path.display()))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .with_context(|| format!("writing {}", path.display()))
}

#[cfg(test)]
mod tests;
