//! Next for me, and expected waits.

use domain::{
    Actor, BodyId, CaseId, Command, CommandId, HallId, StaffId,
    case::{Ask, Door, Outcome, Reason, RightKind, Side, Urgency},
    command::NewCase,
    fair::Language,
    procedure::{Action, Means},
    queue::{Offer, WINDOW, Why},
    staff::{DutyState, Profile},
    testing::{HEAD, MEI, TOM, TestFair},
    ticket::Lane,
};

use super::bodies;

fn offer(fair: &TestFair, who: StaffId) -> Offer {
    let staff = fair.desk.staff_member(who).unwrap();
    fair.desk.next_for(staff, None, fair.now).unwrap()
}

fn knows(fair: &mut TestFair, who: StaffId, fields: &[RightKind], languages: &[&str], halls: &[&str]) {
    let profile = Profile {
        fields: fields.to_vec(),
        languages: languages.iter().map(|tag| (*tag).to_owned()).collect(),
        halls: halls.iter().map(|hall| HallId((*hall).to_owned())).collect(),
        ..Profile::default()
    };
    fair.by(HEAD, Command::AmendStaff { staff: who, profile }).unwrap();
}

#[test]
fn without_anything_to_weigh_the_first_in_line_is_offered() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.file().unwrap();
    fair.pass(7);
    let offer = offer(&fair, MEI);
    assert_eq!((offer.case, offer.ticket), (case, ticket));
    assert_eq!(offer.why, [Why::First, Why::Waited(7)]);
}

#[test]
fn a_language_that_somebody_does_not_speak_is_told_where_theirs_were_noted() {
    let mut fair = TestFair::new();
    fair.file().unwrap();
    let other = |fair: &TestFair| offer(fair, MEI).why.contains(&Why::OtherLanguage(Language::En));
    assert!(!other(&fair), "nothing was noted");
    knows(&mut fair, MEI, &[], &["zh-CN"], &[]);
    assert!(other(&fair));
}

/// A form that staff enter later counts from then, for its place as for the wait that is told of it.
#[test]
fn the_wait_of_an_offer_counts_from_the_time_by_which_its_ticket_stands_in_line() {
    let mut fair = TestFair::new();
    fair.pass(90);
    let new = NewCase { door: Door::Counter, hall: None, ..fair.dispute(&[Ask::Mediation]) };
    let (id, earlier) = (CommandId(fair.fresh()), fair.now - jiff::SignedDuration::from_mins(60));
    fair.ask_at(id, Actor::Staff(MEI), earlier, Command::FileCase(Box::new(new))).unwrap();
    fair.pass(7);
    assert!(offer(&fair, MEI).why.contains(&Why::Waited(7)), "{:?}", offer(&fair, MEI).why);
}

#[test]
fn equal_ones_go_by_their_place() {
    let mut fair = TestFair::new();
    let all: Vec<_> = (0..5).map(|_| fair.file().unwrap().1).collect();
    let mut second = fair.dispute(&[Ask::Mediation]);
    second.hall = Some(HallId("2".to_owned()));
    fair.file_this(second).unwrap();
    for ticket in all {
        assert_eq!(fair.claim_next(MEI), Ok(ticket));
        fair.pass(0);
    }
}

#[test]
fn the_field_the_language_and_the_hall_each_move_a_ticket_forward_by_minutes() {
    let mut fair = TestFair::new();
    fair.file().unwrap();
    let mut patent = fair.dispute(&[Ask::Mediation]);
    patent.right = Some(RightKind::InventionPatent);
    patent.hall = Some(HallId("2".to_owned()));
    patent.claimant.place.language = Language::ZhCn;

    knows(&mut fair, MEI, &[RightKind::InventionPatent], &[], &[]);
    knows(&mut fair, TOM, &[], &["zh"], &["2"]);
    fair.pass(11);
    let (_, ticket) = fair.file_this(patent).unwrap();
    let field = offer(&fair, MEI);
    assert_eq!(field.ticket, ticket);
    assert_eq!(field.why, [Why::Waited(0), Why::Field(RightKind::InventionPatent)]);
    let language = offer(&fair, TOM);
    assert_eq!(language.ticket, ticket);
    let reasons = [Why::Waited(0), Why::Language(Language::ZhCn), Why::Hall(HallId("2".to_owned()))];
    assert_eq!(language.why, reasons);
    // Beyond what they are worth, who has waited longer goes first.
    knows(&mut fair, MEI, &[], &[], &["2"]);
    assert_ne!(offer(&fair, MEI).ticket, ticket);
}

