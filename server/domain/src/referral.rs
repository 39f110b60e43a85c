//! Referrals: a case on its way to a court, an arbitrator, a notary, an authority or another body, or from one; and mediation that is
//! done together with one (policy art 10; procedure A.2 row 21, B.1 "Transfer/referral", C.1 art 10).
//!
//! What may leave is what the ground of such a body opens of the mediation's file ([`LegalBasis::opens`]), and never the record of the
//! talks, an investigation or a private note (procedure E.2). The organiser's track is none of it.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    body::GivenFile,
    case::{Ask, Case, Evidence, codes},
    disclosure::{Given, LegalBasis, Sort},
    event::kinds,
    fair::Language,
    ids::ReferralId,
    procedure::{CaseSource, ConsentTo, Purpose},
};

mod state;

pub use state::{Part, Referral, ReferralState};

/// Most referrals of one case.
pub const MAX_REFERRALS: usize = 20;
/// Most steps of one referral.
pub const MAX_STEPS: usize = 60;
/// Days within which a court that entrusted a case before filing expects it back (procedure A.2 row 21: pre-filing mediation).
const COURT_DAYS: i32 = 30;

codes!(
    /// How this body and another work on one case.
    Linkage {
        /// The case goes to them.
        Out = "out",
        /// The case came from them: entrusted, or handed over.
        In = "in",
        /// Both mediate together.
        Joint = "joint",
        /// One mediates and the other helps.
        Assisted = "assisted",
    }
);

codes!(
    /// What kind of body the other one is.
    Counterpart {
        /// A court.
        Court = "court",
        /// An arbitration commission.
        Arbitration = "arbitration",
        /// A notary.
        Notary = "notary",
        /// An administrative authority that enforces rights.
        Authority = "authority",
        /// The police.
        Police = "police",
        /// Another mediation body.
        MediationBody = "mediation-body",
        /// A centre for the protection of rights, or for help with it.
        RightsCentre = "rights-centre",
    }
);

codes!(
    /// When a court entrusted a case.
    Stage {
        /// Before a suit was filed.
        BeforeFiling = "before-filing",
        /// After.
        AfterFiling = "after-filing",
    }
);

codes!(
    /// One of the two bodies: who leads, who did a part.
    Lead {
        /// This one.
        Ours = "ours",
        /// The other.
        Theirs = "theirs",
    }
);

codes!(
    /// How a referral ended.
    ReferralResult {
        /// The parties settled, there or here.
        Settled = "settled",
        /// It was decided: by judgment, award, order or deed.
        Decided = "decided",
        /// It came back, or was given back, without either.
        Returned = "returned",
        /// It was not taken.
        Declined = "declined",
        /// It was called back, or a party stopped it.
        Withdrawn = "withdrawn",
    }
);

impl Counterpart {
    /// The ground on which something of the mediation's file goes to such a body.
    pub fn basis(self) -> LegalBasis {
        match self {
            Self::Court => LegalBasis::Court,
            Self::Authority => LegalBasis::Enforcement,
            Self::Police => LegalBasis::Crime,
            Self::Arbitration | Self::Notary | Self::MediationBody | Self::RightsCentre => {
                LegalBasis::Consent
            }
        }
    }

    /// Whether it may be sent a thing of this sort. Words of the talks never go with a referral, whoever it is for: a court that
    /// confirms an agreement gets them by its own way, and an authority that demands them by a disclosure. Nor does what was lodged in
    /// advance: each side is told what goes along, and the other side is never told of that.
    pub fn takes(self, sort: Sort) -> bool {
        !matches!(sort, Sort::Record | Sort::Defence) && self.basis().opens(Ask::Mediation, sort)
    }

    /// Whether it may be sent a photo, by what that was taken for: what proves the agreement goes where the agreement goes.
    pub fn takes_photo(self, photo: &Evidence) -> bool {
        photo.audience.mediation()
            && match photo.purpose {
                Purpose::Exhibit | Purpose::Service => self.takes(Sort::Evidence),
                Purpose::Signature | Purpose::Performance => self.takes(Sort::Agreement),
                Purpose::Inquiry | Purpose::Measure => false,
            }
    }
}

/// Why what was drawn up stays at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// It was called back.
    CalledBack,
    /// Somebody whose consent it needs does not agree, or not any more.
    NotAgreed,
    /// A second person has to confirm first.
    Unconfirmed,
}

/// The other body, and what is said of the matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReferralBody {
    /// Its name.
    pub body: String,
    /// Whom to ask for there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Why, or what it asked for.
    pub matter: String,
    /// Under which number it keeps the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What came along, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<String>,
    /// The file of each thing that goes along, in the same order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// The last entry of the case that those files know of; of those from before this was kept, the one before this body's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upto: Option<u64>,
}

