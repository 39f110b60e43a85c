//! Setting up the fair: plan, halls, series, rules, address.

use domain::{
    Actor, Command, HallId, Mac, Refusal, RoomId, ScanToken, Series, ShiftId, StaffId,
    acts::{ActKind, On},
    body::ExhibitorBody,
    command::NewStaff,
    desk::Scan,
    device::DevicePlan,
    fair::{FairPlan, LineRules, Room, Venue, Weekday},
    shift::ShiftTime,
    staff::{Conflict, DutyState, Role},
    testing::{HEAD, MEI, ORGANISER, TOM, TestFair, kiosk, market, new_staff, plan},
};
use jiff::SignedDuration;

type Halls = Vec<(HallId, Option<Series>, ScanToken)>;

type Spoil = fn(&mut FairPlan);

fn halls(names: &[(&str, Option<&str>)]) -> Halls {
    let hall = |(name, series): &(&str, Option<&str>)| {
        let series = series.map(|letters| letters.parse().unwrap());
        (HallId((*name).to_owned()), series, ScanToken(format!("hall-{name}")))
    };
    names.iter().map(hall).collect()
}

fn founders() -> Vec<NewStaff> {
    vec![new_staff(ORGANISER, Role::Organiser), new_staff(HEAD, Role::Head)]
}

fn found(plan: FairPlan, halls: Halls, staff: Vec<NewStaff>) -> Result<TestFair, Refusal> {
    let mut fair = TestFair::empty();
    fair.ask(Actor::System, Command::FoundFair { plan, halls, staff, demo: false })?;
    Ok(fair)
}

#[test]
fn series_are_given_by_hand_or_in_order_and_the_desk_gets_the_next() {
    let fair = found(plan(), halls(&[("1", None), ("2", Some("A")), ("3", Some("XY"))]), founders()).unwrap();
    let series = |hall: &str| fair.desk.hall(&HallId(hall.to_owned())).unwrap().series.to_string();
    assert_eq!((series("1"), series("2"), series("3")), ("B".to_owned(), "A".to_owned(), "XY".to_owned()));
    assert_eq!(fair.desk.fair().unwrap().desk_series.to_string(), "C");
}

#[test]
fn letters_that_look_like_digits_are_given_to_nobody_anew() {
    let names: Vec<String> = (1..=25).map(|n| n.to_string()).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), None)).collect();
    let fair = found(plan(), halls(&many), founders()).unwrap();
    let given: String = fair.desk.halls().map(|hall| hall.series.to_string()).collect();
    assert!(given.contains('H') && given.contains('J') && !given.contains(['I', 'O']), "{given}");
    let desk_series = fair.desk.fair().unwrap().desk_series.to_string();
    assert_eq!(desk_series, "AB", "24 clear letters, then two at a time");
    for unclear in ["I", "O", "AI", "OB"] {
        let refused = found(plan(), halls(&[("1", Some(unclear))]), founders()).err();
        assert_eq!(refused, Some(Refusal::BadPlan("halls")), "{unclear}");
        // What was given out in the past stays a number.
        assert!(format!("{unclear}-017").parse::<domain::TicketNumber>().is_ok());
    }
}

#[test]
fn a_plan_that_makes_no_sense_is_named_by_its_field() {
    let spoilt: [(&str, Spoil); 12] = [
        ("name", |plan| plan.name = " ".to_owned()),
        ("last_day", |plan| plan.last_day = plan.first_day.yesterday().ok()),
        ("last_day", |plan| plan.last_day = Some(jiff::civil::date(2028, 1, 1))),
        ("last_day", |plan| plan.last_day = None),
        ("closed", |plan| plan.closed = [Weekday::Sunday].into()),
        ("closes", |plan| plan.closes = plan.opens),
        ("zone", |plan| plan.zone = "Asia/Nowhere".to_owned()),
        ("country", |plan| plan.country = "XX".to_owned()),
        ("rooms", |plan| plan.rooms.clear()),
        ("rooms", |plan| plan.rooms.push(plan.rooms[0].clone())),
        ("body", |plan| plan.body.name.clear()),
        ("languages", |plan| plan.languages.clear()),
    ];
    for (field, spoil) in spoilt {
        let mut plan = plan();
        spoil(&mut plan);
        assert_eq!(
            found(plan.clone(), halls(&[("1", None)]), founders()).err(),
            Some(Refusal::BadPlan(field))
        );
        assert_eq!(TestFair::new().by(ORGANISER, Command::AmendFair { plan }), Err(Refusal::BadPlan(field)));
    }
}

