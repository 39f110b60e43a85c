//! Further tickets of the person who asks at the desk, so that one export has all of their cases. The desk knows which tickets a phone
//! may read and not which are one person's: staff name them, each has to be as open to them as the first, and each is recorded in its
//! own case.

use std::sync::Arc;

use domain::{
    Case, PartyId, TicketNumber,
    reading::{Sight, access_lately},
};
use jiff::Timestamp;

use crate::{
    app::App,
    documents::held::{Held, Section},
    engine::Published,
    locale::Texts,
    web::{
        bodies,
        counter::contents,
        guard::Signed,
        problem::{Fault, Problem},
    },
};

/// Most tickets beside the first.
const MOST: usize = 20;
/// Longest text of them, in characters: as much as the field takes.
const TYPED: usize = 200;

/// A ticket beside the first, and whose it is.
pub(super) struct Further {
    number: TicketNumber,
    pub(super) case: Arc<Case>,
    pub(super) party: PartyId,
}

impl Further {
    /// Whether its case was erased: then there is nothing to give and nothing to record, and the export says so.
    pub(super) fn is_erased(&self) -> bool {
        self.case.erased_at.is_some()
    }

    /// Whether it may be shown: this person gave it lately, by the journal.
    pub(super) fn is_given(&self, person: &Signed, now: Timestamp) -> bool {
        self.is_erased() || access_lately(&self.case, self.party, Some(person.staff.id), now)
    }
}

/// The tickets that were typed, each once and without that of the side that asks; else why not, in words that name each.
pub(super) fn named(
    app: &App,
    person: &Signed,
    case: &Case,
    asks: Option<PartyId>,
    typed: &str,
    t: &Texts,
) -> Result<Vec<Further>, Vec<String>> {
    let numbers: Vec<_> = typed
        .split(|sign: char| sign.is_whitespace() || ",，、;；".contains(sign))
        .filter(|number| !number.is_empty())
        .collect();
    if numbers.len() > MOST || typed.chars().count() > TYPED {
        return Err(vec![t.t1("held-further-many", "most", MOST)]);
    }
    let (at, now) = (app.now(), app.clock.now());
    let (mut taken, mut refused) = (Vec::<Further>::new(), Vec::new());
    for number in numbers {
        let further = match find(&at, person, number, now) {
            Ok(further) => further,
            Err(key) => {
                refused.push(t.t1(key, "number", number));
                continue;
            }
        };
        let same = taken
            .iter()
            .map(|other| (other.case.id, Some(other.party)))
            .chain([(case.id, asks)])
            .find(|(id, _)| *id == further.case.id);
        match same {
            None => taken.push(further),
            Some((_, Some(party))) if party != further.party => {
                refused.push(t.t1("held-further-sides", "number", number));
            }
            // Named twice, or no side was chosen yet: the form comes back in any case.
            Some(_) => {}
        }
    }
    if refused.is_empty() { Ok(taken) } else { Err(refused) }
}

/// One of them, where this person may give what is held there; else the key of the words that say why not.
fn find(at: &Published, person: &Signed, typed: &str, now: Timestamp) -> Result<Further, &'static str> {
    const UNKNOWN: &str = "held-further-unknown";
    let number: TicketNumber = typed.parse().map_err(|_| UNKNOWN)?;
    let ticket = at.desk.ticket(number).ok_or(UNKNOWN)?;
    let case = at.desk.case(ticket.case).ok_or(UNKNOWN)?;
    match closed(at, person, case, now) {
        Some(why) => Err(why),
        None => Ok(Further { number, case: Arc::clone(case), party: ticket.party }),
    }
}

fn closed(at: &Published, person: &Signed, case: &Case, now: Timestamp) -> Option<&'static str> {
    if person.staff.serves_other(case.body) {
        return Some("held-further-closed");
    }
    if case.erased_at.is_some() {
        return None;
    }
    match contents::sight(at, person, case, now) {
        Sight::Whole if at.desk.opens_record(&person.staff, case) => None,
        Sight::Whole if case.state.is_open() => Some("held-further-undeclared"),
        Sight::OnReason => Some("held-further-unread"),
        Sight::Whole | Sight::Received | Sight::Summary => Some("held-further-closed"),
    }
}

/// How the address of what is shown goes on, so that it says of which tickets it is.
pub(super) fn query(further: &[Further]) -> String {
    let numbers: Vec<_> = further.iter().map(|other| other.number.to_string()).collect();
    if numbers.is_empty() { String::new() } else { format!("?with={}", numbers.join(",")) }
}

/// What the export says of a ticket whose case was erased. Whose it was nobody can tell any more, so that it has no more than what was
/// typed.
pub(super) fn erased(app: &App, further: &Further, t: &Texts) -> Result<Held, Problem> {
    let at = app.now();
    let fair = at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
    let ticket = further.number.to_string();
    let row = |key: &str, value: String| (t.t(key).into_owned(), value);
    let rows =
        vec![row("files-ticket", ticket.clone()), row("held-erased-texts", t.t("held-erased").into_owned())];
    Ok(Held {
        fair: fair.plan.name.clone(),
        body: bodies::of_case(&at, &further.case),
        ticket,
        case: String::new(),
        made_at: app.clock.now(),
        sections: vec![Section { title: t.t("held-ticket").into_owned(), rows }],
    })
}
