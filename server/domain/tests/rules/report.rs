//! The report of a whole fair: what is counted, who sees how much of it, and that no small number can be told from a sum.

use std::collections::BTreeMap;

use domain::{
    Actor, BodyId, Case, Command, Desk, ExhibitorId, HallId, ProductClass, Refusal,
    body::MeasureBody,
    case::{Ask, CaseState, Outcome, Reason, RightKind},
    fair::{BodyKind, LineRules},
    figures::{
        MeasureFigures, OutcomeCount, Shown, Tallies, ToldFigures, figures, gives_away, hidden_among,
        suppressed_within, told_figures,
    },
    handover::{EDITION, LONGEST, ListForm, Recipient},
    measure::{Basis, MeasureAction, MeasureKind},
    procedure::Answer,
    report::{
        At, Chapter, EarlierReport, FairReport, Figure, MOST_EARLIER, MOST_FIGURES, Origin, Quarter,
        ReportScope, Section, Sees, compared, quarter_figures, quarters, report, report_days,
    },
    retention::{FourEyes, KeepingRules},
    staff::Role,
    survey::{Answers, Degree},
    testing::{HEAD, MEI, ORGANISER, SUPERVISOR, TestFair, plan},
    ticket::TicketState,
};
use proptest::prelude::*;

use super::{
    bodies, fees,
    properties::{live, step},
};

const HEADS: Sees = Sees { small: true, places: true, repeats: false, reasons: true };
const ORGANISERS: Sees = Sees { small: true, places: false, repeats: true, reasons: false };
const SUPERVISORS: Sees = Sees { small: false, places: false, repeats: false, reasons: false };

/// A report of another fair.
pub(crate) fn earlier() -> EarlierReport {
    let figure = |chapter, key: &str, value| Figure { chapter, key: key.to_owned(), value };
    EarlierReport {
        fair: "0badc0de0badc0de0badc0de0badc0de".to_owned(),
        name: "Light 2025".to_owned(),
        first_day: jiff::civil::date(2025, 3, 10),
        last_day: jiff::civil::date(2025, 3, 12),
        as_of: "2025-03-12T10:00:00Z".parse().unwrap(),
        key: None,
        figures: vec![
            figure(Chapter::Whole, "filed", Some(31)),
            figure(Chapter::Kind, "report", Some(2)),
            figure(Chapter::Hall, "1", Some(3)),
            figure(Chapter::Repeat, "respondents", Some(4)),
        ],
    }
}

fn of(desk: &Desk) -> FairReport {
    report(&mut Tallies::default(), desk, ReportScope::WHOLE, &|_| Origin::Domestic).unwrap()
}

/// A figure: how many, that it is not told, or that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Is(u64),
    Hidden,
    Absent,
}
use Told::{Absent, Hidden, Is};

fn value(figures: &[Figure], chapter: Chapter, key: &str) -> Told {
    match figures.iter().find(|figure| figure.chapter == chapter && figure.key == key) {
        Some(Figure { value: Some(value), .. }) => Is(*value),
        Some(_) => Hidden,
        None => Absent,
    }
}

/// Two days: on the first one settled and one that never was heard, on the second a complaint in the other hall.
fn fair() -> TestFair {
    let mut fair = TestFair::new();
    let (talked, first) = fair.file().unwrap();
    fair.file().unwrap();
    fair.pass(5);
    fair.receive(MEI, first).unwrap();
    fair.agree_to_talk(MEI, talked).unwrap();
    fair.gather(MEI, talked).unwrap();
    fair.pass(40);
    fair.settle(MEI, talked).unwrap();
    fair.pass(24 * 60);
    let mut complaint = fair.dispute(&[Ask::Measure]);
    complaint.hall = Some(HallId("2".to_owned()));
    fair.file_this(complaint).unwrap();
    fair
}

#[test]
fn a_fair_is_its_days_put_together() {
    let fair = fair();
    let shown = of(&fair.desk).shown_to(HEADS);
    let at = |chapter, key: &str| value(&shown, chapter, key);
    assert_eq!(at(Chapter::Whole, "filed"), Is(3));
    assert_eq!((at(Chapter::Whole, "concluded"), at(Chapter::Whole, "open")), (Is(1), Is(2)));
    assert_eq!((at(Chapter::Filed, "2026-03-10"), at(Chapter::Filed, "2026-03-11")), (Is(2), Is(1)));
    assert_eq!((at(Chapter::Hall, "1"), at(Chapter::Hall, "2")), (Is(2), Is(1)));
    assert_eq!(at(Chapter::Reason, "settled/agreement"), Is(1));
    assert_eq!((at(Chapter::Hour, "10"), at(Chapter::Hour, "09")), (Is(3), Absent));
    assert_eq!((at(Chapter::Wait, "count"), at(Chapter::Wait, "median")), (Is(1), Is(300)));
    assert_eq!(at(Chapter::Talk, "longest"), Is(2400));
    assert_eq!(at(Chapter::Ask, "measure"), Is(1));
}

#[test]
fn each_reader_sees_what_is_theirs() {
    let desk = fair().desk;
    let sees = |id| Sees::of(desk.staff_member(id).unwrap());
    assert_eq!((sees(HEAD), sees(ORGANISER)), (Some(HEADS), Some(ORGANISERS)));
    assert_eq!((sees(SUPERVISOR), sees(MEI)), (Some(SUPERVISORS), None));
    let report = of(&desk);
    let chapters = |sees| {
        let shown = report.shown_to(sees);
        Chapter::ALL
            .iter()
            .copied()
            .filter(|c| shown.iter().any(|figure| figure.chapter == *c))
            .collect::<Vec<_>>()
    };
    assert!(
        !chapters(HEADS).contains(&Chapter::Repeat),
        "whom complaints come back to is no business of mediation"
    );
    assert!(chapters(ORGANISERS).contains(&Chapter::Repeat));
    for hidden in [Chapter::Repeat, Chapter::Reason, Chapter::Wait, Chapter::Talk] {
        assert!(!chapters(SUPERVISORS).contains(&hidden), "{hidden:?}");
    }
    let organiser = report.shown_to(ORGANISERS);
    assert_eq!(value(&organiser, Chapter::Hall, "2"), Hidden, "a report is passed on");
    assert_eq!(value(&organiser, Chapter::Kind, "dispute"), Is(3));
    let small = |figure: &&Figure| figure.value.is_some_and(|value| (1..5).contains(&value));
    let told: Vec<_> = report.shown_to(SUPERVISORS).into_iter().filter(|figure| small(&figure)).collect();
    assert_eq!(told, [], "no small number reaches a supervisor");
}

/// Two cases that ended alike, of which one complained to the organiser as well, and a complaint to the organiser alone.
fn with_a_complaint() -> TestFair {
    let mut fair = TestFair::new();
    for asks in [&[Ask::Mediation, Ask::Measure][..], &[Ask::Mediation], &[Ask::Measure]] {
        let new = fair.dispute(asks);
        let (case, ticket) = fair.file_this(new).unwrap();
        fair.receive(MEI, ticket).unwrap();
        fair.conclude(MEI, case, Outcome::NotAccepted, Reason::RightContested).unwrap();
    }
    fair
}

/// Of a complaint alone nothing is mediation's to know: both read at once how it ended, and the head why.
#[test]
fn what_the_organiser_decided_is_an_end_of_its_own_in_every_report() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    fair.clear(case).unwrap();
    for (sees, reason) in [(HEADS, "organiser-decided/other"), (ORGANISERS, "organiser-decided/untold")] {
        let shown = of(&fair.desk).shown_to(sees);
        let told = |chapter, key| value(&shown, chapter, key);
        assert_eq!((told(Chapter::Whole, "concluded"), told(Chapter::Whole, "open")), (Is(1), Is(0)));
        assert_eq!(told(Chapter::Outcome, "organiser-decided"), Is(1));
        assert_eq!(told(Chapter::Reason, reason), Is(1));
    }
}

