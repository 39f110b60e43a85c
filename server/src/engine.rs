//! The engine: the one place where anything is decided and written.
//!
//! One thread takes whatever commands queued up while the last batch was being made durable, decides them one after the other on
//! a private draft of the [`Desk`], appends all their events in one atomic write, publishes the new state, answers, and only then
//! wakes the live streams. So a lone command is never delayed, a crowd shares one `fdatasync`, a caller reads its own writes, and
//! nobody ever sees what a power cut could take back.
//!
//! It is a thread and not a task because the write blocks; and it is the only writer, so there are no locks to hold around a
//! decision and nothing to race.
//!
//! **Fail-stop.** When it cannot be known whether a write reached the disk, the engine stops for good: reads go on from the last
//! published state, writes are answered with the reason, and a restart reads what is really there.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock},
    thread::JoinHandle,
};

use domain::{
    Actor, CaseId, Command, CommandId, Desk, DeviceId, Directory, Fact, Mac, Refusal,
    figures::{DayFigures, Tallies, ToldFigures, UsualWaits, as_sealed, usual_waits},
    queue::Lines,
    report::{FairReport, ReportScope, told_to_everybody},
};
use jiff::{Timestamp, civil::Date};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::{mpsc, oneshot, watch},
};

use self::works::{Answer, Works};
use crate::{
    clock::Clock,
    journal::{Head, Journal, Reader},
    record::{self, Opened, RecordError},
};

pub use self::works::{erase, scopes_of};
pub use crate::record::{ReadError, Recorded};

mod works;

/// Most commands decided and written together. More would only make the first of them wait.
const BATCH: usize = 512;

/// Commands that may wait for the engine before callers are told to come back.
const QUEUE: usize = 4096;

/// Who submits.
#[derive(Debug, Clone, Copy)]
pub struct From {
    /// In what role.
    pub actor: Actor,
    /// From which device.
    pub device: Option<DeviceId>,
}

impl From {
    /// The desk itself.
    pub const SYSTEM: Self = Self { actor: Actor::System, device: None };
}

/// A command and who sent it.
#[derive(Debug)]
pub struct Request {
    /// Names the request; a retry carries the same.
    pub id: CommandId,
    /// Who asks.
    pub actor: Actor,
    /// From which device.
    pub device: Option<DeviceId>,
    /// When it happened, if that was elsewhere and earlier (a kiosk's outbox).
    pub occurred_at: Option<Timestamp>,
    /// Keyed digest of the request body, to tell a retry from another request under the same id.
    pub digest: Option<Mac>,
    /// What is asked.
    pub command: Command,
}

/// What an accepted command wrote. Empty when there was nothing to change.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// Its entries, in order.
    pub entries: Vec<Recorded>,
    /// A retry: this is the first answer again.
    pub repeated: bool,
}

/// Why a command was not accepted.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SubmitError {
    /// A rule said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too much is waiting; nothing was done, try again.
    #[error("the desk is busy")]
    Busy,
    /// The disk has reached its reserve; nothing was done.
    #[error("the disk is nearly full")]
    Full,
    /// The texts are longer than an entry can be; nothing was done.
    #[error("too long to be recorded")]
    TooLong,
    /// The same id was used before for another request.
    #[error("this request id was used for something else")]
    Reused,
    /// A retry whose first answer was erased since.
    #[error("the first answer was erased")]
    Erased,
    /// A fault of ours in deciding; nothing was done, and the desk goes on.
    #[error("the command could not be decided")]
    Undecided,
    /// The engine has stopped; reads go on.
    #[error("the desk takes nothing new: {0}")]
    Stopped(Arc<str>),
}

impl SubmitError {
    /// The stable code, for figures.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Busy => "busy",
            Self::Full => "storage-low",
            Self::TooLong => "too-large",
            Self::Reused => "key-reused",
            Self::Erased => "erased",
            Self::Undecided => "internal",
            Self::Stopped(_) => "stopped",
        }
    }
}

