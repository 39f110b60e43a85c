//! What the file of a case lacks before it is laid away.

use domain::{
    Command,
    aftercare::{AftercareAction, Finding, Reached, VisitBody},
    body::{PersonBody, RecordBody},
    case::{Ask, Outcome, Reason},
    fair::BodyKind,
    file::Lack,
    procedure::{Action, Authority, IdentityPaper, Means, RecordPart},
    testing::{MEI, TestFair, plan},
};

use super::aftercare::settle;

fn lacks(fair: &TestFair, case: domain::CaseId, body: BodyKind) -> Vec<Lack> {
    fair.desk.case(case).unwrap().file_lacks(body, plan().day_of(fair.now))
}

#[test]
fn a_settled_case_lacks_what_nobody_recorded_and_each_step_takes_one_away() {
    let mut fair = TestFair::new();
    let case = settle(&mut fair);
    let all = [Lack::Record, Lack::SignedAgreement, Lack::Performance, Lack::Visit];
    assert_eq!(lacks(&fair, case, BodyKind::People), all);
    assert_eq!(
        lacks(&fair, case, BodyKind::Commercial),
        [Lack::Fee, all[0], all[1], all[2]],
        "no rule asks a commercial body for visits, but it must have told what it takes"
    );
    let on = plan().first_day;
    for clause in 0..2 {
        let done = AftercareAction::Perform { clause, on, evidence: None, remark: None };
        fair.by(MEI, Command::MoveAftercare { case, action: Box::new(done) }).unwrap();
    }
    let body = VisitBody { asked: "Li".to_owned(), findings: "Well.".to_owned(), ..VisitBody::default() };
    let visit = AftercareAction::HoldVisit { on, means: Reached::Call, finding: Finding::All, body };
    fair.by(MEI, Command::MoveAftercare { case, action: Box::new(visit) }).unwrap();
    assert_eq!(lacks(&fair, case, BodyKind::People), all[..2]);
}

#[test]
fn a_record_has_to_be_confirmed_and_an_open_case_has_no_file_yet() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    assert_eq!(lacks(&fair, case, BodyKind::People), [Lack::End]);
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let body = RecordBody { text: "We talked.".to_owned(), ..RecordBody::default() };
    let part = RecordPart::Mediation;
    fair.proceed(MEI, case, Action::WriteRecord { part, base: 0, body }).unwrap();
    assert_eq!(lacks(&fair, case, BodyKind::People), [Lack::End, Lack::RecordUnconfirmed]);
    let parties: Vec<_> = fair.desk.case(case).unwrap().participants().map(|party| party.place.id).collect();
    for party in parties {
        let confirm = Action::ConfirmRecord { party, part, version: 1, means: Means::Spoken };
        fair.proceed(MEI, case, confirm).unwrap();
    }
    fair.conclude(MEI, case, Outcome::NoAgreement, Reason::PartyRefusedOrStopped).unwrap();
    assert_eq!(lacks(&fair, case, BodyKind::People), []);
}

#[test]
fn an_agent_without_a_power_of_attorney_leaves_a_gap_until_it_is_seen() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let party = fair.desk.case(case).unwrap().claimant().place.id;
    let check = |paper, authority| {
        let body = PersonBody { name: "Agent".to_owned(), ..PersonBody::default() };
        Action::CheckIdentity { party, paper, authority, body }
    };
    fair.proceed(MEI, case, check(IdentityPaper::Passport, Authority::MaySettle)).unwrap();
    assert!(lacks(&fair, case, BodyKind::Industry).contains(&Lack::PowerOfAttorney));
    fair.proceed(MEI, case, check(IdentityPaper::PowerOfAttorney, Authority::MaySettle)).unwrap();
    assert!(!lacks(&fair, case, BodyKind::Industry).contains(&Lack::PowerOfAttorney));
    fair.proceed(MEI, case, check(IdentityPaper::IdCard, Authority::Own)).unwrap();
    assert!(
        !lacks(&fair, case, BodyKind::People).contains(&Lack::PowerOfAttorney),
        "who speaks for themselves"
    );
}

#[test]
fn what_was_told_the_organiser_alone_has_no_file_of_the_mediation_body() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    assert_eq!(lacks(&fair, case, BodyKind::People), []);
}
