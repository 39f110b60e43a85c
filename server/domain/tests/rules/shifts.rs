//! Who mediates, with which papers, and when they are planned to be there.

use domain::{
    Command, HallId, Refusal, ShiftId, StaffId,
    body::MediatorBody,
    shift::{ShiftTime, gaps},
    staff::{Credentials, Grade, Term},
    testing::{HEAD, MEI, ORGANISER, RECEPTION, SUPERVISOR, TOM, TestFair, plan},
};
use jiff::{Timestamp, ToSpan, civil};

fn at(hour: i8, minute: i8) -> Timestamp {
    let time = plan().first_day.to_datetime(civil::time(hour, minute, 0, 0));
    time.to_zoned(plan().time_zone()).unwrap().timestamp()
}

fn shift(id: u8, staff: StaffId, hall: Option<&str>, from: Timestamp, until: Timestamp) -> Command {
    let hall = hall.map(|hall| HallId(hall.to_owned()));
    Command::PlanShifts { staff, hall, times: vec![ShiftTime { shift: ShiftId([id; 16]), from, until }] }
}

#[test]
fn the_head_plans_shifts_and_nobody_is_in_two_places() {
    let mut fair = TestFair::new();
    let morning = shift(1, MEI, Some("1"), at(9, 0), at(13, 0));
    for who in [ORGANISER, MEI, SUPERVISOR] {
        assert_eq!(fair.by(who, morning.clone()), Err(Refusal::NotAllowed));
    }
    fair.by(HEAD, morning.clone()).unwrap();
    assert_eq!(fair.by(HEAD, morning), Err(Refusal::Taken("shift")));
    let overlaps = fair.by(HEAD, shift(2, MEI, Some("2"), at(12, 0), at(15, 0)));
    assert_eq!(overlaps, Err(Refusal::DoubleBooked { from: at(9, 0), until: at(13, 0) }));
    fair.by(HEAD, shift(2, MEI, None, at(13, 0), at(15, 0))).unwrap();
    fair.by(HEAD, shift(3, TOM, Some("1"), at(9, 0), at(13, 0))).unwrap();
    fair.by(HEAD, Command::CancelShift { shift: ShiftId([1; 16]) }).unwrap();
    assert_eq!(fair.desk.shifts().count(), 2);
    let gone = Command::CancelShift { shift: ShiftId([1; 16]) };
    assert_eq!(fair.by(HEAD, gone), Err(Refusal::Unknown("shift")));
}

#[test]
fn the_same_shift_on_several_days_is_planned_whole_or_not_at_all() {
    let mut fair = TestFair::new();
    let day = jiff::SignedDuration::from_hours(24);
    let on = |id: u8, days: i32| ShiftTime {
        shift: ShiftId([id; 16]),
        from: at(9, 0) + day * days,
        until: at(13, 0) + day * days,
    };
    let plan = |times: &[ShiftTime]| Command::PlanShifts { staff: MEI, hall: None, times: times.to_vec() };
    let taken = |days: i32| {
        let known = on(0, days);
        Err(Refusal::DoubleBooked { from: known.from, until: known.until })
    };
    fair.by(HEAD, plan(&[on(1, 1)])).unwrap();
    assert_eq!(fair.by(HEAD, plan(&[on(2, 0), on(3, 1)])), taken(1));
    assert_eq!(fair.by(HEAD, plan(&[on(2, 0), on(3, 0)])), taken(0), "nor twice at once in one plan");
    assert_eq!(fair.by(HEAD, plan(&[on(2, 0), on(2, 2)])), Err(Refusal::Taken("shift")));
    assert_eq!(fair.by(HEAD, plan(&[on(2, 0), on(3, 3)])), Err(Refusal::DayOutside));
    assert_eq!(fair.desk.shifts().count(), 1, "none of a row in which one does not fit");
    fair.by(HEAD, plan(&[on(2, 0), on(3, 2)])).unwrap();
    assert_eq!(fair.desk.shifts().count(), 3);
}

