//! What a document consists of: the words, already chosen and translated by whoever builds it, and their parts in reading order.
//! Nothing here knows of cases or procedures; nothing here knows of points and millimetres.

use std::sync::Arc;

/// A document of the desk, from its masthead to its footer.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    /// Language of the document as a BCP 47 tag, such as `zh-CN`: for readers aloud and search, never for choosing words.
    pub language: String,
    /// Who issues it, centred above the title: the fair, then the mediation body.
    pub masthead: Vec<String>,
    /// The title; further entries are the same title in other languages, set smaller below it.
    pub titles: Vec<String>,
    /// The document's number as printed below the title and at the foot of every page. May be empty.
    pub number: String,
    /// The version in words, at the foot of every page. May be empty.
    pub version: String,
    /// When it was issued. A file that states it keeps to PDF/A-2u, made for archives; one without does not claim to.
    pub issued: Option<jiff::Timestamp>,
    /// What the document is at this moment: draft, effective, a copy, a blank form.
    pub status: Option<Status>,
    /// The document itself.
    pub blocks: Vec<Block>,
    /// Small lines at the foot of every page: address, telephone.
    pub footer: Vec<String>,
    /// How to say which page this is; `{page}` and `{pages}` are replaced by numbers, and `{sheet}` by that of the page among all that
    /// are set into one file.
    pub paging: String,
    /// The code by which the document can be checked, at the head of the first page.
    pub check: Option<Check>,
}

/// What a document is at this moment.
#[derive(Debug, Clone)]
pub struct Status {
    /// The word in its frame beside the number.
    pub words: String,
    /// A draft also carries the word in large pale letters across every page.
    pub draft: bool,
}

/// A QR code that proves a document.
#[derive(Debug, Clone)]
pub struct Check {
    /// What the code says: an address, or number, version, digest and signature.
    pub address: String,
    /// Small lines below the code.
    pub caption: Vec<String>,
}

/// One part of a document.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading; level 1 is the largest. It stays on the page of what follows.
    Heading {
        /// From 1 to 3; others are taken as the nearest.
        level: u8,
        /// Its words.
        text: String,
    },
    /// Running text. Line ends begin a new paragraph; Chinese paragraphs are indented by two letters.
    Paragraph(String),
    /// A list whose labels (`1.`, `第一条`, `•`) the caller chose.
    List(Vec<Item>),
    /// Labels and values in a ruled table; an empty value leaves room to write by hand.
    Fields(Vec<Field>),
    /// A table whose head is repeated on every page it reaches.
    Table(Table),
    /// The same clauses in two languages, side by side, each row level with its translation.
    SideBySide(SideBySide),
    /// Places to sign, in pairs of those that ask for a seal, those that do not, and one of either that is left over. None is ever
    /// split, and the first stands on the page of the words above it.
    Signatures(Vec<SignaturePlace>),
    /// A place for the seal of who issues the document, at the right: a dashed circle, and lines over which it is stamped.
    Seal {
        /// Words within the circle.
        caption: String,
        /// Name of the body, date.
        lines: Vec<String>,
    },
    /// Boxes to tick, or ticked.
    Ticks(Vec<Tick>),
    /// Ruled lines for handwriting.
    Lines {
        /// What to write; may be empty.
        label: String,
        /// How many lines, at most 40.
        count: u16,
    },
    /// A note in small type.
    Note(String),
    /// A picture: a filed scan, a photograph.
    Picture(Picture),
    /// A QR code with lines beside it: where to reply, where to follow the case.
    Code {
        /// What the code says.
        text: String,
        /// Lines beside it; the first is set stronger.
        lines: Vec<String>,
    },
    /// A line to cut along, with its words; what follows up to the end is a slip to tear off, kept on one page where it fits.
    Cut(String),
    /// What follows begins on a new page.
    PageBreak,
}

/// An entry of a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// Set before the entry.
    pub label: String,
    /// The entry.
    pub text: String,
}

