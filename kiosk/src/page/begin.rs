//! The start: languages, what one can do here, how the screen is shown; and the end of every visit.

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::fair::Language;
use locale::Texts;

use super::{
    Page, filing,
    form::Form,
    frame::{self, Elsewhere, Frame, Hours, Service, Visitor, service},
    visit::Visit,
};

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    frame: Frame,
    t: Texts,
    languages: Vec<Texts>,
    service: Service,
    hours: Option<Hours>,
}

/// Languages first. Whoever was here before is gone.
pub(super) async fn start(State(page): State<Page>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if let Some(visit) = frame::cookie(&parts).and_then(|name| page.visits.end(&name)) {
        over(&page, visit).await;
    }
    let languages = languages(&page);
    let first = languages.first().copied().unwrap_or_default();
    let frame = Frame::of(&page, first, super::visit::Look::default(), "kiosk-title", "/").resting();
    let t = frame.t.clone();
    let languages = languages.into_iter().map(|language| t.speaking(language)).collect();
    let shown = StartPage { frame, t, languages, service: service(&page), hours: frame::hours(&page) };
    forgotten(frame::shown(StatusCode::OK, &shown))
}

/// What the fair speaks, the first language first.
pub(super) fn languages(page: &Page) -> Vec<Language> {
    let fair = page.kiosk.store.read(|state| state.known().map(|known| known.particulars.languages.clone()));
    fair.unwrap_or_else(|| Language::ALL.to_vec())
}

/// A visit begins, in this language.
pub(super) async fn begin(State(page): State<Page>, form: Form) -> Response {
    let Some(language) = Language::from_tag(form.text("language")) else {
        return Redirect::to("/").into_response();
    };
    let now = page.kiosk.clock.clock().monotonic();
    let name = page.visits.begin(now);
    page.visits.with(&name, now, |visit| visit.language = Some(language));
    (named(&name), Redirect::to("/menu")).into_response()
}

/// The cookie that names a visit.
pub(super) fn named(visit: &str) -> [(HeaderName, String); 1] {
    [(header::SET_COOKIE, format!("{}={visit}; Path=/; HttpOnly; SameSite=Strict", frame::COOKIE))]
}

#[derive(Template)]
#[template(path = "menu.html")]
struct MenuPage {
    frame: Frame,
    t: Texts,
    service: Service,
    hours: Option<Hours>,
}

/// What one can do here.
pub(super) async fn menu(State(page): State<Page>, visitor: Visitor) -> Result<Response, Elsewhere> {
    frame::visiting(&page, &visitor, Visit::starts_over)?;
    let frame = Frame::for_visit(&page, &visitor, "kiosk-menu-title", "/menu");
    let Some(frame) = frame else { return Ok(Redirect::to("/").into_response()) };
    let t = frame.t.clone();
    let shown = MenuPage { frame, t, service: service(&page), hours: frame::hours(&page) };
    Ok(frame::shown(StatusCode::OK, &shown))
}

/// Shows the screen another way, and the same page again with what stands in its fields.
pub(super) async fn look(
    State(page): State<Page>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, Elsewhere> {
    let language = Language::from_tag(form.text("language"));
    frame::visiting(&page, &visitor, |visit| {
        visit.look.switch(form.text("switch"));
        if let Some(language) = language {
            visit.language = Some(language);
            visit.assumed = false;
            if visit.kind.is_some() {
                visit.filing.claimant.language = Some(language.tag().to_owned());
            }
        }
        filing::keep(visit, &form);
    })?;
    let here = form.text("here");
    // Only within these pages.
    let here = if here.starts_with('/') && !here.starts_with("//") { here } else { "/menu" };
    Ok(Redirect::to(here).into_response())
}

/// "I am still here."
pub(super) async fn alive(_: State<Page>, _: Visitor) -> StatusCode {
    StatusCode::NO_CONTENT
}

/// A visit ends: nothing of it is left.
pub(super) async fn end(State(page): State<Page>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if let Some(visit) = frame::cookie(&parts).and_then(|name| page.visits.end(&name)) {
        over(&page, visit).await;
    }
    forgotten(Redirect::to("/").into_response())
}

/// No such page: the start.
pub(super) async fn lost() -> Redirect {
    Redirect::to("/")
}

/// Lets go of what a visit that is over held elsewhere: the phone that types for it, the key of its ticket.
pub(super) async fn over(page: &Page, visit: Visit) {
    if let Some((number, _)) = &visit.ticket {
        page.kiosk.close_screen(*number).await;
    } else if let Some(phone) = &visit.phone {
        super::phone::close(page, &phone.id);
    }
}

/// The browser is told to forget as well.
fn forgotten(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert("clear-site-data", HeaderValue::from_static("\"storage\""));
    let cookie = HeaderValue::from_static("visit=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    headers.insert(header::SET_COOKIE, cookie);
    response
}
