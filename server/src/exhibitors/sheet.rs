//! Workbooks (XLSX) to rows, as a person sees them on the screen: cached results of formulas, `8.0` where the sheet shows `8.0`.
//!
//! Cells are streamed: the reader's ready-made range is a full rectangle, and one cell in the last corner of a sheet would
//! ask for seventeen thousand million of them.

use std::{
    collections::BTreeMap,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{
    Limits, PRODUCTS_CHARS, archive, cell,
    said::{FileFault, Note},
    table::{self, Format, HEADER_WITHIN, RawRow, Table},
};

/// Characters kept of one cell: more than any field takes, so that a longer one is still seen to be too long.
const CELL_CHARS: usize = 2 * PRODUCTS_CHARS;
/// Cells filled from merged ones, over the whole sheet.
const FILLED_CELLS: usize = 1_000_000;
/// From here on a number has lost digits; it is written so that nobody takes it for a whole one.
const EXACT_BELOW: f64 = 1e15;

/// Rows by row number, counted from 0.
type Cells = BTreeMap<u32, Vec<String>>;

/// Reads the visible sheet with the best header, or failing that the first with any content.
///
/// # Errors
/// [`FileFault`] where the workbook cannot be opened, or is over a limit.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Table, FileFault> {
    archive::check(bytes, limits.unpacked_bytes)?;
    // The reader has been seen to panic on files made to break it; that is one more way for it to be unreadable.
    let (sheet, cells, others) = catch_unwind(AssertUnwindSafe(|| choose_sheet(bytes, limits)))
        .unwrap_or(Err(FileFault::UnreadableWorkbook {}))?;
    let notes =
        if others > 0 { vec![Note::SheetChosen { sheet: sheet.clone(), others }] } else { Vec::new() };
    let rows = cells.into_iter().map(|(row, cells)| RawRow { line: row.saturating_add(1), cells }).collect();
    table::build(Format::Workbook { sheet }, rows, Vec::new(), notes, limits)
}

fn choose_sheet(bytes: &[u8], limits: &Limits) -> Result<(String, Cells, usize), FileFault> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    // The sheet with the best header; of sheets without any, the first with content.
    let mut best: Option<(usize, String, Cells)> = None;
    for name in &names {
        let cells = read_sheet(&mut book, name, limits)?;
        let ahead: Vec<Vec<String>> = cells.values().take(HEADER_WITHIN).map(|row| cleaned(row)).collect();
        let score = table::best_header(ahead.iter().map(Vec::as_slice)).map_or(0, |(_, score)| score);
        if !cells.is_empty() && best.as_ref().is_none_or(|(known, ..)| score > *known) {
            best = Some((score, name.clone(), cells));
        }
    }
    best.map(|(_, name, cells)| (name, cells, names.len() - 1)).ok_or(FileFault::Empty {})
}

fn cleaned(row: &[String]) -> Vec<String> {
    row.iter().map(|raw| cell::clean(raw).text).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
fn fault(error: XlsxError) -> FileFault {
    if matches!(error, XlsxError::Password) {
        return FileFault::OldWorkbook {};
    }
    FileFault::UnreadableWorkbook {}
}

fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Result<Cells, FileFault> {
    let mut cells = Cells::new();
    let mut kept = 0_usize;
    let mut reader = book.worksheet_cells_reader(name).map_err(fault)?;
    while let Some((found, style)) = reader.next_cell_with_style_id().map_err(fault)? {
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let text = shown(found.get_value(), format.map_or("", |format| &format.format_code));
        if text.trim().is_empty() {
            continue;
        }
        let (row, column) = found.get_position();
        let column = column as usize;
        if column >= limits.columns {
            return Err(FileFault::TooManyColumns { limit: limits.columns });
        }
        kept += text.len();
        put(cells.entry(row).or_default(), column, text);
        if cells.len() > limits.rows + HEADER_WITHIN {
            return Err(FileFault::TooManyRows { limit: limits.rows });
        }
        if kept > limits.unpacked_bytes {
            return Err(FileFault::UnpacksTooLarge { limit_bytes: limits.unpacked_bytes });
        }
    }
    drop(reader);
    fill_merged(book, name, &mut cells, limits.unpacked_bytes.saturating_sub(kept))?;
    Ok(cells)
}

fn put(row: &mut Vec<String>, column: usize, text: String) {
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    row[column] = text;
}

/// Lists made for the eye merge the hall, or the company, over several rows; each of those rows means it.
fn fill_merged(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    cells: &mut Cells,
    mut bytes: usize,
) -> Result<(), FileFault> {
    let merged = book.merge_cells_by_sheet_name(name).map_err(fault)?;
    let mut filled = 0_usize;
    for area in merged.iter().filter(|area| area.end.0 > area.start.0) {
        let column = area.start.1 as usize;
        let Some(text) =
            cells.get(&area.start.0).and_then(|row| row.get(column)).filter(|text| !text.is_empty()).cloned()
        else {
            continue;
        };
        for (_, row) in cells.range_mut(area.start.0.saturating_add(1)..=area.end.0) {
            filled += 1;
            if filled > FILLED_CELLS || text.len() > bytes {
                return Ok(());
            }
            if row.get(column).is_none_or(String::is_empty) {
                bytes -= text.len();
                put(row, column, text.clone());
            }
        }
    }
    Ok(())
}

/// The cell as text, as its number format shows it.
fn shown(value: &DataRef<'_>, format: &str) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shown_number(*number, format),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cut(text),
        DataRef::SharedString(text) => cut(text),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute) == (0, 0) { day } else { format!("{day} {hour:02}:{minute:02}") }
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn cut(text: &str) -> String {
    text.chars().take(CELL_CHARS).collect()
}

/// Halls are the reason for the care: `8.0` typed as a number is stored as 8, and only its format knows the decimal.
fn shown_number(number: f64, format: &str) -> String {
    if number.abs() >= EXACT_BELOW {
        return format!("{number:E}");
    }
    let plain = |part: &str| part.chars().all(|c| matches!(c, '0' | '#' | ',')) && part.ends_with('0');
    match format.split_once('.') {
        Some((whole, decimals))
            if plain(whole) && (1..=3).contains(&decimals.len()) && decimals.bytes().all(|b| b == b'0') =>
        {
            format!("{number:.*}", decimals.len())
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests;
