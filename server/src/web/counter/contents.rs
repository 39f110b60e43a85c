//! The confidential part of a case: names, contacts, application, photos, remarks. Nothing of it is read before the reading is in
//! the journal, and nobody sees it but the mediator who has or had the case, and the head (procedure E.2).
//!
//! The complaint to the organiser is not here: what is meant for one must not reach the other.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Case, Command, PartyId, TicketNumber,
    body::{ApplicationBody, Content, PartyBody, TicketSecret},
    staff::Role,
    ticket::TicketState,
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    app::{App, Once},
    engine::{Published, ReadError},
    record::Opened,
    web::{
        guard::{Signed, Who},
        problem::{Fault, Problem},
    },
};

/// How much of a case somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// Everything that was said for mediation.
    Whole,
    /// The same, once they have said that they need it; the reading is recorded.
    OnReason,
    /// Number, kind, right, state.
    Summary,
}

/// A reading holds so long before it is recorded again.
const READING: SignedDuration = SignedDuration::from_hours(1);

/// How much of this case the person sees.
pub(super) fn sight(at: &Published, person: &Signed, case: &Case, now: Timestamp) -> Sight {
    let me = person.staff.id;
    let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
    if at.desk.has_conflict(&person.staff, case) {
        return Sight::Summary;
    }
    let has = lead.is_some_and(|lead| lead.mediator == Some(me));
    let free = lead.is_some_and(|lead| lead.mediator.is_none());
    let had = lead.is_some_and(|lead| {
        lead.periods.iter().any(|period| period.state == TicketState::Claimed && period.by == Some(me))
    });
    if person.is(Role::Mediator) && (has || (had && free)) {
        return Sight::Whole;
    }
    match person.is(Role::Head) {
        true if read_lately(at, person, case, now) => Sight::Whole,
        true => Sight::OnReason,
        false => Sight::Summary,
    }
}

fn read_lately(at: &Published, person: &Signed, case: &Case, now: Timestamp) -> bool {
    at.desk.last_reading(person.staff.id, case.id).is_some_and(|last| now.duration_since(last) < READING)
}

/// Records that this person reads the case, unless they did within the hour.
///
/// # Errors
/// When it cannot be recorded; then nothing may be shown.
pub(super) async fn record_reading(
    app: &App,
    who: &Who,
    person: &Signed,
    case: &Case,
) -> Result<(), Problem> {
    if !read_lately(&app.now(), person, case, app.clock.now()) {
        app.ask(who.from(), Once::Fresh, Command::ReadCase { case: case.id }).await?;
    }
    Ok(())
}

/// What was sealed, opened.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) application: Option<ApplicationBody>,
    pub(super) parties: HashMap<PartyId, PartyBody>,
    pub(super) keys: HashMap<TicketNumber, TicketSecret>,
    /// Remarks by the entry they stand in.
    pub(super) remarks: HashMap<u64, String>,
    /// The words that came with a photo, by its entry.
    pub(super) captions: HashMap<u64, String>,
    /// Its key is gone.
    pub(super) erased: bool,
}

/// Opens what was sealed in a case. Only after [`record_reading`].
///
/// # Errors
/// When the journal cannot be read.
pub(super) async fn open(app: &App, case: &Arc<Case>) -> Result<Contents, Problem> {
    let (app, case) = (app.clone(), Arc::clone(case));
    let opened = tokio::task::spawn_blocking(move || read(&app, &case)).await;
    let contents = opened.map_err(|gone| Problem::internal(&gone))?;
    contents.map_err(Problem::from)
}

fn read(app: &App, case: &Case) -> Result<Contents, ReadError> {
    let at = app.now();
    let mut contents = Contents::default();
    let mut erased = false;
    let mut content = |seq: u64| -> Result<Option<Content>, ReadError> {
        Ok(app.engine.entry(seq)?.and_then(|entry| {
            erased |= matches!(entry.body, Opened::Erased);
            entry.body.content()
        }))
    };
    if let Some(Content::Application(body)) = content(case.application_seq)? {
        contents.application = Some(body);
    }
    for party in &case.parties {
        if let Some(Content::Party(body)) = content(party.entered_seq)? {
            contents.parties.insert(party.place.id, body);
        }
        let ticket = party.ticket.and_then(|number| at.desk.ticket(number));
        if let Some(ticket) = ticket
            && let Some(Content::Ticket(secret)) = content(ticket.secret_seq)?
        {
            contents.keys.insert(ticket.number, secret);
        }
    }
    for evidence in case.evidence.iter().filter(|evidence| evidence.audience.mediation()) {
        if let Some(Content::Evidence(body)) = content(evidence.seq)?
            && let Some(caption) = body.caption
        {
            contents.captions.insert(evidence.seq, caption);
        }
    }
    for step in case.steps.iter().filter(|step| REMARKED.contains(&step.kind)) {
        if let Some(Content::Remark { text }) = content(step.seq)? {
            contents.remarks.insert(step.seq, text);
        }
    }
    contents.erased = erased || case.erased_at.is_some();
    Ok(contents)
}

/// Kinds of events that may carry a remark of the mediation body.
const REMARKED: [&str; 4] = ["UrgencyRecorded", "TicketReleased", "SessionAdjourned", "CaseConcluded"];

/// The case of an address.
///
/// # Errors
/// `not-found`.
pub(super) fn find(at: &Published, id: &str) -> Result<Arc<Case>, Problem> {
    let case = id.parse().ok().and_then(|id| at.desk.case(id)).map(Arc::clone);
    case.ok_or_else(|| Problem::of(Fault::NotFound))
}
