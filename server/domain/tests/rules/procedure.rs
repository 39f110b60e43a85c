//! The way of a case from acceptance to its talks: numbers, notices, service, replies, consent, appointments.

use domain::{
    Actor, CaseId, CaseNumber, Command, EvidenceId, Fact, PartyId, Refusal, RoomId, TicketNumber,
    body::{Content, ReplyBody, Scope},
    case::{Ask, Audience, CaseState, Outcome, Reason, Side},
    fair::Language,
    procedure::{
        Action, Answer, Authority, CaseSource, ConsentTo, IdentityPaper, Means, Proceeding, Purpose,
        RecordPart, Service, ServiceMethod, Way,
    },
    testing::{HEAD, MEI, RECEPTION, TOM, TestFair, left_with, person, photo},
    ticket::{Lane, ReleaseReason, TicketState},
};
use jiff::Timestamp;

/// A dispute with two respondents in Mei's hands, its claimant at the desk.
fn received() -> (TestFair, CaseId, TicketNumber, [PartyId; 2]) {
    let mut fair = TestFair::new();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents.push(fair.party(Side::Respondent, "Noor"));
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.receive(MEI, ticket).unwrap();
    let parties: Vec<_> = fair.desk.case(case).unwrap().respondents().iter().map(|p| p.place.id).collect();
    (fair, case, ticket, parties.try_into().unwrap())
}

fn ways(fair: &TestFair, case: CaseId) -> Vec<Way> {
    fair.desk.case(case).unwrap().respondents().iter().map(domain::case::Party::way).collect()
}

fn state(fair: &TestFair, case: CaseId) -> CaseState {
    fair.desk.case(case).unwrap().state
}

fn refused() -> CaseState {
    CaseState::Concluded { outcome: Outcome::NoAgreement, reason: Reason::PartyRefusedOrStopped }
}

fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().unwrap()
}

fn accept(source: CaseSource) -> Action {
    Action::Accept { source }
}

#[test]
fn accepted_cases_are_numbered_without_gap_or_double() {
    let mut fair = TestFair::new();
    let mut numbers = Vec::new();
    for _ in 0..3 {
        let (case, ticket) = fair.file().unwrap();
        fair.claim(MEI, ticket).unwrap();
        fair.proceed(MEI, case, accept(CaseSource::Application)).unwrap();
        let again = fair.proceed(MEI, case, accept(CaseSource::Application));
        assert_eq!(again, Err(Refusal::CaseIs(CaseState::Accepted)));
        numbers.push(fair.desk.case(case).unwrap().procedure.number.unwrap());
        fair.park(MEI, ticket).unwrap();
    }
    assert_eq!(
        numbers.iter().map(CaseNumber::to_string).collect::<Vec<_>>(),
        ["2026-001", "2026-002", "2026-003"]
    );
    let new = fair.dispute(&[Ask::Measure]);
    let (complaint, _) = fair.file_this(new).unwrap();
    assert_eq!(fair.proceed(HEAD, complaint, accept(CaseSource::Organiser)), Err(Refusal::NoMediationAsked));
}

#[test]
fn nobody_is_contacted_before_the_mediator_declared_to_have_no_conflict() {
    let (mut fair, case, _, [first, _]) = received();
    fair.proceed(MEI, case, accept(CaseSource::Application)).unwrap();
    let notice = fair.new_notice();
    let issue = Action::IssueNotice { party: first, notice };
    assert_eq!(fair.proceed(MEI, case, issue.clone()), Err(Refusal::StepMissing("impartiality")));
    fair.proceed(MEI, case, Action::DeclareImpartiality).unwrap();
    assert_eq!(fair.proceed(MEI, case, Action::DeclareImpartiality), Ok(Vec::new()), "once is enough");
    fair.proceed(MEI, case, issue).unwrap();
}

