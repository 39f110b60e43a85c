//! The rules of the procedure, one file a chapter: reception, notice and reply, consent, appointment, session, record, agreement.

use super::{Bench, Decision};
use crate::{
    body::{Body, Content, PersonBody, Scope},
    case::{Case, CaseState, Party, Side},
    event::{Actor, Event, Fact},
    ids::{CaseId, PartyId},
    procedure::{Action, Proceeding, Way},
    reading::Sight,
    refusal::Refusal,
    staff::{Role, Staff},
};

mod agreement;
mod appointment;
mod closing;
mod consent;
mod fee;
mod notice;
mod reception;
mod record;
mod session;

pub(super) use notice::{notice_events, window_over, witnessed};

/// Decides one step.
pub(super) fn proceed(at: &Bench<'_>, id: CaseId, action: &Action) -> Decision {
    let case = match action {
        action if consent::is_asked_later(action) => consent::kept(at, id)?,
        action if record::is_of_talks(action) => record::of_talks(at, id)?,
        _ => at.open_case(id)?,
    };
    match action {
        Action::Accept { source } => reception::accept(at, case, *source),
        Action::ChangeBody { body, means } => reception::change_body(at, case, *body, *means),
        Action::DeclareImpartiality => reception::declare_impartiality(at, case),
        Action::IssueNotice { party, notice } => notice::issue(at, case, *party, notice),
        Action::RecordService { party, service, body } => notice::serve(at, case, *party, service, body),
        Action::Answer { party, answer, text, means, authority, body, language } => notice::answer(
            at,
            case,
            *party,
            &notice::Reply {
                answer: *answer,
                text,
                means: *means,
                authority: *authority,
                body,
                language: *language,
            },
        ),
        Action::NoteLanguage { party, language } => notice::note_language(at, case, *party, *language),
        Action::NoteProductClass { class } => reception::note_product_class(at, case, class.as_ref()),
        Action::WithdrawConsent { party, means } => consent::withdraw(at, case, *party, *means),
        Action::AskOtherMediator { party, means } => consent::ask_other_mediator(at, case, *party, *means),
        Action::Consent { party, to, text, means } => consent::give(at, case, *party, *to, text, *means),
        Action::AgreeAsExample { party, version, text, means } => {
            consent::agree_as_example(at, case, *party, *version, text, *means)
        }
        Action::RevokeConsent { party, to } => consent::revoke(at, case, *party, *to),
        Action::QuoteFee { base, quote } => fee::quote(at, case, *base, quote),
        Action::QuoteNoFee { base } => fee::waive(at, case, *base),
        Action::AnswerFee { party, version, answer, means } => {
            fee::answer(at, case, *party, *version, *answer, *means)
        }
        Action::MakeAppointment { from, until, room } => {
            appointment::make(at, case, *from, *until, room.as_ref())
        }
        Action::ConfirmAppointment { party, from } => appointment::confirm(at, case, *party, *from),
        Action::CancelAppointment => appointment::cancel(at, case),
        Action::CheckIdentity { party, paper, authority, body } => {
            session::check_identity(at, case, *party, *paper, *authority, body)
        }
        Action::ExplainRights { text } => session::explain_rights(at, case, text),
        Action::AdmitGuest { role, body } => session::admit_guest(at, case, *role, body),
        Action::CallForHelp => session::call_for_help(at, case),
        Action::AnswerHelp => session::answer_help(at, case),
        Action::WriteRecord { part, base, body } => record::write(at, case, *part, *base, body),
        Action::ConfirmRecord { party, part, version, means } => {
            record::confirm(at, case, *party, *part, *version, *means)
        }
        Action::WriteNote { text } => record::write_note(at, case, text),
        Action::DraftAgreement { base, draft } => agreement::draft(at, case, *base, draft),
        Action::AgreeTerms { version } => agreement::agree(at, case, *version),
        Action::ReopenTerms => agreement::reopen(at, case),
        Action::Sign { version, by, means, authority, evidence, ratify_by, body } => agreement::sign(
            at,
            case,
            *version,
            &agreement::Given {
                by: *by,
                means: *means,
                authority: *authority,
                evidence: *evidence,
                ratify_by: *ratify_by,
                body,
            },
        ),
        Action::Ratify { party, evidence, body } => agreement::ratify(at, case, *party, *evidence, body),
        Action::RefuseToSign { party } => agreement::refuse(at, case, *party),
        Action::CarryOver => closing::carry_over(at, case),
        Action::RegisterOral { draft } => agreement::register_oral(at, case, draft),
    }
}

