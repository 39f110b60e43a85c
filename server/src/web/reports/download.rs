//! The fair's report as a file, in the reader's words or in another language of theirs.

use axum::{
    extract::{Query, State},
    http::{HeaderName, HeaderValue},
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

use super::{Counted, READERS};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/report/report.csv", READERS, csv),
        Route::get("/office/report/report.json", READERS, json),
        Route::get("/office/report/report.xlsx", READERS, xlsx),
        Route::get("/office/report/report.pdf", READERS, pdf),
    ]
}

fn file(ending: &str, kind: &'static str) -> [(HeaderName, HeaderValue); 2] {
    attachment("report", ending, kind)
}

/// Counts, and makes a file of it away from the requests that wait.
async fn made(
    app: App,
    person: Signed,
    make: impl FnOnce(&App, &Counted, Report<'_>) -> Result<Vec<u8>, Problem> + Send + 'static,
) -> Result<Vec<u8>, Problem> {
    let task = tokio::task::spawn_blocking(move || {
        let counted = Counted::of(&app, &person)?;
        make(&app, &counted, counted.shown()?)
    });
    task.await.map_err(|gone| Problem::internal(&gone))?
}

async fn csv(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    let t = spoken.texts(&visit);
    let bytes = made(app, person, move |_, _, report| {
        report::csv(&report, &t).map_err(|error| Problem::internal(&error))
    });
    Ok((file("csv", CSV), bytes.await?).into_response())
}

async fn json(State(app): State<App>, person: Signed) -> Result<Response, Problem> {
    let bytes = made(app, person, |app, counted, report| {
        let key = app.engine.reader().fair_key();
        let document = Document::signed(report, counted.published.head.seq, key);
        serde_json::to_vec_pretty(&document).map_err(|error| Problem::internal(&error))
    });
    Ok((file("json", "application/json"), bytes.await?).into_response())
}

async fn xlsx(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    let t = spoken.texts(&visit);
    let bytes = made(app, person, move |_, _, report| {
        report::workbook(&report, &t).map_err(|error| Problem::internal(&error))
    });
    Ok((file("xlsx", XLSX), bytes.await?).into_response())
}

async fn pdf(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Problem> {
    let t: Texts = spoken.texts(&visit);
    let bytes = made(app, person, move |_, _, report| Ok(pdf::set(&report.paper(&t))?.pdf));
    Ok((file("pdf", "application/pdf"), bytes.await?).into_response())
}
