//! What the people at the sample fair do in more than one story.

use std::path::Path;

use fairdesk::clock::{Clock, SystemClock};
use jiff::{Zoned, tz::TimeZone};
use tests::browser::Browser;

/// The PIN of everybody at the sample fair.
pub const PIN: &str = "246810";
/// Somebody who is off duty when the sample fair opens, so nothing is on their desk.
pub const MEDIATOR: &str = "mediator6";

/// A form that keeps itself on the device, once it does: what it kept of an earlier visit stands in it again, and is not put over what is
/// typed from now on.
pub const KEPT: &str = "form.steps-form [data-photos].watched";

/// Signs somebody of the sample fair in.
pub async fn sign_in(browser: &Browser, name: &str) -> anyhow::Result<()> {
    browser.goto("/sign-in").await?;
    browser.fill("name", name).await?;
    browser.fill("pin", PIN).await?;
    browser.send("main form button").await?;
    browser.until("signed in", async |browser| Ok(browser.path().await? != "/sign-in")).await
}

/// Signs out whoever is signed in, by the button that every page of theirs has.
pub async fn sign_out(browser: &Browser) -> anyhow::Result<()> {
    browser.goto("/account").await?;
    browser.send("form.person button").await?;
    browser.arrives_exactly("/sign-in").await
}

/// From the scanned code of a booth to the form for a dispute with that booth, by the links on the pages.
pub async fn scan(phone: &Browser, booth: &str) -> anyhow::Result<()> {
    phone.goto(booth).await?;
    phone.press("main a[href$='?as=booth']").await?;
    phone.press("main a[href*='kind=dispute']").await?;
    phone.arrives(&format!("{booth}/file")).await
}

/// Fills in the form for a dispute as far as the desk needs it.
pub async fn fill(phone: &Browser, name: &str) -> anyhow::Result<()> {
    phone.pick("right.kind", "design").await?;
    phone.fill("item", "Lantern, 灯笼").await?;
    phone.tick("asks", "mediation").await?;
    phone.fill("statement", "The lantern on their stand is ours. 这是我们的设计。").await?;
    phone.press_label("input[name='consent.mediation']").await?;
    phone.fill("claimant.name", name).await?;
    phone.fill("claimant.phone", "+86 20 5555 0100").await?;
    phone.press_label("input[name='consent.privacy']").await
}

/// Adds a photo and waits until the page shows it as kept.
pub async fn photograph(phone: &Browser, photo: &Path) -> anyhow::Result<()> {
    // A page that does not yet watch its photos keeps none.
    phone.find("[data-photos].watched").await?;
    phone.photograph("photo", photo).await?;
    phone.find("[data-kept] li img").await?;
    Ok(())
}

/// Sends the form and answers the path of the ticket.
pub async fn send(phone: &Browser) -> anyhow::Result<String> {
    phone.press("form.steps-form > p.actions:last-of-type button").await?;
    phone.arrives("/t/").await?;
    phone.path().await
}

/// The number on the ticket that is shown.
pub async fn number(phone: &Browser) -> anyhow::Result<String> {
    Ok(phone.text("article.ticket b.number").await?.trim().to_owned())
}

/// The mediator: signs in, goes on duty, finds the ticket by its number and takes it.
pub async fn claim(counter: &Browser, number: &str) -> anyhow::Result<String> {
    sign_in(counter, MEDIATOR).await?;
    counter.goto("/counter").await?;
    // Without a room of their own: those of the sample fair are taken by colleagues.
    counter.press(".duty button[name='state'][value='on']").await?;
    counter.find(".duty button[name='state'][value='off']").await?;
    counter.goto("/counter/scan").await?;
    counter.fill("number", number).await?;
    counter.press("form:has([name='number']) button").await?;
    counter.arrives("/counter/cases/").await?;
    let case = counter.path().await?;
    // A live page offers the call before the claim is answered, and what is begun on it then would go with it.
    counter.send("section.next form[action$='/claim'] button").await?;
    counter.find("section.next form[action$='/call'] button").await?;
    Ok(case)
}

/// Concludes the case as one for another body.
pub async fn refer(counter: &Browser, case: &str) -> anyhow::Result<()> {
    counter.goto(&format!("{case}/conclude")).await?;
    counter.press("a[href*='outcome=referred']").await?;
    counter.press_label("input[name='reason']").await?;
    counter.press("main form[action$='/conclude'] button.primary").await?;
    counter.until("concluded", async |browser| Ok(browser.path().await? == "/counter")).await
}

/// Accepts a case, draws up the notice for its respondent and hands it over: the address in the code on that paper.
pub async fn give_notice(counter: &Browser, case: &str, to: &str) -> anyhow::Result<String> {
    let way = format!("{case}/way");
    counter.goto(&way).await?;
    counter.send("#accept button.primary").await?;
    counter.send("#impartiality button").await?;
    counter.send("form[id^='notice-'] button").await?;
    counter.follow("a[href*='/papers/notice?party=']").await?;
    let notice = notice_on(counter).await?;
    counter.goto(&way).await?;
    counter.write("form[id^='service-'] [name='name']", to).await?;
    counter.send("form[id^='service-'] button.primary").await?;
    counter.find("form[id^='answer-']").await?;
    Ok(notice)
}

/// The address in the code of the notice that is shown, which is as large as phones need it however long the words beside it are.
pub async fn notice_on(paper: &Browser) -> anyhow::Result<String> {
    let code = "svg.paper-qr[aria-label*='/n/']";
    let address = paper.attr(code, "aria-label").await?;
    let width = paper.width(code).await?;
    // 26 mm.
    anyhow::ensure!(width > 97.0, "the code of {address} is {width} pixels wide");
    Ok(address)
}

/// What the clock on the wall says: the sample fair is where this machine is.
pub fn now() -> Zoned {
    SystemClock::start().now().to_zoned(TimeZone::system())
}
