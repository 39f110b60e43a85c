//! Pictures as a phone hands them over: real JPEG files, made here.

use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};

/// Writes a photo of nothing in particular into a folder.
pub fn jpeg(folder: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let picture = RgbImage::from_fn(480, 320, |x, y| {
        let shade = |n: u32| u8::try_from(n % 256).unwrap_or_default();
        Rgb([shade(x), shade(y * 2), shade(x / 2 + y)])
    });
    let path = folder.join(name);
    picture.save(&path)?;
    Ok(path)
}
