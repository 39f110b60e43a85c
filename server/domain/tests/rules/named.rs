//! Who is named on a paper: whoever was said to be the respondent when it was drawn up, and nobody who was named since.

use domain::{
    Actor, CaseId, Command, ExhibitorId, Fact, PartyId, Refusal, TicketNumber,
    case::Ask,
    fair::Language,
    measure::{Basis, MeasureAction, MeasureKind, MeasureStep},
    procedure::Proceeding,
    testing::{MEI, ORGANISER, TestFair},
};

/// A case of which is known only at which booth its respondent is, and the two that share that booth.
fn at_a_shared_booth(fair: &mut TestFair) -> (CaseId, TicketNumber, PartyId, [ExhibitorId; 2]) {
    let sharers = ["Lumen", "Noor"].map(|name| fair.enrol(name, &["1/A10"]).unwrap());
    let mut new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    new.respondents[0].place.booth = Some(fair.desk.exhibitor(sharers[0]).unwrap().booths[0]);
    let (case, ticket) = fair.file_this(new).unwrap();
    (case, ticket, fair.respondent(case).unwrap(), sharers)
}

/// A fact, however it came about; answers with its entry.
fn came_about(fair: &mut TestFair, fact: Fact) -> u64 {
    fair.happened(ORGANISER, vec![fact]);
    fair.desk.seq()
}

#[test]
fn what_was_drawn_up_against_a_booth_names_nobody_and_keeps_nobody_from_being_named() {
    let mut fair = TestFair::new();
    let (case, _, party, [lumen, noor]) = at_a_shared_booth(&mut fair);
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor };
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    fair.measure(Actor::Staff(ORGANISER), case, notice).unwrap();
    let noticed = fair.desk.seq();
    let order =
        || MeasureStep::MeasureOrdered { kind: MeasureKind::Cover, basis: Basis::Admitted, until: None };
    let first = came_about(&mut fair, Fact::MeasureMoved { case, party, with: order() });
    came_about(&mut fair, Fact::MeasureMoved { case, party, with: MeasureStep::MeasureLifted {} });
    fair.by(ORGANISER, name(lumen)).unwrap();
    fair.by(ORGANISER, name(noor)).unwrap();
    let named = fair.desk.seq();
    let known = |fair: &TestFair, seq| fair.desk.case(case).unwrap().party(party).unwrap().exhibitor_at(seq);
    assert_eq!([noticed, first].map(|seq| known(&fair, seq)), [None, None], "each stays what it was");
    assert_eq!([named - 1, named].map(|seq| known(&fair, seq)), [Some(lumen), Some(noor)]);
    let second = came_about(&mut fair, Fact::MeasureMoved { case, party, with: order() });
    assert_eq!(known(&fair, second), Some(noor), "what comes later names them");
    assert_eq!(fair.by(ORGANISER, name(lumen)), Err(Refusal::Taken("order")), "and so that name stays");
}

#[test]
fn an_agreement_keeps_the_name_it_bears_and_no_other() {
    for early in [false, true] {
        let mut fair = TestFair::new();
        let (case, ticket, party, [lumen, noor]) = at_a_shared_booth(&mut fair);
        let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor };
        fair.claim(MEI, ticket).unwrap();
        if early {
            fair.by(MEI, name(lumen)).unwrap();
        }
        let with = Proceeding::OralAgreementRegistered {
            clauses: Vec::new(),
            organiser: false,
            warnings: Vec::new(),
            prevailing: Language::En,
            terms: Vec::new(),
        };
        came_about(&mut fair, Fact::CaseProceeded { case, with });
        let asked = fair.by(ORGANISER, name(noor));
        if early {
            assert_eq!(asked, Err(Refusal::Taken("agreement")));
        } else {
            assert!(asked.is_ok(), "it names nobody of the list: {asked:?}");
        }
    }
}