/// Logs of sealed days, by day and whether it runs; none of a day without a seal.
type SealedDays = BTreeMap<(Date, bool), Option<Arc<DayFigures>>>;
/// A report that is counted once; none before there is a fair.
type CountedOnce = Arc<OnceLock<Option<Arc<FairReport>>>>;

/// The state everybody reads: all of it durable.
#[derive(Debug, Clone)]
pub struct Published {
    /// The facts.
    pub desk: Desk,
    /// The names.
    pub names: Directory,
    /// How far the journal reaches.
    pub head: Head,
    /// The lines of this state, counted when somebody first asks.
    lines: OnceLock<Lines>,
    /// Its logs, counted when somebody first asks for each.
    days: Arc<Mutex<BTreeMap<Date, Arc<DayFigures>>>>,
    /// The same of days that run, as they are told while they do.
    running: Arc<Mutex<BTreeMap<Date, Arc<DayFigures>>>>,
    /// The same of sealed days as their logs tell them, while they run or when they are over.
    sealed: Arc<Mutex<SealedDays>>,
    /// Its reports, counted when somebody first asks for each.
    reports: Arc<Mutex<BTreeMap<ReportScope, CountedOnce>>>,
    /// What everybody reads of it in numbers on a day, counted when somebody first asks.
    everybody: Arc<Mutex<BTreeMap<Date, Arc<ToldFigures>>>>,
    /// How long people usually waited on the days before one, counted when somebody first asks.
    usual: Arc<Mutex<BTreeMap<Date, UsualWaits>>>,
    /// What the states before this one counted, and those after it will go on from.
    tallies: Arc<Mutex<Tallies>>,
    /// The state when the day began, without its names, for this one and those after it.
    begun: Arc<Mutex<Option<Arc<Published>>>>,
}

impl Published {
    /// A state, its names, and how far the journal reaches that they were built from.
    pub fn new(desk: Desk, names: Directory, head: Head) -> Self {
        let lines = OnceLock::new();
        let (days, running, sealed) = (Arc::default(), Arc::default(), Arc::default());
        let (reports, everybody, usual) = (Arc::default(), Arc::default(), Arc::default());
        let (tallies, begun) = (Arc::default(), Arc::default());
        Self { desk, names, head, lines, days, running, sealed, reports, everybody, usual, tallies, begun }
    }

    /// The state after this one, which goes on from what this one counted.
    fn followed_by(&self, desk: Desk, names: Directory, head: Head) -> Self {
        let (tallies, begun) = (Arc::clone(&self.tallies), Arc::clone(&self.begun));
        Self { tallies, begun, ..Self::new(desk, names, head) }
    }

    /// The state when a day began, for whoever reads of days that are over alone ([`Desk::as_the_day_began`]): what is counted of it is
    /// counted once a day. It has no names, or one that is erased today would stay until tomorrow.
    pub fn as_the_day_began(&self, day: Date) -> Arc<Self> {
        let desk = self.desk.as_the_day_began(day);
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let (seq, at) = (desk.seq(), desk.recorded_at());
        let is_same = |known: &&Arc<Self>| known.desk.seq() == seq && known.desk.recorded_at() == at;
        if let Some(known) = begun.as_ref().filter(is_same) {
            return Arc::clone(known);
        }
        // It goes on from what was counted of the day before, as every state does, or the first look of each day would count all cases.
        let tallies = begun.as_ref().map(|before| Arc::clone(&before.tallies)).unwrap_or_default();
        let known = Arc::new(Self { tallies, ..Self::new(desk, Directory::default(), self.head) });
        *begun = Some(Arc::clone(&known));
        known
    }

