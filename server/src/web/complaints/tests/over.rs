//! What the page of a complaint says once nothing waits for a statement any more, and how a measure is told that ended with the fair.

use super::*;

/// What is said as long as a statement is waited for.
const WAITS: [&str; 4] =
    ["Statement due by", "Last useful moment", "1 day left", "The time for a statement is running"];

#[tokio::test]
async fn the_time_for_a_statement_is_counted_as_long_as_one_is_waited_for() {
    for steps in [&["clear"][..], &["order", "apply"][..]] {
        let mut story = Story::new().await;
        let (case, party) = story.file().await;
        let mut officer = Browser::of(&story.desk, "organiser").await;
        does(&mut officer, case, party, "notice", "").await;
        does(&mut officer, case, party, "service", SERVED).await;
        let page = officer.get(&page_of(case)).await.text;
        assert!(WAITS.iter().all(|said| page.contains(said)), "{page}");
        for step in steps {
            let fields = match *step {
                "order" => format!("{COVER}&basis=binding-decision"),
                _ => "text=Done".to_owned(),
            };
            does(&mut officer, case, party, step, &fields).await;
            let page = officer.get(&page_of(case)).await.text;
            let said: Vec<_> = WAITS.iter().filter(|said| page.contains(**said)).collect();
            assert!(said.is_empty(), "after {step}: {said:?}: {page}");
            assert!(page.contains("Time given for a statement, until"), "what was given is told: {page}");
        }
    }
}

#[tokio::test]
async fn of_an_erased_complaint_no_time_is_counted() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "notice", "").await;
    does(&mut officer, case, party, "service", SERVED).await;
    does(&mut officer, case, party, "answer", "means=paper&name=Noor&position=&statement=Ours").await;
    does(&mut officer, case, party, "clear", "text=Done").await;
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.ask(Actor::Party(ticket), Command::WithdrawCase { case }).await.unwrap();
    story.desk.ask(Actor::Staff(HEAD), Command::EraseCase { case }).await.unwrap();
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains("The texts of this case were erased."), "{page}");
    let said: Vec<_> = WAITS.iter().filter(|said| page.contains(**said)).collect();
    assert!(said.is_empty(), "{said:?}: {page}");
}
