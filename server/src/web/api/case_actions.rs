//! What a mediator does with a case, for programs: one verb an action of the procedure.

use axum::{
    Json,
    extract::{Path, State},
};
use domain::{
    Case, Command,
    case::{Outcome, Paper, Reason, Urgency},
    ticket::ParkReason,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::{
    access::secrets::HolderCode,
    app::{App, Once},
    web::{
        counter::{
            actions::{remark, unknown},
            conclude::CODE_LASTS,
            scan,
        },
        guard::Who,
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, RECEPTIONS, Route},
    },
};

use super::{ProblemDocument, Sent, moved::Moved};

#[derive(OpenApi)]
#[openapi(paths(urgency, papers, open_talks, start, adjourn, conclude, code))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    let (mediators, receptions) = (Access::Staff(MEDIATORS), Access::Staff(RECEPTIONS));
    vec![
        Route::post("/api/v1/cases/{case}/urgency", receptions, urgency),
        Route::post("/api/v1/cases/{case}/papers", receptions, papers),
        Route::post("/api/v1/cases/{case}/open-talks", receptions, open_talks),
        Route::post("/api/v1/cases/{case}/start", mediators, start),
        Route::post("/api/v1/cases/{case}/adjourn", mediators, adjourn),
        Route::post("/api/v1/cases/{case}/conclude", receptions, conclude),
        Route::post("/api/v1/cases/{case}/code", receptions, code),
    ]
}

/// Submits what is done with one case.
async fn step<T>(
    app: &App,
    who: &Who,
    id: &str,
    sent: &Sent<T>,
    verb: &str,
    command: impl FnOnce(&Case) -> Result<Command, Problem>,
) -> Result<Json<Moved>, Problem> {
    let unknown = || Problem::of(Fault::NotFound);
    let id = id.parse().map_err(|_| unknown())?;
    let command = command(app.now().desk.case(id).ok_or_else(unknown)?)?;
    let once = sent.once(app, who, &format!("POST /cases/{id}/{verb}"));
    let accepted = app.ask(who.from(), once, command).await?;
    let at = app.now();
    let case = at.desk.case(id).ok_or_else(unknown)?;
    Ok(Json(Moved::of(&accepted, case, &at.desk)))
}

/// Nothing needs to be said.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default)]
struct Silent {}

/// Why, as a code of the procedure.
#[derive(Deserialize, ToSchema)]
struct Why {
    /// The code.
    reason: String,
    /// In words, for the mediation body's file.
    #[serde(default)]
    remark: String,
}

/// What is still missing.
#[derive(Deserialize, ToSchema)]
struct Missing {
    /// Codes of papers; empty when all are there.
    missing: Vec<String>,
}

/// How and why a case ends.
#[derive(Deserialize, ToSchema)]
struct Ending {
    /// `settled`, `undertaking`, `withdrawn`, `referred`, `no-agreement`, `advice-given`, `not-accepted`; and
    /// `organiser-decided` of a complaint alone that an older version left open when the organiser decided on it.
    outcome: String,
    /// A reason that belongs to the outcome.
    reason: String,
    /// In words, for the mediation body's file.
    #[serde(default)]
    remark: String,
}

/// For whom.
#[derive(Deserialize, ToSchema)]
struct ForTicket {
    /// The ticket of the party whose identity was checked.
    ticket: String,
}

/// A short code for a ticket's content.
#[derive(Serialize, ToSchema)]
struct Given {
    /// Shown once.
    code: String,
    #[schema(value_type = String, format = DateTime)]
    until: Timestamp,
}

/// Hear a case before others
///
/// Reasons: `leaving-soon`, `fair-ending`, `disturbance`, `deadline`, `personal-need`.
#[utoipa::path(post, path = "/api/v1/cases/{case}/urgency", tag = "cases", params(("case" = String, Path)),
    request_body = Why, security(("staff" = [])),
    responses((status = 200, description = "Recorded", body = Moved)))]
async fn urgency(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Why>,
) -> Result<Json<Moved>, Problem> {
    let urgency = Urgency::from_code(&sent.body.reason).ok_or_else(|| unknown("reason"))?;
    let remark = remark(&sent.body.remark)?;
    step(&app, &who, &id, &sent, "urgency", |case| {
        Ok(Command::RecordUrgency { case: case.id, urgency, remark })
    })
    .await
}

/// Record which papers are still missing
#[utoipa::path(post, path = "/api/v1/cases/{case}/papers", tag = "cases", params(("case" = String, Path)),
    request_body = Missing, security(("staff" = [])),
    responses((status = 200, description = "Recorded", body = Moved)))]