    /// Who stands where, and what waits stand on: counted once for all who look at this state.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| self.desk.lines())
    }

    /// The figures of a day: counted once for all who read its log in this state.
    pub fn day(&self, day: Date) -> Arc<DayFigures> {
        aside(|| {
            // Held while it is counted, so that of many who come at once only the first counts.
            let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(days.entry(day).or_insert_with(|| Arc::new(self.tallies().figures(&self.desk, day))))
        })
    }

    /// As much of the figures of a day as is told of it today: of one that is over all of them. One that was sealed while it runs is not.
    pub fn told(&self, day: Date, today: Date) -> Arc<DayFigures> {
        let present = self.day(day);
        if day < today {
            return present;
        }
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(running.entry(day).or_insert_with(|| Arc::new(present.while_it_runs())))
    }

    /// The figures of a sealed day as its log tells them today, put together once for all who read it in this state; `None` while it is
    /// open.
    pub fn sealed(&self, day: Date, today: Date) -> Option<Arc<DayFigures>> {
        let present = self.told(day, today);
        aside(|| {
            let mut sealed = self.sealed.lock().unwrap_or_else(PoisonError::into_inner);
            let told = || as_sealed(&self.desk, &present).map(Arc::new);
            sealed.entry((day, present.runs)).or_insert_with(told).clone()
        })
    }

    /// The report of a scope: counted once for all who read it in this state, or on a day where it leaves that out.
    pub fn report(
        &self,
        scope: ReportScope,
        count: impl FnOnce(&mut Tallies, &Desk, &Directory, ReportScope) -> Option<FairReport>,
    ) -> Option<Arc<FairReport>> {
        match scope.before {
            Some(day) => self.as_the_day_began(day).counted(scope, &self.names, count),
            None => self.counted(scope, &self.names, count),
        }
    }

    /// What everybody reads of the desk in numbers today: counted once a day, for nothing that is recorded on it is told before the next.
    pub fn everybody(&self, today: Date) -> Arc<ToldFigures> {
        let begun = self.as_the_day_began(today);
        aside(|| {
            let mut everybody = begun.everybody.lock().unwrap_or_else(PoisonError::into_inner);
            let told = || Arc::new(told_to_everybody(&mut begun.tallies(), &begun.desk, today));
            Arc::clone(everybody.entry(today).or_insert_with(told))
        })
    }

    /// How long people usually waited in each hour of the days before today ([`usual_waits`]): counted once a day, as it was known when
    /// the day began.
    pub fn usual_waits(&self, today: Date) -> UsualWaits {
        let begun = self.as_the_day_began(today);
        aside(|| {
            let mut usual = begun.usual.lock().unwrap_or_else(PoisonError::into_inner);
            *usual.entry(today).or_insert_with(|| usual_waits(&mut begun.tallies(), &begun.desk, today))
        })
    }

    fn counted(
        &self,
        scope: ReportScope,
        names: &Directory,
        count: impl FnOnce(&mut Tallies, &Desk, &Directory, ReportScope) -> Option<FairReport>,
    ) -> Option<Arc<FairReport>> {
        // Not held while it is counted: whoever reads a report that is there already does not wait for this one.
        let mut reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        let report = Arc::clone(reports.entry(scope).or_default());
        drop(reports);
        let counted = || count(&mut self.tallies(), &self.desk, names, scope).map(Arc::new);
        aside(|| report.get_or_init(counted).clone())
    }

    /// Held by one who counts at a time: two at once would count the same.
    fn tallies(&self) -> MutexGuard<'_, Tallies> {
        self.tallies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many of its body stand before this case in its line; `None` when it does not wait.
    pub fn ahead_of(&self, case: CaseId) -> Option<usize> {
        self.lines().ahead_of(&self.desk, case)
    }
}

/// Does work that takes long where it keeps nobody else from being answered: a thread of the server goes on with what waits behind it.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        // There is nobody to go on, or it is no thread of the server.
        Ok(_) | Err(_) => work(),
    }
}

/// The state behind one `Arc`, and a signal when it changes.
#[derive(Debug)]
struct Board {
    published: RwLock<Arc<Published>>,
    stopped: RwLock<Option<Arc<str>>>,
    changed: watch::Sender<u64>,
}

struct Job {
    request: Request,
    answer: Answer,
}

/// A handle to the engine; clone it freely.
#[derive(Clone)]
pub struct Engine {
    jobs: mpsc::Sender<Job>,
    board: Arc<Board>,
    reader: Arc<dyn Reader>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("head", &self.now().head.seq).finish_non_exhaustive()
    }
}

