//! The end of a day, and how long answers are remembered.

use domain::{
    Actor, Command, CommandId, Fact, Refusal,
    body::MeasureBody,
    case::{Ask, Outcome},
    figures::{as_sealed, figures},
    measure::{Basis, MeasureAction, MeasureKind},
    remark::RemarkKind,
    testing::{MEI, ORGANISER, TestFair, plan},
};
use jiff::civil::date;

#[test]
fn a_day_is_sealed_once_when_it_has_begun() {
    let mut fair = TestFair::new();
    let first = plan().first_day;
    assert_eq!(fair.seal(first.tomorrow().unwrap()), Err(Refusal::DayOutside));
    fair.seal(first).unwrap();
    assert_eq!(fair.seal(first), Err(Refusal::DaySealed));
    let seal = fair.desk.day_seal(first).unwrap();
    assert_eq!((seal.by, seal.upto, seal.seq), (Some(ORGANISER), fair.desk.seq() - 1, fair.desk.seq()));
}

#[test]
fn days_without_a_log_are_not_sealed_but_an_early_case_makes_one() {
    let mut fair = TestFair::new();
    assert_eq!(fair.seal(date(1990, 1, 1)), Err(Refusal::DayOutside));
    let eve = plan().first_day.yesterday().unwrap();
    assert_eq!(fair.seal(eve), Err(Refusal::DayOutside));
    fair.pass(-24 * 60);
    fair.file().unwrap();
    fair.seal(eve).unwrap();
}

#[test]
fn a_seal_covers_what_is_there() {
    let mut fair = TestFair::new();
    let upto = fair.desk.seq() + 1;
    let beyond =
        Command::SealDay { day: plan().first_day, upto, hash: String::new(), signature: String::new() };
    assert_eq!(fair.by(ORGANISER, beyond), Err(Refusal::BeyondHead));
    assert_eq!(
        fair.by(
            MEI,
            Command::SealDay {
                day: plan().first_day,
                upto: 1,
                hash: String::new(),
                signature: String::new()
            }
        ),
        Err(Refusal::NotAllowed)
    );
}

#[test]
fn a_day_sealed_later_carries_what_was_open_when_it_ended() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.file().unwrap();
    fair.pass(24 * 60);
    fair.withdraw(ticket).unwrap();
    fair.file().unwrap();
    fair.seal(plan().first_day).unwrap();
    fair.seal(plan().first_day.tomorrow().unwrap()).unwrap();
    let carried = |day| fair.desk.day_seal(day).unwrap().carried;
    assert_eq!(carried(plan().first_day), 2);
    assert_eq!(carried(plan().first_day.tomorrow().unwrap()), 2);
}

#[test]
fn the_officer_writes_into_a_log_and_nothing_is_taken_out() {
    let mut fair = TestFair::new();
    let first = plan().first_day;
    let write = |day, kind, text: &str| Command::RemarkDay { day, kind, text: text.to_owned() };
    let incident = write(first, RemarkKind::Incident, "a visitor fell");
    assert_eq!(fair.by(MEI, incident.clone()), Err(Refusal::NotAllowed));
    assert_eq!(fair.by(ORGANISER, write(first, RemarkKind::Remark, " ")), Err(Refusal::Incomplete("text")));
    let tomorrow = first.tomorrow().unwrap();
    assert_eq!(fair.by(ORGANISER, write(tomorrow, RemarkKind::Remark, "x")), Err(Refusal::DayOutside));
    fair.by(ORGANISER, incident).unwrap();
    fair.seal(first).unwrap();
    assert_eq!(fair.desk.late(first).count(), 0);
    fair.pass(24 * 60);
    fair.by(ORGANISER, write(first, RemarkKind::Correction, "it was in hall 2")).unwrap();
    let seal = fair.desk.day_seal(first).unwrap();
    let all: Vec<_> =
        fair.desk.remarks(first).map(|remark| (remark.kind, remark.by, remark.is_added_to(seal))).collect();
    let by = Some(ORGANISER);
    assert_eq!(all, [(RemarkKind::Incident, by, false), (RemarkKind::Correction, by, true)]);
    assert_eq!(fair.desk.late(first).collect::<Vec<_>>(), [fair.desk.seq()], "it belongs to the sealed day");
    assert_eq!(fair.desk.late_arrivals(tomorrow).count(), 1);
}

