//! A party of a case: who of those at its booth it is, as whoever handles the case says, and how far it came as a respondent.

use jiff::Timestamp;

use super::PartyPlace;
use crate::{
    ids::{ExhibitorId, TicketNumber},
    procedure::{Answer, Answered, Notice, Served, Way},
};

/// That somebody named which exhibitor a party is, of those who share its booth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Naming {
    /// Journal entry.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// Who they were said to be before.
    pub before: Option<ExhibitorId>,
    /// Journal entry with the particulars of the exhibitor that was named, as they were then: who is told of it is told that name. None
    /// where they were said to be nobody of the list.
    pub particulars: Option<u64>,
}

/// A party of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Where and on which side.
    pub place: PartyPlace,
    /// Who stood at their booth, by the list, when they were entered: whoever gets it later is not meant.
    pub standing: Vec<ExhibitorId>,
    /// Each time that somebody named the exhibitor, oldest first.
    pub namings: Vec<Naming>,
    /// Their ticket, once they have one.
    pub ticket: Option<TicketNumber>,
    /// Journal entry whose sealed body names them.
    pub entered_seq: u64,
    /// The notice to them, as a respondent.
    pub notice: Option<Notice>,
    /// That it was served.
    pub served: Option<Served>,
    /// What they answered.
    pub answered: Option<Answered>,
}

impl Party {
    /// A party whom nobody has asked yet.
    pub fn unheard(place: PartyPlace, entered_seq: u64) -> Self {
        let (standing, namings, ticket) = (Vec::new(), Vec::new(), None);
        Self { place, standing, namings, ticket, entered_seq, notice: None, served: None, answered: None }
    }
    /// From this journal entry on they are another exhibitor, or nobody of the list; what was drawn up before goes on naming whom it named.
    pub(crate) fn name(&mut self, (seq, at): (u64, Timestamp), named: Option<(ExhibitorId, u64)>) {
        let (exhibitor, particulars) = named.unzip();
        self.namings.push(Naming { seq, at, before: self.place.exhibitor, particulars });
        self.place.exhibitor = exhibitor;
    }
    /// Whether several stood at their booth and nobody said yet which of them they are, or that they are none.
    pub fn is_unsaid(&self) -> bool {
        self.standing.len() > 1 && self.place.exhibitor.is_none() && self.namings.is_empty()
    }
    /// Whether somebody said that they are none of those of the list who stood at their booth.
    pub fn is_unlisted(&self) -> bool {
        self.place.exhibitor.is_none() && !self.namings.is_empty()
    }
    /// The same as of a journal entry.
    pub fn is_unlisted_at(&self, seq: u64) -> bool {
        self.exhibitor_at(seq).is_none() && self.namings.iter().any(|naming| naming.seq <= seq)
    }
    /// Who they may be on the list: the exhibitor that was named, else everybody who stood at their booth; nobody once that was said.
    pub fn may_be(&self) -> Vec<ExhibitorId> {
        match self.place.exhibitor {
            Some(named) => vec![named],
            None if self.is_unlisted() => Vec::new(),
            None => self.standing.clone(),
        }
    }
    /// Everybody who was ever said to be them, each with the journal entry that says so, whoever is now first; without those who only
    /// stood at their booth.
    pub fn ever_named(&self) -> impl Iterator<Item = (ExhibitorId, u64)> {
        let since = self.namings.iter().map(|naming| naming.seq).rev().chain([self.entered_seq]);
        let who =
            [self.place.exhibitor].into_iter().chain(self.namings.iter().rev().map(|naming| naming.before));
        who.zip(since).filter_map(|(exhibitor, seq)| Some((exhibitor?, seq)))
    }
    /// Everybody who stood at their booth, if nobody had been named when they were entered.
    pub fn meant_by_booth(&self) -> &[ExhibitorId] {
        let first = self.namings.first().map_or(self.place.exhibitor, |naming| naming.before);
        if first.is_none() { &self.standing } else { &[] }
    }
    /// Who they were said to be when this journal entry was written; nobody where that was said later, or never.
    pub fn exhibitor_at(&self, seq: u64) -> Option<ExhibitorId> {
        let next = self.namings.iter().find(|naming| seq < naming.seq);
        next.map_or(self.place.exhibitor, |naming| naming.before)
    }
    /// How far they are, as a respondent.
    pub fn way(&self) -> Way {
        match (&self.answered, &self.served, &self.notice) {
            (Some(answered), _, _) => match answered.answer {
                Answer::Accept if answered.withdrawn_at.is_none() => Way::Accepted,
                Answer::Accept | Answer::Decline => Way::Declined,
            },
            (None, Some(served), _) if served.ended => Way::NoReply,
            (None, Some(_), _) => Way::Served,
            (None, None, Some(_)) => Way::Noticed,
            (None, None, None) => Way::Named,
        }
    }
    /// Until when they may take their time with an answer, while that time runs.
    pub fn answers_until(&self, now: Timestamp) -> Option<Timestamp> {
        let served = self.served.as_ref().filter(|_| self.way() == Way::Served)?;
        Some(served.window.deadline).filter(|deadline| *deadline > now)
    }
    /// Whether they took part and left.
    pub fn left(&self) -> bool {
        self.answered.as_ref().is_some_and(|answered| answered.withdrawn_at.is_some())
    }
}
