//! Hand-offs: a visitor's phone fills the form that a kiosk began.
//!
//! What was typed is sealed to the desk before it is kept here, and given to the kiosk, which mints the ticket and issues it. So
//! nothing readable waits in memory, and what the kiosk has got is safe from then on.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{DeviceId, case::CaseKind, fair::Language};
use jiff::{SignedDuration, Timestamp};
use link::{Filing, HAND_OFF_S, HandOffState, Sealed};

use crate::access::secrets::{KeyHash, TicketKey};

/// Hand-offs of all kiosks that may be open at one time.
const MOST: usize = 500;

/// Where a hand-off is.
#[derive(Debug, Clone)]
pub enum Stage {
    /// No phone has opened it.
    Waiting,
    /// A phone types, so many hundredths of the form.
    Typing(u8),
    /// The phone has sent, in the language of its page; the kiosk has not issued the ticket yet.
    Sent(CaseKind, Language, Sealed<Filing>),
    /// The ticket was issued: its key, for the phone to go to.
    Issued(String),
    /// The visitor went on at the kiosk.
    Closed,
}

#[derive(Debug)]
struct Kept {
    device: DeviceId,
    id: String,
    language: Language,
    kind: CaseKind,
    until: Timestamp,
    /// The phone that opened it first.
    phone: Option<DeviceId>,
    stage: Stage,
}

/// A hand-off as the phone finds it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The kiosk.
    pub device: DeviceId,
    /// The language chosen there.
    pub language: Language,
    /// What the visitor wants to type.
    pub kind: CaseKind,
    /// Where it is.
    pub stage: Stage,
}

/// Why a phone gets no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoHandOff {
    /// There is none, or its time is over.
    Gone,
    /// Another phone has it.
    Taken,
}

/// The hand-offs since the desk started.
#[derive(Debug, Default)]
pub struct HandOffs(Mutex<HashMap<KeyHash, Kept>>);

impl HandOffs {
    /// Opens one: its name for the kiosk, the key for the phone, until when it is good.
    pub fn open(
        &self,
        device: DeviceId,
        language: Language,
        kind: CaseKind,
        now: Timestamp,
    ) -> Option<(String, TicketKey, Timestamp)> {
        let mut all = self.all(now);
        // A kiosk has one visitor at a time.
        for kept in all.values_mut().filter(|kept| kept.device == device) {
            if matches!(kept.stage, Stage::Waiting | Stage::Typing(_)) {
                kept.stage = Stage::Closed;
            }
        }
        if all.len() >= MOST {
            return None;
        }
        let (id, key) = (TicketKey::random().reveal(), TicketKey::random());
        let until = now + SignedDuration::from_secs(i64::try_from(HAND_OFF_S).unwrap_or(900));
        let kept = Kept { device, id: id.clone(), language, kind, until, phone: None, stage: Stage::Waiting };
        all.insert(key.hash(), kept);
        Some((id, key, until))
    }

    /// How far it is, as its kiosk asks.
    pub fn state(&self, device: DeviceId, id: &str, now: Timestamp) -> HandOffState {
        let all = self.all(now);
        match all.values().find(|kept| kept.device == device && kept.id == id).map(|kept| &kept.stage) {
            Some(Stage::Waiting) => HandOffState::Waiting,
            Some(Stage::Typing(progress)) => HandOffState::Opened { progress: *progress },
            Some(Stage::Sent(kind, language, filing)) => {
                HandOffState::Sent { kind: *kind, language: Some(*language), filing: filing.clone() }
            }
            Some(Stage::Issued(_) | Stage::Closed) | None => HandOffState::Closed,
        }
    }

    /// Ends it: the visitor goes on at the kiosk. What was sent already stays sent.
    pub fn close(&self, device: DeviceId, id: &str, now: Timestamp) {
        let mut all = self.all(now);
        let open = all.values_mut().find(|kept| kept.device == device && kept.id == id);
        if let Some(kept) = open.filter(|kept| matches!(kept.stage, Stage::Waiting | Stage::Typing(_))) {
            kept.stage = Stage::Closed;
        }
    }

