//! Until when a call sends its party to a room. While the desk goes on, a mediator says that somebody did not come; after the last close
//! nobody may be left to say so, and a page that was told nothing would send people to a dark hall for days. So once the time to come has
//! run out then, the call is over for whoever reads of it. The clock alone tells that: no fact changes, and the counter may go on with it.

use domain::{Desk, RoomId, Ticket, ticket::TicketState};
use jiff::{SignedDuration, Timestamp};

use super::view::Hours;

/// Whether a party that is called is told to come no longer: the desk has closed for the last time, and what the rules reckon for the way
/// and for waiting for somebody who is late is over since the call.
pub(in crate::web) fn ran_out(desk: &Desk, ticket: &Ticket, now: Timestamp) -> bool {
    let rules = &desk.rules().procedure;
    let to_come = SignedDuration::from_mins(i64::from(rules.walk_min) + i64::from(rules.grace_min));
    let late = ticket.called_at.is_some_and(|at| now.duration_since(at) >= to_come);
    ticket.state == TicketState::Called && late && Hours::are_over(desk, now)
}

/// The room of the last call as long as the party has something to do with it.
pub(super) fn room(ticket: &Ticket, state: TicketState) -> Option<&RoomId> {
    match state {
        TicketState::Called | TicketState::Attending | TicketState::Missed => ticket.room.as_ref(),
        TicketState::Waiting
        | TicketState::Claimed
        | TicketState::Parked
        | TicketState::Closed
        | TicketState::Cancelled => None,
    }
}
