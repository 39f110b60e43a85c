//! By what somebody of a case is known, and the other forms in which a text may call them: the parts of a company's name, the surname
//! with a title, a Chinese name in Latin letters, the phone without its country or its town or by a part of it, the name in an e-mail
//! address, the beginning of a number.

use super::{
    Trace,
    common::{is_common, is_everyday, is_generic, is_made_of_things, is_ordinary},
    dialled, firm,
    fold::{fold, is_ideograph},
    parts::{Part, is_called_otherwise, of_company, of_title},
    person, product,
    writing::Written,
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
    /// A word of everyday use, though it is part of a name.
    pub(super) everyday: bool,
    /// Whether it is known with an ending too.
    pub(super) bends: Bends,
    /// How it has to stand there.
    pub(super) written: Written,
}

impl Form {
    /// A form that counts only as it is written, of a text that is folded.
    pub(super) fn of(text: &str, written: Written) -> Self {
        Self { chars: text.chars().collect(), loose: false, everyday: false, bends: Bends::Never, written }
    }
}

/// Whether a word is known with an ending too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bends {
    /// It is not: too short, a number, a word of everyday use.
    Never,
    /// It is short: "Osrams" is a name, "lumens" may be a word.
    AsName,
    /// It is long enough to mean nothing else: "Lundedales".
    Always,
}

/// Digits of which a number is long enough to be found anywhere.
const LOOSE: usize = 7;
/// Letters of which a word is long enough to be known with an ending.
const BENDS: usize = 4;
/// Letters of which it is long enough to mean nobody else with one.
const BENDS_SURELY: usize = 6;
/// How many digits of a phone say whose it is.
const PHONE: usize = 8;
/// How much of a number says which one it is, in signs, and how many of them are digits.
const BEGINNING: usize = 8;
/// See [`BEGINNING`].
const BEGINNING_DIGITS: usize = 6;

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
/// What stands before the @ of many an address and names nobody.
const MAILBOXES: &[&str] = &[
    "info", "sales", "contact", "office", "mail", "email", "post", "service", "support", "export", "admin",
    "shop",
];
/// Labels that name nobody in the name of a website.
const OFFICES: &[&str] = &["com", "net", "org", "gov", "edu", "www", "mail", "info", "shop"];

impl Identifier {
    /// Every way to write it.
    pub(super) fn forms(&self) -> Vec<Form> {
        let own = |written: Vec<String>| written.iter().map(|text| Part::own(text)).collect::<Vec<_>>();
        let mut parts: Vec<Part> = match self.trace {
            Trace::Person => person::parts(&self.text),
            Trace::Company => of_company(&self.text),
            Trace::Contact => contact(&self.text),
            Trace::Booth => own(booth(&self.text)),
            Trace::Number => own(number(&self.text)),
            Trace::Title => of_title(&self.text),
            Trace::Reference | Trace::Word => vec![Part::own(&self.text)],
            Trace::Reach | Trace::Register | Trace::Date | Trace::Amount | Trace::Hall => Vec::new(),
        };
        // Of two alike the one that means nobody else counts.
        parts.sort();
        parts.dedup_by(|later, first| later.text == first.text);
        // What a thing is called by everybody names none, though it may be all that an exhibit is called.
        parts.retain(|part| match self.trace {
            Trace::Title => !is_generic(&part.text) && !is_made_of_things(&part.text),
            Trace::Company => !is_generic(&part.text),
            Trace::Person
            | Trace::Contact
            | Trace::Booth
            | Trace::Number
            | Trace::Reference
            | Trace::Word
            | Trace::Reach
            | Trace::Register
            | Trace::Date
            | Trace::Amount
            | Trace::Hall => true,
        });
        // One letter or sign alone would be found everywhere.
        let long = parts.iter().filter(|part| part.text.chars().nth(1).is_some());
        long.map(|part| self.form(part)).chain(self.written()).collect()
    }

    /// What counts only as it is written.
    fn written(&self) -> Vec<Form> {
        match self.trace {
            Trace::Person => person::forms(&self.text),
            Trace::Company => firm::forms(&self.text),
            Trace::Number => beginnings(&self.text),
            Trace::Contact => dialled::forms(&self.text),
            Trace::Title => product::forms(&self.text),
            Trace::Booth
            | Trace::Reference
            | Trace::Word
            | Trace::Reach
            | Trace::Register
            | Trace::Date
            | Trace::Amount
            | Trace::Hall => Vec::new(),
        }
    }

    fn form(&self, part: &Part) -> Form {
        let chars: Vec<char> = part.text.chars().collect();
        let loose = part.text.len() >= LOOSE && part.text.bytes().all(|byte| byte.is_ascii_digit());
        // "Office" of "Zhiye Office Furniture": who is called so has a word of its own.
        let ordinary =
            self.trace == Trace::Company && is_ordinary(&part.text) && is_called_otherwise(&self.text);
        // What a right is called can be declined as it is.
        let everyday = (part.everyday || ordinary) && self.trace != Trace::Title;
        let spelled = chars.iter().all(|c| c.is_alphabetic() && !is_ideograph(*c));
        let bends = if spelled && !everyday { self.bends(part, chars.len()) } else { Bends::Never };
        let written = if ordinary { Written::Ordinary } else { Written::Anyhow };
        Form { chars, loose, everyday, bends, written }
    }

