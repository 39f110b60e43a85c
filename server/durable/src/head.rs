//! The head file: how far a store reaches, remembered outside it.
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

use super::{Fault, folder};

const MAGIC: &[u8; 8] = b"FDHEAD01";
/// Slots lie on different pages, and so on different sectors.
const SPACING: u64 = 4096;
const BODY: usize = 8 + 8 + 16 + 8 + 32;
const SLOT: usize = BODY + 32;

/// How far a store reaches: the number of its last entry, and that entry's hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    /// Number of the last entry; entries count from 1, so 0 is an empty store.
    pub seq: u64,
    /// Hash of the last entry, or a value derived from the owner when there is none.
    pub hash: [u8; 32],
}

/// The head file of an open store.
#[derive(Debug)]
pub struct HeadFile {
    file: File,
    /// Sixteen bytes that say whose head it is: a head file of another store proves nothing.
    owner: [u8; 16],
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
    ///
    /// # Errors
    /// [`Fault`] when there is such a file already, or it cannot be written.
    pub fn create(path: &Path, owner: [u8; 16], head: Head) -> Result<Self, Fault> {
        let doing = |error| Fault::at("writing", path, error);
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path).map_err(doing)?;
        file.set_len(2 * SPACING).and_then(|()| file.sync_all()).map_err(doing)?;
        let file = Self { file, owner, state: Mutex::new(State { generation: 0, dirty: false }) };
        file.renew(head)?;
        Ok(file)
    }

    /// Opens the file for writing, as it is.
    ///
    /// # Errors
    /// [`Fault`] when it is not there or may not be written.
    pub fn open(path: &Path, owner: [u8; 16]) -> Result<Self, Fault> {
        let file = OpenOptions::new().read(true).write(true).open(path);
        let file = file.map_err(|error| Fault::at("opening", path, error))?;
        let generation = slots(&file).filter_map(|slot| Some(decode(&slot?)?.0)).max().unwrap_or(0);
        Ok(Self { file, owner, state: Mutex::new(State { generation, dirty: false }) })
    }

    /// Brings both slots up to date, synced one after the other, so that one of them is good at any moment.
    /// Repairs a damaged slot and a truncated file.
    ///
    /// # Errors
    /// [`Fault`] when the disk refuses.
    pub fn renew(&self, head: Head) -> Result<(), Fault> {
        for _ in 0..2 {
            self.write(head)?;
            self.settle()?;
        }
        Ok(())
    }

    /// The newest head that a file holds.
    ///
    /// # Errors
    /// [`Fault::Damaged`] if it is missing, belongs to another store, or neither slot is whole.
    pub fn read(path: &Path, owner: [u8; 16]) -> Result<Head, Fault> {
        let file = folder::open_if_there(path)?;
        let file = file.ok_or_else(|| Fault::damaged("the head file is missing"))?;
        let newest =
            slots(&file).filter_map(|slot| decode(&slot?)).max_by_key(|(generation, ..)| *generation);
        match newest {
            None => Err(Fault::damaged("both slots of the head file are damaged")),
            Some((_, of, _)) if of != owner => Err(Fault::damaged("the head file belongs to another store")),
            Some((_, _, head)) => Ok(head),
        }
    }

    /// Notes a new head, without syncing.
    ///
    /// # Errors
    /// [`Fault`] when the disk refuses; the older slot is untouched.
    pub fn write(&self, head: Head) -> Result<(), Fault> {
        let mut state = self.lock();
        state.generation += 1;
        state.dirty = true;
        let slot = encode(state.generation, self.owner, head);
        self.file
            .write_all_at(&slot, state.generation % 2 * SPACING)
            .map_err(|error| Fault::storage("writing the head file", error))
    }

    /// Syncs the file if it was written since the last time. The lock is not held while the disk works, so a
    /// commit never waits for this.
    ///
    /// # Errors
    /// [`Fault`] when the disk refuses; the next call tries again.
    pub fn settle(&self) -> Result<(), Fault> {
        if !std::mem::take(&mut self.lock().dirty) {
            return Ok(());
        }
        self.file.sync_data().map_err(|error| {
            self.lock().dirty = true;
            Fault::storage("syncing the head file", error)
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

fn encode(generation: u64, owner: [u8; 16], head: Head) -> Vec<u8> {
    let numbers = (generation.to_be_bytes(), head.seq.to_be_bytes());
    let body = [MAGIC.as_slice(), &numbers.0, &owner, &numbers.1, &head.hash].concat();
    let check = Sha256::digest(&body);
    [body.as_slice(), &check].concat()
}

fn decode(slot: &[u8; SLOT]) -> Option<(u64, [u8; 16], Head)> {
    let (body, check) = slot.split_at(BODY);
    if Sha256::digest(body)[..] != *check {
        return None;
    }
    let rest = body.strip_prefix(MAGIC)?;
    let (generation, rest) = rest.split_first_chunk()?;
    let (owner, rest) = rest.split_first_chunk()?;
    let (seq, hash) = rest.split_first_chunk()?;
    let head = Head { seq: u64::from_be_bytes(*seq), hash: hash.try_into().ok()? };
    Some((u64::from_be_bytes(*generation), *owner, head))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: [u8; 16] = [1; 16];

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
        let file = HeadFile::create(&path, OWNER, head(0)).unwrap();
        for seq in 1..=3 {
            file.write(head(seq)).unwrap();
            assert_eq!(HeadFile::read(&path, OWNER).unwrap(), head(seq));
        }
        file.settle().unwrap();
        assert!(HeadFile::read(&path, [2; 16]).is_err());
        // Generations 4 and 5 hold entries 2 and 3: the newer lies in the odd slot.
        damage(&path, SPACING + 20);
        assert_eq!(HeadFile::read(&path, OWNER).unwrap(), head(2), "one slot is enough");
        damage(&path, 20);
        let error = HeadFile::read(&path, OWNER).unwrap_err();
        assert!(error.to_string().contains("both slots"), "{error}");
        HeadFile::open(&path, OWNER).unwrap().renew(head(3)).unwrap();
        damage(&path, 20);
        assert_eq!(HeadFile::read(&path, OWNER).unwrap(), head(3), "both slots are repaired");
    }

    #[test]
    fn every_flipped_byte_of_a_slot_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("head");
        drop(HeadFile::create(&path, OWNER, head(9)).unwrap());
        damage(&path, SPACING);
        for at in 0..SLOT as u64 {
            damage(&path, at);
            assert!(HeadFile::read(&path, OWNER).is_err(), "{at}");
            damage(&path, at);
        }
        assert!(HeadFile::read(&path, OWNER).is_ok());
    }

    #[test]
    fn a_truncated_file_works_while_one_slot_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("head");
        drop(HeadFile::create(&path, OWNER, head(9)).unwrap());
        let file = OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(SPACING + 10).unwrap();
        assert_eq!(HeadFile::read(&path, OWNER).unwrap(), head(9));
        file.set_len(10).unwrap();
        assert!(HeadFile::read(&path, OWNER).is_err());
    }
}
