//! Who was on duty on a day, and for how long.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Count, seconds};
use crate::{desk::DutyChange, duty::DutyCorrection, figures::DutyFigures, ids::StaffId, staff::DutyState};

/// What somebody did on the day, in seconds, and the last entry by which it was corrected.
#[derive(Default)]
struct Served {
    on_s: u64,
    break_s: u64,
    corrected: Option<u64>,
}

impl<'a> Count<'a> {
    /// Everybody's duty cut to this day, as they switched it and as the head of their body corrected it since.
    pub(super) fn duty(&self) -> Vec<DutyFigures> {
        let mut since: BTreeMap<StaffId, &DutyChange> = BTreeMap::new();
        let mut served: BTreeMap<StaffId, Served> = BTreeMap::new();
        let mut serve = |begun: &DutyChange, switched: Timestamp| {
            let told = self.correction(begun);
            let told = told.filter(|said| said.left_at < self.ends && self.begins < switched);
            let until = told.map_or(switched, |said| said.left_at).min(self.as_of);
            let served_s = seconds(begun.at.max(self.begins), until);
            if begun.state == DutyState::Off || served_s == 0 && told.is_none() {
                return;
            }
            let one = served.entry(begun.staff).or_default();
            if begun.state == DutyState::On {
                one.on_s += served_s;
            } else {
                one.break_s += served_s;
            }
            one.corrected = one.corrected.max(told.map(|said| said.seq));
        };
        let known = |change: &&DutyChange| self.seen(change.at) && self.covers(change.seq);
        for change in self.desk.duty_changes().filter(known) {
            if let Some(begun) = since.insert(change.staff, change) {
                serve(begun, change.at);
            }
        }
        for begun in since.into_values() {
            serve(begun, self.as_of);
        }
        // A begun minute counts as one, as it does in waits and talks.
        let minutes = |(staff, Served { on_s, break_s, corrected }): (StaffId, Served)| DutyFigures {
            staff,
            on_min: on_s.div_ceil(60),
            break_min: break_s.div_ceil(60),
            corrected,
            since: None,
        };
        served.into_iter().map(minutes).collect()
    }

    /// What was said of a stretch of duty afterwards, as far as that is counted: it is said on a later day as a rule.
    fn correction(&self, begun: &DutyChange) -> Option<&'a DutyCorrection> {
        let told = |said: &DutyCorrection| match self.upto {
            Some(upto) => said.seq <= upto,
            None => self.until.is_none_or(|until| said.at <= until),
        };
        self.desk.duty_correction(begun.seq).filter(|said| told(said))
    }
}
