//! Good pictures to spoil, made by hand: each format, one with what a camera writes beside the picture, one with a code in it.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::qr;

/// A place, as a camera would write it; it must be in no copy.
pub(super) const PLACE: &[u8] = b"31 deg 14 min N";

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let shade = |x: u32, y: u32| u8::try_from((x * 7 + y * 3) % 256).unwrap();
    let picture = RgbImage::from_fn(width, height, |x, y| Rgb([shade(x, y), shade(y, x), 128]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with an Exif block that turns it and tells a place.
fn camera() -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0".to_vec();
    exif.extend(PLACE);
    let jpeg = encoded(24, 16, ImageFormat::Jpeg);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &exif, &jpeg[2..]].concat()
}

/// One of each.
pub(super) fn all() -> Vec<Vec<u8>> {
    vec![
        encoded(24, 16, ImageFormat::Png),
        encoded(24, 16, ImageFormat::Jpeg),
        encoded(24, 16, ImageFormat::WebP),
        camera(),
    ]
}

/// Pictures with a code, and without one.
pub(super) fn codes() -> Vec<Vec<u8>> {
    let mut all = all();
    all.push(qr::png("http://desk.test/t/AAAAAAAAAAAAAAAAAAAAAAAAAA", qr::Size::Phone).unwrap());
    all
}
