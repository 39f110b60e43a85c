//! The organiser's track. Ordered by a named officer, on a stated basis, never by a clock; nothing of the mediation is looked at.

use super::{Bench, Decision, at_most, procedure};
use crate::{
    body::{Body, Content, MeasureBody, PersonBody, ReplyBody, Scope},
    case::{Ask, Case, Party, Side},
    event::{Actor, Event, Fact},
    ids::{CaseId, EvidenceId, PartyId},
    measure::{Basis, Measure, MeasureAction, MeasureState, MeasureStep},
    procedure::{NewNotice, Service},
    refusal::Refusal,
    staff::Role,
};

/// Steps of one track.
const MAX_STEPS: usize = 200;

/// One respondent's track on the table.
struct Track<'a> {
    case: &'a Case,
    party: &'a Party,
    now: Measure,
}

pub(super) fn move_on(at: &Bench<'_>, id: CaseId, party: PartyId, action: &MeasureAction) -> Decision {
    // The track goes on when the mediation is over; only an erased case has nothing left to read.
    let case = at.case(id)?;
    if case.erased_at.is_some() {
        return Err(Refusal::CaseIs(case.state));
    }
    let known = case.party(party).filter(|known| known.place.side == Side::Respondent);
    let known = known.ok_or(Refusal::Unknown("party"))?;
    let now = case.measure(party).cloned().unwrap_or_else(|| Measure::new(party));
    at_most(now.steps.len() + 1, MAX_STEPS, "steps")?;
    let track = Track { case, party: known, now };
    may(at, &track, action)?;
    if let MeasureAction::HandOver { body } = action {
        return hand_over(&track, body);
    }
    if !case.asks_for(Ask::Measure) && track.now.clause_seq.is_none() {
        return Err(Refusal::NoComplaint);
    }
    match action {
        MeasureAction::IssueNotice { notice } => issue(at, &track, notice),
        MeasureAction::RecordService { service, body } => serve(at, &track, service, body),
        MeasureAction::Answer { means, admits, body } => {
            let step = MeasureStep::ComplaintAnswered { means: *means, admits: *admits };
            answer(&track, step, body)
        }
        MeasureAction::Clear { body } => clear(&track, body),
        MeasureAction::Order { kind, basis, until, body } => {
            let step = MeasureStep::MeasureOrdered { kind: *kind, basis: *basis, until: *until };
            order(at, &track, *basis, step, body)
        }
        MeasureAction::Apply { evidence, body } => apply(&track, *evidence, body),
        MeasureAction::Lift { body } => lift(&track, body),
        MeasureAction::HandOver { body } => hand_over(&track, body),
    }
}

impl Track<'_> {
    fn fact(&self, with: MeasureStep) -> Fact {
        Fact::MeasureMoved { case: self.case.id, party: self.party.place.id, with }
    }

    fn said(&self, with: MeasureStep, content: Content) -> Event {
        self.fact(with).with(Body { scope: Scope::Complaint(self.case.id), content })
    }

    fn in_state(&self, states: &[MeasureState]) -> Result<(), Refusal> {
        if states.contains(&self.now.state) { Ok(()) } else { Err(Refusal::MeasureIs(self.now.state)) }
    }
}

/// The organiser; the respondent for the own statement; whoever has the case for a clause.
fn may(at: &Bench<'_>, track: &Track<'_>, action: &MeasureAction) -> Result<(), Refusal> {
    match (action, at.envelope.actor) {
        (MeasureAction::HandOver { .. }, _) => at.holder_of(track.case),
        (MeasureAction::Answer { .. }, Actor::Party(number)) if track.party.ticket == Some(number) => Ok(()),
        _ => at.staff(&[Role::Organiser]).map(|_| ()),
    }
}

fn words(track: &Track<'_>, with: MeasureStep, body: &MeasureBody) -> Decision {
    if body.text.trim().is_empty() {
        return Err(Refusal::Incomplete("text"));
    }
    Ok(vec![track.said(with, Content::Measure(body.clone()))])
}

fn issue(at: &Bench<'_>, track: &Track<'_>, notice: &NewNotice) -> Decision {
    track.in_state(&[MeasureState::Filed, MeasureState::Noticed])?;
    let fact = track.fact(MeasureStep::ComplaintNoticeIssued { key: notice.key });
    procedure::notice_events(at, track.case, track.party, notice, fact)
}

fn serve(at: &Bench<'_>, track: &Track<'_>, service: &Service, body: &PersonBody) -> Decision {
    track.in_state(&[MeasureState::Noticed])?;
    if body.name.trim().is_empty() {
        return Err(Refusal::Incomplete("recipient"));
    }
    let known = |id: &EvidenceId| track.case.evidence.iter().any(|e| e.id == *id && e.audience.measure());
    if service.evidence.as_ref().is_some_and(|id| !known(id)) {
        return Err(Refusal::Unknown("evidence"));
    }
    let window = at.fair()?.plan.open_window(&at.desk.rules().procedure.response, at.now());
    let step = MeasureStep::ComplaintServed { service: service.clone(), window };
    Ok(vec![track.said(step, Content::Person(body.clone()))])
}

