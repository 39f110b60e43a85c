//! Statements lodged in advance. The organiser takes them in on the exhibitors' behalf; what the mediation body may read of them
//! is the exhibitor's choice.

use super::{Bench, Decision, at_most};
use crate::{
    body::{Body, Content, DefenceBody, Scope},
    case::{Audience, RightKind},
    defence::MAX_DEFENCES,
    event::Fact,
    ids::{DefenceId, ExhibitorId},
    refusal::Refusal,
    staff::Role,
};

pub(super) fn lodge(
    at: &Bench<'_>,
    defence: DefenceId,
    exhibitor: ExhibitorId,
    right: Option<RightKind>,
    audience: Audience,
    body: &DefenceBody,
) -> Decision {
    at.staff(&[Role::Organiser])?;
    at.desk.exhibitor(exhibitor).ok_or(Refusal::Unknown("exhibitor"))?;
    super::new(at.desk.defence(defence).is_some(), "defence")?;
    let open = at.desk.defences_of(exhibitor).filter(|known| known.taken_back.is_none());
    at_most(open.count() + 1, MAX_DEFENCES, "defences")?;
    let fact = Fact::DefenceLodged { defence, exhibitor, right, audience };
    Ok(vec![fact.with(Body { scope: Scope::Exhibitor(exhibitor), content: Content::Defence(body.clone()) })])
}

pub(super) fn withdraw(at: &Bench<'_>, defence: DefenceId) -> Decision {
    at.staff(&[Role::Organiser])?;
    let known = at.desk.defence(defence).ok_or(Refusal::Unknown("defence"))?;
    if known.taken_back.is_some() {
        return Err(Refusal::Withdrawn);
    }
    Ok(vec![Fact::DefenceWithdrawn { defence }.into()])
}
