//! The one shape of a list, whatever file it came from: a header and rows of clean cells, each with its line.

use serde::Serialize;

use super::{
    Confidence, Encoding, Field, Limits, cell, columns,
    said::{FileFault, LeftOut, Note, Reason},
};

/// The header is looked for in the first rows, under titles and logos.
pub(super) const HEADER_WITHIN: usize = 15;

/// What a list was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Format {
    /// Delimited text.
    Delimited {
        /// Its encoding.
        encoding: Encoding,
        /// What separates the cells.
        separator: char,
    },
    /// A sheet of a workbook.
    Workbook {
        /// The sheet's name.
        sheet: String,
    },
}

/// A row with content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line in the file, counted from 1; in a workbook the row number its program shows.
    pub line: u32,
    /// As many cells as the header has, cleaned; empty where the row is shorter.
    pub cells: Vec<String>,
}

/// A list as read, before anybody said which column is which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Where it came from.
    pub format: Format,
    /// The line of the header.
    pub header_line: u32,
    /// The header's cells, cleaned.
    pub header: Vec<String>,
    /// The rows below the header, without empty ones.
    pub rows: Vec<Row>,
    /// Rows that could not be read.
    pub problems: Vec<LeftOut>,
    /// What should be known about the whole.
    pub notes: Vec<Note>,
}

/// A row as it came from the file.
pub(super) struct RawRow {
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

/// The first cells that hurt, by line, of one kind of cleaning.
#[derive(Default)]
struct Touched {
    cells: usize,
    first_line: u32,
}

impl Touched {
    fn add(&mut self, line: u32) {
        if self.cells == 0 {
            self.first_line = line;
        }
        self.cells += 1;
    }
}

/// Cleans every cell, finds the header and makes all rows as wide as the widest.
pub(super) fn build(
    format: Format,
    raw: Vec<RawRow>,
    mut problems: Vec<LeftOut>,
    mut notes: Vec<Note>,
    limits: &Limits,
) -> Result<Table, FileFault> {
    let mut rows = clean_rows(raw, &mut notes).into_iter();
    let ahead: Vec<Row> = rows.by_ref().take(HEADER_WITHIN).collect();
    let at = find_header(&ahead).ok_or(FileFault::Empty {})?;
    let mut all = ahead.into_iter().skip(at).chain(rows);
    let Row { line: header_line, cells: mut header } = all.next().ok_or(FileFault::Empty {})?;
    if at > 0 {
        notes.push(Note::HeaderBelow { line: header_line, rows: at });
    }
    if header.len() > limits.columns {
        return Err(FileFault::TooManyColumns { limit: limits.columns });
    }
    // In a workbook every cell has its column; in text a cell too many means that all cells behind it have moved.
    let by_position = matches!(format, Format::Workbook { .. });
    let mut kept = Vec::new();
    for row in all {
        if trimmed(&row.cells) == trimmed(&header) {
            problems.push(LeftOut::of_row(&row, Reason::HeaderAgain {}));
        } else if trimmed(&row.cells).len() > header.len() && !by_position {
            let reason = Reason::TooManyCells { expected: header.len(), found: row.cells.len() };
            problems.push(LeftOut::of_row(&row, reason));
        } else {
            kept.push(row);
        }
    }
    // In a workbook something may stand where the header is empty: that is a column without a name, and not nothing.
    let widest = kept.iter().map(|row| trimmed(&row.cells).len()).max().unwrap_or_default();
    header.resize(widest.max(header.len()), String::new());
    for row in &mut kept {
        row.cells.resize(header.len(), String::new());
    }
    problems.sort_by_key(|left| left.line);
    if kept.len() + problems.len() > limits.rows {
        return Err(FileFault::TooManyRows { limit: limits.rows });
    }
    if kept.is_empty() && problems.is_empty() {
        return Err(FileFault::NoRows {});
    }
    Ok(Table { format, header_line, header, rows: kept, problems, notes })
}

fn clean_rows(raw: Vec<RawRow>, notes: &mut Vec<Note>) -> Vec<Row> {
    let (mut invisible, mut codes) = (Touched::default(), Touched::default());
    let mut rows = Vec::with_capacity(raw.len());
    for RawRow { line, cells } in raw {
        let cells: Vec<String> = cells
            .iter()
            .map(|raw| {
                let clean = cell::clean(raw);
                if clean.invisible {
                    invisible.add(line);
                }
                if clean.codes {
                    codes.add(line);
                }
                clean.text
            })
            .collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { line, cells });
        }
    }
    if invisible.cells > 0 {
        notes.push(Note::InvisibleRemoved { cells: invisible.cells, first_line: invisible.first_line });
    }
    if codes.cells > 0 {
        notes.push(Note::HtmlCodesRead { cells: codes.cells, first_line: codes.first_line });
    }
    rows
}

/// Which row is the header: the one that says most about columns, and failing that the first of the widest, so that
/// columns can be chosen by hand.
fn find_header(rows: &[Row]) -> Option<usize> {
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let best = best_header(rows.iter().map(|row| row.cells.as_slice())).map(|(at, _)| at);
    best.or_else(|| (0..rows.len()).rev().max_by_key(|&at| filled(&rows[at])))
}

/// The row that reads like a header, and how much; the first of equals. Company names hold words like "company" too, so a row
/// that is not the first needs a surer sign: rows above the header are titles, and a row of the list must not become one.
pub(super) fn best_header<'r>(rows: impl Iterator<Item = &'r [String]>) -> Option<(usize, usize)> {
    let scored = rows.enumerate().filter_map(|(at, cells)| {
        let mapping = columns::recognise(cells);
        let certain = mapping.iter().filter(|(_, column)| column.confidence == Confidence::Certain).count();
        let name = mapping.column(Field::Name)?.confidence;
        let surer = name == Confidence::Certain || certain > 1;
        (at == 0 || surer).then(|| (at, mapping.iter().count() + certain))
    });
    scored.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

fn trimmed(cells: &[String]) -> &[String] {
    let end = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    &cells[..end]
}
