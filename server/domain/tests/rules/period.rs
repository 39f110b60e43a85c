//! The report of a desk that stands: what counts in a quarter and in a year, also of one mediation body, that nothing is lost between
//! two, and that a year tells no small number of a quarter.

use std::collections::BTreeMap;

use domain::{
    Actor, BodyId, Command, ProductClass,
    case::{Ask, RightKind},
    figures::{Shown, Tallies},
    procedure::{Action, Means},
    referral::{ReferralAction, ReferralResult},
    report::{Chapter, FairReport, Figure, Origin, ReportPeriod, ReportScope, Sees, periods, report},
    testing::{HEAD, MEI, ORGANISER, TestFair, market},
};
use jiff::{Timestamp, civil::date};
use proptest::prelude::*;

use super::bodies::{second, terms};

const ALL: Sees = Sees { small: true, places: true, repeats: true, reasons: true };
const ORGANISERS: Sees = Sees { small: true, places: false, repeats: true, reasons: false };
const SUPERVISORS: Sees = Sees { small: false, places: false, repeats: false, reasons: false };

fn at(text: &str) -> Timestamp {
    format!("{text}+08:00").parse().unwrap()
}

fn desk() -> TestFair {
    TestFair::standing(market()).unwrap()
}

fn of(fair: &TestFair, period: ReportPeriod) -> FairReport {
    of_body(fair, None, period)
}

fn of_body(fair: &TestFair, body: Option<BodyId>, period: ReportPeriod) -> FairReport {
    let scope = ReportScope { body, period: Some(period), before: None };
    report(&mut Tallies::default(), &fair.desk, scope, &|_| Origin::Unknown).unwrap()
}

/// A figure of a period, to whoever sees everything; zero where there is no such line.
fn figure(fair: &TestFair, period: &str, chapter: Chapter, key: &str) -> u64 {
    let shown = of(fair, period.parse().unwrap()).shown_to(ALL);
    let known = shown.iter().find(|figure| figure.chapter == chapter && figure.key == key);
    known.map_or(0, |figure| figure.value.unwrap())
}

/// Filed, carried over, concluded, open.
fn whole(fair: &TestFair, period: &str) -> [u64; 4] {
    ["filed", "carried-over", "concluded", "open"].map(|key| figure(fair, period, Chapter::Whole, key))
}

/// Withdraws the first open cases, oldest first.
fn withdraw(fair: &mut TestFair, most: usize) {
    let open = fair.desk.open_cases().take(most);
    let open: Vec<_> = open.map(|case| (case.id, case.claimant().ticket.unwrap())).collect();
    for (case, ticket) in open {
        fair.ask(Actor::Party(ticket), Command::WithdrawCase { case }).unwrap();
    }
}

#[test]
fn a_case_counts_where_it_was_filed_and_its_end_where_it_ended() {
    let mut fair = desk();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    fair.pass(30);
    fair.settle(MEI, case).unwrap();
    fair.file().unwrap();
    fair.file().unwrap();
    fair.now = at("2026-07-01T10:00:00");
    fair.file().unwrap();
    withdraw(&mut fair, 1);
    assert_eq!(whole(&fair, "2026-Q1"), [3, 0, 1, 2]);
    assert_eq!(whole(&fair, "2026-Q2"), [0, 2, 0, 2], "nothing happened, and two waited");
    assert_eq!(whole(&fair, "2026-Q3"), [1, 2, 1, 2]);
    assert_eq!(whole(&fair, "2026"), [4, 0, 2, 2]);
    for key in ["accepted", "talked", "agreements"] {
        let found =
            ["2026-Q1", "2026-Q2", "2026-Q3"].map(|period| figure(&fair, period, Chapter::Whole, key));
        assert_eq!(found, [1, 0, 0], "{key}");
    }
    let hours = ["2026-Q1", "2026-Q2", "2026-Q3"].map(|period| figure(&fair, period, Chapter::Hour, "10"));
    assert_eq!(hours, [3, 0, 1]);
    let talks = ["2026-Q1", "2026-Q3"].map(|period| figure(&fair, period, Chapter::Talk, "count"));
    assert_eq!(talks, [1, 0]);
    let days = ["2026-07-01", "2026-03-10"].map(|day| figure(&fair, "2026-Q3", Chapter::Filed, day));
    assert_eq!(days, [1, 0], "no day of another quarter");
}

