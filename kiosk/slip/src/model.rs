//! A slip as data: what stands on it, in the words of its reader.
//!
//! The texts come ready from whoever has a catalogue. Every part that a reader needs is a field of its own and none has a default,
//! so that nobody can make a slip and forget the way to the desk.

use domain::TicketNumber;
use serde::{Deserialize, Serialize};

/// A text in the reader's language, and below it, smaller, in one more: the visitor's first, the staff's second.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phrase {
    /// In the reader's language.
    pub text: String,
    /// The same in one more language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<String>,
}

impl Phrase {
    /// A text in one language.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), also: None }
    }

    /// A text in two languages. When both say the same, once is enough.
    pub fn pair(text: impl Into<String>, also: impl Into<String>) -> Self {
        let (text, also) = (text.into(), also.into());
        let also = (also != text && !also.is_empty()).then_some(also);
        Self { text, also }
    }
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// A value under what it is: "Hall" and "3".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Row {
    /// What it is.
    pub label: Phrase,
    /// What it says.
    pub value: Phrase,
}

impl Row {
    /// A row of a label and a value.
    pub fn new(label: impl Into<Phrase>, value: impl Into<Phrase>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// Sentences under a heading, in the order in which they matter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Steps {
    /// What they are about.
    pub title: Phrase,
    /// One sentence each.
    pub steps: Vec<Phrase>,
}

/// A number with its check digit, for whoever types it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Typed {
    /// Such as "To type in".
    pub caption: Phrase,
    /// The number with its check digit, as it is typed.
    pub text: String,
}

/// The code on a slip.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// A code to scan.
    Scan {
        /// What the code says, an address as a rule.
        text: String,
        /// What scanning it is good for.
        caption: Phrase,
    },
    /// The key is no longer known where the slip is printed.
    Gone {
        /// Where one gets it instead.
        instead: Phrase,
    },
}

/// Whether the desk knows the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The desk has confirmed it.
    Confirmed,
    /// Issued, and on its way to the desk: said in these words.
    Queued(Phrase),
}

/// Which print of the slip this is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Edition {
    /// 1 is the first; from 2 on the slip is marked.
    pub copy: u16,
    /// The mark, in which `{copy}` stands for the number.
    pub words: Phrase,
}

impl Edition {
    /// The first print, with the words that mark every further one.
    pub fn first(words: impl Into<Phrase>) -> Self {
        Self { copy: 1, words: words.into() }
    }

    /// The mark, if this print needs one.
    pub fn mark(&self) -> Option<Phrase> {
        let filled = |text: &str| text.replace("{copy}", &self.copy.to_string());
        let also = self.words.also.as_deref().map(filled);
        (self.copy > 1).then(|| Phrase { text: filled(&self.words.text), also })
    }
}

/// What stays at the desk: cut off below the slip, short, with room to sign where that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DeskCopy {
    /// Such as "For the desk".
    pub title: Phrase,
    /// What it records.
    pub rows: Vec<Row>,
    /// Who signs; a line for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sign: Vec<Phrase>,
}

/// The slip of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TicketSlip {
    /// The fair.
    pub fair: Phrase,
    /// Who runs the desk.
    pub body: Phrase,
    /// The number, printed very large.
    pub number: TicketNumber,
    /// The same with its check digit.
    pub typed: Typed,
    /// What was brought: a dispute, a question, a report.
    pub kind: Phrase,
    /// The hall.
    pub hall: Row,
    /// Where the desk is.
    pub desk: Row,
    /// When it was issued.
    pub issued: Row,
    /// The address of the ticket.
    pub code: Code,
    /// What happens next.
    pub next: Steps,
    /// What to bring when called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bring: Option<Steps>,
    /// Whether the desk knows it.
    pub standing: Standing,
    /// Which print this is.
    pub edition: Edition,
    /// What stays at the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_copy: Option<DeskCopy>,
}

