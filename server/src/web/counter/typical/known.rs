//! By what the people of a case are known to the mediation body: everything it holds of them that a text could name them with. What
//! the organiser was told is not opened for it, and private notes are not.

use domain::{
    PartyId,
    typical::{Identifier, Trace},
};

use super::Table;

/// Everything, as the case has it.
pub(super) fn of(table: &Table) -> Vec<Identifier> {
    let mut known = Known(Vec::new());
    for party in &table.case.parties {
        known.party(table, party);
    }
    known.application(table);
    known.others(table);
    if let Some(number) = table.case.procedure.number {
        known.add(Trace::Reference, &number.to_string(), None);
    }
    known.0
}

struct Known(Vec<Identifier>);

impl Known {
    fn add(&mut self, trace: Trace, text: &str, party: Option<PartyId>) {
        let text = text.trim();
        if !text.is_empty() {
            self.0.push(Identifier { trace, text: text.to_owned(), party });
        }
    }
    fn some(&mut self, trace: Trace, text: Option<&String>, party: Option<PartyId>) {
        if let Some(text) = text {
            self.add(trace, text, party);
        }
    }

    fn party(&mut self, table: &Table, party: &domain::case::Party) {
        let (id, at) = (Some(party.place.id), &table.at);
        if let Some(body) = table.contents.parties.get(&party.place.id) {
            self.add(Trace::Person, &body.name, id);
            self.some(Trace::Company, body.company.as_ref(), id);
            self.some(Trace::Booth, body.booth.as_ref(), id);
            self.some(Trace::Contact, body.phone.as_ref(), id);
            self.some(Trace::Contact, body.email.as_ref(), id);
        }
        let told = at.names.party(party.place.id).and_then(|known| known.told.as_ref());
        self.some(Trace::Company, told, id);
        if let Some(body) = party.place.exhibitor.and_then(|id| at.names.exhibitor(id)) {
            self.add(Trace::Company, &body.name, id);
            self.some(Trace::Company, body.other_name.as_ref(), id);
            self.some(Trace::Number, body.credit_code.as_ref(), id);
            self.some(Trace::Person, body.contact.as_ref(), id);
            for contact in [&body.website, &body.phone, &body.email] {
                self.some(Trace::Contact, contact.as_ref(), id);
            }
        }
        let listed = party.place.booth.and_then(|booth| at.desk.booth(booth));
        let theirs = party.place.exhibitor.and_then(|known| at.desk.exhibitor(known));
        let more =
            theirs.into_iter().flat_map(|known| &known.booths).filter_map(|booth| at.desk.booth(*booth));
        for booth in listed.into_iter().chain(more) {
            self.add(Trace::Booth, &booth.number, id);
            self.add(Trace::Booth, &format!("{} {}", booth.hall, booth.number), id);
        }
        if let Some(number) = party.ticket {
            self.add(Trace::Reference, &number.to_string(), id);
        }
    }

    /// The right and the exhibit it is about, also as the register of rights has them.
    fn application(&mut self, table: &Table) {
        let Some(body) = &table.contents.application else { return };
        let claimant = Some(table.case.claimant().place.id);
        self.some(Trace::Number, body.right_number.as_ref(), claimant);
        self.some(Trace::Title, body.right_title.as_ref(), claimant);
        self.some(Trace::Title, body.item.as_ref(), None);
        let numbered = body.right_number.as_deref().into_iter();
        for id in numbered.flat_map(|number| table.at.names.rights_numbered(number)) {
            let Some(right) = table.at.names.right(id) else { continue };
            self.some(Trace::Number, right.number.as_ref(), claimant);
            self.add(Trace::Title, &right.title, claimant);
            self.add(Trace::Company, &right.owner, claimant);
            self.some(Trace::Company, right.licensees.as_ref(), claimant);
        }
    }

    /// Whoever took a paper, spoke, signed, was questioned, translated, and whoever mediated.
    fn others(&mut self, table: &Table) {
        let (contents, sealed) = (&table.contents, &table.sealed);
        let spoke = contents.replies.values().map(|reply| &reply.person);
        let asked = sealed.records.values().filter_map(|record| record.inquiry.as_ref());
        let asked = asked.map(|inquiry| &inquiry.person);
        let names: Vec<String> = contents
            .persons
            .values()
            .chain(sealed.persons.values())
            .chain(spoke)
            .chain(asked)
            .flat_map(|person| std::iter::once(&person.name).chain(&person.witness).cloned())
            .collect();
        for name in &names {
            self.add(Trace::Person, name, None);
        }
        for known in sealed.persons.values().map(|person| &person.particulars) {
            self.some(Trace::Person, known.representative.as_ref(), None);
            self.some(Trace::Number, known.registration.as_ref(), None);
            self.some(Trace::Contact, known.address.as_ref(), None);
        }
        self.some(Trace::Person, sealed.agreement.as_ref().and_then(|body| body.translator.as_ref()), None);
        let lead = table.case.claimant().ticket.and_then(|number| table.at.desk.ticket(number));
        let mut mediated: Vec<_> =
            lead.iter().flat_map(|lead| &lead.periods).filter_map(|period| period.by).collect();
        mediated.sort();
        mediated.dedup();
        for staff in mediated {
            if let Some(body) = table.at.names.mediator(staff) {
                self.add(Trace::Person, &body.name, None);
                self.some(Trace::Person, body.other_name.as_ref(), None);
            }
            if let Some(body) = table.at.names.staff(staff) {
                self.add(Trace::Person, &body.name, None);
            }
        }
    }
}
