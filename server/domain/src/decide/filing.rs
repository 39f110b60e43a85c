//! Filing a case, and what may be added to it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Bench, Decision, at_most, device};
use crate::{
    body::{Body, Content, EvidenceBody, Scope},
    case::{Ask, Audience, Case, CaseKind, Door, Paper, Party, PartyPlace, RightKind, Side},
    command::{NewCase, NewParty, NewTicket},
    event::{Actor, Event, Fact},
    ids::{CaseId, EvidenceId, ExhibitorId, HallId, KeyHash, Mac, PartyId, Series, TicketNumber},
    measure::Measure,
    procedure::Purpose,
    reading::Sight,
    refusal::{Refusal, StepBefore},
    staff::Role,
    ticket::Lane,
};

/// Respondents of one application; the mean at large fairs is 1.4 (procedure D.2).
pub const MAX_RESPONDENTS: usize = 20;
/// Photos of one case.
pub const MAX_EVIDENCE: usize = 40;
/// Devices admitted to one ticket's content.
const MAX_HOLDERS: usize = 50;

pub(super) fn file(at: &Bench<'_>, new: &NewCase) -> Decision {
    let fair = at.fair()?;
    match (at.envelope.actor, new.door) {
        (Actor::Staff(_), Door::Booth(_) | Door::Hall | Door::Counter) => {
            at.staff(&[Role::Mediator, Role::Head, Role::Reception])?;
        }
        (Actor::Device(device), Door::Kiosk) => device::may_mint(at, device, new.minted.as_ref())?,
        (_, Door::Counter | Door::Kiosk) | (Actor::Party(_) | Actor::Device(_), _) => {
            return Err(Refusal::NotAllowed);
        }
        (Actor::Public | Actor::System, Door::Booth(_) | Door::Hall) => {}
    }
    super::new(at.desk.case(new.case).is_some(), "case")?;
    new_keys(at, [&new.ticket])?;
    check_places(at, new)?;
    let asks = check_asks(new)?;
    if asks.contains(&Ask::Measure) && !fair.plan.venue.orders_measures() {
        return Err(Refusal::NotHere("measure"));
    }
    let series = match &new.hall {
        Some(hall) => at.desk.hall(hall).ok_or(Refusal::Unknown("hall"))?.series,
        None => fair.desk_series,
    };
    let number = match (at.envelope.actor, &new.minted, new.paper, new.door) {
        (Actor::Device(_), Some(minted), None, _) => minted.number,
        (_, None, None, _) => next_number(at, series, 0),
        // Whoever works here enters what was written on a form.
        (Actor::Staff(_), None, Some(number), Door::Counter) => {
            at.desk.free_on_paper(number)?;
            number
        }
        (_, Some(_), _, _) | (_, _, Some(_), _) => return Err(Refusal::NotAllowed),
    };
    let scope = Scope::Case(new.case);
    let fact = Fact::CaseFiled {
        case: new.case,
        kind: new.kind,
        door: new.door,
        hall: new.hall.clone(),
        right: new.right,
        asks,
        consent: new.consent.clone(),
        missing: distinct(&new.missing),
        body: at.desk.receiving_body(),
    };
    let mut events = vec![match &new.application {
        Some(text) => fact.with(Body { scope, content: Content::Application(text.clone()) }),
        None => fact.into(),
    }];
    if let Some(text) = &new.complaint {
        let body = Body { scope: Scope::Complaint(new.case), content: Content::Complaint(text.clone()) };
        events.push(Fact::ComplaintLodged { case: new.case }.with(body));
    }
    events
        .extend(std::iter::once(&new.claimant).chain(&new.respondents).map(|party| entered(new.case, party)));
    events.push(issued(
        number,
        new.case,
        new.claimant.place.id,
        new.hall.clone(),
        Lane::Reception,
        &new.ticket,
    ));
    Ok(events)
}

fn entered(case: CaseId, party: &NewParty) -> Event {
    let body = Body { scope: Scope::Party(party.place.id), content: Content::Party(party.body.clone()) };
    Fact::PartyEntered { case, party: party.place.clone() }.with(body)
}

/// The `offset`-th number after the last one of a series.
pub(super) fn next_number(at: &Bench<'_>, series: Series, offset: u32) -> TicketNumber {
    TicketNumber { series, count: at.desk.issued.get(&series).copied().unwrap_or(0) + 1 + offset }
}

/// A ticket's key must open that ticket alone.
pub(super) fn new_keys<'n>(
    at: &Bench<'_>,
    tickets: impl IntoIterator<Item = &'n NewTicket>,
) -> Result<(), Refusal> {
    let mut keys = BTreeSet::new();
    for ticket in tickets {
        super::new(at.desk.ticket_by_key(&ticket.key).is_some() || !keys.insert(ticket.key), "key")?;
    }
    Ok(())
}

