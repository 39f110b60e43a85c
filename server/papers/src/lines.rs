//! From words to lines: cleaning, shaping, breaking, each line with its glyphs ready to be drawn.

use std::{ops::Range, rc::Rc};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::{
    Alignment, AlignmentOptions, FontFamily, FontFamilyName, IndentOptions, Layout, LineHeight, OverflowWrap,
    StyleProperty,
    layout::{Line as ParleyLine, Run as ParleyRun},
};

use crate::{
    clean::{self, Missing},
    fonts::{Contexts, Fonts, families},
    measure::{Align, Face, Style},
    signs,
};

/// Longest text that is broken into lines at once; a longer one without a line end is cut into several.
const LONGEST: usize = 8 * 1024;

/// One line of text, at any place on the page.
#[derive(Debug)]
pub(crate) struct Line {
    /// Distance to the next line.
    pub(crate) height: f32,
    /// From its upper edge to where letters stand.
    pub(crate) baseline: f32,
    /// Where its letters begin and end, from the left edge of the width it was set in.
    pub(crate) from: f32,
    pub(crate) to: f32,
    pub(crate) size: f32,
    /// What it says, without the line end.
    pub(crate) text: String,
    pub(crate) runs: Vec<Run>,
}

/// Letters of a line in one font.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) font: Font,
    /// The number of that font.
    pub(crate) number: usize,
    pub(crate) x: f32,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    /// Whether it reads from right to left.
    rtl: bool,
}

/// Sets text, and remembers which letters could not be printed.
pub(crate) struct Setter<'f> {
    pub(crate) fonts: &'f Fonts,
    /// How tight lines stand, as a share of their usual distance.
    pub(crate) tight: f32,
    contexts: Option<Contexts>,
    missing: Vec<Missing>,
}

impl<'f> Setter<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, tight: 1.0, contexts: Some(fonts.contexts()), missing: Vec::new() }
    }

    /// What could not be printed up to now.
    pub(crate) fn take_missing(&mut self) -> Vec<Missing> {
        std::mem::take(&mut self.missing)
    }

    /// A text as printable letters; what is missing is noted.
    pub(crate) fn printable(&mut self, text: &str) -> String {
        let (clean, chars) = clean::printable(text, self.fonts);
        self.note(text, chars);
        clean
    }

    fn note(&mut self, text: &str, chars: Vec<char>) {
        let missing = Missing { text: text.chars().take(80).collect(), chars };
        if !missing.chars.is_empty() && !self.missing.contains(&missing) {
            self.missing.push(missing);
        }
    }

    /// A text in lines no wider than `width`. A text of nothing has no lines.
    pub(crate) fn set(&mut self, text: &str, style: &Style, width: f32) -> Vec<Rc<Line>> {
        let clean = self.printable(text);
        let style = &Style { leading: style.leading * self.tight, ..*style };
        let mut lines = Vec::new();
        if clean.is_empty() {
            return lines;
        }
        for paragraph in clean.split('\n') {
            if paragraph.trim().is_empty() {
                lines.push(Rc::new(Line::empty(style)));
                continue;
            }
            for (at, part) in parts(paragraph).enumerate() {
                let indent = if at == 0 { indent(part, style) } else { 0.0 };
                self.set_paragraph(part, style, width, indent, &mut lines);
            }
        }
        lines
    }

    fn set_paragraph(
        &mut self,
        text: &str,
        style: &Style,
        width: f32,
        indent: f32,
        lines: &mut Vec<Rc<Line>>,
    ) {
        let contexts = self.contexts.get_or_insert_with(|| self.fonts.contexts());
        let mut builder = contexts.layout.ranged_builder(&mut contexts.fonts, text, 1.0, false);
        builder.push_default(family(style.face, false));
        for range in signs::among_squares(text) {
            builder.push(family(style.face, true), range);
        }
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(style.leading)));
        // A word wider than the column is broken anywhere rather than printed beyond the paper.
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        let mut layout: Layout<()> = builder.build(text);
        layout.set_text_indent(indent, IndentOptions::default());
        layout.break_all_lines(Some(width.max(style.size)));
        let alignment = match style.align {
            Align::Start => Alignment::Left,
            Align::Centre => Alignment::Center,
            Align::End => Alignment::Right,
            // Filled below: what is in the layout knows of spaces alone, and Chinese has none.
            Align::Full => Alignment::Start,
        };
        layout.align(alignment, AlignmentOptions::default());
        let (filled, lacking) = numbered(text, &holes(&layout));
        if lacking.is_empty() {
            let count = layout.len();
            let room = Room { width, squares: signs::mostly_squares(text) };
            for (at, line) in layout.lines().enumerate() {
                let fills = style.align == Align::Full && at + 1 < count;
                let set = Line::of(&line, text, style, self.fonts);
                lines.push(Rc::new(if fills { set.filling(&room) } else { set }));
            }
            return;
        }
        // An accent on a letter of another alphabet: each has its font, but none has both. Their numbers are in every font.
        self.note(text, lacking);
        self.set_paragraph(&filled, style, width, indent, lines);
    }
}

