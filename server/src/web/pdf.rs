//! A paper as PDF, answered to be looked at.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use papers::{Paper, Typeset};

use crate::documents;

use super::problem::Problem;

/// Sets a paper. It blocks for as long as its pages take.
///
/// # Errors
/// When it cannot be set.
pub(super) fn set(paper: &Paper) -> Result<Typeset, Problem> {
    documents::typeset(paper).map_err(|error| Problem::internal(&error))
}

/// Sets several papers into one file, each with a bookmark. It blocks for as long as their pages take.
///
/// # Errors
/// When one cannot be set.
pub(super) fn set_all(papers: &[Paper]) -> Result<Typeset, Problem> {
    documents::typeset_all(papers).map_err(|error| Problem::internal(&error))
}

/// Answers a paper that nobody keeps on the way, under this name.
///
/// # Errors
/// When it cannot be set.
pub(super) async fn answer(paper: Paper, name: &str) -> Result<Response, Problem> {
    let made = tokio::task::spawn_blocking(move || set(&paper));
    let set = made.await.map_err(|gone| Problem::internal(&gone))??;
    inline(set.pdf, name)
}

/// Answers a file that is set already, under this name.
///
/// # Errors
/// When the name cannot stand in a header.
pub(super) fn inline(pdf: Vec<u8>, name: &str) -> Result<Response, Problem> {
    let name = HeaderValue::from_str(&format!("inline; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, name.map_err(|error| Problem::internal(&error))?),
    ];
    Ok((headers, pdf).into_response())
}
