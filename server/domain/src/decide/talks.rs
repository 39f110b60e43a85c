//! From the consent of both sides to the talk, through the session, to the outcome.

use super::{Bench, Decision, line::remarked};
use crate::{
    case::{Ask, Case, CaseKind, CaseState, Outcome, Reason},
    event::Fact,
    ids::CaseId,
    procedure::{ConsentTo, RecordPart, Way},
    refusal::{Refusal, StepBefore},
    staff::Role,
    ticket::{ParkReason, TicketState},
};

/// Consent of both sides is what a talk stands on (People's Mediation Law arts 3, 17): the case was accepted, everybody was asked,
/// and nobody is drawn into talks they did not agree to, or shut out of them within the time that they were given to answer. Who agreed
/// got a ticket with the notice.
pub(super) fn open(at: &Bench<'_>, id: CaseId) -> Decision {
    let case = at.open_case(id)?;
    at.in_hand(case)?;
    if !case.asks_for(Ask::Mediation) {
        return Err(Refusal::NoMediationAsked);
    }
    if case.state != CaseState::Accepted {
        return Err(Refusal::CaseIs(case.state));
    }
    at.has_word(case)?;
    if case.accepted().next().is_none() {
        return Err(Refusal::ConsentMissing("mediation"));
    }
    if case.respondents().iter().any(|party| party.answers_until(at.now()).is_some()) {
        return Err(Refusal::StepMissing("reply"));
    }
    in_turn(at, case, &[("NoticeAnswered", StepBefore::Answer)])?;
    Ok(vec![Fact::TalksOpened { case: id }.into()])
}

/// Nobody talks before everybody is there, is who they say, and knows their rights (procedure A.2 row 11).
pub(super) fn start(at: &Bench<'_>, id: CaseId) -> Decision {
    let staff = at.mediator_on_duty()?;
    let case = at.open_case(id)?;
    at.own(case)?;
    if at.desk.has_conflict(staff, case) {
        return Err(Refusal::ConflictOfInterest);
    }
    if case.elsewhere().is_some() {
        return Err(Refusal::Elsewhere);
    }
    match case.state {
        CaseState::Agreed | CaseState::Adjourned => {}
        state @ (CaseState::Submitted
        | CaseState::Accepted
        | CaseState::InSession
        | CaseState::TermsAgreed
        | CaseState::Concluded { .. }) => {
            return Err(Refusal::CaseIs(state));
        }
    }
    let absent = at.desk.line_tickets(case).find(|ticket| ticket.state != TicketState::Attending);
    if let Some(ticket) = absent {
        return Err(Refusal::TicketIs(ticket.state));
    }
    if let Some(step) = at.desk.before_talks(case) {
        return Err(Refusal::StepMissing(step));
    }
    // Nobody can lead two talks at once.
    if let Some(held) = at.desk.talk_of(staff.id) {
        return Err(Refusal::HoldsTicket { ticket: held.number });
    }
    in_turn(
        at,
        case,
        &[
            ("TalksOpened", StepBefore::Talks),
            ("TicketCheckedIn", StepBefore::Arrival),
            ("IdentityChecked", StepBefore::Checks),
            ("RightsExplained", StepBefore::Checks),
        ],
    )?;
    Ok(vec![Fact::SessionStarted { case: id }.into()])
}

pub(super) fn adjourn(at: &Bench<'_>, id: CaseId, reason: ParkReason, remark: Option<&str>) -> Decision {
    let case = at.open_case(id)?;
    at.holder_of(case)?;
    if case.state != CaseState::InSession {
        return Err(Refusal::CaseIs(case.state));
    }
    in_turn(at, case, &[("SessionStarted", StepBefore::Session)])?;
    Ok(vec![
        remarked(Fact::SessionAdjourned { case: id, reason }, id, remark),
        Fact::TicketParked { case: id, tickets: at.tickets_of(case), reason }.into(),
    ])
}

