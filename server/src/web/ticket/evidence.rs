//! A holder's photos: handed in from the ticket's page or by a program, shown back to the same party alone.

use std::collections::HashMap;

use axum::{
    extract::{FromRequestParts, Path, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{
    Actor, Command, EvidenceId,
    body::{Content, EvidenceBody, StoredFile},
    case::Audience,
};

use crate::{
    app::{App, Once},
    evidence::{EvidenceError, Kept},
    record::Recorded,
    web::{
        filing::photos::{ours, say},
        form::{self, Entries},
        frame::Errors,
        guard::Who,
        origin::Origin,
        problem::{Fault, Problem},
        route::{Access, Route},
        visit::Visit,
    },
};

use super::{Found, Shown, find, holds, own, party};

/// Most bytes of a form with its photos.
pub(in crate::web) const UPLOAD_BYTES: usize = 48 << 20;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/t/{key}/photos", Access::KeyHolder, send).with(form::up_to(UPLOAD_BYTES)),
        Route::get("/t/{key}/photos/{evidence}/{print}", Access::KeyHolder, look),
    ]
}

/// The ticket of a reader who holds it. Asked for before the body, so that nobody else's upload is even read.
pub(in crate::web) struct Holder(pub(in crate::web) Found);

impl FromRequestParts<App> for Holder {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let who = Who::from_request_parts(parts, app).await?;
        let path = Path::<HashMap<String, String>>::from_request_parts(parts, app).await;
        let Path(path) = path.map_err(|_| Problem::of(Fault::NotFound))?;
        let found = find(app, path.get("key").map_or("", String::as_str))?;
        if holds(&who, &found.ticket) { Ok(Self(found)) } else { Err(Problem::of(Fault::NotAllowed)) }
    }
}

/// Why a photo was not added.
pub(in crate::web) enum Refused {
    /// The photo itself cannot be taken.
    Photo(EvidenceError),
    /// Something else.
    Desk(Problem),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Desk(problem)
    }
}

/// A photo that the desk has.
pub(in crate::web) struct Added {
    /// Which.
    pub(in crate::web) evidence: EvidenceId,
    /// Its files.
    pub(in crate::web) body: EvidenceBody,
}

impl Added {
    fn of(entry: &Recorded) -> Result<Self, Problem> {
        let domain::Fact::EvidenceAdded { evidence, .. } = entry.fact else {
            return Err(Problem::of(Fault::KeyReused));
        };
        let content = entry.body.clone().content().ok_or_else(|| Problem::of(Fault::Erased))?;
        let Content::Evidence(body) = content else { return Err(Problem::of(Fault::Internal)) };
        Ok(Self { evidence, body })
    }
}

/// Takes one photo in and names it in the journal, once.
pub(in crate::web) async fn add(
    app: &App,
    who: &Who,
    found: &Found,
    once: Once,
    audience: Audience,
    photo: Vec<u8>,
) -> Result<Added, Refused> {
    if let Some(added) = answered(app, &once)? {
        return Ok(added);
    }
    admit(app, found)?;
    let receipt = app.evidence.receive(photo, app.clock.now()).await;
    let receipt = receipt.map_err(|error| ours(&error).map_or(Refused::Photo(error), Refused::Desk))?;
    let command = Command::AddEvidence {
        purpose: domain::procedure::Purpose::Exhibit,
        case: found.ticket.case,
        party: found.ticket.party,
        evidence: EvidenceId(app.fresh_id()),
        audience,
        body: receipt.into_body(None),
    };
    let accepted = app.ask(who.acting(Actor::Party(found.ticket.number)), once, command).await?;
    let entry = accepted.entries.first().ok_or_else(|| Problem::of(Fault::Internal))?;
    Ok(Added::of(entry)?)
}

/// The photo that this very request brought before, so that it is not decoded again.
fn answered(app: &App, once: &Once) -> Result<Option<Added>, Problem> {
    let Once::Key { scope, key, digest } = once else { return Ok(None) };
    let published = app.now();
    let Some(before) = published.desk.answered(app.command_id(scope, key)) else { return Ok(None) };
    if before.request != *digest {
        return Err(Problem::of(Fault::KeyReused));
    }
    let entry = app.engine.entry(before.first_seq)?;
    entry.as_ref().map(Added::of).transpose()
}

/// Refuses a photo before its bytes are worked on, when the party has handed in as many as the settings allow or the case is over.
fn admit(app: &App, found: &Found) -> Result<(), Problem> {
    let published = app.now();
    let case = published.desk.case(found.ticket.case).ok_or_else(|| Problem::of(Fault::NotFound))?;
    let party = case.party(found.ticket.party).ok_or_else(|| Problem::of(Fault::NotFound))?;
    if own::audiences(case, party).is_empty() {
        return Err(Problem::of(Fault::WrongState).coded("wrong-case-state"));
    }
    let max = usize::try_from(app.settings.photos.max_per_party).unwrap_or(usize::MAX);
    let so_far = case.evidence.iter().filter(|photo| photo.party == found.ticket.party).count();
    if so_far >= max {
        return Err(Problem::of(Fault::Invalid).coded("too-many-of").with("max", max.to_string()));
    }
    Ok(())
}

