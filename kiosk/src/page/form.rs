//! A form as it was sent: names and texts, a name as often as it likes. Overwritten once it was read.

use axum::{
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use zeroize::Zeroize;

/// The fields of a form, in the order in which they stand.
#[derive(Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// The last text of this name; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }

    /// Every text of this name.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, text)| text.clone()).collect()
    }

    /// Whether there is a field of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

impl Drop for Form {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(|(_, text)| text.zeroize());
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let read = axum::Form::<Vec<(String, String)>>::from_request(request, state).await;
        read.map(|axum::Form(fields)| Self(fields)).map_err(IntoResponse::into_response)
    }
}
