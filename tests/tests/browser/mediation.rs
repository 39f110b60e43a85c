//! Two cases that both sides bring to an agreement, each on a phone of its own, with a mediator at the counter: one is settled in
//! writing, signed on paper and on the screen; the other by word of mouth. Every page on the way is audited where it stands.

use std::path::{Path, PathBuf};

use tests::{
    axe,
    browser::{Browser, Opening, Screen},
    desk::Desk,
    photo,
};

use crate::{demo, parties};

/// Stories that go the way of others to where their own begins: what stands there is judged in the stories of the agreements.
const GO_ON: [&str; 2] = ["afterwards", "referred"];

/// Everybody's screen.
pub(crate) struct Talk {
    pub(crate) desk: Desk,
    pub(crate) claimant: Browser,
    pub(crate) respondent: Browser,
    pub(crate) counter: Browser,
    pub(crate) photo: PathBuf,
    /// The tickets' pages.
    pub(crate) filed: String,
    pub(crate) answered: String,
    /// The case's page at the counter.
    pub(crate) case: String,
    pub(crate) story: &'static str,
    pub(crate) language: &'static str,
}

impl Talk {
    /// Judges what a screen shows.
    pub(crate) async fn judge(&self, browser: &Browser, name: &str) -> anyhow::Result<()> {
        browser.find("main").await?;
        browser.shot(&format!("{}-{name}-{}", self.story, self.language)).await?;
        axe::audit(browser).await?;
        browser.fits().await
    }

    /// Judges what a screen shows on the way, unless this story goes there as others do.
    async fn judge_on_the_way(&self, browser: &Browser, name: &str) -> anyhow::Result<()> {
        if GO_ON.contains(&self.story) { browser.find("main").await } else { self.judge(browser, name).await }
    }

    pub(crate) async fn opens(&self, page: &str) -> anyhow::Result<()> {
        self.counter.goto(&format!("{}{page}", self.case)).await
    }
}

/// A dispute that was filed on a phone and that a mediator has at the counter.
pub(crate) struct Taken {
    pub(crate) claimant: Browser,
    pub(crate) counter: Browser,
    /// The ticket's page.
    pub(crate) filed: String,
    /// The case's page at the counter.
    pub(crate) case: String,
}

/// The sample fair, where nobody waits long to be called again.
pub(crate) async fn opens_the_desk() -> anyhow::Result<Desk> {
    Desk::plan().demo().set("lines.recall_gap_seconds", 5).start().await
}

/// Somebody scans a booth's code and files on their phone, and a mediator signs in and takes it.
pub(crate) async fn filed_and_taken(desk: &mut Desk, language: &'static str) -> anyhow::Result<Taken> {
    let booth = desk.printed_path("/b/").await?;
    let claimant = Opening::at(Screen::Phone).reading(language).open(desk).await?;
    demo::scan(&claimant, &booth).await?;
    demo::fill(&claimant, "Iris Mendes").await?;
    let filed = demo::send(&claimant).await?;
    let number = demo::number(&claimant).await?;
    let counter = Opening::at(Screen::Counter).reading(language).open(desk).await?;
    let case = demo::claim(&counter, &number).await?;
    Ok(Taken { claimant, counter, filed, case })
}

/// Filed on one phone, accepted at the counter, and agreed to on the other: talks are open.
pub(crate) async fn both_agree_to_talk(
    story: &'static str,
    language: &'static str,
    folder: &Path,
) -> anyhow::Result<Talk> {
    let mut desk = opens_the_desk().await?;
    let Taken { claimant, counter, filed, case } = filed_and_taken(&mut desk, language).await?;
    let respondent = Opening::at(Screen::Phone).reading(language).open(&desk).await?;
    let photo = photo::jpeg(folder, "signed.jpg")?;
    let mut talk = Talk {
        desk,
        claimant,
        respondent,
        counter,
        photo,
        filed,
        answered: String::new(),
        case,
        story,
        language,
    };
    the_respondent_agrees(&mut talk).await?;
    Ok(talk)
}

/// Whoever has the case accepts it and hands over the notice; the respondent agrees on their phone, and talks are opened.
pub(crate) async fn the_respondent_agrees(talk: &mut Talk) -> anyhow::Result<()> {
    let notice = demo::give_notice(&talk.counter, &talk.case, "Noor Haddad").await?;
    talk.respondent.goto(&notice).await?;
    talk.judge_on_the_way(&talk.respondent, "phone-notice").await?;
    let phone = &talk.respondent;
    phone.fill("name", "Noor Haddad").await?;
    phone.fill("statement", "We drew it ourselves. 这是我们自己画的。").await?;
    phone.press_label("[name='authority'][value='own']").await?;
    phone.press_label("input[name='consent']").await?;
    phone.press("form:has([name='consent']) > button").await?;
    phone.arrives("/t/").await?;
    talk.judge_on_the_way(phone, "phone-accepted").await?;
    talk.answered = phone.path().await?;
    // The page that waited for the answer shows it by itself.
    talk.counter.find("#talks button").await?;
    talk.judge_on_the_way(&talk.counter, "ready").await?;
    talk.counter.send("#talks button").await?;
    talk.opens("").await
}

