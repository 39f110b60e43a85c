//! Which cases are where, and sums over all of them: kept in step with the cases, so that a page which shows ten of them, or counts
//! them, never goes over a hundred thousand. All of it follows from the cases; nothing here is known from elsewhere.

use std::{collections::BTreeSet, sync::Arc};

use imbl::{OrdMap, OrdSet, Vector};
use jiff::{ToSpan, civil::Date};

use crate::{
    case::{Ask, Case, CaseState},
    desk::Desk,
    fair::FairPlan,
    ids::{BodyId, CaseId, ExhibitorId},
    referral::ReferralState,
    retention::{Keeping, KeepingRules},
    workload::{self, Works},
};

/// How many cases were filed in each hour of a day.
pub(crate) type ByHour = [u32; 24];

/// See the head of this file. Cases stand in order of filing.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Index {
    open: OrdSet<CaseId>,
    /// Of those that ended on a later day than they were filed on, by each day that began in between.
    carried: OrdMap<Date, OrdSet<CaseId>>,
    complaints: OrdSet<CaseId>,
    /// Of the complaints, those of which something may still come.
    open_complaints: OrdSet<CaseId>,
    /// Of the complaints, those that are or once were against an exhibitor, by name or at a booth where nobody was named.
    against: OrdMap<ExhibitorId, OrdSet<CaseId>>,
    /// With a measure that was ordered.
    ordered: OrdSet<CaseId>,
    /// By the last day on which what is left of them is to be kept.
    kept: OrdMap<Date, OrdSet<CaseId>>,
    /// By each day on which they have a deadline, past or to come.
    due: OrdMap<Date, OrdSet<CaseId>>,
    disclosed: OrdSet<CaseId>,
    typical: OrdSet<CaseId>,
    /// With a referral that is drawn up and has not left.
    drawn_up: OrdSet<CaseId>,
    /// By the day of each of its steps. A day on which only advice was given or duty taken has no case.
    happened: OrdMap<Date, OrdSet<CaseId>>,
    /// Those of these days on which something came that a report counts: what was done with a file years later makes no day of a fair.
    told: OrdSet<Date>,
    /// The entry with which the first of all was filed.
    first: Option<u64>,
    filed: OrdMap<Date, ByHour>,
    /// By day, where in the list of all advice it stands.
    advice: OrdMap<Date, Vector<usize>>,
    /// What mediators did in cases that ended: nothing of it changes after that.
    worked: Works,
}

/// What the index knows of a case.
#[expect(clippy::struct_excessive_bools, reason = "one for each set it may stand in")]
struct Marks {
    open: bool,
    /// The days on which it was filed and ended, if the second is the later one.
    nights: Option<(Date, Date)>,
    complaint: bool,
    open_complaint: bool,
    against: BTreeSet<ExhibitorId>,
    ordered: bool,
    kept: Option<Date>,
    due: BTreeSet<Date>,
    disclosed: bool,
    typical: bool,
    drawn_up: bool,
}

impl Marks {
    fn of(case: &Case, plan: &FairPlan, rules: &KeepingRules) -> Self {
        let ended = match (case.state, case.concluded_at) {
            (CaseState::Concluded { .. }, Some(at)) => Some(plan.day_of(at)),
            _ => None,
        };
        let complaint =
            case.complaint_seq.is_some() || case.asks_for(Ask::Measure) || !case.measures.is_empty();
        // What is not filed yet has not even a claimant.
        let respondents = case.parties.iter().skip(1).filter(|_| complaint);
        Self {
            open: case.state.is_open(),
            nights: ended.map(|day| (case.day, day)).filter(|(filed, ended)| ended > filed),
            complaint,
            open_complaint: case.is_open_complaint(),
            against: respondents
                .flat_map(|party| {
                    party
                        .ever_named()
                        .map(|(exhibitor, _)| exhibitor)
                        .chain(party.meant_by_booth().iter().copied())
                })
                .collect(),
            ordered: case.measures.iter().any(|measure| !measure.orders.is_empty()),
            kept: Keeping::of(case, plan, rules).map(|keeping| keeping.until),
            due: case.due_days(plan),
            disclosed: !case.disclosures.is_empty(),
            typical: case.typical_draft.is_some() || !case.typical.is_empty(),
            drawn_up: case.erased_at.is_none()
                && case.referrals.iter().any(|known| known.state() == ReferralState::DrawnUp),
        }
    }
}

fn keep(cases: &mut OrdSet<CaseId>, id: CaseId, (was, is): (bool, bool)) {
    match (was, is) {
        (false, true) => drop(cases.insert(id)),
        (true, false) => drop(cases.remove(&id)),
        (true, true) | (false, false) => {}
    }
}

