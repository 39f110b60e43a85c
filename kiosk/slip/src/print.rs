//! From a slip to what a printer gets.

use papers::Missing;

use crate::{escpos, model::Slip, page::Part, pen::Letters, roll::Setting, sheets};

/// Why a slip cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlipError {
    /// A code on a roll cannot hold that much.
    #[error("{0} bytes are too many for a code on this roll")]
    Code(usize),
}

/// A slip as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Pictures, codes and cuts, in order.
    pub parts: Vec<Part>,
    /// What could not be printed as it is written; in its place stands the number of the letter, such as `[U+2A6D6]`.
    pub missing: Vec<Missing>,
}

impl Drawn {
    /// The bytes that make a printer print it.
    pub fn bytes(&self, setting: Setting) -> Vec<u8> {
        escpos::bytes(&self.parts, setting)
    }
}

/// Draws a slip for a printer.
///
/// # Errors
/// A text too long for a code. No text and no letter is ever an error.
pub fn draw(slip: &Slip, letters: &Letters, setting: Setting) -> Result<Drawn, SlipError> {
    sheets::draw(slip, letters, setting.roll, setting.codes)
}
