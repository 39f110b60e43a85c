//! A case's page at the counter follows its case, and leaves alone what somebody is writing.

use serde_json::json;
use tests::{
    browser::{Browser, Opening, Screen},
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
    leave(&counter).await?;
    let other = fair::sign_in(&desk, demo::MEDIATOR, demo::PIN).await?;
    let path = format!("/api/v1/queue/{number}/call");
    other.post(&path, "call", &json!({ "room": "Room 3" })).await?.with_status(200);
    counter.find("section.next form[action$='/check-in'] button").await?;
    counter.sees("Room 3").await?;
    let typed =
        counter.client().execute("return document.querySelector('#urgency-remark').value", vec![]).await?;
    assert_eq!(typed, "Their train leaves at four");

    let path = format!("/api/v1/queue/{number}/check-in");
    other.post(&path, "check-in", &json!({})).await?.with_status(200);
    counter.find("section.next form[action$='/papers'] button").await?;
    counter.close().await?;
    desk.stop().await
}

#[tokio::test]
async fn what_is_written_stays_when_its_case_goes_on_elsewhere() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let booth = desk.printed_path("/b/").await?;
    let phone = Opening::at(Screen::Phone).open(&desk).await?;
    demo::scan(&phone, &booth).await?;
    demo::fill(&phone, "Iris Mendes").await?;
    let ticket = demo::send(&phone).await?;
    let number = demo::number(&phone).await?;
    phone.close().await?;
    // Somebody else's phone shows the ticket without what is its holder's; a code is begun there.
    let guest = Opening::at(Screen::Phone).open(&desk).await?;
    guest.goto(&ticket).await?;
    let mark = "document.querySelector('[data-rest] .code').dataset.before = ''";
    guest.client().execute(mark, vec![]).await?;
    guest.fill("code", "K7").await?;
    leave(&guest).await?;

    let counter = Opening::at(Screen::Counter).open(&desk).await?;
    let case = demo::claim(&counter, &number).await?;
    let way = format!("{case}/way");
    counter.goto(&way).await?;
    counter.send("#accept button.primary").await?;
    guest.until("followed", async |guest| guest.has("article.ticket.parked").await).await?;
    assert!(
        guest.has("[data-before]").await?,
        "a slip tells nothing of the case, so nothing else is drawn anew"
    );
    assert_eq!(guest.value("code").await?, "K7");
    guest.close().await?;
    counter.send("#impartiality button").await?;
    counter.send("form[id^='notice-'] button").await?;
    let form = counter.attr("form[id^='service-']", "id").await?;
    let party = form.trim_start_matches("service-");
    let name = format!("#{form} [name='name']");
    counter.write(&name, "Mr Chen of the stand").await?;
    leave(&counter).await?;

    // The rest of the page follows what the same mediator does on another device.
    let other = fair::sign_in(&desk, demo::MEDIATOR, demo::PIN).await?;
    let to = |verb: &str| format!("/api/v1{}/{verb}", case.trim_start_matches("/counter"));
    let reads = json!({ "party": party, "language": "zh-CN" });
    other.post(&to("note-language"), "language", &reads).await?.with_status(200);
    let noted = format!("#language-language-{party} option[value='zh-CN'][selected]");
    counter.until("noted", async |counter| counter.has(&noted).await).await?;
    assert_eq!(counter.held(&name).await?, "Mr Chen of the stand");

    // When the step itself was done elsewhere, the words still stand, and the page says why it waits.
    let served = json!({ "party": party, "method": "in-person", "name": "Ms Wu" });
    other.post(&to("record-service"), "service", &served).await?.with_status(200);
    counter.sees("What you wrote stays").await?;
    assert_eq!(counter.held(&name).await?, "Mr Chen of the stand");
    let cleared = format!(
        "const field = document.querySelector(\"{name}\"); field.focus(); field.value = ''; field.blur()"
    );
    counter.client().execute(&cleared, vec![]).await?;
    counter.find(&format!("#party-{party} dl.facts")).await?;
    counter.sees("Ms Wu").await?;
    counter.close().await?;
    desk.stop().await
}

/// The field is left: nobody writes at this moment.
async fn leave(browser: &Browser) -> anyhow::Result<()> {
    browser.client().execute("document.activeElement.blur()", vec![]).await?;
    Ok(())
}