#[test]
fn a_respondent_gets_a_ticket_and_a_key_of_their_own_and_stands_in_no_line_yet() {
    let (mut fair, case, ticket, [first, second]) = received();
    fair.accept(MEI, case).unwrap();
    fair.notify(MEI, case, first).unwrap();
    assert_eq!(ways(&fair, case), [Way::Served, Way::Named]);
    let own = fair.desk.case(case).unwrap().party(first).unwrap().ticket.unwrap();
    assert_eq!(fair.state(own), Some(TicketState::Parked));
    assert_eq!(
        fair.state(ticket),
        Some(TicketState::Attending),
        "the claimant sits at the desk all the while"
    );
    assert_eq!(fair.check_in(MEI, own), Err(Refusal::TicketIs(TicketState::Parked)));
    let key = fair.desk.case(case).unwrap().party(first).unwrap().notice.as_ref().unwrap().key;
    assert_eq!(fair.desk.notice_by_key(&key).unwrap().party, first);
    fair.park(MEI, ticket).unwrap();
    fair.notify(MEI, case, second).unwrap();
    assert_eq!(ways(&fair, case), [Way::Served, Way::Served]);
}

#[test]
fn a_notice_drawn_up_anew_makes_the_lost_one_worthless() {
    let (mut fair, case, _, [first, _]) = received();
    fair.accept(MEI, case).unwrap();
    let (one, two) = (fair.new_notice(), fair.new_notice());
    let keys = [one.key, two.key];
    fair.proceed(MEI, case, Action::IssueNotice { party: first, notice: one }).unwrap();
    fair.proceed(MEI, case, Action::IssueNotice { party: first, notice: two }).unwrap();
    assert!(fair.desk.notice_by_key(&keys[0]).is_none());
    assert!(fair.desk.notice_by_key(&keys[1]).is_some());
    assert_eq!(fair.tickets(case).len(), 2, "the ticket stays the same");
}

#[test]
fn only_recorded_service_opens_the_time_for_a_reply_which_runs_in_show_time() {
    let (mut fair, case, _, [first, _]) = received();
    fair.accept(MEI, case).unwrap();
    let notice = fair.new_notice();
    fair.proceed(MEI, case, Action::IssueNotice { party: first, notice }).unwrap();
    assert_eq!(fair.desk.next_sweep(), None, "nothing runs before service");
    fair.now = at("2026-03-10T16:30");
    let refused = Service { method: ServiceMethod::LeftBehind, refused: true, evidence: None };
    let serve = Action::RecordService { party: first, service: refused, body: left_with("Booth staff") };
    fair.proceed(MEI, case, serve).unwrap();
    let window = fair.desk.case(case).unwrap().party(first).unwrap().served.clone().unwrap().window;
    assert_eq!((window.rule.as_str(), window.deadline), ("reply-2h", at("2026-03-11T10:30")));
    fair.now = at("2026-03-11T10:29");
    assert_eq!(fair.sweep(), Ok(Vec::new()));
    fair.now = at("2026-03-11T10:30");
    assert_eq!(fair.sweep().unwrap().len(), 1);
    assert_eq!(ways(&fair, case)[0], Way::NoReply);
    assert_eq!(state(&fair, case), CaseState::Accepted, "time alone ends nothing");
    // Late is better than never.
    fair.answer(MEI, case, first, Answer::Accept).unwrap();
    assert_eq!(ways(&fair, case)[0], Way::Accepted);
}

#[test]
fn of_who_answered_first_it_is_still_written_down_how_the_notice_reached_them() {
    let (mut fair, case, _, [first, _]) = received();
    fair.accept(MEI, case).unwrap();
    let notice = fair.new_notice();
    fair.proceed(MEI, case, Action::IssueNotice { party: first, notice }).unwrap();
    fair.pass(10);
    fair.answer(MEI, case, first, Answer::Accept).unwrap();
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    let serve = Action::RecordService { party: first, service, body: left_with("Booth staff") };
    fair.enter(MEI, 5, Command::Proceed { case, action: Box::new(serve.clone()) }).unwrap();
    let party = fair.desk.case(case).unwrap().party(first).unwrap();
    assert_eq!((party.served.is_some(), party.way()), (true, Way::Accepted));
    assert_eq!(fair.desk.next_sweep(), None, "nobody is waited for");
    assert_eq!(fair.proceed(MEI, case, serve), Err(Refusal::WayIs(Way::Accepted)), "once is enough");
}

