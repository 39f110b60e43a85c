//! Makes any text fit to print: what cannot be seen is taken out, letters the fonts lack are written as their number and reported.
//!
//! Marks that turn the direction of text are taken out on purpose: with them a sum or a name could be printed otherwise than it
//! was stored. Nobody signs a text that reads differently from what the desk keeps.

use std::fmt::Write as _;

use crate::fonts::Fonts;

/// A text of which letters could not be printed, and those letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The text as it was given, cut after 80 letters.
    pub text: String,
    /// Each letter the fonts lack, once, in order of appearance.
    pub chars: Vec<char>,
}

/// What is to be done with a letter before anything is known of fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Set as it is.
    Plain,
    /// A new line.
    Break,
    /// A space.
    Space,
    /// Not printed: control characters, direction marks, joiners, variation selectors.
    Unseen,
}

/// What a letter is.
pub(crate) fn kind(letter: char) -> Kind {
    match letter {
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::Break,
        '\t' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Kind::Space,
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => Kind::Unseen,
        _ => Kind::Plain,
    }
}

/// A text with one kind of line end, without what cannot be seen. Line ends at either end of it are taken off.
pub(crate) fn visible(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        match kind(letter) {
            Kind::Plain => clean.push(letter),
            Kind::Break => clean.push('\n'),
            Kind::Space => clean.push(' '),
            Kind::Unseen => {}
        }
    }
    let length = clean.trim_end_matches(['\n', ' ']).len();
    clean.truncate(length);
    clean.trim_start_matches('\n').to_owned()
}

/// A text that the fonts can print, and the letters they lack.
pub(crate) fn printable(text: &str, fonts: &Fonts) -> (String, Vec<char>) {
    let text = visible(text);
    if text.chars().all(|letter| letter == '\n' || (fonts.has(letter) && !is_accent(letter))) {
        return (text, Vec::new());
    }
    let (mut clean, mut lacking) = (String::with_capacity(text.len() + 16), Vec::new());
    for letter in text.chars() {
        if let Some(whole) = composed(&clean, letter).filter(|whole| fonts.has(*whole)) {
            clean.pop();
            clean.push(whole);
            continue;
        }
        if letter == '\n' || fonts.has(letter) {
            clean.push(letter);
            continue;
        }
        push_number(&mut clean, letter);
        if !lacking.contains(&letter) {
            lacking.push(letter);
        }
    }
    (clean, lacking)
}

/// Writes a letter's number in place of it.
pub(crate) fn push_number(text: &mut String, letter: char) {
    write!(text, "[U+{:04X}]", u32::from(letter)).expect("a string takes every text");
}

/// Whether a sign stands on the letter before it.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// A letter and the accent after it as one letter, if there is one.
fn composed(before: &str, accent: char) -> Option<char> {
    if !is_accent(accent) {
        return None;
    }
    icu_normalizer::properties::CanonicalCompositionBorrowed::new()
        .compose(before.chars().next_back()?, accent)
}

/// Whether a letter is written in squares: ideographs, kana, their punctuation.
pub(crate) fn is_square(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a sign is used by ideographs and alphabets alike, and looks different among them.
pub(crate) fn is_shared(letter: char) -> bool {
    matches!(letter, '\u{b7}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_taken_out_and_line_ends_are_one() {
        assert_eq!(visible("a\u{202e}b\u{200b}c\r\nd\u{2028}e\u{0}\tf\n\n"), "abc\nd\ne f");
    }

    #[test]
    fn letters_without_a_glyph_are_written_as_numbers() {
        let fonts = Fonts::built_in().expect("the fonts are part of the program");
        let (clean, lacking) = printable("王\u{2a6d6}ह\u{2a6d6}", &fonts);
        assert_eq!(clean, "王[U+2A6D6][U+0939][U+2A6D6]");
        assert_eq!(lacking, ['\u{2a6d6}', 'ह']);
        assert_eq!(fonts.lacks("王\u{2a6d6}ह\u{2a6d6}"), lacking);
        let (clean, lacking) = printable("王\u{e815}明", &fonts);
        assert_eq!(clean, "王[U+E815]明", "older systems write rare letters of names so");
        assert_eq!(lacking, ['\u{e815}']);
    }

    #[test]
    fn an_accent_after_its_letter_becomes_one_letter_with_it() {
        let fonts = Fonts::built_in().expect("the fonts are part of the program");
        assert_eq!(printable("Nguye\u{302}\u{303}n", &fonts), ("Nguyễn".to_owned(), vec![]));
    }
}
