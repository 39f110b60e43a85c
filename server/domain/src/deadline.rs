//! The deadlines of cases: by when a respondent answers or makes a statement, when a measure ends, by which day something agreed is
//! ratified or performed, and what became of each.
//!
//! All of it follows from what the cases know. Nothing is recorded for it, so that the log of a day, sealed or not, tells the same
//! whenever it is asked.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};

use crate::{
    case::{Case, Party, codes},
    desk::Desk,
    fair::FairPlan,
    ids::{CaseId, PartyId},
    measure::{Measure, Order},
    procedure::Signatory,
};

codes!(
    /// What is due.
    DeadlineKind {
        /// A respondent's answer to the notice of mediation.
        Reply = "reply",
        /// A respondent's statement on a complaint.
        Statement = "statement",
        /// The end of a measure, which is then to be lifted.
        Order = "order",
        /// The ratification of a signature under an agreement.
        Ratification = "ratification",
        /// A clause of an agreement in effect.
        Performance = "performance",
        /// The end of the time for which a missed ticket keeps its place.
        Place = "place",
    }
);

impl DeadlineKind {
    /// Whether it is of the organiser's own track; whose all others are is the mediation body's to know.
    pub fn is_organisers(self) -> bool {
        match self {
            Self::Statement | Self::Order => true,
            Self::Reply | Self::Ratification | Self::Performance | Self::Place => false,
        }
    }
}

codes!(
    /// What became of a deadline.
    Fate {
        /// What was due came in time.
        Kept = "kept",
        /// It did not.
        Missed = "missed",
        /// There is still time.
        Running = "running",
    }
);

/// A deadline of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// What is due.
    pub kind: DeadlineKind,
    /// Of which case.
    pub case: CaseId,
    /// From whom, or with whom; not known of agreements from before it was kept in clear.
    pub party: Option<PartyId>,
    /// On which day of the fair's calendar.
    pub day: Date,
    /// At which moment of it; `None` where the whole day may be used.
    pub at: Option<Timestamp>,
    /// What comes later than this is too late.
    ends: Timestamp,
    /// When what was due came.
    done: Option<Timestamp>,
    /// Nobody awaited it any more: its case had ended before.
    moot: bool,
}

impl Deadline {
    /// What became of it, as seen at a moment.
    pub fn fate(&self, now: Timestamp) -> Fate {
        if self.done.is_some_and(|done| done <= self.ends) {
            Fate::Kept
        } else if self.ends <= now {
            Fate::Missed
        } else {
            Fate::Running
        }
    }

    /// The moment by which it stands among others.
    pub fn moment(&self) -> Timestamp {
        self.at.unwrap_or(self.ends)
    }

    /// Whether its moment has passed and what was due has not come.
    pub fn has_passed(&self, now: Timestamp) -> bool {
        self.fate(now) != Fate::Kept && self.moment() <= now
    }
}

/// A case, and the calendar by which its days are told.
struct Dated<'a> {
    case: &'a Case,
    plan: &'a FairPlan,
}

impl Dated<'_> {
    fn at(&self, kind: DeadlineKind, party: PartyId, moment: Timestamp, done: Option<Timestamp>) -> Deadline {
        let day = self.plan.day_of(moment);
        let (case, party, at) = (self.case.id, Some(party), Some(moment));
        Deadline { kind, case, party, day, at, ends: moment, done, moot: false }
    }

    fn within(
        &self,
        kind: DeadlineKind,
        party: Option<PartyId>,
        day: Date,
        done: Option<Timestamp>,
    ) -> Deadline {
        let ends = self.plan.bounds_of(day).1;
        Deadline { kind, case: self.case.id, party, day, at: None, ends, done, moot: false }
    }

    /// Nobody's answer is awaited any more once the case has ended.
    fn reply(&self, party: &Party) -> Option<Deadline> {
        let deadline = party.served.as_ref()?.window.deadline;
        let answered = party.answered.as_ref().map(|answered| answered.at);
        let ended = self.case.concluded_at.filter(|_| answered.is_none());
        let due = self.at(DeadlineKind::Reply, party.place.id, deadline, answered);
        Some(Deadline { moot: ended.is_some_and(|at| at < deadline), ..due })
    }

    /// A decision that needed no statement takes the time for one with it.
    fn statement(&self, measure: &Measure) -> Option<Deadline> {
        let window = measure.window.as_ref()?;
        let answered = measure.statements.first().map(|statement| statement.at);
        let is_end = |kind: &str| matches!(kind, "MeasureOrdered" | "ComplaintCleared");
        let decided = measure.steps.iter().find(|(_, at, kind)| window.opened_at <= *at && is_end(kind));
        let decided = decided.map(|(_, at, _)| *at).filter(|_| answered.is_none());
        decided
            .is_none_or(|at| window.deadline <= at)
            .then(|| self.at(DeadlineKind::Statement, measure.party, window.deadline, answered))
    }

    /// A measure that was lifted before its time does not end by it; lifting it may take the rest of the day.
    fn order(&self, measure: &Measure, order: &Order) -> Option<Deadline> {
        let until = order.until?;
        let after = |seq: u64, kind: &str| order.seq < seq && kind == "MeasureLifted";
        let lifted = measure.steps.iter().find(|(seq, _, kind)| after(*seq, kind)).map(|(_, at, _)| *at);
        let whole = self.at(DeadlineKind::Order, measure.party, until, lifted);
        let ends = self.plan.bounds_of(whole.day).1;
        lifted.is_none_or(|at| until <= at).then_some(Deadline { ends, ..whole })
    }

    fn ratifications(&self) -> impl Iterator<Item = Deadline> {
        let agreement = self.case.procedure.agreement.as_ref();
        let ended = self.case.concluded_at;
        self.case.parties.iter().filter_map(move |party| {
            let signature = agreement?.signature(Signatory::Party(party.place.id))?;
            let open = signature.ratification?;
            let due = self.within(DeadlineKind::Ratification, Some(party.place.id), open.by, open.at);
            let moot = open.at.is_none() && ended.is_some_and(|at| at < due.ends);
            Some(Deadline { moot, ..due })
        })
    }

    /// Where a breach led to a new day, the first one passed without.
    fn performances(&self) -> impl Iterator<Item = Deadline> {
        let terms = self.case.procedure.agreement.as_ref().map(|known| known.draft.terms.as_slice());
        self.case.obligations().into_iter().flat_map(move |owed| {
            let first = terms.and_then(|terms| terms.get(owed.clause)).and_then(|term| term.due);
            let passed = first.filter(|day| Some(*day) != owed.due);
            let performed = owed.mark.filter(|mark| mark.performed);
            let performed = performed.map(|mark| self.plan.bounds_of(mark.on).0);
            let due = |day, done| self.within(DeadlineKind::Performance, owed.debtor, day, done);
            let passed = passed.map(|day| due(day, None));
            passed.into_iter().chain(owed.due.map(|day| due(day, performed))).collect::<Vec<_>>()
        })
    }
}

