//! Growing delays after failed sign-ins, so that a PIN cannot be guessed and yet nobody can lock the staff out.
//!
//! Three counts run side by side:
//! - a name from one caller: the usual mistyped PIN;
//! - one caller, whatever the name: somebody trying one PIN on everybody;
//! - a name from all callers that never signed in under it: somebody who changes devices. A device that once signed in
//!   under the name is exempt from this one, so that strangers cannot keep a mediator away from the counter.
//!
//! An attempt counts as failed from its beginning and is taken back when it succeeds. Otherwise a thousand attempts sent
//! at once would all be let through before the first had failed.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{
    caller::{Caller, CallerKey},
    secrets::KeyHash,
};

/// How failures turn into delay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// Failures that cost nothing; the next one begins to.
    pub free: u32,
    /// The first delay; each further failure doubles it.
    pub first: Duration,
    /// No delay is longer.
    pub longest: Duration,
}

impl Delay {
    fn after(self, failures: u32) -> Duration {
        let Some(doublings) = failures.checked_sub(self.free) else { return Duration::ZERO };
        let factor = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
        self.first.checked_mul(factor).unwrap_or(self.longest).min(self.longest)
    }
}

/// The rules of all three counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockoutRules {
    /// A name from one caller.
    pub name_from_caller: Delay,
    /// One caller, any name.
    pub caller: Delay,
    /// A name from callers that never signed in under it.
    pub name_from_strangers: Delay,
    /// Failures older than this are forgotten.
    pub forget_after: Duration,
    /// Most counts kept.
    pub capacity: usize,
}

impl Default for LockoutRules {
    fn default() -> Self {
        let delay = |free| Delay { free, first: Duration::from_secs(30), longest: Duration::from_mins(15) };
        Self {
            name_from_caller: delay(5),
            caller: delay(15),
            name_from_strangers: delay(30),
            forget_after: Duration::from_hours(2),
            capacity: 20_000,
        }
    }
}

/// Too many failures: not even tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many failed attempts; try again in {} s", .retry_after.as_secs() + 1)]
pub struct Locked {
    /// How long to wait.
    pub retry_after: Duration,
}

/// An attempt under way. It stays counted as failed unless it is handed to [`Lockout::succeeded`] or
/// [`Lockout::not_tried`].
#[derive(Debug)]
#[must_use = "an attempt that is dropped counts as failed"]
pub struct Attempt {
    /// What was counted, and until when that locked it.
    counts: Vec<(Key, Duration)>,
    trusting: Option<(KeyHash, KeyHash)>,
}

/// What is counted. Names and callers are hashed, so that one of any length takes the same room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    NameFromCaller { name: KeyHash, caller: KeyHash },
    Caller(KeyHash),
    NameFromStrangers(KeyHash),
}

