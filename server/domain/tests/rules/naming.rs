//! By which words somebody is recognised: given a case with Chinese names, when its account calls them as people do, in signs or in
//! Latin letters, whole or by a part, then the desk finds it, nothing of it is left beside what stands in its place, and ordinary
//! words are left alone.

use domain::{
    Refusal,
    fair::Language,
    testing::{TestFair, account},
    typical::{
        Finding, Ground, Identifier, Mask, Trace, Treatment, TypicalBody, findings, masked, names_somebody,
        untreated,
    },
};

use super::typical::{known, over, public, publish, replaced, telling, with};

fn names() -> Vec<Identifier> {
    vec![
        known(Trace::Person, "陈思远"),
        known(Trace::Person, "李娜"),
        known(Trace::Company, "北京一加科技有限公司"),
        known(Trace::Number, "ZL 2023 3 0055123.4"),
    ]
}

/// An account in Chinese whose dispute reads so.
fn telling_in_signs(dispute: &str) -> TypicalBody {
    TypicalBody { accounts: vec![account(Language::ZhCn, dispute)], masks: Vec::new() }
}

/// What stands in the account once everything found in it is replaced.
fn told(mut draft: TypicalBody, known: &[Identifier], words: &str) -> String {
    let language = draft.accounts[0].language;
    for Finding { key, .. } in findings(&draft, known) {
        draft.masks.push(Mask { language, found: key, treatment: replaced(words) });
    }
    assert!(untreated(&draft, known, Ground::Anonymised).is_empty(), "{draft:?}");
    masked(&draft, known)[0].dispute.clone()
}

#[test]
fn a_chinese_name_in_latin_letters_goes_no_further() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    for called in [
        "Siyuan",
        "Si Yuan",
        "Si-yuan’s wife",
        "Chen Siyuan",
        "CHEN Siyuan",
        "Chen, Siyuan",
        "Siyuan Chen",
        "chen siyuan",
        "Mr Chen",
        "Ms. Chen",
        "Director Chen",
        "Li Na",
        "Na Li",
        "Ms Li",
        "Yijia",
        "Yi Jia",
        "Beijing Yijia",
        "Yijia Technology",
    ] {
        let text = format!("Then {called} came to the table.");
        let answer = publish(&mut fair, case, telling(&text), Ground::Anonymised, names());
        assert!(matches!(answer, Err(Refusal::Unmasked { found: 1 })), "{called}: {answer:?}");
        assert!(names_somebody(&text, &names()), "{called}");
    }
    assert!(!public(&fair, case));
    let draft = with(telling("Then Mr Chen came to the table."), "mrchen", replaced("one of those present"));
    publish(&mut fair, case, draft, Ground::Anonymised, names()).unwrap();
}

#[test]
fn the_short_forms_of_a_chinese_name_go_no_further() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    for called in [
        "小陈",
        "老陈",
        "阿远",
        "陈总",
        "陈工",
        "陈总经理",
        "陈先生",
        "陈女士",
        "陈经理",
        "陈小姐",
        "思远",
        "远先生",
        "思远先生",
        "陳思遠",
        "陈思远先生",
        "小李",
        "李女士",
    ] {
        let draft = telling_in_signs(&format!("随后{called}到场。"));
        let answer = publish(&mut fair, case, draft, Ground::Anonymised, names());
        assert!(matches!(answer, Err(Refusal::Unmasked { found: 1 })), "{called}: {answer:?}");
    }
    let draft = telling_in_signs("随后陈思远先生到场。");
    assert_eq!(told(draft, &names(), "某在场人员"), "随后某在场人员到场。", "the title goes with the name");
}

