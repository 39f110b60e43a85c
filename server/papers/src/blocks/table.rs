//! Ruled tables, labels with values, and two languages side by side. All are rows of cells; a row too high to be kept whole is
//! parted line by line.

use std::rc::Rc;

use crate::{
    blocks::Composer,
    lines::Line,
    measure::{CELL, CELL_HEAD, Ink, Style, WHOLE_ROW, WIDTH},
    model::{Field, SideBySide, Table},
    piece::{Edge, Frame, Mark, Piece, entries},
    tree::{Node, Part},
};

/// Between a cell's rule and its words.
const PAD: f32 = 6.0;
/// Above and below a cell's words.
const ROW_PAD: f32 = 4.5;
/// Least height of a row with something to write in by hand.
const WRITING_ROW: f32 = 27.0;
/// A table at most this high stands on one page.
const WHOLE_TABLE: f32 = 190.0;
/// Most columns a table can have and still be read.
const MOST_COLUMNS: usize = 16;
/// Between two languages and the rule that parts them.
const GUTTER: f32 = 11.0;

/// A cell of a row.
struct Cell {
    x: f32,
    lines: Vec<Rc<Line>>,
    ink: Ink,
    node: Node,
}

/// How a row is made.
struct Row<'r> {
    frame: &'r Rc<Frame>,
    head: Option<&'r Rc<Vec<Piece>>>,
    pad: f32,
    least: f32,
}

impl Composer<'_> {
    pub(super) fn fields(&mut self, fields: &[Field]) -> Vec<Piece> {
        let table = self.tree.add(Part::Table, None);
        let labels: Vec<_> =
            fields.iter().map(|field| self.setter.set(&field.label, &CELL, WIDTH * 0.3)).collect();
        let widest = labels.iter().flatten().map(|line| line.to).fold(0.0, f32::max);
        let split = (widest + 2.0 * PAD).max(WIDTH * 0.2);
        let frame = Rc::new(Frame { rules: vec![0.0, split, WIDTH], rows: true });
        let mut rows = Vec::with_capacity(fields.len());
        for (field, label) in fields.iter().zip(labels) {
            let row = self.tree.add(Part::Row, Some(table));
            let (head, cell) = (
                self.part(Part::RowHead, Some(row), &field.label),
                self.part(Part::Cell, Some(row), &field.value),
            );
            let value = self.setter.set(&field.value, &CELL, WIDTH - split - 2.0 * PAD);
            let least = if value.is_empty() { WRITING_ROW * self.setter.tight } else { 0.0 };
            let cells = [
                Cell { x: PAD, lines: label, ink: CELL.ink, node: head },
                Cell { x: split + PAD, lines: value, ink: CELL.ink, node: cell },
            ];
            rows.push(cells_as_pieces(&cells, &Row { frame: &frame, head: None, pad: ROW_PAD, least }));
        }
        spaced(whole(entries(rows)), 7.0)
    }

    pub(super) fn table(&mut self, table: &Table) -> Vec<Piece> {
        let columns =
            if table.head.is_empty() { table.rows.first().map_or(0, Vec::len) } else { table.head.len() };
        let columns = columns.clamp(1, MOST_COLUMNS);
        let rules = rules(&table.widths, columns);
        let frame = Rc::new(Frame { rules, rows: true });
        let node = self.tree.add(Part::Table, None);
        let mut head = Vec::new();
        if !table.head.is_empty() {
            head = self.row(&table.head, &frame, None, node, true);
            for piece in &mut head {
                piece.keep = true;
            }
        }
        let repeated = Rc::new(head.clone());
        let repeated = if head.is_empty() { None } else { Some(&repeated) };
        let rows = table.rows.iter().map(|row| self.row(row, &frame, repeated, node, false)).collect();
        let mut pieces = head;
        pieces.extend(entries(rows));
        spaced(whole(pieces), 7.0)
    }

    fn row(
        &mut self,
        words: &[String],
        frame: &Rc<Frame>,
        head: Option<&Rc<Vec<Piece>>>,
        table: Node,
        is_head: bool,
    ) -> Vec<Piece> {
        let style: &Style = if is_head { &CELL_HEAD } else { &CELL };
        let row = self.tree.add(Part::Row, Some(table));
        let columns = frame.rules.len().saturating_sub(1);
        let mut cells = Vec::with_capacity(columns);
        for (at, edge) in frame.rules.windows(2).enumerate() {
            let [left, right] = *edge else { continue };
            // What would stand beyond the last column is added to it: nothing of a document is ever left out.
            let text = if at + 1 == columns {
                words.get(at..).unwrap_or_default().join("\n")
            } else {
                words.get(at).cloned().unwrap_or_default()
            };
            let node = self.part(if is_head { Part::HeadCell } else { Part::Cell }, Some(row), &text);
            let lines = self.setter.set(&text, style, right - left - 2.0 * PAD);
            cells.push(Cell { x: left + PAD, lines, ink: style.ink, node });
        }
        let empty = !is_head && cells.iter().all(|cell| cell.lines.is_empty());
        let least = if empty { WRITING_ROW * self.setter.tight } else { 0.0 };
        cells_as_pieces(&cells, &Row { frame, head, pad: ROW_PAD, least })
    }

    pub(super) fn side_by_side(&mut self, columns: &SideBySide) -> Vec<Piece> {
        let middle = WIDTH / 2.0;
        let frame = Rc::new(Frame { rules: vec![middle], rows: false });
        let table = self.tree.add(Part::Table, None);
        let width = middle - GUTTER;
        let pair = |composer: &mut Self, words: [&str; 2], style: &Style, part: fn() -> Part| {
            let row = composer.tree.add(Part::Row, Some(table));
            [(0, 0.0), (1, middle + GUTTER)].map(|(at, x): (usize, f32)| {
                let (text, language) = (words[at], &columns.languages[at]);
                let node = composer.tree.add(part(), Some(row));
                composer.tree.speak(node, language);
                let lines = composer.setter.set(text, style, width);
                Cell { x, lines, ink: style.ink, node }
            })
        };
        let mut head = Vec::new();
        if columns.heads.iter().any(|words| !words.is_empty()) {
            let cells = pair(self, [&columns.heads[0], &columns.heads[1]], &CELL_HEAD, || Part::HeadCell);
            head = cells_as_pieces(&cells, &Row { frame: &frame, head: None, pad: 2.0, least: 0.0 });
            for piece in &mut head {
                piece.keep = true;
                piece.marks.push(Mark::level(0.0, piece.height, WIDTH, 0.5, crate::measure::RULE));
                piece.height += 4.0;
            }
        }
        let repeated = Rc::new(head.clone());
        let repeated = if head.is_empty() { None } else { Some(&repeated) };
        let mut pieces = head;
        for row in &columns.rows {
            let style = if row.heading { &CELL_HEAD } else { &CELL };
            let cells = pair(self, [&row.left, &row.right], style, || Part::Cell);
            let mut made =
                cells_as_pieces(&cells, &Row { frame: &frame, head: repeated, pad: 3.0, least: 0.0 });
            if row.heading {
                for piece in &mut made {
                    piece.keep = true;
                }
            }
            pieces.extend(made);
        }
        spaced(pieces, 7.0)
    }
}

