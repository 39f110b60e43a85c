//! The organiser's track: its own notice and window, ordered by a person, never by a clock, never fed by mediation.

use domain::{
    Actor, CaseId, Command, Event, Fact, Refusal, StepBefore, TicketNumber,
    body::{MeasureBody, ReplyBody, Scope},
    case::{Ask, CaseState, Outcome, Reason, Side},
    measure::{Basis, HandedClause, MAX_STATEMENTS, MeasureAction, MeasureKind, MeasureState, MeasureStep},
    outcomes_for,
    procedure::{Action, ClauseKind, Means, Service, ServiceMethod},
    staff::DutyState,
    testing::{HEAD, MEI, ORGANISER, RECEPTION, TestFair, person},
    ticket::TicketState,
};
use jiff::Timestamp;

use super::paper::early;

const OFFICER: Actor = Actor::Staff(ORGANISER);

fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().unwrap()
}

fn body() -> MeasureBody {
    MeasureBody { text: "The lamp L-20 is covered.".to_owned(), ..MeasureBody::default() }
}

pub(super) fn serve() -> MeasureAction {
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    MeasureAction::RecordService { service, body: person("Booth staff") }
}

fn order(basis: Basis) -> MeasureAction {
    MeasureAction::Order { kind: MeasureKind::Cover, basis, until: None, body: body() }
}

fn statement(admits: bool) -> MeasureAction {
    let body =
        ReplyBody { person: person("Noor"), statement: Some("We bought it.".to_owned()), language: None };
    MeasureAction::Answer { means: Means::Device, admits, body }
}

/// A complaint whose notice was served at 16:00 on the first day.
fn served(asks: &[Ask]) -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    let new = fair.dispute(asks);
    let (case, _) = fair.file_this(new).unwrap();
    fair.now = at("2026-03-10T16:00");
    let notice = fair.new_notice();
    fair.measure(OFFICER, case, MeasureAction::IssueNotice { notice }).unwrap();
    fair.measure(OFFICER, case, serve()).unwrap();
    (fair, case)
}

fn state(fair: &TestFair, case: CaseId) -> MeasureState {
    let party = fair.respondent(case).unwrap();
    fair.desk.case(case).unwrap().measure(party).unwrap().state
}

#[test]
fn a_window_that_ends_makes_a_task_and_never_acts_by_itself() {
    let (mut fair, case) = served(&[Ask::Measure]);
    assert_eq!(
        fair.measure(OFFICER, case, order(Basis::NoAnswer)),
        Err(Refusal::BasisMissing(Basis::NoAnswer))
    );
    fair.now = at("2026-03-11T16:00");
    assert_eq!(fair.sweep().unwrap().len(), 1);
    assert_eq!(fair.sweep(), Ok(Vec::new()), "once");
    assert_eq!(state(&fair, case), MeasureState::WindowOpen, "nothing was ordered");
    let party = fair.respondent(case).unwrap();
    assert!(fair.desk.case(case).unwrap().measure(party).unwrap().ended);
    fair.measure(OFFICER, case, order(Basis::NoAnswer)).unwrap();
    let known = fair.desk.case(case).unwrap().measure(party).unwrap().clone();
    assert_eq!((known.state, known.order().unwrap().by), (MeasureState::Ordered, Some(ORGANISER)));
    fair.measure(OFFICER, case, MeasureAction::Apply { evidence: None, body: body() }).unwrap();
    fair.measure(OFFICER, case, MeasureAction::Lift { body: body() }).unwrap();
    assert_eq!(state(&fair, case), MeasureState::Lifted);
}

#[test]
fn against_an_order_that_waited_for_no_time_a_statement_is_heard() {
    let (mut fair, case) = served(&[Ask::Measure]);
    fair.measure(OFFICER, case, order(Basis::BindingDecision)).unwrap();
    let respondent = Actor::Party(fair.tickets(case)[1]);
    fair.measure(respondent, case, statement(false)).unwrap();
    assert_eq!(state(&fair, case), MeasureState::Ordered, "what is said against it leaves it where it is");
    fair.measure(OFFICER, case, MeasureAction::Lift { body: body() }).unwrap();
    fair.measure(respondent, case, statement(true)).unwrap();
    assert_eq!(state(&fair, case), MeasureState::Lifted);
    fair.measure(OFFICER, case, order(Basis::Admitted)).unwrap();
}

