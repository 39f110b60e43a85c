//! Every page, in both languages, at the size of its screen: the audit finds nothing, nothing is wider than the screen.

use serde_json::json;
use tests::{
    axe,
    browser::{Browser, Opening, Screen},
    desk::Desk,
    fair, spreadsheet,
};

use crate::demo;

/// Fetches every file that the page which is shown offers, as a press on its link would; their addresses, and what is in workbooks.
pub(crate) async fn every_file(browser: &Browser) -> anyhow::Result<Vec<(String, Option<Vec<u8>>)>> {
    let fetch = "const done = arguments[arguments.length - 1];
        const links = [...document.querySelectorAll(`main a[download], main a[href$='.zip']`)];
        const files = links.map(async link => {
            const answer = await fetch(link.href);
            const sent = (answer.headers.get('content-disposition') || '').startsWith('attachment');
            const bytes = new Uint8Array(await answer.arrayBuffer());
            const book = new URL(link.href).pathname.endsWith('.xlsx') ? [...bytes] : null;
            return [link.getAttribute('href'), answer.status, sent, bytes.length, book];
        });
        Promise.all(files).then(done).catch(error => done([[String(error), 0, false, 0, null]]));";
    let fetched = browser.client().execute_async(fetch, vec![]).await?;
    let mut files = Vec::new();
    for file in fetched.as_array().into_iter().flatten() {
        let well = file[1] == 200 && file[2] == true && file[3].as_u64().is_some_and(|bytes| bytes > 100);
        anyhow::ensure!(well, "{} {} {} {}", file[0], file[1], file[2], file[3]);
        let book: Option<Vec<u8>> = serde_json::from_value(file[4].clone())?;
        files.push((file[0].as_str().unwrap_or_default().to_owned(), book));
    }
    Ok(files)
}

/// A look around with one browser, and what was wrong on the way.
pub(crate) struct Look {
    pub(crate) browser: Browser,
    language: &'static str,
    faults: Vec<String>,
    workbooks: Vec<(String, Vec<u8>)>,
}

impl Look {
    pub(crate) async fn around(desk: &Desk, screen: Screen, language: &'static str) -> anyhow::Result<Self> {
        Ok(Self {
            browser: Opening::at(screen).reading(language).open(desk).await?,
            language,
            faults: Vec::new(),
            workbooks: Vec::new(),
        })
    }

    /// Opens a page and judges it; `name` is what its picture is called.
    pub(crate) async fn at(&mut self, path: &str, name: &str) -> anyhow::Result<()> {
        self.browser.goto(path).await?;
        self.here(name).await
    }

    /// Sets a field in which every browser types in a way of its own, such as a day or a time.
    pub(crate) async fn set(&self, css: &str, value: &str) -> anyhow::Result<()> {
        let set = "const field = document.querySelector(arguments[0]); field.value = arguments[1];
            field.dispatchEvent(new Event('input', { bubbles: true })); return field.value";
        let held = self.browser.client().execute(set, vec![json!(css), json!(value)]).await?;
        anyhow::ensure!(held == value, "{css} took {held} for {value}");
        Ok(())
    }

    /// Fetches every file that the page which is shown offers, as a press on its link would.
    pub(crate) async fn takes_every_file(&mut self, least: usize) -> anyhow::Result<()> {
        let taken = every_file(&self.browser).await?;
        anyhow::ensure!(taken.len() >= least, "only {} files", taken.len());
        self.workbooks.extend(taken.into_iter().filter_map(|(name, book)| Some((name, book?))));
        Ok(())
    }

    /// Judges the page that is shown.
    pub(crate) async fn here(&mut self, name: &str) -> anyhow::Result<()> {
        let Self { browser, language, faults, .. } = self;
        browser.find("main").await?;
        browser.shot(&format!("{name}-{language}")).await?;
        let spoken = browser.client().execute("return document.documentElement.lang", vec![]).await?;
        if spoken != *language {
            faults.push(format!("{name}: is in {spoken} and not in {language}"));
        }
        for outcome in [axe::audit(browser).await, browser.fits().await] {
            faults.extend(outcome.err().map(|error| format!("{name}: {error:#}")));
        }
        Ok(())
    }

    /// Judges pages that have an address of their own; one that is refused or missing is a fault.
    pub(crate) async fn at_each(&mut self, pages: &[(&str, &str)]) -> anyhow::Result<()> {
        for (path, name) in pages {
            self.at(path, name).await?;
            if self.browser.has("section.problem").await? {
                self.faults.push(format!("{name}: {path} says {}", self.browser.words().await?));
            }
        }
        Ok(())
    }

