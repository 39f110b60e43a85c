//! The notice to a respondent, its service, and the reply.

use jiff::Timestamp;

use super::{
    Bench, Decision, desk, impartial, in_state, needed, party_or_counter, person_of, respondent, taken,
};
use crate::{
    body::{Body, Content, PersonBody, ReplyBody, Scope},
    case::{Case, CaseState, Outcome, Party, Reason},
    decide::filing,
    event::{Event, Fact},
    fair::Language,
    ids::PartyId,
    procedure::{Answer, Authority, Means, NewNotice, Proceeding, Service, ServiceMethod, Way},
    refusal::{Refusal, StepBefore},
    ticket::Lane,
};

/// What a respondent answers.
pub(super) struct Reply<'a> {
    pub(super) answer: Answer,
    pub(super) text: &'a str,
    pub(super) means: Means,
    pub(super) authority: Authority,
    pub(super) body: &'a ReplyBody,
    pub(super) language: Option<Language>,
}

/// When a party's notice was drawn up, before which it is neither served nor answered.
fn drawn_up(party: &Party) -> Option<(Timestamp, StepBefore)> {
    party.notice.as_ref().map(|notice| (notice.at, StepBefore::Notice))
}

/// No party is contacted before whoever has the case declared to have no conflict of interest.
pub(super) fn issue(at: &Bench<'_>, case: &Case, id: PartyId, notice: &NewNotice) -> Decision {
    impartial(at, case)?;
    in_state(case, &[CaseState::Accepted])?;
    let party = respondent(case, id)?;
    if !matches!(party.way(), Way::Named | Way::Noticed) {
        return Err(Refusal::WayIs(party.way()));
    }
    filing::expect_said(case, id)?;
    let accepted = case.procedure.accepted_at.map(|when| (when, StepBefore::Acceptance));
    at.comes_after(accepted.max(filing::said_at(party)))?;
    let with = Proceeding::NoticeIssued { party: id, key: notice.key };
    notice_events(at, case, party, notice, Fact::CaseProceeded { case: case.id, with })
}

/// A notice, and before it the ticket of a party that has none yet.
pub(in crate::decide) fn notice_events(
    at: &Bench<'_>,
    case: &Case,
    party: &Party,
    notice: &NewNotice,
    fact: Fact,
) -> Decision {
    filing::new_keys(at, [&notice.ticket])?;
    crate::decide::new(at.desk.notice_by_key(&notice.key).is_some(), "key")?;
    let id = party.place.id;
    let mut events = Vec::new();
    if party.ticket.is_none() {
        let number = filing::next_number(at, at.fair()?.desk_series, 0);
        events.push(filing::issued(
            number,
            case.id,
            id,
            party.place.hall.clone(),
            Lane::Talks,
            &notice.ticket,
        ));
    }
    let body = Body { scope: Scope::Party(id), content: Content::Notice(notice.secret.clone()) };
    events.push(fact.with(body));
    Ok(events)
}

/// Only recorded service opens the time for a reply. Who answered before it was on record how the notice reached them had it: that is
/// written down all the same, for the file wants its receipt, and no time runs any more.
pub(super) fn serve(
    at: &Bench<'_>,
    case: &Case,
    id: PartyId,
    service: &Service,
    body: &PersonBody,
) -> Decision {
    desk(at, case)?;
    let party = respondent(case, id)?;
    if !party.lacks_receipt() {
        in_state(case, &[CaseState::Accepted])?;
        if party.way() != Way::Noticed {
            return Err(Refusal::WayIs(party.way()));
        }
        // Whoever hands it over speaks with a side; a receipt that is written down later only says that somebody did.
        at.has_word(case)?;
    }
    needed(&body.name, "name")?;
    witnessed(service, body)?;
    known_evidence(case, service)?;
    // A time for a reply that began before the notice was drawn up would be over before it began.
    at.comes_after(drawn_up(party))?;
    let rules = at.desk.rules_of(party.notice.as_ref());
    let window = at.fair()?.plan.open_window(&rules.reply, at.now());
    let with = Proceeding::NoticeServed { party: id, service: service.clone(), window };
    Ok(vec![person_of(case, id, with, body)])
}

