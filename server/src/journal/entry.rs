//! The stored form of an entry: the bytes that the chain covers, and that must be readable for as long as a
//! fair matters.
//!
//! ```text
//! value  = hash (32) ‖ stored
//! stored = 1 (format) ‖ length of clear (4) ‖ clear ‖ 0   (no body)
//!                                ‖ 1 ‖ length of scope (2) ‖ scope ‖ generation (4) ‖ sealed
//! ```
//!
//! A hand-written layout rather than a serialisation crate: it is this short, it never changes under us with
//! a dependency, and someone with only a hex editor and this comment can read it. The hash stands in front
//! although it could be recomputed, because then one entry can be read and checked without walking the whole
//! chain, and a broken entry can be told from one that follows a broken entry.

use super::KeyScope;

/// Longest value, in bytes, that the journal stores for one entry, hash and seal included.
///
/// The store keeps up to some seventeen entries on one leaf and spills what exceeds a segment into files that
/// no sync covers. 60 KB each keeps the fullest leaf far below the segment size in `sled.rs`.
pub const MAX_STORED: usize = 60 * 1024;

const FORMAT: u8 = 1;
const HASH: usize = 32;

/// A decoded entry, borrowing from its stored bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stored<'a> {
    pub(super) clear: &'a [u8],
    pub(super) body: Option<SealedBody<'a>>,
}

/// A body as it is stored. It names its key, so keys can be found, counted and destroyed without opening
/// anything.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SealedBody<'a> {
    pub(super) scope: &'a str,
    /// Which of the scope's keys: a scope that was erased and then written to again has a new one.
    pub(super) generation: u32,
    pub(super) sealed: &'a [u8],
}

impl<'a> Stored<'a> {
    /// The bytes that go into the chain.
    pub(super) fn encode(&self) -> Vec<u8> {
        let sealed = self.body.as_ref().map_or(0, |body| body.sealed.len() + body.scope.len() + 6);
        let mut out = Vec::with_capacity(6 + self.clear.len() + sealed);
        out.push(FORMAT);
        out.extend(length::<u32>(self.clear.len()).to_be_bytes());
        out.extend(self.clear);
        let Some(body) = &self.body else {
            out.push(0);
            return out;
        };
        out.push(1);
        out.extend(length::<u16>(body.scope.len()).to_be_bytes());
        out.extend(body.scope.as_bytes());
        out.extend(body.generation.to_be_bytes());
        out.extend(body.sealed);
        out
    }

    /// Reads stored bytes back, or says what is wrong with them.
    pub(super) fn decode(bytes: &'a [u8]) -> Result<Self, String> {
        let (&format, rest) = bytes.split_first().ok_or("it is empty")?;
        if format != FORMAT {
            return Err(format!("it has format {format}, which this version does not know"));
        }
        Self::decode_fields(rest).ok_or_else(|| "its fields do not fit its length".to_owned())
    }

    fn decode_fields(rest: &'a [u8]) -> Option<Self> {
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (clear, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        match rest.split_first()? {
            (0, []) => Some(Self { clear, body: None }),
            (1, rest) => {
                let (length, rest) = rest.split_first_chunk::<2>()?;
                let (scope, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
                let (generation, sealed) = rest.split_first_chunk::<4>()?;
                let scope = std::str::from_utf8(scope).ok()?;
                let generation = u32::from_be_bytes(*generation);
                Some(Self { clear, body: Some(SealedBody { scope, generation, sealed }) })
            }
            (_, _) => None,
        }
    }
}

/// A length that was checked against [`MAX_STORED`] before.
fn length<T: TryFrom<usize>>(of: usize) -> T {
    let Ok(length) = T::try_from(of) else {
        unreachable!("lengths are checked before an entry is encoded");
    };
    length
}

/// How many bytes an entry will take, from its parts; `sealed` counts the seal's overhead.
pub(super) fn stored_len(clear: usize, body: Option<(&KeyScope, usize)>) -> usize {
    HASH + 6 + clear + body.map_or(0, |(scope, sealed)| scope.as_str().len() + 6 + sealed)
}

/// Puts the hash in front.
pub(super) fn join(hash: &[u8; HASH], stored: &[u8]) -> Vec<u8> {
    [hash, stored].concat()
}

/// Takes a value apart into hash and stored bytes.
pub(super) fn split(value: &[u8]) -> Option<(&[u8; HASH], &[u8])> {
    value.split_first_chunk()
}

/// Whatever these bytes are: if they are an entry, it is written as it was read.
#[cfg(test)]
pub(crate) fn assert_reads_back(bytes: &[u8]) {
    if let Ok(stored) = Stored::decode(bytes) {
        assert_eq!(stored.encode(), bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_reads_back() {
        for body in [None, Some(SealedBody { scope: "case/1", generation: 3, sealed: b"xyz" })] {
            let stored = Stored { clear: b"{}", body };
            let bytes = stored.encode();
            let parts = stored.body.as_ref().map(|b| (KeyScope::new(b.scope), b.sealed.len()));
            assert_eq!(32 + bytes.len(), stored_len(2, parts.as_ref().map(|(scope, len)| (scope, *len))));
            assert_eq!(Stored::decode(&bytes), Ok(stored));
        }
    }

    #[test]
    fn no_prefix_of_an_entry_decodes_and_nothing_panics() {
        let body = Some(SealedBody { scope: "case/1", generation: 3, sealed: b"" });
        let bytes = Stored { clear: b"{}", body }.encode();
        for end in 0..bytes.len() {
            assert!(Stored::decode(&bytes[..end]).is_err(), "{end}");
        }
        assert_eq!(
            Stored::decode(b"\x02{}"),
            Err("it has format 2, which this version does not know".into())
        );
    }
}
