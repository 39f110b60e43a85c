//! The parts slips are made of, one below the other: text, rows, rules, codes, cuts.

use papers::{Missing, Strip};

use crate::{
    dots::Dots,
    matrix::Matrix,
    model::{Code, DeskCopy, Edition, Phrase, Row, Steps},
    pen::{Hand, INSET, Letters, Pen, whole},
    roll::{Codes, Roll},
};

/// What a printer gets, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A picture.
    Dots(Dots),
    /// A code that the printer draws by itself.
    Code(Matrix),
    /// The slip, or a part of it, ends here.
    Cut,
}

/// Where a line stands in its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Start,
    Centre,
}

/// A slip being drawn.
pub(crate) struct Page<'l> {
    pub(crate) pen: Pen<'l>,
    pub(crate) hands: Hands,
    roll: Roll,
    codes: Codes,
    width: usize,
    dots: Dots,
    y: usize,
    parts: Vec<Part>,
}

/// The hands of a slip: one place, so that every slip has the same face.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hands {
    /// Who issues it.
    pub(crate) head: Hand,
    /// Headings.
    pub(crate) title: Hand,
    /// What one must not overlook: the hall.
    pub(crate) large: Hand,
    /// Values.
    pub(crate) value: Hand,
    /// Sentences.
    pub(crate) body: Hand,
    /// The same in one more language, labels, captions.
    pub(crate) small: Hand,
}

impl Hands {
    fn of(roll: Roll) -> Self {
        match roll {
            Roll::Narrow => Self {
                head: Hand::new(28.0, 37.0).bold(1.0),
                title: Hand::new(28.0, 38.0).bold(1.0),
                large: Hand::new(40.0, 50.0).bold(2.0),
                value: Hand::new(27.0, 36.0).bold(1.0),
                body: Hand::new(25.0, 33.0),
                small: Hand::new(21.0, 27.0),
            },
            Roll::Wide => Self {
                head: Hand::new(34.0, 44.0).bold(2.0),
                title: Hand::new(32.0, 43.0).bold(2.0),
                large: Hand::new(48.0, 58.0).bold(2.0),
                value: Hand::new(31.0, 40.0).bold(1.0),
                body: Hand::new(28.0, 37.0),
                small: Hand::new(23.0, 30.0),
            },
        }
    }
}

/// Dots in a number of millimetres: 203 to the inch.
pub(crate) const fn mm(millimetres: usize) -> usize {
    millimetres * 8
}

impl<'l> Page<'l> {
    pub(crate) fn new(letters: &'l Letters, roll: Roll, codes: Codes) -> Self {
        let width = roll.dots();
        Self {
            pen: Pen::new(letters),
            hands: Hands::of(roll),
            roll,
            codes,
            width,
            dots: Dots::new(width),
            y: 0,
            parts: Vec::new(),
        }
    }

    /// The slip, and what could not be drawn.
    pub(crate) fn finish(mut self) -> (Vec<Part>, Vec<Missing>) {
        self.part(Part::Cut);
        let missing = self.pen.take_missing();
        (self.parts, missing)
    }

