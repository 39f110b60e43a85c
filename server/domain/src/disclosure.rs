//! What an authority is given of a case, by whom and on what ground (procedure E.1, E.2).
//!
//! The mediation body answers for its file and the organiser for theirs, so each discloses its own part and never the other's. What
//! was said in the talks goes out only where a law demands it or both sides agreed; a mediator's private notes, offers and texts
//! that are still being talked about never do: there is no [`Sort`] for them.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    body::DisclosureBody,
    case::{Ask, Case, codes},
    event::Fact,
    fair::Language,
    ids::{DisclosureId, EvidenceId, PartyId, StaffId},
    measure::{Basis, Measure},
    procedure::Purpose,
};

/// Most things that one disclosure gives.
pub const MAX_GIVEN: usize = 200;

codes!(
    /// On what ground an authority is given something. What it asked for in its own words stands in the sealed body.
    LegalBasis {
        /// The organiser's and the body's duty to keep records and to cooperate (Guangdong Regulations art 31).
        Cooperation = "cooperation",
        /// An authority that enforces intellectual-property rights (Patent Law art 69, Trade Mark Law art 62).
        Enforcement = "enforcement",
        /// A court that takes evidence (Civil Procedure Law art 70).
        Court = "court",
        /// Police, procuratorate or court in a criminal case (Criminal Procedure Law art 54; People's Mediation Law art 25).
        Crime = "crime",
        /// Judicial confirmation of the agreement (People's Mediation Law art 33).
        Confirmation = "confirmation",
        /// Both sides agreed in writing (Personal Information Protection Law art 23).
        Consent = "consent",
        /// Another law, named in words.
        Other = "other",
    }
);

codes!(
    /// What kind of thing is given.
    Sort {
        /// When which step was taken; no word of anybody.
        History = "history",
        /// How the case ended.
        Outcome = "outcome",
        /// What the applicant asked the mediation body for.
        Application = "application",
        /// Acceptance, notice, service.
        Service = "service",
        /// The record of the talks, or of an investigation; what both ask the court that confirms their agreement.
        Record = "record",
        /// The agreement.
        Agreement = "agreement",
        /// A photo.
        Evidence = "evidence",
        /// A text of the organiser's track: the complaint, a statement, an order.
        Entry = "entry",
        /// A paper of the organiser's track.
        Measure = "measure",
        /// What a respondent lodged in advance, where the case opened it.
        Defence = "defence",
    }
);

impl LegalBasis {
    /// Whether this ground lets a part of the file out: of what the organiser was told, everything; of the mediation, as much as
    /// the law behind it asks for.
    pub fn opens(self, part: Ask, sort: Sort) -> bool {
        let of_track = matches!(sort, Sort::Entry | Sort::Measure | Sort::Defence);
        match (part, sort) {
            (_, Sort::History) | (Ask::Measure, Sort::Evidence) | (Ask::Mediation, Sort::Outcome) => true,
            (Ask::Measure, _) => of_track,
            (Ask::Mediation, Sort::Entry | Sort::Measure) => false,
            (Ask::Mediation, Sort::Application | Sort::Service | Sort::Evidence | Sort::Defence) => {
                !matches!(self, Self::Cooperation | Self::Other)
            }
            (Ask::Mediation, Sort::Agreement) => {
                matches!(self, Self::Court | Self::Crime | Self::Confirmation | Self::Consent)
            }
            (Ask::Mediation, Sort::Record) => {
                matches!(self, Self::Crime | Self::Confirmation | Self::Consent)
            }
        }
    }

