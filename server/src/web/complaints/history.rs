//! What the organiser's own track tells of an exhibitor: the complaints against them and what came of each. Nothing of a mediation
//! stands here: who was once asked to mediate has done nothing (procedure A.4).

use domain::{ExhibitorId, report::exhibitor_of};
use jiff::Timestamp;

use crate::{engine::Published, locale::Texts};

use super::{about, page_of, ticket_of, track};

/// Most complaints that are told, the newest.
const SHOWN: usize = 50;

/// A complaint against an exhibitor.
pub(in crate::web) struct Told {
    pub(in crate::web) href: String,
    pub(in crate::web) ticket: String,
    pub(in crate::web) about: String,
    pub(in crate::web) filed: String,
    pub(in crate::web) tone: &'static str,
    pub(in crate::web) state: String,
}

/// The complaints against an exhibitor, the newest first, and how many more there are. Who is named by a booth alone is its only
/// exhibitor.
pub(in crate::web) fn against(
    at: &Published,
    t: &Texts,
    exhibitor: ExhibitorId,
    now: Timestamp,
) -> (Vec<Told>, usize) {
    let mut all = Vec::new();
    for case in at.desk.complaints().rev().filter(|case| case.is_complaint()) {
        for measure in case.tracks() {
            let party = case.party(measure.party);
            if party.and_then(|party| exhibitor_of(&at.desk, party)) == Some(exhibitor) {
                all.push((case, measure));
            }
        }
    }
    let more = all.len().saturating_sub(SHOWN);
    let told = all.into_iter().take(SHOWN).map(|(case, measure)| Told {
        href: format!("{}#party-{}", page_of(case), measure.party),
        ticket: ticket_of(case),
        about: about(case, t),
        filed: t.moment(case.filed_at),
        tone: track::tone(&measure, now),
        state: track::state(&measure, t, now),
    });
    (told.collect(), more)
}
