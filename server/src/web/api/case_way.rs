//! A case's way from reception to talks, for programs: one verb a step, the same steps as the page of the counter.

use axum::{
    Json,
    extract::{Path, State},
};
use domain::{
    Case, Fact,
    body::Content,
    procedure::{Action, CaseSource, Proceeding},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::{
    app::App,
    engine::Accepted,
    web::{
        counter::{
            actions::unknown,
            room_of,
            way::{
                party_of,
                said::{Replied, Served, by_staff, chosen, ends_after, new_notice, step},
            },
        },
        guard::Who,
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, Route},
    },
};

use super::{ProblemDocument, Sent};

#[derive(OpenApi)]
#[openapi(paths(
    accept,
    impartiality,
    notice,
    service,
    answer,
    withdraw,
    other_mediator,
    appointment,
    confirm,
    cancel
))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::post("/api/v1/cases/{case}/accept", mediators, accept),
        Route::post("/api/v1/cases/{case}/declare-impartiality", mediators, impartiality),
        Route::post("/api/v1/cases/{case}/issue-notice", mediators, notice),
        Route::post("/api/v1/cases/{case}/record-service", mediators, service),
        Route::post("/api/v1/cases/{case}/answer", mediators, answer),
        Route::post("/api/v1/cases/{case}/withdraw-consent", mediators, withdraw),
        Route::post("/api/v1/cases/{case}/ask-other-mediator", mediators, other_mediator),
        Route::post("/api/v1/cases/{case}/make-appointment", mediators, appointment),
        Route::post("/api/v1/cases/{case}/confirm-appointment", mediators, confirm),
        Route::post("/api/v1/cases/{case}/cancel-appointment", mediators, cancel),
    ]
}

/// What a step wrote. A retry answers as the first try did.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Stepped {
    /// The case.
    case: String,
    /// How far the case is, where this step changed it: `accepted`, `concluded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "accepted")]
    case_state: Option<&'static str>,
    /// The number it was accepted under.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-001")]
    number: Option<String>,
    /// The parties, claimant first, as the other steps name them; where the case was accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parties: Vec<Side>,
    /// The ticket that came with a notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<String>,
    /// Where the notice is on a phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<String>,
    /// By when to reply, where a notice was served.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    deadline: Option<Timestamp>,
    /// The last moment at which a reply is of use at this fair.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    last_useful: Option<Timestamp>,
    /// From when talks are fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

/// A party of the case.
#[derive(Debug, Serialize, ToSchema)]
struct Side {
    /// As the other steps name it.
    id: String,
    /// `claimant` or `respondent`.
    side: &'static str,
}

impl Stepped {
    fn of(accepted: &Accepted, case: &Case) -> Self {
        let mut stepped = Self { case: case.id.to_string(), ..Self::default() };
        for entry in &accepted.entries {
            if let Some(Content::Notice(secret)) = entry.body.clone().content() {
                stepped.notice = Some(format!("/n/{}", secret.key));
            }
            stepped.take(&entry.fact, case);
        }
        stepped
    }

    fn take(&mut self, fact: &Fact, case: &Case) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "only what a program goes on with is told")]
        match fact {
            Fact::CaseProceeded { with, .. } => self.take_step(with, case),
            Fact::TicketIssued { ticket, .. } => self.ticket = Some(ticket.to_string()),
            Fact::CaseConcluded { .. } => self.case_state = Some("concluded"),
            _ => {}
        }
    }

    fn take_step(&mut self, with: &Proceeding, case: &Case) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "only what a program goes on with is told")]
        match with {
            Proceeding::CaseAccepted { number, .. } => {
                self.number = Some(number.to_string());
                self.case_state = Some("accepted");
                let side = |party: &domain::case::Party| Side {
                    id: party.place.id.to_string(),
                    side: party.place.side.code(),
                };
                self.parties = case.parties.iter().map(side).collect();
            }
            Proceeding::NoticeServed { window, .. } => {
                self.deadline = Some(window.deadline);
                self.last_useful = Some(window.last_useful);
            }
            Proceeding::AppointmentMade { from, until, .. } => {
                self.from = Some(*from);
                self.until = Some(*until);
            }
            _ => {}
        }
    }
}

/// Submits a step.
async fn take<T>(
    app: &App,
    who: &Who,
    id: &str,
    sent: &Sent<T>,
    verb: &str,
    action: impl FnOnce(&Case) -> Result<Action, Problem>,
) -> Result<Json<Stepped>, Problem> {
    let gone = || Problem::of(Fault::NotFound);
    let id = id.parse().map_err(|_| gone())?;
    let command = step(id, action(app.now().desk.case(id).ok_or_else(gone)?)?);
    let once = sent.once(app, who, &format!("POST /cases/{id}/{verb}"));
    let accepted = app.ask(who.from(), once, command).await?;
    let at = app.now();
    Ok(Json(Stepped::of(&accepted, at.desk.case(id).ok_or_else(gone)?)))
}

