//! Counting a day's facts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{
    AdviceFigures, DayFigures, DayRow, MeasureFigures, OutcomeCount, Spread,
    blocks::Blocks,
    is_of_mediation,
    sums::{Sums, by_reason, one_more},
};
use crate::{
    case::{Ask, Case, CaseState, Outcome, Reason},
    desk::{Advice, Desk},
    ids::{BodyId, CaseId, StaffId},
    ticket::{Period, Ticket, TicketState},
};

mod covered;
mod duty;
mod row;
mod tracks;

pub(crate) use covered::covered;
pub use tracks::{Tracked, tracked};

/// The figures of `day`, as far as the facts up to `until` tell; of the whole day when `until` is `None`.
pub fn figures(desk: &Desk, day: Date, until: Option<Timestamp>) -> DayFigures {
    let count = Count::new(desk, day, until);
    count.figures(&Blocks::of(desk, &desk.ids_of(day), &|ids| count.listed(ids)))
}

/// What a report adds up of a day, and what spreads are taken of: no list, no duty, nothing of what is in force, for that is told of
/// its last day alone.
pub(crate) struct Counted {
    pub(crate) figures: DayFigures,
    /// Waits that ended that day and that its log tells, in seconds.
    pub(crate) waits: Vec<u64>,
    /// Those that its log leaves out and that tell nothing any more.
    pub(crate) told_later: Vec<u64>,
    /// Talks that ended that day, in seconds.
    pub(crate) talks: Vec<u64>,
}

/// Some cases of a day, added up and listed.
#[derive(Debug)]
pub(super) struct Listed {
    sums: Sums,
    rows: Vec<DayRow>,
}

/// [`figures`] without the list.
pub fn counts(desk: &Desk, day: Date) -> DayFigures {
    let count = Count::new(desk, day, None);
    count.whole(Blocks::of(desk, &desk.ids_of(day), &|ids| count.summed(ids)).iter())
}

/// Measures in force at the end of a day, as far as is known: of every mediation body, or of one.
pub(crate) fn in_force(desk: &Desk, day: Date, body: Option<BodyId>) -> u32 {
    Count::of_body(desk, day, body).in_force()
}

/// A case with its tickets, the claimant's first.
struct Known<'a> {
    case: &'a Case,
    tickets: Vec<&'a Ticket>,
}

impl<'a> Known<'a> {
    fn of(desk: &'a Desk, case: &'a Case) -> Self {
        Self { case, tickets: desk.tickets_of(case).map(AsRef::as_ref).collect() }
    }

    fn lead(&self) -> Option<&'a Ticket> {
        self.tickets.first().copied().filter(|ticket| self.case.claimant().ticket == Some(ticket.number))
    }
}

fn add_filed(case: &Case, sums: &mut DayFigures) {
    sums.filed += 1;
    one_more(&mut sums.by_kind, case.kind);
    if let Some(right) = case.right {
        one_more(&mut sums.by_right, right);
        if case.asks_for(Ask::Measure) {
            one_more(&mut sums.complained_by_right, right);
        }
    }
    match &case.hall {
        Some(hall) => match sums.by_hall.get_mut(hall) {
            Some(count) => *count += 1,
            None => one_more(&mut sums.by_hall, hall.clone()),
        },
        None => sums.without_hall += 1,
    }
    for ask in &case.asks {
        one_more(&mut sums.by_ask, *ask);
    }
}

