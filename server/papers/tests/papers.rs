//! The documents as others see them: read back as text, checked as files, photographed as pages.

#[path = "read/files.rs"]
mod read;
#[path = "../examples/samples/papers.rs"]
mod samples;

use std::{collections::HashSet, sync::LazyLock};

use papers::{
    Block, Check, Drawn, Fonts, Missing, Pair, Paper, PaperError, Picture, Sheet, SheetKind, SideBySide,
    SignaturePlace, Status, Table, html::html, sheets, typeset,
};
use proptest::prelude::*;
use read::{copied, folder, run};

static FONTS: LazyLock<Fonts> =
    LazyLock::new(|| Fonts::built_in().expect("the fonts are part of the program"));

fn plain(text: &str) -> Paper {
    Paper { language: "zh-CN".into(), blocks: vec![Block::paragraph(text)], ..Paper::default() }
}

#[test]
fn every_letter_can_be_copied() {
    // Names with letters beyond GB2312, and the alphabets of exhibitors; quotation marks of both kinds.
    let text = "朱镕基、陶喆、沈翀、䶮、燊、堃、㛃、鿏、𬱖、𫖯、𠅤；Işık Aydınlatma Çağlayan Ğğ Şş İi; Михаил Кузнецов Ґґ; Ελληνικά; Nguyễn Thị Hồng; \
                Łódź Dvořák Ærø “q” —…《书名》「注」①㈱㎡№ € £ ¥ ￥ § 1/2";
    let set = typeset(&plain(text), &FONTS).expect("it can be set");
    assert_eq!(set.missing, []);
    let copied = copied("letters", &set.pdf);
    let wanted: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    assert!(copied.contains(&wanted), "{copied}");
}

#[test]
fn names_from_korea_arabia_israel_and_thailand_are_letters_and_no_numbers() {
    let names =
        ["삼성전자 주식회사 김뷁", "شركة الإضاءة الحديثة", "بلاط لامع", "חברת תאורה בע״מ", "บริษัท แสงสว่าง จำกัด"];
    for name in names {
        let set = typeset(&plain(name), &FONTS).expect("it can be set");
        assert_eq!(set.missing, [], "{name}");
        let copied: HashSet<char> = copied("names", &set.pdf).chars().collect();
        let lost: Vec<char> =
            name.chars().filter(|letter| !letter.is_whitespace() && !copied.contains(letter)).collect();
        assert!(lost.is_empty(), "{name}: {lost:?} of {copied:?}");
    }
}