#[test]
fn a_respondent_answers_on_the_own_device_and_nobody_answers_for_another() {
    let (mut fair, case, claimant, [first, second]) = received();
    fair.accept(MEI, case).unwrap();
    fair.notify(MEI, case, first).unwrap();
    fair.notify(MEI, case, second).unwrap();
    let own = fair.desk.case(case).unwrap().party(first).unwrap().ticket.unwrap();
    let yes = |text: &str| Action::Answer {
        party: first,
        answer: Answer::Accept,
        text: text.to_owned(),
        means: Means::Device,
        authority: Authority::Own,
        body: ReplyBody {
            person: person("Noor"),
            statement: Some("We bought it.".to_owned()),
            language: None,
        },
        language: None,
    };
    assert_eq!(fair.proceed_as(claimant, yes("v1")), Err(Refusal::NotAllowed));
    assert_eq!(fair.proceed_as(own, yes("")), Err(Refusal::ConsentMissing("mediation")));
    let events = fair.proceed_as(own, yes("v1")).unwrap();
    assert_eq!(
        events[0].body.as_ref().unwrap().scope,
        Scope::Case(case),
        "told for mediation, sealed with the case"
    );
    assert_eq!(fair.proceed_as(own, yes("v1")), Err(Refusal::WayIs(Way::Accepted)));
}

#[test]
fn a_clear_refusal_ends_mediation_with_this_respondent_at_once_and_the_case_with_the_last() {
    let (mut fair, case, _, [first, second]) = received();
    fair.accept(MEI, case).unwrap();
    fair.notify(MEI, case, first).unwrap();
    fair.notify(MEI, case, second).unwrap();
    let own = fair.desk.case(case).unwrap().party(first).unwrap().ticket.unwrap();
    fair.answer(MEI, case, first, Answer::Decline).unwrap();
    assert_eq!(fair.state(own), Some(TicketState::Closed));
    assert_eq!(state(&fair, case), CaseState::Accepted);
    assert_eq!(fair.answer(MEI, case, first, Answer::Accept), Err(Refusal::WayIs(Way::Declined)));
    fair.answer(MEI, case, second, Answer::Decline).unwrap();
    assert_eq!(state(&fair, case), refused());
}

#[test]
fn talks_open_with_those_who_accepted_and_the_others_stay_outside() {
    let (mut fair, case, ticket, [first, second]) = received();
    fair.accept(MEI, case).unwrap();
    fair.notify(MEI, case, first).unwrap();
    fair.notify(MEI, case, second).unwrap();
    fair.answer(MEI, case, first, Answer::Accept).unwrap();
    assert_eq!(fair.open_talks(MEI, case), Err(Refusal::StepMissing("reply")), "the second has its time");
    fair.pass(60 * 2);
    fair.sweep().unwrap();
    fair.open_talks(MEI, case).unwrap();
    let tickets = fair.tickets(case);
    let standing: Vec<_> = tickets.iter().map(|ticket| fair.state(*ticket).unwrap()).collect();
    assert_eq!(standing, [TicketState::Waiting, TicketState::Waiting, TicketState::Parked]);
    assert_eq!(fair.desk.waiting_count(Lane::Talks), 1);
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    for ticket in &tickets[..2] {
        fair.check_in(MEI, *ticket).unwrap();
    }
    fair.prepare(MEI, case).unwrap();
    fair.start(MEI, case).unwrap();
    assert_eq!(state(&fair, case), CaseState::InSession);
}

#[test]
fn once_accepted_nobody_is_drawn_into_talks_they_did_not_agree_to() {
    let (mut fair, case, ticket, [first, second]) = received();
    fair.accept(MEI, case).unwrap();
    assert_eq!(fair.open_talks(MEI, case), Err(Refusal::ConsentMissing("mediation")));
    fair.notify(MEI, case, first).unwrap();
    assert_eq!(fair.open_talks(MEI, case), Err(Refusal::ConsentMissing("mediation")));
    fair.answer(MEI, case, first, Answer::Accept).unwrap();
    fair.open_talks(MEI, case).unwrap();
    assert_eq!(fair.tickets(case).len(), 2, "who was never asked has no ticket and is not called");
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(ways(&fair, case), [Way::Accepted, Way::Named]);
    assert!(fair.desk.case(case).unwrap().party(second).unwrap().ticket.is_none());
}