    /// Whether it lets out one thing of a case. A photo of the mediation goes where what it shows goes: a signed paper or a proof of
    /// performance with the agreement, what was taken for an investigation with its record. A clause of the agreement goes where the
    /// agreement goes, though the organiser holds it.
    pub fn opens_of(self, case: &Case, part: Ask, given: &Given) -> bool {
        if part == Ask::Measure && given.tells_clause(case) {
            return self.opens(Ask::Mediation, Sort::Agreement);
        }
        let photo = given.evidence.and_then(|id| case.evidence.iter().find(|photo| photo.id == id));
        let shown = photo.filter(|_| part == Ask::Mediation && given.sort == Sort::Evidence);
        let sort = shown.map_or(given.sort, |photo| match photo.purpose {
            Purpose::Exhibit | Purpose::Service => Sort::Evidence,
            Purpose::Signature | Purpose::Performance => Sort::Agreement,
            Purpose::Inquiry | Purpose::Measure => Sort::Record,
        });
        self.opens(part, sort)
    }

    /// The grounds that let something out, in the order they are offered.
    pub fn opening(case: &Case, part: Ask, given: &Given) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|basis| basis.opens_of(case, part, given)).collect()
    }
}

/// One thing that is given, as it may stand in clear.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Given {
    /// What kind of thing.
    pub sort: Sort,
    /// The code of a paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// For which respondent a paper is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// Which photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceId>,
    /// Which entry of the journal holds the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<u64>,
}

impl Given {
    /// Something of a kind, and nothing more said.
    pub fn of(sort: Sort) -> Self {
        Self { sort, paper: None, version: None, party: None, evidence: None, entry: None }
    }

    /// Whether it has the words of a clause that both sides gave the organiser to carry out: as it was handed over, or as the order for
    /// it has them.
    fn tells_clause(&self, case: &Case) -> bool {
        let on_clause = |track: &Measure| track.orders.iter().any(|order| order.basis == Basis::Agreement);
        let handed = case.steps.iter().find(|step| Some(step.seq) == self.entry);
        let handed = handed.is_some_and(|step| step.kind == "ClauseHandedOver");
        let order = self.party.filter(|_| self.paper.as_deref() == Some("measure-order"));
        handed || order.and_then(|party| case.measure(party)).is_some_and(on_clause)
    }
}

/// What is given on what ground, as it may stand in clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisclosureTerms {
    /// Whose file: what was said for mediation, or what was told the organiser.
    pub part: Ask,
    /// On what ground.
    pub basis: LegalBasis,
    /// The day of the authority's request.
    pub on: Date,
    /// The language in which the papers are given.
    pub language: Language,
    /// The sides of the case are told; not where the law forbids it.
    pub told: bool,
    /// What exactly.
    pub given: Vec<Given>,
}

/// A disclosure as it is asked for.
#[derive(Debug, Clone)]
pub struct NewDisclosure {
    /// Its id.
    pub id: DisclosureId,
    /// What is given on what ground.
    pub terms: DisclosureTerms,
    /// To whom, in which words, and the digests of the files.
    pub body: DisclosureBody,
}

