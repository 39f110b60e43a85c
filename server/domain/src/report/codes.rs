//! What the figures of a report are called, chapter by chapter, and in which order they stand.

use std::collections::BTreeSet;

use super::{Chapter, Figure, NONE, OPEN, Origin};
use crate::{
    case::{Ask, CaseKind, Outcome, RightKind},
    desk::Desk,
    fair::FairPlan,
    figures::DayFigures,
    ids::{HallId, ProductClass},
    measure::MeasureKind,
    referral::{Counterpart, Linkage, ReferralResult},
    survey::{Degree, Statement},
    text::sort_key,
};

/// The steps of the organiser's track.
const STEPS: [&str; 8] =
    ["served", "answered", "windows-ended", "clauses", "cleared", "applied", "lifted", "in-force"];
/// How many parties answered the survey.
pub(super) const ANSWERS: &str = "answers";
/// Steps of the organiser's track of which neither is told to a supervisor: one would give the other away.
pub(super) const PAIRED: [&str; 2] = ["answered", "windows-ended"];

/// The lines of the tables that are of each desk its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnLines {
    /// Its halls.
    pub halls: Vec<HallId>,
    /// Its classes of products.
    pub products: Vec<ProductClass>,
    /// The hours in which it is open on any of the days that are counted, of two digits.
    pub hours: Vec<String>,
}

impl OwnLines {
    /// Those of a desk, on some days.
    pub(super) fn of(desk: &Desk, plan: &FairPlan, days: &[DayFigures]) -> Self {
        let open: Vec<_> = days.iter().map(|day| plan.hours_of(day.day)).collect();
        let first = open.iter().map(|day| day.opens.hour()).min();
        let last = open.iter().map(|day| day.closes.hour()).max();
        let hours =
            first.zip(last).map(|(first, last)| (first..=last).map(|hour| format!("{hour:02}")).collect());
        Self {
            halls: desk.halls().map(|hall| hall.id.clone()).collect(),
            products: desk.product_classes().to_vec(),
            hours: hours.unwrap_or_default(),
        }
    }
}

/// The keys that are listed where some of these lines are hidden: whoever is not told how many stand in one is not told either that none
/// stand in the others. Referrals out and in are tables of their own.
pub(super) fn listed_with<'l>(
    chapter: Chapter,
    own: &OwnLines,
    lines: impl Iterator<Item = &'l String>,
) -> Vec<String> {
    let ways: BTreeSet<&str> = lines.filter_map(|key| key.split_once('/')).map(|(way, _)| way).collect();
    let referred = |codes: Vec<&str>| -> Vec<String> {
        ways.iter().flat_map(|way| codes.iter().map(move |code| format!("{way}/{code}"))).collect()
    };
    match chapter {
        Chapter::Referral => referred(Counterpart::ALL.iter().map(|with| with.code()).collect()),
        Chapter::Result => referred(results().chain([OPEN]).collect()),
        Chapter::Whole
        | Chapter::Filed
        | Chapter::Concluded
        | Chapter::Kind
        | Chapter::Ask
        | Chapter::Right
        | Chapter::Hall
        | Chapter::Product
        | Chapter::Origin
        | Chapter::Hour
        | Chapter::Outcome
        | Chapter::Reason
        | Chapter::Wait
        | Chapter::Talk
        | Chapter::Track
        | Chapter::Ordered
        | Chapter::Repeat
        | Chapter::Survey => codes_of(chapter, own).into_iter().map(str::to_owned).collect(),
    }
}

