//! `fairdesk export`: the daily log of a day into a file.

use std::path::Path;

use jiff::civil::Date;

use crate::{cli::ExportFormat, config::Settings};

/// Writes the log of `day`.
///
/// # Errors
/// Why it was not written.
pub fn run(
    _settings: &Settings,
    _day: Date,
    _format: ExportFormat,
    _out: Option<&Path>,
) -> anyhow::Result<()> {
    anyhow::bail!("not in this build")
}
