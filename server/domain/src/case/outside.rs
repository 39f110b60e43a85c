//! Who of a case stands outside of its talks: whoever declined, and whoever the others talked without.

use super::{Case, CaseState, Outcome, Party};
use crate::{ids::PartyId, procedure::Way};

impl Case {
    /// Whether a party has no part in the talks, or no longer: what the others come to is not theirs to know.
    pub fn is_outside(&self, party: &Party) -> bool {
        match party.way() {
            Way::Accepted => false,
            Way::Declined => !self.shares_the_end(party),
            Way::Named | Way::Noticed | Way::Served | Way::NoReply => {
                !self.awaits(party) && self.goes_on_without()
            }
        }
    }

    /// Whether a party is asked what it says of the desk: its case is over, and it did not stand outside, with nothing to speak of.
    pub fn asks_what_it_was_like(&self, party: PartyId) -> bool {
        !self.state.is_open() && self.party(party).is_some_and(|party| !self.is_outside(party))
    }

    /// Whether the others talk, or came to something, without whoever gave no answer: one that agrees is enough for talks, and from then
    /// on no answer is taken. Where nobody agreed, or it ended before there were talks, it ended for all of them alike.
    fn goes_on_without(&self) -> bool {
        match self.state {
            CaseState::Submitted | CaseState::Accepted => false,
            CaseState::Agreed | CaseState::InSession | CaseState::Adjourned | CaseState::TermsAgreed => true,
            CaseState::Concluded { outcome, .. } => {
                let others = self.respondents().iter().any(|other| self.attended(other));
                let talked = self.steps.iter().any(|step| step.kind == "TalksOpened");
                others && (talked || matches!(outcome, Outcome::Settled | Outcome::Undertaking))
            }
        }
    }

    /// Whether the end of a case is also that of a party which left its talks: where the others agreed on something, it is theirs alone.
    fn shares_the_end(&self, party: &Party) -> bool {
        let CaseState::Concluded { outcome, .. } = self.state else { return false };
        self.attended(party) && !matches!(outcome, Outcome::Settled | Outcome::Undertaking)
    }
}