/// Calls both, sees both come in, looks at their papers, reads out their rights.
pub(crate) async fn both_are_there(talk: &Talk) -> anyhow::Result<()> {
    let counter = &talk.counter;
    counter.send("section.next form[action$='/claim'] button").await?;
    counter.send("section.next form[action$='/call'] button").await?;
    for ticket in [&talk.filed, &talk.answered] {
        talk.claimant.goto(ticket).await?;
        let number = demo::number(&talk.claimant).await?;
        counter.send(&format!("form[action$='/check-in']:has([value='{number}']) button")).await?;
    }
    counter.find("section.next a[href$='/session']").await?;
    talk.judge_on_the_way(counter, "both-here").await?;
    talk.opens("/session").await?;
    talk.judge_on_the_way(counter, "identity").await?;
    for name in ["Iris Mendes", "Noor Haddad"] {
        let form = "article:has(details[open]) form[action$='/identity']";
        counter.write(&format!("{form} [name='name']"), name).await?;
        counter.write(&format!("{form} [name='number']"), "E12345678").await?;
        counter.press_label(&format!("{form} [name='authority'][value='own']")).await?;
        counter.send(&format!("{form} > button")).await?;
        counter.sees("••••5678").await?;
    }
    talk.judge(counter, "rights").await?;
    counter.send("#rights form button").await
}

/// Everybody is there, and the talk begins.
pub(crate) async fn the_talk_begins(talk: &Talk) -> anyhow::Result<()> {
    both_are_there(talk).await?;
    it_starts(talk).await
}

/// Nothing is missing any more: the mediator begins.
pub(crate) async fn it_starts(talk: &Talk) -> anyhow::Result<()> {
    let counter = &talk.counter;
    counter.press("section.next form[action$='/start'] button").await?;
    counter
        .until("the talk is on", async |browser| Ok(!browser.has("form[action$='/start']").await?))
        .await?;
    talk.opens("/session").await?;
    counter.find("section.next a[href$='/agreement']").await?;
    talk.judge_on_the_way(counter, "talk").await
}

/// One side says on its phone that the file may go to another body, and the counter reads that it did.
async fn one_side_lets_the_file_go_on(talk: &Talk) -> anyhow::Result<()> {
    let phone = &talk.respondent;
    phone.goto(&talk.answered).await?;
    phone.send("#transfer form button").await?;
    phone.find("#transfer .badge").await?;
    talk.judge(phone, "phone-transfer").await?;
    talk.opens("/referrals").await?;
    talk.counter.find("#consents .badge.good").await?;
    talk.judge(&talk.counter, "referral-consents").await
}

/// The record is written at the counter, and both confirm on their phones what they read there.
async fn both_confirm_the_record(talk: &Talk) -> anyhow::Result<()> {
    let counter = &talk.counter;
    counter.press("#record-undisputed details.more > summary").await?;
    counter.write("#undisputed-text", "The lantern is shown at the stand. 灯笼在展位上展出。").await?;
    counter.press("#record-undisputed form[action$='/record'] > button").await?;
    counter.sees("灯笼在展位上展出").await?;
    for (phone, ticket) in [(&talk.claimant, &talk.filed), (&talk.respondent, &talk.answered)] {
        phone.goto(ticket).await?;
        phone.send("#record form button").await?;
        phone.find("#record .badge").await?;
        talk.judge(phone, "phone-record").await?;
    }
    talk.opens("/session").await?;
    talk.judge(counter, "record").await
}

/// Says that the first clause is the respondent's.
async fn owes(editor: &Browser) -> anyhow::Result<()> {
    let respondent = editor.attr("#c0-debtor option:nth-child(3)", "value").await?;
    editor.pick("c0-debtor", &respondent).await
}

/// One clause typed so that a warning comes while one types, and goes again.
pub(crate) async fn a_clause_is_typed(talk: &Talk) -> anyhow::Result<()> {
    let counter = &talk.counter;
    counter
        .write("#c0-act", "Noor's stand takes the lantern down as soon as possible. 尽快撤下灯笼。")
        .await?;
    counter.find("[data-flaws] li").await?;
    counter.sees("358").await?;
    talk.judge_on_the_way(counter, "flaws").await?;
    counter.pick("c0-kind", "remove").await?;
    counter.write("#c0-act", "The respondent takes the lantern down. 被申请人撤下灯笼。").await?;
    owes(counter).await?;
    counter.write("#c0-place", "1.2 A08").await?;
    let today = demo::now().date().to_string();
    counter.choose("#c0-from", &today).await?;
    counter.choose("#c0-until", &today).await?;
    counter
        .until("nothing is wrong any more", async |browser| Ok(!browser.has("[data-flaws] li").await?))
        .await
}

#[tokio::test]
async fn settled_by_word_of_mouth_in_english() -> anyhow::Result<()> {
    settled_by_word_of_mouth("en").await
}
#[tokio::test]
async fn settled_by_word_of_mouth_in_chinese() -> anyhow::Result<()> {
    settled_by_word_of_mouth("zh-CN").await
}
#[tokio::test]
async fn settled_in_writing_in_english() -> anyhow::Result<()> {
    settled_in_writing("en").await
}
#[tokio::test]
async fn settled_in_writing_in_chinese() -> anyhow::Result<()> {
    settled_in_writing("zh-CN").await
}

