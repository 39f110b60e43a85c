//! The chain: what makes an entry's place and content provable.
//!
//! `hash = SHA-256(tag ‖ hash before ‖ seq ‖ stored bytes)`, all numbers big-endian. The tag keeps these
//! hashes apart from any other use of SHA-256, the stored bytes come last so that nothing can slide from one
//! field into the next, and the chain starts from a value derived from the fair, so a chain cannot be passed
//! off as another fair's. Anyone can recompute this with a dozen lines in any language: that is the point.
//!
//! [`walk`] is the only loop that judges a chain. A start, `verify` and a snapshot all use it, so they cannot
//! disagree about what counts as damage.

use sha2::{Digest, Sha256};

use super::entry::Stored;
use super::shelf::{self, Pairs};
use super::{FairId, Head, JournalError};

const ENTRY_TAG: &[u8] = b"fairdesk journal entry v1\0";
const GENESIS_TAG: &[u8] = b"fairdesk journal genesis v1\0";

/// Entries asked for at once while walking; a shelf hands out fewer when they are long.
const STRIDE: usize = 1024;

/// The head of a journal without entries.
pub(super) fn genesis(fair: FairId) -> Head {
    Head { seq: 0, hash: Sha256::new().chain_update(GENESIS_TAG).chain_update(fair.0).finalize().into() }
}

/// Where the chain stands after `stored` was put behind `prev`.
pub(super) fn next(prev: Head, stored: &[u8]) -> Head {
    let seq = prev.seq + 1;
    let hash = Sha256::new()
        .chain_update(ENTRY_TAG)
        .chain_update(prev.hash)
        .chain_update(seq.to_be_bytes())
        .chain_update(stored)
        .finalize();
    Head { seq, hash: hash.into() }
}

/// One link of a chain that holds up to here.
pub(super) struct Link<'a> {
    pub(super) prev: Head,
    pub(super) head: Head,
    pub(super) stored: Stored<'a>,
    /// The value as the shelf keeps it.
    pub(super) value: &'a [u8],
}

/// Checks that `value` is the entry after `prev`.
///
/// # Errors
/// [`JournalError::Corrupt`] naming that entry.
pub(super) fn link(prev: Head, value: &[u8]) -> Result<Link<'_>, JournalError> {
    let seq = prev.seq + 1;
    let (hash, stored) = super::entry::split(value)
        .ok_or_else(|| JournalError::corrupt(seq, "it is shorter than any entry can be"))?;
    let head = next(prev, stored);
    if head.hash != *hash {
        return Err(JournalError::corrupt(
            seq,
            "its content or the entry before it is not what its hash covers",
        ));
    }
    let stored = Stored::decode(stored).map_err(|why| JournalError::corrupt(seq, why))?;
    Ok(Link { prev, head, stored, value })
}

/// Walks from the entry after `from` up to number `last` at most, and returns where the chain ends.
///
/// # Errors
/// [`JournalError::Corrupt`] naming the first entry that is broken or left out, or whatever `each` returns.
pub(super) fn walk(
    shelf: &dyn Pairs,
    fair: FairId,
    from: Head,
    last: u64,
    each: &mut dyn FnMut(&Link<'_>) -> Result<(), JournalError>,
) -> Result<Head, JournalError> {
    let prefix = shelf::entries(fair);
    let mut head = from;
    while head.seq < last {
        let left = usize::try_from(last - head.seq).unwrap_or(usize::MAX);
        let pairs = shelf.scan(&prefix, &shelf::entry(fair, head.seq + 1), STRIDE.min(left))?;
        if pairs.is_empty() {
            break;
        }
        for (key, value) in pairs {
            if key != shelf::entry(fair, head.seq + 1) {
                return Err(JournalError::corrupt(
                    head.seq + 1,
                    "it is missing, though later entries are there",
                ));
            }
            let link = link(head, &value)?;
            each(&link)?;
            head = link.head;
        }
    }
    Ok(head)
}

/// Walks a whole journal and holds its end against the head kept outside the store.
///
/// A store may be ahead of its head, because the head is written after the store: then the head catches up. A
/// store behind its head has lost entries that were acknowledged.
///
/// # Errors
/// As for [`walk`], and [`JournalError::Corrupt`] naming the first missing entry if the store ends before
/// `known`.
pub(super) fn walk_whole(
    shelf: &dyn Pairs,
    fair: FairId,
    known: Head,
    each: &mut dyn FnMut(&Link<'_>) -> Result<(), JournalError>,
) -> Result<Head, JournalError> {
    let begin = genesis(fair);
    let meets = |head: Head| {
        if head.seq == known.seq && head.hash != known.hash {
            return Err(JournalError::corrupt(head.seq, "it is not the entry that the head file names"));
        }
        Ok(())
    };
    meets(begin)?;
    let end = walk(shelf, fair, begin, u64::MAX, &mut |link| {
        meets(link.head)?;
        each(link)
    })?;
    if end.seq < known.seq {
        let why = format!(
            "the store ends with entry {}, but {} were written: the rest is lost",
            end.seq, known.seq
        );
        return Err(JournalError::corrupt(end.seq + 1, why));
    }
    Ok(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAIR: FairId = FairId([7; 16]);

    #[test]
    fn a_hash_depends_on_fair_place_and_content() {
        let one = next(genesis(FAIR), b"a");
        assert_eq!(one.seq, 1);
        assert_ne!(one.hash, next(genesis(FairId([8; 16])), b"a").hash);
        assert_ne!(one.hash, next(genesis(FAIR), b"b").hash);
        assert_ne!(next(one, b"a").hash, one.hash);
        assert_ne!(next(Head { seq: 5, ..one }, b"a").hash, next(one, b"a").hash);
    }
}
