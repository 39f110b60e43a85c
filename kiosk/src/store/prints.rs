//! Prints in the store: what waits, what is under way, what came of it, each change a fact with the slip beside it.

use std::sync::Arc;

use domain::TicketNumber;
use durable::{Batch, Fault};
use slip::{Print, PrintId, Shelf, Slip};

use super::{Fact, Store, StoreError};

const PRINTS: &[u8] = b"p";

fn print_key(id: PrintId) -> Vec<u8> {
    [PRINTS, id.0.as_bytes()].concat()
}

/// Where the print queue keeps its prints.
#[derive(Clone)]
pub struct PrintShelf(pub Arc<Store>);

impl std::fmt::Debug for PrintShelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrintShelf")
    }
}

/// The ticket that a slip is of.
pub fn number_of(slip: &Slip) -> Option<TicketNumber> {
    match slip {
        Slip::Ticket(ticket) => Some(ticket.number),
        Slip::Notice(_) | Slip::Seal(_) => None,
    }
}

impl Shelf for PrintShelf {
    type Error = StoreError;

    fn all(&self) -> Result<Vec<Print>, StoreError> {
        let inner = self.0.inner();
        let (mut from, mut prints) = (PRINTS.to_vec(), Vec::new());
        loop {
            let pairs = inner.store.scan(PRINTS, &from, 256)?;
            let Some((last, _)) = pairs.last() else { return Ok(prints) };
            from.clone_from(last);
            from.push(0);
            for (_, text) in &pairs {
                let read = serde_json::from_slice(text);
                prints.push(read.map_err(|error| Fault::damaged(format!("a slip cannot be read: {error}")))?);
            }
        }
    }

    fn keep(&mut self, print: &Print) -> Result<(), StoreError> {
        let text =
            serde_json::to_vec(print).map_err(|error| Fault::storage("writing a slip", error.into()))?;
        let mut inner = self.0.inner();
        let is_job = inner.state.is_job(print.id);
        let number = number_of(&print.slip).filter(|_| !is_job);
        let copy = print.slip.edition().copy;
        let fact = Fact::PrintNoted { print: print.id, number, copy, state: print.state };
        let mut batch = Batch::default();
        batch.put(print_key(print.id), text);
        self.0.commit(&mut inner, &fact, batch)
    }

    fn forget(&mut self, id: PrintId) -> Result<(), StoreError> {
        let mut inner = self.0.inner();
        let mut batch = Batch::default();
        batch.drop(print_key(id));
        self.0.commit(&mut inner, &Fact::PrintForgotten { print: id }, batch)
    }
}
