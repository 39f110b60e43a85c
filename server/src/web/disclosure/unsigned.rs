//! What an authority was given and has not signed for, told before its case is erased: the bundle is made from the case, so nobody can
//! make it again afterwards. The journal does not say whether a bundle was fetched, so this is told and stops nothing.

use domain::{Case, proposal::Proposal};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{complaints::ticket_of, guard::Signed, problem::Problem},
};

use super::{body_of, may_know};

/// A line for each: to whom and when, for whoever may know of it or confirmed it; that there is something, for whoever else answers for
/// the erasure.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) fn unsigned(
    app: &App,
    at: &Published,
    t: &Texts,
    person: &Signed,
    case: &Case,
) -> Result<Vec<String>, Problem> {
    let mut told = Vec::new();
    // Of an erased case no bundle can be made any more.
    let waiting =
        case.disclosures.iter().filter(|known| case.erased_at.is_none() && known.received.is_none());
    for known in waiting {
        let confirmed = at.desk.proposal_of(known.id).and_then(Proposal::confirmed);
        let theirs = confirmed.is_some_and(|(by, _)| by == Some(person.staff.id));
        let named = theirs || may_know(at, person, case, known.terms.part);
        let body = if named { body_of(app, known)? } else { None };
        let line = match body {
            Some(body) => {
                let said = t.say("erase-unsigned").with("number", ticket_of(case));
                said.with("authority", body.authority).with("moment", t.moment(known.at)).to_string()
            }
            None => t.t1("erase-unsigned-other", "number", ticket_of(case)),
        };
        if !told.contains(&line) {
            told.push(line);
        }
    }
    Ok(told)
}
