//! Under which address people reach the desk: what goes into codes and answers.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};

use crate::{addresses::PublicUrl, app::App};

use super::problem::Problem;

/// The address for links and codes: the one that was chosen for printing and opened by a phone; else the one in the
/// settings; else the one this request came in under, which the reader's own network can evidently reach.
#[derive(Debug, Clone)]
pub struct Origin(pub PublicUrl);

impl FromRequestParts<App> for Origin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let published = app.now();
        let confirmed = published.desk.fair().filter(|fair| fair.address_confirmed);
        let chosen = confirmed.and_then(|fair| fair.address.as_ref()?.parse().ok());
        let named = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let named = named.or_else(|| parts.uri.authority().map(axum::http::uri::Authority::as_str));
        let scheme = app.settings.scheme();
        let origin = chosen
            .or_else(|| app.settings.public_url.clone())
            .or_else(|| PublicUrl::of_request(scheme, named?))
            .unwrap_or_else(|| PublicUrl::of_address(scheme, app.settings.listen));
        Ok(Self(origin))
    }
}
