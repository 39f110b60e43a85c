//! The fair's end through the head's page.

use axum::http::StatusCode;
use domain::{
    case::{CaseState, Outcome, Reason},
    ticket::TicketState,
};

use crate::{
    app::App,
    testing::Browser,
    web::counter::tests::{Story, press},
};

#[tokio::test]
async fn the_head_takes_every_partys_choice_and_acts_on_it() {
    let mut story = Story::new().await;
    let (on, _) = story.file().await;
    let (off, _) = story.file().await;
    {
        let mut mei = Browser::of(&story.desk, "mei").await;
        press(&mut mei, on, "claim", "").await;
        story.desk.agreed(on, App::new_ticket()).await;
    }
    let mut head = Browser::of(&story.desk, "head").await;
    let page = head.get("/counter/closing").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("A-001") && page.text.contains("A-002"));
    assert!(!page.text.contains("Li Hua"), "nobody is named here");
    let ends =
        |case: domain::CaseId| page.text.contains(&format!("<a href=\"/counter/cases/{case}\">End the case"));
    assert!(ends(off) && !ends(on), "what nobody has is the head's to end: {}", page.text);
    assert!(page.text.contains("I agree that talks are held over a distance."), "there to be read out");
    assert!(!page.text.contains("closing/carry-over") && !page.text.contains("closing/transfer"));

    let does = async |head: &mut Browser<'_>, case: domain::CaseId, verb: &str, fields: &str| {
        head.post("/counter/closing", &format!("/counter/cases/{case}/closing/{verb}"), fields).await
    };
    let early = does(&mut head, on, "carry-over", "").await;
    assert_eq!(
        early.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nobody is carried over who did not choose it"
    );
    for party in story.desk.parties(on) {
        let said = format!("party={party}&to=remote&means=spoken");
        assert_eq!(does(&mut head, on, "choose", &said).await.status, StatusCode::SEE_OTHER);
    }
    let done = does(&mut head, on, "carry-over", "").await;
    assert_eq!(done.location(), "/counter/closing?done=carried-over", "{}", done.text);
    assert!(story.desk.app.now().desk.case(on).unwrap().procedure.carried_over.is_some());

    // Nobody has the other one, and who filed changes their mind.
    let party = story.desk.parties(off)[0];
    does(&mut head, off, "choose", &format!("party={party}&to=remote&means=spoken")).await;
    does(&mut head, off, "choose", &format!("party={party}&to=transfer&means=spoken")).await;
    let page = head.get("/counter/closing").await;
    assert!(page.text.contains("Go on after the fair") && page.text.contains("closing/transfer"));
    does(&mut head, off, "transfer", "remark=IP+office").await;
    let ended = CaseState::Concluded { outcome: Outcome::Referred, reason: Reason::FairClosedTransferred };
    assert_eq!(story.desk.app.now().desk.case(off).unwrap().state, ended);

    let mut mei = Browser::of(&story.desk, "mei").await;
    assert_eq!(mei.get("/counter/closing").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_goes_on_is_offered_to_nobody_and_found_apart() {
    let mut story = Story::new().await;
    let (on, ticket) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let apart = "To go on after the fair; nobody has it yet";
    let take = format!("/counter/cases/{on}/claim");
    let waiting = async || {
        let board = story.desk.call(axum::http::Method::GET, "/api/v1/board", "", None).await;
        board.json()["waiting"].clone()
    };
    let before = mei.get("/counter").await.text;
    assert!(before.contains(&take) && !before.contains(apart), "{before}");
    assert_eq!(waiting().await, 1);

    let mut head = Browser::of(&story.desk, "head").await;
    let said = format!("party={}&to=remote&means=spoken", story.desk.parties(on)[0]);
    for (verb, fields) in [("choose", said.as_str()), ("carry-over", "")] {
        let path = format!("/counter/cases/{on}/closing/{verb}");
        assert_eq!(head.post("/counter/closing", &path, fields).await.status, StatusCode::SEE_OTHER);
    }
    let after = mei.get("/counter").await.text;
    assert!(after.contains(apart) && after.contains(&format!("/counter/cases/{on}\"")), "{after}");
    assert!(!after.contains(&take) && after.contains("Nobody is waiting for you"), "{after}");
    assert_eq!(waiting().await, 0);

    // Whoever is to go on with it takes it on its page.
    press(&mut mei, on, "claim", "").await;
    let now = story.desk.app.now();
    assert_eq!(now.desk.ticket(ticket).unwrap().state, TicketState::Claimed);
    assert!(!mei.get("/counter").await.text.contains(apart));
}

/// A complaint alone ends with what the organiser decides on it, as the day's seal says; where that does not come, the head ends it.
#[tokio::test]
async fn what_nobody_mediates_is_listed_to_be_ended_and_nothing_is_chosen() {
    let mut story = Story::new().await;
    let (mediated, _) = story.file().await;
    let (complaint, ticket) = story.file_with(complains_alone).await;
    let mut head = Browser::of(&story.desk, "head").await;
    let page = head.get("/counter/closing").await.text;
    let ends = format!("<a href=\"/counter/cases/{complaint}/conclude\"><b class=\"number\">{ticket}</b>");
    assert!(page.contains(&ends) && page.contains("Nobody has this case"), "{page}");
    assert!(!page.contains(&format!("/counter/cases/{complaint}/closing/")), "{page}");
    assert!(page.contains(&format!("/counter/cases/{mediated}/closing/choose")), "{page}");
    let (outcome, reason) = (Outcome::Withdrawn, Reason::ApplicantWithdrew);
    let end = domain::Command::ConcludeCase { case: complaint, outcome, reason, remark: None };
    story.desk.ask(domain::Actor::Staff(domain::testing::HEAD), end).await.unwrap();
    let page = head.get("/counter/closing").await.text;
    assert!(!page.contains(&complaint.to_string()) && !page.contains("id=\"rest\""), "{page}");
}

fn complains_alone(new: &mut domain::command::NewCase) {
    let alone = domain::testing::TestFair::new().dispute(&[domain::case::Ask::Measure]);
    (new.consent, new.application, new.complaint) = (alone.consent, alone.application, alone.complaint);
}

#[tokio::test]
async fn the_page_shows_in_both_languages() {
    let mut story = Story::new().await;
    story.file_with(complains_alone).await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    story.desk.agreed(case, App::new_ticket()).await;
    let mut head = Browser::of(&story.desk, "head").await;
    let plain = head.cookies.clone();
    for language in crate::locale::Language::ALL {
        head.cookies = format!("lang={}; {plain}", language.tag());
        let page = head.get("/counter/closing").await;
        assert!(!page.text.contains(">closing-"), "a text is missing: {}", page.text);
        crate::web::samples::write("closing", language, &page.text);
    }
}
