//! The confidential part of a case: names, contacts, application, photos, remarks. Nothing of it is read before the reading is in
//! the journal. Who sees how much is the domain's rule (`domain::reading`).
//!
//! The complaint to the organiser is not here: what is meant for one must not reach the other.

use std::{collections::HashMap, sync::Arc};

use axum::response::Response;
use domain::{
    Case, Command, PartyId, Refusal, TicketNumber,
    body::{ApplicationBody, Content, ExhibitorBody, PartyBody, PersonBody, ReplyBody, TicketSecret},
    case::Ask,
    reading::{Sight, read_lately},
};
use jiff::Timestamp;

use crate::{
    app::{App, Once},
    engine::{Published, ReadError, SubmitError},
    locale::Texts,
    web::{
        guard::{Signed, Who},
        problem::{Fault, Problem},
        registered::Registered,
        submit,
        visit::Visit,
    },
};

/// How much of this case the person sees now.
pub(in crate::web) fn sight(at: &Published, person: &Signed, case: &Case, now: Timestamp) -> Sight {
    at.desk.sight_at(&person.staff, case, now)
}

/// The same of what was said in its talks: whoever took the case over and did not declare to have no conflict of interest sees of it
/// what reception does.
pub(super) fn told(at: &Published, person: &Signed, case: &Case, now: Timestamp) -> Sight {
    match sight(at, person, case, now) {
        Sight::Whole if !at.desk.opens_record(&person.staff, case) => Sight::Received,
        sight @ (Sight::Whole | Sight::OnReason | Sight::Received | Sight::Summary) => sight,
    }
}

/// What this person is told of a case that is closed to them, as the key of its words: what holds for them, and what they can do.
pub(super) fn why_closed(at: &Published, person: &Signed, case: &Case) -> &'static str {
    match at.desk.sight(&person.staff, case) {
        Sight::OnReason => "talk-closed",
        Sight::Whole if at.desk.opens_record(&person.staff, case) => "case-sealed",
        Sight::Whole if case.state.is_open() => "talk-undeclared",
        Sight::Whole => "talk-undeclared-over",
        Sight::Received | Sight::Summary if case.erased_at.is_some() => "talk-closed-erased",
        Sight::Received | Sight::Summary if person.staff.serves_other(case.body) => "case-other-body-text",
        Sight::Received | Sight::Summary => "case-sealed",
    }
}

/// That a part of the file is not for whoever sees this much of the case now. Who may open it on a reason is led to where they give it.
pub(in crate::web) fn refused(sight: Sight, case: &Case) -> Problem {
    let problem = Problem::of(Fault::NotAllowed);
    match sight {
        Sight::OnReason => {
            let page = format!("/counter/cases/{}", case.id);
            problem.worded("unread").leading_to(page, "problem-unread-go")
        }
        Sight::Whole | Sight::Received | Sight::Summary => problem,
    }
}

/// Refuses whoever took a case over what was said in its talks, until they declared to have no conflict of interest.
///
/// # Errors
/// That the declaration comes first; that it is not for them, where the case ended without it.
pub(in crate::web) fn opens_record(at: &Published, person: &Signed, case: &Case) -> Result<(), Problem> {
    if at.desk.opens_record(&person.staff, case) {
        Ok(())
    } else if case.state.is_open() {
        Err(submit::problem(&SubmitError::Refused(Refusal::StepMissing("impartiality")), at))
    } else {
        Err(Problem::of(Fault::NotAllowed))
    }
}

/// Whether this person sees what the way from reception to talks stands on: whoever sees all of the case, and who receives while it
/// stands in reception.
pub(in crate::web) fn sees_way(at: &Published, person: &Signed, case: &Case, now: Timestamp) -> bool {
    match sight(at, person, case, now) {
        Sight::Whole => true,
        Sight::Received => at.desk.in_reception(case),
        Sight::OnReason | Sight::Summary => false,
    }
}

/// Back to the page of the case, which says what there is to see, for whoever sees nothing but a summary of it, and for who receives
/// where reception is over.
pub(super) fn outside(at: &Published, visit: &Visit, person: &Signed, case: &Case) -> Option<Response> {
    let outside = match at.desk.sight(&person.staff, case) {
        Sight::Whole | Sight::OnReason => false,
        Sight::Received => !case.state.is_open() || !at.desk.in_reception(case),
        Sight::Summary => true,
    };
    outside.then(|| visit.sent(&format!("/counter/cases/{}", case.id)))
}