/// Where no font has what belongs together.
fn holes(layout: &Layout<()>) -> Vec<Range<usize>> {
    let clusters =
        layout.lines().flat_map(|line| line.runs().collect::<Vec<_>>()).flat_map(|run| run.clusters());
    clusters
        .filter(|cluster| cluster.glyphs().any(|glyph| glyph.id == 0))
        .map(|cluster| cluster.text_range())
        .collect()
}

/// A text with the numbers of letters in place of them, and which letters those were.
fn numbered(text: &str, holes: &[Range<usize>]) -> (String, Vec<char>) {
    let (mut filled, mut lacking) = (String::with_capacity(text.len() + 16), Vec::new());
    for (at, letter) in text.char_indices() {
        // A space or a letter of ASCII is in every font that has it; were it a hole, a number would not help.
        if letter.is_ascii() || !holes.iter().any(|hole| hole.contains(&at)) {
            filled.push(letter);
            continue;
        }
        clean::push_number(&mut filled, letter);
        if !lacking.contains(&letter) {
            lacking.push(letter);
        }
    }
    (filled, lacking)
}

fn family(face: Face, among_squares: bool) -> StyleProperty<'static, ()> {
    let names = families(face, among_squares).iter().map(|name| FontFamilyName::Named((*name).into()));
    StyleProperty::FontFamily(FontFamily::List(names.collect()))
}

/// What a line of running text is to fill.
struct Room {
    width: f32,
    /// Whether the text is Chinese: then its letters stand apart a little, not its few words of another alphabet.
    squares: bool,
}

impl Room {
    /// Whether a line may become wider between two letters, and by how much of its size at most.
    fn opens(&self, before: char, after: char) -> bool {
        let apart = self.squares && (clean::is_square(before) || clean::is_square(after));
        before == ' ' || apart && after != ' '
    }

    /// A line of Chinese lacks a sign or two, which nobody sees between its letters; one that lacks more ends before a long word of
    /// another alphabet, and to fill it would tear its letters apart.
    fn most(&self) -> f32 {
        if self.squares { 0.15 } else { 0.6 }
    }
}

impl Drop for Setter<'_> {
    fn drop(&mut self) {
        if let Some(contexts) = self.contexts.take() {
            self.fonts.give_back(contexts);
        }
    }
}

/// A paragraph in pieces that can be handled at once; almost always one.
fn parts(mut paragraph: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        if paragraph.is_empty() {
            return None;
        }
        let (part, rest) = paragraph.split_at(paragraph.floor_char_boundary(LONGEST));
        paragraph = rest;
        Some(part)
    })
}

/// A Chinese paragraph is indented, also one that begins with a name in another alphabet.
fn indent(text: &str, style: &Style) -> f32 {
    let square = text.chars().next().is_some_and(clean::is_square) || signs::mostly_squares(text);
    if style.indent && square { 2.0 * style.size } else { 0.0 }
}

