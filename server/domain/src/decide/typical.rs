//! Typical cases: who writes the account, what it must say, and that nothing known of anybody stands in it unsaid. What is looked
//! for, and how, stands in [`crate::typical`].

use std::collections::HashSet;

use super::{Bench, Decision, at_most, proposal::done_or_proposed, reading::unseen};
use crate::{
    body::{Body, Content, Scope},
    case::{Ask, Case, CaseKind},
    event::Fact,
    ids::{CaseId, TypicalId},
    proposal::Deed,
    reading::{Sight, read_lately},
    refusal::Refusal,
    staff::Role,
    typical::{
        Account, Awaited, Finding, Ground, Identifier, LONGEST_MASK, LONGEST_PART, LONGEST_TITLE, MOST_MASKS,
        Mask, NewTypical, Part, Retraction, Treatment, TypicalBody, TypicalTerms, findings, masked,
        untreated, untreated_as,
    },
};

pub(super) fn draft(at: &Bench<'_>, id: CaseId, base: u32, body: &TypicalBody) -> Decision {
    let case = written_by(at, id)?;
    let known = case.typical_draft.map_or(0, |draft| draft.version);
    if known != base {
        return Err(Refusal::Changed);
    }
    complete(body)?;
    let content = Content::Typical(body.clone());
    let fact = Fact::TypicalCaseDrafted { case: id, version: known + 1 };
    Ok(vec![fact.with(Body { scope: Scope::Case(id), content })])
}

pub(super) fn publish(at: &Bench<'_>, id: CaseId, new: &NewTypical) -> Decision {
    let case = written_by(at, id)?;
    if case.typical_draft.map(|draft| draft.version) != Some(new.version) {
        return Err(Refusal::Changed);
    }
    super::new(at.desk.typical(new.id).is_some(), "typical")?;
    complete(&new.draft)?;
    publishable(at, id)?;
    if new.ground == Ground::Consent && !case.all_agree_to_account(new.version) {
        return Err(Refusal::ConsentMissing("typical-case"));
    }
    let found = untreated(&new.draft, &new.known, new.ground).len();
    if found > 0 {
        return Err(Refusal::Unmasked { found });
    }
    let accounts = masked(&new.draft, &new.known);
    let languages = accounts.iter().map(|account| account.language).collect();
    let terms = TypicalTerms { ground: new.ground, languages };
    let content = Content::Typical(TypicalBody { accounts, masks: kept(&new.draft, &new.known) });
    let body = Body { scope: Scope::Typical(new.id), content };
    done_or_proposed(at, Deed::Publish { case: id, typical: new.id, terms }, Some(body))
}

/// What stays, and why: whoever is the second reads it. What was replaced goes with the words that stand in its place.
fn kept(draft: &TypicalBody, known: &[Identifier]) -> Vec<Mask> {
    let stays = |finding: Finding| match finding.treatment {
        Some(treatment @ Treatment::Kept(_)) => {
            Some(Mask { language: finding.language, found: finding.found, treatment })
        }
        Some(Treatment::Replaced(_)) | None => None,
    };
    findings(draft, known).into_iter().filter_map(stays).collect()
}

/// Whether an account of a case may be published, now or when it is confirmed.
pub(super) fn publishable(at: &Bench<'_>, id: CaseId) -> Result<(), Refusal> {
    let case = at.case(id)?;
    if case.erased_at.is_some() {
        return Err(Refusal::Erased);
    }
    super::new(case.public_account().is_some(), "typical")
}

/// Whether nobody can be recognised in an account that waits: since it was proposed a further name of somebody may have become known.
pub(super) fn names_nobody(account: Option<&Awaited>, ground: Ground) -> Result<(), Refusal> {
    let Awaited { draft, told, known } = account.ok_or(Refusal::Incomplete("account"))?;
    let found = untreated_as(draft, told.clone(), known, ground).len();
    if found > 0 { Err(Refusal::Unmasked { found }) } else { Ok(()) }
}

/// The head answers for what the body publishes. Why stands beside the text and goes with it when the case is erased. Of a case that
/// was erased the text goes at once, and there is no file that a reason could stand in: none is taken, so that none is lost.
pub(super) fn withdraw(at: &Bench<'_>, id: CaseId, typical: TypicalId, reason: &str) -> Decision {
    at.staff(&[Role::Head])?;
    let case = at.case(id)?;
    let known = case.typical.iter().find(|known| known.id == typical && known.published.is_some());
    let known = known.ok_or(Refusal::Unknown("typical"))?;
    if known.withdrawn.is_some() {
        return Err(Refusal::Withdrawn);
    }
    let fact = Fact::TypicalCaseWithdrawn { case: id, typical, why: Retraction::Decided };
    if case.erased_at.is_some() {
        return if reason.trim().is_empty() { Ok(vec![fact.into()]) } else { Err(Refusal::Erased) };
    }
    if reason.trim().is_empty() {
        return Err(Refusal::Incomplete("reason"));
    }
    at_most(reason.chars().count(), LONGEST_PART, "letters")?;
    let content = Content::Remark { text: reason.to_owned() };
    Ok(vec![fact.with(Body { scope: Scope::Typical(typical), content })])
}

/// A dispute that is over, for whoever of the body sees it whole and whose reading is on record.
fn written_by<'a>(at: &Bench<'a>, id: CaseId) -> Result<&'a Case, Refusal> {
    let writer = at.staff(&[Role::Head, Role::Mediator])?;
    let case = at.case(id)?;
    if !at.desk.sight(writer, case).opens_talks() {
        return Err(unseen(at, writer, case));
    }
    if case.state.is_open() {
        return Err(Refusal::CaseIs(case.state));
    }
    if case.kind != CaseKind::Dispute || !case.asks_for(Ask::Mediation) {
        return Err(Refusal::NoMediationAsked);
    }
    let now = at.envelope.recorded_at;
    let read = at.desk.sight_at(writer, case, now) == Sight::Whole
        && read_lately(case, Ask::Mediation, writer.id, now);
    if read { Ok(case) } else { Err(Refusal::StepMissing("reading")) }
}

fn complete(body: &TypicalBody) -> Result<(), Refusal> {
    if body.accounts.is_empty() {
        return Err(Refusal::Incomplete("account"));
    }
    let mut languages = HashSet::new();
    for account in &body.accounts {
        super::new(!languages.insert(account.language), "language")?;
        whole(account)?;
    }
    at_most(body.masks.len(), MOST_MASKS, "masks")?;
    for mask in &body.masks {
        let (Treatment::Replaced(words) | Treatment::Kept(words)) = &mask.treatment;
        if words.trim().is_empty() {
            return Err(Refusal::Incomplete("mask"));
        }
        at_most(words.chars().count(), LONGEST_MASK, "letters")?;
    }
    Ok(())
}

fn whole(account: &Account) -> Result<(), Refusal> {
    for (part, text) in account.parts() {
        if text.trim().is_empty() {
            return Err(Refusal::Incomplete(part.code()));
        }
        let longest = if part == Part::Title { LONGEST_TITLE } else { LONGEST_PART };
        at_most(text.chars().count(), longest, "letters")?;
    }
    Ok(())
}
