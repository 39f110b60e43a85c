//! The bytes a printer understands: the few ESC/POS commands that every roll printer knows, in one table.
//!
//! | bytes | does |
//! |---|---|
//! | `ESC @` | forgets what the last job set |
//! | `GS v 0` | prints a band of dots, small enough for a small buffer |
//! | `ESC a n` | left (0) or centred (1), for what the printer draws itself |
//! | `GS ( k` | draws a code: model, size of a square, correction, text, print |
//! | `ESC d n` | feeds lines, where nothing cuts |
//! | `GS V B n` | feeds to the cutter and cuts, leaving one point |
//! | `DLE EOT n` | asks how the printer is, at once, whatever else it is at |
//! | `GS r n` | asks the same in its turn: the answer comes when everything before it was worked through |
//!
//! Nothing that sounds, opens a drawer or writes in the printer's own letters is ever sent.

use crate::{dots::Dots, matrix::Matrix, page::Part, roll::Setting};

const ESC: u8 = 0x1b;
const GS: u8 = 0x1d;
const DLE: u8 = 0x10;
/// What, after [`DLE`], a printer obeys even in the middle of a picture.
const AT_ONCE: [u8; 3] = [0x04, 0x05, 0x14];

/// Bytes of a band: printers with little memory take this, and no command of ours is longer by more than [`HEAD`].
const BAND: usize = 1024;
/// Lines fed where nothing cuts, so that the last of them stands above the edge.
const TEAR: u8 = 4;

/// One of the four real-time questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Whether it is ready.
    Printer = 1,
    /// Why it is not.
    Offline = 2,
    /// Which error it has.
    Error = 3,
    /// How much paper there is.
    Paper = 4,
}

/// The bytes of a question.
pub(crate) fn ask(ask: Ask) -> [u8; 3] {
    [DLE, 0x04, ask as u8]
}

/// The question whose answer says that everything before it was worked through; it is answered with the state of the paper.
pub(crate) const DONE: [u8; 3] = [GS, b'r', 1];

/// Bytes before those of a picture or the text of a code.
const HEAD: usize = 16;

/// Ends a command that was broken off, whatever it was, and leaves the printer as it is when switched on. It is the command that
/// forgets everything, as often as the longest command is long: what of it does not fall into a picture does nothing.
pub(crate) fn ended() -> Vec<u8> {
    const LONGEST: usize = BAND + HEAD;
    [ESC, b'@'].repeat(LONGEST.div_ceil(2))
}

/// The bytes of a slip.
pub(crate) fn bytes(parts: &[Part], setting: Setting) -> Vec<u8> {
    let mut out = vec![ESC, b'@'];
    for part in parts {
        match part {
            Part::Dots(dots) => bands(&mut out, dots),
            Part::Code(matrix) => code(&mut out, matrix),
            Part::Cut if setting.cutter => out.extend([GS, b'V', b'B', 0]),
            Part::Cut => out.extend([ESC, b'd', TEAR]),
        }
    }
    out
}

fn bands(out: &mut Vec<u8>, dots: &Dots) {
    let stride = dots.stride().max(1);
    let rows = (BAND / stride).max(1);
    for band in dots.bytes().chunks(rows * stride) {
        let height = band.len() / stride;
        out.extend([GS, b'v', b'0', 0]);
        out.extend(two(stride));
        out.extend(two(height));
        picture(out, band);
    }
}

/// The bytes of a picture. Where some of them would be obeyed as a command, one dot more is printed.
fn picture(out: &mut Vec<u8>, band: &[u8]) {
    let after = band.iter().skip(1).map(Some).chain([None]);
    out.extend(band.iter().zip(after).map(|(byte, after)| {
        let obeyed = *byte == DLE && after.is_some_and(|after| AT_ONCE.contains(after));
        if obeyed { DLE | 0x08 } else { *byte }
    }));
}

fn code(out: &mut Vec<u8>, matrix: &Matrix) {
    let module = u8::try_from(matrix.module()).unwrap_or(u8::MAX);
    let level = if matrix.is_medium() { b'1' } else { b'0' };
    out.extend([ESC, b'a', 1]);
    symbol(out, &[b'A', b'2', 0]);
    symbol(out, &[b'C', module]);
    symbol(out, &[b'E', level]);
    let mut store = vec![b'P', b'0'];
    store.extend(matrix.text().bytes());
    symbol(out, &store);
    symbol(out, b"Q0");
    out.extend([ESC, b'a', 0]);
}

/// One function of `GS ( k` for QR codes.
fn symbol(out: &mut Vec<u8>, function: &[u8]) {
    out.extend([GS, b'(', b'k']);
    out.extend(two(function.len() + 1));
    out.push(b'1');
    out.extend(function);
}

/// A count in two bytes, the lower first.
fn two(count: usize) -> [u8; 2] {
    u16::try_from(count).unwrap_or(u16::MAX).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_picture_holds_a_command_that_is_obeyed_at_once(
            rows in proptest::collection::vec(prop_oneof![Just(DLE), Just(4), Just(5), Just(0x14), any::<u8>()], 0..4000),
            width in prop_oneof![Just(384_usize), Just(576)],
        ) {
            let mut out = Vec::new();
            bands(&mut out, &Dots::from_rows(width, rows));
            prop_assert!(!out.windows(2).any(|pair| pair[0] == DLE && AT_ONCE.contains(&pair[1])));
        }
    }
}
