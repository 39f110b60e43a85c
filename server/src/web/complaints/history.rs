//! What the organiser's own track tells of an exhibitor: the complaints against them and what came of each. Nothing of a mediation
//! stands here: who was once asked to mediate has done nothing (procedure A.4). The office reads it of an exhibitor, and reception, in
//! short, of the respondents of a case that it is to accept or not and of the right that it is about; the office, the same on its page
//! of a complaint.

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use askama::Template;
use domain::{
    Case, CaseId, ExhibitorId, PartyId,
    case::{Ask, Party},
    measure::Measure,
};
use jiff::Timestamp;

use crate::{
    engine::Published,
    locale::Texts,
    web::{company, guard::Signed, problem::Problem},
};

use super::{about, page_of, ticket_of, track};

/// Most complaints that are told, the newest.
const SHOWN: usize = 50;

/// Most that are told beside a case of one respondent, or about the right, the newest.
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
    let told = all.into_iter().take(SHOWN).map(|(case, measure, shared)| {
        let measure = without_clause(measure);
        Told {
            href: format!("{}#party-{}", page_of(case), measure.party),
            ticket: ticket_of(case),
            about: about(case, t),
            filed: t.moment(case.filed_at),
            tone: track::tone(&measure, now),
            state: track::state(&measure, t, now),
            shared,
        }
    });
    (told.collect(), more)
}

/// The numbers of the complaints against an exhibitor in which the organiser has something left to do, in order of filing.
pub(in crate::web) fn open_against(at: &Published, exhibitor: ExhibitorId) -> Vec<String> {
    let all = tracks_against(at, exhibitor).into_iter().rev();
    let open = all.filter(|(case, measure, _)| case.is_open_complaint() && measure.is_open());
    let mut numbers: Vec<_> = open.map(|(case, ..)| ticket_of(case)).collect();
    numbers.dedup();
    numbers
}

/// Whether some exhibitor's history tells of a case, and goes on doing so once its texts are gone.
pub(in crate::web) fn tells_of(case: &Case) -> bool {
    let told = |measure: &Measure| {
        let among = case.party(measure.party).map(Party::may_be).unwrap_or_default();
        !case.is_of_clause(measure.party) && among.iter().any(|exhibitor| !case.is_claimant(*exhibitor))
    };
    case.is_complaint() && case.tracks().any(|measure| told(&measure))
}

/// Nor is a clause told of that came to a complaint.
fn without_clause(measure: Cow<'_, Measure>) -> Measure {
    Measure { clause_seq: None, ..measure.into_owned() }
}

/// A track of the organiser's in its case, and whether it may be against others of the booth.
type Tracked<'a> = (&'a Arc<Case>, Cow<'a, Measure>, bool);

/// The organiser's tracks against an exhibitor, the newest first. One that a clause of an agreement opened is none: it was handed over
/// by who mediated, for the organiser to carry out, and nobody complained. Who is named by a booth alone is the only exhibitor who stood there
/// then; at a booth that several shared it may be any of them, and is told of each.
fn tracks_against(at: &Published, exhibitor: ExhibitorId) -> Vec<Tracked<'_>> {
    let mut all = Vec::new();
    for case in at.desk.complaints_against(exhibitor).rev().filter(|case| case.is_complaint()) {
        for measure in case.tracks() {
            let among = case.party(measure.party).map(Party::may_be).unwrap_or_default();
            let own = case.is_claimant(exhibitor);
            if among.contains(&exhibitor) && !own && !case.is_of_clause(measure.party) {
                all.push((case, measure, among.len() > 1));
            }
        }
    }
    all
}

/// The tracks of the complaints that name the right of a case by kind and number, the newest first, whoever they are against. Where the
/// reader's text of the case tells no number, it is that of its complaint: reception reads no complaint, and is told of the same ones.
fn tracks_about<'a>(at: &'a Published, case: &Case, number: Option<&str>) -> Vec<Tracked<'a>> {
    let mut ids: Vec<CaseId> = match number {
        Some(number) => at.names.complaints_numbered(number).collect(),
        None => at.names.complaints_numbered_as(case.id).collect(),
    };
    ids.reverse();
    let mut all = Vec::new();
    for other in ids.into_iter().filter_map(|id| at.desk.case(id)) {
        // Of a case that is there for a clause alone the right is not told.
        if !other.is_complaint() || !other.asks_for(Ask::Measure) || other.right != case.right {
            continue;
        }
        for measure in other.tracks() {
            let among = other.party(measure.party).map(|party| party.may_be().len());
            all.push((other, measure, among.unwrap_or_default() > 1));
        }
    }
    all
}

/// When a complaint was lodged, or a case filed that is none, and by which entry: of two that came at one moment, as two that were
/// entered from paper, one was the first.
fn lodged(case: &Case) -> (Timestamp, u64) {
    let lodged = case.complaint_seq.and_then(|seq| case.steps.iter().find(|step| step.seq == seq));
    lodged.or(case.steps.first()).map_or((case.filed_at, 0), |step| (step.at, step.seq))
}

