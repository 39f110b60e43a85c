//! Every step of the organiser's track in every state: taken where the table says so, refused with its reason everywhere else.

use domain::{
    Actor, CaseId, Command, EvidenceId, Refusal,
    body::{MeasureBody, ReplyBody},
    case::{Ask, Audience},
    measure::{Basis, Ending, HandedClause, MeasureAction, MeasureKind, MeasureState, Task},
    procedure::{Action, ClauseKind, Means, Purpose, Service, ServiceMethod},
    testing::{MEI, ORGANISER, TestFair, left_with, person, photo},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

const OFFICER: Actor = Actor::Staff(ORGANISER);

fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().unwrap()
}

fn body() -> MeasureBody {
    MeasureBody { text: "The lamp L-20.".to_owned(), ..MeasureBody::default() }
}

fn order(basis: Basis) -> MeasureAction {
    MeasureAction::Order { kind: MeasureKind::Cover, basis, until: None, body: body() }
}

fn serve() -> MeasureAction {
    let service = Service { method: ServiceMethod::LeftBehind, refused: true, evidence: None };
    MeasureAction::RecordService { service, body: left_with("Booth staff") }
}

fn statement() -> MeasureAction {
    let body =
        ReplyBody { person: person("Noor"), statement: Some("We bought it.".to_owned()), language: None };
    MeasureAction::Answer { means: Means::Paper, admits: false, body }
}

fn clear() -> MeasureAction {
    MeasureAction::Clear { body: body() }
}

fn apply() -> MeasureAction {
    MeasureAction::Apply { evidence: None, body: body() }
}

fn lift() -> MeasureAction {
    MeasureAction::Lift { body: body() }
}

/// A complaint brought to a state by what leads there.
fn brought_to(state: MeasureState) -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    let way = match state {
        MeasureState::Filed => vec![],
        MeasureState::Noticed => vec![notice],
        MeasureState::WindowOpen => vec![notice, serve()],
        MeasureState::Answered => vec![notice, serve(), statement()],
        MeasureState::Cleared => vec![notice, clear()],
        MeasureState::Ordered => vec![notice, order(Basis::BindingDecision)],
        MeasureState::Applied => vec![order(Basis::BindingDecision), apply()],
        MeasureState::Lifted => vec![order(Basis::BindingDecision), apply(), lift()],
    };
    for action in way {
        fair.measure(OFFICER, case, action).unwrap();
    }
    (fair, case)
}

fn state(fair: &TestFair, case: CaseId) -> MeasureState {
    let party = fair.respondent(case).unwrap();
    fair.desk.case(case).unwrap().measure(party).map_or(MeasureState::Filed, |measure| measure.state)
}

#[test]
fn every_step_is_taken_where_it_belongs_and_refused_with_its_reason_elsewhere() {
    use MeasureState::{Answered, Applied, Cleared, Filed, Lifted, Noticed, Ordered, WindowOpen};
    type Make = fn(&mut TestFair) -> MeasureAction;
    let table: [(&str, Make, MeasureState, &[MeasureState]); 7] = [
        ("notice", |f| MeasureAction::IssueNotice { notice: f.new_notice() }, Noticed, &[Filed, Noticed]),
        ("service", |_| serve(), WindowOpen, &[Noticed]),
        ("answer", |_| statement(), Answered, &[Noticed, WindowOpen, Answered]),
        ("clear", |_| clear(), Cleared, &[Filed, Noticed, WindowOpen, Answered]),
        (
            "order",
            |_| order(Basis::BindingDecision),
            Ordered,
            &[Filed, Noticed, WindowOpen, Answered, Lifted],
        ),
        ("apply", |_| apply(), Applied, &[Ordered]),
        ("lift", |_| lift(), Lifted, &[Ordered, Applied]),
    ];
    for (name, make, becomes, allowed) in table {
        for from in MeasureState::ALL {
            let (mut fair, case) = brought_to(*from);
            let action = make(&mut fair);
            let done = fair.measure(OFFICER, case, action);
            if allowed.contains(from) {
                assert!(done.is_ok(), "{name} from {from:?}: {done:?}");
                assert_eq!(state(&fair, case), becomes, "{name} from {from:?}");
            } else {
                assert_eq!(done, Err(Refusal::MeasureIs(*from)), "{name} from {from:?}");
                assert_eq!(state(&fair, case), *from, "what was refused left no trace");
            }
        }
    }
}

