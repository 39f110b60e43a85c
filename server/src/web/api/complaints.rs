//! The organiser's track for programs: what waits, and one verb a step, the same steps as the page of a complaint.
//!
//! No name and no text stands here: who reads those does it on the page, where the reading is recorded.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
};
use domain::{
    Case, CaseId, Command, EvidenceId, Fact, PartyId,
    body::Content,
    case::{Ask, Audience},
    measure::{Measure, MeasureAction, Task},
    procedure::Purpose,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use crate::{
    app::{App, Once},
    engine::Accepted,
    web::{
        complaints::{find, respondent, said, ticket_of},
        counter,
        filing::photos,
        form::{self, Entries},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, ON_DUTY, Route},
        ticket::evidence::{self, UPLOAD_BYTES},
    },
};

use super::{Listing, ProblemDocument, Sent, sent};

mod asked;

use asked::{Answer, Order, Service, Whom, Words};

/// Complaints in one answer.
const PART: usize = 100;

#[derive(OpenApi)]
#[openapi(paths(list, notice, service, answer, clear, order, apply, lift, hand_in, hand_over))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    let leading = Access::Staff(ON_DUTY);
    vec![
        Route::get("/api/v1/complaints", leading, list),
        Route::post("/api/v1/complaints/{case}/issue-notice", leading, notice),
        Route::post("/api/v1/complaints/{case}/record-service", leading, service),
        Route::post("/api/v1/complaints/{case}/answer", leading, answer),
        Route::post("/api/v1/complaints/{case}/clear", leading, clear),
        Route::post("/api/v1/complaints/{case}/order", leading, order),
        Route::post("/api/v1/complaints/{case}/apply", leading, apply),
        Route::post("/api/v1/complaints/{case}/lift", leading, lift),
        Route::post("/api/v1/complaints/{case}/evidence", leading, hand_in).with(form::up_to(UPLOAD_BYTES)),
        Route::post("/api/v1/cases/{case}/hand-over-clause", Access::Staff(MEDIATORS), hand_over),
    ]
}

/// A complaint, or a clause that was handed over.
#[derive(Debug, Serialize, ToSchema)]
struct Complaint {
    /// The case.
    case: String,
    /// The claimant's ticket.
    #[schema(example = "A-012")]
    ticket: String,
    #[schema(value_type = String, format = DateTime)]
    filed_at: Timestamp,
    /// Whether something may still come of it.
    open: bool,
    /// One with each respondent.
    tracks: Vec<Track>,
}

