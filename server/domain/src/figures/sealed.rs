//! The log of a sealed day: its figures as they were sealed, and behind its list what came to it since.

use super::{DayFigures, OutcomeCount};
use crate::{
    case::{Outcome, Reason},
    desk::Desk,
};

/// The figures of a sealed day as its seal covers them; `None` for a day without a seal. `present` is what is told of that day now: where
/// it runs yet, what was sealed is told no further than that.
///
/// The list has the cases as they stood then, and after them, marked as late, those of which something was recorded since, as they
/// stand now. How much was late is told as it is now, and so are hours on duty that were corrected since, beside those that were sealed.
pub fn as_sealed(desk: &Desk, present: &DayFigures) -> Option<DayFigures> {
    let seal = desk.day_seal(present.day)?;
    let mut told = DayFigures::clone(&seal.figures);
    keep_back(desk, &mut told);
    if present.runs {
        told = told.while_it_runs();
    }
    told.late = present.late;
    told.late_in_mediation = present.late_in_mediation;
    told.late_arrivals = present.late_arrivals;
    for one in &mut told.duty {
        let now = present.duty.iter().find(|now| now.staff == one.staff);
        let since = now.filter(|now| now.corrected.is_some_and(|entry| entry > seal.upto));
        one.since = since.map(|now| (now.on_min, now.break_min));
    }
    told.rows.extend(present.rows.iter().filter(|row| row.late).cloned());
    Some(told)
}

/// What is erased since says so, and a reason that is withheld since is told no more: the organiser may have come to decide in the
/// same matter after the day was sealed. Nor does a day that was sealed when lists had the line of talks tell it any longer, or which
/// of those who waited, or were called, had been received before.
fn keep_back(desk: &Desk, told: &mut DayFigures) {
    let DayFigures { rows, outcomes, .. } = told;
    for row in rows {
        let Some(case) = desk.case(row.case) else { continue };
        row.erased = case.erased_at.is_some();
        row.keep_wait_back();
        row.keep_mediator_back(case);
        if let Some(lead) = case.claimant().ticket.and_then(|number| desk.ticket(number)) {
            row.lane = lead.filed_in();
        }
        if case.withholds_reason()
            && let (Some(outcome), Some(reason)) = (row.outcome, row.reason.take())
        {
            keep_reason_back(outcomes, outcome, reason);
        }
        row.keep_application_back();
    }
}

fn keep_reason_back(outcomes: &mut Vec<OutcomeCount>, outcome: Outcome, reason: Reason) {
    let such = |one: &OutcomeCount, reason| one.outcome == outcome && one.reason == reason;
    let Some(told) = outcomes.iter_mut().find(|one| such(one, Some(reason))) else { return };
    told.count = told.count.saturating_sub(1);
    outcomes.retain(|one| one.count > 0);
    match outcomes.iter_mut().find(|one| such(one, None)) {
        Some(untold) => untold.count += 1,
        None => outcomes.push(OutcomeCount { outcome, reason: None, count: 1 }),
    }
    outcomes.sort_by_key(|one| (one.outcome, one.reason));
}
