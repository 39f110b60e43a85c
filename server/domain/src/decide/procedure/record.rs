//! The record both sides confirm, and notes that only their author reads.

use super::{Bench, Decision, declared, needed, party_or_desk, said, taken};
use crate::{
    body::{Body, Content, InquiryBody, RecordBody, Scope},
    case::{Case, CaseState},
    decide::at_most,
    event::Fact,
    ids::{CaseId, EvidenceId, PartyId},
    procedure::{Action, Means, Proceeding, RecordPart},
    refusal::{Refusal, StepBefore},
};

/// Private notes of one case.
const MAX_NOTES: usize = 200;
/// Questions of one investigation record.
const MAX_QUESTIONS: usize = 60;

/// Whether a step is about the record of the talks or about notes on them, which are finished when they are over: a party may stop in the middle of one.
pub(super) fn is_of_talks(action: &Action) -> bool {
    #[expect(clippy::wildcard_enum_match_arm, reason = "no other step has to do with it")]
    match action {
        Action::WriteRecord { part, .. } | Action::ConfirmRecord { part, .. } => {
            *part == RecordPart::Mediation
        }
        Action::WriteNote { .. } => true,
        _ => false,
    }
}

/// A case that is open, or that had talks and is over.
pub(super) fn of_talks<'a>(at: &Bench<'a>, id: CaseId) -> Result<&'a Case, Refusal> {
    let case = at.case(id)?;
    match case.erased_at {
        Some(_) => Err(Refusal::Erased),
        None if case.takes_record() => Ok(case),
        None => Err(Refusal::CaseIs(case.state)),
    }
}

/// Whoever writes from an older version than the newest is told so, and nothing is overwritten.
pub(super) fn write(at: &Bench<'_>, case: &Case, part: RecordPart, base: u32, body: &RecordBody) -> Decision {
    declared(at, case)?;
    if case.state == CaseState::Submitted {
        return Err(Refusal::CaseIs(case.state));
    }
    let inquiry = body.inquiry.as_ref().filter(|_| part == RecordPart::Investigation);
    match inquiry {
        Some(inquiry) => {
            inquired(case, inquiry, &body.text)?;
            at.within(case, inquiry.at)?;
        }
        None => needed(&body.text, "text")?,
    }
    if part != RecordPart::Investigation {
        within_talks(at, case)?;
    }
    let version = case.procedure.record(part).map_or(0, |record| record.version);
    if version != base {
        return Err(Refusal::Changed);
    }
    let written = Proceeding::RecordWritten { part, version: version.saturating_add(1) };
    Ok(vec![said(case, written, Content::Record(body.clone()))])
}

/// Nobody records a talk that was not begun (procedure A.2, 11), nor what was found undisputed in it: what both hold true is said at
/// the table, and what a respondent admits before stands in the reply. A record that was written on paper bears a time at which they talked:
/// not before the first talk began, nor after the case was over. Between two talks it may be written as well. Of a talk that was held
/// on paper alone the time of the record is all that is known.
fn within_talks(at: &Bench<'_>, case: &Case) -> Result<(), Refusal> {
    if case.talks.is_empty() && !at.from_paper {
        return Err(Refusal::StepMissing("session"));
    }
    let begun = case.talks.iter().map(|talk| talk.from).min();
    at.comes_after(begun.map(|when| (when, StepBefore::Session)))?;
    at.ends_with(case.concluded_at)
}

/// An investigation says who was questioned, and something of what came of it; its photos have been handed in.
fn inquired(case: &Case, inquiry: &InquiryBody, text: &str) -> Result<(), Refusal> {
    needed(&inquiry.person.name, "name")?;
    at_most(inquiry.questions.len(), MAX_QUESTIONS, "questions")?;
    let said = inquiry.questions.iter().any(|question| !question.answered.trim().is_empty());
    if !said {
        needed(text, "text")?;
    }
    if inquiry.party.is_some_and(|party| case.party(party).is_none()) {
        return Err(Refusal::Unknown("party"));
    }
    let known =
        |id: &EvidenceId| case.evidence.iter().any(|photo| photo.id == *id && photo.audience.mediation());
    if inquiry.photos.iter().all(known) { Ok(()) } else { Err(Refusal::Unknown("evidence")) }
}

/// A confirmation is for the version that was read. An investigation record is confirmed by whoever was questioned, who need not
/// take part in the talks. What a party confirms on its phone is its own word; staff who note it have read the record with it.
pub(super) fn confirm(
    at: &Bench<'_>,
    case: &Case,
    party: PartyId,
    part: RecordPart,
    version: u32,
    means: Means,
) -> Decision {
    party_or_desk(at, case, party)?;
    at.has_word(case)?;
    if part == RecordPart::Investigation {
        case.party(party).ok_or(Refusal::Unknown("party"))?;
    } else {
        let known = case.party(party).ok_or(Refusal::Unknown("party"))?;
        if !case.attended(known) {
            return Err(Refusal::WayIs(known.way()));
        }
        // A desk from before the rule of `within_talks` may hold such a record already.
        if !case.has_sides() {
            return Err(Refusal::ConsentMissing("mediation"));
        }
    }
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
    let author = declared(at, case)?;
    // Their key goes when the file is laid away, and with the next start that of any written since.
    if !case.archived.is_empty() {
        return Err(Refusal::Taken("notes"));
    }
    needed(text, "text")?;
    at_most(case.procedure.notes.len() + 1, MAX_NOTES, "notes")?;
    let body =
        Body { scope: Scope::Note(case.id, author.id), content: Content::Note { text: text.to_owned() } };
    Ok(vec![Fact::CaseProceeded { case: case.id, with: Proceeding::NoteWritten {} }.with(body)])
}
