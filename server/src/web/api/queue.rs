//! The lines for programs: who stands where and why, and what a mediator does with a ticket.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    Command, TicketNumber,
    case::{Ask, RightKind},
    staff::{DutyState, Role},
    ticket::{Lane, ParkReason, ReleaseReason},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::{
    app::App,
    web::{
        counter::{actions::remark, actions::unknown, line, room_of, scan},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, RECEPTIONS, Route},
        visit::Visit,
    },
};

use super::{Listing, ProblemDocument, Sent, moved::Moved};

/// Who sees the lines; the supervisor sees figures only.
const READERS: &[Role] = &[Role::Organiser, Role::Head, Role::Mediator, Role::Reception, Role::DutyManager];

#[derive(OpenApi)]
#[openapi(paths(read, next, claim, call, check_in, missed, park, requeue, release))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    let receptions = Access::Staff(RECEPTIONS);
    vec![
        Route::get("/api/v1/queue", Access::Staff(READERS), read),
        Route::post("/api/v1/queue/next", receptions, next),
        Route::post("/api/v1/queue/{number}/claim", receptions, claim),
        Route::post("/api/v1/queue/{number}/call", receptions, call),
        Route::post("/api/v1/queue/{number}/check-in", receptions, check_in),
        Route::post("/api/v1/queue/{number}/missed", receptions, missed),
        Route::post("/api/v1/queue/{number}/park", receptions, park),
        Route::post("/api/v1/queue/{number}/requeue", receptions, requeue),
        Route::post("/api/v1/queue/{number}/release", receptions, release),
    ]
}

/// A place in a line.
#[derive(Serialize, ToSchema)]
struct InLine {
    ticket: String,
    case: String,
    /// `reception` or `talks`; absent for whoever watches the day for the organiser.
    #[serde(skip_serializing_if = "Option::is_none")]
    lane: Option<&'static str>,
    /// Counted from 1 among those of its mediation body in this line; absent with the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<usize>,
    kind: &'static str,
    /// For whoever watches the day for the organiser only of a complaint.
    right: Option<&'static str>,
    hall: Option<String>,
    /// The applicant's language.
    language: &'static str,
    /// Why it is heard before others, where it is.
    urgent: Option<&'static str>,
    #[schema(value_type = String, format = DateTime)]
    filed_at: Timestamp,
    /// Standing in this line since; absent with the line: who came to it long after filing was received before, and waits for talks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    waiting_since: Option<Timestamp>,
    /// What decides its place: `urgent` before `filed`.
    stands_by: &'static str,
    /// In words, why this one is offered next to whoever asks; absent for all others.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Vec<String>>,
}

/// Who waits, and why each stands where
///
/// In order; talks after reception, and for whoever only receives reception alone. The ticket that the desk would give next to
/// whoever asks says why. For whoever watches the day for the organiser all of them as they were filed: a case stands in the line
/// for talks only because both sides agreed, which is confidential; and which right it is about of complaints alone.
#[utoipa::path(get, path = "/api/v1/queue", tag = "queue", security(("staff" = [])),
    responses((status = 200, description = "Both lines", body = Listing<InLine>)))]
async fn read(State(app): State<App>, visit: Visit, person: Signed) -> Json<Listing<InLine>> {
    let (at, now) = (app.now(), app.clock.now());
    let offer = person.staff.takes_any().then(|| at.desk.next_for(&person.staff, None, now)).flatten();
    let sees = |lane: &&Lane| !person.staff.only_receives() || **lane == Lane::Reception;
    let lines = person.is_one_of(RECEPTIONS);
    let places =
        Lane::ALL.iter().filter(sees).flat_map(|lane| at.desk.waiting(*lane)).filter_map(|standing| {
            let (case, ticket) = (at.desk.case(standing.case)?, at.desk.ticket(standing.ticket)?);
            let offered = offer.as_ref().filter(|offer| offer.ticket == standing.ticket);
            Some(InLine {
                ticket: standing.ticket.to_string(),
                case: case.id.to_string(),
                lane: lines.then(|| standing.lane.code()),
                place: lines.then_some(standing.ahead + 1),
                kind: case.kind.code(),
                right: case.right.filter(|_| lines || case.asks_for(Ask::Measure)).map(RightKind::code),
                hall: case.hall.as_ref().map(ToString::to_string),
                language: case.claimant().place.language.tag(),
                urgent: case.urgent.map(domain::case::Urgency::code),
                filed_at: case.filed_at,
                waiting_since: lines.then_some(ticket.since),
                stands_by: if case.urgent.is_some() { "urgent" } else { "filed" },
                why: offered.map(|offer| offer.why.iter().map(|why| line::said(&visit.texts, why)).collect()),
            })
        });
    let mut items: Vec<_> = places.collect();
    if !lines {
        items.sort_by_key(|place| place.filed_at);
    }
    Json(Listing { items, next: None })
}

