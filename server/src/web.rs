//! The desk in a browser and for programs: one table of routes, one stack of layers.
//!
//! Pages, fragments and JSON are thin readers of the published state. Each family of routes has a file of its own and adds its
//! rows in [`routes`].

use axum::{Router, middleware::from_fn, middleware::from_fn_with_state};
use tower_http::compression::CompressionLayer;

use crate::app::App;

#[cfg(test)]
mod access_table;
pub mod api;
mod archive;
pub mod assets;
pub mod board;
mod bodies;
#[cfg(test)]
mod case_access;
pub mod chart;
mod company;
mod complaints;
mod consents;
pub mod counter;
mod data_record;
mod deadlines;
mod defences;
mod disclosure;
mod fee;
mod figures;
pub mod filing;
pub mod form;
pub mod frame;
pub mod guard;
mod halls;
pub mod hand_off;
pub mod headers;
mod held;
pub mod home;
pub mod kept;
pub mod live;
mod log;
mod notice;
pub mod office;
pub mod operator;
pub mod origin;
pub mod paging;
mod papers;
mod pdf;
mod plan_form;
pub mod problem;
mod proposals;
mod registered;
mod reports;
mod roster;
pub mod route;
#[cfg(test)]
mod samples;
pub mod scan;
mod setup;
pub mod sign_in;
pub mod signed;
mod slips;
pub mod submit;
mod tariff;
pub mod ticket;
mod typical_cases;
pub mod visit;

pub use reports::count_ahead;

/// Every route of the desk.
pub fn routes() -> Vec<route::Route> {
    [
        api::routes(),
        board::routes(),
        complaints::routes(),
        counter::routes(),
        data_record::routes(),
        disclosure::routes(),
        filing::routes(),
        hand_off::routes(),
        held::routes(),
        home::routes(),
        roster::routes(),
        figures::routes(),
        office::routes(),
        log::routes(),
        notice::routes(),
        operator::routes(),
        papers::routes(),
        proposals::routes(),
        reports::routes(),
        scan::routes(),
        setup::routes(),
        sign_in::routes(),
        tariff::routes(),
        ticket::routes(),
        typical_cases::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The whole service.
pub fn service(app: &App) -> Router {
    let router = route::router(app, routes())
        .merge(visit::routes())
        .merge(assets::routes())
        .layer(from_fn_with_state(app.clone(), problem::dress))
        .layer(from_fn(headers::guard))
        .layer(CompressionLayer::new())
        .with_state(app.clone());
    crate::telemetry::watched(
        router,
        app.metrics.clone(),
        std::sync::Arc::clone(&app.clock),
        problem::of_panic(),
    )
}