    /// A phone opens it; the first one keeps it.
    ///
    /// # Errors
    /// [`NoHandOff`].
    pub fn enter(&self, key: &KeyHash, phone: DeviceId, now: Timestamp) -> Result<Opened, NoHandOff> {
        let mut all = self.all(now);
        let kept = all.get_mut(key).ok_or(NoHandOff::Gone)?;
        if *kept.phone.get_or_insert(phone) != phone {
            return Err(NoHandOff::Taken);
        }
        if matches!(kept.stage, Stage::Waiting) {
            kept.stage = Stage::Typing(0);
        }
        let Kept { device, language, kind, stage, .. } = kept;
        Ok(Opened { device: *device, language: *language, kind: *kind, stage: stage.clone() })
    }

    /// The phone says how far it is, or has sent. Nothing changes any more once it was closed or sent.
    pub fn advance(&self, key: &KeyHash, stage: Stage, now: Timestamp) {
        let mut all = self.all(now);
        if let Some(kept) = all.get_mut(key).filter(|kept| matches!(kept.stage, Stage::Typing(_))) {
            kept.stage = stage;
        }
    }

    /// The phone that typed it.
    pub fn phone(&self, device: DeviceId, id: &str, now: Timestamp) -> Option<DeviceId> {
        self.all(now).values().find(|kept| kept.device == device && kept.id == id)?.phone
    }

    /// Its ticket was issued; the phone goes there.
    pub fn issued(&self, device: DeviceId, id: &str, key: String, now: Timestamp) {
        let mut all = self.all(now);
        if let Some(kept) = all.values_mut().find(|kept| kept.device == device && kept.id == id) {
            kept.stage = Stage::Issued(key);
        }
    }

    /// The present ones; what has lapsed is dropped.
    fn all(&self, now: Timestamp) -> MutexGuard<'_, HashMap<KeyHash, Kept>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, kept| now < kept.until);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIOSK: DeviceId = DeviceId([1; 16]);
    const PHONE: DeviceId = DeviceId([2; 16]);

    #[test]
    fn one_phone_types_and_a_second_is_turned_away() {
        let all = HandOffs::default();
        let now = Timestamp::UNIX_EPOCH;
        let (id, key, until) = all.open(KIOSK, Language::ZhCn, CaseKind::Enquiry, now).unwrap();
        assert_eq!(all.state(KIOSK, &id, now), HandOffState::Waiting);
        assert_eq!(all.state(PHONE, &id, now), HandOffState::Closed, "another kiosk's");
        let opened = all.enter(&key.hash(), PHONE, now).unwrap();
        assert_eq!((opened.device, opened.language, opened.kind), (KIOSK, Language::ZhCn, CaseKind::Enquiry));
        assert_eq!(all.enter(&key.hash(), DeviceId([3; 16]), now).unwrap_err(), NoHandOff::Taken);
        all.advance(&key.hash(), Stage::Typing(40), now);
        assert_eq!(all.state(KIOSK, &id, now), HandOffState::Opened { progress: 40 });
        assert_eq!(all.phone(KIOSK, &id, now), Some(PHONE));
        assert_eq!(all.enter(&key.hash(), PHONE, until).unwrap_err(), NoHandOff::Gone);
    }

    #[test]
    fn a_new_visitor_or_going_on_at_the_kiosk_ends_it() {
        let all = HandOffs::default();
        let now = Timestamp::UNIX_EPOCH;
        let (first, key, _) = all.open(KIOSK, Language::En, CaseKind::Dispute, now).unwrap();
        let (second, _, _) = all.open(KIOSK, Language::En, CaseKind::Dispute, now).unwrap();
        assert_eq!(all.state(KIOSK, &first, now), HandOffState::Closed);
        all.close(KIOSK, &second, now);
        assert_eq!(all.state(KIOSK, &second, now), HandOffState::Closed);
        let opened = all.enter(&key.hash(), PHONE, now).unwrap();
        assert!(matches!(opened.stage, Stage::Closed));
        all.advance(&key.hash(), Stage::Typing(10), now);
        assert_eq!(all.state(KIOSK, &first, now), HandOffState::Closed);
    }
}
