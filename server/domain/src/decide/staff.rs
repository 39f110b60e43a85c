//! Who works here, and when. The organiser appoints only the head of the mediation body; the head makes the mediators, so that
//! nobody who could order a measure decides who mediates.

use jiff::{Timestamp, civil::Date};

use super::{Bench, Decision, at_most, not_later};
use crate::{
    body::{Body, Content, MediatorBody, Scope, StaffBody},
    case::Case,
    command::NewStaff,
    duty::stretch_at,
    event::{Actor, Event, Fact},
    ids::{RoomId, StaffId},
    refusal::Refusal,
    staff::{Conflict, Credentials, DutyState, Profile, Role, Staff},
    ticket::ReleaseReason,
};

const MAX_STAFF: usize = 500;
const MAX_CONFLICTS: usize = 200;
const MAX_TRAININGS: usize = 500;

fn sealed(body: &StaffBody) -> Body {
    Body { scope: Scope::Staff, content: Content::Staff(body.clone()) }
}

/// The sign-in, and the name on papers that came with it.
pub(super) fn appointed(new: &NewStaff) -> impl Iterator<Item = Event> {
    let fact = Fact::StaffAppointed { staff: new.id, roles: new.roles.clone(), profile: new.profile.clone() };
    let printed = new.printed.as_deref().map(|name| on_papers(new.id, Credentials::default(), name));
    std::iter::once(fact.with(sealed(&new.body))).chain(printed)
}

/// A name on papers stands where the roster's does, so that there is one word for whom papers name.
fn on_papers(staff: StaffId, credentials: Credentials, name: &str) -> Event {
    let body = MediatorBody { name: name.to_owned(), ..MediatorBody::default() };
    let body = Body { scope: Scope::Staff, content: Content::Mediator(body) };
    Fact::CredentialsRecorded { staff, credentials }.with(body)
}

/// The role that may appoint, reset and dismiss somebody with these roles.
fn may_appoint(roles: &[Role]) -> Result<Role, Refusal> {
    // Another organiser, a new head or a duty manager comes from the organiser, everybody else from the head.
    match roles.split_first() {
        Some((first, others)) if others.iter().all(|role| role.appointed_by() == first.appointed_by()) => {
            Ok(first.appointed_by())
        }
        _ => Err(Refusal::NotAllowed),
    }
}

pub(super) fn appoint(at: &Bench<'_>, new: &NewStaff) -> Decision {
    at.fair()?;
    if new.roles.is_empty() {
        return Err(Refusal::Incomplete("roles"));
    }
    // The desk's own command line may appoint anybody; it already holds every key.
    if at.envelope.actor != Actor::System {
        at.staff(&[may_appoint(&new.roles)?])?;
    }
    let body = new.profile.body;
    at.desk.body(body).ok_or(Refusal::Unknown("body"))?;
    // A head appoints for the body they head, the organiser for whichever.
    if let Some(asking) = at.envelope.actor.staff().and_then(|id| at.desk.staff_member(id))
        && !asking.is(Role::Organiser)
        && asking.serves_other(body)
    {
        return Err(Refusal::OtherBody { body });
    }
    super::new(at.desk.staff_member(new.id).is_some(), "staff")?;
    at_most(at.desk.staff.len() + 1, MAX_STAFF, "staff")?;
    Ok(appointed(new).collect())
}

