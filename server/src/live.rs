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

/// Draws a fragment from the state; nothing where that failed, which was logged: what was drawn before is better than none.
pub type Draw = Arc<dyn Fn(&Published, Timestamp) -> Option<String> + Send + Sync>;

/// A drawn fragment and the position it was drawn at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drawn {
    /// Position in the journal.
    pub seq: u64,
    /// The fragment.
    pub text: Arc<str>,
}

impl Drawn {
    /// Whether it was drawn at all: the first drawing may have failed.
    pub fn is_drawn(&self) -> bool {
        *self != Self::default()
    }
}

struct Topic {
    draw: Draw,
    /// What was drawn last, and at which position. Its `seq` grows with every drawing, whether the text changed or not.
    shown: watch::Sender<Drawn>,
    /// Held while a newcomer has the fragment drawn, so that of many who come at once only the first does.
    newcomer: Mutex<()>,
}

impl Topic {
    /// Draws anew; followers wake only when the text changed.
    fn redraw(&self, published: &Published, now: Timestamp) {
        let seq = published.head.seq;
        let Some(text) = (self.draw)(published, now) else { return };
        self.shown.send_if_modified(|drawn| {
            // A drawing made from an older state, which took longer, must not undo a newer one.
            if drawn.seq > seq {
                return false;
            }
            drawn.seq = seq;
            let changed = *drawn.text != *text;
            if changed {
                drawn.text = text.into();
            }
            changed
        });
    }

    /// Whether a newcomer may be shown what was drawn last.
    fn is_present(&self, published: &Published) -> bool {
        let drawn = self.shown.borrow();
        // Nothing was drawn yet where there is no text.
        drawn.seq >= published.head.seq && !drawn.text.is_empty()
    }
}

/// Every fragment somebody follows.
#[derive(Default)]
pub struct Live {
    topics: Mutex<HashMap<String, Arc<Topic>>>,
}

impl Live {
    /// Follows a topic; `draw` is used if nobody follows it yet, so it must depend on nothing but the topic's name.
    ///
    /// Whoever comes between two drawings sees the present, and so does everybody else from then on: a page that was just
    /// loaded must not fall back to what was drawn before.
    pub fn follow(
        &self,
        topic: &str,
        published: &Published,
        now: Timestamp,
        draw: &Draw,
    ) -> watch::Receiver<Drawn> {
        // Only found under the lock, never drawn: a fragment that takes long must not keep others from theirs. The place that is
        // held from here on keeps the topic from being dropped as one that nobody follows.
        let (topic, alone, _place) = {
            let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
            let topic = topics.entry(topic.to_owned()).or_insert_with(|| {
                let shown = watch::Sender::new(Drawn::default());
                Arc::new(Topic { draw: Arc::clone(draw), shown, newcomer: Mutex::new(()) })
            });
            (Arc::clone(topic), topic.shown.receiver_count() == 0, topic.shown.subscribe())
        };
        let newcomer = topic.newcomer.lock().unwrap_or_else(PoisonError::into_inner);
        // What nobody followed for a while may be out of date although the journal stands where it stood: time passes.
        if alone || !topic.is_present(published) {
            topic.redraw(published, now);
        }
        drop(newcomer);
        topic.shown.subscribe()
    }

