//! What is sealed: names, contacts, texts and keys.
//!
//! Each content belongs to one [`Scope`], which has its own key; when that key is gone the content reads as erased and every
//! fact, and so every count, still stands. Nothing here is ever needed to decide or to replay.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    aftercare::{CourtBody, VisitBody},
    bulletin::Words,
    case::{Capacity, Case, Relief},
    fair::Language,
    fee::QuoteBody,
    ids::{CaseId, EvidenceId, ExhibitorId, PartyId, StaffId, TypicalId},
    major::{ConsultationBody, PanelBody},
    measure::HandedClause,
    procedure::AgreementBody,
    referral::{ReceiptBody, ReferralBody},
    typical::TypicalBody,
};

/// Whose key seals a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Names and PINs of those who sign in.
    Staff,
    /// One exhibitor's particulars.
    Exhibitor(ExhibitorId),
    /// What was said for mediation in one case.
    Case(CaseId),
    /// What was said to the organiser in one case: kept apart from the mediation (procedure 0.1 no. 1).
    Complaint(CaseId),
    /// One party's name, contact and keys.
    Party(PartyId),
    /// One mediator's private notes in one case: read by their author alone (procedure E.2).
    Note(CaseId, StaffId),
    /// What the organiser's officer wrote into the log of one day.
    Log(Date),
    /// What was given to authorities of one case, to whom and on what demand: kept for its own time when the case is erased. What
    /// they asked for and did not get is sealed here, too, and where nothing was given there is no record to keep.
    Disclosure(CaseId),
    /// An account of a case as everybody reads it, or is to read it, and why it was withdrawn. As long as it is public without
    /// naming anybody it outlives the case's erasure.
    Typical(TypicalId),
}

impl Scope {
    /// Every scope whose key seals something of a case and goes when it is erased: the record of what authorities were given only
    /// once its own time was over, or where they were given nothing.
    pub fn all_of(case: &Case) -> Vec<Self> {
        let parties = case.parties.iter().map(|party| Self::Party(party.place.id));
        let notes = case.procedure.notes.iter().map(|note| Self::Note(case.id, note.by));
        let no_record = case.disclosures.is_empty() || case.disclosures_erased_at.is_some();
        let given = no_record.then_some(Self::Disclosure(case.id));
        let told = case.typical.iter().filter(|known| !known.outlives_case());
        let told = told.map(|known| Self::Typical(known.id));
        let own = [Self::Case(case.id), Self::Complaint(case.id)];
        own.into_iter().chain(parties).chain(notes).chain(given).chain(told).collect()
    }

    /// The scopes of a case whose keys are gone: all of an erased one; of an archived one the private notes, which are no part of the
    /// file (procedure E.3).
    pub fn gone(case: &Case) -> Vec<Self> {
        if case.erased_at.is_some() {
            return Self::all_of(case);
        }
        let notes = case.procedure.notes.iter().filter(|_| !case.archived.is_empty());
        notes.map(|note| Self::Note(case.id, note.by)).collect()
    }

    /// The scope's name in the key store.
    pub fn name(self) -> String {
        match self {
            Self::Staff => "staff".to_owned(),
            Self::Exhibitor(id) => format!("exhibitor/{id}"),
            Self::Case(id) => format!("case/{id}"),
            Self::Complaint(id) => format!("complaint/{id}"),
            Self::Party(id) => format!("party/{id}"),
            Self::Note(case, author) => format!("note/{case}/{author}"),
            Self::Log(day) => format!("log/{day}"),
            Self::Disclosure(case) => format!("disclosure/{case}"),
            Self::Typical(id) => format!("typical/{id}"),
        }
    }
}

/// An exhibitor's particulars, as imported.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ExhibitorBody {
    /// The name as it was given.
    pub name: String,
    /// The name in another script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_name: Option<String>,
    /// Country or region, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Website, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Unified social credit code or another registration number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// Whom to ask at the booth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Product categories or brands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub products: Option<String>,
}

/// A registered right's particulars.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RightBody {
    /// Its number, as given; a copyright may have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its title, or what it protects.
    pub title: String,
    /// Its owner, as the certificate names them.
    pub owner: String,
    /// Who holds a licence, and of what kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licensees: Option<String>,
    /// Which papers were handed in, and where they are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<String>,
}

/// What an exhibitor states in advance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DefenceBody {
    /// The exhibit it is about.
    pub item: String,
    /// Whose complaint is feared, or over which right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
    /// Why the exhibit infringes nothing.
    pub statement: String,
    /// Which papers were handed in, and where they are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<String>,
    /// The language the statement is written in, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// Name and PIN of somebody who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffBody {
    /// The name they sign in with; unique among those who work here.
    pub name: String,
    /// Argon2id digest of the PIN, in PHC form.
    pub pin: String,
}

/// A mediator as the roster names them, and their certificate; of everybody else who works here the name on papers alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MediatorBody {
    /// The name on the roster and on papers; nobody signs in with it.
    pub name: String,
    /// The name in another script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_name: Option<String>,
    /// The number of the certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

/// A party's name and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PartyBody {
    /// The person's name; may be empty for a respondent only known by booth.
    pub name: String,
    /// The company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Booth as typed, when it is not on the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booth: Option<String>,
    /// Described in words, when neither booth nor company is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub described: Option<String>,
    /// Phone, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// In what capacity they act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
}

/// The key in a ticket's address and the token of its holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketSecret {
    /// The 128-bit key of `/t/{key}`, in its text form.
    pub key: String,
    /// The holder token, in its text form.
    pub holder: String,
}

/// What the applicant told the mediation body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ApplicationBody {
    /// Number of the right, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right_number: Option<String>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right_title: Option<String>,
    /// The exhibit or other thing it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// What happened; for a question, the question.
    pub statement: String,
    /// What is asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relief: Vec<Relief>,
}

