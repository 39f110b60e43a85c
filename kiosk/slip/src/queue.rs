//! The print queue: what waits, what is under way, what came of it. Kept on a [`Shelf`] at every step, so that a machine that lost
//! its power knows for each slip whether it may lie in somebody's hand.
//!
//! ```text
//!   queued ──▶ printing ──▶ printed
//!                 │ ├─────▶ failed    nothing was printed: the same print may be tried again
//!                 │ └─────▶ unknown   somebody has to look: a further print is marked as a copy
//!                 └─ crash ─▲
//! ```
//!
//! Two prints of one slip that bear the same mark never leave the printer, unless it is certain that the first did not.

use crate::{
    model::{Phrase, Slip},
    state::{Print, PrintId, PrintState, Trouble},
};

/// What keeps the prints. `keep` returns when the print is durable.
pub trait Shelf {
    /// Why something could not be kept or read.
    type Error;
    /// All prints, in any order.
    ///
    /// # Errors
    /// When they cannot be read.
    fn all(&self) -> Result<Vec<Print>, Self::Error>;
    /// Keeps a print in place of what was kept under its name.
    ///
    /// # Errors
    /// When it is not certain that it is durable.
    fn keep(&mut self, print: &Print) -> Result<(), Self::Error>;
    /// Forgets a print.
    ///
    /// # Errors
    /// When it may still be kept.
    fn forget(&mut self, id: PrintId) -> Result<(), Self::Error>;
}

/// What came of printing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The printer took it whole.
    Printed,
    /// Certain: nothing was printed.
    Failed(Trouble),
    /// Whole, in part or not at all.
    Unknown(Option<Trouble>),
}

impl From<Outcome> for PrintState {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Printed => Self::Printed,
            Outcome::Failed(why) => Self::Failed { why },
            Outcome::Unknown(why) => Self::Unknown { why },
        }
    }
}

/// The prints of one printer, oldest first. Nothing is in it that is not kept.
#[derive(Debug)]
pub struct Queue<S> {
    shelf: S,
    prints: Vec<Print>,
}

impl<S: Shelf> Queue<S> {
    /// The queue as it was kept. What was under way when the program ended is unknown now.
    ///
    /// # Errors
    /// The shelf's.
    pub fn open(shelf: S) -> Result<Self, S::Error> {
        let mut prints = shelf.all()?;
        prints.sort_by_key(|print| print.id);
        let mut queue = Self { shelf, prints };
        for at in 0..queue.prints.len() {
            if queue.prints[at].state == PrintState::Printing {
                queue.enter(at, PrintState::Unknown { why: None })?;
            }
        }
        Ok(queue)
    }

    /// All prints, oldest first.
    pub fn prints(&self) -> &[Print] {
        &self.prints
    }

    /// One print.
    pub fn print(&self, id: PrintId) -> Option<&Print> {
        self.prints.iter().find(|print| print.id == id)
    }

    /// Takes a slip in. The same print, taken in again, changes nothing: it may come twice over a bad line.
    ///
    /// # Errors
    /// The shelf's.
    pub fn add(&mut self, id: PrintId, slip: Slip) -> Result<(), S::Error> {
        if self.print(id).is_some() {
            return Ok(());
        }
        self.put(Print { id, first: id, slip, state: PrintState::Queued })
    }

    /// The next print to be printed, which is under way from now on; `None` while another is, or when none waits.
    ///
    /// # Errors
    /// The shelf's. Nothing may be printed then.
    pub fn begin(&mut self) -> Result<Option<&Print>, S::Error> {
        if self.prints.iter().any(|print| print.state == PrintState::Printing) {
            return Ok(None);
        }
        let Some(at) = self.prints.iter().position(|print| print.state == PrintState::Queued) else {
            return Ok(None);
        };
        self.enter(at, PrintState::Printing)?;
        Ok(self.prints.get(at))
    }

    /// Notes what came of a print under way; anything else stays as it is.
    ///
    /// # Errors
    /// The shelf's. The print stays under way, and is unknown after the next start.
    pub fn settle(&mut self, id: PrintId, outcome: Outcome) -> Result<(), S::Error> {
        let under_way = |print: &Print| print.id == id && print.state == PrintState::Printing;
        match self.prints.iter().position(under_way) {
            Some(at) => self.enter(at, outcome.into()),
            None => Ok(()),
        }
    }

    /// Prints a slip once more, as the print `id`: with the next copy's mark, unless it is certain that no print with the mark of `of`
    /// ever came out. `None` if there is no such print or it is not settled; asked again under the same name, it is one print.
    ///
    /// # Errors
    /// The shelf's.
    pub fn again(&mut self, of: PrintId, id: PrintId) -> Result<Option<&Print>, S::Error> {
        if self.print(id).is_none() {
            let Some(print) = self.print(of).filter(|print| print.state.is_settled()) else {
                return Ok(None);
            };
            let (first, slip) = (print.first, print.slip.clone());
            let may_be_out = |print: &&Print| print.first == first && print.state.may_come_out();
            let last = self.prints.iter().filter(may_be_out).map(|print| print.slip.edition().copy).max();
            let copy = last.unwrap_or(0).saturating_add(1);
            self.put(Print { id, first, slip: slip.with_copy(copy), state: PrintState::Queued })?;
        }
        Ok(self.print(id))
    }

    /// Takes the code out of a settled print and what is kept of it: its key is of no more use here.
    ///
    /// # Errors
    /// The shelf's.
    pub fn drop_code(&mut self, id: PrintId, instead: &Phrase) -> Result<(), S::Error> {
        let settled = |print: &Print| print.id == id && print.state.is_settled();
        let Some(at) = self.prints.iter().position(settled) else { return Ok(()) };
        let mut print = self.prints[at].clone();
        print.slip = print.slip.without_code(instead.clone());
        self.shelf.keep(&print)?;
        self.prints[at] = print;
        Ok(())
    }

    /// Forgets a settled print.
    ///
    /// # Errors
    /// The shelf's.
    pub fn forget(&mut self, id: PrintId) -> Result<(), S::Error> {
        let settled = |print: &Print| print.id == id && print.state.is_settled();
        if let Some(at) = self.prints.iter().position(settled) {
            self.shelf.forget(id)?;
            self.prints.remove(at);
        }
        Ok(())
    }

    fn put(&mut self, print: Print) -> Result<(), S::Error> {
        self.shelf.keep(&print)?;
        self.prints.push(print);
        Ok(())
    }

    fn enter(&mut self, at: usize, state: PrintState) -> Result<(), S::Error> {
        let print = Print { state, ..self.prints[at].clone() };
        self.shelf.keep(&print)?;
        self.prints[at] = print;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