/// The lines of a chapter as a reader has them.
fn lines(report: &FairReport, chapter: Chapter, sees: Sees) -> BTreeMap<String, Option<u64>> {
    let shown = report.shown_to(sees).into_iter().filter(|figure| figure.chapter == chapter);
    shown.map(|figure| (figure.key, figure.value)).collect()
}

#[test]
fn no_sum_gives_the_organiser_a_reason_that_the_rows_withhold() {
    // Two are no more than few: what they ended for is not told either.
    let counted = of(&with_a_complaint().desk);
    let reasons = |sees| lines(&counted, Chapter::Reason, sees);
    let told = |key: &str, count| (key.to_owned(), Some(count));
    assert_eq!(reasons(HEADS), BTreeMap::from([told("not-accepted/right-contested", 3)]));
    assert_eq!(reasons(ORGANISERS), BTreeMap::from([told("not-accepted/untold", 3)]));
    assert_eq!(reasons(SUPERVISORS), BTreeMap::new());
    let figure =
        Figure { chapter: Chapter::Reason, key: "not-accepted/right-contested".to_owned(), value: Some(7) };
    let before = EarlierReport { figures: vec![figure], ..earlier() };
    let beside = |sees| {
        let lines = compared([&before], &counted.shown_to(sees), sees);
        lines.iter().any(|line| line.of.0 == Chapter::Reason)
    };
    assert_eq!((beside(HEADS), beside(ORGANISERS)), (true, false), "an earlier fair's may hold them all");
}

/// Hours as they follow each other, codes as they are offered, everything else behind the line that it followed.
#[test]
fn a_line_that_this_fair_lacks_stands_where_its_chapter_has_it() {
    let of = |lines: &[(Chapter, &str)]| -> Vec<Figure> {
        let figure = |(chapter, key): &(Chapter, &str)| Figure {
            chapter: *chapter,
            key: (*key).to_owned(),
            value: Some(9),
        };
        lines.iter().map(figure).collect()
    };
    let rights: Vec<_> = domain::case::RightKind::ALL.iter().map(|right| right.code()).collect();
    let outcomes: Vec<_> = Outcome::ALL.iter().map(|outcome| outcome.code()).collect();
    let present = of(&[
        (Chapter::Whole, "filed"),
        (Chapter::Whole, "concluded"),
        (Chapter::Right, rights[1]),
        (Chapter::Right, rights[3]),
        (Chapter::Hall, "1"),
        (Chapter::Hall, "3"),
        (Chapter::Hour, "09"),
        (Chapter::Hour, "10"),
        (Chapter::Outcome, outcomes[2]),
    ]);
    let figures = of(&[
        (Chapter::Whole, "filed"),
        (Chapter::Whole, "advice"),
        (Chapter::Right, rights[0]),
        (Chapter::Right, rights[2]),
        (Chapter::Hall, "1"),
        (Chapter::Hall, "2"),
        (Chapter::Hour, "02"),
        (Chapter::Hour, "08"),
        (Chapter::Hour, "10"),
        (Chapter::Hour, "11"),
        (Chapter::Outcome, outcomes[0]),
        (Chapter::Outcome, outcomes[3]),
    ]);
    let before = EarlierReport { figures, ..earlier() };
    let lines = compared([&before], &present, HEADS);
    let keys = |chapter| -> Vec<&str> {
        let of = lines.iter().filter(|line| line.of.0 == chapter);
        of.map(|line| line.of.1.as_str()).collect()
    };
    assert_eq!(keys(Chapter::Hour), ["02", "08", "09", "10", "11"]);
    assert_eq!(keys(Chapter::Right), rights[..4]);
    assert_eq!(keys(Chapter::Outcome), [outcomes[0], outcomes[2], outcomes[3]]);
    assert_eq!(keys(Chapter::Whole), ["filed", "advice", "concluded"]);
    assert_eq!(keys(Chapter::Hall), ["1", "2", "3"]);
}

#[test]
fn the_organiser_reads_rights_of_complaints_and_of_others_among_not_few_when_their_day_is_over() {
    let mut fair = TestFair::new();
    let rights = |fair: &TestFair, sees| lines(&of(&fair.desk), Chapter::Right, sees);
    let design = |count| BTreeMap::from([("design".to_owned(), Some(count))]);
    let file = |fair: &mut TestFair, asks: &[Ask]| {
        let new = fair.dispute(asks);
        fair.file_this(new).unwrap();
    };
    file(&mut fair, &[Ask::Mediation, Ask::Measure]);
    assert_eq!(rights(&fair, ORGANISERS), design(1));
    file(&mut fair, &[Ask::Mediation]);
    assert_eq!(
        rights(&fair, ORGANISERS),
        design(1),
        "whoever looked before it would read the right from a two"
    );
    assert_eq!(rights(&fair, HEADS), design(2));
    fair.pass(24 * 60);
    file(&mut fair, &[Ask::Measure]);
    let told = rights(&fair, ORGANISERS);
    assert!(told.len() == RightKind::ALL.len() + 1, "a line that is not hidden would tell as much: {told:?}");
    assert!(told.values().all(Option::is_none), "{told:?}");
    for _ in 0..5 {
        file(&mut fair, &[Ask::Mediation]);
    }
    assert_eq!(rights(&fair, ORGANISERS), told, "of the day that runs none is told");
    fair.pass(24 * 60);
    file(&mut fair, &[Ask::Measure]);
    assert_eq!(rights(&fair, ORGANISERS), design(9));
    assert_eq!(rights(&fair, HEADS), design(9));
}

#[test]
fn who_works_for_both_sides_sees_what_either_sees() {
    let fair = fair();
    let mut both = fair.desk.staff_member(HEAD).unwrap().as_ref().clone();
    both.roles.push(Role::Organiser);
    let sees = Sees { small: true, places: true, repeats: true, reasons: true };
    assert_eq!(Sees::of(&both), Some(sees));
    // The reasons are those of cases that they may read as their head.
    assert_eq!(fair.desk.report_for(&both), Some((sees, None)));
    assert!(fair.desk.cases().all(|case| fair.desk.sees_outcome(&both, case)));
    both.dismissed_at = Some(fair.now);
    assert_eq!(Sees::of(&both), None);
}

#[test]
fn respondents_come_back_in_the_organisers_track_alone() {
    let mut fair = TestFair::new();
    let exhibitor = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let other = fair.enrol("Noor", &["1/A11"]).unwrap();
    let mut file = |asks: &[Ask], against| {
        let mut new = fair.dispute(asks);
        new.respondents[0].place.exhibitor = Some(against);
        let (case, _) = fair.file_this(new).unwrap();
        let body = MeasureBody { text: "The lamp.".to_owned(), ..MeasureBody::default() };
        let (kind, basis) = (MeasureKind::Cover, Basis::BindingDecision);
        let order = MeasureAction::Order { kind, basis, until: None, body };
        if asks.contains(&Ask::Measure) && against == exhibitor {
            fair.measure(Actor::Staff(ORGANISER), case, order).unwrap();
        }
    };
    file(&[Ask::Measure], exhibitor);
    file(&[Ask::Mediation, Ask::Measure], exhibitor);
    file(&[Ask::Measure], other);
    file(&[Ask::Mediation], other);
    let shown = of(&fair.desk).shown_to(ORGANISERS);
    let keys = ["respondents", "complained-again", "measured-again"];
    let found = keys.map(|key| value(&shown, Chapter::Repeat, key));
    assert_eq!(found, [Is(2), Is(1), Is(1)], "a mediation makes nobody come back");
}

