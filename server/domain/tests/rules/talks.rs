//! From agreement to talk, through the session, to the outcome.

use domain::{
    CaseId, Command, Refusal, TicketNumber,
    case::{Ask, CaseKind, CaseState, Outcome, Reason, Side},
    outcomes_for, reasons_for,
    staff::{Conflict, DutyState},
    testing::{HEAD, MEI, ORGANISER, TOM, TestFair},
    ticket::{Lane, ParkReason, TicketState},
};

/// A dispute with two respondents whose sides agreed to talk; all in line again.
fn agreed() -> (TestFair, CaseId, [TicketNumber; 3]) {
    let mut fair = TestFair::new();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents.push(fair.party(Side::Respondent, "Noor"));
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.open_talks(MEI, case).unwrap();
    let tickets = fair.tickets(case).try_into().unwrap();
    (fair, case, tickets)
}

fn states(fair: &TestFair, tickets: &[TicketNumber]) -> Vec<TicketState> {
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

#[test]
fn talks_open_once_by_who_has_the_case_and_with_a_ticket_for_everybody() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    assert_eq!(fair.open_talks(MEI, case), Err(Refusal::NotYours { by: None }));
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.open_talks(TOM, case), Err(Refusal::NotYours { by: Some(MEI) }));
    let none = Command::OpenTalks { case, tickets: Vec::new() };
    assert_eq!(fair.by(MEI, none), Err(Refusal::Incomplete("tickets")));
    let mut known = fair.new_ticket();
    known.key = fair.desk.ticket(ticket).unwrap().key_hash;
    let taken = Command::OpenTalks { case, tickets: vec![known] };
    assert_eq!(fair.by(MEI, taken), Err(Refusal::Taken("key")));
    // The other side agreed by telephone while the case was parked.
    fair.park(MEI, ticket).unwrap();
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
    fair.call(TOM, tickets[0]).unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Called; 3]);
    for (come, ticket) in tickets.iter().enumerate() {
        let called = Err(Refusal::TicketIs(TicketState::Called));
        assert_eq!(fair.start(TOM, case), called, "after {come}");
        fair.check_in(TOM, *ticket).unwrap();
    }
    fair.start(TOM, case).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().state, CaseState::InSession);
    assert_eq!(fair.start(TOM, case), Err(Refusal::CaseIs(CaseState::InSession)));
}

#[test]
fn who_is_there_is_not_called_again() {
    let (mut fair, _, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
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
    fair.call(TOM, tickets[0]).unwrap();
    fair.check_in(TOM, tickets[0]).unwrap();
    fair.pass(1);
    fair.miss(TOM, tickets[1]).unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Parked, TicketState::Missed, TicketState::Parked]);
    assert_eq!(fair.desk.ticket(tickets[0]).unwrap().parked, Some(ParkReason::OtherSide));
    assert_eq!(tickets.map(|ticket| fair.desk.ticket(ticket).unwrap().misses), [0, 1, 0]);
    assert_eq!(fair.claim(MEI, tickets[0]), Err(Refusal::AlreadyClaimed { by: TOM, ticket: tickets[0] }));
    // Late but within the grace: all are in hand again.
    fair.pass(2);
    fair.check_in(TOM, tickets[1]).unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Claimed, TicketState::Attending, TicketState::Claimed]);
    fair.pass(60);
    assert_eq!(fair.sweep(), Ok(Vec::new()));
    fair.call(TOM, tickets[0]).unwrap();
    fair.check_in(TOM, tickets[0]).unwrap();
    fair.check_in(TOM, tickets[2]).unwrap();
    fair.start(TOM, case).unwrap();
}

#[test]
fn after_the_grace_the_whole_case_is_back_at_its_place_in_the_talks_line() {
    let (mut fair, case, tickets) = agreed();
    fair.claim(TOM, tickets[0]).unwrap();
    fair.call(TOM, tickets[0]).unwrap();
    fair.pass(1);
    fair.miss(TOM, tickets[2]).unwrap();
    fair.pass(10);
    fair.sweep().unwrap();
    assert_eq!(states(&fair, &tickets), [TicketState::Waiting; 3]);
    assert_eq!(fair.desk.ahead_of(case), Some(0));
}

