//! What looks like the number of a passport, or of a right in a register: a patent, an application, a trade mark. A person decides what
//! becomes of it; the number of a clause, a year, a price or a day is none.

use super::{is_latin, spelled::figure};
use crate::typical::trace::Text;

/// What stands before a number and says that it is one of a passport or of a right; in Chinese often with 号 behind it.
const FILED: &[&str] = &[
    "passport",
    "reg",
    "registration",
    "patent",
    "trade mark",
    "trademark",
    "design",
    "application",
    "certificate",
    "serial",
    "护照",
    "通行证",
    "专利",
    "商标",
    "注册",
    "注册证",
    "申请",
    "登记",
    "公告",
    "证书",
];
/// Offices whose letters stand before the number of a right.
const OFFICES: &[&str] = &["zl", "cn", "ep", "wo", "us", "de", "fr", "gb", "jp", "kr", "tw", "hk"];
/// Those of them that are no words: a space may follow.
const NO_WORDS: &[&str] = &["zl", "cn", "ep", "wo"];
/// What an office puts before the number of a right that is no common patent: a design, one issued anew, a plant.
const SERIES: &[&str] = &["d", "re", "pp"];
/// How many numerals a number of a trade mark has that is written out: 第一百二十二号 is no such number.
const NUMERALS: std::ops::RangeInclusive<usize> = 6..=9;
/// How long a number is in which letters and digits are mixed, and how many of its signs are digits.
const MIXED: std::ops::RangeInclusive<usize> = 7..=14;
/// See [`MIXED`].
const MIXED_DIGITS: usize = 5;
/// What may stand alone between two digits of such a number.
const BETWEEN: &str = " ,./-";
/// How many digits one has. A clause and a year have fewer.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=14;
/// Digits of a Chinese patent number before its check digit.
const PATENT: usize = 12;

