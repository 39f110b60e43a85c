//! The token in every form: proof that the form came from a page of ours, shown to this very browser.
//!
//! A token is a fresh nonce and the stamp over the nonce and what the browser is known by: its session, or, before
//! anybody signed in, its device cookie. No table is needed, a token lasts as long as that session or cookie, and no
//! two pages carry the same one, so that compressing a page does not give it away.

use data_encoding::BASE64URL_NOPAD;

use super::{
    secrets::{KeyHash, random_bytes},
    stamp::{Purpose, STAMP_BYTES, Stamper},
};

const NONCE_BYTES: usize = 9;

/// What a form's token is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoundTo {
    /// The session of somebody who signed in.
    Session(KeyHash),
    /// The device cookie of anybody else.
    Device(KeyHash),
}

impl BoundTo {
    fn parts(&self) -> [&[u8]; 2] {
        match self {
            Self::Session(hash) => [b"session", hash.bytes()],
            Self::Device(hash) => [b"device", hash.bytes()],
        }
    }
}

/// The token for a form that is being drawn.
pub fn token(stamper: &Stamper, bound: BoundTo) -> String {
    let nonce: [u8; NONCE_BYTES] = random_bytes();
    let [kind, id] = bound.parts();
    let stamp = stamper.stamp(Purpose::Form, &[kind, id, &nonce]);
    BASE64URL_NOPAD.encode(&[&nonce[..], &stamp].concat())
}

/// Whether a form that came back carries a token of ours for this browser.
pub fn is_genuine(stamper: &Stamper, bound: BoundTo, token: &str) -> bool {
    // Decoding is bounded: a longer text is no token.
    if token.len() > 2 * (NONCE_BYTES + STAMP_BYTES) {
        return false;
    }
    let Ok(bytes) = BASE64URL_NOPAD.decode(token.as_bytes()) else { return false };
    let Some((nonce, stamp)) = bytes.split_at_checked(NONCE_BYTES) else { return false };
    let [kind, id] = bound.parts();
    stamper.is_genuine(Purpose::Form, &[kind, id, nonce], stamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_holds_for_the_browser_it_was_made_for() {
        let stamper = Stamper::random();
        let (mine, other) = (KeyHash::of(b"mine"), KeyHash::of(b"other"));
        let token = token(&stamper, BoundTo::Session(mine));
        assert!(is_genuine(&stamper, BoundTo::Session(mine), &token));
        assert!(!is_genuine(&stamper, BoundTo::Session(other), &token));
        assert!(!is_genuine(&stamper, BoundTo::Device(mine), &token));
        assert!(!is_genuine(&Stamper::random(), BoundTo::Session(mine), &token));
    }

    #[test]
    fn no_two_pages_carry_the_same_token() {
        let stamper = Stamper::random();
        let bound = BoundTo::Device(KeyHash::of(b"mine"));
        assert_ne!(token(&stamper, bound), token(&stamper, bound));
    }

    #[test]
    fn nonsense_is_no_token() {
        let stamper = Stamper::random();
        let bound = BoundTo::Device(KeyHash::of(b"mine"));
        let good = token(&stamper, bound);
        for bad in ["", "a", "展", &good[1..], &format!("{good}A"), &"A".repeat(100_000)] {
            assert!(!is_genuine(&stamper, bound, bad));
        }
    }
}
