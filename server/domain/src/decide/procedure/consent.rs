//! Consent can be withdrawn at any moment; another mediator can be asked for once; what goes beyond mediation needs its own yes.

use super::{Bench, Decision, in_state, needed, notice, participant, party_or_desk, taken};
use crate::{
    case::{Case, CaseState, Side},
    event::{Event, Fact},
    ids::PartyId,
    procedure::{ConsentTo, Means, Proceeding, Way},
    refusal::Refusal,
    ticket::{ParkReason, ReleaseReason, TicketState},
};

/// Either side may stop at any time and owes no ground (People's Mediation Law art 23); an agreement in effect stays in effect.
pub(super) fn withdraw(at: &Bench<'_>, case: &Case, id: PartyId, means: Means) -> Decision {
    party_or_desk(at, case, id)?;
    in_state(
        case,
        &[
            CaseState::Accepted,
            CaseState::Agreed,
            CaseState::InSession,
            CaseState::Adjourned,
            CaseState::TermsAgreed,
        ],
    )?;
    participant(case, id)?;
    if case.procedure.in_effect().is_some() {
        return Err(Refusal::InEffect);
    }
    Ok(withdrawn(case, id, means))
}

fn withdrawn(case: &Case, id: PartyId, means: Means) -> Vec<Event> {
    let mut events = vec![taken(case, Proceeding::ConsentWithdrawn { party: id, means })];
    if case.claimant().place.id == id {
        events.push(notice::refused(case));
    } else if talks_are_on(case) {
        // Once talks were opened, only those who take part count.
        let others = case.accepted().any(|party| party.place.id != id);
        events.extend((!others).then(|| notice::refused(case)));
    } else {
        events.extend(notice::nobody_left(case, id));
    }
    events
}

fn talks_are_on(case: &Case) -> bool {
    !matches!(case.state, CaseState::Submitted | CaseState::Accepted)
}

/// The first time the line finds somebody else; a second time counts as refusing mediation (Online Mediation Rules art 14).
pub(super) fn ask_other_mediator(at: &Bench<'_>, case: &Case, id: PartyId, means: Means) -> Decision {
    party_or_desk(at, case, id)?;
    in_state(case, &[CaseState::Accepted, CaseState::Agreed, CaseState::InSession, CaseState::Adjourned])?;
    participant(case, id)?;
    if case.procedure.objections.iter().any(|objection| objection.party == id) {
        return Ok(withdrawn(case, id, means));
    }
    let lead = at.lead(case)?;
    let staff = lead.mediator.ok_or(Refusal::TicketIs(lead.state))?;
    let mut events = vec![taken(case, Proceeding::MediatorObjected { party: id, staff })];
    if case.state == CaseState::InSession {
        let reason = ParkReason::OtherSide;
        events.push(Fact::SessionAdjourned { case: case.id, reason }.into());
    }
    let tickets = at.tickets_of(case);
    events.push(match lead.state {
        TicketState::Claimed | TicketState::Called | TicketState::Attending => {
            Fact::TicketReleased { case: case.id, tickets, reason: ReleaseReason::PartyAsked }.into()
        }
        TicketState::Parked | TicketState::Missed => Fact::TicketRequeued { case: case.id, tickets }.into(),
        state @ (TicketState::Waiting | TicketState::Closed | TicketState::Cancelled) => {
            return Err(Refusal::TicketIs(state));
        }
    });
    Ok(events)
}

pub(super) fn give(
    at: &Bench<'_>,
    case: &Case,
    id: PartyId,
    to: ConsentTo,
    text: &str,
    means: Means,
) -> Decision {
    party_or_desk(at, case, id)?;
    participant_or_named(case, id)?;
    needed(text, "text")?;
    if case.procedure.consents_to(id, to) {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, Proceeding::ConsentGiven { party: id, to, text: text.to_owned(), means })])
}

pub(super) fn revoke(at: &Bench<'_>, case: &Case, id: PartyId, to: ConsentTo) -> Decision {
    party_or_desk(at, case, id)?;
    participant_or_named(case, id)?;
    if !case.procedure.consents_to(id, to) {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, Proceeding::ConsentRevoked { party: id, to })])
}

fn participant_or_named(case: &Case, id: PartyId) -> Result<(), Refusal> {
    let party = case.party(id).ok_or(Refusal::Unknown("party"))?;
    match party.place.side {
        Side::Respondent if party.way() == Way::Declined => Err(Refusal::WayIs(Way::Declined)),
        Side::Claimant | Side::Respondent => Ok(()),
    }
}