#[test]
fn a_standing_desk_has_one_line_and_no_last_day() {
    let one = || halls(&[("Desk", None)]);
    let fair = found(market(), one(), founders()).unwrap();
    assert_eq!(fair.desk.fair().unwrap().plan.last_day, None);
    let refused = |spoil: Spoil| {
        let mut plan = market();
        spoil(&mut plan);
        let mut fair = found(market(), one(), founders()).unwrap();
        let amended = fair.by(ORGANISER, Command::AmendFair { plan: plan.clone() }).unwrap_err();
        (found(plan, one(), founders()).err(), amended)
    };
    let both = |field| (Some(Refusal::BadPlan(field)), Refusal::BadPlan(field));
    assert_eq!(refused(|plan| plan.last_day = plan.first_day.tomorrow().ok()), both("last_day"));
    assert_eq!(refused(|plan| plan.closed = Weekday::ALL.iter().copied().collect()), both("closed"));
    let two = halls(&[("Desk", None), ("East", None)]);
    assert_eq!(found(market(), two, founders()).err(), Some(Refusal::BadPlan("halls")));
    assert_eq!(found(market(), Vec::new(), founders()).err(), Some(Refusal::BadPlan("halls")));
}

#[test]
fn a_place_stays_what_it_was_founded_as() {
    let park = FairPlan { venue: Venue::Park, ..market() };
    let mut fair = TestFair::standing(market()).unwrap();
    let refused = fair.by(ORGANISER, Command::AmendFair { plan: park });
    assert_eq!(refused, Err(Refusal::BadPlan("venue")));
    let sundays = FairPlan { closed: std::collections::BTreeSet::new(), ..market() };
    fair.by(ORGANISER, Command::AmendFair { plan: sundays }).unwrap();
    assert_eq!(
        TestFair::new().by(ORGANISER, Command::AmendFair { plan: market() }),
        Err(Refusal::BadPlan("venue"))
    );
}

#[test]
fn a_day_on_which_there_was_work_stays_one_of_the_fair() {
    let (first, third) = (plan().first_day, plan().last_day.unwrap());
    let second = first.tomorrow().unwrap();
    let mut fair = TestFair::new();
    for by in [MEI, TOM] {
        fair.duty(by, DutyState::Off, None).unwrap();
    }
    fair.pass(24 * 60);
    let moved = |from, until| FairPlan { first_day: from, last_day: Some(until), ..plan() };
    let amend = |fair: &mut TestFair, from, until| {
        fair.by(ORGANISER, Command::AmendFair { plan: moved(from, until) }).map(|events| events.len())
    };
    let refused = |field, day| Err(Refusal::DayWorked { field, day });
    // Nobody came on the second day yet, and the third has not come.
    assert_eq!(amend(&mut fair, second, third), refused("first_day", first), "somebody was on duty");
    assert_eq!(amend(&mut fair, first, first), Ok(1));
    assert_eq!(amend(&mut fair, first.yesterday().unwrap(), third), Ok(1));
    assert_eq!(amend(&mut fair, first, third), Ok(1), "the day before was nobody's");

    fair.file().unwrap();
    assert_eq!(amend(&mut fair, first, first), refused("last_day", second));
    let later = third.tomorrow().unwrap();
    assert_eq!(amend(&mut fair, later, later), refused("first_day", first));
    let before = first.yesterday().unwrap();
    assert_eq!(amend(&mut fair, before, before), refused("last_day", second), "the last one is told");
    assert_eq!(amend(&mut fair, first, second), Ok(1));
}

#[test]
fn a_day_that_somebody_went_into_on_duty_was_worked() {
    let first = plan().first_day;
    let second = first.tomorrow().unwrap();
    let mut fair = TestFair::new();
    let shorter = Command::AmendFair { plan: FairPlan { last_day: Some(first), ..plan() } };
    fair.pass(24 * 60);
    let refused = Err(Refusal::DayWorked { field: "last_day", day: second });
    assert_eq!(fair.by(ORGANISER, shorter), refused, "nothing was recorded on it, and Mei is there");
}

