//! Looking for what is known in an account, and putting words in its place.

use std::collections::HashMap;

use super::{
    Account, Ground, Identifier, Mask, Trace, Treatment, TypicalBody,
    common::{is_everyday, is_said},
    fold::{Unit, breaks, fold, is_ideograph, units},
    grammar::put,
    known::{Bends, Form},
    trace::traces,
};
use crate::{fair::Language, ids::PartyId};

/// How much of the text around is shown, in characters each side.
const AROUND: usize = 24;
/// Letters that bend a word at its end.
const ENDING: usize = 2;

/// Something known, as it stands in the account of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// In which.
    pub language: Language,
    /// What kind of thing.
    pub trace: Trace,
    /// Whose, where it is a party's.
    pub party: Option<PartyId>,
    /// As it stands there first.
    pub found: String,
    /// The same folded: what a [`Mask`] names.
    pub key: String,
    /// What stands before and behind it there.
    pub around: (String, String),
    /// How often it stands there.
    pub times: usize,
    /// What a person said of it.
    pub treatment: Option<Treatment>,
}

impl Finding {
    /// Whether an account may not be published on a ground as long as it stands so.
    pub fn hinders(&self, ground: Ground) -> bool {
        let asked = ground == Ground::Anonymised || self.trace.always();
        asked
            && match self.treatment {
                None => true,
                Some(Treatment::Kept(_)) => ground == Ground::Anonymised && self.trace.names(),
                Some(Treatment::Replaced(_)) => false,
            }
    }
}

/// Something found at a place, in bytes.
struct Spot {
    trace: Trace,
    party: Option<PartyId>,
    from: usize,
    to: usize,
}

/// What is known of a case, ready to be looked for: by the letter that it begins with.
struct Wanted<'a>(HashMap<char, Vec<(&'a Identifier, Form)>>);

impl<'a> Wanted<'a> {
    fn of(known: &'a [Identifier]) -> Self {
        let mut all: HashMap<char, Vec<(&Identifier, Form)>> = HashMap::new();
        for known in known {
            for form in known.forms() {
                if let Some(first) = form.chars.first() {
                    all.entry(*first).or_default().push((known, form));
                }
            }
        }
        Self(all)
    }

    /// Everything in a text, in order. Of two that overlap what names somebody goes before a word, and of those the longer, the
    /// first where they are as long: a name within a product's is still a name.
    fn spots(&self, text: &str) -> Vec<Spot> {
        let units = units(text);
        let mut all: Vec<Spot> = Vec::new();
        for (start, unit) in units.iter().enumerate() {
            for (known, form) in self.0.get(&unit.c).into_iter().flatten() {
                if let Some(Stand { first, last, surely }) = stands(text, &units, start, form) {
                    // The sign before a number that is dialled from abroad goes with it.
                    let abroad = form.loose && text[..units[first].from].ends_with(['+', '＋']);
                    let sign = text[..units[first].from].chars().next_back().filter(|_| abroad);
                    let from = units[first].from - sign.map_or(0, char::len_utf8);
                    let to = units[last].to;
                    let word = form.everyday || (!surely && known.trace.names());
                    let trace = if word { Trace::Word } else { known.trace };
                    all.push(Spot { trace, party: known.party, from, to });
                }
            }
        }
        let shaped = traces(text).into_iter();
        all.extend(shaped.map(|(trace, from, to)| Spot { trace, party: None, from, to }));
        // Names win over shapes: a booth's number within a date's is still the booth's.
        let rank = |trace: Trace| (!trace.always(), !trace.names());
        all.sort_by_key(|spot| (rank(spot.trace), std::cmp::Reverse(spot.to - spot.from), spot.from));
        let mut kept: Vec<Spot> = Vec::new();
        for spot in all {
            if kept.iter().all(|other| spot.to <= other.from || other.to <= spot.from) {
                kept.push(spot);
            }
        }
        kept.sort_by_key(|spot| spot.from);
        kept
    }
}

