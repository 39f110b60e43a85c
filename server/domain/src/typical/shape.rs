//! What looks like a way to reach somebody, or like the number of a person, a firm, a card, a vehicle or a right, though the case does not know
//! it: a phone that somebody said in a reply, a colleague's address. Looked for by its shape; it is asked about as a name is, and whoever
//! writes may say that it stays, for the number of a hotline is nobody's. Numbers of laws, years, amounts and rates are none of these.

use super::{
    Trace,
    trace::{Place, Text, signs},
};

mod filed;
mod spelled;

/// What may stand between the digits of one number, and how many of it.
const BETWEEN: &str = " -‐–.()";
const MOST_BETWEEN: usize = 2;
/// Most groups of digits that are one number.
const MOST_GROUPS: usize = 8;
/// Behind which a phone follows.
const PHONES: &[&str] = &[
    "电话",
    "手机",
    "座机",
    "热线",
    "传真",
    "致电",
    "拨打",
    "tel",
    "phone",
    "telephone",
    "mobile",
    "cell",
    "call",
    "called",
    "fax",
    "hotline",
];
/// Behind which the name of an account follows.
const ACCOUNTS: &[&str] =
    &["微信", "weixin", "wechat", "vx", "wx", "v信", "qq", "whatsapp", "telegram", "skype"];
/// What may stand between such a word and what it introduces; the first say that it follows.
const TELLING: &[&str] = &["号码", "账号", "群号", "群", "号", "id", "no", "number", "account", "为", "是"];
const JOINTS: &[&str] = &["is", "was", "at", "me", "us"];
const MARKS: &str = " :.\"'“”‘’([【#";
/// Ends of the names of websites. Those that are words too ("it", "in", "me") are left out.
const DOMAINS: &[&str] = &[
    "com", "cn", "net", "org", "edu", "gov", "info", "biz", "shop", "top", "xyz", "vip", "cc", "tv", "io",
    "de", "uk", "fr", "jp", "kr", "hk", "tw", "eu", "ru", "br", "tr",
];
/// Behind which a sum goes on.
const RATES: &[&str] = &["%", "‰"];
/// With what a vehicle's plate begins, and what may end one.
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤粵青藏川宁琼使领";
const PLATE_ENDS: &str = "学警港澳挂使领";
/// Letters that no credit code has.
const NOT_IN_CODES: &str = "iosvz";

/// Everything of such a shape in a text, in order.
pub(super) fn shapes(text: &str) -> Vec<Place> {
    let signs = signs(text);
    let read = Text(&signs);
    let mut found = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let reach = read.reach(at).map(|(from, to)| (Trace::Reach, from, to));
        let registered = || read.registered(at).map(|to| (at, to)).or_else(|| read.filed(at));
        let place = reach.or_else(|| registered().map(|(from, to)| (Trace::Register, from, to)));
        match place {
            Some((trace, from, to)) => {
                found.push((trace, signs[from].from, signs[to - 1].to));
                at = to;
            }
            None => at += 1,
        }
    }
    found
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

