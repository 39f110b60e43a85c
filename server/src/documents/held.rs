//! What the desk holds about one person, as a paper for them.

use domain::fair::FairPlan;
use jiff::Timestamp;
use papers::{Block, Paper};
use serde::Serialize;

use crate::locale::Texts;

/// A part of it.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// What it is about.
    pub title: String,
    /// What is held, each with its name.
    pub rows: Vec<(String, String)>,
}

/// Everything that is held about one party of a case.
#[derive(Debug, Clone, Serialize)]
pub struct Held {
    /// The fair.
    pub fair: String,
    /// The mediation body.
    pub body: String,
    /// The party's ticket; empty when it has none.
    pub ticket: String,
    /// The case, once it has a number.
    pub case: String,
    /// When this was drawn up.
    pub made_at: Timestamp,
    /// What is held.
    pub sections: Vec<Section>,
}

/// What the part of one case is called where there are several: which of them it is, its ticket and its number.
pub fn heading(held: &Held, count: usize, all: usize, t: &Texts) -> String {
    let numbered = |key: &str, number: &str| (!number.is_empty()).then(|| t.t1(key, "number", number));
    let parts = [
        Some(t.t2("held-part", "count", count, "all", all)),
        numbered("papers-number-ticket", &held.ticket),
        numbered("case-number", &held.case),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The same on paper, with a part for each case.
pub fn paper(parts: &[Held], plan: &FairPlan, t: &Texts) -> Paper {
    let several = parts.len() > 1;
    let mut blocks = vec![Block::paragraph(t.t("held-paper-opening"))];
    for (at, held) in parts.iter().enumerate() {
        if several {
            blocks.push(Block::heading(heading(held, at + 1, parts.len(), t)));
        }
        for section in &held.sections {
            blocks.push(Block::Heading { level: 1 + u8::from(several), text: section.title.clone() });
            blocks.push(Block::fields(section.rows.iter().cloned()));
        }
    }
    blocks.push(Block::note(t.t("held-rights")));
    let tickets = parts.iter().map(|held| held.ticket.clone()).filter(|ticket| !ticket.is_empty());
    let tickets = tickets.collect::<Vec<_>>().join(&t.t("list-comma"));
    Paper {
        language: t.language().tag().to_owned(),
        masthead: std::iter::once(&plan.name).chain(parts.first().map(|held| &held.body)).cloned().collect(),
        titles: vec![t.t("held-title").into_owned()],
        number: if tickets.is_empty() {
            String::new()
        } else {
            t.t1("papers-number-ticket", "number", tickets)
        },
        issued: parts.first().map(|held| held.made_at),
        blocks,
        footer: [plan.desk.clone()].into_iter().filter(|line| !line.is_empty()).collect(),
        paging: t.say("papers-paging").with("page", "{page}").with("pages", "{pages}").to_string(),
        ..Paper::default()
    }
}
