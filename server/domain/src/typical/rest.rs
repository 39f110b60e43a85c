//! What goes with a name that was found, so that nothing of it is left beside the words in its place: the trade and the legal form of
//! a firm behind the part by which it is called, and the other half of a bracket.

use super::{
    common::{is_firms_trade, is_joint, is_legal, is_trade, trades_zh},
    fold::{Unit, breaks, fold, is_ideograph},
    parts::words,
};

/// Most signs of a trade or a legal form.
const LONGEST: usize = 6;
/// Legal forms that are words too: behind a comma another firm may begin with them.
const WORDS: &[&str] = &["company", "group", "holding", "holdings", "corporation"];
/// Legal forms that are written with a point.
const POINTED: &[&str] = &["co", "ltd", "inc", "corp"];
const OPEN: &str = "(（[［【〔「『《〈";
const CLOSE: &str = ")）]］】〕」』》〉";

/// The last unit of the firm's name that stands up to `last`; `name` is how the case has it.
pub(super) fn of_firm(text: &str, units: &[Unit], last: usize, name: &str) -> usize {
    let own = Own { words: words(name), signs: fold(name) };
    let mut last = last;
    while let Some(further) = own.latin(text, units, last).or_else(|| own.chinese(text, units, last)) {
        last = further;
    }
    last
}

/// The firm's own words.
struct Own {
    words: Vec<String>,
    signs: String,
}

impl Own {
    /// A word behind with a capital: "Lumen Lighting", "Lumen Technology Co., Ltd."
    fn latin(&self, text: &str, units: &[Unit], last: usize) -> Option<usize> {
        let next = units.get(last + 1).filter(|next| !is_ideograph(next.c))?;
        let mut end = last + 1;
        while end + 1 < units.len() && !breaks(units[end], units[end + 1]) {
            end += 1;
        }
        let word: String = units[last + 1..=end].iter().map(|unit| unit.c).collect();
        let own = self.words.contains(&word);
        let between = text.get(units[last].to..next.from)?;
        let trade = is_firms_trade(&word) || (own && is_trade(&word));
        let legal = is_legal(&word) && !is_joint(&word);
        let beside = !between.is_empty() && between.chars().all(|c| matches!(c, ' ' | '-' | '&' | '＆'));
        let behind = between.chars().all(|c| matches!(c, ' ' | ',' | '.')) && !WORDS.contains(&word.as_str());
        let capital = text[next.from..next.to].chars().all(char::is_uppercase);
        let follows = ((trade || legal) && beside) || (legal && behind && !between.starts_with('.'));
        let pointed = legal && behind && between.starts_with('.') && is_pointed(units, last);
        (capital && word.len() > 1 && (follows || pointed)).then_some(end)
    }

    /// Signs behind: "明灯照明", "Lumen灯饰".
    fn chinese(&self, text: &str, units: &[Unit], last: usize) -> Option<usize> {
        let next = units.get(last + 1)?;
        if !text.get(units[last].to..next.from)?.trim().is_empty() {
            return None;
        }
        let behind: String = units[last + 1..].iter().map(|unit| unit.c).take(LONGEST).collect();
        let mut lengths = (2..=LONGEST).rev().filter_map(|count| {
            let (at, sign) = behind.char_indices().nth(count - 1)?;
            Some((count, &behind[..at + sign.len_utf8()]))
        });
        let is_own = |trade: &str| self.signs.contains(trade) && trades_zh().any(|known| known == trade);
        let (count, _) = lengths
            .find(|(_, trade)| trade.chars().all(is_ideograph) && (is_firms_trade(trade) || is_own(trade)))?;
        Some(last + count)
    }
}

/// Whether the word that ends there is a legal form with a point behind it.
fn is_pointed(units: &[Unit], last: usize) -> bool {
    let mut first = last;
    while first > 0 && !breaks(units[first - 1], units[first]) {
        first -= 1;
    }
    let word: String = units[first..=last].iter().map(|unit| unit.c).collect();
    POINTED.contains(&word.as_str())
}

