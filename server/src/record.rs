//! How an event is written into a journal entry, and read back: the stamp and fact as JSON in clear, the body as JSON to be
//! sealed.
//!
//! What was written once must load for ever. Every entry therefore names the version of its form; a later form adds a branch to
//! [`decode`] that lifts the older one, and nothing is ever rewritten.

use domain::{
    Actor, CommandId, DeviceId, Event, Fact, Mac, Stamp,
    body::{Body, Content},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::journal::{self, Draft, Entry, JournalError, KeyScope, Reader};

/// The form written today.
const FORM: u16 = 1;

/// An entry whose clear part or opened body cannot be understood.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Written by a newer version of the desk.
    #[error("entry {seq} was written by a newer version (form {form})")]
    Newer {
        /// Which entry.
        seq: u64,
        /// Its form.
        form: u16,
    },
    /// Not what this version writes.
    #[error("entry {seq} cannot be read")]
    Unreadable {
        /// Which entry.
        seq: u64,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
}

#[derive(Serialize)]
struct Written<'a> {
    v: u16,
    command: CommandId,
    actor: Actor,
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<DeviceId>,
    occurred_at: Timestamp,
    recorded_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Mac>,
    fact: &'a Fact,
}

#[derive(Deserialize)]
struct Form {
    v: u16,
}

#[derive(Deserialize)]
struct Read {
    command: CommandId,
    actor: Actor,
    #[serde(default)]
    device: Option<DeviceId>,
    occurred_at: Timestamp,
    recorded_at: Timestamp,
    #[serde(default)]
    request: Option<Mac>,
    fact: Fact,
}

/// The entry for one event. The position is given by the journal and not repeated in the text.
///
/// # Errors
/// When JSON cannot express it, which no fact of ours does.
pub fn encode(stamp: &Stamp, event: &Event) -> Result<Draft, serde_json::Error> {
    let written = Written {
        v: FORM,
        command: stamp.command,
        actor: stamp.actor,
        device: stamp.device,
        occurred_at: stamp.occurred_at,
        recorded_at: stamp.recorded_at,
        request: stamp.request,
        fact: &event.fact,
    };
    Ok(Draft { clear: serde_json::to_vec(&written)?, body: event.body.as_ref().map(seal_form).transpose()? })
}

fn seal_form(body: &Body) -> Result<(KeyScope, Vec<u8>), serde_json::Error> {
    Ok((KeyScope::new(body.scope.name()), serde_json::to_vec(&body.content)?))
}

/// Stamp and fact of a clear part.
///
/// # Errors
/// [`RecordError`] when this version cannot understand it.
pub fn decode(seq: u64, clear: &[u8]) -> Result<(Stamp, Fact), RecordError> {
    let unreadable = |source| RecordError::Unreadable { seq, source };
    let form: Form = serde_json::from_slice(clear).map_err(unreadable)?;
    if form.v > FORM {
        return Err(RecordError::Newer { seq, form: form.v });
    }
    let read: Read = serde_json::from_slice(clear).map_err(unreadable)?;
    let stamp = Stamp {
        seq,
        command: read.command,
        actor: read.actor,
        device: read.device,
        occurred_at: read.occurred_at,
        recorded_at: read.recorded_at,
        request: read.request,
    };
    Ok((stamp, read.fact))
}

/// A sealed part after opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// The entry has none.
    Nothing,
    /// What it says.
    Content(Box<Content>),
    /// Its key was erased.
    Erased,
}

impl Opened {
    /// The content, if it can still be read.
    pub fn content(self) -> Option<Content> {
        match self {
            Self::Content(content) => Some(*content),
            Self::Nothing | Self::Erased => None,
        }
    }
}

/// What a body says.
///
/// # Errors
/// [`RecordError`] when this version cannot understand it.
pub fn open(seq: u64, body: &journal::Body) -> Result<Opened, RecordError> {
    match body {
        journal::Body::None => Ok(Opened::Nothing),
        journal::Body::Erased => Ok(Opened::Erased),
        journal::Body::Open(plain) => serde_json::from_slice(plain)
            .map(|content| Opened::Content(Box::new(content)))
            .map_err(|source| RecordError::Unreadable { seq, source }),
    }
}

/// One entry, understood.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Where, when, from whom.
    pub stamp: Stamp,
    /// What happened.
    pub fact: Fact,
    /// What was sealed with it.
    pub body: Opened,
}

impl TryFrom<Entry> for Recorded {
    type Error = RecordError;
    fn try_from(entry: Entry) -> Result<Self, RecordError> {
        let (stamp, fact) = decode(entry.seq, &entry.clear)?;
        Ok(Self { stamp, fact, body: open(entry.seq, &entry.body)? })
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

/// What the entry at `seq` says, sealed part included.
///
/// # Errors
/// [`ReadError`] when the journal cannot be read.
pub fn read(journal: &dyn Reader, seq: u64) -> Result<Option<Recorded>, ReadError> {
    Ok(journal.entry(seq)?.map(Recorded::try_from).transpose()?)
}

/// An error and what it came from, in one line for the log.
pub fn chain_of(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
