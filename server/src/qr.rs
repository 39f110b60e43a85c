//! QR codes: drawn for phones, paper and the terminal, and read back from photos.
//!
//! All of them use error correction M (a sixth of the code may be scratched) and the quiet zone of four modules that scanners are
//! promised. Edges lie on whole pixels: a module that is sometimes seven and sometimes eight pixels wide is what makes cheap
//! scanners fail.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{GrayImage, Luma};
use qrcode::{Color, EcLevel, QrCode};

use crate::evidence::photo::{self, Limits};
use crate::evidence::shrink::shrink;
use crate::evidence::{Darkroom, EvidenceError};

/// Light modules around the code, on each side.
const QUIET: usize = 4;

/// Why there is no code, or none was found.
#[derive(Debug, thiserror::Error)]
pub enum QrError {
    /// More text than the largest code holds.
    #[error("{bytes} bytes of text do not fit into a QR code")]
    TooLong {
        /// How long the text was.
        bytes: usize,
    },
    /// The code could not be drawn.
    #[error("the QR code could not be drawn: {reason}")]
    Drawing {
        /// What the encoder said, for the log.
        reason: String,
    },
    /// The picture shows no code that can be read.
    #[error("no QR code was found in the picture")]
    NoneFound,
    /// The picture itself was refused.
    #[error(transparent)]
    Photo(#[from] EvidenceError),
}

impl QrError {
    /// The stable word for this error in problem documents and message catalogues.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "qr-too-long",
            Self::Drawing { .. } => "qr-drawing-failed",
            Self::NoneFound => "qr-none-found",
            Self::Photo(error) => error.code(),
        }
    }
}

/// What a code is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// A phone's screen: at least 480 pixels.
    Phone,
    /// Paper: at least 1200 pixels, 10 cm at 300 dots an inch.
    Print,
}

impl Size {
    /// The fewest pixels an edge may have, quiet zone included.
    const fn least(self) -> usize {
        match self {
            Self::Phone => 480,
            Self::Print => 1200,
        }
    }

    /// Pixels for one module of a drawing that is `modules` wide.
    const fn module(self, modules: usize) -> usize {
        self.least().div_ceil(modules)
    }
}

/// The ground that a terminal writes on. Without colour codes only the letters' own colour can draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Light letters on dark, as most terminals are.
    #[default]
    Dark,
    /// Dark letters on light.
    Light,
}

impl Ground {
    /// Reads the environment variable `COLORFGBG` (`letters;ground`), which many terminals set; dark when it says nothing.
    pub fn of(colorfgbg: Option<&str>) -> Self {
        let ground = colorfgbg.and_then(|colours| colours.rsplit(';').next());
        match ground {
            Some("7" | "15") => Self::Light,
            Some(_) | None => Self::Dark,
        }
    }
}

/// A code as modules, quiet zone included.
struct Modules {
    width: usize,
    inner: usize,
    colors: Vec<Color>,
}

impl Modules {
    fn of(text: &str) -> Result<Self, QrError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|error| match error {
            qrcode::types::QrError::DataTooLong => QrError::TooLong { bytes: text.len() },
            qrcode::types::QrError::InvalidVersion
            | qrcode::types::QrError::UnsupportedCharacterSet
            | qrcode::types::QrError::InvalidEciDesignator
            | qrcode::types::QrError::InvalidCharacter => QrError::Drawing { reason: error.to_string() },
        })?;
        let inner = code.width();
        Ok(Self { width: inner + 2 * QUIET, inner, colors: code.into_colors() })
    }

    /// Whether the module is dark; light in the quiet zone and beyond.
    fn dark(&self, x: usize, y: usize) -> bool {
        let (Some(x), Some(y)) = (x.checked_sub(QUIET), y.checked_sub(QUIET)) else { return false };
        x < self.inner && y < self.inner && self.colors[y * self.inner + x] == Color::Dark
    }
}

