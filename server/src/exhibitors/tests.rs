//! Lists as they come, from bytes to plan; and the rule that a second import of the same file changes nothing.

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

use proptest::prelude::*;

use super::*;

fn table(text: &str) -> Table {
    read(text.as_bytes(), None, &Limits::default()).unwrap()
}

fn planned(text: &str, known: &[Known<usize>], halls: &[&str]) -> Plan<usize> {
    let table = table(text);
    plan(&table, &recognise(&table.header), known, &KnownHalls::new(halls), None).unwrap()
}

/// What the desk knows once the plan is recorded.
fn applied(plan: &Plan<usize>, mut known: Vec<Known<usize>>) -> Vec<Known<usize>> {
    for step in plan.clone().into_steps() {
        match step {
            Step::New(planned) => known.push(Known { id: known.len(), listing: planned.listing }),
            Step::Update(update) => known[update.id].listing = update.planned.listing,
        }
    }
    known
}

fn lines_left_out(plan: &Plan<usize>) -> Vec<(u32, &'static str)> {
    plan.left_out.iter().map(|left| (left.line, left.reason.code())).collect()
}

fn note_codes(plan: &Plan<usize>) -> Vec<&'static str> {
    plan.notes.iter().map(Note::code).collect()
}

#[test]
fn rows_that_cannot_be_used_are_listed_and_the_rest_goes_in() {
    let long = "x".repeat(SHORT_CHARS + 1);
    let text = format!(
        "Exhibitors of the fair,,\nCompany,Hall,Booth\nGood,1,A1\n,1,A2\n\"Open,1,A3\nFoo, Inc.,1,A4\n{long},1,A5\nCompany,Hall,Booth\n---,1,A6\n,,\nLast,1,A7\n"
    );
    let plan = planned(&text, &[], &["1"]);
    assert_eq!(
        lines_left_out(&plan),
        [
            (4, "row-no-name"),
            (5, "row-broken-quote"),
            (6, "row-too-many-cells"),
            (7, "row-cell-too-long"),
            (8, "row-header-again"),
            (9, "row-no-name")
        ]
    );
    assert_eq!((plan.rows, plan.taken, plan.new.len()), (8, 2, 2));
    assert_eq!(plan.notes[0], Note::HeaderBelow { line: 2, rows: 1 });
    assert_eq!(plan.left_out[2].excerpt, "Foo | Inc. | 1 | A4");
}

#[test]
fn one_company_in_several_rows_has_several_booths_and_a_booth_may_be_shared_or_missing() {
    let plan = planned(
        "Company,Hall,Booth,Country\nABC Ltd.,1,A1,\nabc ltd,1,A2,China\nOther,1,A1,\nNone,,,\n",
        &[],
        &["1"],
    );
    let [abc, other, none] = plan.new.as_slice() else { panic!("{plan:?}") };
    assert_eq!(
        (abc.listing.name.as_str(), abc.listing.country.as_deref(), &abc.lines),
        ("ABC Ltd.", Some("China"), &vec![2, 3])
    );
    assert_eq!(abc.listing.booths, [Place::new("1", "A1"), Place::new("1", "A2")]);
    assert_eq!((other.listing.booths.len(), none.listing.booths.len()), (1, 0));
    assert_eq!(plan.booths[0].exhibitors, 2);
    assert_eq!(note_codes(&plan), ["note-same-exhibitor", "note-shared-booths", "note-without-booth"]);
}

