//! Classes of products: named by the organiser, noted on a case by whoever has it, counted over the whole fair.

use domain::{
    CaseId, Command, ProductClass, Refusal,
    case::Ask,
    fair::LineRules,
    figures::Tallies,
    procedure::Action,
    report::{Chapter, Figure, Origin, ReportScope, Sees, report},
    testing::{HEAD, MEI, ORGANISER, TOM, TestFair},
};

fn class(name: &str) -> ProductClass {
    ProductClass(name.to_owned())
}

fn named(classes: &[&str]) -> Command {
    Command::NameProductClasses { classes: classes.iter().map(|name| class(name)).collect() }
}

fn note(name: &str) -> Action {
    Action::NoteProductClass { class: Some(class(name)) }
}

fn known(fair: &TestFair, case: CaseId) -> Option<ProductClass> {
    fair.desk.case(case).unwrap().procedure.product_class.clone()
}

#[test]
fn a_case_has_one_of_the_classes_that_the_organiser_named() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    assert_eq!(
        fair.proceed(MEI, case, note("Lamps")),
        Err(Refusal::NotYours { by: None }),
        "she takes it first"
    );
    fair.receive(MEI, ticket).unwrap();
    assert_eq!(fair.proceed(MEI, case, note("Lamps")), Err(Refusal::Unknown("product-class")));
    assert_eq!(fair.by(MEI, named(&["Lamps"])), Err(Refusal::NotAllowed));
    fair.by(ORGANISER, named(&["Lamps", "Switches"])).unwrap();
    assert_eq!(fair.by(ORGANISER, named(&["Lamps", "Switches"])), Ok(Vec::new()), "they were named");
    for wrong in [&["Lamps", "Lamps"][..], &[" "], &["none"]] {
        assert!(fair.by(ORGANISER, named(wrong)).is_err(), "{wrong:?}");
    }
    fair.proceed(MEI, case, note("Lamps")).unwrap();
    assert_eq!(fair.proceed(MEI, case, note("Lamps")), Ok(Vec::new()), "it was known");

    assert!(matches!(fair.proceed(TOM, case, note("Switches")), Err(Refusal::NotYours { .. })));
    fair.proceed(HEAD, case, note("Switches")).unwrap();
    assert_eq!(known(&fair, case), Some(class("Switches")));

    // A class that is taken out stays with its case, and no other gets it.
    fair.by(ORGANISER, named(&["Lamps"])).unwrap();
    assert_eq!(known(&fair, case), Some(class("Switches")));
    let (other, _) = fair.file().unwrap();
    assert_eq!(fair.proceed(HEAD, other, note("Switches")), Err(Refusal::Unknown("product-class")));
    fair.proceed(MEI, case, Action::NoteProductClass { class: None }).unwrap();
    assert_eq!(known(&fair, case), None);
}

#[test]
fn the_class_is_noted_also_of_a_case_that_is_over() {
    let mut fair = TestFair::new();
    fair.by(ORGANISER, named(&["Lamps"])).unwrap();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    fair.settle(MEI, case).unwrap();
    assert!(!fair.desk.case(case).unwrap().state.is_open());
    fair.proceed(MEI, case, note("Lamps")).unwrap();
    assert_eq!(known(&fair, case), Some(class("Lamps")));
}

#[test]
fn cases_count_by_class_and_small_numbers_are_not_passed_on() {
    let mut fair = TestFair::new();
    fair.by(ORGANISER, Command::SetRules { rules: LineRules::default() }).unwrap();
    let shown = |fair: &TestFair, sees: Sees| -> Vec<(String, Option<u64>)> {
        let report =
            report(&mut Tallies::default(), &fair.desk, ReportScope::WHOLE, &|_| Origin::Domestic).unwrap();
        let figures: Vec<Figure> = report.shown_to(sees);
        let of = figures.into_iter().filter(|figure| figure.chapter == Chapter::Product);
        of.map(|figure| (figure.key, figure.value)).collect()
    };
    let head = Sees { small: true, places: true, repeats: false, reasons: true };
    let organiser = Sees { small: true, places: false, repeats: true, reasons: false };
    fair.by(ORGANISER, named(&["Lamps", "Switches"])).unwrap();
    for at in 0..12 {
        let new = fair.dispute(&[Ask::Mediation]);
        let (case, _) = fair.file_this(new).unwrap();
        assert_eq!(at > 0, !shown(&fair, head).is_empty(), "no chapter while no case has a class");
        if at < 9 {
            fair.proceed(HEAD, case, note(if at < 7 { "Lamps" } else { "Switches" })).unwrap();
        }
    }
    let is = |list: &[(&str, Option<u64>)]| -> Vec<(String, Option<u64>)> {
        list.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect()
    };
    assert_eq!(shown(&fair, head), is(&[("Lamps", Some(7)), ("Switches", Some(2)), ("none", Some(3))]));
    // Two and three that are hidden make up five: neither is told by the sum.
    assert_eq!(shown(&fair, organiser), is(&[("Lamps", Some(7)), ("Switches", None), ("none", None)]));
    assert_eq!(
        fair.desk.cases().filter(|case| case.procedure.product_class.is_some()).count(),
        9,
        "as the cases themselves say"
    );
}
