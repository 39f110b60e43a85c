//! Who is signed in. Of a token only the hash is kept, in memory and in a small file beside the journal, so that a
//! power cut at the fair does not sign everybody out.
//!
//! The file is written whole after each sign-in and sign-out. If that fails it is logged, and the sessions last until
//! the next restart; nobody is turned away because of it.

use std::{
    collections::HashMap,
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    private_file,
    secrets::{KeyHash, SessionToken},
};

/// What a session belongs to: the id of a member of staff.
pub trait StaffId: Clone + Eq + Send + Sync + Serialize + DeserializeOwned + 'static {}

impl<T: Clone + Eq + Send + Sync + Serialize + DeserializeOwned + 'static> StaffId for T {}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session<S> {
    /// Names the session in lists and for ending it; no use for signing in.
    pub id: KeyHash,
    /// Whose it is.
    pub staff: S,
    /// When they signed in.
    pub created: Timestamp,
    /// When it was last used.
    pub last_seen: Timestamp,
    /// When it ends by itself.
    pub expires: Timestamp,
    /// Something by which its owner recognises the device.
    pub device: String,
    /// The PIN it was begun with, by its entry in the journal: the session is worth nothing under another one. A sign-in that
    /// was under way when the PIN was reset, or a reset just before a power cut, leaves no way in.
    #[serde(default)]
    pub pin: u64,
}

/// Most sessions of one person; beyond, the one longest unused ends.
const PER_STAFF: usize = 16;
/// Most sessions of all; beyond, the one longest unused ends.
const OVERALL: usize = 4_000;
/// Longest name of a device, characters.
const DEVICE_NAME: usize = 80;

/// All sessions. Cheap to clone; all clones are the same table.
#[derive(Debug)]
pub struct Sessions<S> {
    shared: Arc<Shared<S>>,
}

impl<S> Clone for Sessions<S> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

#[derive(Debug)]
struct Shared<S> {
    length: Duration,
    file: Option<PathBuf>,
    table: Mutex<Table<S>>,
    /// Held from reading the table until the file is written, so that an older table never replaces a newer.
    writing: Mutex<()>,
}

#[derive(Debug)]
struct Table<S> {
    by_hash: HashMap<KeyHash, Session<S>>,
}

impl<S: StaffId> Sessions<S> {
    /// Sessions that last `length` and end with the program.
    pub fn in_memory(length: Duration) -> Self {
        Self::with(length, None, HashMap::new())
    }

