//! The seal of a day: a statement anybody can check with the fair's public key, long after the fair and without our program.
//!
//! What is signed (Ed25519) are the bytes of this text, every line ended by one line feed:
//!
//! ```text
//! fairdesk day seal 1
//! fair 0198c2f0a1b27c3d8e4f5a6b7c8d9e0f
//! day 2026-11-20
//! upto 1234
//! hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
//! ```
//!
//! The hash is that of the journal's entry `upto`. Each entry's hash covers the one before it, so this line stands for every fact
//! up to there, and with them for every count of the day: the counts need not be repeated in the statement.

use data_encoding::HEXLOWER;
use domain::{Command, desk::DaySeal};
use jiff::civil::Date;

use crate::journal::{FairId, FairKey, JournalError, Reader, verify_signature};

/// What a seal says, before it is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The fair.
    pub fair: FairId,
    /// The day, in the fair's calendar.
    pub day: Date,
    /// The chain is covered up to this entry.
    pub upto: u64,
    /// Hash of that entry.
    pub hash: [u8; 32],
}

impl Statement {
    /// The bytes that are signed.
    pub fn text(&self) -> String {
        let Self { fair, day, upto, hash } = self;
        let (fair, hash) = (HEXLOWER.encode(&fair.0), HEXLOWER.encode(hash));
        format!("fairdesk day seal 1\nfair {fair}\nday {day}\nupto {upto}\nhash {hash}\n")
    }

    /// Whether `signature`, as hexadecimal text, is the fair's over this statement.
    pub fn is_signed(&self, public_key: &[u8; 32], signature: &str) -> bool {
        HEXLOWER
            .decode(signature.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .is_some_and(|signature| verify_signature(public_key, self.text().as_bytes(), &signature))
    }
}

/// The command that seals `day` over the chain up to entry `upto`; `None` when the journal does not reach so far.
///
/// # Errors
/// [`JournalError`] when the entry cannot be read.
pub fn command(journal: &dyn Reader, day: Date, upto: u64) -> Result<Option<Command>, JournalError> {
    let Some(entry) = journal.entry(upto)? else { return Ok(None) };
    let key = journal.fair_key();
    let statement = Statement { fair: key.fair(), day, upto, hash: entry.hash };
    Ok(Some(Command::SealDay {
        day,
        upto,
        hash: HEXLOWER.encode(&statement.hash),
        signature: HEXLOWER.encode(&key.sign(statement.text().as_bytes())),
    }))
}

/// The statement of a seal that is there; `None` when its hash is none.
pub fn statement(key: &FairKey, day: Date, seal: &DaySeal) -> Option<Statement> {
    let hash = HEXLOWER.decode(seal.hash.as_bytes()).ok()?.try_into().ok()?;
    Some(Statement { fair: key.fair(), day, upto: seal.upto, hash })
}

/// A text of hexadecimal digits in groups of four, for eyes and voices.
pub fn in_groups(hex: &str) -> Vec<&str> {
    (0..hex.len()).step_by(4).filter_map(|at| hex.get(at..hex.len().min(at + 4))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_is_what_is_documented() {
        let day = jiff::civil::date(2026, 3, 5);
        let statement = Statement { fair: FairId([0xab; 16]), day, upto: 7, hash: [1; 32] };
        assert_eq!(
            statement.text(),
            format!(
                "fairdesk day seal 1\nfair {}\nday 2026-03-05\nupto 7\nhash {}\n",
                "ab".repeat(16),
                "01".repeat(32)
            )
        );
        assert!(!statement.is_signed(&[0; 32], "zz"));
        assert_eq!(in_groups("0123456789"), ["0123", "4567", "89"]);
        assert!(in_groups("").is_empty());
    }
}
