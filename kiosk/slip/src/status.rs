//! What a printer answers when it is asked how it is.

use serde::{Deserialize, Serialize};

use crate::{
    escpos::Ask,
    state::{Paper, Trouble},
};

/// How a printer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Condition {
    /// Whether it answered at all; one that does not is used all the same.
    pub answers: bool,
    /// Its roll.
    pub paper: Paper,
    /// What keeps it from printing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Trouble>,
}

/// The answers to the four questions; a question may have none.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Answers {
    pub(crate) printer: Option<u8>,
    pub(crate) offline: Option<u8>,
    pub(crate) error: Option<u8>,
    pub(crate) paper: Option<u8>,
}

/// Whether a byte can be the answer to a real-time question: four of its bits are always the same.
pub(crate) fn is_answer(byte: u8) -> bool {
    byte & 0b1001_0011 == 0b0001_0010
}

/// The paper in the answer to the question that is answered in its turn; `None` if the byte is no such answer.
pub(crate) fn paper_in_turn(byte: u8) -> Option<Paper> {
    (byte & 0b1001_0000 == 0).then_some(match byte {
        _ if byte & 0b0000_1100 != 0 => Paper::Out,
        _ if byte & 0b0000_0011 != 0 => Paper::Low,
        _ => Paper::Enough,
    })
}

impl Answers {
    /// Takes the answer to a question.
    pub(crate) fn take(&mut self, ask: Ask, answer: u8) {
        let place = match ask {
            Ask::Printer => &mut self.printer,
            Ask::Offline => &mut self.offline,
            Ask::Error => &mut self.error,
            Ask::Paper => &mut self.paper,
        };
        *place = Some(answer);
    }

    /// What the answers say together. What can be mended is named first, and of that the paper.
    pub(crate) fn condition(self) -> Condition {
        let has = |answer: Option<u8>, bit: u8| answer.is_some_and(|answer| answer & bit != 0);
        let out = has(self.paper, 0b0110_0000) || has(self.offline, 0b0010_0000);
        let paper = match self.paper {
            _ if out => Paper::Out,
            None => Paper::Unknown,
            Some(answer) if answer & 0b0000_1100 != 0 => Paper::Low,
            Some(_) => Paper::Enough,
        };
        let trouble = if has(self.offline, 0b0000_0100) {
            Some(Trouble::CoverOpen)
        } else if out {
            Some(Trouble::PaperOut)
        } else if has(self.error, 0b0000_1000) {
            Some(Trouble::Cutter)
        } else if has(self.error, 0b0110_0100) || has(self.offline, 0b0100_0000) {
            Some(Trouble::Error)
        } else if has(self.printer, 0b0000_1000) {
            Some(Trouble::Offline)
        } else {
            None
        };
        let all = [self.printer, self.offline, self.error, self.paper];
        Condition { answers: all.iter().any(Option::is_some), paper, trouble }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bits that are always the same.
    const FIXED: u8 = 0b0001_0010;

    fn condition(printer: u8, offline: u8, error: u8, paper: u8) -> Condition {
        let fixed = |bits| Some(FIXED | bits);
        let (printer, offline) = (fixed(printer), fixed(offline));
        Answers { printer, offline, error: fixed(error), paper: fixed(paper) }.condition()
    }

    #[test]
    fn each_trouble_has_its_bit() {
        let well = Condition { answers: true, paper: Paper::Enough, trouble: None };
        assert_eq!(condition(0, 0, 0, 0), well);
        // The pin of the drawer says nothing.
        assert_eq!(condition(0b100, 0, 0, 0), well);
        assert_eq!(condition(0, 0, 0, 0b1100), Condition { paper: Paper::Low, ..well });
        let out = Condition { paper: Paper::Out, trouble: Some(Trouble::PaperOut), ..well };
        assert_eq!(condition(0b1000, 0b10_0000, 0, 0b110_1100), out);
        // An open cover may look like an empty roll: closing it is what has to be done first.
        assert_eq!(condition(0b1000, 0b100, 0, 0).trouble, Some(Trouble::CoverOpen));
        assert_eq!(condition(0b1000, 0b10_0100, 0, 0b110_1100).trouble, Some(Trouble::CoverOpen));
        assert_eq!(condition(0b1000, 0b100_0000, 0b1000, 0).trouble, Some(Trouble::Cutter));
        assert_eq!(condition(0b1000, 0b100_0000, 0b10_0000, 0).trouble, Some(Trouble::Error));
        assert_eq!(condition(0b1000, 0, 0, 0).trouble, Some(Trouble::Offline));
    }

    #[test]
    fn a_printer_that_is_silent_has_no_trouble_and_unknown_paper() {
        assert_eq!(Answers::default().condition(), Condition::default());
    }

    #[test]
    fn bytes_of_one_kind_of_answer_are_none_of_the_other() {
        for byte in 0..=u8::MAX {
            assert!(!(is_answer(byte) && paper_in_turn(byte).is_some()), "{byte:08b}");
        }
        assert_eq!(paper_in_turn(0b0000_0000), Some(Paper::Enough));
        assert_eq!(paper_in_turn(0b0000_0011), Some(Paper::Low));
        assert_eq!(paper_in_turn(0b0000_1111), Some(Paper::Out));
        assert!(is_answer(FIXED) && !is_answer(b'x'));
    }
}
