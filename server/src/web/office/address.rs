//! The address that goes into printed codes: chosen once, and tried by a phone before anything is printed.
//!
//! Paper outlives the afternoon on which it was printed. So the organiser chooses a name or number under which phones reach
//! the desk, the page shows a test code with it, and only a phone that opens that code under exactly this address, from another
//! machine than this, unlocks printing. Once it is unlocked, another address is asked for twice: what was printed goes on leading to
//! the old one, which is offered again from then on.

use std::net::IpAddr;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::Response,
};
use domain::Command;

use crate::{
    addresses::{self, PublicUrl, PublicUrlError, Scheme},
    app::{App, Once},
    engine::Published,
    live::Draw,
    locale::Texts,
    qr::{self, Size},
};

use super::{ORGANISER, sender};
use crate::web::{
    form::Entries,
    frame::{self, Errors, Frame},
    guard::{Signed, Who},
    live::{self, Form},
    problem::{Fault, Problem},
    route::{Access, Route},
    visit::Visit,
};

/// Most characters of an address: a host name and what stands around it.
const ADDRESS_CHARS: usize = 280;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/address", ORGANISER, page),
        Route::post("/office/address", ORGANISER, choose),
        Route::get("/office/address/state", ORGANISER, state),
        Route::get("/office/address/events", ORGANISER, events),
        Route::get("/test/{token}", Access::Everyone, tried),
    ]
}

/// An address one may choose.
struct Offer {
    url: String,
    hint: String,
    checked: bool,
}

#[derive(Template)]
#[template(path = "office_address.html")]
struct AddressPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    offers: Vec<Offer>,
    typed: String,
    typed_chosen: bool,
    chosen: bool,
    part: String,
    /// What is asked before another address takes the place of one that codes were printed with.
    instead: Option<Instead>,
}

/// An address that is to take the place of one under which codes could be printed.
struct Instead {
    old: String,
    new: String,
    /// Codes that paper may bear by now: whether a file was printed is not for the desk to know.
    codes: usize,
}

impl Instead {
    /// What `url` would take the place of; nothing where no code could be printed, or where it was said already of that very address.
    fn of(published: &Published, url: &PublicUrl, said: &str) -> Option<Self> {
        let old = printed(published).filter(|old| old != url).map(|old| old.to_string())?;
        let codes = published.desk.booths().count() + published.desk.halls().count();
        (codes > 0 && old != said).then(|| Self { old, new: url.to_string(), codes })
    }
}

/// The part that changes when a phone opens the test code.
#[derive(Template)]
#[template(path = "office_address_state.html")]
struct StatePart {
    t: Texts,
    url: String,
    confirmed: bool,
    test_url: String,
    qr: String,
}

/// The chosen address, and whether a phone confirmed it.
fn chosen(published: &Published) -> Option<(PublicUrl, bool)> {
    let fair = published.desk.fair()?;
    Some((fair.address.as_ref()?.parse().ok()?, fair.address_confirmed))
}

/// Those with which codes could be printed before, the latest first.
fn printed_before(published: &Published) -> Vec<PublicUrl> {
    let known = published.desk.fair().into_iter().flat_map(|fair| fair.addresses_before.iter().rev());
    known.filter_map(|url| url.parse().ok()).collect()
}

fn state_part(t: &Texts, published: &Published, test: &str) -> Result<String, Problem> {
    let Some((url, confirmed)) = chosen(published) else { return Ok(String::new()) };
    let test_url = url.join(&format!("/test/{test}"));
    let qr = qr::svg(&test_url, Size::Phone, &t.t("address-test-code"))
        .map_err(|error| Problem::internal(&error))?;
    let part = StatePart { t: t.clone(), url: url.to_string(), confirmed, test_url, qr };
    part.render().map_err(|error| Problem::internal(&error))
}

/// The token of the test code for the chosen address.
fn test_token(app: &App, published: &Published) -> String {
    chosen(published).map(|(url, _)| app.address_trial().token_for(&url)).unwrap_or_default()
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let host = host(&headers, &uri);
    Ok(frame::show(&sheet(&app, &visit, &who, host.as_deref(), "", Errors::default())?))
}

