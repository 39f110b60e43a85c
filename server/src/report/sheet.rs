//! The first sheet of the workbooks of report and quarter, for people: headings and labels in words, lengths in whole minutes, as the
//! workbook of a day's log has them. The lists behind it have columns that stay, for programs.

use domain::report::{Entry, Figure, Quarter, Section};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Part, Report, cut_short, label, quarter, said};
use crate::{
    locale::Texts,
    table::{
        Cell, Words,
        workbook::{Looks, Table, letters, printed, table, width},
    },
};

/// What stands on such a sheet, from above.
struct Front {
    title: String,
    /// What it is of, and up to when it counts; these stay in sight.
    facts: Vec<(String, String)>,
    /// What is to be known of all of it.
    notes: Vec<String>,
    tables: Vec<Table>,
}

/// The figures of a report, chapter by chapter, and behind them those of earlier fairs.
///
/// # Errors
/// None that memory does not have.
pub(super) fn of_report(sheet: &mut Worksheet, report: &Report<'_>, t: &Texts) -> Result<(), XlsxError> {
    let chapters = report.parts(t).into_iter().map(|part| chapter(report, &part, t));
    let front = Front {
        title: report.title(t),
        facts: report.facts(t),
        notes: report.notes(t),
        tables: chapters.chain(beside(report, t)).collect(),
    };
    write(sheet, front, t)
}

/// The form of a quarter, part by part.
///
/// # Errors
/// None that memory does not have.
pub(super) fn of_quarter(
    sheet: &mut Worksheet,
    (of, body): (Quarter, &str),
    form: &[Entry],
    t: &Texts,
) -> Result<(), XlsxError> {
    let fact = |key: &str, said: String| (t.t(key).into_owned(), said);
    let line = |entry: &Entry| {
        let by_hand = || Cell::Text(t.t("quarter-by-hand").into_owned());
        (quarter::label(entry, t), vec![entry.count.map_or_else(by_hand, Cell::Count)])
    };
    let part = |section: &Section| Table {
        caption: quarter::caption(*section, t),
        heads: vec![t.t("log-count").into_owned()],
        lines: form.iter().filter(|entry| entry.section == *section).map(line).collect(),
        note: None,
    };
    let front = Front {
        title: t.t("quarter-title").into_owned(),
        facts: vec![fact("quarter-which", quarter::named(of, t)), fact("log-body", body.to_owned())],
        notes: ["quarter-meaning", "quarter-left-out"].map(|key| t.t(key).into_owned()).to_vec(),
        tables: Section::ALL.iter().map(part).filter(|part| !part.lines.is_empty()).collect(),
    };
    write(sheet, front, t)
}

fn chapter(report: &Report<'_>, part: &Part<'_>, t: &Texts) -> Table {
    let lengths = part.figures.iter().any(|figure| figure.chapter.is_length(&figure.key));
    let line = |figure: &&Figure| (label(figure, t), vec![cell(report, figure, true, t)]);
    Table {
        caption: captioned(&part.caption, lengths, t),
        heads: if lengths { Vec::new() } else { vec![t.t("log-count").into_owned()] },
        lines: part.figures.iter().map(line).collect(),
        note: report.note(part, t),
    }
}

/// The heading of a chapter, with the unit where it has one.
fn captioned(caption: &str, lengths: bool, t: &Texts) -> String {
    if lengths { t.t1("log-in-minutes", "caption", caption) } else { caption.to_owned() }
}

/// A figure as what it is; a dash where nothing of it is told yet.
fn cell(report: &Report<'_>, figure: &Figure, own: bool, t: &Texts) -> Cell {
    match figure.value {
        Some(_) if own && report.is_untold(figure) => Cell::Text(report.said(figure, t)),
        Some(seconds) if figure.chapter.is_length(&figure.key) => Cell::Length(seconds),
        Some(count) => Cell::Count(u32::try_from(count).unwrap_or(u32::MAX)),
        None => Cell::Text(said(figure, t)),
    }
}

/// The chapters that can be compared, a column a fair and this one last.
fn beside(report: &Report<'_>, t: &Texts) -> Vec<Table> {
    let fairs = report.earlier.iter().map(|fair| match cut_short(fair, t) {
        Some(part) => format!("{} · {part}", fair.name),
        None => fair.name.clone(),
    });
    let heads: Vec<String> = fairs.chain([t.t("report-this-fair").into_owned()]).collect();
    let one = |figure: Option<&Figure>, own: bool| {
        figure.map_or(Cell::Empty, |figure| cell(report, figure, own, t))
    };
    let compared = report.beside_as(t, one).into_iter().map(|told| {
        let caption = format!("{}{}{}", t.t("report-earlier"), t.t("list-colon"), told.caption);
        let lengths =
            told.rows.iter().flat_map(|(_, cells)| cells).any(|cell| matches!(cell, Cell::Length(_)));
        Table { caption: captioned(&caption, lengths, t), heads: heads.clone(), lines: told.rows, note: None }
    });
    compared.collect()
}

fn write(sheet: &mut Worksheet, front: Front, t: &Texts) -> Result<(), XlsxError> {
    let looks = Looks::new();
    printed(sheet.set_name(t.t("log-figures"))?);
    sheet.write_string_with_format(0, 0, &front.title, &looks.title)?;
    let mut row = 1;
    for (what, said) in &front.facts {
        sheet.write_string(row, 0, what)?;
        sheet.write_string(row, 1, said)?;
        row += 1;
    }
    sheet.set_freeze_panes(row, 0)?;
    row += 1;
    for note in &front.notes {
        sheet.write_string_with_format(row, 0, note, &looks.wrapped)?;
        row += 1;
    }
    let captions = front.tables.iter().map(|table| width(&table.caption));
    let labels = front.tables.iter().flat_map(|table| &table.lines).map(|(label, _)| width(label));
    sheet.set_column_width(0, letters(captions.chain(labels).max().unwrap_or(0)))?;
    sheet.set_column_width(1, 18.0)?;
    for one in front.tables {
        row = table(sheet, row + 1, one, (Words::Of(t), t.zone()), &looks)?;
    }
    Ok(())
}
