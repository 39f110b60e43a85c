//! Who is named at a booth that several share: before any paper, and on each of them from then on; nobody else's name comes to it later.

use domain::{
    Actor, CaseId, Command, ExhibitorId, Fact, PartyId, Refusal, StepBefore, TicketNumber,
    body::{ExhibitorBody, MeasureBody},
    case::Ask,
    measure::{Basis, MeasureAction, MeasureKind, MeasureStep},
    procedure::Action,
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

fn order(basis: Basis) -> MeasureAction {
    let body = MeasureBody { text: "Cover it.".to_owned(), ..MeasureBody::default() };
    MeasureAction::Order { kind: MeasureKind::Cover, basis, until: None, body }
}

/// What is handed to one there, and what one there answers, is never another's.
#[test]
fn no_paper_goes_to_a_booth_before_somebody_says_who_of_it_is_meant() {
    for unlisted in [false, true] {
        let mut fair = TestFair::new();
        let (case, _, party, [lumen, _]) = at_a_shared_booth(&mut fair, &[Ask::Measure]);
        let officer = Actor::Staff(ORGANISER);
        let draws_up = |fair: &mut TestFair| {
            let notice = fair.new_notice();
            fair.measure(officer, case, MeasureAction::IssueNotice { notice })
        };
        assert_eq!(draws_up(&mut fair), Err(Refusal::StepMissing("exhibitor")));
        let ordered = fair.measure(officer, case, order(Basis::BindingDecision));
        assert_eq!(ordered, Err(Refusal::StepMissing("exhibitor")));
        fair.clone().clear(case).unwrap();
        let exhibitor = (!unlisted).then_some(lumen);
        fair.by(ORGANISER, Command::NameExhibitor { case, party, exhibitor }).unwrap();
        fair.clone().measure(officer, case, order(Basis::BindingDecision)).unwrap();
        draws_up(&mut fair).unwrap();
        fair.measure(officer, case, super::measure::serve()).unwrap();
    }
    let mut fair = TestFair::new();
    let (case, ticket, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Mediation]);
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
    fair.claim(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    assert_eq!(fair.notify(MEI, case, party), Err(Refusal::StepMissing("exhibitor")));
    fair.by(MEI, name(noor)).unwrap();
    fair.by(MEI, name(lumen)).unwrap();
    fair.notify(MEI, case, party).unwrap();
    assert_eq!(fair.by(MEI, name(noor)), Err(Refusal::Taken("notice")), "it is for Lumen");
}

#[test]
fn who_is_none_of_the_list_is_nobody_of_it_until_that_is_corrected() {
    let mut fair = TestFair::new();
    let (case, _, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Measure]);
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor };
    let against = |fair: &TestFair, exhibitor| {
        let all = fair.desk.complaints_against(exhibitor).flat_map(|case| case.respondents());
        all.filter(|party| party.may_be().contains(&exhibitor)).count()
    };
    assert_eq!([lumen, noor].map(|one| against(&fair, one)), [1, 1], "it may be either");
    fair.by(ORGANISER, name(None)).unwrap();
    assert_eq!(fair.by(ORGANISER, name(None)), Ok(Vec::new()), "nothing new");
    assert_eq!([lumen, noor].map(|one| against(&fair, one)), [0, 0], "it is neither");
    fair.by(ORGANISER, name(Some(noor))).unwrap();
    assert_eq!([lumen, noor].map(|one| against(&fair, one)), [0, 1]);
    fair.by(ORGANISER, name(None)).unwrap();
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    fair.measure(Actor::Staff(ORGANISER), case, notice).unwrap();
    assert_eq!(fair.by(ORGANISER, name(Some(noor))), Err(Refusal::Taken("notice")));
}

#[test]
fn nobody_is_named_who_is_another_respondent_of_the_case() {
    let mut fair = TestFair::new();
    let [lumen, noor] = ["Lumen", "Noor"].map(|name| fair.enrol(name, &["1/A10"]).unwrap());
    let booth = fair.desk.exhibitor(lumen).unwrap().booths[0];
    let mut new = fair.dispute(&[Ask::Measure]);
    let mut known = new.respondents[0].clone();
    known.place.id = PartyId(fair.fresh());
    known.place.exhibitor = Some(noor);
    new.respondents.push(known);
    for respondent in &mut new.respondents {
        respondent.place.booth = Some(booth);
    }
    let (case, _) = fair.file_this(new).unwrap();
    let party = fair.respondent(case).unwrap();
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
    assert_eq!(fair.by(ORGANISER, name(noor)), Err(Refusal::Incomplete("other-respondent")));
    fair.by(ORGANISER, name(lumen)).unwrap();
}

