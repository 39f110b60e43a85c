//! The tickets of the browser that asks: whoever filed and closed the page finds the way back from the start page and from every
//! booth's code. Nobody else's are among them, and nobody who is signed in sees any: a desk's machine serves many.

use crate::{app::App, locale::Texts};

use super::{fragment, path_of, view::View};
use crate::web::{guard::Who, problem::Problem};

/// The most that are listed.
const AT_MOST: usize = 8;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Mine {
    pub(in crate::web) number: String,
    pub(in crate::web) path: String,
    /// The code of where it stands.
    pub(in crate::web) state: &'static str,
    /// The same in words, as its own page says it.
    pub(in crate::web) stands: String,
}

/// Those of this browser, the newest first; whatever was erased is left out.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) fn read(app: &App, who: &Who, t: &Texts) -> Result<Vec<Mine>, Problem> {
    let Some(device) = who.device().filter(|_| who.person.is_none()) else { return Ok(Vec::new()) };
    let (published, now) = (app.now(), app.clock.now());
    let mut mine = Vec::new();
    for ticket in published.desk.tickets_on(device).take(AT_MOST) {
        let view = View::of(&published, ticket.number, now);
        if let (Some(view), Some(path)) = (view, path_of(app, ticket)?) {
            let stands = fragment::headline(t, &view).into_owned();
            let (number, state) = (ticket.number.to_string(), view.state.code());
            mine.push(Mine { number, path, state, stands });
        }
    }
    Ok(mine)
}
