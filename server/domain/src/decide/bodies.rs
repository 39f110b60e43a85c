//! The mediation bodies of a fair: who keeps them, and that each has its own people and its own cases.

use std::slice;

use super::{Bench, Decision, at_most};
use crate::{
    bodies::BodyTerms,
    bulletin::Words,
    case::{Ask, Case},
    command::Command,
    disclosure::NewDisclosure,
    event::Fact,
    fee::{FeeUnit, LONGEST_NOTES, LONGEST_TITLE, MOST_ENTRIES, Tariff},
    ids::{BodyId, CaseId, StaffId},
    measure::MeasureAction,
    procedure::{Action, Money, MoneyFault},
    refusal::Refusal,
    staff::{Role, Staff},
    text::folded,
};

/// Whoever prepares the fair keeps every body; a head their own, once it is there.
pub(super) fn keeper(at: &Bench<'_>, body: BodyId) -> Result<(), Refusal> {
    let staff = at.staff(&[Role::Organiser, Role::Head])?;
    if !staff.is(Role::Organiser) && staff.serves_other(body) {
        return Err(Refusal::OtherBody { body });
    }
    Ok(())
}

pub(super) fn record(at: &Bench<'_>, id: BodyId, terms: &BodyTerms) -> Decision {
    keeper(at, id)?;
    at.fair()?;
    if terms.name.trim().is_empty() {
        return Err(Refusal::Incomplete("name"));
    }
    let known = at.desk.body(id);
    if known.is_some_and(|known| known.terms == *terms) {
        return Ok(Vec::new());
    }
    match known {
        Some(known) if known.terms.kind != terms.kind && known.has_accepted() => {
            return Err(Refusal::BodyInUse);
        }
        Some(_) => {}
        None => {
            // Each gets the next number, so that letters run without a gap.
            let last = at.desk.bodies().last().map(|body| body.id);
            at_most(at.desk.bodies.len() + 1, usize::from(BodyId::MOST), "bodies")?;
            if last.and_then(BodyId::next) != Some(id) {
                return Err(Refusal::Unknown("body"));
            }
        }
    }
    has_own_name(at, id, &terms.name)?;
    // Somebody must take what is filed.
    if terms.closed && !at.desk.bodies().any(|other| other.id != id && !other.terms.closed) {
        return Err(Refusal::LastBody);
    }
    Ok(vec![Fact::BodyRecorded { body: id, terms: terms.clone() }.into()])
}

/// Whether no other body is called as this one is to be from now on, on whichever page it is named. Two that are called alike since
/// before it was looked at so closely can still be amended.
pub(super) fn has_own_name(at: &Bench<'_>, id: BodyId, name: &str) -> Result<(), Refusal> {
    let same = |other: &str| folded(other) == folded(name);
    let is_renamed = at.desk.body(id).is_none_or(|known| !same(&known.terms.name));
    let is_double = at.desk.bodies().any(|other| other.id != id && same(&other.terms.name));
    super::new(is_renamed && is_double, "body")
}

/// A tariff is public and holds from its publication; the editions before it are kept, for quotes stand on them (Commercial
/// Mediation Regulations art 16).
pub(super) fn publish_tariff(at: &Bench<'_>, id: BodyId, tariff: &Tariff) -> Decision {
    keeper(at, id)?;
    let body = at.desk.body(id).ok_or(Refusal::Unknown("body"))?;
    if !body.terms.kind.may_charge() {
        return Err(Refusal::NoFee);
    }
    is_whole(tariff)?;
    let last = body.editions.last();
    if last.is_some_and(|last| last.tariff == *tariff) {
        return Ok(Vec::new());
    }
    let edition = last.map_or(0, |last| last.number).saturating_add(1);
    Ok(vec![Fact::TariffPublished { body: id, edition, tariff: tariff.clone() }.into()])
}

/// Every entry has a title and an amount in figures; a share says its own in words.
fn is_whole(tariff: &Tariff) -> Result<(), Refusal> {
    if tariff.entries.is_empty() {
        return Err(Refusal::Incomplete("entry"));
    }
    at_most(tariff.entries.len(), MOST_ENTRIES, "entries")?;
    let fits = |words: &Words, longest| words.values().all(|text| text.chars().count() <= longest);
    for entry in &tariff.entries {
        let said = entry.title.values().any(|text| !text.trim().is_empty());
        if !said || !fits(&entry.title, LONGEST_TITLE) {
            return Err(Refusal::Incomplete("title"));
        }
        let words = entry.amount.trim();
        if words.is_empty() || words.chars().count() > LONGEST_TITLE {
            return Err(Refusal::Incomplete("amount"));
        }
    }
    if !fits(&tariff.notes, LONGEST_NOTES) {
        return Err(Refusal::Incomplete("notes"));
    }
    let sums = tariff.entries.iter().filter(|entry| entry.unit != FeeUnit::Share);
    // An amount is read together with its currency, which a tariff of shares alone has, too.
    for amount in sums.map(|entry| entry.amount.as_str()).chain(["1"]) {
        match Money::read(amount, &tariff.currency, None) {
            Ok(Some(money)) if money.currency == tariff.currency && money.cents().is_some() => {}
            Ok(_) | Err(MoneyFault::Currency) => return Err(Refusal::Incomplete("currency")),
            Err(MoneyFault::Amount) => return Err(Refusal::Incomplete("amount")),
        }
    }
    Ok(())
}

