//! Kiosks and tablets: a code lets one join; each is shown as it was last heard, and can be locked, re-lettered, taken away.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command, DeviceId, HallId,
    device::{Device, DevicePlan, DeviceRole, DeviceState, MAX_DAILY, MAX_MESSAGE},
    number,
};
use jiff::{SignedDuration, Timestamp};
use link::{Hello, JOIN_CODE_S, JoinCode, Paper, Trouble, UNSEEN_AFTER_S};

use super::{ORGANISER, halls, sender};
use crate::{
    app::{App, Once},
    devices::Devices,
    engine::Published,
    locale::Texts,
    web::{
        api::devices::lock_message,
        form::{self, Entries},
        frame::{self, Errors, Frame, Tone},
        guard::Who,
        problem::{Fault, Problem},
        route::Route,
        submit,
        visit::Visit,
    },
};

mod follow;

/// Seconds by which a device's clock may be wrong before anybody is told.
const CLOCK_TOLERANCE_S: i64 = 5;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/devices", ORGANISER, list),
        Route::get("/office/devices/events", ORGANISER, follow::events),
        Route::post("/office/devices/invite", ORGANISER, invite),
        Route::post("/office/devices/{id}/lock", ORGANISER, lock),
        Route::post("/office/devices/{id}/unlock", ORGANISER, unlock),
        Route::post("/office/devices/{id}/letter", ORGANISER, letter),
        Route::post("/office/devices/{id}/revoke", ORGANISER, revoke),
    ]
}

/// A ticket that was refused.
struct RefusedRow {
    number: String,
    reason: String,
    issued: String,
}

/// A device as it was last heard.
struct Row {
    id: DeviceId,
    letters: String,
    earlier: String,
    role: &'static str,
    hall: String,
    state: &'static str,
    message: String,
    /// What was typed into its form that could not be taken.
    typed: String,
    seen: String,
    unseen: bool,
    /// Since when it is not heard, in place of how it stands.
    unheard: String,
    clock: String,
    version: String,
    /// The last part of the text's key, and whether somebody has to go there.
    paper: Option<(&'static str, &'static str, bool)>,
    outbox: u32,
    minted: String,
    refused: Vec<RefusedRow>,
    refused_more: Option<String>,
    /// Tickets that a damaged store had not sent are not here.
    put_aside: bool,
}

#[derive(Template)]
#[template(path = "office_devices.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    idempotency: String,
    devices: Vec<Row>,
    gone: Vec<Row>,
    /// How all of them stand, in short; the stream of the page says when it is another.
    version: String,
    waiting: Option<String>,
    halls: Vec<HallId>,
    sent: Entries,
}

#[derive(serde::Deserialize, Default)]
struct Done {
    #[serde(default)]
    done: String,
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let page = page(&app, &visit, &who, Entries::default(), Errors::default())?;
    let did = ["lock", "unlock", "letter", "revoke"].into_iter().find(|did| *did == done.done);
    let frame = match did {
        Some(did) => page.frame.clone().notice(Tone::Good, page.t.t(&format!("devices-did-{did}"))),
        None => page.frame.clone(),
    };
    Ok(frame::show(&ListPage { frame, ..page }))
}

fn page(app: &App, visit: &Visit, who: &Who, sent: Entries, errors: Errors) -> Result<ListPage, Problem> {
    let frame = super::frame(app, visit, who, "devices-title");
    let t = frame.t();
    let (published, now) = (app.now(), app.clock.now());
    let rows = published.desk.devices().map(|device| row(app, device, &t, now));
    let (gone, devices) =
        rows.collect::<Result<Vec<_>, _>>()?.into_iter().partition(|row| row.state == "revoked");
    let waiting = published.desk.invitations(now).count();
    Ok(ListPage {
        waiting: (waiting > 0).then(|| t.say("devices-waiting").with("count", waiting).to_string()),
        halls: halls(app),
        idempotency: form::fresh_key(),
        version: follow::version(&published, app.devices(), now),
        devices,
        gone,
        errors,
        sent,
        frame,
        t,
    })
}

