//! The lock file: one process at a time, and a note for the next one.
//!
//! The lock itself is the operating system's and vanishes with the process, however it ends. The file's text
//! is for people ("who has it?") and for the next start: it says `open` from before the store is touched
//! until after it was closed orderly, so a start that finds `open` knows that it must look closely. Whoever noted an orderly end is
//! about to let go, and is waited for: a desk that is restarted need not fail because the one before it has not quite vanished.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use super::{Fault, folder};

/// What the first line says once it was closed orderly.
const CLOSED: &str = "closed";
/// How it was left by whoever had it open before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Before {
    /// Nobody has had it open here.
    Never,
    /// Closed orderly.
    Closed,
    /// Not closed: a crash, a power cut, or a start that failed.
    Open,
}

/// The held lock; released when dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock and notes that it is open.
    ///
    /// # Errors
    /// [`Fault::InUse`] naming who has it.
    pub fn take(path: &Path, opened_at: jiff::Timestamp) -> Result<(Self, Before), Fault> {
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(path);
        let file = file.map_err(|error| Fault::at("opening", path, error))?;
        alone(&file).map_err(|error| fault(&file, path, error))?;
        let text = read(&file, path)?;
        let before = match text.lines().next() {
            None => Before::Never,
            Some(CLOSED) => Before::Closed,
            Some(_) => Before::Open,
        };
        let lock = Self { file, path: path.to_owned() };
        lock.note(&format!("open\nprocess {} since {opened_at}\n", std::process::id()))?;
        Ok((lock, before))
    }

    /// Keeps others from opening it for writing while it is read, without leaving a trace. `None` if
    /// nobody has ever had it open, as in a copy that was just made.
    ///
    /// # Errors
    /// [`Fault::InUse`] naming who has it.
    pub fn share(path: &Path) -> Result<Option<File>, Fault> {
        let Some(file) = folder::open_if_there(path)? else { return Ok(None) };
        beside_readers(&file).map_err(|error| fault(&file, path, error))?;
        Ok(Some(file))
    }

    /// Notes an orderly end; the lock stays held until it is dropped.
    ///
    /// # Errors
    /// [`Fault`] when the disk refuses.
    pub fn note_closed(&self) -> Result<(), Fault> {
        self.note(&format!("{CLOSED}\n"))
    }

    fn note(&self, text: &str) -> Result<(), Fault> {
        let written = self.file.set_len(0).and_then(|()| self.file.write_all_at(text.as_bytes(), 0));
        written.and_then(|()| self.file.sync_all()).map_err(|error| Fault::at("writing", &self.path, error))
    }
}

fn alone(file: &File) -> Result<(), TryLockError> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) if notes_an_end(file)? => {}
        taken => return taken,
    }
    // Who only reads has noted nothing and is not about to let go; who wrote lets no reader in until it has.
    match file.try_lock_shared() {
        Ok(()) => file.try_lock(),
        Err(TryLockError::WouldBlock) => file.lock().map_err(TryLockError::Error),
        refused => refused,
    }
}

fn beside_readers(file: &File) -> Result<(), TryLockError> {
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) if notes_an_end(file)? => {
            file.lock_shared().map_err(TryLockError::Error)
        }
        taken => taken,
    }
}

/// Whether whoever wrote to it last has noted an orderly end.
fn notes_an_end(file: &File) -> Result<bool, TryLockError> {
    Ok(text(file).map_err(TryLockError::Error)?.lines().next() == Some(CLOSED))
}

fn fault(file: &File, path: &Path, error: TryLockError) -> Fault {
    match error {
        TryLockError::WouldBlock => in_use(file, path),
        TryLockError::Error(error) => Fault::at("locking", path, error),
    }
}

fn read(file: &File, path: &Path) -> Result<String, Fault> {
    text(file).map_err(|error| Fault::at("reading", path, error))
}

fn text(file: &File) -> Result<String, std::io::Error> {
    // The file is ours and a few dozen bytes long; whatever else it may hold is not worth more.
    let (mut bytes, mut length) = ([0; 1024], 0);
    while let Some(rest) = bytes.get_mut(length..).filter(|rest| !rest.is_empty()) {
        // From its beginning each time, for it is looked at again while somebody is waited for.
        match file.read_at(rest, u64::try_from(length).unwrap_or(u64::MAX)) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(String::from_utf8_lossy(bytes.get(..length).unwrap_or_default()).into_owned())
}

fn in_use(file: &File, path: &Path) -> Fault {
    match read(file, path) {
        Ok(text) => {
            let holder = text.lines().nth(1).unwrap_or("another process, which does not say which");
            Fault::InUse { holder: holder.to_owned() }
        }
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_names_its_holder_and_remembers_how_it_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let noon: jiff::Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        assert!(Lock::share(&path).unwrap().is_none());
        let (lock, before) = Lock::take(&path, noon).unwrap();
        assert_eq!(before, Before::Never);
        for error in [Lock::take(&path, noon).unwrap_err(), Lock::share(&path).unwrap_err()] {
            let who = format!("in use by process {} since 2026-11-20T12:00:00Z", std::process::id());
            assert_eq!(error.to_string(), who);
        }
        drop(lock);
        let (lock, before) = Lock::take(&path, noon).unwrap();
        assert_eq!(before, Before::Open, "dropped without a word");
        lock.note_closed().unwrap();
        drop(lock);
        assert!(Lock::share(&path).unwrap().is_some());
        assert_eq!(Lock::take(&path, noon).unwrap().1, Before::Closed);
    }

    #[test]
    fn who_noted_an_orderly_end_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let noon: jiff::Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let (lock, _) = Lock::take(&path, noon).unwrap();
        lock.note_closed().unwrap();
        // Who reads waits as who writes does; neither finds anything wrong.
        let shared = letting_go(lock, || Lock::share(&path));
        assert!(shared.unwrap().is_some());
        let (lock, _) = Lock::take(&path, noon).unwrap();
        lock.note_closed().unwrap();
        let taken = letting_go(lock, || Lock::take(&path, noon));
        assert_eq!(taken.unwrap().1, Before::Closed);
    }

    /// What somebody gets who comes while a lock is let go.
    fn letting_go<T: Send>(lock: Lock, comes: impl FnOnce() -> T + Send) -> T {
        std::thread::scope(|scope| {
            let coming = scope.spawn(comes);
            drop(lock);
            coming.join().unwrap()
        })
    }
}
