//! What an open page asks by itself: whether slip and desk are further than it shows.

use askama::Template;
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{
    Page,
    frame::Visitor,
    ticket::{LivePart, standing},
};

/// What changes by itself.
#[derive(Serialize)]
struct Live {
    /// The desk can be reached.
    reachable: bool,
    /// How far the ticket on the screen is, as a part of its page; nothing when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<String>,
}

/// Which run this is, for a page that looks whether the program is there.
pub(super) async fn up(State(page): State<Page>) -> String {
    page.run.to_string()
}

pub(super) async fn live(State(page): State<Page>, visitor: Visitor) -> Response {
    let number = page.visits.peek(&visitor.name, |visit| visit.ticket.as_ref().map(|(number, _)| *number));
    let t = super::frame::words_of(&page, visitor.language);
    let part = number.flatten().and_then(|number| standing(&page, number)).and_then(|standing| {
        let prints = page.kiosk.printing.has_printer();
        LivePart { t, standing, prints }.render().ok()
    });
    Json(Live { reachable: page.kiosk.wire.borrow().reachable, ticket: part }).into_response()
}
