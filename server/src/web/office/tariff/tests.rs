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
    with_share(amount, "1+%25+above+a+million")
}

fn with_share(amount: &str, share: &str) -> String {
    format!(
        "currency=rmb&title-en=Registration&title-zh-CN=%E7%99%BB%E8%AE%B0%E8%B4%B9&unit=case&amount={amount}\
         &title-en=Large+sums&title-zh-CN=%E5%A4%A7%E9%A2%9D&unit=share&amount={share}\
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

/// An edition stays as it is once it is published, so a slip of the keys is held up before.
#[tokio::test]
async fn what_is_no_amount_no_percentage_or_has_no_name_in_a_language_is_refused_at_its_field() {
    let desk = TestDesk::new().await;
    desk.charges().await;
    let mut head = Browser::of(&desk, "head").await;
    for (amount, share, field) in [
        ("500.005", "1", "amount-0"),
        ("99999999999", "1", "amount-0"),
        ("500", "500", "amount-1"),
        ("500", "500+%25", "amount-1"),
        ("500", "0+%25", "amount-1"),
        ("500", "-1+%25", "amount-1"),
        ("500", "1.255+%25", "amount-1"),
        ("500", "1+%25+and+200+%25", "amount-1"),
        ("500", "a+little", "amount-1"),
        ("500", "1e2+%25", "amount-1"),
        ("500", "1e2", "amount-1"),
        ("500", "%2B1+%25", "amount-1"),
        ("500", "inf", "amount-1"),
        ("500", "NaN+%25", "amount-1"),
        ("1e2", "1", "amount-0"),
        ("%2B500", "1", "amount-0"),
        ("500", "99999999999999999999", "amount-1"),
        ("500", "", "amount-1"),
    ] {
        let wrong = head.post(PAGE, PAGE, &with_share(amount, share)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{amount} {share}");
        assert!(wrong.text.contains(&format!("id=\"{field}-error\"")), "{amount} {share}: {}", wrong.text);
        assert_eq!(
            wrong.text.matches("-error\"").count(),
            wrong.text.matches(&format!("{field}-error\"")).count()
        );
        let typed = share.replace('+', " ").replace("%25", "%").replace("%2B", "+");
        assert!(wrong.text.contains(&format!("value=\"{typed}\"")), "nothing is lost: {}", wrong.text);
    }
    let untitled = form("500").replace("&title-en=Large+sums", "&title-en=");
    let wrong = head.post(PAGE, PAGE, &untitled).await;
    assert!(wrong.text.contains("id=\"title-1-en-error\""), "{}", wrong.text);
    assert!(!wrong.text.contains("id=\"title-1-zh-CN-error\""), "{}", wrong.text);
    let latest = || {
        let now = desk.app.now();
        let edition = now.desk.body(BodyId::FIRST).unwrap().tariff().unwrap();
        (edition.number, edition.tariff.entries[1].amount.clone())
    };
    assert_eq!(latest().0, 1, "nothing was published");
    // The last two as a Chinese input method writes 1.5.
    let wide = "%EF%BC%91%EF%BC%8E%EF%BC%95";
    let of_all = format!("%E6%8C%89{wide}%25");
    for (typed, kept, number) in [
        ("100", "100 %", 2),
        ("0.5%25", "0.5%", 3),
        ("%E6%8C%891%25", "按1%", 4),
        (wide, "1.5 %", 5),
        (of_all.as_str(), "按１．５%", 6),
    ] {
        let done = head.post(PAGE, PAGE, &with_share("500", typed)).await;
        assert_eq!(done.location(), format!("{PAGE}?done=published"), "{typed}: {}", done.text);
        assert_eq!(latest(), (number, kept.to_owned()));
    }
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
