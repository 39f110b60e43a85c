//! Ways to reach somebody that are written out in words: an address with “at” and “dot”, so that no program finds it, and a phone number
//! in Chinese numerals, as it is read out.

use super::{DOMAINS, is_free, is_landline, is_latin, is_mobile};
use crate::typical::trace::Text;

/// The numerals in which a number is read out figure by figure.
const FIGURES: &str = "零一二三四五六七八九";
/// With which a sum goes on, that is no number read out.
const UNITS: &str = "十百千万亿";

impl Text<'_> {
    /// After an address in words: "name at example dot com", "name(at)example.com".
    pub(super) fn spelled(&self, at: usize) -> Option<usize> {
        let name = self.run(at, |c| is_latin(c) || "._%+-".contains(c));
        if name == at || !self.begins(at) {
            return None;
        }
        let (mut from, mut told) = self.said(name, "at").or_else(|| self.said(name, "艾特"))?;
        let mut end = self.label(from);
        // "At a dot com" is a firm.
        if !told && end < from + 2 {
            return None;
        }
        let mut labels = 1;
        while let Some((next, spelled)) = self.next_label(end) {
            let stop = self.label(next);
            if stop == next {
                break;
            }
            told |= spelled;
            (from, end, labels) = (next, stop, labels + 1);
        }
        let last: String = self.0[from..end].iter().map(|sign| sign.c).collect();
        (told && labels > 1 && DOMAINS.contains(&last.as_str())).then_some(end)
    }
    fn label(&self, at: usize) -> usize {
        self.run(at, |c| is_latin(c) || c == '-')
    }
    /// Where the next label of a host begins, and whether a word says so.
    fn next_label(&self, at: usize) -> Option<(usize, bool)> {
        if let Some((next, _)) = self.said(at, "dot") {
            return Some((next, true));
        }
        if let Some((next, _)) = self.said(at, "点") {
            return Some((next, true));
        }
        if let Some(next) = self.word(self.skip(at), "点") {
            return Some((self.skip(next), true));
        }
        (self.c(at) == Some('.') && self.c(at + 1).is_some_and(is_latin)).then_some((at + 1, false))
    }
    /// After a word that stands for a sign, apart or in brackets, and whether in brackets.
    fn said(&self, at: usize, word: &str) -> Option<(usize, bool)> {
        let from = self.skip(at);
        if self.c(from).is_some_and(|c| "([{".contains(c)) {
            let close = self.skip(self.word(self.skip(from + 1), word)?);
            return self.c(close).filter(|c| ")]}".contains(*c)).map(|_| (self.skip(close + 1), true));
        }
        let end = self.word(from, word).filter(|_| from > at)?;
        let next = self.skip(end);
        (next > end).then_some((next, false))
    }

    /// After a phone number that is read out in Chinese numerals.
    pub(super) fn read_out(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).and_then(|before| self.c(before));
        let goes_on = |c: char| figure(c).is_some() || UNITS.contains(c) || c == '第';
        if before.is_some_and(goes_on) {
            return None;
        }
        let (mut digits, mut end, mut next) = (String::new(), at, at);
        while let Some(digit) = self.c(next).and_then(figure) {
            digits.push(digit);
            end = next + 1;
            next = end + usize::from(self.c(end).is_some_and(|c| " -".contains(c)));
        }
        let whole = [digits.len()];
        let fits = is_mobile(&digits, &whole) || is_landline(&digits, &whole) || is_free(&digits, &whole);
        let sum = self.c(end).is_some_and(|c| UNITS.contains(c)) || self.is_paid(at, end);
        (fits && !sum).then_some(end)
    }
}

/// The digit for which a numeral stands.
pub(super) fn figure(c: char) -> Option<char> {
    let value = match c {
        '〇' => Some(0),
        '幺' => Some(1),
        other => FIGURES.chars().position(|known| known == other),
    };
    value.and_then(|value| char::from_digit(u32::try_from(value).ok()?, 10))
}
