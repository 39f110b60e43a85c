//! A whole day at a fair, in the verbs of its people: from the list of exhibitors to the sealed log, with the power of the
//! machine failing at noon.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tests::{
    desk::Desk,
    fair::Fair,
    people::{Exhibitor, Held, Mediator},
    photo, program,
};

/// Three halls; a booth shared, a booth missing, a row that says nothing.
const LIST: &str = "Company,Company (Chinese),Hall,Booth,Country\n\
    Aurora Lighting,极光照明,1,A01,China\n\
    Borealis Lamps,北光灯具,1,A02,Germany\n\
    Cinder Glass,,2,B07,Italy\n\
    Drift Wood & Co,,2,B07,Denmark\n\
    Ember Ceramics,余烬陶瓷,3,826/A,Türkiye\n\
    Foundling,,,,France\n\
    ,,1,A09,France\n";

/// The longest gap between two calls that a story can wait out.
const GAP: &str = "lines.recall_gap_seconds";

/// A time zone in which it is neither night nor about to be, and the day there: a story must not run past midnight.
#[expect(clippy::disallowed_methods, reason = "the desk under test runs by this machine's clock")]
fn somewhere_by_day() -> anyhow::Result<(&'static str, Date)> {
    for name in ["Asia/Shanghai", "America/Phoenix"] {
        let here = Timestamp::now().to_zoned(TimeZone::get(name)?);
        if (1..22).contains(&here.hour()) {
            return Ok((name, here.date()));
        }
    }
    anyhow::bail!("it cannot be midnight in both places")
}

/// A fair of three days, of which this is the second, its list taken in and its codes on the walls.
struct Day {
    fair: Fair,
    date: Date,
    ana: Mediator,
    bo: Mediator,
    codes: [String; 3],
}

impl Day {
    async fn begins() -> anyhow::Result<Self> {
        let (zone, date) = somewhere_by_day()?;
        let plan = Desk::plan().for_a_crowd().set(GAP, 5).set("behind_proxy", true);
        let span = (date.yesterday()?.to_string(), date.tomorrow()?.to_string());
        let fair = Fair::found_on(plan, zone, (&span.0, &span.1)).await?;
        let report = fair.imports("list.csv", LIST).await?;
        assert!(report.contains("6 new exhibitors"), "{report}");
        let list = fair.organiser.open("/office/exhibitors").await?.well();
        assert!(list.words().contains("Ember Ceramics"), "{}", list.words());
        assert!(list.words().contains("826/A"), "a booth's number stays whole: {}", list.words());
        fair.tries_the_address().await?;
        let mut codes = Vec::new();
        for exhibitor in ["Aurora", "Borealis", "Ember"] {
            codes.push(fair.code_at(exhibitor).await?);
        }
        for name in ["Ana", "Bo"] {
            Mediator::appoints(&fair, name).await?;
        }
        let (ana, bo) = (Mediator::signs_in(&fair, "Ana").await?, Mediator::signs_in(&fair, "Bo").await?);
        ana.goes_on_duty("Room 1").await?;
        bo.goes_on_duty("Room 2").await?;
        let codes = codes.try_into().map_err(|codes| anyhow::anyhow!("{codes:?}"))?;
        Ok(Self { fair, date, ana, bo, codes })
    }

    fn exhibitor(&self, name: &str) -> Exhibitor {
        Exhibitor::named(name, &self.fair.desk)
    }

    /// The machine loses its power and is started again; whoever was signed in signs in again.
    async fn loses_its_power(&mut self) -> anyhow::Result<()> {
        self.fair.desk.kill9().await?;
        program::verify(self.fair.desk.data()).well();
        self.fair.desk.restart().await?;
        self.ana = Mediator::signs_in(&self.fair, "Ana").await?;
        self.bo = Mediator::signs_in(&self.fair, "Bo").await?;
        Ok(())
    }

    /// Both reach for the same ticket at once: one has it, the other is told who.
    async fn race(&self, held: &Held) -> anyhow::Result<(&Mediator, String)> {
        let (ana, bo) = tokio::join!(self.ana.reaches_for(held), self.bo.reaches_for(held));
        let (ana, bo) = (ana?, bo?);
        let (winner, won, lost, name) =
            if ana.status == 200 { (&self.ana, ana, bo, "Ana") } else { (&self.bo, bo, ana, "Bo") };
        let lost = lost.with_status(409);
        assert_eq!(lost.code(), "already-claimed", "{}", lost.text);
        assert!(lost.text.contains(name), "it says who has it: {}", lost.text);
        Ok((winner, won.with_status(200).text_of("/case")))
    }
}

