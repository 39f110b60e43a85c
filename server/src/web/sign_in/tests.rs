//! Signing in through the routes: right, wrong, too often, no longer; out again; the own account.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{Actor, Command, StaffId, body::StaffBody, testing};

use crate::{
    access::pin::{DEMO_PIN, Pin},
    testing::{Browser, PIN, TestDesk},
    web::assets,
};

#[tokio::test]
async fn everybody_begins_where_their_work_is() {
    let desk = TestDesk::new().await;
    for (name, lands) in [
        ("Mei", "/counter"),
        ("head", "/counter"),
        ("reception", "/counter"),
        ("organiser", "/office"),
        ("supervisor", "/office"),
        ("duty-manager", "/office"),
        ("auditor", "/office/acts"),
    ] {
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

/// What was typed for a visitor goes with whoever signed out; somebody whose session ended signs in again and goes on with it.
#[tokio::test]
async fn the_page_after_signing_out_forgets_what_was_kept_of_forms_at_the_counter() {
    let desk = TestDesk::new().await;
    let mut browser = Browser::of(&desk, "mei").await;
    let left = browser.post("/account", "/sign-out", "").await;
    let forgets = assets::url("js/leave.js");
    assert!(browser.get(left.location()).await.text.contains(&forgets));
    assert!(!browser.get("/sign-in?back=/counter/file").await.text.contains(&forgets));
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
async fn how_papers_name_somebody_is_their_own_to_say_and_a_mediators_stands_on_the_roster() {
    let desk = TestDesk::new().await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    let saved = organiser.post("/account", "/account/name", "printed=%E7%8E%8B%E4%B8%BD+Wang+Li").await;
    assert_eq!(saved.location(), "/account?done=named");
    let page = organiser.get("/account").await.text;
    assert!(page.contains("value=\"王丽 Wang Li\""), "{page}");
    assert!(page.contains("<b aria-hidden=\"true\">王丽 Wang Li</b>"), "the head of every page: {page}");
    let long = "x".repeat(121);
    let answer = organiser.post("/account", "/account/name", &format!("printed={long}")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains(&long), "what was typed stays");
    let fields = format!("current={PIN}&new=482137&again=482137");
    assert_eq!(organiser.post("/account", "/account/pin", &fields).await.status, StatusCode::SEE_OTHER);
    let (mut again, _) = Browser::open(&desk).await;
    assert_eq!(again.sign_in("organiser", "482137").await.status, StatusCode::SEE_OTHER, "by the old name");
    assert_eq!(desk.app.now().names.called(testing::ORGANISER), Some("王丽 Wang Li"), "a new PIN keeps it");

    let mut mei = Browser::of(&desk, "mei").await;
    let page = mei.get("/account").await.text;
    assert!(page.contains("Papers name you as mei") && !page.contains("name=\"printed\""), "{page}");
    let refused = mei.post("/account", "/account/name", "printed=Mei").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
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

/// A browser that shows a session's token.
async fn with_session<'d>(desk: &'d TestDesk, token: &str) -> Browser<'d> {
    let (mut browser, _) = Browser::open(desk).await;
    browser.cookies = format!("desk-session={token}; {}", browser.cookies);
    browser
}

async fn new_pin(desk: &TestDesk, staff: StaffId, name: &str, pin: &str) {
    let pin = desk.app.pins.hash(Pin::typed(pin)).await.unwrap().reveal().to_owned();
    let body = StaffBody { name: name.to_owned(), pin };
    desk.ask(Actor::System, Command::ResetPin { staff, body }).await.unwrap();
}

#[tokio::test]
async fn a_sign_in_under_way_while_the_pin_is_reset_opens_nothing() {
    let desk = TestDesk::new().await;
    let proven = super::Proven::of(desk.app.now().desk.staff_member(testing::MEI).unwrap());
    new_pin(&desk, testing::MEI, "mei", "482137").await;
    desk.app.sessions.end_all(&testing::MEI).await;
    // Only now does the one who proved the old PIN get their session.
    let token = desk.app.sessions.start(proven.id, proven.pin, "slow", desk.app.clock.now()).await.reveal();
    assert_eq!(desk.call(Method::GET, "/api/v1/queue", &token, None).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(with_session(&desk, &token).await.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_reset_that_the_power_cut_before_it_ended_sessions_ends_them_all_the_same() {
    let desk = TestDesk::new().await;
    let token = desk.sign_in(testing::MEI).await;
    assert_eq!(desk.call(Method::GET, "/api/v1/queue", &token, None).await.status, StatusCode::OK);
    new_pin(&desk, testing::MEI, "mei", "482137").await;
    assert_eq!(desk.call(Method::GET, "/api/v1/queue", &token, None).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_own_pin_is_changed_with_the_own_pin_and_not_with_that_of_a_namesake() {
    let desk = TestDesk::new().await;
    let namesake = testing::new_staff(StaffId([77; 16]), domain::staff::Role::Mediator);
    let id = namesake.id;
    desk.ask(Actor::Staff(testing::HEAD), Command::AppointStaff { staff: namesake }).await.unwrap();
    new_pin(&desk, id, "Mei", "739164").await;
    for (staff, own, other) in [(testing::MEI, PIN, "739164"), (id, "739164", PIN)] {
        let token = desk.sign_in(staff).await;
        let mut browser = with_session(&desk, &token).await;
        let change = |current: &str| format!("current={current}&new=482137&again=482137");
        let wrong = browser.post("/account", "/account/pin", &change(other)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "the namesake's PIN");
        let right = browser.post("/account", "/account/pin", &change(own)).await;
        assert_eq!(right.status, StatusCode::SEE_OTHER, "the own PIN");
    }
}

#[tokio::test]
async fn a_pin_reset_at_the_office_lets_who_was_locked_out_in_at_once() {
    let desk = TestDesk::new().await;
    let (mut tablet, _) = Browser::open(&desk).await;
    for _ in 0..6 {
        tablet.sign_in("mei", "000000").await;
    }
    let mut head = Browser::of(&desk, "head").await;
    let page = format!("/office/people/{}", testing::MEI);
    let reset = head.post(&page, &format!("{page}/pin"), "pin=482137&pin_again=482137").await;
    assert_eq!(reset.status, StatusCode::SEE_OTHER);
    assert_eq!(tablet.sign_in("mei", "482137").await.status, StatusCode::SEE_OTHER);
}

/// A Chinese keyboard types wide letters and digits, here and not there.
#[tokio::test]
async fn a_name_and_a_pin_are_the_same_in_whichever_width() {
    let wide = |text: &str| -> String {
        text.chars().map(|sign| char::from_u32(u32::from(sign) + 0xfee0).unwrap()).collect()
    };
    let desk = TestDesk::new().await;
    let (mut mei, _) = Browser::open(&desk).await;
    assert_eq!(mei.sign_in(&wide("Mei"), &wide(PIN)).await.status, StatusCode::SEE_OTHER);
    let change = |again: &str| format!("current={PIN}&new=482137&again={again}");
    let other = mei.post("/account", "/account/pin", &change(&wide("482138"))).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let same = mei.post("/account", "/account/pin", &change(&wide("482137"))).await;
    assert_eq!(same.status, StatusCode::SEE_OTHER);
    let (mut tablet, _) = Browser::open(&desk).await;
    assert_eq!(tablet.sign_in("mei", "482137").await.status, StatusCode::SEE_OTHER);

    let mut head = Browser::of(&desk, "head").await;
    let page = format!("/office/people/{}", testing::TOM);
    let fields = format!("pin={}&pin_again=739164", wide("739164"));
    assert_eq!(head.post(&page, &format!("{page}/pin"), &fields).await.status, StatusCode::SEE_OTHER);
    let (mut tom, _) = Browser::open(&desk).await;
    assert_eq!(tom.sign_in("tom", "739164").await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.app.now().names.staff_named(&wide("tom")).count(), 1, "and nobody else is called so");
}

/// At a fair it would name who works there, and a PIN that nobody may choose; and in a sample, whose PIN is printed, nobody is warned
/// that somebody else knows theirs.
#[tokio::test]
async fn a_sample_tells_its_people_and_their_pin_where_one_signs_in_and_a_fair_does_not() {
    for (desk, sample) in [(TestDesk::sample().await, true), (TestDesk::new().await, false)] {
        let (mut browser, page) = Browser::open(&desk).await;
        let refused = browser.sign_in("mei", "000000").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let their_pin = format!("The PIN is {DEMO_PIN}");
        for (page, which) in [(page, "opened"), (refused, "after a wrong PIN")] {
            for told in ["To try the demonstration", "mediator1 to mediator6", &their_pin] {
                assert_eq!(page.text.contains(told), sample, "{which}: {told}: {}", page.text);
            }
        }
        browser.sign_in("mei", PIN).await;
        let start = browser.get("/counter").await.text;
        assert!(start.contains("href=\"/account\""), "she is in: {start}");
        assert_eq!(start.contains("head made your sign-in on 10 Mar"), !sample, "{start}");
    }
}

/// Whoever did not ask for a new PIN has to learn of it, and whoever did is to choose one that nobody else knows.
#[tokio::test]
async fn whoever_was_given_a_pin_is_told_by_whom_until_they_choose_their_own() {
    let desk = TestDesk::new().await;
    let first = "Choose your own, so that nobody else knows it";
    let mut mei = Browser::of(&desk, "mei").await;
    for path in ["/counter", "/account"] {
        let told = mei.get(path).await.text;
        let (_, notice) = told.split_once("class=\"callout warn\"").unwrap();
        assert!(notice.contains(first) && notice.contains("Choose your own PIN here"), "{path}: {told}");
        assert!(!told.contains("gave you a new PIN"), "{path}: {told}");
    }
    assert!(!mei.get("/office/proposals").await.text.contains(first), "not on every page");
    for path in ["/office", "/account"] {
        let own = Browser::of(&desk, "organiser").await.get(path).await.text;
        assert!(!own.contains(first), "who set the desk up chose it: {path}: {own}");
    }

    let mut head = Browser::of(&desk, "head").await;
    let page = format!("/office/people/{}", testing::MEI);
    head.post(&page, &format!("{page}/pin"), "pin=482137&pin_again=482137").await;
    let (mut mei, _) = Browser::open(&desk).await;
    mei.sign_in("mei", "482137").await;
    for path in ["/counter", "/account"] {
        let told = mei.get(path).await.text;
        assert!(
            told.contains("head gave you a new PIN on 10 Mar") && !told.contains(first),
            "{path}: {told}"
        );
    }
    assert!(!mei.get("/office/proposals").await.text.contains("gave you a new PIN"), "not on every page");
    mei.post("/account", "/account/pin", "current=482137&new=739164&again=739164").await;
    for path in ["/counter", "/account"] {
        let own = mei.get(path).await.text;
        assert!(!own.contains("gave you a new PIN") && !own.contains(first), "{path}: {own}");
    }
}

#[tokio::test]
async fn a_head_is_told_who_else_was_made_one_and_by_whom() {
    let desk = TestDesk::new().await;
    desk.clock.advance(std::time::Duration::from_hours(25));
    let second = StaffId([77; 16]);
    let mut staff = testing::new_staff(second, domain::staff::Role::Head);
    staff.body.name = "second".to_owned();
    desk.ask(Actor::Staff(testing::ORGANISER), Command::AppointStaff { staff }).await.unwrap();
    let told = "organiser made a sign-in for second on 11 Mar";
    let mut head = Browser::of(&desk, "head").await;
    let start = head.get("/counter").await.text;
    assert!(start.contains(told) && start.contains("href=\"/office/acts\""), "{start}");
    assert!(!head.get("/office/proposals").await.text.contains(told), "not on every page");
    assert!(!Browser::of(&desk, "mei").await.get("/counter").await.text.contains(told));

    // Whoever made it does not make it unknown by taking it away.
    desk.clock.advance(Duration::from_hours(24));
    desk.ask(Actor::Staff(testing::ORGANISER), Command::DismissStaff { staff: second }).await.unwrap();
    let mut head = Browser::of(&desk, "head").await;
    let start = head.get("/counter").await.text;
    assert!(start.contains(told) && start.contains("it was taken away on 12 Mar"), "{start}");
    assert!(!start.contains("can open its files"), "{start}");
}
