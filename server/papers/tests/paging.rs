//! Where pages end: what stays together, what may be parted, and what every sheet says of itself.

#[path = "read/files.rs"]
mod read;

use std::sync::LazyLock;

use papers::{Block, Check, Field, Fonts, Paper, SignaturePlace, Table, Typeset, typeset};
use read::{copied, folder, run};

static FONTS: LazyLock<Fonts> =
    LazyLock::new(|| Fonts::built_in().expect("the fonts are part of the program"));

fn set(blocks: Vec<Block>) -> Typeset {
    typeset(&Paper { blocks, ..Paper::default() }, &FONTS).expect("it can be set")
}

/// So many lines of running text.
fn lines(count: usize) -> Block {
    Block::paragraph("正文\n".repeat(count))
}

/// The copied text of each page.
fn by_page(test: &str, pdf: &[u8]) -> Vec<String> {
    let file = folder(test).join("pages.pdf");
    std::fs::write(&file, pdf).expect("the target folder can be written");
    let read = run("pdftotext", &["-enc", "UTF-8", &file.to_string_lossy(), "-"]);
    let pages = read.split('\u{c}').map(|page| page.chars().filter(|c| !c.is_whitespace()).collect());
    pages.filter(|page: &String| !page.is_empty()).collect()
}

#[test]
fn pages_count_themselves_and_bear_the_number() {
    let mut paper = Paper { blocks: vec![lines(120)], ..Paper::default() };
    paper.number = "沪展人调字〔2026〕第 9 号".into();
    paper.version = "第 3 版".into();
    paper.paging = "第 {page} 页，共 {pages} 页".into();
    let set = typeset(&paper, &FONTS).expect("it can be set");
    assert!(set.pages > 2);
    let text = copied("count", &set.pdf);
    for page in 1..=set.pages {
        assert_eq!(text.matches(&format!("第{page}页，共{}页", set.pages)).count(), 1);
    }
    assert_eq!(text.matches("沪展人调字〔2026〕第9号第3版").count(), set.pages);
}

/// No sheet can be put to another paper: from the second on each says at its head what it belongs to.
#[test]
fn every_page_says_which_paper_it_belongs_to() {
    let paper = Paper {
        titles: vec!["授权委托书".into(), "Power of attorney".into()],
        number: "第 9 号".into(),
        blocks: vec![lines(120)],
        ..Paper::default()
    };
    let set = typeset(&paper, &FONTS).expect("it can be set");
    let pages = by_page("running", &set.pdf);
    assert!(pages.len() > 2);
    assert_eq!(pages[0].matches("授权委托书").count(), 1);
    for page in &pages[1..] {
        // The number stands at the foot too.
        assert!(page.starts_with("授权委托书") && page.matches("第9号").count() == 2, "{page}");
    }
}

fn place(caption: &str, seal: bool) -> SignaturePlace {
    SignaturePlace {
        caption: caption.into(),
        signature: "签名".into(),
        date: "日期".into(),
        seal: seal.then(|| "公章".into()),
        ..SignaturePlace::default()
    }
}

/// Wherever a text happens to end: the first who signs does so below words of the paper, the seal is on the page of the last, and no
/// page is left half empty before them.
#[test]
fn nobody_signs_a_page_without_words_and_no_page_is_left_half_empty() {
    for count in 0..48 {
        let blocks = vec![
            lines(count),
            Block::heading("签署"),
            Block::paragraph("双方确认以上内容。"),
            Block::Signatures(vec![
                place("甲方", true),
                place("乙方", true),
                place("丙方", false),
                place("丁方", false),
            ]),
            Block::Seal { caption: "（印章）".into(), lines: vec!["调解委员会".into()] },
        ];
        let pages = by_page("signing", &set(blocks).pdf);
        let on = |words: &str| pages.iter().position(|page| page.contains(words)).expect("it is printed");
        assert_eq!(on("甲方"), on("双方确认以上内容"), "{count} lines: {pages:?}");
        assert_eq!(on("丁方"), on("调解委员会"), "{count} lines: {pages:?}");
        let before = on("甲方");
        if before > 0 {
            assert!(pages[before - 1].matches("正文").count() >= 24, "{count} lines: {pages:?}");
        }
    }
}

/// What stands before the last heading is no part of what is signed below it: it stays where there is room.
#[test]
fn only_the_last_words_turn_the_page_with_those_who_sign() {
    for count in 0..48 {
        let blocks = vec![
            lines(count),
            Block::heading("不同意见"),
            Block::paragraph("反对的意见。"),
            Block::heading("讨论结论"),
            Block::paragraph("遮盖前部。"),
            Block::Signatures(vec![place("记录人", false), place("负责人", false)]),
            Block::Seal { caption: "（印章）".into(), lines: vec!["调解委员会".into()] },
        ];
        let pages = by_page("last-words", &set(blocks).pdf);
        let on = |words: &str| pages.iter().position(|page| page.contains(words)).expect("it is printed");
        let signed = on("记录人");
        for words in ["讨论结论", "遮盖前部", "调解委员会"] {
            assert_eq!(on(words), signed, "{count} lines: {pages:?}");
        }
        assert_eq!(on("不同意见"), on("反对的意见"), "{count} lines: {pages:?}");
        if signed > 0 && on("不同意见") == signed {
            assert!(pages[signed - 1].matches("正文").count() >= 33, "{count} lines: {pages:?}");
        }
    }
}

