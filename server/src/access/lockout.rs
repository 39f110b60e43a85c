//! Growing delays after failed sign-ins, so that a PIN cannot be guessed and yet nobody can lock the staff out.
//!
//! Four counts run side by side:
//! - a name from one caller: the usual mistyped PIN;
//! - one caller, whatever the name: somebody trying one PIN on everybody;
//! - one address, whatever the name: the same by somebody who changes devices;
//! - a name from all callers that never signed in under it: somebody who changes devices and addresses. An address from
//!   which the name was signed in under, and this machine itself, are counted apart from the rest of the world.
//!
//! A device that once signed in under the name is exempt from the last two, so that strangers cannot keep a mediator away
//! from the counter. Those devices are kept in a small file beside the journal, so that a restart does not make strangers of
//! them; names stand in it only as stamps.
//!
//! An attempt counts as failed from its beginning and is taken back when it succeeds. Otherwise a thousand attempts sent
//! at once would all be let through before the first had failed.

use std::{
    collections::HashMap,
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{
    caller::{Caller, CallerKey},
    private_file,
    secrets::{KeyHash, narrow},
    stamp::{Purpose, Stamper},
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

/// The rules of all four counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockoutRules {
    /// A name from one caller.
    pub name_from_caller: Delay,
    /// One caller, any name.
    pub caller: Delay,
    /// One address, any name, from callers that never signed in under it.
    pub address: Delay,
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
            // A whole hall may sit behind one address, the desk with it: much room, and never long.
            address: Delay { free: 60, first: Duration::from_secs(5), longest: Duration::from_mins(1) },
            // Six digits outlast the fair at this pace, and a mediator with a new tablet is not kept waiting for ever.
            name_from_strangers: Delay { longest: Duration::from_mins(5), ..delay(30) },
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
    /// What is known of the name from then on, should the attempt succeed.
    name: KeyHash,
    device: Option<KeyHash>,
    place: KeyHash,
}

/// What is counted. Names and callers are hashed, so that one of any length takes the same room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    NameFromCaller {
        name: KeyHash,
        caller: KeyHash,
    },
    Caller(KeyHash),
    Address(KeyHash),
    /// From an address where the name is at home, or from everywhere else.
    NameFromStrangers {
        name: KeyHash,
        home: Option<KeyHash>,
    },
}