pub(super) fn conclude(
    at: &Bench<'_>,
    id: CaseId,
    outcome: Outcome,
    reason: Reason,
    remark: Option<&str>,
) -> Decision {
    let case = at.open_case(id)?;
    // The head answers for every file, so also for one that nobody has: the fair closes, an applicant has left.
    if at.staff(&[Role::Head]).is_ok() {
        at.in_hand(case).or_else(|_| at.head(case).map(|_| ()))?;
    } else {
        at.in_hand(case)?;
        if !at.at_counter(case)?.may_end_by(outcome) {
            return Err(Refusal::NotAllowed);
        }
    }
    // A party who stops says so in a step of its own, which nothing bars.
    at.has_word(case)?;
    fits(case, outcome, reason)?;
    in_turn(
        at,
        case,
        &[
            ("CaseAccepted", StepBefore::Acceptance),
            ("NoticeServed", StepBefore::Service),
            ("NoticeAnswered", StepBefore::Answer),
            ("TalksOpened", StepBefore::Talks),
            ("SessionStarted", StepBefore::Session),
        ],
    )?;
    Ok(vec![remarked(Fact::CaseConcluded { case: id, outcome, reason }, id, remark)])
}

/// What is entered from paper says when it happened: not before the last of the steps that it follows, or a record would tell of a talk
/// before those who talked were there.
fn in_turn(at: &Bench<'_>, case: &Case, after: &[(&str, StepBefore)]) -> Result<(), Refusal> {
    let named = |kind: &str| after.iter().find(|(known, _)| *known == kind).map(|(_, step)| *step);
    let taken = case.steps.iter().filter_map(|step| Some((step.at, named(step.kind)?)));
    at.comes_after(taken.max_by_key(|(when, _)| *when))
}

/// The reasons that an outcome can have in a case where it stands, in the order they are offered.
pub fn reasons_for(case: &Case, outcome: Outcome) -> Vec<Reason> {
    reasons_of(outcome).iter().copied().filter(|reason| lacks(case, outcome, *reason).is_none()).collect()
}

/// What must be on record before a case can end so. "By agreement" is said of what is in effect, and of an undertaking also when
/// it stands in the record that everybody confirmed; an agreement in effect has no other end.
fn lacks(case: &Case, outcome: Outcome, reason: Reason) -> Option<Refusal> {
    let in_effect = case.procedure.in_effect().is_some();
    match (outcome, reason) {
        (Outcome::Settled | Outcome::Undertaking, Reason::Agreement) if in_effect => None,
        (Outcome::Undertaking, Reason::Agreement) if is_recorded(case) => None,
        (Outcome::Settled | Outcome::Undertaking, Reason::Agreement) => {
            Some(Refusal::StepMissing("agreement"))
        }
        // Who was promised time for a reply is not unreachable before it is over.
        (_, Reason::UnreachableInTime)
            if case.state == CaseState::Accepted
                && case.respondents().iter().any(|party| party.way() == Way::Served) =>
        {
            Some(Refusal::WayIs(Way::Served))
        }
        // The file goes to another body only as who filed chose (PIPL art 23: separate consent).
        (_, Reason::FairClosedTransferred) if !in_effect && case.asks_for(Ask::Mediation) => {
            let chose = case.procedure.consents_to(case.claimant().place.id, ConsentTo::Transfer);
            (!chose).then_some(Refusal::ConsentMissing(ConsentTo::Transfer.code()))
        }
        // Where nobody mediates there was no agreement to have a prospect of.
        (_, Reason::NoProspect) if case.kind != CaseKind::Dispute || !case.asks_for(Ask::Mediation) => {
            Some(Refusal::ReasonMismatch)
        }
        // Nobody refuses to sign what was never there to be signed: the terms had been accepted once (Online Mediation Rules art 25(7)).
        (_, Reason::RefusedToSign) if !in_effect && !had_terms(case) => Some(Refusal::StepMissing("terms")),
        _ => in_effect.then_some(Refusal::InEffect),
    }
}

/// Whether both sides had accepted terms, also when they were opened again since.
fn had_terms(case: &Case) -> bool {
    case.steps.iter().any(|step| step.kind == "TermsAgreed")
}

/// Whether the record of the talk stands, confirmed by everybody.
fn is_recorded(case: &Case) -> bool {
    case.procedure.record(RecordPart::Mediation).is_some() && case.unconfirmed().next().is_none()
}