impl Text<'_> {
    /// Where such a number begins and ends.
    pub(super) fn filed(&self, at: usize) -> Option<(usize, usize)> {
        if let Some(end) = self.certificate(at) {
            return Some((at, end));
        }
        if !self.begins(at) {
            return None;
        }
        let own = self.passport(at).or_else(|| self.checked(at)).or_else(|| self.of_office(at));
        own.map(|end| (at, end)).or_else(|| self.introduced_filing(at))
    }

    /// "第1234567号", "第一二三四五六七号"; 第十九号 and 第19号 are decisions.
    fn certificate(&self, at: usize) -> Option<usize> {
        let from = self.skip(self.word(at, "第")?);
        let digits = self.run(from, |c| c.is_ascii_digit());
        let numerals = self.run(from, |c| figure(c).is_some());
        let end = self.word(self.skip(digits.max(numerals)), "号")?;
        let fits = DIGITS.contains(&(digits - from)) || NUMERALS.contains(&(numerals - from));
        fits.then_some(end)
    }

    /// As China and its two regions number them: "E12345678", "EA1234567".
    fn passport(&self, at: usize) -> Option<usize> {
        let letters = self.run(at, |c| c.is_ascii_alphabetic());
        let end = self.run(letters, |c| c.is_ascii_digit());
        let series: String = self.0[at..letters].iter().map(|sign| sign.c).collect();
        let digits = match series.as_bytes() {
            [b'e' | b'g' | b'd' | b's' | b'p' | b'h' | b'k' | b'm'] => 8,
            [b'e', _] => 7,
            _ => return None,
        };
        (end - letters == digits && self.ends(end)).then_some(end)
    }

    /// A Chinese patent number without letters: a year, a kind, a number, and the check digit behind a point.
    fn checked(&self, at: usize) -> Option<usize> {
        let digits = self.run(at, |c| c.is_ascii_digit());
        let of_year = [['1', '9'], ['2', '0']]
            .iter()
            .any(|[first, second]| self.c(at) == Some(*first) && self.c(at + 1) == Some(*second));
        let end = self.check_digit(digits).filter(|_| of_year && digits - at == PATENT)?;
        (self.ends(end) && !self.is_paid(at, end)).then_some(end)
    }
    fn check_digit(&self, at: usize) -> Option<usize> {
        let check = self.c(at + 1).filter(|c| c.is_ascii_digit() || *c == 'x');
        check.filter(|_| self.c(at) == Some('.')).map(|_| at + 2)
    }

    /// "ZL201830123456.7", "EP1234567B1", "WO 2018/123456", "US D912,345 S".
    fn of_office(&self, at: usize) -> Option<usize> {
        let letters = self.any(at, OFFICES)?;
        let from = self.skip(letters);
        let series = self.any(from, SERIES);
        let (figures, digits) = self.figures(series.unwrap_or(from));
        let design = series.and_then(|_| self.word(self.skip(figures), "s"));
        let kind = self.kind(figures).or(design);
        let close = from == letters || series.is_some() || self.any(at, NO_WORDS).is_some();
        let end = kind.unwrap_or(figures);
        let fits = DIGITS.contains(&digits) && (close || kind.is_some());
        (fits && self.ends(end) && !self.is_paid(at, end)).then_some(end)
    }
    /// After digits that may stand in groups, and how many there are.
    fn figures(&self, at: usize) -> (usize, usize) {
        let (mut next, mut digits) = (at, 0);
        loop {
            let end = self.run(next, |c| c.is_ascii_digit());
            digits += end - next;
            next = end + usize::from(self.c(end).is_some_and(|c| BETWEEN.contains(c)));
            if next == end || !self.is_digit(next) || !self.is_digit(end.saturating_sub(1)) {
                let whole = self.check_digit(end).filter(|whole| digits > 0 && self.ends(*whole));
                return (whole.unwrap_or(end), digits);
            }
        }
    }
    /// After the letters that say of which kind a publication is: "B1", "A".
    fn kind(&self, at: usize) -> Option<usize> {
        let letter = self.skip(at);
        self.c(letter).filter(|c| "abcesuyt".contains(*c))?;
        let end = letter + 1 + usize::from(self.is_digit(letter + 1));
        // "A lamp" begins with an article.
        let apart = letter > at && end == letter + 1;
        (!apart && self.ends(end)).then_some(end)
    }

    /// What a word says to be such a number: "Reg. No. 1234567", "passport no. AB1234567", "注册号：1234567".
    fn introduced_filing(&self, at: usize) -> Option<(usize, usize)> {
        let (from, said) = self.behind(self.any(at, FILED)?);
        // "US" is a word, too, that may stand between.
        let office = from.checked_sub(3).filter(|at| self.begins(*at));
        let office = office.filter(|at| self.any(*at, OFFICES).map(|end| self.skip(end)) == Some(from));
        let from = office.unwrap_or(from);
        let letters = self.run(from, |c| c.is_ascii_alphabetic());
        let (figures, digits) = self.figures(self.skip(letters));
        let kind = self.kind(figures);
        let end = kind.unwrap_or(figures);
        let is_day = |end: usize| self.date(from).is_some_and(|day| day >= end);
        let told =
            said || kind.is_some_and(|end| self.is_digit(end - 1)) || self.is_of_register(at, from, letters);
        let fits = told && letters - from <= 3 && DIGITS.contains(&digits) && !is_day(end);
        let number = (fits && self.ends(end) && !self.is_paid(from, end)).then_some(end);
        let mixed = || self.mixed(from).filter(|end| said && !is_day(*end));
        number.or_else(mixed).map(|end| (from, end))
    }
    /// Whether a number follows without a word for it: an office stands before ("US Patent 9,876,543"), or a letter of the register
    /// behind ("trade mark M 1,234,567").
    fn is_of_register(&self, at: usize, from: usize, letters: usize) -> bool {
        let office = at.checked_sub(3).filter(|office| self.begins(*office));
        let before =
            office.is_some_and(|office| self.any(office, OFFICES).map(|end| self.skip(end)) == Some(at));
        let apart = from.checked_sub(1).and_then(|before| self.c(before)) == Some(' ');
        let letter = letters == from + 1 && !self.c(from).is_some_and(|c| matches!(c, 'a' | 'i'));
        before || (apart && letter)
    }
    /// Letters and digits mixed, as some countries number passports: "C01X00T47".
    fn mixed(&self, at: usize) -> Option<usize> {
        let end = self.run(at, is_latin);
        let digits = self.0[at..end].iter().filter(|sign| sign.c.is_ascii_digit()).count();
        let lettered = self.c(at).is_some_and(|c| c.is_ascii_alphabetic());
        let fits = lettered && MIXED.contains(&(end - at)) && digits >= MIXED_DIGITS;
        (fits && self.ends(end)).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::typical::{Trace, shape::shapes};

    fn found(text: &str) -> Vec<(Trace, &str)> {
        shapes(text).into_iter().map(|(trace, from, to)| (trace, &text[from..to])).collect()
    }

    #[test]
    fn numbers_of_passports_and_rights_are_found() {
        for number in [
            "E12345678",
            "EA1234567",
            "ZL201830123456.7",
            "ZL 2018 3 0123456.7",
            "ZL201830123456.X",
            "201830123456.7",
            "CN201830123456.7",
            "EP1234567B1",
            "EP 1 234 567 B1",
            "US1234567B2",
            "WO 2018/123456",
            "US D912,345 S",
            "US D912345",
            "第一二三四五六七八号",
            "第1234567号",
            "第 1234567 号",
        ] {
            assert_eq!(found(&format!("其{number}。")), [(Trace::Register, number)], "{number}");
            assert_eq!(found(&format!("She named {number}, then left.")), [(Trace::Register, number)]);
        }
        for (text, number) in [
            ("under Reg. No. 1234567 since then", "1234567"),
            ("registration number: 1234567", "1234567"),
            ("trade mark no. 018123456.", "018123456"),
            ("patent no. US 6,123,456 B2", "US 6,123,456 B2"),
            ("US Patent 9,876,543 B2 was named", "9,876,543 B2"),
            ("US patent 9,876,543 was named", "9,876,543"),
            ("Design No. 30-1234567, they said", "30-1234567"),
            ("Trade mark M 1,234,567.", "M 1,234,567"),
            ("passport no. C01X00T47.", "C01X00T47"),
            ("护照号C01X00T47。", "C01X00T47"),
            ("商标注册号第一二三四五六七八号", "第一二三四五六七八号"),
            ("passport no. AB1234567.", "AB1234567"),
            ("passport number is 123456789", "123456789"),
            ("护照号码：AB1234567", "AB1234567"),
            ("护照号为123456789。", "123456789"),
            ("注册号：1234567", "1234567"),
            ("专利号2018301234567", "2018301234567"),
        ] {
            assert_eq!(found(text), [(Trace::Register, number)], "{text}");
        }
    }

    #[test]
    fn clauses_years_prices_days_and_models_are_none() {
        for text in [
            "Under article 26, in 2026 and for 1,200,000 yuan.",
            "第26条、第19号、第一百二十二条、第三届，注册资本1234567元",
            "The patent law of 2021; patent 12; the application of 2024 was refused.",
            "registration: 2026-03-10, certificate no. 12",
            "注册日：2026年3月10日",
            "E27 and E14 lamps, model S10, GB/T 19001-2016, ISO 9001:2015",
            "They gave us 1234567 pages; de 12, us 13.",
            "A passport was shown. It was of 2020.",
            "US$1234567, EUR 1234567.50, RMB 201830123456.7",
            "The patent’s 123456 pages; a trade mark a 1,234,567 people know; designs by 123456 people.",
            "They gave us 123456 s and us d12; design no. 12, passport no. required by everybody.",
            "第一百二十二号、第一二三号，一二三四五六七，专利12件，设计30-12",
            "passport: 10march2026, registration is 10 March 2026",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_number_of_a_patent_is_found_whole_in_any_sentence(
            year in 1985u32..2030, kind in 1u8..4, number in 0u32..10_000_000, check in 0u8..10,
        ) {
            let number = format!("ZL{year}{kind}{number:07}.{check}");
            let (english, chinese) = (format!("It has {number}, they said."), format!("专利{number}有效。"));
            prop_assert_eq!(found(&english), vec![(Trace::Register, number.as_str())]);
            prop_assert_eq!(found(&chinese), vec![(Trace::Register, number.as_str())]);
        }

        #[test]
        fn words_with_small_numbers_are_none(word in "[a-z]{2,9}", number in 1u32..10_000) {
            let text = format!("Article {number} of the {word}, clause {number}, {number} lamps.");
            prop_assert!(found(&text).is_empty(), "{}: {:?}", text, found(&text));
        }
    }
}