pub(super) fn issued(
    ticket: TicketNumber,
    case: CaseId,
    party: PartyId,
    hall: Option<HallId>,
    lane: Lane,
    new: &NewTicket,
) -> Event {
    let body = Body { scope: Scope::Party(party), content: Content::Ticket(new.secret.clone()) };
    Fact::TicketIssued { ticket, case, party, key: new.key, holder: new.holder, hall, lane }.with(body)
}

fn distinct(papers: &[Paper]) -> Vec<Paper> {
    papers.iter().copied().collect::<BTreeSet<_>>().into_iter().collect()
}

/// Everything named must exist, the claimant cannot be their own respondent, and one company at one booth is one respondent: named twice
/// it would have two notices and two measures. A company with two booths may be named at each.
fn check_places(at: &Bench<'_>, new: &NewCase) -> Result<(), Refusal> {
    if let Door::Booth(id) = new.door {
        at.desk.booth(id).ok_or(Refusal::Unknown("booth"))?;
    }
    at_most(new.respondents.len(), MAX_RESPONDENTS, "respondents")?;
    if new.claimant.place.side != Side::Claimant
        || new.respondents.iter().any(|r| r.place.side != Side::Respondent)
    {
        return Err(Refusal::Incomplete("side"));
    }
    let mut ids = BTreeSet::new();
    for party in std::iter::once(&new.claimant).chain(&new.respondents) {
        let place = &party.place;
        if !ids.insert(place.id) {
            return Err(Refusal::Incomplete("party"));
        }
        if let Some(hall) = &place.hall {
            at.desk.hall(hall).ok_or(Refusal::Unknown("hall"))?;
        }
        if let Some(booth) = place.booth {
            at.desk.booth(booth).ok_or(Refusal::Unknown("booth"))?;
        }
        if let Some(exhibitor) = place.exhibitor {
            at.desk.exhibitor(exhibitor).ok_or(Refusal::Unknown("exhibitor"))?;
        }
    }
    let own = &new.claimant.place;
    let against_self = |party: &NewParty| own.exhibitor.is_some() && party.place.exhibitor == own.exhibitor;
    let mut named = BTreeSet::new();
    let mut again = |party: &NewParty| {
        let PartyPlace { exhibitor, booth, hall, .. } = &party.place;
        exhibitor.is_some_and(|known| !named.insert((known, *booth, hall.clone())))
    };
    if new.respondents.iter().any(|party| against_self(party) || again(party)) {
        return Err(Refusal::Incomplete("other-respondent"));
    }
    Ok(())
}

/// What is asked for, with the consent that each needs.
fn check_asks(new: &NewCase) -> Result<Vec<Ask>, Refusal> {
    if new.consent.privacy.is_empty() {
        return Err(Refusal::ConsentMissing("privacy"));
    }
    let blank = |text: &str| text.trim().is_empty();
    if new.application.as_ref().is_some_and(|text| blank(&text.statement))
        || new.complaint.as_ref().is_some_and(|text| blank(&text.statement))
    {
        return Err(Refusal::Incomplete("statement"));
    }
    if new.kind == CaseKind::Enquiry {
        // A question goes to the desk alone: nobody else is told, nothing is asked of anybody.
        return match (&new.application, new.respondents.is_empty(), &new.complaint) {
            (None, _, _) => Err(Refusal::Incomplete("statement")),
            (Some(_), true, None) => Ok(Vec::new()),
            (Some(_), false, _) => Err(Refusal::TooMany { what: "respondents", max: 0 }),
            (Some(_), true, Some(_)) => Err(Refusal::TooMany { what: "complaints", max: 0 }),
        };
    }
    let mut asks = Vec::new();
    if new.application.is_some() && new.kind == CaseKind::Dispute {
        new.consent.mediation.as_ref().ok_or(Refusal::ConsentMissing("mediation"))?;
        asks.push(Ask::Mediation);
    }
    if new.complaint.is_some() {
        new.consent.organiser.as_ref().ok_or(Refusal::ConsentMissing("organiser"))?;
        asks.push(Ask::Measure);
    }
    if new.kind == CaseKind::Dispute {
        if new.respondents.is_empty() {
            return Err(Refusal::Incomplete("respondent"));
        }
        if asks.is_empty() {
            return Err(Refusal::Incomplete("ask"));
        }
        new.right.ok_or(Refusal::Incomplete("right"))?;
    } else if new.application.is_none() && new.complaint.is_none() {
        return Err(Refusal::Incomplete("statement"));
    }
    Ok(asks)
}

