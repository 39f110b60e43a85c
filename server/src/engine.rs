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
    sync::{Arc, PoisonError, RwLock},
    thread::JoinHandle,
};

use domain::{
    Actor, Command, CommandId, Desk, DeviceId, Directory, Envelope, Event, Mac, Refusal, Stamp, body::Body,
    decide,
};
use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    clock::Clock,
    journal::{Draft, Head, Journal, JournalError, MAX_STORED, Reader},
    record::{self, Opened, RecordError, Recorded},
};

/// Most commands decided and written together. More would only make the first of them wait.
const BATCH: usize = 512;

/// Commands that may wait for the engine before callers are told to come back.
const QUEUE: usize = 4096;

/// Room that the envelope of the stored form may take on top of clear and sealed part.
const STORED_OVERHEAD: usize = 1024;

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
            Self::Stopped(_) => "stopped",
        }
    }
}

/// The state everybody reads: all of it durable.
#[derive(Debug, Clone)]
pub struct Published {
    /// The facts.
    pub desk: Desk,
    /// The names.
    pub names: Directory,
    /// How far the journal reaches.
    pub head: Head,
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
    answer: oneshot::Sender<Result<Accepted, SubmitError>>,
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
        let published = Arc::new(Published { desk, names, head: journal.head() });
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

    /// Why the engine takes nothing new, once it has stopped.
    pub fn stopped(&self) -> Option<Arc<str>> {
        self.board.stopped.read().unwrap_or_else(PoisonError::into_inner).clone()
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
        Ok(self.reader.entry(seq)?.map(Recorded::try_from).transpose()?)
    }
}

/// A text could not be read back.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// From the journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Into our words.
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// What the engine thread owns.
struct Works {
    journal: Box<dyn Journal>,
    clock: Arc<dyn Clock>,
    board: Arc<Board>,
    observer: Option<Observer>,
}

/// What a decided command will be told once its batch is durable.
enum Verdict {
    Accepted(Vec<Recorded>),
    /// The entries of the first answer: position and number.
    Repeated(u64, u32),
    Failed(SubmitError),
}

/// The private state of one batch.
struct Batch {
    desk: Desk,
    names: Directory,
    drafts: Vec<Draft>,
}

impl Works {
    fn run(mut self, mut queue: mpsc::Receiver<Job>) -> Box<dyn Journal> {
        let mut jobs = Vec::with_capacity(BATCH);
        while queue.blocking_recv_many(&mut jobs, BATCH) > 0 {
            if let Err(why) = self.work(&mut jobs) {
                tracing::error!(%why, "the engine has stopped; reads go on, restart to go on writing");
                *self.board.stopped.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&why));
                // Wake readiness checks and streams, so that nobody waits for a change that cannot come.
                self.board.changed.send_modify(|_| ());
                queue.close();
                while let Some(job) = queue.blocking_recv() {
                    tell(job.answer, Err(SubmitError::Stopped(Arc::clone(&why))));
                }
                break;
            }
        }
        self.journal
    }

    /// Decides and writes one batch. An error is the reason to stop for good.
    fn work(&mut self, jobs: &mut Vec<Job>) -> Result<(), Arc<str>> {
        let published = Arc::clone(&self.board.published.read().unwrap_or_else(PoisonError::into_inner));
        let mut batch =
            Batch { desk: published.desk.clone(), names: published.names.clone(), drafts: Vec::new() };
        let decided: Vec<_> =
            jobs.drain(..).map(|job| (batch.decide(&job.request, &*self.clock), job.answer)).collect();
        let before = self.clock.monotonic();
        let written = self.journal.append(published.head, &batch.drafts);
        if let Some(observer) = &self.observer {
            observer(decided.len(), self.clock.monotonic().saturating_sub(before));
        }
        let failure = match written {
            Ok(head) => {
                let changed = head != published.head;
                if changed {
                    let next = Arc::new(Published { desk: batch.desk, names: batch.names, head });
                    *self.board.published.write().unwrap_or_else(PoisonError::into_inner) = next;
                }
                for (verdict, answer) in decided {
                    tell(answer, self.answer(verdict));
                }
                if changed {
                    self.board.changed.send_replace(head.seq);
                }
                return Ok(());
            }
            Err(JournalError::Full { free, reserve }) => {
                tracing::warn!(free, reserve, "the disk has reached its reserve: new work is refused");
                SubmitError::Full
            }
            Err(error) => {
                let why: Arc<str> = crate::record::chain_of(&error).into();
                for (_, answer) in decided {
                    tell(answer, Err(SubmitError::Stopped(Arc::clone(&why))));
                }
                return Err(why);
            }
        };
        for (verdict, answer) in decided {
            tell(
                answer,
                match verdict {
                    // A refusal or an earlier answer stands, whatever became of the others.
                    Verdict::Failed(error) => Err(error),
                    Verdict::Accepted(entries) if entries.is_empty() => {
                        self.answer(Verdict::Accepted(entries))
                    }
                    Verdict::Accepted(_) | Verdict::Repeated(..) => Err(failure.clone()),
                },
            );
        }
        Ok(())
    }

    fn answer(&self, verdict: Verdict) -> Result<Accepted, SubmitError> {
        match verdict {
            Verdict::Accepted(entries) => Ok(Accepted { entries, repeated: false }),
            Verdict::Failed(error) => Err(error),
            Verdict::Repeated(first, count) => {
                let read = self.journal.reader().read(first, count as usize).map_err(ReadError::from);
                let entries = read.and_then(|entries| {
                    entries
                        .into_iter()
                        .map(|entry| Recorded::try_from(entry).map_err(ReadError::from))
                        .collect()
                });
                match entries {
                    Ok(entries) => first_answer(entries),
                    Err(error) => {
                        tracing::error!(%error, first, "a first answer could not be read back");
                        Err(SubmitError::Busy)
                    }
                }
            }
        }
    }
}

