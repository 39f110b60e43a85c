//! What a start says while it takes its time: whoever waits for the desk on the morning of a fair must see that it works, and at
//! what. A start that is quick says nothing.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::journal::sled::Step;

/// A start that takes longer than this says what it is at, and again after each such time.
const EVERY: Duration = Duration::from_secs(2);

/// What a start is at, for whoever tells it.
#[derive(Debug, Default)]
pub(super) struct Watch {
    at: Mutex<At>,
    over: Condvar,
}

#[derive(Debug, Default)]
struct At {
    step: Option<Step>,
    over: bool,
}

impl Watch {
    /// Notes what the start is at.
    pub(super) fn tell(&self, step: Step) {
        self.at().step = Some(step);
    }

    fn at(&self) -> MutexGuard<'_, At> {
        self.at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands on what the start is at after each `every` until it is over.
    fn until_over(&self, every: Duration, say: &mut dyn FnMut(Step)) {
        let mut at = self.at();
        while !at.over {
            let (next, waited) = self.over.wait_timeout(at, every).unwrap_or_else(PoisonError::into_inner);
            at = next;
            if let Some(step) = at.step.filter(|_| waited.timed_out() && !at.over) {
                say(step);
            }
        }
    }
}

/// Does the work of a start and says how far it is whenever that takes long.
pub(super) fn watched<T>(watch: &Watch, work: impl FnOnce() -> T) -> T {
    /// Ends the watch however the work ends, or nobody would ever be waited for again.
    struct Over<'w>(&'w Watch);
    impl Drop for Over<'_> {
        fn drop(&mut self) {
            self.0.at().over = true;
            self.0.over.notify_all();
        }
    }
    std::thread::scope(|scope| {
        scope.spawn(|| watch.until_over(EVERY, &mut |step| tracing::info!("{}", words(step))));
        let _over = Over(watch);
        work()
    })
}

/// A step in words, for the log.
fn words(step: Step) -> String {
    match step {
        Step::Copying(bytes) => format!(
            "starting: the last run did not end in order; keeping a copy of its journal first ({} MiB)",
            bytes >> 20
        ),
        Step::Opening(bytes) => format!("starting: the store reads its file ({} MiB)", bytes >> 20),
        Step::Checking(done, of) if done <= of => {
            format!("starting: entry {done} of {of} is checked and applied")
        }
        Step::Checking(done, _) => format!("starting: entry {done} is checked and applied"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_start_says_what_it_is_at_until_it_is_over() {
        let (watch, (said, heard)) = (Watch::default(), std::sync::mpsc::channel());
        watch.tell(Step::Opening(3 << 20));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                watch.until_over(Duration::ZERO, &mut |step| drop(said.send(words(step))));
            });
            assert!(heard.recv().unwrap().contains("3 MiB"));
            watch.tell(Step::Checking(4097, 9000));
            assert!(heard.iter().any(|words| words.contains("4097 of 9000")));
            watch.at().over = true;
            watch.over.notify_all();
        });
    }

    #[test]
    fn a_quick_start_says_nothing_and_waits_for_nobody() {
        assert_eq!(watched(&Watch::default(), || 7), 7);
    }
}
