//! The lines: claim, call, missed, park, requeue, release, urgent, and what time brings about.

use domain::{
    Actor, Command, CommandId, Fact, Refusal,
    case::{Ask, CaseState, Outcome, Reason, Urgency},
    fair::LineRules,
    procedure::{Action, CaseSource},
    staff::{Conflict, DutyState},
    testing::{HEAD, MEI, ORGANISER, RECEPTION, TOM, TestFair},
    ticket::{Lane, ParkReason, TicketState},
};

fn order(fair: &TestFair, lane: Lane) -> Vec<String> {
    fair.desk.waiting(lane).map(|standing| standing.ticket.to_string()).collect()
}

/// As the parties of a sample do, whose day is entered at once.
#[test]
fn who_filed_earlier_stands_first_whenever_it_was_recorded() {
    let mut fair = TestFair::new();
    fair.pass(10);
    fair.file().unwrap();
    let (id, new) = (CommandId(fair.fresh()), fair.dispute(&[Ask::Mediation]));
    let earlier = fair.now - jiff::SignedDuration::from_mins(5);
    fair.ask_at(id, Actor::Public, earlier, Command::FileCase(Box::new(new))).unwrap();
    assert_eq!(order(&fair, Lane::Reception), ["A-002", "A-001"]);
}

#[test]
fn of_two_who_claim_one_wins_and_the_other_learns_who_has_it() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(TOM, ticket).unwrap();
    assert_eq!(fair.claim(MEI, ticket), Err(Refusal::AlreadyClaimed { by: TOM, ticket }));
    assert_eq!(fair.claim(TOM, ticket), Err(Refusal::AlreadyClaimed { by: TOM, ticket }));
    assert_eq!(fair.desk.ticket(ticket).unwrap().mediator, Some(TOM));
}

/// Who took the case before may have declared so; whoever has it now does so for themselves. At the counter papers go from hand to hand
/// before anybody is told of anything.
#[test]
fn of_an_accepted_case_nobody_is_called_to_a_room_before_the_declaration() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    fair.check_in(MEI, ticket).unwrap();
    fair.proceed(MEI, case, Action::Accept { source: CaseSource::Application }).unwrap();
    fair.requeue(MEI, ticket).unwrap();
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.call(MEI, ticket), Err(Refusal::StepMissing("impartiality")));
    fair.proceed(MEI, case, Action::DeclareImpartiality).unwrap();
    fair.call(MEI, ticket).unwrap();

    fair.duty(TOM, DutyState::Off, None).unwrap();
    fair.duty(RECEPTION, DutyState::On, Some("Room 2")).unwrap();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(RECEPTION, ticket).unwrap();
    fair.proceed(RECEPTION, case, Action::Accept { source: CaseSource::Application }).unwrap();
    fair.call(RECEPTION, ticket).unwrap();
}

#[test]
fn only_mediators_on_duty_claim_and_call() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.duty(MEI, DutyState::Break, None).unwrap();
    assert_eq!(fair.call(MEI, ticket), Err(Refusal::NotOnDuty));
    fair.duty(TOM, DutyState::Off, None).unwrap();
    let (_, other) = fair.file().unwrap();
    assert_eq!(fair.claim(TOM, other), Err(Refusal::NotOnDuty));
    assert_eq!(fair.by(MEI, Command::ClaimNext { lane: None }), Err(Refusal::NotOnDuty));
    assert_eq!(fair.claim(HEAD, other), Err(Refusal::NotAllowed));
    assert_eq!(fair.claim(ORGANISER, other), Err(Refusal::NotAllowed));
}

#[test]
fn nobody_takes_a_case_they_have_a_conflict_with() {
    let mut fair = TestFair::new();
    let exhibitor = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let booth = fair.desk.exhibitor(exhibitor).unwrap().booths[0];
    fair.by(MEI, Command::DeclareConflict { conflict: Conflict::Exhibitor(exhibitor) }).unwrap();
    fair.by(TOM, Command::DeclareConflict { conflict: Conflict::Booth(booth) }).unwrap();

    let mut by_booth = fair.dispute(&[Ask::Mediation]);
    by_booth.respondents[0].place.booth = Some(booth);
    let (case, by_booth) = fair.file_this(by_booth).unwrap();
    let mut by_name = fair.dispute(&[Ask::Mediation]);
    by_name.respondents[0].place.exhibitor = Some(exhibitor);
    let (_, by_name) = fair.file_this(by_name).unwrap();

    for who in [MEI, TOM] {
        for ticket in [by_booth, by_name] {
            assert_eq!(fair.claim(who, ticket), Err(Refusal::ConflictOfInterest));
        }
        assert_eq!(fair.claim_next(who), Err(Refusal::NobodyWaits));
        let urgent = Command::RecordUrgency { case, urgency: Urgency::Deadline, remark: None };
        assert_eq!(
            fair.by(who, urgent).map(|_| ()),
            Err(Refusal::ConflictOfInterest),
            "nor put before others"
        );
    }
}