/// Where a name ends with the point of its legal form or with one of its own, where no sentence ends there; `name` is how the case has it.
pub(super) fn with_point(text: &str, from: usize, to: usize, name: &str) -> usize {
    let last_word =
        |text: &str| text.rsplit(|c: char| !c.is_alphanumeric()).next().map(fold).unwrap_or_default();
    let last = last_word(&text[from..to]);
    let own = name.trim_end().strip_suffix('.').is_some_and(|name| last_word(name) == last);
    let goes_on = |rest: &str| {
        let owns = rest.strip_prefix(['’', '\'']).is_some_and(|rest| rest.starts_with(['s', 'S']));
        let next = rest.trim_start_matches(' ').chars().next();
        owns || next.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ')'))
    };
    match text[to..].strip_prefix('.') {
        Some(rest) if (own || POINTED.contains(&last.as_str())) && goes_on(rest) => to + 1,
        Some(_) | None => to,
    }
}

/// What a hall, or what stands for one at another kind of place, is called before its name.
const HALLS: &[&str] =
    &["hall", "halls", "halle", "hal", "pavilion", "pavillon", "section", "building", "counter", "block"];
/// What may stand before that.
const BEFORE_HALLS: &[&str] = &["exhibition", "booth", "stand", "stall", "unit"];
/// The same in Chinese, the longer first; behind a name ("1号馆") it is that of another hall.
const HALLS_ZH: &[&str] = &["展馆", "展厅", "展区", "区域", "楼栋", "窗口", "馆", "厅"];
/// What may stand between a hall's word and its name.
const NUMBERED: &[&str] = &["no", "nr", "number"];
/// Most signs of the name of a hall.
const LONGEST_HALL: usize = 5;
/// Marks that may stand there.
const HALL_MARKS: &[char] = &[' ', '\u{a0}', '\u{3000}', '·', '・', '-', '‐', '–', '#', '＃', ':', '：'];

/// Where the hall begins that stands before a booth, its word alone or with its name: of "Hall 1 · B10" and "8.0馆A45" it would be left.
pub(super) fn with_hall(text: &str, from: usize) -> usize {
    let before = text[..from].trim_end_matches(HALL_MARKS);
    if let Some(hall) = latin_hall(text, before) {
        return hall;
    }
    let numbered = before.trim_end_matches(',').trim_end_matches(HALL_MARKS);
    let name = &numbered[..name_of_hall(numbered)];
    if let Some(hall) = latin_hall(text, name.trim_end_matches(HALL_MARKS)).filter(|_| name != numbered) {
        return hall;
    }
    let begins = |word: &&str| {
        let signs = word.chars().count();
        let (at, _) = before.char_indices().rev().nth(signs - 1)?;
        (fold(&before[at..]) == **word).then_some(at)
    };
    let Some(hall) = HALLS_ZH.iter().find_map(begins) else { return from };
    let named = before[..hall].trim_end_matches(['号', '號']);
    let name = name_of_hall(named);
    // "某号馆" is no hall with a name.
    if name == named.len() && named.len() < hall { from } else { name }
}

/// Where a hall's word begins that ends a text, with what may stand before it and its "no." behind.
fn latin_hall(text: &str, before: &str) -> Option<usize> {
    let numbered = before.strip_suffix('.').unwrap_or(before);
    let before = last_of(numbered, NUMBERED).map_or(before, |at| text[..at].trim_end_matches(HALL_MARKS));
    let hall = last_of(before, HALLS)?;
    Some(last_of(text[..hall].trim_end_matches(' '), BEFORE_HALLS).unwrap_or(hall))
}

/// Where the name of a hall begins that ends a text, "5.1" or "B"; the text's end where none does.
fn name_of_hall(text: &str) -> usize {
    let within = |c: char| c == '.' || (c.is_alphanumeric() && !is_ideograph(c));
    let at = text.trim_end_matches(within).len();
    let name = &text[at..];
    let signs = name.chars().count();
    let called = signs == 1 || name.contains(char::is_numeric);
    if called && signs <= LONGEST_HALL && !name.ends_with('.') { at } else { text.len() }
}

/// Where the last word of a text begins, where it is one of these.
fn last_of(text: &str, words: &[&str]) -> Option<usize> {
    let within = |c: char| c.is_alphanumeric() && !is_ideograph(c);
    let at = text.trim_end_matches(within).len();
    words.contains(&fold(&text[at..]).as_str()).then_some(at)
}

