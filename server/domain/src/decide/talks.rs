//! From agreement to talk, through the session, to the outcome. Notice, full consent, record and agreement come here.

use super::{Bench, Decision, filing, line::remarked};
use crate::{
    case::{Ask, Case, CaseKind, CaseState, Outcome, Reason},
    command::NewTicket,
    event::{Event, Fact},
    ids::CaseId,
    refusal::Refusal,
    staff::Role,
    ticket::{Lane, ParkReason, TicketState},
};

/// Consent of both sides is what a talk stands on (People's Mediation Law arts 3, 17); the mediator records that it is there.
pub(super) fn open(at: &Bench<'_>, id: CaseId, tickets: &[NewTicket]) -> Decision {
    let case = at.open_case(id)?;
    at.holder_of(case)?;
    if !case.asks_for(Ask::Mediation) {
        return Err(Refusal::NoMediationAsked);
    }
    if !matches!(case.state, CaseState::Submitted | CaseState::Accepted) {
        return Err(Refusal::CaseIs(case.state));
    }
    // Once the case was accepted, everybody is asked: nobody is drawn into talks they did not agree to.
    if case.state == CaseState::Accepted && case.accepted().next().is_none() {
        return Err(Refusal::ConsentMissing("mediation"));
    }
    let without: Vec<_> =
        case.respondents().iter().filter(|party| case.awaits(party) && party.ticket.is_none()).collect();
    if tickets.len() < without.len() {
        return Err(Refusal::Incomplete("tickets"));
    }
    filing::new_keys(at, tickets.iter().take(without.len()))?;
    let series = at.fair()?.desk_series;
    let mut events: Vec<Event> = Vec::new();
    for (offset, (party, new)) in (0..).zip(without.into_iter().zip(tickets)) {
        let number = filing::next_number(at, series, offset);
        let hall = party.place.hall.clone();
        events.push(filing::issued(number, id, party.place.id, hall, Lane::Talks, new));
    }
    events.push(Fact::TalksOpened { case: id }.into());
    Ok(events)
}

pub(super) fn start(at: &Bench<'_>, id: CaseId) -> Decision {
    let staff = at.mediator_on_duty()?;
    let case = at.open_case(id)?;
    at.own(case)?;
    if at.desk.has_conflict(staff, case) {
        return Err(Refusal::ConflictOfInterest);
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
    // Nobody can lead two talks at once.
    let other = |held: &&crate::Ticket| {
        held.mediator == Some(staff.id)
            && at.desk.case(held.case).is_some_and(|case| case.state == CaseState::InSession)
    };
    if let Some(held) = at.desk.open_claims().find(other) {
        return Err(Refusal::HoldsTicket { ticket: held.number });
    }
    Ok(vec![Fact::SessionStarted { case: id }.into()])
}

pub(super) fn adjourn(at: &Bench<'_>, id: CaseId, reason: ParkReason, remark: Option<&str>) -> Decision {
    let case = at.open_case(id)?;
    at.holder_of(case)?;
    if case.state != CaseState::InSession {
        return Err(Refusal::CaseIs(case.state));
    }
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
    if at.staff(&[Role::Head]).is_err() {
        at.holder_of(case)?;
    }
    fits(case, outcome, reason)?;
    Ok(vec![remarked(Fact::CaseConcluded { case: id, outcome, reason }, id, remark)])
}

/// The reasons that an outcome can have, in the order they are offered.
pub fn reasons_for(outcome: Outcome) -> &'static [Reason] {
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
        Outcome::AdviceGiven => &[Reason::Other],
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
    if !reasons_for(outcome).contains(&reason) {
        return Err(Refusal::ReasonMismatch);
    }
    let possible = outcomes_for(case);
    if possible.contains(&outcome) { Ok(()) } else { Err(Refusal::CaseIs(case.state)) }
}

/// The outcomes a case can have where it stands.
pub fn outcomes_for(case: &Case) -> &'static [Outcome] {
    match (case.kind, case.state) {
        (_, CaseState::Concluded { .. }) => &[],
        (CaseKind::Enquiry | CaseKind::Report, _) => {
            &[Outcome::AdviceGiven, Outcome::Referred, Outcome::Withdrawn, Outcome::NotAccepted]
        }
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
