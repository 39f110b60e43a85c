//! Filing a case by program: a kiosk, a script, a page of somebody else's.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    Actor,
    case::{CaseKind, Door},
    fair::Language,
    ticket::Lane,
};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::{
    app::{App, From},
    engine::Published,
    web::{
        filing::{
            draft::{CONSENT_VERSION, Claimant, Draft, Given, Named},
            file::{self, Filed},
            flaw::Flaw,
            parse::{self, Entrance},
        },
        form,
        guard::{Signed, Who},
        origin::Origin,
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, Route},
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

/// A case to be filed. (Written out only as the defaults in the document.)
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct NewCase {
    /// `dispute`, `enquiry` or `report`.
    #[schema(example = "dispute")]
    kind: String,
    /// The token of a booth's printed code. This or `hall_token`, unless a mediator is signed in.
    booth_token: Option<String>,
    /// The token of a hall's printed code.
    hall_token: Option<String>,
    /// Staff only: the hall to count the case under.
    hall: Option<String>,
    claimant: Filer,
    /// Whom it is about, at most 20. None for an enquiry.
    respondents: Vec<Respondent>,
    right: Right,
    /// The exhibit or other thing it is about.
    item: String,
    /// What happened, for the mediation body; the question; the report. Where only a measure is asked for and `complaint` is
    /// absent, it is the complaint.
    statement: String,
    /// For the organiser alone, needed when both mediation and a measure are asked for: what is meant for one must not reach
    /// the other.
    complaint: Option<String>,
    /// `stop-display remove apology payment licence undertaking other`.
    relief: Vec<String>,
    /// `mediation`, `measure` or both.
    asks: Vec<String>,
    /// Papers that are there or will be brought: `title legal-status identity power-of-attorney evaluation-report evidence`.
    papers: Vec<String>,
    consent: Consents,
}

/// Who files.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct Filer {
    name: String,
    company: Option<String>,
    hall: Option<String>,
    booth: Option<String>,
    /// A phone number or an e-mail address is needed.
    phone: Option<String>,
    email: Option<String>,
    /// `owner exclusive-licensee sole-licensee ordinary-licensee successor agent`.
    capacity: Option<String>,
    /// BCP 47 tag of the language to speak: `en` or `zh-CN`.
    language: Option<String>,
}

/// Somebody the case is about: a booth, an exhibitor, or a description.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct Respondent {
    hall: Option<String>,
    booth: Option<String>,
    exhibitor: Option<String>,
    described: Option<String>,
}

/// The right concerned.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct Right {
    /// `invention-patent utility-model design trademark copyright trade-secret unfair-competition other`.
    kind: String,
    number: Option<String>,
    title: Option<String>,
}

/// What was consented to: `true`, or the version of the text that was shown (`/privacy` shows them).
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct Consents {
    /// The privacy notice; always needed.
    privacy: Agreed,
    /// Needed when mediation is asked for.
    mediation: Agreed,
    /// Needed when a measure is asked for.
    organiser: Agreed,
}

/// A consent.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
enum Agreed {
    /// To the present text, or not at all.
    Plainly(bool),
    /// To the text of this version.
    Version(Option<String>),
}

impl Default for Agreed {
    fn default() -> Self {
        Self::Plainly(false)
    }
}

impl Agreed {
    fn version(self) -> String {
        match self {
            Self::Plainly(true) => CONSENT_VERSION.to_owned(),
            Self::Plainly(false) => String::new(),
            Self::Version(version) => version.unwrap_or_default(),
        }
    }
}

/// A case that was filed.
#[derive(Debug, Serialize, ToSchema)]
struct FiledCase {
    /// The case's id.
    case: String,
    ticket: FiledTicket,
    /// For content, evidence and withdrawal, as `Authorization: Bearer`.
    holder_token: String,
    /// How many stand before it in the line.
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
/// Whoever holds a booth's or hall's token may; mediators may without. A retry with the same `Idempotency-Key` gets the first
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
    let draft = draft(sent.body)?;
    let case = parse::parse(&app, &published, &entrance, &draft).map_err(|flaws| invalid(&flaws))?;
    file::admit(&app, &who, &once, &visit.texts)?;
    let filed = file::file(&app, from, once, case).await?;
    Ok((StatusCode::CREATED, Json(answer(&app.now(), &origin, filed))).into_response())
}

/// Through which door, and as whom: the public behind a token, a mediator at the counter.
fn entrance(published: &Published, who: &Who, case: &NewCase) -> Result<(Entrance, From), Problem> {
    let mediator = who.person.as_ref().filter(|person| MEDIATORS.iter().any(|role| person.is(*role)));
    let from = who.acting(mediator.map_or(Actor::Public, Signed::actor));
    let scanned = match (&case.booth_token, &case.hall_token) {
        (Some(token), _) => scan::booth(published, token)?,
        (None, Some(token)) => scan::hall(published, token)?,
        (None, None) if mediator.is_some() => {
            return Ok((Entrance { door: Door::Counter, hall: None }, from));
        }
        (None, None) if who.person.is_some() => return Err(Problem::of(Fault::NotAllowed)),
        (None, None) => return Err(Problem::of(Fault::SignInNeeded)),
    };
    Ok((scanned.entrance(), from))
}

fn draft(case: NewCase) -> Result<Draft, Problem> {
    let kind = CaseKind::from_code(&case.kind).ok_or_else(|| {
        Problem::of(Fault::Invalid).field("kind", if case.kind.is_empty() { "missing" } else { "unknown" })
    })?;
    let text = Option::unwrap_or_default;
    let only_measure = kind == CaseKind::Dispute && case.asks.iter().all(|ask| ask == "measure");
    let complaint =
        case.complaint.unwrap_or_else(|| if only_measure { case.statement.clone() } else { String::new() });
    let named = |one: Respondent| Named {
        hall: text(one.hall),
        booth: text(one.booth),
        exhibitor: text(one.exhibitor),
        described: text(one.described),
    };
    let who = case.claimant;
    Ok(Draft {
        kind,
        hall: text(case.hall),
        respondents: case.respondents.into_iter().map(named).collect(),
        right: case.right.kind,
        right_number: text(case.right.number),
        right_title: text(case.right.title),
        item: case.item,
        asks: case.asks,
        statement: case.statement,
        complaint,
        relief: case.relief,
        papers: case.papers,
        photos_for: String::new(),
        claimant: Claimant {
            name: who.name,
            company: text(who.company),
            hall: text(who.hall),
            booth: text(who.booth),
            phone: text(who.phone),
            email: text(who.email),
            reach: String::new(),
            capacity: text(who.capacity),
            language: who.language.unwrap_or_else(|| Language::default().tag().to_owned()),
        },
        consent: Given {
            privacy: case.consent.privacy.version(),
            mediation: case.consent.mediation.version(),
            organiser: case.consent.organiser.version(),
        },
    })
}

fn invalid(flaws: &[Flaw]) -> Problem {
    // The one field of a short form has no counterpart here.
    let name = |flaw: &Flaw| flaw.field.replace("claimant.reach", "claimant.phone");
    flaws.iter().fold(Problem::of(Fault::Invalid), |problem, flaw| problem.field(&name(flaw), flaw.code()))
}

fn answer(published: &Published, origin: &Origin, filed: Filed) -> FiledCase {
    let ahead = published.ahead_of(filed.case).unwrap_or(0);
    let wait = published.lines().wait(Lane::Reception, ahead);
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