    /// Dots in a row.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    fn part(&mut self, part: Part) {
        self.dots.reach(self.y);
        let dots = std::mem::replace(&mut self.dots, Dots::new(self.width));
        self.y = 0;
        if dots.height() > 0 {
            self.parts.push(Part::Dots(dots));
        }
        self.parts.push(part);
    }

    /// Leaves room.
    pub(crate) fn gap(&mut self, dots: usize) {
        self.y += dots;
    }

    /// A rule over the whole width, with room around it.
    pub(crate) fn rule(&mut self) {
        self.gap(mm(2));
        self.dots.fill(0, self.y, self.width, 3);
        self.y += 3;
        self.gap(mm(2));
    }

    /// Draws a line within a column.
    fn line(&mut self, line: &Strip, hand: Hand, align: Align, (left, width): (usize, usize)) {
        let free = length(width) - line.width * hand.squeeze - hand.bold - 2.0 * INSET;
        let x = match align {
            Align::Start => 0.0,
            Align::Centre => (free / 2.0).max(0.0),
        };
        self.pen.draw(line, hand, &mut self.dots, (length(left) + x, self.y), left + width);
        self.y = self.y.saturating_add_signed(whole(hand.leading));
    }

    /// A text in a column.
    pub(crate) fn text(&mut self, text: &str, hand: Hand, align: Align, column: (usize, usize)) {
        let lines = match align {
            Align::Start => self.pen.set(text, hand, length(column.1)),
            Align::Centre => self.balanced(text, hand, length(column.1)),
        };
        for line in lines {
            self.line(&line, hand, align, column);
        }
    }

    /// Lines of about one length, rather than a long one and a word alone below it.
    fn balanced(&mut self, text: &str, hand: Hand, width: f32) -> Vec<Strip> {
        let mut lines = self.pen.set(text, hand, width);
        if lines.len() < 2 {
            return lines;
        }
        // No word is broken that was whole.
        let word = |word: &str| self.pen.set(word, hand, f32::MAX).iter().map(|line| line.width).sum::<f32>();
        let longest = text.split_whitespace().map(word).fold(0.0, f32::max);
        let (mut least, mut most) = ((longest + hand.bold + 2.0 * INSET + 1.0).min(width), width);
        while most - least > 8.0 {
            let middle = f32::midpoint(least, most);
            let narrower = self.pen.set(text, hand, middle);
            if narrower.len() > lines.len() {
                least = middle;
            } else {
                (lines, most) = (narrower, middle);
            }
        }
        lines
    }

    /// A text in a column, and below it the same in one more language.
    pub(crate) fn phrase(&mut self, phrase: &Phrase, hand: Hand, align: Align, column: (usize, usize)) {
        self.text(&phrase.text, hand, align, column);
        if let Some(also) = &phrase.also {
            let small = Hand { bold: 0.0, ..self.hands.small };
            self.text(also, if hand.size > small.size { small } else { hand }, align, column);
        }
    }

    /// A text in the middle of the slip.
    pub(crate) fn centred(&mut self, phrase: &Phrase, hand: Hand) {
        self.phrase(phrase, hand, Align::Centre, (0, self.width));
    }

    /// Text in white on a black band.
    pub(crate) fn band(&mut self, phrase: &Phrase) {
        let top = self.y;
        self.gap(mm(1));
        self.centred(phrase, self.hands.title);
        self.gap(mm(1));
        self.dots.invert(top, self.y - top);
        self.gap(mm(2));
    }

    /// Text in a frame.
    pub(crate) fn framed(&mut self, phrase: &Phrase) {
        let (top, room, edge) = (self.y, mm(2), 3);
        self.gap(room);
        let column = (edge + room, self.width.saturating_sub(2 * (edge + room)));
        self.phrase(phrase, self.hands.body.bold(1.0), Align::Centre, column);
        self.gap(room);
        let (height, width) = (self.y - top, self.width);
        self.dots.fill(0, top, width, edge);
        self.dots.fill(0, self.y - edge, width, edge);
        self.dots.fill(0, top, edge, height);
        self.dots.fill(width - edge, top, edge, height);
    }

    /// Which print this is, if it is not the first.
    pub(crate) fn mark(&mut self, edition: &Edition) {
        if let Some(mark) = edition.mark() {
            self.gap(mm(1));
            self.band(&mark);
        }
    }

    /// A number as large as the roll allows, at least 12 mm high.
    pub(crate) fn number(&mut self, number: &str) {
        // Capitals and figures of the font are 0.714 of their square high.
        let capital = 0.714;
        let (least, most) = match self.roll {
            Roll::Narrow => (length(mm(13)), length(mm(16))),
            Roll::Wide => (length(mm(15)), length(mm(20))),
        };
        let room = length(self.width - mm(2));
        let plain = Hand::new(100.0, 0.0).bold(6.0);
        let width: f32 = self.pen.set(number, plain, f32::MAX).iter().map(|line| line.width).sum();
        let width = width + 2.0 * plain.bold;
        let fitting = 100.0 * room / width.max(1.0);
        // A long number is set in narrower letters rather than in lower ones, as long as they can be read.
        let size = fitting.clamp(least / capital, most / capital).min(fitting * 2.0);
        let squeeze = (fitting / size).min(1.0);
        let hand = Hand { size, leading: size * 0.92, bold: size * 0.06, squeeze };
        for line in self.pen.set(number, hand, f32::MAX) {
            self.line(&line, hand, Align::Centre, (0, self.width));
        }
    }

    /// A value beside what it is.
    pub(crate) fn row(&mut self, row: &Row, hand: Hand) {
        let gap = mm(2);
        let label = self.width * 3 / 10;
        let (top, start) = (self.y, label + gap);
        let small = self.hands.small;
        // Both begin on one baseline.
        let lower = (hand.leading / 2.0 + 0.38 * hand.size) - (small.leading / 2.0 + 0.38 * small.size);
        self.y = self.y.saturating_add_signed(whole(lower).max(0));
        self.phrase(&row.label, small, Align::Start, (0, label));
        let bottom = self.y;
        self.y = top;
        self.phrase(&row.value, hand, Align::Start, (start, self.width - start));
        self.y = self.y.max(bottom);
        self.gap(mm(1));
    }

    /// Sentences under a heading, with their numbers where their order counts.
    pub(crate) fn steps(&mut self, steps: &Steps, ordered: bool) {
        self.phrase(&steps.title, self.hands.title, Align::Start, (0, self.width));
        self.gap(mm(1));
        let hand = self.hands.body;
        for (at, step) in steps.steps.iter().enumerate() {
            let (top, indent) = (self.y, mm(4));
            if steps.steps.len() > 1 {
                let mark = if ordered { (at + 1).to_string() } else { "•".to_owned() };
                self.text(&mark, hand.bold(1.0), Align::Start, (0, indent));
                self.y = top;
                self.phrase(step, hand, Align::Start, (indent, self.width - indent));
            } else {
                self.phrase(step, hand, Align::Start, (0, self.width));
            }
            self.gap(mm(1));
        }
    }

    /// Hexadecimal digits in groups of four that stand in columns, for eyes and voices.
    pub(crate) fn digits(&mut self, digits: &str) {
        let columns = match self.roll {
            Roll::Narrow => 4,
            Roll::Wide => 8,
        };
        let groups: Vec<_> =
            (0..digits.len()).step_by(4).filter_map(|at| digits.get(at..digits.len().min(at + 4))).collect();
        let (hand, width) = (self.hands.small, self.width / columns);
        for row in groups.chunks(columns) {
            let top = self.y;
            for (at, group) in row.iter().enumerate() {
                self.y = top;
                self.text(group, hand, Align::Start, (at * width, width));
            }
        }
    }

    /// A code to scan, at most so wide, or where one gets it.
    pub(crate) fn code(&mut self, code: &Code, widest: usize) -> Result<(), crate::SlipError> {
        match code {
            Code::Scan { text, caption } => {
                let matrix = Matrix::of(text, widest, self.width)?;
                let quiet = matrix.quiet().min(mm(4));
                self.gap(quiet);
                match self.codes {
                    Codes::Raster => {
                        matrix.draw(&mut self.dots, (self.width - matrix.side()) / 2, self.y);
                        self.y += matrix.side();
                    }
                    Codes::Native => self.part(Part::Code(matrix)),
                }
                self.gap(quiet);
                self.centred(caption, self.hands.body);
            }
            Code::Gone { instead } => self.framed(instead),
        }
        Ok(())
    }

    /// Cuts, and prints what stays at the desk.
    pub(crate) fn desk_copy(&mut self, copy: &DeskCopy, number: Option<&str>) {
        self.gap(mm(4));
        self.part(Part::Cut);
        self.band(&copy.title);
        if let Some(number) = number {
            let hand = Hand::new(72.0, 80.0).bold(4.0);
            self.text(number, hand, Align::Centre, (0, self.width));
        }
        for row in &copy.rows {
            self.row(row, self.hands.value);
        }
        self.sign(&copy.sign);
    }

    /// A line for everybody who signs.
    pub(crate) fn sign(&mut self, sign: &[Phrase]) {
        for who in sign {
            self.gap(mm(12));
            self.dots.fill(0, self.y, self.width, 2);
            self.gap(mm(1));
            self.phrase(who, self.hands.small, Align::Start, (0, self.width));
        }
    }
}

/// Counts of dots are far below where a float rounds.
pub(crate) fn length(dots: usize) -> f32 {
    f32::from(u16::try_from(dots).unwrap_or(u16::MAX))
}