#[test]
fn a_remark_that_came_between_the_look_and_the_seal_is_late() {
    let mut fair = TestFair::new();
    let first = plan().first_day;
    let upto = fair.desk.seq();
    let (kind, text) = (RemarkKind::Remark, "late".to_owned());
    fair.by(ORGANISER, Command::RemarkDay { day: first, kind, text }).unwrap();
    sealed_before(&mut fair, upto, 0);
    assert_eq!(fair.desk.late(first).collect::<Vec<_>>(), [upto + 1]);
}

/// A seal of an old journal: what came between the look and the seal was let through.
fn sealed_before(fair: &mut TestFair, upto: u64, carried: u32) {
    let (hash, signature) = ("00".to_owned(), "00".to_owned());
    let seal = Fact::DaySealed { day: plan().first_day, upto, hash, signature, carried };
    fair.happened(ORGANISER, vec![seal]);
}

#[test]
fn a_day_is_not_sealed_by_a_look_since_which_something_came_to_it() {
    let mut fair = TestFair::new();
    let first = plan().first_day;
    let (_, other) = fair.file().unwrap();
    let upto = fair.desk.seq();
    let seal = |upto| {
        let (hash, signature) = ("00".to_owned(), "00".to_owned());
        Command::SealDay { day: first, upto, hash, signature }
    };
    // What does not count for the day hinders nobody.
    fair.happened(ORGANISER, vec![Fact::BulletinEnded { posted: 1 }]);
    let (_, ticket) = fair.file().unwrap();
    let entries = fair.desk.seq() - upto - 1;
    let came = Err(Refusal::CameSince { entries: usize::try_from(entries).unwrap() });
    assert_eq!(fair.by(ORGANISER, seal(upto)), came);
    let Err(Refusal::CameSince { entries: all }) = fair.by(ORGANISER, seal(1)) else {
        panic!("an entry that no page of this day has shown")
    };
    assert!(all > usize::try_from(entries).unwrap(), "{all}");
    fair.withdraw(ticket).unwrap();
    let upto = fair.desk.seq();
    fair.happened(ORGANISER, vec![Fact::BulletinEnded { posted: 1 }]);
    // Nor does a step of mediation: to be asked to look again would tell that it was made.
    fair.claim(MEI, other).unwrap();
    fair.by(ORGANISER, seal(upto)).unwrap();
    let sealed = fair.desk.day_seal(first).unwrap();
    assert_eq!((sealed.figures.open_at_close, sealed.carried), (1, 1));
}

#[test]
fn a_sealed_day_goes_on_telling_what_was_sealed() {
    let mut fair = TestFair::new();
    let first = plan().first_day;
    let (known, ticket) = fair.file().unwrap();
    assert_eq!(as_sealed(&fair.desk, &figures(&fair.desk, first, None)), None, "it is not sealed");
    fair.pass(5);
    let upto = fair.desk.seq();
    // Filed while the officer looked at the day: the seal does not cover it.
    fair.file().unwrap();
    sealed_before(&mut fair, upto, 2);
    fair.pass(5);
    fair.withdraw(ticket).unwrap();
    let present = figures(&fair.desk, first, None);
    assert_eq!((present.filed, present.concluded, present.open_at_close), (2, 1, 1));
    let told = as_sealed(&fair.desk, &present).unwrap();
    assert_eq!((told.filed, told.concluded, told.open_at_close), (1, 0, 1));
    assert_eq!((told.sealed, told.carried_over, told.late), (true, Some(2), present.late));
    let rows: Vec<_> = told.rows.iter().map(|row| (row.case == known, row.outcome, row.late)).collect();
    let withdrawn = Some(Outcome::Withdrawn);
    assert_eq!(rows, [(true, None, false), (true, withdrawn, true), (false, None, true)]);
    fair.pass(24 * 60);
    let later = figures(&fair.desk, first, None);
    assert_eq!(as_sealed(&fair.desk, &later).unwrap().as_of, told.as_of, "up to when it was sealed");
}

