//! From agreement to talk, through the session, to the outcome.

use domain::{
    Actor, CaseId, Command, Fact, Refusal, StaffId, TicketNumber,
    body::RecordBody,
    case::{Ask, CaseKind, CaseState, Outcome, Reason, Side},
    command::NewStaff,
    figures::figures,
    outcomes_for,
    procedure::{
        Action, Answer, Answered, Authority, CaseSource, ConsentTo, IdentityPaper, Leaving, Means,
        RecordPart, Service, ServiceMethod, Signatory, Way,
    },
    reasons_for,
    staff::{Conflict, DutyState, Role},
    testing::{HEAD, MEI, ORGANISER, TOM, TestFair, new_staff, person, plan},
    ticket::{Lane, ParkReason, TicketState},
};

/// A dispute with two respondents whose sides agreed to talk; all in line again.
pub(crate) fn agreed() -> (TestFair, CaseId, [TicketNumber; 3]) {
    let mut fair = TestFair::new();
    let (case, tickets) = agreed_in(&mut fair);
    (fair, case, tickets)
}

fn agreed_in(fair: &mut TestFair) -> (CaseId, [TicketNumber; 3]) {
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents.push(fair.party(Side::Respondent, "Noor"));
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    (case, fair.tickets(case).try_into().unwrap())
}

pub(crate) fn states(fair: &TestFair, tickets: &[TicketNumber]) -> Vec<TicketState> {
    tickets.iter().map(|ticket| fair.state(*ticket).unwrap()).collect()
}

#[test]
fn respondents_get_tickets_of_the_desks_series_and_the_case_stands_in_the_talks_line_once() {
    let (fair, case, tickets) = agreed();
    assert_eq!(tickets.map(|ticket| ticket.to_string()), ["A-001", "C-001", "C-002"]);
    assert_eq!(states(&fair, &tickets), [TicketState::Waiting; 3]);
    assert_eq!(fair.desk.waiting_count(Lane::Talks), 1);
    assert_eq!(fair.desk.waiting_count(Lane::Reception), 0);
    assert_eq!(fair.desk.case(case).unwrap().state, CaseState::Agreed);
}

/// The organiser, who reads the log, is not told how a respondent answered.
#[test]
fn tickets_by_state_are_those_of_claimants_alone() {
    let mut fair = TestFair::new();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents.push(fair.party(Side::Respondent, "Noor"));
    let (case, ticket) = fair.file_this(new).unwrap();
    let told = |fair: &TestFair| {
        let day = figures(&fair.desk, plan().first_day, None);
        let listed = day.rows.iter().map(|row| row.state).collect::<Vec<_>>();
        (day.tickets.into_iter().collect::<Vec<_>>(), listed)
    };
    fair.receive(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    let parties: Vec<_> =
        fair.desk.case(case).unwrap().respondents().iter().map(|one| one.place.id).collect();
    for (party, answer) in parties.into_iter().zip([Answer::Accept, Answer::Decline]) {
        fair.notify(MEI, case, party).unwrap();
        fair.answer(MEI, case, party, answer).unwrap();
        let own = fair.state(ticket).unwrap();
        assert_eq!(told(&fair), (vec![(own, 1)], vec![own]));
    }
    fair.open_talks(MEI, case).unwrap();
    assert_eq!(fair.tickets(case).len(), 3);
    assert_eq!(told(&fair), (vec![(TicketState::Waiting, 1)], vec![TicketState::Waiting]));
}

#[test]
fn talks_of_an_accepted_case_open_once_by_who_has_it() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    assert_eq!(fair.open_talks(MEI, case), Err(Refusal::NotYours { by: None }));
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.open_talks(TOM, case), Err(Refusal::NotYours { by: Some(MEI) }));
    assert_eq!(
        fair.open_talks(MEI, case),
        Err(Refusal::CaseIs(CaseState::Submitted)),
        "it is accepted first"
    );
    fair.accept(MEI, case).unwrap();
    // The other side agrees by telephone while the case is parked.
    fair.park(MEI, ticket).unwrap();
    let party = fair.respondent(case).unwrap();
    fair.notify(MEI, case, party).unwrap();
    fair.answer(MEI, case, party, Answer::Accept).unwrap();
    fair.open_talks(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.open_talks(MEI, case), Err(Refusal::CaseIs(CaseState::Agreed)));
}

#[test]
fn a_question_has_no_talks() {
    let mut fair = TestFair::new();
    let new = fair.question();
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.open_talks(MEI, case), Err(Refusal::NoMediationAsked));
}

#[test]
fn all_are_called_each_is_checked_in_and_only_then_the_talk_begins() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Claimed; 3]);
    fair.declare(TOM, case).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Called; 3]);
    for (come, ticket) in tickets.iter().enumerate() {
        let called = Err(Refusal::TicketIs(TicketState::Called));
        assert_eq!(fair.start(TOM, case), called, "after {come}");
        fair.check_in(TOM, *ticket).unwrap();
    }
    fair.prepare(TOM, case).unwrap();
    fair.start(TOM, case).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().state, CaseState::InSession);
    assert_eq!(fair.start(TOM, case), Err(Refusal::CaseIs(CaseState::InSession)));
}

#[test]
fn who_is_there_is_not_called_again() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
    fair.declare(TOM, case).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    fair.check_in(TOM, tickets[0]).unwrap();
    assert_eq!(fair.call(TOM, tickets[0]), Err(Refusal::TooSoon { seconds: 60 }), "the others walk still");
    fair.pass(1);
    fair.call(TOM, tickets[0]).unwrap();
    let calls = tickets.map(|ticket| fair.desk.ticket(ticket).unwrap().calls);
    // The claimant's other call was to reception.
    assert_eq!(calls, [2, 2, 2]);
    fair.check_in(TOM, tickets[1]).unwrap();
    fair.pass(1);
    fair.call(TOM, tickets[2]).unwrap();
    assert_eq!(fair.desk.ticket(tickets[1]).unwrap().calls, 2);
    assert_eq!(fair.call(TOM, tickets[1]), Err(Refusal::TicketIs(TicketState::Attending)));
}

#[test]
fn when_one_side_does_not_come_the_others_wait_for_it_without_a_miss() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
    fair.declare(TOM, case).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    fair.check_in(TOM, tickets[0]).unwrap();
    fair.pass(1);
    fair.miss(TOM, tickets[1]).unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Parked, TicketState::Missed, TicketState::Parked]);
    assert_eq!(fair.desk.ticket(tickets[0]).unwrap().parked, Some(ParkReason::OtherSide));
    assert_eq!(tickets.map(|ticket| fair.desk.ticket(ticket).unwrap().misses), [0, 1, 0]);
    let day = figures(&fair.desk, plan().first_day, None);
    let own: Vec<_> = day.rows.iter().map(|row| row.misses).collect();
    assert_eq!((day.no_shows, own), (1, vec![0]), "that it was called tells that it had agreed");
    assert_eq!(fair.claim(MEI, tickets[0]), Err(Refusal::AlreadyClaimed { by: TOM, ticket: tickets[0] }));
    // Late but within the grace: all are in hand again, and who came before is there still.
    fair.pass(2);
    fair.check_in(TOM, tickets[1]).unwrap();
    let there = [TicketState::Attending, TicketState::Attending, TicketState::Claimed];
    assert_eq!(states(&fair, &tickets), there);
    fair.pass(60);
    assert_eq!(fair.sweep(), Ok(Vec::new()));
    fair.call(TOM, tickets[0]).unwrap();
    fair.check_in(TOM, tickets[2]).unwrap();
    fair.prepare(TOM, case).unwrap();
    fair.start(TOM, case).unwrap();
}

