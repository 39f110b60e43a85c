//! A receipt in the domain's words, to be sealed with the fact, and back again when a photo is to be opened.

use domain::body::{EvidenceBody, StoredFile};

use super::{
    Kept, Media, Receipt,
    receipt::{FileKey, Malformed},
};

impl From<Kept> for StoredFile {
    fn from(kept: Kept) -> Self {
        Self {
            name: kept.name.into(),
            key: FileKey::into(kept.key),
            sha256: kept.sha256.into(),
            bytes: kept.bytes,
            width: kept.width,
            height: kept.height,
            media_type: kept.media.content_type().to_owned(),
        }
    }
}

impl TryFrom<StoredFile> for Kept {
    type Error = Malformed;

    fn try_from(file: StoredFile) -> Result<Self, Malformed> {
        Ok(Self {
            name: file.name.try_into()?,
            key: file.key.try_into()?,
            sha256: file.sha256.try_into()?,
            bytes: file.bytes,
            width: file.width,
            height: file.height,
            media: Media::named(&file.media_type).ok_or(Malformed("media type"))?,
        })
    }
}

impl Receipt {
    /// What is sealed with the fact, with the sender's own words for the photo.
    pub fn into_body(self, caption: Option<String>) -> EvidenceBody {
        let Self { original, copy, thumbnail, received_at: _ } = self;
        EvidenceBody { original: original.into(), copy: copy.into(), thumbnail: thumbnail.into(), caption }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Digest, FileName};

    #[test]
    fn a_kept_file_survives_being_sealed() {
        let kept = Kept {
            name: FileName::of(b"sealed"),
            key: FileKey::fresh().unwrap(),
            sha256: Digest::of(b"plain"),
            bytes: 5,
            width: 4,
            height: 3,
            media: Media::Webp,
        };
        assert_eq!(Kept::try_from(StoredFile::from(kept.clone())).unwrap(), kept);
        let odd = StoredFile { media_type: "text/html".to_owned(), ..kept.into() };
        assert!(Kept::try_from(odd).is_err());
    }
}
