//! Sealed files outside the store: one file each, named by the digest of what lies on the disk.
//!
//! A file is encrypted whole (XChaCha20-Poly1305) under a random key of its own, which is returned to the caller and kept nowhere
//! here. Its name is the SHA-256 of the ciphertext: it can be checked by anybody, and it says nothing about the content, which a
//! digest of the content would. Writing ends only when file and folders are synced, because the journal entry that names the
//! file comes next and must never name one that a power cut can take away.
//!
//! ```text
//! photos/incoming/<name>    being written; a leftover of a crash is found by `orphans`
//! photos/3f/3f0a…<name>     kept
//! ```

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use jiff::Timestamp;

use super::{Digest, EvidenceError, FileKey, FileName, Kept, Print};

/// Opens every sealed file and is authenticated with it, so that a later layout cannot be read as this one.
const MAGIC: &[u8; 8] = b"fairdsk1";
const NONCE: usize = 24;
const INCOMING: &str = "incoming";

/// Tells how many bytes are free on the medium that holds a path.
pub type FreeBytes = dyn Fn(&Path) -> io::Result<u64> + Send + Sync;

/// A file just kept: its name, and the only copy of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Where it lies.
    pub name: FileName,
    /// What opens it.
    pub key: FileKey,
}

/// A file that no fact names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// Where it lies.
    pub path: PathBuf,
    /// How many bytes it takes.
    pub bytes: u64,
    /// When it was last written, by the file system's clock.
    pub modified: Timestamp,
}

/// The folder of sealed files. Its calls block; the async side is [`super::Evidence`].
pub struct Vault {
    root: PathBuf,
    /// Bytes that must stay free, so that what was acknowledged can be worked on when the disk runs full.
    reserve: u64,
    free: Box<FreeBytes>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault")
            .field("root", &self.root)
            .field("reserve", &self.reserve)
            .finish_non_exhaustive()
    }
}

impl Vault {
    /// Opens the folder `root`, making it when it is not there.
    ///
    /// # Errors
    /// `Full` or `Storage`.
    pub fn at(root: impl Into<PathBuf>, reserve: u64, free: Box<FreeBytes>) -> Result<Self, EvidenceError> {
        let root = root.into();
        fs::create_dir_all(root.join(INCOMING))?;
        if let Some(parent) = root.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            sync_folder(parent)?;
        }
        sync_folder(&root)?;
        Ok(Self { root, reserve, free })
    }

    /// Where the file of this name lies, or would lie.
    pub fn path(&self, name: &FileName) -> PathBuf {
        self.root.join(Self::place(name))
    }

    /// Where the file of this name lies within a vault's folder.
    pub fn place(name: &FileName) -> PathBuf {
        Path::new(&name.as_str()[..2]).join(name.as_str())
    }

    /// Refuses when `bytes` more would touch the reserve.
    ///
    /// # Errors
    /// `Full`, or `Storage` when the medium does not say.
    pub fn expect_room(&self, bytes: u64) -> Result<(), EvidenceError> {
        let free = (self.free)(&self.root)?;
        if free < self.reserve.saturating_add(bytes) { Err(EvidenceError::Full) } else { Ok(()) }
    }

    /// Seals `bytes` under a fresh key and keeps them. When this returns, the file would survive a power cut.
    ///
    /// # Errors
    /// `Full` or `Storage`; then no fact may name the file, and what is left of it is found by [`Vault::orphans`].
    pub fn put(&self, bytes: &[u8]) -> Result<Stored, EvidenceError> {
        let key = FileKey::fresh()?;
        let sealed = seal(bytes, &key)?;
        let name = FileName::of(&sealed);
        self.expect_room(sealed.len() as u64)?;
        let unfinished = self.root.join(INCOMING).join(name.as_str());
        if let Err(error) = self.write(&unfinished, &sealed, &name) {
            // Half a file is of no use to anybody. Should it stay, `orphans` finds it.
            if let Err(left) = fs::remove_file(&unfinished)
                && left.kind() != io::ErrorKind::NotFound
            {
                tracing::warn!(error = %left, "an unfinished file stays until the next sweep");
            }
            return Err(error.into());
        }
        Ok(Stored { name, key })
    }

    /// Keeps one form of a photo, and notes what the journal must remember of it.
    ///
    /// # Errors
    /// As for [`Vault::put`].
    pub fn keep(&self, print: &Print) -> Result<Kept, EvidenceError> {
        let Stored { name, key } = self.put(&print.bytes)?;
        Ok(Kept {
            name,
            key,
            sha256: print.sha256,
            bytes: print.bytes.len() as u64,
            width: print.width,
            height: print.height,
            media: print.media,
        })
    }

    /// Writes under a passing name, syncs, renames, syncs the folders. The order is the promise.
    fn write(&self, unfinished: &Path, sealed: &[u8], name: &FileName) -> io::Result<()> {
        let mut file = File::create_new(unfinished)?;
        file.write_all(sealed)?;
        file.sync_all()?;
        let kept = self.path(name);
        let shard = kept.parent().unwrap_or(&self.root);
        match fs::create_dir(shard) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        fs::rename(unfinished, &kept)?;
        sync_folder(shard)?;
        // Always, not only after `create_dir`: whoever made the shard may have died before syncing it.
        sync_folder(&self.root)
    }

    /// Reads a file back and opens it.
    ///
    /// # Errors
    /// `Missing` when there is none, `Altered` when it is not what was kept or `key` is not its key, else `Storage`.
    pub fn open(&self, name: &FileName, key: &FileKey) -> Result<Vec<u8>, EvidenceError> {
        unseal(&self.sealed(name)?, key).ok_or(EvidenceError::Altered)
    }

    /// Compares a file with its name; needs no key.
    ///
    /// # Errors
    /// `Missing`, `Altered` or `Storage`.
    pub fn check(&self, name: &FileName) -> Result<(), EvidenceError> {
        let found = Digest::of(&self.sealed(name)?);
        if found.to_string() == name.as_str() { Ok(()) } else { Err(EvidenceError::Altered) }
    }

    fn sealed(&self, name: &FileName) -> Result<Vec<u8>, EvidenceError> {
        fs::read(self.path(name)).map_err(|error| {
            if error.kind() == io::ErrorKind::NotFound { EvidenceError::Missing } else { error.into() }
        })
    }

    /// The names of all files kept, in order.
    ///
    /// # Errors
    /// `Storage`.
    pub fn names(&self) -> Result<Vec<FileName>, EvidenceError> {
        let mut names: Vec<FileName> = walk(&self.root)?
            .into_iter()
            .filter(|(path, _)| !is_unfinished(&self.root, path))
            .filter_map(|(_, name)| name)
            .collect();
        names.sort();
        Ok(names)
    }

    /// Files that no fact names and that were last written more than `age` before `now`. Removes nothing.
    ///
    /// Young files are left out because a file is always there before the fact that names it. `age` must be longer than any
    /// upload can be under way; an hour is plenty. After the clock jumped back, files from the future count as young.
    ///
    /// # Errors
    /// `Storage`.
    pub fn orphans(
        &self,
        known: impl Fn(&FileName) -> bool,
        age: Duration,
        now: Timestamp,
    ) -> Result<Vec<Orphan>, EvidenceError> {
        Self::orphans_in(&self.root, known, age, now)
    }

    /// The same for the folder of a vault that is not to be opened, because nothing may be changed there.
    ///
    /// # Errors
    /// `Storage`, as when there is no such folder.
    pub fn orphans_in(
        root: &Path,
        known: impl Fn(&FileName) -> bool,
        age: Duration,
        now: Timestamp,
    ) -> Result<Vec<Orphan>, EvidenceError> {
        let mut orphans = Vec::new();
        for (path, name) in walk(root)? {
            if name.is_some_and(|name| !is_unfinished(root, &path) && known(&name)) {
                continue;
            }
            let metadata = match fs::metadata(&path) {
                Ok(metadata) => metadata,
                // Renamed or removed while the sweep ran.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error.into()),
            };
            let modified = Timestamp::try_from(metadata.modified()?).map_err(io::Error::other)?;
            if Duration::try_from(now.duration_since(modified)).is_ok_and(|old| old > age) {
                orphans.push(Orphan { path, bytes: metadata.len(), modified });
            }
        }
        orphans.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(orphans)
    }

    /// Removes what [`Vault::orphans`] found.
    ///
    /// # Errors
    /// `Storage`. A file that is already gone is no error.
    pub fn sweep(&self, orphan: &Orphan) -> Result<(), EvidenceError> {
        remove(&orphan.path)
    }

    /// Removes a kept file, as when its case is erased. Erasing the key is what makes it unreadable; this gives the space back.
    ///
    /// # Errors
    /// `Storage`. A file that is already gone is no error.
    pub fn remove(&self, name: &FileName) -> Result<(), EvidenceError> {
        remove(&self.path(name))
    }
}

