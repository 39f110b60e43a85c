//! A person asks what the desk holds about them (PIPL art 45): they themselves with their ticket, or staff for them once their
//! identity was checked. That it was given is a fact; what was given is theirs and nothing of the other side.

use super::{Bench, Decision, reading::unseen};
use crate::{
    body::{Body, Content, PersonBody, Scope},
    event::{Actor, Event, Fact},
    ids::{CaseId, PartyId},
    reading::{Sight, access_lately},
    refusal::Refusal,
    staff::Role,
};

pub(super) fn give(at: &Bench<'_>, id: CaseId, party: PartyId, body: Option<&PersonBody>) -> Decision {
    let case = match at.envelope.actor {
        Actor::Party(_) => at.case(id)?,
        Actor::Staff(_) | Actor::Public | Actor::Device(_) | Actor::System => {
            at.staff(&[Role::Mediator, Role::Head])?;
            at.case(id)?
        }
    };
    let known = case.party(party).ok_or(Refusal::Unknown("party"))?;
    let checked = match at.envelope.actor {
        Actor::Party(number) if known.ticket == Some(number) => None,
        Actor::Staff(_) => {
            let staff = at.staff(&[Role::Mediator, Role::Head])?;
            match at.desk.sight_at(staff, case, at.envelope.recorded_at) {
                Sight::Whole => {}
                Sight::OnReason => return Err(Refusal::Incomplete("reason")),
                Sight::Received | Sight::Summary => return Err(unseen(at, staff, case)),
            }
            let named = body.filter(|body| !body.name.trim().is_empty());
            Some(named.ok_or(Refusal::Incomplete("name"))?)
        }
        Actor::Party(_) | Actor::Public | Actor::Device(_) | Actor::System => {
            return Err(Refusal::NotAllowed);
        }
    };
    if case.erased_at.is_some() {
        return Err(Refusal::Erased);
    }
    let by = at.envelope.actor.staff();
    // Somebody who opens their own page again was given nothing new; at the desk each giving is to somebody, who may be another.
    if by.is_none() && access_lately(case, party, by, at.envelope.recorded_at) {
        return Ok(Vec::new());
    }
    let fact = Fact::AccessGiven { case: id, party };
    let seal =
        |person: &PersonBody| Body { scope: Scope::Party(party), content: Content::Person(person.clone()) };
    Ok(vec![Event { fact, body: checked.map(seal) }])
}
