//! Checks what the journal means, on top of [`journal::verify`], which checks that it is whole: every entry can be understood,
//! every day's seal is the fair's own and covers what it says, and every photo that an entry names is there, unaltered.
//!
//! None of it needs a key, so whoever doubts the desk may run it on a copy of their own.

use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use data_encoding::HEXLOWER;
use domain::{
    Fact,
    ids::{CaseId, PartyId},
    procedure::Proceeding,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    daylog::{
        checkpoint::{Checkpoint, Known, Verdict},
        seal::Statement,
    },
    evidence::{EvidenceError, FileName, Vault},
    journal::{self, FairId, Head, JournalError, Record},
    record,
};

/// The folder of photos within a data folder.
pub const PHOTOS: &str = "photos";

/// A fair's folder, found whole.
#[derive(Debug)]
pub struct Checked {
    /// The fair.
    pub fair: FairId,
    /// The last entry; as many were checked as its number says.
    pub head: Head,
    /// The public half of the fair's signing key.
    pub public_key: [u8; 32],
    /// The days whose seals were checked.
    pub sealed: Vec<Date>,
    /// Every photo file that entries name and that was not erased.
    pub photos: Vec<FileName>,
    /// Entries whose texts were erased on purpose.
    pub erased: u64,
    /// When the last entry was recorded.
    pub recorded_at: Timestamp,
    /// The address in printed codes, once one was chosen.
    pub address: Option<String>,
    /// Hash of every entry, by its number less one.
    hashes: Vec<[u8; 32]>,
    /// Which case has which number, and which ticket is of which.
    numbers: HashMap<String, CaseId>,
    /// To whom the notices of each case were drawn up, oldest first.
    notices: HashMap<CaseId, Vec<PartyId>>,
}

impl Checked {
    /// The respondents to whom the notices of the case with this number, or with this ticket, were drawn up, oldest first.
    pub fn notices(&self, number: &str) -> &[PartyId] {
        let case = self.numbers.get(number);
        case.and_then(|case| self.notices.get(case)).map_or(&[], Vec::as_slice)
    }

    /// Whether a checkpoint of a printed log belongs to this journal.
    pub fn verdict(&self, checkpoint: &Checkpoint) -> Verdict {
        checkpoint.verdict(self.fair, &self.public_key, |seq| {
            let at = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1));
            let hash = at.and_then(|at| self.hashes.get(at));
            hash.map_or(Known::EndsAt(self.head.seq), |hash| Known::Hash(*hash))
        })
    }

    /// Photo files in the data folder `data` that no entry names, last written more than `age` before `now`: how many, and how
    /// many bytes they take.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn strays(&self, data: &Path, age: Duration, now: Timestamp) -> Result<(usize, u64), EvidenceError> {
        let folder = data.join(PHOTOS);
        if !folder.is_dir() {
            return Ok((0, 0));
        }
        let named: HashSet<_> = self.photos.iter().collect();
        let strays = Vault::orphans_in(&folder, |name| named.contains(name), age, now)?;
        Ok((strays.len(), strays.iter().map(|stray| stray.bytes).sum()))
    }
}

/// Whether the files of photos are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look<'a> {
    /// Names only.
    Journal,
    /// Every file is read and compared with its name.
    JournalAndPhotos,
    /// The same, with the photos of another data folder: the journal is a copy of that one's.
    PhotosIn(&'a Path),
}

/// Checks the fair in the data folder `data`; `told` hears how many entries were checked. The journal is copied into `scratch`,
/// or into the system's folder for temporary files.
///
/// # Errors
/// [`JournalError::Corrupt`] names the first entry that is broken or missing, or whose seal or photo is; else as
/// [`journal::verify`].
pub fn check(
    data: &Path,
    scratch: Option<&Path>,
    look: Look<'_>,
    told: &mut dyn FnMut(u64),
) -> Result<Checked, JournalError> {
    let photos = match look {
        Look::Journal => None,
        Look::JournalAndPhotos => Some(data.join(PHOTOS)),
        Look::PhotosIn(other) => Some(other.join(PHOTOS)),
    };
    let mut reading = Reading { photos, ..Reading::default() };
    let summary = journal::verify(data, scratch, &mut |entry| {
        if entry.seq % 1000 == 0 {
            told(entry.seq);
        }
        reading.take(entry)
    })?;
    for seal in &reading.seals {
        let statement = Statement { fair: summary.fair, day: seal.day, upto: seal.upto, hash: seal.hash };
        if !statement.is_signed(&summary.public_key, &seal.signature) {
            let why = format!("the seal of {} was not made by this fair's key", seal.day);
            return Err(JournalError::Corrupt { first_bad: Some(seal.seq), why });
        }
    }
    Ok(Checked {
        fair: summary.fair,
        head: summary.head,
        public_key: summary.public_key,
        sealed: reading.seals.iter().map(|seal| seal.day).collect(),
        photos: reading.named,
        erased: reading.erased,
        recorded_at: reading.recorded_at,
        address: reading.address,
        hashes: reading.hashes,
        numbers: reading.numbers,
        notices: reading.notices,
    })
}

