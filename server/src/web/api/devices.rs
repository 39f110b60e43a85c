//! What kiosks and tablets call: joining, the hello, their tickets, and what they ask for a visitor. What travels is defined in
//! `link`, which the kiosk reads too.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    Actor, Case, Command, DeviceId, TicketNumber,
    body::Content,
    device::{Device, DeviceState},
    fair::DayHours,
    ticket::{Ticket, TicketState},
};
use jiff::{SignedDuration, Timestamp};
use link::{
    Booths, CALL_BYTES, CheckIn, CheckedIn, Greeting, HandOff, HandOffState, Hello, ISSUES_BYTES, JobReport,
    Join, JoinCode, Joined, JoinedToken, OpenHandOff, PRINTS_TOLD, Particulars, PrintId, REFUSED_TOLD,
    Standing, TicketKey, WORD_LETTERS,
};
use serde::Deserialize;
use utoipa::{IntoParams, OpenApi};

use crate::{
    access::lockout::NO_NAME,
    app::{App, Once},
    engine::{Published, SubmitError},
    exhibitors::lookup::By,
    web::{
        bodies,
        filing::draft::CONSENT_VERSION,
        form,
        guard::{OfDevice, Who},
        origin::Origin,
        problem::{Fault, Problem},
        route::{Access, Route},
        submit,
        ticket::{after::After, seen, summons, view::Hours},
        visit::Visit,
    },
};

use super::{ProblemDocument, Sent, booths};

mod issues;
#[cfg(test)]
pub(in crate::web) mod tests;

#[derive(OpenApi)]
#[openapi(paths(join, hello, issues::take, find, check_in, open_hand_off, hand_off, close_hand_off, report))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    let small = || form::up_to(CALL_BYTES);
    vec![
        Route::post("/api/v1/devices/join", Access::Everyone, join).with(small()),
        Route::post("/api/v1/devices/hello", Access::Device, hello).with(small()),
        Route::post("/api/v1/devices/issues", Access::Device, issues::take).with(form::up_to(ISSUES_BYTES)),
        Route::get("/api/v1/devices/booths", Access::Device, find),
        Route::post("/api/v1/devices/check-in", Access::Device, check_in).with(small()),
        Route::post("/api/v1/devices/hand-offs", Access::Device, open_hand_off).with(small()),
        Route::get("/api/v1/devices/hand-offs/{id}", Access::Device, hand_off),
        Route::delete("/api/v1/devices/hand-offs/{id}", Access::Device, close_hand_off),
        Route::post("/api/v1/devices/jobs/{id}", Access::Device, report).with(small()),
    ]
}

/// Join
///
/// The organiser's code makes a device of the caller, once. Keeps no answer: the token is said in this one alone.
#[utoipa::path(post, path = "/api/v1/devices/join", tag = "devices", request_body = Join,
    responses(
        (status = 201, description = "Joined", body = Joined),
        (status = 422, description = "`join-code-wrong`: mistyped, used or too old", body = ProblemDocument),
        (status = 429, description = "`locked-out` after wrong codes, with `seconds`", body = ProblemDocument),
    ))]
async fn join(State(app): State<App>, who: Who, sent: Sent<Join>) -> Result<Response, Problem> {
    let wrong = || Problem::of(Fault::Invalid).coded("join-code-wrong").field("code", "join-code-wrong");
    let now = app.clock.monotonic();
    let attempt = app.lockout.attempt(&format!("{NO_NAME}join"), &who.caller, now).map_err(|locked| {
        let seconds = locked.retry_after.as_secs() + 1;
        Problem::of(Fault::LockedOut).seconds("wait", seconds).member("seconds", seconds).retry_after(seconds)
    })?;
    let code: JoinCode = sent.body.code.parse().map_err(|_| wrong())?;
    let (device, token) = (DeviceId(app.fresh_id()), JoinedToken::random());
    let command = Command::JoinDevice { device, key: token.hash().into(), code: app.join_code(&code) };
    match app.submit(who.acting(Actor::Public), Once::Fresh, command).await {
        Ok(_) => app.lockout.succeeded(attempt).await,
        Err(SubmitError::Refused(domain::Refusal::NotInvited)) => return Err(wrong()),
        Err(error) => {
            app.lockout.not_tried(attempt);
            return Err(submit::problem(&error, &app.now()));
        }
    }
    let published = app.now();
    let known = published.desk.device(device).ok_or_else(|| Problem::of(Fault::Internal))?;
    let series = known.series().ok_or_else(|| Problem::of(Fault::Internal))?;
    tracing::info!(%device, %series, version = short(&sent.body.version), "a device joined");
    let joined = Joined {
        device,
        token: token.reveal(),
        role: known.plan.role,
        series,
        desk_key: app.desk_secret().key(),
        particulars: particulars(&app, &published, known)?,
    };
    Ok((StatusCode::CREATED, Json(joined)).into_response())
}