#[test]
fn a_shift_lies_in_one_day_of_the_fair() {
    let mut fair = TestFair::new();
    let mut ask = |from, until| fair.by(HEAD, shift(1, MEI, None, from, until));
    assert_eq!(ask(at(13, 0), at(13, 0)), Err(Refusal::DatesReversed));
    assert_eq!(ask(at(13, 0), at(9, 0)), Err(Refusal::DatesReversed));
    let day = jiff::SignedDuration::from_hours(24);
    assert_eq!(ask(at(20, 0), at(2, 0) + day), Err(Refusal::DayOutside));
    assert_eq!(ask(at(9, 0) - day, at(13, 0) - day), Err(Refusal::DayOutside));
    assert_eq!(ask(at(9, 0) + day * 3, at(13, 0) + day * 3), Err(Refusal::DayOutside));
    assert!(ask(at(20, 0), at(0, 0) + day).is_ok(), "until midnight");
    let (from, until) = (at(9, 0), at(10, 0));
    assert_eq!(fair.by(HEAD, shift(2, MEI, Some("9"), from, until)), Err(Refusal::Unknown("hall")));
    assert_eq!(fair.by(HEAD, shift(2, SUPERVISOR, None, from, until)), Err(Refusal::Unknown("staff")));
}

#[test]
fn who_receives_is_planned_too_and_is_told_apart() {
    let mut fair = TestFair::new();
    fair.by(HEAD, shift(1, RECEPTION, None, at(9, 0), at(13, 0))).unwrap();
    fair.by(HEAD, shift(2, MEI, None, at(9, 0), at(13, 0))).unwrap();
    let overlaps = fair.by(HEAD, shift(3, RECEPTION, Some("2"), at(12, 0), at(15, 0)));
    assert_eq!(overlaps, Err(Refusal::DoubleBooked { from: at(9, 0), until: at(13, 0) }));
    let nobody = fair.by(HEAD, shift(3, HEAD, None, at(9, 0), at(13, 0)));
    assert_eq!(nobody, Err(Refusal::Unknown("staff")), "who goes on duty at all");
    let received = |fair: &TestFair| {
        let shifts = fair.desk.shifts().filter(|shift| shift.is_of_reception(&fair.desk));
        shifts.map(|shift| shift.staff).collect::<Vec<_>>()
    };
    assert_eq!(received(&fair), [RECEPTION]);
    fair.pass(60);
    fair.by(HEAD, Command::DismissStaff { staff: RECEPTION }).unwrap();
    assert_eq!(received(&fair), [RECEPTION], "what was before stays in its place");
}

#[test]
fn who_leaves_is_planned_for_nothing_that_is_to_come() {
    let mut fair = TestFair::new();
    fair.by(HEAD, shift(1, TOM, None, at(9, 0), at(10, 0))).unwrap();
    fair.by(HEAD, shift(2, TOM, None, at(14, 0), at(16, 0))).unwrap();
    fair.by(HEAD, shift(3, MEI, None, at(14, 0), at(16, 0))).unwrap();
    fair.by(HEAD, Command::DismissStaff { staff: TOM }).unwrap();
    let left: Vec<_> = fair.desk.shifts().map(|shift| shift.id.0[0]).collect();
    assert_eq!(left, [1, 3], "what was before stays in the plan");
}

#[test]
fn gaps_are_what_nobody_covers_within_opening_hours() {
    let open = (at(9, 0), at(17, 0));
    assert_eq!(gaps(open, []), [open]);
    assert_eq!(gaps(open, [(at(8, 0), at(18, 0))]), []);
    let covered = [(at(13, 0), at(15, 0)), (at(7, 0), at(10, 0)), (at(9, 30), at(11, 0))];
    assert_eq!(gaps(open, covered), [(at(11, 0), at(13, 0)), (at(15, 0), at(17, 0))]);
    assert_eq!(gaps(open, [(at(18, 0), at(19, 0))]), [open], "after closing covers nothing");
    assert_eq!(gaps(open, [(at(9, 0), at(12, 0)), (at(12, 0), at(17, 0))]), [], "one after the other");
}

