//! A day's log as JSON, in parts: one of any length takes the memory of some rows. It is made twice where it is signed, first for its
//! digest and its length, then to be sent; what is signed is the text without white space, members by name (see [`super::proof`]).
//!
//! It always has every row: a part of the list, signed as the log of the day, would hide the rest under the fair's own name.

use std::sync::Arc;

use axum::body::Bytes;
use data_encoding::HEXLOWER;
use domain::figures::DayFigures;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::{
    Document,
    proof::{JOURNAL, Proof, SIGNATURE, content},
};
use crate::journal::{JournalError, Reader};

/// Rows, or hashes of entries, in one part.
const STRIDE: usize = 512;
/// The member of the document that has the list by ticket, and that of the proof that has the hashes.
const ROWS: &str = "rows";
const HASHES: &str = "hashes";

/// A part could not be made.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// The journal cannot be read.
    #[error(transparent)]
    Read(#[from] JournalError),
    /// A row cannot be written.
    #[error(transparent)]
    Write(#[from] serde_json::Error),
}

/// What the text is made of, in order.
#[derive(Debug, Clone)]
enum Piece {
    /// As it stands.
    Said(String),
    /// The list by ticket.
    Rows,
    /// The hashes of the entries.
    Hashes,
}

/// A log that is about to be written as JSON.
#[derive(Clone)]
pub struct Kept {
    figures: Arc<DayFigures>,
    reader: Arc<dyn Reader>,
    /// The entries whose hashes it carries: the first, and the one behind the last.
    entries: (u64, u64),
    pieces: Vec<Piece>,
}

impl Kept {
    /// The document alone, as programs of the organiser's read it: nobody holds anything against it.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn plain(
        document: &Document,
        figures: Arc<DayFigures>,
        reader: Arc<dyn Reader>,
    ) -> Result<Self, KeptError> {
        let pieces = pieces(document, None)?;
        Ok(Self { figures, reader, entries: (0, 0), pieces })
    }

    /// The document with what proves its journal and the fair's signature over both; and how long it is, in bytes.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn signed(
        document: &Document,
        figures: Arc<DayFigures>,
        reader: Arc<dyn Reader>,
        (proof, entries): (&Proof, (u64, u64)),
    ) -> Result<(Self, u64), KeptError> {
        let pieces = pieces(document, Some(proof))?;
        let mut kept = Self { figures, reader, entries, pieces };
        let (mut digest, mut length) = (Sha256::new(), 0);
        for part in kept.parts() {
            let part = part?;
            // Only between two elements of a list there is a line feed, and in no text: JSON writes it as an escape.
            part.split(|byte| *byte == b'\n').for_each(|text| digest.update(text));
            length += part.len();
        }
        let said = content(proof.fair(), document.day, &digest.finalize());
        let signature = HEXLOWER.encode(&kept.reader.fair_key().sign(said.as_bytes()));
        if let Some(Piece::Said(last)) = kept.pieces.last_mut() {
            last.pop();
            let sealed = format!(",\"{SIGNATURE}\":\"{signature}\"}}\n");
            length += sealed.len() - 1;
            last.push_str(&sealed);
        }
        Ok((kept, u64::try_from(length).unwrap_or(u64::MAX)))
    }

    /// The text, part by part.
    pub fn parts(&self) -> Parts {
        Parts { kept: self.clone(), piece: 0, within: None, begun: false }
    }
}

/// Members by name, the long lists left open.
fn pieces(document: &Document, proof: Option<&Proof>) -> serde_json::Result<Vec<Piece>> {
    let mut members = Members::default();
    let mut whole = sorted(serde_json::to_value(document)?);
    whole.insert(ROWS.to_owned(), Value::Null);
    if let Some(proof) = proof {
        whole.insert(JOURNAL.to_owned(), serde_json::to_value(proof)?);
    }
    members.object(whole, &|name| match name {
        ROWS => Some(Piece::Rows),
        _ => None,
    })?;
    Ok(members.pieces)
}

