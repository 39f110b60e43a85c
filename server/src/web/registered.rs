//! Rights that were registered with the organiser, as they help whoever receives a case: found by the number that was typed and
//! by who the parties are. For staff who see the case anyway; nobody else is told that a number is registered.

use askama::Template;
use domain::{
    Case, ExhibitorId,
    case::Side,
    desk::Fair,
    register::{Registration, Standing},
};
use jiff::{Timestamp, civil::Date};

use crate::{engine::Published, locale::Texts};

use super::{company, problem::Problem, ticket::own};

/// Most finds that are shown; who registered more is looked up in the register.
const SHOWN: usize = 8;

/// A registered right in words, for a list.
pub(super) struct Shown {
    pub(super) kind: String,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) owner: String,
    pub(super) licensees: String,
    pub(super) papers: String,
    pub(super) exhibitor: String,
    pub(super) booths: String,
    pub(super) validity: String,
    pub(super) checked: String,
    pub(super) registered: String,
    pub(super) standing: &'static str,
    pub(super) tone: &'static str,
}

impl Shown {
    /// A right of the register; `None` when its names were erased.
    pub(super) fn of(at: &Published, t: &Texts, right: &Registration, today: Date) -> Option<Self> {
        let body = at.names.right(right.id)?;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let standing = right.standing(today);
        Some(Self {
            kind: t.code("right", right.terms.kind.code()).into_owned(),
            number: text(&body.number),
            title: body.title.clone(),
            owner: body.owner.clone(),
            licensees: text(&body.licensees),
            papers: text(&body.papers),
            exhibitor: at
                .names
                .exhibitor(right.exhibitor)
                .map(|body| company::called(t, body))
                .unwrap_or_default(),
            booths: booths(at, t, right.exhibitor),
            validity: validity(t, right),
            checked: match right.checked() {
                Some(check) => t.t2(
                    "rights-checked-on",
                    "date",
                    t.plain_date(check.on),
                    "status",
                    t.code("right-status", check.status.code()),
                ),
                None => t.t("rights-never-checked").into_owned(),
            },
            registered: registered(t, at.desk.fair().map(AsRef::as_ref), right),
            standing: standing.code(),
            tone: tone(standing),
        })
    }
}

/// How a standing is meant.
pub(super) fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "good",
        Standing::Unchecked => "note",
        Standing::NotYet | Standing::Contested | Standing::Over => "warn",
        Standing::Withdrawn => "quiet",
    }
}

fn booths(at: &Published, t: &Texts, exhibitor: ExhibitorId) -> String {
    let ids = at.desk.exhibitor(exhibitor).map(|known| known.booths.as_slice()).unwrap_or_default();
    let shown = ids.iter().filter_map(|id| at.desk.booth(*id)).take(3);
    let shown = shown.map(|booth| own::spot(t, booth.hall.as_str(), &booth.number));
    shown.collect::<Vec<_>>().join(&t.t("list-comma"))
}

/// From when to when it is valid.
fn validity(t: &Texts, right: &Registration) -> String {
    let day = |date: Date| t.plain_date(date);
    match (right.terms.valid_from.map(day), right.terms.valid_to.map(day)) {
        (Some(from), Some(to)) => t.t2("rights-valid-both", "from", from, "to", to),
        (Some(from), None) => t.t1("rights-valid-from", "from", from),
        (None, Some(to)) => t.t1("rights-valid-to", "to", to),
        (None, None) => t.t("rights-valid-unknown").into_owned(),
    }
}

/// Before the fair or during it; who registers a right only when the dispute is there shows that it was so. So does who rewrites one
/// that was registered in time.
fn registered(t: &Texts, fair: Option<&Fair>, right: &Registration) -> String {
    let opening = |fair: &Fair| {
        let day = fair.plan.first_day;
        let first = day.to_datetime(fair.plan.hours_of(day).opens);
        first.to_zoned(fair.plan.time_zone()).map(|opening| opening.timestamp()).ok()
    };
    let before = fair.and_then(opening).is_some_and(|opening| right.at < opening);
    let key = if before { "rights-before-fair" } else { "rights-during-fair" };
    let said = t.t1(key, "date", t.date_of(right.at));
    let Some(corrected) = right.corrected else { return said };
    format!("{said} · {}", t.t1("rights-corrected", "date", t.date_of(corrected)))
}

/// A find, and why it is one.
struct Find {
    why: String,
    /// The number that was typed is somebody else's than who filed.
    foreign: bool,
    /// When it was rewritten after the case was filed.
    since: Option<String>,
    right: Shown,
}

/// What the register holds that touches a case.
#[derive(Template)]
#[template(path = "registered.html")]
pub(super) struct Registered {
    t: Texts,
    finds: Vec<Find>,
    more: usize,
    /// The number was typed and is not in the register.
    unknown: bool,
}

impl Registered {
    /// By the number as it was typed first, then by who the parties are; `None` when nobody registered anything.
    fn of(at: &Published, t: &Texts, case: &Case, number: Option<&str>, today: Date) -> Option<Self> {
        at.desk.registrations().next()?;
        let parties = case
            .parties
            .iter()
            .flat_map(|party| party.may_be().into_iter().map(|exhibitor| (party.place.side, exhibitor)));
        let parties: Vec<_> = parties.collect();
        let ours = |exhibitor| parties.iter().any(|(side, id)| *side == Side::Claimant && *id == exhibitor);
        let mut rights: Vec<(&Registration, String, bool)> = Vec::new();
        let in_force = |right: &&Registration| right.withdrawn.is_none();
        let numbered = number.into_iter().flat_map(|number| at.names.rights_numbered(number));
        for right in numbered.filter_map(|id| at.desk.registration(id)).map(AsRef::as_ref).filter(in_force) {
            let foreign = !ours(right.exhibitor);
            rights.push((right, t.t("registered-by-number").into_owned(), foreign));
        }
        let unknown = number.is_some() && rights.is_empty();
        for (side, exhibitor) in &parties {
            let why = match side {
                Side::Claimant => t.t("registered-by-claimant"),
                Side::Respondent => t.t("registered-by-respondent"),
            };
            for right in at.desk.registrations_of(*exhibitor).map(AsRef::as_ref).filter(in_force) {
                if !rights.iter().any(|(known, ..)| known.id == right.id) {
                    rights.push((right, why.clone().into_owned(), false));
                }
            }
        }
        let more = rights.len().saturating_sub(SHOWN);
        let finds = rights.into_iter().take(SHOWN).filter_map(|(right, why, foreign)| {
            let since = right.corrected.filter(|corrected| *corrected > case.filed_at);
            let since = since.map(|at| t.t1("registered-corrected-since", "moment", t.moment(at)));
            Some(Find { why, foreign, since, right: Shown::of(at, t, right, today)? })
        });
        Some(Self { t: t.clone(), finds: finds.collect(), more, unknown })
    }

    /// As a part of a page; empty when there is nothing to say.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub(super) fn drawn(
        at: &Published,
        t: &Texts,
        case: &Case,
        number: Option<&str>,
        now: Timestamp,
    ) -> Result<String, Problem> {
        let Some(fair) = at.desk.fair() else { return Ok(String::new()) };
        let today = fair.plan.day_of(now);
        match Self::of(at, t, case, number, today) {
            Some(part) if part.unknown || !part.finds.is_empty() => {
                part.render().map_err(|error| Problem::internal(&error))
            }
            Some(_) | None => Ok(String::new()),
        }
    }
}