/// Say hello
///
/// Every five seconds. The answer says whether the device may work, under which letters, and what to print.
#[utoipa::path(post, path = "/api/v1/devices/hello", tag = "devices", request_body = Hello, security(("device" = [])),
    responses(
        (status = 200, description = "Also for a revoked device", body = Greeting),
        (status = 401, description = "`sign-in-needed`: no such device", body = ProblemDocument),
    ))]
async fn hello(State(app): State<App>, who: Who, sent: Sent<Hello>) -> Result<Json<Greeting>, Problem> {
    let now = app.clock.now();
    let device = who.joined.ok_or_else(|| Problem::of(Fault::SignInNeeded))?;
    let published = app.now();
    if !device.is_revoked() {
        app.devices().contacts.heard(device.id, trimmed(sent.body), now);
    }
    Ok(Json(Greeting {
        now,
        standing: standing(&app, &device)?,
        role: device.plan.role,
        series: device.series().ok_or_else(|| Problem::of(Fault::Internal))?,
        particulars: particulars(&app, &published, &device)?,
        jobs: if device.is_revoked() { Vec::new() } else { app.devices().jobs.waiting(device.id, now) },
    }))
}

/// No more than is promised is kept of what a device says.
fn trimmed(mut hello: Hello) -> Hello {
    hello.version = short(&hello.version);
    hello.refused.truncate(REFUSED_TOLD);
    for refused in &mut hello.refused {
        refused.code = short(&refused.code);
    }
    hello.prints.truncate(PRINTS_TOLD);
    hello
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(WORD_LETTERS).collect()
}

fn standing(app: &App, device: &Device) -> Result<Standing, Problem> {
    Ok(match device.state {
        DeviceState::Open => Standing::Open,
        DeviceState::Revoked => Standing::Revoked,
        DeviceState::Locked { seq } => Standing::Locked { message: lock_message(app, seq)? },
    })
}

/// What a locked device shows.
pub(in crate::web) fn lock_message(app: &App, seq: u64) -> Result<String, Problem> {
    let entry = app.engine.entry(seq)?;
    let content = entry.and_then(|entry| entry.body.content());
    Ok(if let Some(Content::Remark { text }) = content { text } else { String::new() })
}

/// What a device tells visitors.
fn particulars(app: &App, published: &Published, device: &Device) -> Result<Particulars, Problem> {
    let fair = published.desk.fair().ok_or_else(|| Problem::of(Fault::WrongState).coded("no-fair"))?;
    let plan = &fair.plan;
    // It asks again all day long, and shows the hours of the day.
    let DayHours { opens, closes } = plan.hours_of(plan.day_of(app.clock.now()));
    Ok(Particulars {
        fair: plan.name.clone(),
        demo: fair.demo,
        zone: plan.zone.clone(),
        first_day: plan.first_day,
        venue: plan.venue,
        last_day: plan.last_day,
        closed: plan.closed.clone(),
        opens,
        closes,
        open: plan.is_open(app.clock.now()),
        halls: published.desk.halls().map(|hall| hall.id.clone()).collect(),
        hall: device.plan.hall.clone(),
        languages: plan.languages.clone(),
        address: fair.address.clone(),
        desk: plan.desk.clone(),
        body: bodies::receiving(published),
        consent: CONSENT_VERSION.to_owned(),
        daily_limit: device.plan.daily_limit,
        directory: published.desk.exhibitors().map(|exhibitor| exhibitor.seq).max().unwrap_or_default(),
    })
}

/// What to look for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Wanted {
    /// Only in this hall.
    hall: Option<String>,
    /// A booth number or how it begins, alone or beside its hall in either order; or part of an exhibitor's name, in any script.
    q: String,
    /// Where an earlier answer said `next`.
    after: Option<String>,
}

