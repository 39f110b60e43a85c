//! The desk beyond fairs: at a market, a park or a rights-protection centre it has no last day, and nothing waits for one.

use domain::{
    Actor, CaseId, Refusal,
    body::MeasureBody,
    case::{Ask, CaseState, Outcome, Reason},
    fair::{FairPlan, Venue},
    figures::Tallies,
    measure::{Basis, MeasureAction, MeasureKind},
    procedure::{Action, ConsentTo},
    report::{Origin, ReportScope, report, report_days},
    testing::{HEAD, MEI, ORGANISER, TestFair, market},
};
use jiff::{Timestamp, civil::date};

fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().unwrap()
}

fn desk(venue: Venue) -> TestFair {
    TestFair::standing(FairPlan { venue, ..market() }).unwrap()
}

/// A case that both sides agreed to talk about.
fn agreed(fair: &mut TestFair) -> CaseId {
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    case
}

#[test]
fn a_case_is_filed_talked_about_and_settled_and_its_day_is_sealed_years_later() {
    for venue in [Venue::Market, Venue::Park, Venue::Centre] {
        let mut fair = desk(venue);
        fair.now = at("2029-06-05T10:00");
        let case = agreed(&mut fair);
        fair.gather(MEI, case).unwrap();
        fair.settle(MEI, case).unwrap();
        let ended = CaseState::Concluded { outcome: Outcome::Settled, reason: Reason::Agreement };
        assert_eq!(fair.desk.case(case).unwrap().state, ended);
        fair.seal(date(2029, 6, 5)).unwrap();
    }
}

#[test]
fn files_are_kept_from_the_end_of_their_case() {
    let mut fair = desk(Venue::Market);
    fair.now = at("2027-04-06T10:00");
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();
    let kept = fair.desk.keeping(fair.desk.case(case).unwrap()).unwrap();
    assert_eq!(kept.until, date(2030, 4, 6), "three years, and no fair whose end they wait for");
}

#[test]
fn no_case_goes_on_after_a_fair_that_never_ends() {
    let mut fair = desk(Venue::Park);
    let case = agreed(&mut fair);
    fair.choose(HEAD, case, ConsentTo::Remote).unwrap();
    assert_eq!(fair.proceed(HEAD, case, Action::CarryOver), Err(Refusal::NotHere("end")));
}

#[test]
fn a_day_on_which_the_desk_is_closed_has_a_log_only_when_something_happened() {
    let mut fair = desk(Venue::Market);
    fair.now = at("2026-03-16T10:00");
    let sunday = date(2026, 3, 15);
    assert_eq!(fair.seal(sunday), Err(Refusal::DayOutside));
    fair.seal(date(2026, 3, 14)).unwrap();
    fair.now = at("2026-03-15T12:00");
    fair.file().unwrap();
    fair.seal(sunday).unwrap();
}

#[test]
fn the_operator_of_a_market_orders_measures_and_the_time_for_a_statement_is_whole() {
    let mut fair = desk(Venue::Market);
    fair.now = at("2026-03-14T16:00");
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    let notice = fair.new_notice();
    fair.measure(domain::Actor::Staff(ORGANISER), case, MeasureAction::IssueNotice { notice }).unwrap();
    fair.measure(domain::Actor::Staff(ORGANISER), case, super::measure::serve()).unwrap();
    let party = fair.respondent(case).unwrap();
    let window = fair.desk.case(case).unwrap().measure(party).unwrap().window.clone().unwrap();
    assert_eq!((window.deadline, window.last_useful), (at("2026-03-15T16:00"), at("2026-03-15T16:00")));
}

#[test]
fn nobody_orders_measures_at_a_rights_protection_centre() {
    let mut fair = desk(Venue::Centre);
    let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    assert_eq!(fair.file_this(new), Err(Refusal::NotHere("measure")));
    let case = agreed(&mut fair);
    fair.gather(MEI, case).unwrap();
    let mut marked = |organiser| {
        let draft = fair.draft(case, organiser);
        fair.proceed(MEI, case, Action::DraftAgreement { base: 0, draft })
    };
    assert_eq!(marked(true), Err(Refusal::NotHere("measure")), "no clause is for anybody to order");
    marked(false).unwrap();
}

#[test]
fn its_report_reaches_to_the_day_on_which_it_is_counted() {
    let mut fair = desk(Venue::Market);
    fair.now = at("2026-03-17T10:00");
    fair.file().unwrap();
    let report =
        report(&mut Tallies::default(), &fair.desk, ReportScope::WHOLE, &|_| Origin::Unknown).unwrap();
    assert_eq!((report.first_day, report.last_day), (date(2026, 3, 10), date(2026, 3, 17)));
    let days = report_days(&fair.desk, &market());
    assert_eq!(days.len(), 7, "the Sunday is none of them");
}

#[test]
fn an_order_on_a_clause_without_a_last_day_stands_until_it_is_lifted() {
    let mut fair = desk(Venue::Market);
    let case = agreed(&mut fair);
    fair.gather(MEI, case).unwrap();
    let draft = fair.draft(case, true);
    fair.proceed(MEI, case, Action::RegisterOral { draft }).unwrap();
    let body = MeasureBody { text: "Covers the lamp.".to_owned(), ..MeasureBody::default() };
    let hand_over = MeasureAction::HandOver { body: body.clone() };
    fair.measure(Actor::Staff(MEI), case, hand_over).unwrap();
    let order = |until| {
        let (kind, basis) = (MeasureKind::Cover, Basis::Agreement);
        MeasureAction::Order { kind, basis, until, body: body.clone() }
    };
    let ends = fair.measure(Actor::Staff(ORGANISER), case, order(Some(at("2026-04-01T12:00"))));
    assert_eq!(ends, Err(Refusal::BeyondClose { closes: None }));
    fair.measure(Actor::Staff(ORGANISER), case, order(None)).unwrap();
}
