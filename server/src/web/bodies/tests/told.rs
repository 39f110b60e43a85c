//! What the head of a body is told in lists and numbers is of its own cases alone.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Reader as _, Xlsx};
use domain::{
    Actor, CaseId, Command,
    fair::Language,
    report::{Chapter, EarlierReport, Figure, ReportScope, Sees},
    staff::Role,
    testing::{ORGANISER, TestFair, plan},
};
use jiff::civil::date;

use super::{filed_among, given, hosting_two, second};
use crate::{
    report::{Document, Report, Signed, counted},
    testing::{Browser, TestDesk},
};

const LISTS: &str = "/office/handovers";

fn number_of(desk: &TestDesk, case: CaseId) -> String {
    desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap().to_string()
}

/// Makes a list of the day's cases; its address.
async fn listed(desk: &TestDesk, by: &mut Browser<'_>, ground: &str) -> String {
    let day = plan().first_day;
    let fields = format!("to=court&ground={ground}&from={day}&until={day}&idempotency_key={ground}");
    let sent = by.post(LISTS, LISTS, &fields).await;
    assert_eq!(sent.location(), format!("{LISTS}?done=recorded#done"), "{}", sent.text);
    let made = desk.app.now().desk.handovers().last().unwrap().seq;
    format!("{LISTS}/{made}/cases.csv")
}

#[tokio::test]
async fn a_list_for_an_authority_holds_the_own_bodys_cases_and_stays_with_its_head() {
    let desk = TestDesk::new().await;
    let (mut anna, _) = hosting_two(&desk).await;
    let mut ids = TestFair::new();
    let (theirs, _) = given(&desk, &mut ids).await;
    let (ours, _) = filed_among(&desk, &mut ids).await;
    let (theirs, ours) = (number_of(&desk, theirs), number_of(&desk, ours));
    let mut head = Browser::of(&desk, "head").await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    let list = listed(&desk, &mut head, "letter-1").await;
    let other = listed(&desk, &mut anna, "letter-2").await;
    let whole = listed(&desk, &mut organiser, "letter-3").await;

    let page = anna.get(LISTS).await.text;
    assert!(page.contains("letter-2") && page.contains("the cases of Trade Centre alone"), "{page}");
    assert!(!page.contains("letter-1") && !page.contains("letter-3"), "{page}");
    let own = anna.get(&other).await.text;
    assert!(own.contains(&theirs) && !own.contains(&ours), "{own}");
    for refused in [&list, &whole] {
        assert_eq!(anna.get(refused).await.status, StatusCode::NOT_FOUND, "{refused}");
    }
    let own = head.get(&list).await.text;
    assert!(own.contains(&ours) && !own.contains(&theirs), "{own}");
    assert_eq!(head.get(&other).await.status, StatusCode::NOT_FOUND);

    let page = organiser.get(LISTS).await.text;
    for said in ["letter-1", "letter-2", "letter-3", "<bdi>Trade Centre</bdi>", "<bdi>Test Committee</bdi>"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let all = organiser.get(&whole).await.text;
    assert!(all.contains(&ours) && all.contains(&theirs), "{all}");
}

/// Whoever reads figures of three cases, one of which the second body has: its head, the first head, the organiser.
async fn readers_of_three(desk: &TestDesk) -> [Browser<'_>; 3] {
    let (anna, _) = hosting_two(desk).await;
    let mut ids = TestFair::new();
    given(desk, &mut ids).await;
    for _ in 0..2 {
        filed_among(desk, &mut ids).await;
    }
    [anna, Browser::of(desk, "head").await, Browser::of(desk, "organiser").await]
}

/// A reader's report, asked for with these parameters.
async fn document(browser: &mut Browser<'_>, query: &str) -> Document {
    let answer = browser.get(&format!("/office/report/report.json{query}")).await;
    let document = Document::read(&answer.bytes).unwrap_or_else(|| panic!("{}", answer.text));
    assert!(matches!(document.signer(), Signed::By(_)), "{}", answer.text);
    document
}

/// How many cases were filed by a reader's report, and of which body it says to be.
async fn reported(browser: &mut Browser<'_>, query: &str) -> (Option<u64>, Option<String>) {
    let document = document(browser, query).await;
    let filed = |figure: &&domain::report::Figure| figure.chapter == Chapter::Whole && figure.key == "filed";
    (document.figures.iter().find(filed).unwrap().value, document.body)
}

#[tokio::test]
async fn the_report_of_a_head_counts_and_names_the_own_body() {
    let desk = TestDesk::new().await;
    let [mut anna, mut head, mut organiser] = readers_of_three(&desk).await;
    assert_eq!(reported(&mut anna, "").await, (Some(1), Some("Trade Centre".to_owned())));
    assert_eq!(reported(&mut head, "").await, (Some(2), Some("Test Committee".to_owned())));
    assert_eq!(reported(&mut organiser, "").await, (Some(3), None));
    let csv = anna.get("/office/report/report.csv").await.text;
    assert!(csv.contains("whole,filed,") && csv.contains("\"Cases filed\",1,"), "{csv}");

    let own = "Its cases alone are counted";
    let page = anna.get("/office/report").await.text;
    assert!(page.contains("<bdi>Trade Centre</bdi>") && page.contains(own), "{page}");
    assert!(!page.contains("Test Committee"), "{page}");
    let page = organiser.get("/office/report").await.text;
    assert!(page.contains("<bdi>Test Committee, Trade Centre</bdi>") && !page.contains(own), "{page}");

    let at = desk.app.now();
    let sees = Sees::of_roles(|role| role == Role::Head).unwrap();
    let scope = ReportScope { body: Some(second()), ..ReportScope::WHOLE };
    let counted = counted(&mut domain::figures::Tallies::default(), &at.desk, &at.names, scope).unwrap();
    let reader = (sees, counted.running);
    let report = Report::of(&counted, &at.desk.fair().unwrap().plan, &at.desk, reader);
    let paper = format!("{:?}", report.paper(&at.texts(Language::En)));
    assert!(paper.contains("Trade Centre") && paper.contains(own), "{paper}");
}

/// The report of an earlier fair counts all of its bodies' cases, small numbers too: beside the cases of one it says nothing, and its head
/// is told no number of another body.
#[tokio::test]
async fn where_several_bodies_work_an_earlier_fair_stands_beside_the_report_of_all() {
    let desk = TestDesk::new().await;
    let [anna, head, organiser] = readers_of_three(&desk).await;
    let filed = Figure { chapter: Chapter::Whole, key: "filed".to_owned(), value: Some(31) };
    let report = EarlierReport {
        fair: "09".repeat(16),
        name: "Light Asia 2025".to_owned(),
        first_day: date(2025, 3, 10),
        last_day: date(2025, 3, 12),
        as_of: "2025-03-12T10:00:00Z".parse().unwrap(),
        key: None,
        figures: vec![filed],
    };
    desk.ask(Actor::Staff(ORGANISER), Command::TakeEarlierReport { report }).await.unwrap();
    for (mut reader, reads) in [(anna, false), (head, false), (organiser, true)] {
        let page = reader.get("/office/report").await.text;
        assert_eq!(page.contains("Light Asia 2025") && page.contains("This fair</th>"), reads, "{page}");
        let file = reader.get("/office/report/report.xlsx?language=en").await;
        assert_eq!(file.status, StatusCode::OK);
        let book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file.bytes.to_vec())).unwrap();
        assert_eq!(book.sheet_names().len(), if reads { 3 } else { 2 });
    }
}

