//! By what somebody of a case is known, and the other forms in which a text may call them: the company without its legal form, the
//! surname with a title, the phone without its country.

use super::{
    Trace,
    fold::{fold, is_ideograph},
};
use crate::{ids::PartyId, register::number_key};

/// Something by which somebody of the case is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// What kind of thing.
    pub trace: Trace,
    /// As the case has it.
    pub text: String,
    /// Whose, where it is a party's.
    pub party: Option<PartyId>,
}

/// One way to write it, folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    pub(super) chars: Vec<char>,
    /// A long number, found also within a longer one.
    pub(super) loose: bool,
}

/// Digits of which a number is long enough to be found anywhere.
const LOOSE: usize = 7;
/// How many digits of a phone say whose it is.
const PHONE: usize = 8;

const LEGAL: &[&str] = &[
    "co",
    "ltd",
    "limited",
    "inc",
    "llc",
    "gmbh",
    "ag",
    "kg",
    "corp",
    "corporation",
    "company",
    "sarl",
    "srl",
    "spa",
    "sas",
    "sa",
    "bv",
    "nv",
    "plc",
    "pte",
    "pty",
    "oy",
    "ab",
    "as",
    "aps",
    "sl",
    "group",
    "holdings",
];
const PLACES: &[&str] = &[
    "guangdong",
    "guangzhou",
    "shenzhen",
    "shanghai",
    "beijing",
    "zhongshan",
    "foshan",
    "dongguan",
    "zhejiang",
    "ningbo",
    "hangzhou",
    "jiangsu",
    "fujian",
    "xiamen",
    "quanzhou",
    "yiwu",
    "wenzhou",
    "huizhou",
    "zhuhai",
    "jiangmen",
    "suzhou",
    "changzhou",
    "tianjin",
    "chongqing",
    "chengdu",
    "wuhan",
    "qingdao",
    "shandong",
    "china",
    "hong",
    "kong",
    "hongkong",
    "taiwan",
];
const TRADES: &[&str] = &[
    "lighting",
    "lights",
    "light",
    "lamps",
    "lamp",
    "electric",
    "electrical",
    "electronic",
    "electronics",
    "technology",
    "technologies",
    "tech",
    "industrial",
    "industry",
    "industries",
    "international",
    "trading",
    "trade",
    "import",
    "export",
    "and",
    "science",
    "optoelectronics",
    "design",
    "products",
    "appliance",
];
const LEGAL_ZH: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "集团公司",
    "集团",
    "公司",
    "制造厂",
    "工厂",
    "厂",
    "商行",
    "经营部",
    "工作室",
];
const PLACES_ZH: &[&str] = &[
    "中国", "广东", "广州", "深圳", "上海", "北京", "中山", "佛山", "东莞", "浙江", "宁波", "杭州", "江苏",
    "福建", "厦门", "泉州", "义乌", "温州", "惠州", "珠海", "江门", "苏州", "常州", "天津", "重庆", "成都",
    "武汉", "青岛", "山东", "香港", "台湾", "省", "市", "区", "县", "镇",
];
const TRADES_ZH: &[&str] = &[
    "照明",
    "灯饰",
    "灯具",
    "光电",
    "科技",
    "电子",
    "电器",
    "电气",
    "实业",
    "贸易",
    "技术",
    "工业",
    "国际",
    "进出口",
    "制造",
    "家居",
    "智能",
    "发展",
];
const TITLES: &[&str] =
    &["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "madam", "manager", "director"];
const TITLES_ZH: &[&str] = &["先生", "女士", "小姐", "总", "经理", "律师", "工程师", "工", "主任", "老师"];
/// Mail offices that say nothing of who writes.
const FREE_MAIL: &[&str] = &[
    "gmail.com",
    "qq.com",
    "163.com",
    "126.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "sina.com",
    "foxmail.com",
    "icloud.com",
    "proton.me",
    "gmx.de",
    "web.de",
];

impl Identifier {
    /// Every way to write it.
    pub(super) fn forms(&self) -> Vec<Form> {
        let mut written = match self.trace {
            Trace::Person => person(&self.text),
            Trace::Company => company(&self.text),
            Trace::Contact => contact(&self.text),
            Trace::Booth => booth(&self.text),
            Trace::Number => number(&self.text),
            Trace::Reference | Trace::Title => vec![self.text.clone()],
            Trace::Date | Trace::Amount | Trace::Hall => Vec::new(),
        };
        for form in &mut written {
            *form = fold(form);
        }
        written.sort();
        written.dedup();
        let form = |text: String| {
            let loose = text.len() >= LOOSE && text.bytes().all(|byte| byte.is_ascii_digit());
            Form { chars: text.chars().collect(), loose }
        };
        // One letter or sign alone would be found everywhere.
        written.into_iter().filter(|text| text.chars().count() > 1).map(form).collect()
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(fold).filter(|word| !word.is_empty()).collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(is_ideograph)
}

fn person(name: &str) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    if is_chinese(name) {
        let signs: Vec<char> = fold(name).chars().filter(|c| is_ideograph(*c)).collect();
        let Some((surname, given)) = signs.split_first() else { return forms };
        forms.push(signs.iter().collect());
        if given.len() > 1 {
            forms.push(given.iter().collect());
        }
        forms.extend(TITLES_ZH.iter().map(|title| format!("{surname}{title}")));
    }
    let words: Vec<_> = words(name).into_iter().filter(|word| !is_chinese(word)).collect();
    let words: Vec<_> = words.into_iter().filter(|word| !TITLES.contains(&word.as_str())).collect();
    forms.push(words.join(" "));
    forms.push(words.iter().rev().cloned().collect::<Vec<_>>().join(" "));
    for word in &words {
        // A short one is a word of everyday use as often as a name.
        if word.chars().count() > 3 {
            forms.push(word.clone());
        }
        forms.extend(TITLES.iter().map(|title| format!("{title} {word}")));
    }
    forms
}

fn company(name: &str) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    if is_chinese(name) {
        let signs: String = fold(name).chars().filter(|c| is_ideograph(*c)).collect();
        shorter(&signs, &mut forms);
    }
    let all: Vec<_> = words(name).into_iter().filter(|word| !is_chinese(word)).collect();
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let mut rest = all.as_slice();
    for (list, in_front) in [(LEGAL, false), (PLACES, true), (TRADES, false)] {
        while let Some(word) = if in_front { rest.first() } else { rest.last() } {
            if !is(list, word) {
                break;
            }
            rest = if in_front { &rest[1..] } else { &rest[..rest.len() - 1] };
        }
        if rest.concat().chars().count() > 3 {
            forms.push(rest.join(" "));
        }
    }
    forms
}

