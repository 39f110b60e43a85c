//! Four eyes: what one person proposed, another confirms; never the same, nor somebody who counts as the same because one of them gave
//! the other a sign-in. Confirming decides the deed anew, so what has become impossible meanwhile is not done.

use super::{Bench, Decision, disclosure, erasure, reading::unseen, referral, typical};
use crate::{
    body::Body,
    event::{Event, Fact},
    proposal::{Deed, Proposal},
    refusal::Refusal,
    staff::{Role, Staff},
    typical::Awaited,
};

/// The deed itself, or, where four eyes are needed, its proposal. A deed is proposed once at a time.
pub(super) fn done_or_proposed(at: &Bench<'_>, deed: Deed, body: Option<Body>) -> Decision {
    if !at.desk.needs_four_eyes() {
        return carry_out(at, &deed, body, None);
    }
    if at.desk.waits_before(&deed).is_some() {
        return Err(Refusal::Taken("proposal"));
    }
    Ok(vec![Event { fact: Fact::DeedProposed { deed }, body }])
}

/// What the deed leads to. Everything about it was checked. Its body stands with what proposed it, where that was.
fn carry_out(at: &Bench<'_>, deed: &Deed, body: Option<Body>, proposal: Option<u64>) -> Decision {
    match deed {
        Deed::Erase { case } => Ok(vec![Fact::CaseErased { case: *case }.into()]),
        Deed::Retention { cases } => Ok(erasure::retained(cases)),
        Deed::Disclose { case, disclosure, terms } => {
            let (case, disclosure) = (*case, *disclosure);
            at.case(case)?;
            Ok(vec![Event { fact: Fact::CaseDisclosed { case, disclosure, terms: terms.clone() }, body }])
        }
        Deed::Publish { case, typical, terms } => {
            let (case, typical) = (*case, *typical);
            Ok(vec![Event { fact: Fact::TypicalCasePublished { case, typical, terms: terms.clone() }, body }])
        }
        Deed::Refer { case, referral, on } if proposal.is_none() => referral::sent(at, *case, *referral, *on),
        // It is handed over only now, and whoever does says when that was.
        Deed::Refer { .. } => Ok(Vec::new()),
        Deed::HandOver { to, edition, from, until, body: of, .. } => {
            let (to, edition, from, until) = (*to, *edition, *from, *until);
            let cases = at.desk.listed_count(*of, from, until);
            let fact = Fact::CasesHandedOver { to, edition, from, until, cases, proposal, body: *of };
            Ok(vec![Event { fact, body }])
        }
    }
}

pub(super) fn confirm(at: &Bench<'_>, seq: u64, account: Option<&Awaited>) -> Decision {
    let proposal = waiting(at, seq)?;
    let second = at.staff(proposal.deed.seconds())?;
    if proposal.by == Some(second.id) {
        return Err(Refusal::SamePerson);
    }
    theirs(at, second, &proposal.deed)?;
    if let Some(bound) = at.desk.bound(second, proposal.by, Some(seq), at.envelope.recorded_at) {
        return Err(Refusal::SignInGiven(bound));
    }
    if let Some(by) = at.desk.overtaken(proposal) {
        return Err(Refusal::Overtaken(by));
    }
    match &proposal.deed {
        Deed::Erase { case } => erasure::erasable(at, *case)?,
        Deed::Retention { cases } => erasure::all_due(at, cases)?,
        Deed::Disclose { case, terms, .. } => disclosure::still_there(at, *case, terms)?,
        Deed::Publish { case, terms, .. } => {
            typical::publishable(at, *case)?;
            typical::names_nobody(account, terms.ground)?;
        }
        Deed::Refer { case, referral, .. } => referral::may_leave(at, *case, *referral)?,
        Deed::HandOver { .. } => {}
    }
    let mut events = vec![Fact::ProposalConfirmed { proposal: seq }.into()];
    events.extend(carry_out(at, &proposal.deed, None, Some(seq))?);
    Ok(events)
}

/// Whoever may propose it takes it back; whoever is asked turns it down.
pub(super) fn withdraw(at: &Bench<'_>, seq: u64) -> Decision {
    let proposal = waiting(at, seq)?;
    let either: Vec<_> = proposal.deed.proposers().iter().chain(proposal.deed.seconds()).copied().collect();
    let asking = at.staff(&either)?;
    if proposal.by != Some(asking.id) {
        theirs(at, asking, &proposal.deed)?;
    }
    Ok(vec![Fact::ProposalWithdrawn { proposal: seq }.into()])
}

/// Whether a deed is a matter of this person's body, of which they may hear what is proposed.
fn theirs(at: &Bench<'_>, staff: &Staff, deed: &Deed) -> Result<(), Refusal> {
    if let Some(body) = at.desk.others_matter(staff, deed) {
        return Err(Refusal::OtherBody { body });
    }
    for id in deed.cases() {
        let case = at.case(id)?;
        if at.desk.has_conflict(staff, case) {
            return Err(Refusal::ConflictOfInterest);
        }
        // Its papers go along: who says that they do, or do not, can read them.
        if !at.desk.may_hear(staff, deed) {
            return Err(unseen(at, staff, case));
        }
    }
    Ok(())
}

fn waiting<'a>(at: &Bench<'a>, seq: u64) -> Result<&'a Proposal, Refusal> {
    let proposal = at.desk.proposal(seq);
    // Who asks is told first, so that nobody learns what was proposed by trying.
    let roles = [Role::Head, Role::Mediator, Role::Organiser, Role::DutyManager];
    at.staff(&roles)?;
    let proposal = proposal.ok_or(Refusal::Unknown("proposal"))?;
    if proposal.waits() { Ok(proposal) } else { Err(Refusal::Changed) }
}
