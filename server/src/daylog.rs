//! The daily log: what the organiser reads for a day, as a table, a workbook, a paper and a document; the seal that closes it, and
//! the checkpoint by which a printed one proves a journal.
//!
//! Everything here comes from facts alone: numbers, codes, times, and booths where a complaint was made; and from what the
//! organiser's own officer wrote into it. Nothing that was said stands in it, so it stays what it is when names and texts are
//! erased (procedure E.2).

use std::collections::BTreeSet;

use domain::{
    Desk, StaffId,
    desk::DaySeal,
    fair::FairPlan,
    figures::{DayFigures, DayRow},
};
use jiff::civil::Date;

use crate::locale::Texts;

pub mod chapters;
pub mod checkpoint;
pub mod choice;
pub mod document;
pub mod due;
pub mod duty;
pub mod history;
pub mod kept;
pub mod listed;
pub mod paper;
pub mod proof;
pub mod remarks;
pub mod seal;
pub mod since;
pub mod table;
pub mod workbook;

pub use checkpoint::Checkpoint;
pub use choice::{Choice, Only};
pub use document::{Document, document};
pub use due::{Deadlines, Due};
pub use remarks::Remark;
pub use since::{Change, told};
pub use table::csv;
pub use workbook::workbook;

/// The days that have a log: those of the fair that have begun, and any other on which something happened; and today.
pub fn days(desk: &Desk, today: Date) -> BTreeSet<Date> {
    let (begun, happened) = (desk.days_begun(today), desk.days_with_cases());
    begun.chain(happened).chain(desk.sealed_days()).chain([today]).collect()
}

/// The log of a day, as files for people are made from it.
pub struct DayLog<'a> {
    /// The fair.
    pub plan: &'a FairPlan,
    /// The names of its mediation bodies: a log counts the cases of all.
    pub bodies: Vec<String>,
    /// What was counted; of a sealed day, what was sealed.
    pub figures: &'a DayFigures,
    /// By how much a sealed day counts more, or less, now.
    pub since: &'a [Change],
    /// The list, as far as it was asked for.
    pub rows: Vec<&'a DayRow>,
    /// What was chosen of it, in words; `None` where it is whole.
    pub chosen: Option<String>,
    /// The deadlines of the day.
    pub deadlines: &'a Deadlines,
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

    /// Whether the whole day is counted, and not a part of it.
    pub(crate) fn is_of_whole_day(&self) -> bool {
        self.figures.as_of >= self.plan.bounds_of(self.figures.day).1
    }

    /// Up to when it counts: a moment, or the end of its day, which is not the beginning of the next.
    pub(crate) fn counted_up_to(&self, t: &Texts) -> String {
        if self.is_of_whole_day() {
            t.t1("log-as-of-end", "date", t.date(self.figures.day))
        } else {
            t.moment(self.figures.as_of)
        }
    }
}
