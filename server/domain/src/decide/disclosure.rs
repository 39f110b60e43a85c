//! Giving an authority something of a case: who may, on what ground, and what never goes out. What a ground lets out is said once,
//! in [`crate::disclosure`].

use std::collections::HashSet;

use jiff::civil::Date;

use super::{Bench, Decision, at_most, not_later, proposal::done_or_proposed, reading::unseen};
use crate::{
    body::{Body, Content, PersonBody, Scope},
    case::{Ask, Case},
    desk::Desk,
    disclosure::{DisclosureTerms, Given, LegalBasis, MAX_GIVEN, NewDisclosure, Sort},
    event::Fact,
    ids::{CaseId, DisclosureId},
    proposal::Deed,
    reading::{Sight, read_lately},
    refusal::Refusal,
    staff::{Role, Staff},
};

pub(super) fn disclose(at: &Bench<'_>, id: CaseId, new: &NewDisclosure) -> Decision {
    let (terms, body) = (&new.terms, &new.body);
    let officer = officer(at, terms.part)?;
    let case = at.case(id)?;
    may_give(at, officer, case, terms.part)?;
    super::new(case.disclosure(new.id).is_some(), "disclosure")?;
    not_later(at, terms.on)?;
    for (what, said) in
        [("authority", &body.authority), ("officer", &body.officer), ("reference", &body.reference)]
    {
        if said.trim().is_empty() {
            return Err(Refusal::Incomplete(what));
        }
    }
    let named = body.demand.as_ref().is_some_and(|demand| !demand.trim().is_empty());
    if terms.basis == LegalBasis::Other && !named {
        return Err(Refusal::Incomplete("demand"));
    }
    if terms.given.is_empty() || terms.given.len() != body.files.len() {
        return Err(Refusal::Incomplete("given"));
    }
    at_most(terms.given.len(), MAX_GIVEN, "given")?;
    let mut seen = HashSet::new();
    for given in &terms.given {
        if !terms.basis.opens_of(case, terms.part, given) {
            return Err(Refusal::NotOpened { basis: terms.basis, sort: given.sort });
        }
        super::new(!seen.insert(given), "given")?;
        if !is_there(at.desk, case, terms.part, given) {
            return Err(Refusal::Unknown("given"));
        }
    }
    let body = Body { scope: Scope::Disclosure(id), content: Content::Disclosure(body.clone()) };
    let deed = Deed::Disclose { case: id, disclosure: new.id, terms: terms.clone() };
    done_or_proposed(at, deed, Some(body))
}

/// Whether what was proposed can still be given.
pub(super) fn still_there(at: &Bench<'_>, id: CaseId, terms: &DisclosureTerms) -> Result<(), Refusal> {
    let case = at.case(id)?;
    if case.erased_at.is_some() {
        return Err(Refusal::Erased);
    }
    let there = terms.given.iter().all(|given| is_there(at.desk, case, terms.part, given));
    if there { Ok(()) } else { Err(Refusal::Unknown("given")) }
}

pub(super) fn receive(
    at: &Bench<'_>,
    id: CaseId,
    disclosure: DisclosureId,
    on: Date,
    body: &PersonBody,
) -> Decision {
    at.staff(&[Role::Head, Role::Organiser])?;
    let known = at.case(id)?.disclosure(disclosure).ok_or(Refusal::Unknown("disclosure"))?;
    officer(at, known.terms.part)?;
    super::new(known.received.is_some(), "receipt")?;
    not_later(at, on)?;
    // Nobody signs for what was not given yet; and nothing is given before it is asked for.
    if on < at.fair()?.plan.day_of(known.at) {
        return Err(Refusal::DatesReversed);
    }
    if body.name.trim().is_empty() {
        return Err(Refusal::Incomplete("name"));
    }
    let body = Body { scope: Scope::Disclosure(id), content: Content::Person(body.clone()) };
    Ok(vec![Fact::DisclosureReceived { case: id, disclosure, on }.with(body)])
}

/// Each answers for their own file: the head for that of the mediation, the organiser for what they were told.
fn officer<'a>(at: &Bench<'a>, part: Ask) -> Result<&'a Staff, Refusal> {
    at.staff(&[match part {
        Ask::Mediation => Role::Head,
        Ask::Measure => Role::Organiser,
    }])
}

/// Whoever gives something sees it, and their reading is on record.
fn may_give(at: &Bench<'_>, officer: &Staff, case: &Case, part: Ask) -> Result<(), Refusal> {
    if case.erased_at.is_some() {
        return Err(Refusal::Erased);
    }
    let now = at.envelope.recorded_at;
    let seen = match part {
        Ask::Mediation if !at.desk.sight(officer, case).opens_talks() => {
            return Err(unseen(at, officer, case));
        }
        Ask::Mediation => at.desk.sight_at(officer, case, now) == Sight::Whole,
        Ask::Measure if at.desk.has_conflict(officer, case) => return Err(Refusal::ConflictOfInterest),
        Ask::Measure if !at.desk.sees_complaint(officer, case) => return Err(Refusal::NoComplaint),
        Ask::Measure => true,
    };
    let read = seen && read_lately(case, part, officer.id, now);
    if read { Ok(()) } else { Err(Refusal::StepMissing("reading")) }
}

/// Whether the case has it, in this part.
pub(super) fn is_there(desk: &Desk, case: &Case, part: Ask, given: &Given) -> bool {
    let party = given.party.is_none_or(|party| case.party(party).is_some());
    let photo = |id| {
        let known = case.evidence.iter().find(|photo| photo.id == id);
        known.is_some_and(|photo| match part {
            Ask::Mediation => photo.audience.mediation(),
            Ask::Measure => photo.audience.measure(),
        })
    };
    let told = |seq| {
        let step = |measure: &crate::measure::Measure| measure.steps.iter().any(|(known, ..)| *known == seq);
        case.complaint_seq == Some(seq) || case.measures.iter().any(step)
    };
    party
        && match given.sort {
            Sort::History => true,
            Sort::Evidence => given.evidence.is_some_and(photo),
            Sort::Entry => given.entry.is_some_and(told),
            Sort::Defence => given.entry.is_some_and(|seq| desk.has_defence(case, part, seq)),
            Sort::Outcome
            | Sort::Application
            | Sort::Service
            | Sort::Record
            | Sort::Agreement
            | Sort::Measure => given.paper.is_some(),
        }
}