/// What to take next.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default)]
struct NextOf {
    /// Where the mediator sits from now on.
    room: Option<String>,
    /// Only from this line: `reception` or `talks`.
    lane: Option<String>,
}

/// Take the ticket that fits best
#[utoipa::path(post, path = "/api/v1/queue/next", tag = "queue", request_body = NextOf, security(("staff" = [])),
    responses(
        (status = 200, description = "It is yours", body = Moved),
        (status = 204, description = "Nobody waits whom you could take"),
        (status = 409, description = "`not-on-duty`", body = ProblemDocument),
    ))]
async fn next(
    State(app): State<App>,
    who: Who,
    person: Signed,
    sent: Sent<NextOf>,
) -> Result<Response, Problem> {
    // The head who takes no tickets is never on duty.
    if !person.staff.takes_any() {
        return Err(Problem::of(Fault::WrongState).coded("not-on-duty"));
    }
    let lane = match sent.body.lane.as_deref() {
        None => None,
        Some(code) => Some(Lane::from_code(code).ok_or_else(|| unknown("lane"))?),
    };
    let room =
        sent.body.room.as_deref().and_then(room_of).filter(|room| person.staff.room.as_ref() != Some(room));
    if room.is_some() && person.staff.duty == DutyState::On {
        let sit = Command::TakeDuty { state: DutyState::On, room };
        app.ask(who.from(), sent.once(&app, &who, "POST /queue/next room"), sit).await?;
    }
    let once = sent.once(&app, &who, "POST /queue/next");
    match app.ask(who.from(), once, Command::ClaimNext { lane }).await {
        Ok(accepted) => {
            let moved = Moved::of_entries(&accepted).ok_or_else(|| Problem::of(Fault::WrongState))?;
            Ok(Json(moved).into_response())
        }
        Err(problem) if problem.code() == "nobody-waits" => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(problem) => Err(problem),
    }
}

/// Submits what is done with one ticket, which is known by no other number than the page finds its case by: what is refused names
/// whoever has the case and its applicant's number.
async fn step<T>(
    app: &App,
    who: &Who,
    number: &str,
    sent: &Sent<T>,
    verb: &str,
    command: impl FnOnce(TicketNumber) -> Result<Command, Problem>,
) -> Result<Json<Moved>, Problem> {
    let unknown = || Problem::of(Fault::NotFound);
    let number: TicketNumber = number.parse().map_err(|_| unknown())?;
    scan::by_number(&app.now(), who, number).ok_or_else(unknown)?;
    let once = sent.once(app, who, &format!("POST /queue/{number}/{verb}"));
    let accepted = app.ask(who.from(), once, command(number)?).await?;
    let at = app.now();
    let case = at.desk.ticket(number).and_then(|ticket| at.desk.case(ticket.case));
    let case = case.ok_or_else(unknown)?;
    Ok(Json(Moved::of(&accepted, case, &at.desk)))
}

/// Nothing needs to be said.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default)]
struct Nothing {}

/// Where to.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default)]
struct ToRoom {
    /// The mediator's own room when absent.
    room: Option<String>,
}

/// Why.
#[derive(Deserialize, ToSchema)]
struct Because {
    /// A code of the procedure.
    reason: String,
    /// In words, for the mediation body's file.
    #[serde(default)]
    remark: String,
}

/// Take a ticket
#[utoipa::path(post, path = "/api/v1/queue/{number}/claim", tag = "queue", params(("number" = String, Path, example = "A-001")),
    request_body = Nothing, security(("staff" = [])),
    responses(
        (status = 200, description = "It is yours", body = Moved),
        (status = 409, description = "`already-claimed`: `by` says who has it", body = ProblemDocument),
    ))]
