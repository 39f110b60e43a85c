//! The time a ticket is given out, by the desk's clock as far as this machine can tell.
//!
//! A kiosk's own clock may be wrong by years. Each hello measures how far it is from the desk's; from then on the time is counted
//! from that moment by a clock that nobody can set. Before the first hello of a run, the machine's clock is used with the offset
//! that was measured last. That may be worth little, so the desk holds every time between what is certain.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clock::SharedClock;
use jiff::{SignedDuration, Timestamp};

/// A hello that took longer says nothing about the clock: the desk's answer may be anywhere in it.
const LONGEST_TRIP: Duration = Duration::from_secs(2);

/// The desk's time, as measured.
#[derive(Debug)]
pub struct DeskClock {
    clock: SharedClock,
    measured: Mutex<Measured>,
}

#[derive(Debug)]
struct Measured {
    /// What to add to this machine's clock, from an earlier run.
    offset: Option<SignedDuration>,
    /// The desk's time at a moment of this run.
    anchor: Option<(Timestamp, Duration)>,
}

impl DeskClock {
    /// A clock that knows the offset of an earlier run, if there was one.
    pub fn new(clock: SharedClock, offset_ms: Option<i64>) -> Self {
        let measured = Measured { offset: offset_ms.map(SignedDuration::from_millis), anchor: None };
        Self { clock, measured: Mutex::new(measured) }
    }

    /// The machine's own clock.
    pub fn clock(&self) -> &SharedClock {
        &self.clock
    }

    /// Now, by the desk's clock.
    pub fn now(&self) -> Timestamp {
        let measured = self.measured.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((desk, then)) = measured.anchor {
            added(desk, self.clock.monotonic().saturating_sub(then))
        } else {
            let offset = measured.offset.unwrap_or_default();
            self.clock.now().saturating_add(offset).unwrap_or(Timestamp::MAX)
        }
    }

    /// Now, for a ticket: never before the one given out last, though the clock of this run may be behind what an earlier run was
    /// sure of.
    pub fn issue_time(&self, last: Option<Timestamp>) -> Timestamp {
        let now = self.now();
        last.map_or(now, |last| last.max(now))
    }

    /// Takes in what the desk said its time was, in a call that was sent and answered at these moments of
    /// [`clock::Clock::monotonic`]. Answers with the offset in milliseconds; nothing when the call took too long to tell.
    pub fn measure(&self, desk: Timestamp, sent: Duration, answered: Duration) -> Option<i64> {
        let trip = answered.saturating_sub(sent);
        if trip > LONGEST_TRIP {
            return None;
        }
        let middle = sent + trip / 2;
        let mut measured = self.measured.lock().unwrap_or_else(PoisonError::into_inner);
        let now = added(desk, self.clock.monotonic().saturating_sub(middle));
        let offset = now.duration_since(self.clock.now());
        measured.anchor = Some((desk, middle));
        measured.offset = Some(offset);
        i64::try_from(offset.as_millis()).ok()
    }
}

fn added(at: Timestamp, passed: Duration) -> Timestamp {
    let passed = SignedDuration::try_from(passed).unwrap_or(SignedDuration::MAX);
    at.saturating_add(passed).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use clock::{Clock, ManualClock};

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// A machine whose clock says noon, long ago.
    fn machine() -> Arc<ManualClock> {
        Arc::new(ManualClock::at(at("2020-01-01T12:00:00Z")))
    }

    #[test]
    fn after_a_hello_the_machines_own_clock_no_longer_matters() {
        let machine = machine();
        let clock = DeskClock::new(machine.clone(), None);
        let sent = machine.monotonic();
        machine.advance(SECOND);
        let offset = clock.measure(at("2026-11-20T10:00:00Z"), sent, machine.monotonic());
        assert!(offset.is_some_and(|ms| ms > 200_000_000_000), "{offset:?}");
        machine.advance(60 * SECOND);
        // Half a second of the trip had passed when the desk looked at its clock.
        assert_eq!(clock.now(), at("2026-11-20T10:01:00.5Z"));
        machine.set(at("2031-01-01T00:00:00Z"));
        assert_eq!(clock.now(), at("2026-11-20T10:01:00.5Z"), "somebody has set it");
    }

    #[test]
    fn a_slow_answer_measures_nothing() {
        let machine = machine();
        let clock = DeskClock::new(machine.clone(), Some(1000));
        assert_eq!(clock.measure(at("2026-11-20T10:00:00Z"), Duration::ZERO, 3 * SECOND), None);
        assert_eq!(clock.now(), at("2020-01-01T12:00:01Z"));
    }

    #[test]
    fn no_ticket_is_given_out_before_the_one_before_it() {
        let clock = DeskClock::new(machine(), Some(0));
        let last = at("2020-01-01T12:00:05Z");
        assert_eq!(clock.issue_time(Some(last)), last);
        let earlier = at("2020-01-01T11:00:00Z");
        assert_eq!(clock.issue_time(Some(earlier)), at("2020-01-01T12:00:00Z"));
    }
}
