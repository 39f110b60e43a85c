//! What falls due on a day, and what became of it: told by the facts alone, at whatever time it is asked.

use domain::{
    Actor, CaseId, Command,
    aftercare::AftercareAction,
    body::{MeasureBody, ReplyBody},
    case::Ask,
    deadline::{Deadline, DeadlineKind, Fate},
    fair::{DayHours, FairPlan, OtherHours},
    measure::{Basis, MeasureAction, MeasureKind},
    procedure::{Answer, Means},
    testing::{LAST_DAY, MEI, ORGANISER, TestFair, person, plan},
};
use jiff::{
    Timestamp,
    civil::{Date, date, time},
};

use super::{aftercare::settle, measure::serve};

const OFFICER: Actor = Actor::Staff(ORGANISER);
const FIRST: Date = date(2026, 3, 10);
const SECOND: Date = date(2026, 3, 11);

fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().unwrap()
}

fn words() -> MeasureBody {
    MeasureBody { text: "The lamp L-20 is covered.".to_owned(), ..MeasureBody::default() }
}

/// What was due on a day, with what became of it until a moment.
fn due(fair: &TestFair, day: Date, now: &str) -> Vec<(DeadlineKind, Fate)> {
    let all = fair.desk.deadlines_on(day);
    all.iter().map(|deadline| (deadline.kind, deadline.fate(at(now)))).collect()
}

/// Both notices were handed over at 10:00 on the first day.
fn served() -> (TestFair, CaseId) {
    served_at("2026-03-10T10:00")
}

fn served_at(now: &str) -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    fair.now = at(now);
    let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    let party = fair.respondent(case).unwrap();
    fair.notify(MEI, case, party).unwrap();
    let notice = fair.new_notice();
    fair.measure(OFFICER, case, MeasureAction::IssueNotice { notice }).unwrap();
    fair.measure(OFFICER, case, serve()).unwrap();
    (fair, case)
}

fn answer(fair: &mut TestFair, case: CaseId) {
    let party = fair.respondent(case).unwrap();
    fair.answer(MEI, case, party, Answer::Accept).unwrap();
}

#[test]
fn an_answer_and_a_statement_are_due_at_their_hours_and_come_or_do_not() {
    let (mut fair, case) = served();
    assert_eq!(due(&fair, FIRST, "2026-03-10T11:59"), [(DeadlineKind::Reply, Fate::Running)]);
    assert_eq!(due(&fair, FIRST, "2026-03-10T12:00"), [(DeadlineKind::Reply, Fate::Missed)]);
    assert_eq!(due(&fair, SECOND, "2026-03-10T12:00"), [(DeadlineKind::Statement, Fate::Running)]);
    fair.now = at("2026-03-10T11:30");
    answer(&mut fair, case);
    assert_eq!(due(&fair, FIRST, "2026-03-10T17:00"), [(DeadlineKind::Reply, Fate::Kept)]);

    let respondent = fair.tickets(case)[1];
    fair.now = at("2026-03-11T10:01");
    let body =
        ReplyBody { person: person("Noor"), statement: Some("We bought it.".to_owned()), language: None };
    let statement = MeasureAction::Answer { means: Means::Device, admits: false, body };
    fair.measure(Actor::Party(respondent), case, statement).unwrap();
    let late = [(DeadlineKind::Statement, Fate::Missed)];
    assert_eq!(due(&fair, SECOND, "2026-03-11T17:00"), late, "a statement that came late missed its time");
    assert_eq!(due(&fair, FIRST, "2026-03-11T17:00"), [(DeadlineKind::Reply, Fate::Kept)], "for good");
}

#[test]
fn what_nobody_waits_for_any_more_falls_due_no_longer() {
    let (mut fair, case) = served();
    let order = MeasureAction::Order {
        kind: MeasureKind::Cover,
        basis: Basis::BindingDecision,
        until: None,
        body: words(),
    };
    fair.measure(OFFICER, case, order).unwrap();
    assert!(due(&fair, SECOND, "2026-03-11T17:00").is_empty(), "it was decided without a statement");
    fair.now = at("2026-03-10T11:00");
    let claimant = fair.tickets(case)[0];
    fair.withdraw(claimant).unwrap();
    assert!(due(&fair, FIRST, "2026-03-10T17:00").is_empty(), "the case ended before its hour");
}

/// Where a case ended before the hour, that its deadline is counted, or is not, would tell whether it was answered, and when it ended.
#[test]
fn what_is_counted_of_a_day_is_the_same_answered_or_not_and_however_the_case_ends() {
    for answered in [false, true] {
        let (mut fair, case) = served();
        let counted = |fair: &TestFair| {
            let all = fair.desk.deadlines_fallen(FIRST);
            all.iter().map(|due| due.kind).collect::<Vec<_>>()
        };
        assert_eq!(counted(&fair), [DeadlineKind::Reply]);
        fair.now = at("2026-03-10T10:30");
        if answered {
            answer(&mut fair, case);
        }
        fair.now = at("2026-03-10T11:00");
        let claimant = fair.tickets(case)[0];
        fair.withdraw(claimant).unwrap();
        assert_eq!(counted(&fair), [DeadlineKind::Reply], "{answered}");
        assert_eq!(fair.desk.deadlines_on(FIRST).len(), usize::from(answered), "nobody awaits it any more");
    }
}

