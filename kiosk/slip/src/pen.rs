//! Letters as dots: outlines fitted to the grid of the print head, each drawn once and stamped wherever it stands.
//!
//! A print head has no grey. Outlines are fitted to its dots before they are filled, so that the stems of a letter are equally thick
//! and no thin stroke falls between two dots.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use papers::{Compositor, Face, Fonts, Missing, PaperError, Strip};
use skrifa::{
    FontRef, GlyphId, MetadataProvider, OutlineGlyphCollection,
    instance::{LocationRef, Size},
    outline::{DrawSettings, Engine, GlyphStyles, HintingInstance, HintingOptions, OutlinePen, Target},
};
use zeno::{Command, Fill, Join, Mask, PathBuilder, Stroke, Style, Vector};

use crate::dots::Dots;

/// How letters are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hand {
    /// Height of a letter's square, in dots.
    pub(crate) size: f32,
    /// From line to line.
    pub(crate) leading: f32,
    /// Dots by which every stroke is thicker than in the font.
    pub(crate) bold: f32,
    /// Width of letters as a share of their own.
    pub(crate) squeeze: f32,
}

impl Hand {
    /// A plain hand.
    pub(crate) const fn new(size: f32, leading: f32) -> Self {
        Self { size, leading, bold: 0.0, squeeze: 1.0 }
    }

    /// Dots by which strokes reach out to the left of where a letter stands: those fitted to the grid grow to the right alone.
    fn outset(self) -> f32 {
        if self.size < FITTED_BELOW { 0.0 } else { self.bold / 2.0 }
    }

    /// The same with thicker strokes.
    pub(crate) const fn bold(self, dots: f32) -> Self {
        Self { bold: dots, ..self }
    }
}

/// From this size on outlines have dots enough and keep their own shape.
const FITTED_BELOW: f32 = 60.0;
/// How much of a dot an outline must cover for it to be black, of 255. A little under a half: paper swallows thin strokes.
const COVERED: u8 = 112;

/// Dots at either side of a line for letters that lean out of their own width.
pub(crate) const INSET: f32 = 2.0;

/// A glyph ready to be stamped: its dots, and where they lie from the place where it stands.
struct Drawn {
    dots: Dots,
    left: isize,
    top: isize,
}

/// What tells two drawings of glyphs apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    font: usize,
    glyph: u32,
    size: u32,
    bold: u32,
    squeeze: u32,
}

/// Most glyphs that are kept: a fair's worth of names in all sizes.
const KEPT: usize = 6000;

/// The letters of every slip: the fonts, and each glyph that was drawn. Read once, shared by all threads.
pub struct Letters {
    fonts: Fonts,
    case: Mutex<Case>,
}

/// What was drawn up to now.
struct Case {
    files: Vec<Option<Outlines>>,
    drawn: HashMap<Key, Arc<Drawn>>,
}

/// The outlines of one font.
struct Outlines {
    glyphs: OutlineGlyphCollection<'static>,
    styles: GlyphStyles,
    fitted: HashMap<u32, Option<HintingInstance>>,
}

impl Letters {
    /// Reads the fonts that are part of the program; once, at the start.
    ///
    /// # Errors
    /// [`PaperError::Font`] if the program is damaged.
    pub fn built_in() -> Result<Self, PaperError> {
        let fonts = Fonts::built_in()?;
        let files = fonts.files().map(|_| None).into();
        Ok(Self { fonts, case: Mutex::new(Case { files, drawn: HashMap::new() }) })
    }
}

impl fmt::Debug for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letters").finish_non_exhaustive()
    }
}

/// Draws the text of one slip.
pub(crate) struct Pen<'l> {
    compositor: Compositor<'l>,
    fonts: &'l Fonts,
    case: MutexGuard<'l, Case>,
}

impl<'l> Pen<'l> {
    pub(crate) fn new(letters: &'l Letters) -> Self {
        let mut case = letters.case.lock().unwrap_or_else(PoisonError::into_inner);
        if case.drawn.len() > KEPT {
            case.drawn.clear();
        }
        Self { compositor: Compositor::new(&letters.fonts), fonts: &letters.fonts, case }
    }

    /// A text in lines no wider than `width`.
    pub(crate) fn set(&mut self, text: &str, hand: Hand, width: f32) -> Vec<Strip> {
        let room = width / hand.squeeze - hand.bold - 2.0 * INSET;
        self.compositor.set(text, Face::Text, hand.size, hand.leading, room)
    }

    /// What could not be drawn up to now.
    pub(crate) fn take_missing(&mut self) -> Vec<Missing> {
        self.compositor.take_missing()
    }

    /// Draws a line with its upper left corner at a point. A last letter that leans out of its own width moves the line to the left
    /// rather than lose a dot at the right edge, `end`.
    pub(crate) fn draw(
        &mut self,
        line: &Strip,
        hand: Hand,
        dots: &mut Dots,
        (x, y): (f32, usize),
        end: usize,
    ) {
        let mut stamps = Vec::with_capacity(line.glyphs.len());
        for placed in &line.glyphs {
            let key = Key {
                font: placed.font,
                glyph: placed.glyph,
                size: hand.size.to_bits(),
                bold: hand.bold.to_bits(),
                squeeze: hand.squeeze.to_bits(),
            };
            let glyph = self.case.glyph(key, hand, self.fonts);
            let across = whole(x + INSET + placed.x * hand.squeeze + hand.outset());
            let down = whole(line.baseline - placed.y).saturating_add_unsigned(y);
            stamps.push((across + glyph.left, down + glyph.top, glyph));
        }
        let right =
            stamps.iter().map(|(across, _, glyph)| across.saturating_add_unsigned(glyph.dots.width())).max();
        let over = right.map_or(0, |right| right.saturating_sub_unsigned(end)).max(0);
        for (across, down, glyph) in stamps {
            dots.stamp(&glyph.dots, across - over, down);
        }
    }
}

