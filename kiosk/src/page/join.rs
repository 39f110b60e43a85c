//! For staff: joining the desk with a code, on the screen itself.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Series, TicketNumber, fair::Language};
use jiff::tz::TimeZone;
use locale::Texts;

use super::{Page, form::Form, frame::shown};
use crate::{
    desk::CallError,
    joining::{self, CannotJoin, join},
    store,
};

#[derive(Template)]
#[template(path = "join.html")]
struct JoinPage {
    languages: Vec<Texts>,
    flaw: Option<&'static str>,
    /// What was typed: it is compared and mended.
    typed: String,
}

/// Where staff are told that it worked.
pub const JOINED: &str = "/joined";

#[derive(Template)]
#[template(path = "joined.html")]
struct JoinedPage {
    languages: Vec<Texts>,
    series: Series,
    first: TicketNumber,
    prints: bool,
}

/// Says that it worked, with which letters, and what to do next.
pub(super) async fn joined(State(page): State<Page>) -> Response {
    let series = page.kiosk.store.read(store::State::series).filter(|_| is_joined(&page));
    let Some(series) = series else { return Redirect::to("/").into_response() };
    let first = TicketNumber { series, count: 1 };
    let prints = page.kiosk.printing.has_printer();
    shown(StatusCode::OK, &JoinedPage { languages: languages(), series, first, prints })
}

fn languages() -> Vec<Texts> {
    Language::ALL.iter().map(|language| Texts::new(*language, TimeZone::UTC)).collect()
}

/// The page that asks for the code, in every language; with what was wrong with the last one.
pub fn asked(status: StatusCode, error: Option<&CannotJoin>, typed: &str) -> Response {
    let flaw = error.map(|error| match error {
        CannotJoin::NoCode => "kiosk-join-shape",
        CannotJoin::Desk(CallError::Refused(problem)) if problem.code == "locked-out" => {
            "kiosk-join-locked-out"
        }
        CannotJoin::Desk(CallError::Refused(_)) => "kiosk-join-wrong",
        CannotJoin::Desk(CallError::Unreachable(_) | CallError::Later(_)) => "kiosk-join-unreachable",
        CannotJoin::Store(_) => "kiosk-join-store",
    });
    shown(status, &JoinPage { languages: languages(), flaw, typed: typed.to_owned() })
}

/// Asks for the code: only while there is no desk to lose.
pub(super) async fn ask(State(page): State<Page>) -> Response {
    if is_joined(&page) { Redirect::to("/").into_response() } else { asked(StatusCode::OK, None, "") }
}

fn is_joined(page: &Page) -> bool {
    joining::already(&page.kiosk.store).is_some()
}

/// Joins.
pub(super) async fn take(State(page): State<Page>, form: Form) -> Response {
    if is_joined(&page) {
        return Redirect::to("/").into_response();
    }
    let now = page.kiosk.clock.clock().now();
    match join(&page.kiosk.store, &page.kiosk.desk, form.text("code"), now).await {
        Ok(()) => {
            page.kiosk.bell.ring();
            Redirect::to(JOINED).into_response()
        }
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "the kiosk did not join");
            asked(StatusCode::UNPROCESSABLE_ENTITY, Some(&error), form.text("code"))
        }
    }
}
