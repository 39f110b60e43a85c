//! The keyring: one key a scope, and the means to make one disappear.
//!
//! A log-structured store never overwrites: a deleted pair lives on in old segments, for months perhaps.
//! Deleting a wrapped key is therefore worth nothing by itself. What makes it worth something is that the key
//! which wrapped it, the *epoch* key, is replaced at every erasure: all other scope keys are wrapped anew,
//! and the old epoch key is overwritten in a small file of its own *outside* the store. What remains of the
//! deleted key in old segments is then locked by a key that no longer exists. The epoch keys are sealed in
//! turn by the outer key, which may live on another medium and never changes, so a copy of it in a safe stays
//! good.
//!
//! The order of an erasure is chosen so that a crash between any two steps loses nothing and forgets nothing:
//!
//! 1. the file gets both epochs, old and new;
//! 2. one atomic batch replaces every wrapped key and names the new epoch;
//! 3. the file gets the new epoch alone.
//!
//! A start that finds two epochs in the file keeps the one which the store names and finishes step 3 (or
//! undoes step 1).
//!
//! An erased scope leaves a mark behind. Without it a key lost to damage would look like a key erased on
//! purpose. The mark counts generations, so a scope that is written to after its erasure gets a new key and
//! the old bodies stay erased.

use std::collections::BTreeMap;

use durable::{Batch, Pair};
use sha2::{Digest, Sha256};

use super::entry::SealedBody;
use super::seal::{Key, SEALED_KEY};
use super::shelf::{self, Shelf};
use super::{Body, FairId, JournalError, KeyScope};

/// The key that wraps the scope keys, and its number.
#[derive(Clone)]
pub(super) struct Epoch {
    pub(super) number: u64,
    key: Key,
}

/// What is known of one scope.
#[derive(Clone)]
struct Slot {
    generation: u32,
    /// `None` once erased.
    key: Option<Key>,
}

/// All scope keys of a fair, unwrapped.
pub(super) struct Keyring {
    fair: FairId,
    epoch: Epoch,
    slots: BTreeMap<String, Slot>,
}

/// Keys drawn for a batch that is not committed yet.
#[derive(Default)]
pub(super) struct Fresh(BTreeMap<String, Slot>);

impl Keyring {
    /// Writes the first epoch of a new store into its first batch, and returns the sealed epoch file.
    pub(super) fn create(fair: FairId, outer: &Key, batch: &mut Batch) -> Result<Vec<u8>, JournalError> {
        let epoch = Epoch { number: 1, key: Key::random()? };
        batch.put(shelf::EPOCH.to_vec(), epoch.number.to_be_bytes().to_vec());
        seal_epochs(fair, outer, &[&epoch])
    }

    /// Unwraps every key of a store, and tells whether an erasure was interrupted.
    pub(super) fn load(fair: FairId, outer: &Key, shelf: &dyn Shelf) -> Result<(Self, bool), JournalError> {
        let number =
            shelf.value(shelf::EPOCH)?.and_then(|bytes| bytes.try_into().ok()).map(u64::from_be_bytes);
        let number = number
            .ok_or_else(|| JournalError::corrupt(None, "the store has lost the number of its key epoch"))?;
        let epochs = open_epochs(fair, outer, &shelf.epochs()?)?;
        let unfinished = epochs.len() > 1;
        let epoch = epochs.into_iter().find(|epoch| epoch.number == number).ok_or_else(|| {
            JournalError::corrupt(
                None,
                format!("the key of epoch {number}, which the store was written under, is gone"),
            )
        })?;
        let mut ring = Self { fair, epoch, slots: BTreeMap::new() };
        let prefix = shelf::scopes(fair);
        shelf::scan_all(shelf, &prefix, &mut |(key, value)| {
            let (name, slot) = ring.unwrap(&key[prefix.len()..], &value)?;
            ring.slots.insert(name, slot);
            Ok(())
        })?;
        Ok((ring, unfinished))
    }

