//! How referrals, the handling of a major case and the archiving of a file change a case.

use crate::{
    desk::Desk,
    event::{Fact, Stamp},
    file::Archiving,
    referral::Referral,
};

impl Desk {
    pub(super) fn apply_linkage(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` asserts that no kind is forgotten")]
        match fact {
            Fact::ReferralMoved { case, referral, with } => self.change_case(*case, |case| {
                match case.referrals.iter_mut().find(|known| known.id == *referral) {
                    Some(known) => known.take(stamp.seq, with),
                    None => case.referrals.extend(Referral::begun(*referral, stamp, with)),
                }
            }),
            Fact::MajorMoved { case, with } => {
                self.change_case(*case, |case| case.major.take(stamp, with));
            }
            Fact::FileArchived { case, pages, volumes, lacks } => self.change_case(*case, |case| {
                case.archived.push(Archiving {
                    at: stamp.occurred_at,
                    by: stamp.actor.staff(),
                    pages: *pages,
                    volumes: *volumes,
                    lacks: lacks.clone(),
                    seq: stamp.seq,
                });
            }),
            _ => return false,
        }
        true
    }
}