impl Fact {
    /// Whether it is part of the course of a case, as an authority is given it and another body reads it: what the parties, the
    /// mediators and the organiser did in the matter. What was done with its record is none of it, for others are not to learn from
    /// a course who else was given what.
    pub fn is_of_course(&self) -> bool {
        match self {
            Self::CaseFiled { .. }
            | Self::ComplaintLodged { .. }
            | Self::PartyEntered { .. }
            | Self::ExhibitorNamed { .. }
            | Self::ExhibitorUnlisted { .. }
            | Self::TicketIssued { .. }
            | Self::EvidenceAdded { .. }
            | Self::PapersChecked { .. }
            | Self::UrgencyRecorded { .. }
            | Self::TicketClaimed { .. }
            | Self::TicketCalled { .. }
            | Self::TicketCheckedIn { .. }
            | Self::TicketMissed { .. }
            | Self::TicketParked { .. }
            | Self::TicketRequeued { .. }
            | Self::TicketReleased { .. }
            | Self::TalksOpened { .. }
            | Self::SessionStarted { .. }
            | Self::SessionAdjourned { .. }
            | Self::CaseProceeded { .. }
            | Self::MeasureMoved { .. }
            | Self::AftercareMoved { .. }
            | Self::ReferralMoved { .. }
            | Self::MajorMoved { .. }
            | Self::CaseConcluded { .. }
            | Self::CaseWithdrawn { .. } => true,
            // What was done with the record of a case: given, read, laid away, erased, told as an example, printed.
            Self::FileArchived { .. }
            | Self::CaseErased { .. }
            | Self::AccessGiven { .. }
            | Self::CaseDisclosed { .. }
            | Self::DisclosureReceived { .. }
            | Self::CaseRead { .. }
            | Self::RetentionRun { .. }
            | Self::TypicalCaseDrafted { .. }
            | Self::TypicalCasePublished { .. }
            | Self::TypicalCaseWithdrawn { .. }
            | Self::DeedProposed { .. }
            | Self::ProposalConfirmed { .. }
            | Self::ProposalWithdrawn { .. }
            | Self::CasesHandedOver { .. }
            | Self::CaseListFetched { .. }
            | Self::HolderCodeGiven { .. }
            | Self::HolderAdmitted { .. }
            | Self::SurveyAnswered { .. }
            | Self::PrintOrdered { .. }
            // What belongs to no case.
            | Self::FairFounded { .. }
            | Self::FairAmended { .. }
            | Self::BodyRecorded { .. }
            | Self::TariffPublished { .. }
            | Self::RulesSet { .. }
            | Self::AddressChosen { .. }
            | Self::AddressConfirmed { .. }
            | Self::HallAdded { .. }
            | Self::HallRemoved { .. }
            | Self::HallCodeReplaced { .. }
            | Self::BoothOpened { .. }
            | Self::BoothCodeReplaced { .. }
            | Self::NumbersReserved { .. }
            | Self::ExhibitorEnrolled { .. }
            | Self::ExhibitorAmended { .. }
            | Self::UndertakingRecorded { .. }
            | Self::DefenceLodged { .. }
            | Self::DefenceWithdrawn { .. }
            | Self::RightRegistered { .. }
            | Self::RightAmended { .. }
            | Self::RightChecked { .. }
            | Self::RightWithdrawn { .. }
            | Self::StaffAppointed { .. }
            | Self::StaffAmended { .. }
            | Self::CredentialsRecorded { .. }
            | Self::TrainingRecorded { .. }
            | Self::TrainingStruck { .. }
            | Self::ShiftPlanned { .. }
            | Self::ShiftCancelled { .. }
            | Self::PinReset { .. }
            | Self::StaffDismissed { .. }
            | Self::ConflictDeclared { .. }
            | Self::DutyTaken { .. }
            | Self::DutyCorrected { .. }
            | Self::DeviceInvited { .. }
            | Self::DeviceJoined { .. }
            | Self::DeviceLettered { .. }
            | Self::DeviceLocked { .. }
            | Self::DeviceUnlocked { .. }
            | Self::DeviceRevoked { .. }
            | Self::AdviceGiven { .. }
            | Self::DayRemarked { .. }
            | Self::BulletinPosted { .. }
            | Self::BulletinEnded { .. }
            | Self::ProductClassesNamed { .. }
            | Self::EarlierReportTaken { .. }
            | Self::EarlierReportRemoved { .. }
            | Self::DaySealed { .. } => false,
        }
    }
}

/// Something that an authority was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Which.
    pub id: DisclosureId,
    /// The entry by which it was given.
    pub seq: u64,
    /// What on what ground.
    pub terms: DisclosureTerms,
    /// Journal entry whose sealed body says to whom, with the digests.
    pub body_seq: u64,
    /// When it was given.
    pub at: Timestamp,
    /// By which officer.
    pub by: Option<StaffId>,
    /// That the authority signed for it: the entry, and the day.
    pub received: Option<(u64, Date)>,
}