    /// The epoch file's content for the present epoch alone.
    pub(super) fn sealed_epoch(&self, outer: &Key) -> Result<Vec<u8>, JournalError> {
        seal_epochs(self.fair, outer, &[&self.epoch])
    }

    /// Scopes that hold a key, in order.
    pub(super) fn scopes(&self) -> Vec<KeyScope> {
        let live = self.slots.iter().filter(|(_, slot)| slot.key.is_some());
        live.map(|(name, _)| KeyScope::new(name.as_str())).collect()
    }

    /// Seals a body for entry `seq`; a scope without a key gets one, which goes into the same batch.
    pub(super) fn seal(
        &self,
        fresh: &mut Fresh,
        seq: u64,
        (scope, plain): (&KeyScope, &[u8]),
        batch: &mut Batch,
    ) -> Result<(u32, Vec<u8>), JournalError> {
        let name = scope.as_str();
        let known = fresh.0.get(name).or_else(|| self.slots.get(name));
        let slot = match known {
            Some(slot) if slot.key.is_some() => slot.clone(),
            Some(_) | None => {
                let generation = known.map_or(1, |slot| slot.generation + 1);
                let slot = Slot { generation, key: Some(Key::random()?) };
                let (key, value) = self.wrap(&self.epoch, name, &slot)?;
                batch.put(key, value);
                fresh.0.insert(name.to_owned(), slot.clone());
                slot
            }
        };
        let context = body_context(self.fair, seq, slot.generation, name);
        let key = slot.key.as_ref().expect("a slot without a key was replaced above");
        Ok((slot.generation, key.seal(&context, plain)?))
    }

    /// Takes over keys whose batch is durable.
    pub(super) fn adopt(&mut self, fresh: Fresh) {
        self.slots.extend(fresh.0);
    }

    /// Opens the body of entry `seq`.
    ///
    /// # Errors
    /// [`JournalError::Corrupt`] if its key was lost rather than erased, or does not fit.
    pub(super) fn open(&self, seq: u64, body: &SealedBody<'_>) -> Result<Body, JournalError> {
        let lost = || JournalError::corrupt(seq, format!("the key of its scope {} is lost", body.scope));
        let slot = self.slots.get(body.scope).ok_or_else(lost)?;
        if body.generation > slot.generation {
            return Err(lost());
        }
        let Some(key) = slot.key.as_ref().filter(|_| body.generation == slot.generation) else {
            return Ok(Body::Erased);
        };
        let context = body_context(self.fair, seq, body.generation, body.scope);
        let plain = key.open(&context, body.sealed);
        plain.map(Body::Open).ok_or_else(|| JournalError::corrupt(seq, "its body does not open with its key"))
    }

    /// Whether any of these scopes still has a key.
    pub(super) fn holds_any(&self, scopes: &[KeyScope]) -> bool {
        scopes.iter().any(|scope| self.slots.get(scope.as_str()).is_some_and(|slot| slot.key.is_some()))
    }

    /// The keyring without these scopes and under a new epoch, and the batch that makes it so.
    pub(super) fn without(&self, scopes: &[KeyScope]) -> Result<(Self, Batch), JournalError> {
        let epoch = Epoch { number: self.epoch.number + 1, key: Key::random()? };
        let mut batch = Batch::default();
        batch.put(shelf::EPOCH.to_vec(), epoch.number.to_be_bytes().to_vec());
        let mut slots = self.slots.clone();
        for scope in scopes {
            if let Some(slot) = slots.get_mut(scope.as_str()) {
                slot.key = None;
            }
        }
        for (name, slot) in &slots {
            let (key, value) = self.wrap(&epoch, name, slot)?;
            batch.put(key, value);
        }
        Ok((Self { fair: self.fair, epoch, slots }, batch))
    }

