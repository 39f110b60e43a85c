//! The log of a day as a workbook (XLSX): the figures on its first sheet, the list on its second, remarks on a third where there
//! are some.
//!
//! Every cell has the type of what stands in it: moments are dates in the fair's zone, lengths are minutes, counts are numbers.
//! A text is written as a text, so that one which begins like a formula stays what it is.

use domain::figures::DayRow;
use jiff::Timestamp;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{
    DayLog, Words,
    chapters::{Amount, Chapter, chapters},
    table::{Cell, cells, heads},
};
use crate::locale::Texts;

/// A4, by the number that workbooks give it.
const A4: u8 = 9;
/// Narrowest and widest column, in letters.
const WIDTHS: (usize, usize) = (7, 48);

/// How cells look.
struct Looks {
    title: Format,
    head: Format,
    caption: Format,
    moment: Format,
    number: Format,
    wrapped: Format,
}

impl Looks {
    fn new() -> Self {
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

/// The workbook of a day, in one language.
///
/// # Errors
/// When a list has more rows than a sheet can hold.
pub fn workbook(log: &DayLog<'_>, t: &Texts) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut book = Workbook::new();
    let about = DocProperties::new().set_title(log.title(t)).set_author(&log.plan.name);
    book.set_properties(&about.set_creation_datetime(&moment(log.figures.as_of, &jiff::tz::TimeZone::UTC)?));
    figures_sheet(book.add_worksheet(), log, t, &looks)?;
    list_sheet(book.add_worksheet(), log, t, &looks)?;
    if !log.remarks.is_empty() {
        remarks_sheet(book.add_worksheet(), log, t, &looks)?;
    }
    book.save_to_buffer()
}

/// A moment as a clock in that zone shows it.
fn moment(at: Timestamp, zone: &jiff::tz::TimeZone) -> Result<ExcelDateTime, XlsxError> {
    let at = at.to_zoned(zone.clone()).datetime();
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let day =
        ExcelDateTime::from_ymd(u16::try_from(at.year()).unwrap_or(0), part(at.month()), part(at.day()))?;
    day.and_hms(u16::from(part(at.hour())), part(at.minute()), f64::from(at.second()))
}

/// Whole minutes, begun ones counted, as on the page.
fn minutes(seconds: u64) -> f64 {
    u32::try_from(seconds.div_ceil(60)).map_or(f64::from(u32::MAX), f64::from)
}

fn figures_sheet(sheet: &mut Worksheet, log: &DayLog<'_>, t: &Texts, looks: &Looks) -> Result<(), XlsxError> {
    let all = chapters(log.figures, t, log.named);
    printed(sheet.set_name(t.t("log-figures"))?);
    sheet.write_string_with_format(0, 0, log.title(t), &looks.title)?;
    sheet.write_string(1, 0, &log.plan.name)?;
    sheet.write_string(2, 0, t.t(log.standing()))?;
    sheet.write_string(3, 0, t.t("log-as-of"))?;
    sheet.write_datetime_with_format(3, 1, &moment(log.figures.as_of, t.zone())?, &looks.moment)?;
    sheet.set_freeze_panes(4, 0)?;
    let mut row = 5;
    for chapter in &all {
        row = chapter_rows(sheet, chapter, t, looks, row)? + 1;
    }
    let labels = all.iter().flat_map(|chapter| &chapter.lines).map(|line| width(&line.label));
    let captions = all.iter().map(|chapter| width(&caption(chapter, t)));
    sheet.set_column_width(0, letters(labels.chain(captions).max().unwrap_or(0)))?;
    sheet.set_column_width(1, 18.0)?;
    sheet.set_column_range_width(2, 4, 14.0)?;
    Ok(())
}

/// A chapter from `row` on; the first row below it.
fn chapter_rows(
    sheet: &mut Worksheet,
    chapter: &Chapter,
    t: &Texts,
    looks: &Looks,
    mut row: u32,
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, caption(chapter, t), &looks.caption)?;
    for (head, column) in chapter.heads.iter().zip(1..) {
        sheet.write_string_with_format(row, column, head, &looks.caption)?;
    }
    for line in &chapter.lines {
        row += 1;
        sheet.write_string(row, 0, &line.label)?;
        for (amount, column) in line.amounts.iter().zip(1..) {
            let number = match *amount {
                Amount::Count(count) => f64::from(count),
                Amount::Length(seconds) => minutes(seconds),
            };
            sheet.write_number_with_format(row, column, number, &looks.number)?;
        }
    }
    Ok(row + 1)
}

/// The heading of a chapter, with the unit where it has one.
fn caption(chapter: &Chapter, t: &Texts) -> String {
    if chapter.has_lengths() {
        t.t1("log-in-minutes", "caption", &*chapter.caption)
    } else {
        chapter.caption.clone()
    }
}

fn list_sheet(sheet: &mut Worksheet, log: &DayLog<'_>, t: &Texts, looks: &Looks) -> Result<(), XlsxError> {
    let words = Words::Of(t);
    let heads = heads(words);
    printed(sheet.set_name(t.t("log-list"))?);
    let mut widths = heads.each_ref().map(|head| width(head));
    for (head, column) in heads.iter().zip(0..) {
        sheet.write_string_with_format(0, column, head, &looks.head)?;
    }
    for (listed, row) in log.rows.iter().zip(1..) {
        list_row(sheet, row, listed, log, t, looks, &mut widths)?;
    }
    for (wide, column) in widths.into_iter().zip(0..) {
        sheet.set_column_width(column, letters(wide))?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    let (rows, columns) = (u32::try_from(log.rows.len()).unwrap_or(u32::MAX), heads.len());
    sheet.autofilter(0, 0, rows, u16::try_from(columns).unwrap_or(1) - 1)?;
    Ok(())
}

fn list_row(
    sheet: &mut Worksheet,
    row: u32,
    listed: &DayRow,
    log: &DayLog<'_>,
    t: &Texts,
    looks: &Looks,
    widths: &mut [usize],
) -> Result<(), XlsxError> {
    let words = Words::Of(t);
    for ((cell, column), wide) in cells(listed, words, log.named).into_iter().zip(0..).zip(widths) {
        match cell {
            Cell::Text(text) => {
                *wide = width(&text).max(*wide);
                sheet.write_string(row, column, text)?;
            }
            Cell::Moment(at) => {
                *wide = 16.max(*wide);
                sheet.write_datetime_with_format(row, column, &moment(at, t.zone())?, &looks.moment)?;
            }
            Cell::Length(seconds) => {
                sheet.write_number_with_format(row, column, minutes(seconds), &looks.number)?;
            }
            Cell::Count(count) => {
                sheet.write_number_with_format(row, column, f64::from(count), &looks.number)?;
            }
            Cell::Yes => {
                sheet.write_string(row, column, words.yes())?;
            }
            Cell::Empty => {}
        }
    }
    Ok(())
}

fn remarks_sheet(sheet: &mut Worksheet, log: &DayLog<'_>, t: &Texts, looks: &Looks) -> Result<(), XlsxError> {
    printed(sheet.set_name(t.t("log-remarks"))?);
    let heads = ["log-recorded", "log-remark-kind", "log-remark-text", "log-name", "log-remark-added"];
    for (head, column) in heads.iter().zip(0..) {
        sheet.write_string_with_format(0, column, t.t(head), &looks.head)?;
    }
    for (remark, row) in log.remarks.iter().zip(1..) {
        sheet.write_datetime_with_format(row, 0, &moment(remark.at, t.zone())?, &looks.moment)?;
        sheet.write_string(row, 1, t.code("remark", remark.kind.code()))?;
        sheet.write_string_with_format(row, 2, remark.words(t), &looks.wrapped)?;
        sheet.write_string(row, 3, remark.by.and_then(log.named).unwrap_or_default())?;
        if remark.added {
            sheet.write_string(row, 4, t.t("log-yes"))?;
        }
    }
    for (width, column) in [18.0, 14.0, 80.0, 18.0, 24.0].into_iter().zip(0..) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// On paper: A4 across, as many pages down as there are.
fn printed(sheet: &mut Worksheet) {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
}

/// How wide a text is, in Latin letters; Chinese ones take two.
fn width(text: &str) -> usize {
    text.chars().map(|letter| if letter < '\u{2e80}' { 1 } else { 2 }).sum()
}

/// The width of a column for texts as wide as that.
fn letters(wide: usize) -> f64 {
    let (least, most) = WIDTHS;
    u16::try_from(wide.clamp(least, most) + 2).map_or(10.0, f64::from)
}
