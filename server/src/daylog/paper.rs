//! The log of a day on paper, for the file and for whoever signs it: figures, the list, what came late, the seal and the checkpoint.
//!
//! It holds what the page holds and no more: no name of a party, nothing that was said (procedure E.2).

use data_encoding::HEXLOWER;
use papers::{Block, Check, Field, Paper, SignaturePlace, Status, Table};

use super::{
    DayLog,
    chapters::{Chapter, chapters},
    checkpoint::Checkpoint,
    listed::{Late, Listed},
    seal,
};
use crate::locale::Texts;

/// How many signs of the checkpoint's line stand together.
const GROUP: usize = 16;
/// Shares of the width that the list's columns take.
const LIST_WIDTHS: [f32; 9] = [1.05, 1.75, 0.75, 1.75, 2.0, 1.0, 1.0, 1.0, 1.35];

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
            (t.t("log-as-of"), t.moment(log.figures.as_of)),
            (t.t("log-body"), log.plan.body.name.clone()),
        ])];
        if !sealed {
            blocks.push(Block::note(t.t("log-draft-hint")));
        }
        blocks.push(Block::heading(t.t("log-figures")));
        blocks.extend(chapters(log.figures, t, log.named).iter().map(|chapter| figures(chapter, t)));
        blocks.push(Block::heading(t.t("log-list")));
        blocks.push(self.list(t));
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
        let row = |row: &&domain::figures::DayRow| {
            let said = Listed::of(row, t, self.log.named);
            let marks = said.marks.iter().map(|(_, mark)| format!("[{mark}]"));
            let against = t.t1("log-about-booth", "booth", said.booths.as_str());
            let asked = if said.booths.is_empty() { said.asks } else { format!("{}\n{against}", said.asks) };
            let standing = match said.outcome {
                Some((outcome, reason)) if reason.is_empty() => outcome,
                Some((outcome, reason)) => format!("{outcome}\n{reason}"),
                None => t.code("state", row.state.code()).into_owned(),
            };
            let about = [said.about].into_iter().chain(marks).collect::<Vec<_>>().join(" ");
            vec![
                said.ticket,
                about,
                said.hall,
                asked,
                standing,
                said.filed,
                said.waited,
                said.talked,
                said.mediator,
            ]
        };
        let column = |code: &str| t.code("log-column", code).into_owned();
        let word = |key: &str| t.t(key).into_owned();
        Block::Table(Table {
            widths: LIST_WIDTHS.to_vec(),
            head: vec![
                column("ticket"),
                word("log-about"),
                column("hall"),
                column("asks"),
                word("log-standing"),
                word("log-filed-head"),
                word("log-wait"),
                word("log-session"),
                column("mediator"),
            ],
            rows: self.log.rows.iter().map(row).collect(),
        })
    }

    fn late(&self, t: &Texts) -> Vec<Block> {
        if self.late.is_empty() {
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
        vec![
            Block::heading(t.t("log-late")),
            Block::note(t.t("log-late-hint")),
            Block::Table(table),
        ]
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
        let parts: Vec<_> =
            (0..line.len()).step_by(GROUP).filter_map(|at| line.get(at..line.len().min(at + GROUP))).collect();
        fields.push((t.t("log-checkpoint"), parts.join(" ")));
        let place = SignaturePlace {
            caption: t.t("log-officer").into_owned(),
            fields: vec![Field::from((t.t("papers-sign-name"), String::new()))],
            signature: t.t("papers-sign-signature").into_owned(),
            date: t.t("papers-sign-date").into_owned(),
            ..SignaturePlace::default()
        };
        vec![
            Block::heading(t.t(if self.log.seal.is_some() { "log-seal" } else { "log-checkpoint" })),
            Block::fields(fields),
            Block::note(t.t("log-checkpoint-how")),
            Block::Signatures(vec![place]),
        ]
    }
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