#[test]
fn a_second_import_updates_instead_of_doubling() {
    let first = planned("Company,Booth,Hall,Country\nABC Ltd.,A1,1,China\nXYZ,B1,1,\n", &[], &["1"]);
    let known = applied(&first, vec![]);
    let again = planned("Company,Booth,Hall,Country\nABC Ltd.,A1,1,China\nXYZ,B1,1,\n", &known, &["1"]);
    assert!(again.is_empty());
    assert_eq!(again.unchanged, 2);

    let second = planned("Company,Booth,Hall,Country\nABC LTD,A2,Hall 2,\nNew,C1,2,\n", &known, &["1"]);
    assert_eq!((second.new.len(), second.updated.len(), second.unchanged, second.not_in_file), (1, 1, 0, 1));
    let update = &second.updated[0];
    assert_eq!(update.planned.listing.country.as_deref(), Some("China"), "an empty cell erases nothing");
    let changes: Vec<(Field, Option<&str>, &str)> = update
        .changes
        .iter()
        .map(|change| (change.field, change.before.as_deref(), change.after.as_str()))
        .collect();
    assert_eq!(
        changes,
        [(Field::Name, Some("ABC Ltd."), "ABC LTD"), (Field::Booth, Some("1 · A1"), "2 · A2")]
    );
    assert_eq!(
        second.new_halls,
        [NewHall { hall: "2".into(), shown: "Hall 2".into(), booths: 2, exhibitors: 2 }]
    );
}

#[test]
fn an_exhibitor_named_without_a_booth_keeps_its_booths() {
    let known = applied(&planned("Company,Booth\nABC,A1\n", &[], &["1"]), vec![]);
    assert!(planned("Company,Booth\nABC,\n", &known, &["1"]).is_empty());
}

#[test]
fn credit_codes_go_before_names() {
    let text = "公司名称,统一社会信用代码,展位\n佛山灯饰,91440600MA4X1234XA,A1\n佛山灯饰,91440600MA4X9999XB,A2\nFoshan Lighting,91440600ma4x1234xa,A3\n";
    let plan = planned(text, &[], &["1"]);
    let [first, second] = plan.new.as_slice() else { panic!("{plan:?}") };
    assert_eq!(
        (first.listing.other_name.as_deref(), first.listing.booths.len()),
        (Some("Foshan Lighting"), 2)
    );
    assert_eq!(second.listing.credit_code.as_deref(), Some("91440600MA4X9999XB"));
    assert!(note_codes(&plan).contains(&"note-name-twice"));
    let known = applied(&plan, vec![]);
    let renamed = planned("公司名称,统一社会信用代码\n佛山新灯饰,91440600MA4X9999XB\n", &known, &["1"]);
    assert_eq!(renamed.updated[0].id, 1);
    let lost = planned("公司名称,统一社会信用代码\n佛山灯饰,9.144E+17\n", &[], &["1"]);
    assert_eq!(
        (lost.new[0].listing.credit_code.as_deref(), note_codes(&lost)[0]),
        (None, "note-value-unusable")
    );
}

#[test]
fn a_list_in_one_script_meets_a_list_in_the_other() {
    let chinese =
        applied(&planned("公司名称,英文名,展位\n佛山灯饰,Foshan Lighting,A1\n", &[], &["1"]), vec![]);
    let english = planned("Company,Country\nFoshan Lighting,China\n", &chinese, &["1"]);
    assert_eq!((english.new.len(), english.updated[0].changes.len()), (0, 1));
    assert_eq!(english.updated[0].planned.listing.name, "佛山灯饰");
    let first_english = applied(&planned("Company\nFoshan Lighting\n", &[], &["1"]), vec![]);
    let both = planned("公司名称,英文名\n佛山灯饰,Foshan Lighting\n", &first_english, &["1"]);
    assert_eq!((both.new.len(), both.updated[0].planned.listing.name.as_str()), (0, "佛山灯饰"));
    let same_english = planned("公司名称,英文名\n佛山灯具,Foshan Lighting\n", &chinese, &["1"]);
    assert_eq!(same_english.new.len(), 1, "another company may have the same English name");
}

#[test]
fn particulars_are_taken_where_they_are_usable() {
    let products = "p".repeat(PRODUCTS_CHARS + 1);
    let text = format!(
        "Company,Phone,Email,Website,IP undertaking,Contact,Products\nA,+86 138 0000,a@b.cn,www.a.cn,已签署,Li,Lamps\nB,none,nobody,javascript:alert(1),maybe,N/A,{products}\nC,,,https://c.de:8080/x,否,,\n"
    );
    let plan = planned(&text, &[], &["1"]);
    let [a, b, c] = plan.new.as_slice() else { panic!("{plan:?}") };
    assert_eq!(
        (a.listing.undertaking, a.listing.phone.as_deref(), a.listing.contact.as_deref()),
        (Some(true), Some("+86 138 0000"), Some("Li"))
    );
    assert_eq!(b.listing, Listing { name: "B".into(), ..Listing::default() });
    assert_eq!(
        (c.listing.undertaking, c.listing.website.as_deref()),
        (Some(false), Some("https://c.de:8080/x"))
    );
    assert_eq!(note_codes(&plan).iter().filter(|code| **code == "note-value-unusable").count(), 3);
    assert!(note_codes(&plan).contains(&"note-value-too-long"));
}

