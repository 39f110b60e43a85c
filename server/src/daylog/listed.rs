//! What people read of the list of a day, line by line: what the page and the paper have in common; and what came late, which the document has, too.

use std::collections::HashMap;

use domain::{
    Desk, StaffId, TicketNumber,
    case::{Case, Step},
    figures::{DayFigures, DayRow, is_of_mediation},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::history;
use crate::{
    journal::Reader,
    locale::Texts,
    record::{self, ReadError},
};

/// A line of the list in words; empty where there is nothing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The ticket's number.
    pub ticket: String,
    /// Kind and right.
    pub about: String,
    /// Its hall.
    pub hall: String,
    /// What was asked for.
    pub asks: String,
    /// Against whose booths, where a complaint was made.
    pub booths: String,
    /// Outcome and reason, once it ended.
    pub outcome: Option<(String, String)>,
    /// When it was filed.
    pub filed: String,
    /// How long it waited.
    pub waited: String,
    /// Who had it last.
    pub mediator: String,
    /// What is special about it: a tone and the words.
    pub marks: Vec<(&'static str, String)>,
}

impl Listed {
    /// A row in words. `named` gives the name of somebody who works here.
    pub fn of(row: &DayRow, t: &Texts, named: &dyn Fn(StaffId) -> Option<String>) -> Self {
        let asks: Vec<_> = row.asks.iter().map(|ask| t.code("ask", ask.code())).collect();
        let booths: Vec<_> =
            row.booths.iter().map(|booth| format!("{} {}", booth.hall, booth.number)).collect();
        let kind = t.code("kind", row.kind.code());
        let marked = [
            (row.carried_in, "note", "log-mark-carried-in"),
            (row.urgent, "warn", "log-mark-urgent"),
            (row.late, "warn", "log-mark-late"),
            (row.erased, "quiet", "log-mark-erased"),
        ];
        let marked = marked.into_iter().filter(|(is, _, _)| *is);
        let length = |seconds: Option<u64>| seconds.map(|seconds| t.measured(seconds)).unwrap_or_default();
        Self {
            ticket: row.ticket.to_string(),
            about: match row.right {
                Some(right) => format!("{kind} · {}", t.code("right", right.code())),
                None => kind.into_owned(),
            },
            hall: row.hall.as_ref().map(ToString::to_string).unwrap_or_default(),
            asks: asks.join(" · "),
            booths: booths.join(&t.t("list-comma")),
            outcome: row.outcome.map(|outcome| {
                let reason = row.reason.map(|reason| t.reason(outcome, reason).into_owned());
                (t.code("outcome", outcome.code()).into_owned(), reason.unwrap_or_default())
            }),
            filed: if row.carried_in { t.moment(row.filed_at) } else { t.clock(row.filed_at) },
            waited: length(row.waited_s),
            mediator: row.mediator.and_then(named).unwrap_or_default(),
            marks: marked.map(|(_, tone, key)| (tone, t.t(key).into_owned())).collect(),
        }
    }
}

/// A fact that the seal of its day does not cover, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// When it happened.
    pub happened: String,
    /// When it was recorded.
    pub recorded: String,
    /// What it was.
    pub what: String,
    /// The ticket of its case; empty where there is none.
    pub ticket: String,
}

/// Most late facts that are listed one by one.
const LATE_SHOWN: usize = 100;

/// The same as it stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LateFact {
    /// When it happened.
    pub happened_at: Timestamp,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The key of its words.
    pub what: &'static str,
    /// The ticket of its case.
    pub ticket: Option<TicketNumber>,
}

/// What was recorded for a day after its seal and is not told to the mediation body alone, oldest first, in words.
///
/// # Errors
/// [`ReadError`] when the journal cannot be read.
pub fn late(journal: &dyn Reader, desk: &Desk, day: Date, t: &Texts) -> Result<Vec<Late>, ReadError> {
    let said = |fact: LateFact| Late {
        happened: t.moment(fact.happened_at),
        recorded: t.moment(fact.recorded_at),
        what: t.t(fact.what).into_owned(),
        ticket: fact.ticket.map(|ticket| ticket.to_string()).unwrap_or_default(),
    };
    Ok(late_facts(journal, desk, day)?.into_iter().map(said).collect())
}

/// The same without words.
///
/// # Errors
/// [`ReadError`] when the journal cannot be read.
pub fn late_facts(journal: &dyn Reader, desk: &Desk, day: Date) -> Result<Vec<LateFact>, ReadError> {
    let mut entries: Vec<u64> = desk.late(day).collect();
    entries.sort_unstable();
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let steps = steps_of(desk, day, &entries);
    // Of those no line stands in the list: neither ticket nor minute of any is the organiser's to know.
    entries.retain(|seq| steps.get(seq).is_none_or(|(case, step)| !is_of_mediation(case, step)));
    entries.truncate(LATE_SHOWN);
    let mut all = Vec::with_capacity(entries.len());
    for seq in entries {
        let Some(entry) = record::read(journal, seq)? else { continue };
        all.push(LateFact {
            happened_at: entry.stamp.occurred_at,
            recorded_at: entry.stamp.recorded_at,
            what: history::of_day(&entry.fact),
            ticket: steps.get(&seq).and_then(|(case, _)| case.claimant().ticket),
        });
    }
    Ok(all)
}

/// What is said of the steps of mediation that came late: how many, once the day is over, and that it is told then.
pub fn late_in_mediation(figures: &DayFigures, t: &Texts) -> Option<String> {
    if figures.runs {
        return figures.sealed.then(|| t.t("log-late-mediation-later").into_owned());
    }
    let count = figures.late_in_mediation;
    (count > 0).then(|| t.t1("log-late-mediation", "count", count))
}

/// How many more were recorded than are listed, of those that are.
pub fn unlisted(figures: &DayFigures, late: &[Late]) -> u32 {
    figures.late_told().saturating_sub(u32::try_from(late.len()).unwrap_or(u32::MAX))
}

/// The steps of cases that these entries are, each with its case.
fn steps_of<'d>(desk: &'d Desk, day: Date, entries: &[u64]) -> HashMap<u64, (&'d Case, &'d Step)> {
    let steps = desk.cases_on(day).flat_map(|case| case.steps.iter().map(move |step| (&**case, step)));
    let wanted = steps.filter(|(_, step)| entries.binary_search(&step.seq).is_ok());
    wanted.map(|(case, step)| (step.seq, (case, step))).collect()
}
