//! Kiosks and tablets that joined the desk, and the tickets they mint.
//!
//! A device mints tickets by itself, whether or not the desk can be reached, and the desk takes each once. What it says of the time is
//! believed within what is certain: see `issue_time`.

use jiff::Timestamp;

use crate::{
    case::codes,
    command::{Command, Envelope, Minted},
    desk::Desk,
    event::Actor,
    ids::{DeviceId, HallId, KeyHash, Series, TicketNumber},
};

/// Letters of a message on a locked device.
pub const MAX_MESSAGE: usize = 300;
/// Most tickets a day that anybody means seriously.
pub const MAX_DAILY: u32 = 100_000;

codes!(
    /// What a joined device is there for.
    DeviceRole {
        /// Stands in a hall for visitors, and prints.
        Kiosk = "kiosk",
        /// Shows the touch page in somebody's hand.
        Tablet = "tablet",
    }
);

/// What was laid down for a device: when it was invited, and once it has joined.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DevicePlan {
    /// What it is there for.
    pub role: DeviceRole,
    /// The hall it stands in, if it stands in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hall: Option<HallId>,
    /// Most tickets it may mint in a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_limit: Option<u32>,
}

/// An open invitation to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// For what.
    pub plan: DevicePlan,
    /// Until when its code is good.
    pub until: Timestamp,
}

/// Whether a device may work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceState {
    /// It may.
    Open,
    /// It shows a message and mints nothing; what it has minted is taken.
    Locked {
        /// Journal entry whose sealed body holds the message.
        seq: u64,
    },
    /// Its key was taken away for good.
    Revoked,
}

/// A kiosk or tablet that joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Which.
    pub id: DeviceId,
    /// What was laid down for it.
    pub plan: DevicePlan,
    /// Digest of its token.
    pub key: KeyHash,
    /// Whether it may work.
    pub state: DeviceState,
    /// When it joined.
    pub joined_at: Timestamp,
    /// The letters of its tickets and since when it has them, the present ones last. Never empty.
    pub letters: Vec<(Series, Timestamp)>,
}

impl Device {
    /// The letters to mint under.
    pub fn series(&self) -> Option<Series> {
        self.letters.last().map(|(series, _)| *series)
    }

    /// Since when it has, or had, these letters; `None` when it never did.
    pub fn had(&self, series: Series) -> Option<Timestamp> {
        self.letters.iter().find(|(own, _)| *own == series).map(|(_, since)| *since)
    }

    /// Whether its token opens anything.
    pub fn is_revoked(&self) -> bool {
        self.state == DeviceState::Revoked
    }
}

/// When a command happened: when it was sent, but for a ticket that a device minted.
pub fn happened_at(desk: &Desk, envelope: &Envelope) -> Timestamp {
    let claimed = envelope.occurred_at;
    let Command::FileCase(new) = &envelope.command else { return claimed };
    match (envelope.actor, &new.minted) {
        (Actor::Device(device), Some(minted)) => {
            issue_time(desk, device, minted, claimed, envelope.recorded_at)
        }
        _ => claimed,
    }
}

/// The time that counts for a minted ticket: what the device says, within what is certain. It was minted
/// - not after it was received, and not after the device's next ticket, should that have come first;
/// - not before the device had these letters, not before its ticket before this one, and not before the device last told the desk that
///   it had not minted it yet.
///
/// So a clock that is wrong by hours moves nobody before those who were already waiting when the desk last heard of the device.
fn issue_time(
    desk: &Desk,
    device: DeviceId,
    minted: &Minted,
    claimed: Timestamp,
    received: Timestamp,
) -> Timestamp {
    let TicketNumber { series, count } = minted.number;
    let at = |count: u32| TicketNumber { series, count };
    let before = desk.tickets.range(at(0)..at(count)).next_back();
    let after = desk.tickets.range(at(count.saturating_add(1))..=at(u32::MAX)).next();
    let since = desk.device(device).and_then(|device| device.had(series));
    let floor = [since, before.map(|(_, ticket)| ticket.issued_at), minted.unminted_at];
    let ceiling = after.map_or(received, |(_, ticket)| ticket.issued_at.min(received));
    claimed.max(floor.into_iter().flatten().max().unwrap_or(Timestamp::MIN)).min(ceiling)
}
