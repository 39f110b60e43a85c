//! Lists of cases handed over to an authority: that it was done, for whom, on what ground, and what left each time somebody fetched
//! one. The list itself is made from the facts each time, so nothing is kept twice; a digest tells what left from what did not.

use jiff::{Timestamp, civil::Date};

use crate::{case::codes, ids::StaffId};

codes!(
    /// For whom a list of cases was made.
    Recipient {
        /// The judicial bureau, which watches over mediation.
        JudicialBureau = "judicial-bureau",
        /// The office for intellectual property.
        IpOffice = "ip-office",
        /// Market supervision.
        MarketSupervision = "market-supervision",
        /// A court.
        Court = "court",
        /// Another authority.
        Other = "other",
    }
);

codes!(
    /// As what a list leaves.
    ListForm {
        /// A table.
        Csv = "csv",
        /// A workbook.
        Xlsx = "xlsx",
    }
);

/// The edition of the columns that lists have now. A column is only ever added, at the end, with a new edition.
pub const EDITION: u16 = 2;

/// Longest words on who asked and on what ground, in characters.
pub const LONGEST: usize = 300;

/// The letters of a digest: SHA-256, hexadecimal.
pub const DIGEST: usize = 64;

/// A list that somebody fetched: what left the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// As what.
    pub form: ListForm,
    /// With what belongs to the mediation.
    pub whole: bool,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

/// A list of cases that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Journal entry of its handing over.
    pub seq: u64,
    /// Journal entry with its words: who exactly, and on what ground. Of its proposal, where a second person confirmed it.
    pub words: u64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// To whom.
    pub to: Recipient,
    /// The edition of its columns.
    pub edition: u16,
    /// Cases filed from this day on.
    pub from: Date,
    /// Up to this day, included.
    pub until: Date,
    /// How many there were.
    pub cases: u32,
    /// What left, oldest first.
    pub fetched: Vec<Fetched>,
}