/// Booths and exhibitors by number or name
#[utoipa::path(get, path = "/api/v1/devices/booths", tag = "devices", params(Wanted), security(("device" = [])),
    responses((status = 200, description = "Names and booths, the best first", body = Booths)))]
async fn find(
    State(app): State<App>,
    visit: Visit,
    _device: OfDevice,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Booths>, Problem> {
    // The kiosk keeps the whole list, and takes the booths apart itself.
    let (hall, q, after) = (wanted.hall, wanted.q, wanted.after);
    let look = booths::Look { hall, q, by: By::Booth, limit: None, after };
    let found = look.up(&app, &visit.texts)?;
    Ok(Json(Booths { items: found.items, next: found.next }))
}

/// A party is here
///
/// Says where they go. Whoever was called and shows the slip is noted as being there; a number alone stands on the board for everybody, and
/// tells no more than that.
#[utoipa::path(post, path = "/api/v1/devices/check-in", tag = "devices", request_body = CheckIn,
    security(("device" = [])),
    responses(
        (status = 200, description = "Where to go", body = CheckedIn),
        (status = 404, description = "No such ticket", body = ProblemDocument),
    ))]
async fn check_in(
    State(app): State<App>,
    OfDevice(device): OfDevice,
    who: Who,
    sent: Sent<CheckIn>,
) -> Result<Json<CheckedIn>, Problem> {
    let (number, slip) =
        ticket_of(&app.now(), &sent.body.ticket).ok_or_else(|| Problem::of(Fault::NotFound))?;
    app.note_seen(number);
    // Nobody is noted as having come to a call that ran out with a close: they would be sent to a room that is dark.
    let called = |published: &Published| {
        let ran_out = |ticket: &Ticket| summons::ran_out(&published.desk, ticket, app.clock.now());
        let ticket = published.desk.ticket(number);
        ticket.is_some_and(|ticket| ticket.state == TicketState::Called && !ran_out(ticket))
    };
    if slip && called(&app.now()) {
        let from = crate::app::From { actor: Actor::Device(device.id), device: who.device() };
        let arrived = app.submit(from, Once::Fresh, Command::CheckInTicket { ticket: number }).await;
        match arrived {
            // Moved on between the look and the word; what is said below stands on what is now.
            Ok(_) | Err(SubmitError::Refused(domain::Refusal::TicketIs(_))) => {}
            Err(error) => return Err(submit::problem(&error, &app.now())),
        }
    }
    let (published, now) = (app.now(), app.clock.now());
    let gone = || Problem::of(Fault::NotFound);
    let ticket = published.desk.ticket(number).ok_or_else(gone)?;
    let case = published.desk.case(ticket.case);
    let party = case.and_then(|case| case.party(ticket.party)).map(|party| party.place.language);
    let language = sent.body.language.or(party).unwrap_or_default();
    let t = published.texts(language);
    let arrives = slip && case.is_some_and(|case| just_came(&published, case, ticket, now));
    // A slip may be found: it tells here what it tells on any phone.
    let view = seen(&published, number, now, false).ok_or_else(gone)?;
    let room =
        if arrives { ticket.room.clone() } else { view.room.filter(|_| view.state == TicketState::Called) };
    // A number is for everybody to read, and tells but a call and that it is over.
    let kept = !slip && matches!(view.state, TicketState::Waiting | TicketState::Missed);
    let state = if kept { TicketState::Parked } else { view.state };
    let state = if arrives { TicketState::Attending } else { state };
    let shut = view.hours.opens_at().map(|at| t.t1("ticket-opens", "moment", t.moment(at)));
    let over = view.hours == Hours::Over;
    let words = match (state, &room, shut) {
        (_, Some(room), _) => t.t1(if arrives { "here-called" } else { "here-called-say" }, "room", &room.0),
        (TicketState::Closed | TicketState::Cancelled, None, _) => {
            t.t(if over { After::closed_on_slip(view.hours) } else { "here-over" }).into_owned()
        }
        (_, None, Some(shut)) => shut,
        (TicketState::Waiting, None, None) => {
            t.say("here-waiting").with("ahead", view.ahead.unwrap_or(0)).to_string()
        }
        // Who missed a call a moment ago keeps the place yet.
        _ if over && view.state != TicketState::Missed => t.t(After::not_called(view.hours)).into_owned(),
        _ if slip => t.t("here-aside").into_owned(),
        _ => t.t("here-not-called").into_owned(),
    };
    Ok(Json(CheckedIn { number, state, room, words, language }))
}