#[test]
fn what_parties_say_is_told_five_at_a_time_and_small_numbers_of_it_to_whom_they_are_told() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    let case = fair.desk.ticket(ticket).unwrap().case;
    fair.ask(Actor::Party(ticket), Command::WithdrawCase { case }).unwrap();
    let answer = |fair: &mut TestFair, mark: u8, quick| {
        let answers = Answers { fair: Degree::Fully, quick, again: Degree::Mostly };
        let mark = domain::ids::Mac([mark; 32]);
        fair.ask(Actor::Public, Command::AnswerSurvey { ticket, mark, answers }).unwrap();
    };
    for mark in 0..9 {
        answer(&mut fair, mark, if mark < 4 { Degree::Hardly } else { Degree::Fully });
    }
    let told = |fair: &TestFair, sees, key: &str| value(&of(&fair.desk).shown_to(sees), Chapter::Survey, key);
    assert_eq!(told(&fair, HEADS, "answers"), Is(5), "the others wait until they are five");
    assert_eq!((told(&fair, HEADS, "quick/hardly"), told(&fair, HEADS, "quick/fully")), (Is(4), Is(1)));
    assert_eq!(told(&fair, HEADS, "fair/not-at-all"), Is(0));
    answer(&mut fair, 9, Degree::Fully);
    assert_eq!(told(&fair, ORGANISERS, "quick/hardly"), Is(4));
    let supervisor = ["answers", "fair/fully", "quick/hardly", "quick/fully", "quick/partly"];
    let supervisor = supervisor.map(|key| told(&fair, SUPERVISORS, key));
    assert_eq!(supervisor, [Is(10), Is(10), Hidden, Hidden, Is(0)], "10 less 6 is 4");
}

#[test]
fn a_case_with_a_party_from_elsewhere_is_foreign() {
    let mut fair = TestFair::new();
    let here = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let there = fair.enrol("Noor", &["1/A11"]).unwrap();
    let neighbour = fair.enrol("Hua", &["1/A12"]).unwrap();
    let booth = fair.desk.exhibitor(there).unwrap().booths[0];
    for (claimant, by_booth) in [(Some(here), false), (Some(here), true), (None, false)] {
        let mut new = fair.dispute(&[Ask::Mediation]);
        new.claimant.place.exhibitor = claimant;
        let respondent = &mut new.respondents[0].place;
        if by_booth {
            respondent.booth = Some(booth);
        } else {
            respondent.exhibitor = Some(neighbour);
        }
        fair.file_this(new).unwrap();
    }
    let origin = |id: ExhibitorId| if id == there { Origin::Foreign } else { Origin::Domestic };
    let shown =
        report(&mut Tallies::default(), &fair.desk, ReportScope::WHOLE, &origin).unwrap().shown_to(HEADS);
    let found = Origin::ALL.iter().map(|origin| value(&shown, Chapter::Origin, origin.code()));
    assert_eq!(found.collect::<Vec<_>>(), [Is(1), Is(1), Is(1)]);
}

/// A supervisor also reads the figures of each day: one day's small number must not come out as the whole less the others.
#[test]
fn the_whole_less_the_other_days_tells_nothing() {
    let mut fair = TestFair::new();
    for _ in 0..7 {
        fair.file().unwrap();
    }
    fair.pass(24 * 60);
    for _ in 0..2 {
        fair.file().unwrap();
    }
    let shown = of(&fair.desk).shown_to(SUPERVISORS);
    assert_eq!(value(&shown, Chapter::Filed, "2026-03-10"), Is(7));
    assert_eq!(value(&shown, Chapter::Whole, "filed"), Hidden, "9 less 7 is 2");
    assert!(matches!(value(&shown, Chapter::Hall, "1"), Hidden | Absent));
    fair.pass(24 * 60);
    for _ in 0..3 {
        fair.file().unwrap();
    }
    let shown = of(&fair.desk).shown_to(SUPERVISORS);
    assert_eq!(value(&shown, Chapter::Whole, "filed"), Is(12), "5 on two days may be any");
}

/// On two days three were withdrawn each, which everybody reads as six; on the third, which runs, four.
#[test]
fn a_report_less_what_everybody_reads_tells_nothing_of_the_day_that_runs() {
    let mut fair = TestFair::new();
    for (day, withdrawn) in [3, 3, 4].into_iter().enumerate() {
        if day > 0 {
            fair.pass(24 * 60);
        }
        for count in 0..10 {
            let (case, ticket) = fair.file().unwrap();
            if count < withdrawn {
                fair.ask(Actor::Party(ticket), Command::WithdrawCase { case }).unwrap();
            }
        }
    }
    let told = |fair: &TestFair, today| told_figures(&of(&fair.desk).days, today);
    let [second, third, next] = [11, 12, 13].map(|day| jiff::civil::date(2026, 3, day));
    let withdrawn = |told: &ToldFigures| told.by_outcome.get(&Outcome::Withdrawn).copied();
    assert_eq!(withdrawn(&told(&fair, third)), Some(Shown::Exact(6)));
    let code = Outcome::Withdrawn.code();
    let shown = of(&fair.desk).shown_to(SUPERVISORS);
    assert!(matches!(value(&shown, Chapter::Outcome, code), Hidden | Absent), "10 less 6 is 4: {shown:?}");
    assert_eq!(value(&shown, Chapter::Whole, "concluded"), Hidden);
    assert_eq!(value(&of(&fair.desk).shown_to(HEADS), Chapter::Outcome, code), Is(10));
    // Of one hidden day beside days that are shown everybody is told no sum either.
    assert_eq!(withdrawn(&told(&fair, second)), Some(Shown::Few));
    fair.pass(24 * 60);
    let rules = LineRules { grace_s: 1200, ..LineRules::default() };
    fair.by(ORGANISER, Command::SetRules { rules }).unwrap();
    assert_eq!(withdrawn(&told(&fair, next)), Some(Shown::Exact(10)));
    let shown = of(&fair.desk).shown_to(SUPERVISORS);
    assert_eq!(
        value(&shown, Chapter::Outcome, code),
        Is(10),
        "the day is over, and three of them may be any"
    );
}

/// The morning after a day on which twelve were filed and five of them withdrawn.
fn twelve_filed() -> (TestFair, Vec<(domain::CaseId, domain::TicketNumber)>) {
    let mut fair = TestFair::new();
    let filed: Vec<_> = (0..12).map(|_| fair.file().unwrap()).collect();
    for (case, ticket) in &filed[..5] {
        fair.ask(Actor::Party(*ticket), Command::WithdrawCase { case: *case }).unwrap();
    }
    fair.pass(24 * 60);
    (fair, filed)
}

/// What a supervisor's report is made of on a day.
fn over(fair: &TestFair, day: jiff::civil::Date) -> FairReport {
    let scope = ReportScope { before: SUPERVISORS.before(day), ..ReportScope::WHOLE };
    report(&mut Tallies::default(), &fair.desk, scope, &|_| Origin::Domestic).unwrap()
}

/// Of those filed on the first day one ends on the second; whatever else the second brings, of the first day all stays as it was.
#[test]
fn a_report_of_the_days_that_are_over_is_the_same_whatever_the_day_that_runs_brings() {
    let (mut fair, filed) = twelve_filed();
    let [second, third] = [11, 12].map(|day| jiff::civil::date(2026, 3, day));
    fair.file().unwrap();
    let before = over(&fair, second);
    let shown = before.shown_to(SUPERVISORS);
    assert_eq!(value(&shown, Chapter::Whole, "filed"), Is(12));
    assert_eq!((value(&shown, Chapter::Whole, "concluded"), before.open), (Is(5), 7));
    let (case, ticket) = filed[5];
    fair.ask(Actor::Party(ticket), Command::WithdrawCase { case }).unwrap();
    assert_eq!(over(&fair, second), before, "a look after it ended tells nothing of it");
    let next = over(&fair, third);
    assert_eq!((next.filed(), next.concluded(), next.open), (13, 6, 7));
    assert_eq!([HEADS, ORGANISERS].map(|sees| sees.before(third)), [None, None]);
}