#[test]
fn consent_can_be_withdrawn_at_any_moment() {
    let agreed = || {
        let (mut fair, case, ticket, parties) = received();
        fair.agree_to_talk(MEI, case).unwrap();
        (fair, case, ticket, parties)
    };
    let withdraw = |party| Action::WithdrawConsent { party, means: Means::Device };
    let (mut fair, case, ticket, _) = agreed();
    let claimant = fair.desk.case(case).unwrap().claimant().place.id;
    fair.proceed_as(ticket, withdraw(claimant)).unwrap();
    assert_eq!(state(&fair, case), refused());

    let (mut fair, case, _, [first, second]) = agreed();
    fair.gather(MEI, case).unwrap();
    let own = |fair: &TestFair, party| fair.desk.case(case).unwrap().party(party).unwrap().ticket.unwrap();
    let (one, two) = (own(&fair, first), own(&fair, second));
    assert_eq!(fair.proceed_as(two, withdraw(first)), Err(Refusal::NotAllowed));
    fair.proceed_as(one, withdraw(first)).unwrap();
    assert_eq!(state(&fair, case), CaseState::InSession, "the others go on talking");
    assert_eq!(fair.state(one), Some(TicketState::Closed));
    fair.proceed_as(two, withdraw(second)).unwrap();
    assert_eq!(state(&fair, case), refused());
}

#[test]
fn another_mediator_can_be_asked_for_once_and_the_second_time_is_a_refusal() {
    let (mut fair, case, ticket, _) = received();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let claimant = fair.desk.case(case).unwrap().claimant().place.id;
    let other = || Action::AskOtherMediator { party: claimant, means: Means::Spoken };
    let events = fair.proceed_as(ticket, other()).unwrap();
    let released =
        Fact::TicketReleased { case, tickets: fair.tickets(case), reason: ReleaseReason::PartyAsked };
    assert_eq!(events.last().unwrap().fact, released);
    assert_eq!(state(&fair, case), CaseState::Adjourned);
    assert_eq!(
        fair.claim(MEI, ticket),
        Err(Refusal::ConflictOfInterest),
        "who was not wanted does not come back"
    );
    assert_eq!(fair.proceed_as(ticket, other()).map(|_| state(&fair, case)), Ok(refused()));
}

#[test]
fn nobody_else_sits_in_without_the_consent_of_everybody() {
    let (mut fair, case, ticket, [first, second]) = received();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    let admit = || Action::AdmitGuest { role: ConsentTo::Interpreter, body: person("Wang") };
    let to = ConsentTo::Interpreter;
    let yes = |party| Action::Consent { party, to, text: "v1".to_owned(), means: Means::Spoken };
    let claimant = fair.desk.case(case).unwrap().claimant().place.id;
    for party in [claimant, first] {
        fair.proceed(MEI, case, yes(party)).unwrap();
        assert_eq!(fair.proceed(MEI, case, admit()), Err(Refusal::ConsentMissing("interpreter")));
    }
    fair.proceed(MEI, case, yes(second)).unwrap();
    fair.proceed(MEI, case, admit()).unwrap();
    fair.proceed(MEI, case, Action::RevokeConsent { party: first, to }).unwrap();
    assert_eq!(fair.proceed(MEI, case, admit()), Err(Refusal::ConsentMissing("interpreter")));
    let recording = Action::AdmitGuest { role: ConsentTo::Recording, body: person("Wang") };
    assert_eq!(fair.proceed(MEI, case, recording), Err(Refusal::Incomplete("role")));
}

#[test]
fn no_room_and_no_mediator_is_promised_twice() {
    let (mut fair, case, ticket, _) = received();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    let (other, other_ticket) = fair.file().unwrap();
    fair.receive(TOM, other_ticket).unwrap();
    fair.agree_to_talk(TOM, other).unwrap();
    fair.claim(TOM, other_ticket).unwrap();
    let make = |from: &str, until: &str, room: Option<&str>| Action::MakeAppointment {
        from: at(from),
        until: at(until),
        room: room.map(|room| RoomId(room.to_owned())),
    };
    fair.proceed(MEI, case, make("2026-03-10T14:30", "2026-03-10T15:30", Some("Room 1"))).unwrap();
    let booked = Refusal::DoubleBooked { from: at("2026-03-10T14:30"), until: at("2026-03-10T15:30") };
    let clash = fair.proceed(TOM, other, make("2026-03-10T15:00", "2026-03-10T16:00", Some("Room 1")));
    assert_eq!(clash, Err(booked));
    fair.proceed(TOM, other, make("2026-03-10T15:30", "2026-03-10T16:30", Some("Room 1"))).unwrap();
    fair.proceed(TOM, other, make("2026-03-10T15:00", "2026-03-10T16:00", Some("Room 2"))).unwrap();
    let moved = make("2026-03-10T14:45", "2026-03-10T15:15", Some("Room 1"));
    fair.proceed(MEI, case, moved).unwrap();
    let late = make("2026-03-12T16:30", "2026-03-12T17:30", Some("Room 1"));
    assert_eq!(fair.proceed(MEI, case, late), Err(Refusal::AfterFair));
    fair.proceed(MEI, case, make("2026-03-13T10:00", "2026-03-13T11:00", None)).unwrap();
    assert_eq!(
        fair.proceed(MEI, case, make("2026-03-10T14:00", "2026-03-10T15:00", Some("Cellar"))),
        Err(Refusal::Unknown("room"))
    );
}

