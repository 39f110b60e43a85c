//! Cases that ended. Those that did so without their mediator's doing, because a party stopped or withdrew or time ran out, leave the
//! line in silence, so the counter says so for a while, and as long as the record of their talk is not written. Those that ended in
//! reception today are a list of whoever receives: the parties come back for a paper, and name their number.

use std::{cmp::Reverse, sync::Arc};

use domain::{Case, StaffId, case::CaseState, reading::Sight, staff::Role};
use jiff::{SignedDuration, Timestamp};

use crate::{engine::Published, locale::Texts};

use super::conclude::why;

/// For how long it is said.
const SAID_FOR: SignedDuration = SignedDuration::from_hours(1);

/// A case that ended.
pub(super) struct Ended {
    pub(super) number: String,
    pub(super) case: String,
    /// How and why, and when.
    pub(super) text: String,
    /// The record of its talk is still to be written.
    pub(super) unwritten: bool,
}

/// What ended of the cases that somebody had, newest first.
pub(super) fn of(t: &Texts, at: &Published, me: StaffId, now: Timestamp) -> Vec<Ended> {
    // Who works for another body since, or has a conflict of interest, is told no more than their colleagues.
    let reader = at.desk.staff_member(me);
    let had = |case: &Case| {
        let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
        lead.is_some_and(|lead| lead.mediator == Some(me))
            && reader.is_some_and(|reader| at.desk.sees_outcome(reader, case))
    };
    let told = at.desk.lately_ended().filter(|case| had(case)).filter_map(|case| {
        let CaseState::Concluded { outcome, reason } = case.state else { return None };
        let ending =
            case.steps.iter().rev().find(|step| matches!(step.kind, "CaseConcluded" | "CaseWithdrawn"))?;
        // Of a talk that somebody else led, and of which they are told nothing, they have nothing to write.
        let led = reader.is_some_and(|reader| at.desk.opens_record(reader, case));
        let (unwritten, own) = (led && case.lacks_record(), ending.by == Some(me));
        let lately = now.duration_since(ending.recorded_at) < SAID_FOR;
        let when = t.seen_at(ending.at, now);
        let words = [t.ending(outcome, reason), why(t, case, reason), when.into()];
        (unwritten || (lately && !own)).then(|| Ended {
            number: case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default(),
            case: case.id.to_string(),
            text: words.join(" · "),
            unwritten,
        })
    });
    told.collect()
}

/// A case that ended in reception today. A party may look on, so neither how it ended nor who filed it stands here.
pub(super) struct Over {
    pub(super) number: String,
    pub(super) case: String,
    pub(super) when: String,
}

/// What ended in reception today and has papers that whoever receives hands over, newest first; nothing for anybody else.
pub(super) fn in_reception(t: &Texts, at: &Published, me: StaffId, now: Timestamp) -> Vec<Over> {
    let reader = at.desk.staff_member(me).filter(|reader| reader.is(Role::Reception));
    let (Some(reader), Some(fair)) = (reader, at.desk.fair()) else { return Vec::new() };
    let today = fair.plan.day_of(now);
    // Who may read a case on a reason gives it first, on the page of the case.
    let prints = |case: &Case| {
        let open = matches!(at.desk.sight(reader, case), Sight::Whole | Sight::Received);
        open && !case.is_for_organiser_alone() && at.desk.hands_over_end(reader, case)
    };
    let ended = at.desk.cases_on(today).filter_map(|case| Some((case.concluded_at?, case)));
    let mut ended: Vec<_> =
        ended.filter(|(when, case)| fair.plan.day_of(*when) == today && prints(case)).collect();
    ended.sort_by_key(|(when, _)| Reverse(*when));
    let told = |(when, case): (Timestamp, &Arc<Case>)| Over {
        number: case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default(),
        case: case.id.to_string(),
        when: t.t1("counter-over-at", "clock", t.seen_at(when, now)),
    };
    ended.into_iter().map(told).collect()
}
