//! A case that nobody has, and its end by the head of the body, who goes on no duty.

use axum::http::StatusCode;
use domain::{
    case::{CaseState, Outcome, Reason},
    command::NewCase,
};

use super::{Story, page_of, press};
use crate::{app::App, testing::Browser};

const LEAD: &str = "As the head you can end it";

#[tokio::test]
async fn the_head_ends_a_case_that_nobody_has_from_its_page() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let new = story.ids.question();
    let (question, _) = story.file_with(|case| *case = NewCase { ticket: App::new_ticket(), ..new }).await;
    let mut head = Browser::of(&story.desk, "head").await;
    for (case, outcome) in [(case, "no-agreement"), (question, "advice-given")] {
        let shown = head.get(&page_of(case)).await.text;
        assert!(shown.contains(LEAD) && !shown.contains("Go on duty to take tickets"), "{shown}");
        let link = format!("href=\"{}/conclude?outcome={outcome}\"", page_of(case));
        assert!(shown.contains(&link), "{outcome}: {shown}");
    }

    let mut mei = Browser::of(&story.desk, "mei").await;
    assert!(!mei.get(&page_of(case)).await.text.contains(LEAD), "a mediator takes it first");
    press(&mut mei, case, "claim", "").await;
    let with_mei = head.get(&page_of(case)).await.text;
    assert!(
        !with_mei.contains(LEAD) && with_mei.contains("conclude?outcome=withdrawn"),
        "mei has it: {with_mei}"
    );
    press(&mut mei, case, "release", "form=release&reason=off-duty").await;
    assert!(head.get(&page_of(case)).await.text.contains(LEAD), "it was given back");

    let form = format!("{}/conclude?outcome=withdrawn", page_of(case));
    let does = format!("{}/conclude", page_of(case));
    let ended = head.post(&form, &does, "outcome=withdrawn&reason=applicant-withdrew").await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
    let over = CaseState::Concluded { outcome: Outcome::Withdrawn, reason: Reason::ApplicantWithdrew };
    assert_eq!(story.desk.app.now().desk.case(case).unwrap().state, over);
    assert!(!head.get(&page_of(case)).await.text.contains(LEAD), "it is over");
}

#[tokio::test]
async fn a_mediator_accepts_no_case_before_taking_it() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut tom = Browser::of(&story.desk, "tom").await;
    let accept = |key: &str| format!("idempotency_key={key}&source=application");
    let early = press(&mut tom, case, "way/accept", &accept("a")).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
    assert!(early.text.contains("Take it first"), "{}", early.text);
    assert!(story.desk.app.now().desk.case(case).unwrap().procedure.accepted_at.is_none());
    press(&mut tom, case, "claim", "").await;
    let taken = press(&mut tom, case, "way/accept", &accept("b")).await;
    assert_eq!(taken.location(), format!("{}/way?done=way-accept", page_of(case)), "{}", taken.text);
}