#[test]
fn a_referral_counts_where_it_went_and_what_is_noted_of_a_case_where_that_was_filed() {
    let mut fair = desk();
    let class = ProductClass("Lamps".to_owned());
    fair.by(ORGANISER, Command::NameProductClasses { classes: vec![class.clone()] }).unwrap();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    let drawn_up = super::referral::samples(case).remove(0);
    let Command::MoveReferral { referral, .. } = &drawn_up else { panic!("{drawn_up:?}") };
    let referral = *referral;
    fair.by(HEAD, drawn_up).unwrap();
    let step = |action| Command::MoveReferral { case, referral, action: Box::new(action) };
    fair.now = at("2026-04-02T10:00:00");
    fair.by(HEAD, step(ReferralAction::Send { on: date(2026, 4, 2) })).unwrap();
    let quarters = |fair: &TestFair, chapter, key: &str| {
        ["2026-Q1", "2026-Q2", "2026-Q3"].map(|period| figure(fair, period, chapter, key))
    };
    assert_eq!(quarters(&fair, Chapter::Result, "out/open"), [0, 1, 0]);
    fair.now = at("2026-07-03T10:00:00");
    let (result, on) = (ReferralResult::Returned, date(2026, 7, 3));
    fair.by(HEAD, step(ReferralAction::End { result, on, remark: None })).unwrap();
    fair.proceed(HEAD, case, Action::NoteProductClass { class: Some(class) }).unwrap();
    assert_eq!(quarters(&fair, Chapter::Referral, "out/police"), [0, 1, 0], "in the second it was sent");
    assert_eq!(quarters(&fair, Chapter::Result, "out/returned"), [0, 1, 0], "with what is known by now");
    assert_eq!(quarters(&fair, Chapter::Result, "out/open"), [0, 0, 0]);
    assert_eq!(quarters(&fair, Chapter::Product, "Lamps"), [1, 0, 0], "noted in the third");
    let year = |chapter, key: &str| figure(&fair, "2026", chapter, key);
    assert_eq!((year(Chapter::Referral, "out/police"), year(Chapter::Product, "Lamps")), (1, 1));
}

#[test]
fn a_period_has_its_days_and_begins_at_the_first_moment_of_its_first() {
    let mut fair = desk();
    for moment in ["2026-03-31T23:59:59", "2026-04-01T00:00:00"] {
        fair.now = at(moment);
        fair.file().unwrap();
    }
    assert_eq!((whole(&fair, "2026-Q1"), whole(&fair, "2026-Q2")), ([1, 0, 0, 1], [1, 1, 0, 2]));
    let days = |period: &str| {
        let report = of(&fair, period.parse().unwrap());
        (report.first_day, report.last_day)
    };
    assert_eq!(days("2026-Q1"), (date(2026, 3, 10), date(2026, 3, 31)), "from the desk's first day on");
    assert_eq!(days("2026-Q2"), (date(2026, 4, 1), date(2026, 4, 1)), "it is not over");
    assert_eq!(days("2026"), (date(2026, 3, 10), date(2026, 4, 1)));
}

#[test]
fn periods_reach_from_the_first_day_to_today_and_read_as_they_are_written() {
    let fair = desk();
    let known = periods(&fair.desk, date(2027, 1, 8));
    let known: Vec<_> = known.into_iter().map(|period| period.to_string()).collect();
    assert_eq!(known, ["2027", "2027-Q1", "2026", "2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1"]);
    for text in known {
        assert_eq!(text.parse::<ReportPeriod>().unwrap().to_string(), text);
    }
    for bad in ["", "0", "-5", "9999", "2026-Q5", "Q1", "soon"] {
        assert!(bad.parse::<ReportPeriod>().is_err(), "{bad}");
    }
}

#[test]
fn a_year_tells_no_small_number_of_a_quarter() {
    let mut fair = desk();
    // Two days with hidden numbers, so that the days alone would let the year's be told.
    let days = [("2026-03-10", 7), ("2026-03-11", 7), ("2026-04-01", 2), ("2026-04-02", 1)];
    for (day, count) in days {
        fair.now = at(&format!("{day}T10:00:00"));
        for _ in 0..count {
            fair.file().unwrap();
        }
    }
    let told = |sees: Sees, period: &str, chapter: Chapter, key: &str| {
        let shown = of(&fair, period.parse().unwrap()).shown_to(sees);
        let known = shown.into_iter().find(|figure| figure.chapter == chapter && figure.key == key);
        known.map(|figure| figure.value)
    };
    let filed = |period| told(SUPERVISORS, period, Chapter::Whole, "filed");
    assert_eq!((filed("2026-Q1"), filed("2026-Q2")), (Some(Some(14)), Some(None)));
    assert_eq!(filed("2026"), Some(None), "17 less 14 is 3");
    let hall = |period| told(ORGANISERS, period, Chapter::Hall, "1");
    assert_eq!((hall("2026-Q1"), hall("2026-Q2")), (Some(Some(14)), Some(None)));
    assert_eq!(hall("2026"), None, "with its only line, the whole chapter goes");
    for key in ["open", "carried-over"] {
        let shown = ["2026-Q1", "2026"].map(|period| told(SUPERVISORS, period, Chapter::Whole, key));
        assert_eq!(shown, [None, None], "{key} is another figure of the quarter beside it");
    }
    assert_eq!(told(ORGANISERS, "2026-Q2", Chapter::Whole, "carried-over"), Some(Some(14)));
}

