//! The exhibitor list and the booths' codes.

use domain::{
    Actor, BoothId, Command, ExhibitorId, Fact, HallId, Refusal, ScanToken,
    body::ExhibitorBody,
    case::Ask,
    command::NewBooth,
    desk::Scan,
    testing::{ORGANISER, TestFair},
};

fn booth(id: u8, hall: &str, number: &str, token: &str) -> NewBooth {
    NewBooth {
        id: BoothId([id; 16]),
        hall: HallId(hall.to_owned()),
        number: number.to_owned(),
        token: ScanToken(token.to_owned()),
    }
}

fn enrol(exhibitor: u8, booths: Vec<NewBooth>) -> Command {
    let exhibitor = ExhibitorId([exhibitor; 16]);
    Command::EnrolExhibitor { exhibitor, booths, undertaking: None, body: ExhibitorBody::default() }
}

#[test]
fn several_share_a_booth_one_has_several_and_one_has_none() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10", "2/826/A"]).unwrap();
    let noor = fair.enrol("Noor", &["1/A10"]).unwrap();
    let none = fair.enrol("Ohne Stand", &[]).unwrap();
    let shared = fair.desk.booth_at(&HallId("1".to_owned()), "A10").unwrap();
    assert_eq!(shared.exhibitors, [lumen, noor]);
    assert_eq!(fair.desk.booths().count(), 2);
    assert!(fair.desk.exhibitor(none).unwrap().booths.is_empty());
    assert!(fair.desk.booth_at(&HallId("2".to_owned()), "826/A").is_some());
}

#[test]
fn a_second_import_amends_and_moves_instead_of_doubling() {
    let mut fair = TestFair::new();
    fair.by(ORGANISER, enrol(1, vec![booth(1, "1", "A10", "t1")])).unwrap();
    let events =
        fair.by(ORGANISER, enrol(1, vec![booth(2, "1", "A11", "t2"), booth(3, "1", "A10", "t3")])).unwrap();
    assert!(matches!(events.last().unwrap().fact, Fact::ExhibitorAmended { .. }));
    assert_eq!(fair.desk.exhibitor_count(), 1);
    let token = |number: &str| fair.desk.booth_at(&HallId("1".to_owned()), number).unwrap().token.to_string();
    assert_eq!((token("A10"), token("A11")), ("t1".to_owned(), "t2".to_owned()), "a printed code stays good");
    fair.by(ORGANISER, enrol(1, Vec::new())).unwrap();
    assert!(fair.desk.booths().all(|booth| booth.exhibitors.is_empty()));
}

#[test]
fn what_cannot_be_is_refused() {
    let mut fair = TestFair::new();
    fair.by(ORGANISER, enrol(1, vec![booth(1, "1", "A10", "t1")])).unwrap();
    let mut refused = |command: Command| fair.by(ORGANISER, command).unwrap_err();
    assert_eq!(refused(enrol(2, vec![booth(2, "9", "A1", "t2")])), Refusal::Unknown("hall"));
    let twice = vec![booth(2, "1", "A1", "t2"), booth(3, "1", "A1", "t3")];
    assert_eq!(refused(enrol(2, twice)), Refusal::BoothTwice(BoothId([3; 16])));
    assert_eq!(refused(enrol(2, vec![booth(1, "1", "A1", "t2")])), Refusal::Taken("booth"));
    assert_eq!(refused(enrol(2, vec![booth(2, "1", "A1", "t1")])), Refusal::Taken("token"));
    assert_eq!(refused(enrol(2, vec![booth(2, "1", "A1", "hall-1")])), Refusal::Taken("token"));
    let same = vec![booth(2, "1", "A1", "t2"), booth(3, "1", "A2", "t2")];
    assert_eq!(refused(enrol(2, same)), Refusal::Taken("token"));
    let many = (0..201).map(|n| booth(2, "1", &n.to_string(), "t")).collect();
    assert_eq!(refused(enrol(2, many)), Refusal::TooMany { what: "booths", max: 200 });
}

#[test]
fn the_command_line_imports_before_anybody_signs_in() {
    let mut fair = TestFair::new();
    fair.ask(Actor::System, enrol(1, vec![booth(1, "1", "A10", "t1")])).unwrap();
    assert_eq!(fair.ask(Actor::Public, enrol(2, Vec::new())), Err(Refusal::NotAllowed));
}

#[test]
fn a_replaced_booth_code_is_revoked() {
    let mut fair = TestFair::new();
    fair.by(ORGANISER, enrol(1, vec![booth(1, "1", "A10", "t1")])).unwrap();
    let replace = |token: &str| Command::ReplaceBoothCode {
        booth: BoothId([1; 16]),
        token: ScanToken(token.to_owned()),
    };
    fair.by(ORGANISER, replace("t2")).unwrap();
    assert_eq!(fair.desk.scan(&ScanToken("t1".to_owned())), Some(&Scan::Revoked));
    assert_eq!(fair.desk.scan(&ScanToken("t2".to_owned())), Some(&Scan::Booth(BoothId([1; 16]))));
    assert_eq!(fair.desk.scan(&ScanToken("never".to_owned())), None);
    assert_eq!(fair.by(ORGANISER, replace("t1")), Err(Refusal::Taken("token")));
    let nowhere = Command::ReplaceBoothCode { booth: BoothId([9; 16]), token: ScanToken("t9".to_owned()) };
    assert_eq!(fair.by(ORGANISER, nowhere), Err(Refusal::Unknown("booth")));
}

#[test]
fn complaints_are_found_by_whom_they_are_against() {
    let mut fair = TestFair::new();
    let (lumen, noor) = (ExhibitorId([1; 16]), ExhibitorId([2; 16]));
    fair.by(ORGANISER, enrol(1, vec![booth(1, "1", "A10", "t1")])).unwrap();
    fair.by(ORGANISER, enrol(2, Vec::new())).unwrap();
    let place = fair.desk.exhibitor(lumen).unwrap().booths[0];
    let mut file = |asks: &[Ask], named: Option<ExhibitorId>, booth: Option<BoothId>| {
        let mut new = fair.dispute(asks);
        (new.respondents[0].place.exhibitor, new.respondents[0].place.booth) = (named, booth);
        fair.file_this(new).unwrap().0
    };
    let named = file(&[Ask::Measure], Some(lumen), None);
    let at_booth = file(&[Ask::Mediation, Ask::Measure], None, Some(place));
    file(&[Ask::Mediation], Some(lumen), None);
    file(&[Ask::Measure], None, None);
    let found = |fair: &TestFair, exhibitor| {
        fair.desk.complaints_against(exhibitor).map(|case| case.id).collect::<Vec<_>>()
    };
    assert_eq!((found(&fair, lumen), found(&fair, noor)), (vec![named, at_booth], vec![]));
    // Who has the booth since is not meant; who stood there is, wherever they went.
    fair.by(ORGANISER, enrol(2, vec![booth(2, "1", "A10", "t2")])).unwrap();
    assert_eq!((found(&fair, lumen), found(&fair, noor)), (vec![named, at_booth], vec![]));
    fair.by(ORGANISER, enrol(1, Vec::new())).unwrap();
    assert_eq!((found(&fair, lumen), found(&fair, noor)), (vec![named, at_booth], vec![]));
}
