//! What anybody with a ticket's key may know of it: number, state, place, wait. The page draws it, the JSON side sends it.
//!
//! Nothing confidential passes through here: a slip may lie on a table. Equal views draw equal fragments, so a change
//! elsewhere in the hall costs a follower one comparison and no drawing.

use domain::{
    CaseId, HallId, RoomId, Ticket, TicketNumber,
    case::{Ask, CaseKind, CaseState, Outcome, Paper, Reason, Side},
    fair::FairPlan,
    queue::Wait,
    ticket::{Lane, ParkReason, TicketState},
};
use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{engine::Published, web::frame::Reached};

/// Whether the desk is open, and if not, when it will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// Open now.
    Open,
    /// Closed until then.
    Opens(Timestamp),
    /// No opening is left in this fair.
    Over,
}

impl Hours {
    /// The hours at `now`.
    pub fn of(plan: &FairPlan, now: Timestamp) -> Self {
        if plan.is_open(now) {
            return Self::Open;
        }
        let here = now.to_zoned(plan.time_zone());
        let today_left = here.time() < plan.opens;
        let day = if today_left { Some(here.date()) } else { here.date().checked_add(1.day()).ok() };
        let opening = day
            .map(|day| day.max(plan.first_day))
            .filter(|day| *day <= plan.last_day)
            .and_then(|day| day.to_datetime(plan.opens).to_zoned(plan.time_zone()).ok());
        opening.map_or(Self::Over, |at| Self::Opens(at.timestamp()))
    }

    /// When it opens, while it is closed.
    pub fn opens_at(self) -> Option<Timestamp> {
        match self {
            Self::Opens(at) => Some(at),
            Self::Open | Self::Over => None,
        }
    }
}

/// One step of a ticket's way, by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The case is filed.
    Filed,
    /// A party is called and heard.
    Called,
    /// Both sides talk.
    Talks,
    /// They sign what they agreed.
    Signed,
    /// A question is answered.
    Answered,
    /// What was reported or complained of is passed on.
    Handled,
}

impl Stage {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Called => "called",
            Self::Talks => "talks",
            Self::Signed => "signed",
            Self::Answered => "answered",
            Self::Handled => "handled",
        }
    }
}

/// A ticket as its key shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its number.
    pub number: TicketNumber,
    /// Its case.
    pub case: CaseId,
    /// The fair's day on which the case was filed.
    pub day: Date,
    /// Dispute, question or report.
    pub kind: CaseKind,
    /// Whose ticket it is.
    pub side: Side,
    /// Whether mediation was asked for.
    pub mediation: bool,
    /// The line.
    pub lane: Lane,
    /// Where it stands.
    pub state: TicketState,
    /// How far the case is.
    pub case_state: CaseState,
    /// The hall it was issued for.
    pub hall: Option<HallId>,
    /// The room of the last call, while it matters.
    pub room: Option<RoomId>,
    /// The hall of that room, when the plan says so.
    pub room_hall: Option<HallId>,
    /// Places before it; only while it waits.
    pub ahead: Option<usize>,
    /// How long it may take; only while it waits and the desk is open.
    pub wait: Option<Wait>,
    /// Whether the desk is open.
    pub hours: Hours,
    /// When it was last called, while that matters.
    pub called_at: Option<Timestamp>,
    /// Until when its place is kept after a missed call.
    pub kept_until: Option<Timestamp>,
    /// Why it is on hold.
    pub parked: Option<ParkReason>,
    /// Papers to be supplemented; the claimant's alone.
    pub missing: Vec<Paper>,
}

