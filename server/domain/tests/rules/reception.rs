//! Who receives has a case from the counter into the line for talks, and no further (procedure A.1 "intake officer", A.2 rows 2 to 8).

use domain::{
    BodyId, CaseId, Command, PartyId, Refusal, RoomId, StaffId, TicketNumber,
    body::RecordBody,
    case::{Ask, CaseState, Outcome, Paper, Reason, Urgency},
    command::NewStaff,
    figures::figures,
    procedure::{Action, Answer, RecordPart},
    reading::Sight,
    staff::{DutyState, Profile, Role},
    testing::{HEAD, MEI, RECEPTION, TestFair, new_staff, plan},
    ticket::{Lane, ParkReason, ReleaseReason, TicketState},
};

/// A fair whose reception is on duty in Tom's room, and a case that was filed.
fn filed() -> (TestFair, CaseId, TicketNumber) {
    let mut fair = TestFair::new();
    fair.duty(domain::testing::TOM, DutyState::Off, None).unwrap();
    fair.duty(RECEPTION, DutyState::On, Some("Room 2")).unwrap();
    let (case, ticket) = fair.file().unwrap();
    (fair, case, ticket)
}

fn sight(fair: &TestFair, case: CaseId) -> Sight {
    fair.desk.sight(fair.desk.staff_member(RECEPTION).unwrap(), fair.desk.case(case).unwrap())
}

/// A step that belongs to the talks, by whoever receives.
fn turned_away(fair: &TestFair, command: &Command) {
    let said = fair.clone().by(RECEPTION, command.clone());
    assert_eq!(said, Err(Refusal::NotAllowed), "{command:?}");
}

#[test]
fn reception_walks_a_case_from_the_counter_into_the_line_for_talks() {
    let (mut fair, case, ticket) = filed();
    let urgent = Command::RecordUrgency { case, urgency: Urgency::LeavingSoon, remark: None };
    fair.by(RECEPTION, urgent).unwrap();
    assert_eq!(fair.claim_next(RECEPTION), Ok(ticket));
    fair.call(RECEPTION, ticket).unwrap();
    fair.check_in(RECEPTION, ticket).unwrap();
    let missing = vec![Paper::ALL[0]];
    fair.by(RECEPTION, Command::CheckPapers { case, missing }).unwrap();
    fair.by(RECEPTION, Command::ParkTicket { ticket, reason: ParkReason::Papers }).unwrap();
    fair.requeue(RECEPTION, ticket).unwrap();
    fair.claim(RECEPTION, ticket).unwrap();
    // Whoever has it accepts, says to have no conflict, hands the notice over and writes the answer down.
    fair.accept(RECEPTION, case).unwrap();
    let respondent = fair.respondent(case).unwrap();
    fair.notify(RECEPTION, case, respondent).unwrap();
    fair.answer(RECEPTION, case, respondent, Answer::Accept).unwrap();
    assert_eq!(sight(&fair, case), Sight::Received);
    fair.open_talks(RECEPTION, case).unwrap();
    let lead = fair.desk.ticket(ticket).unwrap();
    assert_eq!((lead.lane, lead.state, lead.mediator), (Lane::Talks, TicketState::Waiting, None));
    // The log, which the organiser reads, does not tell that both sides agreed.
    let listed = figures(&fair.desk, plan().first_day, None).rows;
    assert_eq!(listed.iter().map(|row| row.lane).collect::<Vec<_>>(), [Lane::Reception]);
    // There it is a mediator's, who declares for themselves before they talk.
    turned_away(&fair, &Command::ClaimTicket { ticket });
    assert_eq!(fair.claim_next(RECEPTION), Err(Refusal::NobodyWaits));
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.call(MEI, ticket), Err(Refusal::StepMissing("impartiality")));
    fair.declare(MEI, case).unwrap();
    fair.call(MEI, ticket).unwrap();
    for number in fair.tickets(case) {
        fair.check_in(MEI, number).unwrap();
    }
    fair.prepare(MEI, case).unwrap();
    fair.start(MEI, case).unwrap();
}

#[test]
fn what_follows_on_reception_is_not_its_own() {
    let (mut fair, case, ticket) = filed();
    fair.claim(RECEPTION, ticket).unwrap();
    fair.agree_to_talk(RECEPTION, case).unwrap();
    let (claimant, respondent) = parties(&fair, case);
    let body = RecordBody { text: "They talk.".to_owned(), ..RecordBody::default() };
    let (part, base) = (RecordPart::Mediation, 0);
    for action in [
        Action::WriteRecord { part, base, body },
        Action::WriteNote { text: "A thought.".to_owned() },
        Action::ExplainRights { text: "2026-03".to_owned() },
        Action::CallForHelp,
        Action::AgreeTerms { version: 1 },
        Action::CancelAppointment,
        Action::QuoteNoFee { base: 0 },
        Action::RefuseToSign { party: claimant },
        Action::NoteLanguage { party: respondent, language: domain::fair::Language::ZhCn },
    ] {
        turned_away(&fair, &Command::Proceed { case, action: Box::new(action) });
    }
    turned_away(&fair, &Command::StartSession { case });
    turned_away(&fair, &Command::CheckInTicket { ticket });
    turned_away(&fair, &Command::RequeueTicket { ticket });
    let reason = ReleaseReason::Mistake;
    turned_away(&fair, &Command::ReleaseTicket { ticket, reason, remark: None });
    let urgency = Urgency::LeavingSoon;
    turned_away(&fair, &Command::RecordUrgency { case, urgency, remark: None });
    turned_away(&fair, &Command::EraseCase { case });
    // It still knows who they are, and nothing of how they talk.
    let (desk, staff) = (&fair.desk, fair.desk.staff_member(RECEPTION).unwrap());
    let known = desk.case(case).unwrap();
    assert_eq!(known.state, CaseState::Agreed);
    assert_eq!(desk.sight(staff, known), Sight::Received);
    assert!(
        desk.sees_ending(staff, known) && !desk.sees_outcome(staff, known) && !desk.sees_way(staff, known)
    );
    let told = known.reception_steps().next_back().unwrap();
    assert_eq!(told.kind, "TalksOpened");
}