/// The fact of a step.
fn taken(case: &Case, with: Proceeding) -> Event {
    Fact::CaseProceeded { case: case.id, with }.into()
}

/// The same with a body sealed under the case.
fn said(case: &Case, with: Proceeding, content: Content) -> Event {
    Fact::CaseProceeded { case: case.id, with }.with(Body { scope: Scope::Case(case.id), content })
}

/// The same with a person, sealed with the party they act for.
fn person_of(case: &Case, party: PartyId, with: Proceeding, body: &PersonBody) -> Event {
    let content = Content::Person(body.clone());
    Fact::CaseProceeded { case: case.id, with }.with(Body { scope: Scope::Party(party), content })
}

/// A respondent of the case.
fn respondent(case: &Case, id: PartyId) -> Result<&Party, Refusal> {
    let party = case.party(id).ok_or(Refusal::Unknown("party"))?;
    if party.place.side == Side::Respondent { Ok(party) } else { Err(Refusal::Unknown("party")) }
}

/// Somebody who takes part: the claimant, or a respondent who accepted.
fn participant(case: &Case, id: PartyId) -> Result<&Party, Refusal> {
    let party = case.party(id).ok_or(Refusal::Unknown("party"))?;
    match party.place.side {
        Side::Respondent if party.way() != Way::Accepted => Err(Refusal::WayIs(party.way())),
        Side::Claimant | Side::Respondent => Ok(party),
    }
}

/// The case must be in one of these states.
fn in_state(case: &Case, states: &[CaseState]) -> Result<(), Refusal> {
    if states.contains(&case.state) { Ok(()) } else { Err(Refusal::CaseIs(case.state)) }
}

/// The party speaks for itself, or whoever has the case writes down what it said; where nobody has it, the head does.
fn party_or_desk(at: &Bench<'_>, case: &Case, party: PartyId) -> Result<(), Refusal> {
    match at.envelope.actor {
        Actor::Party(number) if case.party(party).is_some_and(|known| known.ticket == Some(number)) => Ok(()),
        Actor::Staff(_) if at.staff(&[Role::Head]).is_ok() => {
            at.holder_of(case).or_else(|_| at.head(case).map(|_| ()))
        }
        Actor::Staff(_) => at.holder_of(case),
        Actor::Party(_) | Actor::Public | Actor::Device(_) | Actor::System => Err(Refusal::NotAllowed),
    }
}

/// The same for what reception writes down, too.
fn party_or_counter(at: &Bench<'_>, case: &Case, party: PartyId) -> Result<(), Refusal> {
    match at.envelope.actor {
        Actor::Staff(_) if at.staff(&[Role::Head]).is_err() => at.in_hand(case),
        Actor::Staff(_) | Actor::Party(_) | Actor::Public | Actor::Device(_) | Actor::System => {
            party_or_desk(at, case, party)
        }
    }
}

/// Whoever has the case; while nobody has it, whoever sees more of it than its summary (procedure E.2): the head, reception while it
/// stands there, and the mediator who filed it for a visitor or put it into the line for talks. Any other takes it first, and until
/// then is told nothing of what was asked, by what is refused neither. Nobody with a conflict of interest.
fn desk<'a>(at: &Bench<'a>, case: &Case) -> Result<&'a Staff, Refusal> {
    let staff = at.at_counter(case)?;
    let by = at.lead(case)?.mediator;
    if by.is_some() {
        at.in_hand(case)?;
    }
    if at.desk.has_conflict(staff, case) {
        return Err(Refusal::ConflictOfInterest);
    }
    if at.desk.sight(staff, case) == Sight::Summary {
        return Err(Refusal::NotYours { by });
    }
    Ok(staff)
}

/// Whoever has the case, a mediator or who receives, and declared to have no conflict of interest with it.
fn impartial(at: &Bench<'_>, case: &Case) -> Result<(), Refusal> {
    at.in_hand(case)?;
    let mediator = at.lead(case)?.mediator;
    if mediator.is_some_and(|staff| case.procedure.is_impartial(staff)) {
        Ok(())
    } else {
        Err(Refusal::StepMissing("impartiality"))
    }
}

/// The mediator who has the case and declared to have no conflict of interest with it, for what is said and written of its talks. Of a
/// case that is over nothing is declared any more, and its record can still be finished.
fn declared<'a>(at: &Bench<'a>, case: &Case) -> Result<&'a Staff, Refusal> {
    let staff = at.own(case)?;
    at.has_word(case)?;
    Ok(staff)
}

/// A text is needed.
fn needed(text: &str, what: &'static str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::Incomplete(what)) } else { Ok(()) }
}
