//! Administrative acts: what was done to the running of the desk rather than in a case, so that somebody who audits it reads who did
//! what without reading a case. Kept in the Desk as they happen, newest last, because nobody reads a hundred thousand entries to find
//! a few (`desk/acts.rs`). No name, no text and no party stands in one.

use jiff::{Timestamp, civil::Date};

use crate::{
    case::{Ask, codes},
    desk::Desk,
    event::{Actor, Fact},
    handover::Recipient,
    ids::{BodyId, BoothId, CaseId, DeviceId, HallId, Series, StaffId},
    staff::{Role, Staff},
};

codes!(
    /// What was done.
    ActKind {
        /// The fair was set up.
        FairFounded = "fair-founded",
        /// Its plan was changed.
        FairAmended = "fair-amended",
        /// A mediation body was entered or changed.
        BodyRecorded = "body-recorded",
        /// A tariff was published.
        TariffPublished = "tariff-published",
        /// The rules of lines, time limits and keeping were set.
        RulesSet = "rules-set",
        /// The address for printed codes was chosen.
        AddressChosen = "address-chosen",
        /// A phone opened a test code with it.
        AddressConfirmed = "address-confirmed",
        /// A hall was added.
        HallAdded = "hall-added",
        /// A hall's printed code was replaced.
        HallCodeReplaced = "hall-code-replaced",
        /// A hall in which nothing stood was taken out.
        HallRemoved = "hall-removed",
        /// A booth's printed code was replaced.
        BoothCodeReplaced = "booth-code-replaced",
        /// Numbers were reserved for forms.
        NumbersReserved = "numbers-reserved",
        /// Exhibitors were entered or changed, by hand or from a list.
        ExhibitorsEntered = "exhibitors-entered",
        /// An undertaking was recorded.
        UndertakingRecorded = "undertaking-recorded",
        /// A statement was lodged in advance.
        DefenceLodged = "defence-lodged",
        /// Such a statement was taken back.
        DefenceWithdrawn = "defence-withdrawn",
        /// A right was registered.
        RightRegistered = "right-registered",
        /// A registered right was corrected.
        RightAmended = "right-amended",
        /// Whether a registered right is in force was looked up.
        RightChecked = "right-checked",
        /// A right was taken out of the register.
        RightWithdrawn = "right-withdrawn",
        /// Somebody was given a sign-in.
        StaffAppointed = "staff-appointed",
        /// What somebody knows was changed.
        StaffAmended = "staff-amended",
        /// A certificate, an appointment or a name for papers was recorded.
        CredentialsRecorded = "credentials-recorded",
        /// A training was recorded.
        TrainingRecorded = "training-recorded",
        /// A training was struck out.
        TrainingStruck = "training-struck",
        /// A shift was planned.
        ShiftPlanned = "shift-planned",
        /// A shift was taken out of the plan.
        ShiftCancelled = "shift-cancelled",
        /// When somebody went off duty was corrected.
        DutyCorrected = "duty-corrected",
        /// A PIN was reset.
        PinReset = "pin-reset",
        /// A sign-in was taken away.
        StaffDismissed = "staff-dismissed",
        /// A device was invited.
        DeviceInvited = "device-invited",
        /// A device joined.
        DeviceJoined = "device-joined",
        /// A device was given other letters.
        DeviceLettered = "device-lettered",
        /// A device was locked.
        DeviceLocked = "device-locked",
        /// A device was unlocked.
        DeviceUnlocked = "device-unlocked",
        /// A device's key was taken away.
        DeviceRevoked = "device-revoked",
        /// A case was entered from a form with a reserved number.
        EnteredFromPaper = "entered-from-paper",
        /// A file was laid away.
        FileArchived = "file-archived",
        /// Names and texts of a case were erased.
        CaseErased = "case-erased",
        /// An authority was given something of a case.
        CaseDisclosed = "case-disclosed",
        /// The authority signed for it.
        DisclosureReceived = "disclosure-received",
        /// A case was published as an example.
        TypicalPublished = "typical-published",
        /// A published example was withdrawn.
        TypicalWithdrawn = "typical-withdrawn",
        /// A deed was proposed to a second person.
        DeedProposed = "deed-proposed",
        /// The second person confirmed it.
        DeedConfirmed = "deed-confirmed",
        /// It was taken back or turned down.
        DeedWithdrawn = "deed-withdrawn",
        /// What had been kept for its time was erased.
        RetentionRun = "retention-run",
        /// A file was read on a reason.
        FileRead = "file-read",
        /// A remark was written into the log of a day.
        DayRemarked = "day-remarked",
        /// A message was posted to everybody who waits.
        BulletinPosted = "bulletin-posted",
        /// It was taken down, or its time was over.
        BulletinEnded = "bulletin-ended",
        /// The classes of products were named.
        ProductClassesNamed = "product-classes-named",
        /// The report of an earlier fair was taken in.
        ReportTaken = "report-taken",
        /// The report of an earlier fair was taken out.
        ReportRemoved = "report-removed",
        /// A list of cases was made for an authority.
        ListMade = "list-made",
        /// Such a list left the desk.
        ListFetched = "list-fetched",
        /// A day was reviewed and sealed.
        DaySealed = "day-sealed",
    }
);

