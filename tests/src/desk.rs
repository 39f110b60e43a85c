//! A running desk: the real program on a data folder of its own, on a free port of this machine.

use std::{
    ffi::OsString,
    fs::File,
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::watch,
    task::JoinSet,
    time::timeout,
};

use crate::{PATIENCE, ahead::Ahead, memory, program, visitor::Visitor};

const LOG: &str = "desk.log";

/// How a desk is to be started.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    data: Option<PathBuf>,
    demo: bool,
    flags: Vec<String>,
    scheme: Option<&'static str>,
    env: Vec<(&'static str, OsString)>,
}

impl Plan {
    /// On this data folder instead of a fresh temporary one.
    #[must_use]
    pub fn data(mut self, folder: impl Into<PathBuf>) -> Self {
        self.data = Some(folder.into());
        self
    }
    /// With the sample fair.
    #[must_use]
    pub fn demo(mut self) -> Self {
        self.demo = true;
        self
    }
    /// With a setting of `fair.toml`.
    #[must_use]
    pub fn set(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.flags.push("--set".to_owned());
        self.flags.push(format!("{name}={value}"));
        self
    }
    /// With limits on filing out of the way, for stories about a crowd.
    #[must_use]
    pub fn for_a_crowd(self) -> Self {
        self.set("filing.per_device_per_hour", 10_000)
            .set("filing.per_address_per_minute", 100_000)
            .set("filing.new_devices_per_address_per_hour", 1_000_000)
            .set("filing.overall_per_minute", 1_000_000)
    }
    /// In the environment that the installed service has.
    #[must_use]
    pub fn as_a_service(mut self) -> Self {
        self.env.push(("MALLOC_TRIM_THRESHOLD_", "65536".into()));
        self
    }
    /// By clocks that go ahead together.
    #[must_use]
    pub fn by(mut self, ahead: &Ahead) -> Self {
        self.env.push((Ahead::VARIABLE, ahead.file().into()));
        self
    }
    /// Speaking TLS with this certificate.
    #[must_use]
    pub fn tls(mut self, cert: &Path, key: &Path) -> Self {
        self.scheme = Some("https");
        let words = ["--cert", &cert.display().to_string(), "--key", &key.display().to_string()];
        self.flags.extend(words.map(str::to_owned));
        self
    }

    /// Starts the desk and waits until it says where it is reached.
    pub async fn start(self) -> anyhow::Result<Desk> {
        let prefix = "fairdesk-story-";
        // A sample fair is hundreds of facts, each of them synced, which is most of what its start takes on a disk.
        let folder = if self.demo {
            memory::folder(prefix)?
        } else {
            tempfile::Builder::new().prefix(prefix).tempdir()?
        };
        let data = self.data.clone().unwrap_or_else(|| folder.path().join("data"));
        let mut desk = Desk { plan: self, data, folder, port: 0, run: None, setup_path: None };
        desk.restart().await?;
        Ok(desk)
    }
}

/// One run of the program.
#[derive(Debug)]
struct Run {
    child: Child,
    /// What it has printed so far.
    printed: watch::Receiver<Vec<String>>,
    /// Reads what it prints; ends with it.
    _reading: JoinSet<()>,
}

/// A desk that runs, or is about to run again.
#[derive(Debug)]
pub struct Desk {
    plan: Plan,
    data: PathBuf,
    /// Holds the log, and the data folder unless another was given.
    folder: TempDir,
    port: u16,
    run: Option<Run>,
    setup_path: Option<String>,
}

impl Desk {
    /// A fresh desk, before its setup.
    pub async fn start() -> anyhow::Result<Self> {
        Plan::default().start().await
    }
    /// How another desk is to be started.
    pub fn plan() -> Plan {
        Plan::default()
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }
    /// The port on loopback; the same after a restart.
    pub fn port(&self) -> u16 {
        self.port
    }
    /// Scheme, host and port.
    pub fn address(&self) -> String {
        format!("{}://127.0.0.1:{}", self.plan.scheme.unwrap_or("http"), self.port)
    }
    /// The path of the one-time setup page; none when the fair was set up already.
    pub fn setup_path(&self) -> Option<&str> {
        self.setup_path.as_deref()
    }
    /// The process.
    pub fn pid(&self) -> Pid {
        let id = self.run.as_ref().and_then(|run| run.child.id()).expect("the desk runs");
        Pid::from_raw(id.cast_signed()).expect("a process has an id")
    }
    /// KiB of memory its process holds.
    pub fn resident_kib(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid().as_raw_nonzero()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("a resident size")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
    /// What it wrote to standard error, over all its runs.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join(LOG)).unwrap_or_default()
    }
    /// What it has printed since it was last started.
    pub fn printed(&self) -> Vec<String> {
        self.run.as_ref().map(|run| run.printed.borrow().clone()).unwrap_or_default()
    }

