//! Codes on paper, as PDF: posters, cards and labels for booths, hall by hall, and a poster for each hall.
//!
//! Whoever scans may read either language, so each of them speaks every language of the fair. The typesetter knows how they look;
//! here is what stands on them.

mod letters;
mod making;

use askama::Template;
use axum::{
    body::Bytes,
    extract::{Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{BoothId, HallId, fair::FairPlan};
use papers::{Fonts, Sheet, SheetKind, sheets};

use crate::{addresses::PublicUrl, app::App, documents, engine::Published, locale::Texts};

use self::letters::Lacking;
use super::{
    ORGANISER,
    codes::{self, Marked, Place},
    encoded, sort_key,
};
use crate::web::{
    frame::{self, Frame},
    guard::Who,
    halls,
    problem::{Fault, Problem},
    route::Route,
    visit::Visit,
};

/// Exhibitors on one sheet; a booth shared by more says so.
const NAMES: usize = 2;

/// What booths can have: the code in addresses, what it is called, what is said beside it.
const KINDS: [(&str, &str, &str, SheetKind); 3] = [
    ("poster", "sheet-poster", "sheet-hint-poster", SheetKind::A4Poster),
    ("card", "sheet-card", "sheet-hint-card", SheetKind::A5Card),
    ("label", "sheet-label", "sheet-hint-label", SheetKind::Labels),
];

pub(super) fn routes() -> Vec<Route> {
    let own = vec![
        Route::get("/office/sheets", ORGANISER, page),
        Route::get("/office/sheets/booths.pdf", ORGANISER, booths),
        Route::get("/office/sheets/halls.pdf", ORGANISER, posters),
    ];
    own.into_iter().chain(making::routes()).collect()
}

/// What is to be printed; nothing chosen means everything.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Wanted {
    hall: String,
    booth: String,
    kind: String,
    /// What was made of it already, while its page followed.
    made: String,
}

impl Wanted {
    /// The address of the file with the sheets for booths.
    fn file(&self) -> String {
        let Self { hall, booth, kind, .. } = self;
        let (hall, booth, kind) = (encoded(hall), encoded(booth), encoded(kind));
        format!("/office/sheets/booths.pdf?kind={kind}&hall={hall}&booth={booth}")
    }
}

#[derive(Template)]
#[template(path = "office_sheets.html")]
struct Page {
    frame: Frame,
    t: Texts,
    /// Code, name and hint of a kind, and whether it is the first choice.
    kinds: Vec<(&'static str, &'static str, &'static str, bool)>,
    /// A hall, its booths, and whether it is chosen.
    halls: Vec<(String, usize, bool)>,
    count: usize,
    /// One booth alone: its id and name.
    booth: Option<(String, String)>,
    /// What cannot be printed as it is written.
    lacking: Lacking,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    codes::unlocked(&app)?;
    let published = app.now();
    let frame = super::frame(&app, &visit, &who, "sheets-title");
    let t = frame.t();
    let words = Words::of(&published, &t)?;
    let (booth, lacking) = match wanted.booth.as_str() {
        "" => (None, Lacking::of(&words, &t, everywhere(&published))),
        id => {
            let place = <BoothId as Place>::find(id, &published).ok_or_else(missing)?;
            let named = Some((id.to_owned(), place.name(&t)));
            (named, Lacking::of(&words, &t, std::iter::once(place)))
        }
    };
    let count = |hall: &HallId| published.desk.booths().filter(|booth| booth.hall == *hall).count();
    let halls = halls::in_order(&published).into_iter();
    let halls = halls.map(|hall| (hall.0.clone(), count(&hall), hall.0 == wanted.hall));
    let kinds = KINDS.iter().enumerate();
    let kinds = kinds.map(|(at, (code, name, hint, _))| (*code, *name, *hint, at == 0)).collect();
    let (halls, count) = (halls.collect(), published.desk.booths().count());
    Ok(frame::show(&Page { frame, t, kinds, halls, count, booth, lacking }))
}

async fn booths(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let order = Order::of_booths(&app, &visit.texts, &wanted)?;
    // What was made while its page followed is not made again.
    let making = app.makings().find(&wanted.made, app.clock.monotonic());
    if let Some(made) = making.filter(|making| making.of == wanted.file()).and_then(|making| making.made()) {
        return Ok(order.file(made));
    }
    order.printed().await
}

async fn posters(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let address = codes::unlocked(&app)?;
    let published = app.now();
    let halls = in_halls(&published, &wanted.hall)?;
    let places = halls.iter().map(|hall| <HallId as Place>::find(hall.as_str(), &published));
    let order = Order {
        kind: SheetKind::A4Poster,
        title: visit.texts.t("sheets-posters").into_owned(),
        name: named("halls", &wanted.hall),
        places: places.collect::<Option<Vec<_>>>().ok_or_else(missing)?,
        words: Words::of(&published, &visit.texts)?,
        address,
        sheet: Words::hall,
    };
    order.printed().await
}

/// Sheets that are to be printed as one file.
struct Order {
    kind: SheetKind,
    title: String,
    name: String,
    places: Vec<Marked>,
    words: Words,
    address: PublicUrl,
    /// What stands on the sheet of a place.
    sheet: fn(&Words, &Marked, &PublicUrl) -> Sheet,
}

impl Order {
    /// The booths that are wanted, on what is wanted.
    ///
    /// # Errors
    /// What is wrong with the address; `not-found` where no booth is meant.
    fn of_booths(app: &App, t: &Texts, wanted: &Wanted) -> Result<Self, Problem> {
        let address = codes::unlocked(app)?;
        let published = app.now();
        let kind = KINDS.iter().find(|(code, ..)| *code == wanted.kind);
        let (code, _, _, kind) = *kind.ok_or_else(|| Problem::of(Fault::Invalid).field("kind", "invalid"))?;
        let places: Vec<_> = if wanted.booth.is_empty() {
            let halls = in_halls(&published, &wanted.hall)?;
            halls.iter().flat_map(|hall| booths_of(&published, hall)).collect()
        } else {
            vec![<BoothId as Place>::find(&wanted.booth, &published).ok_or_else(missing)?]
        };
        if places.is_empty() {
            return Err(missing());
        }
        Ok(Self {
            kind,
            title: t.t("sheets-title").into_owned(),
            name: named(&format!("booths-{code}"), &wanted.hall),
            places,
            words: Words::of(&published, t)?,
            address,
            sheet: Words::booth,
        })
    }

    /// Sets the sheets; `progress` is told after each page how many are printed. At a large fair that takes some seconds.
    ///
    /// # Errors
    /// When they cannot be set.
    fn set(&self, progress: impl FnMut(usize)) -> Result<Bytes, Problem> {
        let sheet = |place| (self.sheet)(&self.words, place, &self.address);
        let all: Vec<_> = self.places.iter().map(sheet).collect();
        if all.is_empty() {
            return Err(missing());
        }
        let set = sheets(self.kind, &self.title, &all, self.words.fonts, progress);
        set.map(|set| set.pdf.into()).map_err(|error| Problem::internal(&error))
    }

    /// The sheets, made while whoever asked waits.
    async fn printed(self) -> Result<Response, Problem> {
        let make = move || -> Result<(Bytes, Self), Problem> { Ok((self.set(|_| ())?, self)) };
        let set = tokio::task::spawn_blocking(make);
        let (pdf, order) = set.await.map_err(|gone| Problem::internal(&gone))??;
        Ok(order.file(pdf))
    }

    /// As a file with its name.
    fn file(&self, pdf: Bytes) -> Response {
        let name = format!("attachment; filename=\"{}\"", self.name);
        let name = HeaderValue::try_from(name).unwrap_or_else(|_| HeaderValue::from_static("attachment"));
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
            (header::CONTENT_DISPOSITION, name),
        ];
        (headers, pdf).into_response()
    }
}

fn missing() -> Problem {
    Problem::of(Fault::NotFound)
}

/// The chosen hall, or every one in the order people count them.
///
/// # Errors
/// `not-found` for a hall that is none.
fn in_halls(published: &Published, hall: &str) -> Result<Vec<HallId>, Problem> {
    if hall.is_empty() {
        return Ok(halls::in_order(published));
    }
    let hall = HallId(hall.to_owned());
    published.desk.hall(&hall).ok_or_else(missing)?;
    Ok(vec![hall])
}

/// The booths of a hall as one walks along them.
fn booths_of(published: &Published, hall: &HallId) -> Vec<Marked> {
    let mut booths: Vec<_> = published.desk.booths().filter(|booth| booth.hall == *hall).collect();
    booths.sort_by_cached_key(|booth| sort_key(&booth.number));
    booths.iter().filter_map(|booth| <BoothId as Place>::find(&booth.id.to_string(), published)).collect()
}

/// Every booth and hall, hall by hall.
fn everywhere(published: &Published) -> impl Iterator<Item = Marked> {
    halls::in_order(published).into_iter().flat_map(move |hall| {
        let own = <HallId as Place>::find(hall.as_str(), published);
        booths_of(published, &hall).into_iter().chain(own)
    })
}

/// The name of a file that says what is in it.
fn named(what: &str, hall: &str) -> String {
    let kept = |letter: char| if letter.is_ascii_alphanumeric() || letter == '.' { letter } else { '-' };
    let hall: String = hall.chars().map(kept).collect();
    if hall.is_empty() { format!("fairdesk-{what}.pdf") } else { format!("fairdesk-{what}-{hall}.pdf") }
}

/// What stands on a sheet, in every language of the fair, its first one first.
struct Words {
    plan: FairPlan,
    tongues: Vec<Texts>,
    demo: bool,
    fonts: &'static Fonts,
}

impl Words {
    fn of(published: &Published, t: &Texts) -> Result<Self, Problem> {
        let fair = published.desk.fair().ok_or_else(missing)?;
        let tongues = fair.plan.languages.iter().map(|language| t.speaking(*language)).collect();
        let fonts = documents::fonts().map_err(|error| Problem::internal(&error))?;
        Ok(Self { plan: fair.plan.clone(), tongues, demo: fair.demo, fonts })
    }

    /// The same in every language, each once.
    fn each(&self, say: impl Fn(&Texts) -> String) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for said in self.tongues.iter().map(say) {
            if !all.contains(&said) {
                all.push(said);
            }
        }
        all
    }

    /// What the organiser laid down once, after what it is in every language.
    fn about(&self, key: &str, value: &str) -> String {
        let colon = self.tongues.last().map(|t| t.t("list-colon")).unwrap_or_default();
        format!("{}{colon}{value}", self.each(|t| t.t(key).into_owned()).join(" · "))
    }

    fn hall_name(&self, place: &Marked) -> String {
        self.each(|t| t.t1("code-hall", "hall", place.hall.as_str())).join(" · ")
    }

    /// Who is named on the sheet of a booth, and how many more are there. Whoever stands before it reads one script or the other, so
    /// both names of the list stand there, each on its line, unless one of them cannot be printed.
    fn names<'p>(&self, place: &'p Marked) -> (Vec<&'p str>, usize) {
        let more = self.names_of(place).len().saturating_sub(NAMES);
        let names = self.named(place).flat_map(|names| letters::printable(self.fonts, names));
        (names.collect(), more)
    }

    /// Those who stand at a booth.
    fn names_of<'p>(&self, place: &'p Marked) -> Vec<(&'p str, Option<&'p str>)> {
        self.tongues.first().map(|t| place.names(t)).unwrap_or_default()
    }

    /// As many of them as a sheet names.
    fn named<'p>(&self, place: &'p Marked) -> impl Iterator<Item = (&'p str, Option<&'p str>)> + use<'p> {
        self.names_of(place).into_iter().take(NAMES)
    }

    fn booth(&self, place: &Marked, address: &PublicUrl) -> Sheet {
        let (names, more) = self.names(place);
        let mut names: Vec<_> = names.into_iter().map(str::to_owned).collect();
        if more > 0 {
            names.push(self.each(|t| t.t1("sheets-more", "count", more)).join(" · "));
        }
        names.extend(self.sample());
        Sheet {
            code: place.url(address),
            lines: self.each(|t| t.t("sheets-call").into_owned()),
            hall: format!("{} · {}", self.plan.name, self.hall_name(place)),
            booth: place.number.clone().unwrap_or_default(),
            names,
        }
    }

    fn hall(&self, place: &Marked, address: &PublicUrl) -> Sheet {
        let url = place.url(address);
        let mut lines = self.each(|t| t.t("poster-question").into_owned());
        lines.extend(self.each(|t| t.t("poster-call").into_owned()));
        let mut names = Vec::new();
        if !self.plan.desk.is_empty() {
            names.push(self.about("poster-desk", &self.plan.desk));
        }
        if !self.plan.emergency.is_empty() {
            names.push(self.about("poster-emergency", &self.plan.emergency));
        }
        names.extend(self.each(|t| t.t("footer-voluntary").into_owned()));
        names.push(self.sample().unwrap_or_else(|| url.clone()));
        Sheet { code: url, lines, hall: self.plan.name.clone(), booth: self.hall_name(place), names }
    }

    /// Nobody shall hang up a sheet of the sample fair by mistake.
    fn sample(&self) -> Option<String> {
        self.demo.then(|| self.each(|t| t.t("demo-banner").into_owned()).join(" · "))
    }
}

/// Where the codes of a hall's booths are printed.
pub(super) fn page_of_hall(hall: &HallId) -> String {
    format!("/office/sheets?hall={}", encoded(hall.as_str()))
}

/// The poster of a hall.
pub(super) fn poster_of(hall: &HallId) -> String {
    format!("/office/sheets/halls.pdf?hall={}", encoded(hall.as_str()))
}
