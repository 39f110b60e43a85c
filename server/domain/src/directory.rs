//! Names for listing: what the sealed bodies say, as far as pages need it at hand. Never used to decide.
//!
//! Long texts, contacts and keys are not here; they are read from the journal on demand.

use std::sync::Arc;

use imbl::{HashMap, OrdMap, Vector};

use crate::{
    body::{Content, ExhibitorBody, MediatorBody, PartyBody, PersonBody, RightBody, StaffBody},
    bulletin::Words,
    case::Case,
    event::Fact,
    ids::{CaseId, ExhibitorId, PartyId, RightId, StaffId},
    number::plain,
    procedure::Proceeding,
    register::{number_key, telling_key},
};

/// A party's name as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartyName {
    /// The person.
    pub name: String,
    /// The company, as the case was filed.
    pub company: Option<String>,
    /// The company, as somebody who spoke for the party told it for the papers of its mediation: of that alone. Empty where they said
    /// to be the party themselves.
    pub told: Option<String>,
    /// Booth as typed, or the description in words.
    pub booth: Option<String>,
}

/// Names by id. A name whose key was erased is absent.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    exhibitors: OrdMap<ExhibitorId, Arc<ExhibitorBody>>,
    rights: HashMap<RightId, Arc<RightBody>>,
    /// Registered rights by what identifies their number, in order of entry.
    numbered: HashMap<String, Vector<RightId>>,
    /// Complaints to the organiser by what identifies the number of the right that they name, in order of filing; and the other way.
    complained: HashMap<String, Vector<CaseId>>,
    numbers: HashMap<CaseId, String>,
    staff: HashMap<StaffId, Arc<StaffBody>>,
    mediators: HashMap<StaffId, Arc<MediatorBody>>,
    parties: HashMap<PartyId, Arc<PartyName>>,
    bulletin: Option<Arc<Words>>,
}

impl Directory {
    /// Whether the body of this fact has a name or a number of a right in it, so that a replay need not unseal the others.
    pub fn wants(fact: &Fact) -> bool {
        matches!(
            fact,
            Fact::ExhibitorEnrolled { .. }
                | Fact::ExhibitorAmended { .. }
                | Fact::RightRegistered { .. }
                | Fact::RightAmended { .. }
                | Fact::StaffAppointed { .. }
                | Fact::PinReset { .. }
                | Fact::CredentialsRecorded { .. }
                | Fact::ComplaintLodged { .. }
                | Fact::PartyEntered { .. }
                | Fact::CaseProceeded {
                    with: Proceeding::NoticeAnswered { .. } | Proceeding::IdentityChecked { .. },
                    ..
                }
                | Fact::BulletinPosted { .. }
        )
    }

    /// Takes the names of one entry in.
    pub fn apply(&mut self, fact: &Fact, content: &Content) {
        match (fact, content) {
            (
                Fact::ExhibitorEnrolled { exhibitor, .. } | Fact::ExhibitorAmended { exhibitor, .. },
                Content::Exhibitor(body),
            ) => {
                self.exhibitors.insert(*exhibitor, Arc::new(body.clone()));
            }
            (
                Fact::RightRegistered { right, .. } | Fact::RightAmended { right, .. },
                Content::Right(body),
            ) => {
                self.enter_right(*right, body);
            }
            (Fact::StaffAppointed { staff, .. } | Fact::PinReset { staff }, Content::Staff(body)) => {
                self.staff.insert(*staff, Arc::new(body.clone()));
            }
            (Fact::CredentialsRecorded { staff, .. }, Content::Mediator(body)) => {
                self.mediators.insert(*staff, Arc::new(body.clone()));
            }
            (Fact::ComplaintLodged { case }, Content::Complaint(body)) => {
                if let Some(key) = body.right_number.as_deref().and_then(telling_key) {
                    self.complained.entry(key.clone()).or_default().push_back(*case);
                    self.numbers.insert(*case, key);
                }
            }
            (Fact::PartyEntered { party, .. }, Content::Party(body)) => {
                self.parties.insert(party.id, Arc::new(PartyName::from(body)));
            }
            (
                Fact::CaseProceeded { with: Proceeding::NoticeAnswered { party, .. }, .. },
                Content::Reply(body),
            ) => self.tell(*party, &body.person),
            (
                Fact::CaseProceeded { with: Proceeding::IdentityChecked { party, .. }, .. },
                Content::Person(body),
            ) => self.tell(*party, body),
            (Fact::BulletinPosted { .. }, Content::Bulletin { words }) => {
                self.bulletin = Some(Arc::new(words.clone()));
            }
            _ => {}
        }
    }

