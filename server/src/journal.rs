//! The journal: the one place where everything that happens at the desk is written down.
//!
//! The journal is the audit trail, the daily log, the crash recovery and, later, the way several machines
//! agree. So it has to be trusted by people who were not there, and every choice below serves that:
//!
//! * **A chain, not a table.** Each entry's hash covers the hash before it ([`chain`]), so an entry that was
//!   changed, left out or moved breaks every hash after it. The chain covers the bytes *as stored*, sealed
//!   parts included: whoever checks it needs no key, and a body whose key was destroyed still verifies.
//! * **Facts in the clear, words sealed.** An entry is a clear fact (what deciding, replay and statistics
//!   need) and an optional sealed body (names, contacts, texts). Bodies are sealed under the key of a *scope*
//!   ([`keyring`]); destroying that one small key erases every body of the scope, in a log that can never be
//!   rewritten.
//! * **Nothing is acknowledged before it would survive a power cut.** [`Journal::append`] returns when the
//!   batch is on the disk, and readers see nothing that is not. If the outcome of a write cannot be known the
//!   journal says [`JournalError::Uncertain`] and takes no more: only a restart, which reads what really is
//!   there, can tell.
//! * **The journal remembers how long it is.** Stores hide damage by opening as a shorter, valid one. The
//!   head (how many entries, and the hash of the last) is therefore kept in a second place too ([`durable::HeadFile`]),
//!   and a store behind its head is never served.
//!
//! The journal knows nothing about fairs, tickets or cases. It stores opaque bytes, which is why the same
//! contract (`journal/contract.rs`) can hold its two shelves, [`sled`] on disk and [`memory`] for tests, to
//! the same behaviour. [`ledger`] is the part that both share: sealing, chaining, erasing, replaying. A shelf
//! only keeps pairs of bytes.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use durable::Fault;
use zeroize::Zeroizing;

mod chain;
#[cfg(test)]
mod contract;
mod entry;
mod fairkey;
mod folder;
mod keyring;
mod ledger;
pub mod memory;
mod outer;
mod reserve;
mod seal;
mod shelf;
pub mod sled;
mod snapshot;
mod verify;

pub use durable::{Disk, Head, LocalDisk};
pub use entry::MAX_STORED;
#[cfg(test)]
pub(crate) use entry::assert_reads_back;
pub use fairkey::{FairKey, verify_signature};
pub use snapshot::Snapshot;
pub use verify::{Record, Summary, verify};

/// Which fair a journal belongs to: sixteen opaque bytes (a uuid), bound into every hash and every seal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct FairId(pub [u8; 16]);

/// The name of a key: every body is sealed under exactly one scope, and is erased with it.
///
/// Opaque here; the engine uses `fair`, `staff`, `exhibitor/<id>`, `case/<id>`, `party/<id>`,
/// `notes/<staff>/<case>`. Scope names are stored in the clear, so they hold ids, never names of people. At
/// most [`KeyScope::MAX_BYTES`] bytes.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct KeyScope(String);

impl KeyScope {
    /// Longest scope name that [`Journal::append`] accepts.
    pub const MAX_BYTES: usize = 256;

    /// A scope of that name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is to be written: one entry before it has a place in the chain.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The readable fact with its envelope, encoded by the engine. Stored as it is, for ever.
    pub clear: Vec<u8>,
    /// What only holders of the scope's key may read.
    pub body: Option<(KeyScope, Vec<u8>)>,
}

/// One entry as it is read back.
#[derive(Debug)]
pub struct Entry {
    /// Place in the chain, from 1, without gaps.
    pub seq: u64,
    /// The entry's own hash.
    pub hash: [u8; 32],
    /// Hash of the entry before it.
    pub prev: [u8; 32],
    /// The readable fact.
    pub clear: Vec<u8>,
    /// The sealed part, opened.
    pub body: Body,
}