#[test]
fn a_day_that_was_worked_stays_at_a_standing_desk_and_the_first_one_may_be_earlier() {
    let mut fair = TestFair::standing(market()).unwrap();
    let first = market().first_day;
    let later = Command::AmendFair { plan: FairPlan { first_day: first.tomorrow().unwrap(), ..market() } };
    assert_eq!(fair.by(ORGANISER, later), Err(Refusal::DayWorked { field: "first_day", day: first }));
    let earlier = Command::AmendFair { plan: FairPlan { first_day: first.yesterday().unwrap(), ..market() } };
    fair.by(ORGANISER, earlier).unwrap();
}

#[test]
fn a_fair_needs_halls_an_organiser_and_a_head() {
    let refused = |halls: Halls, staff: Vec<NewStaff>| found(plan(), halls, staff).unwrap_err();
    assert_eq!(refused(Vec::new(), founders()), Refusal::BadPlan("halls"));
    assert_eq!(refused(halls(&[("1", None), ("1", None)]), founders()), Refusal::BadPlan("halls"));
    assert_eq!(refused(halls(&[("1", Some("A")), ("2", Some("A"))]), founders()), Refusal::SeriesTaken);
    assert_eq!(refused(halls(&[("1", None)]), founders()[..1].to_vec()), Refusal::LastOne);
    assert_eq!(refused(halls(&[("1", None)]), founders()[1..].to_vec()), Refusal::LastOne);
    let twice = vec![new_staff(HEAD, Role::Organiser), new_staff(HEAD, Role::Head)];
    assert_eq!(refused(halls(&[("1", None)]), twice), Refusal::Taken("staff"));
    let mut same_code = halls(&[("1", None), ("2", None)]);
    same_code[1].2 = same_code[0].2.clone();
    assert_eq!(refused(same_code, founders()), Refusal::Taken("token"));
    let many: Halls =
        (0..201).map(|n| (HallId(n.to_string()), None, ScanToken(format!("hall-{n}")))).collect();
    assert_eq!(refused(many, founders()), Refusal::TooMany { what: "halls", max: 200 });
}

#[test]
fn one_person_may_be_organiser_and_head_at_a_small_fair() {
    let mut both = new_staff(ORGANISER, Role::Organiser);
    both.roles.push(Role::Head);
    let mut fair = found(plan(), halls(&[("1", None)]), vec![both]).unwrap();
    fair.by(ORGANISER, Command::AppointStaff { staff: new_staff(MEI, Role::Mediator) }).unwrap();
    fair.by(ORGANISER, Command::AmendFair { plan: plan() }).unwrap();
    assert_eq!(fair.by(ORGANISER, Command::DismissStaff { staff: ORGANISER }), Err(Refusal::LastOne));
}

#[test]
fn a_fair_is_set_up_once_and_only_from_the_setup_address() {
    let again = || Command::FoundFair { plan: plan(), halls: Vec::new(), staff: Vec::new(), demo: true };
    assert_eq!(TestFair::new().ask(Actor::System, again()), Err(Refusal::FairExists));
    assert_eq!(TestFair::empty().ask(Actor::Public, again()), Err(Refusal::NotAllowed));
    let mut empty = TestFair::empty();
    let new = empty.dispute(&[]);
    assert_eq!(empty.ask(Actor::Public, Command::FileCase(Box::new(new))), Err(Refusal::NoFair));
    assert_eq!(
        empty.ask(Actor::System, Command::SetRules { rules: LineRules::default() }),
        Err(Refusal::NoFair)
    );
}

#[test]
fn rooms_stand_in_halls_that_are_there_and_stay_while_somebody_sits_in_them() {
    let mut fair = TestFair::new();
    let mut lost = plan();
    lost.rooms.push(Room { id: RoomId("Attic".to_owned()), hall: Some(HallId("99".to_owned())) });
    assert_eq!(fair.by(ORGANISER, Command::AmendFair { plan: lost }), Err(Refusal::Unknown("hall")));
    let mut fewer = plan();
    fewer.rooms.remove(0);
    let amend = Command::AmendFair { plan: fewer };
    assert_eq!(fair.by(ORGANISER, amend.clone()), Err(Refusal::RoomTaken { by: MEI }));
    fair.duty(MEI, DutyState::Break, None).unwrap();
    assert_eq!(fair.by(ORGANISER, amend.clone()), Err(Refusal::RoomTaken { by: MEI }));
    fair.duty(MEI, DutyState::Off, None).unwrap();
    fair.by(ORGANISER, amend.clone()).unwrap();
    assert_eq!(fair.by(ORGANISER, amend), Ok(Vec::new()), "nothing changed, nothing written");
}

