//! Which screens show the touch page: this machine's own browser, and one tablet across the network that staff let in.
//!
//! A tablet has no program of its own, so its kiosk runs elsewhere, joined with a code of its own, and listens on the network. Staff
//! ask for a one-time address (`fairdesk-kiosk screen`) and open it on the tablet; from then on that browser is the screen. Any
//! other that asks from outside is shown nothing. Kept are hashes alone, in one file, so the program that serves needs no telling.

use std::{
    net::{IpAddr, SocketAddr, UdpSocket},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use askama::Template;
use axum::{
    extract::{ConnectInfo, Path as Named, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use domain::fair::Language;
use durable::Fault;
use jiff::tz::TimeZone;
use link::{DeviceToken, KeyHash};
use locale::Texts;

use crate::{
    cli::{Exit, Settings},
    page::shown,
};

/// The cookie of the tablet that was let in. A year: longer than any fair.
const COOKIE: &str = "screen";
const COOKIE_LASTS_S: u32 = 365 * 24 * 60 * 60;

/// Who is let in, by what lies in the kiosk's folder.
#[derive(Debug, Clone)]
pub struct Screens(Arc<PathBuf>);

/// What the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    /// Whoever has the key of this hash becomes the screen, once.
    Offered(KeyHash),
    /// The browser whose cookie has this hash is the screen.
    Admitted(KeyHash),
}

impl Screens {
    /// Of the kiosk with this folder.
    pub fn of(folder: &Path) -> Self {
        Self(Arc::new(folder.join("screen")))
    }

    /// Makes a key for a tablet. An older key, and a tablet that was let in before, are void.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn offer(&self) -> Result<DeviceToken, Fault> {
        let key = DeviceToken::random();
        self.write(Known::Offered(key.hash()))?;
        Ok(key)
    }

    /// Lets the holder of the key in, once: the cookie to show from now on.
    fn admit(&self, key: &str) -> Result<Option<DeviceToken>, Fault> {
        let offered = key.parse::<DeviceToken>().ok().map(|key| Known::Offered(key.hash()));
        if offered.is_none() || self.known()? != offered {
            return Ok(None);
        }
        let cookie = DeviceToken::random();
        self.write(Known::Admitted(cookie.hash()))?;
        Ok(Some(cookie))
    }

    fn shows(&self, peer: IpAddr, headers: &HeaderMap) -> Result<bool, Fault> {
        if peer.to_canonical().is_loopback() {
            return Ok(true);
        }
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let shown = pairs.find(|(name, _)| *name == COOKIE).and_then(|(_, value)| value.parse().ok());
        let Some(shown): Option<DeviceToken> = shown else { return Ok(false) };
        Ok(self.known()? == Some(Known::Admitted(shown.hash())))
    }

    fn known(&self) -> Result<Option<Known>, Fault> {
        let Some(bytes) = durable::folder::read_if_there(&self.0)? else { return Ok(None) };
        let text = String::from_utf8_lossy(&bytes);
        let known = text.trim().split_once(' ').and_then(|(what, hash)| {
            let hash = hash.parse().ok()?;
            match what {
                "offered" => Some(Known::Offered(hash)),
                "admitted" => Some(Known::Admitted(hash)),
                _ => None,
            }
        });
        Ok(known)
    }

    fn write(&self, known: Known) -> Result<(), Fault> {
        let text = match known {
            Known::Offered(hash) => format!("offered {hash}\n"),
            Known::Admitted(hash) => format!("admitted {hash}\n"),
        };
        durable::folder::replace(&self.0, text.as_bytes())
    }
}

/// Nothing goes to a screen that was not let in.
pub async fn admitted(
    State(screens): State<Screens>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let open = path.starts_with("/screen/") || path.starts_with("/assets/");
    match screens.shows(peer.ip(), request.headers()) {
        Ok(true) => next.run(request).await,
        Ok(false) if open => next.run(request).await,
        Ok(false) => door(StatusCode::FORBIDDEN, None),
        Err(error) => broken(&error),
    }
}

fn broken(error: &Fault) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "it cannot be told which screen was let in");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

#[derive(Template)]
#[template(path = "screen.html")]
struct Door {
    languages: Vec<Texts>,
    /// The key with which this screen may be let in.
    key: Option<String>,
}

fn door(status: StatusCode, key: Option<String>) -> Response {
    let languages = Language::ALL.iter().map(|language| Texts::new(*language, TimeZone::UTC)).collect();
    shown(status, &Door { languages, key })
}

/// Asks first: whatever looks at an address before a person does must not use it up.
pub async fn ask(Named(key): Named<String>) -> Response {
    door(StatusCode::OK, Some(key))
}

/// Makes this browser the screen.
pub async fn enter(State(screens): State<Screens>, Named(key): Named<String>) -> Response {
    match screens.admit(&key) {
        Ok(Some(cookie)) => {
            let cookie = format!(
                "{COOKIE}={}; HttpOnly; SameSite=Strict; Path=/; Max-Age={COOKIE_LASTS_S}",
                cookie.reveal()
            );
            (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to("/")).into_response()
        }
        Ok(None) => door(StatusCode::FORBIDDEN, None),
        Err(error) => broken(&error),
    }
}

