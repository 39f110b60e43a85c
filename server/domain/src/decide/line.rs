//! The lines: claim, call, missed, park, requeue, release, and what time alone brings about.

use jiff::{SignedDuration, Timestamp};

use super::{Bench, Decision};
use crate::{
    body::{Body, Content, Scope},
    case::{Case, Outcome, Reason, Urgency},
    event::{Event, Fact},
    ids::{CaseId, RoomId, StaffId, TicketNumber},
    queue::has_conflict,
    refusal::Refusal,
    staff::{Role, Staff},
    ticket::{Lane, ParkReason, ReleaseReason, Ticket, TicketState},
};

/// A remark in words, sealed with the case.
pub(super) fn remarked(fact: Fact, case: CaseId, remark: Option<&str>) -> Event {
    match remark {
        Some(text) => {
            fact.with(Body { scope: Scope::Case(case), content: Content::Remark { text: text.to_owned() } })
        }
        None => fact.into(),
    }
}

pub(super) fn record_urgency(at: &Bench<'_>, id: CaseId, urgency: Urgency, remark: Option<&str>) -> Decision {
    at.staff(&[Role::Mediator, Role::Head])?;
    let case = at.open_case(id)?;
    if case.urgent == Some(urgency) {
        return Ok(Vec::new());
    }
    Ok(vec![remarked(Fact::UrgencyRecorded { case: id, urgency }, id, remark)])
}

/// The case of a ticket and the ticket that stands for it in the line.
fn stand<'a>(at: &Bench<'a>, number: TicketNumber) -> Result<(&'a Case, &'a Ticket), Refusal> {
    let case = at.case(at.ticket(number)?.case)?;
    Ok((case, at.lead(case)?))
}

pub(super) fn claim(at: &Bench<'_>, number: TicketNumber) -> Decision {
    let staff = at.mediator_on_duty()?;
    let (case, lead) = stand(at, number)?;
    claimable(lead, staff.id, at.now())?;
    if has_conflict(staff, case) {
        return Err(Refusal::ConflictOfInterest);
    }
    Ok(claimed(at, case, staff))
}

fn claimed(at: &Bench<'_>, case: &Case, staff: &Staff) -> Vec<Event> {
    vec![Fact::TicketClaimed { case: case.id, tickets: at.tickets_of(case), staff: staff.id }.into()]
}

/// Waiting tickets are anybody's; parked and missed ones go back first to the mediator who had them.
fn claimable(lead: &Ticket, staff: StaffId, now: Timestamp) -> Result<(), Refusal> {
    let kept_for_other = |by: Option<StaffId>| by.filter(|by| *by != staff);
    match (lead.state, lead.mediator) {
        (TicketState::Waiting, _) => Ok(()),
        (TicketState::Parked, by) => match kept_for_other(by) {
            Some(by) => Err(Refusal::AlreadyClaimed { by, ticket: lead.number }),
            None => Ok(()),
        },
        (TicketState::Missed, by) => match kept_for_other(by) {
            Some(by) if lead.grace_until.is_some_and(|until| now < until) => {
                Err(Refusal::AlreadyClaimed { by, ticket: lead.number })
            }
            Some(_) | None => Ok(()),
        },
        (TicketState::Claimed | TicketState::Called | TicketState::Attending, Some(by)) => {
            Err(Refusal::AlreadyClaimed { by, ticket: lead.number })
        }
        (
            state @ (TicketState::Claimed
            | TicketState::Called
            | TicketState::Attending
            | TicketState::Closed
            | TicketState::Cancelled),
            _,
        ) => Err(Refusal::TicketIs(state)),
    }
}

pub(super) fn claim_next(at: &Bench<'_>, lane: Option<Lane>) -> Decision {
    let staff = at.mediator_on_duty()?;
    let offer = at.desk.next_for(staff, lane, at.now()).ok_or(Refusal::NobodyWaits)?;
    Ok(claimed(at, at.case(offer.case)?, staff))
}

pub(super) fn call(at: &Bench<'_>, number: TicketNumber, room: Option<&RoomId>) -> Decision {
    let staff = at.mediator_on_duty()?;
    let (case, lead) = stand(at, number)?;
    at.holder_of(case)?;
    let ticket = at.ticket(number)?;
    // In reception the one ticket is called; in talks everybody who is not there yet.
    let missing = |ticket: &Ticket| {
        matches!(ticket.state, TicketState::Claimed | TicketState::Called | TicketState::Missed)
    };
    let mut tickets: Vec<_> = match lead.lane {
        Lane::Talks if number == lead.number => {
            at.desk.tickets_of(case).filter(|ticket| missing(ticket)).map(|ticket| ticket.number).collect()
        }
        Lane::Talks | Lane::Reception => vec![number],
    };
    if !missing(ticket) && tickets.is_empty() {
        return Err(Refusal::TicketIs(ticket.state));
    }
    tickets.retain(|number| at.desk.ticket(*number).is_some_and(|ticket| missing(ticket)));
    if tickets.is_empty() {
        return Err(Refusal::TicketIs(ticket.state));
    }
    too_soon(at, ticket)?;
    let room = room.or(staff.room.as_ref()).ok_or(Refusal::NoRoom)?;
    if !at.fair()?.plan.rooms.iter().any(|known| known.id == *room) {
        return Err(Refusal::Unknown("room"));
    }
    Ok(vec![Fact::TicketCalled { case: case.id, tickets, room: room.clone() }.into()])
}