#[test]
fn today_reaches_until_the_desk_opens_again() {
    let (fair, _) = served();
    let ahead = |now: &str| fair.desk.deadlines_ahead(at(now)).iter().map(|due| due.kind).collect::<Vec<_>>();
    assert_eq!(ahead("2026-03-10T10:00"), [DeadlineKind::Reply], "the statement is due after the opening");
    assert_eq!(ahead("2026-03-11T09:00"), [DeadlineKind::Statement]);
    let mut night = TestFair::new();
    let new = night.dispute(&[Ask::Measure]);
    let (case, _) = night.file_this(new).unwrap();
    night.now = at("2026-03-11T08:30");
    let notice = night.new_notice();
    night.measure(OFFICER, case, MeasureAction::IssueNotice { notice }).unwrap();
    night.measure(OFFICER, case, serve()).unwrap();
    let ahead = night.desk.deadlines_ahead(at("2026-03-11T16:00"));
    assert_eq!(ahead.iter().map(|due| due.day).collect::<Vec<_>>(), [LAST_DAY], "it falls in the night");
}

#[test]
fn a_night_before_a_day_that_opens_late_lasts_until_that_day_opens() {
    let (mut fair, _) = served();
    let late = DayHours { opens: time(13, 0, 0, 0), closes: time(17, 0, 0, 0) };
    let other_hours = OtherHours { dates: [(SECOND, late)].into(), ..OtherHours::default() };
    fair.by(ORGANISER, Command::AmendFair { plan: FairPlan { other_hours, ..plan() } }).unwrap();
    let ahead = fair.desk.deadlines_ahead(at("2026-03-10T10:00"));
    let kinds: Vec<_> = ahead.iter().map(|due| due.kind).collect();
    assert_eq!(kinds, [DeadlineKind::Reply, DeadlineKind::Statement], "10:00 comes before the opening");
}

/// Of the answer an hour counts until the last close, and time simply runs after it; the statement is due on the day after.
#[test]
fn when_the_desk_does_not_open_again_whatever_still_runs_is_ahead_and_in_the_log_of_the_last_day() {
    let (fair, _) = served_at("2026-03-12T16:00");
    let kinds = |all: Vec<Deadline>| all.iter().map(|due| due.kind).collect::<Vec<_>>();
    let both = [DeadlineKind::Reply, DeadlineKind::Statement];
    let ahead = |now: &str| kinds(fair.desk.deadlines_ahead(at(now)));
    assert_eq!(ahead("2026-03-12T16:30"), both);
    assert_eq!(ahead("2026-03-13T10:00"), [DeadlineKind::Statement], "on the day after, too");
    assert!(ahead("2026-03-14T10:00").is_empty());
    assert_eq!(kinds(fair.desk.deadlines_logged(LAST_DAY)), both);
    assert_eq!(kinds(fair.desk.deadlines_fallen(LAST_DAY)), [DeadlineKind::Reply], "of that day itself");
    assert!(fair.desk.deadlines_logged(SECOND).is_empty(), "a log follows in which they stand");
    let (fair, _) = served();
    assert_eq!(kinds(fair.desk.deadlines_logged(FIRST)), [DeadlineKind::Reply]);
    assert!(fair.desk.deadlines_logged(LAST_DAY).is_empty(), "they ended before");
}

#[test]
fn a_measure_that_ends_is_lifted_by_the_end_of_the_day() {
    let (mut fair, case) = served();
    let until = Some(at("2026-03-11T16:00"));
    let order = MeasureAction::Order {
        kind: MeasureKind::Cover,
        basis: Basis::BindingDecision,
        until,
        body: words(),
    };
    fair.measure(OFFICER, case, order).unwrap();
    let ends = |fair: &TestFair, now: &str| {
        let all = fair.desk.deadlines_on(SECOND);
        all.iter().map(|due| (due.kind, due.fate(at(now)), due.has_passed(at(now)))).collect::<Vec<_>>()
    };
    let kind = DeadlineKind::Order;
    assert_eq!(ends(&fair, "2026-03-11T15:59"), [(kind, Fate::Running, false)]);
    assert_eq!(ends(&fair, "2026-03-11T16:00"), [(kind, Fate::Running, true)]);
    assert_eq!(ends(&fair, "2026-03-12T00:00"), [(kind, Fate::Missed, true)]);
    fair.now = at("2026-03-11T17:00");
    fair.measure(OFFICER, case, MeasureAction::Lift { body: words() }).unwrap();
    assert_eq!(ends(&fair, "2026-03-12T00:00"), [(kind, Fate::Kept, false)]);
}

#[test]
fn what_was_agreed_is_due_within_its_day() {
    let mut fair = TestFair::new();
    let case = settle(&mut fair);
    let kind = DeadlineKind::Performance;
    assert_eq!(due(&fair, LAST_DAY, "2026-03-12T23:59"), [(kind, Fate::Running); 2]);
    assert_eq!(due(&fair, LAST_DAY, "2026-03-13T00:00"), [(kind, Fate::Missed); 2]);
    fair.now = at("2026-03-12T16:00");
    let on = plan().day_of(fair.now);
    let action = AftercareAction::Perform { clause: 0, on, evidence: None, remark: None };
    fair.by(MEI, Command::MoveAftercare { case, action: Box::new(action) }).unwrap();
    let kept = [(kind, Fate::Kept), (kind, Fate::Missed)];
    assert_eq!(due(&fair, LAST_DAY, "2026-03-13T00:00"), kept);
    assert!(fair.desk.deadlines_on(LAST_DAY).iter().all(|due| due.at.is_none() && !due.kind.is_organisers()));
}
