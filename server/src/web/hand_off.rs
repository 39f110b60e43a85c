//! `/k/{key}`: the form on a visitor's own phone, to which a kiosk led. The first phone that opens it keeps it; what it sends goes sealed
//! to the kiosk, which mints the ticket; then the phone moves on to it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{HallId, case::Door};

use crate::{
    access::secrets::TicketKey,
    app::App,
    devices::{NoHandOff, Opened, Stage},
    locale::Texts,
    web::{
        filing::{
            draft::Draft,
            page::{self, Desk, Shown},
            parse::{self, Entrance},
            rows_asked, shared,
        },
        form::{self, Entries},
        frame::{self, Frame},
        guard::Who,
        problem::{Fault, Problem},
        route::{Access, Route},
        signed,
        visit::Visit,
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{key}", Access::KeyHolder, open),
        Route::post("/k/{key}", Access::KeyHolder, send).with(form::up_to(256 * 1024)),
        Route::post("/k/{key}/progress", Access::KeyHolder, progress),
    ]
}

/// The key of a hand-off and what it opens for this phone.
struct Entered {
    key: TicketKey,
    opened: Opened,
    hall: Option<HallId>,
}

fn enter(app: &App, who: &Who, key: &str) -> Result<Entered, Problem> {
    let gone = || Problem::of(Fault::NotFound).coded("hand-off-gone");
    let key: TicketKey = key.parse().map_err(|_| gone())?;
    // A program without a cookie is no phone.
    let phone = who.device().ok_or_else(gone)?;
    let opened =
        app.devices().hand_offs.enter(&key.hash(), phone, app.clock.now()).map_err(|no| match no {
            NoHandOff::Gone => gone(),
            NoHandOff::Taken => Problem::of(Fault::Conflict).coded("hand-off-taken"),
        })?;
    let hall = app.now().desk.device(opened.device).and_then(|device| device.plan.hall.clone());
    Ok(Entered { key, opened, hall })
}

impl Entered {
    fn desk(&self, app: &App) -> Desk {
        let published = app.now();
        let hall = self.hall.as_ref().and_then(|hall| published.desk.hall(hall));
        Desk {
            action: format!("/k/{}", self.key.reveal()),
            draft: format!("hand-off-{}", &self.key.reveal()[..8]),
            // The code of the hall hangs on its walls; it opens the suggestions.
            token: hall.map(|hall| hall.token.0.clone()).unwrap_or_default(),
            place: String::new(),
            exhibitors: Vec::new(),
            hall: self.hall.clone(),
            counter: false,
            handed_over: true,
        }
    }
}

#[derive(Template)]
#[template(path = "hand_off.html")]
struct Waits {
    frame: Frame,
    t: Texts,
    path: String,
    /// Whether the form was sent, or else ended at the kiosk.
    sent: bool,
}

async fn open(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let entered = enter(&app, &who, &key)?;
    match &entered.opened.stage {
        Stage::Issued(key) => Ok(visit.sent(&format!("/t/{key}"))),
        Stage::Sent(..) => Ok(waits(&app, &visit, &who, &entered, true)),
        Stage::Closed => Ok(waits(&app, &visit, &who, &entered, false)),
        Stage::Waiting | Stage::Typing(_) => {
            let draft = Draft::new(entered.opened.kind, entered.opened.language);
            Ok(show(&app, &visit, &who, &entered, Form { draft: &draft, flaws: &[], key: form::fresh_key() }))
        }
    }
}

/// A form as it is shown.
struct Form<'a> {
    draft: &'a Draft,
    flaws: &'a [super::filing::flaw::Flaw],
    key: String,
}

fn show(app: &App, visit: &Visit, who: &Who, entered: &Entered, form: Form<'_>) -> Response {
    let (desk, idempotency) = (entered.desk(app), form.key);
    let (draft, flaws) = (form.draft, form.flaws);
    page::show(app, visit, who, Shown { desk, draft, flaws, photos: Vec::new(), idempotency, already: None })
}

fn waits(app: &App, visit: &Visit, who: &Who, entered: &Entered, sent: bool) -> Response {
    let title = if sent { "handoff-sent-title" } else { "handoff-closed-title" };
    let frame = signed::frame(app, visit, who, title);
    frame::show(&Waits { t: frame.t(), frame, path: format!("/k/{}", entered.key.reveal()), sent })
}

async fn send(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(key): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let entered = enter(&app, &who, &key)?;
    let back = format!("/k/{}", entered.key.reveal());
    if !matches!(entered.opened.stage, Stage::Typing(_)) {
        return Ok(visit.sent(&back));
    }
    let mut draft = Draft::of_form(entered.opened.kind, &form);
    let again = |draft: &Draft, flaws: &[_]| {
        let key = Some(form.text(form::KEY)).filter(|key| !key.is_empty());
        let key = key.map_or_else(form::fresh_key, str::to_owned);
        show(&app, &visit, &who, &entered, Form { draft, flaws, key })
    };
    if rows_asked(&form, &mut draft) {
        return Ok(again(&draft, &[]));
    }
    let (published, entrance) = (app.now(), Entrance { door: Door::Kiosk, hall: entered.hall.clone() });
    let mut settled = shared::settled(&published, entrance.hall.as_ref(), &draft);
    let mut flaws = shared::unasked(&published, entrance.hall.as_ref(), &settled);
    flaws.extend(parse::parse(&app, &published, &entrance, &settled).err().unwrap_or_default());
    if !flaws.is_empty() {
        return Ok(again(&draft, &flaws));
    }
    // Whoever chose another language on the phone reads that from now on.
    let (kind, language) = (settled.kind, visit.texts.language());
    language.tag().clone_into(&mut settled.claimant.language);
    let filing =
        app.desk_secret().key().seal(&settled.into_filing()).map_err(|error| Problem::internal(&error))?;
    app.devices().hand_offs.advance(
        &entered.key.hash(),
        Stage::Sent(kind, language, filing),
        app.clock.now(),
    );
    Ok(visit.sent(&back))
}

/// How much of the form is filled, as the phone's script tells. A word for the kiosk's screen, and nothing else.
async fn progress(
    State(app): State<App>,
    who: Who,
    Path(key): Path<String>,
    form: Entries,
) -> Result<StatusCode, Problem> {
    let entered = enter(&app, &who, &key)?;
    let hundredths = form.text("progress").parse::<u8>().unwrap_or(0).min(100);
    app.devices().hand_offs.advance(&entered.key.hash(), Stage::Typing(hundredths), app.clock.now());
    Ok(StatusCode::NO_CONTENT)
}
