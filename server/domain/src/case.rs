//! A case: a dispute, question or report, its parties and its way to an outcome.
//!
//! Case and ticket are separate machines: a ticket says where somebody stands in a line, the case says how far the procedure
//! is. The procedure's further states (notice, acceptance, agreement …; procedure A.2) belong in [`CaseState`] and nowhere else.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    body::Scope,
    fair::Language,
    ids::{BoothId, CaseId, EvidenceId, ExhibitorId, HallId, PartyId, StaffId, TicketNumber},
};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every value, in the order they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code used in the journal, in JSON, in forms and as the last part of message keys.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use codes;

codes!(
    /// What somebody brings to the desk.
    CaseKind {
        /// A dispute between exhibitors.
        Dispute = "dispute",
        /// A question: answered with advice, no other party is contacted.
        Enquiry = "enquiry",
        /// A report of something seen, without an own claim.
        Report = "report",
    }
);

codes!(
    /// The right that is said to be touched.
    RightKind {
        /// Invention patent.
        InventionPatent = "invention-patent",
        /// Utility model.
        UtilityModel = "utility-model",
        /// Registered design.
        Design = "design",
        /// Trade mark.
        Trademark = "trademark",
        /// Copyright.
        Copyright = "copyright",
        /// Trade secret.
        TradeSecret = "trade-secret",
        /// Unfair competition, trade dress.
        UnfairCompetition = "unfair-competition",
        /// Something else: licence, contract.
        Other = "other",
    }
);

codes!(
    /// What the applicant asks for. Each has its own text and consent: what is meant for one must not reach the other.
    Ask {
        /// Voluntary, confidential mediation by the mediation body.
        Mediation = "mediation",
        /// A complaint to the organiser, who may order a measure.
        Measure = "measure",
    }
);

codes!(
    /// What the applicant would like to happen.
    Relief {
        /// Stop showing the exhibit.
        StopDisplay = "stop-display",
        /// Remove it from the booth.
        Remove = "remove",
        /// An apology.
        Apology = "apology",
        /// Payment.
        Payment = "payment",
        /// A licence.
        Licence = "licence",
        /// An undertaking for the future.
        Undertaking = "undertaking",
        /// Something else.
        Other = "other",
    }
);

codes!(
    /// Papers that intake looks for (procedure B.3). What is not there yet is listed as "to be supplemented".
    Paper {
        /// Certificate or registration of the right.
        Title = "title",
        /// Proof that the right is still in force.
        LegalStatus = "legal-status",
        /// Identity of the applicant: ID or business licence.
        Identity = "identity",
        /// Power of attorney, when an agent files.
        PowerOfAttorney = "power-of-attorney",
        /// Evaluation report for utility models and designs (Patent Law art 66).
        EvaluationReport = "evaluation-report",
        /// Proof of what is shown: photo, catalogue, sample.
        Evidence = "evidence",
    }
);

codes!(
    /// In what capacity the applicant acts.
    Capacity {
        /// Owner of the right.
        Owner = "owner",
        /// Exclusive licensee.
        ExclusiveLicensee = "exclusive-licensee",
        /// Sole licensee.
        SoleLicensee = "sole-licensee",
        /// Ordinary licensee.
        OrdinaryLicensee = "ordinary-licensee",
        /// Legal successor.
        Successor = "successor",
        /// Agent with a power of attorney.
        Agent = "agent",
    }
);

codes!(
    /// The side a party is on.
    Side {
        /// Who filed.
        Claimant = "claimant",
        /// Who it is about.
        Respondent = "respondent",
    }
);

codes!(
    /// How a case ended at the desk.
    Outcome {
        /// Settled.
        Settled = "settled",
        /// One side gave an undertaking.
        Undertaking = "undertaking",
        /// The applicant withdrew.
        Withdrawn = "withdrawn",
        /// Referred to another body.
        Referred = "referred",
        /// Talks ended without agreement.
        NoAgreement = "no-agreement",
        /// A question was answered.
        AdviceGiven = "advice-given",
        /// Not accepted.
        NotAccepted = "not-accepted",
    }
);

