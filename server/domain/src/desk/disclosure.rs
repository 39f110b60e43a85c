//! How the facts of what was given to authorities, and to a person about themselves, change the Desk.

use crate::{
    case::Access,
    desk::Desk,
    disclosure::Disclosure,
    event::{Fact, Stamp},
};

impl Desk {
    pub(super) fn apply_disclosure(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` asserts that no kind is forgotten")]
        match fact {
            Fact::CaseDisclosed { case, disclosure, terms } => {
                // Where a second person confirmed it, the officer is the one who proposed it, and so is the body.
                let proposed = self.proposal_of(*disclosure).map(|known| (known.seq, known.by));
                let (body_seq, by) = proposed.unwrap_or((stamp.seq, stamp.actor.staff()));
                let (id, seq, terms, at) = (*disclosure, stamp.seq, terms.clone(), stamp.occurred_at);
                let given = Disclosure { id, seq, terms, body_seq, at, by, received: None };
                self.change_case(*case, |case| case.disclosures.push(given));
            }
            Fact::AccessGiven { case, party } => {
                let (seq, at, by) = (stamp.seq, stamp.recorded_at, stamp.actor.staff());
                let given = Access { seq, at, party: *party, by };
                self.change_case(*case, |case| case.accesses.push(given));
            }
            Fact::DisclosureReceived { case, disclosure, on } => self.change_case(*case, |case| {
                let known = case.disclosures.iter_mut().find(|known| known.id == *disclosure);
                if let Some(known) = known {
                    known.received = Some((stamp.seq, *on));
                }
            }),
            _ => return false,
        }
        true
    }
}
