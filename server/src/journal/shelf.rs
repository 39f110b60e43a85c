//! A shelf keeps pairs of bytes, atomically and durably, and knows nothing else.
//!
//! This is all that differs between the journal on disk and the one in memory, and it is kept this small so
//! that both stay honest: whatever is easy to get wrong (the order of sealing, chaining, checking,
//! publishing) is written once, in `ledger.rs`, above it.
//!
//! All pairs live in one key space, because a store can be atomic within one tree only, and the first entry
//! sealed under a new key must become durable together with that key, or not at all:
//!
//! | key | value |
//! |---|---|
//! | `m` name | the store's own facts: format, fair, public key, sealed fair secrets, current epoch |
//! | `k` fair scope | the scope's key, wrapped by the epoch key; or a mark that it was erased |
//! | `e` fair seq | the entry |

use durable::{Batch, Pair, Store};

use super::{FairId, Head, JournalError};

/// Pairs that can be read. All that checking a journal needs.
pub(super) trait Pairs: Send + Sync {
    /// The value of one key.
    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, JournalError>;

    /// Pairs under `prefix` from `from` on, in order of their keys: at least one if there is any, at most
    /// `limit`, and fewer when they are long.
    fn scan(&self, prefix: &[u8], from: &[u8], limit: usize) -> Result<Vec<Pair>, JournalError>;
}

impl Pairs for Store {
    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, JournalError> {
        Ok(Self::value(self, key)?)
    }

    fn scan(&self, prefix: &[u8], from: &[u8], limit: usize) -> Result<Vec<Pair>, JournalError> {
        Ok(Self::scan(self, prefix, from, limit)?)
    }
}

/// Where a ledger keeps its pairs.
pub(super) trait Shelf: Pairs {
    /// Writes the whole batch, makes it durable, then notes `head` outside the store.
    ///
    /// [`JournalError::Uncertain`] if it cannot be known what was written; any other error means nothing was.
    fn commit(&self, batch: Batch, head: Head) -> Result<(), JournalError>;

    /// [`JournalError::Full`] if nothing more should be written.
    fn room(&self) -> Result<(), JournalError>;

    /// The sealed epoch keys, kept apart from the pairs so that an old one can really be overwritten (see
    /// `keyring.rs`).
    fn epochs(&self) -> Result<Vec<u8>, JournalError>;

    /// Replaces them durably, and overwrites the old ones as far as the medium allows.
    fn set_epochs(&self, sealed: &[u8]) -> Result<(), JournalError>;

    /// Removes copies of older states of the store, after an erasure.
    fn drop_copies(&self) -> Result<(), JournalError>;

    /// Whether the outer key lives beside the store, and so belongs into a copy of it.
    fn outer_key_travels(&self) -> bool;

    /// Syncs the head kept outside, if it changed.
    fn settle(&self) -> Result<(), JournalError>;

    /// Notes an orderly end.
    fn close(&self) -> Result<(), JournalError>;
}

/// Format of the whole store, as it stands under [`VERSION`].
pub(super) const FORMAT: u32 = 1;

pub(super) const META: &[u8] = b"m";
pub(super) const VERSION: &[u8] = b"mversion";
pub(super) const FAIR: &[u8] = b"mfair";
pub(super) const PUBLIC: &[u8] = b"mpublic";
pub(super) const SECRETS: &[u8] = b"msecrets";
pub(super) const EPOCH: &[u8] = b"mepoch";

/// Prefix of all entries of a fair.
pub(super) fn entries(fair: FairId) -> Vec<u8> {
    [b"e".as_slice(), &fair.0].concat()
}

/// Key of one entry; sorts by number.
pub(super) fn entry(fair: FairId, seq: u64) -> Vec<u8> {
    [b"e".as_slice(), &fair.0, &seq.to_be_bytes()].concat()
}

/// Prefix of all scope keys of a fair.
pub(super) fn scopes(fair: FairId) -> Vec<u8> {
    [b"k".as_slice(), &fair.0].concat()
}

/// Key of one scope's wrapped key.
pub(super) fn scope(fair: FairId, name: &str) -> Vec<u8> {
    [b"k".as_slice(), &fair.0, name.as_bytes()].concat()
}

/// Which fair the store belongs to, after checking that this program can read it.
pub(super) fn identify(shelf: &dyn Pairs) -> Result<FairId, JournalError> {
    let lost = |what: &str| JournalError::corrupt(None, format!("the store does not say {what}"));
    let version = shelf.value(VERSION)?.and_then(|bytes| bytes.try_into().ok());
    let found = u32::from_be_bytes(version.ok_or_else(|| lost("its format"))?);
    if found > FORMAT {
        return Err(JournalError::NewerVersion { found, known: FORMAT });
    }
    let fair = shelf.value(FAIR)?.and_then(|bytes| bytes.try_into().ok());
    Ok(FairId(fair.ok_or_else(|| lost("which fair it belongs to"))?))
}

/// Every pair under `prefix`, in as many scans as it takes.
pub(super) fn scan_all(
    shelf: &dyn Pairs,
    prefix: &[u8],
    each: &mut dyn FnMut(Pair) -> Result<(), JournalError>,
) -> Result<(), JournalError> {
    let mut from = prefix.to_vec();
    loop {
        let pairs = shelf.scan(prefix, &from, 1024)?;
        let Some((last, _)) = pairs.last() else { return Ok(()) };
        // The first key that sorts after the last one seen.
        from.clone_from(last);
        from.push(0);
        pairs.into_iter().try_for_each(&mut *each)?;
    }
}
