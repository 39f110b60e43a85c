//! The mediator's counter: duty, the lines, the one ticket to take next, the own cases.
//!
//! A party may look over the shoulder, so nothing here names one: names and texts stand inside a case only, for the mediator who
//! has it (procedure E.2). What is live is one fragment a person, session and language.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command, Refusal, RoomId, StaffId,
    staff::{DutyState, Role},
};

use crate::{
    app::App,
    engine::{Published, SubmitError},
    locale::Texts,
    web::live::{self, Draw, Form},
};

use super::{
    form::Entries,
    frame::{self, Errors, Frame, Tone},
    guard::{Signed, Who},
    office::{self, people::credentials::all_warnings},
    problem::{Fault, Problem},
    route::{Access, RECEPTIONS, Route},
    signed,
    submit::{self, name_of},
    visit::Visit,
};

pub(super) mod actions;
mod advice;
mod aftercare;
pub(super) mod agreement;
mod case;
mod closing;
pub(super) mod conclude;
mod conflicts;
pub(super) mod contents;
mod ended;
mod fee;
pub(super) mod files;
mod forms;
pub(super) mod happened;
pub(super) mod help;
mod hours;
mod investigation;
pub(super) mod line;
mod major;
mod next;
mod photos;
mod referral;
pub(super) mod scan;
pub(super) mod sealed;
pub(super) mod sent;
pub(super) mod session;
mod shifts;
mod table;
pub(in crate::web) mod typical;
pub(super) mod way;

pub(super) use agreement::handing_over;
pub(super) use conflicts::named as conflict_with;

/// Everything below `/counter`.
pub(super) fn routes() -> Vec<Route> {
    let receptions = Access::Staff(RECEPTIONS);
    let own = vec![
        Route::get("/counter", receptions, page),
        Route::get("/counter/live", receptions, snapshot),
        Route::get("/counter/events", receptions, events),
        Route::post("/counter/duty", receptions, duty),
        Route::post("/counter/next", receptions, claim_next),
    ];
    let families = [
        actions::routes(),
        advice::routes(),
        agreement::routes(),
        case::routes(),
        closing::routes(),
        aftercare::routes(),
        conclude::routes(),
        conflicts::routes(),
        fee::routes(),
        files::routes(),
        forms::routes(),
        hours::routes(),
        investigation::routes(),
        major::routes(),
        photos::routes(),
        referral::routes(),
        scan::routes(),
        session::routes(),
        shifts::routes(),
        typical::routes(),
        way::routes(),
    ];
    own.into_iter().chain(families.into_iter().flatten()).collect()
}

#[derive(Template)]
#[template(path = "counter.html")]
struct CounterPage {
    frame: Frame,
    t: Texts,
    duty: Option<Duty>,
    /// They receive and do no more.
    receives: bool,
    /// They answer for every file when the fair closes.
    head: bool,
    /// Whose certificate or appointment runs out, for the head.
    warnings: Vec<(StaffId, String)>,
    live: String,
    errors: Errors,
}

/// The duty switch of whoever takes tickets.
struct Duty {
    state: &'static str,
    since: String,
    room: Option<String>,
    rooms: Vec<Seat>,
}

/// A room to sit in, and who else has it.
struct Seat {
    id: String,
    with: Option<String>,
}

/// What a page is told about the thing just done.
#[derive(serde::Deserialize, Default)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

impl Done {
    /// Says at the top of a page what was done, if it is one of the things that are.
    pub(super) fn tell(&self, frame: Frame) -> Frame {
        let Some((_, key)) = DONE.iter().find(|(code, _)| *code == self.done) else { return frame };
        let text = frame.t().t(key);
        frame.notice(Tone::Good, text)
    }
}

