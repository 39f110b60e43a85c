//! The record both sides confirm, and notes that only their author reads.

use super::{Bench, Decision, in_state, needed, participant, party_or_desk, said, taken};
use crate::{
    body::{Body, Content, RecordBody, Scope},
    case::{Case, CaseState},
    decide::at_most,
    event::Fact,
    ids::PartyId,
    procedure::{Means, Proceeding, RecordPart},
    refusal::Refusal,
};

/// Private notes of one case.
const MAX_NOTES: usize = 200;

/// Whoever writes from an older version than the newest is told so, and nothing is overwritten.
pub(super) fn write(at: &Bench<'_>, case: &Case, part: RecordPart, base: u32, body: &RecordBody) -> Decision {
    at.own(case)?;
    in_state(
        case,
        &[
            CaseState::Accepted,
            CaseState::Agreed,
            CaseState::InSession,
            CaseState::Adjourned,
            CaseState::TermsAgreed,
        ],
    )?;
    needed(&body.text, "text")?;
    let version = case.procedure.record(part).map_or(0, |record| record.version);
    if version != base {
        return Err(Refusal::Changed);
    }
    let written = Proceeding::RecordWritten { part, version: version.saturating_add(1) };
    Ok(vec![said(case, written, Content::Record(body.clone()))])
}

/// A confirmation is for the version that was read.
pub(super) fn confirm(
    at: &Bench<'_>,
    case: &Case,
    party: PartyId,
    part: RecordPart,
    version: u32,
    means: Means,
) -> Decision {
    party_or_desk(at, case, party)?;
    participant(case, party)?;
    let record = case.procedure.record(part).ok_or(Refusal::StepMissing("record"))?;
    if record.version != version {
        return Err(Refusal::Changed);
    }
    if record.confirmed.iter().any(|(known, _, _)| *known == party) {
        return Ok(Vec::new());
    }
    Ok(vec![taken(case, Proceeding::RecordConfirmed { party, part, version, means })])
}

pub(super) fn write_note(at: &Bench<'_>, case: &Case, text: &str) -> Decision {
    let author = at.own(case)?;
    needed(text, "text")?;
    at_most(case.procedure.notes.len() + 1, MAX_NOTES, "notes")?;
    let body =
        Body { scope: Scope::Note(case.id, author.id), content: Content::Note { text: text.to_owned() } };
    Ok(vec![Fact::CaseProceeded { case: case.id, with: Proceeding::NoteWritten {} }.with(body)])
}