#[test]
fn a_surname_behind_a_familiar_word_and_a_first_letter_go_with_the_name() {
    let names = [known(Trace::Person, "陈思远"), known(Trace::Person, "Iris Mendes")];
    for (called, trace) in [
        ("Xiao Chen", Trace::Person),
        ("Lao Chen", Trace::Person),
        ("Old Chen", Trace::Person),
        ("old Chen", Trace::Person),
        ("C. Siyuan", Trace::Person),
        ("I. Mendes", Trace::Person),
        ("Chen", Trace::Word),
    ] {
        let found = findings(&telling(&format!("They asked {called}. Nobody spoke.")), &names);
        let found: Vec<_> = found.iter().map(|found| (found.trace, found.found.as_str())).collect();
        assert_eq!(found, [(trace, called)], "{called}");
    }
    let page = "The lamp is old. Chenille was shown, and a chen is nothing.";
    assert!(findings(&telling(page), &names).is_empty(), "{:?}", findings(&telling(page), &names));
}

#[test]
fn a_short_name_is_asked_about_where_it_is_written_as_one() {
    let names = ["Ana Ruiz", "何俊", "Vo An"].map(|name| known(Trace::Person, name));
    for (text, called) in [
        ("By phone with Ana they settled.", "Ana"),
        ("ANA agreed.", "ANA"),
        ("Jun, who was there, asked for a licence.", "Jun"),
        ("They asked An to come.", "An"),
    ] {
        let draft = telling(text);
        let found = findings(&draft, &names);
        let all: Vec<_> = found.iter().map(|found| (found.trace, found.of, found.found.as_str())).collect();
        assert_eq!(all, [(Trace::Word, Trace::Person, called)], "{text}");
        assert_eq!(untreated(&draft, &names, Ground::Consent).len(), 1, "{text}");
        let stays = with(draft, &found[0].key, Treatment::Kept("another".to_owned()));
        assert!(untreated(&stays, &names, Ground::Anonymised).is_empty(), "a person said so: {text}");
    }
    let page =
        "An hour went by. An analysis in June, a junction, an ana, a banana: nobody was meant by that.";
    let found: Vec<_> =
        findings(&telling(page), &names).into_iter().filter(|one| one.trace.always()).collect();
    assert!(found.is_empty(), "{found:?}");
    let draft = telling_in_signs("随后何某到场。");
    assert_eq!(findings(&draft, &names)[0].trace, Trace::Person, "as a report calls somebody");
    assert_eq!(told(draft, &names, "某在场人员"), "随后某在场人员到场。");
}

#[test]
fn the_last_digits_of_a_phone_go_with_the_word_before_them() {
    let names = [known(Trace::Contact, "+39 02 555 0187")];
    for (text, reads) in [
        ("They called the phone ending 187.", "They called the phone contact left out."),
        ("They called +39 02 555 at noon.", "They called contact left out at noon."),
        ("There were 187 lamps.", "There were 187 lamps."),
    ] {
        assert_eq!(told(telling(text), &names, "contact left out"), reads, "{text}");
    }
    for (text, reads) in [("电话尾号0187", "电话联系方式略"), ("共有187件", "共有187件")] {
        assert_eq!(told(telling_in_signs(text), &names, "联系方式略"), reads, "{text}");
    }
}

#[test]
fn what_a_product_is_called_is_found_in_other_capitals_and_in_full_width() {
    for title in ["ACME Chair", "acme chair", "ＡＣＭＥ　ｃｈａｉｒ"] {
        let names = [known(Trace::Title, title)];
        for called in ["ACME Chair", "acme chair", "Acme CHAIR", "ＡＣＭＥ　ｃｈａｉｒ"] {
            let found = findings(&telling(&format!("They showed “{called}” there.")), &names);
            let found: Vec<_> = found.iter().map(|found| (found.trace, found.found.as_str())).collect();
            assert_eq!(found, [(Trace::Title, called)], "{title}");
        }
    }
}