impl<'a> Count<'a> {
    /// The day put together from what was counted of its cases.
    pub(super) fn counted<'s>(&self, blocks: impl Iterator<Item = &'s Sums>) -> Counted {
        let mut sums = Sums { figures: self.begun(), ..Sums::default() };
        blocks.for_each(|block| sums.add(block));
        let Sums { figures, outcomes, withheld, waits, told_later, talks } = sums;
        let waits = waits.into_iter().map(|(_, waited_s)| waited_s).collect();
        let [late, in_mediation] = self.late_untold();
        let kept = |((outcome, reason), count)| OutcomeCount { outcome, reason: Some(reason), count };
        let figures = DayFigures {
            outcomes: by_reason(outcomes),
            withheld: withheld.into_iter().map(kept).collect(),
            late: figures.late.saturating_sub(late),
            late_in_mediation: figures.late_in_mediation.saturating_sub(in_mediation),
            ..figures
        };
        Counted { figures, waits, told_later, talks }
    }

    /// The same as the day's log tells it, but for its list.
    pub(super) fn whole<'s>(&self, blocks: impl Iterator<Item = &'s Sums>) -> DayFigures {
        let Counted { figures, waits, talks, told_later: _ } = self.counted(blocks);
        let measures = MeasureFigures { in_force: self.in_force(), ..figures.measures };
        DayFigures {
            wait: Spread::of(waits),
            session: Spread::of(talks),
            measures,
            duty: self.duty(),
            ..figures
        }
    }

    /// The same with its list.
    pub(super) fn figures(&self, blocks: &Blocks<Listed>) -> DayFigures {
        let mut rows: Vec<_> = blocks.iter().flat_map(|block| block.rows.iter().cloned()).collect();
        rows.sort_by_key(|row| row.ticket);
        DayFigures { rows, ..self.whole(blocks.iter().map(|block| &block.sums)) }
    }

    /// Adds up some of the day's cases.
    pub(super) fn summed(&self, ids: &[CaseId]) -> Sums {
        self.part(ids, |_| {})
    }

    /// The same with a list of them.
    pub(super) fn listed(&self, ids: &[CaseId]) -> Listed {
        let mut rows = Vec::new();
        let sums = self.part(ids, |known| rows.extend(self.row(known)));
        Listed { sums, rows }
    }

    fn part(&self, ids: &[CaseId], mut list: impl FnMut(&Known<'a>)) -> Sums {
        let mut sums = Sums::default();
        let cases = ids.iter().filter_map(|id| self.desk.case(*id));
        for case in cases.filter(|case| self.is_counted(case)) {
            let known = Known::of(self.desk, case);
            self.add_happened(&known, &mut sums);
            if !self.belongs(case) {
                continue;
            }
            if case.day == self.day {
                add_filed(case, &mut sums.figures);
            } else {
                sums.figures.carried_in += 1;
            }
            self.add_case(&known, &mut sums);
            list(&known);
        }
        sums
    }

    /// How many steps of mediation came late to it on the day that the record has reached, of all cases and of those that are counted: a
    /// number that grew with each of them would tell them one by one, so they are counted from the next day on.
    fn late_untold(&self) -> [u32; 2] {
        let Some(fair) = self.desk.fair() else { return [0, 0] };
        let today = fair.plan.day_of(self.desk.recorded_at());
        let came = self.desk.late.get(&self.day).filter(|_| self.day != today).into_iter().flatten();
        let today: BTreeSet<u64> = came.filter(|(_, on)| **on == today).map(|(seq, _)| *seq).collect();
        if today.is_empty() {
            return [0, 0];
        }
        let untold = |case: &Case| {
            let came = case.steps.iter().filter(|step| today.contains(&step.seq));
            number(came.filter(|step| is_of_mediation(case, step)).count())
        };
        let cases = self.desk.cases_on(self.day).map(|case| (untold(case), self.is_counted(case)));
        cases.fold([0, 0], |[all, own], (came, counts)| [all + came, own + if counts { came } else { 0 }])
    }

    /// What is known of the day without its cases.
    fn begun(&self) -> DayFigures {
        let seal = self.desk.day_seal(self.day);
        DayFigures {
            day: self.day,
            as_of: self.as_of,
            sealed: seal.is_some(),
            carried_over: seal.map(|seal| seal.carried),
            advice: self.advice(),
            late: number(self.desk.late(self.day).count()),
            late_arrivals: number(self.desk.late_arrivals(self.day).count()),
            ..DayFigures::default()
        }
    }

    /// A call, a miss, a talk or a step of the organiser counts on its own day, whichever cases are the day's: a clock set back over
    /// midnight may put it before its case was filed or after it ended, and no sum may lose it.
    fn add_happened(&self, known: &Known<'a>, sums: &mut Sums) {
        self.add_wait(known, sums);
        sums.talks.extend(self.talks_ended_today(known.case));
        sums.figures.no_shows += known.tickets.iter().map(|ticket| self.misses_today(ticket)).sum::<u32>();
        let late = known.case.steps.iter().filter(|step| self.late.contains(&step.seq));
        sums.figures.late_in_mediation +=
            number(late.filter(|step| is_of_mediation(known.case, step)).count());
        for measure in &known.case.measures {
            self.add_measure(measure, &mut sums.figures.measures);
        }
    }

    /// A wait counts with the day once the list of the day tells it, or the number of all would tell what the list keeps back
    /// ([`DayRow::keep_wait_back`]); with a report also where only the day that is over keeps it back.
    fn add_wait(&self, known: &Known<'a>, sums: &mut Sums) {
        let Some(ended) = self.received_at(known).filter(|at| self.today(*at)) else { return };
        let (Some(waited_s), Some(lead)) = (self.wait(known), known.lead()) else { return };
        let then = self.standing(lead).is_some_and(|period| period.state.is_to_come());
        match (then, lead.state.is_to_come()) {
            (false, _) => sums.waits.push((self.hour_of(ended), waited_s)),
            (true, false) => sums.told_later.push(waited_s),
            (true, true) => {}
        }
    }

    fn add_case(&self, known: &Known<'a>, sums: &mut Sums) {
        sums.figures.urgent += u32::from(known.case.urgent.is_some());
        sums.figures.open_at_close += u32::from(self.end_of(known.case).is_none());
        if let Some((outcome, reason)) = self.ended_today(known.case) {
            sums.figures.concluded += 1;
            if known.case.withholds_reason() {
                one_more(&mut sums.outcomes, (outcome, None));
                one_more(&mut sums.withheld, (outcome, reason));
            } else {
                one_more(&mut sums.outcomes, (outcome, Some(reason)));
            }
        }
        // What is told of the ticket of a respondent tells how that side answered.
        if let Some(period) = known.lead().and_then(|lead| self.standing(lead)) {
            one_more(&mut sums.figures.tickets, period.state);
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn tally<K: Ord>(keys: impl IntoIterator<Item = K>) -> BTreeMap<K, u32> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

fn seconds(from: Timestamp, until: Timestamp) -> u64 {
    // A clock set back in between makes no negative wait.
    u64::try_from(until.duration_since(from).as_secs()).unwrap_or(0)
}

/// One day, and which facts count for it.
pub(super) struct Count<'a> {
    desk: &'a Desk,
    day: Date,
    /// The mediation body whose cases and advice alone count; where none is named, everybody's do.
    body: Option<BodyId>,
    zone: TimeZone,
    begins: Timestamp,
    ends: Timestamp,
    until: Option<Timestamp>,
    /// The last entry that counts; where none is named, all of them do.
    upto: Option<u64>,
    as_of: Timestamp,
    late: BTreeSet<u64>,
}

impl<'a> Count<'a> {
    pub(super) fn new(desk: &'a Desk, day: Date, until: Option<Timestamp>) -> Self {
        let unbounded = (Timestamp::MIN, Timestamp::MAX);
        let (begins, ends) = desk.fair().map_or(unbounded, |fair| fair.plan.bounds_of(day));
        // While the day is not over, duty goes on until the last thing the desk knows of.
        let as_of = until.unwrap_or_else(|| desk.recorded_at()).min(ends).max(begins);
        let zone = desk.fair().map_or(TimeZone::UTC, |fair| fair.plan.time_zone());
        let late = desk.late(day).collect();
        Self { desk, day, body: None, zone, begins, ends, until, upto: None, as_of, late }
    }

    /// The whole day, of one body's cases and advice where one is named.
    pub(super) fn of_body(desk: &'a Desk, day: Date, body: Option<BodyId>) -> Self {
        Self { body, ..Self::new(desk, day, None) }
    }

    fn is_counted(&self, case: &Case) -> bool {
        let filed = case.steps.first().is_none_or(|step| self.covers(step.seq));
        filed && self.body.is_none_or(|body| case.body == body)
    }

    /// Whether something that happened `at` is counted yet.
    fn seen(&self, at: Timestamp) -> bool {
        at < self.ends && self.until.is_none_or(|until| at <= until)
    }

    fn today(&self, at: Timestamp) -> bool {
        self.begins <= at && self.seen(at)
    }

    /// The hour of a moment in the fair's time zone, from 0 to 23.
    fn hour_of(&self, at: Timestamp) -> u8 {
        u8::try_from(self.zone.to_datetime(at).hour()).unwrap_or_default()
    }

    fn belongs(&self, case: &Case) -> bool {
        if case.day == self.day {
            return self.seen(case.filed_at);
        }
        case.day < self.day && case.concluded_at.is_none_or(|at| at >= self.begins)
    }

    /// How the case had ended, if it had.
    fn end_of(&self, case: &Case) -> Option<(Outcome, Reason)> {
        match (case.state, case.concluded_at) {
            (CaseState::Concluded { outcome, reason }, Some(at)) if self.seen(at) => Some((outcome, reason)),
            _ => None,
        }
    }

    /// The same, if it ended on this day. A case whose end was stamped before its filing, by a clock set back, ended on the day
    /// it was filed, so that no outcome is lost between two days.
    fn ended_today(&self, case: &Case) -> Option<(Outcome, Reason)> {
        let today = case.day == self.day || case.concluded_at.is_some_and(|at| self.today(at));
        self.end_of(case).filter(|_| today)
    }

    /// A track goes on when its case is over, so what is in force is told over the whole fair.
    fn in_force(&self) -> u32 {
        let ordered = self.desk.cases_with_orders().filter(|case| self.is_counted(case));
        let tracks = ordered.flat_map(|case| &case.measures);
        number(tracks.filter(|measure| self.is_in_force(measure)).count())
    }

    /// Where a ticket stood at the end of the figures.
    fn standing(&self, ticket: &'a Ticket) -> Option<&'a Period> {
        ticket.periods.iter().rev().find(|period| self.seen(period.from))
    }

    fn first(&self, ticket: &'a Ticket, states: &[TicketState]) -> Option<Timestamp> {
        let period = ticket.periods.iter().find(|period| states.contains(&period.state))?;
        Some(period.from).filter(|at| self.seen(*at))
    }

    fn received_at(&self, known: &Known<'a>) -> Option<Timestamp> {
        self.first(known.lead()?, &[TicketState::Called, TicketState::Attending])
    }

    fn wait(&self, known: &Known<'a>) -> Option<u64> {
        Some(seconds(known.lead()?.issued_at, self.received_at(known)?))
    }

    fn wait_ended_today(&self, known: &Known<'a>) -> Option<u64> {
        self.received_at(known).filter(|at| self.today(*at)).and_then(|_| self.wait(known))
    }

    fn talks_ended_today(&self, case: &Case) -> Vec<u64> {
        let ended = case.talks.iter().filter(|talk| talk.until.is_some_and(|at| self.today(at)));
        ended.filter_map(crate::case::Talk::seconds).collect()
    }

    fn misses_today(&self, ticket: &Ticket) -> u32 {
        number(ticket.missed_at.iter().filter(|at| self.today(**at)).count())
    }

    fn advice(&self) -> AdviceFigures {
        let own = |by: StaffId| self.body.is_none_or(|body| self.desk.body_of_staff(by) == body);
        let told = |advice: &&Advice| self.today(advice.at) && own(advice.staff) && self.covers(advice.seq);
        let today: Vec<_> = self.desk.advice_on(self.day).filter(told).collect();
        AdviceFigures {
            count: number(today.len()),
            by_hall: tally(today.iter().filter_map(|advice| advice.hall.clone())),
            by_right: tally(today.iter().filter_map(|advice| advice.right)),
        }
    }
}
