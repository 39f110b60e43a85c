//! A fact with its sealed body, and what a fact is called where a history is told.

use super::Fact;
use crate::{
    aftercare::AftercareStep, body::Body, case::Ask, major::MajorStep, measure::MeasureStep,
    procedure::Proceeding, referral::ReferralStep,
};

/// Something that happened, not yet in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The clear part.
    pub fact: Fact,
    /// The sealed part.
    pub body: Option<Body>,
}

impl From<Fact> for Event {
    fn from(fact: Fact) -> Self {
        Self { fact, body: None }
    }
}

impl Fact {
    /// The name of what happened: of the step, where the fact is one of a procedure.
    pub fn step(&self) -> &'static str {
        #[expect(clippy::wildcard_enum_match_arm, reason = "every other fact is a step of its own")]
        match self {
            Self::CaseProceeded { with, .. } => with.kind(),
            Self::MeasureMoved { with, .. } => with.kind(),
            Self::AftercareMoved { with, .. } => with.kind(),
            Self::ReferralMoved { with, .. } => with.kind(),
            Self::MajorMoved { with, .. } => with.kind(),
            _ => self.kind(),
        }
    }
    /// Every name that [`Fact::step`] can give.
    pub fn steps() -> impl Iterator<Item = &'static str> {
        let groups = ["CaseProceeded", "MeasureMoved", "AftercareMoved", "ReferralMoved", "MajorMoved"];
        let plain = Self::KINDS.iter().filter(move |kind| !groups.contains(kind));
        let steps = plain.chain(Proceeding::KINDS).chain(MeasureStep::KINDS);
        let steps = steps.chain(AftercareStep::KINDS).chain(ReferralStep::KINDS);
        steps.chain(MajorStep::KINDS).copied()
    }

    /// This fact with a sealed body.
    pub fn with(self, body: Body) -> Event {
        Event { fact: self, body: Some(body) }
    }
}

/// What a reading was of before this was told apart.
pub(super) fn for_mediation() -> Ask {
    Ask::Mediation
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over the field as it is")]
pub(super) fn is_for_mediation(part: &Ask) -> bool {
    *part == Ask::Mediation
}