async fn settled_by_word_of_mouth(language: &'static str) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut talk = both_agree_to_talk("spoken", language, folder.path()).await?;
    the_talk_begins(&talk).await?;
    one_side_lets_the_file_go_on(&talk).await?;
    talk.opens("/agreement").await?;
    a_clause_is_typed(&talk).await?;
    let counter = &talk.counter;
    counter.press("button[name='do'][value='oral']").await?;
    counter.find("input[name='told']").await?;
    talk.judge(counter, "sure").await?;
    counter.press("button[name='do'][value='oral']").await?;
    counter.find("section.next form[action$='/conclude'] button.primary").await?;
    talk.judge(counter, "in-effect").await?;
    ends(&talk).await?;
    parties::ask_what_is_held(&talk).await?;
    parties::say_how_it_was(&mut talk).await?;
    talk.desk.stop().await
}

async fn settled_in_writing(language: &'static str) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut talk = both_agree_to_talk("written", language, folder.path()).await?;
    the_talk_begins(&talk).await?;
    both_confirm_the_record(&talk).await?;
    talk.opens("/agreement").await?;
    a_clause_is_typed(&talk).await?;
    let counter = &talk.counter;
    // Meanwhile the same text is begun on the mediator's other device, from the same version.
    let second = Opening::at(Screen::Office).reading(language).open(&talk.desk).await?;
    demo::sign_in(&second, demo::MEDIATOR).await?;
    second.goto(&format!("{}/agreement", talk.case)).await?;
    owes(&second).await?;
    second.write("#c0-act", "Nothing that we agreed on. 另一份文本。").await?;
    counter.press("button[name='do'][value='save']").await?;
    counter.find("section.next form[action$='/agree'] button.primary").await?;
    talk.judge(counter, "drafted").await?;
    second.press("button[name='do'][value='save']").await?;
    second.find(".callout.warn").await?;
    let both = second.words().await?;
    assert!(both.contains("被申请人撤下灯笼"), "the newest text stands there: {both}");
    let kept = second.held("#c0-act").await?;
    assert!(kept.contains("另一份文本"), "what was typed is there: {kept}");
    talk.judge(&second, "clash").await?;
    second.close().await?;

    counter.press("section.next form[action$='/agree'] button.primary").await?;
    counter.find("#signatures").await?;
    talk.judge(counter, "unsigned").await?;
    everybody_signs(&talk).await?;
    talk.judge(counter, "in-effect").await?;
    counter.goto(&format!("{}/papers", talk.case)).await?;
    counter.press("main a[href*='/papers/agreement']").await?;
    counter.find("article.paper").await?;
    counter.sees("被申请人撤下灯笼").await?;
    talk.judge(counter, "paper").await?;
    talk.opens("/agreement").await?;
    ends(&talk).await?;
    talk.desk.stop().await
}

/// The claimant on paper, with a photo of it; the respondent on the screen; the mediator; then the seal, and it is in effect.
pub(crate) async fn everybody_signs(talk: &Talk) -> anyhow::Result<()> {
    let counter = &talk.counter;
    counter.hand_in("details[open] form[data-signing] input[type=file]", &talk.photo).await?;
    counter.press("details[open] form[data-signing] > button").await?;
    counter.find("#signatures a[href*='/photos/']").await?;
    counter.press_label("details[open] form[data-signing] [name='means'][value='device']").await?;
    // Nobody signs with an empty field by accident.
    counter.press("details[open] form[data-signing] > button").await?;
    counter.find("[data-empty]:not([hidden])").await?;
    counter.draw("canvas.drawing").await?;
    talk.judge(counter, "drawn").await?;
    counter.press("details[open] form[data-signing] > button").await?;
    counter.find("#signatures .badge.warn").await?;
    counter.press("form[action$='/sign']:has([name='by'][value='mediator']) > button").await?;
    counter
        .until("the mediator has signed", async |browser| {
            Ok(!browser.has("[name='by'][value='mediator']").await?)
        })
        .await?;
    counter.press("form[action$='/sign']:has([name='by'][value='seal']) > button").await?;
    counter.find("section.next form[action$='/conclude'] button.primary").await?;
    Ok(())
}

/// The mediator ends the case, and both sides read on their phones what they agreed on.
pub(crate) async fn ends(talk: &Talk) -> anyhow::Result<()> {
    let counter = &talk.counter;
    counter.press("section.next form[action$='/conclude'] button.primary").await?;
    counter.arrives_exactly("/counter").await?;
    // The respondent's page was open all the while, and shows the agreement by itself.
    talk.claimant.goto(&talk.filed).await?;
    for phone in [&talk.respondent, &talk.claimant] {
        phone.sees("被申请人撤下灯笼").await?;
        talk.judge_on_the_way(phone, "phone-settled").await?;
    }
    Ok(())
}
