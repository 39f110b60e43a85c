//! Checking a journal without serving it, without its keys, and without touching it.
//!
//! Opening a store rewrites its file, and a damaged one all the more, so the check works on a copy. It needs
//! no key: the chain covers the stored bytes, sealed bodies included, and the keys can be counted without
//! being opened. Whoever doubts the journal can run this on a copy of their own.

use std::path::Path;

use durable::{HeadFile, Lock, Store};

use super::chain::{self, Link};
use super::fairkey;
use super::folder::{self, Layout, Scratch};
use super::shelf::{self, Pairs};
use super::{FairId, Head, JournalError};

/// One entry of a chain that holds up to here, for checks on top (day seals, for instance).
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Place in the chain, from 1.
    pub seq: u64,
    /// The entry's own hash.
    pub hash: [u8; 32],
    /// Hash of the entry before it.
    pub prev: [u8; 32],
    /// The readable fact.
    pub clear: &'a [u8],
    /// It has a sealed body whose key was destroyed on purpose.
    pub erased: bool,
}

/// A journal that was found whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Summary {
    /// The fair.
    pub fair: FairId,
    /// The last entry; as many entries were checked as its number says.
    pub head: Head,
    /// The public half of the fair's signing key, for checking seals.
    pub public_key: [u8; 32],
}

/// Checks every entry of the journal in the data folder `data`, and that none is missing.
///
/// The copy is made in `scratch`, or in the system's folder for temporary files, and removed afterwards.
/// `each` sees every entry; what it returns as an error is reported as damage of that entry.
///
/// # Errors
/// [`JournalError::Corrupt`] names the first entry that is broken or missing, or says why the store cannot be
/// opened; [`JournalError::InUse`] if the desk is running (check a snapshot instead);
/// [`JournalError::NewerVersion`]; [`JournalError::Storage`] if the copy cannot be made.
pub fn verify(
    data: &Path,
    scratch: Option<&Path>,
    each: &mut dyn FnMut(&Record<'_>) -> Result<(), String>,
) -> Result<Summary, JournalError> {
    let layout = Layout::new(data);
    let journal = layout.journal();
    if !journal.is_dir() {
        return Err(JournalError::corrupt(None, format!("there is no journal at {}", journal.display())));
    }
    let shared = Lock::share(&layout.lock())?;
    let scratch = Scratch::new(&scratch.map_or_else(std::env::temp_dir, Path::to_owned))?;
    let copy = scratch.path().join("journal");
    folder::copy(&journal, &copy)?;
    drop(shared);

    let store = Store::open(&folder::store(&copy))?;
    let fair = shelf::identify(&store)?;
    let known = HeadFile::read(&folder::head(&copy), fair.0)?;
    let public_key = fairkey::public_key(&store)?;
    let head = chain::walk_whole(&store, fair, known, &mut |link| {
        let erased = is_erased(&store, fair, link)?;
        let (seq, hash) = (link.head.seq, link.head.hash);
        let record = Record { seq, hash, prev: link.prev.hash, clear: link.stored.clear, erased };
        each(&record).map_err(|why| JournalError::corrupt(seq, why))
    })?;
    Ok(Summary { fair, head, public_key })
}

/// Whether the body's key was destroyed. One whose key is neither there nor marked as erased could never be read again, and
/// nobody would know why.
fn is_erased(store: &dyn Pairs, fair: FairId, link: &Link<'_>) -> Result<bool, JournalError> {
    let Some(body) = &link.stored.body else { return Ok(false) };
    let value = store.value(&shelf::scope(fair, body.scope))?.unwrap_or_default();
    let known = value.split_first_chunk::<4>();
    match known.map(|(generation, key)| (u32::from_be_bytes(*generation), key)) {
        Some((generation, key)) if generation >= body.generation => {
            Ok(generation > body.generation || key.is_empty())
        }
        Some(_) | None => {
            Err(JournalError::corrupt(link.head.seq, format!("the key of its scope {} is lost", body.scope)))
        }
    }
}
