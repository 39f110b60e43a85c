//! Signing in through the routes: right, wrong, too often, no longer; out again; the own account.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{Actor, Command, testing};

use crate::testing::{Browser, PIN, TestDesk};

#[tokio::test]
async fn everybody_begins_where_their_work_is() {
    let desk = TestDesk::new().await;
    for (name, lands) in
        [("Mei", "/counter"), ("head", "/counter"), ("organiser", "/office"), ("supervisor", "/office")]
    {
        let (mut browser, page) = Browser::open(&desk).await;
        assert_eq!(page.status, StatusCode::OK);
        let answer = browser.sign_in(name, PIN).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, lands), "{name}");
        let account = browser.get("/account").await;
        assert_eq!(account.status, StatusCode::OK);
        assert!(account.text.contains("Chrome · Windows"));
    }
}

#[tokio::test]
async fn only_own_pages_are_gone_back_to() {
    let desk = TestDesk::new().await;
    for (back, lands) in [
        ("%2Fcounter%2Fscan%3Fx%3D1", "/counter/scan?x=1"),
        ("%2F%2Fevil.example", "/counter"),
        ("https%3A%2F%2Fevil.example", "/counter"),
        ("%2Fsign-in", "/counter"),
    ] {
        let (mut browser, _) = Browser::open(&desk).await;
        let fields = format!("name=mei&pin={PIN}&back={back}");
        let answer = browser.post("/sign-in", "/sign-in", &fields).await;
        assert_eq!(answer.location(), lands);
    }
}

#[tokio::test]
async fn a_wrong_pin_and_an_unknown_name_get_the_same_answer() {
    let desk = TestDesk::new().await;
    let (mut browser, _) = Browser::open(&desk).await;
    for (name, pin) in [("mei", "000000"), ("nobody", PIN), ("mei", "")] {
        let answer = browser.sign_in(name, pin).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("do not belong together"), "{name}");
        assert!(!answer.cookies().contains("session"));
    }
    assert_eq!(browser.sign_in("mei", PIN).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn too_many_wrong_tries_wait_and_then_the_right_pin_opens() {
    let desk = TestDesk::new().await;
    let (mut browser, _) = Browser::open(&desk).await;
    for _ in 0..5 {
        browser.sign_in("mei", "000000").await;
    }
    let locked = browser.sign_in("mei", PIN).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(locked.headers.contains_key(header::RETRY_AFTER));
    desk.clock.advance(Duration::from_mins(1));
    assert_eq!(browser.sign_in("mei", PIN).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_was_dismissed_is_not_let_in_and_is_out() {
    let desk = TestDesk::new().await;
    let (mut browser, _) = Browser::open(&desk).await;
    browser.sign_in("mei", PIN).await;
    desk.ask(Actor::Staff(testing::HEAD), Command::DismissStaff { staff: testing::MEI }).await.unwrap();
    assert_eq!(browser.get("/account").await.location(), "/sign-in?back=/account");
    assert_eq!(browser.sign_in("mei", PIN).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_needs_the_forms_token() {
    let desk = TestDesk::new().await;
    let (mut browser, _) = Browser::open(&desk).await;
    browser.sign_in("mei", PIN).await;
    let foreign = Request::post("/sign-out")
        .header(header::COOKIE, &browser.cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(desk.send(foreign.body(Body::from("csrf=")).unwrap()).await.status, StatusCode::FORBIDDEN);
    let signed_in = browser.cookies.clone();
    assert_eq!(browser.post("/account", "/sign-out", "").await.location(), "/sign-in");
    assert_eq!(desk.open("/account", &signed_in).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_changed_pin_signs_every_other_device_out() {
    let desk = TestDesk::new().await;
    let (mut tablet, _) = Browser::open(&desk).await;
    tablet.sign_in("mei", PIN).await;
    let (mut laptop, _) = Browser::open(&desk).await;
    laptop.sign_in("mei", PIN).await;

    let weak =
        laptop.post("/account", "/account/pin", &format!("current={PIN}&new=111111&again=111111")).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = laptop.post("/account", "/account/pin", "current=1&new=482137&again=482137").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = format!("current={PIN}&new=482137&again=482137");
    let changed = laptop.post("/account", "/account/pin", &fields).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    assert_eq!(laptop.get("/account").await.status, StatusCode::OK);
    assert_eq!(tablet.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(tablet.sign_in("mei", "482137").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_changed_pin_forgets_what_was_tried_with_the_old_one() {
    let desk = TestDesk::new().await;
    let mut laptop = Browser::of(&desk, "mei").await;
    let (mut tablet, _) = Browser::open(&desk).await;
    for _ in 0..5 {
        tablet.sign_in("mei", "000000").await;
    }
    assert_eq!(tablet.sign_in("mei", PIN).await.status, StatusCode::TOO_MANY_REQUESTS);
    let fields = format!("current={PIN}&new=482137&again=482137");
    assert_eq!(laptop.post("/account", "/account/pin", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(tablet.sign_in("mei", "482137").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn one_of_the_own_sign_ins_can_be_ended_and_no_foreign_one() {
    let desk = TestDesk::new().await;
    let (mut tablet, _) = Browser::open(&desk).await;
    tablet.sign_in("mei", PIN).await;
    let (mut laptop, _) = Browser::open(&desk).await;
    laptop.sign_in("mei", PIN).await;
    let (mut tom, _) = Browser::open(&desk).await;
    tom.sign_in("tom", PIN).await;
    let session = desk.app.sessions.of(&testing::TOM, desk.app.clock.now())[0].id;
    laptop.post("/account", "/account/sessions", &format!("session={session}")).await;
    assert_eq!(tom.get("/account").await.status, StatusCode::OK);
    laptop.post("/account", "/account/sessions", "session=others").await;
    assert_eq!(tablet.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(laptop.get("/account").await.status, StatusCode::OK);
}
