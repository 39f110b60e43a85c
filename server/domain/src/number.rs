//! Numbers that people type: decimal digits with one decimal mark at most, and nothing else. What programmes take for a number beyond
//! that, a sign, an exponent, "inf", is a slip of the keys here, and would be read as an amount that nobody meant.

use std::{borrow::Cow, str::FromStr};

/// What was typed with the ASCII twins of full-width digits and marks: Chinese input methods write `１２．５` for `12.5`, and `０９：３０`
/// for a time.
pub fn plain(typed: &str) -> Cow<'_, str> {
    if typed.is_ascii() { Cow::Borrowed(typed) } else { Cow::Owned(typed.chars().map(narrow).collect()) }
}

/// A full-width letter, digit or mark as its ASCII twin; any other sign as it is.
pub(crate) fn narrow(sign: char) -> char {
    match sign {
        '！'..='～' => u32::from(sign).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(sign),
        other => other,
    }
}

/// The digits before the decimal mark and those after it, `0` where there is no mark.
pub fn decimal(text: &str) -> Option<(&str, &str)> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (figures(whole) && figures(part)).then_some((whole, part))
}

/// A count.
pub fn whole<N: FromStr>(typed: &str) -> Option<N> {
    let typed = plain(typed.trim());
    if typed.bytes().all(|byte| byte.is_ascii_digit()) { typed.parse().ok() } else { None }
}

/// A number in hundredths, with two digits after the mark at most.
pub fn hundredths(typed: &str) -> Option<u64> {
    let typed = plain(typed.trim());
    let (whole, part) = decimal(&typed)?;
    if part.len() > 2 { None } else { format!("{whole}{part:0<2}").parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_one_decimal_mark_are_a_number() {
        for (typed, read) in [
            ("1", 100),
            (" 1.5 ", 150),
            ("0,25", 25),
            ("12.05", 1205),
            ("007", 700),
            ("１", 100),
            ("１２．０５", 1205),
            ("\u{3000}０，25", 25),
        ] {
            assert_eq!(hundredths(typed), Some(read), "{typed}");
        }
        assert_eq!((whole::<u32>(" 40 "), whole::<u32>("４０")), (Some(40), Some(40)));
    }

    #[test]
    fn full_width_signs_have_twins_and_words_stay_as_they_are() {
        for (typed, read) in
            [("０９：３０", "09:30"), ("２０２６－０３－１０", "2026-03-10"), ("5万", "5万"), ("一", "一")]
        {
            assert_eq!(plain(typed), read);
        }
    }

    #[test]
    fn signs_exponents_and_words_are_none() {
        for typed in [
            "", "+1", "-1", "1e2", "1E2", "inf", "NaN", "1.", ".5", "1.2.3", "1,000", "1_0", "0x1", "－１",
            "一",
        ] {
            assert_eq!(hundredths(typed), None, "{typed}");
            assert_eq!(whole::<u32>(typed), None, "{typed}");
        }
        assert_eq!(whole::<u32>("1.0"), None);
        assert_eq!(whole::<u32>("99999999999"), None);
        assert_eq!(hundredths("99999999999999999999"), None);
    }
}
