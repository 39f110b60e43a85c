//! Who appoints whom, duty and rooms, conflicts of interest.

use domain::{
    Actor, BoothId, Command, ExhibitorId, Refusal, StaffId,
    body::StaffBody,
    command::NewStaff,
    directory::Directory,
    staff::{Conflict, Credentials, DutyState, Profile, Role},
    testing::{HEAD, MEI, ORGANISER, SUPERVISOR, TOM, TestFair, new_staff},
    ticket::TicketState,
};

fn appoint(id: u8, roles: &[Role]) -> Command {
    let mut staff = new_staff(StaffId([id; 16]), Role::Mediator);
    staff.roles = roles.to_vec();
    Command::AppointStaff { staff }
}

#[test]
fn the_organiser_makes_organisers_and_heads_and_the_head_everybody_else() {
    let by = [ORGANISER, HEAD, MEI, SUPERVISOR];
    let table: [(&[Role], [bool; 4]); 8] = [
        (&[Role::Organiser], [true, false, false, false]),
        (&[Role::Head], [true, false, false, false]),
        (&[Role::Organiser, Role::Head], [true, false, false, false]),
        (&[Role::Mediator], [false, true, false, false]),
        (&[Role::Supervisor], [false, true, false, false]),
        (&[Role::DutyManager], [true, false, false, false]),
        (&[Role::Auditor], [false, true, false, false]),
        (&[Role::Head, Role::Mediator], [false, false, false, false]),
    ];
    for (roles, may) in table {
        for (who, may) in by.into_iter().zip(may) {
            let answer = TestFair::new().by(who, appoint(50, roles));
            assert_eq!(answer.is_ok(), may, "{who} {roles:?}");
        }
    }
    let mut fair = TestFair::new();
    assert_eq!(fair.by(HEAD, appoint(50, &[])), Err(Refusal::Incomplete("roles")));
    fair.ask(Actor::System, appoint(50, &[Role::Head, Role::Mediator])).unwrap();
}

/// What a head is told: who else was given a sign-in or a PIN, and by whom.
fn told(fair: &TestFair, who: StaffId) -> Vec<(Option<StaffId>, StaffId)> {
    let news = fair.desk.heads_given(fair.desk.staff_member(who).unwrap(), fair.now);
    news.into_iter().map(|(given, head)| (given.by, head)).collect()
}

/// Whoever gives a head a sign-in or a PIN could open the files of the body: the heads who were there learn of it.
#[test]
fn heads_are_told_that_one_beside_them_was_given_a_sign_in_or_a_pin() {
    let (first, second) = (StaffId([51; 16]), StaffId([52; 16]));
    let mut fair = TestFair::new();
    fair.by(ORGANISER, appoint(51, &[Role::Head])).unwrap();
    assert_eq!(told(&fair, HEAD), [], "the desk is being set up");
    fair.pass(25 * 60);
    fair.by(ORGANISER, appoint(52, &[Role::Head])).unwrap();
    assert_eq!(told(&fair, HEAD), [(Some(ORGANISER), second)]);
    assert_eq!(told(&fair, second), [], "it is theirs");
    assert_eq!(told(&fair, MEI), [], "who heads nothing");
    let body = StaffBody { name: "x".to_owned(), pin: "-".to_owned() };
    fair.by(ORGANISER, Command::ResetPin { staff: HEAD, body }).unwrap();
    assert_eq!(told(&fair, first), [(Some(ORGANISER), HEAD), (Some(ORGANISER), second)]);
    assert_eq!(told(&fair, second), [(Some(ORGANISER), HEAD)]);
    fair.pass(7 * 24 * 60);
    assert_eq!(told(&fair, first), [], "for some days");
}

/// What somebody did they know; what another did to the same head they do not.
#[test]
fn a_head_who_made_another_or_gave_one_a_pin_is_not_told_of_it() {
    let (both, made) = (StaffId([51; 16]), StaffId([52; 16]));
    let new_pin =
        || Command::ResetPin { staff: HEAD, body: StaffBody { name: "x".to_owned(), pin: "-".to_owned() } };
    let mut fair = TestFair::new();
    fair.by(ORGANISER, appoint(51, &[Role::Organiser, Role::Head])).unwrap();
    fair.pass(25 * 60);
    fair.by(both, appoint(52, &[Role::Head])).unwrap();
    fair.by(both, new_pin()).unwrap();
    assert_eq!(told(&fair, both), [], "it is their own doing");
    assert_eq!(told(&fair, HEAD), [(Some(both), made)]);
    assert_eq!(told(&fair, made), [(Some(both), HEAD)]);
    fair.by(ORGANISER, new_pin()).unwrap();
    assert_eq!(told(&fair, both), [(Some(ORGANISER), HEAD)]);
}

