//! A dispute that is over is told as an example: the head writes it in both languages, the desk finds every name in it, both sides
//! agree, a mediator confirms it, everybody reads it; and one side takes its word back. A phone for the party, the office for the
//! head, the counter for the second person; every page is audited where it stands.

use tests::{
    axe,
    browser::{Browser, Opening, Screen},
    desk::Desk,
};

use crate::demo;

async fn judge(browser: &Browser, name: &str, language: &str) -> anyhow::Result<()> {
    browser.find("main").await?;
    browser.shot(&format!("typical-{name}-{language}")).await?;
    axe::audit(browser).await?;
    browser.fits().await
}

/// Writes a part of the account, in one language.
async fn part(head: &Browser, name: &str, text: &str) -> anyhow::Result<()> {
    head.write(&format!("[name='{name}']"), text).await
}

async fn account(head: &Browser) -> anyhow::Result<()> {
    for (name, text) in [
        ("title-en", "A lantern that looked like another"),
        (
            "dispute-en",
            "Iris Mendes found a lantern on a stand across the aisle that looked like hers. Call +86 20 5555 0100.",
        ),
        ("course-en", "The mediator asked both sides to bring the lantern, and the papers of the design."),
        ("result-en", "They went to the office for intellectual property together on 10 March 2026."),
        ("lesson-en", "Whoever brings the certificate of a design to the fair is heard within the hour."),
        ("title-zh-CN", "一盏相似的灯笼"),
        ("dispute-zh-CN", "申请人 Iris Mendes 发现过道对面的展位上有一盏与其设计相似的灯笼。"),
        ("course-zh-CN", "调解员请双方带来灯笼和外观设计证书，逐一比对。"),
        ("result-zh-CN", "双方于 2026年3月10日 一同前往知识产权部门。"),
        ("lesson-zh-CN", "参展时随身携带权利证书，纠纷当场就能得到处理。"),
    ] {
        part(head, name, text).await?;
    }
    head.send("form[action$='/draft'] button.primary").await
}

/// Whatever was found is replaced by what is proposed.
async fn replaced(head: &Browser) -> anyhow::Result<()> {
    head.find(".finding mark").await?;
    let all = "document.querySelectorAll('.finding input[value=replace]').forEach((one) => one.click())";
    head.client().execute(all, vec![]).await?;
    head.send("form[action$='/masks'] button.primary").await
}

async fn told_and_taken_back(language: &'static str) -> anyhow::Result<()> {
    let mut desk = Desk::plan()
        .demo()
        .set("lines.recall_gap_seconds", 5)
        .set("keeping.four_eyes", "always")
        .start()
        .await?;
    let booth = desk.printed_path("/b/").await?;
    let phone = Opening::at(Screen::Phone).reading(language).open(&desk).await?;
    demo::scan(&phone, &booth).await?;
    demo::fill(&phone, "Iris Mendes").await?;
    let filed = demo::send(&phone).await?;
    let number = demo::number(&phone).await?;
    let counter = Opening::at(Screen::Counter).reading(language).open(&desk).await?;
    let case = demo::claim(&counter, &number).await?;
    demo::refer(&counter, &case).await?;

    let head = Opening::at(Screen::Office).reading(language).open(&desk).await?;
    demo::sign_in(&head, "head").await?;
    head.goto(&case).await?;
    head.press("main a[href$='/typical']").await?;
    head.find("form[action$='/typical/open']").await?;
    judge(&head, "closed", language).await?;
    head.press("form[action$='/typical/open'] button").await?;
    head.find("form[action$='/draft']").await?;
    judge(&head, "empty", language).await?;
    account(&head).await?;
    judge(&head, "found", language).await?;
    head.tick("ground", "consent").await?;
    head.press("form[action$='/publish'] button").await?;
    head.find("[data-errors]").await?;
    judge(&head, "refused", language).await?;
    replaced(&head).await?;
    judge(&head, "replaced", language).await?;

    // The claimant agrees on the phone; the other side said yes at the desk.
    phone.goto(&filed).await?;
    phone.find("#example").await?;
    judge(&phone, "asked", language).await?;
    phone.send("#example button[name='give']").await?;
    phone.find("#example .badge.good").await?;
    head.reload().await?;
    head.send("form[action$='/consent'] button").await?;
    head.tick("ground", "consent").await?;
    head.press("form[action$='/publish'] button").await?;
    head.arrives("/office/proposals").await?;
    judge(&head, "proposed", language).await?;
    counter.goto("/office/proposals").await?;
    judge(&counter, "second", language).await?;
    assert!(!counter.words().await?.contains("Mendes"), "the second reads what everybody will");
    counter.send("form[action$='/confirm'] button").await?;

    let visitor = Opening::at(Screen::Phone).reading(language).open(&desk).await?;
    visitor.goto("/").await?;
    visitor.press("main a[href='/typical-cases']").await?;
    visitor.arrives("/typical-cases").await?;
    judge(&visitor, "list", language).await?;
    visitor.press("ul.rows a[href^='/typical-cases/']").await?;
    visitor.find("main article").await?;
    judge(&visitor, "public", language).await?;
    let words = visitor.words().await?;
    assert!(!words.contains("Mendes") && !words.contains("5555"), "{words}");
    assert!(visitor.has("a[href*='/case.pdf?language=zh-CN']").await?);
    head.goto(&format!("{case}/typical")).await?;
    judge(&head, "published", language).await?;

    phone.goto(&filed).await?;
    phone.send("#example button").await?;
    visitor.reload().await?;
    visitor.find("section.problem").await?;
    judge(&visitor, "withdrawn", language).await?;
    head.reload().await?;
    assert!(!head.has("main a[href^='/typical-cases/']").await?, "it is withdrawn");
    desk.stop().await
}

#[tokio::test]
async fn told_and_taken_back_in_english() -> anyhow::Result<()> {
    told_and_taken_back("en").await
}

#[tokio::test]
async fn told_and_taken_back_in_chinese() -> anyhow::Result<()> {
    told_and_taken_back("zh-CN").await
}