/// The sealed part of an entry, as it is read back.
#[derive(Debug, PartialEq, Eq)]
pub enum Body {
    /// The entry has no body.
    None,
    /// The body's plain bytes; wiped from memory when dropped.
    Open(Zeroizing<Vec<u8>>),
    /// There was a body, and its key has been destroyed on purpose.
    Erased,
}

/// Receives every entry once, in order, while a journal is opened. An error stops the start.
pub type Replay<'a> = &'a mut dyn FnMut(Entry) -> Result<(), Box<dyn Error + Send + Sync>>;

/// The writing end of a journal; there is exactly one, and the engine owns it.
pub trait Journal: Send {
    /// How far the journal reaches, durably.
    fn head(&self) -> Head;

    /// Writes all drafts or none, and returns when they would survive a power cut. Blocks.
    ///
    /// An empty batch writes nothing and only confirms that `expected` is still the head.
    ///
    /// # Errors
    /// [`JournalError::Conflict`] if the head is not `expected`; [`JournalError::TooLarge`],
    /// [`JournalError::Full`] and [`JournalError::Storage`] before anything was written;
    /// [`JournalError::Uncertain`] if it cannot be known whether the batch was written, and for every call
    /// after that.
    fn append(&mut self, expected: Head, drafts: &[Draft]) -> Result<Head, JournalError>;

    /// Destroys the keys of these scopes: their bodies read [`Body::Erased`] from now on. Scopes without a
    /// key are skipped, so a repeated call does no harm and finishes what a crash interrupted. A scope that
    /// is written to again gets a new key.
    ///
    /// Copies outside the data folder (backups, mirrors, remnants on flash) are beyond its reach.
    ///
    /// # Errors
    /// As for [`Journal::append`].
    fn erase(&mut self, scopes: &[KeyScope]) -> Result<(), JournalError>;

    /// The scopes that hold a key now, in order; for erasing everything under a prefix.
    fn scopes(&self) -> Vec<KeyScope>;

    /// A reading end, shared freely between threads.
    fn reader(&self) -> Arc<dyn Reader>;

    /// Ends orderly: the head is synced and the next start knows that nothing needs recovering. Dropping does
    /// the same, but can only log what goes wrong.
    ///
    /// # Errors
    /// [`JournalError::Storage`] if the last syncs fail; every acknowledged entry is safe all the same.
    fn close(self: Box<Self>) -> Result<(), JournalError>;
}

/// The reading end of a journal: sees durable entries only, and goes on working when the writing end has
/// stopped.
pub trait Reader: Send + Sync {
    /// How far the journal reaches, durably.
    fn head(&self) -> Head;

    /// Up to `limit` entries from number `from` on, in order; fewer at the end of the journal. Each is
    /// checked against its hash and the one before it.
    ///
    /// # Errors
    /// [`JournalError::Corrupt`] or [`JournalError::Storage`].
    fn read(&self, from: u64, limit: usize) -> Result<Vec<Entry>, JournalError>;

    /// The entry with this number, if the journal reaches that far.
    ///
    /// # Errors
    /// As for [`Reader::read`].
    fn entry(&self, seq: u64) -> Result<Option<Entry>, JournalError> {
        Ok(self.read(seq, 1)?.pop())
    }

    /// The fair's own keys: for signing, and for keyed digests of confidential text.
    fn fair_key(&self) -> &FairKey;

    /// Whether an append would be refused for lack of room; for the readiness page, and before photos are
    /// taken in.
    ///
    /// # Errors
    /// [`JournalError::Full`], or [`JournalError::Storage`] if the disk does not say.
    fn room(&self) -> Result<(), JournalError>;

    /// Syncs the head file if it changed. The app calls this about once a second, busy or idle: the head is
    /// written right after every commit, and this bounds how much of it a power cut can lose.
    ///
    /// # Errors
    /// [`JournalError::Storage`] if the sync fails.
    fn settle(&self) -> Result<(), JournalError>;

