//! What the kiosk must not forget: who it is, every ticket it gave out, and what the desk has not heard of yet.
//!
//! ```text
//! <data>/lock             one kiosk at a time; and whether the last one ended in order
//! <data>/tickets/store/   the store's own folder
//! <data>/tickets/head     how far it reaches, kept outside it
//! <data>/before-recovery/ `tickets` as it was found after the last end that was not in order
//! ```
//!
//! A chain of small facts, each with a hash that covers the one before, and beside them what a fact only names: the sealed texts
//! of an issue until the desk has it, the plain key of a ticket until its slip is out. A fact and its texts are one write, and
//! nothing is shown or printed before that write is on the disk.
//!
//! A store that is shorter than its head says, whose chain does not hold, or that lost a sealed text, is not used: from a shorter
//! one the same number would be given out a second time. The kiosk then mints nothing and asks to be joined again, with letters
//! that nobody had before. What a write left behind may be unknown ([`StoreError::Stopped`]); then nothing more is written, and
//! only a new start, which reads what is there, can tell.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::TicketNumber;
use durable::{Batch, Disk, Fault, Head, HeadFile, Lock};
use jiff::Timestamp;
use link::{Issue, Issues};

use self::state::Ticket;

pub mod bodies;
mod chain;
pub mod fact;
pub mod prints;
mod start;
pub mod state;
#[cfg(test)]
mod tests;

pub use fact::{Fact, Known, Membership, Minted};
pub use start::{aside, put_aside};
pub use state::State;

/// Bytes that must stay free; below, nothing is minted.
const RESERVE: u64 = 32 << 20;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk, or what was found on it.
    #[error(transparent)]
    Disk(#[from] Fault),
    /// Too little room is left; nothing was written.
    #[error("only {free} bytes are free, and {RESERVE} are kept in reserve")]
    Full {
        /// Bytes free.
        free: u64,
    },
    /// Nobody knows what an earlier write left behind.
    #[error("the store has stopped: {why}")]
    Stopped {
        /// What failed.
        why: String,
    },
    /// Written by a newer version of the program.
    #[error("the store has format {found}; this version reads up to {known}. Use the newer version")]
    Newer {
        /// The store's format.
        found: u32,
        /// The newest that this program reads.
        known: u32,
    },
}

impl StoreError {
    /// Whether something that was written is missing or changed: the kiosk has to be joined again.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Disk(Fault::Damaged { .. } | Fault::Unreadable { .. }))
    }
}

/// The open store. Shared; every call blocks for as long as the disk takes.
pub struct Store {
    inner: Mutex<Inner>,
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    /// Last, so that it is released after the store is closed.
    lock: Lock,
}

struct Inner {
    store: durable::Store,
    head_file: HeadFile,
    head: Head,
    state: State,
    stopped: Option<String>,
}

impl Store {
    /// Opens the store under this data folder, or makes it.
    ///
    /// # Errors
    /// [`Fault::InUse`] while another kiosk has it; damage, named; [`StoreError::Newer`].
    pub fn open(data: &Path, opened_at: Timestamp, disk: Arc<dyn Disk>) -> Result<Self, StoreError> {
        start::open(data, opened_at, disk)
    }

