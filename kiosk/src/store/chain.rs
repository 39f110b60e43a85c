//! The chain: each fact's hash covers the hash before it, so that one that was changed, left out or moved breaks every later one.

use durable::{Fault, Head};
use sha2::{Digest, Sha256};

use super::{Fact, StoreError};

/// Before every fact's number in the store.
pub(super) const FACTS: &[u8] = b"e";

/// The key of a fact; sorts by number.
pub(super) fn key(seq: u64) -> Vec<u8> {
    [FACTS, &seq.to_be_bytes()].concat()
}

/// Where a chain begins.
pub(super) fn genesis(owner: [u8; 16]) -> Head {
    Head { seq: 0, hash: Sha256::digest([b"fairdesk kiosk".as_slice(), &owner].concat()).into() }
}

/// The head after a fact with this text.
pub(super) fn next(head: Head, text: &[u8]) -> Head {
    let seq = head.seq + 1;
    let hash = Sha256::new().chain_update(head.hash).chain_update(seq.to_be_bytes()).chain_update(text);
    Head { seq, hash: hash.finalize().into() }
}

/// A fact as it is stored.
pub(super) fn written(fact: &Fact) -> Result<Vec<u8>, StoreError> {
    let text = serde_json::to_vec(fact).map_err(|error| Fault::storage("writing a fact", error.into()))?;
    Ok(text)
}

/// Reads a stored fact that follows `head`.
pub(super) fn read(head: Head, key_found: &[u8], value: &[u8]) -> Result<(Head, Fact), StoreError> {
    let seq = head.seq + 1;
    let broken = |why: &str| Fault::damaged(format!("fact {seq} {why}"));
    if key_found != key(seq) {
        return Err(broken("is missing").into());
    }
    let (hash, text) = value.split_at_checked(32).ok_or_else(|| broken("is cut short"))?;
    let head = next(head, text);
    if head.hash != hash {
        return Err(broken("was changed").into());
    }
    let fact = serde_json::from_slice(text).map_err(|error| broken(&format!("cannot be read: {error}")))?;
    Ok((head, fact))
}
