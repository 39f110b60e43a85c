//! [`Problem`]: the only error that becomes a response.
//!
//! A handler returns `Result<_, Problem>` and knows nothing of languages. [`dress`], one layer around all routes, turns
//! the problem into an RFC 9457 document or a page in the reader's language: what happened, that nothing was lost,
//! what to do now. It does the same for the bare refusals of the framework (no route, body too large), so that no
//! reader ever meets a naked status line.

use askama::Template;
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use crate::locale::{Language, Texts};

use super::frame::{self, Errors, Frame};
use super::visit::{Reader, Visit};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $code:literal $status:ident;)*) => {
        /// What can go wrong, seen from outside. Each has a stable code, a status and three texts in `problems.ftl`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Fault { $($(#[$doc])* $name,)* }

        impl Fault {
            /// Every fault.
            pub const ALL: &'static [Fault] = &[$(Fault::$name),*];

            /// The stable code that programmes match on.
            pub fn code(self) -> &'static str {
                match self { $(Fault::$name => $code,)* }
            }

            /// The HTTP status.
            pub fn status(self) -> StatusCode {
                match self { $(Fault::$name => StatusCode::$status,)* }
            }
        }
    };
}

// The one table of codes and statuses.
faults! {
    /// Not readable at all.
    BadRequest = "bad-request" BAD_REQUEST;
    /// Readable, but entries do not hold; see [`Problem::field`].
    Invalid = "invalid" UNPROCESSABLE_ENTITY;
    /// Nobody is signed in.
    SignInNeeded = "sign-in-needed" UNAUTHORIZED;
    /// The role or the device may not.
    NotAllowed = "not-allowed" FORBIDDEN;
    /// The CSRF token is missing or old.
    FormExpired = "form-expired" FORBIDDEN;
    /// No such thing, or not for this reader to know.
    NotFound = "not-found" NOT_FOUND;
    /// A printed booth or hall code that was replaced.
    CodeRevoked = "code-revoked" GONE;
    /// The route exists for another method.
    WrongMethod = "wrong-method" METHOD_NOT_ALLOWED;
    /// The state changed under the reader.
    Conflict = "conflict" CONFLICT;
    /// Somebody else won the claim; give `who`.
    AlreadyClaimed = "already-claimed" CONFLICT;
    /// The procedure does not allow this step now.
    WrongState = "wrong-state" CONFLICT;
    /// An idempotency key came back with another body.
    KeyReused = "key-reused" UNPROCESSABLE_ENTITY;
    /// The content's key is gone.
    Erased = "erased" GONE;
    /// Over a size limit.
    TooLarge = "too-large" PAYLOAD_TOO_LARGE;
    /// A file of a kind the desk does not take.
    Unsupported = "unsupported" UNSUPPORTED_MEDIA_TYPE;
    /// Rate limit.
    TooMany = "too-many" TOO_MANY_REQUESTS;
    /// Sign-in is delayed after wrong tries; give `wait`.
    LockedOut = "locked-out" TOO_MANY_REQUESTS;
    /// Free space is below the reserve.
    StorageLow = "storage-low" INSUFFICIENT_STORAGE;
    /// The engine's queue is full.
    Busy = "busy" SERVICE_UNAVAILABLE;
    /// The engine stopped for good.
    Stopped = "stopped" SERVICE_UNAVAILABLE;
    /// The request took too long to arrive or to answer.
    Timeout = "timeout" REQUEST_TIMEOUT;
    /// A fault of ours.
    Internal = "internal" INTERNAL_SERVER_ERROR;
}

impl Fault {
    /// The fault that a bare status of the framework means.
    fn of_status(status: StatusCode) -> Fault {
        match status {
            StatusCode::UNAUTHORIZED => Fault::SignInNeeded,
            StatusCode::FORBIDDEN => Fault::NotAllowed,
            StatusCode::NOT_FOUND => Fault::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Fault::WrongMethod,
            StatusCode::CONFLICT => Fault::Conflict,
            StatusCode::GONE => Fault::Erased,
            StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Fault::Unsupported,
            StatusCode::UNPROCESSABLE_ENTITY => Fault::Invalid,
            StatusCode::TOO_MANY_REQUESTS => Fault::TooMany,
            StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Fault::Timeout,
            StatusCode::SERVICE_UNAVAILABLE => Fault::Busy,
            StatusCode::INSUFFICIENT_STORAGE => Fault::StorageLow,
            status if status.is_server_error() => Fault::Internal,
            _ => Fault::BadRequest,
        }
    }
}

