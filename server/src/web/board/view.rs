//! What the hall may see: numbers, rooms, how many wait. There is no name in here, so none can be drawn.
//!
//! How many wait is one sum. A case waits for talks only because both sides agreed, which is confidential: whoever saw that line grow by
//! one as talks were opened would know.
//!
//! Room and time stand beside a number while its party is called on that day, or missed the call and keeps its place. Once they came, are
//! on hold or put to another day, the call is over and the number stands alone: who is with whom would else stand on the wall all through
//! their talk. After a close a call is over once the time to come has run out, whether or not anybody says so (`ticket::summons`).

use std::collections::HashSet;

use domain::{
    Desk, HallId, RoomId, TicketNumber,
    desk::Call,
    queue::Wait,
    ticket::{Lane, ParkReason, TicketState},
};
use jiff::{SignedDuration, Timestamp};

use crate::web::ticket::{summons, view::Hours};

/// Calls shown large, at least, if there were so many.
const LARGE: usize = 4;
/// Calls shown large at most, however many are open.
const LARGEST: usize = 6;
/// Earlier calls listed beside them.
const EARLIER: usize = 4;
/// A call stands out for so long, unless the party comes sooner.
const FRESH: SignedDuration = SignedDuration::from_secs(120);

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Position in the journal: a greater one is a newer call.
    pub seq: u64,
    /// Who is called.
    pub ticket: TicketNumber,
    /// Where to.
    pub room: RoomId,
    /// The hall of that room, when the plan says so.
    pub hall: Option<HallId>,
    /// When.
    pub at: Timestamp,
    /// Where the ticket stands now.
    pub state: TicketState,
    /// Called a moment ago and not there yet.
    pub fresh: bool,
    /// The place of who missed it is kept no longer, or the time to come has run out after a close.
    pub lost: bool,
}

impl Called {
    /// Whether it is called still, or missed the call and keeps its place a while.
    fn stands(&self) -> bool {
        matches!(self.state, TicketState::Called | TicketState::Missed) && !self.lost
    }
}

/// Who waits, in whichever line; nobody once the desk has closed for the last time, for nobody there is to call them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// How many.
    pub count: usize,
    /// How many of them hold a ticket of the board's hall; none on the board of the whole fair.
    pub from_hall: Option<usize>,
    /// How long whoever waits or comes now may wait, up to the longest of any body; only while the desk is open and somebody is on duty.
    pub wait: Option<Wait>,
}

/// The board of the fair or of one hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Shown large, newest first: who is called now, or missed the call and keeps the place, and no other.
    pub large: Vec<Called>,
    /// The calls that are over, and those for which there is no room: numbers alone, in their order. Which of them went to the same room, and when, is no longer anybody's
    /// business: it would tell for long who had to do with whom.
    pub earlier: Vec<TicketNumber>,
    /// Who waits.
    pub waiting: Waiting,
    /// The hall, on the board of one.
    pub hall: Option<HallId>,
    /// Mediators on duty. While the desk is closed none is counted: whoever still stands there forgot to go off duty.
    pub on_duty: usize,
    /// Whether the desk is open.
    pub hours: Hours,
}

impl View {
    /// The board as it is at `now`; of one hall: the calls of its tickets and those to its rooms. Those who wait are the desk's,
    /// whatever the hall, because everybody stands in the same lines; beside them stands how many come from this hall.
    pub fn of(desk: &Desk, hall: Option<&HallId>, now: Timestamp) -> Self {
        let hours = desk.fair().map_or(Hours::Over, |fair| Hours::of(&fair.plan, now));
        let begun = desk.fair().map(|fair| fair.plan.bounds_of(fair.plan.day_of(now)).0);
        let is_of_today = |call: &Called| begun.is_some_and(|begun| begun <= call.at);
        let mut told = HashSet::new();
        let calls: Vec<Called> = desk
            .calls()
            .rev()
            .filter(|call| told.insert(call.ticket))
            .filter_map(|call| called(desk, call, now))
            .filter(|(called, issued_in)| {
                hall.is_none_or(|hall| called.hall.as_ref() == Some(hall) || issued_in.as_ref() == Some(hall))
            })
            .map(|(called, _)| called)
            // Nobody looks for the numbers of the days before.
            .filter(is_of_today)
            .collect();
        let (standing, over): (Vec<_>, Vec<_>) = calls.into_iter().partition(Called::stands);
        // Those who are still awaited come before those who missed their call, each newest first.
        let (open, missed): (Vec<_>, Vec<_>) =
            standing.into_iter().partition(|call| call.state == TicketState::Called);
        let awaited = open.len();
        let mut large: Vec<_> = open.into_iter().chain(missed).collect();
        let mut earlier = large.split_off(large.len().min(awaited.clamp(LARGE, LARGEST)));
        earlier.extend(over);
        earlier.truncate(EARLIER);
        let mut earlier: Vec<_> = earlier.into_iter().map(|call| call.ticket).collect();
        earlier.sort_unstable();
        let waiting = waiting(desk, hall, hours);
        let on_duty = if hours == Hours::Open { desk.on_duty().count() } else { 0 };
        Self { large, earlier, waiting, hall: hall.cloned(), on_duty, hours }
    }
}

/// The call, and the hall its ticket was issued in. Who has a time since comes then, and is called no longer.
fn called(desk: &Desk, call: &Call, now: Timestamp) -> Option<(Called, Option<HallId>)> {
    let ticket = desk.ticket(call.ticket)?;
    let put_off = desk.case(ticket.case)?.is_put_off(ticket);
    if put_off || ticket.parked == Some(ParkReason::Appointment) {
        return None;
    }
    let rooms = desk.fair().map(|fair| fair.plan.rooms.as_slice()).unwrap_or_default();
    let room = rooms.iter().find(|room| room.id == call.room);
    let lost = ticket.grace_until.is_some_and(|until| until <= now) && ticket.state == TicketState::Missed;
    let called = Called {
        seq: call.seq,
        ticket: call.ticket,
        room: call.room.clone(),
        hall: room.and_then(|room| room.hall.clone()),
        at: call.at,
        state: desk.shown_state(ticket),
        fresh: ticket.state == TicketState::Called && now.duration_since(call.at) < FRESH,
        lost: lost || summons::ran_out(desk, ticket, now),
    };
    Some((called, ticket.hall.clone()))
}

fn waiting(desk: &Desk, hall: Option<&HallId>, hours: Hours) -> Waiting {
    if hours == Hours::Over {
        return Waiting { count: 0, from_hall: hall.map(|_| 0), wait: None };
    }
    let count = Lane::ALL.iter().map(|lane| desk.waiting_count(*lane)).sum();
    let from = |hall: &HallId| {
        let standing = Lane::ALL.iter().flat_map(|lane| desk.waiting(*lane));
        let tickets = standing.filter_map(|standing| desk.ticket(standing.ticket));
        tickets.filter(|ticket| ticket.hall.as_ref() == Some(hall)).count()
    };
    Waiting { count, from_hall: hall.map(from), wait: desk.wait_of_all().filter(|_| hours == Hours::Open) }
}
