//! How each step of after-care changes it, and which cases have one.

use crate::{
    case::Case,
    desk::Desk,
    event::{Fact, Stamp},
};

impl Desk {
    pub(super) fn apply_aftercare(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        let Fact::AftercareMoved { case, with } = fact else { return false };
        let by = stamp.actor.staff();
        self.change_case(*case, |case| case.aftercare.take(stamp.seq, stamp.occurred_at, by, with));
        true
    }

    /// Cases with an agreement in effect, oldest first; those whose file was erased too.
    pub fn cases_in_effect(&self) -> impl Iterator<Item = &Case> {
        self.in_effect.iter().filter_map(|id| self.case(*id)).map(std::convert::AsRef::as_ref)
    }
}