/// The organiser's track with one respondent.
#[derive(Debug, Serialize, ToSchema)]
struct Track {
    /// The respondent, as the steps name it.
    party: String,
    /// Hall and booth, where it is on the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    booth: Option<String>,
    /// Several share its booth and nobody said who of them is meant: `name-exhibitor` comes before a notice and an order.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    wants_exhibitor: bool,
    /// `filed`, `noticed`, `window-open`, `answered`, `cleared`, `ordered`, `applied`, `lifted`.
    state: &'static str,
    /// What waits for a person: `notice`, `service`, `no-answer`, `answer`, `withdrawn`, `clause`, `apply`, `lift`, `close`. No clock ever
    /// does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<&'static str>,
    /// When the respondent last objected to the measure that stands, ordered or applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    objected_at: Option<Timestamp>,
    /// By when a statement is due by the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    deadline: Option<Timestamp>,
    /// The last moment at which it is of use at this fair.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    last_useful: Option<Timestamp>,
    /// The measure ordered last.
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<&'static str>,
    /// On what it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
    /// Until when; absent for the close of the fair.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

impl Track {
    fn of(app: &App, case: &Case, track: &Measure) -> Self {
        let at = app.now();
        let task = case.track_task(track, app.clock.now(), at.desk.closes_at());
        Self {
            party: track.party.to_string(),
            booth: case
                .party(track.party)
                .and_then(|party| at.desk.booth(party.place.booth?))
                .map(|booth| format!("{} {}", booth.hall, booth.number)),
            wants_exhibitor: case.wants_name(track.party) && case.erased_at.is_none(),
            state: track.state.code(),
            task: task.map(Task::code),
            objected_at: track.objection().map(|said| said.at),
            deadline: track.window.as_ref().map(|window| window.deadline),
            last_useful: track.window.as_ref().map(|window| window.last_useful),
            measure: track.order().map(|order| order.kind.code()),
            basis: track.order().map(|order| order.basis.code()),
            until: track.order().and_then(|order| order.until),
        }
    }
}

/// What a step wrote, and where the track is now.
#[derive(Debug, Serialize, ToSchema)]
struct Moved {
    /// The case.
    case: String,
    track: Track,
    /// The ticket that came with a notice; absent where mediation was asked for too: the board calls tickets, and with the number one
    /// would read there who comes to talks, or that a notice of the mediation came before.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<String>,
    /// Where the notice is on a phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<String>,
}

impl Moved {
    fn of(app: &App, case: &Case, track: &Measure, accepted: &Accepted) -> Self {
        let mut moved = Self {
            case: case.id.to_string(),
            track: Track::of(app, case, track),
            ticket: None,
            notice: None,
        };
        for entry in &accepted.entries {
            if let Some(Content::Notice(secret)) = entry.body.clone().content() {
                moved.notice = Some(format!("/n/{}", secret.key));
            }
            let told = !case.asks_for(Ask::Mediation) || case.is_of_clause(track.party);
            if let Fact::TicketIssued { ticket, .. } = &entry.fact
                && told
            {
                moved.ticket = Some(ticket.to_string());
            }
        }
        moved
    }
}

/// Submits a step.
async fn take<T>(
    app: &App,
    who: &Who,
    (id, party): (&str, &str),
    sent: &Sent<T>,
    verb: &str,
    action: Result<MeasureAction, Problem>,
) -> Result<Json<Moved>, Problem> {
    let case = find(&app.now(), id)?;
    let party = respondent(&case, party)?;
    let once = sent.once(app, who, &format!("POST /complaints/{}/{verb}", case.id));
    let accepted = app.ask(who.from(), once, said::moved(&case, party, action?)).await?;
    moved(app, case.id, party, &accepted)
}

fn moved(
    app: &App,
    case: domain::CaseId,
    party: PartyId,
    accepted: &Accepted,
) -> Result<Json<Moved>, Problem> {
    let at = app.now();
    let case = at.desk.case(case).ok_or_else(|| Problem::of(Fault::NotFound))?;
    let track = case.measure(party).cloned().unwrap_or_else(|| Measure::new(party));
    Ok(Json(Moved::of(app, case, &track, accepted)))
}

fn proof(typed: &str) -> Result<Option<EvidenceId>, Problem> {
    if typed.is_empty() {
        return Ok(None);
    }
    let unknown = || Problem::of(Fault::Invalid).field("evidence", "unknown");
    typed.parse().map(Some).map_err(|_| unknown())
}

/// Complaints
///
/// The newest first, with what waits; neither names nor texts.
#[utoipa::path(get, path = "/api/v1/complaints", tag = "complaints", params(Part), security(("staff" = [])),
    responses((status = 200, description = "Complaints, a hundred at once", body = Listing<Complaint>)))]
async fn list(State(app): State<App>, Query(part): Query<Part>) -> Json<Listing<Complaint>> {
    let at = app.now();
    let after: Option<CaseId> = part.after.and_then(|after| after.parse().ok());
    // Cases stand in order of their ids.
    let older =
        |case: &&std::sync::Arc<Case>| after.is_none_or(|after| case.id < after) && case.is_complaint();
    let known: Vec<_> = at.desk.complaints().rev().filter(older).take(PART + 1).collect();
    let complaint = |case: &std::sync::Arc<Case>| Complaint {
        case: case.id.to_string(),
        ticket: ticket_of(case),
        filed_at: case.filed_at,
        open: case.is_open_complaint(),
        tracks: case.tracks().map(|track| Track::of(&app, case, &track)).collect(),
    };
    let here = &known[..known.len().min(PART)];
    let next = here.last().filter(|_| known.len() > PART).map(|case| case.id.to_string());
    Json(Listing { items: here.iter().map(|case| complaint(case)).collect(), next })
}

/// Which part of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Part {
    /// Where an earlier answer said `next`.
    after: Option<String>,
}

/// Draw up the notice of a complaint
///
/// Again, should it be lost: the one before opens nothing any more.
#[utoipa::path(post, path = "/api/v1/complaints/{case}/issue-notice", tag = "complaints", params(("case" = String, Path)),
    request_body = Whom, security(("staff" = [])),
    responses(
        (status = 200, description = "Drawn up; the respondent has a ticket now", body = Moved),
        (status = 409, description = "`wrong-measure-state`, `no-complaint`; `step-missing`: `exhibitor` of a shared booth", body = ProblemDocument),
    ))]
