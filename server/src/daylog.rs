//! The daily log: what the organiser reads for a day, as a table, a workbook, a paper and a document; the seal that closes it, and
//! the checkpoint by which a printed one proves a journal.
//!
//! Everything here comes from facts alone: numbers, codes, times, and booths where a complaint was made; and from what the
//! organiser's own officer wrote into it. Nothing that was said stands in it, so it stays what it is when names and texts are
//! erased (procedure E.2).

use domain::{
    StaffId,
    desk::DaySeal,
    fair::FairPlan,
    figures::{DayFigures, DayRow},
};

use crate::locale::Texts;

pub mod chapters;
pub mod checkpoint;
pub mod choice;
pub mod document;
pub mod due;
pub mod history;
pub mod kept;
pub mod listed;
pub mod paper;
pub mod proof;
pub mod remarks;
pub mod seal;
pub mod table;
pub mod workbook;

pub use checkpoint::Checkpoint;
pub use choice::{Choice, Only};
pub use document::{Document, document};
pub use due::Due;
pub use remarks::Remark;
pub use table::csv;
pub use workbook::workbook;

/// The log of a day, as files for people are made from it.
pub struct DayLog<'a> {
    /// The fair.
    pub plan: &'a FairPlan,
    /// The names of its mediation bodies: a log counts the cases of all.
    pub bodies: Vec<String>,
    /// What was counted.
    pub figures: &'a DayFigures,
    /// The list, as far as it was asked for.
    pub rows: Vec<&'a DayRow>,
    /// The deadlines of the day, by time.
    pub deadlines: &'a [Due],
    /// What the officer wrote, oldest first.
    pub remarks: &'a [Remark],
    /// The seal, once there is one.
    pub seal: Option<&'a DaySeal>,
    /// The name of somebody who works here.
    pub named: &'a dyn Fn(StaffId) -> Option<String>,
}

impl DayLog<'_> {
    /// What it is called.
    pub fn title(&self, t: &Texts) -> String {
        t.t1("log-day-of", "date", t.date(self.figures.day))
    }

    /// The key of whether it is sealed.
    pub fn standing(&self) -> &'static str {
        if self.seal.is_some() { "log-sealed" } else { "log-not-sealed" }
    }
}
