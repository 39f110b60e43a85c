//! What must be on record before and beside a talk: identities, rights, who else is there, help.

use super::{Bench, Decision, declared, in_state, needed, participant, person_of, said, taken};
use crate::{
    body::{Content, PersonBody},
    case::{Case, CaseState},
    ids::PartyId,
    procedure::{Authority, ConsentTo, IdentityPaper, Proceeding},
    refusal::Refusal,
    staff::Role,
};

pub(super) fn check_identity(
    at: &Bench<'_>,
    case: &Case,
    party: PartyId,
    paper: IdentityPaper,
    authority: Authority,
    body: &PersonBody,
) -> Decision {
    at.holder_of(case)?;
    at.has_word(case)?;
    participant(case, party)?;
    let (papers, authorities) = case.procedure.papers_looked_at(party)?;
    if !papers.contains(&paper) || !authorities.contains(&authority) {
        return Err(Refusal::StepMissing("reopening"));
    }
    needed(&body.name, "name")?;
    Ok(vec![person_of(case, party, Proceeding::IdentityChecked { party, paper, authority }, body)])
}

pub(super) fn explain_rights(at: &Bench<'_>, case: &Case, text: &str) -> Decision {
    declared(at, case)?;
    in_state(case, &[CaseState::Agreed, CaseState::Adjourned, CaseState::InSession])?;
    needed(text, "text")?;
    Ok(vec![taken(case, Proceeding::RightsExplained { text: text.to_owned() })])
}

/// Nobody is let in without the consent of everybody who takes part (People's Mediation Law art 20).
pub(super) fn admit_guest(at: &Bench<'_>, case: &Case, role: ConsentTo, body: &PersonBody) -> Decision {
    at.holder_of(case)?;
    at.has_word(case)?;
    in_state(case, &[CaseState::Agreed, CaseState::Adjourned, CaseState::InSession])?;
    if !role.admits() {
        return Err(Refusal::Incomplete("role"));
    }
    needed(&body.name, "name")?;
    if !case.participants().all(|party| case.procedure.consents_to(party.place.id, role)) {
        return Err(Refusal::ConsentMissing(role.code()));
    }
    Ok(vec![said(case, Proceeding::GuestAdmitted { role }, Content::Person(body.clone()))])
}

pub(super) fn call_for_help(at: &Bench<'_>, case: &Case) -> Decision {
    at.own(case)?;
    if case.procedure.help.is_some() {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, Proceeding::HelpCalled {})])
}

/// Anybody of the desk can say that they came.
pub(super) fn answer_help(at: &Bench<'_>, case: &Case) -> Decision {
    at.staff(&[Role::Mediator, Role::Head, Role::Reception, Role::Organiser, Role::DutyManager])?;
    if case.procedure.help.is_none() {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, Proceeding::HelpAnswered {})])
}
