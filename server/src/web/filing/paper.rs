//! A form that was filled in by hand, as staff enter it: its number must be one that was reserved and is free, its time one at which
//! the desk was there.

use domain::{Refusal, TicketNumber, paper::Place};
use jiff::Timestamp;

use crate::{
    engine::Published,
    web::counter::happened::{self, NoMoment},
};

use super::{
    draft::OnPaper,
    flaw::{Flaw, Wrong},
};

/// The field of the number.
const NUMBER: &str = "paper.number";

/// When and under which number it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The number, when it was one of our forms.
    pub number: Option<TicketNumber>,
    /// When.
    pub at: Timestamp,
}

/// Reads what a form says of itself that is entered at this place; none when it is filed here and now.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(
    published: &Published,
    now: Timestamp,
    place: Place,
    typed: &OnPaper,
) -> Result<Option<Written>, Vec<Flaw>> {
    if typed.is_blank() {
        return Ok(None);
    }
    let mut flaws = Vec::new();
    let mut wrong = |field: &str, wrong| flaws.push(Flaw { field: field.to_owned(), wrong });
    let number = typed.number.trim();
    let number = if number.is_empty() {
        None
    } else {
        numbered(published, place, number).map_err(|why| wrong(NUMBER, why)).ok()
    };
    let at = match happened::moment_of(&published.desk, &typed.day, &typed.time) {
        Ok(Some(at)) => {
            let founded = published.desk.fair().is_none_or(|fair| fair.founded_at <= at);
            if at > now {
                wrong(happened::TIME, Wrong::InFuture);
            } else if !founded {
                wrong(happened::TIME, Wrong::BeforeFair);
            }
            Some(at)
        }
        Ok(None) => {
            wrong(happened::DAY, Wrong::Missing);
            None
        }
        Err(NoMoment::Half(field)) => {
            wrong(field, Wrong::Missing);
            None
        }
        Err(NoMoment::Unreadable(field)) => {
            wrong(field, Wrong::Unknown);
            None
        }
    };
    match (at, flaws.is_empty()) {
        (Some(at), true) => Ok(Some(Written { number, at })),
        (Some(_) | None, _) => Err(flaws),
    }
}

/// The number on a form, if it was reserved and has no case yet.
fn numbered(published: &Published, place: Place, said: &str) -> Result<TicketNumber, Wrong> {
    let number: TicketNumber = said.parse().map_err(|_| Wrong::NotReserved)?;
    let used = || Wrong::NumberUsed(published.desk.next_free_on_paper(number.count, place));
    let is_used = |why: &Refusal| matches!(why, Refusal::NumberUsed { .. });
    let wrong = |why| if is_used(&why) { used() } else { Wrong::NotReserved };
    published.desk.free_on_paper(number).map(|()| number).map_err(wrong)
}
