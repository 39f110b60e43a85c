//! `/office`: today in five seconds. Every number leads to the list behind it, and the page follows what happens.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    figures::{DayFigures, figures},
    staff::{DutyState, Role},
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
        chart::{Bar, Bars, Columns},
        complaints::tasks::{self, Due},
        counter::help,
        frame::{self, Frame},
        guard::{Signed, Who},
        live::{self, Draw, Form},
        office::devices::warnings,
        problem::{Fault, Problem},
        route::Route,
        signed,
        submit::name_of,
        visit::Visit,
    },
};

use super::{FIGURES, ORGANISER, list_of, list_only, page_of};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office", FIGURES, page),
        Route::get("/office/live", ORGANISER, snapshot),
        Route::get("/office/events", ORGANISER, events),
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
}

/// The live part.
#[derive(Template)]
#[template(path = "log_today_live.html")]
struct Fragment {
    t: Texts,
    view: View,
}

/// A number and the list behind it.
struct Tile {
    label: String,
    value: String,
    note: String,
    href: String,
}

/// Somebody who mediates.
struct Mediator {
    name: String,
    state: &'static str,
    room: String,
    since: String,
    holds: usize,
}

struct View {
    said: String,
    tiles: Vec<Tile>,
    load: String,
    standing: String,
    outcomes: String,
    mediators: Vec<Mediator>,
    /// Days that ended and were not sealed.
    unsealed: Vec<(String, String)>,
    /// What waits for the organiser in complaints.
    tasks: Vec<Due>,
    /// Rooms in which a mediator asked for help.
    help: Vec<String>,
    /// Kiosks that somebody should look at.
    devices: Vec<String>,
}

async fn page(State(app): State<App>, visit: Visit, who: Who, person: Signed) -> Result<Response, Problem> {
    if !person.is(Role::Organiser) {
        return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, "/office/figures")]).into_response());
    }
    let published = app.now();
    let day = super::today_of(&app, &published)?;
    let live = drawn(&published, app.devices(), &visit.texts, app.clock.now())?;
    let frame = signed::frame(&app, &visit, &who, "log-today").office();
    let t = frame.t();
    Ok(frame::show(&Page { date: t.date(day), log: page_of(day), live, frame, t }))
}

async fn snapshot(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    Ok(frame::fragment(drawn(&app.now(), app.devices(), &visit.texts, app.clock.now())?))
}

async fn events(State(app): State<App>, visit: Visit) -> Response {
    let language = visit.texts.language();
    let devices = Arc::clone(app.devices());
    let draw: Draw = Arc::new(move |published, now| {
        let zone = published.desk.fair().map_or(jiff::tz::TimeZone::UTC, |fair| fair.plan.time_zone());
        drawn(published, &devices, &Texts::new(language, zone), now).unwrap_or_default()
    });
    live::stream(&app, &format!("office/{}", language.tag()), Form::Fragment, &draw)
}

fn drawn(published: &Published, devices: &Devices, t: &Texts, now: Timestamp) -> Result<String, Problem> {
    let view = View::of(published, devices, t, now).ok_or_else(|| Problem::of(Fault::NotFound))??;
    Fragment { t: t.clone(), view }.render().map_err(|error| Problem::internal(&error))
}

impl View {
    fn of(
        published: &Published,
        devices: &Devices,
        t: &Texts,
        now: Timestamp,
    ) -> Option<Result<Self, Problem>> {
        let plan = &published.desk.fair()?.plan;
        let day = plan.day_of(now);
        let figures = figures(&published.desk, day, Some(now));
        let waiting: usize = Lane::ALL.iter().map(|lane| published.desk.waiting_count(*lane)).sum();
        let on_duty = published.desk.on_duty().count();
        let said = t.say("log-said");
        let said = said.with("waiting", waiting).with("duty", on_duty).with("filed", figures.filed);
        let built = charts(published, &figures, t, now).map(|(load, standing, outcomes)| Self {
            said: said.to_string(),
            tiles: tiles(published, &figures, t, waiting, on_duty),
            load,
            standing,
            outcomes,
            mediators: mediators(published, t),
            unsealed: unsealed(published, t, day),
            tasks: tasks::due(published, t, now),
            devices: warnings(published, devices, t, now),
            help: help::calls(t, published).into_iter().map(|call| call.text).collect(),
        });
        Some(built)
    }
}

