//! Statements lodged in advance, and undertakings: who takes them in, and who may read a statement once a complaint is there.

use domain::{
    Actor, Command, DefenceId, ExhibitorId, Refusal, TicketNumber,
    body::{DefenceBody, PersonBody},
    case::{Ask, Audience, Case, Door, RightKind},
    command::NewCase,
    disclosure::{Given, Sort},
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

/// Who decided may have decided by it.
#[test]
fn a_statement_that_a_case_opened_stays_there_whoever_of_the_booth_is_named_later() {
    let mut fair = TestFair::new();
    let [lumen, noor] = ["Lumen", "Noor"].map(|name| fair.enrol(name, &["1/A10"]).unwrap());
    let [of_lumen, of_noor] = [lumen, noor].map(|exhibitor| fair.lodged(exhibitor, Audience::Both).unwrap());
    let mut file = |ask, exhibitor| {
        let mut new = fair.dispute(&[ask]);
        new.respondents[0].place.booth = fair.desk.booths().next().map(|booth| booth.id);
        new.respondents[0].place.exhibitor = exhibitor;
        let (case, ticket) = fair.file_this(new).unwrap();
        (case, ticket, fair.respondent(case).unwrap())
    };
    let (unnamed, _, respondent) = file(Ask::Measure, None);
    let (renamed, _, other) = file(Ask::Measure, Some(lumen));
    let (talks, ticket, party) = file(Ask::Mediation, None);
    let (corrected, corrected_ticket, corrected_party) = file(Ask::Mediation, Some(lumen));
    let name = |case, party| Command::NameExhibitor { case, party, exhibitor: Some(noor) };
    fair.by(ORGANISER, name(unnamed, respondent)).unwrap();
    fair.by(ORGANISER, name(renamed, other)).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.by(MEI, name(talks, party)).unwrap();
    fair.release(MEI, ticket).unwrap();
    fair.claim(MEI, corrected_ticket).unwrap();
    fair.by(MEI, name(corrected, corrected_party)).unwrap();
    let opened = |case, ask| found(&fair, fair.desk.case(case).unwrap(), ask);
    assert_eq!(opened(unnamed, Ask::Measure), [of_noor, of_lumen], "everybody at the booth was heard");
    assert_eq!(opened(renamed, Ask::Measure), [of_noor, of_lumen], "whoever was named before");
    assert_eq!(opened(talks, Ask::Mediation), [of_noor], "nobody's was opened there by guess");
    assert_eq!(opened(corrected, Ask::Mediation), [of_noor, of_lumen]);
    for defence in [of_lumen, of_noor] {
        assert_eq!(fair.desk.complaints_with(fair.desk.defence(defence).unwrap()), 2, "it stays with both");
    }
    let against = |exhibitor| {
        let all = fair.desk.complaints_against(exhibitor).flat_map(|case| case.respondents());
        all.filter(|party| party.may_be().contains(&exhibitor)).count()
    };
    assert_eq!((against(lumen), against(noor)), (0, 2), "it is nothing against the other");
}

#[test]
fn what_was_taken_back_before_its_exhibitor_was_named_opens_to_nobody_who_had_not_read_it() {
    let mut fair = TestFair::new();
    let [lumen, _] = ["Lumen", "Noor"].map(|name| fair.enrol(name, &["1/A10"]).unwrap());
    let [gone, stays] = [0; 2].map(|_| fair.lodged(lumen, Audience::Both).unwrap());
    let mut new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    new.respondents[0].place.booth = fair.desk.booths().next().map(|booth| booth.id);
    let (case, ticket) = fair.file_this(new).unwrap();
    let party = fair.respondent(case).unwrap();
    fair.by(ORGANISER, Command::WithdrawDefence { defence: gone }).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.by(MEI, Command::NameExhibitor { case, party, exhibitor: Some(lumen) }).unwrap();
    let case = fair.desk.case(case).unwrap();
    assert_eq!(found(&fair, case, Ask::Mediation), [stays], "no mediator had it");
    assert_eq!(found(&fair, case, Ask::Measure), [gone, stays], "the officer had read both");
}

/// A word after the complaint is an answer to it, and no proof of anything that was said before.
#[test]
fn what_is_lodged_after_a_case_was_filed_opens_in_later_ones_alone() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let first = against(&mut fair, None, Some(lumen));
    let defence = fair.lodged(lumen, Audience::Both).unwrap();
    let second = against(&mut fair, None, Some(lumen));
    for ask in [Ask::Mediation, Ask::Measure] {
        assert!(found(&fair, &first, ask).is_empty(), "{ask:?}");
        assert_eq!(found(&fair, &second, ask), [defence], "{ask:?}");
    }
    assert_eq!(fair.desk.complaints_with(fair.desk.defence(defence).unwrap()), 1);
}

/// What somebody who enters a paper says of its time changes nothing of what stood in the journal by then.
#[test]
fn a_case_from_paper_counts_from_its_entry_whatever_time_it_says() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    fair.reserve(1).unwrap();
    fair.pass(30);
    let defence = fair.lodged(lumen, Audience::Both).unwrap();
    fair.pass(10);
    let series = fair.desk.reserved().unwrap().series;
    let paper = Some(TicketNumber { series, count: 1 });
    let mut new = NewCase { door: Door::Counter, paper, ..fair.dispute(&[Ask::Mediation]) };
    new.respondents[0].place.exhibitor = Some(lumen);
    let case = new.case;
    fair.enter(MEI, 20, Command::FileCase(Box::new(new))).unwrap();
    let case = fair.desk.case(case).unwrap();
    let lodged = fair.desk.defence(defence).unwrap().at;
    assert!(case.filed_at < lodged, "it says to be the older one");
    assert_eq!(found(&fair, case, Ask::Mediation), [defence]);
}

