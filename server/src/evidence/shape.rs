//! What a file claims to be, read from its own bytes before any decoder runs.
//!
//! Decoders trust some of these claims: one allocates by a frame inside the file that may be far larger than the picture around
//! it, another fills the missing end of a broken upload with grey. Both are told apart here, in one pass and without allocating.

use super::{EvidenceError, Media};

/// Formats that people do send and that the desk does not take, so that the answer can name them.
const OTHERS: &[(usize, &[u8], &str)] = &[
    (4, b"ftypavif", "AVIF"),
    (4, b"ftypavis", "AVIF"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftyphev", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
    (4, b"ftypmsf1", "HEIC"),
    (4, b"ftyp", "video"),
    (0, b"GIF8", "GIF"),
    (0, b"%PDF-", "PDF"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
];

/// Tells the format by content; a file's name and declared type are never asked.
pub fn media(bytes: &[u8]) -> Result<Media, EvidenceError> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(Media::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(Media::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Media::Webp);
    }
    let other = OTHERS.iter().find(|(at, magic, _)| bytes.get(*at..at + magic.len()) == Some(*magic));
    Err(other.map_or(EvidenceError::NotAPhoto, |(.., format)| EvidenceError::OtherFormat { format }))
}

/// Refuses a file whose end is missing, or any part of which claims more than `limit` pixels.
///
/// PNG needs no look of its own: its decoder reads one header, and fails where data ends early.
pub fn plausible(media: Media, bytes: &[u8], limit: u64) -> Result<(), EvidenceError> {
    match media {
        Media::Jpeg => jpeg(bytes, limit),
        Media::Webp => webp(bytes, limit),
        Media::Png => Ok(()),
    }
}

fn cut_short() -> EvidenceError {
    EvidenceError::Damaged { reason: "the end is missing".to_owned() }
}

/// Compares one claimed size with the limit.
pub fn within(width: u32, height: u32, limit: u64) -> Result<(), EvidenceError> {
    if u64::from(width) * u64::from(height) > limit {
        return Err(EvidenceError::TooManyPixels { limit });
    }
    Ok(())
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// Walks the segments of a JPEG up to its end-of-image marker.
///
/// The marker must be found in the walk: an embedded preview carries one too, and would hide that the photo's own is missing.
fn jpeg(bytes: &[u8], limit: u64) -> Result<(), EvidenceError> {
    let mut at = 2;
    loop {
        // To the next marker: past picture content (where FF is followed by 00 or a restart mark) and fill bytes.
        while bytes.get(at).ok_or_else(cut_short)? != &0xFF {
            at += 1;
        }
        let marker = *bytes.get(at + 1).ok_or_else(cut_short)?;
        match marker {
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD8 => at += 2,
            0xD9 => return Ok(()),
            _ => {
                let length = big_endian(bytes, at + 2).ok_or_else(cut_short)?;
                let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
                if is_frame {
                    let height = big_endian(bytes, at + 5).ok_or_else(cut_short)?;
                    let width = big_endian(bytes, at + 7).ok_or_else(cut_short)?;
                    within(width.into(), height.into(), limit)?;
                }
                at += 2 + usize::from(length.max(2));
            }
        }
    }
}

fn little_endian(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Walks the chunks of a WebP, those inside animation frames too.
fn webp(bytes: &[u8], limit: u64) -> Result<(), EvidenceError> {
    /// Sizes are 14 bits wide.
    const SIDE: u32 = 0x3FFF;
    let whole = little_endian(bytes, 4).ok_or_else(cut_short)?;
    if (bytes.len() as u64) < u64::from(whole) + 8 {
        return Err(cut_short());
    }
    let mut at = 12;
    while let (Some(name), Some(length)) = (bytes.get(at..at + 4), little_endian(bytes, at + 4)) {
        let body = at + 8;
        match name {
            b"VP8 " => {
                let size = little_endian(bytes, body + 6).ok_or_else(cut_short)?;
                within(size & SIDE, (size >> 16) & SIDE, limit)?;
            }
            b"VP8L" => {
                let size = little_endian(bytes, body + 1).ok_or_else(cut_short)?;
                within((size & SIDE) + 1, ((size >> 14) & SIDE) + 1, limit)?;
            }
            // A frame holds chunks of its own after 16 bytes; what follows them is the next frame.
            b"ANMF" => {
                at = body + 16;
                continue;
            }
            _ => {}
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        at = body.saturating_add(length).saturating_add(length & 1);
        if at > bytes.len() {
            break;
        }
    }
    Ok(())
}
