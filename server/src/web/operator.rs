//! For whoever runs the machine: is it alive, does it take work, what are its figures. Outside `/api/v1`.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::app::App;

use super::{
    problem::Problem,
    route::{Access, Route},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/healthz", Access::Everyone, healthz),
        Route::get("/readyz", Access::Everyone, readyz),
        Route::get("/metrics", Access::Operator, metrics),
    ]
}

/// The process answers.
async fn healthz() -> &'static str {
    "ok\n"
}

/// New work is taken.
async fn readyz(State(app): State<App>) -> Response {
    match app.engine.stopped() {
        None => "ready\n".into_response(),
        Some(_) => (StatusCode::SERVICE_UNAVAILABLE, "stopped\n").into_response(),
    }
}

/// Figures in the Prometheus text form.
async fn metrics(State(app): State<App>) -> Result<Response, Problem> {
    let text = app.metrics.render().map_err(|error| Problem::internal(&error))?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

#[cfg(test)]
mod tests {
    use crate::testing::TestDesk;

    #[tokio::test]
    async fn a_stopped_engine_is_alive_but_not_ready() {
        let desk = TestDesk::new().await;
        assert_eq!(desk.open("/healthz", "").await.status, 200);
        assert_eq!(desk.open("/readyz", "").await.status, 200);
        desk.memory.fail_next(crate::journal::memory::Fault::UncertainLost);
        let refused = desk
            .ask(
                domain::Actor::System,
                domain::Command::AddHalls {
                    halls: vec![(domain::HallId("9".into()), domain::ScanToken("x".into()))],
                },
            )
            .await;
        assert!(matches!(refused, Err(crate::engine::SubmitError::Stopped(_))), "{refused:?}");
        assert_eq!(desk.open("/healthz", "").await.status, 200);
        assert_eq!(desk.open("/readyz", "").await.status, 503);
    }
}
