//! What stands around the blocks: masthead, title and number at the beginning, number and page at the foot of every page, and from
//! the second one on title and number at its head, so that no sheet can be put to another paper.

use std::rc::Rc;

use crate::{
    PaperError,
    blocks::Composer,
    code::Code,
    lines::{Line, Setter},
    measure::{
        ABOVE_FOOT, Align, BLACK, CELL, FINE, FOOT, GREY, LEFT, MASTHEAD, NOTE, NUMBER, PAGE_HEIGHT, PALE,
        RULE, SUBTITLE, Style, TITLE, TOP, WIDTH,
    },
    model::{Check, Paper},
    piece::{Mark, Piece, stack},
    tree::Part,
};

/// Most of the width the version and the number take at the foot; the rest is the page's.
const FOOT_NUMBER: f32 = WIDTH * 0.72;

/// Where the running head stands, from the upper edge of the page: within the upper margin, so that it takes nothing of the text.
const RUNNING: f32 = crate::measure::mm(14.0);
/// As much of the width as the title takes in the running head; the rest is the number's.
const RUNNING_TITLE: f32 = WIDTH * 0.6;

/// Masthead, title, number and code.
pub(crate) fn head(composer: &mut Composer<'_>, paper: &Paper) -> Result<Vec<Piece>, PaperError> {
    let mut pieces = Vec::new();
    let (mut marks, aside, code_height) = match &paper.check {
        Some(check) => code(composer, check)?,
        None => (Vec::new(), 0.0, 0.0),
    };
    // The title stays in the middle of the page, so the room of the code is left free at both sides.
    let (x, width) = (aside, WIDTH - 2.0 * aside);
    let (titles, tall) = titles(composer, paper, x, width);
    let height = tall.max(code_height);
    marks.extend(titles.into_iter().map(|mark| lowered(mark, (height - tall) / 2.0)));
    if height > 0.0 {
        pieces.push(Piece::new(height + 8.0, marks).kept());
    }
    pieces.push(number(composer, paper));
    Ok(pieces)
}

fn code(composer: &mut Composer<'_>, check: &Check) -> Result<(Vec<Mark>, f32, f32), PaperError> {
    let code = Rc::new(Code::of(&check.address)?);
    let side = code.good_side();
    let node = composer.tree.add(Part::Figure(check.address.clone()), None);
    let x = WIDTH - side;
    let mut marks = vec![Mark::Code { x, y: 0.0, side, code, node }];
    let mut y = side;
    let style = Style { align: Align::Centre, ..FINE };
    for line in &check.caption {
        let (more, _, height) = composer.one_line(line, &style, (x, y), side);
        marks.extend(more);
        y += height;
    }
    Ok((marks, side + 8.0, y))
}

fn titles(composer: &mut Composer<'_>, paper: &Paper, x: f32, width: f32) -> (Vec<Mark>, f32) {
    let (mut marks, mut y) = (Vec::new(), 0.0);
    for line in &paper.masthead {
        let node = composer.part(Part::Paragraph, None, line);
        let (lines, style) = fitting(&mut composer.setter, line, MASTHEAD, width);
        let (more, height) = stack(&lines, x, y, style.ink, node);
        marks.extend(more);
        y += height;
    }
    for (at, title) in paper.titles.iter().enumerate() {
        let part = if at == 0 { Part::Title } else { Part::Paragraph };
        let node = composer.part(part, None, title);
        let (lines, style) = if at == 0 {
            fitting(&mut composer.setter, title, TITLE, width)
        } else {
            (composer.setter.set(title, &SUBTITLE, width), SUBTITLE)
        };
        y += if at == 0 { 6.0 } else { 0.0 };
        let (more, height) = stack(&lines, x, y, style.ink, node);
        marks.extend(more);
        y += height;
    }
    (marks, y)
}

/// Words as large as they fit on a line, down to four fifths of the size; or else on a few lines.
pub(crate) fn fitting(
    setter: &mut Setter<'_>,
    words: &str,
    style: Style,
    width: f32,
) -> (Vec<Rc<Line>>, Style) {
    let count = crate::clean::visible(words).lines().count();
    let mut smaller = style;
    loop {
        let lines = setter.set(words, &smaller, width);
        if lines.len() <= count || smaller.size <= style.size * 0.8 {
            return (lines, smaller);
        }
        smaller.size -= style.size * 0.07;
        smaller.leading -= style.leading * 0.05;
    }
}

/// Status at the left, number at the right, and the rule that ends the head.
fn number(composer: &mut Composer<'_>, paper: &Paper) -> Piece {
    let (mut marks, mut height) = (Vec::new(), 0.0_f32);
    let mut left = 0.0;
    if let Some(status) = &paper.status {
        let style = Style { align: Align::Start, ..CELL };
        let (words, end, high) = composer.one_line(&status.words, &style, (7.0, 1.0), WIDTH * 0.4);
        if !words.is_empty() {
            marks.extend(words);
            marks.push(Mark::Frame {
                x: 0.0,
                y: 0.0,
                width: end + 7.0,
                height: high + 2.0,
                rule: 0.7,
                ink: BLACK,
            });
            (left, height) = (end + 20.0, high + 2.0);
        }
    }
    let (words, _, high) = composer.one_line(&paper.number, &NUMBER, (left, 0.0), WIDTH - left);
    marks.extend(words);
    height = height.max(high) + 5.0;
    marks.push(Mark::level(0.0, height, WIDTH, 1.2, BLACK));
    marks.push(Mark::level(0.0, height + 2.4, WIDTH, 0.4, BLACK));
    Piece::new(height + 9.0, marks).kept()
}

