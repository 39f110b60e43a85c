//! Sealing to the desk: what a kiosk keeps and sends can be opened by nobody but the desk, not even by the kiosk itself.
//!
//! HPKE (RFC 9180) in its base mode: X25519, HKDF-SHA-256, ChaCha20-Poly1305, one key exchange for each content. What kind of
//! content it is belongs to what is authenticated, so that one cannot be passed off as another. The content is JSON, filled up
//! with blanks to a multiple of [`STEP`] bytes, so that its length tells little. It travels as base 64 (`base64url`, no padding)
//! of one byte for the scheme, the encapsulated key and the sealed bytes.

use std::{fmt, marker::PhantomData, str::FromStr};

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use domain::body::TicketSecret;
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256,
    kem::X25519HkdfSha256,
};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, DeserializeOwned},
};
use zeroize::Zeroizing;

use crate::{
    filing::Filing,
    limits::{CONTENT_BYTES, SEALED_LETTERS},
    secret::random_bytes,
};

/// Names the use, so that a key pair used for something else as well could open nothing of this.
const INFO: &[u8] = b"fairdesk kiosk";
/// The scheme above; another would have another number.
const SCHEME: u8 = 1;
/// A content is filled up to a multiple of this many bytes.
const STEP: usize = 512;
/// Bytes of an encapsulated key.
const ENCAPSULATED: usize = 32;

type Public = <X25519HkdfSha256 as Kem>::PublicKey;
type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

/// What may be sealed, each kind under a name of its own.
pub trait Confidential: Serialize + DeserializeOwned {
    /// The name, for ever.
    const NAME: &'static str;
}

impl Confidential for Filing {
    const NAME: &'static str = "filing";
}

impl Confidential for TicketSecret {
    const NAME: &'static str = "ticket";
}

/// A content that cannot be sealed.
#[derive(Debug, thiserror::Error)]
pub enum CannotSeal {
    /// It is longer than [`CONTENT_BYTES`].
    #[error("the content is longer than the desk takes")]
    TooLong,
    /// The key is no point of the curve that anything can be sealed to.
    #[error("the desk's key cannot be sealed to")]
    Key,
    /// The content cannot be written as JSON.
    #[error("the content cannot be written")]
    Unwritable(#[source] serde_json::Error),
}

/// A sealed content that cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum CannotOpen {
    /// Another key, another kind of content, or a byte was changed.
    #[error("not sealed to this key, or changed since")]
    Closed,
    /// It opened, and is no such content.
    #[error("the content cannot be read")]
    Unreadable(#[source] serde_json::Error),
}

/// A text that is no public key: 64 hexadecimal digits, lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a public key of a desk")]
pub struct NotADeskKey;

/// The desk's public key, 32 bytes, written in hexadecimal: whoever has it can seal to the desk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeskKey(Public);

impl DeskKey {
    /// Seals one content.
    ///
    /// # Errors
    /// [`CannotSeal`] when it is too long.
    pub fn seal<T: Confidential>(&self, content: &T) -> Result<Sealed<T>, CannotSeal> {
        let mut text = Zeroizing::new(serde_json::to_vec(content).map_err(CannotSeal::Unwritable)?);
        if text.len() > CONTENT_BYTES {
            return Err(CannotSeal::TooLong);
        }
        let filled = text.len().next_multiple_of(STEP);
        text.resize(filled, b' ');
        let (encapsulated, sealed) =
            hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                &OpModeS::Base,
                &self.0,
                INFO,
                &text,
                T::NAME.as_bytes(),
            )
            .map_err(|_| CannotSeal::Key)?;
        let bytes = [&[SCHEME], encapsulated.to_bytes().as_slice(), &sealed].concat();
        Ok(Sealed { text: BASE64URL_NOPAD.encode(&bytes), kind: PhantomData })
    }

    /// The bytes.
    pub fn bytes(&self) -> [u8; 32] {
        self.0.to_bytes().into()
    }
}