/// `fairdesk-kiosk screen`: prints the one-time address for a tablet, and its code.
///
/// # Errors
/// When the folder cannot be written, or the page is served on this machine alone.
pub fn offer(settings: &Settings) -> anyhow::Result<Exit> {
    if settings.listen.ip().to_canonical().is_loopback() {
        eprintln!(
            "The page is served to this machine alone ({}). Let the kiosk listen on the network, as with --listen 0.0.0.0:{}",
            settings.listen,
            settings.listen.port()
        );
        return Ok(Exit::Usage);
    }
    let own: Vec<_> = if_addrs::get_if_addrs()?.into_iter().map(|found| found.ip()).collect();
    let found = reachable(settings.listen, &own, towards(&settings.server).ok());
    let first = found.first().context("this machine has no address in a network: connect it first")?;
    let key = Screens::of(&settings.data).offer().context("the key cannot be kept")?;
    let address = |at: &SocketAddr| format!("http://{at}/screen/{}", key.reveal());
    println!(
        "Open this address on the tablet, once. Any tablet that was let in before is not, from now on.\n"
    );
    println!("  {}\n", address(first));
    if found.len() > 1 {
        println!("Should the tablet not find it, it may be in another of this machine's networks:\n");
        found[1..].iter().for_each(|at| println!("  {}", address(at)));
        println!();
    }
    if let Ok(code) = qrcode::QrCode::with_error_correction_level(address(first), qrcode::EcLevel::M) {
        println!("{}", code.render::<qrcode::render::unicode::Dense1x2>().build());
    }
    Ok(Exit::Done)
}

/// Where a tablet finds a page that listens there, the likeliest first: the network that leads to the desk, then every other one of
/// this machine. Never the machine's own loop, which is another machine on every tablet.
fn reachable(listening: SocketAddr, own: &[IpAddr], to_desk: Option<IpAddr>) -> Vec<SocketAddr> {
    let fits = |ip: &IpAddr| {
        let near = match ip {
            IpAddr::V4(ip) => ip.is_loopback() || ip.is_link_local() || ip.is_unspecified(),
            IpAddr::V6(ip) => ip.is_loopback() || ip.is_unicast_link_local() || ip.is_unspecified(),
        };
        !near && (ip.is_ipv4() || listening.is_ipv6())
    };
    let mut found: Vec<_> = if listening.ip().is_unspecified() {
        own.iter().copied().filter(fits).collect()
    } else {
        vec![listening.ip()]
    };
    found.sort_by_key(|ip| (Some(*ip) != to_desk, ip.is_ipv6()));
    found.into_iter().map(|ip| SocketAddr::new(ip, listening.port())).collect()
}

/// The address of this machine on the way to the desk. Nothing is sent.
fn towards(server: &str) -> anyhow::Result<IpAddr> {
    let desk = server.trim_start_matches("http://");
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    if desk.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) {
        socket.connect(desk)?;
    } else {
        socket.connect((desk, 80))?;
    }
    Ok(socket.local_addr()?.ip())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn showing(cookie: &DeviceToken) -> HeaderMap {
        let line = HeaderValue::from_str(&format!("visit=x; {COOKIE}={}", cookie.reveal())).unwrap();
        HeaderMap::from_iter([(header::COOKIE, line)])
    }

    #[test]
    fn a_key_lets_one_tablet_in_and_a_new_key_shuts_it_out() {
        let folder = tempfile::tempdir().unwrap();
        let screens = Screens::of(folder.path());
        let (own, far): (IpAddr, IpAddr) =
            ("::ffff:127.0.0.1".parse().unwrap(), "192.0.2.7".parse().unwrap());
        assert!(screens.shows(own, &HeaderMap::new()).unwrap());
        assert!(!screens.shows(far, &HeaderMap::new()).unwrap());
        assert_eq!(screens.admit(&DeviceToken::random().reveal()).unwrap(), None, "nothing was offered");
        let key = screens.offer().unwrap().reveal();
        assert!(!screens.shows(far, &showing(&key.parse().unwrap())).unwrap(), "a key is no cookie");
        let cookie = screens.admit(&key).unwrap().unwrap();
        assert!(screens.shows(far, &showing(&cookie)).unwrap());
        assert_eq!(screens.admit(&key).unwrap(), None, "it is good once");
        assert!(!screens.shows(far, &showing(&DeviceToken::random())).unwrap());
        // Another start of the program reads the same file.
        assert!(Screens::of(folder.path()).shows(far, &showing(&cookie)).unwrap());
        screens.offer().unwrap();
        assert!(!screens.shows(far, &showing(&cookie)).unwrap());
    }

    #[test]
    fn a_tablet_is_told_addresses_that_it_can_open() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let own = ["127.0.0.1", "::1", "172.17.0.1", "192.168.1.5", "169.254.3.3", "fe80::1", "2001:db8::5"]
            .map(ip);
        let found = |listening: &str, to_desk| -> Vec<String> {
            let found = reachable(listening.parse().unwrap(), &own, Some(ip(to_desk)));
            found.iter().map(ToString::to_string).collect()
        };
        // The desk on the same machine, as the tablet's recipe has it.
        assert_eq!(found("0.0.0.0:8091", "127.0.0.1"), ["172.17.0.1:8091", "192.168.1.5:8091"]);
        assert_eq!(found("0.0.0.0:8091", "192.168.1.5"), ["192.168.1.5:8091", "172.17.0.1:8091"]);
        assert_eq!(found("[::]:8091", "192.168.1.5")[2], "[2001:db8::5]:8091");
        assert_eq!(found("192.168.1.5:8091", "127.0.0.1"), ["192.168.1.5:8091"]);
    }

    #[test]
    fn this_machine_knows_its_address_on_the_way_to_the_desk() {
        assert_eq!(towards("http://127.0.0.1:8080").unwrap().to_string(), "127.0.0.1");
        assert_eq!(towards("http://127.0.0.1").unwrap().to_string(), "127.0.0.1");
    }
}
