//! A ticket for programs: where it stands, live; its code; and, for its holder, photos and withdrawal.

use std::sync::Arc;

use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Multipart, Path, Query, Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::Response,
};
use domain::{queue::Wait, ticket::ParkReason};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use crate::{
    app::{App, Once},
    web::{
        form,
        frame::Reached,
        guard::Who,
        live::{self, Draw, Form},
        origin::Origin,
        problem::{Fault, Problem},
        route::{Access, Route},
        ticket::{
            Found,
            after::After,
            code, evidence,
            evidence::{Holder, Refused},
            find, holds, qr, seen,
            view::View,
        },
        visit::Visit,
    },
};

use super::{
    ProblemDocument,
    sent::{IDEMPOTENCY_KEY, caller},
};

#[derive(OpenApi)]
#[openapi(paths(read, follow, svg, png, hand_in, withdraw), components(schemas(TicketState)))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/tickets/{key}", Access::KeyHolder, read),
        Route::get("/api/v1/tickets/{key}/events", Access::KeyHolder, follow),
        Route::get("/api/v1/tickets/{key}/qr.svg", Access::KeyHolder, svg),
        Route::get("/api/v1/tickets/{key}/qr.png", Access::KeyHolder, png),
        Route::post("/api/v1/tickets/{key}/evidence", Access::KeyHolder, hand_in)
            .with(form::up_to(evidence::UPLOAD_BYTES)),
        Route::delete("/api/v1/tickets/{key}", Access::KeyHolder, withdraw),
    ]
}

/// A range of seconds.
#[derive(Serialize, ToSchema)]
pub(super) struct WaitRange {
    /// If it goes well.
    low_s: u64,
    /// If it goes slowly.
    high_s: u64,
    /// Nothing was measured yet: the range stands on configured assumptions.
    assumed: bool,
}

impl From<Wait> for WaitRange {
    fn from(wait: Wait) -> Self {
        Self { low_s: wait.low_s, high_s: wait.high_s, assumed: wait.assumed }
    }
}

/// Where a ticket stands.
#[derive(Serialize, ToSchema)]
pub(super) struct TicketState {
    /// Its number.
    #[schema(example = "A-017")]
    number: String,
    /// The case it belongs to, for whoever holds the ticket: two slips that were found are not told to be of one.
    id: Option<String>,
    /// The fair's day on which the case was filed.
    #[schema(example = "2026-03-10")]
    day: String,
    /// `dispute`, `enquiry`, `report`.
    kind: &'static str,
    /// `claimant` or `respondent`.
    side: &'static str,
    /// `reception` or `talks`.
    lane: &'static str,
    /// `waiting`, `claimed`, `called`, `attending`, `parked`, `closed`, `missed`, `cancelled`. A call that nobody came to by a close is
    /// over once the time to come has run out, and the ticket is `claimed` again.
    state: &'static str,
    /// The hall it was issued for.
    hall: Option<String>,
    /// The room of the last call, while it matters.
    room: Option<String>,
    /// The hall of that room.
    room_hall: Option<String>,
    /// How many of the same mediation body stand before it, while it waits.
    ahead: Option<usize>,
    /// How long it may take, while it waits, the desk is open and somebody is on duty.
    wait: Option<WaitRange>,
    /// Whether the desk is open.
    open: bool,
    /// Why nobody in the hall calls it any more: `goes-on` after the end, over a distance; `closed`, as the desk is for good;
    /// `out-of-line` for whoever has its slip alone, and while the organiser has yet to decide on a complaint that was taken back.
    after: Option<&'static str>,
    /// When it opens, while it is closed.
    #[schema(value_type = Option<String>, format = DateTime)]
    opens_at: Option<Timestamp>,
    /// When it was last called, while that matters.
    #[schema(value_type = Option<String>, format = DateTime)]
    called_at: Option<Timestamp>,
    /// Until when the place is kept after a missed call.
    #[schema(value_type = Option<String>, format = DateTime)]
    kept_until: Option<Timestamp>,
    /// Why it is on hold: `papers`, `other-side`, `expert`, `appointment`.
    parked: Option<&'static str>,
    /// Papers still to be supplemented.
    missing: Vec<&'static str>,
    /// How the case ended; not before the organiser has decided on a complaint that was taken back.
    outcome: Option<&'static str>,
    /// The step line; empty once the case ended on its way, and for who is not told how the talks stand or ended.
    steps: Vec<StepState>,
}

/// One step of a case.
#[derive(Serialize, ToSchema)]
struct StepState {
    /// `filed`, `called`, `asked`, `talks`, `signed` of who filed; `notice`, `reply`, `talks`, `signed` of who is asked; or `answered` for a question, `handled` for what is passed on, and `dealt` for a report that the desk has yet to answer or to pass on.
    step: &'static str,
    /// `done`, `now`, `next`.
    reached: &'static str,
}

