//! The commands and flags of `fairdesk`: what was asked for, before anything is done about it.
//!
//! No command means `serve`. The flags of settings are the same before and after the command.

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, error::ErrorKind};
use domain::{fair::Language, report::ReportPeriod};
use jiff::civil::Date;

use crate::config::Layers;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// A check found something, or the work could not be done.
    Found,
    /// Wrong usage or settings.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Found => Self::from(1),
            Exit::Usage => Self::from(2),
        }
    }
}

/// What the command line asked for.
#[derive(Debug, Clone)]
pub struct Invocation {
    /// What to do.
    pub command: Command,
    /// Settings from flags and from the environment of this process.
    pub layers: Layers,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Run the desk (this is what happens when no command is given)
    Serve {
        /// A sample, of a fair unless a market is asked for, in a fresh temporary folder unless --data is given
        #[arg(long, value_enum, value_name = "SAMPLE", num_args = 0..=1, default_missing_value = "fair")]
        demo: Option<Sample>,
    },
    /// Check the whole chain, every photo and the seal of every day; needs no key
    Verify {
        /// Check one printed document instead: what its code says, an address that ends in /v/…
        #[arg(long, value_name = "TEXT")]
        document: Option<String>,
        /// Check a printed log instead: what its code says, or a file that holds it
        #[arg(long, value_name = "TEXT", conflicts_with = "document")]
        checkpoint: Option<String>,
        /// Hold the checkpoint against an exported log (JSON) instead of the data folder
        #[arg(long, value_name = "FILE", requires = "checkpoint")]
        export: Option<PathBuf>,
    },
    /// Take in a list, while no server holds the data folder
    Import {
        /// Which list.
        #[command(subcommand)]
        list: Import,
    },
    /// Write the daily log of a day, or the report of the fair
    Export {
        /// The day, such as 2026-11-20; or report, of the whole fair or of a period
        #[arg(value_name = "DAY|report", value_parser = subject)]
        of: Subject,
        /// The form of the file
        #[arg(long, value_enum)]
        format: ExportFormat,
        /// The language of a file for people, en or zh-CN [default: the fair's first]
        #[arg(long, value_name = "TAG", value_parser = language)]
        language: Option<Language>,
        /// As much of the report as this role sees [default: organiser]
        #[arg(long, value_enum)]
        reader: Option<Reader>,
        /// The quarter (2026-Q1) or the year (2026), where the desk has no last day [default: the quarter of its last entry]
        #[arg(long, value_name = "PERIOD", value_parser = period)]
        period: Option<ReportPeriod>,
        /// The mediation body whose head reads it, where the fair hosts several: its name, or its letter in the numbers of cases (the first is A)
        #[arg(long, value_name = "NAME|LETTER")]
        body: Option<String>,
        /// Where to write it; without, to standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Copy store, photos and keys into one file, also while the desk runs, and verify the copy
    Backup {
        /// Where to write it
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Bring a backup back into an empty data folder
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Check settings, clock, disk, fonts, addresses, certificate and chain, and say how to mend what is wrong
    Doctor,
}

/// A sample to look around in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sample {
    /// A trade fair, on its second day.
    Fair,
    /// A market, where the desk has stood for some months and has no last day.
    Market,
}

/// A list to take in.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Import {
    /// The exhibitors of the fair, from CSV or XLSX
    Exhibitors {
        /// The file
        file: PathBuf,
        /// Which column holds a field whose heading is not recognised, such as booth="Stand no."
        #[arg(long, value_name = "FIELD=COLUMN", value_parser = pair)]
        map: Vec<(String, String)>,
        /// Only say what would change
        #[arg(long)]
        dry_run: bool,
    },
}

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The log of a day.
    Day(Date),
    /// The report of the whole fair.
    Report,
}

/// For whom a report is: each sees as much of it as on their page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Reader {
    /// The organiser.
    #[default]
    Organiser,
    /// The head of the mediation body, where the fair has one.
    Head,
    /// Whoever supervises, or anybody it is passed on to: no small numbers.
    Supervisor,
}

/// The form of an exported log or report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A table for any spreadsheet program.
    Csv,
    /// For other programs.
    Json,
    /// A workbook: the figures and the list, every cell typed.
    Xlsx,
    /// To be printed and signed, with its checkpoint.
    Pdf,
}

/// The desk of rapid mediation at trade fairs.
#[derive(Debug, Parser)]
#[command(name = "fairdesk", version, about, after_help = AFTER_HELP, subcommand_required = false)]
struct CommandLine {
    #[command(flatten)]
    settings: SettingFlags,
    /// A sample: the same as `serve --demo`. Which one follows an equals sign here, for a word by itself is a command
    #[arg(
        long,
        value_enum,
        value_name = "SAMPLE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "fair"
    )]
    demo: Option<Sample>,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER_HELP: &str =
    "Every setting of fair.toml can also be given as --set NAME=VALUE, or in the environment as
