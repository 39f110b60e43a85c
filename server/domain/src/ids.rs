//! Names of things: small copyable ids, scan tokens and digests.
//!
//! The domain never draws a random number, so every id arrives inside a command. Ids print as 32 hexadecimal digits, which is
//! also how they stand in the journal and in addresses.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A text that is not an id, a number or a token of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct NotAnId(pub &'static str);

fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = hex_digit(pair[0])? << 4 | hex_digit(pair[1])?;
    }
    Some(bytes)
}

fn write_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

macro_rules! hex_newtype {
    ($(#[$doc:meta])* $name:ident, $bytes:literal, $word:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(pub [u8; $bytes]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse_hex(text).map(Self).ok_or(NotAnId($word))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }
    };
}

hex_newtype!(
    /// One request to change something; a retry carries the same id.
    CommandId, 16, "command id");
hex_newtype!(
    /// A dispute, question or report, from filing to its end.
    CaseId, 16, "case id");
hex_newtype!(
    /// One side's person or company within one case.
    PartyId, 16, "party id");
hex_newtype!(
    /// A company on the exhibitor list.
    ExhibitorId, 16, "exhibitor id");
hex_newtype!(
    /// A right that an exhibitor registered.
    RightId, 16, "right id");
hex_newtype!(
    /// A statement lodged in advance.
    DefenceId, 16, "defence id");
hex_newtype!(
    /// Something of a case that an authority is given.
    DisclosureId, 16, "disclosure id");
hex_newtype!(
    /// An account of a case that is told as an example.
    TypicalId, 16, "typical case id");
hex_newtype!(
    /// A case on its way to another body, or from one.
    ReferralId, 16, "referral id");
hex_newtype!(
    /// A planned shift.
    ShiftId, 16, "shift id");
hex_newtype!(
    /// A booth: a hall and a number.
    BoothId, 16, "booth id");
hex_newtype!(
    /// Somebody who signs in, in whichever role.
    StaffId, 16, "staff id");
hex_newtype!(
    /// One photo or paper handed in.
    EvidenceId, 16, "evidence id");
hex_newtype!(
    /// A browser or machine, told apart by a random cookie or key. Names no person.
    DeviceId, 16, "device id");
hex_newtype!(
    /// SHA-256 of a random key of at least 128 bits. Safe in clear, because such a key cannot be guessed from it.
    KeyHash, 32, "key hash");
hex_newtype!(
    /// Keyed digest (HMAC-SHA-256) of a request body or a short code; without the key it says nothing about the text.
    Mac, 32, "keyed digest");

macro_rules! text_newtype {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_newtype!(
    /// A hall by the name the fair uses for it, upper case: `1`, `5.1`, `W3`.
    HallId);
text_newtype!(
    /// A class of products as the organiser names it, such as a section of the fair. It says nothing of anybody.
    ProductClass);
text_newtype!(
    /// A room or table where a party is called to, by the name on its door.
    RoomId);
text_newtype!(
    /// The random, revocable part of a booth's or hall's printed address (96 bits). Public, proves nothing.
    ScanToken);

/// One or two capital letters in front of a ticket number. Given out once in a fair and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Series {
    // Two letters order after one: A … Z, AA … ZZ.
    length: u8,
    letters: [u8; 2],
}

impl Series {
    /// The `n`-th series, counted from 0: `A`, `B`, … `Z`, `AA`, … `ZZ`; `None` after that.
    pub fn nth(n: usize) -> Option<Self> {
        let letter = |i: usize| u8::try_from(i).ok().map(|i| b'A' + i);
        match n {
            0..=25 => Some(Self { length: 1, letters: [letter(n)?, b' '] }),
            26..=701 => Some(Self { length: 2, letters: [letter((n - 26) / 26)?, letter((n - 26) % 26)?] }),
            _ => None,
        }
    }

    /// Whether no letter of it is taken for a digit on a slip, as I and O are.
    pub fn is_clear(self) -> bool {
        !self.letters.iter().any(|letter| matches!(letter, b'I' | b'O'))
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.letters[..usize::from(self.length)].iter().try_for_each(|&b| write!(f, "{}", char::from(b)))
    }
}

impl FromStr for Series {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let upper = text.trim().to_ascii_uppercase();
        match *upper.as_bytes() {
            [a] if a.is_ascii_uppercase() => Ok(Self { length: 1, letters: [a, b' '] }),
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => {
                Ok(Self { length: 2, letters: [a, b] })
            }
            _ => Err(NotAnId("series")),
        }
    }
}

impl From<Series> for String {
    fn from(series: Series) -> Self {
        series.to_string()
    }
}

impl TryFrom<String> for Series {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

/// The public name of a ticket, such as `A-001`. The count runs from 1 through the whole fair, so a number names one ticket on
/// any day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TicketNumber {
    /// Who issued it: a hall, a desk, a kiosk.
    pub series: Series,
    /// Counted from 1 within the series.
    pub count: u32,
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:03}", self.series, self.count)
    }
}

impl FromStr for TicketNumber {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (series, count) = text.trim().split_once('-').ok_or(NotAnId("ticket number"))?;
        if count.is_empty() || count.len() > 9 || !count.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAnId("ticket number"));
        }
        match count.parse() {
            Ok(count) if count > 0 => Ok(Self { series: series.parse()?, count }),
            _ => Err(NotAnId("ticket number")),
        }
    }
}

