//! Erasing: one case, or everything whose time is over. Only what is over can be erased, and only by the head, who answers for the
//! files (People's Mediation Law art 27); what is the organiser's file alone goes only once its time is over.

use std::collections::HashSet;

use super::{Bench, Decision, at_most, proposal::done_or_proposed};
use crate::{
    event::{Event, Fact},
    ids::CaseId,
    proposal::Deed,
    refusal::Refusal,
    retention::MAX_RUN,
    staff::Role,
};

pub(super) fn erase(at: &Bench<'_>, id: CaseId) -> Decision {
    let head = at.staff(&[Role::Head])?;
    if at.desk.has_conflict(head, at.case(id)?) {
        return Err(Refusal::ConflictOfInterest);
    }
    if let Err(refusal) = erasable(at, id) {
        // What is erased already is as it was asked for.
        return if refusal == Refusal::Erased { Ok(Vec::new()) } else { Err(refusal) };
    }
    done_or_proposed(at, Deed::Erase { case: id }, None)
}

/// Whether there is something of a case to erase.
pub(super) fn erasable(at: &Bench<'_>, id: CaseId) -> Result<(), Refusal> {
    let (case, today) = (at.case(id)?, at.fair()?.plan.day_of(at.envelope.recorded_at));
    at.desk.keeps_from_erasure(case, today).map_or(Ok(()), Err)
}

pub(super) fn run(at: &Bench<'_>, cases: &[CaseId]) -> Decision {
    at.staff(&[Role::Head])?;
    all_due(at, cases)?;
    done_or_proposed(at, Deed::Retention { cases: cases.to_vec() }, None)
}

/// Whether the time of each of them is over.
pub(super) fn all_due(at: &Bench<'_>, cases: &[CaseId]) -> Result<(), Refusal> {
    if cases.is_empty() {
        return Err(Refusal::Incomplete("case"));
    }
    at_most(cases.len(), MAX_RUN, "cases")?;
    let mut seen = HashSet::new();
    for id in cases {
        super::new(!seen.insert(*id), "case")?;
        no_request(at, *id)?;
        if !is_due(at, *id)? {
            return Err(Refusal::NotDue);
        }
    }
    Ok(())
}

/// What an authority asked for is given or turned down first: what it asked about would be gone.
fn no_request(at: &Bench<'_>, id: CaseId) -> Result<(), Refusal> {
    if at.desk.has_open_request(id) { Err(Refusal::StepMissing("request")) } else { Ok(()) }
}

fn is_due(at: &Bench<'_>, id: CaseId) -> Result<bool, Refusal> {
    let (case, today) = (at.case(id)?, at.fair()?.plan.day_of(at.envelope.recorded_at));
    Ok(at.desk.is_due(case, today))
}

/// A run is one entry, and each case in it another.
pub(super) fn retained(cases: &[CaseId]) -> Vec<Event> {
    let count = u32::try_from(cases.len()).unwrap_or(u32::MAX);
    let erased = cases.iter().map(|case| Fact::CaseErased { case: *case }.into());
    std::iter::once(Fact::RetentionRun { cases: count }.into()).chain(erased).collect()
}