/// The organiser, who reads the log, is not told that both sides agreed, and only then is anybody called to talks.
#[test]
fn who_is_called_to_talks_and_does_not_come_is_listed_as_who_was_called_to_reception() {
    let (mut fair, case, tickets) = agreed();
    let (_, other) = fair.file().unwrap();
    let listed = |fair: &TestFair| {
        let day = figures(&fair.desk, plan().first_day, None);
        assert_eq!((day.wait, day.rows.iter().filter_map(|row| row.waited_s).count()), (None, 0));
        let told = day.rows.iter().map(|row| (row.state, row.misses, row.first_called_at));
        told.collect::<Vec<_>>()
    };
    fair.claim(MEI, other).unwrap();
    fair.call(MEI, other).unwrap();
    fair.claim(TOM, tickets[0]).unwrap();
    fair.declare(TOM, case).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    assert_eq!(listed(&fair), vec![(TicketState::Called, 0, None); 2]);
    fair.pass(1);
    fair.miss(MEI, other).unwrap();
    fair.miss(TOM, tickets[0]).unwrap();
    assert_eq!(listed(&fair), vec![(TicketState::Missed, 1, None); 2]);
    let told = |fair: &TestFair| figures(&fair.desk, plan().first_day, None).while_it_runs().no_shows;
    assert_eq!(told(&fair), 2);
    fair.requeue(MEI, other).unwrap();
    fair.requeue(TOM, tickets[0]).unwrap();
    assert_eq!(listed(&fair), vec![(TicketState::Waiting, 1, None); 2], "and stays listed so in line");
    assert_eq!(told(&fair), 2);
}

#[test]
fn who_came_stays_there_while_the_absent_one_is_called_again_and_leaves_when_its_place_is_kept_no_longer() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
    fair.declare(TOM, case).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    fair.check_in(TOM, tickets[0]).unwrap();
    fair.check_in(TOM, tickets[2]).unwrap();
    let calls = |fair: &TestFair| tickets.map(|ticket| fair.desk.ticket(ticket).unwrap().calls);
    assert_eq!(calls(&fair), [2, 1, 1], "the claimant's other call was to reception");
    for round in 1..=7 {
        fair.pass(1);
        fair.miss(TOM, tickets[1]).unwrap();
        assert_eq!(fair.miss(TOM, tickets[1]), Err(Refusal::TicketIs(TicketState::Missed)));
        assert_eq!(fair.desk.ticket(tickets[1]).unwrap().misses_in_row, round);
        let aside = [TicketState::Parked, TicketState::Missed, TicketState::Parked];
        assert_eq!(states(&fair, &tickets), aside);
        let shown = tickets.map(|ticket| fair.desk.shown_state(fair.desk.ticket(ticket).unwrap()));
        assert_eq!(shown, [TicketState::Attending, TicketState::Missed, TicketState::Attending]);
        if round < 7 {
            fair.call(TOM, tickets[usize::from(round % 2 == 1)]).unwrap();
            let waits = tickets.map(|ticket| fair.desk.waits_for_others(fair.desk.ticket(ticket).unwrap()));
            assert_eq!(waits, [true, false, true]);
            let called = [TicketState::Attending, TicketState::Called, TicketState::Attending];
            assert_eq!(states(&fair, &tickets), called, "by its own number or the claimant's");
        }
    }
    assert_eq!(calls(&fair), [2, 7, 1], "nobody else was called again");
    fair.pass(3);
    assert_eq!(fair.sweep(), Ok(Vec::new()), "the place is kept as it was told");
    fair.pass(1);
    fair.sweep().unwrap();
    assert!(fair.desk.case(case).unwrap().parties[1].left());
    let rest = [TicketState::Attending, TicketState::Closed, TicketState::Attending];
    assert_eq!(states(&fair, &tickets), rest, "those who came sit there still");
    assert_eq!(fair.desk.ticket(tickets[1]).unwrap().misses, 7, "its end is no missed call");
    assert_eq!(figures(&fair.desk, plan().first_day, None).no_shows, 7);
    assert_eq!(fair.claim(MEI, tickets[0]), Err(Refusal::AlreadyClaimed { by: TOM, ticket: tickets[0] }));
    assert_eq!(fair.sweep(), Ok(Vec::new()), "once");
    fair.prepare(TOM, case).unwrap();
    fair.start(TOM, case).unwrap();
}

/// Three calls in vain to the second respondent, while those with these numbers were present; then its place is kept no longer.
fn left_by_the_clock(present: &[usize], meanwhile: impl FnOnce(&mut TestFair)) -> Vec<TicketState> {
    let (mut fair, case, tickets) = agreed();
    called_in_vain(&mut fair, case, &tickets, present);
    meanwhile(&mut fair);
    fair.pass(10);
    fair.sweep().unwrap();
    assert!(fair.desk.case(case).unwrap().parties[1].left());
    states(&fair, &tickets)
}

pub(crate) fn called_in_vain(
    fair: &mut TestFair,
    case: CaseId,
    tickets: &[TicketNumber; 3],
    present: &[usize],
) {
    fair.claim(TOM, tickets[0]).unwrap();
    fair.declare(TOM, case).unwrap();
    call_in_vain(fair, tickets, present);
}

/// All are called; those with these numbers come, and the first respondent misses three calls while its place is kept.
pub(crate) fn call_in_vain(fair: &mut TestFair, tickets: &[TicketNumber; 3], present: &[usize]) {
    fair.call(TOM, tickets[0]).unwrap();
    for at in present {
        fair.check_in(TOM, tickets[*at]).unwrap();
    }
    for round in 1..=3 {
        fair.pass(1);
        fair.miss(TOM, tickets[1]).unwrap();
        if round < 3 {
            fair.call(TOM, tickets[1]).unwrap();
        }
    }
}

/// Both places are kept no longer at one look at the clock.
#[test]
fn the_clock_gives_a_mediator_one_case_back_and_lines_up_the_other() {
    let (mut fair, case, first) = agreed();
    let (other, second) = agreed_in(&mut fair);
    called_in_vain(&mut fair, case, &first, &[0, 2]);
    called_in_vain(&mut fair, other, &second, &[0, 2]);
    fair.pass(10);
    fair.sweep().unwrap();
    let of = |state| [state, TicketState::Closed, state];
    assert_eq!(states(&fair, &first), of(TicketState::Attending));
    assert_eq!(states(&fair, &second), of(TicketState::Waiting));
}

#[test]
fn who_is_left_by_the_clock_goes_on_with_the_mediator_to_whom_they_came_while_that_one_is_there() {
    let of = |first, last| vec![first, TicketState::Closed, last];
    let all = left_by_the_clock(&[0, 2], |_| ());
    assert_eq!(all, of(TicketState::Attending, TicketState::Attending));
    let off = |fair: &mut TestFair| {
        fair.duty(TOM, DutyState::Off, None).unwrap();
    };
    assert_eq!(left_by_the_clock(&[0, 2], off), of(TicketState::Waiting, TicketState::Waiting));
    assert_eq!(left_by_the_clock(&[2], |_| ()), of(TicketState::Claimed, TicketState::Attending));
    assert_eq!(left_by_the_clock(&[], |_| ()), of(TicketState::Waiting, TicketState::Waiting));
}

