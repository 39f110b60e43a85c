//! The journal on disk: starting it, and the shelf that keeps it.
//!
//! A start is the moment of truth, and its order is the substance of this file:
//!
//! 1. **Lock**, so that nobody else writes; the lock also tells how the last run ended.
//! 2. **Room**: on a full disk the ballast is given up.
//! 3. **Copy**, if the last run did not end orderly: the store rewrites its file while it recovers, and what
//!    it throws away then must not be the only copy. If the start fails, the copy is put back, so a failed
//!    start changes nothing.
//! 4. **Open** the store, **unwrap** the keys, **walk** the whole chain and hold its end against the head
//!    file. Each entry goes to the caller on the way, so the desk is rebuilt in the same pass that proves the
//!    journal whole.
//! 5. The head file is brought up to date, and only then may the desk serve.
//!
//! A store that is behind its head, or whose chain does not hold, is reported and not served.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use durable::{Batch, Before, Disk, HeadFile, LocalDisk, Lock, Pair, Store};

use super::folder::Layout;
use super::ledger::{self, Ledger};
use super::reserve::Reserve;
use super::seal::Key;
use super::shelf::{self, Pairs, Shelf};
use super::{FairId, Head, Journal, JournalError, Replay, chain, folder, outer};

/// Where a journal lies and how much room it must leave.
#[derive(Clone)]
pub struct Settings {
    /// The data folder; made if it is not there.
    pub folder: PathBuf,
    /// The fair of a new journal. An existing one keeps its own.
    pub fair: FairId,
    /// The outer key's file, if it is not `keys/outer.key` in the data folder.
    pub outer_key: Option<PathBuf>,
    /// Bytes that must stay free on the disk; below, appends are refused.
    pub reserve: u64,
    /// Bytes of the ballast file; 0 for none.
    pub ballast: u64,
    /// Now, for people who find the journal locked.
    pub opened_at: jiff::Timestamp,
    /// The disk; tests bring their own.
    pub disk: Arc<dyn Disk>,
    /// Hears how far the start is.
    pub told: Told,
}

/// Hears how far a start is: at the beginning of each step, and now and then while entries are checked.
pub type Told = Arc<dyn Fn(Step) + Send + Sync>;

/// What a start is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Keeps a copy of a journal that was not closed in order: so many bytes.
    Copying(u64),
    /// Has the store read its file: so many bytes.
    Opening(u64),
    /// Has checked and replayed entries: so many, of so many that are known of.
    Checking(u64, u64),
}

/// Entries between two reports.
const TOLD_EVERY: u64 = 4096;

impl Settings {
    /// The usual settings: 64 MB in reserve, 16 MiB of ballast, the outer key beside the journal.
    pub fn new(folder: impl Into<PathBuf>, fair: FairId, opened_at: jiff::Timestamp) -> Self {
        Self {
            folder: folder.into(),
            fair,
            outer_key: None,
            reserve: 64_000_000,
            ballast: 16 << 20,
            opened_at,
            disk: Arc::new(LocalDisk),
            told: Arc::new(|_| ()),
        }
    }
}

/// A started journal.
pub struct Opened {
    /// The writing end.
    pub journal: Box<dyn Journal>,
    /// What the start found.
    pub start: Start,
}

/// What a start found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Start {
    /// Nothing; a new journal was made.
    Created,
    /// A journal that had been closed orderly, or was just put into place.
    Clean,
    /// A journal whose last run had not ended orderly; every entry was checked.
    Recovered {
        /// The journal as it was found, or `None` if there was no room for a copy.
        copy: Option<PathBuf>,
    },
}

/// Opens the journal in `settings.folder`, or makes it; every entry goes through `replay` once, checked and
/// in order.
///
/// # Errors
/// [`JournalError::InUse`], [`JournalError::Corrupt`], [`JournalError::NewerVersion`], [`JournalError::Key`],
/// [`JournalError::Replay`] or [`JournalError::Storage`]; the journal is then as it was before.
pub fn open(settings: &Settings, replay: Replay<'_>) -> Result<Opened, JournalError> {
    let layout = Layout::new(&settings.folder);
    folder::create(&layout.data)?;
    let (lock, before) = Lock::take(&layout.lock(), settings.opened_at)?;
    let lock = Arc::new(lock);
    let reserve =
        Reserve { disk: Arc::clone(&settings.disk), data: layout.data.clone(), bytes: settings.reserve };
    reserve.make_room(&layout.ballast())?;
    let there = layout.journal().is_dir();
    if !there {
        create(settings, &layout)?;
    }
    // Before the copy: a key on a medium that is not connected is found out quickly.
    let outer = outer::read(&outer_key(settings, &layout))?;
    let start = match before {
        _ if !there => Start::Created,
        Before::Open => Start::Recovered { copy: keep_copy(&layout, &reserve, &settings.told)? },
        Before::Closed | Before::Never => Start::Clean,
    };
    match open_existing(settings, &layout, reserve, lock, outer, replay) {
        Ok(ledger) => Ok(Opened { journal: Box::new(ledger), start }),
        Err(error) => {
            if let Start::Recovered { copy: Some(copy) } = &start {
                put_back(&layout, copy)?;
            }
            Err(error)
        }
    }
}

