//! That no part of a name is missed: parts as people say them, and names of the shapes that real lists have.

use std::{collections::HashMap, path::PathBuf};

use proptest::prelude::*;

use super::*;

fn has(name: &str, part: &str) -> bool {
    of_company(name).iter().any(|known| known.text == fold(part))
}

fn declinable(name: &str, part: &str) -> bool {
    let mut alike = of_company(name).into_iter().filter(|known| known.text == fold(part)).peekable();
    alike.peek().is_some() && alike.all(|known| known.everyday)
}

#[test]
fn a_company_is_known_by_every_word_of_its_own() {
    let names: &[(&str, &[&str])] = &[
        (
            "Linxi Langyao Office Furniture Co., Ltd.",
            &["Linxi Langyao", "Linxi", "LANGYAO", "Langyao Office", "LLOF"],
        ),
        ("Lundedale Furnishings Inc.", &["Lundedale", "Lundedale Furnishings"]),
        ("ABB AG", &["abb"]),
        ("UG MOBİLYA SANAYİ LİMİTED ŞİRKETİ", &["UG"]),
        ("2N Telekomunikace a.s.", &["2N"]),
        ("A.T.D. AHMET TALAT DURAN DIŞ TİC LTD ŞTİ", &["ATD", "Ahmet Talat Duran", "Duran"]),
        ("Ostreloğlu Aydınlatma San. ve Tic. Ltd. Şti.", &["ostreloglu", "OSTRELOĞLU"]),
        ("Körner S.r.l.", &["Körner", "Korner", "Koerner"]),
        ("ООО «Светлана»", &["Светлана"]),
        ("Dongguan Lightstar Light Ltd", &["Lightstar", "DLL"]),
    ];
    for (name, parts) in names {
        for part in *parts {
            assert!(has(name, part), "{part} of {name}: {:?}", of_company(name));
        }
    }
    for (name, common) in [
        ("Lundedale Furnishings Inc.", "Furnishings"),
        ("Linxi Langyao Office Furniture Co., Ltd.", "Co"),
        ("ELİF MOBİLYA SAN. VE TİC. LTD. ŞTİ.", "ve"),
    ] {
        assert!(!has(name, common), "{common} of {name}");
    }
}

#[test]
fn a_chinese_company_is_known_by_any_two_signs_of_its_own() {
    let names: &[(&str, &[&str])] = &[
        (
            "临汐琅遥办公家具有限公司",
            &["临汐琅遥", "琅遥", "临汐", "临汐琅遥公司", "琅遥公司", "临汐琅遥集团"],
        ),
        ("中山市明灯照明科技有限公司", &["明灯", "明灯照明科技", "明灯公司"]),
        ("明灯（深圳）科技有限公司", &["明灯", "明灯深圳"]),
        ("伦德戴尔家具", &["伦德戴尔", "伦德", "戴尔"]),
        ("琅遥LANGYAO照明", &["琅遥", "Langyao"]),
    ];
    for (name, parts) in names {
        for part in *parts {
            assert!(has(name, part), "{part} of {name}: {:?}", of_company(name));
        }
    }
    for common in ["公司", "家具", "办公", "有限"] {
        assert!(!has("临汐琅遥办公家具有限公司", common), "{common}");
    }
}

#[test]
fn what_is_a_word_too_is_proposed_and_can_be_declined() {
    assert!(declinable("Apex Novaluna Lighting Ltd", "Apex"));
    assert!(declinable("东方琅遥照明有限公司", "东方"));
    assert!(declinable("312 Design Metal", "312"));
    for own in ["Novaluna", "Apex Novaluna"] {
        assert!(
            has("Apex Novaluna Lighting Ltd", own) && !declinable("Apex Novaluna Lighting Ltd", own),
            "{own}"
        );
    }
    assert!(!declinable("Apex GmbH", "Apex"), "its whole name");
    assert!(declinable("Light GmbH", "Light"));
}

#[test]
fn what_is_a_word_too_in_a_chinese_name_can_be_declined() {
    for (name, word) in [
        ("深圳未来科技有限公司", "未来"),
        ("深圳未来科技有限公司", "未来公司"),
        ("中山市照明电器有限公司", "照明"),
        ("中山市照明电器有限公司", "照明电器"),
        ("中山市照明电器有限公司", "照明公司"),
        ("照明有限公司", "照明"),
    ] {
        assert!(declinable(name, word), "{word} of {name}: {:?}", of_company(name));
    }
    for (name, own) in [
        ("深圳未来科技有限公司", "未来科技"),
        ("深圳未来科技有限公司", "深圳未来科技公司"),
        ("中山市照明电器有限公司", "中山市照明电器"),
        ("中山市明灯照明科技有限公司", "明灯"),
        ("中山市明灯照明科技有限公司", "明灯公司"),
        ("未来有限公司", "未来"),
    ] {
        assert!(has(name, own) && !declinable(name, own), "{own} of {name}: {:?}", of_company(name));
    }
}