/// Called after each batch with the number of commands in it and the time the write took, for the figures.
pub type Observer = Box<dyn Fn(usize, std::time::Duration) + Send>;

impl Engine {
    /// Starts the engine on a journal whose entries `desk` and `names` have taken in.
    ///
    /// The thread ends when the last handle is dropped, and gives the journal back to be closed.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub fn start(
        journal: Box<dyn Journal>,
        clock: Arc<dyn Clock>,
        desk: Desk,
        names: Directory,
        observer: Option<Observer>,
    ) -> std::io::Result<(Self, JoinHandle<Box<dyn Journal>>)> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let published = Arc::new(Published::new(desk, names, journal.head()));
        let board = Arc::new(Board {
            changed: watch::Sender::new(published.head.seq),
            published: RwLock::new(published),
            stopped: RwLock::new(None),
        });
        let reader = journal.reader();
        let works = Works { journal, clock, board: Arc::clone(&board), observer };
        let thread = std::thread::Builder::new().name("engine".to_owned()).spawn(move || works.run(queue))?;
        Ok((Self { jobs, board, reader }, thread))
    }

    /// The newest state. Cheap: one `Arc`.
    pub fn now(&self) -> Arc<Published> {
        Arc::clone(&self.board.published.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Why the engine takes nothing new, once it has stopped: it said so, or its thread is gone without a word, as after a
    /// fault in the program.
    pub fn stopped(&self) -> Option<Arc<str>> {
        let said = self.board.stopped.read().unwrap_or_else(PoisonError::into_inner).clone();
        said.or_else(|| self.jobs.is_closed().then(|| "the engine has ended".into()))
    }

    /// Wakes on every change, after those who caused it were answered. Holds the last position.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.board.changed.subscribe()
    }

    /// The journal's reading end.
    pub fn reader(&self) -> &Arc<dyn Reader> {
        &self.reader
    }

    /// Submits a command and waits until what it led to is durable.
    ///
    /// # Errors
    /// [`SubmitError`]; in every case nothing was written, except that after `Stopped` only a restart can tell.
    pub async fn submit(&self, request: Request) -> Result<Accepted, SubmitError> {
        let (answer, answered) = oneshot::channel();
        match self.jobs.try_send(Job { request, answer }) {
            Ok(()) => answered.await.unwrap_or_else(|_| Err(self.stopped_error())),
            Err(mpsc::error::TrySendError::Full(_)) => Err(SubmitError::Busy),
            Err(mpsc::error::TrySendError::Closed(_)) => Err(self.stopped_error()),
        }
    }

    fn stopped_error(&self) -> SubmitError {
        SubmitError::Stopped(self.stopped().unwrap_or_else(|| "the engine has ended".into()))
    }

    /// What the entry at `seq` says, sealed part included.
    ///
    /// # Errors
    /// [`ReadError`] when the journal cannot be read.
    pub fn entry(&self, seq: u64) -> Result<Option<Recorded>, ReadError> {
        record::read(&*self.reader, seq)
    }
}

/// Names go with the keys.
fn forget(desk: &Desk, names: &mut Directory, fact: &Fact) {
    if let Fact::CaseErased { case } = fact
        && let Some(case) = desk.case(*case)
    {
        names.forget(case);
    }
}

/// Takes one entry of a replay into state and names. Bodies without names stay sealed text and are skipped.
///
/// # Errors
/// [`RecordError`] when this version cannot understand the entry.
pub fn replay(
    desk: &mut Desk,
    names: &mut Directory,
    entry: &crate::journal::Entry,
) -> Result<(), RecordError> {
    let (stamp, fact) = record::decode(entry.seq, &entry.clear)?;
    desk.apply(&stamp, &fact);
    forget(desk, names, &fact);
    if Directory::wants(&fact)
        && let Opened::Content(content) = record::open(entry.seq, &entry.body)?
    {
        names.apply(&fact, &content);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
