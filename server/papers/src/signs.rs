//! Signs that ideographs and alphabets both use, and look different among each: quotation marks, dashes, dots. Which of the two a
//! sign is meant for is told by its neighbours: an apostrophe in a name is no ideograph wide, wherever the name stands.

use std::ops::Range;

use crate::clean::{is_shared, is_square};

/// Where signs stand that are as wide as an ideograph, since they stand among ideographs.
pub(crate) fn among_squares(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.chars().any(is_square) {
        return found;
    }
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mostly = mostly_squares(text);
    // What the open quotation marks were decided to be: the closing ones are the same.
    let mut open: Vec<(char, bool)> = Vec::new();
    for (at, &(from, letter)) in letters.iter().enumerate().filter(|(_, (_, letter))| is_shared(*letter)) {
        let (before, after) = letters.split_at(at);
        let after = after.get(1..).unwrap_or_default();
        let touched = |letter: Option<&(usize, char)>| letter.is_some_and(|(_, letter)| is_of_word(*letter));
        let closes = matches!(letter, '’' | '”').then(|| opening(letter));
        let pair = open.iter().rposition(|(opened, _)| Some(*opened) == closes);
        let square = match pair {
            // Between two letters of a word it closes nothing.
            Some(_) if letter == '’' && touched(before.last()) && touched(after.first()) => false,
            Some(pair) => {
                let decided = open.get(pair).is_some_and(|(_, square)| *square);
                open.truncate(pair);
                decided
            }
            None => by_neighbours(before, after, mostly),
        };
        if matches!(letter, '‘' | '“') {
            open.push((letter, square));
        }
        let end = from + letter.len_utf8();
        match found.last_mut() {
            _ if !square => {}
            Some(last) if last.end == from => last.end = end,
            _ => found.push(from..end),
        }
    }
    found
}

/// Whether a text is Chinese with perhaps some words of another alphabet, rather than the other way round. An ideograph says as much as
/// a few letters.
pub(crate) fn mostly_squares(text: &str) -> bool {
    let squares = text.chars().filter(|letter| is_square(*letter)).count();
    let letters = text.chars().filter(|letter| is_of_word(*letter)).count();
    3 * squares > letters
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() && !is_square(letter)
}

fn opening(closing: char) -> char {
    if closing == '’' { '‘' } else { '“' }
}

/// What the nearest letters at both sides are; where they differ, or one is lacking, what most of the text is.
fn by_neighbours(before: &[(usize, char)], after: &[(usize, char)], mostly: bool) -> bool {
    let speaks = |(_, letter): &&(usize, char)| !is_shared(*letter) && !letter.is_whitespace();
    let before = before.iter().rev().find(speaks).map(|(_, letter)| is_square(*letter));
    let after = after.iter().find(speaks).map(|(_, letter)| is_square(*letter));
    match (before, after) {
        (Some(before), Some(after)) if before == after => before,
        _ => mostly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(text: &str) -> Vec<&str> {
        among_squares(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn signs_of_an_english_text_stay_narrow_beside_a_chinese_name() {
        assert!(squares("Łukasz 吉田品 O’ Neil-Very-Long").is_empty());
        assert!(squares("Trade mark 吉田 “Lumina” of the applicant").is_empty());
        assert!(squares("The sign ‘吉田’ is the applicant’s — see “annex”…").is_empty());
        assert!(squares("Hall 2, B01 · 2 号馆").is_empty());
    }

    #[test]
    fn signs_of_a_chinese_text_are_wide_also_around_a_latin_word() {
        assert_eq!(squares("商标“Lumina”归申请人所有"), ["“", "”"]);
        assert_eq!(squares("“Lumina”商标——归‘Lumina’公司……"), ["“", "”", "——", "‘", "’", "……"]);
        assert_eq!(squares("商标“Lumina” 12345 归申请人"), ["“", "”"]);
    }

    /// The files of a text's glyphs: 0 is the Chinese one, 1 the one of other alphabets.
    fn files(text: &str) -> Vec<usize> {
        let fonts = crate::Fonts::built_in().expect("the fonts are part of the program");
        let lines = crate::Compositor::new(&fonts).set(text, crate::Face::Text, 10.0, 15.0, 1_000.0);
        lines.iter().flat_map(|line| &line.glyphs).map(|glyph| glyph.font).collect()
    }

    #[test]
    fn signs_come_from_the_face_of_the_text_they_stand_in() {
        assert_eq!(files("O’Neil — 吉田 “Lumina Light”"), [[1; 9].as_slice(), &[0; 2], &[1; 15]].concat());
        assert_eq!(files("商标“L”归申请人"), [[0; 3].as_slice(), &[1], &[0; 5]].concat());
    }

    #[test]
    fn a_latin_name_keeps_its_apostrophe_in_a_chinese_text() {
        assert!(squares("申请人 O’Neil 与被申请人达成协议").is_empty());
        assert!(squares("对‘O’Neil’商标没有争议").iter().eq(["‘", "’"].iter()));
    }
}
