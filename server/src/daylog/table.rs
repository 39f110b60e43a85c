//! The list of a day: its columns and what stands in them, and the same as CSV (RFC 4180, UTF-8), for spreadsheets in words, for
//! programs in codes.
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

    pub(super) fn yes(self) -> String {
        match self {
            Self::Codes => "yes".to_owned(),
            Self::Of(t) => t.t("log-yes").into_owned(),
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

/// A cell as what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// A text.
    Text(String),
    /// A moment.
    Moment(Timestamp),
    /// A length of time, in seconds.
    Length(u64),
    /// A number.
    Count(u32),
    /// A mark that is set.
    Yes,
    /// Nothing.
    Empty,
}

impl Cell {
    /// Nothing for a text that is empty or not there.
    fn text(text: Option<String>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }

    fn mark(set: bool) -> Self {
        if set { Self::Yes } else { Self::Empty }
    }

    /// As a text that no spreadsheet program runs.
    fn written(self, words: Words<'_>, zone: &TimeZone) -> String {
        match self {
            Self::Text(text) => harmless(&text),
            Self::Moment(at) => words.moment(at, zone),
            Self::Length(seconds) => words.length(seconds),
            Self::Count(count) => count.to_string(),
            Self::Yes => words.yes(),
            Self::Empty => String::new(),
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
    table.write_record(heads(words))?;
    for row in rows {
        table.write_record(cells(row, words, &named).map(|cell| cell.written(words, zone)))?;
    }
    table.into_inner().map_err(|error| error.into_error().into())
}

/// A table of plain texts, each as a text that no spreadsheet program runs.
///
/// # Errors
/// None that memory does not have.
pub fn of_texts(lines: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        table.write_record(line.iter().map(|cell| harmless(cell)))?;
    }
    table.into_inner().map_err(|error| error.into_error().into())
}

/// What stands above the columns.
pub(super) fn heads(words: Words<'_>) -> [String; COLUMNS.len()] {
    COLUMNS.map(|column| words.head(column))
}

/// One row of the list.
pub(super) fn cells(
    row: &DayRow,
    words: Words<'_>,
    named: &dyn Fn(StaffId) -> Option<String>,
) -> [Cell; COLUMNS.len()] {
    let asks: Vec<_> = row.asks.iter().map(|ask| words.word("ask", ask.code())).collect();
    let booths: Vec<_> = row.booths.iter().map(|booth| format!("{} {}", booth.hall, booth.number)).collect();
    [
        Cell::Text(row.ticket.to_string()),
        Cell::Text(words.word("kind", row.kind.code())),
        Cell::text(row.right.map(|right| words.word("right", right.code()))),
        Cell::text(row.hall.as_ref().map(ToString::to_string)),
        Cell::text(Some(asks.join("; "))),
        Cell::text(Some(booths.join("; "))),
        Cell::Text(words.word("lane", row.lane.code())),
        Cell::Text(words.word("state", row.state.code())),
        Cell::text(row.outcome.map(|outcome| words.word("outcome", outcome.code()))),
        Cell::text(row.reason.map(|reason| words.word("reason", reason.code()))),
        Cell::Moment(row.filed_at),
        Cell::mark(row.carried_in),
        Cell::mark(row.urgent),
        row.first_called_at.map_or(Cell::Empty, Cell::Moment),
        row.waited_s.map_or(Cell::Empty, Cell::Length),
        row.session_s.map_or(Cell::Empty, Cell::Length),
        Cell::Count(row.misses),
        Cell::mark(row.late),
        Cell::text(row.mediator.and_then(named)),
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