/// Reception, both sides agree, talks with a break, settled.
async fn talks_that_end_well(day: &Day, mei: &Exhibitor, held: &Held) -> anyhow::Result<()> {
    let (mediator, case) = day.race(held).await?;
    mei.finds(held, "claimed").await?;
    mediator.calls(held).await?;
    mei.reads_on(held, "Please come now").await?;
    mediator.checks_in(&held.number).await?;
    let table = mediator.brings_both_to_agree(&case).await?;
    let sides = &table.tickets;
    assert_eq!(sides.len(), 1, "the respondent has a ticket now: {sides:?}");
    mei.finds(held, "waiting").await?;
    mediator.takes_up(held).await?;
    mediator.calls(held).await?;
    mediator.checks_in(&held.number).await?;
    mediator.checks_in(&sides[0]).await?;
    mediator.explains(&case, &table).await?;
    mediator.begins_the_talk(&case).await?;
    mediator.adjourns(&case, "expert").await?;
    mei.finds(held, "parked").await?;
    mediator.takes_up(held).await?;
    mediator.calls(held).await?;
    mediator.checks_in(&held.number).await?;
    mediator.checks_in(&sides[0]).await?;
    mediator.begins_the_talk(&case).await?;
    mediator.registers_an_oral_agreement(&case, &table).await?;
    mediator.concludes(&case, "settled", "agreement").await?;
    mei.finds(held, "closed").await?;
    mei.reads_on(held, "The sides reached an agreement.").await
}

