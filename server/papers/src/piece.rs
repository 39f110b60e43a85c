//! What a document is cut into before its pages are known: pieces that are never split, with what is drawn in each.

use std::rc::Rc;

use krilla::image::Image;

use crate::{code::Code, lines::Line, measure::Ink, tree::Node};

/// A part of the text that stays whole. Its marks are placed from its upper left corner.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    /// Room above it, which is left out at the top of a page.
    pub(crate) before: f32,
    /// Its height.
    pub(crate) height: f32,
    /// Whether it must stand on the page of the piece after it.
    pub(crate) keep: bool,
    /// Whether it had better stand on the page of the piece after it, as long as that leaves little of a page empty.
    pub(crate) near: bool,
    /// Whether it begins a new page.
    pub(crate) breaks: bool,
    pub(crate) marks: Vec<Mark>,
    /// The ruled table it is a row of.
    pub(crate) frame: Option<Edge>,
    /// What is repeated above it when it comes to stand at the top of a page.
    pub(crate) head: Option<Rc<Vec<Piece>>>,
}

/// A place in a ruled table.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(crate) frame: Rc<Frame>,
    /// Whether it is the first of its row, so that a rule stands above it.
    pub(crate) starts: bool,
}

/// The upright rules of a table.
#[derive(Debug)]
pub(crate) struct Frame {
    /// Where they stand, from left to right.
    pub(crate) rules: Vec<f32>,
    /// Whether rows are parted by rules too, and the whole is closed above and below.
    pub(crate) rows: bool,
}

/// Something drawn.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    /// A line of text; without a part of the structure it is not read aloud.
    Text { x: f32, y: f32, line: Rc<Line>, ink: Ink, node: Option<Node> },
    /// A straight rule.
    Rule { from: (f32, f32), to: (f32, f32), width: f32, ink: Ink, dashed: bool },
    /// A frame.
    Frame { x: f32, y: f32, width: f32, height: f32, rule: f32, ink: Ink },
    /// A dashed circle: centre and radius.
    Circle { x: f32, y: f32, radius: f32, ink: Ink },
    /// A picture.
    Picture { x: f32, y: f32, width: f32, height: f32, image: Image, node: Node },
    /// A QR code.
    Code { x: f32, y: f32, side: f32, code: Rc<Code>, node: Node },
}

impl Mark {
    /// A line of text at a height, as part of the structure.
    pub(crate) fn text(x: f32, y: f32, line: &Rc<Line>, ink: Ink, node: Node) -> Self {
        Self::Text { x, y, line: Rc::clone(line), ink, node: Some(node) }
    }

    /// A level rule.
    pub(crate) fn level(x: f32, y: f32, length: f32, width: f32, ink: Ink) -> Self {
        Self::Rule { from: (x, y), to: (x + length, y), width, ink, dashed: false }
    }

    /// The mark with its text no longer part of the structure, for what is repeated.
    pub(crate) fn unread(self) -> Self {
        match self {
            Self::Text { x, y, line, ink, .. } => Self::Text { x, y, line, ink, node: None },
            other @ (Self::Rule { .. }
            | Self::Frame { .. }
            | Self::Circle { .. }
            | Self::Picture { .. }
            | Self::Code { .. }) => other,
        }
    }
}

impl Piece {
    /// A piece with its height and marks.
    pub(crate) fn new(height: f32, marks: Vec<Mark>) -> Self {
        Self { height, marks, ..Self::default() }
    }

    /// The same with room above.
    pub(crate) fn after(mut self, room: f32) -> Self {
        self.before = room;
        self
    }

    /// The same, never parted from what follows.
    pub(crate) fn kept(mut self) -> Self {
        self.keep = true;
        self
    }
}

/// Lines below each other as marks, and their height.
pub(crate) fn stack(lines: &[Rc<Line>], x: f32, y: f32, ink: Ink, node: Node) -> (Vec<Mark>, f32) {
    let mut marks = Vec::with_capacity(lines.len());
    let mut height = 0.0;
    for line in lines {
        marks.push(Mark::text(x, y + height, line, ink, node));
        height += line.height;
    }
    (marks, height)
}

/// Lines as pieces that may be parted, but not the first or the last from its neighbour.
pub(crate) fn flow(lines: &[Rc<Line>], x: f32, before: f32, ink: Ink, node: Node) -> Vec<Piece> {
    let count = lines.len();
    let piece = |(at, line): (usize, &Rc<Line>)| Piece {
        before: if at == 0 { before } else { 0.0 },
        keep: at + 1 < count && (at == 0 || at + 2 == count),
        ..Piece::new(line.height, vec![Mark::text(x, 0.0, line, ink, node)])
    };
    lines.iter().enumerate().map(piece).collect()
}

/// Entries below each other, as one run of pieces: neither the first nor the last stands alone on a page, so that two stay together.
pub(crate) fn entries(mut entries: Vec<Vec<Piece>>) -> Vec<Piece> {
    let count = entries.len();
    for (at, entry) in entries.iter_mut().enumerate() {
        if let Some(last) = entry.last_mut()
            && at + 1 < count
        {
            last.keep |= at == 0 || at + 2 == count;
        }
    }
    entries.into_iter().flatten().collect()
}
