//! Opening a case by its ticket: a photo of the code, or the number as printed. A device's own camera app opens the ticket's
//! address, which sends staff to the case by itself.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{Case, CaseId, TicketNumber};

use crate::{
    access::secrets::{TicketKey, narrow},
    app::App,
    engine::Published,
    locale::Texts,
    qr,
    web::{
        form::{self, Entries},
        frame::{self, Errors, Frame},
        guard::Who,
        problem::Problem,
        route::{Access, RECEPTIONS, Route},
        signed,
        visit::Visit,
    },
};

/// Largest form: no photo may be larger by any setting.
const MOST_BYTES: usize = 101 << 20;

pub(super) fn routes() -> Vec<Route> {
    let receptions = Access::Staff(RECEPTIONS);
    vec![
        Route::get("/counter/scan", receptions, page),
        Route::post("/counter/scan", receptions, open).with(form::up_to(MOST_BYTES)),
    ]
}

#[derive(Template)]
#[template(path = "counter_scan.html")]
struct ScanPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    typed: String,
}

fn sheet(app: &App, visit: &Visit, who: &Who, typed: &str, errors: Errors) -> ScanPage {
    let frame = signed::frame(app, visit, who, "find-title").counter();
    ScanPage { t: frame.t(), frame, errors, typed: typed.to_owned() }
}

async fn page(State(app): State<App>, visit: Visit, who: Who) -> Response {
    frame::show(&sheet(&app, &visit, &who, "", Errors::default()))
}

async fn open(State(app): State<App>, visit: Visit, who: Who, form: Entries) -> Result<Response, Problem> {
    let typed = form.text("number").trim();
    let photo = form.uploads().next().map(|upload| upload.bytes.to_vec());
    let (field, found, why) = if let Some(bytes) = photo {
        match qr::read(app.evidence.darkroom(), bytes).await {
            Ok(texts) => ("photo", texts.iter().find_map(|text| by_code(&app.now(), text)), "find-not-ours"),
            Err(error) => {
                tracing::debug!(code = error.code(), "no code was read from a photo");
                ("photo", None, "find-none-found")
            }
        }
    } else {
        let found = typed_number(typed).and_then(|number| by_number(&app.now(), &who, number));
        ("number", found, "find-unknown")
    };
    if let Some(case) = found {
        return Ok(visit.sent(&format!("/counter/cases/{case}")));
    }
    let mut errors = Errors::default();
    errors.add(field, visit.texts.t(why));
    Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &sheet(&app, &visit, &who, typed, errors)))
}

/// The case of a ticket's number. A notice of the organiser brings a respondent one, too, before there is any of the mediation body:
/// by such a one nobody finds a case of which they see the summary alone, or numbers that are tried out would tell of complaints.
pub(in crate::web) fn by_number(at: &Published, who: &Who, number: TicketNumber) -> Option<CaseId> {
    let ticket = at.desk.ticket(number)?;
    let case = at.desk.case(ticket.case)?;
    let noticed = case.party(ticket.party).is_some_and(|party| party.notice.is_some());
    let filed = case.claimant().ticket == Some(number);
    let told = who.person.as_ref().is_some_and(|person| at.desk.sees_ending(&person.staff, case));
    (filed || noticed || told).then_some(case.id)
}

/// The ticket of a case that somebody names by its number, if they could find the case by it.
pub(in crate::web) fn named(at: &Published, who: &Who, case: &Case, number: &str) -> Option<TicketNumber> {
    let mut tickets = case.parties.iter().filter_map(|party| party.ticket);
    tickets.find(|own| own.to_string() == number).filter(|own| by_number(at, who, *own).is_some())
}

/// The case of a ticket's address, whatever host it was printed with.
fn by_code(at: &Published, text: &str) -> Option<CaseId> {
    let (_, rest) = text.rsplit_once("/t/")?;
    let key: TicketKey = rest.split(['/', '?', '#']).next()?.parse().ok()?;
    at.desk.ticket_by_key(&key.hash().into()).map(|ticket| ticket.case)
}

/// A ticket's number as people write it: `A-001`, `a1`, `A 1`.
pub(super) fn typed_number(typed: &str) -> Option<TicketNumber> {
    let plain: String = narrow(typed).chars().filter(|c| !matches!(c, ' ' | '-' | '–' | '—')).collect();
    let digits = plain.find(|c: char| c.is_ascii_digit())?;
    format!("{}-{}", &plain[..digits], &plain[digits..]).parse().ok()
}