/// The end of a case of the first day is entered on the second, as of the first.
#[test]
fn what_is_entered_late_counts_from_the_next_day_for_whoever_reads_of_days_that_are_over() {
    let (mut fair, filed) = twelve_filed();
    let [second, third] = [11, 12].map(|day| jiff::civil::date(2026, 3, day));
    let before = over(&fair, second);
    assert_eq!((before.filed(), before.concluded(), before.open), (12, 5, 7));
    fair.file().unwrap();
    fair.now -= jiff::SignedDuration::from_hours(24);
    let (case, ticket) = filed[5];
    fair.ask(Actor::Party(ticket), Command::WithdrawCase { case }).unwrap();
    assert_eq!(of(&fair.desk).days[0].concluded, 6, "the log of the first day has it at once");
    assert_eq!(over(&fair, second), before, "two looks on one day tell nothing of it");
    let next = over(&fair, third);
    assert_eq!((next.filed(), next.concluded(), next.open), (13, 6, 7));
    // Whoever reads the journal anew comes to the same.
    let mut replayed = Desk::default();
    for (stamp, event) in &fair.entries {
        replayed.apply(stamp, &event.fact);
    }
    assert!(replayed.as_the_day_began(second) == fair.desk.as_the_day_began(second));
}

/// Of eight cases four ended and four are open, so that not even how many came is told: it would tell both.
#[test]
fn what_was_asked_for_tells_nothing_that_is_hidden_of_all_that_came() {
    let mut fair = TestFair::new();
    for count in 0..8 {
        let (case, ticket) = fair.file().unwrap();
        if count < 4 {
            fair.ask(Actor::Party(ticket), Command::WithdrawCase { case }).unwrap();
        }
    }
    let shown = of(&fair.desk).shown_to(SUPERVISORS);
    assert_eq!(value(&shown, Chapter::Whole, "filed"), Hidden);
    assert_eq!(value(&shown, Chapter::Ask, "mediation"), Hidden, "all of them asked for it");
    assert_eq!(value(&of(&fair.desk).shown_to(HEADS), Chapter::Ask, "mediation"), Is(8));
}

/// Eleven disputes beside twelve questions: nine asked for mediation and a complaint, one for each of them alone; that one ends.
#[test]
fn what_is_left_of_the_disputes_and_what_is_not_listed_tell_no_small_number() {
    let mut fair = TestFair::new();
    for count in 0..10 {
        let asks: &[Ask] = if count < 9 { &[Ask::Mediation, Ask::Measure] } else { &[Ask::Measure] };
        let new = fair.dispute(asks);
        fair.file_this(new).unwrap();
    }
    for _ in 0..12 {
        let new = fair.question();
        fair.file_this(new).unwrap();
    }
    let (_, ticket) = fair.file().unwrap();
    fair.withdraw(ticket).unwrap();
    let desk = fair.desk;
    let shown = of(&desk).shown_to(SUPERVISORS);
    assert_eq!(value(&shown, Chapter::Kind, "dispute"), Is(11));
    assert_eq!(value(&shown, Chapter::Ask, "mediation"), Hidden, "11 less 10 is 1");
    assert_eq!(value(&of(&desk).shown_to(HEADS), Chapter::Ask, "mediation"), Is(10));
    for outcome in Outcome::ALL {
        let told = value(&shown, Chapter::Outcome, outcome.code());
        assert_eq!(told, Hidden, "of one that ended none tells how: {outcome:?}");
    }
    assert_eq!(value(&shown, Chapter::Kind, "report"), Absent, "where no line is hidden none is added");
}

/// Three came in the first hall and hour, nine an hour later without a hall, and nobody in the other hall or at any other hour.
#[test]
fn halls_and_hours_of_which_some_are_hidden_tell_of_no_other_that_nobody_came() {
    let mut fair = TestFair::new();
    for count in 0..12 {
        let mut new = fair.dispute(&[Ask::Mediation]);
        new.hall = (count < 3).then(|| HallId("1".to_owned()));
        if count == 3 {
            fair.pass(60);
        }
        fair.file_this(new).unwrap();
    }
    let desk = &fair.desk;
    let shown = of(desk).shown_to(SUPERVISORS);
    assert_eq!(value(&shown, Chapter::Whole, "filed"), Is(12));
    let halls = ["1", "2", "none"].map(|hall| value(&shown, Chapter::Hall, hall));
    assert_eq!(
        halls, [Hidden; 3],
        "nine would tell three, and of the other hall nobody reads that it had none"
    );
    let hours: Vec<_> = shown.iter().filter(|figure| figure.chapter == Chapter::Hour).collect();
    assert!(hours.len() > 2 && hours.iter().all(|hour| hour.value.is_none()), "{hours:?}");
    assert!(hours.is_sorted_by_key(|hour| &hour.key), "as they follow each other: {hours:?}");
    // The figures of that day and its report hide the same.
    let known: Vec<_> = desk.halls().map(|hall| hall.id.clone()).collect();
    let day = figures(desk, plan().first_day, None).public_among(&[], &known);
    assert_eq!(day.by_hall.keys().collect::<Vec<_>>(), known.iter().collect::<Vec<_>>());
    for (hall, told) in &day.by_hall {
        assert_eq!((*told, value(&shown, Chapter::Hall, hall.as_str())), (Shown::Few, Hidden), "{hall:?}");
    }
    assert_eq!(value(&of(desk).shown_to(HEADS), Chapter::Hall, "2"), Absent);
}

/// Two came, each in another hall: that both halls stand there and neither is told would tell one each.
#[test]
fn what_the_organiser_passes_on_lists_halls_and_bodies_without_cases_beside_hidden_ones() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    let hidden = |fair: &TestFair, chapter, keys: &[&str]| {
        let shown = of(&fair.desk).shown_to(ORGANISERS);
        keys.iter().all(|key| value(&shown, chapter, key) == Hidden)
    };
    assert!(hidden(&fair, Chapter::Hall, &["1", "2", "none"]), "one case is in no hall that is told");
    assert!(hidden(&fair, Chapter::Origin, &["domestic", "foreign", "unknown"]));
    let mut other = fair.dispute(&[Ask::Mediation]);
    other.hall = Some(HallId("2".to_owned()));
    fair.file_this(other).unwrap();
    assert!(hidden(&fair, Chapter::Hall, &["1", "2", "none"]));
    for _ in 0..20 {
        fair.file().unwrap();
    }
    assert!(hidden(&fair, Chapter::Hall, &["1", "2", "none"]), "22 less 21 is 1");

    let case = fair.desk.ticket(ticket).unwrap().case;
    fair.receive(MEI, ticket).unwrap();
    for step in super::referral::samples(case).into_iter().take(2) {
        fair.by(HEAD, step).unwrap();
    }
    assert!(hidden(&fair, Chapter::Referral, &["out/police", "out/court"]));
    assert!(hidden(&fair, Chapter::Result, &["out/open", "out/returned"]));
    let shown = of(&fair.desk).shown_to(ORGANISERS);
    assert!(!shown.iter().any(|figure| figure.key.starts_with("in/")), "nobody came from elsewhere");
    assert_eq!(value(&of(&fair.desk).shown_to(HEADS), Chapter::Hall, "none"), Absent);
}

/// Steps of the track add up to nothing: the figures of a day hide each by itself, and so is their sum held against them.
#[test]
fn steps_of_the_track_are_hidden_as_the_figures_of_the_days_hide_them() {
    let mut report = of(&fair().desk);
    let measures = |served, applied| MeasureFigures { served, applied, ..MeasureFigures::default() };
    let told = |report: &FairReport| {
        let shown = report.shown_to(SUPERVISORS);
        ["served", "applied"].map(|key| value(&shown, Chapter::Track, key))
    };
    (report.days[0].measures, report.days[1].measures) = (measures(3, 7), measures(8, 3));
    assert_eq!(told(&report), [Hidden; 2], "11 less 8, and 10 less 7, are 3");
    (report.days[0].measures, report.days[1].measures) = (measures(9, 7), measures(9, 3));
    assert_eq!(told(&report), [Is(18), Hidden], "both days tell nine");
}

