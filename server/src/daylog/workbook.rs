//! The log of a day as a workbook (XLSX): the figures on its first sheet, the list on its second; then remarks and the deadlines of
//! the day on a sheet each, where there are some.
//!
//! Every cell has the type of what stands in it: moments are dates in the fair's zone, lengths are minutes, counts are numbers.
//! A text is written as a text, so that one which begins like a formula stays what it is.

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use super::{
    DayLog,
    chapters::{Amount, Chapter, Line, chapters},
    since,
    table::{cells, heads},
};
use crate::{
    locale::Texts,
    table::{
        Cell, Words,
        workbook::{Looks, Table, letters, list, moment, printed, table, width},
    },
};

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
    // The rows go to a file while they are made.
    list_sheet(book.add_worksheet_with_constant_memory()?, log, t, &looks)?;
    if !log.remarks.is_empty() {
        remarks_sheet(book.add_worksheet(), log, t, &looks)?;
    }
    if !log.deadlines.listed.is_empty() {
        deadlines_sheet(book.add_worksheet(), log, t, &looks)?;
    }
    book.save_to_buffer()
}

fn figures_sheet(sheet: &mut Worksheet, log: &DayLog<'_>, t: &Texts, looks: &Looks) -> Result<(), XlsxError> {
    let mut all = chapters(log, t);
    all.extend(since::chapter(log.since, t));
    printed(sheet.set_name(t.t("log-figures"))?);
    sheet.write_string_with_format(0, 0, log.title(t), &looks.title)?;
    sheet.write_string(1, 0, &log.plan.name)?;
    sheet.write_string(2, 0, t.t(log.standing()))?;
    sheet.write_string(3, 0, t.t("log-as-of"))?;
    if log.is_of_whole_day() {
        sheet.write_string(3, 1, log.counted_up_to(t))?;
    } else {
        sheet.write_datetime_with_format(3, 1, &moment(log.figures.as_of, t.zone())?, &looks.moment)?;
    }
    sheet.set_freeze_panes(4, 0)?;
    let mut row = 5;
    if let Some(since) = since::line(log.since, t) {
        sheet.write_string(row, 0, since)?;
        row += 2;
    }
    if let Some(chosen) = &log.chosen {
        sheet.write_string(row, 0, t.t1("log-list-chosen", "chosen", chosen))?;
        row += 2;
    }
    for chapter in &all {
        row = table(sheet, row, written(chapter, t), (Words::Of(t), t.zone()), looks)? + 1;
    }
    let labels = all.iter().flat_map(|chapter| &chapter.lines).map(|line| width(&line.label));
    let captions = all.iter().map(|chapter| width(&caption(chapter, t)));
    sheet.set_column_width(0, letters(labels.chain(captions).max().unwrap_or(0)))?;
    sheet.set_column_width(1, 18.0)?;
    sheet.set_column_range_width(2, 4, 14.0)?;
    Ok(())
}

/// A chapter as it stands on the sheet.
fn written(chapter: &Chapter, t: &Texts) -> Table {
    let cell = |amount: &Amount| match *amount {
        Amount::Count(count) => Cell::Count(count),
        Amount::Length(seconds) => Cell::Length(seconds),
        Amount::Change(by) => Cell::Change(by),
        Amount::Few => Cell::Text(amount.said(t)),
    };
    let line = |line: &Line| (line.label.clone(), line.amounts.iter().map(cell).collect());
    Table {
        caption: caption(chapter, t),
        heads: chapter.heads.clone(),
        lines: chapter.lines.iter().map(line).collect(),
        note: chapter.note.clone(),
    }
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
    printed(sheet.set_name(t.t("log-list"))?);
    let rows = log.rows.iter().map(|row| Vec::from(cells(row, words, log.named)));
    list(sheet, &heads(words), rows, (words, t.zone()), looks)
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

fn deadlines_sheet(
    sheet: &mut Worksheet,
    log: &DayLog<'_>,
    t: &Texts,
    looks: &Looks,
) -> Result<(), XlsxError> {
    printed(sheet.set_name(t.t("log-deadlines"))?);
    let heads = [
        t.t("log-deadline-until"),
        t.t("log-deadline-what"),
        t.code("log-column", "ticket"),
        t.code("log-column", "booths"),
        t.t("log-deadline-fate"),
    ];
    for (head, column) in heads.iter().zip(0..) {
        sheet.write_string_with_format(0, column, &**head, &looks.head)?;
    }
    for (due, row) in log.deadlines.listed.iter().zip(1..) {
        match due.deadline.at {
            Some(at) => {
                sheet.write_datetime_with_format(row, 0, &moment(at, t.zone())?, &looks.moment)?;
            }
            None => {
                sheet.write_string(row, 0, due.until(t))?;
            }
        }
        sheet.write_string(row, 1, due.what(t))?;
        sheet.write_string(row, 2, due.ticket.to_string())?;
        sheet.write_string(row, 3, due.place())?;
        sheet.write_string(row, 4, due.became(t))?;
    }
    for (width, column) in [18.0, 44.0, 12.0, 14.0, 18.0].into_iter().zip(0..) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}