impl From<&View> for TicketState {
    fn from(view: &View) -> Self {
        let steps = view.steps().into_iter().map(|(stage, reached)| StepState {
            step: stage.code(),
            reached: match reached {
                Reached::Done => "done",
                Reached::Now => "now",
                Reached::Next => "next",
            },
        });
        // As the page and a slip say it: what was taken back is not over before the organiser decides.
        let goes_on = view.goes_on_withdrawn();
        let state = if goes_on { domain::ticket::TicketState::Parked } else { view.state };
        let after = if goes_on { Some(After::OnSlip.code()) } else { view.after.as_ref().map(After::code) };
        Self {
            number: view.number.to_string(),
            id: view.held.then(|| view.case.to_string()),
            day: view.day.to_string(),
            kind: view.kind.code(),
            side: view.side.code(),
            lane: view.lane.code(),
            state: state.code(),
            hall: view.hall.as_ref().map(ToString::to_string),
            room: view.room.as_ref().map(ToString::to_string),
            room_hall: view.room_hall.as_ref().map(ToString::to_string),
            ahead: view.ahead,
            wait: view.wait.map(WaitRange::from),
            open: view.hours == crate::web::ticket::view::Hours::Open,
            after,
            opens_at: view.hours.opens_at(),
            called_at: view.called_at,
            kept_until: view.kept_until,
            parked: view.parked.map(ParkReason::code),
            missing: view.missing.iter().map(|paper| paper.code()).collect(),
            outcome: view.outcome().filter(|_| !goes_on).map(|(outcome, _)| outcome.code()),
            steps: steps.collect(),
        }
    }
}

/// The state of a found ticket as it is published now, as far as this reader may know it.
fn state(app: &App, found: &Found, held: bool) -> Result<TicketState, Problem> {
    let view = seen(&app.now(), found.ticket.number, app.clock.now(), held);
    view.as_ref().map(TicketState::from).ok_or_else(|| Problem::of(Fault::NotFound))
}

/// A ticket
///
/// Whoever has the key sees number, state and place; no content. How it ended is for the holder.
#[utoipa::path(get, path = "/api/v1/tickets/{key}", tag = "tickets",
    params(("key" = String, Path, description = "The key in the ticket's address")),
    responses(
        (status = 200, description = "Where it stands", body = TicketState),
        (status = 404, description = "`not-found`", body = ProblemDocument),
    ))]
async fn read(
    State(app): State<App>,
    who: Who,
    Path(key): Path<String>,
) -> Result<Json<TicketState>, Problem> {
    let found = find(&app, &key)?;
    app.note_seen(found.ticket.number);
    let held = holds(&who, &found.ticket);
    Ok(Json(state(&app, &found, held)?))
}

/// Follow a ticket
///
/// Server-sent events named `state`, each the whole ticket as JSON; `beat` at least every 15 s.
#[utoipa::path(get, path = "/api/v1/tickets/{key}/events", tag = "tickets",
    params(("key" = String, Path, description = "The key in the ticket's address")),
    responses(
        (status = 200, description = "A stream of states", body = TicketState, content_type = "text/event-stream"),
        (status = 404, description = "`not-found`", body = ProblemDocument),
    ))]
async fn follow(State(app): State<App>, who: Who, Path(key): Path<String>) -> Result<Response, Problem> {
    let found = find(&app, &key)?;
    app.note_seen(found.ticket.number);
    let (number, held) = (found.ticket.number, holds(&who, &found.ticket));
    let draw: Draw = Arc::new(move |published, now| {
        let view = seen(published, number, now, held);
        view.map_or_else(|| Some(String::new()), |view| serde_json::to_string(&TicketState::from(&view)).ok())
    });
    Ok(live::stream(&app, &format!("ticket.json/{number}/{held}"), Form::Json, &draw))
}

/// The ticket's address as a QR code, drawn
#[utoipa::path(get, path = "/api/v1/tickets/{key}/qr.svg", tag = "tickets",
    params(("key" = String, Path, description = "The key in the ticket's address"),
        ("size" = Option<String>, Query, description = "`phone` or `print`")),
    responses(
        (status = 200, description = "SVG", content_type = "image/svg+xml"),
        (status = 404, description = "`not-found`", body = ProblemDocument),
    ))]
async fn svg(
    state: State<App>,
    visit: Visit,
    origin: Origin,
    key: Path<String>,
    wanted: Query<qr::Wanted>,
) -> Result<Response, Problem> {
    qr::svg(state, visit, origin, key, wanted).await
}

/// The ticket's address as a QR code, as a picture
#[utoipa::path(get, path = "/api/v1/tickets/{key}/qr.png", tag = "tickets",
    params(("key" = String, Path, description = "The key in the ticket's address"),
        ("size" = Option<String>, Query, description = "`phone`: 480 pixels or more; `print`: 1200 or more")),
    responses(
        (status = 200, description = "PNG, black on white", content_type = "image/png"),
        (status = 404, description = "`not-found`", body = ProblemDocument),
    ))]
async fn png(
    state: State<App>,
    origin: Origin,
    key: Path<String>,
    wanted: Query<qr::Wanted>,
) -> Result<Response, Problem> {
    qr::png(state, origin, key, wanted).await
}