fn tiles(
    published: &Published,
    figures: &DayFigures,
    t: &Texts,
    waiting: usize,
    on_duty: usize,
) -> Vec<Tile> {
    let day = figures.day;
    let lane = |lane| t.number(published.desk.waiting_count(lane));
    let spread = |spread: Option<domain::figures::Spread>| match spread {
        Some(spread) => (t.duration(spread.median_s), t.t1("log-p90", "length", t.duration(spread.p90_s))),
        None => (t.t("log-none-yet").into_owned(), String::new()),
    };
    let (wait, wait_note) = spread(figures.wait);
    let (session, session_note) = spread(figures.session);
    let tile = |label: &str, value: String, note: String, href: String| Tile {
        label: label.to_owned(),
        value,
        note,
        href,
    };
    let both = t.t2("log-both-lanes", "reception", lane(Lane::Reception), "talks", lane(Lane::Talks));
    let carried = t.t1("log-of-them-carried", "count", figures.carried_in);
    vec![
        tile(&t.t("log-waiting-now"), t.number(waiting), both, list_of(day, "state", "waiting")),
        tile(&t.t("log-on-duty"), t.number(on_duty), String::new(), "#duty".to_owned()),
        tile(&t.t("log-filed-today"), t.number(figures.filed), String::new(), list_only(day, Only::Filed)),
        tile(&t.t("log-open"), t.number(figures.open_at_close), carried, list_only(day, Only::Open)),
        tile(
            &t.t("log-concluded"),
            t.number(figures.concluded),
            String::new(),
            list_only(day, Only::Concluded),
        ),
        tile(&t.t("log-wait-median"), wait, wait_note, list_only(day, Only::Received)),
        tile(&t.t("log-session-median"), session, session_note, list_only(day, Only::Talked)),
        tile(&t.t("log-no-shows"), t.number(figures.no_shows), String::new(), list_only(day, Only::Missed)),
        tile(
            &t.t("log-complaints-open"),
            t.number(tasks::open_count(published)),
            String::new(),
            "/office/complaints".to_owned(),
        ),
    ]
}

/// Filed by hour, where the tickets stand, how cases ended.
fn charts(
    published: &Published,
    figures: &DayFigures,
    t: &Texts,
    now: Timestamp,
) -> Result<(String, String, String), Problem> {
    let draw = |drawn: askama::Result<String>| drawn.map_err(|error| Problem::internal(&error));
    let hour = |at: Timestamp| at.to_zoned(t.zone().clone()).hour();
    let mut filed: BTreeMap<i8, u64> = BTreeMap::new();
    for row in figures.rows.iter().filter(|row| !row.carried_in) {
        *filed.entry(hour(row.filed_at)).or_default() += 1;
    }
    let (opens, closes) =
        published.desk.fair().map_or((9, 18), |fair| (fair.plan.opens.hour(), fair.plan.closes.hour()));
    let first = filed.keys().next().copied().unwrap_or(opens).min(opens);
    let last = filed.keys().last().copied().unwrap_or(opens).max(closes - 1);
    let present = hour(now);
    let column = |hour: i8| {
        let count = filed.get(&hour).copied().unwrap_or(0);
        Bar::new(format!("{hour}"), count).toned(if hour == present { "second" } else { "accent" })
    };
    let load = Columns { caption: t.t("log-load").into_owned(), bars: (first..=last).map(column).collect() };
    let standing = TicketState::ALL.iter().filter_map(|state| {
        let count = figures.rows.iter().filter(|row| row.state == *state).count() as u64;
        let bar = Bar::new(t.code("state", state.code()), count).toned(state.code());
        (count > 0).then(|| bar.leading(list_of(figures.day, "state", state.code())))
    });
    let standing = Bars { caption: t.t("log-by-state").into_owned(), bars: standing.collect() };
    let outcomes = super::day::outcome_bars(figures, t);
    Ok((draw(load.render())?, draw(standing.render())?, draw(outcomes.render())?))
}

fn mediators(published: &Published, t: &Texts) -> Vec<Mediator> {
    let mut all: Vec<_> = published.desk.staff().filter(|staff| staff.is(Role::Mediator)).collect();
    let rank = |state| match state {
        DutyState::On => 0,
        DutyState::Break => 1,
        DutyState::Off => 2,
    };
    all.sort_by_cached_key(|staff| (rank(staff.duty), name_of(staff.id, published)));
    all.into_iter()
        .map(|staff| Mediator {
            name: name_of(staff.id, published),
            state: match staff.duty {
                DutyState::On => "on",
                DutyState::Break => "break",
                DutyState::Off => "off",
            },
            room: staff.room.as_ref().map(ToString::to_string).unwrap_or_default(),
            since: if staff.duty == DutyState::Off { String::new() } else { t.clock(staff.duty_since) },
            holds: published.desk.open_claims().filter(|held| held.mediator == Some(staff.id)).count(),
        })
        .collect()
}

/// Earlier days of the fair without a seal, newest first.
fn unsealed(published: &Published, t: &Texts, today: Date) -> Vec<(String, String)> {
    let Some(fair) = published.desk.fair() else { return Vec::new() };
    let begun = fair
        .plan
        .first_day
        .series(jiff::ToSpan::days(1))
        .take_while(|day| *day < today && *day <= fair.plan.last_day);
    let mut days: Vec<_> = begun.filter(|day| published.desk.day_seal(*day).is_none()).collect();
    days.reverse();
    days.into_iter().map(|day| (t.date(day), page_of(day))).collect()
}
