//! What changes on open pages: each changed fragment is drawn once, every stream copies an `Arc`.
//!
//! A topic is one fragment: a ticket's page in one language, the board of one hall, a mediator's lines. It exists while somebody
//! follows it. One task (in `desk`) draws after the engine's change signal, which comes after those who caused the change were
//! answered. A follower always starts with the whole fragment as it is now, so there is nothing to catch up on after sleep or
//! reconnect.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use tokio::sync::watch;

use crate::engine::Published;

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