impl Line {
    fn empty(style: &Style) -> Self {
        let (height, baseline) = (style.leading, baseline(style));
        Self { height, baseline, from: 0.0, to: 0.0, size: style.size, text: String::new(), runs: Vec::new() }
    }

    fn of(line: &ParleyLine<'_, ()>, text: &str, style: &Style, fonts: &Fonts) -> Self {
        let range = line.text_range();
        let words = text.get(range.clone()).unwrap_or_default().to_owned();
        let metrics = line.metrics();
        let from = metrics.offset + metrics.inline_min_coord;
        let mut runs = Vec::new();
        let mut x = from;
        for run in line.runs() {
            let Some((number, font)) = fonts.font(run.font().data.id()) else { continue };
            let set = Run::of(&run, (number, font.clone()), x, range.start, words.len());
            x += set.width() * run.font_size();
            runs.push(set);
        }
        let to = from + metrics.advance - metrics.hanging_advance;
        Self {
            height: style.leading,
            baseline: baseline(style),
            from,
            to,
            size: style.size,
            text: words,
            runs,
        }
    }
}

impl Line {
    /// The same spread over the width. A line with few places that could become wider is better left as it is, and so is one from
    /// right to left.
    fn filling(mut self, room: &Room) -> Self {
        let openings: Vec<_> = self.runs.iter().map(|run| run.openings(&self.text, room)).collect();
        let count = openings.iter().map(Vec::len).sum::<usize>();
        let missing = room.width - self.to;
        let each = missing / f32::from(u16::try_from(count).unwrap_or(u16::MAX));
        if !(each > 0.0 && each <= room.most() * self.size) || self.runs.iter().any(|run| run.rtl) {
            return self;
        }
        let mut shift = 0.0;
        for (run, openings) in self.runs.iter_mut().zip(openings) {
            run.x += shift;
            for at in openings {
                if let Some(glyph) = run.glyphs.get_mut(at) {
                    glyph.x_advance += each / self.size;
                    shift += each;
                }
            }
        }
        self.to += shift;
        self
    }
}

/// Letters stand so that the square of an ideograph is in the middle of its line.
fn baseline(style: &Style) -> f32 {
    style.leading / 2.0 + 0.38 * style.size
}