#[test]
fn halls_are_added_once_with_letters_never_used_before() {
    let mut fair = TestFair::new();
    let add = |names: &[&str]| Command::AddHalls {
        halls: names
            .iter()
            .map(|name| (HallId((*name).to_owned()), ScanToken(format!("new-hall-{name}"))))
            .collect(),
    };
    assert_eq!(fair.by(ORGANISER, add(&["1", "3", "3", "4"])).unwrap().len(), 2);
    let series =
        |fair: &TestFair, hall: &str| fair.desk.hall(&HallId(hall.to_owned())).unwrap().series.to_string();
    assert_eq!(
        (series(&fair, "1"), series(&fair, "3"), series(&fair, "4")),
        ("A".into(), "D".into(), "E".into())
    );
    assert_eq!(fair.by(ORGANISER, add(&["3"])), Ok(Vec::new()));
    let known = Command::AddHalls { halls: vec![(HallId("5".to_owned()), ScanToken("hall-1".to_owned()))] };
    assert_eq!(fair.by(ORGANISER, known), Err(Refusal::Taken("token")));
}

#[test]
fn a_replaced_hall_code_is_revoked_and_never_given_again() {
    let mut fair = TestFair::new();
    let (hall, old, new) =
        (HallId("1".to_owned()), ScanToken("hall-1".to_owned()), ScanToken("fresh".to_owned()));
    let replace = |token: &ScanToken| Command::ReplaceHallCode { hall: hall.clone(), token: token.clone() };
    fair.by(ORGANISER, replace(&new)).unwrap();
    assert_eq!(fair.desk.scan(&old), Some(&Scan::Revoked));
    assert_eq!(fair.desk.scan(&new), Some(&Scan::Hall(hall.clone())));
    assert_eq!(fair.by(ORGANISER, replace(&old)), Err(Refusal::Taken("token")));
    let nowhere = Command::ReplaceHallCode { hall: HallId("9".to_owned()), token: old };
    assert_eq!(fair.by(ORGANISER, nowhere), Err(Refusal::Unknown("hall")));
}

fn stray() -> HallId {
    HallId("F10".to_owned())
}

fn with_stray(token: &str) -> Command {
    Command::AddHalls { halls: vec![(stray(), ScanToken(token.to_owned()))] }
}

fn without(hall: &HallId) -> Command {
    Command::RemoveHall { hall: hall.clone() }
}

#[test]
fn a_hall_in_which_nothing_stands_is_taken_out_and_its_letters_and_codes_are_never_given_again() {
    let mut fair = TestFair::new();
    let (hall, token) = (stray(), ScanToken("stray".to_owned()));
    assert_eq!(fair.by(ORGANISER, without(&hall)), Err(Refusal::Unknown("hall")));
    fair.by(ORGANISER, with_stray("stray")).unwrap();
    let letters = fair.desk.hall(&hall).unwrap().series;
    let exhibitor = fair.enrol("Lumen GmbH", &["F10/A1"]).unwrap();
    let booth = fair.desk.booth_at(&hall, "A1").unwrap().clone();
    assert_eq!(fair.desk.in_hall(&hall, fair.now).exhibitors, 1);
    assert_eq!(fair.by(ORGANISER, without(&hall)), Err(Refusal::HallInUse));
    let moved = Command::EnrolExhibitor {
        exhibitor,
        booths: Vec::new(),
        undertaking: None,
        body: ExhibitorBody { name: "Lumen GmbH".to_owned(), ..ExhibitorBody::default() },
    };
    fair.by(ORGANISER, moved).unwrap();
    fair.by(MEI, Command::DeclareConflict { conflict: Conflict::Booth(booth.id) }).unwrap();
    fair.by(ORGANISER, without(&hall)).unwrap();
    assert_eq!((fair.desk.hall(&hall), fair.desk.booth(booth.id)), (None, None));
    assert_eq!(
        (fair.desk.scan(&token), fair.desk.scan(&booth.token)),
        (Some(&Scan::Gone), Some(&Scan::Gone))
    );
    assert!(fair.desk.staff_member(MEI).unwrap().conflicts.is_empty(), "nobody is there any more");
    let act = fair.desk.acts().next_back().unwrap();
    assert_eq!((act.what, &act.on), (ActKind::HallRemoved, &On::Hall(hall.clone())));

    assert_eq!(fair.by(ORGANISER, with_stray("stray")), Err(Refusal::Taken("token")));
    fair.by(ORGANISER, with_stray("again")).unwrap();
    assert_ne!(fair.desk.hall(&hall).unwrap().series, letters);
    assert!(fair.desk.booth_at(&hall, "A1").is_none());
}

