//! A ticket's page, `/t/{key}`: where somebody stands, live; and, for its holder, what they filed and what they may do.
//!
//! The key opens number, state and place to whoever scans the slip. Content, photos and withdrawal are for the device that
//! filed, for the holder token, or for a device admitted by a code that staff gave out. Signed-in mediators who scan the same
//! slip are sent to the case.

use std::{
    borrow::Cow,
    sync::{Arc, Mutex, PoisonError},
};

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    Ticket, TicketNumber,
    body::Content,
    case::Audience,
    survey::{Degree, Statement},
};

use jiff::Timestamp;

use crate::{
    access::secrets::TicketKey,
    app::App,
    engine::Published,
    locale::{Language, Texts},
    qr::Size,
};

use super::{
    form,
    frame::{self, Errors, Frame, Tone},
    guard::Who,
    live::{self, Draw, Form},
    origin::Origin,
    problem::{Fault, Problem},
    route::{Access, Route},
    visit::Visit,
};

pub(super) mod after;
mod agreement;
mod closing;
pub(super) mod code;
pub(super) mod evidence;
mod fee;
mod fragment;
pub(super) mod measure;
mod meeting;
pub(super) mod mine;
mod nobody;
pub(super) mod own;
mod party;
pub(super) mod qr;
mod stands;
pub(super) mod summons;
mod survey;
pub(super) mod view;

use own::Own;
use party::Procedure;
use view::{Hours, View};

/// The routes below `/t`.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get("/t/{key}", Access::KeyHolder, page),
        Route::get("/t/{key}/live", Access::KeyHolder, snapshot),
        Route::get("/t/{key}/events", Access::KeyHolder, events),
    ];
    routes.extend(qr::routes());
    routes.extend(evidence::routes());
    routes.extend(code::routes());
    routes.extend(party::routes());
    routes.extend(survey::routes());
    routes
}

/// A ticket found by the key in an address.
pub(super) struct Found {
    /// The key as it stands in addresses.
    pub(super) key: String,
    /// The ticket.
    pub(super) ticket: Arc<Ticket>,
    /// The state it was found in.
    pub(super) published: Arc<Published>,
}

impl Found {
    /// The path of the ticket's page.
    pub(super) fn path(&self) -> String {
        format!("/t/{}", self.key)
    }
}

/// The ticket with this key.
///
/// # Errors
/// `not-found`, whether the key is malformed or unknown.
pub(super) fn find(app: &App, key: &str) -> Result<Found, Problem> {
    let unknown = || Problem::of(Fault::NotFound);
    let key: TicketKey = key.parse().map_err(|_| unknown())?;
    let published = app.now();
    let ticket = Arc::clone(published.desk.ticket_by_key(&key.hash().into()).ok_or_else(unknown)?);
    Ok(Found { key: key.reveal(), ticket, published })
}

/// The path of a ticket's page, for whoever may read what is for its holder; `None` when its key was erased.
///
/// # Errors
/// When the journal cannot be read.
pub(super) fn path_of(app: &App, ticket: &Ticket) -> Result<Option<String>, Problem> {
    let content = app.engine.entry(ticket.secret_seq)?.and_then(|entry| entry.body.content());
    Ok(match content {
        Some(Content::Ticket(secret)) => Some(format!("/t/{}", secret.key)),
        Some(_) | None => None,
    })
}

/// Whether this reader holds the ticket: the device that filed or was admitted, or the holder token.
pub(super) fn holds(who: &Who, ticket: &Ticket) -> bool {
    let by_token = who.holder.as_ref().is_some_and(|token| ticket.holders.contains(&token.hash().into()));
    by_token || who.device().is_some_and(|device| ticket.devices.contains(&device))
}

