//! After-care: who may say what became of an agreement. By whoever has the case, whoever the visit was given to, or the head.

use jiff::civil::Date;

use super::{Bench, Decision, at_most, not_later};
use crate::{
    aftercare::{
        AftercareAction, AftercareStep, CourtBody, Finding, Reached, Remedy, Ruling, VisitBody,
        confirmation_until,
    },
    body::{Body, Content, Scope},
    case::Case,
    event::{Event, Fact},
    ids::{CaseId, EvidenceId, StaffId},
    refusal::Refusal,
    staff::Role,
};

/// Steps of one case's after-care.
const MAX_STEPS: usize = 400;

pub(super) fn move_on(at: &Bench<'_>, id: CaseId, action: &AftercareAction) -> Decision {
    let case = at.case(id)?;
    if case.erased_at.is_some() {
        return Err(Refusal::Erased);
    }
    may(at, case)?;
    if case.procedure.in_effect().is_none() {
        return Err(Refusal::StepMissing("agreement"));
    }
    at_most(case.aftercare.steps + 1, MAX_STEPS, "steps")?;
    match action {
        AftercareAction::Perform { clause, on, evidence, remark } => {
            perform(at, case, (*clause, *on), *evidence, remark.as_deref())
        }
        AftercareAction::Breach { clause, on, remark } => breach(at, case, (*clause, *on), remark),
        AftercareAction::Remind { clause, means } => remind(case, *clause, *means),
        AftercareAction::Remedy { clause, remedy, due } => choose_remedy(at, case, *clause, *remedy, *due),
        AftercareAction::PlanVisit { on, staff } => plan_visit(at, case, *on, *staff),
        AftercareAction::HoldVisit { on, means, finding, body } => {
            hold_visit(at, case, (*on, *means, *finding), body)
        }
        AftercareAction::SeekConfirmation { on, body } => seek_confirmation(at, case, *on, body),
        AftercareAction::NoteRuling { ruling, on, remark } => {
            note_ruling(at, case, (*ruling, *on), remark.as_deref())
        }
    }
}

/// Whoever has the case or the head, and the mediator to whom the visit was given; nobody with a conflict of interest.
fn may(at: &Bench<'_>, case: &Case) -> Result<(), Refusal> {
    let staff = at.staff(&[Role::Mediator, Role::Head])?;
    let visits = case.aftercare.planned.is_some_and(|(_, by)| by == staff.id);
    if !visits {
        at.holder_of(case)?;
    }
    if at.desk.has_conflict(staff, case) { Err(Refusal::ConflictOfInterest) } else { Ok(()) }
}

fn taken(case: &Case, with: AftercareStep) -> Event {
    Fact::AftercareMoved { case: case.id, with }.into()
}

fn said(case: &Case, with: AftercareStep, content: Content) -> Event {
    Fact::AftercareMoved { case: case.id, with }.with(Body { scope: Scope::Case(case.id), content })
}

/// With a remark, where there is one.
fn remarked(case: &Case, with: AftercareStep, remark: Option<&str>) -> Event {
    match remark {
        Some(text) if !text.trim().is_empty() => said(case, with, Content::Remark { text: text.to_owned() }),
        Some(_) | None => taken(case, with),
    }
}

/// A clause of the agreement.
fn clause(case: &Case, clause: usize) -> Result<(), Refusal> {
    if clause < case.obligations().len() { Ok(()) } else { Err(Refusal::Unknown("clause")) }
}

/// Performed on the spot may be performed before the last signature, but not before there was a case. Said again, the newest word
/// counts.
fn perform(
    at: &Bench<'_>,
    case: &Case,
    (index, on): (usize, Date),
    evidence: Option<EvidenceId>,
    remark: Option<&str>,
) -> Decision {
    clause(case, index)?;
    not_later(at, on)?;
    if on < case.day {
        return Err(Refusal::DatesReversed);
    }
    let known = |id: EvidenceId| case.evidence.iter().any(|e| e.id == id && e.audience.mediation());
    if evidence.is_some_and(|id| !known(id)) {
        return Err(Refusal::Unknown("evidence"));
    }
    let same = |mark: &crate::aftercare::Mark| mark.performed && mark.on == on && mark.evidence == evidence;
    if remark.is_none() && case.aftercare.mark(index).is_some_and(same) {
        return Ok(Vec::new());
    }
    Ok(vec![remarked(case, AftercareStep::ObligationPerformed { clause: index, on, evidence }, remark)])
}

/// An agreement that was not reached yet cannot have been broken, or asked about.
fn not_before_effect(at: &Bench<'_>, case: &Case, on: Date) -> Result<(), Refusal> {
    let effective =
        case.procedure.in_effect().map(|effective| at.fair().map(|fair| fair.plan.day_of(effective)));
    match effective.transpose()? {
        Some(effective) if on < effective => Err(Refusal::DatesReversed),
        Some(_) | None => Ok(()),
    }
}

