//! Who may read a case, and what is recorded of it before they do. How much each sees is said once, in [`crate::reading`].

use super::{Bench, Decision};
use crate::{
    body::{Body, Content, Scope},
    case::{Ask, Case},
    event::{Event, Fact},
    ids::CaseId,
    reading::{Sight, read_lately},
    refusal::Refusal,
    staff::{Role, Staff},
};

pub(super) fn read(at: &Bench<'_>, id: CaseId, part: Ask, reason: Option<&str>) -> Decision {
    match part {
        Ask::Mediation => read_mediation(at, id, reason),
        Ask::Measure => read_complaint(at, id),
    }
}

fn read_mediation(at: &Bench<'_>, id: CaseId, reason: Option<&str>) -> Decision {
    let reader = at.staff(&[Role::Mediator, Role::Head, Role::Reception])?;
    let case = at.case(id)?;
    let now = at.envelope.recorded_at;
    match at.desk.sight(reader, case) {
        Sight::Summary => Err(unseen(at, reader, case)),
        Sight::OnReason if at.desk.sight_at(reader, case, now) == Sight::Whole => Ok(Vec::new()),
        Sight::OnReason => {
            let reason = reason.map(str::trim).filter(|text| !text.is_empty());
            let text = reason.ok_or(Refusal::Incomplete("reason"))?.to_owned();
            let body = Body { scope: Scope::Case(id), content: Content::Remark { text } };
            Ok(vec![Fact::CaseRead { case: id, part: Ask::Mediation, on_reason: true }.with(body)])
        }
        Sight::Whole | Sight::Received if read_lately(case, Ask::Mediation, reader.id, now) => Ok(Vec::new()),
        Sight::Whole | Sight::Received => Ok(vec![plain(id, Ask::Mediation)]),
    }
}

fn read_complaint(at: &Bench<'_>, id: CaseId) -> Decision {
    let reader = at.staff(Role::ON_DUTY)?;
    let case = at.case(id)?;
    if !at.desk.sees_complaint(reader, case) {
        let conflict = at.desk.has_conflict(reader, case);
        return Err(if conflict { Refusal::ConflictOfInterest } else { Refusal::NotAllowed });
    }
    let lately = read_lately(case, Ask::Measure, reader.id, at.envelope.recorded_at);
    Ok(if lately { Vec::new() } else { vec![plain(id, Ask::Measure)] })
}

fn plain(case: CaseId, part: Ask) -> Event {
    Fact::CaseRead { case, part, on_reason: false }.into()
}

/// Why somebody sees no more than the summary.
pub(super) fn unseen(at: &Bench<'_>, reader: &Staff, case: &Case) -> Refusal {
    if case.erased_at.is_some() {
        return Refusal::Erased;
    }
    if at.desk.has_conflict(reader, case) {
        return Refusal::ConflictOfInterest;
    }
    let by = at.lead(case).ok().and_then(|lead| lead.mediator);
    if reader.is(Role::Mediator) { Refusal::NotYours { by } } else { Refusal::NotAllowed }
}
