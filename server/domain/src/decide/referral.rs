//! Referrals: who may draw one up, what may go along, and the order of its steps. By whoever has the case, or the head; it leaves by
//! the head alone, who answers for the file, and where four eyes are asked for by a second person.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{Bench, Decision, at_most, disclosure::is_there, not_later, proposal::done_or_proposed};
use crate::{
    body::{Body, Content, Scope},
    case::{Ask, Case, CaseKind},
    disclosure::{Given, MAX_GIVEN, Sort},
    event::{Event, Fact},
    ids::{CaseId, ReferralId},
    procedure::ConsentTo,
    proposal::Deed,
    referral::{
        Counterpart, Lead, Linkage, MAX_REFERRALS, MAX_STEPS, ReceiptBody, Referral, ReferralAction,
        ReferralBody, ReferralResult, ReferralState, ReferralStep, Stage, Withheld,
    },
    refusal::Refusal,
    staff::Role,
    ticket::{ParkReason, TicketState},
};

pub(super) fn move_on(at: &Bench<'_>, id: CaseId, referral: ReferralId, action: &ReferralAction) -> Decision {
    let case = at.case(id)?;
    if case.erased_at.is_some() {
        return Err(Refusal::Erased);
    }
    may(at, case, matches!(action, ReferralAction::Send { .. }))?;
    let on = Step { case, referral };
    match action {
        ReferralAction::DrawUp { to, given, language, body } => {
            on.begins(body)?;
            draw_up(at, case, *to, given, body)?;
            let today = at.fair()?.plan.day_of(at.now());
            let with = ReferralStep::ReferralDrawnUp {
                to: *to,
                given: given.clone(),
                language: *language,
                on: today,
            };
            Ok(vec![on.said(with, Content::Referral(body.clone()))])
        }
        ReferralAction::Send { on: day } => send(at, &on, *day),
        ReferralAction::NoteReceipt { on: day, body } => receipt(at, &on, *day, body),
        ReferralAction::TakeIn { from, stage, on: day, body } => {
            take_in(at, &on, (*from, *stage, *day), body)
        }
        ReferralAction::Join { linkage, with, lead, on: day, body } => {
            join(at, &on, (*linkage, *with, *lead), *day, body)
        }
        ReferralAction::RecordPart { by, on: day, text } => part(at, &on, *by, *day, text),
        ReferralAction::End { result, on: day, remark } => end(at, &on, (*result, *day), remark.as_deref()),
    }
}

/// Whoever has the case or the head, also of a case that nobody has; nobody with a conflict of interest. What the organiser alone
/// was told is no case of the mediation body.
fn may(at: &Bench<'_>, case: &Case, leaves: bool) -> Result<(), Refusal> {
    let staff = if leaves { at.staff(&[Role::Head])? } else { at.staff(&[Role::Mediator, Role::Head])? };
    if !staff.is(Role::Head) {
        at.holder_of(case)?;
    }
    if at.desk.has_conflict(staff, case) {
        return Err(Refusal::ConflictOfInterest);
    }
    let mediates = case.asks_for(Ask::Mediation) || case.kind != CaseKind::Dispute;
    if mediates { Ok(()) } else { Err(Refusal::NoMediationAsked) }
}

/// The referral that a step is about.
struct Step<'a> {
    case: &'a Case,
    referral: ReferralId,
}

impl<'a> Step<'a> {
    fn taken(&self, with: ReferralStep) -> Event {
        Fact::ReferralMoved { case: self.case.id, referral: self.referral, with }.into()
    }

    fn said(&self, with: ReferralStep, content: Content) -> Event {
        let fact = Fact::ReferralMoved { case: self.case.id, referral: self.referral, with };
        fact.with(Body { scope: Scope::Case(self.case.id), content })
    }

    /// A new one, whose other body is named.
    fn begins(&self, body: &ReferralBody) -> Result<(), Refusal> {
        super::new(self.case.referral(self.referral).is_some(), "referral")?;
        at_most(self.case.referrals.len() + 1, MAX_REFERRALS, "referrals")?;
        for (what, said) in [("body", &body.body), ("matter", &body.matter)] {
            if said.trim().is_empty() {
                return Err(Refusal::Incomplete(what));
            }
        }
        Ok(())
    }