#[test]
fn hidden_marks_and_html_codes_are_cleaned_and_reported() {
    let plan = planned("Company,Booth\nA\u{202e}BC\0,A1\nS&ouml;hne &amp; Co,A2\n", &[], &["1"]);
    assert_eq!((plan.new[0].listing.name.as_str(), plan.new[1].listing.name.as_str()), ("ABC", "Söhne & Co"));
    assert_eq!(note_codes(&plan)[..2], ["note-invisible-removed", "note-html-codes-read"]);
}

#[test]
fn without_a_name_column_the_headers_are_named_and_a_hand_can_help() {
    let table = table("Nr,Wer,Wo\n1,ABC,A1\n");
    let none: &[Known<usize>] = &[];
    let fault = plan(&table, &recognise(&table.header), none, &KnownHalls::default(), None).unwrap_err();
    assert_eq!(fault, FileFault::NoNameColumn { headers: "Nr | Wer | Wo".into() });
    let mapping = Mapping::by_hand([(Field::Name, 1), (Field::Booth, 2)]);
    assert_eq!(
        plan(&table, &mapping, none, &KnownHalls::new(["1"]), None).unwrap().new[0].listing.booths,
        [Place::new("1", "A1")]
    );
}

#[test]
fn a_row_of_the_list_never_becomes_the_header() {
    let unknown = table("Имя,Стенд\nThe Hall Company,Stand 1\nOther,A2\n");
    assert_eq!((unknown.header_line, unknown.rows.len()), (1, 2));
    let single = table("Exhibitors 2026\nCompany\nABC Company\n");
    assert_eq!((single.header_line, single.rows.len()), (2, 1));
}

#[test]
fn encodings_and_separators_meet() {
    let text = "公司名称;展位号;展馆\n佛山市灯饰有限公司;A1;1\n上海家具厂;A2;1\n";
    for bytes in [
        encoding_rs::GB18030.encode(text).0.into_owned(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ] {
        let table = read(&bytes, None, &Limits::default()).unwrap();
        assert_eq!(
            (table.rows[0].cells[0].as_str(), table.notes[0].code()),
            ("佛山市灯饰有限公司", "note-encoding-assumed")
        );
    }
    assert_eq!(table("sep=\t\nCompany\tBooth\nA, B\tC1\n").rows[0].cells, ["A, B", "C1"]);
    assert_eq!(table("Company\rA\rB\r").rows.len(), 2);
}

#[test]
fn limits_are_refused_in_words() {
    let fault = |bytes: &[u8], limits: Limits| read(bytes, None, &limits).unwrap_err().code();
    let small = Limits { bytes: 10, ..Limits::default() };
    assert_eq!(fault(b"Company,Booth\nA,B\n", small), "file-too-large");
    assert_eq!(fault(b"Company\nA\nB\nC\n", Limits { rows: 2, ..Limits::default() }), "file-too-many-rows");
    assert_eq!(
        fault("Company\nA\n".repeat(40).as_bytes(), Limits { rows: 2, ..Limits::default() }),
        "file-too-many-rows"
    );
    assert_eq!(fault(b" \r\n", Limits::default()), "file-empty");
    assert_eq!(fault(b"Company,Booth\n,\n", Limits::default()), "file-no-rows");
    assert_eq!(
        fault(b"Company,a,b\nA\n", Limits { columns: 2, ..Limits::default() }),
        "file-too-many-columns"
    );
}

#[test]
fn the_largest_exhibitor_stays_a_small_fact() {
    let wide = "灯".repeat(SHORT_CHARS);
    let listing = Listing {
        name: wide.clone(),
        other_name: Some(wide.clone()),
        credit_code: Some(wide.clone()),
        country: Some(wide.clone()),
        website: Some(wide.clone()),
        products: Some("灯".repeat(PRODUCTS_CHARS)),
        contact: Some(wide.clone()),
        phone: Some(wide.clone()),
        email: Some(wide),
        undertaking: Some(true),
        signed_on: None,
        signed_by: None,
        booths: vec![Place::new(&"馆".repeat(PLACE_CHARS), &"位".repeat(PLACE_CHARS)); BOOTHS_EACH],
    };
    assert!(serde_json::to_vec(&listing).unwrap().len() < 60_000);
}

/// The lists of two real fairs lie beside the working copy on some machines; nothing depends on them.
fn real_list(name: &str) -> Option<Vec<u8>> {
    let mut above: Vec<PathBuf> =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).ancestors().map(|at| at.join("shared/data")).collect();
    above.retain(|at| at.is_dir());
    let found = above.first().and_then(|folder| std::fs::read(folder.join(name)).ok());
    if found.is_none() {
        println!("skipped: no shared/data/{name} above {}", env!("CARGO_MANIFEST_DIR"));
    }
    found
}