impl Case {
    fn glyph(&mut self, key: Key, hand: Hand, fonts: &Fonts) -> Arc<Drawn> {
        let Self { files, drawn } = self;
        let draw = || {
            let file = fonts.files().get(key.font).copied();
            let outlines = files.get_mut(key.font).zip(file);
            let outlines = outlines.and_then(|(known, file)| {
                if known.is_none() {
                    *known = Outlines::of(file);
                }
                known.as_mut()
            });
            Arc::new(outlines.map_or_else(Drawn::nothing, |font| font.draw(key.glyph, hand)))
        };
        Arc::clone(drawn.entry(key).or_insert_with(draw))
    }
}

/// The nearest whole number of dots.
#[expect(clippy::cast_possible_truncation, reason = "no slip is as wide or high as a float of dots can say")]
pub(crate) fn whole(length: f32) -> isize {
    length.round() as isize
}

impl Outlines {
    fn of(file: &'static [u8]) -> Option<Self> {
        let glyphs = FontRef::new(file).ok()?.outline_glyphs();
        Some(Self { styles: GlyphStyles::new(&glyphs), glyphs, fitted: HashMap::new() })
    }

    fn draw(&mut self, glyph: u32, hand: Hand) -> Drawn {
        let Some(outline) = self.glyphs.get(GlyphId::new(glyph)) else { return Drawn::nothing() };
        let size = Size::new(hand.size);
        let fitted = if hand.size < FITTED_BELOW { self.fitted(hand.size) } else { None };
        let mut path = Path { commands: Vec::new(), squeeze: hand.squeeze };
        let settings = match fitted {
            Some(instance) => DrawSettings::hinted(instance, false),
            None => DrawSettings::unhinted(size, LocationRef::default()),
        };
        if outline.draw(settings, &mut path).is_err() {
            return Drawn::nothing();
        }
        let plain = Drawn::of(&path.commands, Fill::NonZero);
        if hand.bold <= 0.0 {
            return plain;
        }
        if hand.size < FITTED_BELOW {
            return plain.smeared(hand.bold);
        }
        Drawn::of(&path.commands, *Stroke::new(hand.bold).join(Join::Round)).with(&plain)
    }

    /// What fits outlines of a size to the grid; `None` for a font in which nothing can be fitted.
    fn fitted(&mut self, size: f32) -> Option<&HintingInstance> {
        let Self { glyphs, styles, fitted } = self;
        let make = || {
            let options = HintingOptions { engine: Engine::Auto(Some(styles.clone())), target: Target::Mono };
            HintingInstance::new(glyphs, Size::new(size), LocationRef::default(), options).ok()
        };
        fitted.entry(size.to_bits()).or_insert_with(make).as_ref()
    }
}

impl Drawn {
    fn nothing() -> Self {
        Self { dots: Dots::new(0), left: 0, top: 0 }
    }

    fn of<'s>(path: &[Command], style: impl Into<Style<'s>>) -> Self {
        let (alpha, place) = Mask::new(path).style(style).render();
        let (width, height) = (place.width as usize, place.height as usize);
        Self { dots: covered(&alpha, width, height), left: place.left as isize, top: place.top as isize }
    }

    /// The same, thicker by whole dots to the right: what was fitted to the grid stays on it.
    fn smeared(self, by: f32) -> Self {
        let by = whole(by).max(0);
        let mut dots = Dots::new(self.dots.width().saturating_add_signed(by));
        dots.reach(self.dots.height());
        for shift in 0..=by {
            dots.stamp(&self.dots, shift, 0);
        }
        Self { dots, ..self }
    }

    /// The same with another drawing that lies within it.
    fn with(mut self, inner: &Self) -> Self {
        self.dots.stamp(&inner.dots, inner.left - self.left, inner.top - self.top);
        self
    }
}

/// The dots that are covered enough.
fn covered(alpha: &[u8], width: usize, height: usize) -> Dots {
    let mut dots = Dots::new(width);
    dots.reach(height);
    for (at, _) in alpha.iter().enumerate().filter(|(_, covered)| **covered >= COVERED) {
        dots.ink(at % width, at / width);
    }
    dots
}

/// An outline on its way from a font, where up is more, to dots, where down is more.
struct Path {
    commands: Vec<Command>,
    squeeze: f32,
}

impl Path {
    fn at(&self, x: f32, y: f32) -> Vector {
        Vector::new(x * self.squeeze, -y)
    }
}

impl OutlinePen for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.commands.move_to(to);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.commands.line_to(to);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, to) = (self.at(cx, cy), self.at(x, y));
        self.commands.quad_to(control, to);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (first, second, to) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.commands.curve_to(first, second, to);
    }

    fn close(&mut self) {
        self.commands.close();
    }
}
