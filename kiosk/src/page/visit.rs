//! Visits: what somebody in front of the screen has chosen and typed so far.
//!
//! It lives in this process's memory and nowhere else. A visit ends with the ticket, by "start over", or when nobody touches the
//! screen for a while; then every letter of it is overwritten.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::{TicketNumber, case::CaseKind, fair::Language};
use link::{Agreed, Filing, Secret};
use zeroize::Zeroize;

/// Most visits at once: one screen has one; a few more, should somebody open another window.
const MOST: usize = 8;

/// How the screen is shown, for whoever needs it another way. Ends with the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Larger letters.
    pub large: bool,
    /// Black, white and nothing between.
    pub contrast: bool,
    /// Everything to touch in the lower half, for people who sit.
    pub low: bool,
}

impl Look {
    /// Switches one of them by its name; any other name changes nothing.
    pub fn switch(&mut self, name: &str) {
        match name {
            "large" => self.large = !self.large,
            "contrast" => self.contrast = !self.contrast,
            "low" => self.low = !self.low,
            _ => {}
        }
    }

    /// As classes of a page.
    pub fn classes(self) -> String {
        let all = [(self.large, "large"), (self.contrast, "contrast"), (self.low, "low")];
        all.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect::<Vec<_>>().join(" ")
    }
}

/// A phone that types for this visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The hand-off.
    pub id: String,
    /// Its one-time address.
    pub url: String,
    /// How far it is, in hundredths.
    pub progress: Option<u8>,
    /// When it got so far.
    pub moved: Duration,
}

/// How long a phone that does not get further keeps a visit alive: whoever typed on it may have put it away and left.
const PHONE_RESTS: Duration = Duration::from_mins(5);

/// What stands in the fields of a page and is no answer yet: shown again with the page, whatever else is touched on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unsent {
    /// The booth or exhibitor that is looked for.
    pub searched: String,
    /// Somebody in the visitor's own words.
    pub described: String,
    /// A ticket's number.
    pub ticket: String,
    /// The slip that was last shown: asked about again when the page is shown another way.
    pub asked: Option<String>,
}

impl Unsent {
    fn wipe(&mut self) {
        for text in [&mut self.searched, &mut self.described, &mut self.ticket] {
            text.zeroize();
        }
        self.asked.zeroize();
    }
}

/// One visit.
#[derive(Debug, Default)]
pub struct Visit {
    /// What they read; none until they have said.
    pub language: Option<Language>,
    /// Nobody chose that language: a slip was read before anybody was asked.
    pub assumed: bool,
    /// How the screen is shown.
    pub look: Look,
    /// What they came for.
    pub kind: Option<CaseKind>,
    /// What they typed.
    pub filing: Filing,
    /// What they typed and is no answer yet.
    pub unsent: Unsent,
    /// The phone that types.
    pub phone: Option<Phone>,
    /// The ticket they got, and its plain key for as long as it is shown.
    pub ticket: Option<(TicketNumber, String)>,
    /// When it was last touched, by the clock that nobody can set.
    touched: Duration,
}

impl Visit {
    /// The same person, before anything was typed.
    pub fn starts_over(&mut self) {
        wipe(&mut self.filing);
        self.unsent.wipe();
        self.kind = None;
        self.phone = None;
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        wipe(&mut self.filing);
        self.unsent.wipe();
        if let Some((_, key)) = &mut self.ticket {
            key.zeroize();
        }
        if let Some(phone) = &mut self.phone {
            phone.url.zeroize();
        }
    }
}

/// Overwrites everything that was typed.
fn wipe(filing: &mut Filing) {
    let Filing {
        kind,
        claimant,
        respondents,
        right,
        item,
        statement,
        complaint,
        relief,
        asks,
        papers,
        consent,
    } = filing;
    for text in [kind, item, statement, &mut right.kind, &mut claimant.name] {
        text.zeroize();
    }
    let maybe = [
        complaint,
        &mut right.number,
        &mut right.title,
        &mut claimant.company,
        &mut claimant.hall,
        &mut claimant.booth,
        &mut claimant.phone,
        &mut claimant.email,
        &mut claimant.capacity,
        &mut claimant.language,
    ];
    for text in maybe {
        text.zeroize();
    }
    for one in respondents.iter_mut() {
        for text in [&mut one.hall, &mut one.booth, &mut one.exhibitor, &mut one.described] {
            text.zeroize();
        }
    }
    respondents.clear();
    for list in [relief, asks, papers] {
        list.zeroize();
    }
    for given in [&mut consent.privacy, &mut consent.mediation, &mut consent.organiser] {
        *given = Agreed::default();
    }
}

/// All visits.
#[derive(Debug, Default)]
pub struct Visits {
    all: Mutex<HashMap<String, Visit>>,
}

