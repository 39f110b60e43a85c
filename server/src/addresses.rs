//! Where phones find the desk: the addresses of this machine in the hall's network, and the one public address that
//! goes into printed codes.
//!
//! A printed code outlives the afternoon on which it was printed, so the public address is chosen once, checked from
//! a phone, and compared strictly: [`PublicUrl`] is an origin (scheme, host, port) and nothing more.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

/// The origin under which people reach the desk: `http://desk.local:8080`. Never ends in a slash.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl {
    scheme: Scheme,
    /// Lower case; an IPv6 address stands in brackets.
    host: String,
    port: u16,
}

/// How the desk is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Plain, as in most halls.
    Http,
    /// With a certificate.
    Https,
}

impl Scheme {
    /// [`Scheme::Https`] when the desk has a certificate.
    pub fn of(secure: bool) -> Self {
        if secure { Self::Https } else { Self::Http }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// Why a text is no public address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublicUrlError {
    /// No `http://` or `https://` in front.
    #[error("it must begin with http:// or https://")]
    Scheme,
    /// The name is missing or has letters that no host name has.
    #[error("it needs the name or address of this machine after the //, such as desk.local or 192.168.1.20")]
    Host,
    /// The port is no number from 1 to 65535.
    #[error("the port after the last colon must be a number from 1 to 65535")]
    Port,
    /// Something follows host and port.
    #[error("it must end after the host and port: no path, no ?, no #, no user name")]
    Extra,
}

impl PublicUrl {
    /// The origin of one of this machine's own addresses.
    pub fn of_address(scheme: Scheme, address: SocketAddr) -> Self {
        let host = match address.ip() {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        Self { scheme, host, port: address.port() }
    }

    /// The origin a request came in under, from its `Host` header. `None` when the header is nonsense.
    pub fn of_request(scheme: Scheme, host_header: &str) -> Option<Self> {
        format!("{}://{host_header}", scheme.text()).parse().ok()
    }

    /// True when a request with this `Host` header came in under exactly this address: the test that unlocks
    /// printing asks it of a phone in the hall.
    pub fn is_origin_of(&self, scheme: Scheme, host_header: &str) -> bool {
        Self::of_request(scheme, host_header).as_ref() == Some(self)
    }

    /// The full address of `path`, which starts with a slash.
    pub fn join(&self, path: &str) -> String {
        debug_assert!(path.starts_with('/'), "{path} is no absolute path");
        format!("{self}{path}")
    }

    /// The host without brackets or port.
    pub fn host(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }

    /// The port, also when it is the usual one.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether cookies can be marked `Secure` under this address.
    pub fn is_secure(&self) -> bool {
        self.scheme == Scheme::Https
    }

    /// True for addresses that only this machine itself can open, which must never be printed.
    pub fn is_loopback(&self) -> bool {
        self.host() == "localhost"
            || self.host().ends_with(".localhost")
            || self.host().parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback() || ip.is_unspecified())
    }

