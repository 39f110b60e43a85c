//! Styles, scripts and icons, compiled into the binary and served with a name that changes with their content.
//!
//! All files share one hash, so scripts can import each other by relative path and a browser never mixes two releases:
//! `/assets/{hash}/js/live.js`. Whatever the hash in an address, the newest file is served; only the right one is
//! cached for good. Compression is left to the layer that compresses every answer.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

/// One file as it is served.
struct Asset {
    name: &'static str,
    kind: &'static str,
    body: &'static [u8],
}

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

macro_rules! text {
    ($kind:expr, $name:literal = $($file:literal)+) => {
        Asset { name: $name, kind: $kind, body: concat!($(include_str!(concat!("../../assets/", $file))),+).as_bytes() }
    };
}

/// Every file. One style sheet a surface: a request costs more than the bytes.
const ASSETS: &[Asset] = &[
    text!(CSS, "css/site.css" = "css/tokens.css" "css/base.css" "css/parts.css" "css/forms.css" "css/filing.css" "css/print.css" "css/ticket.css"),
    text!(CSS, "css/staff.css" = "css/staff.css" "css/counter.css" "css/talk.css" "css/office.css" "css/log.css"),
    text!(CSS, "css/board.css" = "css/tokens.css" "css/board.css"),
    text!(JS, "js/site.js" = "js/site.js"),
    text!(JS, "js/words.js" = "js/words.js"),
    text!(JS, "js/live.js" = "js/live.js"),
    text!(JS, "js/draft.js" = "js/draft.js"),
    text!(JS, "js/keep.js" = "js/keep.js"),
    text!(JS, "js/suggest.js" = "js/suggest.js"),
    text!(JS, "js/board.js" = "js/board.js"),
    text!(JS, "js/setup.js" = "js/setup.js"),
    text!(JS, "js/clauses.js" = "js/clauses.js"),
    text!(JS, "js/leave.js" = "js/leave.js"),
    text!(SVG, "icons.svg" = "icons.svg"),
    text!(SVG, "mark.svg" = "mark.svg"),
];

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    for asset in ASSETS {
        digest.update(asset.name);
        digest.update(asset.body.len().to_le_bytes());
        digest.update(asset.body);
    }
    data_encoding::HEXLOWER.encode(&digest.finalize()[..6])
});

/// The address of a file, for templates: `{{ crate::web::assets::url("css/site.css") }}`.
pub fn url(name: &str) -> String {
    debug_assert!(ASSETS.iter().any(|asset| asset.name == name), "no asset {name}");
    format!("/assets/{}/{name}", *HASH)
}

/// The files as `(name, body)`, for pages written to disk.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    ASSETS.iter().map(|asset| (asset.name, asset.body))
}

/// The route of the files.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{hash}/{*name}", get(serve))
}

async fn serve(Path((hash, name)): Path<(String, String)>) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let caching = if hash == *HASH { "public, max-age=31536000, immutable" } else { "no-cache" };
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
            (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
        ],
        asset.body,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    async fn fetch(path: &str) -> Response {
        let request = Request::get(path).body(Body::empty()).unwrap();
        routes::<()>().with_state(()).oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn a_file_is_cached_for_good_under_its_own_address_only() {
        let right = fetch(&url("js/site.js")).await;
        assert_eq!(right.headers()[header::CONTENT_TYPE], JS);
        assert!(right.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let old = fetch("/assets/0000/js/site.js").await;
        assert_eq!(old.headers()[header::CACHE_CONTROL], "no-cache");
        assert_eq!(fetch("/assets/0000/../secret").await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn what_a_phone_page_loads_first_is_small() {
        let first = [
            "css/site.css",
            "js/site.js",
            "js/words.js",
            "js/live.js",
            "js/draft.js",
            "js/keep.js",
            "js/suggest.js",
            "icons.svg",
        ];
        let bytes: usize =
            ASSETS.iter().filter(|asset| first.contains(&asset.name)).map(|asset| asset.body.len()).sum();
        assert!(bytes < 88_500, "{bytes} bytes before compression, about a quarter of it over the wire");
    }

    #[test]
    fn nothing_needs_a_secure_context_or_the_internet() {
        for asset in ASSETS {
            let text = String::from_utf8_lossy(asset.body);
            for word in [
                "randomUUID",
                "crypto.subtle",
                "serviceWorker",
                "getUserMedia",
                "Notification",
                "https://",
                "@import",
            ] {
                assert!(!text.contains(word), "{} names {word}", asset.name);
            }
        }
    }
}
