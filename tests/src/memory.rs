//! Folders in memory, where this machine has room for them: what a story throws away afterwards need not wait for a disk. What a disk
//! keeps is told by stories that bring one of their own.

use std::io;

use tempfile::TempDir;

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";
/// Bytes that must be free there: a container often has a few megabytes, and a desk keeps a reserve.
const ROOM: u64 = 2 << 30;

/// Whether there is room in memory.
pub fn has_room() -> bool {
    rustix::fs::statvfs(MEMORY).is_ok_and(|there| there.f_bavail.saturating_mul(there.f_frsize) >= ROOM)
}

/// A fresh folder whose name begins like this; on disk where there is no room in memory.
///
/// # Errors
/// When it cannot be made.
pub fn folder(beginning: &str) -> io::Result<TempDir> {
    let mut fresh = tempfile::Builder::new();
    fresh.prefix(beginning);
    if has_room()
        && let Ok(folder) = fresh.tempdir_in(MEMORY)
    {
        return Ok(folder);
    }
    fresh.tempdir()
}