/// Everybody reads how many came to the desk before today, and whoever sees the quarters takes the earlier ones from that.
#[test]
fn a_quarter_tells_no_small_number_of_today_beside_what_everybody_reads_of_the_desk() {
    let mut fair = desk();
    let first = [("2026-03-10", 6), ("2026-03-11", 3), ("2026-03-12", 2)];
    let since = [("2026-04-01", 3), ("2026-04-02", 4), ("2026-04-03", 4)];
    for (day, count) in first.into_iter().chain(since) {
        fair.now = at(&format!("{day}T10:00:00"));
        for _ in 0..count {
            fair.file().unwrap();
        }
    }
    let filed = |period: &str| {
        let report = of(&fair, period.parse().unwrap());
        assert_eq!(report.everybody.filed, Shown::Exact(18), "of the whole desk, whatever is asked for");
        let shown = report.shown_to(SUPERVISORS).into_iter();
        let mut filed = shown.filter(|figure| (figure.chapter, &*figure.key) == (Chapter::Whole, "filed"));
        filed.next().unwrap().value
    };
    assert_eq!(filed("2026-Q1"), Some(11));
    assert_eq!(
        filed("2026-Q2"),
        None,
        "18 less 11 is 7 of the days before today, and 11 less 7 is 4 of today"
    );
    assert_eq!(filed("2026"), None, "22 less 18 is 4");
}

/// A quarter that has begun with few cases stands in no report, nor does what everybody reads tell it beside the quarter before.
#[test]
fn everybody_reads_no_sum_that_tells_a_small_number_of_a_quarter() {
    let mut fair = desk();
    let days = [("2026-03-10", 6), ("2026-03-11", 3), ("2026-03-12", 2), ("2026-04-01", 3)];
    for (day, count) in days {
        fair.now = at(&format!("{day}T10:00:00"));
        for _ in 0..count {
            fair.file().unwrap();
        }
    }
    let everybody = |fair: &TestFair| of(fair, "2026-Q1".parse().unwrap()).everybody.filed;
    assert_eq!(everybody(&fair), Shown::Exact(11), "the quarter that is over");
    fair.now = at("2026-04-02T10:00:00");
    for _ in 0..4 {
        fair.file().unwrap();
    }
    assert_eq!(everybody(&fair), Shown::Few, "14 less 11 is 3");
    fair.now = at("2026-04-03T10:00:00");
    fair.file().unwrap();
    assert_eq!(everybody(&fair), Shown::Exact(18), "3 and 4 may be any that make up 7");
}

/// Whether a figure of some time is the sum of those of its parts.
fn adds_up(figure: &Figure) -> bool {
    let others = [Chapter::Wait, Chapter::Talk, Chapter::Repeat, Chapter::Survey];
    !others.contains(&figure.chapter) && !["open", "carried-over", "in-force"].contains(&figure.key.as_str())
}

fn added<'r>(reports: impl IntoIterator<Item = &'r FairReport>) -> BTreeMap<(Chapter, String), u64> {
    let mut sums = BTreeMap::new();
    for figure in reports.into_iter().flat_map(|report| report.shown_to(ALL)).filter(adds_up) {
        *sums.entry((figure.chapter, figure.key)).or_default() += figure.value.unwrap();
    }
    sums.retain(|_, sum| *sum > 0);
    sums
}

/// Filed, carried over, concluded, open.
fn numbers(report: &FairReport) -> [u32; 4] {
    [report.filed(), report.carried_over, report.concluded(), report.open]
}

