//! The fair's report as a file, in the reader's words or in another language of theirs; of a period, its name says which.

use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    locale::Texts,
    report::{self, Document, Report},
    web::{
        guard::Signed,
        log::download::{CSV, Spoken, XLSX, attachment},
        pdf,
        problem::Problem,
        route::Route,
        visit::Visit,
    },
};

use super::{Counted, READERS, Wanted};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/report/report.csv", READERS, csv),
        Route::get("/office/report/report.json", READERS, json),
        Route::get("/office/report/report.xlsx", READERS, xlsx),
        Route::get("/office/report/report.pdf", READERS, pdf),
    ]
}

/// A file's bytes, and its name without the ending.
type Made = (Vec<u8>, String);

/// Counts, and makes a file of it away from the requests that wait.
async fn made(
    app: App,
    person: Signed,
    wanted: Wanted,
    make: impl FnOnce(&App, &Counted, Report<'_>) -> Result<Vec<u8>, Problem> + Send + 'static,
) -> Result<Made, Problem> {
    let task = tokio::task::spawn_blocking(move || -> Result<Made, Problem> {
        let counted = Counted::of(&app, &person, &wanted)?;
        let report = counted.shown()?;
        let name = report.file_name();
        Ok((make(&app, &counted, report)?, name))
    });
    task.await.map_err(|gone| Problem::internal(&gone))?
}

async fn csv(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Query(wanted): Query<Wanted>,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    let t = spoken.texts(&visit);
    let made = made(app, person, wanted, move |_, _, report| {
        report::csv(&report, &t).map_err(|error| Problem::internal(&error))
    });
    let (bytes, name) = made.await?;
    Ok((attachment(&name, "csv", CSV), bytes).into_response())
}

async fn json(
    State(app): State<App>,
    person: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let made = made(app, person, wanted, |app, counted, report| {
        let key = app.engine.reader().fair_key();
        let upto = report::sealed_upto(&counted.published.desk);
        let document = Document::signed(report, upto, key);
        serde_json::to_vec_pretty(&document).map_err(|error| Problem::internal(&error))
    });
    let (bytes, name) = made.await?;
    Ok((attachment(&name, "json", "application/json"), bytes).into_response())
}

async fn xlsx(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Query(wanted): Query<Wanted>,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    let t = spoken.texts(&visit);
    let made = made(app, person, wanted, move |_, _, report| {
        report::workbook(&report, &t).map_err(|error| Problem::internal(&error))
    });
    let (bytes, name) = made.await?;
    Ok((attachment(&name, "xlsx", XLSX), bytes).into_response())
}

async fn pdf(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Query(wanted): Query<Wanted>,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    let t: Texts = spoken.texts(&visit);
    let made = made(app, person, wanted, move |_, _, report| Ok(pdf::set(&report.paper(&t))?.pdf));
    let (bytes, name) = made.await?;
    Ok((attachment(&name, "pdf", "application/pdf"), bytes).into_response())
}