    /// The epoch file's content for this epoch and the one of `next`, in between two steps of an erasure.
    pub(super) fn sealed_epochs_with(&self, next: &Self, outer: &Key) -> Result<Vec<u8>, JournalError> {
        seal_epochs(self.fair, outer, &[&self.epoch, &next.epoch])
    }

    fn wrap(&self, epoch: &Epoch, name: &str, slot: &Slot) -> Result<Pair, JournalError> {
        let mut value = slot.generation.to_be_bytes().to_vec();
        if let Some(key) = &slot.key {
            let context = key_context(self.fair, epoch.number, slot.generation, name);
            value.extend(epoch.key.seal(&context, key.bytes())?);
        }
        Ok((shelf::scope(self.fair, name), value))
    }

    fn unwrap(&self, name: &[u8], value: &[u8]) -> Result<(String, Slot), JournalError> {
        let broken = || JournalError::corrupt(None, "a key in the store is damaged");
        let name = std::str::from_utf8(name).map_err(|_| broken())?;
        let (generation, sealed) = value.split_first_chunk::<4>().ok_or_else(broken)?;
        let generation = u32::from_be_bytes(*generation);
        if sealed.is_empty() {
            return Ok((name.to_owned(), Slot { generation, key: None }));
        }
        let context = key_context(self.fair, self.epoch.number, generation, name);
        let plain = self.epoch.key.open(&context, sealed).ok_or_else(broken)?;
        let key = Key::from_slice(&plain).ok_or_else(broken)?;
        Ok((name.to_owned(), Slot { generation, key: Some(key) }))
    }
}

/// `count ‖ (number ‖ sealed key) … ‖ first 8 bytes of the SHA-256 of all that`
fn seal_epochs(fair: FairId, outer: &Key, epochs: &[&Epoch]) -> Result<Vec<u8>, JournalError> {
    let mut out = vec![u8::try_from(epochs.len()).expect("there are at most two epochs")];
    for epoch in epochs {
        out.extend(epoch.number.to_be_bytes());
        out.extend(outer.seal(&epoch_context(fair, epoch.number), epoch.key.bytes())?);
    }
    let check = Sha256::digest(&out);
    out.extend(&check[..8]);
    Ok(out)
}

fn open_epochs(fair: FairId, outer: &Key, bytes: &[u8]) -> Result<Vec<Epoch>, JournalError> {
    let broken = || JournalError::corrupt(None, "the file with the epoch keys is damaged");
    let (bytes, check) = bytes.split_last_chunk::<8>().ok_or_else(broken)?;
    if Sha256::digest(bytes)[..8] != *check {
        return Err(broken());
    }
    let (_, rest) = bytes.split_first().ok_or_else(broken)?;
    let one = |part: &[u8]| {
        let (number, sealed) = part.split_first_chunk::<8>()?;
        let number = u64::from_be_bytes(*number);
        let key = Key::from_slice(&outer.open(&epoch_context(fair, number), sealed)?)?;
        Some(Epoch { number, key })
    };
    rest.chunks(8 + SEALED_KEY).map(|part| one(part).ok_or_else(broken)).collect()
}

fn epoch_context(fair: FairId, number: u64) -> Vec<u8> {
    [b"fairdesk epoch key v1\0".as_slice(), &fair.0, &number.to_be_bytes()].concat()
}

fn key_context(fair: FairId, epoch: u64, generation: u32, name: &str) -> Vec<u8> {
    let (epoch, generation) = (epoch.to_be_bytes(), generation.to_be_bytes());
    [b"fairdesk scope key v1\0".as_slice(), &fair.0, &epoch, &generation, name.as_bytes()].concat()
}

fn body_context(fair: FairId, seq: u64, generation: u32, name: &str) -> Vec<u8> {
    let (seq, generation) = (seq.to_be_bytes(), generation.to_be_bytes());
    [b"fairdesk body v1\0".as_slice(), &fair.0, &seq, &generation, name.as_bytes()].concat()
}