#[test]
fn every_basis_holds_where_it_stands_on_something() {
    use MeasureState::{Answered, Filed, Noticed, WindowOpen};
    for (basis, early, answered, over) in [
        (Basis::NoAnswer, false, false, true),
        (Basis::AnswerInsufficient, false, true, false),
        (Basis::Admitted, false, false, false),
        (Basis::BindingDecision, true, true, true),
        (Basis::AuthorityOpinion, false, true, true),
        (Basis::Contract, false, true, true),
        (Basis::Agreement, false, false, false),
    ] {
        for (from, later, holds) in [
            (Filed, false, early),
            (Noticed, false, early),
            (WindowOpen, false, early),
            (Answered, false, answered),
            (WindowOpen, true, over),
        ] {
            let (mut fair, case) = brought_to(from);
            if later {
                fair.pass(24 * 60);
            }
            let done = fair.measure(OFFICER, case, order(basis));
            let expected = if holds { Ok(()) } else { Err(Refusal::BasisMissing(basis)) };
            assert_eq!(done.map(|_| ()), expected, "{basis:?} from {from:?}, later: {later}");
        }
    }
}

#[test]
fn what_waits_follows_the_track_and_the_clock() {
    let task = |fair: &TestFair, case| {
        let case = fair.desk.case(case).unwrap();
        let track = case.tracks().next().unwrap().into_owned();
        track.task(case.asks_for(Ask::Measure), fair.now, fair.desk.closes_at())
    };
    for (from, waits) in [
        (MeasureState::Filed, Some(Task::Notice)),
        (MeasureState::Noticed, Some(Task::Service)),
        (MeasureState::WindowOpen, None),
        (MeasureState::Answered, Some(Task::Answer)),
        (MeasureState::Cleared, None),
        (MeasureState::Ordered, Some(Task::Apply)),
        (MeasureState::Applied, None),
        (MeasureState::Lifted, None),
    ] {
        let (fair, case) = brought_to(from);
        assert_eq!(task(&fair, case), waits, "{from:?}");
    }
    let (mut fair, case) = brought_to(MeasureState::WindowOpen);
    fair.pass(24 * 60 - 1);
    assert_eq!(task(&fair, case), None, "a minute before the end, one night later");
    fair.pass(1);
    assert_eq!(task(&fair, case), Some(Task::NoAnswer));
    // Late is better than never.
    fair.measure(OFFICER, case, statement()).unwrap();
    assert_eq!(task(&fair, case), Some(Task::Answer));
    let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
    assert!(!track.is_late(&track.statements[0]), "at the very end is in time");
    fair.pass(1);
    fair.measure(OFFICER, case, statement()).unwrap();
    let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
    assert!(track.is_late(&track.statements[1]));
}

fn track_task(fair: &TestFair, case: CaseId) -> Option<Task> {
    let case = fair.desk.case(case).unwrap();
    let track = case.tracks().next().unwrap().into_owned();
    case.track_task(&track, fair.now, fair.desk.closes_at())
}

#[test]
fn a_complaint_that_was_taken_back_asks_to_be_closed_or_decided() {
    use MeasureState::{Answered, Filed, Noticed, WindowOpen};
    let decisions: [fn() -> MeasureAction; 2] = [clear, || order(Basis::BindingDecision)];
    for decision in decisions {
        for from in [Filed, Noticed, WindowOpen, Answered] {
            let (mut fair, case) = brought_to(from);
            assert_ne!(track_task(&fair, case), Some(Task::Withdrawn), "{from:?}");
            fair.withdraw(fair.tickets(case)[0]).unwrap();
            assert_eq!(track_task(&fair, case), Some(Task::Withdrawn), "{from:?}");
            fair.pass(24 * 60);
            fair.sweep().unwrap();
            assert_eq!(track_task(&fair, case), Some(Task::Withdrawn), "no clock goes on with it: {from:?}");
            fair.measure(OFFICER, case, decision()).unwrap();
            assert_ne!(track_task(&fair, case), Some(Task::Withdrawn), "{from:?}");
        }
    }
}

