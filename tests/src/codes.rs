//! QR codes read back from their pictures, on paper too, by readers that have nothing to do with what drew them.

use std::{io::ErrorKind, process::Command};

use anyhow::Context;

/// What the one code in a PNG says, according to rqrr.
pub fn read(png: &[u8]) -> anyhow::Result<String> {
    let picture = image::load_from_memory(png)?.to_luma8();
    let (width, height) = (usize::try_from(picture.width())?, usize::try_from(picture.height())?);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        picture.as_raw().get(y * width + x).copied().unwrap_or_default()
    });
    let grids = prepared.detect_grids();
    anyhow::ensure!(grids.len() == 1, "{} codes in the picture", grids.len());
    let (_, text) = grids.first().context("a code")?.decode()?;
    Ok(text)
}

/// What zbarimg reads in the same PNG; none where it is not installed.
pub fn read_by_zbar(png: &[u8]) -> anyhow::Result<Option<String>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("code.png");
    std::fs::write(&path, png)?;
    match Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .arg(&path)
        .output()
    {
        Ok(output) => Ok(Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The first page of a PDF as a PNG; none where no program is installed that draws it.
pub fn first_page(pdf: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
    let folder = tempfile::tempdir()?;
    let (file, stem) = (folder.path().join("paper.pdf"), folder.path().join("page"));
    std::fs::write(&file, pdf)?;
    let mut draw = Command::new("pdftoppm");
    draw.args(["-r", "150", "-gray", "-png", "-singlefile", "-f", "1", "-l", "1"]);
    match draw.args([&file, &stem]).output() {
        Ok(drawn) => {
            anyhow::ensure!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
            Ok(Some(std::fs::read(stem.with_extension("png"))?))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}