#[test]
fn on_the_last_day_the_legal_deadline_and_the_last_useful_moment_are_both_kept() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    fair.now = at("2026-03-12T10:00");
    let notice = fair.new_notice();
    fair.measure(OFFICER, case, MeasureAction::IssueNotice { notice }).unwrap();
    fair.measure(OFFICER, case, serve()).unwrap();
    let party = fair.respondent(case).unwrap();
    let window = fair.desk.case(case).unwrap().measure(party).unwrap().window.clone().unwrap();
    assert_eq!((window.deadline, window.last_useful), (at("2026-03-13T10:00"), at("2026-03-12T17:00")));
    assert_eq!(window.rule, "cnipa-2022-14");
    fair.now = at("2026-03-12T17:30");
    let early = fair.measure(OFFICER, case, order(Basis::NoAnswer));
    assert_eq!(early, Err(Refusal::BasisMissing(Basis::NoAnswer)), "the close of the fair shortens no right");
}

#[test]
fn a_statement_is_heard_and_an_admission_is_a_basis_only_when_it_was_one() {
    let (mut fair, case) = served(&[Ask::Measure]);
    let respondent = fair.tickets(case)[1];
    let claimant = fair.tickets(case)[0];
    let by_claimant = fair.measure(Actor::Party(claimant), case, statement(false));
    assert_eq!(by_claimant, Err(Refusal::NotAllowed));
    let events = fair.measure(Actor::Party(respondent), case, statement(false)).unwrap();
    assert_eq!(events[0].body.as_ref().unwrap().scope, Scope::Complaint(case));
    assert_eq!(
        fair.measure(OFFICER, case, order(Basis::Admitted)),
        Err(Refusal::BasisMissing(Basis::Admitted))
    );
    assert_eq!(
        fair.measure(OFFICER, case, order(Basis::NoAnswer)),
        Err(Refusal::BasisMissing(Basis::NoAnswer))
    );
    fair.measure(OFFICER, case, order(Basis::AnswerInsufficient)).unwrap();
    let (mut fair, case) = served(&[Ask::Measure]);
    let respondent = fair.tickets(case)[1];
    fair.measure(Actor::Party(respondent), case, statement(true)).unwrap();
    fair.measure(OFFICER, case, order(Basis::Admitted)).unwrap();
}

#[test]
fn an_order_on_a_statement_is_not_entered_for_a_time_before_that_statement() {
    let (mut fair, case) = served(&[Ask::Measure]);
    let party = fair.respondent(case).unwrap();
    let respondent = Actor::Party(fair.tickets(case)[1]);
    fair.pass(30);
    fair.measure(respondent, case, statement(true)).unwrap();
    fair.pass(30);
    let ordered = |basis| Command::MoveMeasure { case, party, action: Box::new(order(basis)) };
    for basis in [Basis::AnswerInsufficient, Basis::Admitted, Basis::AuthorityOpinion, Basis::Contract] {
        let entered = early(fair.enter(ORGANISER, 40, ordered(basis)));
        assert_eq!(entered, Some(StepBefore::Statement), "{basis:?}");
        fair.clone().enter(ORGANISER, 20, ordered(basis)).unwrap();
    }
    fair.enter(ORGANISER, 40, ordered(Basis::BindingDecision)).unwrap();
}

#[test]
fn what_was_admitted_is_not_taken_back_by_a_statement_that_says_nothing_of_it() {
    let (mut fair, case) = served(&[Ask::Measure]);
    let respondent = Actor::Party(fair.tickets(case)[1]);
    fair.measure(respondent, case, statement(true)).unwrap();
    fair.measure(respondent, case, statement(false)).unwrap();
    fair.measure(OFFICER, case, order(Basis::Admitted)).unwrap();
}

#[test]
fn a_respondent_states_only_so_much_alone_and_the_office_takes_more() {
    let (mut fair, case) = served(&[Ask::Measure]);
    let respondent = Actor::Party(fair.tickets(case)[1]);
    for _ in 0..MAX_STATEMENTS {
        fair.measure(respondent, case, statement(false)).unwrap();
    }
    let full = Err(Refusal::TooMany { what: "statements", max: MAX_STATEMENTS });
    assert_eq!(fair.measure(respondent, case, statement(false)), full);
    fair.measure(OFFICER, case, statement(false)).unwrap();
    fair.measure(OFFICER, case, order(Basis::AnswerInsufficient)).unwrap();
    assert_eq!(fair.measure(respondent, case, statement(false)), full, "nor against an order");
}