fn is_unfinished(root: &Path, path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder == root.join(INCOMING))
}

/// Every file in the folders, with the name it bears if that is one of ours.
fn walk(root: &Path) -> io::Result<Vec<(PathBuf, Option<FileName>)>> {
    let mut files = Vec::new();
    for folder in fs::read_dir(root)? {
        let folder = folder?;
        if !folder.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder.path())? {
            let file = file?;
            if file.file_type()?.is_file() {
                let name = file.file_name().into_string().ok().and_then(|name| FileName::try_from(name).ok());
                files.push((file.path(), name));
            }
        }
    }
    Ok(files)
}

fn remove(path: &Path) -> Result<(), EvidenceError> {
    match fs::remove_file(path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    }
    if let Some(folder) = path.parent() {
        sync_folder(folder)?;
    }
    Ok(())
}

/// Makes the names in a folder durable; syncing a file does not.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// `MAGIC`, nonce, ciphertext with its tag.
fn seal(bytes: &[u8], key: &FileKey) -> Result<Vec<u8>, EvidenceError> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(io::Error::other)?;
    let ciphertext = XChaCha20Poly1305::new(&Key::from(*key.as_bytes()))
        .encrypt(&XNonce::from(nonce), Payload { msg: bytes, aad: MAGIC })
        .map_err(|_| io::Error::other("sealing failed"))?;
    Ok([MAGIC.as_slice(), &nonce, &ciphertext].concat())
}

fn unseal(sealed: &[u8], key: &FileKey) -> Option<Vec<u8>> {
    let (nonce, ciphertext) = sealed.strip_prefix(MAGIC)?.split_first_chunk::<NONCE>()?;
    XChaCha20Poly1305::new(&Key::from(*key.as_bytes()))
        .decrypt(&XNonce::from(*nonce), Payload { msg: ciphertext, aad: MAGIC })
        .ok()
}

#[cfg(test)]
mod tests;
