//! Typical cases (policy art 9): a case that is over, told as an example for everybody, in words that name nobody.
//!
//! The desk writes nothing of it. A person writes the account; the desk looks in it for everything by which somebody of the case is
//! known ([`Identifier`]) and a person says of each what becomes of it ([`Mask`]). An account in which something known stands and
//! nobody said so goes no further, nor does one with a name that stays. It may be published because everybody of the case agreed to
//! that very version, or because nobody can be recognised any more ([`Ground`]). What is public because nobody can be recognised outlives
//! the case's erasure until it is withdrawn; a draft is part of the case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, codes},
    fair::Language,
    ids::{PartyId, StaffId, TypicalId},
    procedure::ConsentTo,
};

mod common;
mod dialled;
mod finding;
mod firm;
mod fold;
mod grammar;
mod known;
mod parts;
mod person;
mod product;
mod rest;
mod romanised;
mod scripts;
mod shape;
mod standing;
mod trace;
mod writing;

pub use finding::{Finding, findings, masked, names_somebody, untreated, untreated_as};
pub use known::Identifier;

/// Longest title and longest part of an account, in characters: with two languages they fit one entry of the journal.
pub const LONGEST_TITLE: usize = 120;
/// See [`LONGEST_TITLE`].
pub const LONGEST_PART: usize = 2000;
/// Longest replacement, and longest reason for keeping something.
pub const LONGEST_MASK: usize = 120;
/// Most masks of one account: with four fields each they fit one form.
pub const MOST_MASKS: usize = 80;

codes!(
    /// Why an account may be told to everybody.
    Ground {
        /// Everybody of the case agreed to exactly these words, which name nobody; whoever takes that back has it withdrawn.
        Consent = "consent",
        /// Nobody can be recognised, and nothing leads back: it is no longer about anybody.
        Anonymised = "anonymised",
    }
);

codes!(
    /// The parts of an account, as those who watch over mediation expect them.
    Part {
        /// Its title.
        Title = "title",
        /// What the dispute was about.
        Dispute = "dispute",
        /// How the mediation went.
        Course = "course",
        /// What came out.
        Result = "result",
        /// What others can learn of it.
        Lesson = "lesson",
    }
);

codes!(
    /// By what somebody may be recognised.
    Trace {
        /// A person's name.
        Person = "person",
        /// A company's name.
        Company = "company",
        /// Phone, e-mail, website.
        Contact = "contact",
        /// A booth.
        Booth = "booth",
        /// The number of a right or of a register.
        Number = "number",
        /// The number of the case or of a ticket.
        Reference = "reference",
        /// What a right or an exhibit is called; a word of everyday use, or a brand.
        Title = "title",
        /// A word of a company's name that is a word of everyday use too.
        Word = "word",
        /// What looks like a phone, an address or an account, though nobody of the case is known by it.
        Reach = "reach",
        /// What looks like the number of a person, a firm, a bank card or a vehicle.
        Register = "register",
        /// A date.
        Date = "date",
        /// An amount of money.
        Amount = "amount",
        /// A hall.
        Hall = "hall",
    }
);

impl Trace {
    /// Whether it names somebody by itself, so that nothing of it may stay.
    pub fn names(self) -> bool {
        !matches!(
            self,
            Self::Title | Self::Word | Self::Reach | Self::Register | Self::Date | Self::Amount | Self::Hall
        )
    }
    /// Whether it is asked for with consent too: dates, amounts and halls matter only where nobody is to be recognised.
    pub fn always(self) -> bool {
        !matches!(self, Self::Date | Self::Amount | Self::Hall)
    }
}

codes!(
    /// Why a published account was withdrawn.
    Retraction {
        /// The head of the mediation body decided so.
        Decided = "decided",
        /// A party took its consent back.
        ConsentRevoked = "consent-revoked",
    }
);

/// An account in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// In which.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// What the dispute was about.
    pub dispute: String,
    /// How the mediation went.
    pub course: String,
    /// What came out.
    pub result: String,
    /// What others can learn of it.
    pub lesson: String,
}

impl Account {
    /// Its parts in order.
    pub fn parts(&self) -> [(Part, &str); 5] {
        [
            (Part::Title, &self.title),
            (Part::Dispute, &self.dispute),
            (Part::Course, &self.course),
            (Part::Result, &self.result),
            (Part::Lesson, &self.lesson),
        ]
    }
    /// The same with each part changed.
    #[must_use]
    pub fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self {
            language: self.language,
            title: change(&self.title),
            dispute: change(&self.dispute),
            course: change(&self.course),
            result: change(&self.result),
            lesson: change(&self.lesson),
        }
    }
}

