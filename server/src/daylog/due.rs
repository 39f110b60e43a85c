//! The deadlines of a day, counted and by ticket: what the page, the workbook and the paper have in common.
//!
//! A booth stands only where the organiser's own track is concerned: of what is due in mediation nobody here knows more than the
//! ticket (procedure E.2). Nothing of it is sealed apart: it follows from the same facts as the figures of the day.

use domain::{
    Desk, TicketNumber,
    case::Case,
    deadline::{Deadline, DeadlineKind, Fate},
    figures::{BoothPlace, DayFigures},
};

use super::chapters::{Amount, Chapter, Line};
use crate::locale::Texts;

/// One deadline of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What was due, and by when.
    pub deadline: Deadline,
    /// The claimant's ticket.
    pub ticket: TicketNumber,
    /// The respondent's listed booth, in the organiser's track alone.
    pub booth: Option<BoothPlace>,
    /// What became of it, as far as the figures of the day tell.
    pub fate: Fate,
}

impl Due {
    /// Until when, in words.
    pub fn until(&self, t: &Texts) -> String {
        self.deadline.at.map_or_else(|| t.t("log-deadline-whole-day").into_owned(), |at| t.clock(at))
    }

    /// What was due, in words.
    pub fn what(&self, t: &Texts) -> String {
        t.code("deadline", self.deadline.kind.code()).into_owned()
    }

    /// The booth as it is printed; empty where it is nobody's business.
    pub fn place(&self) -> String {
        self.booth.as_ref().map(|booth| format!("{} {}", booth.hall, booth.number)).unwrap_or_default()
    }

    /// What became of it, in words.
    pub fn became(&self, t: &Texts) -> String {
        t.code("deadline-fate", self.fate.code()).into_owned()
    }
}

/// Every deadline of the day of these figures, by time.
pub fn of_day(desk: &Desk, figures: &DayFigures) -> Vec<Due> {
    let due = |deadline: Deadline| {
        let case = desk.case(deadline.case)?;
        Some(Due {
            ticket: case.claimant().ticket?,
            booth: booth(desk, case, &deadline),
            fate: deadline.fate(figures.as_of),
            deadline,
        })
    };
    desk.deadlines_on(figures.day).into_iter().filter_map(due).collect()
}

fn booth(desk: &Desk, case: &Case, deadline: &Deadline) -> Option<BoothPlace> {
    let party = deadline.party.filter(|_| deadline.kind.is_organisers())?;
    let booth = desk.booth(case.party(party)?.place.booth?)?;
    Some(BoothPlace { hall: booth.hall.clone(), number: booth.number.clone() })
}

/// How many were kept and missed, and how many ran, of each kind; nothing where there were none.
pub fn chapter(all: &[Due], t: &Texts) -> Option<Chapter> {
    let count = |kind: DeadlineKind, fate: Fate| {
        let some = all.iter().filter(|due| due.deadline.kind == kind && due.fate == fate);
        Amount::Count(u32::try_from(some.count()).unwrap_or(u32::MAX))
    };
    let known = |kind: &&DeadlineKind| all.iter().any(|due| due.deadline.kind == **kind);
    let line = |kind: &DeadlineKind| Line {
        label: t.code("deadline", kind.code()).into_owned(),
        amounts: Fate::ALL.iter().map(|fate| count(*kind, *fate)).collect(),
    };
    let lines: Vec<_> = DeadlineKind::ALL.iter().filter(known).map(line).collect();
    (!lines.is_empty()).then(|| Chapter {
        caption: t.t("log-deadlines").into_owned(),
        heads: Fate::ALL.iter().map(|fate| t.code("deadline-fate", fate.code()).into_owned()).collect(),
        lines,
        note: None,
    })
}