    /// Looks at what is known.
    pub fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.inner().state)
    }

    /// Writes a fact and returns when the disk has it.
    ///
    /// # Errors
    /// [`StoreError::Stopped`] when it cannot be known what was written; else nothing was.
    pub fn record(&self, fact: &Fact) -> Result<(), StoreError> {
        let mut inner = self.inner();
        let beside = inner.beside(fact)?;
        self.commit(&mut inner, fact, beside)
    }

    /// Gives out the next number: `make` is told it and answers with the ticket and the sealed texts that belong to it. When this
    /// returns, the number is taken for ever, whatever happens to this machine.
    ///
    /// # Errors
    /// What `make` says; [`StoreError::Full`]; as for [`Store::record`].
    pub fn mint<T, E: From<StoreError>>(
        &self,
        make: impl FnOnce(&State, u32) -> Result<(Minted, bodies::Sealing, T), E>,
    ) -> Result<T, E> {
        let mut inner = self.inner();
        self.expect_room()?;
        let count = inner.state.next_count();
        let (minted, sealing, answer) = make(&inner.state, count)?;
        let mut batch = Batch::default();
        bodies::put(&mut batch, inner.head.seq + 1, minted.number, &sealing);
        self.commit(&mut inner, &Fact::Minted(minted), batch)?;
        Ok(answer)
    }

    /// Issues that the desk has not answered, oldest first, as many as one call may carry.
    ///
    /// # Errors
    /// Damage, or the system's.
    pub fn waiting(&self) -> Result<Issues, StoreError> {
        let inner = self.inner();
        let mut issues = Vec::new();
        for ticket in inner.state.outbox().take(link::ISSUES_AT_ONCE) {
            issues.push(inner.issue(ticket)?);
        }
        Ok(Issues::first_of(issues))
    }

    /// The plain key of a ticket, while its slip may still be needed.
    ///
    /// # Errors
    /// Damage, or the system's.
    pub fn key(&self, number: TicketNumber) -> Result<Option<String>, StoreError> {
        let key = self.inner().store.value(&bodies::key(number))?;
        Ok(key.map(|text| String::from_utf8_lossy(&text).into_owned()))
    }

    /// Brings the head file to the disk, if it changed; once a second is enough.
    ///
    /// # Errors
    /// The system's.
    pub fn settle(&self) -> Result<(), StoreError> {
        Ok(self.inner().head_file.settle()?)
    }

    /// Ends in order: the next start need not look closely.
    ///
    /// # Errors
    /// The system's; what was minted is safe all the same.
    pub fn close(&self) -> Result<(), StoreError> {
        let inner = self.inner();
        inner.head_file.settle()?;
        if inner.stopped.is_none() {
            self.lock.note_closed()?;
        }
        Ok(())
    }

    /// Stops for good when its folder is gone: what is written from now on would be lost with the last hand that holds it.
    pub fn expect_there(&self) {
        let mut inner = self.inner();
        if inner.stopped.is_none() && !self.folder.join("tickets").is_dir() {
            inner.stopped = Some(format!("the folder {} is gone", self.folder.display()));
        }
    }

    /// Why nothing can be written any more.
    pub fn stopped(&self) -> Option<String> {
        self.inner().stopped.clone()
    }

    /// Whether there is room for another ticket.
    ///
    /// # Errors
    /// [`StoreError::Full`], or the system's.
    pub fn expect_room(&self) -> Result<(), StoreError> {
        let free = self.disk.free(&self.folder);
        let free = free.map_err(|error| Fault::storage("asking for the free space", error))?;
        if free < RESERVE { Err(StoreError::Full { free }) } else { Ok(()) }
    }

    fn commit(&self, inner: &mut Inner, fact: &Fact, mut batch: Batch) -> Result<(), StoreError> {
        if let Some(why) = &inner.stopped {
            return Err(StoreError::Stopped { why: why.clone() });
        }
        let text = chain::written(fact)?;
        let head = chain::next(inner.head, &text);
        batch.put(chain::key(head.seq), [head.hash.as_slice(), &text].concat());
        let written = inner.store.commit(batch, &*self.disk).and_then(|()| {
            // The fact is safe by now. But without a head file that keeps up, a later loss would go unnoticed.
            inner.head_file.write(head).map_err(|fault| fault.uncertain())
        });
        if let Err(fault) = written {
            let why = fault.to_string();
            inner.stopped = Some(why.clone());
            return Err(StoreError::Stopped { why });
        }
        inner.head = head;
        inner.state.apply(fact, head.seq);
        Ok(())
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// What a fact lets go of.
    fn beside(&self, fact: &Fact) -> Result<Batch, StoreError> {
        let mut batch = Batch::default();
        let done = match fact {
            Fact::Taken { command } => self.state.by_command(*command),
            Fact::KeyForgotten { number } => {
                batch.drop(bodies::key(*number));
                None
            }
            // A refused issue is kept whole: staff may need it, and nothing is ever lost.
            Fact::Refused { .. }
            | Fact::Joined(_)
            | Fact::Greeted(_)
            | Fact::OffsetMeasured { .. }
            | Fact::Minted(_)
            | Fact::JobTaken { .. }
            | Fact::PrintNoted { .. }
            | Fact::PrintForgotten { .. } => None,
        };
        if let Some(ticket) = done {
            bodies::drop_from(&mut batch, &self.store, ticket.seq)?;
        }
        Ok(batch)
    }

    fn issue(&self, ticket: &Ticket) -> Result<Issue, StoreError> {
        let sealing = bodies::read(&self.store, ticket.seq, &ticket.minted)?;
        let minted = &ticket.minted;
        Ok(Issue {
            command: minted.command,
            number: minted.number,
            key: minted.key,
            holder: minted.holder,
            issued_at: minted.issued_at,
            kind: minted.kind,
            secret: sealing.secret,
            filing: sealing.filing,
            hand_off: minted.hand_off.clone(),
        })
    }
}