impl Key {
    fn name(&self) -> Option<&KeyHash> {
        match self {
            Self::NameFromCaller { name, .. } | Self::NameFromStrangers(name) => Some(name),
            Self::Caller(_) => None,
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    failures: u32,
    locked_until: Duration,
    last: Duration,
}

#[derive(Debug, Default)]
struct Tables {
    counts: HashMap<Key, Count>,
    /// Name and device of earlier successes, with the time of the last.
    trusted: HashMap<(KeyHash, KeyHash), Duration>,
}

/// Most pairs of name and device that are remembered as having signed in. Only those who know a PIN can add one.
const TRUSTED: usize = 5_000;

/// Counts failures. Times are monotonic.
#[derive(Debug)]
pub struct Lockout {
    rules: LockoutRules,
    tables: Mutex<Tables>,
}

impl Lockout {
    /// With nothing counted yet.
    pub fn new(rules: LockoutRules) -> Self {
        Self { rules, tables: Mutex::default() }
    }

    /// Begins an attempt of `caller` to sign in as `name`.
    ///
    /// # Errors
    /// With the longest wait, when any of the counts is too high. Then the attempt itself is not counted.
    pub fn attempt(&self, name: &str, caller: &Caller, now: Duration) -> Result<Attempt, Locked> {
        let (name, caller_hash) = (hash_of_name(name), hash_of_caller(caller));
        let trusting = caller.device.map(|device| (name, device.hash()));
        let mut tables = self.tables();
        let known = trusting.is_some_and(|pair| tables.trusted.contains_key(&pair));
        let mut counted = vec![
            (Key::NameFromCaller { name, caller: caller_hash }, self.rules.name_from_caller),
            (Key::Caller(caller_hash), self.rules.caller),
        ];
        if !known {
            counted.push((Key::NameFromStrangers(name), self.rules.name_from_strangers));
        }

        let until =
            counted.iter().filter_map(|(key, _)| tables.counts.get(key)).map(|c| c.locked_until).max();
        if let Some(wait) = until.and_then(|until| until.checked_sub(now)).filter(|wait| !wait.is_zero()) {
            return Err(Locked { retry_after: wait });
        }
        let mut counts = Vec::with_capacity(counted.len());
        for (key, delay) in counted {
            self.make_room(&mut tables.counts, &key, now);
            let count = tables.counts.entry(key).or_default();
            if count.last + self.rules.forget_after < now {
                *count = Count::default();
            }
            count.failures = count.failures.saturating_add(1);
            count.last = now;
            count.locked_until = now + delay.after(count.failures);
            counts.push((key, count.locked_until));
        }
        Ok(Attempt { counts, trusting })
    }

    /// The name and PIN were right: the caller's failures under this name are forgotten and its device is trusted.
    ///
    /// The other two counts only take this attempt back; otherwise somebody with an account of their own could wipe
    /// out what they failed at under other names.
    #[expect(clippy::needless_pass_by_value, reason = "an attempt ends once")]
    pub fn succeeded(&self, attempt: Attempt, now: Duration) {
        let mut tables = self.tables();
        if let Some((own, _)) = attempt.counts.first() {
            tables.counts.remove(own);
        }
        take_back(&mut tables.counts, attempt.counts.iter().skip(1));
        if let Some(pair) = attempt.trusting {
            if tables.trusted.len() >= TRUSTED && !tables.trusted.contains_key(&pair) {
                let oldest = tables.trusted.iter().min_by_key(|(_, last)| **last).map(|(pair, _)| *pair);
                oldest.and_then(|pair| tables.trusted.remove(&pair));
            }
            tables.trusted.insert(pair, now);
        }
    }

    /// The PIN was never looked at, because the desk was too busy: the attempt does not count.
    #[expect(clippy::needless_pass_by_value, reason = "an attempt ends once")]
    pub fn not_tried(&self, attempt: Attempt) {
        take_back(&mut self.tables().counts, attempt.counts.iter());
    }

    /// The PIN of `name` was reset by somebody entitled to: failures under it are forgotten, and so are the devices that
    /// were trusted, one of which may be the reason for the reset.
    pub fn start_over(&self, name: &str) {
        let name = hash_of_name(name);
        let mut tables = self.tables();
        tables.counts.retain(|key, _| key.name() != Some(&name));
        tables.trusted.retain(|(trusted, _), _| *trusted != name);
    }

    fn make_room(&self, counts: &mut HashMap<Key, Count>, key: &Key, now: Duration) {
        if counts.len() < self.rules.capacity || counts.contains_key(key) {
            return;
        }
        counts.retain(|_, count| count.last + self.rules.forget_after >= now);
        if counts.len() < self.rules.capacity {
            return;
        }
        // Those with the fewest failures first, so that a flood of made-up names does not wipe out the real counts.
        let mut order: Vec<_> = counts.iter().map(|(key, c)| (c.failures, c.last, *key)).collect();
        order.sort_unstable_by_key(|(failures, last, _)| (*failures, *last));
        for (_, _, key) in order.iter().take(self.rules.capacity / 8 + 1) {
            counts.remove(key);
        }
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash_of_name(name: &str) -> KeyHash {
    KeyHash::of(name.trim().to_lowercase().as_bytes())
}

fn hash_of_caller(caller: &Caller) -> KeyHash {
    match caller.key() {
        CallerKey::Device(device) => device.hash(),
        CallerKey::Address(address) => KeyHash::of(address.to_string().as_bytes()),
    }
}

fn take_back<'a>(counts: &mut HashMap<Key, Count>, taken: impl Iterator<Item = &'a (Key, Duration)>) {
    for (key, locked_until) in taken {
        if let Some(count) = counts.get_mut(key) {
            count.failures = count.failures.saturating_sub(1);
            // Somebody else's later failure may have locked it meanwhile; that stays.
            if count.locked_until == *locked_until {
                count.locked_until = Duration::ZERO;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{caller::Device, stamp::Stamper};

    const START: Duration = Duration::from_secs(1000);

    fn device() -> Caller {
        Caller { device: Some(Device::issue(&Stamper::random()).0), address: [10, 0, 0, 1].into() }
    }

    fn fail(lockout: &Lockout, name: &str, caller: &Caller, now: Duration) -> Result<(), Duration> {
        match lockout.attempt(name, caller, now) {
            Ok(attempt) => {
                drop(attempt);
                Ok(())
            }
            Err(locked) => Err(locked.retry_after),
        }
    }

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn the_delay_doubles_up_to_a_quarter_of_an_hour() {
        let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
        let mut now = START;
        for _ in 0..5 {
            assert_eq!(fail(&lockout, "li", &tablet, now), Ok(()));
        }
        for wait in [30, 60, 120, 240, 480, 900, 900] {
            assert_eq!(fail(&lockout, "li", &tablet, now), Err(seconds(wait)));
            assert_eq!(fail(&lockout, " LI ", &tablet, now), Err(seconds(wait)), "the same name");
            now += seconds(wait);
            assert_eq!(fail(&lockout, "li", &tablet, now), Ok(()), "one more try after the wait");
        }
    }

    #[test]
    fn the_right_pin_clears_the_count() {
        let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
        for _ in 0..4 {
            assert_eq!(fail(&lockout, "li", &tablet, START), Ok(()));
        }
        let attempt = lockout.attempt("li", &tablet, START).unwrap();
        lockout.succeeded(attempt, START);
        for _ in 0..5 {
            assert_eq!(fail(&lockout, "li", &tablet, START), Ok(()));
        }
    }

    #[test]
    fn attempts_sent_at_once_do_not_slip_through() {
        let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
        let under_way: Vec<_> = (0..100).filter_map(|_| lockout.attempt("li", &tablet, START).ok()).collect();
        assert_eq!(under_way.len(), 5);
    }

    #[test]
    fn an_attempt_that_was_never_tried_does_not_count() {
        let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
        for _ in 0..100 {
            let attempt = lockout.attempt("li", &tablet, START).unwrap();
            lockout.not_tried(attempt);
        }
    }

    #[test]
    fn one_device_trying_many_names_is_stopped() {
        let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
        let tried = (0..100).take_while(|n| fail(&lockout, &format!("m{n}"), &tablet, START).is_ok()).count();
        assert_eq!(tried, 15);
        assert_eq!(fail(&lockout, "m0", &device(), START), Ok(()), "other devices are not");
    }

    #[test]
    fn an_account_of_ones_own_does_not_wipe_out_failures_under_other_names() {
        let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
        let tried = (0..100)
            .take_while(|n| {
                if let Ok(own) = lockout.attempt("own", &tablet, START) {
                    lockout.succeeded(own, START);
                }
                fail(&lockout, &format!("m{n}"), &tablet, START).is_ok()
            })
            .count();
        assert_eq!(tried, 15);
    }

    #[test]
    fn strangers_with_ever_new_devices_are_stopped_but_not_the_mediators_own_tablet() {
        let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
        let attempt = lockout.attempt("li", &tablet, START).unwrap();
        lockout.succeeded(attempt, START);

        let tried = (0..100).take_while(|_| fail(&lockout, "li", &device(), START).is_ok()).count();
        assert_eq!(tried, 30);
        let attempt = lockout.attempt("li", &tablet, START).unwrap();
        lockout.succeeded(attempt, START);
        assert_eq!(fail(&lockout, "li", &device(), START), Err(seconds(30)), "strangers still wait");
    }

    #[test]
    fn failures_are_forgotten_in_time_and_at_a_reset() {
        let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
        for _ in 0..5 {
            assert_eq!(fail(&lockout, "li", &tablet, START), Ok(()));
        }
        assert!(fail(&lockout, "li", &tablet, START).is_err());
        lockout.start_over("Li");
        assert_eq!(fail(&lockout, "li", &tablet, START), Ok(()));

        let later = START + Duration::from_hours(3);
        for _ in 0..5 {
            assert_eq!(fail(&lockout, "li", &tablet, later), Ok(()));
        }
    }

    #[test]
    fn a_flood_of_names_neither_fills_memory_nor_frees_the_locked() {
        let rules = LockoutRules { capacity: 200, ..LockoutRules::default() };
        let (lockout, tablet) = (Lockout::new(rules), device());
        for _ in 0..5 {
            assert_eq!(fail(&lockout, "li", &tablet, START), Ok(()));
        }
        for n in 0..5_000 {
            assert_eq!(fail(&lockout, &format!("{n}").repeat(1000), &device(), START), Ok(()));
        }
        assert!(lockout.tables().counts.len() <= 200);
        assert!(fail(&lockout, "li", &tablet, START).is_err());
    }
}
