//! The parts of a name by which a text may call whoever has it: a company without its legal form, its place, its trade; every word
//! and every run of words that is its own; its initials; of a Chinese name every two signs or more that stand together.
//!
//! A question too many costs a moment, a name that is missed tells everybody who it was.

use super::{
    common::{
        is_common, is_common_zh, is_everyday, is_joint, is_legal, is_ordinary, is_place, is_shared_zh,
        is_trade, legal_zh, places_zh, trades_zh, without_licence,
    },
    fold::{fold, is_ideograph},
};

/// A part of a name, folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    pub(super) text: String,
    /// It is a word of everyday use too.
    pub(super) everyday: bool,
}

impl Part {
    /// A part that means nobody else.
    pub(super) fn own(text: &str) -> Self {
        Self { text: fold(text), everyday: false }
    }
    /// A part that may be a word as well.
    pub(super) fn of(text: &str) -> Self {
        let text = fold(text);
        Self { everyday: is_everyday(&text), text }
    }
}

/// Most words of a run, and most signs of a part of a Chinese name.
const LONGEST: usize = 8;
/// Letters of which initials are known by.
const INITIALS: usize = 3;
/// A title of so many words is a name more likely than a description.
const SHORT_TITLE: usize = 4;
/// What a Chinese text puts behind the short name of a company.
const CALLED_ZH: [&str; 3] = ["公司", "集团", "厂"];

/// The parts of a company's name.
pub(super) fn of_company(name: &str) -> Vec<Part> {
    let mut parts = vec![Part::own(name)];
    let signs = signs(name);
    if signs.chars().count() > 1 {
        parts.push(Part::own(&signs));
        chinese_company(&signs, &mut parts);
    }
    for name in std::iter::once(latin(name)).chain(spelled_out(&latin(name))) {
        latin_company(&words(&name), &mut parts);
    }
    parts
}

/// Whether a firm has a word of its own by which it is called, so that nobody calls it by one that every text has.
pub(super) fn is_called_otherwise(name: &str) -> bool {
    let signs = signs(name);
    let [_, _, short] = shorter(&signs);
    let own = short.chars().nth(1).is_some() && !is_shared_zh(short) && !is_everyday(short);
    own || words(&latin(name)).iter().any(|word| !is_common(word) && !is_everyday(word))
}

/// The parts of what a right or an exhibit is called: a mark is a name itself, a description may hold one.
pub(super) fn of_title(title: &str) -> Vec<Part> {
    let mut parts = vec![Part::own(title)];
    let signs = signs(title);
    let described = described(&signs);
    parts.push(Part::own(described));
    together(without(described, &trades_zh().collect::<Vec<_>>(), false), &mut parts);
    for title in std::iter::once(latin(title)).chain(spelled_out(&latin(title))) {
        let all = words(&title);
        parts.push(Part::own(&all.concat()));
        let branded = brands(&title);
        let few = all.len() <= SHORT_TITLE;
        let is_own = |word: &String| !is_common(word) && (few || branded.contains(word));
        runs(&all, is_own, &mut parts);
    }
    parts
}

/// What a title in Chinese says of a thing, without what any description begins with.
pub(super) fn described(signs: &str) -> &str {
    ["一种", "一款", "新型"].iter().fold(signs, |text, start| text.strip_prefix(start).unwrap_or(text))
}

/// The signs of a text that are words without spaces around.
pub(super) fn signs(text: &str) -> String {
    fold(text).chars().filter(|c| is_ideograph(*c)).collect()
}

/// Everything else of it.
fn latin(text: &str) -> String {
    text.chars().map(|c| if is_ideograph(c) { ' ' } else { c }).collect()
}

/// The words of a text, folded. Letters with points between are one word: "S.r.l.", "A.T.D.".
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for token in text.split_whitespace() {
        let mut letter = false;
        let within = |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}');
        for piece in token.split(|c: char| !within(c)).map(fold).filter(|piece| !piece.is_empty()) {
            let single = piece.chars().count() == 1;
            match words.last_mut() {
                Some(last) if single && letter => last.push_str(&piece),
                Some(_) | None => words.push(piece),
            }
            letter = single;
        }
    }
    words
}

/// The same as it is written where no keyboard has the dots: "Müller" is "Mueller" too.
fn spelled_out(text: &str) -> Option<String> {
    let spelled = |c: char| match c {
        'ä' | 'Ä' | 'æ' | 'Æ' => Some("ae"),
        'ö' | 'Ö' | 'ø' | 'Ø' => Some("oe"),
        'ü' | 'Ü' => Some("ue"),
        'å' | 'Å' => Some("aa"),
        _ => None,
    };
    text.contains(|c: char| spelled(c).is_some()).then(|| {
        let mut all = String::new();
        for c in text.chars() {
            match spelled(c) {
                Some(letters) => all.push_str(letters),
                None => all.push(c),
            }
        }
        all
    })
}