fn record(credentials: Credentials) -> Command {
    Command::RecordCredentials { staff: MEI, credentials, body: MediatorBody::default() }
}

#[test]
fn papers_that_run_out_are_pointed_out_before_and_after() {
    let today = plan().first_day;
    let day = |days: i64| today.saturating_add(days.days());
    let until = |certified, appointed| Credentials {
        certified_until: certified,
        appointed_until: appointed,
        ..Credentials::default()
    };
    assert!(until(None, None).running_out(today).is_empty());
    assert!(until(Some(day(31)), Some(day(400))).running_out(today).is_empty());
    let soon = until(Some(day(30)), Some(day(-1))).running_out(today);
    assert_eq!(soon, [(Term::Appointment, day(-1)), (Term::Certificate, day(30))]);
    let lasts = until(Some(day(1)), Some(day(2)));
    assert!(lasts.ended_before(day(1)).is_empty(), "valid on its last day");
    assert_eq!(lasts.ended_before(day(2)), [(Term::Certificate, day(1))]);
}

#[test]
fn the_roster_names_whom_a_party_may_choose_that_day() {
    let today = plan().first_day;
    let (before, after) = (today.yesterday().unwrap(), today.tomorrow().unwrap());
    let listed = Credentials { listed: true, ..Credentials::default() };
    assert!(listed.on_roster(today) && !Credentials::default().on_roster(today));
    for lapsed in [
        Credentials { certified_until: Some(before), ..listed.clone() },
        Credentials { appointed_until: Some(before), ..listed.clone() },
        Credentials { appointed_from: Some(after), ..listed.clone() },
    ] {
        assert!(!lapsed.on_roster(today), "{lapsed:?}");
    }
    let ends = Credentials { certified_until: Some(today), appointed_from: Some(today), ..listed };
    assert!(ends.on_roster(today), "first and last day count");
}

#[test]
fn the_head_keeps_credentials_and_trainings_of_mediators() {
    let mut fair = TestFair::new();
    let today = plan().first_day;
    let second = Credentials { listed: true, grade: Some(Grade::Second), ..Credentials::default() };
    for who in [ORGANISER, MEI] {
        assert_eq!(fair.by(who, record(second.clone())), Err(Refusal::NotAllowed));
    }
    fair.by(HEAD, record(second.clone())).unwrap();
    assert_eq!(fair.desk.staff_member(MEI).unwrap().credentials, Some(second));
    let reversed = Credentials {
        appointed_from: Some(today),
        appointed_until: Some(today.yesterday().unwrap()),
        ..Credentials::default()
    };
    assert_eq!(fair.by(HEAD, record(reversed)), Err(Refusal::DatesReversed));
    let training =
        |staff, on| Command::RecordTraining { staff, on, minutes: 180, topic: "Designs".to_owned() };
    assert_eq!(fair.by(HEAD, training(MEI, today.tomorrow().unwrap())), Err(Refusal::InFuture));
    assert_eq!(fair.by(HEAD, training(SUPERVISOR, today)), Err(Refusal::Unknown("staff")));
    fair.by(HEAD, training(MEI, today)).unwrap();
    let entry = fair.desk.staff_member(MEI).unwrap().trainings[0].seq;
    fair.by(HEAD, Command::StrikeTraining { staff: MEI, entry }).unwrap();
    let person = fair.desk.staff_member(MEI).unwrap();
    assert!(person.trainings.is_empty());
    let struck: Vec<_> = person.struck_trainings.iter().map(|one| (one.training.seq, one.by)).collect();
    assert_eq!(struck, [(entry, Some(HEAD))], "what was struck out is not gone");
    assert_eq!(fair.by(HEAD, Command::StrikeTraining { staff: MEI, entry }), Err(Refusal::Withdrawn));
}
