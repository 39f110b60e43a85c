//! A time for talks, as the key shows it: when and where, not with whom.

use domain::{
    HallId, RoomId,
    case::{Case, Party},
};
use jiff::Timestamp;

use crate::engine::Published;

use super::party::takes_part;

/// One such time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// When.
    pub from: Timestamp,
    /// Where; `None` over a distance.
    pub room: Option<RoomId>,
    /// The hall of that room, when the plan says so.
    pub hall: Option<HallId>,
    /// What to reckon for the way, in minutes.
    pub walk_min: u32,
    /// This party said that it will come.
    pub confirmed: bool,
}

impl Meeting {
    /// The appointment of a party that takes part, while the case is open.
    pub(super) fn of(published: &Published, case: &Case, party: &Party) -> Option<Self> {
        let made = case.appointment_ahead().filter(|_| takes_part(party))?;
        let rooms = published.desk.fair().map(|fair| fair.plan.rooms.as_slice()).unwrap_or_default();
        let hall = made.room.as_ref().and_then(|id| rooms.iter().find(|room| room.id == *id)?.hall.clone());
        Some(Self {
            from: made.from,
            room: made.room.clone(),
            hall,
            walk_min: published.desk.rules().procedure.walk_min,
            confirmed: made.confirmed.contains(&party.place.id),
        })
    }
}