/// That the other body has it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReceiptBody {
    /// The number of its receipt.
    pub number: String,
    /// Who signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub enum ReferralAction {
    /// Draw up a referral to another body, with what goes along.
    DrawUp {
        /// To whom.
        to: Counterpart,
        /// What goes along.
        given: Vec<Given>,
        /// In which language its papers are.
        language: Language,
        /// The other body, and the digests.
        body: ReferralBody,
    },
    /// Record that it was sent.
    Send {
        /// On which day.
        on: Date,
    },
    /// Record that the other body signed for it.
    NoteReceipt {
        /// On which day.
        on: Date,
        /// Its receipt.
        body: ReceiptBody,
    },
    /// Record that a case came in.
    TakeIn {
        /// From whom.
        from: Counterpart,
        /// When in its course, where a court sent it.
        stage: Option<Stage>,
        /// On which day.
        on: Date,
        /// The other body, its number, and what came along.
        body: ReferralBody,
    },
    /// Record that another body mediates together with this one, or one helps the other.
    Join {
        /// Jointly, or as a help.
        linkage: Linkage,
        /// With whom.
        with: Counterpart,
        /// Who leads.
        lead: Lead,
        /// Since which day.
        on: Date,
        /// The other body.
        body: ReferralBody,
    },
    /// Record what one of the two did.
    RecordPart {
        /// Which.
        by: Lead,
        /// On which day.
        on: Date,
        /// In words.
        text: String,
    },
    /// Record how it ended.
    End {
        /// How.
        result: ReferralResult,
        /// On which day.
        on: Date,
        /// In words.
        remark: Option<String>,
    },
}

kinds! {
    /// A step of a referral that was taken. Bodies are sealed with the case.
    ReferralStep, tag = "step";
    /// A referral to another body was drawn up. Body: the other body, why, the digests of what goes along.
    ReferralDrawnUp {
        /// To whom.
        to: Counterpart,
        /// What goes along.
        given: Vec<Given>,
        /// In which language its papers are.
        language: Language,
        /// On which day.
        on: Date,
    },
    /// It was sent.
    ReferralSent {
        /// On which day.
        on: Date,
    },
    /// The other body signed for it. Body: its receipt.
    ReferralReceived {
        /// On which day.
        on: Date,
    },
    /// A case came in. Body: from whom, under which number, with what.
    ReferralTakenIn {
        /// From whom.
        from: Counterpart,
        /// When in its course, where a court sent it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stage: Option<Stage>,
        /// On which day.
        on: Date,
    },
    /// Another body joined. Body: which.
    MediationJoined {
        /// Jointly, or as a help.
        linkage: Linkage,
        /// With whom.
        with: Counterpart,
        /// Who leads.
        lead: Lead,
        /// Since which day.
        on: Date,
    },
    /// What one of the two did was recorded. Body: in words.
    PartRecorded {
        /// Which.
        by: Lead,
        /// On which day.
        on: Date,
    },
    /// It ended. Body: a remark.
    ReferralEnded {
        /// How.
        result: ReferralResult,
        /// On which day.
        on: Date,
    },
}

impl Case {
    /// One referral.
    pub fn referral(&self, id: ReferralId) -> Option<&Referral> {
        self.referrals.iter().find(|known| known.id == id)
    }

    /// The referral by which the case is with another body now: nobody talks about it here meanwhile.
    pub fn elsewhere(&self) -> Option<&Referral> {
        self.referrals.iter().find(|known| known.linkage == Linkage::Out && known.is_under_way())
    }

    /// How the case came, as far as is known before it is accepted: from who sent it, else on application.
    pub fn came(&self) -> CaseSource {
        let sent = self.referrals.iter().find(|known| known.linkage == Linkage::In);
        match sent.map(|known| known.with) {
            Some(Counterpart::Court) => CaseSource::Court,
            Some(Counterpart::Authority | Counterpart::Police) => CaseSource::Authority,
            Some(
                Counterpart::Arbitration
                | Counterpart::Notary
                | Counterpart::MediationBody
                | Counterpart::RightsCentre,
            )
            | None => CaseSource::Application,
        }
    }

    /// Whether everybody who takes part must agree before something goes to such a body: not where the law demands a report, nor
    /// where the case goes back to the court that entrusted it.
    pub fn must_agree_to(&self, to: Counterpart) -> bool {
        let from_court = |known: &Referral| known.linkage == Linkage::In && known.with == Counterpart::Court;
        match to {
            Counterpart::Police => false,
            Counterpart::Court => !self.referrals.iter().any(from_court),
            Counterpart::Arbitration
            | Counterpart::Notary
            | Counterpart::Authority
            | Counterpart::MediationBody
            | Counterpart::RightsCentre => true,
        }
    }

    /// Whether everybody agreed who must before something goes to such a body.
    pub fn may_go_to(&self, to: Counterpart) -> bool {
        !self.must_agree_to(to) || self.all_agree_to(ConsentTo::Transfer)
    }

    /// Why what was drawn up may not leave, as far as its case tells: to send it and to hand out what goes along asks the same, for
    /// what somebody has in hand has left. A consent may be taken back until then (PIPL art 23).
    pub fn withholds(&self, referral: &Referral) -> Option<Withheld> {
        if referral.ended.is_some() {
            return Some(Withheld::CalledBack);
        }
        (!self.may_go_to(referral.with)).then_some(Withheld::NotAgreed)
    }

    /// Whether everybody who takes part consented to something.
    pub fn all_agree_to(&self, to: ConsentTo) -> bool {
        self.participants().all(|party| self.procedure.consents_to(party.place.id, to))
    }
}

impl Referral {
    /// The day by which something is to be done for it: sent on the next day, given back to a court within thirty.
    pub fn due(&self) -> Option<Date> {
        match (self.linkage, self.state()) {
            (Linkage::Out, ReferralState::DrawnUp) => Some(self.since.saturating_add(1.days())),
            (Linkage::In, ReferralState::Received) if self.stage == Some(Stage::BeforeFiling) => {
                Some(self.since.saturating_add(COURT_DAYS.days()))
            }
            _ => None,
        }
    }
}