/// Records that this person reads the case, unless they did within the hour.
///
/// # Errors
/// When it may not be, or cannot be, recorded; then nothing may be shown.
pub(in crate::web) async fn record_reading(
    app: &App,
    who: &Who,
    person: &Signed,
    case: &Case,
    reason: Option<String>,
) -> Result<(), Problem> {
    let now = app.now();
    let case = now.desk.case(case.id).map_or(case, AsRef::as_ref);
    let lately = read_lately(case, Ask::Mediation, person.staff.id, app.clock.now());
    if reason.is_some() || !lately {
        let read = Command::ReadCase { case: case.id, part: Ask::Mediation, reason };
        app.ask(who.from(), Once::Fresh, read).await?;
    }
    Ok(())
}

/// What was sealed, opened.
#[derive(Debug, Default)]
pub(in crate::web) struct Contents {
    pub(super) application: Option<ApplicationBody>,
    pub(super) parties: HashMap<PartyId, PartyBody>,
    pub(super) keys: HashMap<TicketNumber, TicketSecret>,
    /// Remarks by the entry they stand in.
    pub(super) remarks: HashMap<u64, String>,
    /// The exhibitor that was named of those who share a booth, as it was called then, by the entry that says so.
    pub(super) named: HashMap<u64, ExhibitorBody>,
    /// Why somebody had to read the case, by the entry of the reading.
    pub(super) grounds: HashMap<u64, String>,
    /// The words that came with a photo, by its entry.
    pub(super) captions: HashMap<u64, String>,
    /// To whom a notice was served, by the entry of the service.
    pub(super) persons: HashMap<u64, PersonBody>,
    /// What a respondent answered, by the entry of the answer.
    pub(super) replies: HashMap<u64, ReplyBody>,
}

impl Contents {
    /// As much of it as this person sees: for who receives, what belongs to reception.
    pub(super) fn seen_with(mut self, sight: Sight, case: &Case) -> Self {
        if sight == Sight::Received {
            let told = |seq: &u64| {
                let mut steps = case.reception_steps().filter(|step| step.kind != "CaseConcluded");
                steps.any(|step| step.seq == *seq)
            };
            self.remarks.retain(|seq, _| told(seq));
            self.grounds.clear();
        }
        self
    }

    /// What the register of rights holds that touches the case, as a part of a page; empty when there is nothing to say.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub(super) fn registered(
        &self,
        at: &Published,
        t: &Texts,
        case: &Case,
        now: Timestamp,
    ) -> Result<String, Problem> {
        let number = self.application.as_ref().and_then(|body| body.right_number.as_deref());
        Registered::drawn(at, t, case, number, now)
    }
}

/// Opens what was sealed in a case. Only after [`record_reading`].
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) async fn open(app: &App, case: &Arc<Case>) -> Result<Contents, Problem> {
    let (app, case) = (app.clone(), Arc::clone(case));
    let opened = tokio::task::spawn_blocking(move || read(&app, &case)).await;
    let contents = opened.map_err(|gone| Problem::internal(&gone))?;
    contents.map_err(Problem::from)
}

fn read(app: &App, case: &Case) -> Result<Contents, ReadError> {
    let at = app.now();
    let mut contents = Contents::default();
    let content = |seq: u64| -> Result<Option<Content>, ReadError> {
        Ok(app.engine.entry(seq)?.and_then(|entry| entry.body.content()))
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
        if let Some(served) = &party.served
            && let Some(Content::Person(body)) = content(served.seq)?
        {
            contents.persons.insert(served.seq, body);
        }
        if let Some(answered) = &party.answered
            && let Some(Content::Reply(body)) = content(answered.seq)?
        {
            contents.replies.insert(answered.seq, body);
        }
    }
    // With the texts of the case it is gone who was meant.
    let namings = case.parties.iter().filter(|_| case.erased_at.is_none()).flat_map(|party| &party.namings);
    for naming in namings {
        if let Some(particulars) = naming.particulars
            && let Some(Content::Exhibitor(body)) = content(particulars)?
        {
            contents.named.insert(naming.seq, body);
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
    for reading in case.readings.iter().filter(|reading| reading.on_reason) {
        if let Some(Content::Remark { text }) = content(reading.seq)? {
            contents.grounds.insert(reading.seq, text);
        }
    }
    Ok(contents)
}

/// Kinds of events that may carry a remark of the mediation body.
const REMARKED: [&str; 4] = ["UrgencyRecorded", "TicketReleased", "SessionAdjourned", "CaseConcluded"];

/// The case of an address.
///
/// # Errors
/// `not-found`.
pub(in crate::web) fn find(at: &Published, id: &str) -> Result<Arc<Case>, Problem> {
    let case = id.parse().ok().and_then(|id| at.desk.case(id)).map(Arc::clone);
    case.ok_or_else(|| Problem::of(Fault::NotFound))
}
