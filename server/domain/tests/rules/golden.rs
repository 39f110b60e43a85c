//! Old facts must load for ever. The lines are a day as the first release wrote it, with every kind of fact.
//!
//! A line is never changed. A new kind, or a new form of a kind, gets a line of its own in a further file. To print lines for kinds
//! that have none yet: `cargo test -p domain --test rules golden -- --nocapture`.

use std::collections::BTreeSet;

use domain::{
    Desk, Fact, Stamp,
    aftercare::{Finding, ObligationState, Reached, Remedy, Ruling, TaskKind},
    case::{Ask, Capacity, CaseKind, Outcome, Paper, Reason, Relief, RightKind, Side, Urgency},
    disclosure::{LegalBasis, Sort},
    fair::{BodyKind, Venue, Weekday},
    fee::FeeUnit,
    figures::{Spread, figures},
    file::Lack,
    major::{Course, MajorReason},
    referral::{Counterpart, Lead, Linkage, ReferralResult, Stage},
    register::{RightStatus, Standing, Withdrawal},
    remark::RemarkKind,
    retention::{FourEyes, Kept},
    staff::Grade,
    survey::{Degree, Statement},
    ticket::{Lane, ParkReason, ReleaseReason, TicketState},
    typical::{Ground, Retraction},
};
use serde::{Deserialize, Serialize};

const GOLDEN: &str = include_str!("../golden/facts-v1.jsonl");
/// The steps of the procedure and of the organiser's track, each by itself.
const STEPS: &str = include_str!("../golden/facts-v2.jsonl");
/// Clauses for the organiser, of which kind and end are known.
const CLAUSES: &str = include_str!("../golden/facts-measure-v1.jsonl");
/// Clauses for the organiser, of which the first day is known too.
const CLAUSES_FROM: &str = include_str!("../golden/facts-measure-v2.jsonl");
/// An agreement of which it is known whose clauses are for the organiser.
const MARKED: &str = include_str!("../golden/facts-agreement-v1.jsonl");
/// A respondent who was called in vain for the last time, while others go on.
const MISSED: &str = include_str!("../golden/facts-line-v1.jsonl");
/// Missed calls that each count, and a place that is kept no longer.
const COUNTED: &str = include_str!("../golden/facts-line-v2.jsonl");
/// Kiosks and tablets, and a case that one of them filed, each by itself.
const DEVICES: &str = include_str!("../golden/facts-devices-v1.jsonl");
/// What the officer wrote into the log of a day.
const LOG: &str = include_str!("../golden/facts-log-v1.jsonl");

/// Reports of earlier fairs, and lists of cases for authorities.
const REPORTS: &str = include_str!("../golden/facts-reports-v1.jsonl");
/// What left of such lists, and those that a second person confirmed.
const LISTS: &str = include_str!("../golden/facts-reports-v2.jsonl");
/// Lists of one mediation body's cases.
const LISTS_OF_BODIES: &str = include_str!("../golden/facts-reports-v3.jsonl");
/// What is prepared before the fair: the register of rights, undertakings, statements lodged in
/// advance, the mediators' credentials, trainings and shifts.
const PREPARATION: &str = include_str!("../golden/facts-preparation-v1.jsonl");
/// When somebody who forgot to go off duty truly went.
const DUTY: &str = include_str!("../golden/facts-preparation-v2.jsonl");

/// A hall that was taken out.
const HALLS: &str = include_str!("../golden/facts-halls-v1.jsonl");

/// What authorities were given.
const LAWFUL: &str = include_str!("../golden/facts-lawful-v1.jsonl");

/// What became of agreements.
const AFTERCARE: &str = include_str!("../golden/facts-aftercare-v1.jsonl");
/// Ways to other bodies and from them, major cases, archived files.
const LINKAGE: &str = include_str!("../golden/facts-linkage-v1.jsonl");
/// A referral that a second person is to confirm.
const REFERRED: &str = include_str!("../golden/facts-linkage-v2.jsonl");
/// Classes of products.
const PRODUCTS: &str = include_str!("../golden/facts-products-v1.jsonl");
/// Several mediation bodies.
const BODIES: &str = include_str!("../golden/facts-bodies-v1.jsonl");
/// Tariffs, and fees that were quoted, waived and answered.
const FEES: &str = include_str!("../golden/facts-fees-v1.jsonl");
/// Cases told as examples.
const TYPICAL: &str = include_str!("../golden/facts-typical-v1.jsonl");
/// Which exhibitor of a shared booth is meant.
const SHARED: &str = include_str!("../golden/facts-shared-v1.jsonl");
/// A respondent of a shared booth who is none of the list.
const UNLISTED: &str = include_str!("../golden/facts-shared-v2.jsonl");
/// Desks that stand: at a market, closed on Sundays, and at a park that is never closed.
const STANDING: &str = include_str!("../golden/facts-standing-v1.jsonl");
/// A fair whose country is said and whose last day ends early, and a market with short Saturdays.
const PLANS: &str = include_str!("../golden/facts-plan-v1.jsonl");
/// Rules of the organiser beside those of a settings file that changed.
const RULES: &str = include_str!("../golden/facts-rules-v1.jsonl");

