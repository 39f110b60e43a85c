//! What falls due today and tonight, until the desk opens again, or from today on where it does not: the same list on the organiser's page
//! of today and on the counter of whoever heads a mediation body. No name stands in it. Of what is due in mediation the organiser reads nothing, not even how much: the
//! number grows as a notice is served and falls as a case ends, and whoever looks before and after a ticket changed would read from it
//! that mediation was offered (procedure E.2).

use domain::{
    Case,
    case::Ask,
    deadline::{Deadline, Fate},
    staff::Staff,
};
use jiff::Timestamp;

use crate::{engine::Published, locale::Texts};

use super::complaints;

/// Most lines that are drawn; the log of the day has all of its own.
const SHOWN: usize = 20;

/// What is awaited, by time, and how many more there are.
pub(in crate::web) struct Falling {
    pub(in crate::web) lines: Vec<Line>,
    pub(in crate::web) more: usize,
    /// The desk does not open again.
    last: bool,
}

impl Falling {
    /// What the list is called.
    pub(in crate::web) fn title(&self) -> &'static str {
        if self.last { "deadlines-title-last" } else { "deadlines-title" }
    }

    /// What is said where nothing stands in it.
    pub(in crate::web) fn none(&self) -> &'static str {
        if self.last { "deadlines-none-last" } else { "deadlines-none" }
    }
}

/// One of them.
pub(in crate::web) struct Line {
    pub(in crate::web) until: String,
    pub(in crate::web) text: String,
    pub(in crate::web) ticket: String,
    /// In the organiser's track alone.
    pub(in crate::web) booth: String,
    /// Where its reader may go.
    pub(in crate::web) href: String,
    pub(in crate::web) passed: bool,
}

/// As the organiser may see it: those of complaints, which lead to their page.
pub(in crate::web) fn for_organiser(published: &Published, t: &Texts, now: Timestamp) -> Falling {
    let all = published.desk.deadlines_ahead(now);
    let shown = |_: &Case, due: &Deadline| due.kind.is_organisers() && due.fate(now) != Fate::Kept;
    collected(published, t, now, &all, shown, |case, due| match due.party {
        Some(party) => format!("{}#party-{party}", complaints::page_of(case)),
        None => complaints::page_of(case),
    })
}

/// As the head of a body does: of the own cases that mediation was asked for in and that no conflict of interest keeps from them,
/// what has not come yet.
pub(in crate::web) fn for_head(published: &Published, t: &Texts, head: &Staff, now: Timestamp) -> Falling {
    let shown = |case: &Case, due: &Deadline| {
        let theirs = case.asks_for(Ask::Mediation) && published.desk.sees_outcome(head, case);
        theirs && due.fate(now) != Fate::Kept
    };
    let all = published.desk.deadlines_ahead(now);
    collected(published, t, now, &all, shown, |case, _| format!("/counter/cases/{}", case.id))
}

fn collected(
    published: &Published,
    t: &Texts,
    now: Timestamp,
    all: &[Deadline],
    wanted: impl Fn(&Case, &Deadline) -> bool,
    href: impl Fn(&Case, &Deadline) -> String,
) -> Falling {
    let known = all.iter().filter_map(|due| Some((due, published.desk.case(due.case)?)));
    let mut known: Vec<_> = known.filter(|(due, case)| wanted(case, due)).collect();
    let more = known.len().saturating_sub(SHOWN);
    known.truncate(SHOWN);
    let line = |(due, case): (&Deadline, &std::sync::Arc<Case>)| Line {
        until: until(t, due, now),
        text: t.code("deadline", due.kind.code()).into_owned(),
        ticket: complaints::ticket_of(case),
        booth: booth(published, t, case, due),
        href: href(case, due),
        passed: due.has_passed(now),
    };
    let plan = published.desk.fair().map(|fair| &fair.plan);
    let last = plan.is_some_and(|plan| plan.opens_after(plan.day_of(now)).is_none());
    Falling { lines: known.into_iter().map(line).collect(), more, last }
}

/// The hour, with its day where that is another one; or the day whose end it is.
fn until(t: &Texts, due: &Deadline, now: Timestamp) -> String {
    match due.at {
        Some(at) => t.seen_at(at, now),
        None => t.t1("deadlines-within", "date", t.date(due.day)),
    }
}

fn booth(published: &Published, t: &Texts, case: &Case, due: &Deadline) -> String {
    let party = due.party.filter(|_| due.kind.is_organisers()).and_then(|party| case.party(party));
    party.and_then(|party| complaints::booth_of(t, published, party)).unwrap_or_default()
}
