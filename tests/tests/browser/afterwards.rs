//! What follows the talks, in a real browser: an agreement that is not kept, confirmed by a court and then performed with a photo that
//! proves it; a case that goes to an authority with a letter and comes back to the desk; and a file that the head lays away. A phone
//! for the party, the counter for the mediator, the office for the head; every page is audited where it stands.

use tests::browser::{Browser, Opening, Screen};

use crate::{
    demo,
    mediation::{Talk, a_clause_is_typed, both_agree_to_talk, ends, everybody_signs, the_talk_begins},
};

/// The head, who said why they read the case.
async fn head(talk: &Talk, language: &'static str) -> anyhow::Result<Browser> {
    let head = Opening::at(Screen::Office).reading(language).open(&talk.desk).await?;
    demo::sign_in(&head, "head").await?;
    head.goto(&talk.case).await?;
    head.write("form[action$='/read'] [name='reason']", "To send it on. 移送案件。").await?;
    head.send("form[action$='/read'] button").await?;
    Ok(head)
}

/// Opens a fold of the page, if it is shut.
async fn unfold(browser: &Browser, form: &str) -> anyhow::Result<()> {
    let fold = format!("details:not([open]):has(form[action$='/{form}']) > summary");
    if browser.has(&fold).await? { browser.press(&fold).await } else { Ok(()) }
}

async fn kept_after_all(language: &'static str) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut talk = both_agree_to_talk("afterwards", language, folder.path()).await?;
    the_talk_begins(&talk).await?;
    talk.opens("/agreement").await?;
    a_clause_is_typed(&talk).await?;
    talk.counter.press("button[name='do'][value='save']").await?;
    talk.counter.press("section.next form[action$='/agree'] button.primary").await?;
    talk.counter.find("#signatures").await?;
    everybody_signs(&talk).await?;
    ends(&talk).await?;

    let counter = &talk.counter;
    counter.goto("/counter/aftercare").await?;
    talk.judge(counter, "list").await?;
    talk.opens("/aftercare").await?;
    talk.judge(counter, "owed").await?;
    unfold(counter, "breach").await?;
    counter.write("#clause-0 form[action$='/breach'] [name='remark']", "Shown again. 仍在展出。").await?;
    counter.send("#clause-0 form[action$='/breach'] button").await?;
    counter.find("#clause-0 .badge.bad").await?;
    talk.judge(counter, "breached").await?;
    unfold(counter, "remedy").await?;
    counter.choose("#remedy-0-remedy", "confirmation").await?;
    counter.send("#clause-0 form[action$='/remedy'] button").await?;
    unfold(counter, "court").await?;
    counter.write("#court [name='court']", "District court 区人民法院").await?;
    counter.send("form[action$='/aftercare/court'] button").await?;
    talk.judge(counter, "court-asked").await?;
    counter.choose("#ruling-ruling", "confirmed").await?;
    counter.send("form[action$='/ruling'] button").await?;
    unfold(counter, "perform").await?;
    counter.hand_in("#clause-0 form[action$='/perform'] input[type=file]", &talk.photo).await?;
    counter.send("#clause-0 form[action$='/perform'] > button").await?;
    counter.find("#clause-0 img.thumb").await?;
    talk.judge(counter, "performed").await?;

    let head = head(&talk, language).await?;
    head.goto(&format!("{}/file", talk.case)).await?;
    talk.judge(&head, "file").await?;
    head.fill("reason", "No record was taken. 未制作笔录。").await?;
    head.send("form[action$='/file/archive'] button").await?;
    head.find("#archive .badge.good").await?;
    talk.judge(&head, "laid-away").await?;
    talk.desk.stop().await
}