/// Titles that are written before a name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "madam",
    "sig",
    "herr",
    "frau",
    "mme",
    "sra",
];

/// Where the titles begin that stand right before somebody's name: what stands in its place is nobody's title.
pub(super) fn with_title(text: &str, from: usize) -> usize {
    let before = text[..from].trim_end_matches([' ', '\u{a0}']);
    let title = last_of(before.strip_suffix('.').unwrap_or(before), TITLES);
    match title.filter(|at| before.len() < from && text[*at..].starts_with(char::is_uppercase)) {
        Some(at) => with_title(text, at),
        None => from,
    }
}

/// After the bracket in which the same is called otherwise, right behind what ends at `to`: "Acme (艾可米)", the second from `other` to
/// `end`.
pub(super) fn bracketed(text: &str, to: usize, (other, end): (usize, usize)) -> Option<usize> {
    let open = text.get(to..other)?.trim_start_matches(' ');
    let close = text[end..].chars().next()?;
    let mut signs = open.chars();
    let pair = signs.next().is_some_and(|open| is_pair(open, close)) && signs.next().is_none();
    pair.then_some(end + close.len_utf8())
}

/// What is open and what is closed in a piece of text without its other half.
fn halves(piece: &str) -> (Vec<char>, Vec<char>) {
    let (mut open, mut closed): (Vec<char>, Vec<char>) = (Vec::new(), Vec::new());
    for c in piece.chars() {
        if OPEN.contains(c) {
            open.push(c);
        } else if CLOSE.contains(c) {
            if open.last().is_some_and(|last| is_pair(*last, c)) {
                open.pop();
            } else {
                closed.push(c);
            }
        }
    }
    (open, closed)
}

/// Whether two brackets belong together; half and full width are mixed in every other text.
fn is_pair(open: char, close: char) -> bool {
    let wide = |c: char| match c {
        '(' => '（',
        ')' => '）',
        '[' => '［',
        ']' => '］',
        other => other,
    };
    let at = OPEN.chars().position(|known| known == wide(open));
    at.is_some() && at == CLOSE.chars().position(|known| known == wide(close))
}

/// The place with the other halves of its brackets, where they stand right beside it.
pub(super) fn with_brackets(text: &str, mut from: usize, mut to: usize) -> (usize, usize) {
    let (mut open, mut closed) = halves(&text[from..to]);
    while let Some((half, next)) = open.pop().zip(text[to..].chars().next()) {
        if !is_pair(half, next) {
            break;
        }
        to += next.len_utf8();
    }
    closed.reverse();
    while let Some((half, before)) = closed.pop().zip(text[..from].chars().next_back()) {
        if !is_pair(before, half) {
            break;
        }
        from -= before.len_utf8();
    }
    (from, to)
}

