//! Signing in for programs: a token for `Authorization: Bearer`.

use axum::{Json, extract::State, http::HeaderMap};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::{
    app::App,
    web::{
        guard::Who,
        problem::Problem,
        route::{Access, Route},
        sign_in, signed,
    },
};

use super::{ProblemDocument, Sent};

#[derive(OpenApi)]
#[openapi(paths(enter))]
pub(super) struct Described;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::post("/api/v1/sign-in", Access::Everyone, enter)]
}

/// Who signs in.
#[derive(Deserialize, ToSchema)]
struct SignIn {
    name: String,
    pin: String,
}

/// Somebody is signed in.
#[derive(Serialize, ToSchema)]
struct SignedIn {
    /// For `Authorization: Bearer`. Shown once.
    token: String,
    /// The first of the roles.
    #[schema(example = "mediator")]
    role: &'static str,
    /// Every role the person holds.
    roles: Vec<&'static str>,
}

/// Sign in
///
/// Keeps no answer: an `Idempotency-Key` is not looked at, every try is a try of its own.
#[utoipa::path(post, path = "/api/v1/sign-in", tag = "staff", request_body = SignIn,
    responses(
        (status = 200, description = "Signed in", body = SignedIn),
        (status = 401, description = "`sign-in-failed`: name and PIN do not belong together", body = ProblemDocument),
        (status = 429, description = "`locked-out` after wrong tries; see `Retry-After`", body = ProblemDocument),
    ))]
async fn enter(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    sent: Sent<SignIn>,
) -> Result<Json<SignedIn>, Problem> {
    let staff = sign_in::prove(&app, &who, &sent.body.name, &sent.body.pin).await?;
    let device = sign_in::device_name(&headers);
    let token = app.sessions.start(staff.id, staff.pin_seq, &device, app.clock.now()).await.reveal();
    let roles: Vec<_> = staff.roles.iter().map(|role| signed::code(*role)).collect();
    Ok(Json(SignedIn { token, role: roles.first().copied().unwrap_or_default(), roles }))
}

#[cfg(test)]
mod tests {
    use axum::http::{Method, StatusCode};
    use serde_json::json;

    use crate::testing::{PIN, TestDesk};

    #[tokio::test]
    async fn the_token_opens_what_the_role_may_open() {
        let desk = TestDesk::new().await;
        let body = json!({ "name": "head", "pin": PIN });
        let answer = desk.call(Method::POST, "/api/v1/sign-in", "", Some(body)).await.json();
        assert_eq!((answer["role"].as_str(), &answer["roles"]), (Some("head"), &json!(["head"])));
        let token = answer["token"].as_str().unwrap();
        assert_eq!(desk.call(Method::GET, "/account", token, None).await.status, StatusCode::OK);
    }

    #[tokio::test]
    async fn wrong_tries_are_refused_and_then_delayed() {
        let desk = TestDesk::new().await;
        let wrong = || Some(json!({ "name": "head", "pin": "1" }));
        for _ in 0..5 {
            let answer = desk.call(Method::POST, "/api/v1/sign-in", "", wrong()).await;
            assert_eq!(
                (answer.status, answer.json()["code"].as_str()),
                (StatusCode::UNAUTHORIZED, Some("sign-in-failed"))
            );
        }
        let answer = desk.call(Method::POST, "/api/v1/sign-in", "", wrong()).await;
        assert_eq!(answer.json()["code"], "locked-out");
    }
}