FAIRDESK_NAME with underscores for dots. A flag wins over the environment, the environment over the file.
Exit codes: 0 done, 1 a check found something or the work could not be done, 2 wrong usage or settings.";

#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
struct SettingFlags {
    /// The folder that holds the whole fair [default: fairdesk-data]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<String>,
    /// Address and port to listen on [default: 0.0.0.0:8080]
    #[arg(long, global = true, value_name = "ADDR")]
    listen: Option<String>,
    /// The address that goes into printed codes
    #[arg(long, global = true, value_name = "URL")]
    public_url: Option<String>,
    /// PEM file of the certificate chain: speak TLS
    #[arg(long, global = true, value_name = "FILE")]
    cert: Option<String>,
    /// PEM file of the certificate's private key
    #[arg(long, global = true, value_name = "FILE")]
    key: Option<String>,
    /// The settings file [default: fair.toml in the data folder, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Any other setting, by its name in fair.toml
    #[arg(long, global = true, value_name = "NAME=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
}

impl SettingFlags {
    /// `--set` first, so that a flag of its own has the last word.
    fn into_layers(self, environment: Vec<(String, String)>) -> Layers {
        let named = [
            ("data", "--data", self.data),
            ("listen", "--listen", self.listen),
            ("public_url", "--public-url", self.public_url),
            ("cert", "--cert", self.cert),
            ("key", "--key", self.key),
        ];
        let set = self.set.into_iter().map(|(key, value)| (key, value, "--set".to_owned()));
        let named = named
            .into_iter()
            .filter_map(|(key, flag, value)| value.map(|value| (key.to_owned(), value, flag.to_owned())));
        Layers { config: self.config, flags: set.chain(named).collect(), environment }
    }
}

/// Reads a command line, the program's own name first.
///
/// # Errors
/// With the text to print and the exit code to end with: also for `--help` and `--version`.
pub fn read(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    environment: Vec<(String, String)>,
) -> Result<Invocation, clap::Error> {
    let line = CommandLine::try_parse_from(arguments)?;
    if let Some(wrong) = line.command.as_ref().and_then(wrong_export) {
        return Err(CommandLine::command().error(ErrorKind::ArgumentConflict, wrong));
    }
    let command = match (line.command, line.demo) {
        (None, demo) => Command::Serve { demo },
        (Some(Command::Serve { demo }), also) => Command::Serve { demo: demo.or(also) },
        (Some(command), None) => command,
        (Some(_), Some(_)) => {
            return Err(
                CommandLine::command().error(ErrorKind::ArgumentConflict, "--demo is for serve alone")
            );
        }
    };
    Ok(Invocation { command, layers: line.settings.into_layers(environment) })
}

/// What does not go together in an export.
fn wrong_export(command: &Command) -> Option<&'static str> {
    let Command::Export { of, reader, period, body, .. } = command else { return None };
    if matches!(of, Subject::Day(_)) && (reader.is_some() || period.is_some() || body.is_some()) {
        return Some("--reader, --period and --body are for report alone");
    }
    // The organiser and whoever supervises read of all bodies: a part beside the whole would tell small numbers.
    if body.is_some() && *reader != Some(Reader::Head) {
        return Some("--body is for --reader head alone");
    }
    None
}

fn subject(text: &str) -> Result<Subject, String> {
    if text == "report" {
        return Ok(Subject::Report);
    }
    text.parse().map(Subject::Day).map_err(|_| "write a day as 2026-11-20, or report".to_owned())
}

