//! The program behind the screen falls, and gets up again.

use tests::browser::Browser;

use super::Look;

const AWAY: [&str; 2] = ["This kiosk does not work at the moment", "本机暂时不能使用"];

async fn typed(look: &Look, words: &str) -> anyhow::Result<()> {
    look.browser.press("button[value='en']").await?;
    look.browser.press("button[value='enquiry']").await?;
    look.browser.press("a.door[href^='/ask/']").await?;
    look.asks("statement").await?;
    look.browser.fill("statement", words).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_whose_program_is_away_says_so_and_comes_back_by_itself() -> anyhow::Result<()> {
    let mut look = Look::at("en", &[]).await?;
    look.kiosk.listen = look.kiosk.address.trim_start_matches("http://").to_owned();
    typed(&look, "private words").await?;
    look.kiosk.kill9().await;
    // A touch at that very moment leads to no page of the browser's own.
    look.browser.client().execute("document.querySelector('button.next').click()", vec![]).await?;
    for said in AWAY {
        look.browser.sees(said).await?;
    }
    look.here("away").await?;
    let shown = "return [...document.body.children].filter(one => one.checkVisibility()).length";
    assert_eq!(look.browser.client().execute(shown, vec![]).await?, 1, "nothing else is to be seen");
    look.kiosk.start().await;
    look.browser.arrives_exactly("/").await?;
    assert!(!look.browser.client().source().await?.contains("private"));
    // One that was away so shortly that nobody noticed.
    typed(&look, "more private words").await?;
    look.kiosk.kill9().await;
    look.kiosk.start().await;
    look.browser.arrives_exactly("/").await?;
    // And the start page itself.
    look.kiosk.kill9().await;
    look.browser.sees(AWAY[1]).await?;
    look.kiosk.start().await;
    // Beneath what says so, its buttons stood all the while.
    look.browser.press("button[value='en']").await?;
    look.browser.arrives("/menu").await?;
    look.ends().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_that_hears_the_same_program_again_goes_on_until_its_time_is_over() -> anyhow::Result<()> {
    let look = Look::at("en", &["--idle", "5"]).await?;
    typed(&look, "half a sentence").await?;
    look.kiosk.signal(rustix::process::Signal::STOP);
    look.browser.sees(AWAY[0]).await?;
    look.kiosk.signal(rustix::process::Signal::CONT);
    look.browser.find("textarea").await?;
    assert_eq!(look.browser.value("statement").await?, "half a sentence");
    // Nobody is there any more when it comes back: nothing is left of them.
    look.kiosk.signal(rustix::process::Signal::STOP);
    let left = "return document.querySelector('#statement').value";
    let empty = async |browser: &Browser| Ok(browser.client().execute(left, vec![]).await? == "");
    look.browser.until("nothing is left in the field", empty).await?;
    look.kiosk.signal(rustix::process::Signal::CONT);
    look.browser.arrives_exactly("/").await?;
    look.ends().await
}
