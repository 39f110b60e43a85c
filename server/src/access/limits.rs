//! How much of something one caller, and everybody together, may do in a time.
//!
//! The rule is the usual bucket, kept in its smallest form: for each key only the moment at which its bucket will be
//! full again. A key whose moment has passed needs no entry at all, which keeps the tables small by themselves; beyond
//! their capacity the entries nearest to full are dropped first.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::caller::{Caller, CallerKey};
use crate::config::Filing;

/// So many in a time, all of them at once if need be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    count: u32,
    per: Duration,
}

impl Rate {
    /// `count` in each `per`. A count of zero is taken as one.
    pub fn new(count: u32, per: Duration) -> Self {
        Self { count: count.max(1), per }
    }

    /// The time in which one more becomes allowed.
    fn step(self) -> Duration {
        self.per / self.count
    }

    /// Given when the bucket will be full again: when it will be after one more, or how long to wait for that one.
    fn after_one_more(self, full_at: Duration, now: Duration) -> Result<Duration, Duration> {
        let next = full_at.max(now) + self.step();
        match next.checked_sub(now + self.per) {
            None | Some(Duration::ZERO) => Ok(next),
            Some(wait) => Err(wait),
        }
    }
}

/// A limit for each key of many, such as each device.
#[derive(Debug)]
pub struct Limiter<K> {
    rate: Rate,
    capacity: usize,
    full_at: Mutex<HashMap<K, Duration>>,
}

impl<K: Copy + Eq + Hash> Limiter<K> {
    /// Remembers at most `capacity` keys.
    pub fn new(rate: Rate, capacity: usize) -> Self {
        Self { rate, capacity: capacity.max(8), full_at: Mutex::default() }
    }

    /// Counts one for `key`, or says how long to wait. `now` is monotonic time.
    ///
    /// # Errors
    /// With the time until one more is allowed.
    pub fn admit(&self, key: K, now: Duration) -> Result<(), Duration> {
        let mut table = self.table();
        let next = self.look(&table, &key, now)?;
        self.take(&mut table, key, next, now);
        Ok(())
    }

    fn look(&self, table: &HashMap<K, Duration>, key: &K, now: Duration) -> Result<Duration, Duration> {
        self.rate.after_one_more(table.get(key).copied().unwrap_or_default(), now)
    }

    fn take(&self, table: &mut HashMap<K, Duration>, key: K, next: Duration, now: Duration) {
        if table.len() >= self.capacity && !table.contains_key(&key) {
            make_room(table, self.capacity, now);
        }
        table.insert(key, next);
    }

    fn table(&self) -> MutexGuard<'_, HashMap<K, Duration>> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    fn remembered(&self) -> usize {
        self.table().len()
    }
}

/// Drops what no longer matters; if that is not enough, an eighth of the rest, those first that did least.
fn make_room<K: Copy + Eq + Hash>(table: &mut HashMap<K, Duration>, capacity: usize, now: Duration) {
    table.retain(|_, full_at| *full_at > now);
    if table.len() < capacity {
        return;
    }
    let mut by_use: Vec<_> = table.iter().map(|(key, full_at)| (*full_at, *key)).collect();
    by_use.sort_unstable_by_key(|(full_at, _)| *full_at);
    for (_, key) in by_use.iter().take(capacity / 8) {
        table.remove(key);
    }
}

/// Which limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// That of one device.
    Device,
    /// That of the devices without a cookie behind one address.
    Address,
    /// That of everybody together.
    Overall,
}

/// A limit was reached; nothing was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many at once; try again in {} s", self.retry_after_seconds())]
pub struct LimitReached {
    /// Which one.
    pub scope: Scope,
    /// How long to wait.
    pub retry_after: Duration,
}

impl LimitReached {
    /// For the `Retry-After` header: whole seconds, never too few.
    pub fn retry_after_seconds(&self) -> u64 {
        self.retry_after.as_secs() + u64::from(self.retry_after.subsec_nanos() > 0)
    }
}

/// The limits on filing by the public.
///
/// A hall full of phones behind one address is not locked out: a phone that keeps our cookie counts for itself, and
/// only those without one share the limit of their address.
#[derive(Debug)]
pub struct FilingLimits {
    device: Limiter<CallerKey>,
    address: Limiter<CallerKey>,
    overall: Limiter<()>,
}

/// Devices or addresses remembered; each takes about a hundred bytes.
const CALLERS: usize = 50_000;

impl FilingLimits {
    /// The limits that the settings name.
    pub fn new(filing: &Filing) -> Self {
        let minute = Duration::from_mins(1);
        Self {
            device: Limiter::new(Rate::new(filing.per_device_per_hour, Duration::from_hours(1)), CALLERS),
            address: Limiter::new(Rate::new(filing.per_address_per_minute, minute), CALLERS),
            overall: Limiter::new(Rate::new(filing.overall_per_minute, minute), 8),
        }
    }

    /// Counts one case for this caller, or says which limit stands in the way. `now` is monotonic time.
    ///
    /// # Errors
    /// When a limit was reached; then nothing was counted, anywhere.
    pub fn admit(&self, caller: &Caller, now: Duration) -> Result<(), LimitReached> {
        self.weigh(caller, now, true)
    }

