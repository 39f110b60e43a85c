//! The ticket on the screen: its number, very large, a code to scan, what happens next, and how far slip and desk are.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::TicketNumber;
use link::PrintState;
use locale::Texts;

use super::{
    Page,
    frame::{self, Elsewhere, Frame, Hours, Visitor},
};
use crate::{qr, store::state::Fate};

/// Prints of a slip that a visitor may have; the staff print more.
const MOST_PRINTS: u16 = 3;

/// How far slip and desk are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The desk has the ticket.
    pub confirmed: bool,
    /// The desk will not take it: the staff must look.
    pub refused: bool,
    /// Which print, and how far; nothing where there is no printer.
    pub print: Option<(u16, PrintState)>,
}

impl Standing {
    /// Whether the visitor may have it printed once more: none is under way, and there were not too many. One that certainly never
    /// came out does not count.
    pub fn may_print(&self) -> bool {
        self.print.is_none_or(|(copy, state)| match state {
            PrintState::Queued | PrintState::Printing => false,
            PrintState::Failed { .. } => true,
            PrintState::Printed | PrintState::Unknown { .. } => copy < MOST_PRINTS,
        })
    }

    /// Whether there were as many prints as a visitor may have.
    pub fn is_enough(&self) -> bool {
        self.print.is_some_and(|(copy, state)| copy >= MOST_PRINTS && state.is_settled()) && !self.may_print()
    }
}

/// How far a ticket is.
pub fn standing(page: &Page, number: TicketNumber) -> Option<Standing> {
    page.kiosk.store.read(|state| {
        let ticket = state.ticket(number)?;
        Some(Standing {
            confirmed: ticket.fate == Fate::Taken,
            refused: matches!(ticket.fate, Fate::Refused { .. }),
            print: ticket.print,
        })
    })
}

/// The part of the page that changes by itself.
#[derive(Template)]
#[template(path = "ticket_live.html")]
pub struct LivePart {
    /// Words.
    pub t: Texts,
    /// How far.
    pub standing: Standing,
    /// There is a printer.
    pub prints: bool,
}

impl LivePart {
    fn print(&self) -> Option<PrintState> {
        self.standing.print.map(|(_, state)| state)
    }
}

#[derive(Template)]
#[template(path = "ticket.html")]
struct TicketPage {
    frame: Frame,
    t: Texts,
    number: TicketNumber,
    typed: String,
    code: String,
    hours: Option<Hours>,
    live: String,
    can_print: bool,
}

/// Shows the ticket of this visit.
pub(super) async fn show(State(page): State<Page>, visitor: Visitor) -> Result<Response, Elsewhere> {
    let Some((number, key)) = frame::visiting(&page, &visitor, |visit| visit.ticket.clone())? else {
        return Ok(Redirect::to("/menu").into_response());
    };
    let frame = Frame::for_visit(&page, &visitor, "kiosk-ticket-title", "/ticket");
    let (Some(frame), Some(standing)) = (frame, standing(&page, number)) else {
        return Ok(Redirect::to("/").into_response());
    };
    let t = frame.t.clone();
    let address = page.kiosk.ticket_address(&key);
    let code = qr::svg(&address, &t.t1("kiosk-code-alt", "number", number.to_string())).unwrap_or_default();
    let prints = page.kiosk.printing.has_printer();
    let may_print = standing.may_print();
    let live = LivePart { t: t.clone(), standing, prints }.render().unwrap_or_default();
    let shown = TicketPage {
        frame,
        t,
        number,
        typed: link::with_check_digit(number),
        code,
        hours: frame::hours(&page),
        live,
        can_print: prints && may_print,
    };
    Ok(frame::shown(StatusCode::OK, &shown))
}

/// Prints the slip once more, marked as a copy.
pub(super) async fn again(State(page): State<Page>, visitor: Visitor) -> Result<Response, Elsewhere> {
    if let Some((number, _)) = frame::visiting(&page, &visitor, |visit| visit.ticket.clone())?
        && standing(&page, number).is_some_and(|standing| standing.may_print())
    {
        page.kiosk.print_again(number).await;
    }
    Ok(Redirect::to("/ticket").into_response())
}