/// The keys of a chapter all of whose lines are known beforehand.
fn codes_of(chapter: Chapter, own: &OwnLines) -> Vec<&str> {
    match chapter {
        Chapter::Hall => own.halls.iter().map(HallId::as_str).chain([NONE]).collect(),
        Chapter::Product => own.products.iter().map(ProductClass::as_str).chain([NONE]).collect(),
        Chapter::Hour => own.hours.iter().map(String::as_str).collect(),
        Chapter::Kind => CaseKind::ALL.iter().map(|kind| kind.code()).collect(),
        Chapter::Ask => Ask::ALL.iter().map(|ask| ask.code()).collect(),
        Chapter::Right => RightKind::ALL.iter().map(|right| right.code()).chain([NONE]).collect(),
        Chapter::Outcome => Outcome::ALL.iter().map(|outcome| outcome.code()).collect(),
        Chapter::Origin => Origin::ALL.iter().map(|origin| origin.code()).collect(),
        Chapter::Ordered => MeasureKind::ALL.iter().map(|kind| kind.code()).collect(),
        Chapter::Track => {
            STEPS.into_iter().filter(|step| !PAIRED.contains(step) && *step != "clauses").collect()
        }
        Chapter::Whole
        | Chapter::Filed
        | Chapter::Concluded
        | Chapter::Reason
        | Chapter::Wait
        | Chapter::Talk
        | Chapter::Repeat
        | Chapter::Referral
        | Chapter::Result
        | Chapter::Survey => Vec::new(),
    }
}

/// Where a figure stands in its chapter: codes in the order in which they are offered, steps as they follow each other, halls as people
/// count them, everything else as it was put down; what has no code comes last.
pub(super) fn place(figure: &Figure) -> (usize, Vec<(u64, String)>) {
    let counted = if figure.chapter == Chapter::Hall { sort_key(&figure.key) } else { Vec::new() };
    (coded(figure), counted)
}

/// The same by codes alone.
fn coded(figure: &Figure) -> usize {
    fn among<'c>(codes: impl IntoIterator<Item = &'c str>, key: &str) -> usize {
        codes.into_iter().position(|code| code == key).unwrap_or(usize::MAX)
    }
    let key = figure.key.as_str();
    match figure.chapter {
        Chapter::Hour => key.parse().unwrap_or(usize::MAX),
        Chapter::Kind => among(CaseKind::ALL.iter().map(|kind| kind.code()), key),
        Chapter::Ask => among(Ask::ALL.iter().map(|ask| ask.code()), key),
        Chapter::Right => among(RightKind::ALL.iter().map(|right| right.code()), key),
        Chapter::Outcome => among(Outcome::ALL.iter().map(|outcome| outcome.code()), key),
        Chapter::Origin => among(Origin::ALL.iter().map(|origin| origin.code()), key),
        Chapter::Ordered => among(MeasureKind::ALL.iter().map(|kind| kind.code()), key),
        Chapter::Track => among(STEPS, key),
        Chapter::Referral | Chapter::Result => among(referred_keys().iter().map(String::as_str), key),
        Chapter::Survey => among(said_keys().iter().map(String::as_str), key),
        Chapter::Hall | Chapter::Product if key == NONE => usize::MAX,
        Chapter::Whole
        | Chapter::Filed
        | Chapter::Concluded
        | Chapter::Hall
        | Chapter::Product
        | Chapter::Reason
        | Chapter::Wait
        | Chapter::Talk
        | Chapter::Repeat => 0,
    }
}

/// The keys of what parties say, as they were asked.
fn said_keys() -> Vec<String> {
    let of = |statement: &Statement| {
        let statement = *statement;
        Degree::ALL.iter().map(move |degree| format!("{}/{}", statement.code(), degree.code()))
    };
    std::iter::once(ANSWERS.to_owned()).chain(Statement::ALL.iter().flat_map(of)).collect()
}

/// The keys of referrals: out before in, and of each the kinds of bodies and the results as they are offered.
fn referred_keys() -> Vec<String> {
    let told = || Counterpart::ALL.iter().map(|with| with.code()).chain(results()).chain([OPEN]);
    Linkage::ALL.iter().flat_map(|of| told().map(|what| format!("{}/{what}", of.code()))).collect()
}

fn results() -> impl Iterator<Item = &'static str> {
    ReferralResult::ALL.iter().map(|result| result.code())
}
