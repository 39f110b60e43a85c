//! `fairdesk verify`: is everything there that was ever acknowledged, unaltered?

use std::{fmt, fs, io::Write, path::Path};

use anyhow::Context;
use data_encoding::HEXLOWER;
use jiff::civil::Date;

use crate::{
    check::{self, Checked, Look},
    cli::Exit,
    console,
    daylog::{
        Checkpoint,
        checkpoint::{Stage, Verdict},
        proof::Export,
    },
    documents::Statement,
    journal::JournalError,
    operator, record,
};

use super::Progress;

/// Checks the fair in `data` and says what was found; needs no key.
///
/// # Errors
/// When the outcome cannot be printed.
pub fn run(data: &Path, document: Option<&str>) -> anyhow::Result<Exit> {
    let look = if document.is_some() { Look::Journal } else { Look::JournalAndPhotos };
    match checked(data, look) {
        Ok(checked) => {
            if let Some(said) = document {
                return check_document(&checked, said);
            }
            writeln!(console::out(), "{}", summary(&checked))?;
            Ok(Exit::Done)
        }
        Err(why) => {
            console::complain(&why);
            Ok(Exit::Found)
        }
    }
}

/// Checks the journal in `data`, whether or not a desk serves it; or why it is not whole.
fn checked(data: &Path, look: Look<'_>) -> Result<Checked, String> {
    let mut progress = Progress::new();
    let mut told = |seq| progress.tell("entries", seq, 0);
    match check::check(data, None, look, &mut told) {
        Err(JournalError::InUse { holder }) => running(data, &holder, &mut told),
        outcome => outcome.map_err(|error| record::chain_of(&error)),
    }
}

/// Whether the checkpoint of a printed log belongs to the journal in `data`, or to the one that `export` was made from. `said` is
/// what its code says, or a file that holds it.
///
/// # Errors
/// When a file cannot be read, or the outcome cannot be printed.
pub fn checkpoint(data: &Path, said: &str, export: Option<&Path>) -> anyhow::Result<Exit> {
    let said = match fs::metadata(said) {
        Ok(file) if file.is_file() => fs::read_to_string(said).with_context(|| format!("reading {said}"))?,
        Ok(_) | Err(_) => said.to_owned(),
    };
    let Some(checkpoint) = Checkpoint::read(&said) else {
        console::complain(
            &"unreadable: this is no checkpoint; give what the code on the printed log says, whole",
        );
        return Ok(Exit::Found);
    };
    let (verdict, of) = match export {
        Some(file) => {
            let export = exported(file)?;
            let Some(verdict) = export.verdict(&checkpoint) else {
                console::complain(
                    &"the export was altered: what it says is not what the key it names has signed",
                );
                return Ok(Exit::Found);
            };
            (verdict, Against::Export(export.day()))
        }
        None => match checked(data, Look::Journal) {
            Ok(checked) => (checked.verdict(&checkpoint), Against::Journal),
            Err(why) => {
                console::complain(&why);
                return Ok(Exit::Found);
            }
        },
    };
    told(&checkpoint, verdict, of)
}

fn exported(file: &Path) -> anyhow::Result<Export> {
    let text = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    Export::read(&text).with_context(|| {
        format!("{} is no log exported as JSON with the hashes of its journal", file.display())
    })
}

/// What a checkpoint is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Against {
    /// The journal.
    Journal,
    /// The exported log of this day.
    Export(Date),
}

impl fmt::Display for Against {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Journal => "this journal",
            Self::Export(_) => "the journal that this export was made from",
        })
    }
}

/// Says it in words.
fn told(checkpoint: &Checkpoint, verdict: Verdict, of: Against) -> anyhow::Result<Exit> {
    if let Some(why) = why_not(checkpoint, verdict, of) {
        console::complain(&why);
        return Ok(Exit::Found);
    }
    let upto = checkpoint.statement.upto;
    let stage = match checkpoint.stage {
        Stage::Seal => "printed after its day was sealed",
        Stage::Draft => "a draft, printed before its day was sealed",
    };
    writeln!(
        console::out(),
        "belongs to {of}: nothing up to entry {upto} was changed since it was printed\n{stage}\n{}",
        checkpoint.text().trim_end()
    )?;
    Ok(Exit::Done)
}