/// A case stands with a day, or with somebody, no longer; a day without any goes.
fn leave<K: Ord + Clone>(days: &mut OrdMap<K, OrdSet<CaseId>>, day: K, id: CaseId) {
    let mut others = days.remove(&day).unwrap_or_default();
    others.remove(&id);
    if !others.is_empty() {
        days.insert(day, others);
    }
}

/// A case stands with these, and with those no longer with which it stood.
fn stand<K: Ord + Clone>(
    all: &mut OrdMap<K, OrdSet<CaseId>>,
    id: CaseId,
    (was, is): (&BTreeSet<K>, &BTreeSet<K>),
) {
    for key in was.difference(is) {
        leave(all, key.clone(), id);
    }
    for key in is.difference(was) {
        all.entry(key.clone()).or_default().insert(id);
    }
}

/// The days that began between being filed and being ended.
fn begun((filed, ended): (Date, Date)) -> impl Iterator<Item = Date> {
    filed.series(1.day()).skip(1).take_while(move |day| *day <= ended)
}

impl Index {
    /// A case was filed.
    pub(super) fn file(&mut self, case: &Case, plan: &FairPlan, rules: &KeepingRules) {
        let entry = case.application_seq;
        self.first = Some(self.first.map_or(entry, |first| first.min(entry)));
        let hour = usize::try_from(case.filed_at.to_zoned(plan.time_zone()).hour()).unwrap_or(0);
        let hours = self.filed.entry(case.day).or_insert([0; 24]);
        if let Some(count) = hours.get_mut(hour) {
            *count += 1;
        }
        let nothing = Marks::of(&Case::unfiled(case.id), plan, rules);
        self.mark(case.id, &Marks { open: false, ..nothing }, &Marks::of(case, plan, rules));
        self.happen(case.day, Some(case.id), true);
    }

    /// Something happened on a day, to a case or at the desk; of a case's course or beside it ([`crate::event::Fact::is_of_course`]).
    pub(super) fn happen(&mut self, day: Date, case: Option<CaseId>, of_course: bool) {
        if of_course && !self.told.contains(&day) {
            self.told.insert(day);
        }
        let cases = self.happened.entry(day).or_default();
        if let Some(id) = case.filter(|id| !cases.contains(id)) {
            cases.insert(id);
        }
    }

    /// Advice was given, which stands at this place in the list of all advice.
    pub(super) fn advise(&mut self, day: Date, place: usize) {
        self.happen(day, None, true);
        self.advice.entry(day).or_default().push_back(place);
    }

    fn mark(&mut self, id: CaseId, was: &Marks, is: &Marks) {
        keep(&mut self.open, id, (was.open, is.open));
        if was.nights != is.nights {
            for day in was.nights.into_iter().flat_map(begun) {
                leave(&mut self.carried, day, id);
            }
            for day in is.nights.into_iter().flat_map(begun) {
                self.carried.entry(day).or_default().insert(id);
            }
        }
        keep(&mut self.complaints, id, (was.complaint, is.complaint));
        keep(&mut self.open_complaints, id, (was.open_complaint, is.open_complaint));
        keep(&mut self.ordered, id, (was.ordered, is.ordered));
        if was.kept != is.kept {
            if let Some(until) = was.kept {
                leave(&mut self.kept, until, id);
            }
            if let Some(until) = is.kept {
                self.kept.entry(until).or_default().insert(id);
            }
        }
        stand(&mut self.against, id, (&was.against, &is.against));
        stand(&mut self.due, id, (&was.due, &is.due));
        keep(&mut self.disclosed, id, (was.disclosed, is.disclosed));
        keep(&mut self.typical, id, (was.typical, is.typical));
        keep(&mut self.drawn_up, id, (was.drawn_up, is.drawn_up));
    }
}

impl Desk {
    /// All of it from the cases, as after a change of the fair's time zone or of how long files are kept.
    pub(crate) fn indexed_anew(&self) -> Index {
        let mut index = Index::default();
        let Some(plan) = self.fair.as_ref().map(|fair| &fair.plan) else { return index };
        for case in self.cases.values() {
            index.file(case, plan, &self.rules.keeping);
            for step in &case.steps {
                index.happen(plan.day_of(step.at), Some(case.id), step.of_course);
            }
            if !case.state.is_open() {
                let lead = case.claimant().ticket.and_then(|number| self.tickets.get(&number));
                workload::add(&mut index.worked, case, lead.map(AsRef::as_ref));
            }
        }
        for (place, advice) in self.advice.iter().enumerate() {
            index.advise(plan.day_of(advice.at), place);
        }
        for change in &self.duty {
            index.happen(plan.day_of(change.at), None, true);
        }
        index
    }

