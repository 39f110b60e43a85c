//! Posters, cards and labels with a code for every booth: many at once, so page by page and with word of how far it is.

use std::rc::Rc;

use krilla::metadata::Metadata;

use crate::{
    PaperError, Typeset,
    clean::is_square,
    code::Code,
    draw::{Page, Press},
    fonts::Fonts,
    head::fitting,
    lines::Setter,
    measure::{Align, BLACK, Face, GREY, Ink, PAGE_HEIGHT, PAGE_WIDTH, Style, mm},
    piece::{Mark, stack},
    tree::{Part, Tree},
};

/// How the codes of booths are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// One an A4 page, to be read from across an aisle.
    A4Poster,
    /// Two an A4 page, A5 across, parted by a line to cut along.
    A5Card,
    /// Ten an A4 page, on labels of 105 by 57 mm (two columns, five rows, 6 mm left free above and below).
    Labels,
}

/// What stands on one poster, card or label.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// What the code says.
    pub code: String,
    /// What to do, the same in each language; the first is set largest.
    pub lines: Vec<String>,
    /// The hall in words.
    pub hall: String,
    /// The booth's number.
    pub booth: String,
    /// Who exhibits there.
    pub names: Vec<String>,
}

/// Sizes of one kind.
struct Plan {
    columns: usize,
    rows: usize,
    width: f32,
    height: f32,
    top: f32,
    margin: f32,
    code: f32,
    /// Whether words stand beside the code instead of above and below it.
    beside: bool,
    /// Type sizes of the first line, the further lines, the booth, the hall and names.
    sizes: [f32; 4],
}

impl SheetKind {
    const fn plan(self) -> Plan {
        let plan = Plan {
            columns: 1,
            rows: 1,
            width: PAGE_WIDTH,
            height: PAGE_HEIGHT,
            top: 0.0,
            margin: mm(20.0),
            code: mm(125.0),
            beside: false,
            sizes: [34.0, 19.0, 44.0, 15.0],
        };
        match self {
            Self::A4Poster => plan,
            Self::A5Card => Plan {
                rows: 2,
                height: PAGE_HEIGHT / 2.0,
                margin: mm(12.0),
                code: mm(84.0),
                beside: true,
                sizes: [24.0, 12.5, 34.0, 12.0],
                ..plan
            },
            Self::Labels => Plan {
                columns: 2,
                rows: 5,
                width: mm(105.0),
                height: mm(57.0),
                top: mm(6.0),
                margin: mm(5.0),
                code: mm(45.0),
                beside: true,
                sizes: [12.5, 8.5, 20.0, 8.0],
            },
        }
    }
}

/// Sets a poster, card or label for each entry; `progress` is told after each page how many entries are printed.
///
/// # Errors
/// [`PaperError::Code`] for a text too long for a QR code.
pub fn sheets(
    kind: SheetKind,
    title: &str,
    items: &[Sheet],
    fonts: &Fonts,
    mut progress: impl FnMut(usize),
) -> Result<Typeset, PaperError> {
    let plan = kind.plan();
    let mut setter = Setter::new(fonts);
    let mut press = Press::new(Tree::new(), false);
    let (mut pages, mut done) = (0, 0);
    for page in items.chunks(plan.columns * plan.rows) {
        let mut marks = Vec::new();
        for (at, sheet) in page.iter().enumerate() {
            let corner =
                (plan.width * length(at % plan.columns), plan.top + plan.height * length(at / plan.columns));
            marks.extend(entry(&mut setter, &mut press.tree, sheet, &plan, corner)?);
        }
        if kind == SheetKind::A5Card {
            let (from, to) = ((0.0, plan.height), (PAGE_WIDTH, plan.height));
            marks.push(Mark::Rule { from, to, width: 0.5, ink: Ink(150), dashed: true });
        }
        press.page(&Page { body: Vec::new(), foot: marks, across: None })?;
        pages += 1;
        done += page.len();
        progress(done);
    }
    let missing = setter.take_missing();
    let pdf =
        press.finish(Metadata::new().title(crate::clean::visible(title)).creator("Fairdesk".to_owned()))?;
    Ok(Typeset { pdf, pages: pages.max(1), missing, archival: false })
}

/// Words with how they are set.
type Words<'s> = Vec<(&'s str, Style)>;