/// How long whoever came is told again where to go: they may have asked for another language, or lost the way.
const TOLD_AGAIN: SignedDuration = SignedDuration::from_mins(10);

/// Whether a party came on a call a moment ago, and may go to the room of it: nobody has talked there since, and no other is awaited.
fn just_came(published: &Published, case: &Case, ticket: &Ticket, now: Timestamp) -> bool {
    let there = published.desk.shown_state(ticket) == TicketState::Attending;
    let called = ticket.called_at.is_some_and(|at| now.duration_since(at) < TOLD_AGAIN);
    let talked = case.talks.last().is_some_and(|talk| ticket.called_at.is_none_or(|at| at <= talk.from));
    there && called && !talked && !published.desk.waits_for_others(ticket)
}

/// The ticket somebody shows, and whether by its slip: by its address or its key, not by its number alone.
fn ticket_of(published: &Published, shown: &str) -> Option<(TicketNumber, bool)> {
    let shown = shown.trim();
    let last = shown.rsplit_once("/t/").map_or(shown, |(_, key)| key);
    let last = last.split(['?', '#']).next().unwrap_or_default();
    if let Ok(number) = last.parse::<TicketNumber>() {
        return published.desk.ticket(number).map(|ticket| (ticket.number, false));
    }
    let key: TicketKey = last.parse().ok()?;
    published.desk.ticket_by_key(&key.hash().into()).map(|ticket| (ticket.number, true))
}

/// Let a phone type
///
/// One at a time: opening another ends the one before.
#[utoipa::path(post, path = "/api/v1/devices/hand-offs", tag = "devices", request_body = OpenHandOff,
    security(("device" = [])), responses((status = 201, description = "Waits for its phone", body = HandOff)))]
async fn open_hand_off(
    State(app): State<App>,
    OfDevice(device): OfDevice,
    origin: Origin,
    sent: Sent<OpenHandOff>,
) -> Result<Response, Problem> {
    let wanted = sent.body;
    let opened = app.devices().hand_offs.open(device.id, wanted.language, wanted.kind, app.clock.now());
    let (id, key, until) = opened.ok_or_else(|| Problem::of(Fault::Busy).retry_after(30))?;
    // The phone is on the hall's network, the kiosk may be on a wire of its own: the printed address is the one phones can open.
    let chosen = app.now().desk.fair().and_then(|fair| fair.address.clone());
    let path = format!("/k/{}", key.reveal());
    let url = chosen.map_or_else(|| origin.0.join(&path), |address| format!("{address}{path}"));
    Ok((StatusCode::CREATED, Json(HandOff { id, url, until })).into_response())
}

/// How far the phone is
#[utoipa::path(get, path = "/api/v1/devices/hand-offs/{id}", tag = "devices", security(("device" = [])),
    params(("id" = String, Path)), responses((status = 200, description = "How far", body = HandOffState)))]
async fn hand_off(
    State(app): State<App>,
    OfDevice(device): OfDevice,
    Path(id): Path<String>,
) -> Json<HandOffState> {
    Json(app.devices().hand_offs.state(device.id, &id, app.clock.now()))
}

/// Continue here
#[utoipa::path(delete, path = "/api/v1/devices/hand-offs/{id}", tag = "devices", security(("device" = [])),
    params(("id" = String, Path)), responses((status = 204, description = "Ended, or sent already")))]
async fn close_hand_off(
    State(app): State<App>,
    OfDevice(device): OfDevice,
    Path(id): Path<String>,
) -> StatusCode {
    app.devices().hand_offs.close(device.id, &id, app.clock.now());
    StatusCode::NO_CONTENT
}

/// Say what became of a print
#[utoipa::path(post, path = "/api/v1/devices/jobs/{id}", tag = "devices", request_body = JobReport,
    security(("device" = [])), params(("id" = String, Path)),
    responses((status = 204, description = "Noted"), (status = 404, description = "No such job", body = ProblemDocument)))]
async fn report(
    State(app): State<App>,
    OfDevice(device): OfDevice,
    Path(id): Path<String>,
    sent: Sent<JobReport>,
) -> Result<StatusCode, Problem> {
    let id: uuid::Uuid = id.parse().map_err(|_| Problem::of(Fault::NotFound))?;
    if app.devices().jobs.report(device.id, PrintId(id), sent.body.state) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::of(Fault::NotFound))
    }
}
