//! The register of rights: what exhibitors registered with the organiser, as far as it may stand in clear.
//!
//! Registering proves nothing and decides nothing. It saves time when a case is filed: the papers were looked at beforehand, and
//! whoever receives a party sees how long the right is valid and when somebody last looked whether it is in force.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    case::{RightKind, codes},
    ids::{ExhibitorId, RightId, StaffId},
    number::narrow,
};

/// Most rights of one exhibitor.
pub const MAX_RIGHTS: usize = 500;

codes!(
    /// What was found when it was looked up whether a right is in force.
    RightStatus {
        /// Granted or registered, and in force.
        InForce = "in-force",
        /// Applied for, not granted yet.
        Pending = "pending",
        /// Its validity or ownership is disputed elsewhere.
        Contested = "contested",
        /// Lapsed, revoked, expired.
        Ended = "ended",
    }
);

codes!(
    /// Why a right was taken out of the register.
    Withdrawal {
        /// The exhibitor asked for it.
        Asked = "asked",
        /// The right has ended.
        Ended = "ended",
        /// It was entered by mistake.
        Mistake = "mistake",
    }
);

codes!(
    /// What the register says of a right on a day.
    Standing {
        /// It was found to be in force, and is valid on that day.
        Good = "good",
        /// Nobody has looked whether it is in force.
        Unchecked = "unchecked",
        /// It was not granted yet, or begins later.
        NotYet = "not-yet",
        /// Its validity or ownership is disputed.
        Contested = "contested",
        /// It ended before that day, or was found to have ended.
        Over = "over",
        /// It was taken out of the register.
        Withdrawn = "withdrawn",
    }
);

/// A right's kind and validity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightTerms {
    /// What kind of right.
    pub kind: RightKind,
    /// From when it is valid, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// The last day on which it is valid, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
}

/// That it was looked up whether a right is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCheck {
    /// On which day.
    pub on: Date,
    /// What was found.
    pub status: RightStatus,
}

impl StatusCheck {
    /// Whether it says of a day before a right is valid what only a granted one can be. An application is looked up earlier, too, and
    /// may be disputed.
    pub fn is_before(self, terms: &RightTerms) -> bool {
        match self.status {
            RightStatus::InForce | RightStatus::Ended => {
                terms.valid_from.is_some_and(|begin| self.on < begin)
            }
            RightStatus::Pending | RightStatus::Contested => false,
        }
    }
}

/// A look-up as it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The day, and what was found.
    pub check: StatusCheck,
    /// When it was entered.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// The right had another number or was of another kind: it says nothing of the one that stands there now.
    pub former: bool,
}

/// A registered right, without its number and names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Which.
    pub id: RightId,
    /// Whose.
    pub exhibitor: ExhibitorId,
    /// Kind and validity.
    pub terms: RightTerms,
    /// Each time that somebody looked whether it is in force, in order of entry.
    pub looks: Vec<Look>,
    /// When it was registered.
    pub at: Timestamp,
    /// Who entered it.
    pub by: Option<StaffId>,
    /// When it was last corrected.
    pub corrected: Option<Timestamp>,
    /// Why and when it was taken out again.
    pub withdrawn: Option<(Timestamp, Withdrawal)>,
}

impl Registration {
    /// The last look-up: of the latest day, whenever it was entered; of one day's the one that was entered last.
    pub fn checked(&self) -> Option<StatusCheck> {
        let own = self.looks.iter().filter(|look| !look.former);
        own.max_by_key(|look| look.check.on).map(|look| look.check)
    }

    /// What the register says of it on a day.
    pub fn standing(&self, day: Date) -> Standing {
        let status = self.checked().map(|check| check.status);
        let past = |end: Date| end < day;
        match status {
            _ if self.withdrawn.is_some() => Standing::Withdrawn,
            Some(RightStatus::Ended) => Standing::Over,
            _ if self.terms.valid_to.is_some_and(past) => Standing::Over,
            Some(RightStatus::Contested) => Standing::Contested,
            Some(RightStatus::Pending) => Standing::NotYet,
            _ if self.terms.valid_from.is_some_and(|begin| day < begin) => Standing::NotYet,
            Some(RightStatus::InForce) => Standing::Good,
            None => Standing::Unchecked,
        }
    }
}

/// What identifies a number by which somebody names one right and no other, registered or not. What is shorter than such numbers are, or
/// has words in it ("class 9"), would call the rights of strangers the same.
pub fn telling_key(number: &str) -> Option<String> {
    /// The fewest digits of a number.
    const FEWEST: usize = 5;
    /// How many stand there where the others are not told: "3069xxxxx".
    const TOLD: usize = 3;
    let key = number_key(number)?;
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    let in_one = || number.split_whitespace().any(|word| number_key(word).is_some_and(|word| word == key));
    let is_masked = digits >= TOLD && key.len() >= FEWEST && in_one();
    (digits >= FEWEST || is_masked).then_some(key)
}

/// What identifies a number however it is written: `ZL 2023 3 0123456.7`, `zl202330123456.7` and `202330123456.7` are one. `None`
/// when nothing is left to tell numbers apart by.
pub fn number_key(number: &str) -> Option<String> {
    /// What stands before a number and says only whose office gave it.
    const PREFIXES: [&str; 3] = ["ZL", "CN", "NO"];
    let kept = number.chars().map(narrow).filter(char::is_ascii_alphanumeric);
    let kept: String = kept.map(|c| c.to_ascii_uppercase()).collect();
    let mut key = kept.as_str();
    while let Some(rest) = PREFIXES.iter().find_map(|prefix| key.strip_prefix(prefix)) {
        key = rest;
    }
    key.bytes().any(|byte| byte.is_ascii_digit()).then(|| key.to_owned())
}

/// Whether two numbers are one, however each is written.
pub fn is_same_number(one: Option<&str>, other: Option<&str>) -> bool {
    let key = |number: &str| number_key(number).unwrap_or_else(|| number.trim().to_owned());
    one.map(key) == other.map(key)
}
