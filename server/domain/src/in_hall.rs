//! What stands in a hall, and so keeps it: a hall is taken out only when nothing is lost with it. What was ever counted under a hall stays
//! there, because logs and reports name it.

use jiff::Timestamp;

use crate::{
    acts::{ActKind, On},
    case::Door,
    desk::Desk,
    ids::{BoothId, HallId},
};

/// What stands in one hall.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InHall {
    /// Exhibitors with a booth there.
    pub exhibitors: usize,
    /// Rooms of the plan.
    pub rooms: usize,
    /// Kiosks and tablets, and those that are invited.
    pub devices: usize,
    /// Shifts that are not over.
    pub shifts: usize,
    /// A case or an advice is counted under it, or a party has its place there.
    pub counted: bool,
}

impl InHall {
    /// Whether nothing stands there.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl Desk {
    /// What stands in a hall at a moment.
    pub fn in_hall(&self, hall: &HallId, now: Timestamp) -> InHall {
        let here = |named: Option<&HallId>| named == Some(hall);
        let mut exhibitors: Vec<_> =
            self.booths().filter(|booth| booth.hall == *hall).flat_map(|booth| &booth.exhibitors).collect();
        exhibitors.sort_unstable();
        exhibitors.dedup();
        let rooms = self.fair().map(|fair| fair.plan.rooms.as_slice()).unwrap_or_default();
        let joined = self.devices().filter(|device| !device.is_revoked()).map(|device| &device.plan);
        let invited = self.invitations(now).map(|(_, invitation)| &invitation.plan);
        let ahead = self.shifts().filter(|shift| now < shift.until);
        InHall {
            exhibitors: exhibitors.len(),
            rooms: rooms.iter().filter(|room| here(room.hall.as_ref())).count(),
            devices: joined.chain(invited).filter(|plan| here(plan.hall.as_ref())).count(),
            shifts: ahead.filter(|shift| here(shift.hall.as_ref())).count(),
            counted: self.is_counted_in(hall),
        }
    }

    fn is_counted_in(&self, hall: &HallId) -> bool {
        let here = |named: Option<&HallId>| named == Some(hall);
        let booth = |id: BoothId| self.booth(id).map(|booth| &booth.hall);
        self.advice.iter().any(|advice| here(advice.hall.as_ref()))
            || self.cases().any(|case| {
                let places = case.parties.iter().map(|party| &party.place);
                let door = if let Door::Booth(id) = case.door { booth(id) } else { None };
                here(case.hall.as_ref())
                    || here(door)
                    || places.clone().any(|place| here(place.hall.as_ref()))
                    || places.filter_map(|place| place.booth).any(|id| here(booth(id)))
            })
    }

    /// Whether a hall stays whatever stands in it: the only one, or the own line of a standing desk, which was set up with it.
    pub fn keeps_hall(&self, hall: &HallId) -> bool {
        let stands = self.fair().is_some_and(|fair| fair.plan.venue.is_standing());
        let first = || self.acts().find(|act| act.what == ActKind::HallAdded).map(|act| &act.on);
        self.halls.len() == 1 || stands && first() == Some(&On::Hall(hall.clone()))
    }
}
