//! From "what brings you here" to a ticket, one question a screen.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    case::{Ask, Capacity, CaseKind, Paper, Relief, RightKind},
    fair::Venue,
};
use link::{Booth, Filing, Particulars};
use locale::Texts;
use serde::Deserialize;

use super::{
    Page,
    form::Form,
    frame::{self, Elsewhere, Frame, Hours, Service, Visitor, service},
    question::{Flaw, Question, agrees, asks},
    visit::{Unsent, Visit},
};
use crate::mint::{CannotMint, Content, Order};

/// Takes in what somebody came for.
pub(super) async fn kind(
    State(page): State<Page>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, Elsewhere> {
    let Some(kind) = CaseKind::from_code(form.text("kind")) else {
        return Ok(Redirect::to("/menu").into_response());
    };
    if service(&page) != Service::Open {
        return Ok(Redirect::to("/menu").into_response());
    }
    let venue = frame::venue(&page);
    frame::visiting(&page, &visitor, |visit| {
        visit.starts_over();
        visit.kind = Some(kind);
        kind.code().clone_into(&mut visit.filing.kind);
        visit.filing.claimant.language = Some(visitor.language.tag().to_owned());
        if kind == CaseKind::Dispute && !venue.orders_measures() {
            visit.filing.asks = vec![Ask::Mediation.code().to_owned()];
        }
    })?;
    // A phone can only help while the desk can be reached.
    let reachable = page.kiosk.wire.borrow().reachable;
    let first = Question::first(kind);
    let there = if reachable { "/how".to_owned() } else { format!("/ask/{first}") };
    Ok(Redirect::to(&there).into_response())
}

#[derive(Template)]
#[template(path = "how.html")]
struct HowPage {
    frame: Frame,
    t: Texts,
    kind: CaseKind,
    first: &'static str,
}

/// Here, or on one's own phone.
pub(super) async fn how(State(page): State<Page>, visitor: Visitor) -> Result<Response, Elsewhere> {
    let Some(kind) = frame::visiting(&page, &visitor, |visit| visit.kind)? else {
        return Ok(Redirect::to("/menu").into_response());
    };
    let first = Question::first(kind);
    if !page.kiosk.wire.borrow().reachable {
        return Ok(Redirect::to(&format!("/ask/{first}")).into_response());
    }
    let frame = Frame::for_visit(&page, &visitor, "kiosk-how-title", "/how");
    let Some(frame) = frame else { return Ok(Redirect::to("/").into_response()) };
    let t = frame.t.clone();
    Ok(frame::shown(StatusCode::OK, &HowPage { frame, t, kind, first }))
}

#[derive(Template)]
#[template(path = "ask.html")]
struct AskPage {
    frame: Frame,
    t: Texts,
    kind: CaseKind,
    question: Question,
    place: usize,
    count: usize,
    back: String,
    flaw: Option<Flaw>,
    filing: Filing,
    fair: Particulars,
    found: Vec<Booth>,
    searched: String,
    described: String,
    /// How many questions there will be is only guessed.
    guessed: bool,
    /// It may have closed meanwhile: better said here than after the last question.
    service: Service,
    hours: Option<Hours>,
}

impl AskPage {
    fn is_dispute(&self) -> bool {
        self.kind == CaseKind::Dispute
    }

    fn is_optional(&self) -> bool {
        self.question.is_optional(self.kind)
    }

    fn mediates(&self) -> bool {
        self.is_dispute() && asks(&self.filing, Ask::Mediation)
    }

    fn complains(&self) -> bool {
        asks(&self.filing, Ask::Measure)
    }

    #[expect(clippy::unused_self, reason = "templates call methods of their page")]
    fn wants(&self, list: &[String], code: &str) -> bool {
        list.iter().any(|known| known == code)
    }

    fn agreed(&self, agreed: &link::Agreed) -> bool {
        agrees(agreed, &self.fair.consent)
    }

    #[expect(clippy::unused_self, reason = "templates call methods of their page")]
    fn rights(&self) -> &'static [RightKind] {
        RightKind::ALL
    }

    #[expect(clippy::unused_self, reason = "templates call methods of their page")]
    fn reliefs(&self) -> &'static [Relief] {
        Relief::ALL
    }

    #[expect(clippy::unused_self, reason = "templates call methods of their page")]
    fn papers(&self) -> &'static [Paper] {
        Paper::ALL
    }

    #[expect(clippy::unused_self, reason = "templates call methods of their page")]
    fn capacities(&self) -> &'static [Capacity] {
        Capacity::ALL
    }

    /// Key of the question itself.
    fn heading(&self) -> &'static str {
        match (self.question, self.kind) {
            (Question::Who, CaseKind::Report) => "filing-step-who-report",
            (Question::Who, _) => "filing-step-who",
            (Question::Right, _) => "filing-right",
            (Question::Number, _) => "kiosk-number-title",
            (Question::Item, _) => "filing-item",
            (Question::Asks, CaseKind::Report) => "kiosk-asks-report-title",
            (Question::Asks, _) => "filing-step-asks",
            (Question::Statement, CaseKind::Enquiry) => "filing-question",
            (Question::Statement, CaseKind::Report) => "filing-report-statement",
            (Question::Statement, CaseKind::Dispute) => "filing-statement",
            (Question::Relief, _) => "filing-relief",
            (Question::Complaint, _) => "filing-complaint",
            (Question::Papers, _) => "filing-papers",
            (Question::Name, _) => "filing-name",
            (Question::Reach, _) => "filing-reach",
            (Question::Company, _) => "kiosk-company-title",
            (Question::Capacity, _) => "filing-capacity",
            (Question::Consent, _) => "filing-step-privacy",
        }
    }

    /// Key of the hint below it; empty when it needs none.
    fn hint(&self) -> &'static str {
        match (self.question, self.kind) {
            (Question::Who, CaseKind::Report) => "filing-who-report-hint",
            (Question::Who, _) => "filing-who-hint",
            (Question::Item, _) => "filing-item-hint",
            (Question::Asks, CaseKind::Dispute) => "filing-asks-hint",
            (Question::Statement, CaseKind::Enquiry) => "filing-question-hint",
            (Question::Statement, CaseKind::Report) => "filing-report-statement-hint",
            (Question::Statement, CaseKind::Dispute) => "filing-statement-hint",
            (Question::Relief, _) => "filing-relief-hint",
            (Question::Complaint, _) => "filing-complaint-hint",
            (Question::Papers, _) => "filing-papers-hint",
            (Question::Reach, _) => "filing-reach-hint",
            (
                Question::Right
                | Question::Number
                | Question::Asks
                | Question::Name
                | Question::Company
                | Question::Capacity
                | Question::Consent,
                _,
            ) => "",
        }
    }
}

