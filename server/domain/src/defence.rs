//! A statement lodged in advance: an exhibitor who fears a complaint says beforehand why an exhibit infringes nothing, so that
//! whoever decides in haste has heard them (the protective letter of the trade-fair courts).
//!
//! It stays closed until a case is filed that names the exhibitor as a respondent, or a complaint against a shared booth that names
//! nobody, and is never shown to the other side. Such a case keeps it, for who decided may have decided by it: taking it back closes
//! it to later cases alone, and that another of the booth is named closes nothing.

use jiff::Timestamp;

use crate::{
    case::{Ask, Audience, Case, CaseKind, Party, RightKind, Side},
    desk::Desk,
    ids::{DefenceId, ExhibitorId, PartyId, StaffId},
};

/// Most statements of one exhibitor that are not withdrawn.
pub const MAX_DEFENCES: usize = 50;

/// A statement lodged in advance, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defence {
    /// Which.
    pub id: DefenceId,
    /// Whose.
    pub exhibitor: ExhibitorId,
    /// The one kind of right over which a case opens it; any, where none was said.
    pub right: Option<RightKind>,
    /// Who may read it once a case is there.
    pub audience: Audience,
    /// When it was lodged.
    pub at: Timestamp,
    /// Who took it in.
    pub by: Option<StaffId>,
    /// Journal entry with its words.
    pub seq: u64,
    /// Journal entry with the exhibitor's particulars as they were then: a paper on which it stands names who lodged it by these.
    pub named: u64,
    /// That it was taken back.
    pub taken_back: Option<TakenBack>,
}

/// That a statement was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenBack {
    /// Journal entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who recorded it.
    pub by: Option<StaffId>,
}

impl Defence {
    /// Whether it was lodged for those who handle `ask`.
    pub fn is_for(&self, ask: Ask) -> bool {
        match ask {
            Ask::Mediation => self.audience.mediation(),
            Ask::Measure => self.audience.measure(),
        }
    }

    /// Whether it stood when a case opened it: lodged before the case was filed, and not taken back before whose it is was known there
    /// (`since`, a journal entry).
    ///
    /// What counts is what can be proved: the order of the journal. When a case was filed that came from paper is said by whoever
    /// enters it, and a time that somebody says makes no statement one that came late, nor one that came in time. Its page says where
    /// the two differ.
    fn stood_at(&self, case: &Case, since: u64) -> bool {
        case.steps.first().is_some_and(|filed| {
            self.seq < filed.seq && self.taken_back.is_none_or(|gone| filed.seq.max(since) < gone.seq)
        })
    }

    /// Whether it is about the kind of right that a case is about, as far as both say one.
    fn is_about(&self, case: &Case) -> bool {
        self.right.is_none_or(|meant| case.right.is_none_or(|named| named == meant))
    }
}

/// Those of whom a respondent opens what they lodged to whoever handles `ask`, each with the journal entry by which: whoever it was ever
/// said to be, and who stood at its booth if nobody had been named, to a mediator if that is one. Whoever it is now comes first.
fn opened_to(party: &Party, ask: Ask) -> Vec<(ExhibitorId, u64)> {
    let there = party.meant_by_booth();
    let guessed: &[ExhibitorId] = if there.len() == 1 || ask == Ask::Measure { there } else { &[] };
    let mut all: Vec<(ExhibitorId, u64)> = Vec::new();
    let by_booth = guessed.iter().map(|exhibitor| (*exhibitor, party.entered_seq));
    for (exhibitor, since) in party.ever_named().chain(by_booth) {
        match all.iter_mut().find(|(known, _)| *known == exhibitor) {
            Some((_, first)) => *first = since.min(*first),
            None => all.push((exhibitor, since)),
        }
    }
    all
}

impl Desk {
    /// What the respondents of a case lodged in advance for those who handle `ask`, with whose it is. A respondent is only known by a
    /// name on the list, or by a booth that one exhibitor has for itself: at a shared booth nobody's statement is opened by guess to
    /// a mediator. The organiser, who decides in haste over whatever is shown there, reads those of everybody at the booth.
    ///
    /// Opened are those that stood when the case was filed, and still when whose they are was named, where that came later. What is lodged later is no word in advance, and who has a case against
    /// them answers its notice; what is taken back later stays, and so does what was opened before another of the booth was named.
    /// With the texts of the case it is gone from there.
    pub fn defences_in(&self, case: &Case, ask: Ask) -> Vec<(PartyId, &Defence)> {
        // Where the organiser alone was asked no mediator handles anything, and a clause that was handed over is no complaint.
        let handled = case.asks_for(ask) || (ask == Ask::Mediation && case.kind != CaseKind::Dispute);
        if case.erased_at.is_some() || !handled {
            return Vec::new();
        }
        let open = |defence: &Defence, since| {
            defence.is_for(ask) && defence.is_about(case) && defence.stood_at(case, since)
        };
        let mut found = Vec::new();
        for party in case.parties.iter().filter(|party| party.place.side == Side::Respondent) {
            // Whoever filed is at the booth, too, and not the respondent.
            let known =
                opened_to(party, ask).into_iter().filter(|(exhibitor, _)| !case.is_claimant(*exhibitor));
            for (exhibitor, since) in known {
                let lodged = self.defences_of(exhibitor).filter(|defence| open(defence, since));
                found.extend(lodged.map(|defence| (party.place.id, defence)));
            }
        }
        found
    }

    /// Whether a case has a statement of this journal entry, for those who handle `ask`.
    pub(crate) fn has_defence(&self, case: &Case, ask: Ask, seq: u64) -> bool {
        self.defences_in(case, ask).iter().any(|(_, defence)| defence.seq == seq)
    }

    /// In how many complaints to the organiser a statement was opened. How many mediators read it in a case is nothing that the
    /// organiser learns.
    pub fn complaints_with(&self, defence: &Defence) -> usize {
        let all = self.complaints_against(defence.exhibitor);
        all.filter(|case| self.has_defence(case, Ask::Measure, defence.seq)).count()
    }
}
