//! A paper as PDF: set in our own fonts, and answered to be looked at.

use std::collections::BTreeSet;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::fair::Language;
use papers::{Block, Missing, Paper, Typeset};

use crate::{documents, locale::Texts};

use super::problem::Problem;

/// Sets a paper. It blocks for as long as its pages take.
///
/// # Errors
/// When it cannot be set.
pub(super) fn set(paper: &Paper) -> Result<Typeset, Problem> {
    set_all(std::slice::from_ref(paper))
}

/// Sets several papers into one file, each with a bookmark. It blocks for as long as their pages take. Where letters stand as their
/// numbers, because no font of ours has them, the last paper ends with a note that says which.
///
/// # Errors
/// When one cannot be set.
pub(super) fn set_all(papers: &[Paper]) -> Result<Typeset, Problem> {
    let fonts = documents::fonts().map_err(|error| Problem::internal(&error))?;
    let set = |papers: &[Paper]| papers::typeset_all(papers, fonts);
    let first = set(papers).map_err(|error| Problem::internal(&error))?;
    if first.missing.is_empty() {
        return Ok(first);
    }
    let mut noted = papers.to_vec();
    if let Some(last) = noted.last_mut() {
        last.blocks.push(note(last, &first.missing));
    }
    let again = set(&noted).map_err(|error| Problem::internal(&error))?;
    Ok(Typeset { missing: first.missing, ..again })
}

/// Which letters could not be printed, for whoever holds the paper.
fn note(paper: &Paper, missing: &[Missing]) -> Block {
    let t = Texts::new(Language::from_tag(&paper.language).unwrap_or_default(), jiff::tz::TimeZone::UTC);
    let numbers: BTreeSet<String> = missing
        .iter()
        .flat_map(|one| &one.chars)
        .map(|letter| format!("U+{:04X}", u32::from(*letter)))
        .collect();
    let numbers = numbers.into_iter().collect::<Vec<_>>().join(&t.t("list-comma"));
    Block::note(t.t1("papers-missing-note", "letters", numbers))
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
