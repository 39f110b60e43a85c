//! The way back to one's tickets from the start page and from a booth's code.

use domain::testing::HEAD;

use super::*;

/// The tickets listed for this browser on the start page and on the page of a hall's code: the same on both.
async fn listed(hall: &Hall, cookies: &str, tickets: &[&Filed]) -> Vec<bool> {
    let token = hall.desk.app.now().desk.halls().next().unwrap().token.to_string();
    let mut found = Vec::new();
    for language in Language::ALL {
        for path in ["/".to_owned(), format!("/h/{token}")] {
            let page = hall.open(&path, cookies, language).await.text;
            samples::write(&format!("mine{}", path.replace(&token, "").replace('/', "-")), language, &page);
            found.push(tickets.iter().map(|filed| page.contains(&filed.path())).collect::<Vec<_>>());
        }
    }
    assert!(found.windows(2).all(|two| two[0] == two[1]), "{found:?}");
    found.remove(0)
}

#[tokio::test]
async fn a_phone_finds_its_tickets_again_and_nobody_elses() {
    let mut hall = Hall::new().await;
    let (first, second) = (hall.file().await, hall.file().await);
    assert_eq!(listed(&hall, &hall.phone, &[&first, &second]).await, [true, true]);
    let page = hall.open("/", &hall.phone, Language::En).await.text;
    let at = |filed: &Filed| page.find(&filed.path()).unwrap();
    assert!(at(&second) < at(&first), "the newest first");
    assert!(page.contains("1 ahead of you") || page.contains("Waiting"), "{page}");
    assert_eq!(listed(&hall, &hall.stranger(), &[&first, &second]).await, [false, false]);

    // Whoever signed in at this browser does so at a machine that many use.
    let session = hall.desk.sign_in(MEI).await;
    let both = format!("{}; desk-session={session}", hall.phone);
    assert_eq!(listed(&hall, &both, &[&first, &second]).await, [false, false]);

    let (outcome, reason) = (Outcome::NotAccepted, Reason::NotAtThisFair);
    hall.claim(first.number).await;
    let conclude = Command::ConcludeCase { case: first.case, outcome, reason, remark: None };
    hall.ask(MEI, conclude).await;
    assert_eq!(
        listed(&hall, &hall.phone, &[&first, &second]).await,
        [true, true],
        "what ended stays readable"
    );
    hall.ask(HEAD, Command::EraseCase { case: first.case }).await;
    assert_eq!(listed(&hall, &hall.phone, &[&first, &second]).await, [false, true], "what is erased is gone");
}