#[test]
fn a_respondent_who_never_comes_ends_the_case_without_agreement() {
    let (mut fair, case, tickets) = agreed();
    for _ in 0..3 {
        fair.claim(TOM, tickets[0]).unwrap();
        fair.call(TOM, tickets[0]).unwrap();
        fair.check_in(TOM, tickets[0]).unwrap();
        fair.pass(1);
        fair.miss(TOM, tickets[1]).unwrap();
        fair.pass(10);
        fair.sweep().unwrap();
    }
    let ended = CaseState::Concluded { outcome: Outcome::NoAgreement, reason: Reason::UnreachableInTime };
    assert_eq!(fair.desk.case(case).unwrap().state, ended);
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
    fair.conclude(TOM, case, Outcome::Settled, Reason::Agreement).unwrap();
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
    fair.open_talks(TOM, second).unwrap();
    fair.gather(TOM, first).unwrap();
    assert_eq!(fair.gather(TOM, second), Err(Refusal::HoldsTicket { ticket: tickets[0] }));
    fair.adjourn(TOM, first).unwrap();
    fair.start(TOM, second).unwrap();
}

#[test]
fn a_conflict_that_shows_in_the_talk_ends_that_mediators_part() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents[0].place.exhibitor = Some(lumen);
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.receive(TOM, ticket).unwrap();
    fair.open_talks(TOM, case).unwrap();
    fair.gather(TOM, case).unwrap();
    fair.by(TOM, Command::DeclareConflict { conflict: Conflict::Exhibitor(lumen) }).unwrap();
    fair.adjourn(TOM, case).unwrap();
    assert_eq!(fair.claim(TOM, ticket), Err(Refusal::ConflictOfInterest));
    fair.gather(MEI, case).unwrap();
}

#[test]
fn concluding_closes_every_ticket() {
    let (mut fair, case, tickets) = agreed();
    fair.gather(TOM, case).unwrap();
    fair.conclude(TOM, case, Outcome::Settled, Reason::Agreement).unwrap();
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
    fair.conclude(HEAD, case, outcome, reason).unwrap();
}

#[test]
fn reasons_fit_outcomes_and_outcomes_fit_the_case() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    let mismatch = fair.conclude(MEI, case, Outcome::Settled, Reason::NoProspect);
    assert_eq!(mismatch, Err(Refusal::ReasonMismatch));
    fair.open_talks(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    let too_late = fair.conclude(MEI, case, Outcome::NotAccepted, Reason::PapersMissing);
    assert_eq!(too_late, Err(Refusal::CaseIs(CaseState::Agreed)));
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
                let offered = outcomes_for(fair.desk.case(case).unwrap()).contains(&outcome)
                    && reasons_for(outcome).contains(&reason);
                let taken = fair.conclude(MEI, case, outcome, reason).is_ok();
                assert_eq!(taken, offered, "{kind:?} {asks:?} {outcome:?} {reason:?}");
            }
        }
    }
}

#[test]
fn receptions_and_talks_are_observed_apart() {
    let (mut fair, case, _) = agreed();
    let assumed = |fair: &TestFair, lane| fair.desk.wait(lane, 0).assumed;
    fair.gather(TOM, case).unwrap();
    fair.pass(30);
    fair.conclude(TOM, case, Outcome::Settled, Reason::Agreement).unwrap();
    for _ in 0..4 {
        let (case, ticket) = fair.file().unwrap();
        fair.receive(MEI, ticket).unwrap();
        fair.pass(7);
        fair.conclude(MEI, case, Outcome::AdviceGiven, Reason::Other).unwrap();
    }
    assert!(!assumed(&fair, Lane::Reception), "five receptions were seen");
    assert!(assumed(&fair, Lane::Talks), "but one talk only");
}
