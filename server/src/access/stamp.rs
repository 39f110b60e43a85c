//! Stamps: marks by which the desk recognises what it gave out itself, such as the token in a form or the cookie of a
//! device. One secret key, kept in the data folder so that a restart does not make every open form stale.

use std::{fs, io, path::Path};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{private_file, secrets::random_bytes};

/// Length of a stamp in bytes: 128 bits, far beyond guessing.
pub const STAMP_BYTES: usize = 16;

/// What a stamp is for. A stamp for one purpose is worth nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The token in a form.
    Form,
    /// The cookie of a device.
    Device,
    /// Names in the file of devices that signed in.
    SignInName,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Form => b"fairdesk form",
            Self::Device => b"fairdesk device",
            Self::SignInName => b"fairdesk sign-in name",
        }
    }
}

/// Makes and recognises stamps.
pub struct Stamper {
    key: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for Stamper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stamper(…)")
    }
}

impl Stamper {
    /// Reads the key in `path`, or makes one there.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds something else.
    pub fn open(path: &Path) -> io::Result<Self> {
        match fs::read(path) {
            Ok(bytes) => {
                let bytes = Zeroizing::new(bytes);
                let key = bytes.as_slice().try_into().map_err(|_| {
                    io::Error::new(io::ErrorKind::InvalidData, "the file is damaged: it must hold 32 bytes")
                })?;
                Ok(Self { key: Zeroizing::new(key) })
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                let stamper = Self::random();
                private_file::replace(path, &*stamper.key)?;
                Ok(stamper)
            }
            Err(e) => Err(e),
        }
    }

    /// One whose stamps nobody recognises after a restart.
    pub fn random() -> Self {
        Self { key: Zeroizing::new(random_bytes()) }
    }

    /// The stamp on `parts`, which cannot be moved to other parts or to another purpose.
    pub fn stamp(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; STAMP_BYTES] {
        let mut stamp = [0; STAMP_BYTES];
        stamp.copy_from_slice(&self.mac(purpose, parts).finalize().into_bytes()[..STAMP_BYTES]);
        stamp
    }

    /// Whether `stamp` is the one on these parts. Takes the same time wherever it differs.
    pub fn is_genuine(&self, purpose: Purpose, parts: &[&[u8]], stamp: &[u8]) -> bool {
        stamp.len() == STAMP_BYTES && self.mac(purpose, parts).verify_truncated_left(stamp).is_ok()
    }

    fn mac(&self, purpose: Purpose, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.key).expect("a key of any length is taken");
        // Each part with its length in front, so that no two lists of parts read the same.
        for part in [purpose.label()].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_holds_for_its_parts_and_purpose_alone() {
        let stamper = Stamper::random();
        let stamp = stamper.stamp(Purpose::Form, &[b"ab", b"c"]);
        assert!(stamper.is_genuine(Purpose::Form, &[b"ab", b"c"], &stamp));
        assert!(!stamper.is_genuine(Purpose::Form, &[b"a", b"bc"], &stamp), "parts keep their bounds");
        assert!(!stamper.is_genuine(Purpose::Device, &[b"ab", b"c"], &stamp));
        assert!(!stamper.is_genuine(Purpose::Form, &[b"ab", b"c"], &stamp[..8]));
        assert!(!stamper.is_genuine(Purpose::Form, &[b"ab", b"c"], &[]));
        assert!(!Stamper::random().is_genuine(Purpose::Form, &[b"ab", b"c"], &stamp));
    }

    #[test]
    fn the_key_survives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("access.key");
        let stamp = Stamper::open(&path).unwrap().stamp(Purpose::Form, &[b"x"]);
        assert!(Stamper::open(&path).unwrap().is_genuine(Purpose::Form, &[b"x"], &stamp));
    }

    #[test]
    fn a_damaged_key_is_told_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("access.key");
        fs::write(&path, "short").unwrap();
        assert_eq!(Stamper::open(&path).unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(fs::read(&path).unwrap(), b"short");
    }
}