/// A record of a panel in English, whose lines are wider than those of the Chinese one: both stand on one sheet.
#[test]
fn a_record_of_a_panel_stands_on_one_page() {
    let name = |caption: &str| SignaturePlace {
        caption: caption.into(),
        fields: vec![Field::from(("Name", ""))],
        signature: "Signature".into(),
        date: "Date".into(),
        ..SignaturePlace::default()
    };
    let paper = Paper {
        language: "en".into(),
        masthead: vec!["Lumen Asia".into(), "Lumen Asia IP Mediation Committee".into()],
        titles: vec!["Discussion of a major case".into()],
        number: "People's mediation No. 2026-025".into(),
        version: "Version 1".into(),
        paging: "Page {page} of {pages}".into(),
        footer: vec!["Hall 2, B01 · 2 号馆 B01".into()],
        check: Some(Check {
            address: format!("https://desk.example/v/{}", "a".repeat(140)),
            caption: vec!["Scan to check this paper".into()],
        }),
        blocks: vec![
            Block::fields([
                (
                    "Subject",
                    "Intellectual property dispute between 望舒榆禾电子有限公司（Wangshu Yuhe Electronics Co., Ltd.） and \
                     云岫霁桥灯饰有限公司（Yunxiu Jiqiao Lighting Co., Ltd.） (Trade mark)",
                ),
                ("Applicant", "望舒榆禾电子有限公司（Wangshu Yuhe Electronics Co., Ltd.）"),
                ("Respondent", "云岫霁桥灯饰有限公司（Yunxiu Jiqiao Lighting Co., Ltd.）"),
                ("Why it is a major case", "Foreign party or right, Difficult technology"),
                ("Day", "29 Nov 2026"),
                ("Who was there", "周立群, 吴思远"),
            ]),
            Block::heading("What was said for the way chosen"),
            Block::paragraph("The mark is clear."),
            Block::heading("What was said against it"),
            Block::paragraph("The use is descriptive."),
            Block::heading("What came out"),
            Block::paragraph("Propose to cover the front."),
            Block::Signatures(vec![name("Recorder"), name("Head of the mediation body")]),
            Block::Seal {
                caption: "(Seal)".into(),
                lines: vec!["Lumen Asia IP Mediation Committee".into(), "Date:".into()],
            },
        ],
        ..Paper::default()
    };
    assert_eq!(typeset(&paper, &FONTS).expect("it can be set").pages, 1);
}

/// One who signs alone leaves room beside it: the seal is there, at the same height.
#[test]
fn a_seal_stands_beside_the_last_who_signs_alone() {
    let seal = || Block::Seal { caption: "（印章）".into(), lines: vec!["调解委员会".into()] };
    let pages = |places: Vec<SignaturePlace>, count: usize| {
        set(vec![lines(count), Block::Signatures(places), seal()]).pages
    };
    let room = (0..48).rev().find(|count| pages(vec![place("甲方", false)], *count) == 1).expect("it fits");
    assert_eq!(pages(vec![place("甲方", false), place("乙方", false)], room), 2);
}

/// More places than a page holds.
#[test]
fn many_places_to_sign_are_parted_in_between() {
    let places = (1..=21).map(|at| place(&format!("第{at}方"), false));
    let blocks = vec![Block::paragraph("双方确认以上内容。"), Block::Signatures(places.collect())];
    let pages = by_page("many", &set(blocks).pdf);
    assert!(pages.len() > 1 && pages[0].contains("第1方") && pages[0].contains("第3方"), "{pages:?}");
    assert!(pages.last().expect("a page").contains("第21方"), "{pages:?}");
}

#[test]
fn a_list_of_two_is_never_parted() {
    for count in 20..48 {
        let list = Block::list([("1.", "第一项"), ("2.", "第二项")]);
        let pages = by_page("two", &set(vec![lines(count), Block::heading("请求"), list, lines(20)]).pdf);
        let page = pages.iter().find(|page| page.contains("请求")).expect("it is printed");
        assert!(page.contains("第一项") && page.contains("第二项"), "{count} lines: {pages:?}");
    }
}

#[test]
fn no_row_of_a_table_is_left_alone() {
    for count in 0..48 {
        let rows = (0..20).map(|row| vec![format!("行{row}。"), "值".into()]).collect();
        let table = Table { head: vec!["甲".into(), "乙".into()], rows, ..Table::default() };
        let pages = by_page("rows", &set(vec![lines(count), Block::Table(table)]).pdf);
        for page in pages.iter().filter(|page| page.contains('行')) {
            assert!(page.matches('行').count() >= 2, "{count} lines: {pages:?}");
        }
    }
}

/// A few lines over are brought in by a little less room between all of them.
#[test]
fn no_last_page_holds_a_few_lines_alone() {
    let mut parted = 0;
    for count in 30..60 {
        let pages = by_page("few", &set(vec![lines(count)]).pdf);
        if let [_, last] = pages.as_slice() {
            parted += 1;
            assert!(last.matches("正文").count() >= 3, "{count} lines: {pages:?}");
        }
    }
    assert!(parted > 10);
}

#[test]
fn papers_printed_together_count_their_own_pages() {
    let paging = "第{page}页共{pages}页".to_owned();
    let paper = |blocks| Paper { paging: paging.clone(), blocks, ..Paper::default() };
    let both = [paper(vec![lines(60)]), paper(vec![Block::paragraph("只有一页")])];
    let set = papers::typeset_all(&both, &FONTS).expect("it can be set");
    let pages = by_page("together", &set.pdf);
    assert_eq!((set.pages, pages.len()), (3, 3));
    for (page, says) in pages.iter().zip(["第1页共2页", "第2页共2页", "第1页共1页"]) {
        assert!(page.contains(says), "{page}");
    }
}
