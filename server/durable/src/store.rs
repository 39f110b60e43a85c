//! The store: sled, with what it takes to trust it.
//!
//! Each rule here was learned by breaking the store on purpose:
//!
//! * `flush()` asks the kernel to start writing and does not wait for the disk to have it. After it, this
//!   module calls `sync_data()` on its own handle of the store's one file, every time.
//! * Atomic means atomic within one tree, so everything lives in the default tree.
//! * Leaves longer than a segment spill into files under `blobs/` that no sync covers: 8 MiB segments, with
//!   entries bounded by their writers (60 KB), keep that from ever happening.
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

use super::{Disk, Fault, folder};

const SEGMENT: usize = 8 << 20;
const CACHE: u64 = 8 << 20;
/// About as many bytes as one scan should hold in memory.
pub const SCAN_BYTES: usize = 4 << 20;

/// A key and its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// What is to be written together.
#[derive(Debug, Default)]
pub struct Batch {
    /// Pairs to be written.
    pub puts: Vec<Pair>,
    /// Keys to be removed.
    pub drops: Vec<Vec<u8>>,
}

impl Batch {
    /// Writes a pair.
    pub fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.puts.push((key, value));
    }

    /// Removes a key with its value.
    pub fn drop(&mut self, key: Vec<u8>) {
        self.drops.push(key);
    }
}

/// One open store.
pub struct Store {
    db: sled::Db,
    file: File,
}

impl Store {
    /// Makes a new store in `folder` with a first batch, durably down to the folder's name.
    ///
    /// # Errors
    /// The system's, or the store's.
    pub fn create(folder: &Path, first: Batch, disk: &dyn Disk) -> Result<Self, Fault> {
        folder::create(folder)?;
        let store = Self::open_or_create(folder)?;
        store.commit(first, disk)?;
        for item in ["conf", "db"] {
            let path = folder.join(item);
            File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(|error| Fault::at("syncing", &path, error))?;
        }
        folder::sync(&folder.join("blobs"))?;
        folder::sync(folder)?;
        Ok(store)
    }

    /// Opens the store in `folder`.
    ///
    /// # Errors
    /// [`Fault::Damaged`] if it is missing, [`Fault::Unreadable`] if it cannot be opened.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let file = file_of(folder);
        match fs::metadata(&file) {
            Ok(_) => {
                wait_until_let_go(&file)?;
                Self::open_or_create(folder)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(Fault::damaged(format!("the store's file {} is missing", file.display())))
            }
            Err(error) => Err(Fault::at("reading", &file, error)),
        }
    }

    fn open_or_create(folder: &Path) -> Result<Self, Fault> {
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
        let file = File::open(&path).map_err(|error| Fault::at("opening", &path, error))?;
        Ok(Self { db, file })
    }

    /// Writes a batch, all or nothing, and returns when the disk has it.
    ///
    /// # Errors
    /// [`Fault::Uncertain`], whatever went wrong: once the store has been handed a batch, nobody can
    /// tell how far it got without reading it back from the start.
    pub fn commit(&self, batch: Batch, disk: &dyn Disk) -> Result<(), Fault> {
        let mut writes = sled::Batch::default();
        for (key, value) in batch.puts {
            writes.insert(key, value);
        }
        for key in batch.drops {
            writes.remove(key);
        }
        let written = guarded("writing to the store", || {
            self.db.apply_batch(writes)?;
            self.db.flush()
        });
        written.map_err(|fault| fault.uncertain())?;
        disk.sync(&self.file).map_err(|error| Fault::storage("syncing the store", error).uncertain())
    }

    /// The value of one key.
    ///
    /// # Errors
    /// [`Fault::Unreadable`] or [`Fault::Storage`].
    pub fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let value = guarded("reading the store", || self.db.get(key))?;
        Ok(value.map(|value| value.to_vec()))
    }

    /// Pairs under `prefix` from `from` on, in order of their keys: at least one if there is any, at most `limit`, and fewer when
    /// they are long.
    ///
    /// # Errors
    /// As for [`Store::value`].
    pub fn scan(&self, prefix: &[u8], from: &[u8], limit: usize) -> Result<Vec<Pair>, Fault> {
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

/// Waits until a store that this process has dropped lets go of its file. Nobody else can have it: the lock beside it is held.
fn wait_until_let_go(path: &Path) -> Result<(), Fault> {
    let held = File::open(path).and_then(|file| file.lock());
    held.map_err(|error| Fault::at("waiting for", path, error))
}

fn file_of(folder: &Path) -> PathBuf {
    folder.join("db")
}

/// Runs something inside the store, and turns both its errors and its panics into ours.
fn guarded<T>(doing: &str, work: impl FnOnce() -> sled::Result<T>) -> Result<T, Fault> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(sled::Error::Io(error))) => Err(Fault::storage(doing, error)),
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

fn given_up(doing: &str, why: &str) -> Fault {
    Fault::Unreadable { doing: doing.to_owned(), why: why.to_owned() }
}
