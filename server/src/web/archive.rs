//! Several files in one ZIP, and answering it.

use std::io::{Cursor, Write};

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::problem::Problem;

/// Packs files under their names. Photos and PDF are packed already, so nothing is packed again.
///
/// # Errors
/// When the archive cannot be written.
pub(super) fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Problem> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options).map_err(|error| Problem::internal(&error))?;
        archive.write_all(bytes).map_err(|error| Problem::internal(&error))?;
    }
    let packed = archive.finish().map_err(|error| Problem::internal(&error))?;
    Ok(packed.into_inner())
}

/// Answers an archive that nobody keeps on the way, to be saved under this name.
///
/// # Errors
/// When the name cannot stand in a header.
pub(super) fn answer(bytes: Vec<u8>, name: &str) -> Result<Response, Problem> {
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, name.map_err(|error| Problem::internal(&error))?),
    ];
    Ok((headers, bytes).into_response())
}
