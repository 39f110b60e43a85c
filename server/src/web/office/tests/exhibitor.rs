//! What is kept of one exhibitor beside the list: the undertaking, statements lodged in advance.

use axum::http::StatusCode;
use domain::{
    Actor, Command, ExhibitorId,
    case::Ask,
    testing::{self, TestFair},
};

use super::{Browser, location};
use crate::testing::{Answer, TestDesk};

async fn desk() -> (TestDesk, ExhibitorId, String) {
    let desk = TestDesk::new().await;
    desk.enrol("星光照明", None, &["1/A1"]).await;
    desk.enrol("Noor", None, &["1/A2"]).await;
    let id = at(&desk, "A1");
    let page = format!("/office/exhibitors/{id}");
    (desk, id, page)
}

fn at(desk: &TestDesk, number: &str) -> ExhibitorId {
    desk.app.now().desk.booths().find(|booth| booth.number == number).unwrap().exhibitors[0]
}

fn refused(answer: &Answer, field: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{field}: {}", answer.text);
}

#[tokio::test]
async fn the_undertaking_is_recorded_by_itself_and_saving_the_particulars_leaves_it() {
    let (desk, id, page) = desk().await;
    let browser = Browser::organiser(&desk).await;
    assert!(browser.open("/office/exhibitors").await.text.contains("2 without a signed IP undertaking"));
    let post = format!("{page}/undertaking");
    refused(&browser.send(&page, &post, &[("on", "2026-03-02")]).await, "signed");
    refused(&browser.send(&page, &post, &[("signed", "yes"), ("on", "2026-03-11")]).await, "on");
    let wrong = browser.send(&page, &post, &[("signed", "yes"), ("on", "March"), ("signer", "Li Hua")]).await;
    refused(&wrong, "on");
    assert!(wrong.text.contains("value=\"Li Hua\""), "nothing typed is lost: {}", wrong.text);
    let fields =
        [("signed", "yes"), ("on", "2026-03-02"), ("signer", "李华，经理"), ("idempotency_key", "k")];
    location(&browser.send(&page, &post, &fields).await);
    let shown = browser.open(&page).await.text;
    for said in ["2 Mar 2026", "李华，经理", "Entered by organiser"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let particulars =
        [("name", "星光照明"), ("booths", "1: A1"), ("country", "中国"), ("idempotency_key", "k2")];
    location(&browser.send(&page, &page, &particulars).await);
    let known = desk.app.now().desk.exhibitor(id).unwrap().undertaking.unwrap();
    assert!(known.signed && known.on.is_some());
    for kept in ["value=\"2026-03-02\"", "value=\"李华，经理\""] {
        assert!(shown.contains(kept), "recording it again loses nothing: {kept}: {shown}");
    }
    let missing = browser.open("/office/exhibitors?undertaking=missing").await.text;
    assert!(missing.contains("Noor") && !missing.contains("星光照明"), "{missing}");
    assert!(missing.contains("1 without a signed IP undertaking"));
    let taken_back =
        [("signed", "no"), ("on", "2026-03-02"), ("signer", "李华，经理"), ("idempotency_key", "k3")];
    location(&browser.send(&page, &post, &taken_back).await);
    let shown = browser.open(&page).await.text;
    assert!(shown.contains("Not signed") && !shown.contains("李华，经理"), "nobody signed it: {shown}");
}

/// What a list would be told of, a hand is told at its field.
#[tokio::test]
async fn particulars_that_a_list_may_not_have_are_refused_by_hand_as_well() {
    let (desk, _, _) = desk().await;
    let (browser, page) = (Browser::organiser(&desk).await, "/office/exhibitors/new");
    for (field, value) in
        [("website", "javascript:alert(1)"), ("email", "x@"), ("phone", "none"), ("credit-code", "-1")]
    {
        let fields = [("name", "Lumen"), ("booths", "1: B1"), (field, value), ("idempotency_key", "k")];
        let answer = browser.send(page, page, &fields).await;
        refused(&answer, field);
        assert!(answer.text.contains(&format!("value=\"{value}\"")), "as it was typed: {}", answer.text);
    }
    let fields =
        [("name", "Lumen"), ("booths", "1: B1"), ("credit-code", "91 44-ab"), ("idempotency_key", "k")];
    let made = location(&browser.send(page, page, &fields).await);
    assert!(browser.open(&made).await.text.contains("value=\"9144AB\""), "as a list's is kept");
}

#[tokio::test]
async fn the_same_exhibitor_at_the_same_booth_is_entered_once() {
    let (desk, _, own) = desk().await;
    let (browser, page) = (Browser::organiser(&desk).await, "/office/exhibitors/new");
    let fields = [("name", " NOOR "), ("booths", "1: A2"), ("idempotency_key", "k")];
    refused(&browser.send(page, page, &fields).await, "name");
    let beside = [("name", "Noor"), ("booths", "1: B7"), ("idempotency_key", "k2"), ("namesake", "yes")];
    let other = location(&browser.send(page, page, &beside).await);
    let other = other.split('?').next().unwrap();
    let moved = [("name", "Noor"), ("booths", "1: B7\n1: A2"), ("idempotency_key", "k3")];
    refused(&browser.send(other, other, &moved).await, "name");
    let shared = [("name", "星光照明"), ("booths", "1: A1\n1: A2"), ("idempotency_key", "k4")];
    location(&browser.send(&own, &own, &shared).await);
}

/// Two companies may be called the same, and one may be entered a second time by mistake: who enters it says which.
#[tokio::test]
async fn of_a_name_that_another_has_is_told_and_a_namesake_that_is_meant_is_saved() {
    let (desk, _, own) = desk().await;
    let (browser, page) = (Browser::organiser(&desk).await, "/office/exhibitors/new");
    for booths in ["1: B7", ""] {
        let fields = [("name", " ＮＯＯＲ "), ("booths", booths), ("idempotency_key", "a")];
        let asked = browser.send(page, page, &fields).await;
        refused(&asked, "namesake");
        for said in ["Noor (Hall 1, booth A2)", "name=\"namesake\""] {
            assert!(asked.text.contains(said), "{said}: {}", asked.text);
        }
    }
    assert_eq!(desk.app.now().desk.exhibitor_count(), 2);
    let meant = [("name", "Noor"), ("booths", ""), ("idempotency_key", "b"), ("namesake", "yes")];
    let other = location(&browser.send(page, page, &meant).await);
    assert_eq!(desk.app.now().desk.exhibitor_count(), 3);
    let other = other.split('?').next().unwrap();
    let country = [("name", "Noor"), ("booths", ""), ("country", "Türkiye"), ("idempotency_key", "c")];
    location(&browser.send(other, other, &country).await);
    let renamed =
        [("name", "星光照明"), ("other-name", "noor"), ("booths", "1: A1"), ("idempotency_key", "d")];
    let asked = browser.send(&own, &own, &renamed).await;
    refused(&asked, "namesake");
    assert!(asked.text.contains("Noor (no booth)"), "by its other name, too: {}", asked.text);
}

#[tokio::test]
async fn booths_that_are_pasted_into_one_line_are_refused_and_none_is_lost() {
    let (desk, id, page) = desk().await;
    let browser = Browser::organiser(&desk).await;
    let pasted: Vec<_> = (1..60).map(|number| format!("1: A{number}")).collect();
    let pasted = pasted.join(", ");
    let fields = [("name", "星光照明"), ("booths", &*pasted), ("idempotency_key", "k")];
    let answer = browser.send(&page, &page, &fields).await;
    refused(&answer, "booths");
    assert!(answer.text.contains("1: A59"), "nothing typed is lost: {}", answer.text);
    let beside = format!("action=\"{page}/undertaking\"");
    assert!(answer.text.contains(&beside), "what is kept beside it stands: {}", answer.text);
    assert_eq!(desk.app.now().desk.exhibitor(id).unwrap().booths.len(), 1, "it keeps the booth it has");
}

#[tokio::test]
async fn a_statement_is_sealed_when_it_is_lodged_and_its_words_stand_on_no_page_of_the_exhibitor() {
    let (desk, id, page) = desk().await;
    let browser = Browser::organiser(&desk).await;
    let form = format!("{page}/defences");
    let blank = browser.open(&form).await.text;
    for said in ["only a case over this kind of right", "it opens in the cases of others, too"] {
        assert!(blank.contains(said), "what is a condition and what a note: {said}: {blank}");
    }
    for missing in ["item", "statement", "audience"] {
        let fields = [("item", "Lamp"), ("statement", "We drew it."), ("audience", "both")];
        let fields: Vec<_> = fields.into_iter().filter(|(name, _)| *name != missing).collect();
        refused(&browser.send(&form, &form, &fields).await, missing);
    }
    let fields = [
        ("item", "Lamp"),
        ("kind", "design"),
        ("statement", "We drew it in 2019."),
        ("audience", "both"),
        ("idempotency_key", "k"),
    ];
    location(&browser.send(&form, &form, &fields).await);
    location(&browser.send(&form, &form, &fields).await);
    let now = desk.app.now();
    let lodged: Vec<_> = now.desk.defences_of(id).collect();
    assert_eq!(lodged.len(), 1, "a double tap lodges one statement");
    let shown = browser.open(&page).await.text;
    assert!(shown.contains("taken in by organiser") && !shown.contains("We drew it"), "{shown}");
    let second = [
        ("item", "Chair"),
        ("statement", "We licensed it."),
        ("audience", "both"),
        ("idempotency_key", "another"),
    ];
    location(&browser.send(&form, &form, &second).await);
    let both = browser.open(&page).await.text;
    for title in ["<h3>Statement 1: Design</h3>", "<h3>Statement 2: any right</h3>"] {
        assert!(both.contains(title), "several can be told apart while they are closed: {title}: {both}");
    }
    let withdraw = format!("{form}/{}/withdraw", lodged[0].id);
    location(&browser.send(&page, &withdraw, &[]).await);
    let left = desk.app.now();
    let left: Vec<bool> = left.desk.defences_of(id).map(|known| known.taken_back.is_some()).collect();
    assert_eq!(left, [true, false]);
    let other = at(&desk, "A2");
    let elsewhere = format!("/office/exhibitors/{other}/defences/{}/withdraw", lodged[0].id);
    assert_eq!(browser.send(&page, &elsewhere, &[]).await.status, 404);
    assert_eq!(Browser::of(&desk, testing::HEAD).await.open(&form).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_list_has_the_name_in_the_readers_script_first() {
    let desk = TestDesk::new().await;
    desk.enrol("极光照明", Some("Aurora Lighting"), &["1/A10"]).await;
    let text = Browser::organiser(&desk).await.open("/office/exhibitors").await.text;
    let at = |name: &str| text.find(&format!(">{name}</bdi>")).unwrap();
    assert!(at("Aurora Lighting") < at("极光照明"), "{text}");
}

#[tokio::test]
async fn the_list_is_ordered_by_name_hall_or_booth() {
    let desk = TestDesk::new().await;
    for (name, booth) in [("Cobalt", "1/A10"), ("amber", "2/A2"), ("Basalt", "1/A9"), ("Dove", "2/A1")] {
        desk.enrol(name, None, &[booth]).await;
    }
    let browser = Browser::organiser(&desk).await;
    for (sort, expected) in [
        ("name", ["amber", "Basalt", "Cobalt", "Dove"]),
        ("hall", ["Basalt", "Cobalt", "Dove", "amber"]),
        ("booth", ["Dove", "amber", "Basalt", "Cobalt"]),
    ] {
        let text = browser.open(&format!("/office/exhibitors?sort={sort}")).await.text;
        let places: Vec<_> =
            expected.iter().map(|name| text.find(&format!("<bdi>{name}</bdi>")).unwrap()).collect();
        assert!(places.is_sorted(), "{sort}: {text}");
    }
}

/// Of an exhibitor the organiser sees the complaints to the organiser; that somebody was asked to mediate is nobody's business there.
#[tokio::test]
async fn of_an_exhibitor_the_complaints_are_told_and_no_mediation() {
    let (desk, id, page) = desk().await;
    let mut pen = TestFair::new();
    for asks in [&[Ask::Mediation][..], &[Ask::Measure]] {
        let mut new = pen.dispute(asks);
        new.ticket = crate::app::App::new_ticket();
        new.respondents[0].place.exhibitor = Some(id);
        desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    }
    let at = desk.app.now();
    let numbers: Vec<_> = at.desk.cases().map(|case| case.claimant().ticket.unwrap().to_string()).collect();
    let browser = Browser::organiser(&desk).await;
    let told = browser.open(&page).await.text;
    assert!(told.contains(&numbers[1]) && !told.contains(&numbers[0]), "{numbers:?}: {told}");
    let other = browser.open(&format!("/office/exhibitors/{}", self::at(&desk, "A2"))).await.text;
    assert!(other.contains("No complaint was made") && !other.contains(&numbers[1]), "{other}");
}
