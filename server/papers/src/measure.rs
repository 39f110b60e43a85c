//! Sizes of the page, of type and of the room between parts: one place, so that every document has the same face.
//! All lengths are points (1/72 inch), from the top left corner.

/// Points in a number of millimetres.
pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// Width of A4.
pub(crate) const PAGE_WIDTH: f32 = mm(210.0);
/// Height of A4.
pub(crate) const PAGE_HEIGHT: f32 = mm(297.0);
/// Left margin: wide enough to be punched and bound into a file.
pub(crate) const LEFT: f32 = mm(27.0);
/// Upper margin.
pub(crate) const TOP: f32 = mm(25.0);
/// Width of the text.
pub(crate) const WIDTH: f32 = PAGE_WIDTH - LEFT - mm(25.0);
/// From the lower edge of the page to the foot's rule, without the footer's own lines.
pub(crate) const FOOT: f32 = mm(17.0);
/// Between the last line of the text and the foot's rule.
pub(crate) const ABOVE_FOOT: f32 = mm(5.0);
/// A row at most this high is never split between pages.
pub(crate) const WHOLE_ROW: f32 = 170.0;
/// Diameter of the place for a seal: company seals measure 38 to 42 mm.
pub(crate) const SEAL: f32 = mm(40.0);
/// Diameter of the place for a seal within a signature place.
pub(crate) const PARTY_SEAL: f32 = mm(36.0);

/// Which of the fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Everything but titles.
    Text,
    /// Titles, headings, captions: heavier, with serifs. Letters it lacks come from the other.
    Title,
}

/// Where lines stand in their width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// At the left.
    Start,
    /// In the middle.
    Centre,
    /// At the right.
    End,
    /// Filling the width, the last line at the left.
    Full,
}

/// How dark: 0 is black, 255 is paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink(pub(crate) u8);

/// Text.
pub(crate) const BLACK: Ink = Ink(0);
/// Secondary text: still dark enough for a photocopy.
pub(crate) const GREY: Ink = Ink(75);
/// Rules and dashed circles.
pub(crate) const RULE: Ink = Ink(110);
/// The word across a draft.
pub(crate) const PALE: Ink = Ink(232);

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// The font.
    pub(crate) face: Face,
    /// Height of a letter's square.
    pub(crate) size: f32,
    /// From line to line.
    pub(crate) leading: f32,
    /// How dark.
    pub(crate) ink: Ink,
    /// Where in the width.
    pub(crate) align: Align,
    /// Whether Chinese paragraphs begin two letters in.
    pub(crate) indent: bool,
}

const fn style(face: Face, size: f32, leading: f32) -> Style {
    Style { face, size, leading, ink: BLACK, align: Align::Start, indent: false }
}

/// Running text.
pub(crate) const BODY: Style = Style { align: Align::Full, indent: true, ..style(Face::Text, 11.0, 18.0) };
/// Entries of lists, ticks.
pub(crate) const ENTRY: Style = style(Face::Text, 11.0, 17.0);
/// Cells of tables and columns.
pub(crate) const CELL: Style = style(Face::Text, 10.0, 15.0);
/// Heads of tables and columns, captions of signature places.
pub(crate) const CELL_HEAD: Style = style(Face::Title, 10.0, 15.0);
/// Small notes.
pub(crate) const NOTE: Style = Style { ink: GREY, ..style(Face::Text, 8.5, 12.5) };
/// The very small lines under a code and at the foot.
pub(crate) const FINE: Style = Style { ink: GREY, ..style(Face::Text, 7.5, 10.5) };
/// The title.
pub(crate) const TITLE: Style = Style { align: Align::Centre, ..style(Face::Title, 22.0, 30.0) };
/// The title in a further language.
pub(crate) const SUBTITLE: Style = Style { align: Align::Centre, ..style(Face::Title, 13.0, 19.0) };
/// Who issues it.
pub(crate) const MASTHEAD: Style = Style { align: Align::Centre, ..style(Face::Text, 11.5, 18.0) };
/// Number below the title.
pub(crate) const NUMBER: Style = Style { align: Align::End, ..style(Face::Text, 10.5, 16.0) };

/// Headings by level.
pub(crate) fn heading(level: u8) -> Style {
    match level {
        0 | 1 => style(Face::Title, 13.5, 21.0),
        2 => style(Face::Title, 12.0, 19.0),
        _ => style(Face::Title, 11.0, 18.0),
    }
}
