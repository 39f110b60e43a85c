//! The time, asked in one place: everything that needs it is handed a [`Clock`], so that tests move time instead of
//! waiting for it.
//!
//! Two kinds of time: [`Clock::now`] is what the wall says and may jump when somebody sets the machine's clock;
//! [`Clock::monotonic`] only ever goes forward and is what delays, lock-outs and limits count in.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use jiff::Timestamp;

/// A source of time.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The time of day, as the machine believes it to be. It may jump, forward or back.
    fn now(&self) -> Timestamp;

    /// Time since some fixed moment of this run. Never goes back and never jumps with the machine's clock.
    fn monotonic(&self) -> Duration;
}

/// A clock that many tasks ask.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's own clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    started: Instant,
}

impl SystemClock {
    /// A clock whose [`Clock::monotonic`] starts from zero now.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    fn now(&self) -> Timestamp {
        Timestamp::now() + ahead()
    }

    fn monotonic(&self) -> Duration {
        self.started.elapsed() + ahead()
    }
}

/// The file that says by how many seconds the clocks of real programs go ahead, named by `FAIRDESK_CLOCK_AHEAD`. Stories let an
/// hour pass with it; a program built for use does not look.
#[cfg(debug_assertions)]
static AHEAD: std::sync::LazyLock<Option<std::path::PathBuf>> =
    std::sync::LazyLock::new(|| std::env::var_os("FAIRDESK_CLOCK_AHEAD").map(Into::into));

#[cfg(debug_assertions)]
fn ahead() -> Duration {
    let said = AHEAD.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
    Duration::from_secs(said.and_then(|text| text.trim().parse().ok()).unwrap_or(0))
}

#[cfg(not(debug_assertions))]
const fn ahead() -> Duration {
    Duration::ZERO
}

/// A clock that moves only when told, for tests and for drawing sample pages.
#[derive(Debug)]
pub struct ManualClock {
    hands: Mutex<(Timestamp, Duration)>,
}

impl ManualClock {
    /// A clock that shows `now` and whose monotonic time is zero.
    pub fn at(now: Timestamp) -> Self {
        Self { hands: Mutex::new((now, Duration::ZERO)) }
    }

    /// Lets `step` pass: both kinds of time move on.
    ///
    /// # Panics
    /// When the time of day would leave the range of [`Timestamp`].
    pub fn advance(&self, step: Duration) {
        let mut hands = self.hands.lock().unwrap_or_else(PoisonError::into_inner);
        hands.0 += step;
        hands.1 += step;
    }

    /// Sets the time of day, as somebody who corrects the machine's clock does. Monotonic time stays.
    pub fn set(&self, now: Timestamp) {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner).0 = now;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    fn monotonic(&self) -> Duration {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner).1
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn noon() -> Timestamp {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let clock = ManualClock::at(noon());
        assert_eq!(clock.now(), noon());
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now().to_string(), "2026-11-20T12:01:30Z");
        assert_eq!(clock.monotonic(), Duration::from_secs(90));
    }

    #[test]
    fn setting_the_clock_leaves_monotonic_time_alone() {
        let clock = ManualClock::at(noon());
        clock.advance(Duration::from_mins(1));
        clock.set(noon());
        assert_eq!(clock.monotonic(), Duration::from_mins(1));
    }

    #[test]
    fn the_system_clock_goes_forward() {
        let clock = SystemClock::start();
        let earlier = clock.monotonic();
        assert!(clock.monotonic() >= earlier);
        assert!(clock.now() > noon() - SignedDuration::from_hours(24 * 365));
    }
}