codes!(
    /// Why a case ended (procedure A.5, from Online Rules art 25 and People's Mediation Law arts 17, 26) or was not accepted (A.2 row 5).
    Reason {
        /// An agreement was reached.
        Agreement = "agreement",
        /// The applicant withdrew.
        ApplicantWithdrew = "applicant-withdrew",
        /// Both sides settled on their own.
        SettledPrivately = "settled-privately",
        /// A party refused or stopped; it needs no ground (People's Mediation Law arts 17, 23).
        PartyRefusedOrStopped = "party-refused-or-stopped",
        /// A party could not be reached in time.
        UnreachableInTime = "unreachable-in-time",
        /// No prospect of agreement.
        NoProspect = "no-prospect",
        /// The time limit passed without extension.
        TimeLimitNoExtension = "time-limit-no-extension",
        /// A party refused to sign.
        RefusedToSign = "refused-to-sign",
        /// Suspected crime or danger to public order (report duty, People's Mediation Law art 25).
        SuspectedCrimeOrPublicOrder = "suspected-crime-or-public-order",
        /// Suspected sham mediation.
        SuspectedShamMediation = "suspected-sham-mediation",
        /// A court, police or authority already handles it.
        AuthorityOrCourtSeized = "authority-or-court-seized",
        /// The fair closed and the case was handed on.
        FairClosedTransferred = "fair-closed-transferred",
        /// Papers were not supplemented.
        PapersMissing = "papers-missing",
        /// The right is under invalidation or its ownership is disputed.
        RightContested = "right-contested",
        /// It does not concern this fair.
        NotAtThisFair = "not-at-this-fair",
        /// The same matter was handled before.
        AlreadyHandled = "already-handled",
        /// Another reason, given in words.
        Other = "other",
    }
);

codes!(
    /// A reason to be heard before others; recorded with who said so.
    Urgency {
        /// A party leaves the fair soon.
        LeavingSoon = "leaving-soon",
        /// The fair, or its day, ends soon.
        FairEnding = "fair-ending",
        /// Danger of a disturbance in the hall.
        Disturbance = "disturbance",
        /// A deadline of an authority or court runs.
        Deadline = "deadline",
        /// A person who cannot wait: health, age, child.
        PersonalNeed = "personal-need",
    }
);

/// Whom a text or photo is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The mediation body only.
    Mediation,
    /// The organiser's complaint only.
    Measure,
    /// Both.
    Both,
}

impl Audience {
    /// Whether the mediation body may read it.
    pub fn mediation(self) -> bool {
        matches!(self, Self::Mediation | Self::Both)
    }
    /// Whether the organiser may read it.
    pub fn measure(self) -> bool {
        matches!(self, Self::Measure | Self::Both)
    }
}

/// Consent of the applicant, to the text of one version. Absence means it was not asked or not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Version of the privacy notice that was accepted (PIPL arts 14, 17).
    pub privacy: String,
    /// Version of the mediation text, when mediation is asked for.
    pub mediation: Option<String>,
    /// Version of the text on giving the complaint to the organiser (PIPL art 23: separate consent).
    pub organiser: Option<String>,
}

/// Through which door a case came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// A booth's printed code.
    Booth(BoothId),
    /// A hall's printed code.
    Hall,
    /// Typed by staff at the desk.
    Counter,
}

/// A party as far as it may stand in clear: no name, no contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyPlace {
    /// Who.
    pub id: PartyId,
    /// On which side.
    pub side: Side,
    /// Language to speak with them, a BCP 47 tag.
    pub language: Language,
    /// Their hall, when known.
    pub hall: Option<HallId>,
    /// Their booth, when it is on the list.
    pub booth: Option<BoothId>,
    /// Their company, when it is on the list.
    pub exhibitor: Option<ExhibitorId>,
}

/// A party of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Where and on which side.
    pub place: PartyPlace,
    /// Their ticket, once they have one.
    pub ticket: Option<TicketNumber>,
    /// Journal entry whose sealed body names them.
    pub entered_seq: u64,
}

