//! What an exported log carries of the journal, so that a printed [`Checkpoint`] can be held against it years later, when the
//! journal itself is not at hand: the fair, its public key, every seal, and the hash of each entry of the day up to its seal, and of the
//! last entry before the day, at which a draft stands that was printed before anything was recorded.
//!
//! Hashes alone say nothing of what was written; the seals are checked against the key, and the key against the signature on
//! paper, so an export that somebody made up fails as a changed journal does. Figures, rows and remarks are covered by a signature of
//! their own, over this text, every line ended by one line feed; the digest is SHA-256 of the export as JSON without white space, members by name,
//! and without its `signature`:
//!
//! ```text
//! fairdesk daily log 1
//! fair 0198c2f0a1b27c3d8e4f5a6b7c8d9e0f
//! day 2026-11-20
//! content 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
//! ```
//!
//! While its day runs an export carries more hashes with every entry, also of mediation: a draft of the log may be printed after any of
//! them, and what is held against it must reach there. They tell that something was recorded, and not of which case.
//!
//! A paper that was printed later than the export was made reaches further than the export. Whether the journal reached there, too, the
//! journal alone tells, or an export that is made after the paper.

use data_encoding::HEXLOWER;
use domain::{Desk, desk::DaySeal};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{
    checkpoint::{Checkpoint, Known, Verdict},
    seal::Statement,
};
use crate::{
    journal::{FairId, Reader, verify_signature},
    record::{self, ReadError},
};

/// What an export carries of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The fair.
    fair: String,
    /// Its public key (Ed25519).
    public_key: String,
    /// The last entry when the export was made.
    head: u64,
    /// Every day sealed so far.
    seals: Vec<Sealed>,
    /// The entry that the first of the hashes is of.
    first: u64,
    /// Hashes of entries, one after the other.
    hashes: Vec<String>,
}

/// A seal, as it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Sealed {
    day: Date,
    upto: u64,
    hash: String,
    signature: String,
}

impl Sealed {
    fn of(day: Date, seal: &DaySeal) -> Self {
        Self { day, upto: seal.upto, hash: seal.hash.clone(), signature: seal.signature.clone() }
    }
}

/// The members of an export besides those of its [`Document`].
pub(super) const JOURNAL: &str = "journal";
pub(super) const SIGNATURE: &str = "signature";

/// The text that is signed over an export with this digest.
pub(super) fn content(fair: &str, day: Date, digest: &[u8]) -> String {
    let digest = HEXLOWER.encode(digest);
    format!("fairdesk daily log 1\nfair {fair}\nday {day}\ncontent {digest}\n")
}

/// An exported log that is read again.
#[derive(Debug)]
pub struct Export {
    day: Date,
    proof: Proof,
    /// Whether everything in it is as the fair's key signed it.
    sound: bool,
}

impl Export {
    /// Reads one.
    ///
    /// # Errors
    /// When this is no log exported as JSON.
    pub fn read(text: &[u8]) -> serde_json::Result<Self> {
        #[derive(Deserialize)]
        struct Known {
            day: Date,
            journal: Proof,
        }
        let mut export: Value = serde_json::from_slice(text)?;
        let Known { day, journal: proof } = Known::deserialize(&export)?;
        let signature = export.as_object_mut().and_then(|members| members.remove(SIGNATURE));
        let said = content(&proof.fair, day, &Sha256::digest(serde_json::to_vec(&export)?));
        let signed =
            signature.as_ref().and_then(Value::as_str).and_then(bytes::<64>).zip(bytes(&proof.public_key));
        let sound =
            signed.is_some_and(|(signature, key)| verify_signature(&key, said.as_bytes(), &signature));
        Ok(Self { day, proof, sound })
    }

    /// Of which day the log is.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Whether a checkpoint belongs to the journal that this was exported from; `None` when the export was altered.
    pub fn verdict(&self, checkpoint: &Checkpoint) -> Option<Verdict> {
        if self.sound { self.proof.verdict(checkpoint) } else { None }
    }
}

impl Proof {
    /// What the export of `day` carries, without the hashes: of which entries they are, the first and the one behind the last.
    ///
    /// # Errors
    /// [`ReadError`] when the journal cannot be read.
    pub fn of(journal: &dyn Reader, desk: &Desk, day: Date) -> Result<(Self, (u64, u64)), ReadError> {
        let (key, head) = (journal.fair_key(), journal.head().seq);
        let bounds = desk.fair().map(|fair| fair.plan.bounds_of(day));
        let (begins, ends) = bounds.unwrap_or((Timestamp::MIN, Timestamp::MAX));
        let first = first_since(journal, head, begins)?.saturating_sub(1).max(1);
        // Drafts are printed until the seal is set, whenever that is.
        let last = match desk.day_seal(day) {
            Some(seal) => seal.seq.max(first_since(journal, head, ends)?.saturating_sub(1)),
            None => head,
        };
        let seals = desk.sealed_days().filter_map(|day| Some(Sealed::of(day, desk.day_seal(day)?)));
        let proof = Self {
            fair: HEXLOWER.encode(&key.fair().0),
            public_key: HEXLOWER.encode(&key.public_key()),
            head,
            seals: seals.collect(),
            first,
            hashes: Vec::new(),
        };
        Ok((proof, (first, last + 1)))
    }

    /// The fair, as it is signed.
    pub(super) fn fair(&self) -> &str {
        &self.fair
    }

    /// Whether a checkpoint belongs to the journal that this was exported from; `None` when this is no proof.
    pub fn verdict(&self, checkpoint: &Checkpoint) -> Option<Verdict> {
        let fair = FairId(bytes(&self.fair)?);
        let public_key: [u8; 32] = bytes(&self.public_key)?;
        let sound = self.seals.iter().all(|seal| self.is_signed(seal, fair, &public_key));
        sound.then(|| checkpoint.verdict(fair, &public_key, |seq| self.known(seq)))
    }

    fn is_signed(&self, seal: &Sealed, fair: FairId, public_key: &[u8; 32]) -> bool {
        let Sealed { day, upto, hash, signature } = seal;
        let Some(hash) = bytes(hash) else { return false };
        *upto <= self.head
            && Statement { fair, day: *day, upto: *upto, hash }.is_signed(public_key, signature)
    }

    fn known(&self, seq: u64) -> Known {
        let at = seq.checked_sub(self.first).and_then(|at| usize::try_from(at).ok());
        let written = at.and_then(|at| self.hashes.get(at));
        let sealed = || self.seals.iter().find(|seal| seal.upto == seq).map(|seal| &seal.hash);
        match written.or_else(sealed).map(|hash| bytes(hash)) {
            Some(Some(hash)) => Known::Hash(hash),
            // A hash that is none is none of the journal's.
            Some(None) => Known::Hash([0; 32]),
            None if seq > self.head => Known::WrittenAt(self.head),
            None => Known::LeftOut,
        }
    }
}

fn bytes<const N: usize>(hex: &str) -> Option<[u8; N]> {
    HEXLOWER.decode(hex.as_bytes()).ok()?.try_into().ok()
}

/// The first entry that was recorded at `since` or later; the one behind the last if there is none. The time of recording never
/// decreases along the journal, so that a few looks are enough.
fn first_since(journal: &dyn Reader, head: u64, since: Timestamp) -> Result<u64, ReadError> {
    let (mut low, mut high) = (1, head + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let Some(entry) = journal.entry(middle)? else { return Ok(head + 1) };
        let (stamp, _) = record::decode(entry.seq, &entry.clear)?;
        if stamp.recorded_at < since { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}