fn whole_list(name: &str) -> Option<Plan<usize>> {
    let bytes = real_list(name)?;
    let table = read(&bytes, None, &Limits::default()).unwrap();
    let mapping = recognise(&table.header);
    let halls = KnownHalls::new(["1"; 0]);
    let plan = plan(&table, &mapping, &[], &halls, None).unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for note in &plan.notes {
        *counts.entry(note.code()).or_default() += 1;
    }
    let mut told =
        format!("{name}: rows {}, taken {}, left out {}", plan.rows, plan.taken, plan.left_out.len());
    write!(
        told,
        ", exhibitors {}, booths {}, halls {}",
        plan.new.len(),
        plan.booths.len(),
        plan.new_halls.len()
    )
    .unwrap();
    println!("{told}\n  notes {counts:?}");
    plan.left_out.iter().for_each(|left| println!("  line {}: {} {}", left.line, left.reason, left.excerpt));
    let known = applied(&plan, vec![]);
    let again = super::plan(&table, &mapping, &known, &halls, None).unwrap();
    assert!(again.is_empty(), "{:?}", again.updated);
    assert_eq!(again.unchanged, known.len());
    Some(plan)
}

#[test]
fn the_light_building_list_goes_in_whole() {
    let Some(plan) = whole_list("exhibitors-light-building-2022.csv") else { return };
    assert_eq!((plan.rows, plan.taken, plan.left_out.len(), plan.new.len()), (1320, 1320, 0, 1320));
    let halls: Vec<_> = plan.new_halls.iter().map(|hall| hall.hall.as_str()).collect();
    let ends = (
        halls.first().copied(),
        halls.iter().position(|hall| *hall == "8.0"),
        halls.iter().position(|hall| *hall == "11.0"),
    );
    assert!(ends.0 == Some("1.1") && ends.1 < ends.2, "{halls:?}");
    assert!(plan.new.iter().any(|planned| planned.listing.name == "ABB STRIEBEL & JOHN GmbH"));
}

#[test]
fn the_istanbul_list_goes_in_whole() {
    let Some(plan) = whole_list("exhibitors-istanbul-furniture-2022.csv") else { return };
    assert_eq!((plan.rows, plan.taken, plan.left_out.len(), plan.new.len()), (680, 680, 0, 674));
    assert!(plan.booths.iter().any(|booth| booth.place == Place::new("8", "826/A")));
    assert!(plan.notes.contains(&Note::WithoutBooth { exhibitors: 178 }));
}

