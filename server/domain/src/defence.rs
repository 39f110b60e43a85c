//! A statement lodged in advance: an exhibitor who fears a complaint says beforehand why an exhibit infringes nothing, so that
//! whoever decides in haste has heard them (the protective letter of the trade-fair courts).
//!
//! It stays closed until a case names the exhibitor as a respondent, and is never shown to the other side.

use jiff::Timestamp;

use crate::{
    case::{Ask, Audience, Case, RightKind, Side},
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
    /// Over which kind of right a complaint is feared.
    pub right: Option<RightKind>,
    /// Who may read it once a complaint is there.
    pub audience: Audience,
    /// When it was lodged.
    pub at: Timestamp,
    /// Who took it in.
    pub by: Option<StaffId>,
    /// Journal entry with its words.
    pub seq: u64,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

impl Defence {
    /// Whether it was lodged for those who handle `ask`.
    pub fn is_for(&self, ask: Ask) -> bool {
        match ask {
            Ask::Mediation => self.audience.mediation(),
            Ask::Measure => self.audience.measure(),
        }
    }
}

impl Desk {
    /// What the respondents of a case lodged in advance for those who handle `ask`, with whose it is. A respondent is only known by a
    /// name on the list, or by a booth that one exhibitor has for itself: at a shared booth nobody's statement is opened by guess to
    /// a mediator. The organiser, who decides in haste over whatever is shown there, reads those of everybody at the booth.
    pub fn defences_in(&self, case: &Case, ask: Ask) -> Vec<(PartyId, &Defence)> {
        let respondents = case.parties.iter().filter(|party| party.place.side == Side::Respondent);
        let known = respondents.flat_map(|party| {
            let among = self.exhibitors_of(party);
            let (id, told) = (party.place.id, among.len() == 1 || ask == Ask::Measure);
            // Whoever filed is at the booth, too, and not the respondent.
            let own = case.claimant().place.exhibitor;
            among
                .into_iter()
                .filter(move |known| told && own != Some(*known))
                .map(move |exhibitor| (id, exhibitor))
        });
        let open = |defence: &&Defence| defence.withdrawn_at.is_none() && defence.is_for(ask);
        known
            .flat_map(|(party, exhibitor)| self.defences_of(exhibitor).map(move |defence| (party, defence)))
            .filter(|(_, defence)| open(defence))
            .collect()
    }
}
