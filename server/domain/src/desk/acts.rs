//! Administrative acts in the Desk: how each fact that is one is noted, before it changes anything else.

use imbl::Vector;
use jiff::{SignedDuration, Timestamp};

use crate::{
    acts::{Act, ActKind, On},
    case::Ask,
    desk::Desk,
    event::{Actor, Fact, Stamp},
    ids::CommandId,
    staff::Role,
};

/// What comes in numbers and follows within this time is told as one act: a list is taken in exhibitor by exhibitor.
const TOGETHER: SignedDuration = SignedDuration::from_mins(10);

/// See the head of this file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Acts {
    all: Vector<Act>,
    /// The command of the last of them, and when it was recorded.
    last: Option<(CommandId, Timestamp)>,
    /// The command that last confirmed a proposal, and which: what follows in it is the deed.
    confirmed: Option<(CommandId, u64)>,
}

impl Desk {
    /// Every administrative act, the oldest first.
    pub fn acts(&self) -> impl DoubleEndedIterator<Item = &Act> {
        self.acts.all.iter()
    }

    /// Notes a fact, where it is an act. What it is about is looked up as it stood before.
    pub(super) fn note_act(&mut self, stamp: &Stamp, fact: &Fact) {
        let paper = self.reserved().map(|reserved| reserved.series);
        let Some(what) = ActKind::of(fact, paper) else { return };
        let files = self.files_of(fact);
        if let Fact::ProposalConfirmed { proposal } = fact {
            self.acts.confirmed = Some((stamp.command, *proposal));
        } else if self.acts.joins(stamp, what, files) {
            return;
        }
        let deed = self.acts.confirmed.filter(|(command, _)| *command == stamp.command);
        let deed = deed.filter(|_| what != ActKind::DeedConfirmed).and_then(|(_, seq)| self.proposal(seq));
        let by = match deed {
            Some(deed) => deed.by.map_or(Actor::System, Actor::Staff),
            None => stamp.actor,
        };
        let act = Act {
            seq: stamp.seq,
            last: stamp.seq,
            count: 1,
            at: stamp.occurred_at,
            by,
            confirmed_by: deed.and_then(|_| stamp.actor.staff()),
            what,
            on: self.acted_on(stamp, fact),
            files,
        };
        self.acts.all.push_back(act);
        self.acts.last = Some((stamp.command, stamp.recorded_at));
    }

    /// On whom or what something was done.
    fn acted_on(&self, stamp: &Stamp, fact: &Fact) -> On {
        #[expect(clippy::wildcard_enum_match_arm, reason = "everything else is about the desk as a whole")]
        match fact {
            Fact::BodyRecorded { body, .. } | Fact::TariffPublished { body, .. } => On::Body(*body),
            Fact::HallAdded { hall } => On::Hall(hall.id.clone()),
            Fact::HallCodeReplaced { hall, .. } | Fact::HallRemoved { hall } => On::Hall(hall.clone()),
            Fact::BoothCodeReplaced { booth, .. } => On::Booth(*booth),
            Fact::NumbersReserved { series, first, count } => {
                On::Numbers { series: *series, first: *first, count: *count }
            }
            Fact::StaffAppointed { staff, .. }
            | Fact::StaffAmended { staff, .. }
            | Fact::CredentialsRecorded { staff, .. }
            | Fact::TrainingRecorded { staff, .. }
            | Fact::TrainingStruck { staff, .. }
            | Fact::ShiftPlanned { staff, .. }
            | Fact::DutyCorrected { staff, .. }
            | Fact::PinReset { staff }
            | Fact::StaffDismissed { staff } => On::Staff(*staff),
            Fact::ShiftCancelled { shift } => {
                self.shift(*shift).map_or(On::Desk, |known| On::Staff(known.staff))
            }
            Fact::DeviceInvited { plan, .. } => plan.hall.clone().map_or(On::Desk, On::Hall),
            Fact::DeviceJoined { device, .. }
            | Fact::DeviceLettered { device, .. }
            | Fact::DeviceLocked { device }
            | Fact::DeviceUnlocked { device }
            | Fact::DeviceRevoked { device } => On::Device(*device),
            Fact::TicketIssued { case, .. }
            | Fact::FileArchived { case, .. }
            | Fact::CaseErased { case }
            | Fact::CaseDisclosed { case, .. }
            | Fact::DisclosureReceived { case, .. }
            | Fact::TypicalCasePublished { case, .. }
            | Fact::TypicalCaseWithdrawn { case, .. }
            | Fact::CaseRead { case, .. } => On::Case(*case),
            Fact::DeedProposed { .. } => On::Deed(stamp.seq),
            Fact::ProposalConfirmed { proposal } | Fact::ProposalWithdrawn { proposal } => {
                On::Deed(*proposal)
            }
            Fact::RetentionRun { cases } => On::Cases(*cases),
            Fact::DayRemarked { day, .. } | Fact::DaySealed { day, .. } => On::Day(*day),
            Fact::CasesHandedOver { to, .. } => On::Authority(*to),
            Fact::CaseListFetched { handover, .. } => {
                let list = self.handovers().find(|known| known.seq == *handover);
                list.map_or(On::Desk, |list| On::Authority(list.to))
            }
            _ => On::Desk,
        }
    }

