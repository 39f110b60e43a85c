//! What the organiser's own track tells of an exhibitor: the complaints against them and what came of each. Nothing of a mediation
//! stands here: who was once asked to mediate has done nothing (procedure A.4).

use domain::ExhibitorId;
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
    /// Whether it is against them is not known: several share the booth.
    pub(in crate::web) shared: bool,
}

/// The complaints against an exhibitor, the newest first, and how many more there are. Who is named by a booth alone is its only
/// exhibitor; at a booth that several share it may be any of them, and is told of each.
pub(in crate::web) fn against(
    at: &Published,
    t: &Texts,
    exhibitor: ExhibitorId,
    now: Timestamp,
) -> (Vec<Told>, usize) {
    let mut all = Vec::new();
    for case in at.desk.complaints().rev().filter(|case| case.is_complaint()) {
        for measure in case.tracks() {
            let among =
                case.party(measure.party).map(|party| at.desk.exhibitors_of(party)).unwrap_or_default();
            let own = case.claimant().place.exhibitor == Some(exhibitor);
            if among.contains(&exhibitor) && !own {
                all.push((case, measure, among.len() > 1));
            }
        }
    }
    let more = all.len().saturating_sub(SHOWN);
    let told = all.into_iter().take(SHOWN).map(|(case, measure, shared)| Told {
        href: format!("{}#party-{}", page_of(case), measure.party),
        ticket: ticket_of(case),
        about: about(case, t),
        filed: t.moment(case.filed_at),
        tone: track::tone(&measure, now),
        state: track::state(&measure, t, now),
        shared,
    });
    (told.collect(), more)
}
