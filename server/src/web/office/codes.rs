//! The printed codes: of each booth and each hall, shown, as files, and replaced when one was misused.
//!
//! A code is an address with a short random token. It names a place and nobody, and it can be revoked: the old paper then leads
//! to an explanation instead of a form.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{BoothId, Command, HallId, ScanToken, body::ExhibitorBody};

use crate::{
    access::secrets::BoothToken,
    addresses::PublicUrl,
    app::App,
    engine::Published,
    locale::Texts,
    qr::{self, Size},
};

use super::{ORGANISER, address, encoded, sender, sheets};
use crate::web::{
    company,
    form::Entries,
    frame::{self, Frame, Tone},
    guard::Who,
    halls,
    problem::{Fault, Problem},
    route::Route,
    ticket::qr::{Wanted, file},
    visit::Visit,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/halls", ORGANISER, halls),
        Route::get("/office/halls/{hall}", ORGANISER, show::<HallId>),
        Route::get("/office/halls/{hall}/qr.svg", ORGANISER, svg::<HallId>),
        Route::get("/office/halls/{hall}/qr.png", ORGANISER, png::<HallId>),
        Route::post("/office/halls/{hall}/code", ORGANISER, replace::<HallId>),
        Route::post("/office/halls/{hall}/remove", ORGANISER, remove),
        Route::get("/office/booths/{id}", ORGANISER, show::<BoothId>),
        Route::get("/office/booths/{id}/qr.svg", ORGANISER, svg::<BoothId>),
        Route::get("/office/booths/{id}/qr.png", ORGANISER, png::<BoothId>),
        Route::post("/office/booths/{id}/code", ORGANISER, replace::<BoothId>),
    ]
}

/// A place with a code: a booth or a hall.
pub(super) struct Marked {
    /// Its hall.
    pub(super) hall: HallId,
    /// Its number; none for the hall itself.
    pub(super) number: Option<String>,
    token: ScanToken,
    /// Who is there; one whose particulars were erased has no name.
    exhibitors: Vec<(String, Arc<ExhibitorBody>)>,
    /// Its page.
    here: String,
    /// Where its code is printed.
    sheet: String,
}

impl Marked {
    /// What its code says under the confirmed address.
    pub(super) fn url(&self, address: &PublicUrl) -> String {
        let kind = if self.number.is_some() { 'b' } else { 'h' };
        address.join(&format!("/{kind}/{}", self.token))
    }

    /// Its name in words.
    pub(super) fn name(&self, t: &Texts) -> String {
        match &self.number {
            Some(number) => halls::booth_in(t, "code-booth", self.hall.as_str(), number),
            None => t.t1("code-hall", "hall", self.hall.as_str()),
        }
    }

    /// Who is there: each by the name in the script of this language, as far as there is one, and by the other where it says more.
    pub(super) fn names<'m>(&'m self, t: &Texts) -> Vec<(&'m str, Option<&'m str>)> {
        self.exhibitors.iter().map(|(_, body)| company::in_order(t, body)).collect()
    }
}

/// How a place is named in addresses and how its code is replaced.
pub(super) trait Place: Send + 'static {
    /// The place of that name, if there is one.
    fn find(name: &str, published: &Published) -> Option<Marked>;
    /// The command that gives it another code.
    fn replace(name: &str, token: ScanToken) -> Option<Command>;
}

impl Place for HallId {
    fn find(name: &str, published: &Published) -> Option<Marked> {
        let hall = published.desk.hall(&HallId(name.to_owned()))?;
        Some(Marked {
            hall: hall.id.clone(),
            number: None,
            token: hall.token.clone(),
            exhibitors: Vec::new(),
            here: format!("/office/halls/{}", encoded(hall.id.as_str())),
            sheet: sheets::poster_of(&hall.id),
        })
    }

    fn replace(name: &str, token: ScanToken) -> Option<Command> {
        Some(Command::ReplaceHallCode { hall: HallId(name.to_owned()), token })
    }
}

impl Place for BoothId {
    fn find(name: &str, published: &Published) -> Option<Marked> {
        let booth = published.desk.booth(name.parse().ok()?)?;
        let named = |id: &domain::ExhibitorId| {
            (id.to_string(), published.names.exhibitor(*id).cloned().unwrap_or_default())
        };
        Some(Marked {
            hall: booth.hall.clone(),
            number: Some(booth.number.clone()),
            token: booth.token.clone(),
            exhibitors: booth.exhibitors.iter().map(named).collect(),
            here: format!("/office/booths/{}", booth.id),
            sheet: format!("/office/sheets?booth={}", booth.id),
        })
    }

    fn replace(name: &str, token: ScanToken) -> Option<Command> {
        Some(Command::ReplaceBoothCode { booth: name.parse().ok()?, token })
    }
}

fn find<P: Place>(app: &App, name: &str) -> Result<Marked, Problem> {
    P::find(name, &app.now()).ok_or(Problem::of(Fault::NotFound))
}

/// The confirmed address; without one nothing with a code leaves the desk.
pub(super) fn unlocked(app: &App) -> Result<PublicUrl, Problem> {
    let locked = || Problem::of(Fault::WrongState).coded("address-unconfirmed");
    address::printed(&app.now()).ok_or_else(locked)
}

#[derive(Template)]
#[template(path = "office_code.html")]
struct CodePage {
    frame: Frame,
    t: Texts,
    place: Marked,
    /// What the code says, and its drawing; nothing while printing is locked.
    code: Option<(String, String)>,
    /// What keeps a hall; nothing where it is a booth, or a hall that stays.
    kept: Option<Vec<Keeping>>,
}

