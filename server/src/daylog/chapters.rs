//! The figures of a day in words, chapter by chapter: what the workbook and the paper have in common.

use domain::{
    HallId, StaffId,
    case::Ask,
    fair::FairPlan,
    figures::{DayFigures, MeasureFigures, Shown, Spread, Tracked},
    text::natural,
};

use super::{
    DayLog,
    duty::{Served, served},
};
use crate::locale::Texts;

/// Figures under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// The heading.
    pub caption: String,
    /// What stands above the columns of amounts.
    pub heads: Vec<String>,
    /// The lines.
    pub lines: Vec<Line>,
    /// What is to be known of them.
    pub note: Option<String>,
}

/// What was counted or measured, and what came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What.
    pub label: String,
    /// One amount a column.
    pub amounts: Vec<Amount>,
}

/// An amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// How many.
    Count(u32),
    /// How long, in seconds.
    Length(u64),
    /// How many more; fewer where it is below nought.
    Change(i32),
    /// Some, and how many is not told.
    Few,
}

impl Amount {
    /// In words: a length as one says it.
    pub fn said(self, t: &Texts) -> String {
        match self {
            Self::Count(count) => t.number(count),
            Self::Length(seconds) => t.measured(seconds),
            Self::Change(by) => super::since::signed(by),
            Self::Few => t.t("log-few").into_owned(),
        }
    }
}

impl Chapter {
    /// Whether something in it is a length of time.
    pub fn has_lengths(&self) -> bool {
        let amounts = || self.lines.iter().flat_map(|line| &line.amounts);
        amounts().any(|amount| matches!(amount, Amount::Length(_)))
    }
}

/// What happened in the organiser's track.
pub fn measure_steps(measures: &MeasureFigures) -> [(Tracked, u32); 8] {
    [
        (Tracked::Served, measures.served),
        (Tracked::Answered, measures.answered),
        (Tracked::TimeEnded, measures.windows_ended),
        (Tracked::Cleared, measures.cleared),
        (Tracked::Clause, measures.clauses),
        (Tracked::Applied, measures.applied),
        (Tracked::Lifted, measures.lifted),
        (Tracked::InForce, measures.in_force),
    ]
}

/// What a number of the organiser's track counts, in words.
pub fn tracked(what: Tracked, t: &Texts) -> String {
    let key = match what {
        Tracked::Served => "log-measures-served",
        Tracked::Answered => "log-measures-answered",
        Tracked::TimeEnded => "log-measures-ended",
        Tracked::Cleared => "log-measures-cleared",
        Tracked::Clause => "log-measures-clauses",
        Tracked::Applied => "log-measures-applied",
        Tracked::Lifted => "log-measures-lifted",
        Tracked::InForce => "log-measures-in-force",
        Tracked::Ordered(kind) => return t.code("measure", kind.code()).into_owned(),
    };
    t.t(key).into_owned()
}

/// Every chapter in which something stands; the first is always there.
pub fn chapters(log: &DayLog<'_>, t: &Texts) -> Vec<Chapter> {
    let (figures, named) = (log.figures, log.named);
    let coded = |family: &str, code: &str, count: u32| (t.code(family, code).into_owned(), count);
    let rights = figures.complained_by_right.iter().map(|(right, n)| coded("right", right.code(), *n));
    let unsaid = figures.complained_without_right();
    let unsaid = (unsaid > 0).then(|| (t.t("report-none").into_owned(), unsaid));
    let ended = figures.outcomes_told();
    let outcomes = ended.iter().map(|count| {
        let outcome = t.code("outcome", count.outcome.code());
        let words = match count.reason.map(|reason| t.reason(count.outcome, reason)) {
            Some(reason) => t.t2("log-outcome-reason", "outcome", &*outcome, "reason", &*reason),
            None => t.t1("log-outcome-untold", "outcome", &*outcome),
        };
        (words, count.count)
    });
    let steps = measure_steps(&figures.measures).into_iter().filter(|(_, count)| *count > 0);
    let ordered = figures.measures.ordered.iter();
    let asks = |(ask, count): (&Ask, &u32)| coded("ask", ask.code(), *count);
    let mut all = vec![
        counts(t, "log-whole-day", day(figures, t)),
        counts(t, "log-by-kind", figures.by_kind.iter().map(|(kind, n)| coded("kind", kind.code(), *n))),
        counts(t, "log-by-ask", figures.by_ask.iter().map(asks)),
        counts(t, "log-complaints-by-right", rights.chain(unsaid)),
        halls(figures, t),
        counts(t, "log-by-outcome", outcomes),
        counts(t, "log-measures", steps.map(|(what, count)| (tracked(what, t), count))),
        counts(t, "log-measures-ordered", ordered.map(|(kind, n)| coded("measure", kind.code(), *n))),
        times(figures, log.plan, t),
        duty(figures, t, named),
    ];
    if let Some(whole) = all.first_mut() {
        whole.note = told_later(figures).map(|key| t.t(key).into_owned());
    }
    all.extend(log.deadlines.chapter(t));
    all.extend(log.deadlines.in_mediation(t));
    all.retain(|chapter| !chapter.lines.is_empty());
    all
}

