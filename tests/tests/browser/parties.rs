//! What both sides may do when their case is over: each says on the phone how it was, without a name, and everybody reads the figures; one
//! asks on the phone what the desk holds about them, and at the counter the other is shown it once their papers were looked at.

use serde_json::json;
use tests::{browser::Browser, people::Exhibitor};

use crate::mediation::Talk;

/// Agrees fully with these statements and sends the form.
async fn agrees(phone: &Browser, statements: &[&str]) -> anyhow::Result<()> {
    for statement in statements {
        phone.tick(statement, "fully").await?;
    }
    phone.send("#survey form button").await
}

/// Both answer, and three others who came with a question. Whoever answered is asked no more, and from the fifth answer on everybody
/// reads what parties say.
pub(crate) async fn say_how_it_was(talk: &mut Talk) -> anyhow::Result<()> {
    let booth = talk.desk.printed_path("/b/").await?;
    let phone = &talk.claimant;
    phone.goto(&talk.filed).await?;
    agrees(phone, &["fair", "quick"]).await?;
    // One is left out: the page says so where it stands, and the others stay ticked.
    phone.find("fieldset#again.wrong").await?;
    anyhow::ensure!(phone.is_ticked("#quick-fully").await?, "what was ticked is gone");
    talk.judge(phone, "phone-survey-errors").await?;
    agrees(phone, &["again"]).await?;
    talk.respondent.goto(&talk.answered).await?;
    agrees(&talk.respondent, &["fair", "quick", "again"]).await?;
    for phone in [&talk.claimant, &talk.respondent] {
        phone.find("article.ticket").await?;
        anyhow::ensure!(!phone.has("#survey").await?, "asked again: {}", phone.words().await?);
    }

    for name in ["Mei", "Tom", "Ana"] {
        phone.goto("/figures").await?;
        phone.find("main section.card").await?;
        anyhow::ensure!(!phone.has("main figure.chart").await?, "told of fewer than five");
        let other = Exhibitor::named(name, &talk.desk);
        let held = other.asks_a_question(&booth, "Where are certificates checked?").await?;
        other.withdraws(&held).await?;
        other.answers_the_survey(&held).await?;
    }
    phone.reload().await?;
    phone.find("main figure.chart").await?;
    phone.sees("100").await?;
    talk.judge(phone, "phone-figures-told").await
}

/// What is held can be taken along from the page that shows it, as a paper and as data, and is about this person.
async fn is_taken_along(browser: &Browser, name: &str) -> anyhow::Result<()> {
    browser.sees(name).await?;
    let fetch = "const done = arguments[arguments.length - 1];
        const links = ['pdf', 'json'].map(kind => document.querySelector(`main a[href$='/held.${kind}']`));
        Promise.all(links.map(async link => {
            const answer = await fetch(link.href);
            return [answer.status, answer.headers.get('content-type'), await answer.text()];
        })).then(done).catch(error => done([[0, String(error), ''], [0, '', '']]))";
    let files = browser.client().execute_async(fetch, vec![]).await?;
    for (at, kind) in ["application/pdf", "application/json"].into_iter().enumerate() {
        let file = &files[at];
        anyhow::ensure!(file[0] == 200 && file[1] == json!(kind), "{kind}: {file}");
    }
    let data = files[1][2].as_str().unwrap_or_default();
    anyhow::ensure!(data.contains(name), "{name} is not in {data}");
    Ok(())
}

/// One asks on the phone, the other at the counter.
pub(crate) async fn ask_what_is_held(talk: &Talk) -> anyhow::Result<()> {
    let phone = &talk.claimant;
    phone.goto(&talk.filed).await?;
    phone.follow("main a[href$='/held']").await?;
    talk.judge(phone, "phone-held-asked").await?;
    phone.send("main form[action$='/held'] button").await?;
    talk.judge(phone, "phone-held").await?;
    is_taken_along(phone, "Iris Mendes").await?;

    let counter = &talk.counter;
    talk.opens("/held").await?;
    counter.fill("name", "Noor Haddad").await?;
    counter.send("main form[action$='/held'] button").await?;
    // For whom it is, and that somebody looked at papers, is asked for; the name stays.
    counter.find("[data-errors]").await?;
    talk.judge(counter, "held-errors").await?;
    anyhow::ensure!(counter.value("name").await? == "Noor Haddad", "the name is gone");
    counter.press_label("#party .choice:nth-child(2) input").await?;
    counter.press_label("input[name='checked']").await?;
    counter.send("main form[action$='/held'] button").await?;
    talk.judge(counter, "held-shown").await?;
    is_taken_along(counter, "Noor Haddad").await
}
