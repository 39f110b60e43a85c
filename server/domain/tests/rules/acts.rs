//! Administrative acts: given what happened at the desk, each is told once, with who confirmed it, and everybody reads what is theirs.

use domain::{
    Actor, Command, ExhibitorId, StaffId,
    acts::{Act, ActKind, On},
    case::{Ask, Outcome, Reason},
    fair::LineRules,
    remark::RemarkKind,
    retention::{FourEyes, KeepingRules},
    testing::{AUDITOR, DUTY_MANAGER, HEAD, MEI, ORGANISER, SUPERVISOR, TOM, TestFair, plan},
};
use proptest::prelude::*;

use super::{
    bodies::{ANNA, BO, hosting_two, second},
    properties::{live, step},
};

fn sees(fair: &TestFair, reader: StaffId, which: impl Fn(&Act) -> bool) -> bool {
    let reader = fair.desk.staff_member(reader).unwrap();
    fair.desk.acts_for(reader).any(which)
}

fn last(fair: &TestFair) -> Act {
    fair.desk.acts().next_back().unwrap().clone()
}

#[test]
fn an_auditor_reads_every_act_and_others_those_of_their_own_side() {
    let mut fair = TestFair::new();
    let (case, _) = fair.file().unwrap();
    let reason = Some("a party complained".to_owned());
    fair.by(HEAD, Command::ReadCase { case, part: Ask::Mediation, reason }).unwrap();
    assert_eq!((last(&fair).what, last(&fair).on), (ActKind::FileRead, On::Case(case)));
    let remark = Command::RemarkDay {
        day: plan().first_day,
        kind: RemarkKind::Incident,
        text: "a visitor fell".to_owned(),
    };
    fair.by(DUTY_MANAGER, remark).unwrap();
    let act = last(&fair);
    assert_eq!((act.by, act.on), (Actor::Staff(DUTY_MANAGER), On::Day(plan().first_day)));
    let readers =
        |which: &dyn Fn(&Act) -> bool| [AUDITOR, HEAD, ORGANISER].map(|reader| sees(&fair, reader, which));
    assert_eq!(readers(&|act| act.what == ActKind::FairFounded), [true; 3]);
    assert_eq!(readers(&|act| act.what == ActKind::DayRemarked), [true; 3]);
    assert_eq!(readers(&|act| act.on == On::Staff(DUTY_MANAGER)), [true; 3]);
    assert_eq!(readers(&|act| act.on == On::Staff(MEI)), [true, true, false], "the head's own people");
    assert_eq!(
        readers(&|act| act.what == ActKind::FileRead),
        [true, true, false],
        "not the organiser's file"
    );
    for nobody in [MEI, SUPERVISOR, DUTY_MANAGER] {
        assert!(!sees(&fair, nobody, |_| true));
    }
    let auditor = fair.desk.staff_member(AUDITOR).unwrap();
    let entries: Vec<_> = fair.desk.acts_for(auditor).map(|act| act.seq).collect();
    assert!(entries.is_sorted_by(|newer, older| newer > older), "newest first: {entries:?}");
}

/// Whoever did it, the organiser learns that a complaint is gone, and of what only the mediation body had nothing.
#[test]
fn that_a_complaint_was_erased_is_told_the_organiser_too() {
    let mut fair = TestFair::new();
    let mut cases = Vec::new();
    for asks in [vec![Ask::Mediation], vec![Ask::Mediation, Ask::Measure], vec![Ask::Measure]] {
        let new = fair.dispute(&asks);
        let (case, ticket) = fair.file_this(new).unwrap();
        fair.receive(MEI, ticket).unwrap();
        fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();
        if asks.contains(&Ask::Measure) {
            fair.clear(case).unwrap();
        }
        cases.push(case);
    }
    let [talks, both, alone] = <[_; 3]>::try_from(cases).unwrap();
    let erased = |fair: &TestFair, on: On| {
        [AUDITOR, HEAD, ORGANISER]
            .map(|reader| sees(fair, reader, |act| act.what == ActKind::CaseErased && act.on == on))
    };
    let mut in_a_run = fair.clone();
    for case in [talks, both] {
        fair.by(HEAD, Command::EraseCase { case }).unwrap();
    }
    assert_eq!(erased(&fair, On::Case(talks)), [true, true, false]);
    assert_eq!(erased(&fair, On::Case(both)), [true; 3]);
    in_a_run.now = "2029-03-13T10:00:00Z".parse().unwrap();
    in_a_run.by(HEAD, Command::RunRetention { cases: vec![talks, both, alone] }).unwrap();
    assert_eq!(erased(&in_a_run, On::Case(talks)), [true, true, false]);
    assert_eq!(
        erased(&in_a_run, On::Cases(2)),
        [true; 3],
        "told as one, apart from what is the body's alone"
    );
}

