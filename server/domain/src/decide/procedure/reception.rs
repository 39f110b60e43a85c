//! Acceptance by a mediation body, and the declaration of whoever has the case.

use super::{super::bodies, Bench, Decision, in_state, taken};
use crate::{
    case::{Ask, Case, CaseState},
    event::Fact,
    ids::{BodyId, CaseNumber, ProductClass},
    procedure::{CaseSource, Means, Proceeding},
    refusal::{Refusal, StepBefore},
    ticket::{ReleaseReason, TicketState},
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
    bodies::open(at, case.body)?;
    let count = at.desk.accepted_in(case.body, year).checked_add(1).ok_or(Refusal::BadPlan("year"))?;
    let number = CaseNumber { body: case.body, year, count };
    Ok(vec![taken(case, Proceeding::CaseAccepted { number, source })])
}

/// Until it is accepted. After that a case leaves its body by referral alone: its number, its notices and its consents are of that
/// body. Whoever has it cannot keep it, and gives it back into the line.
pub(super) fn change_body(at: &Bench<'_>, case: &Case, body: BodyId, means: Means) -> Decision {
    super::desk(at, case)?;
    if !case.asks_for(Ask::Mediation) {
        return Err(Refusal::NoMediationAsked);
    }
    in_state(case, &[CaseState::Submitted])?;
    if case.elsewhere().is_some() {
        return Err(Refusal::Elsewhere);
    }
    if case.body == body {
        return Ok(Vec::new());
    }
    bodies::open(at, body)?;
    let mut events = vec![taken(case, Proceeding::BodyChanged { body, means })];
    let (lead, tickets) = (at.lead(case)?, at.tickets_of(case));
    if lead.state.is_held() {
        let reason = ReleaseReason::OtherBody;
        events.push(Fact::TicketReleased { case: case.id, tickets, reason }.into());
    } else if lead.state.is_aside() {
        events.push(Fact::TicketRequeued { case: case.id, tickets }.into());
    }
    Ok(events)
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
    let staff = at.own_at_counter(case)?;
    if at.desk.has_conflict(staff, case) {
        return Err(Refusal::ConflictOfInterest);
    }
    if case.procedure.is_impartial(staff.id) {
        return Ok(Vec::new());
    }
    // Whoever gave it back and took it again had it since they took it first.
    let claims = at.lead(case)?.periods.iter();
    let claims = claims.filter(|known| known.state == TicketState::Claimed && known.by == Some(staff.id));
    at.comes_after(claims.map(|known| known.from).min().map(|when| (when, StepBefore::Claim)))?;
    Ok(vec![taken(case, Proceeding::ImpartialityDeclared { staff: staff.id })])
}