#[test]
fn with_a_complaint_that_was_taken_back_an_officer_may_go_on() {
    let (mut fair, case) = brought_to(MeasureState::Filed);
    let party = fair.respondent(case).unwrap();
    fair.pass(60);
    fair.withdraw(fair.tickets(case)[0]).unwrap();
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    fair.enter(ORGANISER, 30, Command::MoveMeasure { case, party, action: Box::new(notice) }).unwrap();
    assert_eq!(track_task(&fair, case), Some(Task::Withdrawn), "that was before it was taken back");
    fair.measure(OFFICER, case, serve()).unwrap();
    assert_eq!(track_task(&fair, case), None, "the time runs");
    fair.pass(24 * 60);
    assert_eq!(track_task(&fair, case), Some(Task::NoAnswer));
}

#[test]
fn beside_a_mediation_that_was_taken_back_the_complaint_goes_its_way() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.withdraw(ticket).unwrap();
    assert_eq!(track_task(&fair, case), Some(Task::Notice));
}

#[test]
fn a_measure_for_a_time_has_to_end_later_and_asks_to_be_lifted_then() {
    let (mut fair, case) = brought_to(MeasureState::Filed);
    let until = |until| MeasureAction::Order {
        kind: MeasureKind::Cover,
        basis: Basis::BindingDecision,
        until: Some(until),
        body: body(),
    };
    let now = fair.now;
    assert_eq!(fair.measure(OFFICER, case, until(now)), Err(Refusal::Incomplete("until")));
    fair.measure(OFFICER, case, until(at("2026-03-11T12:00"))).unwrap();
    fair.measure(OFFICER, case, apply()).unwrap();
    let task = |fair: &TestFair| {
        let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
        track.task(true, fair.now, fair.desk.closes_at())
    };
    assert_eq!(task(&fair), None);
    fair.now = at("2026-03-11T12:00");
    assert_eq!(task(&fair), Some(Task::Lift));
    assert_eq!(fair.sweep(), Ok(Vec::new()), "and no clock lifts it");
}

#[test]
fn a_measure_without_a_day_asks_for_its_end_once_the_fair_has_closed() {
    let (mut fair, case) = brought_to(MeasureState::Applied);
    let task = |fair: &TestFair| {
        let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
        track.task(true, fair.now, fair.desk.closes_at())
    };
    fair.now = at("2026-03-12T16:59");
    assert_eq!(task(&fair), None);
    fair.now = at("2026-03-12T17:00");
    assert_eq!(task(&fair), Some(Task::Close));
    assert_eq!(fair.sweep(), Ok(Vec::new()), "and no clock ends it");
    assert_eq!(fair.desk.open_complaint_count(), 1);
    fair.measure(OFFICER, case, lift()).unwrap();
    assert_eq!((task(&fair), fair.desk.open_complaint_count()), (None, 0));
    // Where the desk stands a measure lasts until somebody lifts it.
    let (fair, case) = brought_to(MeasureState::Applied);
    let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
    assert_eq!(track.task(true, at("2036-03-12T17:00"), None), None);
}

