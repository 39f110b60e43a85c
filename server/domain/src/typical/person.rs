//! How a text calls a person: by the whole name, by the given name, by the surname with a title, as 小陈 or 老陈, and a Chinese name in
//! Latin letters in either order, also with the first letter of one of them, and as "Xiao Chen" or "Old Chen". A surname alone in Latin
//! letters is asked about where it is no word: "Chen" may be anybody, and "He" is none of it. So is a short name with a capital, "Ana" or
//! "Jun"; one that is a word as well only where no sentence begins with it.

use super::{
    common::{is_common_zh, is_everyday, is_joint},
    fold::{fold, is_ideograph},
    known::Form,
    parts::{Part, words},
    romanised::{Spelled, is_homograph, is_word, spelled},
    writing::Written,
};

const TITLES: &[&str] =
    &["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "madam", "manager", "director", "engineer"];
/// What goes before the surname of whom one knows: 小陈 and 老陈 as they are read aloud or translated.
const FAMILIAR: &[&str] = &["xiao", "lao", "old", "little", "young"];
/// Titles that no other word begins with.
const TITLES_ZH: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "经理",
    "律师",
    "工程师",
    "主任",
    "老师",
    "总经理",
    "总监",
    "董事长",
    "厂长",
    "部长",
    "老板",
    "教授",
    "博士",
];
/// Titles with which other words begin: 工作, 总是.
const TITLES_ZH_SHORT: &[&str] = &["总", "工"];
/// What goes behind one sign of a given name.
const FAMILIAR_ZH: &[&str] = &["先生", "女士", "小姐"];
/// A name in Latin letters of so many is a word as often: it is asked about.
const SHORTEST: std::ops::RangeInclusive<usize> = 2..=3;
/// Most signs of a Chinese name: more are a foreign one by its sound.
const LONGEST: usize = 4;
/// Surnames of two signs.
const DOUBLE: &str = "
    欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 令狐 端木 东方 南宫 独孤 西门 百里 呼延 轩辕 钟离 太史 申屠 闻人 澹台 濮阳
    淳于 单于 司空 鲜于 赫连 第五 公羊 万俟";
/// What calls a person and is a word of everyday use as well.
const SHORT_WORDS: &str = "
    小时 小于 小金 小区 小包 小商 小单 小计 小家 小车 小路 小米 小方 小白 小黄 小年 小成 小安 小段 小江 小河 小石 小龙 小牛 小马 小高 小关
    老师 老板 老年 老化 老家 老路 老方 老成 老金 高工";

/// The name and the parts of it that mean somebody alone.
pub(super) fn parts(name: &str) -> Vec<Part> {
    let mut parts = vec![Part::own(name)];
    let signs = signs(name);
    parts.push(Part::own(&text(&signs)));
    for (_, given) in splits(&signs).into_iter().filter(|(_, given)| given.len() > 1) {
        // 和平 and 文化 are called so, and every text has the words.
        let given = text(given);
        parts.push(Part { everyday: is_everyday(&given) || is_common_zh(&given), text: given });
    }
    let words = latin(name);
    parts.push(Part::own(&words.concat()));
    parts.push(Part::own(&words.iter().rev().cloned().collect::<String>()));
    // A short one is a word of everyday use as often as a name, and so is a syllable like "long" and "song".
    let long = words.into_iter().filter(|word| word.chars().count() > *SHORTEST.end());
    parts.extend(long.map(|text| Part { everyday: is_word(&text), text }));
    parts
}

/// What means somebody only as it is written.
pub(super) fn forms(name: &str) -> Vec<Form> {
    let words = latin(name);
    let mut forms: Vec<Form> = words.iter().flat_map(|word| titled(word)).collect();
    forms.extend(words.iter().flat_map(|word| initialled(word, &words)));
    forms.extend(words.iter().filter(|word| is_short(name, word)).map(|word| short(word)));
    let signs = signs(name);
    let spells = (1..=LONGEST).contains(&signs.len()) && !name.contains(['·', '•', '・']);
    for (surname, given) in splits(&signs) {
        in_signs(surname, if spells { given } else { &[] }, &mut forms);
        if spells {
            in_letters(surname, given, &mut forms);
        }
    }
    forms.sort();
    forms.dedup();
    forms
}

fn text(signs: &[char]) -> String {
    signs.iter().collect()
}

