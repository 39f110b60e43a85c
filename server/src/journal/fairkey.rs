//! The fair's own key pair and digest secret: constant from the first start of a fair to its end.
//!
//! The signing key lets strangers check day seals and documents long after the fair; its public half is
//! stored in the clear so that `verify` can show it. The digest secret exists because no plain digest of a
//! confidential text may ever be clear: phone numbers and short answers are few enough to be tried out one by
//! one. A keyed digest cannot be tried without the key. Both are sealed under the outer key and nothing else,
//! so erasing and re-wrapping never touch them.

use durable::Batch;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use link::DeskSecret;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::seal::{self, Key};
use super::shelf::{self, Pairs};
use super::{FairId, JournalError};

/// Signs and digests in the name of one fair.
pub struct FairKey {
    fair: FairId,
    signing: SigningKey,
    digest: Zeroizing<[u8; 32]>,
}

impl FairKey {
    /// Draws the keys of a new fair and puts them, sealed, into the store's first batch.
    pub(super) fn create(fair: FairId, outer: &Key, batch: &mut Batch) -> Result<(), JournalError> {
        let mut secrets = Zeroizing::new([0; 64]);
        seal::fill(secrets.as_mut_slice())?;
        let (seed, _) = secrets.split_first_chunk::<32>().expect("64 bytes hold 32");
        let public = SigningKey::from_bytes(seed).verifying_key().to_bytes();
        let sealed = outer.seal(&context(fair, &public), secrets.as_slice())?;
        batch.put(shelf::PUBLIC.to_vec(), public.to_vec());
        batch.put(shelf::SECRETS.to_vec(), sealed);
        Ok(())
    }

    /// Opens a store's keys. This is also where a wrong outer key is noticed.
    pub(super) fn load(fair: FairId, outer: &Key, shelf: &dyn Pairs) -> Result<Self, JournalError> {
        let public = public_key(shelf)?;
        let sealed = shelf
            .value(shelf::SECRETS)?
            .ok_or_else(|| JournalError::corrupt(None, "the store has lost the fair's sealed keys"))?;
        let secrets = outer.open(&context(fair, &public), &sealed).ok_or_else(|| JournalError::Key {
            why: "the outer key does not open this store; it may belong to another".into(),
        })?;
        let parts =
            secrets.split_first_chunk::<32>().and_then(|(seed, rest)| Some((seed, rest.try_into().ok()?)));
        let (seed, digest): (_, [u8; 32]) = parts
            .ok_or_else(|| JournalError::corrupt(None, "the fair's sealed keys have the wrong length"))?;
        Ok(Self { fair, signing: SigningKey::from_bytes(seed), digest: Zeroizing::new(digest) })
    }

    /// The fair.
    pub fn fair(&self) -> FairId {
        self.fair
    }

    /// The public half (Ed25519) of the signing key.
    pub fn public_key(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    /// Signs these bytes; [`verify_signature`] checks it.
    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.signing.sign(bytes).to_bytes()
    }

    /// The key pair that kiosks seal to. Made of the signing key, which never leaves the desk and lasts as long as the fair, so that a
    /// store from before there were kiosks has one too, and no second secret has to be kept.
    pub fn desk_secret(&self) -> DeskSecret {
        let Ok(mut mac) = <Hmac<Sha256>>::new_from_slice(&Zeroizing::new(self.signing.to_bytes())[..]) else {
            unreachable!("HMAC takes keys of any length");
        };
        mac.update(&[b"fairdesk kiosk key v1\0".as_slice(), &self.fair.0].concat());
        DeskSecret::from_bytes(&Zeroizing::new(mac.finalize().into_bytes().into()))
    }

    /// A keyed digest (HMAC-SHA-256): the same bytes give the same digest within a fair, and nobody without
    /// the key can try out what they were.
    pub fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let Ok(mut mac) = <Hmac<Sha256>>::new_from_slice(self.digest.as_slice()) else {
            unreachable!("HMAC takes keys of any length");
        };
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }
}

impl std::fmt::Debug for FairKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FairKey").field("fair", &self.fair).finish_non_exhaustive()
    }
}

/// Whether `signature` over `bytes` was made with the private half of `public_key`.
pub fn verify_signature(public_key: &[u8; 32], bytes: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(public_key)
        .is_ok_and(|key| key.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok())
}

/// The public key a store shows to everyone.
pub(super) fn public_key(shelf: &dyn Pairs) -> Result<[u8; 32], JournalError> {
    let public = shelf.value(shelf::PUBLIC)?.and_then(|bytes| bytes.try_into().ok());
    public.ok_or_else(|| JournalError::corrupt(None, "the store has lost the fair's public key"))
}

fn context(fair: FairId, public: &[u8; 32]) -> Vec<u8> {
    [b"fairdesk fair secrets v1\0".as_slice(), &fair.0, public].concat()
}
