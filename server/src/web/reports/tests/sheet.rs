//! The first sheet of the report's workbook, for people: it says what the list behind it says, in words and whole minutes.

use std::time::Duration;

use calamine::{DataType, Range};

use super::*;

fn front_and_list(bytes: &[u8]) -> [Range<Data>; 2] {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    [0, 1].map(|at| book.worksheet_range(&names[at]).unwrap())
}

/// What stands beside each line, under each of the headings; a heading may be worded as a line is, and has no amount.
fn lines(front: &Range<Data>, captions: &[String], few: &str) -> BTreeMap<(String, String), Data> {
    let (mut under, mut lines) = (None, BTreeMap::new());
    for row in front.rows() {
        let label = row[0].to_string();
        let amount = row[1].get_float().is_some() || row[1] == few;
        if captions.contains(&label) && !amount {
            under = Some(label);
        } else if let (Some(caption), false) = (&under, label.is_empty()) {
            lines.insert((caption.clone(), label), row[1].clone());
        }
    }
    lines
}

/// A row of the list as the first sheet has it: under which heading, beside which words, and what.
fn told(row: &[Data], unit: &str) -> (String, String, Data) {
    let [chapter, _, about, what, count, seconds, hidden, later, ..] = row else { panic!("{row:?}") };
    let lengths = ["wait", "talk"].contains(&chapter.to_string().as_str());
    let caption = if lengths { format!("{about}{unit}") } else { about.to_string() };
    let amount = match seconds.get_float() {
        Some(seconds) => Data::Float((seconds / 60.0).ceil()),
        None if *hidden == "yes" => Data::String("few".to_owned()),
        // What is told later is no zero.
        None if count.is_empty() && !later.is_empty() => Data::String("–".to_owned()),
        None => count.clone(),
    };
    (caption, what.to_string(), amount)
}

#[tokio::test]
async fn the_first_sheet_says_in_words_and_minutes_what_the_list_behind_it_says() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| {}).await;
    story.desk.clock.advance(Duration::from_secs(90));
    story.conclude(case).await;
    for reader in READERS {
        let mut browser = Browser::of(&story.desk, reader).await;
        for (language, unit, few) in [("en", " (minutes)", "not shown"), ("zh-CN", "（分钟）", "不显示")]
        {
            let book = browser.get(&format!("{PAGE}/report.xlsx?language={language}")).await;
            let [front, list] = front_and_list(&book.bytes);
            let rows: Vec<_> = list.rows().skip(1).map(|row| told(row, unit)).collect();
            let captions: Vec<_> = rows.iter().map(|(caption, ..)| caption.clone()).collect();
            let said = lines(&front, &captions, few);
            for (caption, what, amount) in rows {
                let there = &said[&(caption.clone(), what.clone())];
                let same =
                    if amount == Data::String("few".to_owned()) { *there == few } else { *there == amount };
                assert!(same, "{reader} {caption}, {what}: {there:?}, {amount:?}");
            }
            if reader == "head" {
                let mut waits = list.rows().filter(|row| row[0] == "wait");
                let longest = waits.find(|row| row[1] == "longest").unwrap();
                assert_eq!(longest[5], Data::Float(90.0));
                assert!(said.values().any(|said| *said == Data::Float(2.0)), "two minutes: {said:?}");
            }
        }
    }
}
