//! A reader types a slip like a keyboard, whatever page is open.

use super::Look;

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_is_taken_on_the_start_page_in_the_menu_and_before_the_last_ticket() -> anyhow::Result<()> {
    let mut look = Look::at("en", &[]).await?;
    let number = look.kiosk.visitor().gets_a_ticket("Where is it?").await?;
    look.desk.until("the ticket is there", |book| book.taken.len() == 1).await;
    let slip = link::with_check_digit(number.parse()?);
    look.browser.reads(&slip).await?;
    look.browser.find(".room").await?;
    look.browser.find("html[lang='zh-CN']").await?;
    look.here("scanned").await?;
    // The next one has their own to show, and touches nothing before.
    look.browser.reads("ABCDEFG").await?;
    look.browser.find(".flaw").await?;
    look.here("scanned-wrong").await?;
    look.browser.press("a[href='/over']").await?;
    look.browser.arrives_exactly("/").await?;
    look.browser.press("button[value='en']").await?;
    look.browser.arrives("/menu").await?;
    // What is read before the page listens is lost.
    look.browser.loaded().await?;
    look.browser.reads(&slip).await?;
    look.browser.find(".room").await?;
    look.browser.find("html[lang='en']").await?;
    // Another look of the same page still says where to go.
    look.browser.press("button[value='large']").await?;
    look.browser.find("html.large .room").await?;
    look.ends().await
}
