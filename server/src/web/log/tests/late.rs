//! What comes to a day after its seal: how it is called, and that there is more than is listed.

use domain::{StaffId, remark::RemarkKind};

use super::{
    files::{remark, sealed},
    *,
};

/// Somebody gives a court the dates of a case.
async fn give(story: &mut Story, who: StaffId, case: CaseId, part: Ask) {
    let reason = (part == Ask::Mediation).then(|| "a court asks".to_owned());
    story.desk.ask(Actor::Staff(who), Command::ReadCase { case, part, reason }).await.unwrap();
    let disclosure = Box::new(story.ids.new_disclosure(part));
    story.desk.ask(Actor::Staff(who), Command::DiscloseCase { case, disclosure }).await.unwrap();
}

/// A respondent's ticket comes with a notice, and what was given of a file is for its own side to know.
#[tokio::test]
async fn what_comes_after_a_seal_tells_of_no_notice_to_mediate_and_of_nothing_given_of_that_file() {
    let mut story = Story::new().await;
    let mediated = story.file(&[Ask::Mediation], |_| ()).await;
    let complained = story.file(&[Ask::Measure], |_| ()).await;
    let ticket = story.desk.app.now().desk.case(mediated).unwrap().claimant().ticket.unwrap();
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    sealed(&story).await;
    story.desk.agreed(mediated, App::new_ticket()).await;
    give(&mut story, HEAD, mediated, Ask::Mediation).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    let text = organiser.get(&page).await.text;
    assert!(text.contains("told to the mediation body alone"), "that there was something is told: {text}");
    for told in ["Ticket given out", "given to an authority"] {
        assert!(!text.contains(told), "{told}: {text}");
    }
    drop(organiser);
    give(&mut story, ORGANISER, complained, Ask::Measure).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let text = organiser.get(&page).await.text;
    assert!(text.contains("Something was given to an authority"), "{text}");
    let json = organiser.get(&format!("{page}/log.json")).await.json();
    let late = json["came_late"].as_array().unwrap();
    assert_eq!(json["late"], late.len(), "the document lists as much as the page: {json}");
    assert!(late.iter().all(|one| one["what"].is_string() && one["recorded_at"].is_string()), "{json}");
}

/// A hundred are listed one by one, on the page as on paper; who reads either learns that there are more.
#[tokio::test]
async fn what_is_too_much_to_be_listed_after_a_seal_is_told_to_be_more() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    sealed(&story).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    for count in 1..=101 {
        if count == 101 {
            assert!(!organiser.get(&page).await.text.contains("not listed here"));
        }
        remark(&story, RemarkKind::Remark, "A lamp fell over.").await;
    }
    let text = organiser.get(&page).await.text;
    assert!(text.contains("One more came after them."), "{text}");
    assert_eq!(organiser.get(&format!("{page}/log.pdf?language=en")).await.status, StatusCode::OK);
}