    /// Follows the first link on the page that is shown and judges what it leads to.
    pub(crate) async fn behind(&mut self, link: &str, name: &str) -> anyhow::Result<()> {
        let found = self.browser.attr(link, "href").await?;
        self.at_each(&[(&found, name)]).await
    }

    pub(crate) async fn ends(self) -> anyhow::Result<()> {
        self.browser.close().await?;
        if !self.workbooks.is_empty() && !spreadsheet::opens(&self.workbooks)? {
            tests::skipped("workbooks in a spreadsheet program", "LibreOffice is not installed");
        }
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
        Ok(())
    }
}

/// What visitors see, on a phone.
async fn in_the_hall(desk: &Desk, booth: &str, ticket: &str, language: &'static str) -> anyhow::Result<()> {
    let mut phone = Look::around(desk, Screen::Phone, language).await?;
    phone
        .at_each(&[
            ("/", "home"),
            ("/privacy", "privacy"),
            ("/mediators", "mediators"),
            ("/figures", "figures"),
            (booth, "scan"),
            (&format!("{booth}?as=booth"), "scan-kind"),
            (&format!("{booth}/file?as=booth&kind=dispute"), "dispute"),
            (&format!("{booth}/file?as=booth&kind=enquiry"), "enquiry"),
            (&format!("{booth}/file?as=other&kind=report"), "report"),
            (ticket, "ticket"),
            (&format!("{ticket}/slip"), "slip"),
            ("/sign-in", "sign-in"),
        ])
        .await?;
    phone.at("/nowhere", "nowhere").await?;
    phone.browser.goto(&format!("{booth}/file?as=booth&kind=dispute")).await?;
    phone.browser.find(demo::KEPT).await?;
    // Sent with nothing asked for: the same page again, with what is missing at its top.
    phone.browser.pick("right.kind", "design").await?;
    phone.browser.fill("item", "-").await?;
    phone.browser.fill("claimant.name", "-").await?;
    phone.browser.press("form.steps-form > p.actions:last-of-type button").await?;
    phone.browser.find("form [data-errors]").await?;
    phone.here("dispute-errors").await?;
    demo::scan(&phone.browser, booth).await?;
    phone.browser.find(demo::KEPT).await?;
    demo::fill(&phone.browser, "Iris Mendes").await?;
    demo::send(&phone.browser).await?;
    phone.here("ticket-own").await?;
    phone.behind("a[href$='/papers']", "ticket-papers").await?;
    phone.behind("a[href*='/papers/application?']", "ticket-paper").await?;
    phone.browser.client().back().await?;
    phone.browser.client().back().await?;
    phone.behind("a[href$='/withdraw']", "withdraw").await?;
    phone.ends().await
}

/// No line of the board may begin with the dot between two tongues, and its button for the sound stands in one line.
async fn board_lines_are_whole(browser: &Browser) -> anyhow::Result<()> {
    let script = "const foot = document.querySelector('.board > footer');
        const said = document.createRange();
        said.selectNodeContents(foot.querySelector('.sound span'));
        const tongues = [...document.querySelectorAll('.both > span')];
        const led = tongues.filter((one) => getComputedStyle(one, '::before').content !== 'none');
        return said.getClientRects().length <= 1 && led.length === 0 && !foot.textContent.includes(' ·')";
    let whole = browser.client().execute(script, vec![]).await?;
    anyhow::ensure!(
        whole.as_bool() == Some(true),
        "a line of the board begins with a dot, or its button is broken"
    );
    Ok(())
}

async fn on_the_board(desk: &Desk, language: &'static str) -> anyhow::Result<()> {
    let mut board = Look::around(desk, Screen::Board, language).await?;
    board.at_each(&[("/board/1", "board-hall"), ("/board", "board")]).await?;
    board_lines_are_whole(&board.browser).await?;
    // Somebody is called while people look on.
    let mediator = fair::sign_in(desk, "mediator6", demo::PIN).await?;
    mediator.put("/api/v1/duty", &json!({ "state": "on" })).await?.with_status(200);
    let taken = mediator.post("/api/v1/queue/next", "next", &json!({})).await?.with_status(200);
    let path = format!("/api/v1/queue/{}/call", taken.text_of("/tickets/0"));
    mediator.post(&path, "call", &json!({ "room": "Room 3" })).await?.with_status(200);
    board.browser.find(".announce").await?;
    // A picture of the announcement stays when it leaves, so that there is time to judge it.
    let keep = "const sheet = document.querySelector('.announce'); sheet?.replaceWith(sheet.cloneNode(true))";
    board.browser.client().execute(keep, vec![]).await?;
    board.here("board-call").await?;
    board.ends().await
}