fn row(app: &App, device: &Device, t: &Texts, now: Timestamp) -> Result<Row, Problem> {
    let contact = app.devices().contacts.last(device.id);
    let hello = contact.as_ref().map(|contact| &contact.hello);
    let (state, message) = match device.state {
        DeviceState::Open => ("open", String::new()),
        DeviceState::Locked { seq } => ("locked", lock_message(app, seq)?),
        DeviceState::Revoked => ("revoked", String::new()),
    };
    let earlier: Vec<_> = device.letters.iter().rev().skip(1).map(|(series, _)| series.to_string()).collect();
    let minted = hello.map_or_else(String::new, |hello| t.number(hello.minted));
    let limit = device.plan.daily_limit.map(|limit| t.t1("devices-limit-of", "limit", limit));
    Ok(Row {
        id: device.id,
        letters: letters(device),
        earlier: super::joined(t, &earlier),
        role: device.plan.role.code(),
        hall: device.plan.hall.as_ref().map(ToString::to_string).unwrap_or_default(),
        state,
        message,
        typed: String::new(),
        seen: contact
            .as_ref()
            .map_or_else(|| t.t("devices-never").into_owned(), |contact| t.clock(contact.at)),
        unheard: contact.as_ref().map_or_else(
            || t.t("devices-unheard").into_owned(),
            |contact| t.t1("devices-unheard-since", "clock", t.clock(contact.at)),
        ),
        unseen: contact.as_ref().is_none_or(|contact| is_unseen(now.duration_since(contact.at))),
        clock: contact.as_ref().map(|contact| clock(t, contact.clock)).unwrap_or_default(),
        version: hello.map(|hello| hello.version.clone()).unwrap_or_default(),
        paper: hello.map(paper),
        outbox: hello.map_or(0, |hello| hello.outbox),
        minted: [Some(minted), limit].into_iter().flatten().collect::<Vec<_>>().join(" "),
        refused: hello.into_iter().flat_map(|hello| &hello.refused).map(|one| refused(t, one)).collect(),
        refused_more: hello.and_then(|hello| {
            let told = u32::try_from(hello.refused.len()).unwrap_or(u32::MAX);
            let more = hello.refused_count.saturating_sub(told);
            (more > 0).then(|| t.say("devices-refused-more").with("count", more).to_string())
        }),
        put_aside: hello.is_some_and(|hello| hello.put_aside > 0),
    })
}

/// The letters as the office calls a device.
pub(in crate::web) fn letters(device: &Device) -> String {
    device.series().map(|series| series.to_string()).unwrap_or_default()
}

/// Whether nothing was heard of a device for longer than a hello may be late.
pub(in crate::web) fn is_unseen(since: SignedDuration) -> bool {
    u64::try_from(since.as_secs()).is_ok_and(|seconds| seconds >= UNSEEN_AFTER_S)
}

/// By how much its clock is wrong, where that matters.
fn clock(t: &Texts, offset: SignedDuration) -> String {
    let seconds = offset.as_secs();
    if seconds.abs() < CLOCK_TOLERANCE_S {
        return String::new();
    }
    let key = if seconds > 0 { "devices-clock-fast" } else { "devices-clock-slow" };
    t.t1(key, "length", t.duration(seconds.unsigned_abs()))
}

/// The text's family and code for paper and printer, and whether somebody has to go there.
fn paper(hello: &Hello) -> (&'static str, &'static str, bool) {
    if let Some(trouble) = hello.trouble {
        return ("device-trouble", trouble.code(), trouble != Trouble::NoPrinter);
    }
    match hello.paper {
        Paper::Unknown => ("device-paper", "unknown", false),
        Paper::Enough => ("device-paper", "enough", false),
        Paper::Low => ("device-paper", "low", true),
        Paper::Out => ("device-paper", "out", true),
    }
}

fn refused(t: &Texts, one: &link::RefusedIssue) -> RefusedRow {
    let key = format!("problem-{}", one.code);
    let known = Texts::knows(&key);
    RefusedRow {
        number: one.number.to_string(),
        reason: if known { t.t(&key).into_owned() } else { one.code.clone() },
        issued: t.moment(one.issued_at),
    }
}

/// What the organiser must know at a glance: who is not heard, whose paper ends, whose tickets were refused.
pub(in crate::web) fn warnings(
    published: &Published,
    devices: &Devices,
    t: &Texts,
    now: Timestamp,
) -> Vec<String> {
    let working = published.desk.devices().filter(|device| device.state == DeviceState::Open);
    working
        .flat_map(|device| {
            let name = letters(device);
            let Some(contact) = devices.contacts.last(device.id) else {
                return vec![t.t1("devices-warn-never", "letters", &name)];
            };
            let since = now.duration_since(contact.at);
            let unseen = is_unseen(since).then(|| {
                let length = t.duration(u64::try_from(since.as_secs()).unwrap_or_default());
                t.t2("devices-warn-unseen", "letters", &name, "length", length)
            });
            let (family, code, bad) = paper(&contact.hello);
            let paper =
                bad.then(|| t.t2("devices-warn-paper", "letters", &name, "what", t.code(family, code)));
            let count = contact.hello.refused_count;
            let refused = (count > 0).then(|| {
                t.say("devices-warn-refused").with("letters", &*name).with("count", count).to_string()
            });
            let aside = (contact.hello.put_aside > 0).then(|| t.t1("devices-warn-aside", "letters", &name));
            [unseen, paper, refused, aside].into_iter().flatten().collect()
        })
        .collect()
}

