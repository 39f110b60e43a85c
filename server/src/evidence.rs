//! Photos given as evidence: taken in with limits, shown upright and without hidden data, kept sealed.
//!
//! A photo goes through two rooms. The [`Darkroom`] decodes it under limits of bytes, pixels, memory and time, and makes the
//! copy that others see and its thumbnail. The [`Vault`] seals the original, the copy and the thumbnail, each under a key of
//! its own, and has them on the disk for good before it answers. What comes out is a [`Receipt`]: the only place where those
//! keys stand. It belongs into the *sealed* body of the journal entry that names the photo, so that erasing the case's key
//! makes the photo unreadable too. File names are digests of ciphertext and may stand in the clear fact.

use std::sync::Arc;

use jiff::Timestamp;

pub mod darkroom;
pub mod photo;
pub mod receipt;
mod sealed;
mod shape;
pub mod shrink;
pub mod vault;

pub use darkroom::Darkroom;
pub use photo::{Limits, Prepared, Print};
pub use receipt::{Digest, FileKey, FileName, Kept, Media, Receipt};
pub use vault::Vault;

/// Why a photo was not taken in, or cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// More bytes than the desk takes for one photo.
    #[error("the photo is larger than {limit} bytes")]
    TooLarge {
        /// The most bytes one photo may have.
        limit: u64,
    },
    /// More pixels, or more memory per pixel, than the desk decodes.
    #[error("the photo has more than {limit} pixels, or needs as much memory as such a photo")]
    TooManyPixels {
        /// The most pixels one photo may have.
        limit: u64,
    },
    /// The bytes are no picture at all, whatever the file is called.
    #[error("this is not a photo")]
    NotAPhoto,
    /// A picture or paper, but in a format that the desk does not take.
    #[error("the format {format} is not taken; JPEG, PNG and WebP are")]
    OtherFormat {
        /// The format's usual name.
        format: &'static str,
    },
    /// It begins like a photo and cannot be decoded, or its end is missing.
    #[error("the photo is damaged or was cut short: {reason}")]
    Damaged {
        /// What the decoder said, for the log.
        reason: String,
    },
    /// Decoding took longer than the desk allows.
    #[error("the photo took too long to decode")]
    TooSlow,
    /// Too many photos are being decoded; the same upload may be sent again.
    #[error("too many photos are being worked on")]
    Busy,
    /// The disk is full, or its reserve would be touched.
    #[error("no space is left for photos")]
    Full,
    /// The disk failed.
    #[error("photo storage failed")]
    Storage(#[source] std::io::Error),
    /// No file of this name is kept.
    #[error("the file is missing")]
    Missing,
    /// The kept file is not what was stored, or the key is not its key.
    #[error("the kept file was altered, or its key is wrong")]
    Altered,
}

impl EvidenceError {
    /// The stable word for this error in problem documents and message catalogues.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "photo-too-large",
            Self::TooManyPixels { .. } => "photo-too-many-pixels",
            Self::NotAPhoto => "photo-not-a-photo",
            Self::OtherFormat { .. } => "photo-other-format",
            Self::Damaged { .. } => "photo-damaged",
            Self::TooSlow => "photo-too-slow",
            Self::Busy => "photo-busy",
            Self::Full => "photo-storage-full",
            Self::Storage(_) => "photo-storage-failed",
            Self::Missing => "photo-missing",
            Self::Altered => "photo-altered",
        }
    }
}

/// Sorts a failure of the disk: "full" is an answer of its own, because people can mend it.
impl From<std::io::Error> for EvidenceError {
    fn from(error: std::io::Error) -> Self {
        if matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded) {
            Self::Full
        } else {
            Self::Storage(error)
        }
    }
}

/// Takes photos in and hands them out. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Evidence {
    darkroom: Darkroom,
    vault: Arc<Vault>,
}

impl Evidence {
    /// Joins the two rooms.
    pub fn new(darkroom: Darkroom, vault: Arc<Vault>) -> Self {
        Self { darkroom, vault }
    }

    /// Decodes a photo, makes its copy and thumbnail, and keeps all three sealed.
    ///
    /// When this answers, the files would survive a power cut; the entry that names them may be written now. If that entry
    /// never comes, [`Vault::orphans`] finds the files later.
    ///
    /// # Errors
    /// Every [`EvidenceError`] but `Missing` and `Altered`. Nothing that was kept before is touched.
    pub async fn receive(&self, bytes: Vec<u8>, received_at: Timestamp) -> Result<Receipt, EvidenceError> {
        self.vault.expect_room(bytes.len() as u64)?;
        let prepared = self.darkroom.run(move |limits| photo::prepare(bytes, limits)).await?;
        let vault = Arc::clone(&self.vault);
        blocking(move || {
            Ok(Receipt {
                original: vault.keep(&prepared.original)?,
                copy: vault.keep(&prepared.copy)?,
                thumbnail: vault.keep(&prepared.thumbnail)?,
                received_at,
            })
        })
        .await
    }

    /// Removes the three files of a photo that no entry names and none will.
    ///
    /// # Errors
    /// `Storage`; what is left is found by [`Vault::orphans`].
    pub async fn forget(&self, receipt: &Receipt) -> Result<(), EvidenceError> {
        let vault = Arc::clone(&self.vault);
        let names = [&receipt.original, &receipt.copy, &receipt.thumbnail].map(|kept| kept.name.clone());
        blocking(move || names.iter().try_for_each(|name| vault.remove(name))).await
    }

    /// Reads one kept file back, as it was before sealing.
    ///
    /// # Errors
    /// `Missing`, `Altered` or `Storage`.
    pub async fn open(&self, kept: &Kept) -> Result<Vec<u8>, EvidenceError> {
        let vault = Arc::clone(&self.vault);
        let (name, key) = (kept.name.clone(), kept.key.clone());
        blocking(move || vault.open(&name, &key)).await
    }

    /// Where photos are decoded; reading a code from a photo goes through the same room.
    pub fn darkroom(&self) -> &Darkroom {
        &self.darkroom
    }

    /// Where the files are.
    pub fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }
}

/// Runs disk work off the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EvidenceError> + Send + 'static,
) -> Result<T, EvidenceError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(gone) => Err(EvidenceError::Storage(std::io::Error::other(gone))),
    }
}

#[cfg(test)]
mod tests;