impl From<TicketNumber> for String {
    fn from(number: TicketNumber) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for TicketNumber {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

/// One of the mediation bodies of a fair, counted from 1 in the order in which they came. The first is the one of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct BodyId(u8);

impl BodyId {
    /// The body of the fair's plan.
    pub const FIRST: Self = Self(1);
    /// So many bodies one fair takes: their letters run from A to H, of which none is taken for a digit.
    pub const MOST: u8 = 8;

    /// Whether it is the body of the plan, which every fact speaks of that names none.
    pub fn is_first(&self) -> bool {
        *self == Self::FIRST
    }

    /// The one that comes after it.
    pub fn next(self) -> Option<Self> {
        Self::try_from(self.0 + 1).ok()
    }

    /// Its letter among the bodies of the fair.
    pub fn mark(self) -> char {
        char::from(b'A' + self.0 - 1)
    }

    /// Its mark in the numbers of its cases: the first has none.
    pub fn letter(self) -> Option<char> {
        (!self.is_first()).then(|| self.mark())
    }

    fn of_letter(letter: &str) -> Option<Self> {
        match *letter.as_bytes() {
            [letter @ b'B'..=b'H'] => Some(Self(letter - b'A' + 1)),
            _ => None,
        }
    }
}

impl Default for BodyId {
    fn default() -> Self {
        Self::FIRST
    }
}

impl fmt::Display for BodyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for BodyId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.parse::<u8>().map_err(|_| NotAnId("body"))?.try_into()
    }
}

impl From<BodyId> for u8 {
    fn from(id: BodyId) -> Self {
        id.0
    }
}

impl TryFrom<u8> for BodyId {
    type Error = NotAnId;
    fn try_from(number: u8) -> Result<Self, NotAnId> {
        if (1..=Self::MOST).contains(&number) { Ok(Self(number)) } else { Err(NotAnId("body")) }
    }
}

/// The number of an accepted case: counted by its mediation body from 1 in every calendar year, without a gap. Bodies after the
/// first put their letter into it, so that no two of a fair ever share a number: `2026-007`, `2026-B-001`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CaseNumber {
    /// The body that counts.
    pub body: BodyId,
    /// The year, in the fair's calendar.
    pub year: i16,
    /// Counted from 1 within the year.
    pub count: u32,
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.body.letter() {
            Some(letter) => write!(f, "{:04}-{letter}-{:03}", self.year, self.count),
            None => write!(f, "{:04}-{:03}", self.year, self.count),
        }
    }
}

impl FromStr for CaseNumber {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = NotAnId("case number");
        let (year, rest) = text.trim().split_once('-').ok_or(wrong)?;
        let (body, count) = match rest.split_once('-') {
            Some((letter, count)) => (BodyId::of_letter(letter).ok_or(wrong)?, count),
            None => (BodyId::FIRST, rest),
        };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !digits(year) || !digits(count) {
            return Err(wrong);
        }
        match count.parse() {
            Ok(count) if count > 0 => Ok(Self { body, year: year.parse().map_err(|_| wrong)?, count }),
            _ => Err(wrong),
        }
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_and_parse() {
        let number: TicketNumber = "a-7".parse().unwrap();
        assert_eq!(number.to_string(), "A-007");
        assert_eq!("AB-1234".parse::<TicketNumber>().unwrap().to_string(), "AB-1234");
        for bad in ["A", "A-", "A-0", "ABC-1", "1-1", "A-1234567890", "A-+1", "é-1"] {
            assert!(bad.parse::<TicketNumber>().is_err(), "{bad}");
        }
    }

    #[test]
    fn series_are_counted_without_gaps_and_order_as_they_are_counted() {
        let all: Vec<_> = (0..).map_while(Series::nth).collect();
        assert_eq!(all.len(), 26 + 26 * 26);
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(
            (all[0].to_string(), all[26].to_string(), all[701].to_string()),
            ("A".into(), "AA".into(), "ZZ".into())
        );
    }

    #[test]
    fn a_case_number_says_of_which_body_it_is() {
        for (text, body) in [("2026-007", 1), ("2026-B-001", 2), ("2026-H-120", 8)] {
            let number: CaseNumber = text.parse().unwrap();
            assert_eq!((number.to_string(), u8::from(number.body)), (text.to_owned(), body));
        }
        for bad in ["2026-A-001", "2026-I-001", "2026-b-001", "2026-B-000", "2026-B-", "2026-BB-1", "26-001"]
        {
            assert!(bad.parse::<CaseNumber>().is_err(), "{bad}");
        }
        let bodies: Vec<_> = std::iter::successors(Some(BodyId::FIRST), |body| body.next()).collect();
        assert_eq!(bodies.len(), usize::from(BodyId::MOST));
        assert!("0".parse::<BodyId>().is_err() && "9".parse::<BodyId>().is_err());
    }

    #[test]
    fn ids_refuse_what_is_not_hexadecimal() {
        let id = CaseId([0xab; 16]);
        assert_eq!(id.to_string().parse::<CaseId>().unwrap(), id);
        assert!("é".repeat(16).parse::<CaseId>().is_err());
        assert!("AB".repeat(16).parse::<CaseId>().is_err());
    }
}