/// Where the rules of a table stand, from shares of its width.
fn rules(shares: &[f32], columns: usize) -> Vec<f32> {
    let share = |at: usize| {
        shares.get(at).copied().filter(|s| s.is_finite() && *s > 0.0).unwrap_or(1.0).clamp(0.2, 20.0)
    };
    let total: f32 = (0..columns).map(share).sum();
    let mut x = 0.0;
    let mut rules = vec![0.0];
    for at in 0..columns {
        x += share(at) / total * WIDTH;
        rules.push(x);
    }
    rules
}

/// A row as one piece, or as one a line if it is too high to be kept whole.
fn cells_as_pieces(cells: &[Cell], row: &Row<'_>) -> Vec<Piece> {
    let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    let slabs: Vec<f32> = (0..count)
        .map(|at| {
            cells.iter().filter_map(|cell| cell.lines.get(at)).map(|line| line.height).fold(0.0, f32::max)
        })
        .collect();
    let height = slabs.iter().sum::<f32>() + 2.0 * row.pad;
    let edge = |starts| Some(Edge { frame: Rc::clone(row.frame), starts });
    let marks = |at: usize, y: f32| {
        let mark = move |cell: &Cell| {
            cell.lines.get(at).map(|line| Mark::text(cell.x, y, line, cell.ink, cell.node))
        };
        cells.iter().filter_map(mark).collect::<Vec<_>>()
    };
    if height <= WHOLE_ROW.max(row.least) || count < 4 {
        let mut y = row.pad;
        let mut all = Vec::new();
        for (at, slab) in slabs.iter().enumerate() {
            all.extend(marks(at, y));
            y += slab;
        }
        let whole = Piece::new(height.max(row.least), all);
        return vec![Piece { frame: edge(true), head: row.head.cloned(), ..whole }];
    }
    let slab = |(at, height): (usize, &f32)| {
        let (first, last) = (at == 0, at + 1 == count);
        let above = if first { row.pad } else { 0.0 };
        let below = if last { row.pad } else { 0.0 };
        let piece = Piece::new(above + height + below, marks(at, above));
        // Two lines at least before and after a page's end.
        let keep = first || at + 2 == count;
        Piece { frame: edge(first), head: row.head.cloned(), keep, ..piece }
    };
    slabs.iter().enumerate().map(slab).collect()
}

/// A small table on one page.
fn whole(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let tall: f32 = pieces.iter().map(|piece| piece.height).sum();
    if tall <= WHOLE_TABLE {
        let last = pieces.len().saturating_sub(1);
        pieces.iter_mut().take(last).for_each(|piece| piece.keep = true);
    }
    pieces
}

/// Room before the first and after the last piece.
fn spaced(mut pieces: Vec<Piece>, room: f32) -> Vec<Piece> {
    if let Some(first) = pieces.first_mut() {
        first.before = room;
    }
    if !pieces.is_empty() {
        pieces.push(Piece::new(room / 2.0, Vec::new()));
    }
    pieces
}