#[test]
fn a_last_call_in_vain_after_the_place_was_kept_leaves_the_others_at_the_table() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
    fair.declare(TOM, case).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    fair.check_in(TOM, tickets[0]).unwrap();
    fair.check_in(TOM, tickets[1]).unwrap();
    for _ in 0..2 {
        fair.pass(1);
        fair.miss(TOM, tickets[2]).unwrap();
        fair.call(TOM, tickets[2]).unwrap();
    }
    fair.pass(10);
    fair.miss(TOM, tickets[2]).unwrap();
    assert!(fair.desk.case(case).unwrap().parties[2].left());
    let rest = [TicketState::Attending, TicketState::Attending, TicketState::Closed];
    assert_eq!(states(&fair, &tickets), rest);
}

/// Whoever takes the case up again within that time finds them in the room; somebody else, or later, does not count on it.
#[test]
fn who_waits_there_is_found_there_by_whom_they_came_to() {
    let missed = || {
        let (mut fair, case, tickets) = agreed();
        fair.claim(TOM, tickets[0]).unwrap();
        fair.declare(TOM, case).unwrap();
        fair.call(TOM, tickets[0]).unwrap();
        fair.check_in(TOM, tickets[2]).unwrap();
        fair.pass(1);
        fair.miss(TOM, tickets[0]).unwrap();
        (fair, tickets)
    };
    let there = [TicketState::Claimed, TicketState::Claimed, TicketState::Attending];
    let (mut fair, tickets) = missed();
    fair.claim(TOM, tickets[0]).unwrap();
    assert_eq!(states(&fair, &tickets), there);

    let (mut fair, tickets) = missed();
    assert_eq!(fair.check_in(TOM, tickets[2]).unwrap().len(), 2, "taken up, and there: once");
    assert_eq!(states(&fair, &tickets), there);

    let (mut fair, tickets) = missed();
    fair.duty(TOM, DutyState::Off, None).unwrap();
    fair.claim(MEI, tickets[0]).unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Claimed; 3]);

    let (mut fair, tickets) = missed();
    fair.pass(10);
    fair.claim(TOM, tickets[0]).unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Claimed; 3]);
}

#[test]
fn after_the_grace_the_whole_case_is_back_at_its_place_in_the_talks_line() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
    fair.declare(TOM, case).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    fair.pass(1);
    fair.miss(TOM, tickets[2]).unwrap();
    fair.pass(10);
    fair.sweep().unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Waiting; 3]);
    assert_eq!(fair.desk.ahead_of(case), Some(0));
}

#[test]
fn a_respondent_who_never_comes_ends_its_own_part_and_the_last_one_the_case() {
    let (mut fair, case, tickets) = agreed();
    let party = |fair: &TestFair, at: usize| fair.desk.case(case).unwrap().parties[at].clone();
    for round in 1..=3 {
        fair.claim(TOM, tickets[0]).unwrap();
        fair.declare(TOM, case).unwrap();
        fair.call(TOM, tickets[0]).unwrap();
        fair.check_in(TOM, tickets[0]).unwrap();
        fair.check_in(TOM, tickets[2]).unwrap();
        fair.pass(1);
        fair.miss(TOM, tickets[1]).unwrap();
        if round < 3 {
            fair.pass(10);
            fair.sweep().unwrap();
        }
    }
    let leaving = party(&fair, 1).answered.and_then(|answered| answered.leaving());
    assert_eq!(leaving, Some(Leaving::Unreached), "nobody took anything back");
    assert_eq!(
        states(&fair, &tickets),
        [TicketState::Attending, TicketState::Closed, TicketState::Attending],
        "the others are at the table"
    );
    assert_eq!(fair.desk.ticket(tickets[1]).unwrap().misses, 3);
    fair.pass(60);
    assert_eq!(fair.sweep(), Ok(Vec::new()), "no place is kept");
    fair.prepare(TOM, case).unwrap();
    fair.start(TOM, case).unwrap();
    fair.adjourn(TOM, case).unwrap();

    for _ in 0..3 {
        if fair.state(tickets[0]) == Some(TicketState::Parked) {
            fair.requeue(TOM, tickets[0]).unwrap();
        }
        fair.claim(TOM, tickets[0]).unwrap();
        fair.call(TOM, tickets[0]).unwrap();
        fair.pass(1);
        fair.miss(TOM, tickets[2]).unwrap();
        fair.pass(10);
        fair.sweep().unwrap();
    }
    let ended = CaseState::Concluded { outcome: Outcome::NoAgreement, reason: Reason::UnreachableInTime };
    let known = fair.desk.case(case).unwrap();
    assert_eq!(known.state, ended);
    assert!(known.ended_by_call().is_some(), "everybody had answered");
    assert_eq!(fair.desk.absent_at_end(known), Some(known.parties[2].place.id));
}

#[test]
fn terms_fall_away_when_one_of_those_who_were_to_sign_is_not_reached() {
    let (mut fair, case, tickets) = agreed();
    fair.gather(TOM, case).unwrap();
    let draft = fair.draft(case, false);
    fair.proceed(TOM, case, Action::DraftAgreement { base: 0, draft }).unwrap();
    fair.adjourn(TOM, case).unwrap();
    fair.proceed(TOM, case, Action::AgreeTerms { version: 1 }).unwrap();
    let rules = domain::fair::LineRules { max_misses: 1, ..domain::fair::LineRules::default() };
    fair.by(ORGANISER, Command::SetRules { rules }).unwrap();
    fair.requeue(TOM, tickets[0]).unwrap();
    fair.claim(TOM, tickets[0]).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    fair.pass(1);
    fair.miss(TOM, tickets[1]).unwrap();
    let known = fair.desk.case(case).unwrap();
    assert_eq!(known.state, CaseState::Adjourned);
    assert!(known.binds_who_left(), "a new text is written without them");
}

#[test]
fn who_asked_and_never_comes_is_not_said_to_have_failed_to_agree() {
    let mut fair = TestFair::new();
    let new = fair.question();
    let (case, ticket) = fair.file_this(new).unwrap();
    for _ in 0..3 {
        fair.claim(TOM, ticket).unwrap();
        fair.call(TOM, ticket).unwrap();
        fair.pass(1);
        fair.miss(TOM, ticket).unwrap();
        fair.pass(10);
        fair.sweep().unwrap();
    }
    let ended = CaseState::Concluded { outcome: Outcome::Withdrawn, reason: Reason::UnreachableInTime };
    assert_eq!(fair.desk.case(case).unwrap().state, ended);
}

#[test]
fn an_adjourned_talk_parks_everybody_and_goes_on_where_it_stood() {
    let (mut fair, case, tickets) = agreed();
    assert_eq!(fair.adjourn(TOM, case), Err(Refusal::NotYours { by: None }));
    fair.gather(TOM, case).unwrap();
    assert_eq!(fair.adjourn(MEI, case), Err(Refusal::NotYours { by: Some(TOM) }));
    fair.pass(20);
    fair.adjourn(TOM, case).unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Parked; 3]);
    assert_eq!(fair.desk.case(case).unwrap().state, CaseState::Adjourned);
    assert_eq!(fair.adjourn(TOM, case), Err(Refusal::CaseIs(CaseState::Adjourned)));
    assert_eq!(fair.start(TOM, case), Err(Refusal::TicketIs(TicketState::Parked)));
    fair.pass(100);
    fair.gather(TOM, case).unwrap();
    fair.pass(15);
    fair.settle(TOM, case).unwrap();
    let known = fair.desk.case(case).unwrap();
    assert_eq!(known.session_s, 35 * 60);
    assert_eq!(
        known.talks.iter().map(domain::case::Talk::seconds).collect::<Vec<_>>(),
        [Some(1200), Some(900)]
    );
}

