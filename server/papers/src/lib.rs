//! The typesetter of the desk's documents: a model of blocks in, a PDF out that can be printed, filed and copied from.
//!
//! It knows nothing of cases, and has no clock, no chance and no fonts but its own: the same [`Paper`] gives the same bytes on every
//! machine, so that a digest of them holds.
//!
//! ```
//! use papers::{Block, Fonts, Paper, typeset};
//!
//! let fonts = Fonts::built_in()?;
//! let paper = Paper {
//!     language: "zh-CN".into(),
//!     titles: vec!["人民调解协议书".into(), "Mediation agreement".into()],
//!     paging: "第 {page} 页，共 {pages} 页".into(),
//!     blocks: vec![Block::heading("一、协议内容"), Block::paragraph("双方自愿达成如下协议。")],
//!     ..Paper::default()
//! };
//! let set = typeset(&paper, &fonts)?;
//! assert!(set.pdf.starts_with(b"%PDF-"));
//! assert_eq!((set.pages, set.missing.len()), (1, 0));
//! # Ok::<(), papers::PaperError>(())
//! ```

mod blocks;
mod clean;
mod code;
mod draw;
mod fonts;
mod head;
pub mod html;
mod lines;
mod measure;
mod model;
mod pages;
mod piece;
mod sheets;
mod signs;
mod strips;
mod tree;

use krilla::metadata::{DateTime, Metadata};

pub use crate::sheets::{Sheet, SheetKind, sheets};
use crate::{
    blocks::Composer,
    draw::{Page, Press},
    head::{Foot, head},
    lines::Setter,
    tree::Tree,
};
pub use crate::{
    clean::Missing,
    fonts::Fonts,
    measure::Face,
    model::{
        Block, Check, Drawn, Field, Item, Pair, Paper, Picture, SideBySide, SignaturePlace, Status, Table,
        Tick,
    },
    strips::{Compositor, Placed, Strip},
};

/// A document as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typeset {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What could not be printed as it is written; in its place stands the number of the letter, such as `[U+2A6D6]`.
    pub missing: Vec<Missing>,
    /// Whether the file keeps to PDF/A-2u: if the document says when it was issued, and nothing in it (such as a photograph in
    /// printers' colours) stands against it.
    pub archival: bool,
}

/// Why a document could not be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// A font that is part of the program cannot be read: the program is damaged.
    #[error("the font {0} cannot be read")]
    Font(&'static str),
    /// A QR code cannot hold that much.
    #[error("{0} bytes are too many for a QR code")]
    Code(usize),
    /// A picture's file cannot be used.
    #[error("the picture \"{description}\" cannot be read: {why}")]
    Picture {
        /// The words that stand for the picture.
        description: String,
        /// What is wrong with it.
        why: String,
    },
    /// A page cannot be begun.
    #[error("a page has no size")]
    Page,
    /// The file cannot be written.
    #[error("the PDF cannot be written: {0}")]
    Pdf(String),
}

/// Sets a document: A4, fonts embedded, text that can be copied, structure for readers aloud.
///
/// # Errors
/// A text too long for a QR code, a picture that cannot be read. No text and no letter is ever an error.
pub fn typeset(paper: &Paper, fonts: &Fonts) -> Result<Typeset, PaperError> {
    typeset_all(std::slice::from_ref(paper), fonts)
}

/// Sets documents one after the other into one file, to be printed at once; each counts its own pages, and several have a bookmark
/// each. The first says what the file is called and in which language.
///
/// # Errors
/// As for [`typeset`].
pub fn typeset_all(papers: &[Paper], fonts: &Fonts) -> Result<Typeset, PaperError> {
    let archival = !papers.is_empty() && papers.iter().all(|paper| paper.issued.is_some());
    match set(papers, fonts, archival) {
        // A document that cannot be archived is still a document, and somebody is waiting for it.
        Err(PaperError::Pdf(_)) if archival => set(papers, fonts, false),
        made => made,
    }
}

/// A document whose pages are known.
struct Paged {
    foot: Foot,
    pages: Vec<Vec<pages::Placed>>,
}