fn latin_company(all: &[String], parts: &mut Vec<Part>) {
    let mut rest = all;
    while rest.last().is_some_and(|word| is_legal(word) || is_joint(word)) {
        rest = &rest[..rest.len() - 1];
    }
    // "Light GmbH" has nothing else to be called by, and still every text about lamps has the word.
    let whole = rest.concat();
    let shared = rest.len() == 1 && is_common(&whole);
    parts.push(if shared { Part::of(&whole) } else { Part::own(&whole) });
    initials(rest, parts);
    while rest.first().is_some_and(|word| is_place(word)) {
        rest = &rest[1..];
    }
    shortened(rest, parts);
    while rest.last().is_some_and(|word| is_trade(word) || is_legal(word) || is_joint(word)) {
        rest = &rest[..rest.len() - 1];
    }
    shortened(rest, parts);
    // A short word in front is a name, though firms end with it: "UG Mobilya".
    let front =
        all.first().filter(|word| is_legal(word) && !is_joint(word) && word.chars().count() <= INITIALS);
    parts.extend(front.filter(|_| all.len() > 1).map(|word| Part::of(word)));
    runs(all, |word| !is_common(word), parts);
}

fn shortened(rest: &[String], parts: &mut Vec<Part>) {
    parts.push(Part::of(&rest.concat()));
    initials(rest, parts);
}

fn initials(words: &[String], parts: &mut Vec<Part>) {
    let letters: String = words.iter().filter_map(|word| word.chars().next()).collect();
    if (INITIALS..=LONGEST).contains(&letters.chars().count()) {
        parts.push(Part::of(&letters));
    }
}

/// Every run of words that begins and ends with one of the name's own.
fn runs(all: &[String], is_own: impl Fn(&String) -> bool, parts: &mut Vec<Part>) {
    for (from, first) in all.iter().enumerate().filter(|(_, word)| is_own(word)) {
        parts.push(Part::of(first));
        for until in from + 2..=all.len().min(from + LONGEST) {
            // "Ordinary licence" stands beside the name of whoever has one.
            let ordinary = all[from..until].iter().all(|word| is_ordinary(word));
            if is_own(&all[until - 1]) && !ordinary {
                parts.push(Part::own(&all[from..until].concat()));
            }
        }
    }
}

/// The words of a title that look like a name within it: with a capital not at its beginning, or letters and digits together.
fn brands(title: &str) -> Vec<String> {
    let branded = |(at, token): (usize, &str)| {
        let digits = token.contains(|c: char| c.is_ascii_digit()) && token.contains(char::is_alphabetic);
        digits || token.chars().skip(usize::from(at == 0)).any(char::is_uppercase)
    };
    let tokens = title.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    tokens.enumerate().filter(|token| branded(*token)).map(|(_, token)| fold(token)).collect()
}

/// A text without the words of a list in front or behind, as long as two signs are left.
pub(super) fn without<'a>(text: &'a str, list: &[&str], in_front: bool) -> &'a str {
    let cut = |text: &'a str| {
        list.iter().find_map(|part| {
            let left = if in_front { text.strip_prefix(*part) } else { text.strip_suffix(*part) }?;
            (left.chars().count() > 1).then_some(left)
        })
    };
    let mut rest = text;
    while let Some(left) = cut(rest) {
        rest = left;
    }
    rest
}

/// The signs of a company's name without its legal form, without its place too, and without its trade too.
pub(super) fn shorter(name: &str) -> [&str; 3] {
    let whole = without(name, &legal_zh().collect::<Vec<_>>(), false);
    let unplaced = without(whole, &places_zh().collect::<Vec<_>>(), true);
    [whole, unplaced, without(unplaced, &trades_zh().collect::<Vec<_>>(), false)]
}

/// A Chinese company without its legal form, its place, its trade, and every part of what is left.
fn chinese_company(name: &str, parts: &mut Vec<Part>) {
    let [whole, unplaced, short] = shorter(name);
    for rest in [whole, unplaced, short] {
        // As in Latin: a whole name is a name, unless it says only what everybody there makes.
        let everyday = is_shared_zh(rest) || (rest != whole && is_everyday(rest));
        let part = Part { text: rest.to_owned(), everyday };
        parts.extend(called(&part));
        parts.push(part);
    }
    let own = parts.len();
    for piece in without_licence(short) {
        together(piece, parts);
    }
    let more: Vec<Part> = parts[own..].iter().flat_map(called).collect();
    parts.extend(more);
}

/// A part with what stands behind it. "未来，公司" reads like a name too, so what can be declined alone can be declined so.
fn called(part: &Part) -> [Part; 3] {
    CALLED_ZH.map(|behind| Part { text: format!("{}{behind}", part.text), everyday: part.everyday })
}

/// Every two signs or more that stand together.
fn together(text: &str, parts: &mut Vec<Part>) {
    let signs: Vec<char> = text.chars().collect();
    for from in 0..signs.len() {
        for until in from + 2..=signs.len().min(from + LONGEST) {
            let part: String = signs[from..until].iter().collect();
            if !is_common_zh(&part) {
                parts.push(Part::of(&part));
            }
        }
    }
}

#[cfg(test)]
mod tests;