impl Visits {
    /// A new visit; its name goes into the browser's cookie.
    pub fn begin(&self, now: Duration) -> String {
        let name = Secret::<16>::random().reveal();
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            let oldest = all.iter().min_by_key(|(_, visit)| visit.touched).map(|(name, _)| name.clone());
            if let Some(oldest) = oldest {
                all.remove(&oldest);
            }
        }
        let mut visit = Visit::default();
        visit.touched = now;
        all.insert(name.clone(), visit);
        name
    }

    /// Looks at a visit, or changes it; that counts as a touch. `None` when it is over.
    pub fn with<T>(&self, name: &str, now: Duration, work: impl FnOnce(&mut Visit) -> T) -> Option<T> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let visit = all.get_mut(name)?;
        visit.touched = now;
        Some(work(visit))
    }

    /// Looks at a visit without counting it as a touch: a page that asks by itself must not keep it alive.
    pub fn peek<T>(&self, name: &str, look: impl FnOnce(&Visit) -> T) -> Option<T> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).get(name).map(look)
    }

    /// Takes in how far the phone of a visit is. Whoever types on it does not touch the screen: while it gets on, that counts as a
    /// touch. Whether it does.
    pub fn phone_is_at(&self, name: &str, now: Duration, progress: u8) -> bool {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(visit) = all.get_mut(name) else { return false };
        let Some(phone) = &mut visit.phone else { return false };
        if phone.progress != Some(progress) {
            phone.progress = Some(progress);
            phone.moved = now;
        }
        let gets_on = now.saturating_sub(phone.moved) < PHONE_RESTS;
        if gets_on {
            visit.touched = now;
        }
        gets_on
    }

    /// Ends a visit; what is left of it.
    pub fn end(&self, name: &str) -> Option<Visit> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).remove(name)
    }

    /// Ends the visits that nobody has touched for so long.
    pub fn end_idle(&self, now: Duration, idle: Duration) -> Vec<Visit> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let gone: Vec<_> = all
            .iter()
            .filter(|(_, visit)| now.saturating_sub(visit.touched) > idle)
            .map(|(name, _)| name.clone())
            .collect();
        gone.iter().filter_map(|name| all.remove(name)).collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn an_idle_visit_ends_and_one_that_is_touched_stays() {
        let visits = Visits::default();
        let (idle, busy) = (visits.begin(Duration::ZERO), visits.begin(Duration::ZERO));
        visits.with(&busy, 50 * SECOND, |visit| visit.filing.statement = "words".into());
        visits.peek(&idle, |_| ());
        assert_eq!(visits.end_idle(70 * SECOND, 60 * SECOND).len(), 1);
        assert!(visits.peek(&idle, |_| ()).is_none());
        assert_eq!(visits.peek(&busy, |visit| visit.filing.statement.clone()).unwrap(), "words");
    }

    #[test]
    fn starting_over_leaves_nothing_that_was_typed() {
        let mut visit = Visit::default();
        visit.kind = Some(CaseKind::Dispute);
        visit.filing.statement = "words".into();
        visit.filing.claimant.phone = Some("123".into());
        visit.filing.respondents.push(link::Respondent { booth: Some("A1".into()), ..Default::default() });
        visit.filing.asks.push("mediation".into());
        visit.filing.consent.privacy = Agreed::Version(Some("v1".into()));
        visit.unsent.described = "a man in grey".into();
        visit.starts_over();
        assert_eq!((visit.kind, &visit.filing), (None, &Filing::default()));
        assert_eq!(visit.unsent, Unsent::default());
    }

    #[test]
    fn a_phone_that_was_put_away_keeps_no_visit_alive() {
        let visits = Visits::default();
        let name = visits.begin(Duration::ZERO);
        let phone = Phone { id: "a".into(), url: String::new(), progress: None, moved: Duration::ZERO };
        visits.with(&name, Duration::ZERO, |visit| visit.phone = Some(phone));
        let minute = 60 * SECOND;
        assert!(visits.phone_is_at(&name, minute, 10));
        assert!(visits.phone_is_at(&name, 5 * minute, 10) && visits.phone_is_at(&name, 5 * minute, 20));
        assert!(visits.phone_is_at(&name, 9 * minute, 20));
        assert!(!visits.phone_is_at(&name, 10 * minute, 20), "five minutes, and no further");
        assert_eq!(visits.end_idle(11 * minute, minute).len(), 1);
    }

    #[test]
    fn visits_do_not_pile_up() {
        let visits = Visits::default();
        let first = visits.begin(Duration::ZERO);
        for n in 0..20 {
            visits.begin(n * SECOND);
        }
        assert_eq!(visits.len(), MOST);
        assert!(visits.peek(&first, |_| ()).is_none());
    }
}
