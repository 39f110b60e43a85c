//! Kiosks at a real fair: the real desk, three kiosks with printers, a wire that is cut and flaps, a desk that is killed. What lies on paper in
//! somebody's hand is at the desk, once, in its order, and nothing else is.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use link::Paper;
use slip::testing::printer::VirtualPrinter;
use tests::{
    PATIENCE,
    ahead::Ahead,
    desk::Desk,
    fair::{Fair, PIN},
    program,
    visitor::Visitor as Person,
    wire::{Mood, Wire},
};
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::program::{Kiosk, Visitor};

const WIDTH: usize = 576;
/// Tickets of each kiosk in the hour without a wire, and the time from one to the next.
const HOUR: usize = 40;
const MOMENT: Duration = Duration::from_secs(90);
/// How often somebody looks again who waits for something to show.
const GLANCE: Duration = Duration::from_millis(200);

/// A kiosk that joined by the organiser's code and prints on a printer of its own, which draws the codes itself: so they can be read
/// off its paper.
pub async fn stand(fair: &Fair, hall: &str, server: &str) -> anyhow::Result<(Kiosk, VirtualPrinter)> {
    let form = fair.organiser.open("/office/devices").await?.well().form("limit").set("hall", hall);
    let words = fair.organiser.send(form).await?.well().words();
    let code = words.split("fairdesk-kiosk join ").nth(1).and_then(|rest| rest.split(' ').next());
    let mut kiosk = Kiosk::joined(server, code.context("a code")?).await;
    let printer = VirtualPrinter::on(WIDTH)?;
    kiosk.flags = ["--qr", "native", "--printer"].map(str::to_owned).to_vec();
    kiosk.flags.push(printer.printer().to_string());
    Ok((kiosk, printer))
}

/// Looks again and again until something is seen.
async fn until(what: &str, mut seen: impl AsyncFnMut() -> anyhow::Result<bool>) -> anyhow::Result<()> {
    let mut glance = interval(GLANCE);
    glance.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let looking = timeout(PATIENCE, async {
        loop {
            glance.tick().await;
            if seen().await? {
                return anyhow::Ok(());
            }
        }
    });
    looking.await.with_context(|| format!("waited in vain until {what}"))?
}

/// So many visitors one after the other, before one screen; their numbers.
async fn visitors(kiosk: &Kiosk, count: usize) -> anyhow::Result<Vec<String>> {
    let mut numbers = Vec::new();
    for n in 0..count {
        numbers.push(kiosk.visitor().gets_a_ticket(&format!("Question {n}")).await?);
    }
    Ok(numbers)
}

/// So many before each of three screens at the same time.
async fn crowd(kiosks: &[&Kiosk; 3], each: usize) -> anyhow::Result<Vec<String>> {
    let [first, second, third] = kiosks.map(|kiosk| visitors(kiosk, each));
    let (first, second, third) = tokio::try_join!(first, second, third)?;
    Ok([first, second, third].concat())
}

/// Who waits, in order, and since when.
async fn line(desk: &Desk) -> anyhow::Result<Vec<(String, String)>> {
    let head = tests::fair::sign_in(desk, "head", PIN).await?;
    let queue = head.get("/api/v1/queue").await?.with_status(200);
    let items = queue.json["items"].as_array().cloned().unwrap_or_default();
    let text = |item: &serde_json::Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
    Ok(items.iter().map(|item| (text(item, "ticket"), text(item, "filed_at"))).collect())
}

