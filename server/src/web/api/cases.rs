//! Filing a case by program: a kiosk, a script, a page of somebody else's.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{Actor, BodyId, case::Door, ticket::Lane};
use link::Filing;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::{
    app::{App, From},
    engine::Published,
    web::{
        filing::{
            draft::Draft,
            file::{self, Filed},
            flaw::Flaw,
            parse::{self, Entrance},
        },
        form,
        guard::{Signed, Who},
        origin::Origin,
        problem::{Fault, Problem},
        route::{Access, RECEPTIONS, Route},
        scan,
        visit::Visit,
    },
};

use super::{ProblemDocument, Sent};

#[cfg(test)]
mod tests;

/// Largest body: the longest texts in the longest script, with room to spare.
const BODY_BYTES: usize = 256 * 1024;

#[derive(OpenApi)]
#[openapi(paths(create))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::post("/api/v1/cases", Access::Everyone, create).with(form::up_to(BODY_BYTES))]
}

/// A case to be filed, and by what right.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct NewCase {
    /// The token of a booth's printed code. This or `hall_token`, unless a mediator is signed in.
    booth_token: Option<String>,
    /// The token of a hall's printed code.
    hall_token: Option<String>,
    /// Staff only: the hall to count the case under.
    hall: Option<String>,
    #[serde(flatten)]
    filing: Filing,
}

/// A case that was filed.
#[derive(Debug, Serialize, ToSchema)]
struct FiledCase {
    /// The case's id.
    case: String,
    ticket: FiledTicket,
    /// For content, evidence and withdrawal, as `Authorization: Bearer`.
    holder_token: String,
    /// How many of the same mediation body stand before it in the line.
    ahead: usize,
    wait: Wait,
}

/// Its ticket.
#[derive(Debug, Serialize, ToSchema)]
struct FiledTicket {
    #[schema(example = "A-017")]
    number: String,
    /// The key in its address.
    key: String,
    /// Its address, for a QR code.
    url: String,
}

/// How long it may take until it is called, in seconds.
#[derive(Debug, Serialize, ToSchema)]
struct Wait {
    low_s: u64,
    high_s: u64,
}

/// File a case
///
/// Whoever holds a booth's or hall's token may; mediators and who receives may without. A retry with the same `Idempotency-Key` gets the first
/// answer, and never makes a second case.
#[utoipa::path(post, path = "/api/v1/cases", tag = "cases", request_body = NewCase,
    params(("Idempotency-Key" = Option<String>, Header, description = "Names this request; a retry carries the same")),
    responses(
        (status = 201, description = "Filed", body = FiledCase),
        (status = 401, description = "`sign-in-needed`: neither a token nor a mediator", body = ProblemDocument),
        (status = 404, description = "`code-unknown`", body = ProblemDocument),
        (status = 410, description = "`code-revoked`", body = ProblemDocument),
        (status = 422, description = "`invalid`, with `fields`; `key-reused`", body = ProblemDocument),
        (status = 429, description = "`filing-limit`", body = ProblemDocument),
    ))]
async fn create(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    origin: Origin,
    sent: Sent<NewCase>,
) -> Result<Response, Problem> {
    let once = sent.once(&app, &who, "POST /cases");
    let published = app.now();
    let (entrance, from) = entrance(&published, &who, &sent.body)?;
    let NewCase { hall, filing, .. } = sent.body;
    let blank = filing.kind.is_empty();
    let draft = Draft::of_filing(filing, hall.unwrap_or_default()).ok_or_else(|| {
        Problem::of(Fault::Invalid).field("kind", if blank { "missing" } else { "unknown" })
    })?;
    let case = parse::parse(&app, &published, &entrance, &draft).map_err(|flaws| invalid(&flaws))?;
    file::admit(&app, &who, &once, &visit.texts)?;
    let filed = file::file(&app, from, once, case).await?;
    Ok((StatusCode::CREATED, Json(answer(&app.now(), &origin, filed))).into_response())
}

/// Through which door, and as whom: the public behind a token, a mediator or who receives at the counter.
fn entrance(published: &Published, who: &Who, case: &NewCase) -> Result<(Entrance, From), Problem> {
    let counter = who.person.as_ref().filter(|person| RECEPTIONS.iter().any(|role| person.is(*role)));
    let from = who.acting(counter.map_or(Actor::Public, Signed::actor));
    let scanned = match (&case.booth_token, &case.hall_token) {
        (Some(token), _) => scan::booth(published, token)?,
        (None, Some(token)) => scan::hall(published, token)?,
        (None, None) if counter.is_some() => {
            return Ok((Entrance { door: Door::Counter, hall: None }, from));
        }
        (None, None) if who.person.is_some() => return Err(Problem::of(Fault::NotAllowed)),
        (None, None) => return Err(Problem::of(Fault::SignInNeeded)),
    };
    Ok((scanned.entrance(), from))
}

fn invalid(flaws: &[Flaw]) -> Problem {
    // The one field of a short form has no counterpart here.
    let name = |flaw: &Flaw| flaw.field.replace("claimant.reach", "claimant.phone");
    flaws.iter().fold(Problem::of(Fault::Invalid), |problem, flaw| problem.field(&name(flaw), flaw.code()))
}

fn answer(published: &Published, origin: &Origin, filed: Filed) -> FiledCase {
    let ahead = published.ahead_of(filed.case).unwrap_or(0);
    let body = published.desk.case(filed.case).map_or(BodyId::FIRST, |case| case.body);
    let wait = published.lines().wait(body, Lane::Reception, ahead);
    FiledCase {
        case: filed.case.to_string(),
        ticket: FiledTicket {
            number: filed.ticket.to_string(),
            url: origin.0.join(&format!("/t/{}", filed.secret.key)),
            key: filed.secret.key,
        },
        holder_token: filed.secret.holder,
        ahead,
        wait: Wait { low_s: wait.low_s, high_s: wait.high_s },
    }
}
