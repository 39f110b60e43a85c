//! From blocks to pieces: running text here, tables, signatures and figures in their own files.

mod figure;
mod signing;
mod table;

use self::signing::{BESIDE, SEALED};
use crate::{
    PaperError,
    clean::is_square,
    lines::Setter,
    measure::{self, Align, BLACK, BODY, ENTRY, Ink, NOTE, Style, WIDTH},
    model::{Block, Item},
    piece::{Mark, Piece, entries, flow, stack},
    tree::{Node, Part, Tree},
};

/// How high words may be that always stand on the page of the signatures they belong to.
const MOST_WORDS: f32 = 130.0;
/// How far entries of a list stand in.
const LABEL: f32 = 22.0;

/// Turns a document's parts into pieces.
pub(crate) struct Composer<'f> {
    pub(crate) setter: Setter<'f>,
    pub(crate) tree: Tree,
    language: String,
    /// Height of a page's text, which bounds pictures.
    pub(crate) room: f32,
    /// Whether the last who signs does so at the left, with nobody beside.
    free_half: bool,
}

impl<'f> Composer<'f> {
    pub(crate) fn new(setter: Setter<'f>, tree: Tree, language: &str, room: f32) -> Self {
        Self { setter, tree, language: language.to_owned(), room, free_half: false }
    }

    /// All blocks, in order.
    pub(crate) fn compose(&mut self, blocks: &[Block]) -> Result<Vec<Piece>, PaperError> {
        let mut pieces: Vec<Piece> = Vec::new();
        let (mut turn, mut slip) = (false, None);
        // From where on words belong to the signatures that may follow, and the heading that nothing stands below yet.
        let (mut words, mut headed) = (0, None);
        for block in blocks {
            if matches!(block, Block::PageBreak) {
                turn = true;
                continue;
            }
            let free = std::mem::take(&mut self.free_half);
            if let (Block::Seal { caption, lines }, Some(place), true) = (block, pieces.last_mut(), free) {
                // The seal stands at the height of the last who signs, where nobody signs beside them.
                let seal = self.seal(caption, lines, BESIDE);
                place.height = place.height.max(seal.height);
                place.marks.extend(seal.marks);
                continue;
            }
            let from = pieces.len();
            let made = self.block(block)?;
            if matches!(block, Block::Signatures(_) | Block::Seal { .. }) && !made.is_empty() {
                keep_words(&mut pieces, words);
            }
            let speaks = !made.is_empty();
            pieces.extend(made);
            if matches!(block, Block::Heading { .. }) {
                headed = headed.or(Some(from));
            } else if !matches!(block, Block::Paragraph(_) | Block::Note(_)) {
                (words, headed) = (pieces.len(), None);
            } else if speaks {
                words = headed.take().unwrap_or(words);
            }
            if let Some(first) = pieces.get_mut(from) {
                first.breaks = std::mem::take(&mut turn);
            }
            if matches!(block, Block::Cut(_)) {
                slip = Some(from);
            }
        }
        // The slip to tear off is one thing: half of it on another sheet could not be sent back.
        if let Some(from) = slip {
            pieces.iter_mut().skip(from).for_each(|piece| piece.keep = true);
        }
        if let Some(last) = pieces.last_mut() {
            (last.keep, last.near) = (false, false);
        }
        Ok(pieces)
    }

