//! Which steps of one respondent's track can be taken now.

use domain::{
    Case,
    case::Ask,
    measure::{Measure, MeasureState},
    procedure::Purpose,
};

/// Which steps can be taken now, and which papers printed.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
pub(super) struct May {
    pub(super) notice: bool,
    pub(super) serve: bool,
    pub(super) answer: bool,
    pub(super) clear: bool,
    pub(super) order: bool,
    pub(super) apply: bool,
    pub(super) lift: bool,
    pub(super) print_order: bool,
    pub(super) print_notice: bool,
    pub(super) certify: bool,
}

impl May {
    pub(super) fn of(case: &Case, track: &Measure) -> Self {
        let state = track.state;
        let complained = case.asks_for(Ask::Measure);
        let before =
            [MeasureState::Filed, MeasureState::Noticed, MeasureState::WindowOpen, MeasureState::Answered];
        let erased = case.erased_at.is_some();
        let may = |yes: bool| yes && !erased;
        // A paper is for somebody.
        let said = !case.wants_name(track.party);
        Self {
            notice: may(said && complained && before[..2].contains(&state)),
            serve: may(complained && state == MeasureState::Noticed),
            answer: may(complained && track.takes_statement()),
            clear: may(before.contains(&state) || (track.clause_waits() && track.may_order())),
            order: may(track.may_order() && (said || track.clause_seq.is_some())),
            apply: may(state == MeasureState::Ordered),
            lift: may(matches!(state, MeasureState::Ordered | MeasureState::Applied)),
            print_order: may(track.order().is_some()),
            print_notice: may(track.notice.is_some() && state != MeasureState::Noticed),
            certify: may(complained && track.is_decided()),
        }
    }

    /// Whether the step that such a photo comes with can be taken.
    pub(super) fn takes_photo_for(&self, purpose: Purpose) -> bool {
        match purpose {
            Purpose::Service => self.serve,
            Purpose::Signature => self.answer,
            Purpose::Measure => self.apply,
            Purpose::Exhibit | Purpose::Inquiry | Purpose::Performance => false,
        }
    }
}
