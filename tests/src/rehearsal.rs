//! A whole fair, rehearsed: a list of exhibitors taken in, three days played on a clock that is moved by hand, every evening's log
//! sealed; then everything an organiser files is made as the program makes it, read back as others would read it, and each figure
//! held against a fresh count of what stands in the journal.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use domain::{Command, staff::Role};
use fairdesk::{
    access::pin::PinChecker,
    app::{App, From, Once},
    cli::{self, Exit, ExportFormat, Subject},
    clock::ManualClock,
    commands,
    config::Settings,
    demo::rehearsal::{self, Plan, Played},
    desk::Running,
    serve,
};
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use locale::{Language, Texts};

use crate::inside::Served;

mod compare;
mod files;
mod tally;
mod words;

pub use compare::{Comparison, Figures};
use tally::Tally;
use words::Words;

/// Every form in which a log or a report leaves the desk.
const FORMATS: [(ExportFormat, &str); 4] = [
    (ExportFormat::Csv, "csv"),
    (ExportFormat::Xlsx, "xlsx"),
    (ExportFormat::Pdf, "pdf"),
    (ExportFormat::Json, "json"),
];
/// What goes into the printed codes: nobody shall reach anything by them.
const ADDRESS: &str = "http://desk.rehearsal.example:8080";

/// A fair that was played.
#[derive(Debug)]
pub struct Rehearsal {
    /// Where its files are.
    pub folder: PathBuf,
    /// What came of it.
    pub played: Played,
    /// Its days.
    pub days: Vec<Date>,
    settings: Settings,
    tally: Tally,
}

impl Rehearsal {
    /// Plays a fair on a list, in an empty folder, which then holds the fair (`data`) and its codes for printing.
    pub async fn play(list: &[u8], plan: Plan, folder: &Path) -> anyhow::Result<Self> {
        let mut settings = Settings { data: folder.join("data"), ..Settings::default() };
        settings.disk.reserve_mib = 16;
        serve::mark_as_sample(&settings.data)?;
        let (journal, replayed) = serve::open(&settings)?;
        let clock = Arc::new(ManualClock::at(plan.first_day.to_zoned(TimeZone::UTC)?.timestamp()));
        let (shared, pins) = (Arc::<ManualClock>::clone(&clock), PinChecker::quick_and_weak()?);
        let running = Running::start(journal, replayed, settings.clone(), shared, pins)?;
        let app = running.app.clone();
        let played = rehearsal::play(&app, &clock, list, plan).await?;
        print_codes(&app, folder).await?;
        let tally = Tally::of(&**app.engine.reader())?;
        drop(app);
        running.stop().await?;
        let days = (0..i64::from(plan.days)).map(|day| plan.first_day.checked_add(day.days()));
        let days = days.collect::<Result<_, _>>()?;
        Ok(Self { folder: folder.to_owned(), played, days, settings, tally })
    }

    /// Checks the whole chain and every seal, then writes the log of each day and the report of the fair in every form.
    pub fn export(&self, language: Language) -> anyhow::Result<()> {
        let found = commands::verify::run(&self.settings.data, None)?;
        anyhow::ensure!(found == Exit::Done, "the journal is not whole");
        let days = self.days.iter().map(|day| Subject::Day(*day));
        for of in days.chain([Subject::Report]) {
            for (format, ending) in FORMATS {
                let reader = cli::Reader::Head;
                let language = Some(language);
                let asked =
                    commands::export::Asked { of, format, language, reader, period: None, body: None };
                commands::export::run(&self.settings, asked, Some(&self.file(of, ending)))
                    .with_context(|| format!("{of:?} as {ending}"))?;
            }
        }
        Ok(())
    }

    /// Where a log or the report is.
    pub fn file(&self, of: Subject, ending: &str) -> PathBuf {
        let name = match of {
            Subject::Day(day) => format!("log-{day}.{ending}"),
            Subject::Report => format!("report.{ending}"),
        };
        self.folder.join(name)
    }

    /// What every file says, beside what the journal says.
    pub fn compare(&self, language: Language) -> anyhow::Result<Comparison> {
        let mut all = Comparison::default();
        let t = Texts::new(language, TimeZone::get(&self.tally.zone)?);
        for day in &self.days {
            let journal = self.tally.of_day(*day);
            let words = Words::of_log(&t, &journal);
            let read = |ending: &str| fs::read(self.file(Subject::Day(*day), ending));
            let (figures, rows) = files::log_workbook(&read("xlsx")?, &words, &t)?;
            let mut sources = vec![
                ("csv", files::log_table(&read("csv")?)?),
                ("json", files::log_document(&read("json")?)?),
                ("xlsx", figures),
                ("xlsx-list", rows),
            ];
            sources
                .extend(files::pdf(&self.file(Subject::Day(*day), "pdf"), &words)?.map(|said| ("pdf", said)));
            all.add(day.to_string(), &journal, &sources);
        }
        let journal = self.tally.of_fair();
        let words = Words::of_report(&t, &journal);
        let read = |ending: &str| fs::read(self.file(Subject::Report, ending));
        let mut sources = vec![
            ("csv", files::report_table(&read("csv")?)?),
            ("json", files::report_document(&read("json")?)?),
            ("xlsx", files::report_workbook(&read("xlsx")?)?),
            ("logs", self.tally.added(&self.days)),
        ];
        sources.extend(files::pdf(&self.file(Subject::Report, "pdf"), &words)?.map(|said| ("pdf", said)));
        all.add("report".to_owned(), &journal, &sources);
        Ok(all)
    }
}

/// The codes of every booth and hall, as the organiser's page prints them.
async fn print_codes(app: &App, folder: &Path) -> anyhow::Result<()> {
    let url = || ADDRESS.to_owned();
    for command in [Command::ChooseAddress { url: url() }, Command::ConfirmAddress { url: url() }] {
        app.submit(From::SYSTEM, Once::Fresh, command).await?;
    }
    let published = app.now();
    let organiser =
        published.desk.staff().find(|person| person.is(Role::Organiser)).context("an organiser")?;
    let served = Served::to(app, organiser.id).await?;
    for (name, path) in [
        ("codes-posters.pdf", "/office/sheets/booths.pdf?kind=poster"),
        ("codes-labels.pdf", "/office/sheets/booths.pdf?kind=label"),
        ("codes-halls.pdf", "/office/sheets/halls.pdf"),
    ] {
        fs::write(folder.join(name), served.fetch(path).await?)?;
    }
    served.close().await
}
