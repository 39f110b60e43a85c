//! What a case costs: quoted by whoever has it, on the tariff of its body; agreed to by everybody who takes part, or waived
//! (Commercial Mediation Regulations art 16). Nothing follows by itself when somebody says no.

use super::{Bench, Decision, in_state, needed, participant, party_or_desk, said, taken};
use crate::{
    body::Content,
    case::{Ask, Case, CaseState},
    decide::at_most,
    fee::{LONGEST_NOTES, LONGEST_TITLE, MOST_LINES, QuoteBody},
    ids::PartyId,
    procedure::{Answer, Means, Proceeding, Way},
    refusal::Refusal,
};

/// A new version replaces the one before, and everybody is asked anew: before the next talk, wherever the case stands.
pub(super) fn quote(at: &Bench<'_>, case: &Case, base: u32, quote: &QuoteBody) -> Decision {
    let version = next_version(at, case, base)?;
    let tariff = at.desk.body_of(case).and_then(|body| body.tariff()).ok_or(Refusal::NoTariff)?;
    is_whole(case, quote)?;
    if quote.currency != tariff.tariff.currency {
        return Err(Refusal::Incomplete("currency"));
    }
    let with = Proceeding::FeeQuoted { version, edition: tariff.number };
    Ok(vec![said(case, with, Content::Fee(quote.clone()))])
}

/// Who gives up a fee needs nobody's consent, and no tariff either.
pub(super) fn waive(at: &Bench<'_>, case: &Case, base: u32) -> Decision {
    let version = next_version(at, case, base)?;
    if case.procedure.fee().is_some_and(crate::fee::Fee::is_waived) {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, Proceeding::FeeWaived { version })])
}

fn next_version(at: &Bench<'_>, case: &Case, base: u32) -> Result<u32, Refusal> {
    at.holder_of(case)?;
    at.has_word(case)?;
    if !case.asks_for(Ask::Mediation) {
        return Err(Refusal::NoMediationAsked);
    }
    if !at.desk.may_charge(case) {
        return Err(Refusal::NoFee);
    }
    in_state(
        case,
        &[
            CaseState::Submitted,
            CaseState::Accepted,
            CaseState::Agreed,
            CaseState::InSession,
            CaseState::Adjourned,
        ],
    )?;
    let version = case.procedure.fees.last().map_or(0, |fee| fee.version);
    if version == base { Ok(version.saturating_add(1)) } else { Err(Refusal::Changed) }
}

/// It says for what, comes to something, and its shares are borne by parties of the case and come to the same.
fn is_whole(case: &Case, quote: &QuoteBody) -> Result<(), Refusal> {
    at_most(quote.lines.len(), MOST_LINES, "lines")?;
    let long = |text: &str, longest| text.chars().count() > longest;
    for line in &quote.lines {
        needed(&line.title, "title")?;
        if long(&line.title, LONGEST_TITLE) {
            return Err(Refusal::Incomplete("title"));
        }
    }
    if quote.remark.as_deref().is_some_and(|remark| long(remark, LONGEST_NOTES)) {
        return Err(Refusal::Incomplete("remark"));
    }
    let total = quote.total().filter(|total| *total > 0).ok_or(Refusal::Incomplete("amount"))?;
    for (index, share) in quote.shares.iter().enumerate() {
        let party = case.party(share.party).ok_or(Refusal::Unknown("party"))?;
        if case.respondents().contains(party) && party.way() == Way::Declined {
            return Err(Refusal::WayIs(Way::Declined));
        }
        if quote.shares[..index].iter().any(|other| other.party == share.party) {
            return Err(Refusal::Incomplete("shares"));
        }
    }
    if quote.shared() == Some(total) { Ok(()) } else { Err(Refusal::Incomplete("shares")) }
}

/// Each for exactly the version that was read; the last word counts.
pub(super) fn answer(
    at: &Bench<'_>,
    case: &Case,
    id: PartyId,
    version: u32,
    answer: Answer,
    means: Means,
) -> Decision {
    party_or_desk(at, case, id)?;
    participant(case, id)?;
    let fee = case.procedure.fee().ok_or(Refusal::StepMissing("fee"))?;
    if fee.version != version || fee.is_waived() {
        return Err(Refusal::Changed);
    }
    if fee.answer_of(id).is_some_and(|said| said.answer == answer) {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, Proceeding::FeeAnswered { party: id, version, answer, means })])
}