#[test]
fn a_time_goes_with_its_case_to_whoever_takes_it_over() {
    let (mut fair, case, ticket, _) = received();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    let make =
        |from: &str, until: &str| Action::MakeAppointment { from: at(from), until: at(until), room: None };
    let whose = |fair: &TestFair| fair.desk.case(case).unwrap().procedure.appointment.as_ref().unwrap().staff;
    fair.proceed(MEI, case, make("2026-03-10T14:30", "2026-03-10T15:30")).unwrap();
    assert_eq!(whose(&fair), Some(MEI));
    fair.release(MEI, ticket).unwrap();
    assert_eq!(whose(&fair), None, "it was given back");
    fair.claim(TOM, ticket).unwrap();
    assert_eq!(whose(&fair), Some(TOM));
    fair.park(TOM, ticket).unwrap();

    let (other, other_ticket) = fair.file().unwrap();
    fair.receive(MEI, other_ticket).unwrap();
    fair.agree_to_talk(MEI, other).unwrap();
    fair.claim(MEI, other_ticket).unwrap();
    fair.proceed(MEI, other, make("2026-03-10T14:30", "2026-03-10T15:30")).unwrap();
    fair.proceed(MEI, other, Action::CancelAppointment).unwrap();
    fair.release(MEI, other_ticket).unwrap();
    fair.claim(TOM, other_ticket).unwrap();
    fair.declare(TOM, other).unwrap();
    let booked = Refusal::DoubleBooked { from: at("2026-03-10T14:30"), until: at("2026-03-10T15:30") };
    let clash = fair.proceed(TOM, other, make("2026-03-10T15:00", "2026-03-10T16:00"));
    assert_eq!(clash, Err(booked), "they took that time over");
}

#[test]
fn a_time_for_talks_lasts_half_a_day_at_most() {
    let (mut fair, case, _, _) = received();
    fair.agree_to_talk(MEI, case).unwrap();
    let make = |until: &str| Action::MakeAppointment {
        from: at("2026-03-11T08:00"),
        until: at(until),
        room: Some(RoomId("Room 1".to_owned())),
    };
    let lead = fair.desk.case(case).unwrap().claimant().ticket.unwrap();
    fair.claim(MEI, lead).unwrap();
    let days = fair.proceed(MEI, case, make("2026-03-12T08:00"));
    assert_eq!(days, Err(Refusal::TooMany { what: "minutes", max: 720 }));
    fair.proceed(MEI, case, make("2026-03-11T20:00")).unwrap();
}

#[test]
fn who_confirms_confirms_the_appointment_that_was_read() {
    let (mut fair, case, ticket, _) = received();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    let claimant = fair.desk.case(case).unwrap().claimant().place.id;
    let make =
        |from: &str, until: &str| Action::MakeAppointment { from: at(from), until: at(until), room: None };
    let confirm = |from: &str| Action::ConfirmAppointment { party: claimant, from: at(from) };
    assert_eq!(
        fair.proceed_as(ticket, confirm("2026-03-10T14:00")),
        Err(Refusal::StepMissing("appointment"))
    );
    fair.proceed(MEI, case, make("2026-03-10T14:00", "2026-03-10T15:00")).unwrap();
    fair.proceed_as(ticket, confirm("2026-03-10T14:00")).unwrap();
    fair.proceed(MEI, case, make("2026-03-10T15:00", "2026-03-10T16:00")).unwrap();
    assert_eq!(fair.proceed_as(ticket, confirm("2026-03-10T14:00")), Err(Refusal::Changed));
    let known = fair.desk.case(case).unwrap().procedure.appointment.clone().unwrap();
    assert!(known.confirmed.is_empty(), "a moved appointment is confirmed anew");
    fair.proceed(MEI, case, Action::CancelAppointment).unwrap();
    assert!(fair.desk.appointments().next().is_none());
}

