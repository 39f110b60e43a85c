//! A paper as PDF, set in our own fonts, for pages and commands alike. Where letters stand as their numbers, because no font of ours has
//! them, it ends with a note that says which: whoever holds the paper learns it from the paper.

use std::collections::BTreeSet;

use domain::fair::Language;
use papers::{Block, Missing, Paper, PaperError, Typeset};

use super::fonts;
use crate::locale::Texts;

/// Sets a paper. It blocks for as long as its pages take.
///
/// # Errors
/// When it cannot be set.
pub fn typeset(paper: &Paper) -> Result<Typeset, PaperError> {
    typeset_all(std::slice::from_ref(paper))
}

/// Sets several papers into one file, each with a bookmark; the note stands at the end of the last one.
///
/// # Errors
/// When one cannot be set.
pub fn typeset_all(papers: &[Paper]) -> Result<Typeset, PaperError> {
    let fonts = fonts()?;
    let first = papers::typeset_all(papers, fonts)?;
    if first.missing.is_empty() {
        return Ok(first);
    }
    let mut noted = papers.to_vec();
    if let Some(last) = noted.last_mut() {
        last.blocks.push(note(last, &first.missing));
    }
    let again = papers::typeset_all(&noted, fonts)?;
    Ok(Typeset { missing: first.missing, ..again })
}

/// Which letters could not be printed.
fn note(paper: &Paper, missing: &[Missing]) -> Block {
    let t = Texts::new(Language::from_tag(&paper.language).unwrap_or_default(), jiff::tz::TimeZone::UTC);
    // In the order of the words: what was handed out once is made again to the byte.
    let numbers: BTreeSet<String> =
        missing.iter().flat_map(|one| &one.chars).map(|letter| letter_number(*letter)).collect();
    let numbers = numbers.into_iter().collect::<Vec<_>>().join(&t.t("list-comma"));
    Block::note(t.t1("papers-missing-note", "letters", numbers))
}

/// A letter's number as it is printed in its place.
pub fn letter_number(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}
