//! Acceptance and the mediator's declaration.

use super::{Bench, Decision, in_state, taken};
use crate::{
    case::{Ask, Case, CaseState},
    ids::{CaseNumber, ProductClass},
    procedure::{CaseSource, Proceeding},
    refusal::Refusal,
};

/// Accepted cases are numbered by the body and the year, without a gap (procedure B.2, numbering warning).
pub(super) fn accept(at: &Bench<'_>, case: &Case, source: CaseSource) -> Decision {
    let staff = super::desk(at, case)?;
    if !case.asks_for(Ask::Mediation) {
        return Err(Refusal::NoMediationAsked);
    }
    in_state(case, &[CaseState::Submitted])?;
    debug_assert!(!at.desk.has_conflict(staff, case));
    let year = at.fair()?.plan.day_of(at.envelope.recorded_at).year();
    let count = at.desk.accepted_in(year).checked_add(1).ok_or(Refusal::BadPlan("year"))?;
    Ok(vec![taken(case, Proceeding::CaseAccepted { number: CaseNumber { year, count }, source })])
}

/// Whoever has the case notes it, or had it when it ended.
pub(super) fn note_product_class(at: &Bench<'_>, case: &Case, class: Option<&ProductClass>) -> Decision {
    super::desk(at, case)?;
    if class.is_some_and(|class| !at.desk.product_classes().contains(class)) {
        return Err(Refusal::Unknown("product-class"));
    }
    let with = Proceeding::ProductClassNoted { class: class.cloned() };
    Ok(if case.procedure.product_class.as_ref() == class { Vec::new() } else { vec![taken(case, with)] })
}

pub(super) fn declare_impartiality(at: &Bench<'_>, case: &Case) -> Decision {
    let staff = at.own(case)?;
    if at.desk.has_conflict(staff, case) {
        return Err(Refusal::ConflictOfInterest);
    }
    if case.procedure.is_impartial(staff.id) {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, Proceeding::ImpartialityDeclared { staff: staff.id })])
}
