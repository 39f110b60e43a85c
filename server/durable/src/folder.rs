//! The few operations on files and folders that must survive a power cut.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write as _};
use std::path::Path;

use super::Fault;

/// Makes a folder and its parents, durably.
///
/// # Errors
/// The system's.
pub fn create(path: &Path) -> Result<(), Fault> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !parent.is_dir() {
        create(parent)?;
    }
    fs::create_dir(path).map_err(|error| Fault::at("creating", path, error))?;
    sync(parent)
}

/// Makes the names within a folder durable.
///
/// # Errors
/// The system's.
pub fn sync(path: &Path) -> Result<(), Fault> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    File::open(path).and_then(|folder| folder.sync_all()).map_err(|error| Fault::at("syncing", path, error))
}

/// Renames within one folder, durably.
///
/// # Errors
/// The system's.
pub fn rename(from: &Path, to: &Path) -> Result<(), Fault> {
    fs::rename(from, to).map_err(|error| Fault::at("renaming", from, error))?;
    sync(to.parent().unwrap_or(Path::new(".")))
}

/// Replaces a small file, durably: after a power cut there is the old one or the new one, never half of one.
///
/// # Errors
/// The system's.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let fresh = path.with_extension("new");
    let failed = |error| Fault::at("writing", &fresh, error);
    let mut file = File::create(&fresh).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)?;
    rename(&fresh, path)
}

/// Removes a folder with all that is in it, if it is there.
///
/// # Errors
/// The system's.
pub fn remove(path: &Path) -> Result<(), Fault> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::at("removing", path, error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Copies a folder, durably; `to` must not exist.
///
/// # Errors
/// The system's.
pub fn copy(from: &Path, to: &Path) -> Result<(), Fault> {
    create(to)?;
    for item in fs::read_dir(from).map_err(|error| Fault::at("reading", from, error))? {
        let item = item.map_err(|error| Fault::at("reading", from, error))?;
        let (source, target) = (item.path(), to.join(item.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target)
                .and_then(|_| File::open(&target)?.sync_all())
                .map_err(|error| Fault::at("copying", &source, error))?;
        }
    }
    sync(to)
}

/// Opens a file for reading; `None` if there is none.
///
/// # Errors
/// The system's.
pub fn open_if_there(path: &Path) -> Result<Option<File>, Fault> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::at("opening", path, error)),
    }
}

/// The content of a small file; `None` if there is none.
///
/// # Errors
/// The system's.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Fault> {
    let Some(mut file) = open_if_there(path)? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|error| Fault::at("reading", path, error))?;
    Ok(Some(bytes))
}

/// Bytes in all files of a folder.
///
/// # Errors
/// The system's.
pub fn size(path: &Path) -> Result<u64, Fault> {
    let mut sum = 0;
    for item in fs::read_dir(path).map_err(|error| Fault::at("reading", path, error))? {
        let item = item.map_err(|error| Fault::at("reading", path, error))?;
        let meta = item.metadata().map_err(|error| Fault::at("reading", &item.path(), error))?;
        sum += if meta.is_dir() { size(&item.path())? } else { meta.len() };
    }
    Ok(sum)
}
