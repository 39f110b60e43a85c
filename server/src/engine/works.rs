//! What happens on the engine's thread: one batch after the other, decided, written, published, answered.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, PoisonError},
};

use domain::{
    Desk, Directory, Envelope, Event, Fact, Stamp,
    body::{Body, Scope},
    decide, happened_at,
};
use tokio::sync::{mpsc, oneshot};

use super::{Accepted, BATCH, Board, Job, Observer, ReadError, Request, SubmitError, forget};
use crate::{
    clock::Clock,
    journal::{Draft, Journal, JournalError, KeyScope, MAX_STORED},
    record::{self, Opened, Recorded},
};

/// Room that the envelope of the stored form may take on top of clear and sealed part.
const STORED_OVERHEAD: usize = 1024;

/// What the engine thread owns.
pub(super) struct Works {
    pub(super) journal: Box<dyn Journal>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) board: Arc<Board>,
    pub(super) observer: Option<Observer>,
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
    /// Scopes whose keys go once the batch is durable.
    erased: Vec<KeyScope>,
}

pub(super) type Answer = oneshot::Sender<Result<Accepted, SubmitError>>;

/// Destroys the keys of these scopes, if there are any.
///
/// # Errors
/// As the journal's; the engine then stops, and the next start finishes the work.
pub fn erase(journal: &mut dyn Journal, scopes: &[KeyScope]) -> Result<(), JournalError> {
    if scopes.is_empty() { Ok(()) } else { journal.erase(scopes) }
}

/// The key scopes that go with a fact: of a case that was erased, with the account of it that was withdrawn since, and the private
/// notes of one whose file was laid away.
pub fn scopes_of(desk: &Desk, fact: &Fact) -> Vec<KeyScope> {
    let (Fact::CaseErased { case }
    | Fact::FileArchived { case, .. }
    | Fact::TypicalCaseWithdrawn { case, .. }) = fact
    else {
        return Vec::new();
    };
    let scopes = desk.case(*case).map(|case| Scope::gone(case)).unwrap_or_default();
    scopes.into_iter().map(|scope| KeyScope::new(scope.name())).collect()
}

impl Works {
    pub(super) fn run(mut self, mut queue: mpsc::Receiver<Job>) -> Box<dyn Journal> {
        let mut jobs = Vec::with_capacity(BATCH);
        while queue.blocking_recv_many(&mut jobs, BATCH) > 0 {
            if let Err(why) = self.work(&mut jobs) {
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
        let mut batch = Batch {
            desk: published.desk.clone(),
            names: published.names.clone(),
            drafts: Vec::new(),
            erased: Vec::new(),
        };
        let decided: Vec<_> =
            jobs.drain(..).map(|job| (batch.decide(&job.request, &*self.clock), job.answer)).collect();
        let before = self.clock.monotonic();
        let written = self.journal.append(published.head, &batch.drafts);
        if let Some(observer) = &self.observer {
            observer(decided.len(), self.clock.monotonic().saturating_sub(before));
        }
        let failure = match written {
            Ok(head) => {
                // The fact first, then the keys: a crash in between is finished at the next start.
                if let Err(error) = erase(&mut *self.journal, &batch.erased) {
                    return Err(self.stop(decided, &error));
                }
                let changed = head != published.head;
                if changed {
                    let next = Arc::new(published.followed_by(batch.desk, batch.names, head));
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
            // Nothing was written and the journal goes on, so the desk does too.
            Err(error @ (JournalError::Storage { .. } | JournalError::TooLarge { .. })) => {
                tracing::error!(
                    error = record::chain_of(&error),
                    "a batch could not be written; nothing was"
                );
                SubmitError::Busy
            }
            Err(error) => return Err(self.stop(decided, &error)),
        };
        self.lose(decided, published.head.seq, &failure);
        Ok(())
    }

    /// Tells a batch that could not be written, the journal reaching as far as `written`. What was decided before its first event stands,
    /// for it was decided on what everybody sees. Whatever came after that stood on an event that is lost, also a refusal, or that it is
    /// so already. An earlier answer that is in the journal stands wherever it came.
    fn lose(&self, decided: Vec<(Verdict, Answer)>, written: u64, failure: &SubmitError) {
        let mut lost = false;
        for (verdict, answer) in decided {
            lost |= matches!(&verdict, Verdict::Accepted(entries) if !entries.is_empty());
            let stands = !lost || matches!(verdict, Verdict::Repeated(first, _) if first <= written);
            tell(answer, if stands { self.answer(verdict) } else { Err(failure.clone()) });
        }
    }

    /// Stops for good: the reason is there to be read before the first of the batch is told.
    fn stop(&self, decided: Vec<(Verdict, Answer)>, error: &JournalError) -> Arc<str> {
        let why: Arc<str> = record::chain_of(error).into();
        tracing::error!(%why, "the engine has stopped; reads go on, restart to go on writing");
        *self.board.stopped.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&why));
        for (_, answer) in decided {
            tell(answer, Err(SubmitError::Stopped(Arc::clone(&why))));
        }
        why
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
fn tell(answer: Answer, what: Result<Accepted, SubmitError>) {
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
        let mut envelope = Envelope {
            id: request.id,
            actor: request.actor,
            device: request.device,
            occurred_at: request.occurred_at.unwrap_or(recorded_at),
            recorded_at,
            request: request.digest,
            command: request.command.clone(),
        };
        envelope.occurred_at = happened_at(&self.desk, &envelope);
        // Deciding changes nothing, so a panic in a rule costs one command its answer and not the fair its desk.
        let decision = catch_unwind(AssertUnwindSafe(|| decide(&self.desk, &envelope)));
        let Ok(decision) = decision else {
            tracing::error!(command = %envelope.id, "a rule panicked; the command was not decided");
            return Verdict::Failed(SubmitError::Undecided);
        };
        match decision {
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
        self.erased.extend(scopes_of(&self.desk, &event.fact));
        forget(&self.desk, &mut self.names, &event.fact);
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
