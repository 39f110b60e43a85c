//! `fairdesk verify`: is everything there that was ever acknowledged, unaltered?

use std::path::Path;

use data_encoding::HEXLOWER;

use crate::{
    check::{self, Checked, Look},
    cli::Exit,
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
    let mut progress = Progress::new();
    let mut told = |seq| progress.tell("entries", seq, 0);
    let checked = match check::check(data, None, look, &mut told) {
        Err(JournalError::InUse { holder }) => running(data, &holder, &mut told),
        outcome => outcome.map_err(|error| record::chain_of(&error)),
    };
    drop(progress);
    match checked {
        Ok(checked) => {
            if let Some(said) = document {
                return Ok(check_document(&checked, said));
            }
            println!("{}", summary(&checked));
            Ok(Exit::Done)
        }
        Err(why) => {
            eprintln!("fairdesk: {why}");
            Ok(Exit::Found)
        }
    }
}

/// Whether the code of a printed document was signed by this fair, and what it says. Whether a later version took its place is
/// said by the desk.
fn check_document(checked: &Checked, said: &str) -> Exit {
    let Some(statement) = Statement::check(said, checked.fair, &checked.public_key) else {
        eprintln!("fairdesk: this is no document of this fair, or it was altered");
        return Exit::Found;
    };
    println!("signed by this fair\n{}", statement.text(checked.fair).trim_end());
    Exit::Done
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