#[test]
fn whatever_stands_in_a_hall_or_was_counted_under_it_keeps_it() {
    let mut fair = TestFair::new();
    let hall = stray();
    fair.by(ORGANISER, with_stray("stray")).unwrap();
    let refused = |fair: &mut TestFair, why: &str| {
        assert_eq!(fair.by(ORGANISER, without(&stray())), Err(Refusal::HallInUse), "{why}");
    };
    let (from, until) = (fair.now + SignedDuration::from_mins(60), fair.now + SignedDuration::from_mins(120));
    let shift = ShiftId([1; 16]);
    let times = vec![ShiftTime { shift, from, until }];
    let planned = Command::PlanShifts { staff: MEI, hall: Some(hall.clone()), times };
    fair.by(HEAD, planned).unwrap();
    refused(&mut fair, "a shift to come");
    fair.by(HEAD, Command::CancelShift { shift }).unwrap();

    let mut roomy = plan();
    roomy.rooms[0].hall = Some(hall.clone());
    fair.by(ORGANISER, Command::AmendFair { plan: roomy }).unwrap();
    refused(&mut fair, "a room");
    fair.by(ORGANISER, Command::AmendFair { plan: plan() }).unwrap();

    let until = fair.now + SignedDuration::from_mins(15);
    let there = DevicePlan { hall: Some(hall.clone()), ..kiosk() };
    fair.by(ORGANISER, Command::InviteDevice { code: Mac([7; 32]), plan: there, until }).unwrap();
    refused(&mut fair, "a kiosk that is invited");
    fair.pass(20);
    assert!(fair.desk.in_hall(&hall, fair.now).is_empty());

    fair.by(MEI, Command::GiveAdvice { hall: Some(hall.clone()), right: None }).unwrap();
    refused(&mut fair, "advice that was given there");
    fair.file().unwrap();
    let first = HallId("1".to_owned());
    assert!(fair.desk.in_hall(&first, fair.now).counted, "a case was filed there");
    assert_eq!(fair.by(HEAD, without(&HallId("2".to_owned()))), Err(Refusal::NotAllowed));
    fair.by(ORGANISER, without(&HallId("2".to_owned()))).unwrap();
}

#[test]
fn the_only_hall_and_the_own_line_of_a_standing_desk_stay() {
    let mut fair = found(plan(), halls(&[("1", None)]), founders()).unwrap();
    assert_eq!(fair.by(ORGANISER, without(&HallId("1".to_owned()))), Err(Refusal::HallStays));
    let mut desk = TestFair::standing(market()).unwrap();
    desk.by(ORGANISER, with_stray("stray")).unwrap();
    assert_eq!(desk.by(ORGANISER, without(&HallId("1".to_owned()))), Err(Refusal::HallStays));
    desk.by(ORGANISER, without(&stray())).unwrap();
}

#[test]
fn rules_that_would_break_the_lines_are_refused() {
    let usual = LineRules::default;
    let spoilt = [
        ("grace_s", LineRules { grace_s: u32::MAX, ..usual() }),
        ("max_misses", LineRules { max_misses: 0, ..usual() }),
        ("recall_gap_s", LineRules { recall_gap_s: u32::MAX, ..usual() }),
        ("assumed_reception_min", LineRules { assumed_reception_min: 0, ..usual() }),
        ("assumed_talks_min", LineRules { assumed_talks_min: u32::MAX, ..usual() }),
        ("assumed_desks", LineRules { assumed_desks: 0, ..usual() }),
    ];
    let mut fair = TestFair::new();
    for (field, rules) in spoilt {
        assert_eq!(fair.ask(Actor::System, Command::SetRules { rules }), Err(Refusal::BadPlan(field)));
    }
    assert_eq!(fair.ask(Actor::System, Command::SetRules { rules: usual() }), Ok(Vec::new()));
}

