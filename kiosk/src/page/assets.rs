//! Styles, scripts and pictures, compiled in. Their addresses carry the program's version, so that a browser may keep them.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// Name, type and content of each.
const ASSETS: [(&str, &str, &str); 7] = [
    ("tokens.css", "text/css; charset=utf-8", include_str!("../../../server/assets/css/tokens.css")),
    ("kiosk.css", "text/css; charset=utf-8", include_str!("../../assets/kiosk.css")),
    ("kiosk.js", "text/javascript; charset=utf-8", include_str!("../../assets/kiosk.js")),
    ("keys.js", "text/javascript; charset=utf-8", include_str!("../../assets/keys.js")),
    ("reader.js", "text/javascript; charset=utf-8", include_str!("../../assets/reader.js")),
    ("up.js", "text/javascript; charset=utf-8", include_str!("../../assets/up.js")),
    ("icons.svg", "image/svg+xml", include_str!("../../../server/assets/icons.svg")),
];

/// One of them.
pub async fn asset(Path(name): Path<String>) -> Response {
    let name = name.rsplit('/').next().unwrap_or_default();
    match ASSETS.iter().find(|(known, ..)| *known == name) {
        Some((_, kind, content)) => {
            let headers = [
                (header::CONTENT_TYPE, *kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, *content).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The address of one.
pub fn url(name: &str) -> String {
    format!("/assets/{}/{name}", env!("CARGO_PKG_VERSION"))
}
