//! Pieces onto pages: what must stay together does, tables get their head again, rules are closed where a page ends.

use std::rc::Rc;

use crate::{
    measure::RULE,
    piece::{Edge, Mark, Piece},
};

/// Width of a table's rules.
const TABLE_RULE: f32 = 0.5;

/// A mark at its place: how far from the upper left corner of the text its piece stands.
pub(crate) type Placed = (f32, Mark);

/// As much of a page as may be left empty for what had better stand together.
const LEFT_EMPTY: f32 = 0.25;
/// A group nobody could keep on a page is not gathered any further.
const LARGEST_GROUP: usize = 400;

/// Pages with their marks.
#[derive(Debug)]
pub(crate) struct Filled {
    pub(crate) pages: Vec<Vec<Placed>>,
    /// How high the text is on all of them.
    pub(crate) used: f32,
}

/// Puts pieces onto pages of a height. There is always at least one page.
pub(crate) fn fill(pieces: Vec<Piece>, height: f32) -> Filled {
    let mut filler =
        Filler { height, pages: Vec::new(), page: Vec::new(), y: 0.0, used: 0.0, fresh: true, last: None };
    let mut pieces = pieces.into_iter().peekable();
    while pieces.peek().is_some() {
        let cluster = gather(&mut pieces, |piece| piece.keep || piece.near);
        if cluster.iter().any(|piece| piece.near) {
            filler.turn_for(&cluster, height * (1.0 - LEFT_EMPTY));
        }
        let mut cluster = cluster.into_iter().peekable();
        while cluster.peek().is_some() {
            filler.place_group(gather(&mut cluster, |piece| piece.keep));
        }
    }
    filler.finish()
}

/// The next pieces up to one that is not open to what follows.
fn gather(pieces: &mut impl Iterator<Item = Piece>, open: impl Fn(&Piece) -> bool) -> Vec<Piece> {
    let mut group = Vec::new();
    for piece in pieces {
        let more = open(&piece);
        group.push(piece);
        if !more || group.len() > LARGEST_GROUP {
            break;
        }
    }
    group
}

struct Filler {
    height: f32,
    pages: Vec<Vec<Placed>>,
    page: Vec<Placed>,
    y: f32,
    used: f32,
    /// Whether nothing but repeated heads stands on the page.
    fresh: bool,
    /// The table the last piece on this page belongs to.
    last: Option<Edge>,
}

impl Filler {
    fn place_group(&mut self, group: Vec<Piece>) {
        if group.iter().any(|piece| piece.breaks) && !self.fresh {
            self.turn();
        }
        self.turn_for(&group, 0.0);
        for piece in group {
            self.place(piece);
        }
    }

    /// Turns the page if that brings a group onto one, and at least so much of this page is filled.
    fn turn_for(&mut self, group: &[Piece], filled: f32) {
        let inner: f32 =
            group.iter().enumerate().map(|(at, p)| p.height + if at == 0 { 0.0 } else { p.before }).sum();
        let before = if self.fresh { 0.0 } else { group.first().map_or(0.0, |piece| piece.before) };
        let head = group.first().and_then(|piece| piece.head.as_ref()).map_or(0.0, |head| tall(head));
        let over = self.y + before + inner > self.height;
        if over && !self.fresh && self.y >= filled && inner + head <= self.height {
            self.turn();
        }
    }

    fn place(&mut self, piece: Piece) {
        let before = if self.fresh { 0.0 } else { piece.before };
        if self.y + before + piece.height > self.height && !self.fresh {
            self.turn();
        }
        if self.fresh && !self.pages.is_empty() {
            self.repeat(piece.head.as_ref());
        }
        let before = if self.fresh { 0.0 } else { piece.before };
        self.put(piece, before);
        self.fresh = false;
    }

    fn repeat(&mut self, head: Option<&Rc<Vec<Piece>>>) {
        for piece in head.iter().flat_map(|head| head.iter()) {
            let mut piece = piece.clone();
            piece.marks = piece.marks.into_iter().map(Mark::unread).collect();
            self.put(piece, 0.0);
        }
    }

