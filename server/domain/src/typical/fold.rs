//! Texts made comparable: one name is one name in capitals, in full width, in the other Chinese script, with an accent or a hyphen.
//! Nothing but letters and digits is left, each with the place it came from, so that what is found can be shown and replaced where
//! it stands.

use icu_normalizer::DecomposingNormalizerBorrowed;

use super::scripts::simplified;

/// One letter or digit of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// Folded.
    pub(super) c: char,
    /// The bytes it came from.
    pub(super) from: usize,
    /// See `from`.
    pub(super) to: usize,
}

/// The compatibility decomposition of one character in small letters.
pub(super) fn plain(c: char) -> impl Iterator<Item = char> {
    let parts = DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(std::iter::once(c));
    parts.flat_map(char::to_lowercase).flat_map(bare)
}

/// A letter that no decomposition takes apart, as it is written without its stroke or dot: "I" is the capital of "ı" too. A Chinese
/// sign in the simplified script.
fn bare(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ı' => ('i', None),
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' => ('d', None),
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        _ if is_ideograph(c) => (simplified(c), None),
        _ => (c, None),
    };
    std::iter::once(first).chain(second)
}

/// The letters and digits of a text.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let of = |(from, c): (usize, char)| {
        let to = from + c.len_utf8();
        plain(c).filter(|c| c.is_alphanumeric()).map(move |c| Unit { c, from, to })
    };
    text.char_indices().flat_map(of).collect()
}

/// The same as one text.
pub(super) fn fold(text: &str) -> String {
    units(text).into_iter().map(|unit| unit.c).collect()
}

/// A character that is a word, or part of one without spaces around.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a word ends between two units that follow each other.
pub(super) fn breaks(before: Unit, after: Unit) -> bool {
    before.to < after.from || is_ideograph(before.c) || is_ideograph(after.c)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn widths_capitals_accents_and_marks_between_make_no_difference() {
        for other in ["Müller-Lampen", "MULLER LAMPEN", "ｍｕｌｌｅｒ　Ｌａｍｐｅｎ", "mu\u{308}ller·lampen"]
        {
            assert_eq!(fold(other), "mullerlampen", "{other}");
        }
        assert_eq!(fold("（明灯）照明"), fold("明灯照明"));
        assert_eq!(fold("廣東明燈燈飾"), fold("广东明灯灯饰"));
        assert_eq!(fold("Aydınlatma"), fold("AYDINLATMA"));
        assert_eq!((fold("Łódź Straße"), fold("Ёлка")), ("lodzstrasse".to_owned(), "елка".to_owned()));
        assert_eq!(fold("１３８ ００１３"), "1380013");
    }
}
