//! What the head of a body is told in lists and numbers is of its own cases alone.

use axum::http::StatusCode;
use domain::{
    Actor, BodyId, CaseId, Command,
    case::Ask,
    procedure::{Action, Means},
    testing::{TestFair, plan},
};

use super::hosting_two;
use crate::{
    app::App,
    testing::{Browser, TestDesk},
};

const LISTS: &str = "/office/handovers";

/// A dispute, with ids that no other of these has.
async fn filed(desk: &TestDesk, ids: &mut TestFair) -> CaseId {
    let mut new = ids.dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    case
}

/// One that the second body has.
async fn given(desk: &TestDesk, ids: &mut TestFair) -> CaseId {
    let case = filed(desk, ids).await;
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.by_mei(Command::ClaimTicket { ticket }).await;
    let body = BodyId::FIRST.next().unwrap();
    desk.step(case, Action::ChangeBody { body, means: Means::Spoken }).await;
    case
}

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
    let theirs = given(&desk, &mut ids).await;
    let ours = filed(&desk, &mut ids).await;
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
