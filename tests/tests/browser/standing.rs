//! A desk that stands at a market, from an empty store: it is set up in a browser, its address changes before anything hangs, a walk-in
//! scans the one code of the desk and files on a phone, the case is settled, the day is sealed; and days later the head says when somebody
//! went who never went off duty. No page on the way speaks of a fair.

use std::time::Duration;

use anyhow::Context;
use jiff::{civil::Date, tz::TimeZone};
use serde_json::json;
use tests::{
    ahead::Ahead,
    axe,
    browser::{Browser, Opening, Screen},
    codes,
    desk::Desk,
    fair::{Fair, PIN},
    people::{Held, Mediator},
    visitor::Visitor,
};

use crate::{audit::every_file, demo};

const ZONE: &str = "Asia/Shanghai";
/// Under which phones reach the desk when its first name turned out to be no good.
const OTHER_HOST: &str = "counter.test";
/// Days later.
const LATER: Duration = Duration::from_hours(2 * 24);

/// Words that are wrong at a market.
const OF_A_FAIR: [&str; 11] =
    ["fair", "exhibitor", "booth", "hall", "the organiser", "展会", "参展", "展位", "展馆", "展品", "主办"];

/// Somebody of the mediation body signs in and starts at the counter.
async fn signs_in(browser: &Browser, name: &str) -> anyhow::Result<()> {
    browser.goto("/sign-in").await?;
    browser.fill("name", name).await?;
    browser.fill("pin", PIN).await?;
    browser.press("main form button").await?;
    browser.arrives("/counter").await
}

struct Story {
    language: &'static str,
}

impl Story {
    async fn opens(&self, desk: &Desk, screen: Screen) -> anyhow::Result<Browser> {
        Opening::at(screen).reading(self.language).open(desk).await
    }

    /// Judges the page that is shown: its look, its words.
    async fn judge(&self, browser: &Browser, name: &str) -> anyhow::Result<()> {
        browser.find("main").await?;
        anyhow::ensure!(!browser.has("section.problem").await?, "{name} is no page of the desk");
        browser.shot(&format!("market-{name}-{}", self.language)).await?;
        let words = browser.words().await?.to_lowercase();
        let said: Vec<_> =
            words.split(|c: char| c.is_ascii_whitespace() || c.is_ascii_punctuation()).collect();
        for word in OF_A_FAIR {
            // One word by itself, not within another.
            let alone = word.is_ascii() && !word.contains(' ');
            let found = if alone { said.contains(&word) } else { words.contains(word) };
            anyhow::ensure!(!found, "{name} speaks of a fair ({word}): {words}");
        }
        axe::audit(browser).await?;
        browser.fits().await
    }

    async fn at_each(&self, browser: &Browser, pages: &[(&str, &str)]) -> anyhow::Result<()> {
        for (path, name) in pages {
            browser.goto(path).await?;
            self.judge(browser, name).await?;
        }
        Ok(())
    }

    /// On the first-start page: a market, closed on no day, with one room.
    async fn sets_up(&self, office: &Browser, setup: &str) -> anyhow::Result<()> {
        office.goto(setup).await?;
        office.press("a.tile[href$='venue=market']").await?;
        office.find("form [name='venue'][value='market']").await?;
        office.shot(&format!("market-setup-{}", self.language)).await?;
        axe::audit(office).await?;
        for (field, text) in
            [("name", "Harbour Market 港口商城"), ("body_name", "Harbour Committee 港口调解委员会")]
        {
            office.fill(field, text).await?;
        }
        for (field, value) in [("first_day", "2020-01-01"), ("opens", "00:00"), ("closes", "23:59")] {
            office.choose(&format!("#{field}"), value).await?;
        }
        office.pick("zone", ZONE).await?;
        office.pick("first_language", self.language).await?;
        office.write("#rooms", "Room 1").await?;
        office.fill("desk", "Ground floor 一楼").await?;
        for who in ["organiser", "head"] {
            office.fill(who, who).await?;
            office.fill(&format!("{who}_pin"), PIN).await?;
            office.fill(&format!("{who}_pin_again"), PIN).await?;
        }
        office.send("form[data-draft] > p.actions button").await?;
        office.arrives("/office/address").await?;
        self.judge(office, "address").await
    }