fn reasons_of(outcome: Outcome) -> &'static [Reason] {
    match outcome {
        Outcome::Settled | Outcome::Undertaking => &[Reason::Agreement, Reason::SettledPrivately],
        Outcome::Withdrawn => {
            &[Reason::ApplicantWithdrew, Reason::SettledPrivately, Reason::UnreachableInTime]
        }
        Outcome::Referred => &[
            Reason::AuthorityOrCourtSeized,
            Reason::SuspectedCrimeOrPublicOrder,
            Reason::FairClosedTransferred,
            Reason::NoProspect,
            Reason::Other,
        ],
        Outcome::NoAgreement => &[
            Reason::PartyRefusedOrStopped,
            Reason::NoProspect,
            Reason::UnreachableInTime,
            Reason::TimeLimitNoExtension,
            Reason::RefusedToSign,
            Reason::SuspectedCrimeOrPublicOrder,
            Reason::SuspectedShamMediation,
            Reason::AuthorityOrCourtSeized,
            Reason::FairClosedTransferred,
            Reason::Other,
        ],
        Outcome::AdviceGiven | Outcome::OrganiserDecided => &[Reason::Other],
        Outcome::NotAccepted => &[
            Reason::PapersMissing,
            Reason::RightContested,
            Reason::AuthorityOrCourtSeized,
            Reason::AlreadyHandled,
            Reason::NotAtThisFair,
            Reason::SuspectedCrimeOrPublicOrder,
            Reason::Other,
        ],
    }
}

/// An agreement needs mediation that was asked for; a refusal to accept comes before talks; a question can only be answered,
/// referred or withdrawn.
fn fits(case: &Case, outcome: Outcome, reason: Reason) -> Result<(), Refusal> {
    if !reasons_of(outcome).contains(&reason) {
        return Err(Refusal::ReasonMismatch);
    }
    if !possible(case).contains(&outcome) {
        return Err(Refusal::CaseIs(case.state));
    }
    lacks(case, outcome, reason).map_or(Ok(()), Err)
}

/// The outcomes a case can have where it stands.
pub fn outcomes_for(case: &Case) -> Vec<Outcome> {
    let possible = possible(case).iter().copied();
    possible.filter(|outcome| !reasons_for(case, *outcome).is_empty()).collect()
}

fn possible(case: &Case) -> &'static [Outcome] {
    match (case.kind, case.state) {
        (_, CaseState::Concluded { .. }) => &[],
        (CaseKind::Enquiry | CaseKind::Report, _) => {
            &[Outcome::AdviceGiven, Outcome::Referred, Outcome::Withdrawn, Outcome::NotAccepted]
        }
        // In an old journal a decision did not end the case: whoever ends it now says what came of it.
        (CaseKind::Dispute, _) if case.is_decided_by_organiser() => &[
            Outcome::OrganiserDecided,
            Outcome::AdviceGiven,
            Outcome::NotAccepted,
            Outcome::Referred,
            Outcome::Withdrawn,
        ],
        // A complaint to the organiser alone is no mediation and cannot end in an agreement.
        (CaseKind::Dispute, _) if !case.asks_for(Ask::Mediation) => {
            &[Outcome::AdviceGiven, Outcome::NotAccepted, Outcome::Referred, Outcome::Withdrawn]
        }
        (CaseKind::Dispute, CaseState::Submitted) => &[
            Outcome::AdviceGiven,
            Outcome::NotAccepted,
            Outcome::NoAgreement,
            Outcome::Settled,
            Outcome::Undertaking,
            Outcome::Referred,
            Outcome::Withdrawn,
        ],
        (
            CaseKind::Dispute,
            CaseState::Accepted
            | CaseState::Agreed
            | CaseState::InSession
            | CaseState::Adjourned
            | CaseState::TermsAgreed,
        ) => &[
            Outcome::Settled,
            Outcome::Undertaking,
            Outcome::NoAgreement,
            Outcome::Referred,
            Outcome::Withdrawn,
        ],
    }
}