impl View {
    /// The view of a ticket; `None` when its case is gone, which no journal of ours leads to.
    pub fn of(published: &Published, number: TicketNumber, now: Timestamp) -> Option<Self> {
        let desk = &published.desk;
        let ticket = desk.ticket(number)?;
        let case = desk.case(ticket.case)?;
        let plan = desk.fair().map(|fair| &fair.plan)?;
        let side = case.party(ticket.party)?.place.side;
        let hours = Hours::of(plan, now);
        let ahead = (ticket.state == TicketState::Waiting).then(|| published.ahead_of(case.id)).flatten();
        let room = room_of(ticket);
        let room_hall = room.and_then(|room| plan.rooms.iter().find(|known| known.id == *room)?.hall.clone());
        Some(Self {
            number,
            case: case.id,
            day: case.day,
            kind: case.kind,
            side,
            mediation: case.asks_for(Ask::Mediation),
            lane: ticket.lane,
            state: ticket.state,
            case_state: case.state,
            hall: ticket.hall.clone(),
            room: room.cloned(),
            room_hall,
            ahead,
            wait: ahead
                .filter(|_| hours == Hours::Open)
                .map(|ahead| published.lines().wait(ticket.lane, ahead)),
            hours,
            called_at: room.and(ticket.called_at),
            kept_until: ticket.grace_until,
            parked: ticket.parked,
            missing: if side == Side::Claimant && case.state.is_open() {
                case.missing.clone()
            } else {
                Vec::new()
            },
        })
    }

    /// How the case ended.
    pub fn outcome(&self) -> Option<(Outcome, Reason)> {
        match self.case_state {
            CaseState::Concluded { outcome, reason } => Some((outcome, reason)),
            CaseState::Submitted
            | CaseState::Accepted
            | CaseState::Agreed
            | CaseState::InSession
            | CaseState::Adjourned
            | CaseState::TermsAgreed => None,
        }
    }

    /// The step line: where the case was, is and will be.
    pub fn steps(&self) -> Vec<(Stage, Reached)> {
        let way: &[Stage] = match (self.mediation, self.kind) {
            (true, _) => &[Stage::Filed, Stage::Called, Stage::Talks, Stage::Signed],
            (false, CaseKind::Enquiry) => &[Stage::Filed, Stage::Called, Stage::Answered],
            (false, CaseKind::Dispute | CaseKind::Report) => &[Stage::Filed, Stage::Called, Stage::Handled],
        };
        let now = self.now_at(way.len());
        let reached = |at: usize| match at.cmp(&now) {
            std::cmp::Ordering::Less => Reached::Done,
            std::cmp::Ordering::Equal => Reached::Now,
            std::cmp::Ordering::Greater => Reached::Next,
        };
        way.iter().enumerate().map(|(at, stage)| (*stage, reached(at))).collect()
    }

    /// The present step, or beyond the last one when all of them are done.
    fn now_at(&self, steps: usize) -> usize {
        match (self.case_state, self.state) {
            (CaseState::Concluded { outcome: Outcome::Settled | Outcome::Undertaking, .. }, _) => steps,
            // What was withdrawn is at rest where it was; nothing more was done about it.
            (CaseState::Concluded { outcome: Outcome::Withdrawn, .. }, _) if !self.mediation => 0,
            (CaseState::Concluded { .. }, _) if !self.mediation => steps,
            // Talks are the present step until something is signed; a case that ended without is at rest where it was.
            (CaseState::Agreed | CaseState::InSession | CaseState::Adjourned, _) => 2,
            (CaseState::TermsAgreed, _) => 3,
            (CaseState::Concluded { .. }, _) if self.lane == Lane::Talks => 2,
            (
                CaseState::Submitted,
                TicketState::Claimed | TicketState::Called | TicketState::Attending | TicketState::Missed,
            )
            | (CaseState::Accepted, _) => 1,
            (CaseState::Submitted | CaseState::Concluded { .. }, _) => 0,
        }
    }
}

/// The room of the last call as long as the party has something to do with it.
fn room_of(ticket: &Ticket) -> Option<&RoomId> {
    match ticket.state {
        TicketState::Called | TicketState::Attending | TicketState::Missed => ticket.room.as_ref(),
        TicketState::Waiting
        | TicketState::Claimed
        | TicketState::Parked
        | TicketState::Closed
        | TicketState::Cancelled => None,
    }
}