    /// Codes get another address than the one first chosen. The page that is open says that a phone found the desk there, and the sheet
    /// for the wall leads there.
    async fn changes_the_address(&self, office: &Browser, market: &Fair) -> anyhow::Result<()> {
        let address = format!("http://{OTHER_HOST}:{}", market.desk.port());
        office.goto("/office/address").await?;
        office.find("[data-live='address'] .callout.good").await?;
        office.tick("url", "typed").await?;
        office.fill("typed", &address).await?;
        office.send(".split form.card button").await?;
        // Sheets may hang with the old one: that is said, and asked.
        office.send("#address-instead button").await?;
        let test = office.text("[data-live='address'] bdi").await?;
        anyhow::ensure!(test.starts_with(&address), "{test} tries another address than {address}");
        self.judge(office, "address-other").await?;
        let phone = Visitor::in_the_hall(OTHER_HOST, market.desk.port(), self.language);
        phone.open(&test).await?.well();
        office.find("[data-live='address'] .callout.good").await?;

        office.goto("/office/halls").await?;
        office.follow("main a[href^='/office/halls/']").await?;
        let code = office.text(".qr-code ~ p bdi").await?;
        anyhow::ensure!(code.starts_with(&format!("{address}/h/")), "{code} leads elsewhere than {address}");
        let (_, sheet) = market.organiser.fetch("/office/sheets/halls.pdf").await?;
        let Some(page) = codes::first_page(&sheet)? else {
            tests::skipped("the code on a sheet read from paper", "pdftoppm is not installed");
            return Ok(());
        };
        let printed = codes::read(&page)?;
        anyhow::ensure!(printed == code, "the sheet leads to {printed} and not to {code}");
        match codes::read_by_zbar(&page)? {
            Some(read) => anyhow::ensure!(read == code, "a second reader finds {read}"),
            None => tests::skipped("the code on a sheet read by a second reader", "zbarimg is not installed"),
        }
        Ok(())
    }

    /// Ana never went off duty. The head says when she went on the day after, and the sheet tells those hours, and why.
    async fn corrects_the_hours(&self, desk: &Desk, next: Date) -> anyhow::Result<()> {
        const WHY: &str = "Ana forgot to go off duty. 忘记签退。";
        let head = self.opens(desk, Screen::Office).await?;
        signs_in(&head, "head").await?;
        head.goto("/counter/hours").await?;
        head.find("tbody th .badge.warn").await?;
        self.judge(&head, "hours-forgotten").await?;
        let ana = head.attr("#correct select[name='staff'] option:nth-child(2)", "value").await?;
        head.pick("staff", &ana).await?;
        head.choose("#correct [name='day']", &next.to_string()).await?;
        head.choose("#correct [name='time']", "16:30").await?;
        head.write("#correct [name='reason']", WHY).await?;
        head.send("#correct button").await?;
        head.find(".callout.good").await?;
        let told = head.text("tbody td small").await?;
        anyhow::ensure!(told.contains("16:30") && told.contains(WHY), "{told}");
        anyhow::ensure!(!head.has("tbody th .badge.warn").await?, "she is still on duty");
        self.judge(&head, "hours-corrected").await?;
        // From midnight to half past four, on duty and on no break.
        let fetch = "const done = arguments[arguments.length - 1];
            fetch(arguments[0]).then(async answer => done(await answer.text())).catch(error => done(String(error)))";
        let file = head.attr("main a[href^='/counter/hours.csv']", "href").await?;
        let file = head.client().execute_async(fetch, vec![json!(file)]).await?;
        let lines = file.as_str().context("the file of the hours")?;
        anyhow::ensure!(lines.contains(&format!("Ana,{next},990,0,")), "{lines}");
        head.close().await
    }

    /// Scans the code of the desk and files on the phone.
    async fn files(&self, phone: &Browser, code: &str) -> anyhow::Result<Held> {
        phone.goto("/").await?;
        self.judge(phone, "home").await?;
        phone.goto(code).await?;
        self.judge(phone, "scan").await?;
        phone.press("main a[href*='kind=dispute']").await?;
        phone.arrives(&format!("{code}/file")).await?;
        self.judge(phone, "filing").await?;
        phone.write("[name$='booth']", "Lamp World").await?;
        demo::fill(phone, "Iris Mendes").await?;
        let path = demo::send(phone).await?;
        self.judge(phone, "ticket").await?;
        Ok(Held { path, number: demo::number(phone).await? })
    }

