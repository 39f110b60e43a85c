//! What the journal remembers of a photo: names, keys, digests and sizes.
//!
//! A [`Receipt`] holds keys and digests of confidential content, so it belongs into an entry's sealed body as a whole. Only a
//! [`FileName`] may stand in the clear: it is the digest of ciphertext under a random key and says nothing of the photo.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// Text that is not the digest, name or key it should be.
#[derive(Debug, thiserror::Error)]
#[error("not a well-formed {0}")]
pub struct Malformed(pub(super) &'static str);

/// A SHA-256 digest, written as 64 lower-case hexadecimal letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<String> for Digest {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Malformed> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| Malformed("digest"))?;
        bytes.try_into().map(Self).map_err(|_| Malformed("digest"))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        HEXLOWER.encode(&digest.0)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The name of a kept file: the digest of what lies on the disk, so that a file can be checked without any key.
///
/// Only 64 hexadecimal letters pass, so a name from outside can never leave the vault's folder.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

impl FileName {
    /// The name under which `sealed` is kept.
    pub fn of(sealed: &[u8]) -> Self {
        Self(Digest::of(sealed).to_string())
    }

    /// The 64 letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for FileName {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Malformed> {
        Digest::try_from(text).map(|digest| Self(digest.to_string())).map_err(|_| Malformed("file name"))
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The key of one kept file. It is wiped from memory when dropped and never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileKey(Zeroizing<[u8; 32]>);

impl FileKey {
    /// A fresh random key.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn fresh() -> std::io::Result<Self> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *key).map_err(std::io::Error::other)?;
        Ok(Self(key))
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<String> for FileKey {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Malformed> {
        let text = Zeroizing::new(text);
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map(Zeroizing::new);
        let bytes = bytes.map_err(|_| Malformed("file key"))?;
        let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| Malformed("file key"))?;
        Ok(Self(Zeroizing::new(key)))
    }
}

impl From<FileKey> for String {
    fn from(key: FileKey) -> Self {
        BASE64URL_NOPAD.encode(&*key.0)
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(…)")
    }
}

/// The formats that the desk takes. Copies and thumbnails are always JPEG.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Media {
    /// `image/jpeg`
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// `image/png`
    #[serde(rename = "image/png")]
    Png,
    /// `image/webp`
    #[serde(rename = "image/webp")]
    Webp,
}

impl Media {
    /// The value of a `Content-Type` header.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// The format with this `Content-Type`.
    pub fn named(content_type: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png, Self::Webp].into_iter().find(|media| media.content_type() == content_type)
    }

    /// The usual ending of a file name, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// One kept file: where it lies, how to open it, and what it is once opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The file's name in the vault.
    pub name: FileName,
    /// The file's own key.
    pub key: FileKey,
    /// SHA-256 of the bytes before sealing.
    pub sha256: Digest,
    /// How many bytes it has before sealing.
    pub bytes: u64,
    /// Width in pixels as stored in the picture (for an original: before it is turned upright).
    pub width: u32,
    /// Height in pixels as stored in the picture.
    pub height: u32,
    /// Its format.
    pub media: Media,
}

/// Everything needed to find, open and prove one photo again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The photo byte for byte as it came, with whatever the camera wrote into it.
    pub original: Kept,
    /// What others see: upright, at most a screen large, without hidden data.
    pub copy: Kept,
    /// A small picture for lists.
    pub thumbnail: Kept,
    /// When the desk had the photo; its copy and thumbnail were made then.
    pub received_at: Timestamp,
}

impl Receipt {
    /// The names of the three files, fit for the clear part of an entry.
    pub fn names(&self) -> [&FileName; 3] {
        [&self.original.name, &self.copy.name, &self.thumbnail.name]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_not_leave_the_folder() {
        for bad in ["", "../../etc/passwd", &"A".repeat(64), &"a".repeat(63), &"a/".repeat(32)] {
            assert!(FileName::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        assert!(FileName::try_from("a".repeat(64)).is_ok());
    }

    #[test]
    fn a_key_survives_the_journal_and_is_not_printed() {
        let key = FileKey::fresh().unwrap();
        let json = serde_json::to_string(&key).unwrap();
        assert_eq!(serde_json::from_str::<FileKey>(&json).unwrap(), key);
        assert_eq!(format!("{key:?}"), "FileKey(…)");
        assert!(serde_json::from_str::<FileKey>("\"AAAA\"").is_err());
    }
}
