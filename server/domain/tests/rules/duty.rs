//! When people were on duty, as they switched it and as the head of their body says afterwards.

use std::collections::BTreeSet;

use domain::{
    Command, Refusal, StaffId,
    acts::{ActKind, On},
    duty::{Overstay, overstay, served},
    fair::{DayHours, FairPlan, OtherHours, Weekday},
    figures::{as_sealed, figures},
    staff::{DutyState, Staff},
    testing::{DUTY_MANAGER, HEAD, MEI, ORGANISER, RECEPTION, TOM, TestFair, market, plan},
    ticket::ReleaseReason,
};
use jiff::{SignedDuration, Timestamp, ToSpan as _, civil};

use super::bodies::{ANNA, BO, hosting_two, second};

fn correct(staff: StaffId, left_at: Timestamp) -> Command {
    Command::CorrectDuty { staff, left_at, reason: "went home with the last visitor".to_owned() }
}

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

#[test]
fn the_head_says_when_somebody_who_forgot_it_went_off_duty_and_what_was_switched_stays() {
    let mut fair = TestFair::new();
    let (began, first) = (fair.now, plan().first_day);
    let days = [first, first.tomorrow().unwrap()];
    fair.duty(TOM, DutyState::Off, None).unwrap();
    fair.pass(24 * 60);
    for who in [ORGANISER, DUTY_MANAGER, RECEPTION, MEI, TOM] {
        assert_eq!(fair.by(who, correct(MEI, began + minutes(420))), Err(Refusal::NotAllowed));
    }
    let told = |fair: &TestFair, day: usize| {
        let all = served(&fair.desk, &days, fair.now);
        let one = &all[&(MEI, days[day])];
        (one.on_min(), one.break_min(), one.corrected.iter().map(|said| said.by).collect::<Vec<_>>())
    };
    assert_eq!((told(&fair, 0), told(&fair, 1)), ((840, 0, vec![]), (600, 0, vec![])));
    fair.by(HEAD, correct(MEI, began + minutes(420))).unwrap();
    assert_eq!((told(&fair, 0), told(&fair, 1)), ((420, 0, vec![Some(HEAD)]), (0, 0, vec![Some(HEAD)])));
    assert_eq!(fair.desk.staff_member(MEI).unwrap().duty, DutyState::Off, "nobody waits for them any more");
    let act = fair.desk.acts().next_back().unwrap();
    assert_eq!((act.what, &act.on), (ActKind::DutyCorrected, &On::Staff(MEI)));
    // Who says it says it once more: the last word counts, and duty begun anew is another matter.
    fair.duty(MEI, DutyState::On, None).unwrap();
    fair.by(HEAD, correct(MEI, began + minutes(450))).unwrap();
    fair.pass(30);
    assert_eq!((told(&fair, 0).0, told(&fair, 1).0), (450, 30));
}

#[test]
fn the_log_of_a_day_tells_corrected_hours_as_corrected_and_a_sealed_one_what_was_sealed_beside_them() {
    let mut fair = TestFair::new();
    let (began, first) = (fair.now, plan().first_day);
    let second = first.tomorrow().unwrap();
    fair.duty(TOM, DutyState::Off, None).unwrap();
    fair.pass(24 * 60);
    // Duty goes on until the last thing the desk knows of.
    fair.file().unwrap();
    let told = |fair: &TestFair, day| {
        let present = figures(&fair.desk, day, None);
        let told = as_sealed(&fair.desk, &present).unwrap_or(present);
        let one = told.duty.iter().find(|one| one.staff == MEI).copied().unwrap();
        ((one.on_min, one.break_min), one.corrected.is_some(), one.since)
    };
    assert_eq!(told(&fair, first), ((840, 0), false, None));
    fair.by(HEAD, correct(MEI, began + minutes(420))).unwrap();
    assert_eq!(told(&fair, first), ((420, 0), true, None));
    assert_eq!(told(&fair, second), ((0, 0), true, None), "a day that was emptied says so");
    let early = figures(&fair.desk, first, Some(began + minutes(500)));
    assert_eq!((early.duty[0].on_min, early.duty[0].corrected), (500, None), "it was not known then");
    fair.seal(first).unwrap();
    assert_eq!(told(&fair, first), ((420, 0), true, None), "it was corrected before");
    fair.by(HEAD, correct(MEI, began + minutes(450))).unwrap();
    assert_eq!(told(&fair, first), ((420, 0), true, Some((450, 0))));
    assert_eq!(told(&fair, second), ((0, 0), true, None));
}