    /// A visitor with a browser of their own, who reads English.
    pub fn visitor(&self) -> Visitor {
        self.visitor_reading("en")
    }
    /// A visitor who reads a language.
    pub fn visitor_reading(&self, language: &str) -> Visitor {
        Visitor::at(&self.address(), language)
    }

    /// Starts the desk again on the same folder and the same port.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        assert!(self.run.is_none(), "the desk still runs");
        let log = File::options().create(true).append(true).open(self.folder.path().join(LOG))?;
        let mut command = Command::from(program::command());
        command.arg("serve").arg("--data").arg(&self.data);
        command.envs(self.plan.env.iter().map(|(name, value)| (name, value)));
        command.args(["--listen", &format!("127.0.0.1:{}", self.port)]).args(&self.plan.flags);
        if self.plan.demo {
            command.arg("--demo");
        }
        let mut child = command.stdout(Stdio::piped()).stderr(log).kill_on_drop(true).spawn()?;
        let out = child.stdout.take().context("the program has a standard output")?;
        let (tell, mut printed) = watch::channel(Vec::new());
        let mut reading = JoinSet::new();
        reading.spawn(async move {
            let mut lines = BufReader::new(out).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                tell.send_modify(|printed: &mut Vec<String>| printed.push(line));
            }
        });
        let said = timeout(PATIENCE, printed.wait_for(|lines| port_in(lines).is_some())).await;
        let Some(port) = said.ok().and_then(Result::ok).and_then(|lines| port_in(&lines)) else {
            child.kill().await?;
            bail!("the desk did not start: {}", self.log());
        };
        self.port = port;
        self.run = Some(Run { child, printed, _reading: reading });
        Ok(())
    }

    /// Waits for the one-time setup address of a first start.
    pub async fn wait_for_setup_path(&mut self) -> anyhow::Result<String> {
        let run = self.run.as_mut().context("the desk runs")?;
        let lines = timeout(PATIENCE, run.printed.wait_for(|lines| setup_in(lines).is_some())).await??;
        let path = setup_in(&lines).context("a setup address")?;
        self.setup_path = Some(path.clone());
        drop(lines);
        Ok(path)
    }

    /// Pulls the program from under everybody, as the kernel does when memory runs out.
    pub async fn kill9(&mut self) -> anyhow::Result<()> {
        let mut run = self.run.take().context("the desk runs")?;
        run.child.kill().await?;
        Ok(())
    }

    /// Waits until it has printed an address whose path begins like this, and answers the path: a sample fair prints the
    /// form of a booth and a ticket.
    pub async fn printed_path(&mut self, beginning: &str) -> anyhow::Result<String> {
        let found = |lines: &[String]| {
            lines.iter().find_map(|line| {
                let path = &line[line.find(beginning)?..];
                path.split_whitespace().next().map(str::to_owned)
            })
        };
        let run = self.run.as_mut().context("the desk runs")?;
        let lines = timeout(PATIENCE, run.printed.wait_for(|lines| found(lines).is_some())).await??;
        found(&lines).context("an address")
    }

    /// Asks the desk to stop, as a service manager does, and fails when it does not, or not in order.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        self.signal(Signal::TERM)?;
        let mut run = self.run.take().context("the desk runs")?;
        let ended = timeout(PATIENCE, run.child.wait()).await.context("it stops in time")??;
        anyhow::ensure!(ended.success(), "the desk ended with {ended}: {}", self.log());
        Ok(())
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) -> anyhow::Result<()> {
        Ok(kill_process(self.pid(), signal)?)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // Captured like everything a failing story says.
            eprintln!("--- the desk's log\n{}", self.log());
        }
    }
}

fn port_in(lines: &[String]) -> Option<u16> {
    lines.iter().find_map(|line| {
        let (_, address) = line.trim().split_once("://127.0.0.1:")?;
        address.split('/').next()?.parse().ok()
    })
}

fn setup_in(lines: &[String]) -> Option<String> {
    lines.iter().find_map(|line| line.find("/setup/").map(|at| line[at..].trim().to_owned()))
}
