//! How far a referral is, from its steps alone.

use jiff::civil::Date;

use super::{Counterpart, Lead, Linkage, ReferralResult, ReferralStep, Stage};
use crate::{
    case::codes,
    disclosure::Given,
    event::Stamp,
    fair::Language,
    ids::{ReferralId, StaffId},
};

codes!(
    /// How far a referral is.
    ReferralState {
        /// Drawn up, and not sent.
        DrawnUp = "drawn-up",
        /// Sent; nobody has signed for it.
        Sent = "sent",
        /// The one who was to have it has it, or both are at it.
        Received = "received",
        /// Over.
        Ended = "ended",
    }
);

/// What one of the two bodies did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub by: Lead,
    /// On which day.
    pub on: Date,
    /// The entry that says what.
    pub seq: u64,
}

/// A case on its way to another body, or from one; or mediation together with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Which.
    pub id: ReferralId,
    /// How both work on the case.
    pub linkage: Linkage,
    /// With whom.
    pub with: Counterpart,
    /// When in its course a court sent it.
    pub stage: Option<Stage>,
    /// Who leads.
    pub lead: Lead,
    /// Since when: the day it was drawn up, came in, was joined.
    pub since: Date,
    /// What goes along.
    pub given: Vec<Given>,
    /// In which language that is.
    pub language: Language,
    /// The entry with the other body's name.
    pub seq: u64,
    /// Who began it.
    pub by: Option<StaffId>,
    /// When it was sent.
    pub sent: Option<Date>,
    /// When the other body signed for it, and the entry with its receipt.
    pub received: Option<(Date, u64)>,
    /// What either did, oldest first.
    pub parts: Vec<Part>,
    /// How it ended, when, and the entry that says so.
    pub ended: Option<(ReferralResult, Date, u64)>,
    /// How many steps were taken.
    pub steps: usize,
}

impl Referral {
    /// What a first step begins; nothing where it is none.
    pub(crate) fn begun(id: ReferralId, stamp: &Stamp, with: &ReferralStep) -> Option<Self> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "every other step goes on with what was begun")]
        let (linkage, of, stage, lead, since) = match with {
            ReferralStep::ReferralDrawnUp { to, on, .. } => (Linkage::Out, *to, None, Lead::Theirs, *on),
            ReferralStep::ReferralTakenIn { from, stage, on } => {
                (Linkage::In, *from, *stage, Lead::Ours, *on)
            }
            ReferralStep::MediationJoined { linkage, with, lead, on } => (*linkage, *with, None, *lead, *on),
            _ => return None,
        };
        let (given, language) = if let ReferralStep::ReferralDrawnUp { given, language, .. } = with {
            (given.clone(), *language)
        } else {
            (Vec::new(), Language::default())
        };
        Some(Self {
            id,
            linkage,
            with: of,
            stage,
            lead,
            since,
            given,
            language,
            seq: stamp.seq,
            by: stamp.actor.staff(),
            sent: None,
            received: None,
            parts: Vec::new(),
            ended: None,
            steps: 1,
        })
    }

    /// How a further step changes it.
    pub(crate) fn take(&mut self, seq: u64, with: &ReferralStep) {
        self.steps += 1;
        match with {
            ReferralStep::ReferralSent { on } => self.sent = Some(*on),
            ReferralStep::ReferralReceived { on } => self.received = Some((*on, seq)),
            ReferralStep::PartRecorded { by, on } => self.parts.push(Part { by: *by, on: *on, seq }),
            ReferralStep::ReferralEnded { result, on } => self.ended = Some((*result, *on, seq)),
            ReferralStep::ReferralDrawnUp { .. }
            | ReferralStep::ReferralTakenIn { .. }
            | ReferralStep::MediationJoined { .. } => {}
        }
    }

    /// How far it is.
    pub fn state(&self) -> ReferralState {
        match (self.ended, self.linkage, self.received, self.sent) {
            (Some(_), ..) => ReferralState::Ended,
            (None, Linkage::Out, None, None) => ReferralState::DrawnUp,
            (None, Linkage::Out, None, Some(_)) => ReferralState::Sent,
            (None, ..) => ReferralState::Received,
        }
    }

    /// Sent, and not ended.
    pub fn is_under_way(&self) -> bool {
        matches!(self.state(), ReferralState::Sent | ReferralState::Received)
    }

    /// Whether the case left with it, or came with it: what is only drawn up has done neither.
    pub fn has_moved(&self) -> bool {
        match self.linkage {
            Linkage::Out => self.sent.is_some(),
            Linkage::In => true,
            Linkage::Joint | Linkage::Assisted => false,
        }
    }

    /// Gone to another body, or come from one, and nobody has said how it ended.
    pub fn lacks_result(&self) -> bool {
        matches!(self.linkage, Linkage::Out | Linkage::In) && self.ended.is_none()
    }

    /// Together with another body, and what one of the two did is not recorded.
    pub fn lacks_part(&self) -> bool {
        let recorded = |by: &Lead| self.parts.iter().any(|part| part.by == *by);
        matches!(self.linkage, Linkage::Joint | Linkage::Assisted) && !Lead::ALL.iter().all(recorded)
    }

    /// The last day on which something of it happened.
    pub fn last_day(&self) -> Date {
        let days = [Some(self.since), self.sent, self.received.map(|(on, _)| on)];
        days.into_iter().flatten().max().unwrap_or(self.since)
    }
}
