//! Streams of server-sent events for pages and programs: each follows one topic of [`crate::live`] until the desk closes, one that
//! only staff may see no longer than whoever opened it is signed in, and one of what can be withdrawn no longer than it stands.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, Sse},
};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{app::App, engine::Published, locale::Texts};

use super::guard::Signed;
pub use crate::live::{Draw, Drawn};

/// A silent stream says at least this often that it lives.
const BEAT: Duration = Duration::from_secs(15);

/// How a stream names its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// HTML for pages: events named `fragment`.
    Fragment,
    /// JSON for programs: events named `state`.
    Json,
}

/// A stream of server-sent events that follows a topic until the desk closes or the reader leaves.
pub fn stream(app: &App, topic: &str, form: Form, draw: &Draw) -> Response {
    open(app, topic, form, draw, |_| true)
}

/// The same for what can be withdrawn: nothing more is sent once there is nothing to show, and whoever comes back is told why.
pub fn stream_while_shown(app: &App, topic: &str, form: Form, draw: &Draw) -> Response {
    open(app, topic, form, draw, |drawn| !drawn.text.is_empty())
}

/// The same for what only staff may see: nothing more is sent once this person's session has ended.
pub fn stream_to(app: &App, person: &Signed, topic: &str, form: Form, draw: &Draw) -> Response {
    // Not the whole app: a stream to a phone that walked away must not keep the engine from ending.
    let (sessions, clock, session) = (app.sessions.clone(), Arc::clone(&app.clock), person.session.id);
    open(app, topic, form, draw, move |_| sessions.lasts(&session, clock.now()))
}

/// The same for one part of a page, told in the language in which the page was asked for.
pub fn part_to(
    app: &App,
    person: &Signed,
    topic: &str,
    t: Texts,
    part: impl Fn(&Texts) -> askama::Result<String> + Send + Sync + 'static,
) -> Response {
    let topic = format!("{topic}/{}", t.language().tag());
    let draw: Draw = Arc::new(move |_: &Published, _| {
        part(&t).inspect_err(|error| tracing::error!(%error, "a part of a page cannot be drawn")).ok()
    });
    stream_to(app, person, &topic, Form::Fragment, &draw)
}

fn open<May>(app: &App, topic: &str, form: Form, draw: &Draw, may: May) -> Response
where
    May: Fn(&Drawn) -> bool + Send + 'static,
{
    let shown = app.live().follow(topic, &app.now(), app.clock.now(), draw);
    let events = follow(shown, app.closing.clone(), form, may);
    let mut response = Sse::new(events).into_response();
    // Proxies that gather output would make a live page a dead one.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    response
}

fn follow<May>(
    shown: watch::Receiver<Drawn>,
    closing: CancellationToken,
    form: Form,
    may: May,
) -> impl Stream<Item = Result<Event, Infallible>>
where
    May: Fn(&Drawn) -> bool + Send + 'static,
{
    stream::unfold((shown, closing, may, true), move |(mut shown, closing, may, first)| async move {
        if !first {
            let changed = tokio::select! {
                () = closing.cancelled() => return None,
                changed = tokio::time::timeout(BEAT, shown.changed()) => changed,
            };
            let ended = !may(&shown.borrow());
            if ended {
                return None;
            }
            match changed {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return None,
                Err(_) => {
                    return Some((Ok(Event::default().event("beat").data("")), (shown, closing, may, false)));
                }
            }
        }
        let drawn = shown.borrow_and_update().clone();
        // What could not be drawn yet is not told as empty.
        if !drawn.is_drawn() {
            return Some((Ok(Event::default().event("beat").data("")), (shown, closing, may, false)));
        }
        let name = match form {
            Form::Fragment => "fragment",
            Form::Json => "state",
        };
        let event = Event::default().event(name).id(drawn.seq.to_string()).data(&*drawn.text);
        Some((Ok(event), (shown, closing, may, false)))
    })
}
