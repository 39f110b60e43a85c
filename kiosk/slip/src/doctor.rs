//! Looks at a printer as somebody would who knows what goes wrong on the morning of a fair, and says how to mend it. Prints nothing.

use std::{fmt, io};

use crate::{
    printer::{Patience, Printer},
    state::{Paper, Trouble},
    status::Condition,
};

/// What was found in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// As it should be.
    Good(String),
    /// Works, but somebody should know.
    Note(String),
    /// Does not work, and how to mend it.
    Bad(String, String),
}

impl Found {
    /// Whether something has to be mended.
    pub fn is_bad(&self) -> bool {
        matches!(self, Self::Bad(..))
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Good(what) => write!(f, "good  {what}"),
            Self::Note(what) => write!(f, "note  {what}"),
            Self::Bad(what, mend) => write!(f, "BAD   {what}\n      mend: {mend}"),
        }
    }
}

fn bad(what: impl Into<String>, mend: impl Into<String>) -> Found {
    Found::Bad(what.into(), mend.into())
}

/// Examines a printer: whether it is reached, whether it answers, paper, cover, errors. Blocks, at most as long as `patience` has it.
pub fn examine(printer: &Printer, patience: Patience) -> Vec<Found> {
    if *printer == Printer::None {
        let what = "printer: none; numbers are only shown on the screen".to_owned();
        return vec![Found::Note(format!(
            "{what}. Set one with --printer tcp://HOST:9100 or file:///dev/usb/lp0"
        ))];
    }
    match printer.ask(patience) {
        Ok(condition) => found(printer, condition),
        Err(error) => vec![unreachable(printer, &error)],
    }
}

fn unreachable(printer: &Printer, error: &io::Error) -> Found {
    let what = format!("printer: {printer} is not reached: {error}");
    let mend = match (printer, error.kind()) {
        (Printer::Tcp { host, .. }, io::ErrorKind::ConnectionRefused) => {
            format!(
                "{host} is there but takes no slips: is it the printer's address, and does nothing else print on it now?"
            )
        }
        (Printer::Tcp { host, .. }, io::ErrorKind::TimedOut | io::ErrorKind::HostUnreachable) => format!(
            "switch the printer on, look at its network cable, and print its self-test (hold FEED while switching on): \
             the address on it must be {host}"
        ),
        (Printer::Tcp { host, .. }, _) => {
            format!(
                "this machine does not know {host}: write the printer's number, such as tcp://192.168.1.60:9100"
            )
        }
        (Printer::File(path), io::ErrorKind::NotFound) => format!(
            "switch the printer on and look at its cable; if {} still does not appear, load the driver: modprobe usblp",
            path.display()
        ),
        (Printer::File(_), io::ErrorKind::PermissionDenied) => {
            "add the user that the kiosk runs as to the group lp: usermod -aG lp USER".to_owned()
        }
        (Printer::File(path), io::ErrorKind::ResourceBusy) => {
            format!(
                "another program holds {}: remove the printer from CUPS, or name the one that CUPS uses",
                path.display()
            )
        }
        (Printer::File(_) | Printer::None, _) => {
            "look at the printer's cable and its address in the settings".to_owned()
        }
    };
    bad(what, mend)
}

fn found(printer: &Printer, condition: Condition) -> Vec<Found> {
    let mut found = vec![Found::Good(format!("printer: {printer} is reached"))];
    if !condition.answers {
        found.push(Found::Note(
            "printer: it does not say how it is. It is used all the same; look at its paper by eye"
                .to_owned(),
        ));
        return found;
    }
    found.push(match condition.trouble {
        None => Found::Good("printer: it says that it is ready".to_owned()),
        Some(why) => bad(format!("printer: {}", trouble(why)), mend(why)),
    });
    if condition.trouble.is_none() && condition.paper == Paper::Low {
        found.push(Found::Note("printer: the roll is near its end; have the next one at hand".to_owned()));
    }
    found
}

/// A trouble as the end of a sentence about the printer.
fn trouble(why: Trouble) -> &'static str {
    match why {
        Trouble::NoPrinter => "none is set up",
        Trouble::Unreachable => "it is not reached",
        Trouble::PaperOut => "its roll is used up",
        Trouble::CoverOpen => "its cover is open",
        Trouble::Offline => "it says that it is not ready",
        Trouble::Cutter => "its cutter is stuck",
        Trouble::Error => "it has an error",
        Trouble::Stalled => "it stopped taking slips",
        Trouble::Lost => "it was switched off, or its line was cut",
        Trouble::Slip => "a slip cannot be drawn",
    }
}

/// How a trouble is mended.
fn mend(why: Trouble) -> &'static str {
    match why {
        Trouble::NoPrinter => "set one with --printer",
        Trouble::Unreachable | Trouble::Lost => "switch it on and look at its cable",
        Trouble::PaperOut => "put in a roll, the shiny side towards the print head, and close the cover",
        Trouble::CoverOpen => "close the cover until it clicks on both sides",
        Trouble::Offline => "press FEED once; if it stays so, switch it off and on",
        Trouble::Cutter => "switch it off, open the cover, take out what is stuck, switch it on",
        Trouble::Error => "switch it off, let it cool for a minute, switch it on",
        Trouble::Stalled => "look at its paper and cover, then switch it off and on",
        Trouble::Slip => "print another slip; this one is in the log",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::testing::printer::VirtualPrinter;

    fn examined(printer: &Printer) -> String {
        examined_within(printer, Duration::from_secs(20))
    }

    fn examined_within(printer: &Printer, answer: Duration) -> String {
        let found = examine(printer, Patience { answer, ..Patience::default() });
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_wrong_with_a_printer_is_said_with_how_to_mend_it() {
        let printer = VirtualPrinter::on(576).expect("a port is free");
        let address = printer.printer();
        assert!(examined(&address).ends_with("good  printer: it says that it is ready"));
        printer.change(|mood| mood.paper = Paper::Low);
        assert!(examined(&address).contains("note  printer: the roll is near its end"));
        printer.change(|mood| mood.paper = Paper::Out);
        assert!(examined(&address).contains("BAD   printer: its roll is used up\n      mend: put in a roll"));
        printer.change(|mood| (mood.paper, mood.cover_open) = (Paper::Enough, true));
        assert!(examined(&address).contains("mend: close the cover"));
        printer.change(|mood| (mood.cover_open, mood.silent) = (false, true));
        let silent = examined_within(&address, Duration::from_millis(100));
        assert!(silent.contains("note  printer: it does not say how it is"));
        printer.switch_off();
        assert!(examined(&address).contains("is not reached"));
        assert!(examined(&Printer::File("/dev/usb/no-such-printer".into())).contains("modprobe usblp"));
        assert!(examined(&Printer::None).starts_with("note  printer: none"));
        assert!(printer.slips().is_empty() && !printer.holds_a_piece(), "asking prints nothing");
    }
}
