//! How the facts of typical cases change the Desk.

use std::sync::Arc;

use crate::{
    case::Case,
    desk::Desk,
    event::{Fact, Stamp},
    ids::{CaseId, TypicalId},
    proposal::Deed,
    typical::{Retracted, Typical, TypicalDraft, TypicalTerms},
};

impl Desk {
    /// The accounts that everybody may read, with their cases.
    pub fn public_accounts(&self) -> impl Iterator<Item = (&Arc<Case>, &Typical)> {
        self.typical_cases().filter_map(|case| Some((case, case.public_account()?)))
    }
    /// An account that was put forward, with its case.
    pub fn typical(&self, id: TypicalId) -> Option<(&Arc<Case>, &Typical)> {
        self.typical_cases().find_map(|case| Some((case, case.typical.iter().find(|known| known.id == id)?)))
    }

    pub(super) fn apply_typical(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        let (at, by, seq) = (stamp.occurred_at, stamp.actor.staff(), stamp.seq);
        #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` asserts that no kind is forgotten")]
        match fact {
            Fact::TypicalCaseDrafted { case, version } => {
                let draft = TypicalDraft { version: *version, at, by, seq };
                self.change_case(*case, |case| case.typical_draft = Some(draft));
            }
            Fact::TypicalCasePublished { case, typical, terms } => {
                // Where a second person confirmed it, whoever put it forward has written it, and so stands the text.
                self.know_account(stamp, *case, *typical, terms);
                self.change_account(*case, *typical, |known| known.published = Some(at));
            }
            Fact::TypicalCaseWithdrawn { case, typical, why } => {
                let withdrawn = Retracted { at, by, why: *why, seq };
                self.change_account(*case, *typical, |known| known.withdrawn = Some(withdrawn));
            }
            _ => return false,
        }
        true
    }

    /// A second person is to confirm it.
    pub(super) fn put_forward(&mut self, stamp: &Stamp, deed: &Deed) {
        if let Deed::Publish { case, typical, terms } = deed {
            self.know_account(stamp, *case, *typical, terms);
        }
    }

    fn know_account(&mut self, stamp: &Stamp, case: CaseId, id: TypicalId, terms: &TypicalTerms) {
        let (seq, by, terms) = (stamp.seq, stamp.actor.staff(), terms.clone());
        self.change_case(case, |case| {
            let version = case.typical_draft.map(|draft| draft.version);
            if !case.typical.iter().any(|known| known.id == id) {
                case.typical.push(Typical { id, terms, version, seq, by, published: None, withdrawn: None });
            }
        });
    }

    fn change_account(&mut self, case: CaseId, id: TypicalId, change: impl FnOnce(&mut Typical)) {
        self.change_case(case, |case| {
            if let Some(known) = case.typical.iter_mut().find(|known| known.id == id) {
                change(known);
            }
        });
    }
}