#[test]
fn a_statement_after_an_order_objects_to_it_until_it_is_lifted() {
    let objected = |fair: &TestFair, case| {
        let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
        track.objection().map(|said| said.at)
    };
    let (mut fair, case) = brought_to(MeasureState::Answered);
    assert_eq!(objected(&fair, case), None, "nothing is ordered");
    fair.pass(1);
    fair.measure(OFFICER, case, order(Basis::AnswerInsufficient)).unwrap();
    assert_eq!(objected(&fair, case), None, "it was read before");
    for step in [None, Some(apply())] {
        if let Some(step) = step {
            fair.measure(OFFICER, case, step).unwrap();
            assert!(objected(&fair, case).is_some(), "it stands as it did");
        }
        fair.pass(1);
        fair.measure(OFFICER, case, statement()).unwrap();
        assert_eq!(objected(&fair, case), Some(fair.now), "the newest");
    }
    fair.measure(OFFICER, case, lift()).unwrap();
    assert_eq!(objected(&fair, case), None, "it was answered");
    fair.pass(1);
    fair.measure(OFFICER, case, order(Basis::AnswerInsufficient)).unwrap();
    assert_eq!(objected(&fair, case), None, "and was known when the next was ordered");
}

#[test]
fn whoever_admits_it_after_an_order_does_not_object() {
    let objected = |fair: &TestFair, case| {
        let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
        track.objection().map(|said| said.at)
    };
    let says = |admits| {
        let statement = Some("We accept it.".to_owned());
        let body = ReplyBody { person: person("Noor"), statement, language: None };
        MeasureAction::Answer { means: Means::Paper, admits, body }
    };
    let (mut fair, case) = brought_to(MeasureState::Answered);
    fair.measure(OFFICER, case, order(Basis::AnswerInsufficient)).unwrap();
    for (admits, objects) in [(true, false), (false, true), (true, false)] {
        fair.pass(1);
        fair.measure(OFFICER, case, says(admits)).unwrap();
        assert_eq!(objected(&fair, case), objects.then_some(fair.now), "admits: {admits}");
    }
}

/// Nobody goes to a booth that is not there any more.
#[test]
fn what_was_ordered_and_not_applied_is_closed_once_there_is_nothing_to_apply_it_to() {
    let task = |fair: &TestFair, case| {
        let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
        track.task(true, fair.now, fair.desk.closes_at())
    };
    let (mut fair, case) = brought_to(MeasureState::Ordered);
    fair.now = at("2026-03-12T16:59");
    assert_eq!(task(&fair, case), Some(Task::Apply));
    fair.now = at("2026-03-12T17:00");
    assert_eq!(task(&fair, case), Some(Task::Close));
    assert_eq!(fair.measure(OFFICER, case, apply()), Err(Refusal::AfterClose), "not now");
    fair.measure(OFFICER, case, lift()).unwrap();
    assert_eq!((task(&fair, case), fair.desk.open_complaint_count()), (None, 0));
    // Where the desk stands there is always a booth.
    let (fair, case) = brought_to(MeasureState::Ordered);
    let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
    assert_eq!(track.task(true, at("2036-03-12T17:00"), None), Some(Task::Apply));
    // Whose time is over is not applied either, and a link is there longer than the fair.
    for (kind, until, then, waits) in [
        (MeasureKind::Cover, "2026-03-11T12:00", "2026-03-11T11:59", Task::Apply),
        (MeasureKind::Cover, "2026-03-11T12:00", "2026-03-11T12:00", Task::Lift),
        (MeasureKind::Cover, "2026-03-20T12:00", "2026-03-12T17:00", Task::Close),
        (MeasureKind::LinkOff, "2026-03-20T12:00", "2026-03-12T17:00", Task::Apply),
        (MeasureKind::LinkOff, "2026-03-20T12:00", "2026-03-20T12:00", Task::Close),
    ] {
        let (mut fair, case) = brought_to(MeasureState::Filed);
        let (basis, until) = (Basis::BindingDecision, Some(at(until)));
        fair.measure(OFFICER, case, MeasureAction::Order { kind, basis, until, body: body() }).unwrap();
        fair.now = at(then);
        assert_eq!(task(&fair, case), Some(waits), "{kind:?} at {then}");
    }
}

