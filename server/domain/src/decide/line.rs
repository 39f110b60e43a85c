//! The lines: claim, call, missed, park, requeue, release, and what time alone brings about.

use jiff::{SignedDuration, Timestamp};

use super::{Bench, Decision};
use crate::{
    body::{Body, Content, Scope},
    case::{Ask, Case, CaseState, Outcome, Reason, Urgency},
    event::{Actor, Event, Fact},
    ids::{CaseId, PartyId, RoomId, StaffId, TicketNumber},
    procedure::{Proceeding, Signatory},
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
    at.staff(&[Role::Mediator, Role::Head, Role::Reception])?;
    let case = at.open_case(id)?;
    let staff = at.at_counter(case)?;
    // Who may not take a case may not move it to the front either.
    if at.desk.has_conflict(staff, case) {
        return Err(Refusal::ConflictOfInterest);
    }
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
    let staff = at.on_duty()?;
    let (case, lead) = stand(at, number)?;
    if !staff.takes(lead.lane) {
        return Err(Refusal::NotAllowed);
    }
    claimable(at, case, lead, staff.id)?;
    if at.desk.has_conflict(staff, case) {
        return Err(Refusal::ConflictOfInterest);
    }
    Ok(in_hand_again(at, case, lead, staff))
}

/// The case in the hands of whoever takes it. Who came when they called, and waits there while the place of another is kept, is there
/// still, and needs neither be called nor be seen anew.
fn in_hand_again(at: &Bench<'_>, case: &Case, lead: &Ticket, staff: &Staff) -> Vec<Event> {
    let own = lead.mediator == Some(staff.id);
    let there = at.desk.line_tickets(case).filter(|ticket| own && is_there(at, case, ticket));
    let there = there.map(|ticket| Fact::TicketCheckedIn { case: case.id, ticket: ticket.number }.into());
    std::iter::once(claimed(at, case, staff)).chain(there).collect()
}

/// Whether a party is in the room, or was until another missed its call whose place is still kept.
fn is_there(at: &Bench<'_>, case: &Case, ticket: &Ticket) -> bool {
    let kept = at.desk.grace_of(case).is_none_or(|until| at.now() < until);
    ticket.state == TicketState::Attending || (kept && at.desk.shown_state(ticket) == TicketState::Attending)
}

fn claimed(at: &Bench<'_>, case: &Case, staff: &Staff) -> Event {
    Fact::TicketClaimed { case: case.id, tickets: at.tickets_of(case), staff: staff.id }.into()
}

/// Waiting tickets are anybody's; those aside go back first to the mediator who had them.
fn claimable(at: &Bench<'_>, case: &Case, lead: &Ticket, staff: StaffId) -> Result<(), Refusal> {
    let by = match lead.state {
        TicketState::Waiting => None,
        TicketState::Parked | TicketState::Missed => {
            at.desk.keeper(case, lead, at.now()).filter(|by| *by != staff)
        }
        TicketState::Claimed | TicketState::Called | TicketState::Attending => lead.mediator,
        state @ (TicketState::Closed | TicketState::Cancelled) => return Err(Refusal::TicketIs(state)),
    };
    by.map_or(Ok(()), |by| Err(Refusal::AlreadyClaimed { by, ticket: lead.number }))
}

/// A case whose party missed its call goes back into the hands of the mediator who called; nothing where it is in hand.
fn taken_back(at: &Bench<'_>, case: &Case, lead: &Ticket) -> Result<Vec<Event>, Refusal> {
    if lead.state.is_held() {
        return Ok(Vec::new());
    }
    if !lead.state.is_aside() || at.desk.grace_of(case).is_none() {
        return Err(Refusal::TicketIs(lead.state));
    }
    at.own_at_counter(case)?;
    let staff = at.on_duty()?;
    if at.desk.has_conflict(staff, case) {
        return Err(Refusal::ConflictOfInterest);
    }
    Ok(in_hand_again(at, case, lead, staff))
}

pub(super) fn claim_next(at: &Bench<'_>, lane: Option<Lane>) -> Decision {
    let staff = at.on_duty()?;
    let offer = at.desk.next_for(staff, lane, at.now()).ok_or(Refusal::NobodyWaits)?;
    Ok(vec![claimed(at, at.case(offer.case)?, staff)])
}

