//! Setting up the fair or the standing desk: its plan, halls, series, address.

use std::collections::BTreeSet;

use imbl::OrdSet;
use jiff::{civil::Date, tz::TimeZone};

use super::{Bench, Decision, at_most, bodies, staff};
use crate::{
    command::NewStaff,
    duty,
    event::{Actor, Event, Fact},
    fair::{FairPlan, Hall, LineRules, Weekday},
    ids::{BodyId, HallId, ProductClass, ScanToken, Series},
    refusal::Refusal,
    report::{Home, NONE},
    staff::Role,
};

/// Most classes of products of one fair.
pub const MOST_CLASSES: usize = 60;
/// Longest name of one, in characters.
pub const LONGEST_CLASS: usize = 60;
const MAX_HALLS: usize = 200;
const MAX_ROOMS: usize = 200;
const MAX_DAYS: i32 = 366;
const MAX_GRACE_S: u32 = 24 * 3600;
const MAX_MISSES: u32 = 100;
const MAX_RECALL_GAP_S: u32 = 3600;
const MAX_ASSUMED_MIN: u32 = 24 * 60;
const MAX_ASSUMED_DESKS: u32 = 1000;

pub(super) fn found(
    at: &Bench<'_>,
    plan: &FairPlan,
    halls: &[(HallId, Option<Series>, ScanToken)],
    people: &[NewStaff],
    demo: bool,
) -> Decision {
    // Whoever holds the one-time setup address speaks for the desk itself.
    if at.envelope.actor != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    if at.desk.fair().is_some() {
        return Err(Refusal::FairExists);
    }
    check_plan(plan)?;
    check_room_halls(plan, |id| halls.iter().any(|(hall, _, _)| hall == id))?;
    at_most(halls.len(), MAX_HALLS, "halls")?;
    // A standing desk has one line of its own; parts of a market come with the list of its merchants.
    if halls.is_empty() || plan.venue.is_standing() && halls.len() > 1 {
        return Err(Refusal::BadPlan("halls"));
    }
    let mut taken: OrdSet<Series> = halls.iter().filter_map(|(_, series, _)| *series).collect();
    if taken.len() != halls.iter().filter(|(_, series, _)| series.is_some()).count() {
        return Err(Refusal::SeriesTaken);
    }
    if taken.iter().any(|series| !series.is_clear()) {
        return Err(Refusal::BadPlan("halls"));
    }
    let mut events = Vec::new();
    let mut seen = BTreeSet::new();
    let mut tokens = BTreeSet::new();
    for (id, series, token) in halls {
        if !seen.insert(id) {
            return Err(Refusal::BadPlan("halls"));
        }
        super::new(!tokens.insert(token), "token")?;
        let series = series.map_or_else(|| next_series(&mut taken), Ok)?;
        events.push(Fact::HallAdded { hall: Hall { id: id.clone(), series, token: token.clone() } }.into());
    }
    let desk_series = next_series(&mut taken)?;
    events.insert(0, Fact::FairFounded { plan: plan.clone(), desk_series, demo }.into());
    for role in [Role::Organiser, Role::Head] {
        if !people.iter().any(|person| person.roles.contains(&role)) {
            return Err(Refusal::LastOne);
        }
    }
    let mut ids = BTreeSet::new();
    for person in people {
        super::new(!ids.insert(person.id), "staff")?;
    }
    events.extend(people.iter().flat_map(staff::appointed));
    Ok(events)
}

pub(super) fn amend(at: &Bench<'_>, plan: &FairPlan) -> Decision {
    at.staff(&[Role::Organiser])?;
    let fair = at.fair()?;
    check_plan(plan)?;
    let first = at.desk.body(BodyId::FIRST);
    if first.is_some_and(|body| body.terms.kind != plan.body.kind && body.has_accepted()) {
        return Err(Refusal::BodyInUse);
    }
    bodies::has_own_name(at, BodyId::FIRST, &plan.body.name)?;
    if plan.venue != fair.plan.venue {
        return Err(Refusal::BadPlan("venue"));
    }
    keep_worked_days(at, &fair.plan, plan)?;
    check_room_halls(plan, |id| at.desk.hall(id).is_some())?;
    let mut gone = fair.plan.rooms.iter().filter(|room| !plan.rooms.iter().any(|kept| kept.id == room.id));
    if let Some(by) = gone.find_map(|room| at.desk.occupant(&room.id)) {
        return Err(Refusal::RoomTaken { by });
    }
    Ok(if fair.plan == *plan { Vec::new() } else { vec![Fact::FairAmended { plan: plan.clone() }.into()] })
}

