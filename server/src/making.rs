//! Papers that take a while to be made, so that a page can tell how far each is, and then has it.
//!
//! They live in memory only, a few at a time and not for long: what is printed of them is what the desk knew when they were begun.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::body::Bytes;

use crate::access::secrets::HolderToken;

/// Papers kept at once; the oldest goes first.
const MOST: usize = 3;
/// How long one is kept.
const PATIENCE: Duration = Duration::from_mins(20);

/// How far a paper is.
#[derive(Debug, Clone)]
pub enum Stage {
    /// Being made.
    Running,
    /// There.
    Made(Bytes),
    /// It cannot be made.
    Failed,
}

/// One paper.
#[derive(Debug)]
pub struct Making {
    /// Its name in addresses; cannot be guessed.
    pub token: String,
    /// What is made: the address that gives it.
    pub of: String,
    /// How many things stand on it.
    pub total: usize,
    since: Duration,
    through: AtomicUsize,
    stage: Mutex<Stage>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Making {
    /// How far it is.
    pub fn stage(&self) -> Stage {
        locked(&self.stage).clone()
    }

    /// The paper, once it is there.
    pub fn made(&self) -> Option<Bytes> {
        match self.stage() {
            Stage::Made(bytes) => Some(bytes),
            Stage::Running | Stage::Failed => None,
        }
    }

    /// Notes how many things stand on it.
    pub fn tell(&self, through: usize) {
        self.through.store(through, Ordering::Relaxed);
    }

    /// How many things stand on it.
    pub fn through(&self) -> usize {
        self.through.load(Ordering::Relaxed)
    }

    /// Notes the end; without a paper when it cannot be made.
    pub fn end(&self, made: Option<Bytes>) {
        *locked(&self.stage) = made.map_or(Stage::Failed, Stage::Made);
    }

    fn runs(&self) -> bool {
        matches!(self.stage(), Stage::Running)
    }
}

/// Every paper that is made or was made just now.
#[derive(Debug, Default)]
pub struct Makings(Mutex<Vec<Arc<Making>>>);

impl Makings {
    /// A paper that is to be made, and whether it is a new one: who asks twice for what is being made waits for the first.
    pub fn begin(&self, of: &str, total: usize, now: Duration) -> (Arc<Making>, bool) {
        let mut kept = self.present(now);
        if let Some(known) = kept.iter().find(|making| making.of == of && making.runs()) {
            return (Arc::clone(known), false);
        }
        while kept.len() >= MOST {
            let Some(at) = kept.iter().position(|making| !making.runs()) else { break };
            kept.remove(at);
        }
        let making = Arc::new(Making {
            token: HolderToken::random().reveal(),
            of: of.to_owned(),
            total,
            since: now,
            through: AtomicUsize::new(0),
            stage: Mutex::new(Stage::Running),
        });
        kept.push(Arc::clone(&making));
        (making, true)
    }

    /// The paper of that name.
    pub fn find(&self, token: &str, now: Duration) -> Option<Arc<Making>> {
        self.present(now).iter().find(|making| making.token == token).cloned()
    }

    fn present(&self, now: Duration) -> MutexGuard<'_, Vec<Arc<Making>>> {
        let mut kept = locked(&self.0);
        kept.retain(|making| now.saturating_sub(making.since) < PATIENCE);
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(5);

    #[test]
    fn who_asks_twice_waits_for_the_first_and_later_gets_a_new_one() {
        let makings = Makings::default();
        let (first, new) = makings.begin("posters", 10, NOW);
        assert!(new);
        let (again, new) = makings.begin("posters", 10, NOW);
        assert_eq!((again.token == first.token, new), (true, false));
        assert_ne!(makings.begin("labels", 10, NOW).0.token, first.token);
        first.end(Some(Bytes::from_static(b"%PDF-")));
        assert_eq!(first.made().as_deref(), Some(b"%PDF-".as_slice()));
        let (fresh, new) = makings.begin("posters", 11, NOW);
        assert!(new && fresh.made().is_none(), "what was made is of another time");
        assert!(makings.find(&first.token, NOW).is_some());
        assert!(makings.find(&first.token, NOW + PATIENCE).is_none());
    }

    #[test]
    fn a_few_are_kept_and_none_that_runs_is_dropped_for_another() {
        let makings = Makings::default();
        let all: Vec<_> = (0..5).map(|n| makings.begin(&n.to_string(), 1, NOW).0).collect();
        assert!(all.iter().all(|making| makings.find(&making.token, NOW).is_some()));
        all[0].end(None);
        makings.begin("another", 1, NOW);
        assert!(makings.find(&all[0].token, NOW).is_none());
    }
}