#[test]
fn the_head_of_one_body_reads_nothing_of_the_people_and_cases_of_another() {
    let mut fair = hosting_two();
    let (case, _) = fair.file().unwrap();
    let reason = Some("a party complained".to_owned());
    fair.by(HEAD, Command::ReadCase { case, part: Ask::Mediation, reason }).unwrap();
    let seen = |reader: StaffId, on: On| sees(&fair, reader, |act| act.on == on);
    for (on, of_head, of_anna) in [
        (On::Staff(MEI), true, false),
        (On::Staff(BO), false, true),
        (On::Case(case), true, false),
        (On::Body(second()), false, true),
        (On::Desk, true, true),
    ] {
        assert_eq!((seen(HEAD, on.clone()), seen(ANNA, on.clone())), (of_head, of_anna), "{on:?}");
        assert!(seen(AUDITOR, on.clone()), "{on:?}");
    }
}

#[test]
fn a_list_that_is_taken_in_is_one_act_and_the_next_one_another() {
    let mut fair = TestFair::new();
    let before = fair.desk.acts().count();
    for name in ["Lumen", "Noor", "Starlight"] {
        fair.enrol(name, &[]).unwrap();
    }
    let act = last(&fair);
    assert_eq!((act.what, act.count, fair.desk.acts().count()), (ActKind::ExhibitorsEntered, 3, before + 1));
    assert_eq!(act.last, fair.desk.seq());
    fair.pass(11);
    let late: ExhibitorId = fair.enrol("Late", &[]).unwrap();
    assert!(fair.desk.exhibitor(late).is_some());
    assert_eq!((last(&fair).count, fair.desk.acts().count()), (1, before + 2));
}

#[test]
fn what_a_second_person_confirmed_names_both() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();
    let keeping = KeepingRules { four_eyes: FourEyes::Always, ..KeepingRules::default() };
    let rules = LineRules { keeping, ..LineRules::default() };
    fair.ask(Actor::System, Command::SetRules { rules }).unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let proposal = fair.desk.seq();
    let proposed = last(&fair);
    assert_eq!((proposed.what, proposed.second(&fair.desk)), (ActKind::DeedProposed, None));
    fair.by(TOM, Command::ConfirmProposal { proposal, account: None }).unwrap();
    assert_eq!(proposed.second(&fair.desk), Some(TOM));
    let acts: Vec<_> = fair.desk.acts().rev().take(2).cloned().collect();
    let [erased, confirmed] = acts.as_slice() else { panic!("{acts:?}") };
    assert_eq!((confirmed.what, confirmed.by), (ActKind::DeedConfirmed, Actor::Staff(TOM)));
    assert_eq!((erased.what, &erased.on), (ActKind::CaseErased, &On::Case(case)));
    assert_eq!((erased.by, erased.confirmed_by), (Actor::Staff(HEAD), Some(TOM)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_administrative_fact_is_told_once_and_nothing_else_is(steps in prop::collection::vec(step(), 1..120)) {
        let fair = live(&steps);
        let paper = fair.desk.reserved().map(|reserved| reserved.series);
        let kind = |seq: u64| {
            let at = usize::try_from(seq).unwrap() - 1;
            ActKind::of(&fair.entries[at].1.fact, paper)
        };
        let facts = (1..=fair.desk.seq()).filter(|seq| kind(*seq).is_some()).count();
        let told: u32 = fair.desk.acts().map(|act| act.count).sum();
        prop_assert_eq!(usize::try_from(told).unwrap(), facts);
        for act in fair.desk.acts() {
            prop_assert_eq!(kind(act.seq), Some(act.what));
            prop_assert_eq!(kind(act.last), Some(act.what));
        }
    }
}