    /// The one that goes on; nothing happens to one that is over.
    fn known(&self) -> Result<&'a Referral, Refusal> {
        let known = self.case.referral(self.referral).ok_or(Refusal::Unknown("referral"))?;
        if known.ended.is_some() {
            return Err(Refusal::Taken("result"));
        }
        at_most(known.steps + 1, MAX_STEPS, "steps")?;
        Ok(known)
    }
}

/// A day that has come, and not before what it follows on.
fn in_order(at: &Bench<'_>, known: &Referral, on: Date) -> Result<(), Refusal> {
    not_later(at, on)?;
    if on < known.last_day() { Err(Refusal::DatesReversed) } else { Ok(()) }
}

/// What goes along is there, is opened for such a body, and everybody whose case it is agreed.
fn draw_up(
    at: &Bench<'_>,
    case: &Case,
    to: Counterpart,
    given: &[Given],
    body: &ReferralBody,
) -> Result<(), Refusal> {
    at.fair()?;
    if given.is_empty() || given.len() != body.files.len() {
        return Err(Refusal::Incomplete("given"));
    }
    at_most(given.len(), MAX_GIVEN, "given")?;
    let mut seen = HashSet::new();
    for thing in given {
        let photo = thing.evidence.and_then(|id| case.evidence.iter().find(|photo| photo.id == id));
        let open = match (thing.sort, photo) {
            (Sort::Evidence, Some(photo)) => to.takes_photo(photo),
            (sort, _) => to.takes(sort),
        };
        if !open {
            return Err(Refusal::NotOpened { basis: to.basis(), sort: thing.sort });
        }
        super::new(!seen.insert(thing), "given")?;
        if !is_there(at.desk, case, Ask::Mediation, thing) {
            return Err(Refusal::Unknown("given"));
        }
    }
    agreed(case, to)
}

fn agreed(case: &Case, to: Counterpart) -> Result<(), Refusal> {
    if case.may_go_to(to) { Ok(()) } else { Err(refusal(Withheld::NotAgreed)) }
}

fn refusal(withheld: Withheld) -> Refusal {
    match withheld {
        Withheld::CalledBack => Refusal::Taken("result"),
        Withheld::NotAgreed => Refusal::ConsentMissing(ConsentTo::Transfer.code()),
        Withheld::Unconfirmed => Refusal::Taken("proposal"),
    }
}

/// What has left cannot be called back: where four eyes are asked for, it is proposed; it leaves when both have said yes, and on the
/// day on which it was handed over then. What was proposed waits also where two are no longer asked for.
fn send(at: &Bench<'_>, step: &Step<'_>, on: Date) -> Decision {
    let (case, referral) = (step.case.id, step.referral);
    let leaves = sent(at, case, referral, on)?;
    match at.desk.cleared_to_leave(referral) {
        Some(confirmed) if on < at.fair()?.plan.day_of(confirmed) => Err(Refusal::DatesReversed),
        Some(_) => Ok(leaves),
        None if at.desk.is_to_be_sent(referral) => Err(Refusal::Taken("proposal")),
        None => done_or_proposed(at, Deed::Refer { case, referral, on }, None),
    }
}

/// Whether what was drawn up may leave. Nobody's consent may have been taken back meanwhile.
pub(super) fn may_leave(at: &Bench<'_>, case: CaseId, referral: ReferralId) -> Result<(), Refusal> {
    let step = Step { case: at.case(case)?, referral };
    let known = step.known()?;
    if known.linkage != Linkage::Out {
        return Err(Refusal::StepMissing("referral"));
    }
    super::new(known.sent.is_some(), "sent")?;
    if let Some(withheld) = step.case.withholds(known) {
        return Err(refusal(withheld));
    }
    if step.case.talking_since.is_some() {
        return Err(Refusal::StepMissing("talk-end"));
    }
    Ok(())
}

/// A case that leaves waits outside the line until it is back.
pub(super) fn sent(at: &Bench<'_>, case: CaseId, referral: ReferralId, on: Date) -> Decision {
    may_leave(at, case, referral)?;
    let step = Step { case: at.case(case)?, referral };
    in_order(at, step.known()?, on)?;
    let mut events = vec![step.taken(ReferralStep::ReferralSent { on })];
    let lead = at.lead(step.case)?;
    if step.case.state.is_open() && (lead.state.is_held() || lead.state == TicketState::Waiting) {
        let (case, tickets) = (step.case.id, at.tickets_of(step.case));
        events.push(Fact::TicketParked { case, tickets, reason: ParkReason::Referral }.into());
    }
    Ok(events)
}

