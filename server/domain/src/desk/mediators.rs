//! The mediators' papers, their trainings, the shift plan and what was said of hours on duty in the Desk: how their facts change it.

use std::sync::Arc;

use jiff::Timestamp;

use crate::{
    desk::Desk,
    duty::DutyCorrection,
    event::{Fact, Stamp},
    ids::StaffId,
    shift::Shift,
    staff::{StruckTraining, Training},
};

impl Desk {
    pub(super) fn apply_mediators(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` asserts that no kind is forgotten")]
        match fact {
            Fact::CredentialsRecorded { staff, credentials } => {
                self.change_staff(*staff, |person| person.credentials = Some(credentials.clone()));
            }
            Fact::TrainingRecorded { staff, on, minutes } => {
                let training = Training { on: *on, minutes: *minutes, seq: stamp.seq };
                self.change_staff(*staff, |person| person.trainings.push(training));
            }
            Fact::TrainingStruck { staff, entry } => {
                let (at, by) = (stamp.occurred_at, stamp.actor.staff());
                self.change_staff(*staff, |person| {
                    let struck = person.trainings.extract_if(.., |known| known.seq == *entry);
                    person.struck_trainings.extend(struck.map(|training| StruckTraining {
                        training,
                        at,
                        by,
                    }));
                });
            }
            Fact::ShiftPlanned { shift, staff, hall, from, until } => {
                let (id, hall) = (*shift, hall.clone());
                let planned = Shift { id, staff: *staff, hall, from: *from, until: *until };
                self.shifts.insert(id, Arc::new(planned));
            }
            Fact::ShiftCancelled { shift } => {
                self.shifts.remove(shift);
            }
            Fact::DutyCorrected { entry, left_at, .. } => {
                let (by, at, seq) = (stamp.actor.staff(), stamp.occurred_at, stamp.seq);
                self.duty_corrections.insert(*entry, DutyCorrection { left_at: *left_at, by, at, seq });
            }
            _ => return false,
        }
        true
    }

    /// Who does not work here any more is planned for nothing that is to come.
    pub(super) fn unplan(&mut self, staff: StaffId, now: Timestamp) {
        let theirs = self.shifts.values().filter(|shift| shift.staff == staff && now < shift.from);
        for shift in theirs.map(|shift| shift.id).collect::<Vec<_>>() {
            self.shifts.remove(&shift);
        }
    }
}