    fn bends(&self, part: &Part, letters: usize) -> Bends {
        let named = matches!(self.trace, Trace::Company | Trace::Title);
        if letters >= BENDS_SURELY && (named || self.trace == Trace::Person) {
            Bends::Always
        } else if letters >= BENDS && named && !is_everyday(&part.text) {
            // Of persons not: a short surname with a letter more is another one, "Chen" and "Cheng", "Mr Li" and "Mr Lin".
            Bends::AsName
        } else {
            Bends::Never
        }
    }
}

fn contact(text: &str) -> Vec<Part> {
    let mut parts = vec![Part::own(text)];
    let lower = text.trim().to_lowercase();
    if let Some((name, domain)) = lower.split_once('@') {
        parts.extend(mailbox(name));
        if !FREE_MAIL.contains(&domain) {
            parts.push(Part::own(domain));
            parts.extend(labels(domain));
        }
        return parts;
    }
    let digits: String = fold(text).chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= LOOSE {
        parts.push(Part::own(&digits[digits.len().saturating_sub(PHONE)..]));
        return parts;
    }
    let host = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    parts.push(Part::own(host));
    parts.extend(labels(host));
    parts
}

/// What stands before the @, where it says who writes: a name, a nickname, a number.
fn mailbox(name: &str) -> Option<Part> {
    let says = name.chars().count() > 2 && !MAILBOXES.contains(&name) && !is_common(&fold(name));
    says.then(|| Part::of(name))
}

/// The names within the name of a website: mostly the company's or its brand's.
fn labels(host: &str) -> impl Iterator<Item = Part> {
    let before_last = host.rsplit('.').skip(1);
    let says =
        |label: &&str| label.chars().count() > 2 && !OFFICES.contains(label) && !is_common(&fold(label));
    before_last.filter(says).map(Part::of)
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

/// What a number begins with is enough to look it up: of the rest an account may say no more than "xxx".
fn beginnings(text: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = number(text).iter().flat_map(|whole| beginnings_of(&fold(whole))).collect();
    forms.sort();
    forms.dedup();
    forms
}

fn beginnings_of(whole: &str) -> Vec<Form> {
    let ends = whole.char_indices().map(|(at, _)| at).skip(BEGINNING);
    let begins = ends.map(|end| &whole[..end]);
    let says = |text: &&str| text.bytes().filter(u8::is_ascii_digit).count() >= BEGINNING_DIGITS;
    begins.filter(says).map(|text| Form::of(text, Written::Beginning)).collect()
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
        let known = Identifier { trace: Trace::Person, text: "Li Weiming".to_owned(), party: None }.forms();
        let surname: Vec<_> = known.iter().filter(|form| form.chars == ['l', 'i']).collect();
        assert!(surname.iter().all(|form| form.written == Written::Surname), "with a capital: {surname:?}");
        assert!(forms(Trace::Contact, "+86 138 0013 8000").contains(&"00138000".to_owned()));
        assert!(forms(Trace::Contact, "mei@lumen.example").contains(&"lumenexample".to_owned()));
        assert!(!forms(Trace::Contact, "mei@qq.com").contains(&"qqcom".to_owned()));
        assert!(!forms(Trace::Booth, "12").contains(&"12".to_owned()));
    }

    #[test]
    fn a_phone_is_known_by_its_end_and_an_address_by_what_stands_before_it() {
        let known = forms(Trace::Contact, "+39 02 555 0187");
        for end in ["550187", "5550187", "25550187"] {
            assert!(known.contains(&end.to_owned()), "{end}: {known:?}");
        }
        assert!(!known.contains(&"87".to_owned()), "too short to say whose it is: {known:?}");
        assert!(forms(Trace::Contact, "anna.rossi@gmail.com").contains(&"annarossi".to_owned()));
        assert!(!forms(Trace::Contact, "info@lumen.example").contains(&"info".to_owned()));
    }

    #[test]
    fn a_number_is_known_by_its_beginning() {
        let known = forms(Trace::Number, "ZL 2023 3 0055123.4");
        for begun in ["zl202330", "zl2023300551", "20233005", "202330055123"] {
            assert!(known.contains(&begun.to_owned()), "{begun}: {known:?}");
        }
        assert!(!known.contains(&"zl20233".to_owned()) && !known.contains(&"2023300".to_owned()));
        let known = forms(Trace::Number, "国作登字-2023-F-00012345");
        assert!(!known.contains(&"国作登字2023".to_owned()), "every work of a year begins so: {known:?}");
    }

    #[test]
    fn what_everybody_calls_a_thing_names_none() {
        for (title, word) in [
            ("C05展位上的吊灯", "展位"),
            ("C05展位上的吊灯", "位上"),
            ("台灯", "台灯"),
            ("台灯（浮月）", "台灯"),
            ("Lamp at the booth", "booth"),
            ("Table lamp", "lamp"),
            ("Lamp", "lamp"),
            ("产品", "产品"),
        ] {
            let known = forms(Trace::Title, title);
            assert!(!known.contains(&word.to_owned()), "{word} of {title}: {known:?}");
        }
        assert!(forms(Trace::Title, "台灯（浮月）").contains(&"浮月".to_owned()));
        assert!(!forms(Trace::Company, "C05展位").contains(&"展位".to_owned()));
    }
}