fn entry(
    setter: &mut Setter<'_>,
    tree: &mut Tree,
    sheet: &Sheet,
    plan: &Plan,
    (x, y): (f32, f32),
) -> Result<Vec<Mark>, PaperError> {
    let code = Rc::new(Code::of(&sheet.code)?);
    let (x, y) = (x + plan.margin, y + plan.margin);
    let (width, height) = (plan.width - 2.0 * plan.margin, plan.height - 2.0 * plan.margin);
    let (call, place) = words(sheet, plan);
    let mut block = Block { setter, tree, marks: Vec::new() };
    if plan.beside {
        let side = plan.code.min(height);
        let gap = plan.margin * 0.8;
        let text = (x + side + gap, width - side - gap);
        // Words begin and end with the dark squares of the code.
        let quiet = side * 0.1;
        let (top, tall) = (y + f32::midpoint(height - side, quiet), side - quiet);
        let above = block.put(&call, text, top, tall * 0.62);
        block.put_up(&place, text, top + tall, tall - (above - top));
        block.code(code, (x, y + (height - side) / 2.0), side, sheet);
    } else {
        let room = height - plan.code;
        let above = block.put(&call, (x, width), y, room * 0.5);
        let lowest = block.put_up(&place, (x, width), y + height, room - (above - y));
        let free = (lowest - above - plan.code).max(0.0);
        block.code(code, (x + (width - plan.code) / 2.0, above + free / 2.0), plan.code, sheet);
    }
    Ok(block.marks)
}

/// What stands at the beginning and what at the end.
fn words<'s>(sheet: &'s Sheet, plan: &Plan) -> (Words<'s>, Words<'s>) {
    let align = if plan.beside { Align::Start } else { Align::Centre };
    let [first, further, booth, small] = plan.sizes;
    let style = |face, size: f32, ink| Style { face, size, leading: size * 1.35, ink, align, indent: false };
    let call = sheet.lines.iter().enumerate().map(|(at, line)| {
        (
            line.as_str(),
            if at == 0 { style(Face::Title, first, BLACK) } else { style(Face::Text, further, BLACK) },
        )
    });
    let mut place = vec![
        (sheet.hall.as_str(), style(Face::Text, small, GREY)),
        (sheet.booth.as_str(), style(Face::Title, booth, BLACK)),
    ];
    place.extend(sheet.names.iter().take(6).map(|name| (name.as_str(), style(Face::Text, small, BLACK))));
    (call.collect(), place)
}

/// One poster, card or label while it is made.
struct Block<'b, 'f> {
    setter: &'b mut Setter<'f>,
    tree: &'b mut Tree,
    marks: Vec<Mark>,
}

impl Block<'_, '_> {
    /// Words downwards from a height, made smaller until they fit into the room; where they end.
    fn put(&mut self, words: &Words<'_>, (x, width): (f32, f32), y: f32, room: f32) -> f32 {
        let mut scale = 1.0_f32;
        loop {
            let (marks, height) = self.set(words, (x, width), y, scale);
            if height <= room || scale < 0.45 {
                self.marks.extend(marks);
                return y + height;
            }
            scale *= 0.88;
        }
    }

    /// The same, ending at a height; where they begin.
    fn put_up(&mut self, words: &Words<'_>, (x, width): (f32, f32), foot: f32, room: f32) -> f32 {
        let mut scale = 1.0_f32;
        loop {
            let (_, height) = self.set(words, (x, width), 0.0, scale);
            if height <= room || scale < 0.45 {
                let (marks, _) = self.set(words, (x, width), foot - height, scale);
                self.marks.extend(marks);
                return foot - height;
            }
            scale *= 0.88;
        }
    }

    fn set(&mut self, words: &Words<'_>, (x, width): (f32, f32), y: f32, scale: f32) -> (Vec<Mark>, f32) {
        let (mut marks, mut height) = (Vec::new(), 0.0);
        for (text, style) in words {
            let style = Style { size: style.size * scale, leading: style.leading * scale, ..*style };
            let (lines, style) = fitting(self.setter, text, style, width);
            let node = self.tree.add(Part::Paragraph, None);
            self.tree.speak(node, if text.chars().any(is_square) { "zh" } else { "en" });
            let (more, high) = stack(&lines, x, y + height, style.ink, node);
            marks.extend(more);
            height += high;
        }
        (marks, height)
    }

    fn code(&mut self, code: Rc<Code>, (x, y): (f32, f32), side: f32, sheet: &Sheet) {
        let node = self.tree.add(Part::Figure(sheet.code.clone()), None);
        self.marks.push(Mark::Code { x, y, side, code, node });
    }
}

/// Columns and rows are few.
fn length(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