/// What a mediator sees.
async fn at_the_counter(desk: &Desk, language: &'static str) -> anyhow::Result<()> {
    let mut counter = Look::around(desk, Screen::Counter, language).await?;
    demo::sign_in(&counter.browser, "mediator1").await?;
    counter
        .at_each(&[
            ("/account", "account"),
            ("/counter/scan", "counter-scan"),
            ("/counter/advice", "counter-advice"),
            ("/counter/conflicts", "counter-conflicts"),
            ("/counter/file", "counter-file"),
            ("/counter/file?kind=enquiry", "counter-enquiry"),
            ("/counter/file?kind=report", "counter-report"),
            ("/counter/forms", "counter-forms"),
            ("/counter/shifts", "counter-shifts"),
            ("/counter", "counter"),
        ])
        .await?;
    counter.behind("main a[href^='/counter/cases/'].button", "counter-case").await?;
    let case = counter.browser.client().current_url().await?.path().to_owned();
    counter.at_each(&[(&format!("{case}/papers"), "counter-papers")]).await?;
    counter.at_each(&[(&format!("{case}/investigation"), "counter-investigation")]).await?;
    counter.browser.goto(&case).await?;
    if counter.browser.has("a[href*='/conclude?outcome=']").await? {
        counter.behind("a[href*='/conclude?outcome=']", "counter-conclude").await?;
    }
    counter.ends().await
}

/// What the organiser sees.
async fn in_the_office(desk: &Desk, language: &'static str) -> anyhow::Result<()> {
    let mut office = Look::around(desk, Screen::Office, language).await?;
    demo::sign_in(&office.browser, "organiser").await?;
    office
        .at_each(&[
            ("/office", "office"),
            ("/office/figures", "figures"),
            ("/office/fair", "fair"),
            ("/office/address", "address"),
            ("/office/exhibitors/import", "import"),
            ("/office/exhibitors/new", "exhibitor-new"),
            ("/office/rights/new", "right-new"),
            ("/office/sheets?hall=1", "sheets"),
            ("/office/people/new", "person-new"),
            ("/office/devices", "devices"),
            ("/office/forms", "office-forms"),
            ("/office/logs", "logs"),
        ])
        .await?;
    office.behind("main a[href^='/office/logs/2']", "day").await?;
    office.behind("main a[href$='/seal']", "seal").await?;
    office.browser.goto("/office/logs").await?;
    office.behind("tbody tr:last-child a[href^='/office/logs/2']", "day-sealed").await?;
    for (list, link, name) in [
        ("/office/complaints", "main a[href^='/office/cases/']", "complaint"),
        ("/office/halls", "main a[href^='/office/halls/']", "hall"),
        (
            "/office/people",
            "main td a[href^='/office/people/'], main li a[href^='/office/people/']",
            "person",
        ),
        ("/office/rights", "main td a[href^='/office/rights/']", "right"),
        // Last, because its page leads on to its booth: those that have none come last in this order.
        ("/office/exhibitors?sort=hall", "main td a[href^='/office/exhibitors/']", "exhibitor"),
    ] {
        office.at_each(&[(list, &format!("{name}s"))]).await?;
        office.behind(link, name).await?;
    }
    office.behind("main a[href^='/office/booths/']", "booth").await?;
    takes_a_list_in(&mut office).await?;
    office.ends().await
}

/// A list with a row that says nothing: looked at, confirmed, taken in.
async fn takes_a_list_in(office: &mut Look) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let list = folder.path().join("list.csv");
    std::fs::write(&list, "Company,Hall,Booth,Country\nAurora Lighting,1,Z01,China\n,1,Z02,France\n")?;
    office.browser.goto("/office/exhibitors/import").await?;
    office.browser.photograph("list", &list).await?;
    office.browser.press("main form[enctype] button").await?;
    office.browser.find("button[value='confirm']").await?;
    office.here("import-look").await?;
    office.browser.press("button[value='confirm']").await?;
    office.browser.find("[data-live='import'] ul.tiles").await?;
    office.here("import-report").await
}