#[test]
fn a_begun_minute_of_duty_counts_in_the_log_as_on_the_sheet_of_hours() {
    let (mut fair, first) = (TestFair::new(), plan().first_day);
    fair.now += SignedDuration::from_secs(20);
    fair.duty(TOM, DutyState::Off, None).unwrap();
    let served = served(&fair.desk, &[first], fair.now);
    assert_eq!((served[&(TOM, first)].on_min(), served[&(TOM, first)].break_min()), (1, 0));
    let day = figures(&fair.desk, first, None);
    let counted = day.duty.iter().find(|one| one.staff == TOM).unwrap();
    assert_eq!((counted.on_min, counted.break_min), (1, 0));
}

#[test]
fn nobody_is_said_to_have_gone_before_they_came_after_now_or_while_they_were_seen() {
    let mut fair = TestFair::new();
    let began = fair.now;
    fair.pass(120);
    fair.duty(MEI, DutyState::Break, None).unwrap();
    fair.pass(60);
    fair.duty(MEI, DutyState::On, None).unwrap();
    fair.pass(60);
    let now = fair.now;
    assert_eq!(fair.by(HEAD, correct(MEI, began - minutes(1))), Err(Refusal::OutsideDuty));
    assert_eq!(fair.by(HEAD, correct(RECEPTION, began)), Err(Refusal::OutsideDuty));
    assert_eq!(fair.by(HEAD, correct(MEI, now + minutes(1))), Err(Refusal::InFuture));
    assert_eq!(fair.by(HEAD, correct(StaffId([77; 16]), began)), Err(Refusal::Unknown("staff")));
    for (left, seen) in [(60, 120), (150, 180)] {
        let later = Err(Refusal::SeenLater { at: began + minutes(seen) });
        assert_eq!(fair.by(HEAD, correct(MEI, began + minutes(left))), later);
    }
    let silent = Command::CorrectDuty { staff: MEI, left_at: now, reason: " ".to_owned() };
    assert_eq!(fair.by(HEAD, silent), Err(Refusal::Incomplete("reason")));
    fair.by(HEAD, correct(MEI, began + minutes(200))).unwrap();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(TOM, ticket).unwrap();
    assert_eq!(fair.by(HEAD, correct(TOM, now)), Err(Refusal::HoldsTicket { ticket }));
}

#[test]
fn nobody_is_said_to_have_gone_before_they_last_took_a_step_in_a_case() {
    let mut fair = TestFair::new();
    let began = fair.now;
    let (_, ticket) = fair.file().unwrap();
    fair.pass(300);
    fair.receive(MEI, ticket).unwrap();
    fair.by(MEI, Command::ReleaseTicket { ticket, reason: ReleaseReason::OffDuty, remark: None }).unwrap();
    fair.pass(60);
    let (_, other) = fair.file().unwrap();
    fair.receive(TOM, other).unwrap();
    fair.pass(24 * 60);
    let seen = Err(Refusal::SeenLater { at: began + minutes(300) });
    assert_eq!(fair.by(HEAD, correct(MEI, began + minutes(120))), seen);
    fair.by(HEAD, correct(MEI, began + minutes(300))).unwrap();
    // What somebody does in a later stretch of the day says nothing of when the first one ended.
    fair.duty(MEI, DutyState::On, None).unwrap();
    let anew = fair.now;
    fair.pass(60);
    fair.duty(MEI, DutyState::Off, None).unwrap();
    fair.pass(60);
    fair.duty(MEI, DutyState::On, Some("Room 1")).unwrap();
    let (_, third) = fair.file().unwrap();
    fair.receive(MEI, third).unwrap();
    fair.by(HEAD, correct(MEI, anew + minutes(30))).unwrap();
}

#[test]
fn each_head_corrects_the_hours_of_the_own_people_also_of_who_left() {
    let mut fair = hosting_two();
    let (left, other) = (fair.now, Err(Refusal::OtherBody { body: second() }));
    fair.pass(60);
    assert_eq!(fair.by(HEAD, correct(BO, left)), other);
    fair.by(ANNA, Command::DismissStaff { staff: BO }).unwrap();
    assert_eq!(fair.by(HEAD, correct(BO, left)), other);
    fair.by(ANNA, correct(BO, left)).unwrap();
}