/// The words of a name in Latin letters, without a title.
fn latin(name: &str) -> Vec<String> {
    let is_latin = |word: &String| !word.chars().any(is_ideograph) && !TITLES.contains(&word.as_str());
    words(name).into_iter().filter(is_latin).collect()
}

/// The signs of a Chinese name, without a title: whoever is put down as 陈先生 is not called 先生.
fn signs(name: &str) -> Vec<char> {
    let signs: String = fold(name).chars().filter(|c| is_ideograph(*c)).collect();
    let bare = TITLES_ZH.iter().filter_map(|title| signs.strip_suffix(*title));
    let bare = bare.filter(|bare| !bare.is_empty()).min_by_key(|bare| bare.len());
    bare.unwrap_or(&signs).chars().collect()
}

/// Surname and given name; both ways where the surname may be one of two signs.
fn splits(signs: &[char]) -> Vec<(&[char], &[char])> {
    let double = signs.get(..2).is_some_and(|front| is_double(&text(front)));
    let at = [1].into_iter().chain(double.then_some(2));
    at.filter_map(|at| signs.split_at_checked(at)).collect()
}

fn is_double(surname: &str) -> bool {
    DOUBLE.split_ascii_whitespace().any(|known| known == surname)
}

fn titled(name: &str) -> impl Iterator<Item = Form> {
    let before = TITLES.iter().chain(FAMILIAR);
    before.map(move |title| Form::of(&format!("{title}{name}"), Written::Titled(title.len())))
}

/// A word of a name in Latin letters behind the first letter of each other one: "C. Siyuan", "S. Chen".
fn initialled<'a>(word: &'a str, all: &'a [String]) -> impl Iterator<Item = Form> + 'a {
    let others = all.iter().filter(move |other| other.as_str() != word && word.chars().nth(1).is_some());
    let letters = others.filter_map(|other| other.chars().next());
    letters.map(move |letter| {
        let ends = vec![word.chars().count()];
        Form::of(&format!("{letter}{word}"), Written::Initial(ends))
    })
}

/// Whether a text has the word without meaning anybody by it.
fn is_said(word: &str) -> bool {
    is_word(word) || is_homograph(word) || is_joint(word) || is_everyday(word)
}

/// A surname alone, where it is no word: "Chen" is asked about, "He" and "Long" are not.
fn alone(family: &Spelled) -> Option<Form> {
    let text = family.text.as_str();
    (text.len() > 1 && !is_said(text)).then(|| Form::of(text, Written::Surname))
}

/// Whether a word of a name is a short name by itself, and no "de" of one.
fn is_short(name: &str, word: &str) -> bool {
    let joins = |token: &str| fold(token) == word && token.starts_with(char::is_lowercase);
    let letters = SHORTEST.contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
    letters && !(is_joint(word) && name.split_whitespace().any(joins))
}

/// A short name alone, as it is asked about.
fn short(name: &str) -> Form {
    Form::of(name, if is_said(name) { Written::Ordinary } else { Written::Surname })
}

fn in_signs(surname: &[char], given: &[char], forms: &mut Vec<Form>) {
    let (family, own) = (text(surname), text(given));
    let of = |text: String, open: bool| {
        let everyday = SHORT_WORDS.split_ascii_whitespace().any(|word| word == text);
        Form { everyday, ..Form::of(&text, Written::Signs { open }) }
    };
    forms.extend(TITLES_ZH.iter().map(|title| of(format!("{family}{title}"), false)));
    forms.extend(TITLES_ZH_SHORT.iter().map(|title| of(format!("{family}{title}"), true)));
    forms.extend(["小", "老"].map(|before| of(format!("{before}{family}"), true)));
    forms.push(of(format!("阿{family}"), false));
    forms.push(of(format!("{family}某"), false));
    if given.is_empty() {
        return;
    }
    // The title goes with the name.
    forms.extend(TITLES_ZH.iter().map(|title| Form::of(&format!("{family}{own}{title}"), Written::Anyhow)));
    if given.len() > 1 {
        forms.extend(TITLES_ZH.iter().map(|title| Form::of(&format!("{own}{title}"), Written::Anyhow)));
    }
    for sign in given {
        forms.push(of(format!("阿{sign}"), false));
        forms.extend(FAMILIAR_ZH.iter().map(|title| of(format!("{sign}{title}"), false)));
        // One sign before one sign is as often the middle of a sentence.
        forms.push(Form { everyday: true, ..of(format!("{sign}总"), true) });
    }
}