#[test]
fn the_record_is_written_by_one_hand_and_confirmed_as_it_stands() {
    let (mut fair, case, _, [first, _]) = received();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let part = RecordPart::Undisputed;
    let write = |base, text: &str| Action::WriteRecord {
        part,
        base,
        body: domain::body::RecordBody { text: text.to_owned(), ..Default::default() },
    };
    let confirm = |party, version| Action::ConfirmRecord { party, part, version, means: Means::ReadAloud };
    fair.proceed(MEI, case, write(0, "The lamp was shown.")).unwrap();
    assert_eq!(
        fair.proceed(MEI, case, write(0, "Another hand.")),
        Err(Refusal::Changed),
        "nothing is overwritten"
    );
    fair.proceed(MEI, case, confirm(first, 1)).unwrap();
    fair.proceed(MEI, case, write(1, "The lamp L-20 was shown.")).unwrap();
    assert_eq!(fair.proceed(MEI, case, confirm(first, 1)), Err(Refusal::Changed));
    let record = fair.desk.case(case).unwrap().procedure.record(part).cloned().unwrap();
    assert_eq!((record.version, record.confirmed.len()), (2, 0), "a new text is confirmed anew");
    assert!(matches!(fair.proceed(TOM, case, write(2, "x")), Err(Refusal::NotYours { .. })));
}

#[test]
fn a_private_note_is_sealed_for_its_author_alone() {
    let (mut fair, case, _, _) = received();
    let events =
        fair.proceed(MEI, case, Action::WriteNote { text: "They would take half.".to_owned() }).unwrap();
    let body = events[0].body.clone().unwrap();
    assert_eq!(body.scope, Scope::Note(case, MEI));
    assert!(matches!(body.content, Content::Note { .. }));
    assert_eq!(events[0].fact, Fact::CaseProceeded { case, with: Proceeding::NoteWritten {} });
    let scopes = Scope::all_of(fair.desk.case(case).unwrap());
    assert!(scopes.contains(&Scope::Note(case, MEI)), "erasing the case erases the note");
    let note = Action::WriteNote { text: "Mine.".to_owned() };
    assert!(matches!(fair.proceed(HEAD, case, note), Err(Refusal::NotYours { .. } | Refusal::NotAllowed)));
}

#[test]
fn identities_rights_and_help_leave_their_record() {
    let (mut fair, case, ticket, [first, _]) = received();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    let check = |authority| Action::CheckIdentity {
        party: first,
        paper: IdentityPaper::PowerOfAttorney,
        authority,
        body: person("Agent"),
    };
    fair.proceed(MEI, case, check(Authority::MayNotSettle)).unwrap();
    fair.proceed(MEI, case, check(Authority::MaySettle)).unwrap();
    fair.proceed(MEI, case, Action::ExplainRights { text: "v1".to_owned() }).unwrap();
    fair.proceed(MEI, case, Action::CallForHelp).unwrap();
    let known = fair.desk.case(case).unwrap().procedure.clone();
    assert_eq!(known.identity(first).unwrap().authority, Authority::MaySettle, "the last check counts");
    let of_first = known.identities.iter().filter(|check| check.party == first);
    let authorities: Vec<_> = of_first.map(|check| check.authority).collect();
    assert!(authorities.ends_with(&[Authority::MayNotSettle, Authority::MaySettle]), "{authorities:?}");
    assert_eq!(known.rights.unwrap().1, "v1");
    assert!(known.help.is_some());
    fair.proceed(TOM, case, Action::AnswerHelp).unwrap();
    assert!(fair.desk.case(case).unwrap().procedure.help.is_none());
}

#[test]
fn a_refusal_of_a_step_leaves_no_trace() {
    let (mut fair, case, _, [first, _]) = received();
    let before = fair.desk.clone();
    let command = Command::Proceed {
        case,
        action: Box::new(Action::WithdrawConsent { party: first, means: Means::Device }),
    };
    assert!(fair.ask(Actor::Public, command).is_err());
    assert_eq!(fair.desk, before);
}

