//! Earlier reports and handed-over lists in the Desk: how their facts change it.

use std::sync::Arc;

use crate::{
    desk::Desk,
    event::{Fact, Stamp},
    handover::{Fetched, Handover},
    report::EarlierReport,
};

impl Desk {
    pub(super) fn apply_report(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` asserts that no kind is forgotten")]
        match fact {
            Fact::EarlierReportTaken { report } => {
                self.earlier.insert(report.fair.clone(), Arc::new(report.clone()));
            }
            Fact::ProductClassesNamed { classes } => self.product_classes = classes.as_slice().into(),
            Fact::EarlierReportRemoved { fair } => {
                self.earlier.remove(fair);
            }
            Fact::CasesHandedOver { to, edition, from, until, cases, proposal, body } => {
                // Where a second person confirmed it, whoever proposed it gives it.
                let proposed = proposal.and_then(|seq| self.proposal(seq));
                let by = proposed.map_or_else(|| stamp.actor.staff(), |proposed| proposed.by);
                self.handovers.push_back(Handover {
                    seq: stamp.seq,
                    words: proposal.unwrap_or(stamp.seq),
                    at: stamp.occurred_at,
                    by,
                    to: *to,
                    edition: *edition,
                    from: *from,
                    until: *until,
                    cases: *cases,
                    body: *body,
                    fetched: Vec::new(),
                });
            }
            Fact::CaseListFetched { handover, form, whole, sha256 } => {
                let (at, by, sha256) = (stamp.occurred_at, stamp.actor.staff(), sha256.clone());
                if let Some(list) = self.handovers.iter_mut().find(|known| known.seq == *handover) {
                    list.fetched.push(Fetched { at, by, form: *form, whole: *whole, sha256 });
                }
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