#[test]
fn a_talk_that_is_on_must_be_adjourned_or_ended_first() {
    let (mut fair, case, tickets) = agreed();
    fair.gather(TOM, case).unwrap();
    let on = Err(Refusal::CaseIs(CaseState::InSession));
    assert_eq!(fair.park(TOM, tickets[0]), on);
    assert_eq!(fair.requeue(TOM, tickets[0]), on);
    assert_eq!(fair.release(TOM, tickets[0]), on);
    assert_eq!(fair.duty(TOM, DutyState::Off, None), Err(Refusal::HoldsTicket { ticket: tickets[0] }));
}

#[test]
fn nobody_leads_two_talks_at_once() {
    let (mut fair, first, tickets) = agreed();
    let (second, ticket) = fair.file().unwrap();
    fair.receive(TOM, ticket).unwrap();
    fair.agree_to_talk(TOM, second).unwrap();
    fair.gather(TOM, first).unwrap();
    assert_eq!(fair.gather(TOM, second), Err(Refusal::HoldsTicket { ticket: tickets[0] }));
    let all = fair.tickets(second);
    let states: Vec<_> = all.iter().map(|number| fair.desk.ticket(*number).unwrap().state).collect();
    assert!(!states.contains(&TicketState::Called), "nobody was sent for in vain: {states:?}");
    fair.adjourn(TOM, first).unwrap();
    fair.call(TOM, ticket).unwrap();
    for ticket in all {
        fair.check_in(TOM, ticket).unwrap();
    }
    fair.prepare(TOM, second).unwrap();
    fair.start(TOM, second).unwrap();
}

/// What is said in a talk is heard by nobody who comes for another case.
#[test]
fn nobody_is_called_into_the_room_of_a_talk() {
    let (mut fair, first, tickets) = agreed();
    fair.gather(TOM, first).unwrap();
    let room = fair.desk.ticket(tickets[0]).unwrap().room.clone();
    fair.duty(MEI, DutyState::Off, None).unwrap();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(TOM, ticket).unwrap();
    let call = |room| Command::CallTicket { ticket, room };
    let held = Refusal::HoldsTicket { ticket: tickets[0] };
    assert_eq!(fair.by(TOM, call(room.clone())), Err(held));
    let free = plan()
        .rooms
        .into_iter()
        .map(|room| room.id)
        .find(|id| Some(id) != room.as_ref() && fair.desk.in_room(id).is_none());
    fair.by(TOM, call(free)).unwrap();
}

#[test]
fn a_conflict_that_shows_in_the_talk_ends_that_mediators_part() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents[0].place.exhibitor = Some(lumen);
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.receive(TOM, ticket).unwrap();
    fair.agree_to_talk(TOM, case).unwrap();
    fair.gather(TOM, case).unwrap();
    fair.by(TOM, Command::DeclareConflict { conflict: Conflict::Exhibitor(lumen) }).unwrap();
    let draft = fair.draft(case, false);
    for action in [Action::RegisterOral { draft: draft.clone() }, Action::DraftAgreement { base: 0, draft }] {
        assert_eq!(fair.proceed(TOM, case, action), Err(Refusal::ConflictOfInterest), "nothing is agreed");
    }
    fair.adjourn(TOM, case).unwrap();
    assert_eq!(fair.claim(TOM, ticket), Err(Refusal::ConflictOfInterest));
    fair.gather(MEI, case).unwrap();
}

#[test]
fn a_head_who_is_close_to_a_side_acts_for_nobody_in_its_case() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents[0].place.exhibitor = Some(lumen);
    let (case, ticket) = fair.file_this(new).unwrap();
    let close = StaffId([77; 16]);
    let staff = NewStaff { roles: vec![Role::Head, Role::Mediator], ..new_staff(close, Role::Mediator) };
    fair.ask(Actor::System, Command::AppointStaff { staff }).unwrap();
    fair.by(close, Command::DeclareConflict { conflict: Conflict::Exhibitor(lumen) }).unwrap();
    let refused = Err(Refusal::ConflictOfInterest);
    let end = |fair: &mut TestFair, who| fair.conclude(who, case, Outcome::NoAgreement, Reason::NoProspect);
    assert_eq!(end(&mut fair, close), refused, "while nobody has it");
    assert_eq!(fair.proceed(close, case, Action::CarryOver), refused);
    fair.receive(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    let party = fair.respondent(case).unwrap();
    fair.notify(MEI, case, party).unwrap();
    assert_eq!(fair.answer(close, case, party, Answer::Decline), refused);
    assert_eq!(fair.release(close, ticket), refused);
    assert_eq!(end(&mut fair, close), refused);
    end(&mut fair, HEAD).unwrap();
}

#[test]
fn a_head_whom_a_party_did_not_want_as_its_mediator_still_answers_for_the_file() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let both = StaffId([77; 16]);
    let staff = NewStaff { roles: vec![Role::Head, Role::Mediator], ..new_staff(both, Role::Mediator) };
    fair.ask(Actor::System, Command::AppointStaff { staff }).unwrap();
    fair.duty(both, DutyState::On, None).unwrap();
    fair.claim(both, ticket).unwrap();
    fair.agree_to_talk(both, case).unwrap();
    fair.claim(both, ticket).unwrap();
    let party = fair.desk.case(case).unwrap().claimant().place.id;
    fair.proceed_as(ticket, Action::AskOtherMediator { party, means: Means::Device }).unwrap();
    assert_eq!(fair.claim(both, ticket), Err(Refusal::ConflictOfInterest));
    fair.conclude(both, case, Outcome::NoAgreement, Reason::NoProspect).unwrap();
}

#[test]
fn concluding_closes_every_ticket() {
    let (mut fair, case, tickets) = agreed();
    fair.gather(TOM, case).unwrap();
    fair.settle(TOM, case).unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Closed; 3]);
    let over = CaseState::Concluded { outcome: Outcome::Settled, reason: Reason::Agreement };
    assert_eq!(fair.desk.case(case).unwrap().state, over);
    assert_eq!(fair.conclude(TOM, case, Outcome::Settled, Reason::Agreement), Err(Refusal::CaseIs(over)));
    assert_eq!(fair.start(TOM, case), Err(Refusal::CaseIs(over)));
    assert_eq!(fair.hurry(case), Err(Refusal::CaseIs(over)));
}

#[test]
fn the_head_may_end_what_nobody_has_and_others_may_not() {
    let mut fair = TestFair::new();
    let (case, _) = fair.file().unwrap();
    let (outcome, reason) = (Outcome::Referred, Reason::FairClosedTransferred);
    assert_eq!(fair.conclude(MEI, case, outcome, reason), Err(Refusal::NotYours { by: None }));
    assert_eq!(fair.conclude(ORGANISER, case, outcome, reason), Err(Refusal::NotAllowed));
    assert_eq!(fair.conclude(HEAD, case, outcome, reason), Err(Refusal::ConsentMissing("transfer")));
    fair.choose(HEAD, case, ConsentTo::Transfer).unwrap();
    fair.conclude(HEAD, case, outcome, reason).unwrap();
}