/// A photo or paper, as far as it may stand in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Which.
    pub id: EvidenceId,
    /// Who handed it in.
    pub party: PartyId,
    /// Who may see it.
    pub audience: Audience,
    /// When.
    pub at: Timestamp,
    /// Journal entry whose sealed body says where the files are.
    pub seq: u64,
}

/// How far a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseState {
    /// Filed; reception has not ended.
    Submitted,
    /// A mediator recorded that both sides agree to talk. Notice and full consent come between these two.
    Agreed,
    /// Talks are on.
    InSession,
    /// Talks were interrupted.
    Adjourned,
    /// Over.
    Concluded {
        /// How.
        outcome: Outcome,
        /// Why.
        reason: Reason,
    },
}

impl CaseState {
    /// Whether anything is left to do.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Concluded { .. })
    }
    /// The last part of its message key.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Agreed => "agreed",
            Self::InSession => "in-session",
            Self::Adjourned => "adjourned",
            Self::Concluded { .. } => "concluded",
        }
    }
}

/// One step of a case's history: what kind of event, when, by whom. Texts are read from the journal on demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Journal entry.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// The kind of event: `CaseFiled`, `TicketClaimed` …
    pub kind: &'static str,
    /// Who did it, when it was somebody who signs in.
    pub by: Option<StaffId>,
}

/// One talk, from start to interruption or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// When it began.
    pub from: Timestamp,
    /// When it ended; `None` while it is on.
    pub until: Option<Timestamp>,
}

impl Talk {
    /// Seconds it took; 0 should the clock have been set back meanwhile, `None` while it is on.
    pub fn seconds(&self) -> Option<u64> {
        self.until.map(|until| u64::try_from(until.duration_since(self.from).as_secs()).unwrap_or(0))
    }
}

/// A case, without names and texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Which.
    pub id: CaseId,
    /// Dispute, question or report.
    pub kind: CaseKind,
    /// How far it is.
    pub state: CaseState,
    /// Through which door it came.
    pub door: Door,
    /// The hall it is counted under: where it was filed.
    pub hall: Option<HallId>,
    /// The right concerned; none for a plain question.
    pub right: Option<RightKind>,
    /// What was asked for.
    pub asks: Vec<Ask>,
    /// What was consented to.
    pub consent: Consent,
    /// Papers still to be supplemented.
    pub missing: Vec<Paper>,
    /// Claimant first, then respondents.
    pub parties: Vec<Party>,
    /// What was handed in.
    pub evidence: Vec<Evidence>,
    /// Heard before others, with the reason.
    pub urgent: Option<Urgency>,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// The fair's calendar day on which it was filed.
    pub day: Date,
    /// Journal entry with the application's sealed text.
    pub application_seq: u64,
    /// Journal entry with the complaint's sealed text.
    pub complaint_seq: Option<u64>,
    /// When the first talk began.
    pub session_at: Option<Timestamp>,
    /// Seconds of talks so far.
    pub session_s: u64,
    /// When the present talk began.
    pub talking_since: Option<Timestamp>,
    /// Every talk, oldest first.
    pub talks: Vec<Talk>,
    /// When it was concluded.
    pub concluded_at: Option<Timestamp>,
    /// When its names and texts were erased.
    pub erased_at: Option<Timestamp>,
    /// What happened, oldest first.
    pub steps: Vec<Step>,
}

impl Case {
    /// Who filed.
    pub fn claimant(&self) -> &Party {
        &self.parties[0]
    }
    /// Whom it is about.
    pub fn respondents(&self) -> &[Party] {
        &self.parties[1..]
    }
    /// Whether `ask` was asked for.
    pub fn asks_for(&self, ask: Ask) -> bool {
        self.asks.contains(&ask)
    }
    /// Every scope whose key seals something of this case.
    pub fn scopes(&self) -> Vec<Scope> {
        let parties = self.parties.iter().map(|party| Scope::Party(party.place.id));
        [Scope::Case(self.id), Scope::Complaint(self.id)].into_iter().chain(parties).collect()
    }
    /// One party.
    pub fn party(&self, id: PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.place.id == id)
    }
}