/// How tight lines may be set to spare a page that would be nearly empty: as shares of the usual distance, the first one that does.
const TIGHTER: [f32; 3] = [0.96, 0.92, TIGHTEST];
/// Tighter than this no line is set.
const TIGHTEST: f32 = 0.88;

fn set(papers: &[Paper], fonts: &Fonts, archival: bool) -> Result<Typeset, PaperError> {
    let (mut setter, mut tree) = (Setter::new(fonts), Tree::new());
    let mut all = Vec::with_capacity(papers.len());
    for paper in papers {
        let paged;
        (setter, tree, paged) = fitted(setter, tree, paper)?;
        all.push(paged);
    }
    let mut press = Press::new(tree, archival);
    let mut printed = 0;
    for (paper, Paged { foot, pages }) in papers.iter().zip(&mut all) {
        let count = pages.len();
        if papers.len() > 1 {
            press.bookmark(title(paper), printed);
        }
        for (at, body) in std::mem::take(pages).into_iter().enumerate() {
            let marks = foot.marks(&mut setter, at + 1, count, printed + at + 1);
            let across = foot.across().map(|(line, scale)| (&**line, scale));
            press.page(&Page { body, foot: marks, across })?;
        }
        printed += count;
    }
    let missing = setter.take_missing();
    let nothing = Paper::default();
    let pdf = press.finish(metadata(papers.first().unwrap_or(&nothing)))?;
    Ok(Typeset { pdf, pages: printed, missing, archival })
}

/// The pages of a document: one fewer where a few lines are over and a little less room between all of them brings those in. What
/// was set in vain leaves parts of the structure without anything drawn, and those are left out of the file.
fn fitted<'f>(
    mut setter: Setter<'f>,
    tree: Tree,
    paper: &Paper,
) -> Result<(Setter<'f>, Tree, Paged), PaperError> {
    let foot = Foot::new(&mut setter, paper);
    let room = foot.room();
    let mut composer = Composer::new(setter, tree, &paper.language, room);
    let mut filled = paged(&mut composer, paper)?;
    for tight in TIGHTER {
        let fewer = filled.pages.len().saturating_sub(1);
        if fewer == 0 || filled.used * TIGHTEST > length(fewer) * room {
            break;
        }
        composer.setter.tight = tight;
        let tried = paged(&mut composer, paper)?;
        if tried.pages.len() < filled.pages.len() {
            filled = tried;
            break;
        }
    }
    composer.setter.tight = 1.0;
    Ok((composer.setter, composer.tree, Paged { foot, pages: filled.pages }))
}

fn paged(composer: &mut Composer<'_>, paper: &Paper) -> Result<pages::Filled, PaperError> {
    let mut pieces = head(composer, paper)?;
    pieces.extend(composer.compose(&paper.blocks)?);
    let tight = composer.setter.tight;
    for piece in &mut pieces {
        piece.before *= tight;
    }
    Ok(pages::fill(pieces, composer.room))
}

/// A number of pages as a length counts them.
fn length(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

fn metadata(paper: &Paper) -> Metadata {
    let mut metadata = Metadata::new().title(title(paper)).creator("Fairdesk".to_owned());
    if !paper.language.is_empty() {
        metadata = metadata.language(paper.language.clone());
    }
    if let Some(date) = paper.issued.and_then(date) {
        metadata = metadata.creation_date(date);
    }
    if let Some(issuer) = paper.masthead.last() {
        metadata = metadata.authors(vec![clean::visible(issuer)]);
    }
    metadata
}

/// What a document is called: its title and number, in one line.
fn title(paper: &Paper) -> String {
    let parts = [paper.titles.first(), Some(&paper.number)];
    let parts = parts.into_iter().flatten().map(|part| clean::visible(part).replace('\n', " "));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A moment as a file states it: in UTC, since a document knows no zone.
fn date(moment: jiff::Timestamp) -> Option<DateTime> {
    let civil = jiff::tz::Offset::UTC.to_datetime(moment);
    let part = |number: i8| u8::try_from(number).ok();
    let date =
        DateTime::new(u16::try_from(civil.year()).ok()?).month(part(civil.month())?).day(part(civil.day())?);
    let date = date.hour(part(civil.hour())?).minute(part(civil.minute())?).second(part(civil.second())?);
    Some(date.utc_offset_hour(0).utc_offset_minute(0))
}
