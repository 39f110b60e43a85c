//! Who is named on a paper: whoever was said to be the respondent when it was drawn up, and nobody who was named since.

use domain::{
    Actor, CaseId, Command, ExhibitorId, Fact, PartyId, Refusal, TicketNumber,
    body::ExhibitorBody,
    case::Ask,
    fair::Language,
    measure::{Basis, MeasureAction, MeasureKind, MeasureStep},
    procedure::{Answer, Proceeding},
    testing::{MEI, ORGANISER, TestFair},
};

/// A case of which is known only at which booth its respondent is, and the two that share that booth.
fn at_a_shared_booth(fair: &mut TestFair, asks: &[Ask]) -> (CaseId, TicketNumber, PartyId, [ExhibitorId; 2]) {
    let sharers = ["Lumen", "Noor"].map(|name| fair.enrol(name, &["1/A10"]).unwrap());
    let mut new = fair.dispute(asks);
    new.respondents[0].place.booth = Some(fair.desk.exhibitor(sharers[0]).unwrap().booths[0]);
    let (case, ticket) = fair.file_this(new).unwrap();
    (case, ticket, fair.respondent(case).unwrap(), sharers)
}

/// A fact, however it came about; answers with its entry.
fn came_about(fair: &mut TestFair, fact: Fact) -> u64 {
    fair.happened(ORGANISER, vec![fact]);
    fair.desk.seq()
}

fn ordered() -> MeasureStep {
    MeasureStep::MeasureOrdered { kind: MeasureKind::Cover, basis: Basis::Admitted, until: None }
}

#[test]
fn what_was_drawn_up_against_a_booth_names_nobody_and_keeps_nobody_from_being_named() {
    let mut fair = TestFair::new();
    let (case, _, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Measure]);
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor };
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    fair.measure(Actor::Staff(ORGANISER), case, notice).unwrap();
    let noticed = fair.desk.seq();
    let first = came_about(&mut fair, Fact::MeasureMoved { case, party, with: ordered() });
    fair.by(ORGANISER, name(lumen)).unwrap();
    let named = fair.desk.seq();
    assert_eq!(fair.by(ORGANISER, name(noor)), Err(Refusal::Taken("order")), "it was decided");
    came_about(&mut fair, Fact::MeasureMoved { case, party, with: MeasureStep::MeasureLifted {} });
    let second = came_about(&mut fair, Fact::MeasureMoved { case, party, with: ordered() });
    let known = |seq| fair.desk.case(case).unwrap().party(party).unwrap().exhibitor_at(seq);
    assert_eq!([noticed, first].map(known), [None, None], "each stays what it was");
    assert_eq!([named, second].map(known), [Some(lumen), Some(lumen)], "what comes later names them");
}

#[test]
fn who_handles_a_complaint_corrects_the_name_until_its_notice_or_its_decision() {
    let mut fair = TestFair::new();
    let (case, _, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Measure]);
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor };
    fair.by(ORGANISER, name(lumen)).unwrap();
    fair.by(ORGANISER, name(noor)).unwrap();
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    fair.measure(Actor::Staff(ORGANISER), case, notice).unwrap();
    assert_eq!(fair.by(ORGANISER, name(lumen)), Err(Refusal::Taken("notice")), "it names them");
    assert_eq!(fair.by(ORGANISER, name(noor)), Ok(Vec::new()), "nothing new");
}

/// Given a name later, it would be a notice that the one who was named never had.
#[test]
fn what_was_handed_over_for_a_booth_is_nobodys_of_the_list() {
    let mut fair = TestFair::new();
    let (case, _, party, [lumen, _]) = at_a_shared_booth(&mut fair, &[Ask::Measure]);
    let officer = Actor::Staff(ORGANISER);
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    fair.measure(officer, case, notice).unwrap();
    fair.measure(officer, case, super::measure::serve()).unwrap();
    let name = Command::NameExhibitor { case, party, exhibitor: lumen };
    assert_eq!(fair.by(ORGANISER, name), Err(Refusal::Taken("heard")));
}

#[test]
fn a_complaint_that_was_closed_stays_against_whoever_it_was_decided_against() {
    for named in [true, false] {
        let mut fair = TestFair::new();
        let (case, _, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Measure]);
        let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor };
        if named {
            fair.by(ORGANISER, name(lumen)).unwrap();
        }
        fair.clear(case).unwrap();
        assert_eq!(fair.by(ORGANISER, name(noor)), Err(Refusal::Taken("decision")), "named: {named}");
    }
}