pub(super) fn call(at: &Bench<'_>, number: TicketNumber, room: Option<&RoomId>) -> Decision {
    let staff = at.on_duty()?;
    let (case, lead) = stand(at, number)?;
    at.own_at_counter(case)?;
    at.has_word(case)?;
    let taken_back = taken_back(at, case, lead)?;
    // In reception the one ticket is called; in talks, by the claimant's number, everybody who is not there yet.
    let all = lead.lane == Lane::Talks && number == lead.number;
    let absent: Vec<&Ticket> = at
        .desk
        .line_tickets(case)
        .map(AsRef::as_ref)
        .filter(|ticket| all || ticket.number == number)
        .filter(|ticket| !is_there(at, case, ticket))
        .collect();
    if absent.is_empty() {
        return Err(Refusal::TicketIs(at.ticket(number)?.state));
    }
    let waits: Vec<u64> = absent.iter().map(|ticket| too_soon(at, ticket)).collect();
    let due = absent.iter().zip(&waits).filter(|(_, wait)| **wait == 0).map(|(ticket, _)| ticket.number);
    let tickets: Vec<_> = due.collect();
    if tickets.is_empty() {
        return Err(Refusal::TooSoon { seconds: waits.into_iter().min().unwrap_or(1) });
    }
    let room = room.or(staff.room.as_ref()).ok_or(Refusal::NoRoom)?;
    if !at.fair()?.plan.rooms.iter().any(|known| known.id == *room) {
        return Err(Refusal::Unknown("room"));
    }
    if let Some(by) = at.desk.in_room(room).filter(|by| *by != staff.id) {
        return Err(Refusal::RoomTaken { by });
    }
    // Nobody is called into a room where another case is talked about, nor to talks that cannot begin.
    let other = at.desk.talk_of(staff.id).filter(|held| held.case != case.id);
    if let Some(held) = other.filter(|held| lead.lane == Lane::Talks || held.room.as_ref() == Some(room)) {
        return Err(Refusal::HoldsTicket { ticket: held.number });
    }
    let called = Fact::TicketCalled { case: case.id, tickets, room: room.clone() };
    Ok(taken_back.into_iter().chain([called.into()]).collect())
}

/// Seconds until a ticket may be called again or its call be given up; a party must have time to walk.
fn too_soon(at: &Bench<'_>, ticket: &Ticket) -> u64 {
    let gap = SignedDuration::from_secs(i64::from(at.desk.rules().recall_gap_s));
    let recent = matches!(ticket.state, TicketState::Called | TicketState::Missed);
    let Some(last) = ticket.called_at.filter(|_| recent) else { return 0 };
    let passed = at.now().duration_since(last);
    // A clock that was set back says nothing about the last call.
    if passed.is_negative() || passed >= gap {
        return 0;
    }
    u64::try_from((gap - passed).as_secs()).unwrap_or(0).max(1)
}

pub(super) fn check_in(at: &Bench<'_>, number: TicketNumber) -> Decision {
    let ticket = at.ticket(number)?;
    let case = at.open_case(ticket.case)?;
    // A kiosk at which somebody shows their slip may say so while they are called, and only then.
    match at.envelope.actor {
        Actor::Device(device) => {
            super::device::may_check_in(at, device)?;
            if !matches!(ticket.state, TicketState::Called | TicketState::Attending) {
                return Err(Refusal::TicketIs(ticket.state));
            }
        }
        Actor::Staff(_) | Actor::Party(_) | Actor::Public | Actor::System => at.in_hand(case)?,
    }
    if ticket.state == TicketState::Attending {
        return Ok(Vec::new());
    }
    // Who was called may come, whoever declared since; nobody else is received before the declaration.
    if ticket.state != TicketState::Called {
        at.has_word(case)?;
    }
    // Somebody who has not agreed to talk is not awaited.
    if !at.desk.line_tickets(case).any(|known| known.number == number) {
        return Err(Refusal::TicketIs(ticket.state));
    }
    let taken_back = taken_back(at, case, at.lead(case)?)?;
    // Who is there still is so with the case itself.
    let arrived =
        (!is_there(at, case, ticket)).then(|| Fact::TicketCheckedIn { case: case.id, ticket: number }.into());
    Ok(taken_back.into_iter().chain(arrived).collect())
}

pub(super) fn miss(at: &Bench<'_>, number: TicketNumber) -> Decision {
    let ticket = at.ticket(number)?;
    let case = at.open_case(ticket.case)?;
    at.in_hand(case)?;
    if ticket.state != TicketState::Called {
        return Err(Refusal::TicketIs(ticket.state));
    }
    if let seconds @ 1.. = too_soon(at, ticket) {
        return Err(Refusal::TooSoon { seconds });
    }
    let rules = at.desk.rules();
    let grace = SignedDuration::from_secs(i64::from(rules.grace_s));
    // A promise once given stands: called again within it, the party keeps its place as long as it was told.
    let promised = ticket.promise(at.now());
    let grace_until = match promised {
        Some(until) => until,
        None => at.now().saturating_add(grace).map_err(|_| Refusal::BadPlan("grace_s"))?,
    };
    // Nothing ends while a place is still promised, however often the party was called meanwhile.
    let last = promised.is_none() && is_last(at, case, ticket, ticket.misses_in_row.saturating_add(1));
    let with = Missed { absent: number, grace_until, counted: true };
    if last && goes_on_without(case, ticket.party) {
        return Ok(left(case, &with));
    }
    let ends = last.then(|| unreachable(case).into());
    Ok(std::iter::once(with.of(case, at.tickets_of(case), false)).chain(ends).collect())
}

