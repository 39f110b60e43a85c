//! A report on paper, for whoever has to file it: its chapters, what they count, and the place to sign.

use domain::report::EarlierReport;
use papers::{Block, Field, Paper, SignaturePlace, Table};

use super::{Part, Report, cut_short, named};
use crate::locale::Texts;

/// Most earlier fairs in one table, so that their names can be read.
const FAIRS: usize = 4;

impl Report<'_> {
    /// The paper, in one language.
    pub fn paper(&self, t: &Texts) -> Paper {
        let (first, last) = self.days;
        let days = t.t2("report-days-value", "first", t.plain_date(first), "last", t.plain_date(last));
        let period = self.scope.period.map(|period| named(period, t));
        let mut blocks = vec![Block::fields(self.facts(t))];
        blocks.extend(self.notes(t).into_iter().map(Block::note));
        for part in self.parts(t) {
            blocks.push(chapter(self, &part, t));
            blocks.extend(self.note(&part, t).map(Block::note));
        }
        blocks.extend(beside(self, t));
        blocks.push(Block::note(t.t("report-meaning")));
        blocks.push(Block::Signatures(vec![SignaturePlace {
            caption: t.t("report-signs").into_owned(),
            fields: vec![Field::from((t.t("papers-sign-name"), String::new()))],
            signature: t.t("papers-sign-signature").into_owned(),
            date: t.t("papers-sign-date").into_owned(),
            ..SignaturePlace::default()
        }]));
        Paper {
            language: t.language().tag().to_owned(),
            masthead: vec![self.plan.name.clone()],
            titles: vec![t.t("report-title").into_owned()],
            number: period.unwrap_or(days),
            issued: Some(self.as_of),
            blocks,
            footer: [self.plan.desk.clone()].into_iter().filter(|line| !line.is_empty()).collect(),
            paging: t.say("papers-paging").with("page", "{page}").with("pages", "{pages}").to_string(),
            ..Paper::default()
        }
    }
}

/// The earlier fairs, and their figures beside those of this one.
fn beside(report: &Report<'_>, t: &Texts) -> Vec<Block> {
    if report.earlier.is_empty() {
        return Vec::new();
    }
    let days =
        |first, last| t.t2("report-days-value", "first", t.plain_date(first), "last", t.plain_date(last));
    let of = |fair: &&EarlierReport| {
        let days = days(fair.first_day, fair.last_day);
        cut_short(fair, t).map_or_else(|| days.clone(), |part| format!("{days} · {part}"))
    };
    let fairs = report.earlier.iter().map(|fair| (fair.name.clone(), of(fair)));
    let mut blocks = vec![Block::heading(t.t("report-earlier")), Block::fields(fairs)];
    if report.told_later.is_some() {
        blocks.push(Block::note(t.t("report-talks-later")));
    }
    let chapters = report.beside(t);
    for (at, fairs) in report.earlier.chunks(FAIRS).enumerate() {
        for chapter in &chapters {
            let mut head = vec![chapter.caption.clone()];
            head.extend(fairs.iter().map(|fair| fair.name.clone()));
            head.push(t.t("report-this-fair").into_owned());
            let row = |(what, values): &(String, Vec<String>)| {
                let earlier = values.iter().skip(at * FAIRS).take(fairs.len());
                std::iter::once(what).chain(earlier).chain(values.last()).cloned().collect()
            };
            let mut widths = vec![3.0];
            widths.extend(vec![1.0; fairs.len() + 1]);
            blocks.push(Block::Table(Table { widths, head, rows: chapter.rows.iter().map(row).collect() }));
        }
    }
    blocks
}

/// A chapter as a table whose head is its heading.
fn chapter(report: &Report<'_>, part: &Part<'_>, t: &Texts) -> Block {
    let lengths = part.figures.iter().any(|figure| figure.chapter.is_length(&figure.key));
    let counted = if lengths { String::new() } else { t.t("log-count").into_owned() };
    let (caption, lines) = part.lines(t, |figure| report.said(figure, t));
    Block::Table(Table {
        widths: vec![3.0, 1.0],
        head: vec![caption, counted],
        rows: lines.into_iter().map(|(what, count)| vec![what, count]).collect(),
    })
}
