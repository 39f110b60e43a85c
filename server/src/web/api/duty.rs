//! Going on duty, on a break, off duty.

use axum::{Json, extract::State};
use domain::{Command, staff::DutyState};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::{
    app::App,
    web::{
        counter::{duty_code, duty_of, room_of},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, RECEPTIONS, Route},
    },
};

use super::{ProblemDocument, Sent};

#[derive(OpenApi)]
#[openapi(paths(take))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::put("/api/v1/duty", Access::Staff(RECEPTIONS), take)]
}

/// What to be from now on.
#[derive(Deserialize, ToSchema)]
struct Wanted {
    /// `on`, `break` or `off`.
    #[schema(example = "on")]
    state: String,
    /// Where to sit; without it the room stays.
    room: Option<String>,
}

/// Whether a mediator takes tickets.
#[derive(Serialize, ToSchema)]
struct Duty {
    /// `on`, `break` or `off`.
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<String>,
}

/// Go on duty, on a break, off duty
#[utoipa::path(put, path = "/api/v1/duty", tag = "staff", request_body = Wanted, security(("staff" = [])),
    responses(
        (status = 200, description = "As it is now", body = Duty),
        (status = 409, description = "`room-taken`, naming by whom; `holds-ticket` when leaving with one in hand", body = ProblemDocument),
    ))]
async fn take(
    State(app): State<App>,
    who: Who,
    person: Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Duty>, Problem> {
    let state =
        duty_of(&sent.body.state).ok_or_else(|| Problem::of(Fault::Invalid).field("state", "unknown"))?;
    let room = sent.body.room.as_deref().and_then(room_of);
    app.ask(who.from(), sent.once(&app, &who, "PUT /duty"), Command::TakeDuty { state, room }).await?;
    let at = app.now();
    let staff = at.desk.staff_member(person.staff.id);
    let state = staff.map_or(DutyState::Off, |staff| staff.duty);
    let room = staff.and_then(|staff| staff.room.as_ref()).map(ToString::to_string);
    Ok(Json(Duty { state: duty_code(state), room }))
}
