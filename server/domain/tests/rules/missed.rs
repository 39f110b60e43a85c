//! What a call in vain does not end: the part of somebody who was given a time since, nor of somebody who signed.

use domain::{
    CaseId, Command, Refusal, TicketNumber,
    case::CaseState,
    fair::LineRules,
    procedure::{Action, Signatory},
    testing::{ORGANISER, TOM, TestFair},
    ticket::{ParkReason, TicketState},
};
use jiff::{SignedDuration, Timestamp};

use crate::talks::{agreed, call_in_vain, called_in_vain, states};

/// The first respondent was called in vain three times, one after the other, while its place is kept; the others are there.
fn in_vain() -> (TestFair, CaseId, [TicketNumber; 3]) {
    let (mut fair, case, tickets) = agreed();
    called_in_vain(&mut fair, case, &tickets, &[0, 2]);
    fair.pass(1);
    (fair, case, tickets)
}

/// A time is fixed that begins in so many minutes.
fn fix(fair: &mut TestFair, case: CaseId, minutes: i64) -> Timestamp {
    let from = fair.now + SignedDuration::from_mins(minutes);
    let until = from + SignedDuration::from_hours(1);
    fair.proceed(TOM, case, Action::MakeAppointment { from, until, room: None }).unwrap();
    from
}

fn left(fair: &TestFair, case: CaseId) -> bool {
    fair.desk.case(case).unwrap().parties[1].left()
}

/// All that is due until then has happened.
fn swept(fair: &mut TestFair, minutes: i64) {
    fair.pass(minutes);
    fair.sweep().unwrap();
    assert_eq!(fair.sweep(), Ok(Vec::new()), "once");
}

#[test]
fn who_is_given_a_time_after_calls_in_vain_takes_part_and_the_case_stands_aside_until_then() {
    let (mut fair, case, tickets) = in_vain();
    let from = fix(&mut fair, case, 180);
    let party = fair.desk.case(case).unwrap().parties[1].place.id;
    fair.proceed(TOM, case, Action::ConfirmAppointment { party, from }).unwrap();
    swept(&mut fair, 30);
    assert!(!left(&fair, case), "they come at the time that they confirmed");
    assert_eq!(states(&fair, &tickets), [TicketState::Parked; 3]);
    let why = tickets.map(|ticket| fair.desk.ticket(ticket).unwrap().parked);
    assert_eq!(why, [Some(ParkReason::Appointment); 3]);
    assert_eq!(fair.desk.next_sweep(), None, "nothing is waited for but that time");
    fair.pass(150);
    fair.gather(TOM, case).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().state, CaseState::InSession);
    assert_eq!(fair.desk.ticket(tickets[1]).unwrap().misses_in_row, 0, "they came");
}

#[test]
fn noting_that_somebody_missed_the_call_before_their_time_was_fixed_ends_nothing() {
    let (mut fair, case, tickets) = in_vain();
    fair.call(TOM, tickets[1]).unwrap();
    fair.pass(1);
    fix(&mut fair, case, 180);
    fair.pass(15);
    fair.miss(TOM, tickets[1]).unwrap();
    assert!(!left(&fair, case));
    assert_eq!(fair.state(tickets[1]), Some(TicketState::Missed));
    swept(&mut fair, 10);
    assert!(!left(&fair, case));
    assert_eq!(states(&fair, &tickets), [TicketState::Parked; 3]);

    // Called at that time, they are missed at that call.
    fair.pass(180);
    fair.claim(TOM, tickets[0]).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    fair.pass(1);
    fair.miss(TOM, tickets[1]).unwrap();
    assert!(left(&fair, case), "it was the last of many");
}

#[test]
fn nor_does_a_claimants_missed_call_before_a_time_was_fixed_end_the_case() {
    let (mut fair, case, tickets) = agreed();
    let rules = LineRules { max_misses: 1, ..LineRules::default() };
    fair.by(ORGANISER, Command::SetRules { rules }).unwrap();
    fair.claim(TOM, tickets[0]).unwrap();
    fair.declare(TOM, case).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    fair.pass(1);
    fix(&mut fair, case, 180);
    fair.pass(1);
    fair.miss(TOM, tickets[0]).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().state, CaseState::Agreed);
}