impl ActKind {
    /// What a fact did to the running of the desk; nothing where it belongs to a case, a line or a day's work. `paper` are the letters
    /// of forms, once there are some: a ticket under them was written by hand.
    pub fn of(fact: &Fact, paper: Option<Series>) -> Option<Self> {
        Some(match fact {
            Fact::FairFounded { .. } => Self::FairFounded,
            Fact::FairAmended { .. } => Self::FairAmended,
            Fact::BodyRecorded { .. } => Self::BodyRecorded,
            Fact::TariffPublished { .. } => Self::TariffPublished,
            Fact::RulesSet { .. } => Self::RulesSet,
            Fact::AddressChosen { .. } => Self::AddressChosen,
            Fact::AddressConfirmed { .. } => Self::AddressConfirmed,
            Fact::HallAdded { .. } => Self::HallAdded,
            Fact::HallCodeReplaced { .. } => Self::HallCodeReplaced,
            Fact::HallRemoved { .. } => Self::HallRemoved,
            Fact::BoothCodeReplaced { .. } => Self::BoothCodeReplaced,
            Fact::NumbersReserved { .. } => Self::NumbersReserved,
            Fact::ExhibitorEnrolled { .. } | Fact::ExhibitorAmended { .. } => Self::ExhibitorsEntered,
            Fact::UndertakingRecorded { .. } => Self::UndertakingRecorded,
            Fact::DefenceLodged { .. } => Self::DefenceLodged,
            Fact::DefenceWithdrawn { .. } => Self::DefenceWithdrawn,
            Fact::RightRegistered { .. } => Self::RightRegistered,
            Fact::RightAmended { .. } => Self::RightAmended,
            Fact::RightChecked { .. } => Self::RightChecked,
            Fact::RightWithdrawn { .. } => Self::RightWithdrawn,
            Fact::StaffAppointed { .. } => Self::StaffAppointed,
            Fact::StaffAmended { .. } => Self::StaffAmended,
            Fact::CredentialsRecorded { .. } => Self::CredentialsRecorded,
            Fact::TrainingRecorded { .. } => Self::TrainingRecorded,
            Fact::TrainingStruck { .. } => Self::TrainingStruck,
            Fact::ShiftPlanned { .. } => Self::ShiftPlanned,
            Fact::ShiftCancelled { .. } => Self::ShiftCancelled,
            Fact::DutyCorrected { .. } => Self::DutyCorrected,
            Fact::PinReset { .. } => Self::PinReset,
            Fact::StaffDismissed { .. } => Self::StaffDismissed,
            Fact::DeviceInvited { .. } => Self::DeviceInvited,
            Fact::DeviceJoined { .. } => Self::DeviceJoined,
            Fact::DeviceLettered { .. } => Self::DeviceLettered,
            Fact::DeviceLocked { .. } => Self::DeviceLocked,
            Fact::DeviceUnlocked { .. } => Self::DeviceUnlocked,
            Fact::DeviceRevoked { .. } => Self::DeviceRevoked,
            Fact::TicketIssued { ticket, .. } if paper == Some(ticket.series) => Self::EnteredFromPaper,
            Fact::FileArchived { .. } => Self::FileArchived,
            Fact::CaseErased { .. } => Self::CaseErased,
            Fact::CaseDisclosed { .. } => Self::CaseDisclosed,
            Fact::DisclosureReceived { .. } => Self::DisclosureReceived,
            Fact::TypicalCasePublished { .. } => Self::TypicalPublished,
            Fact::TypicalCaseWithdrawn { .. } => Self::TypicalWithdrawn,
            Fact::DeedProposed { .. } => Self::DeedProposed,
            Fact::ProposalConfirmed { .. } => Self::DeedConfirmed,
            Fact::ProposalWithdrawn { .. } => Self::DeedWithdrawn,
            Fact::RetentionRun { .. } => Self::RetentionRun,
            Fact::CaseRead { on_reason: true, .. } => Self::FileRead,
            Fact::DayRemarked { .. } => Self::DayRemarked,
            Fact::BulletinPosted { .. } => Self::BulletinPosted,
            Fact::BulletinEnded { .. } => Self::BulletinEnded,
            Fact::ProductClassesNamed { .. } => Self::ProductClassesNamed,
            Fact::EarlierReportTaken { .. } => Self::ReportTaken,
            Fact::EarlierReportRemoved { .. } => Self::ReportRemoved,
            Fact::CasesHandedOver { .. } => Self::ListMade,
            Fact::CaseListFetched { .. } => Self::ListFetched,
            Fact::DaySealed { .. } => Self::DaySealed,
            // What belongs to a case, a line or a day's work; a booth comes with who is there.
            Fact::TicketIssued { .. }
            | Fact::CaseRead { .. }
            | Fact::BoothOpened { .. }
            | Fact::ConflictDeclared { .. }
            | Fact::DutyTaken { .. }
            | Fact::PrintOrdered { .. }
            | Fact::CaseFiled { .. }
            | Fact::ComplaintLodged { .. }
            | Fact::PartyEntered { .. }
            | Fact::ExhibitorNamed { .. }
            | Fact::ExhibitorUnlisted { .. }
            | Fact::EvidenceAdded { .. }
            | Fact::PapersChecked { .. }
            | Fact::UrgencyRecorded { .. }
            | Fact::TicketClaimed { .. }
            | Fact::TicketCalled { .. }
            | Fact::TicketCheckedIn { .. }
            | Fact::TicketMissed { .. }
            | Fact::TicketParked { .. }
            | Fact::TicketRequeued { .. }
            | Fact::TicketReleased { .. }
            | Fact::TalksOpened { .. }
            | Fact::SessionStarted { .. }
            | Fact::SessionAdjourned { .. }
            | Fact::CaseProceeded { .. }
            | Fact::MeasureMoved { .. }
            | Fact::AftercareMoved { .. }
            | Fact::ReferralMoved { .. }
            | Fact::MajorMoved { .. }
            | Fact::CaseConcluded { .. }
            | Fact::CaseWithdrawn { .. }
            | Fact::AccessGiven { .. }
            | Fact::TypicalCaseDrafted { .. }
            | Fact::AdviceGiven { .. }
            | Fact::HolderCodeGiven { .. }
            | Fact::HolderAdmitted { .. }
            | Fact::SurveyAnswered { .. } => return None,
        })
    }

