//! What comes to a day after its seal: how it is called, and that there is more than is listed.

use domain::{StaffId, remark::RemarkKind};

use super::{
    files::{remark, sealed, words_of},
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
    assert!(late(&text).contains("told when the day is over") && !late(&text).contains("<td"), "{text}");
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
    assert_eq!((&json["late"], &json["late_in_mediation"]), (&1.into(), &0.into()), "{json}");
    assert!(late.iter().all(|one| one["what"].is_string() && one["recorded_at"].is_string()), "{json}");
}

/// The part of a log's page that tells what came late.
fn late(page: &str) -> &str {
    page.split("<section id=\"late\">")
        .nth(1)
        .unwrap_or_default()
        .split("</section>")
        .next()
        .unwrap_or_default()
}

/// Each step of a ticket, to the minute, would tell who agreed and who talked.
#[tokio::test]
async fn steps_of_mediation_that_come_late_are_counted_once_the_day_is_over_and_never_listed() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    sealed(&story).await;
    let page = format!("/office/logs/{DAY}");
    let mut seen = Vec::new();
    for steps in [0, 1, 2] {
        match steps {
            1 => story.desk.by_mei(Command::ClaimTicket { ticket }).await,
            2 => story.desk.agreed(case, App::new_ticket()).await,
            _ => {}
        }
        let mut organiser = Browser::of(&story.desk, "organiser").await;
        let text = organiser.get(&page).await.text;
        let json = organiser.get(&format!("{page}/log.json")).await.json();
        let days = organiser.get("/office/logs").await.text;
        let days = days.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap().to_owned();
        let rows = json["rows"].as_array().unwrap().len();
        seen.push((late(&text).to_owned(), json["late"].clone(), json["came_late"].clone(), rows, days));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
    assert_eq!((&seen[0].1, seen[0].3), (&0.into(), 1));
    story.desk.clock.advance(std::time::Duration::from_hours(24));
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let text = organiser.get(&page).await.text;
    assert!(late(&text).contains("steps of mediation came late, too"), "{text}");
    assert!(!late(&text).contains("A-001") && !late(&text).contains("<td"), "{text}");
    let json = organiser.get(&format!("{page}/log.json")).await.json();
    assert!(json["late_in_mediation"].as_u64().unwrap() > 1, "{json}");
    assert_eq!((&json["late"], &json["told_later"]), (&json["late_in_mediation"], &serde_json::json!([])));
    assert_eq!(json["came_late"], serde_json::json!([]), "{json}");
    if let Some(words) = words_of(&organiser.get(&format!("{page}/log.pdf?language=en")).await.bytes) {
        assert!(words.contains("stepsofmediationcamelate,too"), "{words}");
    }
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
