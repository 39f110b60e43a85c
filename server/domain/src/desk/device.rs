//! How the facts about kiosks and tablets change the Desk.

use std::sync::Arc;

use crate::{
    desk::Desk,
    device::{Device, DeviceState, Invitation},
    event::{Fact, Stamp},
    ids::DeviceId,
    print::PrintOrder,
};

impl Desk {
    pub(super) fn apply_device(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "each part takes its own kinds; `apply` asserts that none is forgotten"
        )]
        match fact {
            Fact::DeviceInvited { code, plan, until } => {
                // What has lapsed is of no use to anybody.
                self.invitations.retain(|_, known| stamp.recorded_at < known.until);
                self.invitations.insert(*code, Invitation { plan: plan.clone(), until: *until });
            }
            Fact::DeviceJoined { device, key, code, plan, series } => {
                self.invitations.remove(code);
                self.series.insert(*series);
                self.device_keys.insert(*key, *device);
                let joined = Device {
                    id: *device,
                    plan: plan.clone(),
                    key: *key,
                    state: DeviceState::Open,
                    joined_at: stamp.occurred_at,
                    letters: vec![(*series, stamp.occurred_at)],
                };
                self.devices.insert(*device, Arc::new(joined));
            }
            Fact::DeviceLettered { device, series } => {
                self.series.insert(*series);
                self.change_device(*device, |device| device.letters.push((*series, stamp.occurred_at)));
            }
            Fact::DeviceLocked { device } => {
                self.change_device(*device, |device| device.state = DeviceState::Locked { seq: stamp.seq });
            }
            Fact::DeviceUnlocked { device } => {
                self.change_device(*device, |device| device.state = DeviceState::Open);
            }
            Fact::PrintOrdered { device, slip, copy } => {
                let print = PrintOrder {
                    command: stamp.command,
                    at: stamp.occurred_at,
                    device: *device,
                    copy: *copy,
                };
                self.prints.entry(*slip).or_default().push_back(print);
            }
            Fact::DeviceRevoked { device } => {
                self.change_device(*device, |device| device.state = DeviceState::Revoked);
            }
            _ => return false,
        }
        true
    }

    fn change_device(&mut self, id: DeviceId, change: impl FnOnce(&mut Device)) {
        if let Some(device) = self.devices.get_mut(&id) {
            change(Arc::make_mut(device));
        }
    }
}
