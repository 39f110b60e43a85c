//! What has happened in one case's procedure: the clear part. Once released, never renamed, never given a new meaning.

use jiff::{Timestamp, civil::Date};

use super::{
    Answer, Authority, CaseSource, ClauseKind, ConsentTo, IdentityPaper, Means, RecordPart, Service,
    Signatory, WarningKind,
};
use crate::{
    event::kinds,
    fair::{Language, Window},
    ids::{CaseNumber, EvidenceId, KeyHash, PartyId, RoomId, StaffId},
};

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
    },
    /// Such a consent was taken back.
    ConsentRevoked {
        /// Who.
        party: PartyId,
        /// To what.
        to: ConsentTo,
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
    /// A party ratified what its agent signed.
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
    },
}
