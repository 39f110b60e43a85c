//! "I have a ticket": a slip is scanned or its number typed; the desk says where to go. When it cannot be asked, the staff can.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Series, TicketNumber};
use link::{CheckIn, CheckedIn, Mistyped, TicketKey};
use locale::Texts;

use super::{
    Page, begin,
    form::Form,
    frame::{self, Elsewhere, Frame, Hours, Visitor},
    visit::Visit,
};
use crate::desk::CallError;

/// What came of it.
#[derive(Debug, Clone)]
enum Found {
    /// Nothing was asked yet.
    Nothing,
    /// The party is checked in.
    Here(Box<CheckedIn>),
    /// This is no ticket; the key of the text that says why.
    NoTicket(&'static str),
    /// The desk knows it and has no use for it now, in its own words.
    Refused(String),
    /// The desk cannot be asked.
    TellStaff,
}

impl Found {
    fn is_here(&self) -> bool {
        matches!(self, Self::Here(_))
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NoTicket(why) if *why != UNKNOWN => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Nothing | Self::Here(_) | Self::NoTicket(_) | Self::Refused(_) | Self::TellStaff => {
                StatusCode::OK
            }
        }
    }
}

/// The desk has no such ticket.
const UNKNOWN: &str = "kiosk-have-unknown";

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
    /// Whoever shows a slip before they chose a language is told in each.
    words: Vec<Texts>,
    hours: Option<Hours>,
}

/// Asks for the ticket; or says again, in another look or language, where it leads.
pub(super) async fn show(State(page): State<Page>, visitor: Visitor) -> Result<Response, Elsewhere> {
    let asked = page.visits.peek(&visitor.name, |visit| visit.unsent.asked.clone()).flatten();
    let found = match &asked {
        Some(ticket) => look_up(&page, &visitor, ticket).await?,
        None => Found::Nothing,
    };
    draw(&page, visitor, StatusCode::OK, found)
}

fn draw(page: &Page, mut visitor: Visitor, status: StatusCode, found: Found) -> Result<Response, Elsewhere> {
    let look = |visit: &Visit| (visit.unsent.ticket.clone(), visit.assumed);
    let (typed, assumed) = page.visits.peek(&visitor.name, look).ok_or(Elsewhere::START)?;
    if let Found::Here(here) = &found {
        visitor.language = here.language;
    }
    let frame = Frame::for_visit(page, &visitor, "kiosk-have-title", "/have").ok_or(Elsewhere::START)?;
    let frame = if found.is_here() { frame } else { frame.answering() };
    let t = frame.t.clone();
    let words = if assumed { frame.all() } else { vec![t.clone()] };
    let series = page.kiosk.store.read(crate::store::State::series).or_else(|| Series::nth(0));
    let example = series.map(|series| link::with_check_digit(TicketNumber { series, count: 17 }));
    let example = example.unwrap_or_default();
    Ok(frame::shown(status, &HavePage { frame, t, found, typed, example, words, hours: frame::hours(page) }))
}

/// Checks a party in.
pub(super) async fn check_in(
    State(page): State<Page>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, Elsewhere> {
    let typed = form.text("ticket");
    frame::visiting(&page, &visitor, |visit| show_slip(visit, typed))?;
    let found = look_up(&page, &visitor, typed).await?;
    let status = found.status();
    draw(&page, visitor, status, found)
}

fn show_slip(visit: &mut Visit, slip: &str) {
    slip.clone_into(&mut visit.unsent.ticket);
    visit.unsent.asked = Some(slip.to_owned());
}

/// A slip that a reader read on a page that asks for none. On the start page nobody has chosen a language yet; on the page of a ticket
/// the one who got it is done.
pub(super) async fn scan(
    State(page): State<Page>,
    visitor: Result<Visitor, Elsewhere>,
    form: Form,
) -> Result<Response, Elsewhere> {
    let now = page.kiosk.clock.clock().monotonic();
    let mut language = None;
    if let Ok(visitor) = visitor {
        let slip = form.text("ticket");
        if !frame::visiting(&page, &visitor, |visit| visit.ticket.is_some())? {
            frame::visiting(&page, &visitor, |visit| show_slip(visit, slip))?;
            return Ok(Redirect::to("/have").into_response());
        }
        language = Some(visitor.language);
        if let Some(visit) = page.visits.end(&visitor.name) {
            begin::over(&page, visit).await;
        }
    }
    let name = page.visits.begin(now);
    page.visits.with(&name, now, |visit| {
        visit.assumed = language.is_none();
        visit.language = language.or_else(|| begin::languages(&page).first().copied());
        show_slip(visit, form.text("ticket"));
    });
    Ok((begin::named(&name), Redirect::to("/have")).into_response())
}

/// Asks the desk where a slip leads.
async fn look_up(page: &Page, visitor: &Visitor, typed: &str) -> Result<Found, Elsewhere> {
    let ticket = match read(typed) {
        Ok(ticket) => ticket,
        Err(why) => return Ok(Found::NoTicket(why)),
    };
    let token = page.kiosk.store.read(|state| state.membership().map(|known| known.token.clone()));
    let Some(token) = token else { return Ok(Found::TellStaff) };
    let assumed = frame::visiting(page, visitor, |visit| visit.assumed)?;
    let language = (!assumed).then_some(visitor.language);
    Ok(match page.kiosk.desk.check_in(&token, &CheckIn { ticket, language }).await {
        Ok(mut here) => {
            // A desk of an earlier release does not say in what language it answers.
            here.language = language.unwrap_or(here.language);
            frame::visiting(page, visitor, |visit| {
                visit.unsent.ticket.clear();
                visit.language = Some(here.language);
                visit.assumed = false;
            })?;
            Found::Here(Box::new(here))
        }
        Err(CallError::Refused(problem)) if problem.status == 404 => Found::NoTicket(UNKNOWN),
        Err(CallError::Refused(problem)) if problem.code == "device-revoked" => Found::TellStaff,
        Err(CallError::Refused(problem)) => Found::Refused(problem.detail.clone()),
        Err(error @ (CallError::Unreachable(_) | CallError::Later(_))) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "nobody can be checked in now");
            Found::TellStaff
        }
    })
}

/// Letters and digits of a ticket's key.
const KEY_LETTERS: usize = 26;

/// What a reader typed: a ticket's address, its key, or its number with the check digit; as the desk takes it. Else what to say.
fn read(typed: &str) -> Result<String, &'static str> {
    let typed = typed.trim();
    let last = typed.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    // Read into a field in which something stood already, an address has that at its end.
    let last = last.get(..KEY_LETTERS).filter(|_| typed.contains("/t/")).unwrap_or(last);
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
        assert_eq!(read(&format!(" {key} ")), Ok(key.clone()));
        assert_eq!(read(&format!("http://desk.test:8080/t/{key}K-0175")), Ok(key));
        assert_eq!(read("ABCDEFG"), Err("kiosk-have-shape"));
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
