//! Hellos: the last one of each device, and what all of them prove about when a ticket cannot have existed yet.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{DeviceId, Series, TicketNumber};
use jiff::{SignedDuration, Timestamp};
use link::Hello;

/// Most counts of one device that are remembered, the newest; a fair's worth of tickets is far less.
const REMEMBERED: usize = 4_000;

/// The last hello of a device.
#[derive(Debug, Clone)]
pub struct Contact {
    /// When it came.
    pub at: Timestamp,
    /// By how much the device's clock was before ours.
    pub clock: SignedDuration,
    /// What it said.
    pub hello: Hello,
}

#[derive(Debug, Default)]
struct Known {
    last: Option<Contact>,
    /// For each count it had reached, when it last said that it had not gone beyond.
    reached: BTreeMap<(Series, u32), Timestamp>,
}

/// What was heard of every device since the desk started.
#[derive(Debug, Default)]
pub struct Contacts(Mutex<HashMap<DeviceId, Known>>);

impl Contacts {
    /// Takes a hello in.
    pub fn heard(&self, device: DeviceId, hello: Hello, now: Timestamp) {
        let mut all = self.all();
        let known = all.entry(device).or_default();
        known.reached.insert((hello.series, hello.minted), now);
        while known.reached.len() > REMEMBERED {
            known.reached.pop_first();
        }
        let clock = hello.now.duration_since(now);
        known.last = Some(Contact { at: now, clock, hello });
    }

    /// The last hello of a device, since the desk started.
    pub fn last(&self, device: DeviceId) -> Option<Contact> {
        self.all().get(&device)?.last.clone()
    }

    /// When the device last said that it had not minted this number yet.
    pub fn unminted_at(&self, device: DeviceId, number: TicketNumber) -> Option<Timestamp> {
        let all = self.all();
        let below = (number.series, 0)..(number.series, number.count);
        all.get(&device)?.reached.range(below).map(|(_, at)| *at).max()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<DeviceId, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hello_proves_that_later_tickets_did_not_exist_yet() {
        let contacts = Contacts::default();
        let device = DeviceId([1; 16]);
        let series: Series = "K".parse().unwrap();
        let at = |minute: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute);
        let hello = |minted: u32| Hello {
            version: String::new(),
            now: at(600),
            series,
            minted,
            outbox: 0,
            refused_count: 0,
            refused: Vec::new(),
            paper: link::Paper::Unknown,
            trouble: None,
            print_queue: 0,
            prints: Vec::new(),
            put_aside: 0,
        };
        let unminted = |count: u32| contacts.unminted_at(device, TicketNumber { series, count });
        assert_eq!(unminted(1), None);
        for (minute, minted) in [(1, 0), (2, 0), (3, 2), (4, 2), (5, 7)] {
            contacts.heard(device, hello(minted), at(minute));
        }
        assert_eq!(
            [1, 2, 3, 7, 8].map(unminted),
            [Some(2), Some(2), Some(4), Some(4), Some(5)].map(|m| m.map(at))
        );
        let other = TicketNumber { series: "L".parse().unwrap(), count: 9 };
        assert_eq!(contacts.unminted_at(device, other), None);
        let last = contacts.last(device).unwrap();
        assert_eq!((last.at, last.clock), (at(5), SignedDuration::from_mins(595)));
    }
}