fn too_soon(at: &Bench<'_>, ticket: &Ticket) -> Result<(), Refusal> {
    let gap = SignedDuration::from_secs(i64::from(at.desk.rules().recall_gap_s));
    let Some(last) = ticket.called_at.filter(|_| ticket.state == TicketState::Called) else { return Ok(()) };
    let passed = at.now().duration_since(last);
    if passed >= gap {
        return Ok(());
    }
    Err(Refusal::TooSoon { seconds: u64::try_from((gap - passed).as_secs()).unwrap_or(0).max(1) })
}

pub(super) fn check_in(at: &Bench<'_>, number: TicketNumber) -> Decision {
    let ticket = at.ticket(number)?;
    let case = at.open_case(ticket.case)?;
    at.holder_of(case)?;
    match ticket.state {
        TicketState::Claimed | TicketState::Called | TicketState::Missed => {
            Ok(vec![Fact::TicketCheckedIn { case: case.id, ticket: number }.into()])
        }
        TicketState::Attending => Ok(Vec::new()),
        state @ (TicketState::Waiting
        | TicketState::Parked
        | TicketState::Closed
        | TicketState::Cancelled) => Err(Refusal::TicketIs(state)),
    }
}

pub(super) fn miss(at: &Bench<'_>, number: TicketNumber) -> Decision {
    let ticket = at.ticket(number)?;
    let case = at.open_case(ticket.case)?;
    at.holder_of(case)?;
    if ticket.state != TicketState::Called {
        return Err(Refusal::TicketIs(ticket.state));
    }
    let grace = SignedDuration::from_secs(i64::from(at.desk.rules().grace_s));
    let grace_until = at.now().saturating_add(grace).map_err(|_| Refusal::BadPlan("grace"))?;
    let tickets = at.tickets_of(case);
    let mut events: Vec<Event> =
        vec![Fact::TicketMissed { case: case.id, tickets, absent: number, grace_until }.into()];
    if ticket.misses + 1 >= at.desk.rules().max_misses {
        let (outcome, reason) = (Outcome::NoAgreement, Reason::UnreachableInTime);
        events.push(Fact::CaseConcluded { case: case.id, outcome, reason }.into());
    }
    Ok(events)
}

pub(super) fn park(at: &Bench<'_>, number: TicketNumber, reason: ParkReason) -> Decision {
    let (case, lead) = stand(at, number)?;
    at.holder_of(case)?;
    if !lead.state.is_held() {
        return Err(Refusal::TicketIs(lead.state));
    }
    if case.talking_since.is_some() {
        return Err(Refusal::CaseIs(case.state));
    }
    Ok(vec![Fact::TicketParked { case: case.id, tickets: at.tickets_of(case), reason }.into()])
}

pub(super) fn requeue(at: &Bench<'_>, number: TicketNumber) -> Decision {
    at.staff(&[Role::Mediator, Role::Head])?;
    let (case, lead) = stand(at, number)?;
    match lead.state {
        TicketState::Parked | TicketState::Missed => {}
        TicketState::Claimed | TicketState::Called | TicketState::Attending => {
            at.holder_of(case)?;
            if case.talking_since.is_some() {
                return Err(Refusal::CaseIs(case.state));
            }
        }
        state @ (TicketState::Waiting | TicketState::Closed | TicketState::Cancelled) => {
            return Err(Refusal::TicketIs(state));
        }
    }
    Ok(vec![Fact::TicketRequeued { case: case.id, tickets: at.tickets_of(case) }.into()])
}

pub(super) fn release(
    at: &Bench<'_>,
    number: TicketNumber,
    reason: ReleaseReason,
    remark: Option<&str>,
) -> Decision {
    let (case, lead) = stand(at, number)?;
    at.holder_of(case)?;
    if !lead.state.is_held() {
        return Err(Refusal::TicketIs(lead.state));
    }
    if case.talking_since.is_some() {
        return Err(Refusal::CaseIs(case.state));
    }
    let fact = Fact::TicketReleased { case: case.id, tickets: at.tickets_of(case), reason };
    Ok(vec![remarked(fact, case.id, remark)])
}

/// Grace that is over: back into the line, where the old place still holds.
pub(super) fn sweep(at: &Bench<'_>) -> Decision {
    let over = at.desk.grace.iter().take_while(|(until, _)| *until <= at.now());
    over.filter_map(|(_, id)| at.desk.case(*id))
        .filter(|case| case.state.is_open())
        .map(|case| Ok(Fact::TicketRequeued { case: case.id, tickets: at.tickets_of(case) }.into()))
        .collect()
}
