//! Photos made by hand: turned, lying, cut short, noisy.

use super::*;
use image::{Rgb, Rgba, RgbaImage};
use proptest::prelude::*;

const SECRET: &[u8] = b"31 deg 14 min N";

/// A picture whose top left quarter is red, the rest white.
fn red_corner(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 2 && y < height / 2 { Rgb([255, 0, 0]) } else { Rgb([255, 255, 255]) }
    })
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn plain(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    encoded(&red_corner(width, height).into(), format)
}

/// An Exif block: the orientation, and a GPS folder that tells a place.
fn exif(orientation: u16) -> Vec<u8> {
    let mut block = b"Exif\0\0".to_vec();
    block.extend(b"II*\0");
    block.extend(8_u32.to_le_bytes());
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    block.extend(2_u16.to_le_bytes());
    block.extend(entry(0x0112, 3, 1, orientation.into()));
    block.extend(entry(0x8825, 4, 1, 38));
    block.extend(0_u32.to_le_bytes());
    block.extend(1_u16.to_le_bytes());
    block.extend(entry(0x001B, 2, u32::try_from(SECRET.len()).unwrap(), 56));
    block.extend(0_u32.to_le_bytes());
    block.extend(SECRET);
    block
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap();
    [&[0xFF, marker][..], &length.to_be_bytes(), body].concat()
}

/// A camera's JPEG: Exif with a place, XMP and a colour profile before the picture.
fn camera_jpeg(orientation: u16, width: u32, height: u32) -> Vec<u8> {
    let jpeg = plain(width, height, ImageFormat::Jpeg);
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), b"<x:xmpmeta>secret-owner</x:xmpmeta>"].concat();
    let profile = [b"ICC_PROFILE\0\x01\x01".as_slice(), b"secret-profile"].concat();
    [
        &jpeg[..2],
        &segment(0xE1, &exif(orientation)),
        &segment(0xE1, &xmp),
        &segment(0xE2, &profile),
        &jpeg[2..],
    ]
    .concat()
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn small() -> Limits {
    Limits { copy_edge: 64, thumbnail_edge: 16, ..Limits::default() }
}

/// In which corner of the decoded copy the red quarter lies: `(right, bottom)`.
fn red_at(jpeg: &[u8]) -> (bool, bool) {
    let picture = image::load_from_memory(jpeg).unwrap().into_rgb8();
    let (width, height) = picture.dimensions();
    let is_red = |x: u32, y: u32| picture.get_pixel(x, y).0[1] < 128;
    let corners = [(false, false), (true, false), (false, true), (true, true)];
    let red: Vec<_> = corners
        .into_iter()
        .filter(|&(right, bottom)| {
            is_red(if right { width - 4 } else { 3 }, if bottom { height - 4 } else { 3 })
        })
        .collect();
    assert_eq!(red.len(), 1, "one red corner");
    red[0]
}

#[test]
fn the_copy_is_upright_in_every_orientation() {
    // Which corner the stored top left corner is when shown upright, by the Exif standard.
    let upright = [
        (1, (false, false)),
        (2, (true, false)),
        (3, (true, true)),
        (4, (false, true)),
        (5, (false, false)),
        (6, (true, false)),
        (7, (true, true)),
        (8, (false, true)),
    ];
    for (orientation, corner) in upright {
        let prepared = prepare(camera_jpeg(orientation, 96, 64), &small()).unwrap();
        assert_eq!(red_at(&prepared.copy.bytes), corner, "orientation {orientation}");
        let turned = orientation >= 5;
        let size = (prepared.copy.width, prepared.copy.height);
        assert_eq!(size, if turned { (43, 64) } else { (64, 43) }, "orientation {orientation}");
        assert_eq!((prepared.original.width, prepared.original.height), (96, 64));
    }
}

#[test]
fn nothing_but_pixels_is_in_the_copy() {
    let original = camera_jpeg(6, 96, 64);
    let prepared = prepare(original.clone(), &small()).unwrap();
    assert_eq!(prepared.original.bytes, original, "the original is kept as it came");
    assert_eq!(prepared.original.sha256, Digest::of(&original));
    for needle in [SECRET, b"Exif", b"secret-owner", b"secret-profile", b"ICC_PROFILE", b"xmpmeta"] {
        assert!(contains(&original, needle), "the test photo holds {needle:?}");
        assert!(!contains(&prepared.copy.bytes, needle) && !contains(&prepared.thumbnail.bytes, needle));
    }
}

