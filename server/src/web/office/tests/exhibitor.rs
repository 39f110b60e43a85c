//! What is kept of one exhibitor beside the list: the undertaking, statements lodged in advance.

use axum::http::StatusCode;
use domain::{ExhibitorId, testing};

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
    let missing = browser.open("/office/exhibitors?undertaking=missing").await.text;
    assert!(missing.contains("Noor") && !missing.contains("星光照明"), "{missing}");
    assert!(missing.contains("1 without a signed IP undertaking"));
}

#[tokio::test]
async fn a_statement_is_sealed_when_it_is_lodged_and_its_words_stand_on_no_page_of_the_exhibitor() {
    let (desk, id, page) = desk().await;
    let browser = Browser::organiser(&desk).await;
    let form = format!("{page}/defences");
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
    let withdraw = format!("{form}/{}/withdraw", lodged[0].id);
    location(&browser.send(&page, &withdraw, &[]).await);
    assert!(desk.app.now().desk.defences_of(id).all(|known| known.withdrawn_at.is_some()));
    let other = at(&desk, "A2");
    let elsewhere = format!("/office/exhibitors/{other}/defences/{}/withdraw", lodged[0].id);
    assert_eq!(browser.send(&page, &elsewhere, &[]).await.status, 404);
    assert_eq!(Browser::of(&desk, testing::HEAD).await.open(&form).await.status, StatusCode::FORBIDDEN);
}