/// At filing the language of a respondent is a guess; who answers says which they read, and staff may set it.
#[test]
fn the_language_of_a_party_is_noted_when_it_becomes_known() {
    let (mut fair, case, _, [first, second]) = received();
    let language =
        |fair: &TestFair, party| fair.desk.case(case).unwrap().party(party).unwrap().place.language;
    fair.accept(MEI, case).unwrap();
    let note = |party, language| Action::NoteLanguage { party, language };
    assert_eq!(language(&fair, second), Language::En);
    assert!(matches!(fair.proceed(TOM, case, note(second, Language::ZhCn)), Err(Refusal::NotYours { .. })));
    fair.proceed(MEI, case, note(second, Language::ZhCn)).unwrap();
    assert_eq!(language(&fair, second), Language::ZhCn);
    assert_eq!(fair.proceed(MEI, case, note(second, Language::ZhCn)), Ok(Vec::new()), "it was known");

    fair.notify(MEI, case, first).unwrap();
    let own = fair.desk.case(case).unwrap().party(first).unwrap().ticket.unwrap();
    let answer = Action::Answer {
        party: first,
        answer: Answer::Accept,
        text: "v1".to_owned(),
        means: Means::Device,
        authority: Authority::Own,
        body: ReplyBody { person: person("Noor"), statement: None, language: None },
        language: Some(Language::ZhCn),
    };
    fair.proceed_as(own, answer).unwrap();
    assert_eq!((language(&fair, first), ways(&fair, case)[0]), (Language::ZhCn, Way::Accepted));
}

#[test]
fn what_nobody_takes_is_left_before_a_witness_or_with_a_photo() {
    let (mut fair, case, _, [first, _]) = received();
    fair.accept(MEI, case).unwrap();
    let notice = fair.new_notice();
    fair.proceed(MEI, case, Action::IssueNotice { party: first, notice }).unwrap();
    let left = |evidence, body| Action::RecordService {
        party: first,
        service: Service { method: ServiceMethod::LeftBehind, refused: true, evidence },
        body,
    };
    let alone = left(None, person("Booth staff"));
    assert_eq!(fair.proceed(MEI, case, alone), Err(Refusal::Incomplete("witness")));
    let shown = EvidenceId(fair.fresh());
    let (audience, purpose) = (Audience::Mediation, Purpose::Service);
    let add = Command::AddEvidence { case, party: first, evidence: shown, audience, purpose, body: photo() };
    fair.by(MEI, add).unwrap();
    fair.proceed(MEI, case, left(Some(shown), person("Booth staff"))).unwrap();
    assert_eq!(ways(&fair, case)[0], Way::Served);
}

/// Whoever decides on an application has read it, and whoever says that a notice was handed over has the case: colleagues see its
/// summary alone, and learn nothing by trying.
#[test]
fn of_a_case_that_nobody_has_a_mediator_accepts_and_serves_nothing_before_taking_it() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let nobodys = Err(Refusal::NotYours { by: None });
    assert_eq!(fair.proceed(TOM, case, accept(CaseSource::Application)), nobodys);
    let new = fair.dispute(&[Ask::Measure]);
    let (complaint, _) = fair.file_this(new).unwrap();
    assert_eq!(fair.proceed(TOM, complaint, accept(CaseSource::Application)), nobodys, "whatever was asked");
    for who in [HEAD, RECEPTION] {
        fair.clone().proceed(who, case, accept(CaseSource::Application)).unwrap();
    }

    fair.claim(MEI, ticket).unwrap();
    let meis = Err(Refusal::NotYours { by: Some(MEI) });
    assert_eq!(fair.proceed(TOM, case, accept(CaseSource::Application)), meis);
    fair.accept(MEI, case).unwrap();
    let (party, notice) = (fair.respondent(case).unwrap(), fair.new_notice());
    fair.proceed(MEI, case, Action::IssueNotice { party, notice }).unwrap();
    fair.release(MEI, ticket).unwrap();
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    let serve = Action::RecordService { party, service, body: person("Booth staff") };
    for who in [TOM, MEI] {
        assert_eq!(fair.proceed(who, case, serve.clone()), nobodys, "{who}");
    }
    fair.claim(TOM, ticket).unwrap();
    fair.declare(TOM, case).unwrap();
    fair.proceed(TOM, case, serve).unwrap();
}
