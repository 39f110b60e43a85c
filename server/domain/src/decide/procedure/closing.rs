//! The fair's end: a case that is open goes on over a distance, or its file goes to the competent office, as its parties choose
//! (procedure A.2 row 21). The second is an ending, see [`crate::decide::talks`].

use super::{Bench, Decision, taken};
use crate::{
    case::{Ask, Case},
    procedure::{ConsentTo, Proceeding},
    refusal::Refusal,
};

/// Everybody who takes part must have chosen it; where nobody was asked yet, that is who filed.
pub(super) fn carry_over(at: &Bench<'_>, case: &Case) -> Decision {
    at.head(case)?;
    if at.fair()?.plan.venue.is_standing() {
        return Err(Refusal::NotHere("end"));
    }
    if !case.asks_for(Ask::Mediation) {
        return Err(Refusal::NoMediationAsked);
    }
    if case.procedure.in_effect().is_some() {
        return Err(Refusal::InEffect);
    }
    if case.procedure.carried_over.is_some() {
        return Ok(Vec::new());
    }
    let chose = |party: &crate::case::Party| case.procedure.consents_to(party.place.id, ConsentTo::Remote);
    if !case.participants().all(chose) {
        return Err(Refusal::ConsentMissing(ConsentTo::Remote.code()));
    }
    Ok(vec![taken(case, Proceeding::CaseCarriedOver {})])
}
