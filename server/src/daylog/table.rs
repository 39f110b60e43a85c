//! The list of a day: its columns and what stands in them, and the same as CSV: in codes for programs (`fairdesk export`, the JSON
//! side), in words for people (the page). `docs/reports.md` says which is which.

use domain::{StaffId, figures::DayRow};
use jiff::tz::TimeZone;

use crate::table::{self, Cell, Words};

/// The columns, by their code.
const COLUMNS: [&str; 18] = [
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
    "misses",
    "late",
    "mediator",
];

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
    Ok([head(words)?, lines(rows, words, zone, named)?].concat())
}

/// The first line of the table.
///
/// # Errors
/// None that memory does not have.
pub fn head(words: Words<'_>) -> Result<Vec<u8>, csv::Error> {
    table::line(heads(words))
}

/// The lines of some rows, for a table that is sent while it is made.
///
/// # Errors
/// None that memory does not have.
pub fn lines<'r>(
    rows: impl IntoIterator<Item = &'r DayRow>,
    words: Words<'_>,
    zone: &TimeZone,
    named: impl Fn(StaffId) -> Option<String>,
) -> Result<Vec<u8>, csv::Error> {
    let cells = rows.into_iter().map(|row| cells(row, words, &named).map(|cell| cell.written(words, zone)));
    table::of_texts(cells.map(Vec::from))
}

/// What stands above the columns.
pub(super) fn heads(words: Words<'_>) -> [String; COLUMNS.len()] {
    COLUMNS.map(|column| words.word("log-column", column))
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
        Cell::text(row.outcome.zip(row.reason).map(|(outcome, reason)| words.reason(outcome, reason))),
        Cell::Moment(row.filed_at),
        Cell::mark(row.carried_in),
        Cell::mark(row.urgent),
        row.first_called_at.map_or(Cell::Empty, Cell::Moment),
        row.waited_s.map_or(Cell::Empty, Cell::Length),
        Cell::Count(row.misses),
        Cell::mark(row.late),
        Cell::text(row.mediator.and_then(named)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_the_standard_says_and_nothing_stands_in_front() {
        let bytes = csv([], Words::Codes, &TimeZone::UTC, |_| None).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), format!("{}\r\n", COLUMNS.join(",")));
    }

    #[test]
    fn every_column_is_documented() {
        let said = include_str!("../../docs/reports.md");
        let (_, list) = said.split_once("## List of a day's log").unwrap();
        let list = list.split("\n## ").next().unwrap_or_default();
        let told: Vec<_> =
            list.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(told, COLUMNS);
    }
}
