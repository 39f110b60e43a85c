//! What the hall may see: numbers, rooms, how many wait. There is no name in here, so none can be drawn.

use std::collections::HashSet;

use domain::{
    Desk, HallId, RoomId, TicketNumber,
    desk::Call,
    queue::Wait,
    ticket::{Lane, TicketState},
};
use jiff::{SignedDuration, Timestamp};

use crate::web::ticket::view::Hours;

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
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub lane: Lane,
    /// How many wait in it.
    pub waiting: usize,
    /// How many of them hold a ticket of the board's hall; none on the board of the whole fair.
    pub from_hall: Option<usize>,
    /// How long somebody who comes now may wait; only while the desk is open and somebody is on duty, and not where the fair hosts several bodies: each has a
    /// wait of its own, and whoever looks up here has not chosen one.
    pub wait: Option<Wait>,
}

/// The board of the fair or of one hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Shown large, newest first.
    pub large: Vec<Called>,
    /// The calls before those.
    pub earlier: Vec<Called>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The hall, on the board of one.
    pub hall: Option<HallId>,
    /// Mediators on duty.
    pub on_duty: usize,
    /// Whether the desk is open.
    pub hours: Hours,
}

impl View {
    /// The board as it is at `now`; of one hall: the calls of its tickets and those to its rooms. The lines are the desk's,
    /// whatever the hall, because everybody stands in the same ones; beside them stands how many come from this hall.
    pub fn of(desk: &Desk, hall: Option<&HallId>, now: Timestamp) -> Self {
        let hours = desk.fair().map_or(Hours::Over, |fair| Hours::of(&fair.plan, now));
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
            .collect();
        // Those who are still awaited come before those who came, each newest first.
        let (open, past): (Vec<_>, Vec<_>) =
            calls.into_iter().partition(|call| call.state == TicketState::Called);
        // Whoever is through is no longer called.
        let (going, over): (Vec<_>, Vec<_>) = past.into_iter().partition(|call| call.state.is_open());
        let awaited = open.len();
        let mut large: Vec<_> = open.into_iter().chain(going).collect();
        let mut earlier = large.split_off(large.len().min(awaited.clamp(LARGE, LARGEST)));
        earlier.extend(over);
        earlier.truncate(EARLIER);
        let lines = Lane::ALL.iter().map(|lane| line(desk, *lane, hall, hours)).collect();
        Self { large, earlier, lines, hall: hall.cloned(), on_duty: desk.on_duty().count(), hours }
    }
}

/// The call, and the hall its ticket was issued in. Who has a time since comes then, and is called no longer.
fn called(desk: &Desk, call: &Call, now: Timestamp) -> Option<(Called, Option<HallId>)> {
    let ticket = desk.ticket(call.ticket)?;
    if desk.case(ticket.case)?.is_put_off(ticket) {
        return None;
    }
    let rooms = desk.fair().map(|fair| fair.plan.rooms.as_slice()).unwrap_or_default();
    let room = rooms.iter().find(|room| room.id == call.room);
    let called = Called {
        seq: call.seq,
        ticket: call.ticket,
        room: call.room.clone(),
        hall: room.and_then(|room| room.hall.clone()),
        at: call.at,
        state: desk.shown_state(ticket),
        fresh: ticket.state == TicketState::Called && now.duration_since(call.at) < FRESH,
    };
    Some((called, ticket.hall.clone()))
}

fn line(desk: &Desk, lane: Lane, hall: Option<&HallId>, hours: Hours) -> Line {
    let waiting = desk.waiting_count(lane);
    let from = |hall: &HallId| {
        let tickets = desk.waiting(lane).filter_map(|standing| desk.ticket(standing.ticket));
        tickets.filter(|ticket| ticket.hall.as_ref() == Some(hall)).count()
    };
    Line {
        lane,
        waiting,
        from_hall: hall.map(from),
        wait: (hours == Hours::Open && !desk.has_several_bodies() && desk.on_duty().next().is_some())
            .then(|| desk.outlook(None).wait(lane, waiting)),
    }
}
