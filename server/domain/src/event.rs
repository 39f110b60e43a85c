//! What has happened. An event, once released, is never renamed and never gets a new meaning.
//!
//! An event is a clear [`Fact`] (ids, halls, kinds, states, codes, times: what deciding, replay and statistics need) and at most
//! one sealed [`Body`]. `tests/golden` holds old facts that must load for ever.

use jiff::{Timestamp, civil::Date};

use crate::{
    aftercare::AftercareStep,
    bodies::BodyTerms,
    case::{Ask, Audience, CaseKind, Consent, Door, Outcome, Paper, PartyPlace, Reason, RightKind, Urgency},
    device::DevicePlan,
    disclosure::DisclosureTerms,
    fair::{FairPlan, Hall, LineRules},
    fee::Tariff,
    file::Lack,
    handover::{ListForm, Recipient},
    ids::{
        BodyId, BoothId, CaseId, DefenceId, DeviceId, DisclosureId, EvidenceId, ExhibitorId, HallId, KeyHash,
        Mac, PartyId, ProductClass, ReferralId, RightId, RoomId, ScanToken, Series, ShiftId, StaffId,
        TicketNumber, TypicalId,
    },
    major::MajorStep,
    measure::MeasureStep,
    print::SlipOf,
    procedure::{Proceeding, Purpose},
    proposal::Deed,
    referral::ReferralStep,
    register::{RightTerms, StatusCheck, Withdrawal},
    remark::RemarkKind,
    report::EarlierReport,
    staff::{Conflict, Credentials, DutyState, Profile, Role},
    survey::Answers,
    ticket::{Lane, ParkReason, ReleaseReason},
};

mod fact;
mod kinds;
mod stamp;

pub use fact::Event;
pub(crate) use kinds::kinds;
pub use stamp::{Actor, Stamp};

