//! What the officer wrote into the log of a day, with its words.

use domain::body::Content;
use domain::{Desk, StaffId, remark::RemarkKind};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Reader,
    locale::Texts,
    record::{self, ReadError},
};

/// A remark in the log of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// What it is.
    pub kind: RemarkKind,
    /// Its words; `None` once they were erased.
    pub text: Option<String>,
    /// Written after the day was sealed.
    pub added: bool,
}

impl Remark {
    /// Its words, or that they were erased.
    pub fn words(&self, t: &Texts) -> String {
        self.text.clone().unwrap_or_else(|| t.t("log-mark-erased").into_owned())
    }
}

/// The remarks of a day, oldest first.
///
/// # Errors
/// [`ReadError`] when the journal cannot be read.
pub fn remarks(journal: &dyn Reader, desk: &Desk, day: Date) -> Result<Vec<Remark>, ReadError> {
    let seal = desk.day_seal(day);
    let read = |remark: &domain::remark::DayRemark| {
        let content = record::read(journal, remark.seq)?.and_then(|entry| entry.body.content());
        let text = match content {
            Some(Content::Remark { text }) => Some(text),
            Some(_) | None => None,
        };
        let added = seal.is_some_and(|seal| remark.is_added_to(seal));
        Ok(Remark { at: remark.at, by: remark.by, kind: remark.kind, text, added })
    };
    desk.remarks(day).map(read).collect()
}
