//! Two mediation bodies through the pages: the organiser enters one, its head appoints its people, a case is given to it.

use axum::http::StatusCode;
use domain::{
    Actor, CaseId, Command, RoomId,
    case::Ask,
    procedure::{Action, CaseSource},
    staff::DutyState,
    testing::TestFair,
};

use crate::{
    app::App,
    testing::{Browser, TestDesk},
};

const PIN: &str = "918273";

fn page_of(case: CaseId) -> String {
    format!("/counter/cases/{case}")
}

async fn filed(desk: &TestDesk) -> CaseId {
    let mut new = TestFair::new().dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    let id = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    id
}

/// Somebody new, signed in.
async fn appointed<'d>(desk: &'d TestDesk, by: &mut Browser<'d>, name: &str, more: &str) -> Browser<'d> {
    let fields = format!("person={name}&pin={PIN}&pin_again={PIN}&idempotency_key={name}&{more}");
    let answer = by.post("/office/people/new", "/office/people/new", &fields).await;
    assert_eq!(answer.location(), "/office/people?done=appointed", "{}", answer.text);
    let (mut browser, _) = Browser::open(desk).await;
    assert_eq!(browser.sign_in(name, PIN).await.status, StatusCode::SEE_OTHER);
    browser
}

/// A desk that hosts a commercial centre beside its committee, with its head and a mediator on duty.
async fn hosting_two(desk: &TestDesk) -> (Browser<'_>, Browser<'_>) {
    let mut organiser = Browser::of(desk, "organiser").await;
    let new = "name=Trade+Centre&kind=commercial&registration=31-0007&idempotency_key=new";
    let entered = organiser.post("/office/bodies", "/office/bodies/2", new).await;
    assert_eq!(entered.location(), "/office/bodies?done=recorded", "{}", entered.text);
    assert!(organiser.get("/office/bodies").await.text.contains("Nobody leads this body yet"));
    let mut anna = appointed(desk, &mut organiser, "anna", "role=head&body=2").await;
    let bo = appointed(desk, &mut anna, "bo", "role=mediator").await;
    let id = desk.app.now().names.staff_named("bo").next().unwrap();
    let room = Some(RoomId("Room 3".to_owned()));
    let mut plan = domain::testing::plan();
    plan.rooms.push(domain::fair::Room { id: room.clone().unwrap(), hall: None });
    let officer = Actor::Staff(domain::testing::ORGANISER);
    desk.ask(officer, Command::AmendFair { plan }).await.unwrap();
    desk.ask(Actor::Staff(id), Command::TakeDuty { state: DutyState::On, room }).await.unwrap();
    (anna, bo)
}

#[tokio::test]
async fn a_body_is_entered_and_its_head_sees_its_own_people_alone() {
    let desk = TestDesk::new().await;
    let (mut anna, _) = hosting_two(&desk).await;
    let people = anna.get("/office/people").await.text;
    assert!(people.contains(">bo<") && !people.contains(">mei<"), "{people}");
    let own = anna.get("/office/bodies").await.text;
    assert!(
        own.contains("Trade Centre") && own.contains("31-0007") && !own.contains("Test Committee"),
        "{own}"
    );
    assert!(!own.contains("Another mediation body"), "the organiser alone enters one");
    let mei = desk.app.now().names.staff_named("mei").next().unwrap();
    assert_eq!(anna.get(&format!("/office/people/{mei}")).await.status, StatusCode::FORBIDDEN);
    let home = desk.open("/", "").await.text;
    for shown in ["Test Committee", "People’s mediation committee", "Trade Centre", "Commercial mediation"]
    {
        assert!(home.contains(shown), "{shown}: {home}");
    }
    let gone = anna.post("/office/bodies", "/office/bodies/9", "name=X&kind=people").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_case_is_given_to_another_body_whose_papers_and_number_it_then_has() {
    let desk = TestDesk::new().await;
    let (_, mut bo) = hosting_two(&desk).await;
    let case = filed(&desk).await;
    let page = page_of(case);
    let mut mei = Browser::of(&desk, "mei").await;
    mei.post(&page, &format!("{page}/claim"), "").await;
    let shown = mei.get(&page).await.text;
    assert!(shown.contains("Give to another mediation body") && shown.contains("Trade Centre"), "{shown}");
    let silent = mei.post(&page, &format!("{page}/body"), "body=2").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "the applicant was not asked");
    let given = mei.post(&page, &format!("{page}/body"), "body=2&agreed=yes").await;
    assert_eq!(given.location(), "/counter?done=body", "{}", given.text);
    let after = mei.get(&page).await.text;
    assert!(after.contains("Another mediation body’s case") && !after.contains("Li Hua"), "{after}");
    let taken = mei.post(&page, &format!("{page}/claim"), "").await;
    assert_eq!(taken.status, StatusCode::FORBIDDEN);
    assert!(taken.text.contains("It is Trade Centre that answers for it"), "{}", taken.text);
    assert!(mei.get("/counter").await.text.contains("Trade Centre"), "the line says whose it is");

    let taken = bo.post("/counter", "/counter/next", "idempotency_key=one").await;
    assert_eq!(taken.location(), format!("{page}?done=claim"), "{}", taken.text);
    let id = desk.app.now().names.staff_named("bo").next().unwrap();
    let action = Box::new(Action::Accept { source: CaseSource::Application });
    desk.ask(Actor::Staff(id), Command::Proceed { case, action }).await.unwrap();
    let paper = bo.get(&format!("{page}/papers/acceptance?language=en")).await.text;
    for said in ["Trade Centre", "Commercial mediation No. 2026-B001"] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    assert!(!paper.contains("Test Committee"), "{paper}");
}

#[tokio::test]
async fn what_authorities_were_given_is_listed_for_the_head_of_the_body_whose_case_it_is() {
    let desk = TestDesk::new().await;
    let (mut anna, _) = hosting_two(&desk).await;
    let (case, head) = (filed(&desk).await, Actor::Staff(domain::testing::HEAD));
    let reason = Some("a court asks".to_owned());
    desk.ask(head, Command::ReadCase { case, part: Ask::Mediation, reason }).await.unwrap();
    let disclosure = TestFair::new().new_disclosure(Ask::Mediation);
    let page = format!("/office/disclosures/{}", disclosure.id);
    desk.ask(head, Command::DiscloseCase { case, disclosure: Box::new(disclosure) }).await.unwrap();
    let own = Browser::of(&desk, "head").await.get("/office/disclosures").await.text;
    assert!(own.contains(&page), "{own}");
    let other = anna.get("/office/disclosures").await.text;
    assert!(!other.contains(&page), "{other}");
    assert_eq!(anna.get(&page).await.status, StatusCode::NOT_FOUND);
}
