//! Lists of cases for authorities: recorded before they leave, with what their reader may see, by two where two are asked for, in parts.

use data_encoding::HEXLOWER;
use domain::retention::FourEyes;
use sha2::{Digest as _, Sha256};

use super::*;

const LISTS: &str = "/office/handovers";

#[tokio::test]
async fn very_many_lists_are_told_page_by_page() {
    let story = Story::new().await;
    let day = domain::testing::plan().first_day;
    for count in 1..=51 {
        let (to, words) = (domain::handover::Recipient::Court, format!("letter no. {count};"));
        let list = Command::HandOverCases { to, from: day, until: day, words };
        story.desk.ask(Actor::Staff(HEAD), list).await.unwrap();
    }
    let mut head = Browser::of(&story.desk, "head").await;
    let first = head.get(LISTS).await.text;
    assert!(first.contains("letter no. 51;") && !first.contains("letter no. 1;"), "{first}");
    assert!(first.contains("/office/handovers?page=2#done"), "{first}");
    let second = head.get(&format!("{LISTS}?page=2")).await.text;
    assert!(second.contains("letter no. 1;") && !second.contains("letter no. 51;"), "{second}");
}

#[tokio::test]
async fn a_list_of_cases_is_recorded_before_it_leaves_and_holds_what_its_reader_may_see() {
    let story = Story::new().await;
    let mut head = Browser::of(&story.desk, "head").await;
    let fields = "to=court&ground=%3D1+letter+12&from=2026-03-10&until=2026-03-10&idempotency_key=a";
    let nothing = head.post(LISTS, LISTS, "to=court&ground=&from=2026-03-11&until=2026-03-10").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text.contains("on what ground") && nothing.text.contains("before the first one"));
    assert_eq!(story.desk.app.now().desk.handovers().count(), 0);
    let sent = head.post(LISTS, LISTS, fields).await;
    assert_eq!(sent.location(), format!("{LISTS}?done=recorded#done"), "{}", sent.text);
    let known = story.desk.app.now().desk.handovers().next().unwrap().clone();
    assert_eq!((known.by, known.cases), (Some(HEAD), 8));
    let page = head.get(LISTS).await.text;
    assert!(page.contains("=1 letter 12") && page.contains("<code>agreement_at</code>"), "{page}");

    let path = format!("{LISTS}/{}/cases", known.seq);
    for (reader, whole) in [("head", true), ("organiser", false)] {
        let mut browser = Browser::of(&story.desk, reader).await;
        let answer = browser.get(&format!("{path}.csv")).await;
        assert!(!answer.text.contains(CONFIDENTIAL), "{}", answer.text);
        assert_eq!(left(&story, whole), HEXLOWER.encode(&Sha256::digest(&answer.bytes)));
        let mut table = csv::Reader::from_reader(answer.text.as_bytes());
        assert_eq!(table.headers().unwrap().iter().collect::<Vec<_>>(), cases::COLUMNS);
        let listed: Vec<Vec<String>> =
            table.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(listed.len(), 8);
        let cell = |row: usize, column: &str| {
            listed[row][cases::COLUMNS.iter().position(|known| *known == column).unwrap()].as_str()
        };
        assert_eq!((cell(0, "ticket"), cell(0, "outcome")), ("A-001", "not-accepted"));
        assert_eq!((cell(7, "hall"), cell(7, "complaint")), ("'=2+2", "yes"));
        for column in cases::MEDIATION {
            assert!(whole || (0..8).all(|row| cell(row, column).is_empty()), "{column} is the mediation's");
        }
        assert_eq!(cell(0, "origin") == "unknown", whole);
        let book = browser.get(&format!("{path}.xlsx")).await;
        let digest = HEXLOWER.encode(&Sha256::digest(&book.bytes));
        assert_eq!(left(&story, whole), digest);
        let told = browser.get(LISTS).await.text;
        assert!(told.contains(&digest) && told.contains("Downloaded"), "what left is told: {told}");
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book.bytes.to_vec())).unwrap();
        let sheet = book.worksheet_range("cases").unwrap();
        let at = |column: &str| cases::COLUMNS.iter().position(|known| *known == column).unwrap();
        assert_eq!(sheet.height(), 9);
        let row = sheet.rows().nth(8).unwrap();
        assert_eq!(row[at("hall")], Data::String("=2+2".into()), "a text stays what it is");
        assert!(
            matches!(row[at("filed_at")], Data::DateTime(_))
                && matches!(row[at("talks")], Data::Float(_)) == whole
        );
    }
    assert_eq!(head.get(&format!("{LISTS}/1/cases.csv")).await.status, StatusCode::NOT_FOUND);
    // Two readers get two files, and neither is counted as the other.
    let (whole, part) = ("with all columns", "without the columns of the mediation");
    for (reader, own) in [("head", whole), ("organiser", part)] {
        let told = Browser::of(&story.desk, reader).await.get(LISTS).await.text;
        assert!(told.contains(&format!("You get it {own}.")), "{reader}: {told}");
        for shape in [whole, part] {
            assert!(told.contains(&format!("Downloaded 2 times {shape}")), "{reader} {shape}: {told}");
        }
    }
}

