//! Random keys from the operating system, their text forms, and the hashes that are kept instead of them.
//!
//! A key is written in Crockford's base 32, lower case: safe in an address, no letters that look alike on paper, and
//! read back leniently (capitals, `O` for 0, hyphens). What is stored is its [`KeyHash`]: keys have so many random
//! bits that a plain SHA-256 cannot be turned round.

use std::{fmt, str::FromStr, sync::LazyLock};

use data_encoding::{Encoding, HEXLOWER, HEXLOWER_PERMISSIVE, Specification};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

static BASE32: LazyLock<Encoding> = LazyLock::new(|| {
    let mut form = Specification::new();
    form.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    form.translate.from.push_str("ABCDEFGHJKMNPQRSTVWXYZoOiIlL");
    form.translate.to.push_str("abcdefghjkmnpqrstvwxyz001111");
    form.ignore.push('-');
    form.encoding().expect("a fixed specification without clashes")
});

/// Fills an array with random bytes of the operating system.
///
/// # Panics
/// When the operating system has none to give: there is nothing safe to do without them.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A random key of `N` bytes. Never printed by accident: only [`Secret::reveal`] gives its text.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<const N: usize>([u8; N]);

/// The key of a ticket: 128 bits, 26 letters and digits.
pub type TicketKey = Secret<16>;
/// What lets the device that filed a case read and add to it: 128 bits.
pub type HolderToken = Secret<16>;
/// What a signed-in browser or program shows: 128 bits.
pub type SessionToken = Secret<16>;
/// What makes a browser the same device tomorrow: 128 bits.
pub type DeviceToken = Secret<16>;
/// What a joined kiosk or tablet shows with every call: 256 bits, 52 letters and digits.
pub type JoinedToken = Secret<32>;
/// The id in a printed booth or hall code: 96 bits, 20 letters and digits.
pub type BoothToken = Secret<12>;

/// A text that is no key of the wanted length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a complete key")]
pub struct NotAKey;

impl<const N: usize> Secret<N> {
    /// A new one.
    pub fn random() -> Self {
        Self(random_bytes())
    }

    /// One made of bytes that came from somewhere random, such as the entropy of a command.
    pub fn from_bytes(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; N] {
        &self.0
    }

    /// The text that goes into an address, a cookie or a code.
    pub fn reveal(&self) -> String {
        BASE32.encode(&self.0)
    }

    /// What may be stored to recognise this key.
    pub fn hash(&self) -> KeyHash {
        KeyHash::of(&self.0)
    }
}

impl<const N: usize> FromStr for Secret<N> {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        // A key of `N` bytes has fewer than `2 * N` letters; more is not worth decoding.
        if text.len() > 4 * N {
            return Err(NotAKey);
        }
        let mut bytes = BASE32.decode(text.trim().as_bytes()).map_err(|_| NotAKey)?;
        let key = bytes.as_slice().try_into().map(Self).map_err(|_| NotAKey);
        bytes.zeroize();
        key
    }
}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// The SHA-256 of a key: enough to recognise it, useless for using it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyHash([u8; 32]);

impl KeyHash {
    /// The hash of `bytes`. Only for values with at least 96 random bits.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyHash({self})")
    }
}

impl FromStr for KeyHash {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).map_err(|_| NotAKey)?;
        bytes.try_into().map(Self).map_err(|_| NotAKey)
    }
}

impl TryFrom<String> for KeyHash {
    type Error = NotAKey;

    fn try_from(text: String) -> Result<Self, NotAKey> {
        text.parse()
    }
}

impl From<KeyHash> for domain::KeyHash {
    fn from(hash: KeyHash) -> Self {
        Self(hash.0)
    }
}

impl From<KeyHash> for String {
    fn from(hash: KeyHash) -> Self {
        hash.to_string()
    }
}

/// A new id of this time. Ordered by time, as version 7 of the universal ids is.
pub fn fresh_id(at: jiff::Timestamp) -> [u8; 16] {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    let nanos = u32::try_from(at.subsec_nanosecond()).unwrap_or(0);
    let mut bytes = random_bytes::<16>();
    let millis = seconds * 1000 + u64::from(nanos / 1_000_000);
    bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    uuid::Builder::from_bytes(bytes)
        .with_version(uuid::Version::SortRand)
        .with_variant(uuid::Variant::RFC4122)
        .into_uuid()
        .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_as_people_write_it() {
        let key = TicketKey::random();
        let text = key.reveal();
        assert_eq!(text.len(), 26);
        assert!(text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        assert_eq!(text.parse(), Ok(key.clone()));
        assert_eq!(text.to_uppercase().replace('0', "O").replace('1', "l").parse(), Ok(key.clone()));
        assert_eq!(format!(" {}-{} ", &text[..13], &text[13..]).parse(), Ok(key));
        assert_eq!(BoothToken::random().reveal().len(), 20);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let text = TicketKey::random().reveal();
        let one_less = text[..25].to_owned();
        for wrong in ["", "abc", "u", "展会", &one_less, &format!("{text}0"), &"a".repeat(1 << 20)] {
            assert_eq!(wrong.parse::<TicketKey>(), Err(NotAKey), "{} letters", wrong.len());
        }
        assert_eq!(BoothToken::random().reveal().parse::<TicketKey>(), Err(NotAKey));
    }

    #[test]
    fn a_key_has_one_text_only() {
        // 26 letters hold 130 bits; the two spare ones must be zero, or one key would have four texts.
        let text = TicketKey::from_bytes([0xff; 16]).reveal();
        assert!(text.ends_with('w'), "{text}");
        assert_eq!(text.replacen('w', "x", 1).parse::<TicketKey>(), Err(NotAKey));
    }

    #[test]
    fn keys_do_not_show_when_printed() {
        let key = TicketKey::random();
        assert!(!format!("{key:?}").contains(&key.reveal()));
    }

    #[test]
    fn a_hash_keeps_its_text_form() {
        let hash = KeyHash::of(b"abc");
        assert_eq!(hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        let json = serde_json::to_string(&hash).unwrap();
        assert_eq!(serde_json::from_str::<KeyHash>(&json).unwrap(), hash);
        assert!("abc".parse::<KeyHash>().is_err());
    }
}
