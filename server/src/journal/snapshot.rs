//! A copy of a working journal.
//!
//! Copying the store's files while they are written to would give a torn copy, and stopping the desk for the
//! time of a copy is out of the question at a fair. But entries never change once they are written, so a copy
//! needs no moment of stillness: note the head, copy the keys, then carry over the entries up to that head,
//! one stretch after the other, into a fresh store, while new ones are appended behind. The chain is checked
//! on the way, so a copy of a broken journal is never made; and a fresh store holds no remnants of what was
//! erased before.
//!
//! The copy has the layout of a data folder, so restoring it is putting it into place.

use std::path::Path;

use durable::{Batch, LocalDisk, SCAN_BYTES};

use super::fairkey::public_key;
use super::folder::{self, Layout};
use super::seal::Key;
use super::shelf::{self, Pairs};
use super::{FairId, Head, JournalError, chain, outer, sled};

/// What a copy holds, to be compared with what `verify` finds in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// The fair.
    pub fair: FairId,
    /// The last entry in the copy.
    pub head: Head,
    /// The public half of the fair's signing key.
    pub public_key: [u8; 32],
    /// Whether the outer key is in the copy. It is not if it is kept on another medium; without it the bodies
    /// stay sealed.
    pub outer_key: bool,
}

/// A store's own facts and wrapped keys, as of one moment.
pub(super) struct Keys {
    batch: Batch,
    epochs: Vec<u8>,
}

impl Keys {
    /// Takes them from the shelf; the caller sees to it that no erasure runs meanwhile.
    pub(super) fn copy(from: &dyn Pairs, fair: FairId, epochs: Vec<u8>) -> Result<Self, JournalError> {
        let mut batch = Batch::default();
        for prefix in [shelf::META.to_vec(), shelf::scopes(fair)] {
            shelf::scan_all(from, &prefix, &mut |(key, value)| {
                batch.put(key, value);
                Ok(())
            })?;
        }
        Ok(Self { batch, epochs })
    }
}

/// Writes the copy under another name, and renames it to `dest` when it is whole; calls it off when it may not `go_on`.
pub(super) fn write(
    from: &dyn Pairs,
    fair: FairId,
    head: Head,
    keys: Keys,
    outer_key: Option<&Key>,
    dest: &Path,
    go_on: &dyn Fn() -> bool,
) -> Result<Snapshot, JournalError> {
    if dest.exists() {
        let exists = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(folder::storage("writing a copy to", dest, exists));
    }
    let mut partial = dest.as_os_str().to_owned();
    partial.push(".partial");
    let partial = Path::new(&partial);
    folder::remove(partial)?;
    folder::create(partial)?;
    let layout = Layout::new(partial);
    if let Some(key) = outer_key {
        outer::write(&layout.outer_key(), key)?;
    }
    fill(from, fair, head, keys, &layout, go_on).inspect_err(|_| {
        if let Err(error) = folder::remove(partial) {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(path = %partial.display(), error, "left half a copy behind");
        }
    })?;
    folder::rename(partial, dest)?;
    Ok(Snapshot { fair, head, public_key: public_key(from)?, outer_key: outer_key.is_some() })
}

fn fill(
    from: &dyn Pairs,
    fair: FairId,
    head: Head,
    keys: Keys,
    layout: &Layout,
    go_on: &dyn Fn() -> bool,
) -> Result<(), JournalError> {
    let (store, head_file) = sled::make(&layout.journal(), fair, keys.batch, &keys.epochs, &LocalDisk)?;
    // What is uncertain about a copy concerns the copy alone: it is thrown away.
    let put = |batch| {
        if !go_on() {
            let called_off = std::io::Error::other("it was called off");
            return Err(JournalError::storage("writing the copy", called_off));
        }
        store.commit(batch, &LocalDisk).map_err(|error| {
            JournalError::storage("writing the copy", std::io::Error::other(error.to_string()))
        })
    };
    let (mut batch, mut bytes) = (Batch::default(), 0);
    let end = chain::walk(from, fair, chain::genesis(fair), head.seq, &mut |link| {
        bytes += link.value.len();
        batch.put(shelf::entry(fair, link.head.seq), link.value.to_vec());
        if bytes >= SCAN_BYTES {
            bytes = 0;
            put(std::mem::take(&mut batch))?;
        }
        Ok(())
    })?;
    if end != head {
        return Err(JournalError::corrupt(
            end.seq + 1,
            "it is missing from the journal that was to be copied",
        ));
    }
    put(batch)?;
    Ok(head_file.renew(head)?)
}
