//! The log of a day on paper, for the file and for whoever signs it: figures, the list, what came late, the seal and the checkpoint.
//!
//! It holds what the page holds and no more: no name of a party, nothing that was said (procedure E.2).

use data_encoding::HEXLOWER;
use domain::{StaffId, figures::DayRow};
use papers::{Block, Check, Field, Paper, SignaturePlace, Status, Table};

use super::{
    DayLog, Due, Remark,
    chapters::{Chapter, chapters},
    checkpoint::Checkpoint,
    listed::{Late, Listed, late_in_mediation, unlisted},
    seal, since,
};
use crate::locale::Texts;

/// How many signs of the checkpoint's line stand together.
const GROUP: usize = 16;
/// Shares of the width that the list's columns take.
const LIST_WIDTHS: [f32; 6] = [1.05, 1.9, 1.9, 2.0, 1.9, 1.4];

/// A log to be printed.
pub struct Print<'a> {
    /// The log.
    pub log: &'a DayLog<'a>,
    /// What its seal does not cover.
    pub late: &'a [Late],
    /// What proves it.
    pub checkpoint: &'a Checkpoint,
    /// The fair's public key.
    pub public_key: [u8; 32],
    /// What the code says: the checkpoint at the end of the desk's address, or alone where there is none.
    pub code: String,
}

impl Print<'_> {
    /// The paper, in one language.
    pub fn paper(&self, t: &Texts) -> Paper {
        let Self { log, .. } = self;
        let sealed = log.seal.is_some();
        let mut blocks = vec![Block::fields([
            (t.t("log-as-of"), log.counted_up_to(t)),
            (t.t("log-body"), log.bodies.join(&t.t("list-comma"))),
        ])];
        if !sealed {
            blocks.push(Block::note(t.t("log-draft-hint")));
        }
        if let Some(since) = since::line(log.since, t) {
            blocks.push(Block::note(since));
            blocks.push(Block::note(t.t("log-after-seal-hint")));
        }
        blocks.push(Block::heading(t.t("log-figures")));
        for chapter in chapters(log, t).into_iter().chain(since::chapter(log.since, t)) {
            blocks.push(figures(&chapter, t));
            blocks.extend(chapter.note.map(Block::note));
        }
        blocks.push(Block::heading(t.t("log-list")));
        if !self.log.rows.is_empty() {
            blocks.push(Block::note(t.t("log-list-hint")));
        }
        blocks.push(self.list(t));
        blocks.extend(self.deadlines(t));
        blocks.extend(self.remarks(t));
        blocks.extend(self.late(t));
        blocks.extend(self.proof(t));
        Paper {
            language: t.language().tag().to_owned(),
            masthead: vec![log.plan.name.clone(), t.t("papers-organiser").into_owned()],
            titles: vec![t.t("log-title").into_owned()],
            number: t.date(log.figures.day),
            issued: Some(log.seal.map_or(log.figures.as_of, |seal| seal.at)),
            status: Some(Status {
                words: t.t(if sealed { "log-sealed" } else { "papers-status-draft" }).into_owned(),
                draft: !sealed,
            }),
            blocks,
            footer: [log.plan.desk.clone()].into_iter().filter(|line| !line.is_empty()).collect(),
            paging: t.say("papers-paging").with("page", "{page}").with("pages", "{pages}").to_string(),
            check: Some(Check {
                address: self.code.clone(),
                caption: vec![t.t("papers-check-caption").into_owned()],
            }),
            ..Paper::default()
        }
    }

    fn list(&self, t: &Texts) -> Block {
        if self.log.rows.is_empty() {
            return Block::note(t.t("log-no-rows"));
        }
        let column = |code: &str| t.code("log-column", code).into_owned();
        let word = |key: &str| t.t(key).into_owned();
        Block::Table(Table {
            widths: LIST_WIDTHS.to_vec(),
            head: vec![
                column("ticket"),
                word("log-about"),
                column("asks"),
                word("log-standing"),
                word("log-when"),
                column("mediator"),
            ],
            rows: self.log.rows.iter().map(|row| listed(row, t, self.log.named)).collect(),
        })
    }

    /// What was due on the day in the organiser's track, by time.
    fn deadlines(&self, t: &Texts) -> Vec<Block> {
        if self.log.deadlines.listed.is_empty() {
            return Vec::new();
        }
        let row =
            |due: &Due| vec![due.until(t), due.what(t), due.ticket.to_string(), due.place(), due.became(t)];
        let word = |key: &str| t.t(key).into_owned();
        let column = |code: &str| t.code("log-column", code).into_owned();
        let table = Table {
            widths: vec![1.2, 3.4, 1.0, 1.2, 1.3],
            head: vec![
                word("log-deadline-until"),
                word("log-deadline-what"),
                column("ticket"),
                column("booths"),
                word("log-deadline-fate"),
            ],
            rows: self.log.deadlines.listed.iter().map(row).collect(),
        };
        vec![Block::heading(word("log-deadlines-list")), Block::Table(table)]
    }

    /// What the officer wrote, in order; what came after the seal says so.
    fn remarks(&self, t: &Texts) -> Vec<Block> {
        if self.log.remarks.is_empty() {
            return Vec::new();
        }
        let row = |remark: &Remark| {
            let kind = t.code("remark", remark.kind.code()).into_owned();
            let kind = if remark.added { format!("{kind}\n[{}]", t.t("log-remark-added")) } else { kind };
            let by = remark.by.and_then(self.log.named).unwrap_or_default();
            vec![t.moment(remark.at), kind, remark.words(t), by]
        };
        let heads = ["log-recorded", "log-remark-kind", "log-remark-text", "log-name"];
        let table = Table {
            widths: vec![1.2, 1.4, 4.0, 1.2],
            head: heads.map(|key| t.t(key).into_owned()).to_vec(),
            rows: self.log.remarks.iter().map(row).collect(),
        };
        vec![Block::heading(t.t("log-remarks")), Block::Table(table)]
    }

    fn late(&self, t: &Texts) -> Vec<Block> {
        let confidential = late_in_mediation(self.log.figures, t);
        if self.late.is_empty() && confidential.is_none() {
            return Vec::new();
        }
        let head = ["log-happened", "log-recorded", "log-what"].map(|key| t.t(key).into_owned());
        let row = |late: &Late| {
            vec![late.happened.clone(), late.recorded.clone(), late.what.clone(), late.ticket.clone()]
        };
        let table = Table {
            widths: vec![1.3, 1.3, 3.0, 1.0],
            head: head.into_iter().chain([t.code("log-column", "ticket").into_owned()]).collect(),
            rows: self.late.iter().map(row).collect(),
        };
        let more = unlisted(self.log.figures, self.late);
        let more = (more > 0).then(|| Block::note(t.t1("log-late-more", "count", more)));
        let table = (!self.late.is_empty()).then_some(Block::Table(table));
        let told = [Block::heading(t.t("log-late")), Block::note(t.t("log-late-hint"))];
        told.into_iter().chain(table).chain(confidential.map(Block::note)).chain(more).collect()
    }

    /// Up to where the journal is covered, by whom it was sealed, and the place to sign.
    fn proof(&self, t: &Texts) -> Vec<Block> {
        let statement = &self.checkpoint.statement;
        let groups = |text: &str| seal::in_groups(text).join(" ");
        let mut fields = Vec::new();
        if let Some(seal) = self.log.seal {
            let by = seal.by.and_then(self.log.named).unwrap_or_default();
            fields.push((t.t("log-seal-when"), format!("{} · {by}", t.moment(seal.at))));
            fields.push((t.t("log-carried-over"), t.number(seal.carried)));
        }
        fields.push((t.t("log-seal-upto"), statement.upto.to_string()));
        fields.push((t.t("log-seal-hash"), groups(&HEXLOWER.encode(&statement.hash))));
        fields.push((t.t("log-seal-key"), groups(&HEXLOWER.encode(&self.public_key))));
        let line = self.checkpoint.line();
        let parts: Vec<_> = line.split_inclusive('.').flat_map(grouped).collect();
        fields.push((t.t("log-checkpoint"), parts.join(" ")));
        let place = SignaturePlace {
            caption: t.t("log-officer").into_owned(),
            fields: vec![Field::from((t.t("papers-sign-name"), String::new()))],
            signature: t.t("papers-sign-signature").into_owned(),
            date: t.t("papers-sign-date").into_owned(),
            ..SignaturePlace::default()
        };
        // What is signed stands on a sheet of its own, whole: what proves the log, and who answers for it.
        vec![
            Block::PageBreak,
            Block::heading(t.t(if self.log.seal.is_some() { "log-seal" } else { "log-checkpoint" })),
            Block::fields(fields),
            Block::note(t.t("log-checkpoint-how")),
            Block::Signatures(vec![place]),
        ]
    }
}

