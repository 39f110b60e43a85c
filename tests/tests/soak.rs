//! A desk under the load of hours, compressed: crowds file, phones follow their tickets and go away, mediators take cases and end
//! them, everybody reads, a day is sealed while work goes on and the next one begins. Afterwards the desk has grown by what it was
//! told and by nothing else, nothing it said was an error, and its journal is whole.
//!
//! Two rounds by default, one of them across the change of the day; `scripts/soak MINUTES` goes on for as long as one likes, on a release build.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde_json::json;
use tests::{
    desk::Desk,
    fair::Fair,
    filing::{self, Filed, dispute},
    people::Mediator,
    program,
    visitor::Visitor,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    task::JoinSet,
};

/// People who file at once, and how many cases each files in a round.
const PEOPLE: usize = 12;
const CASES_EACH: usize = 15;
/// How many of the tickets of a round are followed.
const FOLLOWED: usize = 60;
/// Where a round is a day later than anywhere else, and where it is a day earlier.
const LATE: &str = "Pacific/Pago_Pago";
const EARLY: &str = "Pacific/Kiritimati";
/// What the desk may grow by, in KiB: so much for each case, and so much once for buffers that fill up.
const KIB_A_CASE: u64 = 40;
const KIB_ONCE: u64 = 64 * 1024;

/// A fair that stands in the evening of its day, and two mediators.
struct Soak {
    fair: Fair,
    head: Visitor,
    mediators: Vec<Visitor>,
    filed: Vec<Filed>,
}

#[expect(clippy::disallowed_methods, reason = "the desk under test runs by this machine's clock")]
fn today_in(zone: &str) -> anyhow::Result<Date> {
    Ok(Timestamp::now().to_zoned(TimeZone::get(zone)?).date())
}

#[expect(clippy::disallowed_methods, reason = "how long a soak lasts is asked for in minutes")]
fn now() -> Instant {
    Instant::now()
}

impl Soak {
    async fn begins() -> anyhow::Result<Self> {
        let day = today_in(LATE)?;
        let span = (day.checked_sub(1.day())?.to_string(), day.checked_add(9.days())?.to_string());
        let plan = Desk::plan().for_a_crowd();
        let fair = Fair::found_on(plan, LATE, (&span.0, &span.1)).await?;
        let mut mediators = Vec::new();
        for (name, room) in [("Ana", "Room 1"), ("Bo", "Room 2")] {
            Mediator::appoints(&fair, name).await?;
            let mediator = fair.signed_in(name).await?;
            mediator.put("/api/v1/duty", &json!({ "state": "on", "room": room })).await?.with_status(200);
            mediators.push(mediator);
        }
        let head = fair.signed_in("head").await?;
        Ok(Self { fair, head, mediators, filed: Vec::new() })
    }

    /// A crowd files, some follow, mediators work, everybody reads; then all of them are gone.
    async fn round(&mut self, round: usize) -> anyhow::Result<()> {
        let mut filing = JoinSet::new();
        for person in 0..PEOPLE {
            let visitor = self.head.clone();
            filing.spawn(async move {
                let mut filed = Vec::new();
                for n in 0..CASES_EACH {
                    let key = format!("soak-{round}-{person}-{n}");
                    filed.push(filing::file(&visitor, &key, &dispute(&format!("Claimant {key}"))).await?);
                }
                anyhow::Ok(filed)
            });
        }
        let before = self.filed.len();
        while let Some(filed) = filing.join_next().await {
            self.filed.extend(filed??);
        }
        let mut following = JoinSet::new();
        for filed in &self.filed[before..before + FOLLOWED] {
            following
                .spawn(first_word(self.fair.desk.port(), format!("/api/v1/tickets/{}/events", filed.key)));
        }
        let mut open = Vec::new();
        while let Some(line) = following.join_next().await {
            open.push(line??);
        }
        self.take_and_end(round).await?;
        self.read_everything().await?;
        drop(open);
        Ok(())
    }

    /// Each mediator takes cases one after the other and ends them, until the line is half of what was filed.
    async fn take_and_end(&self, round: usize) -> anyhow::Result<()> {
        let mut working = JoinSet::new();
        for (who, mediator) in self.mediators.iter().cloned().enumerate() {
            working.spawn(async move {
                for n in 0..PEOPLE * CASES_EACH / 4 {
                    let key = |deed: &str| format!("{deed}-{round}-{who}-{n}");
                    let taken =
                        mediator.post("/api/v1/queue/next", &key("next"), &json!({})).await?.with_status(200);
                    let (number, case) = (taken.text_of("/tickets/0"), taken.text_of("/case"));
                    let call = format!("/api/v1/queue/{number}/call");
                    mediator.post(&call, &key("call"), &json!({})).await?.with_status(200);
                    let end = json!({ "outcome": "not-accepted", "reason": "other" });
                    let path = format!("/api/v1/cases/{case}/conclude");
                    mediator.post(&path, &key("conclude"), &end).await?.with_status(200);
                }
                anyhow::Ok(())
            });
        }
        while let Some(ended) = working.join_next().await {
            ended??;
        }
        Ok(())
    }

