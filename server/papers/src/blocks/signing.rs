//! Where papers are signed and sealed.

use krilla::image::Image;

use crate::{
    PaperError,
    blocks::{Composer, figure, writing_rule},
    measure::{Align, CELL, CELL_HEAD, FINE, GREY, NOTE, PARTY_SEAL, RULE, SEAL, Style, WIDTH},
    model::{Field, SignaturePlace},
    piece::{Mark, Piece, stack},
    tree::Part,
};

/// Room above the line to sign on, where lines stand as usual.
const SIGNING: f32 = 43.0;
/// Height of a line to write on.
const WRITING: f32 = 24.0;
/// Between two places side by side.
const GAP: f32 = 26.0;

/// From where to where a seal is stamped: by itself, and beside the last who signs.
pub(super) const SEALED: (f32, f32) = (WIDTH * 0.4, WIDTH * 0.6);
pub(super) const BESIDE: (f32, f32) = (WIDTH - HALF, HALF);
/// As wide is each of two who sign side by side.
const HALF: f32 = (WIDTH - GAP) / 2.0;

/// Whether a place and the next stand side by side: two that ask for a seal, two that do not, or two of which each would be alone.
fn stand_together(place: &SignaturePlace, others: &[SignaturePlace]) -> bool {
    let sealed = place.seal.is_some();
    let alike = others.iter().take_while(|other| other.seal.is_some() == sealed).count();
    let unlike = others.iter().skip(alike).take_while(|other| other.seal.is_some() != sealed).count();
    alike > 0 || unlike % 2 == 1
}

