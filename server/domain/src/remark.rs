//! What an officer of the organiser writes into the log of a day. Nothing is ever taken out: a correction stands beside what it
//! corrects, and what is written after the seal is shown as added later.

use jiff::Timestamp;

use crate::{case::codes, desk::DaySeal, ids::StaffId};

codes!(
    /// What a remark is.
    RemarkKind {
        /// Something that happened.
        Incident = "incident",
        /// Something to be known.
        Remark = "remark",
        /// What in the log is not right, and how it was.
        Correction = "correction",
    }
);

/// A remark, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRemark {
    /// Journal entry with its words.
    pub seq: u64,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// What it is.
    pub kind: RemarkKind,
}

impl DayRemark {
    /// Whether it was added to a day whose seal does not cover it.
    pub fn is_added_to(&self, seal: &DaySeal) -> bool {
        self.seq > seal.upto
    }
}
