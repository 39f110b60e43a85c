//! Lists of cases handed over to an authority: that it was done, for whom, on what ground, and what left each time somebody fetched
//! one. The list itself is made from the facts each time, so nothing is kept twice; a digest tells what left from what did not.
//!
//! A head lists the cases of the own mediation body, the organiser those of all without what belongs to the mediation.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use crate::{
    case::{Case, codes},
    desk::Desk,
    ids::{BodyId, StaffId},
    staff::{Role, Staff},
};

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

/// The edition of the columns that lists have now. A column is only ever added, at the end, with a new edition; the third has those of
/// the second, and is the first of which no organiser's list told a reason that is withheld; the fourth is the first of which none told
/// that there were talks, the fifth the first of which none told the right or the reason of a case without a complaint.
pub const EDITION: u16 = 5;

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
    /// Whose cases alone stand in it; those of every mediation body where none is named.
    pub body: Option<BodyId>,
    /// What left, oldest first.
    pub fetched: Vec<Fetched>,
}

impl Desk {
    /// The cases that stand in a list, in order of filing: of one mediation body, or of all.
    pub fn cases_listed(
        &self,
        body: Option<BodyId>,
        from: Date,
        until: Date,
    ) -> impl Iterator<Item = &Arc<Case>> {
        self.cases_filed(from, until).filter(move |case| body.is_none_or(|body| case.body == body))
    }

    /// How many they are. Where one body works there is nothing to go over.
    pub fn listed_count(&self, body: Option<BodyId>, from: Date, until: Date) -> u32 {
        match body.filter(|_| self.has_several_bodies()) {
            Some(_) => u32::try_from(self.cases_listed(body, from, until).count()).unwrap_or(u32::MAX),
            None => self.filed_count(from, until),
        }
    }

    /// Whether somebody may have a list: the organiser every one, a head those of the own body. One that names no body holds the
    /// cases of all.
    pub fn may_have_list(&self, reader: &Staff, list: &Handover) -> bool {
        reader.is(Role::Organiser) || self.may_have_whole_list(reader, list)
    }

    /// Whether they may have it with what belongs to the mediation.
    pub fn may_have_whole_list(&self, reader: &Staff, list: &Handover) -> bool {
        let own = !self.has_several_bodies() || list.body == Some(reader.profile.body);
        reader.is(Role::Head) && own
    }
}