/// Where a form stands.
struct Stand {
    /// Its first unit.
    first: usize,
    /// Its last.
    last: usize,
    /// It is no other word.
    surely: bool,
}

/// Where a form that begins at `start` stands there as a word of its own, or as a part of one that can be told apart.
fn stands(text: &str, units: &[Unit], start: usize, form: &Form) -> Option<Stand> {
    let here = units.get(start..start + form.chars.len())?;
    if !here.iter().zip(&form.chars).all(|(unit, c)| unit.c == *c) {
        return None;
    }
    let apart = |pair: &[Unit]| text[pair[0].to..pair[1].from].contains(['\n', '。', '；', ';']);
    if here.windows(2).any(|pair| pair[0].to < pair[1].from && apart(pair)) {
        return None;
    }
    let (mut first, mut last) = (start, start + form.chars.len() - 1);
    if form.loose {
        // The rest of a longer number goes with it.
        let joined =
            |a: Unit, b: Unit| b.c.is_ascii_digit() && a.c.is_ascii_digit() && b.from.abs_diff(a.to) <= 1;
        while first > 0 && joined(units[first - 1], units[first]) {
            first -= 1;
        }
        while last + 1 < units.len() && joined(units[last], units[last + 1]) {
            last += 1;
        }
        return Some(Stand { first, last, surely: true });
    }
    let begins = first == 0 || is_ideograph(units[first].c) || breaks(units[first - 1], units[first]);
    if !begins {
        return None;
    }
    let ends = last + 1 == units.len() || is_ideograph(units[last].c) || breaks(units[last], units[last + 1]);
    if ends {
        return Some(Stand { first, last, surely: true });
    }
    if turns(text, units, first, last) {
        return Some(Stand { first, last: whole(units, last), surely: true });
    }
    let bent = ending(units, last).filter(|_| form.bends != Bends::Never)?;
    let always = form.bends == Bends::Always;
    let surely = always || written(text, units[first], char::is_uppercase);
    let word: String = units[first..=bent].iter().map(|unit| unit.c).collect();
    // A short name with an ending may be a word that every text has: "Glas" and "glass".
    (always || !is_everyday(&word)).then_some(Stand { first, last: bent, surely })
}

/// Whether a letter is written so in the text.
fn written(text: &str, unit: Unit, so: fn(char) -> bool) -> bool {
    text[unit.from..unit.to].chars().all(so)
}

/// Whether behind a form another word begins in the same run of letters: `LumenPro`, `OSRAMlampe`, `OSRAMLampe`.
fn turns(text: &str, units: &[Unit], first: usize, last: usize) -> bool {
    let is = |at: usize, so: fn(char) -> bool| {
        units.get(at).is_some_and(|unit| !breaks(units[at - 1], *unit) && written(text, *unit, so))
    };
    let loud = units[first..=last].iter().all(|unit| written(text, *unit, char::is_uppercase));
    let (next, after) = (last + 1, last + 2);
    if loud {
        is(next, char::is_lowercase) || (is(next, char::is_uppercase) && is(after, char::is_lowercase))
    } else {
        written(text, units[last], char::is_lowercase) && is(next, char::is_uppercase)
    }
}

/// The last unit of a word, to go with what begins it: `the companyPro` would still say whose it is.
fn whole(units: &[Unit], mut last: usize) -> usize {
    while last + 1 < units.len() && !breaks(units[last], units[last + 1]) {
        last += 1;
    }
    last
}

/// The last unit of a word that goes on for a letter or two, as words do that are bent: "Lundedales", "Lundedalen".
fn ending(units: &[Unit], last: usize) -> Option<usize> {
    let goes_on = |at: usize| units[at].c.is_alphabetic() && !breaks(units[at - 1], units[at]);
    let is_end = |at: usize| at + 1 == units.len() || breaks(units[at], units[at + 1]);
    let mut tail = (last + 1..units.len()).take(ENDING).take_while(|at| goes_on(*at));
    tail.find(|at| is_end(*at))
}