/// One entry as the journal's clear part: its stamp and its fact.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    stamp: Stamp,
    fact: Fact,
}

fn lines() -> Vec<(usize, &'static str, Line)> {
    parsed(GOLDEN)
}

fn parsed(text: &'static str) -> Vec<(usize, &'static str, Line)> {
    text.lines()
        .enumerate()
        .map(|(index, text)| {
            let line =
                serde_json::from_str(text).unwrap_or_else(|error| panic!("line {}: {error}", index + 1));
            (index + 1, text, line)
        })
        .collect()
}

#[test]
fn every_old_fact_loads_and_is_written_as_it_was() {
    let later = [
        STEPS,
        CLAUSES,
        CLAUSES_FROM,
        MARKED,
        MISSED,
        COUNTED,
        DEVICES,
        LOG,
        PREPARATION,
        DUTY,
        HALLS,
        REPORTS,
        LISTS,
        LISTS_OF_BODIES,
        LAWFUL,
        AFTERCARE,
        TYPICAL,
        LINKAGE,
        REFERRED,
        PRODUCTS,
        BODIES,
        FEES,
        SHARED,
        UNLISTED,
        STANDING,
        PLANS,
        RULES,
    ]
    .into_iter()
    .flat_map(parsed);
    for (number, text, line) in lines().into_iter().chain(later) {
        assert_eq!(serde_json::to_string(&line).unwrap(), text, "line {number}");
    }
}

