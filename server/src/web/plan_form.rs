//! The plan as a form, of a fair or of a standing desk: what is typed on the first-start page and later on the organiser's page of it.
//!
//! Everything is kept as it was typed until it holds, so that a page shown again loses nothing. Lists are written one entry a
//! line; `=` gives a hall its letters and a room its hall.

mod hours;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    HallId, RoomId, Series,
    fair::{BodyKind, FairPlan, Language, MediationBody, Room, Venue, Weekday},
    number,
    report::Home,
    text::{self, TextFault},
};
use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};

use crate::{
    exhibitors::{PLACE_CHARS, Place},
    locale::Texts,
};

pub use self::hours::TypedHours;
use super::{form::Entries, frame::Errors};

/// Most characters of the names of fair and mediation body.
pub const NAME_CHARS: usize = 120;
/// Most characters of the words that say where the desk is.
const DESK_CHARS: usize = 120;
/// Most halls and most rooms.
const MOST: usize = 200;
/// Longest fair, days.
const MOST_DAYS: i32 = 366;
/// Regions of the world whose zones are offered; the rest are old names and abbreviations.
const REGIONS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// The plan as typed.
#[derive(Debug, Clone, Default)]
pub struct PlanForm {
    /// The fair's name, or that of the place.
    pub name: String,
    /// What kind of place it is.
    pub venue: Venue,
    /// First day.
    pub first_day: String,
    /// Last day; of a fair alone.
    pub last_day: String,
    /// Days of the week on which the desk is closed; of a standing desk alone.
    pub closed: BTreeSet<Weekday>,
    /// Opening time.
    pub opens: String,
    /// Closing time.
    pub closes: String,
    /// Days that may have hours of their own.
    pub other_hours: Vec<TypedHours>,
    /// IANA name of the time zone.
    pub zone: String,
    /// Code of the country; empty where the zone tells it.
    pub country: String,
    /// Halls, one a line.
    pub halls: String,
    /// Rooms, one a line.
    pub rooms: String,
    /// Where the desk is.
    pub desk: String,
    /// Whom to call in an emergency.
    pub emergency: String,
    /// Name of the mediation body.
    pub body_name: String,
    /// What kind of body.
    pub body_kind: String,
    /// Tags of the languages offered.
    pub languages: Vec<String>,
    /// Tag of the one for visitors whose browser asks for none of them.
    pub first_language: String,
}

/// A hall as typed: its name, and its letters when they were given.
pub type TypedHall = (HallId, Option<Series>);

impl PlanForm {
    /// An empty form for this kind of place: a usual day, all languages, the machine's zone.
    pub fn new(venue: Venue, language: Language) -> Self {
        Self {
            venue,
            opens: "09:00".to_owned(),
            closes: "18:00".to_owned(),
            zone: TimeZone::system().iana_name().unwrap_or("UTC").to_owned(),
            body_kind: BodyKind::People.code().to_owned(),
            languages: Language::ALL.iter().map(|language| language.tag().to_owned()).collect(),
            first_language: language.tag().to_owned(),
            ..Self::default()
        }
    }

    /// The form of a plan that is in force.
    pub fn of(plan: &FairPlan) -> Self {
        let room = |room: &Room| match &room.hall {
            Some(hall) => format!("{} = {hall}", room.id),
            None => room.id.to_string(),
        };
        Self {
            name: plan.name.clone(),
            venue: plan.venue,
            first_day: plan.first_day.to_string(),
            last_day: plan.last_day.map(|day| day.to_string()).unwrap_or_default(),
            closed: plan.closed.clone(),
            opens: plan.opens.strftime("%H:%M").to_string(),
            closes: plan.closes.strftime("%H:%M").to_string(),
            other_hours: Self::hours_of(&plan.other_hours),
            zone: plan.zone.clone(),
            country: plan.country.clone(),
            halls: String::new(),
            rooms: plan.rooms.iter().map(room).collect::<Vec<_>>().join("\n"),
            desk: plan.desk.clone(),
            emergency: plan.emergency.clone(),
            body_name: plan.body.name.clone(),
            body_kind: plan.body.kind.code().to_owned(),
            languages: plan.languages.iter().map(|language| language.tag().to_owned()).collect(),
            first_language: plan.languages.first().copied().unwrap_or_default().tag().to_owned(),
        }
    }

