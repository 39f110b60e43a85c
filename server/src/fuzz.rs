//! Bytes of nobody's making, for every parser that meets what strangers send: lists, photos, codes in photos, forms, entries of the
//! journal, keys and cookies and PINs.
//!
//! Each target begins with good input, spoils it in a few places and hands it in; what must hold is said beside the target. In an
//! ordinary test run each gets a fixed number of rounds from a fixed seed; `scripts/fuzz` gives it time instead, and a seed of its
//! own. Input that broke something is written to `target/fuzz/`; once mended it moves to `server/fuzz/<target>/`, whose files
//! are handed in first and as they are, for ever.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    clock::{Clock, SystemClock},
    evidence::Digest,
};

mod pictures;
mod targets;

/// How many rounds a target gets when nobody says how long.
const ROUNDS: u64 = 400;

/// Bytes that break things more often than others.
const NASTY: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x80\0\0\0",
    b"\0\0\0\0",
    b"\r\n",
    b"\r\n\r\n",
    b"--",
    b"\"",
    b"\"\"\"",
    b";",
    b",",
    b"\t",
    b"%",
    b"%00",
    b"&=",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xe2\x80\xae",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"PK\x03\x04",
    b"[[[[[[[[[[[[[[[[",
    b"{\"a\":",
    b"1e999",
    b"-1",
    b"99999999999999999999",
    b"../",
    b"=1+1",
];

/// Numbers that look random and are the same for the same seed (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`; 0 when there is nothing below.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % (end.max(1) as u64)).unwrap()
    }

    fn one_of<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }
}

/// Spoils good input in a few places.
fn spoil(good: &[&[u8]], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = dice.one_of(good).to_vec();
    for _ in 0..=dice.below(6) {
        let (at, other) = (dice.below(bytes.len() + 1), dice.below(bytes.len() + 1));
        let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 64));
        match dice.below(8) {
            0 if !bytes.is_empty() => {
                let (at, bit) = (dice.below(bytes.len()), dice.below(8));
                bytes[at] ^= 1 << bit;
            }
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(from..to)),
            3 => {
                let again = bytes[from..to].repeat(1 + dice.below(20));
                bytes.splice(at..at, again);
            }
            4 => {
                let tail = dice.one_of(good);
                bytes.truncate(at);
                bytes.extend_from_slice(&tail[dice.below(tail.len())..]);
            }
            5 => {
                let random = dice.roll().to_le_bytes();
                let end = bytes.len().min(at + 8);
                bytes.splice(at..end, random);
            }
            6 => {
                let nasty = dice.one_of(NASTY);
                let end = bytes.len().min(at + nasty.len());
                bytes.splice(at..end, nasty.iter().copied());
            }
            _ => {
                let nasty = dice.one_of(NASTY);
                bytes.splice(at..at, nasty.iter().copied());
            }
        }
    }
    bytes
}

/// How long a target is tried.
enum Length {
    Rounds(u64),
    Time(Duration),
}

impl Length {
    fn chosen() -> Self {
        let seconds = std::env::var("FAIRDESK_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
        seconds.map_or(Self::Rounds(ROUNDS), |seconds| Self::Time(Duration::from_secs(seconds)))
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The findings of old, as they were.
fn kept(target: &str) -> Vec<Vec<u8>> {
    let Ok(found) = std::fs::read_dir(folder("fuzz").join(target)) else { return Vec::new() };
    let mut paths: Vec<_> = found.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Tries a target: what is kept as it is, then `good` input spoiled again and again. `holds` panics when something does not.
fn try_out(target: &str, good: &[Vec<u8>], mut holds: impl FnMut(&[u8])) {
    let kept = kept(target);
    let mut hand_in = |bytes: &[u8]| {
        if catch_unwind(AssertUnwindSafe(|| holds(bytes))).is_err() {
            let found = folder("../target/fuzz").join(format!("{target}-{}", Digest::of(bytes)));
            std::fs::create_dir_all(found.parent().unwrap()).unwrap();
            std::fs::write(&found, bytes).unwrap();
            panic!("{target}: {} bytes broke it; they are kept in {}", bytes.len(), found.display());
        }
    };
    let good: Vec<&[u8]> = good.iter().chain(&kept).map(Vec::as_slice).collect();
    for bytes in &good {
        hand_in(bytes);
    }
    let seed = std::env::var("FAIRDESK_FUZZ_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut dice = Dice(seed);
    let (clock, length) = (SystemClock::start(), Length::chosen());
    let begun = clock.monotonic();
    let mut rounds = 0_u64;
    loop {
        let over = match length {
            Length::Rounds(most) => rounds >= most,
            Length::Time(most) => clock.monotonic().saturating_sub(begun) >= most,
        };
        if over {
            break;
        }
        hand_in(&spoil(&good, &mut dice));
        rounds += 1;
    }
    println!("fuzz: {target}: {rounds} spoiled inputs from seed {seed}, {} kept ones", kept.len());
}