/// Shows a question.
pub(super) async fn ask(
    State(page): State<Page>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Response, Elsewhere> {
    let question = Question::from_code(&code);
    let (kind, has_ticket) = frame::visiting(&page, &visitor, |visit| (visit.kind, visit.ticket.is_some()))?;
    if has_ticket {
        return Ok(Redirect::to("/ticket").into_response());
    }
    match (question, kind) {
        (Some(question), Some(kind)) => draw(&page, &visitor, kind, question, None),
        _ => Ok(Redirect::to("/menu").into_response()),
    }
}

fn draw(
    page: &Page,
    visitor: &Visitor,
    kind: CaseKind,
    question: Question,
    flaw: Option<Flaw>,
) -> Result<Response, Elsewhere> {
    let (filing, unsent) =
        frame::visiting(page, visitor, |visit| (visit.filing.clone(), visit.unsent.clone()))?;
    let known = page.kiosk.store.read(|state| state.known().cloned()).ok_or(Elsewhere::START)?;
    let all = Question::all_for(kind, known.particulars.venue, &filing);
    let Some(place) = all.iter().position(|known| *known == question) else {
        return Ok(Redirect::to("/menu").into_response());
    };
    let here = format!("/ask/{}", question.code());
    let title = match kind {
        CaseKind::Dispute => "filing-title-dispute",
        CaseKind::Enquiry => "filing-title-enquiry",
        CaseKind::Report => "filing-title-report",
    };
    let frame = Frame::for_visit(page, visitor, title, &here).ok_or(Elsewhere::START)?.answering();
    let back = match place.checked_sub(1).map(|before| all[before].code()) {
        Some(before) => format!("/ask/{before}"),
        None if frame.reachable => "/how".to_owned(),
        None => "/menu".to_owned(),
    };
    let status = if flaw.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shown = AskPage {
        t: frame.t.clone(),
        frame,
        kind,
        question,
        place: place + 1,
        count: Question::count_for(kind, known.particulars.venue, &filing),
        guessed: kind == CaseKind::Dispute && filing.asks.is_empty(),
        back,
        flaw,
        filing,
        fair: known.particulars,
        found: page.kiosk.directory.like(&unsent.searched),
        searched: unsent.searched,
        described: unsent.described,
        service: service(page),
        hours: None,
    };
    Ok(frame::shown(status, &shown))
}

/// Takes in an answer: on to the next question, back to the one before, or the same again with what is wrong.
pub(super) async fn answer(
    State(page): State<Page>,
    visitor: Visitor,
    Path(code): Path<String>,
    form: Form,
) -> Result<Response, Elsewhere> {
    let menu = || Redirect::to("/menu").into_response();
    let Some(question) = Question::from_code(&code) else { return Ok(menu()) };
    // The second touch of a button that led to the ticket.
    if frame::visiting(&page, &visitor, |visit| visit.ticket.is_some())? {
        return Ok(Redirect::to("/ticket").into_response());
    }
    let taken = frame::visiting(&page, &visitor, |visit| {
        let kind = visit.kind?;
        // Looking for a booth is no answer yet.
        if form.has("search") {
            visit.unsent = unsent(&form);
        } else {
            question.take(&form, &mut visit.filing);
            visit.unsent = Unsent::default();
        }
        let known = page.kiosk.store.read(|state| state.known().map(|known| known.particulars.clone()))?;
        let all = Question::all_for(kind, known.venue, &visit.filing);
        let place = all.iter().position(|known| *known == question)?;
        let t = frame::words(Some(&known), visitor.language);
        let flaw = question.flaw(&t, kind, &visit.filing, &known);
        Some((kind, flaw, all.get(place + 1).copied()))
    })?;
    let Some((kind, flaw, next)) = taken else { return Ok(menu()) };
    if ["search", "pick", "drop", "add"].iter().any(|button| form.has(button)) {
        return draw(&page, &visitor, kind, question, None);
    }
    if form.has("back") {
        return Ok(back(form.text("back")));
    }
    match (flaw, next) {
        (Some(flaw), _) => draw(&page, &visitor, kind, question, Some(flaw)),
        (None, Some(next)) => Ok(Redirect::to(&format!("/ask/{}", next.code())).into_response()),
        (None, None) => finish(&page, &visitor, kind).await,
    }
}

fn unsent(form: &Form) -> Unsent {
    let text = |name: &str| form.text(name).trim().to_owned();
    Unsent {
        searched: text("q"),
        described: form.text("described").to_owned(),
        ticket: text("ticket"),
        asked: None,
    }
}

/// Keeps what stands on a page that is about to be shown another way.
pub(super) fn keep(visit: &mut Visit, form: &Form) {
    match Question::from_code(form.text("answer")) {
        // Only a touch on its buttons names somebody.
        Some(Question::Who) => visit.unsent = unsent(form),
        Some(question) => question.take(form, &mut visit.filing),
        None if form.has("ticket") => {
            let asked = visit.unsent.asked.take();
            visit.unsent = unsent(form);
            visit.unsent.asked = asked.filter(|asked| *asked == visit.unsent.ticket);
        }
        None => {}
    }
}

/// The page before; the menu when it is none of these.
fn back(there: &str) -> Response {
    let inside = ["/ask/", "/how", "/menu"].iter().any(|known| there.starts_with(known));
    Redirect::to(if inside { there } else { "/menu" }).into_response()
}

/// The last question is answered: a ticket, unless an earlier answer no longer fits.
async fn finish(page: &Page, visitor: &Visitor, kind: CaseKind) -> Result<Response, Elsewhere> {
    // One at a time: a second touch finds the ticket of the first.
    let _one = page.kiosk.minting.lock().await;
    let (filing, has_ticket) =
        frame::visiting(page, visitor, |visit| (visit.filing.clone(), visit.ticket.is_some()))?;
    if has_ticket {
        return Ok(Redirect::to("/ticket").into_response());
    }
    let known = page.kiosk.store.read(|state| state.known().map(|known| known.particulars.clone()));
    let Some(fair) = known else { return Ok(Redirect::to("/").into_response()) };
    let t = frame::words(Some(&fair), visitor.language);
    for question in Question::all_for(kind, fair.venue, &filing) {
        if let Some(flaw) = question.flaw(&t, kind, &filing, &fair) {
            return draw(page, visitor, kind, question, Some(flaw));
        }
    }
    let filing = asked_for(kind, fair.venue, filing);
    let order = Order { kind, language: visitor.language, content: Content::Typed(Box::new(filing)) };
    give(page, visitor, order).await
}

/// Only what belongs to what is asked for: an answer from before somebody changed their mind goes nowhere.
fn asked_for(kind: CaseKind, venue: Venue, mut filing: Filing) -> Filing {
    let all = Question::all_for(kind, venue, &filing);
    let belongs = |question: Question| all.contains(&question);
    if !belongs(Question::Statement) {
        filing.statement.clear();
    }
    if !belongs(Question::Relief) {
        filing.relief.clear();
        filing.consent.mediation = link::Agreed::default();
    }
    if !belongs(Question::Complaint) {
        filing.complaint = None;
        filing.consent.organiser = link::Agreed::default();
    }
    filing
}

/// Gives out the ticket, prints its slip, and shows it. Also for what a phone has sent.
pub(super) async fn give(page: &Page, visitor: &Visitor, order: Order) -> Result<Response, Elsewhere> {
    match page.kiosk.mint(order).await {
        Ok(given) => {
            frame::visiting(page, visitor, |visit: &mut Visit| {
                visit.starts_over();
                visit.ticket = Some((given.number, given.key.clone()));
            })?;
            page.kiosk.print_ticket(given.number, &given.key).await;
            Ok(Redirect::to("/ticket").into_response())
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "no ticket can be given out");
            refused(page, visitor, &error)
        }
    }
}