async fn papers(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Missing>,
) -> Result<Json<Moved>, Problem> {
    let papers =
        sent.body.missing.iter().map(|code| Paper::from_code(code).ok_or_else(|| unknown("missing")));
    let missing = papers.collect::<Result<_, _>>()?;
    step(&app, &who, &id, &sent, "papers", |case| Ok(Command::CheckPapers { case: case.id, missing })).await
}

/// Open the talks
///
/// Of an accepted case, with the claimant and the respondents who agreed; it waits in the talks line.
#[utoipa::path(post, path = "/api/v1/cases/{case}/open-talks", tag = "cases", params(("case" = String, Path)),
    request_body = Silent, security(("staff" = [])),
    responses(
        (status = 200, description = "The case waits for talks", body = Moved),
        (status = 409, description = "`wrong-case-state`: it is accepted first; `no-mediation-asked`; `step-missing`: `impartiality`, or a respondent still has time to answer", body = ProblemDocument),
        (status = 422, description = "`consent-missing`: nobody agreed yet", body = ProblemDocument),
    ))]
async fn open_talks(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Silent>,
) -> Result<Json<Moved>, Problem> {
    step(&app, &who, &id, &sent, "open-talks", |case| Ok(Command::OpenTalks { case: case.id })).await
}

/// Begin the talk
#[utoipa::path(post, path = "/api/v1/cases/{case}/start", tag = "cases", params(("case" = String, Path)),
    request_body = Silent, security(("staff" = [])),
    responses(
        (status = 200, description = "The talk is on", body = Moved),
        (status = 409, description = "`wrong-ticket-state` while somebody is not there; `step-missing`: `impartiality` where others alone declared it, `identity` of everybody, `rights`", body = ProblemDocument),
    ))]
async fn start(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Silent>,
) -> Result<Json<Moved>, Problem> {
    step(&app, &who, &id, &sent, "start", |case| Ok(Command::StartSession { case: case.id })).await
}

/// Interrupt the talk
///
/// Reasons: `papers`, `other-side`, `expert`, `appointment`.
#[utoipa::path(post, path = "/api/v1/cases/{case}/adjourn", tag = "cases", params(("case" = String, Path)),
    request_body = Why, security(("staff" = [])),
    responses((status = 200, description = "Set aside", body = Moved)))]
async fn adjourn(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Why>,
) -> Result<Json<Moved>, Problem> {
    let reason = ParkReason::from_code(&sent.body.reason).ok_or_else(|| unknown("reason"))?;
    let remark = remark(&sent.body.remark)?;
    step(&app, &who, &id, &sent, "adjourn", |case| {
        Ok(Command::AdjournSession { case: case.id, reason, remark })
    })
    .await
}

/// End a case
#[utoipa::path(post, path = "/api/v1/cases/{case}/conclude", tag = "cases", params(("case" = String, Path)),
    request_body = Ending, security(("staff" = [])),
    responses(
        (status = 200, description = "Ended", body = Moved),
        (status = 409, description = "`step-missing`: `impartiality`; `agreement`: none is in effect; `in-effect`: one is, and it has no other end", body = ProblemDocument),
        (status = 422, description = "`reason-mismatch`: the reason does not belong to the outcome", body = ProblemDocument),
    ))]
async fn conclude(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Ending>,
) -> Result<Json<Moved>, Problem> {
    let outcome = Outcome::from_code(&sent.body.outcome).ok_or_else(|| unknown("outcome"))?;
    let reason = Reason::from_code(&sent.body.reason).ok_or_else(|| unknown("reason"))?;
    let remark = remark(&sent.body.remark)?;
    step(&app, &who, &id, &sent, "conclude", |case| {
        Ok(Command::ConcludeCase { case: case.id, outcome, reason, remark })
    })
    .await
}

/// Give a short code for a ticket's content, after checking identity
///
/// Keeps no answer: every call makes a new code, and the one before is void.
#[utoipa::path(post, path = "/api/v1/cases/{case}/code", tag = "cases", params(("case" = String, Path)),
    request_body = ForTicket, security(("staff" = [])),
    responses((status = 200, description = "The code, shown once", body = Given)))]
async fn code(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<ForTicket>,
) -> Result<Json<Given>, Problem> {
    let at = app.now();
    let case = id.parse().ok().and_then(|id| at.desk.case(id)).ok_or_else(|| Problem::of(Fault::NotFound))?;
    let ticket = scan::named(&at, &who, case, &sent.body.ticket).ok_or_else(|| unknown("ticket"))?;
    let code = HolderCode::random();
    let until = app.clock.now().saturating_add(CODE_LASTS).map_err(|error| Problem::internal(&error))?;
    let command = Command::GiveHolderCode { ticket, code: app.holder_code(ticket, &code), until };
    app.ask(who.from(), Once::Fresh, command).await?;
    Ok(Json(Given { code: code.reveal(), until }))
}
