//! Statements lodged in advance beside a complaint: what came later is none, and what was taken back later stays.

use domain::{DefenceId, ExhibitorId, body::DefenceBody, case::Audience, testing::MEI};

use super::*;

/// Whose booth is their own.
async fn exhibitor(story: &Story) -> ExhibitorId {
    story.desk.enrol("Qinghe Light", None, &["2/Z9"]).await;
    let at = story.desk.app.now();
    at.desk.booths().find(|booth| booth.number == "Z9").unwrap().exhibitors[0]
}

async fn lodge(story: &Story, exhibitor: ExhibitorId, statement: &str) -> DefenceId {
    let defence = DefenceId(story.desk.app.fresh_id());
    let statement = statement.to_owned();
    let body = DefenceBody { item: "Lamp".to_owned(), statement, ..DefenceBody::default() };
    let lodge = Command::LodgeDefence { defence, exhibitor, right: None, audience: Audience::Both, body };
    story.desk.ask(Actor::Staff(ORGANISER), lodge).await.unwrap();
    defence
}

async fn against(story: &mut Story, exhibitor: ExhibitorId, asks: &[Ask]) -> CaseId {
    story.file_with(asks, |new| new.respondents[0].place.exhibitor = Some(exhibitor)).await.0
}

/// A page, as the organiser reads it.
async fn shown(story: &Story, path: &str) -> String {
    Browser::of(&story.desk, "organiser").await.get(path).await.text
}

/// The organiser learns from the form of the complaints that are open, and of no mediation.
#[tokio::test]
async fn what_is_lodged_after_a_complaint_is_not_opened_in_it_and_the_form_says_so_before() {
    let mut story = Story::new().await;
    let exhibitor = exhibitor(&story).await;
    let form = format!("/office/exhibitors/{exhibitor}/defences");
    against(&mut story, exhibitor, &[Ask::Mediation]).await;
    let page = shown(&story, &form).await;
    assert!(
        page.contains("Why it infringes nothing") && !page.contains("Complaints are open already"),
        "{page}"
    );
    let case = against(&mut story, exhibitor, &[Ask::Mediation, Ask::Measure]).await;
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    let page = shown(&story, &form).await;
    assert!(page.contains("Complaints are open already") && page.contains(&ticket.to_string()), "{page}");

    lodge(&story, exhibitor, "XLODGEDX").await;
    let complaint = shown(&story, &page_of(case)).await;
    assert!(complaint.contains(TOLD) && !complaint.contains("XLODGEDX"), "{complaint}");
    let own = shown(&story, &format!("/office/exhibitors/{exhibitor}")).await;
    assert!(own.contains("Statement 1") && !own.contains("Opened in"), "{own}");
    let later = against(&mut story, exhibitor, &[Ask::Measure]).await;
    let complaint = shown(&story, &page_of(later)).await;
    assert!(complaint.contains("XLODGEDX") && !complaint.contains("Taken back"), "{complaint}");
}

#[tokio::test]
async fn what_is_taken_back_stays_in_the_cases_that_opened_it_and_the_exhibitors_page_says_so_before() {
    let mut story = Story::new().await;
    let exhibitor = exhibitor(&story).await;
    let defence = lodge(&story, exhibitor, "XLODGEDX").await;
    let case = against(&mut story, exhibitor, &[Ask::Mediation, Ask::Measure]).await;
    let own = format!("/office/exhibitors/{exhibitor}");
    let before = shown(&story, &own).await;
    assert!(before.contains("Opened in one complaint"), "{before}");
    let withdraw = Command::WithdrawDefence { defence };
    story.desk.ask(Actor::Staff(ORGANISER), withdraw).await.unwrap();
    let after = shown(&story, &own).await;
    assert!(after.contains("It stays with the complaint that opened it"), "{after}");
    let complaint = shown(&story, &page_of(case)).await;
    for said in ["XLODGEDX", "Taken back 10 Mar", "It stays in this case"] {
        assert!(complaint.contains(said), "{said}: {complaint}");
    }

    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket }).await.unwrap();
    let counter = format!("/counter/cases/{case}");
    let mediates = Browser::of(&story.desk, "mei").await.get(&counter).await.text;
    for said in ["XLODGEDX", "It stays in this case", "A statement lodged in advance was taken back"] {
        assert!(mediates.contains(said), "{said}: {mediates}");
    }
    let other = Browser::of(&story.desk, "tom").await.get(&counter).await.text;
    assert!(!other.contains("lodged in advance"), "whoever does not read it is told nothing of it: {other}");

    let later = against(&mut story, exhibitor, &[Ask::Measure]).await;
    let complaint = shown(&story, &page_of(later)).await;
    assert!(complaint.contains(TOLD) && !complaint.contains("XLODGEDX"), "{complaint}");
}
