//! What the organiser and the head hand on: the report of the fair and its files, beside that of an earlier one until that is taken out
//! again, the quarter, a list for an authority, what a court is given of one case; and what goes when it was kept for its time.

use std::time::Duration;

use anyhow::Context;
use tests::{ahead::Ahead, browser::Screen, desk::Desk};

use crate::{audit::Look, demo};

/// A question is kept for ninety days, a file for years.
const LATER: Duration = Duration::from_hours(120 * 24);

/// The report that another desk signed of its own fair, on other days.
async fn of_another_fair() -> anyhow::Result<String> {
    let elsewhere = Ahead::new()?;
    elsewhere.passes(LATER)?;
    let mut other = Desk::plan().demo().by(&elsewhere).start().await?;
    let organiser = other.visitor();
    let sign_in = organiser.open("/sign-in").await?.well().form("pin");
    organiser.send(sign_in.set("name", "organiser").set("pin", demo::PIN)).await?.well();
    let (_, report) = organiser.fetch("/office/report/report.json").await?;
    other.stop().await?;
    Ok(String::from_utf8(report)?)
}

/// What another desk signed stands beside this fair; what somebody changed afterwards does not.
async fn is_compared(office: &mut Look, report: &str) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let changed = report.replace("Lumen Asia", "Lumen Europe");
    anyhow::ensure!(changed != report, "another fair than the sample: {report}");
    for (name, text, answer) in
        [("changed", changed.as_str(), "[data-errors]"), ("taken", report, "#earlier ul.earlier li")]
    {
        let file = folder.path().join("report.json");
        std::fs::write(&file, text)?;
        office.browser.photograph("report", &file).await?;
        office.browser.send("form[action$='/report/earlier'] button").await?;
        office.browser.find(answer).await?;
        office.here(&format!("report-beside-{name}")).await?;
    }
    office.browser.find("#earlier .charts table").await
}

/// The other fair goes again, and the report stands alone.
async fn is_compared_no_more(office: &mut Look) -> anyhow::Result<()> {
    office.browser.goto("/office/report").await?;
    office.browser.send("#earlier form[action$='/earlier/remove'] button").await?;
    office.browser.find(".callout.good").await?;
    for gone in ["#earlier ul.earlier", "#earlier .charts"] {
        anyhow::ensure!(!office.browser.has(gone).await?, "{gone} is still there");
    }
    office.here("report-alone-again").await
}

/// The organiser reads the report beside that of another fair, takes it along, and makes a list for an office.
async fn the_organiser_hands_on(desk: &Desk, language: &'static str) -> anyhow::Result<()> {
    let mut office = Look::around(desk, Screen::Office, language).await?;
    demo::sign_in(&office.browser, "organiser").await?;
    office.at_each(&[("/office/report", "report")]).await?;
    is_compared(&mut office, &of_another_fair().await?).await?;
    office.takes_every_file(4).await?;
    hands_over(&mut office, "handovers-organiser").await?;
    is_compared_no_more(&mut office).await?;
    office.ends().await
}

/// A list for an authority: without a ground nothing is made, with one it is recorded and can be fetched.
async fn hands_over(look: &mut Look, name: &str) -> anyhow::Result<()> {
    look.at_each(&[("/office/handovers", &format!("{name}-none"))]).await?;
    look.browser.pick("to", "court").await?;
    look.browser.fill("ground", "(2026) 17").await?;
    look.browser.send("main form.card button").await?;
    look.browser.find("#done tbody tr").await?;
    look.here(name).await?;
    look.browser.sees("(2026) 17").await?;
    look.takes_every_file(2).await?;
    // What left is told with its digest.
    look.browser.reload().await?;
    look.browser.press("#done details summary").await?;
    look.browser.find("#done details[open] code.digest").await?;
    look.here(&format!("{name}-left")).await
}

/// The head reads the same report, the quarter, makes a list, and gives a court what it asks for.
async fn the_head_hands_on(desk: &Desk, language: &'static str) -> anyhow::Result<()> {
    let mut head = Look::around(desk, Screen::Counter, language).await?;
    demo::sign_in(&head.browser, "head").await?;
    head.at_each(&[("/office/report", "report-head")]).await?;
    head.takes_every_file(4).await?;
    head.at_each(&[("/office/quarter", "quarter")]).await?;
    head.takes_every_file(2).await?;
    hands_over(&mut head, "handovers-head").await?;
    // The look around audits these as they are before anything is typed.
    head.browser.goto("/counter/files").await?;
    head.browser.follow("main th a[href^='/counter/cases/']").await?;
    head.browser.follow("main a[href$='/disclose']").await?;
    for (field, text) in
        [("authority", "人民法院 · People’s Court"), ("officer", "Judge Chen"), ("reference", "(2026) 17")]
    {
        head.browser.fill(field, text).await?;
    }
    head.set("[name='on']", &demo::now().date().to_string()).await?;
    head.browser.tick("basis", "court").await?;
    // Nothing is chosen: the page says so, and nothing was given.
    head.browser.send("main form button.primary").await?;
    head.browser.find("[data-errors]").await?;
    head.here("disclose-errors").await?;
    head.browser.press_label("input[name='given']").await?;
    head.browser.send("main form button.primary").await?;
    head.browser.arrives("/office/disclosures/").await?;
    head.here("disclosure").await?;
    head.takes_every_file(1).await?;
    head.ends().await
}

/// Months later: the questions have been kept for their time. The head sees which, mistypes their number, and lets them go.
async fn what_was_kept_goes(desk: &Desk, language: &'static str) -> anyhow::Result<()> {
    let mut head = Look::around(desk, Screen::Counter, language).await?;
    demo::sign_in(&head.browser, "head").await?;
    head.at_each(&[("/counter/retention", "retention-due")]).await?;
    let cases = "return document.querySelectorAll('main form input[name=case]').length";
    let due = head.browser.client().execute(cases, vec![]).await?.as_u64().context("how many")?;
    anyhow::ensure!(due > 0, "no question is due");
    head.browser.fill("count", "9999").await?;
    head.browser.press("main form button.danger").await?;
    head.browser.find("[data-errors]").await?;
    head.here("retention-wrong").await?;
    head.browser.fill("count", &due.to_string()).await?;
    head.browser.press("main form button.danger").await?;
    head.browser.until("gone", async |browser| Ok(!browser.has("main form input[name=case]").await?)).await?;
    head.here("retention-done").await?;
    // Every count stays, and so does the list.
    head.at_each(&[("/counter/files", "files-after"), ("/office/report", "report-after")]).await?;
    head.ends().await
}

async fn told_in(language: &'static str) -> anyhow::Result<()> {
    let ahead = Ahead::new()?;
    let mut desk = Desk::plan().demo().by(&ahead).start().await?;
    the_organiser_hands_on(&desk, language).await?;
    the_head_hands_on(&desk, language).await?;
    ahead.passes(LATER)?;
    what_was_kept_goes(&desk, language).await?;
    desk.stop().await
}

#[tokio::test]
async fn reports_lists_and_files_leave_and_go_in_english() -> anyhow::Result<()> {
    told_in("en").await
}

#[tokio::test]
async fn reports_lists_and_files_leave_and_go_in_chinese() -> anyhow::Result<()> {
    told_in("zh-CN").await
}
