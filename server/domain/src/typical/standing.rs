//! Where a form stands in a text: as a word of its own, as the beginning of one that can be told apart, within a longer number.

use super::{
    common::is_everyday,
    dialled,
    fold::{Unit, breaks, is_ideograph},
    known::{Bends, Form},
    writing::{Sense, Written, is_torn},
};

/// Letters that bend a word at its end.
const ENDING: usize = 2;

/// Where a form stands.
pub(super) struct Stand {
    /// Its first unit.
    pub(super) first: usize,
    /// Its last.
    pub(super) last: usize,
    /// It is no other word.
    pub(super) surely: bool,
}

/// Where a form that begins at `start` stands there as a word of its own, or as a part of one that can be told apart.
pub(super) fn stands(text: &str, units: &[Unit], start: usize, form: &Form) -> Option<Stand> {
    let here = units.get(start..start + form.chars.len())?;
    if !here.iter().zip(&form.chars).all(|(unit, c)| unit.c == *c) {
        return None;
    }
    if is_torn(text, here) {
        return None;
    }
    let (first, last) = (start, start + form.chars.len() - 1);
    if form.loose {
        return Some(within_number(units, first, last));
    }
    if form.written == Written::Beginning {
        return beginning(text, units, first, last);
    }
    if form.written == Written::End {
        return dialled::end(units, first, last);
    }
    if form.written == Written::Told {
        return dialled::told(text, units, first, last);
    }
    if form.written == Written::Begun {
        return dialled::begun(text, units, first, last);
    }
    let stand = as_word(text, units, (first, last), form)?;
    match form.written.sense(text, units, first, last) {
        Sense::Nobody => None,
        Sense::Word => Some(Stand { surely: false, ..stand }),
        Sense::Name => Some(stand),
    }
}

/// A long number: the rest of a longer one goes with it.
fn within_number(units: &[Unit], mut first: usize, mut last: usize) -> Stand {
    let joined =
        |a: Unit, b: Unit| b.c.is_ascii_digit() && a.c.is_ascii_digit() && b.from.abs_diff(a.to) <= 1;
    while first > 0 && joined(units[first - 1], units[first]) {
        first -= 1;
    }
    while last + 1 < units.len() && joined(units[last], units[last + 1]) {
        last += 1;
    }
    Stand { first, last, surely: true }
}

/// The beginning of a number, with what says that more of it is left out. Where other digits go on it is another number.
fn beginning(text: &str, units: &[Unit], first: usize, last: usize) -> Option<Stand> {
    let digit = |unit: Unit| unit.c.is_ascii_digit();
    let before = first.checked_sub(1).map(|at| units[at]);
    let begins =
        before.is_none_or(|before| breaks(before, units[first]) || (digit(units[first]) && !digit(before)));
    let next = units.get(last + 1).copied();
    let goes_on = next.is_some_and(|next| digit(next) && next.from == units[last].to);
    if !begins || goes_on {
        return None;
    }
    let mut last = last;
    while let Some(next) = units.get(last + 1).filter(|next| digit(**next) || next.c == 'x') {
        let left_out =
            text.get(units[last].to..next.from)?.chars().all(|c| matches!(c, '.' | '*' | '＊' | '…'));
        if !left_out {
            break;
        }
        last += 1;
    }
    Some(Stand { first, last, surely: true })
}

/// A word of its own, or the beginning of one that can be told apart.
fn as_word(text: &str, units: &[Unit], (first, last): (usize, usize), form: &Form) -> Option<Stand> {
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