impl Case {
    /// Every deadline it has or had, with those that nobody awaited any more. What ran when it was erased is followed by nobody, and what had ended before stands.
    pub(crate) fn deadlines(&self, plan: &FairPlan) -> Vec<Deadline> {
        let dated = Dated { case: self, plan };
        let replies = self.parties.iter().filter_map(|party| dated.reply(party));
        let statements = self.measures.iter().filter_map(|measure| dated.statement(measure));
        let orders = self.measures.iter().flat_map(|measure| {
            measure.orders.iter().filter_map(|order| dated.order(measure, order)).collect::<Vec<_>>()
        });
        let mut all: Vec<_> = replies
            .chain(statements)
            .chain(orders)
            .chain(dated.ratifications())
            .chain(dated.performances())
            .collect();
        all.retain(|deadline| self.erased_at.is_none_or(|at| deadline.ends <= at));
        all
    }

    /// The days on which it has one.
    pub(crate) fn due_days(&self, plan: &FairPlan) -> BTreeSet<Date> {
        self.deadlines(plan).into_iter().map(|deadline| deadline.day).collect()
    }
}

impl Desk {
    /// The deadlines of a day of the fair's calendar, by time.
    pub fn deadlines_on(&self, day: Date) -> Vec<Deadline> {
        self.awaited_between(day, day)
    }

    /// The same with those that nobody awaited any more when they fell: a count without them would tell, when it falls, which case ended.
    pub fn deadlines_fallen(&self, day: Date) -> Vec<Deadline> {
        self.deadlines_between(day, day)
    }

    /// What the log of a day tells: the same, and of the last day on which the desk opens whatever falls after it as well, for no
    /// other log would.
    pub fn deadlines_logged(&self, day: Date) -> Vec<Deadline> {
        let plan = self.fair().map(|fair| &fair.plan);
        let is_last = plan.is_some_and(|plan| plan.opens_on(day) && plan.opens_after(day).is_none());
        self.deadlines_between(day, if is_last { Date::MAX } else { day })
    }

    /// Those that fall today and tonight, until the desk opens again, by time; with the places that are kept for who missed a call.
    /// Where it does not open again, all that fall from today on.
    pub fn deadlines_ahead(&self, now: Timestamp) -> Vec<Deadline> {
        let Some(plan) = self.fair().map(|fair| &fair.plan) else { return Vec::new() };
        let today = plan.day_of(now);
        let opens = plan.opens_after(today);
        let mut all = self.awaited_between(today, opens.map_or(Date::MAX, |opens| plan.day_of(opens)));
        all.retain(|deadline| opens.is_none_or(|opens| deadline.moment() <= opens));
        all.extend(self.places_kept(plan, now));
        all.sort_by_key(Deadline::moment);
        all
    }

    fn places_kept(&self, plan: &FairPlan, now: Timestamp) -> impl Iterator<Item = Deadline> {
        let kept = self.grace.iter().filter(move |(until, _)| now < *until);
        kept.map(|(until, case)| Deadline {
            kind: DeadlineKind::Place,
            case: *case,
            party: None,
            day: plan.day_of(*until),
            at: Some(*until),
            ends: *until,
            done: None,
            moot: false,
        })
    }

    fn awaited_between(&self, from: Date, until: Date) -> Vec<Deadline> {
        let mut all = self.deadlines_between(from, until);
        all.retain(|deadline| !deadline.moot);
        all
    }

    fn deadlines_between(&self, from: Date, until: Date) -> Vec<Deadline> {
        let Some(plan) = self.fair().map(|fair| &fair.plan) else { return Vec::new() };
        let ids: BTreeSet<CaseId> = self.due_between(from, until).collect();
        let cases = ids.into_iter().filter_map(|id| self.case(id));
        let mut all: Vec<_> = cases.flat_map(|case| case.deadlines(plan)).collect();
        all.retain(|deadline| (from..=until).contains(&deadline.day));
        all.sort_by_key(Deadline::moment);
        all
    }
}