#[derive(Template)]
#[template(path = "ticket.html")]
struct Page {
    frame: Frame,
    t: Texts,
    path: String,
    live: String,
    qr: String,
    /// What the holder sees; `None` for everybody else.
    own: Option<Own>,
    /// Why no code opens it here any more.
    no_code: Option<&'static str>,
    /// The desk has closed for the last time: nobody there looks at a code or an ID.
    over: bool,
    /// There is another side, that is shown what is meant for the mediation.
    other_side: bool,
    /// What the holder reads and may do in the procedure.
    procedure: Procedure,
    /// The statements about the desk and what was ticked, while this party is asked.
    survey: Vec<(Statement, Option<Degree>)>,
    /// What happened on the organiser's track.
    tracks: Vec<measure::Track>,
    errors: Errors,
    idempotency: String,
    number: String,
}

impl Page {
    /// An address below the ticket's own.
    fn at(&self, part: &str) -> String {
        if part.is_empty() { self.path.clone() } else { format!("{}/{part}", self.path) }
    }

    /// From whom a code comes.
    fn code_label(&self) -> Cow<'static, str> {
        self.t.t(if self.over { "ticket-code-by-body" } else { "ticket-code" })
    }

    /// Something can be printed for the holder.
    fn has_papers(&self) -> bool {
        self.own.as_ref().is_some_and(|own| own.papers)
    }

    /// What the organiser has was complained of; otherwise it is a clause that both sides gave there.
    fn of_complaint(&self) -> bool {
        self.tracks.iter().any(|track| track.complained)
    }

    /// Something the organiser ordered carries out a clause of the agreement.
    fn on_clause(&self) -> bool {
        self.tracks.iter().any(|track| track.on_clause)
    }

    /// Who sees a photo, said where there is no choice.
    fn photos_hint(&self, own: &Own) -> Cow<'static, str> {
        self.t.t(match own.audiences.as_slice() {
            [Audience::Measure] => "ticket-photos-hint-measure",
            _ if !self.other_side => "ticket-photos-hint-desk",
            _ => "ticket-photos-hint",
        })
    }

    /// For whom a photo may be meant: code, name, what it means.
    fn audiences(&self, own: &Own) -> Vec<(&'static str, Cow<'static, str>, Cow<'static, str>)> {
        own.audiences
            .iter()
            .map(|audience| {
                let (name, hint) = match audience {
                    Audience::Mediation => ("ticket-photo-mediation", "ticket-photo-mediation-hint"),
                    Audience::Measure => ("ticket-photo-measure", "ticket-photo-measure-hint"),
                    Audience::Both => ("ticket-photo-both", "ticket-photo-both-hint"),
                };
                (own::audience_code(*audience), self.t.t(name), self.t.t(hint))
            })
            .collect()
    }
}

/// How a page is shown: for the first time, or again with what is wrong in a form.
struct Shown {
    status: StatusCode,
    errors: Errors,
    /// The key under which the form of photos counts once.
    key: String,
    /// What the holder has just done.
    done: String,
    /// What was ticked in the survey.
    ticked: survey::Ticked,
}

impl Default for Shown {
    fn default() -> Self {
        let (errors, key, done) = (Errors::default(), form::fresh_key(), String::new());
        Self { status: StatusCode::OK, errors, key, done, ticked: survey::Ticked::default() }
    }
}

/// What a holder is told about the thing just done.
#[derive(serde::Deserialize)]
struct Done {
    #[serde(default)]
    done: String,
}

/// What an answer from a notice's page arrived as, and the text that says so.
const DONE: [(&str, &str); 4] = [
    ("accepted", "ticket-done-accepted"),
    ("declined", "ticket-done-declined"),
    ("stated", "ticket-done-stated"),
    ("survey", "survey-done"),
];

async fn page(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Path(key): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Result<Response, Problem> {
    let found = find(&app, &key)?;
    if let Some(person) = &who.person
        && person.staff.is_of_body()
    {
        let case = format!("/counter/cases/{}", found.ticket.case);
        return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, case)]).into_response());
    }
    app.note_seen(found.ticket.number);
    let shown = Shown { done, ..Shown::default() };
    show(&app, &who, &visit, &origin, &found, shown).await
}

