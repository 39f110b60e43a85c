//! A day without a network: an application is written on a numbered form and its notice handed over on paper; all of it is entered
//! later at the times it happened. The time for a statement is over by then, so an officer decides.

use anyhow::Context;
use jiff::SignedDuration;
use tests::{
    axe,
    browser::{Browser, Opening, Screen},
    desk::Desk,
};

use crate::demo;

/// Judges what a screen shows.
async fn judge(browser: &Browser, name: &str) -> anyhow::Result<()> {
    browser.find("main").await?;
    browser.shot(&format!("paper-{name}")).await?;
    axe::audit(browser).await?;
    browser.fits().await
}

/// Chooses the moment so many minutes ago in a form that asks when something happened.
async fn ago(browser: &Browser, form: &str, minutes: i64) -> anyhow::Result<()> {
    let at = demo::now().checked_sub(SignedDuration::from_mins(minutes))?;
    browser.choose(&format!("{form} [name='happened_day']"), &at.date().to_string()).await?;
    browser.choose(&format!("{form} [name='happened_time']"), &at.strftime("%H:%M").to_string()).await
}

/// The head reserves numbers for forms, and answers the first of them.
async fn reserved(desk: &Desk, language: &'static str) -> anyhow::Result<String> {
    let head = Opening::at(Screen::Counter).reading(language).open(desk).await?;
    demo::sign_in(&head, "head").await?;
    head.goto("/counter/forms").await?;
    head.send("form[action='/counter/forms'] button").await?;
    let number = head.text("section[id^='batch-']:last-of-type .number").await?;
    judge(&head, &format!("forms-{language}")).await?;
    head.close().await?;
    Ok(number.trim().to_owned())
}

/// A mediator enters what stands on the form.
async fn enter(desk: &Desk, number: &str, language: &'static str) -> anyhow::Result<()> {
    let counter = Opening::at(Screen::Counter).reading(language).open(desk).await?;
    demo::sign_in(&counter, demo::MEDIATOR).await?;
    counter.goto("/counter/file?kind=dispute").await?;
    judge(&counter, &format!("entry-{language}")).await?;
    counter.pick("right.kind", "design").await?;
    counter.fill("item", "Lantern, 灯笼").await?;
    counter.press("details:has([name='respondents.0.described']) > summary").await?;
    counter.fill("respondents.0.described", "The stand beside the stairs").await?;
    counter.tick("asks", "measure").await?;
    counter.fill("complaint", "Please have the lantern covered. 请遮盖。").await?;
    counter.press_label("input[name='consent.organiser']").await?;
    counter.fill("claimant.name", "Iris Mendes").await?;
    counter.fill("claimant.phone", "+86 20 5555 0100").await?;
    counter.press_label("input[name='consent.privacy']").await?;
    counter.press("#paper > summary").await?;
    counter.fill("paper.number", number).await?;
    ago(&counter, "#paper", 60).await?;
    counter.press("form.steps-form > p.actions:last-of-type button").await?;
    counter.sees(number).await?;
    judge(&counter, &format!("entered-{language}")).await?;
    counter.close().await
}

async fn entered_later(language: &'static str) -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().set("procedure.response.minutes", 5).start().await?;
    let number = reserved(&desk, language).await?;
    enter(&desk, &number, language).await?;
    let office = Opening::at(Screen::Office).reading(language).open(&desk).await?;
    demo::sign_in(&office, "organiser").await?;
    office.goto("/office/complaints").await?;
    let row = "return [...document.querySelectorAll('ul.rows a')].find(row => row.textContent.includes(arguments[0]))?.pathname";
    let page = office.client().execute(row, vec![number.as_str().into()]).await?;
    office.goto(page.as_str().context("the complaint is in the list")?).await?;
    office.press("form[id^='notice-'] details.more > summary").await?;
    ago(&office, "form[id^='notice-']", 45).await?;
    office.press("form[id^='notice-'] > button").await?;
    office.find("form[id^='service-']").await?;
    office.press("form[id^='service-'] details.more > summary").await?;
    office.write("form[id^='service-'] [name='name']", "Noor Haddad").await?;
    ago(&office, "form[id^='service-']", 30).await?;
    judge(&office, &format!("service-{language}")).await?;
    office.press("form[id^='service-'] > button").await?;
    // A page loaded again before the desk has answered would take the form back.
    office
        .until("the handing over is noted", async |browser| {
            Ok(browser.has("main").await? && !browser.has("form[id^='service-']").await?)
        })
        .await?;
    // It waits for a person as soon as the desk has noted that the time is over, which was before it was entered.
    office
        .until("the officer is to decide", async |browser| {
            browser.reload().await?;
            browser.has("form[id^='order-'] input[value='no-answer']").await
        })
        .await?;
    judge(&office, &format!("decide-{language}")).await?;
    office.press_label("form[id^='order-'] input[value='no-answer']").await?;
    office.write("form[id^='order-'] [name='text']", "The lantern. 灯笼。").await?;
    office.press("form[id^='order-'] > button").await?;
    office.write("form[id^='apply-'] [name='text']", "Covered with cloth.").await?;
    office.press("form[id^='apply-'] > button").await?;
    office.sees("Covered with cloth.").await?;
    judge(&office, &format!("applied-{language}")).await?;
    office.follow("a[href*='/papers/complaint-certificate?']").await?;
    office.find("article.paper").await?;
    office.sees(&number).await?;
    judge(&office, &format!("certificate-{language}")).await?;
    desk.stop().await
}

#[tokio::test]
async fn written_on_paper_and_decided_after_its_time_in_english() -> anyhow::Result<()> {
    entered_later("en").await
}

#[tokio::test]
async fn written_on_paper_and_decided_after_its_time_in_chinese() -> anyhow::Result<()> {
    entered_later("zh-CN").await
}