#[test]
fn a_booth_with_its_hall_goes_whole() {
    let names = [known(Trace::Booth, "B10"), known(Trace::Booth, "1 B10")];
    for (text, reads) in [
        ("We met at Hall 1 B10.", "We met at a booth."),
        ("We met at Hall 1 · B10.", "We met at a booth."),
        ("We met at the Hall 1 · B10.", "We met at the booth."),
        ("We met at 1 B10.", "We met at a booth."),
        ("We met at booth B10.", "We met at a booth."),
        ("We met in the hall.", "We met in the hall."),
    ] {
        assert_eq!(told(telling(text), &names, "a booth"), reads, "{text}");
    }
    for (text, reads) in [
        ("我们在展馆1·B10见面。", "我们在一个展位见面。"),
        ("我们在馆1 B10展位见面。", "我们在一个展位见面。"),
        ("我们在8.0馆B10见面。", "我们在一个展位见面。"),
    ] {
        assert_eq!(told(telling_in_signs(text), &names, "一个展位"), reads, "{text}");
    }
}

/// Whoever's it is: a number behind a hall says where somebody stood.
#[test]
fn a_booth_of_nobody_known_goes_with_its_hall() {
    for (text, reads) in [
        ("We met at Hall 1 B10.", "We met at one of the halls."),
        ("We met in Hall 1, booth 12 too.", "We met in one of the halls too."),
        ("We met in Hall 1 at noon.", "We met in one of the halls at noon."),
    ] {
        assert_eq!(told(telling(text), &[], "one of the halls"), reads, "{text}");
    }
    assert_eq!(told(telling_in_signs("我们在1号馆B10见面。"), &[], "一个展馆"), "我们在一个展馆见面。");
}

#[test]
fn a_name_goes_with_its_own_point_and_with_what_it_is_called_in_brackets() {
    let party = Some(domain::PartyId([7; 16]));
    let of = |text: &str| Identifier { trace: Trace::Company, text: text.to_owned(), party };
    let names = [of("3B Profiles S.r.l."), of("Acme Quillveen GmbH"), of("艾可米照明有限公司")];
    for (text, reads) in [
        ("On 3B Profiles S.r.l.’s booth.", "On Company B’s booth."),
        ("They asked 3B Profiles S.r.l. for it.", "They asked Company B for it."),
        ("They asked 3B Profiles S.r.l. Then they left.", "They asked Company B. Then they left."),
        ("They asked Acme Quillveen (艾可米照明有限公司) for it.", "They asked Company B for it."),
        ("They asked Acme Quillveen （艾可米）.", "They asked Company B."),
        ("They asked Acme Quillveen (of 艾可米) for it.", "They asked Company B (of Company B) for it."),
    ] {
        assert_eq!(told(telling(text), &names, "Company B"), reads, "{text}");
    }
}

/// A bare first word may mean either: it is not taken for the first of them.
#[test]
fn what_two_sides_are_called_by_is_of_neither() {
    let of = |name: &str, at: u8| Identifier {
        trace: Trace::Company,
        text: name.to_owned(),
        party: Some(domain::PartyId([at; 16])),
    };
    let names = [of("Rongting Yushuo Lighting Ltd", 1), of("Rongting Shufeng Lighting Ltd", 2)];
    let found = findings(&telling("They asked Rongting. Rongting Shufeng came."), &names);
    let all: Vec<_> = found.iter().map(|one| (one.found.as_str(), one.party, one.shared)).collect();
    assert_eq!(all, [("Rongting", None, true), ("Rongting Shufeng", names[1].party, false)]);
    let alone = findings(&telling("They asked Rongting."), &names[..1]);
    assert_eq!((alone[0].party, alone[0].shared), (names[0].party, false));
}

