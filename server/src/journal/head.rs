//! The head file: how far the journal reaches, remembered outside the store.
//!
//! The store hides damage: with one byte flipped it opens as a shorter store whose chain is valid, and
//! rewrites its file on the way. Nothing inside the store can reveal that, so the number and hash of the last
//! entry are kept here as well.
//!
//! Two slots, each with its own checksum, are written in turn, so that a write torn by a power cut spoils the
//! older news only. The file is written right after each commit and synced within about a second
//! ([`HeadFile::settle`]); writing without syncing is a memory copy, so this costs a commit nothing. A head
//! that lags behind the store is harmless, since the store was synced first; a store that lags behind its
//! head has lost something. The file has its full size from the start, so writing it never needs room on a
//! full disk.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::{FairId, Head, JournalError, folder};

const MAGIC: &[u8; 8] = b"FDHEAD01";
/// Slots lie on different pages, and so on different sectors.
const SPACING: u64 = 4096;
const BODY: usize = 8 + 8 + 16 + 8 + 32;
const SLOT: usize = BODY + 32;

/// The head file of an open journal.
#[derive(Debug)]
pub(super) struct HeadFile {
    file: File,
    fair: FairId,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// Counts writes; the higher valid slot is the newer one, and even and odd writes go to different slots.
    generation: u64,
    dirty: bool,
}

