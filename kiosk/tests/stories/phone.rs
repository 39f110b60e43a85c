//! The visitor's phone as the kiosk's keyboard, with both real programs: scanned off the kiosk's screen, typed on a phone, back at the kiosk by
//! itself; a second phone is refused, and nothing of what was typed stays in the hall.

use tests::{
    axe,
    browser::{Browser, Opening, Screen},
    codes,
    fair::Fair,
};

use crate::{fair::stand, program::Kiosk};

/// Typed on the phone; must be nowhere at the kiosk.
const PRIVATE: &str = "XPRIVATEX";

/// What is asked for, and the words by which each step is known.
struct Way {
    language: &'static str,
    kind: &'static str,
    connected: &'static str,
    taken: &'static str,
    confirmed: &'static str,
}

const DISPUTE: Way = Way {
    language: "en",
    kind: "dispute",
    connected: "Your phone is connected",
    taken: "Another phone has this form",
    confirmed: "The desk has your ticket",
};
const QUESTION: Way = Way {
    language: "zh-CN",
    kind: "enquiry",
    connected: "手机已连接",
    taken: "此表单已在另一部手机上打开",
    confirmed: "调解台已收到您的号码",
};

impl Way {
    /// Judges what a screen shows.
    async fn judge(&self, browser: &Browser, name: &str) -> anyhow::Result<()> {
        browser.find("main").await?;
        browser.shot(&format!("phone-{name}-{}", self.language)).await?;
        axe::audit(browser).await?;
        browser.fits().await
    }

    async fn browser(&self, screen: Screen, fair: &Fair) -> anyhow::Result<Browser> {
        Opening::at(screen).reading(self.language).open(&fair.desk).await
    }

    /// Goes to the code on the screen.
    async fn asks_for_a_phone(&self, screen: &Browser) -> anyhow::Result<String> {
        screen.goto("/").await?;
        screen.press(&format!("button[value='{}']", self.language)).await?;
        screen.arrives("/menu").await?;
        screen.press(&format!("button[value='{}']", self.kind)).await?;
        // A page loaded again before the kiosk has answered would take the choice back.
        screen.until("the choice is taken", async |screen| Ok(screen.path().await? != "/menu")).await?;
        // Offered as soon as the desk has answered.
        screen
            .until("the phone is offered", async |screen| {
                screen.goto("/how").await?;
                screen.has("form[action='/phone'] button").await
            })
            .await?;
        screen.press("form[action='/phone'] button").await?;
        screen.arrives("/phone").await?;
        self.judge(screen, "code").await?;
        codes::read(&screen.client().screenshot().await?)
    }

    /// Answers the questions on the phone.
    async fn types(&self, phone: &Browser) -> anyhow::Result<()> {
        if self.kind == "dispute" {
            phone.tick("asks", "mediation").await?;
        }
        phone.fill("statement", &format!("{PRIVATE} 灯笼")).await?;
        if self.kind == "enquiry" {
            phone.fill("claimant.reach", "13800000000").await?;
            return phone.press_label("input[name='consent.privacy']").await;
        }
        phone.fill("respondents.0.booth", "B17").await?;
        phone.pick("right.kind", "design").await?;
        phone.fill("item", PRIVATE).await?;
        phone.fill("claimant.name", PRIVATE).await?;
        phone.fill("claimant.phone", "+86 20 5555 0100").await?;
        phone.press_label("input[name='consent.mediation']").await?;
        phone.press_label("input[name='consent.privacy']").await
    }
}

/// Nothing that was typed is in the page, nor in what a browser keeps.
async fn knows_nothing(screen: &Browser) -> anyhow::Result<()> {
    assert!(!screen.client().source().await?.contains(PRIVATE));
    let kept = "return JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}])";
    assert_eq!(screen.client().execute(kept, vec![]).await?, "[\"\",{},{}]");
    let stores = "const done = arguments[arguments.length - 1];
        Promise.all([indexedDB.databases(), caches.keys()]).then(found => done(found.flat().length))";
    assert_eq!(screen.client().execute_async(stores, vec![]).await?, 0);
    Ok(())
}

/// Nothing that was typed lies in the kiosk's folder: not in its store, and not in its log.
fn keeps_nothing(kiosk: &Kiosk) -> anyhow::Result<()> {
    let mut folders = vec![kiosk.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path)?;
            let found = bytes.windows(PRIVATE.len()).any(|window| window == PRIVATE.as_bytes());
            assert!(!found, "{} holds what was typed", path.display());
        }
    }
    Ok(())
}

async fn there_and_back(way: &Way) -> anyhow::Result<()> {
    let fair = Fair::found().await?;
    let (mut kiosk, printer) = stand(&fair, "2", &fair.desk.address()).await?;
    kiosk.start().await;
    let screen = Opening::at(Screen::Kiosk).reading(way.language).open_at(&kiosk.address).await?;
    let address = way.asks_for_a_phone(&screen).await?;
    anyhow::ensure!(address.contains("/k/"), "the code says {address}");

    let phone = way.browser(Screen::Phone, &fair).await?;
    phone.goto(&address).await?;
    phone.find("form.steps-form").await?;
    screen.sees(way.connected).await?;
    way.judge(&phone, "form").await?;
    way.judge(&screen, "connected").await?;
    let second = way.browser(Screen::Phone, &fair).await?;
    second.goto(&address).await?;
    second.sees(way.taken).await?;
    way.judge(&second, "second").await?;
    second.close().await?;

    way.types(&phone).await?;
    knows_nothing(&screen).await?;
    phone.press("form.steps-form > .actions button.primary").await?;
    screen.arrives("/ticket").await?;
    screen.sees(way.confirmed).await?;
    let number = screen.text(".number").await?;
    phone.arrives("/t/").await?;
    phone.sees(&number).await?;
    way.judge(&phone, "ticket").await?;
    way.judge(&screen, "ticket").await?;
    assert!(printer.has_cut(1));
    let code = printer.codes().swap_remove(0);
    assert!(code.ends_with(&phone.path().await?), "the slip and the phone lead to one ticket");

    knows_nothing(&screen).await?;
    screen.press("a.next").await?;
    screen.arrives_exactly("/").await?;
    screen.client().back().await?;
    screen.arrives_exactly("/").await?;
    knows_nothing(&screen).await?;
    keeps_nothing(&kiosk)?;
    // What was typed is where it belongs: at the desk, on the page of whoever typed it.
    phone.sees(PRIVATE).await?;
    phone.close().await?;
    screen.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_typed_on_a_phone_and_its_number_comes_back() -> anyhow::Result<()> {
    there_and_back(&DISPUTE).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_typed_on_a_phone_in_chinese() -> anyhow::Result<()> {
    there_and_back(&QUESTION).await
}