#[test]
fn after_the_last_close_nothing_is_ordered_but_a_link_off_until_a_later_day() {
    let over = Err(Refusal::AfterClose);
    let (cover, link, later) = (MeasureKind::Cover, MeasureKind::LinkOff, "2026-03-20T12:00");
    for (kind, until, then, done) in [
        (cover, None, "2026-03-12T16:59", Ok(())),
        (cover, None, "2026-03-12T17:00", over.clone()),
        (cover, Some(later), "2026-03-12T17:00", over.clone()),
        (link, None, "2026-03-13T09:00", over.clone()),
        (link, Some(later), "2026-03-13T09:00", Ok(())),
    ] {
        let (mut fair, case) = brought_to(MeasureState::Filed);
        fair.now = at(then);
        let (basis, until) = (Basis::BindingDecision, until.map(at));
        let action = MeasureAction::Order { kind, basis, until, body: body() };
        assert_eq!(
            fair.measure(OFFICER, case, action).map(|_| ()),
            done,
            "{kind:?} until {until:?} at {then}"
        );
    }
    // What was ordered in time is entered from paper with its time, and so is that it was applied.
    let (mut fair, case) = brought_to(MeasureState::Filed);
    let party = fair.respondent(case).unwrap();
    fair.now = at("2026-03-12T17:30");
    for (minutes_ago, action) in [(60, order(Basis::BindingDecision)), (45, apply())] {
        let command = Command::MoveMeasure { case, party, action: Box::new(action) };
        fair.enter(ORGANISER, minutes_ago, command).unwrap();
    }
    assert_eq!(state(&fair, case), MeasureState::Applied);
    let (mut fair, case) = brought_to(MeasureState::Filed);
    fair.now = at("2026-03-12T17:30");
    let action = Box::new(order(Basis::BindingDecision));
    let entered = fair.enter(ORGANISER, 10, Command::MoveMeasure { case, party, action });
    assert_eq!(entered.map(|_| ()), over, "it had closed by then");
}

/// Nobody lifts what is over by itself.
#[test]
fn how_a_measure_ended_is_told_by_when_that_was_recorded_and_whether_it_was_applied() {
    let (cover, link) = (MeasureKind::Cover, MeasureKind::LinkOff);
    let (during, close, after) = ("2026-03-11T12:00", "2026-03-12T17:00", "2026-03-13T09:00");
    for (kind, until, applies, then, ending) in [
        (cover, None, true, during, Ending::Lifted),
        (cover, None, true, close, Ending::WithFair),
        (cover, Some(close), true, after, Ending::WithFair),
        (cover, Some("2026-03-11T17:00"), true, after, Ending::Lifted),
        (cover, None, false, during, Ending::Lifted),
        (cover, None, false, close, Ending::Unapplied),
        (link, Some("2026-03-20T12:00"), true, after, Ending::Lifted),
        (link, Some("2026-03-20T12:00"), false, after, Ending::Lifted),
        (link, None, true, after, Ending::WithFair),
    ] {
        let (mut fair, case) = brought_to(MeasureState::Filed);
        let (basis, until) = (Basis::BindingDecision, until.map(at));
        fair.measure(OFFICER, case, MeasureAction::Order { kind, basis, until, body: body() }).unwrap();
        if applies {
            fair.measure(OFFICER, case, apply()).unwrap();
        }
        let track = |fair: &TestFair| fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
        assert_eq!(track(&fair).ending(), None, "it stands");
        fair.now = at(then);
        fair.measure(OFFICER, case, lift()).unwrap();
        let known = track(&fair);
        assert_eq!(known.ending(), Some(ending), "{kind:?} until {until:?}, applied: {applies}, at {then}");
        assert_eq!(known.was_never_applied(), !applies);
    }
}

