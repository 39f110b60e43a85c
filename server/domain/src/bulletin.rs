//! A message of the organiser to everybody who waits: on every ticket's page, on the boards, on the start page. One at a time, and
//! only until it says; a delay of one hall's power must not stand there a day later.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{fair::Language, ids::StaffId};

/// Longest message, in characters of each language: it must be read standing.
pub const LONGEST: usize = 200;

/// The words, in each language they were written in.
pub type Words = BTreeMap<Language, String>;

/// The message that stands now, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulletin {
    /// Journal entry with its words.
    pub seq: u64,
    /// When it was posted.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// When it goes by itself.
    pub until: Timestamp,
}
