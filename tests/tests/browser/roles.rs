//! Those whom no other story follows: the duty manager has the day in hand and prepares nothing, reception receives and reads nothing of
//! talks, the auditor reads what was done and changes nothing, the supervisor reads figures and nothing else. Each starts where their work
//! is, and their header leads to their own pages. Each page is audited where it stands, at the size of an office.

use serde_json::json;
use tests::{
    browser::{Opening, Screen},
    desk::Desk,
};

use crate::{audit::Look, demo};

/// What the duty manager is called on papers, and so in the list of acts.
const DUTY_MANAGER: &str = "刘洋";
const REMARK: &str = "The light in hall 1 was out for a minute. 1号馆短暂停电。";

/// Who signs in, where they start, and what the header leads to besides the board and their account.
struct Role {
    name: &'static str,
    home: &'static str,
    pages: &'static [&'static str],
}

const DUTY: Role = Role {
    name: "duty-manager",
    home: "/office",
    pages: &["/office", "/office/logs", "/office/complaints", "/office/exhibitors"],
};
const RECEPTION: Role = Role { name: "reception", home: "/counter", pages: &["/counter"] };
const AUDITOR: Role = Role { name: "auditor", home: "/office/acts", pages: &["/office/acts"] };
const SUPERVISOR: Role =
    Role { name: "supervisor", home: "/office/figures", pages: &["/office/report", "/office/figures"] };
const MEDIATOR: Role = Role { name: demo::MEDIATOR, home: "/counter", pages: &["/counter"] };

/// Signs somebody in before a screen of the office; they start where their work is.
async fn arrives(desk: &Desk, role: &Role, language: &'static str) -> anyhow::Result<Look> {
    let look = Look::around(desk, Screen::Office, language).await?;
    starts(&look, role).await?;
    Ok(look)
}

/// Signs somebody in; what waits for them is a task in the header, and no page of their role.
async fn starts(look: &Look, role: &Role) -> anyhow::Result<()> {
    demo::sign_in(&look.browser, role.name).await?;
    look.browser.arrives_exactly(role.home).await?;
    let header = "return [...document.querySelectorAll('nav.pages a')]
        .filter(link => !link.hash && link.pathname !== '/office/proposals').map(link => link.pathname)";
    let led = look.browser.client().execute(header, vec![]).await?;
    let expected = [role.pages, &["/board", "/account"][..]].concat();
    anyhow::ensure!(led == json!(expected), "{}: {led}", role.name);
    Ok(())
}

/// The next sits down before the screen that somebody leaves.
async fn hands_over(look: &Look, role: &Role) -> anyhow::Result<()> {
    demo::sign_out(&look.browser).await?;
    starts(look, role).await
}

/// What is not theirs says so in words. It is the same page wherever it stands, so it is audited once.
async fn refused(look: &mut Look, paths: &[&str], name: &str) -> anyhow::Result<()> {
    for path in paths {
        look.browser.goto(path).await?;
        look.browser.find("main").await?;
        anyhow::ensure!(look.browser.has("section.problem").await?, "{path} is open");
    }
    look.here(name).await
}

/// Today, a message that a phone sees at once, the log with a remark, a complaint; answers the complaint's page.
async fn the_day_in_hand(desk: &Desk, ticket: &str, language: &'static str) -> anyhow::Result<String> {
    let phone = Opening::at(Screen::Phone).reading(language).open(desk).await?;
    phone.goto(ticket).await?;
    let mut office = arrives(desk, &DUTY, language).await?;
    office.here("duty-today").await?;
    office.browser.press("#bulletin details summary").await?;
    let texts = "return [...document.querySelectorAll('#bulletin textarea')].map(one => one.name)";
    let names = office.browser.client().execute(texts, vec![]).await?;
    for name in names.as_array().into_iter().flatten().filter_map(|name| name.as_str()) {
        office.browser.write(&format!("#bulletin [name='{name}']"), "15:00 · Hall 1 · 1号馆").await?;
    }
    office.browser.send("#bulletin form[action='/office/bulletin'] button").await?;
    office.here("duty-today-told").await?;
    phone.sees("15:00 · Hall 1").await?;
    phone.close().await?;

    office.at_each(&[("/office/logs", "duty-logs")]).await?;
    office.behind("main a[href^='/office/logs/2']", "duty-day").await?;
    let day = office.browser.path().await?;
    anyhow::ensure!(!office.browser.has("main a[href$='/seal']").await?, "the organiser seals");
    office.browser.press("#remarks details summary").await?;
    office.browser.pick("what", "incident").await?;
    office.browser.write("#remarks [name='text']", REMARK).await?;
    office.browser.send("#remarks form button").await?;
    office.browser.sees(REMARK).await?;
    office.here("duty-day-remarked").await?;

    office.at_each(&[("/office/complaints", "duty-complaints")]).await?;
    office.behind("main a[href^='/office/cases/']", "duty-complaint").await?;
    let complaint = office.browser.path().await?;
    let seal = format!("{day}/seal");
    let organisers = ["/office/fair", "/office/people", "/office/acts", seal.as_str(), "/counter"];
    refused(&mut office, &organisers, "duty-refused").await?;
    office.ends().await?;
    Ok(complaint)
}