    /// Writes a whole, consistent copy into the new folder `dest` while the journal goes on working. Check it
    /// with [`verify()`] and hold its head against the one returned; putting the folder into place restores
    /// it. `go_on` is asked every now and then; at `false` the copy is called off and what there is of it removed.
    ///
    /// # Errors
    /// [`JournalError::Storage`] if `dest` exists or cannot be written, or the copy was called off;
    /// [`JournalError::Corrupt`] if the original is broken.
    fn snapshot(&self, dest: &Path, go_on: &dyn Fn() -> bool) -> Result<Snapshot, JournalError>;
}

/// What can go wrong. Never reaches a client as it is; the engine decides what each means.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Someone else appended first; read on and decide again.
    #[error("the journal is at entry {}, not at {}", actual.seq, expected.seq)]
    Conflict {
        /// What the caller took for the head.
        expected: Head,
        /// The head.
        actual: Head,
    },
    /// It cannot be known whether a write is on the disk; nothing more is taken until a restart.
    #[error("the journal has stopped: {why}")]
    Uncertain {
        /// What failed.
        why: String,
    },
    /// Something that was written is missing or changed.
    #[error("the journal is damaged{}: {why}", at(*first_bad))]
    Corrupt {
        /// First entry that is broken or missing, when the store can be read that far.
        first_bad: Option<u64>,
        /// What was found.
        why: String,
    },
    /// The disk or the system refused; nothing was written.
    #[error("{doing} failed")]
    Storage {
        /// What was tried.
        doing: String,
        /// The system's answer.
        #[source]
        source: io::Error,
    },
    /// Too little room is left; nothing was written.
    #[error("only {free} bytes are free, and {reserve} are kept in reserve")]
    Full {
        /// Bytes free.
        free: u64,
        /// Bytes that must stay free.
        reserve: u64,
    },
    /// A draft is longer than the store can keep safely; nothing was written.
    #[error("draft {index} takes {bytes} bytes; at most {limit} fit")]
    TooLarge {
        /// Place of the draft in its batch, from 0.
        index: usize,
        /// Bytes it would take.
        bytes: usize,
        /// Bytes it may take.
        limit: usize,
    },
    /// Another process has the journal open.
    #[error("the journal is in use by {holder}")]
    InUse {
        /// Which process, and since when.
        holder: String,
    },
    /// The store was written by a newer version of the program.
    #[error("the store has format {found}; this version reads up to {known}. Use the newer version")]
    NewerVersion {
        /// The store's format.
        found: u32,
        /// The newest format this program reads.
        known: u32,
    },
    /// The key file is missing, unreadable or belongs to another store.
    #[error("the key cannot be used: {why}")]
    Key {
        /// What is wrong with it.
        why: String,
    },
    /// An entry was read whole but could not be applied while the journal was opened.
    #[error("entry {seq} cannot be applied")]
    Replay {
        /// The entry.
        seq: u64,
        /// Why the receiver refused it.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

impl From<Fault> for JournalError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Uncertain { why } => Self::Uncertain { why },
            Fault::Damaged { why } => Self::corrupt(None, why),
            Fault::Unreadable { .. } => Self::corrupt(None, format!("{fault}; restore the latest backup")),
            Fault::Storage { doing, source } => Self::Storage { doing, source },
            Fault::InUse { holder } => Self::InUse { holder },
        }
    }
}

fn at(first_bad: Option<u64>) -> String {
    first_bad.map(|seq| format!(" at entry {seq}")).unwrap_or_default()
}

impl JournalError {
    fn storage(doing: impl Into<String>, source: io::Error) -> Self {
        Self::Storage { doing: doing.into(), source }
    }

    fn corrupt(first_bad: impl Into<Option<u64>>, why: impl Into<String>) -> Self {
        Self::Corrupt { first_bad: first_bad.into(), why: why.into() }
    }
}
