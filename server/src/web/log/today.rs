//! `/office`: today in five seconds. Every number leads to the list behind it, and the page follows what happens.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    BodyId, StaffId,
    duty::{Overstay, overstay},
    figures::DayFigures,
    staff::{DutyState, Role, Staff},
    ticket::{Lane, TicketState},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    app::App,
    daylog::Only,
    devices::Devices,
    engine::Published,
    locale::Texts,
    web::{
        complaints::tasks::{self, Due},
        counter::help,
        deadlines::{self, Falling},
        form::Entries,
        frame::{self, Errors, Frame, Tone},
        guard::{Signed, Who},
        live::{self, Draw, Form},
        office::{devices::warnings, people::profile::TONGUES},
        problem::{Fault, Problem},
        route::{HEADS, ORGANISERS, Route},
        signed,
        submit::name_of,
        ticket::view::Hours,
        visit::Visit,
    },
};

mod alerts;
mod charts;

use alerts::{Alert, Machine, longest, over_night};
use charts::Charts;

use super::{FIGURES, List, ON_DUTY, bulletin, day::Told, page_of};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office", FIGURES, page),
        Route::get("/office/live", ON_DUTY, snapshot),
        Route::get("/office/events", ON_DUTY, events),
    ]
}

#[derive(Template)]
#[template(path = "log_today.html")]
struct Page {
    frame: Frame,
    t: Texts,
    date: String,
    log: String,
    live: String,
    bulletin: bulletin::Form,
}

/// What of the page depends on who reads it.
#[derive(Clone, Copy)]
struct Reader {
    prepares: bool,
    /// The mediation body that they head as well: they may open the sheet of hours, and see who of its people has how many cases.
    heads: Option<BodyId>,
}

impl Reader {
    fn of(who: &Who) -> Self {
        let head = who.person.as_ref().filter(|person| person.is_one_of(HEADS));
        Self { prepares: who.is_one_of(ORGANISERS), heads: head.map(|head| head.staff.profile.body) }
    }

    /// What is drawn once for all who see the same of it.
    fn topic(self) -> String {
        let part = if self.prepares { "office" } else { "office-on-duty" };
        self.heads.map_or_else(|| part.to_owned(), |body| format!("{part}-head-{}", body.mark()))
    }
}

/// Most tasks that are told one by one; all of them stand with the complaints.
const TASKS: usize = 12;

/// The live part.
#[derive(Template)]
#[template(path = "log_today_live.html")]
struct Fragment {
    t: Texts,
    view: View,
    /// Its reader prepares the fair, too: devices are theirs, and the seal of a day.
    prepares: bool,
}

/// A number and the list behind it; none where nothing is told by ticket.
struct Tile {
    label: String,
    value: String,
    note: String,
    href: String,
}

/// Somebody who mediates or receives.
struct OnDuty {
    name: String,
    /// They receive and do no more.
    receives: bool,
    /// The languages they speak and the halls they are near, as far as it is said.
    suits: String,
    state: &'static str,
    room: String,
    since: String,
    /// By what one can tell that they most likely forgot to go off, as a key of the catalogue.
    overstays: Option<&'static str>,
    /// How many cases they have, for whoever heads their body alone: the number falls as a case ends, and would name who had it.
    holds: Option<usize>,
}