#[test]
fn a_neighbour_at_a_shared_booth_is_no_conflict() {
    let mut fair = TestFair::new();
    let friend = fair.enrol("Friend", &["1/A10"]).unwrap();
    let neighbour = fair.enrol("Neighbour", &["1/A10"]).unwrap();
    let booth = fair.desk.exhibitor(friend).unwrap().booths[0];
    fair.by(MEI, Command::DeclareConflict { conflict: Conflict::Exhibitor(friend) }).unwrap();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents[0].place.booth = Some(booth);
    new.respondents[0].place.exhibitor = Some(neighbour);
    let (_, ticket) = fair.file_this(new).unwrap();
    fair.claim(MEI, ticket).unwrap();
}

#[test]
fn a_conflict_that_is_declared_late_gives_the_case_back() {
    let mut fair = TestFair::new();
    let exhibitor = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let mut tickets = Vec::new();
    for _ in 0..2 {
        let mut new = fair.dispute(&[Ask::Mediation]);
        new.respondents[0].place.exhibitor = Some(exhibitor);
        tickets.push(fair.file_this(new).unwrap().1);
    }
    fair.receive(MEI, tickets[0]).unwrap();
    fair.claim(MEI, tickets[1]).unwrap();
    fair.park(MEI, tickets[1]).unwrap();
    fair.by(MEI, Command::DeclareConflict { conflict: Conflict::Exhibitor(exhibitor) }).unwrap();
    assert_eq!(order(&fair, Lane::Reception), ["A-001", "A-002"]);
    fair.claim(TOM, tickets[0]).unwrap();
}

#[test]
fn a_recall_waits_for_the_gap() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    assert_eq!(fair.call(MEI, ticket), Err(Refusal::TooSoon { seconds: 60 }));
    assert_eq!(fair.miss(MEI, ticket), Err(Refusal::TooSoon { seconds: 60 }));
    fair.pass(1);
    fair.call(MEI, ticket).unwrap();
    assert_eq!(fair.desk.ticket(ticket).unwrap().calls, 2);
    assert_eq!(fair.desk.calls().count(), 2);
}

#[test]
fn a_clock_that_was_set_back_does_not_hold_up_a_recall() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    fair.pass(-90);
    fair.call(MEI, ticket).unwrap();
}

#[test]
fn who_missed_a_call_keeps_the_place_for_the_grace_and_then_stands_where_they_stood() {
    let mut fair = TestFair::new();
    let (_, first) = fair.file().unwrap();
    fair.file().unwrap();
    fair.claim(MEI, first).unwrap();
    fair.call(MEI, first).unwrap();
    fair.pass(1);
    fair.miss(MEI, first).unwrap();
    assert_eq!(fair.state(first), Some(TicketState::Missed));
    assert_eq!(order(&fair, Lane::Reception), ["A-002"]);
    assert_eq!(fair.claim(TOM, first), Err(Refusal::AlreadyClaimed { by: MEI, ticket: first }));
    fair.pass(9);
    assert_eq!(fair.sweep(), Ok(Vec::new()));
    fair.pass(1);
    assert_eq!(fair.desk.next_sweep(), Some(fair.now));
    fair.sweep().unwrap();
    assert_eq!(order(&fair, Lane::Reception), ["A-001", "A-002"]);
    assert_eq!(fair.desk.next_sweep(), None);
}

#[test]
fn after_the_grace_others_may_take_it_even_before_the_sweep() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    fair.pass(1);
    fair.miss(MEI, ticket).unwrap();
    fair.pass(10);
    fair.claim(TOM, ticket).unwrap();
    assert_eq!(fair.sweep(), Ok(Vec::new()));
    assert_eq!(fair.state(ticket), Some(TicketState::Claimed));
}

