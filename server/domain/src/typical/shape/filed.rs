//! What looks like the number of a passport, or of a right in a register: a patent, an application, a trade mark. A person decides what
//! becomes of it; the number of a clause, a year, a price or a day is none.

use crate::typical::trace::Text;

/// What stands before a number and says that it is one of a passport or of a right; in Chinese often with 号 behind it.
const FILED: &[&str] = &[
    "passport",
    "reg",
    "registration",
    "patent",
    "trade mark",
    "trademark",
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

    /// "第1234567号"; 第十九号 and 第19号 are decisions.
    fn certificate(&self, at: usize) -> Option<usize> {
        let from = self.skip(self.word(at, "第")?);
        let digits = self.run(from, |c| c.is_ascii_digit());
        let end = self.word(self.skip(digits), "号")?;
        DIGITS.contains(&(digits - from)).then_some(end)
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

    /// "ZL201830123456.7", "EP1234567B1", "WO 2018/123456".
    fn of_office(&self, at: usize) -> Option<usize> {
        let letters = self.any(at, OFFICES)?;
        let from = self.skip(letters);
        let (figures, digits) = self.figures(from);
        let kind = self.kind(figures);
        let close = from == letters || self.any(at, NO_WORDS).is_some();
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
        let (from, told) = self.behind(self.any(at, FILED)?);
        // "US" is a word, too, that may stand between.
        let office = from.checked_sub(3).filter(|at| self.begins(*at));
        let office = office.filter(|at| self.any(*at, OFFICES).map(|end| self.skip(end)) == Some(from));
        let from = office.unwrap_or(from);
        let letters = self.run(from, |c| c.is_ascii_alphabetic());
        let (figures, digits) = self.figures(self.skip(letters));
        let end = self.kind(figures).unwrap_or(figures);
        let day = self.date(from).is_some_and(|day| day >= end);
        let fits = told && letters - from <= 3 && DIGITS.contains(&digits) && !day;
        (fits && self.ends(end) && !self.is_paid(from, end)).then_some((from, end))
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
