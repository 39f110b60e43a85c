//! The screen, in a real browser at its real size: every page in both languages, the keys on it, the count-down, the phone.

use std::collections::BTreeSet;

use link::{Booth, HandOffState};
use serde_json::Value;
use tests::{
    axe,
    browser::{Browser, Opening, Screen},
};

use crate::{desk::Desk, program::Kiosk};

mod away;
mod reader;

struct Look {
    desk: Desk,
    kiosk: Kiosk,
    browser: Browser,
    language: &'static str,
    faults: Vec<String>,
}

impl Look {
    async fn at(language: &'static str, flags: &[&str]) -> anyhow::Result<Self> {
        Self::on(Screen::Kiosk, language, flags).await
    }

    async fn on(screen: Screen, language: &'static str, flags: &[&str]) -> anyhow::Result<Self> {
        let desk = Desk::open().await;
        let code = desk.book().code.clone();
        {
            let mut book = desk.book();
            book.booths = [("1", "A12", "Lumen Works"), ("3", "C4", "光华照明有限公司")]
                .map(|(hall, booth, name)| Booth {
                    hall: hall.into(),
                    booth: booth.into(),
                    exhibitors: vec![name.into()],
                })
                .into();
            book.particulars.directory = 1;
        }
        let mut kiosk = Kiosk::joined(&desk.address, &code).await;
        kiosk.flags = flags.iter().map(|flag| (*flag).to_owned()).collect();
        kiosk.start().await;
        desk.until("the kiosk has said hello", |book| book.hellos.len() > 1).await;
        let browser = Opening::at(screen).reading(language).open_at(&kiosk.address).await?;
        browser.goto("/").await?;
        Ok(Self { desk, kiosk, browser, language, faults: Vec::new() })
    }

    /// Judges the page that is shown: the audit, its width, its language, and that every target is large enough for a finger.
    async fn here(&mut self, name: &str) -> anyhow::Result<()> {
        self.browser.find("main").await?;
        self.browser.shot(&format!("kiosk-{name}-{}", self.language)).await?;
        for outcome in [axe::audit(&self.browser).await, self.browser.fits().await] {
            self.faults.extend(outcome.err().map(|error| format!("{name}: {error:#}")));
        }
        let script = "return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, summary')]
            .map(one => [one, (one.matches('.choice input') ? one.parentElement : one).getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && (box.width < 64 || box.height < 64))
            .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)";
        let small = self.browser.client().execute(script, vec![]).await?;
        self.faults.extend(
            small.as_array().into_iter().flatten().map(|small| format!("{name}: too small: {small}")),
        );
        self.faults.extend(self.out_of_reach().await?.into_iter().map(|what| format!("{name}: {what}")));
        Ok(())
    }

    /// What one must see without looking for it: how to go on, the keys, and the field that they type into.
    async fn out_of_reach(&self) -> anyhow::Result<Vec<String>> {
        let script = "const hidden = [...document.querySelectorAll('.ends .button, .ends button, .keys button, [data-keys]:focus')]
            .filter(one => one.checkVisibility()).filter(one => {
                const box = one.getBoundingClientRect()
                const inside = box.top >= -1 && box.left >= -1 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1
                const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
                return !inside || !top || !(one.contains(top) || top.contains(one))
            }).map(one => `out of reach: ${one.textContent.trim() || one.id}`)
            if (document.documentElement.scrollHeight > innerHeight) hidden.push('the page itself moves')
            return hidden";
        let hidden = self.browser.client().execute(script, vec![]).await?;
        Ok(hidden.as_array().into_iter().flatten().map(ToString::to_string).collect())
    }

    /// How far from the top the keys stand.
    async fn keys_at(&self) -> anyhow::Result<f64> {
        let script = "return document.querySelector('.keys').getBoundingClientRect().top";
        Ok(self.browser.client().execute(script, vec![]).await?.as_f64().unwrap_or_default())
    }

    async fn next(&self) -> anyhow::Result<()> {
        self.browser.press("form.ask button.next").await
    }