    fn put(&mut self, piece: Piece, before: f32) {
        let same = match (&self.last, &piece.frame) {
            (Some(last), Some(edge)) => Rc::ptr_eq(&last.frame, &edge.frame),
            (None, _) | (_, None) => false,
        };
        if !same {
            self.close();
        }
        self.y += before;
        if let Some(edge) = &piece.frame {
            self.rule(edge, piece.height, same);
        }
        let y = self.y;
        self.page.extend(piece.marks.into_iter().map(|mark| (y, mark)));
        self.y += piece.height;
        self.last = piece.frame;
    }

    /// The rules of a row: above it where it starts, and upright beside its cells.
    fn rule(&mut self, edge: &Edge, height: f32, same: bool) {
        let (Some(left), Some(right)) = (edge.frame.rules.first(), edge.frame.rules.last()) else { return };
        if edge.frame.rows && (edge.starts || !same) {
            self.page.push((self.y, Mark::level(*left, 0.0, right - left, TABLE_RULE, RULE)));
        }
        for x in &edge.frame.rules {
            let (from, to) = ((*x, 0.0), (*x, height));
            self.page.push((self.y, Mark::Rule { from, to, width: TABLE_RULE, ink: RULE, dashed: false }));
        }
    }

    /// The rule below a table, where it or its page ends.
    fn close(&mut self) {
        let Some(edge) = self.last.take() else { return };
        if let (true, Some(left), Some(right)) =
            (edge.frame.rows, edge.frame.rules.first(), edge.frame.rules.last())
        {
            self.page.push((self.y, Mark::level(*left, 0.0, right - left, TABLE_RULE, RULE)));
        }
    }

    fn turn(&mut self) {
        self.close();
        self.pages.push(std::mem::take(&mut self.page));
        self.used += self.y;
        self.y = 0.0;
        self.fresh = true;
    }

    fn finish(mut self) -> Filled {
        self.close();
        self.used += self.y;
        if !self.page.is_empty() || self.pages.is_empty() {
            self.pages.push(self.page);
        }
        Filled { pages: self.pages, used: self.used }
    }
}

fn tall(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.height).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(height: f32) -> Piece {
        Piece::new(height, vec![Mark::level(0.0, 0.0, 1.0, 1.0, RULE)])
    }

    fn counts(pieces: Vec<Piece>) -> Vec<usize> {
        fill(pieces, 100.0).pages.iter().map(Vec::len).collect()
    }

    #[test]
    fn a_heading_goes_with_what_follows() {
        assert_eq!(counts(vec![piece(80.0), piece(10.0).kept(), piece(20.0)]), [1, 2]);
    }

    #[test]
    fn what_had_better_stand_together_leaves_no_more_than_a_quarter_of_a_page_empty() {
        let near = |height| Piece { near: true, ..piece(height) };
        assert_eq!(counts(vec![piece(80.0), near(10.0), piece(20.0)]), [1, 2]);
        assert_eq!(counts(vec![piece(60.0), near(30.0), piece(20.0)]), [2, 1]);
    }

    #[test]
    fn what_cannot_be_kept_together_is_parted() {
        assert_eq!(counts(vec![piece(60.0).kept(), piece(60.0).kept(), piece(60.0)]), [1, 1, 1]);
    }

    #[test]
    fn a_piece_higher_than_a_page_has_its_own() {
        assert_eq!(counts(vec![piece(10.0), piece(500.0), piece(10.0)]), [1, 1, 1]);
    }

    #[test]
    fn nothing_still_makes_a_page() {
        assert_eq!(counts(vec![]), [0]);
    }

    #[test]
    fn a_head_is_repeated_on_the_next_page_only() {
        let head = Rc::new(vec![piece(10.0)]);
        let row = || Piece { head: Some(Rc::clone(&head)), ..piece(40.0) };
        assert_eq!(counts(vec![piece(10.0), row(), row(), row()]), [3, 2]);
    }
}
