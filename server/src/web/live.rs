//! Streams of server-sent events for pages and programs: each follows one topic of [`crate::live`] until the desk closes.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, Sse},
};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;

use crate::app::App;
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
    let shown = app.live().follow(topic, &app.now(), app.clock.now(), draw);
    let closing = app.closing.clone();
    let events = follow(shown, closing, form);
    let mut response = Sse::new(events).into_response();
    // Proxies that gather output would make a live page a dead one.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    response
}

fn follow(
    shown: watch::Receiver<Drawn>,
    closing: tokio_util::sync::CancellationToken,
    form: Form,
) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold((shown, closing, true), move |(mut shown, closing, first)| async move {
        if !first {
            let changed = tokio::select! {
                () = closing.cancelled() => return None,
                changed = tokio::time::timeout(BEAT, shown.changed()) => changed,
            };
            match changed {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return None,
                Err(_) => {
                    return Some((Ok(Event::default().event("beat").data("")), (shown, closing, false)));
                }
            }
        }
        let drawn = shown.borrow_and_update().clone();
        let name = match form {
            Form::Fragment => "fragment",
            Form::Json => "state",
        };
        let event = Event::default().event(name).id(drawn.seq.to_string()).data(&*drawn.text);
        Some((Ok(event), (shown, closing, false)))
    })
}