/// What the applicant told the organiser.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ComplaintBody {
    /// Number of the right, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right_number: Option<String>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right_title: Option<String>,
    /// The exhibit or other thing it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The complaint, in words meant for the organiser.
    pub statement: String,
}

/// One stored, sealed file of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// Name in the vault: SHA-256 of the sealed bytes.
    pub name: String,
    /// Key of the sealed file, hexadecimal.
    pub key: String,
    /// SHA-256 of the readable bytes, hexadecimal.
    pub sha256: String,
    /// Length of the readable bytes.
    pub bytes: u64,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Media type.
    pub media_type: String,
}

/// A photo: the untouched original, the clean copy that others see, and a thumbnail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceBody {
    /// As it was sent, with whatever the camera wrote into it.
    pub original: StoredFile,
    /// Upright, without location or other metadata.
    pub copy: StoredFile,
    /// Small.
    pub thumbnail: StoredFile,
    /// What it shows, in the sender's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// The key in a notice's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeSecret {
    /// The 128-bit key of `/n/{key}`, in its text form.
    pub key: String,
}

/// Somebody who acts, and how they are known: who took a paper, whose identity was checked, who signed, who was let in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PersonBody {
    /// Their name.
    pub name: String,
    /// What they are: director, agent, booth staff, expert in …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// Number of their paper, masked but for its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper_number: Option<String>,
    /// A remark in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Who saw it, where a paper was left because nobody took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
    /// What an agreement says of the party they speak for.
    #[serde(default, skip_serializing_if = "Particulars::is_empty")]
    pub particulars: Particulars,
}

/// Who a party is, as papers for a court have it (form 9; CPL Interpretation art 354).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Particulars {
    /// The company that is the party, by its name as papers have it; empty where the person said to be the party, and absent where
    /// nothing was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The legal representative or person in charge, and their post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative: Option<String>,
    /// The unified social credit code, or the number under which it is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
    /// The address of its seat, at which papers are served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Particulars {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a respondent answered, and who spoke.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReplyBody {
    /// Who spoke.
    pub person: PersonBody,
    /// Their statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The language it is written in, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// A part of the record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecordBody {
    /// What it says.
    pub text: String,
    /// Where it was taken down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who was there, or who was questioned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<String>,
    /// What came out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// What an investigation record says beside that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inquiry: Option<InquiryBody>,
}

/// Somebody questioned, a stand looked at (form 6).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct InquiryBody {
    /// When; `None` for when it was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Who was questioned.
    pub person: PersonBody,
    /// For which party the person spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// What was asked and answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionBody>,
    /// Photos that were taken of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<EvidenceId>,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuestionBody {
    /// What was asked.
    pub asked: String,
    /// What was answered.
    pub answered: String,
}

/// What the organiser orders, or why not; or the clause handed over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MeasureBody {
    /// In words; empty where clauses are told in parts.
    pub text: String,
    /// The language they are written in, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The clauses that were handed over, in parts: their days are said to each reader in the reader's own language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<HandedClause>,
}

/// To whom something of a case is given, and what proves which files they were.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DisclosureBody {
    /// The authority.
    pub authority: String,
    /// Its officer.
    pub officer: String,
    /// The number of its request.
    pub reference: String,
    /// What it asks for and on which article, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<String>,
    /// The language those words are written in, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The file of each thing that is given, in the same order; several may share one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// The last entry that those files know of; of those from before this was kept, the one before this body's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upto: Option<u64>,
}

/// A file that is given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GivenFile {
    /// Its name in the bundle.
    pub name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
}

/// The sealed part of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "content", rename_all = "kebab-case")]
pub enum Content {
    /// An exhibitor.
    Exhibitor(ExhibitorBody),
    /// A registered right.
    Right(RightBody),
    /// A statement lodged in advance.
    Defence(DefenceBody),
    /// Somebody who signs in.
    Staff(StaffBody),
    /// A mediator's name on the roster, and their certificate.
    Mediator(MediatorBody),
    /// A party.
    Party(PartyBody),
    /// A ticket's secrets.
    Ticket(TicketSecret),
    /// An application for mediation, or a question or report.
    Application(ApplicationBody),
    /// A complaint to the organiser.
    Complaint(ComplaintBody),
    /// A photo.
    Evidence(EvidenceBody),
    /// A notice's key.
    Notice(NoticeSecret),
    /// Somebody who acted.
    Person(PersonBody),
    /// A respondent's answer.
    Reply(ReplyBody),
    /// A part of the record.
    Record(RecordBody),
    /// An agreement.
    Agreement(AgreementBody),
    /// What was quoted for a case.
    Fee(QuoteBody),
    /// The organiser's words.
    Measure(MeasureBody),
    /// What a return visit found.
    Visit(VisitBody),
    /// A court that was asked.
    Court(CourtBody),
    /// A body that a case went to, or came from, or that joined.
    Referral(ReferralBody),
    /// Its receipt.
    Receipt(ReceiptBody),
    /// What a panel said of a major case.
    Panel(PanelBody),
    /// What an expert was asked and answered.
    Consultation(ConsultationBody),
    /// To whom something was given.
    Disclosure(DisclosureBody),
    /// An account of a case, told as an example.
    Typical(TypicalBody),
    /// A private note.
    Note {
        /// The words.
        text: String,
    },
    /// A message to everybody who waits.
    Bulletin {
        /// The words.
        words: Words,
    },
    /// A remark in words: why urgent, why released, what came out, what the log of a day shall say.
    Remark {
        /// The words.
        text: String,
    },
}

/// A content and whose key seals it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Whose key.
    pub scope: Scope,
    /// What.
    pub content: Content,
}
