//! Numbers that people type: decimal digits with one decimal mark at most, and nothing else. What programmes take for a number beyond
//! that, a sign, an exponent, "inf", is a slip of the keys here, and would be read as an amount that nobody meant.

use std::str::FromStr;

/// The digits before the decimal mark and those after it, `0` where there is no mark.
pub fn decimal(text: &str) -> Option<(&str, &str)> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (figures(whole) && figures(part)).then_some((whole, part))
}

/// A count.
pub fn whole<N: FromStr>(typed: &str) -> Option<N> {
    let typed = typed.trim();
    if typed.bytes().all(|byte| byte.is_ascii_digit()) { typed.parse().ok() } else { None }
}

/// A number in hundredths, with two digits after the mark at most.
pub fn hundredths(typed: &str) -> Option<u64> {
    let (whole, part) = decimal(typed.trim())?;
    if part.len() > 2 { None } else { format!("{whole}{part:0<2}").parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_one_decimal_mark_are_a_number() {
        for (typed, read) in [("1", 100), (" 1.5 ", 150), ("0,25", 25), ("12.05", 1205), ("007", 700)] {
            assert_eq!(hundredths(typed), Some(read), "{typed}");
        }
        assert_eq!(whole::<u32>(" 40 "), Some(40));
    }

    #[test]
    fn signs_exponents_and_words_are_none() {
        for typed in
            ["", "+1", "-1", "1e2", "1E2", "inf", "NaN", "1.", ".5", "1.2.3", "1,000", "1_0", "0x1", "１"]
        {
            assert_eq!(hundredths(typed), None, "{typed}");
            assert_eq!(whole::<u32>(typed), None, "{typed}");
        }
        assert_eq!(whole::<u32>("1.0"), None);
        assert_eq!(whole::<u32>("99999999999"), None);
        assert_eq!(hundredths("99999999999999999999"), None);
    }
}
