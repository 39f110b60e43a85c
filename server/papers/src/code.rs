//! QR codes as outlines: sharp at any size, and small in the file.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcode::{EcLevel, QrCode};

use crate::{PaperError, measure::mm};

/// Empty squares around a code, which readers need.
const QUIET: usize = 4;

/// A QR code, ready to be drawn at any place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    side: usize,
    /// Row, first column and length of each dark run.
    runs: Vec<(usize, usize, usize)>,
}

impl Code {
    /// A code of a text; medium correction, so that a crease or a stamp on it does not matter.
    pub(crate) fn of(text: &str) -> Result<Self, PaperError> {
        let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M)
            .or_else(|_| QrCode::with_error_correction_level(text.as_bytes(), EcLevel::L))
            .map_err(|_| PaperError::Code(text.len()))?;
        let side = code.width();
        let colors = code.to_colors();
        let mut runs = Vec::new();
        for (row, squares) in colors.chunks(side).enumerate() {
            let mut column = 0;
            for run in squares.chunk_by(PartialEq::eq) {
                if run.first().is_some_and(|color| *color == qrcode::Color::Dark) {
                    runs.push((row, column, run.len()));
                }
                column += run.len();
            }
        }
        Ok(Self { side, runs })
    }

    /// Squares along a side, with the quiet zone.
    pub(crate) fn squares(&self) -> usize {
        self.side + 2 * QUIET
    }

    /// A side long enough that a phone reads it from an office printer's paper: 0.4 mm a square, from 22 to 34 mm.
    pub(crate) fn good_side(&self) -> f32 {
        (as_length(self.squares()) * mm(0.42)).clamp(mm(22.0), mm(34.0))
    }

    /// The dark squares as an outline within a square of that side.
    pub(crate) fn outline(&self, x: f32, y: f32, side: f32) -> Option<Path> {
        let step = side / as_length(self.squares());
        let mut path = PathBuilder::new();
        for (row, column, length) in &self.runs {
            let (left, top) = (x + as_length(column + QUIET) * step, y + as_length(row + QUIET) * step);
            if let Some(run) = Rect::from_xywh(left, top, as_length(*length) * step, step) {
                path.push_rect(run);
            }
        }
        path.finish()
    }

    /// The dark squares as the `d` of an SVG path, one unit a square, and the side in units.
    pub(crate) fn svg(&self) -> (String, usize) {
        use std::fmt::Write as _;
        let mut path = String::new();
        for (row, column, length) in &self.runs {
            write!(path, "M{} {}h{length}v1h-{length}z", column + QUIET, row + QUIET)
                .expect("a string takes every text");
        }
        (path, self.squares())
    }
}

/// Counts of squares are far below where a float rounds.
fn as_length(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