impl Text<'_> {
    fn run(&self, at: usize, of: impl Fn(char) -> bool) -> usize {
        let mut end = at;
        while self.c(end).is_some_and(&of) {
            end += 1;
        }
        end
    }
    /// Whether a word or a number may begin here.
    fn begins(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let parts = self.c(before).is_some_and(|c| ".,".contains(c));
        let within = parts && before > 0 && self.is_digit(before - 1);
        !within && !self.c(before).is_some_and(|c| is_latin(c) || "_@".contains(c))
    }
    /// Whether it may end here.
    fn ends(&self, at: usize) -> bool {
        let goes_on = self.c(at).is_some_and(|c| ".,".contains(c)) && self.is_digit(at + 1);
        !goes_on && !self.c(at).is_some_and(is_latin)
    }
    /// Whether what stands there is told as a sum, as a rate or as the number of a decision.
    fn counts(&self, from: usize, to: usize) -> bool {
        let ordinal = from.checked_sub(1).and_then(|at| self.c(at)) == Some('第');
        ordinal || self.is_paid(from, to) || self.any(self.skip(to), RATES).is_some()
    }

    fn reach(&self, at: usize) -> Option<(usize, usize)> {
        let whole = self.email(at).or_else(|| self.spelled(at)).or_else(|| self.website(at));
        let whole = whole.or_else(|| self.phone(at)).or_else(|| self.read_out(at));
        whole.map(|end| (at, end)).or_else(|| self.introduced(at))
    }

    fn email(&self, at: usize) -> Option<usize> {
        let name = self.run(at, |c| is_latin(c) || "._%+-".contains(c));
        let sent = name > at && self.begins(at) && self.c(name) == Some('@');
        let (end, last) = self.host(name + 1).filter(|_| sent)?;
        let letters = self.run(last, |c| c.is_ascii_alphabetic());
        (letters == end && end - last > 1).then_some(end)
    }
    /// After the name of a host, and where its last label begins.
    fn host(&self, at: usize) -> Option<(usize, usize)> {
        let label = |from: usize| self.run(from, |c| is_latin(c) || c == '-');
        let (mut last, mut end) = (at, label(at));
        while end > last && self.c(end) == Some('.') && self.c(end + 1).is_some_and(is_latin) {
            last = end + 1;
            end = label(last);
        }
        (last > at && end > last).then_some((end, last))
    }
    fn website(&self, at: usize) -> Option<usize> {
        if !self.begins(at) {
            return None;
        }
        let scheme = self.any(at, &["http://", "https://"]);
        let end = if let Some(rest) = scheme.or_else(|| self.word(at, "www.")) {
            self.host(rest).map_or_else(|| self.run(rest, is_latin), |(end, _)| end)
        } else {
            let (end, last) = self.host(at)?;
            let label: String = self.0[last..end].iter().map(|sign| sign.c).collect();
            DOMAINS.contains(&label.as_str()).then_some(end)?
        };
        if self.c(end).is_none_or(|c| !"/:?#".contains(c)) {
            return Some(end);
        }
        // What ends the sentence is no part of its path.
        let mut path = self.run(end, |c| c.is_ascii_graphic());
        while path > end && self.c(path - 1).is_some_and(|c| ".,;:!?)\"'/".contains(c)) {
            path -= 1;
        }
        Some(path)
    }

    /// Digits that follow each other as those of one number do: where each group begins and ends.
    fn groups(&self, at: usize) -> Vec<(usize, usize)> {
        let mut groups = Vec::new();
        let mut from = at;
        while self.is_digit(from) && groups.len() < MOST_GROUPS {
            let end = self.run(from, |c| c.is_ascii_digit());
            groups.push((from, end));
            from = end;
            while from - end < MOST_BETWEEN && self.c(from).is_some_and(|c| BETWEEN.contains(c)) {
                from += 1;
            }
        }
        groups
    }
    /// After the most groups from here that a rule takes for one number; it is told the digits and how they are grouped.
    fn number(&self, at: usize, rule: impl Fn(&str, &[usize]) -> bool) -> Option<usize> {
        let groups = self.groups(at);
        (1..=groups.len()).rev().find_map(|count| {
            let taken = &groups[..count];
            let digits: String =
                taken.iter().flat_map(|(from, to)| &self.0[*from..*to]).map(|sign| sign.c).collect();
            let lengths: Vec<usize> = taken.iter().map(|(from, to)| to - from).collect();
            let end = taken.last()?.1;
            let whole = self.ends(end) && !self.counts(at, end) && rule(&digits, &lengths);
            whole.then_some(end)
        })
    }
    fn phone(&self, at: usize) -> Option<usize> {
        if !self.begins(at) {
            return None;
        }
        if self.c(at) == Some('+') {
            let digits = self.run(at + 1, |c| " (".contains(c));
            return self.number(digits, |digits, _| is_abroad(digits));
        }
        let from_abroad = |digits: &str, lengths: &[usize]| {
            digits.len() > 10
                && digits.strip_prefix("00").is_some_and(is_abroad)
                && lengths != DESIGN_OF_THE_UNION
        };
        let end = self.number(at, |digits, lengths| {
            is_mobile(digits, lengths)
                || is_landline(digits, lengths)
                || is_free(digits, lengths)
                || is_of_america(digits, lengths)
                || is_of_france(digits, lengths)
                || from_abroad(digits, lengths)
        });
        let end = end.or_else(|| self.without_country(at))?;
        Some(self.extension(end).unwrap_or(end))
    }
    /// "(415) 555-2671", "415-555-2671": without either mark three groups may be any numbers.
    fn without_country(&self, at: usize) -> Option<usize> {
        let groups = self.groups(at);
        let [(from, area), (middle, to), (last, end), ..] = groups[..] else { return None };
        let bracket = from.checked_sub(1).and_then(|before| self.c(before)) == Some('(');
        let mark = |at: usize, next: usize| self.c(at).filter(|c| next == at + 1 && "-.".contains(*c));
        let marked = (bracket && self.c(area) == Some(')'))
            || (mark(area, middle).is_some() && mark(area, middle) == mark(to, last));
        let lengths = [area - from, to - middle, end - last] == [3, 3, 4];
        let begins = |at: usize| self.c(at).is_some_and(|c| matches!(c, '2'..='9'));
        let fits = marked && lengths && begins(from) && begins(middle);
        (fits && self.ends(end) && !self.counts(from, end)).then_some(end)
    }
    fn extension(&self, at: usize) -> Option<usize> {
        let begins = self.any(self.skip(at), &["转", "分机", "ext.", "ext", "extension", "-"])?;
        let (end, _) = self.digits(self.skip(begins), 5)?;
        (self.ends(end) && self.c(end) != Some('-')).then_some(end)
    }

    /// What a word introduces: any number of some length as a phone, the name of an account.
    fn introduced(&self, at: usize) -> Option<(usize, usize)> {
        if !self.begins(at) {
            return None;
        }
        if let Some(word) = self.any(at, PHONES) {
            let (from, _) = self.behind(word);
            if self.date(from).is_some() {
                return None;
            }
            let any = || self.number(from, |digits, _| (7..=15).contains(&digits.len()));
            return Some((from, self.phone(from).or_else(any)?));
        }
        let word = self.any(at, ACCOUNTS)?;
        let (from, told) = self.behind(word);
        if let Some(end) = self.email(from).or_else(|| self.phone(from)) {
            return Some((from, end));
        }
        let end = self.run(from, |c| is_latin(c) || "_-".contains(c));
        let says = |c: char| c.is_ascii_digit() || c == '_';
        // "A WeChat message" is none; behind a Chinese word that no space parts from it, it is one.
        let chinese = self.c(word - 1).is_some_and(|c| !c.is_ascii()) && from == word;
        let named = told || chinese || self.0[from..end].iter().any(|sign| says(sign.c));
        let long = (5..=20).contains(&(end - from));
        (named && long && self.date(from).is_none() && !self.counts(from, end)).then_some((from, end))
    }
    /// After the marks and words that stand between, and whether they say that it follows.
    fn behind(&self, at: usize) -> (usize, bool) {
        let (mut next, mut told) = (at, false);
        loop {
            let marks = self.run(next, |c| MARKS.contains(c));
            told |= self.0[next..marks].iter().any(|sign| sign.c == ':');
            let telling = self.any(marks, TELLING);
            told |= telling.is_some();
            match telling.or_else(|| self.any(marks, JOINTS)) {
                Some(end) => next = end,
                None => return (marks, told),
            }
        }
    }

    fn registered(&self, at: usize) -> Option<usize> {
        let apart = self.begins(at) && self.c(at).is_some_and(is_latin);
        let number = if apart { self.identity(at).or_else(|| self.code(at)) } else { None };
        number.or_else(|| self.plate(at))
    }
    /// The number of a person, of a bank card or of a firm in an older register.
    fn identity(&self, at: usize) -> Option<usize> {
        let checked = |end: usize| {
            let crossed = self.c(end) == Some('x') && self.ends(end + 1);
            crossed.then_some(end + 1)
        };
        let digits = self.run(at, |c| c.is_ascii_digit());
        if digits - at == 17 && checked(digits).is_some() {
            return checked(digits);
        }
        let groups = self.groups(at);
        let lengths: Vec<usize> = groups.iter().map(|(from, to)| to - from).collect();
        if lengths == [6, 8, 3]
            && let Some(whole) = groups.last().and_then(|(_, end)| checked(*end))
        {
            return Some(whole);
        }
        self.number(at, |digits, lengths| match lengths {
            [whole] => (15..=19).contains(whole),
            [6, 8, 4] => true,
            [4, 4, 4, 4] | [4, 4, 4, 4, 1..=3] => !digits.starts_with(['0', '1', '2']),
            _ => false,
        })
    }
    /// A unified social credit code: two signs for who registered it, six digits for where, ten for whom.
    fn code(&self, at: usize) -> Option<usize> {
        let end = self.run(at, is_latin);
        let place = self.run(at + 2, |c| c.is_ascii_digit());
        let fits = self.0[at..end].iter().all(|sign| !NOT_IN_CODES.contains(sign.c));
        (end - at == 18 && place >= at + 8 && fits).then_some(end)
    }
    fn plate(&self, at: usize) -> Option<usize> {
        self.c(at).filter(|c| PROVINCES.contains(*c))?;
        self.c(at + 1).filter(char::is_ascii_alphabetic)?;
        let from = self.run(at + 2, |c| "·•. -".contains(c));
        let end = self.run(from, is_latin);
        let ending = self.c(end).filter(|c| PLATE_ENDS.contains(*c));
        let digits = self.0[from..end].iter().filter(|sign| sign.c.is_ascii_digit()).count();
        let most = if ending.is_some() { 4..=5 } else { 5..=6 };
        let fits = from <= at + 3 && most.contains(&(end - from)) && digits >= 3 && end - from - digits <= 2;
        fits.then_some(end + usize::from(ending.is_some()))
    }
}

