//! The quarterly form as CSV and as a workbook: one row a line of the form, with columns that stay; in the workbook behind a sheet for
//! people.

use domain::report::{Entry, NONE, Quarter, Section};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::sheet;
use crate::{
    locale::Texts,
    table::{
        self, Cell, Words,
        workbook::{Looks, list, printed},
    },
};

/// The columns.
pub const COLUMNS: [&str; 6] = ["quarter", "section", "key", "about", "what", "count"];

/// A quarter in words.
pub fn named(quarter: Quarter, t: &Texts) -> String {
    t.t2("quarter-of", "number", i64::from(quarter.number), "year", quarter.year.to_string())
}

/// The heading of a part.
pub fn caption(section: Section, t: &Texts) -> String {
    t.code("quarter-section", section.code()).into_owned()
}

/// What a line counts, in words.
pub fn label(entry: &Entry, t: &Texts) -> String {
    let key = entry.key.as_str();
    let coded = |family: &str| t.code(family, key).into_owned();
    match entry.section {
        Section::Type if key == NONE => t.t("report-none").into_owned(),
        Section::Type => coded("right"),
        Section::Source => coded("source"),
        Section::Ending => coded("outcome"),
        Section::Linkage if key.contains('/') => super::referred(key, t),
        Section::Body
        | Section::Cases
        | Section::Fees
        | Section::Agreements
        | Section::Afterwards
        | Section::Linkage => coded("quarter-line"),
    }
}

fn cells(quarter: Quarter, entry: &Entry, t: &Texts) -> Vec<Cell> {
    vec![
        Cell::Text(quarter.to_string()),
        Cell::Text(entry.section.code().to_owned()),
        Cell::Text(entry.key.clone()),
        Cell::Text(caption(entry.section, t)),
        Cell::Text(label(entry, t)),
        entry.count.map_or(Cell::Empty, Cell::Count),
    ]
}

fn heads() -> Vec<String> {
    COLUMNS.map(str::to_owned).to_vec()
}

/// The form as CSV.
///
/// # Errors
/// None that memory does not have.
pub fn csv(quarter: Quarter, form: &[Entry], t: &Texts) -> Result<Vec<u8>, csv::Error> {
    let written = |cell: Cell| cell.written(Words::Codes, t.zone());
    let lines = form.iter().map(|entry| cells(quarter, entry, t).into_iter().map(written).collect());
    table::of_texts(std::iter::once(heads()).chain(lines))
}

/// The form as a workbook, of the mediation body of that name: a sheet for people, and a list for programs.
///
/// # Errors
/// None that memory does not have.
pub fn workbook(quarter: Quarter, body: &str, form: &[Entry], t: &Texts) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    sheet::of_quarter(book.add_worksheet(), (quarter, body), form, t)?;
    let list_sheet = book.add_worksheet();
    printed(list_sheet.set_name(quarter.to_string())?);
    let rows = form.iter().map(|entry| cells(quarter, entry, t));
    list(list_sheet, &heads(), rows, (Words::Codes, t.zone()), &Looks::new())?;
    book.save_to_buffer()
}