#[test]
fn a_kind_of_right_is_a_condition_where_one_was_said() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let any = fair.lodged(lumen, Audience::Both).unwrap();
    let design = fair.lodged_over(lumen, Audience::Both, Some(RightKind::Design)).unwrap();
    let mark = fair.lodged_over(lumen, Audience::Both, Some(RightKind::Trademark)).unwrap();
    for (right, opened) in [
        (Some(RightKind::Design), vec![any, design]),
        (Some(RightKind::Trademark), vec![any, mark]),
        (Some(RightKind::Copyright), vec![any]),
        (None, vec![any, design, mark]),
    ] {
        let mut new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
        new.respondents[0].place.exhibitor = Some(lumen);
        let (id, _) = fair.file_this(new).unwrap();
        // A dispute says which right; of other cases none may be known.
        let case = Case { right, ..Case::clone(fair.desk.case(id).unwrap()) };
        assert_eq!(found(&fair, &case, Ask::Measure), opened, "{right:?}");
    }
}

#[test]
fn what_was_taken_back_stays_where_it_was_opened_and_opens_nowhere_else() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let defence = fair.lodged(lumen, Audience::Measure).unwrap();
    let case = against(&mut fair, None, Some(lumen));
    fair.pass(5);
    let gone = fair.now;
    fair.by(ORGANISER, Command::WithdrawDefence { defence }).unwrap();
    let later = against(&mut fair, None, Some(lumen));
    assert_eq!(found(&fair, &case, Ask::Measure), [defence]);
    assert!(found(&fair, &case, Ask::Mediation).is_empty(), "for the same readers as before");
    assert!(found(&fair, &later, Ask::Measure).is_empty());
    let known = fair.desk.defence(defence).unwrap();
    assert_eq!(known.taken_back.map(|gone| (gone.at, gone.by)), Some((gone, Some(ORGANISER))));
    assert_eq!(fair.desk.complaints_with(known), 1);
    assert_eq!(fair.by(ORGANISER, Command::WithdrawDefence { defence }), Err(Refusal::Withdrawn));
    let none = DefenceId([9; 16]);
    assert_eq!(
        fair.by(ORGANISER, Command::WithdrawDefence { defence: none }),
        Err(Refusal::Unknown("defence"))
    );
}

#[test]
fn who_was_not_asked_is_opened_nothing() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let defence = fair.lodged(lumen, Audience::Both).unwrap();
    for (asked, other) in [(Ask::Mediation, Ask::Measure), (Ask::Measure, Ask::Mediation)] {
        let mut new = fair.dispute(&[asked]);
        new.respondents[0].place.exhibitor = Some(lumen);
        let (case, _) = fair.file_this(new).unwrap();
        let case = fair.desk.case(case).unwrap();
        assert_eq!(found(&fair, case, asked), [defence]);
        assert!(found(&fair, case, other).is_empty(), "{asked:?} alone");
    }
}

#[test]
fn with_the_texts_of_its_case_a_statement_is_gone_from_there() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    fair.lodged(lumen, Audience::Both).unwrap();
    let case = against(&mut fair, None, Some(lumen));
    let erased = Case { erased_at: Some(fair.now), ..Case::clone(&case) };
    assert!(found(&fair, &erased, Ask::Measure).is_empty());
}

/// An authority is given what stood before who decided, of each part what was lodged for it.
#[test]
fn what_a_case_opened_may_be_given_of_the_part_for_which_it_was_lodged() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let both = fair.lodged(lumen, Audience::Both).unwrap();
    let office = fair.lodged(lumen, Audience::Measure).unwrap();
    let case = against(&mut fair, None, Some(lumen)).id;
    let late = fair.lodged(lumen, Audience::Both).unwrap();
    fair.by(ORGANISER, Command::WithdrawDefence { defence: both }).unwrap();
    for (who, part) in [(ORGANISER, Ask::Measure), (HEAD, Ask::Mediation)] {
        let reason = Some("A court asks".to_owned());
        fair.by(who, Command::ReadCase { case, part, reason }).unwrap();
    }
    let unknown = || Some(Refusal::Unknown("given"));
    for (who, part, defence, refused) in [
        (ORGANISER, Ask::Measure, both, None),
        (ORGANISER, Ask::Measure, office, None),
        (ORGANISER, Ask::Measure, late, unknown()),
        (HEAD, Ask::Mediation, both, None),
        (HEAD, Ask::Mediation, office, unknown()),
        (HEAD, Ask::Mediation, late, unknown()),
    ] {
        let mut new = fair.new_disclosure(part);
        let entry = fair.desk.defence(defence).map(|known| known.seq);
        new.terms.given = vec![Given { entry, ..Given::of(Sort::Defence) }];
        let told = fair.by(who, Command::DiscloseCase { case, disclosure: Box::new(new) });
        assert_eq!(told.err(), refused, "{part:?} {defence:?}");
    }
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
