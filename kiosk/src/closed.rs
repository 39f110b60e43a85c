//! A kiosk whose store is damaged: it gives out nothing, says where to go, and waits to be joined again with letters of its own.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use clock::SharedClock;
use domain::fair::Language;
use durable::LocalDisk;
use jiff::tz::TimeZone;
use locale::Texts;
use tokio_util::sync::CancellationToken;

use crate::{
    cli::Settings,
    desk::DeskCalls,
    joining::{self, CannotJoin},
    page::form::Form,
    screen::Screens,
    serve::{Ended, at_peers, listen},
    store::{Store, StoreError, put_aside},
    watchdog::Watchdog,
};

#[derive(Clone)]
struct Closed {
    settings: Settings,
    clock: SharedClock,
    anew: CancellationToken,
}

/// Shows that the kiosk is closed until it is joined anew or told to stop.
///
/// # Errors
/// When the page cannot be served.
pub async fn run(
    settings: &Settings,
    clock: SharedClock,
    stop: &CancellationToken,
    watchdog: &Arc<Watchdog>,
) -> anyhow::Result<Ended> {
    let listener = listen(settings).await?;
    let here = stop.child_token();
    let closed = Closed { settings: settings.clone(), clock, anew: here.clone() };
    let router = Router::new()
        .route("/join", get(ask).post(take))
        .route("/assets/{*name}", get(crate::page::assets::asset))
        .fallback(sorry)
        .with_state(closed);
    let router = crate::page::for_screens(router, Screens::of(&settings.data));
    watchdog.ready();
    let watching = watchdog.every();
    let served =
        axum::serve(listener, at_peers(router)).with_graceful_shutdown(here.clone().cancelled_owned());
    tokio::select! {
        () = here.cancelled() => {}
        served = served => served?,
        () = alive(watchdog, watching) => {}
    }
    Ok(if stop.is_cancelled() { Ended::Told } else { Ended::Anew })
}

async fn alive(watchdog: &Watchdog, every: Option<std::time::Duration>) {
    let Some(every) = every else { return std::future::pending().await };
    let mut tick = tokio::time::interval(every);
    loop {
        tick.tick().await;
        watchdog.alive();
    }
}

#[derive(Template)]
#[template(path = "closed.html")]
struct ClosedPage {
    languages: Vec<Texts>,
}

async fn sorry() -> Response {
    let languages = Language::ALL.iter().map(|language| Texts::new(*language, TimeZone::UTC)).collect();
    crate::page::shown(StatusCode::OK, &ClosedPage { languages })
}

async fn ask() -> Response {
    crate::page::join::asked(StatusCode::OK, None, "")
}

/// Puts the damaged store aside and joins anew. A code that does not fit changes nothing.
async fn take(State(closed): State<Closed>, form: Form) -> Response {
    match anew(&closed, form.text("code")).await {
        Ok(()) => {
            closed.anew.cancel();
            Redirect::to(crate::page::join::JOINED).into_response()
        }
        Err(error) => {
            tracing::warn!(error = &*error, "the kiosk did not join");
            let why = error.downcast_ref::<CannotJoin>();
            crate::page::join::asked(StatusCode::UNPROCESSABLE_ENTITY, why, form.text("code"))
        }
    }
}

async fn anew(closed: &Closed, code: &str) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let desk = DeskCalls::at(&closed.settings.server)?;
    // Before anything is touched here: a wrong code changes nothing.
    let joined = joining::ask(&desk, code).await?;
    let (data, now) = (closed.settings.data.clone(), closed.clock.now());
    let kept = tokio::task::spawn_blocking(move || -> Result<(), StoreError> {
        // What can be read of it may still be wanted: nothing is thrown away.
        let aside = put_aside(&data, now)?;
        tracing::warn!(folder = %aside.display(), "the damaged store was put aside");
        let store = Store::open(&data, now, Arc::new(LocalDisk))?;
        joining::keep(&store, &desk, joined, now)?;
        store.close()
    });
    Ok(kept.await??)
}
