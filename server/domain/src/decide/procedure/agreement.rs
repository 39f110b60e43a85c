//! From the first draft to the last signature and seal, when an agreement takes effect (People's Mediation Law arts 28 to 30).

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Bench, Decision, consent, declared, in_state, needed, participant, party_or_desk, person_of, said, taken,
};
use crate::{
    aftercare::Term,
    body::{Body, Content, PersonBody, Scope},
    case::{Case, CaseState, Outcome, Reason, Side},
    decide::at_most,
    event::{Actor, Event, Fact},
    ids::{EvidenceId, PartyId},
    procedure::{
        Agreement, Authority, ClauseKind, Means, NewAgreement, Proceeding, Signatory, WarningKind, warnings,
    },
    refusal::{Refusal, StepBefore},
};

/// Clauses of one agreement.
const MAX_CLAUSES: usize = 40;

/// A signature as it is given.
pub(super) struct Given<'a> {
    pub(super) by: Signatory,
    pub(super) means: Means,
    pub(super) authority: Authority,
    pub(super) evidence: Option<EvidenceId>,
    pub(super) ratify_by: Option<Date>,
    pub(super) body: &'a PersonBody,
}

/// What of a draft may stand in clear.
struct Outline {
    clauses: Vec<ClauseKind>,
    organiser: bool,
    warnings: Vec<WarningKind>,
    terms: Vec<Term>,
}

fn outline(at: &Bench<'_>, case: &Case, draft: &NewAgreement) -> Result<Outline, Refusal> {
    let clauses = &draft.body.clauses;
    at_most(clauses.len(), MAX_CLAUSES, "clauses")?;
    if draft.body.is_blank() {
        return Err(Refusal::Incomplete("clause"));
    }
    let for_organiser = clauses.iter().any(|clause| clause.organiser);
    if for_organiser && !at.fair()?.plan.venue.orders_measures() {
        return Err(Refusal::NotHere("measure"));
    }
    for clause in clauses {
        let debtor = participant(case, clause.debtor)?;
        // The organiser carries something out at a respondent's booth alone: its track is with respondents.
        if clause.organiser && debtor.place.side != Side::Respondent {
            return Err(Refusal::Unknown("party"));
        }
        if clause.money.as_ref().is_some_and(|money| money.fault().is_some()) {
            return Err(Refusal::Incomplete("amount"));
        }
    }
    let languages: BTreeSet<_> = case.participants().map(|party| party.place.language).collect();
    let before = at.desk.drawn_up_before(case);
    let found: BTreeSet<_> =
        warnings(&draft.body, &languages, before).iter().map(|warning| warning.kind).collect();
    Ok(Outline {
        clauses: clauses.iter().map(|clause| clause.kind).collect(),
        organiser: for_organiser,
        warnings: found.into_iter().collect(),
        terms: clauses
            .iter()
            .map(|clause| Term {
                debtor: clause.debtor,
                due: clause.until.or(clause.from),
                organiser: clause.organiser,
            })
            .collect(),
    })
}

/// The mediator who has the case, and learnt of no conflict of interest since: what shows in the talk ends their part in it.
fn leads(at: &Bench<'_>, case: &Case) -> Result<(), Refusal> {
    let mediator = declared(at, case)?;
    if at.desk.has_conflict(mediator, case) { Err(Refusal::ConflictOfInterest) } else { Ok(()) }
}

/// Whoever writes from an older version than the newest is told so, and nothing is overwritten.
pub(super) fn draft(at: &Bench<'_>, case: &Case, base: u32, draft: &NewAgreement) -> Decision {
    leads(at, case)?;
    in_state(case, &[CaseState::Agreed, CaseState::InSession, CaseState::Adjourned])?;
    let version = case.procedure.agreement.as_ref().map_or(0, |agreement| agreement.draft.version);
    if version != base {
        return Err(Refusal::Changed);
    }
    let Outline { clauses, organiser, warnings, terms } = outline(at, case, draft)?;
    let with = Proceeding::AgreementDrafted {
        version: version.saturating_add(1),
        clauses,
        organiser,
        warnings,
        prevailing: draft.prevailing,
        terms,
    };
    Ok(vec![said(case, with, Content::Agreement(draft.body.clone()))])
}