/// A body that takes new cases.
pub(super) fn open(at: &Bench<'_>, id: BodyId) -> Result<(), Refusal> {
    match at.desk.body(id) {
        None => Err(Refusal::Unknown("body")),
        Some(body) if body.terms.closed => Err(Refusal::BodyClosed),
        Some(_) => Ok(()),
    }
}

/// Nobody has to do with cases and people of a body they do not work for. Whoever prepares the fair is of no body, and what they do
/// as that is theirs, also where they head one.
pub(super) fn apart(at: &Bench<'_>, command: &Command) -> Result<(), Refusal> {
    let Some(staff) = at.envelope.actor.staff().and_then(|id| at.desk.staff_member(id)) else {
        return Ok(());
    };
    let other = |case: &&Case| staff.serves_other(case.body);
    if let Some(case) =
        cases_of(at, command).filter_map(|id| at.desk.case(*id)).map(AsRef::as_ref).find(other)
    {
        return Err(Refusal::OtherBody { body: case.body });
    }
    let led = person_of(at, command).and_then(|id| at.desk.staff_member(id));
    led.map_or(Ok(()), |person| of_own(staff, person))
}

/// The people of a body are its own head's.
fn of_own(asking: &Staff, person: &Staff) -> Result<(), Refusal> {
    let own = asking.is(Role::Organiser) || !person.is_of_body() || !asking.serves_other(person.profile.body);
    if own { Ok(()) } else { Err(Refusal::OtherBody { body: person.profile.body }) }
}

/// The person of a body that a command is about.
fn person_of(at: &Bench<'_>, command: &Command) -> Option<StaffId> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "everything else is about no one person")]
    match command {
        Command::AmendStaff { staff, .. }
        | Command::NameStaff { staff, .. }
        | Command::RecordCredentials { staff, .. }
        | Command::RecordTraining { staff, .. }
        | Command::StrikeTraining { staff, .. }
        | Command::PlanShifts { staff, .. }
        | Command::CorrectDuty { staff, .. }
        | Command::ResetPin { staff, .. }
        | Command::DismissStaff { staff } => Some(*staff),
        Command::CancelShift { shift } => at.desk.shift(*shift).map(|known| known.staff),
        _ => None,
    }
}

/// The cases that a command touches as a mediation body does.
fn cases_of<'c>(at: &Bench<'c>, command: &'c Command) -> impl Iterator<Item = &'c CaseId> {
    let of_ticket = |number| at.desk.ticket(number).map(|ticket| slice::from_ref(&ticket.case));
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "everything else touches no case, or touches it as anybody of the fair may"
    )]
    let cases: Option<&[CaseId]> = match command {
        // What was told the organiser, and the organiser's track, are no body's.
        Command::MoveMeasure { action, .. } if !matches!(**action, MeasureAction::HandOver { .. }) => None,
        Command::DiscloseCase { disclosure, .. } if of_complaint(disclosure) => None,
        Command::ReadCase { part: Ask::Measure, .. } => None,
        Command::AddEvidence { .. } | Command::NameExhibitor { .. } if at.staff(Role::ON_DUTY).is_ok() => {
            None
        }
        Command::ReceiveDisclosure { .. } if at.staff(&[Role::Organiser]).is_ok() => None,
        // Whoever hears a call for help comes.
        Command::Proceed { action, .. } if matches!(**action, Action::AnswerHelp) => None,
        Command::AddEvidence { case, .. }
        | Command::NameExhibitor { case, .. }
        | Command::CheckPapers { case, .. }
        | Command::EraseCase { case }
        | Command::GiveAccess { case, .. }
        | Command::DiscloseCase { case, .. }
        | Command::ReceiveDisclosure { case, .. }
        | Command::DraftTypicalCase { case, .. }
        | Command::PublishTypicalCase { case, .. }
        | Command::WithdrawTypicalCase { case, .. }
        | Command::ReadCase { case, .. }
        | Command::RecordUrgency { case, .. }
        | Command::OpenTalks { case }
        | Command::StartSession { case }
        | Command::AdjournSession { case, .. }
        | Command::ConcludeCase { case, .. }
        | Command::Proceed { case, .. }
        | Command::MoveMeasure { case, .. }
        | Command::MoveAftercare { case, .. }
        | Command::MoveReferral { case, .. }
        | Command::MoveMajor { case, .. }
        | Command::ArchiveFile { case, .. } => Some(slice::from_ref(case)),
        Command::RunRetention { cases } => Some(cases),
        Command::ClaimTicket { ticket }
        | Command::CallTicket { ticket, .. }
        | Command::CheckInTicket { ticket }
        | Command::MissTicket { ticket }
        | Command::ParkTicket { ticket, .. }
        | Command::RequeueTicket { ticket }
        | Command::ReleaseTicket { ticket, .. }
        | Command::GiveHolderCode { ticket, .. } => of_ticket(*ticket),
        _ => None,
    };
    cases.unwrap_or_default().iter()
}

fn of_complaint(disclosure: &NewDisclosure) -> bool {
    disclosure.terms.part == Ask::Measure
}