/// How a registered design of the European Union is grouped, which begins with two noughts as well.
const DESIGN_OF_THE_UNION: [usize; 2] = [9, 4];

/// Of the mainland: eleven digits, the first group of which is no day or month.
fn is_mobile(digits: &str, lengths: &[usize]) -> bool {
    let begins = digits.strip_prefix('1').is_some_and(|rest| rest.starts_with(|c| matches!(c, '3'..='9')));
    digits.len() == 11 && begins && lengths.iter().all(|length| *length > 2)
}

/// With its town, which begins with a nought.
fn is_landline(digits: &str, lengths: &[usize]) -> bool {
    let town = digits.starts_with('0') && !digits.starts_with("00");
    town && match lengths {
        [whole] => (10..=12).contains(whole),
        [area, rest @ ..] => {
            let within: usize = rest.iter().sum();
            (2..=5).contains(area)
                && (6..=8).contains(&within)
                && (9..=12).contains(&(area + within))
                && rest.iter().all(|length| *length > 2)
        }
        [] => false,
    }
}

/// Of a firm that pays for the call.
fn is_free(digits: &str, lengths: &[usize]) -> bool {
    let begins = digits.starts_with("400") || digits.starts_with("800");
    begins && digits.len() == 10 && matches!(lengths, [10] | [3, ..])
}