#[test]
fn no_name_goes_on_behind_the_end_of_a_sentence() {
    let firm = [known(Trace::Company, "Yunxiu Zhiye Office Furniture Co., Ltd.")];
    for (text, expected) in [
        ("They asked Zhiye. Office hours ended.", vec!["Zhiye"]),
        ("They asked Zhiye! Office hours ended.", vec!["Zhiye"]),
        ("They asked Zhiye Office.", vec!["Zhiye Office"]),
        ("They asked Zhiye Office Furniture Co., Ltd. for it.", vec!["Zhiye Office Furniture Co., Ltd."]),
    ] {
        let found: Vec<_> = findings(&telling(text), &firm).into_iter().map(|found| found.found).collect();
        assert_eq!(found, expected, "{text}");
    }
    let firm = [known(Trace::Company, "A. T. D. Talat San. Tic. Ltd. Sti.")];
    let found = findings(&telling("They asked A. T. D. Talat San. Tic. Ltd. Sti. for it."), &firm);
    assert_eq!(found.len(), 1, "shortened words end no sentence: {found:?}");
    let signs = [known(Trace::Company, "云岫芷野办公家具有限公司")];
    let found = findings(&telling_in_signs("他们问了云岫！芷野的展位"), &signs);
    let found: Vec<_> = found.iter().map(|found| found.found.as_str()).collect();
    assert_eq!(found, ["云岫", "芷野"]);
}

#[test]
fn an_ordinary_word_of_a_firm_is_asked_about_where_it_is_written_as_a_name() {
    let firm = [
        known(Trace::Company, "Yunxiu Zhiye Office Furniture Co., Ltd."),
        known(Trace::Company, "Quillshima Trading (Shanghai), ordinary licence until 2028"),
        known(Trace::Company, "琅遥生活家居有限公司"),
        known(Trace::Company, "奎尔希玛贸易（上海），普通许可"),
    ];
    for text in [
        "The office was full.",
        "Ordinary words were said.",
        "Office hours ended. Furniture was shown.",
        "An ordinary licence was shown.",
    ] {
        let found = findings(&telling(text), &firm);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
    for (text, word) in
        [("They asked Office to come.", "Office"), ("Office Furniture was asked.", "Office Furniture")]
    {
        let found = findings(&telling(text), &firm);
        let found: Vec<_> = found.iter().map(|found| (found.trace, found.found.as_str())).collect();
        assert_eq!(found, [(Trace::Word, word)], "{text}");
    }
    let found = findings(&telling_in_signs("日常生活用品，普通许可。"), &firm);
    assert!(found.is_empty(), "{found:?}");
    let found = findings(&telling_in_signs("琅遥生活的展位"), &firm);
    assert_eq!((found.len(), found[0].trace), (1, Trace::Company), "{found:?}");
    let only = [known(Trace::Company, "Home Lighting Ltd")];
    assert_eq!(findings(&telling("They asked home."), &only).len(), 1, "it has no other word");
}

#[test]
fn the_beginning_of_a_number_goes_no_further() {
    for number in [
        "ZL202330",
        "ZL2023300551",
        "ZL 2023 3 00551",
        "2023300551",
        "202330055123",
        "ZL202330055123.4",
        "ZL2023300551xxx.4",
    ] {
        let found = findings(&telling(&format!("The patent {number} was shown.")), &names());
        let found: Vec<_> = found.iter().map(|found| (found.trace, found.found.as_str())).collect();
        assert_eq!(found, [(Trace::Number, number)], "{number}");
    }
    for other in ["ZL20233", "ZL202330059999", "12023300551"] {
        let found = findings(&telling(&format!("The patent {other} was shown.")), &names());
        assert!(found.iter().all(|found| found.trace != Trace::Number), "{other}: {found:?}");
    }
}

#[test]
fn what_is_written_as_a_word_and_as_a_name_is_a_name() {
    let draft = telling("They asked siyuan, and Siyuan came.");
    let found = findings(&draft, &names());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].trace, found[0].times, found[0].found.as_str()), (Trace::Person, 2, "Siyuan"));
    let kept = with(draft, "siyuan", Treatment::Kept("a word".to_owned()));
    assert_eq!(untreated(&kept, &names(), Ground::Anonymised).len(), 1);
    let word = findings(&telling("They asked siyuan."), &names());
    assert_eq!((word[0].trace, word[0].of), (Trace::Word, Trace::Person), "asked about");
}

