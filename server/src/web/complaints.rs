//! The organiser's office: complaints, how far each respondent's track is, what waits for a person, and one complaint on a page
//! where its officer takes each step (procedure A.3).
//!
//! What stands here was told the organiser, or is a clause that both sides of an agreement marked for the organiser. Nothing that
//! was said for mediation is read here, and no reading is without its entry in the journal.

use std::sync::Arc;

use domain::{
    Case, Command, PartyId,
    body::{Content, PartyBody},
    case::{Ask, CaseKind, CaseState, Outcome, Party},
};

use crate::{
    app::{App, Once},
    engine::{Published, ReadError},
    locale::Texts,
    record::Opened,
    web::{
        company,
        guard::Who,
        problem::{Fault, Problem},
        route::{Access, ON_DUTY, Route},
        ticket::own,
    },
};

mod behind;
mod clause;
mod deeds;
pub(super) mod history;
mod list;
mod may;
mod page;
mod papers;
mod photos;
mod rule;
pub(super) mod said;
pub(super) mod tasks;
#[cfg(test)]
mod tests;
mod track;

pub(super) use behind::list_of;

/// Who works here.
const LEADING: Access = Access::Staff(ON_DUTY);

pub(super) fn routes() -> Vec<Route> {
    [list::routes(), page::routes(), deeds::routes(), papers::routes(), photos::routes()]
        .into_iter()
        .flatten()
        .collect()
}

/// The address of one complaint's page.
pub(super) fn page_of(case: &Case) -> String {
    format!("/office/cases/{}", case.id)
}

/// The claimant's ticket, by which the office knows a complaint.
pub(super) fn ticket_of(case: &Case) -> String {
    case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default()
}

/// What it is about: a dispute over a right, a report. Of a case that is here for a clause alone the right is of what the mediation body was
/// told (procedure E.2).
fn about(case: &Case, t: &Texts) -> String {
    let kind = t.code("kind", case.kind.code());
    match case.right.filter(|_| case.asks_for(Ask::Measure)) {
        Some(right) => format!("{kind} · {}", t.code("right", right.code())),
        None => kind.into_owned(),
    }
}

/// How the ticket ended at the desk, by category, and that it is the ticket: a complaint is not over with it, nor withdrawn. Why and on
/// what terms is the mediation body's.
fn ended(case: &Case, t: &Texts) -> Option<String> {
    match case.state {
        // What came of a dispute in mediation is no answer to the complaint.
        CaseState::Concluded { outcome, .. }
            if case.kind != CaseKind::Dispute || outcome == Outcome::Withdrawn =>
        {
            Some(t.t1("complaints-ticket-ended", "outcome", t.code("outcome", outcome.code())))
        }
        CaseState::Concluded { .. }
        | CaseState::Submitted
        | CaseState::Accepted
        | CaseState::Agreed
        | CaseState::InSession
        | CaseState::Adjourned
        | CaseState::TermsAgreed => None,
    }
}

/// A respondent's listed booth.
pub(super) fn booth_of(t: &Texts, published: &Published, party: &Party) -> Option<String> {
    let [_, booth] = own::listed(t, published, &party.place);
    booth
}

/// The case of an address, if the organiser knows of it.
///
/// # Errors
/// `not-found`.
pub(super) fn find(published: &Published, id: &str) -> Result<Arc<Case>, Problem> {
    let case = id.parse().ok().and_then(|id| published.desk.case(id)).filter(|case| case.is_complaint());
    case.map(Arc::clone).ok_or_else(|| Problem::of(Fault::NotFound))
}

/// Records who reads the complaint; nothing of it is shown before.
///
/// # Errors
/// When it may not be, or cannot be, recorded.
pub(super) async fn record_reading(app: &App, who: &Who, case: &Case) -> Result<(), Problem> {
    let read = Command::ReadCase { case: case.id, part: Ask::Measure, reason: None };
    app.ask(who.from(), Once::Fresh, read).await.map(|_| ())
}

/// A sealed text; `None` when it was erased.
fn opened(app: &App, seq: u64) -> Result<Option<Content>, ReadError> {
    let body = app.engine.entry(seq)?.map_or(Opened::Nothing, |entry| entry.body);
    Ok(body.content())
}

/// A party as the organiser may know it: who and where, not how to reach them. A company that was told in the mediation is among it where
/// a clause alone was handed over: whose that is, is no secret.
struct Named {
    name: String,
    company: String,
    booth: String,
}

impl Named {
    fn of(
        app: &App,
        t: &Texts,
        published: &Published,
        (case, party): (&Case, &Party),
    ) -> Result<Self, ReadError> {
        let body = match opened(app, party.entered_seq)? {
            Some(Content::Party(body)) => body,
            Some(_) | None => PartyBody::default(),
        };
        // With the texts of the case it is gone who was meant.
        let company = if case.erased_at.is_some() {
            None
        } else if case.is_of_clause(party.place.id) {
            company::of(t, published, party, body.company.as_ref())
        } else {
            let typed = || company::typed(published, party, body.company.as_ref()).cloned();
            company::listed(t, published, &party.place).or_else(typed)
        };
        let typed = body.booth.map(|typed| own::spot_of(t, published, &party.place, Some(&typed)));
        let booth = booth_of(t, published, party).or(typed).or(body.described);
        Ok(Self { name: body.name, company: company.unwrap_or_default(), booth: booth.unwrap_or_default() })
    }

    /// The name in running text: the company, else the person, else the booth.
    fn called(&self) -> &str {
        [&self.company, &self.name, &self.booth].into_iter().find(|name| !name.is_empty()).map_or("", |n| n)
    }
}

/// A respondent of the case as a form or a program names it.
///
/// # Errors
/// `invalid`.
pub(super) fn respondent(case: &Case, text: &str) -> Result<PartyId, Problem> {
    let ids = case.respondents().iter().map(|party| party.place.id);
    ids.into_iter()
        .find(|id| id.to_string() == text)
        .ok_or_else(|| Problem::of(Fault::Invalid).field("party", "unknown"))
}