#[test]
fn a_complaint_that_shows_nothing_is_cleared() {
    let (mut fair, case) = served(&[Ask::Measure]);
    let respondent = fair.tickets(case)[1];
    fair.measure(Actor::Party(respondent), case, statement(false)).unwrap();
    fair.measure(OFFICER, case, MeasureAction::Clear { body: body() }).unwrap();
    assert_eq!(
        fair.measure(OFFICER, case, order(Basis::AnswerInsufficient)),
        Err(Refusal::MeasureIs(MeasureState::Cleared))
    );
    assert_eq!(fair.desk.next_sweep(), None, "no time limit runs any more");
}

#[test]
fn mediation_alone_gives_the_organiser_nothing_to_order() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    assert_eq!(fair.measure(OFFICER, case, order(Basis::BindingDecision)), Err(Refusal::NoComplaint));
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let hand_over = || MeasureAction::HandOver { body: body() };
    let early = fair.measure(Actor::Staff(MEI), case, hand_over());
    assert_eq!(early, Err(Refusal::StepMissing("organiser-clause")));
    let draft = fair.draft(case, true);
    fair.proceed(MEI, case, Action::RegisterOral { draft }).unwrap();
    assert_eq!(fair.measure(OFFICER, case, hand_over()), Err(Refusal::NotAllowed));
    let nothing = MeasureAction::HandOver { body: MeasureBody::default() };
    let refused = fair.measure(Actor::Staff(MEI), case, nothing);
    assert_eq!(refused, Err(Refusal::Incomplete("text")));
    // In parts a clause needs no second telling.
    let clause = HandedClause {
        kind: ClauseKind::Cover,
        act: "Covers the lamp.".to_owned(),
        translation: None,
        place: None,
        from: None,
        until: None,
    };
    // One without words would let an order go where nobody agreed to it, whatever stands beside it.
    let wordless = HandedClause { kind: ClauseKind::Other, act: " ".to_owned(), ..clause.clone() };
    let beside = MeasureBody { clauses: vec![clause.clone(), wordless.clone()], ..body() };
    let alone = MeasureBody { clauses: vec![wordless], ..MeasureBody::default() };
    for body in [beside, alone] {
        let refused = fair.measure(Actor::Staff(MEI), case, MeasureAction::HandOver { body });
        assert_eq!(refused, Err(Refusal::Incomplete("text")));
    }
    let in_parts = MeasureBody { clauses: vec![clause], ..MeasureBody::default() };
    fair.measure(Actor::Staff(MEI), case, MeasureAction::HandOver { body: in_parts }).unwrap();
    fair.measure(OFFICER, case, order(Basis::Agreement)).unwrap();
    assert_eq!(ended(&fair, case), None, "what is carried out of an agreement ends no mediation");
}

#[test]
fn the_track_goes_on_when_the_mediation_is_over_and_ends_when_the_case_is_erased() {
    let (mut fair, case) = served(&[Ask::Mediation, Ask::Measure]);
    fair.by(
        HEAD,
        Command::ConcludeCase {
            case,
            outcome: Outcome::NoAgreement,
            reason: Reason::PartyRefusedOrStopped,
            remark: None,
        },
    )
    .unwrap();
    fair.now = at("2026-03-11T17:00");
    fair.sweep().unwrap();
    let held = Err(Refusal::StepMissing("track-end"));
    assert_eq!(fair.by(HEAD, Command::EraseCase { case }), held, "the organiser has not decided");
    fair.measure(OFFICER, case, order(Basis::NoAnswer)).unwrap();
    assert_eq!(fair.by(HEAD, Command::EraseCase { case }), held, "an order stands");
    fair.measure(OFFICER, case, MeasureAction::Lift { body: body() }).unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let apply = MeasureAction::Apply { evidence: None, body: body() };
    assert!(matches!(fair.measure(OFFICER, case, apply), Err(Refusal::CaseIs(_))));
}

/// A file of the organiser's alone stays until its time is over.
const KEPT: Result<Vec<Event>, Refusal> = Err(Refusal::StepMissing("term-end"));
/// The day after that.
const TIME_OVER: &str = "2029-03-13T10:00";

