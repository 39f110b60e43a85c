//! When a paper was drawn up. It names whoever was known by then, and says so whenever it is printed again: what in the meantime came to
//! be known of a party is for the next paper.

use domain::{Case, ids::PartyId, procedure::RecordPart};

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
                let left = answered.withdrawn_at.and_then(|at| {
                    let kind = if answered.unreached { "TicketMissed" } else { "ConsentWithdrawn" };
                    case.steps.iter().rev().find(|step| step.kind == kind && step.at == at)
                });
                Some(left.map_or(answered.seq, |step| step.seq))
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
}

/// The last step of one of these kinds.
fn last(case: &Case, kinds: &[&str]) -> Option<u64> {
    case.steps.iter().rev().find(|step| kinds.contains(&step.kind)).map(|step| step.seq)
}
