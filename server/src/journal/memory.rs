//! The journal in memory: for tests, demonstrations of failure, and as the measure of what the disk costs.
//!
//! It keeps the whole contract, sealing and chaining included; only the power cut is missing. What it holds
//! outlives the journals opened on it, as a disk does, so a test can close, "crash" and reopen; and it can be
//! told to fail its next commit in each of the ways a disk can.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use durable::{Batch, Pair, SCAN_BYTES};

use super::ledger::{self, Ledger};
use super::seal::Key;
use super::shelf::{Pairs, Shelf};
use super::{FairId, Head, Journal, JournalError, Replay, chain};

/// How the next commit is to fail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// With [`JournalError::Full`], before anything is written.
    Full,
    /// With [`JournalError::Storage`], before anything is written; the journal goes on.
    Storage,
    /// With [`JournalError::Uncertain`]; after a reopening the batch turns out to be there.
    UncertainKept,
    /// With [`JournalError::Uncertain`]; after a reopening the batch turns out to be lost.
    UncertainLost,
}

/// A "disk" in memory. Clones share it.
#[derive(Clone)]
pub struct Memory {
    shelf: Arc<MemoryShelf>,
    outer: Key,
}

impl Memory {
    /// An empty journal's worth of memory.
    ///
    /// # Errors
    /// [`JournalError::Storage`] if the system has no randomness for the keys.
    pub fn new(fair: FairId) -> Result<Self, JournalError> {
        let outer = Key::random()?;
        let (first, epochs) = ledger::found(fair, &outer)?;
        let head = chain::genesis(fair);
        let state = State { pairs: first.puts.into_iter().collect(), epochs, head, fault: None };
        Ok(Self { shelf: Arc::new(MemoryShelf(Mutex::new(state))), outer })
    }

    /// Opens a journal on it; every entry goes through `replay` once.
    ///
    /// # Errors
    /// As for a journal on disk.
    pub fn open(&self, replay: Replay<'_>) -> Result<Box<dyn Journal>, JournalError> {
        let known = self.shelf.lock().head;
        Ok(Box::new(Ledger::open(Arc::<MemoryShelf>::clone(&self.shelf), self.outer.clone(), known, replay)?))
    }

    /// Makes the next commit fail.
    pub fn fail_next(&self, fault: Fault) {
        self.shelf.lock().fault = Some(fault);
    }
}

struct MemoryShelf(Mutex<State>);

struct State {
    pairs: BTreeMap<Vec<u8>, Vec<u8>>,
    epochs: Vec<u8>,
    head: Head,
    fault: Option<Fault>,
}

impl MemoryShelf {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pairs for MemoryShelf {
    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, JournalError> {
        Ok(self.lock().pairs.get(key).cloned())
    }

    fn scan(&self, prefix: &[u8], from: &[u8], limit: usize) -> Result<Vec<Pair>, JournalError> {
        let (state, mut bytes) = (self.lock(), 0);
        let pairs = state.pairs.range(from.to_vec()..).take(limit).take_while(|(key, value)| {
            bytes += value.len();
            key.starts_with(prefix) && bytes - value.len() <= SCAN_BYTES
        });
        Ok(pairs.map(|(key, value)| (key.clone(), value.clone())).collect())
    }
}

impl Shelf for MemoryShelf {
    fn commit(&self, batch: Batch, head: Head) -> Result<(), JournalError> {
        let mut state = self.lock();
        let fault = state.fault.take();
        let why = || "the memory was told to fail".to_owned();
        match fault {
            Some(Fault::Full) => return Err(JournalError::Full { free: 0, reserve: 1 }),
            Some(Fault::Storage) => {
                return Err(JournalError::storage("writing", std::io::Error::other(why())));
            }
            Some(Fault::UncertainLost) => return Err(JournalError::Uncertain { why: why() }),
            Some(Fault::UncertainKept) | None => {}
        }
        state.pairs.extend(batch.puts);
        for key in &batch.drops {
            state.pairs.remove(key);
        }
        state.head = head;
        if fault.is_some() { Err(JournalError::Uncertain { why: why() }) } else { Ok(()) }
    }

    fn room(&self) -> Result<(), JournalError> {
        Ok(())
    }

    fn epochs(&self) -> Result<Vec<u8>, JournalError> {
        Ok(self.lock().epochs.clone())
    }

    fn set_epochs(&self, sealed: &[u8]) -> Result<(), JournalError> {
        sealed.clone_into(&mut self.lock().epochs);
        Ok(())
    }

    fn drop_copies(&self) -> Result<(), JournalError> {
        Ok(())
    }

    fn outer_key_travels(&self) -> bool {
        true
    }

    fn settle(&self) -> Result<(), JournalError> {
        Ok(())
    }

    fn close(&self) -> Result<(), JournalError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Draft, KeyScope};

    fn draft() -> Draft {
        Draft { clear: b"{}".into(), body: Some((KeyScope::new("case/1"), b"words".into())) }
    }

    #[test]
    fn each_fault_fails_in_its_own_way() {
        for (fault, goes_on, kept) in [
            (Fault::Full, true, 0),
            (Fault::Storage, true, 0),
            (Fault::UncertainKept, false, 1),
            (Fault::UncertainLost, false, 0),
        ] {
            let memory = Memory::new(FairId([3; 16])).unwrap();
            let mut journal = memory.open(&mut |_| Ok(())).unwrap();
            let head = journal.head();
            memory.fail_next(fault);
            let error = journal.append(head, &[draft()]).unwrap_err();
            assert_eq!(matches!(error, JournalError::Uncertain { .. }), !goes_on, "{fault:?}: {error}");
            assert_eq!(journal.head(), head);
            assert!(journal.reader().read(1, 10).unwrap().is_empty());
            assert_eq!(journal.append(head, &[]).is_ok(), goes_on);
            let reopened = memory.open(&mut |_| Ok(())).unwrap();
            assert_eq!(reopened.head().seq, kept, "{fault:?}");
            assert_eq!(reopened.scopes().len() as u64, kept, "the key comes and goes with its entry");
        }
    }

    #[test]
    fn an_erasure_that_fails_can_be_tried_again() {
        let memory = Memory::new(FairId([3; 16])).unwrap();
        let mut journal = memory.open(&mut |_| Ok(())).unwrap();
        journal.append(journal.head(), &[draft()]).unwrap();
        memory.fail_next(Fault::Storage);
        journal.erase(&[KeyScope::new("case/1")]).unwrap_err();
        assert_eq!(journal.scopes().len(), 1);
        journal.erase(&[KeyScope::new("case/1")]).unwrap();
        assert!(journal.scopes().is_empty());
    }
}