#[test]
fn a_bodys_period_counts_its_own_cases_alone_and_all_bodies_make_up_the_desks() {
    let mut fair = desk();
    let terms = terms("Trade Mediation Centre");
    fair.by(ORGANISER, Command::RecordBody { body: second(), terms }).unwrap();
    // A day, how many are filed on it, how many of these go to the second body, how many then end.
    let days = [("2026-03-10", 3, 1, 0), ("2026-04-01", 4, 3, 2), ("2026-07-01", 1, 1, 3)];
    for (day, filed, given, ended) in days {
        fair.now = at(&format!("{day}T10:00:00"));
        for number in 0..filed {
            let (case, ticket) = fair.file().unwrap();
            if number < given {
                fair.claim(MEI, ticket).unwrap();
                let action = Action::ChangeBody { body: second(), means: Means::Spoken };
                fair.proceed(MEI, case, action).unwrap();
            }
        }
        withdraw(&mut fair, ended);
    }
    fair.by(MEI, Command::GiveAdvice { hall: None, right: None }).unwrap();
    for (period, ours, theirs) in [
        ("2026-Q1", [2_u32, 0, 0, 2], [1_u32, 0, 0, 1]),
        ("2026-Q2", [1, 2, 1, 2], [3, 1, 1, 3]),
        ("2026-Q3", [0, 2, 1, 1], [1, 3, 2, 2]),
        ("2026", [3, 0, 2, 1], [5, 0, 3, 2]),
    ] {
        let period: ReportPeriod = period.parse().unwrap();
        let bodies = [BodyId::FIRST, second()].map(|body| of_body(&fair, Some(body), period));
        assert_eq!(bodies.each_ref().map(numbers), [ours, theirs], "{period}");
        let all = of(&fair, period);
        assert_eq!(added(&bodies), added([&all]), "{period}");
        let together = ours.iter().zip(theirs).map(|(ours, theirs)| ours + theirs);
        assert_eq!(together.collect::<Vec<_>>(), numbers(&all), "{period}");
    }
    let year = of_body(&fair, Some(second()), "2026".parse().unwrap());
    let quarters: Vec<_> =
        year.quarters.iter().map(|quarter| (quarter.scope.body, quarter.filed())).collect();
    assert_eq!(quarters, [1, 3, 1].map(|filed| (Some(second()), filed)), "the year is held against its own");
}

/// Days that pass, how many cases are then filed, how many are withdrawn.
fn visits() -> impl Strategy<Value = Vec<(i64, usize, usize)>> {
    prop::collection::vec((0i64..70, 0usize..9, 0usize..7), 1..8)
}

fn live(visits: &[(i64, usize, usize)]) -> TestFair {
    let mut fair = desk();
    for (days, filed, ended) in visits {
        fair.pass(days * 24 * 60);
        for number in 0..*filed {
            let mut new = fair.dispute(&[Ask::Mediation]);
            new.right = RightKind::ALL.iter().copied().nth(number % 3);
            fair.file_this(new).unwrap();
        }
        withdraw(&mut fair, *ended);
    }
    fair
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_quarters_hold_everything_once(days in visits()) {
        let fair = live(&days);
        let desk = &fair.desk;
        let known = periods(desk, market().day_of(desk.recorded_at())).into_iter().rev();
        let (years, quarters): (Vec<_>, Vec<_>) = known
            .map(|period| of(&fair, period))
            .partition(|report| matches!(report.scope.period, Some(ReportPeriod::Year(_))));
        let whole = report(&mut Tallies::default(), desk, ReportScope::WHOLE, &|_| Origin::Unknown).unwrap();
        prop_assert_eq!(added(&quarters), added([&whole]));
        prop_assert_eq!(added(&years), added([&whole]));
        let mut open = 0;
        for report in &quarters {
            prop_assert_eq!(report.carried_over, open);
            open = report.open;
            prop_assert_eq!(report.carried_over + report.filed(), report.concluded() + open);
        }
        prop_assert_eq!(open, whole.open);
    }

    #[test]
    fn no_number_of_one_quarter_alone_comes_out_of_its_year(days in visits()) {
        let fair = live(&days);
        let all = periods(&fair.desk, market().day_of(fair.desk.recorded_at()));
        for year in all.into_iter().filter(|period| matches!(period, ReportPeriod::Year(_))) {
            let report = of(&fair, year);
            // Of the day that runs the organiser is not told what only mediation has, of quarter and year alike.
            let as_organiser = Sees { reasons: false, ..ALL };
            for (sees, exactly) in [(ORGANISERS, as_organiser), (SUPERVISORS, ALL)] {
                for told in report.shown_to(sees).into_iter().filter(adds_up).filter(|f| f.value.is_some()) {
                    let same = |figure: &&Figure| (figure.chapter, &figure.key) == (told.chapter, &told.key);
                    let exactly = if told.chapter == Chapter::Right { ALL } else { exactly };
                    let hidden = report.quarters.iter().filter(|quarter| {
                        let exact = quarter.shown_to(exactly).iter().find(same).and_then(|figure| figure.value);
                        let shown = quarter.shown_to(sees).iter().find(same).and_then(|figure| figure.value);
                        exact.unwrap_or(0) > 0 && shown.is_none()
                    });
                    let of_day = [Chapter::Filed, Chapter::Concluded].contains(&told.chapter);
                    prop_assert!(of_day || hidden.count() != 1, "{:?} of {}", told, year);
                }
            }
        }
    }
}
