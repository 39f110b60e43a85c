//! The list of a day as CSV (RFC 4180, UTF-8): for spreadsheets in words, for programs in codes.
//!
//! Booth numbers come from lists that others wrote, and a spreadsheet program runs what begins like a formula. So a text that
//! could be one gets an apostrophe in front.

use domain::{StaffId, figures::DayRow};
use jiff::{Timestamp, tz::TimeZone};

use crate::locale::Texts;

/// In what the cells are written.
#[derive(Debug, Clone, Copy)]
pub enum Words<'a> {
    /// The stable codes; for programs.
    Codes,
    /// The words of a language; for people.
    Of(&'a Texts),
}

/// The columns, by their code.
const COLUMNS: [&str; 19] = [
    "ticket",
    "kind",
    "right",
    "hall",
    "asks",
    "booths",
    "lane",
    "state",
    "outcome",
    "reason",
    "filed_at",
    "carried_in",
    "urgent",
    "first_called_at",
    "waited_s",
    "session_s",
    "misses",
    "late",
    "mediator",
];

impl Words<'_> {
    fn word(self, family: &str, code: &str) -> String {
        match self {
            Self::Codes => code.to_owned(),
            Self::Of(t) => t.code(family, code).into_owned(),
        }
    }

    fn head(self, column: &str) -> String {
        match self {
            Self::Codes => column.to_owned(),
            Self::Of(t) => t.code("log-column", column).into_owned(),
        }
    }

    fn yes(self, yes: bool) -> String {
        match (self, yes) {
            (_, false) => String::new(),
            (Self::Codes, true) => "yes".to_owned(),
            (Self::Of(t), true) => t.t("log-yes").into_owned(),
        }
    }

    /// Programs want a moment, people the fair's time in a form that every spreadsheet program understands.
    fn moment(self, at: Timestamp, zone: &TimeZone) -> String {
        match self {
            Self::Codes => at.to_string(),
            Self::Of(_) => at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string(),
        }
    }

    /// Seconds for programs, whole minutes for people.
    fn length(self, seconds: u64) -> String {
        match self {
            Self::Codes => seconds.to_string(),
            Self::Of(_) => seconds.div_ceil(60).to_string(),
        }
    }
}

/// The table of these rows. `named` gives the name of somebody who works here.
///
/// # Errors
/// None that memory does not have.
pub fn csv<'r>(
    rows: impl IntoIterator<Item = &'r DayRow>,
    words: Words<'_>,
    zone: &TimeZone,
    named: impl Fn(StaffId) -> Option<String>,
) -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    table.write_record(COLUMNS.map(|column| words.head(column)))?;
    for row in rows {
        table.write_record(cells(row, words, zone, &named).iter().map(|cell| harmless(cell)))?;
    }
    table.into_inner().map_err(|error| error.into_error().into())
}

fn cells(
    row: &DayRow,
    words: Words<'_>,
    zone: &TimeZone,
    named: &impl Fn(StaffId) -> Option<String>,
) -> [String; COLUMNS.len()] {
    let asks: Vec<_> = row.asks.iter().map(|ask| words.word("ask", ask.code())).collect();
    let booths: Vec<_> = row.booths.iter().map(|booth| format!("{} {}", booth.hall, booth.number)).collect();
    [
        row.ticket.to_string(),
        words.word("kind", row.kind.code()),
        row.right.map(|right| words.word("right", right.code())).unwrap_or_default(),
        row.hall.as_ref().map(ToString::to_string).unwrap_or_default(),
        asks.join("; "),
        booths.join("; "),
        words.word("lane", row.lane.code()),
        words.word("state", row.state.code()),
        row.outcome.map(|outcome| words.word("outcome", outcome.code())).unwrap_or_default(),
        row.reason.map(|reason| words.word("reason", reason.code())).unwrap_or_default(),
        words.moment(row.filed_at, zone),
        words.yes(row.carried_in),
        words.yes(row.urgent),
        row.first_called_at.map(|at| words.moment(at, zone)).unwrap_or_default(),
        row.waited_s.map(|seconds| words.length(seconds)).unwrap_or_default(),
        row.session_s.map(|seconds| words.length(seconds)).unwrap_or_default(),
        row.misses.to_string(),
        words.yes(row.late),
        row.mediator.and_then(named).unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet program takes for a formula.
fn harmless(cell: &str) -> String {
    let begins =
        cell.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if begins || cell.starts_with(['\t', '\r', '\n']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1"] {
            assert_eq!(harmless(bad), format!("'{bad}"));
        }
        for fine in ["A-001", "1 A02", "", "5.1 =B"] {
            assert_eq!(harmless(fine), fine);
        }
    }

    #[test]
    fn lines_end_as_the_standard_says_and_nothing_stands_in_front() {
        let bytes = csv([], Words::Codes, &TimeZone::UTC, |_| None).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), format!("{}\r\n", COLUMNS.join(",")));
    }
}