#[test]
fn urgent_cases_are_offered_before_one_that_waited_for_days() {
    let mut fair = TestFair::new();
    fair.file().unwrap();
    fair.pass(3 * 24 * 60);
    knows(&mut fair, MEI, &[RightKind::Design], &["en"], &["1"]);
    let mut stranger = fair.dispute(&[Ask::Mediation]);
    stranger.right = Some(RightKind::Copyright);
    stranger.claimant.place.language = Language::ZhCn;
    let (case, ticket) = fair.file_this(stranger).unwrap();
    fair.hurry(case).unwrap();
    let offer = offer(&fair, MEI);
    assert_eq!(offer.ticket, ticket);
    assert_eq!(offer.why[0], Why::Urgent(Urgency::LeavingSoon));
}

#[test]
fn in_talks_every_partys_language_counts() {
    let mut fair = TestFair::new();
    let mut new = fair.dispute(&[Ask::Mediation]);
    let mut noor = fair.party(Side::Respondent, "Noor");
    noor.place.language = Language::ZhCn;
    new.respondents = vec![noor];
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    knows(&mut fair, TOM, &[], &["EN-gb"], &[]);
    let why = offer(&fair, TOM).why;
    assert!(why.contains(&Why::Language(Language::En)) && why.contains(&Why::OtherLanguage(Language::ZhCn)));
}

#[test]
fn a_language_that_nobody_on_duty_speaks_is_told_with_how_many_wait() {
    let mut fair = TestFair::new();
    let mut chinese = fair.dispute(&[Ask::Mediation]);
    chinese.claimant.place.language = Language::ZhCn;
    fair.file_this(chinese).unwrap();
    fair.file().unwrap();
    fair.file().unwrap();
    assert!(fair.desk.unserved_languages().is_empty(), "whose languages are not noted may speak any");
    knows(&mut fair, MEI, &[], &["zh"], &[]);
    knows(&mut fair, TOM, &[], &["de"], &[]);
    let told = |fair: &TestFair| {
        let unserved = fair.desk.unserved_languages().into_iter();
        unserved.map(|(language, tickets)| (language, tickets.len())).collect::<Vec<_>>()
    };
    assert_eq!(told(&fair), [(Language::En, 2)]);
    fair.duty(MEI, DutyState::Break, None).unwrap();
    let both = [(Language::En, 2), (Language::ZhCn, 1)];
    assert_eq!(told(&fair), both);
}

#[test]
fn one_line_may_be_asked_for() {
    let mut fair = TestFair::new();
    fair.file().unwrap();
    let staff = fair.desk.staff_member(MEI).unwrap();
    assert!(fair.desk.next_for(staff, Some(Lane::Talks), fair.now).is_none());
    assert!(fair.desk.next_for(staff, Some(Lane::Reception), fair.now).is_some());
}

#[test]
fn nobody_far_back_overtakes_a_whole_line() {
    let mut fair = TestFair::new();
    knows(&mut fair, MEI, &[RightKind::Trademark], &[], &[]);
    for n in 0..=WINDOW {
        let mut new = fair.dispute(&[Ask::Mediation]);
        new.right = Some(if n == WINDOW { RightKind::Trademark } else { RightKind::Design });
        fair.file_this(new).unwrap();
    }
    assert_eq!(offer(&fair, MEI).ticket.to_string(), "A-001");
    fair.claim_next(TOM).unwrap();
    assert_eq!(offer(&fair, MEI).ticket.count as usize, WINDOW + 1);
}

