//! Printers: where the bytes of a slip go, and what is known of them when they are gone.
//!
//! The line to a printer is opened for each slip and closed after it: printers serve one line at a time and forget it when they are
//! switched off. Before each slip the printer is asked for paper and cover. After it, a printer that can tell is asked whether it
//! has worked everything through; only then the slip counts as printed.

mod device;
mod file;
mod line;
mod talk;
mod tcp;

use std::{
    fmt, io,
    path::PathBuf,
    str::FromStr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::{escpos, queue::Outcome, state::Trouble, status::Condition};

/// The printers that worked the last slip through which this program sent them.
static SETTLED: Mutex<Vec<Printer>> = Mutex::new(Vec::new());

/// A printer, as it is named in the settings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Printer {
    /// None: every slip fails, and screens say so.
    None,
    /// In the network: `tcp://HOST:9100`.
    Tcp {
        /// Its name or number.
        host: String,
        /// Its port, 9100 as a rule.
        port: u16,
    },
    /// At this machine, or a file that slips are added to: `file:///dev/usb/lp0`.
    File(PathBuf),
}

/// How long a printer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until it takes the line.
    pub connect: Duration,
    /// Until it answers a question. One that never answers costs this once a slip.
    pub answer: Duration,
    /// Until it takes the next bytes.
    pub write: Duration,
    /// Until it says that everything is worked through.
    pub done: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(2),
            answer: Duration::from_millis(300),
            write: Duration::from_secs(5),
            done: Duration::from_secs(10),
        }
    }
}

/// What came of a slip, and how the printer was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// What came of it.
    pub outcome: Outcome,
    /// How the printer was when it was last asked.
    pub condition: Condition,
}

impl Report {
    /// Nothing was printed, and nothing more is known.
    pub(crate) fn failed(why: Trouble) -> Self {
        Self {
            outcome: Outcome::Failed(why),
            condition: Condition { trouble: Some(why), ..Condition::default() },
        }
    }
}

/// A text that names no printer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" names no printer: write tcp://HOST:9100, file:///dev/usb/lp0 or none")]
pub struct NotAPrinter(String);

impl FromStr for Printer {
    type Err = NotAPrinter;

    fn from_str(text: &str) -> Result<Self, NotAPrinter> {
        let wrong = || NotAPrinter(text.to_owned());
        if text == "none" {
            return Ok(Self::None);
        }
        if let Some(path) = text.strip_prefix("file://") {
            let path = PathBuf::from(path);
            return if path.is_absolute() { Ok(Self::File(path)) } else { Err(wrong()) };
        }
        let address = text.strip_prefix("tcp://").ok_or_else(wrong)?.trim_end_matches('/');
        let (host, port) = match address.rsplit_once(':') {
            // A number of the sixth version has colons of its own and stands in brackets.
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().map_err(|_| wrong())?),
            _ => (address, 9100),
        };
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        if host.is_empty() || host.contains(['/', '@', ' ']) {
            return Err(wrong());
        }
        Ok(Self::Tcp { host: host.to_owned(), port })
    }
}

impl fmt::Display for Printer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Tcp { host, port } if host.contains(':') => write!(f, "tcp://[{host}]:{port}"),
            Self::Tcp { host, port } => write!(f, "tcp://{host}:{port}"),
            Self::File(path) => write!(f, "file://{}", path.display()),
        }
    }
}

impl Printer {
    /// Prints the bytes of a slip. Blocks, at most as long as `patience` has it.
    pub fn print(&self, bytes: &[u8], patience: Patience) -> Report {
        match self {
            Self::None => Report::failed(Trouble::NoPrinter),
            Self::Tcp { host, port } => match tcp::open(host, *port, patience) {
                Ok(mut line) => self.talk(&mut line, bytes, patience),
                Err(_) => Report::failed(Trouble::Unreachable),
            },
            Self::File(path) => match file::kind(path) {
                file::Kind::Device => match device::open(path, patience) {
                    Ok(mut line) => self.talk(&mut line, bytes, patience),
                    Err(_) => Report::failed(Trouble::Unreachable),
                },
                file::Kind::Plain => file::print(path, bytes),
            },
        }
    }

    /// Prints on a line that is open. A printer may still wait for the rest of a slip that was broken off, and would take the next one
    /// for it: unless the last slip is known to have been worked through, its picture is ended first.
    fn talk(&self, line: &mut impl line::Line, bytes: &[u8], patience: Patience) -> Report {
        let settled = || SETTLED.lock().unwrap_or_else(PoisonError::into_inner);
        let known = settled().iter().position(|printer| printer == self);
        let was_settled = known.map(|at| settled().swap_remove(at)).is_some();
        let mut whole = if was_settled { Vec::new() } else { escpos::ended() };
        whole.extend_from_slice(bytes);
        let report = talk::print(line, &whole, patience);
        let is_settled = match report.outcome {
            Outcome::Printed => true,
            // Nothing was sent.
            Outcome::Failed(_) => was_settled,
            Outcome::Unknown(_) => false,
        };
        if is_settled {
            settled().push(self.clone());
        }
        report
    }

    /// Asks the printer how it is. Blocks.
    pub fn condition(&self, patience: Patience) -> Condition {
        let trouble = if *self == Self::None { Trouble::NoPrinter } else { Trouble::Unreachable };
        self.ask(patience).unwrap_or(Condition { trouble: Some(trouble), ..Condition::default() })
    }

    /// Asks the printer how it is; an error when it is not reached.
    pub(crate) fn ask(&self, patience: Patience) -> io::Result<Condition> {
        match self {
            Self::None => Err(io::ErrorKind::NotFound.into()),
            Self::Tcp { host, port } => Ok(talk::condition(&mut tcp::open(host, *port, patience)?, patience)),
            Self::File(path) => match file::kind(path) {
                file::Kind::Device => Ok(talk::condition(&mut device::open(path, patience)?, patience)),
                file::Kind::Plain => file::writable(path).map(|()| Condition::default()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printers_are_named_by_addresses() {
        let tcp = |host: &str, port| Printer::Tcp { host: host.into(), port };
        let named = [
            ("none", Printer::None),
            ("tcp://printer:9100", tcp("printer", 9100)),
            ("tcp://10.0.0.7", tcp("10.0.0.7", 9100)),
            ("tcp://[fe80::1]:9101", tcp("fe80::1", 9101)),
            ("file:///dev/usb/lp0", Printer::File("/dev/usb/lp0".into())),
        ];
        for (text, printer) in named {
            assert_eq!(text.parse(), Ok(printer.clone()), "{text}");
            assert_eq!(printer.to_string().parse(), Ok(printer));
        }
        for wrong in ["", "lp0", "tcp://", "tcp://:9100", "tcp://a:x", "file://lp0", "usb://x", "tcp://a/b"] {
            assert!(wrong.parse::<Printer>().is_err(), "{wrong}");
        }
    }
}
