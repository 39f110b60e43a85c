//! What the pages of a case tell whoever has no part in it: the same words, whether it ended, and however it did (procedure E.2).

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::{
    Command, StaffId,
    case::{Outcome, Paper, Reason},
    procedure::{Action, AgreementBody, ClauseBody, ClauseKind, NewAgreement, Purpose},
    testing::{MEI, RECEPTION, TOM},
    ticket::ParkReason,
};
use http_body_util::BodyExt;
use jiff::civil::date;
use tower::ServiceExt;

use crate::{locale::Language, testing::Browser, web::counter::session::tests::Talk};

/// Below a case's page: what says the same of an open case and of one that is over.
const SILENT: [&str; 21] = [
    "/session",
    "/agreement",
    "/investigation",
    "/aftercare",
    "/referrals",
    "/referrals/new?to=court",
    "/major",
    "/fee",
    "/way",
    "/conclude",
    "/conclude?outcome=settled",
    "/held",
    "/papers",
    "/papers/agreement?language=en",
    "/papers/oral-agreement?version=1",
    "/papers/termination.pdf",
    "/papers/judicial-confirmation",
    "/papers/return-visit",
    "/file",
    "/file/file.pdf",
    "/file/file.zip",
];
/// What says that a case is over, as everybody may know, and no more.
const OVER: [&str; 2] = ["", "/typical"];

/// What Tom, who has another case, is told on these pages.
async fn told(talk: &Talk, pages: &[&'static str]) -> Vec<(&'static str, String)> {
    let mut tom = Browser::of(&talk.desk, "tom").await;
    let mut told = Vec::new();
    for page in pages {
        let answer = tom.get(&format!("/counter/cases/{}{page}", talk.case)).await;
        told.push((*page, format!("{} {} {}", answer.status, answer.location(), words(&answer.text))));
    }
    told
}

/// A page without what is new in each drawing of it: the keys of its forms.
fn words(page: &str) -> String {
    let new = |tag: &&str| tag.contains("name=\"csrf\"") || tag.contains("name=\"idempotency_key\"");
    page.split('<').filter(|tag| !new(tag)).collect::<Vec<_>>().join("<")
}

/// What somebody's counter lists of the cases that others have.
async fn others(talk: &Talk, name: &str) -> String {
    let live = Browser::of(&talk.desk, name).await.get("/counter/live").await.text;
    let list = live.split("data-live=\"others\"").nth(1).and_then(|rest| rest.split("</section>").next());
    list.unwrap_or_default().to_owned()
}

/// What the stream of the case's page begins with for somebody, without the place in the journal.
async fn streamed(talk: &Talk, reader: StaffId) -> String {
    let token = talk.desk.sign_in(reader).await;
    let request = Request::get(format!("/counter/cases/{}/events", talk.case))
        .header(header::COOKIE, format!("desk-session={token}"));
    let answer = talk.desk.service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let first = answer.into_body().frame().await.unwrap().unwrap().into_data().unwrap();
    let first = String::from_utf8_lossy(&first).into_owned();
    first.lines().filter(|line| line.starts_with("data:")).collect::<Vec<_>>().join("\n")
}

async fn talking() -> Talk {
    let talk = Talk::new().await;
    talk.start().await;
    talk
}

/// An agreement by word of mouth, which is in effect at once.
async fn agreed(talk: &Talk) {
    let clause = ClauseBody {
        kind: ClauseKind::Cover,
        debtor: talk.parties[1],
        act: "The lamp is covered.".to_owned(),
        translation: None,
        place: None,
        from: Some(date(2026, 3, 10)),
        until: Some(date(2026, 3, 12)),
        money: None,
        organiser: false,
    };
    let (facts, disputes) = ("A lamp is shown.".to_owned(), "Whether it is a copy.".to_owned());
    let body = AgreementBody { facts, disputes, clauses: vec![clause], ..AgreementBody::default() };
    let draft = NewAgreement { body, prevailing: Language::ZhCn };
    talk.desk.step(talk.case, Action::RegisterOral { draft }).await;
}

async fn ended(talk: &Talk, outcome: Outcome, reason: Reason) {
    talk.mei(Command::ConcludeCase { case: talk.case, outcome, reason, remark: None }).await;
}

#[tokio::test]
async fn no_page_of_a_case_tells_an_outsider_whether_it_came_to_an_agreement() {
    let (settled, stopped) = (talking().await, talking().await);
    let before = told(&settled, &SILENT).await;
    agreed(&settled).await;
    assert_eq!(told(&settled, &SILENT).await, before, "an agreement is in effect");
    ended(&settled, Outcome::Settled, Reason::Agreement).await;
    assert_eq!(told(&settled, &SILENT).await, before, "it was settled");
    ended(&stopped, Outcome::NoAgreement, Reason::NoProspect).await;
    assert_eq!(told(&stopped, &SILENT).await, before, "it was stopped");
    assert_eq!(told(&settled, &OVER).await, told(&stopped, &OVER).await);
    assert_eq!(streamed(&settled, TOM).await, streamed(&stopped, TOM).await);
    // Whoever has a part in it is told.
    for (talk, said) in [(&settled, "Clause 1"), (&stopped, "No agreement is in effect")] {
        let own = Browser::of(&talk.desk, "mei").await.get(&talk.page("aftercare")).await.text;
        assert!(own.contains(said), "{said}: {own}");
    }
}

/// How many photos came in the talks is not reception's, nor which papers are missing anybody's who has no part in the case.
#[tokio::test]
async fn the_stream_of_a_case_moves_with_nothing_that_its_reader_is_not_shown() {
    let talk = talking().await;
    let streams = async || [streamed(&talk, TOM).await, streamed(&talk, RECEPTION).await];
    let (before, own) = (streams().await, streamed(&talk, MEI).await);
    talk.photo(Purpose::Exhibit).await;
    assert_eq!(streams().await, before, "a photo was put on the table");
    let shown = streamed(&talk, MEI).await;
    assert_ne!(shown, own);
    talk.mei(Command::CheckPapers { case: talk.case, missing: vec![Paper::PowerOfAttorney] }).await;
    assert_eq!(streams().await, before, "papers are missing");
    assert_ne!(streamed(&talk, MEI).await, shown);
}

/// In which room it is talked about, and for what it waits, is of its procedure, as on the page of the case.
#[tokio::test]
async fn the_counter_tells_who_has_a_case_and_its_way_to_whoever_follows_it() {
    let talk = talking().await;
    for (name, follows) in [("tom", false), ("head", true)] {
        let list = others(&talk, name).await;
        assert!(list.contains("<b>mei</b>") && list.contains("since"), "{name}: {list}");
        for said in ["Room 1", "In talks"] {
            assert_eq!(list.contains(said), follows, "{name}, {said}: {list}");
        }
    }
    talk.mei(Command::AdjournSession { case: talk.case, reason: ParkReason::Expert, remark: None }).await;
    for (name, follows) in [("tom", false), ("head", true)] {
        let list = others(&talk, name).await;
        assert!(list.contains("<b>mei</b>") && list.contains("On hold"), "{name}: {list}");
        assert_eq!(list.contains("Waiting for an expert"), follows, "{name}: {list}");
    }
}
