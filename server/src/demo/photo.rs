//! Photos for the sample fair, drawn here: no picture of anything or anybody real.

use image::{ImageBuffer, ImageFormat, Rgb, RgbImage};

const WIDTH: u32 = 480;
const HEIGHT: u32 = 360;

/// A photo of something on a shelf, as JPEG. Different numbers give different things.
///
/// # Errors
/// When the encoder fails.
pub(super) fn draw(number: u32) -> anyhow::Result<Vec<u8>> {
    let hue = |n: u32| u8::try_from(90 + (number * 67 + n * 53) % 150).unwrap_or(128);
    let thing = Rgb([hue(0), hue(1), hue(2)]);
    let mut photo: RgbImage = ImageBuffer::from_fn(WIDTH, HEIGHT, |_, y| {
        // A wall that darkens downwards, then the shelf.
        let light = u8::try_from(235 - y / 6).unwrap_or(0);
        if y > HEIGHT * 4 / 5 { Rgb([150, 116, 82]) } else { Rgb([light, light, light.saturating_sub(10)]) }
    });
    let count = 1 + number % 3;
    for n in 0..count {
        let x = i64::from(WIDTH * (n + 1) / (count + 1));
        place(&mut photo, x, number.is_multiple_of(2), thing);
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut bytes, ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}

/// A lamp, or a box with a label.
fn place(photo: &mut RgbImage, x: i64, lamp: bool, colour: Rgb<u8>) {
    let shelf = i64::from(HEIGHT * 4 / 5);
    let dark = Rgb(colour.0.map(|part| part / 2));
    if lamp {
        fill(photo, (x - 4, shelf - 130), (8, 120), dark);
        fill(photo, (x - 40, shelf - 12), (80, 12), dark);
        for row in 0..70 {
            // A shade that widens downwards.
            fill(photo, (x - 30 - row / 2, shelf - 200 + row), (60 + row, 1), colour);
        }
    } else {
        fill(photo, (x - 55, shelf - 150), (110, 150), colour);
        fill(photo, (x - 55, shelf - 150), (12, 150), dark);
        fill(photo, (x - 30, shelf - 110), (70, 30), Rgb([245, 240, 225]));
    }
}

fn fill(photo: &mut RgbImage, (left, top): (i64, i64), (width, height): (i64, i64), colour: Rgb<u8>) {
    let range = |from: i64, length: i64, end: u32| {
        let clip = |at: i64| u32::try_from(at.max(0)).unwrap_or(0).min(end);
        clip(from)..clip(from + length)
    };
    for y in range(top, height, HEIGHT) {
        for x in range(left, width, WIDTH) {
            photo.put_pixel(x, y, colour);
        }
    }
}