fn open_existing(
    settings: &Settings,
    layout: &Layout,
    reserve: Reserve,
    lock: Arc<Lock>,
    outer: Key,
    replay: Replay<'_>,
) -> Result<Ledger, JournalError> {
    let journal = layout.journal();
    (settings.told)(Step::Opening(folder::size(&journal)?));
    let store = Store::open(&folder::store(&journal))?;
    let fair = shelf::identify(&store)?;
    let known = HeadFile::read(&folder::head(&journal), fair.0)?;
    let head = HeadFile::open(&folder::head(&journal), fair.0)?;
    let shelf = Arc::new(SledShelf {
        store,
        head,
        reserve,
        layout: layout.clone(),
        travels: settings.outer_key.is_none(),
        lock,
    });
    let ledger = Ledger::open(Arc::<SledShelf>::clone(&shelf), outer, known, &mut |entry| {
        if entry.seq % TOLD_EVERY == 1 {
            (settings.told)(Step::Checking(entry.seq, known.seq));
        }
        replay(entry)
    })?;
    shelf.head.renew(ledger.head())?;
    if let Err(error) = shelf.reserve.lay_ballast(&layout.ballast(), settings.ballast) {
        tracing::warn!(error = &error as &dyn std::error::Error, "there is no ballast file");
    }
    Ok(ledger)
}

fn outer_key(settings: &Settings, layout: &Layout) -> PathBuf {
    settings.outer_key.clone().unwrap_or_else(|| layout.outer_key())
}

/// Makes a journal under another name and renames it into place, so that half a journal is never taken for
/// one.
fn create(settings: &Settings, layout: &Layout) -> Result<(), JournalError> {
    let (making, journal) = (layout.making(), layout.journal());
    let left_over = making.is_dir();
    let gone = layout.before_recovery().is_dir() || (layout.outer_key().is_file() && !left_over);
    if gone {
        let why = format!(
            "the folder {} is gone, though a journal was kept here; put it back from the latest backup{}",
            journal.display(),
            if layout.before_recovery().is_dir() { ", or from the copy in before-recovery" } else { "" }
        );
        return Err(JournalError::corrupt(None, why));
    }
    folder::remove(&making)?;
    folder::create(&making)?;
    let outer = outer::read_or_create(&outer_key(settings, layout))?;
    let (first, epochs) = ledger::found(settings.fair, &outer)?;
    make(&making, settings.fair, first, &epochs, &*settings.disk)?;
    Ok(folder::rename(&making, &journal)?)
}

/// Makes a whole journal folder: store, epoch file and head file.
pub(super) fn make(
    journal: &Path,
    fair: FairId,
    first: Batch,
    epochs: &[u8],
    disk: &dyn Disk,
) -> Result<(Store, HeadFile), JournalError> {
    let store = Store::create(&folder::store(journal), first, disk)?;
    folder::replace_secret(&folder::epochs(journal), epochs)?;
    let head = HeadFile::create(&folder::head(journal), fair.0, chain::genesis(fair))?;
    folder::sync(journal)?;
    Ok((store, head))
}

/// Copies the journal as it was found; `None` if the disk has no room for that.
fn keep_copy(layout: &Layout, reserve: &Reserve, told: &Told) -> Result<Option<PathBuf>, JournalError> {
    let (journal, copy) = (layout.journal(), layout.before_recovery());
    folder::remove(&copy)?;
    let size = folder::size(&journal)?;
    (told)(Step::Copying(size));
    if !reserve.can_spare(size)? {
        tracing::warn!("there is no room to copy the journal before it recovers");
        return Ok(None);
    }
    let making = copy.with_extension("new");
    folder::remove(&making)?;
    folder::copy(&journal, &making)?;
    folder::rename(&making, &copy)?;
    Ok(Some(copy))
}

/// Puts the copy back after a start that failed.
fn put_back(layout: &Layout, copy: &Path) -> Result<(), JournalError> {
    let refused = layout.journal().with_extension("refused");
    folder::remove(&refused)?;
    folder::rename(&layout.journal(), &refused)?;
    folder::rename(copy, &layout.journal())?;
    Ok(folder::remove(&refused)?)
}

/// The store, its head file, and the room under them.
struct SledShelf {
    store: Store,
    head: HeadFile,
    reserve: Reserve,
    layout: Layout,
    /// The outer key lies beside the journal.
    travels: bool,
    /// Last, so that it is released after the store is closed.
    lock: Arc<Lock>,
}

impl Pairs for SledShelf {
    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, JournalError> {
        Ok(self.store.value(key)?)
    }

    fn scan(&self, prefix: &[u8], from: &[u8], limit: usize) -> Result<Vec<Pair>, JournalError> {
        Ok(self.store.scan(prefix, from, limit)?)
    }
}

impl Shelf for SledShelf {
    fn commit(&self, batch: Batch, head: Head) -> Result<(), JournalError> {
        self.store.commit(batch, &*self.reserve.disk)?;
        // The entries are safe by now. But without a head file that keeps up, a later loss would go
        // unnoticed.
        Ok(self.head.write(head).map_err(|fault| fault.uncertain())?)
    }

    fn room(&self) -> Result<(), JournalError> {
        self.reserve.check()
    }

    fn epochs(&self) -> Result<Vec<u8>, JournalError> {
        let epochs = folder::read_if_there(&folder::epochs(&self.layout.journal()))?;
        epochs.ok_or_else(|| JournalError::corrupt(None, "the file with the epoch keys is missing"))
    }

    fn set_epochs(&self, sealed: &[u8]) -> Result<(), JournalError> {
        folder::replace_secret(&folder::epochs(&self.layout.journal()), sealed)
    }

    fn drop_copies(&self) -> Result<(), JournalError> {
        Ok(folder::remove(&self.layout.before_recovery())?)
    }

    fn outer_key_travels(&self) -> bool {
        self.travels
    }

    fn settle(&self) -> Result<(), JournalError> {
        Ok(self.head.settle()?)
    }

    fn close(&self) -> Result<(), JournalError> {
        Ok(self.lock.note_closed()?)
    }
}

#[cfg(test)]
mod tests;
