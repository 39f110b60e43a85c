//! Statements lodged in advance, and undertakings: who takes them in, and who may read a statement once a complaint is there.

use domain::{
    Actor, Command, DefenceId, ExhibitorId, Refusal,
    body::{DefenceBody, PersonBody},
    case::{Ask, Audience, Case},
    testing::{HEAD, MEI, ORGANISER, TestFair, person, plan},
};

/// A case against whoever is at `place`, by hall and number.
fn against(fair: &mut TestFair, place: Option<&str>, exhibitor: Option<ExhibitorId>) -> std::sync::Arc<Case> {
    let mut new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    let booth = place.and_then(|number| fair.desk.booths().find(|booth| booth.number == number));
    new.respondents[0].place.booth = booth.map(|booth| booth.id);
    new.respondents[0].place.exhibitor = exhibitor;
    let (case, _) = fair.file_this(new).unwrap();
    std::sync::Arc::clone(fair.desk.case(case).unwrap())
}

fn found(fair: &TestFair, case: &Case, ask: Ask) -> Vec<DefenceId> {
    fair.desk.defences_in(case, ask).into_iter().map(|(_, defence)| defence.id).collect()
}

#[test]
fn a_statement_opens_when_a_case_names_the_exhibitor_as_a_respondent_and_for_whom_it_was_lodged() {
    let mut fair = TestFair::new();
    let (lumen, noor) = (fair.enrol("Lumen", &["1/A10"]).unwrap(), fair.enrol("Noor", &["1/A11"]).unwrap());
    let both = fair.lodged(lumen, Audience::Both).unwrap();
    let officer = fair.lodged(lumen, Audience::Measure).unwrap();
    let named = against(&mut fair, None, Some(lumen));
    assert_eq!(found(&fair, &named, Ask::Measure), [both, officer]);
    assert_eq!(found(&fair, &named, Ask::Mediation), [both], "the organiser alone was meant");
    let by_booth = against(&mut fair, Some("A10"), None);
    assert_eq!(found(&fair, &by_booth, Ask::Mediation), [both]);
    let other = against(&mut fair, None, Some(noor));
    assert!(found(&fair, &other, Ask::Measure).is_empty());
}

#[test]
fn who_files_opens_nothing_of_their_own() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    fair.lodged(lumen, Audience::Both).unwrap();
    let mut new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    new.claimant.place.exhibitor = Some(lumen);
    let (case, _) = fair.file_this(new).unwrap();
    let case = fair.desk.case(case).unwrap();
    assert!(found(&fair, case, Ask::Measure).is_empty());
}

#[test]
fn at_a_shared_booth_nobodys_statement_is_opened_to_a_mediator_by_guess() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    fair.enrol("Noor", &["1/A10"]).unwrap();
    let defence = fair.lodged(lumen, Audience::Both).unwrap();
    let shared = against(&mut fair, Some("A10"), None);
    assert!(found(&fair, &shared, Ask::Mediation).is_empty());
    assert_eq!(found(&fair, &shared, Ask::Measure), [defence], "the organiser hears everybody at the booth");
    let named = against(&mut fair, Some("A10"), Some(lumen));
    assert_eq!(found(&fair, &named, Ask::Mediation), [defence]);
}

#[test]
fn what_was_taken_back_is_closed_for_good() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let defence = fair.lodged(lumen, Audience::Both).unwrap();
    let case = against(&mut fair, None, Some(lumen));
    fair.by(ORGANISER, Command::WithdrawDefence { defence }).unwrap();
    assert!(found(&fair, &case, Ask::Measure).is_empty());
    assert_eq!(fair.by(ORGANISER, Command::WithdrawDefence { defence }), Err(Refusal::Withdrawn));
    let none = DefenceId([9; 16]);
    assert_eq!(
        fair.by(ORGANISER, Command::WithdrawDefence { defence: none }),
        Err(Refusal::Unknown("defence"))
    );
}

#[test]
fn only_the_organiser_takes_statements_in() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &[]).unwrap();
    let lodge = |exhibitor| Command::LodgeDefence {
        defence: DefenceId([9; 16]),
        exhibitor,
        right: None,
        audience: Audience::Both,
        body: DefenceBody::default(),
    };
    for actor in [Actor::Staff(HEAD), Actor::Staff(MEI), Actor::Public, Actor::System] {
        assert_eq!(fair.ask(actor, lodge(lumen)), Err(Refusal::NotAllowed));
    }
    let nobody = ExhibitorId([8; 16]);
    assert_eq!(fair.by(ORGANISER, lodge(nobody)), Err(Refusal::Unknown("exhibitor")));
    fair.by(ORGANISER, lodge(lumen)).unwrap();
    assert_eq!(fair.by(ORGANISER, lodge(lumen)), Err(Refusal::Taken("defence")));
}

#[test]
fn an_undertaking_says_when_it_was_signed_and_who_entered_it_and_a_list_does_not_undo_that() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let known = |fair: &TestFair| fair.desk.exhibitor(lumen).unwrap().undertaking;
    assert_eq!(known(&fair), None);
    let day = plan().first_day;
    let record = |signed, on, body| Command::RecordUndertaking { exhibitor: lumen, signed, on, body };
    let tomorrow = day.tomorrow().unwrap();
    let early = fair.by(ORGANISER, record(true, Some(tomorrow), person("Li Hua")));
    assert_eq!(early, Err(Refusal::InFuture));
    fair.by(ORGANISER, record(true, Some(day), person("Li Hua"))).unwrap();
    let signed = known(&fair).unwrap();
    assert_eq!((signed.signed, signed.on, signed.by), (true, Some(day), Some(ORGANISER)));
    assert!(signed.seq.is_some() && fair.desk.exhibitor(lumen).unwrap().has_undertaken());
    assert_eq!(
        fair.by(ORGANISER, record(true, Some(day), PersonBody::default())),
        Ok(Vec::new()),
        "nothing new"
    );

    let list = |undertaking| Command::EnrolExhibitor {
        exhibitor: lumen,
        booths: Vec::new(),
        undertaking,
        body: domain::body::ExhibitorBody::default(),
    };
    fair.pass(10);
    fair.ask(Actor::System, list(Some(true))).unwrap();
    assert_eq!(known(&fair), Some(signed), "a list that says the same changes nothing");
    fair.ask(Actor::System, list(Some(false))).unwrap();
    let undone = known(&fair).unwrap();
    assert_eq!((undone.signed, undone.on, undone.by), (false, None, None));
    assert!(!fair.desk.exhibitor(lumen).unwrap().has_undertaken());
    for actor in [Actor::Staff(HEAD), Actor::Staff(MEI), Actor::Public] {
        assert_eq!(fair.ask(actor, record(true, None, PersonBody::default())), Err(Refusal::NotAllowed));
    }
}