async fn notice(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Whom>,
) -> Result<Json<Moved>, Problem> {
    take(&app, &who, (&id, &sent.body.party), &sent, "issue-notice", Ok(said::notice())).await
}

/// Record that the notice was served
///
/// Only this opens the time for a statement.
#[utoipa::path(post, path = "/api/v1/complaints/{case}/record-service", tag = "complaints", params(("case" = String, Path)),
    request_body = Service, security(("staff" = [])),
    responses(
        (status = 200, description = "Recorded, with the deadline", body = Moved),
        (status = 409, description = "`wrong-measure-state`", body = ProblemDocument),
        (status = 422, description = "`incomplete`: `name`; `no-witness`", body = ProblemDocument),
    ))]
async fn service(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Service>,
) -> Result<Json<Moved>, Problem> {
    let Service { party, method, refused, name, position, witness, evidence } = &sent.body;
    let evidence = proof(evidence)?;
    let action = said::service(method, *refused, name, position, witness, evidence);
    take(&app, &who, (&id, party), &sent, "record-service", action).await
}

/// Record a respondent's statement
///
/// One that comes after the time is taken too.
#[utoipa::path(post, path = "/api/v1/complaints/{case}/answer", tag = "complaints", params(("case" = String, Path)),
    request_body = Answer, security(("staff" = [])),
    responses(
        (status = 200, description = "Recorded", body = Moved),
        (status = 409, description = "`wrong-measure-state`", body = ProblemDocument),
    ))]
async fn answer(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Answer>,
) -> Result<Json<Moved>, Problem> {
    let Answer { party, means, admits, name, position, statement, written } = &sent.body;
    let action = said::answer(means, *admits, name, position, (statement, written));
    take(&app, &who, (&id, party), &sent, "answer", action).await
}

/// Close a complaint without a measure
#[utoipa::path(post, path = "/api/v1/complaints/{case}/clear", tag = "complaints", params(("case" = String, Path)),
    request_body = Words, security(("staff" = [])),
    responses(
        (status = 200, description = "Closed", body = Moved),
        (status = 409, description = "`wrong-measure-state`", body = ProblemDocument),
    ))]
async fn clear(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Words>,
) -> Result<Json<Moved>, Problem> {
    let action = said::words(&sent.body.text, &sent.body.written).map(|body| MeasureAction::Clear { body });
    take(&app, &who, (&id, &sent.body.party), &sent, "clear", action).await
}

/// Order a measure
///
/// By a named officer, on a basis that holds.
#[utoipa::path(post, path = "/api/v1/complaints/{case}/order", tag = "complaints", params(("case" = String, Path)),
    request_body = Order, security(("staff" = [])),
    responses(
        (status = 200, description = "Ordered", body = Moved),
        (status = 409, description = "`basis-missing`, `wrong-measure-state`; `step-missing`: `exhibitor` of a shared booth", body = ProblemDocument),
        (status = 422, description = "`incomplete`: `text`, `until`; `beyond-clause`, `beyond-close`, `after-close`: `until`", body = ProblemDocument),
    ))]
async fn order(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Order>,
) -> Result<Json<Moved>, Problem> {
    let Order { party, kind, basis, until, text, written } = &sent.body;
    take(&app, &who, (&id, party), &sent, "order", said::order(kind, basis, *until, (text, written))).await
}

/// Record that a measure was applied
#[utoipa::path(post, path = "/api/v1/complaints/{case}/apply", tag = "complaints", params(("case" = String, Path)),
    request_body = Words, security(("staff" = [])),
    responses(
        (status = 200, description = "Recorded", body = Moved),
        (status = 409, description = "`wrong-measure-state`", body = ProblemDocument),
        (status = 422, description = "`before-clause`: the clause begins later", body = ProblemDocument),
    ))]
async fn apply(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Words>,
) -> Result<Json<Moved>, Problem> {
    let evidence = proof(&sent.body.evidence)?;
    let action =
        said::words(&sent.body.text, &sent.body.written).map(|body| MeasureAction::Apply { evidence, body });
    take(&app, &who, (&id, &sent.body.party), &sent, "apply", action).await
}

/// Lift a measure
#[utoipa::path(post, path = "/api/v1/complaints/{case}/lift", tag = "complaints", params(("case" = String, Path)),
    request_body = Words, security(("staff" = [])),
    responses(
        (status = 200, description = "Lifted", body = Moved),
        (status = 409, description = "`wrong-measure-state`", body = ProblemDocument),
    ))]
