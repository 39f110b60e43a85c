//! From the last touch on a kiosk's screen to the last byte at its printer: the real kiosk, a printer in the network, the desk there and not.

use std::{
    path::PathBuf,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use slip::{Roll, testing::printer::VirtualPrinter};
use tests::{desk::Desk, fair::Fair, page::Form, program, visitor::Visitor};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{aim, folder, percentile};

const VISITORS: usize = 40;
/// The visitor's hand is still on its way to the slot.
const AIM: Duration = Duration::from_millis(200);

/// The kiosk's program: named by whoever built it, else beside the desk's.
fn kiosk() -> PathBuf {
    let beside = || program::program().with_file_name("fairdesk-kiosk");
    std::env::var_os("FAIRDESK_KIOSK").map_or_else(beside, PathBuf::from)
}

/// A kiosk that runs, and where its screen is.
struct Kiosk {
    address: String,
    printer: Arc<VirtualPrinter>,
    _child: Child,
    _data: tempfile::TempDir,
}

impl Kiosk {
    async fn join(fair: &Fair) -> anyhow::Result<Self> {
        let form = fair.organiser.open("/office/devices").await?.well().form("limit");
        let words = fair.organiser.send(form).await?.well().words();
        let code = words.split("fairdesk-kiosk join ").nth(1).and_then(|rest| rest.split(' ').next());
        let (data, server) = (folder()?, fair.desk.address());
        let command = |verb: &[&str]| {
            let mut command = Command::new(kiosk());
            command.args(verb).args(["--server", &server, "--data"]).arg(data.path().join("data"));
            command.stdin(Stdio::null()).kill_on_drop(true);
            command
        };
        let joined = command(&["join", code.context("a code")?]).output().await?;
        anyhow::ensure!(joined.status.success(), "{}", String::from_utf8_lossy(&joined.stderr));
        let printer = Arc::new(VirtualPrinter::on(Roll::Wide.dots())?);
        let mut child =
            command(&["serve", "--listen", "127.0.0.1:0", "--printer", &printer.printer().to_string()])
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("an output")?).lines();
        let address = loop {
            let line = lines.next_line().await?.context("the kiosk did not start")?;
            if let Some((_, address)) = line.split_once("http://") {
                break format!("http://{}", address.trim_end_matches('/'));
            }
        };
        Ok(Self { address, printer, _child: child, _data: data })
    }

    /// Somebody who has answered everything; what is left is one touch.
    async fn visitor(&self) -> anyhow::Result<(Visitor, Form)> {
        let visitor = Visitor::at(&self.address, "en");
        let form = visitor.open("/").await?.well().form("/begin").set("language", "en");
        let form = visitor.send(form).await?.well().form("/kind").set("kind", "enquiry");
        visitor.send(form).await?.well();
        for (question, field, words) in
            [("statement", "statement", "May I show this lamp?"), ("reach", "claimant.reach", "13800000000")]
        {
            let path = format!("/ask/{question}");
            let form = visitor.open(&path).await?.well().form(&path);
            visitor.send(form.set(field, words).set("next", "1")).await?.well();
        }
        let last = visitor.open("/ask/consent").await?.well().form("/ask/consent");
        Ok((visitor, last.tick("consent.privacy").set("next", "1")))
    }

    /// Visitors one after the other: how long each waited for the whole slip, sorted.
    async fn slips(&self, before: usize) -> anyhow::Result<Vec<Duration>> {
        let mut took = Vec::new();
        for n in 1..=VISITORS {
            let (visitor, last) = self.visitor().await?;
            let printer = Arc::clone(&self.printer);
            let cut = tokio::task::spawn_blocking(move || printer.has_cut(before + n).then(Instant::now));
            let touched = Instant::now();
            let page = visitor.send(last).await?.well();
            anyhow::ensure!(page.url.path() == "/ticket", "no ticket: {}", page.words());
            took.push(cut.await?.context("no slip came out")?.duration_since(touched));
        }
        took.sort_unstable();
        Ok(took)
    }
}

/// The same kiosk with the desk there, and with the desk gone.
pub async fn to_the_last_byte() -> anyhow::Result<()> {
    let data = folder()?;
    let plan = Desk::plan().for_a_crowd().data(data.path()).set("disk.reserve_mib", 16);
    let mut fair = Fair::found_with(plan).await?;
    let kiosk = Kiosk::join(&fair).await?;
    let there = percentile(&kiosk.slips(0).await?, 50);
    fair.desk.kill9().await?;
    let gone = percentile(&kiosk.slips(VISITORS).await?, 50);
    let ms = |took: Duration| took.as_secs_f64() * 1000.0;
    println!(
        "kiosk: last touch to the last byte at a TCP printer, median {:.1} ms with the desk, {:.1} ms without it ({:.2} times); under \
         {} ms each: {}",
        ms(there),
        ms(gone),
        gone.as_secs_f64() / there.as_secs_f64().max(1e-9),
        AIM.as_millis(),
        aim(there < AIM && gone < AIM),
    );
    Ok(())
}
