//! Opening the store: the moment of truth.
//!
//! The order is that of the desk's journal: lock, keep a copy if the last end was not in order (the store rewrites its file while
//! it recovers, and what it throws away then must not be the only copy), open, walk the whole chain, hold its end against the
//! head file, look for every sealed text that is still owed to the desk. If any of it fails, the copy is put back: a failed start
//! changes nothing.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use durable::{Batch, Before, Disk, Fault, Head, HeadFile, Lock, folder};
use jiff::Timestamp;

use super::state::State;
use super::{Inner, Store, StoreError, bodies, chain};

const VERSION: &[u8] = b"mversion";
const OWNER: &[u8] = b"mowner";
/// How the name of a damaged store begins that was put aside; when, follows.
const ASIDE: &str = "damaged-";
/// The format of the store.
const FORMAT: u32 = 1;

struct Layout {
    data: PathBuf,
}

impl Layout {
    fn lock(&self) -> PathBuf {
        self.data.join("lock")
    }

    fn tickets(&self) -> PathBuf {
        self.data.join("tickets")
    }

    fn making(&self) -> PathBuf {
        self.data.join("tickets.new")
    }

    fn before_recovery(&self) -> PathBuf {
        self.data.join("before-recovery")
    }
}

pub(super) fn open(data: &Path, opened_at: Timestamp, disk: Arc<dyn Disk>) -> Result<Store, StoreError> {
    let layout = Layout { data: data.to_owned() };
    folder::create(data)?;
    keep_private(data);
    let (lock, before) = Lock::take(&layout.lock(), opened_at)?;
    let there = layout.tickets().is_dir();
    if !there {
        create(&layout, before, &*disk)?;
    }
    let copy = match before {
        Before::Open if there => keep_copy(&layout, &*disk)?,
        Before::Open | Before::Closed | Before::Never => None,
    };
    match open_existing(&layout.tickets()) {
        Ok(inner) => Ok(Store { inner: Mutex::new(inner), disk, folder: data.to_owned(), lock }),
        Err(error) => {
            if let Some(copy) = copy {
                put_back(&layout, &copy)?;
            }
            Err(error)
        }
    }
}

/// Nobody else on this machine need look into the folder, whoever made it.
fn keep_private(data: &Path) {
    if let Err(error) = std::fs::set_permissions(data, Permissions::from_mode(0o700)) {
        tracing::warn!(%error, "others on this machine may be able to read the data folder");
    }
}

/// Puts a store that cannot be used out of the way, whole, so that the kiosk can be joined anew. Answers where it lies now.
///
/// # Errors
/// The system's, or [`Fault::InUse`].
pub fn put_aside(data: &Path, at: Timestamp) -> Result<PathBuf, StoreError> {
    let layout = Layout { data: data.to_owned() };
    let (lock, _) = Lock::take(&layout.lock(), at)?;
    let aside = data.join(format!("{ASIDE}{}", at.as_second()));
    if layout.tickets().is_dir() {
        folder::rename(&layout.tickets(), &aside)?;
    }
    folder::remove(&layout.before_recovery())?;
    folder::create(&layout.making())?;
    lock.note_closed()?;
    Ok(aside)
}