fn lowered(mark: Mark, by: f32) -> Mark {
    match mark {
        Mark::Text { x, y, line, ink, node } => Mark::Text { x, y: y + by, line, ink, node },
        other @ (Mark::Rule { .. }
        | Mark::Frame { .. }
        | Mark::Circle { .. }
        | Mark::Picture { .. }
        | Mark::Code { .. }) => other,
    }
}

/// What stands at the foot of every page, at the head of every one but the first, and across every draft.
pub(crate) struct Foot {
    above: Vec<Mark>,
    left: Vec<Rc<Line>>,
    below: Vec<Rc<Line>>,
    paging: String,
    draft: Option<Rc<Line>>,
}

impl Foot {
    pub(crate) fn new(setter: &mut Setter<'_>, paper: &Paper) -> Self {
        let parts =
            [&paper.number, &paper.version].map(|words| crate::clean::visible(words).replace('\n', " "));
        let words: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let left = setter.set(&words.join("　"), &FINE, FOOT_NUMBER);
        let mut below = Vec::new();
        for line in paper.footer.iter().take(6) {
            below.extend(setter.set(line, &FINE, WIDTH).into_iter().take(3));
        }
        let draft = paper.status.as_ref().filter(|status| status.draft);
        let draft = draft.and_then(|status| setter.set(&status.words, &LARGE, 2000.0).first().cloned());
        Self { above: running(setter, paper), left, below, paging: paper.paging.clone(), draft }
    }

    fn height(&self) -> f32 {
        FINE.leading * f32::from(u16::try_from(self.left.len().max(1) + self.below.len()).unwrap_or(9))
    }

    fn top(&self) -> f32 {
        PAGE_HEIGHT - FOOT + FINE.leading - self.height().min(mm_of_the_foot())
    }

    /// How high the text of a page may be.
    pub(crate) fn room(&self) -> f32 {
        self.top() - ABOVE_FOOT - TOP
    }

    /// The foot of a page and its running head, placed from the corner of the page.
    pub(crate) fn marks(
        &self,
        setter: &mut Setter<'_>,
        page: usize,
        pages: usize,
        sheet: usize,
    ) -> Vec<Mark> {
        let top = self.top();
        let mut marks = if page > 1 { self.above.clone() } else { Vec::new() };
        marks.push(Mark::level(LEFT, top, WIDTH, 0.4, RULE));
        let mut y = top + 3.0;
        let line = |x: f32, y: f32, line: &Rc<Line>| Mark::Text {
            x,
            y,
            line: Rc::clone(line),
            ink: GREY,
            node: None,
        };
        let numbers = [("{page}", page), ("{pages}", pages), ("{sheet}", sheet)];
        let words = numbers
            .into_iter()
            .fold(self.paging.clone(), |words, (place, number)| words.replace(place, &number.to_string()));
        let end = Style { align: Align::End, ..FINE };
        let x = LEFT + FOOT_NUMBER;
        marks.extend(setter.set(&words, &end, WIDTH - FOOT_NUMBER).first().map(|set| line(x, y, set)));
        for set in self.left.iter().chain(&self.below) {
            marks.push(line(LEFT, y, set));
            y += set.height;
        }
        marks
    }

    /// The word across a draft, and how it is to be scaled to reach across the page.
    pub(crate) fn across(&self) -> Option<(&Rc<Line>, f32)> {
        let line = self.draft.as_ref()?;
        let width = (line.to - line.from).max(LARGE.size);
        Some((line, (WIDTH / width).min(2.2)))
    }
}

/// Title at the left and number at the right in one line, and a rule below them.
fn running(setter: &mut Setter<'_>, paper: &Paper) -> Vec<Mark> {
    let one = |words: &str| crate::clean::visible(words).replace('\n', " ");
    let title = paper.titles.first().map(|title| one(title)).unwrap_or_default();
    let mut marks = Vec::new();
    for (words, align, x, width) in [
        (title, Align::Start, LEFT, RUNNING_TITLE),
        (one(&paper.number), Align::End, LEFT + RUNNING_TITLE, WIDTH - RUNNING_TITLE),
    ] {
        let style = Style { align, ..NOTE };
        let line = setter.set(&words, &style, width).first().cloned();
        marks.extend(line.map(|line| Mark::Text { x, y: RUNNING, line, ink: GREY, node: None }));
    }
    if !marks.is_empty() {
        marks.push(Mark::level(LEFT, RUNNING + NOTE.leading + 2.0, WIDTH, 0.4, RULE));
    }
    marks
}

/// The word across a draft, before it is scaled.
const LARGE: Style = Style { size: 60.0, leading: 60.0, ink: PALE, align: Align::Start, ..TITLE };

/// The foot never takes more than this of the page.
const fn mm_of_the_foot() -> f32 {
    crate::measure::mm(40.0)
}
