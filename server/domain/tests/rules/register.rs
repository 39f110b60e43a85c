//! The register of rights: who writes into it, what it says on a day, how a number is found however it is written.

use domain::{
    Actor, Command, Fact, Refusal, RightId, StaffId,
    body::RightBody,
    case::{Ask, RightKind},
    register::{
        MAX_RIGHTS, RightStatus, RightTerms, Standing, StatusCheck, Withdrawal, is_same_number, number_key,
        telling_key,
    },
    testing::{HEAD, LAST_DAY, MEI, ORGANISER, TestFair, plan},
};
use jiff::civil::Date;

const NUMBER: &str = "ZL 2023 3 0123456.7";

fn terms(from: Option<Date>, to: Option<Date>) -> RightTerms {
    RightTerms { kind: RightKind::Design, valid_from: from, valid_to: to }
}

fn check(right: RightId, on: Date, status: RightStatus) -> Command {
    Command::CheckRight { right, check: StatusCheck { on, status } }
}

fn amended(right: RightId, terms: RightTerms, renumbered: bool, body: RightBody) -> Command {
    Command::AmendRight { right, terms, renumbered, body }
}

#[test]
fn a_right_is_found_by_its_number_however_it_is_written_and_by_its_exhibitor() {
    let mut fair = TestFair::new();
    let (lumen, noor) = (fair.enrol("Lumen", &["1/A10"]).unwrap(), fair.enrol("Noor", &["1/A11"]).unwrap());
    let right = fair.register(lumen, NUMBER).unwrap();
    let other = fair.register(noor, "第 1234567 号").unwrap();
    let by_number = |fair: &TestFair, number: &str| fair.names.rights_numbered(number).collect::<Vec<_>>();
    for written in [NUMBER, "zl202330123456.7", "２０２３３０１２３４５６７", "CN ZL 2023-3-0123456-7"]
    {
        assert_eq!(by_number(&fair, written), [right], "{written}");
    }
    assert_eq!(by_number(&fair, "1234567"), [other]);
    for nothing in ["", "ZL", "-", "no number", "1234568"] {
        assert!(by_number(&fair, nothing).is_empty(), "{nothing}");
    }
    let of = |exhibitor| fair.desk.registrations_of(exhibitor).map(|known| known.id).collect::<Vec<_>>();
    assert_eq!((of(lumen), of(noor)), (vec![right], vec![other]));
}

#[test]
fn a_complaint_is_found_by_the_number_that_it_names_until_it_is_erased() {
    let mut fair = TestFair::new();
    let mut file = |number: &str| {
        let mut new = fair.dispute(&[Ask::Measure]);
        new.complaint.as_mut().unwrap().right_number = Some(number.to_owned());
        fair.file_this(new).unwrap().0
    };
    let (first, second, other) = (file(NUMBER), file("zl202330123456.7"), file("no number"));
    let found = |fair: &TestFair| fair.names.complaints_numbered("2023-3-0123456-7").collect::<Vec<_>>();
    assert_eq!(found(&fair), [first, second]);
    for case in [first, other] {
        let case = fair.desk.case(case).unwrap().clone();
        fair.names.forget(&case);
    }
    assert_eq!(found(&fair), [second]);
}

#[test]
fn no_complaint_is_found_by_what_is_too_short_for_a_number_of_one_right() {
    let mut fair = TestFair::new();
    for number in ["1", "class 9", "class25", "2 patents", "1234", "第9类"] {
        let mut new = fair.dispute(&[Ask::Measure]);
        new.complaint.as_mut().unwrap().right_number = Some(number.to_owned());
        fair.file_this(new).unwrap();
        assert_eq!(fair.names.complaints_numbered(number).count(), 0, "{number}");
        assert_eq!(telling_key(number), None, "{number}");
    }
    for number in ["12345", "ZL 2023 3 0123456.7", "No 3069xxxxx", "G123456", "2019SR0001234"] {
        assert_eq!(telling_key(number), number_key(number), "{number}");
    }
}

#[test]
fn a_corrected_number_is_found_and_the_wrong_one_no_more() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let right = fair.register(lumen, "1111111").unwrap();
    let body = RightBody { number: Some("2222222".to_owned()), ..RightBody::default() };
    fair.by(ORGANISER, amended(right, terms(None, None), true, body)).unwrap();
    assert_eq!(fair.names.rights_numbered("1111111").count(), 0);
    assert_eq!(fair.names.rights_numbered("2222222").collect::<Vec<_>>(), [right]);
    assert_eq!(fair.desk.registrations_of(lumen).count(), 1, "a correction is no second right");
}

#[test]
fn numbers_that_differ_stay_apart() {
    assert_ne!(number_key("ZL 2023 3 0123456.7"), number_key("ZL 2023 3 0123456.8"));
    assert_eq!(number_key("cn 3069xxxxx s").as_deref(), Some("3069XXXXXS"));
    assert_eq!(number_key("商标"), None);
}

