//! What the desk holds about a person (PIPL art 45), for that person alone: on their own phone with their ticket, or by staff once
//! their identity was checked. That it was given is in the journal before anything is shown. Nothing of the other side is in it.

use std::sync::Arc;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Case, PartyId};

use crate::{
    app::App,
    documents::{
        self,
        held::{Held, paper},
    },
    locale::Texts,
};

use self::contents::Before;

use super::{
    problem::{Fault, Problem},
    route::Route,
};

mod contents;
mod counter;
mod party;
#[cfg(test)]
mod tests;

pub(super) fn routes() -> Vec<Route> {
    [party::routes(), counter::routes()].into_iter().flatten().collect()
}

/// Gathers it. Only after the giving was recorded.
async fn gather(
    app: &App,
    case: &Arc<Case>,
    party: PartyId,
    before: Before,
    t: &Texts,
) -> Result<Held, Problem> {
    let (desk, case, t) = (app.clone(), Arc::clone(case), t.clone());
    let read = tokio::task::spawn_blocking(move || contents::read(&desk, &case, party, before, &t)).await;
    read.map_err(|gone| Problem::internal(&gone))?
}

/// In which form it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Pdf,
}

impl Form {
    fn of(name: &str) -> Option<Self> {
        match name {
            "held.json" => Some(Self::Json),
            "held.pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// As a file.
    async fn answer(self, app: &App, held: Held, t: &Texts) -> Result<Response, Problem> {
        let (kind, name, bytes) = match self {
            Self::Json => {
                let bytes = serde_json::to_vec_pretty(&held).map_err(|error| Problem::internal(&error))?;
                ("application/json", "attachment; filename=\"held.json\"", bytes)
            }
            Self::Pdf => {
                let fair = app.now().desk.fair().cloned().ok_or_else(|| Problem::of(Fault::NotFound))?;
                let paper = paper(&held, &fair.plan, t);
                let set = tokio::task::spawn_blocking(move || {
                    let fonts = documents::fonts().map_err(|error| Problem::internal(&error))?;
                    papers::typeset(&paper, fonts).map_err(|error| Problem::internal(&error))
                });
                let set = set.await.map_err(|gone| Problem::internal(&gone))??;
                ("application/pdf", "inline; filename=\"held.pdf\"", set.pdf)
            }
        };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (header::CONTENT_DISPOSITION, HeaderValue::from_static(name)),
        ];
        Ok((headers, bytes).into_response())
    }
}
