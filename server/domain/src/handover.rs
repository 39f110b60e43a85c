//! Lists of cases handed over to an authority: that it was done, for whom, on what ground. The list itself is made from the facts each
//! time, so nothing is kept twice.

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

/// The edition of the columns that lists have now. A column is only ever added, at the end, with a new edition.
pub const EDITION: u16 = 1;

/// Longest words on who asked and on what ground, in characters.
pub const LONGEST: usize = 300;

/// A list of cases that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Journal entry with its words: who exactly, and on what ground.
    pub seq: u64,
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
}
