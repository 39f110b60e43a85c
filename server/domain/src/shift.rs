//! Planned shifts: when and in which hall somebody who mediates or receives is to be, and which opening hours nobody is planned for.
//!
//! A plan binds nobody: who is really there goes on duty by hand, and that alone counts for the line and for allowances.

use jiff::Timestamp;

use crate::{
    desk::Desk,
    ids::{HallId, ShiftId, StaffId},
    staff::Role,
};

/// Most shifts that are planned and not over.
pub const MAX_SHIFTS: usize = 5000;

/// A planned shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Which.
    pub id: ShiftId,
    /// Who.
    pub staff: StaffId,
    /// In which hall; `None` for the desk, wherever it is needed.
    pub hall: Option<HallId>,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// When a shift is to be, as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShiftTime {
    /// Its new id.
    pub shift: ShiftId,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

impl Shift {
    /// Whether it is one of reception, by whoever receives and does not mediate: it covers nobody's wait for a talk. Of who left since,
    /// too.
    pub fn is_of_reception(&self, desk: &Desk) -> bool {
        let held = |role| desk.staff_member(self.staff).is_some_and(|known| known.roles.contains(&role));
        held(Role::Reception) && !held(Role::Mediator)
    }
}

/// The parts of `open` that none of these times covers, in order.
pub fn gaps(
    open: (Timestamp, Timestamp),
    covered: impl IntoIterator<Item = (Timestamp, Timestamp)>,
) -> Vec<(Timestamp, Timestamp)> {
    let mut covered: Vec<_> = covered.into_iter().filter(|(from, until)| from < until).collect();
    covered.sort_unstable();
    let (mut at, end) = open;
    let mut found = Vec::new();
    for (from, until) in covered {
        if at < from.min(end) {
            found.push((at, from.min(end)));
        }
        at = at.max(until);
    }
    if at < end {
        found.push((at, end));
    }
    found
}
