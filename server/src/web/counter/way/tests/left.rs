//! Of a party that takes part no more it is said what was recorded, and never that it took back a consent when it did not.

use super::*;
use crate::web::ticket::tests::told::taken_down;

#[tokio::test]
async fn who_did_not_sign_is_said_to_have_taken_nothing_back() {
    let mut story = Story::new().await;
    let second = |new: &mut NewCase| {
        let mut other = new.respondents[0].clone();
        other.place.id = PartyId([0x77; 16]);
        new.respondents.push(other);
    };
    let (case, ticket) = story.file_with(second).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    for (party, _) in respondents(&story, case) {
        does(&mut mei, case, "notice", &format!("party={party}")).await;
        does(&mut mei, case, "service", &format!("party={party}&{SERVED}")).await;
        does(&mut mei, case, "answer", &format!("party={party}&{YES}")).await;
    }
    does(&mut mei, case, "talks", "").await;
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    let tickets: Vec<_> = {
        let at = story.desk.app.now();
        at.desk.case(case).unwrap().parties.iter().filter_map(|party| party.ticket).collect()
    };
    for ticket in tickets {
        story.desk.by_mei(Command::CheckInTicket { ticket }).await;
    }
    story.desk.prepared(case).await;
    story.desk.by_mei(Command::StartSession { case }).await;
    let (left, stays) = (respondents(&story, case)[0].0, respondents(&story, case)[1].0);
    story.desk.step(case, Action::DraftAgreement { base: 0, draft: taken_down(stays) }).await;
    story.desk.step(case, Action::AgreeTerms { version: 1 }).await;
    story.desk.step(case, Action::RefuseToSign { party: left }).await;

    let (way, page) = (mei.get(&way_of(case)).await.text, mei.get(&page_of(case)).await.text);
    assert!(
        way.contains("Did not sign; recorded 10 Mar") && way.contains("Took part, and did not sign"),
        "{way}"
    );
    assert!(!way.contains("If they come after all"), "they came: {way}");
    assert!(page.contains("A side does not sign"), "{page}");
    let paper = format!("{}/papers/no-part?party={left}&language=en", page_of(case));
    let paper = mei.get(&paper).await.text;
    assert!(paper.contains("it was recorded that you do not sign"), "{paper}");
    for said in [&way, &page, &paper] {
        for other in ["Consent withdrawn", "Consent to mediation withdrawn", "you ended your part"] {
            assert!(!said.contains(other), "{other}: {said}");
        }
    }
}
