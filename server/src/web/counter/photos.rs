//! Photos of a case as the mediation body may see them: the clean copy and its thumbnail, never the original.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{body::Content, reading::Sight};

use crate::{
    app::App,
    evidence::{EvidenceError, Kept},
    web::{
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, Route},
    },
};

use super::contents;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/counter/cases/{case}/photos/{evidence}/{size}", Access::Staff(MEDIATORS), photo)]
}

async fn photo(
    State(app): State<App>,
    who: Who,
    person: Signed,
    Path((case, id, size)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let at = app.now();
    let case = contents::find(&at, &case)?;
    if contents::sight(&at, &person, &case, app.clock.now()) != Sight::Whole {
        return Err(Problem::of(Fault::NotAllowed));
    }
    let photo = case
        .evidence
        .iter()
        .find(|photo| photo.id.to_string() == id && photo.audience.mediation())
        .ok_or_else(|| Problem::of(Fault::NotFound))?;
    contents::record_reading(&app, &who, &person, &case, None).await?;
    let content = app.engine.entry(photo.seq)?.and_then(|entry| entry.body.content());
    let Some(Content::Evidence(body)) = content else { return Err(Problem::of(Fault::Erased)) };
    let file = match size.as_str() {
        "copy" => body.copy,
        "thumbnail" => body.thumbnail,
        _ => return Err(Problem::of(Fault::NotFound)),
    };
    let kept = Kept::try_from(file).map_err(|error| Problem::internal(&error))?;
    let bytes = app.evidence.open(&kept).await.map_err(|error| refusal(&error))?;
    let kind = HeaderValue::from_static(kept.media.content_type());
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

fn refusal(error: &EvidenceError) -> Problem {
    if matches!(error, EvidenceError::Missing) {
        Problem::of(Fault::Erased)
    } else {
        Problem::internal(error)
    }
}