impl CodePage {
    fn called(&self, body: &ExhibitorBody) -> String {
        company::called(&self.t, body)
    }
}

/// What stands in a hall: how much of it, and where it is seen to, where it can be.
struct Keeping {
    text: String,
    href: Option<String>,
}

/// What keeps a hall from being taken out.
fn keepers(app: &App, t: &Texts, hall: &HallId) -> Vec<Keeping> {
    let here = app.now().desk.in_hall(hall, app.clock.now());
    let counted = |count: usize, words: &str, href: String| {
        (count > 0).then(|| Keeping { text: t.t1(words, "count", count), href: Some(href) })
    };
    let exhibitors = format!("/office/exhibitors?hall={}", encoded(hall.as_str()));
    // Shifts are the heads' to plan, and what was counted stays for ever: nothing leads there.
    [
        counted(here.exhibitors, "hall-has-exhibitors", exhibitors),
        counted(here.rooms, "hall-has-rooms", "/office/fair".to_owned()),
        counted(here.devices, "hall-has-devices", "/office/devices".to_owned()),
        (here.shifts > 0)
            .then(|| Keeping { text: t.t1("hall-has-shifts", "count", here.shifts), href: None }),
        here.counted.then(|| Keeping { text: t.t("hall-has-cases").into_owned(), href: None }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[derive(serde::Deserialize, Default)]
struct Replaced {
    #[serde(default)]
    replaced: String,
}

async fn show<P: Place>(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(name): Path<String>,
    Query(replaced): Query<Replaced>,
) -> Result<Response, Problem> {
    let place = find::<P>(&app, &name)?;
    let mut frame = super::frame(&app, &visit, &who, "codes-title");
    let t = frame.t();
    frame.title = place.name(&t);
    if !replaced.replaced.is_empty() {
        frame = frame.notice(Tone::Good, t.t("code-replaced"));
    }
    let code = match address::printed(&app.now()) {
        Some(address) => {
            let url = place.url(&address);
            let drawing =
                qr::svg(&url, Size::Phone, &place.name(&t)).map_err(|error| Problem::internal(&error))?;
            Some((url, drawing))
        }
        None => None,
    };
    let leaves = place.number.is_none() && !app.now().desk.keeps_hall(&place.hall);
    let kept = leaves.then(|| keepers(&app, &t, &place.hall));
    Ok(frame::show(&CodePage { frame, t, place, code, kept }))
}

async fn svg<P: Place>(
    State(app): State<App>,
    visit: Visit,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let place = find::<P>(&app, &name)?;
    let (url, title) = (place.url(&unlocked(&app)?), place.name(&visit.texts));
    Ok(file(
        "image/svg+xml",
        qr::svg(&url, wanted.size()?, &title).map_err(|error| Problem::internal(&error))?.into_bytes(),
    ))
}

async fn png<P: Place>(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let url = find::<P>(&app, &name)?.url(&unlocked(&app)?);
    Ok(file("image/png", qr::png(&url, wanted.size()?).map_err(|error| Problem::internal(&error))?))
}

async fn replace<P: Place>(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(name): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let place = find::<P>(&app, &name)?;
    let token = ScanToken(BoothToken::random().reveal());
    let command = P::replace(&name, token).ok_or(Problem::of(Fault::NotFound))?;
    app.ask(sender(&who)?, form.once(&app, &who, "office/code"), command).await?;
    Ok(visit.sent(&format!("{}?replaced=1", place.here)))
}

/// Takes a hall out in which nothing stands.
async fn remove(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(name): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let command = Command::RemoveHall { hall: HallId(name) };
    app.ask(sender(&who)?, form.once(&app, &who, "office/hall-remove"), command).await?;
    Ok(visit.sent("/office/halls?removed=1"))
}

/// A hall in the overview.
struct HallRow {
    name: String,
    path: String,
    /// Where the codes of its booths are printed, and its poster.
    sheets: String,
    poster: String,
    series: String,
    booths: usize,
    exhibitors: usize,
}

#[derive(Template)]
#[template(path = "office_halls.html")]
struct HallsPage {
    frame: Frame,
    t: Texts,
    halls: Vec<HallRow>,
    address: Option<String>,
}

#[derive(serde::Deserialize, Default)]
struct Removed {
    #[serde(default)]
    removed: String,
}

async fn halls(State(app): State<App>, visit: Visit, who: Who, Query(removed): Query<Removed>) -> Response {
    let published = app.now();
    let row = |id: HallId| {
        let booths: Vec<_> = published.desk.booths().filter(|booth| booth.hall == id).collect();
        let mut exhibitors: Vec<_> = booths.iter().flat_map(|booth| &booth.exhibitors).collect();
        exhibitors.sort_unstable();
        exhibitors.dedup();
        HallRow {
            path: encoded(id.as_str()),
            sheets: sheets::page_of_hall(&id),
            poster: sheets::poster_of(&id),
            series: published.desk.hall(&id).map(|hall| hall.series.to_string()).unwrap_or_default(),
            booths: booths.len(),
            exhibitors: exhibitors.len(),
            name: id.0,
        }
    };
    let halls = super::halls(&app).into_iter().map(row).collect();
    let mut frame = super::frame(&app, &visit, &who, "codes-title");
    if !removed.removed.is_empty() {
        frame = frame.notice(Tone::Good, visit.texts.t("hall-removed"));
    }
    let address = address::printed(&published).map(|url| url.to_string());
    frame::show(&HallsPage { t: frame.t(), frame, halls, address })
}