    /// Forgets every topic, and with it whatever its drawing holds of the desk: nothing is drawn any more.
    pub fn end(&self) {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// How many streams are open.
    pub fn followers(&self) -> usize {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        topics.values().map(|topic| topic.shown.receiver_count()).sum()
    }

    /// Draws every followed topic anew and tells those whose fragment changed. Topics nobody follows are dropped.
    pub fn redraw(&self, published: &Published, now: Timestamp) {
        // Taken out of the lock: drawing thousands of fragments must not keep a new follower waiting.
        let followed: Vec<Arc<Topic>> = {
            let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
            topics.retain(|_, topic| topic.shown.receiver_count() > 0);
            topics.values().map(Arc::clone).collect()
        };
        for topic in followed {
            topic.redraw(published, now);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::journal::Head;

    fn published(seq: u64) -> Published {
        let head = Head { seq, hash: [0; 32] };
        Published::new(domain::Desk::default(), domain::Directory::default(), head)
    }

    /// Draws half the position, and counts how often it was asked to.
    fn halves(drawn: &Arc<AtomicUsize>) -> Draw {
        let drawn = Arc::clone(drawn);
        Arc::new(move |published, _| {
            drawn.fetch_add(1, Ordering::Relaxed);
            Some((published.head.seq / 2).to_string())
        })
    }

    #[test]
    fn a_fragment_is_drawn_once_for_all_who_follow_it_and_sent_only_when_it_changed() {
        let (live, drawn, now) = (Live::default(), Arc::new(AtomicUsize::new(0)), Timestamp::UNIX_EPOCH);
        let draw = halves(&drawn);
        let mut followers: Vec<_> = (0..3).map(|_| live.follow("a", &published(2), now, &draw)).collect();
        assert_eq!((drawn.load(Ordering::Relaxed), live.followers()), (1, 3));
        live.redraw(&published(3), now);
        assert!(
            followers.iter_mut().all(|shown| !shown.has_changed().unwrap()),
            "the same text is not sent again"
        );
        live.redraw(&published(4), now);
        for shown in &mut followers {
            assert_eq!(*shown.borrow_and_update(), Drawn { seq: 4, text: "2".into() });
        }
        assert_eq!(drawn.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn a_drawing_that_fails_leaves_what_was_drawn_before() {
        let (live, now) = (Live::default(), Timestamp::UNIX_EPOCH);
        // It fails at every odd position.
        let draw: Draw = Arc::new(|published, _| {
            published.head.seq.is_multiple_of(2).then(|| published.head.seq.to_string())
        });
        let mut shown = live.follow("a", &published(3), now, &draw);
        assert!(!shown.borrow_and_update().is_drawn(), "there is nothing yet, and no empty fragment");
        live.redraw(&published(4), now);
        assert_eq!(*shown.borrow_and_update(), Drawn { seq: 4, text: "4".into() });
        live.redraw(&published(5), now);
        assert!(!shown.has_changed().unwrap());
        let late = live.follow("a", &published(5), now, &draw);
        assert_eq!(&*late.borrow().text, "4", "whoever comes then sees what stands");
    }

    #[test]
    fn what_nobody_follows_is_not_drawn() {
        let (live, drawn, now) = (Live::default(), Arc::new(AtomicUsize::new(0)), Timestamp::UNIX_EPOCH);
        drop(live.follow("a", &published(2), now, &halves(&drawn)));
        live.redraw(&published(4), now);
        assert_eq!(drawn.load(Ordering::Relaxed), 1);
        let late = live.follow("a", &published(8), now, &halves(&drawn));
        assert_eq!(
            &*late.borrow().text,
            "4",
            "whoever comes back sees the present, not what was drawn before"
        );
    }

    #[test]
    fn a_follower_who_comes_between_two_drawings_sees_the_present() {
        let (live, drawn, now) = (Live::default(), Arc::new(AtomicUsize::new(0)), Timestamp::UNIX_EPOCH);
        let first = live.follow("a", &published(2), now, &halves(&drawn));
        let second = live.follow("a", &published(8), now, &halves(&drawn));
        assert_eq!(&*second.borrow().text, "4");
        assert_eq!(&*first.borrow().text, "4", "and so does everybody else");
    }

    #[test]
    fn a_fragment_that_takes_long_to_draw_keeps_nobody_from_another() {
        let (live, now) = (Arc::new(Live::default()), Timestamp::UNIX_EPOCH);
        let (drawing, begun) = std::sync::mpsc::channel();
        let (go_on, may) = std::sync::mpsc::channel::<()>();
        let may = Mutex::new(may);
        let slow: Draw = Arc::new(move |_, _| {
            drawing.send(()).unwrap();
            may.lock().unwrap().recv().unwrap();
            Some("slow".to_owned())
        });
        let theirs = Arc::clone(&live);
        let waiting = std::thread::spawn(move || theirs.follow("slow", &published(2), now, &slow));
        begun.recv().unwrap();
        let other = live.follow("quick", &published(2), now, &halves(&Arc::default()));
        assert_eq!(&*other.borrow().text, "1");
        go_on.send(()).unwrap();
        assert_eq!(&*waiting.join().unwrap().borrow().text, "slow");
    }
}
