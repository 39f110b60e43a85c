//! What workbooks (XLSX) of ours have in common: every cell has the type of what stands in it, moments are dates in the fair's zone,
//! lengths are minutes, counts are numbers. A text is written as a text, so that one which begins like a formula stays what it is.

use jiff::{Timestamp, tz::TimeZone};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::{Cell, Words};

/// A4, by the number that workbooks give it.
const A4: u8 = 9;
/// Narrowest and widest column, in letters.
const WIDTHS: (usize, usize) = (7, 48);

/// How cells look.
pub struct Looks {
    /// What the book is about.
    pub title: Format,
    /// Above a column.
    pub head: Format,
    /// Above a chapter.
    pub caption: Format,
    /// A date with its time.
    pub moment: Format,
    /// A whole number.
    pub number: Format,
    /// A long text.
    pub wrapped: Format,
}

impl Default for Looks {
    fn default() -> Self {
        Self::new()
    }
}

impl Looks {
    /// The same in every book.
    pub fn new() -> Self {
        let bold = || Format::new().set_bold();
        Self {
            title: bold().set_font_size(14),
            head: bold().set_border_bottom(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top),
            caption: bold().set_border_bottom(FormatBorder::Thin),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Left),
            number: Format::new().set_num_format("0"),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

/// A moment as a clock in that zone shows it.
///
/// # Errors
/// For a year that no workbook knows.
pub fn moment(at: Timestamp, zone: &TimeZone) -> Result<ExcelDateTime, XlsxError> {
    let at = at.to_zoned(zone.clone()).datetime();
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let day =
        ExcelDateTime::from_ymd(u16::try_from(at.year()).unwrap_or(0), part(at.month()), part(at.day()))?;
    day.and_hms(u16::from(part(at.hour())), part(at.minute()), f64::from(at.second()))
}

/// Whole minutes, begun ones counted, as on the page.
pub fn minutes(seconds: u64) -> f64 {
    u32::try_from(seconds.div_ceil(60)).map_or(f64::from(u32::MAX), f64::from)
}

/// A sheet that is one list: the head stays in sight, stands on every printed page and chooses among the rows.
///
/// # Errors
/// When there are more rows than a sheet can hold.
pub fn list(
    sheet: &mut Worksheet,
    heads: &[String],
    rows: impl IntoIterator<Item = Vec<Cell>>,
    (words, zone): (Words<'_>, &TimeZone),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let mut widths: Vec<_> = heads.iter().map(|head| width(head)).collect();
    for (head, column) in heads.iter().zip(0..) {
        sheet.write_string_with_format(0, column, head, &looks.head)?;
    }
    let mut last = 0;
    for (cells, row) in rows.into_iter().zip(1..) {
        for ((cell, column), wide) in cells.into_iter().zip(0..).zip(&mut widths) {
            *wide = put(sheet, (row, column), cell, (words, zone), looks)?.max(*wide);
        }
        last = row;
    }
    for (wide, column) in widths.into_iter().zip(0..) {
        sheet.set_column_width(column, letters(wide))?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.autofilter(0, 0, last, u16::try_from(heads.len()).unwrap_or(1).saturating_sub(1))?;
    Ok(())
}

/// Lines under a heading, several of which stand on one sheet.
pub struct Table {
    /// The heading.
    pub caption: String,
    /// What stands above the cells.
    pub heads: Vec<String>,
    /// What each line is of, and its cells.
    pub lines: Vec<(String, Vec<Cell>)>,
    /// What is to be known of them.
    pub note: Option<String>,
}

/// Such a table from `row` on; the first row below it.
///
/// # Errors
/// When it is outside the sheet.
pub fn table(
    sheet: &mut Worksheet,
    mut row: u32,
    table: Table,
    words: (Words<'_>, &TimeZone),
    looks: &Looks,
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, table.caption, &looks.caption)?;
    for (head, column) in table.heads.into_iter().zip(1..) {
        sheet.write_string_with_format(row, column, head, &looks.caption)?;
    }
    for (label, cells) in table.lines {
        row += 1;
        sheet.write_string(row, 0, label)?;
        for (cell, column) in cells.into_iter().zip(1..) {
            put(sheet, (row, column), cell, words, looks)?;
        }
    }
    if let Some(note) = table.note {
        row += 1;
        sheet.write_string(row, 0, note)?;
    }
    Ok(row + 1)
}

/// One cell as what it is; how wide it is.
///
/// # Errors
/// When it is outside the sheet.
pub fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Cell,
    (words, zone): (Words<'_>, &TimeZone),
    looks: &Looks,
) -> Result<usize, XlsxError> {
    Ok(match cell {
        Cell::Text(text) => {
            let wide = width(&text);
            sheet.write_string(row, column, text)?;
            wide
        }
        Cell::Moment(at) => {
            sheet.write_datetime_with_format(row, column, &moment(at, zone)?, &looks.moment)?;
            16
        }
        Cell::Length(seconds) => {
            sheet.write_number_with_format(row, column, minutes(seconds), &looks.number)?;
            0
        }
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, f64::from(count), &looks.number)?;
            0
        }
        Cell::Change(by) => {
            sheet.write_number_with_format(row, column, f64::from(by), &looks.number)?;
            0
        }
        Cell::Yes => {
            sheet.write_string(row, column, words.yes())?;
            0
        }
        Cell::Empty => 0,
    })
}

/// On paper: A4 across, as many pages down as there are.
pub fn printed(sheet: &mut Worksheet) {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
}

/// How wide a text is, in Latin letters; Chinese ones take two.
pub fn width(text: &str) -> usize {
    text.chars().map(|letter| if letter < '\u{2e80}' { 1 } else { 2 }).sum()
}

/// The width of a column for texts as wide as that.
pub fn letters(wide: usize) -> f64 {
    let (least, most) = WIDTHS;
    u16::try_from(wide.clamp(least, most) + 2).map_or(10.0, f64::from)
}