/// Of North America with its country, which is written without a sign there: "1 415 555 2671".
fn is_of_america(digits: &str, lengths: &[usize]) -> bool {
    digits.starts_with('1') && lengths == [1, 3, 3, 4] && !digits[1..].starts_with(['0', '1'])
}

/// In pairs, of which the first begins with a nought: "01 23 45 67 89".
fn is_of_france(digits: &str, lengths: &[usize]) -> bool {
    digits.starts_with('0') && !digits.starts_with("00") && lengths == [2, 2, 2, 2, 2]
}

/// With its country. Of one of the mainland it is known how long it is.
fn is_abroad(digits: &str) -> bool {
    match digits.strip_prefix("86") {
        Some(rest) => {
            let town = rest.strip_prefix('0').unwrap_or(rest);
            let is_town = !town.starts_with('1') || town.starts_with("10");
            is_mobile(rest, &[rest.len()]) || (is_town && (9..=11).contains(&town.len()))
        }
        None => !digits.starts_with('0') && (7..=13).contains(&digits.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Trace, &str)> {
        shapes(text).into_iter().map(|(trace, from, to)| (trace, &text[from..to])).collect()
    }

    #[test]
    fn ways_to_reach_somebody_are_found_in_every_writing() {
        for reach in [
            "13911112222",
            "139 1111 2222",
            "139-1111-2222",
            "１３９１１１１２２２２",
            "+86 139 1111 2222",
            "+86-21-5555-1234",
            "＋86 13911112222",
            "0086 13911112222",
            "021-5555 1234",
            "021-55551234",
            "02155551234",
            "0755 8888 8888",
            "0760-88881234转801",
            "400-820-8820",
            "+39 02 555 0187",
            "+1 (415) 555-2671",
            "+44 20 7946 0958",
            "0044 20 7946 0958",
            "020 7946 0958",
            "415-555-2671",
            "1 415 555 2671",
            "01 23 45 67 89",
            "一三八零零一三八零零零",
            "幺三八〇〇一三八〇〇〇",
            "name at example dot com",
            "anna at lampshop 点 com",
            "anna at lampshop点com",
            "anna 艾特 lampshop 点 com 点 cn",
            "wang.li (at) lumen-lighting (dot) com (dot) cn",
            "wang[at]lumen.com",
            "wang.li@lumen-lighting.com.cn",
            "ＷＡＮＧ＠lumen.com",
            "www.lumen-lighting.com/cn/about",
            "https://lumen.example/a?b=1",
            "lumen.cn",
        ] {
            assert_eq!(found(&format!("请联系{reach}。")), [(Trace::Reach, reach)], "{reach}");
            assert_eq!(found(&format!("Ask {reach}, please.")), [(Trace::Reach, reach)], "{reach}");
        }
        assert_eq!(
            found("13911112222 021-5555 1234"),
            [(Trace::Reach, "13911112222"), (Trace::Reach, "021-5555 1234")],
            "two that follow each other are two"
        );
    }

    #[test]
    fn a_number_in_brackets_is_found_without_its_country() {
        for (text, reach) in [
            ("Call (020) 7946 0958.", "020) 7946 0958"),
            ("Call (415) 555-2671.", "415) 555-2671"),
            ("致电(02) 9374 4000。", "02) 9374 4000"),
        ] {
            assert_eq!(found(text), [(Trace::Reach, reach)], "{text}");
        }
    }

    #[test]
    fn what_a_word_introduces_is_found_behind_it() {
        for (text, reach) in [
            ("微信：wang_abc", "wang_abc"),
            ("加微信wangxiaoming的人", "wangxiaoming"),
            ("微信号为 wangxiaoming", "wangxiaoming"),
            ("QQ 12345678 上", "12345678"),
            ("QQ号：12345", "12345"),
            ("QQ群12345678", "12345678"),
            ("WeChat ID: wangli", "wangli"),
            ("on WeChat wang1988", "wang1988"),
            ("vx13911112222", "13911112222"),
            ("电话：5555 1234", "5555 1234"),
            ("Tel. 5550187", "5550187"),
            ("座机是5555-1234", "5555-1234"),
        ] {
            assert_eq!(found(text), [(Trace::Reach, reach)], "{text}");
        }
    }

    #[test]
    fn numbers_of_people_firms_cards_and_vehicles_are_found() {
        for number in [
            "44010619900101123X",
            "440106199001011234",
            "440106 19900101 123x",
            "6222 0212 3456 7890 123",
            "6222021234567890123",
            "91440101MA5CABCD1X",
            "粤B12345",
            "粤B·D12345",
            "沪A 12345",
            "粤Z1234港",
        ] {
            assert_eq!(found(&format!("其{number}。")), [(Trace::Register, number)], "{number}");
        }
    }

    #[test]
    fn laws_years_amounts_rates_and_rights_are_none() {
        for text in [
            "依据法释〔2020〕19号第一百二十二条，2026年3月10日",
            "2026-03-10 09:30 至 2026-03-12 18:00",
            "共13900000000元，占13.5%，RMB 13900000000，¥13911112222",
            "We met at noon, looked at example lamps and at the dot on it; he is at a dot com.",
            "We met at 9 点, at booth 3 点 and at noon 点; 9点 at cn",
            "二零二六年三月十日，共一百二十三件，星期一二三四五，一三八零零一三八零零零元",
            "第一三八零零一三八零零零号，555 555 2671 lamps, 120-300-2024",
            "in 2024, 2025 2026 and 2027, 12 lamps, 300 visitors",
            "GB/T 19001-2016, design 008123456-0001, ticket A-001, case 2026-A-001",
            "The call came at 10. It ended.In fact a WeChat message was sent; QQ messages too.",
            "致电2026年的展会，新LED灯，展位12.1B05",
            "电话于2026-03-10打来",
            "Lot 9550187, lot 5501879 and 50187 lamps.",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