fn in_letters(surname: &[char], given: &[char], forms: &mut Vec<Form>) {
    let form = |known: &Spelled| Form::of(&known.text, Written::Spelled(known.ends.clone()));
    let (families, own) = (spelled(surname), spelled(given));
    for family in &families {
        forms.extend(titled(&family.text));
        forms.extend(alone(family));
        for own in own.iter().filter(|own| !own.text.is_empty()) {
            forms.extend([form(&family.and(own)), form(&own.and(family))]);
            let first = family.text.chars().next().into_iter();
            forms.extend(first.map(|letter| {
                Form::of(&format!("{letter}{}", own.text), Written::Initial(own.ends.clone()))
            }));
        }
    }
    // One syllable alone is a word in some language.
    if given.len() > 1 {
        forms.extend(own.iter().map(form));
    } else {
        forms.extend(own.iter().filter(|own| own.text.len() > 1).map(|own| short(&own.text)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str) -> Vec<String> {
        let parts = parts(name).into_iter().map(|part| part.text);
        parts.chain(forms(name).into_iter().map(|form| form.chars.into_iter().collect())).collect()
    }

    #[test]
    fn a_chinese_person_is_called_in_both_scripts() {
        let known = texts("陈思远");
        for called in [
            "思远",
            "小陈",
            "老陈",
            "阿远",
            "陈总",
            "陈工",
            "陈先生",
            "陈女士",
            "陈经理",
            "陈小姐",
            "陈某",
            "远先生",
            "思远先生",
            "siyuan",
            "chensiyuan",
            "siyuanchen",
            "mrchen",
            "mschen",
            "directorchen",
            "engineerchen",
            "xiaochen",
            "laochen",
            "oldchen",
            "csiyuan",
            "chen",
        ] {
            assert!(known.contains(&called.to_owned()), "{called}: {known:?}");
        }
        for nobody in ["陈", "si", "yuan", "先生"] {
            assert!(!known.contains(&nobody.to_owned()), "{nobody}");
        }
        let known = texts("李娜");
        assert!(known.contains(&"lina".to_owned()) && known.contains(&"msli".to_owned()));
        assert!(forms("李娜").contains(&Form::of("na", Written::Ordinary)), "a word as well");
        assert!(forms("何俊").contains(&Form::of("jun", Written::Surname)));
        assert!(!texts("何明").contains(&"he".to_owned()), "a word");
    }

    #[test]
    fn a_short_name_is_known_and_what_joins_two_is_none() {
        let short = |name: &str, word: &str, written: Written| forms(name).contains(&Form::of(word, written));
        assert!(short("Ana Ruiz", "ana", Written::Surname) && short("Vo An", "an", Written::Ordinary));
        assert!(short("Du Wei", "du", Written::Ordinary));
        for joint in ["de", "la"] {
            assert!(!texts("Ana de la Cruz").contains(&joint.to_owned()), "{joint}");
        }
    }

    #[test]
    fn every_reading_of_a_surname_and_a_surname_of_two_signs_are_known() {
        for (name, called) in [
            ("单伟明", "mrshan"),
            ("单伟明", "mrdan"),
            ("曾丽", "mszeng"),
            ("解明", "xieming"),
            ("欧阳修文", "mrouyang"),
            ("欧阳修文", "欧阳先生"),
            ("欧阳修文", "xiuwen"),
            ("陳思遠", "小陈"),
        ] {
            assert!(texts(name).contains(&called.to_owned()), "{called} of {name}");
        }
    }

    #[test]
    fn whoever_is_put_down_by_a_title_is_not_called_so() {
        let known = texts("陈先生");
        assert!(known.contains(&"陈先生".to_owned()) && known.contains(&"小陈".to_owned()), "{known:?}");
        assert!(!known.contains(&"先生".to_owned()), "{known:?}");
    }

    #[test]
    fn a_foreign_name_in_signs_is_not_spelled() {
        let known = texts("伊莉丝·门德斯");
        assert!(known.contains(&"伊先生".to_owned()));
        assert!(!known.iter().any(|text| text.contains("yili")), "{known:?}");
    }
}
