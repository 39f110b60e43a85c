//! A plain file in place of a printer: slips are added at its end, for trying things out and for printers behind a spooler.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    os::unix::fs::FileTypeExt,
    path::Path,
};

use super::Report;
use crate::{queue::Outcome, state::Trouble, status::Condition};

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A device, or the place of one that is not there now: below `/dev` no file is made in place of a printer that is unplugged.
    Device,
    /// A file, or none yet.
    Plain,
}

pub(super) fn kind(path: &Path) -> Kind {
    match path.metadata() {
        Ok(found) if found.file_type().is_char_device() || found.file_type().is_fifo() => Kind::Device,
        Err(_) if path.starts_with("/dev") => Kind::Device,
        Ok(_) | Err(_) => Kind::Plain,
    }
}

/// Adds a slip.
pub(super) fn print(path: &Path, bytes: &[u8]) -> Report {
    let Ok(mut file) = open(path) else { return Report::failed(Trouble::Unreachable) };
    match file.write_all(bytes).and_then(|()| file.sync_data()) {
        Ok(()) => Report { outcome: Outcome::Printed, condition: Condition::default() },
        Err(_) => Report {
            outcome: Outcome::Unknown(Some(Trouble::Error)),
            condition: Condition { trouble: Some(Trouble::Error), ..Condition::default() },
        },
    }
}

/// An error when no slip can be added; leaves no file behind that was not there.
pub(super) fn writable(path: &Path) -> io::Result<()> {
    if path.exists() {
        return open(path).map(drop);
    }
    let folder = path.parent().is_some_and(Path::is_dir);
    if folder { Ok(()) } else { Err(io::ErrorKind::NotFound.into()) }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).open(path)
}