#[test]
fn who_comes_late_within_the_grace_is_received_at_once() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    fair.pass(1);
    fair.miss(MEI, ticket).unwrap();
    fair.pass(3);
    assert_eq!(fair.check_in(TOM, ticket), Err(Refusal::NotYours { by: Some(MEI) }));
    fair.check_in(MEI, ticket).unwrap();
    assert_eq!(fair.state(ticket), Some(TicketState::Attending));
    fair.pass(60);
    assert_eq!(fair.sweep(), Ok(Vec::new()));
    assert_eq!(fair.desk.ticket(ticket).unwrap().misses_in_row, 0);
}

#[test]
fn each_call_in_vain_counts_once_and_nothing_ends_while_the_place_is_kept_or_by_time_alone() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    for round in 1..=4 {
        fair.call(MEI, ticket).unwrap();
        fair.pass(1);
        fair.miss(MEI, ticket).unwrap();
        let twice = Err(Refusal::TicketIs(TicketState::Missed));
        assert_eq!(fair.miss(MEI, ticket), twice, "a double click is no second call");
        assert_eq!(fair.desk.ticket(ticket).unwrap().misses, round);
        assert_eq!(fair.desk.next_sweep(), Some("2026-03-10T02:11:00Z".parse().unwrap()), "as it was told");
    }
    fair.pass(7);
    fair.sweep().unwrap();
    assert_eq!(fair.state(ticket), Some(TicketState::Waiting));
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    fair.pass(1);
    fair.miss(MEI, ticket).unwrap();
    let ended = CaseState::Concluded { outcome: Outcome::NoAgreement, reason: Reason::UnreachableInTime };
    assert_eq!(fair.desk.case(case).unwrap().state, ended, "somebody said that they did not come again");
}

/// As journals hold them from before each of them counted.
#[test]
fn a_miss_that_does_not_say_whether_it_counts_did_so_once_in_the_time_for_which_the_place_was_kept() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    let grace_until = fair.now + jiff::SignedDuration::from_mins(11);
    for (minutes, misses) in [(1, 1), (1, 1), (9, 2)] {
        fair.pass(minutes);
        let (absent, tickets, leaves, counted) = (ticket, vec![ticket], false, None);
        let fact = Fact::TicketMissed { case, tickets, absent, grace_until, leaves, counted };
        fair.happened(MEI, vec![fact]);
        assert_eq!(fair.desk.ticket(ticket).unwrap().misses, misses, "at {}", fair.now);
    }
}

#[test]
fn nor_does_a_call_within_the_promise_close_the_case_when_the_next_miss_would() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    for _ in 0..2 {
        fair.claim(MEI, ticket).unwrap();
        fair.call(MEI, ticket).unwrap();
        fair.pass(1);
        fair.miss(MEI, ticket).unwrap();
        fair.pass(10);
        fair.sweep().unwrap();
    }
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    fair.pass(1);
    // One miss away from the end, the party is called again within its promise.
    fair.by(ORGANISER, Command::SetRules { rules: LineRules { max_misses: 4, ..LineRules::default() } })
        .unwrap();
    fair.miss(MEI, ticket).unwrap();
    fair.pass(1);
    fair.call(MEI, ticket).unwrap();
    fair.pass(1);
    fair.miss(MEI, ticket).unwrap();
    assert_eq!(fair.desk.ticket(ticket).unwrap().misses_in_row, 4);
    assert!(fair.desk.case(case).unwrap().state.is_open(), "called again within the promise");
}

#[test]
fn the_third_miss_in_a_row_closes_the_case_as_unreachable() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    for round in 1..=3 {
        fair.claim(TOM, ticket).unwrap();
        fair.call(TOM, ticket).unwrap();
        fair.pass(1);
        fair.miss(TOM, ticket).unwrap();
        assert_eq!(fair.desk.ticket(ticket).unwrap().misses, round);
        fair.pass(10);
        fair.sweep().unwrap();
    }
    let ended = CaseState::Concluded { outcome: Outcome::NoAgreement, reason: Reason::UnreachableInTime };
    assert_eq!(fair.desk.case(case).unwrap().state, ended);
    assert_eq!(fair.state(ticket), Some(TicketState::Closed));
    assert_eq!(fair.claim(TOM, ticket), Err(Refusal::TicketIs(TicketState::Closed)));
}