#[test]
fn a_measure_whose_time_was_over_stays_over_that_day_when_it_is_ordered_again() {
    let mut fair = TestFair::new();
    let first = plan().first_day;
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    let officer = Actor::Staff(ORGANISER);
    let body = || MeasureBody { text: "The lamp.".to_owned(), ..MeasureBody::default() };
    let (kind, basis) = (MeasureKind::Cover, Basis::BindingDecision);
    let order = |until| MeasureAction::Order { kind, basis, until, body: body() };
    let noon = fair.now + jiff::SignedDuration::from_hours(2);
    fair.measure(officer, case, order(Some(noon))).unwrap();
    fair.measure(officer, case, MeasureAction::Apply { evidence: None, body: body() }).unwrap();
    fair.pass(5 * 60);
    fair.file().unwrap();
    fair.seal(first).unwrap();
    let told = |fair: &TestFair| {
        let present = figures(&fair.desk, first, None);
        [as_sealed(&fair.desk, &present).unwrap(), present].map(|day| day.measures.in_force)
    };
    assert_eq!(told(&fair), [0, 0]);
    fair.pass(20 * 60);
    fair.measure(officer, case, MeasureAction::Lift { body: body() }).unwrap();
    fair.measure(officer, case, order(None)).unwrap();
    assert_eq!(told(&fair), [0, 0], "it does not change by what is ordered on the next");
    assert_eq!(figures(&fair.desk, first.tomorrow().unwrap(), None).measures.in_force, 1);
}

#[test]
fn a_day_sealed_after_its_end_counts_to_its_end() {
    let mut fair = TestFair::new();
    let first = plan().first_day;
    fair.file().unwrap();
    fair.pass(24 * 60);
    fair.file().unwrap();
    fair.seal(first).unwrap();
    let sealed = fair.desk.day_seal(first).unwrap();
    assert_eq!((sealed.figures.filed, sealed.figures.as_of), (1, plan().bounds_of(first).1));
}

#[test]
fn sealing_changes_nothing_in_the_lines() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.seal(plan().first_day).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.pass(24 * 60);
    fair.call(MEI, ticket).unwrap();
}

#[test]
fn first_answers_are_remembered_for_seven_days() {
    let mut fair = TestFair::new();
    let id = CommandId([42; 16]);
    let new = fair.dispute(&[domain::case::Ask::Mediation]);
    let events = fair.ask_as(id, Actor::Public, Command::FileCase(Box::new(new))).unwrap();
    let answer = *fair.desk.answered(id).unwrap();
    assert_eq!(answer.count as usize, events.len());
    fair.pass(7 * 24 * 60);
    fair.file().unwrap();
    assert_eq!(fair.desk.answered(id), Some(&answer));
    fair.pass(1);
    fair.file().unwrap();
    assert_eq!(fair.desk.answered(id), None);
}

#[test]
fn a_clock_set_back_does_not_make_the_desk_forget_or_remember_wrongly() {
    let mut fair = TestFair::new();
    let id = CommandId([42; 16]);
    let new = fair.dispute(&[domain::case::Ask::Mediation]);
    fair.ask_as(id, Actor::Public, Command::FileCase(Box::new(new))).unwrap();
    fair.pass(-30 * 24 * 60);
    fair.file().unwrap();
    assert!(fair.desk.answered(id).is_some());
    assert!(fair.desk.recorded_at() > fair.now, "the journal's own time never goes back");
}