impl Run {
    fn of(
        run: &ParleyRun<'_, ()>,
        (number, font): (usize, Font),
        x: f32,
        start: usize,
        length: usize,
    ) -> Self {
        let size = run.font_size();
        let mut glyphs: Vec<KrillaGlyph> = Vec::new();
        // From right to left the letters that a ligature continues with come before it.
        let mut ahead: Option<usize> = None;
        for cluster in run.visual_clusters() {
            let range = cluster.text_range();
            let range =
                range.start.saturating_sub(start).min(length)..range.end.saturating_sub(start).min(length);
            if cluster.is_ligature_continuation() && run.is_rtl() {
                ahead = Some(ahead.map_or(range.end, |end| end.max(range.end)));
                continue;
            }
            let range = range.start..ahead.take().map_or(range.end, |end| end.max(range.end));
            if cluster.is_ligature_continuation() {
                if let Some(last) = glyphs.last_mut() {
                    last.text_range.end = last.text_range.end.max(range.end);
                }
                continue;
            }
            glyphs.extend(cluster.glyphs().map(|glyph| {
                let (x, y) = (glyph.x / size, glyph.y / size);
                KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance / size, x, y, 0.0, range.clone(), None)
            }));
        }
        Self { font, number, x, glyphs, rtl: run.is_rtl() }
    }

    /// After which of its glyphs a line may become wider: their numbers.
    fn openings(&self, text: &str, room: &Room) -> Vec<usize> {
        let ends = text.trim_end().len();
        let opens = |glyph: &KrillaGlyph| {
            let (before, after) = text.split_at_checked(glyph.text_range.end)?;
            let pair = before.chars().next_back().zip(after.chars().next())?;
            (glyph.text_range.end < ends && room.opens(pair.0, pair.1)).then_some(())
        };
        let all = self.glyphs.iter().enumerate();
        all.filter(|(_, glyph)| opens(glyph).is_some()).map(|(at, _)| at).collect()
    }

    /// Its width as a share of the type size.
    fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.x_advance).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{BODY, CELL, CELL_HEAD, ENTRY, FINE, MASTHEAD, NOTE, NUMBER, SUBTITLE, TITLE};

    #[test]
    fn a_chinese_paragraph_is_indented_even_where_it_begins_with_a_latin_name() {
        let begins = |text| indent(text, &BODY) > 0.0;
        assert!(
            begins("申请人请求调解下列知识产权纠纷。")
                && begins("Lichtwerk GmbH请求本会调解下列知识产权纠纷。")
        );
        assert!(!begins("The respondent takes part.") && !begins("Lichtwerk GmbH asks 望舒 to mediate."));
    }

    #[test]
    fn lines_of_chinese_are_filled_between_letters_and_no_latin_words_are_torn_apart() {
        let fonts = Fonts::built_in().expect("the fonts are part of the program");
        let text = "被申请人望舒灿禾电子有限公司（撤下展品）：All lamps L-200，ownership of the mark stays with the \
                    applicant；地点：展位及网站；期限：自2026年11月29日起至2026年12月1日止，双方同意将本条单独告知展会主办方执行。";
        let lines = Setter::new(&fonts).set(text, &BODY, 300.0);
        let filled = lines.iter().take(lines.len() - 1).filter(|line| (line.to - 300.0).abs() < 0.1).count();
        assert!(lines.len() > 3 && filled + 2 >= lines.len(), "{filled} of {}", lines.len());
        for line in &lines {
            let spaces =
                line.runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| {
                    line.text.get(glyph.text_range.clone()).is_some_and(|letter| letter == " ")
                });
            for space in spaces {
                assert!(space.x_advance < 0.6, "a gap of {} in {}", space.x_advance, line.text);
            }
        }
    }

    #[test]
    fn a_line_that_ends_before_a_long_word_is_left_as_it_is_and_so_is_the_last() {
        let fonts = Fonts::built_in().expect("the fonts are part of the program");
        let text = "砚川岫笙电子有限公司（Yanchuan Xiusheng Electronics Co., Ltd.）、望舒灿禾电子有限公司（Internationalisation \
                    Consortium Limited）：";
        for width in 20_u16..45 {
            let width = f32::from(width) * 10.0;
            let lines = Setter::new(&fonts).set(text, &BODY, width);
            for (at, line) in lines.iter().enumerate() {
                let most = if at + 1 < lines.len() { 1.16 } else { 1.01 };
                for glyph in line.runs.iter().flat_map(|run| &run.glyphs) {
                    let letter = line.text.get(glyph.text_range.clone()).and_then(|text| text.chars().next());
                    let apart = letter.is_some_and(clean::is_square) && glyph.x_advance > most;
                    assert!(!apart, "{} at {width} in {}", glyph.x_advance, line.text);
                }
            }
        }
    }

    #[test]
    fn a_word_wider_than_its_column_is_broken_within_it_and_loses_no_letter() {
        let fonts = Fonts::built_in().expect("the fonts are part of the program");
        let serial = "SN0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKLMN";
        let address =
            "https://www.example.com/catalogue/2026/lighting/products/HC-208?colour=moonlight&size=large";
        for style in [BODY, ENTRY, CELL, CELL_HEAD, NOTE, FINE, TITLE, SUBTITLE, MASTHEAD, NUMBER] {
            for text in
                [serial.to_owned(), format!("序列号：{serial}，网址：{address}。"), format!("See {address}")]
            {
                for width in [60.0, 150.0, 448.0] {
                    let lines = Setter::new(&fonts).set(&text, &style, width);
                    for line in &lines {
                        assert!(line.to <= width + 0.5, "{} > {width}: {}", line.to, line.text);
                    }
                    let letters =
                        |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                    let whole: String = lines.iter().map(|line| letters(&line.text)).collect();
                    assert_eq!(whole, letters(&text));
                }
            }
        }
    }
}
