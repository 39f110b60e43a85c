//! The closed lists of the procedure. Codes stand in the journal, in JSON, in forms and in message keys.

use crate::case::codes;

codes!(
    /// How a case came to the mediation body (form 2 of the people's mediation documents).
    CaseSource {
        /// On a party's application.
        Application = "application",
        /// On the body's own motion (People's Mediation Law art 17).
        OwnMotion = "own-motion",
        /// Sent by the organiser.
        Organiser = "organiser",
        /// Sent by an authority.
        Authority = "authority",
        /// Entrusted by a court.
        Court = "court",
    }
);

codes!(
    /// How a paper was handed to somebody.
    ServiceMethod {
        /// Handed over at the booth or the desk.
        InPerson = "in-person",
        /// Laid down before a witness, because it was refused.
        LeftBehind = "left-behind",
        /// By e-mail, where electronic service was agreed.
        Email = "email",
        /// By text message.
        Message = "message",
        /// By telephone, read aloud.
        Phone = "phone",
    }
);

codes!(
    /// By what means a party declared something.
    Means {
        /// On an own device.
        Device = "device",
        /// By word of mouth, to staff who wrote it down.
        Spoken = "spoken",
        /// Read aloud to somebody who cannot read, who then agreed.
        ReadAloud = "read-aloud",
        /// On paper, which staff entered.
        Paper = "paper",
    }
);

codes!(
    /// What a respondent answers to the notice.
    Answer {
        /// Takes part in mediation.
        Accept = "accept",
        /// Does not; nobody may mediate then (People's Mediation Law art 17).
        Decline = "decline",
    }
);

codes!(
    /// What somebody may do for a party.
    Authority {
        /// The party itself, or the legal representative of a company.
        Own = "own",
        /// An agent who may settle and sign.
        MaySettle = "may-settle",
        /// An agent who may speak but not settle: what they sign waits for ratification.
        MayNotSettle = "may-not-settle",
    }
);

codes!(
    /// What a party consents to beside mediation itself, each on its own.
    ConsentTo {
        /// That talks are open to others.
        OpenSession = "open-session",
        /// That talks are held over a distance.
        Remote = "remote",
        /// That talks are recorded.
        Recording = "recording",
        /// An expert (People's Mediation Law art 20).
        Expert = "expert",
        /// A second mediator.
        CoMediator = "co-mediator",
        /// An interpreter.
        Interpreter = "interpreter",
        /// Somebody who only watches.
        Observer = "observer",
        /// That the file goes to another body.
        Transfer = "transfer",
        /// That the case is told as an example, without names.
        TypicalCase = "typical-case",
    }
);

/// The version of the words in which a party lets its file go to another body: those that name every kind of it. Earlier ones
/// spoke of "the competent office" alone.
pub const TRANSFER_TEXT: &str = "v2";

impl ConsentTo {
    /// Whether it lets a person into the talks.
    pub fn admits(self) -> bool {
        matches!(self, Self::Expert | Self::CoMediator | Self::Interpreter | Self::Observer)
    }
    /// Whether a consent counts that was given in this version of the words. Nobody lets a file go to a recipient of whom they were
    /// not told (PIPL art 23), so whoever read earlier words of it is asked again.
    pub fn counts_in(self, text: &str) -> bool {
        self != Self::Transfer || text == TRANSFER_TEXT
    }
}

codes!(
    /// The paper an identity was checked by.
    IdentityPaper {
        /// Identity card.
        IdCard = "id-card",
        /// Passport.
        Passport = "passport",
        /// Business licence and proof of office.
        BusinessLicence = "business-licence",
        /// Power of attorney and own identity card.
        PowerOfAttorney = "power-of-attorney",
        /// The fair's badge, with a second proof.
        Badge = "badge",
    }
);

codes!(
    /// A part of the record. Both sides confirm each on its own.
    RecordPart {
        /// The mediation record (form 8): what the talk was about and what came out.
        Mediation = "mediation",
        /// Facts that are not in dispute: the only part that may be used later (Online Mediation Rules art 22).
        Undisputed = "undisputed",
        /// An investigation record (form 6): a stand looked at, somebody questioned.
        Investigation = "investigation",
    }
);

codes!(
    /// What somebody undertakes in an agreement.
    ClauseKind {
        /// Take an exhibit away.
        Remove = "remove",
        /// Cover an exhibit.
        Cover = "cover",
        /// Not show something again.
        NotShow = "not-show",
        /// Destroy something.
        Destroy = "destroy",
        /// Pay.
        Pay = "pay",
        /// Give a licence.
        Licence = "licence",
        /// Apologise.
        Apologise = "apologise",
        /// Promise something for the future.
        Undertake = "undertake",
        /// Something else.
        Other = "other",
    }
);

impl ClauseKind {
    /// Whether it keeps something from being shown, so that its time must be said.
    pub fn is_display(self) -> bool {
        matches!(self, Self::Remove | Self::Cover | Self::NotShow)
    }
    /// Whether its last day is one to keep to it until, rather than one to do it by.
    pub fn is_lasting(self) -> bool {
        matches!(self, Self::NotShow | Self::Undertake | Self::Other)
    }
    /// Whether it is done once, by a day; until that day is over nobody has failed to.
    pub fn is_done_once(self) -> bool {
        matches!(self, Self::Destroy | Self::Pay | Self::Licence | Self::Apologise)
    }
}

codes!(
    /// What may be wrong with an agreement (procedure A.6).
    WarningKind {
        /// Settles whose a right is or whether it is valid: no court will confirm it (CPL Interpretation art 355(5)).
        OwnershipOrValidity = "ownership-or-validity",
        /// Does not say what is to be done, by when: a court may refuse it (CPL Interpretation art 358(5)).
        Unclear = "unclear",
        /// Money without amount, currency or date.
        MoneyIncomplete = "money-incomplete",
        /// Covers an exhibit or keeps it from being shown without saying from when until when.
        DisplayIncomplete = "display-incomplete",
        /// Touches somebody who is no party (CPL Interpretation art 358(1)).
        ThirdParty = "third-party",
        /// In one language only, though a party reads another or the rest stands in two.
        OneLanguage = "one-language",
        /// A second language without the translator's name.
        NoTranslator = "no-translator",
        /// No clause at all. Blocks.
        NoClause = "no-clause",
        /// At a commercial body, without the main facts (Commercial Mediation Regulations art 22).
        NoFacts = "no-facts",
        /// Likewise, without what is in dispute.
        NoDispute = "no-dispute",
        /// Likewise, without the way and the time of performance.
        NoPerformance = "no-performance",
        /// Before an office, in a patent dispute, something else than payment: it mediates the damages (Patent Law art 65).
        BeyondDamages = "beyond-damages",
    }
);

codes!(
    /// What a photo or paper is for.
    #[derive(Default)]
    Purpose {
        /// Proof of what is in dispute.
        #[default]
        Exhibit = "exhibit",
        /// Proof that a paper was served.
        Service = "service",
        /// Signed paper.
        Signature = "signature",
        /// Proof that a measure was applied, or lifted.
        Measure = "measure",
        /// Taken for the investigation record.
        Inquiry = "inquiry",
        /// Proof that an agreement was performed: the exhibit that is gone, a receipt (form 11).
        Performance = "performance",
    }
);

impl Purpose {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    pub(crate) fn is_exhibit(&self) -> bool {
        *self == Self::Exhibit
    }
}
