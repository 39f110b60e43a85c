//! A day's log as a file, in the reader's words, with the same choice of rows as on the page.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::figures::DayRow;

use crate::{
    app::App,
    daylog::{self, Choice, Document, Words, choice::Asked},
    web::{problem::Problem, route::Route, submit::name_of, visit::Visit},
};

use super::{Counted, ORGANISER};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/logs/{day}/log.csv", ORGANISER, csv),
        Route::get("/office/logs/{day}/log.json", ORGANISER, json),
    ]
}

async fn csv(
    State(app): State<App>,
    visit: Visit,
    Path(day): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let counted = super::counted(&app, &day)?;
    let bytes = table(&counted, &Choice::from(&asked), Words::Of(&visit.texts))?;
    Ok((attachment(&counted, "csv", CSV), bytes).into_response())
}

async fn json(
    State(app): State<App>,
    Path(day): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let counted = super::counted(&app, &day)?;
    let headers = attachment(&counted, "json", "application/json");
    let document = document(counted, &Choice::from(&asked));
    let json = serde_json::to_vec_pretty(&document).map_err(|error| Problem::internal(&error))?;
    Ok((headers, json).into_response())
}

/// The media type of the table.
pub(in crate::web) const CSV: &str = "text/csv; charset=utf-8; header=present";

/// As a file with a name that says what is in it.
pub(in crate::web) fn attachment(
    counted: &Counted,
    ending: &str,
    kind: &'static str,
) -> [(HeaderName, HeaderValue); 2] {
    let name = format!("attachment; filename=\"fairdesk-{}.{ending}\"", counted.figures.day);
    let name = HeaderValue::try_from(name).unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, name)]
}

/// The chosen rows as a table.
///
/// # Errors
/// When memory runs out.
pub(in crate::web) fn table(
    counted: &Counted,
    choice: &Choice,
    words: Words<'_>,
) -> Result<Vec<u8>, Problem> {
    let Counted { published, figures } = counted;
    let zone = published.desk.fair().map_or(jiff::tz::TimeZone::UTC, |fair| fair.plan.time_zone());
    let rows = figures.rows.iter().filter(|row: &&DayRow| choice.keeps(row));
    daylog::csv(rows, words, &zone, |staff| Some(name_of(staff, published)))
        .map_err(|error| Problem::internal(&error))
}

/// The whole log, with the chosen rows.
pub(in crate::web) fn document(counted: Counted, choice: &Choice) -> Document {
    let Counted { published, mut figures } = counted;
    figures.rows.retain(|row| choice.keeps(row));
    let zone = published.desk.fair().map_or("UTC", |fair| fair.plan.zone.as_str());
    let seal = published.desk.day_seal(figures.day).map(AsRef::as_ref);
    daylog::document(figures, zone, seal, |staff| Some(name_of(staff, &published)))
}
