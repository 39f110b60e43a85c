//! Slips that the desk wants printed on a device's printer, until the device has said what became of each.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{DeviceId, print::SlipOf};
use jiff::{SignedDuration, Timestamp};
use link::{Job, PrintId, PrintState, Trouble};

/// Jobs of one device that are remembered, the newest.
const REMEMBERED: usize = 100;
/// How long a job waits for a device that is not heard. Whoever stood there has gone elsewhere by then.
const LAPSES: SignedDuration = SignedDuration::from_mins(5);

/// A job and what became of it so far.
#[derive(Debug, Clone)]
pub struct Ordered {
    /// The job.
    pub job: Job,
    /// What it is of.
    pub of: SlipOf,
    /// When it was ordered.
    pub at: Timestamp,
    /// How it stands.
    pub state: PrintState,
}

impl Ordered {
    /// The same, failed if the device was not heard for too long; what it says later counts all the same.
    fn at(mut self, now: Timestamp) -> Self {
        if self.state == PrintState::Queued && now.duration_since(self.at) >= LAPSES {
            self.state = PrintState::Failed { why: Trouble::Unreachable };
        }
        self
    }
}

/// The jobs of every device since the desk started.
#[derive(Debug, Default)]
pub struct Jobs(Mutex<HashMap<DeviceId, Vec<Ordered>>>);

impl Jobs {
    /// Wants a slip printed. The same job, ordered again, is one job.
    pub fn order(&self, device: DeviceId, job: Job, of: SlipOf, at: Timestamp) {
        let mut all = self.all();
        let own = all.entry(device).or_default();
        if own.iter().any(|known| known.job.id == job.id) {
            return;
        }
        own.push(Ordered { job, of, at, state: PrintState::Queued });
        if own.len() > REMEMBERED {
            own.remove(0);
        }
    }

    /// What the device has not reported on yet.
    pub fn waiting(&self, device: DeviceId, now: Timestamp) -> Vec<Job> {
        let all = self.all();
        let own = all.get(&device).into_iter().flatten().map(|ordered| ordered.clone().at(now));
        own.filter(|ordered| ordered.state == PrintState::Queued).map(|ordered| ordered.job).collect()
    }

    /// Notes how a job stands; `false` when the device has none of this name.
    pub fn report(&self, device: DeviceId, id: PrintId, state: PrintState) -> bool {
        let mut all = self.all();
        let own = all.get_mut(&device).into_iter().flatten().find(|ordered| ordered.job.id == id);
        own.map(|ordered| ordered.state = state).is_some()
    }

    /// The jobs for one slip, on whatever device.
    pub fn of(&self, of: SlipOf, now: Timestamp) -> Vec<Ordered> {
        let all = self.all();
        let own = all.values().flatten().filter(|ordered| ordered.of == of);
        own.map(|ordered| ordered.clone().at(now)).collect()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<DeviceId, Vec<Ordered>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
