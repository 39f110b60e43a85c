//! Turns an uploaded photo into what the desk keeps of it: the original, a copy for others, a thumbnail.
//!
//! The copy is made from pixels alone. It is upright, at most [`Limits::copy_edge`] pixels long and written anew as JPEG, so
//! that nothing the camera wrote beside the picture (place, time, owner, serial number, embedded previews) can be in it. JPEG
//! also for screenshots: the encoder keeps full colour resolution, so small letters stay readable, and there is one type to serve.
//! Colour profiles are dropped as well: a wide-gamut photo looks a little paler in the copy than in its original.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, RgbImage};

use super::shrink::shrink;
use super::{Digest, EvidenceError, Media, shape};

/// What the desk takes, and how large it makes what it shows.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most bytes one photo may have.
    pub bytes: u64,
    /// The most pixels one photo may have. Decoded memory is held to four bytes a pixel of this number.
    pub pixels: u64,
    /// The longer edge of the copy that others see, in pixels.
    pub copy_edge: u32,
    /// JPEG quality of the copy, 1 to 100.
    pub copy_quality: u8,
    /// The longer edge of the thumbnail, in pixels.
    pub thumbnail_edge: u32,
    /// JPEG quality of the thumbnail, 1 to 100.
    pub thumbnail_quality: u8,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 12 * 1024 * 1024,
            pixels: 50_000_000,
            copy_edge: 2560,
            copy_quality: 85,
            thumbnail_edge: 320,
            thumbnail_quality: 75,
        }
    }
}

/// One picture as bytes, with what the journal notes about it.
#[derive(Clone, Debug)]
pub struct Print {
    /// The encoded picture.
    pub bytes: Vec<u8>,
    /// SHA-256 of `bytes`.
    pub sha256: Digest,
    /// Its format.
    pub media: Media,
    /// Width in pixels as stored.
    pub width: u32,
    /// Height in pixels as stored.
    pub height: u32,
}

impl Print {
    fn new(bytes: Vec<u8>, media: Media, (width, height): (u32, u32)) -> Self {
        Self { sha256: Digest::of(&bytes), bytes, media, width, height }
    }
}

/// A photo in the three forms that are kept.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Byte for byte what was uploaded.
    pub original: Print,
    /// What others see.
    pub copy: Print,
    /// For lists.
    pub thumbnail: Print,
}

/// A decoded picture, upright and not larger than was asked for.
#[derive(Debug)]
pub struct Upright {
    /// The pixels.
    pub picture: RgbImage,
    /// The format it was read from.
    pub media: Media,
    /// Width and height as stored in the file, before it was turned and made smaller.
    pub stored: (u32, u32),
}

/// Checks and decodes a photo and makes its copy and thumbnail. Blocking: run it in the [`super::Darkroom`].
///
/// # Errors
/// `TooLarge`, `TooManyPixels`, `NotAPhoto`, `OtherFormat` or `Damaged`.
pub fn prepare(bytes: Vec<u8>, limits: &Limits) -> Result<Prepared, EvidenceError> {
    let Upright { picture, media, stored } = upright(&bytes, limits, limits.copy_edge)?;
    let copy = jpeg(&picture, limits.copy_quality)?;
    let thumbnail = jpeg(&shrink(picture, limits.thumbnail_edge), limits.thumbnail_quality)?;
    Ok(Prepared { original: Print::new(bytes, media, stored), copy, thumbnail })
}

/// Decodes a photo, makes it at most `edge` pixels long and turns it upright. Of an animation, the first picture.
///
/// # Errors
/// As for [`prepare`].
pub fn upright(bytes: &[u8], limits: &Limits, edge: u32) -> Result<Upright, EvidenceError> {
    if bytes.len() as u64 > limits.bytes {
        return Err(EvidenceError::TooLarge { limit: limits.bytes });
    }
    let media = shape::media(bytes)?;
    shape::plausible(media, bytes, limits.pixels)?;
    // Decoders meet hostile bytes here. Should one have a bug that panics, this photo is damaged and the desk goes on.
    let decoded = catch_unwind(AssertUnwindSafe(|| decode(media, bytes, limits)));
    let (decoded, orientation) = decoded
        .unwrap_or_else(|_| Err(EvidenceError::Damaged { reason: "the decoder gave up".to_owned() }))?;
    let stored = (decoded.width(), decoded.height());
    // Made smaller first, turned afterwards: turning needs a second picture in memory.
    let mut turned = DynamicImage::ImageRgb8(shrink(on_white(decoded), edge));
    turned.apply_orientation(orientation);
    Ok(Upright { picture: turned.into_rgb8(), media, stored })
}

/// Reads size and orientation, holds them against the limits, and only then lets the decoder allocate and run.
fn decode(media: Media, bytes: &[u8], limits: &Limits) -> Result<(DynamicImage, Orientation), EvidenceError> {
    let refuse = |error: ImageError| refusal(&error, limits.pixels);
    let format = match media {
        Media::Jpeg => ImageFormat::Jpeg,
        Media::Png => ImageFormat::Png,
        Media::Webp => ImageFormat::WebP,
    };
    let memory = limits.pixels.saturating_mul(4);
    let mut allowed = image::Limits::default();
    allowed.max_alloc = Some(memory);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(allowed);
    let mut decoder = reader.into_decoder().map_err(refuse)?;
    let (width, height) = decoder.dimensions();
    shape::within(width, height, limits.pixels)?;
    if decoder.total_bytes() > memory {
        return Err(EvidenceError::TooManyPixels { limit: limits.pixels });
    }
    // A camera's broken note about the picture must not cost the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(refuse)?;
    if picture.width() == 0 || picture.height() == 0 {
        return Err(EvidenceError::Damaged { reason: "the picture is empty".to_owned() });
    }
    Ok((picture, orientation))
}

/// Sorts what a decoder said: over the limits, or damaged.
fn refusal(error: &ImageError, limit: u64) -> EvidenceError {
    match error {
        ImageError::Limits(_) => EvidenceError::TooManyPixels { limit },
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => EvidenceError::Damaged { reason: error.to_string() },
    }
}

/// Lays transparent parts over white: JPEG has no transparency, and screenshots with clear ground would turn black.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let clear = picture.into_rgba8();
    RgbImage::from_fn(clear.width(), clear.height(), |x, y| {
        let [red, green, blue, alpha] = clear.get_pixel(x, y).0.map(u32::from);
        let over =
            |value: u32| u8::try_from((value * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX);
        image::Rgb([over(red), over(green), over(blue)])
    })
}

/// Writes pixels as JPEG, with nothing beside them.
fn jpeg(picture: &RgbImage, quality: u8) -> Result<Print, EvidenceError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality.clamp(1, 100))
        .encode_image(picture)
        .map_err(|error| EvidenceError::Damaged { reason: error.to_string() })?;
    Ok(Print::new(bytes, Media::Jpeg, picture.dimensions()))
}

#[cfg(test)]
mod tests;