/// For whom a photo is meant: as chosen where there is a choice, else the narrowest.
///
/// # Errors
/// `invalid` when the case has no such reader.
pub(in crate::web) fn audience_of(found: &Found, chosen: &str) -> Result<Audience, Problem> {
    let unknown = || Problem::of(Fault::Invalid).field("audience", "unknown");
    let case = found.published.desk.case(found.ticket.case).ok_or_else(unknown)?;
    let party = case.party(found.ticket.party).ok_or_else(unknown)?;
    let offered = own::audiences(case, party);
    if offered.is_empty() {
        return Err(Problem::of(Fault::WrongState).coded("wrong-case-state"));
    }
    let wanted = offered.iter().find(|audience| own::audience_code(**audience) == chosen);
    match (wanted, chosen) {
        (Some(audience), _) => Ok(*audience),
        (None, "") => Ok(offered[0]),
        (None, _) => Err(unknown()),
    }
}

/// A photo that cannot be taken, as a program is told.
pub(in crate::web) fn problem(error: &EvidenceError) -> Problem {
    let fault = match error {
        EvidenceError::TooLarge { .. } | EvidenceError::TooManyPixels { .. } => Fault::TooLarge,
        EvidenceError::NotAPhoto
        | EvidenceError::OtherFormat { .. }
        | EvidenceError::Damaged { .. }
        | EvidenceError::TooSlow => Fault::Unsupported,
        EvidenceError::Busy
        | EvidenceError::Full
        | EvidenceError::Storage(_)
        | EvidenceError::Missing
        | EvidenceError::Altered => return ours(error).unwrap_or_else(|| Problem::of(Fault::Internal)),
    };
    Problem::of(fault).coded(error.code())
}

async fn send(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    entries: Entries,
) -> Result<Response, Problem> {
    let audience = audience_of(&found, entries.text("audience"))?;
    let mut errors = Errors::default();
    let t = &visit.texts;
    if entries.uploads().next().is_none() {
        errors.add("photo", t.t("ticket-photo-none"));
    }
    for upload in entries.uploads() {
        let once = once_of(&app, entries.once(&app, &who, "ticket/photos"), &upload.bytes);
        match add(&app, &who, &found, once, audience, upload.bytes.to_vec()).await {
            Ok(_) => {}
            Err(Refused::Photo(error)) => errors.add("photo", say(t, &upload.name, &error)),
            Err(Refused::Desk(problem)) => return Err(problem),
        }
    }
    if errors.is_empty() {
        return Ok(visit.sent(&found.path()));
    }
    // Those that could be taken are kept; the page says which could not, and a second try takes none of them twice.
    let found = find(&app, &found.key)?;
    let (status, key) = (StatusCode::UNPROCESSABLE_ENTITY, entries.text(form::KEY).to_owned());
    let shown = Shown { status, errors, key, ..Shown::default() };
    super::show(&app, &who, &visit, &origin, &found, shown).await
}

/// One photo of one form counts once, wherever it stands among the others.
fn once_of(app: &App, form: Once, photo: &[u8]) -> Once {
    match form {
        Once::Fresh => Once::Fresh,
        Once::Key { scope, key, .. } => {
            let digest = app.digest(photo);
            Once::Key { scope, key: format!("{key}/{digest}"), digest: Some(digest) }
        }
    }
}

async fn look(
    State(app): State<App>,
    Holder(found): Holder,
    Path((_, evidence, print)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let unknown = || Problem::of(Fault::NotFound);
    let evidence: EvidenceId = evidence.parse().map_err(|_| unknown())?;
    let body = visible(&app, &found, evidence)?;
    // The original, with whatever the camera wrote into it, is for nobody but a court.
    let file = match print.as_str() {
        "copy" => body.copy,
        "thumbnail" => body.thumbnail,
        _ => return Err(unknown()),
    };
    picture(&app, file).await
}

/// What is sealed about a photo of this party's own, or one of the other side's that it may see.
fn visible(app: &App, found: &Found, id: EvidenceId) -> Result<EvidenceBody, Problem> {
    let unknown = || Problem::of(Fault::NotFound);
    let case = found.published.desk.case(found.ticket.case).ok_or_else(unknown)?;
    let party = case.party(found.ticket.party).ok_or_else(unknown)?;
    let own = own::own_photos(case, party.place.id);
    let photo =
        own.chain(party::others_photos(case, party)).find(|photo| photo.id == id).ok_or_else(unknown)?;
    opened(app, photo.seq)
}

/// What is sealed about the photo of an entry.
///
/// # Errors
/// `erased` when its key is gone.
pub(in crate::web) fn opened(app: &App, seq: u64) -> Result<EvidenceBody, Problem> {
    let entry = app.engine.entry(seq)?.ok_or_else(|| Problem::of(Fault::NotFound))?;
    Added::of(&entry).map(|added| added.body)
}

/// A kept picture as a response.
///
/// # Errors
/// When it cannot be read.
pub(in crate::web) async fn picture(app: &App, file: StoredFile) -> Result<Response, Problem> {
    let kept = Kept::try_from(file).map_err(|error| Problem::internal(&error))?;
    let bytes = app.evidence.open(&kept).await.map_err(|error| Problem::internal(&error))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kept.media.content_type())),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline")),
    ];
    Ok((headers, bytes).into_response())
}
