//! The parts by which a phone number is told: its end, as it is said in the same town; the last three digits or more, where a word
//! says that they are the last; its beginning, of which the rest is left out.

use super::{
    fold::{Unit, fold, is_ideograph},
    known::Form,
    standing::Stand,
    writing::Written,
};

/// Digits of which a contact is a phone.
const WHOLE: usize = 7;
/// Digits at its end that are found within any longer number, so that they need no form of their own.
const LONG: usize = 8;
/// Digits at its end that say whose it is, to who knows the town.
const END: usize = 6;
/// Digits at its end that say so where a word introduces them.
const TOLD: usize = 3;
/// Digits at its beginning that leave few others.
const BEGUN: usize = 7;
/// What may stand between its digits, and how many of it.
const BETWEEN: &[char] = &[' ', '\u{a0}', '-', '‐', '‑', '–', '.', '(', ')', '/'];
const MOST_BETWEEN: usize = 2;
/// What may stand between the last digits and the word that introduces them.
const MARKS: &[char] =
    &[' ', '\u{a0}', ':', '：', '“', '”', '"', '\'', '‘', '’', '#', '(', '（', '-', '*', '＊', '…'];
/// The same in words.
const JOINTS: &[&str] = &["in", "with", "is", "are", "was", "were", "number", "数字", "号码", "为", "是"];
/// What says that the last digits follow.
const INTRODUCING: &[&str] = &[
    "ending",
    "ends",
    "ended",
    "last digits",
    "last three digits",
    "last four digits",
    "last five digits",
    "last 3 digits",
    "last 4 digits",
    "last 5 digits",
    "last three",
    "last four",
    "last five",
    "final digits",
    "final three digits",
    "final four digits",
    "尾号",
    "尾数",
    "末尾",
    "结尾",
    "后三位",
    "后四位",
    "后五位",
    "后几位",
    "末三位",
    "末四位",
    "末五位",
    "末几位",
    "最后三位",
    "最后四位",
    "最后五位",
    "最后几位",
    "后3位",
    "后4位",
    "后5位",
];

/// Every part of a phone that counts as it is written; none of what is no phone.
pub(super) fn forms(text: &str) -> Vec<Form> {
    let all = digits(text);
    if text.contains('@') || all.len() < WHOLE {
        return Vec::new();
    }
    let tail = |length: usize, written: Written| Form::of(&all[all.len() - length..], written);
    let mut forms: Vec<Form> = (END..all.len().min(LONG)).map(|length| tail(length, Written::End)).collect();
    forms.extend((TOLD..END).map(|length| tail(length, Written::Told)));
    for whole in dialled(text, &all) {
        forms.extend((BEGUN..whole.len()).map(|length| Form::of(&whole[..length], Written::Begun)));
    }
    forms.sort();
    forms.dedup();
    forms
}

fn digits(text: &str) -> String {
    fold(text).chars().filter(char::is_ascii_digit).collect()
}

/// As it is dialled: as it stands, and one with its country also from another country and at home.
fn dialled(text: &str, all: &str) -> Vec<String> {
    let mut ways = vec![all.to_owned()];
    if let Some(abroad) = text.trim_start().strip_prefix(['+', '＋']) {
        ways.push(format!("00{all}"));
        let apart = abroad.trim_start().split_once([' ', '-', '(']).map(|(_, rest)| digits(rest));
        ways.extend(apart.or_else(|| all.strip_prefix("86").map(str::to_owned)));
    }
    ways
}

/// The end of a number. Where digits go on beside it, it is another number.
pub(super) fn end(units: &[Unit], first: usize, last: usize) -> Option<Stand> {
    let joined = |a: Unit, b: Unit| a.c.is_ascii_digit() && b.c.is_ascii_digit() && a.to == b.from;
    let before = first.checked_sub(1).is_some_and(|at| joined(units[at], units[first]));
    let after = units.get(last + 1).is_some_and(|next| joined(units[last], *next));
    (!before && !after).then_some(Stand { first, last, surely: true })
}

/// The last digits of a number with the word that introduces them: alone they are any number.
pub(super) fn told(text: &str, units: &[Unit], first: usize, last: usize) -> Option<Stand> {
    let alone = end(units, first, last)?;
    let from = introduced(text.get(..units[first].from)?)?;
    let first = units[..first].iter().position(|unit| unit.from >= from)?;
    Some(Stand { first, ..alone })
}

/// Where the word begins that says that the last digits of a number follow.
fn introduced(before: &str) -> Option<usize> {
    let mut rest = before.trim_end_matches(MARKS);
    while let Some(shorter) = JOINTS.iter().find_map(|joint| without(rest, joint)) {
        rest = shorter.trim_end_matches(MARKS);
    }
    INTRODUCING.iter().filter_map(|word| without(rest, word)).map(str::len).min()
}

