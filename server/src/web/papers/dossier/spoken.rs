//! Who spoke for a party and as which company, as far as a paper knows: what somebody signed or confirmed says for ever who sat there
//! then, whoever shows their papers later.

use std::collections::HashMap;

use domain::{
    body::Content,
    case::Party,
    ids::PartyId,
    procedure::{Answer, Answered, Authority, Signatory},
};

use crate::{
    documents::{Checked, Kind, Told},
    engine::{Published, ReadError},
};

use super::Reader;

/// The checks of identity that a paper knows of, oldest first, each party's own.
#[derive(Debug, Default)]
pub(super) struct Checks(HashMap<PartyId, Vec<Checked>>);

impl Checks {
    fn of(&self, party: PartyId) -> &[Checked] {
        self.0.get(&party).map_or(&[], Vec::as_slice)
    }

    /// The one that stands for each party.
    pub(super) fn standing(&self) -> HashMap<PartyId, Checked> {
        let last = |(party, checks): (&PartyId, &Vec<Checked>)| Some((*party, checks.last()?.clone()));
        self.0.iter().filter_map(last).collect()
    }
}

impl Reader<'_> {
    /// Until which entry the paper knows who spoke for a party; `None` of one that says how things stand.
    fn knows_until(&self, party: PartyId) -> Option<u64> {
        let kind = self.kind?;
        if kind == Kind::Agreement {
            let agreement = self.case.procedure.agreement.as_ref()?;
            return Some(agreement.signature(Signatory::Party(party))?.seq);
        }
        let stays = kind.is_before_talks() || matches!(kind, Kind::Record | Kind::Investigation | Kind::Oral);
        self.drawn_up.filter(|_| stays)
    }

    fn is_known(&self, party: PartyId, seq: u64) -> bool {
        self.knows_until(party).is_none_or(|until| seq < until)
    }

    /// Opens what the paper knows of. Of the mediation's own, and so nothing for the organiser's papers.
    pub(super) fn checks(&self) -> Result<Checks, ReadError> {
        let mut found = Checks::default();
        if self.kind.is_some_and(Kind::is_organisers) {
            return Ok(found);
        }
        let known = self.case.procedure.identities.iter();
        for identity in known.filter(|identity| self.is_known(identity.party, identity.seq)) {
            let person = match self.content(identity.seq)? {
                Some(Content::Person(body)) => body,
                Some(_) | None => domain::body::PersonBody::default(),
            };
            found.0.entry(identity.party).or_default().push(Checked { identity: identity.clone(), person });
        }
        Ok(found)
    }

    /// The company as somebody who spoke for the party told it. On the organiser's papers it stands where a clause of the agreement alone
    /// was handed over.
    pub(super) fn told(&self, published: &Published, party: &Party) -> Result<Option<String>, ReadError> {
        let id = party.place.id;
        if self.kind.is_some_and(Kind::is_organisers) {
            let named = published.names.party(id).filter(|_| self.case.is_of_clause(id));
            return Ok(named.and_then(|named| named.told.clone()));
        }
        let checks = self.checks.of(id).iter();
        let at_the_table = checks.rev().find_map(|checked| checked.person.particulars.company.clone());
        if at_the_table.is_some() {
            return Ok(at_the_table);
        }
        Ok(match self.answered(party).map(|answered| self.content(answered.seq)).transpose()?.flatten() {
            Some(Content::Reply(reply)) => reply.person.particulars.company,
            Some(_) | None => None,
        })
    }

    fn answered<'p>(&self, party: &'p Party) -> Option<&'p Answered> {
        party.answered.as_ref().filter(|answered| self.is_known(party.place.id, answered.seq))
    }

    /// Who has spoken for a party, and whether as its agent: whose papers were looked at, else who took part for it.
    /// Of the mediation's own, and so on none of the organiser's papers.
    pub(super) fn spoke_for(&self, party: PartyId, told: &Told) -> Result<(String, bool), ReadError> {
        let represents = |authority: Authority| authority != Authority::Own;
        if let Some(checked) = told.identities.get(&party).filter(|checked| !checked.person.name.is_empty()) {
            return Ok((checked.person.name.clone(), represents(checked.identity.authority)));
        }
        let answered = self.case.party(party).and_then(|party| self.answered(party));
        let accepted = answered.filter(|answered| answered.answer == Answer::Accept);
        let Some(answered) = accepted.filter(|_| told.application.is_some()) else {
            return Ok((String::new(), false));
        };
        Ok(match self.content(answered.seq)? {
            Some(Content::Reply(reply)) => (reply.person.name, represents(answered.authority)),
            Some(_) | None => (String::new(), false),
        })
    }
}