/// Where it is hidden how many came, no table of all who came adds up to it.
#[test]
fn hours_and_origins_tell_no_sum_that_is_hidden() {
    let mut fair = TestFair::new();
    for count in 0..8 {
        let (case, ticket) = fair.file().unwrap();
        if count < 4 {
            fair.ask(Actor::Party(ticket), Command::WithdrawCase { case }).unwrap();
        }
    }
    let shown = of(&fair.desk).shown_to(SUPERVISORS);
    assert_eq!(value(&shown, Chapter::Whole, "filed"), Hidden);
    assert_eq!(value(&of(&fair.desk).shown_to(HEADS), Chapter::Hour, "10"), Is(8));
    assert!(matches!(value(&shown, Chapter::Hour, "10"), Hidden | Absent), "{shown:?}");
    for origin in Origin::ALL {
        let told = value(&shown, Chapter::Origin, origin.code());
        assert!(matches!(told, Hidden | Absent), "{origin:?}: {shown:?}");
    }
}

/// Beside all who came, the number of waits that ended tells how many were never called.
#[test]
fn how_many_waits_ended_tells_of_no_few_who_were_never_called() {
    let mut fair = TestFair::new();
    for count in 0..10 {
        let (case, ticket) = fair.file().unwrap();
        if count < 7 {
            fair.pass(5);
            fair.receive(MEI, ticket).unwrap();
            fair.conclude(MEI, case, Outcome::NotAccepted, Reason::PapersMissing).unwrap();
        }
    }
    let waits = |fair: &TestFair, sees| {
        let shown = of(&fair.desk).shown_to(sees);
        ["count", "median"].map(|key| value(&shown, Chapter::Wait, key))
    };
    assert_eq!(waits(&fair, SUPERVISORS), [Hidden, Is(300)], "10 less 7 is 3");
    assert_eq!(waits(&fair, HEADS), [Is(7), Is(300)]);
    for _ in 0..2 {
        fair.file().unwrap();
    }
    assert_eq!(waits(&fair, SUPERVISORS), [Is(7), Is(300)], "of five it may be told");
}

#[test]
fn a_desk_without_a_fair_has_no_report() {
    assert_eq!(
        report(&mut Tallies::default(), &Desk::default(), ReportScope::WHOLE, &|_| Origin::Unknown),
        None
    );
    let empty = of(&TestFair::new().desk).shown_to(SUPERVISORS);
    assert_eq!(value(&empty, Chapter::Whole, "filed"), Is(0));
}

/// Whether the wait of a claimant is told: not while they are still to come, unless the log of the day on which it ended tells it.
fn tells_its_wait(desk: &Desk, case: &Case) -> bool {
    let lead = case.claimant().ticket.and_then(|number| desk.ticket(number)).unwrap();
    let heard = [TicketState::Called, TicketState::Attending];
    let Some(heard) = lead.periods.iter().find(|period| heard.contains(&period.state)) else { return false };
    let to_come = [TicketState::Waiting, TicketState::Claimed, TicketState::Called, TicketState::Missed];
    let in_line = |state| to_come.contains(&state);
    let day = plan().day_of(heard.from);
    let at_its_end = lead.periods.iter().rev().find(|period| plan().day_of(period.from) <= day);
    !in_line(lead.state) || at_its_end.is_some_and(|period| !in_line(period.state))
}

