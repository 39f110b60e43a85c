//! What the organiser's own track tells of an exhibitor: the complaints against them and what came of each. Nothing of a mediation
//! stands here: who was once asked to mediate has done nothing (procedure A.4). The office reads it of an exhibitor, and reception, in
//! short, of the respondents of a case that it is to accept or not.

use std::{collections::BTreeSet, sync::Arc};

use askama::Template;
use domain::{Case, ExhibitorId, measure::Measure};
use jiff::Timestamp;

use crate::{
    engine::Published,
    locale::Texts,
    web::{company, guard::Signed, problem::Problem},
};

use super::{about, page_of, ticket_of, track};

/// Most complaints that are told, the newest.
const SHOWN: usize = 50;

/// Most that reception is told of one respondent, the newest.
const SHOWN_BESIDE: usize = 8;

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

/// The complaints against an exhibitor, the newest first, and how many more there are.
pub(in crate::web) fn against(
    at: &Published,
    t: &Texts,
    exhibitor: ExhibitorId,
    now: Timestamp,
) -> (Vec<Told>, usize) {
    let all = tracks_against(at, exhibitor);
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

/// The organiser's tracks against an exhibitor, the newest first, and whether it may be against others of the booth. Who is named by a
/// booth alone is its only exhibitor; at a booth that several share it may be any of them, and is told of each.
fn tracks_against(at: &Published, exhibitor: ExhibitorId) -> Vec<(&Arc<Case>, Measure, bool)> {
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
    all
}

/// A complaint as reception is told of it: that it was made, and how far it is.
struct Before {
    ticket: String,
    filed: String,
    tone: &'static str,
    state: String,
    shared: bool,
}

/// Those against one respondent.
struct Against {
    /// Empty when its name was erased.
    exhibitor: String,
    complaints: Vec<Before>,
    more: usize,
}

#[derive(Template)]
#[template(path = "earlier_complaints.html")]
struct Earlier {
    t: Texts,
    against: Vec<Against>,
}

/// The complaints that were made before against the respondents of a case, as a part of its page; empty when there were none, and for
/// whoever is not told of them.
///
/// # Errors
/// When it cannot be drawn.
pub(in crate::web) fn before(
    at: &Published,
    t: &Texts,
    person: &Signed,
    case: &Case,
    now: Timestamp,
) -> Result<String, Problem> {
    if !at.desk.sees_earlier_complaints(&person.staff, case) {
        return Ok(String::new());
    }
    let mut against = Vec::new();
    for exhibitor in respondents(at, case) {
        let mut earlier = tracks_against(at, exhibitor);
        // A clause that was handed over is no complaint, and that there is one comes from a mediation.
        earlier.retain(|(other, measure, _)| {
            let complained = !other.is_of_clause(measure.party);
            complained && other.id != case.id && other.filed_at <= case.filed_at
        });
        if !earlier.is_empty() {
            let name = at.names.exhibitor(exhibitor).map(|body| company::called(t, body));
            let more = earlier.len().saturating_sub(SHOWN_BESIDE);
            let told = earlier.into_iter().take(SHOWN_BESIDE).map(|one| told_before(t, one, now));
            against.push(Against { exhibitor: name.unwrap_or_default(), complaints: told.collect(), more });
        }
    }
    if against.is_empty() {
        return Ok(String::new());
    }
    Earlier { t: t.clone(), against }.render().map_err(|error| Problem::internal(&error))
}

fn told_before(t: &Texts, (case, measure, shared): (&Arc<Case>, Measure, bool), now: Timestamp) -> Before {
    // Nor is a clause told of that came to a complaint.
    let measure = Measure { clause_seq: None, ..measure };
    Before {
        ticket: ticket_of(case),
        filed: t.date_of(case.filed_at),
        tone: track::tone(&measure, now),
        state: track::state(&measure, t, now),
        shared,
    }
}

/// Who the respondents of a case are on the list. At a booth that several share that is nobody, until somebody says who is meant: a case
/// is not turned away for what was said of a neighbour.
fn respondents(at: &Published, case: &Case) -> BTreeSet<ExhibitorId> {
    let own = case.claimant().place.exhibitor;
    let known = case.respondents().iter().filter_map(|party| {
        let among = at.desk.exhibitors_of(party);
        among.first().copied().filter(|one| among.len() == 1 && own != Some(*one))
    });
    known.collect()
}