/// Of nine cases the second body has two; once its day is over everybody would read nine.
#[tokio::test]
async fn all_together_less_the_own_tells_a_head_no_small_number_of_another_body() {
    let desk = TestDesk::new().await;
    let mut ids = TestFair::new();
    for _ in 0..7 {
        filed_among(&desk, &mut ids).await;
    }
    hosting_two(&desk).await;
    for _ in 0..2 {
        given(&desk, &mut ids).await;
    }
    let day = plan().first_day;
    desk.clock.advance(std::time::Duration::from_hours(24));
    let of_day = Browser::of(&desk, "head").await.get(&format!("/office/figures?day={day}")).await.text;
    let hidden = "<th scope=\"row\">Filed</th><td class=\"figure\">not shown</td>";
    assert!(of_day.contains(hidden), "9 less 7 is 2: {of_day}");
    // Who heads none has no own figures to take away, and reads the same of that day in figures and report.
    let mut supervisor = Browser::of(&desk, "supervisor").await;
    let told = supervisor.get(&format!("/office/figures?day={day}")).await.text;
    assert!(told.contains("<th scope=\"row\">Filed</th><td class=\"figure\">9</td>"), "{told}");
    assert_eq!(reported(&mut supervisor, "").await.0, Some(9));
    let everybody = desk.open("/figures", "").await.text;
    assert!(everybody.contains("<dt>Filed</dt><dd>not told</dd>"), "{everybody}");
}

#[tokio::test]
async fn a_head_at_a_desk_that_stands_reads_the_own_bodys_period() {
    let desk = TestDesk::standing().await;
    let [mut anna, mut head, mut organiser] = readers_of_three(&desk).await;
    for period in ["2026-Q1", "2026"] {
        let query = format!("?period={period}");
        assert_eq!(reported(&mut anna, &query).await, (Some(1), Some("Trade Centre".to_owned())));
        assert_eq!(reported(&mut head, &query).await, (Some(2), Some("Test Committee".to_owned())));
        assert_eq!(reported(&mut organiser, &query).await, (Some(3), None));
        let signed = document(&mut anna, &query).await;
        assert_eq!(signed.period.map(|period| period.to_string()).as_deref(), Some(period));
        let (mut of_other, mut of_all, mut of_no_period) = (signed.clone(), signed.clone(), signed);
        of_other.body = Some("Test Committee".to_owned());
        of_all.body = None;
        of_no_period.period = None;
        for changed in [of_other, of_all, of_no_period] {
            assert_eq!(changed.signer(), Signed::Broken, "both are signed");
        }
    }
    let page = anna.get("/office/report?period=2026-Q1").await.text;
    for said in ["Quarter 1 of 2026", "<bdi>Trade Centre</bdi>", "Its cases alone are counted"] {
        assert!(page.contains(said), "{said}: {page}");
    }
}
