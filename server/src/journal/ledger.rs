//! The ledger: a journal over any shelf.
//!
//! Everything with an order that matters happens here, once: seal, encode, chain, check the size, commit, and
//! only then adopt the new keys and publish the new head. Readers look at the published head and at nothing
//! beyond it, so they can never see an entry that a power cut would take back, although the shelf below may
//! already show it.
//!
//! There is one writer, and it is `&mut`: the engine's thread. Readers share the [`Shared`] behind an `Arc`
//! and outlive the writer, so that pages go on being served after a failed write has stopped the desk.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use durable::Batch;

use super::chain::{self, Link};
use super::entry::{self, MAX_STORED, SealedBody, Stored};
use super::fairkey::FairKey;
use super::keyring::{Fresh, Keyring};
use super::seal::{self, Key};
use super::shelf::{self, Shelf};
use super::snapshot::{self, Snapshot};
use super::{Body, Draft, Entry, FairId, Head, Journal, JournalError, KeyScope, Reader, Replay};

/// What the writer and the readers share.
struct Shared {
    shelf: Arc<dyn Shelf>,
    outer: Key,
    fair_key: FairKey,
    /// Written by the writer after a commit; read by everyone.
    head: RwLock<Head>,
    /// Read to open bodies; written after a commit that brought new keys, and held through an erasure and
    /// while a snapshot copies the keys, so that a snapshot never mixes two epochs.
    keyring: RwLock<Keyring>,
}

/// The writing end.
pub(super) struct Ledger {
    shared: Arc<Shared>,
    /// Why nothing more is taken, after a write whose outcome is unknown.
    stopped: Option<String>,
    /// An erasure has reached the store but not yet the epoch file.
    unfinished_erasure: bool,
    closed: bool,
}

/// The first batch of a new store, and the sealed epoch file that goes with it.
pub(super) fn found(fair: FairId, outer: &Key) -> Result<(Batch, Vec<u8>), JournalError> {
    let mut batch = Batch::default();
    batch.put(shelf::VERSION.to_vec(), shelf::FORMAT.to_be_bytes().to_vec());
    batch.put(shelf::FAIR.to_vec(), fair.0.to_vec());
    FairKey::create(fair, outer, &mut batch)?;
    let epochs = Keyring::create(fair, outer, &mut batch)?;
    Ok((batch, epochs))
}

impl Ledger {
    /// Opens what is on the shelf: unwraps the keys, then checks every entry and hands it to `replay`.
    pub(super) fn open(
        shelf: Arc<dyn Shelf>,
        outer: Key,
        known: Head,
        replay: Replay<'_>,
    ) -> Result<Self, JournalError> {
        let fair = shelf::identify(&*shelf)?;
        let fair_key = FairKey::load(fair, &outer, &*shelf)?;
        let (keyring, unfinished_erasure) = Keyring::load(fair, &outer, &*shelf)?;
        let head = chain::walk_whole(&*shelf, fair, known, &mut |link| {
            let entry = open_entry(&keyring, link)?;
            let seq = entry.seq;
            replay(entry).map_err(|source| JournalError::Replay { seq, source })
        })?;
        let (head, keyring) = (RwLock::new(head), RwLock::new(keyring));
        let shared = Arc::new(Shared { shelf, outer, fair_key, head, keyring });
        let mut ledger = Self { shared, stopped: None, unfinished_erasure, closed: false };
        ledger.finish_erasure()?;
        Ok(ledger)
    }

    fn running(&self) -> Result<(), JournalError> {
        self.stopped.as_ref().map_or(Ok(()), |why| Err(JournalError::Uncertain { why: why.clone() }))
    }

    /// Seals and chains a batch behind the present head, without writing anything.
    fn prepare(&self, drafts: &[Draft]) -> Result<(Batch, Head, Fresh), JournalError> {
        let keyring = self.shared.keyring.read().unwrap_or_else(PoisonError::into_inner);
        let fair = self.shared.fair_key.fair();
        let (mut batch, mut fresh, mut head) = (Batch::default(), Fresh::default(), self.shared.head());
        for (index, draft) in drafts.iter().enumerate() {
            check_size(index, draft)?;
            let sealed = match &draft.body {
                Some((scope, plain)) => {
                    let sealed = keyring.seal(&mut fresh, head.seq + 1, (scope, plain), &mut batch)?;
                    Some((scope, sealed))
                }
                None => None,
            };
            let body = sealed.as_ref().map(|(scope, (generation, sealed))| SealedBody {
                scope: scope.as_str(),
                generation: *generation,
                sealed,
            });
            let stored = Stored { clear: &draft.clear, body }.encode();
            head = chain::next(head, &stored);
            batch.put(shelf::entry(fair, head.seq), entry::join(&head.hash, &stored));
        }
        Ok((batch, head, fresh))
    }

    fn commit(&mut self, batch: Batch, head: Head) -> Result<(), JournalError> {
        let outcome = self.shared.shelf.commit(batch, head);
        if let Err(JournalError::Uncertain { why }) = &outcome {
            self.stopped = Some(why.clone());
        }
        outcome
    }

    /// Step 3 of an erasure, see `keyring.rs`.
    fn finish_erasure(&mut self) -> Result<(), JournalError> {
        if self.unfinished_erasure {
            let keyring = self.shared.keyring.read().unwrap_or_else(PoisonError::into_inner);
            self.shared.shelf.set_epochs(&keyring.sealed_epoch(&self.shared.outer)?)?;
            self.shared.shelf.drop_copies()?;
            self.unfinished_erasure = false;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), JournalError> {
        if self.closed {
            return Ok(());
        }
        self.closed = true;
        self.shared.shelf.settle()?;
        // After a write of unknown outcome the end is not orderly, and the next start must look closely.
        if self.stopped.is_none() { self.shared.shelf.close() } else { Ok(()) }
    }
}

impl Journal for Ledger {
    fn head(&self) -> Head {
        self.shared.head()
    }

