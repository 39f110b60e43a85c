//! Tariffs through the pages, with scripts off: a body that may charge publishes, everybody reads, people's mediation is free.

use axum::http::StatusCode;
use domain::ids::BodyId;

use crate::{
    locale::Language,
    testing::{Browser, TestDesk},
    web::samples,
};

const PAGE: &str = "/office/bodies/1/tariff";

/// Two lines as the form sends them, and an empty one.
fn form(amount: &str) -> String {
    format!(
        "currency=rmb&title-en=Registration&title-zh-CN=%E7%99%BB%E8%AE%B0%E8%B4%B9&unit=case&amount={amount}\
         &title-en=Large+sums&title-zh-CN=&unit=share&amount=1+%25+above+a+million\
         &title-en=&title-zh-CN=&unit=case&amount=&notes-en=Due+before+talks.&notes-zh-CN="
    )
}

#[tokio::test]
async fn a_head_publishes_a_tariff_and_everybody_reads_it_in_their_language() {
    let desk = TestDesk::new().await;
    desk.charges().await;
    let mut head = Browser::of(&desk, "head").await;
    let shown = head.get(PAGE).await.text;
    assert!(shown.contains("value=\"Registration\"") && shown.contains("Edition 1"), "{shown}");
    samples::write("office-tariff", Language::En, &shown);
    let wrong = head.post(PAGE, PAGE, &form("a+lot")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("write an amount in figures") && wrong.text.contains("a lot"));
    let done = head.post(PAGE, PAGE, &form("1%2C200.50")).await;
    assert_eq!(done.location(), format!("{PAGE}?done=published"), "{}", done.text);
    let body = desk.app.now().desk.body(BodyId::FIRST).unwrap().clone();
    let tariff = body.tariff().unwrap();
    assert_eq!((tariff.number, tariff.tariff.currency.as_str(), tariff.tariff.entries.len()), (2, "CNY", 2));
    let english = desk.open("/tariff", "").await.text;
    for said in
        ["Test Committee", "Edition 2", "Registration", "CNY 1,200.50", "1 % above a million", "Due before"]
    {
        assert!(english.contains(said), "{said}: {english}");
    }
    let chinese = desk.open("/tariff", "lang=zh-CN").await.text;
    samples::write("tariff", Language::En, &english);
    samples::write("tariff", Language::ZhCn, &chinese);
    assert!(desk.open("/", "").await.text.contains("href=\"/tariff\""));
}

#[tokio::test]
async fn where_mediation_is_free_nothing_can_be_published_and_everybody_is_told_so() {
    let desk = TestDesk::new().await;
    let mut head = Browser::of(&desk, "head").await;
    assert!(head.get(PAGE).await.text.contains("Mediation is free"));
    let refused = head.post("/office/bodies", PAGE, &form("500")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    assert!(refused.text.contains("Mediation by this body is free"));
    assert!(desk.open("/tariff", "").await.text.contains("Mediation is free"));
    assert!(!desk.open("/", "").await.text.contains("href=\"/tariff\""));
    assert_eq!(head.get("/office/bodies/7/tariff").await.status, StatusCode::NOT_FOUND);
}
