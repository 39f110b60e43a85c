//! The register of rights. The organiser keeps it on the exhibitors' behalf; nobody else writes into it.

use super::{Bench, Decision, at_most, not_later};
use crate::{
    body::{Body, Content, RightBody, Scope},
    event::Fact,
    ids::{ExhibitorId, RightId},
    refusal::Refusal,
    register::{MAX_RIGHTS, Registration, RightTerms, StatusCheck, Withdrawal},
    staff::Role,
};

fn sealed(exhibitor: ExhibitorId, body: &RightBody) -> Body {
    Body { scope: Scope::Exhibitor(exhibitor), content: Content::Right(body.clone()) }
}

fn sound(terms: &RightTerms) -> Result<(), Refusal> {
    match (terms.valid_from, terms.valid_to) {
        (Some(from), Some(to)) if to < from => Err(Refusal::DatesReversed),
        _ => Ok(()),
    }
}

fn registered<'a>(at: &Bench<'a>, right: RightId) -> Result<&'a Registration, Refusal> {
    let known = at.desk.registration(right).ok_or(Refusal::Unknown("right"))?;
    if known.withdrawn.is_some() { Err(Refusal::Withdrawn) } else { Ok(known) }
}

pub(super) fn register(
    at: &Bench<'_>,
    right: RightId,
    exhibitor: ExhibitorId,
    terms: &RightTerms,
    body: &RightBody,
) -> Decision {
    at.staff_or_system(&[Role::Organiser])?;
    at.fair()?;
    at.desk.exhibitor(exhibitor).ok_or(Refusal::Unknown("exhibitor"))?;
    super::new(at.desk.registration(right).is_some(), "right")?;
    at_most(at.desk.registrations_of(exhibitor).count() + 1, MAX_RIGHTS, "rights")?;
    sound(terms)?;
    let fact = Fact::RightRegistered { right, exhibitor, terms: terms.clone() };
    Ok(vec![fact.with(sealed(exhibitor, body))])
}

pub(super) fn amend(
    at: &Bench<'_>,
    right: RightId,
    terms: &RightTerms,
    renumbered: bool,
    body: &RightBody,
) -> Decision {
    at.staff(&[Role::Organiser])?;
    let known = registered(at, right)?;
    sound(terms)?;
    let fact = Fact::RightAmended { right, terms: terms.clone(), renumbered };
    Ok(vec![fact.with(sealed(known.exhibitor, body))])
}

pub(super) fn check(at: &Bench<'_>, right: RightId, check: StatusCheck) -> Decision {
    at.staff_or_system(&[Role::Organiser])?;
    let known = registered(at, right)?;
    not_later(at, check.on)?;
    if check.is_before(&known.terms) {
        return Err(Refusal::DatesReversed);
    }
    Ok(vec![Fact::RightChecked { right, check }.into()])
}

pub(super) fn withdraw(at: &Bench<'_>, right: RightId, reason: Withdrawal) -> Decision {
    at.staff(&[Role::Organiser])?;
    registered(at, right)?;
    Ok(vec![Fact::RightWithdrawn { right, reason }.into()])
}
