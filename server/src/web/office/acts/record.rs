//! How the record stands: how far it reaches, the days that were sealed with what proves each, and when it was last copied.

use data_encoding::HEXLOWER;

use crate::{
    app::App,
    daylog::{Checkpoint, seal},
    engine::Published,
    locale::Texts,
    web::submit::name_of,
};

/// Most sealed days that are told, the newest.
const DAYS: usize = 31;

/// See the head of this file.
pub(super) struct Record {
    pub(super) entries: String,
    /// The hash of the last entry, in groups of four.
    pub(super) hash: Vec<String>,
    /// When the last copy was made.
    pub(super) copied: String,
    pub(super) days: Vec<Day>,
    /// How many more were sealed.
    pub(super) more: usize,
}

/// A sealed day.
pub(super) struct Day {
    pub(super) date: String,
    pub(super) at: String,
    pub(super) by: String,
    pub(super) upto: u64,
    pub(super) hash: Vec<String>,
    /// Where its checkpoint is held against this journal.
    pub(super) check: String,
}

fn groups(hash: &str) -> Vec<String> {
    seal::in_groups(hash).into_iter().map(ToOwned::to_owned).collect()
}

impl Record {
    pub(super) fn of(app: &App, at: &Published, t: &Texts) -> Self {
        let copied = match app.upkeep().backed_up() {
            None => t.t("alert-no-copy").into_owned(),
            Some(mark) => {
                t.t2("acts-copied", "moment", t.moment(mark.made_at), "entry", mark.seq.to_string())
            }
        };
        let sealed: Vec<_> = at.desk.sealed_days().collect();
        let key = app.engine.reader().fair_key();
        let day = |day: &jiff::civil::Date| {
            let seal = at.desk.day_seal(*day)?;
            let check = Checkpoint::of_seal(key, *day, seal)?.line();
            Some(Day {
                date: t.date(*day),
                at: t.moment(seal.at),
                by: seal.by.map(|staff| name_of(staff, at)).unwrap_or_default(),
                upto: seal.upto,
                hash: groups(&seal.hash),
                check: format!("/v/{check}"),
            })
        };
        Self {
            entries: t.number(at.head.seq),
            hash: groups(&HEXLOWER.encode(&at.head.hash)),
            copied,
            days: sealed.iter().rev().take(DAYS).filter_map(day).collect(),
            more: sealed.len().saturating_sub(DAYS),
        }
    }
}