/// How a case came.
#[derive(Deserialize, ToSchema)]
struct Came {
    /// `application`, `own-motion`, `organiser`, `authority`, `court`.
    #[serde(default = "application")]
    #[schema(example = "application")]
    source: String,
}

fn application() -> String {
    CaseSource::Application.code().to_owned()
}

/// Nothing needs to be said.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default)]
struct Silence {}

/// Which party.
#[derive(Deserialize, ToSchema)]
struct Whom {
    /// Its id, as accepting the case told.
    party: String,
}

/// Which party, and by what means it said so.
#[derive(Deserialize, ToSchema)]
struct Spoke {
    /// Its id.
    party: String,
    /// `spoken`, `read-aloud`, `paper`.
    means: String,
}

/// How a notice was handed over.
#[derive(Deserialize, ToSchema)]
struct Service {
    /// The respondent's id.
    party: String,
    /// `in-person`, `left-behind`, `email`, `message`, `phone`.
    method: String,
    /// Its acceptance was refused, which changes nothing.
    #[serde(default)]
    refused: bool,
    /// To whom.
    name: String,
    /// What they are.
    #[serde(default)]
    position: String,
    /// A photo that was handed in and proves it.
    #[serde(default)]
    evidence: String,
}

/// What a respondent said to staff.
#[derive(Deserialize, ToSchema)]
struct Reply {
    /// The respondent's id.
    party: String,
    /// `accept` or `decline`.
    answer: String,
    /// `spoken`, `read-aloud`, `paper`.
    means: String,
    /// `own`, `may-settle`, `may-not-settle`.
    authority: String,
    /// Who answered.
    name: String,
    /// What they are.
    #[serde(default)]
    position: String,
    /// In their words.
    #[serde(default)]
    statement: String,
}

/// A time for talks.
#[derive(Deserialize, ToSchema)]
struct Time {
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// Absent: as long as the fair's rules say.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
    /// Where; absent for talks over a distance.
    #[serde(default)]
    room: String,
}

/// Who comes to which appointment.
#[derive(Deserialize, ToSchema)]
struct Comes {
    /// Its id.
    party: String,
    /// The beginning of the appointment that was read.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
}

fn known(case: &Case, party: &str) -> Result<domain::PartyId, Problem> {
    party_of(case, party).ok_or_else(|| unknown("party"))
}

/// Accept a case
///
/// It gets its number: counted by year, without a gap.
#[utoipa::path(post, path = "/api/v1/cases/{case}/accept", tag = "cases", params(("case" = String, Path)),
    request_body = Came, security(("staff" = [])),
    responses(
        (status = 200, description = "Accepted", body = Stepped),
        (status = 409, description = "`no-mediation-asked`, `wrong-case-state`, `conflict-of-interest`", body = ProblemDocument),
    ))]
async fn accept(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Came>,
) -> Result<Json<Stepped>, Problem> {
    let source = chosen("source", &sent.body.source, CaseSource::from_code)?;
    take(&app, &who, &id, &sent, "accept", |_| Ok(Action::Accept { source })).await
}

/// Declare to have no conflict of interest
///
/// Only the mediator who has the case; before any party is contacted.
#[utoipa::path(post, path = "/api/v1/cases/{case}/declare-impartiality", tag = "cases", params(("case" = String, Path)),
    request_body = Silence, security(("staff" = [])),
    responses((status = 200, description = "Declared", body = Stepped)))]
async fn impartiality(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Silence>,
) -> Result<Json<Stepped>, Problem> {
    take(&app, &who, &id, &sent, "declare-impartiality", |_| Ok(Action::DeclareImpartiality)).await
}

/// Draw up the notice to a respondent
///
/// Again, should it be lost: the one before opens nothing any more.
#[utoipa::path(post, path = "/api/v1/cases/{case}/issue-notice", tag = "cases", params(("case" = String, Path)),
    request_body = Whom, security(("staff" = [])),
    responses(
        (status = 200, description = "Drawn up; the respondent has a ticket now", body = Stepped),
        (status = 409, description = "`step-missing`: `impartiality`; `wrong-way`", body = ProblemDocument),
    ))]
async fn notice(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Whom>,
) -> Result<Json<Stepped>, Problem> {
    take(&app, &who, &id, &sent, "issue-notice", |case| {
        Ok(Action::IssueNotice { party: known(case, &sent.body.party)?, notice: new_notice() })
    })
    .await
}

/// Record that a notice was served
///
/// Only this opens the time for a reply.
#[utoipa::path(post, path = "/api/v1/cases/{case}/record-service", tag = "cases", params(("case" = String, Path)),
    request_body = Service, security(("staff" = [])),
    responses(
        (status = 200, description = "Recorded, with the deadline", body = Stepped),
        (status = 409, description = "`wrong-way`", body = ProblemDocument),
        (status = 422, description = "`incomplete`: `recipient`", body = ProblemDocument),
    ))]
