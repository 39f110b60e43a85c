//! One cell's text: cleaned for keeping, and folded for comparing.
//!
//! Names are shown to mediators who act on them, so nothing invisible may make one name look like another; and the same
//! company is written in capitals here and with full-width brackets there, so that comparing needs its own form.

/// The names of the HTML codes for U+00A0 to U+00FF, in order: registration systems leave them in names (`S&ouml;hne`).
const LATIN_CODES: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo",
    "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot",
    "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute",
    "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash",
    "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde",
    "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc",
    "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave",
    "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// The other codes seen in names.
const OTHER_CODES: [(&str, char); 17] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("euro", '€'),
    ("trade", '™'),
    ("bull", '•'),
    ("hellip", '…'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
];

/// A cell after cleaning.
pub(super) struct Clean {
    /// One line, without outer spaces or runs of spaces.
    pub(super) text: String,
    /// Control characters or invisible marks were taken out.
    pub(super) invisible: bool,
    /// HTML codes were read.
    pub(super) codes: bool,
}

/// Cleans one cell: HTML codes read, invisible marks out, white space made single.
pub(super) fn clean(raw: &str) -> Clean {
    let (read, codes) = read_codes(raw);
    let mut invisible = false;
    let visible: String = read
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|&c| {
            let hidden = c.is_control() || is_hidden(c);
            invisible |= hidden;
            !hidden
        })
        .collect();
    let text = visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    Clean { text, invisible, codes }
}

/// Marks that only machines see: direction overrides, zero-width spaces, byte order marks, tags.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn read_codes(raw: &str) -> (String, bool) {
    let mut read = String::with_capacity(raw.len());
    let mut found = false;
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest code is a numeric one: `&#x10FFFF;`.
        let end = rest.bytes().take(12).position(|b| b == b';');
        if let Some((end, c)) = end.and_then(|end| Some((end, code(&rest[1..end])?))) {
            read.push(c);
            found = true;
            rest = &rest[end + 1..];
        } else {
            read.push('&');
            rest = &rest[1..];
        }
    }
    read.push_str(rest);
    (read, found)
}

fn code(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        return hex
            .map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
    }
    if let Some(&(_, c)) = OTHER_CODES.iter().find(|(known, _)| *known == name) {
        return Some(c);
    }
    let at = LATIN_CODES.iter().position(|known| *known == name)?;
    u32::try_from(at).ok().and_then(|at| char::from_u32(0xa0 + at))
}

/// Full-width forms of ASCII made half-width, and every kind of dash a hyphen.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

/// The form in which names are compared: letters and digits only, lower case, and the four Turkish i's as one, because
/// half of all programs turn `İ` into `I`. The legal form stays: `ABB AG` and `ABB GmbH` are two companies.
pub fn fold(text: &str) -> String {
    text.chars()
        .map(half_width)
        .map(|c| if matches!(c, 'İ' | 'I' | 'ı') { 'i' } else { c })
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Whether a cell only says that there is nothing to say.
pub(super) fn is_blank(text: &str) -> bool {
    let folded = fold(text);
    folded.is_empty()
        || matches!(
            folded.as_str(),
            "na" | "none" | "null" | "nil" | "tba" | "tbd" | "tbc" | "无" | "待定" | "暂无" | "未定"
        )
}

/// Whether the text has a Chinese character.
pub(super) fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Whether this is a Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_codes_are_read_once_and_unknown_ones_stay() {
        assert_eq!(clean("S&ouml;hne &amp; Co. &#39;X&#x27;").text, "Söhne & Co. 'X'");
        assert_eq!(clean("&amp;lt;b&amp;gt;").text, "&lt;b&gt;");
        assert_eq!(clean("A&B; C & D &nosuch; &").text, "A&B; C & D &nosuch; &");
        assert_eq!(clean("&yuml;&nbsp;&szlig;").text, "ÿ ß");
        assert_eq!(clean("&灯;").text, "&灯;");
    }

    #[test]
    fn invisible_marks_go_and_are_reported() {
        let cell = clean(" a\u{202e}\0b\u{200b}\r\n c\t ");
        assert_eq!((cell.text.as_str(), cell.invisible), ("ab c", true));
        assert!(!clean("İnşaat 灯饰 شركة").invisible);
    }

    #[test]
    fn names_fold_across_case_width_punctuation_and_the_turkish_i() {
        assert_eq!(fold("DİŞ TİC. LTD. ŞTİ."), fold("Diş Tic Ltd Şti"));
        assert_eq!(fold("DIŞ"), fold("dış"));
        assert_eq!(fold("ＡＢＣ（上海）有限公司"), fold("abc(上海) 有限公司"));
        assert_ne!(fold("ABB AG"), fold("ABB GmbH"));
    }

    #[test]
    fn blanks_are_told_from_values() {
        assert!(["", " - ", "N/A", "/", "无", "TBA", "—"].iter().all(|text| is_blank(text)));
        assert!(!is_blank("A1"));
    }
}
