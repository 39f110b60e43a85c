//! Reports through their pages and files: all forms say the same, each reader sees what is theirs, and nothing that was said stands
//! in any of them.

use std::{collections::BTreeMap, io::Cursor, process::Command as Program};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use calamine::{Data, Reader, Xlsx};
use domain::{
    Actor, CaseId, Command, HallId,
    case::{Ask, Outcome, Reason},
    command::NewCase,
    report::ReportScope,
    testing::{HEAD, MEI, ORGANISER, TestFair},
};
use jiff::civil::Date;

mod beside;
mod handovers;
mod period;
mod products;
mod sheet;

use crate::{
    app::App,
    report::{COLUMNS, COUNTED, Document, EARLIER, PERIOD, Signed, TOLD_LATER, cases, quarter},
    testing::{Browser, TestDesk},
};

/// Said for mediation, or by a party: must stand in no report.
const CONFIDENTIAL: &str = "XMEDIATIONX";
const PAGE: &str = "/office/report";
const READERS: [&str; 3] = ["organiser", "head", "supervisor"];

/// A desk with some cases: six in hall 1, two in a hall whose name begins like a formula, one of them a complaint.
struct Story {
    desk: TestDesk,
    ids: TestFair,
}

impl Story {
    async fn new() -> Self {
        let mut story = Self { desk: TestDesk::new().await, ids: TestFair::new() };
        let hall = HallId("=2+2".to_owned());
        let halls = vec![(hall.clone(), domain::ScanToken("formula".to_owned()))];
        story.desk.ask(Actor::Staff(ORGANISER), Command::AddHalls { halls }).await.unwrap();
        for at in 0..8 {
            let asks: &[Ask] = if at == 7 { &[Ask::Measure] } else { &[Ask::Mediation] };
            let other = (at >= 6).then(|| hall.clone());
            let case = story
                .file(asks, |new| {
                    if let Some(hall) = other {
                        new.hall = Some(hall);
                    }
                })
                .await;
            if at < 2 {
                story.conclude(case).await;
            }
        }
        story
    }

    async fn file(&mut self, asks: &[Ask], change: impl FnOnce(&mut NewCase)) -> CaseId {
        let mut new = self.ids.dispute(asks);
        new.ticket = App::new_ticket();
        if let Some(application) = &mut new.application {
            application.statement = CONFIDENTIAL.to_owned();
        }
        new.claimant.body.name = CONFIDENTIAL.to_owned();
        change(&mut new);
        let id = new.case;
        self.desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
        id
    }

    async fn conclude(&self, case: CaseId) {
        let ticket = self.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
        let (outcome, reason) = (Outcome::NotAccepted, Reason::PapersMissing);
        for command in [
            Command::ClaimTicket { ticket },
            Command::CheckInTicket { ticket },
            Command::ConcludeCase { case, outcome, reason, remark: Some(CONFIDENTIAL.to_owned()) },
        ] {
            self.desk.ask(Actor::Staff(MEI), command).await.unwrap();
        }
    }

    async fn document(&self, reader: &str) -> Document {
        let mut browser = Browser::of(&self.desk, reader).await;
        let answer = browser.get(&format!("{PAGE}/report.json")).await;
        Document::read(&answer.bytes).unwrap_or_else(|| panic!("{}", answer.text))
    }
}

/// What a file says: chapter and key, and the number; none where it is hidden.
type Said = BTreeMap<(String, String), Option<u64>>;

fn of_document(document: &Document) -> Said {
    let said = document.figures.iter().map(|f| ((f.chapter.code().to_owned(), f.key.clone()), f.value));
    said.collect()
}

fn of_csv(text: &str) -> Said {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let heads: Vec<_> = COLUMNS.into_iter().chain([TOLD_LATER]).collect();
    assert_eq!(table.headers().unwrap().iter().collect::<Vec<_>>(), heads);
    let rows = table.records().map(|row| {
        let row = row.unwrap();
        let number = [&row[4], &row[5]].iter().find_map(|cell| cell.parse().ok());
        assert_eq!(&row[6] == "yes", number.is_none() && row[7].is_empty(), "{row:?}");
        ((row[0].to_owned(), row[1].trim_start_matches('\'').to_owned()), number)
    });
    rows.collect()
}