#[test]
fn on_the_last_show_day_time_runs_on_after_the_close() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    fair.now = at("2026-03-12T16:30");
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    fair.measure(OFFICER, case, notice).unwrap();
    fair.measure(OFFICER, case, serve()).unwrap();
    let window = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned().window.unwrap();
    assert_eq!((window.deadline, window.last_useful), (at("2026-03-13T16:30"), at("2026-03-12T17:00")));
    fair.now = at("2026-03-12T17:30");
    assert_eq!(fair.sweep(), Ok(Vec::new()), "the fair is closed, the time is not over");
    let early = fair.measure(OFFICER, case, order(Basis::NoAnswer));
    assert_eq!(early, Err(Refusal::BasisMissing(Basis::NoAnswer)));
    fair.now = at("2026-03-13T16:30");
    assert_eq!(fair.sweep().unwrap().len(), 1);
}

/// Mediation alone, agreed by word of mouth, with clauses that both sides marked for the organiser.
fn agreed(asks: &[Ask]) -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    let new = fair.dispute(asks);
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let draft = fair.draft(case, true);
    fair.proceed(MEI, case, Action::RegisterOral { draft }).unwrap();
    (fair, case)
}

fn hand_over() -> MeasureAction {
    MeasureAction::HandOver { body: body() }
}

#[test]
fn a_clause_alone_opens_what_carries_it_out_and_nothing_of_a_complaint() {
    let (mut fair, case) = agreed(&[Ask::Mediation]);
    fair.measure(Actor::Staff(MEI), case, hand_over()).unwrap();
    assert_eq!(
        fair.measure(Actor::Staff(MEI), case, hand_over()),
        Err(Refusal::Taken("organiser-clause")),
        "once"
    );
    let known = fair.desk.case(case).unwrap();
    assert_eq!(known.tracks().next().unwrap().into_owned().task(false, fair.now, None), Some(Task::Clause));
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    for action in [notice, serve(), statement()] {
        assert_eq!(fair.measure(OFFICER, case, action), Err(Refusal::NoComplaint));
    }
    for basis in Basis::ALL.iter().filter(|basis| **basis != Basis::Agreement) {
        assert_eq!(fair.measure(OFFICER, case, order(*basis)), Err(Refusal::BasisMissing(*basis)));
    }
    for kind in [MeasureKind::BadgeWithdrawn, MeasureKind::ParticipationCancelled] {
        let basis = Basis::Agreement;
        let beyond = MeasureAction::Order { kind, basis, until: None, body: body() };
        assert_eq!(fair.measure(OFFICER, case, beyond), Err(Refusal::BasisMissing(basis)), "{kind:?}");
    }
    fair.measure(OFFICER, case, order(Basis::Agreement)).unwrap();
    fair.measure(OFFICER, case, apply()).unwrap();
    fair.measure(OFFICER, case, lift()).unwrap();
    let (mut fair, case) = agreed(&[Ask::Mediation]);
    fair.measure(Actor::Staff(MEI), case, hand_over()).unwrap();
    fair.measure(OFFICER, case, clear()).unwrap();
    assert!(!fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned().is_open());
}

/// A lamp that is to be covered, as it came over from an agreement.
fn covers(from: Option<Date>, until: Option<Date>) -> (TestFair, CaseId) {
    handed(ClauseKind::Cover, from, until)
}

/// A clause of a kind, as it came over from an agreement.
fn handed(kind: ClauseKind, from: Option<Date>, until: Option<Date>) -> (TestFair, CaseId) {
    let (mut fair, case) = agreed(&[Ask::Mediation]);
    let act = "What is done with the lamp.".to_owned();
    let clause = HandedClause { kind, act, translation: None, place: None, from, until };
    let body = MeasureBody { clauses: vec![clause], ..MeasureBody::default() };
    fair.measure(Actor::Staff(MEI), case, MeasureAction::HandOver { body }).unwrap();
    (fair, case)
}

