//! Whoever sees of a case its summary alone is told by nothing what it asks for: a mediator without the case, and the people of another
//! body (procedure E.2, "organiser measure"). Nor by what is missing.

use axum::http::{Method, StatusCode};
use domain::{
    Actor, CaseId, Command, EvidenceId, TicketNumber,
    case::{Ask, Audience, Outcome, Reason},
    measure::MeasureAction,
    procedure::Purpose,
    testing::{self, HEAD, MEI, ORGANISER, TOM, TestFair},
};
use serde_json::json;

use super::{hosting_two, page_of};
use crate::{
    app::App,
    testing::{Browser, TestDesk},
};

/// The page of a case, and those below it.
const PAGES: [&str; 15] = [
    "",
    "/session",
    "/agreement",
    "/investigation",
    "/aftercare",
    "/referrals",
    "/major",
    "/fee",
    "/way",
    "/conclude",
    "/conclude?outcome=withdrawn",
    "/held",
    "/papers",
    "/file",
    "/typical",
];

/// A case that waits, and the numbers of its sides.
struct Waiting {
    case: CaseId,
    numbers: Vec<TicketNumber>,
}

impl Waiting {
    /// With the notice of its complaint drawn up and a photo for the organiser, where it has one.
    async fn filed(desk: &TestDesk, ids: &mut TestFair, asks: &[Ask]) -> Self {
        let mut new = ids.dispute(asks);
        new.ticket = App::new_ticket();
        let case = new.case;
        desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
        let numbers = || -> Vec<TicketNumber> {
            let at = desk.app.now();
            at.desk.case(case).unwrap().parties.iter().filter_map(|party| party.ticket).collect()
        };
        if asks.contains(&Ask::Measure) {
            let (sides, notice) = (desk.parties(case), ids.new_notice());
            let (audience, purpose, body) = (Audience::Measure, Purpose::Exhibit, testing::photo());
            let evidence = EvidenceId(desk.app.fresh_id());
            let photo = Command::AddEvidence { case, party: sides[0], evidence, audience, purpose, body };
            desk.ask(Actor::Party(numbers()[0]), photo).await.unwrap();
            let action = Box::new(MeasureAction::IssueNotice { notice });
            let drawn_up = Command::MoveMeasure { case, party: sides[1], action };
            desk.ask(Actor::Staff(ORGANISER), drawn_up).await.unwrap();
        }
        Self { case, numbers: numbers() }
    }

    /// What somebody reads on all of its pages, but for its id, its number, and what is new in each drawing.
    async fn told(&self, browser: &mut Browser<'_>) -> Vec<String> {
        let new = |tag: &&str| tag.contains("name=\"csrf\"") || tag.contains("name=\"idempotency_key\"");
        let mut told = Vec::new();
        for page in PAGES {
            let answer = browser.get(&format!("{}{page}", page_of(self.case))).await;
            for own in self.numbers.iter().skip(1) {
                assert!(!answer.text.contains(&own.to_string()), "{page} tells {own}: {}", answer.text);
            }
            let words = answer.text.split('<').filter(|tag| !new(tag)).collect::<Vec<_>>().join("<");
            let whole = format!("{page} {} {} {words}", answer.status, answer.location());
            let whole = whole.replace(&self.case.to_string(), "CASE");
            told.push(whole.replace(&self.numbers[0].to_string(), "NUMBER"));
        }
        told
    }
}

