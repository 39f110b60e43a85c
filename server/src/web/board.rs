//! The hall's display, `/board` and `/board/{hall}`: who is called where, how many wait. For everybody, without names.
//!
//! A fair's hall is mixed, so the board says everything in each language at once; `?lang=` chooses one.

use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{HallId, fair::Language};
use jiff::Timestamp;

use crate::{app::App, engine::Published, locale::Texts};

use super::{
    frame::{self, Frame},
    live::{self, Draw, Form},
    log::bulletin,
    problem::{Fault, Problem},
    route::{Access, Route},
    ticket::view::Hours,
    visit::Visit,
};

pub(super) mod view;

use view::View;

/// The routes of the board.
pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/board", Access::Everyone, whole),
        Route::get("/board/live", Access::Everyone, snapshot),
        Route::get("/board/events", Access::Everyone, events),
        Route::get("/board/{hall}", Access::Everyone, of_hall),
    ]
}

/// Which board, in which words.
#[derive(Debug, Default, serde::Deserialize)]
struct Wanted {
    /// Only this hall.
    #[serde(default)]
    hall: String,
    /// Only this language, by its tag.
    #[serde(default)]
    lang: String,
}

/// The hall of this name; none for the whole fair.
///
/// # Errors
/// `not-found` when the fair has no such hall.
pub(super) fn hall_named(name: &str, published: &Published) -> Result<Option<HallId>, Problem> {
    if name.is_empty() {
        return Ok(None);
    }
    let hall = published.desk.hall(&HallId(name.to_uppercase()));
    hall.map(|hall| Some(hall.id.clone())).ok_or_else(|| Problem::of(Fault::NotFound))
}

impl Wanted {
    /// The languages to speak, the one of the page first.
    fn languages(&self, visit: &Visit) -> Vec<Language> {
        if let Some(only) = Language::from_tag(&self.lang) {
            return vec![only];
        }
        let own = visit.texts.language();
        std::iter::once(own).chain(Language::ALL.into_iter().filter(|other| *other != own)).collect()
    }
}

/// What one topic of the live board shows.
#[derive(Debug, Clone)]
struct Shown {
    hall: Option<HallId>,
    languages: Vec<Language>,
}

impl Shown {
    fn of(wanted: &Wanted, visit: &Visit, published: &Published) -> Result<Self, Problem> {
        Ok(Self { hall: hall_named(&wanted.hall, published)?, languages: wanted.languages(visit) })
    }

    /// The query under which the same board is asked for again, and the topic's name.
    fn query(&self) -> String {
        let hall = self.hall.as_ref().map_or("", HallId::as_str);
        let lang = if self.languages.len() == 1 { self.languages[0].tag() } else { "" };
        format!("hall={}&lang={lang}", urlencoded(hall))
    }

    fn topic(&self) -> String {
        let tags: Vec<_> = self.languages.iter().map(|language| language.tag()).collect();
        format!("board/{}/{}", self.hall.as_ref().map_or("", HallId::as_str), tags.join("+"))
    }

    fn draw(&self, published: &Published, view: &View) -> Result<String, Problem> {
        let tongues = self.languages.iter().map(|language| published.texts(*language)).collect();
        let bulletin = bulletin::standing(published);
        let said = |language: &Language| bulletin.as_ref().and_then(|words| bulletin::said(words, *language));
        let mut words: Vec<_> = self.languages.iter().filter_map(said).collect();
        words.dedup();
        Fragment { view, tongues, bulletin: words }.render().map_err(|error| Problem::internal(&error))
    }
}

#[derive(Template)]
#[template(path = "board_live.html")]
struct Fragment<'v> {
    view: &'v View,
    tongues: Vec<Texts>,
    /// The organiser's message, in each of them: language and words.
    bulletin: Vec<(&'static str, &'v str)>,
}

impl Fragment<'_> {
    fn is_closed(&self) -> bool {
        self.view.hours != Hours::Open
    }

    /// Whether it has closed for the last time: what is still open then waits for nobody in the hall.
    fn is_over(&self) -> bool {
        self.view.hours == Hours::Over
    }

    /// When the desk opens, in words.
    fn closed(&self, t: &Texts) -> String {
        match self.view.hours {
            Hours::Opens(at) => t.t1("board-opens", "moment", t.moment(at)),
            Hours::Open | Hours::Over => t.t("board-over").into_owned(),
        }
    }

    /// Whether a room's name needs smaller letters; a Chinese one is twice as wide.
    fn is_long(room: &str) -> bool {
        room.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum::<usize>() > 8
    }

    /// The time of a call; the same in every language.
    fn clock(&self, at: &Timestamp) -> String {
        self.tongues.first().map(|t| t.clock(*at)).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "board.html")]
struct Page {
    frame: Frame,
    t: Texts,
    tongues: Vec<Texts>,
    hall: Option<HallId>,
    query: String,
    clock: String,
    live: String,
}

async fn whole(app: State<App>, visit: Visit, wanted: Query<Wanted>) -> Result<Response, Problem> {
    show(&app, &visit, &wanted)
}

async fn of_hall(
    app: State<App>,
    visit: Visit,
    Path(hall): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    show(&app, &visit, &Wanted { hall, ..wanted })
}

fn show(app: &App, visit: &Visit, wanted: &Wanted) -> Result<Response, Problem> {
    let published = app.now();
    let now = app.clock.now();
    let shown = Shown::of(wanted, visit, &published)?;
    let live = shown.draw(&published, &View::of(&published.desk, shown.hall.as_ref(), now))?;
    let query = shown.query();
    let texts: Vec<_> = shown.languages.iter().map(|language| visit.texts.speaking(*language)).collect();
    let t = texts[0].clone();
    let frame = visit.frame("board-title").speaking(t.clone());
    let clock = t.clock(now);
    Ok(frame::show(&Page { frame, t, tongues: texts, hall: shown.hall, query, clock, live }))
}

async fn snapshot(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let published = app.now();
    let shown = Shown::of(&wanted, &visit, &published)?;
    let view = View::of(&published.desk, shown.hall.as_ref(), app.clock.now());
    Ok(frame::fragment(shown.draw(&published, &view)?))
}

async fn events(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let shown = Shown::of(&wanted, &visit, &app.now())?;
    Ok(live::stream(&app, &shown.topic(), Form::Fragment, &drawing(shown.clone())))
}

/// Draws the board again only when something on it changed.
fn drawing(shown: Shown) -> Draw {
    let last: Mutex<Option<(View, String)>> = Mutex::default();
    Arc::new(move |published, now| {
        let view = View::of(&published.desk, shown.hall.as_ref(), now);
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((before, text)) = &*last
            && *before == view
        {
            return Some(text.clone());
        }
        // A drawing that failed was logged; an empty one is worse than the one before.
        let text = shown.draw(published, &view).ok()?;
        *last = Some((view, text.clone()));
        Some(text)
    })
}

fn urlencoded(text: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.bytes()
        .map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests;
