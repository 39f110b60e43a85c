//! The log of a day: what the officer writes into it, and its end; and the message to everybody who waits.

use jiff::{Timestamp, civil::Date};

use super::{Bench, Decision, at_most};
use crate::{
    body::{Body, Content, Scope},
    bulletin::{self, Bulletin, Words},
    case::Case,
    event::{Event, Fact},
    refusal::Refusal,
    remark::RemarkKind,
    staff::Role,
};

/// Most remarks of one day.
const MAX_REMARKS: usize = 200;

/// A seal covers the chain up to an entry the organiser has seen; what is recorded for that day afterwards shows as late. Its figures are
/// counted up to that entry and the cases carried over as the desk stands, so nothing that counts may lie between the two. A step of mediation
/// moves neither: to be asked again for one would tell that it was made.
pub(super) fn seal(at: &Bench<'_>, day: Date, upto: u64, hash: &str, signature: &str) -> Decision {
    at.staff(&[Role::Organiser])?;
    has_log(at, day)?;
    let fair = at.fair()?;
    if at.desk.day_seal(day).is_some() {
        return Err(Refusal::DaySealed);
    }
    if upto > at.desk.seq() {
        return Err(Refusal::BeyondHead);
    }
    let entries = at.desk.told_after(day, upto);
    if entries > 0 {
        return Err(Refusal::CameSince { entries });
    }
    let (_, ends) = fair.plan.bounds_of(day);
    // As it stood at the end of that day, also when it is sealed later.
    let open = |case: &&std::sync::Arc<Case>| case.concluded_at.is_none_or(|concluded| concluded >= ends);
    let next = day.tomorrow().unwrap_or(day);
    let carried = at.desk.carried_into(next).filter(open).count();
    let carried = u32::try_from(carried).unwrap_or(u32::MAX);
    Ok(vec![
        Fact::DaySealed { day, upto, hash: hash.to_owned(), signature: signature.to_owned(), carried }.into(),
    ])
}

/// A remark stays where it was written: a correction is another one, and a sealed day may still get additions.
pub(super) fn remark(at: &Bench<'_>, day: Date, kind: RemarkKind, text: &str) -> Decision {
    at.staff(Role::ON_DUTY)?;
    has_log(at, day)?;
    if text.trim().is_empty() {
        return Err(Refusal::Incomplete("text"));
    }
    at_most(at.desk.remarks(day).count() + 1, MAX_REMARKS, "remarks")?;
    let content = Content::Remark { text: text.to_owned() };
    Ok(vec![Fact::DayRemarked { day, kind }.with(Body { scope: Scope::Log(day), content })])
}

/// A message to everybody who waits.
pub(super) fn post(at: &Bench<'_>, words: &Words, until: Timestamp) -> Decision {
    at.staff(Role::ON_DUTY)?;
    let plan = &at.fair()?.plan;
    let written: Words = words
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(of, text)| (*of, text.clone()))
        .collect();
    if written.is_empty() {
        return Err(Refusal::Incomplete("text"));
    }
    for text in written.values() {
        at_most(text.chars().count(), bulletin::LONGEST, "letters")?;
    }
    if until <= at.now() {
        return Err(Refusal::Incomplete("until"));
    }
    let body =
        Body { scope: Scope::Log(plan.day_of(at.now())), content: Content::Bulletin { words: written } };
    Ok(vec![Fact::BulletinPosted { until }.with(body)])
}

/// Whoever takes it down a second time changes nothing.
pub(super) fn end_bulletin(at: &Bench<'_>) -> Decision {
    at.staff(Role::ON_DUTY)?;
    Ok(at.desk.bulletin().map(ended).into_iter().collect())
}

/// What goes by itself.
pub(super) fn bulletin_over(at: &Bench<'_>) -> Option<Event> {
    at.desk.bulletin().filter(|bulletin| bulletin.until <= at.now()).map(ended)
}

fn ended(bulletin: &Bulletin) -> Event {
    Fact::BulletinEnded { posted: bulletin.seq }.into()
}

/// Refuses a day that has not begun, or that is none of the fair's and on which nothing happened.
fn has_log(at: &Bench<'_>, day: Date) -> Result<(), Refusal> {
    let plan = &at.fair()?.plan;
    let begun = day <= plan.day_of(at.now());
    if begun && (plan.opens_on(day) || has_facts(at, day)) { Ok(()) } else { Err(Refusal::DayOutside) }
}

/// Filing works at any hour, so days before and after the fair, and days on which the desk is closed, may have a log too.
fn has_facts(at: &Bench<'_>, day: Date) -> bool {
    let figures = crate::figures::figures(at.desk, day, None);
    !figures.rows.is_empty() || figures.advice.count > 0 || !figures.duty.is_empty()
}
