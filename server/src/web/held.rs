//! What the desk holds about a person (PIPL art 45), for that person alone: on their own phone with their ticket, or by staff once
//! their identity was checked, then also of several cases at once. That it was given is in the journal before anything is shown. Of
//! the other side nothing is in it but whom the filer named.

use std::sync::Arc;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::{Case, PartyId};
use serde::Serialize;

use crate::{
    app::App,
    documents::held::{Held, paper},
    locale::Texts,
};

use self::contents::Before;

use super::{
    pdf,
    problem::{Fault, Problem},
    route::Route,
};

mod contents;
mod counter;
mod further;
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

/// What is held of several cases, as data: each stands in it as it would alone.
#[derive(Serialize)]
struct Several<'a> {
    cases: &'a [Held],
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

    /// As a file, with a part for each case.
    async fn answer(self, app: &App, parts: &[Held], t: &Texts) -> Result<Response, Problem> {
        match self {
            Self::Json => {
                let bytes = match parts {
                    [only] => serde_json::to_vec_pretty(only),
                    cases => serde_json::to_vec_pretty(&Several { cases }),
                };
                let bytes = bytes.map_err(|error| Problem::internal(&error))?;
                let headers = [
                    (header::CONTENT_TYPE, "application/json"),
                    (header::CACHE_CONTROL, "no-store"),
                    (header::CONTENT_DISPOSITION, "attachment; filename=\"held.json\""),
                ];
                Ok((headers, bytes).into_response())
            }
            Self::Pdf => {
                let fair = app.now().desk.fair().cloned().ok_or_else(|| Problem::of(Fault::NotFound))?;
                pdf::answer(paper(parts, &fair.plan, t), "held.pdf").await
            }
        }
    }
}
