//! Keys and codes: what the desk keeps instead of them, and comparing without telling.
//!
//! Their text forms stand in `link`, because a kiosk mints keys too.

pub use link::{
    BoothToken, DeviceToken, HolderCode, HolderToken, JoinedToken, KeyHash, NotAKey, Secret, SessionToken,
    TicketKey, fresh_id, narrow, random_bytes,
};

/// Compares without telling by its duration where the first difference is. Lengths are not secret.
pub fn constant_time_eq(one: &[u8], other: &[u8]) -> bool {
    let mut difference = u8::from(one.len() != other.len());
    for (a, b) in one.iter().zip(other) {
        difference = std::hint::black_box(difference | (a ^ b));
    }
    difference == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparing_sees_every_byte() {
        assert!(constant_time_eq(b"abc", b"abc"));
        for other in [&b"abd"[..], b"bbc", b"ab", b"abcd", b""] {
            assert!(!constant_time_eq(b"abc", other));
        }
    }
}