fn period(text: &str) -> Result<ReportPeriod, String> {
    text.parse().map_err(|_| "write a quarter as 2026-Q1, or a year as 2026".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_tag(text).ok_or_else(|| "the languages are en and zh-CN".to_owned())
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("write NAME=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Loaded, Settings};

    fn line(text: &str) -> Result<Invocation, clap::Error> {
        read(text.split_whitespace(), Vec::new())
    }

    fn command(text: &str) -> Command {
        line(text).unwrap().command
    }

    fn settings(text: &str) -> Settings {
        Loaded::from(&line(text).unwrap().layers).unwrap().settings
    }

    #[test]
    fn the_definition_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn no_command_means_serve() {
        assert_eq!(command("fairdesk"), Command::Serve { demo: None });
        assert_eq!(command("fairdesk --listen 127.0.0.1:1"), Command::Serve { demo: None });
        for demo in [
            "fairdesk --demo",
            "fairdesk serve --demo",
            "fairdesk --data /tmp/x --demo",
            "fairdesk --demo --data /tmp/x",
            "fairdesk serve --demo --data /tmp/x",
            "fairdesk --demo serve",
            "fairdesk serve --demo fair",
        ] {
            assert_eq!(command(demo), Command::Serve { demo: Some(Sample::Fair) }, "{demo}");
        }
        for demo in [
            "fairdesk serve --demo market",
            "fairdesk serve --demo=market --listen 127.0.0.1:1",
            "fairdesk --demo=market",
            "fairdesk --demo=market serve",
        ] {
            assert_eq!(command(demo), Command::Serve { demo: Some(Sample::Market) }, "{demo}");
        }
    }

    #[test]
    fn a_sample_that_is_not_there_is_refused_with_those_that_are() {
        let refused = line("fairdesk serve --demo museum").unwrap_err();
        assert_eq!(refused.exit_code(), 2);
        let said = refused.to_string();
        assert!(["museum", "fair", "market"].iter().all(|word| said.contains(word)), "{said}");
    }

    #[test]
    fn flags_of_settings_stand_before_or_after_the_command() {
        for text in [
            "fairdesk --data /nowhere/x --listen 127.0.0.1:9 --set lines.max_misses=7 serve",
            "fairdesk serve --data /nowhere/x --listen 127.0.0.1:9 --set lines.max_misses=7",
            "fairdesk --data /nowhere/x serve --set lines.max_misses=7 --listen 127.0.0.1:9",
        ] {
            let settings = settings(text);
            assert_eq!(settings.data, PathBuf::from("/nowhere/x"), "{text}");
            assert_eq!((settings.listen.port(), settings.lines.max_misses), (9, 7), "{text}");
        }
    }

    #[test]
    fn the_commands_of_the_handbook_are_understood() {
        assert_eq!(
            command("fairdesk verify --data d"),
            Command::Verify { document: None, checkpoint: None, export: None }
        );
        assert_eq!(command("fairdesk doctor"), Command::Doctor);
        assert_eq!(command("fairdesk backup --data d --out b.tar"), Command::Backup { out: "b.tar".into() });
        assert_eq!(command("fairdesk restore b.tar --data d"), Command::Restore { file: "b.tar".into() });
        assert_eq!(
            command(
                "fairdesk import exhibitors list.xlsx --data d --map booth=Stand --map name=Firm --dry-run"
            ),
            Command::Import {
                list: Import::Exhibitors {
                    file: "list.xlsx".into(),
                    map: vec![("booth".into(), "Stand".into()), ("name".into(), "Firm".into())],
                    dry_run: true,
                }
            }
        );
        assert_eq!(
            command("fairdesk export 2026-11-20 --format csv --out log.csv"),
            Command::Export {
                of: Subject::Day(jiff::civil::date(2026, 11, 20)),
                format: ExportFormat::Csv,
                language: None,
                reader: None,
                period: None,
                body: None,
                out: Some("log.csv".into())
            }
        );
        assert_eq!(
            command("fairdesk export report --format pdf --language zh-CN --reader head"),
            Command::Export {
                of: Subject::Report,
                format: ExportFormat::Pdf,
                language: Some(Language::ZhCn),
                reader: Some(Reader::Head),
                period: None,
                body: None,
                out: None
            }
        );
        assert!(matches!(
            command("fairdesk export report --format csv --reader head --body B"),
            Command::Export { body: Some(body), .. } if body == "B"
        ));
        assert!(matches!(
            command("fairdesk export report --format json --period 2026-Q1"),
            Command::Export { period: Some(ReportPeriod::Quarter(_)), .. }
        ));
    }

    #[test]
    fn wrong_usage_ends_with_two_and_help_with_zero() {
        for wrong in [
            "fairdesk fly",
            "fairdesk --demo verify",
            "fairdesk --demo=park",
            "fairdesk verify --document x --checkpoint y",
            "fairdesk verify --export log.json",
            "fairdesk export tomorrow --format csv",
            "fairdesk export 2026-11-20 --format doc",
            "fairdesk export 2026-11-20 --format csv --reader head",
            "fairdesk export report --format csv --reader mediator",
            "fairdesk export report --format csv --period 2026-Q5",
            "fairdesk export 2026-11-20 --format csv --period 2026",
            "fairdesk export 2026-11-20 --format csv --body B",
            "fairdesk export report --format csv --body B",
            "fairdesk export report --format csv --reader supervisor --body B",
            "fairdesk export 2026-11-20 --format xlsx --language xx",
            "fairdesk import exhibitors",
            "fairdesk --set nothing",
            "fairdesk --set =1",
            "fairdesk --cert",
        ] {
            assert_eq!(line(wrong).unwrap_err().exit_code(), 2, "{wrong}");
        }
        assert_eq!(line("fairdesk --help").unwrap_err().exit_code(), 0);
        assert_eq!(line("fairdesk --version").unwrap_err().exit_code(), 0);
    }

    #[test]
    fn a_flag_of_its_own_wins_over_set() {
        assert_eq!(
            settings("fairdesk --data /nowhere --listen 127.0.0.1:2 --set listen=127.0.0.1:1").listen.port(),
            2
        );
    }
}
