//! A code as squares: drawn in dots, or left to a printer that can draw it.

use qrcode::{Color, EcLevel, QrCode};

use crate::{SlipError, dots::Dots};

/// Squares that stay white around a code. At the sides the edge of the paper counts.
const QUIET: usize = 4;
/// Dots of a square: below, a phone has to come too near; above, the slip grows and nobody reads it sooner.
const FEWEST: usize = 3;
const MOST: usize = 8;

/// A code, with the size in which it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    text: String,
    level: EcLevel,
    squares: usize,
    colors: Vec<Color>,
    module: usize,
}

impl Matrix {
    /// A code of a text that is `wished` dots wide if its squares are then large enough, and never wider than `widest`. Medium
    /// correction, so that a crease does not matter; less for a text that would not fit otherwise.
    pub(crate) fn of(text: &str, wished: usize, widest: usize) -> Result<Self, SlipError> {
        for level in [EcLevel::M, EcLevel::L] {
            let Ok(code) = QrCode::with_error_correction_level(text.as_bytes(), level) else { continue };
            let squares = code.width();
            let module = (wished / squares).max(FEWEST + 1).min(widest / squares).min(MOST);
            if module >= FEWEST {
                return Ok(Self {
                    text: text.to_owned(),
                    level,
                    squares,
                    colors: code.into_colors(),
                    module,
                });
            }
        }
        Err(SlipError::Code(text.len()))
    }

    /// A code with squares of a size, as a printer draws it by itself.
    pub(crate) fn with_module(text: &str, module: usize) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
        let squares = code.width();
        Some(Self { text: text.to_owned(), level: EcLevel::M, squares, colors: code.into_colors(), module })
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Dots of a square.
    pub fn module(&self) -> usize {
        self.module
    }

    /// Whether it has medium correction rather than little.
    pub fn is_medium(&self) -> bool {
        self.level == EcLevel::M
    }

    /// Dots of a side.
    pub fn side(&self) -> usize {
        self.squares * self.module
    }

    /// Dots that must stay white above and below.
    pub(crate) fn quiet(&self) -> usize {
        QUIET * self.module
    }

    /// Draws it with its upper left corner at a point.
    pub(crate) fn draw(&self, dots: &mut Dots, x: usize, y: usize) {
        let dark = self.colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark);
        for (at, _) in dark {
            let (column, row) = (at % self.squares, at / self.squares);
            dots.fill(x + column * self.module, y + row * self.module, self.module, self.module);
        }
    }
}
