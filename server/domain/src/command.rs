//! What can be asked of the desk. Commands are imperative; the events they lead to are past participles of the same verb.
//!
//! A command carries everything the domain may not produce itself: the time, ids, random keys, digests.

use jiff::{Timestamp, civil::Date};

use crate::{
    aftercare::AftercareAction,
    bodies::BodyTerms,
    body::{
        ApplicationBody, ComplaintBody, DefenceBody, EvidenceBody, ExhibitorBody, MediatorBody, PartyBody,
        PersonBody, RightBody, StaffBody, TicketSecret,
    },
    bulletin::Words,
    case::{Ask, Audience, CaseKind, Consent, Door, Outcome, Paper, PartyPlace, Reason, RightKind, Urgency},
    device::DevicePlan,
    disclosure::NewDisclosure,
    fair::{FairPlan, LineRules},
    fee::Tariff,
    handover::{ListForm, Recipient},
    ids::{
        BodyId, BoothId, CaseId, DefenceId, DeviceId, DisclosureId, EvidenceId, ExhibitorId, HallId, KeyHash,
        Mac, PartyId, ProductClass, ReferralId, RightId, RoomId, ScanToken, Series, ShiftId, StaffId,
        TicketNumber, TypicalId,
    },
    major::MajorAction,
    measure::MeasureAction,
    print::SlipOf,
    procedure::{Action, Purpose},
    referral::ReferralAction,
    register::{RightTerms, StatusCheck, Withdrawal},
    remark::RemarkKind,
    report::EarlierReport,
    shift::ShiftTime,
    staff::{Conflict, Credentials, DutyState, Profile, Role},
    survey::Answers,
    ticket::{Lane, ParkReason, ReleaseReason},
    typical::{Awaited, NewTypical, TypicalBody},
};

mod envelope;

pub use envelope::Envelope;

/// Somebody to be given a sign-in.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// Their new id.
    pub id: StaffId,
    /// What they may do.
    pub roles: Vec<Role>,
    /// What they know.
    pub profile: Profile,
    /// Name and PIN digest.
    pub body: StaffBody,
    /// The name that papers have for them, where one was given.
    pub printed: Option<String>,
}

/// Random values for a ticket that may be issued.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// Digest of the key.
    pub key: KeyHash,
    /// Digest of the holder token.
    pub holder: KeyHash,
    /// Both, to be sealed.
    pub secret: TicketSecret,
}

/// A booth, with id and token in case it is new.
#[derive(Debug, Clone)]
pub struct NewBooth {
    /// Id if it is new.
    pub id: BoothId,
    /// Its hall.
    pub hall: HallId,
    /// Its number.
    pub number: String,
    /// Token if it is new.
    pub token: ScanToken,
}

/// A party of a case to be filed.
#[derive(Debug, Clone)]
pub struct NewParty {
    /// Where and on which side.
    pub place: PartyPlace,
    /// Name and contact.
    pub body: PartyBody,
}

/// A ticket's number as a device minted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minted {
    /// The number on the slip.
    pub number: TicketNumber,
    /// When the device last told the desk that it had not minted it yet, if the desk remembers.
    pub unminted_at: Option<Timestamp>,
}

