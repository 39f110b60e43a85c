//! The checkpoint on a printed log: a signed line that says how far the journal reached and what its hash was there.
//!
//! Paper is the witness. Whoever keeps a printed log can find out years later whether a journal is the one that it was printed
//! from, and whether anything up to that entry was changed since; that the first writing was true, no hash can say.
//!
//! The line is `fairdesk-seal-1.{fair}.{day}.{upto}.{hash}.{signature}`, or `fairdesk-draft-1.…` on a log that was printed before
//! its day was sealed; identities, hash and signature are in lower-case hexadecimal. On paper it stands at the end of an address
//! of the desk. What is signed of a sealed day is the [`seal`](super::seal)'s own statement; of a draft the same lines, below
//! `fairdesk day draft 1`.
//!
//! Every form that was ever printed is read for ever: the line, an address that ends with it, and the statement with its
//! signature below it, as seals were printed at first.

use data_encoding::HEXLOWER;
use domain::desk::DaySeal;
use jiff::civil::Date;

use super::seal::{self, Statement};
use crate::journal::{FairId, FairKey, Head, verify_signature};

/// Longest text looked at.
const LONGEST: usize = 2000;

/// What a checkpoint was printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The log of a sealed day.
    Seal,
    /// A log printed before its day was sealed.
    Draft,
}

impl Stage {
    const ALL: [Self; 2] = [Self::Seal, Self::Draft];

    fn name(self) -> &'static str {
        match self {
            Self::Seal => "fairdesk-seal-1",
            Self::Draft => "fairdesk-draft-1",
        }
    }
}

/// A checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// On what it was printed.
    pub stage: Stage,
    /// What it says.
    pub statement: Statement,
    signature: [u8; 64],
}

/// What a journal, or what is left of it, knows of the entry of a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// The hash of that entry.
    Hash([u8; 32]),
    /// It ends before.
    EndsAt(u64),
    /// It was written out when the last entry was this one, before that of the checkpoint; what came since it cannot tell.
    WrittenAt(u64),
    /// It may have the entry, and its hash was not written out.
    LeftOut,
}

/// Whether a checkpoint belongs to a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does: nothing up to its entry was changed since.
    Belongs,
    /// It is another fair's.
    OtherFair,
    /// The fair's key did not sign it: it was altered, or made by somebody else.
    NotSigned,
    /// The fair signed it, and the journal ends before its entry.
    CutShort {
        /// Where.
        ends: u64,
    },
    /// The fair signed it, and the journal has another hash there: something up to its entry was changed since.
    Changed,
    /// The fair signed it at a later entry than the last when what is there to hold it against was written out: it may well belong.
    Later {
        /// Which entry was the last then.
        than: u64,
    },
    /// The fair signed it; what is there to hold it against does not reach its entry.
    Unknown,
}

impl Checkpoint {
    /// The checkpoint of a sealed day; `None` when the seal's own texts are none.
    pub fn of_seal(key: &FairKey, day: Date, sealed: &DaySeal) -> Option<Self> {
        let statement = seal::statement(key, day, sealed)?;
        let signature = HEXLOWER.decode(sealed.signature.as_bytes()).ok()?.try_into().ok()?;
        Some(Self { stage: Stage::Seal, statement, signature })
    }

    /// The checkpoint of a day that is not sealed, over everything up to `head`.
    pub fn of_draft(key: &FairKey, day: Date, head: Head) -> Self {
        let statement = Statement { fair: key.fair(), day, upto: head.seq, hash: head.hash };
        let signature = key.sign(signed(Stage::Draft, &statement).as_bytes());
        Self { stage: Stage::Draft, statement, signature }
    }

    /// The line that is printed.
    pub fn line(&self) -> String {
        let Statement { fair, day, upto, hash } = &self.statement;
        let (fair, hash) = (HEXLOWER.encode(&fair.0), HEXLOWER.encode(hash));
        let signature = HEXLOWER.encode(&self.signature);
        format!("{}.{fair}.{day}.{upto}.{hash}.{signature}", self.stage.name())
    }

    /// What was signed, word for word.
    pub fn text(&self) -> String {
        signed(self.stage, &self.statement)
    }

    /// Reads one in any form that was ever printed; `None` for anything else.
    pub fn read(said: &str) -> Option<Self> {
        if said.len() > LONGEST {
            return None;
        }
        if let Some(lines) = said.trim().strip_prefix("fairdesk day seal 1") {
            return Self::of_lines(lines);
        }
        // A long line is parted where the paper ends, and typed back with spaces.
        let said: String = said.split_whitespace().collect();
        let line = said.rsplit('/').next()?;
        let [name, fair, day, upto, hash, signature] = *line.split('.').collect::<Vec<_>>() else {
            return None;
        };
        let stage = Stage::ALL.into_iter().find(|stage| stage.name() == name)?;
        let read = Self::of_parts(stage, [fair, day, upto, hash, signature])?;
        // One checkpoint has one spelling, and nothing unsigned can ride along.
        (read.line() == line).then_some(read)
    }

    /// The statement of a seal and its signature, a line each.
    fn of_lines(lines: &str) -> Option<Self> {
        let field = |name: &str| {
            let mut named = lines.lines().filter_map(|line| line.trim().strip_prefix(name));
            named.next().map(str::trim)
        };
        let parts = [field("fair ")?, field("day ")?, field("upto ")?, field("hash ")?, field("signature ")?];
        Self::of_parts(Stage::Seal, parts)
    }

    fn of_parts(stage: Stage, [fair, day, upto, hash, signature]: [&str; 5]) -> Option<Self> {
        fn bytes<const N: usize>(hex: &str) -> Option<[u8; N]> {
            HEXLOWER.decode(hex.as_bytes()).ok()?.try_into().ok()
        }
        let statement = Statement {
            fair: FairId(bytes(fair)?),
            day: day.parse().ok()?,
            upto: upto.parse().ok()?,
            hash: bytes(hash)?,
        };
        Some(Self { stage, statement, signature: bytes(signature)? })
    }

    /// Holds it against a journal: that of `fair`, which signs with `public_key`. `known` tells of an entry.
    pub fn verdict(&self, fair: FairId, public_key: &[u8; 32], known: impl FnOnce(u64) -> Known) -> Verdict {
        if self.statement.fair != fair {
            return Verdict::OtherFair;
        }
        if !verify_signature(public_key, self.text().as_bytes(), &self.signature) {
            return Verdict::NotSigned;
        }
        match known(self.statement.upto) {
            Known::Hash(hash) if hash == self.statement.hash => Verdict::Belongs,
            Known::Hash(_) => Verdict::Changed,
            Known::EndsAt(ends) => Verdict::CutShort { ends },
            Known::WrittenAt(than) => Verdict::Later { than },
            Known::LeftOut => Verdict::Unknown,
        }
    }
}

fn signed(stage: Stage, statement: &Statement) -> String {
    let seal = statement.text();
    match stage {
        Stage::Seal => seal,
        Stage::Draft => seal.replacen("fairdesk day seal 1", "fairdesk day draft 1", 1),
    }
}

#[cfg(test)]
mod tests;