#[test]
fn what_the_register_says_follows_the_day_and_the_last_look() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let right = fair.register(lumen, NUMBER).unwrap();
    let (first, last) = (plan().first_day, LAST_DAY);
    let says = |fair: &TestFair, day| fair.desk.registration(right).unwrap().standing(day);
    assert_eq!(says(&fair, first), Standing::Unchecked);
    for (status, standing) in [
        (RightStatus::Pending, Standing::NotYet),
        (RightStatus::Contested, Standing::Contested),
        (RightStatus::Ended, Standing::Over),
        (RightStatus::InForce, Standing::Good),
    ] {
        fair.by(ORGANISER, check(right, first, status)).unwrap();
        assert_eq!(says(&fair, first), standing);
    }
    assert_eq!(says(&fair, last), Standing::Good, "the last day counts");
    assert_eq!(says(&fair, last.tomorrow().unwrap()), Standing::Over, "whatever was found before");
    let late = terms(Some(last), None);
    fair.by(ORGANISER, amended(right, late, false, RightBody::default())).unwrap();
    assert_eq!((says(&fair, first), says(&fair, last)), (Standing::NotYet, Standing::Good));
    fair.by(ORGANISER, Command::WithdrawRight { right, reason: Withdrawal::Asked }).unwrap();
    assert_eq!(says(&fair, last), Standing::Withdrawn);
}

#[test]
fn the_latest_day_looked_up_counts_and_not_what_was_entered_last() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let right = fair.register(lumen, NUMBER).unwrap();
    let day = plan().first_day;
    let earlier = day.yesterday().unwrap();
    let says = |fair: &TestFair| fair.desk.registration(right).unwrap().standing(day);
    for (on, status, standing) in [
        (earlier, RightStatus::Contested, Standing::Contested),
        (earlier.yesterday().unwrap(), RightStatus::InForce, Standing::Contested),
        (day, RightStatus::InForce, Standing::Good),
        (earlier, RightStatus::Ended, Standing::Good),
        (day, RightStatus::Ended, Standing::Over),
    ] {
        fair.by(ORGANISER, check(right, on, status)).unwrap();
        assert_eq!(says(&fair), standing, "{on} {status:?}");
    }
    let known = fair.desk.registration(right).unwrap();
    let entered: Vec<_> = known.looks.iter().map(|look| (look.check.status, look.by)).collect();
    assert_eq!(entered.len(), 5, "the earlier ones stay");
    assert_eq!(entered.first(), Some(&(RightStatus::Contested, Some(ORGANISER))));
}

#[test]
fn a_right_of_another_number_or_kind_was_looked_up_by_nobody() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let right = fair.register(lumen, NUMBER).unwrap();
    let day = plan().first_day;
    let known = |fair: &TestFair| fair.desk.registration(right).unwrap().clone();
    fair.by(ORGANISER, check(right, day, RightStatus::InForce)).unwrap();
    assert_eq!(known(&fair).corrected, None);
    let same = terms(None, None);
    fair.by(ORGANISER, amended(right, same.clone(), false, RightBody::default())).unwrap();
    assert_eq!((known(&fair).corrected, known(&fair).standing(day)), (Some(fair.now), Standing::Good));
    let other = RightTerms { kind: RightKind::UtilityModel, ..same };
    for (terms, renumbered) in [(other.clone(), false), (other, true)] {
        fair.by(ORGANISER, amended(right, terms, renumbered, RightBody::default())).unwrap();
        assert_eq!(known(&fair).standing(day), Standing::Unchecked);
        assert!(known(&fair).looks.iter().all(|look| look.former), "they stay as history");
        fair.by(ORGANISER, check(right, day, RightStatus::InForce)).unwrap();
        assert_eq!(known(&fair).standing(day), Standing::Good);
    }
    assert_eq!(known(&fair).looks.len(), 3);
}

#[test]
fn a_number_is_another_one_only_when_it_is_written_for_another_right() {
    for same in ["zl202330123456.7", "CN 2023 3 0123456.7"] {
        assert!(is_same_number(Some(NUMBER), Some(same)), "{same}");
    }
    for other in [Some("ZL 2023 3 0123456.8"), Some("pending"), None] {
        assert!(!is_same_number(Some(NUMBER), other), "{other:?}");
    }
    assert!(is_same_number(None, None) && is_same_number(Some("pending"), Some(" pending")));
}

#[test]
fn a_correction_from_before_numbers_were_compared_is_read_and_written_as_it_was() {
    let fact = Fact::RightAmended { right: RightId([7; 16]), terms: terms(None, None), renumbered: false };
    let written = serde_json::to_string(&fact).unwrap();
    assert!(!written.contains("renumbered"), "{written}");
    assert_eq!(serde_json::from_str::<Fact>(&written).unwrap(), fact);
}

