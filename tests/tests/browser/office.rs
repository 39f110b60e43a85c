//! The office before, during and at the end of a day: the fair is prepared, people are appointed and their shifts planned, everybody
//! who waits is told something, open cases are carried over or ended, and the day is reviewed, sealed and added to. Every page that opens
//! is audited where it stands.

use serde_json::json;
use tests::{
    browser::{Opening, Screen},
    desk::Desk,
    people::Exhibitor,
};

use crate::{
    audit::Look,
    closing::{self, Ending},
    demo,
};

const NEW_PIN: &str = "918273";
/// What the head gives to somebody who forgot theirs.
const RESET_PIN: &str = "739164";

/// Fetches what a form on the page makes, as sending it would, and says of what kind it is.
async fn made_by(look: &Look, form: &str) -> anyhow::Result<String> {
    let fetch = "const done = arguments[arguments.length - 1];
        const form = document.querySelector(arguments[0]);
        fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`).then(async answer => {
            const bytes = new Uint8Array(await answer.arrayBuffer());
            done(`${answer.status} ${answer.headers.get('content-type')} ${String.fromCharCode(...bytes.slice(0, 5))}`);
        }).catch(error => done(String(error)))";
    let made = look.browser.client().execute_async(fetch, vec![json!(form)]).await?;
    Ok(made.as_str().unwrap_or_default().to_owned())
}

/// A further hall and a further room, half an hour more in the evening, and another time to answer: what cannot be is said at its field, and
/// what was typed stays.
async fn the_plan_changes(office: &mut Look) -> anyhow::Result<()> {
    office.browser.goto("/office/fair").await?;
    office.browser.write("#halls", "5").await?;
    office.browser.send("form[action$='/fair/halls'] button").await?;
    office.browser.find("section:has(form[action$='/fair/halls']) dl.facts dt:nth-of-type(4)").await?;

    let rooms = format!("{}\nRoom 8", office.browser.held("#rooms").await?.trim_end());
    office.browser.write("#rooms", &rooms).await?;
    office.set("#closes", "00:01").await?;
    office.browser.send("form[action='/office/fair'] > p.actions button").await?;
    office.browser.find("[data-errors]").await?;
    anyhow::ensure!(office.browser.held("#rooms").await?.contains("Room 8"), "what was typed is gone");
    office.here("fair-errors").await?;
    office.set("#closes", "18:30").await?;
    office.browser.send("form[action='/office/fair'] > p.actions button").await?;
    office.browser.find(".callout.good").await?;
    anyhow::ensure!(office.browser.held("#closes").await? == "18:30", "it closes as before");

    for (minutes, answer) in [("1", "[data-errors]"), ("45", ".callout.good")] {
        office.browser.fill("rule-reply", minutes).await?;
        office.browser.send("form[action$='/fair/rules'] > p.actions button").await?;
        office.browser.find(answer).await?;
        anyhow::ensure!(office.browser.value("rule-reply").await? == minutes, "{minutes} is gone");
    }
    office.here("fair-changed").await
}

/// A list is taken in, one of its exhibitors undertakes to respect others' rights, states in advance why a lamp infringes nothing, has
/// a right registered; and the sheets for the booths are made.
async fn the_fair_is_prepared(desk: &Desk, language: &'static str) -> anyhow::Result<()> {
    let mut office = Look::around(desk, Screen::Office, language).await?;
    demo::sign_in(&office.browser, "organiser").await?;
    the_plan_changes(&mut office).await?;
    let folder = tempfile::tempdir()?;
    let list = folder.path().join("list.csv");
    std::fs::write(&list, "Company,Hall,Booth,Country\nAardvark Lamps 土豚灯饰,1,Z01,China\n")?;
    office.browser.goto("/office/exhibitors/import").await?;
    office.browser.photograph("list", &list).await?;
    office.browser.press("main form[enctype] button").await?;
    office.browser.find("button[value='confirm']").await?;
    office.browser.press("button[value='confirm']").await?;
    office.browser.find("[data-live='import'] ul.tiles").await?;

    office.at_each(&[("/office/exhibitors", "exhibitors-recorded")]).await?;
    office.browser.follow("thead a[href*='sort=name']").await?;
    let first = office.browser.text("tbody td a").await?;
    anyhow::ensure!(first.contains("Aardvark"), "{first} comes first by name");
    office.here("exhibitors-by-name").await?;
    office.behind("tbody td a", "exhibitor-new").await?;
    let exhibitor = office.browser.path().await?;
    office.browser.find("#history").await?;
    office.browser.tick("signed", "yes").await?;
    office.browser.fill("signer", "Ms Hou").await?;
    office.browser.send("form[action$='/undertaking'] button").await?;
    office.browser.find("form[action$='/undertaking'] .badge.good").await?;

    office.at_each(&[(&format!("{exhibitor}/defences"), "defence")]).await?;
    office.browser.fill("item", "台灯 Table lamp").await?;
    office.browser.write("[name='statement']", "本品为公司自行设计，2024年已公开销售。").await?;
    office.browser.pick("written", "zh-CN").await?;
    office.browser.send("main form.card button").await?;
    office.browser.find("[data-errors]").await?;
    office.here("defence-errors").await?;
    office.browser.tick("audience", "both").await?;
    office.browser.send("main form.card button").await?;
    office.browser.arrives(&exhibitor).await?;
    office.here("exhibitor-prepared").await?;

    let id = exhibitor.rsplit('/').next().unwrap_or_default().to_owned();
    office.at_each(&[(&format!("/office/rights/new?exhibitor={id}"), "right-of-exhibitor")]).await?;
    office.browser.pick("kind", "design").await?;
    for (field, text) in [("title", "Table lamp"), ("owner", "Aardvark Lamps"), ("number", "CN 3000 S")] {
        office.browser.fill(field, text).await?;
    }
    office.browser.send("main form.card button").await?;
    office.browser.find("form[action$='/check']").await?;
    office.here("right-registered").await?;

    office.at_each(&[("/office/products", "products")]).await?;
    office.browser.write("[name='classes']", "Lamps 灯具\nLamps 灯具").await?;
    office.browser.send("main form.card button").await?;
    office.browser.find("[data-errors]").await?;
    office.here("products-errors").await?;
    office.browser.write("[name='classes']", "Lamps 灯具\nSwitches 开关").await?;
    office.browser.send("main form.card button").await?;
    office.browser.find(".callout.good").await?;
    office.here("products-named").await?;

    office.at_each(&[("/office/sheets?hall=1", "sheets-hall")]).await?;
    for form in ["form[action$='/booths']", "form[action$='/halls.pdf']"] {
        let made = made_by(&office, form).await?;
        anyhow::ensure!(made == "200 application/pdf %PDF-", "{form}: {made}");
    }
    office.ends().await
}

/// Each names their own: the organiser a second officer, a head and a duty manager, the head a mediator, whose certificate is recorded and
/// whose shift is planned, and reception, whose PIN is reset. Neither is offered what is the other's, and everybody starts where their work
/// is.
async fn people_are_appointed(desk: &Desk, language: &'static str) -> anyhow::Result<()> {
    let mut office = Look::around(desk, Screen::Office, language).await?;
    demo::sign_in(&office.browser, "organiser").await?;
    office.at_each(&[("/office/people", "people-organiser")]).await?;
    anyhow::ensure!(!office.browser.has("main a[href$='role=mediator']").await?, "mediators are the head's");
    appointed(&mut office, "organiser", "officer2").await?;
    named(&office, "head", "head2").await?;
    named(&office, "duty-manager", "manager2").await?;
    for (name, home) in [("officer2", "/office"), ("head2", "/counter"), ("manager2", "/office")] {
        demo::sign_out(&office.browser).await?;
        signed_in(&office, name, NEW_PIN).await?;
        office.browser.arrives_exactly(home).await?;
        office.here(&format!("start-of-{name}")).await?;
    }
    office.ends().await?;

    let mut head = Look::around(desk, Screen::Office, language).await?;
    demo::sign_in(&head.browser, "head").await?;
    head.at_each(&[("/office/people", "people-head")]).await?;
    anyhow::ensure!(
        !head.browser.has("main a[href$='role=organiser']").await?,
        "officers are the organiser's"
    );
    appointed(&mut head, "mediator", "mediator7").await?;
    head.at_each(&[("/office/people", "people-appointed")]).await?;
    head.browser.client().find(fantoccini::Locator::LinkText("mediator7")).await?.click().await?;
    head.browser.find("form[action$='/credentials']").await?;
    let soon = demo::now().date().saturating_add(jiff::Span::new().days(9)).to_string();
    for (field, text) in [("roster_name", "Ms Qi 齐女士"), ("certificate", "A-77"), ("issuer", "司法局")]
    {
        head.browser.fill(field, text).await?;
    }
    head.browser.press_label("input[name='listed']").await?;
    head.set("[name='certified_until']", &soon).await?;
    head.browser.send("form[action$='/credentials'] button").await?;
    head.browser.find("form[action$='/credentials'] .badge.warn").await?;
    head.here("person-certified").await?;
    is_trained(&mut head).await?;
    shift_is_planned(&mut head).await?;
    head.at_each(&[("/counter/hours", "hours")]).await?;
    nobody_left_tomorrow(&mut head).await?;
    head.at_each(&[("/mediators", "roster-with-her")]).await?;
    head.browser.sees("Ms Qi").await?;
    gets_a_new_pin(&mut head, "reception", "reception2").await?;
    head.ends().await?;

    let mut counter = Look::around(desk, Screen::Counter, language).await?;
    signed_in(&counter, "mediator7", NEW_PIN).await?;
    counter.at_each(&[("/counter", "counter-new"), ("/counter/shifts", "shifts-own")]).await?;
    counter.browser.find(".line .badge.note").await?;
    counter.at_each(&[("/counter/typical", "typical-none")]).await?;
    demo::sign_out(&counter.browser).await?;
    signs_in(&counter, "reception2", NEW_PIN).await?;
    counter.browser.find("[data-errors]").await?;
    signed_in(&counter, "reception2", RESET_PIN).await?;
    counter.browser.arrives_exactly("/counter").await?;
    counter.ends().await
}

/// A training is recorded on the page of the person; how long it took stands there.
async fn is_trained(head: &mut Look) -> anyhow::Result<()> {
    head.browser.press("#training details summary").await?;
    head.browser.fill("topic", "Design rights 外观设计").await?;
    head.browser.fill("hours", "1.5").await?;
    head.browser.send("#training form[action$='/training'] button").await?;
    head.browser.find("#training .step-said").await?;
    head.browser.sees("Design rights").await?;
    head.here("person-trained").await
}

/// Names somebody at once.
async fn named(look: &Look, role: &str, name: &str) -> anyhow::Result<()> {
    look.browser.goto(&format!("/office/people/new?role={role}")).await?;
    for (field, text) in [("person", name), ("pin", NEW_PIN), ("pin_again", NEW_PIN)] {
        look.browser.fill(field, text).await?;
    }
    look.browser.send("main form.card button").await?;
    look.browser.sees(name).await
}

/// Names somebody, who then forgets the PIN: it is replaced on their page.
async fn gets_a_new_pin(head: &mut Look, role: &str, name: &str) -> anyhow::Result<()> {
    named(head, role, name).await?;
    head.browser.client().find(fantoccini::Locator::LinkText(name)).await?.click().await?;
    for field in ["pin", "pin_again"] {
        head.browser.write(&format!("form[action$='/pin'] [name='{field}']"), RESET_PIN).await?;
    }
    head.browser.send("form[action$='/pin'] button").await?;
    head.browser.find(".callout.good").await?;
    head.here("person-new-pin").await
}

async fn appointed(look: &mut Look, role: &str, name: &str) -> anyhow::Result<()> {
    look.at_each(&[(&format!("/office/people/new?role={role}"), &format!("new-{role}"))]).await?;
    look.browser.fill("person", name).await?;
    look.browser.fill("pin", NEW_PIN).await?;
    look.browser.fill("pin_again", "111111").await?;
    look.browser.send("main form.card button").await?;
    look.browser.find("[data-errors]").await?;
    look.here(&format!("new-{role}-errors")).await?;
    for field in ["pin", "pin_again"] {
        look.browser.fill(field, NEW_PIN).await?;
    }
    look.browser.send("main form.card button").await?;
    look.browser.arrives("/office/people").await?;
    look.browser.sees(name).await
}

/// Types a name and a PIN, and sends them.
async fn signs_in(look: &Look, name: &str, pin: &str) -> anyhow::Result<()> {
    look.browser.goto("/sign-in").await?;
    look.browser.fill("name", name).await?;
    look.browser.fill("pin", pin).await?;
    look.browser.send("main form button").await
}

/// Signs somebody in with the PIN they were given.
async fn signed_in(look: &Look, name: &str, pin: &str) -> anyhow::Result<()> {
    signs_in(look, name, pin).await?;
    look.browser.until("signed in", async |browser| Ok(browser.path().await? != "/sign-in")).await
}

/// Gaps are shown; a shift that ends before it begins is refused; a good one stands in the plan.
async fn shift_is_planned(head: &mut Look) -> anyhow::Result<()> {
    head.at_each(&[("/counter/shifts", "shifts-before")]).await?;
    let mediator = "const all = [...document.querySelectorAll('select[name=staff] option')];
        return all.find(one => one.textContent.includes('Ms Qi')).value";
    let id = head.browser.client().execute(mediator, vec![]).await?;
    head.browser.pick("staff", id.as_str().unwrap_or_default()).await?;
    head.set("[name='from']", "10:00").await?;
    head.set("[name='until']", "09:00").await?;
    head.browser.send("main form.card[action='/counter/shifts'] button").await?;
    head.browser.find("[data-errors]").await?;
    head.here("shifts-errors").await?;
    head.set("[name='until']", "12:00").await?;
    head.browser.send("main form.card[action='/counter/shifts'] button").await?;
    head.browser.sees("10:00").await?;
    head.here("shifts-planned").await
}

/// A day that is still to come is no correction of the sheet: the page says so, and what was typed stays.
async fn nobody_left_tomorrow(head: &mut Look) -> anyhow::Result<()> {
    let somebody = head.browser.attr("#correct select[name='staff'] option:nth-child(2)", "value").await?;
    head.browser.pick("staff", &somebody).await?;
    let tomorrow = demo::now().date().saturating_add(jiff::Span::new().days(1)).to_string();
    head.set("#correct [name='day']", &tomorrow).await?;
    head.set("#correct [name='time']", "16:30").await?;
    head.browser.write("#correct [name='reason']", "Forgot to go off duty. 忘记签退。").await?;
    head.browser.send("#correct button").await?;
    head.browser.find("#time-error").await?;
    let kept = head.browser.held("#correct [name='reason']").await?;
    anyhow::ensure!(kept.contains("忘记签退"), "what was typed is gone: {kept}");
    head.here("hours-errors").await
}

/// On the screen of a counter, too, no column of a table is out of sight; there the head asks whose case goes on.
async fn on_a_small_screen(desk: &Desk, booth: &str, language: &'static str) -> anyhow::Result<Ending> {
    let mut counter = Look::around(desk, Screen::Counter, language).await?;
    demo::sign_in(&counter.browser, "head").await?;
    counter.browser.goto("/office/people").await?;
    counter.browser.shows_all_of("main .table").await?;
    let ending = closing::is_asked_for(&mut counter, desk, booth).await?;
    demo::sign_out(&counter.browser).await?;
    demo::sign_in(&counter.browser, "organiser").await?;
    counter.browser.goto("/office/logs").await?;
    counter.browser.follow("main a[href^='/office/logs/2']").await?;
    for table in [".day-list", ".split.even > .table"] {
        counter.browser.find(table).await?;
        counter.browser.shows_all_of(table).await?;
    }
    counter.ends().await?;
    Ok(ending)
}

/// Somebody in the hall asks a question, and the page of today that is open counts one more who waits, without being loaded again.
async fn today_follows(office: &Look, desk: &Desk, booth: &str) -> anyhow::Result<()> {
    let (waiting, browser) = ("[data-live='office-tiles'] li:first-child b", &office.browser);
    browser.client().execute("window.stillTheSame = true", vec![]).await?;
    let before: u32 = browser.text(waiting).await?.trim().parse()?;
    Exhibitor::named("Mei", desk).asks_a_question(booth, "Where are certificates checked?").await?;
    browser
        .until("one more waits", async |browser| {
            Ok(browser.text(waiting).await?.trim().parse::<u32>()? == before + 1)
        })
        .await?;
    let same = browser.client().execute("return window.stillTheSame === true", vec![]).await?;
    anyhow::ensure!(same == true, "the page was loaded again");
    Ok(())
}

/// A message reaches a phone that waits, live; the day gets an incident, its seal, an addition, and leaves in every form.
async fn a_day_ends(
    desk: &Desk,
    (booth, ticket): (&str, &str),
    ending: &Ending,
    language: &'static str,
) -> anyhow::Result<()> {
    let phone = Opening::at(Screen::Phone).reading(language).open(desk).await?;
    phone.goto(ticket).await?;
    let mut office = Look::around(desk, Screen::Office, language).await?;
    demo::sign_in(&office.browser, "organiser").await?;
    office.at_each(&[("/office", "today")]).await?;
    today_follows(&office, desk, booth).await?;
    office.browser.press("#bulletin details summary").await?;
    let texts = "return [...document.querySelectorAll('#bulletin textarea')].map(one => one.name)";
    let names = office.browser.client().execute(texts, vec![]).await?;
    for name in names.as_array().into_iter().flatten().filter_map(|name| name.as_str()) {
        office.browser.write(&format!("#bulletin [name='{name}']"), "14:00 · Hall 3 · 3号馆").await?;
    }
    office.browser.send("#bulletin form[action='/office/bulletin'] button").await?;
    office.here("today-told").await?;
    phone.sees("14:00 · Hall 3").await?;

    office.at_each(&[("/office/logs", "logs")]).await?;
    office.behind("main a[href^='/office/logs/2']", "day-open").await?;
    let asked = office.browser.width(".day-list tbody td:nth-child(4)").await?;
    anyhow::ensure!(asked >= 100.0, "what was asked for is squeezed to {asked} pixels");
    let day = office.browser.path().await?;
    remark(&mut office, "incident", "The power in hall 2 failed for ten minutes. 2号馆停电十分钟。").await?;
    office.here("day-remarked").await?;
    office.at_each(&[(&format!("{day}/seal"), "seal-look")]).await?;
    let open = ending.is_told_before_the_seal(&office.browser).await?;
    office.browser.send("main form[action$='/seal'] button.primary").await?;
    office.browser.find("#seal .qr").await?;
    let carried = office.browser.text("#seal dl.facts dd:nth-of-type(2)").await?;
    anyhow::ensure!(carried.trim() == open.to_string(), "{carried} carried over of {open}");
    remark(&mut office, "correction", "It was hall 3. 更正：应为3号馆。").await?;
    office.browser.find("#remarks .badge.warn").await?;
    office.here("day-sealed-added").await?;
    office.takes_every_file(4).await?;
    office.ends().await
}

async fn remark(office: &mut Look, kind: &str, text: &str) -> anyhow::Result<()> {
    office.browser.press("#remarks details summary").await?;
    office.browser.pick("what", kind).await?;
    office.browser.write("#remarks [name='text']", text).await?;
    office.browser.send("#remarks form button").await?;
    office.browser.sees(text).await
}

async fn told_in(language: &'static str) -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    let (booth, ticket) = (desk.printed_path("/b/").await?, desk.printed_path("/t/").await?);
    the_fair_is_prepared(&desk, language).await?;
    people_are_appointed(&desk, language).await?;
    let ending = on_a_small_screen(&desk, &booth, language).await?;
    a_day_ends(&desk, (&booth, &ticket), &ending, language).await?;
    desk.stop().await
}

#[tokio::test]
async fn a_fair_is_prepared_staffed_and_a_day_sealed_in_english() -> anyhow::Result<()> {
    told_in("en").await
}

#[tokio::test]
async fn a_fair_is_prepared_staffed_and_a_day_sealed_in_chinese() -> anyhow::Result<()> {
    told_in("zh-CN").await
}
