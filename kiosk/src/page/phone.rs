//! The visitor's own phone as the keyboard: a one-time code; the screen follows the phone and moves on when it has sent.
//!
//! Offered while the desk can be reached, and never the only way: "continue here" is always there, and works with the wire cut.

use askama::Template;
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use link::{HandOffState, OpenHandOff};
use locale::Texts;
use serde::Serialize;

use super::{
    Page, filing,
    frame::{self, Elsewhere, Frame, Visitor},
    question::Question,
    visit::Phone,
};
use crate::{
    mint::{Content, Order},
    qr,
};

#[derive(Template)]
#[template(path = "phone.html")]
struct PhonePage {
    frame: Frame,
    t: Texts,
    code: String,
    /// The desk cannot be reached: a phone would find nothing.
    cut: bool,
}

/// Opens a hand-off for this visit.
pub(super) async fn open(State(page): State<Page>, visitor: Visitor) -> Result<Response, Elsewhere> {
    let (kind, phone) = frame::visiting(&page, &visitor, |visit| (visit.kind, visit.phone.clone()))?;
    let token = page.kiosk.store.read(|state| state.membership().map(|known| known.token.clone()));
    let (Some(kind), Some(token)) = (kind, token) else { return Ok(Redirect::to("/menu").into_response()) };
    if phone.is_some() {
        return Ok(Redirect::to("/phone").into_response());
    }
    let open = OpenHandOff { language: visitor.language, kind };
    match page.kiosk.desk.open_hand_off(&token, &open).await {
        Ok(opened) => {
            let moved = page.kiosk.clock.clock().monotonic();
            let phone = Phone { id: opened.id.clone(), url: opened.url, progress: None, moved };
            if frame::visiting(&page, &visitor, |visit| visit.phone = Some(phone)).is_err() {
                close(&page, &opened.id);
            }
            Ok(Redirect::to("/phone").into_response())
        }
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "no phone can help now");
            // The questions are here as well; whoever chose the phone is not kept waiting.
            Ok(Redirect::to(&first(kind)).into_response())
        }
    }
}

fn first(kind: domain::case::CaseKind) -> String {
    format!("/ask/{}", Question::first(kind))
}

/// Shows the code, or how far the phone is; moves on once it has sent, by itself with scripts and by a touch without.
pub(super) async fn show(State(page): State<Page>, visitor: Visitor) -> Result<Response, Elsewhere> {
    let Some(phone) = frame::visiting(&page, &visitor, |visit| visit.phone.clone())? else {
        let has_ticket = frame::visiting(&page, &visitor, |visit| visit.ticket.is_some())?;
        return Ok(Redirect::to(if has_ticket { "/ticket" } else { "/menu" }).into_response());
    };
    let step = step(&page, &visitor).await?;
    if let Some(response) = step.moved {
        return Ok(response);
    }
    let cut = step.state == "unreachable";
    let frame = Frame::for_visit(&page, &visitor, "kiosk-phone-title", "/phone");
    let frame = frame.ok_or(Elsewhere::START)?;
    let t = frame.t.clone();
    let code = qr::svg(&phone.url, &t.t("kiosk-phone-code-alt")).unwrap_or_default();
    Ok(frame::shown(StatusCode::OK, &PhonePage { frame, t, code, cut }))
}

/// How far the phone is, for the page's script.
#[derive(Serialize)]
struct Said {
    /// `waiting`, `opened`, `resting`, `moved` or `unreachable`.
    state: &'static str,
    /// In hundredths.
    progress: u8,
    /// Somebody types on it.
    busy: bool,
    /// Where to go now.
    #[serde(skip_serializing_if = "Option::is_none")]
    there: Option<&'static str>,
}