#[test]
fn waits_grow_with_those_ahead_and_shrink_with_mediators() {
    let mut fair = TestFair::new();
    let waits = |fair: &TestFair, lane| {
        (0..60).map(|ahead| fair.desk.outlook(None).wait(lane, ahead)).collect::<Vec<_>>()
    };
    for lane in Lane::ALL {
        let two = waits(&fair, *lane);
        assert!(
            two.windows(2).all(|pair| pair[0].low_s <= pair[1].low_s && pair[0].high_s <= pair[1].high_s)
        );
        let mut alone = fair.clone();
        alone.duty(TOM, DutyState::Off, None).unwrap();
        let one = waits(&alone, *lane);
        assert!(two.iter().zip(&one).all(|(two, one)| two.low_s <= one.low_s && two.high_s <= one.high_s));
        assert!(two.iter().all(|wait| wait.low_s <= wait.high_s && wait.assumed));
    }
    // Busy mediators make it longer, never shorter.
    let free = waits(&fair, Lane::Reception);
    for who in [MEI, TOM] {
        let (_, ticket) = fair.file().unwrap();
        fair.claim(who, ticket).unwrap();
    }
    let busy = waits(&fair, Lane::Reception);
    assert!(
        free.iter().zip(&busy).all(|(free, busy)| free.low_s <= busy.low_s && free.high_s <= busy.high_s)
    );
}

#[test]
fn waits_read_as_people_would_expect() {
    let minutes = |fair: &TestFair, lane, ahead| {
        let wait = fair.desk.outlook(None).wait(lane, ahead);
        (wait.low_s / 60, wait.high_s.div_ceil(60))
    };
    // Two mediators, ten assumed minutes a reception (8 to 15), forty-five a talk (36 to 68).
    let mut fair = TestFair::new();
    assert_eq!(minutes(&fair, Lane::Reception, 0), (0, 8));
    assert_eq!(minutes(&fair, Lane::Reception, 1), (0, 8));
    assert_eq!(minutes(&fair, Lane::Reception, 3), (4, 15));
    assert_eq!(minutes(&fair, Lane::Reception, 9), (28, 60));
    assert_eq!(minutes(&fair, Lane::Talks, 3), (18, 68));
    for who in [MEI, TOM] {
        let (_, ticket) = fair.file().unwrap();
        fair.claim(who, ticket).unwrap();
    }
    assert_eq!(minutes(&fair, Lane::Reception, 0), (0, 8));
    assert_eq!(minutes(&fair, Lane::Reception, 3), (12, 30));
}

#[test]
fn talks_that_wait_stand_before_receptions() {
    let mut fair = TestFair::new();
    let before = fair.desk.outlook(None).wait(Lane::Reception, 0);
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    let after = fair.desk.outlook(None).wait(Lane::Reception, 0);
    assert!(after.high_s > before.high_s && after.low_s == before.low_s);
}

