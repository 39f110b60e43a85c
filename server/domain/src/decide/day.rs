//! The end of a day.

use jiff::civil::Date;

use super::{Bench, Decision};
use crate::{event::Fact, refusal::Refusal, staff::Role};

/// A seal covers the chain up to an entry the organiser has seen; what is recorded for that day afterwards shows as late.
pub(super) fn seal(at: &Bench<'_>, day: Date, upto: u64, hash: &str, signature: &str) -> Decision {
    at.staff(&[Role::Organiser])?;
    let fair = at.fair()?;
    let last = fair.plan.day_of(at.now());
    if day > last {
        return Err(Refusal::DayOutside);
    }
    if at.desk.day_seal(day).is_some() {
        return Err(Refusal::DaySealed);
    }
    if upto > at.desk.seq() {
        return Err(Refusal::BeyondHead);
    }
    let carried = at.desk.cases().filter(|case| case.day <= day && case.state.is_open()).count();
    let carried = u32::try_from(carried).unwrap_or(u32::MAX);
    Ok(vec![
        Fact::DaySealed { day, upto, hash: hash.to_owned(), signature: signature.to_owned(), carried }.into(),
    ])
}
