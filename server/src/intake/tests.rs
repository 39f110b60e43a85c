//! Plans applied to a desk in memory.

use std::sync::Mutex;

use tokio_util::sync::CancellationToken;

use super::*;
use crate::{
    exhibitors::{self, Limits},
    testing::TestDesk,
};

fn plan(desk: &TestDesk, list: &str) -> Plan<ExhibitorId> {
    let table = exhibitors::read(list.as_bytes(), None, &Limits::default()).unwrap();
    let mapping = exhibitors::recognise(&table.header);
    let now = desk.app.now();
    let known = known(&now, |seq| desk.app.engine.entry(seq)).unwrap();
    exhibitors::plan(&table, &mapping, &known, &known_halls(&now, ""), today(&now, desk.clock.now())).unwrap()
}

async fn take_in(desk: &TestDesk, list: &str, closing: &CancellationToken) -> (Outcome, Vec<usize>) {
    let told = Mutex::new(Vec::new());
    let intake = Intake { engine: &desk.app.engine, clock: &*desk.clock, from: From::SYSTEM, closing };
    let outcome = intake.apply(plan(desk, list), |through| told.lock().unwrap().push(through)).await;
    (outcome, told.into_inner().unwrap())
}

fn long_list(rows: usize) -> String {
    (0..rows).fold("Company,Hall,Booth\n".to_owned(), |list, n| list + &format!("Company {n:04},3,A{n}\n"))
}

#[tokio::test]
async fn a_list_is_taken_in_chunk_by_chunk_and_in_its_order() {
    let desk = TestDesk::new().await;
    let open = CancellationToken::new();
    let (outcome, told) = take_in(&desk, &long_list(600), &open).await;
    assert_eq!((outcome.new, outcome.updated, outcome.halls, outcome.left), (600, 0, 1, 0));
    assert_eq!(told, [256, 512, 600]);
    let now = desk.app.now();
    assert!(now.names.exhibitors().map(|(_, body)| &body.name).is_sorted());
    assert_eq!(now.desk.booths().count(), 600);
    assert!(plan(&desk, &long_list(600)).is_empty(), "the same list changes nothing");
}

#[tokio::test]
async fn shared_and_several_booths_become_one_booth_each() {
    let desk = TestDesk::new().await;
    let open = CancellationToken::new();
    let list = "Company,Hall,Booth\nA,1,A1\nB,1,\"A1, A2\"\nC,,\n";
    let (outcome, _) = take_in(&desk, list, &open).await;
    assert_eq!(outcome.new, 3);
    let now = desk.app.now();
    let hall = HallId("1".into());
    assert_eq!(now.desk.booth_at(&hall, "A1").unwrap().exhibitors.len(), 2);
    assert_eq!(now.desk.booths().count(), 2);
}

#[tokio::test]
async fn a_desk_that_closes_stops_between_chunks_and_the_rest_goes_in_later() {
    let desk = TestDesk::new().await;
    let closing = CancellationToken::new();
    let intake =
        Intake { engine: &desk.app.engine, clock: &*desk.clock, from: From::SYSTEM, closing: &closing };
    let outcome = intake.apply(plan(&desk, &long_list(600)), |_| closing.cancel()).await;
    assert!(matches!(outcome.stopped, Some(Stopped::Closing)));
    assert_eq!((outcome.new, outcome.left), (256, 344));
    let (rest, _) = take_in(&desk, &long_list(600), &CancellationToken::new()).await;
    assert_eq!((rest.new, rest.updated), (344, 0));
    assert_eq!(desk.app.now().desk.exhibitor_count(), 600);
}

#[tokio::test]
async fn a_desk_that_cannot_write_says_so_and_counts_what_is_missing() {
    let desk = TestDesk::new().await;
    let plan = plan(&desk, &long_list(300));
    desk.memory.fail_next(crate::journal::memory::Fault::UncertainLost);
    let open = CancellationToken::new();
    let intake = Intake { engine: &desk.app.engine, clock: &*desk.clock, from: From::SYSTEM, closing: &open };
    let outcome = intake.apply(plan, |_| ()).await;
    assert_eq!((outcome.new, outcome.left), (0, 300));
    assert_eq!(outcome.stopped.unwrap().code(), "import-stopped-fault");
}

/// What is kept of the undertaking of the first exhibitor: the day, who signed, and in which entry it says so.
fn signature(desk: &TestDesk) -> (Option<Date>, Option<String>, Option<u64>) {
    let now = desk.app.now();
    let (id, _) = now.names.exhibitors().next().unwrap();
    let known = now.desk.exhibitor(*id).unwrap().undertaking.unwrap();
    assert!(known.signed);
    (known.on, signer(&known, |seq| desk.app.engine.entry(seq)).unwrap(), known.seq)
}

#[tokio::test]
async fn the_day_and_the_signer_of_an_undertaking_are_recorded_once_and_a_list_that_is_silent_keeps_them() {
    let (desk, open) = (TestDesk::new().await, CancellationToken::new());
    let list = "Company,Hall,Booth,IP undertaking,Signed on,Signed by\nLumen,1,A1,yes,2026-03-02,Li Hua\n";
    take_in(&desk, list, &open).await;
    let first = signature(&desk);
    let day = |day| Some(jiff::civil::date(2026, 3, day));
    assert_eq!((first.0, first.1.as_deref()), (day(2), Some("Li Hua")));
    assert!(plan(&desk, list).is_empty(), "the same list changes nothing");

    take_in(&desk, "Company,Hall,Booth,IP undertaking\nLumen,1,A2,yes\n", &open).await;
    assert_eq!(signature(&desk), first, "another booth is no other signature");
    take_in(&desk, "Company,Undertaking signed on\nLumen,2026-03-05\n", &open).await;
    let (on, by, _) = signature(&desk);
    assert_eq!((on, by.as_deref()), (day(5), Some("Li Hua")), "an empty cell erases nothing");
}