#[test]
fn the_wait_that_everybody_reads_does_not_tell_who_waits_for_talks() {
    let mut fair = TestFair::new();
    let before = fair.desk.outlook(None).wait_of_all(1);
    let (case, ticket) = fair.file().unwrap();
    assert_eq!(fair.desk.outlook(None).wait_of_all(1), before);
    fair.claim(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    assert_eq!(fair.desk.waiting_count(Lane::Talks), 1);
    let after = fair.desk.outlook(None);
    assert_eq!(after.wait_of_all(1), before);
    let slow = |lane| after.wait(lane, 1).high_s;
    assert!(after.wait_of_all(1).high_s >= slow(Lane::Talks), "any who wait may go slowly");
    assert!(after.wait_of_all(usize::MAX).high_s > 0, "no overflow");
}

#[test]
fn nobody_is_told_of_a_wait_that_reaches_beyond_what_everybody_reads() {
    let within = |fair: &TestFair| {
        let outlook = fair.desk.outlook(None);
        let count = |lane: Lane| fair.desk.waiting_count(lane);
        let all = outlook.wait_of_all(Lane::ALL.iter().map(|lane| count(*lane)).sum());
        for lane in Lane::ALL {
            // Who comes now stands behind all of them.
            for ahead in 0..=count(*lane) {
                let told = outlook.wait(*lane, ahead);
                assert!(
                    all.low_s <= told.low_s && told.high_s <= all.high_s,
                    "{lane:?} {ahead}: {told:?} {all:?}"
                );
            }
        }
    };
    let mut fair = TestFair::new();
    within(&fair);
    let cases: Vec<_> = (0..6).map(|_| fair.file().unwrap()).collect();
    within(&fair);
    for (case, ticket) in cases {
        fair.claim(MEI, ticket).unwrap();
        within(&fair);
        fair.agree_to_talk(MEI, case).unwrap();
        within(&fair);
    }
    assert_eq!(fair.desk.waiting_count(Lane::Talks), 6);
}

#[test]
fn with_nobody_on_duty_the_configured_assumption_stands() {
    let mut fair = TestFair::new();
    let with_two = fair.desk.outlook(None).wait(Lane::Reception, 5);
    for who in [MEI, TOM] {
        fair.duty(who, DutyState::Off, None).unwrap();
    }
    assert_eq!(fair.desk.outlook(None).wait(Lane::Reception, 5), with_two);
    assert!(fair.desk.outlook(None).wait(Lane::Reception, usize::MAX).high_s > 0, "no overflow");
}

#[test]
fn observed_durations_replace_the_assumption() {
    let mut fair = TestFair::new();
    for minutes in [4, 6, 8, 10, 12] {
        let (case, ticket) = fair.file().unwrap();
        fair.receive(MEI, ticket).unwrap();
        fair.pass(minutes);
        fair.conclude(MEI, case, Outcome::AdviceGiven, Reason::Other).unwrap();
    }
    let wait = fair.desk.outlook(None).wait(Lane::Reception, 3);
    assert!(!wait.assumed);
    // Two desks free, two must end: at best one more fast one (6 min), at worst two slow ones (10 min), shared by two.
    assert_eq!((wait.low_s, wait.high_s), (180, 600));
}

#[test]
fn places_looked_up_together_are_those_that_single_questions_give() {
    let mut fair = TestFair::new();
    let cases: Vec<_> = (0..30).map(|_| fair.file().unwrap().0).collect();
    fair.hurry(cases[17]).unwrap();
    let lines = fair.desk.lines();
    for case in cases {
        assert_eq!(lines.ahead_of(&fair.desk, case), fair.desk.ahead_of(case));
    }
    let wait = lines.wait(BodyId::FIRST, Lane::Reception, 7);
    assert_eq!(wait, fair.desk.outlook(None).wait(Lane::Reception, 7), "one body is the whole desk");
    assert_eq!(lines.count(BodyId::FIRST, Lane::Reception), 30);
}

/// A case in Mei's hands that she gives to the second body, where it waits.
fn given(fair: &mut TestFair) -> CaseId {
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    let body = bodies::second();
    fair.proceed(MEI, case, Action::ChangeBody { body, means: Means::Spoken }).unwrap();
    case
}

#[test]
fn only_cases_of_the_same_body_stand_before_one() {
    let mut fair = bodies::hosting_two();
    let theirs: Vec<_> = (0..3).map(|_| given(&mut fair)).collect();
    let own: Vec<_> = (0..2).map(|_| fair.file().unwrap().0).collect();
    let ahead = |fair: &TestFair, cases: &[CaseId]| {
        let lines = fair.desk.lines();
        cases.iter().map(|case| lines.ahead_of(&fair.desk, *case).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(ahead(&fair, &theirs), [0, 1, 2]);
    assert_eq!(ahead(&fair, &own), [0, 1], "filed after them, and first for their own body");
    assert_eq!(fair.desk.waiting_count(Lane::Reception), 5, "the board counts everybody");
    let lines = fair.desk.lines();
    let counts = [BodyId::FIRST, bodies::second()].map(|body| lines.count(body, Lane::Reception));
    assert_eq!(counts, [2, 3]);
    assert_eq!(offer(&fair, MEI).why[0], Why::First);
    assert_eq!(offer(&fair, bodies::BO).case, theirs[0]);
    // Urgency goes before those of the own body, and makes nobody of the other wait.
    fair.by(bodies::BO, Command::RecordUrgency { case: theirs[2], urgency: Urgency::Deadline, remark: None })
        .unwrap();
    assert_eq!(ahead(&fair, &theirs), [1, 2, 0]);
    assert_eq!(ahead(&fair, &own), [0, 1]);
}

#[test]
fn a_wait_stands_on_the_mediators_and_the_talks_of_the_own_body() {
    let mut fair = bodies::hosting_two();
    let wait = |fair: &TestFair, body, ahead| fair.desk.lines().wait(body, Lane::Reception, ahead);
    let minutes = |fair: &TestFair, body, ahead| {
        let wait = wait(fair, body, ahead);
        (wait.low_s / 60, wait.high_s.div_ceil(60))
    };
    // Mei and Tom for the committee, Bo alone for the centre; ten assumed minutes a reception (8 to 15).
    assert_eq!(minutes(&fair, BodyId::FIRST, 3), (4, 15));
    assert_eq!(minutes(&fair, bodies::second(), 3), (16, 45));
    let theirs = wait(&fair, bodies::second(), 0);
    for who in [MEI, TOM] {
        let (_, ticket) = fair.file().unwrap();
        fair.claim(who, ticket).unwrap();
    }
    assert_eq!(minutes(&fair, BodyId::FIRST, 3), (12, 30), "both are busy");
    assert_eq!(wait(&fair, bodies::second(), 0), theirs, "and Bo is not");
    fair.duty(bodies::BO, DutyState::Off, None).unwrap();
    assert!(wait(&fair, bodies::second(), 0).high_s > 0, "whom nobody serves is told what was assumed");
}

/// Whoever looks at the board may wait for either.
#[test]
fn where_several_bodies_mediate_everybody_reads_the_wait_that_reaches_farthest() {
    let mut fair = bodies::hosting_two();
    for _ in 0..4 {
        given(&mut fair);
    }
    fair.file().unwrap();
    let all = fair.desk.wait_of_all().unwrap();
    let lines = fair.desk.lines();
    for body in [BodyId::FIRST, bodies::second()] {
        let ahead = lines.count(body, Lane::Reception);
        let told = lines.wait(body, Lane::Reception, ahead);
        assert!(told.high_s <= all.high_s, "{body:?}: {told:?}, {all:?}");
    }
    assert_eq!(all, fair.desk.outlook(Some(bodies::second())).wait_of_all(4), "Bo has four before him");
    fair.duty(bodies::BO, DutyState::Off, None).unwrap();
    let first = fair.desk.outlook(Some(BodyId::FIRST)).wait_of_all(1);
    assert_eq!(fair.desk.wait_of_all(), Some(first), "a body that nobody serves promises none");
    for who in [MEI, TOM] {
        fair.duty(who, DutyState::Off, None).unwrap();
    }
    assert_eq!(fair.desk.wait_of_all(), None);
}

#[test]
fn a_body_is_told_by_its_own_pace_once_it_is_known_and_by_everybodys_before() {
    let mut fair = bodies::hosting_two();
    let received = |fair: &mut TestFair, who: StaffId, minutes: i64| {
        let (case, ticket) = fair.file().unwrap();
        if who == bodies::BO {
            fair.claim(MEI, ticket).unwrap();
            let change = Action::ChangeBody { body: bodies::second(), means: Means::Spoken };
            fair.proceed(MEI, case, change).unwrap();
        }
        fair.receive(who, ticket).unwrap();
        fair.pass(minutes);
        fair.conclude(who, case, Outcome::AdviceGiven, Reason::Other).unwrap();
    };
    let high = |fair: &TestFair, body| {
        let wait = fair.desk.lines().wait(body, Lane::Reception, 0);
        (wait.high_s / 60, wait.assumed)
    };
    for _ in 0..5 {
        received(&mut fair, MEI, 6);
    }
    // Two at the committee share what Bo has alone.
    assert_eq!((high(&fair, BodyId::FIRST), high(&fair, bodies::second())), ((3, false), (6, false)));
    for _ in 0..5 {
        received(&mut fair, bodies::BO, 20);
    }
    assert_eq!((high(&fair, BodyId::FIRST), high(&fair, bodies::second())), ((3, false), (20, false)));
}