fn count(desk: &Desk, such: impl Fn(&Case) -> bool) -> u64 {
    desk.cases().filter(|case| such(case)).count() as u64
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_report_agrees_with_a_fresh_count_of_the_cases(steps in prop::collection::vec(step(), 1..160)) {
        let fair = live(&steps);
        let desk = &fair.desk;
        let shown = of(desk).shown_to(Sees { small: true, places: true, repeats: true, reasons: true });
        let mut sums: BTreeMap<Chapter, u64> = BTreeMap::new();
        for figure in &shown {
            let value = figure.value.expect("nothing is hidden from who may see all");
            *sums.entry(figure.chapter).or_default() += value;
            let (key, plan) = (figure.key.as_str(), plan());
            let ended = |case: &Case, outcome: &str, reason: &str| match case.state {
                CaseState::Concluded { outcome: o, reason: r } => {
                    o.code() == outcome && (reason.is_empty() || r.code() == reason)
                }
                CaseState::Submitted
                | CaseState::Accepted
                | CaseState::Agreed
                | CaseState::InSession
                | CaseState::Adjourned
                | CaseState::TermsAgreed => false,
            };
            let fresh = match figure.chapter {
                Chapter::Filed => count(desk, |case| case.day.to_string() == key),
                Chapter::Kind => count(desk, |case| case.kind.code() == key),
                Chapter::Ask => count(desk, |case| case.asks.iter().any(|ask| ask.code() == key)),
                Chapter::Right => count(desk, |case| case.right.map_or("none", domain::case::RightKind::code) == key),
                Chapter::Hall => count(desk, |case| case.hall.as_ref().map_or("none", HallId::as_str) == key),
                Chapter::Product => count(desk, |case| {
                    case.procedure.product_class.as_ref().map_or("none", ProductClass::as_str) == key
                }),
                Chapter::Hour => count(desk, |case| {
                    format!("{:02}", case.filed_at.to_zoned(plan.time_zone()).hour()) == key
                }),
                Chapter::Outcome => count(desk, |case| ended(case, key, "")),
                Chapter::Reason => {
                    let (outcome, reason) = key.split_once('/').unwrap();
                    count(desk, |case| ended(case, outcome, reason))
                }
                Chapter::Track | Chapter::Ordered => {
                    let kind = match key {
                        "served" => "ComplaintServed",
                        "answered" => "ComplaintAnswered",
                        "windows-ended" => "ResponseTimeEnded",
                        "cleared" => "ComplaintCleared",
                        "clauses" => "ClauseHandedOver",
                        "applied" => "MeasureApplied",
                        "lifted" => "MeasureLifted",
                        "in-force" => continue,
                        _ => {
                            let orders = desk.cases().flat_map(|case| &case.measures).flat_map(|m| &m.orders);
                            prop_assert_eq!(orders.filter(|order| order.kind.code() == key).count() as u64, value);
                            continue;
                        }
                    };
                    desk.cases().flat_map(|case| &case.steps).filter(|step| step.kind == kind).count() as u64
                }
                Chapter::Whole => match key {
                    "filed" => desk.case_count() as u64,
                    "concluded" => count(desk, |case| !case.state.is_open()),
                    "open" => count(desk, |case| case.state.is_open()),
                    "advice" => desk.advice().count() as u64,
                    "missed-calls" => desk.tickets().map(|ticket| ticket.missed_at.len() as u64).sum(),
                    _ => continue,
                },
                Chapter::Wait if key == "count" => count(desk, |case| tells_its_wait(desk, case)),
                Chapter::Referral | Chapter::Result => {
                    let (way, what) = key.split_once('/').unwrap();
                    let all = desk.cases().flat_map(|case| &case.referrals).filter(|known| known.has_moved());
                    all.filter(|known| {
                        let ended = known.ended.map_or("open", |(result, ..)| result.code());
                        let is = if figure.chapter == Chapter::Result { ended } else { known.with.code() };
                        known.linkage.code() == way && is == what
                    })
                    .count() as u64
                }
                Chapter::Concluded | Chapter::Origin | Chapter::Wait | Chapter::Talk | Chapter::Repeat | Chapter::Survey => continue,
            };
            prop_assert_eq!(value, fresh, "{:?} {}", figure.chapter, key);
        }
        // Nothing is left out either: each table that goes over all cases adds up to them.
        for chapter in [Chapter::Filed, Chapter::Kind, Chapter::Right, Chapter::Hall, Chapter::Hour, Chapter::Origin] {
            prop_assert_eq!(sums.get(&chapter).copied().unwrap_or(0), desk.case_count() as u64, "{:?}", chapter);
        }
        for chapter in [Chapter::Concluded, Chapter::Outcome, Chapter::Reason] {
            let concluded = count(desk, |case| !case.state.is_open());
            prop_assert_eq!(sums.get(&chapter).copied().unwrap_or(0), concluded, "{:?}", chapter);
        }
        // And the logs of its days say the same.
        let logs: u32 = report_days(desk, &plan()).into_iter().map(|day| figures(desk, day, None).filed).sum();
        prop_assert_eq!(u64::from(logs), desk.case_count() as u64);
    }

    #[test]
    fn the_organiser_reads_no_reason_of_few_cases_and_none_that_is_withheld(steps in prop::collection::vec(step(), 1..160)) {
        let fair = live(&steps);
        let desk = &fair.desk;
        let mut sums: BTreeMap<(Outcome, Option<Reason>), u64> = BTreeMap::new();
        for day in report_days(desk, &plan()) {
            let day = figures(desk, day, None);
            let mut told = BTreeMap::new();
            for row in &day.rows {
                prop_assert!(row.asks == [Ask::Measure] || row.reason.is_none(), "{:?}", row);
                let Some(outcome) = row.outcome else { continue };
                let end = desk.case(row.case).filter(|case| !case.withholds_reason()).map(|case| case.state);
                let reason = match end {
                    Some(CaseState::Concluded { reason, .. }) => Some(reason),
                    Some(_) | None => None,
                };
                *told.entry((outcome, reason)).or_insert(0) += 1;
                *sums.entry((outcome, reason)).or_default() += 1;
            }
            let log: BTreeMap<_, u32> = day.outcomes.iter().map(|one| ((one.outcome, one.reason), one.count)).collect();
            prop_assert_eq!(log, told, "the log of {}", day.day);
            let few = |one: &OutcomeCount| one.reason.is_some() && one.count < 5;
            prop_assert!(!day.outcomes_told().iter().any(few), "the log of {}", day.day);
        }
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        for ((outcome, reason), count) in sums {
            let reason = reason.filter(|_| count >= 5).map_or("untold", Reason::code);
            *expected.entry(format!("{}/{reason}", outcome.code())).or_default() += count;
        }
        let shown = of(desk).shown_to(ORGANISERS).into_iter().filter(|figure| figure.chapter == Chapter::Reason);
        let shown: BTreeMap<_, _> = shown.map(|figure| (figure.key, figure.value.unwrap_or(0))).collect();
        prop_assert_eq!(shown, expected);
    }

    #[test]
    fn nobody_can_reckon_a_hidden_number(counts in prop::collection::btree_map(0u8..6, 0u32..9, 1..6), rest in 0u32..6) {
        let total = counts.values().sum::<u32>() + rest;
        let shown = suppressed_within(total, &counts);
        let exact: u32 = shown.iter().filter(|(_, s)| **s != Shown::Few).map(|(key, _)| counts[key]).sum();
        prop_assert!(shown.values().all(|shown| !matches!(shown, Shown::Exact(1..5))), "{:?}", shown);
        let hidden: Vec<u32> = shown.iter().filter(|(_, s)| **s == Shown::Few).map(|(key, _)| counts[key]).collect();
        // What a reader can do who knows the total, where the total itself is told: try out every way to part what is left.
        if total >= 5 && !hidden.is_empty() {
            let most = if hidden.iter().all(|count| *count < 5) && rest < 5 { 4 } else { total };
            let left = total - exact;
            let unseen = usize::from(rest > 0);
            let mut ways = std::collections::BTreeSet::new();
            part(left, hidden.len() + unseen, most, &mut Vec::new(), &mut ways);
            for at in 0..hidden.len() {
                let values: std::collections::BTreeSet<_> = ways.iter().map(|way: &Vec<u32>| way[at]).collect();
                prop_assert!(values.len() != 1, "{:?} of {:?}, {} in all", hidden, counts, total);
            }
        }
    }

    #[test]
    fn nobody_can_reckon_a_small_sum_of_hidden_numbers(
        counts in prop::collection::btree_map(0u8..4, 0u32..8, 1..4),
        also in prop::collection::btree_set(0u8..4, 0..3),
    ) {
        let shown = hidden_among(&counts, &also);
        let few = |key: &u8| shown[key] == Shown::Few;
        let hidden: Vec<u32> = counts.iter().filter(|(key, _)| few(key)).map(|(_, count)| *count).collect();
        let (total, left) = (counts.values().sum::<u32>(), hidden.iter().sum::<u32>());
        prop_assert!(shown.values().all(|shown| !matches!(shown, Shown::Exact(1..5))), "{:?}", shown);
        // Where all are hidden and the total would still tell them, the table is left out.
        let all = counts.values().filter(|count| **count > 0).count();
        prop_assert!(!gives_away(&hidden) || hidden.len() == all, "{:?} of {:?}", hidden, counts);
        if total >= 5 && !hidden.is_empty() && !gives_away(&hidden) {
            let most = if hidden.iter().all(|count| *count < 5) { 4 } else { left };
            let mut ways = std::collections::BTreeSet::new();
            part(left, hidden.len(), most, &mut Vec::new(), &mut ways);
            for some in 1_u32..1 << hidden.len() {
                let chosen = |way: &Vec<u32>| -> u32 {
                    way.iter().enumerate().filter(|(at, _)| some & (1 << at) != 0).map(|(_, one)| *one).sum()
                };
                let sums: std::collections::BTreeSet<_> = ways.iter().map(chosen).collect();
                let told = sums.first().filter(|_| sums.len() == 1);
                prop_assert!(told.is_none_or(|sum| *sum >= 5), "{:?} of {:?} make up {:?}", hidden, counts, told);
            }
        }
    }
}

/// Every way to part `left` into so many numbers from 1 to `most`.
fn part(
    left: u32,
    into: usize,
    most: u32,
    so_far: &mut Vec<u32>,
    ways: &mut std::collections::BTreeSet<Vec<u32>>,
) {
    if into == 0 {
        if left == 0 {
            ways.insert(so_far.clone());
        }
        return;
    }
    for one in 1..=most.min(left) {
        so_far.push(one);
        part(left - one, into - 1, most, so_far, ways);
        so_far.pop();
    }
}

#[test]
fn advice_counts_though_no_case_comes_of_it() {
    let mut fair = TestFair::new();
    fair.by(HEAD, Command::GiveAdvice { hall: None, right: None }).unwrap();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::PapersMissing).unwrap();
    let shown = of(&fair.desk).shown_to(HEADS);
    assert_eq!(value(&shown, Chapter::Whole, "advice"), Is(1));
    assert_eq!(value(&shown, Chapter::Outcome, "not-accepted"), Is(1));
}

#[test]
fn an_earlier_fair_stands_beside_this_one_as_far_as_its_reader_may_see() {
    let present = of(&fair().desk).shown_to(HEADS);
    let before = earlier();
    let at = |sees: Sees, chapter: Chapter, key: &str| {
        let shown = of(&fair().desk).shown_to(sees);
        let lines = compared([&before], &shown, sees);
        lines.into_iter().find(|line| line.of == (chapter, key.to_owned())).map(|line| line.at)
    };
    assert_eq!(at(HEADS, Chapter::Whole, "filed"), Some(vec![At::Is(31), At::Is(3)]));
    assert_eq!(
        at(HEADS, Chapter::Kind, "report"),
        Some(vec![At::Is(2), At::Absent]),
        "none of it at this fair"
    );
    assert_eq!(at(HEADS, Chapter::Hall, "1"), Some(vec![At::Is(3), At::Is(2)]));
    assert_eq!(at(HEADS, Chapter::Repeat, "respondents"), None);
    assert_eq!(at(ORGANISERS, Chapter::Hall, "1"), None, "its small numbers were not hidden");
    assert_eq!(at(ORGANISERS, Chapter::Repeat, "respondents"), Some(vec![At::Is(4), At::Is(0)]));
    assert_eq!(compared([&before], &present, SUPERVISORS), []);
    let days = compared([&before], &present, HEADS);
    assert!(days.iter().all(|line| line.of.0 != Chapter::Filed), "days of two fairs have nothing in common");
}

