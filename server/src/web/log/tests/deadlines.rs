//! What falls due: on the organiser's page of today, on the head's counter, and in the day's log and its files.

use std::{io::Cursor, time::Duration};

use calamine::{Data, Reader, Xlsx};
use domain::{
    measure::MeasureAction,
    procedure::{Action, CaseSource, Service, ServiceMethod},
    testing::person,
};

use super::*;

fn in_person() -> Service {
    Service { method: ServiceMethod::InPerson, refused: false, evidence: None }
}

/// Both notices of a dispute were handed over at 10:00: an answer is due at 12:00, a statement the day after at 10:00.
async fn served(story: &mut Story) -> CaseId {
    let case = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    let now = story.desk.app.now();
    let known = now.desk.case(case).unwrap();
    let (ticket, party) = (known.claimant().ticket.unwrap(), known.respondents()[0].place.id);
    let step = |action| Command::Proceed { case, action: Box::new(action) };
    let notice = story.ids.new_notice();
    for command in [
        Command::ClaimTicket { ticket },
        Command::CheckInTicket { ticket },
        step(Action::Accept { source: CaseSource::Application }),
        step(Action::DeclareImpartiality),
        step(Action::IssueNotice { party, notice }),
        step(Action::RecordService { party, service: in_person(), body: person("Booth staff") }),
    ] {
        story.desk.ask(Actor::Staff(MEI), command).await.unwrap();
    }
    let notice = story.ids.new_notice();
    let served = MeasureAction::RecordService { service: in_person(), body: person("Booth staff") };
    for action in [MeasureAction::IssueNotice { notice }, served] {
        let command = Command::MoveMeasure { case, party, action: Box::new(action) };
        story.desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
    }
    case
}

async fn look(story: &Story, path: &str, who: domain::StaffId, language: &str) -> String {
    let token = story.desk.sign_in(who).await;
    story.desk.open(path, &format!("desk-session={token}; lang={language}")).await.text
}

/// The part of a page in which what falls due stands.
fn due(page: &str) -> &str {
    let from = page.find("Due today and tonight").unwrap_or_else(|| panic!("{page}"));
    page[from..].split("</section>").next().unwrap()
}

#[tokio::test]
async fn today_tells_what_falls_due_until_the_desk_opens_again_and_what_has_passed() {
    let mut story = Story::new().await;
    let empty = look(&story, "/office/live", ORGANISER, "en").await;
    assert!(due(&empty).contains("Nothing falls due before the desk opens again"), "{empty}");
    let case = served(&mut story).await;
    let page = look(&story, "/office/live", ORGANISER, "en").await;
    let shown = due(&page);
    assert!(shown.contains("Answer to the notice of mediation") && shown.contains("12:00"), "{shown}");
    assert!(!shown.contains("Statement on a complaint") && !shown.contains("passed"), "{shown}");
    // Of what is due in mediation the organiser may open the line of the log, and no page of the case.
    let list = format!("/office/logs/{DAY}?ticket=A-001#list");
    assert!(shown.contains(&format!("href=\"{list}\"")) && !shown.contains(&case.to_string()), "{shown}");
    assert!(look(&story, "/office/live", ORGANISER, "zh-CN").await.contains("今日及今夜到期"));
    let counter = look(&story, "/counter/live", HEAD, "en").await;
    assert!(due(&counter).contains(&format!("href=\"/counter/cases/{case}\"")), "{counter}");
    let counter = look(&story, "/counter/live", MEI, "en").await;
    assert!(!counter.contains("Due today and tonight"), "the head’s alone: {counter}");

    story.desk.clock.advance(Duration::from_mins(121));
    story.desk.ask(Actor::System, Command::Sweep).await.unwrap();
    let page = look(&story, "/office/live", ORGANISER, "en").await;
    assert!(due(&page).contains("passed"), "{page}");
    story.desk.clock.advance(Duration::from_hours(21));
    let page = look(&story, "/office/live", ORGANISER, "en").await;
    let shown = due(&page);
    assert!(shown.contains("Statement on a complaint") && !shown.contains("notice of mediation"), "{shown}");
    assert!(shown.contains(&format!("href=\"/office/cases/{case}#party-")), "{shown}");
    for secret in [CONFIDENTIAL, TOLD, "Li Hua", "Booth staff"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}

#[tokio::test]
async fn the_log_counts_and_lists_the_deadlines_of_its_day() {
    let mut story = Story::new().await;
    served(&mut story).await;
    let page = format!("/office/logs/{DAY}");
    let before = look(&story, &page, ORGANISER, "en").await;
    assert!(before.contains("id=\"deadlines\"") && before.contains("Still time"), "{before}");
    story.desk.clock.advance(Duration::from_mins(121));
    story.desk.ask(Actor::System, Command::Sweep).await.unwrap();
    let text = look(&story, &page, ORGANISER, "en").await;
    let listed = text.split("<section id=\"deadlines\">").nth(1).unwrap().split("</section>").next().unwrap();
    for shown in ["12:00", "Answer to the notice of mediation", "A-001", "Missed"] {
        assert!(listed.contains(shown), "{shown}: {listed}");
    }
    assert!(!listed.contains("Statement"), "that is due on another day: {listed}");

    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let file = organiser.get(&format!("{page}/log.xlsx?language=en")).await;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file.bytes.to_vec())).unwrap();
    let sheet = book.worksheet_range("Deadlines").unwrap();
    assert!(matches!(sheet.get_value((1, 0)), Some(Data::DateTime(_))), "{sheet:?}");
    let said = |column| sheet.get_value((1, column)).unwrap().to_string();
    assert_eq!([1, 2, 3, 4].map(said), ["Answer to the notice of mediation", "A-001", "", "Missed"]);
    let figures = book.worksheet_range("Figures").unwrap();
    let counted = figures.rows().find(|row| row[0] == "Answer to the notice of mediation");
    assert_eq!(counted.unwrap()[1..4], [0.0, 1.0, 0.0].map(Data::Float));
    let table = organiser.get(&format!("{page}/log.csv")).await.text;
    assert!(!table.contains("notice of mediation"), "the columns of the table stay: {table}");
}
