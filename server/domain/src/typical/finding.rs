//! Looking for what is known in an account, and putting words in its place.

use std::collections::HashMap;

use super::{
    Account, Ground, Identifier, Mask, Trace, Treatment, TypicalBody,
    common::is_said,
    fold::{fold, units},
    grammar::put,
    known::Form,
    rest::{bracketed, left_over, of_firm, with_brackets, with_hall, with_point, with_title},
    shape::shapes,
    standing::{Stand, stands},
    trace::traces,
    writing::Written,
};
use crate::{fair::Language, ids::PartyId};

/// How much of the text around is shown, in characters each side.
const AROUND: usize = 24;

/// Something known, as it stands in the account of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// In which.
    pub language: Language,
    /// What kind of thing.
    pub trace: Trace,
    /// Of what kind of thing it is part, where it is a word by itself.
    pub of: Trace,
    /// Whose, where it is one party's.
    pub party: Option<PartyId>,
    /// More than one party is called so, so that it says of neither that it is meant.
    pub shared: bool,
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
    /// Whether an account may not be published on a ground as long as it stands so. A name stays on none: whoever agrees does so to words
    /// that name nobody.
    pub fn hinders(&self, ground: Ground) -> bool {
        let asked = ground == Ground::Anonymised || self.trace.always();
        asked
            && match self.treatment {
                None => true,
                Some(Treatment::Kept(_)) => self.trace.names(),
                Some(Treatment::Replaced(_)) => false,
            }
    }
}

/// Something found at a place, in bytes.
struct Spot {
    trace: Trace,
    of: Trace,
    party: Option<PartyId>,
    shared: bool,
    from: usize,
    to: usize,
}

impl Spot {
    /// Something that looks like a thing, whoever's it is.
    fn shaped((trace, from, to): (Trace, usize, usize)) -> Self {
        Self { trace, of: trace, party: None, shared: false, from, to }
    }
    /// Another found at the same place: where it is another party's, this says of neither that it is meant.
    fn joins(&mut self, other: &Self) {
        let same = (self.from, self.to, self.of) == (other.from, other.to, other.of);
        if same && self.party.is_some() && other.party.is_some() && self.party != other.party {
            (self.party, self.shared) = (None, true);
        }
    }
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
                    let dialled = form.loose || form.written == Written::Begun;
                    let abroad = dialled && text[..units[first].from].ends_with(['+', '＋']);
                    let sign = text[..units[first].from].chars().next_back().filter(|_| abroad);
                    let from = units[first].from - sign.map_or(0, char::len_utf8);
                    let company = known.trace == Trace::Company;
                    let last = if company { of_firm(text, &units, last, &known.text) } else { last };
                    let to = units[last].to;
                    let to = if company { with_point(text, from, to, &known.text) } else { to };
                    let from = if known.trace == Trace::Booth { with_hall(text, from) } else { from };
                    let (from, to) = with_brackets(text, from, to);
                    let word = form.everyday || (!surely && known.trace.names());
                    let trace = if word { Trace::Word } else { known.trace };
                    all.push(Spot { trace, of: known.trace, party: known.party, shared: false, from, to });
                }
            }
        }
        for (trace, from, to) in shapes(text) {
            let (from, to) = with_brackets(text, from, to);
            all.push(with_names(&all, Spot::shaped((trace, from, to))));
        }
        all.extend(traces(text).into_iter().map(Spot::shaped));
        // Names win over shapes: a booth's number within a date's is still the booth's.
        let rank = |trace: Trace| (!trace.always(), !trace.names());
        all.sort_by_key(|spot| (rank(spot.trace), std::cmp::Reverse(spot.to - spot.from), spot.from));
        let mut kept: Vec<Spot> = Vec::new();
        for spot in all {
            match kept.iter_mut().find(|other| spot.from < other.to && other.from < spot.to) {
                Some(other) => other.joins(&spot),
                None => kept.push(spot),
            }
        }
        kept.sort_by_key(|spot| spot.from);
        with_other_names(text, kept)
    }
}

/// What looks like an address and has a name in it goes whole, as that name does: of "anna@lumen.com" nothing is left.
fn with_names(all: &[Spot], shaped: Spot) -> Spot {
    let within = |spot: &&Spot| shaped.from <= spot.from && spot.to <= shaped.to;
    let shorter = |spot: &&Spot| spot.to - spot.from < shaped.to - shaped.from;
    let named = all.iter().filter(|spot| spot.trace.names()).filter(within).find(shorter);
    match named {
        Some(name) => {
            let trace = if shaped.trace == Trace::Reach { Trace::Contact } else { name.trace };
            Spot { trace, of: trace, party: name.party, ..shaped }
        }
        None => shaped,
    }
}

/// A name and the same in the other language in brackets behind it are one: "Company A (Company A)" tells nobody more.
fn with_other_names(text: &str, spots: Vec<Spot>) -> Vec<Spot> {
    let mut told: Vec<Spot> = Vec::with_capacity(spots.len());
    for spot in spots {
        let alike = |last: &&mut Spot| {
            let named = matches!(spot.trace, Trace::Company | Trace::Person) && spot.party.is_some();
            named && (last.trace, last.party) == (spot.trace, spot.party)
        };
        let last = told.last_mut().filter(alike);
        let joined = last.and_then(|last| Some((bracketed(text, last.to, (spot.from, spot.to))?, last)));
        match joined {
            Some((to, last)) => last.to = to,
            None => told.push(spot),
        }
    }
    told
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
                // "siyuan" may be a word, and what is said of it is said of "Siyuan" too.
                if spot.trace.names() && !known.trace.names() {
                    (known.trace, known.of, known.party) = (spot.trace, spot.of, spot.party);
                    here.clone_into(&mut known.found);
                }
                if spot.shared {
                    (known.party, known.shared) = (None, true);
                }
                continue;
            }
            let before: Vec<char> = text[..spot.from].chars().rev().take(AROUND).collect();
            found.push(Finding {
                language: account.language,
                trace: spot.trace,
                of: spot.of,
                party: spot.party,
                shared: spot.shared,
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
                let mask = mask(&draft.masks, account.language, &fold(here));
                // A title stays with a name, and not with what stands in its place: "Mr Person A".
                let titled = spot.of == Trace::Person && matches!(mask, Some(Treatment::Replaced(_)));
                let from = if titled { with_title(text, spot.from).max(after) } else { spot.from };
                told.push_str(&text[after..from]);
                match mask {
                    Some(Treatment::Replaced(words)) => {
                        let (closed, open) = left_over(here);
                        told.push_str(&closed);
                        put(&mut told, words, account.language);
                        told.push_str(&open);
                    }
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
    untreated_as(draft, masked(draft, known), known, ground)
}

/// The same of a draft that everybody would read in these words: what was sealed while less was known may still say what a mask of the
/// draft would replace by now.
pub fn untreated_as(
    draft: &TypicalBody,
    told: Vec<Account>,
    known: &[Identifier],
    ground: Ground,
) -> Vec<Finding> {
    let told = TypicalBody { accounts: told, masks: draft.masks.clone() };
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