fn mask<'a>(masks: &'a [Mask], language: Language, key: &str) -> Option<&'a Treatment> {
    let of = |mask: &&Mask| mask.language == language && mask.found == key;
    masks.iter().find(of).map(|mask| &mask.treatment)
}

/// Everything known that stands in a draft, each once for a language, with what was said of it.
pub fn findings(draft: &TypicalBody, known: &[Identifier]) -> Vec<Finding> {
    let wanted = Wanted::of(known);
    draft.accounts.iter().flat_map(|account| of_account(account, &wanted, &draft.masks)).collect()
}

fn of_account(account: &Account, wanted: &Wanted<'_>, masks: &[Mask]) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (_, text) in account.parts() {
        for spot in wanted.spots(text) {
            let here = &text[spot.from..spot.to];
            let key = fold(here);
            if let Some(known) = found.iter_mut().find(|known| known.key == key) {
                known.times += 1;
                continue;
            }
            let before: Vec<char> = text[..spot.from].chars().rev().take(AROUND).collect();
            found.push(Finding {
                language: account.language,
                trace: spot.trace,
                party: spot.party,
                found: here.to_owned(),
                around: (before.into_iter().rev().collect(), text[spot.to..].chars().take(AROUND).collect()),
                times: 1,
                treatment: mask(masks, account.language, &key).cloned(),
                key,
            });
        }
    }
    found
}

/// Whether something that is found in what is put in a place names somebody. A word of everyday use does not, it is what a person
/// chose to say; nor do the words that the desk proposes, though what a right is called may have them too.
fn named(trace: Trace, key: &str) -> bool {
    trace.always() && trace != Trace::Word && !is_said(key)
}

/// Whether words name somebody of the case themselves.
pub fn names_somebody(words: &str, known: &[Identifier]) -> bool {
    let spots = Wanted::of(known).spots(words);
    spots.iter().any(|spot| named(spot.trace, &fold(&words[spot.from..spot.to])))
}

/// The accounts as everybody would read them: what is replaced is replaced, everything else stands.
pub fn masked(draft: &TypicalBody, known: &[Identifier]) -> Vec<Account> {
    let wanted = Wanted::of(known);
    let of = |account: &Account| {
        account.map(|text| {
            let (mut told, mut after) = (String::with_capacity(text.len()), 0);
            for spot in wanted.spots(text) {
                let here = &text[spot.from..spot.to];
                told.push_str(&text[after..spot.from]);
                match mask(&draft.masks, account.language, &fold(here)) {
                    Some(Treatment::Replaced(words)) => put(&mut told, words, account.language),
                    Some(Treatment::Kept(_)) | None => told.push_str(here),
                }
                after = spot.to;
            }
            told.push_str(&text[after..]);
            told
        })
    };
    draft.accounts.iter().map(of).collect()
}

/// What hinders publishing a draft on a ground: in the text as it was written, and in the text with its masks, because what is put
/// in a place may itself name somebody.
pub fn untreated(draft: &TypicalBody, known: &[Identifier], ground: Ground) -> Vec<Finding> {
    let told = TypicalBody { accounts: masked(draft, known), masks: draft.masks.clone() };
    let written = findings(draft, known).into_iter().filter(|finding| finding.hinders(ground));
    let mut left: Vec<Finding> = written.collect();
    // A date that a person made coarser is said by hand already, and so is a word of everyday use; a name is never.
    let names = |finding: &Finding| named(finding.trace, &finding.key);
    for finding in findings(&told, known).into_iter().filter(names) {
        // In the text that is told nothing is replaced any more: what a mask names there stands there again.
        let again = matches!(finding.treatment, Some(Treatment::Replaced(_)));
        let hinders = Finding { treatment: finding.treatment.clone().filter(|_| !again), ..finding.clone() };
        if hinders.hinders(ground)
            && !left.iter().any(|known| known.language == finding.language && known.key == finding.key)
        {
            left.push(hinders);
        }
    }
    left
}