/// What is said of that which is told when the day is over, sealed or not, as a key of the catalogue.
pub fn told_later(figures: &DayFigures) -> Option<&'static str> {
    figures.runs.then_some("log-talks-later")
}

fn counts(t: &Texts, caption: &str, counted: impl IntoIterator<Item = (String, u32)>) -> Chapter {
    let line = |(label, count)| Line { label, amounts: vec![Amount::Count(count)] };
    Chapter {
        caption: t.t(caption).into_owned(),
        heads: vec![t.t("log-count").into_owned()],
        lines: counted.into_iter().map(line).collect(),
        note: None,
    }
}

/// Halls, and what was filed in none, with what is told of each: small numbers are hidden.
pub fn by_hall(figures: &DayFigures, t: &Texts) -> Vec<(Option<HallId>, String, Amount)> {
    let mut told = figures.halls_told();
    let nowhere = told.remove(&None).map(|shown| (None, shown));
    let line = |(hall, shown): (Option<HallId>, Shown)| {
        let label = match &hall {
            Some(hall) => t.t1("log-hall", "hall", hall.as_str()),
            None => t.t("log-no-hall").into_owned(),
        };
        let amount = match shown {
            Shown::Exact(count) => Amount::Count(count),
            Shown::Few => Amount::Few,
        };
        (hall, label, amount)
    };
    let mut told: Vec<_> = told.into_iter().collect();
    let name = |hall: &Option<HallId>| hall.as_ref().map(ToString::to_string).unwrap_or_default();
    told.sort_by(|(one, _), (other, _)| natural(&name(one), &name(other)));
    told.into_iter().chain(nowhere).map(line).collect()
}

fn halls(figures: &DayFigures, t: &Texts) -> Chapter {
    let line = |(_, label, amount)| Line { label, amounts: vec![amount] };
    Chapter {
        caption: t.t("log-by-hall").into_owned(),
        heads: vec![t.t("log-count").into_owned()],
        lines: by_hall(figures, t).into_iter().map(line).collect(),
        note: None,
    }
}

/// The day as a whole.
fn day(figures: &DayFigures, t: &Texts) -> Vec<(String, u32)> {
    let always = [
        ("log-filed", Some(figures.filed)),
        ("log-carried-in", Some(figures.carried_in)),
        ("log-concluded", Some(figures.concluded)),
        ("log-open-at-close", Some(figures.open_at_close)),
        ("log-carried-over", figures.carried_over),
        ("log-urgent", Some(figures.urgent)),
        ("log-no-shows", Some(figures.no_shows)),
        ("log-advice", Some(figures.advice.count)),
        ("log-late-head", (figures.late > 0).then_some(figures.late)),
        ("log-late-arrivals-head", (figures.late_arrivals > 0).then_some(figures.late_arrivals)),
    ];
    always.into_iter().filter_map(|(key, count)| Some((t.t(key).into_owned(), count?))).collect()
}

/// Nights count as waiting, and a longest wait of many hours says so.
fn times(figures: &DayFigures, plan: &FairPlan, t: &Texts) -> Chapter {
    let line = |(key, spread): (&str, Option<Spread>)| {
        let Spread { count, median_s, p90_s, longest_s } = spread?;
        let lengths = [median_s, p90_s, longest_s].map(Amount::Length);
        let amounts = [Amount::Count(count)].into_iter().chain(lengths).collect();
        Some(Line { label: t.t(key).into_owned(), amounts })
    };
    let heads = ["log-count", "log-median", "log-p90-head", "log-longest"];
    let measured = [("log-wait", figures.wait), ("log-session", figures.session)];
    let night = figures.wait.filter(|wait| plan.is_over_a_night(wait.longest_s));
    Chapter {
        caption: t.t("log-times").into_owned(),
        heads: heads.map(|key| t.t(key).into_owned()).to_vec(),
        lines: measured.into_iter().filter_map(line).collect(),
        note: night.map(|_| t.t("log-over-night-note").into_owned()),
    }
}

fn duty(figures: &DayFigures, t: &Texts, named: &dyn Fn(StaffId) -> Option<String>) -> Chapter {
    let line = |served: Served| Line {
        label: match served.mark {
            Some(mark) => t.t2("log-duty-marked", "name", served.name, "mark", &*t.t(mark)),
            None => served.name,
        },
        amounts: [served.on_min, served.break_min].map(|minutes| Amount::Length(minutes * 60)).to_vec(),
    };
    Chapter {
        caption: t.t("log-people").into_owned(),
        heads: ["log-on-duty", "log-on-break"].map(|key| t.t(key).into_owned()).to_vec(),
        lines: served(figures, named).into_iter().map(line).collect(),
        note: None,
    }
}