/// That each of them is told the same of all cases.
async fn hear_the_same(readers: &mut [(&str, Browser<'_>)], cases: &[Waiting]) {
    for (name, browser) in readers {
        let told = cases[0].told(browser).await;
        for case in &cases[1..] {
            for (one, other) in told.iter().zip(case.told(browser).await) {
                assert_eq!(*one, other, "{name}");
            }
        }
    }
}

/// That a program of Tom's is told the same of a number as of one that was never given out.
async fn by_program(desk: &TestDesk, number: TicketNumber) {
    let token = desk.sign_in(TOM).await;
    for (verb, body) in [
        ("claim", json!({})),
        ("call", json!({})),
        ("check-in", json!({})),
        ("missed", json!({})),
        ("park", json!({ "reason": "papers" })),
        ("requeue", json!({})),
        ("release", json!({ "reason": "mistake" })),
    ] {
        for number in [&*number.to_string(), "A-999"] {
            let path = format!("/api/v1/queue/{number}/{verb}");
            let tried = desk.call(Method::POST, &path, &token, Some(body.clone())).await;
            assert_eq!(tried.status, StatusCode::NOT_FOUND, "{path}: {}", tried.text);
            assert_eq!(tried.json()["code"], "not-found", "{path}: {}", tried.text);
        }
    }
}

#[tokio::test]
async fn whoever_has_a_case_takes_its_steps_by_every_number_of_it() {
    let desk = TestDesk::new().await;
    let case = Waiting::filed(&desk, &mut TestFair::new(), &[Ask::Mediation, Ask::Measure]).await;
    desk.by_mei(Command::ClaimTicket { ticket: case.numbers[0] }).await;
    let path = format!("/api/v1/queue/{}/park", case.numbers[1]);
    for (staff, status) in [(TOM, StatusCode::NOT_FOUND), (MEI, StatusCode::OK)] {
        let token = desk.sign_in(staff).await;
        let answer = desk.call(Method::POST, &path, &token, Some(json!({ "reason": "papers" }))).await;
        assert_eq!(answer.status, status, "{}", answer.text);
    }
}

#[tokio::test]
async fn who_has_no_part_in_a_case_is_told_by_nothing_whether_there_is_a_complaint() {
    let desk = TestDesk::new().await;
    desk.charges().await;
    let (anna, bo) = hosting_two(&desk).await;
    let mut ids = TestFair::new();
    let mut cases = Vec::new();
    for asks in [&[Ask::Mediation][..], &[Ask::Measure][..], &[Ask::Mediation, Ask::Measure][..]] {
        cases.push(Waiting::filed(&desk, &mut ids, asks).await);
    }
    assert_eq!(cases.iter().map(|case| case.numbers.len()).collect::<Vec<_>>(), [1, 2, 2]);
    let tom = Browser::of(&desk, "tom").await;
    let mut readers = [("tom", tom), ("bo", bo), ("anna", anna)];
    hear_the_same(&mut readers, &cases).await;

    let line = desk.call(Method::GET, "/api/v1/queue", &desk.sign_in(TOM).await, None).await.json();
    let mut rows = line["items"].as_array().unwrap().clone();
    for row in &mut rows {
        for own in ["ticket", "case", "place", "why", "filed_at", "waiting_since"] {
            row.as_object_mut().unwrap().remove(own);
        }
    }
    assert!(rows.len() == 3 && rows.iter().all(|row| *row == rows[0]), "{line}");

    // Nor by what is refused to whoever tries.
    let [(_, tom), ..] = &mut readers;
    for Waiting { case, numbers } in &cases {
        let page = page_of(*case);
        let given = tom.post(&page, &format!("{page}/body"), "body=2&agreed=yes").await;
        assert!(given.status.is_client_error() && given.text.contains("Nobody has"), "{}", given.text);
        for own in numbers.iter().skip(1) {
            let found = tom.post("/counter/scan", "/counter/scan", &format!("number={own}")).await;
            assert_eq!(found.status, StatusCode::UNPROCESSABLE_ENTITY, "{own}");
            let taken = tom.post(&page, &format!("{page}/claim"), &format!("ticket={own}")).await;
            assert_eq!(taken.status, StatusCode::NOT_FOUND, "{own}: {}", taken.text);
            by_program(&desk, *own).await;
        }
    }

    for Waiting { case, .. } in &cases {
        let (outcome, reason) = (Outcome::Withdrawn, Reason::ApplicantWithdrew);
        let end = Command::ConcludeCase { case: *case, outcome, reason, remark: None };
        desk.ask(Actor::Staff(HEAD), end).await.unwrap();
    }
    hear_the_same(&mut readers, &cases).await;
}

#[tokio::test]
async fn who_has_the_case_or_heads_the_body_is_offered_to_give_it_away_and_others_are_not() {
    let desk = TestDesk::new().await;
    hosting_two(&desk).await;
    let case = Waiting::filed(&desk, &mut TestFair::new(), &[Ask::Mediation]).await;
    let page = page_of(case.case);
    let form = format!("action=\"{page}/body\"");
    for (name, offered) in [("mei", false), ("head", true), ("reception", true)] {
        let shown = Browser::of(&desk, name).await.get(&page).await.text;
        assert_eq!(shown.contains(&form), offered, "{name}: {shown}");
    }
    desk.by_mei(Command::ClaimTicket { ticket: case.numbers[0] }).await;
    let shown = Browser::of(&desk, "mei").await.get(&page).await.text;
    assert!(shown.contains(&form), "once she has it: {shown}");
}