fn sorted(value: Value) -> Map<String, Value> {
    if let Value::Object(members) = value { members } else { Map::new() }
}

#[derive(Default)]
struct Members {
    pieces: Vec<Piece>,
}

impl Members {
    fn write(&mut self, text: &str) {
        if let Some(Piece::Said(said)) = self.pieces.last_mut() {
            said.push_str(text);
        } else {
            self.pieces.push(Piece::Said(text.to_owned()));
        }
    }

    fn object(
        &mut self,
        members: Map<String, Value>,
        left_open: &dyn Fn(&str) -> Option<Piece>,
    ) -> serde_json::Result<()> {
        for (at, (name, value)) in members.into_iter().enumerate() {
            self.write(if at == 0 { "{" } else { "," });
            self.write(&serde_json::to_string(&name)?);
            self.write(":");
            match (left_open(&name), value) {
                (Some(piece), _) => self.pieces.push(piece),
                (None, Value::Object(proof)) if name == JOURNAL => {
                    self.object(proof, &|name| (name == HASHES).then_some(Piece::Hashes))?;
                }
                (None, value) => self.write(&serde_json::to_string(&value)?),
            }
        }
        self.write("}");
        Ok(())
    }
}

/// The parts of the text, each made when it is asked for.
pub struct Parts {
    kept: Kept,
    piece: usize,
    /// Where in a list it is.
    within: Option<u64>,
    /// An element of it was written.
    begun: bool,
}

impl Iterator for Parts {
    type Item = Result<Bytes, KeptError>;

    fn next(&mut self) -> Option<Self::Item> {
        let made = match self.kept.pieces.get(self.piece)? {
            Piece::Said(text) => {
                self.piece += 1;
                return Some(Ok(Bytes::from(text.clone())));
            }
            Piece::Rows => self.rows(),
            Piece::Hashes => self.hashes(),
        };
        Some(made.map(Bytes::from))
    }
}

impl Parts {
    fn rows(&mut self) -> Result<String, KeptError> {
        let from = self.within.map_or(0, |at| usize::try_from(at).unwrap_or(usize::MAX));
        let rest = self.kept.figures.rows.get(from..).unwrap_or_default();
        let here = &rest[..rest.len().min(STRIDE)];
        // Members by name, as in everything else of it.
        let said = |row| serde_json::to_value(row).and_then(|row| serde_json::to_string(&row));
        let rows: Result<Vec<_>, _> = here.iter().map(said).collect();
        let (next, over) = (from + here.len(), here.len() == rest.len());
        Ok(self.list(&rows?, next, over))
    }

    fn hashes(&mut self) -> Result<String, KeptError> {
        let (first, end) = self.kept.entries;
        let from = self.within.unwrap_or(first);
        let wanted = usize::try_from(end.saturating_sub(from)).unwrap_or(STRIDE).min(STRIDE);
        let entries = if wanted == 0 { Vec::new() } else { self.kept.reader.read(from, wanted)? };
        let hashes: Vec<_> =
            entries.iter().map(|entry| format!("\"{}\"", HEXLOWER.encode(&entry.hash))).collect();
        let over = entries.len() < wanted || from + entries.len() as u64 >= end;
        let next = usize::try_from(from).unwrap_or(usize::MAX).saturating_add(entries.len());
        Ok(self.list(&hashes, next, over))
    }

    /// Elements of a list, which begins with the first of them and ends with the last; one a line.
    fn list(&mut self, elements: &[String], next: usize, over: bool) -> String {
        let mut text = String::new();
        if self.within.is_none() {
            text.push('[');
        }
        for element in elements {
            text.push_str(if self.begun { ",\n" } else { "\n" });
            text.push_str(element);
            self.begun = true;
        }
        if over {
            text.push(']');
            (self.piece, self.within, self.begun) = (self.piece + 1, None, false);
        } else {
            self.within = Some(next as u64);
        }
        text
    }
}