/// Draws `text` as SVG, fit for a page or for a file of its own.
///
/// `title` is read out by screen readers and shown as a tip: say what the code leads to. The code brings its own light ground, so
/// it can be scanned on dark pages; it has no styles or ids, so a strict content security policy and several codes on one page are fine.
///
/// # Errors
/// `TooLong`.
pub fn svg(text: &str, size: Size, title: &str) -> Result<String, QrError> {
    let modules = Modules::of(text)?;
    let width = modules.width;
    let pixels = width * size.module(width);
    let mut path = String::new();
    for y in 0..width {
        let mut x = 0;
        while x < width {
            let run = (x..width).take_while(|&x| modules.dark(x, y)).count();
            if run > 0 {
                write!(path, "M{x} {y}h{run}v1h-{run}z").expect("writing to a string never fails");
            }
            x += run.max(1);
        }
    }
    let title = escaped(title);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" height=\"{pixels}\" viewBox=\"0 0 {width} {width}\" \
         shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>\
         <path fill=\"#fff\" d=\"M0 0h{width}v{width}h-{width}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// Makes a title safe inside XML: markup is escaped, characters that XML forbids become spaces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push(' '),
            _ if letter.is_control() => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

/// Draws `text` as a grey PNG, black on white.
///
/// # Errors
/// `TooLong`.
pub fn png(text: &str, size: Size) -> Result<Vec<u8>, QrError> {
    let picture = bitmap(&Modules::of(text)?, size)?;
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Up);
    picture.write_with_encoder(encoder).map_err(|error| QrError::Drawing { reason: error.to_string() })?;
    Ok(bytes)
}

fn bitmap(modules: &Modules, size: Size) -> Result<GrayImage, QrError> {
    let module = size.module(modules.width);
    let edge = u32::try_from(modules.width * module)
        .map_err(|error| QrError::Drawing { reason: error.to_string() })?;
    Ok(GrayImage::from_fn(edge, edge, |x, y| {
        let dark = modules.dark(x as usize / module, y as usize / module);
        Luma([if dark { 0 } else { u8::MAX }])
    }))
}

/// Draws `text` with half-block letters, two modules to a letter, one line of text for two rows.
///
/// No colour codes, so that it survives logs and pipes. The letters draw what the ground is not: the light modules and the quiet
/// zone on a dark ground, the dark modules on a light one. On the wrong ground the code is a negative, which current phones read too.
///
/// # Errors
/// `TooLong`.
pub fn terminal(text: &str, ground: Ground) -> Result<String, QrError> {
    let modules = Modules::of(text)?;
    let inked = |x, y| match ground {
        // The number of rows is odd; below the last there is nothing, so nothing is drawn.
        Ground::Dark => y < modules.width && !modules.dark(x, y),
        Ground::Light => modules.dark(x, y),
    };
    let mut out = String::new();
    for y in (0..modules.width).step_by(2) {
        out.extend((0..modules.width).map(|x| match (inked(x, y), inked(x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        }));
        out.push('\n');
    }
    Ok(out)
}

/// Edges, in pixels, at which a photo is searched: coarse first, because noise and blur vanish and it is quick.
const SEARCH_EDGES: [u32; 2] = [1000, 2200];

/// Reads the codes in a photo, each text once. Blocking: see [`read`].
///
/// # Errors
/// `NoneFound`, or `Photo` when the picture is refused under `limits`.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, QrError> {
    let largest = SEARCH_EDGES[SEARCH_EDGES.len() - 1];
    let picture = photo::upright(bytes, limits, largest)?.picture;
    for edge in SEARCH_EDGES {
        let mut grey = image::imageops::grayscale(&shrink(picture.clone(), edge));
        for negative in [false, true] {
            if negative {
                // A code on a dark page, or a terminal's on the wrong ground.
                image::imageops::invert(&mut grey);
            }
            let found = codes(&grey);
            if !found.is_empty() {
                return Ok(found);
            }
        }
        if picture.width().max(picture.height()) <= edge {
            break;
        }
    }
    Err(QrError::NoneFound)
}

/// Reads the codes in a photo, under the room's limits of number and time.
///
/// # Errors
/// As for [`decode`], and `Photo` with `Busy` or `TooSlow`.
pub async fn read(darkroom: &Darkroom, bytes: Vec<u8>) -> Result<Vec<String>, QrError> {
    darkroom.run(move |limits| decode(&bytes, limits)).await
}

/// All texts in one grey picture. What cannot be read is left out; a panic in the reader counts as nothing found.
fn codes(grey: &GrayImage) -> Vec<String> {
    let search = || {
        let (width, height) = (grey.width() as usize, grey.height() as usize);
        let pixels = grey.as_raw();
        let mut prepared =
            rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
        let mut texts = Vec::new();
        for grid in prepared.detect_grids() {
            match grid.decode() {
                Ok((_, text)) if !texts.contains(&text) => texts.push(text),
                Ok(_) => {}
                Err(error) => tracing::debug!(%error, "a code in the photo cannot be read"),
            }
        }
        texts
    };
    catch_unwind(AssertUnwindSafe(search)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
