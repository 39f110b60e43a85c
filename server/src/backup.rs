//! A whole fair in one file: journal, photos, keys, settings. Made while the desk runs, read back before it is called good.
//!
//! The file is a plain tar, so that a fair can be got out of it in twenty years without this program:
//!
//! ```text
//! backup.json      what is in it: fair, head of the journal, number of photos
//! photos/…         sealed photos, each named by its own digest
//! access.key, fair.toml, demo, keys/outer.key      those that are there
//! journal/…        a fresh copy of the store with its head and sealed keys
//! ```
//!
//! Entries never change once written, so a copy needs no moment of stillness: the journal's copy ends at some entry, and every
//! photo named up to there was on the disk before its entry.
//!
//! **It holds the keys.** Whoever has the file has everything, and what is erased at the desk later lives on in it.

use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io::{self, BufReader, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Component, Path, PathBuf},
};

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    check::{self, Checked, Look, PHOTOS},
    evidence::{FileName, Vault},
    journal::JournalError,
};

mod unpack;

pub use unpack::restore;

/// The form of the file written today.
const FORM: u32 = 1;
const CONTENTS: &str = "backup.json";
const JOURNAL: &str = "journal";
const OUTER_KEY: &str = "keys/outer.key";
/// Small files of the data folder that belong to the fair.
const SMALL: [&str; 3] = ["access.key", "fair.toml", "demo"];

/// What is in a backup, as it says itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    form: u32,
    /// Version of the program that made it.
    pub program: String,
    /// When.
    pub made_at: Timestamp,
    /// The fair, hexadecimal.
    pub fair: String,
    /// The journal's last entry in it.
    pub seq: u64,
    /// Hash of that entry, hexadecimal.
    pub hash: String,
    /// The public half of the fair's signing key, hexadecimal.
    pub public_key: String,
    /// The outer key is in it; if not, it is kept elsewhere and the texts stay sealed without it.
    pub outer_key: bool,
    /// Photo files in it.
    pub photos: usize,
}

/// Why there is no backup, or why it cannot be brought back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A backup never replaces another.
    #[error("{} is there already; choose another name", .0.display())]
    Exists(PathBuf),
    /// A fair is only brought back into an empty folder.
    #[error("{} is not empty; a backup is only brought back into an empty folder", .0.display())]
    NotEmpty(PathBuf),
    /// A file could not be read or written.
    #[error("{doing} {} failed", path.display())]
    File {
        /// What was tried.
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// The system's answer.
        #[source]
        source: io::Error,
    },
    /// It is none, or not whole.
    #[error("this is not a whole backup: {0}")]
    NotWhole(String),
    /// A newer version made it.
    #[error("the backup has form {0}, which a newer version of the program wrote; use that one")]
    Newer(u32),
    /// The copy of the journal, or what was brought back, is not whole.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.to_owned();
    move |source| BackupError::File { doing, path, source }
}

/// Hears what is being done, and how much of it: done, of how much.
pub type Told<'a> = &'a mut dyn FnMut(&str, u64, u64);

/// Writes the fair of `data` into the new file `out`, with the journal from `copy` (a folder made by
/// [`crate::journal::Reader::snapshot`]), reads the file back, and only then gives it its name.
///
/// # Errors
/// [`BackupError`]; then there is no file `out`.
pub fn pack(
    data: &Path,
    copy: &Path,
    out: &Path,
    made_at: Timestamp,
    told: Told<'_>,
) -> Result<Contents, BackupError> {
    if out.exists() {
        return Err(BackupError::Exists(out.to_owned()));
    }
    let checked = check::check(copy, Some(copy), Look::Journal, &mut |seq| told("checking", seq, 0))?;
    let contents = Contents::of(&checked, copy.join(OUTER_KEY).is_file(), made_at);
    let mut partial = out.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let made = write(&partial, data, copy, &contents, &checked.photos, told)
        .and_then(|()| read_back(&partial, copy, &contents, &checked.photos, told));
    if let Err(error) = made {
        // Half a backup is worse than none: it looks like one.
        match fs::remove_file(&partial) {
            Err(left) if left.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(path = %partial.display(), error = %left, "half a backup is left behind");
            }
            Ok(()) | Err(_) => {}
        }
        return Err(error);
    }
    fs::rename(&partial, out).map_err(failed("renaming", &partial))?;
    let folder = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    sync(folder)?;
    Ok(contents)
}

impl Contents {
    fn of(checked: &Checked, outer_key: bool, made_at: Timestamp) -> Self {
        Self {
            form: FORM,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made_at,
            fair: HEXLOWER.encode(&checked.fair.0),
            seq: checked.head.seq,
            hash: HEXLOWER.encode(&checked.head.hash),
            public_key: HEXLOWER.encode(&checked.public_key),
            outer_key,
            photos: checked.photos.iter().collect::<BTreeSet<_>>().len(),
        }
    }

    /// Whether a fair that was found whole is the one that was packed.
    fn describes(&self, checked: &Checked) -> Result<(), BackupError> {
        let found = Self::of(checked, self.outer_key, self.made_at);
        if (&found.fair, found.seq, &found.hash, &found.public_key)
            == (&self.fair, self.seq, &self.hash, &self.public_key)
        {
            return Ok(());
        }
        let why = format!("its journal ends at entry {}, it should end at entry {}", found.seq, self.seq);
        Err(BackupError::NotWhole(why))
    }
}

fn sync(path: &Path) -> Result<(), BackupError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(failed("syncing", path))
}

/// A file that only its owner may read: a backup holds keys.
fn create_private(path: &Path) -> Result<File, BackupError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600).open(path).map_err(failed("creating", path))
}

