//! The program killed at random: no number twice, none lost.
//!
//! `scripts/test` kills ten times; `scripts/kill-kiosk` a hundred.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::{desk::Desk, program::Kiosk};

fn kills() -> u32 {
    std::env::var("FAIRDESK_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_random_it_gives_out_no_number_twice_and_loses_none() {
    let desk = Desk::open().await;
    let code = desk.book().code.clone();
    let mut kiosk = Kiosk::joined(&desk.address, &code).await;
    let mut shown = Vec::new();
    for _ in 0..kills() {
        kiosk.start().await;
        // Half of the time the desk takes nothing, so that tickets wait in the outbox over many kills.
        let [moment, mood, ..] = link::random_bytes::<2>();
        desk.book().is_broken = mood % 2 == 0;
        let visitors: Vec<_> = (0..3).map(|_| kiosk.visitor()).collect();
        let touching: Vec<_> = visitors
            .into_iter()
            .map(|mut visitor| {
                tokio::task::spawn(async move {
                    let mut seen = Vec::new();
                    while let Ok(number) = visitor.gets_a_ticket("May they show my lamp?").await {
                        seen.push(number);
                    }
                    seen
                })
            })
            .collect();
        // The moment is what is random here; nothing waits for it.
        let mut moment = tokio::time::interval(Duration::from_millis(20 + u64::from(moment) * 2));
        moment.tick().await;
        moment.tick().await;
        kiosk.kill9().await;
        for touched in touching {
            shown.extend(touched.await.unwrap());
        }
    }
    desk.book().is_broken = false;
    kiosk.start().await;
    shown.push(kiosk.visitor().gets_a_ticket("And this one?").await.unwrap());
    let last = shown.last().unwrap().clone();
    desk.until("the last ticket is at the desk", |book| {
        book.taken.iter().any(|issue| issue.number.to_string() == last)
    })
    .await;
    desk.until("the outbox is empty", |book| book.hellos.last().is_some_and(|hello| hello.outbox == 0)).await;
    assert_eq!(kiosk.stop().await, Some(0));

    let seen: BTreeSet<_> = shown.iter().cloned().collect();
    assert_eq!(seen.len(), shown.len(), "a number was shown twice: {shown:?}");
    let book = desk.book();
    let taken: Vec<_> = book.taken.iter().map(|issue| issue.number.to_string()).collect();
    let at_desk: BTreeSet<_> = taken.iter().cloned().collect();
    assert_eq!(at_desk.len(), taken.len(), "two tickets with one number: {taken:?}");
    let missing: Vec<_> = seen.difference(&at_desk).collect();
    assert!(missing.is_empty(), "shown and never at the desk: {missing:?}");
    // Numbers run without a gap: a ticket that was kept and whose screen never came is at the desk too.
    let counts: Vec<_> = (1..=u32::try_from(taken.len()).unwrap()).collect();
    let mut found: Vec<_> = book.taken.iter().map(|issue| issue.number.count).collect();
    found.sort_unstable();
    assert_eq!(found, counts);
    eprintln!("{} tickets shown, {} at the desk, after {} kills", seen.len(), taken.len(), kills());
}
