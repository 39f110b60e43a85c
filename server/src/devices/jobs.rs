//! Slips that the desk wants printed on a device's printer, until the device has said what became of each.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{DeviceId, TicketNumber};
use jiff::Timestamp;
use link::{Job, PrintId, PrintState};
use slip::Slip;

/// Jobs of one device that are remembered, the newest.
const REMEMBERED: usize = 100;

/// A job and what became of it so far.
#[derive(Debug, Clone)]
pub struct Ordered {
    /// The job.
    pub job: Job,
    /// For which ticket, when it is a ticket's slip.
    pub number: Option<TicketNumber>,
    /// When it was ordered.
    pub at: Timestamp,
    /// How it stands.
    pub state: PrintState,
}

/// The jobs of every device since the desk started.
#[derive(Debug, Default)]
pub struct Jobs(Mutex<HashMap<DeviceId, Vec<Ordered>>>);

impl Jobs {
    /// Wants a slip printed.
    pub fn order(
        &self,
        device: DeviceId,
        id: PrintId,
        slip: Slip,
        number: Option<TicketNumber>,
        at: Timestamp,
    ) {
        let mut all = self.all();
        let own = all.entry(device).or_default();
        if own.iter().any(|known| known.job.id == id) {
            return;
        }
        own.push(Ordered { job: Job { id, slip }, number, at, state: PrintState::Queued });
        if own.len() > REMEMBERED {
            own.remove(0);
        }
    }

    /// What the device has not reported on yet.
    pub fn waiting(&self, device: DeviceId) -> Vec<Job> {
        let all = self.all();
        let own = all.get(&device).into_iter().flatten();
        own.filter(|ordered| ordered.state == PrintState::Queued).map(|ordered| ordered.job.clone()).collect()
    }

    /// Notes how a job stands; `false` when the device has none of this name.
    pub fn report(&self, device: DeviceId, id: PrintId, state: PrintState) -> bool {
        let mut all = self.all();
        let own = all.get_mut(&device).into_iter().flatten().find(|ordered| ordered.job.id == id);
        own.map(|ordered| ordered.state = state).is_some()
    }

    /// The jobs for one ticket, on whatever device, the oldest first.
    pub fn of_ticket(&self, number: TicketNumber) -> Vec<(DeviceId, Ordered)> {
        let all = self.all();
        let every = all.iter().flat_map(|(device, own)| own.iter().map(|ordered| (*device, ordered.clone())));
        let mut found: Vec<_> = every.filter(|(_, ordered)| ordered.number == Some(number)).collect();
        found.sort_by_key(|(_, ordered)| ordered.at);
        found
    }

    fn all(&self) -> MutexGuard<'_, HashMap<DeviceId, Vec<Ordered>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
