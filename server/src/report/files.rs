//! A report as CSV and as a workbook: one row a figure. The columns and their names are the same in both, in every language, and stay:
//! `docs/reports.md` says what stands in each.

use domain::report::Figure;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::{Report, caption, label};
use crate::{
    locale::Texts,
    table::{
        self, Cell, Words,
        workbook::{Looks, list, moment, printed},
    },
};

/// The columns.
pub const COLUMNS: [&str; 7] = ["chapter", "key", "about", "what", "count", "seconds", "hidden"];

fn cells(figure: &Figure, t: &Texts) -> [Cell; COLUMNS.len()] {
    let number = |wanted: bool| match figure.value {
        Some(value) if wanted => Cell::Count(u32::try_from(value).unwrap_or(u32::MAX)),
        Some(_) | None => Cell::Empty,
    };
    let length = figure.chapter.is_length(&figure.key);
    [
        Cell::Text(figure.chapter.code().to_owned()),
        Cell::Text(figure.key.clone()),
        Cell::Text(caption(figure.chapter, t)),
        Cell::Text(label(figure, t)),
        number(!length),
        number(length),
        Cell::mark(figure.value.is_none()),
    ]
}

fn heads() -> Vec<String> {
    COLUMNS.map(str::to_owned).to_vec()
}

/// The report as CSV.
///
/// # Errors
/// None that memory does not have.
pub fn csv(report: &Report<'_>, t: &Texts) -> Result<Vec<u8>, csv::Error> {
    let written = |cell: Cell| cell.written(Words::Codes, t.zone());
    let lines = report.figures.iter().map(|figure| cells(figure, t).map(written).to_vec());
    table::of_texts(std::iter::once(heads()).chain(lines))
}

/// The report as a workbook of one list.
///
/// # Errors
/// When it has more rows than a sheet can hold.
pub fn workbook(report: &Report<'_>, t: &Texts) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let about = DocProperties::new().set_title(report.title(t)).set_author(&report.plan.name);
    book.set_properties(&about.set_creation_datetime(&moment(report.as_of, &jiff::tz::TimeZone::UTC)?));
    let sheet = book.add_worksheet();
    printed(sheet.set_name(t.t("report-title"))?);
    let rows = report.figures.iter().map(|figure| Vec::from(cells(figure, t)));
    list(sheet, &heads(), rows, (Words::Codes, t.zone()), &Looks::new())?;
    book.save_to_buffer()
}
