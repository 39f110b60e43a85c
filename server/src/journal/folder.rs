//! The journal's folder: what lies where, and the file operations that its secrets need.
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

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

pub(super) use durable::folder::{copy, create, read_if_there, remove, rename, size, sync};

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