/// A reading as it was written once it told apart what was read, and on what ground.
#[test]
fn a_reading_of_either_part_loads_and_is_written_as_it_was() {
    let case = "01000000000000000000000000000000";
    for (text, part, on_reason) in [
        (r#"{"type":"CaseRead","case":"CASE"}"#, Ask::Mediation, false),
        (r#"{"type":"CaseRead","case":"CASE","on_reason":true}"#, Ask::Mediation, true),
        (r#"{"type":"CaseRead","case":"CASE","part":"measure"}"#, Ask::Measure, false),
    ] {
        let text = text.replace("CASE", case);
        let fact: Fact = serde_json::from_str(&text).unwrap();
        assert_eq!(fact, Fact::CaseRead { case: case.parse().unwrap(), part, on_reason });
        assert_eq!(serde_json::to_string(&fact).unwrap(), text);
    }
}

#[test]
fn every_kind_has_a_line() {
    let known: BTreeSet<_> = lines()
        .iter()
        .chain(&parsed(STEPS))
        .chain(&parsed(DEVICES))
        .chain(&parsed(LOG))
        .chain(&parsed(PREPARATION))
        .chain(&parsed(DUTY))
        .chain(&parsed(HALLS))
        .chain(&parsed(REPORTS))
        .chain(&parsed(LISTS))
        .chain(&parsed(LAWFUL))
        .chain(&parsed(AFTERCARE))
        .chain(&parsed(TYPICAL))
        .chain(&parsed(LINKAGE))
        .chain(&parsed(PRODUCTS))
        .chain(&parsed(BODIES))
        .chain(&parsed(FEES))
        .chain(&parsed(SHARED))
        .chain(&parsed(UNLISTED))
        .map(|(_, _, line)| line.fact.step())
        .collect();
    let missing: Vec<_> = Fact::steps().filter(|kind| !known.contains(kind)).collect();
    if !missing.is_empty() {
        for (stamp, event) in super::properties::one_of_each() {
            if missing.contains(&event.fact.step()) {
                println!("{}", serde_json::to_string(&Line { stamp, fact: event.fact }).unwrap());
            }
        }
    }
    assert!(missing.is_empty(), "no golden line for {missing:?}");
}

/// The lines tell one day from the first start to the seal; it must end as it ended then.
#[test]
fn the_old_day_ends_as_it_ended() {
    let mut desk = Desk::default();
    for (_, _, line) in lines() {
        desk.apply(&line.stamp, &line.fact);
    }
    desk.assert_sound();
    let ended: Vec<_> = desk.tickets().map(|t| format!("{} {}", t.number, t.state.code())).collect();
    assert_eq!(ended, ["A-001 closed", "A-002 cancelled", "A-003 waiting", "C-001 closed", "C-002 closed"]);
    let day = figures(&desk, desk.fair().unwrap().plan.first_day, None);
    assert_eq!((day.filed, day.concluded, day.open_at_close, day.carried_over), (4, 3, 1, Some(1)));
    assert_eq!((day.no_shows, day.advice.count, day.sealed), (1, 1, true));
    let session = Some(Spread { count: 2, median_s: 25 * 60, p90_s: 30 * 60, longest_s: 30 * 60 });
    assert_eq!(day.session, session);
}

/// Codes stand in facts, addresses and catalogues: none may ever go or change its meaning.
#[test]
fn every_old_code_is_still_known() {
    for line in include_str!("../golden/codes-v1.txt").lines() {
        let (name, codes) = line.split_once(' ').unwrap();
        for code in codes.split(' ') {
            let known = match name {
                "case-kind" => CaseKind::from_code(code).map(CaseKind::code),
                "right-kind" => RightKind::from_code(code).map(RightKind::code),
                "ask" => Ask::from_code(code).map(Ask::code),
                "relief" => Relief::from_code(code).map(Relief::code),
                "paper" => Paper::from_code(code).map(Paper::code),
                "capacity" => Capacity::from_code(code).map(Capacity::code),
                "side" => Side::from_code(code).map(Side::code),
                "outcome" => Outcome::from_code(code).map(Outcome::code),
                "reason" => Reason::from_code(code).map(Reason::code),
                "urgency" => Urgency::from_code(code).map(Urgency::code),
                "lane" => Lane::from_code(code).map(Lane::code),
                "ticket-state" => TicketState::from_code(code).map(TicketState::code),
                "park-reason" => ParkReason::from_code(code).map(ParkReason::code),
                "statement" => Statement::from_code(code).map(Statement::code),
                "degree" => Degree::from_code(code).map(Degree::code),
                "remark-kind" => RemarkKind::from_code(code).map(RemarkKind::code),
                "right-status" => RightStatus::from_code(code).map(RightStatus::code),
                "withdrawal" => Withdrawal::from_code(code).map(Withdrawal::code),
                "legal-basis" => LegalBasis::from_code(code).map(LegalBasis::code),
                "four-eyes" => FourEyes::from_code(code).map(FourEyes::code),
                "kept" => Kept::from_code(code).map(Kept::code),
                "ground" => Ground::from_code(code).map(Ground::code),
                "retraction" => Retraction::from_code(code).map(Retraction::code),
                "sort" => Sort::from_code(code).map(Sort::code),
                "standing" => Standing::from_code(code).map(Standing::code),
                "obligation-state" => ObligationState::from_code(code).map(ObligationState::code),
                "reached" => Reached::from_code(code).map(Reached::code),
                "remedy" => Remedy::from_code(code).map(Remedy::code),
                "finding" => Finding::from_code(code).map(Finding::code),
                "ruling" => Ruling::from_code(code).map(Ruling::code),
                "linkage" => Linkage::from_code(code).map(Linkage::code),
                "counterpart" => Counterpart::from_code(code).map(Counterpart::code),
                "stage" => Stage::from_code(code).map(Stage::code),
                "lead" => Lead::from_code(code).map(Lead::code),
                "referral-result" => ReferralResult::from_code(code).map(ReferralResult::code),
                "major-reason" => MajorReason::from_code(code).map(MajorReason::code),
                "course" => Course::from_code(code).map(Course::code),
                "file-lack" => Lack::from_code(code).map(Lack::code),
                "aftercare-task" => TaskKind::from_code(code).map(TaskKind::code),
                "grade" => Grade::from_code(code).map(Grade::code),
                "fee-unit" => FeeUnit::from_code(code).map(FeeUnit::code),
                "body-kind" => BodyKind::from_code(code).map(BodyKind::code),
                "venue" => Venue::from_code(code).map(Venue::code),
                "weekday" => Weekday::from_code(code).map(Weekday::code),
                "release-reason" => ReleaseReason::from_code(code).map(ReleaseReason::code),
                other => panic!("no such list: {other}"),
            };
            assert_eq!(known, Some(code), "{name}");
        }
    }
}
