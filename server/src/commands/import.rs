//! `fairdesk import exhibitors FILE`: takes a list into a data folder that no server holds.
//!
//! By the same rules as the page. Progress goes to standard error; rows that were left out and the sum go to standard output,
//! the sum last.

use std::{
    cell::RefCell,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use domain::ExhibitorId;
use tokio_util::sync::CancellationToken;

use crate::{
    app::From,
    cli::Exit,
    clock::{Clock, SystemClock},
    config::Settings,
    console,
    desk::Replayed,
    engine::{Engine, Published},
    exhibitors::{self, Field, Limits, Mapping, Plan, Table},
    intake::{Intake, Outcome, Stopped, known, known_halls, today, words},
    locale::{Language, Texts},
    record, serve,
};

use super::Progress;

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The list.
    pub file: PathBuf,
    /// Fields with the heading of their column.
    pub map: Vec<(String, String)>,
    /// Only say what would change.
    pub dry_run: bool,
}

/// Imports a list.
///
/// # Errors
/// When the folder is held by a server or holds no fair, or the file cannot be opened.
pub fn run(settings: &Settings, asked: &Asked) -> anyhow::Result<Exit> {
    let t = Texts::new(Language::En, jiff::tz::TimeZone::UTC);
    let bytes =
        std::fs::read(&asked.file).with_context(|| format!("{} cannot be read", asked.file.display()))?;
    let mut out = console::out();
    let name = asked.file.to_string_lossy();
    let table = match exhibitors::read_file(&name, &bytes, None, &Limits::default()) {
        Ok(table) => table,
        Err(fault) => {
            console::complain(&words::fault(&t, &fault));
            return Ok(Exit::Found);
        }
    };
    let mapping = match mapped(&table, &asked.map) {
        Ok(mapping) => mapping,
        Err(why) => {
            console::complain(&why);
            return Ok(Exit::Usage);
        }
    };
    check_folder(&settings.data)?;
    super::as_owner(&settings.data)?;
    let (journal, replayed) = serve::open(settings)?;
    anyhow::ensure!(replayed.desk.fair().is_some(), no_fair(&settings.data));
    let head = journal.head();
    let Replayed { desk, names } = replayed;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::start());
    let plan = {
        let published = Published::new(desk.clone(), names.clone(), head);
        let today = today(&published, clock.now());
        let reader = journal.reader();
        let known = known(&published, |seq| record::read(&*reader, seq))?;
        exhibitors::plan(&table, &mapping, &known, &known_halls(&published, ""), today)
    };
    let plan = match plan {
        Ok(plan) => plan,
        Err(fault) => {
            journal.close()?;
            console::complain(&words::fault(&t, &fault));
            return Ok(Exit::Usage);
        }
    };
    tell(&mut out, &t, &plan)?;
    if asked.dry_run {
        journal.close()?;
        writeln!(out, "{}; nothing was changed", sum(&plan, plan.new.len(), plan.updated.len()))?;
        return Ok(Exit::Done);
    }
    let (engine, thread) = Engine::start(journal, Arc::clone(&clock), desk, names, None)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let outcome = runtime.block_on(apply(&engine, &*clock, plan.clone()));
    drop(engine);
    let journal = thread.join().map_err(|_| anyhow::anyhow!("the engine's thread ended in a panic"))?;
    journal.close()?;
    finish(&mut out, &plan, &outcome)
}

/// Says in words which folder cannot take a list, before anything is made in it.
fn check_folder(data: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(data.join("journal").exists(), no_fair(data));
    Ok(())
}

fn no_fair(data: &Path) -> String {
    let data = data.display();
    format!("{data} holds no fair yet; start `fairdesk serve --data {data}` and set the fair up first")
}

/// The columns as recognised, with those named on the command line put in.
fn mapped(table: &Table, map: &[(String, String)]) -> Result<Mapping, String> {
    let mut mapping = exhibitors::recognise(&table.header);
    for (field, column) in map {
        let known = Field::ALL.map(Field::key).join(", ");
        let field = Field::from_key(field).ok_or(format!("there is no field {field}; there are {known}"))?;
        let wanted = column.trim().to_lowercase();
        let index = table.header.iter().position(|header| header.to_lowercase() == wanted);
        let headers = table.header.join(", ");
        let index = index.ok_or(format!("there is no column {column}; there are {headers}"))?;
        mapping = mapping.with(field, Some(index));
    }
    Ok(mapping)
}

fn tell(out: &mut impl Write, t: &Texts, plan: &Plan<ExhibitorId>) -> std::io::Result<()> {
    for hall in &plan.new_halls {
        writeln!(out, "new hall {}, booths: {}, exhibitors: {}", hall.hall, hall.booths, hall.exhibitors)?;
    }
    for note in &plan.notes {
        writeln!(out, "{}", words::note(t, note))?;
    }
    for left in &plan.left_out {
        writeln!(out, "line {} left out: {} ({})", left.line, words::left_out(t, left), left.excerpt)?;
    }
    Ok(())
}

async fn apply(engine: &Engine, clock: &dyn Clock, plan: Plan<ExhibitorId>) -> Outcome {
    let total = plan.len();
    let closing = CancellationToken::new();
    let intake = Intake { engine, clock, from: From::SYSTEM, closing: &closing };
    let progress = RefCell::new(Progress::new());
    let tell =
        |through: usize| progress.borrow_mut().tell("exhibitors recorded", through as u64, total as u64);
    intake.apply(plan, tell).await
}

fn finish(out: &mut impl Write, plan: &Plan<ExhibitorId>, outcome: &Outcome) -> anyhow::Result<Exit> {
    for refused in &outcome.refused {
        let lines: Vec<String> = refused.lines.iter().map(ToString::to_string).collect();
        writeln!(out, "line {} refused by the desk: {} ({})", lines.join(", "), refused.code, refused.name)?;
    }
    let end = match &outcome.stopped {
        None => "",
        Some(Stopped::Closing) => "; stopped before the end",
        Some(Stopped::Desk(error)) => &format!("; stopped before the end: {error}"),
    };
    writeln!(out, "{}{end}", sum(plan, outcome.new, outcome.updated))?;
    let whole = outcome.stopped.is_none() && outcome.refused.is_empty();
    Ok(if whole { Exit::Done } else { Exit::Found })
}

/// The last line: rows of the file first, then what became of the exhibitors they speak of.
fn sum(plan: &Plan<ExhibitorId>, new: usize, updated: usize) -> String {
    let (rows, taken, unchanged, left) = (plan.rows, plan.taken, plan.unchanged, plan.left_out.len());
    format!(
        "{rows} rows: {taken} taken, {left} left out; exhibitors: {new} new, {updated} updated, {unchanged} unchanged"
    )
}