/// A party that did not come, and until when its place is kept.
struct Missed {
    absent: TicketNumber,
    grace_until: Timestamp,
    counted: bool,
}

impl Missed {
    fn of(&self, case: &Case, tickets: Vec<TicketNumber>, leaves: bool) -> Event {
        let Self { absent, grace_until, counted } = *self;
        let counted = Some(counted);
        Fact::TicketMissed { case: case.id, tickets, absent, grace_until, leaves, counted }.into()
    }
}

/// Whether so many calls in a row were missed that there is not to be another. What is in effect has no such end; whoever signed has
/// done what they were called for; and a call since which a time was fixed is behind its party.
fn is_last(at: &Bench<'_>, case: &Case, ticket: &Ticket, misses: u32) -> bool {
    let bound = case.procedure.in_effect().is_some() || has_signed(case, ticket.party);
    !bound && !case.got_a_time_since(ticket) && misses >= at.desk.rules().max_misses
}

/// Whether a party signed the terms that still wait for others.
fn has_signed(case: &Case, party: PartyId) -> bool {
    let agreement = case.procedure.agreement.as_ref();
    agreement.is_some_and(|known| known.signature(Signatory::Party(party)).is_some())
}

/// A respondent whom nobody reached takes part no more, and the others go on from where they are.
fn left(case: &Case, missed: &Missed) -> Vec<Event> {
    // What all accepted is not what those who are left accepted.
    let reopened = (case.state == CaseState::TermsAgreed).then(|| {
        let with = Proceeding::TermsReopened {};
        Fact::CaseProceeded { case: case.id, with }.into()
    });
    std::iter::once(missed.of(case, vec![missed.absent], true)).chain(reopened).collect()
}

/// Whether the others talk on without a respondent whom nobody reaches: it agreed, and so did another.
fn goes_on_without(case: &Case, absent: PartyId) -> bool {
    let talks = !matches!(case.state, CaseState::Submitted | CaseState::Accepted);
    let agreed = |here: bool| case.accepted().any(|party| (party.place.id == absent) == here);
    talks && agreed(true) && agreed(false)
}

/// Nobody came so often that the case ends: without agreement if one was sought, else as not pursued.
fn unreachable(case: &Case) -> Fact {
    let outcome = if case.asks_for(Ask::Mediation) { Outcome::NoAgreement } else { Outcome::Withdrawn };
    Fact::CaseConcluded { case: case.id, outcome, reason: Reason::UnreachableInTime }
}

pub(super) fn park(at: &Bench<'_>, number: TicketNumber, reason: ParkReason) -> Decision {
    let (case, lead) = stand(at, number)?;
    at.in_hand(case)?;
    if !lead.state.is_held() {
        return Err(Refusal::TicketIs(lead.state));
    }
    if case.talking_since.is_some() {
        return Err(Refusal::CaseIs(case.state));
    }
    Ok(vec![Fact::TicketParked { case: case.id, tickets: at.tickets_of(case), reason }.into()])
}

