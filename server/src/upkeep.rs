//! What the desk knows of its own machine: room on the disk, and when the fair was last copied. The organiser's page of today
//! warns by it.
//!
//! Both are looked at by the desk's clock and not by each page: a page is drawn after every change.

use std::{
    fs, io,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Left in the data folder by every backup that was made and read back.
const MARK: &str = "backed-up.json";

/// What a backup leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// When it was made.
    pub made_at: Timestamp,
    /// The journal's last entry in it.
    pub seq: u64,
}

/// Leaves the mark of a backup, durably.
///
/// # Errors
/// The system's.
pub fn mark(data: &Path, mark: &Mark) -> anyhow::Result<()> {
    Ok(durable::folder::replace(&data.join(MARK), &serde_json::to_vec(mark)?)?)
}

/// The machine as it was last looked at.
#[derive(Debug)]
pub struct Upkeep {
    /// Bytes; the largest number while nobody has looked.
    free: AtomicU64,
    backed_up: Mutex<Option<Mark>>,
}

impl Default for Upkeep {
    fn default() -> Self {
        Self { free: AtomicU64::new(u64::MAX), backed_up: Mutex::new(None) }
    }
}

impl Upkeep {
    /// So many bytes are free where the data folder is.
    pub fn disk_has(&self, free: u64) {
        self.free.store(free, Ordering::Relaxed);
    }

    /// Bytes free where the data folder is; `None` while nobody has looked.
    pub fn free(&self) -> Option<u64> {
        Some(self.free.load(Ordering::Relaxed)).filter(|free| *free != u64::MAX)
    }

    /// The last backup, as its mark says; `None` when there was none, or its mark cannot be read.
    pub fn backed_up(&self) -> Option<Mark> {
        *self.backed_up.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks for the mark of the last backup.
    ///
    /// # Errors
    /// When it is there and cannot be read; the backup then counts as not made.
    pub fn look(&self, data: &Path) -> io::Result<()> {
        let found = match fs::read(data.join(MARK)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::from),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        };
        let (mark, looked) = match found {
            Ok(mark) => (mark, Ok(())),
            Err(error) => (None, Err(error)),
        };
        *self.backed_up.lock().unwrap_or_else(PoisonError::into_inner) = mark;
        looked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_known_by_its_mark_and_a_spoiled_mark_by_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let upkeep = Upkeep::default();
        upkeep.look(folder.path()).unwrap();
        assert_eq!((upkeep.backed_up(), upkeep.free()), (None, None));
        let made = Mark { made_at: "2026-03-10T10:00:00Z".parse().unwrap(), seq: 12 };
        mark(folder.path(), &made).unwrap();
        upkeep.look(folder.path()).unwrap();
        assert_eq!(upkeep.backed_up(), Some(made));
        fs::write(folder.path().join(MARK), b"{\"made_at\":").unwrap();
        assert!(upkeep.look(folder.path()).is_err());
        assert_eq!(upkeep.backed_up(), None);
    }
}
