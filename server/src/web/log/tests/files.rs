//! The files of a day's log, read back as their readers read them.

use std::io::Cursor;

use axum::http::{Method, StatusCode};
use calamine::{Data, Range, Reader, Xlsx};
use domain::{
    Actor, Command, HallId,
    case::{Ask, Outcome, Reason},
    testing::ORGANISER,
};

use super::{CONFIDENTIAL, DAY, Story, TOLD};
use crate::testing::Browser;

/// Both sheets of a workbook: figures, list.
fn sheets(bytes: &[u8]) -> [Range<Data>; 2] {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 2, "{names:?}");
    [0, 1].map(|at| book.worksheet_range(&names[at]).unwrap())
}

/// Every text of a sheet.
fn texts(sheet: &Range<Data>) -> String {
    let texts = sheet.used_cells().filter_map(|(_, _, cell)| match cell {
        Data::String(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// The cell of the list in this row below this head.
fn listed<'r>(list: &'r Range<Data>, row: u32, head: &str) -> &'r Data {
    let heads = list.rows().next().unwrap();
    let column = heads.iter().position(|cell| *cell == Data::String(head.to_owned())).unwrap();
    list.get_value((row, u32::try_from(column).unwrap())).unwrap_or(&Data::Empty)
}

#[tokio::test]
async fn a_workbook_holds_dates_as_dates_and_numbers_as_numbers() {
    let mut story = Story::new().await;
    let hall = HallId("=2+2".to_owned());
    let halls = vec![(hall.clone(), domain::ScanToken("formula".to_owned()))];
    story.desk.ask(Actor::Staff(ORGANISER), Command::AddHalls { halls }).await.unwrap();
    let first = story.file(&[Ask::Measure], |new| new.hall = Some(hall)).await;
    story.desk.clock.advance(std::time::Duration::from_secs(150));
    story.conclude(first, Outcome::NotAccepted, Reason::Other).await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let answer = organiser.get(&format!("/office/logs/{DAY}/log.xlsx?language=en")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.headers["content-disposition"].to_str().unwrap().contains("fairdesk-2026-03-10.xlsx"));
    let [figures, list] = sheets(&answer.bytes);

    let Data::DateTime(filed) = listed(&list, 1, "Filed") else { panic!("{:?}", listed(&list, 1, "Filed")) };
    // 02:00 in UTC is 10:00 in the fair's zone.
    assert_eq!(filed.to_ymd_hms_milli(), (2026, 3, 10, 10, 0, 0, 0));
    assert_eq!(*listed(&list, 1, "Wait (min)"), Data::Float(3.0), "begun minutes count, as on the page");
    assert_eq!(*listed(&list, 1, "Missed calls"), Data::Float(0.0));
    assert_eq!(*listed(&list, 1, "Hall"), Data::String("=2+2".into()), "a text stays what it is");
    assert_eq!(*listed(&list, 2, "Wait (min)"), Data::Empty, "nobody was received yet");
    assert_eq!(list.height(), 3);

    let filed = figures.rows().find(|row| row[0] == Data::String("Filed".into())).unwrap();
    assert_eq!(filed[1], Data::Float(2.0));
    let wait = figures.rows().find(|row| row[0] == Data::String("Wait".into())).unwrap();
    assert_eq!(wait[1..5], [1.0, 3.0, 3.0, 3.0].map(Data::Float));
    assert!(texts(&figures).contains("How long it took (minutes)"));
}

#[tokio::test]
async fn a_workbook_has_the_words_and_the_choice_of_the_page_and_nothing_said_in_mediation() {
    let mut story = Story::new().await;
    let one = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    story.file(&[Ask::Mediation], |_| ()).await;
    story.conclude(one, Outcome::NotAccepted, Reason::NotAtThisFair).await;
    let token = story.desk.sign_in(ORGANISER).await;
    let path = format!("/api/v1/logs/{DAY}.xlsx?language=zh-CN");
    let answer = story.desk.call(Method::GET, &path, &token, None).await;
    let [figures, list] = sheets(&answer.bytes);
    let all = texts(&figures) + &texts(&list);
    assert!(all.contains("外观设计") && all.contains("等候（分钟）"), "{all}");
    for secret in [CONFIDENTIAL, TOLD, "Li Hua", "log-"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    for (choice, numbers) in [("only=concluded", "A-001"), ("only=open", "A-002")] {
        let answer = organiser.get(&format!("/office/logs/{DAY}/log.xlsx?{choice}")).await;
        let [_, list] = sheets(&answer.bytes);
        assert_eq!((list.height(), listed(&list, 1, "Ticket")), (2, &Data::String(numbers.into())), "{choice}");
    }
    let other = story.desk.call(Method::GET, &format!("/api/v1/logs/{DAY}.doc"), &token, None).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}