#[test]
fn the_report_of_an_earlier_fair_is_kept_replaced_and_taken_out() {
    let mut fair = TestFair::new();
    let take = |report: EarlierReport| Command::TakeEarlierReport { report };
    fair.by(ORGANISER, take(earlier())).unwrap();
    assert_eq!(fair.by(ORGANISER, take(earlier())).unwrap().len(), 0, "it is there already");
    let newer = EarlierReport { name: "Light Asia 2025".to_owned(), ..earlier() };
    fair.by(ORGANISER, take(newer)).unwrap();
    let names =
        |fair: &TestFair| fair.desk.earlier_reports().map(|known| known.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&fair), ["Light Asia 2025"]);
    let empty = EarlierReport { figures: Vec::new(), ..earlier() };
    assert_eq!(fair.by(ORGANISER, take(empty)), Err(Refusal::Incomplete("report")));
    let figure = earlier().figures.remove(0);
    let long = EarlierReport { figures: vec![figure; MOST_FIGURES + 1], ..earlier() };
    assert!(matches!(fair.by(ORGANISER, take(long)), Err(Refusal::TooMany { .. })));
    for at in 1..MOST_EARLIER {
        fair.by(ORGANISER, take(EarlierReport { fair: format!("{at:032x}"), ..earlier() })).unwrap();
    }
    let one_more = EarlierReport { fair: "f".repeat(32), ..earlier() };
    assert!(matches!(fair.by(ORGANISER, take(one_more)), Err(Refusal::TooMany { .. })));
    let remove = || Command::RemoveEarlierReport { fair: earlier().fair };
    assert_eq!(fair.by(ORGANISER, remove()).unwrap().len(), 1);
    assert_eq!(fair.by(ORGANISER, remove()).unwrap().len(), 0);
}

fn line(desk: &Desk, quarter: &str, section: Section, key: &str) -> Option<u32> {
    line_of(desk, BodyId::FIRST, quarter, section, key)
}

fn line_of(desk: &Desk, body: BodyId, quarter: &str, section: Section, key: &str) -> Option<u32> {
    let form = quarter_figures(desk, quarter.parse().unwrap(), body);
    let line = form.into_iter().find(|entry| entry.section == section && entry.key == key);
    line.and_then(|entry| entry.count)
}

#[test]
fn a_quarter_is_filled_in_from_the_facts_and_leaves_out_what_nobody_recorded() {
    let mut fair = TestFair::new();
    let (talked, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, talked).unwrap();
    fair.gather(MEI, talked).unwrap();
    fair.settle(MEI, talked).unwrap();
    let (declined, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.accept(MEI, declined).unwrap();
    let respondent = fair.respondent(declined).unwrap();
    fair.notify(MEI, declined, respondent).unwrap();
    fair.answer(MEI, declined, respondent, Answer::Decline).unwrap();
    let at = |section, key| line(&fair.desk, "2026-Q1", section, key);
    assert_eq!((at(Section::Body, "bodies"), at(Section::Body, "mediators")), (Some(1), Some(2)));
    assert_eq!((at(Section::Cases, "accepted"), at(Section::Cases, "talks")), (Some(2), Some(1)));
    assert_eq!((at(Section::Source, "application"), at(Section::Type, "design")), (Some(2), Some(2)));
    assert_eq!(at(Section::Ending, "settled"), Some(1));
    let agreed = ["agreements", "oral", "written"].map(|key| at(Section::Agreements, key));
    assert_eq!(agreed, [Some(1), Some(1), Some(0)], "it was settled by word of mouth");
    assert_eq!((at(Section::Agreements, "amount"), at(Section::Afterwards, "performed")), (None, Some(0)));
    assert_eq!(line(&fair.desk, "2026-Q2", Section::Cases, "accepted"), Some(0));
}

#[test]
fn a_quarter_tells_rights_in_the_order_in_which_they_are_offered() {
    let mut fair = TestFair::new();
    for right in RightKind::ALL.iter().rev() {
        let mut new = fair.dispute(&[Ask::Mediation]);
        new.right = Some(*right);
        let (case, ticket) = fair.file_this(new).unwrap();
        fair.receive(MEI, ticket).unwrap();
        fair.accept(MEI, case).unwrap();
        fair.conclude(MEI, case, Outcome::NoAgreement, Reason::NoProspect).unwrap();
    }
    let form = quarter_figures(&fair.desk, "2026-Q1".parse().unwrap(), BodyId::FIRST);
    let types = form.iter().filter(|entry| entry.section == Section::Type);
    let told: Vec<_> = types.map(|entry| (entry.key.as_str(), entry.count)).collect();
    let offered: Vec<_> = RightKind::ALL.iter().map(|right| (right.code(), Some(1))).collect();
    assert_eq!(told, offered);
}

#[test]
fn a_body_that_charges_counts_what_it_quoted_and_a_free_one_has_no_such_lines() {
    let mut fair = fees::hosting(BodyKind::Commercial);
    let (agreed, _, parties) = fees::at_the_table(&mut fair);
    fair.quoted(MEI, agreed).unwrap();
    fair.say_to_fee(MEI, agreed, parties[0], Answer::Accept).unwrap();
    let at = |fair: &TestFair| {
        ["fee-quoted", "fee-agreed", "fee-waived", "fee-amount"]
            .map(|key| line(&fair.desk, "2026-Q1", Section::Fees, key))
    };
    assert_eq!(at(&fair), [Some(1), Some(0), Some(0), None], "one of two");
    fair.say_to_fee(MEI, agreed, parties[1], Answer::Accept).unwrap();
    assert_eq!(at(&fair), [Some(1), Some(1), Some(0), None]);
    fair.waive(MEI, agreed).unwrap();
    assert_eq!(at(&fair), [Some(1), Some(0), Some(1), None], "it was given up after all");
    assert_eq!(line(&fair.desk, "2026-Q2", Section::Fees, "fee-quoted"), Some(0));
    let free = fees::hosting(BodyKind::People);
    assert_eq!(at(&free), [None; 4]);
    let form = quarter_figures(&free.desk, "2026-Q1".parse().unwrap(), BodyId::FIRST);
    assert!(form.iter().all(|entry| entry.section != Section::Fees));
}

#[test]
fn a_quarter_is_of_one_body_alone() {
    let mut fair = bodies::hosting_two();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    let other = bodies::second();
    let accepted = |body| line_of(&fair.desk, body, "2026-Q1", Section::Cases, "accepted");
    assert_eq!((accepted(BodyId::FIRST), accepted(other)), (Some(1), Some(0)));
    let mediators = |body| line_of(&fair.desk, body, "2026-Q1", Section::Body, "mediators");
    assert_eq!((mediators(BodyId::FIRST), mediators(other)), (Some(2), Some(1)));
}

#[test]
fn cases_that_other_bodies_have_count_by_kind_of_body_and_by_what_came_of_them() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    let mut steps = super::referral::samples(case);
    let ends = steps.pop().unwrap();
    let told =
        |fair: &TestFair, sees, chapter, key: &str| value(&of(&fair.desk).shown_to(sees), chapter, key);
    fair.by(HEAD, steps.remove(0)).unwrap();
    assert_eq!(told(&fair, HEADS, Chapter::Referral, "out/police"), Absent, "it is drawn up alone");
    fair.by(HEAD, steps.remove(0)).unwrap();
    assert_eq!(told(&fair, HEADS, Chapter::Referral, "out/police"), Is(1));
    assert_eq!(told(&fair, HEADS, Chapter::Result, "out/open"), Is(1));
    assert_eq!(told(&fair, ORGANISERS, Chapter::Referral, "out/police"), Hidden);
    assert_eq!(told(&fair, SUPERVISORS, Chapter::Referral, "out/police"), Absent);
    fair.by(HEAD, ends).unwrap();
    assert_eq!(told(&fair, HEADS, Chapter::Result, "out/returned"), Is(1));
    assert_eq!(told(&fair, HEADS, Chapter::Result, "out/open"), Absent);
    let at = |quarter, key| line(&fair.desk, quarter, Section::Linkage, key);
    assert_eq!((at("2026-Q1", "out/police"), at("2026-Q1", "out/returned")), (Some(1), Some(1)));
    assert_eq!(at("2026-Q2", "out/police"), None);
}