    /// The company that somebody named for a party; who names none leaves it as it was.
    fn tell(&mut self, party: PartyId, person: &PersonBody) {
        let Some(told) = &person.particulars.company else { return };
        if let Some(known) = self.parties.get(&party) {
            let known = PartyName { told: Some(told.clone()), ..PartyName::clone(known) };
            self.parties.insert(party, Arc::new(known));
        }
    }

    fn enter_right(&mut self, right: RightId, body: &RightBody) {
        let key = |body: &RightBody| body.number.as_deref().and_then(number_key);
        let before = self.rights.insert(right, Arc::new(body.clone()));
        if let Some(known) = before.and_then(|before| self.numbered.get_mut(&key(&before)?)) {
            known.retain(|id| *id != right);
        }
        if let Some(key) = key(body) {
            self.numbered.entry(key).or_default().push_back(right);
        }
    }

    /// The words of the last message to everybody who waits; whether it still stands, the Desk knows.
    pub fn bulletin(&self) -> Option<&Arc<Words>> {
        self.bulletin.as_ref()
    }

    /// Forgets the names of a case that was erased.
    pub fn forget(&mut self, case: &Case) {
        for party in &case.parties {
            self.parties.remove(&party.place.id);
        }
        if let Some(known) = self.numbers.remove(&case.id).and_then(|key| self.complained.get_mut(&key)) {
            known.retain(|id| *id != case.id);
        }
    }

    /// An exhibitor's particulars.
    pub fn exhibitor(&self, id: ExhibitorId) -> Option<&Arc<ExhibitorBody>> {
        self.exhibitors.get(&id)
    }
    /// Every exhibitor's particulars, in order of entry.
    pub fn exhibitors(&self) -> impl Iterator<Item = (&ExhibitorId, &Arc<ExhibitorBody>)> {
        self.exhibitors.iter()
    }
    /// A registered right's particulars.
    pub fn right(&self, id: RightId) -> Option<&Arc<RightBody>> {
        self.rights.get(&id)
    }
    /// The registered rights with this number, however it is written.
    pub fn rights_numbered(&self, number: &str) -> impl Iterator<Item = RightId> {
        let found = number_key(number).and_then(|key| self.numbered.get(&key));
        found.into_iter().flatten().copied()
    }
    /// The complaints to the organiser that name this number of a right, however it is written, in order of filing; none by what is too
    /// short for such a number.
    pub fn complaints_numbered(&self, number: &str) -> impl Iterator<Item = CaseId> {
        let found = telling_key(number).and_then(|key| self.complained.get(&key));
        found.into_iter().flatten().copied()
    }
    /// The complaints that name the same number as the complaint of this case, itself among them.
    pub fn complaints_numbered_as(&self, case: CaseId) -> impl Iterator<Item = CaseId> {
        let found = self.numbers.get(&case).and_then(|key| self.complained.get(key));
        found.into_iter().flatten().copied()
    }
    /// Name and PIN of somebody who signs in.
    pub fn staff(&self, id: StaffId) -> Option<&Arc<StaffBody>> {
        self.staff.get(&id)
    }
    /// A sign-in name as it is compared: nobody tells two apart by the case or the width of letters, and Chinese input methods type
    /// wide ones.
    pub fn sign_in_key(name: &str) -> String {
        plain(name.trim()).to_lowercase()
    }
    /// Everybody by that sign-in name.
    pub fn staff_named<'a>(&'a self, name: &str) -> impl Iterator<Item = StaffId> + use<'a> {
        let wanted = Self::sign_in_key(name);
        self.staff.iter().filter(move |(_, body)| Self::sign_in_key(&body.name) == wanted).map(|(id, _)| *id)
    }
    /// The name somebody who works here goes by: that on the roster or on papers, else the one they sign in with.
    pub fn called(&self, id: StaffId) -> Option<&str> {
        let printed = self.mediator(id).map(|body| body.name.as_str()).filter(|name| !name.is_empty());
        printed.or_else(|| self.staff(id).map(|body| body.name.as_str()))
    }
    /// A mediator as the roster names them; of everybody else the name on papers, where one was given.
    pub fn mediator(&self, id: StaffId) -> Option<&Arc<MediatorBody>> {
        self.mediators.get(&id)
    }
    /// A party's name.
    pub fn party(&self, id: PartyId) -> Option<&Arc<PartyName>> {
        self.parties.get(&id)
    }
}

impl From<&PartyBody> for PartyName {
    fn from(body: &PartyBody) -> Self {
        Self {
            name: body.name.clone(),
            company: body.company.clone(),
            told: None,
            booth: body.booth.clone().or_else(|| body.described.clone()),
        }
    }
}
