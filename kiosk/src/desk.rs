//! The desk, as seen from here: one call each, with a short patience. Nothing here decides; whoever calls does.

use std::net::SocketAddr;
use std::time::Duration;

use domain::fair::Language;
use link::{
    Answers, BASE, Booths, CheckIn, CheckedIn, Greeting, HandOff, HandOffState, Hello, Issues, JobReport,
    Join, Joined, OpenHandOff, PrintId, Problem,
};
use reqwest::{Client, Method, RequestBuilder, StatusCode, header};
use serde::{Serialize, de::DeserializeOwned};

use crate::page::standing::{self, Told};

/// How long a connection may take to come about.
const CONNECTING: Duration = Duration::from_secs(2);
/// How long a call may take.
const ANSWERING: Duration = Duration::from_secs(5);
/// Most bytes of an answer.
const ANSWER_BYTES: usize = 1 << 20;

/// Why a call was not answered as hoped.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// No answer, or none that can be read: the same again, later.
    #[error("the desk cannot be reached")]
    Unreachable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The desk said no.
    #[error("the desk refused: {} ({})", .0.title, .0.code)]
    Refused(Box<Problem>),
    /// The desk is busy or broken: the same again, later.
    #[error("the desk cannot answer now ({0})")]
    Later(StatusCode),
}

impl CallError {
    /// The desk's code, when it said no.
    pub fn code(&self) -> &str {
        match self {
            Self::Refused(problem) => &problem.code,
            Self::Unreachable(_) | Self::Later(_) => "",
        }
    }
}

fn unreachable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> CallError {
    CallError::Unreachable(error.into())
}

/// The desk at an address.
#[derive(Debug, Clone)]
pub struct DeskCalls {
    client: Client,
    server: String,
}

impl DeskCalls {
    /// The desk at this address: scheme, host and port.
    ///
    /// # Errors
    /// When there is no such client on this machine.
    pub fn at(server: &str) -> Result<Self, CallError> {
        let client = Client::builder()
            .connect_timeout(CONNECTING)
            .timeout(ANSWERING)
            // A wire that was cut leaves connections that nobody will ever answer on.
            .pool_idle_timeout(Duration::from_secs(20))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(unreachable)?;
        Ok(Self { client, server: server.trim_end_matches('/').to_owned() })
    }

    /// Its address.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Whether a desk answers there; nobody is told who asks.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn is_there(&self) -> Result<(), CallError> {
        read(self.client.get(format!("{}/healthz", self.server))).await.map(drop)
    }

    /// How a kiosk on this machine says that it stands, which serves its page there.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn standing_of(&self, page: SocketAddr) -> Result<Told, CallError> {
        answer(self.client.get(format!("http://{page}{}", standing::PATH))).await
    }

    /// Turns a code into a device of its own.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn join(&self, join: &Join) -> Result<Joined, CallError> {
        answer(self.call(Method::POST, "join", None).json(join)).await
    }

    /// "I am here."
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn hello(&self, token: &str, hello: &Hello) -> Result<Greeting, CallError> {
        self.post(token, "hello", hello).await
    }

    /// Tickets that were given out.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn issues(&self, token: &str, issues: &Issues) -> Result<Answers, CallError> {
        self.post(token, "issues", issues).await
    }

    /// Part of the list of booths.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn booths(&self, token: &str, after: Option<&str>) -> Result<Booths, CallError> {
        let call = self.call(Method::GET, "booths", Some(token));
        let call = match after {
            Some(after) => call.query(&[("after", after)]),
            None => call,
        };
        answer(call).await
    }

    /// A party is here.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn check_in(&self, token: &str, check_in: &CheckIn) -> Result<CheckedIn, CallError> {
        self.post(token, "check-in", check_in).await
    }

    /// Opens a hand-off to a phone.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn open_hand_off(&self, token: &str, open: &OpenHandOff) -> Result<HandOff, CallError> {
        self.post(token, "hand-offs", open).await
    }

    /// How far a hand-off is.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn hand_off(&self, token: &str, id: &str) -> Result<HandOffState, CallError> {
        answer(self.call(Method::GET, &format!("hand-offs/{id}"), Some(token))).await
    }

    /// "Continue here."
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn close_hand_off(&self, token: &str, id: &str) -> Result<(), CallError> {
        read(self.call(Method::DELETE, &format!("hand-offs/{id}"), Some(token))).await.map(drop)
    }

    /// How far a slip is that the desk wanted printed.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn report(&self, token: &str, id: PrintId, report: JobReport) -> Result<(), CallError> {
        read(self.call(Method::POST, &format!("jobs/{}", id.0), Some(token)).json(&report)).await.map(drop)
    }

    async fn post<T: DeserializeOwned>(
        &self,
        token: &str,
        call: &str,
        body: &impl Serialize,
    ) -> Result<T, CallError> {
        answer(self.call(Method::POST, call, Some(token)).json(body)).await
    }

    fn call(&self, method: Method, call: &str, token: Option<&str>) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{BASE}/{call}", self.server));
        // What the desk says to staff about a refused issue stands on this kiosk's screens in the fair's language.
        let request = request.header(header::ACCEPT_LANGUAGE, Language::default().tag());
        match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }
}

async fn answer<T: DeserializeOwned>(call: RequestBuilder) -> Result<T, CallError> {
    serde_json::from_slice(&read(call).await?).map_err(unreachable)
}

/// The bytes of an answer, or what the desk refused.
async fn read(call: RequestBuilder) -> Result<Vec<u8>, CallError> {
    let mut response = call.send().await.map_err(unreachable)?;
    let status = response.status();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > ANSWER_BYTES {
            return Err(unreachable("the answer is longer than any the desk gives"));
        }
    }
    if status.is_success() {
        return Ok(bytes);
    }
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS || !status.is_client_error() {
        return Err(CallError::Later(status));
    }
    // Not every refusal comes from the desk itself: something in between may answer in its own words.
    let problem = serde_json::from_slice::<Problem>(&bytes).unwrap_or_default();
    Err(if problem.code.is_empty() {
        CallError::Later(status)
    } else {
        CallError::Refused(Box::new(problem))
    })
}