fn of_workbook(bytes: &[u8]) -> Said {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    let sheet = book.worksheet_range(&names[1]).unwrap();
    let text = |cell: &Data| cell.to_string();
    let rows = sheet.rows().skip(1).map(|row| {
        let number = [&row[4], &row[5]].into_iter().find_map(|cell| match cell {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts are whole")]
            Data::Float(number) => Some(*number as u64),
            Data::Empty => None,
            Data::Int(_)
            | Data::String(_)
            | Data::Bool(_)
            | Data::DateTime(_)
            | Data::DateTimeIso(_)
            | Data::DurationIso(_)
            | Data::Error(_) => panic!("a number is a number: {row:?}"),
        });
        ((text(&row[0]), text(&row[1])), number)
    });
    rows.collect()
}

#[tokio::test]
async fn every_form_of_the_report_says_the_same_and_none_says_what_was_told() {
    let story = Story::new().await;
    for reader in READERS {
        let said = of_document(&story.document(reader).await);
        let mut browser = Browser::of(&story.desk, reader).await;
        for language in ["en", "zh-CN"] {
            let file = |ending: &str| format!("{PAGE}/report.{ending}?language={language}");
            let table = browser.get(&file("csv")).await;
            assert_eq!(of_csv(&table.text), said, "{reader}");
            let book = browser.get(&file("xlsx")).await;
            assert!(book.headers["content-disposition"].to_str().unwrap().contains("fairdesk-report.xlsx"));
            assert_eq!(of_workbook(&book.bytes), said, "{reader}");
            let paper = browser.get(&file("pdf")).await;
            assert_eq!(paper.headers["content-type"], "application/pdf", "{}", paper.text);
            if let Some(words) = words_of(&paper.bytes, &format!("{reader}.{language}")) {
                let page = if language == "en" { "Page1of" } else { "第1页，共" };
                assert!(words.contains(page), "{words}");
                assert!(!words.contains(CONFIDENTIAL) && !words.contains("report-"), "{words}");
            }
            assert!(!table.text.contains(CONFIDENTIAL) && !table.text.contains("A-00"), "{}", table.text);
        }
        let page = browser.get(PAGE).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains(CONFIDENTIAL) && !page.text.contains("A-00"));
    }
}

/// The words of a PDF without spaces, where a program that reads them is installed. The file is kept to be looked at.
fn words_of(pdf: &[u8], name: &str) -> Option<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/papers/report");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}.pdf"));
    std::fs::write(&file, pdf).unwrap();
    let read = Program::new("pdftotext").arg(&file).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&read.stdout).split_whitespace().collect())
}