impl Key {
    fn name(&self) -> Option<&KeyHash> {
        match self {
            Self::NameFromCaller { name, .. } | Self::NameFromStrangers { name, .. } => Some(name),
            Self::Caller(_) | Self::Address(_) => None,
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
    /// Names and devices of earlier successes, the oldest first. Only those who know a PIN can add one.
    trusted: Vec<(KeyHash, KeyHash)>,
    /// Names and addresses of earlier successes, the oldest first.
    homes: Vec<(KeyHash, KeyHash)>,
}

/// Most pairs of name and device that are remembered as having signed in, and of name and address.
const TRUSTED: usize = 2_000;
/// Most addresses at which one name is at home.
const HOMES: usize = 8;

/// Counts failures. Times are monotonic. Cheap to clone; all clones are the same tables.
#[derive(Debug, Clone)]
pub struct Lockout {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    rules: LockoutRules,
    salt: [u8; super::stamp::STAMP_BYTES],
    file: Option<PathBuf>,
    tables: Mutex<Tables>,
    /// Held from reading the table until the file is written, so that an older table never replaces a newer.
    writing: Mutex<()>,
}

impl Lockout {
    /// With nothing counted yet, and nothing kept.
    pub fn new(rules: LockoutRules) -> Self {
        Self::with(rules, &Stamper::random(), None, Tables::default())
    }

    /// With nothing counted yet, and the trusted devices that stand in `file`. A file that cannot be read or understood is
    /// logged and begins anew.
    pub fn open(rules: LockoutRules, stamper: &Stamper, file: PathBuf) -> Self {
        let trusted = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        };
        let trusted = trusted.unwrap_or_else(|error| {
            tracing::warn!(%error, "the file of trusted devices cannot be read; it begins anew");
            Vec::new()
        });
        Self::with(rules, stamper, Some(file), Tables { trusted, ..Tables::default() })
    }

    fn with(rules: LockoutRules, stamper: &Stamper, file: Option<PathBuf>, tables: Tables) -> Self {
        let salt = stamper.stamp(Purpose::SignInName, &[]);
        let (tables, writing) = (Mutex::new(tables), Mutex::new(()));
        Self { shared: Arc::new(Shared { rules, salt, file, tables, writing }) }
    }

    /// Begins an attempt of `caller` to sign in as `name`.
    ///
    /// # Errors
    /// With the longest wait, when any of the counts is too high. Then the attempt itself is not counted.
    pub fn attempt(&self, name: &str, caller: &Caller, now: Duration) -> Result<Attempt, Locked> {
        let rules = &self.shared.rules;
        let signs_in = !name.starts_with(NO_NAME);
        let (name, caller_hash) = (self.hash_of_name(name), hash_of(caller.key()));
        let (device, place) = (caller.device.map(|device| device.hash()), hash_of(caller.place()));
        let mut tables = self.tables();
        let known = device.is_some_and(|device| tables.trusted.contains(&(name, device)));
        let mut counted = vec![
            (Key::NameFromCaller { name, caller: caller_hash }, rules.name_from_caller),
            (Key::Caller(caller_hash), rules.caller),
        ];
        if !known {
            let at_home = caller.address.is_loopback() || tables.homes.contains(&(name, place));
            let home = at_home.then_some(place);
            counted.push((Key::NameFromStrangers { name, home }, rules.name_from_strangers));
            if signs_in {
                counted.push((Key::Address(place), rules.address));
            }
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
            if count.last + rules.forget_after < now {
                *count = Count::default();
            }
            count.failures = count.failures.saturating_add(1);
            count.last = now;
            count.locked_until = now + delay.after(count.failures);
            counts.push((key, count.locked_until));
        }
        Ok(Attempt { counts, name, device: device.filter(|_| signs_in), place })
    }

    /// The name and PIN were right: the caller's failures under this name are forgotten, its device is trusted, and the name
    /// is at home at its address.
    ///
    /// The other counts only take this attempt back; otherwise somebody with an account of their own could wipe out what they
    /// failed at under other names.
    pub async fn succeeded(&self, attempt: Attempt) {
        if self.note_success(&attempt) {
            self.save().await;
        }
    }

    /// Whether a device is trusted that was not.
    fn note_success(&self, attempt: &Attempt) -> bool {
        let mut tables = self.tables();
        if let Some((own, _)) = attempt.counts.first() {
            tables.counts.remove(own);
        }
        take_back(&mut tables.counts, attempt.counts.iter().skip(1));
        let Some(device) = attempt.device else { return false };
        remember(&mut tables.homes, (attempt.name, attempt.place));
        let own = |(name, _): &&(KeyHash, KeyHash)| *name == attempt.name;
        if tables.homes.iter().filter(own).count() > HOMES
            && let Some(oldest) = tables.homes.iter().position(|(name, _)| *name == attempt.name)
        {
            tables.homes.remove(oldest);
        }
        remember(&mut tables.trusted, (attempt.name, device))
    }

    /// The PIN was never looked at, because the desk was too busy: the attempt does not count.
    #[expect(clippy::needless_pass_by_value, reason = "an attempt ends once")]
    pub fn not_tried(&self, attempt: Attempt) {
        take_back(&mut self.tables().counts, attempt.counts.iter());
    }

    /// The PIN of `name` was reset by somebody entitled to: failures under it are forgotten, and so are the devices that
    /// were trusted, one of which may be the reason for the reset.
    pub async fn start_over(&self, name: &str) {
        let name = self.hash_of_name(name);
        {
            let mut tables = self.tables();
            tables.counts.retain(|key, _| key.name() != Some(&name));
            tables.trusted.retain(|(trusted, _)| *trusted != name);
        }
        self.save().await;
    }

    async fn save(&self) {
        let shared = Arc::clone(&self.shared);
        let written = tokio::task::spawn_blocking(move || shared.write()).await;
        let error = match written {
            Ok(Ok(())) => return,
            Ok(Err(error)) => error,
            Err(stopped) => io::Error::other(stopped),
        };
        tracing::error!(%error, "the trusted devices cannot be written; they hold until the next restart");
    }

    fn hash_of_name(&self, name: &str) -> KeyHash {
        KeyHash::of(&[&self.shared.salt, narrow(name.trim()).to_lowercase().as_bytes()].concat())
    }

    fn make_room(&self, counts: &mut HashMap<Key, Count>, key: &Key, now: Duration) {
        if counts.len() < self.shared.rules.capacity || counts.contains_key(key) {
            return;
        }
        counts.retain(|_, count| count.last + self.shared.rules.forget_after >= now);
        if counts.len() < self.shared.rules.capacity {
            return;
        }
        // Those with the fewest failures first, so that a flood of made-up names does not wipe out the real counts.
        let mut order: Vec<_> = counts.iter().map(|(key, c)| (c.failures, c.last, *key)).collect();
        order.sort_unstable_by_key(|(failures, last, _)| (*failures, *last));
        for (_, _, key) in order.iter().take(self.shared.rules.capacity / 8 + 1) {
            counts.remove(key);
        }
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.shared.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What tries begin with that are no sign-ins, such as the short codes for a ticket: no name does.
pub const NO_NAME: char = '\0';

impl Shared {
    fn write(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let trusted = self.tables.lock().unwrap_or_else(PoisonError::into_inner).trusted.clone();
        private_file::replace(file, &serde_json::to_vec(&trusted).map_err(io::Error::other)?)
    }
}

/// Puts a pair at the end, as the youngest; whether it was not there.
fn remember(pairs: &mut Vec<(KeyHash, KeyHash)>, pair: (KeyHash, KeyHash)) -> bool {
    let before = pairs.len();
    pairs.retain(|known| *known != pair);
    let fresh = pairs.len() == before;
    if pairs.len() >= TRUSTED {
        pairs.remove(0);
    }
    pairs.push(pair);
    fresh
}

fn hash_of(key: CallerKey) -> KeyHash {
    match key {
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
mod tests;