/// The damaged stores that lie aside in this folder, the oldest first.
///
/// # Errors
/// The system's.
pub fn aside(data: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(data) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(ASIDE) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Makes the store under another name and renames it into place, so that half a store is never taken for one.
fn create(layout: &Layout, before: Before, disk: &dyn Disk) -> Result<(), StoreError> {
    let (making, tickets) = (layout.making(), layout.tickets());
    // Something was here: a lock that was used before, and no store that was just being made.
    let gone = before != Before::Never && !making.is_dir();
    if gone || layout.before_recovery().is_dir() {
        let why = format!("the folder {} is gone, though tickets were kept here", tickets.display());
        return Err(Fault::damaged(why).into());
    }
    folder::remove(&making)?;
    folder::create(&making)?;
    let owner = link::random_bytes::<16>();
    let mut first = Batch::default();
    first.put(VERSION.to_vec(), FORMAT.to_be_bytes().to_vec());
    first.put(OWNER.to_vec(), owner.to_vec());
    drop(durable::Store::create(&making.join("store"), first, disk)?);
    drop(HeadFile::create(&making.join("head"), owner, chain::genesis(owner))?);
    folder::sync(&making)?;
    Ok(folder::rename(&making, &tickets)?)
}

fn open_existing(tickets: &Path) -> Result<Inner, StoreError> {
    let store = durable::Store::open(&tickets.join("store"))?;
    let owner = identify(&store)?;
    let path = tickets.join("head");
    let known = HeadFile::read(&path, owner)?;
    let (head, state) = walk(&store, owner, known)?;
    for ticket in state.outbox() {
        bodies::read(&store, ticket.seq, &ticket.minted)?;
    }
    let head_file = HeadFile::open(&path, owner)?;
    head_file.renew(head)?;
    Ok(Inner { store, head_file, head, state, stopped: None })
}

fn identify(store: &durable::Store) -> Result<[u8; 16], StoreError> {
    let lost = |what: &str| Fault::damaged(format!("the store does not say {what}"));
    let version = store.value(VERSION)?.and_then(|bytes| bytes.try_into().ok());
    let found = u32::from_be_bytes(version.ok_or_else(|| lost("its format"))?);
    if found > FORMAT {
        return Err(StoreError::Newer { found, known: FORMAT });
    }
    let owner = store.value(OWNER)?.and_then(|bytes| bytes.try_into().ok());
    Ok(owner.ok_or_else(|| lost("which store it is"))?)
}

/// Reads every fact, checked and in order, and holds the end against the head file.
fn walk(store: &durable::Store, owner: [u8; 16], known: Head) -> Result<(Head, State), StoreError> {
    let (mut head, mut state) = (chain::genesis(owner), State::default());
    let mut from = chain::FACTS.to_vec();
    let mut agrees = known == head;
    loop {
        let facts = store.scan(chain::FACTS, &from, 1024)?;
        let Some((last, _)) = facts.last() else { break };
        // The first key that sorts after the last one seen.
        from.clone_from(last);
        from.push(0);
        for (key, value) in &facts {
            let (next, fact) = chain::read(head, key, value)?;
            head = next;
            agrees |= known == head;
            state.apply(&fact, head.seq);
        }
    }
    if head.seq < known.seq {
        let why = format!("the store ends at fact {}, and it had reached {}", head.seq, known.seq);
        return Err(Fault::damaged(why).into());
    }
    if !agrees {
        return Err(Fault::damaged(format!("fact {} is another than it was", known.seq)).into());
    }
    Ok((head, state))
}

/// Copies the store as it was found; `None` if the disk has no room for that.
fn keep_copy(layout: &Layout, disk: &dyn Disk) -> Result<Option<PathBuf>, StoreError> {
    let (tickets, copy) = (layout.tickets(), layout.before_recovery());
    folder::remove(&copy)?;
    let free = disk.free(&layout.data).map_err(|error| Fault::storage("asking for the free space", error))?;
    if free < folder::size(&tickets)?.saturating_add(super::RESERVE) {
        tracing::warn!("there is no room to copy the store before it recovers");
        return Ok(None);
    }
    let making = copy.with_extension("new");
    folder::remove(&making)?;
    folder::copy(&tickets, &making)?;
    folder::rename(&making, &copy)?;
    Ok(Some(copy))
}

/// Puts the copy back after a start that failed.
fn put_back(layout: &Layout, copy: &Path) -> Result<(), StoreError> {
    let refused = layout.tickets().with_extension("refused");
    folder::remove(&refused)?;
    folder::rename(&layout.tickets(), &refused)?;
    folder::rename(copy, &layout.tickets())?;
    Ok(folder::remove(&refused)?)
}
