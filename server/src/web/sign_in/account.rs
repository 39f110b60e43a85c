//! The own account: choose another PIN, see where one is signed in, end those sign-ins.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{Command, body::StaffBody, staff::Role};

use crate::{
    access::{pin::Pin, secrets::KeyHash},
    app::{App, Once},
    locale::Texts,
    web::{
        form::Entries,
        frame::{self, Errors, Frame, Tone},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        setup::printed_name,
        signed, submit,
        visit::Visit,
    },
};

use super::{Proven, hashed, prove_again, sign_in_browser};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    /// How papers name the reader, as typed or as known.
    printed: String,
    /// The roster says so, and not they.
    on_roster: bool,
    devices: Vec<SignedDevice>,
}

struct SignedDevice {
    id: String,
    name: String,
    since: String,
    seen: String,
    here: bool,
}

#[derive(serde::Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

pub(super) async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(Done { done }): Query<Done>,
) -> Response {
    let mut page = sheet(&app, &visit, &who, &person, Errors::default(), None);
    let notice = match done.as_deref() {
        Some("named") => Some("account-printed-saved"),
        Some("pin") => Some("account-pin-changed"),
        Some("ended") => Some("account-ended"),
        Some(_) | None => None,
    };
    if let Some(key) = notice {
        page.frame = page.frame.notice(Tone::Good, page.t.t(key));
    }
    frame::show(&page)
}

fn sheet(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    errors: Errors,
    typed: Option<&str>,
) -> AccountPage {
    let (published, staff) = (app.now(), person.staff.id);
    let on_roster = person.is(Role::Mediator);
    let known = on_roster || submit::has_printed_name(staff, &published);
    let printed = || if known { submit::known_as(staff, &published) } else { String::new() };
    let frame = signed::frame(app, visit, who, "account-title").counter();
    let t = frame.t();
    let now = app.clock.now();
    let devices = app.sessions.of(&person.staff.id, now).into_iter().map(|session| SignedDevice {
        id: session.id.to_string(),
        since: t.moment(session.created),
        seen: t.ago(u64::try_from(now.duration_since(session.last_seen).as_secs()).unwrap_or(0)),
        here: session.id == person.session.id,
        name: session.device,
    });
    AccountPage {
        devices: devices.collect(),
        printed: typed.map_or_else(printed, str::to_owned),
        on_roster,
        t,
        frame,
        errors,
    }
}

/// Says by which name papers have the reader.
pub(super) async fn rename(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    form: Entries,
) -> Result<Response, Problem> {
    let mut errors = Errors::default();
    let name = printed_name(&form, "printed", &visit.texts, &mut errors).unwrap_or_default();
    if !errors.is_empty() {
        let page = sheet(&app, &visit, &who, &person, errors, Some(form.text("printed")));
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let command = Command::NameStaff { staff: person.staff.id, name };
    app.ask(who.from(), Once::Fresh, command).await?;
    Ok(visit.sent("/account?done=named"))
}

pub(super) async fn change_pin(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    headers: HeaderMap,
    form: Entries,
) -> Result<Response, Problem> {
    let name = signed::name(&app, &person);
    let mut errors = Errors::default();
    let chosen = Pin::chosen(form.text("new"), &name);
    if let Err(weak) = &chosen {
        errors.add("new", visit.texts.t(weak.code()));
    }
    if !Pin::typed(form.text("new")).is_repeated_by(form.text("again")) {
        errors.add("again", visit.texts.t("account-pin-differs"));
    }
    if errors.is_empty() {
        match prove_again(&app, &who, &person, form.text("current")).await {
            Ok(_) => {}
            Err(problem) if problem.fault() == Fault::SignInNeeded => {
                errors.add("current", visit.texts.t("account-pin-wrong"));
            }
            Err(problem) => return Err(problem),
        }
    }
    let (Ok(pin), true) = (chosen, errors.is_empty()) else {
        let page = sheet(&app, &visit, &who, &person, errors, None);
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let staff = person.staff.id;
    let body = StaffBody { name: name.clone(), pin: hashed(&app, pin).await? };
    let accepted = app.ask(who.from(), Once::Fresh, Command::ResetPin { staff, body }).await?;
    // Whoever knew the old PIN is out, on whatever device; this browser goes on with a session of its own.
    app.sessions.end_all(&staff).await;
    app.lockout.start_over(&name).await;
    let mut response = visit.sent("/account?done=pin");
    // By the entry of this very change: should the PIN be reset meanwhile by somebody else, this browser is out as well.
    if let Some(changed) = accepted.entries.first() {
        let proven = Proven { id: staff, pin: changed.stamp.seq };
        sign_in_browser(&app, proven, &headers, &mut response).await;
    }
    Ok(response)
}

/// Ends one of the own sign-ins, or with `session=others` all but this one.
pub(super) async fn end_sessions(
    State(app): State<App>,
    visit: Visit,
    person: Signed,
    form: Entries,
) -> Result<Response, Problem> {
    let own = app.sessions.of(&person.staff.id, app.clock.now());
    let wanted = form.text("session");
    let one = wanted.parse::<KeyHash>().ok();
    let ends = own
        .iter()
        .map(|session| session.id)
        .filter(|id| *id != person.session.id && (wanted == "others" || Some(*id) == one));
    for id in ends {
        app.sessions.end(&id).await;
    }
    Ok(visit.sent("/account?done=ended"))
}