/// A Chinese company without its legal form, its place, its trade.
fn shorter(name: &str, forms: &mut Vec<String>) {
    let mut rest = name;
    for (list, in_front) in [(LEGAL_ZH, false), (PLACES_ZH, true), (TRADES_ZH, false)] {
        let cut = |text: &mut &str| {
            let shorter = list.iter().find_map(|part| {
                let left = if in_front { text.strip_prefix(part) } else { text.strip_suffix(part) }?;
                (left.chars().count() > 1).then_some(left)
            });
            shorter.map(str::len).is_some_and(|length| {
                *text = if in_front { &text[text.len() - length..] } else { &text[..length] };
                true
            })
        };
        while cut(&mut rest) {}
        if rest.chars().count() > 1 {
            forms.push(rest.to_owned());
        }
    }
}

fn contact(text: &str) -> Vec<String> {
    let mut forms = vec![text.to_owned()];
    let lower = text.trim().to_lowercase();
    if let Some((_, domain)) = lower.split_once('@') {
        if !FREE_MAIL.contains(&domain) {
            forms.push(domain.to_owned());
        }
        return forms;
    }
    let digits: String = fold(text).chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= LOOSE {
        forms.push(digits[digits.len().saturating_sub(PHONE)..].to_owned());
        return forms;
    }
    let host = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    forms.push(host.strip_prefix("www.").unwrap_or(host).to_owned());
    forms
}

/// A number of digits alone says nothing unless it is called a booth.
fn booth(number: &str) -> Vec<String> {
    let called = [
        format!("booth {number}"),
        format!("booth no {number}"),
        format!("stand {number}"),
        format!("{number}号展位"),
        format!("{number}展位"),
        format!("展位{number}"),
        format!("展位号{number}"),
        format!("{number}号摊位"),
    ];
    let folded = fold(number);
    let plain = folded.chars().all(|c| c.is_ascii_digit()) && folded.len() < 3;
    let bare = (!plain).then(|| number.to_owned());
    called.into_iter().chain(bare).collect()
}

fn number(text: &str) -> Vec<String> {
    let key = number_key(text);
    let digits = key.as_ref().filter(|key| key.len() > LOOSE).map(|key| {
        let digits: String = key.chars().filter(char::is_ascii_digit).collect();
        digits
    });
    // The last digit of a Chinese patent number is a check digit that is often left out.
    let short = digits.as_ref().filter(|digits| digits.len() > 12).map(|digits| digits[..12].to_owned());
    [Some(text.to_owned()), key, digits, short].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(trace: Trace, text: &str) -> Vec<String> {
        let known = Identifier { trace, text: text.to_owned(), party: None };
        known.forms().into_iter().map(|form| form.chars.into_iter().collect()).collect()
    }

    #[test]
    fn a_company_is_found_without_legal_form_place_and_trade() {
        let chinese = forms(Trace::Company, "中山市明灯照明科技有限公司");
        for short in ["中山市明灯照明科技", "明灯照明科技", "明灯"] {
            assert!(chinese.contains(&short.to_owned()), "{short}: {chinese:?}");
        }
        let english = forms(Trace::Company, "Zhongshan Lumen Lighting Co., Ltd.");
        for short in ["zhongshanlumenlighting", "lumenlighting", "lumen"] {
            assert!(english.contains(&short.to_owned()), "{short}: {english:?}");
        }
    }

    #[test]
    fn a_person_is_found_by_surname_with_a_title_and_a_phone_without_its_country() {
        let known = forms(Trace::Person, "李伟明");
        assert!(known.contains(&"李先生".to_owned()) && known.contains(&"伟明".to_owned()), "{known:?}");
        let known = forms(Trace::Person, "Li Weiming");
        assert!(known.contains(&"weimingli".to_owned()) && known.contains(&"mrli".to_owned()), "{known:?}");
        assert!(!known.contains(&"li".to_owned()), "too short to be a name by itself");
        assert!(forms(Trace::Contact, "+86 138 0013 8000").contains(&"00138000".to_owned()));
        assert!(forms(Trace::Contact, "mei@lumen.example").contains(&"lumenexample".to_owned()));
        assert!(!forms(Trace::Contact, "mei@qq.com").contains(&"qqcom".to_owned()));
        assert!(!forms(Trace::Booth, "12").contains(&"12".to_owned()));
    }
}