kinds! {
    /// The clear part of an event.
    Fact, tag = "type";
    /// The fair was set up.
    FairFounded {
        /// What was laid down.
        plan: FairPlan,
        /// Series of tickets issued at the desk itself.
        desk_series: Series,
        /// A sample fair, shown as such on every page.
        demo: bool,
    },
    /// The plan was changed; halls are changed by their own facts.
    FairAmended {
        /// The whole plan as it is now.
        plan: FairPlan,
    },
    /// A mediation body was entered, or its particulars changed; the first one's name and kind stand in the plan, too.
    BodyRecorded {
        /// Which.
        body: BodyId,
        /// As it is now.
        #[serde(flatten)]
        terms: BodyTerms,
    },
    /// A mediation body published a tariff, which holds from then on.
    TariffPublished {
        /// Which body.
        body: BodyId,
        /// Its edition, from 1.
        edition: u32,
        /// What it says.
        #[serde(flatten)]
        tariff: Tariff,
    },
    /// The rules of the lines were set.
    RulesSet {
        /// All of them.
        rules: LineRules,
        /// What the settings file said, where rules that were laid down otherwise stand beside what changed in it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<Box<LineRules>>,
    },
    /// The address for printed codes was chosen; printing stays locked until it is confirmed.
    AddressChosen {
        /// Scheme, host and port.
        url: String,
    },
    /// A phone on the hall's network opened a test code with this address.
    AddressConfirmed {
        /// The address it opened.
        url: String,
    },
    /// A hall was added.
    HallAdded {
        /// It.
        hall: Hall,
    },
    /// A hall's printed code was replaced; the old one is revoked.
    HallCodeReplaced {
        /// Which hall.
        hall: HallId,
        /// Its new token.
        token: ScanToken,
    },
    /// A hall in which nothing stood was taken out; its codes, and those of its empty booths, are revoked and its letters never given again.
    HallRemoved {
        /// Which hall.
        hall: HallId,
    },
    /// A booth was entered.
    BoothOpened {
        /// Which.
        booth: BoothId,
        /// Its hall.
        hall: HallId,
        /// Its number as printed.
        number: String,
        /// Its token.
        token: ScanToken,
    },
    /// A booth's printed code was replaced; the old one is revoked.
    BoothCodeReplaced {
        /// Which booth.
        booth: BoothId,
        /// Its new token.
        token: ScanToken,
    },
    /// Numbers were reserved for forms that are printed beforehand.
    NumbersReserved {
        /// The series that paper has for itself.
        series: Series,
        /// The first of them.
        first: u32,
        /// How many.
        count: u32,
    },
    /// An exhibitor was entered.
    ExhibitorEnrolled {
        /// Which.
        exhibitor: ExhibitorId,
        /// Where; may be empty.
        booths: Vec<BoothId>,
        /// Whether the exhibitor signed the IP undertaking (Pudong Rules art 9), when known.
        undertaking: Option<bool>,
    },
    /// An exhibitor's booths or particulars were changed.
    ExhibitorAmended {
        /// Which.
        exhibitor: ExhibitorId,
        /// Where, as it is now.
        booths: Vec<BoothId>,
        /// Whether the exhibitor signed the IP undertaking, when known.
        undertaking: Option<bool>,
    },
    /// It was recorded whether an exhibitor signed the undertaking. Body: who signed, when that was said.
    UndertakingRecorded {
        /// Which exhibitor.
        exhibitor: ExhibitorId,
        /// Signed, or not.
        signed: bool,
        /// On which day it was signed, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
    },
    /// An exhibitor stated in advance why an exhibit infringes nothing. Body: the statement.
    DefenceLodged {
        /// Which.
        defence: DefenceId,
        /// Whose.
        exhibitor: ExhibitorId,
        /// Over which kind of right a complaint is feared, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        right: Option<RightKind>,
        /// Who may read it once a complaint is there.
        audience: Audience,
    },
    /// An exhibitor took such a statement back.
    DefenceWithdrawn {
        /// Which.
        defence: DefenceId,
    },
    /// An exhibitor registered a right. Body: number, title, owner, licensees, papers.
    RightRegistered {
        /// Which.
        right: RightId,
        /// Whose.
        exhibitor: ExhibitorId,
        /// Its kind and validity.
        #[serde(flatten)]
        terms: RightTerms,
    },
    /// A registered right was corrected. Body: its particulars as they are now.
    RightAmended {
        /// Which.
        right: RightId,
        /// Its kind and validity now.
        #[serde(flatten)]
        terms: RightTerms,
        /// Its number is another one now, so that what was looked up before says nothing of it. Facts from before this was kept do not
        /// say it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        renumbered: bool,
    },
    /// It was looked up whether a registered right is in force.
    RightChecked {
        /// Which.
        right: RightId,
        /// When, and what was found.
        #[serde(flatten)]
        check: StatusCheck,
    },
    /// A registered right was taken out of the register.
    RightWithdrawn {
        /// Which.
        right: RightId,
        /// Why.
        reason: Withdrawal,
    },
    /// Somebody was given a sign-in.
    StaffAppointed {
        /// Who.
        staff: StaffId,
        /// What they may do.
        roles: Vec<Role>,
        /// What they know.
        profile: Profile,
    },
    /// A mediator's profile was changed.
    StaffAmended {
        /// Who.
        staff: StaffId,
        /// What they know now.
        profile: Profile,
    },
    /// A mediator's certificate and appointment were recorded, or by which name papers have somebody else who works here. Body: the
    /// name, which of a mediator is that on the roster, and the certificate.
    CredentialsRecorded {
        /// Whose.
        staff: StaffId,
        /// As they are now.
        #[serde(flatten)]
        credentials: Credentials,
    },
    /// A mediator took part in a training. Body: what it was.
    TrainingRecorded {
        /// Who.
        staff: StaffId,
        /// When.
        on: Date,
        /// How long, in minutes.
        minutes: u32,
    },
    /// A training was recorded by mistake and struck out.
    TrainingStruck {
        /// Whose.
        staff: StaffId,
        /// The journal entry that recorded it.
        entry: u64,
    },
    /// Somebody who mediates or receives was planned for a shift.
    ShiftPlanned {
        /// Which.
        shift: ShiftId,
        /// Who.
        staff: StaffId,
        /// In which hall; none for wherever the desk needs them.
        hall: Option<HallId>,
        /// From when.
        from: Timestamp,
        /// Until when.
        until: Timestamp,
    },
    /// A planned shift was taken out of the plan.
    ShiftCancelled {
        /// Which.
        shift: ShiftId,
    },
    /// A PIN was reset.
    PinReset {
        /// Whose.
        staff: StaffId,
    },
    /// A sign-in was taken away.
    StaffDismissed {
        /// Whose.
        staff: StaffId,
    },
    /// A mediator declared a conflict of interest (Online Mediation Rules art 13).
    ConflictDeclared {
        /// Who.
        staff: StaffId,
        /// With whom.
        conflict: Conflict,
    },
    /// Somebody who mediates or receives went on or off duty; off, too, where the head said that they had gone.
    DutyTaken {
        /// Who.
        staff: StaffId,
        /// On, break, off.
        state: DutyState,
        /// Where.
        room: Option<RoomId>,
    },
    /// The head said when somebody who had forgotten it truly went off duty. What was switched stays. Body: why.
    DutyCorrected {
        /// Who.
        staff: StaffId,
        /// The journal entry with which the stretch of duty began.
        entry: u64,
        /// When they went.
        left_at: Timestamp,
    },
    /// The organiser invited a device to join.
    DeviceInvited {
        /// Keyed digest of the code.
        code: Mac,
        /// What it is to be.
        #[serde(flatten)]
        plan: DevicePlan,
        /// Until when the code is good.
        until: Timestamp,
    },
    /// A kiosk or tablet joined; its code is used up.
    DeviceJoined {
        /// Which.
        device: DeviceId,
        /// Digest of its token.
        key: KeyHash,
        /// Keyed digest of the code it used.
        code: Mac,
        /// What it is.
        #[serde(flatten)]
        plan: DevicePlan,
        /// The letters of its tickets.
        series: Series,
    },
    /// A device was given other letters; those it had stay its own.
    DeviceLettered {
        /// Which.
        device: DeviceId,
        /// The new ones.
        series: Series,
    },
    /// A device was locked. Body: what it shows.
    DeviceLocked {
        /// Which.
        device: DeviceId,
    },
    /// A locked device may work again.
    DeviceUnlocked {
        /// Which.
        device: DeviceId,
    },
    /// A device's key was taken away for good.
    DeviceRevoked {
        /// Which.
        device: DeviceId,
    },
    /// Staff had a slip printed on a device's printer.
    PrintOrdered {
        /// Whose.
        device: DeviceId,
        /// What it is of.
        slip: SlipOf,
        /// Its mark: no two slips of the same bear the same.
        copy: u16,
    },
    /// A case was filed. Body: what the mediation body is told.
    CaseFiled {
        /// Which.
        case: CaseId,
        /// Dispute, question, report.
        kind: CaseKind,
        /// Through which door.
        door: Door,
        /// In which hall.
        hall: Option<HallId>,
        /// About which right.
        right: Option<RightKind>,
        /// What is asked for.
        asks: Vec<Ask>,
        /// To what the applicant consented.
        consent: Consent,
        /// Papers to be supplemented.
        missing: Vec<Paper>,
        /// With which mediation body.
        #[serde(default, skip_serializing_if = "BodyId::is_first")]
        body: BodyId,
    },
    /// A complaint to the organiser was lodged with the case. Body: what the organiser is told.
    ComplaintLodged {
        /// Which case.
        case: CaseId,
    },
    /// A party of a case became known. Body: name and contact.
    PartyEntered {
        /// Which case.
        case: CaseId,
        /// The party.
        party: PartyPlace,
    },
    /// Which exhibitor a respondent is was named, of those who share its booth.
    ExhibitorNamed {
        /// Of which case.
        case: CaseId,
        /// Which respondent.
        party: PartyId,
        /// Who it is.
        exhibitor: ExhibitorId,
    },
    /// A respondent at a shared booth is none of those of the list.
    ExhibitorUnlisted {
        /// Of which case.
        case: CaseId,
        /// Which respondent.
        party: PartyId,
    },
    /// A ticket was issued. Body: its key and holder token.
    TicketIssued {
        /// Its number.
        ticket: TicketNumber,
        /// For which case.
        case: CaseId,
        /// For which party.
        party: PartyId,
        /// Digest of its key.
        key: KeyHash,
        /// Digest of its holder token.
        holder: KeyHash,
        /// In which hall.
        hall: Option<HallId>,
        /// Into which line.
        lane: Lane,
    },
    /// A photo was handed in. Body: where its files are.
    EvidenceAdded {
        /// For which case.
        case: CaseId,
        /// By whom.
        party: PartyId,
        /// Which.
        evidence: EvidenceId,
        /// For whom.
        audience: Audience,
        /// Names of its sealed files, so that a check needs no key.
        files: Vec<String>,
        /// What it is for.
        #[serde(default, skip_serializing_if = "Purpose::is_exhibit")]
        purpose: Purpose,
    },
    /// The papers still missing were checked.
    PapersChecked {
        /// Which case.
        case: CaseId,
        /// What is still to be supplemented.
        missing: Vec<Paper>,
    },
    /// A case was put before others. Body: the reason in words.
    UrgencyRecorded {
        /// Which case.
        case: CaseId,
        /// Why.
        urgency: Urgency,
    },
    /// A mediator took the tickets of a case.
    TicketClaimed {
        /// Which case.
        case: CaseId,
        /// Its tickets in line.
        tickets: Vec<TicketNumber>,
        /// Who.
        staff: StaffId,
    },
    /// Tickets were called to a room, for the first time or again.
    TicketCalled {
        /// Which case.
        case: CaseId,
        /// Which tickets.
        tickets: Vec<TicketNumber>,
        /// Where to.
        room: RoomId,
    },
    /// A party arrived.
    TicketCheckedIn {
        /// Which case.
        case: CaseId,
        /// Whose ticket.
        ticket: TicketNumber,
    },
    /// A called party did not come; the tickets keep their place until `grace_until`.
    TicketMissed {
        /// Which case.
        case: CaseId,
        /// Tickets that step aside together.
        tickets: Vec<TicketNumber>,
        /// Who did not come.
        absent: TicketNumber,
        /// How long the place is kept.
        grace_until: Timestamp,
        /// The respondent was called in vain for the last time and takes part no more; the others stay where they are.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        leaves: bool,
        /// Whether it is a call that was missed: not, where the time alone is over for which the place was kept. Facts from before every
        /// missed call counted do not say; of those one counted in the time for which the place was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counted: Option<bool>,
    },
    /// Tickets wait outside the line.
    TicketParked {
        /// Which case.
        case: CaseId,
        /// Which tickets.
        tickets: Vec<TicketNumber>,
        /// Why.
        reason: ParkReason,
    },
    /// Tickets went back into their line, at their old place.
    TicketRequeued {
        /// Which case.
        case: CaseId,
        /// Which tickets.
        tickets: Vec<TicketNumber>,
    },
    /// A mediator gave tickets back. Body: a remark.
    TicketReleased {
        /// Which case.
        case: CaseId,
        /// Which tickets.
        tickets: Vec<TicketNumber>,
        /// Why.
        reason: ReleaseReason,
    },
    /// A mediator recorded that both sides agree to talk; the case moves to the talks line.
    TalksOpened {
        /// Which case.
        case: CaseId,
    },
    /// A talk began.
    SessionStarted {
        /// Which case.
        case: CaseId,
    },
    /// A talk was interrupted. Body: a remark.
    SessionAdjourned {
        /// Which case.
        case: CaseId,
        /// Why.
        reason: ParkReason,
    },
    /// A step of a case's procedure was taken.
    CaseProceeded {
        /// Which case.
        case: CaseId,
        /// What.
        with: Proceeding,
    },
    /// A step of the organiser's track was taken.
    MeasureMoved {
        /// Which case.
        case: CaseId,
        /// With which respondent.
        party: PartyId,
        /// What.
        with: MeasureStep,
    },
    /// A step of after-care was taken.
    AftercareMoved {
        /// Which case.
        case: CaseId,
        /// What.
        with: AftercareStep,
    },
    /// A step of a referral was taken.
    ReferralMoved {
        /// Of which case.
        case: CaseId,
        /// Which referral.
        referral: ReferralId,
        /// What.
        with: ReferralStep,
    },
    /// A step in the handling of a major case was taken.
    MajorMoved {
        /// Which case.
        case: CaseId,
        /// What.
        with: MajorStep,
    },
    /// The file of a case was laid away; private notes went. Body: why although it lacks something.
    FileArchived {
        /// Of which case.
        case: CaseId,
        /// How many pages it has.
        pages: u32,
        /// In how many volumes.
        volumes: u16,
        /// What it lacks.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lacks: Vec<Lack>,
    },
    /// A case ended. Body: a remark.
    CaseConcluded {
        /// Which case.
        case: CaseId,
        /// How.
        outcome: Outcome,
        /// Why.
        reason: Reason,
    },
    /// The applicant withdrew the case.
    CaseWithdrawn {
        /// Which case.
        case: CaseId,
    },
    /// A case's names and texts were erased; its facts, and so every count, stand for ever.
    CaseErased {
        /// Which case.
        case: CaseId,
    },
    /// A party was given what the desk holds about it. Body: whose identity was checked, where staff gave it.
    AccessGiven {
        /// Of which case.
        case: CaseId,
        /// Which party.
        party: PartyId,
    },
    /// An authority was given something of a case. Body: to whom, on what demand, the digests of the files.
    CaseDisclosed {
        /// Of which case.
        case: CaseId,
        /// Which disclosure.
        disclosure: DisclosureId,
        /// What exactly, on what ground.
        #[serde(flatten)]
        terms: DisclosureTerms,
    },
    /// The authority signed for it. Body: who signed.
    DisclosureReceived {
        /// Of which case.
        case: CaseId,
        /// Which disclosure.
        disclosure: DisclosureId,
        /// On which day.
        on: Date,
    },
    /// An account of a case was drafted, to be told as an example. Body: the account, with what becomes of the names in it.
    TypicalCaseDrafted {
        /// Which case.
        case: CaseId,
        /// Its version, from 1.
        version: u32,
    },
    /// An account was published. Body: the text as everybody reads it, where nobody had proposed it.
    TypicalCasePublished {
        /// Of which case.
        case: CaseId,
        /// Which account.
        typical: TypicalId,
        /// On what ground, in which languages.
        #[serde(flatten)] terms: crate::typical::TypicalTerms,
    },
    /// A published account was withdrawn. Body: the head's reason.
    TypicalCaseWithdrawn {
        /// Of which case.
        case: CaseId,
        /// Which account.
        typical: TypicalId,
        /// Why.
        why: crate::typical::Retraction,
    },
    /// What cannot be taken back was proposed to a second person. Body: to whom something is to be given, or the text that is
    /// to be published.
    DeedProposed {
        /// What.
        #[serde(flatten)]
        deed: Deed,
    },
    /// The second person confirmed it; the facts that follow say what was done. A referral leaves by a fact of its own, once it was
    /// handed over.
    ProposalConfirmed {
        /// The entry that proposed it.
        proposal: u64,
    },
    /// It was taken back or turned down.
    ProposalWithdrawn {
        /// The entry that proposed it.
        proposal: u64,
    },
    /// What had been kept for its time was erased; the facts that follow name each case.
    RetentionRun {
        /// Of how many cases.
        cases: u32,
    },
    /// Advice was given at the desk without a ticket.
    AdviceGiven {
        /// In which hall, when known.
        hall: Option<HallId>,
        /// About which right, when known.
        right: Option<RightKind>,
    },
    /// Staff checked somebody's identity and gave them a short code for a ticket's content.
    HolderCodeGiven {
        /// Which ticket.
        ticket: TicketNumber,
        /// Keyed digest of the code.
        code: Mac,
        /// Until when it can be used.
        until: Timestamp,
    },
    /// A device was admitted to a ticket's content with such a code.
    HolderAdmitted {
        /// Which ticket.
        ticket: TicketNumber,
        /// Digest of the device's new holder token.
        holder: KeyHash,
    },
    /// Somebody read the confidential part of a case; recorded before it was shown, at most once an hour per reader and case.
    CaseRead {
        /// Which case.
        case: CaseId,
        /// Which part: what was said for mediation, or what was told the organiser.
        #[serde(default = "fact::for_mediation", skip_serializing_if = "fact::is_for_mediation")]
        part: Ask,
        /// A reason was asked for and given. Body: the reason.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        on_reason: bool,
    },
    /// The organiser's officer wrote into the log of a day. Body: the words.
    DayRemarked {
        /// Into the log of this day.
        day: Date,
        /// What it is.
        kind: RemarkKind,
    },
    /// A party of some case that is over said how far it agrees with the statements about the desk. Whose case, nobody can tell.
    SurveyAnswered {
        /// Keyed digest of the ticket: it answers once.
        mark: Mac,
        /// How far.
        answers: Answers,
    },
    /// The organiser posted a message to everybody who waits; it replaces the one before. Body: the words.
    BulletinPosted {
        /// When it goes by itself.
        until: Timestamp,
    },
    /// It was taken down, or its time was over.
    BulletinEnded {
        /// The entry that posted it.
        posted: u64,
    },
    /// The classes of products of this fair were named, in place of those named before.
    ProductClassesNamed {
        /// All of them, in the order in which they are offered.
        classes: Vec<ProductClass>,
    },
    /// The report of an earlier fair was taken in, in place of one of the same fair.
    EarlierReportTaken {
        /// It.
        #[serde(flatten)]
        report: EarlierReport,
    },
    /// The report of an earlier fair was taken out.
    EarlierReportRemoved {
        /// The id of that fair.
        fair: String,
    },
    /// A list of cases was made for an authority. Body: which office, and on what ground.
    CasesHandedOver {
        /// For whom.
        to: Recipient,
        /// The edition of its columns.
        edition: u16,
        /// Cases filed from this day on.
        from: Date,
        /// Up to this day, included.
        until: Date,
        /// How many there were.
        cases: u32,
        /// What proposed it and has its words, where a second person confirmed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposal: Option<u64>,
        /// Whose cases alone stand in it; those of every mediation body where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<BodyId>,
    },
    /// Such a list left the desk. Nothing in it is sealed anywhere, so its digest gives nothing away.
    CaseListFetched {
        /// The entry of its handing over.
        handover: u64,
        /// As what.
        form: ListForm,
        /// With what belongs to the mediation.
        whole: bool,
        /// SHA-256 of the file, hexadecimal.
        sha256: String,
    },
    /// A day was reviewed and sealed.
    DaySealed {
        /// The day, in the fair's calendar.
        day: Date,
        /// The chain is covered up to this entry.
        upto: u64,
        /// Hash of that entry, hexadecimal.
        hash: String,
        /// Ed25519 signature over the day's statement, hexadecimal.
        signature: String,
        /// Cases still open, carried over.
        carried: u32,
    },
}
