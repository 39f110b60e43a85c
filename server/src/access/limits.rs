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
        self.hold(key, now)?.count();
        Ok(())
    }

    /// Whether one more is allowed for `key`, without counting it yet; nobody else can count meanwhile.
    fn hold(&self, key: K, now: Duration) -> Result<Held<'_, K>, Duration> {
        let table = self.table();
        let next = self.rate.after_one_more(table.get(&key).copied().unwrap_or_default(), now)?;
        Ok(Held { table, capacity: self.capacity, key, next, now })
    }

    fn table(&self) -> MutexGuard<'_, HashMap<K, Duration>> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    fn remembered(&self) -> usize {
        self.table().len()
    }
}

/// One more that is allowed and not counted yet.
struct Held<'l, K> {
    table: MutexGuard<'l, HashMap<K, Duration>>,
    capacity: usize,
    key: K,
    next: Duration,
    now: Duration,
}

impl<K: Copy + Eq + Hash> Held<'_, K> {
    fn count(mut self) {
        if self.table.len() >= self.capacity && !self.table.contains_key(&self.key) {
            make_room(&mut self.table, self.capacity, self.now);
        }
        self.table.insert(self.key, self.next);
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
    /// That of the devices behind one address that are new or keep no cookie.
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
/// A hall full of phones behind one address is not locked out: a phone that filed before counts for itself. A cookie is
/// free, though, and whoever throws it away comes as a new phone; so new phones, and those that keep no cookie, also count
/// for their address, with room for the busiest hall.
#[derive(Debug)]
pub struct FilingLimits {
    device: Limiter<CallerKey>,
    address: Limiter<CallerKey>,
    newcomers: Limiter<CallerKey>,
    overall: Limiter<()>,
    /// Devices that filed before, with the time of the last. As each of them once was a newcomer, nobody fills this quickly.
    known: Mutex<HashMap<CallerKey, Duration>>,
}

/// Devices or addresses remembered; each takes about a hundred bytes.
const CALLERS: usize = 50_000;

impl FilingLimits {
    /// The limits that the settings name.
    pub fn new(filing: &Filing) -> Self {
        let (hour, minute) = (Duration::from_hours(1), Duration::from_mins(1));
        Self {
            device: Limiter::new(Rate::new(filing.per_device_per_hour, hour), CALLERS),
            address: Limiter::new(Rate::new(filing.per_address_per_minute, minute), CALLERS),
            newcomers: Limiter::new(Rate::new(filing.new_devices_per_address_per_hour, hour), CALLERS),
            overall: Limiter::new(Rate::new(filing.overall_per_minute, minute), 8),
            known: Mutex::default(),
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
        let reached = |scope| move |retry_after| LimitReached { scope, retry_after };
        let (key, place) = (caller.key(), caller.place());
        // Every table is held from looking to counting, always in this order.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let newcomer = !known.contains_key(&key);
        let own = match key {
            CallerKey::Device(_) => Some(self.device.hold(key, now).map_err(reached(Scope::Device))?),
            CallerKey::Address(_) => None,
        };
        let at_place = if newcomer {
            let minute = self.address.hold(place, now).map_err(reached(Scope::Address))?;
            let hour = self.newcomers.hold(place, now).map_err(reached(Scope::Address))?;
            [Some(minute), Some(hour)]
        } else {
            [None, None]
        };
        let overall = self.overall.hold((), now).map_err(reached(Scope::Overall))?;
        if !counts {
            return Ok(());
        }
        own.into_iter().chain(at_place.into_iter().flatten()).for_each(Held::count);
        overall.count();
        if matches!(key, CallerKey::Device(_)) {
            if known.len() >= CALLERS && !known.contains_key(&key) {
                let oldest = known.iter().min_by_key(|(_, last)| **last).map(|(key, _)| *key);
                oldest.and_then(|key| known.remove(&key));
            }
            known.insert(key, now);
        }
        Ok(())
    }
}

/// The limits on asking for suggestions while one types: so many keystrokes a minute from one phone, and from one address,
/// however many phones it claims to be.
#[derive(Debug)]
pub struct LookupLimits {
    own: Limiter<CallerKey>,
    place: Limiter<CallerKey>,
}

impl Default for LookupLimits {
    fn default() -> Self {
        let limiter = |count| Limiter::new(Rate::new(count, Duration::from_mins(1)), CALLERS);
        // Two keystrokes a second without a pause; a hall in which fifty people type at once.
        Self { own: limiter(120), place: limiter(6_000) }
    }
}

impl LookupLimits {
    /// Counts one lookup. `now` is monotonic time.
    ///
    /// # Errors
    /// When a limit was reached; then nothing was counted.
    pub fn admit(&self, caller: &Caller, now: Duration) -> Result<(), LimitReached> {
        let reached = |scope| move |retry_after| LimitReached { scope, retry_after };
        let own = match caller.key() {
            key @ CallerKey::Device(_) => Some(self.own.hold(key, now).map_err(reached(Scope::Device))?),
            CallerKey::Address(_) => None,
        };
        let place = self.place.hold(caller.place(), now).map_err(reached(Scope::Address))?;
        own.into_iter().chain([place]).for_each(Held::count);
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
            new_devices_per_address_per_hour: 10 * address,
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
        let filing = crate::config::Settings::default().filing;
        let (limits, hall) = (FilingLimits::new(&filing), [10, 0, 0, 1]);
        // Ten times the busiest hour of a very large fair (procedure D), all of it behind one address.
        let phones: Vec<_> = (0..550).map(|_| phone(hall)).collect();
        for (second, phone) in (0..).step_by(6).zip(&phones) {
            assert_eq!(limits.admit(phone, seconds(second)), Ok(()), "phone {second}");
        }
        let stranger = Caller { device: None, address: hall.into() };
        let mut now = seconds(3600);
        while limits.admit(&stranger, now).is_ok() {}
        assert_eq!(limits.admit(&phone(hall), now).unwrap_err().scope, Scope::Address);
        assert_eq!(limits.admit(&phones[0], now), Ok(()), "a phone that filed before counts for itself");
        now += Duration::from_secs(6);
        assert_eq!(limits.admit(&phone(hall), now), Ok(()), "and a new one waits seconds");
        assert_eq!(limits.admit(&phone([10, 0, 0, 2]), now), Ok(()), "or comes from elsewhere");
    }

    #[test]
    fn throwing_the_cookie_away_makes_nobody_many() {
        let filing = crate::config::Settings::default().filing;
        let limits = FilingLimits::new(&filing);
        let filed = (0..3600)
            .flat_map(|second| std::iter::repeat_n(second, 3))
            .filter(|second| limits.admit(&phone([10, 0, 0, 1]), seconds(*second)).is_ok())
            .count();
        // A full bucket at the beginning, and what flows in within the hour.
        assert!(filed <= 1200, "{filed} cases in an hour");
        assert_eq!(limits.admit(&phone([10, 0, 0, 2]), seconds(3600)), Ok(()), "the others file on");
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
        for place in [1, 2] {
            assert_eq!(limits.admit(&phone([10, 0, 0, place]), START), Ok(()));
        }
        let late = phone([10, 0, 0, 3]);
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