async fn lift(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Words>,
) -> Result<Json<Moved>, Problem> {
    let action = said::words(&sent.body.text, &sent.body.written).map(|body| MeasureAction::Lift { body });
    take(&app, &who, (&id, &sent.body.party), &sent, "lift", action).await
}

/// A photo of the organiser's.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it stands in the document alone; the fields are read as a form")]
struct ProofForm {
    /// The respondent's id.
    party: String,
    /// `service`, `measure`, `signature`.
    purpose: String,
    /// JPEG, PNG or WebP.
    #[schema(value_type = String, format = Binary)]
    photo: Vec<u8>,
}

/// A photo that the desk keeps.
#[derive(Debug, Serialize, ToSchema)]
struct Proof {
    /// As a step names it.
    evidence: String,
}

/// Hand in a photo that proves a step
///
/// One a request; the step that it proves names it.
#[utoipa::path(post, path = "/api/v1/complaints/{case}/evidence", tag = "complaints", params(("case" = String, Path)),
    request_body(content = ProofForm, content_type = "multipart/form-data"), security(("staff" = [])),
    responses(
        (status = 201, description = "It is kept", body = Proof),
        (status = 413, description = "`photo-too-large`, `photo-too-many-pixels`", body = ProblemDocument),
        (status = 415, description = "`photo-not-a-photo`, `photo-other-format`, `photo-damaged`", body = ProblemDocument),
        (status = 422, description = "`invalid`: no photo, no such party or purpose", body = ProblemDocument),
    ))]
async fn hand_in(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Entries,
) -> Result<(StatusCode, Json<Proof>), Problem> {
    let invalid = |field: &str, code: &str| Problem::of(Fault::Invalid).field(field, code);
    let case = find(&app.now(), &id)?;
    let party = respondent(&case, form.text("party"))?;
    let purpose = Purpose::from_code(form.text("purpose")).filter(|purpose| *purpose != Purpose::Exhibit);
    let purpose = purpose.ok_or_else(|| invalid("purpose", "unknown"))?;
    let mut uploads = form.uploads();
    let (Some(upload), None) = (uploads.next(), uploads.next()) else {
        return Err(invalid("photo", "one"));
    };
    let key = headers.get(sent::IDEMPOTENCY_KEY).and_then(|key| key.to_str().ok());
    let once = key.map_or(Once::Fresh, |key| Once::Key {
        scope: format!(
            "POST /complaints/{}/evidence/{party}/{}/{}",
            case.id,
            purpose.code(),
            sent::caller(&who)
        ),
        key: key.to_owned(),
        digest: Some(app.digest(&upload.bytes)),
    });
    let receipt = app.evidence.receive(upload.bytes.to_vec(), app.clock.now()).await;
    let body = receipt.map_err(|error| evidence::problem(&error))?.into_body(None);
    let (evidence, audience) = (EvidenceId(app.fresh_id()), Audience::Measure);
    let add = Command::AddEvidence { case: case.id, party, evidence, audience, purpose, body };
    let accepted = app.ask(who.from(), once, add).await?;
    // A retry is answered with the name that the first try gave.
    let name = accepted.entries.iter().find_map(|entry| photos::named(&entry.fact));
    let evidence = name.ok_or_else(|| Problem::of(Fault::KeyReused))?.to_string();
    Ok((StatusCode::CREATED, Json(Proof { evidence })))
}

/// Hand a clause over to the organiser
///
/// The clauses of one respondent that both sides marked, once the agreement is in effect; read from the agreement itself, and
/// nothing else.
#[utoipa::path(post, path = "/api/v1/cases/{case}/hand-over-clause", tag = "cases", params(("case" = String, Path)),
    request_body = Whom, security(("staff" = [])),
    responses(
        (status = 200, description = "Handed over", body = Moved),
        (status = 403, description = "`not-allowed`: not the mediator who has the case", body = ProblemDocument),
        (status = 409, description = "`step-missing`: `organiser-clause`; `taken`: it was handed over before", body = ProblemDocument),
    ))]
async fn hand_over(
    State(app): State<App>,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    sent: Sent<Whom>,
) -> Result<Json<Moved>, Problem> {
    let case = counter::contents::find(&app.now(), &id)?;
    let party = respondent(&case, &sent.body.party)?;
    let command = counter::handing_over(&app, &who, &person, &case, party).await?;
    let once = sent.once(&app, &who, &format!("POST /cases/{}/hand-over-clause", case.id));
    let accepted = app.ask(who.from(), once, command).await?;
    moved(&app, case.id, party, &accepted)
}