    fn block(&mut self, block: &Block) -> Result<Vec<Piece>, PaperError> {
        Ok(match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(text) => self.running(text, &BODY, 5.0),
            Block::Note(text) => self.running(text, &NOTE, 5.0),
            Block::List(items) => self.list(items),
            Block::Fields(fields) => self.fields(fields),
            Block::Table(table) => self.table(table),
            Block::SideBySide(columns) => self.side_by_side(columns),
            Block::Signatures(places) => self.signatures(places)?,
            Block::Seal { caption, lines } => vec![self.seal(caption, lines, SEALED)],
            Block::Ticks(ticks) => self.ticks(ticks),
            Block::Lines { label, count } => self.blank_lines(label, *count),
            Block::Picture(picture) => vec![self.picture(picture)?],
            Block::Code { text, lines } => vec![self.code(text, lines)?],
            Block::Cut(words) => vec![self.cut(words)],
            Block::PageBreak => Vec::new(),
        })
    }

    fn heading(&mut self, level: u8, text: &str) -> Vec<Piece> {
        let style = measure::heading(level);
        let lines = self.setter.set(text, &style, WIDTH);
        let node = self.part(Part::Heading(level, crate::clean::visible(text)), None, text);
        let (marks, height) = stack(&lines, 0.0, 0.0, style.ink, node);
        if marks.is_empty() {
            return Vec::new();
        }
        vec![Piece::new(height + 2.0, marks).after(if level <= 1 { 13.0 } else { 9.0 }).kept()]
    }

    fn running(&mut self, text: &str, style: &Style, before: f32) -> Vec<Piece> {
        let lines = self.setter.set(text, style, WIDTH);
        let node = self.part(Part::Paragraph, None, text);
        flow(&lines, 0.0, before, style.ink, node)
    }

    fn list(&mut self, items: &[Item]) -> Vec<Piece> {
        let list = self.tree.add(Part::List, None);
        let labels: Vec<_> =
            items.iter().map(|item| self.setter.set(&item.label, &ENTRY, WIDTH / 3.0)).collect();
        let widest = labels.iter().flatten().map(|line| line.to).fold(0.0, f32::max);
        let indent = LABEL.max(widest + 7.0);
        let mut made = Vec::with_capacity(items.len());
        for (item, label) in items.iter().zip(labels) {
            let entry = self.tree.add(Part::Entry, Some(list));
            let label_node = self.tree.add(Part::Label, Some(entry));
            let words = self.part(Part::Words, Some(entry), &item.text);
            let lines = self.setter.set(&item.text, &ENTRY, WIDTH - indent);
            let mut entry = flow(&lines, indent, 3.0, ENTRY.ink, words);
            if entry.is_empty() {
                entry.push(Piece::new(ENTRY.leading, Vec::new()).after(3.0));
            }
            if let Some(first) = entry.first_mut() {
                let (marks, height) = stack(&label, 0.0, 0.0, ENTRY.ink, label_node);
                first.marks.splice(0..0, marks);
                first.height = first.height.max(height);
            }
            made.push(entry);
        }
        entries(made)
    }

    fn cut(&mut self, words: &str) -> Piece {
        let style = Style { align: Align::Centre, ..NOTE };
        let lines = self.setter.set(words, &style, WIDTH * 0.8);
        let node = self.part(Part::Paragraph, None, words);
        let (mut marks, height) = stack(&lines, WIDTH * 0.1, 0.0, NOTE.ink, node);
        let widest = lines.iter().map(|line| line.to - line.from).fold(0.0, f32::max);
        let gap = if widest > 0.0 { widest / 2.0 + 8.0 } else { 0.0 };
        let middle = (height / 2.0, WIDTH / 2.0);
        for (from, to) in [(0.0, middle.1 - gap), (middle.1 + gap, WIDTH)] {
            let (from, to) = ((from, middle.0), (to, middle.0));
            marks.push(Mark::Rule { from, to, width: 0.7, ink: Ink(60), dashed: true });
        }
        Piece::new(height.max(6.0) + 4.0, marks).after(16.0)
    }

    /// A part of the structure, in the language its letters tell.
    pub(crate) fn part(&mut self, part: Part, below: Option<Node>, text: &str) -> Node {
        let node = self.tree.add(part, below);
        let chinese = self.language.starts_with("zh");
        match text.chars().any(is_square) {
            true if !chinese => self.tree.speak(node, "zh"),
            false if chinese && text.chars().any(|letter| letter.is_ascii_alphabetic()) => {
                self.tree.speak(node, "en");
            }
            true | false => {}
        }
        node
    }

    /// A single line of text as marks, cut off at the width; its end and height.
    pub(crate) fn one_line(
        &mut self,
        text: &str,
        style: &Style,
        at: (f32, f32),
        width: f32,
    ) -> (Vec<Mark>, f32, f32) {
        let lines = self.setter.set(text, style, width);
        let node = self.part(Part::Paragraph, None, text);
        let (marks, height) = stack(&lines, at.0, at.1, style.ink, node);
        let end = lines.iter().map(|line| line.to).fold(0.0, f32::max);
        (marks, at.0 + end, height)
    }
}

/// Nobody signs or seals a page that says nothing: the words right above a place, from `from` on, go with it, as far as they are
/// few. They begin with the last heading that has words, so that what stands before it fills the page it is on.
fn keep_words(pieces: &mut [Piece], from: usize) {
    let mut tall = 0.0;
    let last = pieces.len().saturating_sub(1);
    for (at, piece) in pieces.iter_mut().enumerate().skip(from.min(last)).rev() {
        tall += piece.before + piece.height;
        piece.keep |= at == last || tall <= MOST_WORDS;
    }
}

/// A rule to write on.
pub(crate) fn writing_rule(x: f32, y: f32, length: f32) -> Mark {
    Mark::level(x, y, length.max(0.0), 0.6, BLACK)
}
