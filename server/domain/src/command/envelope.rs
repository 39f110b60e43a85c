//! A command as it reaches the desk: who asks, from where, and the two times that count.

use jiff::Timestamp;

use super::Command;
use crate::{
    event::Actor,
    ids::{CommandId, DeviceId, Mac},
};

/// A command and who sent it when.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Names this request; a retry carries the same.
    pub id: CommandId,
    /// Who asks.
    pub actor: Actor,
    /// From which device.
    pub device: Option<DeviceId>,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When the desk took it up; the engine sees to it that it never decreases.
    pub recorded_at: Timestamp,
    /// Keyed digest of the request body.
    pub request: Option<Mac>,
    /// What is asked.
    pub command: Command,
}
