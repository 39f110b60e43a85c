//! Signing in by name and PIN, signing out, and the own account: PIN and sign-ins on other devices.
//!
//! Unknown names take as long as known ones and get the same answer. Wrong tries are counted by [`crate::access::lockout`].

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use domain::{StaffId, staff::Staff};

use crate::{
    access::{
        cookies::Cookie,
        pin::{DEMO_PIN, Pin, PinError, PinHash},
    },
    app::App,
    engine::Published,
    locale::Texts,
};

use super::{
    form::Entries,
    frame::{self, Errors, Frame},
    guard::{Signed, Who},
    problem::{Fault, Problem},
    route::{ANYBODY, Access, OFF_ROSTER, Route},
    signed,
    visit::{Visit, own_path},
};

mod account;

/// Pages of signing in and of the own account.
pub(super) fn routes() -> Vec<Route> {
    let anybody = Access::Staff(ANYBODY);
    vec![
        Route::get("/sign-in", Access::Everyone, page),
        Route::post("/sign-in", Access::Everyone, enter),
        Route::post("/sign-out", Access::Everyone, leave),
        Route::get("/account", anybody, account::page),
        Route::post("/account/name", Access::Staff(OFF_ROSTER), account::rename),
        Route::post("/account/pin", anybody, account::change_pin),
        Route::post("/account/sessions", anybody, account::end_sessions),
    ]
}

/// Somebody who proved who they are, and with which PIN: it may be reset before their session begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proven {
    /// Who.
    pub(super) id: StaffId,
    /// The PIN's entry in the journal.
    pub(super) pin: u64,
}

impl Proven {
    /// Somebody as they were when their PIN was looked at.
    pub(super) fn of(staff: &Staff) -> Self {
        Self { id: staff.id, pin: staff.pin_seq }
    }
}

/// Checks name and PIN of somebody who works here. The answer is as of the moment in which the PIN was looked up: a session
/// begun with it is worth nothing once the PIN is another.
///
/// # Errors
/// `sign-in-failed` when they do not belong together, `locked-out` after too many wrong tries, `busy`.
pub(super) async fn prove(app: &App, who: &Who, name: &str, pin: &str) -> Result<Arc<Staff>, Problem> {
    let published = app.now();
    let mut named = published.names.staff_named(name).filter_map(|id| published.desk.staff_member(id));
    let known = named.find(|staff| !staff.is_dismissed());
    check(app, who, name, pin, known.map(|staff| (staff, &*published))).await
}

/// Checks the PIN of this very person, whoever else goes by their name.
///
/// # Errors
/// The same.
async fn prove_again(app: &App, who: &Who, person: &Signed, pin: &str) -> Result<Arc<Staff>, Problem> {
    let published = app.now();
    let known = published.desk.staff_member(person.staff.id).filter(|staff| !staff.is_dismissed());
    let name = signed::name(app, person);
    check(app, who, &name, pin, known.map(|staff| (staff, &*published))).await
}

async fn check(
    app: &App,
    who: &Who,
    name: &str,
    pin: &str,
    known: Option<(&Arc<Staff>, &Published)>,
) -> Result<Arc<Staff>, Problem> {
    let attempt = app.lockout.attempt(name, &who.caller, app.clock.monotonic()).map_err(|locked| {
        let seconds = locked.retry_after.as_secs() + 1;
        Problem::of(Fault::LockedOut).seconds("wait", seconds).retry_after(seconds)
    })?;
    let known = known.and_then(|(staff, at)| Some((staff, at.names.staff(staff.id)?)));
    let stored = known.map(|(_, body)| PinHash::from_stored(&body.pin));
    match (app.pins.verify(Pin::typed(pin), stored.as_ref()).await, known) {
        (Ok(true), Some((staff, _))) => {
            app.lockout.succeeded(attempt).await;
            Ok(Arc::clone(staff))
        }
        // The attempt stays counted as failed.
        (Ok(_), _) => Err(Problem::of(Fault::SignInNeeded).coded("sign-in-failed")),
        (Err(error), _) => {
            app.lockout.not_tried(attempt);
            Err(unchecked(&error))
        }
    }
}