/// Until its last day is over it may still be lifted; a measure that nobody lifted holds no file for ever.
#[test]
fn on_its_last_day_a_measure_that_stands_keeps_its_case_from_being_erased() {
    let until = |until| MeasureAction::Order {
        kind: MeasureKind::Cover,
        basis: Basis::BindingDecision,
        until,
        body: body(),
    };
    let apply = || MeasureAction::Apply { evidence: None, body: body() };
    let held = Err(Refusal::StepMissing("track-end"));
    for (order, last_day, next) in [
        (until(None), ["2026-03-12T09:00", "2026-03-12T23:59"], "2026-03-13T00:00"),
        (until(Some(at("2026-03-11T12:00"))), ["2026-03-11T09:00", "2026-03-11T12:01"], "2026-03-12T00:00"),
    ] {
        for lifted in [true, false] {
            let (mut fair, case) = served(&[Ask::Measure]);
            fair.measure(OFFICER, case, order.clone()).unwrap();
            fair.measure(OFFICER, case, apply()).unwrap();
            for now in last_day {
                fair.now = at(now);
                assert_eq!(fair.by(HEAD, Command::EraseCase { case }), held, "{now}");
            }
            if lifted {
                fair.measure(OFFICER, case, MeasureAction::Lift { body: body() }).unwrap();
            } else {
                fair.now = at(next);
            }
            assert_eq!(fair.by(HEAD, Command::EraseCase { case }), KEPT, "the organiser's file");
            fair.now = at(TIME_OVER);
            fair.by(HEAD, Command::EraseCase { case }).unwrap();
        }
    }
}

/// How a case ended, once it has.
fn ended(fair: &TestFair, case: CaseId) -> Option<(Outcome, Reason)> {
    let CaseState::Concluded { outcome, reason } = fair.desk.case(case).unwrap().state else { return None };
    Some((outcome, reason))
}

const DECIDED: Option<(Outcome, Reason)> = Some((Outcome::OrganiserDecided, Reason::Other));

fn clear() -> MeasureAction {
    MeasureAction::Clear { body: body() }
}

/// Brings the claimant's ticket to where it is to stand.
fn bring(fair: &mut TestFair, ticket: TicketNumber, to: TicketState) {
    let called = [TicketState::Called, TicketState::Attending, TicketState::Missed];
    if to != TicketState::Waiting {
        fair.claim(MEI, ticket).unwrap();
    }
    if called.contains(&to) {
        fair.call(MEI, ticket).unwrap();
        fair.pass(2);
    }
    if to == TicketState::Attending {
        fair.check_in(MEI, ticket).unwrap();
    }
    if to == TicketState::Missed {
        fair.miss(MEI, ticket).unwrap();
    }
    if to == TicketState::Parked {
        fair.park(MEI, ticket).unwrap();
    }
    assert_eq!(fair.state(ticket), Some(to));
}

/// There is nothing else that it could wait for, and whoever has it is free for the next.
#[test]
fn the_decision_on_a_complaint_alone_ends_its_case_wherever_its_ticket_stands() {
    use TicketState::{Attending, Called, Claimed, Missed, Parked, Waiting};
    for stands in [Waiting, Claimed, Called, Attending, Missed, Parked] {
        for decision in [clear(), order(Basis::BindingDecision)] {
            let (mut fair, case) = served(&[Ask::Measure]);
            let tickets = fair.tickets(case);
            bring(&mut fair, tickets[0], stands);
            let events = fair.measure(OFFICER, case, decision).unwrap();
            assert_eq!(events.len(), 2, "one decision and one end: {events:?}");
            assert_eq!(ended(&fair, case), DECIDED, "{stands:?}");
            for ticket in tickets {
                assert_eq!(fair.state(ticket), Some(TicketState::Closed), "{stands:?} {ticket}");
            }
            let (_, next) = fair.file().unwrap();
            assert_eq!(fair.claim_next(MEI), Ok(next), "{stands:?}: nothing else is in line or in hand");
            assert_eq!(fair.sweep(), Ok(Vec::new()), "no time limit runs any more");
        }
    }
}

#[test]
fn of_several_respondents_the_last_decision_ends_the_case() {
    let mut fair = TestFair::new();
    let mut new = fair.dispute(&[Ask::Measure]);
    let other = fair.party(Side::Respondent, "");
    let second = other.place.id;
    new.respondents.push(other);
    let (case, ticket) = fair.file_this(new).unwrap();
    let lift = MeasureAction::Lift { body: body() };
    for decision in [order(Basis::BindingDecision), lift, order(Basis::BindingDecision)] {
        fair.measure(OFFICER, case, decision).unwrap();
        assert_eq!(ended(&fair, case), None, "the other one waits, however often the first is decided on");
        assert_eq!(fair.state(ticket), Some(TicketState::Waiting));
    }
    let action = Box::new(clear());
    fair.ask(OFFICER, Command::MoveMeasure { case, party: second, action }).unwrap();
    assert_eq!(ended(&fair, case), DECIDED);
}

