//! Who is calling, before anybody signed in: a device that we know by its cookie, or else a network address.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::HeaderMap;
use data_encoding::BASE64URL_NOPAD;

use super::{
    secrets::{DeviceToken, KeyHash},
    stamp::{Purpose, Stamper},
};

/// A browser that we gave a cookie to earlier. Known by the hash of its token; the token itself is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Device(KeyHash);

impl Device {
    /// A new device, and the value of its cookie.
    pub fn issue(stamper: &Stamper) -> (Self, String) {
        let token = DeviceToken::random();
        let stamp = stamper.stamp(Purpose::Device, &[token.bytes()]);
        (Self(token.hash()), format!("{}.{}", token.reveal(), BASE64URL_NOPAD.encode(&stamp)))
    }

    /// The device that sent this cookie. `None` when the cookie is not one of ours: whoever makes up cookies is not
    /// many devices, but one address.
    pub fn recognise(stamper: &Stamper, cookie: &str) -> Option<Self> {
        let (token, stamp) = cookie.split_once('.')?;
        let token: DeviceToken = token.parse().ok()?;
        let stamp = BASE64URL_NOPAD.decode(stamp.get(..stamp.len().min(64))?.as_bytes()).ok()?;
        stamper.is_genuine(Purpose::Device, &[token.bytes()], &stamp).then(|| Self(token.hash()))
    }

    /// What may be stored to recognise this device.
    pub fn hash(&self) -> KeyHash {
        self.0
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The device, when it showed a cookie of ours.
    pub device: Option<Device>,
    /// Its network address; a whole hall may share one.
    pub address: IpAddr,
}

impl Caller {
    /// What to count this caller's doings under.
    pub fn key(&self) -> CallerKey {
        match self.device {
            Some(device) => CallerKey::Device(device),
            None => self.place(),
        }
    }

    /// Where this caller sits, device or not; a cookie can be thrown away, an address less easily.
    pub fn place(&self) -> CallerKey {
        CallerKey::Address(one_household(self.address))
    }
}

/// What a caller's doings are counted under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallerKey {
    /// A device that keeps our cookie.
    Device(Device),
    /// Everybody, or everybody without a cookie, behind one address.
    Address(IpAddr),
}

/// An IPv6 customer has a whole /64 to choose addresses from; it counts as one. So does an IPv4 address in IPv6 dress.
pub fn one_household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// The caller's address: that of the connection, or, behind a proxy on this machine, the one that the proxy names. Only
/// the last entry of `X-Forwarded-For` is the proxy's own word; the ones before it are the caller's invention.
pub fn address_of(peer: IpAddr, headers: &HeaderMap, behind_proxy: bool) -> IpAddr {
    let peer = peer.to_canonical();
    if !(behind_proxy && peer.is_loopback()) {
        return peer;
    }
    let last = headers.get_all("x-forwarded-for").iter().next_back();
    last.and_then(|line| line.to_str().ok())
        .and_then(|line| line.rsplit(',').next())
        .and_then(|entry| entry.trim().parse::<IpAddr>().ok())
        .map_or(peer, |ip| ip.to_canonical())
}

/// True when the request was made on this very machine and not handed on by a proxy.
pub fn is_local(peer: IpAddr, headers: &HeaderMap) -> bool {
    let handed_on = ["x-forwarded-for", "x-real-ip", "forwarded", "via"];
    peer.to_canonical().is_loopback() && !handed_on.iter().any(|name| headers.contains_key(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(lines: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        headers
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_device_is_recognised_by_our_cookie_only() {
        let stamper = Stamper::random();
        let (device, cookie) = Device::issue(&stamper);
        assert_eq!(Device::recognise(&stamper, &cookie), Some(device));
        let (_, theirs) = Device::issue(&Stamper::random());
        let made_up = format!("{}.{}", DeviceToken::random().reveal(), cookie.split_once('.').unwrap().1);
        for other in [theirs.as_str(), made_up.as_str(), "", ".", "abc", "a.b.c", "é.é", &"x.".repeat(9999)]
        {
            assert_eq!(Device::recognise(&stamper, other), None, "{other:.40}");
        }
    }

    #[test]
    fn a_caller_without_a_cookie_is_its_address() {
        let (device, _) = Device::issue(&Stamper::random());
        let known = Caller { device: Some(device), address: ip("10.0.0.1") };
        assert_eq!(known.key(), CallerKey::Device(device));
        let one = Caller { device: None, address: ip("2001:db8:1:2::1") };
        let neighbour = Caller { device: None, address: ip("2001:db8:1:2:ffff::9") };
        assert_eq!(one.key(), neighbour.key());
        assert_eq!(one_household(ip("::ffff:10.0.0.1")), ip("10.0.0.1"));
    }

    #[test]
    fn a_proxy_is_believed_only_when_set_and_near() {
        let headers = forwarded(&["1.1.1.1", "6.6.6.6, 10.0.0.9"]);
        assert_eq!(address_of(ip("127.0.0.1"), &headers, true), ip("10.0.0.9"));
        assert_eq!(address_of(ip("127.0.0.1"), &headers, false), ip("127.0.0.1"));
        assert_eq!(address_of(ip("10.0.0.2"), &headers, true), ip("10.0.0.2"));
        assert_eq!(address_of(ip("127.0.0.1"), &forwarded(&["rubbish"]), true), ip("127.0.0.1"));
    }

    #[test]
    fn what_a_proxy_hands_on_is_not_local() {
        assert!(is_local(ip("127.0.0.1"), &HeaderMap::new()));
        assert!(is_local(ip("::ffff:127.0.0.1"), &HeaderMap::new()));
        assert!(!is_local(ip("127.0.0.1"), &forwarded(&["10.0.0.9"])));
        assert!(!is_local(ip("10.0.0.9"), &HeaderMap::new()));
    }
}