#[test]
fn an_order_on_a_clause_does_what_it_says_and_ends_with_it() {
    let (first, second) = (Some(date(2026, 3, 10)), Some(date(2026, 3, 11)));
    let order = |kind, until| {
        let body = MeasureBody::default();
        MeasureAction::Order { kind, basis: Basis::Agreement, until, body }
    };
    let until = |fair: &TestFair, case| {
        let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
        track.order().unwrap().until
    };
    let beyond = Err(Refusal::BeyondClause { ends: date(2026, 3, 11) });
    let (mut fair, case) = covers(first, second);
    for other in [MeasureKind::TakeDown, MeasureKind::Seal, MeasureKind::Remove, MeasureKind::LinkOff] {
        let missing = Err(Refusal::BasisMissing(Basis::Agreement));
        assert_eq!(fair.measure(OFFICER, case, order(other, None)), missing, "{other:?}");
    }
    let longer = order(MeasureKind::Cover, Some(at("2026-03-12T09:00")));
    assert_eq!(fair.measure(OFFICER, case, longer), beyond);
    // Nobody has to write the clause again, and nothing said is as long as it holds.
    fair.measure(OFFICER, case, order(MeasureKind::Cover, None)).unwrap();
    assert_eq!(until(&fair, case), Some(at("2026-03-11T17:00")));

    let (mut fair, case) = covers(first, second);
    let shorter = at("2026-03-11T12:00");
    fair.measure(OFFICER, case, order(MeasureKind::Cover, Some(shorter))).unwrap();
    assert_eq!(until(&fair, case), Some(shorter));
    let (mut fair, case) = covers(first, second);
    fair.now = at("2026-03-12T10:00");
    assert_eq!(fair.measure(OFFICER, case, order(MeasureKind::Cover, None)), beyond, "its time is over");
    // What is done by a day stays done; that day ends nothing, and an order on it goes no further than the fair.
    for last in [second, None] {
        let (mut fair, case) = covers(None, last);
        let after = order(MeasureKind::Cover, Some(at("2026-03-12T17:01")));
        let closes = Some(date(2026, 3, 12));
        assert_eq!(fair.measure(OFFICER, case, after), Err(Refusal::BeyondClose { closes }), "{last:?}");
        fair.measure(OFFICER, case, order(MeasureKind::Cover, None)).unwrap();
        assert_eq!(until(&fair, case), None, "{last:?}");
    }
}

#[test]
fn a_clause_binds_on_when_its_order_is_lifted_until_its_last_day() {
    let (last, after) = (Some(date(2026, 3, 11)), Some(date(2026, 3, 12)));
    for (until, still) in [(last, false), (None, true)] {
        let (mut fair, case) = covers(Some(date(2026, 3, 10)), until);
        let binds = |fair: &TestFair, day| {
            let track = fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned();
            track.binds_without_order(day)
        };
        assert!(!binds(&fair, last), "nothing was ordered");
        fair.measure(OFFICER, case, order(Basis::Agreement)).unwrap();
        fair.measure(OFFICER, case, lift()).unwrap();
        assert!(binds(&fair, last));
        assert_eq!(binds(&fair, after), still, "{until:?}");
    }
    let (mut fair, case) = brought_to(MeasureState::Filed);
    fair.measure(OFFICER, case, order(Basis::BindingDecision)).unwrap();
    fair.measure(OFFICER, case, lift()).unwrap();
    assert!(!fair.desk.case(case).unwrap().tracks().next().unwrap().into_owned().binds_without_order(None));
}

#[test]
fn what_is_to_be_taken_down_is_not_sent_away_from_the_fair() {
    let order = |kind| {
        let body = MeasureBody::default();
        MeasureAction::Order { kind, basis: Basis::Agreement, until: None, body }
    };
    let (mut fair, case) = handed(ClauseKind::Remove, None, None);
    for other in MeasureKind::ALL.iter().filter(|kind| **kind != MeasureKind::TakeDown) {
        let missing = Err(Refusal::BasisMissing(Basis::Agreement));
        assert_eq!(fair.measure(OFFICER, case, order(*other)), missing, "{other:?}");
    }
    fair.measure(OFFICER, case, order(MeasureKind::TakeDown)).unwrap();
}