/// A day on which something was recorded, that was sealed or on which somebody was on duty stays one of the fair's: report, hours and
/// log count it, and would otherwise tell of a day that never was.
fn keep_worked_days(at: &Bench<'_>, before: &FairPlan, plan: &FairPlan) -> Result<(), Refusal> {
    let recorded = at.desk.days_with_steps().chain(at.desk.sealed_days());
    let worked: BTreeSet<Date> = recorded.chain(duty::days_served(at.desk, at.now())).collect();
    let mut lost = worked.into_iter().filter(|day| before.spans(*day) && !plan.spans(*day));
    match lost.next() {
        None => Ok(()),
        Some(day) if day < plan.first_day => Err(Refusal::DayWorked { field: "first_day", day }),
        Some(day) => Err(Refusal::DayWorked { field: "last_day", day: lost.next_back().unwrap_or(day) }),
    }
}

pub(super) fn set_rules(at: &Bench<'_>, rules: &LineRules) -> Decision {
    at.staff_or_system(&[Role::Organiser])?;
    at.fair()?;
    let checks = [
        (rules.grace_s <= MAX_GRACE_S, "grace_s"),
        ((1..=MAX_MISSES).contains(&rules.max_misses), "max_misses"),
        (rules.recall_gap_s <= MAX_RECALL_GAP_S, "recall_gap_s"),
        ((1..=MAX_ASSUMED_MIN).contains(&rules.assumed_reception_min), "assumed_reception_min"),
        ((1..=MAX_ASSUMED_MIN).contains(&rules.assumed_talks_min), "assumed_talks_min"),
        ((1..=MAX_ASSUMED_DESKS).contains(&rules.assumed_desks), "assumed_desks"),
    ];
    if let Some((_, field)) = checks.into_iter().find(|(good, _)| !good) {
        return Err(Refusal::BadPlan(field));
    }
    let now = at.desk.rules();
    if at.envelope.actor == Actor::System {
        return Ok(take_in(now, at.desk.settled_rules(), rules));
    }
    Ok(if now == rules {
        Vec::new()
    } else {
        vec![Fact::RulesSet { rules: rules.clone(), file: None }.into()]
    })
}

/// The settings are taken in once, and of them what changed, so that what the organiser laid down stands until the settings say
/// something else of the very same.
fn take_in(now: &LineRules, before: &LineRules, file: &LineRules) -> Vec<Event> {
    let rules = now.with_changes(before, file);
    if rules == *now && before == file {
        return Vec::new();
    }
    let file = (rules != *file).then(|| Box::new(file.clone()));
    vec![Fact::RulesSet { rules, file }.into()]
}

/// The classes that cases may be put into. One that is taken out stays with the cases that have it.
pub(super) fn name_product_classes(at: &Bench<'_>, classes: &[ProductClass]) -> Decision {
    at.staff(&[Role::Organiser])?;
    at.fair()?;
    at_most(classes.len(), MOST_CLASSES, "classes")?;
    let mut seen = BTreeSet::new();
    for class in classes {
        let name = class.as_str();
        if name.trim().is_empty() || name == NONE {
            return Err(Refusal::BadPlan("classes"));
        }
        at_most(name.chars().count(), LONGEST_CLASS, "letters")?;
        super::new(!seen.insert(class), "product-class")?;
    }
    let known = at.desk.product_classes() == classes;
    Ok(if known { Vec::new() } else { vec![Fact::ProductClassesNamed { classes: classes.to_vec() }.into()] })
}

pub(super) fn choose_address(at: &Bench<'_>, url: &str) -> Decision {
    at.staff_or_system(&[Role::Organiser])?;
    let fair = at.fair()?;
    Ok(if fair.address.as_deref() == Some(url) {
        Vec::new()
    } else {
        vec![Fact::AddressChosen { url: url.to_owned() }.into()]
    })
}

/// Whoever opens the test code proves only that the address reaches the desk, so nobody needs to be signed in.
pub(super) fn confirm_address(at: &Bench<'_>, url: &str) -> Decision {
    let fair = at.fair()?;
    if fair.address.as_deref() != Some(url) {
        return Err(Refusal::Unknown("address"));
    }
    Ok(if fair.address_confirmed {
        Vec::new()
    } else {
        vec![Fact::AddressConfirmed { url: url.to_owned() }.into()]
    })
}