#[test]
fn the_list_of_the_demo_fair_goes_in_whole() {
    let table = read(include_bytes!("../../assets/demo/exhibitors.csv"), None, &Limits::default()).unwrap();
    let plan = plan::<usize>(&table, &recognise(&table.header), &[], &KnownHalls::new(["1", "2", "3"]), None)
        .unwrap();
    assert_eq!((plan.rows, plan.taken, plan.new.len()), (200, 200, 200));
    assert_eq!((plan.left_out.len(), plan.new_halls.len()), (0, 0));
    let listings = || plan.new.iter().map(|planned| &planned.listing);
    assert!(listings().all(|listing| listing.other_name.is_some() && listing.country.is_some()));
    assert!(listings().any(|listing| listing.undertaking == Some(false)));
    let several = listings().filter(|listing| listing.booths.len() > 1).count();
    let none = listings().filter(|listing| listing.booths.is_empty()).count();
    let shared = plan.booths.iter().filter(|booth| booth.exhibitors > 1).count();
    assert!(several >= 8 && shared >= 8 && none == 10, "{several} {shared} {none}");
    let known = applied(&plan, vec![]);
    assert!(
        super::plan(&table, &recognise(&table.header), &known, &KnownHalls::default(), None)
            .unwrap()
            .is_empty()
    );
}

/// A list over a small world of names, codes and booths, so that rows collide in every way.
fn small_list() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["Alpha", "ALPHA", "Beta", "甲公司", "乙公司", "İota", "ıota", ""]);
    let other = prop::sample::select(vec!["", "Alpha", "Beta", "甲公司"]);
    let code = prop::sample::select(vec!["", "", "CODE01", "CODE02"]);
    let booth = prop::sample::select(vec!["", "A1", "A2", "A1, A2", "826/A"]);
    prop::collection::vec((name, other, code, booth), 1..12).prop_map(|rows| {
        rows.iter().fold(
            "Company,English name,Credit code,Booth,Hall\n".to_owned(),
            |mut text, (name, other, code, booth)| {
                writeln!(text, "{name},{other},{code},\"{booth}\",1").unwrap();
                text
            },
        )
    })
}

proptest! {
    #[test]
    fn importing_twice_is_importing_once(before in small_list(), text in small_list()) {
        let known = applied(&planned(&before, &[], &["1"]), vec![]);
        let first = planned(&text, &known, &["1"]);
        prop_assert_eq!(first.rows, first.taken + first.left_out.len());
        let after = applied(&first, known);
        let second = planned(&text, &after, &["1"]);
        prop_assert!(second.is_empty(), "{:#?}\n{:#?}", second.new, second.updated);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        take_anything(&bytes);
    }

    #[test]
    fn no_text_panics(text in "(Company|展位|hall|[\",;\t\r\n'&#x41; ]|[A-C]\\d|\\PC){0,80}") {
        take_anything(text.as_bytes());
        take_anything(format!("Company,Hall,Booth\n{text}").as_bytes());
    }

    #[test]
    fn every_line_is_taken_or_listed(cells in prop::collection::vec("[a-c\" ]{1,6}", 1..20)) {
        let text = cells.iter().fold("Company,Hall,Booth\n".to_owned(), |text, cell| text + &format!("{cell}x,1,A1\n"));
        if let Ok(table) = read(text.as_bytes(), None, &Limits::default()) {
            let lines: std::collections::BTreeSet<u32> = table.rows.iter().map(|row| row.line).chain(table.problems.iter().map(|left| left.line)).collect();
            prop_assert_eq!(lines.len(), table.rows.len() + table.problems.len());
            prop_assert_eq!(lines.len(), cells.len());
        }
    }
}

fn take_anything(bytes: &[u8]) {
    for encoding in [None, Some(Encoding::Utf16Be), Some(Encoding::Gb18030), Some(Encoding::Windows1254)] {
        let Ok(table) = read(bytes, encoding, &Limits::default()) else { continue };
        for mapping in [recognise(&table.header), Mapping::by_hand([(Field::Name, 0), (Field::Booth, 1)])] {
            if let Ok(plan) = plan::<u8>(&table, &mapping, &[], &KnownHalls::new(["1", "2"]), None) {
                assert_eq!(plan.rows, plan.taken + plan.left_out.len());
            }
        }
    }
}

