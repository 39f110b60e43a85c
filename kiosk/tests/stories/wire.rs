//! The wire: cut, slow, answering twice or not at all. Every ticket is at the desk exactly once, in order, and none is invented.

use std::collections::BTreeSet;

use tests::wire::{Mood, Wire};

use crate::{desk::Desk, program::Kiosk};

#[tokio::test(flavor = "multi_thread")]
async fn tickets_of_a_cut_wire_arrive_once_each_and_in_order() {
    let desk = Desk::open().await;
    let code = desk.book().code.clone();
    let wire = Wire::to(&desk.address).await.unwrap();
    let mut kiosk = Kiosk::joined(wire.address(), &code).await;
    wire.is(Mood::Cut);
    kiosk.start().await;
    let mut shown = Vec::new();
    for n in 0..70 {
        shown.push(kiosk.visitor().gets_a_ticket(&format!("words {n}")).await.unwrap());
    }
    assert!(desk.book().taken.is_empty());
    wire.is(Mood::Flapping);
    wire.has_flapped(6).await.unwrap();
    wire.is(Mood::Whole);
    desk.until("all are there", |book| book.taken.len() >= 70).await;
    desk.until("the kiosk knows it", |book| book.hellos.last().is_some_and(|hello| hello.outbox == 0)).await;
    let book = desk.book();
    let taken: Vec<_> = book.taken.iter().map(|issue| issue.number.to_string()).collect();
    let expected: Vec<_> = (1..=70).map(|n| format!("K-{n:03}")).collect();
    assert_eq!((&taken, &shown), (&expected, &expected));
    assert!(book.taken.is_sorted_by_key(|issue| issue.issued_at));
    assert_eq!(book.taken.iter().map(|issue| issue.key).collect::<BTreeSet<_>>().len(), 70);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_never_came_is_asked_for_again() {
    let desk = Desk::open().await;
    let code = desk.book().code.clone();
    let mut kiosk = Kiosk::joined(&desk.address, &code).await;
    desk.book().is_mute = true;
    kiosk.start().await;
    kiosk.visitor().gets_a_ticket("words").await.unwrap();
    desk.until("it was sent", |book| book.taken.len() == 1).await;
    desk.until("it still waits at the kiosk", |book| {
        book.hellos.last().is_some_and(|hello| hello.outbox == 1)
    })
    .await;
    desk.book().is_mute = false;
    desk.until("it is settled", |book| book.hellos.last().is_some_and(|hello| hello.outbox == 0)).await;
    assert_eq!(desk.book().taken.len(), 1);
}
