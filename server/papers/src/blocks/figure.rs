//! What is drawn rather than written: pictures, codes, boxes to tick, lines for handwriting.

use std::rc::Rc;

use krilla::{Data, image::Image};

use crate::{
    PaperError,
    blocks::{Composer, LABEL, writing_rule},
    code::Code,
    measure::{Align, CELL, ENTRY, NOTE, RULE, Style, WIDTH, heading},
    model::{Picture, Tick},
    piece::{Mark, Piece, entries, flow, stack},
    tree::{Node, Part},
};

/// Between two lines for handwriting: 9 mm.
const HANDWRITING: f32 = 25.5;
/// So few lines stand on one page.
const FEW_LINES: u16 = 8;
/// From how many on boxes with short words stand in two columns.
const IN_COLUMNS: usize = 4;
/// Most lines for handwriting one block gives.
const MOST_LINES: u16 = 40;
/// Most dots of a picture: beyond any phone's camera, and 200 MB when unpacked.
const MOST_DOTS: u64 = 50_000_000;

/// Reads a picture's file.
pub(super) fn image(picture: &Picture) -> Result<Image, PaperError> {
    let data = Data::from(std::sync::Arc::clone(&picture.bytes));
    let read = if picture.bytes.starts_with(b"\x89PNG") {
        Image::from_png(data, false)
    } else if picture.bytes.starts_with(&[0xff, 0xd8]) {
        Image::from_jpeg(data, false)
    } else {
        Err("neither PNG nor JPEG".to_owned())
    };
    let wrong = |why: String| PaperError::Picture { description: picture.description.clone(), why };
    let image = read.map_err(wrong)?;
    let (width, height) = image.size();
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_DOTS {
        return Err(wrong(format!("{width} by {height} dots")));
    }
    Ok(image)
}

/// Width and height of a picture in any unit.
pub(super) fn proportions(image: &Image) -> (f32, f32) {
    let (width, height) = image.size();
    let side = |dots: u32| f32::from(u16::try_from(dots).unwrap_or(u16::MAX)).max(1.0);
    (side(width), side(height))
}

impl Composer<'_> {
    pub(super) fn picture(&mut self, picture: &Picture) -> Result<Piece, PaperError> {
        let image = image(picture)?;
        let node = self.tree.add(Part::Figure(picture.description.clone()), None);
        let style = Style { align: Align::Centre, ..NOTE };
        let caption = self.setter.set(&picture.caption, &style, WIDTH);
        let words: f32 = caption.iter().map(|line| line.height).sum();
        let (wide, high) = proportions(&image);
        // Not larger than 150 dots an inch make it, lest a small drawing fills the page.
        let natural = 72.0 / 150.0;
        let scale = (WIDTH / wide).min((self.room - words - 12.0).max(72.0) / high).min(natural);
        let (wide, high) = (wide * scale, high * scale);
        let x = (WIDTH - wide) / 2.0;
        let mut marks = vec![
            Mark::Picture { x, y: 0.0, width: wide, height: high, image, node },
            Mark::Frame { x, y: 0.0, width: wide, height: high, rule: 0.4, ink: RULE },
        ];
        let below = self.part(Part::Paragraph, None, &picture.caption);
        let (more, _) = stack(&caption, 0.0, high + 4.0, style.ink, below);
        marks.extend(more);
        Ok(Piece::new(high + words + 6.0, marks).after(8.0))
    }

    pub(super) fn code(&mut self, text: &str, lines: &[String]) -> Result<Piece, PaperError> {
        let code = Rc::new(Code::of(text)?);
        let side = code.good_side();
        let node = self.tree.add(Part::Figure(text.to_owned()), None);
        let x = side + 12.0;
        let mut set = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let style = if at == 0 { heading(3) } else { CELL };
            let part = self.part(Part::Paragraph, None, line);
            set.push((self.setter.set(line, &style, WIDTH - x), style.ink, part));
        }
        let tall: f32 = set.iter().flat_map(|(lines, ..)| lines).map(|line| line.height).sum();
        let height = side.max(tall);
        let mut marks = vec![Mark::Code { x: 0.0, y: (height - side) / 2.0, side, code, node }];
        let mut y = (height - tall) / 2.0;
        for (lines, ink, node) in &set {
            let (more, high) = stack(lines, x, y, *ink, *node);
            marks.extend(more);
            y += high;
        }
        Ok(Piece::new(height, marks).after(9.0))
    }

    pub(super) fn ticks(&mut self, ticks: &[Tick]) -> Vec<Piece> {
        let list = self.tree.add(Part::List, None);
        let half = WIDTH / 2.0;
        // Many short ones stand in two columns.
        let columns =
            if ticks.len() >= IN_COLUMNS && ticks.iter().all(|tick| self.fits(tick, half)) { 2 } else { 1 };
        let mut rows = Vec::new();
        for row in ticks.chunks(columns) {
            let [first, others @ ..] = row else { continue };
            let mut made = self.tick(first, list, 0.0);
            for other in others {
                let beside = self.tick(other, list, half);
                if let Some(piece) = made.first_mut() {
                    piece.marks.extend(beside.into_iter().flat_map(|piece| piece.marks));
                }
            }
            rows.push(made);
        }
        entries(rows)
    }

    /// Whether a box and its words take no more than a line of this width.
    fn fits(&mut self, tick: &Tick, width: f32) -> bool {
        self.setter.set(&tick.text, &ENTRY, width - LABEL - 6.0).len() <= 1
    }

    fn tick(&mut self, tick: &Tick, list: Node, x: f32) -> Vec<Piece> {
        let entry = self.tree.add(Part::Entry, Some(list));
        let label = self.tree.add(Part::Label, Some(entry));
        let words = self.part(Part::Words, Some(entry), &tick.text);
        // A letter, so that a copy of the text tells ticked from not ticked.
        let square = self.setter.set("□", &ENTRY, LABEL);
        let check = self.setter.set(if tick.ticked { "✓" } else { "" }, &ENTRY, LABEL);
        let lines = self.setter.set(&tick.text, &ENTRY, WIDTH - LABEL - x);
        let mut made = flow(&lines, x + LABEL, 3.0, ENTRY.ink, words);
        if made.is_empty() {
            made.push(Piece::new(ENTRY.leading, Vec::new()).after(3.0));
        }
        if let Some(first) = made.first_mut() {
            let (square, _) = stack(&square, x + 2.0, 0.0, ENTRY.ink, label);
            let (check, _) = stack(&check, x + 3.5, -1.0, ENTRY.ink, label);
            first.marks.splice(0..0, square.into_iter().chain(check));
        }
        made
    }

    pub(super) fn blank_lines(&mut self, label: &str, count: u16) -> Vec<Piece> {
        let lines = self.setter.set(label, &ENTRY, WIDTH);
        let node = self.part(Part::Paragraph, None, label);
        let mut pieces = flow(&lines, 0.0, 6.0, ENTRY.ink, node);
        if let Some(last) = pieces.last_mut() {
            last.keep = true;
        }
        let count = count.min(MOST_LINES);
        for at in 1..=count {
            let line = Piece::new(HANDWRITING, vec![writing_rule(0.0, HANDWRITING - 1.0, WIDTH)]);
            // A few lines are for one answer, which nobody wants to begin on one page and end on the next.
            pieces.push(if at < count && count <= FEW_LINES { line.kept() } else { line });
        }
        pieces
    }
}