#[derive(Template)]
#[template(path = "refused.html")]
struct RefusedPage {
    frame: Frame,
    t: Texts,
    too_long: bool,
    service: Service,
    hours: Option<Hours>,
}

fn refused(page: &Page, visitor: &Visitor, why: &CannotMint) -> Result<Response, Elsewhere> {
    let frame = Frame::for_visit(page, visitor, "kiosk-refused-title", "/menu");
    let frame = frame.ok_or(Elsewhere::START)?;
    let t = frame.t.clone();
    let too_long = matches!(why, CannotMint::Seal(link::CannotSeal::TooLong));
    let shown = RefusedPage { frame, t, too_long, service: service(page), hours: None };
    Ok(frame::shown(StatusCode::SERVICE_UNAVAILABLE, &shown))
}

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "booths.html")]
struct BoothsPart {
    t: Texts,
    found: Vec<Booth>,
    searched: String,
}

/// Suggestions while somebody types.
pub(super) async fn booths(
    State(page): State<Page>,
    visitor: Visitor,
    Query(typed): Query<Typed>,
) -> Result<Response, Elsewhere> {
    let t = frame::words_of(&page, visitor.language);
    let found = page.kiosk.directory.like(&typed.q);
    Ok(frame::shown(StatusCode::OK, &BoothsPart { t, found, searched: typed.q }))
}