fn agreement(case: &Case) -> Result<&Agreement, Refusal> {
    case.procedure.agreement.as_ref().ok_or(Refusal::StepMissing("agreement"))
}

/// Nobody accepts or signs a text before it was written; one that was written on paper is entered with its time.
fn is_written(at: &Bench<'_>, agreement: &Agreement) -> Result<(), Refusal> {
    at.comes_after(Some((agreement.draft.at, StepBefore::Text)))
}

pub(super) fn agree(at: &Bench<'_>, case: &Case, version: u32) -> Decision {
    leads(at, case)?;
    in_state(case, &[CaseState::InSession, CaseState::Adjourned])?;
    let agreement = agreement(case)?;
    if agreement.draft.version != version {
        return Err(Refusal::Changed);
    }
    is_written(at, agreement)?;
    if agreement.draft.warnings.iter().any(|warning| warning.blocks()) {
        return Err(Refusal::Incomplete("clause"));
    }
    if case.binds_who_left() {
        return Err(Refusal::StepMissing("clauses"));
    }
    Ok(vec![taken(case, Proceeding::TermsAgreed { version })])
}

/// Terms that wait for signatures.
fn open_terms(case: &Case) -> Result<&Agreement, Refusal> {
    in_state(case, &[CaseState::TermsAgreed])?;
    let agreement = agreement(case)?;
    if agreement.effective_at.is_some() { Err(Refusal::InEffect) } else { Ok(agreement) }
}

pub(super) fn reopen(at: &Bench<'_>, case: &Case) -> Decision {
    declared(at, case)?;
    open_terms(case)?;
    Ok(vec![taken(case, Proceeding::TermsReopened {})])
}

pub(super) fn sign(at: &Bench<'_>, case: &Case, version: u32, given: &Given<'_>) -> Decision {
    match given.by {
        Signatory::Party(party) => party_or_desk(at, case, party)?,
        Signatory::Mediator => leads(at, case)?,
        Signatory::Seal => at.holder_of(case).and_then(|()| at.has_word(case))?,
    }
    let agreement = open_terms(case)?;
    if let Signatory::Party(party) = given.by {
        participant(case, party)?;
        needed(&given.body.name, "name")?;
        // Drawn on a screen: weak evidence, and without the picture none at all.
        if given.means == Means::Device && given.evidence.is_none() {
            return Err(Refusal::Incomplete("signature"));
        }
        // Nobody ratifies before there is a signature.
        let signed_on = at.fair()?.plan.day_of(at.now());
        let may_ratify = given.ratify_by.is_some_and(|until| signed_on <= until);
        if given.authority == Authority::MayNotSettle && !may_ratify {
            return Err(Refusal::Incomplete("ratification"));
        }
    }
    if agreement.draft.version != version {
        return Err(Refusal::Changed);
    }
    is_written(at, agreement)?;
    if agreement.signature(given.by).is_some() {
        return Ok(Vec::new());
    }
    if let Signatory::Party(party) = given.by {
        // Whoever signs instead of the agent that was at the table shows their papers first, and that check stands from then on.
        let checked = case.procedure.identity(party);
        if checked.is_some_and(|known| !known.bears(given.authority)) {
            return Err(Refusal::StepMissing("signer"));
        }
    }
    if given.evidence.is_some_and(|id| !case.evidence.iter().any(|known| known.id == id)) {
        return Err(Refusal::Unknown("evidence"));
    }
    let ratify_by = given.ratify_by.filter(|_| given.authority == Authority::MayNotSettle);
    let with = Proceeding::AgreementSigned {
        version,
        by: given.by,
        means: given.means,
        authority: given.authority,
        evidence: given.evidence,
        ratify_by,
    };
    let scope = match given.by {
        Signatory::Party(party) => Scope::Party(party),
        Signatory::Mediator | Signatory::Seal => Scope::Case(case.id),
    };
    let body = Body { scope, content: Content::Person(given.body.clone()) };
    let signed = Fact::CaseProceeded { case: case.id, with }.with(body);
    let binds = ratify_by.is_none();
    let complete = missing(case, agreement).into_iter().all(|still| binds && still == given.by);
    Ok(with_effect(case, signed, version, complete))
}

