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

/// The same on paper.
pub fn paper(held: &Held, plan: &FairPlan, t: &Texts) -> Paper {
    let mut blocks = vec![Block::paragraph(t.t("held-paper-opening"))];
    for section in &held.sections {
        blocks.push(Block::heading(section.title.clone()));
        blocks.push(Block::fields(section.rows.iter().cloned()));
    }
    blocks.push(Block::note(t.t("held-rights")));
    Paper {
        language: t.language().tag().to_owned(),
        masthead: vec![plan.name.clone(), held.body.clone()],
        titles: vec![t.t("held-title").into_owned()],
        number: if held.ticket.is_empty() {
            String::new()
        } else {
            t.t1("papers-number-ticket", "number", held.ticket.as_str())
        },
        issued: Some(held.made_at),
        blocks,
        footer: [plan.desk.clone()].into_iter().filter(|line| !line.is_empty()).collect(),
        paging: t.say("papers-paging").with("page", "{page}").with("pages", "{pages}").to_string(),
        ..Paper::default()
    }
}
