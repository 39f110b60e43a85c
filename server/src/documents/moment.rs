//! When a paper was drawn up. It names whoever was known by then, and says so whenever it is printed again: what in the meantime came to
//! be known of a party is for the next paper.

use domain::{
    Case,
    case::Step,
    ids::{PartyId, StaffId},
    procedure::{Answered, RecordPart},
};

use super::{Kind, measure::CERTIFIED};

impl Kind {
    /// The journal entry with which a paper was drawn up, in the version that the case has of it; `None` of a form, and of what nobody
    /// has drawn up yet.
    pub fn drawn_up(self, case: &Case, party: Option<PartyId>) -> Option<u64> {
        let procedure = &case.procedure;
        let (known, track) = (party.and_then(|id| case.party(id)), party.and_then(|id| case.measure(id)));
        match self {
            Self::Application => Some(case.application_seq),
            Self::Acceptance => last(case, &["CaseAccepted"]),
            Self::Rights => last(case, &["RightsExplained"]),
            Self::Notice | Self::Receipt => Some(known?.notice.as_ref()?.seq),
            Self::Quote => Some(procedure.fee()?.seq),
            Self::Attorney | Self::Exhibits => None,
            Self::Investigation => Some(procedure.record(RecordPart::Investigation)?.seq),
            Self::Record => Some(procedure.record(RecordPart::Mediation)?.seq),
            Self::Agreement | Self::Oral => Some(procedure.agreement.as_ref()?.draft.seq),
            Self::NonAcceptance | Self::Termination | Self::Certificate => {
                last(case, &["CaseConcluded", "CaseWithdrawn"])
            }
            Self::NoPart => {
                let answered = known?.answered.as_ref()?;
                Some(leaving(case, answered).map_or(answered.seq, |step| step.seq))
            }
            Self::Confirmation => Some(case.aftercare.confirmations.last()?.seq),
            Self::ReturnVisit => Some(case.aftercare.visits.last()?.seq),
            Self::Panel => Some(case.major.panels.last()?.seq),
            Self::Consultation => Some(case.major.consultations.last()?.seq),
            Self::Referral => Some(case.referrals.last()?.seq),
            Self::ComplaintNotice => Some(track?.notice.as_ref()?.seq),
            Self::MeasureOrder => Some(track?.order()?.seq),
            Self::ComplaintCertificate => {
                let mut steps = track?.steps.iter().rev();
                steps.find(|(_, _, kind)| CERTIFIED.contains(kind)).map(|(seq, _, _)| *seq)
            }
        }
    }

    /// Who mediates, as a paper names them that was drawn up with this journal entry: whoever had the case then, and nobody while nobody
    /// had it. An agreement has whoever has the case (`has`), for they sign it, whoever drafted it; and so has what is not drawn up yet.
    pub fn mediator(self, case: &Case, drawn_up: Option<u64>, has: Option<StaffId>) -> Option<StaffId> {
        match drawn_up {
            Some(seq) if !matches!(self, Self::Agreement | Self::Oral) => had_at(case, seq),
            Some(_) | None => has,
        }
    }

    /// Whether it goes out, or is signed, before anybody sits at the table: printed again it names nobody who came to be known since.
    pub fn is_before_talks(self) -> bool {
        matches!(self, Self::Acceptance | Self::Notice | Self::Receipt)
    }
}

/// Who had a case when a journal entry was written: who took it last before that, unless it went back into a line since. What the clock
/// puts back into somebody's hands was theirs before.
fn had_at(case: &Case, seq: u64) -> Option<StaffId> {
    const MOVES: [&str; 4] = ["TicketClaimed", "TicketRequeued", "TicketReleased", "TalksOpened"];
    let mut before = case.steps.iter().rev().filter(|step| step.seq <= seq);
    let taken = |step: &&Step| step.kind == "TicketClaimed";
    before.find(|step| MOVES.contains(&step.kind) && (!taken(step) || step.by.is_some())).filter(taken)?.by
}

/// The step with which a respondent that had agreed left: it took its consent back, or did not come when it was called.
pub(super) fn leaving<'c>(case: &'c Case, answered: &Answered) -> Option<&'c Step> {
    let at = answered.withdrawn_at?;
    let kind = if answered.unreached { "TicketMissed" } else { "ConsentWithdrawn" };
    case.steps.iter().rev().find(|step| step.kind == kind && step.at == at)
}

/// The last step of one of these kinds.
fn last(case: &Case, kinds: &[&str]) -> Option<u64> {
    case.steps.iter().rev().find(|step| kinds.contains(&step.kind)).map(|step| step.seq)
}
