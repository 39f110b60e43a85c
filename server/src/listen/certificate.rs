//! Reads from a certificate for how long it is valid: the one thing about it that fails in the middle of a fair.
//!
//! Just enough of DER to walk to the two times; whether the certificate is otherwise good is for browsers to say.

use jiff::{Timestamp, civil, tz::TimeZone};

/// When a certificate begins and ends to be valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// Not before.
    pub from: Timestamp,
    /// Not after.
    pub until: Timestamp,
}

/// What browsers would say about a certificate today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It is over.
    #[error("the certificate ended at {0}; phones will refuse it")]
    Ended(Timestamp),
    /// It has not begun; more often it is the machine's clock that is wrong.
    #[error("the certificate begins only at {0}; is this machine's clock right?")]
    NotBegun(Timestamp),
    /// It ends within two weeks.
    #[error("the certificate ends at {0}, within two weeks")]
    EndsSoon(Timestamp),
}

impl Validity {
    /// What is wrong with it at this time, if anything.
    pub fn trouble(self, now: Timestamp) -> Option<Trouble> {
        let soon = jiff::SignedDuration::from_hours(14 * 24);
        if now > self.until {
            Some(Trouble::Ended(self.until))
        } else if now < self.from {
            Some(Trouble::NotBegun(self.from))
        } else if self.until.duration_since(now) < soon {
            Some(Trouble::EndsSoon(self.until))
        } else {
            None
        }
    }

    /// Reads it from a certificate in DER. `None` when this is no certificate.
    pub(super) fn of_certificate(der: &[u8]) -> Option<Self> {
        let (certificate, _) = element(der, SEQUENCE)?;
        let (signed, _) = element(certificate, SEQUENCE)?;
        // The version is optional; then serial number, algorithm and issuer stand before the validity.
        let rest = element(signed, VERSION).map_or(signed, |(_, rest)| rest);
        let (_, rest) = element(rest, INTEGER)?;
        let (_, rest) = element(rest, SEQUENCE)?;
        let (_, rest) = element(rest, SEQUENCE)?;
        let (validity, _) = element(rest, SEQUENCE)?;
        let (from, rest) = time(validity)?;
        let (until, _) = time(rest)?;
        Some(Self { from, until })
    }
}

const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The content of the element with this tag at the beginning of `der`, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&[found, first], rest) = der.split_first_chunk::<2>()?;
    if found != tag {
        return None;
    }
    if first < 0x80 {
        return rest.split_at_checked(first.into());
    }
    let (length, rest) = rest.split_at_checked((first & 0x7f).into())?;
    if length.len() > 4 {
        return None;
    }
    let length = length.iter().fold(0_usize, |n, byte| n << 8 | usize::from(*byte));
    rest.split_at_checked(length)
}

fn time(der: &[u8]) -> Option<(Timestamp, &[u8])> {
    let (century_written, (text, rest)) = match element(der, UTC_TIME) {
        Some(found) => (false, found),
        None => (true, element(der, GENERALIZED_TIME)?),
    };
    let text = str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let text = if century_written {
        text.to_owned()
    } else {
        let year: u8 = text.get(..2)?.parse().ok()?;
        format!("{}{text}", if year < 50 { "20" } else { "19" })
    };
    let at = civil::DateTime::strptime("%Y%m%d%H%M%S", &text).ok()?;
    Some((at.to_zoned(TimeZone::UTC).ok()?.timestamp(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn trouble_is_told_by_the_date() {
        let validity = Validity { from: at("2026-01-01T00:00:00Z"), until: at("2026-12-31T00:00:00Z") };
        assert_eq!(validity.trouble(at("2026-06-01T00:00:00Z")), None);
        assert_eq!(validity.trouble(at("2027-01-01T00:00:00Z")), Some(Trouble::Ended(validity.until)));
        assert_eq!(validity.trouble(at("2025-06-01T00:00:00Z")), Some(Trouble::NotBegun(validity.from)));
        assert_eq!(validity.trouble(at("2026-12-20T00:00:00Z")), Some(Trouble::EndsSoon(validity.until)));
    }

    #[test]
    fn both_ways_of_writing_a_year_are_read() {
        let utc = [&[UTC_TIME, 13][..], b"490102030405Z"].concat();
        assert_eq!(time(&utc).unwrap().0, at("2049-01-02T03:04:05Z"));
        let utc = [&[UTC_TIME, 13][..], b"500102030405Z"].concat();
        assert_eq!(time(&utc).unwrap().0, at("1950-01-02T03:04:05Z"));
        let full = [&[GENERALIZED_TIME, 15][..], b"20500102030405Z"].concat();
        assert_eq!(time(&full).unwrap().0, at("2050-01-02T03:04:05Z"));
    }

    #[test]
    fn what_is_cut_short_is_no_certificate() {
        for der in
            [&b""[..], b"0", b"\x30\x05abc", b"\x30\x84\xff\xff\xff\xff", b"\x30\x89123456789", b"\x30\x00"]
        {
            assert_eq!(Validity::of_certificate(der), None);
        }
    }
}