fn host(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let named = headers.get(header::HOST).and_then(|host| host.to_str().ok()).map(str::to_owned);
    named.or_else(|| uri.authority().map(|authority| authority.as_str().to_owned()))
}

fn sheet(
    app: &App,
    visit: &Visit,
    who: &Who,
    host: Option<&str>,
    typed: &str,
    errors: Errors,
) -> Result<AddressPage, Problem> {
    let published = app.now();
    let frame = super::frame(app, visit, who, "address-title");
    let t = frame.t();
    let present = chosen(&published).map(|(url, _)| url);
    let before = printed_before(&published);
    let known = present.iter().chain(&before).chain(&app.settings.public_url).cloned();
    let mut urls: Vec<PublicUrl> = Vec::new();
    for url in known.chain(reachable(app, host)) {
        if !urls.contains(&url) {
            urls.push(url);
        }
    }
    let typed_chosen = !typed.is_empty();
    let hint = |url: &PublicUrl| match () {
        () if before.contains(url) => "address-before-hint",
        () if url.is_numeric() => "address-number-hint",
        () => "address-name-hint",
    };
    let offers = urls.iter().enumerate().map(|(n, url)| Offer {
        url: url.to_string(),
        hint: t.t(hint(url)).into_owned(),
        checked: n == 0 && !typed_chosen,
    });
    Ok(AddressPage {
        offers: offers.collect(),
        typed: typed.to_owned(),
        typed_chosen: typed_chosen || urls.is_empty(),
        chosen: present.is_some(),
        part: state_part(&t, &published, &test_token(app, &published))?,
        instead: None,
        errors,
        t,
        frame,
    })
}

/// The addresses under which phones may reach this machine, and the one this page was opened under.
fn reachable(app: &App, host: Option<&str>) -> Vec<PublicUrl> {
    let scheme = app.settings.scheme();
    let here = host.and_then(|host| PublicUrl::of_request(scheme, host));
    let mut listening = app.settings.listen;
    if let (0, Some(here)) = (listening.port(), &here) {
        listening.set_port(here.port());
    }
    let interfaces = addresses::interfaces().unwrap_or_else(|error| {
        tracing::warn!(%error, "the machine's addresses cannot be listed");
        Vec::new()
    });
    let mut found = addresses::reachable(listening, scheme, &interfaces);
    found.extend(here);
    found.retain(|url| !url.is_loopback());
    let mut seen = Vec::new();
    found.retain(|url| {
        let new = !seen.contains(url);
        seen.push(url.clone());
        new
    });
    found
}

