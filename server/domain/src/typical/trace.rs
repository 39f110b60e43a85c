//! What leads back without naming anybody: dates, amounts of money, halls. Looked for by their shape; asked about where nobody is to
//! be recognised.

use super::{Trace, fold::plain};

/// A character as it is compared, with the bytes it came from.
pub(super) struct Sign {
    pub(super) c: char,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A place in a text.
pub(super) type Place = (Trace, usize, usize);

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
];
const MONEY_BEFORE: &[&str] = &["¥", "￥", "$", "€", "£", "rmb", "cny", "usd", "eur", "hkd", "gbp", "人民币"];
const MONEY_AFTER: &[&str] = &[
    "元",
    "万元",
    "万",
    "亿元",
    "美元",
    "欧元",
    "港元",
    "人民币",
    "rmb",
    "cny",
    "usd",
    "eur",
    "hkd",
    "gbp",
    "yuan",
    "dollars",
    "euros",
    "million",
    "thousand",
];
/// What a booth is called before its number, where it is no verb as "stand" is.
const BOOTHS: &[&str] = &["booth", "booth no.", "booth no", "stall"];
/// The same in Chinese; a number alone behind it may say how many.
const BOOTHS_ZH: &[&str] = &["展位", "展位号", "摊位"];
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两";

/// The characters of a text.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    let of = |(from, c): (usize, char)| {
        plain(c).map(move |folded| Sign { c: folded, from, to: from + c.len_utf8() })
    };
    text.char_indices().flat_map(of).collect()
}

/// Every date, amount and hall of a text.
pub(super) fn traces(text: &str) -> Vec<Place> {
    let signs = signs(text);
    let text = Text(&signs);
    let mut found = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let longest =
            [(Trace::Date, text.date(at)), (Trace::Amount, text.amount(at)), (Trace::Hall, text.hall(at))];
        let longest = longest.into_iter().filter_map(|(trace, end)| Some((trace, end?)));
        match longest.max_by_key(|(_, end)| *end) {
            Some((trace, end)) if end > at => {
                found.push((trace, signs[at].from, signs[end - 1].to));
                at = end;
            }
            Some(_) | None => at = text.next_word(at),
        }
    }
    found
}

/// A text in which something is looked for by its shape.
pub(super) struct Text<'a>(pub(super) &'a [Sign]);

