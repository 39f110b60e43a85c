//! Who of those at a shared booth a respondent is, for programs: said by the office of a complaint, or by the mediator who has the case,
//! as on their pages.

use axum::{
    Json,
    extract::{Path, State},
};
use domain::{Case, Command, ExhibitorId, PartyId};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::{
    app::App,
    engine::Published,
    exhibitors::fold,
    web::{
        company,
        complaints::{self, respondent},
        counter::{actions::unknown, contents},
        filing::place,
        guard::Who,
        problem::Problem,
        route::{Access, MEDIATORS, ON_DUTY, Route},
    },
};

use super::{ProblemDocument, Sent};

#[derive(OpenApi)]
#[openapi(paths(of_complaint, of_case))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/api/v1/complaints/{case}/name-exhibitor", Access::Staff(ON_DUTY), of_complaint),
        Route::post("/api/v1/cases/{case}/name-exhibitor", Access::Staff(MEDIATORS), of_case),
    ]
}

/// Who a respondent is.
#[derive(Deserialize, ToSchema)]
struct Naming {
    /// The respondent's id.
    party: String,
    /// One of those who shared the booth when the case came: a name of theirs, as the list of booths has it, or, where two are called
    /// so, the id; `unlisted` where it is none of them.
    #[schema(example = "Aurora Lighting")]
    exhibitor: String,
}

/// Who a respondent is now.
#[derive(Serialize, ToSchema)]
struct NamedParty {
    /// The case.
    case: String,
    /// The respondent.
    party: String,
    /// The exhibitor's id; absent where it is none of the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    exhibitor: Option<String>,
}

/// Who is meant; `None` is nobody of the list.
fn meant(at: &Published, case: &Case, party: PartyId, said: &str) -> Result<Option<ExhibitorId>, Problem> {
    if let Ok(chosen) = company::chosen(said) {
        return Ok(chosen);
    }
    let standing = case.party(party).map(|known| known.standing.as_slice()).unwrap_or_default();
    let wanted = fold(said);
    let mut called = standing.iter().copied().filter(|id| place::is_called(at, *id, &wanted));
    match (called.next(), called.next()) {
        (Some(one), None) => Ok(Some(one)),
        (None | Some(_), _) => Err(unknown("exhibitor")),
    }
}

async fn name(
    app: &App,
    who: &Who,
    case: &Case,
    sent: &Sent<Naming>,
    family: &str,
) -> Result<Json<NamedParty>, Problem> {
    let party = respondent(case, &sent.body.party)?;
    let exhibitor = meant(&app.now(), case, party, &sent.body.exhibitor)?;
    let once = sent.once(app, who, &format!("POST /{family}/{}/name-exhibitor", case.id));
    app.ask(who.from(), once, Command::NameExhibitor { case: case.id, party, exhibitor }).await?;
    Ok(Json(NamedParty {
        case: case.id.to_string(),
        party: party.to_string(),
        exhibitor: exhibitor.map(|id| id.to_string()),
    }))
}

/// Say which exhibitor of a shared booth a complaint is about
///
/// Before a notice or an order, which is for somebody. It can be changed until one of them was drawn up or something decided; at once no
/// more where mediation was asked for, too.
#[utoipa::path(post, path = "/api/v1/complaints/{case}/name-exhibitor", tag = "complaints", params(("case" = String, Path)),
    request_body = Naming, security(("staff" = [])),
    responses(
        (status = 200, description = "Named", body = NamedParty),
        (status = 404, description = "`booth-unknown`, `exhibitor-unknown`: no booth that several shared, or nobody of it", body = ProblemDocument),
        (status = 409, description = "`taken`: what stays since is `what`", body = ProblemDocument),
        (status = 422, description = "`invalid`: `party`, `exhibitor`; `incomplete`: `other-respondent`, a party of the case already", body = ProblemDocument),
    ))]
async fn of_complaint(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Naming>,
) -> Result<Json<NamedParty>, Problem> {
    let case = complaints::find(&app.now(), &id)?;
    name(&app, &who, &case, &sent, "complaints").await
}

/// Say which exhibitor of a shared booth a respondent is
///
/// Only whoever has the case. Before a notice, which is for somebody; it can be changed until then, and at once no more where a complaint
/// was made, too.
#[utoipa::path(post, path = "/api/v1/cases/{case}/name-exhibitor", tag = "cases", params(("case" = String, Path)),
    request_body = Naming, security(("staff" = [])),
    responses(
        (status = 200, description = "Named", body = NamedParty),
        (status = 404, description = "`booth-unknown`, `exhibitor-unknown`: no booth that several shared, or nobody of it", body = ProblemDocument),
        (status = 409, description = "`not-yours`; `conflict-of-interest`; `taken`: what stays since is `what`", body = ProblemDocument),
        (status = 422, description = "`invalid`: `party`, `exhibitor`; `incomplete`: `other-respondent`, a party of the case already", body = ProblemDocument),
    ))]
async fn of_case(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent<Naming>,
) -> Result<Json<NamedParty>, Problem> {
    let case = contents::find(&app.now(), &id)?;
    name(&app, &who, &case, &sent, "cases").await
}
