//! Words put in the place of a name so that the sentence around them still reads as one: no second article, a capital where a sentence
//! begins. Chinese has neither. What stands for a number is put in brackets behind the word that says of what it is the number.

use crate::fair::Language;

/// What says of a noun which one it is, so that no article follows it.
const DETERMINERS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your",
    "each", "every",
];
/// What goes where one of them stands already.
const ARTICLES: &[&str] = &["a ", "an ", "the ", "another "];
/// They end as a genitive does and are a sentence.
const CONTRACTED: &[&str] =
    &["it's", "that's", "he's", "she's", "there's", "here's", "what's", "who's", "let's"];
/// A point behind them ends no sentence.
const SHORT: &[&str] =
    &["mr", "mrs", "ms", "dr", "prof", "no", "co", "st", "vs", "cf", "e.g", "i.e", "approx"];
/// What may stand between the beginning of a sentence and its first word, and between its last word and its end.
const OPENING: &[char] = &['“', '‘', '"', '\'', '(', '['];
const CLOSING: &[char] = &['”', '’', '"', '\'', ')', ']'];

/// What the desk proposes for a number or a contact. Behind the word for it ("patent a number") it would read as a mistake.
const NUMBERS: &[&str] = &["a number", "a contact", "一个号码", "一个联系方式"];
/// Words behind which a number follows.
const NUMBERED: &[&str] = &[
    "no",
    "nr",
    "number",
    "numbers",
    "patent",
    "patents",
    "mark",
    "trademark",
    "design",
    "registration",
    "certificate",
    "passport",
    "ticket",
    "tel",
    "telephone",
    "phone",
    "mobile",
    "fax",
    "hotline",
    "e-mail",
    "email",
    "wechat",
    "whatsapp",
    "qq",
];
/// The same in Chinese.
const NUMBERED_ZH: &[&str] = &[
    "号", "号码", "专利", "商标", "证", "证书", "护照", "电话", "手机", "座机", "热线", "传真", "邮箱",
    "邮件", "微信", "QQ", "案件",
];

/// Puts words behind what is told so far.
pub(super) fn put(told: &mut String, words: &str, language: Language) {
    let number = NUMBERS.contains(&words);
    match language {
        Language::ZhCn if number && NUMBERED_ZH.iter().any(|word| told.ends_with(word)) => {
            told.extend(["（", words, "）"]);
        }
        Language::ZhCn => told.push_str(words),
        Language::En if number && is_numbered(told) => told.extend(["(", words, ")"]),
        Language::En => english(told, words),
    }
}

fn is_numbered(told: &str) -> bool {
    let word = last_word(told).to_lowercase();
    NUMBERED.contains(&word.trim_end_matches(['.', ':']))
}

fn english(told: &mut String, words: &str) {
    let before = last_word(told).to_lowercase().replace('’', "'");
    let owned = before.ends_with("'s") && !CONTRACTED.contains(&before.as_str());
    let bare = bare(words).filter(|_| owned || DETERMINERS.contains(&before.as_str()));
    if let Some(bare) = bare
        && matches!(before.as_str(), "a" | "an")
    {
        agree(told, bare);
    }
    let words = bare.unwrap_or(words);
    let begins = begins(told);
    let mut letters = words.chars();
    match letters.next().filter(|_| begins) {
        Some(first) => {
            told.extend(first.to_uppercase());
            told.push_str(letters.as_str());
        }
        None => told.push_str(words),
    }
}

/// The word right before, where a space follows it.
fn last_word(told: &str) -> &str {
    let text = told.trim_end();
    if text.len() == told.len() {
        return "";
    }
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// The words without their article.
fn bare(words: &str) -> Option<&str> {
    ARTICLES.iter().find_map(|article| {
        let (start, rest) = words.split_at_checked(article.len())?;
        start.eq_ignore_ascii_case(article).then(|| rest.trim_start())
    })
}

/// The article that stands there, as it sounds before the words that follow now.
fn agree(told: &mut String, words: &str) {
    let end = told.trim_end().len();
    let gap = told[end..].to_owned();
    let vowel = words.starts_with(|c: char| "aeiouAEIOU".contains(c));
    let text = told[..end].trim_end_matches(['n', 'N']);
    let length = text.len();
    told.truncate(length);
    if vowel {
        told.push('n');
    }
    told.push_str(&gap);
}

/// Whether what follows begins a sentence.
fn begins(told: &str) -> bool {
    let open = told.trim_end_matches(OPENING);
    let text = open.trim_end();
    if text.is_empty() || open[text.len()..].contains('\n') {
        return true;
    }
    if text.len() == open.len() {
        return false;
    }
    let text = text.trim_end_matches(CLOSING);
    let Some(sentence) = text.strip_suffix('.') else { return text.ends_with(['!', '?', '…']) };
    let last = sentence.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    !SHORT.contains(&last.trim_start_matches(OPENING))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, words: &str) -> String {
        let mut told = before.to_owned();
        put(&mut told, words, Language::En);
        told
    }

    #[test]
    fn no_second_article_follows_one() {
        for (before, words, reads) in [
            ("She saw the ", "the product", "She saw the product"),
            ("She saw a ", "the product", "She saw a product"),
            ("A ", "the emblem", "An emblem"),
            ("an ", "a lamp", "a lamp"),
            ("on Company A’s ", "the product", "on Company A’s product"),
            ("She saw ", "the product", "She saw the product"),
            ("at the ", "Company A", "at the Company A"),
            ("at the ", "another company", "at the company"),
            ("because it’s ", "the product", "because it’s the product"),
            ("the-", "the product", "the-the product"),
        ] {
            assert_eq!(told(before, words), reads, "{before}");
        }
    }

    #[test]
    fn what_stands_for_a_number_is_in_brackets_behind_the_word_for_it() {
        for (before, reads) in [
            ("under Reg. No. ", "under Reg. No. (a number)"),
            ("on patent ", "on patent (a number)"),
            ("They left ", "They left a number"),
            ("They left the ", "They left the number"),
            ("", "A number"),
            ("in the hallway ", "in the hallway a number"),
        ] {
            assert_eq!(told(before, "a number"), reads, "{before}");
        }
        assert_eq!(told("There was no ", "another company"), "There was no another company");
        for (before, reads) in [("专利号", "专利号（一个号码）"), ("留下", "留下一个号码")]
        {
            let mut told = before.to_owned();
            put(&mut told, "一个号码", Language::ZhCn);
            assert_eq!(told, reads);
        }
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        for (before, reads) in [
            ("", "One of them"),
            ("It ended. ", "It ended. One of them"),
            ("It ended.\n", "It ended.\nOne of them"),
            ("He said yes.” ", "He said yes.” One of them"),
            ("“", "“One of them"),
            ("They asked ", "They asked one of them"),
            ("They asked Mr. ", "They asked Mr. one of them"),
            ("www.", "www.one of them"),
        ] {
            assert_eq!(told(before, "one of them"), reads, "{before}");
        }
    }

    #[test]
    fn chinese_stands_as_it_is() {
        let mut told = "他说。".to_owned();
        put(&mut told, "a 公司", Language::ZhCn);
        assert_eq!(told, "他说。a 公司");
    }
}
