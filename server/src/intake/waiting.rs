//! Lists that were uploaded and wait for their organiser's word, and those being taken in.
//!
//! They live in memory only, a few at a time and not for long: until it is confirmed a list is nobody's record. A restart forgets
//! them, and the organiser uploads the file again.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::body::Bytes;

use crate::{
    access::secrets::HolderToken,
    exhibitors::{self, Encoding, FileFault, Limits, Mapping, Table},
};

use super::Outcome;

/// Lists kept at once; the oldest goes first.
const MOST: usize = 4;
/// How long a list waits.
const PATIENCE: Duration = Duration::from_hours(1);

/// What the organiser chose for a list; nothing chosen means as the desk reads it.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// The columns.
    pub mapping: Option<Mapping>,
    /// The hall of booths that name none; empty for none.
    pub default_hall: String,
}

/// How far a list is.
#[derive(Debug, Clone)]
pub enum Stage {
    /// Shown, not confirmed.
    Waiting,
    /// Being recorded: how many exhibitors in all.
    Running(usize),
    /// Through: what came of it, with the rows that were left out.
    Done(Arc<Done>),
}

/// What came of a list.
#[derive(Debug)]
pub struct Done {
    /// What was planned; its steps are no longer in it.
    pub rows: usize,
    /// Rows taken.
    pub taken: usize,
    /// Exhibitors that stayed as they were.
    pub unchanged: usize,
    /// Rows left out.
    pub left_out: Vec<exhibitors::LeftOut>,
    /// What was recorded.
    pub outcome: Outcome,
}

/// One uploaded list.
#[derive(Debug)]
pub struct Import {
    /// Its name in addresses; cannot be guessed.
    pub token: String,
    /// The file's name on the organiser's machine.
    pub file_name: String,
    bytes: Bytes,
    since: Duration,
    choices: Mutex<Choices>,
    table: Mutex<Option<(Option<Encoding>, Arc<Table>)>>,
    stage: Mutex<Stage>,
    through: AtomicUsize,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Import {
    /// What was chosen so far.
    pub fn choices(&self) -> Choices {
        locked(&self.choices).clone()
    }

    /// Chooses anew.
    pub fn choose(&self, choices: Choices) {
        *locked(&self.choices) = choices;
    }

    /// The list as read in the chosen encoding. Blocking: a large list takes a while.
    ///
    /// # Errors
    /// [`FileFault`].
    pub fn table(&self) -> Result<Arc<Table>, FileFault> {
        let encoding = self.choices().encoding;
        if let Some((read_as, table)) = &*locked(&self.table)
            && *read_as == encoding
        {
            return Ok(Arc::clone(table));
        }
        let table =
            Arc::new(exhibitors::read_file(&self.file_name, &self.bytes, encoding, &Limits::default())?);
        *locked(&self.table) = Some((encoding, Arc::clone(&table)));
        Ok(table)
    }

    /// How far it is.
    pub fn stage(&self) -> Stage {
        locked(&self.stage).clone()
    }

    /// Begins, unless it began already: whoever confirms twice imports once.
    pub fn begin(&self, total: usize) -> bool {
        let mut stage = locked(&self.stage);
        let waits = matches!(*stage, Stage::Waiting);
        if waits {
            *stage = Stage::Running(total);
        }
        waits
    }

    /// Notes how many exhibitors are through.
    pub fn tell(&self, through: usize) {
        self.through.store(through, Ordering::Relaxed);
    }

    /// How many exhibitors are through.
    pub fn through(&self) -> usize {
        self.through.load(Ordering::Relaxed)
    }

    /// Notes the end.
    pub fn end(&self, done: Done) {
        *locked(&self.stage) = Stage::Done(Arc::new(done));
    }
}

/// Every list that waits or runs.
#[derive(Debug, Default)]
pub struct Imports(Mutex<Vec<Arc<Import>>>);

impl Imports {
    /// Keeps a list.
    pub fn keep(&self, file_name: &str, bytes: Bytes, choices: Choices, now: Duration) -> Arc<Import> {
        let import = Arc::new(Import {
            token: HolderToken::random().reveal(),
            file_name: file_name.to_owned(),
            bytes,
            since: now,
            choices: Mutex::new(choices),
            table: Mutex::default(),
            stage: Mutex::new(Stage::Waiting),
            through: AtomicUsize::new(0),
        });
        let mut kept = self.present(now);
        while kept.len() >= MOST {
            let Some(at) = kept.iter().position(|import| !matches!(import.stage(), Stage::Running(_))) else {
                break;
            };
            kept.remove(at);
        }
        kept.push(Arc::clone(&import));
        import
    }

    /// The list of that name.
    pub fn find(&self, token: &str, now: Duration) -> Option<Arc<Import>> {
        self.present(now).iter().find(|import| import.token == token).cloned()
    }

    /// Forgets a list that does not run.
    pub fn drop_list(&self, token: &str, now: Duration) {
        self.present(now)
            .retain(|import| import.token != token || matches!(import.stage(), Stage::Running(_)));
    }

    fn present(&self, now: Duration) -> MutexGuard<'_, Vec<Arc<Import>>> {
        let mut kept = locked(&self.0);
        kept.retain(|import| {
            now.saturating_sub(import.since) < PATIENCE || matches!(import.stage(), Stage::Running(_))
        });
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(imports: &Imports, at: u64) -> Arc<Import> {
        imports.keep(
            "list.csv",
            Bytes::from_static(b"Name\nA\n"),
            Choices::default(),
            Duration::from_secs(at),
        )
    }

    #[test]
    fn a_few_lists_wait_for_a_while() {
        let imports = Imports::default();
        let first = keep(&imports, 0);
        let later: Vec<_> = (1..=4).map(|at| keep(&imports, at)).collect();
        let now = Duration::from_secs(5);
        assert!(imports.find(&first.token, now).is_none());
        assert!(later.iter().all(|import| imports.find(&import.token, now).is_some()));
        assert!(imports.find(&later[0].token, PATIENCE + now).is_none());
    }

    #[test]
    fn a_running_list_is_neither_dropped_nor_begun_twice() {
        let imports = Imports::default();
        let import = keep(&imports, 0);
        assert!(import.begin(1));
        assert!(!import.begin(1));
        imports.drop_list(&import.token, PATIENCE * 2);
        assert!(imports.find(&import.token, PATIENCE * 2).is_some());
    }
}
