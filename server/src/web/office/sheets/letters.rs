//! Letters on sheets that no font of ours has. They would stand as their numbers on what hangs at a booth for days, so whoever makes the
//! sheets is told before they are printed.

use std::collections::BTreeSet;

use papers::Fonts;

use super::{Marked, Words};
use crate::{documents, locale::Texts};

/// How many places are named.
const NAMED: usize = 5;

/// Places on whose sheets something cannot be printed as it is written.
pub(super) struct Lacking {
    /// How many there are.
    pub(super) count: usize,
    /// The first of them, each with those letters.
    pub(super) named: Vec<(String, String)>,
    /// How many more.
    pub(super) more: usize,
}

impl Lacking {
    pub(super) fn of(words: &Words, t: &Texts, places: impl Iterator<Item = Marked>) -> Self {
        let (mut count, mut named) = (0, Vec::new());
        let common = Common::of(words);
        for place in places {
            let letters = words.lacks(&place, &common);
            if letters.is_empty() {
                continue;
            }
            count += 1;
            if named.len() < NAMED {
                let said = letters.iter().map(|one| format!("{one} {}", documents::letter_number(*one)));
                named.push((place.name(t), said.collect::<Vec<_>>().join(&t.t("list-comma"))));
            }
        }
        Self { count, more: count - named.len(), named }
    }
}

/// The letters that no font has in what stands on every sheet, and on every poster of a hall.
struct Common {
    sheet: BTreeSet<char>,
    poster: BTreeSet<char>,
}

impl Common {
    fn of(words: &Words) -> Self {
        let Words { plan, fonts, .. } = words;
        let sheet: BTreeSet<char> = fonts.lacks(&plan.name).into_iter().collect();
        let poster = [&plan.desk, &plan.emergency].into_iter().flat_map(|text| fonts.lacks(text));
        Self { poster: poster.chain(sheet.iter().copied()).collect(), sheet }
    }
}

impl Words {
    /// The letters on the sheet of a place that no font has.
    fn lacks(&self, place: &Marked, common: &Common) -> BTreeSet<char> {
        let own = [place.hall.as_str(), place.number.as_deref().unwrap_or_default()];
        let names = self.named(place).flat_map(|names| wanted(self.fonts, names));
        let texts = names.chain(own);
        let common = if place.number.is_none() { &common.poster } else { &common.sheet };
        texts.flat_map(|text| self.fonts.lacks(text)).chain(common.iter().copied()).collect()
    }
}

/// The names that are wanted of a company: of two one, where it alone can be printed, else both.
fn wanted<'n>(fonts: &Fonts, (name, other): (&'n str, Option<&'n str>)) -> Vec<&'n str> {
    let both: Vec<_> = std::iter::once(name).chain(other).collect();
    let whole: Vec<_> = both.iter().copied().filter(|name| fonts.lacks(name).is_empty()).collect();
    if whole.is_empty() { both } else { whole }
}

/// Those of them that somebody who knows the name finds it by: with most of its letters. Of one in a script that no font has there would
/// be nothing but numbers, so its place stays empty.
pub(super) fn printable<'n>(fonts: &Fonts, names: (&'n str, Option<&'n str>)) -> Vec<&'n str> {
    let mut names = wanted(fonts, names);
    names.retain(|name| {
        let lacks: BTreeSet<char> = fonts.lacks(name).into_iter().collect();
        let letters = name.chars().filter(|letter| letter.is_alphanumeric());
        letters.clone().filter(|letter| lacks.contains(letter)).count() * 2 <= letters.count()
    });
    names
}