#[test]
fn at_the_fairs_end_a_case_goes_on_only_as_everybody_chose() {
    let (mut fair, case, _) = agreed();
    fair.now = "2026-03-12T08:30:00Z".parse().unwrap();
    let carry = || Action::CarryOver;
    assert_eq!(fair.proceed(HEAD, case, carry()), Err(Refusal::ConsentMissing("remote")));
    fair.choose(HEAD, case, ConsentTo::Remote).unwrap();
    assert_eq!(fair.proceed(MEI, case, carry()), Err(Refusal::NotAllowed));
    fair.proceed(HEAD, case, carry()).unwrap();
    assert_eq!(fair.proceed(HEAD, case, carry()), Ok(Vec::new()), "once is enough");
    let known = fair.desk.case(case).unwrap();
    assert!(known.procedure.carried_over.is_some() && known.state.is_open());
    let new = fair.question();
    let (question, _) = fair.file_this(new).unwrap();
    assert_eq!(fair.proceed(HEAD, question, carry()), Err(Refusal::NoMediationAsked));
}

#[test]
fn what_goes_on_after_the_end_stands_in_no_line_and_can_still_be_taken() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let (_, behind) = fair.file().unwrap();
    let line = |fair: &TestFair| -> Vec<_> {
        fair.desk.waiting(Lane::Reception).map(|standing| standing.ticket).collect()
    };
    fair.choose(HEAD, case, ConsentTo::Remote).unwrap();
    assert_eq!(line(&fair), [ticket, behind], "what is chosen is not done yet");
    fair.proceed(HEAD, case, Action::CarryOver).unwrap();
    assert_eq!(line(&fair), [behind]);
    assert_eq!(fair.desk.ahead_of(case), None);
    assert_eq!(fair.desk.lines().ahead_of(&fair.desk, case), None);
    assert_eq!(fair.claim_next(TOM), Ok(behind), "nobody is offered it");
    // Whoever is to go on with it takes it, and gives it back to no line.
    fair.claim(MEI, ticket).unwrap();
    assert!(fair.desk.open_claims().any(|held| held.case == case));
    fair.release(MEI, ticket).unwrap();
    assert_eq!(fair.state(ticket), Some(TicketState::Waiting));
    assert!(line(&fair).is_empty());
    // One that is held when it is carried over stays in those hands.
    let held = fair.desk.ticket(behind).unwrap().case;
    fair.choose(HEAD, held, ConsentTo::Remote).unwrap();
    fair.proceed(HEAD, held, Action::CarryOver).unwrap();
    assert!(fair.desk.open_claims().any(|claim| claim.case == held));
}

#[test]
fn reasons_fit_outcomes_and_outcomes_fit_the_case() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    let mismatch = fair.conclude(MEI, case, Outcome::Settled, Reason::NoProspect);
    assert_eq!(mismatch, Err(Refusal::ReasonMismatch));
    fair.agree_to_talk(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    let too_late = fair.conclude(MEI, case, Outcome::NotAccepted, Reason::PapersMissing);
    assert_eq!(too_late, Err(Refusal::CaseIs(CaseState::Agreed)));
}

#[test]
fn only_mediation_ends_for_want_of_a_prospect() {
    let (outcome, reason) = (Outcome::Referred, Reason::NoProspect);
    let mut fair = TestFair::new();
    let (question, complaint) = (fair.question(), fair.dispute(&[Ask::Measure]));
    let mut report = fair.question();
    report.kind = CaseKind::Report;
    for new in [question, report, complaint] {
        let (case, ticket) = fair.file_this(new).unwrap();
        fair.claim(MEI, ticket).unwrap();
        let offered = reasons_for(fair.desk.case(case).unwrap(), outcome);
        assert!(offered.contains(&Reason::Other) && !offered.contains(&reason), "{offered:?}");
        assert_eq!(fair.conclude(MEI, case, outcome, reason), Err(Refusal::ReasonMismatch));
        fair.conclude(MEI, case, outcome, Reason::Other).unwrap();
    }
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.conclude(MEI, case, outcome, reason).unwrap();
}

#[test]
fn no_talk_begins_before_papers_were_looked_at_and_rights_explained() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
    fair.declare(TOM, case).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    for ticket in tickets {
        fair.check_in(TOM, ticket).unwrap();
    }
    let parties: Vec<_> = fair.desk.case(case).unwrap().participants().map(|party| party.place.id).collect();
    for party in parties {
        assert_eq!(fair.start(TOM, case), Err(Refusal::StepMissing("identity")));
        fair.identify(TOM, case, party).unwrap();
    }
    assert_eq!(fair.start(TOM, case), Err(Refusal::StepMissing("rights")));
    fair.proceed(TOM, case, Action::ExplainRights { text: "v1".to_owned() }).unwrap();
    fair.start(TOM, case).unwrap();
    // What was looked at once holds for the next talk.
    fair.adjourn(TOM, case).unwrap();
    fair.gather(TOM, case).unwrap();
}

/// The facts of a case whose talks were opened before cases were accepted first: its journal is still read.
#[test]
fn talks_opened_before_cases_were_accepted_go_on() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    let number: TicketNumber = "C-001".parse().unwrap();
    let party = fair.respondent(case).unwrap();
    let new = fair.new_ticket();
    let (key, holder) = (new.key, new.holder);
    let issued =
        Fact::TicketIssued { ticket: number, case, party, key, holder, hall: None, lane: Lane::Talks };
    fair.happened(MEI, vec![issued, Fact::TalksOpened { case }]);
    assert_eq!(states(&fair, &[ticket, number]), [TicketState::Waiting; 2]);
    fair.gather(MEI, case).unwrap();
    assert_eq!(
        fair.conclude(MEI, case, Outcome::Settled, Reason::Agreement),
        Err(Refusal::StepMissing("agreement"))
    );
    fair.settle(MEI, case).unwrap();
}

#[test]
fn nothing_is_settled_by_an_agreement_that_is_not_in_effect() {
    let (mut fair, case, _) = agreed();
    fair.gather(TOM, case).unwrap();
    let missing = Err(Refusal::StepMissing("agreement"));
    for outcome in [Outcome::Settled, Outcome::Undertaking] {
        assert_eq!(fair.conclude(TOM, case, outcome, Reason::Agreement), missing);
        assert_eq!(reasons_for(fair.desk.case(case).unwrap(), outcome), [Reason::SettledPrivately]);
    }
    let draft = fair.draft(case, false);
    fair.proceed(TOM, case, Action::DraftAgreement { base: 0, draft }).unwrap();
    fair.proceed(TOM, case, Action::AgreeTerms { version: 1 }).unwrap();
    fair.sign(TOM, case, Signatory::Mediator).unwrap();
    assert_eq!(
        fair.conclude(TOM, case, Outcome::Settled, Reason::Agreement),
        missing,
        "signatures are missing"
    );
    fair.clone().conclude(TOM, case, Outcome::Settled, Reason::SettledPrivately).unwrap();
    let parties: Vec<_> = fair.desk.case(case).unwrap().participants().map(|party| party.place.id).collect();
    for party in parties {
        fair.sign(TOM, case, Signatory::Party(party)).unwrap();
    }
    fair.sign(TOM, case, Signatory::Seal).unwrap();
    let known = fair.desk.case(case).unwrap();
    assert_eq!(outcomes_for(known), [Outcome::Settled, Outcome::Undertaking], "it has no other end now");
    assert_eq!(reasons_for(known, Outcome::Settled), [Reason::Agreement]);
    for (outcome, reason) in [
        (Outcome::NoAgreement, Reason::NoProspect),
        (Outcome::Withdrawn, Reason::ApplicantWithdrew),
        (Outcome::Settled, Reason::SettledPrivately),
    ] {
        assert_eq!(fair.conclude(TOM, case, outcome, reason), Err(Refusal::InEffect));
    }
    let lead = fair.tickets(case)[0];
    assert_eq!(fair.withdraw(lead), Err(Refusal::InEffect));
    fair.conclude(TOM, case, Outcome::Settled, Reason::Agreement).unwrap();
}