/// Whoever appoints somebody answers for them; a head who also mediates is the organiser's.
fn superior(person: &Staff) -> Role {
    if person.roles.iter().any(|role| role.appointed_by() == Role::Organiser) {
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
    // For whom somebody works is said when they are appointed: what they had in hand would be left behind.
    if profile.body != person.profile.body {
        return Err(Refusal::OtherBody { body: profile.body });
    }
    Ok(vec![Fact::StaffAmended { staff, profile: profile.clone() }.into()])
}

/// A mediator's name on papers is that on the roster, which the head keeps with the certificate; everybody else's is their own to say,
/// and theirs who answer for them.
pub(super) fn name(at: &Bench<'_>, staff: StaffId, name: &str) -> Decision {
    let person = at.person(staff)?;
    if at.envelope.actor.staff() != Some(staff) {
        at.staff(&[superior(person)])?;
    }
    if person.is(Role::Mediator) {
        return Err(Refusal::NotAllowed);
    }
    Ok(vec![on_papers(staff, person.credentials.clone().unwrap_or_default(), name)])
}

pub(super) fn record_credentials(
    at: &Bench<'_>,
    staff: StaffId,
    credentials: &Credentials,
    body: &MediatorBody,
) -> Decision {
    at.staff(&[Role::Head])?;
    at.mediator(staff)?;
    if let (Some(from), Some(until)) = (credentials.appointed_from, credentials.appointed_until)
        && until < from
    {
        return Err(Refusal::DatesReversed);
    }
    let fact = Fact::CredentialsRecorded { staff, credentials: credentials.clone() };
    Ok(vec![fact.with(Body { scope: Scope::Staff, content: Content::Mediator(body.clone()) })])
}

pub(super) fn record_training(
    at: &Bench<'_>,
    staff: StaffId,
    on: Date,
    minutes: u32,
    topic: &str,
) -> Decision {
    at.staff(&[Role::Head])?;
    let person = at.mediator(staff)?;
    at_most(person.trainings.len() + 1, MAX_TRAININGS, "trainings")?;
    not_later(at, on)?;
    let content = Content::Remark { text: topic.to_owned() };
    let fact = Fact::TrainingRecorded { staff, on, minutes };
    Ok(vec![fact.with(Body { scope: Scope::Staff, content })])
}

pub(super) fn strike_training(at: &Bench<'_>, staff: StaffId, entry: u64) -> Decision {
    at.staff(&[Role::Head])?;
    let known = at.mediator(staff)?.trainings.iter().any(|training| training.seq == entry);
    if !known {
        return Err(Refusal::Withdrawn);
    }
    Ok(vec![Fact::TrainingStruck { staff, entry }.into()])
}

pub(super) fn reset_pin(at: &Bench<'_>, staff: StaffId, body: &StaffBody) -> Decision {
    let person = at.person(staff)?;
    if at.envelope.actor.staff() != Some(staff) {
        // The command line, so that the last organiser is not locked out by a forgotten PIN.
        at.staff_or_system(&[superior(person)])?;
    }
    Ok(vec![Fact::PinReset { staff }.with(sealed(body))])
}

pub(super) fn dismiss(at: &Bench<'_>, staff: StaffId) -> Decision {
    let person = at.person(staff)?;
    at.staff(&[superior(person)])?;
    let others = |role| at.desk.staff().filter(move |other| other.id != staff && other.is(role));
    // Each mediation body is led by a head of its own.
    let led = || others(Role::Head).any(|other| other.profile.body == person.profile.body);
    if (person.is(Role::Organiser) && others(Role::Organiser).next().is_none())
        || (person.is(Role::Head) && !led())
    {
        return Err(Refusal::LastOne);
    }
    empty_handed(at, staff)?;
    Ok(vec![Fact::StaffDismissed { staff }.into()])
}

/// Nobody leaves with parties in their hands; what they parked, others may take.
fn empty_handed(at: &Bench<'_>, staff: StaffId) -> Result<(), Refusal> {
    match at.desk.open_claims().find(|ticket| ticket.mediator == Some(staff)) {
        Some(held) => Err(Refusal::HoldsTicket { ticket: held.number }),
        None => Ok(()),
    }
}

/// From then on whoever declares it may not go on with a case of that party: it goes back into line. A talk that is on must be
/// adjourned or ended by hand, and cannot be taken up again by them.
pub(super) fn declare_conflict(at: &Bench<'_>, conflict: Conflict) -> Decision {
    let person = at.staff(&[Role::Mediator, Role::Reception])?;
    match conflict {
        Conflict::Exhibitor(id) => at.desk.exhibitor(id).map(|_| ()).ok_or(Refusal::Unknown("exhibitor"))?,
        Conflict::Booth(id) => at.desk.booth(id).map(|_| ()).ok_or(Refusal::Unknown("booth"))?,
    }
    if person.conflicts.contains(&conflict) {
        return Ok(Vec::new());
    }
    at_most(person.conflicts.len() + 1, MAX_CONFLICTS, "conflicts")?;
    let theirs = |case: &&std::sync::Arc<Case>| {
        case.talking_since.is_none()
            && at.lead(case).is_ok_and(|lead| lead.mediator == Some(person.id))
            && at.desk.touches(&conflict, case)
    };
    let released = at.desk.open_cases().filter(theirs).map(|case| {
        let tickets = at.tickets_of(case);
        Fact::TicketReleased { case: case.id, tickets, reason: ReleaseReason::Conflict }.into()
    });
    Ok(std::iter::once(Fact::ConflictDeclared { staff: person.id, conflict }.into())
        .chain(released)
        .collect())
}

pub(super) fn take_duty(at: &Bench<'_>, state: DutyState, room: Option<&RoomId>) -> Decision {
    let person = at.staff(&[Role::Mediator, Role::Reception])?;
    let fair = at.fair()?;
    let exists = |room: &RoomId| fair.plan.rooms.iter().any(|known| known.id == *room);
    if room.is_some_and(|room| !exists(room)) {
        return Err(Refusal::Unknown("room"));
    }
    match state {
        DutyState::Off => empty_handed(at, person.id)?,
        DutyState::Break if person.duty == DutyState::Off => return Err(Refusal::NotOnDuty),
        DutyState::On | DutyState::Break => {}
    }
    // Without a word about it the room stays, through a break too.
    let room = match state {
        DutyState::Off => None,
        DutyState::On | DutyState::Break => room.or(person.room.as_ref().filter(|room| exists(room))),
    };
    if let Some(other) = room.and_then(|room| at.desk.occupant(room)).filter(|other| *other != person.id) {
        return Err(Refusal::RoomTaken { by: other });
    }
    if person.duty == state && person.room.as_ref() == room {
        return Ok(Vec::new());
    }
    Ok(vec![Fact::DutyTaken { staff: person.id, state, room: room.cloned() }.into()])
}

/// Somebody forgot to go off duty, and the head of their body, who appoints whoever goes on duty at all, says when they truly went. It
/// only ever makes a stretch shorter. Of who left since, too: allowances are paid afterwards.
pub(super) fn correct_duty(at: &Bench<'_>, staff: StaffId, left_at: Timestamp, reason: &str) -> Decision {
    let asking = at.staff(&[Role::Head])?;
    let person = at.desk.staff_member(staff).ok_or(Refusal::Unknown("staff"))?;
    // Who left is of no body any more, and was of one.
    if asking.serves_other(person.profile.body) {
        return Err(Refusal::OtherBody { body: person.profile.body });
    }
    if reason.trim().is_empty() {
        return Err(Refusal::Incomplete("reason"));
    }
    if at.now() < left_at {
        return Err(Refusal::InFuture);
    }
    let stretch = stretch_at(at.desk, staff, left_at, at.now()).ok_or(Refusal::OutsideDuty)?;
    let plan = &at.fair()?.plan;
    let worked = || stretch.worked_after(at.desk, plan, left_at, at.now());
    if let Some(seen) = stretch.seen_after(plan, left_at).or_else(worked) {
        return Err(Refusal::SeenLater { at: seen });
    }
    let content = Content::Remark { text: reason.to_owned() };
    let fact = Fact::DutyCorrected { staff, entry: stretch.entry, left_at };
    let mut events = vec![fact.with(Body { scope: Scope::Staff, content })];
    if stretch.next.is_none() {
        // Nobody is waited for who is not there, and the hours of a stretch that ended do not go on.
        empty_handed(at, staff)?;
        events.push(Fact::DutyTaken { staff, state: DutyState::Off, room: None }.into());
    }
    Ok(events)
}