/// Every other outcome, each on a case of its own.
async fn every_other_outcome(day: &Day) -> anyhow::Result<()> {
    for (outcome, reason) in [
        ("undertaking", "settled-privately"),
        ("withdrawn", "settled-privately"),
        ("referred", "authority-or-court-seized"),
        ("no-agreement", "no-prospect"),
        ("not-accepted", "papers-missing"),
    ] {
        let somebody = day.exhibitor(outcome);
        let held = somebody.asks_for_mediation(&day.codes[1]).await?;
        let case = day.bo.claims(&held).await?;
        day.bo.calls(&held).await?;
        day.bo.checks_in(&held.number).await?;
        day.bo.concludes(&case, outcome, reason).await?;
        somebody.finds(&held, "closed").await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_whole_day() -> anyhow::Result<()> {
    let mut day = Day::begins().await?;
    let [aurora, borealis, ember] = day.codes.clone();
    let (mei, tom, ida) = (day.exhibitor("Mei Hua"), day.exhibitor("Tom Tiller"), day.exhibitor("Ida Roth"));

    // The doors open.
    let talks = mei.asks_for_mediation(&borealis).await?;
    let folder = tempfile::tempdir()?;
    let photo = std::fs::read(photo::jpeg(folder.path(), "stand.jpg")?)?;
    let complaint = tom.asks_for_both(&aurora, &photo).await?;
    let question = ida.asks_a_question(&ember, "May I film at my own booth?").await?;
    let report = ida.reports(&aurora, "They show the lamp that was taken down yesterday.").await?;
    let left = day.exhibitor("Nora Lund").asks_for_mediation(&ember).await?;
    let olaf = day.exhibitor("Olaf Berg");
    let withdrawn = olaf.asks_for_mediation(&ember).await?;
    assert_eq!(day.ana.sees_in_line().await?.len(), 6);

    // Somebody thinks better of it, and is out of the line.
    olaf.withdraws(&withdrawn).await?;
    olaf.finds(&withdrawn, "cancelled").await?;
    assert!(!day.ana.sees_in_line().await?.contains(&withdrawn.number));

    talks_that_end_well(&day, &mei, &talks).await?;

    // The next in line is the complaint: its papers are missing, so it waits aside.
    let (number, case_of_tom) = day.ana.takes_the_next().await?;
    assert_eq!(number, complaint.number, "who came first is offered first");
    day.ana.parks(&complaint, "papers").await?;
    tom.finds(&complaint, "parked").await?;

    // A question is answered, by whoever has the field; somebody is called and does not come.
    let question_case = day.ana.claims(&question).await?;
    day.ana.releases(&question, "not-my-field").await?;
    ida.finds(&question, "waiting").await?;
    day.bo.claims(&question).await?;
    day.bo.concludes(&question_case, "advice-given", "other").await?;
    day.ana.claims(&report).await?;
    day.ana.calls(&report).await?;
    day.ana.gives_up_on(&report).await?;
    ida.finds(&report, "missed").await?;

    // Noon: the plug is pulled. Everything that was acknowledged is there.
    day.loses_its_power().await?;
    for (who, held, state) in [
        (&mei, &talks, "closed"),
        (&tom, &complaint, "parked"),
        (&ida, &question, "closed"),
        (&ida, &report, "missed"),
        (&olaf, &withdrawn, "cancelled"),
    ] {
        who.finds(held, state).await?;
    }
    assert_eq!(day.ana.sees_in_line().await?, std::slice::from_ref(&left.number), "the line is what it was");

    // The afternoon: back to the complaint, then every other way in which a case ends.
    day.ana.takes_up(&complaint).await?;
    day.ana.calls(&complaint).await?;
    day.ana.checks_in(&complaint.number).await?;
    day.ana.concludes(&case_of_tom, "no-agreement", "party-refused-or-stopped").await?;
    every_other_outcome(&day).await?;
    the_evening(&mut day, &left).await
}

/// The organiser reads the log, seals it, and what is open is carried over.
async fn the_evening(day: &mut Day, left: &Held) -> anyhow::Result<()> {
    let date = day.date.to_string();
    let log = day.fair.log(&date).await?;
    let count = |name: &str| log[name].as_u64().unwrap_or_default();
    assert_eq!(count("filed"), 11, "{log}");
    assert_eq!(count("concluded"), 9, "a withdrawal is an end as well: {log}");
    assert_eq!(count("open_at_close"), 2, "{log}");
    assert_eq!(count("no_shows"), 1, "{log}");
    for ending in
        ["settled", "undertaking", "withdrawn", "referred", "no-agreement", "advice-given", "not-accepted"]
    {
        let found =
            log["outcomes"].as_array().is_some_and(|all| all.iter().any(|one| one["outcome"] == ending));
        assert!(found, "{ending}: {}", log["outcomes"]);
    }
    let page = day.fair.organiser.open(&format!("/office/logs/{date}")).await?.well();
    assert!(page.words().contains("A01"), "the booth of the one complaint: {}", page.words());
    for said in ["The lantern is ours", "covered", "Mei Hua", "Tom Tiller", "826/A"] {
        assert!(!page.text.contains(said), "{said} is nobody's business here");
    }
    let sealed = day.fair.seals(&date).await?;
    assert!(sealed.url.path().ends_with(&date), "{}", sealed.url);
    let seal = &day.fair.log(&date).await?["seal"];
    assert_eq!(seal["carried_over"], 2, "{seal}");

    // After the seal work goes on, and shows as late; the seal stands.
    let case = day.ana.claims(left).await?;
    day.ana.concludes(&case, "referred", "authority-or-court-seized").await?;
    let after = day.fair.log(&date).await?;
    assert!(after["late"].as_u64().is_some_and(|late| late > 0), "{after}");
    assert_eq!(after["seal"]["hash"], seal["hash"]);
    assert_eq!((&after["concluded"], &after["since_seal"]["concluded"]), (&9.into(), &1.into()), "{after}");
    day.loses_its_power().await?;
    assert_eq!(day.fair.log(&date).await?["seal"]["hash"], seal["hash"]);
    day.fair.desk.stop().await?;
    program::verify(day.fair.desk.data()).well();
    Ok(())
}

#[tokio::test]
async fn what_a_sealed_day_leaves_open_stands_in_the_next_log() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    desk.printed_path("/t/").await?;
    let organiser = tests::fair::sign_in(&desk, "organiser", "246810").await?;
    let browser = desk.visitor();
    let form = browser.open("/sign-in").await?.well().form("pin");
    browser.send(form.set("name", "organiser").set("pin", "246810")).await?.well();
    let logs = browser.open("/office/logs").await?.well();
    let mut days: Vec<_> = logs
        .links()
        .into_iter()
        .filter_map(|link| Some(link.strip_prefix("/office/logs/")?.get(..10)?.to_owned()))
        .collect();
    days.sort();
    days.dedup();
    let [first, second, ..] = days.as_slice() else { anyhow::bail!("{days:?}") };
    let (first, second) = (
        organiser.get(&format!("/api/v1/logs/{first}")).await?.with_status(200).json,
        organiser.get(&format!("/api/v1/logs/{second}")).await?.with_status(200).json,
    );
    assert!(first["seal"]["carried_over"].as_u64().is_some_and(|carried| carried > 0), "{}", first["seal"]);
    assert_eq!(second["carried_in"], first["seal"]["carried_over"], "{second}");
    desk.stop().await
}