#[test]
fn what_the_organiser_lays_down_stands_until_the_settings_are_others() {
    let mut fair = TestFair::new();
    let longer = LineRules { grace_s: 1200, ..LineRules::default() };
    fair.by(ORGANISER, Command::SetRules { rules: longer.clone() }).unwrap();
    assert_eq!(fair.desk.rules(), &longer);
    assert_eq!(fair.desk.settled_rules(), &LineRules::default(), "the settings say what they said");
    assert!(fair.by(MEI, Command::SetRules { rules: LineRules::default() }).is_err());
    let settings = LineRules { max_misses: 5, ..LineRules::default() };
    fair.ask(Actor::System, Command::SetRules { rules: settings.clone() }).unwrap();
    // Of the settings what changed is taken over: how long a ticket is kept is not, and stays as the organiser laid it down.
    let both = LineRules { max_misses: 5, ..longer.clone() };
    assert_eq!((fair.desk.rules(), fair.desk.settled_rules()), (&both, &settings));
    assert_eq!(fair.ask(Actor::System, Command::SetRules { rules: settings }), Ok(Vec::new()), "once");
    fair.by(ORGANISER, Command::SetRules { rules: longer.clone() }).unwrap();
    // The settings come to say the same: that is noted, so that the clock does not ask again every second.
    let noted = fair.ask(Actor::System, Command::SetRules { rules: longer.clone() }).unwrap();
    assert_eq!((noted.len(), fair.desk.settled_rules()), (1, &longer));
    assert_eq!(fair.ask(Actor::System, Command::SetRules { rules: longer }), Ok(Vec::new()));
}

#[test]
fn printing_is_unlocked_by_a_phone_that_opened_the_chosen_address() {
    let mut fair = TestFair::new();
    let (choose, confirm) = (
        |url: &str| Command::ChooseAddress { url: url.to_owned() },
        |url: &str| Command::ConfirmAddress { url: url.to_owned() },
    );
    assert_eq!(fair.ask(Actor::Public, confirm("http://a")), Err(Refusal::Unknown("address")));
    fair.by(ORGANISER, choose("http://a")).unwrap();
    assert_eq!(fair.ask(Actor::Public, confirm("http://b")), Err(Refusal::Unknown("address")));
    fair.ask(Actor::Public, confirm("http://a")).unwrap();
    assert!(fair.desk.fair().unwrap().address_confirmed);
    assert_eq!(fair.ask(Actor::Public, confirm("http://a")), Ok(Vec::new()));
    fair.by(ORGANISER, choose("http://b")).unwrap();
    assert!(!fair.desk.fair().unwrap().address_confirmed, "another address needs another phone");
    assert_eq!(fair.desk.fair().unwrap().addresses_before, ["http://a"]);
    fair.by(ORGANISER, choose("http://c")).unwrap();
    assert_eq!(fair.desk.fair().unwrap().addresses_before, ["http://a"], "nothing was printed with b");
    for again in ["http://a", "http://c", "http://a", "http://b"] {
        fair.by(ORGANISER, choose(again)).unwrap();
        fair.ask(Actor::Public, confirm(again)).unwrap();
    }
    assert_eq!(
        fair.desk.fair().unwrap().addresses_before,
        ["http://c", "http://a"],
        "each once, the latest last"
    );
}

#[test]
fn staff_of_a_fair_are_counted() {
    let mut fair = TestFair::new();
    let mut refused = None;
    for n in 0..=500u16 {
        let mut id = [0; 16];
        id[..2].copy_from_slice(&n.to_be_bytes());
        let staff = new_staff(StaffId(id), Role::Supervisor);
        refused = fair.by(HEAD, Command::AppointStaff { staff }).err();
        if refused.is_some() {
            break;
        }
    }
    assert_eq!(refused, Some(Refusal::TooMany { what: "staff", max: 500 }));
}