impl Composer<'_> {
    pub(super) fn signatures(&mut self, places: &[SignaturePlace]) -> Result<Vec<Piece>, PaperError> {
        let mut pieces = Vec::new();
        let mut rest = places;
        while let [place, others @ ..] = rest {
            let (beside, left) = match others {
                [next, left @ ..] if stand_together(place, others) => (Some(next), left),
                _ => (None, others),
            };
            let piece = match (&place.seal, beside) {
                (Some(seal), None) => self.sealed_place(place, seal)?,
                (_, beside) => self.pair(place, beside)?,
            };
            // Rather on one page, so that none is overlooked; but a page half empty above them would let anything be written there.
            self.free_half = beside.is_none() && place.seal.is_none();
            pieces.push(Piece { near: true, ..piece.after(16.0) });
            rest = left;
        }
        if let Some(last) = pieces.last_mut() {
            last.near = false;
        }
        Ok(pieces)
    }

    /// One place at the left and perhaps one beside it. Both sign at the same height, however many lines stand above; a seal is
    /// stamped over the end of the line to sign on, as the custom is.
    fn pair(&mut self, left: &SignaturePlace, right: Option<&SignaturePlace>) -> Result<Piece, PaperError> {
        let pair: Vec<_> = std::iter::once(left).chain(right).zip([0.0, WIDTH - HALF]).collect();
        let named: Vec<_> = pair.iter().map(|(place, x)| self.named(place, *x, HALF)).collect();
        let lowest = named.iter().map(|(_, height)| *height).fold(0.0, f32::max);
        // The words in the circle stand in the room that is left free to sign in.
        let centre = lowest + self.signing() * 0.4;
        let (mut marks, mut height) = (Vec::new(), 0.0_f32);
        for ((place, x), (above, _)) in pair.into_iter().zip(named) {
            marks.extend(above);
            let (below, high) = self.signed(place, (x, lowest), HALF)?;
            marks.extend(below);
            height = height.max(high);
            if let Some(seal) = &place.seal {
                marks.extend(self.circle(seal, (x + HALF - PARTY_SEAL / 2.0, centre), PARTY_SEAL));
                height = height.max(centre + PARTY_SEAL / 2.0);
            }
        }
        Ok(Piece::new(height, marks))
    }

    /// Room above the line to sign on.
    fn signing(&self) -> f32 {
        SIGNING * self.setter.tight
    }

    fn sealed_place(&mut self, place: &SignaturePlace, seal: &str) -> Result<Piece, PaperError> {
        let width = WIDTH - PARTY_SEAL - GAP;
        let (mut marks, y) = self.named(place, 0.0, width);
        let (below, height) = self.signed(place, (0.0, y), width)?;
        marks.extend(below);
        let height = height.max(PARTY_SEAL);
        let (x, y) = (WIDTH - PARTY_SEAL / 2.0 - 4.0, height - PARTY_SEAL / 2.0);
        marks.extend(self.circle(seal, (x, y), PARTY_SEAL));
        Ok(Piece::new(height, marks))
    }

    /// A dashed circle with words in it.
    fn circle(&mut self, words: &str, (x, y): (f32, f32), across: f32) -> Vec<Mark> {
        let style = Style { align: Align::Centre, ink: GREY, ..FINE };
        let width = across * 0.72;
        let lines = self.setter.set(words, &style, width);
        let node = self.part(Part::Paragraph, None, words);
        let height: f32 = lines.iter().map(|line| line.height).sum();
        let (mut marks, _) = stack(&lines, x - width / 2.0, y - height / 2.0, style.ink, node);
        marks.push(Mark::Circle { x, y, radius: across / 2.0, ink: RULE });
        marks
    }

    /// Who signs: caption, name, capacity; and where they end.
    fn named(&mut self, place: &SignaturePlace, x: f32, width: f32) -> (Vec<Mark>, f32) {
        let (mut marks, _, mut y) = self.one_line(&place.caption, &CELL_HEAD, (x, 0.0), width);
        y += 2.0;
        for field in &place.fields {
            let (more, height) = self.written(field, (x, y), width);
            marks.extend(more);
            y += height;
        }
        (marks, y)
    }

    /// The line to sign on and the date; and where they end.
    fn signed(
        &mut self,
        place: &SignaturePlace,
        (x, mut y): (f32, f32),
        width: f32,
    ) -> Result<(Vec<Mark>, f32), PaperError> {
        let mut marks = Vec::new();
        let foot = y + self.signing() - 6.0;
        let label_top = foot + 2.5 - CELL.leading;
        let (label, end, _) = self.one_line(&place.signature, &CELL, (x, label_top), width * 0.6);
        marks.extend(label);
        let start = end + 5.0;
        marks.push(writing_rule(start, foot, x + width - start));
        if let Some(drawn) = &place.drawn {
            let image = figure::image(&drawn.picture)?;
            marks.push(self.drawn(
                &image,
                &drawn.picture.description,
                (start, y),
                (x + width - start, foot - y),
            ));
            let (words, _, height) =
                self.one_line(&drawn.label, &NOTE, (start, foot + 1.5), x + width - start);
            marks.extend(words);
            y += height;
        }
        y += self.signing();
        let date = Field { label: place.date.clone(), value: place.dated.clone() };
        if !(date.label.is_empty() && date.value.is_empty()) {
            let (more, height) = self.written(&date, (x, y), width);
            marks.extend(more);
            y += height;
        }
        Ok((marks, y + 2.0))
    }

    /// A drawing as large as its room allows, standing on the line.
    fn drawn(&mut self, image: &Image, words: &str, (x, y): (f32, f32), (width, height): (f32, f32)) -> Mark {
        let node = self.tree.add(Part::Figure(words.to_owned()), None);
        let (wide, high) = figure::proportions(image);
        let scale = (width / wide).min(height / high);
        let (wide, high) = (wide * scale, high * scale);
        Mark::Picture { x, y: y + height - high, width: wide, height: high, image: image.clone(), node }
    }

    /// A label and its value, or a line to write on.
    fn written(&mut self, field: &Field, (x, y): (f32, f32), width: f32) -> (Vec<Mark>, f32) {
        if field.value.is_empty() {
            let tall = WRITING * self.setter.tight;
            let foot = y + tall - 5.0;
            let (mut marks, end, _) =
                self.one_line(&field.label, &CELL, (x, foot + 2.5 - CELL.leading), width * 0.6);
            marks.push(writing_rule(end + 5.0, foot, x + width - end - 5.0));
            return (marks, tall);
        }
        let (mut marks, end, high) = self.one_line(&field.label, &CELL, (x, y), width * 0.6);
        let start = if field.label.is_empty() { x } else { end + 5.0 };
        let (value, _, height) = self.one_line(&field.value, &CELL, (start, y), x + width - start);
        marks.extend(value);
        (marks, high.max(height))
    }

    /// The place of a seal within a part of the width.
    pub(super) fn seal(&mut self, caption: &str, lines: &[String], (x, width): (f32, f32)) -> Piece {
        let style = Style { align: Align::Centre, ..crate::measure::ENTRY };
        let mut marks = Vec::new();
        let mut set = Vec::new();
        for line in lines {
            set.push((self.setter.set(line, &style, width), self.part(Part::Paragraph, None, line)));
        }
        let tall: f32 = set.iter().flat_map(|(lines, _)| lines).map(|line| line.height).sum();
        let height = SEAL.max(tall);
        // The seal is stamped over the name and the date, as the custom is.
        let mut y = (height - tall) / 2.0;
        for (lines, node) in &set {
            let (more, high) = stack(lines, x, y, style.ink, *node);
            marks.extend(more);
            y += high;
        }
        let centre = (x + width / 2.0, height / 2.0);
        if set.iter().all(|(lines, _)| lines.is_empty()) {
            marks.extend(self.circle(caption, centre, SEAL));
        } else {
            marks.push(Mark::Circle { x: centre.0, y: centre.1, radius: SEAL / 2.0, ink: RULE });
            let (words, _, _) = self.one_line(
                caption,
                &Style { align: Align::Centre, ..FINE },
                (centre.0 - SEAL * 0.3, centre.1 + SEAL / 2.0 - 22.0),
                SEAL * 0.6,
            );
            marks.extend(words);
        }
        Piece::new(height, marks).after(14.0)
    }
}