fn first_answer(entries: Vec<Recorded>) -> Result<Accepted, SubmitError> {
    if entries.iter().any(|entry| entry.body == Opened::Erased) {
        return Err(SubmitError::Erased);
    }
    Ok(Accepted { entries, repeated: true })
}

/// The caller may have gone; then there is nobody left to tell.
fn tell(answer: oneshot::Sender<Result<Accepted, SubmitError>>, what: Result<Accepted, SubmitError>) {
    if answer.send(what).is_err() {
        tracing::debug!("a caller left before its answer");
    }
}

impl Batch {
    fn decide(&mut self, request: &Request, clock: &dyn Clock) -> Verdict {
        if let Some(first) = self.desk.answered(request.id) {
            return if first.request == request.digest {
                Verdict::Repeated(first.first_seq, first.count)
            } else {
                Verdict::Failed(SubmitError::Reused)
            };
        }
        // The journal's time never runs backwards, whatever the machine's clock does.
        let recorded_at = clock.now().max(self.desk.recorded_at());
        let envelope = Envelope {
            id: request.id,
            actor: request.actor,
            device: request.device,
            occurred_at: request.occurred_at.unwrap_or(recorded_at),
            recorded_at,
            request: request.digest,
            command: request.command.clone(),
        };
        match decide(&self.desk, &envelope) {
            Ok(events) => self.take(&envelope, events).map_or_else(Verdict::Failed, Verdict::Accepted),
            Err(refusal) => Verdict::Failed(refusal.into()),
        }
    }

    /// Takes all events of a command into the draft, or none.
    fn take(&mut self, envelope: &Envelope, events: Vec<Event>) -> Result<Vec<Recorded>, SubmitError> {
        let mut taken = Vec::with_capacity(events.len());
        for (seq, event) in (self.desk.seq() + 1..).zip(events) {
            let stamp = Stamp {
                seq,
                command: envelope.id,
                actor: envelope.actor,
                device: envelope.device,
                occurred_at: envelope.occurred_at,
                recorded_at: envelope.recorded_at,
                request: envelope.request,
            };
            let draft = record::encode(&stamp, &event).map_err(|_| SubmitError::TooLong)?;
            let body = draft.body.as_ref().map_or(0, |(_, plain)| plain.len());
            if draft.clear.len() + body + STORED_OVERHEAD > MAX_STORED {
                return Err(SubmitError::TooLong);
            }
            taken.push((stamp, event, draft));
        }
        Ok(taken.into_iter().map(|(stamp, event, draft)| self.keep(stamp, event, draft)).collect())
    }

    fn keep(&mut self, stamp: Stamp, event: Event, draft: Draft) -> Recorded {
        self.drafts.push(draft);
        self.desk.apply(&stamp, &event.fact);
        let body = match event.body {
            Some(Body { content, .. }) => {
                self.names.apply(&event.fact, &content);
                Opened::Content(Box::new(content))
            }
            None => Opened::Nothing,
        };
        Recorded { stamp, fact: event.fact, body }
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
    if Directory::wants(&fact)
        && let Opened::Content(content) = record::open(entry.seq, &entry.body)?
    {
        names.apply(&fact, &content);
    }
    Ok(())
}