#[test]
fn coming_once_wipes_the_misses_before() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    for round in 1..=4 {
        fair.claim(TOM, ticket).unwrap();
        fair.call(TOM, ticket).unwrap();
        fair.pass(1);
        if round == 2 {
            fair.check_in(TOM, ticket).unwrap();
            fair.release(TOM, ticket).unwrap();
        } else {
            fair.miss(TOM, ticket).unwrap();
            fair.pass(10);
            fair.sweep().unwrap();
        }
    }
    assert!(fair.desk.case(case).unwrap().state.is_open());
    assert_eq!(fair.desk.ticket(ticket).unwrap().misses, 3);
}

#[test]
fn parked_requeued_and_released_tickets_keep_their_place() {
    let mut fair = TestFair::new();
    let (_, first) = fair.file().unwrap();
    fair.file().unwrap();
    fair.claim(MEI, first).unwrap();
    fair.park(MEI, first).unwrap();
    assert_eq!(fair.desk.ticket(first).unwrap().parked, Some(ParkReason::Papers));
    assert_eq!(order(&fair, Lane::Reception), ["A-002"]);
    fair.pass(90);
    fair.file().unwrap();
    fair.requeue(TOM, first).unwrap();
    assert_eq!(order(&fair, Lane::Reception), ["A-001", "A-002", "A-003"]);
    fair.claim(MEI, first).unwrap();
    fair.release(MEI, first).unwrap();
    assert_eq!(order(&fair, Lane::Reception), ["A-001", "A-002", "A-003"]);
    fair.receive(TOM, first).unwrap();
    fair.requeue(TOM, first).unwrap();
    assert_eq!(order(&fair, Lane::Reception), ["A-001", "A-002", "A-003"]);
}

#[test]
fn what_the_mediator_parked_goes_back_to_them_first() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.park(MEI, ticket).unwrap();
    assert_eq!(fair.call(MEI, ticket), Err(Refusal::TicketIs(TicketState::Parked)));
    assert_eq!(fair.check_in(MEI, ticket), Err(Refusal::TicketIs(TicketState::Parked)));
    assert_eq!(fair.claim(TOM, ticket), Err(Refusal::AlreadyClaimed { by: MEI, ticket }));
    fair.duty(MEI, DutyState::Break, None).unwrap();
    assert_eq!(fair.claim(TOM, ticket), Err(Refusal::AlreadyClaimed { by: MEI, ticket }));
    fair.duty(MEI, DutyState::On, None).unwrap();
    fair.claim(MEI, ticket).unwrap();
}

#[test]
fn what_somebody_parked_who_went_home_may_be_taken_by_others() {
    let mut fair = TestFair::new();
    let (_, parked) = fair.file().unwrap();
    let (_, missed) = fair.file().unwrap();
    fair.claim(MEI, parked).unwrap();
    fair.park(MEI, parked).unwrap();
    fair.claim(MEI, missed).unwrap();
    fair.call(MEI, missed).unwrap();
    fair.pass(1);
    fair.miss(MEI, missed).unwrap();
    fair.duty(MEI, DutyState::Off, None).unwrap();
    fair.claim(TOM, parked).unwrap();
    fair.claim(TOM, missed).unwrap();

    fair.park(TOM, parked).unwrap();
    fair.release(TOM, missed).unwrap();
    fair.by(HEAD, Command::DismissStaff { staff: TOM }).unwrap();
    fair.duty(MEI, DutyState::On, None).unwrap();
    fair.claim(MEI, parked).unwrap();
}

#[test]
fn urgent_cases_stand_first_and_keep_their_order_among_themselves() {
    let mut fair = TestFair::new();
    let cases: Vec<_> = (0..4).map(|_| fair.file().unwrap().0).collect();
    fair.hurry(cases[3]).unwrap();
    fair.hurry(cases[2]).unwrap();
    assert_eq!(order(&fair, Lane::Reception), ["A-003", "A-004", "A-001", "A-002"]);
    assert_eq!(fair.desk.ahead_of(cases[0]), Some(2));
    assert_eq!(fair.hurry(cases[2]), Ok(Vec::new()));
}

#[test]
fn urgency_while_a_mediator_has_the_case_counts_once_it_is_back_in_line() {
    let mut fair = TestFair::new();
    fair.file().unwrap();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.hurry(case).unwrap();
    fair.release(MEI, ticket).unwrap();
    assert_eq!(order(&fair, Lane::Reception), ["A-002", "A-001"]);
}

