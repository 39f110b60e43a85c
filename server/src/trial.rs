//! The trial of the address that goes into printed codes: a phone opens a test code with it before anything is printed.

use std::sync::{Mutex, PoisonError};

use crate::{
    access::secrets::{HolderToken, constant_time_eq},
    addresses::PublicUrl,
};

/// The address being tried by a phone, and the token of its test code: one at a time, in memory only.
#[derive(Debug, Default)]
pub struct Trial(Mutex<Option<(PublicUrl, String)>>);

impl Trial {
    /// The token for trying `url`; a new one when another address was being tried.
    pub fn token_for(&self, url: &PublicUrl) -> String {
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*tried {
            Some((known, token)) if known == url => token.clone(),
            _ => {
                let token = HolderToken::random().reveal();
                *tried = Some((url.clone(), token.clone()));
                token
            }
        }
    }

    /// The address that this token tries.
    pub fn url_of(&self, token: &str) -> Option<PublicUrl> {
        let tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (url, known) = tried.as_ref()?;
        constant_time_eq(known.as_bytes(), token.as_bytes()).then(|| url.clone())
    }
}
