//! How the kiosk stands, for `doctor` on the same machine while the store is locked by the program that serves.

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

use super::Page;
use crate::slips;

/// Where it stands.
pub const PATH: &str = "/standing";

/// How the running kiosk stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its release.
    pub version: String,
    /// The desk it talks to.
    pub server: String,
    /// The last hello was answered.
    pub reachable: bool,
    /// The letters of its tickets; none before it joined.
    pub series: Option<domain::Series>,
    /// Tickets given out under them.
    pub minted: u32,
    /// Tickets on their way to the desk.
    pub outbox: usize,
    /// Tickets that the desk refused, with its code.
    pub refused: Vec<String>,
    /// Where the codes on its tickets lead phones; none before it joined.
    pub codes: Option<String>,
    /// What the desk said it may do.
    pub standing: Option<link::Standing>,
}

impl Told {
    /// What is known of the tickets in a store.
    pub fn of(state: &crate::store::State, server: &str, reachable: bool) -> Self {
        let series = state.membership().and_then(|_| state.series());
        let known = state.known();
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            server: server.to_owned(),
            reachable,
            series,
            minted: series.map_or(0, |series| state.minted(series)),
            outbox: state.outbox_len(),
            refused: state
                .refused()
                .map(|ticket| format!("{} ({})", ticket.minted.number, ticket.refusal_code()))
                .collect(),
            codes: known.map(|known| slips::origin(&known.particulars, server).to_owned()),
            standing: known.map(|known| known.standing.clone()),
        }
    }
}

/// Tells it to this machine alone.
pub(super) async fn tell(State(page): State<Page>, ConnectInfo(peer): ConnectInfo<SocketAddr>) -> Response {
    if !peer.ip().to_canonical().is_loopback() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let kiosk = &page.kiosk;
    let reachable = kiosk.wire.borrow().reachable;
    Json(kiosk.store.read(|state| Told::of(state, kiosk.desk.server(), reachable))).into_response()
}