    /// What was sent for this kind of place.
    pub fn sent(venue: Venue, entries: &Entries) -> Self {
        let text = |name| entries.text(name).to_owned();
        Self {
            name: text("name"),
            venue,
            first_day: text("first_day"),
            last_day: text("last_day"),
            closed: entries.all("closed").filter_map(Weekday::from_code).collect(),
            opens: text("opens"),
            closes: text("closes"),
            other_hours: Vec::new(),
            zone: text("zone"),
            country: text("country"),
            halls: text("halls"),
            rooms: text("rooms"),
            desk: text("desk"),
            emergency: text("emergency"),
            body_name: text("body_name"),
            body_kind: text("body_kind"),
            languages: entries.all("languages").map(str::to_owned).collect(),
            first_language: text("first_language"),
        }
        .with_hours_sent(entries)
    }

    /// Whether a language is offered, for its box.
    pub fn offers(&self, tag: &str) -> bool {
        self.languages.iter().any(|offered| offered == tag)
    }

    /// The plan, with the halls that rooms may be in. `None` when `errors` were added.
    pub fn plan(&self, halls: &BTreeSet<HallId>, t: &Texts, errors: &mut Errors) -> Option<FairPlan> {
        let name = named(&self.name, "name", NAME_CHARS, t, errors);
        let days = self.days(t, errors);
        let resting = self.closed(t, errors);
        let hours = self.hours(t, errors);
        let other_hours = self.other_hours(hours, t, errors);
        if TimeZone::get(&self.zone).is_err() {
            errors.add("zone", t.t("plan-zone-unknown"));
        }
        if !self.country.is_empty() && Home::of_code(&self.country).is_none() {
            errors.add("country", t.t("plan-country-unknown"));
        }
        let rooms = self.rooms(halls, t, errors);
        let desk = text::optional_line(&self.desk, DESK_CHARS).unwrap_or_else(|_| {
            errors.add("desk", t.t1("entry-too-long", "max", DESK_CHARS));
            None
        });
        let emergency = text::optional_line(&self.emergency, DESK_CHARS).unwrap_or_else(|_| {
            errors.add("emergency", t.t1("entry-too-long", "max", DESK_CHARS));
            None
        });
        let body = named(&self.body_name, "body_name", NAME_CHARS, t, errors);
        let kind = BodyKind::from_code(&self.body_kind);
        if kind.is_none() {
            errors.add("body_kind", t.t("plan-body-kind-missing"));
        }
        let languages = self.languages(t, errors);
        if !errors.is_empty() {
            return None;
        }
        let ((first_day, last_day), (opens, closes)) = (days?, hours?);
        let body = MediationBody { name: body?, kind: kind? };
        let (zone, country) = (self.zone.clone(), self.country.clone());
        let (desk, emergency) = (desk.unwrap_or_default(), emergency.unwrap_or_default());
        let name = name?;
        Some(FairPlan {
            name,
            venue: self.venue,
            first_day,
            last_day,
            closed: resting,
            opens,
            closes,
            other_hours,
            zone,
            country,
            rooms,
            body,
            languages,
            desk,
            emergency,
        })
    }

