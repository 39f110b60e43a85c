//! Earlier reports and handed-over lists in the Desk: how their facts change it.

use std::sync::Arc;

use crate::{
    desk::Desk,
    event::{Fact, Stamp},
    handover::Handover,
    report::EarlierReport,
};

impl Desk {
    pub(super) fn apply_report(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` asserts that no kind is forgotten")]
        match fact {
            Fact::EarlierReportTaken { report } => {
                self.earlier.insert(report.fair.clone(), Arc::new(report.clone()));
            }
            Fact::EarlierReportRemoved { fair } => {
                self.earlier.remove(fair);
            }
            Fact::CasesHandedOver { to, edition, from, until, cases } => {
                self.handovers.push_back(Handover {
                    seq: stamp.seq,
                    at: stamp.occurred_at,
                    by: stamp.actor.staff(),
                    to: *to,
                    edition: *edition,
                    from: *from,
                    until: *until,
                    cases: *cases,
                });
            }
            _ => return false,
        }
        true
    }

    /// The reports of earlier fairs.
    pub fn earlier_reports(&self) -> impl Iterator<Item = &EarlierReport> {
        self.earlier.values().map(AsRef::as_ref)
    }

    /// The lists of cases that were made for authorities, oldest first.
    pub fn handovers(&self) -> impl DoubleEndedIterator<Item = &Handover> {
        self.handovers.iter()
    }
}
