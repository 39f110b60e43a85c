//! Reads what a printer is sent, as strictly as no printer does: whatever it does not know is complained about.

use crate::{dots::Dots, matrix::Matrix};

/// Rows of a line that is fed.
const LINE: usize = 34;

/// What a printer was asked while it printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A real-time question, with its number.
    AtOnce(u8),
    /// The question that is answered in its turn.
    InTurn,
}

/// The paper of a printer, as far as its bytes were read.
#[derive(Debug, Default)]
pub struct Paper {
    waiting: Vec<u8>,
    width: usize,
    current: Option<Dots>,
    centred: bool,
    symbol: Symbol,
    /// Whether a letter waits to be printed in the printer's own font; nothing of ours may ever be.
    letter: bool,
    /// What was cut off, in order.
    pub slips: Vec<Dots>,
    /// Texts of the codes that the printer drew itself.
    pub codes: Vec<String>,
    /// What is not in the table of commands.
    pub complaints: Vec<String>,
    /// Whether the first command was the one that forgets the last job.
    pub begun: bool,
}

/// A code being described.
#[derive(Debug, Default)]
struct Symbol {
    module: usize,
    text: String,
}

impl Paper {
    /// Paper so many dots wide.
    pub fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// Everything on it, as one sheet of `width`; complaints included.
    ///
    /// # Errors
    /// What was complained about.
    pub fn read(bytes: &[u8], width: usize) -> Result<Self, Vec<String>> {
        let mut paper = Self::new(width);
        paper.feed(bytes);
        if !paper.waiting.is_empty() {
            paper.complaints.push(format!("{} bytes of a command begun", paper.waiting.len()));
        }
        if paper.complaints.is_empty() { Ok(paper) } else { Err(paper.complaints) }
    }

    /// What is printed and not cut off.
    pub fn current(&self) -> Option<&Dots> {
        self.current.as_ref().filter(|dots| dots.height() > 0)
    }

    /// Takes bytes in, in pieces of any size, and answers what was asked in them.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Asked> {
        self.waiting.extend(bytes);
        let (mut asked, mut at) = (Vec::new(), 0);
        let waiting = std::mem::take(&mut self.waiting);
        while let Some((used, question)) = self.command(&waiting[at..]) {
            at += used;
            asked.extend(question);
        }
        self.waiting = waiting[at..].to_vec();
        asked
    }

    /// Obeys one command: how long it was, and what it asked. `None` if it is not there whole.
    fn command(&mut self, bytes: &[u8]) -> Option<(usize, Option<Asked>)> {
        let (first, second) = (*bytes.first()?, *bytes.get(1)?);
        self.complain(self.letter && (first, second) != (0x1b, b'@'), || "a letter is printed".to_owned());
        match (first, second) {
            // Forgotten if the next command forgets everything.
            (b'@', _) if !self.letter => {
                self.letter = true;
                Some((1, None))
            }
            (0x1b, b'@') => {
                self.letter = false;
                self.begun = true;
                self.centred = false;
                Some((2, None))
            }
            (0x1b, b'a') => {
                let place = *bytes.get(2)?;
                self.complain(place > 1, || format!("ESC a {place}"));
                self.centred = place == 1;
                Some((3, None))
            }
            (0x1b, b'd') => {
                let lines = usize::from(*bytes.get(2)?);
                self.blank(lines * LINE);
                Some((3, None))
            }
            (0x1d, b'v') => self.band(bytes).map(|used| (used, None)),
            (0x1d, b'(') => self.symbol(bytes).map(|used| (used, None)),
            (0x1d, b'V') => {
                let (kind, feed) = (*bytes.get(2)?, *bytes.get(3)?);
                self.complain(kind != b'B', || format!("GS V {kind}"));
                self.blank(usize::from(feed));
                self.slips.extend(self.current.take());
                Some((4, None))
            }
            (0x1d, b'r') => {
                let what = *bytes.get(2)?;
                self.complain(what != 1, || format!("GS r {what}"));
                Some((3, Some(Asked::InTurn)))
            }
            (0x10, 0x04) => {
                let what = *bytes.get(2)?;
                self.complain(!(1..=4).contains(&what), || format!("DLE EOT {what}"));
                Some((3, Some(Asked::AtOnce(what))))
            }
            _ => {
                self.complain(true, || format!("{first:02x} {second:02x}"));
                Some((1, None))
            }
        }
    }

    /// Forgets a command begun, as when the printer is switched off.
    pub(crate) fn forget(&mut self) {
        self.waiting.clear();
    }

    fn complain(&mut self, wrong: bool, what: impl FnOnce() -> String) {
        // Of a stream that is out of step every byte would be complained about.
        if wrong && self.complaints.len() < 20 {
            self.complaints.push(what());
        }
    }

    fn sheet(&mut self) -> &mut Dots {
        self.current.get_or_insert_with(|| Dots::new(self.width))
    }

    fn blank(&mut self, rows: usize) {
        let sheet = self.sheet();
        sheet.reach(sheet.height() + rows);
    }

    fn band(&mut self, bytes: &[u8]) -> Option<usize> {
        let [_, _, kind, mode, across_low, across_high, down_low, down_high] = *bytes.first_chunk()?;
        let across = usize::from(u16::from_le_bytes([across_low, across_high]));
        let down = usize::from(u16::from_le_bytes([down_low, down_high]));
        let end = 8 + across * down;
        let picture = bytes.get(8..end)?;
        self.complain(kind != b'0' || mode != 0, || format!("GS v {kind} {mode}"));
        self.complain(across * 8 > self.width, || format!("a picture of {} dots", across * 8));
        self.complain(!self.begun, || "a picture before ESC @".to_owned());
        let picture = Dots::from_rows(across * 8, picture.to_vec());
        let y = self.sheet().height();
        self.sheet().reach(y + down);
        self.sheet().stamp(&picture, 0, y.cast_signed());
        Some(end)
    }

    fn symbol(&mut self, bytes: &[u8]) -> Option<usize> {
        let [_, _, kind, low, high, family] = *bytes.first_chunk()?;
        let end = 5 + usize::from(u16::from_le_bytes([low, high]));
        let function = bytes.get(6..end)?;
        self.complain(kind != b'k' || family != b'1', || format!("GS ( {kind} {family}"));
        match function {
            [b'A', b'2', 0] | [b'E', b'0'..=b'3'] => {}
            [b'C', module @ 1..=16] => self.symbol.module = usize::from(*module),
            [b'P', b'0', text @ ..] => match std::str::from_utf8(text) {
                Ok(text) => text.clone_into(&mut self.symbol.text),
                Err(_) => self.complain(true, || "a code that is no text".to_owned()),
            },
            [b'Q', b'0'] => self.draw_symbol(),
            _ => self.complain(true, || format!("GS ( k {function:?}")),
        }
        Some(end)
    }

    fn draw_symbol(&mut self) {
        let Symbol { module, text } = std::mem::take(&mut self.symbol);
        match Matrix::with_module(&text, module) {
            Some(matrix) if matrix.side() <= self.width => {
                let left = if self.centred { (self.width - matrix.side()) / 2 } else { 0 };
                let y = self.sheet().height();
                matrix.draw(self.sheet(), left, y);
                self.codes.push(text);
            }
            Some(_) | None => self.complain(true, || format!("a code of {} bytes does not fit", text.len())),
        }
    }
}