/// Whether somebody complained before a case came. A clause that was handed over is no complaint, and that there is one comes from a
/// mediation.
fn is_before((other, measure, _): &Tracked<'_>, case: &Case) -> bool {
    !other.is_of_clause(measure.party) && lodged(other) < lodged(case)
}

/// A complaint as it is told beside a case: that it was made, how far it is, and by what it is one of these.
struct Before {
    ticket: String,
    /// Its page, for the office.
    href: Option<String>,
    filed: String,
    tone: &'static str,
    state: String,
    shared: bool,
    same_exhibitor: bool,
    same_right: bool,
}

/// Those against one respondent, or about the right alone.
struct Group {
    /// Empty when the exhibitor's name was erased.
    title: String,
    complaints: Vec<Before>,
    more: usize,
}

#[derive(Template)]
#[template(path = "earlier_complaints.html")]
struct Earlier {
    t: Texts,
    groups: Vec<Group>,
    hint: &'static str,
}

/// For whom it is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Reception,
    Office,
}

/// The complaints that were made before against the respondents of a case, or about the right of this number, as a part of its page at
/// the counter; empty when there were none, and for whoever is not told of them.
///
/// # Errors
/// When it cannot be drawn.
pub(in crate::web) fn before(
    at: &Published,
    t: &Texts,
    person: &Signed,
    case: &Case,
    number: Option<&str>,
    now: Timestamp,
) -> Result<String, Problem> {
    if !at.desk.sees_earlier_complaints(&person.staff, case) {
        return Ok(String::new());
    }
    drawn(at, t, case, number, (For::Reception, now))
}

/// The same on the office's page of a complaint.
///
/// # Errors
/// When it cannot be drawn.
pub(super) fn beside(
    at: &Published,
    t: &Texts,
    case: &Case,
    number: Option<&str>,
    now: Timestamp,
) -> Result<String, Problem> {
    drawn(at, t, case, number, (For::Office, now))
}

fn drawn(
    at: &Published,
    t: &Texts,
    case: &Case,
    number: Option<&str>,
    (reader, now): (For, Timestamp),
) -> Result<String, Problem> {
    let mut about = tracks_about(at, case, number);
    about.retain(|one| is_before(one, case));
    let of_right = |id: CaseId| about.iter().any(|(other, ..)| other.id == id);
    let mut told: Vec<(CaseId, PartyId)> = Vec::new();
    let group = |title: String, same_exhibitor: bool, all: Vec<Tracked<'_>>| {
        let more = all.len().saturating_sub(SHOWN_BESIDE);
        let complaints = all.into_iter().take(SHOWN_BESIDE).map(|one| {
            let same_right = of_right(one.0.id);
            Before { same_exhibitor, same_right, ..told_before(t, one, (reader, now)) }
        });
        Group { title, complaints: complaints.collect(), more }
    };
    let mut groups = Vec::new();
    for exhibitor in respondents(case) {
        let mut earlier = tracks_against(at, exhibitor);
        earlier.retain(|one| is_before(one, case));
        if !earlier.is_empty() {
            told.extend(earlier.iter().map(|(other, measure, _)| (other.id, measure.party)));
            let name = at.names.exhibitor(exhibitor).map(|body| company::called(t, body));
            groups.push(group(name.unwrap_or_default(), true, earlier));
        }
    }
    let mut others = about.clone();
    others.retain(|(other, measure, _)| !told.contains(&(other.id, measure.party)));
    if !others.is_empty() {
        groups.push(group(t.t("earlier-about-right").into_owned(), false, others));
    }
    if groups.is_empty() {
        return Ok(String::new());
    }
    let hint = match reader {
        For::Reception => "earlier-hint",
        For::Office => "earlier-hint-office",
    };
    Earlier { t: t.clone(), groups, hint }.render().map_err(|error| Problem::internal(&error))
}

fn told_before(t: &Texts, (case, measure, shared): Tracked<'_>, (reader, now): (For, Timestamp)) -> Before {
    let href = (reader == For::Office).then(|| format!("{}#party-{}", page_of(case), measure.party));
    let measure = without_clause(measure);
    Before {
        ticket: ticket_of(case),
        href,
        filed: t.date_of(lodged(case).0),
        tone: track::tone(&measure, now),
        state: track::state(&measure, t, now),
        shared,
        same_exhibitor: false,
        same_right: false,
    }
}

/// Who the respondents of a case are on the list. At a booth that several share that is nobody, until somebody says who is meant: a case
/// is not turned away for what was said of a neighbour.
fn respondents(case: &Case) -> BTreeSet<ExhibitorId> {
    let known = case.respondents().iter().filter_map(|party| {
        let among = party.may_be();
        among.first().copied().filter(|one| among.len() == 1 && !case.is_claimant(*one))
    });
    known.collect()
}