#[tokio::test]
async fn each_reader_gets_what_the_matrix_gives_them() {
    let story = Story::new().await;
    let figure =
        |said: &Said, chapter: &str, key: &str| said.get(&(chapter.to_owned(), key.to_owned())).copied();
    let head = of_document(&story.document("head").await);
    let organiser = of_document(&story.document("organiser").await);
    let early = story.document("supervisor").await;
    let early_days = (early.first_day, early.last_day);
    let ends = story.desk.app.now().desk.fair().unwrap().plan.last_day;
    assert_eq!(early.ends, ends, "the days that are counted are not all it has");
    assert_eq!(story.document("organiser").await.ends, None);
    assert!(matches!(early.signer(), Signed::By(_)), "it is signed with that");
    let mut other = early.clone();
    other.ends = None;
    assert_eq!(other.signer(), Signed::Broken);
    let early = of_document(&early);
    assert_eq!(
        figure(&early, "whole", "filed"),
        Some(Some(0)),
        "the day runs: two looks would tell what ended"
    );
    let mut browser = Browser::of(&story.desk, "supervisor").await;
    let nothing = browser.get(PAGE).await.text;
    assert!(nothing.contains("No day of it is over yet, so nothing is counted"), "and it says so: {nothing}");
    assert!(
        nothing.contains("<a href=\"/office/figures\">Figures</a>"),
        "the tab says what it opens: {nothing}"
    );
    let before = "9 Mar 2026";
    assert!(!nothing.contains(before) && !nothing.contains("counted up to"), "no day of another: {nothing}");
    let first = jiff::civil::date(2026, 3, 10);
    assert_eq!(early_days, (first, first));
    story.desk.clock.advance(std::time::Duration::from_hours(24));
    let mut browser = Browser::of(&story.desk, "supervisor").await;
    assert!(browser.get(PAGE).await.text.contains("counted up to the end of"));
    let supervisor = of_document(&story.document("supervisor").await);
    assert_eq!(figure(&head, "hall", "=2+2"), Some(Some(2)));
    assert_eq!(figure(&head, "repeat", "respondents"), None, "no history of an exhibitor for mediation");
    assert_eq!(figure(&organiser, "hall", "=2+2"), Some(None));
    assert_eq!(figure(&organiser, "hall", "1"), Some(None), "8 less 6 is 2");
    assert_eq!(figure(&organiser, "repeat", "respondents"), Some(Some(0)));
    assert_eq!(figure(&organiser, "whole", "concluded"), Some(Some(2)));
    assert_eq!(figure(&supervisor, "whole", "filed"), Some(Some(8)));
    assert_eq!(figure(&supervisor, "whole", "concluded"), Some(None));
    assert_eq!(figure(&supervisor, "whole", "open"), Some(None), "8 less 6 is 2");
    assert!(
        !supervisor.values().any(|value| value.is_some_and(|value| (1..5).contains(&value))),
        "{supervisor:?}"
    );
    let mut browser = Browser::of(&story.desk, "supervisor").await;
    let page = browser.get(PAGE).await.text;
    assert!(page.contains("not shown") && page.contains("Numbers below 5"), "{page}");
    assert!(page.contains("From 5 answers on"), "nobody answered yet: {page}");
    let mut mediator = Browser::of(&story.desk, "mei").await;
    assert_eq!(mediator.get(PAGE).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_becomes_of_a_reason_that_few_cases_ended_for_is_told_in_both_languages() {
    let story = Story::new().await;
    let session = story.desk.sign_in(ORGANISER).await;
    for (language, said) in [
        ("en", "A reason that fewer than 5 cases ended for is counted as not told."),
        ("zh-CN", "同一原因办结不足5件的，计入“不列原因”。"),
    ] {
        let cookie = format!("desk-session={session}; lang={language}");
        let page = story.desk.open(PAGE, &cookie).await.text;
        assert!(page.contains(said), "{language}: {page}");
    }
}

/// Whose cases have no complaint, or whose desk has none yet, reads no heading with nothing below.
#[tokio::test]
async fn a_chapter_in_which_nothing_came_has_no_picture() {
    const HEADING: &str = "<figcaption>Which right</figcaption>";
    let story = Story::new().await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    assert!(organiser.get(PAGE).await.text.contains(HEADING));
    let without = TestDesk::new().await;
    let mut organiser = Browser::of(&without, "organiser").await;
    let page = organiser.get(PAGE).await.text;
    assert!(!page.contains(HEADING), "{page}");
    assert!(!page.contains("<dl class=\"bars\"></dl>"), "{page}");
}

#[tokio::test]
async fn the_document_is_signed_by_the_fair_over_every_figure() {
    let story = Story::new().await;
    let document = story.document("organiser").await;
    let own = story.desk.app.engine.reader().fair_key().public_key();
    assert_eq!(document.signer(), Signed::By(data_encoding::HEXLOWER.encode(&own)));
    let mut changed = document.clone();
    changed.figures[0].value = Some(9);
    assert_eq!(changed.signer(), Signed::Broken);
    let mut renamed = document;
    renamed.name = "Another fair".to_owned();
    assert_eq!(renamed.signer(), Signed::Broken);
    for other in ["", "{}", "[1]", r#"{"format":"fairdesk fair report 2"}"#] {
        assert_eq!(Document::read(other.as_bytes()), None, "{other}");
    }
}

#[tokio::test]
async fn a_cell_that_begins_like_a_formula_is_none() {
    let story = Story::new().await;
    let mut head = Browser::of(&story.desk, "head").await;
    let table = head.get(&format!("{PAGE}/report.csv")).await.text;
    assert!(table.contains("hall,\"'=2+2\","), "{table}");
}

#[test]
fn every_column_is_documented() {
    let said = include_str!("../../../docs/reports.md");
    for column in COLUMNS
        .iter()
        .chain(&EARLIER)
        .chain(&[PERIOD, COUNTED, TOLD_LATER])
        .chain(&quarter::COLUMNS)
        .chain(&cases::COLUMNS)
    {
        assert!(said.contains(&format!("| `{column}` |")), "{column}");
    }
}

/// Sends a file by the form on the page of the report.
async fn take(story: &Story, reader: &str, bytes: &[u8]) -> crate::testing::Answer {
    let mut browser = Browser::of(&story.desk, reader).await;
    let shown = browser.get(PAGE).await.text;
    let field = |name: &str| {
        let rest = shown.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let mut body = Vec::new();
    for (name, value) in [("csrf", field("csrf")), ("idempotency_key", field("idempotency_key"))] {
        let part = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    body.extend(b"--x\r\ncontent-disposition: form-data; name=\"report\"; filename=\"r.json\"\r\n\r\n");
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    let request = Request::post("/office/report/earlier")
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, &browser.cookies)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    story.desk.send(request.body(Body::from(body)).unwrap()).await
}

/// The report of another desk's fair, signed with the key of that one.
async fn of_another_fair() -> Vec<u8> {
    elsewhere(&Story::new().await, ReportScope::WHOLE)
}

/// What is counted at a desk, as if it were another one, with the key of that.
fn elsewhere(story: &Story, scope: ReportScope) -> Vec<u8> {
    let memory = crate::journal::memory::Memory::new(crate::journal::FairId([9; 16])).unwrap();
    let key = memory.open(&mut crate::desk::Replayed::default().take()).unwrap();
    let published = story.desk.app.now();
    let counted = crate::report::counted(
        &mut domain::figures::Tallies::default(),
        &published.desk,
        &published.names,
        scope,
    )
    .unwrap();
    let sees = domain::report::Sees::of(published.desk.staff_member(HEAD).unwrap()).unwrap();
    // The year before.
    let days = (Date::constant(2025, 3, 10), Date::constant(2025, 3, 12));
    let mut plan = published.desk.fair().unwrap().plan.clone();
    plan.last_day = Some(days.1);
    let mut report = crate::report::Report::of(&counted, &plan, &published.desk, (sees, counted.running));
    report.days = days;
    serde_json::to_vec(&Document::signed(report, 7, key.reader().fair_key())).unwrap()
}

#[tokio::test]
async fn an_earlier_fair_is_taken_in_checked_shown_and_taken_out() {
    let story = Story::new().await;
    let file = of_another_fair().await;
    let mut browser = Browser::of(&story.desk, "organiser").await;
    assert!(browser.get(PAGE).await.text.contains("No earlier fair"));
    let taken = take(&story, "organiser", &file).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    let page = browser.get(PAGE).await.text;
    assert!(page.contains("Signed, and unchanged since"), "whose key it is");
    assert!(page.contains("This fair</th>"), "{page}");
    let regions: Vec<_> = page.split("role=\"region\" aria-label=\"").skip(1).collect();
    let regions: Vec<_> = regions.iter().filter_map(|rest| rest.split('"').next()).collect();
    let named: std::collections::BTreeSet<_> = regions.iter().collect();
    assert_eq!(named.len(), regions.len(), "each table has a name of its own: {regions:?}");
    let mut supervisor = Browser::of(&story.desk, "supervisor").await;
    assert!(
        !supervisor.get(PAGE).await.text.contains("This fair</th>"),
        "its small numbers cannot be hidden now"
    );

    let text = String::from_utf8(file).unwrap();
    let without = |name: &str| {
        let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
        json.as_object_mut().unwrap().remove(name);
        json
    };
    let mut unsigned = without("signature");
    unsigned.as_object_mut().unwrap().remove("public_key");
    let mut of_one = unsigned.clone();
    of_one["body"] = "Trade Centre".into();
    let mut these_days = unsigned.clone();
    (these_days["first_day"], these_days["last_day"]) = ("2026-03-08".into(), "2026-03-10".into());
    let mut of_its_quarter = of_one.clone();
    of_its_quarter["period"] = "2026-Q1".into();
    let own = browser.get(&format!("{PAGE}/report.json")).await.bytes;
    let mut turned = unsigned.clone();
    turned["ends"] = "2025-03-11".into();
    let mut into_these = unsigned.clone();
    into_these["ends"] = "2026-03-10".into();
    for (bytes, says) in [
        (turned.to_string().into_bytes(), "not the data file"),
        (into_these.to_string().into_bytes(), "days of this very"),
        (text.replace("\"value\":8", "\"value\":9").into_bytes(), "does not fit"),
        (without("signature").to_string().into_bytes(), "does not fit"),
        (b"{}".to_vec(), "not the data file"),
        (Vec::new(), "choose the file"),
        (own.to_vec(), "this very fair"),
        (of_one.to_string().into_bytes(), "of one mediation body"),
        (these_days.to_string().into_bytes(), "days of this very"),
        (of_its_quarter.to_string().into_bytes(), "for a quarter or a year"),
    ] {
        let refused = take(&story, "organiser", &bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(says), "{says}: {}", refused.text);
    }
    assert_eq!(
        take(&story, "organiser", unsigned.to_string().as_bytes()).await.status,
        StatusCode::SEE_OTHER
    );
    let page = browser.get(PAGE).await.text;
    assert!(page.contains("Not signed") && !page.contains("counted up to day"), "it was over: {page}");
    // A supervisor's file of a fair that runs ends with the last day that was over.
    let mut of_a_day = unsigned.clone();
    (of_a_day["last_day"], of_a_day["ends"]) = ("2025-03-10".into(), "2025-03-12".into());
    of_a_day["as_of"] = "2025-03-10T16:00:00Z".into();
    assert_eq!(
        take(&story, "organiser", of_a_day.to_string().as_bytes()).await.status,
        StatusCode::SEE_OTHER
    );
    let page = browser.get(PAGE).await.text;
    assert!(page.contains("counted up to day 1 of 3, before it was over"), "{page}");
    let mut cut_short = unsigned;
    cut_short["as_of"] = "2025-03-11T06:00:00Z".into();
    assert_eq!(
        take(&story, "organiser", cut_short.to_string().as_bytes()).await.status,
        StatusCode::SEE_OTHER
    );
    let said = "counted up to day 2 of 3, before it was over";
    let page = browser.get(PAGE).await.text;
    assert_eq!(page.matches(said).count(), 1, "once, above the comparison: {page}");
    assert!(page.contains("<span class=\"quiet\">day 2 of 3</span></th>"), "{page}");
    let fair = format!("fair={}", "09".repeat(16));
    browser.post(PAGE, "/office/report/earlier/remove", &fair).await;
    assert!(browser.get(PAGE).await.text.contains("No earlier fair"));
}

#[tokio::test]
async fn the_quarter_is_a_page_a_table_and_a_workbook_that_agree() {
    let story = Story::new().await;
    let mut head = Browser::of(&story.desk, "head").await;
    let page = head.get("/office/quarter?quarter=2026-Q1").await;
    assert!(page.text.contains("Quarter 1 of 2026") && page.text.contains("by hand"), "{}", page.text);
    assert!(page.text.contains("Talks that began"), "the report counts those that ended: {}", page.text);
    // What is no quarter, and those before the desk was set up and after today.
    for none in ["2026-Q9", "2025-Q4", "2026-Q2"] {
        let page = head.get(&format!("/office/quarter?quarter={none}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{none}");
    }
    let table = head.get("/office/quarter/quarter.csv?quarter=2026-Q1").await;
    let mut rows = csv::Reader::from_reader(table.text.as_bytes());
    assert_eq!(rows.headers().unwrap().iter().collect::<Vec<_>>(), quarter::COLUMNS);
    let listed: Vec<Vec<String>> =
        rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert!(listed.iter().any(|row| row[2] == "mediators" && row[5] == "2"), "{listed:?}");
    let book = head.get("/office/quarter/quarter.xlsx?quarter=2026-Q1").await;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book.bytes.to_vec())).unwrap();
    let sheet = book.worksheet_range("2026-Q1").unwrap();
    let read: Vec<Vec<String>> =
        sheet.rows().skip(1).map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(read, listed);
    let front = book.worksheet_range("Figures").unwrap();
    let said: Vec<Vec<String>> =
        front.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    for line in [["Mediators", "2"], ["Amount of the payments", "by hand"]] {
        assert!(said.iter().any(|row| row[..2] == line), "{line:?}: {said:?}");
    }
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    assert_eq!(organiser.get("/office/quarter").await.status, StatusCode::FORBIDDEN);
}