    /// To whose files it belongs.
    fn files_of(&self, fact: &Fact) -> Option<Ask> {
        let of_deed = |deed: &crate::proposal::Deed| {
            if deed.proposers().contains(&Role::Organiser) { Ask::Measure } else { Ask::Mediation }
        };
        #[expect(clippy::wildcard_enum_match_arm, reason = "everything else is about no file")]
        match fact {
            // A complaint went with it: then it is told to both sides.
            Fact::CaseErased { case } => {
                let complained = self.case(*case).is_some_and(|case| case.complaint_seq.is_some());
                (!complained).then_some(Ask::Mediation)
            }
            Fact::TicketIssued { .. }
            | Fact::FileArchived { .. }
            | Fact::TypicalCasePublished { .. }
            | Fact::TypicalCaseWithdrawn { .. }
            | Fact::RetentionRun { .. } => Some(Ask::Mediation),
            Fact::CaseRead { part, .. } => Some(*part),
            Fact::CaseDisclosed { terms, .. } => Some(terms.part),
            Fact::DisclosureReceived { case, disclosure, .. } => {
                let known = self.case(*case).and_then(|case| case.disclosure(*disclosure));
                Some(known.map_or(Ask::Mediation, |known| known.terms.part))
            }
            Fact::DeedProposed { deed } => Some(of_deed(deed)),
            Fact::ProposalConfirmed { proposal } | Fact::ProposalWithdrawn { proposal } => {
                Some(self.proposal(*proposal).map_or(Ask::Mediation, |known| of_deed(&known.deed)))
            }
            _ => None,
        }
    }
}

impl Acts {
    /// Takes a fact into the act before it, where both are told as one: a list that is taken in, the cases of one retention run.
    fn joins(&mut self, stamp: &Stamp, what: ActKind, files: Option<Ask>) -> bool {
        let Some((command, at)) = self.last else { return false };
        // What one side alone is told is not told with what both are.
        let back = self.all.back_mut().filter(|act| act.what == what && act.files == files);
        let Some(act) = back else { return false };
        let erased_with = what == ActKind::CaseErased && command == stamp.command;
        let soon = what.comes_in_numbers()
            && act.by == stamp.actor
            && stamp.recorded_at.duration_since(at) <= TOGETHER;
        if !(erased_with || soon) {
            return false;
        }
        act.count += 1;
        act.last = stamp.seq;
        if erased_with {
            act.on = On::Cases(act.count);
        }
        self.last = Some((stamp.command, stamp.recorded_at));
        true
    }
}
