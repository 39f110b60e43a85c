//! The store: sled, with what it takes to trust it.
//!
//! Each rule here was learned by breaking the store on purpose:
//!
//! * `flush()` asks the kernel to start writing and does not wait for the disk to have it. After it, this
//!   module calls `sync_data()` on its own handle of the store's one file, every time.
//! * Atomic means atomic within one tree, so everything lives in the default tree.
//! * Leaves longer than a segment spill into files under `blobs/` that no sync covers: 8 MiB segments, with
//!   entries bounded by [`MAX_STORED`](super::MAX_STORED), keep that from ever happening.
//! * Opening a store without its file quietly makes an empty one; so the file's presence is checked first.
//! * Damage makes the store panic in some places. A panic is caught and becomes an error that says what to
//!   do. (The program must never be built with `panic = "abort"`.)
//! * A store that was dropped lets go of its file a moment later, from a thread of its own: whoever opens it again
//!   waits for that first.
//! * The background flusher is off: nothing is written except by a commit, so there is one thread to reason
//!   about.

use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::reserve::Disk;
use super::shelf::{Batch, Pair, Pairs, SCAN_BYTES};
use super::{JournalError, folder};

const SEGMENT: usize = 8 << 20;
const CACHE: u64 = 16 << 20;

/// One open store.
pub(super) struct Store {
    db: sled::Db,
    file: File,
}

impl Store {
    /// Makes a new store in `folder` with a first batch, durably down to the folder's name.
    pub(super) fn create(folder: &Path, first: Batch, disk: &dyn Disk) -> Result<Self, JournalError> {
        folder::create(folder)?;
        let store = Self::open_or_create(folder)?;
        store.commit(first, disk)?;
        for item in ["conf", "db"] {
            let path = folder.join(item);
            File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(|error| folder::storage("syncing", &path, error))?;
        }
        folder::sync(&folder.join("blobs"))?;
        folder::sync(folder)?;
        Ok(store)
    }

    /// Opens the store in `folder`.
    ///
    /// # Errors
    /// [`JournalError::Corrupt`] if it is missing or cannot be opened.
    pub(super) fn open(folder: &Path) -> Result<Self, JournalError> {
        let file = file_of(folder);
        match fs::metadata(&file) {
            Ok(_) => {
                wait_until_let_go(&file)?;
                Self::open_or_create(folder)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(JournalError::corrupt(None, format!("the store's file {} is missing", file.display())))
            }
            Err(error) => Err(folder::storage("reading", &file, error)),
        }
    }

    fn open_or_create(folder: &Path) -> Result<Self, JournalError> {
        let db = guarded("opening the store", || {
            sled::Config::new()
                .path(folder)
                .mode(sled::Mode::LowSpace)
                .segment_size(SEGMENT)
                .cache_capacity(CACHE)
                .flush_every_ms(None)
                .open()
        })?;
        let path = file_of(folder);
        let file = File::open(&path).map_err(|error| folder::storage("opening", &path, error))?;
        Ok(Self { db, file })
    }

    /// Writes a batch, all or nothing, and returns when the disk has it.
    ///
    /// # Errors
    /// [`JournalError::Uncertain`], whatever went wrong: once the store has been handed a batch, nobody can
    /// tell how far it got without reading it back from the start.
    pub(super) fn commit(&self, batch: Batch, disk: &dyn Disk) -> Result<(), JournalError> {
        let mut writes = sled::Batch::default();
        for (key, value) in batch.puts {
            writes.insert(key, value);
        }
        let written = guarded("writing to the store", || {
            self.db.apply_batch(writes)?;
            self.db.flush()
        });
        written.map_err(|error| uncertain(&error))?;
        disk.sync(&self.file).map_err(|error| uncertain(&JournalError::storage("syncing the store", error)))
    }
}

#[cfg(test)]
impl Store {
    /// Loses one pair, as damage would.
    pub(super) fn forget(&self, key: &[u8]) {
        self.db.remove(key).unwrap();
        self.db.flush().unwrap();
    }
}

/// Waits until a store that this process has dropped lets go of its file. Nobody else can have it: the journal's own lock is held.
fn wait_until_let_go(path: &Path) -> Result<(), JournalError> {
    let held = File::open(path).and_then(|file| file.lock());
    held.map_err(|error| folder::storage("waiting for", path, error))
}

impl Pairs for Store {
    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, JournalError> {
        let value = guarded("reading the store", || self.db.get(key))?;
        Ok(value.map(|value| value.to_vec()))
    }

    fn scan(&self, prefix: &[u8], from: &[u8], limit: usize) -> Result<Vec<Pair>, JournalError> {
        guarded("reading the store", || {
            let (mut pairs, mut bytes) = (Vec::new(), 0);
            for pair in self.db.range(from..).take(limit) {
                let (key, value) = pair?;
                if !key.starts_with(prefix) || bytes > SCAN_BYTES {
                    break;
                }
                bytes += value.len();
                pairs.push((key.to_vec(), value.to_vec()));
            }
            Ok(pairs)
        })
    }
}

fn file_of(folder: &Path) -> PathBuf {
    folder.join("db")
}

/// An error after which it is unknown what is on the disk.
pub(super) fn uncertain(error: &JournalError) -> JournalError {
    let mut why = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(next) = source {
        why = format!("{why}: {next}");
        source = next.source();
    }
    JournalError::Uncertain { why }
}

/// Runs something inside the store, and turns both its errors and its panics into ours.
fn guarded<T>(doing: &str, work: impl FnOnce() -> sled::Result<T>) -> Result<T, JournalError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(sled::Error::Io(error))) => Err(JournalError::storage(doing, error)),
        Ok(Err(
            error @ (sled::Error::Corruption { .. }
            | sled::Error::Unsupported(_)
            | sled::Error::ReportableBug(_)
            | sled::Error::CollectionNotFound(_)),
        )) => Err(given_up(doing, &error.to_string())),
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            Err(given_up(doing, &text.unwrap_or_else(|| "it panicked".into())))
        }
    }
}

fn given_up(doing: &str, why: &str) -> JournalError {
    JournalError::corrupt(None, format!("{doing} failed ({why}); restore the latest backup"))
}
