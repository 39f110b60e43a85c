//! The real program on a folder of its own, and somebody who touches its screen.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use reqwest::{Client, Response, StatusCode, header, redirect};
use tempfile::TempDir;
use tests::ahead::Ahead;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

/// Longest wait for anything that should happen at once.
pub const PATIENCE: Duration = Duration::from_mins(1);

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fairdesk-kiosk"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("FAIRDESK_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// How a command ended and what it said.
pub struct Said {
    pub code: Option<i32>,
    pub text: String,
}

/// A kiosk, whether it runs or not.
pub struct Kiosk {
    pub folder: TempDir,
    pub server: String,
    pub flags: Vec<String>,
    child: Option<Child>,
    pub address: String,
    /// Where its page is served.
    pub listen: String,
    data: Option<PathBuf>,
    /// The file of clocks that go ahead together.
    pub ahead: Option<PathBuf>,
}

impl Kiosk {
    /// A kiosk that does not run yet.
    pub fn at(server: &str) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            server: server.to_owned(),
            flags: Vec::new(),
            child: None,
            address: String::new(),
            listen: "127.0.0.1:0".into(),
            data: None,
            ahead: None,
        }
    }

    /// The same, joined with this code.
    pub async fn joined(server: &str, code: &str) -> Self {
        let kiosk = Self::at(server);
        let said = kiosk.run(&["join", code]).await;
        assert_eq!(said.code, Some(0), "{}", said.text);
        assert!(said.text.contains("Its letter is") && said.text.contains("Next: start it"), "{}", said.text);
        kiosk
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| self.folder.path().join("data"))
    }

    /// Keeps its data there.
    pub fn on(&mut self, data: PathBuf) {
        self.data = Some(data);
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: rustix::process::Signal) {
        let id = self.child.as_ref().and_then(Child::id).unwrap().cast_signed();
        rustix::process::kill_process(rustix::process::Pid::from_raw(id).unwrap(), signal).unwrap();
    }

    /// Runs a command to its end.
    pub async fn run(&self, arguments: &[&str]) -> Said {
        let output = command()
            .args(arguments)
            .args(["--server", &self.server, "--data"])
            .arg(self.data())
            .args(&self.flags)
            .output()
            .await
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        Said { code: output.status.code(), text: String::from_utf8_lossy(&text).into_owned() }
    }

    /// Starts it, and waits until its page is served.
    pub async fn start(&mut self) {
        assert!(self.child.is_none(), "it runs");
        let log =
            std::fs::File::options().create(true).append(true).open(self.folder.path().join("log")).unwrap();
        let mut child = command()
            .args(["serve", "--server", &self.server, "--listen", &self.listen, "--log", "debug", "--data"])
            .arg(self.data())
            .args(&self.flags)
            .envs(self.ahead.iter().map(|file| (Ahead::VARIABLE, file)))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let said = timeout(PATIENCE, async {
            while let Some(line) = lines.next_line().await.unwrap() {
                if let Some((_, address)) = line.split_once("http://") {
                    return Some(format!("http://{}", address.trim_end_matches('/')));
                }
            }
            None
        });
        let said = said.await.ok().flatten();
        self.address = said.unwrap_or_else(|| panic!("it does not start: {}", self.log()));
        self.child = Some(child);
    }

    /// What it wrote down.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Pulls it from under everybody.
    pub async fn kill9(&mut self) {
        self.child.take().unwrap().kill().await.unwrap();
    }

    /// Waits until it ends by itself; how it ended.
    pub async fn ends(&mut self) -> Option<i32> {
        let mut child = self.child.take().unwrap();
        let ended = timeout(PATIENCE, child.wait()).await;
        ended.expect("it ends by itself").unwrap().code()
    }

    /// Asks it to stop, as a service manager does; how it ended.
    pub async fn stop(&mut self) -> Option<i32> {
        let mut child = self.child.take().unwrap();
        let id = rustix::process::Pid::from_raw(child.id().unwrap().cast_signed()).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        let ended = timeout(Duration::from_secs(5), child.wait()).await;
        ended.expect("it stops in five seconds").unwrap().code()
    }

    /// Somebody in front of the screen.
    pub fn visitor(&self) -> Visitor {
        Visitor::at(&self.address)
    }
}

/// Somebody who touches the screen, with a browser's manners and no scripts.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    address: String,
    cookie: Option<String>,
}

impl Visitor {
    /// Somebody before the screen at this address.
    pub fn at(address: &str) -> Self {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(PATIENCE)
            .no_proxy()
            .build()
            .unwrap();
        Self { client, address: address.to_owned(), cookie: None }
    }

    async fn got(&mut self, request: reqwest::RequestBuilder) -> reqwest::Result<Response> {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let response = request.send().await?;
        if let Some(cookie) = response.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok())
        {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        Ok(response)
    }

    /// Opens a page.
    pub async fn opens(&mut self, path: &str) -> reqwest::Result<String> {
        let request = self.client.get(format!("{}{path}", self.address));
        self.got(request).await?.text().await
    }

    /// Sends a form, and answers where it leads; the page itself when it leads nowhere.
    pub async fn sends(&mut self, path: &str, form: &[(&str, &str)]) -> reqwest::Result<String> {
        let request = self.client.post(format!("{}{path}", self.address)).form(form);
        let response = self.got(request).await?;
        let there = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        if let Some(there) = there {
            return Ok(there.to_owned());
        }
        assert_ne!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        response.text().await
    }

    /// Asks a question, and answers with the number on the screen.
    pub async fn gets_a_ticket(&mut self, words: &str) -> reqwest::Result<String> {
        self.opens("/").await?;
        self.sends("/begin", &[("language", "en")]).await?;
        self.sends("/kind", &[("kind", "enquiry")]).await?;
        self.sends("/ask/statement", &[("statement", words), ("next", "1")]).await?;
        self.sends("/ask/reach", &[("claimant.reach", "13800000000"), ("next", "1")]).await?;
        let there = self.sends("/ask/consent", &[("consent.privacy", "v1"), ("next", "1")]).await?;
        assert_eq!(there, "/ticket");
        let page = self.opens("/ticket").await?;
        let (_, rest) = page.split_once("class=\"number\">").expect("a number");
        Ok(rest.split('<').next().unwrap().to_owned())
    }
}
