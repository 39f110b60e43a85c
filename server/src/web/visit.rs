//! One request, as a page needs to know it: in which language, for whom to answer, and what the fair is called.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::{FromRef, FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::tz::TimeZone;

use domain::fair::Venue;

use crate::app::App;
use crate::engine::Published;
use crate::locale::{self, Language, Texts};

use super::frame::{Frame, Masthead};
use super::problem::{Fault, Problem};
use super::ticket::view::Hours;

/// Set by our own script when it sends a form: the answer is JSON, so that the script knows the desk has confirmed.
pub const SENDING: &str = "x-fairdesk-send";

/// Who shall read the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A person with a browser: a page.
    Person,
    /// A programme, or our own script: JSON.
    Programme,
}

/// What a handler takes as its first argument to answer in the visitor's language.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The visitor's words.
    pub texts: Texts,
    /// Path and query, to come back to after the language switch.
    pub path: String,
    /// Page or JSON.
    pub reader: Reader,
    /// Whether our script sent this form and waits for a confirmation ([`Visit::sent`]).
    pub sending: bool,
    /// The fair.
    pub masthead: Arc<Masthead>,
}

impl Visit {
    /// Reads the request's head.
    pub fn of(masthead: Arc<Masthead>, path: &str, headers: &HeaderMap) -> Visit {
        let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
        let language =
            locale::negotiate(cookie(headers, "lang"), text(header::ACCEPT_LANGUAGE), masthead.language);
        let sending = headers.contains_key(SENDING);
        let asks_html = text(header::ACCEPT).is_some_and(|accept| accept.contains("text/html"));
        let reader = if asks_html && !sending && !path.starts_with("/api/") {
            Reader::Person
        } else {
            Reader::Programme
        };
        Visit {
            texts: Texts::new(language, masthead.zone.clone()).at(masthead.venue),
            path: path.to_owned(),
            reader,
            sending,
            masthead,
        }
    }

    /// The same visit in the words of another kind of place.
    #[must_use]
    pub fn at(mut self, venue: Venue) -> Self {
        self.texts = self.texts.at(venue);
        self
    }

    /// The frame of a page titled by this text.
    pub fn frame(&self, title: &str) -> Frame {
        Frame::new(&self.masthead, self.texts.clone(), &self.path, self.texts.t(title).into_owned())
    }

    /// Sends a browser that is not signed in to the sign-in page, and back here afterwards.
    pub fn to_sign_in(&self) -> Response {
        let back: String = form_urlencoded(&self.path);
        (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/sign-in?back={back}"))]).into_response()
    }

    /// Confirms a form: our script gets `{"location": …}` and clears its draft, a plain browser is sent there.
    pub fn sent(&self, location: &str) -> Response {
        if self.sending {
            Json(serde_json::json!({ "location": location })).into_response()
        } else {
            (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit
where
    Arc<Masthead>: FromRef<S>,
{
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        Ok(Visit::of(Arc::from_ref(state), path, &parts.headers))
    }
}

impl Published {
    /// The desk's words for a reader of this language who asks for no page: a live stream, a program, a paper.
    pub(in crate::web) fn texts(&self, language: Language) -> Texts {
        Texts::of(self.desk.fair().map(|fair| &fair.plan), language)
    }
}

impl FromRef<App> for Arc<Masthead> {
    fn from_ref(app: &App) -> Self {
        let published = app.now();
        Arc::new(match published.desk.fair() {
            Some(fair) => Masthead {
                fair: fair.plan.name.clone(),
                venue: fair.plan.venue,
                zone: fair.plan.time_zone(),
                language: fair.plan.languages.first().copied().unwrap_or_default(),
                demo: fair.demo,
                desk_place: fair.plan.desk.clone(),
                over: Hours::are_over(&published.desk, app.clock.now()),
            },
            None => Masthead {
                fair: "Fairdesk".to_owned(),
                venue: Venue::Fair,
                zone: TimeZone::UTC,
                language: Language::En,
                demo: false,
                desk_place: String::new(),
                over: false,
            },
        })
    }
}

/// A text as the value of a query.
fn form_urlencoded(text: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
    text.bytes()
        .map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[derive(serde::Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

/// The language switch, `/language/{tag}?back=/path`: remembers the choice and returns.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/language/{tag}", get(switch))
}

async fn switch(Path(tag): Path<String>, Query(Back { back }): Query<Back>) -> Result<Response, Problem> {
    let language = Language::from_tag(&tag).ok_or(Problem::of(Fault::NotFound))?;
    let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", language.tag());
    let back = if own_path(&back) { back } else { "/".to_owned() };
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, back), (header::SET_COOKIE, cookie)]).into_response())
}

/// Whether this leads to a page of the desk and nowhere else.
pub fn own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;
    use axum::body::Body;
    use axum::http::{HeaderValue, Request};
    use tower::ServiceExt;

    fn visit(path: &str, headers: &[(&'static str, &'static str)]) -> Visit {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect();
        Visit::of(Arc::new(Masthead::sample()), path, &headers)
    }

    #[test]
    fn the_cookie_beats_the_browser() {
        let visit = visit("/", &[("cookie", "a=b; lang=zh-CN"), ("accept-language", "en")]);
        assert_eq!(visit.texts.language(), Language::ZhCn);
    }

    #[test]
    fn browsers_get_pages_and_programmes_get_json() {
        let html = ("accept", "text/html,application/xhtml+xml");
        assert_eq!(visit("/board", &[html]).reader, Reader::Person);
        assert_eq!(visit("/board", &[("accept", "*/*")]).reader, Reader::Programme);
        assert_eq!(visit("/api/v1/queue", &[html]).reader, Reader::Programme);
        assert_eq!(visit("/b/x", &[html, (SENDING, "1")]).reader, Reader::Programme);
    }

    #[test]
    fn a_sent_form_is_confirmed_to_the_script_and_redirects_a_plain_browser() {
        assert_eq!(visit("/b/x", &[]).sent("/t/k").status(), StatusCode::SEE_OTHER);
        assert_eq!(visit("/b/x", &[(SENDING, "1")]).sent("/t/k").status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn the_switch_returns_to_the_page_and_never_leaves_the_desk() {
        for (back, lands) in
            [("/t/abc?x=1", "/t/abc?x=1"), ("//evil.example", "/"), ("/\\evil", "/"), ("", "/")]
        {
            let query = back.replace('?', "%3f").replace('=', "%3d").replace('\\', "%5c");
            let request = Request::get(format!("/language/zh-CN?back={query}")).body(Body::empty()).unwrap();
            let answer = routes::<()>().with_state(()).oneshot(request).await.unwrap();
            assert_eq!(answer.headers()[header::LOCATION], lands);
            assert!(answer.headers()[header::SET_COOKIE].to_str().unwrap().starts_with("lang=zh-CN;"));
        }
    }
}
