//! How far a respondent is with a notice: told of either one alone, by the facts of its own track.

use domain::{
    Case,
    case::{CaseState, Party},
    measure::{Measure, MeasureState},
    procedure::Way,
};

/// How far the reader of a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Its handing over is not on record yet: nothing is shown, nothing runs.
    Unserved,
    /// An answer is awaited, or still taken after its time.
    Open,
    /// It was answered.
    Answered,
    /// It is over, or has gone on without this respondent.
    Over,
}

/// Whether the mediation in which this respondent took part until then has ended. Only whoever holds its ticket is told: the paper says
/// no more once it was answered.
pub(super) fn has_ended(case: &Case, party: &Party) -> bool {
    party.way() == Way::Accepted && !case.state.is_open()
}

impl Standing {
    /// The standing of a respondent with the organiser's notice of a complaint, or else with the mediation body's.
    pub(super) fn of(case: &Case, party: &Party, complaint: bool) -> Self {
        if complaint {
            Self::with_organiser(case.measure(party.place.id))
        } else {
            Self::with_desk(case, party)
        }
    }

    /// Its code, for what an open page is held against.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Unserved => "unserved",
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Over => "over",
        }
    }

    fn with_desk(case: &Case, party: &Party) -> Self {
        let open = case.state == CaseState::Accepted;
        match party.way() {
            Way::Accepted | Way::Declined => Self::Answered,
            Way::Served | Way::NoReply if open => Self::Open,
            // Nobody is promised an answer once talks began without them.
            Way::Named | Way::Noticed if open => Self::Unserved,
            Way::Named | Way::Noticed | Way::Served | Way::NoReply => Self::Over,
        }
    }

    fn with_organiser(measure: Option<&Measure>) -> Self {
        let Some(measure) = measure else { return Self::Over };
        let answered = !measure.statements.is_empty();
        match measure.state {
            MeasureState::Filed | MeasureState::Noticed => Self::Unserved,
            MeasureState::WindowOpen => Self::Open,
            MeasureState::Answered => Self::Answered,
            MeasureState::Ordered | MeasureState::Applied | MeasureState::Lifted
                if !answered && measure.takes_statement() =>
            {
                Self::Open
            }
            MeasureState::Cleared | MeasureState::Ordered | MeasureState::Applied | MeasureState::Lifted
                if answered =>
            {
                Self::Answered
            }
            MeasureState::Cleared | MeasureState::Ordered | MeasureState::Applied | MeasureState::Lifted => {
                Self::Over
            }
        }
    }
}
