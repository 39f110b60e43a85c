//! A complaint alone whose complainant took the case back: the office is told to close it, or goes on with it.

use super::*;

const ASKS: &str = "Withdrawn by the complainant: close the complaint, or go on with it and decide";

/// Nothing but a measure was asked for.
async fn lodged(story: &mut Story) -> (CaseId, PartyId) {
    let (case, _) = story.file_with(&[Ask::Measure], |_| ()).await;
    (case, story.respondents(case)[0])
}

async fn withdraws(story: &Story, case: CaseId) {
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.ask(Actor::Party(ticket), Command::WithdrawCase { case }).await.unwrap();
}

#[tokio::test]
async fn it_waits_for_the_office_on_every_page_and_is_closed_there() {
    let mut story = Story::new().await;
    let (case, party) = lodged(&mut story).await;
    withdraws(&story, case).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    for path in ["/office", "/office/complaints", &page_of(case)] {
        let page = officer.get(path).await.text;
        assert!(page.contains(ASKS) && !page.contains("Draw up the notice of the complaint"), "{page}");
    }
    let token = story.desk.sign_in(ORGANISER).await;
    let listed = story.desk.call(Method::GET, "/api/v1/complaints", &token, None).await.json();
    assert_eq!(listed["items"][0]["tracks"][0]["task"], "withdrawn");
    let page = officer.get(&page_of(case)).await.text;
    for (verb, offered) in [("clear", 1), ("order", 1), ("notice", 1), ("service", 0)] {
        let form = format!("action=\"{}/{verb}\"", page_of(case));
        assert_eq!(page.matches(&form).count(), offered, "{verb}: {page}");
    }
    let plain = officer.cookies.clone();
    for (language, asks) in [(Language::En, ASKS), (Language::ZhCn, "投诉人已撤回：结束该投诉")] {
        officer.cookies = format!("lang={}; {plain}", language.tag());
        let looks = officer.get(&page_of(case)).await.text;
        assert!(looks.contains(asks), "{looks}");
        samples::write("complaint-withdrawn", language, &looks);
    }
    officer.cookies = plain;
    does(&mut officer, case, party, "clear", "text=The+complainant+withdrew").await;
    assert_eq!(story.track(case, party).state, MeasureState::Cleared);
    for path in ["/office", "/office/complaints", &page_of(case)] {
        assert!(!officer.get(path).await.text.contains(ASKS), "{path}");
    }
    assert!(!officer.get("/office/complaints").await.text.contains("Open complaints"));
}

#[tokio::test]
async fn whoever_goes_on_with_it_hands_the_notice_over_and_has_the_usual_tasks_again() {
    let mut story = Story::new().await;
    let (case, party) = lodged(&mut story).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "notice", "").await;
    withdraws(&story, case).await;
    let page = officer.get(&page_of(case)).await.text;
    for said in [ASKS, "Record the handing over", "papers/complaint-notice"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let half = does(&mut officer, case, party, "service", "method=in-person&name=&position=").await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", half.text);
    let before = half.text.split(&format!("<form id=\"service-{party}\"")).next().unwrap_or_default();
    let folded = before.rsplit("<details").next().unwrap_or_default();
    assert!(folded.starts_with(" class=\"more\" open>"), "what is wrong stands open: {folded}");
    does(&mut officer, case, party, "service", SERVED).await;
    assert_eq!(story.track(case, party).state, MeasureState::WindowOpen);
    assert!(!officer.get(&page_of(case)).await.text.contains(ASKS), "an officer went on");
    story.pass(Duration::from_hours(24)).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let list = officer.get("/office/complaints").await.text;
    assert!(list.contains("Decide: the time is over, no statement came") && !list.contains(ASKS), "{list}");
}
