//! Makes a picture smaller by averaging areas.
//!
//! Every new pixel is the exact mean of the area it covers, computed row by row in whole numbers: no ringing around letters, and
//! no float copy of the whole picture, which for a phone's photo would take more memory than the photo itself.

use image::RgbImage;

/// The size of a `width` × `height` picture when its longer edge is at most `edge`. Never larger, never zero.
fn fitted(width: u32, height: u32, edge: u32) -> (u32, u32) {
    let longer = width.max(height);
    let edge = edge.max(1);
    if longer <= edge {
        return (width, height);
    }
    let scale = |side: u32| {
        let scaled = (u64::from(side) * u64::from(edge) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(edge).max(1)
    };
    (scale(width), scale(height))
}

/// Spreads sources of length `span` over targets of length `room`, calling `add(target, share)` for each overlap of the next source.
///
/// Counting source pixels in units of the target's size and the other way round keeps every share a whole number.
struct Spread {
    span: u64,
    room: u64,
    target: usize,
    left: u64,
}

impl Spread {
    fn new(sources: u32, targets: u32) -> Self {
        Self { span: u64::from(targets), room: u64::from(sources), target: 0, left: u64::from(sources) }
    }

    /// Shares out the next source; `add(target, share, full)` says with `full` that the target has all it needs.
    fn next(&mut self, mut add: impl FnMut(usize, u64, bool)) {
        let mut span = self.span;
        while span > 0 {
            let share = span.min(self.left);
            span -= share;
            self.left -= share;
            add(self.target, share, self.left == 0);
            if self.left == 0 {
                self.target += 1;
                self.left = self.room;
            }
        }
    }
}

/// `picture` with its longer edge at most `edge` pixels; a smaller picture stays as it is.
#[expect(clippy::missing_panics_doc, reason = "whatever the sizes, as many rows come out as were asked for")]
pub fn shrink(picture: RgbImage, edge: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (new_width, new_height) = fitted(width, height, edge);
    if (new_width, new_height) == (width, height) {
        return picture;
    }
    let whole = u64::from(width) * u64::from(height);
    let row_length = new_width as usize * 3;
    let mut pixels = Vec::with_capacity(row_length * new_height as usize);
    let mut line = vec![0_u64; row_length];
    let mut area = vec![0_u64; row_length];
    let mut down = Spread::new(height, new_height);
    for row in picture.rows() {
        line.fill(0);
        let mut across = Spread::new(width, new_width);
        for pixel in row {
            across.next(|target, share, _| {
                for (sum, value) in line[target * 3..target * 3 + 3].iter_mut().zip(pixel.0) {
                    *sum += share * u64::from(value);
                }
            });
        }
        down.next(|_, share, full| {
            for (sum, value) in area.iter_mut().zip(&line) {
                *sum += share * value;
            }
            if full {
                let mean = |sum: &u64| u8::try_from((sum + whole / 2) / whole).unwrap_or(u8::MAX);
                pixels.extend(area.iter().map(mean));
                area.fill(0);
            }
        });
    }
    RgbImage::from_raw(new_width, new_height, pixels).expect("every new row was written once, whole")
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;
    use proptest::prelude::*;

    #[test]
    fn the_mean_of_an_area_is_exact() {
        let picture =
            RgbImage::from_fn(4, 2, |x, _| if x % 2 == 0 { Rgb([0, 10, 255]) } else { Rgb([100, 20, 255]) });
        let small = shrink(picture, 2);
        assert_eq!(small.dimensions(), (2, 1));
        assert!(small.pixels().all(|pixel| *pixel == Rgb([50, 15, 255])));
    }

    #[test]
    fn the_shape_is_kept() {
        assert_eq!(fitted(4032, 3024, 2560), (2560, 1920));
        assert_eq!(fitted(100, 50, 320), (100, 50));
        assert_eq!(fitted(60_000, 1, 320), (320, 1));
    }

    proptest! {
        #[test]
        fn any_size_keeps_an_even_colour(width in 1_u32..70, height in 1_u32..70, edge in 0_u32..70) {
            let small = shrink(RgbImage::from_pixel(width, height, Rgb([7, 130, 251])), edge);
            prop_assert!(small.width().max(small.height()) <= edge.max(1));
            prop_assert!(small.pixels().all(|pixel| *pixel == Rgb([7, 130, 251])));
        }
    }
}
