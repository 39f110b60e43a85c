//! What is typed on the page of a complaint, or sent by a program, as the rules of the organiser's track take it. One place for
//! both.

use domain::{
    Case, Command, EvidenceId, PartyId,
    body::{MeasureBody, PersonBody, ReplyBody},
    fair::Language,
    measure::{Basis, MeasureAction, MeasureKind},
    procedure::{Service, ServiceMethod},
    text::{self, TextFault},
};
use jiff::Timestamp;

use crate::web::{
    counter::{
        sent::{LINE, line},
        way::said::{by_staff, chosen, new_notice, person},
    },
    problem::{Fault, Problem},
};

/// Longest text of a decision or a statement, characters.
pub(in crate::web) const WORDS: usize = 4000;

/// The texts of the forms, each with its longest in characters.
pub(super) const TEXTS: [(&str, usize); 5] =
    [("name", LINE), ("position", LINE), ("witness", LINE), ("statement", WORDS), ("text", WORDS)];

/// One step of one respondent's track.
pub(in crate::web) fn moved(case: &Case, party: PartyId, action: MeasureAction) -> Command {
    Command::MoveMeasure { case: case.id, party, action: Box::new(action) }
}

/// Draws up the notice, with a key of its own.
pub(in crate::web) fn notice() -> MeasureAction {
    MeasureAction::IssueNotice { notice: new_notice() }
}

/// Several lines; nothing when nothing was typed.
fn lines(field: &'static str, typed: &str) -> Result<Option<String>, Problem> {
    match text::lines(typed, WORDS) {
        Ok(text) => Ok(Some(text)),
        Err(TextFault::Empty) => Ok(None),
        Err(TextFault::TooLong { .. }) => Err(Problem::of(Fault::Invalid).field(field, "too-long")),
    }
}

fn incomplete(field: &'static str) -> Problem {
    Problem::of(Fault::Invalid).coded("incomplete").field(field, "incomplete")
}

/// How the notice was served.
///
/// # Errors
/// Whatever cannot be read, and no name.
pub(in crate::web) fn service(
    method: &str,
    refused: bool,
    name: &str,
    position: &str,
    witness: &str,
    evidence: Option<EvidenceId>,
) -> Result<MeasureAction, Problem> {
    let body = PersonBody { witness: line("witness", witness)?, ..person(name, position)? };
    if body.name.is_empty() {
        return Err(incomplete("name"));
    }
    let method = chosen("method", method, ServiceMethod::from_code)?;
    Ok(MeasureAction::RecordService { service: Service { method, refused, evidence }, body })
}

/// What a respondent told the office, or handed in on paper, with the tag of the language it is written in, where that is known.
///
/// # Errors
/// Whatever cannot be read, and no statement.
pub(in crate::web) fn answer(
    means: &str,
    admits: bool,
    name: &str,
    position: &str,
    (statement, written): (&str, &str),
) -> Result<MeasureAction, Problem> {
    let statement = Some(lines("statement", statement)?.ok_or_else(|| incomplete("statement"))?);
    let body =
        ReplyBody { person: person(name, position)?, statement, language: Language::from_tag(written) };
    Ok(MeasureAction::Answer { means: by_staff(means)?, admits, body })
}

/// The words of a decision or a deed, with the tag of the language they are written in.
///
/// # Errors
/// When there are none, or too many.
pub(in crate::web) fn words(typed: &str, written: &str) -> Result<MeasureBody, Problem> {
    let text = lines("text", typed)?.ok_or_else(|| incomplete("text"))?;
    Ok(MeasureBody { text, language: Language::from_tag(written), clauses: Vec::new() })
}

/// What an officer adds to a clause, which says itself what is to be done; that may be nothing.
fn remark(typed: &str, written: &str) -> Result<MeasureBody, Problem> {
    let Some(text) = lines("text", typed)? else { return Ok(MeasureBody::default()) };
    Ok(MeasureBody { text, language: Language::from_tag(written), clauses: Vec::new() })
}

/// A measure.
///
/// # Errors
/// Whatever cannot be read.
pub(in crate::web) fn order(
    kind: &str,
    basis: &str,
    until: Option<Timestamp>,
    (text, written): (&str, &str),
) -> Result<MeasureAction, Problem> {
    let kind = chosen("kind", kind, MeasureKind::from_code)?;
    let basis = chosen("basis", basis, Basis::from_code)?;
    let body = if basis == Basis::Agreement { remark(text, written)? } else { words(text, written)? };
    Ok(MeasureAction::Order { kind, basis, until, body })
}
