//! The journal's folder: what lies where, and the few file operations that must survive a power cut.
//!
//! ```text
//! <data>/lock             who has it open; and whether the last one to have it ended orderly
//! <data>/ballast          room that is given up when a full disk must be started on
//! <data>/keys/outer.key   unless it is configured elsewhere
//! <data>/journal/store/   the store's own folder
//! <data>/journal/head     how far the journal reaches, kept outside the store
//! <data>/journal/epochs   the sealed epoch keys
//! <data>/before-recovery/ `journal` as it was found after the last end that was not orderly
//! ```
//!
//! `journal` is one unit: it is made under another name and renamed into place whole, and recovery copies it
//! whole, so that a store never meets a head or keys from another moment.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

use super::{JournalError, seal};

/// The paths under one data folder.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) data: PathBuf,
}

impl Layout {
    pub(super) fn new(data: &Path) -> Self {
        Self { data: data.to_owned() }
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.data.join("lock")
    }

    pub(super) fn ballast(&self) -> PathBuf {
        self.data.join("ballast")
    }

    pub(super) fn outer_key(&self) -> PathBuf {
        self.data.join("keys/outer.key")
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.data.join("journal")
    }

    /// Where a new journal is made before it is renamed into place.
    pub(super) fn making(&self) -> PathBuf {
        self.data.join("journal.new")
    }

    pub(super) fn before_recovery(&self) -> PathBuf {
        self.data.join("before-recovery")
    }
}

/// The store's folder within a journal folder.
pub(super) fn store(journal: &Path) -> PathBuf {
    journal.join("store")
}

/// The head file within a journal folder.
pub(super) fn head(journal: &Path) -> PathBuf {
    journal.join("head")
}

/// The epoch file within a journal folder.
pub(super) fn epochs(journal: &Path) -> PathBuf {
    journal.join("epochs")
}

/// Makes a folder and its parents, durably.
pub(super) fn create(path: &Path) -> Result<(), JournalError> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !parent.is_dir() {
        create(parent)?;
    }
    fs::create_dir(path).map_err(|error| storage("creating", path, error))?;
    sync(parent)
}

/// Makes the names within a folder durable.
pub(super) fn sync(path: &Path) -> Result<(), JournalError> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    File::open(path).and_then(|folder| folder.sync_all()).map_err(|error| storage("syncing", path, error))
}

/// Renames within one folder, durably.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), JournalError> {
    fs::rename(from, to).map_err(|error| storage("renaming", from, error))?;
    sync(to.parent().unwrap_or(Path::new(".")))
}

/// Removes a folder with all that is in it, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), JournalError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(storage("removing", path, error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Copies a folder, durably; `to` must not exist.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), JournalError> {
    create(to)?;
    for item in fs::read_dir(from).map_err(|error| storage("reading", from, error))? {
        let item = item.map_err(|error| storage("reading", from, error))?;
        let (source, target) = (item.path(), to.join(item.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target)
                .and_then(|_| File::open(&target)?.sync_all())
                .map_err(|error| storage("copying", &source, error))?;
        }
    }
    sync(to)
}

/// Opens a file for reading; `None` if there is none.
pub(super) fn open_if_there(path: &Path) -> Result<Option<File>, JournalError> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(storage("opening", path, error)),
    }
}

/// The content of a small file; `None` if there is none.
pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, JournalError> {
    let Some(mut file) = open_if_there(path)? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|error| storage("reading", path, error))?;
    Ok(Some(bytes))
}

/// Bytes in all files of a folder.
pub(super) fn size(path: &Path) -> Result<u64, JournalError> {
    let mut sum = 0;
    for item in fs::read_dir(path).map_err(|error| storage("reading", path, error))? {
        let item = item.map_err(|error| storage("reading", path, error))?;
        let meta = item.metadata().map_err(|error| storage("reading", &item.path(), error))?;
        sum += if meta.is_dir() { size(&item.path())? } else { meta.len() };
    }
    Ok(sum)
}

/// Replaces a small secret file in one step, then overwrites what it held before.
///
/// The overwriting is honest effort, not a promise: flash and some file systems keep the old blocks all the
/// same.
pub(super) fn replace_secret(path: &Path, bytes: &[u8]) -> Result<(), JournalError> {
    let doing = |error| storage("writing", path, error);
    let old = match OpenOptions::new().write(true).open(path) {
        Ok(file) => Some(file),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(doing(error)),
    };
    let fresh = path.with_extension("new");
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&fresh).map_err(doing)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(doing)?;
    rename(&fresh, path)?;
    if let Some(old) = old {
        let length = old.metadata().map_err(doing)?.len();
        let zeros = vec![0; usize::try_from(length).unwrap_or(0)];
        old.write_all_at(&zeros, 0).and_then(|()| old.sync_all()).map_err(doing)?;
    }
    Ok(())
}

/// A folder for working on a copy; removed when dropped.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new(within: &Path) -> Result<Self, JournalError> {
        let mut name = [0; 8];
        seal::fill(&mut name)?;
        let path = within.join(format!("fairdesk-verify-{}", HEXLOWER.encode(&name)));
        let made = fs::DirBuilder::new().mode(0o700).create(&path);
        made.map_err(|error| storage("creating", &path, error))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = remove(&self.0) {
            tracing::warn!(path = %self.0.display(), error = &error as &dyn std::error::Error, "left a copy behind");
        }
    }
}

/// A [`JournalError::Storage`] that names the path.
pub(super) fn storage(doing: &str, path: &Path, error: std::io::Error) -> JournalError {
    JournalError::storage(format!("{doing} {}", path.display()), error)
}
