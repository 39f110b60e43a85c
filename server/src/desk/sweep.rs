//! Photo files that no entry names: left by a filing that broke off between the photo and the fact, or by a case whose texts were
//! erased since. They are looked for after each start and a few times a day, and removed.
//!
//! A file always comes before the fact that names it. So only files that have lain there for longer than any request takes are
//! looked at, and an entry that cannot be read ends the sweep: what is in doubt stays.

use std::{collections::HashSet, path::Path, time::Duration};

use domain::Fact;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::time::MissedTickBehavior;

use crate::{
    app::App,
    engine::ReadError,
    evidence::{EvidenceError, FileName},
    record::{Opened, chain_of},
};

/// Files younger than this may still be named by a fact that is on its way. A form is given up after minutes.
pub const AGE: Duration = Duration::from_hours(1);
/// How often it is looked.
const EVERY: Duration = Duration::from_hours(6);
/// What was removed last, for `doctor`; beside the photos, in the data folder.
const NOTE: &str = "swept.json";

/// What a sweep removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swept {
    /// When.
    pub at: Timestamp,
    /// How many files.
    pub files: u64,
    /// How many bytes they took.
    pub bytes: u64,
}

impl Swept {
    /// The last sweep of a data folder that removed anything; `None` when there was none, or its note cannot be read.
    pub fn last(data: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(data.join(NOTE)).ok()?).ok()
    }
}

/// Why a sweep ended early.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// An entry cannot be read, so what it names is not known.
    #[error(transparent)]
    Entry(#[from] ReadError),
    /// An entry that the state speaks of is not there, or is another.
    #[error("entry {0} does not say which files it names")]
    Silent(u64),
    /// The folder of photos.
    #[error(transparent)]
    Photos(#[from] EvidenceError),
    /// The note.
    #[error("what was removed cannot be noted")]
    Note(#[source] std::io::Error),
}

/// Sweeps now and then until the desk closes.
pub(super) async fn now_and_then(app: App) {
    let mut next = tokio::time::interval(EVERY);
    next.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.closing.cancelled() => return,
            _ = next.tick() => {}
        }
        let sweeping = app.clone();
        match app.tasks.spawn_blocking(move || sweep(&sweeping)).await {
            Ok(Ok(None)) => {}
            Ok(Ok(Some(Swept { files, bytes, .. }))) => {
                tracing::info!(files, bytes, "photo files that no entry names were removed");
            }
            Ok(Err(error)) => {
                tracing::warn!(
                    error = chain_of(&error),
                    "photo files that no entry names stay until the next sweep"
                );
            }
            Err(error) => tracing::error!(%error, "sweeping photo files ended in a panic"),
        }
    }
}

/// Removes photo files that no entry names; what was removed, if anything was. Blocking.
///
/// # Errors
/// [`SweepError`]; nothing that an entry names was touched.
pub fn sweep(app: &App) -> Result<Option<Swept>, SweepError> {
    let (vault, now) = (app.evidence.vault(), app.clock.now());
    if vault.orphans(|_| false, AGE, now)?.is_empty() {
        return Ok(None);
    }
    let named = named(app)?;
    let mut swept = Swept { at: now, files: 0, bytes: 0 };
    for orphan in vault.orphans(|name| named.contains(name), AGE, now)? {
        if app.closing.is_cancelled() {
            break;
        }
        vault.sweep(&orphan)?;
        swept.files += 1;
        swept.bytes += orphan.bytes;
    }
    if swept.files == 0 {
        return Ok(None);
    }
    let note = serde_json::to_vec(&swept).map_err(|error| SweepError::Note(error.into()))?;
    std::fs::write(app.data.join(NOTE), note).map_err(SweepError::Note)?;
    Ok(Some(swept))
}

/// Every file that an entry names whose texts were not erased: without them nobody has the file's key.
fn named(app: &App) -> Result<HashSet<FileName>, SweepError> {
    let published = app.now();
    let mut named = HashSet::new();
    for seq in published.desk.cases().flat_map(|case| case.evidence.iter().map(|photo| photo.seq)) {
        let entry = app.engine.entry(seq)?.ok_or(SweepError::Silent(seq))?;
        let Fact::EvidenceAdded { files, .. } = entry.fact else { return Err(SweepError::Silent(seq)) };
        if entry.body == Opened::Erased {
            continue;
        }
        for file in files {
            named.insert(FileName::try_from(file).map_err(|_| SweepError::Silent(seq))?);
        }
    }
    Ok(named)
}

#[cfg(test)]
mod tests;
