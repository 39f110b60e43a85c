//! The steps of one case's procedure: what can be asked, an [`Action`], and what has happened, a [`Proceeding`] of the same verb.
//!
//! Both lists are closed, so the compiler names every place that must know a new step. A proceeding, once released, is never
//! renamed and never gets a new meaning.

use jiff::{Timestamp, civil::Date};

use super::{
    AgreementBody, Answer, Authority, CaseSource, ClauseKind, ConsentTo, IdentityPaper, Means, RecordPart,
    Service, Signatory, WarningKind,
};
use crate::{
    aftercare::Term,
    body::{NoticeSecret, PersonBody, RecordBody, ReplyBody},
    command::NewTicket,
    event::kinds,
    fair::{Language, Window},
    fee::QuoteBody,
    ids::{BodyId, CaseNumber, EvidenceId, KeyHash, PartyId, ProductClass, RoomId, StaffId},
};

/// Random values for a notice.
#[derive(Debug, Clone)]
pub struct NewNotice {
    /// Digest of the key in its address.
    pub key: KeyHash,
    /// The key, to be sealed.
    pub secret: NoticeSecret,
    /// A ticket, should the party have none yet.
    pub ticket: NewTicket,
}

/// A draft of an agreement.
#[derive(Debug, Clone)]
pub struct NewAgreement {
    /// The text.
    pub body: AgreementBody,
    /// The language that prevails where two differ.
    pub prevailing: Language,
}

/// What is asked.
#[derive(Debug, Clone)]
pub enum Action {
    /// Accept the case and give it a number (procedure A.2 row 6).
    Accept {
        /// How it came.
        source: CaseSource,
    },
    /// Give the case to another mediation body of the fair before it is accepted, as whoever filed agreed: that body learns what was
    /// written (PIPL art 23).
    ChangeBody {
        /// To which.
        body: BodyId,
        /// By what means they agreed.
        means: Means,
    },
    /// Declare to have no conflict of interest, before any party is contacted (Online Mediation Rules art 13).
    DeclareImpartiality,
    /// Draw up the notice to a respondent; again, should the first be lost: the old one no longer opens anything.
    IssueNotice {
        /// To whom.
        party: PartyId,
        /// Its key.
        notice: NewNotice,
    },
    /// Record that the notice was served. Only this opens the time for a reply.
    RecordService {
        /// On whom.
        party: PartyId,
        /// How.
        service: Service,
        /// To which person.
        body: PersonBody,
    },
    /// Answer the notice.
    Answer {
        /// Who answers.
        party: PartyId,
        /// What.
        answer: Answer,
        /// Version of the consent text that was read.
        text: String,
        /// By what means.
        means: Means,
        /// What the person may do for the party.
        authority: Authority,
        /// Who speaks, and their statement.
        body: ReplyBody,
        /// The language they read; none when nothing new is known of it.
        language: Option<Language>,
    },
    /// Note the language a party reads: at filing that of a respondent could only be guessed.
    NoteLanguage {
        /// Who.
        party: PartyId,
        /// Which.
        language: Language,
    },
    /// Note of which class the products are that a case is about, for statistics (2006 Measures, report of a fair).
    NoteProductClass {
        /// Which; none when it is not known after all.
        class: Option<ProductClass>,
    },
    /// Withdraw consent to mediation; needs no ground (People's Mediation Law art 23).
    WithdrawConsent {
        /// Who.
        party: PartyId,
        /// By what means.
        means: Means,
    },
    /// Ask for another mediator. A second time counts as refusing mediation (Online Mediation Rules art 14).
    AskOtherMediator {
        /// Who.
        party: PartyId,
        /// By what means.
        means: Means,
    },
    /// Consent to something beside mediation itself.
    Consent {
        /// Who.
        party: PartyId,
        /// To what.
        to: ConsentTo,
        /// Version of the text.
        text: String,
        /// By what means.
        means: Means,
    },
    /// Agree that the case is told as an example, in an account that was read.
    AgreeAsExample {
        /// Who.
        party: PartyId,
        /// The version of the account.
        version: u32,
        /// Version of the text.
        text: String,
        /// By what means.
        means: Means,
    },
    /// Take such a consent back.
    RevokeConsent {
        /// Who.
        party: PartyId,
        /// To what.
        to: ConsentTo,
    },
    /// Quote what a case costs, by the tariff of its body (Commercial Mediation Regulations art 16). An earlier quote is replaced, and
    /// everybody is asked anew.
    QuoteFee {
        /// The version it was written from; 0 for a first one.
        base: u32,
        /// What is to be paid, and by whom.
        quote: QuoteBody,
    },
    /// Take nothing for a case, at a body that might.
    QuoteNoFee {
        /// The version that is replaced; 0 where there was none.
        base: u32,
    },
    /// Say yes or no to what was quoted.
    AnswerFee {
        /// Who.
        party: PartyId,
        /// To which version.
        version: u32,
        /// What.
        answer: Answer,
        /// By what means.
        means: Means,
    },
    /// Fix a time for talks. An earlier one is replaced.
    MakeAppointment {
        /// When.
        from: Timestamp,
        /// Until when the room is kept.
        until: Timestamp,
        /// Where; `None` for talks over a distance.
        room: Option<RoomId>,
    },
    /// Say that one will come.
    ConfirmAppointment {
        /// Who.
        party: PartyId,
        /// Of which appointment.
        from: Timestamp,
    },
    /// Call an appointment off.
    CancelAppointment,
    /// Record that a person's identity was checked.
    CheckIdentity {
        /// For which party.
        party: PartyId,
        /// By which paper.
        paper: IdentityPaper,
        /// What they may do for the party.
        authority: Authority,
        /// Who; numbers stand masked.
        body: PersonBody,
    },
    /// Record that both sides were told their rights and duties, and of sham mediation (Online Mediation Rules art 17).
    ExplainRights {
        /// Version of the text that was read out.
        text: String,
    },
    /// Let somebody else into the talks, with the consent of everybody (People's Mediation Law art 20).
    AdmitGuest {
        /// As what.
        role: ConsentTo,
        /// Who.
        body: PersonBody,
    },
    /// Quietly ask for help.
    CallForHelp,
    /// Help has come.
    AnswerHelp,
    /// Write a part of the record anew.
    WriteRecord {
        /// Which part.
        part: RecordPart,
        /// The version it was written from; 0 for a first one.
        base: u32,
        /// What it says.
        body: RecordBody,
    },
    /// Confirm a part of the record.
    ConfirmRecord {
        /// Who.
        party: PartyId,
        /// Which part.
        part: RecordPart,
        /// Which version of it.
        version: u32,
        /// By what means.
        means: Means,
    },
    /// Write a private note, which only its author ever reads.
    WriteNote {
        /// What it says.
        text: String,
    },
    /// Write the agreement anew.
    DraftAgreement {
        /// The version it was written from; 0 for a first one.
        base: u32,
        /// The text.
        draft: NewAgreement,
    },
    /// Both sides accept the terms: the text stands.
    AgreeTerms {
        /// Which version.
        version: u32,
    },
    /// Go back to the terms before the agreement takes effect; signatures fall away.
    ReopenTerms,
    /// Record a signature or the seal.
    Sign {
        /// Which version.
        version: u32,
        /// Who.
        by: Signatory,
        /// By what means: on paper, or drawn on a screen, which is weak evidence.
        means: Means,
        /// What the person may do for the party.
        authority: Authority,
        /// The signed paper, scanned or photographed.
        evidence: Option<EvidenceId>,
        /// Until when the party must ratify, if the person may not settle.
        ratify_by: Option<Date>,
        /// Who signed.
        body: PersonBody,
    },
    /// Record that a party ratified what its agent signed.
    Ratify {
        /// Who.
        party: PartyId,
        /// The ratification on paper.
        evidence: Option<EvidenceId>,
        /// Who ratified for the party; without a name that stays open.
        body: PersonBody,
    },
    /// Record that a party does not sign: mediation ends (Online Mediation Rules art 25(7)).
    RefuseToSign {
        /// Who.
        party: PartyId,
    },
    /// Carry the case over the fair's end: everybody chose to go on over a distance (procedure A.2 row 21).
    CarryOver,
    /// Register an oral agreement, which takes effect at once (People's Mediation Law arts 28, 30).
    RegisterOral {
        /// What was agreed.
        draft: NewAgreement,
    },
}