fn breach(at: &Bench<'_>, case: &Case, (index, on): (usize, Date), remark: &str) -> Decision {
    clause(case, index)?;
    not_later(at, on)?;
    not_before_effect(at, case, on)?;
    let owed = case.obligations();
    let by_day = owed.get(index).filter(|owed| owed.kind.is_done_once()).and_then(|owed| owed.due);
    if by_day.is_some_and(|due| on <= due) {
        return Err(Refusal::BeforeDue);
    }
    if remark.trim().is_empty() {
        return Err(Refusal::Incomplete("remark"));
    }
    let with = AftercareStep::ObligationBreached { clause: index, on };
    Ok(vec![remarked(case, with, Some(remark))])
}

fn remind(case: &Case, index: usize, means: Reached) -> Decision {
    clause(case, index)?;
    if case.aftercare.mark(index).is_some_and(|mark| mark.performed) {
        return Err(Refusal::Taken("performance"));
    }
    Ok(vec![taken(case, AftercareStep::DebtorReminded { clause: index, means })])
}

/// Only a breach opens a way on; who performs after all does so by a new day.
fn choose_remedy(at: &Bench<'_>, case: &Case, index: usize, remedy: Remedy, due: Option<Date>) -> Decision {
    clause(case, index)?;
    if case.aftercare.mark(index).is_none_or(|mark| mark.performed) {
        return Err(Refusal::StepMissing("breach"));
    }
    let written = case.procedure.agreement.as_ref().is_some_and(|known| !known.oral);
    if remedy == Remedy::Confirmation && !written {
        return Err(Refusal::StepMissing("written-agreement"));
    }
    let today = at.fair()?.plan.day_of(at.now());
    let due = match (remedy, due) {
        (Remedy::Performance, Some(due)) if due >= today => Some(due),
        (Remedy::Performance, _) => return Err(Refusal::Incomplete("due")),
        _ => None,
    };
    Ok(vec![taken(case, AftercareStep::RemedyChosen { clause: index, remedy, due })])
}

fn plan_visit(at: &Bench<'_>, case: &Case, on: Date, staff: StaffId) -> Decision {
    let person = at.person(staff)?;
    if !person.is(Role::Mediator) && !person.is(Role::Head) {
        return Err(Refusal::Unknown("staff"));
    }
    if person.serves_other(case.body) {
        return Err(Refusal::OtherBody { body: person.profile.body });
    }
    if at.desk.has_conflict(person, case) {
        return Err(Refusal::ConflictOfInterest);
    }
    if on < at.fair()?.plan.day_of(at.now()) {
        return Err(Refusal::Incomplete("on"));
    }
    if case.aftercare.planned == Some((on, staff)) {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, AftercareStep::VisitPlanned { on, staff })])
}

fn hold_visit(
    at: &Bench<'_>,
    case: &Case,
    (on, means, finding): (Date, Reached, Finding),
    body: &VisitBody,
) -> Decision {
    not_later(at, on)?;
    not_before_effect(at, case, on)?;
    if body.asked.trim().is_empty() && finding != Finding::Unknown {
        return Err(Refusal::Incomplete("asked"));
    }
    if body.findings.trim().is_empty() {
        return Err(Refusal::Incomplete("findings"));
    }
    Ok(vec![said(case, AftercareStep::VisitHeld { on, means, finding }, Content::Visit(body.clone()))])
}

/// Together, within thirty days, and on paper: an oral agreement has nothing that a court could confirm (People's Mediation Law art
/// 33; CPL Interpretation art 354).
fn seek_confirmation(at: &Bench<'_>, case: &Case, on: Date, body: &CourtBody) -> Decision {
    let plan = &at.fair()?.plan;
    let agreement = case.procedure.agreement.as_ref().filter(|known| !known.oral);
    let effective = agreement.and_then(|known| known.effective_at);
    let effective = plan.day_of(effective.ok_or(Refusal::StepMissing("written-agreement"))?);
    if case.aftercare.is_confirmed() || case.aftercare.pending().is_some() {
        return Err(Refusal::Taken("confirmation"));
    }
    not_later(at, on)?;
    if on < effective {
        return Err(Refusal::DatesReversed);
    }
    if on > confirmation_until(effective) {
        return Err(Refusal::TimeOver);
    }
    if body.court.trim().is_empty() {
        return Err(Refusal::Incomplete("court"));
    }
    Ok(vec![said(case, AftercareStep::ConfirmationSought { on }, Content::Court(body.clone()))])
}

fn note_ruling(at: &Bench<'_>, case: &Case, (ruling, on): (Ruling, Date), remark: Option<&str>) -> Decision {
    let pending = case.aftercare.pending().ok_or(Refusal::StepMissing("confirmation"))?;
    not_later(at, on)?;
    if on < pending.on {
        return Err(Refusal::DatesReversed);
    }
    Ok(vec![remarked(case, AftercareStep::ConfirmationEnded { ruling, on }, remark)])
}
