//! The board for programs: numbers, states and rooms. No names: the type has no place for one.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State},
    response::Response,
};
use domain::{HallId, desk::Desk};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use crate::{
    app::App,
    web::{
        board::{hall_named, view},
        live::{self, Draw, Form},
        problem::Problem,
        route::{Access, Route},
        ticket::view::Hours,
    },
};

use super::{ProblemDocument, tickets::WaitRange};

#[derive(OpenApi)]
#[openapi(paths(read, follow), components(schemas(Board)))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/board", Access::Everyone, read),
        Route::get("/api/v1/board/events", Access::Everyone, follow),
    ]
}

/// Which board.
#[derive(Deserialize, IntoParams)]
struct Wanted {
    /// Only the calls of this hall.
    #[serde(default)]
    hall: String,
}

/// What the hall may see.
#[derive(Serialize, ToSchema)]
struct Board {
    /// Who is called today, or missed the call and keeps the place, those still awaited first, each newest first. After a close a call is
    /// among them only as long as its party has time to come.
    calls: Vec<Called>,
    /// The numbers of calls that are over or that were followed, and of those that found no room above, in their order.
    earlier: Vec<String>,
    /// How many wait, in whichever line: in which would tell that both sides agreed to talks. None is counted once the desk has closed for
    /// the last time.
    waiting: usize,
    /// How long whoever waits or comes now may wait; where several bodies mediate, up to the longest of any. Absent while the desk is
    /// closed or nobody is on duty.
    wait: Option<WaitRange>,
    /// Mediators on duty; none is counted while the desk is closed.
    on_duty: usize,
    /// Whether the desk is open.
    open: bool,
    /// When it opens, while it is closed.
    #[schema(value_type = Option<String>, format = DateTime)]
    opens_at: Option<Timestamp>,
}

/// One call.
#[derive(Serialize, ToSchema)]
struct Called {
    /// Grows with every call, so that a new one is told from an old one.
    seq: u64,
    /// The number.
    #[schema(example = "A-017")]
    number: String,
    /// Where the ticket stands now.
    #[schema(example = "called")]
    state: &'static str,
    /// The room called to.
    room: String,
    /// The hall of that room.
    hall: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

impl Board {
    fn of(desk: &Desk, hall: Option<&HallId>, now: Timestamp) -> Self {
        let view = view::View::of(desk, hall, now);
        Self {
            waiting: view.waiting.count,
            wait: view.waiting.wait.map(WaitRange::from),
            on_duty: view.on_duty,
            open: view.hours == Hours::Open,
            opens_at: view.hours.opens_at(),
            calls: view.large.into_iter().map(Called::from).collect(),
            earlier: view.earlier.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<view::Called> for Called {
    fn from(call: view::Called) -> Self {
        Self {
            seq: call.seq,
            number: call.ticket.to_string(),
            state: call.state.code(),
            room: call.room.0,
            hall: call.hall.map(|hall| hall.0),
            at: call.at,
        }
    }
}

/// The board
///
/// Numbers, states, rooms, last calls. No names.
#[utoipa::path(get, path = "/api/v1/board", tag = "board", params(Wanted),
    responses(
        (status = 200, description = "The board as it is", body = Board),
        (status = 404, description = "`not-found`: no such hall", body = ProblemDocument),
    ))]
async fn read(State(app): State<App>, Query(wanted): Query<Wanted>) -> Result<Json<Board>, Problem> {
    let published = app.now();
    let hall = hall_named(&wanted.hall, &published)?;
    Ok(Json(Board::of(&published.desk, hall.as_ref(), app.clock.now())))
}

/// Follow the board
///
/// Server-sent events named `state`, each the whole board as JSON; `beat` at least every 15 s.
#[utoipa::path(get, path = "/api/v1/board/events", tag = "board", params(Wanted),
    responses(
        (status = 200, description = "A stream of boards", body = Board, content_type = "text/event-stream"),
        (status = 404, description = "`not-found`: no such hall", body = ProblemDocument),
    ))]
async fn follow(State(app): State<App>, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let hall = hall_named(&wanted.hall, &app.now())?;
    let topic = format!("board.json/{}", hall.as_ref().map_or("", HallId::as_str));
    let draw: Draw = Arc::new(move |published, now| {
        serde_json::to_string(&Board::of(&published.desk, hall.as_ref(), now)).ok()
    });
    Ok(live::stream(&app, &topic, Form::Json, &draw))
}
