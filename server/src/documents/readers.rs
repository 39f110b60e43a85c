//! Which paper is for which party (procedure E.2): the one place that says so.

use domain::{
    Case,
    case::{Party, Side},
    procedure::{Agreement, Way},
};

use super::Kind;

/// Whether a party may have a paper of its case.
///
/// The claimant has what it said itself, and how its case ended. A respondent has what it was served, and nothing before that; one
/// that declined has in writing that there is no mediation with it, and nothing of the others.
/// Who takes part has how it ended, the record, also once it stopped, and the agreement while that may still come into effect or has. The investigation record and the acceptance register are the desk's own, and
/// the organiser's papers come from the organiser.
pub fn is_for(case: &Case, party: &Party, kind: Kind) -> bool {
    let claimant = party.place.side == Side::Claimant;
    let told = claimant || party.served.is_some() || party.answered.is_some();
    let takes_part = claimant || party.way() == Way::Accepted;
    match kind {
        Kind::Application | Kind::Rights => told,
        // Whoever is out sends nobody any more.
        Kind::Attorney => told && party.way() != Way::Declined && (takes_part || case.state.is_open()),
        // That the talks of others came to nothing is not told to whoever had no part in them; who declined has a notice of its own.
        Kind::Termination => {
            let others = case.respondents().iter().any(|other| case.attended(other));
            told && (case.attended(party) || (!others && party.way() != Way::Declined))
        }
        Kind::Notice | Kind::Receipt | Kind::NoPart => !claimant && told,
        // A form to be written on is the desk's; a party reads what was written.
        Kind::Record => {
            case.attended(party) && kind.standing(case, None).is_some_and(|(version, _)| version > 0)
        }
        // A text that is still being talked about is nobody's paper, and neither is one that never came into effect.
        Kind::Agreement | Kind::Oral => {
            let agreement = case.procedure.agreement.as_ref();
            let stands = |agreement: &Agreement| {
                agreement.agreed_at.is_some() && (case.state.is_open() || agreement.effective_at.is_some())
            };
            takes_part && agreement.is_some_and(stands)
        }
        // Both apply together; each agrees to what it costs.
        Kind::Confirmation | Kind::Quote => takes_part,
        Kind::NonAcceptance => claimant,
        // It says how it ended and nothing that was said; both enclose it when they go to a court together.
        Kind::Certificate => case.attended(party),
        Kind::Acceptance
        | Kind::Investigation
        | Kind::ReturnVisit
        | Kind::Exhibits
        | Kind::Panel
        | Kind::Consultation
        | Kind::Referral
        | Kind::ComplaintNotice
        | Kind::MeasureOrder
        | Kind::ComplaintCertificate => false,
    }
}