    fn days(&self, t: &Texts, errors: &mut Errors) -> Option<(Date, Option<Date>)> {
        let mut day = |field: &str, typed: &str| {
            let day = number::plain(typed.trim()).parse::<Date>().ok();
            if day.is_none() {
                errors.add(field, t.t("plan-day-missing"));
            }
            day
        };
        let first = day("first_day", &self.first_day);
        if self.venue.is_standing() {
            return Some((first?, None));
        }
        let last = day("last_day", &self.last_day);
        let (first, last) = (first?, last?);
        let length = first.until(last).map_or(-1, |length| length.get_days());
        if (0..MOST_DAYS).contains(&length) {
            return Some((first, Some(last)));
        }
        let key = if length < 0 { "plan-days-reversed" } else { "plan-days-too-many" };
        errors.add("last_day", t.t(key));
        None
    }

    /// The days on which a standing desk is closed; a fair has none.
    fn closed(&self, t: &Texts, errors: &mut Errors) -> BTreeSet<Weekday> {
        if !self.venue.is_standing() {
            return BTreeSet::new();
        }
        if self.closed.len() == Weekday::ALL.len() {
            errors.add("closed", t.t("plan-closed-always"));
        }
        self.closed.clone()
    }

    fn hours(&self, t: &Texts, errors: &mut Errors) -> Option<(Time, Time)> {
        let mut hour = |field: &str, typed: &str| {
            let hour = number::plain(typed.trim()).parse::<Time>().ok();
            if hour.is_none() {
                errors.add(field, t.t("plan-hour-missing"));
            }
            hour
        };
        let (opens, closes) = (hour("opens", &self.opens)?, hour("closes", &self.closes)?);
        if opens < closes {
            return Some((opens, closes));
        }
        errors.add("closes", t.t("plan-hours-reversed"));
        None
    }

    /// The halls typed, each with its letters if they were given.
    pub fn halls(&self, t: &Texts, errors: &mut Errors) -> Vec<TypedHall> {
        let mut halls: Vec<TypedHall> = Vec::new();
        for (written, letters) in lines(&self.halls) {
            let Some(hall) = hall_id(&written) else {
                errors.add("halls", t.t2("plan-line-too-long", "line", written, "max", PLACE_CHARS));
                continue;
            };
            let series = match letters.as_deref().map(str::parse::<Series>) {
                None => None,
                Some(Ok(series)) if series.is_clear() => Some(series),
                Some(Ok(series)) => {
                    errors.add("halls", t.t1("plan-letters-unclear", "letters", series.to_string()));
                    continue;
                }
                Some(Err(_)) => {
                    errors.add("halls", t.t1("plan-letters-wrong", "hall", written));
                    continue;
                }
            };
            if halls.iter().any(|(known, _)| *known == hall) {
                errors.add("halls", t.t1("plan-hall-twice", "hall", written));
            } else if series.is_some() && halls.iter().any(|(_, taken)| *taken == series) {
                errors.add("halls", t.t1("plan-letters-twice", "letters", letters.unwrap_or_default()));
            } else {
                halls.push((hall, series));
            }
        }
        if halls.len() > MOST {
            errors.add("halls", t.t1("plan-too-many", "max", MOST));
        }
        halls
    }

    fn rooms(&self, halls: &BTreeSet<HallId>, t: &Texts, errors: &mut Errors) -> Vec<Room> {
        let mut rooms: BTreeMap<RoomId, Option<HallId>> = BTreeMap::new();
        let mut order = Vec::new();
        for (written, hall) in lines(&self.rooms) {
            if written.chars().count() > PLACE_CHARS {
                errors.add("rooms", t.t2("plan-line-too-long", "line", written, "max", PLACE_CHARS));
                continue;
            }
            let known = hall.as_deref().and_then(hall_id).filter(|hall| halls.contains(hall));
            if let (Some(hall), None) = (&hall, &known) {
                errors.add("rooms", t.t2("plan-room-hall-unknown", "room", written, "hall", hall));
                continue;
            }
            let id = RoomId(written.clone());
            if rooms.insert(id.clone(), known).is_some() {
                errors.add("rooms", t.t1("plan-room-twice", "room", written));
            } else {
                order.push(id);
            }
        }
        if order.is_empty() && errors.of("rooms").is_empty() {
            errors.add("rooms", t.t("plan-rooms-missing"));
        }
        if order.len() > MOST {
            errors.add("rooms", t.t1("plan-too-many", "max", MOST));
        }
        order.into_iter().map(|id| Room { hall: rooms.remove(&id).flatten(), id }).collect()
    }

