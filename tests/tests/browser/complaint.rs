//! A dispute that asks for mediation and complains as well: the other side declines the mediation and makes a statement to the
//! organiser, an officer orders a measure on it, applies it with a photo and prints the certificate. Two phones, the counter, the
//! office; every new page is audited where it stands.

use std::path::{Path, PathBuf};

use tests::{
    axe,
    browser::{Browser, Opening, Screen},
    desk::Desk,
    photo,
};

use crate::demo;

/// Everybody's screen.
struct Matter {
    desk: Desk,
    claimant: Browser,
    respondent: Browser,
    office: Browser,
    photo: PathBuf,
    /// The claimant's ticket.
    filed: String,
    /// The complaint's page.
    page: String,
    language: &'static str,
}

impl Matter {
    /// Judges what a screen shows.
    async fn judge(&self, browser: &Browser, name: &str) -> anyhow::Result<()> {
        browser.find("main").await?;
        browser.shot(&format!("complaint-{name}-{}", self.language)).await?;
        axe::audit(browser).await?;
        browser.fits().await
    }

    /// Writes into a field of one form of the complaint's page.
    async fn write(&self, form: &str, field: &str, text: &str) -> anyhow::Result<()> {
        self.office.write(&format!("form[id^='{form}-'] [name='{field}']"), text).await
    }

    async fn send(&self, form: &str) -> anyhow::Result<()> {
        self.office.press(&format!("form[id^='{form}-'] button.primary")).await
    }

    async fn hand_in(&self, form: &str) -> anyhow::Result<()> {
        self.office.hand_in(&format!("form[id^='{form}-'] input[type=file]"), &self.photo).await
    }
}

/// Filed on a phone for both, accepted at the counter, and declined on the other side's phone.
async fn declined(language: &'static str, folder: &Path) -> anyhow::Result<Matter> {
    let mut desk = Desk::plan().demo().set("lines.recall_gap_seconds", 5).start().await?;
    let booth = desk.printed_path("/b/").await?;
    let claimant = Opening::at(Screen::Phone).reading(language).open(&desk).await?;
    demo::scan(&claimant, &booth).await?;
    demo::fill(&claimant, "Iris Mendes").await?;
    claimant.tick("asks", "measure").await?;
    claimant.fill("complaint", "Please have the lantern covered. 请遮盖。").await?;
    claimant.press_label("input[name='consent.organiser']").await?;
    let filed = demo::send(&claimant).await?;
    let number = demo::number(&claimant).await?;
    let counter = Opening::at(Screen::Counter).reading(language).open(&desk).await?;
    let case = demo::claim(&counter, &number).await?;
    let notice = demo::give_notice(&counter, &case, "Noor Haddad").await?;
    counter.close().await?;
    let respondent = Opening::at(Screen::Phone).reading(language).open(&desk).await?;
    respondent.goto(&notice).await?;
    respondent.press("main a[href$='/decline']").await?;
    // The notice asks for a name, too.
    respondent.find("main form[action$='/decline']").await?;
    respondent.fill("name", "Noor Haddad").await?;
    respondent.press_label("[name='authority'][value='own']").await?;
    respondent.press("main form[action$='/decline'] button").await?;
    respondent.arrives("/t/").await?;
    let office = Opening::at(Screen::Office).reading(language).open(&desk).await?;
    let photo = photo::jpeg(folder, "stand.jpg")?;
    let page = case.replace("/counter/", "/office/");
    Ok(Matter { desk, claimant, respondent, office, photo, filed, page, language })
}

async fn from_complaint_to_certificate(language: &'static str) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut matter = declined(language, folder.path()).await?;
    let office = &matter.office;
    demo::sign_in(office, "organiser").await?;
    office.goto("/office").await?;
    office.find(&format!("[data-live='office-tasks'] a[href^='{}']", matter.page)).await?;
    matter.judge(office, "today").await?;
    office.goto("/office/complaints").await?;
    matter.judge(office, "list").await?;
    office.press(&format!("ul.rows a[href^='{}']", matter.page)).await?;
    office.arrives(&matter.page).await?;
    matter.judge(office, "received").await?;
    let space =
        office.space("form[id^='notice-'] button.primary", "form[id^='notice-'] + details.more").await?;
    assert!(space > 12.0, "the button stands clear of the line below it: {space}");

    matter.send("notice").await?;
    matter.office.find("form[id^='service-']").await?;
    matter.judge(office, "noticed").await?;
    office.follow("a[href*='/papers/complaint-notice?party=']").await?;
    let notice = demo::notice_on(office).await?;
    matter.judge(office, "paper-notice").await?;
    office.goto(&matter.page).await?;
    matter.write("service", "name", "Noor Haddad").await?;
    matter.hand_in("service").await?;
    matter.send("service").await?;
    office.find("ul.gallery img").await?;
    matter.judge(office, "served").await?;

    // On the respondent's phone: what is complained of, and a statement with a photo.
    let phone = &matter.respondent;
    phone.goto(&notice).await?;
    phone.sees("请遮盖").await?;
    assert!(!phone.words().await?.contains("这是我们的设计"), "not a word of the application");
    matter.judge(phone, "phone-notice").await?;
    phone.fill("name", "Noor Haddad").await?;
    phone.fill("statement", "We bought it in good faith. 我们有发票。").await?;
    demo::photograph(phone, &matter.photo).await?;
    phone.press("form[action$='/statement'] > button.primary").await?;
    phone.arrives("/t/").await?;
    phone.find("#measure").await?;
    matter.judge(phone, "phone-answered").await?;

    office.goto(&matter.page).await?;
    office.sees("我们有发票").await?;
    matter.judge(office, "answered").await?;
    let basis = "form[id^='order-'] input[value='answer-insufficient']";
    office.press_label(basis).await?;
    matter.write("order", "text", "The lantern on the left shelf. 左侧展架上的灯笼。").await?;
    matter.send("order").await?;
    office.find("form[id^='apply-']").await?;
    matter.judge(office, "ordered").await?;
    matter.write("apply", "text", "Covered with cloth.").await?;
    matter.hand_in("apply").await?;
    matter.send("apply").await?;
    office.sees("Covered with cloth.").await?;
    matter.judge(office, "applied").await?;
    for (kind, name) in [("measure-order", "paper-order"), ("complaint-certificate", "paper-certificate")] {
        office.goto(&matter.page).await?;
        office.follow(&format!("a[href*='/papers/{kind}?']")).await?;
        office.find("article.paper").await?;
        matter.judge(office, name).await?;
        let words = office.words().await?;
        assert!(!words.contains("这是我们的设计") && !words.contains("我们有发票"), "{kind}: {words}");
    }

    // Both sides see what came of it, and nothing of the other.
    matter.claimant.goto(&matter.filed).await?;
    matter.claimant.find("#measure dl.facts").await?;
    matter.judge(&matter.claimant, "phone-claimant").await?;
    assert!(!matter.claimant.words().await?.contains("我们有发票"));
    phone.reload().await?;
    phone.sees("左侧展架上的灯笼").await?;
    matter.judge(phone, "phone-respondent").await?;
    matter.desk.stop().await
}

#[tokio::test]
async fn from_complaint_to_certificate_in_english() -> anyhow::Result<()> {
    from_complaint_to_certificate("en").await
}

#[tokio::test]
async fn from_complaint_to_certificate_in_chinese() -> anyhow::Result<()> {
    from_complaint_to_certificate("zh-CN").await
}