#[test]
fn every_chinese_letter_of_gbk_can_be_copied() {
    let all: String = ('\u{4e00}'..='\u{9fa5}').collect();
    let set = typeset(&plain(&all), &FONTS).expect("it can be set");
    assert_eq!(set.missing, []);
    let copied: HashSet<char> = copied("gbk", &set.pdf).chars().collect();
    let lost: Vec<char> = all.chars().filter(|letter| !copied.contains(letter)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn every_word_of_a_sample_is_on_paper_and_on_the_page() {
    let paper = samples::agreement();
    let set = typeset(&paper, &FONTS).expect("it can be set");
    let copied = copied("agreement", &set.pdf);
    let page = html(&paper).expect("it can be written");
    for block in &paper.blocks {
        let Block::SideBySide(columns) = block else { continue };
        for row in &columns.rows {
            assert!(page.contains(&row.left) && page.contains(&row.right));
            for letter in row.left.chars().chain(row.right.chars()).filter(|letter| !letter.is_whitespace()) {
                assert!(copied.contains(letter), "{letter}");
            }
        }
    }
    // A clause of one line's length in a column is found whole.
    for words in
        ["人民调解协议书", "一、主要事实和争议事项", "公司印章", "GülşenÖztürk", "沪展人调字〔2026〕第117号"]
    {
        assert!(copied.contains(words), "{words}: {copied}");
    }
}

#[test]
fn files_are_sound() {
    let folder = folder("sound");
    for (name, paper) in samples::all() {
        let file = folder.join(format!("{name}.pdf"));
        std::fs::write(&file, typeset(&paper, &FONTS).expect("it can be set").pdf)
            .expect("it can be written");
        let said = run("qpdf", &["--check", &file.to_string_lossy()]);
        assert!(said.contains("No syntax or stream encoding errors"), "{name}: {said}");
        let fonts = run("pdffonts", &[&file.to_string_lossy()]);
        for font in fonts.lines().skip(2) {
            assert!(font.contains("yes yes yes"), "not embedded, not a part, or not to be copied: {font}");
        }
        let facts = run("pdfinfo", &[&file.to_string_lossy()]);
        assert!(
            facts.contains("A4") && facts.contains("Tagged:") && facts.contains(&paper.titles[0]),
            "{facts}"
        );
    }
}

/// The codes a camera finds on a page of a document.
fn codes(test: &str, pdf: &[u8], page: usize) -> Vec<String> {
    let folder = folder(test);
    let (file, stem) = (folder.join("codes.pdf"), folder.join("page"));
    std::fs::write(&file, pdf).expect("the target folder can be written");
    let page = page.to_string();
    let (file, stem) = (file.to_string_lossy(), stem.to_string_lossy());
    run("pdftoppm", &["-r", "200", "-gray", "-png", "-singlefile", "-f", &page, "-l", &page, &file, &stem]);
    let picture = image::open(format!("{stem}.png")).expect("the page was drawn").to_luma8();
    let (width, height) = picture.dimensions();
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, |x, y| {
        picture.get_pixel(u32::try_from(x).expect("small"), u32::try_from(y).expect("small")).0[0]
    });
    seen.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

#[test]
fn codes_can_be_read_from_the_page() {
    let notice = samples::notice();
    let set = typeset(&notice, &FONTS).expect("it can be set");
    let check = notice.check.expect("it has one").address;
    assert_eq!(codes("check", &set.pdf, 1), [check]);
    assert_eq!(codes("reply", &set.pdf, 2), ["https://desk.example/r/7h2k-q9vt-c3mx"]);
    let booths = samples::booths(23);
    for (kind, pages, last) in
        [(SheetKind::A4Poster, 23, 1), (SheetKind::A5Card, 12, 1), (SheetKind::Labels, 3, 3)]
    {
        let mut told = Vec::new();
        let set = sheets(kind, "Booths", &booths, &FONTS, |done| told.push(done)).expect("it can be set");
        assert_eq!((set.pages, told.len(), told.last()), (pages, pages, Some(&23)));
        let mut found = codes(&format!("{kind:?}"), &set.pdf, pages);
        found.sort();
        let wanted: Vec<_> = booths[23 - last..].iter().map(|sheet| sheet.code.clone()).collect();
        assert_eq!(found, wanted, "{kind:?}");
    }
}

#[test]
fn the_same_document_has_the_same_bytes() {
    let fresh = Fonts::built_in().expect("the fonts are part of the program");
    for (name, paper) in samples::all() {
        let first = typeset(&paper, &FONTS).expect("it can be set");
        assert_eq!(typeset(&paper, &FONTS).expect("it can be set"), first, "{name}, warm");
        assert_eq!(
            typeset(&paper, &fresh).expect("it can be set"),
            first,
            "{name}, with other fonts in memory"
        );
    }
}

#[test]
fn missing_letters_are_told_once_and_printed_as_numbers() {
    let mut paper = plain("龘\u{2a696}和हिन");
    paper.titles = vec!["\u{2a696}".into()];
    let set = typeset(&paper, &FONTS).expect("it can be set");
    let told = |text: &str, chars: &[char]| Missing { text: text.into(), chars: chars.into() };
    assert_eq!(
        set.missing,
        [told("\u{2a696}", &['\u{2a696}']), told("龘\u{2a696}和हिन", &['\u{2a696}', 'ह', 'ि', 'न'])]
    );
    assert!(copied("missing", &set.pdf).contains("龘[U+2A696]和[U+0939][U+093F][U+0928]"));
}

#[test]
fn an_accent_on_an_ideograph_is_no_box() {
    let set = typeset(&plain("讄\u{33c}e\u{33c}か\u{3099}"), &FONTS).expect("it can be set");
    let lacking: Vec<char> = set.missing.iter().flat_map(|missing| missing.chars.clone()).collect();
    assert_eq!(lacking, ['讄', '\u{33c}']);
    assert!(copied("accents", &set.pdf).contains("[U+8B84][U+033C]e\u{33c}"));
}

#[test]
fn a_table_repeats_its_head_and_loses_no_row() {
    let rows =
        (0..150).map(|row| vec![format!("行{row}"), "展品".repeat(row % 40), "多".into(), "余".into()]);
    let table =
        Table {
            head: vec!["表头甲".into(), "表头乙".into()], rows: rows.collect(), ..Table::default()
        };
    let set = typeset(&Paper { blocks: vec![Block::Table(table)], ..Paper::default() }, &FONTS)
        .expect("it can be set");
    let text = copied("table", &set.pdf);
    assert_eq!(text.matches("表头甲").count(), set.pages);
    for row in 0..150 {
        assert!(text.contains(&format!("行{row}")));
    }
    assert_eq!(text.matches('余').count(), 150);
}

#[test]
fn a_very_long_clause_flows_over_pages() {
    let long = "各方同意并确认本条款的全部内容。".repeat(1_300);
    let rows = vec![Pair::clause(long.clone(), "Short."), Pair::clause("短", "W".repeat(60_000))];
    let columns =
        SideBySide {
            languages: ["zh".into(), "en".into()], heads: ["中文".into(), "English".into()], rows
        };
    let set = typeset(&Paper { blocks: vec![Block::SideBySide(columns)], ..Paper::default() }, &FONTS)
        .expect("it can be set");
    assert!(set.pages > 20);
    let text = copied("long", &set.pdf);
    assert_eq!(text.matches('。').count(), 1_300);
    assert_eq!(text.matches('W').count(), 60_000);
}

/// A small drawing as PNG.
fn drawing() -> Picture {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::GrayImage::from_fn(120, 40, |x, y| image::Luma([if x / 3 == y { 0 } else { 255 }]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("memory takes it");
    Picture {
        bytes: bytes.into_inner().into(),
        address: None,
        description: "签名".into(),
        caption: "图 1".into(),
    }
}

#[test]
fn pictures_are_printed_or_said_to_be_broken() {
    let drawn = Some(Drawn { picture: drawing(), label: "屏幕签名，证明力较弱".into() });
    let place = SignaturePlace {
        caption: "甲方".into(),
        signature: "签名".into(),
        drawn,
        ..SignaturePlace::default()
    };
    let blocks = vec![Block::Picture(drawing()), Block::Signatures(vec![place])];
    let set = typeset(&Paper { blocks, ..Paper::default() }, &FONTS).expect("it can be set");
    let text = copied("pictures", &set.pdf);
    assert!(text.contains("图1") && text.contains("屏幕签名，证明力较弱"));
    for bytes in [
        b"GIF89a".to_vec(),
        b"\x89PNG\r\n\x1a\nxx".to_vec(),
        vec![0xff, 0xd8, 1],
        drawing().bytes[..90].to_vec(),
    ] {
        let broken = Picture { bytes: bytes.into(), ..drawing() };
        let failed = typeset(&Paper { blocks: vec![Block::Picture(broken)], ..Paper::default() }, &FONTS);
        assert!(matches!(failed, Err(PaperError::Picture { .. } | PaperError::Pdf(_))), "{failed:?}");
    }
}

#[test]
fn a_code_with_too_much_in_it_is_refused() {
    let check = Some(Check { address: "x".repeat(4_000), caption: vec![] });
    assert_eq!(typeset(&Paper { check, ..Paper::default() }, &FONTS), Err(PaperError::Code(4_000)));
}

/// Any text, with what is most likely to do harm more often than not.
fn any_text() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        3 => any::<char>(),
        2 => proptest::char::range('\u{4e00}', '\u{9fff}'),
        2 => proptest::char::range(' ', '~'),
        1 => proptest::char::range('\u{0}', '\u{1f}'),
        1 => proptest::char::range('\u{300}', '\u{36f}'),
        1 => proptest::char::range('\u{2000}', '\u{206f}'),
        1 => proptest::char::range('\u{5d0}', '\u{6ff}'),
        1 => proptest::char::range('\u{1f1e6}', '\u{1f64f}'),
    ];
    proptest::collection::vec(letters, 0..50).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_ever_too_much(text in any_text(), more in any_text(), level: u8, count in 0_u16..9, wide: f32) {
        let paper = Paper {
            language: text.clone(),
            masthead: vec![text.clone(), more.clone()],
            titles: vec![more.clone(), text.clone()],
            number: text.clone(),
            version: more.clone(),
            issued: Some(jiff::Timestamp::UNIX_EPOCH),
            status: Some(Status { words: text.clone(), draft: true }),
            footer: vec![more.clone(); 9],
            paging: text.clone(),
            check: Some(Check { address: more.clone(), caption: vec![text.clone()] }),
            blocks: vec![
                Block::Heading { level, text: text.clone() },
                Block::paragraph(more.clone()),
                Block::list([(text.clone(), more.clone())]),
                Block::fields([(more.clone(), text.clone()), (text.clone(), String::new())]),
                Block::Table(Table { widths: vec![wide, 1.0], head: vec![text.clone(); 3], rows: vec![vec![more.clone(); 5], vec![]] }),
                Block::SideBySide(SideBySide { languages: [text.clone(), more.clone()], heads: [text.clone(), String::new()], rows: vec![Pair::clause(&more, &text), Pair::heading(&text, "")] }),
                Block::Signatures(vec![SignaturePlace { caption: text.clone(), fields: vec![(more.clone(), text.clone()).into()], signature: more.clone(), date: text.clone(), dated: more.clone(), drawn: None, seal: Some(text.clone()) }]),
                Block::Seal { caption: more.clone(), lines: vec![text.clone()] },
                Block::ticks([(true, text.clone()), (false, more.clone())]),
                Block::Lines { label: text.clone(), count },
                Block::Cut(more.clone()),
                Block::Code { text: text.clone(), lines: vec![more.clone(), text.clone()] },
                Block::note(text.clone()),
            ],
        };
        let set = typeset(&paper, &FONTS);
        prop_assert!(set.as_ref().is_ok_and(|set| set.archival), "{:?}", set.err());
        prop_assert!(html(&paper).is_ok());
        let sheet = Sheet { code: text.clone(), lines: vec![more.clone(), text.clone()], hall: more, booth: text.clone(), names: vec![text; 3] };
        let labels = sheets(SheetKind::Labels, "", &[sheet], &FONTS, |_| {});
        prop_assert!(labels.is_ok());
    }
}