/// The halves that stay when a piece of text goes: those before what stands in its place, and those behind.
pub(super) fn left_over(piece: &str) -> (String, String) {
    let (open, closed) = halves(piece);
    (closed.into_iter().collect(), open.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typical::fold::units;

    /// What is taken for the firm's name, which begins the text with so many letters.
    fn taken<'a>(text: &'a str, letters: usize, name: &str) -> &'a str {
        let all = units(text);
        let last = of_firm(text, &all, letters - 1, name);
        &text[..with_point(text, 0, all[last].to, name)]
    }

    #[test]
    fn the_rest_of_a_firms_name_goes_with_it() {
        let name = "Zhongshan Lumen Lamp Co., Ltd.";
        for (text, expected) in [
            ("Lumen Lighting showed it", "Lumen Lighting"),
            ("Lumen Technology Co., Ltd. showed it", "Lumen Technology Co., Ltd."),
            ("Lumen Co., Ltd.", "Lumen Co., Ltd"),
            ("Lumen Design & Engineering showed it", "Lumen Design & Engineering"),
            ("Lumen Lamp showed it", "Lumen Lamp"),
            ("Lumen Furniture was shown", "Lumen"),
            ("Lumen lighting was shown", "Lumen"),
            ("Lumen. Technology helps", "Lumen"),
            ("Lumen, Company B", "Lumen"),
            ("Lumen灯饰的展位", "Lumen灯饰"),
            ("Lumen 照明有限公司", "Lumen 照明有限公司"),
        ] {
            assert_eq!(taken(text, 5, name), expected, "{text}");
        }
        for (text, expected) in [
            ("明灯灯饰照明的展位", "明灯灯饰照明"),
            ("明灯家具的展位", "明灯家具"),
            ("明灯灯具被遮盖", "明灯"),
            ("明灯的照明", "明灯"),
        ] {
            assert_eq!(taken(text, 2, "明灯办公家具有限公司"), expected, "{text}");
        }
    }

    #[test]
    fn the_word_for_the_hall_goes_with_a_booth() {
        for (text, booth, expected) in [
            ("met at Hall 1 B10", "1 B10", "Hall 1 B10"),
            ("met at ＨＡＬＬ　１　B10", "１　B10", "ＨＡＬＬ　１　B10"),
            ("met at Hall 1 · B10", "1 · B10", "Hall 1 · B10"),
            ("met at hall no. 1 B10", "1 B10", "hall no. 1 B10"),
            ("met at Exhibition Hall 1-B10", "1-B10", "Exhibition Hall 1-B10"),
            ("met at booth Hall 1 B10", "1 B10", "booth Hall 1 B10"),
            ("in Halle 1 B10", "1 B10", "Halle 1 B10"),
            ("位于展馆1 B10", "1 B10", "展馆1 B10"),
            ("位于展館1 B10", "1 B10", "展館1 B10"),
            ("位于馆1·B10", "1·B10", "馆1·B10"),
            ("位于5号馆 B10", "B10", "5号馆 B10"),
            ("位于5.1馆 B10", "B10", "5.1馆 B10"),
            ("位于8.0馆A45", "A45", "8.0馆A45"),
            ("位于该馆A45", "A45", "馆A45"),
            ("met at Hall 8.0 A45", "A45", "Hall 8.0 A45"),
            ("met at Hall 8.0, booth A45", "booth A45", "Hall 8.0, booth A45"),
            ("met at hall no. 8 A45", "A45", "hall no. 8 A45"),
            ("saw 12 A45", "A45", "A45"),
            ("in the hall, A45 was there", "A45", "A45"),
            ("the small 1 B10", "1 B10", "1 B10"),
            ("in the hall. 1 B10 was there", "1 B10", "1 B10"),
            ("marshall 1 B10", "1 B10", "1 B10"),
        ] {
            let from = text.find(booth).unwrap();
            assert_eq!(&text[with_hall(text, from)..from + booth.len()], expected, "{text}");
        }
    }

    #[test]
    fn titles_go_with_a_name() {
        for (text, expected) in [
            ("Then Mr Mendes came", "Mr Mendes"),
            ("Then Mr. Mendes came", "Mr. Mendes"),
            ("Then Prof. Dr. Mendes came", "Prof. Dr. Mendes"),
            ("Sig. Mendes came", "Sig. Mendes"),
            ("They miss Mendes there", "Mendes"),
            ("The comr Mendes came", "Mendes"),
            ("Mendes came", "Mendes"),
        ] {
            let from = text.find("Mendes").unwrap();
            assert_eq!(&text[with_title(text, from)..from + "Mendes".len()], expected, "{text}");
        }
    }

    #[test]
    fn brackets_stay_in_pairs() {
        for (text, piece, expected) in [
            ("台灯（浮月）被遮盖", "台灯（浮月", "台灯（浮月）"),
            ("台灯（浮月)被遮盖", "台灯（浮月", "台灯（浮月)"),
            ("（浮月）台灯被遮盖", "浮月）台灯", "（浮月）台灯"),
            ("（浮月）被遮盖", "浮月", "浮月"),
            ("明灯（深圳分公司）", "明灯（深圳", "明灯（深圳"),
        ] {
            let from = text.find(piece).unwrap();
            let (from, to) = with_brackets(text, from, from + piece.len());
            assert_eq!(&text[from..to], expected, "{text}");
        }
        assert_eq!(left_over("明灯（深圳"), (String::new(), "（".to_owned()));
    }
}
