//! How the facts of what authorities were given change the Desk.

use crate::{
    desk::Desk,
    disclosure::Disclosure,
    event::{Fact, Stamp},
};

impl Desk {
    pub(super) fn apply_disclosure(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` asserts that no kind is forgotten")]
        match fact {
            Fact::CaseDisclosed { case, disclosure, terms } => self.change_case(*case, |case| {
                case.disclosures.push(Disclosure {
                    id: *disclosure,
                    terms: terms.clone(),
                    body_seq: stamp.seq,
                    at: stamp.occurred_at,
                    by: stamp.actor.staff(),
                    received: None,
                });
            }),
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