    /// Sessions that are kept in `file`. A file that cannot be read or understood is logged and begins anew: people
    /// sign in again.
    pub fn open(length: Duration, file: PathBuf, now: Timestamp) -> Self {
        let kept: Vec<Session<S>> = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                tracing::warn!(%error, "the file of sessions is damaged; everybody signs in again");
                Vec::new()
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                tracing::warn!(%error, "the file of sessions cannot be read; everybody signs in again");
                Vec::new()
            }
        };
        let live = kept.into_iter().filter(|s| s.expires > now).take(OVERALL).map(|s| (s.id, s));
        Self::with(length, Some(file), live.collect())
    }

    fn with(length: Duration, file: Option<PathBuf>, by_hash: HashMap<KeyHash, Session<S>>) -> Self {
        let table = Mutex::new(Table { by_hash });
        Self { shared: Arc::new(Shared { length, file, table, writing: Mutex::new(()) }) }
    }

    /// Begins a session for somebody who proved who they are with the PIN of entry `pin`. The token is shown to their device
    /// once and never kept.
    pub async fn start(&self, staff: S, pin: u64, device: &str, now: Timestamp) -> SessionToken {
        let token = SessionToken::random();
        let id = token.hash();
        let device = device.chars().filter(|c| !c.is_control()).take(DEVICE_NAME).collect();
        let expires = now.checked_add(self.shared.length).unwrap_or(Timestamp::MAX);
        let session = Session { id, staff, created: now, last_seen: now, expires, device, pin };
        {
            let mut table = self.table();
            table.by_hash.retain(|_, s| s.expires > now);
            table.make_room(PER_STAFF, |s| s.staff == session.staff);
            table.make_room(OVERALL, |_| true);
            table.by_hash.insert(id, session);
        }
        self.save().await;
        token
    }

    /// The session of this token, if it has not ended.
    pub fn resume(&self, token: &SessionToken, now: Timestamp) -> Option<Session<S>> {
        let mut table = self.table();
        let session = table.by_hash.get_mut(&token.hash())?;
        if session.expires <= now {
            return None;
        }
        session.last_seen = session.last_seen.max(now);
        Some(session.clone())
    }

    /// Whether the session of this id has not ended; asking does not count as using it.
    pub fn lasts(&self, id: &KeyHash, now: Timestamp) -> bool {
        self.table().by_hash.get(id).is_some_and(|session| session.expires > now)
    }

    /// The sessions of one person that have not ended, the last used first.
    pub fn of(&self, staff: &S, now: Timestamp) -> Vec<Session<S>> {
        let table = self.table();
        let mut own: Vec<_> =
            table.by_hash.values().filter(|s| s.staff == *staff && s.expires > now).cloned().collect();
        own.sort_by_key(|s| std::cmp::Reverse((s.last_seen, s.created)));
        own
    }

    /// Ends one session. `false` when there was none.
    pub async fn end(&self, id: &KeyHash) -> bool {
        self.end_those(|s| s.id == *id).await > 0
    }

    /// Ends every session of one person, as when their PIN is reset. Answers how many.
    pub async fn end_all(&self, staff: &S) -> usize {
        self.end_those(|s| s.staff == *staff).await
    }

    async fn end_those(&self, ends: impl Fn(&Session<S>) -> bool) -> usize {
        let ended = {
            let mut table = self.table();
            let before = table.by_hash.len();
            table.by_hash.retain(|_, s| !ends(s));
            before - table.by_hash.len()
        };
        if ended > 0 {
            self.save().await;
        }
        ended
    }

    /// Writes the file now, with the times of last use; for an orderly stop.
    pub async fn save(&self) {
        let shared = Arc::clone(&self.shared);
        let written = tokio::task::spawn_blocking(move || shared.write()).await;
        let error = match written {
            Ok(Ok(())) => return,
            Ok(Err(error)) => error,
            Err(stopped) => io::Error::other(stopped),
        };
        tracing::error!(%error, "the sessions cannot be written; they hold until the next restart");
    }

    fn table(&self) -> MutexGuard<'_, Table<S>> {
        self.shared.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: StaffId> Shared<S> {
    fn write(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let sessions: Vec<_> = {
            let table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
            table.by_hash.values().cloned().collect()
        };
        let bytes = serde_json::to_vec(&sessions).map_err(io::Error::other)?;
        private_file::replace(file, &bytes)
    }
}

