//! The visitor's phone as the kiosk's keyboard.

use domain::case::CaseKind;
use link::{Agreed, Consents, Filer, Filing, HandOffState};

use crate::{
    desk::Desk,
    program::{Kiosk, Visitor},
};

async fn at_the_phone_page() -> (Desk, Kiosk, Visitor) {
    let desk = Desk::open().await;
    let code = desk.book().code.clone();
    let mut kiosk = Kiosk::joined(&desk.address, &code).await;
    kiosk.start().await;
    desk.until("the kiosk has said hello", |book| book.hellos.len() > 1).await;
    let mut visitor = kiosk.visitor();
    visitor.sends("/begin", &[("language", "en")]).await.unwrap();
    assert_eq!(visitor.sends("/kind", &[("kind", "dispute")]).await.unwrap(), "/how");
    assert!(visitor.opens("/how").await.unwrap().contains("On my own phone"));
    assert_eq!(visitor.sends("/phone", &[]).await.unwrap(), "/phone");
    let page = visitor.opens("/phone").await.unwrap();
    assert!(page.contains("Waiting for your phone") && page.contains("<svg class=\"qr\""));
    (desk, kiosk, visitor)
}

fn set(desk: &Desk, state: HandOffState) {
    desk.book().hand_offs.insert("0123456789abcdef".into(), state);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_screen_follows_the_phone_and_moves_on_with_a_ticket() {
    let (desk, _kiosk, mut visitor) = at_the_phone_page().await;
    set(&desk, HandOffState::Opened { progress: 40 });
    let said = visitor.opens("/phone/state").await.unwrap();
    assert_eq!(said, r#"{"state":"opened","progress":40,"busy":true}"#);
    let agreed = || Agreed::Version(Some("v1".into()));
    let filing = Filing {
        kind: "dispute".into(),
        claimant: Filer { name: "王芳".into(), ..Filer::default() },
        consent: Consents { privacy: agreed(), ..Consents::default() },
        ..Filing::default()
    };
    let sealed = desk.book().secret.key().seal(&filing).unwrap();
    set(
        &desk,
        HandOffState::Sent {
            kind: CaseKind::Dispute,
            language: Some(domain::fair::Language::ZhCn),
            filing: sealed,
        },
    );
    let said = visitor.opens("/phone/state").await.unwrap();
    assert!(said.contains(r#""there":"/phone""#), "{said}");
    // Asked again and again, it is one ticket.
    for _ in 0..3 {
        visitor.opens("/phone/state").await.unwrap();
    }
    let ticket = visitor.opens("/ticket").await.unwrap();
    assert!(
        ticket.contains("K-001") && ticket.contains("您的号码"),
        "in the language of the phone: {ticket}"
    );
    desk.until("it is there", |book| book.taken.len() == 1).await;
    let issue = desk.book().taken[0].clone();
    assert_eq!((issue.kind, issue.hand_off.as_deref()), (CaseKind::Dispute, Some("0123456789abcdef")));
    assert_eq!(desk.filing(&issue), filing);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_can_always_continue_here() {
    let (desk, _kiosk, mut visitor) = at_the_phone_page().await;
    assert_eq!(visitor.sends("/phone/here", &[]).await.unwrap(), "/ask/who");
    desk.until("the phone is told", |book| {
        book.hand_offs.values().all(|state| *state == HandOffState::Closed)
    })
    .await;
    assert!(visitor.opens("/ask/who").await.unwrap().contains("Who is it about?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_off_that_lapsed_leads_on_here() {
    let (desk, _kiosk, mut visitor) = at_the_phone_page().await;
    set(&desk, HandOffState::Closed);
    assert!(visitor.opens("/phone/state").await.unwrap().contains("\"there\""));
    assert!(visitor.opens("/ask/who").await.unwrap().contains("Who is it about?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_starts_over_takes_the_phone_with_them() {
    let (desk, _kiosk, mut visitor) = at_the_phone_page().await;
    visitor.opens("/over").await.unwrap();
    desk.until("the phone is told", |book| {
        book.hand_offs.values().all(|state| *state == HandOffState::Closed)
    })
    .await;
}