pub(super) fn add_halls(at: &Bench<'_>, halls: &[(HallId, ScanToken)]) -> Decision {
    at.staff_or_system(&[Role::Organiser])?;
    at.fair()?;
    let mut taken = at.desk.series.clone();
    let mut events: Vec<Event> = Vec::new();
    let mut new = BTreeSet::new();
    let mut tokens = BTreeSet::new();
    for (id, token) in halls {
        if at.desk.hall(id).is_some() || !new.insert(id) {
            continue;
        }
        super::new(at.desk.scan(token).is_some() || !tokens.insert(token), "token")?;
        let hall = Hall { id: id.clone(), series: next_series(&mut taken)?, token: token.clone() };
        events.push(Fact::HallAdded { hall }.into());
    }
    at_most(at.desk.halls.len() + events.len(), MAX_HALLS, "halls")?;
    Ok(events)
}

pub(super) fn replace_hall_code(at: &Bench<'_>, hall: &HallId, token: &ScanToken) -> Decision {
    at.staff(&[Role::Organiser])?;
    at.desk.hall(hall).ok_or(Refusal::Unknown("hall"))?;
    super::new(at.desk.scan(token).is_some(), "token")?;
    Ok(vec![Fact::HallCodeReplaced { hall: hall.clone(), token: token.clone() }.into()])
}

/// Whatever stands in a hall keeps it, and so does what was counted under it.
pub(super) fn remove_hall(at: &Bench<'_>, hall: &HallId) -> Decision {
    at.staff(&[Role::Organiser])?;
    at.desk.hall(hall).ok_or(Refusal::Unknown("hall"))?;
    if at.desk.keeps_hall(hall) {
        return Err(Refusal::HallStays);
    }
    if !at.desk.in_hall(hall, at.now()).is_empty() {
        return Err(Refusal::HallInUse);
    }
    Ok(vec![Fact::HallRemoved { hall: hall.clone() }.into()])
}

/// The next letters that nobody has, nobody ever had and nobody takes for digits: for a hall, the desk, a kiosk, forms on paper. `taken` is [`Desk::series`],
/// to which whoever receives them adds them when the fact is applied.
///
/// [`Desk::series`]: crate::desk::Desk
pub(super) fn next_series(taken: &mut OrdSet<Series>) -> Result<Series, Refusal> {
    let free = (0..).map_while(Series::nth).find(|series| series.is_clear() && !taken.contains(series));
    let series = free.ok_or(Refusal::SeriesUsedUp)?;
    taken.insert(series);
    Ok(series)
}

fn check_room_halls(plan: &FairPlan, exists: impl Fn(&HallId) -> bool) -> Result<(), Refusal> {
    let lost = plan.rooms.iter().filter_map(|room| room.hall.as_ref()).any(|hall| !exists(hall));
    if lost { Err(Refusal::Unknown("hall")) } else { Ok(()) }
}

fn check_plan(plan: &FairPlan) -> Result<(), Refusal> {
    let rooms: BTreeSet<_> = plan.rooms.iter().map(|room| &room.id).collect();
    let languages: BTreeSet<_> = plan.languages.iter().collect();
    at_most(plan.rooms.len(), MAX_ROOMS, "rooms")?;
    let checks = [
        (!plan.name.trim().is_empty(), "name"),
        (has_its_days(plan), "last_day"),
        (plan.closed.len() < if plan.venue.is_standing() { Weekday::ALL.len() } else { 1 }, "closed"),
        (plan.opens < plan.closes, "closes"),
        (plan.has_its_hours(), "hours"),
        (TimeZone::get(&plan.zone).is_ok(), "zone"),
        (plan.country.is_empty() || Home::of_code(&plan.country).is_some(), "country"),
        (!plan.rooms.is_empty() && rooms.len() == plan.rooms.len(), "rooms"),
        (!plan.body.name.trim().is_empty(), "body"),
        (!plan.languages.is_empty() && languages.len() == plan.languages.len(), "languages"),
    ];
    checks.into_iter().find(|(good, _)| !good).map_or(Ok(()), |(_, field)| Err(Refusal::BadPlan(field)))
}

/// A fair has a last day within a year; a standing desk has none.
fn has_its_days(plan: &FairPlan) -> bool {
    let Some(last) = plan.last_day else { return plan.venue.is_standing() };
    let length = plan.first_day.until(last).map_or(-1, |length| length.get_days());
    !plan.venue.is_standing() && (0..MAX_DAYS).contains(&length)
}