impl Text<'_> {
    pub(super) fn c(&self, at: usize) -> Option<char> {
        self.0.get(at).map(|sign| sign.c)
    }
    pub(super) fn is_digit(&self, at: usize) -> bool {
        self.c(at).is_some_and(|c| c.is_ascii_digit())
    }
    /// After the spaces that stand here.
    pub(super) fn skip(&self, mut at: usize) -> usize {
        while self.c(at) == Some(' ') {
            at += 1;
        }
        at
    }
    /// The next place at which something may begin: not within a word or a number.
    fn next_word(&self, at: usize) -> usize {
        let inside = |c: char| c.is_ascii_alphanumeric();
        let mut next = at + 1;
        if self.c(at).is_some_and(inside) {
            while self.c(next).is_some_and(inside) {
                next += 1;
            }
        }
        next
    }
    /// After the words, where they stand here.
    pub(super) fn word(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for c in word.chars().flat_map(plain) {
            if self.c(end) != Some(c) {
                return None;
            }
            end += 1;
        }
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        (!latin(word.chars().last()) || !latin(self.c(end))).then_some(end)
    }
    pub(super) fn any(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().filter_map(|word| self.word(at, word)).max()
    }
    /// After at most so many digits, and their value.
    pub(super) fn digits(&self, at: usize, most: usize) -> Option<(usize, u32)> {
        let mut end = at;
        while self.is_digit(end) {
            end += 1;
        }
        let value = self.0[at.min(end)..end].iter().map(|sign| sign.c).collect::<String>().parse().ok()?;
        (end - at <= most).then_some((end, value))
    }
    fn one(&self, at: usize, of: &str) -> Option<usize> {
        self.c(at).filter(|c| of.contains(*c)).map(|_| at + 1)
    }

    pub(super) fn date(&self, at: usize) -> Option<usize> {
        if let Some(month) = self.any(at, MONTHS) {
            return self.after_month(month);
        }
        let (end, value) = self.digits(at, 4)?;
        let then = self.skip(end);
        if (1900..2100).contains(&value) && end - at == 4 {
            return Some(self.after_year(end));
        }
        if let Some(after) = self.one(then, "月") {
            let day = self.digits(self.skip(after), 2);
            return Some(day.map_or(after, |(day, _)| self.one(self.skip(day), "日号").unwrap_or(day)));
        }
        if value > 31 {
            return None;
        }
        let of = self.any(end, &["st", "nd", "rd", "th"]).unwrap_or(end);
        let of = self.word(self.skip(of), "of").unwrap_or(of);
        let month = self.any(self.skip(of), MONTHS)?;
        let year = self.digits(self.skip(month), 4).filter(|(_, year)| *year > 1900);
        Some(year.map_or(month, |(year, _)| year))
    }
    /// A month alone is a word; with a day or a year it is a date.
    fn after_month(&self, month: usize) -> Option<usize> {
        let (day, value) = self.digits(self.skip(month), 4)?;
        if value > 31 {
            return Some(day);
        }
        let of = self.any(day, &["st", "nd", "rd", "th"]).unwrap_or(day);
        let comma = self.one(of, ",").unwrap_or(of);
        let year = self.digits(self.skip(comma), 4).filter(|(_, year)| *year > 1900);
        Some(year.map_or(of, |(year, _)| year))
    }
    fn after_year(&self, year: usize) -> usize {
        let Some(mark) = self.one(self.skip(year), "-/.年") else { return year };
        let Some((month, _)) = self.digits(self.skip(mark), 2) else {
            return if self.c(mark - 1) == Some('年') { mark } else { year };
        };
        let Some(mark) = self.one(self.skip(month), "-/.月") else { return month };
        let Some((day, _)) = self.digits(self.skip(mark), 2) else {
            return if self.c(mark - 1) == Some('月') { mark } else { month };
        };
        self.one(self.skip(day), "日号").unwrap_or(day)
    }

    /// A sum as it is written: digits with points and commas, or Chinese numerals.
    fn sum(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while self.is_digit(end) || (end > at && self.one(end, ",.").is_some() && self.is_digit(end + 1)) {
            end += 1;
        }
        while end > at || self.c(at).is_some_and(|c| NUMERALS.contains(c)) {
            match self.c(end).filter(|c| NUMERALS.contains(*c)) {
                Some(_) => end += 1,
                None => break,
            }
        }
        (end > at).then_some(end)
    }
    /// Whether a number that stands there is a sum of money.
    pub(super) fn is_paid(&self, from: usize, to: usize) -> bool {
        let mut before = from;
        while before > 0 && self.c(before - 1) == Some(' ') {
            before -= 1;
        }
        let ends = |word: &&str| {
            let begins = before.checked_sub(word.chars().count());
            begins.and_then(|at| self.word(at, word)) == Some(before)
        };
        MONEY_BEFORE.iter().any(ends) || self.any(self.skip(to), MONEY_AFTER).is_some()
    }
    fn amount(&self, at: usize) -> Option<usize> {
        if let Some(unit) = self.any(at, MONEY_BEFORE) {
            let end = self.sum(self.skip(unit))?;
            return Some(self.any(self.skip(end), MONEY_AFTER).unwrap_or(end));
        }
        let end = self.sum(at)?;
        let unit = self.any(self.skip(end), MONEY_AFTER)?;
        // "2 million dollars", "5万 美元".
        Some(self.any(self.skip(unit), MONEY_AFTER).unwrap_or(unit))
    }

    fn hall(&self, at: usize) -> Option<usize> {
        let name = |from: usize| {
            let mut end = from;
            while self.c(end).is_some_and(|c| c.is_ascii_alphanumeric())
                || (end > from && self.c(end) == Some('.') && self.is_digit(end + 1))
            {
                end += 1;
            }
            (end > from && end - from <= 5).then_some(end)
        };
        if let Some(hall) = self.any(at, &["hall", "展馆", "展厅"]) {
            let end = name(self.skip(hall))?;
            let named = self.0[self.skip(hall)..end].iter().any(|sign| sign.c.is_ascii_digit());
            return named.then(|| self.with_booth(end));
        }
        let hall = self.any(self.skip(name(at)?), &["号馆", "号展馆", "号厅", "号展厅", "展馆", "馆"])?;
        Some(self.with_booth(hall))
    }
    /// After the booth that stands right behind a hall, whoever's it is: of "Hall 1 · B10" and "8.0馆A45号展位" it would be left alone.
    fn with_booth(&self, hall: usize) -> usize {
        let past = |marks: &str| {
            let mut at = hall;
            while self.c(at).is_some_and(|c| marks.contains(c)) {
                at += 1;
            }
            at
        };
        let (numbered, called) = (self.any(past(" ,"), BOOTHS), self.any(past(" ,的"), BOOTHS_ZH));
        let from = numbered.or(called).map_or_else(|| past(" ·・-‐–#,"), |word| self.skip(word));
        let Some(end) = self.booth(from, numbered.is_some()) else { return hall };
        self.any(end, &["号展位", "展位", "号摊位", "摊位", "号"]).unwrap_or(end)
    }
    /// After what a booth is called: a letter or two and a number; behind the word for it a number is enough.
    fn booth(&self, at: usize, called: bool) -> Option<usize> {
        let count = |from: usize, of: fn(&char) -> bool| {
            (from..self.0.len()).take_while(|at| self.c(*at).is_some_and(|c| of(&c))).count()
        };
        let letters = count(at, char::is_ascii_alphabetic);
        let digits = count(at + letters, char::is_ascii_digit);
        let tail = count(at + letters + digits, char::is_ascii_alphabetic);
        let end = at + letters + digits + tail;
        let fits = letters <= 2 && (letters > 0 || called) && (1..=4).contains(&digits) && tail <= 1;
        (fits && !self.is_digit(end)).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Trace, &str)> {
        traces(text).into_iter().map(|(trace, from, to)| (trace, &text[from..to])).collect()
    }

    #[test]
    fn dates_in_every_writing_are_found() {
        for date in [
            "2026年3月10日",
            "2026-03-10",
            "3月10日",
            "10 March 2026",
            "March 10th, 2026",
            "2026",
            "２０２６年３月",
            "the 3rd of May",
        ] {
            let text = format!("am {date}.");
            let date = date.trim_start_matches("the ");
            assert_eq!(found(&text), [(Trace::Date, date)], "{text}");
        }
        assert!(found("They may march on; 12 lamps, 300 visitors.").is_empty());
    }

    #[test]
    fn amounts_and_halls_are_found() {
        for amount in
            ["5,000元", "人民币5万元", "USD 12,500", "€ 300", "五万元", "2 million dollars", "￥800"]
        {
            assert_eq!(found(&format!("付了{amount}。")), [(Trace::Amount, amount)], "{amount}");
        }
        for hall in [
            "5.1号馆",
            "Hall 5.1",
            "11馆",
            "展馆B2",
            "Hall 1 B10",
            "Hall 1 · B10",
            "Hall 1, B10",
            "Hall 1, booth 12",
            "1号馆B10",
            "1号馆 B10a号展位",
            "8.0馆展位A45",
        ] {
            assert_eq!(found(&format!("在{hall}，")), [(Trace::Hall, hall)], "{hall}");
        }
        assert!(found("the hall was full").is_empty());
        for (text, hall) in [
            ("In Hall 1 stand 12 lamps.", "Hall 1"),
            ("In Hall 1, a company of 10 stood.", "Hall 1"),
            ("In Hall 1 LED100 lamps stood.", "Hall 1"),
            ("在1号馆展位12个", "1号馆"),
            ("1号馆12台灯", "1号馆"),
        ] {
            assert_eq!(found(text), [(Trace::Hall, hall)], "{text}");
        }
    }
}