/// What a respondent is handed at the booth.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NoticeSlip {
    /// The fair.
    pub fair: Phrase,
    /// Who runs the desk.
    pub body: Phrase,
    /// What this is.
    pub title: Phrase,
    /// Whom it is for: booth and exhibitor.
    pub to: Row,
    /// What it is about.
    pub matter: Vec<Row>,
    /// The respondent's number.
    pub number: TicketNumber,
    /// The same with its check digit.
    pub typed: Typed,
    /// The address of the notice.
    pub code: Code,
    /// Until when they may answer.
    pub reply_by: Row,
    /// Where the desk is.
    pub desk: Row,
    /// What they may do and what nobody can make them do.
    pub rights: Steps,
    /// What happens next.
    pub next: Steps,
    /// When it was issued.
    pub issued: Row,
    /// Which print this is.
    pub edition: Edition,
    /// What whoever serves it brings back, signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_copy: Option<DeskCopy>,
}

/// The seal of a day on paper: kept by somebody else, it proves the log.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SealSlip {
    /// The fair.
    pub fair: Phrase,
    /// Who seals.
    pub body: Phrase,
    /// What this is.
    pub title: Phrase,
    /// The day.
    pub day: Row,
    /// The day's counts.
    pub figures: Vec<Row>,
    /// Up to which entry the seal covers the journal.
    pub upto: Row,
    /// Hash of that entry: a label, and hexadecimal digits, which are printed in groups.
    pub hash: Row,
    /// Fingerprint of the key that signed, likewise.
    pub key: Row,
    /// The signed statement.
    pub code: Code,
    /// When it was sealed, and who did it.
    pub sealed: Vec<Row>,
    /// How to check it.
    pub check: Phrase,
    /// Who signs; a line for each.
    pub sign: Vec<Phrase>,
    /// Which print this is.
    pub edition: Edition,
}

/// Anything that is printed on a roll.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "slip", rename_all = "kebab-case")]
pub enum Slip {
    /// A ticket.
    Ticket(TicketSlip),
    /// A notice.
    Notice(NoticeSlip),
    /// A day's seal.
    Seal(SealSlip),
}

impl Slip {
    /// Which print this is.
    pub fn edition(&self) -> &Edition {
        match self {
            Self::Ticket(slip) => &slip.edition,
            Self::Notice(slip) => &slip.edition,
            Self::Seal(slip) => &slip.edition,
        }
    }

    /// The same slip as another print.
    #[must_use]
    pub fn with_copy(mut self, copy: u16) -> Self {
        let edition = match &mut self {
            Self::Ticket(slip) => &mut slip.edition,
            Self::Notice(slip) => &mut slip.edition,
            Self::Seal(slip) => &mut slip.edition,
        };
        edition.copy = copy;
        self
    }

    /// The same slip, of a ticket that the desk has confirmed.
    #[must_use]
    pub fn confirmed(mut self) -> Self {
        if let Self::Ticket(slip) = &mut self {
            slip.standing = Standing::Confirmed;
        }
        self
    }

    /// The same slip without its code: the key need not be kept longer than it is of use.
    #[must_use]
    pub fn without_code(mut self, instead: Phrase) -> Self {
        let code = match &mut self {
            Self::Ticket(slip) => &mut slip.code,
            Self::Notice(slip) => &mut slip.code,
            Self::Seal(slip) => &mut slip.code,
        };
        *code = Code::Gone { instead };
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_print_has_no_mark_and_every_further_one_has() {
        let mut edition = Edition::first(Phrase::pair("Copy {copy}", "第{copy}份"));
        assert_eq!(edition.mark(), None);
        edition.copy = 3;
        assert_eq!(edition.mark(), Some(Phrase::pair("Copy 3", "第3份")));
    }

    #[test]
    fn what_is_the_same_in_both_languages_stands_once() {
        assert_eq!(Phrase::pair("Hall 3", "Hall 3"), Phrase::new("Hall 3"));
        assert_eq!(Phrase::pair("Hall 3", ""), Phrase::new("Hall 3"));
        assert_eq!(Phrase::pair("Hall 3", "3号馆").also.as_deref(), Some("3号馆"));
    }
}