#[test]
fn all_three_formats_are_taken_and_become_jpeg() {
    let formats =
        [(ImageFormat::Jpeg, Media::Jpeg), (ImageFormat::Png, Media::Png), (ImageFormat::WebP, Media::Webp)];
    for (format, media) in formats {
        let prepared = prepare(plain(200, 100, format), &small()).unwrap();
        assert_eq!(prepared.original.media, media);
        assert_eq!((prepared.copy.media, prepared.copy.width, prepared.copy.height), (Media::Jpeg, 64, 32));
        assert_eq!((prepared.thumbnail.width, prepared.thumbnail.height), (16, 8));
        assert_eq!(red_at(&prepared.copy.bytes), (false, false));
    }
}

#[test]
fn clear_ground_becomes_white() {
    let clear = RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0]));
    let prepared = prepare(encoded(&clear.into(), ImageFormat::Png), &small()).unwrap();
    let copy = image::load_from_memory(&prepared.copy.bytes).unwrap().into_rgb8();
    assert!(copy.pixels().all(|pixel| pixel.0.iter().all(|value| *value > 250)));
}

#[test]
fn grey_and_sixteen_bit_pictures_are_taken() {
    for picture in
        [DynamicImage::new_luma8(9, 9), DynamicImage::new_rgba16(9, 9), DynamicImage::new_luma_a16(9, 9)]
    {
        prepare(encoded(&picture, ImageFormat::Png), &small()).unwrap();
    }
}

#[test]
fn what_is_no_photo_is_named() {
    let refused = |bytes: &[u8]| prepare(bytes.to_vec(), &small()).unwrap_err();
    assert!(matches!(refused(b"Dear desk, this is my photo.jpg"), EvidenceError::NotAPhoto));
    assert!(matches!(refused(b""), EvidenceError::NotAPhoto));
    assert!(matches!(refused(b"\0\0\0\x18ftypheic\0\0\0\0"), EvidenceError::OtherFormat { format: "HEIC" }));
    assert!(matches!(refused(b"%PDF-1.7"), EvidenceError::OtherFormat { format: "PDF" }));
    assert!(matches!(refused(b"GIF89a"), EvidenceError::OtherFormat { format: "GIF" }));
}

#[test]
fn bytes_over_the_limit_are_not_even_looked_at() {
    let limits = Limits { bytes: 3, ..small() };
    assert!(matches!(prepare(b"text".to_vec(), &limits), Err(EvidenceError::TooLarge { limit: 3 })));
}

