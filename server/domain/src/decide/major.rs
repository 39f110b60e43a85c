//! Major cases: whoever has one says so and records what was said; the head decides how it goes on, once a panel has met.

use super::{Bench, Decision, at_most, line::remarked, not_later};
use crate::{
    body::{Body, Content, Scope},
    case::{Ask, Case},
    event::{Event, Fact},
    ids::CaseId,
    major::{ConsultationBody, MajorAction, MajorReason, MajorStep, PanelBody},
    procedure::ConsentTo,
    refusal::Refusal,
    staff::Role,
};

/// Steps in the handling of one case.
const MAX_STEPS: usize = 100;

pub(super) fn move_on(at: &Bench<'_>, id: CaseId, action: &MajorAction) -> Decision {
    let case = at.case(id)?;
    if case.erased_at.is_some() {
        return Err(Refusal::Erased);
    }
    may(at, case, matches!(action, MajorAction::DecideCourse { .. } | MajorAction::LiftFlag { .. }))?;
    if !case.asks_for(Ask::Mediation) {
        return Err(Refusal::NoMediationAsked);
    }
    at_most(case.major.steps + 1, MAX_STEPS, "steps")?;
    let taken = |with| Fact::MajorMoved { case: id, with };
    let said = |with, content| taken(with).with(Body { scope: Scope::Case(id), content });
    let one = |event: Event| Ok(vec![event]);
    match action {
        MajorAction::Flag { reasons, remark } => {
            let remark = worded(remark.as_deref());
            flaggable(case, reasons, remark)?;
            one(remarked(taken(MajorStep::CaseFlagged { reasons: reasons.clone() }), id, remark))
        }
        MajorAction::LiftFlag { remark } => {
            flagged(case)?;
            let remark = worded(Some(remark)).ok_or(Refusal::Incomplete("remark"))?;
            one(remarked(taken(MajorStep::FlagLifted {}), id, Some(remark)))
        }
        MajorAction::HoldPanel { on, body } => {
            flagged(case)?;
            not_later(at, *on)?;
            said_of_panel(body)?;
            one(said(MajorStep::PanelHeld { on: *on }, Content::Panel(body.clone())))
        }
        MajorAction::Consult { on, named, impartial, body } => {
            not_later(at, *on)?;
            consultable(case, *named, *impartial, body)?;
            let with = MajorStep::ExpertConsulted { on: *on, named: *named, impartial: *impartial };
            one(said(with, Content::Consultation(body.clone())))
        }
        MajorAction::DecideCourse { course, remark } => {
            flagged(case)?;
            if case.major.panels.is_empty() {
                return Err(Refusal::StepMissing("panel"));
            }
            let with = MajorStep::CourseDecided { course: *course };
            one(remarked(taken(with), id, worded(remark.as_deref())))
        }
    }
}

/// Whoever has the case, or the head; the head alone where the body as a whole speaks.
fn may(at: &Bench<'_>, case: &Case, head_alone: bool) -> Result<(), Refusal> {
    let staff = at.staff(if head_alone { &[Role::Head] } else { &[Role::Mediator, Role::Head] })?;
    if !staff.is(Role::Head) {
        at.holder_of(case)?;
    }
    if at.desk.has_conflict(staff, case) { Err(Refusal::ConflictOfInterest) } else { Ok(()) }
}

fn worded(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

fn flagged(case: &Case) -> Result<(), Refusal> {
    if case.major.flag.is_some() { Ok(()) } else { Err(Refusal::StepMissing("flag")) }
}

/// With a reason at least, each once; another one is said in words.
fn flaggable(case: &Case, reasons: &[MajorReason], remark: Option<&str>) -> Result<(), Refusal> {
    if reasons.is_empty() {
        return Err(Refusal::Incomplete("reasons"));
    }
    for (index, reason) in reasons.iter().enumerate() {
        super::new(reasons[..index].contains(reason), "reason")?;
    }
    if reasons.contains(&MajorReason::Other) && remark.is_none() {
        return Err(Refusal::Incomplete("remark"));
    }
    super::new(
        remark.is_none() && case.major.flag.as_ref().is_some_and(|flag| flag.reasons == reasons),
        "flag",
    )
}

fn said_of_panel(body: &PanelBody) -> Result<(), Refusal> {
    let parts = [("present", &body.present), ("said_for", &body.said_for), ("opinion", &body.opinion)];
    match parts.into_iter().find(|(_, text)| text.trim().is_empty()) {
        Some((what, _)) => Err(Refusal::Incomplete(what)),
        None => Ok(()),
    }
}

/// Who is asked about named parties is let in as they agree (People's Mediation Law art 20); without a name anybody may be asked. A
/// conflict of interest is said in words.
fn consultable(case: &Case, named: bool, impartial: bool, body: &ConsultationBody) -> Result<(), Refusal> {
    for (what, text) in [("expert", &body.expert), ("question", &body.question), ("answer", &body.answer)] {
        if text.trim().is_empty() {
            return Err(Refusal::Incomplete(what));
        }
    }
    if !impartial && worded(body.conflict.as_deref()).is_none() {
        return Err(Refusal::Incomplete("conflict"));
    }
    if named && !case.all_agree_to(ConsentTo::Expert) {
        return Err(Refusal::ConsentMissing(ConsentTo::Expert.code()));
    }
    Ok(())
}