fn receipt(at: &Bench<'_>, step: &Step<'_>, on: Date, body: &ReceiptBody) -> Decision {
    let known = step.known()?;
    if known.sent.is_none() {
        return Err(Refusal::StepMissing("sent"));
    }
    super::new(known.received.is_some(), "receipt")?;
    in_order(at, known, on)?;
    if body.number.trim().is_empty() {
        return Err(Refusal::Incomplete("number"));
    }
    Ok(vec![step.said(ReferralStep::ReferralReceived { on }, Content::Receipt(body.clone()))])
}

/// A court says whether a suit is filed already; nobody else has such a course.
fn take_in(
    at: &Bench<'_>,
    step: &Step<'_>,
    (from, stage, on): (Counterpart, Option<Stage>, Date),
    body: &ReferralBody,
) -> Decision {
    step.begins(body)?;
    not_later(at, on)?;
    if from == Counterpart::Court && stage.is_none() {
        return Err(Refusal::Incomplete("stage"));
    }
    let stage = stage.filter(|_| from == Counterpart::Court);
    let with = ReferralStep::ReferralTakenIn { from, stage, on };
    Ok(vec![step.said(with, Content::Referral(body.clone()))])
}

/// Others come to the table only as everybody there agrees (People's Mediation Law art 20).
fn join(
    at: &Bench<'_>,
    step: &Step<'_>,
    (linkage, with, lead): (Linkage, Counterpart, Lead),
    on: Date,
    body: &ReferralBody,
) -> Decision {
    if !matches!(linkage, Linkage::Joint | Linkage::Assisted) {
        return Err(Refusal::Unknown("linkage"));
    }
    step.begins(body)?;
    not_later(at, on)?;
    if !step.case.state.is_open() {
        return Err(Refusal::CaseIs(step.case.state));
    }
    if !step.case.all_agree_to(ConsentTo::CoMediator) {
        return Err(Refusal::ConsentMissing(ConsentTo::CoMediator.code()));
    }
    let with = ReferralStep::MediationJoined { linkage, with, lead, on };
    Ok(vec![step.said(with, Content::Referral(body.clone()))])
}

fn part(at: &Bench<'_>, step: &Step<'_>, by: Lead, on: Date, text: &str) -> Decision {
    let known = step.known()?;
    if known.linkage == Linkage::Out {
        return Err(Refusal::StepMissing("joined"));
    }
    not_later(at, on)?;
    if on < known.since {
        return Err(Refusal::DatesReversed);
    }
    if text.trim().is_empty() {
        return Err(Refusal::Incomplete("text"));
    }
    let content = Content::Remark { text: text.to_owned() };
    Ok(vec![step.said(ReferralStep::PartRecorded { by, on }, content)])
}

/// What was never sent can only be called back. A case that waited for it goes on at its old place in the line.
fn end(
    at: &Bench<'_>,
    step: &Step<'_>,
    (result, on): (ReferralResult, Date),
    remark: Option<&str>,
) -> Decision {
    let (known, case) = (step.known()?, step.case);
    in_order(at, known, on)?;
    if known.state() == ReferralState::DrawnUp && result != ReferralResult::Withdrawn {
        return Err(Refusal::StepMissing("sent"));
    }
    let with = ReferralStep::ReferralEnded { result, on };
    let remark = remark.filter(|text| !text.trim().is_empty());
    let mut events = vec![match remark {
        Some(text) => step.said(with, Content::Remark { text: text.to_owned() }),
        None => step.taken(with),
    }];
    let others = case
        .referrals
        .iter()
        .any(|other| other.id != known.id && other.linkage == Linkage::Out && other.is_under_way());
    let lead = at.lead(case)?;
    if known.is_under_way() && !others && lead.parked == Some(ParkReason::Referral) {
        events.push(Fact::TicketRequeued { case: case.id, tickets: at.tickets_of(case) }.into());
    }
    Ok(events)
}