    /// True when the host is a number, which changes whenever the network hands out another.
    pub fn is_numeric(&self) -> bool {
        self.host().parse::<IpAddr>().is_ok()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.text(), self.host)?;
        if self.port == self.scheme.port() { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or(PublicUrlError::Scheme)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err(PublicUrlError::Scheme),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.contains(['/', '?', '#', '@', '\\']) {
            return Err(PublicUrlError::Extra);
        }
        let (host, port) = split_port(authority)?;
        Ok(Self { scheme, host: checked_host(host)?, port: port.unwrap_or(scheme.port()) })
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = PublicUrlError;

    fn try_from(text: String) -> Result<Self, PublicUrlError> {
        text.parse()
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.to_string()
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), PublicUrlError> {
    let after_host = match authority.rfind(']') {
        Some(end) => end + 1,
        None if authority.starts_with('[') => return Err(PublicUrlError::Host),
        None => 0,
    };
    let Some(colon) = authority[after_host..].find(':') else { return Ok((authority, None)) };
    let (host, port) = authority.split_at(after_host + colon);
    match port[1..].parse::<u16>() {
        Ok(port) if port > 0 => Ok((host, Some(port))),
        _ => Err(PublicUrlError::Port),
    }
}

/// The host in lower case, if it is a bracketed IPv6 address, an IPv4 address or a plausible name.
fn checked_host(host: &str) -> Result<String, PublicUrlError> {
    if let Some(inner) = host.strip_prefix('[') {
        let inner = inner.strip_suffix(']').ok_or(PublicUrlError::Host)?;
        let ip: std::net::Ipv6Addr = inner.parse().map_err(|_| PublicUrlError::Host)?;
        return Ok(format!("[{ip}]"));
    }
    let host = host.to_ascii_lowercase();
    let label = |l: &str| {
        !l.is_empty()
            && l.len() <= 63
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let numeric = host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let fine = if numeric {
        host.parse::<std::net::Ipv4Addr>().is_ok()
    } else {
        host.len() <= 253 && host.split('.').all(label)
    };
    if fine { Ok(host) } else { Err(PublicUrlError::Host) }
}

/// One network address of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// What the operating system calls it: `eth0`, `wlan0`.
    pub name: String,
    /// Its address.
    pub ip: IpAddr,
}

/// The addresses of this machine, as the operating system lists them.
///
/// # Errors
/// When the operating system refuses the list.
pub fn interfaces() -> std::io::Result<Vec<Interface>> {
    let found = if_addrs::get_if_addrs()?;
    Ok(found.into_iter().map(|i| Interface { ip: i.ip(), name: i.name }).collect())
}

/// Every origin under which a phone may reach a desk that listens on `listening`, the likeliest first: IPv4 of real
/// network cards, then global IPv6, then addresses of virtual networks. A desk that listens on one address only is
/// reached under that one.
pub fn reachable(listening: SocketAddr, scheme: Scheme, interfaces: &[Interface]) -> Vec<PublicUrl> {
    if !listening.ip().is_unspecified() {
        return vec![PublicUrl::of_address(scheme, listening)];
    }
    // `[::]` takes IPv4 as well on Linux; `0.0.0.0` takes nothing but IPv4.
    let mut found: Vec<_> = interfaces
        .iter()
        .filter(|i| (i.ip.is_ipv4() || listening.is_ipv6()) && leaves_the_machine(i.ip))
        .map(|i| (is_virtual(&i.name), i.ip.is_ipv6(), i.ip))
        .collect();
    found.sort_by_key(|(machine_made, v6, _)| (*machine_made, *v6));
    found.dedup();
    found
        .into_iter()
        .map(|(_, _, ip)| PublicUrl::of_address(scheme, SocketAddr::new(ip, listening.port())))
        .collect()
}

fn leaves_the_machine(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !(ip.is_loopback() || ip.is_link_local() || ip.is_unspecified()),
        IpAddr::V6(ip) => {
            !(ip.is_loopback() || ip.is_unicast_link_local() || ip.is_unspecified() || ip.is_multicast())
        }
    }
}

/// True for the cards that container, virtual machine and tunnel software make up.
fn is_virtual(name: &str) -> bool {
    [
        "docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "cni", "flannel", "podman", "lxc", "tun",
        "tap", "wg",
    ]
    .iter()
    .any(|made| name.starts_with(made))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> PublicUrl {
        text.parse().unwrap()
    }

    #[test]
    fn an_origin_is_written_in_one_way() {
        assert_eq!(url("HTTP://Desk.Local/").to_string(), "http://desk.local");
        assert_eq!(url("https://desk.fair.example:443").to_string(), "https://desk.fair.example");
        assert_eq!(url(" http://192.168.1.20:8080 ").to_string(), "http://192.168.1.20:8080");
        assert_eq!(url("http://[2001:DB8::0:1]:8080").to_string(), "http://[2001:db8::1]:8080");
        assert_eq!(url("http://desk.local:8080").join("/t/abc"), "http://desk.local:8080/t/abc");
    }

    #[test]
    fn whatever_is_more_or_less_than_an_origin_is_refused() {
        for (text, why) in [
            ("desk.local", PublicUrlError::Scheme),
            ("ftp://desk.local", PublicUrlError::Scheme),
            ("http://", PublicUrlError::Host),
            ("http://:8080", PublicUrlError::Host),
            ("http://desk local", PublicUrlError::Host),
            ("http://-desk", PublicUrlError::Host),
            ("http://展会.example", PublicUrlError::Host),
            ("http://192.168.1", PublicUrlError::Host),
            ("http://[::1", PublicUrlError::Host),
            ("http://desk:0", PublicUrlError::Port),
            ("http://desk:", PublicUrlError::Port),
            ("http://desk:80:80", PublicUrlError::Port),
            ("http://desk:99999", PublicUrlError::Port),
            ("http://desk/path", PublicUrlError::Extra),
            ("http://desk//", PublicUrlError::Extra),
            ("http://desk?x", PublicUrlError::Extra),
            ("http://desk#x", PublicUrlError::Extra),
            ("http://me@desk", PublicUrlError::Extra),
        ] {
            assert_eq!(text.parse::<PublicUrl>(), Err(why), "{text}");
        }
    }

    #[test]
    fn a_request_is_held_against_the_chosen_address() {
        let chosen = url("http://desk.local:8080");
        assert!(chosen.is_origin_of(Scheme::Http, "Desk.local:8080"));
        assert!(!chosen.is_origin_of(Scheme::Http, "192.168.1.20:8080"));
        assert!(!chosen.is_origin_of(Scheme::Http, "desk.local"));
        assert!(!chosen.is_origin_of(Scheme::Https, "desk.local:8080"));
        assert!(!chosen.is_origin_of(Scheme::Http, "desk.local:8080/../x"));
        assert!(url("http://desk.local").is_origin_of(Scheme::Http, "desk.local:80"));
    }

    #[test]
    fn addresses_of_this_machine_alone_are_known() {
        for own in [
            "http://localhost",
            "http://desk.localhost:1",
            "http://127.0.0.1:8080",
            "http://[::1]",
            "http://0.0.0.0",
        ] {
            assert!(url(own).is_loopback(), "{own}");
        }
        assert!(!url("http://desk.local").is_loopback());
        assert!(url("http://10.0.0.1").is_numeric() && !url("http://desk.local").is_numeric());
    }

    #[test]
    fn the_likeliest_address_comes_first() {
        let list = [
            ("lo", "127.0.0.1"),
            ("docker0", "172.17.0.1"),
            ("eth0", "fe80::1"),
            ("eth0", "2001:db8::7"),
            ("eth1", "169.254.3.4"),
            ("wlan0", "192.168.1.20"),
        ]
        .map(|(name, ip)| Interface { name: name.to_owned(), ip: ip.parse().unwrap() });
        let texts = |listen: &str| {
            reachable(listen.parse().unwrap(), Scheme::Http, &list)
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(texts("0.0.0.0:8080"), ["http://192.168.1.20:8080", "http://172.17.0.1:8080"]);
        assert_eq!(texts("[::]:80"), ["http://192.168.1.20", "http://[2001:db8::7]", "http://172.17.0.1"]);
        assert_eq!(texts("127.0.0.1:8081"), ["http://127.0.0.1:8081"]);
    }

    #[test]
    fn this_machine_has_a_list() {
        assert!(interfaces().unwrap().iter().any(|i| i.ip.is_loopback()));
    }
}
