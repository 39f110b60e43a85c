//! What `fairdesk` does beside serving: check, copy, bring back, write out, look after the machine.
//!
//! Each of them works while a desk serves the same folder, by asking it for a copy of its journal ([`crate::operator`]), and
//! without one, on the folder itself.

use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;

use crate::{
    clock::{Clock, SystemClock},
    config::Settings,
    desk::Replayed,
    journal::{Journal, JournalError, Reader},
    operator::{self, HeldCopy, NoCopy},
    serve,
};

pub mod backup;
pub mod doctor;
pub mod export;
pub mod import;
pub mod verify;

/// Shows on a terminal how far long work is; says nothing where nobody watches.
pub struct Progress {
    shown: bool,
    terminal: bool,
    last: (String, u64),
}

impl Progress {
    /// Nothing shown yet.
    pub fn new() -> Self {
        Self { shown: false, terminal: std::io::stderr().is_terminal(), last: (String::new(), 0) }
    }

    /// So much of it is done; `of` is 0 where nobody knows how much it is.
    pub fn tell(&mut self, doing: &str, done: u64, of: u64) {
        // In steps of a hundredth, or of a thousand where the end is not known.
        let step = done.saturating_mul(100).checked_div(of).unwrap_or(done / 1000);
        if !self.terminal || (self.last.0 == doing && self.last.1 == step) {
            return;
        }
        self.last = (doing.to_owned(), step);
        let how_far = if of == 0 { done.to_string() } else { format!("{done} of {of}") };
        self.shown = true;
        // Nobody is helped by work that stops because its progress cannot be shown.
        drop(write!(std::io::stderr(), "\r\x1b[K{doing}: {how_far}"));
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            drop(write!(std::io::stderr(), "\r\x1b[K"));
        }
    }
}

/// A journal that nobody writes to: a copy made by the desk that serves the folder, or the folder's own, opened here.
enum AtRest {
    /// Of a running desk.
    Copy(HeldCopy),
    /// Nobody serves the folder.
    Own { journal: Box<dyn Journal>, replayed: Box<Replayed> },
}

impl AtRest {
    /// Finds a fair's journal, whether or not a desk serves it.
    fn find(settings: &Settings) -> anyhow::Result<Self> {
        match operator::ask(&settings.data) {
            Ok(copy) => return Ok(Self::Copy(copy)),
            Err(NoCopy::Nobody(_)) => {}
            Err(error) => return Err(error.into()),
        }
        // Opening would make a new, empty journal where there is none.
        anyhow::ensure!(
            settings.data.join("journal").is_dir(),
            "there is no fair in {}; name its folder with --data",
            settings.data.display()
        );
        as_owner(&settings.data)?;
        match serve::open(settings) {
            Ok((journal, replayed)) => Ok(Self::Own { journal, replayed: Box::new(replayed) }),
            Err(error @ JournalError::InUse { .. }) => Err(error)
                .context("another program has the fair open and gives no copy; wait until it has ended"),
            Err(error) => Err(error.into()),
        }
    }
}

/// Files that somebody else leaves in the folder would keep the desk from starting.
fn as_owner(data: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let owner = std::fs::metadata(data).with_context(|| format!("{} cannot be read", data.display()))?.uid();
    let own = rustix::process::geteuid().as_raw();
    anyhow::ensure!(
        owner == own,
        "{} belongs to user {owner}; run this as that user, or files of yours would keep the desk from starting",
        data.display()
    );
    Ok(())
}

/// A folder inside the data folder for a copy; removed when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn within(data: &Path) -> Self {
        let name = format!("copy-{}", crate::access::secrets::BoothToken::random().reveal());
        Self(data.join(name))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        match std::fs::remove_dir_all(&self.0) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::warn!(folder = %self.0.display(), %error, "a copy is left behind; remove it by hand");
            }
            Ok(()) | Err(_) => {}
        }
    }
}

fn now() -> jiff::Timestamp {
    SystemClock::start().now()
}

fn snapshot(reader: &dyn Reader, to: &Path) -> Result<(), JournalError> {
    reader.snapshot(to, &|| true).map(|_| ())
}
