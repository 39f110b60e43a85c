//! What may be wrong with an agreement (procedure A.6), in words and with the article it stands on.

use std::collections::BTreeSet;

use askama::Template;
use domain::{
    Case, Desk,
    procedure::{AgreementBody, Law, warnings},
};

use crate::locale::Texts;

use super::editor::Typed;

/// One warning.
#[derive(Debug, Clone)]
pub(super) struct Flaw {
    /// Which clause, counted from 0; the whole text when none.
    pub(super) clause: Option<usize>,
    /// Its code; empty for what is wrong with a field.
    pub(super) code: &'static str,
    /// Which clause, in words; empty for the whole.
    pub(super) place: String,
    /// What.
    pub(super) text: String,
    /// On what article; empty for good practice.
    pub(super) article: String,
}

impl Flaw {
    /// What is wrong with a field, which is named by its clause: `c0-until`.
    pub(super) fn of_field(t: &Texts, field: &str, text: &str) -> Self {
        let clause = field.strip_prefix('c').and_then(|rest| rest.split('-').next()?.parse::<usize>().ok());
        let place = clause.map(|at| t.t1("agreement-clause-number", "number", at + 1)).unwrap_or_default();
        Self { clause, code: "", place, text: text.to_owned(), article: String::new() }
    }
}

/// The warnings as a list: part of the page, and what the small script shows while one types.
#[derive(Template)]
#[template(path = "counter_agreement_flaws.html")]
pub(super) struct List {
    pub(super) t: Texts,
    pub(super) flaws: Vec<Flaw>,
}

/// What may be wrong with a text.
pub(super) fn of(t: &Texts, desk: &Desk, case: &Case, body: &AgreementBody) -> Vec<Flaw> {
    let languages: BTreeSet<_> = case.participants().map(|party| party.place.language).collect();
    let found = warnings(body, &languages, desk.drawn_up_before(case)).into_iter().map(|warning| Flaw {
        clause: warning.clause,
        code: warning.kind.code(),
        place: warning.clause.map(|at| t.t1("agreement-clause-number", "number", at + 1)).unwrap_or_default(),
        text: t.code("warning", warning.kind.code()).into_owned(),
        article: warning.kind.article().map(|(law, number)| article(t, law, number)).unwrap_or_default(),
    });
    found.collect()
}

/// An article by the name of its law.
fn article(t: &Texts, law: Law, number: &str) -> String {
    let key = match law {
        Law::CplInterpretation => "agreement-article",
        Law::CommercialMediation => "agreement-article-commercial",
        Law::Patent => "agreement-article-patent",
    };
    t.t1(key, "article", number)
}

/// The same of what stands in an editor; nothing while it is still empty. What is wrong with an act does not wait until it is said
/// whose it is.
pub(super) fn list(t: &Texts, desk: &Desk, case: &Case, typed: &Typed) -> Vec<Flaw> {
    let mut typed = typed.clone();
    let somebody = case.claimant().place.id.to_string();
    for row in typed.rows.iter_mut().filter(|row| row.debtor.is_empty()) {
        row.debtor.clone_from(&somebody);
        row.organiser = false;
    }
    match typed.draft(t, case) {
        Ok(draft) if !draft.body.clauses.is_empty() => of(t, desk, case, &draft.body),
        Ok(_) | Err(_) => Vec::new(),
    }
}

/// What is asked and pointed out before an agreement by word of mouth is registered, as the form brings it back: that both sides want
/// it, and what may be wrong. Whoever goes on with the same was told of it.
pub(super) fn pointed_out(flaws: &[Flaw]) -> String {
    let one = |flaw: &Flaw| format!("{}-{}", flaw.code, flaw.clause.map_or(0, |at| at + 1));
    std::iter::once("word".to_owned()).chain(flaws.iter().map(one)).collect::<Vec<_>>().join(" ")
}