/// What to store of a PIN.
///
/// # Errors
/// `busy` when too many are being worked on.
pub(super) async fn hashed(app: &App, pin: Pin) -> Result<String, Problem> {
    let hash = app.pins.hash(pin).await.map_err(|error| unchecked(&error))?;
    Ok(hash.reveal().to_owned())
}

fn unchecked(error: &PinError) -> Problem {
    match error {
        PinError::Busy => Problem::of(Fault::Busy).retry_after(2),
        PinError::Failed(_) => Problem::internal(error),
    }
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    /// The name as it was typed. Not called `name`: the field's part has an argument of that name.
    typed: String,
    /// Where they wanted to go, whose session ended meanwhile; without it nobody goes on here, and their drafts are forgotten.
    back: String,
    demo_pin: Option<&'static str>,
    /// The demonstration has people of a second mediation body.
    second_body: bool,
}

#[derive(serde::Deserialize, Default)]
struct Back {
    #[serde(default)]
    back: String,
}

async fn page(State(app): State<App>, visit: Visit, who: Who, Query(Back { back }): Query<Back>) -> Response {
    if let Some(person) = &who.person {
        return visit.sent(&destination(&back, &person.staff));
    }
    frame::show(&sheet(&app, &visit, &who, "", &back, Errors::default()))
}

fn sheet(app: &App, visit: &Visit, who: &Who, name: &str, back: &str, errors: Errors) -> SignInPage {
    let frame = signed::frame(app, visit, who, "sign-in-title");
    let demo_pin = frame.demo.then_some(DEMO_PIN);
    let second_body = app.now().desk.has_several_bodies();
    let (typed, back) = (name.to_owned(), back.to_owned());
    SignInPage { t: frame.t(), frame, errors, typed, back, demo_pin, second_body }
}

/// Where somebody wanted to go, or where their work begins.
fn destination(back: &str, staff: &Staff) -> String {
    let wanted = own_path(back) && !back.starts_with("/sign-");
    if wanted { back.to_owned() } else { signed::home(&staff.roles).to_owned() }
}

async fn enter(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    headers: HeaderMap,
    form: Entries,
) -> Result<Response, Problem> {
    let (name, back) = (form.text("name").trim(), form.text("back"));
    let staff = match prove(&app, &who, name, form.text("pin")).await {
        Ok(staff) => staff,
        Err(problem) if problem.fault() == Fault::SignInNeeded => {
            let mut errors = Errors::default();
            errors.add("pin", problem.what(&visit.texts));
            let page = sheet(&app, &visit, &who, name, back, errors);
            return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
        Err(problem) => return Err(problem),
    };
    // Whoever was signed in here before hands the browser over.
    if let Some(before) = who.person.filter(|before| !before.bearer) {
        app.sessions.end(&before.session.id).await;
    }
    let mut response = visit.sent(&destination(back, &staff));
    sign_in_browser(&app, Proven::of(&staff), &headers, &mut response).await;
    Ok(response)
}

/// Starts a session and gives its cookie to the browser that gets this answer.
pub(super) async fn sign_in_browser(app: &App, who: Proven, headers: &HeaderMap, response: &mut Response) {
    let token = app.sessions.start(who.id, who.pin, &device_name(headers), app.clock.now()).await;
    let cookie = app.cookies.set(Cookie::Session, &token.reveal(), Some(app.settings.session_length()));
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

async fn leave(State(app): State<App>, visit: Visit, who: Who, _form: Entries) -> Result<Response, Problem> {
    if let Some(person) = who.person {
        app.sessions.end(&person.session.id).await;
    }
    let mut response = visit.sent("/sign-in");
    response.headers_mut().append(header::SET_COOKIE, app.cookies.clear(Cookie::Session));
    Ok(response)
}

/// By what people recognise their device in a list: browser and system, both by the names their makers gave them.
pub(super) fn device_name(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let find = |marks: &[(&str, &'static str)]| {
        marks.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = find(&[
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.split(['/', ' ']).next().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests;