/// What was done, and the text that says so.
const DONE: &[(&str, &str)] = &[
    ("typical-saved", "typical-done-saved"),
    ("typical-published", "typical-done-published"),
    ("typical-withdrawn", "typical-done-withdrawn"),
    ("forms", "forms-done"),
    ("filed", "counter-done-filed"),
    ("duty", "counter-done-duty"),
    ("advice", "counter-done-advice"),
    ("claim", "counter-done-claim"),
    ("call", "counter-done-call"),
    ("check-in", "counter-done-check-in"),
    ("missed", "counter-done-missed"),
    ("unreached", "counter-done-unreached"),
    ("park", "counter-done-park"),
    ("requeue", "counter-done-requeue"),
    ("release", "counter-done-release"),
    ("papers", "counter-done-papers"),
    ("urgency", "counter-done-urgency"),
    ("body", "counter-done-body"),
    ("start", "counter-done-start"),
    ("adjourn", "counter-done-adjourn"),
    ("conclude", "counter-done-conclude"),
    ("conclude-alone", "counter-done-conclude-alone"),
    ("conclude-unseen", "counter-done-conclude-unseen"),
    ("conclude-some", "counter-done-conclude-some"),
    ("erase", "counter-done-erase"),
    ("retention", "retention-done"),
    ("conflict", "counter-done-conflict"),
    ("carried-over", "closing-done-carried"),
    ("transferred", "closing-done-transferred"),
    ("fee-quoted", "fee-done-quoted"),
    ("fee-waived", "fee-done-waived"),
    ("recorded", "session-done"),
    ("drafted", "agreement-done-drafted"),
    ("oral", "agreement-done-oral"),
    ("agreed", "agreement-done-agreed"),
    ("reopened", "agreement-done-reopened"),
    ("in-effect", "agreement-done-effect"),
    ("refused-to-sign", "agreement-done-refused"),
    ("one-refused-to-sign", "agreement-done-one-refused"),
    ("handed-over", "agreement-done-handed"),
    ("aftercare", "aftercare-done"),
    ("referral", "referral-done"),
    ("referral-drawn-up", "referral-done-drawn-up"),
    ("referral-sent", "referral-done-sent"),
    ("major", "major-done"),
    ("archived", "file-done-archived"),
    ("shift", "shifts-done"),
    ("shifts", "shifts-done-all"),
    ("shift-cancelled", "shifts-cancelled"),
    ("hours-corrected", "hours-corrected-done"),
    ("note", "session-done-note"),
    ("help", "session-done-help"),
    ("way-papers", "counter-done-papers"),
    ("way-accept", "way-done-accept"),
    ("way-impartiality", "way-done-impartiality"),
    ("way-notice", "way-done-notice"),
    ("way-service", "way-done-service"),
    ("way-service-late", "way-done-service-late"),
    ("way-answer", "way-done-answer"),
    ("way-withdraw", "way-done-withdraw"),
    ("way-other-mediator", "way-done-other-mediator"),
    ("way-ended", "way-done-ended"),
    ("way-talks", "way-done-talks"),
    ("way-appointment", "way-done-appointment"),
    ("way-language", "way-done-language"),
    ("way-exhibitor", "way-done-exhibitor"),
    ("way-confirm", "way-done-confirm"),
    ("way-cancel", "way-done-cancel"),
];

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let page = drawn(&app, &visit, &who, &person, Errors::default())?;
    Ok(frame::show(&CounterPage { frame: done.tell(page.frame), ..page }))
}

fn drawn(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    errors: Errors,
) -> Result<CounterPage, Problem> {
    let frame = signed::frame(app, visit, who, "counter-title").counter();
    let t = frame.t();
    let published = app.now();
    let live = live_part(app, visit, who, person, &published)?;
    let duty = person.staff.takes_any().then(|| {
        let rooms = published.desk.fair().map(|fair| fair.plan.rooms.as_slice()).unwrap_or_default();
        let me = person.staff.id;
        let with = |room: &RoomId| published.desk.occupant(room).filter(|by| *by != me);
        Duty {
            state: duty_code(person.staff.duty),
            since: t.seen_at(person.staff.duty_since, app.clock.now()),
            room: person.staff.room.as_ref().map(ToString::to_string),
            rooms: rooms
                .iter()
                .map(|room| Seat {
                    id: room.id.to_string(),
                    with: with(&room.id).map(|by| name_of(by, &published)),
                })
                .collect(),
        }
    });
    let head = person.is(Role::Head);
    let warnings =
        if head { all_warnings(&published, &t, &person.staff, office::today(app)) } else { Vec::new() };
    let receives = person.staff.only_receives();
    Ok(CounterPage { frame, t, duty, receives, head, warnings, live, errors })
}

