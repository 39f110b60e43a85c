//! The cookies of the desk: two names, one way to write them, one way to read them.
//!
//! All are `HttpOnly`, `SameSite=Lax` and for the whole site. Lax and not Strict, because a ticket's address is opened
//! by the camera and by chat programs, and staff must then be recognised; forms have tokens of their own (`csrf`).
//! Under TLS they are `Secure` and carry the `__Host-` prefix, which keeps neighbours in the same domain from planting
//! one. Most halls have plain HTTP, where neither exists.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// The session of somebody who signed in.
    Session,
    /// Makes a browser the same device tomorrow.
    Device,
}

/// How cookies are written and read, which depends only on whether browsers come over TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cookies {
    secure: bool,
}

impl Cookies {
    /// `secure`: browsers reach the desk over TLS.
    pub fn new(secure: bool) -> Self {
        Self { secure }
    }

    fn name(self, cookie: Cookie) -> &'static str {
        match (cookie, self.secure) {
            (Cookie::Session, true) => "__Host-desk-session",
            (Cookie::Session, false) => "desk-session",
            (Cookie::Device, true) => "__Host-desk-device",
            (Cookie::Device, false) => "desk-device",
        }
    }

    /// The `Set-Cookie` header that keeps `value` for `lasts`, or until the browser closes. `None` when the value has
    /// letters no cookie may have.
    pub fn set(self, cookie: Cookie, value: &str, lasts: Option<Duration>) -> Option<HeaderValue> {
        let allowed = |b: u8| b.is_ascii_graphic() && !matches!(b, b'"' | b',' | b';' | b'\\');
        if !value.bytes().all(allowed) {
            return None;
        }
        let lasts = lasts.map(|d| format!("; Max-Age={}", d.as_secs())).unwrap_or_default();
        let secure = if self.secure { "; Secure" } else { "" };
        let name = self.name(cookie);
        HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{lasts}")).ok()
    }

    /// The `Set-Cookie` header that makes the browser forget.
    #[expect(clippy::missing_panics_doc, reason = "an empty value is always allowed")]
    pub fn clear(self, cookie: Cookie) -> HeaderValue {
        self.set(cookie, "", Some(Duration::ZERO)).expect("an empty value has no letters at all")
    }

    /// The value the browser sent, if any. Of several with one name the first counts, as browsers send the most
    /// specific first.
    pub fn read(self, cookie: Cookie, headers: &HeaderMap) -> Option<&str> {
        let name = self.name(cookie);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.split_once('='))
            .find(|(found, _)| found.trim() == name)
            .map(|(_, value)| value.trim().trim_matches('"'))
            .filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::COOKIE, HeaderValue::from_str(line).unwrap());
        }
        headers
    }

    #[test]
    fn a_cookie_is_written_with_all_its_guards() {
        let plain = Cookies::new(false).set(Cookie::Session, "abc", Some(Duration::from_mins(1))).unwrap();
        assert_eq!(plain, "desk-session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
        let secure = Cookies::new(true).set(Cookie::Device, "abc", None).unwrap();
        assert_eq!(secure, "__Host-desk-device=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
        let gone = Cookies::new(false).clear(Cookie::Session);
        assert_eq!(gone, "desk-session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    #[test]
    fn a_value_cannot_add_attributes() {
        for value in ["a;b", "a b", "a\r\nb", "a,b", "a\"b", "中"] {
            assert_eq!(Cookies::new(false).set(Cookie::Device, value, None), None);
        }
    }

    #[test]
    fn the_right_cookie_is_found_among_others() {
        let cookies = Cookies::new(false);
        let sent = headers(&["other=1; desk-session=abc", "desk-device=\"x.y\"; desk-session=later"]);
        assert_eq!(cookies.read(Cookie::Session, &sent), Some("abc"));
        assert_eq!(cookies.read(Cookie::Device, &sent), Some("x.y"));
        assert_eq!(
            Cookies::new(true).read(Cookie::Session, &sent),
            None,
            "a plain cookie is nothing under TLS"
        );
        assert_eq!(cookies.read(Cookie::Session, &headers(&["desk-session=", "rubbish", ";;=="])), None);
    }
}
