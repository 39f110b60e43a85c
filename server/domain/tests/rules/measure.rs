//! The organiser's track: its own notice and window, ordered by a person, never by a clock, never fed by mediation.

use domain::{
    Actor, CaseId, Command, Refusal, StepBefore,
    body::{MeasureBody, ReplyBody, Scope},
    case::{Ask, Outcome, Reason},
    measure::{Basis, HandedClause, MAX_STATEMENTS, MeasureAction, MeasureKind, MeasureState},
    procedure::{Action, ClauseKind, Means, Service, ServiceMethod},
    testing::{HEAD, MEI, ORGANISER, TestFair, person},
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