#[test]
fn what_cannot_be_is_refused() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let right = fair.register(lumen, NUMBER).unwrap();
    let ask = |fair: &mut TestFair, right, exhibitor, terms| {
        fair.by(ORGANISER, Command::RegisterRight { right, exhibitor, terms, body: RightBody::default() })
    };
    let (new, none) = (RightId([9; 16]), domain::ExhibitorId([9; 16]));
    let (first, last) = (plan().first_day, LAST_DAY);
    assert_eq!(ask(&mut fair, right, lumen, terms(None, None)), Err(Refusal::Taken("right")));
    assert_eq!(ask(&mut fair, new, none, terms(None, None)), Err(Refusal::Unknown("exhibitor")));
    assert_eq!(ask(&mut fair, new, lumen, terms(Some(last), Some(first))), Err(Refusal::DatesReversed));
    assert!(ask(&mut fair, new, lumen, terms(Some(first), Some(first))).is_ok());
    let tomorrow = first.tomorrow().unwrap();
    assert_eq!(fair.by(ORGANISER, check(right, tomorrow, RightStatus::InForce)), Err(Refusal::InFuture));
    let begins = terms(Some(first), None);
    fair.by(ORGANISER, amended(right, begins, false, RightBody::default())).unwrap();
    let before = first.yesterday().unwrap();
    for status in [RightStatus::InForce, RightStatus::Ended] {
        assert_eq!(fair.by(ORGANISER, check(right, before, status)), Err(Refusal::DatesReversed));
    }
    for status in [RightStatus::Pending, RightStatus::Contested] {
        assert!(fair.by(ORGANISER, check(right, before, status)).is_ok(), "an application: {status:?}");
    }
    let unknown = check(RightId([8; 16]), first, RightStatus::InForce);
    assert_eq!(fair.by(ORGANISER, unknown), Err(Refusal::Unknown("right")));
    fair.by(ORGANISER, Command::WithdrawRight { right, reason: Withdrawal::Mistake }).unwrap();
    let again = [
        check(right, first, RightStatus::InForce),
        Command::WithdrawRight { right, reason: Withdrawal::Asked },
        amended(right, terms(None, None), false, RightBody::default()),
    ];
    for command in again {
        assert_eq!(fair.by(ORGANISER, command), Err(Refusal::Withdrawn));
    }
}

#[test]
fn nobody_fills_the_register_of_one_exhibitor_without_end() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let at = fair.now;
    let id = |n: usize| {
        RightId(
            [u8::try_from(n / 256).unwrap(), u8::try_from(n % 256).unwrap()].repeat(8).try_into().unwrap(),
        )
    };
    let facts = (0..MAX_RIGHTS).map(|n| Fact::RightRegistered {
        right: id(n),
        exhibitor: lumen,
        terms: terms(None, None),
    });
    fair.happened(ORGANISER, facts.collect());
    assert_eq!(fair.desk.registration(id(7)).unwrap().at, at);
    assert_eq!(fair.register(lumen, NUMBER), Err(Refusal::TooMany { what: "rights", max: MAX_RIGHTS }));
}

#[test]
fn only_the_organiser_keeps_the_register() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let register = |right: u8| Command::RegisterRight {
        right: RightId([right; 16]),
        exhibitor: lumen,
        terms: terms(None, None),
        body: RightBody::default(),
    };
    let staff = |id: StaffId| Actor::Staff(id);
    for actor in [staff(HEAD), staff(MEI), Actor::Public] {
        assert_eq!(fair.ask(actor, register(1)), Err(Refusal::NotAllowed));
    }
    assert!(fair.ask(Actor::System, register(1)).is_ok(), "the command line");
    assert!(fair.by(ORGANISER, register(2)).is_ok());
}

#[test]
fn a_party_is_who_was_named_or_whoever_stood_at_the_booth_when_the_case_came() {
    let mut fair = TestFair::new();
    let (lumen, noor) = (fair.enrol("Lumen", &["1/A10"]).unwrap(), fair.enrol("Noor", &["1/A10"]).unwrap());
    let booth = fair.desk.booths().next().unwrap().id;
    let mut filed = Vec::new();
    for (booth, exhibitor) in [(Some(booth), None), (Some(booth), Some(noor)), (None, None)] {
        let mut new = fair.dispute(&[Ask::Measure]);
        (new.respondents[0].place.booth, new.respondents[0].place.exhibitor) = (booth, exhibitor);
        filed.push(fair.file_this(new).unwrap().0);
    }
    fair.enrol("Late", &["1/A10"]).unwrap();
    let who = |case| fair.desk.case(case).unwrap().respondents()[0].may_be();
    let known: Vec<_> = filed.into_iter().map(who).collect();
    assert_eq!(known, [vec![lumen, noor], vec![noor], vec![]]);
}