    /// Whether acts of this kind come in numbers, as when a list is taken in, and are told as one.
    pub(crate) fn comes_in_numbers(self) -> bool {
        matches!(
            self,
            Self::ExhibitorsEntered | Self::UndertakingRecorded | Self::RightRegistered | Self::RightChecked
        )
    }
}

/// On whom or what something was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum On {
    /// The desk as a whole.
    Desk,
    /// Somebody who works here.
    Staff(StaffId),
    /// A kiosk or tablet.
    Device(DeviceId),
    /// A hall.
    Hall(HallId),
    /// A booth.
    Booth(BoothId),
    /// A mediation body.
    Body(BodyId),
    /// A day.
    Day(Date),
    /// A case.
    Case(CaseId),
    /// So many cases.
    Cases(u32),
    /// Numbers of forms.
    Numbers {
        /// Their letters.
        series: Series,
        /// The first of them.
        first: u32,
        /// How many.
        count: u32,
    },
    /// A list for an authority.
    Authority(Recipient),
    /// What was proposed, by the entry that did.
    Deed(u64),
}

/// One administrative act, or several of a kind that came together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its entry in the journal; of several the first.
    pub seq: u64,
    /// The entry of the last of them.
    pub last: u64,
    /// How many they are.
    pub count: u32,
    /// When.
    pub at: Timestamp,
    /// Who; where a second person confirmed it, who proposed it.
    pub by: Actor,
    /// The second person, where there was one.
    pub confirmed_by: Option<StaffId>,
    /// What was done.
    pub what: ActKind,
    /// On whom or what.
    pub on: On,
    /// To whose files it belongs: those of the mediation body, those of the organiser's track, or to neither alone.
    pub files: Option<Ask>,
}