struct View {
    said: String,
    /// The message that stands: its language and words.
    bulletin: Option<(&'static str, String)>,
    /// When the log of today was sealed, if it was, and where it is.
    sealed: Option<(String, String)>,
    tiles: Vec<Tile>,
    charts: Charts,
    people: Vec<OnDuty>,
    /// Of some of them is told how many cases they have.
    tells_held: bool,
    /// Days that ended and were not sealed.
    unsealed: Vec<(String, String)>,
    /// What waits for the organiser in complaints.
    tasks: (Vec<Due>, usize),
    /// How many respondents object to a measure that stands, and their list; nothing where none does.
    objections: Option<(String, String)>,
    /// What falls due today and tonight.
    deadlines: Falling,
    /// Rooms in which a mediator asked for help.
    help: Vec<String>,
    /// Kiosks that somebody should look at.
    devices: Vec<String>,
    /// What else wants somebody now.
    alerts: Vec<Alert>,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(Told { done, .. }): Query<Told>,
) -> Result<Response, Problem> {
    if !person.is_one_of(Role::ON_DUTY) {
        // Of a head's own cases the report tells every number; the figures of a day hide the small ones.
        let numbers = if person.is_one_of(HEADS) { signed::REPORT } else { signed::FIGURES };
        return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, numbers)]).into_response());
    }
    let published = app.now();
    let form = bulletin::Form::of(&published, &visit.texts, &Entries::default(), Errors::default());
    let told = [("posted", "bulletin-done"), ("ended", "bulletin-done-ended")];
    let told = told.into_iter().find(|(name, _)| *name == done).map(|(_, key)| visit.texts.t(key));
    let page = built(&app, &visit, &who, form)?;
    let frame = page.frame.clone();
    Ok(frame::show(&match told {
        Some(told) => Page { frame: frame.notice(Tone::Good, told), ..page },
        None => page,
    }))
}

/// The page again, with the message as it was typed and what is wrong with it.
///
/// # Errors
/// As the page's own.
pub(super) fn show(
    app: &App,
    visit: &Visit,
    who: &Who,
    typed: &Entries,
    errors: Errors,
) -> Result<Response, Problem> {
    let form = bulletin::Form::of(&app.now(), &visit.texts, typed, errors);
    Ok(frame::show_with(Fault::Invalid.status(), &built(app, visit, who, form)?))
}

fn built(app: &App, visit: &Visit, who: &Who, bulletin: bulletin::Form) -> Result<Page, Problem> {
    let published = app.now();
    let day = super::today_of(app, &published)?;
    let live = drawn(&published, app, &visit.texts, app.clock.now(), Reader::of(who))?;
    let frame = signed::frame(app, visit, who, "log-today").office();
    let t = frame.t();
    Ok(Page { date: t.date(day), log: page_of(day), live, bulletin, frame, t })
}

async fn snapshot(State(app): State<App>, visit: Visit, who: Who) -> Result<Response, Problem> {
    Ok(frame::fragment(drawn(&app.now(), &app, &visit.texts, app.clock.now(), Reader::of(&who))?))
}

async fn events(State(app): State<App>, visit: Visit, who: Who, person: Signed) -> Response {
    let (language, reader) = (visit.texts.language(), Reader::of(&who));
    let seen_by = app.clone();
    let draw: Draw = Arc::new(move |published, now| {
        drawn(published, &seen_by, &published.texts(language), now, reader).ok()
    });
    // Each of them is drawn once for all who see it.
    live::stream_to(&app, &person, &format!("{}/{}", reader.topic(), language.tag()), Form::Fragment, &draw)
}

fn drawn(
    published: &Published,
    app: &App,
    t: &Texts,
    now: Timestamp,
    reader: Reader,
) -> Result<String, Problem> {
    let machine = Machine::of(app, reader.heads.is_some());
    let view = View::of(published, app.devices(), (machine, reader.heads), t, now)
        .ok_or_else(|| Problem::of(Fault::NotFound))??;
    Fragment { t: t.clone(), view, prepares: reader.prepares }
        .render()
        .map_err(|error| Problem::internal(&error))
}

