//! The report as a file for the head of one mediation body among several.

use domain::{
    Actor, BodyId, Command,
    bodies::BodyTerms,
    case::Ask,
    fair::BodyKind,
    procedure::{Action, Means},
    testing::{ORGANISER, TestFair},
};

use super::*;
use crate::{app::App, cli::Subject, locale::Language, testing::TestDesk};

/// A desk with three cases.
async fn filed() -> TestDesk {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    for _ in 0..3 {
        let mut new = ids.dispute(&[Ask::Mediation]);
        new.ticket = App::new_ticket();
        desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    }
    desk
}

/// A second body takes the first of them over.
async fn hosting_two(desk: &TestDesk) {
    let body = BodyId::FIRST.next().unwrap();
    let kind = BodyKind::Commercial;
    let terms = BodyTerms { name: "Trade Centre".to_owned(), kind, registration: None, closed: false };
    desk.ask(Actor::Staff(ORGANISER), Command::RecordBody { body, terms }).await.unwrap();
    let first = std::sync::Arc::clone(desk.app.now().desk.cases().next().unwrap());
    let ticket = first.claimant().ticket.unwrap();
    desk.by_mei(Command::ClaimTicket { ticket }).await;
    desk.step(first.id, Action::ChangeBody { body, means: Means::Spoken }).await;
}

/// Of how many cases a report tells that they were filed, and whose it says to be.
fn exported(
    desk: &TestDesk,
    reader: cli::Reader,
    body: Option<&str>,
) -> anyhow::Result<(Option<u64>, Option<String>)> {
    let at = desk.app.now();
    let (fair, replayed) =
        (at.desk.fair().unwrap(), Replayed { desk: at.desk.clone(), names: at.names.clone() });
    let format = ExportFormat::Json;
    let asked = Asked { of: Subject::Report, format, language: None, reader, period: None, body };
    let texts = Texts::of(Some(&fair.plan), Language::En);
    let bytes = written(&replayed, fair, &**desk.app.engine.reader(), asked, &texts)?;
    let document = Document::read(&bytes).context("it is a report")?;
    assert!(matches!(document.signer(), report::Signed::By(_)), "{document:?}");
    let filed = document.figures.iter().find(|figure| figure.key == "filed").context("cases filed")?;
    Ok((filed.value, document.body))
}

#[tokio::test]
async fn a_head_of_one_body_among_several_gets_the_report_of_that_body() {
    let desk = filed().await;
    hosting_two(&desk).await;
    let head = |body| exported(&desk, cli::Reader::Head, body);
    for called in ["Trade Centre", " Trade Centre ", "B", "b"] {
        let said = head(Some(called)).unwrap();
        assert_eq!(said, (Some(1), Some("Trade Centre".to_owned())), "{called}");
    }
    for called in ["Test Committee", "A"] {
        let said = head(Some(called)).unwrap();
        assert_eq!(said, (Some(2), Some("Test Committee".to_owned())), "{called}");
    }
    assert_eq!(exported(&desk, cli::Reader::Organiser, None).unwrap(), (Some(3), None));
    for unknown in ["C", "Trade", ""] {
        let refused = head(Some(unknown)).unwrap_err().to_string();
        let why = format!("no mediation body is called “{unknown}”");
        assert!(refused.contains(&why) && refused.contains("B (Trade Centre)"), "{refused}");
    }
    let unsaid = head(None).unwrap_err().to_string();
    assert!(unsaid.contains("--body, A (Test Committee) or B (Trade Centre)"), "{unsaid}");
}

#[tokio::test]
async fn where_one_body_works_its_head_need_not_name_it() {
    let desk = filed().await;
    let head = |body| exported(&desk, cli::Reader::Head, body);
    for called in [None, Some("Test Committee"), Some("A")] {
        assert_eq!(head(called).unwrap(), (Some(3), None), "{called:?}");
    }
    assert!(head(Some("B")).is_err());
}