kinds! {
    /// A step that was taken.
    Proceeding, tag = "step";
    /// The case was accepted.
    CaseAccepted {
        /// Its number, counted by body and year without a gap.
        number: CaseNumber,
        /// How it came.
        source: CaseSource,
    },
    /// The case was given to another mediation body, as whoever filed agreed.
    BodyChanged {
        /// To which.
        body: BodyId,
        /// By what means they agreed.
        means: Means,
    },
    /// A mediator declared to have no conflict of interest.
    ImpartialityDeclared {
        /// Who.
        staff: StaffId,
    },
    /// A notice was drawn up. Body: its key.
    NoticeIssued {
        /// To whom.
        party: PartyId,
        /// Digest of its key.
        key: KeyHash,
    },
    /// The notice was served, or its acceptance refused. Body: to which person.
    NoticeServed {
        /// On whom.
        party: PartyId,
        /// How.
        service: Service,
        /// The time for a reply.
        window: Window,
    },
    /// The time for a reply is over. Nothing follows by itself.
    ReplyTimeEnded {
        /// Whose.
        party: PartyId,
    },
    /// A respondent answered. Body: who spoke and their statement.
    NoticeAnswered {
        /// Who.
        party: PartyId,
        /// What.
        answer: Answer,
        /// Version of the consent text.
        text: String,
        /// By what means.
        means: Means,
        /// What the person may do for the party.
        authority: Authority,
    },
    /// It became known which language a party reads.
    LanguageNoted {
        /// Who.
        party: PartyId,
        /// Which.
        language: Language,
    },
    /// It was noted of which class the products are that the case is about.
    ProductClassNoted {
        /// Which; none when it is not known after all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        class: Option<ProductClass>,
    },
    /// Consent to mediation was withdrawn.
    ConsentWithdrawn {
        /// By whom.
        party: PartyId,
        /// By what means.
        means: Means,
    },
    /// A party asked for another mediator.
    MediatorObjected {
        /// Who.
        party: PartyId,
        /// Whom they do not want.
        staff: StaffId,
    },
    /// A party consented to something beside mediation itself.
    ConsentGiven {
        /// Who.
        party: PartyId,
        /// To what.
        to: ConsentTo,
        /// Version of the text.
        text: String,
        /// By what means.
        means: Means,
        /// To be told as an example: the version of the account. In an old journal it is not said, and is the one that stood then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<u32>,
    },
    /// Such a consent was taken back.
    ConsentRevoked {
        /// Who.
        party: PartyId,
        /// To what.
        to: ConsentTo,
    },
    /// What a case costs was quoted. Body: amounts and shares.
    FeeQuoted {
        /// Its version, from 1.
        version: u32,
        /// The edition of the body's tariff it stands on.
        edition: u32,
    },
    /// Nothing is taken for the case.
    FeeWaived {
        /// Its version, from 1.
        version: u32,
    },
    /// A party said yes or no to what was quoted.
    FeeAnswered {
        /// Who.
        party: PartyId,
        /// To which version.
        version: u32,
        /// What.
        answer: Answer,
        /// By what means.
        means: Means,
    },
    /// A time for talks was fixed.
    AppointmentMade {
        /// When.
        from: Timestamp,
        /// Until when the room is kept.
        until: Timestamp,
        /// Where; `None` over a distance.
        room: Option<RoomId>,
        /// Whose appointment it is.
        staff: Option<StaffId>,
    },
    /// A party will come.
    AppointmentConfirmed {
        /// Who.
        party: PartyId,
    },
    /// The appointment was called off.
    AppointmentCancelled {},
    /// A person's identity was checked. Body: who.
    IdentityChecked {
        /// For which party.
        party: PartyId,
        /// By which paper.
        paper: IdentityPaper,
        /// What they may do for the party.
        authority: Authority,
    },
    /// Rights and duties were explained to everybody there.
    RightsExplained {
        /// Version of the text.
        text: String,
    },
    /// Somebody else was let into the talks. Body: who.
    GuestAdmitted {
        /// As what.
        role: ConsentTo,
    },
    /// Help was asked for.
    HelpCalled {},
    /// Help came.
    HelpAnswered {},
    /// A part of the record was written. Body: the text.
    RecordWritten {
        /// Which part.
        part: RecordPart,
        /// Its version, from 1.
        version: u32,
    },
    /// A party confirmed a part of the record.
    RecordConfirmed {
        /// Who.
        party: PartyId,
        /// Which part.
        part: RecordPart,
        /// Which version.
        version: u32,
        /// By what means.
        means: Means,
    },
    /// A private note was written. Body: the note, under its author's own key.
    NoteWritten {},
    /// The agreement was drafted. Body: the text.
    AgreementDrafted {
        /// Its version, from 1.
        version: u32,
        /// What is undertaken, in order.
        clauses: Vec<ClauseKind>,
        /// Whether a clause is for the organiser to carry out.
        organiser: bool,
        /// What may be wrong with it.
        warnings: Vec<WarningKind>,
        /// The language that prevails.
        prevailing: Language,
        /// Who owes each clause, by which day, in the same order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        terms: Vec<Term>,
    },
    /// Both sides accepted the terms.
    TermsAgreed {
        /// Of which version.
        version: u32,
    },
    /// The terms were opened again; signatures fell away.
    TermsReopened {},
    /// A signature was given, or the seal affixed. Body: who signed.
    AgreementSigned {
        /// Which version.
        version: u32,
        /// Who.
        by: Signatory,
        /// By what means.
        means: Means,
        /// What the person may do for the party.
        authority: Authority,
        /// The signed paper.
        evidence: Option<EvidenceId>,
        /// Until when the party must ratify.
        ratify_by: Option<Date>,
    },
    /// A party ratified what its agent signed. Body: who ratified for it, where that was told.
    AgreementRatified {
        /// Who.
        party: PartyId,
        /// The ratification on paper.
        evidence: Option<EvidenceId>,
    },
    /// A party does not sign.
    SigningRefused {
        /// Who.
        party: PartyId,
    },
    /// The last signature or seal was there: the agreement is in effect (People's Mediation Law art 29).
    AgreementTookEffect {
        /// Which version.
        version: u32,
    },
    /// An oral agreement was registered; it is in effect (art 30). Body: the text.
    OralAgreementRegistered {
        /// What is undertaken, in order.
        clauses: Vec<ClauseKind>,
        /// Whether a clause is for the organiser to carry out.
        organiser: bool,
        /// What may be wrong with it.
        warnings: Vec<WarningKind>,
        /// The language that prevails.
        prevailing: Language,
        /// Who owes each clause, by which day, in the same order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        terms: Vec<Term>,
    },
    /// The case goes on after the fair, over a distance, as everybody chose.
    CaseCarriedOver {},
}
