//! Administrative acts through their page: who reads which, what stands in the table, and what an auditor never sees.

use axum::http::StatusCode;
use domain::{
    Actor, Command,
    case::Ask,
    testing::{self, AUDITOR, HEAD, MEI, ORGANISER, TestFair},
};

use super::Browser;
use crate::{app::App, testing::TestDesk};

const PAGE: &str = "/office/acts";
const TABLE: &str = "/office/acts.csv";
/// Why the head read a file.
const REASON: &str = "XREASONX";
/// What was said for mediation.
const SAID: &str = "XSAIDX";

/// The rows of the table, by column.
async fn rows(browser: &Browser<'_>, query: &str) -> Vec<Vec<String>> {
    let answer = browser.open(&format!("{TABLE}{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let mut table = csv::Reader::from_reader(answer.text.as_bytes());
    table.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A file that the head read on a reason.
async fn read_on_reason(desk: &TestDesk) {
    let mut new = TestFair::new().dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    new.application.as_mut().unwrap().statement = SAID.to_owned();
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let read = Command::ReadCase { case, part: Ask::Mediation, reason: Some(REASON.to_owned()) };
    desk.ask(Actor::Staff(HEAD), read).await.unwrap();
}

#[tokio::test]
async fn an_auditor_reads_what_was_done_and_how_the_record_stands_and_nothing_else() {
    let desk = TestDesk::new().await;
    read_on_reason(&desk).await;
    let auditor = Browser::of(&desk, AUDITOR).await;
    let page = auditor.open(PAGE).await;
    assert_eq!(page.status, StatusCode::OK);
    let number = desk.app.now().desk.cases().next().unwrap().claimant().ticket.unwrap().to_string();
    for shown in
        ["Fair set up", "Sign-in given", "<bdi>mei</bdi>", "<bdi>head</bdi>", "The desk itself", "The record"]
    {
        assert!(page.text.contains(shown), "{shown}: {}", page.text);
    }
    assert!(page.text.contains("File read on a reason") && page.text.contains(&number));
    assert!(page.text.contains("No copy of this desk") && page.text.contains("No day is sealed yet."));
    assert!(!page.text.contains(REASON) && !page.text.contains(SAID) && !page.text.contains("Li Hua"));
    for path in [
        "/office",
        "/office/figures",
        "/office/report",
        "/office/logs",
        "/office/complaints",
        "/office/exhibitors",
        "/office/people",
        "/office/fair",
        "/office/proposals",
        "/office/disclosures",
        "/counter",
        "/counter/files",
        "/api/v1/queue",
    ] {
        assert_eq!(auditor.open(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!page.text.contains(&format!("href=\"{path}\"")), "{path} is not offered");
    }
    for path in ["/account", "/board", "/figures"] {
        assert_eq!(auditor.open(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn why_a_file_was_read_is_told_to_the_head_and_that_it_was_to_no_organiser() {
    let desk = TestDesk::new().await;
    read_on_reason(&desk).await;
    let (head, organiser) = (Browser::of(&desk, HEAD).await, Browser::organiser(&desk).await);
    assert!(head.open(PAGE).await.text.contains(REASON));
    assert!(!organiser.open(PAGE).await.text.contains(REASON));
    assert_eq!(rows(&head, "?kind=file-read").await.len(), 1);
    assert_eq!(rows(&organiser, "?kind=file-read").await.len(), 0);
    assert!(organiser.open("/office/people").await.text.contains("href=\"/office/acts\""));
    let mediator = Browser::of(&desk, MEI).await;
    assert_eq!(mediator.open(PAGE).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn acts_are_found_by_person_kind_and_day_and_nonsense_is_told_as_such() {
    let desk = TestDesk::new().await;
    let auditor = Browser::of(&desk, AUDITOR).await;
    let all = rows(&auditor, "").await;
    let told: u32 = all.iter().map(|row| row[2].parse::<u32>().unwrap()).sum();
    let published = desk.app.now();
    assert_eq!(told, published.desk.acts().map(|act| act.count).sum::<u32>());
    let given = rows(&auditor, "?kind=staff-appointed").await;
    assert_eq!(given.len(), published.desk.staff().count(), "{given:?}");
    let of_mei = rows(&auditor, &format!("?kind=staff-appointed&person={MEI}")).await;
    assert_eq!(of_mei.iter().map(|row| row[9].as_str()).collect::<Vec<_>>(), ["mei"]);
    assert_eq!(
        (of_mei[0][5].as_str(), of_mei[0][7].as_str(), of_mei[0][8].as_str()),
        ("head", "staff-appointed", "staff")
    );
    assert_eq!(rows(&auditor, "?day=2026-03-10").await.len(), all.len());
    assert_eq!(rows(&auditor, "?day=2026-03-11").await.len(), 0);
    let none = auditor.open(&format!("{PAGE}?day=2026-03-11")).await;
    assert!(none.text.contains("No such act") && none.text.contains("value=\"2026-03-11\""));
    for wrong in ["?day=yesterday", "?kind=everything", "?person=mei"] {
        assert_eq!(auditor.open(&format!("{PAGE}{wrong}")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn the_table_runs_no_formula_and_its_columns_are_written_down() {
    let desk = TestDesk::new().await;
    desk.clock.advance(std::time::Duration::from_millis(1_250));
    let name = "=2+2".to_owned();
    let named = Command::NameStaff { staff: ORGANISER, name };
    desk.ask(Actor::Staff(ORGANISER), named).await.unwrap();
    let auditor = Browser::of(&desk, AUDITOR).await;
    let answer = auditor.open(TABLE).await;
    assert!(answer.text.contains(",\"'=2+2\",") && !answer.text.contains("=2+2,"), "{}", answer.text);
    assert!(rows(&auditor, "").await.iter().all(|row| !row[3].contains('.')), "times to the second");
    let kind = answer.headers["content-type"].to_str().unwrap();
    assert!(kind.starts_with("text/csv"), "{kind}");
    let said = include_str!("../../../../docs/acts.md");
    for column in answer.text.lines().next().unwrap().split(',') {
        assert!(said.contains(&format!("| `{column}` |")), "{column}");
    }
    for kind in domain::acts::ActKind::ALL {
        assert!(said.contains(&format!("`{}`", kind.code())), "{}", kind.code());
    }
}

#[tokio::test]
async fn a_sealed_day_stands_beside_the_acts_and_its_checkpoint_holds() {
    let desk = TestDesk::new().await;
    let day = testing::plan().first_day;
    let upto = desk.app.now().head.seq;
    let command = crate::daylog::seal::command(&**desk.app.engine.reader(), day, upto).unwrap().unwrap();
    desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
    let auditor = Browser::of(&desk, AUDITOR).await;
    let page = auditor.open(PAGE).await.text;
    let check = page.split("href=\"/v/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let checked = auditor.open(&format!("/v/{check}")).await;
    assert!(checked.text.contains("class=\"lead\""), "{}", checked.text);
}