async fn snapshot(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
) -> Result<Response, Problem> {
    Ok(frame::fragment(live_part(&app, &visit, &who, &person, &app.now())?))
}

fn live_part(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    published: &Published,
) -> Result<String, Problem> {
    draw(app, visit, who, person)(published, app.clock.now()).ok_or_else(|| Problem::of(Fault::Internal))
}

async fn events(State(app): State<App>, visit: Visit, who: Who, person: Signed) -> Response {
    // The forms in the fragment carry a token of this session.
    let topic = format!("counter/{}/{}", person.session.id, visit.texts.language().tag());
    live::stream_to(&app, &person, &topic, Form::Fragment, &draw(&app, &visit, &who, &person))
}

/// Draws the live part for one person, session and language.
fn draw(app: &App, visit: &Visit, who: &Who, person: &Signed) -> Draw {
    let (t, csrf, staff) = (visit.texts.clone(), who.form_token(), person.staff.id);
    let alert_s = i64::from(app.settings.lines.claim_alert_minutes) * 60;
    Arc::new(move |published, now| {
        // Whoever was dismissed while the page was open is told nothing more.
        if published.desk.staff_member(staff).is_none_or(|staff| staff.is_dismissed()) {
            return Some(String::new());
        }
        let view = line::view(&t, published, staff, now, alert_s);
        let fragment = line::Fragment { t: t.clone(), csrf: csrf.clone(), view };
        let drawn = fragment.render();
        drawn.inspect_err(|error| tracing::error!(%error, "the counter's live part cannot be drawn")).ok()
    })
}

/// A duty state's code.
pub(super) fn duty_code(state: DutyState) -> &'static str {
    match state {
        DutyState::On => "on",
        DutyState::Break => "break",
        DutyState::Off => "off",
    }
}

/// The duty state with this code.
pub(super) fn duty_of(code: &str) -> Option<DutyState> {
    [DutyState::On, DutyState::Break, DutyState::Off].into_iter().find(|state| duty_code(*state) == code)
}

/// A room as it was chosen; none when nothing was.
pub(in crate::web) fn room_of(text: &str) -> Option<RoomId> {
    let text = text.trim();
    (!text.is_empty()).then(|| RoomId(text.to_owned()))
}

async fn duty(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    form: Entries,
) -> Result<Response, Problem> {
    let state =
        duty_of(form.text("state")).ok_or_else(|| Problem::of(Fault::Invalid).field("state", "unknown"))?;
    let room = form.text("room");
    let command = Command::TakeDuty { state, room: room_of(room) };
    match app.submit(who.from(), form.once(&app, &who, "counter/duty"), command).await {
        Ok(_) => Ok(visit.sent("/counter?done=duty")),
        // Somebody sat down there since the list was shown.
        Err(SubmitError::Refused(Refusal::RoomTaken { by })) => {
            let mut errors = Errors::default();
            let with = name_of(by, &app.now());
            errors.add("duty-room", visit.texts.t2("counter-room-taken", "room", room, "who", with));
            let page = drawn(&app, &visit, &who, &person, errors)?;
            Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(submit::problem(&error, &app.now())),
    }
}

/// Claims whatever fits best, and opens it.
async fn claim_next(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    form: Entries,
) -> Result<Response, Problem> {
    let once = form.once(&app, &who, "counter/next");
    let accepted = app.ask(who.from(), once, Command::ClaimNext { lane: None }).await?;
    let case = accepted.entries.iter().find_map(|entry| actions::claimed_case(&entry.fact));
    let case = case.ok_or_else(|| Problem::of(Fault::WrongState).coded("nobody-waits"))?;
    Ok(visit.sent(&format!("/counter/cases/{case}?done=claim")))
}

#[cfg(test)]
mod tests;