    pub(super) fn change_case(&mut self, id: CaseId, change: impl FnOnce(&mut Case)) {
        let (Some(fair), Some(case)) = (&self.fair, self.cases.get_mut(&id)) else { return };
        let case = Arc::make_mut(case);
        let was = Marks::of(case, &fair.plan, &self.rules.keeping);
        change(case);
        self.index.mark(id, &was, &Marks::of(case, &fair.plan, &self.rules.keeping));
        self.changes.of_case(self.seq, id);
    }

    /// A case has ended: what was done in it counts from now on without it being looked at again.
    pub(super) fn count_work(&mut self, id: CaseId) {
        let Some(case) = self.cases.get(&id) else { return };
        let lead = case.claimant().ticket.and_then(|number| self.tickets.get(&number));
        workload::add(&mut self.index.worked, case, lead.map(AsRef::as_ref));
    }

    fn all_of<'a>(
        &'a self,
        ids: impl DoubleEndedIterator<Item = &'a CaseId>,
    ) -> impl DoubleEndedIterator<Item = &'a Arc<Case>> {
        ids.filter_map(|id| self.cases.get(id))
    }
    /// Cases that have not ended, in order of filing.
    pub fn open_cases(&self) -> impl DoubleEndedIterator<Item = &Arc<Case>> {
        self.all_of(self.index.open.iter())
    }
    /// The entry with which the first case was filed.
    pub(crate) fn first_filed(&self) -> Option<u64> {
        self.index.first
    }
    /// How many have not ended.
    pub fn open_count(&self) -> usize {
        self.index.open.len()
    }
    /// Cases with something for the organiser: a complaint, or a clause that was handed over; in order of filing.
    pub fn complaints(&self) -> impl DoubleEndedIterator<Item = &Arc<Case>> {
        self.all_of(self.index.complaints.iter())
    }
    /// Those that this exhibitor is or once was said to be the respondent of, or one of the booth where nobody was named, in order of
    /// filing. Who is meant now, the parties say ([`crate::case::Party::may_be`]).
    pub fn complaints_against(&self, exhibitor: ExhibitorId) -> impl DoubleEndedIterator<Item = &Arc<Case>> {
        self.all_of(self.index.against.get(&exhibitor).into_iter().flatten())
    }
    /// Those of which something may still come, in order of filing.
    pub fn open_complaints(&self) -> impl DoubleEndedIterator<Item = &Arc<Case>> {
        self.all_of(self.index.open_complaints.iter())
    }
    /// How many there are.
    pub fn open_complaint_count(&self) -> usize {
        self.index.open_complaints.len()
    }
    /// Cases with a measure that was ordered, in force or not, in order of filing.
    pub(crate) fn cases_with_orders(&self) -> impl DoubleEndedIterator<Item = &Arc<Case>> {
        self.all_of(self.index.ordered.iter())
    }
    /// Cases of which what is left was to be kept until a day before this one, in order of filing.
    pub(crate) fn over(&self, today: Date) -> OrdSet<CaseId> {
        self.index.kept.range(..today).flat_map(|(_, cases)| cases).copied().collect()
    }
    /// How many are to be kept on a day or longer, and the first of their last days: of all, or of one mediation body.
    pub fn kept_on(&self, today: Date, body: Option<BodyId>) -> (usize, Option<Date>) {
        let own =
            |id: &&CaseId| self.case(**id).is_some_and(|case| body.is_none_or(|body| case.body == body));
        // Where no body is named there is nothing to go over.
        let count = |cases: &OrdSet<CaseId>| match body {
            Some(_) => cases.iter().filter(own).count(),
            None => cases.len(),
        };
        let later = self.index.kept.range(today..).map(|(until, cases)| (*until, count(cases)));
        later
            .filter(|(_, count)| *count > 0)
            .fold((0, None), |(sum, first), (until, count)| (sum + count, first.or(Some(until))))
    }
    /// Cases with a deadline on one of these days, once for each of them.
    pub(crate) fn due_between(&self, from: Date, until: Date) -> impl Iterator<Item = CaseId> {
        self.index.due.range(from.min(until)..=until).flat_map(|(_, cases)| cases).copied()
    }
    /// Cases of which an authority was given something, in order of filing.
    pub fn disclosed_cases(&self) -> impl DoubleEndedIterator<Item = &Arc<Case>> {
        self.all_of(self.index.disclosed.iter())
    }
    /// Cases that are written as examples, or were, in order of filing.
    pub fn typical_cases(&self) -> impl DoubleEndedIterator<Item = &Arc<Case>> {
        self.all_of(self.index.typical.iter())
    }
    /// Cases with a referral that is drawn up and has not left, in order of filing.
    pub fn cases_to_send(&self) -> impl DoubleEndedIterator<Item = &Arc<Case>> {
        self.all_of(self.index.drawn_up.iter())
    }
    /// Cases to which anything happened on a day, in order of filing.
    pub fn cases_on(&self, day: Date) -> impl DoubleEndedIterator<Item = &Arc<Case>> {
        self.all_of(self.index.happened.get(&day).into_iter().flatten())
    }
    /// Cases to which anything happened from one day to another, both included, in order of filing.
    pub(crate) fn cases_between(&self, from: Date, until: Date) -> impl Iterator<Item = &Arc<Case>> {
        let days = self.index.happened.range(from.min(until)..=until).filter(move |_| from <= until);
        let ids: BTreeSet<CaseId> = days.flat_map(|(_, cases)| cases).copied().collect();
        ids.into_iter().filter_map(move |id| self.case(id))
    }
    /// The cases that count for a day: those to which anything happened on it, and those carried into it; in order of filing.
    pub(crate) fn ids_of(&self, day: Date) -> Vec<CaseId> {
        let happened = self.index.happened.get(&day).into_iter().flatten().copied();
        let carried = self.carried_into(day).map(|case| case.id);
        happened.chain(carried).collect::<BTreeSet<_>>().into_iter().collect()
    }
    /// Whether a case is one of them.
    pub(crate) fn counts_for(&self, id: CaseId, day: Date) -> bool {
        let within =
            |days: &OrdMap<Date, OrdSet<CaseId>>| days.get(&day).is_some_and(|cases| cases.contains(&id));
        let earlier = || self.case(id).is_some_and(|case| case.day < day);
        within(&self.index.happened)
            || within(&self.index.carried)
            || (self.index.open.contains(&id) && earlier())
    }
    /// Cases filed from one day to another, both included, by day.
    pub fn cases_filed(&self, from: Date, until: Date) -> impl Iterator<Item = &Arc<Case>> {
        // No range is backwards, whatever was asked for.
        let days = self.index.filed.range(from.min(until)..=until).filter(move |_| from <= until);
        days.flat_map(|(day, _)| self.cases_on(*day).filter(|case| case.day == *day))
    }
    /// How many were filed from one day to another, both included.
    pub fn filed_count(&self, from: Date, until: Date) -> u32 {
        let days = self.index.filed.range(from.min(until)..=until).filter(move |_| from <= until);
        days.flat_map(|(_, hours)| hours).sum()
    }
    /// Cases filed before a day that were open when it began: those that still are, then those that ended on it or later.
    pub(crate) fn carried_into(&self, day: Date) -> impl Iterator<Item = &Arc<Case>> {
        let open = self.open_cases().filter(move |case| case.day < day);
        open.chain(self.all_of(self.index.carried.get(&day).into_iter().flatten()))
    }
    /// What was advised on a day, in the order in which it was written down.
    pub(crate) fn advice_on(&self, day: Date) -> impl Iterator<Item = &super::Advice> {
        self.index.advice.get(&day).into_iter().flatten().filter_map(|place| self.advice.get(*place))
    }
    /// The days that have begun on which the desk opened by the hours then in force, in order. A standing desk has none before it was
    /// set up, however far back its first day is said to lie.
    pub fn days_begun(&self, today: Date) -> impl Iterator<Item = Date> {
        let since = |fair: &crate::desk::Fair| match fair.plan.last_day {
            Some(_) => fair.plan.first_day,
            None => fair.plan.first_day.max(fair.plan.day_of(fair.founded_at)),
        };
        let first = self.fair.iter().map(|fair| since(fair));
        let days = first.flat_map(|day| std::iter::successors(Some(day), |day| day.tomorrow().ok()));
        let begun = days.take_while(move |day| *day <= today).filter(|day| self.opened_on(*day));
        begun.collect::<Vec<_>>().into_iter()
    }
    /// The days on which something was filed or advised, in order.
    pub fn days_with_cases(&self) -> impl Iterator<Item = Date> {
        let both = self.index.filed.keys().chain(self.index.advice.keys());
        both.copied().collect::<BTreeSet<_>>().into_iter()
    }
    /// The days on which anything happened that a log counts, in order.
    pub fn days_with_steps(&self) -> impl DoubleEndedIterator<Item = Date> {
        self.index.happened.keys().copied()
    }
    /// Those of them on which there was more than what is done with the file of a case.
    pub(crate) fn days_told(&self) -> impl Iterator<Item = Date> {
        self.index.told.iter().copied()
    }
    /// How much was filed in each hour, by day.
    pub(crate) fn filed_by_hour(&self) -> impl Iterator<Item = (Date, &ByHour)> {
        self.index.filed.iter().map(|(day, hours)| (*day, hours))
    }
    /// What mediators did in cases that ended.
    pub(crate) fn worked(&self) -> &Works {
        &self.index.worked
    }
}
