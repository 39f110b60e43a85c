//! From the scanned code to the outcome: a phone, a mediator's screen and the board, each in a browser of its own, and none of
//! the pages that wait is ever reloaded.

use tests::{
    axe,
    browser::{Browser, Opening, Screen},
    codes,
    desk::Desk,
    photo,
};

use crate::demo;

/// Marks the page as it stands; a page that is loaded again has lost the mark.
async fn mark(browser: &Browser) -> anyhow::Result<()> {
    browser.client().execute("window.stillTheSame = true", vec![]).await?;
    Ok(())
}

async fn unreloaded(browser: &Browser) -> anyhow::Result<()> {
    let mark = browser.client().execute("return window.stillTheSame === true", vec![]).await?;
    anyhow::ensure!(mark == true, "the page was loaded again: {}", browser.words().await?);
    Ok(())
}

/// Waits until the live page shows its ticket in this state.
async fn ticket_is(phone: &Browser, state: &str) -> anyhow::Result<()> {
    phone.find(&format!("article.ticket.{state}")).await?;
    unreloaded(phone).await
}

async fn qr_leads_to(desk: &Desk, ticket: &str) -> anyhow::Result<()> {
    let (_, png) = desk.visitor().fetch(&format!("{ticket}/qr.png")).await?;
    let text = codes::read(&png)?;
    assert!(text.ends_with(ticket), "{text} and not {ticket}");
    match codes::read_by_zbar(&png)? {
        Some(read) => assert_eq!(read, text),
        None => tests::skipped("the ticket's code read by a second reader", "zbarimg is not installed"),
    }
    Ok(())
}

async fn from_scan_to_outcome(language: &'static str, called: &str, outcome: &str) -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let booth = desk.printed_path("/b/").await?;
    let folder = tempfile::tempdir()?;
    let photo = photo::jpeg(folder.path(), "stand.jpg")?;
    let phone = Opening::at(Screen::Phone).reading(language).open(&desk).await?;
    demo::scan(&phone, &booth).await?;
    let respondent = phone.value("respondents.0.booth").await?;
    assert!(!respondent.is_empty(), "the booth that was scanned is the respondent already");
    demo::fill(&phone, "Iris Mendes").await?;
    demo::photograph(&phone, &photo).await?;
    phone.fits().await?;
    let ticket = demo::send(&phone).await?;
    let number = demo::number(&phone).await?;
    axe::audit(&phone).await?;
    phone.fits().await?;
    phone.find("#photos ul.thumbs img").await?;
    qr_leads_to(&desk, &ticket).await?;
    ticket_is_marked(&phone).await?;

    let board = Opening::at(Screen::Board).reading(language).open(&desk).await?;
    board.goto("/board").await?;
    mark(&board).await?;
    let counter = Opening::at(Screen::Counter).reading(language).open(&desk).await?;
    let case = demo::claim(&counter, &number).await?;
    counter.send("section.next form[action$='/call'] button").await?;
    ticket_is(&phone, "called").await?;
    phone.sees(called).await?;
    board.find(&format!("[data-call='{number}']")).await?;
    unreloaded(&board).await?;
    board.close().await?;

    counter.press("section.next form[action$='/check-in'] button").await?;
    ticket_is(&phone, "attending").await?;
    demo::refer(&counter, &case).await?;
    ticket_is(&phone, "closed").await?;
    phone.sees(outcome).await?;
    unreloaded(&phone).await?;
    counter.close().await?;
    phone.close().await?;
    desk.stop().await
}

async fn ticket_is_marked(phone: &Browser) -> anyhow::Result<()> {
    mark(phone).await?;
    ticket_is(phone, "waiting").await
}

#[tokio::test]
async fn from_scan_to_outcome_in_english() -> anyhow::Result<()> {
    from_scan_to_outcome("en", "Please come now", "It was referred to another body.").await
}

#[tokio::test]
async fn from_scan_to_outcome_in_chinese() -> anyhow::Result<()> {
    from_scan_to_outcome("zh-CN", "请现在过来", "转交其他机构").await
}