#[test]
fn an_undertaking_may_stand_in_the_record_that_everybody_confirmed() {
    let (mut fair, case, _) = agreed();
    fair.gather(TOM, case).unwrap();
    let part = RecordPart::Mediation;
    let body = RecordBody { text: "They take the lamp away tonight.".to_owned(), ..RecordBody::default() };
    fair.proceed(TOM, case, Action::WriteRecord { part, base: 0, body }).unwrap();
    let parties: Vec<_> = fair.desk.case(case).unwrap().participants().map(|party| party.place.id).collect();
    for party in parties {
        let undertaking = fair.conclude(TOM, case, Outcome::Undertaking, Reason::Agreement);
        assert_eq!(undertaking, Err(Refusal::StepMissing("agreement")));
        let means = Means::ReadAloud;
        fair.proceed(TOM, case, Action::ConfirmRecord { party, part, version: 1, means }).unwrap();
    }
    let settled = fair.conclude(TOM, case, Outcome::Settled, Reason::Agreement);
    assert_eq!(settled, Err(Refusal::StepMissing("agreement")), "a record is no agreement");
    fair.conclude(TOM, case, Outcome::Undertaking, Reason::Agreement).unwrap();
}

/// Another mediator accepted the case: nothing of its talks is written or read by somebody who may be close to a side.
#[test]
fn whoever_takes_a_case_over_writes_nothing_before_they_declare() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
    let body = RecordBody { text: "They sat down.".to_owned(), ..RecordBody::default() };
    let write = |part| Action::WriteRecord { part, base: 0, body: body.clone() };
    let draft = fair.draft(case, false);
    let early = [
        write(RecordPart::Investigation),
        Action::WriteNote { text: "They would take half.".to_owned() },
        Action::DraftAgreement { base: 0, draft: draft.clone() },
    ];
    let undeclared = Err(Refusal::StepMissing("impartiality"));
    for action in early.clone() {
        assert_eq!(fair.proceed(TOM, case, action), undeclared);
    }
    for action in [Action::AgreeTerms { version: 1 }, Action::RegisterOral { draft }] {
        assert_eq!(fair.proceed(TOM, case, action), undeclared);
    }
    let owes = |fair: &TestFair, who| {
        fair.desk.owes_word(fair.desk.staff_member(who).unwrap(), fair.desk.case(case).unwrap())
    };
    assert_eq!([TOM, MEI, HEAD].map(|who| owes(&fair, who)), [true, false, false], "only who has it");
    fair.declare(TOM, case).unwrap();
    assert!(!owes(&fair, TOM));
    for action in early {
        fair.proceed(TOM, case, action).unwrap();
    }
}

/// The record was written by the mediator before: whoever has the case now goes through it with nobody until they have declared.
#[test]
fn whoever_takes_a_case_over_notes_no_confirmation_before_they_declare() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(MEI, tickets[0]).unwrap();
    let part = RecordPart::Investigation;
    let body = RecordBody { text: "The booth was looked at.".to_owned(), ..RecordBody::default() };
    fair.proceed(MEI, case, Action::WriteRecord { part, base: 0, body }).unwrap();
    fair.release(MEI, tickets[0]).unwrap();
    fair.claim(TOM, tickets[0]).unwrap();
    let party = fair.desk.case(case).unwrap().claimant().place.id;
    let confirm = |means| Action::ConfirmRecord { party, part, version: 1, means };
    let early = fair.clone().proceed(TOM, case, confirm(Means::ReadAloud));
    assert_eq!(early, Err(Refusal::StepMissing("impartiality")));
    fair.clone().proceed_as(tickets[0], confirm(Means::Device)).unwrap();
    fair.declare(TOM, case).unwrap();
    fair.proceed(TOM, case, confirm(Means::ReadAloud)).unwrap();
}

#[test]
fn whoever_takes_a_case_over_takes_no_step_of_it_before_they_declare() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(MEI, tickets[0]).unwrap();
    fair.choose(MEI, case, ConsentTo::Interpreter).unwrap();
    let (from, until) = (fair.now, fair.now + jiff::SignedDuration::from_hours(1));
    fair.proceed(MEI, case, Action::MakeAppointment { from, until, room: None }).unwrap();
    fair.release(MEI, tickets[0]).unwrap();
    fair.claim(TOM, tickets[0]).unwrap();
    let party = fair.desk.case(case).unwrap().claimant().place.id;
    let steps = [
        Action::ExplainRights { text: "v1".to_owned() },
        Action::CheckIdentity {
            party,
            paper: IdentityPaper::Passport,
            authority: Authority::Own,
            body: person("Li Hua"),
        },
        Action::AdmitGuest { role: ConsentTo::Interpreter, body: person("Wang") },
        Action::MakeAppointment { from, until, room: None },
        Action::CancelAppointment,
    ];
    let step = |action: &Action| Command::Proceed { case, action: Box::new(action.clone()) };
    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    let end = Command::ConcludeCase { case, outcome, reason, remark: None };
    let barred: Vec<_> = steps
        .iter()
        .map(step)
        .chain([
            Command::CallTicket { ticket: tickets[0], room: None },
            Command::CheckInTicket { ticket: tickets[1] },
            Command::GiveHolderCode { ticket: tickets[1], code: domain::Mac([1; 32]), until },
            end.clone(),
        ])
        .collect();
    for command in &barred {
        let early = fair.clone().by(TOM, command.clone());
        assert_eq!(early, Err(Refusal::StepMissing("impartiality")), "{command:?}");
    }
    // What a party says is written down all the same, help comes, the case can be given back, and the head ends it.
    let means = Means::Spoken;
    let said = [Action::WithdrawConsent { party, means }, Action::AskOtherMediator { party, means }];
    for action in said.into_iter().chain([Action::CallForHelp]) {
        fair.clone().proceed(TOM, case, action).unwrap();
    }
    fair.clone().release(TOM, tickets[0]).unwrap();
    fair.clone().park(TOM, tickets[0]).unwrap();
    fair.clone().by(HEAD, end).unwrap();
    fair.declare(TOM, case).unwrap();
    for command in barred {
        fair.clone().by(TOM, command.clone()).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
    }
}

/// In an accepted case that its respondents agreed to, talks are opened by somebody who declared.
#[test]
fn whoever_takes_an_accepted_case_over_declares_before_its_talks_are_opened() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    let party = fair.respondent(case).unwrap();
    let notice = fair.new_notice();
    fair.proceed(MEI, case, Action::IssueNotice { party, notice }).unwrap();
    fair.release(MEI, ticket).unwrap();
    fair.claim(TOM, ticket).unwrap();
    let undeclared = Err(Refusal::StepMissing("impartiality"));
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    let serve = Action::RecordService { party, service, body: person("Booth staff") };
    assert_eq!(fair.proceed(TOM, case, serve.clone()), undeclared, "nobody is spoken to");
    fair.answer(TOM, case, party, Answer::Accept).unwrap();
    assert_eq!(fair.open_talks(TOM, case), undeclared);
    fair.declare(TOM, case).unwrap();
    fair.proceed(TOM, case, serve).unwrap();
    fair.open_talks(TOM, case).unwrap();
}