/// A problem on its way to a reader.
#[derive(Clone, Debug)]
pub struct Problem(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    fault: Fault,
    code: &'static str,
    words: &'static str,
    values: Vec<(&'static str, String)>,
    members: Map<String, Value>,
    lengths: Vec<(&'static str, u64)>,
    days: Vec<(&'static str, Date)>,
    retry_s: Option<u64>,
    way_on: Option<(String, &'static str)>,
    typed: String,
}

impl Problem {
    /// A problem of this kind.
    pub fn of(fault: Fault) -> Problem {
        let code = fault.code();
        Problem(Box::new(Inner {
            fault,
            code,
            words: code,
            values: Vec::new(),
            members: Map::new(),
            lengths: Vec::new(),
            days: Vec::new(),
            retry_s: None,
            way_on: None,
            typed: String::new(),
        }))
    }

    /// A fault of ours: logged here, once, with its cause; the reader only learns that it was noted.
    pub fn internal(cause: &(dyn std::error::Error + 'static)) -> Problem {
        let chain: Vec<String> =
            std::iter::successors(Some(cause), |cause| cause.source()).map(ToString::to_string).collect();
        tracing::error!(cause = chain.join(": "), "a request failed by a fault of the desk");
        Problem::of(Fault::Internal)
    }

    /// A more exact code, such as a refusal's. Its own texts (`problem-<code>`, `…-what`, `…-now`) are used where the
    /// catalogue has them, else those of the fault.
    #[must_use]
    pub fn coded(mut self, code: &'static str) -> Problem {
        self.0.code = code;
        self.0.words = code;
        self
    }

    /// Other words for the same code: the texts `problem-<words>`, `…-what`, `…-now`.
    #[must_use]
    pub fn worded(mut self, words: &'static str) -> Problem {
        self.0.words = words;
        self
    }

    /// A value for the texts.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Problem {
        self.0.values.push((name, value.into()));
        self
    }

    /// A length of time for the texts, in seconds; shown in the reader's style.
    #[must_use]
    pub fn seconds(mut self, name: &'static str, seconds: u64) -> Problem {
        self.0.lengths.push((name, seconds));
        self
    }

    /// A day for the texts; shown in the reader's style.
    #[must_use]
    pub fn day(mut self, name: &'static str, day: Date) -> Problem {
        self.0.days.push((name, day));
        self
    }

    /// A further member of the JSON document.
    #[must_use]
    pub fn member(mut self, name: &str, value: impl Into<Value>) -> Problem {
        self.0.members.insert(name.to_owned(), value.into());
        self
    }

    /// The code of what is wrong with an entry, where the problem names it.
    pub fn fault_of(&self, field: &str) -> Option<&str> {
        let fields = self.0.members.get("fields")?.as_array()?;
        fields.iter().find(|one| one["name"].as_str() == Some(field))?["code"].as_str()
    }

    /// The entries that do not hold: of each its name, and what is wrong with it in a few words, to be said beside it.
    pub fn at_fields(&self, t: &Texts) -> Errors {
        let mut errors = Errors::default();
        for one in self.0.members.get("fields").and_then(Value::as_array).into_iter().flatten() {
            let missing = matches!(one["code"].as_str(), Some("incomplete" | "missing"));
            let words = if missing { t.t("entry-missing").into_owned() } else { self.title(t) };
            errors.add(one["name"].as_str().unwrap_or_default(), words);
        }
        errors
    }

    /// An entry that does not hold: its name and the code of what is wrong (listed under `fields`).
    #[must_use]
    pub fn field(mut self, name: &str, code: &str) -> Problem {
        let fields = self.0.members.entry("fields").or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(fields) = fields {
            fields.push(json!({ "name": name, "code": code }));
        }
        self
    }

    /// When trying again makes sense, in seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Problem {
        self.0.retry_s = Some(seconds);
        self
    }

    /// Where somebody settles what stands in the way: the address, and the text that names it, which takes the same values.
    #[must_use]
    pub fn leading_to(mut self, href: String, name: &'static str) -> Problem {
        self.0.way_on = Some((href, name));
        self
    }

    /// The same, unless something stands in the way that is settled elsewhere.
    #[must_use]
    pub fn or_leading_to(self, href: String, name: &'static str) -> Problem {
        if self.0.way_on.is_some() { self } else { self.leading_to(href, name) }
    }

    /// The same for whoever was overtaken: how things stand now is on this page.
    #[must_use]
    pub fn overtaken_on(self, page: String) -> Problem {
        if self.status() == StatusCode::CONFLICT {
            self.or_leading_to(page, "problem-as-it-is")
        } else {
            self
        }
    }

    /// What somebody typed that has no form to come back in any more: the page shows it to them, to be copied.
    #[must_use]
    pub fn typed(mut self, text: &str) -> Problem {
        text.trim().clone_into(&mut self.0.typed);
        self
    }

    /// The fault.
    pub fn fault(&self) -> Fault {
        self.0.fault
    }

    /// The code as programmes see it.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.fault.status()
    }

    fn text(&self, t: &Texts, part: &str) -> String {
        let own = format!("problem-{}{part}", self.0.words);
        let key = if Texts::knows(&own) { own } else { format!("problem-{}{part}", self.0.fault.code()) };
        self.said(t, &key)
    }

    /// A text with what this problem has to say.
    fn said(&self, t: &Texts, key: &str) -> String {
        let saying = self.0.values.iter().fold(t.say(key), |saying, (name, value)| saying.with(name, value));
        let saying =
            self.0.lengths.iter().fold(saying, |saying, (name, s)| saying.with(name, t.duration(*s)));
        self.0.days.iter().fold(saying, |saying, (name, day)| saying.with(name, t.date(*day))).to_string()
    }

    /// What happened, in one line.
    pub fn title(&self, t: &Texts) -> String {
        self.text(t, "")
    }

    /// What it means, and that nothing was lost.
    pub fn what(&self, t: &Texts) -> String {
        self.text(t, "-what")
    }

    /// What to do now.
    pub fn now(&self, t: &Texts) -> String {
        self.text(t, "-now")
    }

    /// All of it in one text, to be told at a field.
    pub fn in_one(&self, t: &Texts) -> String {
        self.in_one_with(t, &self.now(t))
    }

    /// The same with something else to do now.
    pub fn in_one_with(&self, t: &Texts, now: &str) -> String {
        let saying = t.say("refused-in-one").with("title", self.title(t)).with("what", self.what(t));
        saying.with("now", now).to_string()
    }

    /// Where what stands in the way is settled, and the name of that place.
    fn way_on(&self, t: &Texts) -> Option<(&str, String)> {
        let (href, name) = self.0.way_on.as_ref()?;
        Some((href.as_str(), self.said(t, name)))
    }

    /// What was typed, in its lines.
    fn typed_lines(&self) -> Vec<&str> {
        self.0.typed.lines().collect()
    }

    fn document(&self, t: &Texts) -> Response {
        let mut document = self.0.members.clone();
        document.insert("type".into(), "about:blank".into());
        document.insert("status".into(), self.status().as_u16().into());
        document.insert("code".into(), self.0.code.into());
        document.insert("title".into(), self.title(t).into());
        document.insert("detail".into(), format!("{} {}", self.what(t), self.now(t)).into());
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        (self.status(), [kind], Json(document)).into_response()
    }

    fn page(&self, visit: &Visit) -> Response {
        let t = visit.texts.clone();
        let mut frame = visit.frame("problem-internal");
        frame.title = self.title(&t);
        let work = work_of(&frame.path);
        frame::show_with(self.status(), &ProblemPage { problem: self, frame, work, t })
    }

    /// The response for this visit.
    fn answer(&self, visit: &Visit) -> Response {
        match visit.reader {
            Reader::Person => self.page(visit),
            Reader::Programme => self.document(&visit.texts),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.0.code, self.status())
    }
}

impl std::error::Error for Problem {}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        // English JSON until `dress` puts it into the reader's form.
        let mut response = self.document(&Texts::new(Language::En, TimeZone::UTC));
        if let Some(seconds) = self.0.retry_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'p> {
    frame: Frame,
    /// Where staff go on: the address and its name.
    work: Option<(&'static str, &'static str)>,
    t: Texts,
    problem: &'p Problem,
}

/// The page from which work goes on where this address belongs to it: staff are not sent to the visitors' start.
fn work_of(path: &str) -> Option<(&'static str, &'static str)> {
    let places = [("/counter", "nav-counter"), ("/office", "nav-office")];
    places.into_iter().find(|(place, _)| path == *place || path.starts_with(&format!("{place}/")))
}

/// The layer that gives every refusal its reader's form. Around all routes, inside compression.
pub async fn dress(visit: Visit, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => problem.clone(),
        None if is_bare(&response) => Problem::of(Fault::of_status(response.status())),
        None => return response,
    };
    let mut dressed = problem.answer(&visit);
    for (name, value) in response.headers() {
        let described_anew = name == header::CONTENT_TYPE || name == header::CONTENT_LENGTH;
        if !described_anew {
            dressed.headers_mut().append(name, value.clone());
        }
    }
    dressed
}

/// A refusal that no handler has written: an error status with no body, or a line of plain text.
fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let status = response.status();
    (status.is_client_error() || status.is_server_error())
        && kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

/// The answer to a request whose handler panicked: our fault, said as one, in the reader's form.
pub fn of_panic() -> std::sync::Arc<crate::telemetry::OnPanic> {
    std::sync::Arc::new(|_, _| Problem::of(Fault::Internal).into_response())
}

/// A problem page for the style samples.
#[cfg(test)]
pub(crate) fn sample_page(language: Language) -> String {
    let masthead = super::frame::Masthead::sample();
    let t = Texts::new(language, masthead.zone.clone());
    let problem = Problem::of(Fault::StorageLow);
    let frame = Frame::new(&masthead, t.clone(), "/", problem.title(&t));
    ProblemPage { frame, work: None, t, problem: &problem }.render().unwrap()
}

#[cfg(test)]
mod tests;
