//! Pages of marks as PDF. Rules and repeated words are marked as decoration, so that a reader aloud skips them.

use krilla::{
    Document, SerializeSettings,
    color::luma,
    configure::{Archival, ConfigurationBuilder},
    destination::XyzDestination,
    error::KrillaError,
    geom::{PathBuilder, Point, Rect, Size, Transform},
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, LineCap, Stroke, StrokeDash},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag},
};

use crate::{
    PaperError,
    lines::Line,
    measure::{BLACK, Ink, LEFT, PAGE_HEIGHT, PAGE_WIDTH, PALE, TOP},
    pages::Placed,
    piece::Mark,
    tree::{Node, Tree},
};

/// One page, ready to be drawn.
pub(crate) struct Page<'p> {
    /// Marks from the corner of the text.
    pub(crate) body: Vec<Placed>,
    /// Marks from the corner of the page.
    pub(crate) foot: Vec<Mark>,
    /// A word across the page and its scale.
    pub(crate) across: Option<(&'p Line, f32)>,
}

/// Where pages are printed, one after the other.
pub(crate) struct Press {
    document: Document,
    pub(crate) tree: Tree,
    bookmarks: Outline,
}

impl Press {
    /// A press for a document whose structure is known already, or is told with the pages. For an archive the file keeps to
    /// PDF/A-2u, which asks for a date.
    pub(crate) fn new(tree: Tree, archive: bool) -> Self {
        let mut configuration = ConfigurationBuilder::new();
        if archive {
            configuration = configuration.with_archival_validator(Archival::A2_U);
        }
        let configuration = configuration.finish().unwrap_or_default();
        let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
        Self { document: Document::new_with(settings), tree, bookmarks: Outline::new() }
    }

    /// Prints a page.
    pub(crate) fn page(&mut self, page: &Page<'_>) -> Result<(), PaperError> {
        let settings = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).ok_or(PaperError::Page)?;
        let mut sheet = self.document.start_page_with(settings);
        let mut surface = sheet.surface();
        if let Some((line, scale)) = page.across {
            across(&mut surface, line, scale);
        }
        for (y, mark) in &page.body {
            draw(&mut surface, mark, (LEFT, TOP + y), &mut self.tree);
        }
        for mark in &page.foot {
            draw(&mut surface, mark, (0.0, 0.0), &mut self.tree);
        }
        surface.finish();
        sheet.finish();
        Ok(())
    }

    /// Names a page, counted from 0, for whoever looks for it.
    pub(crate) fn bookmark(&mut self, name: String, page: usize) {
        let top = XyzDestination::new(page, Point::from_xy(0.0, 0.0));
        self.bookmarks.push_child(OutlineNode::new(name, top));
    }

    /// The bytes of the document.
    pub(crate) fn finish(mut self, metadata: Metadata) -> Result<Vec<u8>, PaperError> {
        self.document.set_metadata(metadata);
        self.document.set_outline(self.bookmarks);
        self.document.set_tag_tree(self.tree.grow());
        self.document.finish().map_err(|why| PaperError::Pdf(reason(&why)))
    }
}

/// Why a file could not be written, in words for a log.
fn reason(why: &KrillaError) -> String {
    match why {
        KrillaError::Validation(wrong) => {
            let first: Vec<_> = wrong.iter().take(3).map(|(wrong, _)| format!("{wrong:?}")).collect();
            format!("{why}: {}", first.join(", "))
        }
        KrillaError::Font(..)
        | KrillaError::Limit(_)
        | KrillaError::DuplicateNamedDestination(_)
        | KrillaError::DuplicateTagId(..)
        | KrillaError::UnknownTagId(..)
        | KrillaError::Image(..)
        | KrillaError::SixteenBitImage(..) => why.to_string(),
    }
}