/// A label and what belongs to it.
#[derive(Debug, Clone)]
pub struct Field {
    /// What it is.
    pub label: String,
    /// The value; empty leaves room to write.
    pub value: String,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Shares of the width, one a column; missing or senseless ones count as 1.
    pub widths: Vec<f32>,
    /// The head row. Its length is the number of columns, unless it is empty: then the first row's.
    pub head: Vec<String>,
    /// The rows; missing cells are empty, cells beyond the last column are added to it.
    pub rows: Vec<Vec<String>>,
}

/// Clauses in two languages.
#[derive(Debug, Clone, Default)]
pub struct SideBySide {
    /// BCP 47 tags of the left and the right column.
    pub languages: [String; 2],
    /// Words above the columns, repeated on every page; empty words leave the head out.
    pub heads: [String; 2],
    /// The clauses.
    pub rows: Vec<Pair>,
}

/// A clause and its translation.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Left column.
    pub left: String,
    /// Right column.
    pub right: String,
    /// Whether it is a heading of the clauses below it.
    pub heading: bool,
}

/// Where somebody signs.
#[derive(Debug, Clone, Default)]
pub struct SignaturePlace {
    /// Whose place it is: applicant, respondent, mediator.
    pub caption: String,
    /// Printed name, capacity, authority; an empty value is a line to write on.
    pub fields: Vec<Field>,
    /// Word before the line to sign on.
    pub signature: String,
    /// Word before the date.
    pub date: String,
    /// The date, if it is known already; else a line.
    pub dated: String,
    /// A signature drawn on a screen.
    pub drawn: Option<Drawn>,
    /// Words within the circle for this party's own seal, if one is asked for.
    pub seal: Option<String>,
}

/// A signature drawn on a screen.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The drawing.
    pub picture: Picture,
    /// What is said below it: that it is weak evidence.
    pub label: String,
}

/// A box and its words.
#[derive(Debug, Clone)]
pub struct Tick {
    /// Whether it is ticked.
    pub ticked: bool,
    /// The words.
    pub text: String,
}

/// The bytes of a picture and the words about it.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The file: PNG or JPEG, told apart by its first bytes.
    pub bytes: Arc<Vec<u8>>,
    /// Where a page shows it from; without one the page shows the description alone.
    pub address: Option<String>,
    /// Words in place of the picture, for who cannot see it.
    pub description: String,
    /// Words below it; may be empty.
    pub caption: String,
}

impl Block {
    /// A heading of the first level.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { level: 1, text: text.into() }
    }

    /// Running text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// A note in small type.
    pub fn note(text: impl Into<String>) -> Self {
        Self::Note(text.into())
    }

    /// A list from labels and texts.
    pub fn list<L: Into<String>, T: Into<String>>(items: impl IntoIterator<Item = (L, T)>) -> Self {
        Self::List(
            items.into_iter().map(|(label, text)| Item { label: label.into(), text: text.into() }).collect(),
        )
    }

    /// A ruled table of labels and values.
    pub fn fields<L: Into<String>, V: Into<String>>(fields: impl IntoIterator<Item = (L, V)>) -> Self {
        Self::Fields(fields.into_iter().map(Field::from).collect())
    }

    /// Boxes to tick, from whether each is ticked and its words.
    pub fn ticks<T: Into<String>>(ticks: impl IntoIterator<Item = (bool, T)>) -> Self {
        Self::Ticks(ticks.into_iter().map(|(ticked, text)| Tick { ticked, text: text.into() }).collect())
    }
}

impl<L: Into<String>, V: Into<String>> From<(L, V)> for Field {
    fn from((label, value): (L, V)) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

impl Pair {
    /// A clause and its translation.
    pub fn clause(left: impl Into<String>, right: impl Into<String>) -> Self {
        Self { left: left.into(), right: right.into(), heading: false }
    }

    /// A heading in both languages.
    pub fn heading(left: impl Into<String>, right: impl Into<String>) -> Self {
        Self { left: left.into(), right: right.into(), heading: true }
    }
}
