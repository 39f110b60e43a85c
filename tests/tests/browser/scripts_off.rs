//! The core way with scripts switched off, at the phone and at the counter: everything goes through links, forms and reloading.

use tests::{
    browser::{Browser, Opening, Screen},
    desk::Desk,
    photo,
};

use crate::demo;

/// Loads the ticket again and looks that it stands in this state.
async fn ticket_is(phone: &Browser, state: &str) -> anyhow::Result<()> {
    phone.reload().await?;
    phone.find(&format!("article.ticket.{state}")).await?;
    Ok(())
}

async fn core_way(language: &'static str, called: &str, outcome: &str) -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let booth = desk.printed_path("/b/").await?;
    let folder = tempfile::tempdir()?;
    let photo = photo::jpeg(folder.path(), "stand.jpg")?;
    let phone = Opening::at(Screen::Phone).reading(language).without_scripts().open(&desk).await?;
    demo::scan(&phone, &booth).await?;
    demo::fill(&phone, "Iris Mendes").await?;
    phone.photograph("photo", &photo).await?;
    assert!(!phone.has("[data-kept] li").await?, "no script has touched the page");
    demo::send(&phone).await?;
    let number = demo::number(&phone).await?;
    phone.find("#photos ul.thumbs img").await?;
    ticket_is(&phone, "waiting").await?;

    let counter = Opening::at(Screen::Counter).reading(language).without_scripts().open(&desk).await?;
    let case = demo::claim(&counter, &number).await?;
    ticket_is(&phone, "claimed").await?;
    counter.press("section.next form[action$='/call'] button").await?;
    counter.find("section.next form[action$='/check-in'] button").await?;
    ticket_is(&phone, "called").await?;
    phone.sees(called).await?;
    counter.press("section.next form[action$='/check-in'] button").await?;
    counter.find("section.next form[action$='/papers'] button").await?;
    ticket_is(&phone, "attending").await?;
    demo::refer(&counter, &case).await?;
    ticket_is(&phone, "closed").await?;
    phone.sees(outcome).await?;
    counter.close().await?;
    phone.close().await?;
    desk.stop().await
}

#[tokio::test]
async fn from_scan_to_outcome_without_scripts_in_english() -> anyhow::Result<()> {
    core_way("en", "Please come now", "It was referred to another body.").await
}

#[tokio::test]
async fn from_scan_to_outcome_without_scripts_in_chinese() -> anyhow::Result<()> {
    core_way("zh-CN", "请现在过来", "转交其他机构").await
}
