//! The file of a case as it is laid away (People's Mediation Law art 27): which papers are in it, in the order of the numbers of form, with
//! a cover, a list of contents with the pages, and a closing report (no. 14).

use domain::{Case, file::Lack, ids::PartyId};
use jiff::civil::Date;
use papers::{Block, Paper, Table};

use super::{Dossier, Kind, PartyView, Standing, talks, words::Words};
use crate::locale::Language;

/// A paper of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub kind: Kind,
    /// For which respondent, where each has one.
    pub party: Option<PartyId>,
    /// The how-manieth, where a case can have several.
    pub number: Option<u32>,
}

/// The papers of a case that say something: forms that nobody filled in are no part of a file, and neither is an application to a
/// court that nobody made.
pub fn entries(case: &Case) -> Vec<Entry> {
    let mut found = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| !kind.is_organisers() && *kind != Kind::Attorney) {
        let parties: Vec<_> = if kind.is_of_party() {
            case.respondents().iter().map(|party| Some(party.place.id)).collect()
        } else {
            vec![None]
        };
        if kind == Kind::Confirmation && case.aftercare.confirmations.is_empty() {
            continue;
        }
        for party in parties {
            let count = kind.standing(case, party).map_or(0, |(version, _)| version);
            if kind.is_numbered() {
                found.extend((1..=count).map(|number| Entry { kind, party, number: Some(number) }));
            } else if count > 0 {
                found.push(Entry { kind, party, number: None });
            }
        }
    }
    found
}

/// A line of the contents.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is.
    pub title: String,
    /// The first page, and how many.
    pub pages: (usize, usize),
}

/// What the papers around the file speak of.
#[derive(Debug)]
pub struct Around<'a> {
    /// The case.
    pub dossier: &'a Dossier,
    /// In which language.
    pub language: Language,
    /// On which day the file was put together.
    pub on: Date,
    /// Until when it is kept.
    pub kept_until: Option<Date>,
    /// Why it was laid away although it lacks something, where somebody said so.
    pub reason: Option<String>,
}

impl Around<'_> {
    fn paper(&self, title: &str, blocks: Vec<Block>) -> Paper {
        let w = Words::new(self.dossier, self.language);
        let mut paper = w.base(self.dossier, Kind::Certificate, 0, Standing::Effective);
        paper.titles = vec![w.t(title)];
        paper.status = None;
        paper.blocks = blocks;
        paper
    }

    /// Whom the case is about: all, and of those who declined that they did.
    fn respondents(&self, w: &Words) -> String {
        let named = self.dossier.respondents().filter(|party| !party.called().is_empty()).map(|party| {
            if self.dossier.declined(party) {
                w.say("papers-takes-no-part").with("name", party.called()).to_string()
            } else {
                party.called().to_owned()
            }
        });
        named.collect::<Vec<_>>().join(w.t("list-comma").as_str())
    }

    /// The cover.
    pub fn cover(&self, pages: usize) -> Paper {
        let w = Words::new(self.dossier, self.language);
        let case = &self.dossier.case;
        let day = |at: Option<jiff::Timestamp>| at.map(|at| w.date(at)).unwrap_or_default();
        let rows = [
            (w.t("papers-matter"), talks::matter_of(&w, self.dossier, self.dossier.respondents())),
            (w.t("papers-claimant"), self.dossier.claimant().map_or("", PartyView::called).to_owned()),
            (w.t("papers-respondent"), self.respondents(&w)),
            (w.mediator.clone(), self.dossier.mediator.clone()),
            (w.t("papers-accepted-at"), day(case.procedure.accepted_at)),
            (w.t("papers-ended"), day(case.concluded_at)),
            (w.t("papers-outcome"), super::ending::result(&w, case)),
            (w.t("file-pages"), pages.to_string()),
            (w.t("file-kept-until"), self.kept_until.map(|day| w.day(day)).unwrap_or_default()),
            (w.t("file-made-on"), w.day(self.on)),
        ];
        self.paper("file-cover-title", vec![Block::fields(rows), w.seal(self.dossier, None)])
    }

    /// What is in it, on which pages.
    pub fn contents(&self, lines: &[Line]) -> Paper {
        let w = Words::new(self.dossier, self.language);
        let rows = lines.iter().enumerate().map(|(at, line)| {
            let (first, count) = line.pages;
            let last = first + count.saturating_sub(1);
            let pages = if first == last { first.to_string() } else { format!("{first}–{last}") };
            vec![(at + 1).to_string(), line.title.clone(), pages]
        });
        let table = Table {
            widths: vec![1.0, 8.0, 2.0],
            head: vec![w.t("file-column-number"), w.t("file-column-paper"), w.t("file-column-pages")],
            rows: rows.collect(),
        };
        self.paper("file-contents-title", vec![Block::Table(table)])
    }

    /// The closing report: how the case went, what became of the agreement, and what the file lacks.
    pub fn closing(&self, lacks: &[Lack]) -> Paper {
        let w = Words::new(self.dossier, self.language);
        let case = &self.dossier.case;
        let day = |at: Option<jiff::Timestamp>| at.map(|at| w.date(at)).unwrap_or_default();
        let source = case.procedure.source.map(|source| w.code("source", source.code())).unwrap_or_default();
        let rows = [
            (w.t("papers-matter"), talks::matter_of(&w, self.dossier, self.dossier.respondents())),
            (w.t("file-source"), source),
            (w.t("papers-filed"), w.date(case.filed_at)),
            (w.t("papers-accepted-at"), day(case.procedure.accepted_at)),
            (w.t("papers-ended"), day(case.concluded_at)),
            (w.t("papers-outcome"), super::ending::result(&w, case)),
            (w.mediator.clone(), self.dossier.mediator.clone()),
        ];
        let mut blocks = vec![Block::fields(rows)];
        let owed = case.obligations();
        if !owed.is_empty() {
            blocks.push(Block::heading(w.t("file-performance")));
            let lines = owed.iter().map(|owed| {
                let kind = w.code("clause", owed.kind.code());
                let state = w.code("obligation-state", owed.state(self.on).code());
                let on = owed.mark.map(|mark| w.day(mark.on)).unwrap_or_default();
                [kind, state, on].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
            });
            blocks.push(w.numbered(lines));
        }
        blocks.push(Block::heading(w.t("file-complete")));
        if lacks.is_empty() {
            blocks.push(Block::Paragraph(w.t("file-lacks-nothing")));
        } else {
            let lacks = lacks.iter().map(|lack| w.code("file-lack", lack.code())).collect::<Vec<_>>();
            let what = w.in_turn(&lacks);
            blocks.push(Block::Paragraph(w.say("file-lacks-these").with("what", what).to_string()));
            if let Some(reason) = &self.reason {
                let said = w.say("file-laid-because").with("reason", reason.as_str());
                blocks.push(Block::Paragraph(said.to_string()));
            }
        }
        blocks.push(Block::Signatures(w.our_places(self.dossier)));
        blocks.push(w.seal(self.dossier, None));
        self.paper("file-closing-title", blocks)
    }
}
