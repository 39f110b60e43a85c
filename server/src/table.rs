//! Tables for others: cells as what they are, written as CSV (RFC 4180, UTF-8) or into a workbook, in words for people and in codes
//! for programs.
//!
//! What stands in a table was often written by others, and a spreadsheet program runs what begins like a formula. So a text that
//! could be one gets an apostrophe in front, and so does every part of it that a program could take for a cell of its own.

use domain::case::{Outcome, Reason};
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

    /// Why a case ended so, in these words.
    pub fn reason(self, outcome: Outcome, reason: Reason) -> String {
        match self {
            Self::Codes => reason.code().to_owned(),
            Self::Of(t) => t.reason(outcome, reason).into_owned(),
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
    /// How many more; fewer where it is below nought.
    Change(i32),
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
            Self::Change(by) => by.to_string(),
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
    let mut table = csv::WriterBuilder::new();
    // The cells come quoted: the writer would leave out the marks wherever it sees no comma.
    table.terminator(csv::Terminator::CRLF).quote_style(csv::QuoteStyle::Never);
    let mut table = table.from_writer(Vec::new());
    for line in lines {
        table.write_record(line.iter().map(|cell| quoted(&harmless(cell))))?;
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

/// The parts of a long table that is sent while it is made: its head, then so many of its rows, each part made when it is asked for.
pub fn in_parts<R>(
    head: Result<Vec<u8>, csv::Error>,
    rows: Vec<R>,
    size: usize,
    mut make: impl FnMut(Vec<R>) -> Result<Vec<u8>, csv::Error>,
) -> impl Iterator<Item = Result<Vec<u8>, csv::Error>> {
    let mut rows = rows.into_iter();
    let parts = std::iter::from_fn(move || {
        let part: Vec<_> = rows.by_ref().take(size).collect();
        (!part.is_empty()).then(|| make(part))
    });
    std::iter::once(head).chain(parts)
}

/// Where some program begins another cell. Where numbers have a decimal comma, that is a semicolon.
const BREAKS: [char; 4] = [';', '\t', '\r', '\n'];
/// With what a formula begins, also as wide letters.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A cell that no spreadsheet program takes for a formula, nor any part of it. One that splits lines elsewhere than at commas knows no
/// quotation mark of ours but the first of a line, and splits in the midst of a cell: the marks alone do not help there.
fn harmless(cell: &str) -> String {
    let runs = |part: &str| {
        let begins = part.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '"');
        begins.starts_with(SIGNS)
    };
    let first = if cell.starts_with(['\t', '\r', '\n']) { "'" } else { "" };
    let parts = cell.split_inclusive(BREAKS).flat_map(|part| [if runs(part) { "'" } else { "" }, part]);
    std::iter::once(first).chain(parts).collect()
}

/// A cell as it stands in the table: numbers, times and codes plain, every other text between quotation marks, whatever some program
/// takes for the end of a cell.
fn quoted(cell: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._:/".contains(letter);
    if cell.chars().all(plain) { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
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
    fn a_table_in_parts_has_every_row_once_and_makes_no_part_ahead() {
        let made = std::cell::Cell::new(0);
        let part = |rows: Vec<u32>| {
            made.set(made.get() + 1);
            of_texts(rows.into_iter().map(|row| vec![row.to_string()]))
        };
        let mut parts = in_parts(line(["row".to_owned()]), (1..=5).collect(), 2, part);
        let first: Vec<_> = parts.by_ref().take(2).map(Result::unwrap).collect();
        assert_eq!((first, made.get()), (vec![b"row\r\n".to_vec(), b"1\r\n2\r\n".to_vec()], 1));
        let rest: Vec<_> = parts.map(Result::unwrap).collect();
        assert_eq!(rest, [b"3\r\n4\r\n".to_vec(), b"5\r\n".to_vec()]);
    }

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "\"=1\""] {
            assert_eq!(harmless(bad), format!("'{bad}"));
        }
        for (bad, made) in [
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("Anna;=cmd|'/C calc'!A0", "Anna;'=cmd|'/C calc'!A0"),
            ("Anna; \"=1\"", "Anna;' \"=1\""),
            ("Anna\t+1", "Anna\t'+1"),
            ("Anna\r\n@A1;-1", "Anna\r\n'@A1;'-1"),
            ("=1;＝1", "'=1;'＝1"),
        ] {
            assert_eq!(harmless(bad), made);
        }
        for fine in ["A-001", "1 A02", "", "5.1 =B", "1 A02; 2 B-1", "mediation; measure", "Anna\tBo"] {
            assert_eq!(harmless(fine), fine);
        }
    }

    /// Whoever splits a table at semicolons or tabs, and knows quotation marks only where a cell of its own begins, reads no formula.
    #[test]
    fn no_part_of_a_line_is_a_formula_where_it_is_split_elsewhere() {
        let name = "Anna;=cmd|'/C calc'!A0\t=1\n=2;\"=3\"";
        let table = of_texts([vec!["A-001".to_owned(), name.to_owned(), "x".to_owned()]]).unwrap();
        let table = String::from_utf8(table).unwrap();
        for part in table.split([',', ';', '\t', '\r', '\n']) {
            assert!(!part.trim_start_matches(['"', ' ']).starts_with(SIGNS), "{part}: {table}");
        }
        let mut read = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
        let row = read.records().next().unwrap().unwrap();
        assert_eq!(row.iter().collect::<Vec<_>>(), ["A-001", harmless(name).as_str(), "x"], "a cell is one");
    }

    #[test]
    fn a_text_stands_in_quotation_marks_and_a_number_a_time_and_a_code_do_not() {
        let cells =
            ["A-001", "not-accepted", "2026-03-10T02:05:09Z", "12", "", "Anna Li", "a;b", "a\tb", "李"];
        let table = of_texts([cells.map(str::to_owned).to_vec()]).unwrap();
        let expected = "A-001,not-accepted,2026-03-10T02:05:09Z,12,,\"Anna Li\",\"a;b\",\"a\tb\",\"李\"\r\n";
        assert_eq!(String::from_utf8(table).unwrap(), expected);
        let said = of_texts([vec!["She said \"no\"".to_owned()]]).unwrap();
        assert_eq!(said, b"\"She said \"\"no\"\"\"\r\n");
    }
}