#[test]
fn where_mediation_is_asked_for_no_decision_of_the_organiser_ends_the_case() {
    for decision in [clear(), order(Basis::BindingDecision)] {
        let (mut fair, case) = served(&[Ask::Mediation, Ask::Measure]);
        assert_eq!(fair.measure(OFFICER, case, decision).unwrap().len(), 1);
        assert_eq!(ended(&fair, case), None);
        let offered = outcomes_for(fair.desk.case(case).unwrap());
        assert!(!offered.contains(&Outcome::OrganiserDecided), "{offered:?}");
    }
}

#[test]
fn the_track_goes_on_after_its_case_was_decided_and_brings_no_second_end() {
    let (mut fair, case) = served(&[Ask::Measure]);
    let respondent = Actor::Party(fair.tickets(case)[1]);
    fair.measure(OFFICER, case, order(Basis::BindingDecision)).unwrap();
    let when = fair.desk.case(case).unwrap().concluded_at;
    assert!(when == Some(fair.now) && fair.desk.case(case).unwrap().is_open_complaint());
    let held = Err(Refusal::StepMissing("track-end"));
    assert_eq!(fair.by(HEAD, Command::EraseCase { case }), held, "an order stands");
    let lift = || MeasureAction::Lift { body: body() };
    for (who, action) in [
        (OFFICER, MeasureAction::Apply { evidence: None, body: body() }),
        (OFFICER, lift()),
        (respondent, statement(true)),
        (OFFICER, order(Basis::Admitted)),
        (OFFICER, lift()),
    ] {
        fair.pass(5);
        assert_eq!(fair.measure(who, case, action).unwrap().len(), 1, "a step, and no end");
    }
    assert_eq!((ended(&fair, case), fair.desk.case(case).unwrap().concluded_at), (DECIDED, when));
    assert_eq!(fair.by(HEAD, Command::EraseCase { case }), KEPT, "the organiser's file");
    fair.now = at(TIME_OVER);
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
}

#[test]
fn a_complaint_that_had_ended_before_keeps_its_end() {
    let (mut fair, case) = served(&[Ask::Measure]);
    fair.withdraw(fair.tickets(case)[0]).unwrap();
    assert_eq!(fair.measure(OFFICER, case, clear()).unwrap().len(), 1);
    assert_eq!(ended(&fair, case), Some((Outcome::Withdrawn, Reason::ApplicantWithdrew)));
}

#[test]
fn a_decision_on_paper_ends_the_case_at_the_time_on_it() {
    let (mut fair, case) = served(&[Ask::Measure]);
    let party = fair.respondent(case).unwrap();
    fair.pass(60);
    let action = Box::new(clear());
    fair.enter(ORGANISER, 40, Command::MoveMeasure { case, party, action }).unwrap();
    assert_eq!(ended(&fair, case), DECIDED);
    assert_eq!(fair.desk.case(case).unwrap().concluded_at, Some(at("2026-03-10T16:20")));
}

/// In an old journal a decision ended no case: whoever ends it says what came of it, and the next decision does by itself.
#[test]
fn a_complaint_that_was_left_open_after_its_decision_is_ended_as_what_it_is() {
    let decided = |with| {
        let mut fair = TestFair::new();
        let new = fair.dispute(&[Ask::Measure]);
        let (case, ticket) = fair.file_this(new).unwrap();
        let offered = outcomes_for(fair.desk.case(case).unwrap());
        assert!(!offered.contains(&Outcome::OrganiserDecided), "nobody decided yet: {offered:?}");
        let party = fair.respondent(case).unwrap();
        fair.happened(ORGANISER, vec![Fact::MeasureMoved { case, party, with }]);
        assert_eq!(ended(&fair, case), None);
        (fair, case, ticket)
    };
    let (mut fair, case, ticket) = decided(MeasureStep::ComplaintCleared {});
    assert_eq!(outcomes_for(fair.desk.case(case).unwrap()).first(), Some(&Outcome::OrganiserDecided));
    fair.duty(RECEPTION, DutyState::On, None).unwrap();
    fair.claim(RECEPTION, ticket).unwrap();
    fair.conclude(RECEPTION, case, Outcome::OrganiserDecided, Reason::Other).unwrap();
    let (kind, basis, until) = (MeasureKind::Cover, Basis::BindingDecision, None);
    let (mut fair, case, _) = decided(MeasureStep::MeasureOrdered { kind, basis, until });
    fair.measure(OFFICER, case, MeasureAction::Lift { body: body() }).unwrap();
    assert_eq!(ended(&fair, case), None, "to lift a measure is no decision on the complaint");
    fair.measure(OFFICER, case, order(Basis::BindingDecision)).unwrap();
    assert_eq!(ended(&fair, case), DECIDED);
}
