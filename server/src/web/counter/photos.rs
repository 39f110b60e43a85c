//! Photos of a case as the mediation body may see them: the clean copy and its thumbnail, never the original; and filing one that
//! staff took.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    CaseId, Command, EvidenceId, Fact, PartyId,
    body::Content,
    case::{Audience, Evidence},
    procedure::Purpose,
    reading::Sight,
};

use crate::{
    app::{App, Once},
    evidence::{EvidenceError, Kept},
    web::{
        form::{Entries, Upload},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, RECEPTIONS, Route},
        ticket::evidence,
    },
};

use super::{contents, happened};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/counter/cases/{case}/photos/{evidence}/{size}", Access::Staff(RECEPTIONS), photo)]
}

async fn photo(
    State(app): State<App>,
    who: Who,
    person: Signed,
    Path((case, id, size)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let at = app.now();
    let case = contents::find(&at, &case)?;
    let sight = contents::told(&at, &person, &case, app.clock.now());
    if !matches!(sight, Sight::Whole | Sight::Received) {
        return Err(Problem::of(Fault::NotAllowed));
    }
    let shown = |photo: &Evidence| sight == Sight::Whole || case.is_of_reception(photo);
    let photo = case
        .evidence
        .iter()
        .find(|photo| photo.id.to_string() == id && photo.audience.mediation() && shown(photo))
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

/// Files a picture that came with a form of staff, once however often the form is sent: proof of service, a signed paper. Where the
/// form says that it happened earlier, the picture is of that time, too.
///
/// # Errors
/// A picture that cannot be taken, or what the desk says.
pub(super) async fn file(
    app: &App,
    who: &Who,
    once: Once,
    form: &Entries,
    (case, party, purpose): (CaseId, PartyId, Purpose),
    upload: &Upload,
) -> Result<Option<EvidenceId>, Problem> {
    let receipt = app.evidence.receive(upload.bytes.to_vec(), app.clock.now()).await;
    let receipt = receipt.map_err(|error| evidence::problem(&error))?;
    let once = match once {
        Once::Fresh => Once::Fresh,
        Once::Key { scope, key, .. } => Once::Key { scope, key, digest: Some(app.digest(&upload.bytes)) },
    };
    let command = Command::AddEvidence {
        case,
        party,
        evidence: EvidenceId(app.fresh_id()),
        audience: Audience::Mediation,
        purpose,
        body: receipt.into_body(None),
    };
    let accepted = happened::ask(app, who, once, form, command).await?;
    let added =
        |fact: &Fact| if let Fact::EvidenceAdded { evidence, .. } = fact { Some(*evidence) } else { None };
    Ok(accepted.entries.iter().find_map(|entry| added(&entry.fact)))
}

fn refusal(error: &EvidenceError) -> Problem {
    if matches!(error, EvidenceError::Missing) {
        Problem::of(Fault::Erased)
    } else {
        Problem::internal(error)
    }
}
