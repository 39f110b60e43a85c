//! "I have a ticket": a slip is scanned or its number typed; the desk says where to go. When it cannot be asked, the staff can.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use domain::TicketNumber;
use link::{CheckIn, CheckedIn, Mistyped, TicketKey};
use locale::Texts;

use super::{
    Page,
    form::Form,
    frame::{self, Elsewhere, Frame, Visitor},
};
use crate::desk::CallError;

/// What came of it.
#[derive(Debug, Clone)]
enum Found {
    /// Nothing was asked yet.
    Nothing,
    /// The party is checked in.
    Here(Box<CheckedIn>),
    /// This is no ticket.
    NoTicket(String),
    /// The desk knows it and has no use for it now, in its own words.
    Refused(String),
    /// The desk cannot be asked.
    TellStaff,
}

#[derive(Template)]
#[template(path = "have.html")]
struct HavePage {
    frame: Frame,
    t: Texts,
    found: Found,
    /// What was typed: it is compared and mended, not typed again.
    typed: String,
    /// A number of this kiosk, as one types it.
    example: String,
}

/// Asks for the ticket.
pub(super) async fn show(State(page): State<Page>, visitor: Visitor) -> Result<Response, Elsewhere> {
    draw(&page, &visitor, StatusCode::OK, Found::Nothing)
}

fn draw(page: &Page, visitor: &Visitor, status: StatusCode, found: Found) -> Result<Response, Elsewhere> {
    let frame = Frame::for_visit(page, visitor, "kiosk-have-title", "/have");
    let frame = frame.ok_or(Elsewhere::START)?.answering();
    let t = frame.t.clone();
    let typed = page.visits.peek(&visitor.name, |visit| visit.unsent.ticket.clone()).unwrap_or_default();
    let series = page.kiosk.store.read(crate::store::State::series);
    let example = series.map(|series| link::with_check_digit(TicketNumber { series, count: 17 }));
    Ok(frame::shown(status, &HavePage { frame, t, found, typed, example: example.unwrap_or_default() }))
}

/// Checks a party in.
pub(super) async fn check_in(
    State(page): State<Page>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, Elsewhere> {
    let t = Texts::new(visitor.language, jiff::tz::TimeZone::UTC);
    frame::visiting(&page, &visitor, |visit| form.text("ticket").clone_into(&mut visit.unsent.ticket))?;
    let ticket = match read(form.text("ticket")) {
        Ok(ticket) => ticket,
        Err(why) => {
            let found = Found::NoTicket(t.t(why).into_owned());
            return draw(&page, &visitor, StatusCode::UNPROCESSABLE_ENTITY, found);
        }
    };
    let token = page.kiosk.store.read(|state| state.membership().map(|known| known.token.clone()));
    let Some(token) = token else { return draw(&page, &visitor, StatusCode::OK, Found::TellStaff) };
    let asked = page.kiosk.desk.check_in(&token, &CheckIn { ticket, language: visitor.language }).await;
    let found = match asked {
        Ok(here) => {
            frame::visiting(&page, &visitor, |visit| visit.unsent.ticket.clear())?;
            Found::Here(Box::new(here))
        }
        Err(CallError::Refused(problem)) if problem.status == 404 => {
            Found::NoTicket(t.t("kiosk-have-unknown").into_owned())
        }
        Err(CallError::Refused(problem)) if problem.code == "device-revoked" => Found::TellStaff,
        Err(CallError::Refused(problem)) => Found::Refused(problem.detail.clone()),
        Err(error @ (CallError::Unreachable(_) | CallError::Later(_))) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "nobody can be checked in now");
            Found::TellStaff
        }
    };
    draw(&page, &visitor, StatusCode::OK, found)
}

/// What a reader typed: a ticket's address, its key, or its number with the check digit; as the desk takes it. Else what to say.
fn read(typed: &str) -> Result<String, &'static str> {
    let typed = typed.trim();
    let last = typed.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if let Ok(key) = last.parse::<TicketKey>() {
        return Ok(key.reveal());
    }
    let digits = last.chars().filter(char::is_ascii_digit).count();
    let number = typed.starts_with(|c: char| c.is_alphabetic()) && typed == last;
    // The large number alone: its last digit could pass for the check digit of another.
    if number && (1..=3).contains(&digits) {
        return Err("kiosk-have-whole");
    }
    link::read_number(typed).map(|number| number.to_string()).map_err(|fault| match fault {
        Mistyped::Digit => "kiosk-have-digit",
        Mistyped::Shape => "kiosk-have-shape",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_read_as_a_scanner_or_a_hand_types_it() {
        let key = TicketKey::random().reveal();
        assert_eq!(read(&format!("http://desk.test:8080/t/{key}")), Ok(key.clone()));
        assert_eq!(read(&format!(" {key} ")), Ok(key));
        let number = link::with_check_digit("K-017".parse().unwrap());
        assert_eq!(read(&number), Ok("K-017".to_owned()));
        assert_eq!(read(""), Err("kiosk-have-shape"));
        assert_eq!(read("http://desk.test/b/nothing"), Err("kiosk-have-shape"));
    }

    #[test]
    fn a_number_without_its_check_digit_is_never_taken_for_another() {
        for count in 1..1000 {
            let number = TicketNumber { series: "K".parse().unwrap(), count };
            assert_eq!(read(&number.to_string()), Err("kiosk-have-whole"), "{number}");
            assert_eq!(read(&link::with_check_digit(number)), Ok(number.to_string()));
        }
        assert_eq!(read("Ｋ－０１７－０"), Err("kiosk-have-digit"));
    }
}