#[test]
fn nothing_of_a_firms_name_is_left_beside_its_mask() {
    let lumen = [known(Trace::Company, "Zhongshan Lumen Lighting Technology Co., Ltd.")];
    for (text, reads) in [
        ("Lumen Lighting showed a lamp.", "Company A showed a lamp."),
        ("LUMEN LIGHTING showed a lamp.", "Company A showed a lamp."),
        ("Then Lumen Lighting Co., Ltd. showed a lamp.", "Then Company A showed a lamp."),
        ("They asked Lumen. Technology helps.", "They asked Company A. Technology helps."),
    ] {
        assert_eq!(told(telling(text), &lumen, "Company A"), reads, "{text}");
    }
    let yijia = names();
    let text = "Beijing Yijia Technology Co., Ltd. showed a lamp.";
    assert_eq!(told(telling(text), &yijia, "Company A"), "Company A showed a lamp.");
    let light = [known(Trace::Company, "中山市明灯照明有限公司")];
    for (text, reads) in
        [("明灯灯饰的展位", "甲公司的展位"), ("明灯的灯饰", "甲公司的灯饰"), ("明灯照明集团", "甲公司")]
    {
        assert_eq!(told(telling_in_signs(text), &light, "甲公司"), reads, "{text}");
    }
}

#[test]
fn brackets_stay_in_pairs_and_what_everybody_calls_a_thing_stays() {
    let lamp = [known(Trace::Title, "台灯（浮月）"), known(Trace::Booth, "A02")];
    for (text, reads) in [
        ("申请人的台灯（浮月）被遮盖。", "申请人的涉案产品被遮盖。"),
        ("申请人的台灯(浮月)被遮盖。", "申请人的涉案产品被遮盖。"),
        ("申请人的浮月（台灯）被遮盖。", "申请人的涉案产品（台灯）被遮盖。"),
        ("展位上的台灯是产品。", "展位上的台灯是产品。"),
    ] {
        assert_eq!(told(telling_in_signs(text), &lamp, "涉案产品"), reads, "{text}");
    }
    let named = [known(Trace::Title, "C05展位上的吊灯"), known(Trace::Booth, "A02")];
    assert_eq!(told(telling_in_signs("申请人的展位是A02。"), &named, "某展位"), "申请人的展位是某展位。");
}

/// Surnames and names that are words of everyday use, in texts that mean nobody by them.
#[test]
fn ordinary_words_are_left_alone() {
    let people =
        ["何然龙", "尤安", "龙明", "宋任", "任石", "贝立", "时方", "于成", "方明", "张三", "He Ming"];
    let mut names: Vec<Identifier> = people.iter().map(|name| known(Trace::Person, name)).collect();
    names.push(known(Trace::Company, "立可照明有限公司"));
    names.push(known(Trace::Title, "Lamp at the booth"));
    names.push(known(Trace::Title, "台灯"));
    let page = "He asked whether you had seen an expert. The talk ran long, and he ran long after it; they sang a song like \
        another. They spoke to the manager. He agreed. The director he met would miss you. Bring an idea, be on time, and you \
        may see a lamp at a booth or a stand. An hour is long. Song and talk went on, as you do when you can.";
    let found = findings(&telling(page), &names);
    assert!(found.is_empty(), "{found:?}");
    let page = "任何工作人员都可以提问，如何总结由双方决定。展位位于工业区，台灯放在桌上。当时工作很多，一张工作证不够，双方总结了经验，\
        对方工作人员说明总体情况。产品在展位上，双方同意。";
    let found = findings(&telling_in_signs(page), &names);
    assert!(found.is_empty(), "{found:?}");
}