/// The parties of the case themselves, or staff on behalf of a visitor: whoever has it, anybody while nobody does, the head.
fn party_or_holder(at: &Bench<'_>, case: &Case) -> Result<(), Refusal> {
    match at.envelope.actor {
        Actor::Party(number) if case.parties.iter().any(|party| party.ticket == Some(number)) => Ok(()),
        Actor::Staff(_) if at.lead(case)?.mediator.is_none() => at.at_counter(case).map(|_| ()),
        Actor::Staff(_) => at.in_hand(case),
        Actor::Party(_) | Actor::Public | Actor::Device(_) | Actor::System => Err(Refusal::NotAllowed),
    }
}

/// Proof that the organiser's notice was served or their measure applied, or a statement on paper: filed by the organiser, for
/// their track alone.
fn proves_measure(case: &Case, party: PartyId, audience: Audience, purpose: Purpose) -> bool {
    let proves = matches!(purpose, Purpose::Service | Purpose::Measure | Purpose::Signature);
    proves && audience == Audience::Measure && case.measure(party).is_some_and(Measure::is_open)
}

pub(super) fn add_evidence(
    at: &Bench<'_>,
    id: CaseId,
    party: PartyId,
    evidence: EvidenceId,
    audience: Audience,
    purpose: Purpose,
    body: &EvidenceBody,
) -> Decision {
    let case = at.case(id)?;
    let proof = proves_measure(case, party, audience, purpose) && at.staff(Role::ON_DUTY).is_ok();
    // The organiser's track goes on when the mediation is over, and so does what is handed in for it alone.
    let tracked = proof || (audience == Audience::Measure && case.takes_for_organiser(party));
    // An agreement is performed after the case ended, and whoever performs it may prove it.
    let owed = purpose == Purpose::Performance
        && audience == Audience::Mediation
        && case.procedure.in_effect().is_some();
    if !case.state.is_open() && (!(tracked || owed) || case.erased_at.is_some()) {
        return Err(Refusal::CaseIs(case.state));
    }
    if !proof {
        party_or_holder(at, case)?;
    }
    let known = case.party(party).ok_or(Refusal::Unknown("party"))?;
    if let Actor::Party(number) = at.envelope.actor
        && known.ticket != Some(number)
    {
        return Err(Refusal::NotAllowed);
    }
    // Nothing reaches the organiser, or the mediation body of a dispute, that was not meant for them.
    if !proof && audience.measure() && !case.asks_for(Ask::Measure) {
        return Err(Refusal::ConsentMissing("organiser"));
    }
    if audience.mediation() && !case.asks_for(Ask::Mediation) && case.kind == CaseKind::Dispute {
        return Err(Refusal::ConsentMissing("mediation"));
    }
    super::new(case.evidence.iter().any(|known| known.id == evidence), "evidence")?;
    at_most(case.evidence.len() + 1, MAX_EVIDENCE, "photos")?;
    let scope = if audience.mediation() { Scope::Case(id) } else { Scope::Complaint(id) };
    let files = [&body.original, &body.copy, &body.thumbnail].map(|file| file.name.clone()).to_vec();
    let body = Body { scope, content: Content::Evidence(body.clone()) };
    Ok(vec![Fact::EvidenceAdded { case: id, party, evidence, audience, files, purpose }.with(body)])
}

pub(super) fn withdraw(at: &Bench<'_>, id: CaseId) -> Decision {
    let case = at.open_case(id)?;
    match at.envelope.actor {
        Actor::Party(number) if case.claimant().ticket == Some(number) => {}
        Actor::Party(_) | Actor::Staff(_) | Actor::Public | Actor::Device(_) | Actor::System => {
            return Err(Refusal::NotAllowed);
        }
    }
    if case.procedure.in_effect().is_some() {
        return Err(Refusal::InEffect);
    }
    Ok(vec![Fact::CaseWithdrawn { case: id }.into()])
}