#[test]
fn every_column_from_which_nothing_is_taken_is_named() {
    let plan = planned("Company,Stand size,,Booth,Brands,\nABC,12,x,A1,,\n", &[], &["1"]);
    let unused = Note::ColumnsUnused { headers: "Stand size | #3 | Brands".to_owned() };
    assert_eq!(plan.notes, [unused], "the last one has neither header nor content");
    let (fits, long) = ("x".repeat(PLACE_CHARS), "y".repeat(PLACE_CHARS + 1));
    let plan = planned(&format!("Company,Booth,{fits},{long}\nABC,A1,1,2\n"), &[], &["1"]);
    let unused = Note::ColumnsUnused { headers: format!("{fits} | {}…", "y".repeat(PLACE_CHARS)) };
    assert_eq!(plan.notes, [unused], "what is cut says so");
    assert_eq!(note_codes(&planned("Company,Booth\nABC,A1\n", &[], &["1"])), [""; 0]);
}

#[test]
fn the_undertakings_column_may_say_the_day_it_was_signed() {
    let text = "展商名称,展位号,知识产权承诺书\n甲,1: A1,2026年3月2日\n乙,1: A2,2026/3/5 10:00\n丙,1: A3,2026-03-04\n丁,1: A4,13/2/2026\n戊,1: A5,已签\n己,1: A6,13.2.2026\n";
    let table = read(text.as_bytes(), None, &Limits::default()).unwrap();
    let known: &[Known<u32>] = &[];
    let plan = plan(&table, &recognise(&table.header), known, &KnownHalls::new(["1"]), None).unwrap();
    let day = |day| Some(jiff::civil::date(2026, 3, day));
    let said: Vec<_> = plan.new.iter().map(|new| (new.listing.undertaking, new.listing.signed_on)).collect();
    let yes = Some(true);
    let dotted = Some(jiff::civil::date(2026, 2, 13));
    assert_eq!(said, [(yes, day(2)), (yes, day(5)), (yes, day(4)), (None, None), (yes, None), (yes, dotted)]);
    assert!(plan.notes.iter().any(|note| matches!(note, Note::ValueUnusable { .. })), "{:?}", plan.notes);

    let listing = plan.new[4].listing.clone();
    let known = [Known { id: 7, listing }];
    let text = text.replace("已签", "2026-03-09");
    let table = read(text.as_bytes(), None, &Limits::default()).unwrap();
    let plan = super::plan(&table, &recognise(&table.header), &known, &KnownHalls::new(["1"]), None).unwrap();
    assert_eq!(plan.updated[0].changes[0].after, "2026-03-09");
    assert_eq!(plan.updated[0].planned.listing.signed_on, day(9));
}

#[test]
fn a_day_of_the_undertaking_that_has_not_come_is_said_and_planned_nowhere() {
    let text = "Company,Booth,IP undertaking\nNew,A1,2026-03-11\nKnown,A2,2026-03-12\nToday,A3,2026-03-10\n";
    let listing = Listing {
        name: "Known".to_owned(),
        undertaking: Some(true),
        signed_on: Some(jiff::civil::date(2026, 3, 2)),
        booths: vec![Place::new("1", "A2")],
        ..Listing::default()
    };
    let known = [Known { id: 7, listing }];
    let (table, halls) = (table(text), KnownHalls::new(["1"]));
    let today = jiff::civil::date(2026, 3, 10);
    let plan = plan(&table, &recognise(&table.header), &known, &halls, Some(today)).unwrap();
    let said: Vec<_> = plan.new.iter().map(|new| (new.listing.undertaking, new.listing.signed_on)).collect();
    assert_eq!(said, [(None, None), (Some(true), Some(today))]);
    assert_eq!((plan.updated.len(), plan.unchanged), (0, 1), "{:?}", plan.updated);
    let not_come = |line, day: &str| {
        let note = Note::DayNotCome { line, field: Field::Undertaking, value: day.to_owned() };
        plan.notes.contains(&note)
    };
    assert!(not_come(2, "2026-03-11") && not_come(3, "2026-03-12"), "{:?}", plan.notes);
    assert_eq!(note_codes(&plan).iter().filter(|code| **code == "note-day-not-come").count(), 2);
}

