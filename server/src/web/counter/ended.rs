//! Cases that ended without their mediator's doing: a party stopped or withdrew, time ran out. They leave the line in silence, so
//! the counter says so for a while, and as long as the record of their talk is not written.

use domain::{Case, StaffId, case::CaseState};
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
        let words = [t.code("outcome", outcome.code()), why(t, case, reason), when.into()];
        (unwritten || (lately && !own)).then(|| Ended {
            number: case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default(),
            case: case.id.to_string(),
            text: words.join(" · "),
            unwritten,
        })
    });
    told.collect()
}