fn write(
    partial: &Path,
    data: &Path,
    copy: &Path,
    contents: &Contents,
    photos: &[FileName],
    told: Told<'_>,
) -> Result<(), BackupError> {
    if partial.exists() {
        fs::remove_file(partial).map_err(failed("removing", partial))?;
    }
    let mut tar = tar::Builder::new(BufWriter::new(create_private(partial)?));
    let json =
        serde_json::to_vec_pretty(contents).map_err(|error| BackupError::NotWhole(error.to_string()))?;
    append(&mut tar, CONTENTS, json.len() as u64, &mut &*json).map_err(failed("writing", partial))?;
    let names: BTreeSet<_> = photos.iter().collect();
    let total = names.len() as u64;
    for (done, name) in (1..).zip(names) {
        let place = Path::new(PHOTOS).join(Vault::place(name));
        append_file(&mut tar, &data.join(&place), &place)?;
        told("photos", done, total);
    }
    for name in SMALL.iter().filter(|name| data.join(name).is_file()) {
        append_file(&mut tar, &data.join(name), Path::new(name))?;
    }
    if contents.outer_key {
        append_file(&mut tar, &copy.join(OUTER_KEY), Path::new(OUTER_KEY))?;
    }
    append_folder(&mut tar, copy, Path::new(JOURNAL))?;
    let file =
        tar.into_inner().and_then(|buffer| buffer.into_inner().map_err(io::IntoInnerError::into_error));
    file.and_then(|file| file.sync_all()).map_err(failed("writing", partial))
}

fn append(
    tar: &mut tar::Builder<impl Write>,
    name: &str,
    length: u64,
    content: &mut dyn Read,
) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(length);
    header.set_mode(0o600);
    header.set_entry_type(tar::EntryType::Regular);
    tar.append_data(&mut header, name, content)
}

fn append_file(tar: &mut tar::Builder<impl Write>, from: &Path, name: &Path) -> Result<(), BackupError> {
    let file = File::open(from).map_err(failed("reading", from))?;
    let length = file.metadata().map_err(failed("reading", from))?.len();
    // The length stands in front: a file that grows meanwhile must not spoil what follows.
    let mut content = BufReader::new(file).take(length);
    append(tar, &name.to_string_lossy(), length, &mut content).map_err(failed("copying", from))
}

fn append_folder(tar: &mut tar::Builder<impl Write>, root: &Path, folder: &Path) -> Result<(), BackupError> {
    let from = root.join(folder);
    let items = fs::read_dir(&from).map_err(failed("reading", &from))?;
    let mut names = items
        .map(|item| item.map(|item| folder.join(item.file_name())))
        .collect::<io::Result<Vec<_>>>()
        .map_err(failed("reading", &from))?;
    names.sort();
    for name in names {
        if root.join(&name).is_dir() {
            append_folder(tar, root, &name)?;
        } else {
            append_file(tar, &root.join(&name), &name)?;
        }
    }
    Ok(())
}

/// Reads the file from its beginning as a stranger would: photos are compared with their names, the journal is unpacked beside
/// the copy it came from and checked whole.
fn read_back(
    partial: &Path,
    copy: &Path,
    contents: &Contents,
    photos: &[FileName],
    told: Told<'_>,
) -> Result<(), BackupError> {
    let unpacked = copy.join("read-back");
    let mut missing: BTreeSet<String> = photos.iter().map(|name| name.as_str().to_owned()).collect();
    let total = missing.len() as u64;
    let mut first = true;
    unpack::each(partial, &mut |place, content| {
        match place {
            Place::Contents => {
                let found: Contents = serde_json::from_reader(content)
                    .map_err(|error| BackupError::NotWhole(error.to_string()))?;
                if !first || found != *contents {
                    return Err(BackupError::NotWhole("its list of contents reads differently".to_owned()));
                }
            }
            Place::Photo(name) => {
                let mut sealed = Vec::new();
                content.read_to_end(&mut sealed).map_err(failed("reading", partial))?;
                if FileName::of(&sealed) != name {
                    return Err(BackupError::NotWhole(format!("photo {name} reads differently")));
                }
                missing.remove(name.as_str());
                told("reading back", total - missing.len() as u64, total);
            }
            Place::Journal(path) => unpack::put(&unpacked.join(path), content)?,
            Place::Small(_) | Place::OuterKey => {
                io::copy(content, &mut io::sink()).map_err(failed("reading", partial))?;
            }
        }
        first = false;
        Ok(())
    })?;
    if let Some(name) = missing.first() {
        return Err(BackupError::NotWhole(format!("photo {name} is missing")));
    }
    let told = &mut |seq| told("checking what was written", seq, contents.seq);
    let checked = check::check(&unpacked, Some(copy), Look::Journal, told)?;
    contents.describes(&checked)
}

/// Where something in a backup belongs. Anything else is refused, so that a strange file cannot write outside the folder.
enum Place {
    Contents,
    Photo(FileName),
    Small(&'static str),
    OuterKey,
    /// A file of the journal, with `journal/` in front.
    Journal(PathBuf),
}

impl Place {
    fn of(path: &Path) -> Option<Self> {
        let parts: Option<Vec<&str>> = path
            .components()
            .map(|part| match part {
                Component::Normal(name) => name.to_str(),
                Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
            })
            .collect();
        match parts?.as_slice() {
            [CONTENTS] => Some(Self::Contents),
            ["keys", "outer.key"] => Some(Self::OuterKey),
            [PHOTOS, shard, name] => {
                let name = FileName::try_from((*name).to_owned()).ok()?;
                (name.as_str()[..2] == **shard).then_some(Self::Photo(name))
            }
            [JOURNAL, _, ..] => Some(Self::Journal(path.to_owned())),
            [small] => SMALL.into_iter().find(|known| known == small).map(Self::Small),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
