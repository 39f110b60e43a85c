//! A clause that both sides of an agreement gave to the organiser: when it came, its words, and what may be ordered for it. Where
//! nobody complained it is all that the office knows.

use domain::{
    body::{Content, MeasureBody},
    measure::{HandedClause, Measure, MeasureKind},
};

use crate::{app::App, documents, engine::ReadError, locale::Texts};

use super::{opened, track::lines};

/// A clause as the office reads it.
pub(super) struct Clause {
    /// When it was handed over.
    pub(super) at: String,
    /// What it says, one part for each of several; empty once that was erased.
    pub(super) parts: Vec<Part>,
    /// What carries it out.
    pub(super) measures: Vec<MeasureKind>,
}

/// One clause of what was handed over.
pub(super) struct Part {
    /// What kind of thing it asks for, in words: its own words may name the exhibit alone. Empty of one that came as a text.
    pub(super) kind: String,
    /// Its words, its place and its days.
    pub(super) lines: Vec<String>,
}

impl Clause {
    /// The codes of what carries it out.
    pub(super) fn kinds(&self) -> Vec<&'static str> {
        self.measures.iter().map(|kind| kind.code()).collect()
    }
}

/// Reads the clause of a track. Only after the reading was recorded.
///
/// # Errors
/// When the journal cannot be read.
pub(super) fn read(app: &App, t: &Texts, track: &Measure) -> Result<Option<Clause>, ReadError> {
    let Some((seq, at)) = track.last("ClauseHandedOver") else { return Ok(None) };
    let body = match opened(app, seq)? {
        Some(Content::Measure(body)) => body,
        Some(_) | None => MeasureBody::default(),
    };
    Ok(Some(Clause { at: t.moment(at), parts: parts(&body, t), measures: carrying(track) }))
}

/// What carries out the clause of a track.
fn carrying(track: &Measure) -> Vec<MeasureKind> {
    MeasureKind::ALL.iter().copied().filter(|kind| track.carries_out_clause(*kind)).collect()
}

/// The same in words, for whoever ordered something else.
pub(super) fn means(track: &Measure, t: &Texts) -> String {
    let names = carrying(track).into_iter().map(|kind| t.code("measure", kind.code()).into_owned());
    names.collect::<Vec<String>>().join(&t.t("list-comma"))
}

fn parts(body: &MeasureBody, t: &Texts) -> Vec<Part> {
    if body.clauses.is_empty() {
        return vec![Part { kind: String::new(), lines: lines(&body.text) }];
    }
    let part = |clause: &HandedClause| Part {
        kind: t.code("clause", clause.kind.code()).into_owned(),
        lines: lines(&documents::clauses_text([clause], t, &|day| t.date(day))),
    };
    body.clauses.iter().map(part).collect()
}
