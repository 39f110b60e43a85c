//! The gate before a workbook: unpacks every part once, counting, and keeps nothing.
//!
//! A workbook is a zip archive, and a few kilobytes of it can unpack to gigabytes. The sizes written in its directory are
//! whatever its maker wrote, so they are not asked: only what really comes out counts. The shared strings are looked at as
//! well, because the reader behind this gate sets memory aside for as many of them as the file claims to have.

use std::io::{Cursor, Read};

use super::said::FileFault;

/// Parts a workbook may have; real ones have a few dozen.
const PARTS: usize = 2_000;
/// Shared strings a workbook may claim.
const CLAIMED_STRINGS: u64 = 5_000_000;
/// The attribute with that claim.
const CLAIM: &[u8] = b"uniqueCount";

/// Whether the file starts as a zip archive does.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Lets an archive pass that unpacks to at most `limit` bytes in all and is a workbook.
pub(super) fn check(bytes: &[u8], limit: usize) -> Result<(), FileFault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::BrokenWorkbook {})?;
    if archive.len() > PARTS {
        return Err(FileFault::UnpacksTooLarge { limit_bytes: limit });
    }
    let mut left = limit;
    let mut is_workbook = false;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|_| FileFault::BrokenWorkbook {})?;
        let name = part.name().map_err(|_| FileFault::BrokenWorkbook {})?.to_ascii_lowercase();
        is_workbook |= name.ends_with("workbook.xml");
        let strings = name.ends_with("sharedstrings.xml");
        let mut kept = Vec::new();
        let length = measure(&mut part, left, strings.then_some(&mut kept))
            .map_err(|_| FileFault::BrokenWorkbook {})?;
        left = length
            .and_then(|length| left.checked_sub(length))
            .ok_or(FileFault::UnpacksTooLarge { limit_bytes: limit })?;
        if strings {
            check_strings(&kept)?;
        }
    }
    if is_workbook { Ok(()) } else { Err(FileFault::NotAList { looks_like: "zip".to_owned() }) }
}

/// Bytes that come out of a part, or `None` when they are more than `limit`.
fn measure(
    part: &mut impl Read,
    limit: usize,
    mut kept: Option<&mut Vec<u8>>,
) -> std::io::Result<Option<usize>> {
    let mut buffer = vec![0; 64 << 10];
    let mut total = 0_usize;
    loop {
        let read = part.read(&mut buffer)?;
        if read == 0 {
            return Ok(Some(total));
        }
        total = total.saturating_add(read);
        if total > limit {
            return Ok(None);
        }
        if let Some(kept) = kept.as_deref_mut() {
            kept.extend_from_slice(&buffer[..read]);
        }
    }
}

/// Refuses shared strings that claim to be millions, or hide their claim in another encoding than every program writes.
fn check_strings(xml: &[u8]) -> Result<(), FileFault> {
    let head = xml[..xml.len().min(200)].to_ascii_lowercase();
    let declared_otherwise = find(&head, b"encoding").is_some() && find(&head, b"utf-8").is_none();
    if declared_otherwise || xml.contains(&0) || xml.starts_with(b"\xff\xfe") || xml.starts_with(b"\xfe\xff")
    {
        return Err(FileFault::UnreadableWorkbook {});
    }
    let mut rest = xml;
    while let Some(at) = find(rest, CLAIM) {
        rest = &rest[at + CLAIM.len()..];
        let digits: Vec<u8> = rest
            .iter()
            .copied()
            .skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\'' | b'+'))
            .take_while(u8::is_ascii_digit)
            .collect();
        let claimed =
            std::str::from_utf8(&digits).ok().filter(|digits| !digits.is_empty()).map(str::parse::<u64>);
        if claimed.is_some_and(|claimed| claimed.is_ok_and(|n| n > CLAIMED_STRINGS) || digits.len() > 18) {
            return Err(FileFault::UnreadableWorkbook {});
        }
    }
    Ok(())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