    /// The same without counting: whether a case would be admitted now.
    ///
    /// # Errors
    /// When a limit was reached.
    pub fn expect(&self, caller: &Caller, now: Duration) -> Result<(), LimitReached> {
        self.weigh(caller, now, false)
    }

    fn weigh(&self, caller: &Caller, now: Duration, counts: bool) -> Result<(), LimitReached> {
        let key = caller.key();
        let (own, scope) = match key {
            CallerKey::Device(_) => (&self.device, Scope::Device),
            CallerKey::Address(_) => (&self.address, Scope::Address),
        };
        let reached = |scope| move |retry_after| LimitReached { scope, retry_after };
        // Both tables are held from looking to counting, the caller's own first, always in this order.
        let (mut own_table, mut overall_table) = (own.table(), self.overall.table());
        let next = own.look(&own_table, &key, now).map_err(reached(scope))?;
        let next_overall = self.overall.look(&overall_table, &(), now).map_err(reached(Scope::Overall))?;
        if counts {
            own.take(&mut own_table, key, next, now);
            self.overall.take(&mut overall_table, (), next_overall, now);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{caller::Device, stamp::Stamper};

    const START: Duration = Duration::from_secs(1000);

    fn seconds(n: u64) -> Duration {
        START + Duration::from_secs(n)
    }

    fn phone(address: [u8; 4]) -> Caller {
        Caller { device: Some(Device::issue(&Stamper::random()).0), address: address.into() }
    }

    fn limits(device: u32, address: u32, overall: u32) -> FilingLimits {
        FilingLimits::new(&Filing {
            per_device_per_hour: device,
            per_address_per_minute: address,
            overall_per_minute: overall,
        })
    }

    #[test]
    fn a_burst_is_allowed_and_then_one_at_a_time() {
        let limiter = Limiter::new(Rate::new(3, Duration::from_mins(1)), 100);
        for _ in 0..3 {
            assert_eq!(limiter.admit('a', START), Ok(()));
        }
        assert_eq!(limiter.admit('a', START), Err(Duration::from_secs(20)));
        assert_eq!(limiter.admit('b', START), Ok(()), "each key has its own");
        assert_eq!(limiter.admit('a', seconds(15)), Err(Duration::from_secs(5)));
        assert_eq!(limiter.admit('a', seconds(20)), Ok(()));
        assert_eq!(limiter.admit('a', seconds(20)), Err(Duration::from_secs(20)));
        assert_eq!(limiter.admit('a', seconds(200)), Ok(()));
    }

    #[test]
    fn the_table_stays_small_and_keeps_those_who_did_most() {
        let limiter = Limiter::new(Rate::new(2, Duration::from_hours(1)), 100);
        for _ in 0..2 {
            assert_eq!(limiter.admit(u32::MAX, START), Ok(()));
        }
        for stranger in 0..10_000 {
            assert_eq!(limiter.admit(stranger, START), Ok(()));
        }
        assert!(limiter.remembered() <= 100);
        assert!(
            limiter.admit(u32::MAX, START).is_err(),
            "a flood of strangers does not clear a full account"
        );
    }

    #[test]
    fn a_hall_behind_one_address_is_not_locked_out() {
        let limits = limits(2, 3, 100);
        let hall = [10, 0, 0, 1];
        let stranger = Caller { device: None, address: hall.into() };
        for _ in 0..3 {
            assert_eq!(limits.admit(&stranger, START), Ok(()));
        }
        assert_eq!(limits.admit(&stranger, START).unwrap_err().scope, Scope::Address);
        for _ in 0..20 {
            assert_eq!(
                limits.admit(&phone(hall), START),
                Ok(()),
                "phones with a cookie count for themselves"
            );
        }
    }

    #[test]
    fn one_phone_cannot_file_without_end() {
        let limits = limits(2, 50, 100);
        let phone = phone([10, 0, 0, 1]);
        assert_eq!(limits.admit(&phone, START), Ok(()));
        assert_eq!(limits.admit(&phone, START), Ok(()));
        let reached = limits.admit(&phone, START).unwrap_err();
        assert_eq!((reached.scope, reached.retry_after_seconds()), (Scope::Device, 1800));
    }

    #[test]
    fn what_the_overall_limit_refuses_is_not_counted_for_the_phone() {
        let limits = limits(1, 1, 2);
        for _ in 0..2 {
            assert_eq!(limits.admit(&phone([10, 0, 0, 1]), START), Ok(()));
        }
        let late = phone([10, 0, 0, 2]);
        let reached = limits.admit(&late, START).unwrap_err();
        assert_eq!((reached.scope, reached.retry_after_seconds()), (Scope::Overall, 30));
        assert_eq!(limits.admit(&late, seconds(30)), Ok(()));
    }

    #[test]
    fn seconds_to_wait_are_rounded_up() {
        let wait = |ms| LimitReached { scope: Scope::Overall, retry_after: Duration::from_millis(ms) };
        assert_eq!(wait(1).retry_after_seconds(), 1);
        assert_eq!(wait(1000).retry_after_seconds(), 1);
        assert_eq!(wait(1001).retry_after_seconds(), 2);
    }
}
