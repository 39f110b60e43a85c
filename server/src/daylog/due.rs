//! The deadlines of a day: what the page, the workbook and the paper have in common.
//!
//! The organiser reads all of them, so those of the organiser's own track stand by ticket and booth with what became of each; of what
//! is due in mediation it is counted how much, and no ticket or fate goes along: that a respondent did not answer, or that something
//! agreed was not approved or performed, is the mediation body's to know (procedure E.2). That much is told when the day is over, and of
//! what is written down of it afterwards from the day on after that. After the last day on which the desk opens no other log comes: its own
//! lists what ends later in the organiser's track, however late. Of mediation it counts no more than its day: what is agreed for the time
//! after the fair would tell how much an agreement holds. Nothing of it is sealed apart: it follows from the same facts as the figures of
//! the day, and is told as known when it is asked.

use std::collections::BTreeMap;

use domain::{
    Desk, TicketNumber,
    case::Case,
    deadline::{Deadline, DeadlineKind, Fate},
    figures::BoothPlace,
};
use jiff::{Timestamp, civil::Date};

use super::chapters::{Amount, Chapter, Line};
use crate::locale::Texts;

/// What is told of the deadlines of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deadlines {
    /// Those of the organiser's track, by time; in the log of the last day also those that end later.
    pub listed: Vec<Due>,
    /// How many fell due in mediation, of each kind of which there were some, once the day is over.
    pub counted: BTreeMap<DeadlineKind, u32>,
}

/// One deadline of the organiser's track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What was due, and by when.
    pub deadline: Deadline,
    /// The claimant's ticket.
    pub ticket: TicketNumber,
    /// The respondent's listed booth.
    pub booth: Option<BoothPlace>,
    /// What became of it, as far as is known.
    pub fate: Fate,
    /// It ends on a later day than that of the log.
    pub later: bool,
}

impl Due {
    /// Until when, in words; with its day where that is not the log's.
    pub fn until(&self, t: &Texts) -> String {
        match self.deadline.at {
            Some(at) if self.later => t.moment(at),
            Some(at) => t.clock(at),
            None if self.later => t.t1("deadlines-within", "date", t.date(self.deadline.day)),
            None => t.t("log-deadline-whole-day").into_owned(),
        }
    }

    /// What was due, in words.
    pub fn what(&self, t: &Texts) -> String {
        t.code("deadline", self.deadline.kind.code()).into_owned()
    }

    /// The booth as it is printed; empty where none is known.
    pub fn place(&self) -> String {
        self.booth.as_ref().map(|booth| format!("{} {}", booth.hall, booth.number)).unwrap_or_default()
    }

    /// What became of it, in words.
    pub fn became(&self, t: &Texts) -> String {
        t.code("deadline-fate", self.fate.code()).into_owned()
    }
}

/// Every deadline that the log of a day tells, as known at a moment. But for those after the last day each ends with its day at the latest:
/// once that is over none still runs.
pub fn of_day(desk: &Desk, day: Date, now: Timestamp) -> Deadlines {
    let mut told = Deadlines::default();
    for deadline in desk.deadlines_logged(day).into_iter().filter(|deadline| deadline.kind.is_organisers()) {
        let Some(case) = desk.case(deadline.case) else { continue };
        told.listed.extend(due(desk, case, deadline, (day, now)));
    }
    // Whoever looked before and after a step of mediation would read it from the number, which moves with a notice, or an end.
    let today = desk.fair().map(|fair| fair.plan.day_of(now));
    if let Some(today) = today.filter(|today| day < *today) {
        let known = desk.as_the_day_began(today).deadlines_fallen(day).into_iter();
        for deadline in known.filter(|deadline| !deadline.kind.is_organisers()) {
            *told.counted.entry(deadline.kind).or_default() += 1;
        }
    }
    told
}

