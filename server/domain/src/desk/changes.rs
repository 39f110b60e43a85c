//! Which cases changed lately, so that what is counted of a hundred thousand is counted again only where something changed.

use std::collections::BTreeSet;

use imbl::Vector;

use super::Desk;
use crate::{event::Fact, ids::CaseId};

/// How many changes are remembered. A build for tests forgets soon, so that what follows from it is shown.
const KEPT: usize = if cfg!(debug_assertions) { 48 } else { 1 << 16 };

/// See the head of this file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Changes {
    /// The last entry that may have changed what counts of any case, or whose changes are no longer remembered.
    all: u64,
    /// The entries after it, each with a case that it changed, in order.
    cases: Vector<(u64, CaseId)>,
}

impl Changes {
    pub(super) fn of_case(&mut self, seq: u64, id: CaseId) {
        if self.cases.back() != Some(&(seq, id)) {
            self.cases.push_back((seq, id));
        }
        while self.cases.len() > KEPT {
            self.all = self.cases.pop_front().map_or(seq, |(forgotten, _)| forgotten);
        }
    }

    pub(super) fn of_all(&mut self, seq: u64) {
        self.all = seq;
        self.cases.clear();
    }
}

impl Desk {
    /// The cases that changed after an entry; `None` when any may have.
    pub(crate) fn changed_since(&self, seq: u64) -> Option<BTreeSet<CaseId>> {
        let Changes { all, cases } = &self.changes;
        let remembered = (*all..=self.seq).contains(&seq);
        let later = cases.iter().rev().take_while(|(at, _)| *at > seq);
        remembered.then(|| later.map(|(_, id)| *id).collect())
    }
}

/// Whether nothing that is counted case by case looks at what a fact tells, beside the case that it is about. Who adds a fact and does
/// not name it here loses time and nothing else.
pub(super) fn leaves_counts_alone(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::CaseFiled { .. }
            | Fact::CaseRead { .. }
            | Fact::AdviceGiven { .. }
            | Fact::DutyTaken { .. }
            | Fact::HolderCodeGiven { .. }
            | Fact::HolderAdmitted { .. }
            | Fact::PrintOrdered { .. }
            | Fact::SurveyAnswered { .. }
            | Fact::DayRemarked { .. }
            | Fact::BulletinPosted { .. }
            | Fact::BulletinEnded { .. }
            | Fact::DeedProposed { .. }
            | Fact::ProposalConfirmed { .. }
            | Fact::ProposalWithdrawn { .. }
            | Fact::ConflictDeclared { .. }
            | Fact::PinReset { .. }
            | Fact::CredentialsRecorded { .. }
            | Fact::TrainingRecorded { .. }
            | Fact::TrainingStruck { .. }
            | Fact::ShiftPlanned { .. }
            | Fact::ShiftCancelled { .. }
            | Fact::DutyCorrected { .. }
            | Fact::DeviceInvited { .. }
            | Fact::DeviceJoined { .. }
            | Fact::DeviceLocked { .. }
            | Fact::DeviceUnlocked { .. }
            | Fact::CasesHandedOver { .. }
            | Fact::CaseListFetched { .. }
    )
}
