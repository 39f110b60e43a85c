//! Who works here, and when. The organiser appoints only the head of the mediation body; the head makes the mediators, so that
//! nobody who could order a measure decides who mediates.

use super::{Bench, Decision, at_most};
use crate::{
    body::{Body, Content, Scope, StaffBody},
    command::NewStaff,
    event::{Event, Fact},
    ids::{RoomId, StaffId},
    refusal::Refusal,
    staff::{Conflict, DutyState, Profile, Role, Staff},
};

const MAX_STAFF: usize = 500;
const MAX_CONFLICTS: usize = 200;

fn sealed(body: &StaffBody) -> Body {
    Body { scope: Scope::Staff, content: Content::Staff(body.clone()) }
}

pub(super) fn appointed(new: &NewStaff) -> Event {
    Fact::StaffAppointed { staff: new.id, roles: new.roles.clone(), profile: new.profile.clone() }
        .with(sealed(&new.body))
}

/// The role that may appoint, reset and dismiss somebody with these roles.
fn may_appoint(roles: &[Role]) -> Result<Role, Refusal> {
    match roles {
        [] => Err(Refusal::Incomplete("roles")),
        // Another organiser or a new head comes from the organiser, everybody else from the head.
        roles if roles.iter().all(|role| matches!(role, Role::Organiser | Role::Head)) => Ok(Role::Organiser),
        roles if roles.iter().all(|role| matches!(role, Role::Mediator | Role::Supervisor)) => Ok(Role::Head),
        _ => Err(Refusal::NotAllowed),
    }
}

pub(super) fn appoint(at: &Bench<'_>, new: &NewStaff) -> Decision {
    at.fair()?;
    at.staff_or_system(&[may_appoint(&new.roles)?])?;
    at_most(at.desk.staff.len() + 1, MAX_STAFF, "staff")?;
    Ok(vec![appointed(new)])
}

/// Whoever appoints somebody answers for them; a head who also mediates is the organiser's.
fn superior(person: &Staff) -> Role {
    if person.roles.iter().any(|role| matches!(role, Role::Organiser | Role::Head)) {
        Role::Organiser
    } else {
        Role::Head
    }
}

pub(super) fn amend(at: &Bench<'_>, staff: StaffId, profile: &Profile) -> Decision {
    let asking = at.staff(&[Role::Head, Role::Mediator])?;
    let person = at.person(staff)?;
    if asking.id != person.id && !asking.is(Role::Head) {
        return Err(Refusal::NotAllowed);
    }
    Ok(vec![Fact::StaffAmended { staff, profile: profile.clone() }.into()])
}

pub(super) fn reset_pin(at: &Bench<'_>, staff: StaffId, body: &StaffBody) -> Decision {
    let person = at.person(staff)?;
    if at.envelope.actor.staff() != Some(staff) {
        at.staff(&[superior(person)])?;
    }
    Ok(vec![Fact::PinReset { staff }.with(sealed(body))])
}

pub(super) fn dismiss(at: &Bench<'_>, staff: StaffId) -> Decision {
    let person = at.person(staff)?;
    at.staff(&[superior(person)])?;
    for role in [Role::Organiser, Role::Head] {
        if person.is(role) && at.desk.staff().filter(|other| other.is(role)).count() == 1 {
            return Err(Refusal::LastOne);
        }
    }
    if let Some(held) = at.desk.open_claims().find(|ticket| ticket.mediator == Some(staff)) {
        return Err(Refusal::TicketIs(held.state));
    }
    Ok(vec![Fact::StaffDismissed { staff }.into()])
}

pub(super) fn declare_conflict(at: &Bench<'_>, conflict: Conflict) -> Decision {
    let person = at.staff(&[Role::Mediator])?;
    match conflict {
        Conflict::Exhibitor(id) => at.desk.exhibitor(id).map(|_| ()).ok_or(Refusal::Unknown("exhibitor"))?,
        Conflict::Booth(id) => at.desk.booth(id).map(|_| ()).ok_or(Refusal::Unknown("booth"))?,
    }
    if person.conflicts.contains(&conflict) {
        return Ok(Vec::new());
    }
    at_most(person.conflicts.len() + 1, MAX_CONFLICTS, "conflicts")?;
    Ok(vec![Fact::ConflictDeclared { staff: person.id, conflict }.into()])
}

pub(super) fn take_duty(at: &Bench<'_>, state: DutyState, room: Option<&RoomId>) -> Decision {
    let person = at.staff(&[Role::Mediator])?;
    let fair = at.fair()?;
    let room = match (state, room.or(person.room.as_ref())) {
        (DutyState::Off, _) => None,
        (DutyState::On | DutyState::Break, room) => room.cloned(),
    };
    if let Some(room) = &room {
        if !fair.plan.rooms.iter().any(|known| known.id == *room) {
            return Err(Refusal::Unknown("room"));
        }
        let other =
            |staff: &&std::sync::Arc<Staff>| staff.id != person.id && staff.room.as_ref() == Some(room);
        if let Some(other) = at.desk.on_duty().find(other) {
            return Err(Refusal::RoomTaken { by: other.id });
        }
    }
    if person.duty == state && person.room == room {
        return Ok(Vec::new());
    }
    Ok(vec![Fact::DutyTaken { staff: person.id, state, room }.into()])
}
