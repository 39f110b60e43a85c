//! What was counted for logs and reports, kept from one state of the desk to the next, so that the first look after a change costs what
//! changed and not what there is. All of it can be counted anew at any time, and a property holds it against that.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    DayFigures,
    blocks::Blocks,
    count::{Count, Counted, Listed},
    sums::Sums,
};
use crate::{
    desk::Desk,
    ids::{BodyId, CaseId},
    report::{Brought, ReportScope, Whole},
};

/// Days of which the sums are kept, each of all cases or of one body's: those of the reports of some years.
const DAYS: usize = 4096;
/// Reports whose sums are kept.
const REPORTS: usize = 32;

/// The talks that ended on a day, of all cases or of one body's, in seconds.
type Talks = BTreeMap<(Date, Option<BodyId>), Vec<u64>>;

/// See the head of this file. What stands in it is of one journal; a state of any age can be counted with it.
#[derive(Debug, Default)]
pub struct Tallies {
    lists: BTreeMap<Date, Blocks<Listed>>,
    days: BTreeMap<(Date, Option<BodyId>), Blocks<Sums>>,
    reports: BTreeMap<ReportScope, Blocks<Whole>>,
    running: Running,
}

/// What is counted for the day that runs, beside the state in which it began.
#[derive(Debug, Default)]
struct Running {
    day: Date,
    /// The last entry before it.
    since: u64,
    /// Of days that are over, as they were known then.
    talks: Talks,
    brought: BTreeMap<ReportScope, Blocks<Brought>>,
}

impl Running {
    /// Nothing of another day is kept.
    fn turn_to(&mut self, day: Date, since: u64) {
        if (self.day, self.since) != (day, since) {
            *self = Self { day, since, ..Self::default() };
        }
    }
}

impl Tallies {
    /// Days whose list is kept: the one that runs, and those that somebody leafs through.
    pub const LISTS: usize = 8;

    /// The figures of a day with its list.
    pub fn figures(&mut self, desk: &Desk, day: Date) -> DayFigures {
        let count = Count::new(desk, day, None);
        let (ids, belongs) = (|| desk.ids_of(day), |id| desk.counts_for(id, day));
        let blocks = kept(&mut self.lists, day, Self::LISTS, desk, (ids, belongs), &|ids| count.listed(ids));
        count.figures(blocks)
    }

    /// As much of them as a report adds up ([`Counted`]): of every mediation body, or of one.
    pub(crate) fn counted(&mut self, desk: &Desk, day: Date, body: Option<BodyId>) -> Counted {
        let count = Count::of_body(desk, day, body);
        let blocks = self.summed(desk, (day, body), &|ids| count.summed(ids));
        count.counted(blocks.iter())
    }

    /// What came to a day, ended on it and stayed open, and how it ended ([`Sums::flow`]): of every mediation body, or of one.
    pub(crate) fn flow(&mut self, desk: &Desk, day: Date, body: Option<BodyId>) -> DayFigures {
        // Of a day whose sums are kept nothing else is made ready.
        let count = |ids: &[CaseId]| Count::of_body(desk, day, body).summed(ids);
        Sums::flow(day, self.summed(desk, (day, body), &count).iter())
    }

    /// The waits that ended on a day and that its log tells, each with the hour in which it ended ([`Sums::waits`]).
    pub(super) fn waits(&mut self, desk: &Desk, day: Date) -> impl Iterator<Item = (u8, u64)> {
        let count = |ids: &[CaseId]| Count::new(desk, day, None).summed(ids);
        self.summed(desk, (day, None), &count).iter().flat_map(|sums| sums.waits.iter().copied())
    }

    fn summed(
        &mut self,
        desk: &Desk,
        (day, body): (Date, Option<BodyId>),
        count: &(impl Fn(&[CaseId]) -> Sums + Sync),
    ) -> &Blocks<Sums> {
        let (ids, belongs) = (|| desk.ids_of(day), |id| desk.counts_for(id, day));
        kept(&mut self.days, (day, body), DAYS, desk, (ids, belongs), count)
    }

    /// What the day that runs brought to a report: of its cases, and of those that changed on it.
    pub(crate) fn brought(
        &mut self,
        desk: &Desk,
        scope: ReportScope,
        day: Date,
        count: &(impl Fn(&[CaseId]) -> Brought + Sync),
    ) -> Brought {
        self.running.turn_to(day, desk.before_today().map_or(0, Desk::seq));
        let ids = || {
            let changed = desk.changed_today().map(|case| case.id);
            desk.ids_of(day).into_iter().chain(changed).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let belongs = |id| desk.counts_for(id, day) || desk.is_changed_today(id);
        let blocks = kept(&mut self.running.brought, scope, REPORTS, desk, (ids, belongs), count);
        let mut brought = Brought::default();
        blocks.iter().for_each(|block| brought.add(block));
        brought
    }

    /// The talks that ended on a day that is over, in seconds, as they were known when the day that runs began ([`Self::brought`]).
    pub(crate) fn talks_then(&mut self, begun: &Desk, day: Date, body: Option<BodyId>) -> &[u64] {
        let count = || Count::of_body(begun, day, body).summed(&begun.ids_of(day)).talks;
        self.running.talks.entry((day, body)).or_insert_with(count)
    }

    /// What a report counts over all cases, whatever their day.
    pub(crate) fn whole(
        &mut self,
        desk: &Desk,
        scope: ReportScope,
        count: &(impl Fn(&[CaseId]) -> Whole + Sync),
    ) -> Whole {
        let ids = || desk.cases().map(|case| case.id).collect();
        let blocks = kept(&mut self.reports, scope, REPORTS, desk, (ids, |_| true), count);
        let mut whole = Whole::default();
        blocks.iter().for_each(|block| whole.add(block));
        whole
    }
}

/// What is kept under a key, brought up to the state of a desk.
fn kept<'k, K: Ord + Copy, T: Send>(
    all: &'k mut BTreeMap<K, Blocks<T>>,
    key: K,
    most: usize,
    desk: &Desk,
    (ids, belongs): (impl FnOnce() -> Vec<CaseId>, impl Fn(CaseId) -> bool),
    count: &(impl Fn(&[CaseId]) -> T + Sync),
) -> &'k Blocks<T> {
    let known = all.remove(&key).and_then(|mut known| known.follow(desk, belongs, count).then_some(known));
    let blocks = known.unwrap_or_else(|| Blocks::of(desk, &ids(), count));
    while all.len() >= most {
        let oldest = all.iter().min_by_key(|(_, known)| known.upto()).map(|(key, _)| *key);
        let Some(oldest) = oldest else { break };
        all.remove(&oldest);
    }
    all.entry(key).or_insert(blocks)
}
