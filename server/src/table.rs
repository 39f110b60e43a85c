//! Tables for others: cells as what they are, written as CSV (RFC 4180, UTF-8) or into a workbook, in words for people and in codes
//! for programs.
//!
//! What stands in a table was often written by others, and a spreadsheet program runs what begins like a formula. So a text that
//! could be one gets an apostrophe in front.

use jiff::{Timestamp, tz::TimeZone};

use crate::locale::Texts;

pub mod workbook;

/// In what the cells are written.
#[derive(Debug, Clone, Copy)]
pub enum Words<'a> {
    /// The stable codes; for programs.
    Codes,
    /// The words of a language; for people.
    Of(&'a Texts),
}

impl Words<'_> {
    /// A code of a family, in these words.
    pub fn word(self, family: &str, code: &str) -> String {
        match self {
            Self::Codes => code.to_owned(),
            Self::Of(t) => t.code(family, code).into_owned(),
        }
    }

    /// A mark that is set.
    pub fn yes(self) -> String {
        match self {
            Self::Codes => "yes".to_owned(),
            Self::Of(t) => t.t("log-yes").into_owned(),
        }
    }

    /// Programs want a moment, people the fair's time in a form that every spreadsheet program understands. To the second: parts of one
    /// are no fact of a case, and many programs cannot read them.
    fn moment(self, at: Timestamp, zone: &TimeZone) -> String {
        match self {
            Self::Codes => at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
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
pub enum Cell {
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
    pub fn text(text: Option<String>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }

    /// A mark, where it is set.
    pub fn mark(set: bool) -> Self {
        if set { Self::Yes } else { Self::Empty }
    }

    /// As a text.
    pub fn written(self, words: Words<'_>, zone: &TimeZone) -> String {
        match self {
            Self::Text(text) => text,
            Self::Moment(at) => words.moment(at, zone),
            Self::Length(seconds) => words.length(seconds),
            Self::Count(count) => count.to_string(),
            Self::Yes => words.yes(),
            Self::Empty => String::new(),
        }
    }
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

/// One line of a table, for one that is sent while it is made.
///
/// # Errors
/// None that memory does not have.
pub fn line(cells: impl IntoIterator<Item = String>) -> Result<Vec<u8>, csv::Error> {
    of_texts([cells.into_iter().collect()])
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
    fn a_moment_is_written_to_the_second() {
        let cell = Cell::Moment("2026-03-10T02:05:09.123456789Z".parse().unwrap());
        assert_eq!(cell.clone().written(Words::Codes, &TimeZone::UTC), "2026-03-10T02:05:09Z");
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        assert_eq!(cell.written(Words::Codes, &zone), "2026-03-10T02:05:09Z", "UTC everywhere");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1"] {
            assert_eq!(harmless(bad), format!("'{bad}"));
        }
        for fine in ["A-001", "1 A02", "", "5.1 =B"] {
            assert_eq!(harmless(fine), fine);
        }
    }
}
