//! What is asked of the disk that a test wants to answer itself: a full disk, and a sync that fails.

use std::fs::File;
use std::io;
use std::path::Path;

/// A disk.
pub trait Disk: Send + Sync {
    /// Bytes free for this user on the file system that holds `path`.
    ///
    /// # Errors
    /// The system's.
    fn free(&self, path: &Path) -> io::Result<u64>;

    /// Makes the content of `file` durable.
    ///
    /// # Errors
    /// The system's.
    fn sync(&self, file: &File) -> io::Result<()>;
}

/// The real thing.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalDisk;

impl Disk for LocalDisk {
    fn free(&self, path: &Path) -> io::Result<u64> {
        let stat = rustix::fs::statvfs(path)?;
        Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }
}
