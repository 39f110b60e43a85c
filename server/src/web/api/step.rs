//! A step of a case's procedure as programs take it. Every verb has the same shape: a JSON body, one action of the domain, and the
//! same answer; [`verbs!`] writes the handler, its route and its part of the document.

use std::sync::Arc;

use axum::Json;
use domain::{
    Case, Fact, PartyId,
    body::Content,
    procedure::{Action, Proceeding},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    engine::Accepted,
    web::{
        counter::{
            actions::unknown,
            agreement::signing,
            way::{party_of, said::step},
        },
        guard::Who,
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, RECEPTIONS},
    },
};

use super::Sent;

/// What a step wrote. A retry answers as the first try did.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(super) struct Stepped {
    /// The case.
    case: String,
    /// How far the case is, where this step changed it: `accepted`, `terms-agreed`, `adjourned`, `concluded`.
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
    /// The version that was written, of the record, of the agreement or of a quote.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    /// What may be wrong with the agreement: `unclear`, `money-incomplete` …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<&'static str>,
    /// The agreement took effect with this step.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    in_effect: bool,
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
            Fact::SessionAdjourned { .. } => self.case_state = Some("adjourned"),
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
            Proceeding::RecordWritten { version, .. }
            | Proceeding::FeeQuoted { version, .. }
            | Proceeding::FeeWaived { version } => self.version = Some(*version),
            Proceeding::AgreementDrafted { version, warnings, .. } => {
                self.version = Some(*version);
                self.warnings = warnings.iter().map(|warning| warning.code()).collect();
            }
            Proceeding::OralAgreementRegistered { warnings, .. } => {
                self.warnings = warnings.iter().map(|warning| warning.code()).collect();
                self.case_state = Some("terms-agreed");
                self.in_effect = true;
            }
            Proceeding::TermsAgreed { .. } => self.case_state = Some("terms-agreed"),
            Proceeding::TermsReopened {} => self.case_state = Some("adjourned"),
            Proceeding::AgreementTookEffect { .. } => self.in_effect = true,
            _ => {}
        }
    }
}

/// What a program asks for, and where.
pub(super) struct Asked<'a, T> {
    pub(super) app: &'a App,
    pub(super) case: &'a Case,
    pub(super) body: &'a T,
}

impl<T> Asked<'_, T> {
    /// The party of this id.
    pub(super) fn party(&self, id: &str) -> Result<PartyId, Problem> {
        party_of(self.case, id).ok_or_else(|| unknown("party"))
    }
}

/// Submits a step.
pub(super) async fn take<T>(
    app: &App,
    who: &Who,
    id: &str,
    sent: &Sent<T>,
    path: &str,
    action: impl FnOnce(&Asked<'_, T>) -> Result<Action, Problem>,
) -> Result<Json<Stepped>, Problem> {
    let gone = || Problem::of(Fault::NotFound);
    let id = id.parse().map_err(|_| gone())?;
    let (case, action) = {
        let at = app.now();
        let case = Arc::clone(at.desk.case(id).ok_or_else(gone)?);
        let action = action(&Asked { app, case: &case, body: &sent.body })?;
        (case, action)
    };
    signing::is_checked((app, who), &case, &action).await?;
    let verb = path.rsplit('/').next().unwrap_or_default();
    let once = sent.once(app, who, &format!("POST /cases/{id}/{verb}"));
    let accepted = app.ask(who.from(), once, step(id, action)).await?;
    let at = app.now();
    Ok(Json(Stepped::of(&accepted, at.desk.case(id).ok_or_else(gone)?)))
}

/// Nothing needs to be said.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default)]
pub(super) struct Silence {}

/// Which party.
#[derive(Deserialize, ToSchema)]
pub(super) struct Whom {
    /// Its id, as accepting the case told.
    pub(super) party: String,
}

/// Which party, and by what means it said so.
#[derive(Deserialize, ToSchema)]
pub(super) struct Spoke {
    /// Its id.
    pub(super) party: String,
    /// `spoken`, `read-aloud`, `paper`.
    pub(super) means: String,
}

/// What whoever receives does, too, as the last part of the address.
const OF_RECEPTION: [&str; 8] = [
    "/accept",
    "/declare-impartiality",
    "/issue-notice",
    "/record-service",
    "/answer",
    "/note-language",
    "/note-product-class",
    "/answer-help",
];

/// Who may take a step.
pub(super) fn access_to(path: &str) -> Access {
    Access::Staff(if OF_RECEPTION.iter().any(|verb| path.ends_with(verb)) { RECEPTIONS } else { MEDIATORS })
}

/// Writes a family of verbs: for each its handler, its route and its description. The first comment is its summary; `else` lists
/// the refusals worth knowing.
macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident $path:tt ($body:ident) -> $done:tt $(else $status:tt $what:tt)* |$asked:ident| $action:expr;)+) => {
        #[derive(utoipa::OpenApi)]
        #[openapi(paths($($name),+))]
        pub(super) struct Described;

        pub(super) fn routes() -> Vec<crate::web::route::Route> {
            vec![$(crate::web::route::Route::post($path, crate::web::api::step::access_to($path), $name)),+]
        }

        $(
            $(#[$doc])*
            #[utoipa::path(post, path = $path, tag = "cases", params(("case" = String, Path)),
                request_body = $body, security(("staff" = [])),
                responses(
                    (status = 200, description = $done, body = crate::web::api::step::Stepped),
                    $((status = $status, description = $what, body = crate::web::api::ProblemDocument),)*
                ))]
            async fn $name(
                axum::extract::State(app): axum::extract::State<crate::app::App>,
                who: crate::web::guard::Who,
                axum::extract::Path(id): axum::extract::Path<String>,
                sent: crate::web::api::Sent<$body>,
            ) -> Result<axum::Json<crate::web::api::step::Stepped>, crate::web::problem::Problem> {
                crate::web::api::step::take(&app, &who, &id, &sent, $path, |$asked| Ok($action)).await
            }
        )+
    };
}
pub(super) use verbs;
