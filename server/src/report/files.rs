//! A report as CSV and as a workbook: one row a figure. The columns and their names are the same in both, in every language, and stay:
//! `docs/reports.md` says what stands in each. A report of a period has one more, so that tables of several can be put together. The
//! workbook has a sheet for people before that list, and a second list where the reports of earlier fairs were taken in.

use domain::report::{At, Compared, EarlierReport, Figure};
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::{Report, caption, label, sheet};
use crate::{
    locale::Texts,
    table::{
        self, Cell, Words,
        workbook::{Looks, list, moment, printed},
    },
};

/// The columns.
pub const COLUMNS: [&str; 7] = ["chapter", "key", "about", "what", "count", "seconds", "hidden"];
/// The column behind these in a report of a period.
pub const PERIOD: &str = "period";
/// The last column of every list: the day of which the number is told when it is over.
pub const TOLD_LATER: &str = "told_later";
/// The columns before these in the list of earlier fairs beside this one.
pub const EARLIER: [&str; 3] = ["fair", "first_day", "last_day"];
/// The column behind these there.
pub const COUNTED: &str = "days_counted";

/// The cells of [`COLUMNS`]; without a number where nothing of it is told yet, which hides no small one.
fn cells(figure: &Figure, untold: bool, t: &Texts) -> Vec<Cell> {
    let number = |wanted: bool| match figure.value {
        Some(value) if wanted && !untold => Cell::Count(u32::try_from(value).unwrap_or(u32::MAX)),
        Some(_) | None => Cell::Empty,
    };
    let length = figure.chapter.is_length(&figure.key);
    vec![
        Cell::Text(figure.chapter.code().to_owned()),
        Cell::Text(figure.key.clone()),
        Cell::Text(caption(figure.chapter, t)),
        Cell::Text(label(figure, t)),
        number(!length),
        number(length),
        Cell::mark(figure.value.is_none()),
    ]
}

/// The row of a figure of the report.
fn row(report: &Report<'_>, figure: &Figure, t: &Texts) -> Vec<Cell> {
    let mut cells = cells(figure, report.is_untold(figure), t);
    cells.extend(report.scope.period.map(|period| Cell::Text(period.to_string())));
    cells.push(told_later(report, figure));
    cells
}

fn told_later(report: &Report<'_>, figure: &Figure) -> Cell {
    Cell::text(report.told_later(figure).map(|day| day.to_string()))
}

fn heads(report: &Report<'_>) -> Vec<String> {
    let period = report.scope.period.map(|_| PERIOD);
    COLUMNS.into_iter().chain(period).chain([TOLD_LATER]).map(str::to_owned).collect()
}

/// The report as CSV.
///
/// # Errors
/// None that memory does not have.
pub fn csv(report: &Report<'_>, t: &Texts) -> Result<Vec<u8>, csv::Error> {
    let written = |cell: Cell| cell.written(Words::Codes, t.zone());
    let line = |figure: &Figure| row(report, figure, t).into_iter().map(written).collect::<Vec<_>>();
    table::of_texts(std::iter::once(heads(report)).chain(report.figures.iter().map(line)))
}

/// A row for each fair and figure, of the earlier fairs and of this one; a figure that a fair does not have has none.
fn beside(report: &Report<'_>, t: &Texts) -> Vec<Vec<Cell>> {
    let (first, last) = report.days;
    let counted =
        |fair: &EarlierReport| fair.cut_short(t.zone()).and_then(|(days, _)| u32::try_from(days).ok());
    let of = |fair: &&EarlierReport| {
        let days = [fair.first_day, fair.last_day].map(|day| day.to_string());
        (fair.name.clone(), days, counted(fair), false)
    };
    let own = (report.plan.name.clone(), [first, last].map(|day| day.to_string()), None, true);
    let fairs: Vec<_> = report.earlier.iter().map(of).chain([own]).collect();
    let mut rows = Vec::new();
    for Compared { of: (chapter, key), at } in report.compared() {
        for ((name, [first, last], counted, own), at) in fairs.iter().zip(at) {
            let value = match at {
                At::Is(value) => Some(value),
                At::Hidden => None,
                At::Absent => continue,
            };
            let figure = Figure { chapter, key: key.clone(), value };
            let fair = [name, first, last].map(|text| Cell::Text(text.clone()));
            let counted = counted.map_or(Cell::Empty, Cell::Count);
            let later = if *own { told_later(report, &figure) } else { Cell::Empty };
            let cells = cells(&figure, *own && report.is_untold(&figure), t);
            rows.push(fair.into_iter().chain(cells).chain([counted, later]).collect());
        }
    }
    rows
}

/// The report as a workbook: a sheet for people, a list for programs, and a second one where earlier fairs stand beside it.
///
/// # Errors
/// When it has more rows than a sheet can hold.
pub fn workbook(report: &Report<'_>, t: &Texts) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let about = DocProperties::new().set_title(report.title(t)).set_author(&report.plan.name);
    book.set_properties(&about.set_creation_datetime(&moment(report.as_of, &jiff::tz::TimeZone::UTC)?));
    sheet::of_report(book.add_worksheet(), report, t)?;
    let list_sheet = book.add_worksheet();
    let name =
        report.scope.period.map_or_else(|| t.t("report-title").into_owned(), |period| period.to_string());
    printed(list_sheet.set_name(name)?);
    let rows = report.figures.iter().map(|figure| row(report, figure, t));
    list(list_sheet, &heads(report), rows, (Words::Codes, t.zone()), &Looks::new())?;
    if !report.earlier.is_empty() {
        let second = book.add_worksheet();
        printed(second.set_name(t.t("report-earlier").into_owned())?);
        let heads: Vec<String> =
            EARLIER.into_iter().chain(COLUMNS).chain([COUNTED, TOLD_LATER]).map(str::to_owned).collect();
        list(second, &heads, beside(report, t), (Words::Codes, t.zone()), &Looks::new())?;
    }
    book.save_to_buffer()
}