impl Act {
    /// The second person, also of what waited for one when it was proposed.
    pub fn second(&self, desk: &Desk) -> Option<StaffId> {
        let On::Deed(seq) = self.on else { return self.confirmed_by };
        let proposal = desk.proposal(seq).filter(|_| self.what == ActKind::DeedProposed)?;
        if let crate::proposal::Verdict::Confirmed { by, .. } = proposal.verdict { by } else { None }
    }
}

impl Desk {
    /// The administrative acts that somebody may read, the newest first: an auditor all; a head those of the own mediation body and of
    /// the desk; the organiser those of their own side and of the desk itself. What belongs to a file is told to its own side alone;
    /// that a complaint was erased is told the organiser, whoever did it.
    pub fn acts_for<'d>(&'d self, reader: &'d Staff) -> impl Iterator<Item = &'d Act> {
        self.acts().rev().filter(move |act| self.sees_act(reader, act))
    }

    /// Whether they may read one.
    pub fn sees_act(&self, reader: &Staff, act: &Act) -> bool {
        let head = reader.is(Role::Head)
            && act.files != Some(Ask::Measure)
            && !self.is_act_of_other(act, reader.profile.body);
        let complaint_erased = act.what == ActKind::CaseErased && act.files.is_none();
        let office = act.files != Some(Ask::Mediation) && self.is_office_act(act);
        let organiser = reader.is(Role::Organiser) && (office || complaint_erased);
        reader.is(Role::Auditor) || head || organiser
    }

    /// Whether it is a matter of another mediation body: about its people, its cases or itself, or done by its people.
    fn is_act_of_other(&self, act: &Act, own: BodyId) -> bool {
        if !self.has_several_bodies() {
            return false;
        }
        let other = |id: &StaffId| {
            self.staff_member(*id).is_some_and(|person| works_for_body(person) && person.profile.body != own)
        };
        let about = match &act.on {
            On::Staff(id) => other(id),
            On::Case(id) => self.case(*id).is_some_and(|case| case.body != own),
            On::Body(id) => *id != own,
            On::Deed(seq) => self.proposal(*seq).is_some_and(|proposal| {
                let cases = proposal.deed.cases();
                let bodies = cases.iter().filter_map(|id| Some(self.case(*id)?.body));
                proposal.deed.body().into_iter().chain(bodies).any(|body| body != own)
            }),
            On::Desk
            | On::Device(_)
            | On::Hall(_)
            | On::Booth(_)
            | On::Day(_)
            | On::Cases(_)
            | On::Numbers { .. }
            | On::Authority(_) => false,
        };
        about || act.by.staff().as_ref().is_some_and(other)
    }

    /// Whether it was done by somebody of the organiser, or by nobody who works here.
    fn is_office_act(&self, act: &Act) -> bool {
        let office = |id: StaffId| {
            let person = self.staff_member(id);
            person.is_some_and(|person| person.roles.iter().any(|role| Role::ON_DUTY.contains(role)))
        };
        act.by.staff().is_none_or(office)
    }
}

/// Whoever organises as well is of no body where people are told apart by it. Who was dismissed stays of theirs.
fn works_for_body(person: &Staff) -> bool {
    !person.roles.iter().any(|role| Role::ON_DUTY.contains(role))
}
