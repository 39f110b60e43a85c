//! What people type, made safe to keep, print and show.
//!
//! Any script is welcome, right-to-left included, and so is a sign for private use: older systems write rare characters of Chinese names
//! with those, and a name must not lose one without a word. What goes is what only machines see: control characters, and the invisible
//! marks that reorder or hide text, with which a name could be made to read as another.

use serde::{Deserialize, Serialize};

use crate::number::narrow;

/// Why a text could not be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum TextFault {
    /// Nothing is left once spaces and invisible marks are gone.
    #[error("the text is empty")]
    Empty,
    /// More characters than the field takes.
    #[error("the text is longer than {max} characters")]
    TooLong {
        /// The most characters the field takes.
        max: usize,
    },
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

fn within(text: String, max: usize) -> Result<String, TextFault> {
    match text.chars().count() {
        0 => Err(TextFault::Empty),
        n if n > max => Err(TextFault::TooLong { max }),
        _ => Ok(text),
    }
}

/// One line: names, numbers, titles. Line ends and tabs become spaces, runs of spaces one space.
///
/// # Errors
/// [`TextFault`] when nothing is left or more than `max` characters are.
pub fn line(input: &str, max: usize) -> Result<String, TextFault> {
    let visible: String = input
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|&c| !c.is_control() && !is_invisible(c))
        .collect();
    within(visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "), max)
}

/// Several lines: statements. Line ends become `\n`, at most two in a row.
///
/// # Errors
/// [`TextFault`] when nothing is left or more than `max` characters are.
pub fn lines(input: &str, max: usize) -> Result<String, TextFault> {
    let mut kept = String::with_capacity(input.len().min(4 * max));
    let mut empty_lines = 0;
    for raw in input.replace("\r\n", "\n").split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let visible: String = raw
            .chars()
            .map(|c| if c == '\t' { ' ' } else { c })
            .filter(|&c| !c.is_control() && !is_invisible(c))
            .collect();
        let text = visible.trim_end();
        empty_lines = if text.is_empty() { empty_lines + 1 } else { 0 };
        if empty_lines < 2 {
            kept.push_str(text);
            kept.push('\n');
        }
    }
    within(kept.trim().to_owned(), max)
}

/// As [`line`], where an empty field is an answer too.
///
/// # Errors
/// [`TextFault::TooLong`] only.
pub fn optional_line(input: &str, max: usize) -> Result<Option<String>, TextFault> {
    match line(input, max) {
        Ok(text) => Ok(Some(text)),
        Err(TextFault::Empty) => Ok(None),
        Err(fault @ TextFault::TooLong { .. }) => Err(fault),
    }
}

/// A name as it is compared: nobody tells two apart by capitals, blanks or the width of letters.
pub fn folded(name: &str) -> String {
    name.chars().map(narrow).filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Compares as people count halls and booths: `A2` before `A10`.
pub fn natural(one: &str, other: &str) -> std::cmp::Ordering {
    parts(one).cmp(&parts(other))
}

/// The key that orders as [`natural`] does.
pub fn sort_key(text: &str) -> Vec<(u64, String)> {
    parts(text).into_iter().map(|(value, text)| (value, text.to_owned())).collect()
}

/// A text in runs of digits, by their value, and of everything else. Digits come first, as people list halls.
fn parts(text: &str) -> Vec<(u64, &str)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        let value = if digits { part.parse().unwrap_or(u64::MAX - 1) } else { u64::MAX };
        parts.push((value, if digits { "" } else { part }));
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_capitals_in_full_width_and_with_other_blanks() {
        for other in ["ACME Chair", "acme  chair", "ＡＣＭＥ　ｃｈａｉｒ"] {
            assert_eq!(folded(other), "acmechair", "{other}");
        }
        assert_ne!(folded("ACME Chair 2"), folded("ACME Chair"));
    }

    #[test]
    fn marks_that_reorder_text_are_dropped_and_scripts_stay() {
        assert_eq!(line("  a\u{202e}cme\tGmbH\0 ", 80).unwrap(), "acme GmbH");
        assert_eq!(line("شركة الإضاءة", 80).unwrap(), "شركة الإضاءة");
        assert_eq!(line("İSTANBUL 灯饰", 80).unwrap(), "İSTANBUL 灯饰");
        assert_eq!(line("王\u{e815}明", 80).unwrap(), "王\u{e815}明", "a rare character of a name");
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert!(line(&"灯".repeat(80), 80).is_ok());
        assert_eq!(line(&"灯".repeat(81), 80), Err(TextFault::TooLong { max: 80 }));
        assert_eq!(line("\u{200b}\u{feff} ", 80), Err(TextFault::Empty));
        assert_eq!(optional_line(" ", 80), Ok(None));
    }

    #[test]
    fn paragraphs_survive() {
        assert_eq!(lines("one\r\ntwo\n\n\n\nthree\r\n", 100).unwrap(), "one\ntwo\n\nthree");
    }
}
