//! Consent can be withdrawn at any moment; another mediator can be asked for once; what goes beyond mediation needs its own yes.

use super::{Bench, Decision, in_state, needed, notice, participant, party_or_desk, taken};
use crate::{
    case::{Case, CaseState, Side},
    event::{Actor, Event, Fact},
    ids::{CaseId, PartyId, StaffId},
    procedure::{Action, ConsentTo, Means, Proceeding, Way},
    refusal::Refusal,
    staff::Role,
    ticket::{ParkReason, ReleaseReason, TicketState},
    typical::Retraction,
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

/// What it brings with it that somebody takes part no longer.
pub(super) fn withdrawn(case: &Case, id: PartyId, means: Means) -> Vec<Event> {
    let mut events = vec![taken(case, Proceeding::ConsentWithdrawn { party: id, means })];
    // Once talks were opened, only those who take part count.
    let others = case.accepted().any(|party| party.place.id != id);
    if case.claimant().place.id == id || (talks_are_on(case) && !others) {
        events.push(notice::refused(case));
    } else if case.state == CaseState::TermsAgreed {
        // What all accepted is not what those who are left accepted: terms and signatures fall away.
        events.push(taken(case, Proceeding::TermsReopened {}));
    } else if !talks_are_on(case) {
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
    // Who receives does not mediate: there is nobody to object to yet.
    let mediates = |by: &StaffId| at.desk.staff_member(*by).is_none_or(|staff| !staff.only_receives());
    let staff = lead.mediator.filter(mediates).ok_or(Refusal::TicketIs(lead.state))?;
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
    may_consent(at, case, id, to)?;
    needed(text, "text")?;
    // That one is given for an account that was read.
    if to == ConsentTo::TypicalCase {
        return Err(Refusal::Incomplete("version"));
    }
    if case.procedure.consents_to(id, to) {
        return Ok(Vec::new());
    }
    let text = text.to_owned();
    Ok(vec![taken(case, Proceeding::ConsentGiven { party: id, to, text, means, version: None })])
}

/// To be told as an example, in exactly this version of the account; a consent to an earlier one is replaced.
pub(super) fn agree_as_example(
    at: &Bench<'_>,
    case: &Case,
    id: PartyId,
    version: u32,
    text: &str,
    means: Means,
) -> Decision {
    let to = ConsentTo::TypicalCase;
    may_consent(at, case, id, to)?;
    needed(text, "text")?;
    if case.typical_draft.map(|draft| draft.version) != Some(version) {
        return Err(Refusal::Changed);
    }
    if case.agrees_to_account(id, version) {
        return Ok(Vec::new());
    }
    let (text, version) = (text.to_owned(), Some(version));
    Ok(vec![taken(case, Proceeding::ConsentGiven { party: id, to, text, means, version })])
}

pub(super) fn revoke(at: &Bench<'_>, case: &Case, id: PartyId, to: ConsentTo) -> Decision {
    may_consent(at, case, id, to)?;
    // Also one that counts no more can be taken back.
    if case.procedure.consent(id, to).is_none() {
        return Ok(Vec::new());
    }
    let mut events = vec![taken(case, Proceeding::ConsentRevoked { party: id, to })];
    // What stands by everybody's consent stands no longer than that.
    let published = case.account_on_consent().filter(|_| to == ConsentTo::TypicalCase);
    events.extend(published.map(|known| {
        let (typical, why) = (known.id, Retraction::ConsentRevoked);
        Event::from(Fact::TypicalCaseWithdrawn { case: case.id, typical, why })
    }));
    Ok(events)
}

/// Whether a step is about what is asked when a case is over, too: that it is told as an example, that its file goes to another body.
pub(super) fn is_asked_later(action: &Action) -> bool {
    #[expect(clippy::wildcard_enum_match_arm, reason = "no other step has to do with it")]
    match action {
        Action::Consent { to, .. } | Action::RevokeConsent { to, .. } => {
            matches!(to, ConsentTo::TypicalCase | ConsentTo::Transfer)
        }
        // Statistics are put in order when the fair is over.
        Action::AgreeAsExample { .. } | Action::NoteProductClass { .. } => true,
        _ => false,
    }
}

/// A case whose parties may say so, open or over.
pub(super) fn kept<'a>(at: &Bench<'a>, id: CaseId) -> Result<&'a Case, Refusal> {
    let case = at.case(id)?;
    if case.erased_at.is_some() { Err(Refusal::Erased) } else { Ok(case) }
}

/// To be told as an example everybody of the case may agree, who declined to talk among them; whoever sees the case writes it
/// down. To everything else who takes part, or may yet.
fn may_consent(at: &Bench<'_>, case: &Case, id: PartyId, to: ConsentTo) -> Result<(), Refusal> {
    if to != ConsentTo::TypicalCase {
        party_or_desk(at, case, id)?;
        return participant_or_named(case, id);
    }
    let party = case.party(id).ok_or(Refusal::Unknown("party"))?;
    match at.envelope.actor {
        Actor::Party(number) if party.ticket == Some(number) => Ok(()),
        Actor::Staff(_) => {
            let writer = at.staff(&[Role::Head, Role::Mediator])?;
            let sees = at.desk.sight(writer, case).opens_talks();
            if sees { Ok(()) } else { Err(super::super::reading::unseen(at, writer, case)) }
        }
        Actor::Party(_) | Actor::Public | Actor::Device(_) | Actor::System => Err(Refusal::NotAllowed),
    }
}

fn participant_or_named(case: &Case, id: PartyId) -> Result<(), Refusal> {
    let party = case.party(id).ok_or(Refusal::Unknown("party"))?;
    match party.place.side {
        Side::Respondent if party.way() == Way::Declined => Err(Refusal::WayIs(Way::Declined)),
        Side::Claimant | Side::Respondent => Ok(()),
    }
}
