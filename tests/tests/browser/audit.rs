//! Every page, in both languages, at the size of its screen: the audit finds nothing, nothing is wider than the screen.

use tests::{
    axe,
    browser::{Browser, Opening, Screen},
    desk::Desk,
};

/// The PIN of everybody at the sample fair.
const DEMO_PIN: &str = "246810";

async fn look(browser: &Browser, path: &str, name: &str, faults: &mut Vec<String>) -> anyhow::Result<()> {
    browser.goto(path).await?;
    browser.shot(name).await?;
    for outcome in [axe::audit(browser).await, browser.fits().await] {
        faults.extend(outcome.err().map(|error| format!("{name}: {error:#}")));
    }
    Ok(())
}

async fn sign_in(browser: &Browser, name: &str) -> anyhow::Result<()> {
    browser.goto("/sign-in").await?;
    browser.fill("name", name).await?;
    browser.fill("pin", DEMO_PIN).await?;
    browser.press("main form button").await?;
    browser.until("signed in", async |browser| Ok(browser.path().await? != "/sign-in")).await
}

async fn every_page(language: &'static str) -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let mut faults = Vec::new();
    let phone = Opening::at(Screen::Phone).reading(language).open(&desk).await?;
    for (path, name) in
        [("/", "home"), ("/privacy", "privacy"), ("/sign-in", "sign-in"), ("/nowhere", "nowhere")]
    {
        look(&phone, path, &format!("{name}-{language}"), &mut faults).await?;
    }
    phone.close().await?;
    let counter = Opening::at(Screen::Counter).reading(language).open(&desk).await?;
    sign_in(&counter, "mediator1").await?;
    look(&counter, "/counter", &format!("counter-{language}"), &mut faults).await?;
    counter.close().await?;
    desk.stop().await?;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

#[tokio::test]
async fn in_english() -> anyhow::Result<()> {
    every_page("en").await
}

#[tokio::test]
async fn in_chinese() -> anyhow::Result<()> {
    every_page("zh-CN").await
}
