//! Who works at the desk: roles, and what a mediator may best be asked to do.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    case::RightKind,
    ids::{BoothId, ExhibitorId, HallId, RoomId, StaffId},
};

/// What somebody who signs in may do. One person may hold several at a small fair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Prepares the fair, reads and seals the daily log, orders measures. Reads no mediation text.
    Organiser,
    /// Head of the mediation body: appoints mediators, resets their PINs, answers for their files.
    Head,
    /// Mediator: receives parties and leads talks.
    Mediator,
    /// Supervising authority: figures only.
    Supervisor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Organiser, Self::Head, Self::Mediator, Self::Supervisor];
}

/// What a mediator knows and where they work. Advice for the line, never a bar (procedure A.2 row 9).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// Kinds of right they know.
    pub fields: Vec<RightKind>,
    /// Languages they mediate in, as BCP 47 tags: `en`, `zh-CN`, `tr`, …
    pub languages: Vec<String>,
    /// Halls near them; empty means all.
    pub halls: Vec<HallId>,
}

/// Whether a mediator takes tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyState {
    /// Takes tickets.
    On,
    /// On a short break; keeps claimed tickets.
    Break,
    /// Not there.
    #[default]
    Off,
}

/// With whom a mediator has a conflict of interest (Online Mediation Rules art 13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conflict {
    /// An exhibitor, at whatever booth.
    Exhibitor(ExhibitorId),
    /// Everybody at one booth.
    Booth(BoothId),
}

/// Somebody who signs in, as far as deciding needs to know. Name and PIN stand in the sealed body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// What they may do.
    pub roles: Vec<Role>,
    /// What they know, for mediators.
    pub profile: Profile,
    /// Declared conflicts of interest.
    pub conflicts: Vec<Conflict>,
    /// Whether they take tickets.
    pub duty: DutyState,
    /// Since when.
    pub duty_since: Timestamp,
    /// Where they sit while on duty.
    pub room: Option<RoomId>,
    /// No longer works here; can neither sign in nor act.
    pub dismissed: bool,
    /// Journal entry of the PIN in force: who signed in with an earlier one is out.
    pub pin_seq: u64,
}

impl Staff {
    /// Whether this person holds `role` and still works here.
    pub fn is(&self, role: Role) -> bool {
        !self.dismissed && self.roles.contains(&role)
    }
}