    /// Waits for a question, and for all of its page: its keys and what it finds while one types are scripts.
    async fn asks(&self, question: &str) -> anyhow::Result<()> {
        self.browser.find(&format!("form[data-question='{question}']")).await?;
        self.browser.loaded().await?;
        Ok(())
    }

    /// Touches keys on the screen.
    async fn keys(&self, letters: &str) -> anyhow::Result<()> {
        for letter in letters.chars() {
            let script = "const key = [...document.querySelectorAll('.keys button')].find(key => key.textContent === arguments[0]); key.click()";
            let letter = if letter == ' ' { String::from("Space") } else { letter.to_string() };
            self.browser.client().execute(script, vec![Value::String(letter)]).await?;
        }
        Ok(())
    }

    async fn ends(self) -> anyhow::Result<()> {
        self.browser.close().await?;
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
        drop(self.kiosk);
        Ok(())
    }
}

async fn every_page(language: &'static str) -> anyhow::Result<()> {
    let mut look = Look::at(language, &[]).await?;
    let begin = format!("button[value='{language}']");
    look.here("start").await?;
    look.browser.press(&begin).await?;
    look.browser.arrives("/menu").await?;
    look.here("menu").await?;
    look.browser.press("button[value='dispute']").await?;
    look.browser.arrives("/how").await?;
    look.here("how").await?;
    look.browser.press("a.door[href^='/ask/']").await?;
    look.asks("who").await?;
    look.browser.fill("q", "lum").await?;
    look.browser.find(".found button[name='pick']").await?;
    look.here("who").await?;
    look.browser.press(".found button[name='pick']").await?;
    look.browser.find(".named").await?;
    look.here("who-named").await?;
    look.next().await?;
    look.asks("right").await?;
    look.browser.press("label[for='right.kind-design']").await?;
    look.here("right").await?;
    look.next().await?;
    look.asks("number").await?;
    look.here("number").await?;
    look.next().await?;
    look.asks("item").await?;
    look.next().await?;
    look.browser.find(".flaw").await?;
    look.here("item-missing").await?;
    look.browser.fill("item", "Lamp").await?;
    look.next().await?;
    look.asks("asks").await?;
    look.browser.press("label[for='asks-mediation']").await?;
    look.browser.press("label[for='asks-measure']").await?;
    look.here("asks").await?;
    look.next().await?;
    look.asks("statement").await?;
    look.browser.fill("statement", "They sell a copy of my lamp.").await?;
    look.here("statement").await?;
    look.next().await?;
    look.asks("relief").await?;
    look.here("relief").await?;
    look.next().await?;
    look.asks("complaint").await?;
    look.browser.fill("complaint", "A copy is on display.").await?;
    look.next().await?;
    look.asks("papers").await?;
    look.here("papers").await?;
    look.next().await?;
    look.asks("name").await?;
    look.browser.fill("claimant.name", "Iris Mendes").await?;
    look.next().await?;
    look.asks("reach").await?;
    look.here("reach").await?;
    look.browser.fill("claimant.reach", "13800000000").await?;
    look.next().await?;
    look.asks("company").await?;
    look.here("company").await?;
    look.next().await?;
    look.asks("capacity").await?;
    look.here("capacity").await?;
    look.next().await?;
    look.asks("consent").await?;
    for consent in ["privacy", "mediation", "organiser"] {
        look.browser.press(&format!("label[for='consent.{consent}']")).await?;
    }
    look.here("consent").await?;
    look.next().await?;
    look.browser.arrives("/ticket").await?;
    look.browser.find(".state.good").await?;
    look.here("ticket").await?;
    look.browser.press("a.next").await?;
    look.browser.press(&begin).await?;
    look.browser.press("a[href='/have']").await?;
    look.browser.arrives("/have").await?;
    look.here("have").await?;
    // A reader types like a keyboard, and ends with the enter key.
    let typed = link::with_check_digit("K-001".parse()?);
    look.browser.fill("ticket", &format!("{typed}\u{e007}")).await?;
    look.browser.find(".room").await?;
    look.here("have-room").await?;
    assert!(look.browser.has("a.primary[href='/over']").await?, "nothing is left to do");
    look.browser.press("a[href='/menu']").await?;
    look.browser.press("button[value='enquiry']").await?;
    look.browser.press("form[action='/phone'] button").await?;
    look.browser.arrives("/phone").await?;
    look.here("phone").await?;
    look.browser.press("form[action='/phone/here'] button").await?;
    look.asks("statement").await?;
    for switch in ["large", "contrast", "low"] {
        look.browser.press(&format!("button[value='{switch}']")).await?;
        look.browser.find(&format!("html.{switch}")).await?;
        look.here(&format!("look-{switch}")).await?;
    }
    look.ends().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_in_english_is_sound() -> anyhow::Result<()> {
    every_page("en").await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_in_chinese_is_sound() -> anyhow::Result<()> {
    every_page("zh-CN").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_typed_with_the_keys_on_the_screen() -> anyhow::Result<()> {
    let look = Look::at("en", &[]).await?;
    look.browser.press("button[value='en']").await?;
    look.browser.press("button[value='enquiry']").await?;
    look.browser.press("a.door[href^='/ask/']").await?;
    look.asks("statement").await?;
    look.keys("my lampp").await?;
    let erase =
        "[...document.querySelectorAll('.keys button')].find(key => key.textContent === 'Erase').click()";
    look.browser.client().execute(erase, vec![]).await?;
    assert_eq!(look.browser.value("statement").await?, "my lamp");
    look.next().await?;
    look.asks("reach").await?;
    look.keys("123456").await?;
    assert_eq!(look.browser.value("claimant.reach").await?, "123456");
    look.ends().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_screen_counts_down_and_forgets_everything() -> anyhow::Result<()> {
    let look = Look::at("en", &["--idle", "5"]).await?;
    look.browser.press("button[value='en']").await?;
    look.browser.press("button[value='enquiry']").await?;
    look.browser.press("a.door[href^='/ask/']").await?;
    look.asks("statement").await?;
    look.browser.fill("statement", "private words").await?;
    look.next().await?;
    look.asks("reach").await?;
    look.browser.find("dialog[open] [data-left]").await?;
    look.browser.sees("Are you still there?").await?;
    // Whoever is there goes on.
    look.browser.press("[data-stay]").await?;
    look.asks("reach").await?;
    assert!(!look.browser.has("dialog[open]").await?);
    // Nobody is.
    look.browser.arrives_exactly("/").await?;
    assert!(!look.browser.client().source().await?.contains("private"));
    let kept = "return JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}])";
    assert_eq!(look.browser.client().execute(kept, vec![]).await?, "[\"\",{},{}]");
    let stores = "const done = arguments[arguments.length - 1];
        Promise.all([indexedDB.databases(), caches.keys()]).then(found => done(found.flat().length))";
    assert_eq!(look.browser.client().execute_async(stores, vec![]).await?, 0);
    look.browser.client().back().await?;
    look.browser.arrives_exactly("/").await?;
    assert!(!look.browser.client().source().await?.contains("private"));
    look.browser.goto("/ask/statement").await?;
    look.browser.arrives_exactly("/").await?;
    look.ends().await
}

#[tokio::test(flavor = "multi_thread")]
async fn starting_over_from_the_question_whether_somebody_is_there_ends_the_visit() -> anyhow::Result<()> {
    let look = Look::at("en", &["--idle", "5"]).await?;
    look.browser.press("button[value='en']").await?;
    look.browser.press("button[value='enquiry']").await?;
    look.browser.press("a.door[href^='/ask/']").await?;
    look.asks("statement").await?;
    look.browser.fill("statement", "private words").await?;
    look.browser.find("dialog[open] [data-left]").await?;
    look.browser.press("dialog .count").await?;
    assert!(look.browser.has("dialog[open]").await?, "looking at it is no answer");
    look.browser.press("dialog a[href='/over']").await?;
    look.browser.arrives_exactly("/").await?;
    look.browser.goto("/ask/statement").await?;
    look.browser.arrives_exactly("/").await?;
    look.ends().await
}

/// Whoever types on a screen of this size has keys that stand still, and sees what is typed, found and done next.
async fn typing_on(screen: Screen, language: &'static str) -> anyhow::Result<()> {
    let look = Look::on(screen, language, &[]).await?;
    let begin = format!("button[value='{language}']");
    {
        let mut book = look.desk.book();
        let crowd = |n| format!("Lumen Works {n}");
        book.booths =
            vec![Booth { hall: "1".into(), booth: "A12".into(), exhibitors: (0..20).map(crowd).collect() }];
        book.particulars.directory = 2;
    }
    look.browser.press(&begin).await?;
    look.browser.arrives("/menu").await?;
    assert_eq!(look.out_of_reach().await?, Vec::<String>::new(), "the menu");
    look.browser.press("button[value='dispute']").await?;
    look.browser.press("a.door[href^='/ask/']").await?;
    look.asks("who").await?;
    let before = look.keys_at().await?;
    look.keys("l").await?;
    look.browser.find(".found button[name='pick']").await?;
    assert!((look.keys_at().await? - before).abs() < 1.0, "the keys stand where they stood");
    let found = "return document.querySelectorAll(\".found button[name='pick']\").length";
    let found = look.browser.client().execute(found, vec![]).await?;
    look.browser
        .sees(&if language == "en" { format!("{found} found. Touch") } else { format!("找到 {found} 项") })
        .await?;
    assert_eq!(look.out_of_reach().await?, Vec::<String>::new(), "while somebody types");
    // Another look is no new beginning.
    look.browser.press("button[value='large']").await?;
    look.browser.find("html.large").await?;
    assert_eq!(look.browser.value("q").await?, "l");
    assert_eq!(look.out_of_reach().await?, Vec::<String>::new(), "in large letters");
    look.browser.goto("/menu").await?;
    look.browser.press("button[value='enquiry']").await?;
    look.browser.press("a.door[href^='/ask/']").await?;
    look.browser.fill("statement", "May I?").await?;
    look.next().await?;
    look.asks("reach").await?;
    look.browser.fill("claimant.reach", "13800000000").await?;
    look.next().await?;
    look.browser.press("label[for='consent.privacy']").await?;
    look.next().await?;
    look.browser.arrives("/ticket").await?;
    assert_eq!(look.out_of_reach().await?, Vec::<String>::new(), "the ticket");
    look.browser.press("button[value='contrast']").await?;
    look.browser.find("html.contrast").await?;
    assert_eq!(look.out_of_reach().await?, Vec::<String>::new(), "the ticket in large letters");
    look.ends().await
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_moves_no_key_on_a_kiosk() -> anyhow::Result<()> {
    typing_on(Screen::Kiosk, "zh-CN").await
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_moves_no_key_on_a_tablet() -> anyhow::Result<()> {
    typing_on(Screen::Tablet, "zh-CN").await
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_moves_no_key_on_a_lying_tablet() -> anyhow::Result<()> {
    typing_on(Screen::LyingTablet, "en").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_screen_follows_the_phone_by_itself() -> anyhow::Result<()> {
    let look = Look::at("en", &[]).await?;
    look.browser.press("button[value='en']").await?;
    look.browser.press("button[value='enquiry']").await?;
    look.browser.press("form[action='/phone'] button").await?;
    look.browser.sees("Waiting for your phone").await?;
    let set = |state| look.desk.book().hand_offs.insert("0123456789abcdef".into(), state);
    set(HandOffState::Opened { progress: 60 });
    look.browser.sees("Your phone is connected").await?;
    let sealed =
        look.desk.book().secret.key().seal(&link::Filing { kind: "enquiry".into(), ..Default::default() })?;
    set(HandOffState::Sent { kind: domain::case::CaseKind::Enquiry, language: None, filing: sealed });
    look.browser.arrives("/ticket").await?;
    look.browser.sees("K-001").await?;
    look.browser.sees("The desk has your ticket").await?;
    let numbers: BTreeSet<_> = look.desk.book().taken.iter().map(|issue| issue.number.to_string()).collect();
    assert_eq!(numbers, BTreeSet::from(["K-001".to_owned()]));
    look.ends().await
}