    fn append(&mut self, expected: Head, drafts: &[Draft]) -> Result<Head, JournalError> {
        self.running()?;
        let actual = self.head();
        if expected != actual {
            return Err(JournalError::Conflict { expected, actual });
        }
        if drafts.is_empty() {
            return Ok(actual);
        }
        self.shared.shelf.room()?;
        let (batch, head, fresh) = self.prepare(drafts)?;
        self.commit(batch, head)?;
        self.shared.keyring.write().unwrap_or_else(PoisonError::into_inner).adopt(fresh);
        *self.shared.head.write().unwrap_or_else(PoisonError::into_inner) = head;
        Ok(head)
    }

    fn erase(&mut self, scopes: &[KeyScope]) -> Result<(), JournalError> {
        self.running()?;
        self.finish_erasure()?;
        let shared = Arc::clone(&self.shared);
        let mut keyring = shared.keyring.write().unwrap_or_else(PoisonError::into_inner);
        if !keyring.holds_any(scopes) {
            return Ok(());
        }
        shared.shelf.room()?;
        let (next, batch) = keyring.without(scopes)?;
        shared.shelf.set_epochs(&keyring.sealed_epochs_with(&next, &shared.outer)?)?;
        self.unfinished_erasure = true;
        self.commit(batch, shared.head())?;
        *keyring = next;
        drop(keyring);
        self.finish_erasure()
    }

    fn scopes(&self) -> Vec<KeyScope> {
        self.shared.keyring.read().unwrap_or_else(PoisonError::into_inner).scopes()
    }

    fn reader(&self) -> Arc<dyn Reader> {
        Arc::<Shared>::clone(&self.shared)
    }

    fn close(mut self: Box<Self>) -> Result<(), JournalError> {
        self.end()
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            tracing::error!(error = &error as &dyn std::error::Error, "the journal did not close orderly");
        }
    }
}

impl Reader for Shared {
    fn head(&self) -> Head {
        *self.head.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, from: u64, limit: usize) -> Result<Vec<Entry>, JournalError> {
        let (fair, head) = (self.fair_key.fair(), self.head());
        let from = from.max(1);
        if from > head.seq || limit == 0 {
            return Ok(Vec::new());
        }
        let last = head.seq.min(from.saturating_add(u64::try_from(limit).unwrap_or(u64::MAX) - 1));
        let before = self.before(from)?;
        let mut entries = Vec::new();
        let end = chain::walk(&*self.shelf, fair, before, last, &mut |link| {
            let keyring = self.keyring.read().unwrap_or_else(PoisonError::into_inner);
            entries.push(open_entry(&keyring, link)?);
            Ok(())
        })?;
        if end.seq < last {
            return Err(JournalError::corrupt(end.seq + 1, "it is missing"));
        }
        Ok(entries)
    }

    fn fair_key(&self) -> &FairKey {
        &self.fair_key
    }

    fn room(&self) -> Result<(), JournalError> {
        self.shelf.room()
    }

    fn settle(&self) -> Result<(), JournalError> {
        self.shelf.settle()
    }

    fn snapshot(&self, dest: &Path, go_on: &dyn Fn() -> bool) -> Result<Snapshot, JournalError> {
        let fair = self.fair_key.fair();
        // The head first: keys that arrive after it are of no use to the copy and do no harm.
        let head = self.head();
        let keyring = self.keyring.read().unwrap_or_else(PoisonError::into_inner);
        let keys = snapshot::Keys::copy(&*self.shelf, fair, keyring.sealed_epoch(&self.outer)?)?;
        drop(keyring);
        let outer = self.shelf.outer_key_travels().then_some(&self.outer);
        snapshot::write(&*self.shelf, fair, head, keys, outer, dest, go_on)
    }
}

impl Shared {
    /// Where the chain stands before entry `seq`.
    fn before(&self, seq: u64) -> Result<Head, JournalError> {
        let fair = self.fair_key.fair();
        if seq == 1 {
            return Ok(chain::genesis(fair));
        }
        let missing = || JournalError::corrupt(seq - 1, "it is missing");
        let value = self.shelf.value(&shelf::entry(fair, seq - 1))?.ok_or_else(missing)?;
        let (hash, _) = entry::split(&value).ok_or_else(missing)?;
        Ok(Head { seq: seq - 1, hash: *hash })
    }
}

fn check_size(index: usize, draft: &Draft) -> Result<(), JournalError> {
    let body = draft.body.as_ref().map(|(scope, plain)| (scope, plain.len() + seal::OVERHEAD));
    let bytes = entry::stored_len(draft.clear.len(), body);
    if bytes > MAX_STORED {
        return Err(JournalError::TooLarge { index, bytes, limit: MAX_STORED });
    }
    let scope = draft.body.as_ref().map_or(0, |(scope, _)| scope.as_str().len());
    if scope > KeyScope::MAX_BYTES {
        return Err(JournalError::TooLarge { index, bytes: scope, limit: KeyScope::MAX_BYTES });
    }
    Ok(())
}

fn open_entry(keyring: &Keyring, link: &Link<'_>) -> Result<Entry, JournalError> {
    let seq = link.head.seq;
    let body = link.stored.body.as_ref().map_or(Ok(Body::None), |body| keyring.open(seq, body))?;
    Ok(Entry { seq, hash: link.head.hash, prev: link.prev.hash, clear: link.stored.clear.to_vec(), body })
}
