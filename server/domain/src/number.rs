//! Numbers that people type: decimal digits with one decimal mark at most, in amounts also thousands apart, and nothing else. What
//! programmes take for a number beyond that, a sign, an exponent, "inf", is a slip of the keys here, and would be read as an amount
//! that nobody meant.

use std::{borrow::Cow, str::FromStr};

/// What stands between the thousands of an amount.
const GROUPING: [char; 6] = [',', '.', ' ', '\u{a0}', '\u{202f}', '\''];

/// What was typed with the ASCII twins of full-width digits and marks: Chinese input methods write `１２．５` for `12.5`, and `０９：３０`
/// for a time.
pub fn plain(typed: &str) -> Cow<'_, str> {
    if typed.is_ascii() { Cow::Borrowed(typed) } else { Cow::Owned(typed.chars().map(narrow).collect()) }
}

/// A full-width letter, digit, mark or blank as its ASCII twin; any other sign as it is.
pub(crate) fn narrow(sign: char) -> char {
    match sign {
        '\u{3000}' => ' ',
        '！'..='～' => u32::from(sign).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(sign),
        other => other,
    }
}

/// The digits before the decimal mark and those after it, `0` where there is no mark.
pub fn decimal(text: &str) -> Option<(&str, &str)> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    (is_figures(whole) && is_figures(part)).then_some((whole, part))
}

fn is_figures(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An amount as it is kept, whoever typed it by which habit: digits, and a point where it has a part. A comma or point before one or
/// two digits at the end is the decimal mark; everything else between digits parts thousands.
pub fn amount(typed: &str) -> Option<String> {
    let typed = plain(typed.trim());
    let (whole, part) = match typed.rsplit_once(['.', ',']) {
        Some((whole, part)) if matches!(part.len(), 1 | 2) => (whole, part),
        Some(_) | None => (&*typed, ""),
    };
    let mark = typed.strip_prefix(whole)?.chars().next();
    let whole = ungrouped(whole, mark)?;
    match mark {
        Some(_) => is_figures(part).then(|| format!("{whole}.{part}")),
        None => Some(whole),
    }
}

/// Digits without what parts their thousands: one sign throughout, another than the decimal mark, and three digits after each.
fn ungrouped(whole: &str, mark: Option<char>) -> Option<String> {
    let Some(between) = whole.chars().find(|sign| !sign.is_ascii_digit()) else {
        return is_figures(whole).then(|| whole.to_owned());
    };
    let groups: Vec<&str> = whole.split(between).collect();
    let (first, rest) = groups.split_first()?;
    // One point before three digits is read by some as a part and by others as thousands: nobody is to pay by a guess.
    let is_either = between == '.' && mark.is_none() && rest.len() == 1;
    let is_apart = GROUPING.contains(&between) && mark != Some(between) && !is_either;
    let leads = is_figures(first) && first.len() <= 3 && !first.starts_with('0');
    let follow = rest.iter().all(|group| is_figures(group) && group.len() == 3);
    (is_apart && leads && follow).then(|| groups.concat())
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
    fn an_amount_is_read_by_its_last_mark_and_its_thousands() {
        for (typed, read) in [
            ("5", "5"),
            ("1.5", "1.5"),
            ("1,5", "1.5"),
            ("1200,50", "1200.50"),
            ("1200.50", "1200.50"),
            ("1.200,50", "1200.50"),
            ("1,200.50", "1200.50"),
            ("1 200,50", "1200.50"),
            ("1'200.50", "1200.50"),
            ("1,200", "1200"),
            ("12,000", "12000"),
            (" 12 000 ", "12000"),
            ("12\u{a0}000", "12000"),
            ("12\u{202f}000,5", "12000.5"),
            ("1,000,000", "1000000"),
            ("1.000.000", "1000000"),
            ("0,05", "0.05"),
            ("１，２００．５０", "1200.50"),
        ] {
            assert_eq!(amount(typed).as_deref(), Some(read), "{typed}");
        }
        for typed in [
            "",
            " ",
            ",",
            "5.",
            "5,",
            ".5",
            ",5",
            "1,20,0",
            "12,00,0",
            "1,200,50",
            "1.2.3",
            "1.200",
            "1,2345",
            "1.2345",
            "1200,500",
            "0,500",
            ",500",
            "1,,000",
            "1,000 000",
            "1 ,5",
            "1, 5",
            "1,000,",
            "-1",
            "+1",
            "1e2",
            "1_000",
            "１．２００",
            "1.5万",
            "much",
        ] {
            assert_eq!(amount(typed), None, "{typed}");
        }
    }

    #[test]
    fn full_width_signs_have_twins_and_words_stay_as_they_are() {
        for (typed, read) in [
            ("０９：３０", "09:30"),
            ("２０２６－０３－１０", "2026-03-10"),
            ("Ａ　１", "A 1"),
            ("5万", "5万"),
        ] {
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
