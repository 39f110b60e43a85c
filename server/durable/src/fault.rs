//! What can go wrong between a program and its disk.

use std::error::Error;
use std::io;
use std::path::Path;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It cannot be known whether a write is on the disk; only a restart, which reads what is there, can tell.
    #[error("it cannot be known what was written: {why}")]
    Uncertain {
        /// What failed.
        why: String,
    },
    /// Something that was written is missing or changed.
    #[error("damaged: {why}")]
    Damaged {
        /// What was found.
        why: String,
    },
    /// The store gave up on what it found in its file.
    #[error("{doing} failed ({why})")]
    Unreadable {
        /// What was tried.
        doing: String,
        /// What the store said.
        why: String,
    },
    /// The disk or the system refused; nothing was written.
    #[error("{doing} failed")]
    Storage {
        /// What was tried.
        doing: String,
        /// The system's answer.
        #[source]
        source: io::Error,
    },
    /// Another process has it open.
    #[error("in use by {holder}")]
    InUse {
        /// Which process, and since when.
        holder: String,
    },
}

impl Fault {
    /// The system refused to do something.
    pub fn storage(doing: impl Into<String>, source: io::Error) -> Self {
        Self::Storage { doing: doing.into(), source }
    }

    /// The system refused to do something with a file or folder.
    pub fn at(doing: &str, path: &Path, source: io::Error) -> Self {
        Self::storage(format!("{doing} {}", path.display()), source)
    }

    /// Something is missing or changed.
    pub fn damaged(why: impl Into<String>) -> Self {
        Self::Damaged { why: why.into() }
    }

    /// The same fault, after which it is unknown what is on the disk.
    #[must_use]
    pub fn uncertain(&self) -> Self {
        let mut why = self.to_string();
        let mut source = self.source();
        while let Some(next) = source {
            why = format!("{why}: {next}");
            source = next.source();
        }
        Self::Uncertain { why }
    }
}
