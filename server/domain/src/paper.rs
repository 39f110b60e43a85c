//! Paper mode: numbers reserved beforehand, so that a ticket written by hand keeps its number when it is entered later.
//!
//! The numbers are a series of their own. Nothing else is ever issued from it, so a form that was filled in while the desk was out of
//! reach cannot meet a ticket of the same name.

use std::{iter::successors, ops::Range};

use jiff::Timestamp;

use crate::{
    desk::Desk,
    ids::{BodyId, Series, StaffId, TicketNumber},
};

/// Numbers reserved at once.
pub const MAX_AT_ONCE: u32 = 100;
/// Numbers reserved in a fair.
pub const MAX_RESERVED: u32 = 5_000;

/// Where forms are printed and taken from the pile. Each has numbers of its own, so that no two parties get the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The counter of a mediation body.
    Counter(BodyId),
    /// The organiser's office.
    Office,
}

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
    /// How many mediation bodies the fair had then. The parts stay where they are when another comes: forms may be printed by then.
    pub bodies: u8,
}

impl Batch {
    /// The last number.
    pub fn last(&self) -> u32 {
        self.first.saturating_add(self.count).saturating_sub(1)
    }

    /// Which of its numbers are this place's, whatever was entered since: one part for each mediation body, in their order, and the
    /// last for the office. Whoever came later has none of them.
    pub fn part_of(&self, place: Place) -> Range<u32> {
        let before = match place {
            Place::Counter(body) => u8::from(body).saturating_sub(1),
            Place::Office => self.bodies,
        };
        if matches!(place, Place::Counter(_)) && before >= self.bodies {
            return self.first..self.first;
        }
        let (parts, before) = (u32::from(self.bodies).saturating_add(1), u32::from(before));
        let (each, more) = (self.count / parts, self.count % parts);
        let start = self.first.saturating_add(each.saturating_mul(before)).saturating_add(before.min(more));
        start..start.saturating_add(each).saturating_add(u32::from(before < more))
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

    /// Whose part a number is of.
    pub fn place_of(&self, count: u32) -> Option<Place> {
        let batch = self.batches.iter().find(|batch| (batch.first..=batch.last()).contains(&count))?;
        let counters = successors(Some(BodyId::FIRST), |body| body.next()).map(Place::Counter);
        let mut places = counters.take(usize::from(batch.bodies)).chain([Place::Office]);
        places.find(|place| batch.part_of(*place).contains(&count))
    }
}

impl Desk {
    /// The next number of this place after this one that has no case yet, or else the first: for a form whose own number has one.
    pub fn next_free_on_paper(&self, after: u32, place: Place) -> Option<TicketNumber> {
        let reserved = self.reserved()?;
        let own = || reserved.batches.iter().flat_map(move |batch| batch.part_of(place));
        let counts = own().filter(|count| *count > after).chain(own().filter(|count| *count <= after));
        let mut numbers = counts.map(|count| TicketNumber { series: reserved.series, count });
        numbers.find(|number| self.ticket(*number).is_none())
    }

    /// How many numbers may be reserved now, at once.
    pub fn may_reserve(&self) -> u32 {
        MAX_RESERVED.saturating_sub(self.reserved().map_or(0, Reserved::count)).min(MAX_AT_ONCE)
    }
}