/// The holder of a ticket, who changes something. A cookie alone is sent along from foreign pages, too; then the browser must say
/// that the request comes from a page of ours.
struct Changing(Found);

impl FromRequestParts<App> for Changing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Holder(found) = Holder::from_request_parts(parts, app).await?;
        let who = Who::from_request_parts(parts, app).await?;
        if who.holder.is_some() || is_same_origin(&parts.headers) {
            Ok(Self(found))
        } else {
            Err(Problem::of(Fault::NotAllowed))
        }
    }
}

/// Whether the browser says that a page of this very address sent the request.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    match (origin, text(header::HOST)) {
        (Some(origin), Some(host)) => origin.eq_ignore_ascii_case(host),
        (Some(_) | None, Some(_) | None) => false,
    }
}

/// A photo that the desk keeps.
#[derive(Serialize, ToSchema)]
struct Kept {
    /// Its id.
    evidence: String,
    /// SHA-256 of the photo as it was sent, hexadecimal.
    sha256: String,
    /// How many bytes were sent.
    bytes: u64,
    /// Width in pixels.
    width: u32,
    /// Height in pixels.
    height: u32,
    /// `image/jpeg`, `image/png` or `image/webp`.
    media_type: String,
}

/// What the parts of the form are called.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a multipart form; never built")]
struct PhotoForm {
    /// One photo: JPEG, PNG or WebP.
    #[schema(value_type = String, format = Binary)]
    photo: Vec<u8>,
    /// For whom: `mediation`, `measure` (the organiser) or `both`; the narrowest when not said.
    audience: Option<String>,
}

/// Hand in a photo
///
/// One a request. With the holder token, or with the cookie of the device that filed and the `Origin` of the desk.
#[utoipa::path(post, path = "/api/v1/tickets/{key}/evidence", tag = "tickets",
    params(("key" = String, Path, description = "The key in the ticket's address")),
    request_body(content = PhotoForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "It is kept", body = Kept),
        (status = 403, description = "`not-allowed`: not the holder", body = ProblemDocument),
        (status = 409, description = "`wrong-case-state`: the case is over", body = ProblemDocument),
        (status = 413, description = "`photo-too-large`, `photo-too-many-pixels`", body = ProblemDocument),
        (status = 415, description = "`photo-not-a-photo`, `photo-other-format`, `photo-damaged`", body = ProblemDocument),
        (status = 422, description = "`invalid`: no photo, or an audience the case has not", body = ProblemDocument),
    ), security(("holder" = [])))]
async fn hand_in(
    State(app): State<App>,
    who: Who,
    Changing(found): Changing,
    request: Request,
) -> Result<(StatusCode, Json<Kept>), Problem> {
    let key = request.headers().get(IDEMPOTENCY_KEY).and_then(|key| key.to_str().ok()).map(str::to_owned);
    let parts = Multipart::from_request(request, &app).await.map_err(|_| Problem::of(Fault::BadRequest))?;
    let entries = form::read_multipart(&app, parts, |_| Ok(())).await?;
    let mut uploads = entries.uploads();
    let (Some(photo), None) = (uploads.next(), uploads.next()) else {
        return Err(Problem::of(Fault::Invalid).field("photo", "one"));
    };
    let audience = evidence::audience_of(&found, entries.text("audience"))?;
    let once = match key {
        Some(key) => Once::Key {
            scope: format!("POST /tickets/evidence/{}/{}", found.ticket.number, caller(&who)),
            key,
            // For whom it is meant belongs to the request: the same photo for another reader is another one.
            digest: Some(app.digest(&[entries.text("audience").as_bytes(), b"\0", &photo.bytes].concat())),
        },
        None => Once::Fresh,
    };
    let added = evidence::add(&app, &who, &found, once, audience, photo.bytes.to_vec()).await;
    let added = added.map_err(|refused| match refused {
        Refused::Photo(error) => evidence::problem(&error),
        Refused::Desk(problem) => problem,
    })?;
    let original = added.body.original;
    let kept = Kept {
        evidence: added.evidence.to_string(),
        sha256: original.sha256,
        bytes: original.bytes,
        width: original.width,
        height: original.height,
        media_type: original.media_type,
    };
    Ok((StatusCode::CREATED, Json(kept)))
}

/// Withdraw the case
///
/// By the holder of the claimant's ticket. A second try is content with the first.
#[utoipa::path(delete, path = "/api/v1/tickets/{key}", tag = "tickets",
    params(("key" = String, Path, description = "The key in the ticket's address")),
    responses(
        (status = 200, description = "Withdrawn", body = TicketState),
        (status = 403, description = "`not-allowed`: not the holder of the claimant's ticket", body = ProblemDocument),
        (status = 409, description = "`wrong-case-state`: the case is over", body = ProblemDocument),
    ), security(("holder" = [])))]
async fn withdraw(
    State(app): State<App>,
    who: Who,
    Changing(found): Changing,
) -> Result<Json<TicketState>, Problem> {
    code::take_back(&app, &who, &found, Once::Fresh).await?;
    Ok(Json(state(&app, &found, true)?))
}
