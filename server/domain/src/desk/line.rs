//! How tickets move through the lines and cases through their talks, and the durations that estimates learn from.
//!
//! A case is in one place at a time: in line (every open ticket waits), in a mediator's hands (every one is claimed, called or
//! attending) or aside (every one is parked or missed). The claimant's ticket stands for it.

use std::sync::Arc;

use jiff::Timestamp;

use crate::{
    case::{Case, CaseState, Outcome, Party, Reason, Talk},
    desk::{CALLS_KEPT, Call, DURATIONS_KEPT, Desk, ENDED_KEPT, Place},
    event::{Fact, Stamp},
    ids::{CaseId, PartyId, StaffId, TicketNumber},
    queue::Seen,
    staff::{DutyState, Staff},
    ticket::{Lane, ParkReason, Period, ReleaseReason, Ticket, TicketState},
};
impl Desk {
    pub(super) fn apply_line(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the three parts share out the kinds; `apply` asserts that none is forgotten"
        )]
        match fact {
            Fact::UrgencyRecorded { case, urgency } => {
                self.leave_line(*case);
                self.change_case(*case, |case| case.urgent = Some(*urgency));
                self.stand_in_line(*case);
            }
            Fact::TicketClaimed { case, tickets, staff } => {
                self.move_tickets(stamp, *case, tickets, TicketState::Claimed, |ticket| {
                    ticket.mediator = Some(*staff);
                });
                self.appointment_passes_to(*case, Some(*staff));
            }
            Fact::TicketCalled { case, tickets, room } => {
                self.move_tickets(stamp, *case, tickets, TicketState::Called, |ticket| {
                    ticket.room = Some(room.clone());
                    ticket.called_at = Some(stamp.occurred_at);
                    ticket.calls += 1;
                });
                for number in tickets {
                    let call =
                        Call { seq: stamp.seq, ticket: *number, room: room.clone(), at: stamp.occurred_at };
                    self.calls.push_back(call);
                }
                while self.calls.len() > CALLS_KEPT {
                    self.calls.pop_front();
                }
            }
            Fact::TicketCheckedIn { case, ticket } => {
                self.move_tickets(stamp, *case, &[*ticket], TicketState::Attending, |ticket| {
                    ticket.misses_in_row = 0;
                    ticket.promised_until = None;
                });
            }
            Fact::TicketMissed { case, tickets, absent, grace_until, leaves, counted } => {
                self.miss(stamp, *case, tickets, (*absent, *grace_until, *counted));
                if *leaves {
                    self.leave_unreached(stamp, *case, *absent);
                }
            }
            Fact::TicketParked { case, tickets, reason } => {
                self.move_tickets(stamp, *case, tickets, TicketState::Parked, |ticket| {
                    ticket.parked = Some(*reason);
                });
            }
            Fact::TicketRequeued { case, tickets } | Fact::TicketReleased { case, tickets, .. } => {
                if let Fact::TicketReleased { reason: ReleaseReason::Conflict, .. } = fact {
                    let gave_back = self.lead(*case).and_then(|lead| lead.mediator);
                    self.change_case(*case, |case| case.recused.extend(gave_back));
                }
                if let Fact::TicketReleased { .. } = fact {
                    self.appointment_passes_to(*case, None);
                }
                self.move_tickets(stamp, *case, tickets, TicketState::Waiting, |ticket| {
                    ticket.mediator = None;
                    ticket.room = None;
                });
            }
            Fact::TalksOpened { case } => self.open_talks(stamp, *case),
            Fact::SessionStarted { case } => self.change_case(*case, |case| {
                case.state = CaseState::InSession;
                case.session_at.get_or_insert(stamp.occurred_at);
                case.talking_since = Some(stamp.occurred_at);
                case.talks.push(Talk { from: stamp.occurred_at, until: None });
            }),
            Fact::SessionAdjourned { case, .. } => {
                self.end_talk(stamp, *case);
                self.change_case(*case, |case| case.state = CaseState::Adjourned);
            }
            Fact::CaseConcluded { case, outcome, reason } => {
                self.conclude(stamp, *case, *outcome, *reason, TicketState::Closed);
            }
            Fact::CaseWithdrawn { case } => {
                self.conclude(
                    stamp,
                    *case,
                    Outcome::Withdrawn,
                    Reason::ApplicantWithdrew,
                    TicketState::Cancelled,
                );
            }
            _ => return false,
        }
        true
    }

    /// Who did come, or was never called, waits for the one who did not.
    fn miss(
        &mut self,
        stamp: &Stamp,
        case: CaseId,
        tickets: &[TicketNumber],
        (absent, grace_until, counted): (TicketNumber, Timestamp, Option<bool>),
    ) {
        let others: Vec<_> = tickets.iter().copied().filter(|number| *number != absent).collect();
        self.move_tickets(stamp, case, &others, TicketState::Parked, |ticket| {
            ticket.parked = Some(ParkReason::OtherSide);
        });
        self.move_tickets(stamp, case, &[absent], TicketState::Missed, |ticket| {
            ticket.grace_until = Some(grace_until);
            if counted.unwrap_or_else(|| ticket.promise(stamp.occurred_at).is_none()) {
                ticket.misses += 1;
                ticket.misses_in_row += 1;
                ticket.missed_at.push(stamp.occurred_at);
                ticket.promised_until = Some(grace_until);
            }
        });
        self.grace.insert((grace_until, case));
    }

    /// Where a ticket is to be shown: a party that came to the talks is still there while another who missed the call may yet come,
    /// though the case stands aside with all its tickets. Once a time is fixed nobody waits for that call any more.
    pub fn shown_state(&self, ticket: &Ticket) -> TicketState {
        let kept = || {
            let case = self.cases.get(&ticket.case);
            let awaited =
                |case: &Case, other: &Ticket| other.grace_until.is_some() && !case.is_put_off(other);
            case.is_some_and(|case| self.tickets_of(case).any(|other| awaited(case, other)))
        };
        if ticket.came_before_it_stood_aside() && kept() { TicketState::Attending } else { ticket.state }
    }

    /// When a party was called last, if it was.
    pub fn last_call(&self, party: &Party) -> Option<Timestamp> {
        self.tickets.get(&party.ticket?)?.called_at
    }

    /// Whose call in vain ended a case, if one did.
    pub fn absent_at_end(&self, case: &Case) -> Option<PartyId> {
        let missed = case.ended_by_call()?.at;
        let absent = |ticket: &&Arc<Ticket>| ticket.missed_at.last() == Some(&missed);
        self.tickets_of(case).find(absent).map(|ticket| ticket.party)
    }

    /// Whoever had a case aside, while they are there and may go on with it.
    pub fn own_mediator(&self, case: &Case, lead: &Ticket) -> Option<&Staff> {
        let staff: &Staff = lead.mediator.and_then(|by| self.staff_member(by))?;
        let there = !staff.is_dismissed() && staff.duty != DutyState::Off;
        (there && !staff.serves_other(case.body) && !self.has_conflict(staff, case)).then_some(staff)
    }

    /// For whom a case aside is kept: its mediator, while they are there, may go on with it, and no grace has run out.
    pub fn keeper(&self, case: &Case, lead: &Ticket, now: Timestamp) -> Option<StaffId> {
        let in_time = self.grace_of(case).is_none_or(|until| now < until);
        self.own_mediator(case, lead).filter(|_| in_time).map(|staff| staff.id)
    }

    /// Until when the place of a party that missed its call is kept, if one did.
    pub fn grace_of(&self, case: &Case) -> Option<Timestamp> {
        self.tickets_of(case).find_map(|ticket| ticket.grace_until)
    }

    /// Whether a party is there for talks that cannot begin because another missed the call, and is called again or may yet come.
    pub fn waits_for_others(&self, ticket: &Ticket) -> bool {
        let begun = |case: &Case| case.talking_since.is_some() || case.state == CaseState::TermsAgreed;
        let Some(case) = self.cases.get(&ticket.case).filter(|case| !begun(case)) else { return false };
        let recalled = |other: &Ticket| match other.state {
            TicketState::Missed => true,
            TicketState::Called => other.misses_in_row > 0,
            TicketState::Waiting
            | TicketState::Claimed
            | TicketState::Attending
            | TicketState::Parked
            | TicketState::Closed
            | TicketState::Cancelled => false,
        };
        ticket.lane == Lane::Talks
            && self.shown_state(ticket) == TicketState::Attending
            && self.line_tickets(case).any(|other| recalled(other))
    }

    /// A time that was fixed goes with the case: to whoever takes it, and to nobody while it was given back.
    fn appointment_passes_to(&mut self, id: CaseId, staff: Option<StaffId>) {
        let fixed = self.cases.get(&id).and_then(|case| case.procedure.appointment.as_ref());
        if fixed.is_some_and(|fixed| fixed.staff != staff) {
            self.change_case(id, |case| {
                if let Some(fixed) = &mut case.procedure.appointment {
                    fixed.staff = staff;
                }
            });
        }
    }

    fn conclude(&mut self, stamp: &Stamp, id: CaseId, outcome: Outcome, reason: Reason, end: TicketState) {
        self.end_talk(stamp, id);
        let Some(case) = self.cases.get(&id).cloned() else { return };
        for party in case.respondents() {
            self.close_reply_time(id, party.place.id);
        }
        let lead = case.claimant().ticket;
        let open: Vec<_> =
            self.tickets_of(&case).filter(|ticket| ticket.state.is_open()).map(|t| t.number).collect();
        for number in open {
            // A withdrawal cancels the ticket of who withdrew; for the others the matter is closed.
            let end = if lead == Some(number) { end } else { TicketState::Closed };
            self.move_tickets(stamp, id, &[number], end, |_| ());
        }
        self.change_case(id, |case| {
            case.state = CaseState::Concluded { outcome, reason };
            case.concluded_at = Some(stamp.occurred_at);
        });
        if case.state.is_open() {
            self.count_work(id);
        }
        self.ended.push_back(id);
        while self.ended.len() > ENDED_KEPT {
            self.ended.pop_front();
        }
    }

    fn open_talks(&mut self, stamp: &Stamp, id: CaseId) {
        let Some(case) = self.cases.get(&id).cloned() else { return };
        let tickets: Vec<_> = self
            .tickets_of(&case)
            .filter(|ticket| {
                ticket.state.is_open() && case.party(ticket.party).is_some_and(|party| case.awaits(party))
            })
            .map(|ticket| ticket.number)
            .collect();
        // While it still counts as a reception.
        self.note_reception(stamp, id);
        self.leave_line(id);
        for number in &tickets {
            self.change_ticket(*number, |ticket| ticket.lane = Lane::Talks);
        }
        self.change_case(id, |case| case.state = CaseState::Agreed);
        self.move_tickets(stamp, id, &tickets, TicketState::Waiting, |ticket| {
            ticket.mediator = None;
            ticket.room = None;
        });
    }

    /// Where the case stands or would stand in line.
    pub(crate) fn place_of(&self, case: &Case) -> Option<Place> {
        let lead = self.tickets.get(&case.claimant().ticket?)?;
        Some(Place {
            lane: lead.lane,
            ordinary: case.urgent.is_none(),
            turn: lead.turn,
            issued_seq: lead.issued_seq,
        })
    }

    /// Puts the case at its place if its claimant's ticket waits, and among the held ones if a mediator has it. What goes on after the end
    /// waits for no call to a room: it has no place, and whoever is to go on with it takes it by its number.
    pub(super) fn stand_in_line(&mut self, id: CaseId) {
        let Some(case) = self.cases.get(&id) else { return };
        let lead = case.claimant().ticket.and_then(|number| self.tickets.get(&number));
        let Some(state) = lead.map(|lead| lead.state) else { return };
        if state.is_held() {
            self.held.insert(id);
        }
        if state == TicketState::Waiting
            && case.procedure.carried_over.is_none()
            && let Some(place) = self.place_of(case)
        {
            self.line.insert(place, id);
        }
    }

    /// Takes the case out of the line it stands in, if it stands in one.
    pub(super) fn leave_line(&mut self, id: CaseId) {
        if let Some(place) = self.cases.get(&id).and_then(|case| self.place_of(case)) {
            self.line.remove(&place);
        }
        self.held.remove(&id);
    }

    /// Moves tickets of one case to a state and keeps line, grace and durations in step.
    pub(super) fn move_tickets(
        &mut self,
        stamp: &Stamp,
        case: CaseId,
        numbers: &[TicketNumber],
        state: TicketState,
        change: impl Fn(&mut Ticket),
    ) {
        let lead = self.lead(case).map(|lead| lead.number);
        if !state.is_held() && lead.is_some_and(|lead| numbers.contains(&lead)) {
            self.note_reception(stamp, case);
        }
        self.leave_line(case);
        for number in numbers {
            let Some(ticket) = self.tickets.get_mut(number) else { continue };
            if let Some(until) = ticket.grace_until {
                self.grace.remove(&(until, case));
            }
            let ticket = Arc::make_mut(ticket);
            ticket.grace_until = None;
            if state != TicketState::Parked {
                ticket.parked = None;
            }
            ticket.state = state;
            ticket.since = stamp.occurred_at;
            ticket.periods.push(Period {
                state,
                lane: ticket.lane,
                from: stamp.occurred_at,
                by: stamp.actor.staff(),
            });
            change(ticket);
        }
        self.stand_in_line(case);
    }

    /// When a mediator lets go of a case whose party attended in reception, the time since the claim is one observed reception.
    fn note_reception(&mut self, stamp: &Stamp, case: CaseId) {
        if let Some(lead) = self.lead(case)
            && lead.lane == Lane::Reception
            && lead.state == TicketState::Attending
            && let Some(seen) = self.seen(lead, stamp)
        {
            note(&mut self.receptions, seen);
        }
    }

    /// Ends the talk that is on, if one is; the time since the claim is one observed talk.
    pub(super) fn end_talk(&mut self, stamp: &Stamp, id: CaseId) {
        if self.cases.get(&id).is_none_or(|case| case.talking_since.is_none()) {
            return;
        }
        if let Some(seen) = self.lead(id).and_then(|lead| self.seen(lead, stamp)) {
            note(&mut self.talks, seen);
        }
        self.change_case(id, |case| {
            case.talking_since = None;
            if let Some(talk) = case.talks.last_mut() {
                talk.until = Some(stamp.occurred_at);
                case.session_s += talk.seconds().unwrap_or(0);
            }
        });
    }

    /// What is observed of a case since it was claimed. A case that was given to another body at its reception was received by the
    /// body of whoever held it.
    fn seen(&self, lead: &Ticket, stamp: &Stamp) -> Option<Seen> {
        let body = self.body_of_staff(lead.mediator?);
        since_claim(lead, stamp).map(|seconds| Seen { body, seconds })
    }

    fn lead(&self, case: CaseId) -> Option<&Ticket> {
        let number = self.cases.get(&case)?.claimant().ticket?;
        self.tickets.get(&number).map(AsRef::as_ref)
    }
}

/// Seconds since the last claim; `None` when the clock was set back meanwhile, for then they say nothing.
fn since_claim(lead: &Ticket, stamp: &Stamp) -> Option<u32> {
    let claimed = lead.periods.iter().rev().find(|period| period.state == TicketState::Claimed)?;
    u32::try_from(stamp.occurred_at.duration_since(claimed.from).as_secs()).ok()
}

fn note(kept: &mut imbl::Vector<Seen>, seen: Seen) {
    kept.push_back(seen);
    while kept.len() > DURATIONS_KEPT {
        kept.pop_front();
    }
}