    fn languages(&self, t: &Texts, errors: &mut Errors) -> Vec<Language> {
        let offered: Vec<Language> =
            Language::ALL.into_iter().filter(|language| self.offers(language.tag())).collect();
        let first = Language::from_tag(&self.first_language).filter(|first| offered.contains(first));
        match first {
            _ if offered.is_empty() => {
                errors.add("languages", t.t("plan-languages-missing"));
                Vec::new()
            }
            None => {
                errors.add("first_language", t.t("plan-first-language-not-offered"));
                Vec::new()
            }
            Some(first) => {
                let others = offered.into_iter().filter(|language| *language != first);
                std::iter::once(first).chain(others).collect()
            }
        }
    }
}

/// A short text that must be there; its field is marked when it is not.
pub fn named(typed: &str, field: &str, max: usize, t: &Texts, errors: &mut Errors) -> Option<String> {
    match text::line(typed, max) {
        Ok(text) => Some(text),
        Err(TextFault::Empty) => {
            errors.add(field, t.t("entry-missing"));
            None
        }
        Err(TextFault::TooLong { max }) => {
            errors.add(field, t.t1("entry-too-long", "max", max));
            None
        }
    }
}

/// A short text that may be left out; its field is marked when it is too long.
pub fn optional(form: &Entries, field: &str, max: usize, t: &Texts, errors: &mut Errors) -> Option<String> {
    text::optional_line(form.text(field), max).unwrap_or_else(|_| {
        errors.add(field, t.t1("entry-too-long", "max", max));
        None
    })
}

/// A day as a form sends it; `None` when there is none, or it cannot be read, which then stands in `errors`.
pub fn day(form: &Entries, field: &str, t: &Texts, errors: &mut Errors) -> Option<Date> {
    let typed = form.text(field).trim();
    if typed.is_empty() {
        return None;
    }
    let day = number::plain(typed).parse().ok();
    if day.is_none() {
        errors.add(field, t.t("entry-no-date"));
    }
    day
}

/// The name a hall goes by at this desk: `Hall 5.1`, `5.1馆` and `５．１` are one hall, in lists and on forms alike. `None` when it
/// is empty or too long to be one.
pub fn hall_id(written: &str) -> Option<HallId> {
    let written = text::line(written, PLACE_CHARS).ok()?;
    let id = Place::new(&written, "").hall;
    (!id.is_empty()).then_some(HallId(id))
}

/// The lines that say something, each with what follows its `=`.
fn lines(typed: &str) -> Vec<(String, Option<String>)> {
    typed
        .lines()
        .filter_map(|line| text::line(line, 1_000).ok())
        .map(|line| match line.split_once(['=', '＝']) {
            Some((name, more)) => (name.trim().to_owned(), Some(more.trim().to_owned())),
            None => (line, None),
        })
        .filter(|(name, _)| !name.is_empty())
        .collect()
}

/// The time zones one may choose from, by region. The present choice is always among them.
pub fn zones(chosen: &str) -> Vec<(String, Vec<String>)> {
    let mut regions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let known = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    for name in known.chain(["UTC".to_owned(), chosen.to_owned()]).filter(|name| !name.is_empty()) {
        let region = match name.split_once('/') {
            Some((region, _)) if REGIONS.contains(&region) => region,
            _ if name == "UTC" || name == chosen => "UTC",
            Some(_) | None => continue,
        };
        regions.entry(region.to_owned()).or_default().insert(name);
    }
    regions.into_iter().map(|(region, names)| (region, names.into_iter().collect())).collect()
}

#[cfg(test)]
mod tests;