fn due(desk: &Desk, case: &Case, deadline: Deadline, (day, now): (Date, Timestamp)) -> Option<Due> {
    let (ticket, fate) = (case.claimant().ticket?, deadline.fate(now));
    Some(Due { deadline, ticket, booth: booth(desk, case, &deadline), fate, later: day < deadline.day })
}

fn booth(desk: &Desk, case: &Case, deadline: &Deadline) -> Option<BoothPlace> {
    let booth = desk.booth(case.party(deadline.party?)?.place.booth?)?;
    Some(BoothPlace { hall: booth.hall.clone(), number: booth.number.clone() })
}

impl Deadlines {
    /// How many of the organiser's track are of this kind, and had this fate.
    pub fn count(&self, kind: DeadlineKind, fate: Fate) -> u32 {
        let some = self.listed.iter().filter(|due| due.deadline.kind == kind && due.fate == fate);
        u32::try_from(some.count()).unwrap_or(u32::MAX)
    }

    /// How many of the organiser's track were kept and missed, and how many ran, of each kind; nothing where there were none.
    pub fn chapter(&self, t: &Texts) -> Option<Chapter> {
        let count = |kind: DeadlineKind, fate: Fate| Amount::Count(self.count(kind, fate));
        let known = |kind: &&DeadlineKind| self.listed.iter().any(|due| due.deadline.kind == **kind);
        let line = |kind: &DeadlineKind| Line {
            label: t.code("deadline", kind.code()).into_owned(),
            amounts: Fate::ALL.iter().map(|fate| count(*kind, *fate)).collect(),
        };
        let lines: Vec<_> = DeadlineKind::ALL.iter().filter(known).map(line).collect();
        (!lines.is_empty()).then(|| Chapter {
            caption: t.t("log-deadlines").into_owned(),
            heads: Fate::ALL.iter().map(|fate| t.code("deadline-fate", fate.code()).into_owned()).collect(),
            lines,
            note: Some(t.t(self.note()).into_owned()),
        })
    }

    fn note(&self) -> &'static str {
        let later = self.listed.iter().any(|due| due.later);
        if later { "log-deadlines-note-last" } else { "log-deadlines-note" }
    }

    /// How many fell due in mediation, and nothing of what became of them: of few, a count by fate would tell it of each.
    pub fn in_mediation(&self, t: &Texts) -> Option<Chapter> {
        let line = |(kind, count): (&DeadlineKind, &u32)| Line {
            label: t.code("deadline", kind.code()).into_owned(),
            amounts: vec![Amount::Count(*count)],
        };
        (!self.counted.is_empty()).then(|| Chapter {
            caption: t.t("log-deadlines-mediation").into_owned(),
            heads: vec![t.t("log-count").into_owned()],
            lines: self.counted.iter().map(line).collect(),
            note: Some(t.t("log-deadlines-mediation-note").into_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::testing::{MEI, TestFair, plan};
    use jiff::SignedDuration;

    use super::*;

    /// A notice that is written down a day later tells nobody at that moment that it was served.
    #[test]
    fn what_is_due_in_mediation_is_counted_as_it_was_known_when_the_day_began() {
        let day = SignedDuration::from_hours(24);
        let mut fair = TestFair::new();
        let (case, ticket) = fair.file().unwrap();
        fair.claim(MEI, ticket).unwrap();
        fair.accept(MEI, case).unwrap();
        fair.pass(24 * 60);
        fair.file().unwrap();
        let told = |fair: &TestFair| of_day(&fair.desk, plan().first_day, fair.desk.recorded_at()).counted;
        assert_eq!(told(&fair), BTreeMap::new());
        fair.now -= day;
        let party = fair.respondent(case).unwrap();
        fair.notify(MEI, case, party).unwrap();
        assert_eq!(told(&fair), BTreeMap::new());
        fair.now += day * 2;
        fair.file().unwrap();
        assert_eq!(told(&fair), BTreeMap::from([(DeadlineKind::Reply, 1)]));
    }
}
