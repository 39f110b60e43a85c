//! A case's page at the counter follows its case, and leaves alone what somebody is writing.

use serde_json::json;
use tests::{
    browser::{Opening, Screen},
    desk::Desk,
    fair,
};

use crate::demo;

#[tokio::test]
async fn the_page_of_a_case_follows_it_and_keeps_what_is_typed() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let booth = desk.printed_path("/b/").await?;
    let phone = Opening::at(Screen::Phone).open(&desk).await?;
    demo::scan(&phone, &booth).await?;
    demo::fill(&phone, "Iris Mendes").await?;
    demo::send(&phone).await?;
    let number = demo::number(&phone).await?;
    phone.close().await?;
    let counter = Opening::at(Screen::Counter).open(&desk).await?;
    demo::claim(&counter, &number).await?;

    // A remark is begun; meanwhile the same mediator calls from another device.
    counter
        .client()
        .execute("document.querySelector('#urgency-remark').closest('details').open = true", vec![])
        .await?;
    counter.fill("remark", "Their train leaves at four").await?;
    counter.client().execute("document.activeElement.blur()", vec![]).await?;
    let other = fair::sign_in(&desk, demo::MEDIATOR, demo::PIN).await?;
    let path = format!("/api/v1/queue/{number}/call");
    other.post(&path, "call", &json!({ "room": "Room 2" })).await?.with_status(200);
    counter.find("section.next form[action$='/check-in'] button").await?;
    counter.sees("Room 2").await?;
    let typed =
        counter.client().execute("return document.querySelector('#urgency-remark').value", vec![]).await?;
    assert_eq!(typed, "Their train leaves at four");

    let path = format!("/api/v1/queue/{number}/check-in");
    other.post(&path, "check-in", &json!({})).await?.with_status(200);
    counter.find("section.next form[action$='/papers'] button").await?;
    counter.close().await?;
    desk.stop().await
}
