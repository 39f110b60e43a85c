//! The end of a day.

use jiff::civil::Date;

use super::{Bench, Decision};
use crate::{case::Case, event::Fact, fair::FairPlan, refusal::Refusal, staff::Role};

/// A seal covers the chain up to an entry the organiser has seen; what is recorded for that day afterwards shows as late.
pub(super) fn seal(at: &Bench<'_>, day: Date, upto: u64, hash: &str, signature: &str) -> Decision {
    at.staff(&[Role::Organiser])?;
    let fair = at.fair()?;
    let begun = day <= fair.plan.day_of(at.now());
    if !begun || !(is_fair_day(&fair.plan, day) || has_facts(at, day)) {
        return Err(Refusal::DayOutside);
    }
    if at.desk.day_seal(day).is_some() {
        return Err(Refusal::DaySealed);
    }
    if upto > at.desk.seq() {
        return Err(Refusal::BeyondHead);
    }
    let (_, ends) = fair.plan.bounds_of(day);
    // As it stood at the end of that day, also when it is sealed later.
    let open = |case: &&std::sync::Arc<Case>| {
        case.day <= day && case.concluded_at.is_none_or(|concluded| concluded >= ends)
    };
    let carried = at.desk.cases().filter(open).count();
    let carried = u32::try_from(carried).unwrap_or(u32::MAX);
    Ok(vec![
        Fact::DaySealed { day, upto, hash: hash.to_owned(), signature: signature.to_owned(), carried }.into(),
    ])
}

fn is_fair_day(plan: &FairPlan, day: Date) -> bool {
    (plan.first_day..=plan.last_day).contains(&day)
}

/// Filing works at any hour, so days before and after the fair may have a log too.
fn has_facts(at: &Bench<'_>, day: Date) -> bool {
    let figures = crate::figures::figures(at.desk, day, None);
    !figures.rows.is_empty() || figures.advice.count > 0 || !figures.duty.is_empty()
}