impl View {
    fn of(
        published: &Published,
        devices: &Devices,
        (machine, heads): (Machine<'_>, Option<BodyId>),
        t: &Texts,
        now: Timestamp,
    ) -> Option<Result<Self, Problem>> {
        let plan = &published.desk.fair()?.plan;
        let day = plan.day_of(now);
        let figures = published.told(day, day);
        let over = Hours::are_over(&published.desk, now);
        // After the last close nobody stands in a line: whoever was not called is counted, and so is what goes on over a distance.
        let waiting = if over {
            figures.rows.iter().filter(|row| row.state == TicketState::Waiting).count()
        } else {
            Lane::ALL.iter().map(|lane| published.desk.waiting_count(*lane)).sum()
        };
        let staff = published.desk.staff();
        let on_duty = staff.filter(|staff| staff.takes_any() && staff.duty == DutyState::On).count();
        let said = t.say(if over { "log-said-over" } else { "log-said" });
        let said = said.with("waiting", waiting).with("duty", on_duty).with("filed", figures.filed);
        let longest = if over { None } else { longest(published, now) };
        let built = Charts::draw(published, &figures, t, now).map(|charts| Self {
            said: said.to_string(),
            bulletin: bulletin::shown(published, t),
            sealed: published.desk.day_seal(day).map(|seal| (t.clock(seal.at), page_of(day))),
            tiles: tiles(published, &figures, t, (waiting, over), on_duty, longest),
            charts,
            alerts: alerts::alerts(published, machine, t, now),
            people: people(published, heads, t, now),
            tells_held: heads.is_some(),
            unsealed: unsealed(published, t, day),
            tasks: tasks::due(published, t, now, TASKS),
            objections: tasks::objections(published, t),
            deadlines: deadlines::for_organiser(published, t, now),
            devices: warnings(published, devices, t, now),
            help: help::calls(t, published, now).into_iter().map(|call| call.text).collect(),
        });
        Some(built)
    }
}

fn tiles(
    published: &Published,
    figures: &DayFigures,
    t: &Texts,
    (waiting, over): (usize, bool),
    on_duty: usize,
    longest: Option<u64>,
) -> Vec<Tile> {
    let list = List::today(published, figures.day);
    let spread = |spread: Option<domain::figures::Spread>| match spread {
        Some(spread) => (t.measured(spread.median_s), t.t1("log-p90", "length", t.measured(spread.p90_s))),
        None => (t.t("log-none-yet").into_owned(), String::new()),
    };
    let (wait, wait_note) = spread(figures.wait);
    let (session, session_note) = match spread(figures.session) {
        (none, _) if figures.runs => (none, t.t("log-told-later").into_owned()),
        told => told,
    };
    let tile = |label: &str, value: String, note: String, href: String| Tile {
        label: label.to_owned(),
        value,
        note,
        href,
    };
    // Of those that are open: some of them that were carried into the day have ended on it.
    let carried = figures.rows.iter().filter(|row| row.carried_in && row.outcome.is_none()).count();
    let carried = t.t1("log-of-them-carried", "count", carried);
    let complaints = || {
        let open = t.number(published.desk.open_complaint_count());
        tile(&t.t("log-complaints-open"), open, String::new(), "/office/complaints".to_owned())
    };
    // Of both lines and no more: how many wait for talks is not the organiser's to know.
    let waits = t.t(if over { "log-waiting-over" } else { "log-waiting-now" });
    let waits = tile(&waits, t.number(waiting), String::new(), list.of("state", "waiting"));
    // Since when, tells nothing once nobody is called any more.
    let longest = (!over).then(|| {
        tile(
            &t.t("log-longest-now"),
            longest.map_or_else(|| t.t("log-none-yet").into_owned(), |seconds| t.measured(seconds)),
            longest.map(|seconds| over_night(published, seconds, t)).unwrap_or_default(),
            list.of("state", "waiting"),
        )
    });
    let tiles = [
        tile(&t.t("log-on-duty"), t.number(on_duty), String::new(), "#duty".to_owned()),
        tile(&t.t("log-filed-today"), t.number(figures.filed), String::new(), list.only(Only::Filed)),
        tile(&t.t("log-open"), t.number(figures.open_at_close), carried, list.only(Only::Open)),
        tile(&t.t("log-concluded"), t.number(figures.concluded), String::new(), list.only(Only::Concluded)),
        tile(&t.t("log-wait-median"), wait, wait_note, list.only(Only::Received)),
        tile(&t.t("log-session-median"), session, session_note, String::new()),
        // While the day runs it counts those alone that the list tells of.
        tile(&t.t("log-no-shows"), t.number(figures.no_shows), String::new(), list.only(Only::Missed)),
    ];
    let waits = std::iter::once(waits).chain(longest);
    waits.chain(tiles).chain(t.venue().orders_measures().then(complaints)).collect()
}

/// Those who take tickets: whether reception is staffed is as much of the day as who mediates.
fn people(published: &Published, heads: Option<BodyId>, t: &Texts, now: Timestamp) -> Vec<OnDuty> {
    let mut all: Vec<_> = published.desk.staff().filter(|staff| staff.takes_any()).collect();
    let rank = |state| match state {
        DutyState::On => 0,
        DutyState::Break => 1,
        DutyState::Off => 2,
    };
    all.sort_by_cached_key(|staff| (rank(staff.duty), name_of(staff.id, published)));
    let mut held: BTreeMap<StaffId, usize> = BTreeMap::new();
    for mediator in published.desk.open_claims().filter_map(|held| held.mediator) {
        *held.entry(mediator).or_default() += 1;
    }
    all.into_iter()
        .map(|staff| OnDuty {
            name: name_of(staff.id, published),
            receives: !staff.is(Role::Mediator),
            suits: suits(staff, t),
            state: match staff.duty {
                DutyState::On => "on",
                DutyState::Break => "break",
                DutyState::Off => "off",
            },
            room: staff.room.as_ref().map(ToString::to_string).unwrap_or_default(),
            since: match staff.duty {
                DutyState::Off => String::new(),
                DutyState::On | DutyState::Break => t.seen_at(staff.duty_since, now),
            },
            overstays: published.desk.fair().and_then(|fair| overstay(&fair.plan, staff, now)).map(mark),
            holds: (heads == Some(staff.profile.body))
                .then(|| held.get(&staff.id).copied().unwrap_or_default()),
        })
        .collect()
}

/// Whom somebody suits: the languages they speak, and the halls they are near where these are not all.
fn suits(staff: &Staff, t: &Texts) -> String {
    let tongues = staff.profile.languages.iter().filter(|tag| TONGUES.contains(&tag.as_str()));
    let tongues: Vec<_> = tongues.map(|tag| t.code("tongue", tag).into_owned()).collect();
    let halls: Vec<_> =
        staff.profile.halls.iter().map(|hall| t.t1("log-hall", "hall", hall.as_str())).collect();
    let told = [tongues, halls].map(|words| words.join(&t.t("list-comma")));
    told.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The words beside somebody who most likely forgot to go off duty.
fn mark(why: Overstay) -> &'static str {
    match why {
        Overstay::EarlierDay | Overstay::PastClose => "log-past-close",
        Overstay::ClosedDay => "log-closed-today",
    }
}

impl Tile {
    /// How its value has to be set to fit its tile in one line, beside the size of the other numbers. A Chinese letter is nearly twice
    /// as wide as a digit.
    fn size(&self) -> &'static str {
        let width = |letter: char| if letter.is_ascii() { 5 } else { 9 };
        match self.value.chars().map(width).sum::<usize>() {
            0..=22 => "",
            23..=30 => "wide",
            _ => "long",
        }
    }
}

/// Earlier days on which the desk opened, without a seal, newest first.
fn unsealed(published: &Published, t: &Texts, today: Date) -> Vec<(String, String)> {
    let Some(fair) = published.desk.fair() else { return Vec::new() };
    // Before the desk was set up there was nothing to review.
    let first = fair.plan.day_of(fair.founded_at);
    let begun = published.desk.days_begun(today).filter(|day| first <= *day && *day < today);
    let mut days: Vec<_> = begun.filter(|day| published.desk.day_seal(*day).is_none()).collect();
    days.reverse();
    days.into_iter().map(|day| (t.date(day), page_of(day))).collect()
}