async fn service(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Service>,
) -> Result<Json<Stepped>, Problem> {
    let body = &sent.body;
    take(&app, &who, &id, &sent, "record-service", |case| {
        Served {
            party: &body.party,
            method: &body.method,
            refused: body.refused,
            name: &body.name,
            position: &body.position,
            evidence: &body.evidence,
        }
        .action(case)
    })
    .await
}

/// Record what a respondent answered
///
/// A clear refusal ends mediation with them at once, and the case when nobody is left.
#[utoipa::path(post, path = "/api/v1/cases/{case}/answer", tag = "cases", params(("case" = String, Path)),
    request_body = Reply, security(("staff" = [])),
    responses(
        (status = 200, description = "Recorded", body = Stepped),
        (status = 409, description = "`wrong-way`, `wrong-case-state`", body = ProblemDocument),
    ))]
async fn answer(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Reply>,
) -> Result<Json<Stepped>, Problem> {
    let body = &sent.body;
    take(&app, &who, &id, &sent, "answer", |case| {
        Replied {
            party: &body.party,
            answer: &body.answer,
            means: &body.means,
            authority: &body.authority,
            name: &body.name,
            position: &body.position,
            statement: &body.statement,
        }
        .action(case)
    })
    .await
}

/// Record that a party withdrew its consent to mediation
#[utoipa::path(post, path = "/api/v1/cases/{case}/withdraw-consent", tag = "cases", params(("case" = String, Path)),
    request_body = Spoke, security(("staff" = [])),
    responses(
        (status = 200, description = "Recorded", body = Stepped),
        (status = 409, description = "`in-effect`, `wrong-way`", body = ProblemDocument),
    ))]
async fn withdraw(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Spoke>,
) -> Result<Json<Stepped>, Problem> {
    let means = by_staff(&sent.body.means)?;
    take(&app, &who, &id, &sent, "withdraw-consent", |case| {
        Ok(Action::WithdrawConsent { party: known(case, &sent.body.party)?, means })
    })
    .await
}

/// Record that a party asks for another mediator
///
/// Once; a second time counts as refusing mediation.
#[utoipa::path(post, path = "/api/v1/cases/{case}/ask-other-mediator", tag = "cases", params(("case" = String, Path)),
    request_body = Spoke, security(("staff" = [])),
    responses((status = 200, description = "The case waits for somebody else", body = Stepped)))]
async fn other_mediator(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Spoke>,
) -> Result<Json<Stepped>, Problem> {
    let means = by_staff(&sent.body.means)?;
    take(&app, &who, &id, &sent, "ask-other-mediator", |case| {
        Ok(Action::AskOtherMediator { party: known(case, &sent.body.party)?, means })
    })
    .await
}

/// Fix a time for talks
///
/// It replaces the one before. No room and no mediator is promised twice.
#[utoipa::path(post, path = "/api/v1/cases/{case}/make-appointment", tag = "cases", params(("case" = String, Path)),
    request_body = Time, security(("staff" = [])),
    responses(
        (status = 200, description = "Fixed", body = Stepped),
        (status = 409, description = "`double-booked`, `after-fair`", body = ProblemDocument),
    ))]
async fn appointment(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Time>,
) -> Result<Json<Stepped>, Problem> {
    let Time { from, until, room } = &sent.body;
    let minutes = app.now().desk.rules().procedure.appointment_min;
    let until = until.map_or_else(|| ends_after(*from, minutes), Ok)?;
    take(&app, &who, &id, &sent, "make-appointment", |_| {
        Ok(Action::MakeAppointment { from: *from, until, room: room_of(room) })
    })
    .await
}

/// Record that a party will come
#[utoipa::path(post, path = "/api/v1/cases/{case}/confirm-appointment", tag = "cases", params(("case" = String, Path)),
    request_body = Comes, security(("staff" = [])),
    responses(
        (status = 200, description = "Recorded", body = Stepped),
        (status = 409, description = "`changed`: it was moved meanwhile", body = ProblemDocument),
    ))]
async fn confirm(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Comes>,
) -> Result<Json<Stepped>, Problem> {
    take(&app, &who, &id, &sent, "confirm-appointment", |case| {
        Ok(Action::ConfirmAppointment { party: known(case, &sent.body.party)?, from: sent.body.from })
    })
    .await
}

/// Call an appointment off
#[utoipa::path(post, path = "/api/v1/cases/{case}/cancel-appointment", tag = "cases", params(("case" = String, Path)),
    request_body = Silence, security(("staff" = [])),
    responses((status = 200, description = "Called off", body = Stepped)))]
async fn cancel(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Silence>,
) -> Result<Json<Stepped>, Problem> {
    take(&app, &who, &id, &sent, "cancel-appointment", |_| Ok(Action::CancelAppointment)).await
}
