//! A clause that both sides of an agreement gave to the organiser: when it came, its words, and what may be ordered for it. Where
//! nobody complained it is all that the office knows.

use domain::{
    body::{Content, MeasureBody},
    measure::{Measure, MeasureKind},
};

use crate::{app::App, documents, engine::ReadError, locale::Texts};

use super::opened;

/// A clause as the office reads it.
pub(super) struct Clause {
    /// When it was handed over.
    pub(super) at: String,
    /// Its words; empty once they were erased.
    pub(super) text: String,
    /// What carries it out.
    pub(super) measures: Vec<MeasureKind>,
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
    let measures = MeasureKind::ALL.iter().copied().filter(|kind| track.carries_out_clause(*kind)).collect();
    let text = documents::clause_words(&body, None, t, &|day| t.date(day));
    Ok(Some(Clause { at: t.moment(at), text, measures }))
}