async fn claim(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Json<Moved>, Problem> {
    step(&app, &who, &number, &sent, "claim", |ticket| Ok(Command::ClaimTicket { ticket })).await
}

/// Call to a room, or call again
#[utoipa::path(post, path = "/api/v1/queue/{number}/call", tag = "queue", params(("number" = String, Path, example = "A-001")),
    request_body = ToRoom, security(("staff" = [])),
    responses(
        (status = 200, description = "Called; in talks, by the applicant's number, everybody who is not there yet", body = Moved),
        (status = 409, description = "`step-missing`: `impartiality`; `too-soon`: `seconds` says how long to wait", body = ProblemDocument),
    ))]
async fn call(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    sent: Sent<ToRoom>,
) -> Result<Json<Moved>, Problem> {
    let room = sent.body.room.as_deref().and_then(room_of);
    step(&app, &who, &number, &sent, "call", |ticket| Ok(Command::CallTicket { ticket, room })).await
}

/// A party has arrived
#[utoipa::path(post, path = "/api/v1/queue/{number}/check-in", tag = "queue", params(("number" = String, Path, example = "A-001")),
    request_body = Nothing, security(("staff" = [])),
    responses(
        (status = 200, description = "Noted", body = Moved),
        (status = 409, description = "`step-missing`: `impartiality`, for somebody who was not called", body = ProblemDocument),
    ))]
async fn check_in(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Json<Moved>, Problem> {
    step(&app, &who, &number, &sent, "check-in", |ticket| Ok(Command::CheckInTicket { ticket })).await
}

/// A party did not come
#[utoipa::path(post, path = "/api/v1/queue/{number}/missed", tag = "queue", params(("number" = String, Path, example = "A-001")),
    request_body = Nothing, security(("staff" = [])),
    responses((status = 200, description = "The place is kept until `kept_until`; `closed` where the others go on without a respondent who was called in vain", body = Moved)))]
async fn missed(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Json<Moved>, Problem> {
    step(&app, &who, &number, &sent, "missed", |ticket| Ok(Command::MissTicket { ticket })).await
}

/// Set aside
///
/// Reasons: `papers`, `other-side`, `expert`, `appointment`.
#[utoipa::path(post, path = "/api/v1/queue/{number}/park", tag = "queue", params(("number" = String, Path, example = "A-001")),
    request_body = Because, security(("staff" = [])),
    responses((status = 200, description = "Waits outside the line", body = Moved)))]
async fn park(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    sent: Sent<Because>,
) -> Result<Json<Moved>, Problem> {
    let reason = ParkReason::from_code(&sent.body.reason).ok_or_else(|| unknown("reason"))?;
    step(&app, &who, &number, &sent, "park", |ticket| Ok(Command::ParkTicket { ticket, reason })).await
}

/// Back into line
#[utoipa::path(post, path = "/api/v1/queue/{number}/requeue", tag = "queue", params(("number" = String, Path, example = "A-001")),
    request_body = Nothing, security(("staff" = [])),
    responses((status = 200, description = "At its old place", body = Moved)))]
async fn requeue(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Json<Moved>, Problem> {
    step(&app, &who, &number, &sent, "requeue", |ticket| Ok(Command::RequeueTicket { ticket })).await
}

/// Give back
///
/// Reasons: `conflict`, `not-my-field`, `party-asked`, `off-duty`, `mistake`.
#[utoipa::path(post, path = "/api/v1/queue/{number}/release", tag = "queue", params(("number" = String, Path, example = "A-001")),
    request_body = Because, security(("staff" = [])),
    responses((status = 200, description = "At its old place", body = Moved)))]
async fn release(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    sent: Sent<Because>,
) -> Result<Json<Moved>, Problem> {
    let reason = ReleaseReason::from_code(&sent.body.reason).ok_or_else(|| unknown("reason"))?;
    let remark = remark(&sent.body.remark)?;
    step(&app, &who, &number, &sent, "release", |ticket| {
        Ok(Command::ReleaseTicket { ticket, reason, remark })
    })
    .await
}

#[cfg(test)]
mod tests;