/// In reception nothing is mediated and no page asks for the word, so one that was given there bars nobody until the case is accepted.
#[test]
fn a_word_given_before_a_case_is_accepted_bars_nobody_until_it_is() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.declare(MEI, case).unwrap();
    fair.release(MEI, ticket).unwrap();
    fair.receive(TOM, ticket).unwrap();
    let (tom, known) = (fair.desk.staff_member(TOM).unwrap(), fair.desk.case(case).unwrap());
    assert!(fair.desk.opens_record(tom, known) && !fair.desk.is_undeclared(known));
    fair.clone().conclude(TOM, case, Outcome::AdviceGiven, Reason::Other).unwrap();
    fair.proceed(TOM, case, Action::Accept { source: CaseSource::Application }).unwrap();
    let undeclared = Err(Refusal::StepMissing("impartiality"));
    assert_eq!(fair.conclude(TOM, case, Outcome::NoAgreement, Reason::NoProspect), undeclared);
    fair.declare(TOM, case).unwrap();
    assert!(!fair.desk.is_undeclared(fair.desk.case(case).unwrap()));
}

#[test]
fn every_offered_outcome_and_reason_is_taken_and_no_other() {
    for kind in CaseKind::ALL {
        for asks in [vec![Ask::Mediation], vec![Ask::Measure]] {
            for (outcome, reason) in
                Outcome::ALL.iter().flat_map(|o| Reason::ALL.iter().map(move |r| (*o, *r)))
            {
                let mut fair = TestFair::new();
                let mut new = if *kind == CaseKind::Dispute { fair.dispute(&asks) } else { fair.question() };
                new.kind = *kind;
                let (case, ticket) = fair.file_this(new).unwrap();
                fair.claim(MEI, ticket).unwrap();
                let known = fair.desk.case(case).unwrap();
                let offered =
                    outcomes_for(known).contains(&outcome) && reasons_for(known, outcome).contains(&reason);
                let taken = fair.conclude(MEI, case, outcome, reason).is_ok();
                assert_eq!(taken, offered, "{kind:?} {asks:?} {outcome:?} {reason:?}");
            }
        }
    }
}

#[test]
fn receptions_and_talks_are_observed_apart() {
    let (mut fair, case, _) = agreed();
    let assumed = |fair: &TestFair, lane| fair.desk.outlook(None).wait(lane, 0).assumed;
    fair.gather(TOM, case).unwrap();
    fair.pass(30);
    fair.settle(TOM, case).unwrap();
    for _ in 0..4 {
        let (case, ticket) = fair.file().unwrap();
        fair.receive(MEI, ticket).unwrap();
        fair.pass(7);
        fair.conclude(MEI, case, Outcome::AdviceGiven, Reason::Other).unwrap();
    }
    assert!(!assumed(&fair, Lane::Reception), "five receptions were seen");
    assert!(assumed(&fair, Lane::Talks), "but one talk only");
}

#[test]
fn the_record_of_a_talk_is_finished_after_a_party_stopped_and_of_no_other_case() {
    let (mut fair, case, tickets) = agreed();
    let body = |text: &str| RecordBody { text: text.to_owned(), ..RecordBody::default() };
    let write = |part, base, text: &str| Action::WriteRecord { part, base, body: body(text) };
    fair.gather(TOM, case).unwrap();
    let parties: Vec<_> = fair.desk.case(case).unwrap().parties.iter().map(|party| party.place.id).collect();
    let stop = Action::WithdrawConsent { party: parties[0], means: Means::Device };
    fair.proceed_as(tickets[0], stop).unwrap();
    let known = fair.desk.case(case).unwrap().clone();
    assert!(!known.state.is_open() && known.lacks_record());
    assert!(fair.desk.lately_ended().any(|ended| ended.id == case));
    let undisputed = fair.proceed(TOM, case, write(RecordPart::Undisputed, 0, "Agreed facts."));
    assert_eq!(undisputed, Err(Refusal::CaseIs(known.state)), "what both hold true is said at the table");
    let other = fair.proceed(MEI, case, write(RecordPart::Mediation, 0, "Not mine."));
    assert!(matches!(other, Err(Refusal::NotYours { .. })));
    fair.proceed(TOM, case, write(RecordPart::Mediation, 0, "The claimant stopped.")).unwrap();
    fair.proceed(TOM, case, Action::WriteNote { text: "Angry.".to_owned() }).unwrap();
    assert!(!fair.desk.case(case).unwrap().lacks_record());
    for (at, party) in parties.iter().enumerate() {
        let part = RecordPart::Mediation;
        let confirm = Action::ConfirmRecord { party: *party, part, version: 1, means: Means::Device };
        fair.proceed_as(tickets[at], confirm).unwrap();
    }
    assert!(fair.desk.case(case).unwrap().unconfirmed().next().is_none());

    let (mut fair, case, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
    let party = fair.desk.case(case).unwrap().claimant().place.id;
    fair.proceed_as(tickets[0], Action::WithdrawConsent { party, means: Means::Device }).unwrap();
    let silent = fair.proceed(TOM, case, write(RecordPart::Mediation, 0, "Nothing was said."));
    assert!(matches!(silent, Err(Refusal::CaseIs(_))), "there was no talk");
}

/// Of a talk that was not begun there is nothing to record, and nothing is undisputed yet; one that was held on paper is entered with
/// its time.
#[test]
fn no_talk_is_recorded_before_it_began() {
    for part in [RecordPart::Mediation, RecordPart::Undisputed] {
        let (mut fair, case, tickets) = agreed();
        let body = || RecordBody { text: "They talked.".to_owned(), ..RecordBody::default() };
        let write = |base| Action::WriteRecord { part, base, body: body() };
        let mut early = fair.clone();
        early.claim(TOM, tickets[0]).unwrap();
        early.declare(TOM, case).unwrap();
        assert_eq!(early.proceed(TOM, case, write(0)), Err(Refusal::StepMissing("session")), "{part:?}");
        let on_paper = Command::Proceed { case, action: Box::new(write(0)) };
        early.enter(TOM, 0, on_paper).unwrap();
        fair.gather(TOM, case).unwrap();
        fair.proceed(TOM, case, write(0)).unwrap();
        fair.adjourn(TOM, case).unwrap();
        fair.proceed(TOM, case, write(1)).unwrap();
    }
}

/// One side alone confirms nothing: what both hold true takes two who agreed to mediate.
#[test]
fn nothing_is_confirmed_before_another_side_agreed_to_mediate() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    let (part, means) = (RecordPart::Undisputed, Means::Device);
    let body = RecordBody { text: "The lamp was shown.".to_owned(), ..RecordBody::default() };
    let write = Action::WriteRecord { part, base: 0, body };
    fair.enter(MEI, 0, Command::Proceed { case, action: Box::new(write) }).unwrap();
    let known = fair.desk.case(case).unwrap().clone();
    let (party, other) = (known.claimant().place.id, known.respondents()[0].place.id);
    let confirm = Action::ConfirmRecord { party, part, version: 1, means };
    let alone = fair.proceed_as(ticket, confirm.clone());
    assert_eq!(alone, Err(Refusal::ConsentMissing("mediation")));
    let record = known.procedure.record(part).unwrap();
    assert!(!known.asks_to_confirm(known.claimant(), record), "nor is anybody asked");
    fair.notify(MEI, case, other).unwrap();
    fair.answer(MEI, case, other, Answer::Accept).unwrap();
    fair.proceed_as(ticket, confirm).unwrap();
}