    async fn read_everything(&self) -> anyhow::Result<()> {
        let today = today_in(LATE)?;
        for path in ["/office", "/office/logs", "/office/people", "/board"] {
            self.fair.organiser.open(path).await?.well();
        }
        self.fair.organiser.open(&format!("/office/logs/{today}")).await?.well();
        for visitor in &self.mediators {
            visitor.get("/api/v1/queue").await?.with_status(200);
        }
        Ok(())
    }

    /// The day ends while work goes on: it is sealed, and the fair goes on where the next day has begun.
    async fn the_day_changes(&mut self) -> anyhow::Result<()> {
        let day = today_in(LATE)?;
        let sealed = self.fair.seals(&day.to_string()).await?;
        anyhow::ensure!(sealed.words().contains("seal"), "not sealed: {}", sealed.words());
        self.round(1_000).await?;
        let form = self.fair.organiser.open("/office/fair").await?.well().form("zone");
        self.fair.organiser.send(form.set("zone", EARLY)).await?.well();
        let log = self.fair.log(&day.to_string()).await?;
        anyhow::ensure!(log["late"].as_u64() > Some(0), "what came after the seal is late: {log}");
        Ok(())
    }

    /// KiB of memory and open files of the desk's process.
    fn holds(&self) -> anyhow::Result<(u64, usize)> {
        let files = format!("/proc/{}/fd", self.fair.desk.pid().as_raw_nonzero());
        Ok((self.fair.desk.resident_kib()?, std::fs::read_dir(Path::new(&files))?.count()))
    }

    async fn ends(mut self) -> anyhow::Result<()> {
        filing::all_present(&self.head, &self.filed).await?;
        let metrics = self.fair.desk.visitor().get("/metrics").await?.with_status(200).text;
        let broken: Vec<_> =
            metrics.lines().filter(|line| line.contains("status=\"5") && !line.ends_with(" 0")).collect();
        assert!(broken.is_empty(), "answers that were the desk's fault: {broken:#?}");
        let log = self.fair.desk.log();
        assert!(!log.contains("ERROR") && !log.contains("panicked"), "{log}");
        self.fair.desk.stop().await?;
        program::verify(self.fair.desk.data()).well();
        Ok(())
    }
}

/// Opens a stream and waits for its first event; the stream stays open as long as what is answered is kept.
async fn first_word(port: u16, path: String) -> anyhow::Result<BufReader<TcpStream>> {
    let mut line = TcpStream::connect(("127.0.0.1", port)).await?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: desk\r\nAccept: text/event-stream\r\n\r\n");
    line.write_all(request.as_bytes()).await?;
    let mut stream = BufReader::new(line);
    let mut text = String::new();
    while !text.starts_with("event:") {
        text.clear();
        let read = tokio::time::timeout(tests::PATIENCE, stream.read_line(&mut text)).await??;
        anyhow::ensure!(read > 0, "{path} ended before it said anything");
    }
    Ok(stream)
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_of_work_leave_nothing_behind_but_what_was_told() -> anyhow::Result<()> {
    let minutes: u64 = std::env::var("FAIRDESK_SOAK_MINUTES").map_or(Ok(0), |text| text.parse())?;
    let (begun, length) = (now(), Duration::from_secs(60 * minutes));
    let mut soak = Soak::begins().await?;
    soak.round(0).await?;
    soak.the_day_changes().await?;
    let ((memory, files), cases) = (soak.holds()?, soak.filed.len());
    let mut round = 1;
    while round < 2 || begun.elapsed() < length {
        soak.round(round).await?;
        round += 1;
    }
    // Whoever followed has gone; the desk lets go of their lines as soon as it hears of it.
    let mut glance = tokio::time::interval(Duration::from_millis(100));
    let gone = tokio::time::timeout(tests::PATIENCE, async {
        while soak.holds()?.1 > files + PEOPLE {
            glance.tick().await;
        }
        anyhow::Ok(())
    });
    // That some never go is said below, with how many.
    gone.await.unwrap_or(Ok(()))?;
    let (memory_after, files_after) = soak.holds()?;
    let told = u64::try_from(soak.filed.len() - cases)?;
    let line = format!(
        "{round} rounds, {} cases in {} s: {memory} KiB and {files} files became {memory_after} KiB and {files_after} files",
        soak.filed.len(),
        begun.elapsed().as_secs()
    );
    println!("soak: {line}");
    assert!(memory_after < memory + KIB_ONCE + told * KIB_A_CASE, "memory grows: {line}");
    assert!(files_after <= files + PEOPLE, "files stay open: {line}");
    soak.ends().await
}
