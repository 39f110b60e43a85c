//! The closed lists of a case: kinds, rights, papers, outcomes, reasons. Each value has a stable code, which is what stands in the
//! journal, in JSON, in forms and in message keys.

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
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
        /// A complaint without mediation, on which the organiser decided.
        OrganiserDecided = "organiser-decided",
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
        /// A party could not be reached, or did not answer in time.
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
