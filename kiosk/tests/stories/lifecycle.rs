//! Joining, working, being closed, losing the store: a kiosk's life.

use domain::ticket::TicketState;
use jiff::{SignedDuration, Timestamp};
use link::{Hello, Standing};

use crate::{desk::Desk, program::Kiosk};

async fn joined() -> (Desk, Kiosk) {
    let desk = Desk::open().await;
    let code = desk.book().code.clone();
    let kiosk = Kiosk::joined(&desk.address, &code).await;
    (desk, kiosk)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kiosk_joins_works_and_stops_in_order() {
    let desk = Desk::open().await;
    let mut kiosk = Kiosk::at(&desk.address);
    let said = kiosk.run(&["join", "no"]).await;
    assert!(said.code == Some(1) && said.text.contains("seven letters"), "{}", said.text);
    assert_eq!(kiosk.run(&["doctor"]).await.code, Some(1));

    // Before it joined: the page says where to go, and staff can join it there.
    kiosk.start().await;
    let mut staff = kiosk.visitor();
    assert!(staff.opens("/").await.unwrap().contains("/join"));
    let wrong = link::JoinCode::random().reveal();
    assert!(staff.sends("/join", &[("code", &wrong)]).await.unwrap().contains("does not take this code"));
    let code = desk.book().code.to_lowercase();
    assert_eq!(staff.sends("/join", &[("code", &code)]).await.unwrap(), "/joined");
    assert!(staff.opens("/joined").await.unwrap().contains("K-001"));
    assert!(staff.opens("/join").await.unwrap().is_empty(), "there is a desk to lose now");
    let said = kiosk.run(&["join", &code]).await;
    assert!(said.text.contains("type the code on its screen"), "{}", said.text);

    let number = kiosk.visitor().gets_a_ticket("May they show my lamp?").await.unwrap();
    assert_eq!(number, "K-001");
    desk.until("the ticket is at the desk", |book| book.taken.len() == 1).await;
    // While it runs, it says itself how it stands; asked at another address, nobody pretends that all is well.
    let port = kiosk.address.trim_start_matches("http://").to_owned();
    let said = kiosk.run(&["doctor", "--listen", &port]).await;
    assert!(said.code == Some(0) && said.text.contains("1 tickets given out as K-"), "{}", said.text);
    let said = kiosk.run(&["doctor", "--listen", "127.0.0.1:9"]).await;
    assert!(said.code == Some(1) && said.text.contains("could not be checked"), "{}", said.text);
    let issue = desk.book().taken[0].clone();
    let filing = desk.filing(&issue);
    assert_eq!((filing.kind.as_str(), filing.statement.as_str()), ("enquiry", "May they show my lamp?"));
    let key: link::TicketKey = desk.secret(&issue).key.parse().unwrap();
    assert_eq!(issue.key, key.hash().into());
    assert_eq!(kiosk.stop().await, Some(0));
    let said = kiosk.run(&["doctor"]).await;
    assert!(said.code == Some(0) && said.text.contains("1 tickets given out as K-"), "{}", said.text);
    // A second code is refused while it is one already, and used when that is wanted.
    let said = kiosk.run(&["join", &code]).await;
    assert!(said.code == Some(1) && said.text.contains("is a kiosk already"), "{}", said.text);
    let folder = std::fs::metadata(kiosk.data()).unwrap().permissions();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&folder) & 0o777, 0o700);
    kiosk.server = "http://127.0.0.1:9".into();
    let said = kiosk.run(&["doctor"]).await;
    assert!(said.code == Some(1) && said.text.contains("cannot be reached"), "{}", said.text);
    assert!(!kiosk.log().contains("lamp") && !kiosk.log().contains(&key.reveal()), "{}", kiosk.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn being_locked_holds_over_a_restart_with_the_wire_cut() {
    let (desk, mut kiosk) = joined().await;
    kiosk.start().await;
    kiosk.visitor().gets_a_ticket("one").await.unwrap();
    desk.book().standing = Standing::Locked { message: "Back at two".into() };
    let mut visitor = kiosk.visitor();
    kiosk_says(&mut visitor, "Back at two").await;
    assert_eq!(kiosk.stop().await, Some(0));
    // A desk that is not there.
    kiosk.server = "http://127.0.0.1:9".into();
    kiosk.start().await;
    let mut visitor = kiosk.visitor();
    assert!(visitor.opens("/").await.unwrap().contains("Back at two"));
    visitor.sends("/begin", &[("language", "en")]).await.unwrap();
    assert_eq!(visitor.sends("/kind", &[("kind", "enquiry")]).await.unwrap(), "/menu");
    assert_eq!(kiosk.stop().await, Some(0));
    // And is open again as soon as the desk says so.
    kiosk.server.clone_from(&desk.address);
    desk.book().standing = Standing::Open;
    kiosk.start().await;
    let mut visitor = kiosk.visitor();
    kiosk_says_no_longer(&mut visitor, "Back at two").await;
    assert_eq!(kiosk.visitor().gets_a_ticket("two").await.unwrap(), "K-002");
}

async fn kiosk_says(visitor: &mut crate::program::Visitor, words: &str) {
    while !visitor.opens("/").await.unwrap().contains(words) {
        tokio::task::yield_now().await;
    }
}

async fn kiosk_says_no_longer(visitor: &mut crate::program::Visitor, words: &str) {
    while visitor.opens("/").await.unwrap().contains(words) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_store_closes_the_kiosk_until_it_is_joined_with_new_letters() {
    let (desk, mut kiosk) = joined().await;
    kiosk.start().await;
    for words in ["one", "two"] {
        kiosk.visitor().gets_a_ticket(words).await.unwrap();
    }
    desk.until("both are there", |book| book.taken.len() == 2).await;
    assert_eq!(kiosk.stop().await, Some(0));
    // What a disk does that loses its last hour.
    std::fs::remove_dir_all(kiosk.data().join("tickets/store")).unwrap();
    let said = kiosk.run(&["doctor"]).await;
    assert!(said.code == Some(1) && said.text.contains("damaged"), "{}", said.text);

    kiosk.start().await;
    let mut visitor = kiosk.visitor();
    assert!(visitor.opens("/").await.unwrap().contains("cannot give out tickets"));
    assert!(
        visitor.sends("/begin", &[("language", "en")]).await.unwrap().contains("cannot give out tickets")
    );
    let code = {
        let mut book = desk.book();
        book.series = "M".parse().unwrap();
        book.code.clone()
    };
    assert_eq!(visitor.sends("/join", &[("code", &code)]).await.unwrap(), "/joined");
    kiosk.stop().await;
    kiosk.start().await;
    assert_eq!(kiosk.visitor().gets_a_ticket("three").await.unwrap(), "M-001");
    desk.until("the new one is there", |book| book.taken.len() == 3).await;
    let aside = std::fs::read_dir(kiosk.data()).unwrap().filter_map(Result::ok);
    assert_eq!(aside.filter(|item| item.file_name().to_string_lossy().starts_with("damaged-")).count(), 1);
    // Staff hear of it until somebody has moved it away: what it had not sent is at no desk.
    desk.until("the office is told", |book| book.hellos.last().is_some_and(|hello| hello.put_aside == 1))
        .await;
    kiosk.stop().await;
    let said = kiosk.run(&["doctor"]).await;
    assert!(said.code == Some(1) && said.text.contains("put aside in"), "{}", said.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_desk_refuses_is_kept_and_told_and_the_rest_goes_on() {
    let (desk, mut kiosk) = joined().await;
    desk.book().unwanted.push("K-002".parse().unwrap());
    kiosk.start().await;
    for words in ["one", "two", "three"] {
        kiosk.visitor().gets_a_ticket(words).await.unwrap();
    }
    desk.until("the refused one is told of", |book| {
        // A hello may have left before the third was minted.
        let told = |hello: &Hello| hello.minted == 3 && hello.refused_count == 1 && hello.outbox == 0;
        book.hellos.last().is_some_and(told)
    })
    .await;
    let hello = desk.book().hellos.last().unwrap().clone();
    assert_eq!(
        (hello.refused[0].number.to_string(), hello.refused[0].code.as_str()),
        ("K-002".into(), "unwanted")
    );
    assert_eq!((hello.minted, desk.book().taken.len()), (3, 2));
    kiosk.stop().await;
    let said = kiosk.run(&["doctor"]).await;
    assert!(said.code == Some(1) && said.text.contains("K-002 (unwanted)"), "{}", said.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_carry_the_desks_time_whatever_the_machines_clock_says() {
    let (desk, mut kiosk) = joined().await;
    desk.book().ahead = SignedDuration::from_hours(5);
    kiosk.start().await;
    desk.until("the desk has said its time", |book| !book.hellos.is_empty()).await;
    // The answer has to arrive as well: the second hello is sent after it.
    desk.until("the kiosk has heard it", |book| book.hellos.len() > 1).await;
    kiosk.visitor().gets_a_ticket("one").await.unwrap();
    desk.until("it is there", |book| book.taken.len() == 1).await;
    let issue = desk.book().taken[0].clone();
    let off = issue.issued_at.duration_since(Timestamp::now()) - SignedDuration::from_hours(5);
    assert!(off.abs() < SignedDuration::from_secs(30), "{off}");
    // Started with the wire cut, it goes by what was measured.
    kiosk.stop().await;
    let server = std::mem::replace(&mut kiosk.server, "http://127.0.0.1:9".into());
    kiosk.start().await;
    kiosk.visitor().gets_a_ticket("two").await.unwrap();
    kiosk.stop().await;
    kiosk.server = server;
    kiosk.start().await;
    desk.until("it is there too", |book| book.taken.len() == 2).await;
    let later = desk.book().taken[1].clone();
    assert!(later.issued_at > issue.issued_at);
    let off = later.issued_at.duration_since(Timestamp::now()) - SignedDuration::from_hours(5);
    assert!(off.abs() < SignedDuration::from_secs(60), "{off}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_is_read_and_the_party_is_sent_to_its_room() {
    let (desk, mut kiosk) = joined().await;
    kiosk.start().await;
    let number = kiosk.visitor().gets_a_ticket("one").await.unwrap();
    desk.until("it is there", |book| book.taken.len() == 1).await;
    let mut visitor = kiosk.visitor();
    visitor.sends("/begin", &[("language", "en")]).await.unwrap();
    let typed = link::with_check_digit(number.parse().unwrap());
    let page = visitor.sends("/have", &[("ticket", &typed)]).await.unwrap();
    assert!(page.contains("Please go to Room 2.") && page.contains(&number), "{page}");
    assert_eq!(TicketState::Called.code(), "called");
    let unknown = link::with_check_digit("K-099".parse().unwrap());
    assert!(
        visitor.sends("/have", &[("ticket", &unknown)]).await.unwrap().contains("does not know this ticket")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_was_taken_away_is_noticed() {
    let (_desk, mut kiosk) = joined().await;
    kiosk.start().await;
    std::fs::remove_dir_all(kiosk.data()).unwrap();
    assert_eq!(kiosk.ends().await, Some(1));
    assert!(kiosk.log().contains("is gone"), "{}", kiosk.log());
    // Started again, as the service is, it sends people to the staff.
    kiosk.start().await;
    let page = kiosk.visitor().opens("/").await.unwrap();
    assert!(page.contains("The staff there will help you"), "{page}");
}