/// Draws one mark from a corner.
fn draw(surface: &mut Surface<'_>, mark: &Mark, (left, top): (f32, f32), tree: &mut Tree) {
    match mark {
        Mark::Text { x, y, line, ink, node } => {
            if line.runs.iter().all(|run| run.glyphs.is_empty()) {
                return;
            }
            tagged(surface, *node, tree, |surface| {
                text(surface, line, (left + x, top + y), *ink, false);
            });
        }
        Mark::Rule { from, to, width, ink, dashed } => {
            let mut path = PathBuilder::new();
            path.move_to(left + from.0, top + from.1);
            path.line_to(left + to.0, top + to.1);
            decoration(surface, |surface| stroke(surface, path, *width, *ink, *dashed));
        }
        Mark::Frame { x, y, width, height, rule, ink } => {
            let mut path = PathBuilder::new();
            if let Some(frame) = Rect::from_xywh(left + x, top + y, *width, *height) {
                path.push_rect(frame);
            }
            decoration(surface, |surface| stroke(surface, path, *rule, *ink, false));
        }
        Mark::Circle { x, y, radius, ink } => {
            let path = circle(left + x, top + y, *radius);
            decoration(surface, |surface| stroke(surface, path, 0.7, *ink, true));
        }
        Mark::Picture { x, y, width, height, image, node } => {
            let Some(size) = Size::from_wh(*width, *height) else { return };
            tagged(surface, Some(*node), tree, |surface| {
                surface.push_transform(&Transform::from_translate(left + x, top + y));
                surface.draw_image(image.clone(), size);
                surface.pop();
            });
        }
        Mark::Code { x, y, side, code, node } => {
            let Some(path) = code.outline(left + x, top + y, *side) else { return };
            tagged(surface, Some(*node), tree, |surface| {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(BLACK)));
                surface.draw_path(&path);
            });
        }
    }
}

/// Draws a line of text with its upper left corner at a point.
pub(crate) fn text(surface: &mut Surface<'_>, line: &Line, (x, y): (f32, f32), ink: Ink, outlined: bool) {
    surface.set_stroke(None);
    surface.set_fill(Some(fill(ink)));
    for run in line.runs.iter().filter(|run| !run.glyphs.is_empty()) {
        let start = Point::from_xy(x + run.x, y + line.baseline);
        surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &line.text, line.size, outlined);
    }
}

/// The word across a draft: as outlines, so that it is not read or copied between the lines.
fn across(surface: &mut Surface<'_>, line: &Line, scale: f32) {
    let turn = Transform::from_rotate(-35.0);
    let (x, y) = (PAGE_WIDTH / 2.0, PAGE_HEIGHT / 2.0);
    let place =
        Transform::from_row(turn.sx() * scale, turn.ky() * scale, turn.kx() * scale, turn.sy() * scale, x, y);
    decoration(surface, |surface| {
        surface.push_transform(&place);
        let width = line.to - line.from;
        text(surface, line, (-line.from - width / 2.0, -line.height / 2.0), PALE, true);
        surface.pop();
    });
}

fn tagged(
    surface: &mut Surface<'_>,
    node: Option<Node>,
    tree: &mut Tree,
    draw: impl FnOnce(&mut Surface<'_>),
) {
    let Some(node) = node else {
        decoration(surface, draw);
        return;
    };
    let drawn = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
    draw(surface);
    surface.end_tagged();
    tree.fill(node, drawn);
}

fn decoration(surface: &mut Surface<'_>, draw: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    draw(surface);
    surface.end_tagged();
}

fn stroke(surface: &mut Surface<'_>, path: PathBuilder, width: f32, ink: Ink, dashed: bool) {
    let Some(path) = path.finish() else { return };
    let dash = dashed.then(|| StrokeDash { array: vec![3.0, 2.5], offset: 0.0 });
    let line_cap = LineCap::Butt;
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(ink.0).into(),
        width,
        line_cap,
        dash,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

pub(crate) fn fill(ink: Ink) -> Fill {
    Fill { paint: luma::Color::new(ink.0).into(), ..Fill::default() }
}

/// A circle from four curves.
fn circle(x: f32, y: f32, radius: f32) -> PathBuilder {
    let bend = radius * 0.552_285;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + bend, x + bend, y + radius, x, y + radius);
    path.cubic_to(x - bend, y + radius, x - radius, y + bend, x - radius, y);
    path.cubic_to(x - radius, y - bend, x - bend, y - radius, x, y - radius);
    path.cubic_to(x + bend, y - radius, x + radius, y - bend, x + radius, y);
    path.close();
    path
}
