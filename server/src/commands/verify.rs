//! `fairdesk verify`: is everything there that was ever acknowledged, unaltered?

use std::path::Path;

use data_encoding::HEXLOWER;

use crate::{
    check::{self, Checked, Look},
    cli::Exit,
    journal::JournalError,
    operator, record,
};

use super::Progress;

/// Checks the fair in `data` and says what was found; needs no key.
///
/// # Errors
/// When the outcome cannot be printed.
pub fn run(data: &Path) -> anyhow::Result<Exit> {
    let mut progress = Progress::new();
    let mut told = |seq| progress.tell("entries", seq, 0);
    let checked = match check::check(data, None, Look::JournalAndPhotos, &mut told) {
        Err(JournalError::InUse { holder }) => running(data, &holder, &mut told),
        outcome => outcome.map_err(|error| record::chain_of(&error)),
    };
    drop(progress);
    match checked {
        Ok(checked) => {
            println!("{}", summary(&checked));
            Ok(Exit::Done)
        }
        Err(why) => {
            eprintln!("fairdesk: {why}");
            Ok(Exit::Found)
        }
    }
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