pub(super) fn requeue(at: &Bench<'_>, number: TicketNumber) -> Decision {
    at.staff(&[Role::Mediator, Role::Head, Role::Reception])?;
    let (case, lead) = stand(at, number)?;
    at.at_counter(case)?;
    match lead.state {
        TicketState::Parked | TicketState::Missed => {}
        TicketState::Claimed | TicketState::Called | TicketState::Attending => {
            at.in_hand(case)?;
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
    at.in_hand(case)?;
    if !lead.state.is_held() {
        return Err(Refusal::TicketIs(lead.state));
    }
    if case.talking_since.is_some() {
        return Err(Refusal::CaseIs(case.state));
    }
    let fact = Fact::TicketReleased { case: case.id, tickets: at.tickets_of(case), reason };
    Ok(vec![remarked(fact, case.id, remark)])
}

/// Grace that is over: back into the line, where the old place still holds, or aside until the time that was fixed since the call. A
/// respondent who was called in vain as often as the rules say takes part no more, and the others go on without it; that a whole case
/// ends, or that accepted terms fall away, is for a person to say, at the next call in vain.
fn lapsed(at: &Bench<'_>, case: &Case, back: &mut Back) -> Vec<Event> {
    if is_put_off(at, case) {
        let (tickets, reason) = (at.tickets_of(case), ParkReason::Appointment);
        return vec![Fact::TicketParked { case: case.id, tickets, reason }.into()];
    }
    let terms = case.state == CaseState::TermsAgreed;
    let gone = at.desk.line_tickets(case).find_map(|ticket| {
        let grace_until = ticket.grace_until?;
        let last = !terms && is_last(at, case, ticket, ticket.misses_in_row);
        let leaves = last && goes_on_without(case, ticket.party);
        leaves.then_some(Missed { absent: ticket.number, grace_until, counted: false })
    });
    let Some(missed) = gone else {
        return vec![Fact::TicketRequeued { case: case.id, tickets: at.tickets_of(case) }.into()];
    };
    let rest = at.tickets_of(case).into_iter().filter(|number| *number != missed.absent).collect();
    left(case, &missed).into_iter().chain(without(at, case, rest, back)).collect()
}

/// Those who are left when the clock ends the part of one who did not come. Who came and waits there is in the hands of the mediator to
/// whom they came, as after a word of that mediator; where nobody came, or the mediator went or talks elsewhere, all line up.
fn without(at: &Bench<'_>, case: &Case, tickets: Vec<TicketNumber>, back: &mut Back) -> Vec<Event> {
    let waits = |ticket: &Ticket| {
        tickets.contains(&ticket.number) && at.desk.shown_state(ticket) == TicketState::Attending
    };
    let there = at.desk.line_tickets(case).filter(|ticket| waits(ticket)).map(|ticket| ticket.number);
    let there: Vec<TicketNumber> = there.collect();
    let free = (!there.is_empty()).then(|| free_again(at, case)).flatten();
    let Some((staff, _)) = free.filter(|(staff, room)| back.take(*staff, room.as_ref())) else {
        return vec![Fact::TicketRequeued { case: case.id, tickets }.into()];
    };
    let claimed = Fact::TicketClaimed { case: case.id, tickets, staff };
    let arrived = there.into_iter().map(|ticket| Fact::TicketCheckedIn { case: case.id, ticket });
    std::iter::once(claimed).chain(arrived).map(Into::into).collect()
}

/// The mediator of a case aside, if they can take it up in the room to which its parties were called.
fn free_again(at: &Bench<'_>, case: &Case) -> Option<(StaffId, Option<RoomId>)> {
    let lead = at.lead(case).ok()?;
    let staff = at.desk.own_mediator(case, lead)?.id;
    let elsewhere = at.desk.talk_of(staff).is_some_and(|held| held.case != case.id);
    let others = lead.room.as_ref().and_then(|room| at.desk.in_room(room)).is_some_and(|by| by != staff);
    (!elsewhere && !others).then(|| (staff, lead.room.clone()))
}

/// What one look at the clock gave back to mediators, who have one case in hand, and one a room.
#[derive(Default)]
struct Back {
    staff: Vec<StaffId>,
    rooms: Vec<RoomId>,
}

impl Back {
    /// Notes it, unless the mediator or the room got another case at the same moment.
    fn take(&mut self, staff: StaffId, room: Option<&RoomId>) -> bool {
        let free = !self.staff.contains(&staff) && !room.is_some_and(|room| self.rooms.contains(room));
        if free {
            self.staff.push(staff);
            self.rooms.extend(room.cloned());
        }
        free
    }
}

/// Whether a time was fixed since the call that a party missed, and is still to come.
fn is_put_off(at: &Bench<'_>, case: &Case) -> bool {
    let ahead = case.appointment_ahead().is_some_and(|fixed| at.now() < fixed.from);
    ahead && at.desk.line_tickets(case).any(|ticket| case.is_put_off(ticket))
}

/// Places that are kept no longer are given up. Time limits that have ended: noted, no more.
pub(super) fn sweep(at: &Bench<'_>) -> Decision {
    if at.envelope.actor != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    let over = at.desk.grace.iter().take_while(|(until, _)| *until <= at.now());
    let mut back = Back::default();
    let mut events: Vec<Event> = over
        .filter_map(|(_, id)| at.desk.case(*id))
        .filter(|case| case.state.is_open())
        .flat_map(|case| lapsed(at, case, &mut back))
        .collect();
    events.extend(super::measure::windows_over(at));
    events.extend(super::day::bulletin_over(at));
    Ok(events)
}