/// A visitor walks in: reception files for them, takes the case and looks at their papers. What is said in talks and what the organiser is
/// told is not theirs.
async fn somebody_walks_in(desk: &Desk, complaint: &str, language: &'static str) -> anyhow::Result<()> {
    let mut counter = arrives(desk, &RECEPTION, language).await?;
    counter.browser.press(".duty button[name='state'][value='on']").await?;
    counter.browser.find(".duty button[name='state'][value='off']").await?;
    counter.here("reception-counter").await?;
    counter.at_each(&[("/counter/file?kind=dispute", "reception-file")]).await?;
    counter.browser.press("details:has([name='respondents.0.described']) > summary").await?;
    counter.browser.fill("respondents.0.described", "The stand beside the stairs").await?;
    demo::fill(&counter.browser, "Iris Mendes").await?;
    counter.browser.press("form.steps-form > p.actions:last-of-type button").await?;
    counter.browser.arrives("/counter/cases/").await?;
    let case = counter.browser.path().await?;
    counter.here("reception-filed").await?;
    counter.browser.send("section.next form[action$='/claim'] button").await?;

    counter.at_each(&[(&format!("{case}/way"), "reception-way")]).await?;
    counter.browser.press("details:has([name='missing']) > summary").await?;
    counter.browser.press_label("#paper-identity").await?;
    counter.browser.send("form[action$='/way/papers'] button").await?;
    counter.browser.find("#accept").await?;
    anyhow::ensure!(
        counter.browser.has("#paper-identity:not(:checked)").await?,
        "what was seen is not missing any more"
    );
    counter.here("reception-papers-seen").await?;

    let [table, agreement] = ["session", "agreement"].map(|page| format!("{case}/{page}"));
    let others = [table.as_str(), agreement.as_str(), complaint, "/office", "/counter/files", "/office/acts"];
    refused(&mut counter, &others, "reception-refused").await?;
    counter.ends().await
}

/// The acts, each of those that the duty manager did by itself, and the table of all. There is nothing to be sent, and nothing else opens.
async fn what_was_done(auditor: &mut Look, complaint: &str) -> anyhow::Result<()> {
    auditor.here("auditor-acts").await?;
    for kind in ["bulletin-posted", "day-remarked"] {
        let path = format!("/office/acts?kind={kind}");
        auditor.at_each(&[(&path, &format!("auditor-{kind}"))]).await?;
        let done = auditor.browser.text("main tbody").await?;
        anyhow::ensure!(done.contains(DUTY_MANAGER), "{kind}: {done}");
    }
    for kind in ["fair-founded", "staff-appointed", "numbers-reserved"] {
        auditor.browser.goto(&format!("/office/acts?kind={kind}")).await?;
        auditor.browser.find("main tbody tr").await?;
    }
    let fetch = "const done = arguments[arguments.length - 1];
        fetch(arguments[0]).then(async answer => done([
            answer.status, answer.headers.get('content-disposition') || '', await answer.text(),
        ])).catch(error => done([0, String(error), '']))";
    let table = auditor.browser.client().execute_async(fetch, vec![json!("/office/acts.csv")]).await?;
    let rows = table[2].as_str().unwrap_or_default();
    let whole = ["bulletin-posted", "day-remarked", "fair-founded", "staff-appointed"];
    anyhow::ensure!(table[0] == 200 && table[1].as_str().is_some_and(|sent| sent.starts_with("attachment")));
    anyhow::ensure!(whole.iter().all(|act| rows.contains(act)), "{rows}");
    anyhow::ensure!(!rows.contains("Iris Mendes") && !rows.contains(REMARK), "no text and no party: {rows}");

    auditor.browser.goto("/office/acts").await?;
    anyhow::ensure!(!auditor.browser.has("main form[method='post']").await?, "there is something to change");
    let others = [complaint, "/office", "/office/logs", "/office/fair", "/office/people", "/counter"];
    refused(auditor, &others, "auditor-refused").await
}

/// Figures of a day and of the fair, and their files; no case, no log, no name of a party.
async fn from_above(supervisor: &mut Look, complaint: &str) -> anyhow::Result<()> {
    supervisor.here("supervisor-figures").await?;
    supervisor.at_each(&[("/office/report", "supervisor-report")]).await?;
    supervisor.takes_every_file(4).await?;
    let cases = "main a[href^='/counter/'], main a[href^='/office/cases/'], main a[href^='/office/logs']";
    for page in ["/office/report", "/office/figures"] {
        supervisor.browser.goto(page).await?;
        anyhow::ensure!(!supervisor.browser.has(cases).await?, "{page} leads to cases");
    }
    let others =
        [complaint, "/office/logs", "/office/complaints", "/office/people", "/counter", "/counter/files"];
    refused(supervisor, &others, "supervisor-refused").await
}

/// A mediator has the counter, and neither the head's files and hours nor anything of the organiser's.
async fn at_the_table(mediator: &mut Look, complaint: &str) -> anyhow::Result<()> {
    let others = [complaint, "/office", "/office/people", "/office/acts", "/counter/files", "/counter/hours"];
    refused(mediator, &others, "mediator-refused").await
}

/// Those who come one after another to a screen that all of them use.
async fn one_after_another(desk: &Desk, complaint: &str, language: &'static str) -> anyhow::Result<()> {
    let mut look = arrives(desk, &AUDITOR, language).await?;
    what_was_done(&mut look, complaint).await?;
    hands_over(&look, &SUPERVISOR).await?;
    from_above(&mut look, complaint).await?;
    hands_over(&look, &MEDIATOR).await?;
    at_the_table(&mut look, complaint).await?;
    look.ends().await
}

async fn told_in(language: &'static str) -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let ticket = desk.printed_path("/t/").await?;
    let complaint = the_day_in_hand(&desk, &ticket, language).await?;
    somebody_walks_in(&desk, &complaint, language).await?;
    one_after_another(&desk, &complaint, language).await?;
    desk.stop().await
}

#[tokio::test]
async fn each_role_does_what_is_theirs_and_no_more_in_english() -> anyhow::Result<()> {
    told_in("en").await
}

#[tokio::test]
async fn each_role_does_what_is_theirs_and_no_more_in_chinese() -> anyhow::Result<()> {
    told_in("zh-CN").await
}
