//! Room on the disk: refusing early instead of failing late.
//!
//! A store that runs out of room in the middle of a write is in the worst state there is: nobody knows what
//! was written. So appends are refused, whole and before anything is touched, while the disk still has a
//! reserve. Reads go on.
//!
//! Starting needs room too: the store writes while it recovers. If something else has eaten the reserve by
//! then, a ballast file is given up so that the desk can start and serve what it has; it is made again when
//! there is room.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use durable::Disk;

use super::{JournalError, folder};

/// What a start must have free: the store may open new segments and write down what it recovered.
const TO_START: u64 = 32 << 20;

/// Watches the room under one data folder.
pub(super) struct Reserve {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) data: PathBuf,
    /// Bytes that must stay free.
    pub(super) bytes: u64,
}

impl Reserve {
    fn free(&self) -> Result<u64, JournalError> {
        self.disk.free(&self.data).map_err(|error| JournalError::storage("asking for the free space", error))
    }

    /// Whether an append may begin.
    pub(super) fn check(&self) -> Result<(), JournalError> {
        let (free, reserve) = (self.free()?, self.bytes);
        if free < reserve { Err(JournalError::Full { free, reserve }) } else { Ok(()) }
    }

    /// Whether a start may write this many bytes on top of what it needs anyway.
    pub(super) fn can_spare(&self, bytes: u64) -> Result<bool, JournalError> {
        Ok(self.free()? >= TO_START.saturating_add(bytes))
    }

    /// Gives up the ballast if a start would otherwise lack room.
    pub(super) fn make_room(&self, ballast: &Path) -> Result<(), JournalError> {
        if self.can_spare(0)? {
            return Ok(());
        }
        match fs::remove_file(ballast) {
            Ok(()) => {
                tracing::warn!(
                    "the disk is nearly full; the ballast file was given up so that the desk can start"
                );
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(folder::storage("removing", ballast, error)),
        }
    }

    /// Makes the ballast if it is not there and there is room for it.
    pub(super) fn lay_ballast(&self, ballast: &Path, bytes: u64) -> Result<(), JournalError> {
        if bytes == 0 || ballast.exists() || self.free()? < self.bytes.saturating_add(bytes) {
            return Ok(());
        }
        let file = File::create(ballast).map_err(|error| folder::storage("creating", ballast, error))?;
        rustix::fs::fallocate(&file, rustix::fs::FallocateFlags::empty(), 0, bytes)
            .map_err(|error| folder::storage("filling", ballast, error.into()))
    }
}