/// An old journal may hold papers for a booth, and one who was named after them.
#[test]
fn what_was_drawn_up_for_a_booth_stays_what_it_was() {
    let mut fair = TestFair::new();
    let (case, _, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Measure]);
    let officer = Actor::Staff(ORGANISER);
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
    let with = MeasureStep::ComplaintNoticeIssued { key: fair.new_notice().key };
    let noticed = came_about(&mut fair, Fact::MeasureMoved { case, party, with });
    assert_eq!(fair.by(ORGANISER, name(lumen)), Err(Refusal::Taken("notice")), "it is for the booth");
    let again = MeasureAction::IssueNotice { notice: fair.new_notice() };
    fair.clone().measure(officer, case, again).unwrap();
    fair.clone().measure(officer, case, super::measure::serve()).unwrap();
    let first = came_about(&mut fair, Fact::MeasureMoved { case, party, with: ordered() });
    assert_eq!(fair.by(ORGANISER, name(lumen)), Err(Refusal::Taken("order")));
    let named = came_about(&mut fair, Fact::ExhibitorNamed { case, party, exhibitor: lumen });
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
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
    fair.by(ORGANISER, name(lumen)).unwrap();
    fair.by(ORGANISER, name(noor)).unwrap();
    let notice = MeasureAction::IssueNotice { notice: fair.new_notice() };
    fair.measure(Actor::Staff(ORGANISER), case, notice).unwrap();
    assert_eq!(fair.by(ORGANISER, name(lumen)), Err(Refusal::Taken("notice")), "it names them");
    assert_eq!(fair.by(ORGANISER, name(noor)), Ok(Vec::new()), "nothing new");
}

#[test]
fn nobody_is_named_who_complained_and_is_known_by_their_booth_alone() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10", "1/A11"]).unwrap();
    let noor = fair.enrol("Noor", &["1/A10"]).unwrap();
    let [shared, own] = fair.desk.exhibitor(lumen).unwrap().booths[..] else { panic!("two booths") };
    let mut new = fair.dispute(&[Ask::Measure]);
    new.claimant.place.booth = Some(own);
    new.respondents[0].place.booth = Some(shared);
    let (case, _) = fair.file_this(new).unwrap();
    let party = fair.respondent(case).unwrap();
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
    assert_eq!(fair.by(ORGANISER, name(lumen)), Err(Refusal::Incomplete("other-respondent")));
    fair.by(ORGANISER, name(noor)).unwrap();
}

#[test]
fn a_complaint_that_was_closed_stays_against_whoever_it_was_decided_against() {
    for named in [true, false] {
        let mut fair = TestFair::new();
        let (case, _, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Measure]);
        let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
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
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
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
        let asked = fair.by(ORGANISER, Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) });
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
        let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
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

/// What was handed over, said or ordered before is of whoever was there: a naming that was made on paper is entered first, with its time.
#[test]
fn what_is_entered_from_paper_comes_after_the_naming() {
    let before_it =
        |refusal: &Refusal| matches!(refusal, Refusal::BeforeStep { step: StepBefore::Naming, .. });
    let mut fair = TestFair::new();
    let (case, _, party, [lumen, noor]) = at_a_shared_booth(&mut fair, &[Ask::Measure]);
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
    let moves = |action| Command::MoveMeasure { case, party, action: Box::new(action) };
    fair.pass(120);
    let notice = moves(MeasureAction::IssueNotice { notice: fair.new_notice() });
    let mut late = fair.clone();
    late.by(ORGANISER, name(lumen)).unwrap();
    for step in [notice.clone(), moves(order(Basis::BindingDecision))] {
        let entered = late.clone().enter(ORGANISER, 50, step);
        assert!(entered.as_ref().is_err_and(before_it), "{entered:?}");
    }
    // Its time may still be told, until something is drawn up.
    late.enter(ORGANISER, 60, name(lumen)).unwrap();
    late.enter(ORGANISER, 50, notice.clone()).unwrap();
    assert_eq!(late.enter(ORGANISER, 70, name(lumen)), Err(Refusal::Taken("notice")));
    fair.enter(ORGANISER, 60, name(noor)).unwrap();
    let earlier = fair.enter(ORGANISER, 70, name(lumen));
    assert!(earlier.as_ref().is_err_and(before_it), "{earlier:?}");
    fair.enter(ORGANISER, 55, name(lumen)).unwrap();
    fair.enter(ORGANISER, 50, notice).unwrap();
    fair.enter(ORGANISER, 40, moves(super::measure::serve())).unwrap();

    let (case, ticket, party, [lumen, _]) = at_a_shared_booth(&mut fair, &[Ask::Mediation]);
    fair.claim(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    fair.pass(60);
    let notice = fair.new_notice();
    let step = Command::Proceed { case, action: Box::new(Action::IssueNotice { party, notice }) };
    let mut late = fair.clone();
    let name = Command::NameExhibitor { case, party, exhibitor: Some(lumen) };
    late.by(MEI, name.clone()).unwrap();
    let entered = late.enter(MEI, 30, step.clone());
    assert!(entered.as_ref().is_err_and(before_it), "{entered:?}");
    fair.enter(MEI, 40, name).unwrap();
    fair.enter(MEI, 30, step).unwrap();
}