#[derive(Template)]
#[template(path = "office_device_code.html")]
struct CodePage {
    frame: Frame,
    t: Texts,
    code: String,
    /// Without the gap.
    typed: String,
    clock: String,
    until: String,
    server: String,
}

/// The code is shown in this answer and nowhere else.
async fn invite(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    origin: crate::web::origin::Origin,
    form: Entries,
) -> Result<Response, Problem> {
    let mut errors = Errors::default();
    let role = DeviceRole::from_code(form.text("role")).unwrap_or(DeviceRole::Kiosk);
    let chosen = form.text("hall").trim();
    let hall = halls(&app).into_iter().find(|hall| hall.as_str() == chosen);
    let limit = form.text("limit").trim();
    let daily_limit = (!limit.is_empty())
        .then(|| number::whole::<u32>(limit).filter(|limit| (1..=MAX_DAILY).contains(limit)));
    if daily_limit == Some(None) {
        errors.add("limit", visit.texts.t1("devices-limit-wrong", "max", MAX_DAILY));
        let page = page(&app, &visit, &who, form, errors)?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let code = JoinCode::random();
    let lasts = SignedDuration::from_secs(i64::try_from(JOIN_CODE_S).unwrap_or(600));
    let until = app.clock.now().saturating_add(lasts).map_err(|error| Problem::internal(&error))?;
    let plan = DevicePlan { role, hall, daily_limit: daily_limit.flatten() };
    let command = Command::InviteDevice { code: app.join_code(&code), plan, until };
    app.ask(sender(&who)?, Once::Fresh, command).await?;
    let frame = super::frame(&app, &visit, &who, "devices-code-title");
    let t = frame.t();
    let text = code.reveal();
    Ok(frame::show(&CodePage {
        code: format!("{} {}", &text[..4], &text[4..]),
        typed: text,
        clock: t.clock(until),
        until: until.to_string(),
        server: origin.0.to_string(),
        frame,
        t,
    }))
}

fn known(app: &App, id: &str) -> Result<DeviceId, Problem> {
    let id: DeviceId = id.parse().map_err(|_| Problem::of(Fault::NotFound))?;
    app.now().desk.device(id).map(|device| device.id).ok_or_else(|| Problem::of(Fault::NotFound))
}

async fn done(
    app: &App,
    visit: &Visit,
    who: &Who,
    form: &Entries,
    (did, command): (&str, Command),
) -> Result<Response, Problem> {
    app.ask(sender(who)?, form.once(app, who, &format!("device-{did}")), command).await?;
    Ok(visit.sent(&format!("/office/devices?done={did}")))
}

async fn lock(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let device = known(&app, &id)?;
    let message = form.text("message").trim().to_owned();
    let lock = Command::LockDevice { device, message: message.clone() };
    let problem = match done(&app, &visit, &who, &form, ("lock", lock)).await {
        Ok(locked) => return Ok(locked),
        Err(problem) => problem,
    };
    let (t, mut errors) = (&visit.texts, Errors::default());
    let why = if message.chars().count() > MAX_MESSAGE {
        t.t1("entry-too-long", "max", MAX_MESSAGE)
    } else {
        submit::mendable(problem, t)?
    };
    errors.add(&format!("message-{device}"), why);
    let mut page = page(&app, &visit, &who, Entries::default(), errors)?;
    if let Some(row) = page.devices.iter_mut().find(|row| row.id == device) {
        row.typed = message;
    }
    Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn unlock(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let device = known(&app, &id)?;
    done(&app, &visit, &who, &form, ("unlock", Command::UnlockDevice { device })).await
}

async fn letter(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let device = known(&app, &id)?;
    done(&app, &visit, &who, &form, ("letter", Command::LetterDevice { device })).await
}

async fn revoke(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let device = known(&app, &id)?;
    done(&app, &visit, &who, &form, ("revoke", Command::RevokeDevice { device })).await
}
