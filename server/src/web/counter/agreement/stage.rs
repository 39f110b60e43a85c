//! How far an agreement is, from facts alone: it decides what its page offers.

use domain::{Case, case::CaseState, procedure::Agreement};

/// How far the agreement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing is written.
    Write,
    /// A draft stands; talks have not begun, or must begin before terms are accepted.
    Talk,
    /// A draft stands that both sides can accept.
    Agree,
    /// A draft stands that nobody can accept: it has no clause.
    Mend,
    /// A draft stands that nobody can accept: it binds somebody who takes part no longer.
    Left,
    /// Terms are accepted; signatures are missing.
    Sign,
    /// Everybody has signed; a party has yet to ratify what its agent signed.
    Ratify,
    /// It is in effect.
    Effect,
    /// Nothing to do here.
    Nothing,
}

impl Stage {
    pub(super) fn of(case: &Case) -> Self {
        let agreement = case.procedure.agreement.as_ref();
        let blocked = |known: &Agreement| known.draft.warnings.iter().any(|warning| warning.blocks());
        match (case.state, agreement) {
            (CaseState::TermsAgreed, Some(known)) if known.effective_at.is_some() => Self::Effect,
            (CaseState::TermsAgreed, Some(_)) if case.lacks_only_ratification() => Self::Ratify,
            (CaseState::TermsAgreed, Some(_)) => Self::Sign,
            (CaseState::Agreed | CaseState::InSession | CaseState::Adjourned, None) => Self::Write,
            (CaseState::Agreed, Some(_)) => Self::Talk,
            (CaseState::InSession | CaseState::Adjourned, Some(known)) if blocked(known) => Self::Mend,
            (CaseState::InSession | CaseState::Adjourned, Some(_)) if case.binds_who_left() => Self::Left,
            (CaseState::InSession | CaseState::Adjourned, Some(_)) => Self::Agree,
            (
                CaseState::Submitted
                | CaseState::Accepted
                | CaseState::TermsAgreed
                | CaseState::Concluded { .. },
                _,
            ) => Self::Nothing,
        }
    }

    /// The key of the text that says what is to be done.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Write => "agreement-next-write",
            Self::Talk => "agreement-next-talk",
            Self::Agree => "agreement-next-agree",
            Self::Mend => "agreement-next-mend",
            Self::Left => "agreement-next-left",
            Self::Sign => "agreement-next-sign",
            Self::Ratify => "agreement-next-ratify",
            Self::Effect => "agreement-next-effect",
            Self::Nothing => "agreement-next-nothing",
        }
    }
}