/// A part of the checkpoint's line in pieces that eyes can follow.
fn grouped(part: &str) -> impl Iterator<Item = &str> {
    // The point that ends a part stays with its last piece.
    let starts = (0..part.len().saturating_sub(1).max(1)).step_by(GROUP);
    starts.filter_map(move |at| {
        let end = if at + GROUP + 1 >= part.len() { part.len() } else { at + GROUP };
        part.get(at..end)
    })
}

/// A line of the list; what belongs together shares a cell, so that six columns are enough for a page.
fn listed(row: &DayRow, t: &Texts, named: &dyn Fn(StaffId) -> Option<String>) -> Vec<String> {
    let said = Listed::of(row, t, named);
    let lines =
        |lines: &[&str]| lines.iter().copied().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let hall = if said.hall.is_empty() { String::new() } else { t.t1("log-hall", "hall", &*said.hall) };
    let against = match said.booths.as_str() {
        "" => String::new(),
        booths => t.t1("log-about-booth", "booth", booths),
    };
    let marks: Vec<_> = said.marks.iter().map(|(_, mark)| format!("[{mark}]")).collect();
    let standing = match &said.outcome {
        Some((outcome, reason)) => lines(&[outcome, reason]),
        None => t.code("state", row.state.code()).into_owned(),
    };
    let waited = match said.waited.as_str() {
        "" => String::new(),
        length => t.t2("log-measured", "what", &*t.t("log-wait"), "length", length),
    };
    vec![
        said.ticket,
        lines(&[&said.about, &hall, &marks.join(" ")]),
        lines(&[&said.asks, &against]),
        standing,
        lines(&[&said.filed, &waited]),
        said.mediator,
    ]
}

/// A chapter as a table whose head is its heading.
fn figures(chapter: &Chapter, t: &Texts) -> Block {
    let amounts = chapter.heads.len();
    let row = |line: &super::chapters::Line| {
        let amounts = line.amounts.iter().map(|amount| amount.said(t));
        [line.label.clone()].into_iter().chain(amounts).collect()
    };
    Block::Table(Table {
        widths: [4.0].into_iter().chain(std::iter::repeat_n(1.0, amounts)).collect(),
        head: [chapter.caption.clone()].into_iter().chain(chapter.heads.iter().cloned()).collect(),
        rows: chapter.lines.iter().map(row).collect(),
    })
}