/// What becomes of something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Treatment {
    /// These words stand in its place.
    Replaced(String),
    /// It stays, for this reason.
    Kept(String),
}

/// What a person said of something that was found, wherever it stands in the account of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mask {
    /// In the account of which language.
    pub language: Language,
    /// What, folded as [`Finding::key`] is.
    pub found: String,
    /// What becomes of it.
    pub treatment: Treatment,
}

/// An account as it is written: in one language or more, with what becomes of what was found in it. Published, it has of them what
/// stays, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TypicalBody {
    /// In each language.
    pub accounts: Vec<Account>,
    /// What a person said of what was found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub masks: Vec<Mask>,
}

/// What is published, as it may stand in clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypicalTerms {
    /// Why it may be.
    pub ground: Ground,
    /// In which languages.
    pub languages: Vec<Language>,
}

/// A draft put forward for publication, with what the desk knows of the case: a rule cannot open what is sealed.
#[derive(Debug, Clone)]
pub struct NewTypical {
    /// Its id.
    pub id: TypicalId,
    /// Of which version of the draft.
    pub version: u32,
    /// On what ground.
    pub ground: Ground,
    /// That version.
    pub draft: TypicalBody,
    /// By what everybody of the case is known.
    pub known: Vec<Identifier>,
}

/// An account that waits for its second person, with what the desk knows of the case by the time that one comes: a rule cannot open
/// what is sealed.
#[derive(Debug, Clone)]
pub struct Awaited {
    /// The draft that was put forward.
    pub draft: TypicalBody,
    /// The same as everybody would read it, in the words that were sealed when it was proposed.
    pub told: Vec<Account>,
    /// By what everybody of the case is known now.
    pub known: Vec<Identifier>,
}

/// The newest draft of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypicalDraft {
    /// Its version, from 1.
    pub version: u32,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// Journal entry with the text.
    pub seq: u64,
}

/// That a published account was withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retracted {
    /// When.
    pub at: Timestamp,
    /// By whom; nobody of the desk where a party took its consent back.
    pub by: Option<StaffId>,
    /// Why.
    pub why: Retraction,
    /// Journal entry, whose sealed body gives the head's reason; of a case that was erased before, none is given.
    pub seq: u64,
}

/// An account that was put forward, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typical {
    /// Which.
    pub id: TypicalId,
    /// On what ground, in which languages.
    pub terms: TypicalTerms,
    /// Which version of the draft it is.
    pub version: Option<u32>,
    /// Journal entry with the text as everybody reads it.
    pub seq: u64,
    /// Who put it forward.
    pub by: Option<StaffId>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// That it was withdrawn again.
    pub withdrawn: Option<Retracted>,
}

impl Typical {
    /// Whether everybody may read it.
    pub fn is_public(&self) -> bool {
        self.published.is_some() && self.withdrawn.is_none()
    }
    /// Whether its text stays when the case is erased: everybody may read it still, and it is about nobody. What was withdrawn may
    /// be about somebody after all.
    pub fn outlives_case(&self) -> bool {
        self.is_public() && self.terms.ground == Ground::Anonymised
    }
}

impl Case {
    /// What everybody may read of it.
    pub fn public_account(&self) -> Option<&Typical> {
        self.typical.iter().find(|known| known.is_public())
    }
    /// What everybody may read of it because its parties agreed: it is withdrawn before the case is erased.
    pub fn account_on_consent(&self) -> Option<&Typical> {
        self.public_account().filter(|known| known.terms.ground == Ground::Consent)
    }
    /// Whether a party agreed that the case is told as an example, in the account as it stands.
    pub fn agrees_as_example(&self, party: PartyId) -> bool {
        self.typical_draft.is_some_and(|draft| self.agrees_to_account(party, draft.version))
    }
    /// The same in a version of the account. To another one, which said something else, nobody agreed.
    pub fn agrees_to_account(&self, party: PartyId, version: u32) -> bool {
        let to = ConsentTo::TypicalCase;
        self.procedure
            .consent(party, to)
            .is_some_and(|given| to.counts_in(&given.text) && given.version == Some(version))
    }
    /// Whether everybody of the case agreed to a version of the account.
    pub fn all_agree_to_account(&self, version: u32) -> bool {
        self.parties.iter().all(|party| self.agrees_to_account(party.place.id, version))
    }
}
