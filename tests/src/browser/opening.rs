//! How a browser is opened: which screen somebody stands before, which language they read, whether scripts run.

use std::process::Stdio;

use anyhow::{Context, bail};
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

use super::{Browser, HOST};
use crate::{PATIENCE, desk::Desk, memory};

/// The screen somebody stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// 360 by 740, a finger.
    Phone,
    /// 1024 by 768.
    Counter,
    /// 1440 by 900.
    Office,
    /// 1920 by 1080.
    Board,
    /// 1080 by 1920, a finger, standing.
    Kiosk,
    /// 800 by 1280, a finger.
    Tablet,
    /// 1280 by 800, a finger.
    LyingTablet,
}

impl Screen {
    fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (360, 740),
            Self::Counter => (1024, 768),
            Self::Office => (1440, 900),
            Self::Board => (1920, 1080),
            Self::Kiosk => (1080, 1920),
            Self::Tablet => (800, 1280),
            Self::LyingTablet => (1280, 800),
        }
    }
}

/// How a browser is to be opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    screen: Screen,
    language: &'static str,
    scripts: bool,
}

/// The driver, and with it the browser: both end with this.
#[derive(Debug)]
pub(super) struct Driver {
    child: Child,
    _profile: TempDir,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The browser is in the driver's process group, so nothing is left when a story fails.
        if let Some(group) = self.child.id().and_then(|id| Pid::from_raw(id.cast_signed())) {
            kill_process_group(group, Signal::KILL).unwrap_or(());
        }
    }
}

/// How often a driver is started before it is given up.
const TRIES: usize = 5;

/// A driver, its output and its port. It takes a number that is free on one loopback address and ends where somebody has it on the
/// other: then the next one finds another.
async fn started() -> anyhow::Result<(Child, Lines<BufReader<ChildStdout>>, String)> {
    for _ in 0..TRIES {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .context("there is no chromedriver; run scripts/tools")?;
        let mut lines =
            BufReader::new(child.stdout.take().context("the driver has a standard output")?).lines();
        let port = timeout(PATIENCE, port_in(&mut lines)).await.context("the driver starts")??;
        if let Some(port) = port {
            return Ok((child, lines, port));
        }
    }
    bail!("the driver ended, {TRIES} times")
}

/// The port that a driver says it listens on; none when it ended.
async fn port_in(lines: &mut Lines<BufReader<ChildStdout>>) -> anyhow::Result<Option<String>> {
    while let Some(line) = lines.next_line().await? {
        if let Some((_, port)) = line.rsplit_once("successfully on port ") {
            return Ok(Some(port.trim_end_matches('.').to_owned()));
        }
    }
    Ok(None)
}

impl Opening {
    /// Before this screen.
    pub fn at(screen: Screen) -> Self {
        Self { screen, language: "en", scripts: true }
    }
    /// Whose browser asks for this language.
    pub fn reading(self, language: &'static str) -> Self {
        Self { language, ..self }
    }
    /// With scripts switched off.
    pub fn without_scripts(self) -> Self {
        Self { scripts: false, ..self }
    }

    /// Opens the browser; nothing is shown yet.
    pub async fn open(self, desk: &Desk) -> anyhow::Result<Browser> {
        self.open_at(&format!("http://{HOST}:{}", desk.port())).await
    }

    /// Opens the browser before somebody else's pages, such as a kiosk's, which are seen from the same machine.
    pub async fn open_at(self, base: &str) -> anyhow::Result<Browser> {
        let profile = memory::folder("fairdesk-browser-")?;
        // Its output is held until the browser is open: a driver that cannot write ends.
        let (child, _out, port) = started().await?;
        let capabilities = self.capabilities(&profile);
        let driver = Driver { child, _profile: profile };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        if let Value::Object(capabilities) = capabilities {
            builder.capabilities(capabilities);
        }
        let client = builder.connect(&format!("http://127.0.0.1:{port}")).await?;
        let base = base.to_owned();
        Ok(Browser { client, base, scripts: self.scripts, _driver: driver })
    }

    fn capabilities(self, profile: &TempDir) -> Value {
        let (width, height) = self.screen.size();
        let mut arguments = vec![
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            // What a browser brings along for its owner, and starts with each fresh profile.
            "--disable-extensions".to_owned(),
            "--disable-component-extensions-with-background-pages".to_owned(),
            "--hide-scrollbars".to_owned(),
            format!("--host-resolver-rules=MAP {HOST} 127.0.0.1"),
            format!("--accept-lang={}", self.language),
            format!("--lang={}", self.language),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        if !memory::has_room() {
            // Else it keeps there what its processes share, pictures of pages among it.
            arguments.push("--disable-dev-shm-usage".to_owned());
        }
        if !self.scripts {
            // A switch of the engine, and no setting of a profile: the driver can still look at a page and touch it.
            arguments.push("--blink-settings=scriptEnabled=false".to_owned());
        }
        let mut options = json!({
            "args": arguments,
            "prefs": { "intl.accept_languages": self.language },
        });
        if let Screen::Phone | Screen::Kiosk | Screen::Tablet | Screen::LyingTablet = self.screen {
            let ratio = if self.screen == Screen::Phone { 2.0 } else { 1.0 };
            // After a touch the driver waits for a timer of the page, and with scripts off no timer ever rings.
            let metrics =
                json!({ "width": width, "height": height, "pixelRatio": ratio, "touch": self.scripts });
            options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
        }
        json!({ "goog:chromeOptions": options })
    }
}
