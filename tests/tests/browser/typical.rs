//! A dispute that is over is told as an example: the head writes it in both languages, the desk finds every name in it, both sides
//! agree, a mediator confirms it, everybody reads it; the head withdraws it, and when it is told again one side takes its word back. Then
//! the case is erased, and months later what was kept for its time. A phone for the party, the office for the head, the counter for the
//! second person; every page is audited where it stands.

use std::time::Duration;

use tests::{
    ahead::Ahead,
    axe,
    browser::{Browser, Opening, Screen},
    desk::Desk,
};

use crate::{demo, four_eyes::Two};

/// A question is kept for ninety days.
const LATER: Duration = Duration::from_hours(120 * 24);

pub(crate) async fn judge(browser: &Browser, name: &str, language: &str) -> anyhow::Result<()> {
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

/// Somebody whose dispute is over: their phone, the page of their ticket, and the case at the counter of who had it.
struct Over {
    phone: Browser,
    filed: String,
    counter: Browser,
    case: String,
    number: String,
}

async fn a_dispute_is_over(desk: &mut Desk, language: &'static str) -> anyhow::Result<Over> {
    let booth = desk.printed_path("/b/").await?;
    let phone = Opening::at(Screen::Phone).reading(language).open(desk).await?;
    demo::scan(&phone, &booth).await?;
    demo::fill(&phone, "Iris Mendes").await?;
    let filed = demo::send(&phone).await?;
    let number = demo::number(&phone).await?;
    let counter = Opening::at(Screen::Counter).reading(language).open(desk).await?;
    let case = demo::claim(&counter, &number).await?;
    demo::refer(&counter, &case).await?;
    Ok(Over { phone, filed, counter, case, number })
}

/// The head opens the case to write of it; it goes no further while somebody is named or has not agreed.
async fn is_written(head: &Browser, case: &str, language: &'static str) -> anyhow::Result<()> {
    demo::sign_in(head, "head").await?;
    head.goto(case).await?;
    head.press("main a[href$='/typical']").await?;
    head.find("form[action$='/typical/open']").await?;
    judge(head, "closed", language).await?;
    head.press("form[action$='/typical/open'] button").await?;
    head.find("form[action$='/draft']").await?;
    judge(head, "empty", language).await?;
    account(head).await?;
    judge(head, "found", language).await?;
    head.tick("ground", "consent").await?;
    head.press("form[action$='/publish'] button").await?;
    head.find("[data-errors]").await?;
    judge(head, "refused", language).await?;
    replaced(head).await?;
    judge(head, "replaced", language).await
}

/// The claimant agrees on the phone; the other side said yes at the desk.
async fn everybody_agrees(over: &Over, head: &Browser, language: &'static str) -> anyhow::Result<()> {
    over.phone.goto(&over.filed).await?;
    over.phone.find("#example").await?;
    judge(&over.phone, "asked", language).await?;
    over.phone.send("#example button[name='give']").await?;
    over.phone.find("#example .badge.good").await?;
    head.reload().await?;
    head.send("form[action$='/consent'] button").await
}

/// The head puts the account forward.
async fn is_put_forward(head: &Browser) -> anyhow::Result<()> {
    head.tick("ground", "consent").await?;
    head.press("form[action$='/publish'] button").await?;
    head.arrives("/office/proposals").await
}

/// Everybody finds the account.
async fn is_found(visitor: &Browser) -> anyhow::Result<()> {
    visitor.goto("/typical-cases").await?;
    visitor.press("ul.rows a[href^='/typical-cases/']").await?;
    visitor.find("main article").await
}

/// Everybody reads it, nobody is named, and both languages can be taken along.
async fn everybody_reads(visitor: &Browser, language: &'static str) -> anyhow::Result<()> {
    visitor.goto("/").await?;
    visitor.press("main a[href='/typical-cases']").await?;
    visitor.arrives("/typical-cases").await?;
    judge(visitor, "list", language).await?;
    is_found(visitor).await?;
    judge(visitor, "public", language).await?;
    let words = visitor.words().await?;
    assert!(!words.contains("Mendes") && !words.contains("5555"), "{words}");
    assert!(visitor.has("a[href*='/case.pdf?language=zh-CN']").await?);
    Ok(())
}

/// The head thinks better of it and says why, which the body's file keeps; nobody reads the account any more.
async fn the_head_withdraws(head: &Browser, visitor: &Browser, language: &'static str) -> anyhow::Result<()> {
    const WHY: &str = "The lesson is told better. 改写启示部分。";
    head.press("#typical-put details > summary").await?;
    head.write("#typical-put [name='reason']", WHY).await?;
    head.send("#typical-put form[action$='/withdraw'] button").await?;
    head.find(".callout.good").await?;
    head.sees(WHY).await?;
    judge(head, "withdrawn-by-head", language).await?;
    assert!(!head.has("#typical-put a[href^='/typical-cases/']").await?, "it is withdrawn");
    visitor.reload().await?;
    visitor.find("section.problem").await
}

async fn told_and_taken_back(language: &'static str) -> anyhow::Result<()> {
    let ahead = Ahead::new()?;
    let mut desk = Desk::plan()
        .demo()
        .by(&ahead)
        .set("lines.recall_gap_seconds", 5)
        .set("keeping.four_eyes", "always")
        .start()
        .await?;
    let over = a_dispute_is_over(&mut desk, language).await?;
    let head = Opening::at(Screen::Office).reading(language).open(&desk).await?;
    is_written(&head, &over.case, language).await?;
    everybody_agrees(&over, &head, language).await?;
    let two = Two { head: &head, second: &over.counter, language };
    is_put_forward(&head).await?;
    two.waits("publication").await?;
    assert!(!over.counter.words().await?.contains("Mendes"), "the second reads what everybody will");
    two.confirms().await?;
    let visitor = Opening::at(Screen::Phone).reading(language).open(&desk).await?;
    everybody_reads(&visitor, language).await?;
    let page = format!("{}/typical", over.case);
    head.goto(&page).await?;
    judge(&head, "published", language).await?;
    the_head_withdraws(&head, &visitor, language).await?;

    // It is put forward once more, and this time a party takes its word back.
    is_put_forward(&head).await?;
    two.confirms().await?;
    is_found(&visitor).await?;
    over.phone.goto(&over.filed).await?;
    over.phone.send("#example button").await?;
    visitor.reload().await?;
    visitor.find("section.problem").await?;
    judge(&visitor, "withdrawn", language).await?;
    head.goto(&page).await?;
    head.find("#typical-put").await?;
    assert!(!head.has("main a[href^='/typical-cases/']").await?, "it is withdrawn");

    two.erase(&over.case, &over.number, "Mendes").await?;
    ahead.passes(LATER)?;
    demo::sign_in(&head, "head").await?;
    demo::sign_in(&over.counter, demo::MEDIATOR).await?;
    two.let_go_of_what_was_kept().await?;
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
