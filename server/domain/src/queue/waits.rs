//! How long it may take until a party is called: who is on duty, who is busy, how long receptions and talks took lately.
//!
//! Where a fair hosts several mediation bodies, each is told by its own mediators and, once enough of it is known, its own pace.

use super::line_of;
use crate::{
    desk::Desk,
    ids::{BodyId, CaseId},
    ticket::Lane,
};

/// Fewer observations than these say little.
const ENOUGH: usize = 5;

/// How long one reception or talk took, and the body whose mediator held it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) body: BodyId,
    pub(crate) seconds: u32,
}

/// How long it may take until a party is called, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wait {
    /// If it goes well.
    pub low_s: u64,
    /// If it goes slowly.
    pub high_s: u64,
    /// No history yet: the range stands on configured assumptions.
    pub assumed: bool,
}

impl Desk {
    /// What expected waits for one body stand on at this moment, or for all together. For many tickets take [`Desk::lines`] once.
    pub fn outlook(&self, body: Option<BodyId>) -> Outlook {
        let on_duty =
            self.on_duty().filter(|staff| body.is_none_or(|body| staff.profile.body == body)).count();
        let assumed = usize::try_from(self.rules.assumed_desks).unwrap_or(1);
        let desks = if on_duty == 0 { assumed } else { on_duty }.max(1);
        // Who receives keeps no mediator busy.
        let busy =
            self.held.iter().filter(|case| self.is_of(**case, body) && !self.is_received(**case)).count();
        let talks = self.line.range(line_of(Lane::Talks)).filter(|(_, case)| self.is_of(**case, body));
        Outlook {
            desks: desks as u64,
            busy: (busy as u64).min(desks as u64),
            reception: Pace::of(&self.receptions, body, self.rules.assumed_reception_min),
            talks: Pace::of(&self.talks, body, self.rules.assumed_talks_min),
            talks_waiting: talks.count() as u64,
        }
    }

    /// How long whoever waits or comes now may wait, as everybody may read it ([`Outlook::wait_of_all`]); `None` while nobody is on duty.
    /// Where several bodies mediate, whoever reads it may have come to any of them: it reaches as far as the longest of those with somebody
    /// on duty, so that no ticket is told of a wait beyond it.
    pub fn wait_of_all(&self) -> Option<Wait> {
        let several = self.has_several_bodies();
        let bodies = self.bodies().filter(|_| several).map(|body| Some(body.id));
        let whole = (!several).then_some(None);
        let is_served = |body: &Option<BodyId>| {
            self.on_duty().any(|staff| body.is_none_or(|body| staff.profile.body == body))
        };
        let wait = |body: Option<BodyId>| {
            let waiting = self.line.iter().filter(|(_, case)| self.is_of(**case, body)).count();
            self.outlook(body).wait_of_all(waiting)
        };
        bodies.chain(whole).filter(is_served).map(wait).max_by_key(|wait| wait.high_s)
    }

    /// Whether somebody has a case who receives and does no more.
    fn is_received(&self, case: CaseId) -> bool {
        let lead = self.cases.get(&case).and_then(|case| self.ticket(case.claimant().ticket?));
        let by = lead.and_then(|lead| self.staff_member(lead.mediator?));
        by.is_some_and(|staff| staff.only_receives())
    }

    /// Whether a case is one of this body; all are where none is named.
    pub(super) fn is_of(&self, case: CaseId, body: Option<BodyId>) -> bool {
        body.is_none_or(|body| self.cases.get(&case).is_some_and(|case| case.body == body))
    }
}

/// How long receptions or talks take: the quarter that went fastest and the quarter that went slowest begin here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pace {
    fast_s: u64,
    slow_s: u64,
    assumed: bool,
}

impl Pace {
    /// Of the body where enough of its own was seen, else of all; until there is enough of those, the configured assumption stands, a
    /// fifth less to a half more.
    fn of(seen: &imbl::Vector<Seen>, body: Option<BodyId>, assumed_min: u32) -> Self {
        let sorted = |body: Option<BodyId>| {
            let of_body = seen.iter().filter(|seen| body.is_none_or(|body| seen.body == body));
            let mut sorted: Vec<u64> = of_body.map(|seen| u64::from(seen.seconds)).collect();
            sorted.sort_unstable();
            Some(sorted).filter(|sorted| sorted.len() >= ENOUGH)
        };
        match sorted(body).or_else(|| sorted(None)) {
            Some(some) => {
                Self { fast_s: some[some.len() / 4], slow_s: some[some.len() * 3 / 4], assumed: false }
            }
            None => Self {
                fast_s: u64::from(assumed_min) * 48,
                slow_s: u64::from(assumed_min) * 90,
                assumed: true,
            },
        }
    }
}

/// What expected waits stand on: who is on duty, who is busy, how long things took. Taken once, it answers for every ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    desks: u64,
    busy: u64,
    reception: Pace,
    talks: Pace,
    talks_waiting: u64,
}

impl Outlook {
    /// How long it may take until a case with `ahead` before it in `lane` is called.
    ///
    /// A free mediator takes the next at once. Otherwise so many cases must end first; at best the next one ends just now and all
    /// go fast, at worst each takes a whole slow turn, and in reception the talks that wait, filed earlier, go first.
    pub fn wait(&self, lane: Lane, ahead: usize) -> Wait {
        let ahead = u64::try_from(ahead).unwrap_or(u64::MAX);
        let free = self.desks.saturating_sub(self.busy);
        let (pace, before_s) = match lane {
            Lane::Reception => (self.reception, self.talks_waiting.saturating_mul(self.talks.slow_s)),
            Lane::Talks => (self.talks, 0),
        };
        // So many must end before a mediator is free for this one.
        let ends = ahead.saturating_add(1).saturating_sub(free);
        let low_s = ends.saturating_sub(1).saturating_mul(pace.fast_s) / self.desks;
        let slow_s = ends.max(1).saturating_mul(pace.slow_s).saturating_add(before_s);
        Wait { low_s, high_s: slow_s.div_ceil(self.desks).max(low_s), assumed: pace.assumed }
    }

    /// The same while `waiting` wait in both lines together, as everybody may read it: not told by how many of them wait for talks, for
    /// each of those is there because both sides agreed. So it holds however many do: nobody who waits or comes now is told of a wait
    /// that reaches beyond it. Whoever reads it may be the next of their line, and so it begins at once.
    pub fn wait_of_all(&self, waiting: usize) -> Wait {
        let all = u64::try_from(waiting).unwrap_or(u64::MAX);
        // In either line behind everybody; and in reception, where all the others wait for talks and go first. Any other number of talks
        // lies between those.
        let waits = [
            Self { talks_waiting: 0, ..*self }.wait(Lane::Reception, waiting),
            self.wait(Lane::Talks, waiting),
            Self { talks_waiting: all, ..*self }.wait(Lane::Reception, 0),
        ];
        Wait {
            low_s: 0,
            high_s: waits.iter().map(|wait| wait.high_s).max().unwrap_or(0),
            assumed: waits.iter().any(|wait| wait.assumed),
        }
    }
}
