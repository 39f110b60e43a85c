//! A ticket: the place of one party in a line, and the history of its periods.
//!
//! States are kept as periods with a start and an actor and are never deleted, so that waits, walks and sessions fall out of the
//! history for the daily log.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    case::codes,
    ids::{CaseId, DeviceId, HallId, KeyHash, Mac, PartyId, RoomId, StaffId, TicketNumber},
};

codes!(
    /// The line a ticket stands in. A case stands in one at a time.
    Lane {
        /// Papers, advice, acceptance; entered at filing.
        Reception = "reception",
        /// Talks; entered when both sides agree.
        Talks = "talks",
    }
);

codes!(
    /// Where a ticket stands.
    TicketState {
        /// In line.
        Waiting = "waiting",
        /// A mediator has taken it.
        Claimed = "claimed",
        /// Called to a room.
        Called = "called",
        /// The party is there.
        Attending = "attending",
        /// Waits for papers or the other side, out of the line.
        Parked = "parked",
        /// Done.
        Closed = "closed",
        /// Did not come when called; keeps its place for a while.
        Missed = "missed",
        /// Withdrawn by its holder.
        Cancelled = "cancelled",
    }
);

impl TicketState {
    /// Whether the ticket is still of use.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled)
    }
    /// Whether it stands aside: out of the line, in nobody's hands.
    pub fn is_aside(self) -> bool {
        matches!(self, Self::Parked | Self::Missed)
    }
    /// Whether a mediator holds it at present.
    pub fn is_held(self) -> bool {
        matches!(self, Self::Claimed | Self::Called | Self::Attending)
    }
    /// Whether its party is still to come: stands in line, was taken from it, is called, or missed its call. Reception and talks look alike
    /// until then.
    pub(crate) fn is_to_come(self) -> bool {
        matches!(self, Self::Waiting | Self::Claimed | Self::Called | Self::Missed)
    }
    /// Called, or there for the talks already: a time that was agreed on no longer matters. Who sits at the reception may have one.
    pub fn is_here(self, lane: Lane) -> bool {
        self == Self::Called || (self == Self::Attending && lane == Lane::Talks)
    }
}

codes!(
    /// Why a ticket waits outside the line.
    ParkReason {
        /// Papers are being fetched.
        Papers = "papers",
        /// The other side is being asked or fetched.
        OtherSide = "other-side",
        /// An expert or interpreter is awaited.
        Expert = "expert",
        /// An appointment was made.
        Appointment = "appointment",
        /// The respondent's answer to the notice is awaited.
        Reply = "reply",
        /// Another body has the case.
        Referral = "referral",
    }
);

codes!(
    /// Why a mediator gives a ticket back.
    ReleaseReason {
        /// A conflict of interest.
        Conflict = "conflict",
        /// Another field or language is needed.
        NotMyField = "not-my-field",
        /// A party asked for another mediator.
        PartyAsked = "party-asked",
        /// End of duty or a break.
        OffDuty = "off-duty",
        /// Claimed by mistake.
        Mistake = "mistake",
        /// The case goes to another mediation body.
        OtherBody = "other-body",
    }
);

/// One stretch of a ticket's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The state entered.
    pub state: TicketState,
    /// The line it stood in.
    pub lane: Lane,
    /// When it began.
    pub from: Timestamp,
    /// Who caused it, when staff did.
    pub by: Option<StaffId>,
}

/// By what a ticket stands in line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Turn {
    /// The time that counts.
    pub at: Timestamp,
    /// Parts the tickets that a device minted and whose times are held to the same moment: they go by their numbers, in whatever
    /// order they came. 0 for every other ticket.
    pub count: u32,
}

/// A ticket, without its key: that stands sealed with the party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its public name.
    pub number: TicketNumber,
    /// The case it belongs to.
    pub case: CaseId,
    /// The party it belongs to.
    pub party: PartyId,
    /// Look-up digest of the key in its address.
    pub key_hash: KeyHash,
    /// Digests of the tokens whose holders may read content, add evidence and withdraw.
    pub holders: Vec<KeyHash>,
    /// Devices that may do so too: the one that filed, and those admitted by a code.
    pub devices: Vec<DeviceId>,
    /// A short code given out by staff, as a keyed digest, until used or expired.
    pub code: Option<(Mac, Timestamp)>,
    /// Journal entry whose sealed body holds key and holder token.
    pub secret_seq: u64,
    /// The hall it was issued for.
    pub hall: Option<HallId>,
    /// The line it stands in.
    pub lane: Lane,
    /// Where it stands.
    pub state: TicketState,
    /// Since when.
    pub since: Timestamp,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Journal entry of its issue.
    pub issued_seq: u64,
    /// The order of a line: by what it stands there.
    pub turn: Turn,
    /// Who has taken it.
    pub mediator: Option<StaffId>,
    /// The room of the last call.
    pub room: Option<RoomId>,
    /// When it was last called.
    pub called_at: Option<Timestamp>,
    /// Calls so far.
    pub calls: u32,
    /// Calls missed so far, each once.
    pub misses: u32,
    /// Calls missed since the party last came.
    pub misses_in_row: u32,
    /// When each of them was missed.
    pub missed_at: Vec<Timestamp>,
    /// Until when the place was promised when a call was missed; a promise outlives another call.
    pub promised_until: Option<Timestamp>,
    /// Until when a missed ticket keeps its place.
    pub grace_until: Option<Timestamp>,
    /// Why it is parked.
    pub parked: Option<ParkReason>,
    /// Its whole history, oldest first.
    pub periods: Vec<Period>,
}

impl Ticket {
    /// Nobody has taken it yet.
    pub(crate) fn was_never_claimed(&self) -> bool {
        self.mediator.is_none() && !self.periods.iter().any(|period| period.state == TicketState::Claimed)
    }
    /// The line it was given out for. Where a case went on to is not told with it: it goes on to talks only when both sides agreed.
    pub(crate) fn filed_in(&self) -> Lane {
        self.periods.first().map_or(self.lane, |issued| issued.lane)
    }
    /// Whether its party was there for the talks until all tickets of the case stepped aside for another side.
    pub(crate) fn came_before_it_stood_aside(&self) -> bool {
        let came = |period: &Period| period.state == TicketState::Attending && period.lane == Lane::Talks;
        self.parked == Some(ParkReason::OtherSide) && self.periods.iter().rev().nth(1).is_some_and(came)
    }
    /// Until when the place is still kept that was promised when an earlier call was missed, if it is.
    pub fn promise(&self, now: Timestamp) -> Option<Timestamp> {
        self.promised_until.filter(|until| now < *until)
    }
}
