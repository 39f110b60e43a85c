//! `fairdesk backup` and `fairdesk restore`.

use std::{io::Write, path::Path};

use anyhow::Context;

use crate::{
    backup::{self, Contents},
    config::Settings,
    console, upkeep,
};

use super::{AtRest, Progress, Scratch, now, snapshot};

/// Writes everything into the new file `out`, beside a running desk or without one, and says what is in it.
///
/// # Errors
/// Why there is no backup.
pub fn run(settings: &Settings, out: &Path) -> anyhow::Result<()> {
    // Before the long work.
    anyhow::ensure!(!out.exists(), "{} is there already; choose another name", out.display());
    let mut progress = Progress::new();
    let mut told = |doing: &str, done, of| progress.tell(doing, done, of);
    let contents = match AtRest::find(settings)? {
        AtRest::Copy(copy) => backup::pack(&settings.data, &copy.folder, out, now(), &mut told)?,
        AtRest::Own { journal, .. } => {
            let scratch = Scratch::within(&settings.data);
            snapshot(&*journal.reader(), &scratch.0)?;
            let packed = backup::pack(&settings.data, &scratch.0, out, now(), &mut told);
            journal.close().context("the journal could not be closed in order")?;
            packed?
        }
    };
    drop(progress);
    let mark = upkeep::Mark { made_at: contents.made_at, seq: contents.seq };
    if let Err(error) = upkeep::mark(&settings.data, &mark) {
        // The backup itself stands; the organiser's page goes on asking for one.
        let folder = settings.data.display();
        console::complain(&format_args!("it could not be noted in {folder} that it was made: {error:#}"));
    }
    let mut said = console::out();
    writeln!(said, "{}", summary("backed up and read back", &contents))?;
    writeln!(said, "Keep {} like a key: {}.", out.display(), warning(&contents))?;
    Ok(())
}

/// Brings a fair back into the empty folder `data` and checks all of it.
///
/// # Errors
/// Why it was not brought back; the folder is then as empty as before.
pub fn restore(file: &Path, data: &Path) -> anyhow::Result<()> {
    let mut progress = Progress::new();
    let (contents, checked) =
        backup::restore(file, data, &mut |doing, done, of| progress.tell(doing, done, of))?;
    drop(progress);
    let mut said = console::out();
    writeln!(said, "{}", summary("brought back and checked", &contents))?;
    writeln!(
        said,
        "{} sealed days, {} photo files. Serve it with --data {}",
        checked.sealed.len(),
        checked.photos.len(),
        data.display()
    )?;
    if !contents.outer_key {
        writeln!(said, "Its outer key is kept elsewhere: name its file with --set outer_key=FILE.")?;
    }
    writeln!(said, "If the fair was served after this backup was made, what happened since is not in it.")?;
    Ok(())
}

fn summary(done: &str, contents: &Contents) -> String {
    format!(
        "{done}: {} entries, {} photo files, made {}\nhead {}",
        contents.seq, contents.photos, contents.made_at, contents.hash
    )
}

fn warning(contents: &Contents) -> &'static str {
    if contents.outer_key {
        "it holds the fair's keys, so whoever has it can read everything, also what is erased at the desk later"
    } else {
        "together with the outer key, which is kept elsewhere and is not in it, it opens everything, also what is erased at the desk later"
    }
}