/// Whose signature an agreement still lacks, or whose ratification.
fn missing(case: &Case, agreement: &Agreement) -> Vec<Signatory> {
    let parties = case.participants().map(|party| Signatory::Party(party.place.id));
    let all = parties.chain([Signatory::Mediator, Signatory::Seal]);
    all.filter(|by| !agreement.signature(*by).is_some_and(crate::procedure::Signature::binds)).collect()
}

/// The last signature or seal brings the agreement into effect.
fn with_effect(case: &Case, last: Event, version: u32, complete: bool) -> Vec<Event> {
    let effect = complete.then(|| taken(case, Proceeding::AgreementTookEffect { version }));
    std::iter::once(last).chain(effect).collect()
}

pub(super) fn ratify(
    at: &Bench<'_>,
    case: &Case,
    party: PartyId,
    evidence: Option<EvidenceId>,
    body: &PersonBody,
) -> Decision {
    at.holder_of(case)?;
    let agreement = open_terms(case)?;
    participant(case, party)?;
    let by = Signatory::Party(party);
    let signature = agreement.signature(by).ok_or(Refusal::StepMissing("signature"))?;
    if signature.binds() {
        return Ok(Vec::new());
    }
    // Nobody approves of what was not signed yet.
    at.comes_after(Some((signature.at, StepBefore::Signature)))?;
    if evidence.is_some_and(|id| !case.evidence.iter().any(|known| known.id == id)) {
        return Err(Refusal::Unknown("evidence"));
    }
    let complete = missing(case, agreement).into_iter().all(|still| still == by);
    let with = Proceeding::AgreementRatified { party, evidence };
    let unnamed = body.name.trim().is_empty();
    let ratified = if unnamed { taken(case, with) } else { person_of(case, party, with, body) };
    Ok(with_effect(case, ratified, agreement.draft.version, complete))
}

/// Who does not sign ends the mediation (Online Mediation Rules art 25(7)). A respondent beside others ends it with themselves alone:
/// the others go on from terms that are open again, for nobody answers for what another does not want.
pub(super) fn refuse(at: &Bench<'_>, case: &Case, party: PartyId) -> Decision {
    party_or_desk(at, case, party)?;
    open_terms(case)?;
    participant(case, party)?;
    let refused = taken(case, Proceeding::SigningRefused { party });
    let others = case.accepted().any(|other| other.place.id != party);
    if others && case.claimant().place.id != party {
        let own = matches!(at.envelope.actor, Actor::Party(_));
        let means = if own { Means::Device } else { Means::Spoken };
        return Ok(std::iter::once(refused).chain(consent::withdrawn(case, party, means)).collect());
    }
    let (outcome, reason) = (Outcome::NoAgreement, Reason::RefusedToSign);
    Ok(vec![refused, Fact::CaseConcluded { case: case.id, outcome, reason }.into()])
}

/// An oral agreement takes effect when it is reached; the mediator registers what it says (arts 28, 30).
pub(super) fn register_oral(at: &Bench<'_>, case: &Case, draft: &NewAgreement) -> Decision {
    leads(at, case)?;
    in_state(case, &[CaseState::InSession])?;
    // What was said binds at once, so whoever said it must be able to bind; on paper it waits until the party ratifies.
    let may_settle = |id: PartyId| {
        case.procedure.identity(id).is_none_or(|known| known.shown() != Authority::MayNotSettle)
    };
    if !case.participants().all(|party| may_settle(party.place.id)) {
        return Err(Refusal::StepMissing("authority"));
    }
    let Outline { clauses, organiser, warnings, terms } = outline(at, case, draft)?;
    if warnings.iter().any(|warning| warning.blocks()) {
        return Err(Refusal::Incomplete("clause"));
    }
    let with = Proceeding::OralAgreementRegistered {
        clauses,
        organiser,
        warnings,
        prevailing: draft.prevailing,
        terms,
    };
    Ok(vec![said(case, with, Content::Agreement(draft.body.clone()))])
}