impl<S: StaffId> Table<S> {
    /// Ends the session longest unused among those that `counts`, until there is room for one more.
    fn make_room(&mut self, most: usize, counts: impl Fn(&Session<S>) -> bool) {
        while self.by_hash.values().filter(|s| counts(s)).count() >= most {
            let idle = self.by_hash.values().filter(|s| counts(s)).min_by_key(|s| s.last_seen).map(|s| s.id);
            let Some(id) = idle else { return };
            self.by_hash.remove(&id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock, ManualClock};

    const LENGTH: Duration = Duration::from_hours(12);

    fn clock() -> ManualClock {
        ManualClock::at("2026-11-20T09:00:00Z".parse().unwrap())
    }

    fn sessions() -> Sessions<String> {
        Sessions::in_memory(LENGTH)
    }

    #[tokio::test]
    async fn a_session_holds_until_its_time_is_over() {
        let (clock, sessions) = (clock(), sessions());
        let token = sessions.start("li".to_owned(), 1, "tablet\n at the counter", clock.now()).await;
        clock.advance(Duration::from_secs(12 * 3600 - 1));
        let session = sessions.resume(&token, clock.now()).unwrap();
        assert_eq!((session.staff.as_str(), session.device.as_str()), ("li", "tablet at the counter"));
        assert_eq!(session.last_seen, clock.now());
        clock.advance(Duration::from_secs(1));
        assert_eq!(sessions.resume(&token, clock.now()), None);
        assert_eq!(sessions.resume(&SessionToken::random(), clock.now()), None);
    }

    #[tokio::test]
    async fn one_session_or_all_of_a_person_can_be_ended() {
        let (clock, sessions) = (clock(), sessions());
        let phone = sessions.start("li".to_owned(), 1, "phone", clock.now()).await;
        clock.advance(Duration::from_secs(1));
        let tablet = sessions.start("li".to_owned(), 1, "tablet", clock.now()).await;
        let other = sessions.start("wang".to_owned(), 1, "laptop", clock.now()).await;

        let own = sessions.of(&"li".to_owned(), clock.now());
        assert_eq!(own.iter().map(|s| s.device.as_str()).collect::<Vec<_>>(), ["tablet", "phone"]);
        assert!(sessions.end(&own[1].id).await);
        assert!(!sessions.end(&own[1].id).await);
        assert_eq!(sessions.resume(&phone, clock.now()), None);
        assert!(sessions.resume(&tablet, clock.now()).is_some());

        assert_eq!(sessions.end_all(&"li".to_owned()).await, 1);
        assert_eq!(sessions.resume(&tablet, clock.now()), None);
        assert!(sessions.resume(&other, clock.now()).is_some());
    }

    #[tokio::test]
    async fn a_restart_signs_nobody_out_and_the_file_holds_no_token() {
        let (clock, folder) = (clock(), tempfile::tempdir().unwrap());
        let file = folder.path().join("sessions.json");
        let open = || Sessions::<String>::open(LENGTH, file.clone(), clock.now());
        let before = open();
        let token = before.start("li".to_owned(), 1, "tablet", clock.now()).await;
        let ended = before.start("li".to_owned(), 1, "phone", clock.now()).await;
        let id = before.resume(&ended, clock.now()).unwrap().id;
        before.end(&id).await;

        let after = open();
        assert!(after.resume(&token, clock.now()).is_some());
        assert_eq!(after.resume(&ended, clock.now()), None, "what was ended stays ended");
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains(&token.reveal()));

        clock.advance(LENGTH);
        assert_eq!(open().of(&"li".to_owned(), clock.now()), [], "what lapsed meanwhile is not taken up");
    }

    #[tokio::test]
    async fn a_damaged_file_or_a_folder_that_is_gone_turns_nobody_away() {
        let (clock, folder) = (clock(), tempfile::tempdir().unwrap());
        let file = folder.path().join("sessions.json");
        fs::write(&file, "[{").unwrap();
        let sessions = Sessions::<String>::open(LENGTH, file, clock.now());
        drop(folder);
        let token = sessions.start("li".to_owned(), 1, "tablet", clock.now()).await;
        assert!(sessions.resume(&token, clock.now()).is_some());
    }

    #[tokio::test]
    async fn one_person_holds_a_bounded_number_of_sessions() {
        let (clock, sessions) = (clock(), sessions());
        let first = sessions.start("li".to_owned(), 1, "first", clock.now()).await;
        let other = sessions.start("wang".to_owned(), 1, "other", clock.now()).await;
        for _ in 0..PER_STAFF {
            clock.advance(Duration::from_secs(1));
            sessions.start("li".to_owned(), 1, "next", clock.now()).await;
        }
        assert_eq!(sessions.of(&"li".to_owned(), clock.now()).len(), PER_STAFF);
        assert_eq!(sessions.resume(&first, clock.now()), None);
        assert!(sessions.resume(&other, clock.now()).is_some());
    }
}
