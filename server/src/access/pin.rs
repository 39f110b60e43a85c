//! PINs: which ones are too weak, and hashing them with Argon2id, two at once at most.
//!
//! Each hashing takes 19 MB and some tens of milliseconds, on purpose. Two at a time leave the machine to the fair;
//! a few more wait, and beyond that the caller hears that the desk is busy.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::secrets::narrow;

/// The PIN of everybody in the demo. Known to the whole world, so nobody may choose it at a real fair.
pub const DEMO_PIN: &str = "246810";

const AT_ONCE: usize = 2;
const WAITING: usize = 32;
const LONGEST: usize = 128;

/// Why a PIN is refused when it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPin {
    /// Fewer than six digits, or fewer than ten characters.
    #[error("a PIN needs at least 6 digits, a passphrase at least 10 characters")]
    TooShort,
    /// More than anybody types.
    #[error("a PIN or passphrase may have at most {LONGEST} characters")]
    TooLong,
    /// The same few digits again and again: 000000, 121212, 123123.
    #[error("this PIN repeats itself and is guessed first")]
    Repeating,
    /// Digits in order: 123456, 987654, 135790.
    #[error("this PIN counts up or down and is guessed first")]
    Counting,
    /// The PIN of the demo, or the sign-in name itself.
    #[error("this PIN is known to others")]
    Known,
}

impl WeakPin {
    /// The stable name of this refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "pin-too-short",
            Self::TooLong => "pin-too-long",
            Self::Repeating => "pin-repeating",
            Self::Counting => "pin-counting",
            Self::Known => "pin-known",
        }
    }
}

/// A PIN or passphrase in clear, wiped when dropped. Wide digits of Chinese keyboards are the same as plain ones.
#[derive(Clone)]
pub struct Pin(Zeroizing<String>);

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(…)")
    }
}

impl Pin {
    /// A PIN that was typed to sign in. Nothing is said about what is wrong with it.
    pub fn typed(text: &str) -> Self {
        // Nothing longer was ever accepted, so it cannot be right, and hashing it would only cost.
        let text = if text.len() > 4 * LONGEST { String::new() } else { narrow(text.trim()) };
        Self(Zeroizing::new(text))
    }

    /// A PIN that `name` wants to use from now on.
    ///
    /// # Errors
    /// With the reason, when it is too easily guessed.
    pub fn chosen(text: &str, name: &str) -> Result<Self, WeakPin> {
        if text.len() > 4 * LONGEST {
            return Err(WeakPin::TooLong);
        }
        let pin = Self::typed(text);
        let letters: Vec<char> = pin.0.chars().collect();
        let digits = letters.iter().all(char::is_ascii_digit);
        if letters.len() > LONGEST {
            return Err(WeakPin::TooLong);
        }
        if letters.len() < if digits { 6 } else { 10 } {
            return Err(WeakPin::TooShort);
        }
        if *pin.0 == DEMO_PIN || pin.0.to_lowercase() == narrow(name.trim()).to_lowercase() {
            return Err(WeakPin::Known);
        }
        if repeats(&letters) {
            return Err(WeakPin::Repeating);
        }
        if digits && counts(&letters) {
            return Err(WeakPin::Counting);
        }
        Ok(pin)
    }

    /// Whether what was typed the second time is the same PIN.
    pub fn is_repeated_by(&self, again: &str) -> bool {
        *self.0 == *Self::typed(again).0
    }

    /// [`DEMO_PIN`], which no rule lets through.
    pub fn of_the_demo() -> Self {
        Self::typed(DEMO_PIN)
    }
}

/// Fewer than three different characters, or one short piece again and again.
fn repeats(letters: &[char]) -> bool {
    let mut different = letters.to_vec();
    different.sort_unstable();
    different.dedup();
    different.len() < 3
        || (1..=letters.len() / 2).any(|piece| letters.iter().zip(&letters[piece..]).all(|(a, b)| a == b))
}

/// Every digit is the one before it plus the same step, going round after 9.
fn counts(digits: &[char]) -> bool {
    let step = |pair: &[char]| (u32::from(pair[1]) + 10 - u32::from(pair[0])) % 10;
    let mut steps = digits.windows(2).map(step);
    let first = steps.next();
    steps.all(|s| Some(s) == first)
}

/// The hash of a PIN, in the form that names its algorithm and parameters (`$argon2id$…`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PinHash(String);

impl PinHash {
    /// A hash as it was stored.
    pub fn from_stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text to store, sealed.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PinHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PinHash(…)")
    }
}

/// Why no answer was given about a PIN.
#[derive(Debug, thiserror::Error)]
pub enum PinError {
    /// Too many are waiting already.
    #[error("too many people are signing in at this moment")]
    Busy,
    /// The stored hash is damaged, or hashing failed.
    #[error("the PIN could not be checked: {0}")]
    Failed(String),
}

/// Hashes and verifies PINs.
#[derive(Debug, Clone)]
pub struct PinChecker {
    params: Params,
    working: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// Verified against when the name is unknown, so that the time taken does not tell which names exist.
    nobody: PinHash,
}

impl PinChecker {
    /// The checker of the desk. Takes as long as one hashing.
    ///
    /// # Errors
    /// When hashing fails on this machine.
    pub fn new() -> Result<Self, PinError> {
        Self::with(Params::default())
    }

    /// One that is quick and weak, for tests that sign many people in.
    ///
    /// # Errors
    /// When hashing fails on this machine.
    pub fn quick_and_weak() -> Result<Self, PinError> {
        Self::with(Params::new(8, 1, 1, None).map_err(failed)?)
    }

