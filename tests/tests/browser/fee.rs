//! A case that costs something: the head of a commercial body publishes what it takes, a dispute is given to that body at the counter,
//! its mediator works out a quote, and both sides agree to it on their phones. The talk begins only then. Every page on the way is
//! audited where it stands.

use std::path::PathBuf;

use tests::{
    browser::{Browser, Opening, Screen},
    desk::Desk,
};

use crate::{
    audit::Look,
    demo,
    mediation::{
        Taken, Talk, both_are_there, filed_and_taken, it_starts, opens_the_desk, the_respondent_agrees,
    },
};

/// The commercial body of the sample fair, as forms name it.
const CENTRE: &str = "2";

/// The head of the centre takes less for an hour from now on; the edition before is kept.
async fn the_tariff_changes(desk: &Desk, language: &'static str) -> anyhow::Result<()> {
    let mut office = Look::around(desk, Screen::Office, language).await?;
    demo::sign_in(&office.browser, "centre-head").await?;
    office.at_each(&[("/office/bodies", "fee-bodies")]).await?;
    office.browser.follow("main a[href^='/office/bodies/'][href$='/tariff']").await?;
    office.browser.write("#amount-1", "1000").await?;
    office.browser.send("main form.card button").await?;
    office.browser.find("section details.more:nth-of-type(2)").await?;
    office.here("fee-tariff").await?;
    office.ends().await
}

/// Whoever filed reads what the centre takes, and agrees at the counter that it gets the case.
async fn it_goes_to_the_centre(counter: &Browser, case: &str) -> anyhow::Result<()> {
    counter.goto(case).await?;
    counter.press("details:has(form[action$='/body']) > summary").await?;
    counter.tick("body", CENTRE).await?;
    counter.press_label("#body-agreed").await?;
    counter.send("form[action$='/body'] button").await?;
    counter.arrives_exactly("/counter").await
}

/// Filed on a phone, taken by a mediator of the committee, given to the centre, and taken there.
async fn the_centre_has_it(language: &'static str) -> anyhow::Result<Talk> {
    let mut desk = opens_the_desk().await?;
    the_tariff_changes(&desk, language).await?;
    let Taken { claimant, counter: committee, filed, case } = filed_and_taken(&mut desk, language).await?;
    it_goes_to_the_centre(&committee, &case).await?;
    committee.close().await?;

    let counter = Opening::at(Screen::Counter).reading(language).open(&desk).await?;
    demo::sign_in(&counter, "centre-mediator").await?;
    counter.goto("/counter").await?;
    // The sample leaves them on a break.
    counter.press(".duty button[name='state'][value='on']").await?;
    counter.find(".duty button[name='state'][value='break']").await?;
    counter.goto(&case).await?;
    counter.press("section.next form[action$='/claim'] button").await?;
    counter.find("section.next form[action$='/call'] button").await?;
    let respondent = Opening::at(Screen::Phone).reading(language).open(&desk).await?;
    Ok(Talk {
        desk,
        claimant,
        respondent,
        counter,
        // Nobody signs anything here.
        photo: PathBuf::new(),
        filed,
        answered: String::new(),
        case,
        story: "fee",
        language,
    })
}

/// The hours are typed, what it comes to is looked at, then it is quoted.
async fn it_is_quoted(talk: &Talk) -> anyhow::Result<()> {
    let counter = &talk.counter;
    counter.press("section.next a[href$='/fee']").await?;
    counter.find("#write").await?;
    let price = counter.held("#price-1").await?;
    anyhow::ensure!(price == "1000", "the newest edition is proposed, not {price}");
    counter.write("#quantity-1", "1.5").await?;
    counter.send("#write button[name='look']").await?;
    counter.find("#fee-preview").await?;
    counter.sees("2,000").await?;
    talk.judge(counter, "looked-at").await?;
    counter.send("#write button[name='quote']").await?;
    counter.find("#quoted").await?;
    talk.judge(counter, "quoted").await
}

/// Nobody is led to the talk while somebody has not agreed.
async fn the_talk_waits(talk: &Talk) -> anyhow::Result<()> {
    talk.opens("/session").await?;
    talk.counter.find("section.next a[href$='/fee']").await?;
    anyhow::ensure!(!talk.counter.has("form[action$='/start']").await?, "the talk could begin");
    Ok(())
}

async fn agrees(talk: &Talk, phone: &Browser, ticket: &str) -> anyhow::Result<()> {
    phone.goto(ticket).await?;
    phone.sees("1,000").await?;
    talk.judge(phone, "phone-asked").await?;
    phone.send("#fee button[value='accept']").await?;
    phone.find("#fee .badge.good").await?;
    talk.judge(phone, "phone-agreed").await
}

async fn agreed_to_before_the_talk(language: &'static str) -> anyhow::Result<()> {
    let mut talk = the_centre_has_it(language).await?;
    talk.claimant.goto("/tariff").await?;
    talk.claimant.sees("1,000").await?;
    talk.judge(&talk.claimant, "phone-tariff").await?;
    the_respondent_agrees(&mut talk).await?;
    both_are_there(&talk).await?;
    the_talk_waits(&talk).await?;
    it_is_quoted(&talk).await?;
    agrees(&talk, &talk.claimant, &talk.filed).await?;
    the_talk_waits(&talk).await?;
    agrees(&talk, &talk.respondent, &talk.answered).await?;
    talk.opens("/session").await?;
    it_starts(&talk).await?;
    talk.opens("/papers/fee-quote").await?;
    talk.counter.find("article.paper").await?;
    talk.judge(&talk.counter, "paper").await?;
    talk.desk.stop().await
}

#[tokio::test]
async fn a_cost_is_agreed_to_before_the_talk_in_english() -> anyhow::Result<()> {
    agreed_to_before_the_talk("en").await
}

#[tokio::test]
async fn a_cost_is_agreed_to_before_the_talk_in_chinese() -> anyhow::Result<()> {
    agreed_to_before_the_talk("zh-CN").await
}
