//! Sealing: one key, one cipher, one way to use it.
//!
//! XChaCha20-Poly1305 with random nonces. Its nonce is long enough that drawing one at random never repeats
//! in practice, and that matters here: a batch that loses its compare-and-swap is sealed again under the same
//! number, so nothing countable is safe to use as a nonce. Every seal is bound to a *context* (what it is, of
//! which fair, at which place), so a sealed text cannot be moved to another entry, scope or fair and still
//! open.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::JournalError;

const NONCE: usize = 24;

/// What a seal adds to the length of a text.
pub(super) const OVERHEAD: usize = NONCE + 16;

/// Length of a key that is itself sealed.
pub(super) const SEALED_KEY: usize = 32 + OVERHEAD;

/// A symmetric key; wiped from memory when dropped.
#[derive(Clone)]
pub(super) struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A new key from the system's randomness.
    pub(super) fn random() -> Result<Self, JournalError> {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// The key with these bytes, if they are as many as a key has.
    pub(super) fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// The key's bytes, for wrapping it under another.
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// `nonce ‖ ciphertext ‖ tag`, bound to `context`.
    pub(super) fn seal(&self, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, JournalError> {
        let mut nonce = [0; NONCE];
        fill(&mut nonce)?;
        let payload = Payload { msg: plain, aad: context };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| {
            JournalError::storage("sealing", std::io::Error::other("the text is too long for the cipher"))
        })?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// The plain text, if this key sealed it for this context and not a bit has changed.
    pub(super) fn open(&self, context: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: context };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

/// Fills a buffer from the system's randomness.
pub(super) fn fill(bytes: &mut [u8]) -> Result<(), JournalError> {
    getrandom::fill(bytes)
        .map_err(|error| JournalError::storage("drawing random bytes", std::io::Error::other(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_only_with_its_key_its_context_and_unchanged() {
        let (key, other) = (Key::random().unwrap(), Key::random().unwrap());
        let sealed = key.seal(b"here", b"text").unwrap();
        assert_eq!(sealed.len(), 4 + OVERHEAD);
        assert_eq!(**key.open(b"here", &sealed).unwrap(), *b"text");
        assert!(key.open(b"there", &sealed).is_none());
        assert!(other.open(b"here", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open(b"here", &changed).is_none());
        }
        assert!(key.open(b"here", &sealed[..10]).is_none());
        assert_ne!(sealed, key.seal(b"here", b"text").unwrap(), "nonces are drawn anew");
    }
}