/// Both agree that the file goes on; the mediator draws the referral up, with everything that may go along.
async fn drawn_up(talk: &Talk) -> anyhow::Result<()> {
    let counter = &talk.counter;
    counter.press("section.next form[action$='/claim'] button").await?;
    counter.find("section.next form[action$='/call'] button").await?;
    talk.opens("/referrals").await?;
    talk.judge(counter, "nowhere").await?;
    for _ in 0..2 {
        counter.press("#consents details:not([open]):has(option[value='transfer']) > summary").await?;
        counter.send("#consents details[open] form button").await?;
    }
    counter.choose("#new-to", "authority").await?;
    counter.press("#refer form button").await?;
    counter.find("form[action$='/draw-up']").await?;
    talk.judge(counter, "choosing").await?;
    counter.write("#new-body", "City office for intellectual property 市知识产权局").await?;
    counter.write("#new-matter", "The lantern is shown all the same. 灯笼仍在展出。").await?;
    let all = "document.querySelectorAll('[name=given]').forEach((one) => one.click())";
    counter.client().execute(all, vec![]).await?;
    counter.press("form[action$='/draw-up'] button.primary").await?;
    counter.arrives("/counter/cases/").await?;
    counter.find("a[href$='/bundle.zip']").await?;
    talk.judge(counter, "drawn-up").await?;
    counter.press("#referral-1 a[href*='/papers/referral']").await?;
    counter.find("article.paper").await?;
    counter.sees("市知识产权局").await?;
    talk.judge(counter, "letter").await
}

async fn to_an_authority_and_back(language: &'static str) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut talk = both_agree_to_talk("referred", language, folder.path()).await?;
    drawn_up(&talk).await?;
    let head = head(&talk, language).await?;
    head.goto(&format!("{}/referrals", talk.case)).await?;
    head.send("form[action$='/referrals/send'] button").await?;
    head.find("form[action$='/referrals/receipt']").await?;
    talk.judge(&head, "sent").await?;

    talk.claimant.goto(&talk.filed).await?;
    talk.claimant.find("p.elsewhere").await?;
    talk.judge(&talk.claimant, "phone-elsewhere").await?;
    head.write("#receipt-1-number", "2026-31").await?;
    head.send("form[action$='/referrals/receipt'] button").await?;
    head.goto("/counter/aftercare").await?;
    talk.judge(&head, "list").await?;
    head.goto(&format!("{}/referrals", talk.case)).await?;
    unfold(&head, "referrals/end").await?;
    head.choose("#end-1-result", "returned").await?;
    head.send("form[action$='/referrals/end'] button").await?;
    talk.judge(&head, "back").await?;

    // It goes on at the desk, at its old place in the line.
    talk.claimant.reload().await?;
    talk.judge(&talk.claimant, "phone-back").await?;
    talk.opens("").await?;
    talk.counter.send("section.next form[action$='/claim'] button").await?;
    talk.counter.find("section.next form[action$='/call'] button").await?;
    talk.judge(&talk.counter, "goes-on").await?;
    a_major_case(&talk, &head).await?;
    talk.desk.stop().await
}

/// The mediator says that it is a major case, a panel discusses it, and the head decides.
async fn a_major_case(talk: &Talk, head: &Browser) -> anyhow::Result<()> {
    let counter = &talk.counter;
    talk.opens("/major").await?;
    counter.tick("reason", "foreign").await?;
    counter.send("form[action$='/major/flag'] button").await?;
    counter.write("#panel-present", "Mei, Tom 梅、汤姆").await?;
    counter.write("#panel-said_for", "Both want to talk. 双方均愿调解。").await?;
    counter.write("#panel-opinion", "Go on. 继续调解。").await?;
    counter.send("form[action$='/major/panel'] button").await?;
    talk.judge(counter, "panel").await?;
    head.goto(&format!("{}/major", talk.case)).await?;
    head.choose("#course-course", "go-on").await?;
    head.send("form[action$='/major/course'] button").await?;
    talk.judge(head, "decided").await
}

#[tokio::test]
async fn an_agreement_is_kept_after_all_in_english() -> anyhow::Result<()> {
    kept_after_all("en").await
}

#[tokio::test]
async fn an_agreement_is_kept_after_all_in_chinese() -> anyhow::Result<()> {
    kept_after_all("zh-CN").await
}

#[tokio::test]
async fn a_case_goes_to_an_authority_and_back_in_english() -> anyhow::Result<()> {
    to_an_authority_and_back("en").await
}

#[tokio::test]
async fn a_case_goes_to_an_authority_and_back_in_chinese() -> anyhow::Result<()> {
    to_an_authority_and_back("zh-CN").await
}
