//! Photos that were meant for the organiser: the clean copy and its thumbnail, never the original.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Case, PartyId, body::Content, case::Evidence, procedure::Purpose};

use crate::{
    app::App,
    engine::ReadError,
    evidence::{EvidenceError, Kept},
    locale::Texts,
    web::{
        guard::Who,
        problem::{Fault, Problem},
        route::Route,
    },
};

use super::{LEADING, find, opened, page_of, record_reading};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/office/cases/{case}/photos/{evidence}/{size}", LEADING, photo)]
}

/// A photo as a page shows it.
pub(super) struct Photo {
    pub(super) copy: String,
    pub(super) thumbnail: String,
    pub(super) caption: String,
    pub(super) at: String,
}

impl Photo {
    fn of(app: &App, case: &Case, evidence: &Evidence, t: &Texts) -> Result<Option<Self>, ReadError> {
        let Some(Content::Evidence(body)) = opened(app, evidence.seq)? else { return Ok(None) };
        let at = |size: &str| format!("{}/photos/{}/{size}", page_of(case), evidence.id);
        Ok(Some(Self {
            copy: at("copy"),
            thumbnail: at("thumbnail"),
            caption: body.caption.unwrap_or_default(),
            at: t.moment(evidence.at),
        }))
    }
}

/// What somebody handed in about the matter for the organiser: whoever complained, or a respondent.
pub(super) fn handed_in(app: &App, case: &Case, party: PartyId, t: &Texts) -> Result<Vec<Photo>, ReadError> {
    let own = |photo: &&Evidence| {
        let handed_in = matches!(photo.purpose, Purpose::Exhibit | Purpose::Signature);
        photo.party == party && photo.audience.measure() && handed_in
    };
    let photos = case.evidence.iter().filter(own).map(|photo| Photo::of(app, case, photo, t));
    photos.filter_map(Result::transpose).collect()
}

/// One photo that is named by a step.
pub(super) fn named(
    app: &App,
    case: &Case,
    id: Option<domain::EvidenceId>,
    t: &Texts,
) -> Result<Option<Photo>, ReadError> {
    let known = case.evidence.iter().find(|photo| Some(photo.id) == id && photo.audience.measure());
    known.map_or(Ok(None), |photo| Photo::of(app, case, photo, t))
}

async fn photo(
    State(app): State<App>,
    who: Who,
    Path((id, evidence, size)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let case = find(&app.now(), &id)?;
    let unknown = || Problem::of(Fault::NotFound);
    let meant = |photo: &&Evidence| photo.id.to_string() == evidence && photo.audience.measure();
    let photo = case.evidence.iter().find(meant).ok_or_else(unknown)?;
    record_reading(&app, &who, &case).await?;
    let Some(Content::Evidence(body)) = opened(&app, photo.seq)? else {
        return Err(Problem::of(Fault::Erased));
    };
    let file = match size.as_str() {
        "copy" => body.copy,
        "thumbnail" => body.thumbnail,
        _ => return Err(unknown()),
    };
    let kept = Kept::try_from(file).map_err(|error| Problem::internal(&error))?;
    let bytes = app.evidence.open(&kept).await.map_err(|error| {
        let erased = matches!(error, EvidenceError::Missing);
        if erased { Problem::of(Fault::Erased) } else { Problem::internal(&error) }
    })?;
    let kind = HeaderValue::from_static(kept.media.content_type());
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}