#[test]
fn who_is_still_on_duty_when_the_desk_closes_is_known() {
    let fair = TestFair::new();
    let at = |hour: i8, minute: i8| {
        let time = plan().first_day.to_datetime(civil::time(hour, minute, 0, 0));
        time.to_zoned(plan().time_zone()).unwrap().timestamp()
    };
    let mei: &Staff = fair.desk.staff_member(MEI).unwrap();
    assert_eq!(overstay(&plan(), mei, at(16, 59)), None);
    assert_eq!(overstay(&plan(), mei, at(17, 0)), Some(Overstay::PastClose));
    let next_morning = at(10, 0) + SignedDuration::from_hours(22);
    assert_eq!(overstay(&plan(), mei, next_morning), Some(Overstay::EarlierDay));
    let came_later = Staff { duty_since: at(17, 30), ..mei.clone() };
    assert_eq!(overstay(&plan(), &came_later, at(18, 0)), None, "they know that it is closed");
    let went = Staff { duty: DutyState::Off, ..mei.clone() };
    assert_eq!(overstay(&plan(), &went, at(18, 0)), None);
}

#[test]
fn who_is_on_duty_on_a_closed_day_is_known_at_once() {
    let (fair, market) = (TestFair::new(), market());
    let at = |hour: i8| {
        let time = civil::date(2026, 3, 15).to_datetime(civil::time(hour, 0, 0, 0));
        time.to_zoned(market.time_zone()).unwrap().timestamp()
    };
    assert!(!market.opens_on(market.day_of(at(10))), "a Sunday");
    let came = Staff { duty_since: at(10), ..Staff::clone(fair.desk.staff_member(MEI).unwrap()) };
    for hour in [10, 16, 17] {
        assert_eq!(overstay(&market, &came, at(hour)), Some(Overstay::ClosedDay), "{hour}");
    }
    let monday = at(10) + SignedDuration::from_hours(24);
    assert_eq!(overstay(&market, &came, monday), Some(Overstay::EarlierDay), "it opens again");
    let went = Staff { duty: DutyState::Off, ..came };
    assert_eq!(overstay(&market, &went, at(10)), None);
}

#[test]
fn a_day_that_is_over_keeps_the_hours_that_were_in_force_on_it_until_it_is_named_itself() {
    let mut fair = TestFair::new();
    let first = plan().first_day;
    let second = first.tomorrow().unwrap();
    let hours = |fair: &TestFair, day| fair.desk.plan_on(day).unwrap().hours_of(day);
    let usual = hours(&fair, first);
    fair.pass(24 * 60);
    let later = FairPlan { opens: civil::time(10, 0, 0, 0), ..plan() };
    fair.by(ORGANISER, Command::AmendFair { plan: later.clone() }).unwrap();
    assert_eq!((hours(&fair, first), hours(&fair, second).opens), (usual, later.opens));
    let early = DayHours { closes: civil::time(14, 0, 0, 0), ..usual };
    let other_hours = OtherHours { dates: [(first, early)].into(), ..OtherHours::default() };
    fair.by(ORGANISER, Command::AmendFair { plan: FairPlan { other_hours, ..later } }).unwrap();
    assert_eq!(hours(&fair, first), early, "what names the day is said of it, afterwards too");
}

#[test]
fn a_weekday_that_is_closed_from_now_on_closes_no_day_that_is_over() {
    let mut fair = TestFair::standing(market()).unwrap();
    let today = market().first_day;
    fair.pass(8 * 24 * 60);
    let closed = BTreeSet::from([Weekday::of(today)]);
    fair.by(ORGANISER, Command::AmendFair { plan: FairPlan { closed, ..market() } }).unwrap();
    let [next, third] = [7, 14].map(|days| today.checked_add(days.days()).unwrap());
    let begun: Vec<_> = fair.desk.days_begun(third).collect();
    assert!(begun.contains(&today) && begun.contains(&next), "{begun:?}");
    assert!(!begun.contains(&third), "{begun:?}");
}
