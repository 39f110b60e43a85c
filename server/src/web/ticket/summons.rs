//! Until when a call sends its party to a room. While the desk is open, a mediator says that somebody did not come; after a close nobody
//! may be left to say so, and a page that was told nothing would send people to a dark hall all night, or for days. So once the time to
//! come has run out then, the call is over for whoever reads of it. The clock alone tells that: no fact changes, and the counter may go on
//! with it.

use domain::{Desk, RoomId, Ticket, ticket::TicketState};
use jiff::{SignedDuration, Timestamp};

use super::view::Hours;

/// Whether a party that is called is told to come no longer: the desk has closed since, and what the rules reckon for the way and for
/// waiting for somebody who is late is over since the call.
pub(in crate::web) fn ran_out(desk: &Desk, ticket: &Ticket, now: Timestamp) -> bool {
    let rules = &desk.rules().procedure;
    let to_come = SignedDuration::from_mins(i64::from(rules.walk_min) + i64::from(rules.grace_min));
    let over = |at: Timestamp| now.duration_since(at) >= to_come && has_closed(desk, at, now);
    ticket.state == TicketState::Called && ticket.called_at.is_some_and(over)
}

/// Whether the desk is closed at `now`, or was since.
fn has_closed(desk: &Desk, since: Timestamp, now: Timestamp) -> bool {
    let Some(fair) = desk.fair() else { return false };
    Hours::of(&fair.plan, now) != Hours::Open || fair.plan.day_of(since) != fair.plan.day_of(now)
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