impl fmt::Display for DeskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.bytes()))
    }
}

impl fmt::Debug for DeskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeskKey({self})")
    }
}

impl FromStr for DeskKey {
    type Err = NotADeskKey;

    fn from_str(text: &str) -> Result<Self, NotADeskKey> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| NotADeskKey)?;
        Public::from_bytes(&bytes).map(Self).map_err(|_| NotADeskKey)
    }
}

impl TryFrom<String> for DeskKey {
    type Error = NotADeskKey;

    fn try_from(text: String) -> Result<Self, NotADeskKey> {
        text.parse()
    }
}

impl From<DeskKey> for String {
    fn from(key: DeskKey) -> Self {
        key.to_string()
    }
}

/// The desk's private key. It never leaves the desk, and is never printed by accident.
#[derive(Clone)]
pub struct DeskSecret {
    private: Private,
    public: Public,
}

impl DeskSecret {
    /// A new one.
    ///
    /// # Panics
    /// When the operating system has no random bytes to give.
    pub fn random() -> Self {
        Self::from_bytes(&random_bytes())
    }

    /// The one that 32 random bytes give, always the same (RFC 9180, `DeriveKeyPair`). The bytes are what is kept.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        let (private, public) = X25519HkdfSha256::derive_keypair(bytes);
        Self { private, public }
    }

    /// The public half.
    pub fn key(&self) -> DeskKey {
        DeskKey(self.public.clone())
    }

    /// Opens what was sealed to the public half.
    ///
    /// # Errors
    /// [`CannotOpen`] when it was sealed to another key, is of another kind, was changed, or is no such content.
    pub fn open<T: Confidential>(&self, sealed: &Sealed<T>) -> Result<T, CannotOpen> {
        let bytes = BASE64URL_NOPAD.decode(sealed.text.as_bytes()).map_err(|_| CannotOpen::Closed)?;
        let (scheme, rest) = bytes.split_first().ok_or(CannotOpen::Closed)?;
        let (encapsulated, sealed) = rest.split_at_checked(ENCAPSULATED).ok_or(CannotOpen::Closed)?;
        let encapsulated = Encapsulated::from_bytes(encapsulated).map_err(|_| CannotOpen::Closed)?;
        if *scheme != SCHEME {
            return Err(CannotOpen::Closed);
        }
        let text = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.private,
            &encapsulated,
            INFO,
            sealed,
            T::NAME.as_bytes(),
        )
        .map_err(|_| CannotOpen::Closed)?;
        serde_json::from_slice(&Zeroizing::new(text)).map_err(CannotOpen::Unreadable)
    }
}

impl fmt::Debug for DeskSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeskSecret(… of {})", self.key())
    }
}

/// A content of one kind, sealed to the desk.
pub struct Sealed<T> {
    text: String,
    kind: PhantomData<fn() -> T>,
}

// Written out, because derived ones would ask the same of the content.
impl<T> Clone for Sealed<T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), kind: PhantomData }
    }
}

impl<T> PartialEq for Sealed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Sealed<T> {}

impl<T> Serialize for Sealed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, T> Deserialize<'de> for Sealed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}

impl<T> Sealed<T> {
    /// As it travels and is stored.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} letters)", self.text.len())
    }
}

impl<T> TryFrom<String> for Sealed<T> {
    type Error = NotSealed;

    fn try_from(text: String) -> Result<Self, NotSealed> {
        let shape = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        if text.is_empty() || text.len() > SEALED_LETTERS || !text.bytes().all(shape) {
            return Err(NotSealed);
        }
        Ok(Self { text, kind: PhantomData })
    }
}

