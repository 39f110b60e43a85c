//! Before a day is sealed, and with it the fair: the head asks whose case is open. One whose sides both want to talk on is carried over,
//! one whose applicant gives up the talks here ends with that reason; the seal carries the first and knows nothing of the second.

use anyhow::Context;
use serde_json::json;
use tests::{
    browser::Browser,
    desk::Desk,
    people::{Exhibitor, Held, Mediator},
};

use crate::{audit::Look, demo};

/// What the head did with two open cases, by their tickets.
pub(crate) struct Ending {
    carried: String,
    ended: String,
}

/// Two file: of the first both sides agree to talk, the second nobody has. The head notes on one page what each of them wants, carries
/// the first over and hands the second to an office.
pub(crate) async fn is_asked_for(head: &mut Look, desk: &Desk, booth: &str) -> anyhow::Result<Ending> {
    let (mei, lin) = (Exhibitor::named("Mei", desk), Exhibitor::named("Lin", desk));
    let (stays, goes) = (mei.asks_for_mediation(booth).await?, lin.asks_for_mediation(booth).await?);
    both_want_to_talk(desk, &stays).await?;

    head.browser.goto("/counter/closing").await?;
    let (on, off) = (case_of(head, &stays.number).await?, case_of(head, &goes.number).await?);
    let sides = parties(head, &on).await?;
    anyhow::ensure!(sides.len() == 2, "at the table of {} sit {sides:?}", stays.number);
    for party in &sides {
        let early = head.browser.has(&format!("#{on} form[action$='/carry-over']")).await?;
        anyhow::ensure!(!early, "{} may be carried over before both sides said so", stays.number);
        wants(head, (&on, party), "remote").await?;
    }
    let applicant = parties(head, &off).await?;
    wants(head, (&off, applicant.first().context("who filed")?), "transfer").await?;
    head.here("closing-chosen").await?;

    head.browser.send(&format!("#{on} form[action$='/carry-over'] button")).await?;
    let carried = on.trim_start_matches("case-");
    head.browser.find(&format!("main ul.rows a[href$='/{carried}']")).await?;
    head.browser
        .write(&format!("#{off} [name='remark']"), "City office for intellectual property 市知识产权局")
        .await?;
    head.browser.send(&format!("#{off} form[action$='/transfer'] button")).await?;
    head.browser.find(".callout.good").await?;
    anyhow::ensure!(!head.browser.has(&format!("#{off}")).await?, "{} is still asked about", goes.number);
    head.here("closing-done").await?;
    mei.reads_on(&stays, "Your case goes on after the fair").await?;
    lin.finds(&goes, "closed").await?;
    Ok(Ending { carried: stays.number, ended: goes.number })
}

/// A mediator brings both sides of a case to agree to talks.
async fn both_want_to_talk(desk: &Desk, held: &Held) -> anyhow::Result<()> {
    let mediator = Mediator::signs_in_at(desk, demo::MEDIATOR, demo::PIN).await?;
    mediator.goes_on_duty("Room 3").await?;
    let case = mediator.claims(held).await?;
    mediator.calls(held).await?;
    mediator.checks_in(&held.number).await?;
    mediator.brings_both_to_agree(&case).await?;
    Ok(())
}

/// The card of a case on the page that is shown.
async fn case_of(head: &Look, number: &str) -> anyhow::Result<String> {
    let find = "const cards = [...document.querySelectorAll(\"section.card[id^='case-']\")];
        return cards.find(one => one.querySelector('h2').textContent.trim() === arguments[0])?.id ?? null";
    let card = head.browser.client().execute(find, vec![json!(number)]).await?;
    Ok(card.as_str().with_context(|| format!("nobody asks about {number}"))?.to_owned())
}

/// Those who are asked on a card, whoever filed first.
async fn parties(head: &Look, card: &str) -> anyhow::Result<Vec<String>> {
    let find = "return [...document.querySelectorAll(arguments[0])].map(one => one.value)";
    let fields = format!("#{card} form[action$='/choose'] [name='party']");
    Ok(serde_json::from_value(head.browser.client().execute(find, vec![json!(fields)]).await?)?)
}

/// Notes what a party wants.
async fn wants(head: &Look, (card, party): (&str, &str), what: &str) -> anyhow::Result<()> {
    let of = format!(":has([name='party'][value='{party}'])");
    head.browser.press(&format!("#{card} details{of} > summary")).await?;
    head.browser.press_label(&format!("#{card} form{of} [name='to'][value='{what}']")).await?;
    head.browser.send(&format!("#{card} form{of} button")).await
}

impl Ending {
    /// How many cases the seal would carry over: the one that goes on among them, and not the one that ended.
    pub(crate) async fn is_told_before_the_seal(&self, office: &Browser) -> anyhow::Result<usize> {
        office.find("main ol.line").await?;
        let open = "return [...document.querySelectorAll('main ol.line a.number')].map(one => one.textContent.trim())";
        let open: Vec<String> = serde_json::from_value(office.client().execute(open, vec![]).await?)?;
        anyhow::ensure!(open.contains(&self.carried), "{} is not among {open:?}", self.carried);
        anyhow::ensure!(!open.contains(&self.ended), "{} is over and among {open:?}", self.ended);
        Ok(open.len())
    }
}
