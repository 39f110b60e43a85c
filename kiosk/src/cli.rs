//! The commands and flags of `fairdesk-kiosk`. Every flag can come from the environment as `FAIRDESK_KIOSK_…`.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum};
use slip::{Codes, Printer, Roll, Setting};

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

/// The kiosk of the mediation desk: a touch page for visitors, and tickets on paper.
#[derive(Debug, Parser)]
#[command(name = "fairdesk-kiosk", version, about, subcommand_required = false)]
pub struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Settings.
    #[command(flatten)]
    pub settings: Settings,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Run the kiosk (this is what happens when no command is given)
    Serve,
    /// Join a desk with the code that the organiser made under Office, Kiosks
    Join {
        /// The code, as it is read out
        code: String,
        /// Join anew what has joined already: it gets other letters
        #[arg(long)]
        anew: bool,
    },
    /// Print a one-time address that makes a tablet's browser the screen of this kiosk
    Screen,
    /// Check disk, store, desk, clock, printer and letters, and say how to mend what is wrong
    Doctor,
}

/// The width of the roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Width {
    /// 58 mm.
    #[value(name = "58")]
    Narrow,
    /// 80 mm.
    #[value(name = "80")]
    Wide,
}

/// Who draws the code on a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Qr {
    /// The printer.
    Native,
    /// The kiosk: every printer prints it.
    Raster,
}

/// Settings.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// Address of the desk
    #[arg(
        long,
        help = "Address of the desk, such as http://192.168.1.5:8080",
        global = true,
        env = "FAIRDESK_KIOSK_SERVER",
        value_name = "URL",
        default_value = "http://127.0.0.1:8080",
        value_parser = server
    )]
    pub server: String,
    /// The folder that holds what this kiosk must not forget
    #[arg(
        long,
        global = true,
        env = "FAIRDESK_KIOSK_DATA",
        value_name = "DIR",
        default_value = "fairdesk-kiosk-data"
    )]
    pub data: PathBuf,
    /// The printer
    #[arg(
        help = "The printer: tcp://HOST:9100, file:///dev/usb/lp0 or none",
        long,
        global = true,
        env = "FAIRDESK_KIOSK_PRINTER",
        value_name = "PRINTER",
        default_value = "none"
    )]
    pub printer: Printer,
    /// Where the touch page is served
    #[arg(
        long,
        global = true,
        env = "FAIRDESK_KIOSK_LISTEN",
        value_name = "ADDR",
        default_value = "127.0.0.1:8090"
    )]
    pub listen: SocketAddr,
    /// Width of the roll in millimetres
    #[arg(long, global = true, env = "FAIRDESK_KIOSK_WIDTH", value_enum, default_value = "80")]
    pub width: Width,
    /// Who draws the code on a slip
    #[arg(long, global = true, env = "FAIRDESK_KIOSK_QR", value_enum, default_value = "raster")]
    pub qr: Qr,
    /// The printer has no cutter: slips are torn off
    #[arg(long, global = true, env = "FAIRDESK_KIOSK_NO_CUTTER")]
    pub no_cutter: bool,
    /// Seconds without a touch until the screen asks whether somebody is there; it then counts down 20 more
    #[arg(long, global = true, env = "FAIRDESK_KIOSK_IDLE", value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u16).range(5..=600))]
    pub idle: u16,
    /// What is logged: error, warn, info, debug
    #[arg(long, global = true, env = "FAIRDESK_KIOSK_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
}

impl Settings {
    /// How slips are made.
    pub fn setting(&self) -> Setting {
        Setting {
            roll: match self.width {
                Width::Narrow => Roll::Narrow,
                Width::Wide => Roll::Wide,
            },
            codes: match self.qr {
                Qr::Native => Codes::Native,
                Qr::Raster => Codes::Raster,
            },
            cutter: !self.no_cutter,
        }
    }
}

/// Scheme, host and port, and nothing after them.
fn server(text: &str) -> Result<String, String> {
    let plain = text.trim_end_matches('/');
    match plain.split_once("://") {
        Some(("http", host)) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => {
            Ok(plain.to_owned())
        }
        Some(_) | None => Err("write http://HOST:PORT".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn flags_stand_before_or_after_the_command() {
        let read = |line: &str| CommandLine::try_parse_from(line.split(' ')).unwrap();
        let line =
            read("fairdesk-kiosk --server http://desk:8080/ join ABC --data /d --printer tcp://p --width 58");
        assert_eq!(line.command, Some(Command::Join { code: "ABC".into(), anew: false }));
        assert_eq!(
            (line.settings.server.as_str(), line.settings.data.to_str()),
            ("http://desk:8080", Some("/d"))
        );
        assert_eq!(line.settings.printer.to_string(), "tcp://p:9100");
        assert_eq!(line.settings.setting().roll, Roll::Narrow);
        assert_eq!(read("fairdesk-kiosk").command, None);
        for wrong in ["--server desk:8080", "--server http://a/b", "--printer lp0", "--idle 2"] {
            let line = format!("fairdesk-kiosk {wrong}");
            assert!(CommandLine::try_parse_from(line.split(' ')).is_err(), "{wrong}");
        }
    }
}