/// The whole page.
async fn show(
    app: &App,
    who: &Who,
    visit: &Visit,
    origin: &Origin,
    found: &Found,
    shown: Shown,
) -> Result<Response, Problem> {
    let t = visit.texts.clone();
    let own = if holds(who, &found.ticket) { own::read(app, &t, found).await? } else { None };
    let procedure = if own.is_some() { party::read(app, &t, found).await? } else { Procedure::default() };
    let tracks = if own.is_some() { measure::read(app, &t, found).await? } else { Vec::new() };
    let done = DONE.iter().find(|(code, _)| own.is_some() && *code == shown.done);
    let mut frame = framed(who, visit, found);
    if let Some((code, text)) = done {
        let text = if *code == "stated" { measure::arrived(found) } else { *text };
        frame = frame.notice(Tone::Good, t.t(text));
    }
    let asked = own.is_some() && survey::is_open(app, found);
    let statements = Statement::ALL.iter().copied().zip(shown.ticked);
    let page = Page {
        survey: if asked { statements.collect() } else { Vec::new() },
        tracks,
        frame,
        path: found.path(),
        number: found.ticket.number.to_string(),
        live: drawn(app, found, &t, holds(who, &found.ticket))?,
        qr: qr::inline(&t, origin, found, Size::Phone)?,
        no_code: code::none_left(found, app.clock.now()),
        over: Hours::are_over(&found.published.desk, app.clock.now()),
        other_side: found
            .published
            .desk
            .case(found.ticket.case)
            .is_some_and(|case| !case.respondents().is_empty()),
        own,
        procedure,
        errors: shown.errors,
        idempotency: shown.key,
        t,
    };
    Ok(frame::show_with(shown.status, &page))
}

/// The frame of a page of this ticket.
pub(super) fn framed(who: &Who, visit: &Visit, found: &Found) -> Frame {
    let mut frame = visit.frame("tagline");
    frame.title = visit.texts.t1("ticket-title", "number", found.ticket.number.to_string());
    // A form shown again stands at its own address, which no language switch can come back to.
    frame.path = found.path();
    frame.csrf = who.form_token();
    frame
}

/// The ticket as its holder sees it, or whoever has its slip.
pub(super) fn seen(published: &Published, number: TicketNumber, now: Timestamp, held: bool) -> Option<View> {
    let view = View::of(published, number, now)?;
    Some(if held { view } else { view.on_a_slip() })
}

fn drawn(app: &App, found: &Found, t: &Texts, held: bool) -> Result<String, Problem> {
    let view = seen(&found.published, found.ticket.number, app.clock.now(), held);
    fragment::draw(t, &view.ok_or_else(|| Problem::of(Fault::NotFound))?)
}

async fn snapshot(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let found = find(&app, &key)?;
    app.note_seen(found.ticket.number);
    Ok(frame::fragment(drawn(&app, &found, &visit.texts, holds(&who, &found.ticket))?))
}

async fn events(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let found = find(&app, &key)?;
    app.note_seen(found.ticket.number);
    let (number, held) = (found.ticket.number, holds(&who, &found.ticket));
    let language = visit.texts.language();
    // One drawing for each that may differ.
    let reader = if held { "holder" } else { "slip" };
    let topic = format!("ticket/{number}/{reader}/{}", language.tag());
    Ok(live::stream(&app, &topic, Form::Fragment, &drawing(number, language, held)))
}

/// Draws one ticket's fragment again only when its view changed: a busy hall has thousands of followers, and a call concerns
/// one or two of them.
fn drawing(number: TicketNumber, language: Language, held: bool) -> Draw {
    let last: Mutex<Option<(View, String)>> = Mutex::default();
    Arc::new(move |published, now| {
        let view = seen(published, number, now, held);
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some((before, text)), Some(view)) = (&*last, &view)
            && before == view
        {
            return Some(text.clone());
        }
        let Some(view) = view else { return Some(String::new()) };
        let text = fragment::draw(&published.texts(language), &view).ok()?;
        *last = Some((view, text.clone()));
        Some(text)
    })
}

#[cfg(test)]
pub(super) mod tests;
