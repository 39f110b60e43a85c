//! Who asked, and what every entry says beside its fact.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{CommandId, DeviceId, Mac, StaffId, TicketNumber};

/// Who asked for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// Somebody signed in.
    Staff(StaffId),
    /// The holder of a ticket.
    Party(TicketNumber),
    /// Anybody.
    Public,
    /// A kiosk or tablet that joined.
    Device(DeviceId),
    /// The desk itself: its clock, its settings, its command line.
    System,
}

impl Actor {
    /// The person signed in, if it is one.
    pub fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff(id) => Some(id),
            Self::Party(_) | Self::Public | Self::Device(_) | Self::System => None,
        }
    }
}

/// What every entry says beside its fact: where it stands, when, from whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Position in the journal, from 1.
    pub seq: u64,
    /// The command it came from.
    pub command: CommandId,
    /// Who asked.
    pub actor: Actor,
    /// From which device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// When it happened, by the clock of where it happened.
    pub occurred_at: Timestamp,
    /// When the desk recorded it; never decreases along the journal.
    pub recorded_at: Timestamp,
    /// Keyed digest of the request, so that a retry with another body is told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Mac>,
}