/// How far the phone is. Asked by the page itself, so it is no touch; but a phone that is at work keeps the visit alive.
pub(super) async fn state(State(page): State<Page>, visitor: Visitor) -> Result<Response, Elsewhere> {
    let has_ticket = page.visits.peek(&visitor.name, |visit| visit.ticket.is_some());
    let said = match has_ticket {
        None => Said { state: "moved", progress: 0, busy: false, there: Some("/") },
        Some(true) => Said { state: "moved", progress: 100, busy: false, there: Some("/ticket") },
        Some(false) => {
            let Step { state, progress, busy, moved } = step(&page, &visitor).await?;
            Said { state, progress, busy, there: moved.is_some().then_some("/phone") }
        }
    };
    Ok(Json(said).into_response())
}

struct Step {
    state: &'static str,
    progress: u8,
    busy: bool,
    moved: Option<Response>,
}

impl Step {
    fn moved(progress: u8, response: Response) -> Self {
        Self { state: "moved", progress, busy: false, moved: Some(response) }
    }
}

/// Asks the desk how far the phone is, and mints when it has sent.
async fn step(page: &Page, visitor: &Visitor) -> Result<Step, Elsewhere> {
    let still = |state, progress, busy| Step { state, progress, busy, moved: None };
    let phone = page.visits.peek(&visitor.name, |visit| visit.phone.clone()).flatten();
    let token = page.kiosk.store.read(|state| state.membership().map(|known| known.token.clone()));
    let (Some(phone), Some(token)) = (phone, token) else {
        return Ok(Step::moved(0, Redirect::to("/menu").into_response()));
    };
    match page.kiosk.desk.hand_off(&token, &phone.id).await {
        Ok(HandOffState::Waiting) => Ok(still("waiting", 0, false)),
        Ok(HandOffState::Opened { progress }) => {
            let now = page.kiosk.clock.clock().monotonic();
            let busy = page.visits.phone_is_at(&visitor.name, now, progress);
            Ok(still(if busy { "opened" } else { "resting" }, progress, busy))
        }
        Ok(HandOffState::Sent { kind, language, filing }) => {
            let _one = page.kiosk.minting.lock().await;
            let has_ticket = frame::visiting(page, visitor, |visit| visit.ticket.is_some())?;
            let response = if has_ticket {
                Redirect::to("/ticket").into_response()
            } else {
                let content = Content::Phone { filing, hand_off: phone.id };
                let language = language.unwrap_or(visitor.language);
                frame::visiting(page, visitor, |visit| visit.language = Some(language))?;
                filing::give(page, visitor, Order { kind, language, content }).await?
            };
            Ok(Step::moved(100, response))
        }
        Ok(HandOffState::Closed) => {
            let kind = frame::visiting(page, visitor, |visit| {
                visit.phone = None;
                visit.kind
            })?;
            let there = kind.map_or_else(|| "/menu".to_owned(), first);
            Ok(Step::moved(0, Redirect::to(&there).into_response()))
        }
        Err(error) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "the phone cannot be followed");
            Ok(still("unreachable", 0, false))
        }
    }
}

/// "Continue here."
pub(super) async fn here(State(page): State<Page>, visitor: Visitor) -> Result<Response, Elsewhere> {
    let (kind, phone) = frame::visiting(&page, &visitor, |visit| (visit.kind, visit.phone.take()))?;
    if let Some(phone) = phone {
        close(&page, &phone.id);
    }
    Ok(Redirect::to(&kind.map_or_else(|| "/menu".to_owned(), first)).into_response())
}

/// Tells the desk that a hand-off is over. Nobody waits for it: with the wire cut it lapses by itself.
pub(super) fn close(page: &Page, id: &str) {
    let Some(token) = page.kiosk.store.read(|state| state.membership().map(|known| known.token.clone()))
    else {
        return;
    };
    let (desk, id) = (page.kiosk.desk.clone(), id.to_owned());
    page.kiosk.tasks.spawn(async move {
        if let Err(error) = desk.close_hand_off(&token, &id).await {
            tracing::debug!(error = &error as &dyn std::error::Error, "a hand-off lapses by itself");
        }
    });
}