#[test]
fn others_keep_their_hands_off_a_held_ticket_but_the_head_may_step_in() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    let not_yours = Err(Refusal::NotYours { by: Some(MEI) });
    assert_eq!(fair.call(TOM, ticket), not_yours);
    assert_eq!(fair.check_in(TOM, ticket), not_yours);
    assert_eq!(fair.park(TOM, ticket), not_yours);
    assert_eq!(fair.requeue(TOM, ticket), not_yours);
    assert_eq!(fair.release(TOM, ticket), not_yours);
    fair.duty(MEI, DutyState::Break, None).unwrap();
    fair.release(HEAD, ticket).unwrap();
    fair.claim(TOM, ticket).unwrap();
}

#[test]
fn verbs_that_do_not_fit_the_state_name_the_state() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    let nobodys = Err(Refusal::NotYours { by: None });
    assert_eq!(fair.call(MEI, ticket), nobodys);
    assert_eq!(fair.miss(MEI, ticket), nobodys);
    assert_eq!(fair.requeue(MEI, ticket), Err(Refusal::TicketIs(TicketState::Waiting)));
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.miss(MEI, ticket), Err(Refusal::TicketIs(TicketState::Claimed)));
    fair.park(MEI, ticket).unwrap();
    assert_eq!(fair.park(MEI, ticket), Err(Refusal::TicketIs(TicketState::Parked)));
    assert_eq!(fair.release(MEI, ticket), Err(Refusal::TicketIs(TicketState::Parked)));
    fair.claim(MEI, ticket).unwrap();
    fair.check_in(MEI, ticket).unwrap();
    assert_eq!(fair.check_in(MEI, ticket), Ok(Vec::new()));
    assert_eq!(fair.call(MEI, ticket), Err(Refusal::TicketIs(TicketState::Attending)));
    fair.withdraw(ticket).unwrap();
    assert_eq!(fair.requeue(MEI, ticket), Err(Refusal::TicketIs(TicketState::Cancelled)));
    let unknown = "Z-999".parse().unwrap();
    assert_eq!(fair.claim(MEI, unknown), Err(Refusal::Unknown("ticket")));
}

#[test]
fn a_call_needs_a_room_that_is_there() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    let nowhere = Command::CallTicket { ticket, room: Some(domain::RoomId("Cellar".to_owned())) };
    assert_eq!(fair.by(MEI, nowhere), Err(Refusal::Unknown("room")));
    fair.release(MEI, ticket).unwrap();
    fair.duty(MEI, DutyState::Off, None).unwrap();
    fair.duty(MEI, DutyState::On, None).unwrap();
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.call(MEI, ticket), Err(Refusal::NoRoom));
    let there = Command::CallTicket { ticket, room: Some(domain::RoomId("Room 1".to_owned())) };
    let events = fair.by(MEI, there).unwrap();
    assert!(matches!(&events[0].fact, Fact::TicketCalled { room, .. } if room.as_str() == "Room 1"));
}

#[test]
fn nobody_is_called_into_a_room_where_somebody_else_sits_or_speaks() {
    let mut fair = TestFair::new();
    let (_, first) = fair.file().unwrap();
    let (_, second) = fair.file().unwrap();
    let room = |name: &str| Some(domain::RoomId(name.to_owned()));
    fair.duty(TOM, DutyState::On, Some("Room 2")).unwrap();
    fair.claim(MEI, first).unwrap();
    let there = Command::CallTicket { ticket: first, room: room("Room 2") };
    assert_eq!(fair.by(MEI, there.clone()), Err(Refusal::RoomTaken { by: TOM }));
    fair.duty(TOM, DutyState::Off, None).unwrap();
    fair.by(MEI, there).unwrap();
    fair.duty(TOM, DutyState::On, None).unwrap();
    fair.claim(TOM, second).unwrap();
    let same = Command::CallTicket { ticket: second, room: room("Room 2") };
    assert_eq!(fair.by(TOM, same.clone()), Err(Refusal::RoomTaken { by: MEI }), "somebody was called there");
    fair.check_in(MEI, first).unwrap();
    fair.park(MEI, first).unwrap();
    fair.by(TOM, same).unwrap();
}

#[test]
fn only_the_desk_itself_sweeps() {
    let mut fair = TestFair::new();
    assert_eq!(fair.by(MEI, Command::Sweep), Err(Refusal::NotAllowed));
    assert_eq!(fair.ask(Actor::Public, Command::Sweep), Err(Refusal::NotAllowed));
}
