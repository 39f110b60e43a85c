//! How tickets move through the lines: one place a case, and the durations that estimates learn from.

use std::sync::Arc;

use crate::{
    desk::{DURATIONS_KEPT, Desk},
    event::Stamp,
    ids::{CaseId, TicketNumber},
    ticket::{Lane, Period, Ticket, TicketState},
};

impl Desk {
    /// Puts the case at its place if its claimant's ticket waits, and among the held ones if a mediator has it.
    pub(super) fn stand_in_line(&mut self, id: CaseId) {
        let Some(case) = self.cases.get(&id) else { return };
        let lead = case.claimant().ticket.and_then(|number| self.tickets.get(&number));
        let Some(state) = lead.map(|lead| lead.state) else { return };
        if state.is_held() {
            self.held.insert(id);
        }
        if state == TicketState::Waiting
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
        if !state.is_held() {
            self.note_duration(stamp, case);
        }
        self.leave_line(case);
        for number in numbers {
            let Some(ticket) = self.tickets.get_mut(number) else { continue };
            if state != TicketState::Missed
                && let Some(until) = ticket.grace_until
            {
                self.grace.remove(&(until, case));
            }
            let ticket = Arc::make_mut(ticket);
            if state != TicketState::Missed {
                ticket.grace_until = None;
            }
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

    /// When a mediator lets go of a case whose party attended, the time since the claim is one observed reception or talk.
    pub(super) fn note_duration(&mut self, stamp: &Stamp, case: CaseId) {
        let Some(lead) = self
            .cases
            .get(&case)
            .and_then(|case| case.claimant().ticket)
            .and_then(|number| self.tickets.get(&number))
        else {
            return;
        };
        if lead.state != TicketState::Attending {
            return;
        }
        let claimed = lead.periods.iter().rev().find(|period| period.state == TicketState::Claimed);
        let Some(claimed) = claimed else { return };
        let Ok(seconds) = u32::try_from(stamp.occurred_at.duration_since(claimed.from).as_secs()) else {
            return;
        };
        let seen = match lead.lane {
            Lane::Reception => &mut self.receptions,
            Lane::Talks => &mut self.talks,
        };
        seen.push_back(seconds);
        while seen.len() > DURATIONS_KEPT {
            seen.pop_front();
        }
    }
}