/// The digest of what left last.
fn left(story: &Story, whole: bool) -> String {
    let at = story.desk.app.now();
    let last = at.desk.handovers().next().unwrap().fetched.last().unwrap();
    assert_eq!(last.whole, whole);
    last.sha256.clone()
}

/// A list cannot be taken back: one that would hold nothing is asked for twice, and none is made of days to come.
#[tokio::test]
async fn a_list_of_no_case_is_recorded_only_when_that_was_said() {
    let story = Story::new().await;
    let mut head = Browser::of(&story.desk, "head").await;
    let made = || story.desk.app.now().desk.handovers().count();
    let to_come = "to=court&ground=letter&from=2026-03-11&until=2026-03-12&idempotency_key=a";
    let refused = head.post(LISTS, LISTS, to_come).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let at_field = refused.text.split("id=\"from-error\"").nth(1).unwrap_or_default();
    assert!(at_field.contains("has not come yet"), "{}", refused.text);
    let into = "to=court&ground=letter&from=2026-03-10&until=2026-03-12&idempotency_key=c";
    let refused = head.post(LISTS, LISTS, into).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let at_field = refused.text.split("id=\"until-error\"").nth(1).unwrap_or_default();
    assert!(at_field.contains("has not come yet"), "{}", refused.text);
    assert!(!refused.text.contains("id=\"from-error\""), "{}", refused.text);
    let before = "to=court&ground=letter&from=2026-03-01&until=2026-03-02&idempotency_key=b";
    let asked = head.post(LISTS, LISTS, before).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["would hold 0 cases", "name=\"empty\"", "value=\"2026-03-01\"", "value=\"letter\""] {
        assert!(asked.text.contains(said), "{said}: {}", asked.text);
    }
    assert_eq!(made(), 0);
    let sent = head.post(LISTS, LISTS, &format!("{before}&empty=yes")).await;
    assert_eq!(sent.location(), format!("{LISTS}?done=recorded#done"), "{}", sent.text);
    assert_eq!(made(), 1);
}

/// At a fair that asks for two, a list waits for a second person and nothing of it is there before.
#[tokio::test]
async fn where_two_are_asked_for_a_list_waits_for_the_second() {
    let story = Story::new().await;
    story.desk.four_eyes(FourEyes::Always).await;
    let mut head = Browser::of(&story.desk, "head").await;
    let form = head.get(LISTS).await.text;
    assert!(form.contains("Record and propose") && !form.contains("make the list"), "{form}");
    let fields = "to=court&ground=letter+12&from=2026-03-10&until=2026-03-10&idempotency_key=a";
    let sent = head.post(LISTS, LISTS, fields).await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    assert_eq!(story.desk.app.now().desk.handovers().count(), 0);
    let proposal = story.desk.app.now().desk.proposals().next().unwrap().seq;
    let mut second = Browser::of(&story.desk, "mei").await;
    let page = second.get("/office/proposals").await.text;
    assert!(page.contains("Hand over a list of cases") && page.contains("letter 12"), "{page}");
    second.post("/office/proposals", &format!("/office/proposals/{proposal}/confirm"), "").await;
    let page = head.get(LISTS).await.text;
    assert!(page.contains("letter 12") && page.contains("cases.csv"), "{page}");
}

/// A list is sent while it is made: however many cases there are, no part holds more than some of them.
#[tokio::test]
async fn a_long_list_leaves_in_parts() {
    use http_body_util::BodyExt;
    use tower::ServiceExt;
    let mut story = Story::new().await;
    for _ in 0..250 {
        story.file(&[Ask::Mediation], |_| ()).await;
    }
    let mut head = Browser::of(&story.desk, "head").await;
    let fields = "to=court&ground=letter&from=2026-03-10&until=2026-03-10&idempotency_key=a";
    head.post(LISTS, LISTS, fields).await;
    let entry = story.desk.app.now().desk.handovers().next().unwrap().seq;
    let request = Request::get(format!("{LISTS}/{entry}/cases.csv")).header(header::COOKIE, &head.cookies);
    let answer = story.desk.service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let mut body = answer.into_body();
    let (mut parts, mut lines) = (0, 0);
    while let Some(frame) = body.frame().await {
        let bytes = frame.unwrap().into_data().unwrap();
        let here = bytes.split(|byte| *byte == b'\n').count() - 1;
        assert!(here <= 100, "{here} lines at once");
        (parts, lines) = (parts + 1, lines + here);
    }
    assert_eq!((parts, lines), (4, 259), "the head, and 258 cases");
}