/// A desk that is set up in the morning has files in the afternoon.
#[test]
fn heads_are_told_of_one_made_on_the_first_day_once_there_is_a_case() {
    let (early, late) = (StaffId([51; 16]), StaffId([52; 16]));
    let mut fair = TestFair::new();
    fair.by(ORGANISER, appoint(51, &[Role::Head])).unwrap();
    fair.file().unwrap();
    assert_eq!(told(&fair, HEAD), [], "who came with the set-up still did");
    fair.by(ORGANISER, appoint(52, &[Role::Head])).unwrap();
    for reader in [HEAD, early] {
        assert_eq!(told(&fair, reader), [(Some(ORGANISER), late)], "{reader}");
    }
}

/// Else whoever made it, opened a file and took it away again would be the one of whom nobody hears.
#[test]
fn heads_are_told_as_long_of_one_whose_sign_in_was_taken_away() {
    let gone = StaffId([51; 16]);
    let mut fair = TestFair::new();
    fair.file().unwrap();
    fair.by(ORGANISER, appoint(51, &[Role::Head])).unwrap();
    fair.pass(2);
    fair.by(ORGANISER, Command::DismissStaff { staff: gone }).unwrap();
    assert_eq!(fair.desk.staff_member(gone).unwrap().dismissed_at, Some(fair.now));
    assert_eq!(told(&fair, HEAD), [(Some(ORGANISER), gone)]);
    assert_eq!(told(&fair, gone), [], "who works here no longer is told nothing");
    fair.pass(7 * 24 * 60 - 3);
    assert_eq!(told(&fair, HEAD), [(Some(ORGANISER), gone)]);
    fair.pass(1);
    assert_eq!(told(&fair, HEAD), [], "for some days");
}

#[test]
fn nobody_becomes_somebody_else() {
    let mut fair = TestFair::new();
    let mut takeover = new_staff(ORGANISER, Role::Mediator);
    takeover.id = ORGANISER;
    assert_eq!(fair.by(HEAD, Command::AppointStaff { staff: takeover }), Err(Refusal::Taken("staff")));
    fair.by(HEAD, Command::DismissStaff { staff: TOM }).unwrap();
    let back = Command::AppointStaff { staff: new_staff(TOM, Role::Mediator) };
    assert_eq!(fair.by(HEAD, back), Err(Refusal::Taken("staff")));
}

#[test]
fn a_pin_is_reset_by_its_owner_by_who_answers_for_them_or_at_the_machine() {
    let reset = |staff: StaffId| Command::ResetPin {
        staff,
        body: StaffBody { name: "x".to_owned(), pin: "-".to_owned() },
    };
    let mut fair = TestFair::new();
    for (who, whose, may) in [
        (MEI, MEI, true),
        (MEI, TOM, false),
        (HEAD, MEI, true),
        (ORGANISER, MEI, false),
        (ORGANISER, HEAD, true),
        (HEAD, ORGANISER, false),
        (SUPERVISOR, SUPERVISOR, true),
    ] {
        assert_eq!(fair.by(who, reset(whose)).is_ok(), may, "{who} {whose}");
    }
    fair.ask(Actor::System, reset(ORGANISER)).unwrap();
    assert_eq!(fair.by(HEAD, reset(StaffId([99; 16]))), Err(Refusal::Unknown("staff")));
}

#[test]
fn a_name_on_papers_is_said_by_its_owner_or_who_answers_for_them_and_the_rosters_by_the_head_alone() {
    let named = |staff: StaffId| Command::NameStaff { staff, name: "王丽 Wang Li".to_owned() };
    let mut fair = TestFair::new();
    for (who, whose, may) in [
        (ORGANISER, ORGANISER, true),
        (HEAD, ORGANISER, false),
        (HEAD, HEAD, true),
        (ORGANISER, HEAD, true),
        (SUPERVISOR, SUPERVISOR, true),
        (HEAD, SUPERVISOR, true),
        (ORGANISER, SUPERVISOR, false),
        // The roster has the name of a mediator.
        (MEI, MEI, false),
        (HEAD, MEI, false),
    ] {
        assert_eq!(fair.by(who, named(whose)).is_ok(), may, "{who} {whose}");
    }
    assert_eq!(fair.by(HEAD, named(StaffId([99; 16]))), Err(Refusal::Unknown("staff")));
    assert_eq!(fair.desk.staff_member(HEAD).unwrap().credentials, Some(Credentials::default()), "not listed");
}

#[test]
fn who_is_appointed_with_a_name_on_papers_goes_by_it() {
    let mut fair = TestFair::new();
    let anna = StaffId([50; 16]);
    let staff = NewStaff { printed: Some("安娜 Anna".to_owned()), ..new_staff(anna, Role::Supervisor) };
    let events = fair.by(HEAD, Command::AppointStaff { staff }).unwrap();
    let mut names = Directory::default();
    for event in &events {
        names.apply(&event.fact, &event.body.as_ref().unwrap().content);
    }
    assert_eq!(names.called(anna), Some("安娜 Anna"));
    assert_eq!(names.staff(anna).unwrap().name, "Supervisor 50", "and signs in by the other");
    for event in fair.by(HEAD, Command::NameStaff { staff: anna, name: String::new() }).unwrap() {
        names.apply(&event.fact, &event.body.unwrap().content);
    }
    assert_eq!(names.called(anna), Some("Supervisor 50"), "without one that is all there is");
}

