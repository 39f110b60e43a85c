//! Ticket numbers typed by hand: a check digit catches a slip of the finger before somebody else is checked in.
//!
//! On paper a number stands with its digit, `K-017-4`. The digit is that of Damm (2004): it notices every wrong digit of the count
//! and every two neighbours that changed places. A letter counts as its place in the alphabet, in two digits.

use domain::{Series, TicketNumber};

/// A quasigroup of order ten without fixed points on its diagonal, as Damm's scheme asks for.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// A text that is no ticket number with its check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// Not letters and then digits.
    #[error("not a ticket number with its check digit")]
    Shape,
    /// The digit does not fit the number.
    #[error("the check digit does not fit the number")]
    Digit,
}

/// The check digit of a number, 0 to 9.
pub fn check_digit(number: TicketNumber) -> u8 {
    let letters = number.series.to_string();
    let places = letters.bytes().map(|letter| letter.saturating_sub(b'A') + 1);
    let count = format!("{:03}", number.count);
    let digits = places.flat_map(|place| [place / 10, place % 10]).chain(count.bytes().map(|b| b - b'0'));
    digits.fold(0, |interim, digit| DAMM[usize::from(interim)][usize::from(digit)])
}

/// A number as it stands on paper, with its digit: `K-017-4`.
pub fn with_check_digit(number: TicketNumber) -> String {
    format!("{number}-{}", check_digit(number))
}

/// Reads a number with its check digit as people type it: small or wide letters, with or without hyphens and blanks.
///
/// # Errors
/// [`Mistyped`], and which way.
pub fn read_number(text: &str) -> Result<TicketNumber, Mistyped> {
    // Two letters, nine digits, the check digit, and as many strokes between as a patient hand makes.
    if text.len() > 64 {
        return Err(Mistyped::Shape);
    }
    let plain: String = crate::narrow(text)
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '–' | '·' | '/' | '.'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let letters = plain.chars().take_while(char::is_ascii_uppercase).count();
    let (series, digits) = plain.split_at(letters);
    let series: Series = series.parse().map_err(|_| Mistyped::Shape)?;
    if !(2..=10).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Mistyped::Shape);
    }
    let (count, digit) = digits.split_at(digits.len() - 1);
    // Zeros fill a count up to three digits and no further: more of them are two digits that changed places.
    let filled = count.len() > 3 && count.starts_with('0');
    let number = match count.parse() {
        Ok(count) if count > 0 && !filled => TicketNumber { series, count },
        _ => return Err(Mistyped::Shape),
    };
    if digit.bytes().eq([b'0' + check_digit(number)]) { Ok(number) } else { Err(Mistyped::Digit) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn numbers() -> impl Strategy<Value = TicketNumber> {
        (0_usize..702, 1_u32..1_000_000)
            .prop_map(|(n, count)| TicketNumber { series: Series::nth(n).unwrap(), count })
    }

    #[test]
    fn a_number_is_read_as_people_type_it() {
        let number: TicketNumber = "K-017".parse().unwrap();
        let written = with_check_digit(number);
        assert_eq!(written, format!("K-017-{}", check_digit(number)));
        let digit = check_digit(number);
        for typed in [
            written.clone(),
            format!("k017{digit}"),
            format!("K 17 {digit}"),
            format!(" k – 017 / {digit} "),
            format!("Ｋ－０１７－{digit}"),
        ] {
            assert_eq!(read_number(&typed), Ok(number), "{typed}");
        }
        for wrong in [
            "",
            "K",
            "017",
            "K-0-0",
            "K--",
            "KKK-0171",
            "K-017-4x",
            "K-0017-4",
            "K-é7",
            "K-12345678901",
            "王-0174",
        ] {
            assert_eq!(read_number(wrong), Err(Mistyped::Shape), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_number_is_read_back(number in numbers()) {
            prop_assert_eq!(read_number(&with_check_digit(number)), Ok(number));
        }

        #[test]
        fn one_wrong_digit_is_noticed(number in numbers(), at in 0_usize..8, digit in 0_u8..10) {
            let digits = format!("{:03}{}", number.count, check_digit(number));
            let mut typed: Vec<u8> = digits.bytes().collect();
            let at = at % typed.len();
            prop_assume!(typed[at] != b'0' + digit);
            typed[at] = b'0' + digit;
            let typed = format!("{}-{}", number.series, String::from_utf8(typed).unwrap());
            prop_assert_ne!(read_number(&typed), Ok(number));
            prop_assert!(read_number(&typed).is_err(), "{}", typed);
        }

        #[test]
        fn two_digits_that_changed_places_are_noticed(number in numbers(), at in 0_usize..8) {
            let mut typed: Vec<u8> = format!("{:03}{}", number.count, check_digit(number)).into_bytes();
            let at = at % (typed.len() - 1);
            prop_assume!(typed[at] != typed[at + 1]);
            typed.swap(at, at + 1);
            let typed = format!("{}-{}", number.series, String::from_utf8(typed).unwrap());
            prop_assert!(read_number(&typed).is_err(), "{}", typed);
        }

        #[test]
        fn nothing_that_is_typed_can_break_it(text in ".{0,80}") {
            if let Ok(number) = read_number(&text) {
                prop_assert!(number.count > 0);
            }
        }
    }
}
