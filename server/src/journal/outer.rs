//! The outer key: the one secret that is a file, and that people look after.
//!
//! It opens the fair's signing key and the epoch key, and with them every body. By default it lies in `keys/`
//! beside the journal; it may be configured onto another medium (a stick that is taken out at night), so that
//! whoever walks off with the machine's disk has nothing but facts. It is made once and never changes, so a
//! copy of it in a safe stays good.
//!
//! The file is text, so that a person can see what it is, print it and type it back.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

use super::seal::Key;
use super::{JournalError, folder};

const TITLE: &str = "fairdesk outer key v1";

/// Reads the key file.
///
/// # Errors
/// [`JournalError::Key`] if there is none or it is not one.
pub(super) fn read(path: &Path) -> Result<Key, JournalError> {
    let text = folder::read_if_there(path)?.map(Zeroizing::new).ok_or_else(|| {
        key_error(path, "is not there; connect its medium, or restore it from its safe copy")
    })?;
    if fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0) {
        tracing::warn!(path = %path.display(), "the outer key can be read by other users of this machine");
    }
    let hex = text.strip_prefix(TITLE.as_bytes()).map(<[u8]>::trim_ascii);
    let bytes = hex.and_then(|hex| HEXLOWER.decode(hex).ok()).map(Zeroizing::new);
    bytes.and_then(|bytes| Key::from_slice(&bytes)).ok_or_else(|| key_error(path, "is not a key file"))
}

/// Reads the key file, or makes it with a new key, for a new store.
pub(super) fn read_or_create(path: &Path) -> Result<Key, JournalError> {
    if path.exists() {
        return read(path);
    }
    let key = Key::random()?;
    write(path, &key)?;
    Ok(key)
}

/// Writes a key file that only its owner can read; its folder is made if need be.
///
/// # Errors
/// [`JournalError::Storage`], also if the file exists: a key is never overwritten.
pub(super) fn write(path: &Path, key: &Key) -> Result<(), JournalError> {
    let doing = |error| JournalError::storage(format!("writing the key file {}", path.display()), error);
    let parent = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(parent).map_err(doing)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(doing)?;
    let text = Zeroizing::new(format!("{TITLE}\n{}\n", *Zeroizing::new(HEXLOWER.encode(key.bytes()))));
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(doing)?;
    Ok(folder::sync(parent)?)
}

fn key_error(path: &Path, why: &str) -> JournalError {
    JournalError::Key { why: format!("{} {why}", path.display()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_reads_back_is_private_and_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/outer.key");
        assert!(matches!(read(&path), Err(JournalError::Key { .. })));
        let key = read_or_create(&path).unwrap();
        assert_eq!(read_or_create(&path).unwrap().bytes(), key.bytes());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(write(&path, &key).is_err());
        fs::write(&path, "something else").unwrap();
        assert!(matches!(read(&path), Err(JournalError::Key { .. })));
    }
}
