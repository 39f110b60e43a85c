//! Joining a desk: a code of the organiser becomes a device with a token, letters and a key to seal to.

use jiff::Timestamp;
use link::{Join, Joined, Standing};

use crate::{
    desk::{CallError, DeskCalls},
    store::{Fact, Known, Membership, Store, StoreError},
};

/// Why the kiosk did not join.
#[derive(Debug, thiserror::Error)]
pub enum CannotJoin {
    /// The code is not one.
    #[error("this is no join code: it has seven letters and digits")]
    NoCode,
    /// The desk said no, or was not reached.
    #[error(transparent)]
    Desk(#[from] CallError),
    /// The store cannot keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Joins the desk, and remembers it.
///
/// # Errors
/// Why not; then nothing was changed here.
pub async fn join(store: &Store, desk: &DeskCalls, code: &str, at: Timestamp) -> Result<(), CannotJoin> {
    // What it is to become durable in must work before the code is used up.
    store.expect_room()?;
    let joined = ask(desk, code).await?;
    Ok(keep(store, desk, joined, at)?)
}

/// Has the desk make this kiosk one of its devices.
///
/// # Errors
/// Why it did not.
pub async fn ask(desk: &DeskCalls, code: &str) -> Result<Joined, CannotJoin> {
    let code: link::JoinCode = code.parse().map_err(|_| CannotJoin::NoCode)?;
    Ok(desk.join(&Join { code: code.reveal(), version: env!("CARGO_PKG_VERSION").to_owned() }).await?)
}

/// To which desk and with which letters a kiosk has joined that the desk has not sent away.
pub fn already(store: &Store) -> Option<String> {
    store.read(|state| {
        let membership = state.membership()?;
        let is_sent_away = state.known().is_some_and(|known| known.standing == Standing::Revoked);
        let series = state.series()?;
        (!is_sent_away).then(|| format!("it has joined {} and gives out {series}-…", membership.server))
    })
}

/// Remembers who this kiosk is now.
///
/// # Errors
/// The store's.
pub fn keep(store: &Store, desk: &DeskCalls, joined: Joined, at: Timestamp) -> Result<(), StoreError> {
    tracing::info!(device = %joined.device, series = %joined.series, "joined the desk");
    let known = Known { standing: Standing::Open, series: joined.series, particulars: joined.particulars };
    store.record(&Fact::Joined(Box::new(Membership {
        device: joined.device,
        token: joined.token,
        role: joined.role,
        series: joined.series,
        desk_key: joined.desk_key,
        server: desk.server().to_owned(),
        joined_at: at,
    })))?;
    // Cut off between the two, the kiosk learns this at its first hello.
    store.record(&Fact::Greeted(Box::new(known)))
}
