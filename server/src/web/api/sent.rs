//! What a program sent: a JSON body and the key by which a retry is known.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use serde::de::DeserializeOwned;

use crate::{
    app::{App, Once},
    web::{
        guard::Who,
        problem::{Fault, Problem},
    },
};

/// The header that names a request; a retry carries the same.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Longest key, letters.
const KEY_LENGTH: usize = 200;

/// A JSON body, and its `Idempotency-Key`.
#[derive(Debug)]
pub struct Sent<T> {
    /// The body, read.
    pub body: T,
    key: Option<String>,
    bytes: Bytes,
}

impl<T> Sent<T> {
    /// Under which id to submit. `route` names the call; keys of different callers and calls never meet. Without a key in the
    /// request every try is a request of its own.
    pub fn once(&self, app: &App, who: &Who, route: &str) -> Once {
        match &self.key {
            Some(key) => Once::Key {
                scope: format!("{route}/{}", caller(who)),
                key: key.clone(),
                digest: Some(app.digest(&self.bytes)),
            },
            None => Once::Fresh,
        }
    }

    /// The key that was sent.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

/// Whose keys these are: a kiosk's, a person's, a ticket holder's, a device's, or those of programs that are none of these. The latter
/// share one space; the digest of the body keeps them apart.
pub fn caller(who: &Who) -> String {
    if let Some(joined) = &who.joined {
        return format!("joined/{}", joined.id);
    }
    match (&who.person, &who.holder, who.device()) {
        (Some(person), _, _) => format!("staff/{}", person.staff.id),
        (None, Some(holder), _) => format!("holder/{}", holder.hash()),
        (None, None, Some(device)) => format!("device/{device}"),
        (None, None, None) => "public".to_owned(),
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let key = match request.headers().get(IDEMPOTENCY_KEY) {
            None => None,
            Some(value) => {
                let text = value.to_str().ok().map(str::trim).unwrap_or_default();
                if text.is_empty() || text.len() > KEY_LENGTH {
                    return Err(Problem::of(Fault::BadRequest).field("Idempotency-Key", "invalid"));
                }
                Some(text.to_owned())
            }
        };
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let is_json =
            kind.is_none_or(|kind| kind.split(';').next().is_some_and(|kind| kind.trim().ends_with("json")));
        // A browser led here by a foreign page may send a form, but no JSON without asking first.
        if !is_json || (kind.is_none() && request.headers().contains_key(header::COOKIE)) {
            return Err(Problem::of(Fault::Unsupported));
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|rejection| {
            let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
            Problem::of(if too_large { Fault::TooLarge } else { Fault::BadRequest })
        })?;
        let text: &[u8] = if bytes.trim_ascii().is_empty() { b"{}" } else { &bytes };
        let body = serde_json::from_slice(text).map_err(|error| unreadable(&error))?;
        Ok(Self { body, key, bytes })
    }
}

/// JSON that is none is a bad request; JSON of another shape is invalid. Both say where.
fn unreadable(error: &serde_json::Error) -> Problem {
    let fault = match error.classify() {
        serde_json::error::Category::Data => Fault::Invalid,
        serde_json::error::Category::Io
        | serde_json::error::Category::Syntax
        | serde_json::error::Category::Eof => Fault::BadRequest,
    };
    Problem::of(fault).member("reason", error.to_string())
}
