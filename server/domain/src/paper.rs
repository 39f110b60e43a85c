//! Paper mode: numbers reserved beforehand, so that a ticket written by hand keeps its number when it is entered later.
//!
//! The numbers are a series of their own. Nothing else is ever issued from it, so a form that was filled in while the desk was out of
//! reach cannot meet a ticket of the same name.

use jiff::Timestamp;

use crate::{
    desk::Desk,
    ids::{Series, StaffId, TicketNumber},
};

/// Numbers reserved at once.
pub const MAX_AT_ONCE: u32 = 100;
/// Numbers reserved in a fair.
pub const MAX_RESERVED: u32 = 5_000;

/// Numbers reserved at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// The first.
    pub first: u32,
    /// How many.
    pub count: u32,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
}

impl Batch {
    /// The last number.
    pub fn last(&self) -> u32 {
        self.first.saturating_add(self.count).saturating_sub(1)
    }
}

/// The numbers that paper may carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserved {
    /// Their series.
    pub series: Series,
    /// Every time some were reserved, oldest first.
    pub batches: Vec<Batch>,
}

impl Reserved {
    /// How many there are.
    pub fn count(&self) -> u32 {
        self.batches.last().map_or(0, Batch::last)
    }

    /// Whether a number is one of them.
    pub fn has(&self, number: TicketNumber) -> bool {
        number.series == self.series && (1..=self.count()).contains(&number.count)
    }
}

impl Desk {
    /// The next reserved number after this one that has no case yet, or else the first: for a form whose own number has one.
    pub fn next_free_on_paper(&self, after: u32) -> Option<TicketNumber> {
        let reserved = self.reserved()?;
        let (series, last) = (reserved.series, reserved.count());
        let counts = (after.saturating_add(1)..=last).chain(1..=after.min(last));
        counts.map(|count| TicketNumber { series, count }).find(|number| self.ticket(*number).is_none())
    }
}
