//! Archiving: the head lays the file of a case away (People's Mediation Law art 27; procedure A.2 row 20). What it lacks by kind of
//! body is named with a reason, or made good first.

use super::{Bench, Decision, line::remarked};
use crate::{
    case::{Ask, Case},
    event::Fact,
    ids::CaseId,
    refusal::Refusal,
    staff::Role,
};

pub(super) fn archive(
    at: &Bench<'_>,
    id: CaseId,
    (pages, volumes): (u32, u16),
    upto: u64,
    reason: Option<&str>,
) -> Decision {
    let head = at.staff(&[Role::Head])?;
    let case = at.case(id)?;
    if case.erased_at.is_some() {
        return Err(Refusal::Erased);
    }
    if at.desk.has_conflict(head, case) {
        return Err(Refusal::ConflictOfInterest);
    }
    laid_away(case)?;
    // What was added while the pages were counted stands on none of them, and would pass for laid away with them.
    if case.has_grown_since(upto) {
        return Err(Refusal::Changed);
    }
    if pages == 0 {
        return Err(Refusal::Incomplete("pages"));
    }
    if volumes == 0 {
        return Err(Refusal::Incomplete("volumes"));
    }
    let plan = &at.fair()?.plan;
    let lacks = case.file_lacks(at.desk.kind_of(case), plan.day_of(at.now()));
    let reason = reason.filter(|text| !text.trim().is_empty());
    if !lacks.is_empty() && reason.is_none() {
        return Err(Refusal::Incomplete("reason"));
    }
    let fact = Fact::FileArchived { case: id, pages, volumes, lacks };
    Ok(vec![remarked(fact, id, reason)])
}

/// A case of the mediation that is over, is with nobody else, and has grown since it was last laid away.
fn laid_away(case: &Case) -> Result<(), Refusal> {
    if !case.asks_for(Ask::Mediation) {
        return Err(Refusal::NoMediationAsked);
    }
    if case.state.is_open() {
        return Err(Refusal::CaseIs(case.state));
    }
    if case.elsewhere().is_some() {
        return Err(Refusal::Elsewhere);
    }
    super::new(case.archived.last().is_some() && !case.has_grown(), "archive")
}