impl HeadFile {
    /// Makes the file, with both slots saying `head`, synced.
    pub(super) fn create(path: &Path, fair: FairId, head: Head) -> Result<Self, JournalError> {
        let doing = |error| folder::storage("writing", path, error);
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path).map_err(doing)?;
        file.set_len(2 * SPACING).and_then(|()| file.sync_all()).map_err(doing)?;
        let file = Self { file, fair, state: Mutex::new(State { generation: 0, dirty: false }) };
        file.renew(head)?;
        Ok(file)
    }

    /// Opens the file for writing, as it is.
    pub(super) fn open(path: &Path, fair: FairId) -> Result<Self, JournalError> {
        let file = OpenOptions::new().read(true).write(true).open(path);
        let file = file.map_err(|error| folder::storage("opening", path, error))?;
        let generation = slots(&file).filter_map(|slot| Some(decode(&slot?)?.0)).max().unwrap_or(0);
        Ok(Self { file, fair, state: Mutex::new(State { generation, dirty: false }) })
    }

    /// Brings both slots up to date, synced one after the other, so that one of them is good at any moment.
    /// Repairs a damaged slot and a truncated file.
    pub(super) fn renew(&self, head: Head) -> Result<(), JournalError> {
        for _ in 0..2 {
            self.write(head)?;
            self.settle()?;
        }
        Ok(())
    }

    /// The newest head that a file holds.
    ///
    /// # Errors
    /// [`JournalError::Corrupt`] if it is missing, belongs to another fair, or neither slot is whole.
    pub(super) fn read(path: &Path, fair: FairId) -> Result<Head, JournalError> {
        let file = folder::open_if_there(path)?;
        let file = file.ok_or_else(|| JournalError::corrupt(None, "the head file is missing"))?;
        let newest =
            slots(&file).filter_map(|slot| decode(&slot?)).max_by_key(|(generation, ..)| *generation);
        match newest {
            None => Err(JournalError::corrupt(None, "both slots of the head file are damaged")),
            Some((_, of, _)) if of != fair => {
                Err(JournalError::corrupt(None, "the head file belongs to another journal than the store"))
            }
            Some((_, _, head)) => Ok(head),
        }
    }

    /// Notes a new head, without syncing.
    pub(super) fn write(&self, head: Head) -> Result<(), JournalError> {
        let mut state = self.lock();
        state.generation += 1;
        state.dirty = true;
        let slot = encode(state.generation, self.fair, head);
        self.file
            .write_all_at(&slot, state.generation % 2 * SPACING)
            .map_err(|error| JournalError::storage("writing the head file", error))
    }

    /// Syncs the file if it was written since the last time. The lock is not held while the disk works, so a
    /// commit never waits for this.
    pub(super) fn settle(&self) -> Result<(), JournalError> {
        if !std::mem::take(&mut self.lock().dirty) {
            return Ok(());
        }
        self.file.sync_data().map_err(|error| {
            self.lock().dirty = true;
            JournalError::storage("syncing the head file", error)
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn slots(file: &File) -> impl Iterator<Item = Option<[u8; SLOT]>> + '_ {
    [0, SPACING].into_iter().map(|at| {
        let mut slot = [0; SLOT];
        // A slot that cannot be read is a damaged slot.
        file.read_exact_at(&mut slot, at).ok().map(|()| slot)
    })
}

fn encode(generation: u64, fair: FairId, head: Head) -> Vec<u8> {
    let numbers = (generation.to_be_bytes(), head.seq.to_be_bytes());
    let body = [MAGIC.as_slice(), &numbers.0, &fair.0, &numbers.1, &head.hash].concat();
    let check = Sha256::digest(&body);
    [body.as_slice(), &check].concat()
}

fn decode(slot: &[u8; SLOT]) -> Option<(u64, FairId, Head)> {
    let (body, check) = slot.split_at(BODY);
    if Sha256::digest(body)[..] != *check {
        return None;
    }
    let rest = body.strip_prefix(MAGIC)?;
    let (generation, rest) = rest.split_first_chunk()?;
    let (fair, rest) = rest.split_first_chunk()?;
    let (seq, hash) = rest.split_first_chunk()?;
    let head = Head { seq: u64::from_be_bytes(*seq), hash: hash.try_into().ok()? };
    Some((u64::from_be_bytes(*generation), FairId(*fair), head))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAIR: FairId = FairId([1; 16]);

    fn head(seq: u8) -> Head {
        Head { seq: seq.into(), hash: [seq; 32] }
    }

    fn damage(path: &Path, at: u64) {
        let file = OpenOptions::new().write(true).read(true).open(path).unwrap();
        let mut byte = [0];
        file.read_exact_at(&mut byte, at).unwrap();
        file.write_all_at(&[byte[0] ^ 1], at).unwrap();
    }

    #[test]
    fn the_newest_whole_slot_counts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("head");
        let file = HeadFile::create(&path, FAIR, head(0)).unwrap();
        for seq in 1..=3 {
            file.write(head(seq)).unwrap();
            assert_eq!(HeadFile::read(&path, FAIR).unwrap(), head(seq));
        }
        file.settle().unwrap();
        assert!(HeadFile::read(&path, FairId([2; 16])).is_err());
        // Generations 4 and 5 hold entries 2 and 3: the newer lies in the odd slot.
        damage(&path, SPACING + 20);
        assert_eq!(HeadFile::read(&path, FAIR).unwrap(), head(2), "one slot is enough");
        damage(&path, 20);
        let error = HeadFile::read(&path, FAIR).unwrap_err();
        assert!(error.to_string().contains("both slots"), "{error}");
        HeadFile::open(&path, FAIR).unwrap().renew(head(3)).unwrap();
        damage(&path, 20);
        assert_eq!(HeadFile::read(&path, FAIR).unwrap(), head(3), "both slots are repaired");
    }

    #[test]
    fn every_flipped_byte_of_a_slot_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("head");
        drop(HeadFile::create(&path, FAIR, head(9)).unwrap());
        damage(&path, SPACING);
        for at in 0..SLOT as u64 {
            damage(&path, at);
            assert!(HeadFile::read(&path, FAIR).is_err(), "{at}");
            damage(&path, at);
        }
        assert!(HeadFile::read(&path, FAIR).is_ok());
    }

    #[test]
    fn a_truncated_file_works_while_one_slot_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("head");
        drop(HeadFile::create(&path, FAIR, head(9)).unwrap());
        let file = OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(SPACING + 10).unwrap();
        assert_eq!(HeadFile::read(&path, FAIR).unwrap(), head(9));
        file.set_len(10).unwrap();
        assert!(HeadFile::read(&path, FAIR).is_err());
    }
}