/// A case to be filed.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Its new id.
    pub case: CaseId,
    /// Dispute, question, report.
    pub kind: CaseKind,
    /// Through which door.
    pub door: Door,
    /// In which hall.
    pub hall: Option<HallId>,
    /// About which right.
    pub right: Option<RightKind>,
    /// To what the applicant consented.
    pub consent: Consent,
    /// Papers to be supplemented.
    pub missing: Vec<Paper>,
    /// Who files.
    pub claimant: NewParty,
    /// Whom it is about.
    pub respondents: Vec<NewParty>,
    /// For the mediation body: asked for when present. A question and a report always have one.
    pub application: Option<ApplicationBody>,
    /// For the organiser: a complaint when present.
    pub complaint: Option<ComplaintBody>,
    /// The claimant's ticket.
    pub ticket: NewTicket,
    /// Its number, when a device has given it one; otherwise it gets the next of its hall.
    pub minted: Option<Minted>,
    /// The reserved number, when the application was written on a form that carries one.
    pub paper: Option<TicketNumber>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub enum Command {
    /// Set up the fair, once.
    FoundFair {
        /// What is laid down.
        plan: FairPlan,
        /// Its halls, each with its token; series letters are given by hand or by the desk, in order.
        halls: Vec<(HallId, Option<Series>, ScanToken)>,
        /// Organiser and head of the mediation body.
        staff: Vec<NewStaff>,
        /// A sample fair.
        demo: bool,
    },
    /// Change the plan.
    AmendFair {
        /// The whole plan.
        plan: FairPlan,
    },
    /// Enter a mediation body, or change its particulars.
    RecordBody {
        /// Which; of a new one the next number.
        body: BodyId,
        /// As it is to be.
        terms: BodyTerms,
    },
    /// Publish what a body takes for mediation (Commercial Mediation Regulations art 16).
    PublishTariff {
        /// Which body.
        body: BodyId,
        /// What it takes.
        tariff: Tariff,
    },
    /// Set the rules of the lines.
    SetRules {
        /// All of them.
        rules: LineRules,
    },
    /// Choose the address for printed codes.
    ChooseAddress {
        /// Scheme, host, port.
        url: String,
    },
    /// A phone opened the test code.
    ConfirmAddress {
        /// With this address.
        url: String,
    },
    /// Add halls; those that exist are left as they are.
    AddHalls {
        /// Names and tokens.
        halls: Vec<(HallId, ScanToken)>,
    },
    /// Revoke a hall's code and give it a new one.
    ReplaceHallCode {
        /// Which hall.
        hall: HallId,
        /// New token.
        token: ScanToken,
    },
    /// Take out a hall in which nothing stands.
    RemoveHall {
        /// Which hall.
        hall: HallId,
    },
    /// Revoke a booth's code and give it a new one.
    ReplaceBoothCode {
        /// Which booth.
        booth: BoothId,
        /// New token.
        token: ScanToken,
    },
    /// Enter an exhibitor, or change one that is there.
    EnrolExhibitor {
        /// Which.
        exhibitor: ExhibitorId,
        /// Where, all of them.
        booths: Vec<NewBooth>,
        /// IP undertaking signed, when known.
        undertaking: Option<bool>,
        /// Particulars.
        body: ExhibitorBody,
    },
    /// Record whether an exhibitor signed the undertaking.
    RecordUndertaking {
        /// Which exhibitor.
        exhibitor: ExhibitorId,
        /// Signed, or not.
        signed: bool,
        /// On which day, when known.
        on: Option<Date>,
        /// Who signed; the name may be empty.
        body: PersonBody,
    },
    /// State in advance why an exhibit infringes nothing.
    LodgeDefence {
        /// Its new id.
        defence: DefenceId,
        /// Whose.
        exhibitor: ExhibitorId,
        /// Over which kind of right a complaint is feared.
        right: Option<RightKind>,
        /// Who may read it once a complaint is there.
        audience: Audience,
        /// The statement.
        body: DefenceBody,
    },
    /// Take such a statement back.
    WithdrawDefence {
        /// Which.
        defence: DefenceId,
    },
    /// Register a right of an exhibitor.
    RegisterRight {
        /// Its new id.
        right: RightId,
        /// Whose.
        exhibitor: ExhibitorId,
        /// Its kind and validity.
        terms: RightTerms,
        /// Its particulars.
        body: RightBody,
    },
    /// Correct a registered right.
    AmendRight {
        /// Which.
        right: RightId,
        /// Its kind and validity.
        terms: RightTerms,
        /// Its number is another one than before; said with the command, because a rule opens nothing.
        renumbered: bool,
        /// Its particulars.
        body: RightBody,
    },
    /// Record that it was looked up whether a registered right is in force.
    CheckRight {
        /// Which.
        right: RightId,
        /// When, and what was found.
        check: StatusCheck,
    },
    /// Take a right out of the register.
    WithdrawRight {
        /// Which.
        right: RightId,
        /// Why.
        reason: Withdrawal,
    },
    /// Give somebody a sign-in.
    AppointStaff {
        /// Who.
        staff: NewStaff,
    },
    /// Change a mediator's profile.
    AmendStaff {
        /// Who.
        staff: StaffId,
        /// What they know.
        profile: Profile,
    },
    /// Say by which name papers have somebody who does not mediate; empty for the one they sign in with.
    NameStaff {
        /// Who.
        staff: StaffId,
        /// The name.
        name: String,
    },
    /// Record a mediator's certificate and appointment.
    RecordCredentials {
        /// Whose.
        staff: StaffId,
        /// As they are.
        credentials: Credentials,
        /// The name on the roster, the certificate.
        body: MediatorBody,
    },
    /// Record that a mediator took part in a training.
    RecordTraining {
        /// Who.
        staff: StaffId,
        /// When.
        on: Date,
        /// How long, in minutes.
        minutes: u32,
        /// What it was.
        topic: String,
    },
    /// Strike out a training that was recorded by mistake.
    StrikeTraining {
        /// Whose.
        staff: StaffId,
        /// The journal entry that recorded it.
        entry: u64,
    },
    /// Plan somebody who mediates or receives for shifts in one place, as on each day of a fair: all of them or none.
    PlanShifts {
        /// Who.
        staff: StaffId,
        /// In which hall; none for wherever the desk needs them.
        hall: Option<HallId>,
        /// From when until when, each a shift.
        times: Vec<ShiftTime>,
    },
    /// Take a shift out of the plan.
    CancelShift {
        /// Which.
        shift: ShiftId,
    },
    /// Reset a PIN; everybody may change their own.
    ResetPin {
        /// Whose.
        staff: StaffId,
        /// Name and new PIN digest.
        body: StaffBody,
    },
    /// Take a sign-in away.
    DismissStaff {
        /// Whose.
        staff: StaffId,
    },
    /// Declare an own conflict of interest.
    DeclareConflict {
        /// With whom.
        conflict: Conflict,
    },
    /// Go on duty, on a break, off duty.
    TakeDuty {
        /// Which of them.
        state: DutyState,
        /// Where.
        room: Option<RoomId>,
    },
    /// Say when somebody who forgot it truly went off duty. Whoever is still on duty by the desk goes off by it.
    CorrectDuty {
        /// Who.
        staff: StaffId,
        /// When they went.
        left_at: Timestamp,
        /// Why it is said.
        reason: String,
    },
    /// Invite a device to join.
    InviteDevice {
        /// Keyed digest of the code.
        code: Mac,
        /// What it is to be.
        plan: DevicePlan,
        /// Until when.
        until: Timestamp,
    },
    /// Join with such a code.
    JoinDevice {
        /// The new device's id.
        device: DeviceId,
        /// Digest of its token.
        key: KeyHash,
        /// Keyed digest of the code as typed.
        code: Mac,
    },
    /// Give a device new letters.
    LetterDevice {
        /// Which.
        device: DeviceId,
    },
    /// Lock a device.
    LockDevice {
        /// Which.
        device: DeviceId,
        /// What it shows visitors.
        message: String,
    },
    /// Let a locked device work again.
    UnlockDevice {
        /// Which.
        device: DeviceId,
    },
    /// Take a device's key away for good.
    RevokeDevice {
        /// Which.
        device: DeviceId,
    },
    /// Have a slip printed on a device's printer.
    OrderPrint {
        /// Whose.
        device: DeviceId,
        /// What it is of.
        slip: SlipOf,
        /// The lowest mark that is free as far as the devices have told.
        copy: u16,
    },
    /// File a case.
    FileCase(Box<NewCase>),
    /// Hand in a photo whose files are already stored.
    AddEvidence {
        /// For which case.
        case: CaseId,
        /// By whom.
        party: PartyId,
        /// Its new id.
        evidence: EvidenceId,
        /// For whom.
        audience: Audience,
        /// What it is for.
        purpose: Purpose,
        /// Where its files are.
        body: EvidenceBody,
    },
    /// Withdraw the own case.
    WithdrawCase {
        /// Which.
        case: CaseId,
    },
    /// Name which exhibitor a respondent is, of those who shared its booth when the case came.
    NameExhibitor {
        /// Of which case.
        case: CaseId,
        /// Which respondent.
        party: PartyId,
        /// Who it is; none of them: whoever it is stands on no list.
        exhibitor: Option<ExhibitorId>,
    },
    /// Record which papers are still missing.
    CheckPapers {
        /// Which case.
        case: CaseId,
        /// What is still missing.
        missing: Vec<Paper>,
    },
    /// Put a case before others.
    RecordUrgency {
        /// Which.
        case: CaseId,
        /// Why.
        urgency: Urgency,
        /// In words.
        remark: Option<String>,
    },
    /// Take a ticket.
    ClaimTicket {
        /// Which.
        ticket: TicketNumber,
    },
    /// Take the ticket that fits best.
    ClaimNext {
        /// Only from this line.
        lane: Option<Lane>,
    },
    /// Call a ticket's party, or in talks all parties, to a room; again after the minimum gap.
    CallTicket {
        /// Which.
        ticket: TicketNumber,
        /// Where to; the mediator's own room when not said.
        room: Option<RoomId>,
    },
    /// The party is there.
    CheckInTicket {
        /// Whose.
        ticket: TicketNumber,
    },
    /// The party did not come.
    MissTicket {
        /// Whose.
        ticket: TicketNumber,
    },
    /// Wait outside the line.
    ParkTicket {
        /// Which.
        ticket: TicketNumber,
        /// Why.
        reason: ParkReason,
    },
    /// Back into the line.
    RequeueTicket {
        /// Which.
        ticket: TicketNumber,
    },
    /// Give a ticket back.
    ReleaseTicket {
        /// Which.
        ticket: TicketNumber,
        /// Why.
        reason: ReleaseReason,
        /// In words.
        remark: Option<String>,
    },
    /// Both sides agree to talk.
    OpenTalks {
        /// Which case.
        case: CaseId,
    },
    /// A talk begins.
    StartSession {
        /// Which case.
        case: CaseId,
    },
    /// A talk is interrupted.
    AdjournSession {
        /// Which case.
        case: CaseId,
        /// Why.
        reason: ParkReason,
        /// In words.
        remark: Option<String>,
    },
    /// Take a step of a case's procedure.
    Proceed {
        /// Which case.
        case: CaseId,
        /// Which step.
        action: Box<Action>,
    },
    /// Take a step of the organiser's track.
    MoveMeasure {
        /// Which case.
        case: CaseId,
        /// With which respondent.
        party: PartyId,
        /// Which step.
        action: Box<MeasureAction>,
    },
    /// Take a step of a case's after-care.
    MoveAftercare {
        /// Which case.
        case: CaseId,
        /// Which step.
        action: Box<AftercareAction>,
    },
    /// Take a step of a referral, or begin one.
    MoveReferral {
        /// Of which case.
        case: CaseId,
        /// Which referral; a new id begins one.
        referral: ReferralId,
        /// Which step.
        action: Box<ReferralAction>,
    },
    /// Take a step in the handling of a major case.
    MoveMajor {
        /// Which case.
        case: CaseId,
        /// Which step.
        action: Box<MajorAction>,
    },
    /// Lay the file of a case away.
    ArchiveFile {
        /// Of which case.
        case: CaseId,
        /// How many pages it has.
        pages: u32,
        /// In how many volumes.
        volumes: u16,
        /// The last entry of the case that those pages know of.
        upto: u64,
        /// Why, although it lacks something.
        reason: Option<String>,
    },
    /// The case ends.
    ConcludeCase {
        /// Which.
        case: CaseId,
        /// How.
        outcome: Outcome,
        /// Why.
        reason: Reason,
        /// In words, for the mediation body's file.
        remark: Option<String>,
    },
    /// Erase a concluded case's names, texts and photos for good. Its facts stay.
    EraseCase {
        /// Which.
        case: CaseId,
    },
    /// Give a party what the desk holds about it.
    GiveAccess {
        /// Of which case.
        case: CaseId,
        /// Which party.
        party: PartyId,
        /// Whose identity was checked, where staff give it.
        body: Option<PersonBody>,
    },
    /// Give an authority something of a case.
    DiscloseCase {
        /// Of which.
        case: CaseId,
        /// What, to whom, on what ground.
        disclosure: Box<NewDisclosure>,
    },
    /// Record that the authority signed for it.
    ReceiveDisclosure {
        /// Of which case.
        case: CaseId,
        /// Which disclosure.
        disclosure: DisclosureId,
        /// On which day.
        on: Date,
        /// Who signed.
        body: PersonBody,
    },
    /// Draft an account of a case that is over, to be told as an example, or draft it anew.
    DraftTypicalCase {
        /// Which case.
        case: CaseId,
        /// The version it was written from; 0 for a first one.
        base: u32,
        /// The account, with what becomes of the names in it.
        body: Box<TypicalBody>,
    },
    /// Publish such an account for everybody.
    PublishTypicalCase {
        /// Of which case.
        case: CaseId,
        /// Which, on what ground.
        typical: Box<NewTypical>,
    },
    /// Withdraw a published account.
    WithdrawTypicalCase {
        /// Of which case.
        case: CaseId,
        /// Which account.
        typical: TypicalId,
        /// Why, in words.
        reason: String,
    },
    /// Erase everything of these cases, whose time is over.
    RunRetention {
        /// Which.
        cases: Vec<CaseId>,
    },
    /// Confirm, as the second person, what somebody proposed.
    ConfirmProposal {
        /// The entry that proposed it.
        proposal: u64,
        /// Of an account that is to be published, what the desk holds against it by now.
        account: Option<Box<Awaited>>,
    },
    /// Take a proposal back, or turn it down.
    WithdrawProposal {
        /// The entry that proposed it.
        proposal: u64,
    },
    /// Advice was given without a ticket.
    GiveAdvice {
        /// In which hall.
        hall: Option<HallId>,
        /// About which right.
        right: Option<RightKind>,
    },
    /// Identity was checked: a code for a ticket's content.
    GiveHolderCode {
        /// Which ticket.
        ticket: TicketNumber,
        /// Keyed digest of the code.
        code: Mac,
        /// Until when.
        until: Timestamp,
    },
    /// Use such a code.
    AdmitHolder {
        /// Which ticket.
        ticket: TicketNumber,
        /// Keyed digest of the code as typed.
        code: Mac,
        /// Digest of the device's new holder token.
        holder: KeyHash,
    },
    /// Record that a confidential text is about to be read.
    ReadCase {
        /// Which case.
        case: CaseId,
        /// Which part: what was said for mediation, or what was told the organiser.
        part: Ask,
        /// Why, in words; the head of the mediation body cannot do without.
        reason: Option<String>,
    },
    /// Reserve numbers for forms that are printed beforehand.
    ReserveNumbers {
        /// How many.
        count: u32,
    },
    /// Enter what was written on paper and happened earlier, at the time the envelope says.
    EnterFromPaper(Box<Command>),
    /// Let time pass: grace that ended, places that are given up.
    Sweep,
    /// Write into the log of a day; after its seal as an addition.
    RemarkDay {
        /// Which day.
        day: Date,
        /// What it is.
        kind: RemarkKind,
        /// In words.
        text: String,
    },
    /// Say how far one agrees with the statements about the desk.
    AnswerSurvey {
        /// Of a case that is over.
        ticket: TicketNumber,
        /// Keyed digest of the ticket.
        mark: Mac,
        /// How far.
        answers: Answers,
    },
    /// Post a message to everybody who waits, instead of the one that stands.
    PostBulletin {
        /// In words, in one language or more.
        words: Words,
        /// When it goes by itself.
        until: Timestamp,
    },
    /// Take it down.
    EndBulletin,
    /// Name the classes of products of this fair, in place of those named before, in the order in which they are offered.
    NameProductClasses {
        /// All of them.
        classes: Vec<ProductClass>,
    },
    /// Take the report of an earlier fair in, to stand beside this one's.
    TakeEarlierReport {
        /// It.
        report: EarlierReport,
    },
    /// Take it out again.
    RemoveEarlierReport {
        /// The id of that fair.
        fair: String,
    },
    /// Record that a list of cases is made for an authority.
    HandOverCases {
        /// For whom.
        to: Recipient,
        /// Cases filed from this day on.
        from: Date,
        /// Up to this day, included.
        until: Date,
        /// Which office, and on what ground.
        words: String,
    },
    /// Record that such a list leaves the desk.
    FetchCaseList {
        /// The entry of its handing over.
        handover: u64,
        /// As what.
        form: ListForm,
        /// SHA-256 of the file, hexadecimal.
        sha256: String,
    },
    /// Seal a day.
    SealDay {
        /// Which.
        day: Date,
        /// The chain is covered up to this entry.
        upto: u64,
        /// Hash of that entry.
        hash: String,
        /// Signature over the statement.
        signature: String,
    },
}
