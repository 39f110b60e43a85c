//! What came to a day after its seal, as far as it is told of each case. What only the mediation body is told (procedure E.2) is at most
//! counted: a line with its ticket and its minute would tell, step by step, who agreed and who talked.

use crate::{
    case::{Ask, Case, Step},
    measure::MeasureStep,
};

/// The steps of a case that its organiser is told of, beside those of the organiser's own track.
const TOLD: &[&str] = &[
    "CaseFiled",
    "ComplaintLodged",
    "PartyEntered",
    "ExhibitorNamed",
    "ExhibitorUnlisted",
    "TicketIssued",
    "EvidenceAdded",
    "PapersChecked",
    "UrgencyRecorded",
    "CaseConcluded",
    "CaseWithdrawn",
    "CaseErased",
    "CaseDisclosed",
    "DisclosureReceived",
];

/// Whether a step of this kind is told to the mediation body alone, whatever its case.
pub fn is_kind_of_mediation(kind: &str) -> bool {
    !TOLD.contains(&kind) && !MeasureStep::KINDS.contains(&kind)
}

/// Whether a step is told to the mediation body alone, though others of its kind may be told: a respondent's ticket comes with its first
/// notice, also with one that asks to mediate, and what was given of the mediation's file is for the head of its body to know.
pub fn is_of_mediation(case: &Case, step: &Step) -> bool {
    match step.kind {
        "TicketIssued" => {
            // The claimant's comes with the case, where they have one.
            let first = case.steps.iter().find(|other| other.kind == step.kind);
            let own = case.claimant().ticket.is_some() && first.is_some_and(|first| first.seq == step.seq);
            case.asks_for(Ask::Mediation) && !own
        }
        "CaseDisclosed" | "DisclosureReceived" => {
            case.disclosed_by(step).is_some_and(|given| given.terms.part == Ask::Mediation)
        }
        kind => is_kind_of_mediation(kind),
    }
}