#[test]
fn the_day_and_the_signer_of_an_undertaking_have_columns_of_their_own() {
    let text = "Company,Booth,IP undertaking,Signed on,Signed by\n\
        Alpha,A1,yes,2026/3/2,\"Li Hua, manager\"\n\
        Beta,A2,,2026-03-03,\n\
        Gamma,A3,,,Mr Wu\n\
        Delta,A4,no,2026-03-02,Mr Wu\n\
        Epsilon,A5,yes,2026-03-11,Mr Wu\n\
        Zeta,A6,yes,13/2/2026,\n";
    let (table, halls) = (table(text), KnownHalls::new(["1"]));
    let (mapping, today) = (recognise(&table.header), Some(jiff::civil::date(2026, 3, 10)));
    let none: &[Known<u8>] = &[];
    let plan = plan(&table, &mapping, none, &halls, today).unwrap();
    let listings = || plan.new.iter().map(|new| &new.listing);
    let said: Vec<_> =
        listings().map(|one| (one.undertaking, one.signed_on, one.signed_by.as_deref())).collect();
    let (yes, day) = (Some(true), |day| Some(jiff::civil::date(2026, 3, day)));
    assert_eq!(
        said,
        [
            (yes, day(2), Some("Li Hua, manager")),
            (yes, day(3), None),
            (yes, None, Some("Mr Wu")),
            (Some(false), None, None),
            (yes, None, Some("Mr Wu")),
            (yes, None, None)
        ]
    );
    let unusable = |line, field, value: &str| Note::ValueUnusable { line, field, value: value.to_owned() };
    let not_come = Note::DayNotCome { line: 6, field: Field::SignedOn, value: "2026-03-11".to_owned() };
    assert_eq!(
        plan.notes,
        [
            unusable(5, Field::SignedOn, "2026-03-02"),
            unusable(5, Field::SignedBy, "Mr Wu"),
            not_come,
            unusable(7, Field::SignedOn, "13/2/2026")
        ]
    );
    let known: Vec<_> =
        listings().zip(0_u8..).map(|(listing, id)| Known { id, listing: listing.clone() }).collect();
    let again = super::plan(&table, &mapping, &known, &halls, today).unwrap();
    assert!(again.is_empty(), "{:?}", again.updated);
}

#[test]
fn another_signer_changes_nothing_else_and_of_two_lines_the_first_is_believed() {
    let header = "Company,Booth,IP undertaking,Signed on,Signed by\n";
    let long = "x".repeat(SIGNER_CHARS + 1);
    let lines = "Alpha,A1,yes,2026-03-02,Li Hua\nAlpha,A2,yes,2026-03-04,Mr Wu\n";
    let plan = planned(&format!("{header}{lines}Beta,A3,yes,,{long}\n"), &[], &["1"]);
    let differ = |field, value: &str| {
        plan.notes.contains(&Note::LinesDiffer { line: 3, field, value: value.to_owned() })
    };
    assert!(differ(Field::SignedOn, "2026-03-04") && differ(Field::SignedBy, "Mr Wu"), "{:?}", plan.notes);
    let too_long =
        Note::ValueTooLong { line: 4, field: Field::SignedBy, chars: SIGNER_CHARS + 1, limit: SIGNER_CHARS };
    assert!(plan.notes.contains(&too_long), "{:?}", plan.notes);
    let known = applied(&plan, vec![]);
    let other = planned("Company,IP undertaking,Signed by\nAlpha,yes,Wang Li\n", &known, &["1"]);
    let [update] = other.updated.as_slice() else { panic!("{:?}", other.updated) };
    let (before, after) = (Some("Li Hua".to_owned()), "Wang Li".to_owned());
    assert_eq!(update.changes, [Change { field: Field::SignedBy, before, after }]);
    assert_eq!(update.planned.listing.signed_on, Some(jiff::civil::date(2026, 3, 2)));
}

#[test]
fn what_is_called_a_workbook_and_is_none_is_told_so() {
    let fault = |name: &str, text: &str| {
        read_file(name, text.as_bytes(), None, &Limits::default()).err().map(|fault| fault.code())
    };
    for text in ["this is no workbook", "this is\nno workbook"] {
        assert_eq!(fault("list.XLSX", text), Some("file-called-workbook"), "{text}");
    }
    assert_eq!(fault("list.csv", "Company,Booth"), Some("file-no-rows"));
    assert_eq!(fault("list.xlsx", "Company,Booth\nLumen,A1"), None, "a list all the same");
}
