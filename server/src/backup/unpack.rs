//! Reading a backup, and bringing a fair back from one.

use std::{
    fs::{self, DirBuilder, File},
    io::{self, BufReader, Read},
    os::unix::fs::DirBuilderExt,
    path::Path,
};

use crate::{
    check::{self, Checked, Look, PHOTOS},
    evidence::Vault,
};

use super::{BackupError, CONTENTS, Contents, FORM, OUTER_KEY, Place, Told, create_private, failed, sync};

/// What is done with each file in a backup.
type Each<'a> = &'a mut dyn FnMut(Place, &mut dyn Read) -> Result<(), BackupError>;

/// Goes through a backup from its beginning; its list of contents comes first.
pub(super) fn each(file: &Path, each: Each<'_>) -> Result<(), BackupError> {
    let opened = File::open(file).map_err(failed("opening", file))?;
    let mut tar = tar::Archive::new(BufReader::with_capacity(1 << 16, opened));
    let broken = |error: io::Error| BackupError::NotWhole(error.to_string());
    let mut seen = false;
    for entry in tar.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let path = entry.path().map_err(broken)?.into_owned();
        let place = Place::of(&path).filter(|_| entry.header().entry_type().is_file());
        let place = place
            .ok_or_else(|| BackupError::NotWhole(format!("{} does not belong into it", path.display())))?;
        if !seen && !matches!(place, Place::Contents) {
            return Err(BackupError::NotWhole(format!("it does not begin with {CONTENTS}")));
        }
        seen = true;
        each(place, &mut entry)?;
    }
    if seen { Ok(()) } else { Err(BackupError::NotWhole("it is empty".to_owned())) }
}

/// Writes one private file and makes it durable.
pub(super) fn put(path: &Path, content: &mut dyn Read) -> Result<(), BackupError> {
    let parent = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(parent).map_err(failed("creating", parent))?;
    let mut file = create_private(path)?;
    io::copy(content, &mut file).and_then(|_| file.sync_all()).map_err(failed("writing", path))
}

/// Brings a fair back from `file` into the empty folder `data`, and checks all of it.
///
/// # Errors
/// [`BackupError`]; then the folder is as empty as it was.
pub fn restore(file: &Path, data: &Path, told: Told<'_>) -> Result<(Contents, Checked), BackupError> {
    let was_there = data.is_dir();
    if was_there && fs::read_dir(data).map_err(failed("reading", data))?.next().is_some() {
        return Err(BackupError::NotEmpty(data.to_owned()));
    }
    DirBuilder::new().recursive(true).mode(0o700).create(data).map_err(failed("creating", data))?;
    let restored = fill(file, data, told);
    if restored.is_err() {
        // Nobody should serve half a fair.
        if let Err(error) = empty(data, was_there) {
            tracing::error!(%error, folder = %data.display(), "part of what was brought back could not be removed");
        }
    }
    restored
}

fn empty(data: &Path, keep: bool) -> io::Result<()> {
    if !keep {
        return fs::remove_dir_all(data);
    }
    for item in fs::read_dir(data)? {
        let path = item?.path();
        if path.is_dir() { fs::remove_dir_all(&path)? } else { fs::remove_file(&path)? }
    }
    Ok(())
}

fn fill(file: &Path, data: &Path, told: Told<'_>) -> Result<(Contents, Checked), BackupError> {
    let mut contents: Option<Contents> = None;
    let mut photos = 0;
    each(file, &mut |place, content| {
        let path = match place {
            Place::Contents => {
                let mut text = Vec::new();
                content.take(1 << 20).read_to_end(&mut text).map_err(failed("reading", file))?;
                contents = Some(understand(&text)?);
                return Ok(());
            }
            Place::Photo(name) => {
                photos += 1;
                let of = contents.as_ref().map_or(0, |contents| contents.photos);
                told("photos", photos, of as u64);
                data.join(PHOTOS).join(Vault::place(&name))
            }
            Place::Small(name) => data.join(name),
            Place::OuterKey => data.join(OUTER_KEY),
            Place::Journal(path) => data.join(path),
        };
        put(&path, content)
    })?;
    let contents = contents.ok_or_else(|| BackupError::NotWhole("it is empty".to_owned()))?;
    sync(data)?;
    let total = contents.seq;
    let checked = check::check(data, None, Look::JournalAndPhotos, &mut |seq| told("checking", seq, total))?;
    contents.describes(&checked)?;
    Ok((contents, checked))
}

fn understand(text: &[u8]) -> Result<Contents, BackupError> {
    #[derive(serde::Deserialize)]
    struct Form {
        form: u32,
    }
    let strange = |error: serde_json::Error| BackupError::NotWhole(error.to_string());
    let Form { form } = serde_json::from_slice(text).map_err(strange)?;
    if form > FORM {
        return Err(BackupError::Newer(form));
    }
    serde_json::from_slice(text).map_err(strange)
}