/// Of those who shared a booth when the case came, or none of them: by whoever has the case, and on a complaint by the organiser, also when
/// the mediation is over. Whom a case is about is no secret of either track (procedure part E.2: names of parties). When a name stays,
/// [`Case::named_by`] says.
pub(super) fn name_exhibitor(
    at: &Bench<'_>,
    id: CaseId,
    party: PartyId,
    exhibitor: Option<ExhibitorId>,
) -> Decision {
    let case = at.case(id)?;
    let officer = case.asks_for(Ask::Measure) && at.staff(Role::ON_DUTY).is_ok();
    if !officer {
        at.open_case(id)?;
        at.holder_of(case)?;
        let staff = at.envelope.actor.staff().and_then(|id| at.desk.staff_member(id));
        if staff.is_some_and(|staff| at.desk.has_conflict(staff, case)) {
            return Err(Refusal::ConflictOfInterest);
        }
    }
    if case.erased_at.is_some() {
        return Err(Refusal::Erased);
    }
    let known = case.respondents().iter().find(|known| known.place.id == party);
    let known = known.ok_or(Refusal::Unknown("party"))?;
    known.place.booth.ok_or(Refusal::Unknown("booth"))?;
    if known.standing.len() < 2 || exhibitor.is_some_and(|named| !known.standing.contains(&named)) {
        return Err(Refusal::Unknown("exhibitor"));
    }
    if exhibitor.is_some_and(|named| case.is_claimant(named) || is_another(case, known, named)) {
        return Err(Refusal::Incomplete("other-respondent"));
    }
    let same = known.place.exhibitor == exhibitor && !known.is_unsaid();
    if same && !at.from_paper {
        return Ok(Vec::new());
    }
    match case.named_by(party) {
        // It was said on paper before it was entered: that time may still be told, until something is drawn up.
        Some("exhibitor") if same && known.notice.is_none() && case.measure(party).is_none() => {}
        Some(by) => return Err(Refusal::Taken(by)),
        None => {}
    }
    if !same {
        at.comes_after(said_at(known))?;
    }
    Ok(vec![match exhibitor {
        Some(exhibitor) => Fact::ExhibitorNamed { case: id, party, exhibitor }.into(),
        None => Fact::ExhibitorUnlisted { case: id, party }.into(),
    }])
}

/// Whether an exhibitor is another respondent of the same case: one matter, one notice.
fn is_another(case: &Case, known: &Party, exhibitor: ExhibitorId) -> bool {
    let others = case.respondents().iter().filter(|other| other.place.id != known.place.id);
    others.into_iter().any(|other| other.place.exhibitor == Some(exhibitor))
}

/// When it was said last who a party at a shared booth is: what is entered from paper was drawn up, answered or ordered after that, or it
/// was for somebody else.
pub(super) fn said_at(party: &Party) -> Option<(Timestamp, StepBefore)> {
    party.namings.last().map(|naming| (naming.at, StepBefore::Naming))
}

/// No paper goes to a booth that several share before somebody said who of them is meant, or that it is none of the list: what is handed
/// to one there, and what one there answers, is never another's.
pub(super) fn expect_said(case: &Case, party: PartyId) -> Result<(), Refusal> {
    if case.wants_name(party) { Err(Refusal::StepMissing("exhibitor")) } else { Ok(()) }
}

pub(super) fn check_papers(at: &Bench<'_>, id: CaseId, missing: &[Paper]) -> Decision {
    let case = at.open_case(id)?;
    at.in_hand(case)?;
    let missing = distinct(missing);
    Ok(if case.missing == missing {
        Vec::new()
    } else {
        vec![Fact::PapersChecked { case: id, missing }.into()]
    })
}

pub(super) fn give_advice(at: &Bench<'_>, hall: Option<&HallId>, right: Option<RightKind>) -> Decision {
    at.staff(&[Role::Mediator, Role::Head, Role::Reception])?;
    at.fair()?;
    if let Some(hall) = hall {
        at.desk.hall(hall).ok_or(Refusal::Unknown("hall"))?;
    }
    Ok(vec![Fact::AdviceGiven { hall: hall.cloned(), right }.into()])
}

/// The code opens the whole content to the device that types it, so nobody gives it who may not read the case themselves.
pub(super) fn give_code(at: &Bench<'_>, number: TicketNumber, code: Mac, until: Timestamp) -> Decision {
    let staff = at.staff(&[Role::Mediator, Role::Head, Role::Reception])?;
    let ticket = at.ticket(number)?;
    let case = at.case(ticket.case)?;
    if !at.desk.gives_code(staff, case, ticket.party) {
        return Err(Refusal::CaseIs(case.state));
    }
    // Once talks were opened a ticket shows more than reception sees.
    let staff = at.at_counter(case)?;
    match at.desk.sight_at(staff, case, at.envelope.recorded_at) {
        Sight::Whole if !at.desk.opens_record(staff, case) => {
            return Err(Refusal::StepMissing("impartiality"));
        }
        Sight::Whole | Sight::Received => {}
        Sight::OnReason => return Err(Refusal::Incomplete("reason")),
        Sight::Summary => return Err(super::reading::unseen(at, staff, case)),
    }
    Ok(vec![Fact::HolderCodeGiven { ticket: number, code, until }.into()])
}

pub(super) fn admit_holder(at: &Bench<'_>, number: TicketNumber, code: Mac, holder: KeyHash) -> Decision {
    let ticket = at.ticket(number)?;
    at_most(ticket.holders.len() + 1, MAX_HOLDERS, "devices")?;
    match ticket.code {
        Some((_, until)) if until <= at.now() => Err(Refusal::CodeExpired),
        Some((given, _)) if given == code => Ok(vec![Fact::HolderAdmitted { ticket: number, holder }.into()]),
        Some(_) | None => Err(Refusal::WrongCode),
    }
}