/// Why it is not said to belong; `None` when it belongs. That entries are missing the journal alone tells: an export ends where the journal
/// did when it was made.
fn why_not(checkpoint: &Checkpoint, verdict: Verdict, of: Against) -> Option<String> {
    let (upto, day) = (checkpoint.statement.upto, checkpoint.statement.day);
    Some(match verdict {
        Verdict::Belongs => return None,
        Verdict::OtherFair => format!("another journal: the checkpoint is of another fair than {of}"),
        Verdict::NotSigned => {
            "not this fair's: its key did not sign this checkpoint, so it was altered or made by somebody else"
                .to_owned()
        }
        Verdict::CutShort { ends } => format!(
            "entries are missing: the fair signed this checkpoint at entry {upto}, and {of} ends at entry {ends}"
        ),
        Verdict::Changed => format!(
            "changed after it was printed: the fair signed another hash for entry {upto} than {of} has there"
        ),
        Verdict::Later { than } => format!(
            "cannot be told: the export reaches entry {than}, and the fair signed this checkpoint at entry {upto}, so the export was \
             made before the paper was printed, or from a journal that lacks entries; hold the checkpoint against an export of {day} \
             that is made now, or the journal itself"
        ),
        // As old versions exported a day, from its first entry on.
        Verdict::Unknown if of == Against::Export(day) => format!(
            "cannot be told: this export of {day} does not carry the hash of entry {upto}, at which the paper was printed before \
             anything of that day was recorded; hold the checkpoint against an export of {day} that is made now, or the journal itself"
        ),
        Verdict::Unknown => format!(
            "cannot be told: the export does not carry the hash of entry {upto}; hold the checkpoint against the export of \
             {day}, or the journal itself"
        ),
    })
}

/// Whether the code of a printed document was signed by this fair, and what it says. Whether a later version took its place is
/// said by the desk.
fn check_document(checked: &Checked, said: &str) -> anyhow::Result<Exit> {
    let Some(statement) = Statement::check(said, checked.fair, &checked.public_key) else {
        console::complain(&"this is no document of this fair, or it was altered");
        return Ok(Exit::Found);
    };
    let mut out = console::out();
    writeln!(out, "signed by this fair\n{}", statement.text(checked.fair).trim_end())?;
    let on_paper = statement.on_paper(checked.notices(&statement.number));
    if on_paper != statement.version {
        writeln!(
            out,
            "on the paper: version {on_paper}; the code counts the notices to every respondent of the case"
        )?;
    }
    Ok(Exit::Done)
}

/// A desk serves the folder: its journal is checked as a copy, the photos where they are.
fn running(data: &Path, holder: &str, told: &mut dyn FnMut(u64)) -> Result<Checked, String> {
    let copy = operator::ask(data)
        .map_err(|error| format!("the journal is in use by {holder}: {}", record::chain_of(&error)))?;
    let checked = check::check(&copy.folder, Some(&copy.folder), Look::PhotosIn(data), told);
    checked.map_err(|error| record::chain_of(&error))
}

fn summary(checked: &Checked) -> String {
    let Checked { head, sealed, photos, erased, .. } = checked;
    let days: Vec<_> = sealed.iter().map(ToString::to_string).collect();
    let days =
        if days.is_empty() { "no day sealed yet".to_owned() } else { format!("sealed: {}", days.join(", ")) };
    let erased = if *erased == 0 { String::new() } else { format!(", {erased} erased on purpose") };
    format!(
        "whole: {} entries{erased}, {} photo files, {days}\nhead {}\npublic key {}",
        head.seq,
        photos.len(),
        HEXLOWER.encode(&head.hash),
        HEXLOWER.encode(&checked.public_key)
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::journal::{Draft, FairId, memory::Memory};

    /// What is said of the checkpoint of 10 March at entry 1, when it is found so.
    fn said(verdict: Verdict, of: Against) -> Option<String> {
        let memory = Memory::new(FairId([7; 16])).unwrap();
        let mut journal = memory.open(&mut |_| Ok(())).unwrap();
        let head = journal.append(journal.head(), &[Draft { clear: b"{}".to_vec(), body: None }]).unwrap();
        let checkpoint = Checkpoint::of_draft(journal.reader().fair_key(), date(2026, 3, 10), head);
        why_not(&checkpoint, verdict, of)
    }

    #[test]
    fn entries_are_said_to_be_missing_where_the_journal_lacks_them_alone() {
        let export = Against::Export(date(2026, 3, 10));
        assert_eq!(said(Verdict::Belongs, export), None);
        let missing = said(Verdict::CutShort { ends: 0 }, Against::Journal).unwrap();
        assert!(missing.contains("entries are missing") && missing.contains("this journal ends at entry 0"));
        let older = said(Verdict::Later { than: 0 }, export).unwrap();
        assert!(older.starts_with("cannot be told") && !older.contains("are missing"), "{older}");
        assert!(older.contains("an export of 2026-03-10 that is made now"), "{older}");
    }

    #[test]
    fn nobody_is_sent_to_the_export_that_is_at_hand() {
        let same = said(Verdict::Unknown, Against::Export(date(2026, 3, 10))).unwrap();
        assert!(same.contains("an export of 2026-03-10 that is made now"), "{same}");
        let other = said(Verdict::Unknown, Against::Export(date(2026, 3, 11))).unwrap();
        assert!(other.contains("against the export of 2026-03-10,"), "{other}");
    }
}