    /// Reads the report of the whole year instead of the present quarter and takes its files along: each is of that year.
    async fn reads_the_year(&self, office: &Browser, year: &str) -> anyhow::Result<()> {
        office.goto("/office/report").await?;
        let quarter = office.value("period").await?;
        anyhow::ensure!(quarter.starts_with(&format!("{year}-Q")), "the present quarter, not {quarter}");
        office.pick("period", year).await?;
        office.send("form.filters button").await?;
        let chosen = office.value("period").await?;
        anyhow::ensure!(chosen == year, "{chosen} is shown for {year}");
        self.judge(office, "report-year").await?;
        let files: Vec<_> = every_file(office).await?.into_iter().map(|(name, _)| name).collect();
        let of_the_year = files.iter().filter(|file| file.ends_with(&format!("?period={year}"))).count();
        anyhow::ensure!((files.len(), of_the_year) == (4, 4), "files of another period: {files:?}");
        Ok(())
    }

    /// From the line to an agreement by word of mouth.
    async fn is_settled(&self, counter: &Browser, ana: &Mediator, held: &Held) -> anyhow::Result<()> {
        let case = ana.claims(held).await?;
        counter.goto(&format!("/counter/cases/{case}")).await?;
        self.judge(counter, "case").await?;
        ana.calls(held).await?;
        ana.checks_in(&held.number).await?;
        let table = ana.brings_both_to_agree(&case).await?;
        counter.goto(&format!("/counter/cases/{case}/papers/notice?party={}", table.parties[1])).await?;
        self.judge(counter, "notice").await?;
        ana.takes_up(held).await?;
        ana.calls(held).await?;
        for number in [&held.number, &table.tickets[0]] {
            ana.checks_in(number).await?;
        }
        ana.explains(&case, &table).await?;
        ana.begins_the_talk(&case).await?;
        counter.goto(&format!("/counter/cases/{case}/agreement")).await?;
        self.judge(counter, "agreement").await?;
        ana.registers_an_oral_agreement(&case, &table).await?;
        ana.concludes(&case, "settled", "agreement").await?;
        counter.goto(&format!("/counter/cases/{case}/papers/oral-agreement")).await?;
        self.judge(counter, "agreement-paper").await
    }
}

async fn a_market(language: &'static str, ended: &str) -> anyhow::Result<()> {
    let story = Story { language };
    let ahead = Ahead::new()?;
    let plan = Desk::plan().by(&ahead).set("lines.recall_gap_seconds", 5).set("behind_proxy", true);
    let mut desk = plan.start().await?;
    let setup = desk.wait_for_setup_path().await?;
    let office = story.opens(&desk, Screen::Office).await?;
    story.sets_up(&office, &setup).await?;
    let organiser = desk.visitor();
    let sign_in = organiser.open("/sign-in").await?.well().form("pin");
    organiser.send(sign_in.set("name", "organiser").set("pin", PIN)).await?.well();
    let mut market = Fair { desk, organiser };
    market.tries_the_address().await?;
    story.changes_the_address(&office, &market).await?;
    Mediator::appoints(&market, "Ana").await?;
    let ana = Mediator::signs_in(&market, "Ana").await?;
    ana.goes_on_duty("Room 1").await?;
    let code = market.code_of_the_desk().await?;

    let phone = story.opens(&market.desk, Screen::Phone).await?;
    let held = story.files(&phone, &code).await?;
    story.at_each(&phone, &[("/privacy", "privacy"), ("/mediators", "roster"), ("/board", "board")]).await?;
    let counter = story.opens(&market.desk, Screen::Counter).await?;
    signs_in(&counter, "Ana").await?;
    story.judge(&counter, "counter").await?;
    story.is_settled(&counter, &ana, &held).await?;
    phone.goto(&held.path).await?;
    phone.sees(ended).await?;
    story.judge(&phone, "ended").await?;

    let day = demo::now().with_time_zone(TimeZone::get(ZONE)?).date();
    let today = day.to_string();
    let log = format!("/office/logs/{today}");
    story
        .at_each(
            &office,
            &[
                ("/office", "today"),
                ("/office/fair", "plan"),
                ("/office/halls", "codes"),
                ("/office/exhibitors", "merchants"),
                ("/office/report", "report"),
                (&log, "log"),
            ],
        )
        .await?;
    story.reads_the_year(&office, &day.year().to_string()).await?;
    market.seals(&today).await?;
    office.goto(&log).await?;
    office.find(".seal").await?;
    story.judge(&office, "sealed").await?;
    ahead.passes(LATER)?;
    story.corrects_the_hours(&market.desk, day.tomorrow()?).await?;
    market.desk.stop().await
}

#[tokio::test]
async fn a_market_is_set_up_and_a_walk_in_is_settled_in_english() -> anyhow::Result<()> {
    a_market("en", "The sides reached an agreement.").await
}

#[tokio::test]
async fn a_market_is_set_up_and_a_walk_in_is_settled_in_chinese() -> anyhow::Result<()> {
    a_market("zh-CN", "双方达成了协议").await
}
