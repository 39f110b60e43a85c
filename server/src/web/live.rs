//! What changes on open pages: one task renders each changed fragment once, every stream copies an `Arc`.
//!
//! A topic is one fragment: a ticket's page in one language, the board of one hall, a mediator's lines. It exists while somebody
//! follows it. The task wakes on the engine's change signal, after those who caused the change were answered, and gathers what
//! happens within [`GATHER`], so that a busy minute costs a few renderings and not one a command.
//!
//! A follower always starts with the whole fragment as it is now, so there is nothing to catch up on after sleep or reconnect;
//! the `id:` of an event is the journal's position.

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, Sse},
};
use futures_util::stream::{self, Stream};
use jiff::Timestamp;
use tokio::sync::watch;

use crate::{app::App, engine::Published};

/// Changes within this time are rendered together.
const GATHER: Duration = Duration::from_millis(200);
/// A silent stream says at least this often that it lives.
const BEAT: Duration = Duration::from_secs(15);
/// Waits shrink as time passes even when nothing happens; fragments are drawn anew at least this often.
const REDRAW: Duration = Duration::from_secs(30);

/// Draws a fragment from the state.
pub type Draw = Arc<dyn Fn(&Published, Timestamp) -> String + Send + Sync>;

/// A drawn fragment and the position it was drawn at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drawn {
    /// Position in the journal.
    pub seq: u64,
    /// The fragment.
    pub text: Arc<str>,
}

struct Topic {
    draw: Draw,
    shown: watch::Sender<Drawn>,
}

/// Every fragment somebody follows.
#[derive(Default)]
pub struct Live {
    topics: Mutex<HashMap<String, Topic>>,
}

impl Live {
    /// Follows a topic; `draw` is used if nobody follows it yet, so it must depend on nothing but the topic's name.
    pub fn follow(
        &self,
        topic: &str,
        published: &Published,
        now: Timestamp,
        draw: &Draw,
    ) -> watch::Receiver<Drawn> {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        let topic = topics.entry(topic.to_owned()).or_insert_with(|| {
            let drawn = Drawn { seq: published.head.seq, text: draw(published, now).into() };
            Topic { draw: Arc::clone(draw), shown: watch::Sender::new(drawn) }
        });
        topic.shown.subscribe()
    }

    /// How many streams are open.
    pub fn followers(&self) -> usize {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        topics.values().map(|topic| topic.shown.receiver_count()).sum()
    }

    /// Draws every followed topic anew and tells those whose fragment changed. Topics nobody follows are dropped.
    pub fn redraw(&self, published: &Published, now: Timestamp) {
        // Taken out of the lock: drawing thousands of fragments must not keep a new follower waiting.
        let followed: Vec<(Draw, watch::Sender<Drawn>)> = {
            let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
            topics.retain(|_, topic| topic.shown.receiver_count() > 0);
            topics.values().map(|topic| (Arc::clone(&topic.draw), topic.shown.clone())).collect()
        };
        for (draw, shown) in followed {
            let text = draw(published, now);
            shown.send_if_modified(|drawn| {
                let changed = *drawn.text != *text;
                if changed {
                    *drawn = Drawn { seq: published.head.seq, text: text.into() };
                }
                changed
            });
        }
    }
}

/// Draws until the desk closes.
pub async fn run(app: App) {
    let mut changes = app.engine.changes();
    let mut redraw = tokio::time::interval(REDRAW);
    let mut gather = tokio::time::interval(GATHER);
    gather.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.closing.cancelled() => return,
            more = changes.changed() => if more.is_err() { return },
            _ = redraw.tick() => {}
        }
        // The interval's next tick is at most one gathering away: a lone change is shown at once after a quiet spell.
        gather.tick().await;
        changes.mark_unchanged();
        app.live().redraw(&app.now(), app.clock.now());
        app.metrics.followers.set(i64::try_from(app.live().followers()).unwrap_or(i64::MAX));
    }
}

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
