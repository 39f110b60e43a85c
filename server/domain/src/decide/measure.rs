//! The organiser's track. Ordered by a named officer, on a stated basis, never by a clock; nothing of the mediation is looked at. Where
//! nobody asked to mediate, the decision is the end of the case, too: there is nothing else that its ticket could wait for.

use jiff::Timestamp;

use super::{Bench, Decision, at_most, filing, procedure};
use crate::{
    body::{Body, Content, MeasureBody, PersonBody, ReplyBody, Scope},
    case::{Ask, Case, Outcome, Party, Reason, Side},
    event::{Actor, Event, Fact},
    ids::{CaseId, EvidenceId, PartyId},
    measure::{
        Basis, HandedClause, MAX_STATEMENTS, Measure, MeasureAction, MeasureKind, MeasureState, MeasureStep,
    },
    procedure::{NewNotice, Service},
    refusal::{Refusal, StepBefore},
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
    if !at.fair()?.plan.venue.orders_measures() {
        return Err(Refusal::NotHere("measure"));
    }
    let known = case.party(party).filter(|known| known.place.side == Side::Respondent);
    let known = known.ok_or(Refusal::Unknown("party"))?;
    let now = case.measure(party).cloned().unwrap_or_else(|| Measure::new(party));
    at_most(now.steps.len() + 1, MAX_STEPS, "steps")?;
    let track = Track { case, party: known, now };
    may(at, &track, action)?;
    known_to_organiser(&track, action)?;
    in_turn(at, &track, action)?;
    match action {
        MeasureAction::IssueNotice { notice } => issue(at, &track, notice),
        MeasureAction::RecordService { service, body } => serve(at, &track, service, body),
        MeasureAction::Answer { means, admits, body } => {
            let step = MeasureStep::ComplaintAnswered { means: *means, admits: *admits };
            answer(at, &track, step, body)
        }
        MeasureAction::Clear { body } => clear(&track, body).map(|decided| track.ending(decided)),
        MeasureAction::Order { kind, basis, until, body } => {
            order(at, &track, (*kind, *basis, *until), body).map(|decided| track.ending(decided))
        }
        MeasureAction::Apply { evidence, body } => apply(at, &track, *evidence, body),
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

    fn complained(&self) -> bool {
        self.case.asks_for(Ask::Measure)
    }

    /// A decision, and with it the end of the case where no respondent is left to decide on and mediation was not asked for.
    fn ending(&self, mut decided: Vec<Event>) -> Vec<Event> {
        if self.case.state.is_open() && self.case.ends_with_decision_on(self.party.place.id) {
            let (outcome, reason) = (Outcome::OrganiserDecided, Reason::Other);
            decided.push(Fact::CaseConcluded { case: self.case.id, outcome, reason }.into());
        }
        decided
    }

    fn in_state(&self, states: &[MeasureState]) -> Result<(), Refusal> {
        if states.contains(&self.now.state) { Ok(()) } else { Err(Refusal::MeasureIs(self.now.state)) }
    }
}

/// The organiser, and whoever has the day in hand; the respondent for the own statement; whoever has the case for a clause.
fn may(at: &Bench<'_>, track: &Track<'_>, action: &MeasureAction) -> Result<(), Refusal> {
    match (action, at.envelope.actor) {
        (MeasureAction::HandOver { .. }, _) => at.holder_of(track.case),
        (MeasureAction::Answer { .. }, Actor::Party(number)) if track.party.ticket == Some(number) => Ok(()),
        _ => at.staff(Role::ON_DUTY).map(|_| ()),
    }
}

/// A complaint opens the whole track. A clause alone opens what carries that clause out, and nothing that belongs to a complaint.
fn known_to_organiser(track: &Track<'_>, action: &MeasureAction) -> Result<(), Refusal> {
    let with_clause = match action {
        MeasureAction::HandOver { .. } => true,
        MeasureAction::IssueNotice { .. }
        | MeasureAction::RecordService { .. }
        | MeasureAction::Answer { .. } => false,
        MeasureAction::Clear { .. }
        | MeasureAction::Order { .. }
        | MeasureAction::Apply { .. }
        | MeasureAction::Lift { .. } => track.now.clause_seq.is_some(),
    };
    if track.complained() || with_clause { Ok(()) } else { Err(Refusal::NoComplaint) }
}

/// What is entered from paper says when it happened: not before the step that it follows. A time for a statement that was served
/// before its notice was drawn up would be over before it began.
fn in_turn(at: &Bench<'_>, track: &Track<'_>, action: &MeasureAction) -> Result<(), Refusal> {
    let last = |kind, step| track.now.last(kind).map(|(_, when)| (when, step));
    let ordered = || last("MeasureOrdered", StepBefore::Order);
    let said = filing::said_at(track.party);
    let follows = match action {
        MeasureAction::RecordService { .. } => last("ComplaintNoticeIssued", StepBefore::Notice),
        MeasureAction::Answer { .. } => last("ComplaintServed", StepBefore::Service).max(said),
        // Not before the measure before it was lifted, nor before the statement on which it stands.
        MeasureAction::Order { basis, .. } => {
            let statement = track.now.stands_on_statement(*basis, at.now());
            let statement = statement.map(|when| (when, StepBefore::Statement));
            last("MeasureLifted", StepBefore::Lifting).max(statement).max(said)
        }
        MeasureAction::Apply { .. } => ordered(),
        MeasureAction::Lift { .. } => ordered().max(last("MeasureApplied", StepBefore::Applying)),
        MeasureAction::IssueNotice { .. } => said,
        MeasureAction::Clear { .. } | MeasureAction::HandOver { .. } => None,
    };
    at.comes_after(follows)
}

fn words(track: &Track<'_>, with: MeasureStep, body: &MeasureBody) -> Decision {
    if body.text.trim().is_empty() {
        return Err(Refusal::Incomplete("text"));
    }
    Ok(vec![track.said(with, Content::Measure(body.clone()))])
}

fn issue(at: &Bench<'_>, track: &Track<'_>, notice: &NewNotice) -> Decision {
    track.in_state(&[MeasureState::Filed, MeasureState::Noticed])?;
    filing::expect_said(track.case, track.party.place.id)?;
    let fact = track.fact(MeasureStep::ComplaintNoticeIssued { key: notice.key });
    procedure::notice_events(at, track.case, track.party, notice, fact)
}

fn serve(at: &Bench<'_>, track: &Track<'_>, service: &Service, body: &PersonBody) -> Decision {
    track.in_state(&[MeasureState::Noticed])?;
    if body.name.trim().is_empty() {
        return Err(Refusal::Incomplete("name"));
    }
    procedure::witnessed(service, body)?;
    let known = |id: &EvidenceId| track.case.evidence.iter().any(|e| e.id == *id && e.audience.measure());
    if service.evidence.as_ref().is_some_and(|id| !known(id)) {
        return Err(Refusal::Unknown("evidence"));
    }
    let rules = at.desk.rules_of(track.now.notice.as_ref());
    let window = at.fair()?.plan.open_window(&rules.response, at.now());
    let step = MeasureStep::ComplaintServed { service: service.clone(), window };
    Ok(vec![track.said(step, Content::Person(body.clone()))])
}

/// An answer is taken after the window too: late is better than never, and the officer decides what it is worth.
fn answer(at: &Bench<'_>, track: &Track<'_>, step: MeasureStep, body: &ReplyBody) -> Decision {
    if !track.now.takes_statement() {
        return Err(Refusal::MeasureIs(track.now.state));
    }
    if let Actor::Party(_) = at.envelope.actor {
        at_most(track.now.statements.len() + 1, MAX_STATEMENTS, "statements")?;
    }
    if body.statement.as_deref().unwrap_or_default().trim().is_empty() {
        return Err(Refusal::Incomplete("statement"));
    }
    Ok(vec![track.said(step, Content::Reply(body.clone()))])
}

/// No measure. A clause that waits can be laid aside too, such as one that the respondent fulfilled at once.
fn clear(track: &Track<'_>, body: &MeasureBody) -> Decision {
    if !track.now.clause_waits() || !track.now.may_order() {
        track.in_state(&[
            MeasureState::Filed,
            MeasureState::Noticed,
            MeasureState::WindowOpen,
            MeasureState::Answered,
        ])?;
    }
    words(track, MeasureStep::ComplaintCleared {}, body)
}

fn order(
    at: &Bench<'_>,
    track: &Track<'_>,
    (kind, basis, until): (MeasureKind, Basis, Option<Timestamp>),
    body: &MeasureBody,
) -> Decision {
    // After the matter was closed only a clause opens it again.
    let settled = track.now.state == MeasureState::Cleared && basis != Basis::Agreement;
    if !track.now.may_order() || settled {
        return Err(Refusal::MeasureIs(track.now.state));
    }
    let agreed = basis == Basis::Agreement;
    if !agreed {
        filing::expect_said(track.case, track.party.place.id)?;
    }
    let beyond = agreed && !track.now.carries_out_clause(kind);
    if beyond || !track.now.may_stand_on(basis, track.complained(), at.now()) {
        return Err(Refusal::BasisMissing(basis));
    }
    if until.is_some_and(|until| until <= at.now()) {
        return Err(Refusal::Incomplete("until"));
    }
    let until = if agreed { within_clause(at, track, kind, until)? } else { until };
    // The exhibit is gone with the fair; a link alone is there then, to stay off until a later day.
    let over = at.desk.closes_at().is_some_and(|closes| closes <= at.now());
    if over && (kind != MeasureKind::LinkOff || until.is_none()) {
        return Err(Refusal::AfterClose);
    }
    let step = MeasureStep::MeasureOrdered { kind, basis, until };
    // What is ordered on a clause is the clause, and nobody writes it again; a remark on how it is carried out may stay away.
    if agreed && body.text.trim().is_empty() {
        return Ok(vec![track.said(step, Content::Measure(body.clone()))]);
    }
    words(track, step, body)
}

/// Until when an order on a clause stands: as long as the clause holds, which is also meant where nothing is said, and no day more.
/// A clause without a last day holds no longer than the fair, and at a standing desk until the measure is lifted. Whoever wants more
/// has to complain.
fn within_clause(
    at: &Bench<'_>,
    track: &Track<'_>,
    kind: MeasureKind,
    until: Option<Timestamp>,
) -> Result<Option<Timestamp>, Refusal> {
    let plan = &at.fair()?.plan;
    let Some(ends) = track.now.clause_ends(kind) else {
        let longer = until.is_some_and(|until| plan.ends_at().is_none_or(|close| until > close));
        return if longer { Err(Refusal::BeyondClose { closes: plan.last_day }) } else { Ok(until) };
    };
    let close = || plan.moment(ends, plan.hours_of(ends).closes).filter(|close| *close > at.now());
    let within = until.or_else(close).filter(|until| plan.day_of(*until) <= ends);
    within.map(Some).ok_or(Refusal::BeyondClause { ends })
}

/// What both sides agreed to from a day on is not carried out before that day.
fn apply(at: &Bench<'_>, track: &Track<'_>, evidence: Option<EvidenceId>, body: &MeasureBody) -> Decision {
    track.in_state(&[MeasureState::Ordered])?;
    let today = at.fair()?.plan.day_of(at.now());
    let begins = track.now.order().and_then(|order| track.now.begins(order));
    if let Some(begins) = begins.filter(|begins| today < *begins) {
        return Err(Refusal::BeforeClause { begins });
    }
    // What was done in time is recorded with its time; after the close there is nothing to do it to.
    if track.now.is_past_applying(at.now(), at.desk.closes_at()) {
        return Err(Refusal::AfterClose);
    }
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
    if track.now.clause_seq.is_some() {
        return Err(Refusal::Taken("organiser-clause"));
    }
    let party = track.party.place.id;
    let effective = agreement.filter(|known| known.effective_at.is_some());
    if !effective.is_some_and(|known| known.draft.is_for_organiser(party)) {
        return Err(Refusal::StepMissing("organiser-clause"));
    }
    // What kind of thing a clause asks for limits an order on it, so none stands there without its words. Clauses stand in their
    // parts; as a text alone came those of old.
    let wordless = body.clauses.iter().any(HandedClause::is_wordless);
    if wordless || (body.clauses.is_empty() && body.text.trim().is_empty()) {
        return Err(Refusal::Incomplete("text"));
    }
    let clauses = body.clauses.iter().map(HandedClause::term).collect();
    Ok(vec![track.said(MeasureStep::ClauseHandedOver { clauses }, Content::Measure(body.clone()))])
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