#[test]
fn after_a_party_stopped_nobody_is_asked_about_the_record_whenever_it_was_written() {
    let (mut fair, case, tickets) = agreed();
    fair.gather(TOM, case).unwrap();
    let body = |text: &str| RecordBody { text: text.to_owned(), ..RecordBody::default() };
    let part = RecordPart::Mediation;
    let write = |base, text: &str| Action::WriteRecord { part, base, body: body(text) };
    fair.proceed(TOM, case, write(0, "They met.")).unwrap();
    let asked = |fair: &TestFair| fair.desk.case(case).unwrap().unconfirmed().count();
    assert_eq!(asked(&fair), 3);
    fair.pass(1);
    let party = fair.desk.case(case).unwrap().claimant().place.id;
    fair.proceed_as(tickets[0], Action::WithdrawConsent { party, means: Means::Device }).unwrap();
    assert_eq!(asked(&fair), 0, "stopping leaves nothing to do");
    let confirm = Action::ConfirmRecord { party, part, version: 1, means: Means::Device };
    fair.proceed_as(tickets[0], confirm).unwrap();
    fair.proceed(TOM, case, write(1, "They met, and the claimant stopped.")).unwrap();
    assert_eq!(asked(&fair), 0, "nor does a version that was finished afterwards");
}

#[test]
fn who_left_while_others_went_on_is_not_asked_of_what_they_said_since() {
    let (mut fair, case, tickets) = agreed();
    fair.gather(TOM, case).unwrap();
    let left = fair.desk.case(case).unwrap().parties[1].place.id;
    fair.proceed_as(tickets[1], Action::WithdrawConsent { party: left, means: Means::Device }).unwrap();
    let attended =
        |fair: &TestFair| fair.desk.case(case).unwrap().attendees().any(|one| one.place.id == left);
    assert!(!attended(&fair), "talks go on without them");
    fair.pass(20);
    fair.conclude(TOM, case, Outcome::NoAgreement, Reason::NoProspect).unwrap();
    assert!(!attended(&fair), "the record is of the others' talk");

    let (mut fair, case, tickets) = agreed();
    fair.gather(TOM, case).unwrap();
    let parties: Vec<_> = fair.desk.case(case).unwrap().parties.iter().map(|party| party.place.id).collect();
    for at in [1, 2] {
        fair.pass(20);
        let stop = Action::WithdrawConsent { party: parties[at], means: Means::Device };
        fair.proceed_as(tickets[at], stop).unwrap();
    }
    let case = fair.desk.case(case).unwrap();
    assert!(!case.state.is_open());
    let attended: Vec<_> = case.attendees().map(|one| one.place.id).collect();
    assert_eq!(attended, [parties[0], parties[2]], "it ended with the last of them");
}

#[test]
fn who_leaves_before_an_agreement_is_signed_is_not_bound_by_it_and_the_others_begin_anew() {
    let (mut fair, case, tickets) = agreed();
    fair.gather(TOM, case).unwrap();
    let draft = fair.draft(case, false);
    fair.proceed(TOM, case, Action::DraftAgreement { base: 0, draft }).unwrap();
    fair.proceed(TOM, case, Action::AgreeTerms { version: 1 }).unwrap();
    let [one, left, other] = [0, 1, 2].map(|at: usize| fair.desk.case(case).unwrap().parties[at].place.id);
    let desk = [Signatory::Mediator, Signatory::Seal];
    let stay = [Signatory::Party(one), Signatory::Party(other)];
    for by in stay.into_iter().chain(desk) {
        fair.sign(TOM, case, by).unwrap();
    }
    fair.proceed_as(tickets[1], Action::WithdrawConsent { party: left, means: Means::Device }).unwrap();
    let known = fair.desk.case(case).unwrap().clone();
    assert_eq!(known.state, CaseState::Adjourned, "the terms are open again");
    assert!(known.procedure.agreement.as_ref().unwrap().signatures.is_empty());
    assert!(known.procedure.in_effect().is_none() && known.binds_who_left());
    let old = fair.proceed(TOM, case, Action::AgreeTerms { version: 1 });
    assert_eq!(old, Err(Refusal::StepMissing("clauses")));

    let draft = fair.draft(case, false);
    fair.proceed(TOM, case, Action::DraftAgreement { base: 1, draft }).unwrap();
    fair.proceed(TOM, case, Action::AgreeTerms { version: 2 }).unwrap();
    for by in stay.into_iter().chain(desk) {
        fair.sign(TOM, case, by).unwrap();
    }
    assert!(fair.desk.case(case).unwrap().procedure.in_effect().is_some());
}

/// One of two respondents does not sign: the other, who wants to, is not sent away.
#[test]
fn a_respondent_who_does_not_sign_leaves_and_the_others_go_on() {
    let (mut fair, case, tickets) = agreed();
    fair.gather(TOM, case).unwrap();
    let draft = fair.draft(case, false);
    fair.proceed(TOM, case, Action::DraftAgreement { base: 0, draft }).unwrap();
    fair.proceed(TOM, case, Action::AgreeTerms { version: 1 }).unwrap();
    let [claimant, first, second] =
        [0, 1, 2].map(|at: usize| fair.desk.case(case).unwrap().parties[at].place.id);
    fair.proceed(TOM, case, Action::RefuseToSign { party: first }).unwrap();
    let known = fair.desk.case(case).unwrap().clone();
    assert_eq!(known.state, CaseState::Adjourned, "the terms are open again");
    assert!(known.party(first).unwrap().left() && known.accepted().count() == 1);
    let leaving = known.party(first).unwrap().answered.as_ref().and_then(Answered::leaving);
    assert_eq!(leaving, Some(Leaving::Unsigned), "nobody took anything back");
    assert!(known.sat_in_talk(known.party(first).unwrap()) && !known.attended(known.party(first).unwrap()));
    assert_eq!(fair.state(tickets[1]), Some(TicketState::Closed), "nobody is called who is gone");

    let draft = fair.draft(case, false);
    fair.proceed(TOM, case, Action::DraftAgreement { base: 1, draft }).unwrap();
    fair.proceed(TOM, case, Action::AgreeTerms { version: 2 }).unwrap();
    let mut last = fair.clone();
    for by in [Signatory::Party(claimant), Signatory::Party(second), Signatory::Mediator, Signatory::Seal] {
        fair.sign(TOM, case, by).unwrap();
    }
    assert!(fair.desk.case(case).unwrap().procedure.in_effect().is_some());
    // Of the last one it ends, as it does where the applicant does not sign.
    last.proceed(TOM, case, Action::RefuseToSign { party: second }).unwrap();
    let ended = CaseState::Concluded { outcome: Outcome::NoAgreement, reason: Reason::RefusedToSign };
    assert_eq!(last.desk.case(case).unwrap().state, ended);
}

#[test]
fn nobody_is_unreachable_while_their_time_to_reply_runs() {
    let mut fair = TestFair::new();
    let (case, ..) = fair.notified(MEI).unwrap();
    let end = (Outcome::NoAgreement, Reason::UnreachableInTime);
    assert_eq!(fair.conclude(MEI, case, end.0, end.1), Err(Refusal::WayIs(Way::Served)));
    assert!(!reasons_for(fair.desk.case(case).unwrap(), end.0).contains(&end.1));
    fair.pass(60 * 24 * 5);
    fair.sweep().unwrap();
    fair.conclude(MEI, case, end.0, end.1).unwrap();
    let known = fair.desk.case(case).unwrap();
    assert!(known.ended_by_call().is_none(), "nobody was called");
    assert_eq!(fair.desk.absent_at_end(known), None);
}
