//! What lies beside a fact until it is no longer needed: the sealed texts of an issue, the plain key of a ticket.
//!
//! The store keeps values below 60 KB only (longer ones could spill into files that no sync covers), and a sealed case can be
//! twice that; so it lies in pieces.

use domain::{KeyHash, TicketNumber, body::TicketSecret};
use durable::{Batch, Fault, Store};
use link::{Filing, Sealed};
use serde::{Deserialize, Serialize};

use super::{Minted, StoreError};

/// Bytes of one piece.
const PIECE: usize = 48 * 1024;

/// The sealed texts of an issue, and the plain key that its slip shows.
#[derive(Debug, Clone)]
pub struct Sealing {
    /// Key and holder token.
    pub secret: Sealed<TicketSecret>,
    /// What was typed.
    pub filing: Sealed<Filing>,
    /// The key as it stands in the ticket's address.
    pub key: String,
}

/// The sealed texts, as they lie in the store.
#[derive(Debug, Serialize, Deserialize)]
pub struct Texts {
    /// Key and holder token.
    pub secret: Sealed<TicketSecret>,
    /// What was typed.
    pub filing: Sealed<Filing>,
}

impl Sealing {
    /// What the fact says about the sealed texts. They hold random keys, so their hash gives nothing away.
    pub fn hash(&self) -> KeyHash {
        hash(self.secret.as_str(), self.filing.as_str())
    }
}

fn hash(secret: &str, filing: &str) -> KeyHash {
    link::KeyHash::of(format!("{secret}.{filing}").as_bytes()).into()
}

fn pieces(seq: u64) -> Vec<u8> {
    [b"b".as_slice(), &seq.to_be_bytes()].concat()
}

/// Where the plain key of a ticket lies.
pub(super) fn key(number: TicketNumber) -> Vec<u8> {
    format!("k{number}").into_bytes()
}

pub(super) fn put(batch: &mut Batch, seq: u64, number: TicketNumber, sealing: &Sealing) {
    let text = format!("{}.{}", sealing.secret.as_str(), sealing.filing.as_str());
    for (place, piece) in (0_u8..).zip(text.as_bytes().chunks(PIECE)) {
        let mut at = pieces(seq);
        at.push(place);
        batch.put(at, piece.to_vec());
    }
    batch.put(key(number), sealing.key.clone().into_bytes());
}

/// The sealed texts of the ticket whose fact has this number.
pub(super) fn read(store: &Store, seq: u64, minted: &Minted) -> Result<Texts, StoreError> {
    let lost = || Fault::damaged(format!("the sealed texts of {} are lost or changed", minted.number));
    let prefix = pieces(seq);
    let mut bytes = Vec::new();
    for (_, piece) in store.scan(&prefix, &prefix, usize::from(u8::MAX))? {
        bytes.extend(piece);
    }
    let text = String::from_utf8(bytes).map_err(|_| lost())?;
    let (secret, filing) = text.split_once('.').ok_or_else(lost)?;
    if hash(secret, filing) != minted.bodies {
        return Err(lost().into());
    }
    let secret = Sealed::try_from(secret.to_owned()).map_err(|_| lost())?;
    let filing = Sealed::try_from(filing.to_owned()).map_err(|_| lost())?;
    Ok(Texts { secret, filing })
}

/// Lets go of the sealed texts of a ticket.
pub(super) fn drop_from(batch: &mut Batch, store: &Store, seq: u64) -> Result<(), StoreError> {
    let prefix = pieces(seq);
    for (at, _) in store.scan(&prefix, &prefix, usize::from(u8::MAX))? {
        batch.drop(at);
    }
    Ok(())
}