/// A seal as it is found, its signature still to be checked.
struct Seal {
    seq: u64,
    day: Date,
    upto: u64,
    hash: [u8; 32],
    signature: String,
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    photos: Option<PathBuf>,
    /// Hash of every entry, by its number less one.
    hashes: Vec<[u8; 32]>,
    seals: Vec<Seal>,
    named: Vec<FileName>,
    erased: u64,
    recorded_at: Timestamp,
    address: Option<String>,
    numbers: HashMap<String, CaseId>,
    notices: HashMap<CaseId, Vec<PartyId>>,
}

impl Reading {
    fn take(&mut self, entry: &Record<'_>) -> Result<(), String> {
        self.hashes.push(entry.hash);
        let (stamp, fact) =
            record::decode(entry.seq, entry.clear).map_err(|error| record::chain_of(&error))?;
        if stamp.recorded_at < self.recorded_at {
            return Err("it claims to have been recorded before the entry in front of it".to_owned());
        }
        self.recorded_at = stamp.recorded_at;
        self.erased += u64::from(entry.erased);
        self.number(&fact);
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "no other fact names anything outside the journal"
        )]
        match fact {
            Fact::DaySealed { day, upto, hash, signature, .. } => {
                self.seal(entry.seq, day, upto, &hash, signature)
            }
            Fact::EvidenceAdded { files, .. } => {
                files.into_iter().try_for_each(|file| self.photo(file, entry.erased))
            }
            Fact::AddressChosen { url } => {
                self.address = Some(url);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// What a printed paper is known by.
    #[expect(clippy::wildcard_enum_match_arm, reason = "no other fact numbers a paper")]
    fn number(&mut self, fact: &Fact) {
        match fact {
            Fact::TicketIssued { ticket, case, .. } => {
                self.numbers.insert(ticket.to_string(), *case);
            }
            Fact::CaseProceeded { case, with: Proceeding::CaseAccepted { number, .. } } => {
                self.numbers.insert(number.to_string(), *case);
            }
            Fact::CaseProceeded { case, with: Proceeding::NoticeIssued { party, .. } } => {
                self.notices.entry(*case).or_default().push(*party);
            }
            _ => {}
        }
    }

    fn seal(&mut self, seq: u64, day: Date, upto: u64, hash: &str, signature: String) -> Result<(), String> {
        let at = usize::try_from(upto).ok().and_then(|upto| upto.checked_sub(1));
        let covered = at.and_then(|at| self.hashes.get(at)).filter(|_| upto < seq);
        let covered = covered
            .ok_or_else(|| format!("the seal of {day} covers entry {upto}, which is not before it"))?;
        if HEXLOWER.encode(covered) != hash {
            return Err(format!("the seal of {day} does not fit entry {upto}"));
        }
        self.seals.push(Seal { seq, day, upto, hash: *covered, signature });
        Ok(())
    }

    fn photo(&mut self, file: String, erased: bool) -> Result<(), String> {
        let name = FileName::try_from(file).map_err(|error| error.to_string())?;
        let Some(folder) = &self.photos else {
            self.named.extend((!erased).then_some(name));
            return Ok(());
        };
        let path = folder.join(Vault::place(&name));
        match fs::read(&path) {
            Ok(bytes) if FileName::of(&bytes) == name => self.named.push(name),
            Ok(_) => return Err(format!("the photo file {} was altered", path.display())),
            Err(error) if error.kind() == io::ErrorKind::NotFound && erased => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(format!("the photo file {} is missing", path.display()));
            }
            Err(error) => return Err(format!("the photo file {} cannot be read: {error}", path.display())),
        }
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests;