/// The ticket whose address a printer drew as a code.
fn key_in(code: &str) -> &str {
    code.rsplit_once("/t/").map_or("", |(_, key)| key)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_tickets_outlive_a_cut_wire_and_a_killed_desk() -> anyhow::Result<()> {
    let ahead = Ahead::new()?;
    let mut fair = Fair::found_with(Desk::plan().for_a_crowd().by(&ahead)).await?;
    let wire = Wire::to(&fair.desk.address()).await?;
    let (mut one, first) = stand(&fair, "1", wire.address()).await?;
    let (mut two, second) = stand(&fair, "2", wire.address()).await?;
    let (mut three, third) = stand(&fair, "", wire.address()).await?;
    wire.is(Mood::Cut);
    for kiosk in [&mut one, &mut two, &mut three] {
        kiosk.ahead = Some(ahead.file());
        kiosk.start().await;
    }
    let kiosks = [&one, &two, &three];
    let mut shown = Vec::new();
    for _ in 0..HOUR {
        shown.extend(crowd(&kiosks, 1).await?);
        ahead.passes(MOMENT)?;
    }
    assert_eq!(line(&fair.desk).await?, [], "the wire is cut");

    wire.is(Mood::Flapping);
    // The desk dies while they send; nobody knows how much of it came in.
    let killing = async {
        wire.has_flapped(12).await?;
        fair.desk.kill9().await?;
        program::verify(fair.desk.data()).well();
        fair.desk.restart().await
    };
    let (more, killed) = tokio::join!(crowd(&kiosks, 20), killing);
    killed?;
    shown.extend(more?);
    let flapping = wire.has_flapped(30);
    let (more, flapped) = tokio::join!(crowd(&kiosks, 6), flapping);
    flapped?;
    shown.extend(more?);
    shown.extend(visitors(&one, 2).await?);
    wire.is(Mood::Whole);
    until("all are there", async || Ok(line(&fair.desk).await?.len() >= shown.len())).await?;

    let shown_once: BTreeSet<_> = shown.iter().cloned().collect();
    assert_eq!((shown.len(), shown_once.len()), (200, 200), "no number twice");
    let line = line(&fair.desk).await?;
    let numbers: Vec<_> = line.iter().map(|(number, _)| number.clone()).collect();
    assert_eq!(
        numbers.iter().cloned().collect::<BTreeSet<_>>(),
        shown_once,
        "each is there, none is invented"
    );
    assert_eq!(numbers.len(), 200, "each once");
    assert!(
        line.is_sorted_by_key(|(_, filed_at)| filed_at.clone()),
        "by the time they were given out: {line:?}"
    );
    let without = line.iter().filter(|(number, _)| shown[..3 * HOUR].contains(number));
    let moments: Vec<Timestamp> = without.map(|(_, filed_at)| filed_at.parse()).collect::<Result<_, _>>()?;
    let passed = moments[moments.len() - 1].duration_since(moments[0]);
    assert!(passed >= SignedDuration::from_mins(58), "an hour without a wire kept its times: {passed}");
    let mut own: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for number in &numbers {
        own.entry(number.split('-').next().unwrap_or_default()).or_default().push(number);
    }
    assert_eq!(own.len(), 3);
    assert!(own.values().all(|numbers| numbers.is_sorted()), "in the order of each kiosk: {own:?}");

    // What lies in two hundred hands leads to these tickets, and to no two of them the same.
    let mut printed = Vec::new();
    for (printer, slips) in [(&first, 68), (&second, 66), (&third, 66)] {
        assert!(printer.has_cut(slips));
        assert_eq!((printer.codes().len(), printer.complaints()), (slips, Vec::new()));
        printed.extend(printer.codes());
    }
    let phone = fair.desk.visitor();
    let mut found = BTreeSet::new();
    for code in &printed {
        let ticket = phone.get(&format!("/api/v1/tickets/{}", key_in(code))).await?.with_status(200);
        found.insert(ticket.text_of("/number"));
    }
    assert_eq!(found, shown_once);
    for kiosk in [&mut one, &mut two, &mut three] {
        assert_eq!(kiosk.stop().await, Some(0));
    }
    fair.desk.stop().await?;
    program::verify(fair.desk.data()).well();
    Ok(())
}

/// Somebody of the mediation body at a browser.
async fn head(desk: &Desk) -> anyhow::Result<Person> {
    let head = desk.visitor();
    let form = head.open("/sign-in").await?.well().form("pin").set("name", "head").set("pin", PIN);
    head.send(form).await?.well();
    Ok(head)
}

async fn office_says(fair: &Fair, words: &str) -> anyhow::Result<()> {
    until(words, async || Ok(fair.organiser.open("/office/devices").await?.well().words().contains(words)))
        .await
}

async fn screen_says(visitor: &mut Visitor, words: &str) -> anyhow::Result<()> {
    let mut shown = String::new();
    let seen = until(words, async || {
        shown = visitor.opens("/ticket").await?;
        Ok(shown.contains(words))
    });
    seen.await.with_context(|| shown.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_printer_that_fails_is_seen_in_the_office_and_the_counter_prints_again() -> anyhow::Result<()> {
    let mut fair = Fair::found().await?;
    let (mut kiosk, printer) = stand(&fair, "1", &fair.desk.address()).await?;
    printer.change(|mood| mood.paper = Paper::Out);
    kiosk.start().await;
    let mut visitor = kiosk.visitor();
    let number = visitor.gets_a_ticket("Where is my slip?").await?;
    office_says(&fair, "No paper").await?;
    screen_says(&mut visitor, "could not be printed. Your number is valid").await?;
    printer.change(|mood| mood.paper = Paper::Enough);
    visitor.sends("/ticket/again", &[]).await?;
    assert!(printer.has_cut(1));
    screen_says(&mut visitor, "Your slip is printed").await?;
    office_says(&fair, "Enough paper").await?;

    // Switched off in the middle of a slip: the screen does not pretend to know, and the counter can help.
    printer.change(|mood| mood.off_after = Some(4000));
    visitor.sends("/ticket/again", &[]).await?;
    screen_says(&mut visitor, "Perhaps the slip was not printed whole").await?;
    printer.switch_on();
    office_says(&fair, "Enough paper").await?;
    let codes = printer.codes();
    let key = key_in(codes.first().context("a code")?);
    let (head, page) = (head(&fair.desk).await?, format!("/t/{key}/slip"));
    // What became of the second, and that the printer is well again.
    until("the counter hears of it", async || {
        let words = head.open(&page).await?.well().words();
        let hears = words.contains("Copy 2, kiosk D: Perhaps not printed whole");
        Ok(hears && words.contains("Print on Kiosk D, hall 1"))
    })
    .await?;
    let form = head.open(&page).await?.well().form("/print");
    let cut = printer.slips().len();
    head.send(form.clone()).await?.well();
    head.send(form).await?.well();
    assert!(printer.has_cut(cut + 1));
    let mut words = String::new();
    let told = until("the counter knows", async || {
        words = head.open(&page).await?.well().words();
        Ok(words.contains("Copy 3, kiosk D: Printed"))
    });
    told.await.with_context(|| words.clone())?;
    assert!(words.contains(&number), "{words}");
    assert_eq!(printer.slips().len(), cut + 1, "a double tap is one print");
    assert_eq!(printer.codes().last().map(|code| key_in(code)), Some(key));

    // A desk that was started again knows that three lie about, and says what it does not know any more.
    fair.desk.stop().await?;
    fair.desk.restart().await?;
    let head = self::head(&fair.desk).await?;
    until("the kiosk is heard again", async || {
        words = head.open(&page).await?.well().words();
        Ok(words.contains("Print on Kiosk D, hall 1"))
    })
    .await?;
    assert!(words.contains("Copy 3, kiosk D: Ordered before the desk was started again"), "{words}");
    head.send(head.open(&page).await?.well().form("/print")).await?.well();
    assert!(printer.has_cut(cut + 2));
    until("the fourth is told", async || {
        words = head.open(&page).await?.well().words();
        Ok(words.contains("Copy 4, kiosk D: Printed"))
    })
    .await?;
    Ok(())
}
