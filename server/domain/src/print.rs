//! Slips that staff had printed on a kiosk: what each is of, where, and the mark that tells one from another. What became of it the
//! printer alone knows; that it may lie about somewhere is a fact.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::ids::{CommandId, DeviceId, TicketNumber};

/// What a slip is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlipOf {
    /// A ticket.
    Ticket(TicketNumber),
    /// A notice, by the entry that drew it up: another in its place is another slip.
    Notice(u64),
    /// The seal of a day.
    Seal(Date),
}

/// A print that staff ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintOrder {
    /// The command that ordered it, which names the print.
    pub command: CommandId,
    /// When.
    pub at: Timestamp,
    /// On whose printer.
    pub device: DeviceId,
    /// The mark: 1 for the first slip, 2 for the next.
    pub copy: u16,
}