/// A PNG whose header is valid and claims a size; its data is almost nothing.
fn lying_png(width: u32, height: u32) -> Vec<u8> {
    let mut png = plain(1, 1, ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let check = png[12..29].iter().fold(u32::MAX, |mut sum, byte| {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
        sum
    });
    png[29..33].copy_from_slice(&(!check).to_be_bytes());
    png
}

#[test]
fn claimed_sizes_are_refused_before_decoding() {
    for (width, height) in [(60_000, 60_000), (0x7FFF_FFFF, 0x7FFF_FFFF), (50_000_001, 1)] {
        let refused = prepare(lying_png(width, height), &small()).unwrap_err();
        assert!(matches!(refused, EvidenceError::TooManyPixels { limit: 50_000_000 }), "{refused:?}");
    }
    let mut jpeg = plain(16, 16, ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    assert!(matches!(prepare(jpeg, &small()), Err(EvidenceError::TooManyPixels { .. })));
}

#[test]
fn a_bomb_of_one_colour_is_refused_by_its_pixels() {
    let bomb = encoded(&DynamicImage::new_luma8(4000, 4000), ImageFormat::Png);
    assert!(bomb.len() < 100_000, "16 million pixels in {} bytes", bomb.len());
    let limits = Limits { pixels: 15_999_999, ..small() };
    assert!(matches!(prepare(bomb, &limits), Err(EvidenceError::TooManyPixels { .. })));
}

#[test]
fn memory_counts_as_well_as_pixels() {
    let deep = encoded(&DynamicImage::new_rgba16(100, 100), ImageFormat::Png);
    let limits = Limits { pixels: 10_000, ..small() };
    assert!(matches!(prepare(deep, &limits), Err(EvidenceError::TooManyPixels { .. })));
}

/// A WebP whose canvas is tiny and whose picture inside claims 16383 × 16383.
#[test]
fn a_webp_can_not_hide_a_giant_in_a_small_frame() {
    let chunk =
        |name: &[u8], body: &[u8]| [name, &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat();
    let canvas = chunk(b"VP8X", &[0; 10]);
    let giant = chunk(b"VP8 ", &[0x10, 0, 0, 0x9D, 0x01, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F, 0, 0]);
    let framed = chunk(b"ANMF", &[&[0; 16][..], &giant].concat());
    for body in [[canvas.clone(), giant].concat(), [canvas, framed].concat()] {
        let file = chunk(b"RIFF", &[b"WEBP".as_slice(), &body].concat());
        assert!(matches!(prepare(file, &small()), Err(EvidenceError::TooManyPixels { .. })));
    }
}

#[test]
fn a_photo_cut_short_is_damaged_wherever_it_was_cut() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = plain(40, 30, format);
        // PNG ends with an empty 12-byte chunk that its decoder does not need; what is before must be there.
        let last = if format == ImageFormat::Png { whole.len() - 16 } else { whole.len() - 1 };
        for end in 12..last {
            let refused = prepare(whole[..end].to_vec(), &small()).unwrap_err();
            assert!(matches!(refused, EvidenceError::Damaged { .. }), "{format:?} cut at {end}: {refused:?}");
        }
    }
}

#[test]
fn an_embedded_preview_does_not_hide_a_missing_end() {
    let whole = plain(40, 30, ImageFormat::Jpeg);
    let with_preview = [&whole[..2], &segment(0xE1, &whole), &whole[2..whole.len() - 2]].concat();
    assert!(matches!(prepare(with_preview, &small()), Err(EvidenceError::Damaged { .. })));
}

#[test]
fn of_an_animation_the_first_picture_is_taken() {
    let still = plain(4, 4, ImageFormat::WebP);
    let chunk =
        |name: &[u8], body: &[u8]| [name, &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat();
    let canvas = chunk(b"VP8X", &[2, 0, 0, 0, 3, 0, 0, 3, 0, 0]);
    let animation = chunk(b"ANIM", &[255, 255, 255, 255, 0, 0]);
    let frame = |picture: &[u8]| {
        let head = [0, 0, 0, 0, 0, 0, 3, 0, 0, 3, 0, 0, 100, 0, 0, 0];
        chunk(b"ANMF", &[&head[..], &picture[12..]].concat())
    };
    let black = encoded(&DynamicImage::new_rgb8(4, 4), ImageFormat::WebP);
    let body = [b"WEBP".to_vec(), canvas, animation, frame(&still), frame(&black)].concat();
    let upright = upright(&chunk(b"RIFF", &body), &small(), 64).unwrap();
    // The second picture is black all over; the decoder's blending may be off by one.
    let red = upright.picture.get_pixel(0, 0).0;
    assert!(red[0] > 250 && red[1] == 0, "{red:?}");
    assert!(upright.picture.get_pixel(3, 3).0.iter().all(|value| *value > 250));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Noise in any place gives a picture or an error, never a panic.
    #[test]
    fn noise_never_panics(
        format in prop::sample::select(vec![ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP]),
        noise in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = plain(24, 16, format);
        for (at, value) in noise {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let limits = Limits { pixels: 100_000, ..small() };
        if let Ok(prepared) = prepare(bytes, &limits) {
            prop_assert!(prepared.copy.width.max(prepared.copy.height) <= 64);
        }
    }

    #[test]
    fn any_bytes_after_a_magic_never_panic(
        magic in prop::sample::select(vec![&b"\xFF\xD8\xFF"[..], b"\x89PNG\r\n\x1A\n", b"RIFF\x10\0\0\0WEBP"]),
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let limits = Limits { pixels: 100_000, ..small() };
        prop_assert!(!matches!(prepare([magic, &rest].concat(), &limits), Err(EvidenceError::NotAPhoto)));
    }
}