async fn choose(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    headers: HeaderMap,
    uri: Uri,
    form: Entries,
) -> Result<Response, Problem> {
    let by_hand = form.text("url") == "typed";
    let text = if by_hand { form.text("typed") } else { form.text("url") };
    match usable(text, app.settings.scheme()) {
        Ok(url) => {
            let instead = Instead::of(&app.now(), &url, form.text("instead"));
            if instead.is_some() {
                let host = host(&headers, &uri);
                let mut page = sheet(&app, &visit, &who, host.as_deref(), "", Errors::default())?;
                page.instead = instead;
                return Ok(frame::show_with(StatusCode::CONFLICT, &page));
            }
            let command = Command::ChooseAddress { url: url.to_string() };
            app.ask(sender(&who)?, Once::Fresh, command).await?;
            Ok(visit.sent("/office/address"))
        }
        Err(key) => {
            let mut errors = Errors::default();
            errors.add(if by_hand { "typed" } else { "url" }, visit.texts.t(key));
            let host = host(&headers, &uri);
            let typed: String = form.text("typed").chars().take(ADDRESS_CHARS).collect();
            let page = sheet(&app, &visit, &who, host.as_deref(), &typed, errors)?;
            Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// An address that may be printed, or the text of what is wrong with it. The scheme may be left out.
fn usable(text: &str, scheme: Scheme) -> Result<PublicUrl, &'static str> {
    let text = text.trim();
    if text.is_empty() || text.len() > ADDRESS_CHARS {
        return Err("address-wrong-host");
    }
    let parsed = if text.contains("://") {
        text.parse()
    } else {
        PublicUrl::of_request(scheme, text.trim_end_matches('/')).ok_or(PublicUrlError::Host)
    };
    let url: PublicUrl = parsed.map_err(|error| match error {
        PublicUrlError::Scheme => "address-wrong-scheme",
        PublicUrlError::Host => "address-wrong-host",
        PublicUrlError::Port => "address-wrong-port",
        PublicUrlError::Extra => "address-wrong-extra",
    })?;
    if url.is_loopback() { Err("address-wrong-loopback") } else { Ok(url) }
}

async fn state(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let published = app.now();
    Ok(frame::fragment(state_part(&visit.texts, &published, &test_token(&app, &published))?))
}

async fn events(State(app): State<App>, visit: Visit, person: Signed) -> Response {
    let test = test_token(&app, &app.now());
    let topic = format!("address/{test}/{}", visit.texts.language().tag());
    let t = visit.texts;
    let draw: Draw =
        std::sync::Arc::new(move |published: &Published, _| state_part(&t, published, &test).ok());
    live::stream_to(&app, &person, &topic, Form::Fragment, &draw)
}

/// What a test code found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// The chosen address, from another machine.
    Works,
    /// The desk, but under another address than the chosen one.
    Elsewhere,
    /// The desk itself opened it.
    Itself,
}

#[derive(Template)]
#[template(path = "address_test.html")]
struct TestPage {
    frame: Frame,
    t: Texts,
    found: Found,
    chosen: String,
    here: String,
}

/// A phone opened the test code.
async fn tried(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    headers: HeaderMap,
    uri: Uri,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let url = app.address_trial().url_of(&token).ok_or(Problem::of(Fault::NotFound))?;
    let host = host(&headers, &uri).unwrap_or_default();
    // Behind a proxy the desk cannot see how the phone spoke; the name alone must be right.
    let scheme = if app.settings.behind_proxy { Scheme::of(url.is_secure()) } else { app.settings.scheme() };
    let found = if !url.is_origin_of(scheme, &host) {
        Found::Elsewhere
    } else if url.is_loopback() || from_this_machine(&who) {
        Found::Itself
    } else {
        let command = Command::ConfirmAddress { url: url.to_string() };
        app.ask(who.from(), Once::Fresh, command).await?;
        Found::Works
    };
    let frame = visit.frame("address-test-title");
    let here = PublicUrl::of_request(scheme, &host).map(|here| here.to_string()).unwrap_or_default();
    let page = TestPage { t: frame.t(), frame, found, chosen: url.to_string(), here };
    let status = if found == Found::Works { StatusCode::OK } else { StatusCode::CONFLICT };
    Ok(frame::show_with(status, &page))
}

fn from_this_machine(who: &Who) -> bool {
    let caller: IpAddr = who.caller.address.to_canonical();
    let own = addresses::interfaces().unwrap_or_default();
    who.local || own.iter().any(|interface| interface.ip.to_canonical() == caller)
}

/// The confirmed address, under which codes may be printed.
pub(super) fn printed(published: &Published) -> Option<PublicUrl> {
    chosen(published).filter(|(_, confirmed)| *confirmed).map(|(url, _)| url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_with_or_without_its_scheme() {
        for text in
            ["desk.fair.example:8080", "http://desk.fair.example:8080/", " HTTP://Desk.fair.example:8080 "]
        {
            assert_eq!(
                usable(text, Scheme::Http).unwrap().to_string(),
                "http://desk.fair.example:8080",
                "{text}"
            );
        }
        for (text, why) in [
            ("", "address-wrong-host"),
            ("ftp://desk", "address-wrong-scheme"),
            ("desk fair", "address-wrong-host"),
            ("http://desk:0", "address-wrong-port"),
            ("http://desk/office", "address-wrong-extra"),
            ("localhost:8080", "address-wrong-loopback"),
            ("http://127.0.0.1", "address-wrong-loopback"),
        ] {
            assert_eq!(usable(text, Scheme::Http), Err(why), "{text}");
        }
    }
}