#[test]
fn whoever_gets_the_booth_later_is_not_meant_and_who_left_it_is() {
    let mut fair = TestFair::new();
    let (case, _, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Measure]);
    let late = fair.enrol("Late", &["1/A10"]).unwrap();
    let moved = Command::EnrolExhibitor {
        exhibitor: lumen,
        booths: Vec::new(),
        undertaking: None,
        body: ExhibitorBody::default(),
    };
    fair.by(ORGANISER, moved).unwrap();
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor };
    assert_eq!(fair.by(ORGANISER, name(late)), Err(Refusal::Unknown("exhibitor")));
    fair.by(ORGANISER, name(lumen)).unwrap();
    fair.by(ORGANISER, name(noor)).unwrap();

    // Nor does a booth that one had for itself become one of several.
    let alone = fair.enrol("Alone", &["1/A11"]).unwrap();
    let mut new = fair.dispute(&[Ask::Measure]);
    new.respondents[0].place.booth = Some(fair.desk.exhibitor(alone).unwrap().booths[0]);
    let (case, _) = fair.file_this(new).unwrap();
    let since = fair.enrol("Since", &["1/A11"]).unwrap();
    let party = fair.respondent(case).unwrap();
    for exhibitor in [alone, since] {
        let asked = fair.by(ORGANISER, Command::NameExhibitor { case, party, exhibitor });
        assert_eq!(asked, Err(Refusal::Unknown("exhibitor")));
    }
}

/// A refusal depends on what was asked and who is named, and tells neither side what the other did.
#[test]
fn where_both_are_asked_for_whoever_names_first_does_and_nobody_renames() {
    for first in [MEI, ORGANISER] {
        let mut fair = TestFair::new();
        let (case, ticket, party, [lumen, noor]) =
            at_a_shared_booth(&mut fair, &[Ask::Mediation, Ask::Measure]);
        let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor };
        fair.claim(MEI, ticket).unwrap();
        fair.by(first, name(lumen)).unwrap();
        for who in [MEI, ORGANISER] {
            assert_eq!(fair.by(who, name(noor)), Err(Refusal::Taken("exhibitor")));
        }
        fair.clear(case).unwrap();
        for who in [MEI, ORGANISER] {
            assert_eq!(fair.by(who, name(noor)), Err(Refusal::Taken("exhibitor")), "the same as before");
        }
    }
}

/// Who came forward for a booth may be given a name; what one said yes to is never another's.
#[test]
fn in_a_mediation_whoever_answered_is_named_once_at_the_most() {
    let mut fair = TestFair::new();
    let (case, ticket, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Mediation]);
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor };
    fair.claim(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    fair.notify(MEI, case, party).unwrap();
    fair.by(MEI, name(noor)).unwrap();
    fair.by(MEI, name(lumen)).unwrap();
    fair.answer(MEI, case, party, Answer::Accept).unwrap();
    assert_eq!(fair.by(MEI, name(noor)), Err(Refusal::Taken("notice")), "they answered as Lumen");

    let (case, ticket, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Mediation]);
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor };
    fair.claim(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    fair.notify(MEI, case, party).unwrap();
    fair.answer(MEI, case, party, Answer::Accept).unwrap();
    fair.by(MEI, name(lumen)).unwrap();
    assert_eq!(fair.by(MEI, name(noor)), Err(Refusal::Taken("answered")));
}

#[test]
fn an_agreement_keeps_the_name_it_bears_and_no_other() {
    for early in [false, true] {
        let mut fair = TestFair::new();
        let (case, ticket, party, [lumen, _]) = at_a_shared_booth(&mut fair, &[Ask::Mediation]);
        fair.claim(MEI, ticket).unwrap();
        if early {
            fair.by(MEI, Command::NameExhibitor { case, party, exhibitor: lumen }).unwrap();
        }
        let with = Proceeding::OralAgreementRegistered {
            clauses: Vec::new(),
            organiser: false,
            warnings: Vec::new(),
            prevailing: Language::En,
            terms: Vec::new(),
        };
        came_about(&mut fair, Fact::CaseProceeded { case, with });
        let kept = fair.desk.case(case).unwrap().named_by(party);
        assert_eq!(kept, early.then_some("agreement"), "it keeps whom of the list it names");
    }
}
