//! How much, how long, how often: what both ends count on.

/// Seconds between two hellos.
pub const HELLO_EVERY_S: u64 = 5;
/// Seconds without a hello after which the office shows a device as not seen.
pub const UNSEEN_AFTER_S: u64 = 30;
/// Seconds for which a join code is good.
pub const JOIN_CODE_S: u64 = 10 * 60;
/// Seconds for which a hand-off is good, from opening it to the phone's sending.
pub const HAND_OFF_S: u64 = 15 * 60;
/// Most issues in one call.
pub const ISSUES_AT_ONCE: usize = 32;
/// Most bytes of one call with issues. At least one issue of the largest size fits.
pub const ISSUES_BYTES: usize = 1024 * 1024;
/// Most bytes of any other call.
pub const CALL_BYTES: usize = 64 * 1024;
/// Most bytes of a content before it is sealed: the longest texts the desk takes, in the longest script.
pub const CONTENT_BYTES: usize = 96 * 1024;
/// Most letters of a sealed content as it travels: base 64 of the content, its padding, key and tag.
pub const SEALED_LETTERS: usize = 132 * 1024;
/// Most refused issues that a hello tells of; `refused_count` counts them all.
pub const REFUSED_TOLD: usize = 50;
/// Most prints that a hello tells of, the newest.
pub const PRINTS_TOLD: usize = 20;
/// Most letters of a version, a code or a reason in a message.
pub const WORD_LETTERS: usize = 200;
