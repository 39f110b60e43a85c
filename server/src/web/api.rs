//! The JSON side, under `/api/v1`: for kiosks, scripts and the office's own programs.
//!
//! Each family of calls has a file below `api/`. To add one:
//!
//! 1. `api/queue.rs`: handlers, each with its `#[utoipa::path(…)]` (whole path, `/api/v1` included), a
//!    `#[derive(utoipa::OpenApi)] #[openapi(paths(claim, release))] pub(super) struct Described;` that names them, and
//!    `pub(super) fn routes() -> Vec<Route>`. The doc comment of a handler is its text in the document.
//! 2. One line in [`families`].
//!
//! A call that changes something takes [`Sent<T>`]: the JSON body as `T` (nothing at all where `T` allows `{}`), with a problem
//! document where it cannot be read, and `sent.once(&app, &who, "POST /queue/claim")` for `app.ask`, so that a retry with the
//! same `Idempotency-Key` gets the first answer. Lists answer [`Listing<T>`]. Errors are [`Problem`]s; describe them with
//! `(status = 409, description = "…", body = ProblemDocument)`. `cases.rs` is the model. A step of a case's procedure is shorter
//! still: see `step.rs`.

use std::sync::LazyLock;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        Components,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::{
    problem::Problem,
    route::{Access, Route},
};

mod board;
mod booths;
mod case_actions;
mod case_agreement;
mod case_fee;
mod case_talks;
mod case_way;
mod cases;
mod complaints;
pub(super) mod devices;
mod duty;
mod logs;
mod moved;
mod named;
mod queue;
mod sent;
mod sign_in;
mod step;
mod tickets;

pub use sent::Sent;

/// The families: their routes and their part of the document.
fn families() -> Vec<(Vec<Route>, utoipa::openapi::OpenApi)> {
    vec![
        (own(), Described::openapi()),
        (booths::routes(), booths::Described::openapi()),
        (board::routes(), board::Described::openapi()),
        (cases::routes(), cases::Described::openapi()),
        (case_actions::routes(), case_actions::Described::openapi()),
        (case_way::routes(), case_way::Described::openapi()),
        (complaints::routes(), complaints::Described::openapi()),
        (named::routes(), named::Described::openapi()),
        (case_fee::routes(), case_fee::Described::openapi()),
        (case_talks::routes(), case_talks::Described::openapi()),
        (case_agreement::routes(), case_agreement::Described::openapi()),
        (devices::routes(), devices::Described::openapi()),
        (duty::routes(), duty::Described::openapi()),
        (queue::routes(), queue::Described::openapi()),
        (logs::routes(), logs::Described::openapi()),
        (sign_in::routes(), sign_in::Described::openapi()),
        (tickets::routes(), tickets::Described::openapi()),
    ]
}

/// Every call of the JSON side.
pub(super) fn routes() -> Vec<Route> {
    families().into_iter().flat_map(|(routes, _)| routes).collect()
}

fn own() -> Vec<Route> {
    vec![Route::get("/api/v1/openapi.json", Access::Everyone, openapi)]
}

/// A part of a list, and where the next part begins.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listing<T> {
    /// This part.
    pub items: Vec<T>,
    /// Send this as `after` to get the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What a refused call answers (RFC 9457), as `application/problem+json`. Some codes carry further members.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemDocument {
    /// Always `about:blank`: the code says which problem it is.
    r#type: String,
    /// The HTTP status.
    status: u16,
    /// The stable code to match on.
    code: String,
    /// What happened, in the reader's language.
    title: String,
    /// What it means and what to do now.
    detail: String,
    /// Entries that do not hold.
    fields: Option<Vec<FieldFault>>,
}

/// An entry that does not hold.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldFault {
    /// Its name, as sent: `claimant.name`, `respondents.0.booth`.
    name: String,
    /// What is wrong with it.
    code: String,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Fairdesk",
        description = "The rapid mediation desk. Every POST takes an `Idempotency-Key`: a retry gets the first answer, \
                       the same key with another body gets 422. Times are RFC 3339 in UTC."
    ),
    paths(openapi),
    components(schemas(ProblemDocument)),
    modifiers(&Keys)
)]
struct Described;

struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_with(Components::default);
        let bearer = |text: &str| {
            SecurityScheme::Http(
                HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(text)).build(),
            )
        };
        components.add_security_scheme("staff", bearer("The token that signing in answers with."));
        components.add_security_scheme("device", bearer("The token that joining answers with."));
        components.add_security_scheme("holder", bearer("The holder token that filing a case answers with."));
    }
}

/// The document, put together once.
fn document() -> utoipa::openapi::OpenApi {
    families()
        .into_iter()
        .map(|(_, part)| part)
        .reduce(utoipa::openapi::OpenApi::merge_from)
        .unwrap_or_default()
}

static DOCUMENT: LazyLock<Result<String, serde_json::Error>> = LazyLock::new(|| document().to_json());

/// This document.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "desk", responses((status = 200, description = "OpenAPI 3.1")))]
async fn openapi() -> Result<Response, Problem> {
    let json = DOCUMENT.as_ref().map_err(|error| Problem::internal(error))?;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(([kind], json.as_str()).into_response())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::testing::TestDesk;

    #[tokio::test]
    async fn the_document_names_every_call_and_no_other() {
        let desk = TestDesk::new().await;
        let document = desk.call(axum::http::Method::GET, "/api/v1/openapi.json", "", None).await.json();
        assert_eq!(document["openapi"], "3.1.0");
        let paths = document["paths"].as_object().unwrap();
        let described: BTreeSet<(String, String)> = paths
            .iter()
            .flat_map(|(path, methods)| {
                methods.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone()))
            })
            .collect();
        let served: BTreeSet<(String, String)> = crate::web::routes()
            .into_iter()
            .filter(|route| route.path.starts_with("/api/v1"))
            .map(|route| (route.method.to_string(), route.path.to_owned()))
            .collect();
        assert_eq!(described, served);
    }

    #[tokio::test]
    async fn every_reference_in_the_document_leads_somewhere() {
        let desk = TestDesk::new().await;
        let answer = desk.call(axum::http::Method::GET, "/api/v1/openapi.json", "", None).await;
        let document = answer.json();
        for (at, _) in answer.text.match_indices("\"#/") {
            let pointer = answer.text[at + 2..].split('"').next().unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
    }
}