#[test]
fn the_last_organiser_and_the_last_head_stay() {
    let mut fair = TestFair::new();
    let dismiss = |staff| Command::DismissStaff { staff };
    assert_eq!(fair.by(ORGANISER, dismiss(ORGANISER)), Err(Refusal::LastOne));
    assert_eq!(fair.by(ORGANISER, dismiss(HEAD)), Err(Refusal::LastOne));
    assert_eq!(fair.by(HEAD, dismiss(ORGANISER)), Err(Refusal::NotAllowed));
    assert_eq!(fair.by(ORGANISER, dismiss(MEI)), Err(Refusal::NotAllowed));
    fair.by(ORGANISER, appoint(50, &[Role::Head])).unwrap();
    fair.by(ORGANISER, dismiss(HEAD)).unwrap();
    assert_eq!(fair.by(ORGANISER, dismiss(HEAD)), Err(Refusal::Unknown("staff")));
}

#[test]
fn nobody_leaves_with_parties_in_their_hands() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.duty(MEI, DutyState::Off, None), Err(Refusal::HoldsTicket { ticket }));
    let dismiss = Command::DismissStaff { staff: MEI };
    assert_eq!(fair.by(HEAD, dismiss.clone()), Err(Refusal::HoldsTicket { ticket }));
    fair.duty(MEI, DutyState::Break, None).unwrap();
    assert_eq!(fair.state(ticket), Some(TicketState::Claimed));
    fair.release(MEI, ticket).unwrap();
    fair.duty(MEI, DutyState::Off, None).unwrap();
    fair.by(HEAD, dismiss).unwrap();
    assert_eq!(fair.duty(MEI, DutyState::On, None), Err(Refusal::NotAllowed));
}

#[test]
fn a_room_is_one_mediators_also_through_a_break() {
    let mut fair = TestFair::new();
    let taken = Err(Refusal::RoomTaken { by: MEI });
    assert_eq!(fair.duty(TOM, DutyState::On, Some("Room 1")), taken);
    fair.duty(MEI, DutyState::Break, None).unwrap();
    assert_eq!(fair.duty(TOM, DutyState::On, Some("Room 1")), taken);
    fair.duty(MEI, DutyState::On, None).unwrap();
    assert_eq!(fair.desk.staff_member(MEI).unwrap().room.as_ref().unwrap().as_str(), "Room 1");
    fair.duty(MEI, DutyState::Off, None).unwrap();
    fair.duty(TOM, DutyState::On, Some("Room 1")).unwrap();
    assert_eq!(fair.duty(TOM, DutyState::On, Some("Cellar")), Err(Refusal::Unknown("room")));
    assert_eq!(fair.duty(TOM, DutyState::On, None), Ok(Vec::new()), "no change, no fact");
}

#[test]
fn a_break_is_a_break_from_duty() {
    let mut fair = TestFair::new();
    fair.duty(MEI, DutyState::Off, None).unwrap();
    assert_eq!(fair.duty(MEI, DutyState::Break, None), Err(Refusal::NotOnDuty));
}

#[test]
fn conflicts_are_with_somebody_who_is_there() {
    let mut fair = TestFair::new();
    let declare = |conflict| Command::DeclareConflict { conflict };
    let nobody = Conflict::Exhibitor(ExhibitorId([9; 16]));
    assert_eq!(fair.by(MEI, declare(nobody)), Err(Refusal::Unknown("exhibitor")));
    let nowhere = Conflict::Booth(BoothId([9; 16]));
    assert_eq!(fair.by(MEI, declare(nowhere)), Err(Refusal::Unknown("booth")));
    let lumen = Conflict::Exhibitor(fair.enrol("Lumen", &[]).unwrap());
    assert_eq!(fair.by(MEI, declare(lumen)).unwrap().len(), 1);
    assert_eq!(fair.by(MEI, declare(lumen)), Ok(Vec::new()));
}

#[test]
fn mediators_describe_themselves_and_the_head_anybody() {
    let amend = |staff| Command::AmendStaff { staff, profile: Profile::default() };
    let mut fair = TestFair::new();
    fair.by(MEI, amend(MEI)).unwrap();
    fair.by(HEAD, amend(MEI)).unwrap();
    assert_eq!(fair.by(MEI, amend(TOM)), Err(Refusal::NotAllowed));
    assert_eq!(fair.by(HEAD, amend(StaffId([99; 16]))), Err(Refusal::Unknown("staff")));
}