/// An answer is taken after the window too: late is better than never, and the officer decides what it is worth.
fn answer(track: &Track<'_>, step: MeasureStep, body: &ReplyBody) -> Decision {
    track.in_state(&[MeasureState::Noticed, MeasureState::WindowOpen, MeasureState::Answered])?;
    if body.statement.as_deref().unwrap_or_default().trim().is_empty() {
        return Err(Refusal::Incomplete("statement"));
    }
    Ok(vec![track.said(step, Content::Reply(body.clone()))])
}

fn clear(track: &Track<'_>, body: &MeasureBody) -> Decision {
    track.in_state(&[
        MeasureState::Filed,
        MeasureState::Noticed,
        MeasureState::WindowOpen,
        MeasureState::Answered,
    ])?;
    words(track, MeasureStep::ComplaintCleared {}, body)
}

/// Nobody is judged unheard: without an answer the window must have ended. A binding decision needs no window (CNIPA Guidelines
/// 2022 art 14); an agreement of both sides needs its clause.
fn order(at: &Bench<'_>, track: &Track<'_>, basis: Basis, step: MeasureStep, body: &MeasureBody) -> Decision {
    if matches!(track.now.state, MeasureState::Cleared | MeasureState::Ordered | MeasureState::Applied) {
        return Err(Refusal::MeasureIs(track.now.state));
    }
    let answered = track.now.state == MeasureState::Answered;
    let fits = match basis {
        Basis::NoAnswer => {
            let over = track.now.window.as_ref().is_some_and(|window| window.deadline <= at.now());
            track.now.state == MeasureState::WindowOpen && over
        }
        Basis::AnswerInsufficient => answered,
        Basis::Admitted => answered && track.now.admits,
        Basis::BindingDecision => true,
        Basis::AuthorityOpinion | Basis::Contract => {
            let over = track.now.window.as_ref().is_some_and(|window| window.deadline <= at.now());
            answered || over
        }
        Basis::Agreement => track.now.clause_seq.is_some(),
    };
    if !fits {
        return Err(Refusal::BasisMissing(basis));
    }
    words(track, step, body)
}

fn apply(track: &Track<'_>, evidence: Option<EvidenceId>, body: &MeasureBody) -> Decision {
    track.in_state(&[MeasureState::Ordered])?;
    let known = |id: EvidenceId| track.case.evidence.iter().any(|e| e.id == id && e.audience.measure());
    if evidence.is_some_and(|id| !known(id)) {
        return Err(Refusal::Unknown("evidence"));
    }
    words(track, MeasureStep::MeasureApplied { evidence }, body)
}

fn lift(track: &Track<'_>, body: &MeasureBody) -> Decision {
    track.in_state(&[MeasureState::Ordered, MeasureState::Applied])?;
    words(track, MeasureStep::MeasureLifted {}, body)
}

/// The one door from mediation to the organiser: a clause that both sides marked for the organiser, once their agreement is in
/// effect, handed over by the mediator. It carries that clause and nothing else.
fn hand_over(track: &Track<'_>, body: &MeasureBody) -> Decision {
    let agreement = track.case.procedure.agreement.as_ref();
    let marked = agreement.is_some_and(|known| known.effective_at.is_some() && known.draft.organiser);
    if !marked {
        return Err(Refusal::StepMissing("organiser-clause"));
    }
    if body.text.trim().is_empty() {
        return Err(Refusal::Incomplete("text"));
    }
    Ok(vec![track.said(MeasureStep::ClauseHandedOver {}, Content::Measure(body.clone()))])
}

/// Windows that have ended without an answer: a task for the organiser, nothing more.
pub(super) fn windows_over(at: &Bench<'_>) -> Vec<Event> {
    at.desk
        .windows_ended(at.now())
        .filter_map(|(case, party, complaint)| {
            let case = at.desk.case(case)?;
            let known = case.party(party)?;
            if complaint {
                let waits =
                    case.measure(party).is_some_and(|m| m.state == MeasureState::WindowOpen && !m.ended);
                let with = MeasureStep::ResponseTimeEnded {};
                return waits.then(|| Fact::MeasureMoved { case: case.id, party, with }.into());
            }
            let with = crate::procedure::Proceeding::ReplyTimeEnded { party };
            let waits = case.state.is_open() && procedure::window_over(known);
            waits.then(|| Fact::CaseProceeded { case: case.id, with }.into())
        })
        .collect()
}