#[test]
fn earlier_complaints_are_told_reception_alone_and_while_the_case_is_there() {
    let (mut fair, case, ticket) = filed();
    let told = |fair: &TestFair, staff: StaffId| {
        let reader = fair.desk.staff_member(staff).unwrap();
        fair.desk.sees_earlier_complaints(reader, fair.desk.case(case).unwrap())
    };
    fair.claim(MEI, ticket).unwrap();
    assert_eq!([RECEPTION, MEI, HEAD].map(|staff| told(&fair, staff)), [true, false, false]);
    fair.release(MEI, ticket).unwrap();
    fair.claim(RECEPTION, ticket).unwrap();
    fair.agree_to_talk(RECEPTION, case).unwrap();
    assert!(!told(&fair, RECEPTION), "reception is done");
}

fn parties(fair: &TestFair, case: CaseId) -> (PartyId, PartyId) {
    let known = fair.desk.case(case).unwrap();
    (known.claimant().place.id, known.respondents()[0].place.id)
}

#[test]
fn reception_answers_or_does_not_accept_and_brings_a_case_to_no_other_end() {
    for (outcome, reason, may) in [
        (Outcome::AdviceGiven, Reason::Other, true),
        (Outcome::NotAccepted, Reason::RightContested, true),
        (Outcome::NoAgreement, Reason::NoProspect, false),
        (Outcome::Referred, Reason::Other, false),
        (Outcome::Withdrawn, Reason::ApplicantWithdrew, false),
    ] {
        let (mut fair, case, ticket) = filed();
        fair.claim(RECEPTION, ticket).unwrap();
        let said = fair.conclude(RECEPTION, case, outcome, reason);
        if may {
            said.unwrap();
        } else {
            assert_eq!(said, Err(Refusal::NotAllowed), "{outcome:?}");
        }
    }
}

#[test]
fn what_a_colleague_has_is_theirs_and_the_head_may_act_for_reception() {
    let (mut fair, case, ticket) = filed();
    fair.claim(MEI, ticket).unwrap();
    let papers = || Command::CheckPapers { case, missing: vec![Paper::ALL[0]] };
    assert_eq!(fair.by(RECEPTION, papers()), Err(Refusal::NotYours { by: Some(MEI) }));
    fair.release(MEI, ticket).unwrap();
    fair.claim(RECEPTION, ticket).unwrap();
    fair.by(HEAD, papers()).unwrap();
    assert_eq!(
        fair.by(HEAD, Command::DismissStaff { staff: RECEPTION }),
        Err(Refusal::HoldsTicket { ticket })
    );
}

#[test]
fn reception_is_of_one_body_and_on_duty_counts_as_no_mediator() {
    let (mut fair, case, ticket) = filed();
    assert!(fair.desk.on_duty().all(|staff| staff.id == MEI), "talks wait for mediators");
    let other = super::bodies::second();
    let mut two = super::bodies::hosting_two();
    let (theirs, number) = two.file().unwrap();
    let id = domain::StaffId([31; 16]);
    let profile = Profile { body: other, ..Profile::default() };
    let staff = NewStaff { profile, ..new_staff(id, Role::Reception) };
    let head = two.desk.staff().find(|staff| staff.is(Role::Head) && staff.profile.body == other).unwrap().id;
    two.by(head, Command::AppointStaff { staff }).unwrap();
    two.duty(id, DutyState::On, None).unwrap();
    assert_eq!(two.claim(id, number), Err(Refusal::OtherBody { body: BodyId::FIRST }));
    let read = Command::ReadCase { case: theirs, part: Ask::Mediation, reason: None };
    assert_eq!(two.by(id, read), Err(Refusal::OtherBody { body: BodyId::FIRST }));
    // Of its own it reads what was filed, and that is recorded.
    let read = Command::ReadCase { case, part: Ask::Mediation, reason: None };
    assert_eq!(fair.by(RECEPTION, read.clone()).unwrap().len(), 1);
    assert_eq!(fair.by(RECEPTION, read), Ok(Vec::new()));
    fair.duty(RECEPTION, DutyState::Break, None).unwrap();
    assert_eq!(fair.claim(RECEPTION, ticket), Err(Refusal::NotOnDuty));
    assert_eq!(
        fair.by(MEI, Command::TakeDuty { state: DutyState::On, room: Some(RoomId("Room 2".to_owned())) }),
        Err(Refusal::RoomTaken { by: RECEPTION })
    );
}
