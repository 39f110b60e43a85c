//! What the desk knows of its kiosks and tablets besides the facts: when each was last heard, what waits for its printer, which form
//! a phone fills in its stead. Kept in memory only: a device says it all again within seconds, and a hand-off that a restart ended goes
//! on at the kiosk.

mod contact;
mod hand_off;
mod jobs;

pub use contact::{Contact, Contacts};
pub use hand_off::{HandOffs, NoHandOff, Opened, Stage};
pub use jobs::{Jobs, Ordered};

/// All of it.
#[derive(Debug, Default)]
pub struct Devices {
    /// When each was last heard, and what it said.
    pub contacts: Contacts,
    /// What waits for their printers.
    pub jobs: Jobs,
    /// Forms that a phone fills.
    pub hand_offs: HandOffs,
}