#[test]
fn a_clause_that_begins_later_is_ordered_ahead_and_not_carried_out_before() {
    let (mut fair, case) = covers(Some(date(2026, 3, 11)), None);
    fair.measure(OFFICER, case, order(Basis::Agreement)).unwrap();
    let early = Err(Refusal::BeforeClause { begins: date(2026, 3, 11) });
    assert_eq!(fair.measure(OFFICER, case, apply()), early);
    fair.now = at("2026-03-11T00:00");
    fair.measure(OFFICER, case, apply()).unwrap();
    // One that began, or that names no first day, waits for nothing.
    for first in [Some(date(2026, 3, 10)), None] {
        let (mut fair, case) = covers(first, None);
        fair.measure(OFFICER, case, order(Basis::Agreement)).unwrap();
        fair.measure(OFFICER, case, apply()).unwrap();
    }
}

#[test]
fn a_clause_opens_a_complaint_that_was_closed_for_that_clause_alone() {
    let (mut fair, case) = agreed(&[Ask::Mediation, Ask::Measure]);
    fair.measure(OFFICER, case, clear()).unwrap();
    fair.measure(Actor::Staff(MEI), case, hand_over()).unwrap();
    let cleared = Err(Refusal::MeasureIs(MeasureState::Cleared));
    assert_eq!(fair.measure(OFFICER, case, order(Basis::BindingDecision)), cleared);
    fair.measure(OFFICER, case, order(Basis::Agreement)).unwrap();
    assert_eq!(state(&fair, case), MeasureState::Ordered);
}

#[test]
fn proof_is_filed_by_the_organiser_for_their_own_track_alone() {
    let (mut fair, case) = brought_to(MeasureState::Noticed);
    let party = fair.respondent(case).unwrap();
    let add = |fair: &mut TestFair, audience, purpose| {
        let (evidence, body) = (EvidenceId(fair.fresh()), photo());
        let add = Command::AddEvidence { case, party, evidence, audience, purpose, body };
        fair.by(ORGANISER, add).map(|_| evidence)
    };
    for purpose in [Purpose::Service, Purpose::Measure, Purpose::Signature] {
        add(&mut fair, Audience::Measure, purpose).unwrap();
        for audience in [Audience::Mediation, Audience::Both] {
            assert_eq!(add(&mut fair, audience, purpose), Err(Refusal::NotAllowed), "{audience:?}");
        }
    }
    assert_eq!(add(&mut fair, Audience::Measure, Purpose::Exhibit), Err(Refusal::NotAllowed));
    let seen = add(&mut fair, Audience::Measure, Purpose::Service).unwrap();
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: Some(seen) };
    let served = MeasureAction::RecordService { service, body: left_with("Booth staff") };
    fair.measure(OFFICER, case, served).unwrap();
    let unseen = MeasureAction::Apply { evidence: Some(EvidenceId([9; 16])), body: body() };
    fair.measure(OFFICER, case, order(Basis::BindingDecision)).unwrap();
    assert_eq!(fair.measure(OFFICER, case, unseen), Err(Refusal::Unknown("evidence")));
}

#[test]
fn words_are_needed_wherever_something_is_decided() {
    let nothing = || MeasureBody { text: " ".to_owned(), ..MeasureBody::default() };
    let missing = Err(Refusal::Incomplete("text"));
    let (mut fair, case) = brought_to(MeasureState::Filed);
    assert_eq!(fair.measure(OFFICER, case, MeasureAction::Clear { body: nothing() }), missing);
    let (kind, basis) = (MeasureKind::Seal, Basis::BindingDecision);
    let bare = MeasureAction::Order { kind, basis, until: None, body: nothing() };
    assert_eq!(fair.measure(OFFICER, case, bare), missing);
    let (mut fair, case) = brought_to(MeasureState::Ordered);
    let bare = MeasureAction::Apply { evidence: None, body: nothing() };
    assert_eq!(fair.measure(OFFICER, case, bare), missing);
    assert_eq!(fair.measure(OFFICER, case, MeasureAction::Lift { body: nothing() }), missing);
}
