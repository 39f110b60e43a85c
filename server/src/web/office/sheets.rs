//! Sheets to print: cards with the codes of a hall's booths, eight a page, and the poster of a hall.
//!
//! Whoever scans may read either language, so each card speaks both.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{BoothId, HallId};

use crate::{
    addresses::PublicUrl,
    app::App,
    engine::Published,
    locale::{Language, Texts},
    qr::{self, Size},
};

use super::{
    ORGANISER,
    codes::{self, Marked, Place},
    sort_key,
};
use crate::web::{
    frame::{self, Frame},
    guard::Who,
    problem::{Fault, Problem},
    route::Route,
    visit::Visit,
};

/// Cards on a page: two columns of four.
const CARDS: usize = 8;
/// Names on a card; a booth shared by more says so.
const NAMES: usize = 2;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/office/sheets", ORGANISER, sheets)]
}

#[derive(serde::Deserialize)]
struct Wanted {
    #[serde(default)]
    hall: String,
    #[serde(default)]
    booth: String,
    #[serde(default)]
    poster: String,
}

struct Card {
    hall: String,
    number: String,
    names: Vec<String>,
    more: usize,
    qr: String,
    url: String,
}

#[derive(Template)]
#[template(path = "office_sheets.html")]
struct SheetsPage {
    frame: Frame,
    t: Texts,
    /// The same words in every language.
    tongues: Vec<Texts>,
    pages: Vec<Vec<Card>>,
    cards: usize,
    back: String,
}

#[derive(Template)]
#[template(path = "office_poster.html")]
struct PosterPage {
    frame: Frame,
    t: Texts,
    tongues: Vec<Texts>,
    card: Card,
    back: String,
}

async fn sheets(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let address = codes::unlocked(&app)?;
    let published = app.now();
    let frame = super::frame(&app, &visit, &who, "sheets-title");
    let t = frame.t();
    let tongues: Vec<Texts> = tongues(&published, &t);
    let missing = || Problem::of(Fault::NotFound);
    if !wanted.poster.is_empty() {
        let hall = <HallId as Place>::find(&wanted.poster, &published).ok_or_else(missing)?;
        let card = card(&hall, &address, &t)?;
        let back = "/office/halls".to_owned();
        return Ok(frame::show(&PosterPage { frame, t, tongues, card, back }));
    }
    let places: Vec<Marked> = if wanted.booth.is_empty() {
        published.desk.hall(&HallId(wanted.hall.clone())).ok_or_else(missing)?;
        booths(&published, &wanted.hall)
    } else {
        vec![<BoothId as Place>::find(&wanted.booth, &published).ok_or_else(missing)?]
    };
    let drawing = {
        let (t, address) = (t.clone(), address);
        move || places.iter().map(|place| card(place, &address, &t)).collect::<Result<Vec<_>, _>>()
    };
    let drawn = app.tasks.spawn_blocking(drawing).await.map_err(|error| Problem::internal(&error))?;
    let mut drawn = drawn?;
    let cards = drawn.len();
    let mut pages = Vec::new();
    while !drawn.is_empty() {
        let rest = drawn.split_off(drawn.len().min(CARDS));
        pages.push(std::mem::replace(&mut drawn, rest));
    }
    let back = if wanted.booth.is_empty() {
        "/office/halls".to_owned()
    } else {
        format!("/office/booths/{}", wanted.booth)
    };
    Ok(frame::show(&SheetsPage { frame, t, tongues, pages, cards, back }))
}

/// The languages the fair offers, its first one first.
fn tongues(published: &Published, t: &Texts) -> Vec<Texts> {
    let offered = published.desk.fair().map(|fair| fair.plan.languages.clone());
    let offered = offered.unwrap_or_else(|| Language::ALL.to_vec());
    offered.into_iter().map(|language| t.speaking(language)).collect()
}

/// The booths of a hall as one walks along them.
fn booths(published: &Published, hall: &str) -> Vec<Marked> {
    let mut booths: Vec<_> = published.desk.booths().filter(|booth| booth.hall.as_str() == hall).collect();
    booths.sort_by_cached_key(|booth| sort_key(&booth.number));
    booths.iter().filter_map(|booth| <BoothId as Place>::find(&booth.id.to_string(), published)).collect()
}

fn card(place: &Marked, address: &PublicUrl, t: &Texts) -> Result<Card, Problem> {
    let url = place.url(address);
    let names = place.names();
    Ok(Card {
        hall: place.hall.to_string(),
        number: place.number.clone().unwrap_or_default(),
        names: names.iter().take(NAMES).map(ToString::to_string).collect(),
        more: names.len().saturating_sub(NAMES),
        qr: qr::svg(&url, Size::Print, &place.name(t)).map_err(|error| Problem::internal(&error))?,
        url,
    })
}