#[test]
fn a_mark_is_known_by_its_parts_and_a_description_by_the_name_in_it() {
    let known = |title: &str, part: &str| of_title(title).iter().any(|known| known.text == fold(part));
    assert!(known("Novaluna Aurora", "aurora") && known("琅遥LANGYAO", "琅遥") && known("月影台灯", "月影"));
    let patent = "Folding arm for a reading lamp sold as Lunaria with the driver LX200";
    assert!(known(patent, "Lunaria") && known(patent, "LX-200"));
    assert!(!known(patent, "folding") && !known(patent, "reading"), "words that describe");
    assert!(known("一种月影台灯的支架", "月影"));
}

/// A name in the shapes that lists of exhibitors have, with the words of it that are its own.
fn names() -> impl Strategy<Value = (String, Vec<String>)> {
    let own = proptest::collection::vec("[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z][aeiou]x[aeiou]", 1..4);
    let place = prop_oneof![Just(""), Just("Zhongshan "), Just("Shenzhen "), Just("Istanbul ")];
    let trade = prop_oneof![
        Just(""),
        Just(" Lighting"),
        Just(" Office Furniture"),
        Just(" Lighting Technology"),
        Just(" MOBİLYA SAN. VE TİC."),
        Just(" Aydınlatma"),
    ];
    let legal = prop_oneof![
        Just(""),
        Just(" Co., Ltd."),
        Just(" GmbH & Co. KG"),
        Just(" S.r.l."),
        Just(" LTD. ŞTİ."),
        Just(" Sp. z o.o."),
        Just(" A. S."),
    ];
    (own, place, trade, legal, any::<bool>()).prop_map(|(own, place, trade, legal, loud)| {
        let name = format!("{place}{}{trade}{legal}", own.join(" "));
        (if loud { name.to_uppercase() } else { name }, own)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_or_run_of_words_of_a_name_is_missed((name, own) in names()) {
        for from in 0..own.len() {
            for until in from + 1..=own.len() {
                let part = own[from..until].join(" ");
                prop_assert!(has(&name, &part) && !declinable(&name, &part), "{} of {}", part, name);
            }
        }
    }

    #[test]
    fn no_two_signs_of_a_chinese_name_are_missed(
        head in "[琅遥翎朔砚珩霁岚芷葵漱禾榆笙]{2,5}",
        place in prop_oneof![Just(""), Just("中山市"), Just("广东省"), Just("深圳")],
        trade in prop_oneof![Just(""), Just("照明"), Just("办公家具"), Just("照明科技"), Just("智能家居")],
        legal in prop_oneof![Just(""), Just("有限公司"), Just("股份有限公司"), Just("集团")],
    ) {
        let name = format!("{place}{head}{trade}{legal}");
        let signs: Vec<char> = head.chars().collect();
        for pair in signs.windows(2) {
            let part: String = pair.iter().collect();
            prop_assert!(has(&name, &part), "{} of {}", part, name);
        }
        let called = format!("{head}公司");
        prop_assert!(has(&name, &called), "{} of {}", called, name);
    }
}

/// The third column of a list of exhibitors, as far as this needs it: a field in quotes may hold commas.
fn third(line: &str) -> Option<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut()?.push(c),
        }
    }
    fields.into_iter().nth(2)
}

/// Real lists may stand beside the tree; without them the shapes above have to do.
#[test]
fn no_word_that_one_real_exhibitor_alone_has_is_missed() {
    let folders: Vec<_> =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).ancestors().map(|at| at.join("shared/data")).collect();
    for list in ["exhibitors-light-building-2022.csv", "exhibitors-istanbul-furniture-2022.csv"] {
        let file = folders.iter().map(|folder| folder.join(list)).find(|path| path.exists());
        let Some(text) = file.and_then(|path| std::fs::read_to_string(path).ok()) else {
            println!("skipped: no shared/data/{list}");
            continue;
        };
        let names: Vec<String> = text.lines().skip(1).filter_map(third).collect();
        let mut times: HashMap<String, usize> = HashMap::new();
        for word in names.iter().flat_map(|name| words(name)) {
            *times.entry(word).or_default() += 1;
        }
        for name in &names {
            for word in words(name).into_iter().filter(|word| word.chars().count() > 2 && times[word] == 1) {
                assert!(is_common(&word) || has(name, &word), "{word} of {name}");
            }
        }
    }
}