/// What is left because nobody took it is left before somebody who can say so, or a photo shows it (after Civil Procedure Law art 89).
pub(in crate::decide) fn witnessed(service: &Service, body: &PersonBody) -> Result<(), Refusal> {
    if service.method == ServiceMethod::LeftBehind && service.evidence.is_none() {
        needed(body.witness.as_deref().unwrap_or_default(), "witness")?;
    }
    Ok(())
}

/// Proof that is named must have been handed in.
pub(in crate::decide) fn known_evidence(case: &Case, service: &Service) -> Result<(), Refusal> {
    match service.evidence {
        Some(id) if !case.evidence.iter().any(|known| known.id == id) => Err(Refusal::Unknown("evidence")),
        Some(_) | None => Ok(()),
    }
}

/// Whether a time limit that ends now still waits for an answer.
pub(in crate::decide) fn window_over(party: &Party) -> bool {
    party.way() == Way::Served
}

/// A clear refusal ends mediation with this respondent at once, and the case when nobody is left (People's Mediation Law art 17).
pub(super) fn answer(at: &Bench<'_>, case: &Case, id: PartyId, reply: &Reply<'_>) -> Decision {
    party_or_counter(at, case, id)?;
    in_state(case, &[CaseState::Accepted])?;
    let party = respondent(case, id)?;
    match party.way() {
        Way::Noticed | Way::Served | Way::NoReply => {}
        way @ (Way::Named | Way::Accepted | Way::Declined) => return Err(Refusal::WayIs(way)),
    }
    // Who answers before it is on record how the notice reached them had it all the same.
    let served = party.served.as_ref().map(|served| (served.at, StepBefore::Service));
    at.comes_after(served.or(drawn_up(party)))?;
    if reply.answer == Answer::Accept {
        if reply.text.is_empty() {
            return Err(Refusal::ConsentMissing("mediation"));
        }
        needed(&reply.body.person.name, "name")?;
    }
    let with = Proceeding::NoticeAnswered {
        party: id,
        answer: reply.answer,
        text: reply.text.to_owned(),
        means: reply.means,
        authority: reply.authority,
    };
    // What a respondent says for mediation belongs to the case, like the application.
    let body = Body { scope: Scope::Case(case.id), content: Content::Reply(reply.body.clone()) };
    let mut events = vec![Fact::CaseProceeded { case: case.id, with }.with(body)];
    events.extend(reply.language.and_then(|language| spoken(case, party, language)));
    if reply.answer == Answer::Decline {
        events.extend(nobody_left(case, id));
    }
    Ok(events)
}

/// Whoever has the case notes it, or the party says it.
pub(super) fn note_language(at: &Bench<'_>, case: &Case, id: PartyId, language: Language) -> Decision {
    party_or_counter(at, case, id)?;
    let party = case.party(id).ok_or(Refusal::Unknown("party"))?;
    Ok(spoken(case, party, language).into_iter().collect())
}

/// Nothing has happened when it was known.
fn spoken(case: &Case, party: &Party, language: Language) -> Option<Event> {
    let with = Proceeding::LanguageNoted { party: party.place.id, language };
    (party.place.language != language).then(|| taken(case, with))
}

/// Ends the case when `leaving` was the last respondent with whom mediation was possible.
pub(super) fn nobody_left(case: &Case, leaving: PartyId) -> Option<Event> {
    let others = case.respondents().iter().filter(|party| party.place.id != leaving);
    let possible = others.clone().any(|party| party.way() != Way::Declined);
    (!possible).then(|| refused(case))
}

pub(super) fn refused(case: &Case) -> Event {
    Fact::CaseConcluded {
        case: case.id,
        outcome: Outcome::NoAgreement,
        reason: Reason::PartyRefusedOrStopped,
    }
    .into()
}
