//! Lines of text as glyphs and places, for a press of dots: a slip on a roll has the letters, the cleaning and the line breaks of
//! every other paper, and only the ink is another.

use std::rc::Rc;

use crate::{
    clean::Missing,
    fonts::Fonts,
    lines::{Line, Setter},
    measure::{Align, BLACK, Face, Style},
};

/// Sets text in lines, and remembers which letters could not be printed.
pub struct Compositor<'f>(Setter<'f>);

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// From where its first letter begins to where its last one ends.
    pub width: f32,
    /// From its upper edge to where letters stand.
    pub baseline: f32,
    /// Its glyphs in the order of drawing.
    pub glyphs: Vec<Placed>,
}

/// A glyph at its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Which of [`Fonts::files`].
    pub font: usize,
    /// Its number in that font.
    pub glyph: u32,
    /// From where the line begins.
    pub x: f32,
    /// Above the baseline.
    pub y: f32,
}

impl<'f> Compositor<'f> {
    /// A compositor who sets in these fonts.
    pub fn new(fonts: &'f Fonts) -> Self {
        Self(Setter::new(fonts))
    }

    /// A text in lines no wider than `width`; a text of nothing has none. `size` is the height of a letter's square and `leading` the
    /// distance from line to line, in the unit in which the widths come back.
    pub fn set(&mut self, text: &str, face: Face, size: f32, leading: f32, width: f32) -> Vec<Strip> {
        let style = Style { face, size, leading, ink: BLACK, align: Align::Start, indent: false };
        self.0.set(text, &style, width).iter().map(Strip::of).collect()
    }

    /// What could not be printed up to now.
    pub fn take_missing(&mut self) -> Vec<Missing> {
        self.0.take_missing()
    }
}

impl Strip {
    fn of(line: &Rc<Line>) -> Self {
        let mut glyphs = Vec::new();
        for run in &line.runs {
            let mut x = run.x - line.from;
            for glyph in &run.glyphs {
                let shift = (glyph.x_offset * line.size, glyph.y_offset * line.size);
                glyphs.push(Placed {
                    font: run.number,
                    glyph: glyph.glyph_id.to_u32(),
                    x: x + shift.0,
                    y: shift.1,
                });
                x += glyph.x_advance * line.size;
            }
        }
        Self { width: line.to - line.from, baseline: line.baseline, glyphs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_width_and_glyphs_to_their_line() {
        let fonts = Fonts::built_in().expect("the fonts are part of the program");
        let mut compositor = Compositor::new(&fonts);
        let text = "请到 3.1 号馆 mediation desk 旁边等候叫号，叫号后请到 2 号调解室。";
        let lines = compositor.set(text, Face::Text, 26.0, 34.0, 384.0);
        assert!(lines.len() > 1);
        for line in &lines {
            assert!(line.width <= 384.0, "{}", line.width);
            assert!(line.glyphs.iter().all(|glyph| (0.0..384.0).contains(&glyph.x)));
            assert!(line.glyphs.windows(2).all(|pair| pair[0].x <= pair[1].x));
            assert!(line.glyphs.iter().all(|glyph| glyph.glyph != 0 && glyph.font < fonts.files().len()));
        }
        assert!(compositor.take_missing().is_empty());
    }
}