#[test]
fn a_case_counts_in_the_quarter_in_which_it_got_its_number() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.pass(30 * 24 * 60);
    fair.accept(MEI, case).unwrap();
    let accepted = ["2026-Q1", "2026-Q2"].map(|of| line(&fair.desk, of, Section::Cases, "accepted"));
    assert_eq!(accepted, [Some(0), Some(1)]);
}

#[test]
fn quarters_are_read_as_they_are_written() {
    let day = jiff::civil::date(2026, 3, 31);
    assert_eq!(Quarter::of(day).to_string(), "2026-Q1");
    assert_eq!(Quarter::of(jiff::civil::date(2026, 12, 31)), "2026-Q4".parse().unwrap());
    assert_eq!("2026-Q4".parse::<Quarter>().unwrap().bounds().1, jiff::civil::date(2027, 1, 1));
    for bad in ["", "2026", "2026-Q0", "2026-Q5", "x-Q1", "9999-Q4", "-5-Q1"] {
        assert!(bad.parse::<Quarter>().is_err(), "{bad}");
    }
    let fair = TestFair::new();
    assert_eq!(
        quarters(&fair.desk, jiff::civil::date(2026, 7, 1)),
        ["2026-Q3", "2026-Q1"].map(|q| q.parse().unwrap())
    );
}

#[test]
fn a_list_for_an_authority_is_recorded_with_its_ground() {
    let mut fair = fair();
    let first = plan().first_day;
    let hand_over = |from, until, words: &str| Command::HandOverCases {
        to: Recipient::IpOffice,
        from,
        until,
        words: words.to_owned(),
    };
    fair.by(HEAD, hand_over(first, first, "letter no. 12")).unwrap();
    let known = fair.desk.handovers().last().unwrap();
    assert_eq!(
        (known.by, known.to, known.edition, known.cases),
        (Some(HEAD), Recipient::IpOffice, EDITION, 2)
    );
    assert_eq!(fair.by(HEAD, hand_over(first, first, " ")), Err(Refusal::Incomplete("words")));
    let long = "x".repeat(LONGEST + 1);
    assert!(matches!(fair.by(HEAD, hand_over(first, first, &long)), Err(Refusal::TooMany { .. })));
    let before = first.yesterday().unwrap();
    assert_eq!(fair.by(HEAD, hand_over(first, before, "letter")), Err(Refusal::DatesReversed));
    assert_eq!(fair.by(SUPERVISOR, hand_over(first, first, "letter")), Err(Refusal::NotAllowed));
    let next = fair.desk.fair().unwrap().plan.day_of(fair.now).tomorrow().unwrap();
    assert_eq!(
        fair.by(HEAD, hand_over(next, next, "letter")),
        Err(Refusal::InFuture),
        "nothing was filed yet"
    );
    assert_eq!(
        fair.by(HEAD, hand_over(first, next, "letter")),
        Err(Refusal::InFuture),
        "not everything was filed yet"
    );
    fair.by(HEAD, hand_over(first, next.yesterday().unwrap(), "letter no. 13")).unwrap();
}

#[test]
fn whatever_leaves_of_a_list_is_known_by_its_digest() {
    let mut fair = fair();
    let first = plan().first_day;
    let made = Command::HandOverCases {
        to: Recipient::Court,
        from: first,
        until: first,
        words: "letter".to_owned(),
    };
    fair.by(HEAD, made).unwrap();
    let handover = fair.desk.handovers().last().unwrap().seq;
    let fetch = |handover, sha256: &str| Command::FetchCaseList {
        handover,
        form: ListForm::Csv,
        sha256: sha256.to_owned(),
    };
    let digest = "0a".repeat(32);
    for (reader, whole) in [(HEAD, true), (ORGANISER, false)] {
        fair.by(reader, fetch(handover, &digest)).unwrap();
        let known = fair.desk.handovers().last().unwrap().fetched.last().unwrap();
        assert_eq!((known.by, known.whole, known.sha256.as_str()), (Some(reader), whole, digest.as_str()));
    }
    assert_eq!(fair.by(HEAD, fetch(handover, "0A")), Err(Refusal::Incomplete("sha256")));
    assert_eq!(fair.by(HEAD, fetch(handover, &"XY".repeat(32))), Err(Refusal::Incomplete("sha256")));
    assert_eq!(fair.by(HEAD, fetch(1, &digest)), Err(Refusal::Unknown("handover")));
    assert_eq!(fair.by(SUPERVISOR, fetch(handover, &digest)), Err(Refusal::NotAllowed));
}

#[test]
fn where_four_eyes_are_asked_for_a_second_of_the_same_side_confirms_a_list() {
    let mut fair = fair();
    let keeping = KeepingRules { four_eyes: FourEyes::Always, ..KeepingRules::default() };
    let rules = LineRules { keeping, ..fair.desk.rules().clone() };
    fair.ask(Actor::System, Command::SetRules { rules }).unwrap();
    let day = plan().first_day;
    let hand_over =
        || Command::HandOverCases { to: Recipient::Court, from: day, until: day, words: "letter".to_owned() };
    fair.by(HEAD, hand_over()).unwrap();
    let proposal = fair.desk.seq();
    assert_eq!(fair.desk.handovers().count(), 0, "nothing is made yet");
    assert_eq!(fair.by(HEAD, hand_over()), Err(Refusal::Taken("proposal")));
    let confirm = |proposal| Command::ConfirmProposal { proposal, account: None };
    assert_eq!(fair.by(HEAD, confirm(proposal)), Err(Refusal::SamePerson));
    assert_eq!(fair.by(ORGANISER, confirm(proposal)), Err(Refusal::NotAllowed), "it is the mediation body's");
    fair.by(MEI, confirm(proposal)).unwrap();
    let known = fair.desk.handovers().last().unwrap();
    assert_eq!((known.by, known.words, known.cases), (Some(HEAD), proposal, 2));
    fair.by(ORGANISER, hand_over()).unwrap();
    let proposal = fair.desk.seq();
    assert_eq!(fair.by(MEI, confirm(proposal)), Err(Refusal::NotAllowed), "it is the organiser's");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_quarters_together_hold_every_case(steps in prop::collection::vec(step(), 1..160)) {
        let fair = live(&steps);
        let desk = &fair.desk;
        let all = quarters(desk, plan().first_day);
        let sum = |section, key: &str| -> u64 {
            let forms = desk.bodies().flat_map(|body| all.iter().map(move |quarter| (body.id, quarter.to_string())));
            forms.map(|(body, quarter)| u64::from(line_of(desk, body, &quarter, section, key).unwrap_or(0))).sum()
        };
        let accepted = |case: &Case| case.procedure.number.is_some();
        prop_assert_eq!(sum(Section::Cases, "accepted"), count(desk, accepted));
        prop_assert_eq!(sum(Section::Cases, "concluded"), count(desk, |case| accepted(case) && !case.state.is_open()));
        prop_assert_eq!(sum(Section::Agreements, "agreements"), count(desk, |case| case.procedure.in_effect().is_some()));
        let whole = sum(Section::Agreements, "written") + sum(Section::Agreements, "oral");
        prop_assert_eq!(whole, sum(Section::Agreements, "agreements"));
        prop_assert_eq!(sum(Section::Cases, "advice"), desk.advice().count() as u64);
    }
}