#[test]
fn after_a_time_that_is_past_or_was_cancelled_nobody_leaves_for_the_call_before() {
    let (mut fair, case, tickets) = in_vain();
    fix(&mut fair, case, 2);
    swept(&mut fair, 30);
    assert!(!left(&fair, case));
    assert_eq!(states(&fair, &tickets), [TicketState::Waiting; 3]);

    let (mut fair, case, tickets) = in_vain();
    fix(&mut fair, case, 180);
    fair.pass(1);
    fair.proceed(TOM, case, Action::CancelAppointment).unwrap();
    swept(&mut fair, 30);
    assert!(!left(&fair, case), "they had been told another time");
    assert_eq!(states(&fair, &tickets), [TicketState::Waiting; 3]);
}

/// Terms that all three accepted, the talk adjourned so that they are signed later; called three times, the first respondent did not
/// come.
fn to_sign(signed: bool) -> (TestFair, CaseId, [TicketNumber; 3]) {
    let (mut fair, case, tickets) = agreed();
    fair.gather(TOM, case).unwrap();
    let draft = fair.draft(case, false);
    fair.proceed(TOM, case, Action::DraftAgreement { base: 0, draft }).unwrap();
    fair.adjourn(TOM, case).unwrap();
    fair.proceed(TOM, case, Action::AgreeTerms { version: 1 }).unwrap();
    fair.claim(TOM, tickets[0]).unwrap();
    let parties = fair.desk.case(case).unwrap().parties.clone();
    fair.sign(TOM, case, Signatory::Party(parties[0].place.id)).unwrap();
    if signed {
        fair.sign(TOM, case, Signatory::Party(parties[1].place.id)).unwrap();
    }
    call_in_vain(&mut fair, &tickets, &[0, 2]);
    (fair, case, tickets)
}

/// How many signed, and whether the terms stand.
fn terms(fair: &TestFair, case: CaseId) -> (usize, bool) {
    let known = fair.desk.case(case).unwrap();
    let signatures = known.procedure.agreement.as_ref().map_or(0, |agreement| agreement.signatures.len());
    (signatures, known.state == CaseState::TermsAgreed)
}

#[test]
fn accepted_terms_fall_away_by_no_clock_but_by_what_somebody_says() {
    let (mut fair, case, tickets) = to_sign(false);
    swept(&mut fair, 30);
    assert!(!left(&fair, case));
    assert_eq!(terms(&fair, case), (1, true), "by time alone no signature falls away");
    assert_eq!(states(&fair, &tickets), [TicketState::Waiting; 3]);
    fair.claim(TOM, tickets[0]).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    assert_eq!(fair.miss(TOM, tickets[1]), Err(Refusal::TooSoon { seconds: 60 }));
    fair.pass(1);
    fair.miss(TOM, tickets[1]).unwrap();
    assert!(left(&fair, case));
    assert_eq!(terms(&fair, case), (0, false), "what all accepted is not what those who are left accepted");
}

#[test]
fn who_signed_never_leaves_for_a_call_and_what_was_signed_stays_signed() {
    let (mut fair, case, tickets) = to_sign(true);
    for _ in 0..4 {
        swept(&mut fair, 30);
        assert_eq!(states(&fair, &tickets), [TicketState::Waiting; 3]);
        fair.claim(TOM, tickets[0]).unwrap();
        fair.call(TOM, tickets[0]).unwrap();
        fair.pass(1);
        fair.miss(TOM, tickets[1]).unwrap();
        assert!(!left(&fair, case));
        assert_eq!(terms(&fair, case), (2, true));
    }
    let last = fair.desk.case(case).unwrap().parties[2].place.id;
    fair.claim(TOM, tickets[0]).unwrap();
    for by in [Signatory::Party(last), Signatory::Mediator, Signatory::Seal] {
        fair.sign(TOM, case, by).unwrap();
    }
    assert!(fair.desk.case(case).unwrap().procedure.in_effect().is_some());
}

/// With the claimant it is the whole case that would end.
#[test]
fn nor_does_the_case_end_because_a_claimant_who_signed_is_not_there() {
    let (mut fair, case, tickets) = to_sign(true);
    let rules = LineRules { max_misses: 1, ..LineRules::default() };
    fair.by(ORGANISER, Command::SetRules { rules }).unwrap();
    swept(&mut fair, 30);
    fair.claim(TOM, tickets[0]).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    fair.pass(1);
    fair.miss(TOM, tickets[0]).unwrap();
    assert_eq!(terms(&fair, case), (2, true));
}