/// A text that is no sealed content, or a longer one than the desk takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a sealed content")]
pub struct NotSealed;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn secret() -> TicketSecret {
        TicketSecret { key: "the key".into(), holder: "the token".into() }
    }

    #[test]
    fn a_key_pair_is_made_of_its_bytes_and_written_in_hexadecimal() {
        let desk = DeskSecret::from_bytes(&[7; 32]);
        assert_eq!(DeskSecret::from_bytes(&[7; 32]).key(), desk.key());
        assert_ne!(DeskSecret::random().key(), desk.key());
        let text = desk.key().to_string();
        assert_eq!(text.len(), 64);
        assert_eq!(text.parse(), Ok(desk.key()));
        for wrong in ["", "00", &text[..62], &text.to_uppercase(), &format!("{text}00"), "é"] {
            assert_eq!(wrong.parse::<DeskKey>(), Err(NotADeskKey), "{wrong}");
        }
    }

    #[test]
    fn only_the_desk_opens_and_only_as_what_it_is() {
        let desk = DeskSecret::random();
        let sealed = desk.key().seal(&secret()).unwrap();
        assert!(!format!("{sealed:?}").contains(sealed.as_str()));
        assert_eq!(desk.open(&sealed).unwrap(), secret());
        assert!(matches!(DeskSecret::random().open(&sealed), Err(CannotOpen::Closed)));
        // The same bytes, taken for a filing.
        let other: Sealed<Filing> = sealed.as_str().to_owned().try_into().unwrap();
        assert!(matches!(desk.open(&other), Err(CannotOpen::Closed)));
    }

    #[test]
    fn the_same_content_is_never_sealed_alike_and_its_length_tells_little() {
        let desk = DeskSecret::random();
        let (one, other) = (desk.key().seal(&secret()).unwrap(), desk.key().seal(&secret()).unwrap());
        assert_ne!(one, other);
        let longer = TicketSecret { holder: "the token, and quite some more".into(), ..secret() };
        assert_eq!(desk.key().seal(&longer).unwrap().as_str().len(), one.as_str().len());
    }

    #[test]
    fn a_key_without_order_is_refused() {
        // The zero point would give every sealed content the same key.
        let zero: DeskKey = "00".repeat(32).parse().unwrap();
        assert!(matches!(zero.seal(&secret()), Err(CannotSeal::Key)));
    }

    #[test]
    fn what_is_too_long_is_not_sealed_and_the_longest_fits_on_the_wire() {
        let desk = DeskSecret::random();
        let of_length = |n: usize| TicketSecret { key: "k".repeat(n), holder: String::new() };
        let around = serde_json::to_vec(&of_length(0)).unwrap().len();
        let longest = desk.key().seal(&of_length(CONTENT_BYTES - around)).unwrap();
        let json = serde_json::to_string(&longest).unwrap();
        assert_eq!(serde_json::from_str::<Sealed<TicketSecret>>(&json).unwrap(), longest);
        let over = desk.key().seal(&of_length(CONTENT_BYTES - around + 1));
        assert!(matches!(over, Err(CannotSeal::TooLong)));
        assert!(Sealed::<TicketSecret>::try_from("A".repeat(SEALED_LETTERS + 1)).is_err());
        assert!(Sealed::<TicketSecret>::try_from(String::from("not base 64!")).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_changed_letter_is_noticed(at in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_-]") {
            let desk = DeskSecret::from_bytes(&[1; 32]);
            let sealed = desk.key().seal(&secret()).unwrap();
            let mut text = sealed.as_str().to_owned();
            let at = at.index(text.len());
            prop_assume!(text[at..=at] != letter);
            text.replace_range(at..=at, &letter);
            let changed: Sealed<TicketSecret> = text.try_into().unwrap();
            prop_assert!(desk.open(&changed).is_err());
        }

        #[test]
        fn a_shortened_or_foreign_text_opens_nothing(text in "[A-Za-z0-9_-]{1,400}") {
            let desk = DeskSecret::from_bytes(&[1; 32]);
            let foreign: Sealed<TicketSecret> = text.try_into().unwrap();
            prop_assert!(desk.open(&foreign).is_err());
        }
    }
}