/// A text without the word at its end.
fn without<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (rest, end) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
    // "Spending" ends with another word, and so do "within" and "this".
    let within = |c: char| c.is_alphanumeric() && !is_ideograph(c);
    let apart = !word.is_ascii() || !rest.ends_with(within);
    (apart && end.eq_ignore_ascii_case(word)).then_some(rest)
}

/// The beginning of a number, with the crosses that stand for the rest. Where other digits go on it is another number.
pub(super) fn begun(text: &str, units: &[Unit], first: usize, last: usize) -> Option<Stand> {
    let joined = |a: Unit, b: Unit| {
        let between = text.get(a.to..b.from).unwrap_or_default();
        let near = between.chars().count() <= MOST_BETWEEN && between.chars().all(|c| BETWEEN.contains(&c));
        near && a.c.is_ascii_digit() && b.c.is_ascii_digit()
    };
    let before = first.checked_sub(1).is_some_and(|at| joined(units[at], units[first]));
    let after = units.get(last + 1).is_some_and(|next| joined(units[last], *next));
    if before || after {
        return None;
    }
    let mut last = last;
    while units.get(last + 1).is_some_and(|next| next.c == 'x' && next.from == units[last].to) {
        last += 1;
    }
    Some(Stand { first, last, surely: true })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::typical::fold::units;

    const PHONE: &str = "+39 02 555 0187";

    /// What of a text is part of the phone.
    fn found<'a>(text: &'a str, phone: &str) -> Vec<&'a str> {
        let all = units(text);
        let mut found: Vec<&str> = Vec::new();
        for form in forms(phone) {
            for first in 0..all.len() {
                let here = all.iter().skip(first).map(|unit| unit.c).take(form.chars.len());
                if !here.eq(form.chars.iter().copied()) {
                    continue;
                }
                let last = first + form.chars.len() - 1;
                let stand = if form.written == Written::Told {
                    told(text, &all, first, last)
                } else if form.written == Written::Begun {
                    begun(text, &all, first, last)
                } else {
                    end(&all, first, last)
                };
                found.extend(stand.map(|stand| &text[all[stand.first].from..all[stand.last].to]));
            }
        }
        found
    }

    #[test]
    fn the_last_digits_count_where_a_word_introduces_them() {
        for (text, part) in [
            ("The phone ending 187 was called.", "ending 187"),
            ("Ending 187 was called.", "Ending 187"),
            ("A number that ends in 0187.", "ends in 0187"),
            ("The last four digits are 0187.", "last four digits are 0187"),
            ("电话尾号0187", "尾号0187"),
            ("尾号为 0187 的电话", "尾号为 0187"),
            ("号码最后四位是0187。", "最后四位是0187"),
            ("末尾：187", "末尾：187"),
        ] {
            assert_eq!(found(text, PHONE), [part], "{text}");
        }
        for text in [
            "They spent 187 yuan, spending 187.",
            "This was the ending. 187 lamps stood there.",
            "ending 1870",
            "ending 87",
            "展位有187件展品，尾号1870，尾号9187。",
        ] {
            assert!(found(text, PHONE).is_empty(), "{text}: {:?}", found(text, PHONE));
        }
    }

    #[test]
    fn the_beginning_counts_where_the_rest_is_left_out() {
        for (text, phone, part) in [
            ("Call +39 02 555 please.", PHONE, "39 02 555"),
            ("Call 0039 02 555, they said.", PHONE, "0039 02 555"),
            ("电话1380013xxxx", "+86 138 0013 8000", "1380013xxxx"),
            ("电话138-0013****", "13800138000", "138-0013"),
        ] {
            assert_eq!(found(text, phone), [part], "{text}");
        }
        for text in ["+39 02 555 9999", "+39 02 55", "1239025550"] {
            assert!(found(text, PHONE).is_empty(), "{text}: {:?}", found(text, PHONE));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_end_of_any_phone_is_found_behind_such_a_word_and_nowhere_else(
            phone in "1[3-9][0-9]{9}", length in TOLD..END, chinese in any::<bool>(),
        ) {
            let end = &phone[phone.len() - length..];
            let (introduced, bare) = if chinese {
                (format!("电话尾号{end}。"), format!("共{end}件展品。"))
            } else {
                (format!("The phone ending {end} was called."), format!("There were {end} lamps."))
            };
            prop_assert_eq!(found(&introduced, &phone).len(), 1);
            prop_assert!(found(&bare, &phone).is_empty());
        }
    }
}