    fn with(params: Params) -> Result<Self, PinError> {
        let nobody = hash(&params, &Pin::typed("nobody has this PIN"))?;
        let (working, waiting) = (Semaphore::new(AT_ONCE), Semaphore::new(AT_ONCE + WAITING));
        Ok(Self { params, working: Arc::new(working), waiting: Arc::new(waiting), nobody })
    }

    /// The hash to store for `pin`.
    ///
    /// # Errors
    /// [`PinError::Busy`] when too many are waiting.
    pub async fn hash(&self, pin: Pin) -> Result<PinHash, PinError> {
        let params = self.params.clone();
        self.in_turn(move || hash(&params, &pin)).await
    }

    /// Whether `pin` is the one with this hash. For a name that does not exist pass `None`: it takes as long, and the
    /// answer is no.
    ///
    /// # Errors
    /// [`PinError::Busy`] when too many are waiting, [`PinError::Failed`] when the stored hash is damaged.
    pub async fn verify(&self, pin: Pin, stored: Option<&PinHash>) -> Result<bool, PinError> {
        let exists = stored.is_some();
        let stored = stored.unwrap_or(&self.nobody).clone();
        let right = self.in_turn(move || verify(&pin, &stored)).await?;
        Ok(right && exists)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PinError> + Send + 'static,
    ) -> Result<T, PinError> {
        let place = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| PinError::Busy)?;
        let turn = Arc::clone(&self.working).acquire_owned().await.map_err(failed)?;
        let work = move || {
            // Held here, not outside: a caller that hangs up does not stop the hashing, so it must go on counting.
            let held = (place, turn);
            let done = work();
            drop(held);
            done
        };
        tokio::task::spawn_blocking(work).await.map_err(failed)?
    }
}

fn hash(params: &Params, pin: &Pin) -> Result<PinHash, PinError> {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let hash: PasswordHash = argon.hash_password(pin.0.as_bytes()).map_err(failed)?;
    Ok(PinHash(hash.to_string()))
}

fn verify(pin: &Pin, stored: &PinHash) -> Result<bool, PinError> {
    let stored = PasswordHash::new(&stored.0).map_err(failed)?;
    match Argon2::default().verify_password(pin.0.as_bytes(), &stored) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(other) => Err(failed(other)),
    }
}

fn failed(why: impl std::fmt::Display) -> PinError {
    PinError::Failed(why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_pins_are_refused_each_with_its_reason() {
        for (text, why) in [
            ("", WeakPin::TooShort),
            ("48213", WeakPin::TooShort),
            ("passw0rd", WeakPin::TooShort),
            ("展会调解", WeakPin::TooShort),
            ("000000", WeakPin::Repeating),
            ("121212", WeakPin::Repeating),
            ("112112", WeakPin::Repeating),
            ("787877", WeakPin::Repeating),
            ("abcabcabcabc", WeakPin::Repeating),
            ("123456", WeakPin::Counting),
            ("890123", WeakPin::Counting),
            ("987654", WeakPin::Counting),
            ("135791", WeakPin::Counting),
            ("246810", WeakPin::Known),
            ("２４６８１０", WeakPin::Known),
            ("Mediator One", WeakPin::Known),
            (&"ab1".repeat(100), WeakPin::TooLong),
        ] {
            assert_eq!(Pin::chosen(text, "mediator one").map(|_| ()), Err(why), "{text}");
        }
        for good in ["482137", "100200", "48 21 37 99x", "展会纠纷快速调解处工作台", "correct horse"]
        {
            assert!(Pin::chosen(good, "li").is_ok(), "{good}");
        }
    }

    #[test]
    fn a_pin_is_repeated_in_whichever_width() {
        let pin = Pin::chosen("４８２137", "li").unwrap();
        assert!(pin.is_repeated_by("482137") && pin.is_repeated_by(" ４８２１３７ "));
        assert!(!pin.is_repeated_by("482138") && !pin.is_repeated_by(""));
    }

    #[tokio::test]
    async fn the_right_pin_opens_and_only_that() {
        let checker = PinChecker::quick_and_weak().unwrap();
        let hash = checker.hash(Pin::chosen("482137", "li").unwrap()).await.unwrap();
        assert!(hash.reveal().starts_with("$argon2id$"));
        assert!(checker.verify(Pin::typed(" ４８２１３７ "), Some(&hash)).await.unwrap());
        for wrong in ["", "482138", &"1".repeat(10_000)] {
            assert!(!checker.verify(Pin::typed(wrong), Some(&hash)).await.unwrap());
        }
    }

    #[tokio::test]
    async fn the_desk_uses_the_full_strength() {
        let checker = PinChecker::new().unwrap();
        assert!(checker.nobody.reveal().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    #[tokio::test]
    async fn an_unknown_name_is_never_let_in() {
        let checker = PinChecker::quick_and_weak().unwrap();
        assert!(!checker.verify(Pin::typed("nobody has this PIN"), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_damaged_hash_is_an_error_and_no_answer() {
        let checker = PinChecker::quick_and_weak().unwrap();
        for damaged in ["", "$argon2id$", "plain"] {
            let stored = PinHash::from_stored(damaged);
            assert!(matches!(checker.verify(Pin::typed("1"), Some(&stored)).await, Err(PinError::Failed(_))));
        }
    }

    #[tokio::test]
    async fn beyond_those_who_wait_the_desk_is_busy() {
        let checker = PinChecker::quick_and_weak().unwrap();
        let others = Arc::clone(&checker.waiting).acquire_many_owned(34).await.unwrap();
        let answer = checker.verify(Pin::typed("1"), None).await;
        assert!(matches!(answer, Err(PinError::Busy)));
        drop(others);
        assert!(checker.verify(Pin::typed("1"), None).await.is_ok());
    }
}