/// Above the narrow pages that everybody reads, the name of whoever is signed in stands on one line.
async fn is_named_on_one_line(look: &Look) -> anyhow::Result<()> {
    let tall = "const name = document.querySelector('form.person b');
        return name.getBoundingClientRect().height / parseFloat(getComputedStyle(name).lineHeight)";
    for path in ["/", "/figures"] {
        look.browser.goto(path).await?;
        let lines = look.browser.client().execute(tall, vec![]).await?;
        anyhow::ensure!(lines.as_f64().is_some_and(|lines| lines < 1.5), "{path}: {lines} lines");
    }
    Ok(())
}

/// What the head and the supervisor see.
async fn from_above(desk: &Desk, language: &'static str) -> anyhow::Result<()> {
    let mut head = Look::around(desk, Screen::Counter, language).await?;
    demo::sign_in(&head.browser, "head").await?;
    head.at_each(&[("/counter", "head-counter"), ("/office/people", "head-people")]).await?;
    head.at_each(&[("/office/people/new", "head-person-new"), ("/office/figures", "head-figures")]).await?;
    head.at_each(&[("/counter/shifts", "head-shifts"), ("/counter/hours", "head-hours")]).await?;
    is_named_on_one_line(&head).await?;
    head.browser.goto("/counter").await?;
    head.behind("main a[href^='/counter/cases/']", "head-case").await?;
    head.at_each(&[("/counter/files?number=Z9", "files-none"), ("/counter/files", "files")]).await?;
    head.at_each(&[("/counter/retention", "retention"), ("/office/proposals", "proposals")]).await?;
    head.at_each(&[("/office/disclosures", "disclosures"), ("/office/data-record", "data-record")]).await?;
    head.at_each(&[("/office/acts", "acts")]).await?;
    head.browser.goto("/counter/files").await?;
    head.behind("main th a[href^='/counter/cases/']", "head-case-over").await?;
    head.behind("main a[href$='/disclose']", "disclose").await?;
    head.browser.goto("/counter/files").await?;
    head.behind("main td a[href$='/erase']", "erase").await?;
    let number = head.browser.text("#number-hint").await?;
    head.browser.fill("number", "Z-9").await?;
    head.browser.press("main form button.danger").await?;
    head.browser.find("[data-errors]").await?;
    head.here("erase-wrong").await?;
    head.browser.fill("number", number.trim()).await?;
    head.browser.press("main form button.danger").await?;
    head.browser.find("header.case-head").await?;
    head.here("case-erased").await?;
    head.at_each(&[("/counter/files", "files-erased")]).await?;
    head.ends().await?;
    let mut supervisor = Look::around(desk, Screen::Office, language).await?;
    demo::sign_in(&supervisor.browser, "supervisor").await?;
    supervisor.at_each(&[("/office", "supervisor"), ("/account", "supervisor-account")]).await?;
    supervisor.ends().await
}

/// What the operator sees first.
async fn before_the_setup(language: &'static str) -> anyhow::Result<()> {
    let mut fresh = Desk::start().await?;
    let setup = fresh.wait_for_setup_path().await?;
    let mut look = Look::around(&fresh, Screen::Office, language).await?;
    look.at_each(&[(&setup, "setup")]).await?;
    look.ends().await?;
    fresh.stop().await
}

/// One sample fair, looked at from all sides in one language.
async fn visitors(language: &'static str) -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let (booth, ticket) = (desk.printed_path("/b/").await?, desk.printed_path("/t/").await?);
    in_the_hall(&desk, &booth, &ticket, language).await?;
    on_the_board(&desk, language).await?;
    desk.stop().await
}

async fn staff(language: &'static str) -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    at_the_counter(&desk, language).await?;
    in_the_office(&desk, language).await?;
    from_above(&desk, language).await?;
    desk.stop().await?;
    before_the_setup(language).await
}

#[tokio::test]
async fn what_visitors_see_in_english() -> anyhow::Result<()> {
    visitors("en").await
}

#[tokio::test]
async fn what_visitors_see_in_chinese() -> anyhow::Result<()> {
    visitors("zh-CN").await
}

#[tokio::test]
async fn what_staff_see_in_english() -> anyhow::Result<()> {
    staff("en").await
}

#[tokio::test]
async fn what_staff_see_in_chinese() -> anyhow::Result<()> {
    staff("zh-CN").await
}
